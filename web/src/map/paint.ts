// Paints the quiet part of the map on a canvas: sea, land, tints of regions, borders, names.

import type { Box, City, Geography, Shape } from "./geography";
import { meet } from "./labels";
import { type Size, type View, toScreen } from "./projection";

export interface Tint {
  shapes: Shape[];
  lit: boolean;
}

interface Ink {
  sea: string;
  land: string;
  border: string;
  province: string;
  name: string;
  halo: string;
  tint: string;
}

export function paint(canvas: HTMLCanvasElement, geo: Geography, view: View, size: Size, tints: Tint[], taken: Box[]): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const density = Math.min(devicePixelRatio || 1, 2);
  const [width, height] = [Math.round(size.width * density), Math.round(size.height * density)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const ink = inkOf(canvas);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = ink.sea;
  context.fillRect(0, 0, width, height);

  const seen = seenBy(view, size);
  context.setTransform(density * view.scale, 0, 0, density * view.scale, density * view.x, density * view.y);
  const pixel = 1 / view.scale;
  context.lineJoin = "round";
  context.fillStyle = ink.land;
  context.strokeStyle = ink.land;
  context.lineWidth = pixel * 0.7;
  for (const shape of geo.provinces.filter(seen)) {
    context.fill(shape.path);
    context.stroke(shape.path);
  }
  context.fillStyle = ink.tint;
  for (const tint of tints) {
    context.globalAlpha = tint.lit ? 0.6 : 0.2;
    for (const shape of tint.shapes.filter(seen)) context.fill(shape.path);
  }
  context.globalAlpha = 1;
  context.fillStyle = ink.sea;
  for (const shape of geo.lakes.filter(seen)) context.fill(shape.path);

  if (view.scale > 5000) strokeAll(context, geo.provinceLines.filter(seen), ink.province, pixel * 0.7, []);
  strokeAll(context, geo.borders.filter(seen), ink.border, pixel * (view.scale > 3000 ? 1.1 : 0.7), []);
  strokeAll(context, geo.disputed.filter(seen), ink.border, pixel * 1.1, [4 * pixel, 3 * pixel]);

  context.setTransform(density, 0, 0, density, 0, 0);
  names(context, geo.cities, view, size, ink, taken);
}

function strokeAll(context: CanvasRenderingContext2D, shapes: Shape[], colour: string, width: number, dash: number[]): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  for (const shape of shapes) context.stroke(shape.path);
  context.setLineDash([]);
}

function seenBy(view: View, size: Size): (shape: Shape) => boolean {
  const [left, top] = [-view.x / view.scale, -view.y / view.scale];
  const [right, bottom] = [left + size.width / view.scale, top + size.height / view.scale];
  return (shape) => shape.right >= left && shape.left <= right && shape.bottom >= top && shape.top <= bottom;
}

/** Names of the cities that matter at this scale, the larger first, none over another. */
function names(context: CanvasRenderingContext2D, cities: City[], view: View, size: Size, ink: Ink, taken: Box[]): void {
  const least = view.scale > 60_000 ? 0 : view.scale > 20_000 ? 60 : view.scale > 8000 ? 250 : view.scale > 3000 ? 900 : 4000;
  const most = Math.max(6, Math.round((size.width * size.height) / 11_000));
  const boxes = [...taken];
  context.textBaseline = "middle";
  context.lineJoin = "round";
  let drawn = 0;
  for (const city of cities) {
    if (city.people < least || drawn >= most) break;
    const { x, y } = toScreen(view, city);
    if (x < 4 || y < 8 || x > size.width - 8 || y > size.height - 8) continue;
    context.font = `${city.people > 1000 ? 600 : 400} 11.5px "Source Sans 3 Variable", system-ui, sans-serif`;
    const width = context.measureText(city.name).width;
    const leftward = x + width + 8 > size.width;
    const start = leftward ? x - 6 - width : x + 6;
    const box = { left: Math.min(x, start) - 4, right: Math.max(x, start + width) + 6, top: y - 9, bottom: y + 9 };
    if (boxes.some((other) => meet(box, other))) continue;
    boxes.push(box);
    drawn += 1;
    context.fillStyle = ink.name;
    context.beginPath();
    context.arc(x, y, 1.6, 0, 2 * Math.PI);
    context.fill();
    context.strokeStyle = ink.halo;
    context.lineWidth = 3;
    context.strokeText(city.name, start, y);
    context.fillText(city.name, start, y);
  }
}

function inkOf(element: HTMLElement): Ink {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    sea: read("--sea"), land: read("--land"), border: read("--border"), province: read("--province"), name: read("--map-name"),
    halo: read("--land"), tint: read("--tint"),
  };
}
