// Asks for all that a state needs, shows what has come so far, and drops what comes too late.

import * as api from "./api";
import { type State, asks, flagParameters, narrowedParameters } from "./state";
import type { Answer, Hit, Report, Stats, Toll } from "./types";

/** All that the views show. What has not come yet is null; the answer before stays until its successor is there. */
export interface Loaded {
  answer: Answer | null;
  /** Hits of all pages that are shown. */
  hits: Hit[];
  /** The toll of what is selected. */
  toll: Toll | null;
  /** The toll and the figures of the whole question, from which map and timeline are drawn. */
  wholeToll: Toll | null;
  wholeFigures: api.PublishedFigure[];
  stats: Stats | null;
  /** Reports by their article's id, as they come: the list takes its sentences from them. */
  reports: ReadonlyMap<string, Report>;
  problem: api.Problem | null;
  /** Why the toll, or the figures of map and timeline, are lacking though the reports are there. */
  lacking: api.Problem | null;
  busy: boolean;
}

const NOTHING = { answer: null, hits: [], toll: null, wholeToll: null, wholeFigures: [] };

export class Loader {
  private loaded: Loaded = {
    answer: null, hits: [], toll: null, wholeToll: null, wholeFigures: [], stats: null, reports: new Map(), problem: null,
    lacking: null, busy: false,
  };
  private turn = 0;
  private question: string | null = null;
  private drawing = 0;

  constructor(private readonly show: (loaded: Loaded) => void) {}

  async load(state: State): Promise<void> {
    const turn = ++this.turn;
    const put = (change: Partial<Loaded>): void => {
      if (turn !== this.turn) return;
      this.loaded = { ...this.loaded, ...change };
      this.draw();
    };
    const fail = (reason: unknown): void => {
      put({ ...NOTHING, problem: problem(reason), busy: false });
      if (turn === this.turn) this.turn += 1;
    };
    const lack = (change: Partial<Loaded>) => (reason: unknown): void => {
      const why = problem(reason);
      if (why.ofQuestion) fail(why);
      else put({ ...change, lacking: why });
    };
    // Numbers of another question do not stand under this one; a narrowed question keeps its own until the new ones come.
    const other = this.question !== state.question;
    this.question = state.question;
    put({ ...(other ? NOTHING : {}), busy: true, problem: null, lacking: null });
    const whole = flagParameters(state);
    const narrowed = narrowedParameters(state);
    await Promise.all([
      this.search(state, narrowed, put).catch(fail),
      asks(state) ? api.toll(narrowed).then((toll) => put({ toll }), lack({ toll: null })) : put({ toll: null }),
      api.toll(whole).then((wholeToll) => put({ wholeToll }), lack({ wholeToll: null })),
      api.figures(whole).then((wholeFigures) => put({ wholeFigures }), lack({ wholeFigures: [] })),
      asks(state) ? null : api.stats().then((stats) => put({ stats }), () => undefined),
    ]);
    put({ busy: false });
  }

  /** Shows what came, at most once a frame; the page is busy until all has come and is shown. */
  private draw(): void {
    if (this.loaded.busy) document.body.classList.add("busy");
    if (this.drawing !== 0) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      this.show(this.loaded);
      document.body.classList.toggle("busy", this.loaded.busy);
    });
  }

  private async search(state: State, parameters: URLSearchParams, put: (change: Partial<Loaded>) => void): Promise<void> {
    const sort = state.sort || (asks(state) ? "" : "date");
    const more = { limit: String(api.PAGE_LENGTH), facet: api.FACETS.join(","), sort };
    let answer = await api.search(parameters, more);
    put({ answer, hits: answer.hits });
    let hits = answer.hits;
    for (let page = 1; page < state.pages && answer.after; page += 1) {
      answer = await api.search(parameters, { ...more, after: answer.after });
      hits = [...hits, ...answer.hits];
      put({ answer, hits });
    }
    await this.reports(hits, put);
  }

  /** The reports of the hits whose sentences the hits themselves do not hold. */
  private async reports(hits: Hit[], put: (change: Partial<Loaded>) => void): Promise<void> {
    const lacking = hits.filter((hit) => !this.loaded.reports.has(hit.id) && !hit.figures.every((figure) => holds(hit, figure)));
    const found = await Promise.all(lacking.map((hit) => api.article(hit.id).catch(() => null)));
    const reports = new Map(this.loaded.reports);
    for (const report of found) if (report) reports.set(report.article.id, report);
    put({ reports });
  }
}

/** Whether a hit's snippet holds the whole sentence of a figure. */
export function holds(hit: Hit, figure: Hit["figures"][number]): boolean {
  return (
    hit.snippet_field === figure.field && hit.snippet_span[0] <= figure.sentence[0] && hit.snippet_span[1] >= figure.sentence[1]
  );
}

function problem(reason: unknown): api.Problem {
  if (reason instanceof api.Problem) return reason;
  return new api.Problem(reason instanceof Error ? reason.message : String(reason), null, null, []);
}
