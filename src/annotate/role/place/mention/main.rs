//! The places that an article names most. It must not know statements.

use super::Mention;
use crate::article::Precision;

/// Most places that are looked at from anywhere in the article.
const MAIN: usize = 5;
/// Names and places that are counted: longer reports have their places in their head.
const NAMES: usize = 300;
const PLACES: usize = 60;

/// The first mentions of the places that the article names most, countries left out.
pub fn most_named(all: &[Mention]) -> Vec<usize> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    let finer = |mention: &Mention| {
        mention.precision != Precision::Country && !mention.dateline && mention.literal && mention.point.is_some()
    };
    for (index, mention) in all.iter().enumerate().take(NAMES).filter(|(_, mention)| finer(mention)) {
        let known = counts.iter().position(|&(first, _)| all.get(first).is_some_and(|first| first.is_same(mention)));
        if let Some((_, count)) = known.and_then(|known| counts.get_mut(known)) {
            *count += 1;
        } else if counts.len() < PLACES {
            counts.push((index, 1));
        }
    }
    counts.sort_by_key(|&(first, count)| (std::cmp::Reverse(count), first));
    counts.into_iter().take(MAIN).map(|(first, _)| first).collect()
}
