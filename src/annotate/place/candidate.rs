//! Finds the runs of words that may be place names: names of the gazetteer, abbreviations, demonyms, names with a
//! generic word ("Lake X", "X County") and unknown capitalised names where a place is expected. It must not decide
//! which of them are.

use std::ops::Range;

use super::cues::{Class, Classes, classes, classes_at, demonym_country, demonym_region};
use super::names::Names;
use super::sense::{self, Said};
use super::unlisted::{again, generic, unknown};
use crate::text::document::Document;
use crate::text::sentence::is_in_small_letters;
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
    let small = is_in_small_letters(&document.tokens);
    let mut headline = (usize::MAX, false);
    let mut at = 0;
    while at < document.tokens.len() {
        let candidate = if small { small_at(document, names, at) } else { starting_at(document, names, at) };
        match candidate.filter(|candidate| stands(document, candidate, &mut headline)) {
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

/// Whether a candidate may stay: not a bare direction, and in a headline with capitals on most words neither a common
/// word nor a name that nothing knows. `headline` keeps the answer for the sentence looked at last.
fn stands(document: &Document<'_>, candidate: &Candidate, headline: &mut (usize, bool)) -> bool {
    let at = candidate.tokens.start;
    let bare = candidate.tokens.len() == 1 && classes_at(document, at).has(Class::Direction);
    if bare && !classes_at(document, candidate.tokens.end).has(Class::Generic) {
        return false;
    }
    if document.upper_case {
        return true;
    }
    let Some(&sentence) = document.sentence_of.get(at) else { return true };
    if headline.0 != sentence as usize {
        let tokens = document.sentences.get(sentence as usize).map_or(0..0, |sentence| sentence.tokens());
        *headline = (sentence as usize, is_headline(document, tokens));
    }
    !headline.1 || is_name_in_headline(document, candidate)
}

/// Whether most words of a sentence have capitals, so that a capital tells nothing.
fn is_headline(document: &Document<'_>, sentence: Range<usize>) -> bool {
    if sentence.len() > 40 {
        return false;
    }
    let tokens = document.tokens.get(sentence).unwrap_or_default();
    let long = tokens.iter().filter(|token| token.is_word() && token.range().len() > 3);
    let (capitals, all) =
        long.fold((0, 0), |(capitals, all), token| (capitals + usize::from(token.is_capitalised()), all + 1));
    all >= 5 && capitals * 10 >= all * 8
}

fn is_name_in_headline(document: &Document<'_>, candidate: &Candidate) -> bool {
    let single = candidate.tokens.len() == 1;
    let common = classes_at(document, candidate.tokens.start).has(Class::Common);
    candidate.form != Form::Unknown && !(single && common)
}

/// A name in a text without capitals: one of the gazetteer's that does not begin with a common word.
fn small_at(document: &Document<'_>, names: &mut Names<'_>, at: usize) -> Option<Candidate> {
    document.tokens.get(at).filter(|token| token.is_word() && token.range().len() > 3)?;
    let here = classes_at(document, at);
    if here.any(&[Class::Common, Class::Stop, Class::Title, Class::Month, Class::Weekday, Class::FirstName]) {
        return None;
    }
    if let Some(demonym) = demonym(document, names, at, here) {
        return Some(demonym);
    }
    let (end, name) = longest_name(document, names, at)?;
    Some(Candidate { tokens: at..end, form: Form::Name, name: Some(name) })
}

fn starting_at(document: &Document<'_>, names: &mut Names<'_>, at: usize) -> Option<Candidate> {
    if !opens_name(document, at) {
        return None;
    }
    let here = classes_at(document, at);
    if let Some(candidate) = abbreviation(document, names, at) {
        return Some(candidate);
    }
    // "The Hague", but not "the center" nor "In".
    let named =
        |end: usize| end > at + 1 && (here.has(Class::Head) || !classes_at(document, end - 1).has(Class::Common));
    let known = longest_name(document, names, at).filter(|&(end, _)| !here.has(Class::Stop) || named(end));
    let demonym = demonym(document, names, at, here);
    if let Some(demonym) = demonym
        && known.is_none_or(|(end, _)| end <= demonym.tokens.end)
    {
        return Some(demonym);
    }
    if let Some(part) = part_of_known(document, names, at, here, known) {
        return Some(part);
    }
    let known_end = known.map_or(at, |(end, _)| end);
    if let Some((end, form)) = generic(document, at, here, known_end).filter(|&(end, _)| end > known_end) {
        // "X province" is at X; "X Bridge" and "Port X" may be anywhere.
        let whole = known.filter(|&(known, _)| {
            known + 1 == end && sense::said(document.lower(known)).is_some_and(|said| said != Said::Nature)
        });
        return Some(Candidate { tokens: at..end, form, name: whole.map(|(_, name)| name) });
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
    let short = abbreviation(document, names, at + 1).and_then(|short| Some((short.tokens.end, short.name?)));
    let next = classes_at(document, at + 1);
    let common = short.is_none() && next.has(Class::Common);
    let (end, name) = short.or_else(|| longest_name(document, names, at + 1))?;
    let own = !(common && end == at + 2);
    own.then_some(Candidate { tokens: at..end, form: Form::Generic, name: Some(name) })
}

/// A capitalised word, or the article of an Arabic name before its hyphen.
pub fn opens_name(document: &Document<'_>, at: usize) -> bool {
    let Some(token) = document.tokens.get(at) else { return false };
    if token.is_capitalised() {
        // "I've", "They'll": no name begins with a pronoun and an apostrophe.
        let lower = document.lower(at);
        if lower.is_ascii() && !lower.contains('\'') {
            return true;
        }
        let contraction = lower.split(['\'', '\u{2019}']).next().filter(|pronoun| pronoun.len() < lower.len());
        return !contraction.is_some_and(|pronoun| classes(pronoun).has(Class::Stop));
    }
    token.is_word()
        && token.range().len() <= 3
        && document.word(at + 1) == "-"
        && document.tokens.get(at + 2).is_some_and(|next| next.glued && next.is_capitalised())
        && classes_at(document, at).has(Class::Particle)
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
            last.is_capitalised()
                || document.tokens[at].case == Case::Lower
                || last.glued && end > at + 1
                || classes_at(document, end - 1).has(Class::Tail)
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
            let name = area(names, lower);
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
    let name = area(names, document.lower(at));
    Some(Candidate { tokens: at..at + 1, form, name })
}

/// The name of the country or large region that a demonym belongs to.
fn area(names: &mut Names<'_>, lower: &str) -> Option<u32> {
    match demonym_country(lower) {
        Some(code) => names.country(code),
        None => names.look_up(demonym_region(lower)?).0,
    }
}
