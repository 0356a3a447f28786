// The page's parts and where they stand; hands each what it shows.

import { type Chip, chipsOf, cut, lostParts, spoken, without } from "./chips";
import { chipRow, closeChips } from "./chip-view";
import { ArticleView } from "./article-view";
import { announce, h, show } from "./dom";
import { emptyList, unread } from "./empty";
import { eventsByFigure, linkViews } from "./events";
import { exportLinks } from "./exports";
import { actorNames, chosen, facets, flagOf } from "./facets";
import { helpDialog } from "./help";
import { list } from "./list";
import type { Loaded } from "./loader";
import { MapView } from "./map/map-view";
import { QuestionBox } from "./question-box";
import { type Flags, type State, asks, writeState } from "./state";
import { TimelineView } from "./timeline-view";
import { mainTotal, tollLine } from "./toll-line";
import { tollView } from "./toll-view";
import type { Answer } from "./types";
import { country, many, number, period } from "./words";

export type Update = (change: Partial<State>, nuance?: boolean) => void;

const SORTS: [string, string][] = [["", "best match"], ["date", "latest harm"], ["count", "highest count"], ["distance", "nearest"]];

const EVENTS_AT_ONCE = 100;

export class Frame {
  readonly help = helpDialog();
  readonly map: MapView;
  readonly timeline: TimelineView;
  readonly box: QuestionBox;
  private readonly article: ArticleView;
  private readonly chips = h("div", { class: "reading", "aria-label": "How the question was read", role: "group" });
  private readonly toll = h("section", { class: "toll", "aria-label": "Toll" });
  private readonly facets = h("div", { class: "facets__body" });
  private readonly waiting = h("p", { class: "waiting", role: "status", "aria-live": "polite" });
  private readonly listHead = h("div", { class: "list__head" });
  private readonly list = h("div", { class: "list__body", id: "reports" });
  private readonly views: HTMLElement;
  private state: State | null = null;
  private loaded: Loaded | null = null;
  private said = "";
  /** Actors by their ids, as all figures so far spell them. */
  private readonly names = new Map<string, string>();

  constructor(root: Element, private readonly update: Update) {
    this.box = new QuestionBox((question) => update({ question, flags: {}, area: null, days: null, article: null, view: "reports", harm: null }));
    this.map = new MapView({
      select: (area) => update({ area }),
      search: ({ lat, lon, km }) => update({ area: null, flags: { ...this.state?.flags, near: [`${lat},${lon}`], within: [`${km}km`] } }),
    });
    this.timeline = new TimelineView({ select: (days) => update({ days }), byPublication: (byPublication) => update({ byPublication, days: null }) });
    this.article = new ArticleView(() => update({ article: null, pages: this.state?.pages ?? 1 }));
    this.views = h("aside", { class: "views", "aria-label": "Map and timeline" }, this.map.element, this.timeline.element);
    const facetBox = h("details", { class: "facets", open: innerWidth > 1100 }, h("summary", { class: "facets__summary" }, "Narrow down"), this.facets);
    const main = h(
      "main",
      { class: "main" },
      h("nav", { class: "side", "aria-label": "Narrow down" }, facetBox),
      h("section", { class: "column", "aria-label": "Answer" }, this.waiting, this.listHead, this.list),
      this.views,
    );
    show(
      root,
      h("a", { class: "skip", href: "#reports" }, "Skip to the reports"),
      h(
        "header",
        { class: "top" },
        h("h1", { class: "brand" }, h("a", { href: location.pathname, onclick: (event: MouseEvent) => this.home(event) }, "warwire")),
        this.box.element,
        h("button", { type: "button", class: "button button--square top__help", "aria-label": "Keys and marks", title: "Keys and marks (?)", onclick: () => this.help.showModal() }, "?"),
      ),
      this.chips,
      this.toll,
      main,
      this.article.element,
      this.help,
    );
    linkViews(main);
    linkViews(this.toll);
  }

