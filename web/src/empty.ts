// When nothing answers: what nearby would, with counts, and how reports are added.

import * as api from "./api";
import { type Chip, without } from "./chips";
import { centre, shift } from "./chip-editor";
import { h, show } from "./dom";
import { type State, narrowedParameters } from "./state";
import type { Answer } from "./types";
import { many, period } from "./words";

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
    return h("div", { class: "empty" }, h("h2", {}, "There is no answer"), h("p", {}, problem.message), h("p", {}, h("a", { href: location.href }, "Ask again")));
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
  const proposals = h("ul", { class: "proposals", "aria-live": "polite" });
  const panel = h(
    "div",
    { class: "empty" },
    h("h2", {}, "No report answers all of this"),
    h("p", {}, "All constraints must hold on the same figure. It was asked for ", h("i", {}, chips.map((chip) => `${chip.name} ${chip.value}`).join(" · ") || "nothing"), "."),
    proposals,
    h("p", { class: "quiet" }, "Your own reports are added with ", h("code", {}, "warwire index PATH"), ": text files, JSON Lines, CSV, HTML, feeds."),
  );
  void count(state, nearby(state, answer, chips)).then((found) =>
    show(
      proposals,
      ...found.map(({ label, change, answer: other }) =>
        h(
          "li",
          {},
          h("button", { type: "button", class: "link", onclick: () => update(change) }, label),
          h("span", { class: "quiet" }, ` ${many(other.total, "report")}, ${many(other.figures, "figure")}`),
        ),
      ),
      found.length === 0 ? h("li", { class: "quiet" }, "Nothing near it answers either.") : null,
    ),
  );
  return panel;
}

/** A wider circle, a longer span, and the question without each of its constraints. */
function nearby(state: State, answer: Answer, chips: Chip[]): Proposal[] {
  const { query } = answer;
  const proposals: Proposal[] = [];
  const flags = state.flags;
  if (query.near) {
    for (const factor of [2, 5]) {
      const km = Math.round(query.near.radius_km * factor);
      proposals.push({ label: `within ${km} km`, change: { area: null, flags: { ...flags, near: [centre(query.near)], within: [`${km}km`] } } });
    }
  }
  if (query.from && query.to) {
    for (const months of [1, 12]) {
      const [from, to] = [shift(query.from, -months), shift(query.to, months)];
      proposals.push({ label: `in ${period(from, to)}`, change: { days: null, flags: { ...flags, from: [from], to: [to] } } });
    }
  }
  for (const chip of chips) proposals.push({ label: `without “${chip.name} ${chip.value}”`, change: without(chip, state, answer) });
  return proposals;
}

async function count(state: State, proposals: Proposal[]): Promise<(Proposal & { answer: Answer })[]> {
  const asked = proposals.map(async (proposal) => {
    const answer = await api.search(narrowedParameters({ ...state, ...proposal.change }), { limit: "1" }).catch(() => null);
    return answer && answer.total > 0 ? { ...proposal, answer } : null;
  });
  return (await Promise.all(asked)).filter((found) => found !== null);
}
