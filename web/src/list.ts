// The list of reports: dateline, headline, then every matching figure with the sentence that it was read from.

import { CodePoints, h } from "./dom";
import { figureLine } from "./figure";
import { type Loaded, holds } from "./loader";
import { type Piece, marked } from "./marked";
import type { Circle, Dateline, Figure, Hit, Report } from "./types";
import { country, day, many } from "./words";

export interface ListActions {
  open(figureOrArticle: string): void;
  more(): void;
}

/** The events that a figure belongs to, for the links between the views. */
export type EventOf = (figure: string) => number | undefined;

export function list(loaded: Loaded, eventOf: EventOf, actions: ListActions): HTMLElement {
  const { answer, hits, reports } = loaded;
  const near = answer?.query.near ?? null;
  return h(
    "ol",
    { class: "list", "aria-label": "Reports" },
    ...hits.map((hit) => hitItem({ hit, report: reports.get(hit.id), near, eventOf, actions })),
    answer?.after
      ? h("li", { class: "list__more" }, h("button", { type: "button", class: "button", "data-key": "more", onclick: actions.more }, "More reports"))
      : null,
  );
}

/** A hit and all that its lines are made with. */
interface Item {
  hit: Hit;
  report: Report | undefined;
  near: Circle | null;
  eventOf: EventOf;
  actions: ListActions;
}

function hitItem(item: Item): HTMLElement {
  const { hit, actions } = item;
  const headline = hit.title ?? firstWords(hit, item.report);
  return h(
    "li",
    { class: "hit", "data-hit": hit.id },
    h(
      "article",
      {},
      h("p", { class: "hit__dateline" }, ...dateline(hit.dateline, hit.published, hit.source)),
      h(
        "h3",
        { class: hit.title ? "hit__headline" : "hit__headline hit__headline--none" },
        h(
          "a",
          {
            href: `?article=${encodeURIComponent(hit.id)}`,
            "data-key": `hit ${hit.id}`,
            class: "hit__link",
            onclick: (event: MouseEvent) => follow(event, () => actions.open(hit.id)),
          },
          ...(hit.title ? marked({ text: headline, start: 0 }, hit.figures.filter((f) => f.field === "title")) : [headline]),
        ),
      ),
      ...figureGroups(item),
      hit.figures.length === 0 ? h("p", { class: "sentence" }, ...marked({ text: hit.snippet, start: hit.snippet_span[0] }, [], wordSpans(hit))) : null,
      hit.copies.length > 0 ? copies(hit) : null,
    ),
  );
}

/** Figures that stand in one sentence, followed by that sentence. */
function figureGroups(item: Item): HTMLElement[] {
  const { hit, report } = item;
  const groups: Figure[][] = [];
  for (const figure of hit.figures) {
    const last = groups.at(-1)?.[0];
    const same = last && last.field === figure.field && last.sentence[0] === figure.sentence[0];
    if (same) groups.at(-1)?.push(figure);
    else groups.push([figure]);
  }
  return groups.map((group) => {
    const piece = group[0] ? sentence(hit, group[0], report) : null;
    return h(
      "div",
      { class: "statement" },
      ...group.map((figure) => figureItem(figure, item)),
      piece
        ? h("p", { class: "sentence" }, ...marked(piece, group, wordSpans(hit)))
        : h("p", { class: "sentence sentence--aside" }, group[0]?.field === "title" ? "in the headline" : "…"),
    );
  });
}

function figureItem(figure: Figure, { hit, near, eventOf, actions }: Item): HTMLElement {
  const event = eventOf(figure.id);
  const whole = figure.scope === "subset" ? hit.figures.find((other) => other.id === figure.part_of) : undefined;
  const line = figureLine(figure, { published: hit.published, whole, near });
  return h(
    "div",
    { class: `figure figure--${figure.scope}`, "data-figure": figure.id, ...(event === undefined ? {} : { "data-events": event }) },
    figure.scope === "cumulative" ? h("span", { class: "figure__kind" }, "total over a period") : null,
    figure.scope === "subset" ? h("span", { class: "figure__kind" }, "of whom") : null,
    line,
    h(
      "button",
      {
        type: "button", class: "figure__open", "data-key": `figure ${figure.id}`,
        "aria-label": "Show this figure in its report", title: "Show in the report", onclick: () => actions.open(figure.id),
      },
      "in the report",
    ),
  );
}

/** The sentence of a figure, out of the snippet where it holds it, else out of the report. */
function sentence(hit: Hit, figure: Figure, report: Report | undefined): Piece | null {
  const [from, to] = figure.sentence;
  if (figure.field === "title") return null;
  if (report) return { text: new CodePoints(report.article.text).slice(from, to), start: from };
  if (!holds(hit, figure)) return null;
  return { text: new CodePoints(hit.snippet).slice(from - hit.snippet_span[0], to - hit.snippet_span[0]), start: from };
}

function wordSpans(hit: Hit): (readonly [number, number])[] {
  return hit.highlights.filter((highlight) => highlight.kind === "word" && highlight.field === "text").map(({ span }) => span);
}

/** A dateline as agencies print it: AIN ISSA, Syria, 11 Nov 2016 · AFP. */
export function dateline(line: Dateline | null, published: string | null, source: string | null): (Node | string)[] {
  const date = line?.date ?? published;
  const parts: (Node | string)[] = [];
  const place = line?.place;
  if (place) {
    const [city = "", ...rest] = place.surface.split(/\s*,\s*/);
    const land = place.country ? country(place.country) : "";
    const said = rest.length > 0 ? rest.join(", ") : land.toLowerCase() === city.toLowerCase() ? "" : land;
    parts.push(h("span", { class: "dateline__place" }, city.toUpperCase()), said ? `, ${said}` : "", date ? ", " : "");
  }
  if (date) parts.push(h("time", { datetime: date }, day(date)));
  const agency = line?.agency && !source?.toLowerCase().startsWith(line.agency.toLowerCase()) ? line.agency : null;
  const publishers = [agency, source].filter((name): name is string => !!name);
  if (publishers.length > 0) parts.push(parts.length > 0 ? " · " : "", publishers.join(" · "));
  return parts.length > 0 ? parts : ["undated"];
}

function copies(hit: Hit): HTMLElement {
  const names = hit.copies.map((copy) => copy.source ?? copy.id);
  return h("p", { class: "quiet hit__copies" }, `Nearly the same text in ${many(hit.copies.length, "other report")}: ${names.join(", ")}`);
}

/** How a report without a headline begins, after its dateline. */
function firstWords(hit: Hit, report: Report | undefined): string {
  const start = report ? 0 : hit.snippet_span[0];
  const text = new CodePoints(report ? report.article.text : hit.snippet);
  const begin = Math.max(0, (hit.dateline?.span[1] ?? 0) - start);
  const words = text.slice(begin, Math.min(text.length, begin + 300)).replace(/^[\s\p{P}\p{S}]+/u, "").split(/\s+/);
  return words.length > 12 ? `${words.slice(0, 12).join(" ")} …` : words.join(" ");
}

/** A link that the page follows by itself, unless another tab or window is wanted. */
export function follow(event: MouseEvent, action: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  action();
}
