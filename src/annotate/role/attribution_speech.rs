//! Acts of speech: every place of a text where somebody is said to say, claim, add or deny something, with its speaker.
//! It must not know of statements of harm; which of them an act vouches for is decided elsewhere.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::attribution_name::mark_of;
use super::attribution_speaker::Speakers;
use crate::annotate::figure::marks::{Mark, Page};
use crate::annotate::passage::Passage;
use crate::article::Field;
use crate::lexicon::{Entry, ReportingRole};
use crate::text::grammar_word::{Class, class_of, is_adverb};
use crate::text::number_word::is_weekday;

/// How an act of speech stands to what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "Police said that 20 died."
    Before,
    /// "20 died, said the police."
    Inverted,
    /// "20 died, according to the police."
    According,
    /// "Police: 20 died", "20 died: police", in headlines.
    Headline,
}

/// One act of speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    pub sentence: usize,
    /// The verb, or "according to".
    pub verb: Range<usize>,
    /// The words that name the speaker.
    pub name: Range<usize>,
    /// Number among the article's speakers.
    pub speaker: usize,
    pub role: ReportingRole,
    pub form: Form,
    /// The speaker is named by a pronoun or "the group".
    pub pronoun: bool,
    /// A medium cites the speaker: "the Gazette said, citing an official".
    pub cites: bool,
}

/// How far back a subject is looked for, in tokens.
const SUBJECT: usize = 26;
/// How far a speaker's name may reach behind "according to" or an inverted verb.
const NAME: usize = 20;

/// The acts of speech of a passage, by verb.
pub fn speeches(page: Page<'_>, passage: &Passage<'_>, speakers: &mut Speakers<'_>) -> Vec<Speech> {
    let mut speeches = Vec::new();
    let mut seen = FxHashSet::default();
    for (number, sentence) in page.document.sentences.iter().enumerate() {
        let tokens = sentence.tokens();
        if tokens.end <= passage.body_start {
            continue;
        }
        let tokens = tokens.start.max(passage.body_start)..tokens.end;
        // "United States", "Human Rights Watch reports": a verb inside a name is none.
        let mut name_end = 0;
        for mark in page.marks.within(tokens.clone()) {
            if matches!(mark.entry, Entry::Actor(_)) {
                name_end = name_end.max(mark.end);
            }
            let Entry::Reporting(index) = mark.entry else { continue };
            if mark.first < name_end {
                continue;
            }
            let Some(verb) = page.lexicon.reporting.get(index as usize) else { continue };
            let place = Place { sentence: number, tokens: tokens.clone(), mark: *mark };
            if let Some(speech) = speech(page, &place, verb.role, &verb.lemma, speakers)
                && seen.insert(speech.verb.start)
            {
                speeches.push(speech);
            }
        }
        if passage.field == Field::Title || number == 0 {
            headline(page, number, tokens, speakers, &mut speeches);
        }
    }
    speeches
}

struct Place {
    sentence: usize,
    tokens: Range<usize>,
    mark: Mark,
}

fn speech(
    page: Page<'_>,
    place: &Place,
    role: ReportingRole,
    lemma: &str,
    speakers: &mut Speakers<'_>,
) -> Option<Speech> {
    let verb = place.mark.first as usize..place.mark.end as usize;
    let make = |name: Range<usize>, speaker: usize, form, pronoun| Speech {
        sentence: place.sentence,
        verb: verb.clone(),
        name,
        speaker,
        role,
        form,
        pronoun,
        cites: matches!(lemma, "cite" | "quote"),
    };
    if matches!(role, ReportingRole::ClaimsResponsibility | ReportingRole::Suspects) {
        return None;
    }
    let before = page.lower(verb.start.wrapping_sub(1));
    if role == ReportingRole::According && !(lemma == "quote" && page.lower(verb.end) == "as") {
        if lemma == "cite" && !page.lower(verb.start).ends_with("ing") {
            return None;
        }
        let span = name_behind(page, verb.end, place.tokens.end);
        let found = speakers.read(page, span)?;
        return Some(make(found.tokens, found.speaker, Form::According, found.pronoun));
    }
    let word = page.lower(verb.start);
    let passive = class_of(before) == Class::Be && lemma != "quote";
    if passive || before == "to" {
        return None;
    }
    // "with officials reporting 20 dead" needs its subject right before it.
    let gerund = word.ends_with("ing") && role != ReportingRole::Adds;
    if gerund && mark_before(page, verb.start).is_none() {
        return None;
    }
    let finite = !is_noun_too(word) && !gerund;
    if let Some(span) = subject(page, verb.start, place.tokens.start)
        && (finite || verb.start == span.end)
        && let Some(found) = speakers.read(page, span)
    {
        let close = found.tokens.end + 8 >= verb.start;
        if close || finite {
            return Some(make(found.tokens, found.speaker, Form::Before, found.pronoun));
        }
    }
    let inverts =
        matches!(word, "said" | "says" | "reported" | "reports" | "added" | "adds" | "announced" | "indicate");
    if inverts {
        let span = name_behind(page, verb.end, place.tokens.end);
        let named = span.clone().take(5).any(|token| mark_of(page, token).is_some() || starts_name(page, token));
        if named
            && ends_clause(page, span.end, place.tokens.end)
            && let Some(found) = speakers.read(page, span)
            && !found.pronoun
        {
            return Some(make(found.tokens, found.speaker, Form::Inverted, false));
        }
    }
    // "…, adding that 20 were wounded": the speaker of the clause before.
    if role == ReportingRole::Adds || word.starts_with("add") {
        let speaker = speakers.last()?;
        return Some(make(verb.start..verb.start, speaker, Form::Before, true));
    }
    None
}

