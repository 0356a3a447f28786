//! Words of harm in their sentence: which way they look for the people ("killed 20", "20 were killed", "the deaths of
//! 20"), and whether the text says that it happened. It must not know who was harmed.

use std::ops::Range;

use super::chunk::{Chunk, Piece};
use super::marks::Page;
use super::real;
use super::taking;
use crate::article::Effect;
use crate::lexicon::{EffectKind, EffectWord, Harmed, Strength, VerbForm};
use crate::text::grammar_word::{Class, class_of};
use crate::text::number::number_at;

/// Where the people stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Right behind: "killed 20", "killing 20".
    Active,
    /// Before, with an auxiliary: "20 were killed".
    Passive,
    /// A participle alone: behind it or before it, as the neighbours tell.
    Bare,
    /// Before: "20 died", "20 dead".
    Subject,
    /// Behind "of", or right before: "the deaths of 20", "20 deaths".
    Nominal,
    /// A number that a noun leads to: "the death toll rose to 20".
    Toll,
}

#[derive(Clone, Debug)]
pub struct Trigger {
    /// With auxiliaries and adverbs.
    pub tokens: Range<usize>,
    pub verb: Range<usize>,
    /// Position in the lexicon's table of effects.
    pub word: u32,
    pub effect: Effect,
    pub form: Form,
    pub weak: bool,
    /// Not denied, feared, planned, threatened or to come.
    pub real: bool,
    /// "may have been killed": told, but not as a fact.
    pub possible: bool,
    /// "died", "were killed": a verb that makes a clause of its own.
    pub finite: bool,
    /// "two men believed to have died": no finite verb, so the people stand right before.
    pub reduced: bool,
    /// "was", "has": the subject is one person.
    pub singular: bool,
    /// "were", "have".
    pub plural: bool,
    /// Shares its people with the trigger of this number, to which "and" ties it.
    pub shares: Option<usize>,
}

impl Trigger {
    /// "among the dead", "were among those killed": its people are part of others.
    pub fn is_among(&self, page: Page<'_>) -> bool {
        self.verb.clone().take(2).any(|token| matches!(page.lower(token), "among" | "amongst"))
    }
}

/// What stands before a verb in its group.
#[derive(Default)]
pub(super) struct Auxiliaries {
    /// Chunks that they take.
    pub(super) chunks: usize,
    pub(super) be: bool,
    pub(super) have: bool,
    pub(super) modal: bool,
    pub(super) helped: bool,
    pub(super) not: bool,
    pub(super) to: bool,
    pub(super) singular: bool,
    pub(super) plural: bool,
}

/// Reads the word of harm at token `at`. `chunks` are those before it in the sentence, `earlier` their triggers.
pub fn trigger_at(page: Page<'_>, at: usize, chunks: &[Chunk], earlier: &[Trigger]) -> Option<Trigger> {
    let group = auxiliaries(page, chunks);
    let (word, entry, end) = taking::parted(page, at).or_else(|| reading(page, at, &group, chunks))?;
    let form = form_of(page, entry, at, end, &group);
    let suffered = (form == Form::Nominal && entry.effect == Effect::Wounded).then(|| suffering(page, at)).flatten();
    let first = chunks.len() - group.chunks;
    let start = chunks.get(first).map_or(at, |chunk| chunk.tokens.start);
    let mut trigger = Trigger {
        tokens: start..end,
        verb: at..end,
        word,
        effect: entry.effect,
        form,
        weak: entry.strength == Strength::Weak,
        real: real::is_real(page, entry, &group, start, at),
        possible: group.modal && group.have,
        finite: group.be || group.have || (entry.kind == EffectKind::Verb && entry.form != Some(VerbForm::Gerund)),
        reduced: group.to && group.have && !group.singular && !group.plural && !group.modal,
        singular: group.singular,
        plural: group.plural,
        shares: None,
    };
    if let Some(verb) = suffered {
        // "a woman had minor injuries": the sufferer is the subject.
        trigger.form = Form::Subject;
        trigger.finite = true;
        trigger.tokens.start = verb;
        return Some(trigger);
    }
    share(&mut trigger, &chunks[..first], earlier);
    Some(trigger)
}

