// Land, borders, provinces, lakes and the names of cities, as paths of the unit square.

import { feature, mesh } from "topojson-client";
import type { GeometryCollection, GeometryObject, Topology } from "topojson-specification";
import worldAddress from "../../geography/world.json?url";
import citiesAddress from "../../geography/cities.json?url";
import { type Point, unit } from "./projection";

interface ProvinceProperties {
  country: string;
  unit: string;
  name: string;
  disputed?: boolean;
}
type World = Topology<{ provinces: GeometryCollection<ProvinceProperties>; lakes: GeometryCollection }>;

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Shape extends Box {
  path: Path2D;
}

export interface Province extends Shape {
  country: string;
  /** Empty where the whole country is one shape. */
  name: string;
  rings: Point[][];
}

export interface City extends Point {
  name: string;
  /** Thousands of people. */
  people: number;
}

export interface Geography {
  provinces: Province[];
  lakes: Shape[];
  borders: Shape[];
  disputed: Shape[];
  provinceLines: Shape[];
  cities: City[];
}

/** Parts of one state that go their own way. */
const BREAKAWAY = new Set(["Transnistria", "Abkhazia", "South Ossetia"]);

let loading: Promise<Geography> | null = null;

export function geography(): Promise<Geography> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Geography> {
  const [world, cities] = await Promise.all([
    fetch(worldAddress).then((response) => response.json() as Promise<World>),
    fetch(citiesAddress).then((response) => response.json() as Promise<{ name: string[]; lat: number[]; lon: number[]; people: number[] }>),
  ]);
  const { provinces, lakes } = world.objects;
  const known = (side: GeometryObject): Partial<ProvinceProperties> => side.properties ?? {};
  type Side = Partial<ProvinceProperties>;
  const disputed = (a: Side, b: Side): boolean => (a.disputed ?? false) || (b.disputed ?? false);
  const breakaway = (a: Side, b: Side): boolean => BREAKAWAY.has(a.name ?? "") !== BREAKAWAY.has(b.name ?? "");
  const lines = (wanted: (a: Side, b: Side) => boolean): Shape[] =>
    mesh(world, provinces, (a, b) => a !== b && wanted(known(a), known(b))).coordinates.map((line) => shape([line.map(point)], false));
  return {
    provinces: feature(world, provinces).features.map(({ geometry, properties }) => {
      const rings = ringsOf(geometry);
      return { ...shape(rings, true), rings, country: properties.country, name: properties.name };
    }),
    lakes: feature(world, lakes).features.map(({ geometry }) => shape(ringsOf(geometry), true)),
    borders: lines((a, b) => a.unit !== b.unit && !disputed(a, b)),
    disputed: lines((a, b) => (a.unit !== b.unit && disputed(a, b)) || (a.unit === b.unit && breakaway(a, b))),
    provinceLines: lines((a, b) => a.unit === b.unit),
    cities: cities.name.map((name, index) => ({
      name, people: cities.people[index] ?? 0, ...unit(cities.lon[index] ?? 0, cities.lat[index] ?? 0),
    })),
  };
}

/** The shapes that stand for a place known no closer than its province or country; none where there is no outline. */
export function region(geo: Geography, country: string, at: Point | null): Province[] {
  const own = geo.provinces.filter((province) => province.country === country);
  if (!at) return own;
  const inside = own.find((province) => province.name !== "" && contains(province, at));
  return inside ? [inside] : [];
}

export function contains(province: Province, at: Point): boolean {
  if (at.x < province.left || at.x > province.right || at.y < province.top || at.y > province.bottom) return false;
  let inside = false;
  for (const ring of province.rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const a = ring[i];
      const b = ring[j];
      if (a && b && a.y > at.y !== b.y > at.y && at.x < ((b.x - a.x) * (at.y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
    }
  }
  return inside;
}

function ringsOf(geometry: { type: string; coordinates?: unknown }): Point[][] {
  if (geometry.type === "Polygon") return (geometry.coordinates as number[][][]).map((ring) => ring.map(point));
  if (geometry.type === "MultiPolygon") return (geometry.coordinates as number[][][][]).flat().map((ring) => ring.map(point));
  return [];
}

function point(position: number[]): Point {
  return unit(position[0] ?? 0, position[1] ?? 0);
}

function shape(rings: Point[][], closed: boolean): Shape {
  const path = new Path2D();
  const box: Box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const ring of rings) {
    ring.forEach(({ x, y }, index) => {
      if (index === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    });
    if (closed) path.closePath();
  }
  return { path, ...box };
}
