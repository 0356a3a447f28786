//! From a name, however it is transliterated, to the places that it may mean, best first: folded, then without articles
//! and generic words, then by skeleton, then by edit distance. It must not know where the name was read.

use super::layer::Layer;
use super::{Gazetteer, PlaceId, build, distance_km, fuzzy};
use crate::text::fold;

/// What is known beforehand about the place that a name means.
#[derive(Clone, Copy, Default, Debug)]
pub struct Hint<'a> {
    /// ISO 3166 alpha-2 codes, the most likely first.
    pub countries: &'a [&'a str],
    pub near: Option<(f64, f64)>,
}

/// How a name was matched; earlier is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MatchLevel {
    Exact,
    Generic,
    Skeleton,
    Fuzzy,
}

/// A place that a name may mean.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Candidate {
    pub id: PlaceId,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    pub level: MatchLevel,
}

/// Letters of a skeleton that no edit distance is taken of any more.
const LONGEST: usize = 33;

/// Nodes of the skeleton map that one fuzzy search may visit in a country that is hinted.
const STEPS_IN_COUNTRY: usize = 16_000;
/// The same within each country when none is known.
const STEPS_ANYWHERE: usize = 600;
/// Below this importance (5,000 people) a place that bears a name exactly does not end the search for it.
const SMALL: f32 = 12.4;
/// Weight of a difference between skeletons, of likeness between whole names, and of importance.
const DIFFERENCE: f32 = 1.2;
const ALIKE: f32 = 0.4;
const IMPORTANCE: f32 = 0.012;
/// How many candidates are compared with the name letter by letter.
const COMPARED: usize = 40;
/// An exact namesake outside the hinted countries is kept before fuzzy matches inside them when it is this important
/// (a city of 500,000, a country).
const FAMOUS: f32 = 18.9;

impl Gazetteer {
    /// The places that a name may mean, best first, at most `limit`. The first level of the cascade that finds a place
    /// (within the hinted countries, if there are any) wins.
    pub fn find(&self, name: &str, hint: &Hint<'_>, limit: usize) -> Vec<Candidate> {
        let folded = fold::fold(name);
        if folded.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut search = Search { gazetteer: self, hint, found: &mut found };
        let exact = search.exact(&folded, MatchLevel::Exact);
        if exact {
            // A village that bears the name must not hide the city that is meant by another spelling of it.
            if search.found.iter().all(|c| self.importance(c.id) < SMALL) && !hint.countries.is_empty() {
                search.skeleton(&folded);
            }
        } else {
            let _ = search.generic(&folded)
                || search.skeleton(&folded)
                || search.famous_namesake()
                || search.fuzzy(&folded)
                || search.parts(&folded);
        }
        self.prefer_alike(&folded, &mut found);
        rank(&mut found, limit);
        found
    }

    /// As [`Gazetteer::find`], without edit distance: the same every time and fast enough for every name of a report.
    pub fn respelled(&self, name: &str, hint: &Hint<'_>, limit: usize) -> Vec<Candidate> {
        let folded = fold::fold(name);
        let mut found = Vec::new();
        if folded.is_empty() {
            return found;
        }
        let mut search = Search { gazetteer: self, hint, found: &mut found };
        let done = search.exact(&folded, MatchLevel::Exact) || search.generic(&folded) || search.skeleton(&folded);
        if done && found.len() > 1 {
            self.prefer_alike(&folded, &mut found);
        }
        rank(&mut found, limit);
        found
    }

    /// Of places that only their skeletons or an edit distance have found, prefers those whose own name is written alike.
    fn prefer_alike(&self, folded: &str, found: &mut [Candidate]) {
        let core = fold::core(folded);
        let mut own = String::new();
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        for candidate in found.iter_mut().filter(|c| c.level >= MatchLevel::Skeleton).take(COMPARED) {
            fold::fold_into(self.record(candidate.id).name, &mut own);
            candidate.score += ALIKE * (1.0 - fuzzy::difference(core, fold::core(&own)).min(1.0));
        }
    }

    fn closeness(&self, id: PlaceId, hint: &Hint<'_>) -> (f32, bool) {
        let record = self.record(id);
        let mut bonus = 0.0;
        let position = hint.countries.iter().position(|&country| country == record.country);
        if let Some(position) = position {
            bonus += 1.0 - 0.02 * position.min(10) as f32;
        }
        if let Some(near) = hint.near {
            bonus += 0.3 * (-distance_km(near, (record.lat, record.lon)) / 200.0).exp() as f32;
        }
        (bonus, position.is_some())
    }
}

/// Best first; of several matches of one place the best stays.
fn rank(found: &mut Vec<Candidate>, limit: usize) {
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
    let mut seen = rustc_hash::FxHashSet::default();
    found.retain(|candidate| seen.insert(candidate.id));
    found.truncate(limit);
}

struct Search<'g, 'h, 'f> {
    gazetteer: &'g Gazetteer,
    hint: &'h Hint<'h>,
    found: &'f mut Vec<Candidate>,
}

