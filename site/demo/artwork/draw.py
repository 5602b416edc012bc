"""Draws every picture of the demo as an SVG beside this file. Run: python3 draw.py [name …]"""

import math
import random
import sys
from pathlib import Path

from kit import *  # noqa: F403

PICTURES = {}


def picture(name):
    def keep(make):
        PICTURES[name] = make
        return make
    return keep


def bust(**more):
    return person(0, 0, 100, pose="bust", cut=False, **more)


@picture("hero-street")
def hero_street():
    sun = circ(1180, 330, 190, MAR) + circ(1180, 330, 250, MAR, opacity=".25")
    far = skyline(620, "#E9BE93", 5, 330) + g(
        rect(330, 250, 90, 400, "#E0A87C"), *[rect(342 + i * 25, 270 + j * 34, 14, 18, "#F3D2A6") for i in range(3) for j in range(10)],
        rect(690, 330, 170, 90, "#D99A6C"), rect(660, 415, 230, 100, "#D99A6C"), rect(690, 510, 190, 130, "#D99A6C"),
        *[circ(682 + i * 27, 465, 11, "none", stroke="#F3D2A6", stroke_width=4) for i in range(8)],
        *[circ(712 + i * 27, 372, 11, "none", stroke="#F3D2A6", stroke_width=4) for i in range(6)])
    walls = [(BRICK, LEAF), (BRICK2, MAR), (MAR2, AUB), (BRICK, SKY2), (BRICK3, LEAF2), (BRICK, MAR)]
    row = "".join(terrace(-60 + i * 292, 800, 290, 330, w, d, seed=i, lit=(i % 3,), roof=AUB if i % 2 else AUB2) for i, (w, d) in enumerate(walls))
    road = rect(-30, 796, W + 60, 200, CREAM3) + "".join(line([(i * 150 - 40, 800), (i * 190 - 200, 985)], "#D6BB90", 3) for i in range(14)) + rect(-30, 985, W + 60, 120, AUB2) + rect(-30, 976, W + 60, 14, CREAM2)
    dash = "".join(rect(40 + i * 210, 1036, 110, 9, MAR3, 5) for i in range(8))
    ph = g(phone(7, 13, SKY), at=(25, -73))
    talk = person(980, 962, 360, 1, "headwrap", MAR, LEAF, AUB, arms=((-19, -60, -27, -69), (16, -57, 15, -43)), look=-1.6, smile=2, legs="skirt", pat="hd")
    rec = person(800, 966, 350, 3, "hijab", AUB, SKY2, BRICK2, arms=((-15, -57, -13, -44), (20, -62, 25, -71)), look=1.6, legs="skirt", over=ph, long=10)
    old = person(1240, 958, 340, 4, "flatcap", AUB2, CREAM2, LEAF2, arms=((-16, -56, -15, -40), (17, -56, 19, -40)), look=-1.5, scarf=BRICK, over=line([(20, -40), (23, 0)], BRICK2, 2.4), glasses=AUB)
    walk = person(1400, 962, 350, 0, "afro", DARK, BRICK, AUB, arms=((-17, -58, -6, -50), (17, -58, 6, -50)), look=-1.4, over=rect(-8, -54, 16, 12, CREAM, 2) + rect(-1, -54, 2, 12, MAR), pat="hs")
    sitter = person(560, 968, 345, 2, "turban", MAR, AUB, SKY2, arms=((-16, -58, -18, -44), (17, -60, 22, -74)), look=1, beard=DARK, smile=2)
    flags = curve("M-20,300 Q400,420 820,300 Q1230,410 1640,290", AUB, 4)
    tri = []
    for i in range(27):
        t = i / 26
        x = -20 + t * 1660
        y = 300 + 58 * math.sin(math.pi * ((t * 2) % 1))
        tri.append(poly([(x - 18, y), (x + 18, y), (x, y + 40)], [BRICK, MAR, LEAF, SKY2, AUB2][i % 5]))
    return page(sun, far, g(row, cut=True), road, dash, flags, "".join(tri), bus(-190, 1030, 640, riders=((0, bust(skin=1, hair="short", top=LEAF)), (3, bust(skin=4, hair="bun", hc="#8a8a8a", top=AUB)), (5, bust(skin=2, hair="hijab", hc=BRICK, top=BRICK))), flip=True), sitter, rec, talk, old, walk,
                ground="#FBE3BC", defs=dots("hd", MAR3, 9, 1.4) + stripes("hs", MAR, 9, 3, 90))


