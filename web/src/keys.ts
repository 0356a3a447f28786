// The keyboard: one letter each for what is done all day.

import type { Frame, Update } from "./frame";
import type { State } from "./state";

export function bindKeys(frame: Frame, state: () => State, update: Update): void {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const actions: Record<string, () => void> = {
      "/": () => frame.box.focus(),
      j: () => step(1),
      k: () => step(-1),
      o: () => openHere(),
      m: () => frame.map.focus(),
      t: () => frame.timeline.focus(),
      e: () => document.querySelector<HTMLElement>("[data-export]")?.focus(),
      x: () => update({ view: state().view === "toll" ? "reports" : "toll" }),
      "?": () => frame.help.showModal(),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName));
}

/** Goes to the next or the previous report. */
function step(by: number): void {
  const hits = [...document.querySelectorAll<HTMLElement>(".list .hit")];
  const at = hits.findIndex((hit) => hit === document.activeElement?.closest(".hit"));
  const next = hits[Math.max(0, Math.min(hits.length - 1, at + by))];
  next?.querySelector<HTMLElement>(".hit__link, .figure__open")?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function openHere(): void {
  const hit = document.activeElement?.closest(".hit") ?? document.querySelector(".hit");
  hit?.querySelector<HTMLElement>(".hit__link, .figure__open")?.click();
}
