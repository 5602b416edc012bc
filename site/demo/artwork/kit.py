"""Shapes, people and paper: the drawing kit that every picture of the demo shares."""

import math
import random

W, H = 1600, 1067

AUB, AUB2, AUB3 = "#3B1F3F", "#5E3A63", "#94749A"
BRICK, BRICK2, BRICK3 = "#C2452D", "#9A3422", "#E38566"
MAR, MAR2, MAR3 = "#F2A93B", "#D4861C", "#FAD290"
LEAF, LEAF2, LEAF3 = "#2F6B4F", "#1F4A38", "#7BAB84"
CREAM, CREAM2, CREAM3 = "#FFF6E9", "#F5E5CA", "#E5CDA6"
SKY, SKY2, SKY3 = "#8CC3D9", "#5797B3", "#CFE7ED"
SKIN = ["#5A3326", "#7E4B33", "#A96C47", "#CF9769", "#EDC5A0"]
DARK = "#26132A"


def shade(colour, by):
    """Darken (by < 1) or lighten (by > 1) a colour."""
    rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    if by <= 1:
        rgb = [int(c * by) for c in rgb]
    else:
        rgb = [int(c + (255 - c) * (by - 1)) for c in rgb]
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def n(value):
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _attrs(more):
    return "".join(f' {k.replace("_", "-")}="{v}"' for k, v in more.items())


def rect(x, y, w, h, fill, r=0, **more):
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" rx="{n(r)}" fill="{fill}"{_attrs(more)}/>'


def circ(x, y, r, fill, **more):
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{fill}"{_attrs(more)}/>'


def ell(x, y, rx, ry, fill, **more):
    return f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}"{_attrs(more)}/>'


def path(d, fill="none", **more):
    return f'<path d="{d}" fill="{fill}"{_attrs(more)}/>'


def poly(points, fill, **more):
    return f'<polygon points="{" ".join(f"{n(x)},{n(y)}" for x, y in points)}" fill="{fill}"{_attrs(more)}/>'


def line(points, colour, width, **more):
    d = "M" + " L".join(f"{n(x)},{n(y)}" for x, y in points)
    more = {"stroke_linecap": "round", "stroke_linejoin": "round", **more}
    return path(d, stroke=colour, stroke_width=n(width), **more)


def curve(d, colour, width, **more):
    more = {"stroke_linecap": "round", "stroke_linejoin": "round", **more}
    return path(d, stroke=colour, stroke_width=n(width), **more)


def g(*inside, at=None, scale=None, turn=None, cut=False, **more):
    """A group; cut=True lays it on the page like a piece of cut paper with a soft edge of shadow."""
    moves = []
    if at:
        moves.append(f"translate({n(at[0])},{n(at[1])})")
    if turn:
        moves.append(f"rotate({n(turn)})")
    if scale:
        moves.append(f"scale({scale})" if not isinstance(scale, tuple) else f"scale({scale[0]},{scale[1]})")
    if moves:
        more["transform"] = " ".join(moves)
    if cut:
        more["filter"] = "url(#cut)"
    return f"<g{_attrs(more)}>{''.join(inside)}</g>"


def clip(name, shape, *inside):
    return f'<clipPath id="{name}">{shape}</clipPath><g clip-path="url(#{name})">{"".join(inside)}</g>'


def text(x, y, words, size, fill, **more):
    more = {"text_anchor": "middle", "font_family": "Noto Sans, DejaVu Sans, sans-serif", "font_weight": 800, **more}
    return f'<text x="{n(x)}" y="{n(y)}" font-size="{n(size)}" fill="{fill}"{_attrs(more)}>{words}</text>'


def pattern(name, size, inside, turn=0):
    return (
        f'<pattern id="{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({turn})">{inside}</pattern>'
    )


def dots(name, colour, size=26, r=4):
    return pattern(name, size, circ(size / 2, size / 2, r, colour), 30)


