//! The distinct names of one article and what the gazetteer has for each, looked up once however often a name stands in
//! the text. It must not know where in the text a name stands.

use rustc_hash::FxHashMap;

use super::capitals;
use super::cues::hash;
use crate::gazetteer::{Gazetteer, PlaceId, PlaceKind};
use crate::text::fold::fold_into;

/// Places of a name that are looked at; less important ones are left out.
const MOST_PLACES: usize = 40;

/// One of the places that a name may mean, with what ranking needs of its record.
#[derive(Clone, Copy, Debug)]
pub struct Sense {
    pub id: PlaceId,
    pub kind: PlaceKind,
    pub country: [u8; 2],
    /// Number of the first-level region by country and code; 0 for none.
    pub region: u64,
    pub lat: f32,
    pub lon: f32,
    pub importance: f32,
    pub population: u32,
    /// Whether the name is the place's main name, not an alternate one.
    pub main_name: bool,
    /// Whether it is its country's capital.
    pub capital: bool,
}

/// A distinct name.
#[derive(Clone, Debug)]
pub struct Name {
    /// Hash of the folded name.
    pub hash: u64,
    first: u32,
    end: u32,
}

/// The names looked up so far.
pub struct Names<'g> {
    gazetteer: &'g Gazetteer,
    by_hash: FxHashMap<u64, Looked>,
    pub names: Vec<Name>,
    senses: Vec<Sense>,
    buffer: String,
    ids: Vec<PlaceId>,
}

/// What a folded text was found to be.
#[derive(Clone, Copy)]
struct Looked {
    /// Number of the name, if some place is called so.
    name: Option<u32>,
    /// Whether a longer name can begin with it.
    prefix: bool,
}

impl<'g> Names<'g> {
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Names {
            gazetteer,
            by_hash: FxHashMap::default(),
            names: Vec::new(),
            senses: Vec::new(),
            buffer: String::new(),
            ids: Vec::new(),
        }
    }

    /// The places that a name may mean, most important first.
    pub fn senses(&self, name: u32) -> &[Sense] {
        let range = self.names.get(name as usize).map_or(0..0, |name| name.first as usize..name.end as usize);
        self.senses.get(range).unwrap_or(&[])
    }

    /// Looks a piece of text up: the number of its name, and whether a longer name may begin with it.
    pub fn look_up(&mut self, text: &str) -> (Option<u32>, bool) {
        self.look_up_marked(text, "")
    }

    /// Looks a short form up ("Calif.", "N.Y.").
    pub fn look_up_abbreviation(&mut self, text: &str) -> Option<u32> {
        // "W. Va." is kept with its space, "S. C." without.
        self.look_up_marked(text, "=").0.or_else(|| {
            let spaced = text.contains(' ');
            spaced.then(|| self.look_up_marked(&text.replace(' ', ""), "=").0).flatten()
        })
    }

    /// The name of a country by its code.
    pub fn country(&mut self, code: [u8; 2]) -> Option<u32> {
        let record = self.gazetteer.country(std::str::from_utf8(&code).ok()?)?;
        let (name, _) = self.look_up(record.name);
        name.filter(|&name| self.senses(name).first().is_some_and(|sense| sense.id == record.id))
    }

    fn look_up_marked(&mut self, text: &str, mark: &str) -> (Option<u32>, bool) {
        let mut folded = std::mem::take(&mut self.buffer);
        fold_into(text, &mut folded);
        folded.insert_str(0, mark);
        let key = hash(&folded);
        let looked = match self.by_hash.get(&key) {
            Some(&looked) => looked,
            None => {
                let looked = Looked {
                    name: if folded.len() > mark.len() { self.add(&folded, key) } else { None },
                    prefix: mark.is_empty() && !folded.is_empty() && self.gazetteer.is_prefix(&folded),
                };
                self.by_hash.insert(key, looked);
                looked
            }
        };
        self.buffer = folded;
        (looked.name, looked.prefix)
    }

    fn add(&mut self, folded: &str, key: u64) -> Option<u32> {
        let mut ids = std::mem::take(&mut self.ids);
        self.gazetteer.exact(folded, &mut ids);
        let first = self.senses.len() as u32;
        let mut main = String::new();
        for &id in ids.iter().take(MOST_PLACES) {
            let record = self.gazetteer.record(id);
            fold_into(record.name, &mut main);
            let country = <[u8; 2]>::try_from(record.country.as_bytes()).unwrap_or_default();
            self.senses.push(Sense {
                id,
                kind: record.kind,
                country,
                region: region_number(record.country, record.admin1_code),
                lat: record.lat as f32,
                lon: record.lon as f32,
                importance: self.gazetteer.importance(id),
                population: record.population,
                main_name: main == folded,
                capital: record.kind == PlaceKind::City && capitals::is_capital(record.name, record.country),
            });
        }
        self.ids = ids;
        let end = self.senses.len() as u32;
        (end > first).then(|| {
            self.names.push(Name { hash: key, first, end });
            self.names.len() as u32 - 1
        })
    }
}

/// A number that stands for a first-level region; 0 for none.
pub fn region_number(country: &str, code: &str) -> u64 {
    if code.is_empty() {
        return 0;
    }
    let mut number = 0u64;
    for byte in country.bytes().chain(code.bytes()).take(8) {
        number = number << 8 | u64::from(byte);
    }
    number
}
