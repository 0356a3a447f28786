// The timeline: bars by day, month or year, low bound filled and high one outlined; a brush narrows list and toll.

import type { PublishedFigure } from "./api";
import { announce, h, s, show } from "./dom";
import type { Days } from "./state";
import { type Bin, type Timeline, byEvent, byPublication, dateOf, dayNumber } from "./timeline-bins";
import type { Toll } from "./types";
import { bounds, effect, many, number, period } from "./words";

export interface TimelineData {
  toll: Toll | null;
  figures: PublishedFigure[];
  harm: string | null;
  /** The period of the question. */
  asked: Days | null;
  selected: Days | null;
  byPublication: boolean;
  eventOf(figure: string): number | undefined;
}

export interface TimelineActions {
  select(days: Days | null): void;
  byPublication(on: boolean): void;
}

const HEIGHT = 150;
const TOP = 16;
const BOTTOM = 22;
const LEFT = 34;
const RIGHT = 8;
const LANE = 13;
const MOST_LANES = 5;

export class TimelineView {
  readonly element: HTMLElement;
  private readonly chart = h("div", { class: "timeline__chart" });
  private readonly note = h("p", { class: "timeline__note" });
  private readonly head = h("div", { class: "timeline__head" });
  private data: TimelineData | null = null;
  private width = 0;

  constructor(private readonly actions: TimelineActions) {
    this.element = h("section", { class: "timeline", id: "timeline", "aria-labelledby": "timeline-title" }, this.head, this.chart, this.note);
    new ResizeObserver(() => {
      const { width } = this.chart.getBoundingClientRect();
      if (Math.abs(width - this.width) < 1) return;
      this.width = width;
      this.draw();
    }).observe(this.chart);
  }

  show(data: TimelineData): void {
    this.data = data;
    this.draw();
  }

  focus(): void {
    this.element.querySelector<SVGElement>(".bin[tabindex='0']")?.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }

  private draw(): void {
    const { data } = this;
    if (!data || this.width === 0) return;
    const events = (data.toll?.events ?? []).filter((event) => event.effect === data.harm && event.unit === "people");
    const loose = data.figures.filter((figure) => figure.effect === data.harm && data.eventOf(figure.id) === undefined);
    const timeline = data.byPublication ? byPublication(data.figures, data.eventOf, data.asked) : byEvent(events, loose, data.asked);
    show(this.head, ...this.headline(timeline));
    if (!timeline || timeline.bins.every((bin) => bin.high === 0) && timeline.loose.length + timeline.stretches.length === 0) {
      show(this.chart, h("p", { class: "quiet" }, "Nothing with a day to draw."));
      show(this.note);
      return;
    }
    const chart = new Chart(timeline, this.width, data, this.actions);
    show(this.chart, chart.element);
    const hidden = chart.hiddenStretches;
    show(
      this.note,
      data.selected
        ? h("button", { type: "button", class: "link", "data-key": "clear days", onclick: () => this.actions.select(null) }, `Only ${period(data.selected.from, data.selected.to)} · show all`)
        : h("span", {}, "Drag over the bars to narrow the list."),
      hidden > 0 ? h("span", {}, ` ${many(hidden, "more event")} of a longer or vaguer time not drawn.`) : null,
    );
  }

  private headline(timeline: Timeline | null): Node[] {
    const { data } = this;
    const published = data?.byPublication ?? false;
    const unit = timeline ? ` by ${timeline.unit}` : "";
    const what = published ? "Figures" : data?.harm ? `People ${effect(data.harm)}` : "People harmed";
    const choice = (on: boolean, label: string): HTMLElement =>
      h("button", { type: "button", class: "switch", "aria-pressed": published === on ? "true" : "false", "data-key": `dates ${label}`, onclick: () => this.actions.byPublication(on) }, label);
    return [
      h("h2", { class: "timeline__title", id: "timeline-title" }, `${what}${unit}`),
      h("div", { class: "switches", role: "group", "aria-label": "Which days" }, choice(false, "of the event"), choice(true, "of publication")),
    ];
  }
}

class Chart {
  readonly element: SVGSVGElement;
  hiddenStretches = 0;
  private readonly most: number;
  private readonly base = HEIGHT - BOTTOM;

