//! Names of places to places: a compact layer that is built in, and further layers imported from GeoNames dumps.
//! It must not know articles, annotations or the index.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

mod build;
mod find;
mod fuzzy;
mod geodesy;
mod import;
mod layer;
mod neighbour;
mod points;
mod rows;
mod sort;

pub use build::{Builder, Row};
pub use find::{Candidate, Hint, MatchLevel};
pub use geodesy::{destination, distance_km};
pub use import::ImportReport;
pub use rows::{build_from_rows, build_supplement};

use layer::Layer;

/// The built-in layer, made by `data/gazetteer/build.py` and `warwire place --build`.
static EMBEDDED: &[u8] = include_bytes!("../../data/gazetteer/gazetteer.bin");
/// A small layer above it, made of `data/gazetteer/supplement.tsv`, that is rebuilt without the large one.
static SUPPLEMENT: &[u8] = include_bytes!("../../data/gazetteer/supplement.bin");

/// A place of the gazetteer, dense over its layers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct PlaceId(pub u32);

/// What kind of place a record is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
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
    #[default]
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

const KINDS: [(PlaceKind, &str); 12] = [
    (PlaceKind::City, "city"),
    (PlaceKind::Village, "village"),
    (PlaceKind::District, "district"),
    (PlaceKind::Admin1, "admin1"),
    (PlaceKind::Admin2, "admin2"),
    (PlaceKind::Country, "country"),
    (PlaceKind::Region, "region"),
    (PlaceKind::Water, "water"),
    (PlaceKind::Mountain, "mountain"),
    (PlaceKind::Island, "island"),
    (PlaceKind::Camp, "camp"),
    (PlaceKind::Other, "other"),
];

impl PlaceKind {
    /// The kind's word in data files and answers.
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("other", |(_, word)| word)
    }

    /// The kind of a word of data files.
    pub fn from_word(word: &str) -> Option<PlaceKind> {
        KINDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }

    fn code(self) -> u8 {
        KINDS.iter().position(|(kind, _)| *kind == self).unwrap_or(KINDS.len() - 1) as u8
    }

    fn from_code(code: u8) -> PlaceKind {
        KINDS.get(usize::from(code)).map_or(PlaceKind::Other, |(kind, _)| *kind)
    }

    /// Whether its number of people counts people, not only importance.
    pub fn has_people(self) -> bool {
        !matches!(self, PlaceKind::Water | PlaceKind::Mountain | PlaceKind::Region | PlaceKind::Other)
    }

    /// Whether the place is a point on the map at the scale of a town, not an area.
    pub fn is_settlement(self) -> bool {
        matches!(self, PlaceKind::City | PlaceKind::Village | PlaceKind::District | PlaceKind::Camp)
    }
}

impl Extent {
    /// Whether a point lies inside.
    pub fn contains(&self, lat: f64, lon: f64) -> bool {
        let between = if self.west <= self.east {
            self.west <= lon && lon <= self.east
        } else {
            lon >= self.west || lon <= self.east
        };
        between && self.south <= lat && lat <= self.north
    }
}

/// How likely a place is meant by its bare name, about 0 to 45: the binary logarithm of its population, and for places
/// without one the population of the towns that they compete with.
pub fn importance(kind: PlaceKind, population: u32, country: &str) -> f32 {
    let people = (f64::from(population) + 1.0).log2() as f32;
    match kind {
        PlaceKind::Country => 32.0 + people / 4.0,
        // States and provinces of these countries are named without their country, and more often than their cities.
        PlaceKind::Admin1 if matches!(country, "US" | "CA" | "AU" | "GB") => 21.0,
        // Most are named after their capital, which is meant when no "province" is said.
        PlaceKind::Admin1 => 15.0,
        PlaceKind::Admin2 => 9.0,
        PlaceKind::Region | PlaceKind::Water => people.max(17.5),
        PlaceKind::Mountain | PlaceKind::Island => people.max(15.0),
        PlaceKind::District | PlaceKind::Camp => people.max(13.0),
        // The towns of our source whose population is unknown are seats of districts.
        PlaceKind::City | PlaceKind::Village if population == 0 => 12.3,
        PlaceKind::City | PlaceKind::Village | PlaceKind::Other => people.max(8.5),
    }
}

/// The places that are known: the built-in layer, and layers imported above it.
pub struct Gazetteer {
    layers: Vec<Layer>,
    /// Number of the first place of each layer.
    offsets: Vec<u32>,
    /// No other gazetteer of this process has the same: what was looked up in this one may be kept under it.
    pub(crate) identity: u64,
}