def stripes(name, colour, size=22, width=8, turn=35):
    return pattern(name, size, rect(0, 0, width, size, colour), turn)


DEFS = """
<filter id="cut" x="-10%" y="-10%" width="120%" height="125%">
  <feDropShadow dx="0" dy="5" stdDeviation="5" flood-color="#26132A" flood-opacity=".24"/>
</filter>
<filter id="wobble" x="-2%" y="-2%" width="104%" height="104%">
  <feTurbulence type="fractalNoise" baseFrequency=".018" numOctaves="2" seed="7" result="t"/>
  <feDisplacementMap in="SourceGraphic" in2="t" scale="7" xChannelSelector="R" yChannelSelector="G"/>
</filter>
<filter id="grain" x="0" y="0" width="100%" height="100%">
  <feTurbulence type="fractalNoise" baseFrequency=".34" numOctaves="1" seed="11"/>
  <feColorMatrix values="0 0 0 0 .23  0 0 0 0 .12  0 0 0 0 .2  0 0 0 -2.1 1.25"/>
</filter>
<filter id="fibre" x="0" y="0" width="100%" height="100%">
  <feTurbulence type="fractalNoise" baseFrequency=".006 .11" numOctaves="2" seed="3"/>
  <feColorMatrix values="0 0 0 0 1  0 0 0 0 .95  0 0 0 0 .86  0 0 0 -2.4 1.3"/>
</filter>
<radialGradient id="edge" cx=".5" cy=".48" r=".78">
  <stop offset=".62" stop-color="#3B1F3F" stop-opacity="0"/><stop offset="1" stop-color="#3B1F3F" stop-opacity=".22"/>
</radialGradient>
"""


def page(*inside, ground=CREAM, defs="", grain=0.11, wobble=True, w=W, h=H):
    """A whole picture: ground colour, content, paper."""
    filt = ' filter="url(#wobble)"' if wobble else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        f"<defs>{DEFS}{defs}</defs>"
        f'<rect width="{w}" height="{h}" fill="{ground}"/>'
        f"<g{filt}>" + "\n".join(inside) + "</g>"
        f'<rect width="{w}" height="{h}" filter="url(#fibre)" opacity=".10"/>'
        f'<rect width="{w}" height="{h}" filter="url(#grain)" opacity="{grain}" style="mix-blend-mode:multiply"/>'
        f'<rect width="{w}" height="{h}" fill="url(#edge)"/>'
        "</svg>\n"
    )


# --- people ---------------------------------------------------------------------------------------------------------
# Local measure: a standing grown-up is 100 high, feet at 0,0.

CAP = "M-8,-86 C-9.5,-101 9.5,-101 8,-86 C6.5,-92.5 1,-94 -3,-93.4 C-6,-93 -7.5,-90 -8,-86Z"


def _hair_back(style, c):
    if style == "afro":
        return circ(0, -91, 13, c)
    if style == "long":
        return path("M-9.5,-90 C-10,-103 10,-103 9.5,-90 L11.5,-71 C6,-67 -6,-67 -11.5,-71Z", c)
    if style == "bob":
        return path("M-10,-90 C-10,-102 10,-102 10,-90 L10.4,-79 C5,-76 -5,-76 -10.4,-79Z", c)
    if style == "bun":
        return circ(0, -101, 5, c)
    if style == "locs":
        return "".join(line([(i * 2.3, -92), (i * 2.9, -72 + abs(i) * 1.2)], c, 2.6) for i in range(-4, 5))
    if style == "puffs":
        return circ(-9, -95, 6, c) + circ(9, -95, 6, c)
    if style == "plait":
        return path("M-9,-90 C-9,-101 9,-101 9,-90 L9,-82 L-9,-82Z", c) + line([(7, -82), (10, -62)], c, 4.2)
    return ""


