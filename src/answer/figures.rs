//! All figures of a query, page by page, for a map, a timeline or a table: the figures themselves with what has to be
//! known of their articles, without texts, facets or sums.

use std::time::Instant;

use tantivy::DocAddress;

use super::frequencies::Frequencies;
use super::hits::{Run, Shown};
use super::limits::check_figures;
use super::order::Cursor;
use super::rank::Ranking;
use super::shape::{AnswerError, Figures, FoundFigure, SCHEMA};
use super::walk::walk;
use crate::index::Index;
use crate::index::read::{article_at, figure_at};
use crate::query::ast::{Page, Query};
use crate::query::plan::plan;

/// Finds the figures that satisfy a query, about `page.limit` of them: those of one article stay together.
pub fn figures(index: &Index, query: &Query, page: &Page) -> Result<Figures, AnswerError> {
    let started = Instant::now();
    check_figures(query, page)?;
    // A constraint that every figure satisfies leaves out the articles without any.
    let with_figures = Query { min_confidence: Some(query.min_confidence.unwrap_or(0.0)), ..query.clone() };
    let cursor = page.after.as_deref().map(|after| Cursor::read(after, &with_figures, page)).transpose()?;
    let searcher = index.searcher()?;
    let plan = plan(index, &searcher, &with_figures)?;
    let former = cursor.as_ref().map(|cursor| &cursor.frequencies);
    let frequencies = Frequencies::of_page(index, &searcher, plan.articles.as_ref(), former)?;
    let run = Run { index, searcher: &searcher, query: &with_figures, page, plan: &plan, frequencies: &frequencies };
    let mut ranking = Ranking::new(&with_figures, page.sort, cursor.map(|cursor| cursor.key), run.wanted());
    walk(index, &searcher, &plan, &frequencies, &mut [&mut ranking])?;
    let (articles, total) = (ranking.total, ranking.figures);
    let shown = run.shown(ranking.into_sorted())?;

    let mut found = Vec::new();
    let mut last = None;
    let mut rest = shown.iter();
    for hit in rest.by_ref() {
        found.extend(of_article(&run, hit)?);
        last = Some(hit.ranked.key);
        if found.len() >= page.limit {
            break;
        }
    }
    let more = rest.next().is_some();
    let after = last.filter(|_| more).map(|key| Cursor { key, frequencies: frequencies.clone() });
    Ok(Figures {
        schema: SCHEMA,
        query: query.clone(),
        readings: Vec::new(),
        articles,
        total,
        figures: found,
        after: after.map(|cursor| cursor.write(&with_figures, page)),
        took_ms: started.elapsed().as_secs_f64() * 1e3,
    })
}

/// The matching figures of one article.
fn of_article(run: &Run<'_>, hit: &Shown) -> Result<Vec<FoundFigure>, AnswerError> {
    let fields = &run.index.fields;
    let address = hit.ranked.address;
    let report = article_at(run.searcher, fields, address)?;
    let mut copies = Vec::with_capacity(hit.copies.len());
    for copy in &hit.copies {
        copies.push(article_at(run.searcher, fields, copy.address)?.article.id);
    }
    let about = FoundFigure {
        published: report.reading.published.or(report.article.published),
        article: report.article.id,
        title: report.article.title,
        publisher: report.article.source,
        url: report.article.url,
        copies,
        ..FoundFigure::default()
    };
    let mut found = Vec::with_capacity(hit.ranked.figures.len());
    for doc in &hit.ranked.figures {
        let figure = figure_at(run.searcher, fields, DocAddress::new(address.segment_ord, *doc))?;
        found.push(FoundFigure { figure, ..about.clone() });
    }
    Ok(found)
}