fn auxiliaries(page: Page<'_>, chunks: &[Chunk]) -> Auxiliaries {
    let mut group = Auxiliaries::default();
    let mut pending = 0;
    for chunk in chunks.iter().rev().take(7) {
        let Piece::Word(class) = chunk.piece else { break };
        pending += 1;
        match class {
            // "is believed to have held": the first "be" is not the verb's own.
            Class::Be if group.to => {}
            Class::Be => group.be = true,
            Class::Have => group.have = true,
            Class::Modal => group.modal = true,
            Class::Do => group.helped = true,
            Class::Not => group.not = true,
            Class::To => group.to = true,
            // "was almost killed" was not.
            Class::Adverb if matches!(page.lower(chunk.tokens.start), "almost" | "nearly") => {
                group.not = true;
                continue;
            }
            Class::Adverb => continue,
            // "have since been arrested".
            Class::Subordinator if group.be && page.lower(chunk.tokens.start) == "since" => continue,
            // "were reported killed", "are believed to have died".
            Class::Verb | Class::Open if is_evidential(page.lower(chunk.tokens.start)) => {
                // "suspects believed to have died" has no other auxiliary.
                if group.to {
                    group.chunks = pending;
                }
                continue;
            }
            // "was targeted and killed".
            Class::And if pending == 1 => {
                let before =
                    chunks.iter().rev().skip(1).take(2).map(|chunk| (chunk.piece, page.lower(chunk.tokens.start)));
                let mut before = before;
                let participle =
                    before.next().is_some_and(|(piece, word)| matches!(piece, Piece::Word(_)) && word.ends_with("ed"));
                let be = before.next().is_some_and(|(piece, _)| piece == Piece::Word(Class::Be));
                if participle && be {
                    group.be = true;
                    group.chunks = 3;
                    let auxiliary = chunks.len().checked_sub(3).and_then(|at| chunks.get(at));
                    group.singular = auxiliary.is_some_and(|chunk| page.lower(chunk.tokens.start) == "was");
                }
                break;
            }
            _ => break,
        }
        match page.lower(chunk.tokens.start) {
            "was" | "is" | "has" | "wasn't" | "isn't" | "hasn't" => group.singular = true,
            "were" | "are" | "weren't" | "aren't" | "haven't" => group.plural = true,
            "have" if !group.modal => group.plural = true,
            lower if lower.ends_with("n't") => group.not = true,
            _ => {}
        }
        group.chunks = pending;
        if group.to && !group.have {
            break;
        }
    }
    if group.modal || group.to {
        (group.singular, group.plural) = (false, false);
    }
    group
}

/// Words that say how the harm is known and stand inside a verb group.
pub fn is_evidential(word: &str) -> bool {
    matches!(
        word,
        "reported"
            | "believed"
            | "presumed"
            | "confirmed"
            | "thought"
            | "found"
            | "said"
            | "understood"
            | "known"
            | "declared"
            | "pronounced"
            | "alleged"
            | "feared"
            | "estimated"
            | "assumed"
    )
}

/// Chooses among the readings of a word: verb, noun, adjective, phrase.
fn reading<'a>(
    page: Page<'a>,
    at: usize,
    group: &Auxiliaries,
    chunks: &[Chunk],
) -> Option<(u32, &'a EffectWord, usize)> {
    let noun_like = is_noun_place(page, at, group, chunks);
    let rank = |word: &EffectWord, end: usize| match (word.kind, word.form) {
        (EffectKind::Phrase, _) => 9,
        (EffectKind::Noun, _) if word.harmed == Harmed::Itself => 2,
        (EffectKind::Noun, _) if noun_like || page.lower(end) == "of" => 8,
        (EffectKind::Noun, _) => 4,
        (EffectKind::Adjective, _) => 5,
        (EffectKind::Verb, Some(VerbForm::Base)) if group.to || group.modal || group.helped => 8,
        (EffectKind::Verb, Some(VerbForm::Base | VerbForm::Third)) => {
            if opens_object(page, end) {
                7
            } else {
                3
            }
        }
        (EffectKind::Verb, _) => 6,
    };
    page.effects(at).max_by_key(|(_, word, end)| (rank(word, *end), *end))
}

/// After an article, an owner, a preposition: no verb stands there.
fn is_noun_place(page: Page<'_>, at: usize, group: &Auxiliaries, chunks: &[Chunk]) -> bool {
    if group.be || group.have || group.modal || group.to || group.helped {
        return false;
    }
    let Some(before) = at.checked_sub(1) else { return false };
    let class = class_of(page.lower(before));
    let article = matches!(class, Class::Definite | Class::Indefinite | Class::Owner | Class::Quantifier);
    let possessive = page.lower(before).ends_with("'s") || page.lower(before).ends_with("\u{2019}s");
    let numbered = chunks.last().is_some_and(|chunk| matches!(chunk.piece, Piece::People(_)))
        && page.effects(at).any(|(_, word, _)| word.kind == EffectKind::Noun && word.harmed == Harmed::Complement);
    // "killing" behind a preposition is a gerund with an object, or a noun before "of".
    let preposition = matches!(class, Class::Of | Class::Preposition | Class::By) && !opens_object(page, at + 1);
    article || possessive || numbered || preposition
}

