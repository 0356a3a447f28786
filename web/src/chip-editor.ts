// The panel of a chip: other radii, other days, other places of that name. What is chosen is set as a flag, which goes
// before the words of the question.

import { places } from "./api";
import type { Chip } from "./chips";
import { h, show } from "./dom";
import type { Flag, Flags } from "./state";
import type { Answer, Circle, FoundPlace } from "./types";
import { country, effect, number, plain } from "./words";

/** Flags to set; an empty list removes one. */
export type Edit = (flags: Flags) => void;

const VOCABULARY: Partial<Record<Flag, string[]>> = {
  effect: ["killed", "wounded", "casualties", "missing", "captured", "displaced", "released"],
  victims: ["civilian", "military", "police", "militant", "unspecified"],
  group: [
    "women", "children", "men", "elderly", "journalists", "aid_workers", "medics", "officials", "politicians", "judges",
    "diplomats", "clergy", "teachers", "students", "farmers", "workers", "foreigners", "contractors", "refugees",
    "worshippers", "prisoners", "peacekeepers", "suicide_bombers",
  ],
  method: [
    "airstrike", "drone", "shelling", "rocket", "bombing", "suicide_bombing", "shooting", "execution", "chemical",
    "kidnapping", "raid", "siege", "other",
  ],
  stance: ["reported", "claimed", "denied", "disputed", "unverified"],
  scope: ["event", "cumulative", "subset"],
};
const KINDS: Record<string, string> = { admin1: "province", admin2: "district", city: "town" };
const RADII = [10, 25, 50, 100, 200];

export function editor(chip: Chip, answer: Answer, edit: Edit): HTMLElement {
  const content = {
    words: () => words(chip, answer, edit),
    near: () => near(chip, answer, edit),
    in: () => placePicker("Inside", (place) => edit({ in: [`${place.name}, ${country(place.country ?? "")}`] }), chip.value),
    days: () => days("from", "to", answer.query.from, answer.query.to, edit),
    published: () => days("published-from", "published-to", answer.query.published_from, answer.query.published_to, edit),
    count: () => count(answer, edit),
    names: () => text(chip, chip.all.length > 0 ? "" : chip.value, edit),
    text: () => text(chip, answer.query.text ?? "", edit),
    none: () => [],
  }[chip.editor]();
  return h(
    "div",
    { class: "chip__panel", role: "group", "aria-label": `Change ${chip.name}` },
    chip.all.length > 0
      ? h("ul", { class: "chip__all", "aria-label": `Any of these ${chip.all.length}` }, ...chip.all.map((value) => h("li", {}, value)))
      : chip.note ? h("p", { class: "quiet chip__note" }, chip.note) : null,
    ...content,
  );
}

function words(chip: Chip, answer: Answer, edit: Edit): HTMLElement[] {
  const flag = chip.flags[0];
  if (!flag) return [];
  const now = new Set(valuesNow(flag, answer));
  const boxes = (VOCABULARY[flag] ?? []).map((word) =>
    h("label", { class: "choice" }, h("input", { type: "checkbox", value: word, checked: now.has(word) }), flag === "effect" ? effect(word) : word === "unspecified" ? "not said" : plain(word)),
  );
  return [form([h("div", { class: boxes.length > 8 ? "choices choices--two" : "choices" }, ...boxes)], (data) => edit({ [flag]: data }))];
}

function valuesNow(flag: Flag, { query }: Answer): string[] {
  switch (flag) {
    case "effect":
    case "victims":
    case "method":
    case "stance":
    case "scope":
      return query[flag];
    case "group":
      return query.groups;
    default:
      return [];
  }
}

function near(chip: Chip, answer: Answer, edit: Edit): HTMLElement[] {
  const circle = answer.query.near;
  if (!circle) return [];
  const radii = RADII.map((km) =>
    h("button", { type: "button", class: "button", "aria-pressed": Math.round(circle.radius_km) === km ? "true" : "false", onclick: () => edit({ near: [centre(circle)], within: [`${km}km`] }) }, `${km} km`),
  );
  const other = h("input", { type: "number", min: 1, max: 5000, value: Math.round(circle.radius_km), "aria-label": "Radius in kilometres" });
  return [
    h("p", { class: "chip__heading" }, "Within"),
    h("div", { class: "buttons" }, ...radii),
    form([other, h("span", {}, "km")], () => edit({ near: [centre(circle)], within: [`${other.value}km`] })),
    ...placePicker("Of the place", (place) => edit({ near: [`${place.lat.toFixed(4)},${place.lon.toFixed(4)}`], within: [`${circle.radius_km}km`] }), circle.name ?? "", chip.alternatives),
  ];
}