def _hair_front(style, c):
    if style in ("short", "afro", "long", "bob", "bun", "locs", "puffs", "plait"):
        return path(CAP, c)
    if style == "crop":
        return path("M-7.6,-89 C-8,-99.5 8,-99.5 7.6,-89 C4,-94.5 -4,-94.5 -7.6,-89Z", c)
    if style == "hijab":
        return (
            path("M-10,-88 C-10.5,-103 10.5,-103 10,-88 C10,-80 12,-74 15,-69 C8,-62.5 -8,-62.5 -15,-69 C-12,-74 -10,-80 -10,-88Z"
                 "M-6.2,-88 C-6.4,-79.5 6.4,-79.5 6.2,-88 C6.2,-96.4 -6.2,-96.4 -6.2,-88Z", c, fill_rule="evenodd")
            + curve("M-9,-76 C-3,-71 6,-71 12,-73", shade(c, 0.82), 0.9)
            + curve("M-6,-80 C0,-76 6,-77 10,-82", shade(c, 0.82), 0.9)
        )
    if style == "turban":
        return (
            path("M-9.6,-88 C-13,-106 13,-106 9.6,-88 C6,-94.5 2,-97 0,-97 C-2,-97 -6,-94.5 -9.6,-88Z", c)
            + curve("M-10,-92 C-5,-101 4,-102 8,-99", shade(c, 0.8), 1)
            + curve("M-9.5,-89.5 C-3,-98 6,-99 10,-94", shade(c, 0.8), 1)
        )
    if style == "flatcap":
        return path("M-8.8,-92 C-9.5,-102.5 9,-102.5 9,-93.6 L13.5,-92 C10,-90.8 -4,-92.6 -8.8,-92Z", c) + curve("M-8,-93.4 C-2,-94.6 4,-94.4 9,-93.6", shade(c, 0.75), 0.8)
    if style == "beanie":
        return path("M-8.2,-93 C-9,-106 9,-106 8.2,-93Z", c) + rect(-8.8, -95.5, 17.6, 4, shade(c, 0.85), 2) + circ(0, -103.5, 2.6, shade(c, 1.3))
    if style == "headwrap":
        return path("M-8.6,-89 C-15,-108 15,-108 8.6,-89 C4,-94 -4,-94 -8.6,-89Z", c) + curve("M-8,-94 C-2,-100 5,-101 9,-99", shade(c, 1.35), 1.3) + curve("M-7,-100 C-1,-95 5,-95 8.6,-92", shade(c, 0.8), 1)
    return ""


def head(skin, hair="short", hc=DARK, look=0, smile=1, beard=None, glasses=None, eyes="open", back=False):
    """A head, at its place on a standing person."""
    s = SKIN[skin] if isinstance(skin, int) else skin
    ink = DARK if skin != 0 else "#1b0d12"
    o = [_hair_back(hair, hc)]
    if not (hair == "hijab" and not back):
        o.append(rect(-3.4, -82, 6.8, 10, shade(s, 0.86), 2))
    o.append(ell(0, -88, 7.4, 8.8, s))
    if back:
        if hair == "hijab":
            o.append(path("M-10,-88 C-10.5,-103 10.5,-103 10,-88 C10,-80 12,-74 15,-69 C8,-62.5 -8,-62.5 -15,-69 C-12,-74 -10,-80 -10,-88Z", hc))
        elif hair == "turban":
            o.append(ell(0, -92, 10, 10, hc) + curve("M-9,-95 C-3,-89 4,-89 9,-94", shade(hc, 0.8), 1))
        elif hair == "bald":
            pass
        elif hair in ("flatcap", "beanie", "headwrap"):
            o.append(_hair_front(hair, hc))
        else:
            o.append(path("M-8,-84 C-10,-101 10,-101 8,-84 C5,-79 -5,-79 -8,-84Z", hc))
        return "".join(o)
    if hair not in ("hijab",):
        o.append(circ(-7.4 + look * 0.4, -87, 1.6, s) + circ(7.4 + look * 0.4, -87, 1.6, s))
    if beard:
        o.append(path("M-7.2,-87 C-7.5,-76 7.5,-76 7.2,-87 C4.5,-83.4 3,-84.6 0,-84.6 C-3,-84.6 -4.5,-83.4 -7.2,-87Z", beard))
    for side in (-1, 1):
        ex = side * 2.9 + look
        if eyes == "open":
            o.append(ell(ex, -89, 0.75, 0.95, ink))
        else:
            o.append(curve(f"M{n(ex-1.2)},-89 Q{n(ex)},{-87.9 if eyes == 'down' else -90.3} {n(ex+1.2)},-89", ink, 0.6))
        o.append(circ(side * 4.4 + look * 0.7, -86, 1.5, BRICK, opacity=".26"))
    o.append(curve(f"M{n(look+.2)},-88.6 q{0.9 if look >= 0 else -0.9},1.6 -.2,1.9", shade(s, 0.72), 0.6))
    if smile == 2:
        o.append(path(f"M{n(look-2.4)},-84.6 Q{n(look)},-80.9 {n(look+2.4)},-84.6Z", CREAM if not beard else CREAM))
    elif smile:
        o.append(curve(f"M{n(look-2)},-84.3 Q{n(look)},-82.5 {n(look+2)},-84.3", ink if not beard else CREAM, 0.7))
    else:
        o.append(ell(look, -83.8, 1.1, 0.9, shade(s, 0.5)))
    if glasses:
        o += [circ(side * 3 + look, -89, 2.4, "none", stroke=glasses, stroke_width=0.7) for side in (-1, 1)]
        o.append(line([(look - 0.7, -89.3), (look + 0.7, -89.3)], glasses, 0.7))
    o.append(_hair_front(hair, hc))
    return "".join(o)


