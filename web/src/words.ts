// Figures in words: how many, who, when, where, as the command line says them too.

import type { Count, Figure, Perpetrator, Place, Qualifier, Stance, TollEvent, TollSummary } from "./types";

const GROUP_SINGULAR: Record<string, string> = {
  women: "woman", men: "man", children: "child", elderly: "elderly person", clergy: "cleric",
};
const CLASS_NOUNS: Record<string, readonly [string, string]> = {
  civilian: ["civilian", "civilians"],
  military: ["soldier", "soldiers"],
  police: ["police officer", "police"],
  militant: ["militant", "militants"],
  unspecified: ["person", "people"],
};
/** Names of parties and bodies that are written in capitals. */
const ACRONYMS = new Set(
  (
    "3r aapp acled adf afdl afp afrc africom ais amisom ana anc ani anp ansf ap aps aqap aqim ara arena arsa asak asala " +
    "aswj atmis auc bacrim bbc biff bir bjp bla bra brn bsf care centcom cia cjtf cndp cnn codeco cogat coprefa cpi cpj " +
    "cpn crpf csto das dflp dhkp dhs dkba dnr dpa drc ecowas efe egp eln endf epl eplf eta eu ezln farc fardc fbi fdd fdlr " +
    "flec fmln fnl fpmr fprc fsa fsb gam gc gcc gia gna gnla gru gspc gur hina hnlc hrw hts hvo iaea icc icrc icsr icty " +
    "idf idmc ifor ifrc imu inla io iom ipkf ipob ira irc irgc irna is isaf iscap isgs isi isil isis iskp isna isoc ispr " +
    "isw iswap jad jem jklf jmb jna jnim jvp kcna kdf kdp kfor kgb kia kla knla knu krg kykl lcc lna lnr lra ltte lurd mek " +
    "mena mend milf minusca minusma mir mndaa mnjtf mnla mnlf model monusco mpla mqm mrta msf mujao nato ndf ndfb nds ngo " +
    "nla nlf nna notimex npa npfl nrc nrf nscn ntc ntv nug nyt ocha ohchr ola olf onlf onuca onusal opcw opm orpa osce ovd " +
    "pchr pdf pflp pips pjak pkk plfi plo pmf pnp prc prcs prepak pti ptv puk pulo pyd rab raf rcd rcmp rcn rdf ria rpf " +
    "rsf rso rss rtbf ruf saf salpress samidrc samim sams sana sarc satp sbu sdf sfor simi site sla slm sna snhr sohr " +
    "sonna spa spla splm stc suna svr swapo tak tass tlp tnla tplf trt ttp tv uae ucdp ucpmb uda uk ulfa ulimo un unama " +
    "unami unamid unamir undof unhcr unicef unifil unisfa unita unitams unmik unmiss unosom unprofor unrwa unsmil unsms " +
    "uossm upc updf upi urng us usa uvf vdc vdp vhp vrs vrt wafa wfp ypg ypj yskl"
  ).split(" "),
);
const SMALL = new Set(["of", "the", "and", "for", "in", "on", "to", "by", "with", "against"]);
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const countries = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });
const numbers = new Intl.NumberFormat("en-GB");

/** A number with its thousands set off. */
export function number(value: number): string {
  return numbers.format(value);
}

