//! Names of places to places: a compact layer that is built in, and further layers imported from GeoNames dumps.
//! It must not know articles, annotations or the index.

use std::sync::OnceLock;

mod geodesy;

pub use geodesy::{destination, distance_km};

/// A place of the gazetteer, dense over its layers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct PlaceId(pub u32);

/// What kind of place a record is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PlaceKind {
    City,
    Village,
    District,
    Admin1,
    Admin2,
    Country,
    Region,
    Water,
    Mountain,
    Island,
    Camp,
    Other,
}

/// A rectangle in degrees; it crosses the antimeridian when `west` is greater than `east`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Extent {
    pub south: f64,
    pub west: f64,
    pub north: f64,
    pub east: f64,
}

/// One place, read in place from its layer.
#[derive(Clone, Copy, Debug)]
pub struct PlaceRecord<'g> {
    pub id: PlaceId,
    pub geoname_id: Option<u32>,
    pub name: &'g str,
    pub kind: PlaceKind,
    /// ISO 3166 alpha-2, or empty for seas and regions of several countries.
    pub country: &'g str,
    /// Name of the first-level region, or empty.
    pub admin1: &'g str,
    /// GeoNames' code of the first-level region, or empty.
    pub admin1_code: &'g str,
    pub lat: f64,
    pub lon: f64,
    pub population: u32,
    pub extent: Option<Extent>,
}

/// What is known beforehand about the place that a name means.
#[derive(Clone, Copy, Default, Debug)]
pub struct Hint<'a> {
    pub countries: &'a [&'a str],
    pub near: Option<(f64, f64)>,
}

/// How a name was matched; earlier is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MatchLevel {
    Exact,
    Generic,
    Skeleton,
    Fuzzy,
}

/// A place that a name may mean.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub id: PlaceId,
    pub score: f32,
    pub level: MatchLevel,
}

/// The places that are known.
pub struct Gazetteer {}

impl Gazetteer {
    /// The layer that is built in.
    pub fn embedded() -> &'static Gazetteer {
        static EMBEDDED: OnceLock<Gazetteer> = OnceLock::new();
        EMBEDDED.get_or_init(|| Gazetteer {})
    }

    /// The record of a place; an id of another gazetteer gives an empty record.
    pub fn record(&self, id: PlaceId) -> PlaceRecord<'_> {
        PlaceRecord {
            id,
            geoname_id: None,
            name: "",
            kind: PlaceKind::Other,
            country: "",
            admin1: "",
            admin1_code: "",
            lat: 0.0,
            lon: 0.0,
            population: 0,
            extent: None,
        }
    }

    /// All places with this folded name, most important first.
    pub fn exact(&self, _folded: &str, _out: &mut Vec<PlaceId>) {}

    /// Whether a longer name can start with these words.
    pub fn is_prefix(&self, _folded: &str) -> bool {
        false
    }

    /// The places that a name may mean, best first.
    pub fn find(&self, _name: &str, _hint: &Hint<'_>, _limit: usize) -> Vec<Candidate> {
        Vec::new()
    }

    /// The country of an ISO 3166 alpha-2 code.
    pub fn country(&self, _iso2: &str) -> Option<PlaceRecord<'_>> {
        None
    }

    /// Whether `inner` lies within `outer`, by administrative membership or by extent.
    pub fn contains(&self, _outer: PlaceId, _inner: PlaceId) -> bool {
        false
    }
}
