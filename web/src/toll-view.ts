// The events of a toll, each opened to every claim about it.

import { h } from "./dom";
import { claimLine } from "./figure";
import { sentence } from "./sentence";
import type { Claim, Toll, TollEvent } from "./types";
import { bounds, effect, eventHarm, many, means, period, placeName } from "./words";

export interface TollViewed {
  /** The harm that comes first. */
  harm: string | null;
  eventOf(figure: string): number | undefined;
  open(figure: string): void;
  /** How many events are listed. */
  shown: number;
  more(): void;
}

/** All events, the chosen harm first; every claim leads to its sentence in the report. */
export function tollView(toll: Toll, { harm, eventOf, open, shown, more }: TollViewed): HTMLElement {
  const first = harm ?? toll.totals[0]?.effect;
  const events = [...toll.events].sort((a, b) => Number(b.effect === first) - Number(a.effect === first));
  return h(
    "div",
    { class: "events" },
    h("ol", { class: "list", "aria-label": "Events" }, ...events.slice(0, shown).map((event) => eventItem(event, eventOf, open))),
    events.length > shown ? h("p", { class: "list__more" }, h("button", { type: "button", class: "button", "data-key": "more", onclick: more }, "More events")) : null,
    toll.cumulative.length > 0
      ? h(
          "section",
          { class: "events__cumulative" },
          h("h3", {}, "Totals over longer periods, in no sum"),
          ...toll.cumulative.map((claim) => claimItem(claim, "figure--cumulative", eventOf, open, `${effect(claim.effect)}, ${[claim.place, period(claim.from, claim.to)].filter(Boolean).join(", ")}`)),
        )
      : null,
  );
}

function eventItem(event: TollEvent, eventOf: (figure: string) => number | undefined, open: (figure: string) => void): HTMLElement {
  const own = eventOf(event.claims[0]?.figure ?? "") ?? event.id;
  const spread = event.low !== event.high;
  return h(
    "li",
    { class: "hit", "data-events": own },
    h("p", { class: "hit__dateline" }, [event.place ? placeName(event.place) : "place not said", period(event.from, event.to)].filter(Boolean).join(" · ")),
    h(
      "h3",
      { class: "event__sum" },
      h("span", { class: "event__number" }, bounds(event.low, event.high, event.open)),
      ` ${eventHarm(event)}`,
      spread ? h("span", { class: "quiet" }, ` · best ${event.best}`) : null,
    ),
    h(
      "p",
      { class: "event__facts" },
      [means(event.method, event.by), many(event.claims.length, "claim"), event.contested ? "disputed" : ""].filter(Boolean).join(" · "),
    ),
    ...event.claims.map((claim) => claimItem(claim, "figure--event", eventOf, open)),
    ...event.subsets.map((claim) => claimItem(claim, "figure--subset", eventOf, open)),
  );
}

function claimItem(
  claim: Claim,
  kind: string,
  eventOf: (figure: string) => number | undefined,
  open: (figure: string) => void,
  about = "",
): HTMLElement {
  const event = eventOf(claim.figure);
  return h(
    "div",
    { class: `figure ${kind}${claim.superseded ? " figure--old" : ""}`, "data-figure": claim.figure, ...(event === undefined ? {} : { "data-events": event }) },
    kind === "figure--subset" ? h("span", { class: "figure__kind" }, "of whom") : null,
    claimLine(claim),
    about ? h("p", { class: "quiet" }, about) : null,
    sentence(claim.figure, claim.quote),
    h(
      "button",
      { type: "button", class: "figure__open", "data-key": `claim ${claim.figure}`, "aria-label": "Show this claim in its report", onclick: () => open(claim.figure) },
      "in the report",
    ),
    claim.copies.length > 0 ? h("p", { class: "quiet" }, `the same in ${many(claim.copies.length, "copy").replace("copys", "copies")}`) : null,
  );
}
