//! Constraints that no term can answer: periods, counts, circles, rectangles. They are read from columns for every
//! candidate that the terms of a query leave.

use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Explanation, Query, QueryClone, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError};

use super::near::distance_km;
use crate::index::schema::name;
use crate::vocabulary::{Precision, Scope};

/// A constraint on the columns of one document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Check {
    /// The period overlaps the asked one; that of a cumulative figure lies within it unless `spill` is allowed.
    Period {
        from: Option<i64>,
        to: Option<i64>,
        spill: bool,
    },
    /// The highest number named reaches this.
    Min(u64),
    /// The lowest number named does not exceed this.
    Max(u64),
    Circle {
        centre: (f64, f64),
        radius_km: f64,
        of: Position,
    },
    /// South, west, north, east.
    Rectangle {
        extent: (f64, f64, f64, f64),
        of: Position,
    },
    Confidence(f64),
    /// Published within these days.
    Published {
        from: Option<i64>,
        to: Option<i64>,
    },
}

/// Whose position a check looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    Figure,
    Dateline,
}

type Test = Box<dyn Fn(DocId) -> bool + Send>;

impl Check {
    /// The check made ready for one segment.
    fn compile(self, reader: &SegmentReader) -> tantivy::Result<Test> {
        let columns = reader.fast_fields();
        Ok(match self {
            Check::Period { from, to, spill } => period(reader, from, to, spill)?,
            Check::Min(min) => {
                let (low, high) = (columns.u64(name::low)?, columns.u64(name::high)?);
                Box::new(move |doc| high.first(doc).or_else(|| low.first(doc)).is_some_and(|count| count >= min))
            }
            Check::Max(max) => {
                let (low, high) = (columns.u64(name::low)?, columns.u64(name::high)?);
                Box::new(move |doc| low.first(doc).or_else(|| high.first(doc)).is_some_and(|count| count <= max))
            }
            Check::Circle { centre, radius_km, of } => {
                let position = of.columns(reader)?;
                Box::new(move |doc| position.fine(doc).is_some_and(|point| distance_km(centre, point) <= radius_km))
            }
            Check::Rectangle { extent, of } => {
                let position = of.columns(reader)?;
                Box::new(move |doc| position.below_country(doc).is_some_and(|point| is_inside(extent, point)))
            }
            Check::Confidence(least) => {
                let confidence = columns.f64(name::confidence)?;
                Box::new(move |doc| confidence.first(doc).is_some_and(|value| value >= least))
            }
            Check::Published { from, to } => {
                let published = columns.i64(name::published)?;
                Box::new(move |doc| {
                    let day = published.first(doc);
                    day.is_some_and(|day| from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to))
                })
            }
        })
    }
}

/// The column of a string field as numbers, and the number of one value; `None` when the segment lacks it.
fn ord_of(reader: &SegmentReader, field: &str, value: &str) -> tantivy::Result<Option<(Column<u64>, u64)>> {
    let Some(column) = reader.fast_fields().str(field)? else { return Ok(None) };
    let ord = column.dictionary().term_ord(value.as_bytes())?;
    Ok(ord.map(|ord| (column.ords().clone(), ord)))
}

/// Days. What is told of a longer period may have happened at any time in it, so an overlap with the asked one says
/// nothing: like a total, it must lie within.
const LONGEST_OVERLAP: i64 = 62;

fn period(reader: &SegmentReader, from: Option<i64>, to: Option<i64>, spill: bool) -> tantivy::Result<Test> {
    let columns = reader.fast_fields();
    let (starts, ends) = (columns.i64(name::from_day)?, columns.i64(name::to_day)?);
    let cumulative = if spill { None } else { ord_of(reader, name::scope, Scope::Cumulative.as_str())? };
    Ok(Box::new(move |doc| {
        let (start, end) = (starts.first(doc), ends.first(doc));
        if start.is_none() && end.is_none() {
            return false;
        }
        let (start, end) = (start.unwrap_or(i64::MIN), end.unwrap_or(i64::MAX));
        let total = cumulative.as_ref().is_some_and(|(scopes, ord)| scopes.first(doc) == Some(*ord));
        let long = !spill && end.saturating_sub(start) > LONGEST_OVERLAP;
        if total || long {
            from.is_none_or(|from| start >= from) && to.is_none_or(|to| end <= to)
        } else {
            from.is_none_or(|from| end >= from) && to.is_none_or(|to| start <= to)
        }
    }))
}

/// Whether a point lies in a rectangle, which may cross the antimeridian.
pub(crate) fn is_inside((south, west, north, east): (f64, f64, f64, f64), (lat, lon): (f64, f64)) -> bool {
    let across = west > east;
    let in_longitude = if across { lon >= west || lon <= east } else { lon >= west && lon <= east };
    lat >= south && lat <= north && in_longitude
}