HANG = ((-15.5, -57, -14.5, -42), (15.5, -57, 14.5, -42))


def person(x, y, h, skin=2, hair="short", hc=DARK, top=BRICK, bottom=AUB, arms=HANG, pose="stand", legs="trousers",
           shoes=DARK, look=0, smile=1, beard=None, glasses=None, eyes="open", back=False, pat=None, scarf=None,
           long=0, extra="", over="", flip=False, face=1, sleeve=None, cut=True, chair=None):
    """Somebody. pose: stand, sit (towards us), side (sitting, legs to the right)."""
    s = SKIN[skin]
    slv = sleeve or shade(top, 0.88)
    low = []
    dy = 0
    if pose == "stand":
        hip = -43
        if legs == "trousers":
            low.append(path(f"M-11,{hip-4} L11,{hip-4} L9.5,-3 L2,-3 L0,-34 L-2,-3 L-9.5,-3Z", bottom))
            low.append(path("M-10.5,-4 h9 v3.4 q0,1 -1,1 h-11 q-1,-3 3,-4.4Z", shoes) + path("M10.5,-4 h-9 v3.4 q0,1 1,1 h11 q1,-3 -3,-4.4Z", shoes))
        else:
            low.append(rect(-6.5, -22, 5, 20, s) + rect(1.5, -22, 5, 20, s))
            low.append(path("M-7.5,-4 h7 v4.4 h-10 q0,-3 3,-4.4Z", shoes) + path("M7.5,-4 h-7 v4.4 h10 q0,-3 -3,-4.4Z", shoes))
            low.append(path(f"M-10.5,{hip-4} L10.5,{hip-4} C12,-30 15,-20 15.5,-12 L-15.5,-12 C-15,-20 -12,-30 -10.5,{hip-4}Z", bottom))
    elif pose == "sit":
        dy = 15
        if chair:
            low.append(line([(-11, -27), (-12, 0)], chair, 2.4) + line([(11, -27), (12, 0)], chair, 2.4))
            low.append(rect(-13, -58, 26, 14, chair, 4) + line([(-11, -50), (-11, -28)], chair, 2.4) + line([(11, -50), (11, -28)], chair, 2.4))
            low.append(rect(-14, -29, 28, 4, shade(chair, 0.85), 2))
        if legs == "trousers":
            low.append(line([(-6, -29), (-8.5, -24), (-8, -4)], bottom, 9) + line([(6, -29), (8.5, -24), (8, -4)], bottom, 9))
        else:
            low.append(rect(-10, -20, 5, 18, s) + rect(5, -20, 5, 18, s))
            low.append(path("M-11,-34 L11,-34 C15,-28 15.5,-18 15,-10 L-15,-10 C-15.5,-18 -15,-28 -11,-34Z", bottom))
        low.append(path("M-12.5,-4 h8.6 v4.4 h-11 q-1,-3 2.4,-4.4Z", shoes) + path("M12.5,-4 h-8.6 v4.4 h11 q1,-3 -2.4,-4.4Z", shoes))
    elif pose == "side":
        dy = 15
        if chair:
            low.append(line([(-11, -27), (-13, 0)], chair, 2.6) + line([(10, -27), (12, 0)], chair, 2.6) + line([(-11, -27), (-15, -60)], chair, 3.4))
            low.append(rect(-14, -29, 27, 4.4, shade(chair, 0.85), 2))
        if legs == "trousers":
            low.append(line([(-3, -33), (17, -32), (18, -5)], shade(bottom, 0.85), 9.5) + line([(0, -33), (21, -33), (23, -5)], bottom, 9.5))
        else:
            low.append(rect(16, -20, 5, 17, s) + rect(21, -20, 5, 17, s))
            low.append(path("M-10,-38 L8,-40 C22,-39 27,-36 28,-28 L28,-12 L12,-12 L11,-26 L-10,-27Z", bottom))
        low.append(path("M14,-4 h8 q7,1 7,4.4 h-15Z", shoes) + path("M19,-4 h8 q7,1 7,4.4 h-15Z", shoes))
    elif pose == "bust":
        pass
    base = {"stand": -43, "sit": -44, "side": -44, "bust": -30}[pose]
    bot = base + long
    body = f"M-5,-75.5 C-11,-74.5 -13.4,-71 -13.4,-66 L{-11.5 - long * 0.12},{bot} L{11.5 + long * 0.12},{bot} L13.4,-66 C13.4,-71 11,-74.5 5,-75.5 C3,-72.8 -3,-72.8 -5,-75.5Z"
    up = []
    hb = _hair_back(hair, hc) if not back else ""
    up.append(hb)
    up.append(path(body, top))
    if pat:
        up.append(path(body, f"url(#{pat})"))
    up.append(head(skin, hair, hc, look, smile, beard, glasses, eyes, back) if not hb else head(skin, hair, hc, look, smile, beard, glasses, eyes, back).replace(hb, "", 1))
    if back and hair in ("long", "bob", "plait", "locs"):
        up.append(_hair_back(hair, hc))
    if scarf and hair != "hijab":
        up.append(path("M-8,-77.5 C-4,-73 4,-73 8,-77.5 L9,-73 C4,-68.5 -4,-68.5 -9,-73Z", scarf) + path("M3,-72 L8,-72 L9,-56 L3.5,-56Z", shade(scarf, 0.88)))
    up.append(extra)
    for i, arm in enumerate(arms or ()):
        if arm is None:
            continue
        ex, ey, hx, hy = arm
        sx = -11.2 if i == 0 else 11.2
        if len(arms) > 2 and i >= 2:
            sx = 0
        up.append(circ(hx, hy, 3.2, s))
        mx, my = ex + (hx - ex) * 0.86, ey + (hy - ey) * 0.86
        up.append(line([(sx, -69), (ex, ey), (mx, my)], slv, 6.6))
    up.append(over)
    flipx = -1 if flip else 1
    k = h / 100
    return g("".join(low), g("".join(up), at=(0, dy)) if dy else "".join(up), at=(x, y), scale=(round(k * flipx, 3), round(k, 3)), cut=cut)


