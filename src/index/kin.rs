//! Near-duplicate texts: the same wire copy on two sites, cut, or under another headline. Each text has a few keys
//! out of the smallest hashes of its opening; texts that share a key are compared in full. A text with other numbers
//! is no copy but a revision. It must not know the index.

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::words::words;
use crate::text::number_word::is_number_word;

/// Words of the opening that make the keys: what a cut copy keeps.
const OPENING: usize = 90;
/// Words in one shingle.
const SHINGLE: usize = 4;
const BANDS: usize = 4;
/// Hashes in one key.
const ROWS: usize = 2;
/// The part of the shorter text's shingles that a copy has.
const SHARED: f64 = 0.8;
/// Shorter texts are never copies: any two briefs look alike.
const FEWEST_WORDS: usize = 25;

/// What two texts are compared by.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sketch {
    /// Hashes of shingles, sorted.
    shingles: Vec<u32>,
    /// Hashes of the words that hold a number, sorted, each once.
    numbers: Vec<u32>,
}

/// The keys and the sketch of a text; no keys when it is too short to have copies.
pub(crate) fn sketch(text: &str) -> (Vec<u64>, Sketch) {
    let mut lower = String::new();
    let hashes: Vec<(u64, bool)> = words(text).iter().map(|word| word_hash(word.surface, &mut lower)).collect();
    if hashes.len() < FEWEST_WORDS {
        return (Vec::new(), Sketch::default());
    }
    let shingles: Vec<u64> = hashes.windows(SHINGLE).map(shingle_hash).collect();
    let opening = shingles.get(..OPENING.min(shingles.len())).unwrap_or_default();
    let bands = (0..BANDS).map(|band| band_key(band, opening)).collect();
    (bands, Sketch { shingles: sorted(shingles.iter()), numbers: sorted(hashes.iter().filter(|h| h.1).map(|h| &h.0)) })
}

fn sorted<'h>(hashes: impl Iterator<Item = &'h u64>) -> Vec<u32> {
    let mut short: Vec<u32> = hashes.map(|hash| *hash as u32).collect();
    short.sort_unstable();
    short.dedup();
    short
}

/// Hash of a word without case, and whether the word is a number.
fn word_hash(surface: &str, lower: &mut String) -> (u64, bool) {
    lower.clear();
    if surface.is_ascii() {
        lower.push_str(surface);
        lower.make_ascii_lowercase();
    } else {
        lower.push_str(&surface.to_lowercase());
    }
    let number = lower.bytes().any(|byte| byte.is_ascii_digit()) || is_number_word(lower);
    (xxh3_64_with_seed(lower.as_bytes(), 0), number)
}

fn shingle_hash(words: &[(u64, bool)]) -> u64 {
    words.iter().fold(0, |hash, (word, _)| mix(hash.rotate_left(17) ^ word))
}

fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    value ^ (value >> 29)
}

/// The smallest hashes under different mixings, joined.
fn band_key(band: usize, opening: &[u64]) -> u64 {
    let mut key = band as u64 + 1;
    for row in 0..ROWS {
        let seed = mix((band * ROWS + row + 1) as u64);
        let least = opening.iter().map(|hash| mix(hash ^ seed)).min().unwrap_or_default();
        key = mix(key ^ least);
    }
    // 40 bits are enough to tell keys apart and make a smaller dictionary.
    key >> 24
}

/// Whether two texts are copies: the shorter one stands in the longer one, and says no number that the longer lacks.
pub(crate) fn are_copies(one: &Sketch, other: &Sketch) -> bool {
    let (short, long) = if one.shingles.len() <= other.shingles.len() { (one, other) } else { (other, one) };
    if short.shingles.is_empty() {
        return false;
    }
    let long_numbers: FxHashSet<u32> = long.numbers.iter().copied().collect();
    if !short.numbers.iter().all(|number| long_numbers.contains(number)) {
        return false;
    }
    let shared = shared(&short.shingles, &long.shingles);
    shared as f64 >= SHARED * short.shingles.len() as f64
}

/// How many members two sorted lists share.
fn shared(one: &[u32], other: &[u32]) -> usize {
    let mut rest = other.iter().peekable();
    let mut count = 0;
    for hash in one {
        while rest.next_if(|next| *next < hash).is_some() {}
        count += usize::from(rest.peek() == Some(&hash));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Shells fell on the market of Harun on Tuesday morning and killed 14 people, the mayor said. \
        Rescuers dug in the ruins of two bakeries until dusk while drones circled above the river bridge. The army \
        denied that it had fired on the town and blamed fighters who hold the hills to the east.";

    fn keys_meet(one: &str, other: &str) -> bool {
        let (first, second) = (sketch(one).0, sketch(other).0);
        first.iter().any(|key| second.contains(key))
    }

    #[test]
    fn a_cut_text_is_a_copy() {
        let cut = TEXT.split(" The army").next().unwrap_or_default();
        assert!(keys_meet(TEXT, cut));
        assert!(are_copies(&sketch(TEXT).1, &sketch(cut).1));
    }

    #[test]
    fn a_revised_number_makes_another_report() {
        let revised = TEXT.replace("14", "19");
        assert!(!are_copies(&sketch(TEXT).1, &sketch(&revised).1));
    }

    #[test]
    fn another_text_is_no_copy() {
        let other = "Two aid convoys reached the camp outside Merin after nine days on the road. Families queued for \
            flour and blankets, and doctors began to vaccinate children in a tent beside the old school building.";
        assert!(!keys_meet(TEXT, other));
        assert!(!are_copies(&sketch(TEXT).1, &sketch(other).1));
    }
}
