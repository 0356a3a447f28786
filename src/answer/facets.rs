//! Facets: how many articles and figures have each value of a field, over all matches and exactly. A facet is counted
//! without the constraint on its own field, so that choosing one value leaves the others to choose from.

use std::collections::HashMap;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentReader};

use super::shape::FacetCount;
use super::walk::Visitor;
use crate::index::IndexError;
use crate::index::read::strings;
use crate::index::schema::name;
use crate::query::ast::{FacetField, Query};

/// A facet shows at most so many values.
pub const MOST_VALUES: usize = 500;

/// Lower bounds of the ranges of counts, and what they are called.
const RANGES: &[(u64, &str)] = &[
    (0, "0"),
    (1, "1"),
    (2, "2-4"),
    (5, "5-9"),
    (10, "10-19"),
    (20, "20-49"),
    (50, "50-99"),
    (100, "100-499"),
    (500, "500+"),
];

/// The query without the constraint on a facet's own field; `None` when there is no such constraint.
pub(super) fn without_own_filter(query: &Query, facet: FacetField) -> Option<Query> {
    let mut wider = query.clone();
    match facet {
        FacetField::Victims => {
            wider.victims.clear();
            wider.unsaid = false;
        }
        FacetField::Group => wider.groups.clear(),
        FacetField::Effect => wider.effect.clear(),
        FacetField::Method => wider.method.clear(),
        FacetField::By => wider.by.clear(),
        FacetField::Source => wider.source.clear(),
        FacetField::SourceKind => wider.source_kind.clear(),
        FacetField::Stance => wider.stance.clear(),
        FacetField::Scope => wider.scope.clear(),
        FacetField::Dateline => wider.dateline = None,
        FacetField::Agency => wider.agency.clear(),
        FacetField::Language => wider.language.clear(),
        FacetField::Country => {
            clear_if(&mut wider, |area| area.admin1.is_none() && area.point.is_none() && area.extent.is_none())
        }
        FacetField::Admin1 => {
            clear_if(&mut wider, |area| area.admin1.is_some() && area.point.is_none() && area.extent.is_none());
        }
        FacetField::Place => clear_if(&mut wider, |area| area.point.is_some()),
        // A period and a range are no choice among these values.
        FacetField::Month | FacetField::Year | FacetField::Count => {}
    }
    (wider != *query).then_some(wider)
}

/// Drops the places asked for when all of them are values of the facet.
fn clear_if(query: &mut Query, is_value: impl Fn(&crate::query::ast::Area) -> bool) {
    if query.within.iter().all(is_value) {
        query.within.clear();
    }
}

/// The string column of a facet, and whether it is the article's.
fn column_of(facet: FacetField) -> (&'static str, bool) {
    match facet {
        FacetField::Month => (name::month, false),
        FacetField::Year => (name::year, false),
        FacetField::Country => (name::country, false),
        FacetField::Admin1 => (name::admin1, false),
        FacetField::Place => (name::place, false),
        FacetField::Victims => (name::victims, false),
        FacetField::Group => (name::group, false),
        FacetField::Effect => (name::effect, false),
        FacetField::Method => (name::method, false),
        FacetField::By => (name::by, false),
        FacetField::Source => (name::source, false),
        FacetField::SourceKind => (name::source_kind, false),
        FacetField::Stance => (name::stance, false),
        FacetField::Scope => (name::scope, false),
        FacetField::Count => ("", false),
        FacetField::Dateline => (name::dateline, true),
        FacetField::Agency => (name::agency, true),
        FacetField::Language => (name::language, true),
    }
}

/// Counts of one value within a segment.
#[derive(Clone, Copy)]
struct Tally {
    articles: u64,
    figures: u64,
    last_article: DocId,
}

impl Tally {
    const NONE: Tally = Tally { articles: 0, figures: 0, last_article: DocId::MAX };

    fn add(&mut self, article: DocId, figures: u64) {
        self.figures += figures;
        // Articles come in order, so one that was counted is the last one that was.
        if self.last_article != article {
            self.last_article = article;
            self.articles += 1;
        }
    }
}

/// What one facet reads in a segment.
enum Source {
    Figures(StrColumn),
    Articles(StrColumn),
    Ranges(Column<u64>, Column<u64>),
    Absent,
}

struct Counter {
    facet: FacetField,
    source: Source,
    tallies: Vec<Tally>,
    counts: HashMap<String, (u64, u64)>,
}