# --- places -----------------------------------------------------------------------------------------------------------


def window(x, y, w, h, glass=SKY3, frame=CREAM, bars=True):
    o = [rect(x - 5, y - 5, w + 10, h + 10, frame), rect(x, y, w, h, glass)]
    o.append(poly([(x, y), (x + w * 0.45, y), (x, y + h * 0.6)], "#ffffff", opacity=".25"))
    if bars:
        o.append(rect(x + w / 2 - 2.5, y, 5, h, frame) + rect(x, y + h / 2 - 2.5, w, 5, frame))
    o.append(rect(x - 10, y + h + 4, w + 20, 9, shade(frame, 0.9)))
    return "".join(o)


def terrace(x, y, w, h, wall, door, glass=SKY3, frame=CREAM, roof=AUB, seed=0, lit=()):
    """One house of a row; x, y is the foot of its left edge."""
    r = random.Random(seed)
    o = [poly([(x - 4, y - h), (x + w * 0.06, y - h - h * 0.28), (x + w * 0.94, y - h - h * 0.28), (x + w + 4, y - h)], roof)]
    for i in range(1, 4):
        o.append(rect(x + w * 0.03, y - h - h * 0.28 + i * h * 0.07, w * 0.94, 3, shade(roof, 1.18)))
    cx = x + w * 0.72
    o.append(rect(cx, y - h * 1.46, w * 0.15, h * 0.26, shade(wall, 0.8)) + rect(cx - 4, y - h * 1.48, w * 0.15 + 8, 10, shade(wall, 0.65)))
    for i in range(2):
        o.append(rect(cx + 4 + i * w * 0.07, y - h * 1.53, w * 0.045, h * 0.06, BRICK3))
    o.append(rect(x, y - h, w, h, wall))
    for _ in range(26):
        bx, by = r.uniform(x + 4, x + w - 30), y - r.uniform(8, h - 10)
        o.append(rect(bx, by, 24, 8, shade(wall, r.choice([0.9, 1.12])), opacity=".6"))
    ww = w * 0.26
    o.append(window(x + w * 0.12, y - h * 0.86, ww, h * 0.3, MAR3 if 0 in lit else glass, frame))
    o.append(window(x + w * 0.6, y - h * 0.86, ww, h * 0.3, MAR3 if 1 in lit else glass, frame))
    o.append(window(x + w * 0.1, y - h * 0.42, w * 0.34, h * 0.28, MAR3 if 2 in lit else glass, frame))
    dx, dw, dh = x + w * 0.62, w * 0.22, h * 0.44
    o.append(rect(dx - 8, y - dh - 8, dw + 16, dh + 8, frame) + rect(dx, y - dh, dw, dh, door))
    o.append(rect(dx + 8, y - dh + 10, dw - 16, dh * 0.22, MAR3) + circ(dx + dw - 12, y - dh * 0.45, 4.5, MAR))
    o.append(rect(dx - 12, y - 8, dw + 24, 10, CREAM3))
    return "".join(o)


