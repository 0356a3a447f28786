// The chips as buttons that open, and crosses that remove.

import { h } from "./dom";
import { type Chip, lostParts } from "./chips";
import { editor, type Edit } from "./chip-editor";
import type { Answer } from "./types";

export interface ChipActions {
  remove(chip: Chip): void;
  edit: Edit;
}

/** The row of chips; one may be open. */
export function chipRow(chips: Chip[], answer: Answer, actions: ChipActions): HTMLElement[] {
  const lost = lostParts(answer);
  return [
    h("ul", { class: "chips", "aria-label": "The question was read as" }, ...chips.map((chip) => chipItem(chip, answer, actions))),
    ...(lost.length > 0
      ? [
          h(
            "p",
            { class: "lost" },
            ...lost.map((part) => h("span", {}, h("u", { class: "lost__words" }, part.words), " ", lossReason(part.reading, part.words))),
          ),
        ]
      : []),
  ];
}

function lossReason(reading: string, words: string): string {
  return reading && reading !== words ? reading : "was not understood and constrains nothing";
}

function chipItem(chip: Chip, answer: Answer, actions: ChipActions): HTMLElement {
  const item = h("li", { class: chip.selected ? "chip chip--selected" : "chip" });
  const label = [h("span", { class: "chip__name" }, chip.name), h("span", { class: "chip__value" }, chip.value)];
  if (chip.editor === "none" || chip.selected) {
    item.append(h("span", { class: "chip__body" }, ...label));
  } else {
    const button = h(
      "button",
      { type: "button", class: "chip__body", "aria-expanded": "false", "data-key": `chip ${chip.key}`, title: chip.all.join(", ") || chip.note || `Change ${chip.name}` },
      ...label,
    );
    button.addEventListener("click", () => toggle(item, button, () => editor(chip, answer, (flags) => actions.edit(flags))));
    item.append(button);
  }
  item.append(
    h("button", { type: "button", class: "chip__remove", "data-key": `remove ${chip.key}`, "aria-label": `Remove ${chip.name} ${chip.value}`, onclick: () => actions.remove(chip) }, "×"),
  );
  return item;
}

/** Opens the panel of a chip, or closes it; no two are open. */
function toggle(item: HTMLElement, button: HTMLElement, panel: () => HTMLElement): void {
  const open = button.getAttribute("aria-expanded") === "true";
  closeChips();
  if (open) return;
  button.setAttribute("aria-expanded", "true");
  const element = panel();
  item.append(element);
  const away = (event: Event): void => {
    const escape = event instanceof KeyboardEvent && event.key === "Escape";
    const outside = event.type === "pointerdown" && !item.contains(event.target as Node);
    if (!escape && !outside) return;
    closeChips();
    removeEventListener("pointerdown", away, true);
    removeEventListener("keydown", away, true);
    if (escape) {
      event.stopPropagation();
      button.focus();
    }
  };
  addEventListener("pointerdown", away, true);
  addEventListener("keydown", away, true);
  element.querySelector<HTMLElement>("input, button")?.focus();
}

export function closeChips(): void {
  document.querySelectorAll(".chip__panel").forEach((panel) => panel.remove());
  document.querySelectorAll(".chip__body[aria-expanded]").forEach((button) => button.setAttribute("aria-expanded", "false"));
}
