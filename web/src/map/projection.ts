// Web Mercator on a unit square, and the piece of it that is seen.

export interface Point {
  x: number;
  y: number;
}

/** A place on the screen is `unit * scale + offset`. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface LonLat {
  lon: number;
  lat: number;
}

const EARTH_KM = 40075;
const MOST_LAT = 84;
const SMALLEST = 180;
const LARGEST = 600_000;

export function unit(lon: number, lat: number): Point {
  const bounded = (Math.max(-MOST_LAT, Math.min(MOST_LAT, lat)) * Math.PI) / 180;
  return { x: (lon + 180) / 360, y: 0.5 - Math.log(Math.tan(Math.PI / 4 + bounded / 2)) / (2 * Math.PI) };
}

export function toScreen(view: View, point: Point): Point {
  return { x: point.x * view.scale + view.x, y: point.y * view.scale + view.y };
}

export function toLonLat(view: View, screen: Point): LonLat {
  const x = (screen.x - view.x) / view.scale;
  const y = (screen.y - view.y) / view.scale;
  const lat = (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90;
  return { lon: x * 360 - 180, lat };
}

/** Pixels of a kilometre at a latitude. */
export function pixels(view: View, km: number, lat: number): number {
  return ((km / EARTH_KM) * view.scale) / Math.cos((lat * Math.PI) / 180);
}

/** Zooms by a factor about a point of the screen. */
export function zoomed(view: View, factor: number, about: Point): View {
  const scale = Math.max(SMALLEST, Math.min(LARGEST, view.scale * factor));
  const by = scale / view.scale;
  return { scale, x: about.x - (about.x - view.x) * by, y: about.y - (about.y - view.y) * by };
}

/** The view that holds all points, none of them at the very edge, and never less than some 60 km. */
export function fitted(points: Point[], size: Size, padding: number): View {
  if (points.length === 0 || size.width === 0) return { scale: Math.max(size.width, 320), x: 0, y: -0.1 * Math.max(size.width, 320) };
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const least = 60 / EARTH_KM;
  const scale = Math.max(
    SMALLEST,
    Math.min(LARGEST, (size.width - 2 * padding) / Math.max(right - left, least), (size.height - 2 * padding) / Math.max(bottom - top, least)),
  );
  return { scale, x: size.width / 2 - ((left + right) / 2) * scale, y: size.height / 2 - ((top + bottom) / 2) * scale };
}

/** Kilometres between two places. */
export function distance(a: LonLat, b: LonLat): number {
  const radians = Math.PI / 180;
  const sine = (degrees: number): number => Math.sin((degrees * radians) / 2) ** 2;
  const h = sine(b.lat - a.lat) + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * sine(b.lon - a.lon);
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** From one place to another, as one of eight points of the compass. */
export function bearing(from: LonLat, to: LonLat): string {
  const east = (to.lon - from.lon) * Math.cos(((from.lat + to.lat) / 2) * (Math.PI / 180));
  const eighth = Math.round(Math.atan2(east, to.lat - from.lat) / (Math.PI / 4));
  return ["N", "NE", "E", "SE", "S", "SW", "W", "NW"][(eighth + 8) % 8] ?? "N";
}

/** Points around a circle on the earth. */
export function circlePoints(centre: LonLat, km: number): Point[] {
  return Array.from({ length: 72 }, (_, index) => {
    const bearing = (index / 72) * 2 * Math.PI;
    const lat = centre.lat + (km / 111.2) * Math.cos(bearing);
    const lon = centre.lon + ((km / 111.2) * Math.sin(bearing)) / Math.max(0.1, Math.cos((centre.lat * Math.PI) / 180));
    return unit(lon, lat);
  });
}
