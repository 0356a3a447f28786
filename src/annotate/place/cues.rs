//! The words that tell places from other names, compiled from `data/place-cues.tsv` and `data/words/`: for each word
//! the set of classes that it stands in. This module must not know what a class is good for.

use std::cell::RefCell;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::document::Document;
use crate::vocabulary::vocabulary;

static CUES: &str = include_str!("../../../data/place-cues.tsv");
static COMMON_WORDS: &str = include_str!("../../../data/words/common-words.txt");
static PERSON_NAMES: &str = include_str!("../../../data/words/person-names.tsv");

vocabulary!(
    /// A class of words; the first column of `data/place-cues.tsv` explains each, the last three come from
    /// `data/words`.
    Class {
        Locative = "locative",
        Preposition = "preposition",
        Direction = "direction",
        Generic = "generic",
        Head = "head",
        Tail = "tail",
        Road = "road",
        RoadHead = "roadhead",
        OrgHead = "orghead",
        OrgTail = "orgtail",
        Sport = "sport",
        Title = "title",
        Speech = "speech",
        Personal = "personal",
        Belonging = "belonging",
        Affix = "affix",
        Motion = "motion",
        Kin = "kin",
        Month = "month",
        Weekday = "weekday",
        Stop = "stop",
        Particle = "particle",
        Never = "never",
        Adjective = "adjective",
        /// First word of an adjective of two words: "South Sudanese".
        AdjectiveHead = "adjective-head",
        /// "Syrians".
        Plural = "plural",
        Common = "common",
        FirstName = "first-name",
        Surname = "surname",
    }
);

/// The classes of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u32);

impl Classes {
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    pub fn any(self, classes: &[Class]) -> bool {
        classes.iter().any(|&class| self.has(class))
    }

    fn add(&mut self, class: Class) {
        self.0 |= 1 << class as u32;
    }
}

/// Classes by the hash of the word in small letters, and the countries of demonyms.
struct Words {
    classes: FxHashMap<u64, Classes>,
    countries: FxHashMap<u64, [u8; 2]>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { classes: FxHashMap::default(), countries: FxHashMap::default() };
    words.classes.reserve(80_000);
    for line in COMMON_WORDS.lines().filter(|line| !line.starts_with('#')) {
        words.add(line, Class::Common);
    }
    for line in PERSON_NAMES.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, usage)) = line.split_once('\t') else { continue };
        if usage.contains('f') {
            words.add(name, Class::FirstName);
        }
        if usage.contains('l') {
            words.add(name, Class::Surname);
        }
    }
    for (class, word) in cue_words() {
        words.add(word, class);
    }
    for demonym in &crate::lexicon::Lexicon::embedded().demonyms {
        words.add_demonym(demonym);
    }
    words
});

/// Every word of the cue file with its class; rows of an unknown class are left out, which a test forbids.
fn cue_words() -> impl Iterator<Item = (Class, &'static str)> {
    CUES.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(class, words)| Some((class.parse::<Class>().ok()?, words)))
        .flat_map(|(class, words)| words.split('|').map(move |word| (class, word)))
}

impl Words {
    fn add(&mut self, word: &str, class: Class) {
        self.classes.entry(hash(word)).or_default().add(class);
    }

    fn add_demonym(&mut self, demonym: &crate::lexicon::Demonym) {
        let word = demonym.word.to_lowercase();
        if demonym.adjective {
            self.add(&word, Class::Adjective);
            if let Some((head, _)) = word.split_once(' ') {
                self.add(head, Class::AdjectiveHead);
            }
        } else if demonym.plural {
            self.add(&word, Class::Plural);
        }
        let country = demonym.country.as_deref().and_then(|code| <[u8; 2]>::try_from(code.as_bytes()).ok());
        if let Some(country) = country {
            self.countries.entry(hash(&word)).or_insert(country);
        }
    }
}

/// The hash that words and names are kept by.
pub fn hash(word: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(word.as_bytes())
}

/// The classes of a word in small letters.
pub fn classes(lower: &str) -> Classes {
    if lower.is_empty() {
        return Classes::default();
    }
    WORDS.classes.get(&hash(lower)).copied().unwrap_or_default()
}

/// The classes of a token; none past the end. Each word of a document is looked up once.
pub fn classes_at(document: &Document<'_>, token: usize) -> Classes {
    let all = document.word_bits.get_or_init(|| RECENT.with_borrow_mut(|recent| all_classes(document, recent)));
    Classes(all.get(token).copied().unwrap_or(0))
}

/// Words that a thread looked up last, by the last bits of their hash: frequent words stay, and the table stays near.
type Recent = Vec<(u64, u32)>;

const MOST_RECENT: usize = 8192;

thread_local! {
    static RECENT: RefCell<Recent> = const { RefCell::new(Vec::new()) };
}

fn all_classes(document: &Document<'_>, recent: &mut Recent) -> Box<[u32]> {
    recent.resize(MOST_RECENT, (hash(""), 0));
    let tokens = 0..document.tokens.len();
    tokens
        .map(|token| {
            let key = hash(document.lower(token));
            let slot = &mut recent[key as usize % MOST_RECENT];
            if slot.0 != key {
                *slot = (key, WORDS.classes.get(&key).map_or(0, |classes| classes.0));
            }
            slot.1
        })
        .collect()
}

/// The country of a demonym in small letters ("syrian", "syrians").
pub fn demonym_country(lower: &str) -> Option<[u8; 2]> {
    WORDS.countries.get(&hash(lower)).copied()
}

/// The large region of an adjective or plural that has no country.
pub fn demonym_region(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "african" | "africans" => "Africa",
        "asian" | "asians" => "Asia",
        "european" | "europeans" => "Europe",
        "latin american" | "latin americans" => "Latin America",
        "kurdish" | "kurds" => "Kurdistan",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_cues_has_a_known_class() {
        for line in CUES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (class, words) = line.split_once('\t').unwrap();
            assert!(class.parse::<Class>().is_ok(), "{class}");
            assert!(words.split('|').all(|word| !word.is_empty() && word.to_lowercase() == word), "{line}");
        }
    }

    #[test]
    fn a_word_may_stand_in_several_classes() {
        let april = classes("april");
        assert!(april.has(Class::Month) && april.has(Class::FirstName));
        assert!(classes("reading").has(Class::Common));
        assert_eq!(classes("xqzt"), Classes::default());
    }
}
