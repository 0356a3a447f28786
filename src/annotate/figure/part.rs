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
    })
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
