//! Candidates that the gazetteer does not have as they stand: names with a generic word ("Lake X", "X County"), streets,
//! and capitalised names that nothing knows. It must not decide which of them are places.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::candidate::{Candidate, Form, opens_name};
use super::cues::{Class, Classes, classes_at, hash};
use super::names::Names;
use crate::text::document::Document;
use crate::text::token::TokenKind;

/// More tokens than any run of capitals that is one name has.
const LONGEST: usize = 12;

/// Token behind the run of capitalised words that starts at `at`, over hyphens, "'s", "St." and small words inside.
pub fn run_end(document: &Document<'_>, at: usize) -> usize {
    let sentence = document.sentence_of.get(at);
    let mut end = at;
    let mut next = at;
    while next < at + LONGEST && document.sentence_of.get(next) == sentence {
        let Some(token) = document.tokens.get(next) else { break };
        let capital_behind = |at: usize| document.tokens.get(at).is_some_and(|token| token.is_capitalised());
        // Where all is in capitals, a run ends at the first word that names are not made of.
        if document.upper_case && token.is_word() && breaks_run(document, at, next) {
            break;
        }
        if token.is_capitalised() {
            next += 1;
            end = next;
            continue;
        }
        let inside = match document.word(next) {
            "-" | "\u{2010}" | "\u{2011}" => {
                token.glued && document.tokens.get(next + 1).is_some_and(|word| word.is_word() && word.glued)
            }
            "." => token.glued && document.tokens[next - 1].range().len() <= 3 && capital_behind(next + 1),
            "of" | "the" | "de" | "la" | "del" | "al" | "el" | "ar" | "as" | "ash" | "an" | "ad" | "az" | "ez"
            | "bin" => next > at && (capital_behind(next + 1) || document.word(next + 1) == "-"),
            "'s" | "\u{2019}s" => capital_behind(next + 1),
            _ => false,
        };
        // The article of an Arabic name opens it.
        let article = next == at && token.is_word();
        if !inside && !article {
            // "Cross-roads": a small word behind a hyphen.
            if token.is_word() && token.glued && next > at {
                next += 1;
                end = next;
                continue;
            }
            break;
        }
        next += 1;
    }
    end
}

/// Whether a word in a text that is all in capitals is no part of a name.
fn breaks_run(document: &Document<'_>, first: usize, token: usize) -> bool {
    let class = classes_at(document, token);
    if class.any(&[Class::Tail, Class::Road, Class::Particle, Class::Head]) && !class.has(Class::Locative) {
        return token > first + 4 || document.lower(token) == "and";
    }
    let foreign = [Class::Common, Class::Stop, Class::Preposition, Class::Locative, Class::Motion, Class::Speech];
    token > first + 4 || class.any(&foreign)
}

/// A name with a generic word: "X County", "Lake X", "Highway 10".
pub fn generic(document: &Document<'_>, at: usize, here: Classes, known_end: usize) -> Option<(usize, Form)> {
    let number_behind = document.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Number);
    if here.has(Class::RoadHead) && number_behind {
        return Some((at + 2, Form::Road));
    }
    if here.any(&[Class::Stop, Class::Title, Class::Month, Class::Weekday]) && !here.has(Class::Head) {
        return None;
    }
    let end = run_end(document, at);
    if end < at + 2 {
        return None;
    }
    let mut best = None;
    for token in at..end {
        let word = classes_at(document, token);
        if word.has(Class::OrgHead) || word.has(Class::OrgTail) && !word.has(Class::Tail) {
            return if token > at { best } else { None };
        }
        if matches!(document.word(token), "of" | "the") && best.is_none() && !here.has(Class::Head) {
            return None;
        }
        if token > at && word.has(Class::Road) {
            best = Some((token + 1, Form::Road));
        } else if token > at && word.has(Class::Tail) {
            best = Some((token + 1, Form::Generic));
        }
    }
    if best.is_none() && here.has(Class::Head) && known_end <= at + 1 {
        // "Fort X": one word more, or two where the second is no title, weekday or the like.
        let foreign = [Class::Title, Class::Weekday, Class::Month, Class::Affix, Class::Speech, Class::Stop];
        let word = |token: usize| document.tokens.get(token).is_some_and(|word| word.is_word());
        let skip = usize::from(document.word(at + 1) == ".");
        let first = at + 1 + skip;
        if end > first && word(first) && !classes_at(document, first).any(&foreign) {
            let more = end > first + 1 && word(first + 1) && !classes_at(document, first + 1).any(&foreign);
            let possessive = end > first + 2 && document.tokens[first + 1].kind == TokenKind::Possessive;
            best = Some((first + 1 + usize::from(more) + 2 * usize::from(possessive), Form::Generic));
        }
    }
    best
}

