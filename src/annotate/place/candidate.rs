//! Finds the runs of words that may be place names: names of the gazetteer, abbreviations, demonyms, names with a
//! generic word ("Lake X", "X County") and unknown capitalised names where a place is expected. It must not decide
//! which of them are.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::cues::{Class, Classes, classes, demonym_country, hash};
use super::names::Names;
use crate::text::document::Document;
use crate::text::token::{Case, TokenKind};

/// How a candidate was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The gazetteer has the name.
    Name,
    /// A short form of a region or country: "Calif.", "U.S.".
    Abbreviation,
    /// "Syrian".
    Adjective,
    /// "Syrians".
    Plural,
    /// A name with a generic word that the gazetteer does not have as a whole: "X County", "Fort X".
    Generic,
    Road,
    /// A capitalised name that nothing knows, where a place is expected.
    Unknown,
}

/// A run of tokens that may name a place.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub tokens: Range<usize>,
    pub form: Form,
    /// The name in the gazetteer: of the whole, or for a generic name of a part.
    pub name: Option<u32>,
}

/// More tokens than any name has.
const LONGEST: usize = 12;

/// The candidates of a document in the order of the text; they do not overlap.
pub fn find(document: &Document<'_>, names: &mut Names<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < document.tokens.len() {
        match starting_at(document, names, at) {
            Some(candidate) => {
                at = candidate.tokens.end.max(at + 1);
                found.push(candidate);
            }
            None => at += 1,
        }
    }
    again(document, &mut found);
    found
}

