// One figure as one line: how many (with how sure the text is), who, where, when, how, who says so, who denies it.

import { h, joined } from "./dom";
import { bearing, distance } from "./map/projection";
import type { Circle, Claim, Count, Figure, Place } from "./types";
import { certainty, countParts, harm, means, number, people, period, placeName, plain, saying } from "./words";

/** The number in its box, whose edges say how certain it is; the words before it stay words. */
export function countBox(count: Pick<Count, "low" | "high" | "qualifier"> & { text?: string }): Node[] {
  const [words, value] = countParts(count);
  const kind = certainty(count.qualifier);
  const { low, high } = count;
  const box =
    low !== null && high !== null && low !== high && kind !== "vague"
      ? h("span", { class: "count count--range" }, h("b", {}, number(low)), h("i", {}, `–${number(high)}`))
      : h("span", { class: `count count--${kind}` }, h("b", {}, value));
  return words ? [h("span", { class: "count__words" }, `${words} `), box] : [box];
}

/** What a line need not say, since it stands beside it. */
export interface Beside {
  /** The day of the report, whose year goes without saying. */
  published?: string | null;
  /** The figure of which this one is a part: what they share is said once. */
  whole?: Figure | undefined;
  /** The place of the question, from which other places are told. */
  near?: Circle | null;
}

/** The line of a figure. */
export function figureLine(figure: Figure, beside: Beside = {}): HTMLElement {
  const facts = factsOf(figure, beside);
  const known = beside.whole ? new Set(factsOf(beside.whole, beside)) : new Set<string>();
  const parts: Node[] = [
    h("span", { class: "figure__harm" }, ...countBox(figure.count), " ", harm(figure)),
    ...facts.filter((fact) => !known.has(fact)).flatMap(text),
    ...(beside.whole && sameSource(figure, beside.whole) ? [] : source(figure)),
  ];
  return h("p", { class: "figure__line" }, ...joined(parts, "\u00a0· "));
}

function factsOf(figure: Figure, beside: Beside): string[] {
  return [
    figure.place ? [where(figure.place), from(figure.place, beside.near)].filter(Boolean).join(", ") : "",
    figure.when ? period(figure.when.from, figure.when.to, beside.published ?? undefined) : "",
    means(figure.method, figure.by),
  ];
}

function sameSource(one: Figure, other: Figure): boolean {
  const key = ({ attribution, stance, denied_by }: Figure): string => JSON.stringify([attribution?.id, stance, denied_by.map((actor) => actor.id)]);
  return key(one) === key(other);
}

/** The line of a claim in a toll, which knows less of its figure. */
export function claimLine(claim: Claim): HTMLElement {
  const victims = { class: claim.victims, groups: claim.groups, affiliation: null };
  const who = people(victims, claim.unit, claim.low === 1 && claim.high === 1);
  const parts: Node[] = [
    h("span", { class: "figure__harm" }, ...countBox(claim), " ", who),
    ...source({ stance: claim.stance, attribution: claim.source, denied_by: claim.denied_by }),
    ...text(claim.publisher ?? ""),
    ...text(claim.published ? period(claim.published, claim.published) : ""),
    ...(claim.superseded ? [h("span", { class: "quiet" }, "later revised by the same voice")] : []),
  ];
  return h("p", { class: "figure__line" }, ...joined(parts, "\u00a0· "));
}

/** A place with how closely it is known. */
export function where(place: Place): string {
  const name = placeName(place);
  const near = place.precision === "near" ? `near ${name}` : name;
  const unsure = place.precision === "admin1" ? " (somewhere in the province)" : place.precision === "country" ? " (no nearer place)" : "";
  return place.from === "dateline" ? `${near}${unsure} (by the dateline)` : `${near}${unsure}`;
}

/** `39 km N of Ar Raqqah`, for a place of its own that is not the one asked for. */
function from(place: Place, near: Circle | null | undefined): string {
  if (!near?.name || place.lat === null || place.lon === null || place.precision === "country" || place.precision === "admin1") return "";
  const to = { lat: place.lat, lon: place.lon };
  const km = distance(near, to);
  return km < 3 || place.name === near.name ? "" : `${number(Math.round(km))}\u00a0km ${bearing(near, to)} of ${near.name}`;
}

/** Who says so, with a bar through the name where it is denied; and who denies it. */
function source(figure: Pick<Figure, "stance" | "attribution" | "denied_by">): Node[] {
  const { stance, denied_by: deniers } = figure;
  // Who denies a figure is not the one who says it.
  const attribution = deniers.some((actor) => actor.id === figure.attribution?.id) ? null : figure.attribution;
  const denied = stance === "denied" || deniers.length > 0;
  const nodes: Node[] = [];
  if (attribution) {
    const name = h(denied ? "s" : "span", { class: denied ? "source__name source__name--denied" : "source__name" }, attribution.name);
    const doubt = stance === "reported" || stance === "claimed" || stance === "denied" ? "" : `, ${stance}`;
    nodes.push(h("span", { class: "source" }, `${saying(stance)} `, name, doubt));
  } else if (stance !== "reported" && !denied) {
    nodes.push(h("span", { class: "source" }, plain(stance)));
  }
  // Where nobody is named as the source, the wire is not struck for what others say: the bar is a mark of its own.
  const denial = attribution ? "denial" : "denial denial--unnamed";
  if (deniers.length > 0) {
    nodes.push(h("span", { class: denial }, `denied by ${deniers.map((actor) => actor.name).join(" and ")}`));
  } else if (stance === "denied") {
    nodes.push(h("span", { class: denial }, "denied"));
  }
  return nodes;
}

function text(words: string): Node[] {
  return words ? [h("span", {}, words)] : [];
}