impl Search<'_, '_, '_> {
    /// Adds a place; tells whether the hint agrees with it (an empty hint always does).
    fn add(&mut self, id: PlaceId, level: MatchLevel, similarity: f32) -> bool {
        let (bonus, hinted) = self.gazetteer.closeness(id, self.hint);
        let base = match level {
            MatchLevel::Exact => 1.0,
            MatchLevel::Generic => 0.95,
            MatchLevel::Skeleton => 0.57,
            MatchLevel::Fuzzy => 0.55,
        };
        let score = base - DIFFERENCE * (1.0 - similarity) + bonus + IMPORTANCE * self.gazetteer.importance(id);
        self.found.push(Candidate { id, level, score });
        hinted || self.hint.countries.is_empty()
    }

    fn exact(&mut self, folded: &str, level: MatchLevel) -> bool {
        let mut ids = Vec::new();
        self.gazetteer.exact(folded, &mut ids);
        let mut agreed = false;
        for id in ids {
            agreed |= self.add(id, level, 1.0);
        }
        agreed
    }

    /// The name without articles and generic words, and with each article that it may be written with.
    fn generic(&mut self, folded: &str) -> bool {
        let core = fold::core(folded);
        let mut agreed = core != folded && self.exact(core, MatchLevel::Generic);
        for article in ["al", "el", "ar", "as", "ash", "at", "ad", "az", "an"] {
            agreed |= self.exact(&format!("{article} {core}"), MatchLevel::Generic);
        }
        agreed
    }

    fn skeleton(&mut self, folded: &str) -> bool {
        let skeleton = fold::skeleton(fold::core(folded));
        let mut values = Vec::new();
        for (index, layer) in self.gazetteer.layers.iter().enumerate() {
            self.each_country(layer, |prefix| {
                let mut key = prefix.to_vec();
                key.extend_from_slice(skeleton.as_bytes());
                if let Some(value) = layer.skeletons.get(&key) {
                    values.push((index, value));
                }
            });
        }
        self.add_values(
            &values.into_iter().map(|(index, value)| (index, value, 1.0)).collect::<Vec<_>>(),
            MatchLevel::Skeleton,
        )
    }

    /// Whether an exact namesake outside the hinted countries is too well known to look for anything else.
    fn famous_namesake(&self) -> bool {
        self.found.iter().any(|c| c.level == MatchLevel::Exact && self.gazetteer.importance(c.id) >= FAMOUS)
    }

    fn fuzzy(&mut self, folded: &str) -> bool {
        let skeleton = fold::skeleton(fold::core(folded));
        let hinted = !self.hint.countries.is_empty();
        let budget = match (skeleton.len(), hinted) {
            (0..=1, _) | (2, false) => return false,
            // No name is as long; what is costs its length at every step of the search.
            (LONGEST.., _) => return false,
            (2..=3, _) => 5,
            (4..=5, true) => 10,
            (4..=5, false) => 6,
            (6..=7, true) => 15,
            (_, true) => 20,
            (_, false) => 10,
        };
        // A narrow search first: it visits few keys, and mostly suffices.
        for budget in [budget / 2, budget] {
            if self.fuzzy_within(&skeleton, budget) {
                return true;
            }
        }
        false
    }

    fn fuzzy_within(&mut self, skeleton: &str, budget: u8) -> bool {
        let steps = if self.hint.countries.is_empty() { STEPS_ANYWHERE } else { STEPS_IN_COUNTRY };
        let mut values = Vec::new();
        for (index, layer) in self.gazetteer.layers.iter().enumerate() {
            let mut visit = |value, cost: u8| {
                let share = f32::from(cost) / (f32::from(fuzzy::EDIT) * skeleton.len() as f32);
                values.push((index, value, 1.0 - share));
            };
            self.each_country(layer, |prefix| {
                fuzzy::search(&layer.skeletons, prefix, skeleton.as_bytes(), budget, steps, &mut visit);
            });
        }
        self.add_values(&values, MatchLevel::Fuzzy)
    }

    /// Known names that the name begins, or that the name is without its first or last word.
    fn parts(&mut self, folded: &str) -> bool {
        if self.hint.countries.is_empty() {
            return false;
        }
        let core = fold::core(folded);
        let mut shorter = Vec::new();
        if let Some((head, tail)) = core.split_once(' ') {
            shorter.push(fold::skeleton(fold::core(tail)));
            shorter.push(fold::skeleton(core.rsplit_once(' ').map_or(head, |(front, _)| front)));
        }
        let skeleton = fold::skeleton(core);
        let mut values = Vec::new();
        for (index, layer) in self.gazetteer.layers.iter().enumerate() {
            self.each_country(layer, |prefix| {
                for part in shorter.iter().filter(|part| part.len() >= 3) {
                    let value = layer.skeletons.get([prefix, part.as_bytes()].concat());
                    values.extend(value.map(|value| (index, value, 0.8)));
                }
                if skeleton.len() >= 4 {
                    fuzzy::longer(&layer.skeletons, &[prefix, skeleton.as_bytes()].concat(), 20, |value| {
                        values.push((index, value, 0.7));
                    });
                }
            });
        }
        self.add_values(&values, MatchLevel::Fuzzy)
    }

    fn add_values(&mut self, values: &[(usize, u64, f32)], level: MatchLevel) -> bool {
        let mut agreed = false;
        for &(index, value, similarity) in values {
            let mut ids = Vec::new();
            let gazetteer = self.gazetteer;
            gazetteer.layers[index].postings(value, |number| ids.push(gazetteer.global(index, number)));
            for id in ids {
                agreed |= self.add(id, level, similarity);
            }
        }
        agreed
    }

    /// The beginnings of the skeleton keys to look under: those of the hinted countries, or of all.
    fn each_country(&self, layer: &Layer, mut visit: impl FnMut(&[u8])) {
        if self.hint.countries.is_empty() {
            let fst = layer.skeletons.as_fst();
            for first in fst.root().transitions() {
                for second in fst.node(first.addr).transitions() {
                    visit(&[first.inp, second.inp]);
                }
            }
        } else {
            for country in self.hint.countries {
                visit(&build::country_bytes(country));
            }
        }
    }
}
