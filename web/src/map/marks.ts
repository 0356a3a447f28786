// What is drawn on the map: events gathered into circles by where they fall on the screen, and figures in no event.

import type { PublishedFigure } from "../api";
import type { Toll, TollEvent } from "../types";
import { type LonLat, type Point, type View, toScreen, unit } from "./projection";

/** An event at a point; those known by region only are kept apart. */
export interface Spot extends LonLat {
  at: Point;
  event: TollEvent;
}

export interface Cluster {
  at: Point;
  spots: Spot[];
  low: number;
  high: number;
  open: boolean;
  /** How many of its events somebody disputes. */
  contested: number;
  /** Radii on the screen. */
  inner: number;
  outer: number;
}

export interface RegionEvents {
  key: string;
  country: string;
  /** A point inside, for a province; null for a country. */
  at: Point | null;
  name: string;
  events: TollEvent[];
}

export interface Placed {
  spots: Spot[];
  regions: RegionEvents[];
  /** Where figures lie that no event counts. */
  loose: { at: Point; figures: PublishedFigure[] }[];
  /** Events and figures without any place on the map. */
  nowhere: number;
}

export const LARGEST_RADIUS = 34;
const SMALLEST_RADIUS = 3.5;

/** Sorts events and figures by how closely their place is known. */
export function place(toll: Toll | null, figures: PublishedFigure[], harm: string | null): Placed {
  const placed: Placed = { spots: [], regions: [], loose: [], nowhere: 0 };
  const regions = new Map<string, RegionEvents>();
  const counted = new Set<string>();
  for (const event of toll?.events ?? []) {
    for (const claim of [...event.claims, ...event.subsets]) counted.add(claim.figure);
    if (event.effect !== harm || event.unit !== "people") continue;
    const { place: where } = event;
    if (!where || where.lat === null || where.lon === null) {
      placed.nowhere += 1;
    } else if (where.precision === "country" || where.precision === "admin1") {
      const key = `${where.precision} ${where.country ?? ""} ${where.name}`;
      const at = where.precision === "admin1" ? unit(where.lon, where.lat) : null;
      const region = regions.get(key) ?? { key, country: where.country ?? "", at, name: where.name, events: [] };
      region.events.push(event);
      regions.set(key, region);
    } else {
      placed.spots.push({ lon: where.lon, lat: where.lat, at: unit(where.lon, where.lat), event });
    }
  }
  placed.regions = [...regions.values()];
  const loose = new Map<string, { at: Point; figures: PublishedFigure[] }>();
  for (const figure of figures) {
    const where = figure.place;
    if (counted.has(figure.id) || figure.effect !== harm || !where || where.lat === null || where.lon === null) continue;
    if (where.precision === "country" || where.precision === "admin1") continue;
    const key = `${where.lon.toFixed(3)},${where.lat.toFixed(3)}`;
    const spot = loose.get(key) ?? { at: unit(where.lon, where.lat), figures: [] };
    spot.figures.push(figure);
    loose.set(key, spot);
  }
  placed.loose = [...loose.values()];
  return placed;
}

/** Gathers spots whose circles would lie on each other, the largest first. Areas are to scale: the largest has the largest radius. */
export function gather(spots: Spot[], view: View): Cluster[] {
  const sorted = [...spots].sort((a, b) => b.event.high - a.event.high);
  let clusters = sized(join(sorted.map(alone), view));
  for (let round = 0; round < 3; round += 1) clusters = sized(join(clusters, view));
  return clusters;
}

function alone(spot: Spot): Cluster {
  const { low, high, open, contested } = spot.event;
  return { at: spot.at, spots: [spot], low, high, open, contested: contested ? 1 : 0, inner: 0, outer: 0 };
}

function join(parts: Cluster[], view: View): Cluster[] {
  const joined: { cluster: Cluster; x: number; y: number }[] = [];
  for (const part of parts) {
    const { x, y } = toScreen(view, part.at);
    const near = joined.find((other) => Math.hypot(other.x - x, other.y - y) < Math.max(14, 0.72 * (other.cluster.outer + part.outer)));
    if (!near) joined.push({ cluster: { ...part, spots: [...part.spots] }, x, y });
    else add(near.cluster, part);
  }
  return joined.map(({ cluster }) => cluster);
}

function sized(clusters: Cluster[]): Cluster[] {
  const most = Math.max(1, ...clusters.map((cluster) => cluster.high));
  const radius = (value: number): number => Math.max(SMALLEST_RADIUS, Math.sqrt(value / most) * LARGEST_RADIUS);
  for (const cluster of clusters) {
    cluster.outer = radius(cluster.high);
    cluster.inner = cluster.low === 0 ? 0 : Math.min(cluster.outer, radius(cluster.low));
  }
  return clusters.sort((a, b) => b.outer - a.outer);
}

function add(cluster: Cluster, part: Cluster): void {
  cluster.spots.push(...part.spots);
  cluster.low += part.low;
  cluster.high += part.high;
  cluster.open ||= part.open;
  cluster.contested += part.contested;
}