/// Counts several facets in one pass.
pub(super) struct Facets {
    counters: Vec<Counter>,
}

impl Facets {
    pub fn new(facets: impl IntoIterator<Item = FacetField>) -> Facets {
        let counter = |facet| Counter { facet, source: Source::Absent, tallies: Vec::new(), counts: HashMap::new() };
        Facets { counters: facets.into_iter().map(counter).collect() }
    }

    /// The counts of every facet: periods and ranges in their order, other values most articles first.
    pub fn finish(self) -> Vec<(FacetField, Vec<FacetCount>)> {
        self.counters.into_iter().map(|counter| (counter.facet, sorted(counter.facet, counter.counts))).collect()
    }
}

fn sorted(facet: FacetField, counts: HashMap<String, (u64, u64)>) -> Vec<FacetCount> {
    let mut values: Vec<FacetCount> =
        counts.into_iter().map(|(value, (articles, figures))| FacetCount { value, articles, figures }).collect();
    let range = |value: &str| RANGES.iter().position(|(_, name)| *name == value);
    values.sort_by(|one, other| match facet {
        FacetField::Month | FacetField::Year => one.value.cmp(&other.value),
        FacetField::Count => range(&one.value).cmp(&range(&other.value)),
        _ => (other.articles, other.figures).cmp(&(one.articles, one.figures)).then(one.value.cmp(&other.value)),
    });
    values.truncate(MOST_VALUES);
    values
}

fn range_of(count: u64) -> usize {
    RANGES.iter().rposition(|(least, _)| count >= *least).unwrap_or_default()
}

impl Visitor for Facets {
    fn segment(&mut self, _ord: u32, reader: &SegmentReader) -> Result<(), IndexError> {
        let columns = reader.fast_fields();
        for counter in &mut self.counters {
            let (field, of_article) = column_of(counter.facet);
            counter.source = if counter.facet == FacetField::Count {
                Source::Ranges(columns.u64(name::low)?, columns.u64(name::high)?)
            } else {
                match columns.str(field)? {
                    Some(column) if of_article => Source::Articles(column),
                    Some(column) => Source::Figures(column),
                    None => Source::Absent,
                }
            };
            let values = match &counter.source {
                Source::Figures(column) | Source::Articles(column) => column.num_terms(),
                Source::Ranges(..) => RANGES.len(),
                Source::Absent => 0,
            };
            counter.tallies.clear();
            counter.tallies.resize(values, Tally::NONE);
        }
        Ok(())
    }

    fn article(&mut self, article: DocId, _score: Score, figures: &[DocId]) {
        for Counter { source, tallies, .. } in &mut self.counters {
            let mut add = |value: usize, figures: u64| {
                if let Some(tally) = tallies.get_mut(value) {
                    tally.add(article, figures);
                }
            };
            match source {
                Source::Figures(column) => {
                    for figure in figures {
                        column.term_ords(*figure).for_each(|ord| add(ord as usize, 1));
                    }
                }
                Source::Articles(column) => {
                    column.term_ords(article).for_each(|ord| add(ord as usize, figures.len() as u64));
                }
                Source::Ranges(low, high) => {
                    for figure in figures {
                        let count = low.first(*figure).or_else(|| high.first(*figure));
                        count.into_iter().for_each(|count| add(range_of(count), 1));
                    }
                }
                Source::Absent => {}
            }
        }
    }

    fn end(&mut self) -> Result<(), IndexError> {
        for Counter { source, tallies, counts, .. } in &mut self.counters {
            let counted: Vec<(u64, Tally)> =
                (0..).zip(tallies.iter().copied()).filter(|(_, tally)| tally.articles > 0).collect();
            let ords: Vec<u64> = counted.iter().map(|(ord, _)| *ord).collect();
            let names = match source {
                Source::Figures(column) | Source::Articles(column) => strings(column, &ords)?,
                Source::Ranges(..) => {
                    ords.iter().filter_map(|ord| RANGES.get(*ord as usize)).map(|(_, name)| name.to_string()).collect()
                }
                Source::Absent => continue,
            };
            for (called, (_, tally)) in names.into_iter().zip(counted) {
                let count = counts.entry(called).or_default();
                count.0 += tally.articles;
                count.1 += tally.figures;
            }
            *source = Source::Absent;
        }
        Ok(())
    }
}
