//! The figures of a toll as rows of plain numbers, read from columns: enough to tell which speak of one event.
//! What a figure says in words is read only for those that are shown.

use std::str::FromStr;
use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentReader};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::toll_pair::MANY;
use super::values::Values;
use super::walk::Visitor;
use crate::index::IndexError;
use crate::index::block::name_hash;
use crate::index::schema::name;
use crate::vocabulary::*;

/// Where a figure's harm happened. Names are hashes; 0 stands for none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Spot {
    pub point: Option<(f64, f64)>,
    pub precision: Precision,
    pub country: u64,
    pub admin1: u64,
    pub name: u64,
}

/// One figure.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub segment: u32,
    pub doc: DocId,
    /// The document of its article.
    pub parent: DocId,
    /// Hash of the article's id.
    pub article: u64,
    /// Label of the article's near-duplicates.
    pub cluster: u64,
    pub published: Option<i64>,
    pub effect: Effect,
    pub unit: Unit,
    pub class: VictimClass,
    /// One bit for each group.
    pub groups: u32,
    pub affiliation: u64,
    pub scope: Scope,
    /// For a subset: position of the whole among the article's figures.
    pub whole: Option<u32>,
    pub spot: Option<Spot>,
    /// Names of the towns, villages and districts that its article speaks of.
    pub mentions: Arc<[u64]>,
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub method: Option<Method>,
    /// Hashes of the perpetrators' ids, sorted.
    pub by: Vec<u64>,
    /// Who says it: the one it is attributed to, or the publisher, or the article itself.
    pub speaker: u64,
    /// A party's own claim about its enemy's losses.
    pub claimed: bool,
    /// Somebody denies or disputes it.
    pub denied: bool,
}

impl Row {
    pub fn address(&self) -> DocAddress {
        DocAddress::new(self.segment, self.doc)
    }

    /// Position among the article's figures.
    pub fn position(&self) -> u32 {
        self.doc - self.parent - 1
    }

    /// The lowest number that the figure names. "Up to 20" says of the low end only that somebody was harmed.
    pub fn least(&self) -> u64 {
        self.low.unwrap_or(1)
    }

    /// The highest number that the figure names; "at least 20" names 20.
    pub fn most(&self) -> u64 {
        self.high.or(self.low).unwrap_or(1)
    }

    /// The number by which the figure is known.
    pub fn number(&self) -> u64 {
        self.low.or(self.high).unwrap_or(1)
    }

    /// Whether more than the named number is possible.
    pub fn is_open(&self) -> bool {
        self.high.is_none()
    }

    /// Whether many are said to be harmed on the very day of the report, which may be all that tells the day.
    pub fn is_dated_by_report(&self) -> bool {
        self.from.is_some() && self.from == self.to && self.from == self.published && self.number() >= MANY
    }

    /// Days that the period covers; `None` when a side is open.
    pub fn days(&self) -> Option<i64> {
        Some(self.to? - self.from? + 1)
    }
}

fn hash(value: &str) -> Option<u64> {
    Some(name_hash(value))
}

/// Publishers and speakers of the same name are not the same.
fn publisher_hash(value: &str) -> Option<u64> {
    Some(xxh3_64_with_seed(value.as_bytes(), 1).max(1))
}

fn word<T: FromStr>(value: &str) -> Option<T> {
    value.parse().ok()
}

struct Columns {
    segment: u32,
    id_hash: Column<u64>,
    cluster: Column<u64>,
    published: Column<i64>,
    publisher: Values<u64>,
    effect: Values<Effect>,
    unit: Values<Unit>,
    class: Values<VictimClass>,
    groups: Values<Group>,
    affiliation: Values<u64>,
    scope: Values<Scope>,
    whole: Column<u64>,
    method: Values<Method>,
    by: Values<u64>,
    source: Values<u64>,
    stance: Values<Stance>,
    denied_by: Values<u64>,
    country: Values<u64>,
    admin1: Values<u64>,
    place: Values<u64>,
    precision: Column<u64>,
    mention: Column<u64>,
    lat: Column<f64>,
    lon: Column<f64>,
    from_day: Column<i64>,
    to_day: Column<i64>,
    low: Column<u64>,
    high: Column<u64>,
}

impl Columns {
    fn open(segment: u32, reader: &SegmentReader) -> Result<Columns, IndexError> {
        let columns = reader.fast_fields();
        Ok(Columns {
            segment,
            id_hash: columns.u64(name::id_hash)?,
            cluster: columns.u64(name::cluster)?,
            published: columns.i64(name::published)?,
            publisher: Values::open(reader, name::publisher, publisher_hash)?,
            effect: Values::open(reader, name::effect, word)?,
            unit: Values::open(reader, name::unit, word)?,
            class: Values::open(reader, name::victims, word)?,
            groups: Values::open(reader, name::group, word)?,
            affiliation: Values::open(reader, name::affiliation, hash)?,
            scope: Values::open(reader, name::scope, word)?,
            whole: columns.u64(name::whole)?,
            method: Values::open(reader, name::method, word)?,
            by: Values::open(reader, name::by, hash)?,
            source: Values::open(reader, name::source, hash)?,
            stance: Values::open(reader, name::stance, word)?,
            denied_by: Values::open(reader, name::denied_by, hash)?,
            country: Values::open(reader, name::country, hash)?,
            admin1: Values::open(reader, name::admin1, hash)?,
            place: Values::open(reader, name::place, hash)?,
            precision: columns.u64(name::precision)?,
            mention: columns.u64(name::mention)?,
            lat: columns.f64(name::lat)?,
            lon: columns.f64(name::lon)?,
            from_day: columns.i64(name::from_day)?,
            to_day: columns.i64(name::to_day)?,
            low: columns.u64(name::low)?,
            high: columns.u64(name::high)?,
        })
    }

