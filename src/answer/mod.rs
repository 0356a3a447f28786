//! Answers: articles with their matching figures, facets, and tolls reconciled into events.
//! It asks the index through the queries that `query::plan` makes; it must not know how answers are shown.

use std::collections::BTreeMap;
use std::time::Instant;

mod facets;
mod figures;
mod frequencies;
mod highlight;
mod hits;
mod limits;
mod order;
mod patience;
mod rank;
mod shape;
mod toll;
mod toll_pair;
mod toll_reconcile;
mod toll_row;
mod toll_series;
mod toll_sum;
mod values;
mod walk;

pub use figures::figures;
pub use patience::until;
pub use shape::*;
pub use toll::toll;
pub use toll_series::series;

use facets::{Facets, without_own_filter};
use frequencies::Frequencies;
use hits::Run;
use order::Cursor;
use rank::Ranking;
use toll_row::Rows;
use walk::{Visitor, walk};

use crate::index::Index;
use crate::query::ast::{FacetField, Page, Query};
use crate::query::plan::plan;

/// The facets that an answer shows when nothing else is asked for.
pub const DEFAULT_FACETS: &[FacetField] = &[
    FacetField::Month,
    FacetField::Victims,
    FacetField::By,
    FacetField::Source,
    FacetField::Method,
    FacetField::Country,
];

/// Figures that are reconciled in passing; with more, the summary is left to `toll`.
const MOST_SUMMED: usize = 5_000;

impl From<crate::query::text_query::TextError> for AnswerError {
    fn from(error: crate::query::text_query::TextError) -> Self {
        AnswerError::Text { column: error.column, message: error.message }
    }
}

/// Finds the articles that satisfy a query, one page of them, with facets over all.
pub fn answer(index: &Index, query: &Query, page: &Page) -> Result<Answer, AnswerError> {
    let started = Instant::now();
    limits::check(query, page)?;
    let cursor = page.after.as_deref().map(|after| Cursor::read(after, query, page)).transpose()?;
    let searcher = index.searcher()?;
    let plan = plan(index, &searcher, query)?;
    let former = cursor.as_ref().map(|cursor| &cursor.frequencies);
    let frequencies = Frequencies::of_page(index, &searcher, plan.articles.as_ref(), former)?;
    let run = Run { index, searcher: &searcher, query, page, plan: &plan, frequencies: &frequencies };

    let mut ranking = Ranking::new(query, page.sort, cursor.map(|cursor| cursor.key), run.wanted());
    let (wider, plain): (Vec<FacetField>, Vec<FacetField>) =
        page.facets.iter().partition(|facet| without_own_filter(query, **facet).is_some());
    let mut facets = Facets::new(plain);
    let mut rows = Rows::new(MOST_SUMMED);
    walk(index, &searcher, &plan, &frequencies, &mut [&mut ranking, &mut facets, &mut rows])?;
    let toll = toll::summary(query, &rows);
    let mut counts: BTreeMap<String, Vec<FacetCount>> = named(facets);
    for facet in wider {
        counts.extend(named(self::wider(&run, facet)?));
    }

    let (total, figures) = (ranking.total, ranking.figures);
    let mut shown = run.shown(ranking.into_sorted())?;
    let more = shown.len() > page.limit;
    shown.truncate(page.limit);
    let after = shown
        .last()
        .filter(|_| more)
        .map(|last| Cursor { key: last.ranked.key, frequencies: frequencies.clone() }.write(query, page));
    Ok(Answer {
        schema: SCHEMA,
        query: query.clone(),
        readings: Vec::new(),
        total,
        figures,
        hits: run.hits(&shown)?,
        facets: counts,
        toll,
        after,
        took_ms: started.elapsed().as_secs_f64() * 1e3,
    })
}

fn named(facets: Facets) -> BTreeMap<String, Vec<FacetCount>> {
    facets.finish().into_iter().map(|(facet, counts)| (facet.as_str().to_owned(), counts)).collect()
}

/// Counts a facet over the matches of the query without the facet's own constraint.
fn wider(run: &Run<'_>, facet: FacetField) -> Result<Facets, AnswerError> {
    let mut facets = Facets::new([facet]);
    if let Some(query) = without_own_filter(run.query, facet) {
        let plan = plan(run.index, run.searcher, &query)?;
        let visitors: &mut [&mut dyn Visitor] = &mut [&mut facets];
        walk(run.index, run.searcher, &plan, run.frequencies, visitors)?;
    }
    Ok(facets)
}

#[cfg(test)]
mod tests;
