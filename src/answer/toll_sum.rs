//! The numbers of an event and of a toll: lowest, highest, best, and their sums. It works on rows alone.

use super::shape::TollSummary;
use super::toll_reconcile::Cluster;
use super::toll_row::Row;
use crate::vocabulary::*;

/// What the claims of an event come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    pub low: u64,
    pub high: u64,
    pub best: u64,
    pub open: bool,
    pub contested: bool,
}

/// Which claims of an event, which are in order of publication, the same voice has replaced by a later number.
pub(super) fn superseded(rows: &[&Row]) -> Vec<bool> {
    let replaces = |later: &Row, row: &Row| {
        later.speaker == row.speaker
            && later.article != row.article
            && later.published > row.published
            && (later.low, later.high) != (row.low, row.high)
            && later.groups == row.groups
    };
    rows.iter().enumerate().map(|(at, row)| rows.iter().skip(at + 1).any(|later| replaces(later, row))).collect()
}

/// Lowest and highest are over the claims that stand; best is the number that most voices give, the latest of those
/// that as many give. What a party claims of its enemy's losses counts for best only where nobody else speaks.
pub(super) fn numbers(rows: &[&Row]) -> Numbers {
    let gone = superseded(rows);
    let standing: Vec<&Row> = rows.iter().zip(&gone).filter(|(_, gone)| !**gone).map(|(row, _)| *row).collect();
    let standing = if standing.is_empty() { rows.to_vec() } else { standing };
    let bounded = standing.iter().any(|row| row.low.is_some());
    let low = standing.iter().filter(|row| !bounded || row.low.is_some()).map(|row| row.least()).min();
    let high = standing.iter().map(|row| row.most()).max();
    let (low, high) = (low.unwrap_or_default(), high.unwrap_or_default());
    Numbers {
        low: low.min(high),
        high,
        best: best(&standing).unwrap_or(high),
        open: standing.iter().any(|row| row.is_open() && row.most() == high),
        contested: is_contested(rows),
    }
}

fn best(standing: &[&Row]) -> Option<u64> {
    let independent: Vec<&&Row> = standing.iter().filter(|row| !row.claimed).collect();
    let heard: Vec<&Row> =
        if independent.is_empty() { standing.to_vec() } else { independent.into_iter().copied().collect() };
    let voices = |number: u64| {
        let mut speakers: Vec<u64> = heard.iter().filter(|row| row.number() == number).map(|row| row.speaker).collect();
        speakers.sort_unstable();
        speakers.dedup();
        speakers.len()
    };
    // Later rows come later, and the last of several greatest is taken.
    heard.iter().map(|row| row.number()).max_by_key(|number| voices(*number))
}

/// Somebody denies it, or two voices name different perpetrators.
fn is_contested(rows: &[&Row]) -> bool {
    let named: Vec<&&Row> = rows.iter().filter(|row| !row.by.is_empty()).collect();
    let differ = |one: &Row, other: &Row| !one.by.iter().any(|actor| other.by.contains(actor));
    rows.iter().any(|row| row.denied)
        || named.iter().enumerate().any(|(at, one)| named.iter().skip(at + 1).any(|other| differ(one, other)))
}

/// Sums events by effect. Families are not people and are left out.
pub(super) fn totals(rows: &[Row], events: &[Cluster]) -> Vec<TollSummary> {
    let mut totals: Vec<TollSummary> = Vec::new();
    for effect in Effect::ALL {
        let mut sum = TollSummary { effect: *effect, events: 0, low: 0, high: 0, open: false, contested: 0 };
        for event in events {
            let claims: Vec<&Row> = event.claims.iter().filter_map(|claim| rows.get(*claim)).collect();
            if claims.first().is_some_and(|row| row.effect == *effect && row.unit == Unit::People) {
                add(&mut sum, &numbers(&claims));
            }
        }
        if sum.events > 0 {
            totals.push(sum);
        }
    }
    totals
}

/// Adds one event to a sum.
pub(super) fn add(sum: &mut TollSummary, numbers: &Numbers) {
    sum.events += 1;
    sum.low = sum.low.saturating_add(numbers.low);
    sum.high = sum.high.saturating_add(numbers.high);
    sum.open |= numbers.open;
    sum.contested += u64::from(numbers.contested);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(speaker: u64, published: i64, low: u64) -> Row {
        Row {
            speaker,
            article: published as u64,
            published: Some(published),
            low: Some(low),
            high: Some(low),
            ..Row::default()
        }
    }

    fn of(rows: &[Row]) -> Numbers {
        numbers(&rows.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_later_number_of_the_same_voice_replaces_the_former() {
        let numbers = of(&[claim(1, 1, 4), claim(1, 2, 9), claim(2, 3, 8)]);
        assert_eq!((numbers.low, numbers.high), (8, 9));
    }

    #[test]
    fn best_is_what_most_voices_say() {
        assert_eq!(of(&[claim(1, 1, 20), claim(2, 2, 20), claim(3, 3, 24)]).best, 20);
        assert_eq!(of(&[claim(1, 1, 20), claim(3, 3, 24)]).best, 24);
        let party = Row { claimed: true, ..claim(3, 3, 24) };
        assert_eq!(of(&[claim(1, 1, 20), party]).best, 20);
    }

    #[test]
    fn open_and_bounded_claims() {
        let at_least = Row { high: None, ..claim(1, 1, 20) };
        let up_to = Row { low: None, ..claim(2, 2, 30) };
        let both = of(&[at_least.clone(), up_to.clone()]);
        assert_eq!((both.low, both.high, both.open), (20, 30, false));
        let open = of(std::slice::from_ref(&at_least));
        assert_eq!((open.low, open.high, open.open), (20, 20, true));
        let bounded = of(std::slice::from_ref(&up_to));
        assert_eq!((bounded.low, bounded.high), (1, 30));
    }

    #[test]
    fn a_denial_or_two_authors_make_it_contested() {
        assert!(!of(&[claim(1, 1, 5)]).contested);
        assert!(of(&[Row { denied: true, ..claim(1, 1, 5) }]).contested);
        let by = |actor| Row { by: vec![actor], ..claim(actor, 1, 5) };
        assert!(of(&[by(1), by(2)]).contested);
        assert!(!of(&[by(1), by(1)]).contested);
    }
}
