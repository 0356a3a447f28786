// When nothing answers: what nearby would, with counts, and how reports are added.

import * as api from "./api";
import { type Chip, without } from "./chips";
import { centre, shift } from "./chip-editor";
import { h, show } from "./dom";
import { FLAGS, type Flags, type State, narrowedParameters, writeState } from "./state";
import type { Answer } from "./types";
import { country, many, number, period } from "./words";

interface Proposal {
  label: string;
  change: Partial<State>;
}

const WAYS: [string, string][] = [
  ["near Raqa", "a circle of 50 km; within 20 km of Raqa says another"],
  ["in Iraq, in Kunduz province", "inside a country, a province, a town"],
  ["in November 2016, since 2014, between … and …", "days of the harm"],
  ["by the coalition, according to the Red Cross, denied by …", "who did it, who says so, who denies it"],
  ["at least 10, more than 50", "how many"],
  ["\"water station\", clinic OR hospital", "words of the report"],
];

/** What stands in place of the list when the question cannot be read; what is wrong with it stands at the box. */
export function unread(problem: api.Problem): HTMLElement {
  if (!problem.parameter) {
    return h("div", { class: "empty" }, h("h2", {}, "There is no answer"), h("p", { role: "alert" }, problem.message), h("p", {}, h("a", { href: location.href }, "Ask again")));
  }
  return h(
    "div",
    { class: "empty" },
    h("h2", {}, "This question cannot be read"),
    h("p", {}, "A question is plain English. It may say"),
    h("dl", { class: "ways" }, ...WAYS.flatMap(([words, means]) => [h("dt", {}, words), h("dd", {}, means)])),
  );
}

/** The panel that stands in place of the list; its proposals come as the server answers. */
export function emptyList(state: State, answer: Answer, chips: Chip[], update: (change: Partial<State>) => void): HTMLElement {
  const proposals = h("ul", { class: "proposals", "aria-live": "polite" }, h("li", { class: "quiet" }, "Counting what is near it…"));
  const panel = h(
    "div",
    { class: "empty" },
    h("h2", {}, "No report answers all of this"),
    h("p", {}, "All constraints must hold on the same figure. It was asked for ", h("i", {}, chips.map((chip) => `${chip.name} ${chip.value}`).join(" · ") || "nothing"), "."),
    proposals,
    adding(),
  );
  void propose(state, answer, chips).then(({ found, none }) =>
    show(
      proposals,
      ...found.map(({ label, change, total, figures }) =>
        h(
          "li",
          {},
          h("button", { type: "button", class: "link", onclick: () => update(change) }, label),
          h("span", { class: "quiet" }, ` ${many(total, "report")}, ${many(figures, "figure")}`),
        ),
      ),
      none.length > 0 ? h("li", { class: "quiet" }, `No report either: ${none.map(({ label }) => label).join("; ")}.`) : null,
      found.length === 0 ? h("li", { class: "quiet" }, "The reports that were read say nothing of this; others may. Add yours as below.") : null,
    ),
  );
  return panel;
}

/** How reports are added, one click away wherever nothing answers. */
function adding(): HTMLElement {
  return h(
    "details",
    { class: "adding", open: true },
    h("summary", {}, "Add reports"),
    h("p", { class: "quiet" }, "Your own reports are added with ", h("code", {}, "warwire index PATH"), ": text files, JSON Lines, CSV, HTML, feeds."),
    h("p", { class: "quiet" }, "A server that was started for writing takes them at ", h("code", {}, "POST /v1/articles"), " too; ", h("a", { href: "openapi.json" }, "how it is called"), "."),
  );
}

/** Single changes that give an answer and those that give none; where few do, two of the latter at once. */
async function propose(state: State, answer: Answer, chips: Chip[]): Promise<{ found: Counted[]; none: Counted[] }> {
  const single = await count(state, nearby(state, answer, chips));
  const [found, none] = [single.filter((one) => one.total > 0), single.filter((one) => one.total === 0)];
  if (found.length >= ENOUGH) return { found, none };
  const failed = new Set(none.map(({ label }) => label));
  const wide = wider(state, answer, chips).filter(({ label }) => failed.has(label));
  const pairs = wide.flatMap((one, index) => wide.slice(index + 1).flatMap((other) => both(state, one, other)));
  const double = (await count(state, pairs.slice(0, MOST_PAIRS))).filter((pair) => pair.total > 0);
  return { found: [...found, ...double.slice(0, MOST_SHOWN - found.length)], none };
}

