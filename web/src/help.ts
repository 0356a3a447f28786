// What the keys do, and what the marks mean.

import { h } from "./dom";
import { countBox } from "./figure";
import type { Count } from "./types";

const KEYS: [string, string][] = [
  ["/", "to the question"],
  ["j  k", "next and previous report"],
  ["o", "open the report"],
  ["t", "to the timeline"],
  ["m", "to the map; arrows move, + − zoom, s searches the area"],
  ["e", "save the answer"],
  ["x", "every claim of the events"],
  ["?", "this page"],
  ["Esc", "close"],
];
const BOXES: [Partial<Count>, string][] = [
  [{ low: 20, high: 20, qualifier: "exact" }, "an exact number"],
  [{ low: 16, high: null, qualifier: "at_least" }, "open upwards"],
  [{ low: null, high: 20, qualifier: "at_most" }, "open downwards"],
  [{ low: 20, high: 20, qualifier: "about" }, "about: soft edges"],
  [{ low: 17, high: 24, qualifier: "range" }, "low filled, high outlined"],
  [{ low: 24, high: null, qualifier: "vague", text: "dozens" }, "a vague word: hatched"],
];

/** The dialog, opened by `?`. */
export function helpDialog(): HTMLDialogElement {
  const dialog = h(
    "dialog",
    { class: "help", "aria-labelledby": "help-title" },
    h("div", { class: "help__head" }, h("h2", { id: "help-title" }, "Reading and moving"), h("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Close")),
    h(
      "div",
      { class: "help__columns" },
      h("dl", { class: "help__keys" }, ...KEYS.flatMap(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)])),
      h(
        "div",
        {},
        ...BOXES.map(([count, means]) => h("p", { class: "help__box" }, h("span", {}, ...countBox({ low: null, high: null, qualifier: "exact", ...count })), h("span", {}, means))),
        h("p", { class: "help__box" }, h("span", {}, "says ", h("s", { class: "source__name source__name--denied" }, "a source")), h("span", {}, "somebody denies what it says")),
      ),
    ),
    h("p", { class: "quiet" }, "Map and timeline draw reconciled events, so that no event counts twice: the low bound filled, the high one outlined. Small open marks are figures in no event: totals over long periods, and people of whom the report does not say what they were. Land, borders and provinces: Natural Earth. Place names: GeoNames, CC BY 4.0."),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
}
