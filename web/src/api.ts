// Asks the server. Every answer is kept for as long as the page is open, so that going back costs nothing.

import type { Answer, Figure, FoundPlace, Report, Stats, Toll } from "./types";

/** A problem as the server describes it (RFC 9457), or that there is no server. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly parameter: string | null,
    readonly column: number | null,
    readonly suggestions: string[],
    /** Whether the question itself is at fault, so that every other answer to it fails too. */
    readonly ofQuestion = false,
  ) {
    super(message);
  }
}

/** Facets that the page shows, in this order. */
export const FACETS = ["effect", "victims", "group", "by", "source", "method", "country", "stance", "scope"] as const;
export const PAGE_LENGTH = 20;

export function search(parameters: URLSearchParams, more: Record<string, string> = {}): Promise<Answer> {
  const asked = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(more)) if (value) asked.set(name, value);
  return get<Answer>("v1/search", asked);
}

export function toll(parameters: URLSearchParams): Promise<Toll> {
  return get<Toll>("v1/toll", parameters);
}

/** The matching figures, with the day each one's report was published: all of them, up to some thousands. */
export async function figures(parameters: URLSearchParams): Promise<PublishedFigure[]> {
  const found: PublishedFigure[] = [];
  let after: string | null = null;
  do {
    const asked = new URLSearchParams(parameters);
    asked.set("limit", String(FIGURES_AT_ONCE));
    if (after) asked.set("after", after);
    const page: FiguresPage = await get<FiguresPage>("v1/figures", asked);
    found.push(...page.figures.map(({ figure, article, published }) => ({ ...figure, article, published })));
    ({ after } = page);
  } while (after && found.length < MOST_FIGURES);
  return found;
}

const FIGURES_AT_ONCE = 2000;
const MOST_FIGURES = 6000;

interface FiguresPage {
  figures: { article: string; published: string | null; figure: Figure }[];
  after: string | null;
}

export type PublishedFigure = Figure & { article: string; published: string | null };

export function article(id: string): Promise<Report> {
  return get<Report>(`v1/articles/${id.split("/").map(encodeURIComponent).join("/")}`, new URLSearchParams());
}

export function places(name: string): Promise<FoundPlace[]> {
  return get<FoundPlace[]>("v1/places", new URLSearchParams({ name }));
}

export function stats(): Promise<Stats> {
  return get<Stats>("v1/stats", new URLSearchParams());
}

/** Reports that one export holds at most. */
export const MOST_SAVED = 1000;

/** The address of the same answer in another format. */
export function exportAddress(endpoint: "search" | "toll", parameters: URLSearchParams, format: string): string {
  const asked = new URLSearchParams(parameters);
  asked.set("format", format);
  if (endpoint === "search") asked.set("limit", String(MOST_SAVED));
  return `v1/${endpoint}?${asked}`;
}

const kept = new Map<string, Promise<unknown>>();

function get<T>(path: string, parameters: URLSearchParams): Promise<T> {
  const query = parameters.toString();
  const address = query === "" ? path : `${path}?${query}`;
  const known = kept.get(address);
  if (known) return known as Promise<T>;
  const asked = fetchJson<T>(address);
  kept.set(address, asked);
  if (kept.size > 200) kept.delete(kept.keys().next().value ?? "");
  asked.catch(() => kept.delete(address));
  return asked;
}

async function fetchJson<T>(address: string): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address, { headers: { accept: "application/json" } });
  } catch {
    throw new Problem("The server cannot be reached. Is `warwire serve` still running?", null, null, []);
  }
  if (response.ok) return (await response.json()) as T;
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const column = typeof body["column"] === "number" ? body["column"] : null;
  throw new Problem(
    String(body["detail"] ?? body["title"] ?? `The server answered ${response.status}.`),
    typeof body["parameter"] === "string" ? body["parameter"] : null,
    column,
    Array.isArray(body["suggestions"]) ? body["suggestions"].map(String) : [],
    response.status === 400 || response.status === 422,
  );
}