def tree(x, y, h, leaf=LEAF, trunk=AUB2, seed=1):
    r = random.Random(seed)
    o = [path(f"M{x-h*.035},{y} L{x-h*.02},{y-h*.5} L{x+h*.02},{y-h*.5} L{x+h*.035},{y}Z", trunk)]
    o.append(line([(x, y - h * 0.36), (x + h * 0.14, y - h * 0.56)], trunk, h * 0.025) + line([(x, y - h * 0.42), (x - h * 0.13, y - h * 0.6)], trunk, h * 0.022))
    blobs = [(0, -0.74, 0.24), (-0.17, -0.62, 0.17), (0.18, -0.61, 0.18), (0.05, -0.9, 0.15)]
    o += [circ(x + a * h, y + b * h, c * h, leaf) for a, b, c in blobs]
    for _ in range(34):
        a, b, c = r.choice(blobs)
        ang, d = r.uniform(0, 6.3), r.uniform(0, c * 0.86)
        px, py = x + (a + math.cos(ang) * d) * h, y + (b + math.sin(ang) * d) * h
        o.append(ell(px, py, h * 0.018, h * 0.009, shade(leaf, r.choice([0.75, 1.25, 1.4])), transform=f"rotate({r.randint(0, 180)} {n(px)} {n(py)})"))
    return g("".join(o), cut=True)


