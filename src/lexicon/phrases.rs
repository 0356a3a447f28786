//! One map from phrases to the lexicon entries that they name, and the scan of a text for the longest phrases.
//! This module must not know what an entry means, only to which table it belongs.

use rustc_hash::FxHashMap;

use super::words::{Case, Word, chain};

/// What a phrase must look like in the text, derived from how the lexicon writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    /// The lexicon has small letters only: any case will do.
    Any,
    /// A proper name: at least one of its words must begin with a capital.
    Proper,
    /// The words of the set bits are acronyms and must be written as the lexicon writes them: capitals throughout
    /// (`IS` is not `is`) or capitals among small letters (`LeT` is not `Let`).
    Acronym { upper: u32, mixed: u32 },
}

#[derive(Clone, Copy, Debug)]
struct Value<E> {
    spelling: Spelling,
    entry: E,
    /// The next value of the same phrase.
    next: Option<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// The first value of the phrase that ends here.
    first: Option<u32>,
    /// Longer phrases begin with this one.
    goes_on: bool,
}

/// Phrases and their entries. The keys are 64-bit hashes of folded words, not the words: among the some ten thousand
/// phrases of the lexicons, a foreign word that hashes like one of them turns up once in 10^15 words.
#[derive(Clone, Debug)]
pub struct Phrases<E> {
    nodes: FxHashMap<u64, Node>,
    /// A bit for the first bits of every key of `nodes`: most words of a text are out after one look.
    known: Vec<u64>,
    values: Vec<Value<E>>,
    scratch: Vec<Word>,
}

/// Bits of a key that `known` goes by.
const KNOWN_BITS: u32 = 18;

/// The word and the bit of `known` for a key.
fn known_bit(key: u64) -> (usize, u64) {
    let bit = (key >> (64 - KNOWN_BITS)) as usize;
    (bit / 64, 1 << (bit % 64))
}

/// The phrase is already taken by this entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken<E>(pub E);

impl<E: Copy> Phrases<E> {
    /// An empty map with room for `capacity` phrases.
    pub fn with_capacity(capacity: usize) -> Self {
        let nodes = FxHashMap::with_capacity_and_hasher(capacity, Default::default());
        let known = vec![0; 1 << (KNOWN_BITS - 6)];
        Phrases { nodes, known, values: Vec::with_capacity(capacity), scratch: Vec::new() }
    }

    /// Adds `phrase` for `entry`. `clashes` says whether an entry that has the same phrase in the same spelling may
    /// not stand beside the new one. Returns false for a phrase without a word.
    pub fn add(&mut self, phrase: &str, entry: E, clashes: impl Fn(E) -> bool) -> Result<bool, Taken<E>> {
        let mut words = std::mem::take(&mut self.scratch);
        words.clear();
        super::words::cut(phrase, &mut words);
        let result = self.add_words(&words, entry, clashes);
        self.scratch = words;
        result
    }

    fn add_words(&mut self, words: &[Word], entry: E, clashes: impl Fn(E) -> bool) -> Result<bool, Taken<E>> {
        let Some((last, before)) = words.split_last() else { return Ok(false) };
        let mut key = 0;
        for word in before {
            key = chain(key, word.hash);
            self.node(key).goes_on = true;
        }
        let spelling = spelling_of(words);
        let key = chain(key, last.hash);
        let mut at = self.node(key).first;
        while let Some(value) = at.and_then(|index| self.values.get(index as usize)) {
            if value.spelling == spelling && clashes(value.entry) {
                return Err(Taken(value.entry));
            }
            at = value.next;
        }
        let index = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let next = self.node(key).first.replace(index);
        self.values.push(Value { spelling, entry, next });
        Ok(true)
    }

    fn node(&mut self, key: u64) -> &mut Node {
        let (word, bit) = known_bit(key);
        if let Some(known) = self.known.get_mut(word) {
            *known |= bit;
        }
        self.nodes.entry(key).or_default()
    }

    /// Calls `each` with the number of words and the entry of every phrase that begins at `words[0]`, shorter phrases
    /// first. `words` may be any tail of what `words::cut` gave for a text.
    pub fn starting_at(&self, words: &[Word], mut each: impl FnMut(usize, E)) {
        let mut key = 0;
        for (index, word) in words.iter().enumerate() {
            if index > 0 && !word.joined {
                return;
            }
            key = chain(key, word.hash);
            let (at, bit) = known_bit(key);
            if self.known.get(at).is_none_or(|known| known & bit == 0) {
                return;
            }
            let Some(node) = self.nodes.get(&key) else { return };
            let phrase = words.get(..=index).unwrap_or(&[]);
            let mut at = node.first;
            while let Some(value) = at.and_then(|index| self.values.get(index as usize)) {
                if fits(value.spelling, phrase) {
                    each(index + 1, value.entry);
                }
                at = value.next;
            }
            if !node.goes_on {
                return;
            }
        }
    }
}

fn spelling_of(words: &[Word]) -> Spelling {
    let (upper, mixed) = (bits_of(words, Case::Upper), bits_of(words, Case::Mixed));
    if upper | mixed != 0 {
        Spelling::Acronym { upper, mixed }
    } else if words.iter().any(|word| word.case == Case::Capital) {
        Spelling::Proper
    } else {
        Spelling::Any
    }
}

/// A bit for each of the first words that is written so.
fn bits_of(words: &[Word], case: Case) -> u32 {
    words.iter().take(32).enumerate().filter(|(_, word)| word.case == case).fold(0, |set, (index, _)| set | 1 << index)
}

fn fits(spelling: Spelling, phrase: &[Word]) -> bool {
    match spelling {
        Spelling::Any => true,
        Spelling::Proper => phrase.iter().any(|word| word.case != Case::Lower),
        Spelling::Acronym { upper, mixed } => {
            bits_of(phrase, Case::Upper) & upper == upper && bits_of(phrase, Case::Mixed) & mixed == mixed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::words::cut;

    fn longest(phrases: &Phrases<u8>, text: &str) -> Option<(usize, u8)> {
        let mut words = Vec::new();
        cut(text, &mut words);
        let mut found = None;
        phrases.starting_at(&words, |length, entry| found = Some((length, entry)));
        found
    }

    #[test]
    fn the_longest_phrase_wins_and_acronyms_keep_their_case() {
        let mut phrases = Phrases::with_capacity(4);
        for (entry, phrase) in ["Islamic State", "Islamic State Khorasan Province", "IS", "M23"].iter().enumerate() {
            assert_eq!(phrases.add(phrase, entry as u8, |_| true), Ok(true));
        }
        assert_eq!(longest(&phrases, "Islamic State said"), Some((2, 0)));
        assert_eq!(longest(&phrases, "ISLAMIC STATE-KHORASAN PROVINCE"), Some((4, 1)));
        assert_eq!(longest(&phrases, "islamic state"), None);
        assert_eq!(longest(&phrases, "is dead"), None);
        assert_eq!(longest(&phrases, "IS"), Some((1, 2)));
        assert_eq!(longest(&phrases, "M23's men"), Some((1, 3)));
    }

    #[test]
    fn a_phrase_is_given_away_once() {
        let mut phrases = Phrases::with_capacity(2);
        assert_eq!(phrases.add("Free Army", 1, |_| true), Ok(true));
        assert_eq!(phrases.add("Free Army", 2, |_| true), Err(Taken(1)));
        assert_eq!(phrases.add(" - ", 3, |_| true), Ok(false));
    }
}