/// Adds the other mentions of names that nothing knows: what stood once where a place is expected is a candidate
/// wherever it stands.
fn again(document: &Document<'_>, found: &mut Vec<Candidate>) {
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

fn starting_at(document: &Document<'_>, names: &mut Names<'_>, at: usize) -> Option<Candidate> {
    if !opens_name(document, at) {
        return None;
    }
    let here = classes(document.lower(at));
    if let Some(candidate) = abbreviation(document, names, at) {
        return Some(candidate);
    }
    let known = longest_name(document, names, at).filter(|&(end, _)| end > at + 1 || !here.has(Class::Stop));
    let demonym = demonym(document, names, at, here);
    if let Some(demonym) = demonym {
        if known.is_none_or(|(end, _)| end <= demonym.tokens.end) {
            return Some(demonym);
        }
    }
    if let Some(part) = part_of_known(document, names, at, here, known) {
        return Some(part);
    }
    let known_end = known.map_or(at, |(end, _)| end);
    if let Some((end, form)) = generic(document, at, here, known_end).filter(|&(end, _)| end > known_end) {
        return Some(Candidate { tokens: at..end, form, name: known.map(|(_, name)| name) });
    }
    if let Some((end, name)) = known {
        return Some(Candidate { tokens: at..end, form: Form::Name, name: Some(name) });
    }
    unknown(document, names, at, here)
}

/// "South Venezuela", "Eastern Ghouta": a direction in capitals before a known name, where the whole is no name.
fn part_of_known(
    document: &Document<'_>,
    names: &mut Names<'_>,
    at: usize,
    here: Classes,
    known: Option<(usize, u32)>,
) -> Option<Candidate> {
    let short = known.is_none_or(|(end, _)| end <= at + 1);
    if !short || !here.has(Class::Direction) || !document.tokens.get(at + 1)?.is_capitalised() {
        return None;
    }
    let (end, name) = longest_name(document, names, at + 1)?;
    let next = classes(document.lower(at + 1));
    let own = !(next.has(Class::Common) && end == at + 2);
    own.then_some(Candidate { tokens: at..end, form: Form::Generic, name: Some(name) })
}

/// A capitalised word, or the article of an Arabic name before its hyphen.
fn opens_name(document: &Document<'_>, at: usize) -> bool {
    let Some(token) = document.tokens.get(at) else { return false };
    if token.is_capitalised() {
        // "I've", "They'll": no name begins with a pronoun and an apostrophe.
        let lower = document.lower(at);
        let contraction = lower.split(['\'', '\u{2019}']).next().filter(|pronoun| pronoun.len() < lower.len());
        return !contraction.is_some_and(|pronoun| classes(pronoun).has(Class::Stop));
    }
    token.is_word()
        && token.range().len() <= 3
        && document.word(at + 1) == "-"
        && document.tokens.get(at + 2).is_some_and(|next| next.glued && next.is_capitalised())
        && classes(document.lower(at)).has(Class::Particle)
}

/// The longest name of the gazetteer that starts at a token: the token behind it and its number.
fn longest_name(document: &Document<'_>, names: &mut Names<'_>, at: usize) -> Option<(usize, u32)> {
    let mut best = None;
    let mut end = at + 1;
    loop {
        let (name, prefix) = names.look_up(document.slice(at..end));
        if let Some(name) = name.filter(|_| closes_name(document, at, end)) {
            best = Some((end, name));
        }
        if !prefix {
            return best;
        }
        match next_word(document, at, end) {
            Some(next) => end = next,
            None => return best,
        }
    }
}

/// Whether a name may end behind the token `end - 1`.
fn closes_name(document: &Document<'_>, at: usize, end: usize) -> bool {
    let Some(last) = end.checked_sub(1).and_then(|last| document.tokens.get(last)) else { return false };
    match last.kind {
        TokenKind::Word => {
            last.is_capitalised() || last.glued && end > at + 1 || classes(document.lower(end - 1)).has(Class::Tail)
        }
        TokenKind::Number => end > at + 1,
        _ => false,
    }
}

/// The end of the name when one more word of the same sentence is taken in, over a hyphen, a full stop of "St." or the
/// "'s" of "Cox's Bazar".
fn next_word(document: &Document<'_>, at: usize, end: usize) -> Option<usize> {
    let sentence = document.sentence_of.get(at)?;
    let mut next = end;
    loop {
        let token = document.tokens.get(next)?;
        if document.sentence_of.get(next) != Some(sentence) || next >= at + LONGEST {
            return None;
        }
        match token.kind {
            TokenKind::Word | TokenKind::Number => return Some(next + 1),
            TokenKind::Possessive => next += 1,
            TokenKind::Punctuation => {
                let joins = match document.word(next) {
                    "-" | "\u{2010}" | "\u{2011}" => true,
                    "." => token.glued && document.tokens[next - 1].range().len() <= 4,
                    "'" | "\u{2019}" | "\u{2018}" | "`" => token.glued,
                    _ => false,
                };
                if !joins || next > end + 1 {
                    return None;
                }
                next += 1;
            }
        }
    }
}

/// "Calif.", "N.Y.", "S. C.", "U.S.", and postal codes and the like in capitals ("NY", "UK").
fn abbreviation(document: &Document<'_>, names: &mut Names<'_>, at: usize) -> Option<Candidate> {
    let token = document.tokens.get(at)?;
    let letters = token.range().len();
    if letters > 6 {
        return None;
    }
    let sentence = document.sentence_of.get(at);
    // The end of the chain "X." "Y." and the longest part of it that is known.
    let mut end = at;
    let mut best = None;
    while end < at + 8 {
        let Some(word) = document.tokens.get(end) else { break };
        let dotted = document.word(end + 1) == "." && document.tokens[end + 1].glued;
        if !word.is_capitalised() || word.range().len() > 6 || !dotted || document.sentence_of.get(end) != sentence {
            break;
        }
        end += 2;
        let text = document.slice(at..end);
        if let Some(name) = names.look_up_abbreviation(text).or_else(|| dotted_country(document, names, at..end)) {
            best = Some((end, name));
        }
        if word.range().len() > 2 && end > at + 2 {
            break;
        }
    }
    if let Some((end, name)) = best {
        return Some(Candidate { tokens: at..end, form: Form::Abbreviation, name: Some(name) });
    }
    if token.case == Case::Upper && letters <= 5 && !document.upper_case {
        let country = demonym_country(document.lower(at)).and_then(|code| names.country(code));
        let name = country.or_else(|| names.look_up_abbreviation(document.word(at)))?;
        return Some(Candidate { tokens: at..at + 1, form: Form::Abbreviation, name: Some(name) });
    }
    None
}

/// "U.S." and "U.K." by the demonyms "US" and "UK".
fn dotted_country(document: &Document<'_>, names: &mut Names<'_>, tokens: Range<usize>) -> Option<u32> {
    if tokens.len() < 4 {
        return None;
    }
    let letters: String =
        tokens.filter_map(|token| document.lower(token).chars().next()).filter(|c| *c != '.').collect();
    names.country(demonym_country(&letters)?)
}

fn demonym(document: &Document<'_>, names: &mut Names<'_>, at: usize, here: Classes) -> Option<Candidate> {
    if here.has(Class::AdjectiveHead) && document.tokens.get(at + 1).is_some_and(|next| next.is_capitalised()) {
        let lower = document.lower.get(document.bytes(at..at + 2)).unwrap_or("");
        if classes(lower).has(Class::Adjective) {
            let name = demonym_country(lower).and_then(|code| names.country(code));
            return Some(Candidate { tokens: at..at + 2, form: Form::Adjective, name });
        }
    }
    // "Us" is no "US".
    if document.tokens[at].range().len() <= 3 && (document.tokens[at].case != Case::Upper || document.upper_case) {
        return None;
    }
    let form = if here.has(Class::Adjective) {
        Form::Adjective
    } else if here.has(Class::Plural) {
        Form::Plural
    } else {
        return None;
    };
    let name = demonym_country(document.lower(at)).and_then(|code| names.country(code));
    Some(Candidate { tokens: at..at + 1, form, name })
}

/// Token behind the run of capitalised words that starts at `at`, over hyphens, "'s", "St." and small words inside.
pub fn run_end(document: &Document<'_>, at: usize) -> usize {
    let sentence = document.sentence_of.get(at);
    let mut end = at;
    let mut next = at;
    while next < at + LONGEST && document.sentence_of.get(next) == sentence {
        let Some(token) = document.tokens.get(next) else { break };
        let capital_behind = |at: usize| document.tokens.get(at).is_some_and(|token| token.is_capitalised());
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

/// A name with a generic word: "X County", "Lake X", "Highway 10".
fn generic(document: &Document<'_>, at: usize, here: Classes, known_end: usize) -> Option<(usize, Form)> {
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
        let word = classes(document.lower(token));
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
        if end > first && word(first) && !classes(document.lower(first)).any(&foreign) {
            let more = end > first + 1 && word(first + 1) && !classes(document.lower(first + 1)).any(&foreign);
            let possessive = end > first + 2 && document.tokens[first + 1].kind == TokenKind::Possessive;
            best = Some((first + 1 + usize::from(more) + 2 * usize::from(possessive), Form::Generic));
        }
    }
    best
}

/// A capitalised run that nothing knows, where what stands beside it makes a place likely.
fn unknown(document: &Document<'_>, names: &mut Names<'_>, at: usize, here: Classes) -> Option<Candidate> {
    if here.any(&[Class::Stop, Class::Title, Class::Month, Class::Weekday, Class::Speech]) || document.upper_case {
        return None;
    }
    let before = at.checked_sub(1)?;
    let inside = document.tokens.get(before).is_some_and(|token| token.is_capitalised());
    if inside {
        return None;
    }
    let end = run_end(document, at);
    if end == at || end > at + 6 {
        return None;
    }
    let the = document.lower(before) == "the";
    let left = match before.checked_sub(1).filter(|_| the) {
        Some(earlier) => classes(document.lower(earlier)),
        None => classes(document.lower(before)),
    };
    let of_place = document.word(before) == "of"
        && before.checked_sub(1).is_some_and(|noun| classes(document.lower(noun)).has(Class::Generic));
    let kind_before = left.has(Class::Generic) || left.has(Class::Direction);
    let kind_after = classes(document.lower(end)).has(Class::Generic);
    let from_to = matches!(document.word(before), "from" | "to" | "of");
    let container = document.word(end) == ","
        && document.tokens.get(end + 1).is_some_and(|next| next.is_capitalised())
        && names.look_up(document.slice(end + 1..end + 2)).0.is_some();
    let expected =
        left.any(&[Class::Locative, Class::Motion]) || of_place || kind_before || kind_after || from_to || container;
    expected.then_some(Candidate { tokens: at..end, form: Form::Unknown, name: None })
}
