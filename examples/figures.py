"""Reads all figures of a question from a running `warwire serve` into a pandas data frame.

    pip install pandas
    python3 examples/figures.py "civilians killed in Syria" [http://127.0.0.1:7878]
"""

import json
import sys
import urllib.parse
import urllib.request

import pandas as pd


def figures(server: str, **parameters) -> pd.DataFrame:
    """All matching figures, one a row; columns of nested records are called like `figure.place.name`."""
    rows, after = [], None
    while True:
        asked = dict(parameters, limit=10_000, **({"after": after} if after else {}))
        with urllib.request.urlopen(f"{server}/v1/figures?{urllib.parse.urlencode(asked, doseq=True)}") as answer:
            page = json.load(answer)
        rows += page["figures"]
        after = page["after"]
        if not after:
            break
    table = pd.json_normalize(rows)
    for column in ("published", "figure.when.from", "figure.when.to"):
        if column in table:
            table[column] = pd.to_datetime(table[column], errors="coerce")
    return table


if __name__ == "__main__":
    question = sys.argv[1] if len(sys.argv) > 1 else "civilians killed in Syria"
    table = figures(sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:7878", q=question)
    shown = ["article", "figure.count.low", "figure.count.high", "figure.effect", "figure.victims.class",
             "figure.place.name", "figure.when.from", "figure.attribution.name", "figure.quote"]
    print(table.reindex(columns=shown).to_string(max_colwidth=40))
    print(f"{len(table)} figures of {table['article'].nunique() if len(table) else 0} articles."
          " A sum of this column counts events twice; /v1/toll reconciles them.")
