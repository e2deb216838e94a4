"""Where points lie to zones, for `tests/zones.rs` to compare with.

Independent of what it checks: shapely (GEOS) and PROJ (pyproj) instead of geographiclib-rs. Each
zone is laid out afresh for each point, on the azimuthal equidistant projection whose middle is the
point, where distances from the point are true on the ellipsoid: its edges as samples no further
apart than STEP, on geodesics (PROJ's) or, where the edges are straight in longitude and latitude,
in equal steps of both. Inside is what shapely's polygon covers at the origin, the distance to the
edge shapely's distance from the origin. Corridors are told by the distance to the samples of their
line, and the hand by a cross product in that projection. Run with `python make.py`; needs
`pip install shapely pyproj`. Half of the points lie around an edge, from 2 m to 20 km off (all of
those of a sliver, to 300 m) and as many in each order of length; half anywhere in and around the
zone.
"""

import csv, math, random
import pyproj, shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import unary_union

GEOD = pyproj.Geod(ellps="WGS84")
STEP = 0.25  # km; a four-hundredth of an edge where that is longer
random.seed(20261130)


def ahead(lat, lon, azimuth, km):
    lon, lat, _ = GEOD.fwd(lon, lat, azimuth, km * 1000)
    return lat, lon


def jagged(lat, lon, km, corners, least=0.35):
    """A ring round a point whose corners lie at random distances."""
    return [
        ahead(lat, lon, 360 * n / corners, km * random.uniform(least, 1)) for n in range(corners)
    ]


def wavy_box(lat, lon, high, wide, corners):
    """A ring along a box of degrees whose sides wave a little."""
    south = [(lat + random.uniform(0, high / 5), lon + wide * n / corners) for n in range(corners)]
    north = [(lat + high - random.uniform(0, high / 5), lon + wide * (corners - n) / corners) for n in range(corners)]
    return [(a, (o + 180) % 360 - 180) for a, o in south + north]


# name: (form, polygons of rings of (lat, lon), kilometres)
ZONES = {
    "south": ("ring", [[[(33.10, 35.10), (33.32, 35.25), (33.27, 35.41), (33.34, 35.52), (33.36, 35.62), (33.31, 35.70), (33.25, 35.64), (33.21, 35.57), (33.09, 35.50), (33.08, 35.33)]]], None),
    "port": ("ring", [[jagged(14.8, 42.95, 40, 60)]], None),
    "islands": ("ring", [[jagged(-16.6, 179.95, 120, 24)]], None),
    "arctic": ("ring", [[wavy_box(80.6, 150, 1.5, 75, 7)]], None),
    "pole": ("ring", [[[(81 + random.uniform(-1, 1), (-170 + 30 * n + 180) % 360 - 180) for n in range(12)]]], None),
    "sliver": ("ring", [[[(47.9, 37.6), (48.2012, 38.1), (48.6, 38.3), (48.599, 38.3025), (48.1995, 38.1025)]]], None),
    "far": ("ring", [[[(-20, -60), (10, -75), (25, -50), (5, -35)]]], None),
    "holed": ("rings", [[jagged(36.0, 36.6, 60, 16, 0.8), jagged(36.1, 36.7, 14, 9), [(35.85, 36.3), (35.86, 36.6), (35.8605, 36.61), (35.8502, 36.3)], jagged(35.75, 36.75, 5, 40)]], None),
    "dateline-holed": ("rings", [[jagged(66.0, 179.8, 200, 12, 0.8), jagged(66.2, -179.9, 40, 12)]], None),
    "flat-wide": ("straight", [[[(59, 20), (61, 22), (59.3, 27), (62, 31), (64, 24), (62.5, 19)], [(61.2, 22.6), (61.3, 26.9), (61.9, 25)]]], None),
    "flat-same": ("straight", [[[(-20, -60), (10, -75), (25, -50), (5, -35)]]], None),
    "flat-cut": ("straight", [[[(-18, 177.5), (-18.5, 180), (-15.8, 180), (-16, 178)], [(-17.2, 179), (-17, 179.5), (-16.8, 179)]], [[(-18.5, -180), (-18.2, -178.5), (-16.1, -178.9), (-15.8, -180)]]], None),
    "flat-uncut": ("straight", [[[(-18, 177.5), (-18.2, -178.5), (-16.1, -178.9), (-16, 178)]]], None),
    "flat-north": ("straight", [[[(81, 10), (81, 55), (83.5, 40), (82, 20)]]], None),
    "flat-cap": ("straight", [[[(84, -180), (82, 0), (83, 180), (90, 180), (90, -180)]]], None),
    "flat-sliver": ("straight", [[[(70, 60), (70.001, 66), (70, 72), (69.999, 66)]]], None),
    "near-pole": ("around", [[[(81.0, 179.5)]]], (150.0,)),
    "near": ("around", [[[(33.27, 35.2)]]], (5.0,)),
    "two-lines": ("between", [[[(33.10, 35.12), (33.11, 35.3), (33.07, 35.5), (33.24, 35.6)], [(33.33, 35.6), (33.34, 35.45), (33.29, 35.38), (33.33, 35.25)]]], None),
    "road": ("along", [[[(35.866, 36.784), (35.812, 36.611), (35.807, 36.497), (35.761, 36.358), (35.814, 36.321), (35.788, 36.219), (35.811, 36.196)]]], (6.0, 6.0)),
    "front": ("along", [[[(-16.9, 179.2), (-16.6, 179.85), (-16.72, -179.7), (-16.45, -179.1)]]], (12.0, 4.0)),
}
# What lies on the ground where a zone is drawn as a box: without the sides along pole and cut.
GROUND = {"flat-cap": [[[(84, -180), (82, 0), (83, 180)]]]}
# name: clipped to these, without those
CLIPPED = {"clipped": ("south", ["two-lines"], ["near"]), "flat-clipped": ("flat-same", ["far"], [])}


