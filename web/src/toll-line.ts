// The toll in one line of large figures, and its range as a bar: the events end to end, each filled to its low bound and
// outlined to its high one, with a tick for every claim.

import { h, s, show } from "./dom";
import { fillSentence } from "./sentence";
import type { Claim, Query, Toll, TollEvent, TollSummary } from "./types";
import { countParts, day, effect, many, number, period, placeName, saying, total } from "./words";

export interface TollActions {
  /** Opens the events, or goes back to the reports. */
  toggle(): void;
  open(figure: string): void;
  /** Chooses which harm is drawn. */
  harm(effect: string): void;
}

/** The sum that is said large: of the chosen harm, or the first. */
export function mainTotal(toll: Toll | null, harm: string | null): TollSummary | null {
  if (!toll) return null;
  return toll.totals.find((sum) => sum.effect === harm) ?? toll.totals[0] ?? null;
}

export function tollLine(toll: Toll, query: Query, harm: string | null, opened: boolean, actions: TollActions): HTMLElement[] {
  const main = mainTotal(toll, harm);
  if (!main) return cumulativeOnly(toll);
  const events = toll.events.filter((event) => event.effect === main.effect && event.unit === "people");
  const reports = new Set(events.flatMap((event) => event.claims.map((claim) => claim.article))).size;
  const [range, who] = total(main, query.victims, query.groups);
  const rest = [
    ` in ${many(main.events, "event")}, ${many(reports, "report")}`,
    main.contested > 0 ? h("span", { class: "toll__disputed" }, `; ${number(main.contested)} disputed`) : null,
  ];
  return [
    h("h2", { class: "toll__sum" }, h("span", { class: "toll__number" }, range), ` ${who}`, h("span", { class: "toll__basis" }, ...rest)),
    bar(events, actions),
    h(
      "p",
      { class: "toll__more" },
      h(
        "button",
        { type: "button", class: "link", "data-key": "toll", "aria-expanded": opened ? "true" : "false", onclick: actions.toggle },
        opened ? "Back to the reports" : `Every claim of ${main.events === 1 ? "this event" : `these ${number(main.events)} events`}`,
      ),
      ...toll.totals.filter((sum) => sum !== main).map((sum) => other(sum, actions)),
      toll.cumulative.length > 0
        ? h("span", { class: "quiet" }, `${many(toll.cumulative.length, "total")} over longer periods not added`)
        : null,
      events.length > MOST_EVENTS ? null : h("span", { class: "quiet" }, "Each tick is a claim."),
    ),
  ];
}

function other(sum: TollSummary, actions: TollActions): HTMLElement {
  const [range] = total(sum, [], []);
  return h(
    "button",
    { type: "button", class: "link link--quiet", "data-key": `harm ${sum.effect}`, title: "Draw these instead", onclick: () => actions.harm(sum.effect) },
    `${range} ${effect(sum.effect)} in ${many(sum.events, "event")}`,
  );
}

function cumulativeOnly(toll: Toll): HTMLElement[] {
  if (toll.cumulative.length === 0) return [h("h2", { class: "toll__sum toll__sum--none" }, "No event to add up")];
  return [
    h("h2", { class: "toll__sum toll__sum--none" }, `No single event; ${many(toll.cumulative.length, "total")} over longer periods`),
  ];
}

const WIDTH = 1000;
const HEIGHT = 26;
const MOST_EVENTS = 60;

