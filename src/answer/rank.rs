//! Keeps the first hits of an order: the key of every match, and the best of them after a cursor.

use std::collections::BinaryHeap;

use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentReader};

use super::order::Key;
use super::walk::Visitor;
use crate::index::IndexError;
use crate::index::schema::name;
use crate::query::ast::{Query, Sort};
use crate::query::plan::{Position, PositionColumns, distance_km};
use crate::vocabulary::VictimClass;

/// A match that is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ranked {
    pub key: Key,
    pub address: DocAddress,
    pub cluster: u64,
    pub score_bits: u32,
    pub figures: Vec<DocId>,
}

impl Ranked {
    pub fn score(&self) -> f32 {
        f32::from_bits(self.score_bits)
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key).then_with(|| self.address.cmp(&other.address))
    }
}

/// The columns of one segment that keys are made of.
struct Columns {
    ord: u32,
    published: Column<i64>,
    id_hash: Column<u64>,
    cluster: Column<u64>,
    standing: Column<f64>,
    /// The column of classes and the number of "unspecified", where figures that say no class match too.
    unsaid: Option<(Column<u64>, u64)>,
    from_day: Column<i64>,
    to_day: Column<i64>,
    low: Column<u64>,
    high: Column<u64>,
    position: PositionColumns,
}

/// Ranks matches.
pub(super) struct Ranking {
    sort: Sort,
    /// Whether matching figures make a hit more relevant: not when any figure would do.
    figures_count: bool,
    unsaid: bool,
    centre: (f64, f64),
    after: Option<Key>,
    most: usize,
    columns: Option<Columns>,
    heap: BinaryHeap<Ranked>,
    /// All matches, whether kept or not.
    pub total: u64,
    pub figures: u64,
}

/// Scores are rounded to this part, since sums of the same numbers differ in their last digits from one segment to
/// another.
const SCORE_STEPS: f32 = 1024.0;
/// What a figure that does not say what its people were adds beside one that does, where the class is asked for.
const UNSAID: f64 = 0.7;

impl Ranking {
    /// Ranks for a query, keeping the first `most` after a key.
    pub fn new(query: &Query, sort: Sort, after: Option<Key>, most: usize) -> Ranking {
        Ranking {
            sort,
            figures_count: query.constrains_figures(),
            unsaid: query.unsaid,
            centre: query.near.as_ref().map_or((0.0, 0.0), |near| (near.lat, near.lon)),
            after,
            most,
            columns: None,
            heap: BinaryHeap::new(),
            total: 0,
            figures: 0,
        }
    }

    /// What was kept, first hit first.
    pub fn into_sorted(self) -> Vec<Ranked> {
        self.heap.into_sorted_vec()
    }

    fn primary(&self, columns: &Columns, article: DocId, score: Score, figures: &[DocId]) -> f64 {
        let best = |value: &dyn Fn(DocId) -> Option<f64>| {
            figures.iter().filter_map(|figure| value(*figure)).fold(f64::NEG_INFINITY, f64::max)
        };
        match self.sort {
            Sort::Relevance => f64::from(score),
            Sort::Date => {
                let day = |figure| columns.to_day.first(figure).or_else(|| columns.from_day.first(figure));
                let latest = best(&|figure| day(figure).map(|day| day as f64));
                let published = columns.published.first(article).map_or(f64::NEG_INFINITY, |day| day as f64);
                if latest.is_finite() { latest } else { published }
            }
            Sort::Count => best(&|figure| {
                let count = columns.high.first(figure).or_else(|| columns.low.first(figure));
                count.map(|count| count as f64)
            }),
            Sort::Distance => {
                best(&|figure| columns.position.fine(figure).map(|point| -distance_km(self.centre, point)))
            }
        }
    }

    fn score(&self, columns: &Columns, score: Score, figures: &[DocId]) -> Score {
        if !self.figures_count {
            return round(score);
        }
        let weight = |figure: DocId| {
            let standing = columns.standing.first(figure).unwrap_or_default();
            let unsaid = columns.unsaid.as_ref().is_some_and(|(classes, ord)| classes.first(figure) == Some(*ord));
            standing * if unsaid { UNSAID } else { 1.0 }
        };
        let best = figures.iter().map(|figure| weight(*figure)).fold(0.0, f64::max);
        round(score + best as f32)
    }
}

fn round(score: Score) -> Score {
    (score * SCORE_STEPS).round() / SCORE_STEPS
}

impl Visitor for Ranking {
    fn segment(&mut self, ord: u32, reader: &SegmentReader) -> Result<(), IndexError> {
        let columns = reader.fast_fields();
        let classes = columns.str(name::victims)?.filter(|_| self.unsaid);
        let unsaid = match &classes {
            Some(column) => {
                let ord = column.dictionary().term_ord(VictimClass::Unspecified.as_str().as_bytes());
                ord.map_err(tantivy::TantivyError::from)?.map(|ord| (column.ords().clone(), ord))
            }
            None => None,
        };
        self.columns = Some(Columns {
            ord,
            published: columns.i64(name::published)?,
            id_hash: columns.u64(name::id_hash)?,
            cluster: columns.u64(name::cluster)?,
            standing: columns.f64(name::standing)?,
            unsaid,
            from_day: columns.i64(name::from_day)?,
            to_day: columns.i64(name::to_day)?,
            low: columns.u64(name::low)?,
            high: columns.u64(name::high)?,
            position: Position::Figure.columns(reader)?,
        });
        Ok(())
    }

    fn article(&mut self, article: DocId, score: Score, figures: &[DocId]) {
        self.total += 1;
        self.figures += figures.len() as u64;
        let Some(columns) = self.columns.take() else { return };
        let score = self.score(&columns, score, figures);
        let key = Key {
            primary: self.primary(&columns, article, score, figures),
            published: columns.published.first(article).unwrap_or(i64::MIN),
            id_hash: columns.id_hash.first(article).unwrap_or_default(),
        };
        let full = self.heap.len() >= self.most;
        let beaten = full && self.heap.peek().is_some_and(|last| last.key <= key);
        if !beaten && self.after.is_none_or(|after| key > after) {
            if full {
                self.heap.pop();
            }
            self.heap.push(Ranked {
                key,
                address: DocAddress::new(columns.ord, article),
                cluster: columns.cluster.first(article).unwrap_or(key.id_hash),
                score_bits: score.to_bits(),
                figures: figures.to_vec(),
            });
        }
        self.columns = Some(columns);
    }

    fn end(&mut self) -> Result<(), IndexError> {
        self.columns = None;
        Ok(())
    }
}