  show(state: State, loaded: Loaded): void {
    this.state = state;
    this.loaded = loaded;
    const { answer, problem } = loaded;
    const names = actorNames(this.names, loaded);
    show(this.waiting, loaded.busy && !answer ? "Reading the reports…" : null);
    const chips = answer ? chipsOf(answer, state, names) : [];
    const harm = this.harm();
    const events = eventsByFigure(loaded.wholeToll);
    const eventOf = (figure: string): number | undefined => events.get(figure);
    document.body.classList.toggle("front", !asks(state));
    this.box.show(state.question, answer && !problem ? lostParts(answer) : [], problem?.parameter ? problem : null, !asks(state) || problem !== null);
    if (!document.querySelector(".chip__panel") || !loaded.busy) this.showChips(chips, names);
    this.showToll(harm);
    if (answer) show(this.facets, ...facets(answer, names, (facet, value) => this.toggleFacet(facet, value)));
    else show(this.facets);
    this.showList(chips, eventOf);
    const selected = { near: answer && !state.area ? answer.query.near : (loaded.wholeToll?.query.near ?? null), selected: state.area };
    const countries = (loaded.wholeToll?.query.in ?? []).flatMap((area) => (area.country ? [area.country] : []));
    this.map.show({ toll: loaded.wholeToll, figures: loaded.wholeFigures, harm, countries, ...selected });
    const whole = loaded.wholeToll?.query;
    const [from, to] = state.byPublication ? [whole?.published_from, whole?.published_to] : [whole?.from, whole?.to];
    this.timeline.show({
      toll: loaded.wholeToll, figures: loaded.wholeFigures, harm, asked: from && to ? { from, to } : null,
      selected: state.days, byPublication: state.byPublication, eventOf,
    });
    void this.article.show(state.article);
    if (!loaded.busy && answer) this.say(`${many(answer.total, "report")}, ${many(answer.figures, "figure")}. ${spoken(chips)}`);
  }

  /** The harm that map and timeline draw. */
  private harm(): string | null {
    const { loaded, state } = this;
    const main = mainTotal(loaded?.wholeToll ?? null, state?.harm ?? null)?.effect;
    return main ?? state?.harm ?? loaded?.wholeToll?.query.effect[0] ?? loaded?.answer?.query.effect[0] ?? null;
  }

  private showChips(chips: Chip[], _names: Map<string, string>): void {
    const { state, loaded } = this;
    const answer = loaded?.answer;
    if (!answer || !state) return show(this.chips);
    closeChips();
    const edit = (set: Flags): void => {
      const flags: Flags = { ...state.flags, ...set };
      for (const [flag, values] of Object.entries(set)) if (values.length === 0) this.drop(flags, flag as keyof Flags);
      this.update({ flags, ...this.emptied(chips, set, answer) });
    };
    show(this.chips, ...chipRow(chips, answer, { remove: (chip) => this.remove(without(chip, state, answer)), edit }));
  }

  private drop(flags: Flags, flag: keyof Flags): void {
    delete flags[flag];
  }

  /** Words of the question that an emptied constraint came from go with it. */
  private emptied(chips: Chip[], set: Flags, answer: Answer): Partial<State> {
    const empty = chips.filter((chip) => chip.flags.some((flag) => set[flag]?.length === 0) && chip.flags.every((flag) => !set[flag]?.length));
    const fields = empty.flatMap((chip) => chip.fields);
    if (fields.length === 0 || !this.state) return {};
    return { question: cut(this.state.question, (answer.readings ?? []).filter((part) => fields.includes(part.field))) };
  }

  private showToll(harm: string | null): void {
    const { state, loaded } = this;
    if (!state || !loaded) return;
    if (!asks(state)) return show(this.toll, ...this.frontLine());
    if (loaded.lacking && loaded.answer) return show(this.toll, h("p", { class: "quiet" }, `The toll, the map or the timeline is lacking: ${loaded.lacking.message}`));
    if (!loaded.toll || !loaded.answer || loaded.answer.total === 0) return show(this.toll);
    const actions = {
      toggle: () => this.update({ view: state.view === "toll" ? "reports" : "toll" }),
      open: (figure: string) => this.update({ article: figure, pages: state.pages }),
      harm: (effect: string) => this.update({ harm: effect }),
    };
    show(this.toll, ...tollLine(loaded.toll, loaded.toll.query, harm, state.view === "toll", actions));
  }