    /// Reads the values of strings of the documents to come.
    fn load(&mut self, docs: &[(DocId, DocId)]) -> Result<(), IndexError> {
        let figures = || docs.iter().map(|(_, figure)| *figure);
        self.publisher.load(docs.iter().map(|(article, _)| *article))?;
        self.effect.load(figures())?;
        self.unit.load(figures())?;
        self.class.load(figures())?;
        self.groups.load(figures())?;
        self.affiliation.load(figures())?;
        self.scope.load(figures())?;
        self.method.load(figures())?;
        self.by.load(figures())?;
        self.source.load(figures())?;
        self.stance.load(figures())?;
        self.denied_by.load(figures())?;
        self.country.load(figures())?;
        self.admin1.load(figures())?;
        self.place.load(figures())
    }

    fn mentions(&self, article: DocId) -> Arc<[u64]> {
        self.mention.values_for_doc(article).collect()
    }

    fn row(&self, parent: DocId, mentions: Arc<[u64]>, doc: DocId) -> Row {
        let article = self.id_hash.first(parent).unwrap_or_default();
        let groups = self.groups.of(doc).fold(0, |groups, group| groups | 1 << *group as u32);
        let mut by: Vec<u64> = self.by.of(doc).copied().collect();
        by.sort_unstable();
        let stance = self.stance.first(doc).unwrap_or_default();
        let said = self.source.first(doc).or_else(|| self.publisher.first(parent));
        Row {
            segment: self.segment,
            doc,
            parent,
            article,
            cluster: self.cluster.first(parent).unwrap_or(article),
            published: self.published.first(parent),
            effect: self.effect.first(doc).unwrap_or_default(),
            unit: self.unit.first(doc).unwrap_or_default(),
            class: self.class.first(doc).unwrap_or_default(),
            groups,
            affiliation: self.affiliation.first(doc).unwrap_or_default(),
            scope: self.scope.first(doc).unwrap_or_default(),
            whole: self.whole.first(doc).and_then(|whole| u32::try_from(whole).ok()),
            spot: self.spot(doc),
            mentions,
            from: self.from_day.first(doc),
            to: self.to_day.first(doc),
            low: self.low.first(doc),
            high: self.high.first(doc),
            method: self.method.first(doc),
            by,
            speaker: said.unwrap_or(article),
            claimed: stance == Stance::Claimed,
            denied: matches!(stance, Stance::Denied | Stance::Disputed) || self.denied_by.first(doc).is_some(),
        }
    }

    fn spot(&self, doc: DocId) -> Option<Spot> {
        let precision = self.precision.first(doc)?;
        Some(Spot {
            point: self.lat.first(doc).zip(self.lon.first(doc)),
            precision: Precision::ALL.iter().copied().find(|value| *value as u64 == precision).unwrap_or_default(),
            country: self.country.first(doc).unwrap_or_default(),
            admin1: self.admin1.first(doc).unwrap_or_default(),
            name: self.place.first(doc).unwrap_or_default(),
        })
    }
}

/// Gathers the rows of all matching figures, as long as there are not too many.
pub(super) struct Rows {
    pub rows: Vec<Row>,
    most: usize,
    pub overflow: bool,
    columns: Option<Columns>,
    /// Articles and figures of the segment that is walked.
    docs: Vec<(DocId, DocId)>,
}

impl Rows {
    pub fn new(most: usize) -> Rows {
        Rows { rows: Vec::new(), most, overflow: false, columns: None, docs: Vec::new() }
    }
}

impl Visitor for Rows {
    fn segment(&mut self, ord: u32, reader: &SegmentReader) -> Result<(), IndexError> {
        self.columns = if self.overflow { None } else { Some(Columns::open(ord, reader)?) };
        Ok(())
    }

    fn article(&mut self, article: DocId, _score: Score, figures: &[DocId]) {
        if self.overflow {
            return;
        }
        if self.rows.len() + self.docs.len() + figures.len() > self.most {
            self.overflow = true;
            self.rows.clear();
            self.docs.clear();
            return;
        }
        self.docs.extend(figures.iter().map(|figure| (article, *figure)));
    }

    fn end(&mut self) -> Result<(), IndexError> {
        let docs = std::mem::take(&mut self.docs);
        if let Some(mut columns) = self.columns.take().filter(|_| !docs.is_empty()) {
            columns.load(&docs)?;
            // Those of one article stand together.
            for figures in docs.chunk_by(|one, other| one.0 == other.0) {
                let article = figures.first().map_or(0, |(article, _)| *article);
                let mentions = columns.mentions(article);
                let rows = figures.iter().map(|(_, figure)| columns.row(article, Arc::clone(&mentions), *figure));
                self.rows.extend(rows);
            }
        }
        Ok(())
    }
}
