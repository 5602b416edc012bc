"""The second half of the stories, and the extra frames of the market film."""

import math
import random

from kit import *  # noqa: F403
from scenes import jar, potted, wood


def bust(**more):
    return person(0, 0, 100, pose="bust", cut=False, **more)


def bean_row(x0, y0, x1, y1, k, colour, pods, seed):
    """Canes with climbing beans from near (x0) to far (x1)."""
    r = random.Random(seed)
    o = []
    for i in range(k):
        t = i / (k - 1)
        t = 1 - (1 - t) ** 1.6
        x, y, s = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, 1 - 0.72 * t
        o.append((y, "".join([line([(x - 46 * s, y), (x + 14 * s, y - 430 * s)], CREAM3, 9 * s), line([(x + 46 * s, y), (x - 14 * s, y - 430 * s)], CREAM3, 9 * s)] + [g(path("M0,0 C-22,-16 -22,-44 0,-56 C22,-44 22,-16 0,0Z", shade(colour, r.choice([0.8, 1, 1.2]))), at=(x + r.uniform(-52, 52) * s, y - r.uniform(20, 400) * s), turn=r.uniform(0, 360), scale=round(s, 2)) for _ in range(22)] + [line([(px := x + r.uniform(-44, 44) * s, py := y - r.uniform(60, 340) * s), (px + 6 * s, py + 54 * s)], pods, 8 * s) for _ in range(4)] + [circ(x + r.uniform(-40, 40) * s, y - r.uniform(60, 380) * s, 8 * s, BRICK) for _ in range(4)])))
    return "".join(v for _, v in sorted(o, key=lambda p: p[0]))


def greens(x, y, s, c=LEAF, seed=1, rib=None):
    r = random.Random(seed)
    o = []
    for a in sorted([-78, -50, -26, 0, 24, 50, 78], key=lambda v: -abs(v)):
        o.append(g(path("M0,0 C-44,-40 -40,-110 0,-150 C40,-110 44,-40 0,0Z", shade(c, r.choice([0.85, 1, 1.15]))), line([(0, 0), (0, -120)], rib or shade(c, 1.5), 4), *[line([(0, -k), (18, -k - 16)], rib or shade(c, 1.5), 2.4) + line([(0, -k), (-18, -k - 16)], rib or shade(c, 1.5), 2.4) for k in (40, 70, 96)], turn=a))
    return g("".join(o), at=(x, y), scale=s, cut=True)


def crate(x, y, w, h, fill, colour=CREAM3):
    slat = [rect(-w / 2, -h, w, h, shade(colour, 0.7), 4)]
    front = [rect(-w / 2, -h + i * h / 3 + 3, w, h / 3 - 8, colour, 4) for i in range(3)] + [rect(-w / 2, -h, 14, h, shade(colour, 0.9), 3), rect(w / 2 - 14, -h, 14, h, shade(colour, 0.9), 3)]
    return g("".join(slat), fill, "".join(front), at=(x, y), cut=True)


def tomato(x, y, r, c=BRICK):
    return circ(x, y, r, c) + ell(x - r * 0.35, y - r * 0.35, r * 0.28, r * 0.18, "#fff", opacity=".35") + path(f"M{n(x)},{n(y-r*.95)} l{n(r*.5)},{n(r*.22)} l{n(-r*.4)},{n(r*.06)} l{n(-r*.1)},{n(r*.34)} l{n(-r*.14)},{n(-r*.34)} l{n(-r*.4)},0 Z", LEAF)


def bowl(x, y, s, c, inside):
    return g(inside, path("M-100,-60 L100,-60 C96,0 60,20 0,20 C-60,20 -96,0 -100,-60Z", c), ell(0, -60, 100, 16, shade(c, 0.85), opacity=".0"), path("M-100,-60 L100,-60 L97,-44 L-97,-44Z", shade(c, 1.25)), at=(x, y), scale=s, cut=True)


def heap(c, kind="round", seed=1):
    r = random.Random(seed)
    pts = [(-62, -70), (-22, -74), (20, -72), (60, -70), (-42, -104), (0, -108), (40, -102), (-18, -136), (20, -134)]
    if kind == "round":
        return "".join(tomato(a, b, 30, shade(c, r.choice([0.9, 1, 1.12]))) for a, b in pts)
    if kind == "plain":
        return "".join(circ(a, b, 30, shade(c, r.choice([0.9, 1, 1.12]))) + ell(a - 9, b - 9, 8, 5, "#fff", opacity=".3") for a, b in pts)
    if kind == "root":
        return "".join(g(path("M-16,-70 C-20,-20 -6,40 0,60 C6,40 20,-20 16,-70Z", shade(c, r.choice([0.92, 1, 1.1]))), line([(0, -70), (-8, -96)], LEAF, 6), line([(0, -70), (8, -98)], LEAF3, 6), at=(a, -88), turn=t) for a, t in ((-60, -24), (-30, -12), (0, 0), (30, 10), (60, 22)))
    return "".join(g(path("M0,0 C-30,-30 -26,-70 0,-96 C26,-70 30,-30 0,0Z", shade(c, r.choice([0.85, 1, 1.2]))), at=(a, -56), turn=t) for a, t in ((-70, -34), (-40, -18), (-14, -4), (16, 8), (44, 22), (72, 38)))