  /** What is in here, where nothing is asked yet. */
  private frontLine(): HTMLElement[] {
    const stats = this.loaded?.stats;
    if (!stats) return [];
    return [
      h("h2", { class: "toll__sum" }, h("span", { class: "toll__number" }, number(stats.articles)), " reports", h("span", { class: "toll__basis" }, ` with ${many(stats.figures, "figure")}`, stats.earliest ? `, ${period(stats.earliest, stats.latest)}` : "")),
    ];
  }

  private showList(chips: Chip[], eventOf: (figure: string) => number | undefined): void {
    const { state, loaded } = this;
    if (!state || !loaded) return;
    const { answer, problem } = loaded;
    const open = (article: string): void => this.update({ article, pages: state.pages });
    if (problem) return void (show(this.listHead), show(this.list, unread(problem)));
    if (!answer) return void (show(this.listHead), show(this.list));
    if (answer.total === 0) return void (show(this.listHead), show(this.list, emptyList(state, answer, chips, (change) => this.update(change))));
    const events = state.view === "toll";
    const title = events ? "Events, oldest first" : asks(state) ? `${many(answer.total, "report")}, ${many(answer.figures, "matching figure")}` : "Latest harm first";
    const sorts = SORTS.filter(([sort]) => sort !== "distance" || answer.query.near !== null);
    performance.mark("reports");
    show(
      this.listHead,
      h("h2", { class: "list__title" }, title),
      events ? null : h(
        "label",
        { class: "list__sort" },
        h("span", {}, "by "),
        h("select", { "data-key": "sort", onchange: (event: Event) => this.update({ sort: (event.target as HTMLSelectElement).value }) },
          ...sorts.map(([value, label]) => h("option", { value, selected: value === (state.sort || (asks(state) ? "" : "date")) }, label))),
      ),
      h("button", { type: "button", class: "link list__views", onclick: () => this.views.scrollIntoView({ block: "start" }) }, "Map and timeline"),
      exportLinks(state, answer.total),
    );
    const { toll } = loaded;
    const more = (): void => this.update({ pages: state.pages + 1 }, true);
    const reports = (): HTMLElement => list(loaded, eventOf, { open, more });
    show(this.list, events && toll ? tollView(toll, { harm: this.harm(), eventOf, open, shown: state.pages * EVENTS_AT_ONCE, more }) : reports());
  }

  private toggleFacet(facet: Parameters<typeof flagOf>[0], value: string): void {
    const { state, loaded } = this;
    const answer = loaded?.answer;
    if (!state || !answer) return;
    const now = new Set(chosen(facet, answer.query));
    if (!now.delete(value)) now.add(value);
    const flag = flagOf(facet);
    if (now.size > 0) {
      const values = [...now].map((item) => (facet === "country" ? country(item) : item));
      return this.update({ flags: { ...state.flags, [flag]: values } });
    }
    const chip = chipsOf(answer, state, new Map()).find((candidate) => candidate.flags.includes(flag));
    if (chip) this.remove(without(chip, state, answer));
  }

  /** Asks without a constraint; where its words cannot be told from the rest, they are left to the reader. */
  private remove(change: Partial<State>): void {
    const before = this.state;
    this.update(change);
    if (before === null || writeState({ ...before, ...change, pages: 1 }) !== writeState({ ...before, pages: 1 })) return;
    announce("This is said by words that say something else too; change the question.");
    this.box.focus();
  }

  private home(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.update({ question: "", flags: {}, area: null, days: null, article: null, view: "reports", harm: null, sort: "", byPublication: false });
  }

  private say(text: string): void {
    if (text === this.said) return;
    this.said = text;
    announce(text);
  }
}
