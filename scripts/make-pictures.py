#!/usr/bin/env python3
"""Paints the demo paper's pictures. Run from the repository root:

    pip install pillow numpy && python3 scripts/make-pictures.py [name ...]

Every picture is made from arithmetic and a fixed seed: the same script gives
the same picture. Nothing here is a photograph, and every credit line says so.
"""
import io
import math
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 88_000


# ------------------------------------------------------------------ the brush

def rgb(c):
    c = c.lstrip("#")
    return np.array([int(c[i:i + 2], 16) for i in (0, 2, 4)], np.float32) / 255


def smooth(a, lo, hi):
    t = np.clip((a - lo) / (hi - lo), 0, 1)
    return t * t * (3 - 2 * t)


class Paint:
    def __init__(self, w, h, seed):
        self.w, self.h = w, h
        self.r = np.random.default_rng(seed)
        self.a = np.zeros((h, w, 3), np.float32)
        self.y, self.x = np.mgrid[0:h, 0:w].astype(np.float32)

    # noise in 0..1; sx, sy: size of the largest blots in pixels
    def fbm(self, sx, sy, octaves=5, gain=.55):
        out = np.zeros((self.h, self.w), np.float32)
        amp, total = 1.0, 0.0
        for _ in range(octaves):
            gw, gh = max(2, int(self.w / sx) + 2), max(2, int(self.h / sy) + 2)
            n = Image.fromarray(self.r.random((gh, gw), np.float32))
            out += amp * np.asarray(n.resize((self.w, self.h), Image.BICUBIC))
            total += amp
            amp *= gain
            sx, sy = max(2, sx / 2), max(2, sy / 2)
        out /= total
        lo, hi = np.percentile(out, [1, 99])
        return np.clip((out - lo) / (hi - lo), 0, 1)

    def line(self, n, rough=.5, octaves=6, start=3):
        """A ridge: one-dimensional noise of n points, about -1..1."""
        xs, out, amp, k = np.linspace(0, 1, n), np.zeros(n), 1.0, start
        for _ in range(octaves):
            p = self.r.random(k + 1) * 2 - 1
            t = xs * k
            i = np.minimum(t.astype(int), k - 1)
            f = t - i
            f = f * f * (3 - 2 * f)
            out += amp * (p[i] * (1 - f) + p[i + 1] * f)
            amp *= rough
            k *= 2
        return out

    def sky(self, stops, y0=0, y1=None):
        y1 = y1 or self.h
        ys = [y0 + s * (y1 - y0) for s, _ in stops]
        cs = np.array([rgb(c) for _, c in stops])
        col = np.stack([np.interp(np.arange(self.h), ys, cs[:, k]) for k in range(3)], 1)
        m = slice(int(y0), int(y1))
        self.a[m] = col[m, None, :]

    def blend(self, mask, colour):
        c = rgb(colour) if isinstance(colour, str) else colour
        self.a += (c - self.a) * mask[..., None]

    def clouds(self, colour, y0, y1, amount=.5, sx=900, sy=120, strength=.7, soft=.25, lit=None):
        n = self.fbm(sx, sy, 6)
        band = smooth(self.y, y0 - 60, y0 + 80) * (1 - smooth(self.y, y1 - 120, y1))
        m = smooth(n, 1 - amount, 1 - amount + soft) * band
        if lit:                                   # a lighter lower edge
            edge = np.clip(m - np.roll(m, -14, 0), 0, 1)
            self.blend(m * strength, colour)
            self.blend(np.clip(edge * 2.2, 0, .8), lit)
        else:
            self.blend(m * strength, colour)

    def mask(self, draw, blur=0):
        s = 2
        im = Image.new("L", (self.w * s, self.h * s), 0)
        d = ImageDraw.Draw(im)
        draw(d, s)
        im = im.resize((self.w, self.h), Image.BOX)
        if blur:
            im = im.filter(ImageFilter.GaussianBlur(blur))
        return np.asarray(im, np.float32) / 255

    def shape(self, polys, colour, shade=.12, alpha=1.0, blur=0, grain=(90, 14), low=None, low_y=(0, 0)):
        """Polygons in one colour with brush marks; `low` fades in downwards (haze)."""
        m = self.mask(lambda d, s: [d.polygon([(x * s, y * s) for x, y in p], fill=255) for p in polys], blur)
        c = np.broadcast_to(rgb(colour), self.a.shape).copy()
        if low:
            t = smooth(self.y, *low_y)[..., None]
            c = c * (1 - t) + rgb(low) * t
        n = self.fbm(*grain, octaves=4)[..., None]
        c *= 1 + shade * (n - .5) * 2
        self.a += (np.clip(c, 0, 1) - self.a) * (m * alpha)[..., None]
        return m

    def ridge(self, base, height, colour, rough=.5, start=3, octaves=6, **kw):
        xs = np.linspace(-20, self.w + 20, 400)
        ys = base - height * self.line(400, rough, octaves, start)
        return self.shape([list(zip(xs, ys)) + [(self.w + 20, self.h + 5), (-20, self.h + 5)]], colour, **kw)

    def strokes(self, segs, colour, width=2, alpha=1.0, blur=0):
        m = self.mask(lambda d, s: [d.line([(x * s, y * s) for x, y in p], fill=255, width=max(1, int(width * s)))
                                    for p in segs], blur)
        self.blend(m * alpha, colour)

    def glow(self, x, y, r, colour, strength=1.0, ry=None):
        d = ((self.x - x) / r) ** 2 + ((self.y - y) / (ry or r)) ** 2
        g = np.exp(-d * 2) * strength
        self.a = 1 - (1 - self.a) * (1 - g[..., None] * rgb(colour))

    def lights(self, pts, colour, size=2.2, halo=9, strength=.6):
        def dots(rad):
            return self.mask(lambda d, s: [d.ellipse([(x - rad) * s, (y - rad) * s, (x + rad) * s, (y + rad) * s], fill=255)
                                           for x, y in pts])
        im = Image.fromarray((dots(size * 1.6) * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(halo))
        h = np.asarray(im, np.float32) / 255 * 3.2
        self.a = 1 - (1 - self.a) * (1 - np.clip(h * strength, 0, 1)[..., None] * rgb(colour))
        self.blend(dots(size), np.clip(rgb(colour) * .35 + .68, 0, 1))

    def panes(self, rects, colours, halo=7, strength=.5):
        for k, c in enumerate(colours):
            rs = rects[k::len(colours)]
            m = self.mask(lambda d, s: [d.rectangle([x0 * s, y0 * s, x1 * s, y1 * s], fill=255) for x0, y0, x1, y1 in rs])
            g = np.asarray(Image.fromarray((m * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(halo)), np.float32) / 255
            self.a = 1 - (1 - self.a) * (1 - np.clip(g * strength, 0, 1)[..., None] * rgb(c))
            self.blend(m, c)

    def water(self, y0, tint, deep, depth=.5, ripple=26, stretch=1.0, y1=None):
        """Everything above y0 mirrored below it, broken by ripples."""
        y0, y1 = int(y0), int(y1 or self.h)
        src = self.a.copy()
        t = np.clip((self.y - y0) / (self.h - y0), 0, 1)
        n = self.fbm(420, 15, 4) - .5
        fine = self.fbm(130, 5, 3) - .5
        sx = self.x + (n * ripple * 1.6 + fine * ripple) * (.25 + 1.6 * t)
        sy = y0 - (self.y - y0) * stretch - np.abs(n * 2) * ripple * t * 2.2 - fine * ripple * .8 * (t + .15)
        sx = np.clip(sx, 0, self.w - 1).astype(int)
        sy = np.clip(sy, 0, max(1, y0 - 1)).astype(int)
        ref = src[sy, sx]
        k = (depth * (.55 + .55 * t))[..., None]
        col = rgb(tint) * (1 - t[..., None]) + rgb(deep) * t[..., None]
        ref = ref * (1 - k) + col * k
        ref *= (1 + .16 * smooth(n, .06, .3) - .13 * smooth(-n, .06, .3))[..., None]
        self.a[y0:y1] = ref[y0:y1]

    def wet(self, y, colour, alpha=.5, width=2):
        self.strokes([[(0, y), (self.w, y)]], colour, width, alpha, 1)

    def haze(self, y, spread, colour, strength=.5, sx=700):
        m = np.exp(-((self.y - y) / spread) ** 2) * strength * (.65 + .5 * (self.fbm(sx, 90, 3)))
        self.blend(np.clip(m, 0, 1), colour)

    # ---------------------------------------------------------------- finish
    def wobble(self, amp=2.2):
        dx = (self.fbm(36, 36, 2) - .5) * 2 * amp
        dy = (self.fbm(36, 36, 2) - .5) * 2 * amp
        xi = np.clip(self.x + dx, 0, self.w - 1).round().astype(int)
        yi = np.clip(self.y + dy, 0, self.h - 1).round().astype(int)
        self.a = self.a[yi, xi]

    def kuwahara(self, r):
        """The flattest of four neighbouring squares: looks brushed."""
        a = np.pad(self.a, ((2 * r,) * 2, (2 * r,) * 2, (0, 0)), mode="edge")
        k = r + 1

        def box(z):
            c = np.cumsum(np.cumsum(z.astype(np.float64), 0), 1)
            c = np.pad(c, ((1, 0), (1, 0)) + ((0, 0),) * (z.ndim - 2))
            return ((c[k:, k:] - c[:-k, k:] - c[k:, :-k] + c[:-k, :-k]) / (k * k)).astype(np.float32)
        mean, lum = box(a), a.mean(2)
        var = box(lum * lum) - box(lum) ** 2
        best = out = None
        for oy in (r, 2 * r):
            for ox in (r, 2 * r):
                v = var[oy:oy + self.h, ox:ox + self.w]
                m = mean[oy:oy + self.h, ox:ox + self.w]
                if best is None:
                    best, out = v.copy(), m.copy()
                else:
                    q = v < best
                    best[q], out[q] = v[q], m[q]
        self.a = out

    def finish(self, path, r=3, keep=.35, grain=.012, vignette=.16, wobble=2.0):
        sharp = self.a.copy()
        self.wobble(wobble)
        self.kuwahara(r)
        self.a = self.a * (1 - keep) + sharp * keep
        canvas = self.fbm(7, 7, 2, .8) - .5
        self.a *= (1 + canvas * .035)[..., None]
        d = ((self.x / self.w - .5) ** 2 + (self.y / self.h - .5) ** 2)
        self.a *= (1 - vignette * np.clip(d * 2, 0, 1))[..., None]
        self.a += (self.r.normal(0, grain, (self.h, self.w)) + self.r.normal(0, grain * .6, (self.h, self.w)))[..., None] * .7
        im = Image.fromarray((np.clip(self.a, 0, 1) * 255 + .5).astype(np.uint8))
        path.parent.mkdir(parents=True, exist_ok=True)
        for q in range(84, 20, -3):
            b = io.BytesIO()
            im.save(b, "JPEG", quality=q, optimize=True, progressive=True)
            if b.tell() <= LIMIT:
                break
        path.write_bytes(b.getvalue())
        print(f"{path.relative_to(ROOT)}  {im.width}x{im.height}  {b.tell() // 1000} kB  q{q}")


# ------------------------------------------------------------------- the parts

def houses(p, x0, x1, base, wid=(26, 48), hei=(26, 60), slope=None, pane=(3, 4.5), lit=.5):
    """A row of gabled houses: polygons and the rectangles of lit windows."""
    polys, panes, x = [], [], x0
    while x < x1:
        w, h = p.r.uniform(*wid), p.r.uniform(*hei)
        b = base + (slope(x) if slope else 0)
        roof = w * p.r.uniform(.28, .55)
        if p.r.random() < .45:                           # gable to the street
            polys.append([(x, b + 40), (x, b - h), (x + w / 2, b - h - roof), (x + w, b - h), (x + w, b + 40)])
        else:                                            # eaves to the street
            k = w * .12
            polys.append([(x, b + 40), (x, b - h), (x + k, b - h - roof * .7), (x + w - k, b - h - roof * .7), (x + w, b - h), (x + w, b + 40)])
        if p.r.random() < .7:
            cx = x + w * p.r.uniform(.12, .8)
            polys.append([(cx, b - h), (cx, b - h - roof - 7), (cx + 6, b - h - roof - 7), (cx + 6, b - h)])
        cols, rows = max(1, int(w / (pane[0] * 4.2))), max(1, int(h / (pane[1] * 3.2)))
        for i in range(cols):
            for j in range(rows):
                if p.r.random() < lit:
                    cx = x + (i + .5) * w / cols
                    cy = b - h + (j + .55) * h / rows
                    panes.append((cx - pane[0] / 2, cy - pane[1] / 2, cx + pane[0] / 2, cy + pane[1] / 2))
        x += w + (p.r.uniform(0, 5) if p.r.random() < .3 else 0)
    return polys, panes


def pier(p, y, x_end, thick, foot, colour, pavilion=1.0, lamps=True, step=58):
    """A side view of the Long Pier: deck, iron legs, lamps, domed pavilion at the sea end."""
    def dy(x):                                            # sinks a little as it goes out
        return y + x / x_end * 26

    def k(x):                                             # nearer is larger
        return 1.35 - .75 * x / x_end
    deck = [(-10, dy(0)), (x_end, dy(x_end)), (x_end, dy(x_end) + thick * .6), (-10, dy(0) + thick * 1.5)]
    polys, segs, pts = [deck], [], []
    x = 10.0
    while x < x_end - 8:
        s = k(x)
        w = 5.2 * s
        f = foot(x)
        polys.append([(x, dy(x)), (x + w, dy(x)), (x + w, f), (x, f)])
        nx = x + step * s
        if nx < x_end:
            segs.append([(x + w / 2, dy(x) + 14), (nx + 2, f - 8)])
            segs.append([(x + w / 2, f - 8), (nx + 2, dy(nx) + 14)])
        if lamps:
            polys.append([(x, dy(x)), (x, dy(x) - 34 * s), (x + 2.2 * s, dy(x) - 34 * s), (x + 2.2 * s, dy(x))])
            pts.append((x + 1.1 * s, dy(x) - 36 * s))
        x = nx
    rail = [[(-10, dy(0) - 13), (x_end, dy(x_end) - 6)], [(-10, dy(0) - 7), (x_end, dy(x_end) - 3)]]
    p.shape(polys, colour, .15)
    p.strokes(segs, colour, 1.4)
    p.strokes(rail, colour, 1.2)
    panes = []
    if pavilion:
        v, bx, by = pavilion, x_end - 60, dy(x_end) + 6
        P = []

        def dome(cx, cy, rx, ry):
            return [(cx + rx * math.cos(t), cy - ry * abs(math.sin(t)) ** .8) for t in np.linspace(math.pi, 0, 30)]
        P.append([(bx - 90 * v, by), (bx - 90 * v, by - 46 * v), (bx + 170 * v, by - 46 * v), (bx + 170 * v, by)])
        P.append([(bx - 40 * v, by - 40 * v), (bx - 40 * v, by - 76 * v), (bx + 120 * v, by - 76 * v), (bx + 120 * v, by - 40 * v)])
        P.append(dome(bx + 40 * v, by - 74 * v, 62 * v, 60 * v))
        P.append([(bx + 34 * v, by - 128 * v), (bx + 34 * v, by - 152 * v), (bx + 46 * v, by - 152 * v), (bx + 46 * v, by - 128 * v)])
        P.append(dome(bx + 40 * v, by - 150 * v, 9 * v, 12 * v))
        P.append([(bx + 39 * v, by - 160 * v), (bx + 39 * v, by - 196 * v), (bx + 41 * v, by - 196 * v), (bx + 41 * v, by - 160 * v)])
        for cx in (bx - 74 * v, bx + 154 * v):
            P.append([(cx - 16 * v, by - 40 * v), (cx - 16 * v, by - 66 * v), (cx + 16 * v, by - 66 * v), (cx + 16 * v, by - 40 * v)])
            P.append(dome(cx, by - 64 * v, 19 * v, 30 * v))
            P.append([(cx - .9, by - 90 * v), (cx - .9, by - 112 * v), (cx + .9, by - 112 * v), (cx + .9, by - 90 * v)])
        lx = bx - 84 * v
        while lx < bx + 172 * v:
            w = 3.6 * v
            f = foot(lx)
            P.append([(lx, by), (lx, f), (lx + w, f), (lx + w, by)])
            lx += 25 * v
        p.shape(P, colour, .15)
        for i in range(15):
            cx = bx - 80 * v + i * 17 * v
            panes.append((cx, by - 34 * v, cx + 7 * v, by - 14 * v))
        for i in range(8):
            cx = bx - 30 * v + i * 19 * v
            panes.append((cx, by - 68 * v, cx + 7 * v, by - 52 * v))
    return pts, panes


def boat(p, x, y, s, hull, cabin="#d8d2c2", mast="#2a2c30"):
    p.shape([[(x - 62 * s, y - 20 * s), (x + 70 * s, y - 30 * s), (x + 52 * s, y + 4 * s), (x - 54 * s, y + 4 * s)]], hull, .1)
    p.shape([[(x - 40 * s, y - 20 * s), (x - 40 * s, y - 52 * s), (x - 4 * s, y - 52 * s), (x - 2 * s, y - 23 * s)]], cabin, .08)
    p.shape([[(x - 36 * s, y - 47 * s), (x - 36 * s, y - 38 * s), (x - 9 * s, y - 38 * s), (x - 9 * s, y - 47 * s)]], "#3a4650", .1)
    p.strokes([[(x - 22 * s, y - 52 * s), (x - 22 * s, y - 120 * s)], [(x + 26 * s, y - 25 * s), (x + 26 * s, y - 96 * s)]], mast, 2.2 * s)
    p.strokes([[(x - 22 * s, y - 118 * s), (x + 68 * s, y - 30 * s)], [(x - 22 * s, y - 118 * s), (x - 60 * s, y - 20 * s)],
               [(x + 26 * s, y - 94 * s), (x + 66 * s, y - 30 * s)], [(x + 26 * s, y - 60 * s), (x - 14 * s, y - 84 * s)]], mast, .9 * s)


def birds(p, pts, colour, s=1.0):
    segs = []
    for x, y in pts:
        k = s * p.r.uniform(.7, 1.3)
        segs.append([(x - 9 * k, y - 3 * k), (x - 4 * k, y - 6 * k), (x, y), (x + 4 * k, y - 6 * k), (x + 9 * k, y - 2 * k)])
    p.strokes(segs, colour, 1.6)


# ---------------------------------------------------------------- the pictures

def pier_dusk(path):
    p = Paint(1600, 900, 11)
    hz = 560
    p.sky([(0, "#2d3e57"), (.3, "#56657b"), (.58, "#a08b8b"), (.8, "#dba678"), (1, "#f2cd94")], 0, hz + 2)
    p.clouds("#3f4659", 0, 380, .52, 1100, 130, .75, .3, lit="#c98e74")
    p.clouds("#7a6670", 250, 520, .42, 900, 60, .6, .25, lit="#f0b98a")
    p.glow(1290, hz - 16, 520, "#ffcf8a", .55, 150)
    p.glow(1290, hz - 24, 60, "#fff0c8", .9, 42)
    p.ridge(hz - 10, 12, "#6d6672", start=4)
    p.shape([[(-5, hz), (1605, hz), (1605, 905), (-5, 905)]], "#4c4a56")
    lamps, panes = pier(p, 440, 1080, 15, lambda x: hz + 4 + 42 * (1 - x / 1150), "#20222c", 1.05)
    p.lights(lamps, "#ffd89a", 2.4, 9, .55)
    p.panes(panes, ["#ffcf86", "#f5b86a"], 8, .6)
    keep = p.a.copy()
    p.water(hz, "#9d8278", "#262b38", .42, 30)
    legs = smooth(-p.y, -(hz + 46), -(hz + 40))
    dark = (keep.mean(2) < .2) * legs * (p.y >= hz)
    p.blend(dark.astype(np.float32), "#20222c")
    shine = np.exp(-((p.x - 1290) / (60 + (p.y - hz) * .35)) ** 2) * smooth(p.fbm(90, 5, 3), .5, .8) * (p.y > hz) * .75
    p.blend(shine, "#ffdca8")
    p.ridge(895, 22, "#2b2a2f", start=5)
    birds(p, [(1180, 250), (1225, 272), (1275, 246), (1330, 290), (960, 205)], "#2b2f3a")
    p.finish(path)


def pier_mist(path):
    p = Paint(1600, 1067, 23)
    hz = 640
    p.sky([(0, "#aab6b8"), (.5, "#c6cbc4"), (.85, "#dfdccb"), (1, "#e3dfcf")], 0, hz + 2)
    p.a[hz:] = rgb("#d2d3c8")
    p.clouds("#9aa8ac", 0, 420, .5, 1000, 160, .5, .4)
    p.glow(420, 380, 360, "#fff6dc", .55)
    p.glow(420, 380, 46, "#fffbe8", .8)
    pier(p, 500, 980, 17, lambda x: hz + 6 + 60 * (1 - x / 1050), "#56646b", 1.0)
    p.haze(hz - 90, 120, "#d9d9cc", .62)
    m = smooth(p.x, 250, 1150) * smooth(-p.y, -hz, -260) * .55
    p.blend(m, "#d5d8cd")
    keep = p.a.copy()
    p.water(hz, "#c3c8c2", "#7f8f92", .5, 22)
    dark = ((keep.mean(2) < .62) * (p.y >= hz) * (p.y < hz + 70)).astype(np.float32)
    p.blend(dark * .8, "#5c6a70")
    # the beach, and two people with a dog on it
    xs = np.linspace(-10, 1610, 90)
    p.shape([list(zip(xs, 905 - 40 * np.sin(xs / 900) + 10 * p.line(90))) + [(1610, 1080), (-10, 1080)]], "#8f8878", .12, grain=(200, 10))
    p.shape([list(zip(xs, 945 - 30 * np.sin(xs / 700) + 12 * p.line(90))) + [(1610, 1080), (-10, 1080)]], "#a59b86", .1, grain=(240, 9))
    for x, h, c in ((1080, 88, "#3c4448"), (1128, 80, "#6a4038")):
        y = 958
        p.shape([[(x - 11, y - h * .42), (x - 9, y - h * .82), (x + 9, y - h * .82), (x + 13, y - h * .4)],
                 [(x - 8, y - h * .45), (x - 12, y), (x - 5, y), (x + 1, y - h * .42)],
                 [(x + 1, y - h * .45), (x + 8, y), (x + 15, y), (x + 10, y - h * .42)],
                 [(x + 8 * math.cos(t), y - h * .91 + 9 * math.sin(t)) for t in np.linspace(0, 6.3, 16)]], c, .1)
        p.shape([[(x - 12, y + 1), (x + 14, y + 1), (x + 34, y + 10), (x + 2, y + 10)]], "#6d6657", alpha=.5, blur=2)
    x, y = 1210, 962
    p.shape([[(x - 18, y - 18), (x + 14, y - 20), (x + 24, y - 30), (x + 32, y - 24), (x + 20, y - 10), (x + 14, y - 8), (x - 16, y - 8)],
             [(x - 16, y - 10), (x - 20, y), (x - 16, y), (x - 10, y - 10)], [(x + 10, y - 10), (x + 14, y), (x + 18, y), (x + 16, y - 10)],
             [(x - 18, y - 16), (x - 30, y - 27), (x - 27, y - 29), (x - 14, y - 18)]], "#3a3633", .1)
    birds(p, [(760, 300), (800, 322), (850, 296), (700, 350)], "#6c787c", 1.1)
    p.finish(path, vignette=.1)


def pier_night(path):
    p = Paint(1600, 1067, 31)
    hz = 660
    p.sky([(0, "#0d1526"), (.55, "#1b2740"), (.9, "#3a3f58"), (1, "#4a4658")], 0, hz + 2)
    p.clouds("#2a3248", 120, 520, .5, 1000, 120, .6, .3)
    stars = p.r.random((2, 120))
    p.lights([(a * 1600, b * 360) for a, b in stars.T], "#cfd8ee", .7, 2, .15)
    lamps, panes = pier(p, 500, 1140, 18, lambda x: hz + 6 + 50 * (1 - x / 1200), "#0e1119", 1.35)
    p.lights(lamps, "#ffcb7d", 3.2, 14, .7)
    p.panes(panes, ["#ffd28a", "#ffb765", "#ff9d6a"], 12, .7)
    bx, by, v = 1080, 532, 1.35                     # coloured bulbs along the roofs
    top = [(bx - 90 * v + i * 13 * v, by - 48 * v) for i in range(21)]
    top2 = [(bx + 40 * v + 64 * v * math.cos(t), by - 75 * v - 60 * v * abs(math.sin(t)) ** .8) for t in np.linspace(math.pi, 0, 22)]
    for k, c in enumerate(("#ff7d5c", "#ffe08a", "#7fd0c0")):
        p.lights((top + top2)[k::3], c, 2.6, 8, .75)
    p.water(hz, "#232c44", "#0a0f1c", .3, 34)
    p.shape([[(-5, 1000), (500, 985), (1000, 1010), (1605, 996), (1605, 1080), (-5, 1080)]], "#0b0e16", .1)
    p.finish(path, vignette=.22)


def pier_piles(path):
    p = Paint(1600, 1067, 47)
    p.sky([(0, "#9cc4b4"), (.18, "#6fa59b"), (.5, "#3b7577"), (.8, "#1f4b54"), (1, "#12303a")])
    p.glow(900, -60, 760, "#e8f5d8", .8, 420)
    for cx, w, lean, s in ((640, 60, -210, .32), (830, 90, -60, .42), (980, 50, 90, .34), (1160, 100, 250, .3), (420, 46, -330, .22)):
        t = p.y / 1067
        ray = np.exp(-((p.x - (cx + lean * t)) / (w * (.6 + 1.7 * t))) ** 2) * (1 - t) ** 1.1 * s
        p.blend(ray, "#d9efd6")
    for row, (scale, col, y1, n, x0) in enumerate(((.45, "#4d8583", 1000, 9, 60), (.8, "#2f646a", 1020, 6, -150), (1.5, "#173c46", 1100, 4, 90))):
        polys, segs, x = [], [], x0
        xs = []
        for i in range(n):
            w = 40 * scale * p.r.uniform(.9, 1.1)
            if row == 2 and i == 2:                   # the pile that is not there
                e = 330
                polys.append([(x, -10), (x + w, -10), (x + w * .94, e - 40), (x + w * .7, e - 10), (x + w * .62, e - 34), (x + w * .35, e + 6), (x + w * .2, e - 18), (x + .06 * w, e - 30)])
                polys.append([(x - 4, y1), (x + w * .1, 905), (x + w * .35, 870), (x + w * .5, 892), (x + w * .72, 858), (x + w * .95, 900), (x + w + 4, y1)])
            else:
                edge = p.line(24) * 5 * scale
                edge2 = p.line(24) * 5 * scale
                ys = np.linspace(-10, y1 + 20, 24)
                polys.append([(x + a, b) for a, b in zip(edge, ys)] + [(x + w + a, b) for a, b in zip(edge2[::-1], ys[::-1])])
            xs.append((x + w / 2))
            x += w + (1600 - x0 * 2) / n * p.r.uniform(.8, 1.12) - w * .4
        for a, b in zip(xs, xs[1:]):
            if row < 2:
                segs.append([(a, 90), (b, 590)])
                segs.append([(a, 590), (b, 90)])
        if segs:
            p.strokes(segs, col, 7 * scale)
        p.shape(polys, col, .3, grain=(26, 40))
        p.haze(900, 330, ("#5a9690", "#2f6d70", "#1a4650")[row], (.4, .35, .22)[row])
    p.ridge(1000, 26, "#1c3f45", start=6, shade=.3, grain=(70, 14))
    p.ridge(1040, 24, "#102a31", start=5, shade=.3, grain=(70, 14))
    # the diver and the lamp
    x, y = 905, 560
    p.shape([[(x - 84, y + 10), (x - 30, y - 20), (x + 26, y - 24), (x + 46, y - 8), (x + 30, y + 12), (x - 26, y + 18), (x - 80, y + 24)],
             [(x - 78, y + 10), (x - 140, y + 4), (x - 176, y - 20), (x - 186, y - 10), (x - 150, y + 18), (x - 82, y + 24)],
             [(x - 82, y + 14), (x - 136, y + 40), (x - 178, y + 40), (x - 180, y + 52), (x - 130, y + 52), (x - 78, y + 26)],
             [(x - 24, y - 22), (x + 20, y - 26), (x + 18, y - 44), (x - 22, y - 40)],
             [(x + 54 + 20 * math.cos(t), y - 14 + 19 * math.sin(t)) for t in np.linspace(0, 6.3, 24)],
             [(x + 26, y), (x + 70, y + 22), (x + 96, y + 14), (x + 92, y + 6), (x + 68, y + 10), (x + 36, y - 8)]], "#0a1f27", .1)
    beam = np.clip(1 - np.abs((p.y - (y + 10)) + (p.x - x - 96) * -.02) / (8 + np.clip(p.x - x - 96, 0, 600) * .2), 0, 1)
    p.blend(beam * (p.x > x + 96) * np.clip(1 - (p.x - x - 96) / 330, 0, 1) * .55, "#eef6cf")
    p.lights([(x + 97, y + 10)], "#f6ffd6", 5, 14, .9)
    p.lights([(x + 60 + p.r.uniform(-26, 26) + i * 1.5, y - 50 - i * 34 + p.r.uniform(-9, 9)) for i in range(14)], "#bfe3d6", 2.2, 4, .2)
    p.finish(path, r=4, vignette=.2)


def harbour_morning(path):
    p = Paint(1600, 900, 5)
    hz = 520
    p.sky([(0, "#8fa6b4"), (.45, "#b9c2bf"), (.8, "#e3d4b8"), (1, "#ecd9b5")], 0, hz + 2)
    p.clouds("#7d93a2", 0, 300, .5, 900, 130, .6, .3, lit="#e6d6bd")
    p.glow(300, hz - 120, 420, "#ffeec4", .55, 240)
    p.ridge(hz - 70, 34, "#93a0a0", start=3, low="#c9c5b2", low_y=(hz - 110, hz))
    hill = lambda x: -70 * math.exp(-((x - 1180) / 330) ** 2)
    for k, (b, c) in enumerate(((hz - 62, "#8a8f8d"), (hz - 36, "#75787a"), (hz - 6, "#5f6066"))):
        polys, panes = houses(p, 620 - 60 * k, 1620, b, (28, 52), (26, 52), (lambda x: hill(x) * (1 - .3 * k)), lit=.18)
        p.shape(polys, c, .2, grain=(40, 40), low="#b9b29f", low_y=(hz - 40, hz + 60))
        p.panes(panes, ["#e8d3a0"], 4, .1)
    x = 1210                                                            # the church
    p.shape([[(x, hz - 60), (x, hz - 225), (x + 19, hz - 318), (x + 38, hz - 225), (x + 38, hz - 60)], [(x + 38, hz - 60), (x + 38, hz - 150), (x + 150, hz - 150), (x + 150, hz - 60)]], "#777d80", .15, low="#a5a294", low_y=(hz - 150, hz - 40))
    p.shape([[(-10, hz), (-10, hz - 34), (560, hz - 22), (575, hz)]], "#6d7072", .2)     # breakwater with its light
    p.shape([[(520, hz - 20), (524, hz - 84), (540, hz - 84), (544, hz - 20)], [(521, hz - 84), (532, hz - 104), (543, hz - 84)]], "#b9b7ab", .1)
    p.strokes([[(520, hz - 50), (544, hz - 50)]], "#8d4a3f", 10)
    p.shape([[(540, hz + 2), (540, hz - 16), (1610, hz - 16), (1610, hz + 2)]], "#4f5154", .2)
    for x, s, c in ((650, .62, "#34566a"), (800, .7, "#7b4238"), (960, .66, "#3d5b4c"), (1390, .8, "#2f4457")):
        boat(p, x, hz + 4, s, c)
    p.haze(hz - 20, 60, "#e3d9c2", .35)
    keep = p.a.copy()
    p.water(hz + 6, "#b7b6a8", "#5b6f78", .34, 26)
    boat(p, 330, 735, 2.1, "#2d4c5f", "#cfc8b5", "#26292d")
    boat(p, 1180, 690, 1.45, "#8a4034", "#d8cfba", "#2c2e32")
    for x, y, s in ((330, 743, 2.1), (1180, 696, 1.45)):
        m = np.exp(-((p.x - x) / (70 * s)) ** 2) * smooth(p.y, y, y + 3) * (1 - smooth(p.y, y + 30 * s, y + 60 * s)) * smooth(p.fbm(150, 6, 3), .28, .5)
        p.blend(m * .75, "#2e3d46")
    birds(p, [(520, 220), (560, 246), (620, 214), (690, 260), (460, 280), (900, 150)], "#4d5a61", 1.1)
    p.finish(path, vignette=.1)


def ropeworks(path):
    p = Paint(1600, 900, 19)
    p.sky([(0, "#46566b"), (.4, "#8793a0"), (.75, "#d2c3b2"), (1, "#e7d6bd")], 0, 660)
    p.a[660:] = rgb("#cfc9bf")
    p.clouds("#5e6b7c", 0, 420, .55, 900, 130, .65, .3, lit="#d8c0a8")
    p.glow(220, 600, 520, "#ffe0ae", .4, 220)
    p.ridge(600, 40, "#8b929a", start=3, low="#c9c2b6", low_y=(560, 660))
    polys, panes = houses(p, -20, 560, 640, (26, 44), (24, 46), lit=.35)
    p.shape(polys + [[(-5, 628), (600, 628), (600, 690), (-5, 690)]], "#6c6a6e", .2, low="#a49d94", low_y=(590, 680))
    p.panes(panes, ["#f3cf8d"], 5, .3)
    brick, dark = "#7a4a3c", "#5c382f"
    x0, x1, top, base = 520, 1240, 300, 690
    p.shape([[(x0, base), (x0, top), (x1, top), (x1, base)]], brick, .22, grain=(60, 8))
    p.shape([[(x1, base), (x1, top), (x1 + 170, top + 46), (x1 + 170, base - 16)]], dark, .2, grain=(60, 8))
    p.shape([[(x0 - 8, top), (x0 - 8, top - 12), (x1 + 4, top - 12), (x1 + 176, top + 36), (x1 + 176, top + 48), (x1, top)]], "#e6e3dd", .05)
    for k in range(5):                                                   # saw-tooth roof lights
        a = x0 + k * 144
        p.shape([[(a, top - 10), (a + 18, top - 62), (a + 144, top - 10)]], "#4c4a4f", .15)
        p.shape([[(a + 18, top - 62), (a + 144, top - 10), (a + 144, top - 16), (a + 20, top - 69)]], "#e9e7e2", .04)
    p.shape([[(1318, 700), (1334, 120), (1372, 120), (1388, 700)]], "#6e4337", .2, grain=(30, 10))
    p.shape([[(1328, 124), (1328, 108), (1378, 108), (1378, 124)]], "#523229", .1)
    n = p.fbm(420, 130, 5)
    sm = np.exp(-((p.y - (92 - (p.x - 1350) * .12)) / (22 + np.abs(p.x - 1350) * .11)) ** 2) * (p.x < 1362) * smooth(p.x, 700, 1300) * smooth(n, .25, .7)
    p.blend(sm * .65, "#cfc6bf")
    dark_p, lit_p = [], []
    for j in range(4):
        for i in range(13):
            a, b = x0 + 26 + i * 53.5, top + 34 + j * 88
            (lit_p if (j == 1 and i < 9) or p.r.random() < .12 else dark_p).append((a, b, a + 27, b + 50))
    for j in range(4):
        for i in range(3):
            a, b = x1 + 26 + i * 48, top + 48 + i * 11 + j * 84
            dark_p.append((a, b, a + 20, b + 46))
    p.panes(dark_p, ["#35363c", "#3d3f46"], 1, 0)
    p.panes(lit_p, ["#ffd790", "#f8c577"], 12, .55)
    bars = [[(a + 13, b), (a + 13, b + 50)] for a, b, _, _ in dark_p[:48] + lit_p] + [[(a, b + 24), (a + 27, b + 24)] for a, b, _, _ in lit_p]
    p.strokes(bars, "#4a3a34", 1.6, .8)
    # snow on the quay, the canal, bollards
    p.shape([[(-5, 678), (1605, 690), (1605, 780), (-5, 770)]], "#dcdad6", .06, grain=(220, 12))
    p.shape([[(-5, 754), (1605, 764), (1605, 784), (-5, 776)]], "#6b6662", .2)
    p.water(778, "#8d8b88", "#333c48", .3, 22)
    for x in (180, 420, 900, 1130, 1500):
        p.shape([[(x - 7, 752), (x - 6, 728), (x - 10, 720), (x + 10, 720), (x + 6, 728), (x + 7, 752)]], "#2e2f33", .1)
        p.shape([[(x - 10, 721), (x - 6, 715), (x + 6, 715), (x + 10, 721)]], "#eceae6", .02)
    x, y = 690, 740
    p.shape([[(x - 9, y), (x - 8, y - 44), (x - 4, y - 56), (x + 6, y - 56), (x + 10, y - 42), (x + 9, y)], [(x + 7 * math.cos(t) + 1, y - 64 + 8 * math.sin(t)) for t in np.linspace(0, 6.3, 14)]], "#2b3038", .1)
    flakes = p.r.random((2, 260))
    p.lights([(a * 1600, b * 900) for a, b in flakes.T], "#ffffff", 1.3, 2, .12)
    p.finish(path, vignette=.14)


def beet_fields(path):
    p = Paint(1600, 900, 37)
    hz = 400
    p.sky([(0, "#6f8ea6"), (.5, "#a9bcc2"), (1, "#e6dcc6")], 0, hz + 2)
    p.clouds("#f0ebe0", 10, 330, .45, 700, 150, .75, .3)
    p.clouds("#7f95a5", 60, 340, .3, 800, 90, .5, .3)
    p.ridge(hz - 6, 16, "#8b9a98", start=5)
    x = 1050
    p.shape([[(x, hz + 4), (x, hz - 70), (x + 11, hz - 136), (x + 22, hz - 70), (x + 22, hz + 4)], [(x + 22, hz + 4), (x + 22, hz - 32), (x + 84, hz - 32), (x + 84, hz + 4)]], "#727f80", .1)
    for k in range(60):
        tx = p.r.uniform(0, 1600)
        if 1010 < tx < 1160:
            continue
        s = p.r.uniform(10, 26)
        p.shape([[(tx + s * 1.3 * math.cos(t), hz - s * .4 + s * .8 * math.sin(t)) for t in np.linspace(0, 6.3, 14)]], "#70817b", .2) if k % 2 else None
    p.a[hz:] = rgb("#8a8a62")
    t = (p.y - hz) / (900 - hz)
    vx = 760
    u = (p.x - vx) / (np.clip(t, 0, 1) + .045)
    stripe = .5 + .5 * np.sin(u / 26)
    soil = (p.y >= hz).astype(np.float32)
    earth = p.fbm(60, 12, 4)
    p.blend(soil, "#6f5b45")
    p.blend(soil * smooth(stripe + (earth - .5) * .7, .38, .72), "#7d8a4e")
    p.blend(soil * smooth(stripe + (earth - .5) * .8, .72, 1.0), "#a3ad72")
    p.blend(soil * (1 - smooth(t, 0, .3)) * .75, "#a7aa8c")
    p.blend(soil * smooth(p.fbm(500, 60, 4), .55, .85) * .35, "#e4dfcf")          # frost
    left = smooth(-u, 900, 1100) * soil * smooth(t, .02, .06)
    p.blend(left * .8, "#5b6a4a")
    # a pylon line into the distance and a tractor
    for i, s in enumerate((1.5, .9, .56, .36, .24)):
        px, py = 240 + 330 * (1 - s / 1.5) * 1.4, hz + 6 + 40 * s
        h = 170 * s
        p.strokes([[(px - 14 * s, py), (px, py - h)], [(px + 14 * s, py), (px, py - h)], [(px - 26 * s, py - h * .82), (px + 26 * s, py - h * .82)],
                   [(px - 20 * s, py - h * .66), (px + 20 * s, py - h * .66)], [(px - 11 * s, py - h * .2), (px + 7 * s, py - h * .5)], [(px + 11 * s, py - h * .2), (px - 7 * s, py - h * .5)]], "#5e6c70", 1.5 * s + .6)
    x, y, s = 1120, 520, 1.2
    p.shape([[(x - 60 * s, y - 4), (x - 60 * s, y - 42 * s), (x + 12 * s, y - 42 * s), (x + 12 * s, y - 4)]], "#8d3b2c", .12)
    p.shape([[(x - 62 * s, y - 42 * s), (x - 44 * s, y - 58 * s), (x - 20 * s, y - 52 * s), (x + 6 * s, y - 60 * s), (x + 14 * s, y - 42 * s)]], "#b9a888", .2, grain=(8, 8))
    p.shape([[(x + 26 * s, y - 10), (x + 26 * s, y - 44 * s), (x + 32 * s, y - 78 * s), (x + 64 * s, y - 78 * s), (x + 68 * s, y - 44 * s), (x + 116 * s, y - 40 * s), (x + 118 * s, y - 12)]], "#31604f", .12)
    p.shape([[(x + 36 * s, y - 46 * s), (x + 39 * s, y - 71 * s), (x + 58 * s, y - 71 * s), (x + 61 * s, y - 46 * s)]], "#c4d2d2", .05)
    for cx, r in ((x + 40 * s, 26 * s), (x + 104 * s, 17 * s), (x - 40 * s, 17 * s), (x - 6 * s, 17 * s)):
        for rr, c in ((r, "#262624"), (r * .45, "#b8a35a")):
            p.shape([[(cx + rr * math.cos(t2), y - r + 10 + rr * math.sin(t2)) for t2 in np.linspace(0, 6.3, 28)]], c, .05)
    birds(p, [(x - 130 + p.r.uniform(-90, 90), y - 90 + p.r.uniform(-70, 60)) for _ in range(14)], "#f4f1ea", .8)
    p.finish(path, vignette=.12)


def choir_stage(path):
    p = Paint(1600, 900, 53)
    p.a[:] = rgb("#14100f")
    # a chapel's pointed east window over a warm floor
    p.glow(800, 330, 700, "#3a2a24", .9, 480)
    p.shape([[(0, 0), (140, 0), (210, 900), (0, 900)], [(1600, 0), (1460, 0), (1390, 900), (1600, 900)]], "#1e1715", .25, grain=(40, 120))
    arch = lambda cx, w, top, base: [(cx - w, base), (cx - w, top + w)] + [(cx - w + 2 * w - 2 * w * math.cos(t), top + w - 2 * w * math.sin(t)) for t in np.linspace(0, math.pi / 3, 14)] + \
        [(cx + w - 2 * w + 2 * w * math.cos(t), top + w - 2 * w * math.sin(t)) for t in np.linspace(math.pi / 3, 0, 14)] + [(cx + w, base)]
    p.shape([arch(800, 175, 150, 500)], "#0e0d12", .1)
    cols = ["#355a7d", "#27486a", "#7b3b34", "#b8863c", "#4b7466", "#2d5377"]
    for k, cx in enumerate((670, 757, 843, 930)):
        top = 190 if k in (0, 3) else 110
        m = p.mask(lambda d, s: d.polygon([(a * s, b * s) for a, b in arch(cx, 36, top, 488)], fill=255))
        patch = np.zeros_like(p.a)
        for gy in range(-40, 560, 44):
            for gx in range(-40, 80, 40):
                c = rgb(cols[int(p.r.integers(len(cols)))]) * p.r.uniform(.8, 1.35)
                patch[max(0, gy):max(0, gy + 44), cx + gx:cx + gx + 40] = c
        p.a += (np.clip(patch, 0, 1) - p.a) * m[..., None]
        p.strokes([[(cx - 36, y), (cx + 36, y)] for y in range(top + 64, 490, 44)] + [[(cx, top), (cx, 488)]], "#0e0d12", 2.4)
    p.glow(800, 330, 420, "#6f8fae", .28)
    for cx, lean, s in ((420, 330, .34), (1180, -330, .34), (800, 0, .22)):              # lamp beams
        t = np.clip(p.y / 640, 0, 1.2)
        ray = np.exp(-((p.x - (cx + lean * t)) / (16 + 150 * t)) ** 2) * s * (1 - .45 * t)
        p.blend(np.clip(ray, 0, 1), "#f2c98e")
    p.shape([[(170, 640), (1430, 640), (1600, 905), (0, 905)]], "#6b4630", .25, grain=(500, 7))
    p.glow(800, 690, 640, "#f3b871", .42, 120)
    for row, (y, s, n, c) in enumerate(((560, .92, 17, "#2c211f"), (602, 1.0, 16, "#211918"), (648, 1.1, 15, "#171213"))):
        polys, heads, books = [], [], []
        for i in range(n):
            x = 800 + (i - (n - 1) / 2) * 56 * s + p.r.uniform(-5, 5)
            h = y + p.r.uniform(-8, 8) + abs(i - (n - 1) / 2) * 1.4
            polys.append([(x - 26 * s, h + 90), (x - 25 * s, h + 12), (x - 15 * s, h - 6), (x + 15 * s, h - 6), (x + 25 * s, h + 12), (x + 26 * s, h + 90)])
            heads.append([(x + 11.5 * s * math.cos(t), h - 22 * s + 14.5 * s * math.sin(t)) for t in np.linspace(0, 6.3, 20)])
            books.append([(x - 17 * s, h + 22), (x, h + 27), (x + 17 * s, h + 22), (x + 17 * s, h + 38), (x, h + 43), (x - 17 * s, h + 38)])
        p.shape(polys, c, .25)
        skin = ["#b98a68", "#7d563f", "#d0a380"]
        for k in range(3):
            p.shape(heads[k::3], skin[(k + row) % 3], .12)
        p.shape([[(a, b - 5 * s) for a, b in hd[10:20]] + [(hd[0][0], hd[0][1] - 5 * s)] for hd in heads], "#2a1f1b", .2)
        p.shape(books, "#e9dcc0", .06)
    x, y = 800, 800                                                       # the conductor, from behind
    p.shape([[(x - 44, 905), (x - 40, y - 60), (x - 24, y - 92), (x + 24, y - 92), (x + 40, y - 60), (x + 44, 905)],
             [(x - 38, y - 84), (x - 92, y - 128), (x - 116, y - 196), (x - 104, y - 200), (x - 74, y - 142), (x - 30, y - 96)],
             [(x + 38, y - 84), (x + 84, y - 110), (x + 128, y - 150), (x + 120, y - 160), (x + 74, y - 128), (x + 30, y - 96)],
             [(x + 20 * math.cos(t), y - 120 + 24 * math.sin(t)) for t in np.linspace(0, 6.3, 24)]], "#0b090a", .1)
    p.strokes([[(x - 110, y - 198), (x - 140, y - 252)]], "#efe2c6", 2.4)
    polys = []
    for i in range(26):                                                   # the front rows
        hx, hy = i * 66 + p.r.uniform(-12, 12), 880 + p.r.uniform(-10, 12)
        if abs(hx - 800) < 110:
            continue
        polys.append([(hx + 22 * math.cos(t), hy + 26 * math.sin(t)) for t in np.linspace(0, 6.3, 20)])
        polys.append([(hx - 42, 910), (hx - 30, hy + 26), (hx + 30, hy + 26), (hx + 42, 910)])
    p.shape(polys, "#080707", .1)
    p.finish(path, vignette=.25)


def floodlights(path):
    p = Paint(1600, 900, 61)
    p.sky([(0, "#1c2740"), (.4, "#33405a"), (.72, "#74657a"), (.9, "#b98a7c"), (1, "#cfa183")], 0, 470)
    p.clouds("#262f47", 0, 330, .5, 900, 110, .7, .3, lit="#7d6674")
    p.ridge(430, 34, "#3c4258", start=3)
    for b, c in ((462, "#2b3044"), (486, "#222637")):
        polys, panes = houses(p, -20, 1620, b, (30, 46), (22, 34), (lambda x: -26 * math.sin(x / 520)), lit=.4)
        p.shape(polys, c, .2)
        p.panes(panes, ["#f3c27a", "#e9a962"], 6, .45)
    p.shape([[(-5, 500), (1605, 500), (1605, 905), (-5, 905)]], "#1f2531", .15)
    st = [[(250, 560), (250, 478), (232, 462), (920, 452), (940, 470), (920, 474), (920, 552)]]           # the stand
    p.shape(st, "#2a2f3c", .15)
    p.shape([[(262, 548), (262, 496), (910, 486), (910, 540)]], "#4a4650", .3, grain=(6, 6))
    p.shape([[(232, 462), (920, 452), (940, 470), (250, 480)]], "#58606e", .1)
    pitch = [(210, 572), (1390, 552), (1760, 905), (-260, 905)]
    p.shape([pitch], "#3f7048", .1, grain=(300, 12))
    for i in range(0, 10, 2):
        t0, t1 = i / 10, (i + 1) / 10
        f = lambda t, a, b: (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
        p.shape([[f(t0, pitch[0], pitch[1]), f(t1, pitch[0], pitch[1]), f(t1, pitch[3], pitch[2]), f(t0, pitch[3], pitch[2])]], "#4d8255", .08, alpha=.8)
    line = "#d5ded2"
    p.strokes([[(240, 583), (1372, 563)], [(800, 564), (770, 905)]], line, 2.6, .8)
    th = np.linspace(0, 6.3, 60)
    p.strokes([[(787 + 190 * math.cos(a), 700 + 52 * math.sin(a)) for a in th]], line, 2.8, .75)
    p.strokes([[(1372, 563), (1720, 900)], [(1262, 620), (1500, 616)], [(1262, 620), (1420, 800)]], line, 2.6, .7)
    p.strokes([[(1452, 640), (1452, 566)], [(1530, 720), (1530, 628)], [(1452, 566), (1530, 628)]], "#eef0ea", 4, .95)
    for x, y, c in ((420, 640, "#b8433a"), (560, 700, "#e8e4d8"), (690, 650, "#b8433a"), (860, 760, "#e8e4d8"), (905, 640, "#b8433a"), (1040, 700, "#e8e4d8"),
                    (1120, 650, "#b8433a"), (1210, 735, "#b8433a"), (1290, 690, "#e8e4d8"), (1410, 700, "#4d7d9c"), (300, 760, "#e8e4d8"), (640, 800, "#b8433a")):
        s = .6 + (y - 560) / 330
        p.shape([[(x - 7 * s, y - 22 * s), (x - 8 * s, y - 42 * s), (x + 8 * s, y - 42 * s), (x + 7 * s, y - 22 * s)]], c, .08)
        p.shape([[(x - 7 * s, y - 23 * s), (x - 8 * s, y), (x - 3 * s, y), (x, y - 20 * s), (x + 6 * s, y - 1), (x + 10 * s, y - 2), (x + 7 * s, y - 23 * s)],
                 [(x + 4.6 * s * math.cos(a), y - 48 * s + 5.6 * s * math.sin(a)) for a in th[::4]]], "#2a2426", .1)
        p.shape([[(x - 6 * s, y), (x + 8 * s, y), (x + 44 * s, y + 9 * s), (x + 34 * s, y + 11 * s)]], "#25452d", alpha=.55, blur=1.5)
    p.lights([(968, 706)], "#ffffff", 4, 4, .2)
    for x, y0, y1 in ((180, 560, 120), (640, 480, 190), (1080, 480, 178), (1450, 555, 110)):
        p.strokes([[(x - 8, y0), (x - 3, y1)], [(x + 8, y0), (x + 3, y1)]] + [[(x - 7, y), (x + 7, y - 22)] for y in range(y1 + 30, y0, 26)], "#1a1f2b", 2)
        k = 1.3 if x in (180, 1450) else .9
        p.shape([[(x - 36 * k, y1 + 20 * k), (x - 36 * k, y1 - 26 * k), (x + 36 * k, y1 - 26 * k), (x + 36 * k, y1 + 20 * k)]], "#1a1f2b", .1)
        p.lights([(x + dx * 22 * k, y1 - 3 * k + dy * 17 * k) for dx in (-1, 0, 1) for dy in (-.7, .7)], "#fff3d2", 6 * k, 17, .65)
        p.glow(x, y1, 300 * k, "#dfe3ea", .3)
        p.glow(x + (800 - x) * .3, 620, 420, "#e6efd8", .1, 130)
    p.haze(520, 80, "#9c98a4", .22)
    p.shape([[(hx + 15 * math.cos(a), hy + 18 * math.sin(a)) for a in th[::4]] for hx, hy in [(i * 44 + p.r.uniform(-8, 8), 888 + p.r.uniform(-8, 8)) for i in range(38)]], "#10131b", .1)
    p.finish(path, vignette=.2)


def town_night(path):
    p = Paint(1600, 900, 71)
    hz = 640
    p.sky([(0, "#14203a"), (.35, "#2a3a5a"), (.58, "#56597a"), (.8, "#94737a"), (1, "#b58a7c")], 0, hz)
    p.clouds("#1a243c", 40, 420, .5, 1000, 130, .7, .3)
    p.lights([(a * 1600, b * 330) for a, b in p.r.random((2, 70)).T], "#d6def0", .8, 2, .15)
    p.glow(1330, 165, 150, "#dfe2ea", .4)
    p.glow(1330, 165, 34, "#fdf8e6", 1.0)
    p.shape([[(1330 + 31 * math.cos(t), 165 + 31 * math.sin(t)) for t in np.linspace(0, 6.3, 40)]], "#f4ecd2", .1, grain=(16, 16))
    p.ridge(430, 60, "#26304a", start=2, octaves=5)
    hill = lambda x: -210 * math.exp(-((x - 560) / 360) ** 2) - 70 * math.exp(-((x - 1320) / 220) ** 2)
    x = 545
    p.shape([[(x, 440), (x, 270), (x + 22, 190), (x + 44, 270), (x + 44, 440)], [(x + 40, 440), (x + 40, 330), (x + 150, 330), (x + 150, 440)]], "#1a2238", .1)
    p.panes([(x + 14, 292, x + 30, 316)], ["#ffd88f"], 9, .7)
    for k, (b, c) in enumerate(((560, "#1f2841"), (584, "#1a2238"), (608, "#161d31"), (634, "#121829"))):
        polys, panes = houses(p, -30, 1640, b, (30, 54), (24, 50), (lambda q, k=k: hill(q) * (1 - .26 * k)), pane=(4.6, 6.4), lit=.5)
        p.shape(polys, c, .18, low="#2a3048", low_y=(b - 30, b + 140))
        p.panes(panes, ["#ffce82", "#f7b667", "#ffdca4", "#e8a25a"], 7, .55)
    p.shape([[(-5, 640), (-5, 622), (1605, 622), (1605, 642)]], "#0d1220", .1)
    p.lights([(40 + i * 96, 606) for i in range(17)], "#ffd08a", 3, 13, .65)
    p.strokes([[(40 + i * 96, 606), (40 + i * 96, 626)] for i in range(17)], "#0d1220", 2)
    p.water(hz, "#1b2338", "#080d19", .22, 36)
    p.finish(path, vignette=.2)


def lighthouse(path):
    p = Paint(1067, 1600, 83)
    hz = 1090
    p.sky([(0, "#33475c"), (.35, "#6b7f8d"), (.7, "#c0ab99"), (.9, "#e8bf91"), (1, "#f1cf9d")], 0, hz + 2)
    p.clouds("#3f5163", 60, 620, .55, 800, 170, .7, .3, lit="#c49d83")
    p.clouds("#8b7b7a", 560, 1000, .45, 700, 80, .6, .25, lit="#f6c897")
    p.glow(160, hz - 40, 460, "#ffd79c", .6, 210)
    p.ridge(hz - 8, 16, "#7d7678", start=4)
    p.water(hz, "#b49c88", "#33424e", .35, 34)
    p.shape([[(1080, 1170), (980, 1118), (880, 1120), (780, 1084), (640, 1080), (560, 1106), (470, 1128), (420, 1180), (330, 1210), (300, 1290), (220, 1330), (190, 1420), (90, 1500), (60, 1610), (1080, 1610)]], "#37352f", .35, grain=(50, 34))
    p.shape([[(1080, 1165), (980, 1113), (880, 1116), (780, 1080), (640, 1077), (590, 1094), (700, 1110), (820, 1150), (930, 1150), (1080, 1260)]], "#5d6440", .3, grain=(50, 12))
    p.shape([[(300, 1290), (420, 1240), (560, 1330), (620, 1480), (520, 1610), (60, 1610), (90, 1500), (190, 1420), (220, 1330)]], "#2c2a29", .35, grain=(60, 40))
    surf = smooth(p.fbm(120, 26, 4), .5, .78) * np.exp(-((p.x - (360 - (p.y - 1200) * .62)) / 46) ** 2) * smooth(p.y, 1180, 1240)
    p.blend(surf * .9, "#f1e9da")
    cx, base, top = 700, 1092, 470
    p.shape([[(cx + 70, base), (cx + 70, 1004), (cx + 110, 966), (cx + 230, 966), (cx + 262, 1004), (cx + 262, base + 18)]], "#d8cdb9", .08)
    p.shape([[(cx + 60, 1006), (cx + 108, 958), (cx + 234, 958), (cx + 272, 1006)]], "#5a4a48", .12)
    p.panes([(cx + 108, 1032, cx + 128, 1062), (cx + 196, 1032, cx + 216, 1062)], ["#ffd796"], 7, .4)
    p.shape([[(cx - 78, base), (cx - 47, top), (cx + 47, top), (cx + 78, base)]], "#e9e0cd", .06, grain=(40, 60))
    lit = np.clip((cx + 10 - p.x) / 90, -1, 1)
    tower = p.mask(lambda d, s: d.polygon([((cx - 78) * s, base * s), ((cx - 47) * s, top * s), ((cx + 47) * s, top * s), ((cx + 78) * s, base * s)], fill=255))
    p.blend(tower * np.clip(-lit, 0, 1) * .55, "#6f6f78")
    p.blend(tower * np.clip(lit, 0, 1) * .25, "#ffd9a6")
    for y0, y1 in ((600, 720), (850, 970)):
        w = lambda y: 47 + 31 * (y - top) / (base - top)
        m = p.mask(lambda d, s: d.polygon([((cx - w(y0)) * s, y0 * s), ((cx + w(y0)) * s, y0 * s), ((cx + w(y1)) * s, y1 * s), ((cx - w(y1)) * s, y1 * s)], fill=255))
        p.blend(m * .88, "#8c3c33")
        p.blend(m * np.clip(-lit, 0, 1) * .5, "#43222a")
    p.panes([(cx - 6, 540, cx + 6, 566), (cx - 7, 770, cx + 7, 798), (cx - 7, 1010, cx + 7, 1040)], ["#3b3a42"], 1, 0)
    p.shape([[(cx - 70, top + 6), (cx - 62, top - 12), (cx + 62, top - 12), (cx + 70, top + 6)]], "#34353c", .1)
    p.strokes([[(cx - 64, top - 34), (cx + 64, top - 34)]] + [[(cx - 64 + i * 16, top - 34), (cx - 64 + i * 16, top - 10)] for i in range(9)], "#34353c", 2)
    p.shape([[(cx - 34, top - 12), (cx - 34, top - 92), (cx + 34, top - 92), (cx + 34, top - 12)]], "#ffe6a8", .05)
    p.strokes([[(cx - 34 + i * 17, top - 12), (cx - 34 + i * 17, top - 92)] for i in range(5)] + [[(cx - 34, top - 52), (cx + 34, top - 52)]], "#34353c", 2.4)
    p.shape([[(cx - 44, top - 92)] + [(cx + 42 * math.cos(t), top - 92 - 42 * math.sin(t)) for t in np.linspace(math.pi, 0, 20)] + [(cx + 44, top - 92)], [(cx - 3, top - 130), (cx - 3, top - 164), (cx + 3, top - 164), (cx + 3, top - 130)]], "#7a352f", .12)
    ly = top - 52
    for sgn in (-1, 1):
        d = (p.x - cx) * sgn
        ray = np.clip(1 - np.abs(p.y - ly + d * .09) / (9 + d * .16), 0, 1) * (d > 30) * np.exp(-d / 480)
        p.blend(np.clip(ray * .5, 0, 1), "#fff0c4")
    p.glow(cx, ly, 130, "#ffe9b0", .75)
    birds(p, [(300, 640), (340, 668), (390, 636), (250, 700), (460, 560), (880, 720)], "#38424c", 1.2)
    p.finish(path, vignette=.18)


def brakenhafen(path):
    p = Paint(1600, 900, 97)
    hz = 545
    p.sky([(0, "#7f93a3"), (.5, "#aab6b8"), (.85, "#d3cfbf"), (1, "#ddd5c0")], 0, hz + 2)
    p.clouds("#667a8b", 0, 400, .55, 900, 150, .7, .3, lit="#d6d2c4")
    p.glow(1000, 300, 500, "#fff2d4", .3, 260)
    p.ridge(hz - 8, 8, "#8d9a98", start=4)
    for x, h, a in ((90, 210, .4), (210, 170, 1.4), (318, 140, 2.2), (404, 116, .9)):        # wind turbines
        p.shape([[(x - 3, hz), (x - 1.5, hz - h), (x + 1.5, hz - h), (x + 3, hz)]], "#e9ebe8", .03)
        for k in range(3):
            t = a + k * 2.094
            p.strokes([[(x, hz - h), (x + h * .48 * math.cos(t), hz - h + h * .48 * math.sin(t))]], "#e9ebe8", 2.4)
    cols = ["#8a4a3b", "#b08a5c", "#6f5148", "#9c5d47", "#c2ab84", "#75685d", "#a3493c"]
    x = 640.0
    i = 0
    while x < 1610:                                                        # stepped gables along the quay
        w, h = p.r.uniform(62, 92), p.r.uniform(120, 190)
        b = hz + 2
        pts = [(x, b), (x, b - h)]
        n = int(p.r.integers(3, 5))
        gh = w * .62
        if i % 3 != 2:
            for k in range(n):
                pts += [(x + w / 2 * k / n, b - h - gh * k / n), (x + w / 2 * k / n, b - h - gh * (k + 1) / n)]
            for k in reversed(range(n)):
                pts += [(x + w - w / 2 * k / n, b - h - gh * (k + 1) / n), (x + w - w / 2 * k / n, b - h - gh * k / n)]
        else:
            pts += [(x + w / 2, b - h - gh)]
        pts += [(x + w, b - h), (x + w, b)]
        p.shape([pts], cols[i % len(cols)], .16, grain=(20, 30))
        rects = []
        for r in range(int(h / 38)):
            for c in range(3):
                wx, wy = x + w * (.2 + .3 * c) - 6, b - h + 14 + r * 38
                rects.append((wx, wy, wx + 11, wy + 19))
        p.panes(rects, ["#e4ddca", "#3c4148", "#4a4f55", "#d9cfb4"], 2, 0)
        x += w + 2
        i += 1
    x = 1020
    p.shape([[(x, hz - 130), (x, hz - 330), (x + 8, hz - 346), (x + 26, hz - 450), (x + 44, hz - 346), (x + 52, hz - 330), (x + 52, hz - 130)]], "#5f7f78", .12, alpha=.0)
    p.shape([[(-5, hz + 40), (-5, hz - 44), (420, hz - 38), (640, hz + 6), (640, hz + 40)]], "#6f8055", .16, grain=(160, 10))           # the dike
    p.shape([[(-5, hz - 40), (420, hz - 34), (434, hz - 28), (-5, hz - 32)]], "#c3b996", .08)
    for sx in (60, 96, 150, 230, 262, 350):
        sy = hz - 4 + (sx % 5) * 3
        p.shape([[(sx + 12 * math.cos(t), sy - 8 + 7 * math.sin(t)) for t in np.linspace(0, 6.3, 16)]], "#efe9db", .06)
        p.strokes([[(sx - 7, sy - 4), (sx - 7, sy + 5)], [(sx + 6, sy - 4), (sx + 6, sy + 5)]], "#3a3733", 1.8)
        p.shape([[(sx + 9, sy - 12), (sx + 18, sy - 11), (sx + 17, sy - 5), (sx + 10, sy - 6)]], "#3a3733", .05)
    p.shape([[(560, hz + 14), (560, hz - 4), (1610, hz - 4), (1610, hz + 14)]], "#6e675e", .2)
    p.strokes([[(500, hz - 30), (500, hz - 260), (680, hz - 300)], [(500, hz - 260), (450, hz - 236), (450, hz - 30)], [(660, hz - 296), (660, hz - 160)], [(500, hz - 200), (450, hz - 100)], [(450, hz - 200), (500, hz - 100)]], "#3f4a52", 4)
    p.shape([[(646, hz - 162), (674, hz - 162), (668, hz - 134), (652, hz - 134)]], "#3f4a52", .1)
    for x, s, c in ((760, .8, "#2f4f63"), (1010, .9, "#5d3a34"), (1390, .75, "#3b5a4a")):
        boat(p, x, hz + 18, s, c)
    p.water(hz + 22, "#a9aca2", "#56676e", .36, 28)
    birds(p, [(800, 170), (850, 196), (905, 168), (700, 220)], "#5a6870", 1.1)
    p.finish(path, vignette=.1)


def logo(path):
    """The packet boat: a mark for JSON-LD and for feed readers, 512 x 512."""
    s = 4
    im = Image.new("RGB", (512 * s, 512 * s), "#17324a")
    d = ImageDraw.Draw(im)
    P = lambda *q: [(x * s, y * s) for x, y in q]
    d.polygon(P((246, 84), (246, 320), (116, 320)), fill="#f6f1e4")
    d.polygon(P((266, 128), (266, 320), (388, 320)), fill="#f6f1e4")
    d.polygon(P((96, 344), (416, 344), (368, 404), (144, 404)), fill="#c8553d")
    d.rectangle([80 * s, 428 * s, 432 * s, 440 * s], fill="#f6f1e4")
    path.parent.mkdir(parents=True, exist_ok=True)
    im.resize((512, 512), Image.LANCZOS).quantize(64).save(path, optimize=True)
    print(path.relative_to(ROOT), path.stat().st_size // 1000, "kB")


C, S = ROOT / "content", ROOT / "static" / "images"
PICTURES = {
    "pier-dusk": (pier_dusk, C / "local/2026-11-19-long-pier-to-close/pier-dusk.jpg"),
    "pier-piles": (pier_piles, C / "local/2026-11-19-long-pier-to-close/pier-piles.jpg"),
    "pier-mist": (pier_mist, C / "culture/2026-11-20-a-year-at-the-end-of-the-pier/pier-mist.jpg"),
    "pier-night": (pier_night, C / "culture/2026-11-20-a-year-at-the-end-of-the-pier/pier-night.jpg"),
    "harbour-morning": (harbour_morning, S / "harbour-morning.jpg"),
    "ropeworks": (ropeworks, S / "ropeworks.jpg"),
    "beet-fields": (beet_fields, S / "beet-fields.jpg"),
    "choir-stage": (choir_stage, S / "choir-stage.jpg"),
    "floodlights": (floodlights, S / "floodlights.jpg"),
    "town-night": (town_night, S / "town-night.jpg"),
    "lighthouse": (lighthouse, S / "lighthouse.jpg"),
    "brakenhafen": (brakenhafen, S / "brakenhafen.jpg"),
    "logo": (logo, ROOT / "static" / "logo.png"),
}

if __name__ == "__main__":
    for name in sys.argv[1:] or PICTURES:
        make, where = PICTURES[name]
        make(where)
