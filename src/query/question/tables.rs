//! The small tables of the question language: words that make a question, usual meanings of bare place names, and
//! parties named by a common noun. This module must not know a question.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::fold::fold;

/// Rows of a table of `columns` columns; `-` is an empty cell. Comments and broken lines are left out (a test reads
/// the tables that are shipped).
pub(in crate::query) fn rows<const COLUMNS: usize>(text: &str) -> impl Iterator<Item = [&str; COLUMNS]> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let cells: Vec<&str> = line.split('\t').map(|cell| if cell == "-" { "" } else { cell }).collect();
        cells.try_into().ok()
    })
}

/// What a word does in a question.
#[derive(Default)]
pub struct Words {
    frame: FxHashSet<&'static str>,
    unbounded: FxHashSet<&'static str>,
    common: FxHashSet<&'static str>,
    wire: FxHashSet<&'static str>,
}

impl Words {
    /// Makes the question and is dropped: "how", "were", "the".
    pub fn is_frame(&self, lower: &str) -> bool {
        self.frame.contains(lower)
    }

    /// Speaks of harm too broadly to constrain anything: "attack".
    pub fn is_unbounded(&self, lower: &str) -> bool {
        self.unbounded.contains(lower)
    }

    /// A wire agency, which publishes what it says.
    pub fn is_wire(&self, lower: &str) -> bool {
        self.wire.contains(lower)
    }

    /// An English word that is no place unless capitalised.
    pub fn is_common(&self, lower: &str) -> bool {
        self.common.contains(lower) || self.frame.contains(lower) || self.unbounded.contains(lower)
    }
}

pub static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for [kind, list] in rows::<2>(include_str!("../../../data/question_words.tsv")) {
        let set = match kind {
            "frame" => &mut words.frame,
            "unbounded" => &mut words.unbounded,
            "wire" => &mut words.wire,
            "negating" | "affirmed" => continue,
            _ => &mut words.common,
        };
        set.extend(list.split('|'));
    }
    words
});

/// Phrases that turn round what follows, and such as only look like them, in the tokens of a question.
#[derive(Default)]
pub struct Negating {
    pub negating: Vec<&'static str>,
    pub affirmed: Vec<&'static str>,
}

pub static NEGATING: LazyLock<Negating> = LazyLock::new(|| {
    let mut negating = Negating::default();
    for [kind, list] in rows::<2>(include_str!("../../../data/question_words.tsv")) {
        match kind {
            "negating" => negating.negating.extend(list.split('|')),
            "affirmed" => negating.affirmed.extend(list.split('|')),
            _ => {}
        }
    }
    negating
});

/// A place that a bare name usually means: name and country.
pub static USUAL_PLACES: LazyLock<FxHashMap<String, (&'static str, &'static str)>> = LazyLock::new(|| {
    let mut places = FxHashMap::default();
    for [words, name, country] in rows::<3>(include_str!("../../../data/question_places.tsv")) {
        places.extend(words.split('|').map(|word| (fold(word), (name, country))));
    }
    places
});

/// The record's short name of an agency by every way that it is printed.
pub static AGENCIES: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let mut agencies = FxHashMap::default();
    for [name, forms] in rows::<2>(include_str!("../../../data/agencies.tsv")) {
        agencies.extend(std::iter::once(name).chain(forms.split('|')).map(|form| (fold(form), name)));
    }
    agencies
});

/// Whom a common noun means in a country's war.
pub struct NounActor {
    pub words: Vec<&'static str>,
    /// Empty for any other country.
    pub country: &'static str,
    pub actors: Vec<&'static str>,
}

pub static NOUN_ACTORS: LazyLock<Vec<NounActor>> = LazyLock::new(|| {
    rows::<3>(include_str!("../../../data/question_actors.tsv"))
        .map(|[words, country, actors]| NounActor {
            words: words.split('|').collect(),
            country,
            actors: actors.split('|').collect(),
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        fn check<const COLUMNS: usize>(text: &str) {
            let lines = text.lines().filter(|line| !line.starts_with('#')).count();
            assert_eq!(rows::<COLUMNS>(text).count(), lines);
        }
        check::<2>(include_str!("../../../data/question_words.tsv"));
        check::<3>(include_str!("../../../data/question_places.tsv"));
        check::<3>(include_str!("../../../data/question_actors.tsv"));
        assert!(WORDS.is_frame("how") && WORDS.is_unbounded("attack") && WORDS.is_common("hospital"));
    }

    #[test]
    fn every_actor_of_the_tables_is_known() {
        let lexicon = crate::lexicon::Lexicon::embedded();
        for noun in NOUN_ACTORS.iter() {
            for id in &noun.actors {
                assert!(lexicon.actor_by_id(id).is_some(), "{id}");
            }
        }
    }
}