def geodesic(a, b):
    """Samples from a on, without b."""
    _, _, metres = GEOD.inv(a[1], a[0], b[1], b[0])
    # A geodesic bends by less than a millimetre in a kilometre.
    n = max(1, math.ceil(metres / 1000 / max(STEP, min(1.0, metres / 400_000))))
    return [a] + [(lat, lon) for lon, lat in GEOD.npts(a[1], a[0], b[1], b[0], n - 1)] if n > 1 else [a]


def straight(a, b):
    east = b[1] - a[1]
    if abs(east) > 180:
        east -= math.copysign(360, east)
    _, _, metres = GEOD.inv(a[1], a[0], a[1] + east / 2, (a[0] + b[0]) / 2)
    n = max(1, math.ceil(2 * metres / 1000 / max(STEP, min(1.0, metres / 400_000))))
    return [(a[0] + (b[0] - a[0]) * k / n, a[1] + east * k / n) for k in range(n)]


def is_edge(a, b):
    """Whether an edge of a straight polygon is one on the ground."""
    is_cut = abs(a[1]) == 180 and a[1] == b[1]
    is_pole = abs(a[0]) == 90 and a[0] == b[0]
    return not (is_cut or is_pole)


def sampled(form, polygons):
    """Rings of samples, and the samples of the edges on the ground."""
    if form == "between":
        one, other = polygons[0]
        joins = lambda line: GEOD.inv(one[-1][1], one[-1][0], line[0][1], line[0][0])[2] + GEOD.inv(one[0][1], one[0][0], line[-1][1], line[-1][0])[2]
        polygons = [[one + min(other, other[::-1], key=joins)]]
    way = straight if form == "straight" else geodesic
    rings, edges = [], []
    for polygon in polygons:
        rings.append([])
        for ring in polygon:
            pairs = list(zip(ring, ring[1:] + ring[:1]))
            rings[-1].append([point for a, b in pairs for point in way(a, b)])
            edges += [way(a, b) + [b] for a, b in pairs if form != "straight" or is_edge(a, b)]
    return rings, edges


class Told:
    """A zone as it is asked."""

    def __init__(self, name):
        form, polygons, km = ZONES[name]
        self.form, self.km, self.polygons = form, km, polygons
        if form == "along":
            line = polygons[0][0]
            self.samples = [point for a, b in zip(line, line[1:]) for point in geodesic(a, b)] + [line[-1]]
            self.edges = [self.samples]
        elif form == "around":
            (lat, lon), (radius,) = polygons[0][0][0], km
            self.edges = [[ahead(lat, lon, turn, radius) for turn in range(360)]]
        else:
            self.rings, self.edges = sampled(form, GROUND.get(name, polygons))

    def area(self, flat):
        """The zone on a projection."""
        to = lambda ring: list(zip(*flat([lon for _, lon in ring], [lat for lat, _ in ring])))
        parts = [Polygon(to(rings[0]), [to(hole) for hole in rings[1:]]) for rings in self.rings]
        assert all(part.is_valid for part in parts), shapely.is_valid_reason(parts[0])
        return parts, [LineString(to(edge)) for edge in self.edges]

    def ask(self, lat, lon, flat):
        """Whether a point is inside, and kilometres to the edge."""
        if self.form == "around":
            centre = self.polygons[0][0][0]
            km = GEOD.inv(centre[1], centre[0], lon, lat)[2] / 1000
            return km < self.km[0], abs(km - self.km[0])
        if self.form == "along":
            points = list(zip(*flat([lon for _, lon in self.samples], [lat for lat, _ in self.samples])))
            line, origin = LineString(points), Point(0, 0)
            km = line.distance(origin) / 1000
            along = line.project(origin)
            a, b = line.interpolate(max(0, along - 1)), line.interpolate(min(line.length, along + 1))
            is_left = (b.x - a.x) * (0 - a.y) - (b.y - a.y) * (0 - a.x) > 0
            width = self.km[0 if is_left else 1]
            return km < width, abs(km - width)
        parts, edges = self.area(flat)
        origin = Point(0, 0)
        inside = any(part.covers(origin) for part in parts)
        return inside, min(edge.distance(origin) for edge in edges) / 1000