def register(picture):
    @picture("plot-1-gate")
    def plot1():
        sky = rect(-30, -30, W + 60, H + 60, MAR3) + rect(-30, 300, W + 60, 300, BRICK3, opacity=".35") + circ(1060, 470, 120, CREAM) + circ(1060, 470, 190, CREAM, opacity=".3")
        far = g("".join(terrace(-40 + i * 190, 610, 188, 150, "#C98A6B", AUB3, seed=i, roof=AUB3, glass=MAR3, lit=(i % 3,)) for i in range(9)), opacity=".8")
        field = rect(-30, 600, W + 60, 500, "#B9CBB0") + path("M600,1100 C640,900 720,760 780,610 L900,610 C900,780 960,940 1060,1100Z", CREAM2)
        beds = "".join(poly([(x0, 1090), (x1, 640), (x1 + 60, 640), (x0 + 240, 1090)], "#8C6A55") for x0, x1 in ((-160, 420), (180, 600), (1180, 960), (1520, 1120))) + "".join(g(ell(0, 0, 30, 12, "#EEF4F0"), at=(random.Random(i).uniform(0, 1600), random.Random(i + 7).uniform(650, 1060))) for i in range(40))
        trees = tree(150, 640, 300, LEAF3, AUB2, 2) + tree(1460, 640, 340, LEAF3, AUB2, 5)
        post = lambda x: rect(x - 34, 300, 68, 800, AUB2) + rect(x - 44, 280, 88, 34, AUB, 8) + rect(x - 40, 268, 80, 16, "#F4F8F6", 8)
        bars = "".join(rect(250, 420 + i * 130, 1100, 40, LEAF2, 8) + rect(250, 414 + i * 130, 1100, 10, "#F4F8F6", 5) for i in range(5)) + line([(270, 960), (1330, 430)], LEAF2, 38) + "".join(rect(x, 400, 40, 600, LEAF, 8) for x in (250, 790, 1310))
        lock = g(curve("M-34,-20 V-66 a34,34 0 0 1 68,0 V-20", "#C9C4C0", 18), rect(-58, -24, 116, 104, MAR, 14), circ(0, 18, 14, AUB), rect(-5, 20, 10, 34, AUB), at=(1330, 640), cut=True) + curve("M1290,560 q-60,60 40,90 M1370,560 q70,60 -30,90", AUB, 16, stroke_dasharray="22 12")
        robin = g(ell(0, 0, 36, 30, "#7B5B4B"), circ(24, -24, 22, "#7B5B4B"), ell(18, 2, 22, 24, BRICK), circ(34, -16, 13, BRICK), circ(32, -30, 3.4, DARK), poly([(46, -26), (62, -22), (46, -18)], MAR2), poly([(-30, -4), (-74, -14), (-32, 14)], "#5E4337"), line([(-4, 28), (-6, 44)], AUB, 4), line([(10, 28), (12, 44)], AUB, 4), at=(560, 370), cut=True)
        return page(sky, far, trees, field, beds, g(bars, cut=True), post(215), post(1385), lock, robin, ground=MAR3)

    @picture("plot-2-rows")
    def plot2():
        sky = rect(-30, -30, W + 60, H + 60, SKY) + ell(300, 150, 220, 50, CREAM, opacity=".8") + ell(430, 180, 180, 40, CREAM, opacity=".8") + ell(1260, 120, 260, 50, CREAM, opacity=".7")
        far = g("".join(terrace(-60 + i * 200, 470, 198, 150, [BRICK, BRICK2, MAR2, BRICK3][i % 4], LEAF, seed=i, roof=AUB if i % 2 else AUB2) for i in range(9)))
        hedge = "".join(circ(i * 60 - 10, 480, 46, LEAF2) for i in range(29))
        soil = rect(-30, 480, W + 60, 640, "#6E4A3C") + poly([(700, 1100), (760, 480), (840, 480), (940, 1100)], CREAM3)
        furrow = "".join(line([(800 + k * 44, 490), (800 + k * 330, 1100)], "#5A3B31", 8) for k in range(-6, 7) if abs(k) > 0)
        left = "".join(greens(x, y, s, LEAF3 if i % 2 else "#8BB06A", i, BRICK3) for i, (x, y, s) in enumerate([(690, 560, 0.42), (590, 570, 0.46), (480, 580, 0.5), (640, 650, 0.68), (490, 670, 0.74), (330, 660, 0.74), (150, 650, 0.72), (560, 800, 1.08), (320, 820, 1.12), (90, 820, 1.1), (440, 1030, 1.55), (110, 1050, 1.6)]))
        right = bean_row(1120, 1040, 880, 540, 6, LEAF, LEAF3, 4) + bean_row(1480, 1040, 1010, 540, 6, LEAF, LEAF3, 8)
        return page(sky, far, hedge, soil, furrow, left, right, ground=SKY)

    @picture("plot-3-hands")
    def plot3():
        r = random.Random(8)
        soil = rect(-30, -30, W + 60, H + 60, "#5B3B31") + "".join(ell(r.uniform(0, W), r.uniform(0, H), r.uniform(10, 44), r.uniform(8, 26), shade("#5B3B31", r.choice([0.82, 0.9, 1.12, 1.18]))) for _ in range(150)) + "".join(greens(x, y, 0.9, LEAF, i) for i, (x, y) in enumerate([(150, 300), (1440, 280), (90, 760), (1520, 760)]))
        s = SKIN[1]
        far = g(*[line([(800 + d * 300, 560), (800 + d * x, y)], shade(s, 0.82), 66) for d in (-1, 1) for x, y in ((120, 650), (150, 610))], cut=True)

        def side(d):
            sleeve = path("M-30,1180 L228,800 L420,930 L300,1180Z", BRICK) + path("M220,772 L452,930 L424,974 L192,816Z", BRICK2)
            palm = path("M262,800 C262,700 300,600 360,540 C396,506 452,540 452,590 C470,660 560,716 800,716 L812,900 C640,960 500,960 420,914Z", s)
            fingers = "".join(curve(f"M{470+k*10},{704+k*48} Q640,{764+k*44} {838-k*14},{752+k*46}", s, 58) for k in range(4))
            gaps = "".join(curve(f"M{530+k*8},{758+k*46} Q660,{798+k*44} {800-k*14},{782+k*46}", shade(s, 0.76), 4) for k in range(3))
            nails = "".join(ell(846 - k * 14, 750 + k * 46, 17, 13, shade(s, 1.22)) for k in range(4))
            thumb = line([(400, 640), (470, 540), (560, 520)], s, 66) + ell(574, 514, 17, 13, shade(s, 1.5)) + curve("M424,650 Q470,600 470,570", shade(s, 0.8), 4)
            inside = g(sleeve, palm, thumb, fingers, gaps, nails, cut=True)
            return inside if d > 0 else g(inside, transform="translate(1600,0) scale(-1,1)")

        earth = g(path("M500,720 C500,600 640,560 800,560 C960,560 1100,600 1100,720 C1040,830 900,840 800,840 C700,840 560,830 500,720Z", "#3E2820"), *[circ(800 + r.uniform(-230, 230), 660 + r.uniform(-70, 90), r.uniform(5, 13), shade("#3E2820", r.choice([1.15, 1.3]))) for _ in range(34)], cut=True)
        plant = g(path("M-8,0 C-14,-80 -4,-150 0,-230 L12,-230 C8,-150 10,-80 8,0Z", LEAF3), path("M4,-130 C-60,-140 -120,-190 -140,-260 C-60,-270 0,-220 4,-130Z", LEAF3), path("M6,-160 C70,-170 140,-220 150,-300 C70,-300 10,-250 6,-160Z", "#93BE85"), path("M4,-220 C-40,-270 -30,-340 6,-380 C44,-340 50,-270 8,-220Z", LEAF3), curve("M4,-132 C-50,-160 -90,-200 -126,-248", LEAF, 5), curve("M6,-162 C60,-190 100,-230 138,-288", LEAF, 5), at=(800, 620), cut=True)
        return page(soil, far, earth, plant, side(-1), side(1), ground="#5B3B31")

    @picture("plot-4-shed")
    def plot4():
        sky = rect(-30, -30, W + 60, H + 60, MAR3) + circ(220, 250, 120, MAR)
        hedge = "".join(circ(i * 70, 640 + (i % 3) * 14, 90, [LEAF, LEAF2][i % 2]) for i in range(25)) + rect(-30, 660, W + 60, 440, LEAF3) + path("M300,1100 C500,900 1100,900 1300,1100Z", CREAM3)
        shed = g(poly([(560, 300), (860, 140), (1160, 300)], AUB), poly([(540, 318), (860, 146), (1180, 318), (1180, 280), (860, 104), (540, 280)], AUB2), rect(580, 300, 560, 520, SKY2), *[rect(580 + i * 56, 300, 5, 520, shade(SKY2, 0.8)) for i in range(1, 10)], poly([(580, 302), (860, 152), (1140, 302)], SKY2), *[line([(580 + i * 56, 300), (580 + i * 56, 300 - min(i, 10 - i) * 29)], shade(SKY2, 0.8), 5) for i in range(1, 10)], rect(660, 430, 190, 390, AUB), rect(672, 444, 166, 376, "#54294a"), rect(690, 520, 120, 12, MAR2), *[jar(712 + i * 40, 520, 34, 56, [BRICK, MAR, LEAF3][i], CREAM) for i in range(3)], rect(690, 640, 120, 12, MAR2), window(920, 440, 160, 140, MAR3), rect(898, 600, 204, 50, BRICK), *[circ(918 + i * 28, 596, 22, [LEAF, BRICK3, LEAF3, MAR][i % 4]) for i in range(7)], curve("M860,230 q0,0 0,0", AUB, 2), line([(1180, 820), (1214, 430)], MAR2, 14), g(path("M-30,0 L30,0 L22,80 Q0,110 -22,80Z", "#BDB7B4"), at=(1178, 800)), cut=True)
        radio = g(rect(-70, -80, 140, 80, BRICK, 12), circ(-30, -40, 26, CREAM), *[circ(-30, -40, k, "none", stroke=CREAM3, stroke_width=3) for k in (8, 16)], rect(12, -64, 44, 14, CREAM), circ(22, -24, 9, MAR), circ(48, -24, 9, MAR), line([(40, -80), (90, -150)], AUB, 5), at=(1340, 850), cut=True)
        stool = g(rect(-80, 0, 160, 16, MAR2, 6), line([(-60, 14), (-70, 130)], MAR2, 12), line([(60, 14), (70, 130)], MAR2, 12), at=(1330, 850), cut=True)
        man = person(460, 1010, 560, 1, "beanie", LEAF, BRICK, AUB, pose="sit", chair=MAR, beard="#BEB8B6", look=2, smile=2, arms=((-16, -57, -8, -46), (16, -60, 20, -68)), over=g(path("M-5,-9 h10 l-1.2,9 h-7.6Z", CREAM), at=(21, -66)), shoes=LEAF2)
        chair2 = g(rect(-90, -190, 180, 110, CREAM, 16), *[rect(-70 + k * 40, -176, 18, 84, SKY, 4) for k in range(4)], rect(-100, -80, 200, 34, CREAM2, 10), line([(-86, -50), (-100, 70)], CREAM3, 14), line([(86, -50), (100, 70)], CREAM3, 14), at=(800, 960), cut=True)
        chair3 = g(path("M-96,-70 C-110,-190 110,-190 96,-70Z", LEAF2), rect(-104, -84, 208, 44, LEAF, 18), line([(-80, -44), (-110, 76)], AUB, 10), line([(80, -44), (110, 76)], AUB, 10), line([(-80, 76), (80, -44)], AUB, 8), at=(1110, 965), cut=True)
        pot = g(path("M-70,0 C-96,-70 -60,-110 0,-110 C60,-110 96,-70 70,0Z", MAR), curve("M68,-84 q56,10 40,56 q-10,22 -34,18", MAR2, 13), path("M-70,-70 C-110,-70 -110,-110 -140,-118 L-134,-92 C-116,-80 -110,-40 -76,-34Z", MAR2), ell(0, -108, 40, 9, MAR2), circ(0, -124, 13, BRICK), at=(800, 882), scale=0.8, cut=True)
        return page(sky, hedge, shed, stool, radio, chair2, pot, chair3, man, greens(80, 1080, 1.1, LEAF, 3), greens(1530, 1080, 1.2, LEAF, 4), ground=MAR3)

    @picture("plot-5-wall")
    def plot5():
        top = rect(-30, -30, W + 60, 500, SKY3) + "".join(circ(i * 80 - 20, 330 + (i % 3) * 20, 120, [LEAF, LEAF2, LEAF3][i % 3]) for i in range(22))
        r = random.Random(4)
        bricks = rect(-30, 560, W + 60, 400, BRICK2) + "".join(rect(-60 + i * 128 + (j % 2) * 64, 612 + j * 58, 118, 48, shade(BRICK, r.choice([0.88, 0.95, 1, 1.1, 1.2])), 4) for i in range(14) for j in range(6))
        cope = g(rect(-30, 556, W + 60, 56, CREAM3, 4), *[rect(i * 230 - 20, 556, 5, 56, shade(CREAM3, 0.8)) for i in range(8)], cut=True)
        pave = rect(-30, 950, W + 60, 160, AUB3) + rect(-30, 944, W + 60, 14, AUB2)
        c1 = crate(330, 560, 380, 150, "".join(tomato(-150 + k * 60, -158 - (k % 2) * 12, 42, [BRICK, BRICK3, MAR][k % 3]) for k in range(6)))
        c2 = crate(800, 560, 380, 150, "".join(g(path("M0,0 C-60,-40 -60,-130 0,-170 C60,-130 60,-40 0,0Z", shade(LEAF, 0.9 + (k % 3) * 0.16)), line([(0, 0), (0, -140)], LEAF3, 5), at=(-140 + k * 56, -110), turn=-30 + k * 12) for k in range(6)), LEAF3)
        c3 = crate(1270, 560, 380, 150, "".join(g(path("M-20,0 C-26,50 -8,120 0,150 C8,120 26,50 20,0Z", shade(MAR, 0.92 + (k % 2) * 0.1)), *[line([(0, 0), (d, -60)], LEAF, 9) for d in (-16, 2, 18)], at=(-130 + k * 52, -180), turn=-14 + k * 6) for k in range(6)))
        sign = g(rect(-130, -66, 260, 132, CREAM, 6), rect(-118, -54, 236, 108, "none", 4, stroke=BRICK, stroke_width=6), text(0, 22, "please", 66, AUB, font_style="italic"), at=(560, 486), turn=-5, cut=True) + line([(560, 550), (558, 570)], MAR2, 16)
        marrow = g(ell(0, 0, 130, 44, LEAF), *[curve(f"M-120,{k} Q0,{k*2.2} 120,{k}", LEAF3, 6) for k in (-14, 0, 14)], at=(1050, 520), turn=-4, cut=True)
        arm = g(path("M1640,820 L1500,640 L1420,700 L1560,900Z", SKY2), path("M1506,640 L1420,706 L1404,680 L1486,618Z", CREAM), path("M1492,632 C1470,560 1420,520 1370,500 C1340,496 1340,520 1360,530 L1390,560 C1350,556 1330,580 1350,600 L1410,690Z", SKIN[4]), cut=True)
        bag = g(path("M-80,140 L-66,0 L66,0 L80,140Z", MAR), curve("M-36,0 q36,-74 72,0", MAR2, 11), ell(-26, -8, 30, 26, BRICK), ell(30, -6, 30, 24, LEAF3), at=(170, 900), cut=True)
        cat = g(path("M-60,0 C-80,-80 -30,-120 10,-110 C50,-100 70,-50 60,0Z", AUB), circ(36, -126, 36, AUB), poly([(8, -146), (14, -184), (36, -158)], AUB), poly([(64, -146), (60, -184), (40, -158)], AUB), curve("M-56,-6 q-70,-10 -60,-80", AUB, 16), circ(26, -130, 4, MAR), circ(48, -130, 4, MAR), curve("M32,-114 q6,6 12,0", MAR3, 3), at=(1450, 952), scale=0.9, cut=True)
        return page(top, bricks, pave, cope, c1, c2, c3, marrow, sign, bag, cat, ground=SKY3)

    @picture("blazer-rail")
    def blazer_rail():
        wall = rect(-30, -30, W + 60, 880, LEAF3) + rect(-30, 560, W + 60, 300, LEAF) + rect(-30, 552, W + 60, 14, LEAF2) + "".join(rect(i * 120, 566, 5, 290, LEAF2) for i in range(14))
        floor = wood(MAR2, 5, 3, 260)
        floor = g(floor, at=(0, 850), scale=(1, 0.3))
        win = window(90, 90, 300, 300, SKY3) + poly([(120, 850), (420, 850), (700, 1080), (300, 1080)], CREAM, opacity=".3")
        rail = g(line([(470, 190), (1340, 190)], "#C9C4C0", 20), line([(490, 190), (470, 930)], "#C9C4C0", 18), line([(1320, 190), (1340, 930)], "#C9C4C0", 18), line([(430, 930), (520, 930)], AUB, 18), line([(1290, 930), (1390, 930)], AUB, 18), cut=True)
        def hanger(x):
            return curve(f"M{x},176 q16,-22 0,-30 q-16,4 -10,18", AUB, 6) + curve(f"M{x},180 L{x-76},232 M{x},180 L{x+76},232", MAR2, 9)
        def blazer(x, c, badge, s=1.0):
            return g(path("M-92,0 C-60,-22 -30,-30 -18,-32 L0,40 L18,-32 C30,-30 60,-22 92,0 L100,322 Q50,334 5,332 L0,322 L-5,332 Q-50,334 -100,322Z", c), path("M-92,0 C-124,60 -132,200 -130,270 L-84,276 L-76,90Z", shade(c, 0.85)), path("M92,0 C124,60 132,200 130,270 L84,276 L76,90Z", shade(c, 0.85)), path("M-18,-32 L-48,20 L-30,44 L0,150 L0,40Z", shade(c, 1.25)), path("M18,-32 L48,20 L30,44 L0,150 L0,40Z", shade(c, 1.25)), path("M-18,-32 L0,40 L18,-32Z", CREAM), circ(8, 190, 7, MAR), circ(8, 240, 7, MAR), path("M42,92 h36 v24 q-18,24 -36,0Z", badge), rect(-76, 230, 54, 8, shade(c, 0.75)), at=(x, 236), scale=s, cut=True)
        def skirt(x, c):
            return g(path("M-62,0 H62 L104,240 H-104Z", c), *[line([(-40 + k * 27, 8), (-66 + k * 44, 236)], shade(c, 0.8), 4) for k in range(4)], rect(-62, -12, 124, 22, shade(c, 0.8), 5), at=(x, 224), cut=True)
        clothes = skirt(560, SKY2) + skirt(1268, MAR2) + hanger(1115) + blazer(1115, BRICK2, MAR3) + hanger(915) + blazer(915, SKY2, MAR) + hanger(712) + blazer(712, AUB, MAR)
        table = g(rect(860, 790, 700, 34, CREAM2, 8), line([(900, 820), (890, 1060)], CREAM3, 20), line([(1520, 820), (1530, 1060)], CREAM3, 20), cut=True)
        machine = g(rect(-170, -44, 340, 44, AUB, 8), path("M100,-44 V-150 H-120 V-110 q-30,0 -30,-34 q0,-56 60,-56 H110 q56,0 56,60 V-44Z", AUB), circ(170, -140, 30, AUB2), circ(170, -140, 12, MAR), line([(-128, -110), (-128, -50)], "#C9C4C0", 8), rect(-40, -236, 20, 36, BRICK), rect(-46, -242, 32, 8, CREAM), curve("M-30,-204 Q-90,-250 -128,-150", BRICK, 3), *[circ(-20 + k * 34, -174, 8, MAR) for k in range(3)], path("M-200,-8 C-170,-50 -120,-46 -90,-44 L-60,0 L-210,6Z", BRICK2), at=(1340, 792), cut=True)
        bowlof = bowl(1010, 772, 0.95, SKY, "".join(g(path("M-10,0 L10,0 L16,90 L0,110 L-16,90Z", c), path("M-12,-14 h24 l-4,20 h-16Z", shade(c, 0.8)), *[line([(-13, 20 + k * 22), (13, 30 + k * 22)], MAR3, 5) for k in range(3)], at=(x, -128 + (x % 3) * 8), turn=t) for x, t, c in ((-60, 40, BRICK), (-20, 12, AUB), (24, -14, LEAF), (62, -40, BRICK2))))
        mum = person(330, 1040, 640, 1, "puffs", DARK, MAR, AUB, look=2, smile=2, arms=((-16, -57, -12, -44), (20, -66, 27, -79)), legs="trousers", pat="br", shoes=BRICK)
        return page(wall, win, floor, rail, clothes, table, machine, bowlof, mum, ground=LEAF3, defs=dots("br", BRICK, 8, 1.3))

    @picture("kitchen-table")
    def kitchen_table():
        wall = rect(-30, -30, W + 60, H + 60, BRICK2) + rect(-30, -30, W + 60, H + 60, "url(#kt)")
        win = g(rect(560, 70, 480, 340, CREAM), rect(580, 90, 440, 300, AUB), circ(920, 160, 44, MAR3), *[circ(random.Random(i).uniform(590, 1010), random.Random(i + 5).uniform(100, 300), 3, CREAM) for i in range(20)], skyline(390, AUB2, 4, 150, 580, 920).replace("<rect", "<rect"), rect(796, 90, 10, 300, CREAM), rect(540, 404, 520, 22, CREAM2))
        winclip = clip("ktw", rect(560, 70, 480, 340, "#000"), win) + rect(540, 404, 520, 22, CREAM2)
        lamp = g(line([(800, -30), (800, 90)], DARK, 7), path("M690,190 C700,110 750,86 800,86 C850,86 900,110 910,190Z", MAR), ell(800, 190, 110, 18, MAR3), cut=True) + poly([(690, 196), (910, 196), (1330, 830), (270, 830)], MAR3, opacity=".16")
        meter = g(rect(-80, -110, 160, 220, CREAM, 10), rect(-56, -86, 112, 60, AUB, 6), *[rect(-44 + k * 24, -72, 16, 32, MAR) for k in range(4)], circ(44, 20, 12, BRICK), rect(-56, 50, 70, 34, AUB3, 5), rect(-44, 62, 46, 9, DARK), *[curve(f"M{86+k*22},{-6-k*8} q16,22 0,48", MAR3, 7) for k in range(2)], at=(1390, 240), cut=True)
        shelf = g(rect(90, 300, 360, 20, MAR2), jar(150, 300, 60, 96, MAR, LEAF, 0.8), jar(230, 300, 60, 80, BRICK3, MAR, 0.8), g(rect(-60, -90, 120, 90, CREAM2, 10), path("M-66,-90 C-60,-130 60,-130 66,-90Z", CREAM3), rect(-40, -60, 80, 30, BRICK, 4), at=(370, 300)), cut=True)
        p1 = person(480, 1010, 660, 4, "bob", "#C9BFB8", LEAF, AUB, pose="bust", look=2, smile=2, glasses=AUB, eyes="happy", arms=((-17, -55, -8, -41), (17, -57, 8, -44)), pat="kl")
        p2 = person(1110, 1010, 660, 2, "long", DARK, SKY2, AUB, pose="bust", look=-2, smile=2, eyes="happy", arms=((-18, -58, -20, -74), (17, -55, 10, -41)), scarf=MAR)
        table = g(path("M-60,800 C300,770 1300,770 1660,800 L1700,1120 L-100,1120Z", CREAM2), path("M-60,800 C300,770 1300,770 1660,800 L1664,830 C1300,800 300,800 -64,830Z", CREAM), *[line([(x, 800), (x + (x - 800) * 0.3, 1120)], "#E9C9A0", 16) for x in range(-100, 1750, 110)], *[curve(f"M-100,{y} C400,{y-26} 1200,{y-26} 1700,{y}", "#E9C9A0", 12) for y in (890, 980, 1070)], cut=True)
        pot = g(path("M-110,0 C-150,-110 -96,-180 0,-180 C96,-180 150,-110 110,0 Q0,20 -110,0Z", BRICK), curve("M112,-136 q90,14 64,90 q-14,34 -56,28", BRICK2, 20), path("M-112,-110 C-170,-112 -170,-176 -222,-186 L-212,-146 C-184,-126 -176,-60 -118,-52Z", BRICK2), ell(0, -176, 64, 14, BRICK2), circ(0, -200, 20, MAR), "".join(circ(-66 + k * 33, -90, 11, MAR3) for k in range(5)), curve("M-216,-200 q-14,-26 0,-50 q12,-22 0,-44", "#fff", 9, opacity=".65"), at=(800, 960), cut=True)
        letters = "".join(g(rect(-110, -66, 220, 132, c, 4), *( [rect(-92, -12, 100, 44, SKY3, 4), line([(-82, 2), (-20, 2)], AUB3, 6), line([(-82, 16), (-36, 16)], AUB3, 6), rect(64, -50, 30, 36, BRICK)] if k != 1 else [line([(-110, -66), (0, 14), (110, -66)], CREAM3, 6)]), at=(x, y), turn=t, scale=(1, 0.8), cut=True) for k, (x, y, t, c) in enumerate([(300, 990, -10, "#FFFDF8"), (400, 930, 6, CREAM), (250, 930, 14, "#FFFDF8")]))
        tinb = g(rect(-120, -76, 240, 76, SKY2, 10), ell(0, -76, 120, 30, SKY), ell(0, -76, 100, 22, AUB), *[rect(-70 + k * 34, -112 + (k % 2) * 12, 60, 50, [CREAM, "#FFFDF8", MAR3][k % 3], 3, transform=f"rotate({-12+k*8} {-40+k*34} -90)") for k in range(4)], path("M-120,-76 A120,30 0 0 0 120,-76 L120,-30 A120,30 0 0 1 -120,-30Z", SKY2), *[circ(-80 + k * 40, -24 + abs(k - 2) * -3, 11, MAR) for k in range(5)], at=(1270, 985), cut=True)
        return page(wall, winclip, lamp, shelf, meter, p1, p2, table, letters, tinb, mug(600, 985, 0.85, SKY2, side=-1), mug(1030, 985, 0.85, MAR), pot, ground=BRICK2, defs=pattern("kt", 90, circ(45, 45, 7, BRICK3, opacity=".5") + circ(0, 0, 7, BRICK3, opacity=".5") + circ(90, 90, 7, BRICK3, opacity=".5") + circ(0, 90, 7, BRICK3, opacity=".5") + circ(90, 0, 7, BRICK3, opacity=".5")) + stripes("kl", LEAF3, 10, 2.4, 0))

    def awning(y, n_=10, x0=-40, w=168, c1=BRICK, c2=CREAM, depth=190):
        o = []
        for i in range(n_):
            c = c1 if i % 2 == 0 else c2
            o.append(path(f"M{x0+i*w},{y} H{x0+(i+1)*w} V{y+depth} A{w/2},{w*0.36} 0 0 1 {x0+i*w},{y+depth}Z", c))
        return g("".join(o), cut=True)

    @picture("market-stall")
    def market_stall():
        sky = rect(-30, -30, W + 60, H + 60, AUB2) + ell(800, 560, 900, 300, "#A85C5B", opacity=".6") + ell(800, 660, 900, 220, MAR2, opacity=".5")
        church = g(rect(150, 240, 90, 420, AUB), poly([(140, 244), (195, -10), (250, 244)], AUB), rect(250, 420, 240, 240, AUB), poly([(240, 420), (370, 340), (500, 420)], AUB), *[path(f"M{280+k*66},640 v-90 a20,26 0 0 1 40,0 v90Z", MAR) for k in range(3)], path("M176,400 v-60 a19,24 0 0 1 38,0 v60Z", MAR)) + g(*[circ(1250 + 70 * math.cos(k), 400, 0, AUB) for k in range(1)], path("M1060,660 C1060,420 1180,330 1330,360 C1480,380 1560,480 1640,470 L1640,660Z", AUB), *[circ(1110 + (i * 58) + (j % 2) * 29, 460 + j * 44 + max(0, 5 - i) * 6, 12, AUB3) for i in range(9) for j in range(4) if 460 + j * 44 + max(0, 5 - i) * 6 > 420 + max(0, 3 - i) * 40])
        poles = rect(90, 150, 24, 760, MAR2) + rect(1490, 150, 24, 760, MAR2)
        bulbs = curve("M102,360 Q450,450 800,370 Q1150,450 1502,360", DARK, 5) + "".join(circ(102 + i * 117, 362 + 42 * math.sin(math.pi * ((i / 12 * 2) % 1)) + 16, 40, MAR3, opacity=".25") + circ(102 + i * 117, 362 + 42 * math.sin(math.pi * ((i / 12 * 2) % 1)) + 16, 15, MAR3) for i in range(13))
        man = person(560, 1010, 640, 4, "flatcap", LEAF2, SKY2, AUB, pose="bust", look=2, smile=2, arms=((-18, -56, -14, -42), (20, -62, 30, -58)), over=path("M-8,-66 L8,-66 L11,-30 L-11,-30Z", LEAF) + curve("M-8,-66 L-6,-75 M8,-66 L6,-75", LEAF, 2) + tomato(33, -62, 4), beard="#A57B5C")
        hue = person(1050, 1010, 600, 4, "bob", DARK, BRICK, AUB, pose="bust", look=-2, smile=2, arms=((-19, -61, -27, -60), (16, -57, 14, -42)), scarf=MAR, pat="mk")
        counter = g(path("M40,780 H1560 L1640,1100 H-40Z", MAR2), rect(30, 770, 1540, 30, CREAM3, 6), cut=True) + "".join(line([(40 + i * 190, 800), (-40 + i * 210, 1100)], shade(MAR2, 0.85), 5) for i in range(9))
        bowls = bowl(170, 800, 0.95, "#C9D5DA", heap(BRICK, "round", 2)) + bowl(390, 800, 0.95, "#C9D5DA", heap(MAR, "plain", 3)) + bowl(1230, 800, 0.95, "#C9D5DA", heap(LEAF, "leaf", 4)) + bowl(1450, 800, 0.95, "#C9D5DA", heap(BRICK3, "round", 5))
        front = bowl(300, 1000, 1.2, "#C9D5DA", heap(LEAF3, "plain", 6)) + bowl(590, 1000, 1.2, "#C9D5DA", heap(CREAM2, "root", 7)) + bowl(1010, 1000, 1.2, "#C9D5DA", heap(AUB3, "plain", 8)) + bowl(1310, 1000, 1.2, "#C9D5DA", heap(MAR, "root", 9))
        tag = "".join(g(rect(-44, -36, 88, 60, CREAM, 5), text(0, 12, "£1", 40, BRICK), line([(0, 24), (0, 70)], MAR2, 8), at=(x, 860), turn=t, cut=True) for x, t in ((445, -5), (1160, 5)))
        bag = g(path("M-66,120 L-56,0 L56,0 L66,120Z", SKY), curve("M-30,0 q30,-60 60,0", SKY2, 9), at=(800, 860), cut=True)
        return page(sky, church, poles, man, hue, bulbs, awning(-30), counter, bowls, tag, bag, front, ground=AUB2, defs=dots("mk", MAR3, 9, 1.3))

    @picture("film-bowls")
    def film_bowls():
        cloth = rect(-30, -30, W + 60, H + 60, LEAF) + "".join(rect(i * 140, -30, 60, H + 60, LEAF2, opacity=".5") for i in range(13)) + "".join(rect(-30, j * 140, W + 60, 60, LEAF2, opacity=".5") for j in range(9))
        def top(x, y, r_, inside):
            return g(circ(0, 0, r_, "#C9D5DA"), circ(0, 0, r_ * 0.9, "#AEBEC5"), inside, at=(x, y), cut=True)
        def pile(c, k, s, fn):
            spots = [(m * 150 * s / 1.2, 6.28 * i / count + m) for m, count in ((1, 9), (0.62, 6), (0.24, 3)) for i in range(count)]
            return "".join(fn(m * math.cos(a), m * math.sin(a), c, i) for i, (m, a) in enumerate(spots))
        tom = lambda a, b, c, i: tomato(a, b, 52, shade(c, [0.92, 1, 1.1][i % 3]))
        pars = lambda a, b, c, i: g(path("M-26,-80 C-30,-10 -8,90 0,120 C8,90 30,-10 26,-80Z", shade(c, [0.94, 1, 1.05][i % 3])), line([(0, -80), (-10, -120)], LEAF3, 12), line([(0, -80), (12, -118)], LEAF3, 12), at=(a * 0.55, b * 0.45), turn=-50 + i * 7)
        herb = lambda a, b, c, i: g(*[circ(22 * math.cos(k * 1.26), 22 * math.sin(k * 1.26), 17, shade(c, [0.9, 1.1, 1.25][(i + k) % 3])) for k in range(5)], at=(a, b))
        onion = lambda a, b, c, i: g(line([(0, -110), (0, 60)], LEAF3, 16), line([(10, -110), (4, 50)], LEAF, 12), ell(0, 76, 20, 26, CREAM), at=(a * 0.75, b * 0.35), turn=-36 + i * 4.4)
        return page(cloth, top(330, 330, 250, pile(BRICK, 8, 1.3, tom)), top(880, 270, 240, pile(CREAM2, 6, 1.2, pars)), top(1380, 400, 250, pile(LEAF3, 10, 1.4, herb)), top(620, 800, 250, pile(LEAF3, 8, 1.2, onion)), top(1130, 820, 260, pile(BRICK3, 8, 1.3, tom)), top(120, 860, 220, pile(MAR, 8, 1.1, tom)), ground=LEAF)

    @picture("film-soup")
    def film_soup():
        wall = rect(-30, -30, W + 60, H + 60, MAR3) + "".join(g(rect(-60, -60, 120, 120, CREAM, 5), circ(0, 0, 30, "none", stroke=SKY, stroke_width=10), at=(70 + i * 132, 90 + j * 132)) for i in range(13) for j in range(4))
        stove = rect(-30, 760, W + 60, 350, AUB) + rect(-30, 750, W + 60, 26, DARK)
        pot = g(path("M400,420 H1200 L1160,720 Q1150,770 1090,770 H510 Q450,770 440,720Z", BRICK), rect(380, 400, 840, 44, BRICK2, 18), rect(290, 480, 130, 44, BRICK2, 20), rect(1180, 480, 130, 44, BRICK2, 20), path("M440,470 L470,470 L500,720 L480,730Z", "#fff", opacity=".25"), cut=True)
        soup = ell(800, 404, 390, 60, BRICK2) + ell(800, 408, 366, 48, BRICK3) + "".join(circ(520 + k * 90, 404 + (k % 3 - 1) * 14, 15, LEAF) for k in range(7)) + "".join(ell(570 + k * 120, 412 - (k % 2) * 14, 26, 10, MAR) for k in range(5))
        ladle = g(line([(900, 400), (1120, 90)], "#C9C4C0", 22), curve("M1120,90 q30,-40 60,-10", "#C9C4C0", 20), ell(880, 410, 60, 22, "#B4AFAB"), cut=True)
        steam = "".join(curve(f"M{560+i*120},340 q-36,-56 0,-110 q36,-56 0,-110", "#fff", 17, opacity=".75") for i in range(4))
        bowls = "".join(g(path("M-130,-80 H130 C124,10 80,30 0,30 C-80,30 -124,10 -130,-80Z", c), ell(0, -80, 130, 26, shade(c, 0.85)), ell(0, -78, 110, 18, BRICK3), circ(-20, -80, 9, LEAF), circ(30, -76, 9, LEAF), *[circ(-80 + k * 40, -28, 9, CREAM) for k in range(5)], at=(x, 985), cut=True) for x, c in ((250, SKY2), (560, LEAF), (870, MAR2), (1180, SKY), (1470, LEAF3)))
        return page(wall, stove, steam, pot, soup, ladle, bowls, ground=MAR3)

    @picture("school-way-drawing")
    def school_way():
        def felt(d, c, wd=11, fill="none", op=1):
            return path(d, fill, stroke=c, stroke_width=wd, stroke_linecap="round", stroke_linejoin="round", opacity=op)
        def scribble(x, y, w, h, c, step=17, wd=13, seed=1):
            r = random.Random(seed)
            pts, yy, left = [], y, True
            while yy < y + h:
                pts.append((x + (r.uniform(-5, 9) if left else w + r.uniform(-9, 7)), yy))
                yy += step * r.uniform(0.6, 1.1)
                left = not left
            return line(pts, c, wd, opacity=".8")
        paper = rect(40, 40, W - 80, H - 80, "#FFFDF6", 6, filter="url(#cut)")
        sky = "".join(felt(f"M{90+i*12},{88+ (i%4)*22} q{180+i*9},{-14+(i%3)*14} {340+i*4},0 t{380},6 t{380},-4", SKY, 15, op=0.75) for i in range(6))
        sun = circ(1410, 190, 84, MAR, opacity=".9") + "".join(line([(1410 + 104 * math.cos(a), 190 + 104 * math.sin(a)), (1410 + (150 + (k % 2) * 26) * math.cos(a), 190 + (150 + (k % 2) * 26) * math.sin(a))], MAR2, 11) for k, a in enumerate([i * 0.52 for i in range(12)])) + felt("M1380,200 q30,34 62,-2", BRICK, 8) + circ(1384, 172, 7, BRICK) + circ(1436, 170, 7, BRICK)
        houses = []
        for i, (x, c, dc) in enumerate([(110, BRICK, SKY2), (350, BRICK3, LEAF), (590, BRICK, MAR), (830, AUB3, BRICK), (1070, BRICK3, SKY2)]):
            y, w, h = 740 + (i % 2) * 14, 210, 300 + (i * 37) % 60
            houses.append(scribble(x + 8, y - h + 8, w - 16, h - 10, c, 16, 12, i) + felt(f"M{x},{y} L{x+6},{y-h} L{x+w-4},{y-h-8} L{x+w},{y+4} Z", AUB, 10))
            houses.append(scribble(x + 30, y - h - 96, w - 70, 88, AUB2 if i % 2 else BRICK2, 16, 11, i + 9) + felt(f"M{x-16},{y-h+4} L{x+w/2+6},{y-h-120} L{x+w+16},{y-h-4}", AUB, 10))
            houses.append(felt(f"M{x+150},{y-h-60} v-56 h30 v86", AUB, 9) + felt(f"M{x+166},{y-h-130} q-26,-20 6,-36 q34,-16 0,-40 q-30,-20 10,-36", "#A9A3A6", 8))
            houses.append(rect(x + 26, y - h + 34, 62, 60, "#FFFDF6") + felt(f"M{x+26},{y-h+34} h62 v60 h-62Z M{x+57},{y-h+34} v60 M{x+26},{y-h+64} h62", AUB, 7))
            houses.append(rect(x + 122, y - h + 34, 60, 60, "#FFFDF6") + felt(f"M{x+122},{y-h+34} h60 v60 h-60Z M{x+152},{y-h+34} v60 M{x+122},{y-h+62} h60", AUB, 7))
            houses.append(rect(x + 70, y - 130, 76, 134, "#FFFDF6") + rect(x + 70, y - 130, 76, 134, dc, opacity=".92") + felt(f"M{x+70},{y+2} v-134 h76 v136", AUB, 9) + circ(x + 130, y - 60, 8, AUB))
        path_ = felt("M70,800 C400,770 900,830 1540,790", AUB, 9) + felt("M70,960 C500,930 1000,990 1540,950", AUB, 9) + "".join(felt(f"M{160+i*180},{880+(i%2)*6} h80", MAR2, 11) for i in range(8))
        grass = "".join(felt(f"M{90+i*27},{790} l{6+(i%3)*5},{-30-(i%4)*8}", LEAF if i % 2 else LEAF3, 8) for i in range(53) if not (80 < (90 + i * 27) % 240 < 150))
        me = felt("M450,690 v70 M450,760 l-24,60 M450,760 l26,58 M450,706 l-46,26 M450,706 l50,-6", AUB, 11) + circ(450, 656, 38, SKIN[2]) + felt("M420,640 q30,-44 60,-2 l-4,-22 q-26,-24 -54,0Z", DARK, 10, DARK) + circ(438, 654, 5, DARK) + circ(464, 654, 5, DARK) + felt("M436,672 q14,14 30,-2", BRICK, 6) + scribble(424, 700, 52, 60, LEAF, 12, 10, 3) + felt("M478,712 h38 v46 h-40Z", BRICK, 9, BRICK3)
        dog = felt("M620,850 q-6,-110 70,-120 l130,0 q60,4 56,120", MAR2, 12, MAR) + felt("M640,850 v60 M690,850 v62 M810,850 v60 M862,850 v62", MAR2, 20) + ell(600, 730, 66, 58, MAR, stroke=MAR2, stroke_width=12) + felt("M556,690 q-30,20 -20,80 q20,10 34,-30 M640,684 q34,10 30,70 q-20,10 -34,-26", MAR2, 10, MAR2) + circ(580, 720, 8, DARK) + circ(616, 718, 8, DARK) + ell(596, 748, 14, 10, DARK) + felt("M574,766 q22,22 46,-2", DARK, 7) + felt("M594,772 q0,30 14,30 q12,-2 6,-30", BRICK, 6, BRICK3) + felt("M876,752 q60,-10 50,-80", MAR2, 16)
        lady = felt("M330,690 l-44,120 h92Z", SKY2, 10, SKY) + circ(330, 656, 34, SKIN[3]) + felt("M298,650 q30,-56 66,0 q12,40 -2,60 M298,650 q-10,40 2,60", "#8d8589", 11) + circ(320, 656, 4.6, DARK) + circ(342, 656, 4.6, DARK) + felt("M318,670 q12,14 26,0", BRICK, 6) + felt("M346,712 l44,-34", SKIN[3], 11)
        school = scribble(1330, 560, 190, 190, MAR3, 15, 12, 22) + felt("M1320,760 v-210 h210 v212 M1306,552 l120,-90 l118,90Z", AUB, 10) + rect(1396, 670, 62, 90, AUB2, opacity=".9") + felt("M1424,462 v-90 l64,26 l-62,26", BRICK, 9, BRICK)
        hearts = "".join(felt(f"M{x},{y} c-16,-26 -46,-6 0,32 c46,-38 16,-58 0,-32Z", BRICK, 7, BRICK3) for x, y in ((240, 620), (560, 560)))
        return page(paper, sky, sun, *houses, school, path_, grass, lady, me, dog, hearts, ground=CREAM3)

    @picture("library-canal")
    def library_canal():
        sky = rect(-30, -30, W + 60, H + 60, AUB) + circ(1390, 150, 60, MAR3) + "".join(circ(random.Random(i).uniform(0, W), random.Random(i + 40).uniform(0, 420), random.Random(i).choice([2, 3]), CREAM, opacity=".8") for i in range(60)) + skyline(560, AUB2, 6, 250)
        def tier(x, y, w, h, glow, rings):
            o = [rect(x, y, w, h, glow)]
            st = 46
            for i in range(int(w // st) + 1):
                for j in range(int(h // st) + 1):
                    o.append(circ(x + 23 + i * st, y + 23 + j * st, 25, "none", stroke=rings, stroke_width=5) + circ(x + 23 + i * st, y + 23 + j * st, 13, "none", stroke=rings, stroke_width=3.5))
            return clip(f"t{x}{y}", rect(x, y, w, h, "#000"), *o) + rect(x - 10, y - 10, w + 20, 14, AUB2) + rect(x - 10, y + h - 4, w + 20, 14, AUB2)
        lib = g(circ(700, 130, 0, MAR), rect(620, 70, 200, 70, MAR), *[rect(630 + k * 24, 70, 8, 70, MAR2) for k in range(8)], tier(540, 140, 420, 130, MAR, AUB), tier(420, 280, 640, 140, SKY, AUB), rect(470, 424, 560, 190, MAR3), *[rect(470 + k * 80, 424, 8, 190, AUB2) for k in range(8)], cut=True)
        lampw = g(rect(480, 520, 70, 60, MAR), path("M500,548 l16,-26 l16,26Z", BRICK), line([(516, 548), (516, 576)], AUB, 5)) + "".join(g(person(0, 0, 130, i % 5, ["hijab", "short", "bun", "turban"][i % 4], [BRICK, DARK, DARK, LEAF][i % 4], [LEAF, BRICK, SKY2, AUB2][i % 4], AUB, pose="bust", cut=False, look=-1), at=(x, 650)) for i, x in enumerate((590, 670, 830, 910)))
        tableline = rect(476, 606, 548, 16, MAR2)
        bank = rect(-30, 616, W + 60, 90, BRICK2) + "".join(rect(i * 90 - 20 + (j % 2) * 45, 626 + j * 27, 82, 20, shade(BRICK, random.Random(i * 3 + j).choice([0.8, 0.9, 1]))) for i in range(19) for j in range(3)) + rect(-30, 606, W + 60, 16, CREAM3)
        water = rect(-30, 700, W + 60, 420, "#2C4A66") + "".join(ell(random.Random(i).gauss(720, 200), 730 + i * 6.5, random.Random(i + 3).uniform(30, 130), 5, [MAR, MAR3, SKY][i % 3], opacity=".55") for i in range(44)) + "".join(ell(random.Random(i + 90).uniform(0, W), 720 + i * 9, 90, 3, SKY2, opacity=".6") for i in range(30))
        boat = g(path("M900,930 H1580 C1600,900 1610,880 1612,850 H860 C864,890 880,916 900,930Z", LEAF), rect(980, 740, 540, 112, BRICK, 10), rect(966, 726, 568, 22, AUB2, 8), *[circ(1060 + k * 96, 796, 32, MAR) + circ(1060 + k * 96, 796, 24, MAR3) for k in range(5)], rect(860, 846, 756, 14, MAR), *[g(path("M-26,0 L26,0 L20,-34 L-20,-34Z", MAR2), *[circ(-16 + j * 11, -42 - (j % 2) * 10, 11, [BRICK3, LEAF3, SKY, MAR][j % 4]) for j in range(4)], at=(1040 + k * 170, 728)) for k in range(3)], rect(1490, 640, 26, 90, AUB2), curve("M1503,630 q-20,-30 4,-56 q22,-24 0,-54", CREAM, 10, opacity=".5"), g(path("M0,-30 L16,0 L0,30 L-16,0Z", MAR), at=(940, 890)), cut=True)
        tow = path("M-30,1110 V960 C400,930 700,960 1100,1110Z", CREAM3) + path("M-30,960 C400,930 700,960 1100,1110", "none", stroke=CREAM, stroke_width=10)
        walker = person(330, 1050, 400, 2, "hijab", SKY, BRICK, AUB, back=True, arms=((-15, -57, -14, -42), (15, -57, 14, -42)), long=22, over=path("M-6,-72 L8,-40", "none") + rect(9, -48, 13, 16, MAR, 2) + curve("M8,-68 L15,-48", MAR2, 1.6))
        goose = g(ell(0, 0, 40, 22, CREAM), curve("M30,-8 q20,-10 18,-44", CREAM, 12), circ(50, -56, 11, CREAM), poly([(58, -58), (76, -53), (58, -50)], MAR), at=(620, 800), cut=True)
        return page(sky, lib, lampw, tableline, bank, water, boat, goose, tow, walker, ground=AUB)

    @picture("night-floor")
    def night_floor():
        sky = rect(-30, -30, W + 60, 640, BRICK3) + rect(-30, 250, W + 60, 400, MAR) + circ(980, 560, 170, CREAM) + circ(980, 560, 280, MAR3, opacity=".5") + skyline(610, AUB2, 14, 260) + g(rect(300, 250, 60, 360, AUB2), ell(330, 250, 56, 24, AUB2), rect(324, 130, 12, 120, AUB2))
        frames = "".join(rect(x, -30, 30, 660, AUB) for x in (-10, 520, 1050, 1580)) + rect(-30, 600, W + 60, 40, AUB) + rect(-30, -30, W + 60, 60, AUB)
        floor = rect(-30, 636, W + 60, 480, "#7C4A5A") + poly([(540, 640), (1050, 640), (960, 1110), (180, 1110)], MAR, opacity=".75") + poly([(1080, 640), (1590, 640), (1660, 1110), (1100, 1110)], MAR, opacity=".6") + poly([(-30, 640), (515, 640), (40, 1110), (-30, 1110)], MAR, opacity=".5") + ell(900, 860, 120, 200, CREAM, opacity=".35") + "".join(line([(x, y), (x + l, y)], CREAM, 5, opacity=".55") for x, y, l in ((300, 760, 90), (620, 820, 130), (760, 940, 190), (1180, 740, 110), (1300, 890, 140), (420, 1010, 120), (980, 1030, 160)))
        desk = g(rect(60, 640, 400, 26, AUB), line([(90, 660), (90, 900)], AUB, 18), line([(430, 660), (430, 900)], AUB, 18), rect(110, 500, 170, 116, DARK, 10), rect(186, 616, 18, 26, DARK), cut=True) + potted(370, 640, 0.62, SKY2, LEAF)
        desk2 = g(rect(1290, 640, 330, 26, AUB), line([(1320, 660), (1320, 900)], AUB, 18), rect(1400, 500, 170, 116, DARK, 10), rect(1476, 616, 18, 26, DARK), rect(1312, 584, 60, 56, CREAM, 4), rect(1320, 592, 44, 40, SKY), circ(1342, 606, 9, SKIN[3]), path("M1326,632 q16,-26 32,0Z", MAR), cut=True)
        man = person(770, 1020, 640, 0, "crop", DARK, SKY2, AUB, look=2, eyes="happy", arms=((-17, -58, -8, -52), (17, -60, 9, -62)), over=line([(9, -84), (6, 4)], MAR2, 1.9), shoes=DARK)
        mop = g(path("M-60,0 C-50,-36 50,-36 60,0 C70,24 -70,24 -60,0Z", CREAM), *[line([(-46 + k * 18, -14), (-52 + k * 20, 18)], CREAM3, 5) for k in range(6)], at=(812, 1030), cut=True)
        bucket = g(path("M-70,-110 L70,-110 L54,0 L-54,0Z", BRICK), ell(0, -110, 70, 16, BRICK2), curve("M-66,-108 C-60,-190 60,-190 66,-108", AUB, 7), at=(560, 1010), cut=True)
        sign = g(poly([(-60, 0), (0, -190), (60, 0)], MAR), poly([(-20, -40), (0, -110), (20, -40)], AUB), at=(1130, 960), cut=True)
        return page(sky, frames, floor, desk, desk2, bucket, mop, man, sign, ground=MAR)

    @picture("school-gates")
    def school_gates():
        sky = rect(-30, -30, W + 60, H + 60, "#A9C3CE") + ell(300, 120, 380, 80, "#8FABB8") + ell(1200, 90, 460, 90, "#8FABB8")
        school = g(rect(240, 300, 1120, 420, BRICK), poly([(210, 306), (800, 90), (1390, 306)], AUB), circ(800, 230, 50, CREAM), line([(800, 230), (800, 200)], AUB, 6), line([(800, 230), (776, 240)], AUB, 6), *[window(300 + k * 180, 380, 110, 150, MAR3) for k in range(6)], opacity=".9")
        ground_ = rect(-30, 700, W + 60, 420, "#7F7389") + ell(400, 1000, 260, 22, SKY, opacity=".7") + ell(1250, 960, 220, 18, SKY, opacity=".7")
        rail = "".join(rect(x, 420, 14, 400, LEAF2) + poly([(x - 8, 424), (x + 7, 384), (x + 22, 424)], LEAF2) for x in list(range(-10, 400, 52)) + list(range(1190, 1640, 52))) + rect(-30, 470, 420, 14, LEAF2) + rect(-30, 780, 420, 14, LEAF2) + rect(1190, 470, 440, 14, LEAF2) + rect(1190, 780, 440, 14, LEAF2) + rect(380, 360, 50, 480, BRICK2) + rect(1160, 360, 50, 480, BRICK2) + rect(368, 344, 74, 26, CREAM3) + rect(1148, 344, 74, 26, CREAM3)
        ppl = [person(480, 1000, 420, 4, "long", MAR2, SKY2, AUB, look=1.5), person(1110, 1000, 430, 3, "turban", AUB2, MAR, LEAF2, look=-1.5, beard=DARK, smile=2), person(620, 1010, 420, 0, "bun", DARK, BRICK, SKY3, look=1, smile=2, pat="sg"), person(980, 1010, 420, 2, "short", DARK, CREAM2, BRICK2, look=-1), person(890, 1020, 400, 4, "afro", BRICK2, LEAF, AUB, look=-1, smile=2)]
        holder = person(760, 1025, 450, 1, "hijab", MAR, AUB2, BRICK, smile=2, legs="skirt", long=8, arms=((-15, -57, -14, -43), (14, -66, 8, -78)))
        stick = line([(798, 690), (798, 420)], DARK, 10)
        um = g(path("M270,480 C290,200 560,110 798,110 C1036,110 1306,200 1326,480 Q1260,420 1150,480 Q1060,420 974,480 Q890,420 798,480 Q706,420 622,480 Q536,420 446,480 Q336,420 270,480Z", BRICK), path("M446,480 C480,280 640,130 798,110 C700,170 640,330 622,480 Q536,420 446,480Z", MAR), path("M798,480 C798,320 798,200 798,110 C896,170 956,330 974,480 Q890,420 798,480Z", MAR), path("M1150,480 C1116,280 956,130 798,110 C1036,110 1306,200 1326,480 Q1260,420 1150,480Z", BRICK2), line([(798, 112), (798, 74)], DARK, 10), cut=True)
        return page(sky, g(school), ground_, rail, rain(31, 150), *ppl, stick, holder, um, ground="#A9C3CE", defs=dots("sg", MAR3, 9, 1.4))

    @picture("pill-boxes")
    def pill_boxes():
        table = wood("#B8763A", 6, 6) + g(ell(800, 540, 760, 440, SKY3), *[g(circ(0, 0, 22, SKY3), at=(800 + 756 * math.cos(k * 0.1745), 540 + 436 * math.sin(k * 0.1745))) for k in range(36)], ell(800, 540, 690, 390, "none", stroke=SKY, stroke_width=10, stroke_dasharray="4 22", stroke_linecap="round"), cut=True)
        cells = []
        cols = [MAR3, BRICK3, SKY, LEAF3]
        r = random.Random(9)
        for i in range(7):
            for j in range(4):
                x, y = -420 + i * 122, -210 + j * 108
                opened = (i, j) in ((4, 1), (4, 2), (5, 0))
                cells.append(rect(x, y, 110, 96, shade(cols[j], 0.8) if opened else cols[j], 12))
                cells.append(rect(x + 8, y + 8, 94, 80, "#FFFDF8" if opened else shade(cols[j], 1.35), 8))
                pills = 3 if not opened else 2
                if i < 5 or opened:
                    for k in range(pills):
                        cells.append(ell(x + 30 + k * 26, y + 46 + r.uniform(-14, 14), 11, 11 if k % 2 else 7, [CREAM, BRICK, MAR2][k % 3], stroke=AUB3, stroke_width=1.5))
                if opened:
                    cells.append(poly([(x, y), (x + 110, y), (x + 118, y - 46), (x - 8, y - 46)], cols[j], opacity=".9"))
        box = g(rect(-446, -236, 884, 462, AUB, 26), rect(-436, -226, 864, 442, AUB2, 20), *cells, at=(800, 500), turn=-2, cut=True)
        bottle = lambda x, y, t, c: g(rect(-60, -120, 120, 200, c, 18), rect(-66, -160, 132, 52, CREAM, 10), rect(-60, -50, 120, 90, "#FFFDF8"), line([(-40, -26), (34, -26)], AUB3, 7), line([(-40, -4), (16, -4)], AUB3, 7), line([(-40, 18), (24, 18)], AUB3, 7), at=(x, y), turn=t, cut=True)
        radio = g(rect(-150, -90, 300, 180, LEAF, 22), circ(-70, 0, 60, CREAM), *[circ(-70, 0, k, "none", stroke=CREAM3, stroke_width=5) for k in (18, 34, 48)], rect(20, -60, 100, 40, MAR3, 6), line([(60, -60), (60, -20)], BRICK, 6), circ(46, 36, 22, MAR), circ(104, 36, 22, MAR), at=(1350, 170), turn=8, cut=True)
        me = g(hand(1, MAR, MAR2), at=(620, 990), turn=14, scale=1.25, cut=True)
        dad = g(hand(0, CREAM, LEAF, point=True), at=(1010, 80), turn=186, scale=1.2, cut=True)
        pill = circ(668, 740, 16, BRICK) + ell(664, 736, 5, 4, "#fff", opacity=".6")
        return page(table, box, bottle(150, 330, -12, MAR2), bottle(250, 620, 16, BRICK), radio, dad, me, pill, mug_top(1410, 800, 84, BRICK), ground="#B8763A")

    @picture("tower-lift")
    def tower_lift():
        sky = rect(-30, -30, W + 60, H + 60, SKY) + ell(260, 200, 240, 54, CREAM, opacity=".8") + ell(390, 236, 170, 40, CREAM, opacity=".8") + ell(1360, 330, 200, 46, CREAM, opacity=".8") + skyline(900, SKY2, 8, 260)
        tower = [rect(520, 60, 620, 860, CREAM2), rect(520, 60, 80, 860, CREAM3), rect(500, 44, 660, 24, BRICK), rect(900, -10, 120, 56, CREAM3), rect(640, 6, 8, 40, AUB)]
        for j in range(5):
            y = 100 + j * 135
            tower.append(rect(520, y + 118, 620, 14, BRICK))
            for i in range(3):
                x = 640 + i * 166
                tower.append(window(x, y, 110, 96, MAR3 if (i + j) % 3 == 0 else SKY3, CREAM, True))
                tower.append(rect(x - 14, y + 70, 138, 46, [BRICK3, MAR, LEAF3, SKY2][(i * 2 + j) % 4], 4) + "".join(rect(x - 8 + k * 18, y + 74, 5, 40, CREAM) for k in range(8)))
        extras = "".join(circ(652 + k * 20, 100 + 135 * 2 + 66, 13, [LEAF, BRICK, MAR][k % 3]) for k in range(6)) + g(*[rect(0 + k * 30, 0, 24, 34, [BRICK, SKY2, MAR, AUB2][k % 4]) for k in range(4)], line([(-6, 0), (124, 0)], AUB, 3), at=(806, 100 + 135 * 3 + 26))
        lady = g(person(0, 0, 170, 4, "bun", "#C9C4C0", LEAF, AUB, pose="bust", look=-1, cut=False, glasses=AUB, smile=2, arms=((-18, -60, -24, -66), (16, -58, 10, -48))), at=(1030, 214)) + rect(958, 170, 138, 46, BRICK3, 4) + "".join(rect(964 + k * 18, 174, 5, 40, CREAM) for k in range(8))
        rope = line([(988, 178), (986, 640)], AUB, 5)
        basket = g(path("M-56,-46 H56 L42,40 Q0,52 -42,40Z", MAR2), *[line([(-50 + k * 4, -22 + k * 22), (50 - k * 4, -22 + k * 22)], shade(MAR2, 0.8), 6) for k in range(3)], curve("M-52,-46 Q0,-140 52,-46", MAR2, 9), rect(-30, -96, 30, 54, "#FFFDF8", 4), rect(-30, -96, 30, 16, SKY2, 4), path("M4,-46 q8,-44 40,-36 q10,18 0,36Z", "#D9A05B"), at=(986, 730), cut=True)
        door = rect(690, 780, 130, 140, AUB) + rect(700, 790, 52, 130, SKY2) + rect(758, 790, 52, 130, SKY2)
        grass = rect(-30, 910, W + 60, 200, LEAF) + path("M640,1110 L690,912 L830,912 L980,1110Z", CREAM3) + tree(240, 930, 380, LEAF2, AUB2, 4) + tree(1420, 930, 330, LEAF3, AUB2, 6)
        wheel = g(person(0, 0, 400, 4, "short", BRICK2, AUB2, SKY2, pose="side", cut=False, look=1.6, smile=2, arms=((-15, -58, -8, -48), (16, -62, 16, -82)), flip=True, scarf=MAR), rect(30, -215, 16, 130, DARK, 8), circ(14, -66, 70, "none", stroke=DARK, stroke_width=12), *[line([(14, -66), (14 + 64 * math.cos(k * 1.047), -66 + 64 * math.sin(k * 1.047))], AUB3, 3) for k in range(6)], circ(14, -66, 10, DARK), line([(-50, -100), (-96, -24)], DARK, 8), circ(-84, -16, 18, "none", stroke=DARK, stroke_width=8), line([(-110, -14), (-60, -14)], DARK, 8), at=(1150, 1040), cut=True)
        bell = g(path("M-26,0 C-26,-44 26,-44 26,0Z", MAR), circ(0, 6, 8, MAR2), rect(-32, -2, 64, 8, MAR2, 4), at=(1086, 700))
        lads = person(800, 1010, 250, 2, "crop", DARK, BRICK, AUB, look=-1, smile=2) + person(720, 1020, 250, 0, "beanie", MAR, LEAF3, SKY2, look=1, smile=2, arms=((-16, -58, -6, -48), (16, -58, 6, -48)), over=rect(-6, -54, 12, 9, CREAM, 2))
        return page(sky, g(*tower, cut=True), extras, lady, rope, door, grass, basket, lads, wheel, ground=SKY)
