#!/usr/bin/env python3
"""Makes points.csv: squares of a metre of the military grid for points on the earth.

Run in this folder with CPython 3.11 and mgrs 1.6, which wraps NGA's GEOTRANS (public domain):

  python3 make.py
"""
import random

import mgrs

grid = mgrs.MGRS()
random.seed(17)
points = [
    (35.8142, 36.6106), (48.5956, 38.0003), (15.4591, 45.3253), (-1.6788, 29.2217),
    (-22.9028, -43.2076), (0.0001, 0.0001), (60.39, 5.32), (78.22, 15.65), (-33.87, 151.21),
    (31.5161, 34.4506), (64.13, -21.9), (-54.8, -68.3), (11.8464, 13.1603), (36.2021, 37.1343),
    (83.9, -30.1), (-79.9, 178.2),
]
for _ in range(24):
    points.append((round(random.uniform(-79.5, 83.5), 5), round(random.uniform(-180, 179.99), 5)))
with open("points.csv", "w") as table:
    table.write("grid,lat,lon\n")
    for lat, lon in points:
        table.write(f"{grid.toMGRS(lat, lon, MGRSPrecision=5)},{lat},{lon}\n")
