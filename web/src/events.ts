// Which event of a toll a figure belongs to, and lighting what belongs together in all views.

import type { Toll } from "./types";

/** Figures by id → the event that counts them, their parts included. */
export function eventsByFigure(toll: Toll | null): Map<string, number> {
  const found = new Map<string, number>();
  for (const event of toll?.events ?? []) {
    for (const claim of [...event.claims, ...event.subsets]) found.set(claim.figure, event.id);
  }
  return found;
}

/** Lights every element that shows one of these events; `data-events` lists the events of an element. */
export function light(events: readonly number[]): void {
  const wanted = new Set(events.map(String));
  for (const element of document.querySelectorAll("[data-events]")) {
    const own = (element.getAttribute("data-events") ?? "").split(" ");
    element.classList.toggle("lit", wanted.size > 0 && own.some((event) => wanted.has(event)));
  }
}

/** Lights the other views while the pointer or the keyboard is on an element with events. */
export function linkViews(root: HTMLElement): void {
  const enter = (event: Event): void => {
    const element = event.target instanceof Element ? event.target.closest("[data-events]") : null;
    light(element ? (element.getAttribute("data-events") ?? "").split(" ").map(Number) : []);
  };
  root.addEventListener("pointerover", enter);
  root.addEventListener("focusin", enter);
  root.addEventListener("pointerleave", () => light([]));
}
