//! Repeats of one figure: a headline's number that the body gives again, a number that a later paragraph repeats. Keeps
//! the first full mention in the body. It must not know the record.

use crate::annotate::passage::Passage;
use crate::annotate::statement::Statement;
use crate::article::{Count, Field, Scope, VictimClass};

/// Drops repeats, title first, and mends the positions of wholes.
pub fn remove(passages: &mut [Passage<'_>]) {
    let body: Vec<Statement> = passages
        .iter()
        .filter(|passage| passage.field == Field::Text)
        .flat_map(|passage| passage.statements.iter().cloned())
        .collect();
    for passage in passages.iter_mut() {
        let keep: Vec<bool> = match passage.field {
            // A headline's number gives way to the body's, which has the bound and the date.
            Field::Title => {
                passage.statements.iter().map(|title| !body.iter().any(|other| is_headline_of(title, other))).collect()
            }
            Field::Text => {
                (0..passage.statements.len()).map(|index| !repeats_earlier(&passage.statements, index)).collect()
            }
        };
        retain(&mut passage.statements, &keep);
    }
}

/// How many statements back a repeat is looked for.
const REACH: usize = 60;

fn repeats_earlier(statements: &[Statement], index: usize) -> bool {
    let later = &statements[index];
    statements[index.saturating_sub(REACH)..index].iter().any(|earlier| is_repeat(earlier, later))
}

/// The same number of the same people with the same harm. Small numbers repeat by chance: "two policemen" of two
/// attacks are two figures, unless the text points back.
fn is_repeat(earlier: &Statement, later: &Statement) -> bool {
    let number = |count: &Count| count.low.or(count.high).unwrap_or(0);
    if earlier.effect != later.effect || !same_number(&earlier.count, &later.count) || earlier.people == later.people {
        return false;
    }
    if (earlier.scope == Scope::Subset) != (later.scope == Scope::Subset) && number(&later.count) < 5 {
        return false;
    }
    let classes = earlier.victims.class == later.victims.class
        || number(&later.count) >= 10
            && (earlier.victims.class == VictimClass::Unspecified || later.victims.class == VictimClass::Unspecified);
    classes && number(&later.count) >= 5
}

fn same_number(one: &Count, other: &Count) -> bool {
    one.unit == other.unit && one.low == other.low && one.high == other.high
}

/// A headline's figure and the body's: the same number, a bound apart or not.
fn is_headline_of(title: &Statement, body: &Statement) -> bool {
    let values = |count: &Count| [count.low, count.high];
    let near = values(&title.count).iter().flatten().any(|one| {
        values(&body.count)
            .iter()
            .flatten()
            .any(|other| one == other || one + 1 == *other || *one == other + 1 && *other > 2)
    });
    title.effect == body.effect && near
}

/// Keeps the statements that are marked, with the positions of their wholes.
fn retain(statements: &mut Vec<Statement>, keep: &[bool]) {
    let mut position = Vec::with_capacity(keep.len());
    let mut next = 0;
    for &kept in keep {
        position.push(kept.then_some(next));
        next += usize::from(kept);
    }
    let mut index = 0;
    statements.retain_mut(|statement| {
        statement.part_of = statement.part_of.and_then(|whole| position.get(whole).copied().flatten());
        index += 1;
        keep.get(index - 1).copied().unwrap_or(true)
    });
}
