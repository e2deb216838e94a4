"""Distances, chainages and sides of points to routes, for `tests/geodesy.rs` to compare with.

Independent of what it checks: PROJ's geodesics (pyproj) instead of geographiclib-rs; dense brute
force along every segment (a step of at most 250 m or a 400th of the segment), then golden section
around each of the lowest samples, instead of Newton steps; the side by a cross product of
earth-centred vectors instead of azimuths. Run with `python make.py`, needs `pip install pyproj`.
Points whose answer hangs on less than a metre (two feet equally near, or on the route's extension)
are left out.
"""

import csv, math, random, sys
import pyproj

GEOD = pyproj.Geod(ellps="WGS84")
ECEF = pyproj.Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)

ROUTES = {
    # The waypoints of the M4 in Idlib: places of the UCDP GED, straight lines between towns.
    "m4": [
        (35.866, 36.784), (35.87177, 36.717282), (35.812335, 36.610978), (35.792086, 36.564957),
        (35.80734, 36.4968), (35.78668, 36.4726), (35.760797, 36.358159), (35.81426, 36.32062),
        (35.81491, 36.26172), (35.788429, 36.219248), (35.81151, 36.19649),
    ],
    # Made up, across the antimeridian, back over it and across again.
    "antimeridian": [
        (-16.9, 179.2), (-16.6, 179.85), (-16.72, -179.7), (-16.45, 179.95), (-16.2, -179.1),
        (-16.4, -178.4), (-15.9, -177.9),
    ],
    # Made up, at 81 degrees north, where a degree of longitude has 17 km.
    "north": [(81.0, 12.0), (81.15, 18.0), (80.9, 24.0), (81.05, 31.0), (81.3, 33.0)],
    # Made up, over the equator from south to north.
    "meridian": [(-1.2, 29.2), (-0.4, 29.35), (0.1, 29.1), (0.9, 29.4), (1.6, 29.3)],
    # Made up, of segments many hundred kilometres long.
    "long": [(48.5, 39.8), (51.2, 58.0), (47.0, 71.5), (52.3, 85.0)],
}
NAMES = {"m4": "ns", "antimeridian": "ns", "north": "ns", "meridian": "ew", "long": "ns"}
STEP = 250.0
GOLDEN = (math.sqrt(5) - 1) / 2


def dist(a, b):
    return GEOD.inv(a[1], a[0], b[1], b[0])[2]


def xyz(p):
    return ECEF.transform(p[1], p[0], 0.0)


def sub(a, b):
    return tuple(x - y for x, y in zip(a, b))


def cross(a, b):
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def unit(a):
    n = math.sqrt(dot(a, a))
    return tuple(x / n for x in a)


def up(p):
    lat, lon = math.radians(p[0]), math.radians(p[1])
    return (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))


class Segment:
    def __init__(self, a, b, start):
        self.a, self.b, self.start = a, b, start
        self.azi, _, self.length = GEOD.inv(a[1], a[0], b[1], b[0])
        n = max(400, math.ceil(self.length / STEP))
        self.samples = [(self.length * i / n) for i in range(n + 1)]
        self.points = [self.at(s) for s in self.samples]
        self.vectors = [xyz(p) for p in self.points]

    def at(self, s):
        lon, lat, _ = GEOD.fwd(self.a[1], self.a[0], self.azi, s)
        return (lat, lon)

    def golden(self, p, low, high):
        while high - low > 1e-4:
            c, d = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
            if dist(self.at(c), p) < dist(self.at(d), p):
                high = d
            else:
                low = c
        s = (low + high) / 2
        # A minimum at the very end of the segment is that end.
        return min((dist(self.at(s), p), s) for s in (s, 0.0, self.length))

    def minima(self, p):
        """Every local minimum of the samples, refined. Samples are compared by chord, which grows
        with distance on the scale of the points asked for."""
        q = xyz(p)
        chords = [dot(sub(v, q), sub(v, q)) for v in self.vectors]
        last = len(chords) - 1
        for i, c in enumerate(chords):
            if (i == 0 or chords[i - 1] >= c) and (i == last or chords[i + 1] >= c):
                low, high = self.samples[max(i - 1, 0)], self.samples[min(i + 1, last)]
                yield self.golden(p, low, high)

    def tangent(self, s):
        """The direction of travel, as an earth-centred unit vector, by a difference of 2 m."""
        low, high = max(s - 1.0, 0.0), min(s + 1.0, self.length)
        return unit(sub(xyz(self.at(high)), xyz(self.at(low))))