const ENOUGH = 3;
const MOST_SHOWN = 6;
const MOST_PAIRS = 12;

/** A wider circle or the country, a longer span or any date, and the question without each of its constraints. */
function nearby(state: State, answer: Answer, chips: Chip[]): Proposal[] {
  const { query } = answer;
  const proposals: Proposal[] = [];
  const { flags } = state;
  if (query.near) {
    for (const factor of [2, 5]) {
      const km = Math.round(query.near.radius_km * factor);
      proposals.push({ label: `within ${number(km)} km of ${query.near.name ?? "it"}`, change: { area: null, flags: { ...flags, near: [centre(query.near)], within: [`${km}km`] } } });
    }
  }
  if (query.from || query.to) {
    for (const months of [1, 12]) {
      const from = query.from && shift(query.from, -months);
      const to = query.to && shift(query.to, months);
      const { from: _from, to: _to, ...others } = flags;
      const span = { ...(from ? { from: [from] } : {}), ...(to ? { to: [to] } : {}) };
      proposals.push({ label: `${from && to ? "in " : ""}${period(from, to)}`, change: { days: null, flags: { ...others, ...span } } });
    }
  }
  return [...proposals, ...wider(state, answer, chips)];
}

/** The whole country, any date, and the question without each of its other constraints. */
function wider(state: State, answer: Answer, chips: Chip[]): Proposal[] {
  const { near, in: areas } = answer.query;
  const proposals: Proposal[] = [];
  const land = near?.country ?? areas.find((area) => area.country && (area.admin1 || area.point))?.country;
  const place = chips.find((chip) => chip.key === (near ? "near" : "in"));
  if (land && place) {
    const change = without(place, { ...state, area: null }, answer);
    const { near: _near, within: _within, ...flags } = change.flags ?? state.flags;
    proposals.push({ label: `anywhere in ${country(land)}`, change: { ...change, area: null, flags: { ...flags, in: [country(land)] } } });
  }
  for (const chip of chips) {
    const label = chip.key === "days" ? "at any date" : chip.key === "near" || chip.key === "in" ? "anywhere" : `without “${chip.name} ${chip.value}”`;
    proposals.push({ label, change: without(chip, state, answer) });
  }
  return proposals;
}

/** Two changes at once, where they do not undo each other: each drops other flags, or other words of the question. */
function both(state: State, one: Proposal, other: Proposal): Proposal[] {
  if (one.label.startsWith("anywhere") && other.label.startsWith("anywhere")) return [];
  const question = shared(state.question, one.change.question ?? state.question, other.change.question ?? state.question);
  const flags: Flags = { ...one.change.flags };
  for (const flag of FLAGS) {
    const [before, after] = [state.flags[flag], (other.change.flags ?? state.flags)[flag]];
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    if (after) flags[flag] = after;
    else delete flags[flag];
  }
  const change = { ...one.change, ...other.change, flags: one.change.flags ? flags : (other.change.flags ?? state.flags), question };
  return [{ label: `${one.label}, ${other.label}`, change }];
}

/** The words of a question that two shorter forms of it both keep. */
function shared(whole: string, one: string, other: string): string {
  const rest = other.split(/\s+/);
  const kept = new Set(one.split(/\s+/));
  return whole.split(/\s+/).filter((word) => kept.has(word) && rest.includes(word)).join(" ");
}

type Counted = Proposal & { total: number; figures: number };

/** Those proposals that change the question, each once, with what answers them. */
async function count(state: State, proposals: Proposal[]): Promise<Counted[]> {
  const seen = new Set([writeState({ ...state, pages: 1 })]);
  const changed = proposals.filter(({ change }) => {
    const address = writeState({ ...state, pages: 1, ...change });
    return !seen.has(address) && seen.add(address);
  });
  const asked = changed.map(async (proposal) => {
    const answer = await api.search(narrowedParameters({ ...state, ...proposal.change }), { limit: "1" }).catch(() => null);
    return answer && { ...proposal, total: answer.total, figures: answer.figures };
  });
  return (await Promise.all(asked)).filter((counted) => counted !== null);
}