@picture("circle")
def circle():
    o = [rect(0, 0, W, H, CREAM3)]
    for i in range(9):
        o.append(rect(0, i * 122, W, 4, shade(CREAM3, 0.9)))
        for j in range(5):
            o.append(rect((j * 360 + (i % 2) * 180), i * 122, 4, 122, shade(CREAM3, 0.9)))
    o.append(g(circ(800, 533, 330, BRICK), circ(800, 533, 300, BRICK3), circ(800, 533, 285, BRICK), circ(800, 533, 205, MAR), circ(800, 533, 185, AUB), circ(800, 533, 120, LEAF), *[g(poly([(0, -232), (26, -250), (0, -268), (-26, -250)], MAR3), at=(800, 533), turn=i * 22.5) for i in range(16)], *[g(circ(0, -152, 12, CREAM), at=(800, 533), turn=i * 30) for i in range(12)], cut=True))
    looks = [(0, DARK, "round", BRICK2), (3, AUB, "hijab", SKY2), (4, "#B9B3AE", "bun", LEAF), (1, MAR, "turban", AUB2), (2, DARK, "long", MAR), (0, DARK, "locs", SKY), (4, BRICK2, "short", AUB), (2, LEAF2, "hijab", LEAF3), (1, DARK, "short", BRICK3), (3, "#4a2b1c", "bun", MAR2)]
    for i, (sk, hc, kind, top) in enumerate(looks):
        s = SKIN[sk]
        a = i * 36 + 8
        chair = rect(-84, -40, 168, 130, [AUB2, LEAF2, SKY2][i % 3], 26)
        knees = rect(-56, -112, 46, 100, shade(top, 0.6), 22) + rect(10, -112, 46, 100, shade(top, 0.6), 22)
        shoulders = ell(0, 0, 96, 50, top)
        arms = line([(-84, 0), (-70, -58), (-26, -84)], shade(top, 0.88), 34) + line([(84, 0), (70, -58), (26, -84)], shade(top, 0.88), 34)
        hands = circ(-16, -88, 17, s) + circ(16, -88, 17, s)
        hd = circ(0, -10, 50, hc)
        if kind == "bun":
            hd = circ(0, -10, 48, hc) + circ(0, 20, 22, shade(hc, 1.2))
        elif kind == "hijab":
            hd = ell(0, 4, 58, 62, hc) + curve("M-36,40 Q0,60 40,30", shade(hc, 0.8), 5) + curve("M-30,20 Q0,44 36,8", shade(hc, 0.8), 5)
        elif kind == "turban":
            hd = circ(0, -8, 56, hc) + "".join(curve(f"M-{50-k*6},{-20+k*16} Q0,{-50+k*22} {50-k*6},{-26+k*16}", shade(hc, 0.82), 5) for k in range(4))
        elif kind == "locs":
            hd = "".join(line([(0, -6), (54 * math.cos(t * 0.42), 4 + 50 * math.sin(t * 0.42))], hc, 13) for t in range(15)) + circ(0, -10, 46, hc)
        elif kind == "long":
            hd = ell(0, 14, 54, 72, hc) + curve("M0,-56 L0,40", shade(hc, 1.5), 3)
        elif kind == "round":
            hd = circ(0, -4, 66, hc) + "".join(circ(random.Random(k).uniform(-44, 44), random.Random(k + 9).uniform(-46, 38), 5, shade(hc, 1.25)) for k in range(16))
        nose = ell(0, -56, 10, 9, s) if kind not in ("hijab",) else ell(0, -54, 20, 10, s)
        extra = ""
        if i in (1, 6):
            extra = g(circ(0, 0, 24, CREAM), circ(0, 0, 18, MAR2), at=(0, -104))
        if i == 4:
            extra = g(rect(-34, -26, 68, 50, CREAM, 4), *[rect(-26, -16 + k * 12, 50, 3, AUB3) for k in range(3)], at=(0, -112), turn=-6)
        if i == 8:
            extra = g(rect(-16, -34, 32, 62, DARK, 7), rect(-12, -28, 24, 50, SKY, 4), at=(0, -112))
        if i == 2:
            chair = g(circ(-92, 10, 12, DARK), rect(-102, -60, 20, 140, DARK, 10), rect(82, -60, 20, 140, DARK, 10), rect(-80, -30, 160, 110, AUB, 18))
        o.append(g(chair, knees, hands, shoulders, arms, nose, hd, extra, at=(800 + 540 * math.sin(math.radians(a)) * 1.13, 533 - 540 * math.cos(math.radians(a)) * 0.77), turn=math.degrees(math.atan2(-(540 * math.sin(math.radians(a)) * 1.13), (540 * math.cos(math.radians(a)) * -0.77))), cut=True))
    o.append(mug_top(760, 500, 30, CREAM) + mug_top(850, 560, 30, SKY, turn=200) + g(circ(0, 0, 52, CREAM), circ(0, 0, 44, CREAM2), *[circ(20 * math.cos(k * 1.05), 20 * math.sin(k * 1.05), 12, MAR2) for k in range(6)], at=(800, 620), cut=True))
    return page(*o, ground=CREAM3)


if __name__ == "__main__":
    for extra in ("scenes", "scenes2"):
        if Path(__file__).with_name(extra + ".py").exists():
            __import__(extra).register(picture)
    wanted = sys.argv[1:] or PICTURES
    for name in wanted:
        Path(__file__).with_name(name + ".svg").write_text(PICTURES[name](), encoding="utf-8")