def bus(x, y, w, number="50", body=BRICK, band=CREAM, riders=(), lit=False, flip=False):
    """A double-decker from the side; x, y is the foot of its left end; front to the left unless flip."""
    h = w * 0.56
    glass = MAR3 if lit else SKY3
    o = [rect(0, -h, w, h * 0.92, body, w * 0.035)]
    o.append(rect(0, -h * 0.56, w, h * 0.09, band))
    o.append(rect(0, -h * 0.14, w, h * 0.05, shade(body, 0.8)))
    o.append(path(f"M0,{-h*.97} Q{w*.01},{-h} {w*.04},{-h} L{w*.12},{-h} L{w*.12},{-h*.72} L{w*.005},{-h*.66}Z", glass))
    o.append(path(f"M{w*.005},{-h*.46} L{w*.1},{-h*.46} L{w*.1},{-h*.24} L{w*.0},{-h*.22}Z", glass))
    wins = []
    for i in range(6):
        wx = w * 0.15 + i * w * 0.14
        wins.append((wx, -h * 0.93, w * 0.125, h * 0.29))
        if i == 0:
            o.append(rect(wx - w * 0.02, -h * 0.46, w * 0.1, h * 0.37, shade(glass, 0.92), 6) + rect(wx + w * 0.028, -h * 0.46, 4, h * 0.37, body))
        else:
            wins.append((wx, -h * 0.46, w * 0.125, h * 0.24))
    for wx, wy, ww, wh in wins:
        o.append(rect(wx, wy, ww, wh, glass, 8))
    for i, (slot, who) in enumerate(riders):
        wx, wy, ww, wh = wins[slot]
        o.append(clip(f"bw{number}{i}{int(x)}", rect(wx, wy, ww, wh, "#000", 8), g(who, at=(wx + ww / 2, wy + wh * 2.52), scale=round(wh / 42, 3))))
    for wx, wy, ww, wh in wins:
        o.append(poly([(wx + ww * 0.7, wy), (wx + ww * 0.95, wy), (wx + ww * 0.45, wy + wh), (wx + ww * 0.2, wy + wh)], "#fff", opacity=".22"))
    o.append(rect(w * 0.008, -h * 0.655, w * 0.115, h * 0.1, DARK, 5))
    num = text(w * 0.066, -h * 0.577, number, h * 0.088, MAR)
    if flip:
        num = g(num, transform=f"translate({n(w*.132)},0) scale(-1,1)")
    o.append(num)
    o.append(ell(w * 0.02, -h * 0.13, w * 0.014, h * 0.03, MAR3))
    for wx in (0.24, 0.76):
        o.append(circ(w * wx, -h * 0.08, h * 0.125, shade(body, 0.6)) + circ(w * wx, -h * 0.075, h * 0.105, DARK) + circ(w * wx, -h * 0.075, h * 0.05, CREAM3) + circ(w * wx, -h * 0.075, h * 0.02, AUB2))
    return g("".join(o), at=(x + (w if flip else 0), y), scale=(-1, 1) if flip else None, cut=True)


def mug(x, y, s, colour=SKY2, tea=True, steam=True, side=1, band=None):
    """A mug from the side; x, y is the middle of its foot."""
    o = [curve(f"M{side*26},-46 q{side*26},2 {side*20},24 q{-side*4},12 {-side*22},10", colour, 9)]
    o.append(path("M-30,-62 L30,-62 L26,-4 q0,4 -5,4 h-42 q-5,0 -5,-4Z", colour))
    if band:
        o.append(rect(-28, -40, 56, 12, band))
    o.append(ell(0, -62, 30, 7, shade(colour, 0.75)) + (ell(0, -61, 25, 5, MAR2) if tea else ""))
    if steam:
        o.append(curve("M-8,-78 q-10,-14 0,-26 q10,-12 0,-26", CREAM, 5, opacity=".75") + curve("M10,-78 q-8,-12 0,-22 q8,-10 0,-20", CREAM, 5, opacity=".6"))
    return g("".join(o), at=(x, y), scale=s, cut=True)


