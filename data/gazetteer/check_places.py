#!/usr/bin/env python3
"""Checks that each settlement of data/places.tsv is really lacking: no town of the packages' rows within 15 km of it has
its name, respelled or not. Regions, districts and camps are ours even where a town shares their name.

    python3 data/gazetteer/check_places.py ROWS.tsv
"""

import math
import sys
from collections import defaultdict

from build import HERE, plain, rough, rows_of


def kilometres(a, b):
    mean = math.radians((a[0] + b[0]) / 2)
    return 111.2 * math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(mean))


def known_towns(path):
    towns = defaultdict(list)
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if cells[1] in ("city", "village") and cells[0]:
            for name in {rough(n) for n in [cells[2], *cells[3].split("|")]}:
                towns[name].append((cells[2], cells[4], float(cells[7]), float(cells[8])))
    return towns


def main():
    towns = known_towns(sys.argv[1])
    found, seen, count = 0, {}, 0
    for row in rows_of(HERE.parent / "places.tsv"):
        count += 1
        here = (float(row["lat"]), float(row["lon"]))
        if not (-90 <= here[0] <= 90 and -180 <= here[1] <= 180):
            print(f"{row['name']}: no point on Earth")
        key = (plain(row["name"]), row["country"], row["kind"])
        if key in seen and kilometres(here, seen[key]) < 15:
            print(f"{row['name']} {row['country']}: twice")
        seen[key] = here
        if row["kind"] != "village":
            continue
        for name in {rough(n) for n in [row["name"], *row["alternates"].split("|")] if n}:
            for town, country, lat, lon in towns[name]:
                if country == row["country"] and kilometres(here, (lat, lon)) < 15:
                    print(f"{row['name']} {country}: known as {town}, {kilometres(here, (lat, lon)):.0f} km off")
                    found += 1
    print(f"{count} places, {found} known already", file=sys.stderr)


if __name__ == "__main__":
    main()
