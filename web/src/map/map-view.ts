// The map: pans and zooms, shows what `marks` gathered on what `paint` painted, and turns what is seen into a search.

import type { PublishedFigure } from "../api";
import { h, s, show } from "../dom";
import { light } from "../events";
import type { MapArea } from "../state";
import type { Circle, Toll } from "../types";
import { bounds, effect, many, placeName } from "../words";
import { type Geography, type Province, geography, region } from "./geography";
import { type Cluster, type Placed, type RegionEvents, gather, place } from "./marks";
import { type Label, labelled } from "./labels";
import { paint } from "./paint";
import { dragging } from "./gestures";
import { type Point, type Size, type View, circlePoints, distance, fitted, toLonLat, toScreen, zoomed } from "./projection";

export interface MapActions {
  /** Narrows the list to a circle; null takes it back. */
  select(area: MapArea | null): void;
  /** Asks for the circle instead of the place of the question. */
  search(area: MapArea): void;
}

export interface MapData {
  toll: Toll | null;
  figures: PublishedFigure[];
  harm: string | null;
  near: Circle | null;
  /** Countries that the question names; they are shown where there is nothing else to show. */
  countries: string[];
  selected: MapArea | null;
}

export class MapView {
  readonly element: HTMLElement;
  private readonly canvas = h("canvas", { class: "map__base", "aria-hidden": "true" });
  private readonly overlay = s("svg", { class: "map__marks", role: "group", "aria-label": "Events on the map" });
  private readonly stage = h("div", { class: "map__stage", tabindex: 0, role: "application", "aria-label": "Map. Arrow keys move, plus and minus zoom, s searches the area." });
  private readonly searchButton = h("button", { type: "button", class: "button map__search", hidden: true, onclick: () => this.searchHere() }, "Search this area");
  private readonly foot = h("div", { class: "map__foot" });
  private geo: Geography | null = null;
  private data: MapData = { toll: null, figures: [], harm: null, near: null, countries: [], selected: null };
  private placed: Placed = { spots: [], regions: [], loose: [], nowhere: 0 };
  private shapes = new Map<string, Province[]>();
  private view: View = { scale: 400, x: 0, y: 0 };
  private size: Size = { width: 0, height: 0 };
  private fittedTo = "";
  private waiting = 0;
  private litRegion: string | null = null;

