"""The pictures of the training modules, and the first half of the stories."""

import math
import random

from kit import *  # noqa: F403


def bust(**more):
    return person(0, 0, 100, pose="bust", cut=False, **more)


def icon_eye(c):
    return path("M-26,0 Q0,-28 26,0 Q0,28 -26,0Z", "none", stroke=c, stroke_width=6) + circ(0, 0, 9, c)


def icon_clock(c):
    return circ(0, 0, 23, "none", stroke=c, stroke_width=6) + line([(0, -13), (0, 0), (10, 6)], c, 6)


def icon_back(c):
    return curve("M-20,-6 C-10,-26 24,-22 22,6 C20,26 -8,28 -18,14", c, 6) + poly([(-30, -4), (-10, -2), (-22, -22)], c)


def icon_page(c):
    return rect(-17, -24, 34, 48, "none", 4, stroke=c, stroke_width=6) + line([(-7, -8), (8, -8)], c, 5) + line([(-7, 5), (8, 5)], c, 5)


def wood(colour, seed=1, rows=7, h=H):
    r = random.Random(seed)
    o = [rect(-30, -30, W + 60, H + 60, colour)]
    for i in range(rows + 1):
        y = i * h / rows
        o.append(line([(-30, y), (W + 30, y)], shade(colour, 0.8), 5))
        for _ in range(7):
            x, l = r.uniform(0, W), r.uniform(90, 320)
            yy = y + r.uniform(24, h / rows - 24)
            o.append(curve(f"M{n(x)},{n(yy)} q{n(l/2)},{n(r.uniform(-10,10))} {n(l)},0", shade(colour, r.choice([0.9, 1.12])), 4))
    return "".join(o)


def jar(x, y, w, h, fill, lid=BRICK, level=0.8, label=None, tex=None):
    o = [rect(-w / 2, -h, w, h, "#E9F3F1", w * 0.14, opacity=".9")]
    o.append(path(f"M{-w/2+5},{-h*level} Q0,{-h*level-10} {w/2-5},{-h*level} L{w/2-5},-14 q0,9 -9,9 h{-(w-28)} q-9,0 -9,-9Z", fill))
    if tex:
        r = random.Random(int(x * 7 + y))
        for _ in range(26):
            px, py = r.uniform(-w / 2 + 12, w / 2 - 12), -r.uniform(14, h * level - 6)
            o.append(ell(px, py, 5, 2.6, tex, transform=f"rotate({r.randint(0,180)} {n(px)} {n(py)})"))
    if label:
        o.append(rect(-w * 0.32, -h * 0.55, w * 0.64, h * 0.26, label, 4) + line([(-w * 0.2, -h * 0.42), (w * 0.2, -h * 0.42)], AUB2, 4))
    o.append(rect(-w * 0.42, -h - 6, w * 0.84, 14, "#DDEAE8") + rect(-w * 0.48, -h - 26, w * 0.96, 24, lid, 6) + rect(-w * 0.48, -h - 14, w * 0.96, 4, shade(lid, 0.8)))
    o.append(rect(-w * 0.38, -h * 0.9, w * 0.1, h * 0.7, "#fff", 6, opacity=".5"))
    return g("".join(o), at=(x, y), cut=True)


def tin(x, y, w, h, c, band=CREAM, mark=None):
    return g(rect(-w / 2, -h, w, h, c, 6), rect(-w / 2, -h * 0.72, w, h * 0.44, band), mark or circ(0, -h * 0.5, h * 0.15, c), rect(-w / 2, -h, w, 10, "#C9C4C0", 5), rect(-w / 2, -10, w, 10, "#C9C4C0", 5), at=(x, y), cut=True)


def swede(x, y, s):
    return g(path("M-50,-40 C-60,0 -30,6 0,6 C30,6 60,0 50,-40 C44,-84 -44,-84 -50,-40Z", MAR3), path("M-50,-44 C-44,-86 44,-86 50,-44 C20,-30 -20,-30 -50,-44Z", AUB3), line([(-6, -74), (-14, -98)], LEAF3, 9), line([(4, -74), (8, -100)], LEAF, 9), curve("M-34,-16 q30,10 62,-2", MAR2, 3), at=(x, y), scale=s, cut=True)


def loaf(x, y, s):
    return g(path("M-90,0 C-104,-60 -80,-84 0,-86 C80,-84 104,-60 90,0Z", MAR2), *[curve(f"M{i*40-14},-76 q18,14 24,34", MAR3, 8) for i in (-1, 0, 1)], at=(x, y), scale=s, cut=True)


def potted(x, y, s, pot=BRICK, leaf=LEAF):
    o = []
    for a in (-60, -34, -10, 16, 42, 66):
        o.append(g(path("M0,0 C-26,-50 -18,-110 0,-150 C18,-110 26,-50 0,0Z", shade(leaf, 1 + (a % 3) * 0.14)), line([(0, 0), (0, -120)], shade(leaf, 0.7), 3), turn=a, at=(0, -90)))
    o.append(path("M-62,-100 L62,-100 L46,0 L-46,0Z", pot) + rect(-70, -112, 140, 28, shade(pot, 1.12), 5))
    return g("".join(o), at=(x, y), scale=s, cut=True)


