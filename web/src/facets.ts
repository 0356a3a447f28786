// What the matching figures are made of, with counts; every value can be asked for, several at once.

import { FACETS } from "./api";
import { h } from "./dom";
import type { Loaded } from "./loader";
import type { Answer, FacetCount, Query } from "./types";
import type { Flag } from "./state";
import { actorName, country, effect, number, plain } from "./words";

type Facet = (typeof FACETS)[number];
const TITLES: Record<Facet, string> = {
  effect: "Harm", victims: "People", group: "Among them", by: "By", source: "Who says so", method: "How", country: "Country",
  stance: "Stance", scope: "Scope",
};
const SCOPES: Record<string, string> = { event: "single events", cumulative: "totals over periods", subset: "parts of a figure" };
const SHOWN = 5;

/** The flag that a facet's values are asked by. */
export function flagOf(facet: Facet): Flag {
  return facet === "country" ? "in" : facet;
}

/** Which values of a facet the query asks for now. */
export function chosen(facet: Facet, query: Query): string[] {
  switch (facet) {
    case "group":
      return query.groups;
    case "country":
      return query.in.filter((area) => !area.admin1 && !area.point && !area.extent).map((area) => area.country ?? "");
    default:
      return query[facet];
  }
}

/** Adds the names of actors by their ids, as the figures spell them. */
export function actorNames(names: Map<string, string>, { hits, wholeFigures }: Pick<Loaded, "hits" | "wholeFigures">): Map<string, string> {
  for (const figure of [...hits.flatMap((hit) => hit.figures), ...wholeFigures]) {
    for (const actor of [...figure.by, ...figure.denied_by, ...(figure.attribution ? [figure.attribution] : [])]) names.set(actor.id, actor.name);
  }
  return names;
}

export function facets(answer: Answer, names: Map<string, string>, toggle: (facet: Facet, value: string) => void): HTMLElement[] {
  return FACETS.map((facet) => {
    const counts = [...(answer.facets[facet] ?? [])].sort((a, b) => b.figures - a.figures);
    const picked = new Set(chosen(facet, answer.query));
    if (counts.length === 0 || (counts.length === 1 && picked.size === 0 && facet !== "by" && facet !== "source")) return null;
    return section(facet, counts, picked, names, toggle);
  }).filter((element) => element !== null);
}

function section(
  facet: Facet,
  counts: FacetCount[],
  picked: Set<string>,
  names: Map<string, string>,
  toggle: (facet: Facet, value: string) => void,
): HTMLElement {
  const most = Math.max(...counts.map((count) => count.figures));
  const row = (count: FacetCount): HTMLElement => {
    const label = count.name ?? valueName(facet, count.value, names);
    return h(
      "li",
      {},
      h(
        "button",
        {
          type: "button", class: "facet__value", "aria-pressed": picked.has(count.value) ? "true" : "false",
          "data-key": `facet ${facet} ${count.value}`, title: label, onclick: () => toggle(facet, count.value),
        },
        h("span", { class: "facet__name" }, label),
        share(count.figures / most),
        h("span", { class: "facet__count", "aria-label": `${count.figures} figures` }, number(count.figures)),
      ),
    );
  };
  const first = counts.filter((count, index) => index < SHOWN || picked.has(count.value));
  const rest = counts.filter((count) => !first.includes(count));
  return h(
    "section",
    { class: "facet" },
    h("h3", { class: "facet__title" }, TITLES[facet]),
    h("ul", {}, ...first.map(row)),
    rest.length > 0
      ? h("details", { class: "facet__more" }, h("summary", {}, `${rest.length} more`), h("ul", {}, ...rest.slice(0, 40).map(row)))
      : null,
  );
}

/** A thin bar as long as the share. */
function share(of: number): HTMLElement {
  const bar = h("span", { class: "facet__share", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(of));
  return bar;
}

export function valueName(facet: string, value: string, names: Map<string, string>): string {
  if (facet === "country" || facet === "in") return country(value);
  if (facet === "scope") return SCOPES[value] ?? value;
  if (facet === "effect") return effect(value);
  if (facet === "victims") return value === "unspecified" ? "not said" : plain(value);
  if (facet === "by" || facet === "source" || facet === "actor" || facet === "denied-by") return names.get(value) ?? actorName(value);
  return plain(value);
}