  constructor(
    private readonly timeline: Timeline,
    private readonly width: number,
    private readonly data: TimelineData,
    private readonly actions: TimelineActions,
  ) {
    this.most = Math.max(1, ...timeline.bins.map((bin) => bin.high));
    const lanes = this.lanes();
    const height = HEIGHT + lanes.length * LANE + (lanes.length > 0 ? 4 : 0);
    this.element = s(
      "svg",
      { class: "timeline__svg", viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "Bars; left and right go through them, Enter narrows the list" },
      ...this.scale(),
      ...this.selection(),
      ...timeline.bins.map((bin, index) => this.bar(bin, index)),
      ...this.dates(),
      ...timeline.loose.map((day) => s("path", { class: "loose", d: diamond(this.x(day + 0.5), this.base + 4, 2.6) })),
      ...lanes,
    );
    this.brush();
    this.rove();
  }

  private x(day: number): number {
    const { first, last } = this.timeline;
    return LEFT + ((day - first) / (last + 1 - first)) * (this.width - LEFT - RIGHT);
  }

  private day(x: number): number {
    const { first, last } = this.timeline;
    const day = first + ((x - LEFT) / (this.width - LEFT - RIGHT)) * (last + 1 - first);
    return Math.max(first, Math.min(last, Math.floor(day)));
  }

  private y(value: number): number {
    return this.base - (value / this.most) * (this.base - TOP);
  }

  private bar(bin: Bin, index: number): SVGElement {
    const [left, right] = [this.x(dayNumber(bin.from)), this.x(dayNumber(bin.to) + 1)];
    const gap = Math.min(1.5, (right - left) * 0.15);
    const [x, width] = [left + gap, Math.max(1, right - left - 2 * gap)];
    const shown = Math.min(width, 26);
    const at = x + (width - shown) / 2;
    const value = this.data.byPublication ? many(bin.high, "figure") : `${bounds(bin.low, bin.high, bin.open)} ${effect(this.data.harm ?? "")}`;
    const label = `${period(bin.from, bin.to)}: ${bin.high > 0 ? value : "none"}`;
    const [low, high] = [this.y(bin.low), this.y(bin.high)];
    return s(
      "g",
      { class: bin.high > 0 ? "bin" : "bin bin--empty", role: "button", tabindex: -1, "aria-label": label, "data-bin": index, "data-key": `bin ${bin.from}`, "data-events": bin.events.join(" ") },
      s("title", {}, label),
      s("rect", { class: "bin__target", x: left, y: TOP - 10, width: right - left, height: this.base - TOP + 10 }),
      bin.high > bin.low ? s("path", { class: "bin__high", d: `M${at + 0.5},${low}V${high + 0.5}H${at + shown - 0.5}V${low}` }) : null,
      bin.low > 0 ? s("rect", { class: "bin__low", x: at, y: low, width: shown, height: Math.max(1, this.base - low) }) : null,
    );
  }

  /** Events whose time is known less closely than the bars: thin lines below the axis. */
  private lanes(): SVGElement[] {
    const { first, last, stretches } = this.timeline;
    const shown = stretches.filter(({ from, to }) => to >= first && from <= last).sort((a, b) => b.event.high - a.event.high);
    this.hiddenStretches = stretches.length - Math.min(shown.length, MOST_LANES);
    return shown.slice(0, MOST_LANES).map(({ from, to, event }, lane) => {
      const y = HEIGHT + 6 + lane * LANE;
      const [left, right] = [this.x(Math.max(from, first)), this.x(Math.min(to, last) + 1)];
      const beside = right + 60 < this.width ? { x: right + 5 } : { x: left - 5, "text-anchor": "end" };
      const label = `${period(event.from, event.to)}: ${bounds(event.low, event.high, event.open)} ${effect(event.effect)}`;
      return s("g", { class: "stretch", "data-events": event.id }, s("title", {}, label), s("path", { class: "stretch__target", d: `M${left},${y}H${right}` }), s("path", { class: "stretch__line", d: `M${left},${y}H${right}` }), s("text", { ...beside, y, dy: "0.35em" }, bounds(event.low, event.high, false)));
    });
  }

  private scale(): SVGElement[] {
    const step = niceStep(this.most);
    const values: number[] = [];
    for (let value = 0; value <= this.most; value += step) values.push(value);
    return values.map((value) =>
      s(
        "g",
        { class: "rule", "aria-hidden": "true" },
        s("path", { d: `M${LEFT},${Math.round(this.y(value)) + 0.5}H${this.width - RIGHT}` }),
        s("text", { x: LEFT - 5, y: this.y(value), dy: "0.35em", "text-anchor": "end" }, number(value)),
      ),
    );
  }

