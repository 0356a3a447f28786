//! Verbs of capture in two pieces, with the people between: "took 40 villagers hostage", "holding the two men prisoner".
//! It must not know how the people are read.

use super::marks::Page;
use crate::lexicon::{EffectKind, EffectWord};
use crate::text::grammar_word::{Class, class_of};

/// Most tokens between the two pieces.
const BETWEEN: usize = 12;

/// The entry of "took … hostage" for the "took" at token `at`, and the token behind it.
pub(super) fn parted(page: Page<'_>, at: usize) -> Option<(u32, &EffectWord, usize)> {
    let lower = page.lower(at);
    if !matches!(
        lower,
        "take" | "takes" | "took" | "taken" | "taking" | "hold" | "holds" | "held" | "holding" | "keeping" | "kept"
    ) {
        return None;
    }
    let captive = captive_behind(page, at)?;
    let entry = page.lexicon.effects.iter().position(|entry| {
        entry.kind == EffectKind::Verb
            && entry.word.strip_prefix(lower).and_then(|rest| rest.strip_prefix(' ')) == Some(captive)
    })?;
    page.lexicon.effects.get(entry).map(|word| (entry as u32, word, at + 1))
}

/// "hostage" behind the people, before anything else happens.
fn captive_behind<'a>(page: Page<'a>, at: usize) -> Option<&'a str> {
    for token in at + 2..at + BETWEEN {
        let lower = page.lower(token);
        if is_captive_word(lower) && ends_phrase(page, token + 1) {
            return Some(lower);
        }
        let class = class_of(lower);
        if class.is_finite() || matches!(class, Class::Stop | Class::Semicolon | Class::Colon) {
            return None;
        }
    }
    None
}

/// "40 villagers hostage": the word says what became of the people before it.
pub(super) fn is_captive_word(word: &str) -> bool {
    matches!(word, "hostage" | "prisoner" | "captive")
}

/// Not "hostage negotiators".
fn ends_phrase(page: Page<'_>, next: usize) -> bool {
    !matches!(class_of(page.lower(next)), Class::Open | Class::Hyphen)
        || page.document.tokens.get(next).is_none_or(|token| !token.is_word())
}
