//! What the place names of an article are to each other: one inside another, told first, told most.

use super::super::clue::PlaceClue;
use super::Mention;
use crate::annotate::passage::Passage;
use crate::annotate::place::cues::{Class, classes};
use crate::article::Precision;
use crate::gazetteer::PlaceId;

/// The clues that a name gets by the other names of the article.
pub(super) fn compare(passages: &[Passage<'_>], mentions: &mut [Mention]) {
    let mut countries: Vec<([u8; 2], usize)> = Vec::new();
    let mut places: Vec<(PlaceId, usize)> = Vec::new();
    for mention in mentions.iter() {
        count(&mut countries, mention.country);
        if let Some(place) = mention.place.filter(|_| mention.precision != Precision::Country && !mention.dateline) {
            count(&mut places, place);
        }
    }
    let main =
        countries.iter().filter(|(code, _)| *code != [0, 0]).max_by_key(|(_, count)| *count).map(|(code, _)| *code);
    let most = places.iter().max_by_key(|(_, count)| *count).map(|(place, _)| *place);
    for index in 0..mentions.len() {
        let next = mentions.get(index + 1).filter(|next| adjacent(passages, &mentions[index], next));
        let inner = next.is_some_and(|next| next.holds(&mentions[index]) || mentions[index].place.is_none());
        if inner {
            mentions[index].clues.push(PlaceClue::Inner);
            mentions[index + 1].clues.push(PlaceClue::Outer);
        }
        let mention = &mut mentions[index];
        let named = mention.place.and_then(|place| places.iter().find(|(known, _)| *known == place));
        if named.is_some_and(|(_, count)| *count >= 3) {
            mention.clues.push(PlaceClue::Frequent);
        }
        if mention.place.is_some() && mention.place == most {
            mention.clues.push(PlaceClue::MostNamed);
        }
        if let Some(main) = main.filter(|_| mention.country != [0, 0]) {
            let clue = if mention.country == main { PlaceClue::MainCountry } else { PlaceClue::OtherCountry };
            mention.clues.push(clue);
            if mention.dateline && mention.country == main {
                mention.clues.push(PlaceClue::DatelineMain);
            }
        }
    }
}

fn count<T: PartialEq>(counts: &mut Vec<(T, usize)>, item: T) {
    match counts.iter_mut().find(|(known, _)| *known == item) {
        Some((_, count)) => *count += 1,
        None => counts.push((item, 1)),
    }
}

/// Whether few words stand between two names of one sentence: "X, Y", "X in Y", "X district of Y".
fn adjacent(passages: &[Passage<'_>], inner: &Mention, outer: &Mention) -> bool {
    if inner.passage != outer.passage || inner.sentence != outer.sentence || outer.tokens.start < inner.tokens.end {
        return false;
    }
    let Some(passage) = passages.get(inner.passage) else { return false };
    let gap = inner.tokens.end..outer.tokens.start;
    gap.len() <= 6
        && gap.clone().all(|token| {
            let word = passage.document.lower(token);
            matches!(word, "," | "in" | "of" | "the" | "'s" | "(" | "near" | "a" | "-")
                || classes(word).any(&[Class::Generic, Class::Direction])
        })
}