def mug_top(x, y, r, colour=SKY2, tea=MAR2, turn=30):
    return g(curve(f"M{r*.8},{-r*.3} q{r*.75},{r*.3} 0,{r*.65}", colour, r * 0.2), circ(0, 0, r, colour), circ(0, 0, r * 0.8, shade(tea, 0.9)), ell(-r * 0.25, -r * 0.25, r * 0.3, r * 0.18, "#fff", opacity=".25"), at=(x, y), turn=turn, cut=True)


def hand(skin, sleeve, cuff=None, point=False):
    """A right hand from above, reaching upwards; wrist at 0,0, about 200 long."""
    s = SKIN[skin]
    d = shade(s, 0.8)
    o = [path("M-92,760 L-50,0 L50,0 L92,760Z", sleeve)]
    if cuff:
        o.append(rect(-56, -6, 112, 26, cuff, 8))
    o.append(path("M-44,6 C-56,-40 -54,-86 -46,-110 L46,-110 C56,-70 52,-30 42,6Z", s))
    o.append(line([(-42, -50), (-78, -96), (-84, -126)], s, 28))
    tips = [(-34, -178), (-8, -196), (18, -190), (40, -162)]
    bases = [(-32, -100), (-8, -104), (16, -104), (36, -98)]
    if point:
        tips = [(-30, -200), (-10, -128), (14, -124), (34, -116)]
    for a, b in zip(bases, tips):
        o.append(line([a, b], s, 25))
    for (ax, ay), (bx, by) in list(zip(bases, tips))[:3]:
        o.append(line([(ax + 12.5, ay + 6), (bx + 12, by + 30)], d, 2.2, opacity=".7"))
    for bx, by in tips:
        o.append(ell(bx, by - 3, 7, 8, shade(s, 1.25), opacity=".7"))
    return "".join(o)


def rain(seed, count, colour="#ffffff", x0=0, x1=W, y0=0, y1=H, opacity=0.45):
    r = random.Random(seed)
    o = []
    for _ in range(count):
        x, y, l = r.uniform(x0, x1), r.uniform(y0, y1), r.uniform(24, 60)
        o.append(line([(x, y), (x - l * 0.22, y + l)], colour, r.choice([2.5, 3.5])))
    return g("".join(o), opacity=opacity)


def phone(w, h, screen=AUB, *inside):
    return "".join([rect(-w / 2, -h / 2, w, h, DARK, w * 0.13), rect(-w / 2 + w * 0.06, -h / 2 + w * 0.06, w * 0.88, h - w * 0.12, screen, w * 0.09), *inside])


def wave(w, h, colour, bars=15, width=10, seed=4):
    r = random.Random(seed)
    o = []
    for i in range(bars):
        x = -w / 2 + w * i / (bars - 1)
        k = (0.25 + 0.75 * math.sin(math.pi * (i + 0.5) / bars)) * r.uniform(0.45, 1) * h / 2
        o.append(line([(x, -k), (x, k)], colour, width))
    return "".join(o)


def skyline(y, colour, seed=5, tall=220, x0=-20, x1=W + 20):
    """Far roofs and towers, with a ring tower and stacked boxes as a nod to Birmingham."""
    r = random.Random(seed)
    o, x = [], x0
    while x < x1:
        w, h = r.randint(60, 150), r.randint(int(tall * 0.3), int(tall * 0.85))
        o.append(rect(x, y - h, w, h + 40, colour))
        if r.random() < 0.3:
            o.append(poly([(x, y - h), (x + w / 2, y - h - 40), (x + w, y - h)], colour))
        x += w - 4
    return "".join(o)
