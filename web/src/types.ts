// The server's JSON as the page reads it: the shapes of docs/json.md, and nothing that is made of them.

export type Effect = "killed" | "wounded" | "casualties" | "missing" | "captured" | "displaced" | "released";
export type VictimClass = "civilian" | "military" | "police" | "militant" | "unspecified";
export type Qualifier = "exact" | "at_least" | "more_than" | "at_most" | "fewer_than" | "about" | "range" | "vague";
export type Scope = "event" | "cumulative" | "subset";
export type Stance = "reported" | "claimed" | "denied" | "disputed" | "unverified";
export type Precision = "exact" | "near" | "city" | "admin2" | "admin1" | "country";
export type Field = "title" | "text";

/** Half-open, in Unicode code points. */
export type Span = readonly [number, number];

export interface Place {
  surface: string;
  name: string;
  country: string | null;
  admin1: string | null;
  lat: number | null;
  lon: number | null;
  precision: Precision;
  from: "phrase" | "sentence" | "paragraph" | "article" | "dateline";
}

export interface Actor {
  id: string;
  name: string;
  kind?: string;
}

export interface Perpetrator {
  id: string;
  name: string;
  relation: "stated" | "claimed" | "blamed" | "suspected";
}

export interface Count {
  low: number | null;
  high: number | null;
  qualifier: Qualifier;
  unit: "people" | "families";
  text: string;
}

export interface Figure {
  id: string;
  field: Field;
  span: Span;
  quote: string;
  sentence: Span;
  count: Count;
  effect: Effect;
  victims: { class: VictimClass; groups: string[]; affiliation: string | null };
  scope: Scope;
  part_of: string | null;
  place: Place | null;
  when: { from: string | null; to: string | null; precision: string; anchor: string } | null;
  by: Perpetrator[];
  method: string | null;
  attribution: Actor | null;
  stance: Stance;
  denied_by: Actor[];
  confidence: number;
}

export interface Dateline {
  span: Span;
  agency: string | null;
  place: Place | null;
  date: string | null;
}

export interface Hit {
  id: string;
  title: string | null;
  published: string | null;
  source: string | null;
  url: string | null;
  dateline: Dateline | null;
  snippet: string;
  snippet_field: Field;
  snippet_span: Span;
  highlights: { field: Field; span: Span; kind: "word" | "figure" }[];
  figures: Figure[];
  distance_km?: number;
  copies: { id: string; title: string | null; published: string | null; source: string | null }[];
}

export interface Circle {
  name: string | null;
  country: string | null;
  admin1: string | null;
  lat: number;
  lon: number;
  radius_km: number;
}

export interface Area {
  name: string;
  country: string | null;
  admin1: string | null;
  /** Of a town: latitude, longitude, and the kilometres within which a place counts as in it. */
  point: [number, number, number] | null;
  /** Of a region of several countries. */
  extent: [number, number, number, number] | null;
}

export interface Query {
  question: string | null;
  effect: string[];
  victims: string[];
  unsaid?: boolean;
  groups: string[];
  affiliation: string[];
  min: number | null;
  max: number | null;
  near: Circle | null;
  in: Area[];
  from: string | null;
  to: string | null;
  by: string[];
  source: string[];
  source_kind: string[];
  denied_by: string[];
  method: string[];
  scope: string[];
  stance: string[];
  min_confidence: number | null;
  actor: string[];
  dateline: Area | null;
  agency: string[];
  language: string[];
  published_from: string | null;
  published_to: string | null;
  text: string | null;
}

/** How one part of the question was read. */
export interface ReadPart {
  span: Span;
  words: string;
  field: string;
  reading: string;
  alternatives: string[];
}

export interface FacetCount {
  value: string;
  name?: string | null;
  articles: number;
  figures: number;
}

export interface TollSummary {
  effect: Effect;
  events: number;
  low: number;
  high: number;
  open: boolean;
  contested: number;
}

export interface Answer {
  query: Query;
  readings?: ReadPart[];
  total: number;
  figures: number;
  hits: Hit[];
  facets: Record<string, FacetCount[]>;
  toll: TollSummary | null;
  after: string | null;
  took_ms: number;
}

export interface Claim {
  figure: string;
  article: string;
  publisher: string | null;
  published: string | null;
  source: Actor | null;
  low: number | null;
  high: number | null;
  qualifier: Qualifier;
  unit: "people" | "families";
  effect: Effect;
  victims: VictimClass;
  groups: string[];
  place: string | null;
  from: string | null;
  to: string | null;
  stance: Stance;
  denied_by: Actor[];
  quote: string;
  superseded: boolean;
  copies: string[];
}

export interface TollEvent {
  id: number;
  effect: Effect;
  unit: "people" | "families";
  victims: VictimClass;
  groups: string[];
  affiliation: string | null;
  place: Place | null;
  from: string | null;
  to: string | null;
  method: string | null;
  by: Perpetrator[];
  low: number;
  high: number;
  best: number;
  open: boolean;
  contested: boolean;
  denied_by: Actor[];
  claims: Claim[];
  subsets: Claim[];
}

export interface Toll {
  query: Query;
  figures: number;
  totals: TollSummary[];
  events: TollEvent[];
  cumulative: Claim[];
}

export interface Report {
  article: {
    id: string;
    title: string | null;
    text: string;
    published: string | null;
    source: string | null;
    url: string | null;
  };
  reading: { published: string | null; dateline: Dateline | null; figures: Figure[] };
}

export interface FoundPlace {
  name: string;
  country: string | null;
  admin1: string | null;
  lat: number;
  lon: number;
  kind: string;
  population: number | null;
}

export interface Stats {
  articles: number;
  figures: number;
  earliest: string | null;
  latest: string | null;
  sources: [string, number][];
}
