// The sentence of a figure, fetched with its report when it is needed.

import * as api from "./api";
import { CodePoints, h, show } from "./dom";
import { marked } from "./marked";
import type { Report } from "./types";

/** The sentence of a figure with its quote marked, out of its report. */
export function sentenceIn(report: Report, id: string): (Node | string)[] | null {
  const figure = report.reading.figures.find((candidate) => candidate.id === id);
  if (!figure) return null;
  const source = figure.field === "title" ? (report.article.title ?? "") : report.article.text;
  const [from, to] = figure.sentence;
  return marked({ text: new CodePoints(source).slice(from, to), start: from }, [figure]);
}

/** A paragraph that shows the quote at once, and the whole sentence as soon as it is seen and has come. */
export function sentence(id: string, quote: string): HTMLElement {
  const element = h("p", { class: "sentence" }, h("mark", { class: "mark" }, quote));
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    void fillSentence(element, id);
  }, { rootMargin: "1200px" });
  watch.observe(element);
  return element;
}

/** Puts the whole sentence in place of the quote; what cannot be fetched stays a quote. */
export async function fillSentence(element: HTMLElement, id: string): Promise<void> {
  const report = await api.article(id.replace(/#\d+$/, "")).catch(() => null);
  const nodes = report && element.isConnected ? sentenceIn(report, id) : null;
  if (nodes) show(element, ...nodes);
}
