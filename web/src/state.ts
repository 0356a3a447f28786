// What is asked and how it is looked at: plain data, and its one spelling in the address bar.

/** The constraints that can stand in the address, named as the flags of the command line. */
export const FLAGS = [
  "near", "within", "in", "from", "to", "effect", "victims", "group", "affiliation", "min", "max", "by", "source",
  "source-kind", "denied-by", "method", "scope", "stance", "min-confidence", "actor", "dateline", "agency", "language",
  "published-from", "published-to", "text",
] as const;
export type Flag = (typeof FLAGS)[number];
export type Flags = Partial<Record<Flag, string[]>>;

export interface MapArea {
  lat: number;
  lon: number;
  km: number;
}

/** Two days, both included. */
export interface Days {
  from: string;
  to: string;
}

export interface State {
  question: string;
  flags: Flags;
  sort: string;
  /** What is selected on the map and on the timeline; it narrows the list and the toll. */
  area: MapArea | null;
  days: Days | null;
  /** Whether the timeline shows days of publication instead of days of the harm. */
  byPublication: boolean;
  /** Which harm map and timeline draw, where the question leaves it open. */
  harm: string | null;
  view: "reports" | "toll";
  /** The opened article, or figure of it: `ID` or `ID#N`. */
  article: string | null;
  /** How many pages of reports are shown. */
  pages: number;
}

export const EMPTY: State = {
  question: "", flags: {}, sort: "", area: null, days: null, byPublication: false, harm: null, view: "reports",
  article: null, pages: 1,
};

/** Whether anything is asked at all. */
export function asks(state: State): boolean {
  return state.question.trim() !== "" || Object.keys(state.flags).length > 0 || state.area !== null || state.days !== null;
}

export function readState(search: string): State {
  const given = new URLSearchParams(search);
  const flags: Flags = {};
  for (const flag of FLAGS) {
    const values = given.getAll(flag).filter((value) => value !== "");
    if (values.length > 0) flags[flag] = values;
  }
  return {
    question: given.get("q") ?? "",
    flags,
    sort: given.get("sort") ?? "",
    area: readArea(given.get("area")),
    days: readDays(given.get("days")),
    byPublication: given.get("dates") === "published",
    harm: given.get("harm"),
    view: given.get("view") === "toll" ? "toll" : "reports",
    article: given.get("article"),
    pages: Math.min(50, Math.max(1, Number.parseInt(given.get("pages") ?? "1", 10) || 1)),
  };
}

export function writeState(state: State): string {
  const written = flagParameters(state);
  if (state.sort) written.set("sort", state.sort);
  if (state.area) written.set("area", `${state.area.lat},${state.area.lon},${state.area.km}`);
  if (state.days) written.set("days", `${state.days.from}..${state.days.to}`);
  if (state.byPublication) written.set("dates", "published");
  if (state.harm) written.set("harm", state.harm);
  if (state.view !== "reports") written.set("view", state.view);
  if (state.article) written.set("article", state.article);
  if (state.pages > 1) written.set("pages", String(state.pages));
  const text = written.toString();
  return text === "" ? "" : `?${text}`;
}

/** The question and its constraints as the server takes them, without what is selected on map and timeline. */
export function flagParameters(state: State): URLSearchParams {
  const parameters = new URLSearchParams();
  if (state.question.trim()) parameters.set("q", state.question.trim());
  for (const flag of FLAGS) {
    for (const value of state.flags[flag] ?? []) parameters.append(flag, value);
  }
  return parameters;
}

/** The same, narrowed to what is selected. */
export function narrowedParameters(state: State): URLSearchParams {
  const parameters = flagParameters(state);
  if (state.area) {
    parameters.set("near", `${state.area.lat},${state.area.lon}`);
    parameters.set("within", `${state.area.km}km`);
  }
  if (state.days) {
    parameters.set(state.byPublication ? "published-from" : "from", state.days.from);
    parameters.set(state.byPublication ? "published-to" : "to", state.days.to);
  }
  return parameters;
}

function readArea(text: string | null): MapArea | null {
  const [lat, lon, km] = (text ?? "").split(",").map(Number);
  if (lat === undefined || lon === undefined || km === undefined) return null;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && km > 0 ? { lat, lon, km } : null;
}

function readDays(text: string | null): Days | null {
  const found = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(text ?? "");
  return found?.[1] && found[2] ? { from: found[1], to: found[2] } : null;
}