/// A capitalised run that nothing knows, where what stands beside it makes a place likely.
pub fn unknown(document: &Document<'_>, names: &mut Names<'_>, at: usize, here: Classes) -> Option<Candidate> {
    if here.any(&[Class::Stop, Class::Title, Class::Month, Class::Weekday, Class::Speech])
        || document.upper_case && here.any(&[Class::Common, Class::FirstName])
    {
        return None;
    }
    let before = at.checked_sub(1)?;
    let inside = document.tokens.get(before).is_some_and(|token| token.is_capitalised());
    if inside && !document.upper_case {
        return None;
    }
    let end = run_end(document, at);
    if end == at || end > at + 6 {
        return None;
    }
    let the = document.lower(before) == "the";
    let left = match before.checked_sub(1).filter(|_| the) {
        Some(earlier) => classes_at(document, earlier),
        None => classes_at(document, before),
    };
    let of_place = document.word(before) == "of"
        && before.checked_sub(1).is_some_and(|noun| classes_at(document, noun).has(Class::Generic));
    let kind_before = left.has(Class::Generic) || left.has(Class::Direction);
    let kind_after = classes_at(document, end).has(Class::Generic);
    let from_to = matches!(document.word(before), "from" | "to" | "of");
    let container = document.word(end) == ","
        && document.tokens.get(end + 1).is_some_and(|next| next.is_capitalised())
        && names.look_up(document.slice(end + 1..end + 2)).0.is_some();
    let expected =
        left.any(&[Class::Locative, Class::Motion]) || of_place || kind_before || kind_after || from_to || container;
    expected.then_some(Candidate { tokens: at..end, form: Form::Unknown, name: None })
}

/// Adds the other mentions of names that nothing knows: what stood once where a place is expected is a candidate
/// wherever it stands.
pub fn again(document: &Document<'_>, found: &mut Vec<Candidate>) {
    let text = |tokens: Range<usize>| hash(document.lower.get(document.bytes(tokens)).unwrap_or(""));
    let mut unknown: FxHashMap<u64, usize> = FxHashMap::default();
    let mut lengths: Vec<usize> = Vec::new();
    for candidate in found.iter().filter(|candidate| candidate.form == Form::Unknown) {
        let length = candidate.tokens.len();
        unknown.insert(text(candidate.tokens.clone()), length);
        if !lengths.contains(&length) {
            lengths.push(length);
        }
    }
    if unknown.is_empty() {
        return;
    }
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    let mut merged = Vec::with_capacity(found.len() + unknown.len());
    let mut at = 0;
    for candidate in found.drain(..) {
        more(document, &unknown, &lengths, at..candidate.tokens.start, &mut merged);
        at = candidate.tokens.end;
        merged.push(candidate);
    }
    more(document, &unknown, &lengths, at..document.tokens.len(), &mut merged);
    *found = merged;
}

fn more(
    document: &Document<'_>,
    unknown: &FxHashMap<u64, usize>,
    lengths: &[usize],
    gap: Range<usize>,
    merged: &mut Vec<Candidate>,
) {
    let mut at = gap.start;
    while at < gap.end {
        let known = opens_name(document, at).then(|| {
            let fits = lengths.iter().copied().filter(|length| at + length <= gap.end);
            fits.into_iter().find(|&length| {
                let bytes = document.bytes(at..at + length);
                unknown.get(&hash(document.lower.get(bytes).unwrap_or(""))) == Some(&length)
            })
        });
        match known.flatten() {
            Some(length) => {
                merged.push(Candidate { tokens: at..at + length, form: Form::Unknown, name: None });
                at += length;
            }
            None => at += 1,
        }
    }
}