/// The source that ends right before a token.
fn mark_before(page: Page<'_>, at: usize) -> Option<&Mark> {
    let near = page.marks.within(at.saturating_sub(4)..at).iter();
    near.rev().find(|mark| mark.end as usize == at && matches!(mark.entry, Entry::Source(_)))
}

/// Verbs of saying that are nouns in the same form: they need their subject right before them.
fn is_noun_too(word: &str) -> bool {
    matches!(
        word,
        "report"
            | "reports"
            | "claim"
            | "claims"
            | "estimate"
            | "estimates"
            | "count"
            | "counts"
            | "record"
            | "records"
            | "state"
            | "states"
            | "document"
            | "documents"
            | "question"
            | "charge"
            | "charges"
            | "charged"
            | "note"
            | "notes"
            | "show"
            | "shows"
            | "tally"
            | "register"
            | "fear"
            | "fears"
            | "stress"
            | "dispute"
            | "doubt"
            | "contest"
            | "found"
            | "finds"
            | "lists"
            | "list"
            | "comment"
            | "comments"
            | "post"
            | "posts"
            | "posted"
            | "listed"
            | "gave"
            | "give"
            | "gives"
            | "suggests"
            | "suggest"
    )
}

fn starts_name(page: Page<'_>, token: usize) -> bool {
    !page.document.upper_case && page.document.tokens.get(token).is_some_and(|found| found.is_capitalised())
}

/// What may stand behind an inverted speaker: the end, a mark, a relative clause, "on Sunday".
fn ends_clause(page: Page<'_>, at: usize, end: usize) -> bool {
    at >= end
        || matches!(
            class_of(page.lower(at)),
            Class::Comma
                | Class::Stop
                | Class::Quote
                | Class::Relative
                | Class::Semicolon
                | Class::Subordinator
                | Class::Bracket
                | Class::Dash
                | Class::Preposition
                | Class::Colon
        )
        || page.lower(at).ends_with("ing")
}

/// The noun phrase behind a token: up to a mark, a verb or a relative clause. An apposition behind a comma is part of it.
fn name_behind(page: Page<'_>, from: usize, end: usize) -> Range<usize> {
    let mut at = from;
    let limit = end.min(from + NAME);
    while at < limit {
        let lower = page.lower(at);
        match class_of(lower) {
            Class::Comma if is_apposition(page, at + 1) && at > from => {}
            Class::Comma
            | Class::Stop
            | Class::Semicolon
            | Class::Relative
            | Class::Subordinator
            | Class::Verb
            | Class::Be
            | Class::Have
            | Class::Modal
            | Class::Colon
            | Class::Dash
            | Class::But
            | Class::Quote => {
                let initial = lower == "." && page.document.tokens.get(at).is_some_and(|token| token.glued);
                if !(initial && at + 1 < limit) {
                    break;
                }
            }
            Class::Bracket if at > from => break,
            Class::Open if lower.ends_with("ing") && at > from && mark_of(page, at).is_none() => break,
            Class::Pronoun if at > from => break,
            _ => {}
        }
        at += 1;
    }
    from..at
}

fn is_apposition(page: Page<'_>, at: usize) -> bool {
    matches!(class_of(page.lower(at)), Class::Indefinite | Class::Definite)
        || page
            .marks
            .at(at)
            .iter()
            .any(|mark| matches!(mark.entry, Entry::Source(_)) && page.lower(mark.first as usize) != "police")
}