fn next_identity() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl Gazetteer {
    /// The layer that is built in.
    pub fn embedded() -> &'static Gazetteer {
        static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
        // The bytes are compiled in, and a test reads them.
        GAZETTEER.get_or_init(|| Gazetteer::built_in().unwrap_or_else(|_| Gazetteer::empty()))
    }

    fn built_in() -> Result<Gazetteer, String> {
        let base = Layer::from_static(EMBEDDED)?;
        let mut gazetteer = Gazetteer { offsets: vec![0], layers: vec![base], identity: next_identity() };
        // While the supplement is built for a new base there is none that fits.
        if let Some(supplement) = Layer::from_static(SUPPLEMENT).ok().filter(|layer| gazetteer.is_base_of(layer)) {
            gazetteer.push(supplement);
        }
        Ok(gazetteer)
    }

    fn empty() -> Gazetteer {
        Gazetteer { layers: Vec::new(), offsets: Vec::new(), identity: next_identity() }
    }

    fn is_base_of(&self, layer: &Layer) -> bool {
        self.layers.first().is_some_and(|base| base.fingerprint == layer.base)
    }

    fn push(&mut self, layer: Layer) {
        self.offsets.push(self.len());
        self.layers.push(layer);
    }

    /// The built-in layer with imported layers above it, in order.
    pub fn with_layers(paths: &[PathBuf]) -> Result<Gazetteer, String> {
        let mut gazetteer = Gazetteer::built_in()?;
        for path in paths {
            let layer = Layer::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
            if !gazetteer.is_base_of(&layer) {
                return Err(format!(
                    "{}: made for another version of the built-in gazetteer; import the dump again",
                    path.display()
                ));
            }
            gazetteer.push(layer);
        }
        Ok(gazetteer)
    }

    /// A gazetteer of a single file that stands for the built-in layer: for building and testing.
    pub fn from_file(path: &std::path::Path) -> Result<Gazetteer, String> {
        Ok(Gazetteer { layers: vec![Layer::open(path)?], offsets: vec![0], identity: next_identity() })
    }

    /// Number of places.
    pub fn len(&self) -> u32 {
        match (self.offsets.last(), self.layers.last()) {
            (Some(offset), Some(layer)) => offset + layer.count,
            _ => 0,
        }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn layer_of(&self, id: PlaceId) -> Option<(&Layer, u32)> {
        let index = self.offsets.iter().rposition(|&offset| offset <= id.0)?;
        Some((self.layers.get(index)?, id.0 - self.offsets[index]))
    }

    /// A layer's own numbers count its places after those of the built-in layer, which it may name too.
    fn global(&self, layer: usize, number: u32) -> PlaceId {
        let base = self.layers.first().map_or(0, |base| base.count);
        if layer == 0 || number < base { PlaceId(number) } else { PlaceId(number - base + self.offsets[layer]) }
    }

    /// The record of a place; an id of another gazetteer gives an empty record.
    pub fn record(&self, id: PlaceId) -> PlaceRecord<'_> {
        let found = self.layer_of(id).and_then(|(layer, number)| Some((layer, number, layer.columns(number)?)));
        let Some((layer, number, columns)) = found else {
            return PlaceRecord {
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
            };
        };
        let region = layer.region(columns.region);
        let index = if id.0 < self.layers[0].count { id.0 } else { number + self.layers[0].count };
        let built_in = Gazetteer::embedded().layers.first().is_some_and(|base| base.fingerprint == layer.fingerprint);
        let own = if built_in { points::point_of(number, columns.kind) } else { None };
        let (lat, lon) = own.unwrap_or((columns.lat, columns.lon));
        PlaceRecord {
            id,
            geoname_id: (columns.geoname_id != 0).then_some(columns.geoname_id),
            name: layer.name(number),
            kind: columns.kind,
            country: region.country,
            admin1: region.name,
            admin1_code: region.code,
            lat,
            lon,
            population: columns.population,
            extent: if columns.has_extent { layer.extent(index) } else { None },
        }
    }

    /// What kind of place a record is, without the rest of it.
    pub fn kind(&self, id: PlaceId) -> PlaceKind {
        let columns = self.layer_of(id).and_then(|(layer, number)| layer.columns(number));
        columns.map_or(PlaceKind::Other, |columns| columns.kind)
    }

    /// All places with this folded name, most important first.
    pub fn exact(&self, folded: &str, out: &mut Vec<PlaceId>) {
        out.clear();
        let mut found_in = 0;
        for (index, layer) in self.layers.iter().enumerate() {
            if let Some(value) = layer.names.get(folded) {
                found_in += 1;
                layer.postings(value, |number| {
                    let id = self.global(index, number);
                    if found_in == 1 || !out.contains(&id) {
                        out.push(id);
                    }
                });
            }
        }
        if found_in > 1 {
            out.sort_by(|&a, &b| self.importance(b).total_cmp(&self.importance(a)));
        }
    }

    /// The places that a short form means where a place is expected (`Calif.`, `NY`), most important first.
    pub fn abbreviation(&self, text: &str, out: &mut Vec<PlaceId>) {
        self.exact(&format!("={}", crate::text::fold::fold(text)), out);
    }

    /// How likely a place is meant by its bare name; see [`importance`].
    pub fn importance(&self, id: PlaceId) -> f32 {
        let Some((layer, number)) = self.layer_of(id) else { return 0.0 };
        layer
            .columns(number)
            .map_or(0.0, |columns| importance(columns.kind, columns.population, layer.region(columns.region).country))
    }

    /// Whether a longer name can start with these words: some name is `folded`, a space, and more.
    pub fn is_prefix(&self, folded: &str) -> bool {
        self.layers.iter().any(|layer| {
            let fst = layer.names.as_fst();
            let mut node = fst.root();
            for byte in folded.bytes().chain([b' ']) {
                match node.find_input(byte) {
                    Some(index) => node = fst.node(node.transition_addr(index)),
                    None => return false,
                }
            }
            true
        })
    }

    /// Calls `visit` with every folded name and each place that it may mean.
    pub fn each_name(&self, mut visit: impl FnMut(&str, PlaceId)) {
        use fst::Streamer;
        for (index, layer) in self.layers.iter().enumerate() {
            let mut names = layer.names.stream();
            while let Some((name, value)) = names.next() {
                if let Ok(name) = std::str::from_utf8(name) {
                    layer.postings(value, |number| visit(name, self.global(index, number)));
                }
            }
        }
    }

    /// The country of an ISO 3166 alpha-2 code.
    pub fn country(&self, iso2: &str) -> Option<PlaceRecord<'_>> {
        let found = self.layers.iter().enumerate().find_map(|(index, layer)| Some((index, layer.country(iso2)?)));
        found.map(|(index, number)| self.record(self.global(index, number)))
    }

    /// The first-level region that a place lies in.
    pub fn admin1(&self, id: PlaceId) -> Option<PlaceId> {
        let (layer, number) = self.layer_of(id)?;
        let columns = layer.columns(number)?;
        if let Some(place) = layer.region_place(columns.region) {
            let index = self.offsets.iter().rposition(|&offset| offset <= id.0)?;
            return Some(self.global(index, place));
        }
        // An imported place whose region is a place of the built-in layer.
        let region = layer.region(columns.region);
        if region.code.is_empty() {
            return None;
        }
        self.region_by_code(region.country, region.code)
    }

    fn region_by_code(&self, country: &str, code: &str) -> Option<PlaceId> {
        self.layers.iter().enumerate().find_map(|(index, layer)| {
            let number = layer.find_region(country, code)?;
            Some(self.global(index, layer.region_place(number)?))
        })
    }

    /// Whether `inner` lies within `outer`: by country, by first-level region, by extent, or for a town by nearness.
    pub fn contains(&self, outer: PlaceId, inner: PlaceId) -> bool {
        if outer == inner {
            return true;
        }
        let (o, i) = (self.record(outer), self.record(inner));
        match o.kind {
            PlaceKind::Country => o.country == i.country && i.kind != PlaceKind::Country,
            PlaceKind::Admin1 if !i.admin1_code.is_empty() || i.kind == PlaceKind::Country => {
                o.country == i.country && o.admin1_code == i.admin1_code && i.kind != PlaceKind::Admin1
            }
            _ => within(&o, &i),
        }
    }
}