/// Whether an object can begin at this token: a number, an article, a name for people.
fn opens_object(page: Page<'_>, at: usize) -> bool {
    number_at(page.document, at).is_some()
        || matches!(class_of(page.lower(at)), Class::Indefinite | Class::Owner | Class::Definite | Class::Pronoun)
        || page.victim(at).is_some()
        || page.modifier(at).is_some()
        || page.demonym(at).is_some()
}

/// "the number of casualties", "the total of deaths".
fn is_numbered(page: Page<'_>, at: usize) -> bool {
    (1..4).any(|back| {
        at.checked_sub(back).is_some_and(|of| {
            page.lower(of) == "of" && matches!(page.lower(of.wrapping_sub(1)), "number" | "total" | "figure" | "tally")
        })
    })
}

fn form_of(page: Page<'_>, entry: &EffectWord, at: usize, end: usize, group: &Auxiliaries) -> Form {
    let numbered = is_numbered(page, at);
    match (entry.kind, entry.harmed, entry.form) {
        (EffectKind::Noun, Harmed::Complement, _) => {
            let toll = ["toll", "count", "number"].iter().any(|word| entry.word.contains(word));
            if toll || numbered { Form::Toll } else { Form::Nominal }
        }
        // "the bodies of 20 men".
        (EffectKind::Noun, _, _) if page.lower(end) == "of" => Form::Nominal,
        (EffectKind::Noun, _, _) => Form::Subject,
        (EffectKind::Adjective | EffectKind::Phrase, Harmed::Object, _) => {
            if group.be {
                Form::Passive
            } else if entry.word.contains("ing") || entry.word.contains("kills") {
                Form::Active
            } else {
                Form::Bare
            }
        }
        // "critically wounded", "fatally shot".
        (EffectKind::Adjective, _, _)
            if ["wounded", "injured", "shot", "hurt", "slain"].iter().any(|word| entry.word.ends_with(word)) =>
        {
            if group.be { Form::Passive } else { Form::Bare }
        }
        (EffectKind::Adjective | EffectKind::Phrase, _, _) => Form::Subject,
        (EffectKind::Verb, Harmed::Subject, _) => Form::Subject,
        (EffectKind::Verb, _, Some(VerbForm::Gerund)) if page.lower(end) == "of" => Form::Nominal,
        (EffectKind::Verb, _, Some(VerbForm::Gerund | VerbForm::Base | VerbForm::Third | VerbForm::Past)) => {
            // "were shot": a past that is a participle too comes as such; "were slew" does not come.
            Form::Active
        }
        (EffectKind::Verb, _, _) if group.be => Form::Passive,
        (EffectKind::Verb, _, _) if group.have => Form::Active,
        (EffectKind::Verb, _, _) => Form::Bare,
    }
}

/// The token of "suffered", "had", "sustained" before "critical injuries".
fn suffering(page: Page<'_>, at: usize) -> Option<usize> {
    let back = (at.saturating_sub(4)..at).rev();
    let mut open = back.take_while(|&token| {
        matches!(class_of(page.lower(token)), Class::Open | Class::Have | Class::Adverb | Class::Indefinite)
            && number_at(page.document, token).is_none()
    });
    open.find(|&token| {
        matches!(
            page.lower(token),
            "had" | "has" | "suffered" | "suffering" | "sustained" | "sustaining" | "received" | "incurred"
        )
    })
}

/// "were arrested and executed", "abducted and killed two men": one group of people for both.
fn share(trigger: &mut Trigger, before: &[Chunk], earlier: &[Trigger]) {
    let mut conjunction = false;
    for chunk in before.iter().rev().take(3) {
        match chunk.piece {
            Piece::Word(Class::And | Class::Or) => conjunction = true,
            Piece::Word(Class::Adverb | Class::Comma) => {}
            Piece::Trigger(number) if conjunction => {
                let Some(other) = earlier.get(number) else { return };
                let looks_back = matches!(other.form, Form::Passive | Form::Subject | Form::Bare);
                let fits = match trigger.form {
                    Form::Bare | Form::Passive | Form::Subject => looks_back,
                    Form::Active => other.form == Form::Active || other.form == Form::Bare,
                    _ => false,
                };
                if fits {
                    if trigger.form == Form::Bare && other.form == Form::Passive {
                        trigger.form = Form::Passive;
                    }
                    trigger.shares = Some(number);
                    trigger.real &= other.real;
                }
                return;
            }
            _ => return,
        }
    }
}