/// The words that may hold the subject of the verb at `verb`.
fn subject(page: Page<'_>, verb: usize, floor: usize) -> Option<Range<usize>> {
    let floor = floor.max(verb.saturating_sub(SUBJECT));
    let mut end = verb;
    // What stands between subject and verb: "also", "have", "on Wednesday", "in a statement".
    while end > floor {
        let lower = page.lower(end - 1);
        let class = class_of(lower);
        let little = matches!(class, Class::Adverb | Class::Have | Class::Not)
            || (class == Class::Open && is_adverb(lower))
            || matches!(lower, "on" | "late" | "early" | "earlier" | "further" | "was" | "were" | "has")
                && (class != Class::Be || page.lower(verb) == "quoted")
            || is_day(lower);
        if little {
            end -= 1;
        } else if matches!(
            lower,
            "statement" | "conference" | "communique" | "briefing" | "interview" | "report" | "twitter"
        ) && let Some(back) = (1..7).find(|&back| end >= back + floor && page.lower(end - back) == "in")
        {
            end -= back;
        } else {
            break;
        }
    }
    if end <= floor {
        return None;
    }
    let mut start = end;
    if page.lower(end - 1) == "," {
        // "Karim Haddad, a spokesman for the governor, said".
        end -= 1;
        let comma = (floor..end).rev().find(|&at| page.lower(at) == ",")?;
        let inner = page.lower(comma + 1);
        if !(is_apposition(page, comma + 1) || class_of(inner) == Class::Relative || mark_of(page, comma + 1).is_some())
        {
            return None;
        }
        start = phrase_start(page, comma, floor);
        // "The Lions Brigade, the militia that holds the hill, denied": the name, not what it is.
        let named = page.marks.within(start..comma).iter().any(|mark| matches!(mark.entry, Entry::Actor(_)));
        let end = if named { comma } else { end };
        return (start < end).then_some(start..end);
    }
    if class_of(page.lower(end - 1)) == Class::Close {
        start = (floor..end).rev().find(|&at| class_of(page.lower(at)) == Class::Bracket)?;
    }
    start = phrase_start(page, start, floor);
    (start < end).then_some(start..end)
}

/// Where the noun phrase that ends before `end` begins.
fn phrase_start(page: Page<'_>, end: usize, floor: usize) -> usize {
    let mut at = end;
    while at > floor {
        let lower = page.lower(at - 1);
        // "the Lions Brigade (LB)": initials in brackets belong to the name.
        if class_of(lower) == Class::Close
            && let Some(open) =
                (floor.max(at.saturating_sub(8))..at).rev().find(|&token| class_of(page.lower(token)) == Class::Bracket)
        {
            at = open;
            continue;
        }
        let inside_name = || {
            page.marks.within(floor..at).iter().any(|mark| {
                matches!(mark.entry, Entry::Actor(_) | Entry::Source(_))
                    && (mark.first as usize) < at - 1
                    && mark.end as usize >= at
            })
        };
        match class_of(lower) {
            Class::Open if page.has_effect(at - 1) && !inside_name() => break,
            Class::Open | Class::Hyphen | Class::Of | Class::Definite | Class::Indefinite | Class::Owner => {}
            Class::Quantifier | Class::Adverb => {}
            Class::Preposition if matches!(lower, "in" | "at" | "for" | "from" | "with") => {}
            Class::And if mark_of(page, at).is_some() || mark_of(page, at + 1).is_some() => {}
            Class::Pronoun if at == end => {
                at -= 1;
                break;
            }
            Class::Stop if lower == "." && page.document.tokens.get(at - 1).is_some_and(|token| token.glued) => {}
            Class::Verb | Class::Preposition if inside_name() => {}
            _ if page
                .document
                .tokens
                .get(at - 1)
                .is_some_and(|token| token.kind == crate::text::token::TokenKind::Possessive) => {}
            _ => break,
        }
        at -= 1;
    }
    at
}

/// A weekday, a month or a year.
pub fn is_day(lower: &str) -> bool {
    is_weekday(lower)
        || matches!(
            lower,
            "january"
                | "february"
                | "march"
                | "april"
                | "june"
                | "july"
                | "august"
                | "september"
                | "october"
                | "november"
                | "december"
                | "jan"
                | "feb"
                | "aug"
                | "sept"
                | "oct"
                | "nov"
                | "dec"
        )
        || (lower.len() <= 4 && lower.bytes().all(|byte| byte.is_ascii_digit()) && !lower.is_empty())
}

/// "Police: 20 died" and "20 died: police – Gazette": the speaker stands before or behind the colon.
fn headline(
    page: Page<'_>,
    sentence: usize,
    tokens: Range<usize>,
    speakers: &mut Speakers<'_>,
    speeches: &mut Vec<Speech>,
) {
    let Some(colon) = tokens.clone().take(60).find(|&at| page.lower(at) == ":") else { return };
    let behind = name_behind(page, colon + 1, tokens.end);
    let last = behind.end >= tokens.end
        || matches!(class_of(page.lower(behind.end)), Class::Dash | Class::Hyphen | Class::Stop);
    let sides = [(behind.clone(), last && behind.len() <= 6), (tokens.start..colon, colon - tokens.start <= 5)];
    for (span, fits) in sides {
        if fits
            && let Some(found) = speakers.read(page, span)
            && !found.pronoun
        {
            speeches.push(Speech {
                sentence,
                verb: colon..colon + 1,
                name: found.tokens,
                speaker: found.speaker,
                role: ReportingRole::Says,
                form: Form::Headline,
                pronoun: false,
                cites: false,
            });
            return;
        }
    }
}
