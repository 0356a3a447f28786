//! Answers: articles with their matching figures, facets, and tolls reconciled into events.
//! It asks the index through the queries that `query::plan` makes; it must not know how answers are shown.

mod shape;

pub use shape::*;

use crate::index::Index;
use crate::query::ast::{FacetField, Page, Query};

/// The facets that an answer shows when nothing else is asked for.
pub const DEFAULT_FACETS: &[FacetField] = &[
    FacetField::Month,
    FacetField::Victims,
    FacetField::By,
    FacetField::Source,
    FacetField::Method,
    FacetField::Country,
];

/// Finds the articles that satisfy a query, one page of them, with facets over all.
pub fn answer(_index: &Index, _query: &Query, _page: &Page) -> Result<Answer, AnswerError> {
    Err(AnswerError::Limit("not yet".into()))
}

/// Reconciles every figure that satisfies a query into events and totals.
pub fn toll(_index: &Index, _query: &Query) -> Result<Toll, AnswerError> {
    Err(AnswerError::Limit("not yet".into()))
}

/// Cuts a toll into a series: one row for each value and effect, in order of value.
pub fn series(_toll: &Toll, _by: SeriesBy) -> Vec<SeriesRow> {
    Vec::new()
}
