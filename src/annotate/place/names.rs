//! The distinct names of one article and what the gazetteer has for each, looked up once however often a name stands in
//! the text. It must not know where in the text a name stands.

use std::cell::RefCell;
use std::sync::Arc;

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
    senses: Arc<[Sense]>,
}

/// The names of an article looked up so far.
pub struct Names<'g> {
    gazetteer: &'g Gazetteer,
    /// The number of a name by the hash of its folded text.
    by_hash: FxHashMap<u64, u32>,
    /// What `look_up` answered in this article, by hash of the text as printed: small enough to stay near.
    met: [FxHashMap<u64, (Option<u32>, bool)>; 2],
    pub names: Vec<Name>,
    /// Taken from the thread and given back at the end.
    known: Known,
}

/// Texts that a thread remembers; when there are more, it begins anew.
const MOST_KNOWN: usize = 100_000;

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// What a thread has looked up in one gazetteer, over all articles: the same names come again and again.
#[derive(Default)]
struct Known {
    gazetteer: u64,
    /// By hash of the text as printed: names, and short forms.
    texts: [FxHashMap<u64, Looked>; 2],
    /// Each country's place and name by its code.
    countries: FxHashMap<[u8; 2], Option<(PlaceId, Arc<str>)>>,
    folded: String,
    main: String,
    ids: Vec<PlaceId>,
}

/// What a text was found to be.
#[derive(Clone)]
struct Looked {
    /// Hash of the folded text.
    hash: u64,
    /// The places that are called so, if there are any.
    senses: Option<Arc<[Sense]>>,
    /// Whether a longer name can begin with it.
    prefix: bool,
}

impl Drop for Names<'_> {
    fn drop(&mut self) {
        KNOWN.with_borrow_mut(|known| *known = std::mem::take(&mut self.known));
    }
}

impl<'g> Names<'g> {
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        let mut known = KNOWN.with_borrow_mut(std::mem::take);
        if known.gazetteer != gazetteer.identity {
            known = Known { gazetteer: gazetteer.identity, ..Known::default() };
        }
        if known.texts.iter().any(|texts| texts.len() > MOST_KNOWN) {
            known.texts = Default::default();
        }
        Names { gazetteer, by_hash: FxHashMap::default(), met: Default::default(), names: Vec::new(), known }
    }

    /// The places that a name may mean, most important first.
    pub fn senses(&self, name: u32) -> &[Sense] {
        self.names.get(name as usize).map_or(&[], |name| &name.senses)
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
        let gazetteer = self.gazetteer;
        let country = self.known.countries.entry(code).or_insert_with(|| {
            let record = gazetteer.country(std::str::from_utf8(&code).ok()?)?;
            Some((record.id, Arc::from(record.name)))
        });
        let (id, name) = country.clone()?;
        let (name, _) = self.look_up(&name);
        name.filter(|&name| self.senses(name).first().is_some_and(|sense| sense.id == id))
    }

    fn look_up_marked(&mut self, text: &str, mark: &str) -> (Option<u32>, bool) {
        let table = usize::from(!mark.is_empty());
        let key = hash(text);
        if let Some(&met) = self.met[table].get(&key) {
            return met;
        }
        let gazetteer = self.gazetteer;
        let looked = match self.known.texts[table].get(&key) {
            Some(looked) => looked,
            None => {
                let looked = self.known.look_up(text, mark, gazetteer);
                self.known.texts[table].entry(key).or_insert(looked)
            }
        };
        let Looked { hash, prefix, .. } = *looked;
        let name = looked.senses.as_ref().map(|senses| {
            *self.by_hash.entry(hash).or_insert_with(|| {
                self.names.push(Name { hash, senses: Arc::clone(senses) });
                self.names.len() as u32 - 1
            })
        });
        self.met[table].insert(key, (name, prefix));
        (name, prefix)
    }
}

impl Known {
    fn look_up(&mut self, text: &str, mark: &str, gazetteer: &Gazetteer) -> Looked {
        let mut folded = std::mem::take(&mut self.folded);
        fold_into(text, &mut folded);
        folded.insert_str(0, mark);
        let looked = Looked {
            hash: hash(&folded),
            senses: if folded.len() > mark.len() { self.senses(&folded, gazetteer) } else { None },
            prefix: mark.is_empty() && !folded.is_empty() && gazetteer.is_prefix(&folded),
        };
        self.folded = folded;
        looked
    }

    fn senses(&mut self, folded: &str, gazetteer: &Gazetteer) -> Option<Arc<[Sense]>> {
        gazetteer.exact(folded, &mut self.ids);
        let main = &mut self.main;
        let senses: Vec<Sense> =
            self.ids.iter().take(MOST_PLACES).map(|&id| sense(id, folded, gazetteer, main)).collect();
        (!senses.is_empty()).then(|| Arc::from(senses))
    }
}

fn sense(id: PlaceId, folded: &str, gazetteer: &Gazetteer, main: &mut String) -> Sense {
    let record = gazetteer.record(id);
    fold_into(record.name, main);
    Sense {
        id,
        kind: record.kind,
        country: <[u8; 2]>::try_from(record.country.as_bytes()).unwrap_or_default(),
        region: region_number(record.country, record.admin1_code),
        lat: record.lat as f32,
        lon: record.lon as f32,
        importance: gazetteer.importance(id),
        population: record.population,
        main_name: main == folded,
        capital: record.kind == PlaceKind::City && capitals::is_capital(record.name, record.country),
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