def segments(route):
    out, start = [], 0.0
    for a, b in zip(route, route[1:]):
        out.append(Segment(a, b, start))
        start += out[-1].length
    return out, start


def sides(route):
    """What left and right are called: by the sum of all small steps east and north."""
    east = north = 0.0
    for seg in segments(route)[0]:
        for (la, lo), (lb, mo) in zip(seg.points, seg.points[1:]):
            d = (mo - lo + 540.0) % 360.0 - 180.0
            east += d * math.cos(math.radians((la + lb) / 2))
            north += lb - la
    if abs(east) >= abs(north):
        return ("north", "south") if east >= 0 else ("south", "north")
    return ("west", "east") if north >= 0 else ("east", "west")


def answer(segs, total, names, p):
    found = sorted((d, seg.start + s, n, s) for n, seg in enumerate(segs) for d, s in seg.minima(p))
    d, chainage, n, s = found[0]
    if any(other[0] - d < 1.0 and abs(other[1] - chainage) > 0.5 for other in found[1:]):
        return None
    seg = segs[n]
    t = seg.tangent(s)
    beyond = (n == 0 and s < 0.01) or (n == len(segs) - 1 and seg.length - s < 0.01)
    if not beyond and seg.length - s < 0.01:
        t = unit(tuple(x + y for x, y in zip(t, segs[n + 1].tangent(0.0))))
    elif not beyond and s < 0.01:
        t = unit(tuple(x + y for x, y in zip(t, segs[n - 1].tangent(segs[n - 1].length))))
    foot = seg.at(s)
    # Left of the direction of travel, seen from above: up x tangent.
    left = unit(cross(up(foot), t))
    over = dot(left, unit(sub(xyz(p), xyz(foot)))) * d
    if abs(over) < max(1.0, d * 0.01):
        return None
    return d / 1000, chainage / 1000, names[0] if over > 0 else names[1]


def main():
    random.seed(2020)
    rows = []
    for name, route in ROUTES.items():
        segs, total = segments(route)
        names = sides(route)
        assert names[0][0] in NAMES[name]
        print(name, round(total / 1000, 6), names, file=sys.stderr)
        kept = 0
        while kept < 480:
            # Along the route and somewhat beyond its ends, at corridor scale and further out.
            seg = random.choice(segs)
            foot = seg.at(random.uniform(-0.15, 1.15) * seg.length)
            out = random.choice([0.3, 3, 8, 8, 8, 30, 30, 150]) * 1000
            lon, lat, _ = GEOD.fwd(foot[1], foot[0], random.uniform(0, 360), random.uniform(0, out))
            p = (round(lat, 6), round(lon, 6))
            found = answer(segs, total, names, p)
            if found is None:
                continue
            kept += 1
            rows.append([name, f"{p[0]:.6f}", f"{p[1]:.6f}", *(f"{x:.6f}" for x in found[:2]), found[2]])
    origin = f"# Made by make.py with pyproj {pyproj.__version__} (PROJ {pyproj.proj_version_str}): see there for the method.\n"
    with open("routes.csv", "w") as out:
        out.write(origin + "# The m4 goes by places of the UCDP GED (CC BY 4.0); the others are made up. total_km by the same.\n")
        w = csv.writer(out, lineterminator="\n")
        w.writerow(["route", "lat", "lon", "total_km"])
        for name, route in ROUTES.items():
            total = segments(route)[1]
            for lat, lon in route:
                w.writerow([name, lat, lon, f"{total / 1000:.6f}"])
    with open("points.csv", "w") as out:
        out.write(origin)
        w = csv.writer(out, lineterminator="\n")
        w.writerow(["route", "lat", "lon", "km", "chainage_km", "side"])
        w.writerows(rows)


main()
