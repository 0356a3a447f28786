// One report with all its figures marked; the record of a figure stands beside it while the pointer or keyboard is there.

import * as api from "./api";
import { CodePoints, h, show } from "./dom";
import { figureLine } from "./figure";
import { dateline } from "./list";
import { marked } from "./marked";
import type { Figure, Precision, Report } from "./types";
import { period, plain } from "./words";

export class ArticleView {
  readonly element: HTMLDialogElement;
  private readonly head = h("div", { class: "article__title" });
  private readonly body = h("div", { class: "article__text", tabindex: -1 });
  private readonly record = h("div", { class: "article__record", "aria-live": "polite" });
  private shown: string | null = null;
  private figures = new Map<string, Figure>();

  constructor(close: () => void) {
    this.element = h(
      "dialog",
      { class: "article", "aria-labelledby": "article-title" },
      h("header", { class: "article__head" }, this.head, h("button", { type: "button", class: "button", "data-key": "close article", onclick: () => this.element.close() }, "Close")),
      h("div", { class: "article__columns" }, this.body, this.record),
    );
    for (const kind of ["pointerover", "focusin", "click"]) this.element.addEventListener(kind, (event) => this.point(event));
    this.element.addEventListener("close", () => {
      if (this.shown !== null) close();
    });
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element) this.element.close();
    });
  }

  /** Opens an article, or the article of a figure; null closes. */
  async show(id: string | null): Promise<void> {
    if (id === this.shown) return;
    this.shown = id;
    if (id === null) {
      if (this.element.open) this.element.close();
      return;
    }
    const articleId = id.replace(/#\d+$/, "");
    let report: Report;
    try {
      report = await api.article(articleId);
    } catch (error) {
      show(this.head, h("h2", { id: "article-title" }, "This report cannot be shown"));
      show(this.body, h("p", {}, error instanceof Error ? error.message : String(error)));
      show(this.record);
      this.open();
      return;
    }
    if (this.shown !== id) return;
    this.fill(report);
    this.open();
    this.select(id === articleId ? null : id, report.reading.figures);
  }

  private point(event: Event): void {
    const mark = event.target instanceof Element ? event.target.closest("mark") : null;
    const ids = mark?.getAttribute("data-figures")?.split(" ") ?? [];
    const figures = ids.map((id) => this.figures.get(id)).filter((figure): figure is Figure => figure !== undefined);
    if (figures.length > 0) this.showRecords(figures, false);
  }

  private open(): void {
    if (!this.element.open) this.element.showModal();
    this.body.scrollTop = 0;
    this.body.focus({ preventScroll: true });
  }

  private fill(report: Report): void {
    const { article, reading } = report;
    const inTitle = reading.figures.filter((figure) => figure.field === "title");
    const inText = reading.figures.filter((figure) => figure.field === "text");
    show(
      this.head,
      h("p", { class: "hit__dateline" }, ...dateline(reading.dateline, reading.published ?? article.published, article.source)),
      h("h2", { id: "article-title" }, ...(article.title ? marked({ text: article.title, start: 0 }, inTitle, [], true) : ["Report without a headline"])),
      h("p", { class: "quiet article__id" }, article.id, ...(safeLink(article.url) ?? [])),
    );
    show(this.body, ...paragraphs(article.text).map((piece) => h("p", {}, ...marked(piece, inText, [], true))));
    this.figures = new Map(reading.figures.map((figure) => [figure.id, figure]));
    this.showRecords(reading.figures, true);
  }

  /** The records of some figures, or all of them in short. */
  private showRecords(figures: Figure[], all: boolean): void {
    this.light(all ? [] : figures);
    if (all) {
      show(
        this.record,
        h("h3", {}, figures.length === 0 ? "No figure was read out of this report" : "Figures"),
        ...figures.map((figure) =>
          h("div", { class: `figure figure--${figure.scope}` }, figureLine(figure)),
        ),
        figures.length > 0 ? h("p", { class: "quiet" }, "Point at a marked passage for its record.") : null,
      );
      return;
    }
    show(this.record, ...figures.map((figure) => record(figure)));
  }

  private select(id: string | null, figures: Figure[]): void {
    const figure = figures.find((candidate) => candidate.id === id);
    if (!figure) return;
    this.showRecords([figure], false);
    const mark = this.element.querySelector<HTMLElement>(`mark[data-figures~="${CSS.escape(figure.id)}"]`);
    mark?.scrollIntoView({ block: "center" });
    mark?.focus({ preventScroll: true });
  }

  private light(figures: Figure[]): void {
    const ids = new Set(figures.map((figure) => figure.id));
    for (const mark of this.element.querySelectorAll("mark")) {
      const own = (mark.getAttribute("data-figures") ?? "").split(" ");
      mark.classList.toggle("mark--here", own.some((id) => ids.has(id)));
    }
  }
}

const PRECISION: Record<Precision, string> = {
  exact: "the place itself", near: "reckoned from a place nearby", city: "the town", admin2: "the district", admin1: "only the province",
  country: "only the country",
};
const ANCHOR: Record<string, string> = {
  explicit: "as written", relative: "reckoned from the report's day", published: "the day of the report",
};

/** Everything that is recorded of a figure. */
function record(figure: Figure): HTMLElement {
  const rows: [string, string][] = [
    ["Scope", { event: "one event", cumulative: "a total over a period", subset: "a part of another figure" }[figure.scope]],
    ["Place", figure.place ? `“${figure.place.surface}” in the ${figure.place.from}, ${PRECISION[figure.place.precision]}` : "not said"],
    ["Days", figure.when ? `${period(figure.when.from, figure.when.to)}, ${ANCHOR[figure.when.anchor] ?? figure.when.anchor}` : "not said"],
    ["Stance", plain(figure.stance)],
    ["Reading", `${Math.round(figure.confidence * 100)} in 100 sure`],
    ["Id", figure.id],
  ];
  return h(
    "section",
    { class: "record" },
    h("div", { class: `figure figure--${figure.scope}` }, figureLine(figure)),
    h("dl", {}, ...rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
  );
}

/** The paragraphs of a text, each with where it begins. */
function paragraphs(text: string): { text: string; start: number }[] {
  const found: { text: string; start: number }[] = [];
  let start = 0;
  for (const part of text.split(/(\n[ \t]*\n)/)) {
    if (part.trim() !== "") found.push({ text: part, start });
    start += new CodePoints(part).length;
  }
  return found;
}

/** A link to where the report was published, if it is one to the web. */
function safeLink(url: string | null): Node[] | null {
  if (!url || !/^https?:\/\//i.test(url)) return null;
  return [document.createTextNode(" · "), h("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, "as published")];
}