/// The columns of a position.
pub(crate) struct PositionColumns {
    lat: Column<f64>,
    lon: Column<f64>,
    precision: Column<u64>,
}

impl Position {
    pub(crate) fn columns(self, reader: &SegmentReader) -> tantivy::Result<PositionColumns> {
        let (lat, lon, precision) = match self {
            Position::Figure => (name::lat, name::lon, name::precision),
            Position::Dateline => (name::dateline_lat, name::dateline_lon, name::dateline_precision),
        };
        let columns = reader.fast_fields();
        Ok(PositionColumns { lat: columns.f64(lat)?, lon: columns.f64(lon)?, precision: columns.u64(precision)? })
    }
}

impl PositionColumns {
    fn finer_than(&self, doc: DocId, bound: Precision) -> Option<(f64, f64)> {
        let precision = self.precision.first(doc)?;
        if precision >= bound as u64 {
            return None;
        }
        Some((self.lat.first(doc)?, self.lon.first(doc)?))
    }

    /// The position, when it is that of a place and not the middle of a region or a country.
    pub(crate) fn fine(&self, doc: DocId) -> Option<(f64, f64)> {
        self.finer_than(doc, Precision::Admin1)
    }

    /// The position, when it is not merely the middle of a country.
    fn below_country(&self, doc: DocId) -> Option<(f64, f64)> {
        self.finer_than(doc, Precision::Country)
    }
}

/// The candidates of a query that pass every check; scores are the candidates' own.
#[derive(Debug)]
pub(crate) struct Filtered {
    pub candidates: Box<dyn Query>,
    pub checks: Arc<[Check]>,
}

impl Clone for Filtered {
    fn clone(&self) -> Self {
        Filtered { candidates: self.candidates.box_clone(), checks: self.checks.clone() }
    }
}

impl Filtered {
    /// A query without checks stays as it is.
    pub(crate) fn over(candidates: Box<dyn Query>, checks: Vec<Check>) -> Box<dyn Query> {
        if checks.is_empty() {
            return candidates;
        }
        Box::new(Filtered { candidates, checks: checks.into() })
    }
}

impl Query for Filtered {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let candidates = self.candidates.weight(scoring)?;
        Ok(Box::new(FilteredWeight { candidates, checks: self.checks.clone() }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a tantivy::Term, bool)) {
        self.candidates.query_terms(visitor);
    }
}

struct FilteredWeight {
    candidates: Box<dyn Weight>,
    checks: Arc<[Check]>,
}

impl FilteredWeight {
    fn tests(&self, reader: &SegmentReader) -> tantivy::Result<Vec<Test>> {
        self.checks.iter().map(|check| check.compile(reader)).collect()
    }
}

impl Weight for FilteredWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let candidates = self.candidates.scorer(reader, boost)?;
        let mut scorer = FilteredScorer { candidates, tests: self.tests(reader)? };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn scorer_danger(
        &self,
        reader: &SegmentReader,
        target: DocId,
        boost: Score,
    ) -> tantivy::Result<(SeekDangerResult, Box<dyn Scorer>)> {
        let (found, candidates) = self.candidates.scorer_danger(reader, target, boost)?;
        let scorer = FilteredScorer { candidates, tests: self.tests(reader)? };
        let result = scorer.judge(target, found);
        Ok((result, Box::new(scorer)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        self.candidates.explain(reader, doc)
    }
}

struct FilteredScorer {
    candidates: Box<dyn Scorer>,
    tests: Vec<Test>,
}

impl FilteredScorer {
    fn passes(&self, doc: DocId) -> bool {
        self.tests.iter().all(|test| test(doc))
    }

    /// Moves on to the first candidate, from where it stands, that passes.
    fn settle(&mut self) -> DocId {
        let mut doc = self.candidates.doc();
        while doc < TERMINATED && !self.passes(doc) {
            doc = self.candidates.advance();
        }
        doc
    }

    fn judge(&self, target: DocId, found: SeekDangerResult) -> SeekDangerResult {
        match found {
            SeekDangerResult::Found if !self.passes(target) => SeekDangerResult::SeekLowerBound(target + 1),
            other => other,
        }
    }
}

impl DocSet for FilteredScorer {
    fn advance(&mut self) -> DocId {
        self.candidates.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.candidates.doc() < target {
            self.candidates.seek(target);
        }
        self.settle()
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        let found = self.candidates.seek_danger(target);
        self.judge(target, found)
    }

    fn doc(&self) -> DocId {
        self.candidates.doc()
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }

    fn cost(&self) -> u64 {
        self.candidates.cost()
    }
}

impl Scorer for FilteredScorer {
    fn score(&mut self) -> Score {
        self.candidates.score()
    }
}
