#!/usr/bin/env python3
"""Makes points.csv: what others say of the military grid (MGRS), all over the earth.

Run in this folder with CPython 3.11, mgrs 1.6.0 and pyproj 3.7.2:

  python3 make.py

`grid` is the square of a metre in which a point lies, by the package mgrs, which wraps NGA's GEOTRANS
(public domain). `square` is a square of some size round it, cut off from the same letters and digits;
its middle is worked out by pyproj (PROJ, MIT) from the metres of UTM or UPS.
"""
import random

import mgrs
import pyproj

GRID = mgrs.MGRS()
BANDS = "CDEFGHJKLMNPQRSTUVWX"
random.seed(19)


def projection(grid):
    """The projection in whose metres a square is cut."""
    if grid[0] in "AB":
        return pyproj.Proj("+proj=ups +south +ellps=WGS84")
    if grid[0] in "YZ":
        return pyproj.Proj("+proj=ups +ellps=WGS84")
    south = " +south" if grid[2] < "N" else ""
    return pyproj.Proj(f"+proj=utm +zone={int(grid[:2])}{south} +ellps=WGS84")


def row(n, lat, lon):
    grid = GRID.toMGRS(lat, lon, MGRSPrecision=5)
    pairs = n % 6
    letters = grid[:-10]
    square = letters + grid[-10:][:pairs] + grid[-5:][:pairs]
    size = 10 ** (5 - pairs)
    metres = projection(grid)
    east, north = metres(lon, lat)
    middle = [(axis // size + 0.5) * size for axis in (east, north)]
    mid_lon, mid_lat = metres(*middle, inverse=True)
    mid_lon = (mid_lon + 180) % 360 - 180
    return f"{grid},{lat},{lon},{square},{mid_lat:.8f},{mid_lon:.8f}\n"


def points():
    """Every zone in every band, both poles, and the edges."""
    for zone in range(1, 61):
        for at, band in enumerate(BANDS):
            lowest, height = at * 8 - 80, 12 if band == "X" else 8
            lat = lowest + height * random.uniform(0.02, 0.98)
            lon = zone * 6 - 183 + random.uniform(-2.95, 2.95)
            yield round(lat, 6), round(lon, 6)
    for pole in (-1, 1):
        for lon in range(-180, 180, 10):
            least = 80.01 if pole < 0 else 84.01
            yield round(pole * random.uniform(least, 89.99), 6), lon + 0.5
        for lat in (89.9999, 89.5, 88.0):
            for lon in (-179.9, -90.1, -0.1, 0.1, 89.9, 179.9):
                yield pole * lat, lon
    # The edges of zones by Norway and Spitsbergen, and of bands everywhere.
    for lat in (55.99, 56.01, 60.0, 63.99, 64.01):
        for lon in (-0.01, 0.01, 2.99, 3.01, 5.99, 6.01, 8.99, 9.01, 11.99, 12.01):
            yield lat, lon
    for lat in (71.99, 72.01, 78.0, 83.99):
        for edge in (0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 42):
            yield lat, edge - 0.01
            yield lat, edge + 0.01
    for edge in list(range(-80, 73, 8)) + [84]:
        for lat in (edge - 0.000_03, edge + 0.000_03):
            for lon in (-177.0, 36.6, 179.5):
                yield round(lat, 6), lon
    # Both sides of the antimeridian, and on it.
    for lat in (-85.0, -79.9, -45.0, -0.0001, 0.0001, 45.0, 83.9, 85.0):
        for lon in (-180.0, -179.9999, 179.9999):
            yield lat, lon
    for lat in (0.0, -80.0):
        for lon in (0.5, -66.5, 36.6):
            yield lat, lon


with open("points.csv", "w") as table:
    table.write("grid,lat,lon,square,middle_lat,middle_lon\n")
    for n, (lat, lon) in enumerate(points()):
        table.write(row(n + n // 6, lat, lon))
