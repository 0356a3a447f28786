//! Repeats of one figure: a headline's number that the body gives again, a number that a later paragraph repeats, "the
//! man" after "a soldier". Keeps the first mention and adds to it what the later one tells. It must not know the record.

use rustc_hash::FxHashSet;

use crate::annotate::passage::Passage;
use crate::annotate::statement::{Mention, Whole};
use crate::article::{Count, Field, Qualifier, Scope, VictimClass};
use crate::text::grammar_word::{Class, class_of};

/// Joins repeats and mends the positions of wholes.
pub fn remove(passages: &mut [Passage<'_>]) {
    let order: Vec<(usize, usize)> = passages
        .iter()
        .enumerate()
        .flat_map(|(passage, found)| (0..found.statements.len()).map(move |statement| (passage, statement)))
        .collect();
    // For each statement the one that it repeats, by position in `order`.
    let mut repeats: Vec<Option<usize>> = vec![None; order.len()];
    for later in 1..order.len() {
        let from = later.saturating_sub(REACH);
        let found = (from..later).rev().filter(|&earlier| repeats[earlier].is_none()).find_map(|earlier| {
            let relation = relation(passages, order[earlier], order[later])?;
            Some((earlier, relation))
        });
        match found {
            Some((earlier, Relation::Repeat)) => {
                repeats[later] = Some(earlier);
                join(passages, order[earlier], order[later]);
            }
            // The body's bound is the figure, the headline's round number is not.
            Some((earlier, Relation::Refined)) => repeats[earlier] = Some(later),
            None => {}
        }
    }
    retain(passages, &order, &repeats);
}

/// How many statements back a repeat is looked for.
const REACH: usize = 40;

enum Relation {
    Repeat,
    /// The later one says the earlier one better.
    Refined,
}

fn relation(passages: &[Passage<'_>], earlier: (usize, usize), later: (usize, usize)) -> Option<Relation> {
    let (first, second) = (&passages[earlier.0], &passages[later.0]);
    let (one, other) = (&first.statements[earlier.1], &second.statements[later.1]);
    if one.effect != other.effect || one.count.unit != other.count.unit {
        return None;
    }
    if (first.field, one.sentence) == (second.field, other.sentence) {
        return None;
    }
    if one.count.low != other.count.low || one.count.high != other.count.high {
        let headline =
            first.field == Field::Title && second.field == Field::Text && one.count.qualifier == Qualifier::Exact;
        return (headline && same_but_for_bound(&one.count, &other.count)).then_some(Relation::Refined);
    }
    // "kill 42": the body's mention says who they were.
    let bare_headline = first.field == Field::Title && one.people == one.number && other.people != other.number;
    let classes = one.victims.class == other.victims.class
        || one.victims.class == VictimClass::Unspecified
        || other.victims.class == VictimClass::Unspecified;
    let number = other.count.low.or(other.count.high).unwrap_or(0);
    if !classes || (number < 10 && (one.scope == Scope::Subset) != (other.scope == Scope::Subset)) {
        return None;
    }
    let apart = || first.field != Field::Title && settings_differ(passages, earlier, later);
    let same = match number {
        1 if other.count.text.is_empty() || one.count.text.is_empty() => {
            same_person(passages, earlier, later) && !(other.mention == Mention::Indefinite && apart())
        }
        0..=9 => {
            let bare = other.people == other.number;
            let alike = one.victims.class == other.victims.class && one.victims.groups == other.victims.groups;
            (alike || (bare && other.victims.class == VictimClass::Unspecified)) && !apart()
        }
        _ => other.count.qualifier != Qualifier::Vague || one.victims.class == other.victims.class,
    };
    same.then_some(if bare_headline { Relation::Refined } else { Relation::Repeat })
}

/// "kills 10" of a headline and "at least 10" of the body.
fn same_but_for_bound(one: &Count, other: &Count) -> bool {
    let values = |count: &Count| [count.low, count.high];
    values(one).iter().flatten().any(|one| {
        values(other)
            .iter()
            .flatten()
            .any(|other| one == other || (*one > 9 && (one + 1 == *other || *one == other + 1)))
    })
}

/// Whether two single persons can be one: "a soldier" and "the man", "he", "Sergeant Haddad".
fn same_person(passages: &[Passage<'_>], earlier: (usize, usize), later: (usize, usize)) -> bool {
    let word = |(passage, statement): (usize, usize)| {
        let found = &passages[passage];
        let people = &found.statements[statement].people;
        found.document.lower(people.end.wrapping_sub(1)).to_string()
    };
    let is_another = |(passage, statement): (usize, usize)| {
        let found = &passages[passage];
        found.statements[statement]
            .people
            .clone()
            .any(|token| matches!(found.document.lower(token), "another" | "other" | "second" | "third" | "fourth"))
    };
    let (one, other) = (&passages[earlier.0].statements[earlier.1], &passages[later.0].statements[later.1]);
    match (one.mention, other.mention) {
        (Mention::Name, Mention::Name) => share_a_name(passages, earlier, later),
        // A name much later is somebody else.
        (_, Mention::Name) => {
            other.sentence <= one.sentence + 3
                || earlier.0 != later.0
                || one.victims.class == other.victims.class && one.victims.class != VictimClass::Unspecified
        }
        (_, Mention::Pronoun | Mention::Definite) => !is_another(later),
        (Mention::Name | Mention::Pronoun, Mention::Indefinite) => earlier.0 != later.0,
        (_, Mention::Indefinite) => {
            !is_another(later)
                && one.victims.class == other.victims.class
                && (one.victims.groups == other.victims.groups || word(earlier) == word(later))
        }
    }
}

/// "Luis Haddad" and "Haddad Osei", "Karim al-Haddad" and "Haddad".
fn share_a_name(passages: &[Passage<'_>], earlier: (usize, usize), later: (usize, usize)) -> bool {
    let words = |(passage, statement): (usize, usize)| {
        let found = &passages[passage];
        let tokens = found.statements[statement].people.clone();
        tokens.map(move |token| found.document.lower(token)).filter(|word| word.len() > 3)
    };
    words(earlier).any(|one| words(later).any(|other| one == other))
}

/// Whether the sentences name places or days that have nothing in common.
fn settings_differ(passages: &[Passage<'_>], earlier: (usize, usize), later: (usize, usize)) -> bool {
    let (one, other) = (setting(passages, earlier), setting(passages, later));
    !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
}

/// Names behind "in", "at", "near", "on" in the sentence of a statement.
fn setting(passages: &[Passage<'_>], (passage, statement): (usize, usize)) -> FxHashSet<String> {
    let document = &passages[passage].document;
    let found = &passages[passage].statements[statement];
    let Some(tokens) = document.sentences.get(found.sentence).map(|sentence| sentence.tokens()) else {
        return FxHashSet::default();
    };
    // A sentence without end is read around the statement only.
    let near = tokens.start.max(found.tokens.start.saturating_sub(60))..tokens.end.min(found.tokens.end + 60);
    let names = near.skip(1).filter(|&token| {
        document.tokens.get(token).is_some_and(|found| found.is_capitalised())
            && matches!(class_of(document.lower(token - 1)), Class::Preposition | Class::Of)
    });
    names.map(|token| document.lower(token).to_string()).collect()
}

/// Adds to the first mention what only the later one tells. A headline tells nothing of where and when.
fn join(passages: &mut [Passage<'_>], earlier: (usize, usize), later: (usize, usize)) {
    let headline = passages[earlier.0].field == Field::Title;
    let other = passages[later.0].statements[later.1].clone();
    let one = &mut passages[earlier.0].statements[earlier.1];
    if one.victims.class == VictimClass::Unspecified {
        one.victims = other.victims;
    }
    if headline {
        (one.place, one.when, one.attribution) = (
            other.place.or(one.place.take()),
            other.when.or(one.when.take()),
            other.attribution.or(one.attribution.take()),
        );
        one.stance = other.stance;
        one.scope = other.scope;
    } else {
        one.place = one.place.take().or(other.place);
        one.when = one.when.take().or(other.when);
    }
    one.method = one.method.or(other.method);
    if one.by.is_empty() {
        one.by = other.by;
    }
    if one.denied_by.is_empty() {
        one.denied_by = other.denied_by;
    }
}

/// Drops the repeats; wholes that were dropped are replaced by what they repeat.
fn retain(passages: &mut [Passage<'_>], order: &[(usize, usize)], repeats: &[Option<usize>]) {
    let mut next = vec![0; passages.len()];
    let positions: Vec<Option<Whole>> = order
        .iter()
        .zip(repeats)
        .map(|(&(passage, _), repeat)| {
            repeat.is_none().then(|| {
                next[passage] += 1;
                Whole { passage, statement: next[passage] - 1 }
            })
        })
        .collect();
    let place = |whole: Whole| {
        let mut at = order.binary_search(&(whole.passage, whole.statement)).ok()?;
        // A repeat may repeat a repeat; each step leads to another statement, and there are no more steps than those.
        for _ in 0..order.len() {
            match repeats[at] {
                Some(other) => at = other,
                None => return positions[at],
            }
        }
        None
    };
    let mut index = 0;
    for passage in passages.iter_mut() {
        passage.statements.retain_mut(|statement| {
            statement.part_of = statement.part_of.and_then(place);
            index += 1;
            repeats[index - 1].is_none()
        });
    }
}