def register(picture):
    @picture("module-circle")
    def module_circle():
        floor = rect(-30, 700, W + 60, 400, MAR3) + rect(-30, 694, W + 60, 14, MAR2)
        wall = rect(-30, -30, W + 60, 740, "url(#mc)")
        board = g(rect(0, 0, 440, 300, CREAM, 8), line([(220, 26), (220, 274)], AUB3, 5), *[line([(40, 70 + i * 44), (40 + w, 70 + i * 44)], c, 9) for i, (w, c) in enumerate([(120, BRICK), (90, BRICK), (140, BRICK)])], *[line([(260, 70 + i * 44), (260 + w, 70 + i * 44)], c, 9) for i, (w, c) in enumerate([(140, LEAF), (120, LEAF), (80, LEAF), (130, LEAF)])], at=(580, 90), cut=True)
        win = g(window(0, 0, 250, 330, SKY), at=(150, 110)) + g(window(0, 0, 250, 330, SKY), at=(1200, 110))
        sill = potted(275, 450, 0.62) + potted(1330, 450, 0.5, SKY2, LEAF3)
        ring = ell(800, 900, 640, 130, BRICK3, opacity=".55") + ell(800, 900, 560, 106, "none", stroke=CREAM2, stroke_width=8, stroke_dasharray="30 22")
        ppl = [
            person(545, 850, 400, 2, "hijab", BRICK, AUB, AUB2, pose="sit", chair=LEAF2, look=1.5, legs="skirt", arms=((-15, -58, -6, -47), (15, -58, 6, -47)), pat=None),
            person(800, 830, 390, 4, "bun", "#B9B3AE", MAR, LEAF, pose="sit", chair=AUB2, smile=2, glasses=AUB, arms=((-17, -60, -20, -78), (16, -58, 8, -48)), scarf=SKY),
            person(1055, 850, 400, 0, "crop", DARK, SKY, AUB, pose="sit", chair=LEAF2, look=-1.5, arms=((-16, -58, -8, -46), (16, -58, 8, -46)), pat="mcs"),
            person(290, 945, 440, 1, "locs", DARK, LEAF, BRICK2, pose="sit", chair=AUB2, look=2, arms=((-15, -57, -7, -46), (15, -57, 7, -46)), smile=1),
            person(1310, 945, 440, 3, "turban", BRICK, CREAM2, SKY2, pose="sit", chair=AUB2, look=-2, beard="#6d6366", arms=((-16, -57, -12, -44), (17, -60, 17, -78)), smile=2),
        ]
        bag = g(path("M-90,0 C-110,-90 -80,-130 -60,-140 L60,-140 C80,-130 110,-90 90,0Z", AUB), path("M-62,-140 q62,34 124,0 l-10,-24 q-52,24 -104,0Z", AUB2), curve("M-40,-150 q-10,-70 40,-70 q50,0 40,70", MAR, 9), at=(800, 985), cut=True)
        things = g(curve("M0,0 q30,-70 60,-20", MAR2, 10), circ(-8, 8, 20, "none", stroke=MAR2, stroke_width=10), at=(640, 960)) + g(rect(-50, -26, 100, 50, CREAM, 6), line([(-34, -8), (30, -8)], BRICK, 6), line([(-34, 8), (10, 8)], AUB3, 6), at=(975, 960), turn=-12, cut=True) + g(ell(0, -40, 17, 26, MAR2), line([(0, -20), (0, 60)], MAR2, 11), at=(880, 905), turn=70, cut=True)
        return page(wall, win, sill, board, floor, ring, *ppl, things, bag, ground=SKY3, defs=dots("mc", "#B9DCE6", 60, 6) + stripes("mcs", AUB, 9, 2.4, 0))

    @picture("module-agreement")
    def module_agreement():
        cloth = "".join(rect(-30, i * 120, W + 60, 60, "#E9B45B", opacity=".55") for i in range(10)) + "".join(rect(i * 120 + 20, -30, 60, H + 60, "#E9B45B", opacity=".55") for i in range(14))
        icons = [icon_page, icon_eye, icon_clock, icon_back]
        cols = [BRICK, SKY2, LEAF, AUB2]
        rows = []
        for i, (ic, c) in enumerate(zip(icons, cols)):
            y = -250 + i * 122
            rows.append(g(circ(0, 0, 46, shade(c, 1.72)), ic(c), at=(-180, y)))
            rows.append(line([(-104, y - 14), (190, y - 14)], AUB3, 9) + line([(-104, y + 16), (120 - i * 14, y + 16)], "#CBB9CF", 9))
        sheet = g(rect(-260, -360, 520, 720, "#FFFDF8", 8), *rows, line([(-200, 262), (60, 262)], AUB3, 4), curve("M-180,250 c30,-50 40,10 60,-20 c20,-30 20,30 50,6 c20,-18 30,-4 60,-20", BRICK, 8), at=(800, 510), turn=-4, cut=True)
        left = g(hand(1, LEAF, LEAF2, point=True), at=(470, 700), turn=52, scale=1.28, cut=True)
        pen = g(rect(-9, -270, 18, 230, BRICK, 6), poly([(-9, -40), (9, -40), (0, -8)], MAR3), rect(-9, -280, 18, 26, AUB, 6), at=(905, 742), turn=28, cut=True)
        right = g(hand(4, SKY2, CREAM), at=(1160, 790), turn=-66, scale=(-1.22, 1.22), cut=True)
        biscuits = g(circ(0, 0, 120, SKY), circ(0, 0, 104, SKY3), *[g(circ(0, 0, 38, MAR2), *[circ(14 * math.cos(k), 14 * math.sin(k), 4, AUB) for k in range(0, 6)], at=(54 * math.cos(t * 2.1), 54 * math.sin(t * 2.1))) for t in range(3)], at=(1330, 250), cut=True)
        ph = g(rect(-62, -120, 124, 240, AUB, 20), rect(-40, -104, 36, 36, AUB2, 10), circ(-22, -86, 10, DARK), at=(250, 250), turn=-16, cut=True)
        return page(cloth, ph, biscuits, mug_top(1160, 150, 76, LEAF), mug_top(480, 150, 76, BRICK, turn=150), sheet, left, pen, right, ground=MAR3)

    @picture("module-snapshot")
    def module_snapshot():
        back = circ(800, 470, 520, MAR) + circ(800, 470, 400, MAR3, opacity=".8")
        rays = "".join(g(path("M0,-540 L26,-700 L-26,-700Z", BRICK3), at=(800, 470), turn=i * 20) for i in range(-4, 5))
        teller = person(800, 1180, 900, 0, "headwrap", LEAF, BRICK, AUB, pose="bust", arms=None, smile=2, pat="ms")
        screen = g(teller, at=(0, 0))
        p = g(rect(-190, -360, 380, 720, DARK, 46), clip("mscr", rect(-170, -336, 340, 672, "#000", 30), rect(-170, -336, 340, 672, SKY3), circ(0, -30, 250, SKY), g(person(0, 640, 860, 0, "headwrap", LEAF, BRICK, AUB, pose="bust", arms=None, smile=2, pat="ms", cut=False)), rect(-170, 190, 340, 160, AUB), g(wave(250, 100, MAR, 15, 9), at=(0, 250)), circ(-124, -288, 18, BRICK), rect(-94, -296, 70, 16, CREAM, 8)), at=(800, 500), cut=True)
        lh = g(path("M-250,420 L-130,120 L30,190 L-40,520Z", SKY2), path("M-170,170 C-190,60 -150,-60 -90,-130 C-60,-160 -10,-120 -30,-70 L-40,-10 L60,40 L50,210 C0,260 -110,250 -170,170Z", SKIN[3]), line([(-70, -100), (20, -150)], SKIN[3], 52), at=(610, 720), cut=True)
        fingers = "".join(line([(x, y), (x + 74, y - 8)], SKIN[3], 50) for x, y in ((968, 610), (972, 674), (970, 738), (960, 800)))
        rh = g(path("M1240,1120 L1120,830 L980,900 L1010,1120Z", SKY2), path("M1170,840 C1200,740 1150,600 1060,580 L1010,620 L1000,880 C1040,930 1130,930 1170,840Z", SKIN[3]), fingers, *[line([(x + 10, y + 26), (x + 60, y + 20)], shade(SKIN[3], 0.8), 3) for x, y in ((968, 610), (972, 674), (970, 738))], cut=True)
        swirl = "".join(curve(f"M{300-i*62},{360+i*10} q-40,110 0,220", [BRICK, LEAF, AUB2][i], 20) + curve(f"M{1300+i*62},{360+i*10} q40,110 0,220", [BRICK, LEAF, AUB2][i], 20) for i in range(3))
        return page(back, rays, swirl, lh, p, g(line([(604, 600), (650, 560)], SKIN[3], 54), cut=True), rh, ground="#F7D7A0", defs=dots("ms", MAR, 10, 1.8))

    @picture("module-dialogue")
    def module_dialogue():
        floor = rect(-30, 850, W + 60, 300, BRICK2) + rect(-30, 842, W + 60, 14, shade(BRICK2, 0.8))
        a = path("M330,330 C330,170 520,110 700,120 C900,120 1000,220 1000,330 C1000,450 880,510 720,510 L560,510 L480,590 L490,500 C390,480 330,420 330,330Z", MAR)
        b = path("M1290,330 C1290,190 1140,130 960,130 C760,130 640,220 640,330 C640,440 760,510 900,510 L1060,510 L1130,590 L1130,500 C1230,480 1290,420 1290,330Z", SKY)
        both = clip("dl", path("M330,330 C330,170 520,110 700,120 C900,120 1000,220 1000,330 C1000,450 880,510 720,510 L560,510 L480,590 L490,500 C390,480 330,420 330,330Z", "#000"), path("M1290,330 C1290,190 1140,130 960,130 C760,130 640,220 640,330 C640,440 760,510 900,510 L1060,510 L1130,590 L1130,500 C1230,480 1290,420 1290,330Z", LEAF), path("M1290,330 C1290,190 1140,130 960,130 C760,130 640,220 640,330 C640,440 760,510 900,510 L1060,510 L1130,590 L1130,500 C1230,480 1290,420 1290,330Z", "url(#dlx)"))
        pa = path("M330,330 C330,170 520,110 700,120 C900,120 1000,220 1000,330 C1000,450 880,510 720,510 L560,510 L480,590 L490,500 C390,480 330,420 330,330Z", "url(#dld)")
        pb = path("M1290,330 C1290,190 1140,130 960,130 C760,130 640,220 640,330 C640,440 760,510 900,510 L1060,510 L1130,590 L1130,500 C1230,480 1290,420 1290,330Z", "url(#dls)")
        l = person(330, 1010, 640, 1, "hijab", LEAF2, LEAF, AUB, pose="side", chair=MAR, look=2, legs="skirt", arms=((-14, -56, 4, -47), (15, -58, 24, -66)), smile=2)
        r = person(1270, 1010, 640, 4, "bob", "#A9A3A6", AUB, SKY2, pose="side", chair=MAR, look=2, flip=True, arms=((-14, -56, 4, -46), (14, -57, 14, -44)), glasses=BRICK, scarf=BRICK)
        table = g(ell(0, 0, 120, 26, CREAM2), rect(-10, 0, 20, 190, CREAM3), ell(0, 192, 70, 14, CREAM3), at=(800, 800), scale=1.2, cut=True) + mug(740, 800, 0.9, BRICK, side=-1) + mug(868, 802, 0.9, SKY2) + g(rect(-30, -10, 60, 15, DARK, 5), circ(0, -15, 7, BRICK), at=(806, 820))
        return page(g(a, pa, cut=True), g(b, pb, cut=True), both, floor, l, r, table, ground="#F9E4C0", defs=dots("dld", MAR2, 44, 8) + stripes("dls", SKY2, 38, 8, 35) + dots("dlx", LEAF3, 40, 7))

    @picture("module-phone-camera")
    def module_phone_camera():
        wall = rect(-30, -30, W + 60, 800, SKY) + poly([(0, -30), (760, -30), (1240, 770), (340, 770)], CREAM, opacity=".33")
        win = g(window(0, 0, 330, 430, SKY3), at=(90, 90)) + g(tree(0, 0, 260, LEAF3), at=(260, 520), opacity=".0")
        desk = wood(MAR2, 3, 4, 420)
        desk = g(desk, at=(0, 750), scale=(1, 0.4))
        books = "".join(g(rect(-w / 2, 0, w, 62, c, 8), rect(-w / 2 + 18, 10, w - 40, 8, shade(c, 1.35)), rect(w / 2 - 22, 6, 22, 50, CREAM2), at=(1140 + dx, 640 + i * 64), cut=True) for i, (w, c, dx) in enumerate([(330, BRICK, 0), (380, LEAF, 14), (350, AUB2, -16), (420, SKY2, 6)]))
        scr = [rect(-95, -170, 190, 340, SKY3), rect(-95, 60, 190, 120, MAR2), circ(0, 30, 66, MAR), path("M0,-34 q30,-40 62,-20 q-20,34 -62,20Z", LEAF), rect(-95, 112, 190, 60, DARK), circ(0, 142, 18, CREAM), *[line([(-95, y), (95, y)], "#fff", 2, opacity=".6") for y in (-70, 30)], *[line([(x, -170), (x, 112)], "#fff", 2, opacity=".6") for x in (-32, 32)]]
        ph = g(rect(-112, -200, 224, 400, DARK, 30), clip("pcs", rect(-95, -172, 190, 344, "#000", 16), *scr), at=(1080, 446), turn=-7, cut=True)
        sock = g(path("M-30,-150 L30,-150 L34,-20 C40,20 110,10 104,48 C98,84 -20,70 -34,20Z", CREAM), rect(-34, -160, 68, 34, BRICK, 8), rect(-31, -100, 62, 14, BRICK), rect(-32, -70, 64, 14, MAR), at=(1460, 800), cut=True)
        plate = g(ell(0, 0, 210, 46, CREAM), ell(0, -4, 160, 32, CREAM2), at=(520, 880), cut=True)
        orange = g(circ(0, -110, 128, MAR), path("M-90,-200 A128,128 0 0 0 -100,-30 A160,160 0 0 1 -90,-200Z", MAR3, opacity=".9"), path("M70,-216 A128,128 0 0 1 60,2 A180,180 0 0 0 70,-216Z", MAR2), *[circ(random.Random(i).uniform(-80, 80), -110 + random.Random(i + 50).uniform(-80, 80), 3, MAR2) for i in range(26)], path("M0,-234 q60,-90 140,-50 q-30,80 -140,50Z", LEAF), line([(0, -234), (0, -256)], LEAF2, 10), at=(520, 876), cut=True)
        card = g(poly([(-110, 0), (90, -20), (90, -330), (-110, -300)], "#FFFDF8"), at=(790, 860), cut=True)
        return page(wall, win, potted(255, 560, 0.75), desk, card, plate, orange, books, ph, sock, ground=SKY)

    @picture("module-sense")
    def module_sense():
        wall = rect(-30, -30, W + 60, H + 60, "url(#se)")
        r = random.Random(12)
        cl = [(300, 250, MAR, 6), (800, 210, SKY, 7), (1290, 260, BRICK3, 6), (560, 520, LEAF3, 4), (1060, 540, MAR3, 5)]
        notes, strings = [], []
        for (x1, y1), (x2, y2) in (((300, 250), (560, 520)), ((560, 520), (1060, 540)), ((800, 210), (1060, 540)), ((1060, 540), (1290, 260))):
            strings.append(curve(f"M{x1},{y1} Q{(x1+x2)/2},{(y1+y2)/2+60} {x2},{y2}", BRICK, 6))
        for cx, cy, c, k in cl:
            for i in range(k):
                a = i * 6.28 / k + 0.4
                x, y = cx + math.cos(a) * 128 + r.uniform(-10, 10), cy + math.sin(a) * 92 + r.uniform(-8, 8)
                notes.append(g(rect(-54, -48, 108, 96, shade(c, r.choice([1, 1.12, 1.22])), 3), *[line([(-36, -22 + j * 20), (-36 + r.uniform(36, 72), -22 + j * 20)], AUB2, 5, opacity=".65") for j in range(3)], at=(x, y), turn=r.uniform(-9, 9), cut=True))
        lone = g(rect(-54, -48, 108, 96, "#FFFDF8", 3), *[line([(-36, -22 + j * 20), (20 + j * 8, -22 + j * 20)], BRICK, 5) for j in range(3)], at=(140, 560), turn=-7, cut=True)
        p1 = person(520, 1330, 760, 2, "plait", DARK, BRICK, AUB, back=True, arms=((-18, -80, -14, -101), (15, -58, 14, -44)), pat="sp")
        p2 = person(870, 1345, 760, 0, "crop", DARK, SKY2, AUB, back=True, arms=((-15, -57, -14, -42), (17, -76, 20, -96)))
        wheel = person(1235, 1250, 620, 4, "short", BRICK2, LEAF, AUB, back=True, arms=((-18, -80, -13, -100), (15, -57, 14, -44)))
        held = g(rect(-46, -42, 92, 84, MAR, 3), at=(1040, 600 + 18), turn=6, cut=True)
        chairback = g(rect(-130, 0, 260, 200, AUB, 26), rect(-190, -30, 40, 260, DARK, 20), rect(150, -30, 40, 260, DARK, 20), line([(-130, 10), (-130, -60)], DARK, 16), line([(130, 10), (130, -60)], DARK, 16), at=(1235, 950), cut=True)
        hand_note = g(rect(-46, -42, 92, 84, MAR3, 3), line([(-28, -12), (24, -12)], AUB2, 5), line([(-28, 8), (12, 8)], AUB2, 5), at=(414, 556), turn=-8, cut=True)
        return page(wall, *strings, *notes, lone, hand_note, held, p1, p2, wheel, chairback, ground="#F8E9CF", defs=dots("se", "#F0DAB4", 70, 5) + stripes("sp", MAR, 9, 2.6, 90))

    @picture("module-power")
    def module_power():
        wall = rect(-30, -30, W + 60, H + 60, AUB)
        arches = "".join(g(path("M-150,420 L-150,-20 A150,150 0 0 1 150,-20 L150,420Z", MAR3), path("M-130,420 L-130,-20 A130,130 0 0 1 130,-20 L130,420Z", SKY), clip(f"ar{i}", path("M-130,420 L-130,-20 A130,130 0 0 1 130,-20 L130,420Z", "#000"), g(skyline(420, SKY2, 20 + i, 300, -150, 160)), circ(60 - 50 * i, 40, 40, CREAM)), rect(-4, -150, 8, 570, MAR3), rect(-130, 130, 260, 8, MAR3), at=(280 + i * 520, 230)) for i in range(3))
        floor = rect(-30, 640, W + 60, 480, BRICK2)
        sits = [
            person(250, 940, 450, 4, "short", "#8d8589", CREAM2, AUB, pose="bust", look=2, arms=((-16, -57, -10, -46), (16, -57, 10, -46)), over=poly([(-2, -72), (2, -72), (3, -54), (0, -50), (-3, -54)], BRICK)),
            person(510, 935, 450, 0, "locs", DARK, MAR, AUB, pose="bust", look=1, smile=2, arms=((-16, -57, -9, -48), (18, -62, 22, -78)), pat="pw"),
            person(790, 930, 450, 2, "hijab", SKY2, LEAF, AUB, pose="bust", arms=((-15, -57, -6, -47), (15, -57, 6, -47)), smile=0),
            person(1080, 935, 450, 3, "bun", DARK, BRICK, AUB, pose="bust", look=-1.6, glasses=DARK, arms=((-16, -57, -8, -46), (16, -57, 8, -46))),
            person(1350, 940, 450, 1, "turban", LEAF, SKY3, AUB, pose="bust", look=-2, beard="#cfc8c4", arms=((-16, -57, -10, -46), (16, -57, 10, -46))),
        ]
        table = g(path("M60,770 L1540,770 L1680,960 L-80,960Z", MAR2), path("M-80,960 L1680,960 L1680,1000 L-80,1000Z", shade(MAR2, 0.75)), *[line([(60 + i * 296, 772), (-80 + i * 352, 958)], shade(MAR2, 0.9), 4) for i in range(1, 5)], cut=True)
        papers = "".join(g(poly([(-70, -26), (60, -26), (76, 30), (-84, 30)], "#FFFDF8"), *[line([(-56, -10 + j * 14), (20 + j * 12, -10 + j * 14)], AUB3, 5) for j in range(3)], at=(x, y), cut=True) for x, y in ((300, 850), (790, 836), (1240, 850)))
        cards = "".join(g(poly([(-40, -24), (36, -24), (44, 24), (-48, 24)], c), at=(480 + i * 104, 886), cut=True) for i, c in enumerate([BRICK3, SKY, LEAF3, MAR3]))
        cushion = g(ell(0, 0, 90, 30, BRICK), ell(0, -8, 84, 24, BRICK3), circ(0, -8, 7, BRICK2), at=(1010, 895), cut=True)
        chair = g(rect(-86, -150, 172, 130, LEAF, 22), rect(-60, -124, 120, 78, "url(#pwc)", 12), rect(-100, -24, 200, 40, LEAF2, 14), line([(-84, 10), (-96, 130)], LEAF2, 18), line([(84, 10), (96, 130)], LEAF2, 18), at=(790, 1056), cut=True)
        return page(wall, arches, floor, *sits, table, papers, cards, cushion, mug(140, 860, 0.62, SKY2, side=-1), mug(1430, 850, 0.62, BRICK), chair, ground=AUB, defs=dots("pw", BRICK, 9, 1.6) + dots("pwc", LEAF3, 30, 5))

    @picture("module-review")
    def module_review():
        wall = rect(-30, -30, W + 60, 800, "url(#mrw)")
        floor = rect(-30, 770, W + 60, 340, MAR2) + rect(-30, 764, W + 60, 14, shade(MAR2, 0.8)) + ell(800, 1000, 660, 84, SKY2) + ell(800, 1000, 590, 66, "none", stroke=CREAM2, stroke_width=8, stroke_dasharray="26 20")
        lamp = g(rect(-8, -560, 16, 560, AUB), ell(0, 0, 80, 16, AUB), path("M-90,-520 L90,-520 L58,-670 L-58,-670Z", MAR), at=(1470, 900), scale=0.74, cut=True)
        sofa = g(rect(330, 520, 940, 330, BRICK, 60), rect(330, 520, 940, 330, "url(#mrs)", 60), rect(290, 640, 130, 300, BRICK2, 50), rect(1180, 640, 130, 300, BRICK2, 50), rect(390, 800, 820, 140, BRICK2, 30), rect(360, 930, 30, 46, DARK, 6), rect(1210, 930, 30, 46, DARK, 6), cut=True)
        sheet = g(rect(-11, -14, 22, 28, "#FFFDF8", 1), *[line([(-7, -9 + k * 4), (7 - (k % 3) * 2, -9 + k * 4)], AUB3, 1) for k in range(5)], at=(0, -48), turn=3)
        ppl = [
            person(565, 990, 520, 0, "afro", DARK, MAR, AUB, pose="sit", look=2, smile=2, arms=((-16, -58, -9, -45), (16, -60, 10, -72)), pat="mrp"),
            person(1035, 990, 520, 4, "flatcap", AUB2, SKY3, AUB2, pose="sit", look=-2, glasses=AUB, beard="#B9B3AE", arms=((-15, -57, -6, -46), (15, -57, 6, -46))),
            person(800, 1000, 520, 3, "hijab", LEAF, AUB2, LEAF2, pose="sit", eyes="down", legs="skirt", arms=((-16, -55, -11, -49), (16, -55, 11, -49)), over=sheet + circ(-11, -48, 2.6, SKIN[3]) + circ(11, -48, 2.6, SKIN[3])),
        ]
        def cloud(x, y, r, trail):
            return g(circ(x, y, r, CREAM), *[circ(px, py, pr, CREAM) for px, py, pr in trail], cut=True)
        def sock(turn, at):
            return g(path("M-30,-110 L30,-110 L34,-20 C40,20 100,10 94,44 C88,74 -20,66 -34,20Z", LEAF), rect(-34, -120, 68, 30, CREAM, 8), rect(-31, -66, 62, 14, MAR), rect(-32, -36, 64, 14, MAR), at=at, turn=turn, scale=0.74)
        left = cloud(330, 240, 205, ((470, 470, 28), (508, 528, 17))) + g(rect(-150, -150, 300, 300, SKY3, 30), circ(0, 0, 128, AUB3), circ(0, 0, 106, AUB), sock(28, (-34, -2)), sock(206, (40, 6)), curve("M-84,-30 A90,90 0 0 1 -20,-86", SKY, 7), curve("M84,30 A90,90 0 0 1 20,86", SKY, 7), circ(-118, -122, 11, BRICK), at=(330, 240), scale=0.92)
        right = cloud(1270, 240, 205, ((1130, 470, 28), (1092, 528, 17))) + g(curve("M0,-112 q0,-26 20,-26 q18,0 16,18", AUB2, 8), path("M-14,-112 L14,-112 C50,-100 84,-80 92,-40 L116,70 L72,82 L58,20 L62,126 L-62,126 L-58,20 L-72,82 L-116,70 L-92,-40 C-84,-80 -50,-100 -14,-112Z", SKY2), path("M-14,-112 L0,-70 L14,-112Z", SKY3), line([(0, -66), (0, 124)], shade(SKY2, 0.7), 5), *[circ(14, -30 + k * 44, 8, MAR) for k in range(3)], *[curve(f"M{x},-120 q-14,-18 0,-34 q14,-16 0,-32", BRICK3, 8) for x in (-84, 84)], at=(1270, 262), scale=0.96)
        frame = g(rect(-110, -86, 220, 172, MAR2, 6), rect(-92, -68, 184, 136, CREAM), clip("mrf", rect(-92, -68, 184, 136, "#000"), rect(-92, -68, 184, 136, SKY3), circ(34, -20, 26, MAR), *[rect(-92 + k * 48, 4, 44, 64, [BRICK, LEAF, AUB2, BRICK3][k]) for k in range(4)], *[poly([(-94 + k * 48, 6), (-70 + k * 48, -24), (-46 + k * 48, 6)], AUB) for k in range(4)]), at=(800, 210), cut=True)
        tea = g(ell(0, 0, 92, 20, CREAM2), rect(-9, 0, 18, 92, CREAM3), ell(0, 94, 52, 11, CREAM3), at=(180, 860), cut=True) + mug(180, 858, 0.8, BRICK, side=-1)
        return page(wall, floor, lamp, frame, sofa, *ppl, left, right, tea, ground="#C9DDC0", defs=stripes("mrw", "#BCD3B2", 84, 10, 0) + dots("mrs", BRICK3, 52, 7) + dots("mrp", BRICK, 9, 1.5))

    @picture("module-change")
    def module_change():
        wall = rect(-30, -30, W + 60, H + 60, "url(#mgw)")
        floor = rect(-30, 740, W + 60, 380, AUB2) + rect(-30, 732, W + 60, 16, AUB)
        win = g(rect(-14, -14, 338, 428, CREAM), clip("mgv", rect(0, 0, 310, 400, "#000"), rect(0, 0, 310, 400, SKY), circ(220, 110, 50, MAR3), skyline(400, SKY2, 8, 240, -10, 330)), rect(150, 0, 10, 400, CREAM), rect(0, 180, 310, 10, CREAM), rect(-30, 412, 370, 18, CREAM2), at=(110, 150), cut=True)
        flags = curve("M-20,40 Q400,150 820,40 Q1230,150 1640,40", AUB, 4) + "".join(poly([(x - 20, y), (x + 20, y), (x, y + 44)], [BRICK, MAR, LEAF, SKY2, AUB2][i % 5]) for i, (x, y) in enumerate((-20 + t * 83, 40 + 54 * math.sin(math.pi * ((t / 10) % 1))) for t in range(21)))
        marks = {(1, 0): LEAF, (3, 0): MAR, (0, 1): BRICK, (2, 2): LEAF, (4, 1): SKY2, (3, 3): BRICK, (1, 3): AUB2}
        days = "".join(rect(30 + i * 108, 86 + j * 78, 96, 66, marks.get((i, j), CREAM2), 6) + (line([(62 + i * 108, 120 + j * 78), (74 + i * 108, 132 + j * 78), (98 + i * 108, 104 + j * 78)], CREAM, 8) if (i, j) in marks else "") for i in range(5) for j in range(4))
        calendar = g(rect(0, 0, 590, 420, "#FFFDF8", 8), rect(0, 0, 590, 62, BRICK, 8), *[circ(60 + k * 118, 31, 10, CREAM) for k in range(5)], days, at=(540, 150), cut=True)
        note = g(rect(-46, -38, 92, 76, MAR, 3), *[line([(-28, -14 + k * 16), (26 - k * 10, -14 + k * 16)], AUB, 5) for k in range(3)], at=(1150, 330), turn=7, cut=True)
        pins = person(1300, 905, 620, 2, "plait", DARK, LEAF, AUB, back=True, arms=((-19, -78, -21, -93), (15, -57, 14, -43)), pat="mgp")
        sits = [
            person(345, 945, 430, 4, "bun", "#B9B3AE", SKY3, AUB, pose="bust", look=2, smile=2, glasses=BRICK, arms=((-16, -57, -9, -46), (16, -57, 9, -46)), scarf=BRICK),
            person(575, 930, 430, 0, "headwrap", MAR, BRICK, AUB, pose="bust", look=1.4, smile=2, arms=((-16, -57, -9, -47), (18, -61, 22, -76))),
            person(805, 925, 430, 3, "short", DARK, CREAM2, AUB, pose="bust", look=-1.6, arms=((-16, -57, -8, -47), (16, -57, 8, -47)), over=poly([(-2, -72), (2, -72), (3, -54), (0, -50), (-3, -54)], SKY2)),
            person(1040, 930, 430, 2, "hijab", SKY2, AUB2, AUB, pose="bust", look=-1.6, arms=((-16, -58, -15, -72), (15, -57, 7, -47))),
        ]
        table = g(path("M150,880 C150,1010 300,1110 800,1130 C1300,1110 1450,1010 1450,880Z", shade(MAR, 0.82)), ell(800, 880, 650, 128, MAR), ell(800, 876, 590, 106, "none", stroke=MAR3, stroke_width=9, stroke_dasharray="4 24"), cut=True)
        pot = g(path("M-84,0 C-116,-84 -74,-138 0,-138 C74,-138 116,-84 84,0 Q0,16 -84,0Z", LEAF), curve("M86,-104 q70,10 50,70 q-12,26 -44,22", LEAF2, 15), path("M-86,-84 C-130,-86 -130,-134 -170,-142 L-162,-112 C-142,-96 -136,-46 -90,-40Z", LEAF2), ell(0, -135, 49, 11, LEAF2), circ(0, -153, 15, BRICK), *[circ(-50 + k * 25, -70, 8, LEAF3) for k in range(5)], at=(760, 930), scale=0.9, cut=True)
        plate = g(ell(0, 0, 120, 32, CREAM), ell(0, -4, 92, 22, CREAM2), *[poly([(x - 30, y + 14), (x + 30, y + 14), (x, y - 30)], c) for x, y, c in ((-48, -10, MAR2), (48, -10, MAR2), (0, -4, shade(MAR2, 0.9)), (-18, -34, shade(MAR2, 1.1)))], at=(1060, 930), cut=True)
        papers = "".join(g(poly([(-70, -22), (62, -22), (78, 26), (-84, 26)], "#FFFDF8"), *[line([(-54, -8 + j * 12), (24 + j * 12, -8 + j * 12)], c, 5) for j in range(3)], at=(x, y), turn=t, cut=True) for x, y, t, c in ((500, 900, -5, BRICK), (910, 846, 2, AUB3), (1240, 868, 6, LEAF)))
        cushion = g(ell(0, 0, 70, 24, BRICK), ell(0, -7, 64, 19, BRICK3), circ(0, -7, 6, BRICK2), at=(585, 968), cut=True)
        front = person(230, 1370, 640, 1, "locs", DARK, SKY2, AUB, back=True, arms=((-15, -57, -14, -42), (18, -63, 24, -72)))
        wheel = person(1400, 1330, 600, 3, "short", BRICK2, CREAM, AUB, back=True, arms=((-19, -64, -25, -72), (15, -57, 14, -44)), pat="mgs")
        chairback = g(rect(-130, 0, 260, 200, AUB, 26), rect(-190, -30, 40, 260, DARK, 20), rect(150, -30, 40, 260, DARK, 20), line([(-130, 10), (-130, -60)], DARK, 16), line([(130, 10), (130, -60)], DARK, 16), at=(1400, 1010), cut=True)
        return page(wall, win, flags, floor, calendar, note, pins, *sits, table, papers, cushion, pot, plate, mug(420, 940, 0.62, SKY2, side=-1), mug(1180, 930, 0.62, BRICK), mug(1085, 842, 0.5, CREAM), front, wheel, chairback, ground="#F7E3C4", defs=dots("mgw", "#EFD3A8", 64, 5) + stripes("mgp", LEAF3, 9, 2.4, 90) + stripes("mgs", BRICK3, 9, 2.4, 90))

    @picture("bus-rain")
    def bus_rain():
        sky = rect(-30, -30, W + 60, H + 60, SKY2) + ell(300, 130, 330, 90, shade(SKY2, 0.88)) + ell(1100, 90, 420, 110, shade(SKY2, 0.88)) + ell(760, 220, 260, 60, shade(SKY2, 1.14))
        row = g("".join(terrace(-120 + i * 300, 760, 298, 300, shade(w, 0.92), d, seed=i + 4, lit=(0, 2) if i % 2 else (1,), glass="#9FB9C4", roof=AUB) for i, (w, d) in enumerate([(BRICK, MAR), (BRICK2, SKY), (MAR2, LEAF), (BRICK, LEAF2), (BRICK2, MAR), (BRICK, AUB)])))
        road = rect(-30, 760, W + 60, 110, "#8D8295") + rect(-30, 866, W + 60, 240, AUB) + rect(-30, 858, W + 60, 14, CREAM3)
        glow = g(*[ell(x, y, w, 8, c, opacity=".55") for x, y, w, c in ((330, 990, 240, BRICK3), (200, 960, 120, MAR), (520, 1010, 130, MAR3), (1180, 930, 150, SKY), (1330, 1010, 190, SKY2), (900, 1030, 160, AUB3), (760, 960, 90, MAR3))])
        b = bus(20, 968, 800, lit=True, riders=((0, bust(skin=2, hair="hijab", hc=SKY2, top=LEAF)), (2, bust(skin=0, hair="crop", top=MAR)), (4, bust(skin=4, hair="beanie", hc=LEAF, top=AUB2)), (6, bust(skin=3, hair="long", hc=DARK, top=BRICK2))))
        beam = poly([(30, 905), (-260, 1040), (-260, 870)], MAR3, opacity=".35")
        shelter = g(rect(1000, 420, 500, 26, AUB2, 10), rect(985, 404, 530, 22, LEAF, 10), rect(1020, 446, 16, 420, AUB2), rect(1470, 446, 16, 420, AUB2), rect(1036, 450, 434, 330, SKY3, opacity=".38"), poly([(1080, 450), (1190, 450), (1090, 780), (1036, 780), (1036, 600)], "#fff", opacity=".22"), rect(1060, 740, 380, 20, MAR2, 8), rect(1100, 760, 12, 100, AUB2), rect(1390, 760, 12, 100, AUB2))
        sign = g(rect(-8, -440, 16, 440, AUB), rect(-56, -470, 112, 150, BRICK, 12), circ(0, -414, 36, CREAM), g(rect(-22, -16, 44, 28, BRICK, 5), circ(-12, 13, 6, BRICK), circ(12, 13, 6, BRICK), rect(-17, -11, 14, 11, CREAM), rect(2, -11, 14, 11, CREAM), at=(0, -414)), text(0, -336, "50", 34, CREAM), at=(930, 872), cut=True)
        note = g(rect(-10, -7, 20, 14, CREAM, 1), line([(0, -7), (0, 7)], CREAM3, 0.8), *[line([(2.5, -4 + k * 2.6), (8, -4 + k * 2.6)], AUB3, 0.7) for k in range(4)], at=(4, -55), turn=-4)
        woman = person(1230, 872, 440, 4, "bob", BRICK2, MAR, AUB, pose="sit", arms=((-15, -57, -5, -51), (15, -57, 8, -51)), look=-1, eyes="down", over=note + line([(8, -52), (12, -58)], BRICK, 1.4), scarf=LEAF, chair=None)
        wait = person(1395, 880, 415, 1, "crop", DARK, BRICK, SKY3, look=-2, arms=((-15, -57, -14, -43), (15, -58, 11, -48)), over=g(rect(6, -50, 14, 16, LEAF3, 2), curve("M9,-50 q4,-8 8,0", LEAF3, 1.6)))
        puddles = ell(1130, 985, 190, 20, SKY2, opacity=".8") + ell(1120, 982, 120, 10, SKY, opacity=".8")
        return page(sky, row, road, glow, beam, b, shelter, sign, wait, woman, puddles, rain(4, 170), *[curve(f"M{x},{y} q12,-12 24,0", "#fff", 3, opacity=".6") for x, y in ((620, 1010), (1020, 980), (1190, 990), (880, 950), (1440, 1000), (300, 1030))], ground=SKY2)

    @picture("bus-window")
    def bus_window():
        out = rect(-30, -30, W + 60, H + 60, AUB2) + skyline(640, AUB, 9, 420) + "".join(rect(random.Random(i).uniform(120, 1400), random.Random(i + 99).uniform(450, 600), 20, 26, MAR, opacity=".8") for i in range(46)) + "".join(circ(x, y, rr, c, opacity=".5") for x, y, rr, c in ((300, 520, 50, MAR), (430, 590, 34, BRICK3), (1290, 500, 60, MAR3), (1160, 600, 36, SKY), (660, 610, 28, BRICK), (980, 540, 44, MAR)))
        shine = poly([(520, -30), (760, -30), (380, 700), (140, 700)], "#fff", opacity=".08") + rain(21, 120, "#DDEBF2", 100, 1500, 60, 640, 0.5)
        r = random.Random(3)
        drops = "".join(ell(r.uniform(120, 1480), r.uniform(90, 660), r.uniform(4, 9), r.uniform(6, 13), "#E8F3F6", opacity=".6") for _ in range(70))
        frame = path("M-40,-40 H1640 V1110 H-40Z M150,90 Q110,90 110,130 V640 Q110,690 160,690 H1440 Q1490,690 1490,640 V130 Q1490,90 1450,90Z", BRICK, fill_rule="evenodd") + path("M150,90 Q110,90 110,130 V640 Q110,690 160,690 H1440 Q1490,690 1490,640 V130 Q1490,90 1450,90Z", "none", stroke=AUB, stroke_width=18) + rect(-40, 30, W + 80, 14, BRICK2) + rect(-40, 740, W + 80, 18, CREAM2)
        pole = rect(1376, -30, 26, 1140, MAR) + rect(1364, 470, 50, 70, DARK, 12) + circ(1389, 505, 15, BRICK)
        seat = g(rect(330, 640, 560, 480, LEAF, 60), rect(330, 640, 560, 480, "url(#bws)", 60), rect(300, 900, 620, 220, LEAF2, 40), cut=True)
        seat2 = g(rect(-180, 700, 420, 420, LEAF, 60), rect(-180, 700, 420, 420, "url(#bws)", 60), cut=True)
        note = g(rect(-14, -9, 28, 19, CREAM, 1), line([(0, -9), (0, 10)], CREAM3, 0.9), *[line([(-11, -5 + k * 3), (-3, -5 + k * 3)], AUB3, 0.8) for k in range(4)], *[line([(3, -5 + k * 3), (9 - k, -5 + k * 3)], AUB3, 0.8) for k in range(3)], at=(5, -48), turn=-6)
        woman = person(640, 1290, 880, 3, "hijab", MAR, SKY2, AUB, pose="bust", look=2.2, eyes="down", arms=((-17, -56, -6, -44), (18, -56, 12, -46)), over=note + line([(11, -47), (17, -55)], BRICK, 1.6), pat="bwd", long=8)
        hood = curve("M520,560 q120,60 250,20", MAR2, 5)
        bag = g(path("M-100,160 L-86,0 L86,0 L100,160Z", CREAM2), curve("M-46,0 q46,-90 92,0", CREAM3, 12), ell(-40, -10, 40, 30, LEAF3), ell(10, -16, 34, 36, BRICK), ell(52, -6, 30, 26, MAR), rect(-94, 60, 188, 10, BRICK), at=(1010, 930), cut=True)
        return page(out, shine, drops, frame, seat2, seat, woman, bag, pole, ground=AUB, defs=pattern("bws", 70, circ(35, 35, 12, LEAF3) + rect(0, 0, 14, 14, MAR2, opacity=".7")) + dots("bwd", SKY3, 8, 1.1))

    @picture("ticket-supper")
    def ticket_supper():
        cloth = rect(-30, -30, W + 60, H + 60, LEAF)
        flowers = []
        for i in range(6):
            for j in range(4):
                x, y = 130 + i * 270 + (j % 2) * 135, 120 + j * 280
                c = [BRICK, MAR, SKY][(i + j) % 3]
                flowers.append(g(*[g(ell(0, -26, 13, 22, c), turn=k * 60) for k in range(6)], circ(0, 0, 12, CREAM), *[g(path("M0,40 q26,10 20,44 q-26,-6 -20,-44Z", LEAF3), turn=t) for t in (40, -80, 150)], at=(x, y), opacity=".75"))
        def bowl(x, y, spoon):
            return g(circ(0, 0, 205, CREAM), circ(0, 0, 188, CREAM2), *[g(path("M0,-198 l9,-10 l-9,-10 l-9,10Z", SKY2), turn=k * 20, at=(0, 12)) for k in range(18)], circ(0, 0, 150, BRICK), circ(-8, -8, 132, BRICK3), ell(20, 20, 60, 44, CREAM), ell(30, 16, 40, 26, "#fff"), *[circ(90 * math.cos(k * 1.7), 84 * math.sin(k * 1.7), 13, MAR) for k in range(6)], *[g(path("M0,0 q14,-20 30,0 q-16,12 -30,0Z", LEAF), at=(70 * math.cos(k * 2.3 + 1), 66 * math.sin(k * 2.3 + 1)), turn=k * 50) for k in range(7)], g(ell(0, 0, 30, 46, "#D8D2CC"), rect(-8, 36, 16, 230, "#D8D2CC", 8), at=(spoon, -40), turn=24 if spoon > 0 else -24, cut=True), at=(x, y), cut=True)
        board = g(rect(-230, -90, 460, 180, MAR2, 30), circ(190, 0, 16, LEAF), path("M-180,46 C-200,-50 -120,-70 -30,-66 C50,-70 90,-40 84,46Z", "#B8763A"), *[curve(f"M{x},-50 q14,20 8,50", CREAM2, 7) for x in (-130, -80, -30, 20)], at=(800, 190), turn=4, cut=True)
        ticket = g(rect(-110, -70, 220, 140, "#FFFDF8", 6), path("M-110,-70 h220 v40 h-220Z", BRICK), g(rect(-26, -13, 52, 26, CREAM, 5), circ(-14, 13, 7, CREAM), circ(14, 13, 7, CREAM), at=(-66, -52), scale=0.7), *[line([(-88, -6 + k * 22), (60 - k * 30, -6 + k * 22)], AUB3, 8) for k in range(3)], *[circ(-110, -50 + k * 26, 6, LEAF) for k in range(5)], at=(800, 660), turn=-8, cut=True)
        coins = "".join(g(circ(0, 0, rr, c), circ(0, 0, rr * 0.72, shade(c, 1.2)), at=(x, y), cut=True) for x, y, rr, c in ((660, 830, 46, MAR2), (762, 850, 36, "#CFC9C4"), (850, 830, 40, "#B87345"), (930, 866, 34, "#CFC9C4"), (716, 930, 32, "#B87345"), (820, 930, 44, MAR2)))
        return page(cloth, *flowers, bowl(390, 520, 100), bowl(1210, 520, -100), board, ticket, coins, ground=LEAF)

    @picture("roti-window")
    def roti_window():
        wall = rect(-30, -30, W + 60, H + 60, MAR) + "".join(g(rect(-56, -56, 112, 112, MAR3, 4), path("M0,-44 Q20,-20 44,0 Q20,20 0,44 Q-20,20 -44,0 Q-20,-20 0,-44Z", BRICK3 if (i + j) % 2 else SKY), circ(0, 0, 9, AUB2), at=(60 + i * 124, 560 + j * 124)) for i in range(14) for j in range(2))
        view = clip("rv", rect(340, 70, 760, 400, "#000"), rect(340, 70, 760, 400, SKY3), circ(960, 160, 60, MAR3), "".join(terrace(320 + i * 200, 420, 198, 170, w, d, seed=i) for i, (w, d) in enumerate([(BRICK, LEAF), (BRICK2, MAR), (BRICK, SKY2), (BRICK3, AUB)])), rect(340, 418, 760, 60, AUB2), bus(470, 462, 400))
        frame = path("M310,40 H1130 V500 H310Z M340,70 V470 H705 V70Z M735,70 V470 H1100 V70Z", CREAM, fill_rule="evenodd") + rect(290, 496, 860, 26, CREAM2)
        curtain = g(path("M250,20 H480 C470,200 420,330 300,420 L250,420Z", BRICK), path("M250,20 H480 C470,200 420,330 300,420 L250,420Z", "url(#rc)"), path("M1190,20 H960 C970,200 1020,330 1140,420 L1190,420Z", BRICK), path("M1190,20 H960 C970,200 1020,330 1140,420 L1190,420Z", "url(#rc)"), rect(220, 8, 1000, 18, AUB, 9), cut=True)
        top = rect(-30, 790, W + 60, 40, CREAM2) + rect(-30, 826, W + 60, 300, LEAF) + "".join(rect(x, 860, 330, 190, LEAF2, 10) + circ(x + 290, 900, 12, MAR) for x in (40, 1230))
        cooker = g(rect(440, 760, 720, 330, CREAM), rect(440, 760, 720, 70, "#D9D2CC"), *[circ(520 + i * 90, 796, 20, AUB) for i in range(3)], rect(500, 870, 600, 200, AUB, 20), rect(440, 740, 720, 26, DARK, 8), cut=True)
        flame = "".join(path(f"M{620+i*26},742 q-14,-30 4,-46 q18,20 4,46Z", [BRICK, MAR3][i % 2]) for i in range(9))
        tava = g(ell(735, 690, 210, 36, DARK), ell(735, 680, 200, 30, AUB2), rect(930, 672, 190, 22, DARK, 11), cut=True)
        roti = g(path("M590,676 C580,600 660,560 740,566 C830,560 890,610 880,676 C800,700 660,700 590,676Z", "#EBC58C"), *[ell(x, y, a, b, "#B9793C", opacity=".75") for x, y, a, b in ((660, 620, 22, 11), (750, 596, 26, 11), (820, 640, 20, 12), (700, 660, 24, 9), (786, 668, 16, 7), (630, 656, 12, 7))], curve("M620,600 q60,-34 120,-30", "#F8E2BC", 10), cut=True)
        steam = "".join(curve(f"M{690+i*60},540 q-24,-34 0,-68 q24,-34 0,-66", "#fff", 11, opacity=".7") for i in range(3))
        stack = g(ell(0, 0, 150, 30, "#CFC9C4"), *[g(ell(0, -14 - i * 15, 128, 23, shade("#E3B877", 0.94 + i * 0.02)), ell(-30 + i * 12, -18 - i * 15, 16, 4, "#B9793C")) for i in range(6)], path("M-134,-96 C-60,-130 70,-130 140,-92 L120,-60 C60,-84 -60,-84 -120,-60Z", BRICK), path("M-134,-96 C-60,-130 70,-130 140,-92 L120,-60 C60,-84 -60,-84 -120,-60Z", "url(#rc)"), at=(250, 786), cut=True)
        cup = g(path("M-44,-110 L44,-110 L34,0 L-34,0Z", "#CFC9C4"), rect(-48, -118, 96, 14, "#E6E1DC", 6), ell(0, -112, 40, 8, MAR2), path("M-30,-96 L-16,-96 L-14,-8 L-24,-8Z", "#fff", opacity=".5"), curve("M-8,-130 q-12,-18 0,-36 q12,-16 0,-32", "#fff", 7, opacity=".7"), at=(1300, 790), cut=True)
        hands = g(hand(3, SKY2, MAR), at=(1190, 560), turn=-116, scale=(-0.82, 0.82), cut=True)
        return page(wall, view, frame, curtain, top, cooker, flame, tava, roti, steam, stack, cup, jar(1440, 790, 110, 170, BRICK2, MAR, 0.75), hands, ground=MAR, defs=dots("rc", MAR3, 34, 5))

    @picture("pantry-shelf")
    def pantry_shelf():
        wall = rect(-30, -30, W + 60, H + 60, SKY) + rect(-30, -30, W + 60, H + 60, "url(#ps)")
        shelf = "".join(g(rect(60, y, 1480, 30, MAR2, 4), rect(60, y + 30, 1480, 12, shade(MAR2, 0.7)), cut=True) for y in (340, 660, 980)) + rect(40, 20, 34, 1100, shade(MAR2, 0.85)) + rect(1526, 20, 34, 1100, shade(MAR2, 0.85))
        a = [jar(170, 340, 120, 190, "#F3EAD6", BRICK, 0.82, CREAM, "#CDBE9E"), jar(310, 340, 120, 190, "#F3EAD6", BRICK, 0.7, CREAM, "#CDBE9E"), jar(440, 340, 100, 150, BRICK3, LEAF, 0.8, None, BRICK2), tin(570, 340, 110, 140, BRICK), tin(690, 340, 110, 140, LEAF), tin(630, 196, 110, 140, SKY2), jar(830, 340, 120, 200, MAR, AUB, 0.85, CREAM, MAR2), jar(970, 340, 110, 170, LEAF3, BRICK, 0.75, None, LEAF), loaf(1140, 340, 1.0), tin(1310, 340, 110, 150, AUB2), tin(1430, 340, 110, 120, MAR2, CREAM)]
        b = [swede(160, 660, 1.05), swede(270, 660, 0.9), swede(216, 590, 0.8), jar(400, 660, 130, 220, "#F3EAD6", MAR, 0.85, CREAM, "#CDBE9E"), jar(545, 660, 130, 220, "#F3EAD6", MAR, 0.85, CREAM, "#CDBE9E"), g(ell(0, 10, 0, 0, "#000")), g(path("M-110,0 L-94,-170 Q0,-196 94,-170 L110,0Z", CREAM2), path("M-96,-150 Q0,-176 96,-150 l-6,-36 Q0,-206 -90,-186Z", BRICK), circ(0, -74, 36, LEAF), path("M-14,-74 q14,-34 28,0 q-14,34 -28,0Z", CREAM), at=(1080, 660), cut=True), tin(1250, 660, 110, 150, BRICK), tin(1370, 660, 100, 120, SKY2), tin(1370, 536, 100, 110, LEAF), jar(1465, 660, 90, 140, BRICK2, AUB, 0.8)]
        c = [g(rect(-150, -120, 300, 120, CREAM3, 8), *[rect(-150, -112 + k * 38, 300, 8, shade(CREAM3, 0.85)) for k in range(3)], *[circ(-104 + k * 52, -128, 34, [BRICK, BRICK3][k % 2]) for k in range(5)], *[line([(-104 + k * 52, -160), (-100 + k * 52, -176)], LEAF, 6) for k in range(5)], rect(-150, -110, 300, 110, CREAM3, 8), *[line([(-140, -80 + k * 34), (140, -80 + k * 34)], shade(CREAM3, 0.82), 7) for k in range(3)], at=(270, 980), cut=True), g(rect(-130, -110, 260, 110, LEAF3, 8), *[g(ell(0, 0, 22, 58, MAR), line([(0, -56), (-8, -90)], LEAF, 8), line([(0, -56), (10, -88)], LEAF, 8), at=(-86 + k * 58, -110), turn=-10 + k * 7) for k in range(4)], rect(-130, -96, 260, 96, LEAF3, 8), *[line([(-120, -70 + k * 34), (120, -70 + k * 34)], shade(LEAF3, 0.8), 7) for k in range(2)], at=(610, 980), cut=True), g(path("M-90,0 L-80,-210 Q0,-240 80,-210 L90,0Z", "#F3EAD6"), path("M-80,-210 Q-30,-270 0,-230 Q30,-270 80,-210Z", CREAM3), rect(-60, -160, 120, 100, MAR, 8), ell(0, -110, 30, 38, CREAM), at=(880, 980), cut=True), tin(1040, 980, 120, 160, BRICK2), tin(1170, 980, 120, 160, SKY2), loaf(1370, 980, 1.05)]
        s = SKIN[0]
        behind = g(path("M380,1150 L520,850 L640,890 L560,1150Z", BRICK), path("M514,840 L650,886 L640,922 L502,876Z", MAR), path("M530,850 C540,760 580,680 640,600 L720,620 L700,790 C690,840 660,880 644,888Z", s), path("M1090,1150 L950,850 L830,890 L910,1150Z", BRICK), path("M956,840 L820,886 L830,922 L968,876Z", MAR), path("M940,850 C930,760 890,680 830,600 L750,620 L770,790 C780,840 810,880 826,888Z", s), cut=True)
        held = jar(735, 800, 190, 310, "#F3EAD6", BRICK, 0.85, CREAM, "#CDBE9E")
        thumbs = g(line([(628, 760), (664, 690), (702, 660)], s, 40) + line([(842, 760), (806, 690), (768, 660)], s, 40) + ell(700, 660, 11, 9, shade(s, 1.25)) + ell(770, 660, 11, 9, shade(s, 1.25)), cut=True)
        return page(wall, shelf, *a, *b, *c, behind, held, thumbs, ground=SKY, defs=stripes("ps", SKY2, 90, 4, 0))
