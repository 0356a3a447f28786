//! Harm that no armed conflict did: earthquakes, diseases, shipwrecks, accidents, robberies. Judged by the words of the
//! sentence and of the whole article against those for weapons and fighters. It must not know how a figure was read.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::marks::Page;
use crate::article::VictimClass;
use crate::lexicon::Entry;
use crate::text::filter::Filter;

/// How sure a word is of its kind of harm.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// Enough for its sentence.
    Strong,
    /// Counts only against the words for weapons in the whole article.
    Weak,
}

static PERILS: LazyLock<FxHashMap<&'static str, Weight>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/perils.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| line.split_once('\t'));
    rows.flat_map(|(weight, words)| {
        let weight = if weight == "strong" { Weight::Strong } else { Weight::Weak };
        words.split('|').map(move |word| (word, weight))
    })
    .collect()
});

/// Vehicles that crash on a road.
const VEHICLES: [&str; 7] = ["road", "traffic", "bus", "car", "train", "motorcycle", "motorbike"];

/// Words that may be perils or begin one.
static FILTER: LazyLock<Filter> = LazyLock::new(|| Filter::new(PERILS.keys().copied().chain(VEHICLES)));

/// What an article is about, as far as harm goes.
pub struct Subject {
    perils: usize,
    strong: usize,
    conflict: usize,
}

impl Subject {
    /// Counts the words of a passage.
    pub fn of(page: Page<'_>) -> Self {
        let tokens = 0..page.document.tokens.len();
        let (mut all, mut strong) = (0, 0);
        for weight in perils(page, tokens.clone()) {
            all += 1;
            strong += usize::from(weight == Weight::Strong);
        }
        Subject { perils: all, strong, conflict: conflict(page, tokens) }
    }

    /// Whether the article tells of no armed conflict at all.
    pub fn is_peril(&self) -> bool {
        self.perils > self.conflict && (self.strong > 0 || self.perils > 1)
    }

    /// Whether a sentence tells of harm without anybody's attack. `tokens` are the sentence's.
    pub fn is_accident(&self, page: Page<'_>, tokens: Range<usize>) -> bool {
        self.perils > 0
            && conflict(page, tokens.clone()) == 0
            && perils(page, tokens).any(|weight| weight == Weight::Strong)
    }
}

fn perils<'a>(page: Page<'a>, tokens: Range<usize>) -> impl Iterator<Item = Weight> + 'a {
    let filter = &*FILTER;
    tokens.filter_map(move |token| {
        let lower = page.lower(token);
        // The shortest peril has three letters, the longest fourteen.
        if lower.len() < 3 || lower.len() > 14 || !filter.passes(lower) {
            None
        } else {
            PERILS.get(lower).copied().or_else(|| on_the_road(page, token))
        }
    })
}

/// "a road accident", "a bus crash".
fn on_the_road(page: Page<'_>, token: usize) -> Option<Weight> {
    (VEHICLES.contains(&page.lower(token))
        && matches!(page.lower(token + 1), "accident" | "accidents" | "crash" | "crashes" | "collision"))
    .then_some(Weight::Strong)
}

/// Words for weapons, attacks and fighters; soldiers drown in floods like others.
fn conflict(page: Page<'_>, tokens: Range<usize>) -> usize {
    let marks = page.marks.within(tokens).iter();
    marks
        .filter(|mark| match mark.entry {
            Entry::Method(_) => true,
            Entry::Victim(index) => {
                page.lexicon.victims.get(index as usize).is_some_and(|word| word.class == Some(VictimClass::Militant))
            }
            _ => false,
        })
        .count()
}