function bar(events: TollEvent[], actions: TollActions): HTMLElement {
  const shown = events.length > MOST_EVENTS ? [summed(events)] : events;
  const sum = shown.reduce((all, event) => all + Math.max(event.high, 1), 0);
  const note = h("p", { class: "toll__claim", "aria-live": "polite" });
  const box = h("div", { class: "toll__bar", onpointerleave: () => show(note), onfocusout: () => show(note) });
  if (sum === 0) return box;
  const gap = shown.length > 1 ? 6 : 0;
  const scale = (WIDTH - gap * (shown.length - 1)) / sum;
  const ticks: Tick[] = [];
  let x = 0;
  const segments = shown.map((event) => {
    const width = Math.max(event.high, 1) * scale;
    const low = event.low * scale;
    const group = s(
      "g",
      { class: event.contested ? "segment segment--disputed" : "segment", "data-events": event.id },
      s("rect", { class: "segment__high", x: x + 0.5, y: 7.5, width: Math.max(width - 1, 1), height: 11 }),
      s("rect", { class: "segment__low", x, y: 7, width: Math.max(low, 1), height: 12 }),
      event.open ? s("path", { class: "segment__open", d: `M${x + width},4v18` }) : null,
    );
    for (const claim of event.claims) {
      for (const value of new Set([claim.low, claim.high])) {
        if (value !== null) ticks.push({ x: Math.min(x + value * scale, x + width), claim, event });
      }
    }
    x += width + gap;
    return group;
  });
  ticks.sort((a, b) => a.x - b.x);
  const tickElements = ticks.map((tick) => tickElement(tick, (t) => say(note, t), () => actions.open(tick.claim.figure)));
  box.append(
    s(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "group", "aria-label": `${many(ticks.length, "claim")}; left and right go through them` },
      ...segments,
      ...tickElements,
    ),
    note,
  );
  rove(box, tickElements);
  return box;
}

/** Very many events as one segment without claims. */
function summed(events: TollEvent[]): TollEvent {
  const first = events[0] as TollEvent;
  const sum = (key: "low" | "high"): number => events.reduce((all, event) => all + event[key], 0);
  return { ...first, id: 0, low: sum("low"), high: sum("high"), open: false, contested: false, claims: [], subsets: [] };
}

interface Tick {
  x: number;
  claim: Claim;
  event: TollEvent;
}

function tickElement(tick: Tick, say: (tick: Tick) => void, open: () => void): SVGGElement {
  const { claim, x } = tick;
  const label = claimText(claim, tick.event);
  const denied = claim.denied_by.length > 0 || claim.stance === "denied";
  return s(
    "g",
    {
      class: ["tick", denied ? "tick--denied" : "", claim.superseded ? "tick--old" : ""].filter(Boolean).join(" "),
      role: "button", tabindex: -1, "aria-label": label, "data-events": tick.event.id,
      onpointerenter: () => say(tick), onfocus: () => say(tick), onclick: open,
      onkeydown: (event: KeyboardEvent) => (event.key === "Enter" || event.key === " " ? open() : undefined),
    },
    s("rect", { class: "tick__target", x: x - 6, y: 0, width: 12, height: HEIGHT }),
    s("path", { class: "tick__line", d: `M${Math.min(Math.max(x, 1), WIDTH - 1)},2V24` }),
  );
}

/** One of the ticks can be reached by Tab; the arrow keys go on from there. */
function rove(box: HTMLElement, ticks: SVGGElement[]): void {
  ticks[0]?.setAttribute("tabindex", "0");
  box.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const at = ticks.findIndex((tick) => tick === document.activeElement);
    const next = ticks[at + step];
    if (step === 0 || at < 0 || !next) return;
    ticks.forEach((tick) => tick.setAttribute("tabindex", "-1"));
    next.setAttribute("tabindex", "0");
    next.focus();
    event.preventDefault();
  });
}

function say(note: HTMLElement, { claim, event, x }: Tick): void {
  note.style.setProperty("--at", String(Math.min(x / WIDTH, 0.97)));
  const quote = h("span", { class: "toll__quote" }, claim.quote);
  show(note, h("b", {}, claimText(claim, event)), quote);
  void fillSentence(quote, claim.figure);
}

/** `at least 16, says X, 9 Nov 2016, Ar Raqqah`. */
function claimText(claim: Claim, event: TollEvent): string {
  const [words, value] = countParts(claim);
  const where = event.place ? placeName(event.place, false) : null;
  const source = claim.source?.name ?? claim.publisher;
  return [
    [words, value, effect(claim.effect)].filter(Boolean).join(" "),
    where,
    period(event.from, event.to),
    source ? `${claim.source ? saying(claim.stance) : ""} ${source}`.trim() : null,
    claim.published ? `published ${day(claim.published)}` : null,
    claim.denied_by.length > 0 ? `denied by ${claim.denied_by.map((actor) => actor.name).join(" and ")}` : null,
    claim.superseded ? "later revised" : null,
  ]
    .filter(Boolean)
    .join(" · ");
}