  constructor(private readonly actions: MapActions) {
    this.stage.append(this.canvas, this.overlay);
    this.element = h(
      "section",
      { class: "map", id: "map", "aria-labelledby": "map-title" },
      h("h2", { class: "unseen", id: "map-title" }, "Map"),
      h(
        "div",
        { class: "map__frame" },
        this.stage,
        h(
          "div",
          { class: "map__buttons" },
          h("button", { type: "button", class: "button button--square", "aria-label": "Zoom in", onclick: () => this.zoom(1.8) }, "+"),
          h("button", { type: "button", class: "button button--square", "aria-label": "Zoom out", onclick: () => this.zoom(1 / 1.8) }, "−"),
          h("button", { type: "button", class: "button button--square", "aria-label": "Show all", title: "Show all", onclick: () => this.fit() }, "⤢"),
        ),
        this.searchButton,
      ),
      this.foot,
    );
    dragging(this.stage, { view: () => this.view, move: (view) => this.moveTo(view) });
    this.stage.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.measure()).observe(this.stage);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    void document.fonts?.ready.then(() => this.draw());
    // Reports first: the outlines are read when nothing else is to be done.
    const load = (): void =>
      void geography().then((geo) => {
        this.geo = geo;
        this.place();
      });
    if ("requestIdleCallback" in window) requestIdleCallback(load, { timeout: 1200 });
    else setTimeout(load, 300);
  }

  show(data: MapData): void {
    this.data = data;
    this.place();
  }

  focus(): void {
    this.stage.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }

  private place(): void {
    this.placed = place(this.data.toll, this.data.figures, this.data.harm);
    this.shapes = new Map(this.geo ? this.placed.regions.map((item) => [item.key, region(this.geo as Geography, item.country, item.at)]) : []);
    const { near, countries } = this.data;
    const key = JSON.stringify([near, this.placed.spots.map((spot) => [spot.lon, spot.lat]), this.placed.regions.map((item) => item.key), countries, this.geo !== null]);
    this.foot.replaceChildren(...this.footNotes());
    if (key !== this.fittedTo && this.size.width > 0) {
      this.fittedTo = key;
      this.fit();
    } else this.draw();
  }

  private measure(): void {
    const { width, height } = this.stage.getBoundingClientRect();
    const first = this.size.width === 0;
    this.size = { width, height };
    if (first) this.place();
    else this.draw();
  }

  private fit(): void {
    const { near } = this.data;
    const points = this.placed.spots.map((spot) => spot.at);
    if (near) points.push(...circlePoints(near, near.radius_km));
    else if (points.length === 0) for (const shape of this.outlines()) points.push({ x: shape.left, y: shape.top }, { x: shape.right, y: shape.bottom });
    this.view = fitted(points, this.size, near ? 12 : 40);
    this.searchButton.hidden = true;
    this.draw();
  }

  /** The regions of events, or else the countries of the question. */
  private outlines(): Province[] {
    const known = [...this.shapes.values()].flat();
    const { geo } = this;
    return known.length > 0 || !geo ? known : this.data.countries.flatMap((country) => region(geo, country, null));
  }

  private moveTo(view: View): void {
    this.view = view;
    this.searchButton.hidden = false;
    this.draw();
  }

  private zoom(factor: number): void {
    this.moveTo(zoomed(this.view, factor, { x: this.size.width / 2, y: this.size.height / 2 }));
  }

  private key(event: KeyboardEvent): void {
    const step = 60;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.moveTo({ ...this.view, x: this.view.x + step }),
      ArrowRight: () => this.moveTo({ ...this.view, x: this.view.x - step }),
      ArrowUp: () => this.moveTo({ ...this.view, y: this.view.y + step }),
      ArrowDown: () => this.moveTo({ ...this.view, y: this.view.y - step }),
      "+": () => this.zoom(1.6),
      "=": () => this.zoom(1.6),
      "-": () => this.zoom(1 / 1.6),
      s: () => this.searchHere(),
    };
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  }

  /** The circle around all that is seen. */
  private searchHere(): void {
    const centre = toLonLat(this.view, { x: this.size.width / 2, y: this.size.height / 2 });
    const corner = toLonLat(this.view, { x: 0, y: 0 });
    const km = Math.min(5000, Math.max(1, Math.ceil(distance(centre, corner))));
    this.actions.search({ lat: round(centre.lat), lon: round(centre.lon), km });
  }

  private draw(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.drawNow());
  }

  private drawNow(): void {
    if (this.size.width === 0) return;
    const { view, size } = this;
    const clusters = gather(this.placed.spots, view).filter(({ at, outer }) => inside(toScreen(view, at), size, outer));
    const tints = [...this.shapes].map(([key, shapes]) => ({ shapes, lit: key === this.litRegion }));
    const labels = labelled(clusters, view, size.width);
    if (this.geo) paint(this.canvas, this.geo, view, size, tints, labels.boxes);
    this.overlay.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    const loose = this.placed.loose.map(({ at, figures }) => {
      const { x, y } = toScreen(view, at);
      if (labels.boxes.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom)) return null;
      return s("rect", { class: "loose", x: x - 3, y: y - 3, width: 6, height: 6, transform: `rotate(45 ${x} ${y})` }, s("title", {}, `${many(figures.length, "figure")} in no event`));
    });
    show(this.overlay, ...this.circles(), ...loose, ...clusters.map((cluster) => this.circle(cluster, labels.of.get(cluster))));
  }

  private circles(): SVGElement[] {
    const { near, selected } = this.data;
    const outline = (centre: { lat: number; lon: number }, km: number, kind: string): SVGElement => {
      const points = circlePoints(centre, km).map((point) => toScreen(this.view, point));
      return s("path", { class: kind, d: `M${points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}Z` });
    };
    return [...(near ? [outline(near, near.radius_km, "circle-near")] : []), ...(selected ? [outline(selected, selected.km, "circle-selected")] : [])];
  }

  private circle(cluster: Cluster, number: Label | undefined): SVGElement {
    const { x, y } = toScreen(this.view, cluster.at);
    const { inner, outer, spots } = cluster;
    const label = clusterText(cluster);
    const choose = (): void => this.choose(cluster);
    return s(
      "g",
      {
        class: 2 * cluster.contested > spots.length ? "cluster cluster--disputed" : "cluster", transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
        role: "button", tabindex: 0, "aria-label": label, "data-key": `cluster ${spots[0]?.event.id ?? 0}`,
        "data-events": spots.map((spot) => spot.event.id).join(" "),
        onclick: choose,
        onkeydown: (event: KeyboardEvent) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          choose();
        },
      },
      s("title", {}, label),
      s("circle", { class: "cluster__target", r: Math.max(12, outer) }),
      cluster.open ? s("path", { class: "cluster__ring", d: openRing(outer) }) : s("circle", { class: "cluster__ring", r: outer }),
      inner > 0 ? s("circle", { class: "cluster__low", r: Math.max(1, inner - 1.5) }) : null,
      number
        ? s("text", { class: number.inside ? "cluster__number cluster__number--inside" : "cluster__number", ...(number.inside ? {} : { x: outer + 3 }), dy: "0.35em" }, number.text)
        : null,
      number?.name
        ? s("text", { class: "cluster__place", x: outer + 4 + (number.inside ? 0 : number.text.length * 6.8 + 4), dy: "0.35em" }, number.name)
        : null,
    );
  }

  /** Narrows the list to a circle around what was clicked; a second click takes it back. */
  private choose(cluster: Cluster): void {
    const first = cluster.spots[0];
    if (!first) return;
    const lats = cluster.spots.map((spot) => spot.lat);
    const lons = cluster.spots.map((spot) => spot.lon);
    const centre = { lat: round((Math.min(...lats) + Math.max(...lats)) / 2), lon: round((Math.min(...lons) + Math.max(...lons)) / 2) };
    const reach = Math.max(...cluster.spots.map((spot) => distance(centre, spot)));
    const area = { ...centre, km: Math.max(2, Math.ceil(reach + 1)) };
    const { selected } = this.data;
    const same = selected && selected.lat === area.lat && selected.lon === area.lon;
    this.actions.select(same ? null : area);
  }

  private footNotes(): (Node | string)[] {
    const { regions, loose, nowhere } = this.placed;
    const item = (entry: RegionEvents): HTMLElement => {
      const lit = (on: boolean) => (): void => {
        this.litRegion = on ? entry.key : null;
        light(on ? entry.events.map((event) => event.id) : []);
        this.draw();
      };
      const low = entry.events.reduce((sum, event) => sum + event.low, 0);
      const high = entry.events.reduce((sum, event) => sum + event.high, 0);
      return h(
        "li",
        { class: "map__region", tabindex: 0, onpointerenter: lit(true), onpointerleave: lit(false), onfocus: lit(true), onblur: lit(false) },
        placeName({ name: entry.name, admin1: null, country: entry.at ? entry.country : null }),
        " ",
        h("b", {}, bounds(low, high, false)),
      );
    };
    const sorted = [...regions].sort((a, b) => b.events.length - a.events.length);
    return [
      regions.length > 0
        ? h("details", { class: "map__regions", open: regions.length <= 4 }, h("summary", {}, `Known by province or country only: ${many(regions.reduce((sum, entry) => sum + entry.events.length, 0), "event")}`), h("ul", {}, ...sorted.map(item)))
        : "",
      loose.length > 0 ? h("p", {}, h("span", { class: "key-loose", "aria-hidden": "true" }), ` ${many(loose.reduce((sum, spot) => sum + spot.figures.length, 0), "figure")} in no event`) : "",
      nowhere > 0 ? h("p", {}, `${many(nowhere, "event")} without a place`) : "",
    ].filter((node) => node !== "");
  }
}

function clusterText(cluster: Cluster): string {
  const { spots } = cluster;
  const first = spots[0]?.event;
  const name = first?.place ? placeName(first.place, false) : "";
  const more = spots.length > 1 ? ` and ${many(spots.length - 1, "event")} more` : "";
  return `${name}${more}: ${bounds(cluster.low, cluster.high, cluster.open)} ${first ? effect(first.effect) : ""}${cluster.contested > 0 ? `, ${spots.length > 1 ? `${cluster.contested} ` : ""}disputed` : ""}`;
}

/** A ring with a gap on its right, where a number is open upwards. */
function openRing(radius: number): string {
  const x = radius * Math.cos(0.6);
  const y = radius * Math.sin(0.6);
  return `M${x},${y}A${radius},${radius} 0 1 1 ${x},${-y}`;
}

function inside({ x, y }: Point, size: Size, margin: number): boolean {
  return x > -margin && y > -margin && x < size.width + margin && y < size.height + margin;
}

function round(degrees: number): number {
  return Math.round(degrees * 1e4) / 1e4;
}
