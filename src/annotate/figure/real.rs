//! Whether the text says that a harm happened: not denied, feared, planned, threatened, almost done or still to come.
//! It must not know who was harmed.

use super::marks::Page;
use super::trigger::Auxiliaries;
use crate::article::Effect;
use crate::lexicon::{CueKind, EffectKind, EffectWord, Entry, VerbForm};
use crate::text::grammar_word::{Class, class_of};
use crate::text::number::number_at;

/// Cues that make harm unreal when they stand right before it.
const UNREAL: &[CueKind] =
    &[CueKind::Hypothesis, CueKind::Threat, CueKind::Purpose, CueKind::Future, CueKind::Failure, CueKind::Negation];

pub(super) fn is_real(page: Page<'_>, entry: &EffectWord, group: &Auxiliaries, start: usize, at: usize) -> bool {
    if group.not || (group.modal && !group.have) {
        return false;
    }
    let before = start.checked_sub(1).map_or("", |before| page.lower(before));
    if group.to && !group.have {
        // "forced 20,000 residents to flee": done.
        let caused = entry.effect == Effect::Displaced
            && (start.saturating_sub(9)..start).any(|token| is_cause(page.lower(token)));
        if caused {
            return !group.not;
        }
        // "managed to kill 20", "went on to kill 20", "came to be held": done; all else is intended.
        let two = start.checked_sub(2).map_or("", |before| page.lower(before));
        let done = matches!(
            before,
            "managed"
                | "had"
                | "have"
                | "has"
                | "forced"
                | "able"
                | "proceeded"
                | "claimed"
                | "reported"
                | "claims"
                | "continued"
        ) || (before == "on" && matches!(two, "went" | "going" | "goes"));
        // "confessed to killing 20": "to" is a preposition there.
        let confessed = entry.form == Some(VerbForm::Gerund) && matches!(before, "confessed" | "admitted" | "addition");
        if !done && !confessed && entry.kind != EffectKind::Noun {
            return false;
        }
    }
    if matches!(
        before,
        "without" | "against" | "no" | "zero" | "avoid" | "avoiding" | "prevent" | "preventing" | "nor" | "of" | "than"
    ) && (before != "of"
        || matches!(
            start.checked_sub(2).map_or("", |two| page.lower(two)),
            "instead" | "risk" | "threat" | "danger" | "fear" | "intention" | "hope" | "aim"
        ))
        && (before != "than" || matches!(start.checked_sub(2).map_or("", |two| page.lower(two)), "rather"))
    {
        return false;
    }
    // "would take in 10,000 people fleeing": what is meant to happen to them lies before.
    let loose = entry.effect == Effect::Displaced
        && !group.be
        && !group.have
        && matches!(entry.form, Some(VerbForm::Gerund | VerbForm::PastParticiple));
    if loose
        && (start.saturating_sub(9)..start).any(|token| match class_of(page.lower(token)) {
            Class::Modal => true,
            // "home to 20,000 people": no infinitive.
            Class::To => number_at(page.document, token + 1).is_none(),
            _ => false,
        })
    {
        return false;
    }
    let reduced = !group.be && !group.have && entry.form == Some(VerbForm::PastParticiple);
    if !reduced && conditional(page, start) {
        return false;
    }
    // "claimed 20 lives", not "to save the lives of 20".
    if entry.lemma == "life" && !(at.saturating_sub(6)..at).any(|token| is_loss(page.lower(token))) {
        return false;
    }
    let cue = page.marks.within(start.saturating_sub(4)..at).iter().any(|mark| match mark.entry {
        Entry::Cue(index) => {
            let near = mark.end as usize + 1 >= start && mark.end as usize <= at;
            near && mark.end - mark.first > 1
                && page.lexicon.cues.get(index as usize).is_some_and(|cue| UNREAL.contains(&cue.kind))
        }
        _ => false,
    });
    !cue || (group.modal && group.have)
}

pub(super) fn is_cause(word: &str) -> bool {
    ["forc", "prompt", "caus", "compel", "push", "driv", "drove"].iter().any(|stem| word.starts_with(stem))
}

pub(super) fn is_loss(word: &str) -> bool {
    matches!(
        word,
        "claimed"
            | "claim"
            | "claims"
            | "claiming"
            | "cost"
            | "costs"
            | "costing"
            | "took"
            | "taken"
            | "taking"
            | "lost"
            | "loss"
            | "losing"
    )
}

/// "if", "unless", "whether" in the clause before.
pub(super) fn conditional(page: Page<'_>, start: usize) -> bool {
    for token in (start.saturating_sub(10)..start).rev() {
        match class_of(page.lower(token)) {
            Class::Comma | Class::Stop | Class::Semicolon | Class::Colon => return false,
            _ => {}
        }
        if matches!(page.lower(token), "if" | "unless" | "whether") {
            return true;
        }
    }
    false
}