  private dates(): SVGElement[] {
    const { bins, unit } = this.timeline;
    const room = unit === "year" ? 34 : 58;
    const every = Math.max(1, Math.ceil(bins.length / Math.max(1, Math.floor((this.width - LEFT - RIGHT) / room))));
    return bins
      .filter((_, index) => index % every === 0 && (bins.length - index >= every * 0.6 || index === 0))
      .map((bin) => {
        const middle = (this.x(dayNumber(bin.from)) + this.x(dayNumber(bin.to) + 1)) / 2;
        const label = unit === "year" ? bin.from.slice(0, 4) : unit === "month" ? period(bin.from, bin.to) : period(bin.from, bin.from, bins[0]?.from);
        return s("text", { class: "date", x: Math.max(middle, LEFT + 10), y: this.base + 16, "text-anchor": "middle", "aria-hidden": "true" }, label);
      });
  }

  private selection(): SVGElement[] {
    const { selected } = this.data;
    if (!selected) return [];
    const [left, right] = [this.x(dayNumber(selected.from)), this.x(dayNumber(selected.to) + 1)];
    return [s("rect", { class: "brush", x: left, y: TOP - 10, width: Math.max(1, right - left), height: this.base - TOP + 10 })];
  }

  /** A drag over the bars selects whole bins; a click selects one, or takes the selection back. */
  private brush(): void {
    const svg = this.element;
    let from: number | null = null;
    let drawn: SVGElement | null = null;
    const dayAt = (event: PointerEvent): number => {
      const box = svg.getBoundingClientRect();
      return this.day(((event.clientX - box.left) / box.width) * this.width);
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      from = dayAt(event);
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", (event) => {
      if (from === null) return;
      const days = this.whole(from, dayAt(event));
      drawn?.remove();
      const [left, right] = [this.x(dayNumber(days.from)), this.x(dayNumber(days.to) + 1)];
      drawn = s("rect", { class: "brush", x: left, y: TOP - 10, width: right - left, height: this.base - TOP + 10 });
      svg.prepend(drawn);
    });
    svg.addEventListener("pointerup", (event) => {
      if (from === null) return;
      const days = this.whole(from, dayAt(event));
      from = null;
      this.choose(days);
    });
    svg.addEventListener("pointercancel", () => {
      from = null;
      drawn?.remove();
    });
  }

  private choose(days: Days): void {
    const { selected } = this.data;
    const same = selected?.from === days.from && selected.to === days.to;
    announce(same ? "All days" : `Only ${period(days.from, days.to)}`);
    this.actions.select(same ? null : days);
  }

  /** The days from one day to another, widened to whole bins. */
  private whole(a: number, b: number): Days {
    const [from, to] = [dateOf(Math.min(a, b)), dateOf(Math.max(a, b))];
    const { bins } = this.timeline;
    return { from: bins.find((bin) => bin.to >= from)?.from ?? from, to: bins.findLast((bin) => bin.from <= to)?.to ?? to };
  }

  private rove(): void {
    const bins = [...this.element.querySelectorAll<SVGElement>(".bin:not(.bin--empty)")];
    bins[0]?.setAttribute("tabindex", "0");
    this.element.addEventListener("keydown", (event) => {
      const at = bins.findIndex((bin) => bin === document.activeElement);
      if (at < 0) return;
      if (event.key === "Enter" || event.key === " ") {
        const bin = this.timeline.bins[Number(bins[at]?.getAttribute("data-bin"))];
        if (bin) this.choose({ from: bin.from, to: bin.to });
        event.preventDefault();
      }
      const next = bins[at + (event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : bins.length)];
      if (!next) return;
      bins.forEach((bin) => bin.setAttribute("tabindex", "-1"));
      next.setAttribute("tabindex", "0");
      next.focus();
      event.preventDefault();
    });
  }
}

function diamond(x: number, y: number, r: number): string {
  return `M${x},${y - r}L${x + r},${y}L${x},${y + r}L${x - r},${y}Z`;
}

/** 1, 2 or 5 times a power of ten, so that there are two to four rules. */
function niceStep(most: number): number {
  const rough = most / 3;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return Math.max(1, factor * power);
}