/** `1 report`, `3 reports`. */
export function many(value: number, noun: string): string {
  return `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** A count in two parts: the words before the number (`at least`) and the number itself. */
export function countParts(count: Pick<Count, "low" | "high" | "qualifier"> & { text?: string }): [string, string] {
  const { low, high, qualifier } = count;
  if (qualifier === "vague" && count.text) return ["", count.text.toLowerCase()];
  if (qualifier === "more_than" && low !== null) return ["more than", number(low - 1)];
  if (qualifier === "fewer_than" && high !== null) return ["fewer than", number(high + 1)];
  if (qualifier === "about" && low === null && high !== null) return ["nearly", number(high)];
  if (qualifier === "about" && low !== null && low === high) return ["about", number(low)];
  if (low !== null && high !== null) return ["", low === high ? number(low) : `${number(low)}–${number(high)}`];
  if (low !== null) return ["at least", number(low)];
  if (high !== null) return ["up to", number(high)];
  return ["", "an unknown number of"];
}

/** How the edge of a number is drawn. */
export function certainty(qualifier: Qualifier): "exact" | "open" | "capped" | "soft" | "range" | "vague" {
  switch (qualifier) {
    case "at_least":
    case "more_than":
      return "open";
    case "at_most":
    case "fewer_than":
      return "capped";
    case "about":
      return "soft";
    case "range":
      return "range";
    case "vague":
      return "vague";
    case "exact":
      return "exact";
  }
}

/** `20–24 or more`. */
export function bounds(low: number, high: number, open: boolean): string {
  const range = low === high ? number(low) : `${number(low)}–${number(high)}`;
  return open ? `${range} or more` : range;
}

/** `civilians`, `women and children`, `Kurdish militants`. */
export function people(
  victims: { class: string; groups: string[]; affiliation: string | null },
  unit: "people" | "families",
  one: boolean,
): string {
  const noun = unit === "families" ? (one ? "family" : "families") : whoNoun(victims, one);
  const { affiliation } = victims;
  if (!affiliation) return noun;
  return /^[A-Z]{2}$/.test(affiliation) ? `${noun} (${country(affiliation)})` : `${affiliation} ${noun}`;
}

function whoNoun(victims: { class: string; groups: string[] }, one: boolean): string {
  if (victims.groups.length === 0) return CLASS_NOUNS[victims.class]?.[one ? 0 : 1] ?? plain(victims.class);
  return victims.groups.map((group) => (one ? (GROUP_SINGULAR[group] ?? plain(group).replace(/s$/, "")) : plain(group))).join(" and ");
}

export function effect(word: string): string {
  return word === "casualties" ? "killed or wounded" : word;
}

/** `civilians killed`, with the little word that "dozens" needs. */
export function harm(figure: Figure): string {
  const { count, victims } = figure;
  const one = count.low === 1 && count.high === 1;
  const of = count.qualifier === "vague" && /s$/i.test(count.text.trim()) ? "of " : "";
  return `${of}${people(victims, count.unit, one)} ${effect(figure.effect)}`;
}

export function eventHarm(event: TollEvent): string {
  const victims = { class: event.victims, groups: event.groups, affiliation: event.affiliation };
  return `${people(victims, event.unit, event.low === 1 && event.high === 1)} ${effect(event.effect)}`;
}

/** `20–24 civilians killed`, for a sum whose people are all of the asked class. */
export function total(toll: TollSummary, victims: string[], groups: string[]): [string, string] {
  const one = toll.low === 1 && toll.high === 1;
  const asked = victims.length === 1 && victims[0] ? victims[0] : "unspecified";
  const who = people({ class: asked, groups: groups.length === 1 ? groups : [], affiliation: null }, "people", one);
  return [bounds(toll.low, toll.high, toll.open), `${who} ${effect(toll.effect)}`];
}

/** A whole figure as one line of text, for titles and screen readers. */
export function figureText(figure: Figure): string {
  return [...countParts(figure.count), harm(figure)].filter(Boolean).join(" ");
}

export function plain(word: string): string {
  return word.replaceAll("_", " ").replaceAll("-", " ");
}

/** A canonical id as a name, where no figure spells it: `us-led-coalition` → `US-led Coalition`. */
export function actorName(id: string): string {
  if (id === "who") return "WHO";
  const name = id
    .split(/[-_]/)
    .map((word, index) => (ACRONYMS.has(word) ? word.toUpperCase() : index > 0 && SMALL.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(" ");
  return name.replace(/ Led\b/, "-led").replace(/^Al /, "al-").replace(/ Al /g, " al-");
}

export function country(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return { PS: "Palestinian Territories", CD: "DR Congo", CG: "Congo", MM: "Myanmar" }[code] ?? countries.of(code) ?? code;
}

/** `Al-Heisha, Raqqa, Syria`. */
export function placeName(place: Pick<Place, "name" | "admin1" | "country">, withRegion = true): string {
  const parts = [place.name, withRegion ? place.admin1 : null, place.country ? country(place.country) : null];
  return parts.filter((part, index): part is string => !!part && parts.indexOf(part) === index).join(", ");
}

/** `airstrike, US-led coalition (blamed)`. */
export function means(method: string | null, by: Perpetrator[]): string {
  const actors = by.map((actor) => (actor.relation === "stated" ? actor.name : `${actor.name} (${actor.relation})`));
  const how = method && method !== "other" ? plain(method) : "";
  return [how, actors.length > 0 ? `by ${actors.join(" and ")}` : ""].filter(Boolean).join(", ");
}

/** The verb before the source of a figure. */
export function saying(stance: Stance): string {
  return stance === "claimed" ? "claims" : "says";
}

/** `8 Nov 2016`; without the year where it goes without saying. */
export function day(date: string, year = true): string {
  const [y, m, d] = parts(date);
  return `${d}\u00a0${MONTHS[m - 1] ?? ""}${year ? `\u00a0${y}` : ""}`;
}

export function month(date: string): string {
  const [y, m] = parts(date);
  return `${MONTHS[m - 1] ?? ""}\u00a0${y}`;
}

/** A period of days, as short as it can be said; without the year when it is that of `knownYear`. */
export function period(from: string | null, to: string | null, knownYear?: string): string {
  if (!from && !to) return "";
  if (!from || !to) return from ? `since ${day(from)}` : `until ${day(to ?? "")}`;
  const [fy, fm, fd] = parts(from);
  const [ty, tm, td] = parts(to);
  const year = !(fy === ty && String(fy) === knownYear?.slice(0, 4));
  const whole = fd === 1 && td === daysIn(ty, tm);
  if (from === to) return day(from, year);
  if (whole && fy === ty && fm === tm) return month(from);
  if (whole && fm === 1 && tm === 12) return fy === ty ? String(fy) : `${fy}–${ty}`;
  if (whole) return `${month(from)} – ${month(to)}`;
  if (fy === ty && fm === tm) return `${fd}–${day(to, year)}`;
  return `${day(from, fy !== ty)} – ${day(to, year)}`;
}

export function daysIn(year: number, monthOfYear: number): number {
  return new Date(Date.UTC(year, monthOfYear, 0)).getUTCDate();
}

function parts(date: string): [number, number, number] {
  const [y = 0, m = 1, d = 1] = date.split("-").map(Number);
  return [y, m, d];
}
