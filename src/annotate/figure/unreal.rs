//! Harm that the words around a statement make unreal, where the verb's own group does not show it: "all they need do is
//! kill a few guards", "the toll could rise to 50", "it is not true that four died". It must not know the record.

use std::ops::Range;

use super::marks::Page;
use super::trigger::{Form, Trigger};
use crate::lexicon::VerbForm;
use crate::text::grammar_word::{Class, class_of};

/// Whether what the trigger says of the people at `people` is only imagined, expected or called untrue.
pub fn is_unreal(page: Page<'_>, trigger: &Trigger, people: &Range<usize>) -> bool {
    is_bare_infinitive(page, trigger)
        || is_expected_toll(page, trigger, people)
        || is_doubted(page, trigger, people)
        || is_asked(page, trigger, people)
}

/// "all they need do is kill": the base form behind "is".
fn is_bare_infinitive(page: Page<'_>, trigger: &Trigger) -> bool {
    let base = page.lexicon.effects.get(trigger.word as usize).is_some_and(|word| word.form == Some(VerbForm::Base));
    let before = trigger.verb.start.checked_sub(1).map_or("", |before| page.lower(before));
    base && trigger.form == Form::Active && matches!(before, "is" | "was" | "be" | "been")
}

/// "the toll could rise to 50", "the toll is expected to pass 50".
fn is_expected_toll(page: Page<'_>, trigger: &Trigger, people: &Range<usize>) -> bool {
    let between = trigger.verb.end..people.start.min(trigger.verb.end + 12);
    trigger.form == Form::Toll
        && between.into_iter().any(|token| {
            let expected = matches!(page.lower(token), "expected" | "likely" | "bound" | "set" | "feared");
            let modal = class_of(page.lower(token)) == Class::Modal && page.lower(token + 1) != "have";
            modal || expected && page.lower(token + 1) == "to"
        })
}

/// "the inquiry asks whether the strike killed the driver", but not "whether the bomb that killed 20 was theirs".
fn is_asked(page: Page<'_>, trigger: &Trigger, people: &Range<usize>) -> bool {
    const REACH: usize = 8;
    let start = trigger.verb.start;
    if people.start < trigger.verb.end || !matches!(trigger.form, Form::Active | Form::Bare) {
        return false;
    }
    let mut before = (start.saturating_sub(REACH)..start).rev().take_while(|&token| {
        !matches!(
            class_of(page.lower(token)),
            Class::Stop | Class::Semicolon | Class::Comma | Class::Relative | Class::Subordinator
        ) || matches!(page.lower(token), "whether" | "if")
    });
    before.any(|token| matches!(page.lower(token), "whether" | "if"))
}

/// How many tokens before the statement the words stand that take it back.
const DOUBT: usize = 6;

/// "it is not true that four children were killed", "rumours that five had died".
fn is_doubted(page: Page<'_>, trigger: &Trigger, people: &Range<usize>) -> bool {
    let start = people.start.min(trigger.verb.start);
    let near = (start.saturating_sub(DOUBT)..start).rev();
    let mut clause =
        near.take_while(|&token| !matches!(class_of(page.lower(token)), Class::Stop | Class::Semicolon | Class::Comma));
    let Some(that) = clause.find(|&token| page.lower(token) == "that") else { return false };
    let word = |back: usize| that.checked_sub(back).map_or("", |token| page.lower(token));
    match word(1) {
        "true" | "case" => (2..5).any(|back| matches!(word(back), "not" | "n't" | "isn't" | "never" | "untrue")),
        "untrue" | "false" | "impossible" | "unlikely" | "possibility" | "chance" | "danger" | "risk" | "rumours"
        | "rumors" | "rumour" | "rumor" | "hope" | "hopes" | "hoped" | "hoping" => true,
        _ => false,
    }
}
