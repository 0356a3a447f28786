//! The toll of a query: its figures reconciled into events, each with every claim in words, and the sums.

use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;
use tantivy::Searcher;
use tantivy::columnar::Column;

use super::frequencies::Frequencies;
use super::limits::check_query;
use super::shape::{AnswerError, Claim, Event, SCHEMA, Toll, TollSummary};
use super::toll_reconcile::{Cluster, Reconciled, reconcile};
use super::toll_row::{Row, Rows};
use super::toll_sum::{numbers, superseded, totals};
use super::values::{Values, shared};
use super::walk::walk;
use crate::article::{Actor, Figure, Perpetrator, Place};
use crate::index::block::day_of;
use crate::index::read::figure_at;
use crate::index::schema::name;
use crate::index::{Index, IndexError};
use crate::query::ast::Query;
use crate::query::plan::plan;
use crate::vocabulary::*;

/// More figures than this are not reconciled at once.
const MOST_FIGURES: usize = 100_000;

/// Reconciles every figure that satisfies a query into events and totals.
pub fn toll(index: &Index, query: &Query) -> Result<Toll, AnswerError> {
    let started = Instant::now();
    check_query(query)?;
    let searcher = index.searcher()?;
    // A sum of civilians holds no one who may have been none.
    let plan = plan(index, &searcher, &Query { unsaid: false, ..query.clone() })?;
    let mut rows = Rows::new(MOST_FIGURES);
    walk(index, &searcher, &plan, &Frequencies::default(), &mut [&mut rows])?;
    if rows.overflow {
        let message = format!("more than {MOST_FIGURES} figures match; narrow the question by place, period or effect");
        return Err(AnswerError::Limit(message));
    }
    let rows = rows.rows;
    let reconciled = reconcile(&rows);
    let claims = Claims::open(index, &searcher, &rows, &reconciled)?;
    let mut events = Vec::with_capacity(reconciled.events.len());
    for cluster in &reconciled.events {
        events.push(claims.event(cluster, events.len() as u32 + 1));
    }
    let cumulative = reconciled.sums.iter().map(|row| claims.claim(*row).0).collect();
    Ok(Toll {
        schema: SCHEMA,
        query: query.clone(),
        readings: Vec::new(),
        figures: rows.len() as u64,
        totals: totals(&rows, &reconciled.events),
        events,
        cumulative,
        took_ms: started.elapsed().as_secs_f64() * 1e3,
    })
}

/// The toll in one line, of the effect that is asked for: the first, or killed. `None` when the figures are too many
/// to reconcile in passing, or when there are none.
pub(super) fn summary(query: &Query, rows: &Rows) -> Option<TollSummary> {
    if rows.overflow {
        return None;
    }
    let said = |row: &&Row| !query.unsaid || query.victims.is_empty() || query.victims.contains(&row.class);
    let rows: Vec<Row> = rows.rows.iter().filter(said).cloned().collect();
    let totals = totals(&rows, &reconcile(&rows).events);
    let asked = query.effect.first().copied().unwrap_or(Effect::Killed);
    totals.iter().find(|total| total.effect == asked).or(totals.first()).cloned()
}

/// The columns of one segment's articles that claims show.
struct ArticleColumns {
    published: Column<i64>,
    publisher: Values<Arc<str>>,
    id: Values<Arc<str>>,
}

/// Reads claims in words.
struct Claims<'a> {
    rows: &'a [Row],
    reconciled: &'a Reconciled,
    segments: Vec<ArticleColumns>,
    /// The figure of each row.
    figures: Vec<Figure>,
}

/// With more figures than this they are read on all cores.
const FEW: usize = 1_000;

/// Reads the figure of each row. Rows are in the order of the index, so that each block of records is unpacked once.
fn read_figures(index: &Index, searcher: &Searcher, rows: &[Row]) -> Result<Vec<Figure>, IndexError> {
    let read = |row: &Row| figure_at(searcher, &index.fields, row.address());
    if rows.len() <= FEW {
        rows.iter().map(read).collect()
    } else {
        rows.par_iter().with_min_len(FEW / 4).map(read).collect()
    }
}

