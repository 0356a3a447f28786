// The box that takes the question. Words that were not understood are underlined in it, and an error points at its place.

import type { Problem } from "./api";
import { h, show } from "./dom";
import type { ReadPart, Span } from "./types";

export const EXAMPLES = [
  "civilian deaths near Raqa in November 2016",
  "killed by the coalition in Mosul in March 2017",
  "children killed in Yemen since 2015",
  "killed in Kunduz in October 2015",
];

export class QuestionBox {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly mirror: HTMLElement;
  private readonly problem: HTMLElement;
  private readonly examples: HTMLElement;

  constructor(private readonly ask: (question: string) => void) {
    this.input = h("input", {
      id: "question", class: "question__input", type: "search", name: "q", autocomplete: "off", spellcheck: "false",
      placeholder: EXAMPLES[0] ?? "", "aria-label": "Question", "aria-describedby": "question-problem", enterkeyhint: "search", maxlength: 1000,
    });
    this.mirror = h("div", { class: "question__mirror", "aria-hidden": "true" });
    this.problem = h("p", { class: "question__problem", id: "question-problem", role: "alert" });
    this.examples = h("p", { class: "question__examples" });
    const form = h(
      "form",
      { class: "question", role: "search", onsubmit: (event: Event) => this.submit(event) },
      h("div", { class: "question__field" }, this.mirror, this.input),
      h("button", { type: "submit", class: "button button--ask" }, "Ask"),
    );
    this.element = h("div", { class: "question__box" }, form, this.problem, this.examples);
    this.input.addEventListener("input", () => show(this.mirror));
    this.input.addEventListener("scroll", () => (this.mirror.scrollLeft = this.input.scrollLeft));
  }

  /** Shows the question that was asked, with the parts that were lost. */
  show(question: string, lost: ReadPart[], problem: Problem | null, examples: boolean): void {
    if (document.activeElement !== this.input || this.input.value.trim() === question) this.input.value = question;
    const error = problem?.parameter === "q" && problem.column ? wrongWords(question, problem) : null;
    show(this.mirror, ...underlined(question, lost, error));
    show(this.problem, ...(problem ? [h("b", {}, sentence(problem.message)), ...suggested(problem, question, (text) => this.ask(text))] : []));
    show(this.examples, ...(examples ? [h("span", {}, "For example: "), ...EXAMPLES.map((example) => this.example(example))] : []));
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  private example(text: string): HTMLElement {
    return h("a", { href: `?q=${encodeURIComponent(text)}`, class: "question__example", onclick: (event: MouseEvent) => this.follow(event, text) }, text);
  }

  private follow(event: MouseEvent, text: string): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.ask(text);
  }

  private submit(event: Event): void {
    event.preventDefault();
    this.ask(this.input.value.trim());
    this.input.blur();
  }
}

/** The question's text with its lost words underlined and a mark where an error is. */
function underlined(question: string, lost: ReadPart[], error: Span | null): (Node | string)[] {
  const points = Array.from(question);
  const spans = lost.map((part) => [part.span[0], part.span[1], "question__lost"] as const);
  const all = error === null ? spans : [...spans, [error[0], error[1], "question__error"] as const];
  const nodes: (Node | string)[] = [];
  let at = 0;
  for (const [from, to, kind] of [...all].sort((a, b) => a[0] - b[0])) {
    if (from < at) continue;
    nodes.push(points.slice(at, from).join(""), h("span", { class: kind }, points.slice(from, to).join("")));
    at = to;
  }
  return [...nodes, points.slice(at).join("")];
}

/** The words that an error is about: those that its message quotes, else the word at its column. */
function wrongWords(question: string, problem: Problem): Span {
  const from = (problem.column ?? 1) - 1;
  const points = Array.from(question);
  const quoted = /"([^"]+)"/.exec(problem.message)?.[1] ?? "";
  const at = quoted ? points.slice(from).join("").indexOf(quoted) : -1;
  if (at < 0) return [from, wordEnd(points, from)];
  const start = from + Array.from(points.slice(from).join("").slice(0, at)).length;
  return [start, start + Array.from(quoted).length];
}

function wordEnd(points: string[], from: number): number {
  const length = points.slice(from).findIndex((point) => /\s/.test(point));
  return length < 0 ? points.length : from + Math.max(length, 1);
}

/** Begun with a capital and ended with a stop. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.?!]$/.test(text) ? "" : ".");
}

/** Suggestions in place of the word that was not found. */
function suggested(problem: Problem, question: string, ask: (question: string) => void): Node[] {
  if (problem.parameter !== "q" || !problem.column || problem.suggestions.length === 0) return [];
  const points = Array.from(question);
  const [from, to] = wrongWords(question, problem);
  return [
    h("span", {}, " Did you mean "),
    ...problem.suggestions.slice(0, 4).flatMap((suggestion, index) => {
      const text = points.slice(0, from).join("") + suggestion + points.slice(to).join("");
      const button = h("button", { type: "button", class: "link", onclick: () => ask(text) }, suggestion);
      return index === 0 ? [button] : [document.createTextNode(", "), button];
    }),
    h("span", {}, "?"),
  ];
}