/** The centre of a circle as the flag takes it. */
export function centre(circle: Circle): string {
  const land = circle.country ? `, ${country(circle.country)}` : "";
  return circle.name ? `${circle.name}${land}` : `${circle.lat},${circle.lon}`;
}

/** Places by name, as the gazetteer knows them: other Raqqas too. */
function placePicker(heading: string, pick: (place: FoundPlace) => void, name: string, alternatives: string[] = []): HTMLElement[] {
  const input = h("input", { type: "search", value: name.split(",")[0] ?? "", "aria-label": "Another place", autocomplete: "off" });
  const found = h("ul", { class: "places", "aria-live": "polite" });
  let turn = 0;
  const look = async (): Promise<void> => {
    const mine = ++turn;
    const rows = input.value.trim().length < 2 ? [] : await places(input.value.trim()).catch(() => []);
    if (mine !== turn) return;
    show(
      found,
      ...rows.slice(0, 8).map((place) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "places__place", onclick: () => pick(place) },
            h("b", {}, place.name),
            h("span", { class: "quiet" }, [place.admin1, place.country ? country(place.country) : "", KINDS[place.kind] ?? place.kind, place.population ? number(place.population) : ""].filter(Boolean).join(" · ")),
          ),
        ),
      ),
    );
  };
  input.addEventListener("input", () => void look());
  void look();
  return [
    h("p", { class: "chip__heading" }, heading),
    input,
    found,
    ...(alternatives.length > 0 ? [h("p", { class: "quiet" }, `Also read as ${alternatives.join(", ")}`)] : []),
  ];
}

function days(first: Flag, last: Flag, from: string | null, to: string | null, edit: Edit): HTMLElement[] {
  const begin = h("input", { type: "date", value: from ?? "", "aria-label": "First day" });
  const end = h("input", { type: "date", value: to ?? "", "aria-label": "Last day" });
  const set = (a: string, b: string): void => edit({ [first]: a ? [a] : [], [last]: b ? [b] : [] });
  const widen = (label: string, months: number): HTMLElement | null =>
    from && to ? h("button", { type: "button", class: "button", onclick: () => set(shift(from, -months), shift(to, months)) }, label) : null;
  return [
    form([begin, h("span", {}, "to"), end], () => set(begin.value, end.value)),
    h("div", { class: "buttons" }, ...[widen("a month more", 1), widen("half a year more", 6)].filter((button) => button !== null)),
  ];
}

/** A day some months earlier or later; the last of a month stays the last. */
export function shift(date: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate() === dayOfMonth;
  const target = last ? new Date(Date.UTC(year, month + months, 0)) : new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, 28)));
  return target.toISOString().slice(0, 10);
}

function count({ query }: Answer, edit: Edit): HTMLElement[] {
  const least = h("input", { type: "number", min: 0, value: query.min ?? "", "aria-label": "At least" });
  const most = h("input", { type: "number", min: 0, value: query.max ?? "", "aria-label": "At most" });
  const flags = (): Flags => ({ min: least.value ? [least.value] : [], max: most.value ? [most.value] : [] });
  return [form([h("span", {}, "from"), least, h("span", {}, "to"), most], () => edit(flags()))];
}

function text(chip: Chip, value: string, edit: Edit): HTMLElement[] {
  const flag = chip.flags[0];
  const input = h("input", { type: "text", value, "aria-label": chip.name });
  return flag ? [form([input], () => edit({ [flag]: input.value.trim() ? [input.value.trim()] : [] }))] : [];
}

/** A small form; its checked boxes are handed on. */
function form(content: HTMLElement[], submit: (checked: string[]) => void): HTMLElement {
  return h(
    "form",
    {
      class: "chip__form",
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        const boxes = [...(event.currentTarget as HTMLFormElement).querySelectorAll<HTMLInputElement>("input:checked")];
        submit(boxes.map((box) => box.value));
      },
    },
    ...content,
    h("button", { type: "submit", class: "button button--main" }, "Apply"),
  );
}
