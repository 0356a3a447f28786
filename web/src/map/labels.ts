// Numbers beside the circles, or in them: the largest first, none over another or over a larger circle.

import type { Box } from "./geography";
import type { Cluster } from "./marks";
import { type View, toScreen } from "./projection";
import { number } from "../words";

export interface Label {
  text: string;
  inside: boolean;
  /** The place, where there is room for it. */
  name: string;
}

/** Which clusters are labelled, and the room that circles and labels take. */
export function labelled(clusters: Cluster[], view: View, width: number): { of: Map<Cluster, Label>; boxes: Box[] } {
  // The buttons stand in the upper right corner.
  const boxes: Box[] = [{ left: width - 46, right: width, top: 0, bottom: 118 }];
  const of = new Map<Cluster, Label>();
  for (const cluster of clusters) {
    const { x, y } = toScreen(view, cluster.at);
    boxes.push(around(x, y, cluster.outer));
  }
  clusters.forEach((cluster, index) => {
    if (cluster.spots.length === 1 && cluster.outer < 7) return;
    const text = cluster.low === cluster.high ? number(cluster.high) : `${number(cluster.low)}–${number(cluster.high)}`;
    const { x, y } = toScreen(view, cluster.at);
    const long = text.length * 6.6;
    const inside = long < 2 * cluster.inner - 6 || (long < 2 * cluster.outer - 4 && cluster.inner > 0.7 * cluster.outer);
    const free = (box: Box): boolean => box.right < width && !boxes.some((other, place) => place !== index + 1 && meet(box, other));
    const beside = (reach: number): Box => ({ left: x + cluster.outer + 1, right: x + cluster.outer + 5 + reach, top: y - 8, bottom: y + 8 });
    const names = new Set(cluster.spots.map((spot) => spot.event.place?.name ?? ""));
    const name = names.size === 1 ? ([...names][0] ?? "") : "";
    const outside = inside ? 0 : long + 5;
    const named = beside(outside + name.length * 6.2);
    if (name && free(named)) {
      boxes.push(named);
      of.set(cluster, { text, inside, name });
    } else if (inside) {
      of.set(cluster, { text, inside, name: "" });
    } else if (free(beside(long))) {
      boxes.push(beside(long));
      of.set(cluster, { text, inside, name: "" });
    }
  });
  return { of, boxes };
}

export function meet(one: Box, other: Box): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}

function around(x: number, y: number, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}
