// Events by day, month or year, for the timeline. Dates are day numbers since 1970, so that nothing depends on a time zone.

import type { PublishedFigure } from "./api";
import type { Days } from "./state";
import type { TollEvent } from "./types";

export type Unit = "day" | "month" | "year";

export interface Bin extends Days {
  low: number;
  high: number;
  open: boolean;
  events: number[];
}

/** An event whose time is known less closely than a bin. */
export interface Stretch {
  from: number;
  to: number;
  event: TollEvent;
}

export interface Timeline {
  unit: Unit;
  bins: Bin[];
  stretches: Stretch[];
  /** Days without a place in a bin: figures in no event. */
  loose: number[];
  first: number;
  last: number;
}

export function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
}

export function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** Events by the days of the harm. `asked` is the period of the question, which is shown whole. */
export function byEvent(events: TollEvent[], loose: PublishedFigure[], asked: Days | null): Timeline | null {
  const dated = events.filter((event) => event.from && event.to).map((event) => ({ event, from: dayNumber(event.from ?? ""), to: dayNumber(event.to ?? "") }));
  const extra = loose.filter((figure) => figure.when?.from && figure.when.to).map((figure) => dayNumber(figure.when?.to ?? ""));
  const ends = asked ? [dayNumber(asked.from), dayNumber(asked.to)] : spread(dated, extra);
  return ends[0] === undefined ? null : fill(ends[0], ends[1] ?? ends[0], dated, extra);
}

/** Figures by the day their report was published: how many, not how many people, since reports repeat each other. */
export function byPublication(figures: PublishedFigure[], eventOf: (figure: string) => number | undefined, asked: Days | null): Timeline | null {
  const days = figures.filter((figure) => figure.published).map((figure) => ({ day: dayNumber(figure.published ?? ""), event: eventOf(figure.id) }));
  if (days.length === 0) return null;
  const [first, last] = asked ? [dayNumber(asked.from), dayNumber(asked.to)] : [Math.min(...days.map(({ day }) => day)), Math.max(...days.map(({ day }) => day))];
  const timeline = empty(first, last);
  for (const { day, event } of days) {
    const bin = binAt(timeline, day);
    if (!bin) continue;
    bin.low += 1;
    bin.high += 1;
    if (event !== undefined) bin.events.push(event);
  }
  return timeline;
}

function spread(dated: { from: number; to: number }[], extra: number[]): number[] {
  const short = dated.filter(({ from, to }) => to - from < 400);
  const days = [...(short.length > 0 ? short : dated).flatMap(({ from, to }) => [from, to]), ...extra];
  return days.length === 0 ? [] : [Math.min(...days), Math.max(...days)];
}

function fill(first: number, last: number, dated: { event: TollEvent; from: number; to: number }[], loose: number[]): Timeline {
  const timeline = empty(first, last);
  timeline.loose = loose.filter((day) => day >= timeline.first && day <= timeline.last);
  for (const { event, from, to } of dated) {
    const bin = binAt(timeline, from) ?? binAt(timeline, to);
    const longest = timeline.unit === "day" ? 3 : timeline.unit === "month" ? 31 : 366;
    if (!bin || to - from > longest) {
      timeline.stretches.push({ from, to, event });
      continue;
    }
    bin.low += event.low;
    bin.high += event.high;
    bin.open ||= event.open;
    bin.events.push(event.id);
  }
  return timeline;
}

/** Bins over a span: days up to some five months, months up to twelve years, then years. */
function empty(first: number, last: number): Timeline {
  const span = last - first;
  const unit: Unit = span <= 150 ? "day" : span <= 12 * 366 ? "month" : "year";
  const pad = unit === "day" ? Math.max(0, Math.ceil((10 - span) / 2)) : 0;
  const bins: Bin[] = [];
  let at = start(first - pad, unit);
  while (at <= last + pad) {
    const next = following(at, unit);
    bins.push({ from: dateOf(at), to: dateOf(next - 1), low: 0, high: 0, open: false, events: [] });
    at = next;
  }
  return { unit, bins, stretches: [], loose: [], first: dayNumber(bins[0]?.from ?? dateOf(first)), last: at - 1 };
}

function start(day: number, unit: Unit): number {
  const date = dateOf(day);
  return unit === "day" ? day : dayNumber(unit === "month" ? `${date.slice(0, 7)}-01` : `${date.slice(0, 4)}-01-01`);
}

function following(day: number, unit: Unit): number {
  const [year = 1970, month = 1] = dateOf(day).split("-").map(Number);
  if (unit === "day") return day + 1;
  return Math.round(Date.UTC(unit === "year" ? year + 1 : year, unit === "year" ? 0 : month, 1) / 86_400_000);
}

function binAt(timeline: Timeline, day: number): Bin | undefined {
  if (day < timeline.first || day > timeline.last) return undefined;
  const date = dateOf(day);
  return timeline.bins.find((bin) => bin.from <= date && bin.to >= date);
}
