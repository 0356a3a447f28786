//! What an answer is, as plain data: hits, facets, the reconciled toll. Command line, HTTP and MCP all show these
//! types, and `docs/json.md` is generated from them. This module must not know how an answer is found.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::article::{Actor, Dateline, Field, Figure, Perpetrator, Place, Span};
use crate::query::ast::Query;
use crate::query::question::ReadPart;
use crate::vocabulary::*;

/// The version of the JSON shape.
pub const SCHEMA: u32 = 1;

/// Everything that one search gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// Version of this shape: 1.
    pub schema: u32,
    /// The query as it was run.
    pub query: Query,
    /// How the words of the question, and the names in filters, were read into it. Whoever read them fills this in.
    #[serde(default)]
    pub readings: Vec<ReadPart>,
    /// How many articles match, copies included.
    pub total: u64,
    /// How many figures match in those articles.
    pub figures: u64,
    pub hits: Vec<Hit>,
    /// Counts of every facet that was asked for, by its name.
    pub facets: std::collections::BTreeMap<String, Vec<FacetCount>>,
    /// The reconciled toll in short; `None` where too many figures match to reconcile them in passing.
    pub toll: Option<TollSummary>,
    /// Cursor of the next page; `None` on the last.
    pub after: Option<String>,
    pub took_ms: f64,
}

/// One article that matches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    pub id: String,
    pub score: f32,
    pub title: Option<String>,
    pub published: Option<NaiveDate>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub dateline: Option<Dateline>,
    /// A piece of the article that shows why it matches.
    pub snippet: String,
    /// Where the snippet stands.
    pub snippet_field: Field,
    pub snippet_span: Span,
    /// Matched words and the quotes of matching figures, in the order of the article; spans in the whole field.
    pub highlights: Vec<Highlight>,
    /// Only the figures that satisfy the query.
    pub figures: Vec<Figure>,
    /// Kilometres from the centre of `near` to the nearest matching figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    /// Near-duplicates of this article that match too.
    pub copies: Vec<Copy>,
}

/// All figures that satisfy a query, a page of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figures {
    /// Version of this shape: 1.
    pub schema: u32,
    pub query: Query,
    /// How the words of the question, and the names in filters, were read into it. Whoever read them fills this in.
    #[serde(default)]
    pub readings: Vec<ReadPart>,
    /// How many articles with matching figures there are, copies included.
    pub articles: u64,
    /// How many figures match in them.
    pub total: u64,
    /// Those of one article stand together and are never parted by a page's end.
    pub figures: Vec<FoundFigure>,
    /// Cursor of the next page; `None` on the last.
    pub after: Option<String>,
    pub took_ms: f64,
}

/// A figure and what is to be known of its article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FoundFigure {
    pub article: String,
    pub title: Option<String>,
    pub published: Option<NaiveDate>,
    /// Who published the article.
    pub publisher: Option<String>,
    pub url: Option<String>,
    /// Near-duplicates of the article that match too and are left out.
    pub copies: Vec<String>,
    pub figure: Figure,
}

/// Another article with nearly the same text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Copy {
    pub id: String,
    pub title: Option<String>,
    pub published: Option<NaiveDate>,
    pub source: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HighlightKind {
    /// A word of the full-text part.
    Word,
    /// The quote of a matching figure.
    Figure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Highlight {
    pub field: Field,
    pub span: Span,
    pub kind: HighlightKind,
}

/// How many articles and figures have one value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FacetCount {
    pub value: String,
    pub articles: u64,
    pub figures: u64,
}

/// The toll in one line. It sums events of one effect only: killed and wounded are never added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TollSummary {
    pub effect: Effect,
    pub events: u64,
    pub low: u64,
    pub high: u64,
    /// Some claim says "at least" or "more than" beyond which nothing is known.
    pub open: bool,
    /// How many of the events somebody denies or disputes.
    pub contested: u64,
}

/// Reconciled events with all that is claimed of each. The rule is in `docs/toll.md`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Toll {
    pub schema: u32,
    pub query: Query,
    /// How the words of the question, and the names in filters, were read into it. Whoever read them fills this in.
    #[serde(default)]
    pub readings: Vec<ReadPart>,
    /// How many figures were reconciled.
    pub figures: u64,
    /// One sum for each effect that occurs.
    pub totals: Vec<TollSummary>,
    /// Oldest first.
    pub events: Vec<Event>,
    /// Totals over longer periods or of several events, as their sources state them; in no sum.
    pub cumulative: Vec<Claim>,
    pub took_ms: f64,
}

/// One happening in which people came to one kind of harm, with every claim about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Position in the toll, from 1.
    pub id: u32,
    pub effect: Effect,
    pub unit: Unit,
    pub victims: VictimClass,
    pub groups: Vec<Group>,
    pub affiliation: Option<String>,
    pub place: Option<Place>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub method: Option<Method>,
    pub by: Vec<Perpetrator>,
    /// The lowest and the highest number that a claim names.
    pub low: u64,
    pub high: u64,
    /// The number that stands best: see `docs/toll.md`.
    pub best: u64,
    /// Some claim has no upper bound ("at least 20").
    pub open: bool,
    /// Somebody denies the harm or its author, or claims differ about who did it.
    pub contested: bool,
    pub denied_by: Vec<Actor>,
    /// Index in `claims` of the latest published one.
    pub latest: usize,
    /// Oldest first.
    pub claims: Vec<Claim>,
    /// Parts of the event that are counted within it ("nine women among the 20").
    pub subsets: Vec<Claim>,
}

/// One figure as somebody states it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    pub figure: String,
    pub article: String,
    /// Who published the article.
    pub publisher: Option<String>,
    pub published: Option<NaiveDate>,
    /// To whom the article attributes the figure; `None` for the reporter's own voice.
    pub source: Option<Actor>,
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub qualifier: Qualifier,
    pub unit: Unit,
    pub effect: Effect,
    pub victims: VictimClass,
    pub groups: Vec<Group>,
    pub place: Option<String>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub stance: Stance,
    pub denied_by: Vec<Actor>,
    pub quote: String,
    /// The same voice gave another number later; this one bounds the event no more.
    pub superseded: bool,
    /// Articles whose text is a near-duplicate and says the same; they are no claims of their own.
    pub copies: Vec<String>,
}

/// By what a toll is cut into a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SeriesBy {
    Month,
    Place,
    /// By whom the figure is from: events then count once for every source that speaks of them.
    Source,
}

impl SeriesBy {
    /// The cut of a word, which whoever took it has checked; by source for any other.
    pub fn named(word: &str) -> SeriesBy {
        match word {
            "month" => SeriesBy::Month,
            "place" => SeriesBy::Place,
            _ => SeriesBy::Source,
        }
    }
}

/// One row of a series: the events of one effect with one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SeriesRow {
    pub value: String,
    #[serde(flatten)]
    pub toll: TollSummary,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The full-text part cannot be read; `column` counts code points from 1.
    #[error("full text, column {column}: {message}")]
    Text { column: usize, message: String },
    #[error("{0}")]
    Limit(String),
    #[error("the cursor belongs to another query or is damaged; ask for the first page again")]
    Cursor,
    #[error("--sort distance needs a place to measure from: add --near")]
    NoCentre,
    /// The patience that was set is over.
    #[error("the answer takes too long; narrow the question")]
    TooLong,
    #[error(transparent)]
    Index(#[from] crate::index::IndexError),
}