TOLD = {name: Told(name) for name in ZONES}


def projection(lat, lon):
    return pyproj.Proj(proj="aeqd", lat_0=lat, lon_0=lon, ellps="WGS84")


def ask_clipped(name, lat, lon, flat):
    own, within, without = CLIPPED[name]
    def whole(name):
        if TOLD[name].form == "around":
            (clat, clon), (km,) = TOLD[name].polygons[0][0][0], TOLD[name].km
            ring = [ahead(clat, clon, turn / 10, km) for turn in range(3600)]
            return Polygon(list(zip(*flat([o for _, o in ring], [a for a, _ in ring]))))
        return unary_union(TOLD[name].area(flat)[0])
    area = whole(own)
    for other in within:
        area = area.intersection(whole(other))
    for other in without:
        area = area.difference(whole(other))
    origin = Point(0, 0)
    return area.covers(origin), area.boundary.distance(origin) / 1000


def spots(edges, count, most_km, is_line):
    everything = [point for edge in edges for point in edge]
    flat = projection(*everything[0])
    lats = [lat for lat, _ in everything]
    middle = everything[len(everything) // 2]
    far = max(GEOD.inv(middle[1], middle[0], lon, lat)[2] / 1000 for lat, lon in everything)
    for n in range(count):
        if n % 2 or most_km < 1:
            start = random.choice(random.choice(edges))
            yield ahead(*start, random.uniform(0, 360), 10 ** random.uniform(math.log10(0.002), math.log10(most_km)))
        else:
            lat, lon = random.choice(everything)
            if is_line:
                yield ahead(lat, lon, random.uniform(0, 360), random.uniform(0, most_km))
                continue
            other = random.choice(everything)
            azimuth, _, metres = GEOD.inv(lon, lat, other[1], other[0])
            yield ahead(lat, lon, azimuth + random.uniform(-20, 20), metres / 1000 * random.uniform(-0.3, 1.3))


def main():
    made = f"# Made by make.py with shapely {shapely.__version__} and pyproj {pyproj.__version__} (PROJ {pyproj.proj_version_str}): see there for the method."
    with open("zones.csv", "w", newline="") as file:
        print(made, "All of them are made up.", file=file)
        out = csv.writer(file, lineterminator="\n")
        out.writerow("zone form polygon ring lat lon left_km right_km".split())
        for name, (form, polygons, km) in ZONES.items():
            km = [f"{one:g}" for one in (km or [])] + ["", ""]
            for p, rings in enumerate(polygons):
                for r, ring in enumerate(rings):
                    for lat, lon in ring:
                        out.writerow([name, form, p, r, f"{lat:.6f}", f"{lon:.6f}", *km[:2]])
    with open("points.csv", "w", newline="") as file:
        print(made, file=file)
        out = csv.writer(file, lineterminator="\n")
        out.writerow("zone lat lon inside edge_km".split())
        for name in [*ZONES, *CLIPPED]:
            edges = TOLD[CLIPPED.get(name, [name])[0]].edges
            most_km = 0.3 if "sliver" in name else 20
            for lat, lon in spots(edges, 110, most_km, name in ("road", "front")):
                lat, lon = round(lat, 6), round(lon, 6)
                flat = projection(lat, lon)
                inside, km = ask_clipped(name, lat, lon, flat) if name in CLIPPED else TOLD[name].ask(lat, lon, flat)
                out.writerow([name, f"{lat:.6f}", f"{lon:.6f}", int(inside), f"{km:.6f}"])


if __name__ == "__main__":
    # The zones are asked as they are written down, to six digits.
    for name, (form, polygons, km) in ZONES.items():
        ZONES[name] = (form, [[[(round(a, 6), round(o, 6)) for a, o in ring] for ring in rings] for rings in polygons], km)
    TOLD = {name: Told(name) for name in ZONES}
    main()
