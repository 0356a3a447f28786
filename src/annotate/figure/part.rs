//! Parts and wholes: finds the statement that "two of the victims" or "including nine women" is part of, and gives the
//! part what it has from its whole. It must not know how the part was read.

use crate::annotate::statement::{Statement, Whole};
use crate::article::{Count, Scope, VictimClass};

/// How many statements back a whole may stand.
const REACH: usize = 6;
/// How many sentences back.
const SENTENCES: usize = 4;

/// The latest earlier statement that is large enough to hold this part, and has its effect where the part tells one.
pub fn whole_before(statements: &[Statement], part: &Statement, same_effect: bool) -> Option<usize> {
    let from = statements.len().saturating_sub(REACH);
    (from..statements.len()).rev().find(|&index| {
        let whole = &statements[index];
        whole.scope != Scope::Subset
            && whole.sentence + SENTENCES >= part.sentence
            && whole.people != part.people
            && (!same_effect || whole.effect == part.effect)
            && can_hold(&whole.count, &part.count)
            && can_be_of(part, whole)
    })
}

/// Whether people of the part's kind can be among those of the whole: journalists are not among seven children.
fn can_be_of(part: &Statement, whole: &Statement) -> bool {
    let (of, held) = (&whole.victims, &part.victims);
    let classes =
        of.class == VictimClass::Unspecified || held.class == VictimClass::Unspecified || of.class == held.class;
    let groups =
        of.groups.is_empty() || held.groups.is_empty() || of.groups.iter().any(|group| held.groups.contains(group));
    classes && groups
}

/// Whether one count can be part of another.
pub fn can_hold(whole: &Count, part: &Count) -> bool {
    let most = whole.high.unwrap_or(u64::MAX);
    let least = part.low.or(part.high).unwrap_or(1);
    least < most || (least == most && most > 1)
}

/// Makes a statement part of the one at `whole`. `own` says that it has a word of harm of its own.
pub fn join(part: &mut Statement, passage: usize, whole: usize, statements: &[Statement], own: bool) {
    let Some(other) = statements.get(whole) else { return };
    part.scope = Scope::Subset;
    part.part_of = Some(Whole { passage, statement: whole });
    if !own {
        part.effect = other.effect;
        part.method = part.method.or(other.method);
    }
    if part.victims.class == VictimClass::Unspecified {
        part.victims.class = other.victims.class;
    }
}