/// Containment by position: the whole of `inner` within the extent of `outer`, or a small place near a town's centre.
fn within(outer: &PlaceRecord<'_>, inner: &PlaceRecord<'_>) -> bool {
    if !outer.country.is_empty() && outer.country != inner.country {
        return false;
    }
    if inner.kind == PlaceKind::Country && inner.extent.is_none() {
        return false;
    }
    match (outer.extent, inner.extent) {
        (Some(extent), None) => extent.contains(inner.lat, inner.lon),
        // Borders of one source differ from another's by a little: the corners may stand out by a tenth of a degree.
        (Some(extent), Some(other)) => {
            let loose = Extent {
                south: extent.south - 0.1,
                west: extent.west - 0.1,
                north: extent.north + 0.1,
                east: extent.east + 0.1,
            };
            extent.contains(inner.lat, inner.lon)
                && loose.contains(other.south, other.west)
                && loose.contains(other.north, other.east)
        }
        (None, None) if outer.kind.is_settlement() => {
            let radius = (f64::from(outer.population.max(1)).sqrt() / 100.0).clamp(3.0, 25.0);
            inner.kind.is_settlement()
                && inner.population <= outer.population
                && distance_km((outer.lat, outer.lon), (inner.lat, inner.lon)) <= radius
        }
        _ => false,
    }
}
