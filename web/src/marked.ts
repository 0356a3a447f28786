// Text with its figures marked. Spans are code points of the whole field; what is shown may be a piece of it.

import { CodePoints, h } from "./dom";
import type { Figure, Span } from "./types";

/** A piece of a field, and where in the field it begins. */
export interface Piece {
  text: string;
  start: number;
}

interface Markable {
  id: string;
  span: Span;
  number: Span | null;
  scope: string;
  denied: boolean;
}

/** The piece with the figures' quotes marked and their numbers set off, and searched words underlined. */
export function marked(piece: Piece, figures: Figure[], words: Span[] = [], focusable = false): (Node | string)[] {
  const points = new CodePoints(piece.text);
  const end = piece.start + points.length;
  const marks = figures.filter((figure) => figure.span[0] < end && figure.span[1] > piece.start).map(markable);
  const edges = new Set([piece.start, end]);
  const spans = [...marks.flatMap((mark) => [mark.span, ...(mark.number ? [mark.number] : [])]), ...words];
  for (const edge of spans.flat()) if (edge > piece.start && edge < end) edges.add(edge);
  const sorted = [...edges].sort((a, b) => a - b);

  const nodes: (Node | string)[] = [];
  let open = null as { key: string; element: HTMLElement } | null;
  const begun = new Set<string>();
  for (let index = 0; index + 1 < sorted.length; index += 1) {
    const from = sorted[index] ?? 0;
    const to = sorted[index + 1] ?? 0;
    const text = points.slice(from - piece.start, to - piece.start);
    const here = marks.filter((mark) => mark.span[0] <= from && mark.span[1] >= to);
    const content = dressed(text, here.some((mark) => within(mark.number, from, to)), words.some((word) => within(word, from, to)));
    if (here.length === 0) {
      nodes.push(content);
      open = null;
      continue;
    }
    const key = here.map((mark) => mark.id).join(" ");
    if (open?.key !== key) {
      const first = here.some((mark) => !begun.has(mark.id));
      here.forEach((mark) => begun.add(mark.id));
      open = { key, element: markElement(here, key, focusable && first) };
      nodes.push(open.element);
    }
    open.element.append(content);
  }
  return nodes;
}

function markElement(here: Markable[], key: string, focusable: boolean): HTMLElement {
  const classes = ["mark", `mark--${here[0]?.scope ?? "event"}`, here.some((mark) => mark.denied) ? "mark--denied" : ""];
  return h("mark", {
    class: classes.filter(Boolean).join(" "),
    "data-figures": key,
    ...(focusable ? { tabindex: 0, "data-key": `mark ${key}` } : {}),
  });
}

function dressed(text: string, isNumber: boolean, isWord: boolean): Node | string {
  const inner = isWord ? h("u", {}, text) : text;
  return isNumber ? h("b", { class: "mark__number" }, inner) : inner;
}

function within(span: Span | null, from: number, to: number): boolean {
  return span !== null && span[0] <= from && span[1] >= to;
}

function markable(figure: Figure): Markable {
  const quote = new CodePoints(figure.quote);
  const text = figure.count.text.trim();
  const at = text === "" ? -1 : figure.quote.toLowerCase().indexOf(text.toLowerCase());
  const before = at < 0 ? -1 : Array.from(figure.quote.slice(0, at)).length;
  const start = figure.span[0] + before;
  const fits = before >= 0 && quote.length === figure.span[1] - figure.span[0];
  return {
    id: figure.id,
    span: figure.span,
    number: fits ? [start, start + Array.from(text).length] : null,
    scope: figure.scope,
    denied: figure.denied_by.length > 0 || figure.stance === "denied",
  };
}