impl<'a> Claims<'a> {
    fn open(
        index: &'a Index,
        searcher: &'a Searcher,
        rows: &'a [Row],
        reconciled: &'a Reconciled,
    ) -> Result<Claims<'a>, IndexError> {
        let mut segments = Vec::new();
        for (ord, segment) in (0..).zip(searcher.segment_readers()) {
            let articles = || rows.iter().filter(|row| row.segment == ord).map(|row| row.parent);
            let mut columns = ArticleColumns {
                published: segment.fast_fields().i64(name::published)?,
                publisher: Values::open(segment, name::publisher, shared)?,
                id: Values::open(segment, name::id, shared)?,
            };
            columns.publisher.load(articles())?;
            columns.id.load(articles())?;
            segments.push(columns);
        }
        let figures = read_figures(index, searcher, rows)?;
        Ok(Claims { rows, reconciled, segments, figures })
    }

    /// Id and publisher of a row's article.
    fn article(&self, row: &Row) -> (String, Option<String>) {
        let Some(columns) = self.segments.get(row.segment as usize) else { return Default::default() };
        let [id, publisher] = [&columns.id, &columns.publisher].map(|values| values.first(row.parent));
        (id.map(|id| id.to_string()).unwrap_or_default(), publisher.map(|publisher| publisher.to_string()))
    }

    /// A row as a claim, and the figure that it is.
    fn claim(&self, at: usize) -> (Claim, Figure) {
        let (Some(row), Some(figure)) = (self.rows.get(at), self.figures.get(at).cloned()) else {
            return Default::default();
        };
        let columns = self.segments.get(row.segment as usize);
        let copies = self.reconciled.copies.get(&at).into_iter().flatten();
        let copies = copies.filter_map(|copy| self.rows.get(*copy)).map(|row| self.article(row).0);
        let (article, publisher) = self.article(row);
        let claim = Claim {
            figure: figure.id.clone(),
            article,
            publisher,
            published: columns.and_then(|columns| columns.published.first(row.parent)).and_then(day_of),
            source: figure.attribution.clone(),
            low: figure.count.low,
            high: figure.count.high,
            qualifier: figure.count.qualifier,
            unit: figure.count.unit,
            effect: figure.effect,
            victims: figure.victims.class,
            groups: figure.victims.groups.clone(),
            place: figure.place.as_ref().map(|place| place.name.clone()),
            from: figure.when.as_ref().and_then(|when| when.from),
            to: figure.when.as_ref().and_then(|when| when.to),
            stance: figure.stance,
            denied_by: figure.denied_by.clone(),
            quote: figure.quote.clone(),
            superseded: false,
            copies: copies.collect(),
        };
        (claim, figure)
    }

    fn event(&self, cluster: &Cluster, id: u32) -> Event {
        let rows: Vec<&Row> = cluster.claims.iter().filter_map(|claim| self.rows.get(*claim)).collect();
        let (mut claims, mut figures) = (Vec::new(), Vec::new());
        for (at, gone) in cluster.claims.iter().zip(superseded(&rows)) {
            let (claim, figure) = self.claim(*at);
            claims.push(Claim { superseded: gone, ..claim });
            figures.push(figure);
        }
        let subsets = cluster.subsets.iter().map(|row| self.claim(*row).0).collect();
        let numbers = numbers(&rows);
        let mut event = described(&figures);
        event.id = id;
        (event.low, event.high, event.best) = (numbers.low, numbers.high, numbers.best);
        (event.open, event.contested) = (numbers.open, numbers.contested);
        event.latest = claims.len().saturating_sub(1);
        (event.claims, event.subsets) = (claims, subsets);
        event
    }
}

/// What figures of one event say of it together: the most exact of each.
fn described(figures: &[Figure]) -> Event {
    let mut event = Event::default();
    let Some(first) = figures.first() else { return event };
    (event.effect, event.unit) = (first.effect, first.count.unit);
    let days = |figure: &Figure| {
        let when = figure.when.as_ref()?;
        Some((when.to? - when.from?).num_days())
    };
    let dated = figures.iter().filter(|figure| figure.when.is_some()).min_by_key(|f| days(f).unwrap_or(i64::MAX));
    if let Some(when) = dated.and_then(|figure| figure.when.as_ref()) {
        (event.from, event.to) = (when.from, when.to);
    }
    event.place = most_exact(figures).cloned();
    let mut classes = figures.iter().map(|figure| figure.victims.class);
    event.victims = classes.rfind(|class| *class != VictimClass::Unspecified).unwrap_or_default();
    event.method = figures.iter().rev().find_map(|figure| figure.method);
    for figure in figures {
        add_new(&mut event.groups, figure.victims.groups.iter().copied(), |one, other| one == other);
        add_new(&mut event.by, figure.by.iter().cloned(), |one: &Perpetrator, other| one.id == other.id);
        add_new(&mut event.denied_by, figure.denied_by.iter().cloned(), |one: &Actor, other| one.id == other.id);
        event.affiliation = event.affiliation.take().or_else(|| figure.victims.affiliation.clone());
    }
    event
}

fn most_exact(figures: &[Figure]) -> Option<&Place> {
    figures.iter().filter_map(|figure| figure.place.as_ref()).min_by_key(|place| (place.lat.is_none(), place.precision))
}

fn add_new<T>(known: &mut Vec<T>, values: impl Iterator<Item = T>, same: impl Fn(&T, &T) -> bool) {
    for value in values {
        if !known.iter().any(|other| same(other, &value)) {
            known.push(value);
        }
    }
}
