// How the question was read, as chips: what each constraint is, where it came from, and how to be rid of it.

import { type Flag, type Flags, type State } from "./state";
import type { Answer, Area, Circle, Query, ReadPart } from "./types";
import { valueName } from "./facets";
import { country, effect, number, period, plain } from "./words";

export type EditorKind = "words" | "near" | "in" | "days" | "published" | "count" | "names" | "text" | "none";

export interface Chip {
  key: string;
  /** What is constrained, in a word. */
  name: string;
  value: string;
  /** All that the value stands for, where it is cut short. */
  all: string[];
  editor: EditorKind;
  /** The flags that say the same, and the fields of the question's reading. */
  flags: Flag[];
  fields: string[];
  /** What it was read as, where the words say something else. */
  note: string;
  alternatives: string[];
  /** Set on the map or the timeline. */
  selected: boolean;
}

/** Values that a chip names; of more it names the first. */
const MOST_NAMED = 3;

type Names = Map<string, string>;

/** All constraints of the answered query, in the order of a sentence. */
export function chipsOf(answer: Answer, state: State, names: Names): Chip[] {
  const { query } = answer;
  const chips: Chip[] = [];
  const add = (key: string, name: string, value: string, editor: EditorKind, flags: Flag[], fields: string[] = [key], selected = false, all: string[] = []): void => {
    if (value === "") return;
    const parts = (answer.readings ?? []).filter((part) => fields.includes(part.field));
    const note = selected ? "" : parts.map((part) => part.reading).filter((reading) => reading.includes("→")).join("; ");
    chips.push({ key, name, value, all, editor, flags, fields, note, alternatives: parts.flatMap((part) => part.alternatives), selected });
  };
  const list = (key: string, name: string, values: string[], editor: EditorKind, flag: Flag, fields: string[] = [key]): void => {
    const all = values.map((value) => valueName(key, value, names));
    if (all.length <= MOST_NAMED) add(key, name, all.join(" or "), editor, [flag], fields);
    else add(key, name, `${all[0]} and ${all.length - 1} more`, editor, [flag], fields, false, all);
  };

  add("effect", "harm", query.effect.map(effect).join(" or "), "words", ["effect"]);
  add("victims", "victims", victims(query), "words", ["victims"]);
  list("groups", "among them", query.groups, "words", "group");
  list("affiliation", "of", query.affiliation.map(country), "names", "affiliation");
  add("count", "how many", count(query), "count", ["min", "max"], ["min", "max"]);
  if (query.near) add("near", "near", circle(query.near), "near", ["near", "within"], ["near"], state.area !== null);
  add("in", "in", query.in.map(area).join(" or "), "in", ["in"]);
  add("days", "when", period(query.from, query.to), "days", ["from", "to"], ["from", "to"], state.days !== null && !state.byPublication);
  list("method", "how", query.method, "words", "method");
  list("by", "by", query.by, "names", "by");
  list("source", "according to", query.source, "names", "source");
  list("source_kind", "source is", query.source_kind, "names", "source-kind");
  list("denied-by", "denied by", query.denied_by, "names", "denied-by", ["denied_by"]);
  list("stance", "stance", query.stance, "words", "stance");
  list("scope", "scope", query.scope, "words", "scope");
  list("actor", "article names", query.actor, "names", "actor");
  add("dateline", "filed from", query.dateline ? area(query.dateline) : "", "names", ["dateline"]);
  list("agency", "agency", query.agency, "names", "agency");
  list("language", "language", query.language, "names", "language");
  add(
    "published", "published", period(query.published_from, query.published_to), "published", ["published-from", "published-to"],
    ["published"], state.days !== null && state.byPublication,
  );
  add("text", "text", query.text ?? "", "text", ["text"]);
  add("confidence", "confidence", query.min_confidence === null ? "" : `at least ${query.min_confidence}`, "none", ["min-confidence"], []);
  return chips;
}

/** Parts of the question that constrain nothing, or were not understood. */
export function lostParts(answer: Answer): ReadPart[] {
  return (answer.readings ?? []).filter((part) => part.field === "none");
}

/** The state without a constraint: its selection, else its flags, else its words in the question. */
export function without(chip: Chip, state: State, answer: Answer): Partial<State> {
  if (chip.selected) return chip.key === "near" ? { area: null } : { days: null };
  const flags: Flags = { ...state.flags };
  const set = chip.flags.filter((flag) => flags[flag] !== undefined && !(flag === "within" && flags.near === undefined));
  if (set.length > 0) {
    for (const flag of chip.flags) delete flags[flag];
    return { flags };
  }
  delete flags.within;
  const readings = answer.readings ?? [];
  // A word can say two things: "executed" is a harm and a method, "Hamas fighters" are victims and an actor.
  for (const fields of [chip.fields, RELATED[chip.key] ?? []]) {
    const parts = readings.filter((part) => fields.includes(part.field));
    if (parts.length > 0) return { flags, question: cut(state.question, parts) };
  }
  return { flags };
}

/** Where else the words of a constraint may have been read, when no part of the question bears its name. */
const RELATED: Record<string, string[]> = {
  effect: ["method", "scope", "victims", "groups"],
  victims: ["groups", "affiliation", "actor", "by"],
  groups: ["victims"],
  affiliation: ["victims", "groups"],
  method: ["effect", "by"],
  actor: ["victims", "affiliation"],
  by: ["method", "victims"],
  source: ["stance", "by"],
  stance: ["source"],
  in: ["from", "by"],
  days: ["in", "from"],
};

/** A question without some of its parts, and without the small words that are left hanging. */
export function cut(question: string, parts: ReadPart[]): string {
  const points = Array.from(question);
  for (const { span } of parts) points.fill("", span[0], span[1]);
  return points
    .join("")
    .replace(/\s+/g, " ")
    .replace(/^[\s,;]*(?:and|or|who|that|were|was|in|near|by|of|on|at)\b(?=\s|$)/i, "")
    .replace(/\b(?:and|or|in|near|by|of|on|at|from|since|between|according to|the)\s*$/i, "")
    .replace(/[\s,;]+$/, "")
    .trim();
}

function victims(query: Query): string {
  const classes = query.victims.map((word) => (word === "unspecified" ? "not said" : plain(word))).join(" or ");
  return classes && query.unsaid ? `${classes}, or not said` : classes;
}

function count({ min, max }: Query): string {
  if (min !== null && max !== null) return min === max ? number(min) : `${number(min)}–${number(max)}`;
  if (min !== null) return `${number(min)} or more`;
  return max === null ? "" : `${number(max)} or fewer`;
}

export function circle(near: Circle): string {
  const land = near.country ? country(near.country) : "";
  const centre = near.name ? [near.name, land].filter(Boolean).join(", ") : `${near.lat.toFixed(2)}, ${near.lon.toFixed(2)}`;
  return `${centre}, ${kilometres(near.radius_km)}`;
}

export function kilometres(km: number): string {
  return `${number(km < 10 ? Math.round(km * 10) / 10 : Math.round(km))} km`;
}

function area(place: Area): string {
  const land = place.country ? country(place.country) : "";
  const name = place.admin1 && !place.point ? `${place.name} region` : place.name;
  return [name, land].filter((part, index, all) => part && all.indexOf(part) === index).join(", ");
}

/** For the announcement of what was found. */
export function spoken(chips: Chip[]): string {
  return chips.map((chip) => `${chip.name} ${chip.value}`).join(", ");
}

