//! Tells the day of the words from the day of what they tell: in "police said on Wednesday" and "the ministry on
//! Wednesday announced", the day belongs to the saying. It must not know who spoke.

use chrono::NaiveDate;

use super::calendar::add_days;
use super::reader::Found;
use crate::annotate::passage::DateRole;
use crate::text::document::Document;

/// How far from a verb of saying its day may stand ("told reporters in the capital on Wednesday").
const REACH: usize = 7;

/// Marks the phrases that tell when something was said.
pub fn mark(document: &Document<'_>, found: &mut [Found]) {
    for phrase in found.iter_mut().filter(|phrase| phrase.role == DateRole::During) {
        let short = phrase.days.is_none_or(|(from, to)| from == to);
        if short
            && (opens_statement(document, phrase)
                || said_before(document, phrase.first)
                || said_behind(document, phrase.end))
        {
            phrase.role = DateRole::Reported;
        } else if !short && said_before(document, phrase.first) {
            // "a truce announced last week": what was said then tells of no harm now.
            phrase.role = DateRole::Background;
        }
    }
}

/// "70 were killed in 24 hours, a monitor said on Thursday": the stretch ends on the day of the words.
pub fn count_from_words(document: &Document<'_>, found: &mut [Found], today: Option<NaiveDate>) {
    let words: Vec<(u32, NaiveDate)> = found
        .iter()
        .filter(|phrase| phrase.role == DateRole::Reported)
        .filter_map(|phrase| Some((*document.sentence_of.get(phrase.first)?, phrase.days?.0?)))
        .collect();
    for phrase in found.iter_mut().filter(|phrase| phrase.role == DateRole::Over) {
        let Some((Some(from), Some(to))) = phrase.days else { continue };
        let Some(&sentence) = document.sentence_of.get(phrase.first) else { continue };
        let first = words.partition_point(|(at, _)| *at < sentence);
        let said = words.get(first).filter(|(at, _)| *at == sentence).map(|(_, day)| *day);
        if let Some(said) = said.filter(|said| Some(to) == today && *said < to) {
            let back = (to - said).num_days();
            phrase.days = Some((Some(add_days(from, -back)), Some(said)));
        }
    }
}

/// "On 7 January, the president acknowledged that": the date that opens a sentence of words is the day of the words,
/// unless the verb is one of plain reporting, where writers put the day of the event.
fn opens_statement(document: &Document<'_>, phrase: &Found) -> bool {
    let sentence = document.sentence_at(phrase.first).map_or(0, |sentence| sentence.tokens().start);
    phrase.first <= sentence + 1
        && (phrase.end..phrase.end + 10).any(|token| {
            let word = document.lower(token);
            document.lower(token + 1) == "that"
                && is_saying(word)
                && !matches!(word, "said" | "reported" | "says" | "reports")
        })
}

fn is_saying(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "say"
            | "told"
            | "announced"
            | "reported"
            | "confirmed"
            | "claimed"
            | "stated"
            | "added"
            | "warned"
            | "tweeted"
            | "acknowledged"
            | "admitted"
            | "denied"
            | "declared"
            | "reports"
            | "condemned"
            | "urged"
            | "called"
            | "vowed"
            | "insisted"
            | "revealed"
            | "disclosed"
            | "noted"
            | "estimated"
            | "accused"
            | "promised"
            | "pledged"
            | "demanded"
            | "blamed"
            | "quoted"
    )
}

/// "said on Wednesday", "told reporters late Wednesday", "said in a statement on Wednesday": only objects and
/// adverbials stand between the verb and the day.
fn said_before(document: &Document<'_>, first: usize) -> bool {
    let sentence = document.sentence_at(first).map_or(0, |sentence| sentence.tokens().start);
    for at in (first.saturating_sub(REACH).max(sentence)..first).rev() {
        let word = document.lower(at);
        if is_saying(word) {
            // "reported killed on Wednesday" and "was reported missing" tell of the harm.
            return !matches!(document.lower(at.wrapping_sub(1)), "was" | "were" | "been");
        }
        let between = matches!(
            word,
            "on" | "late"
                | "early"
                | "in"
                | "a"
                | "an"
                | "the"
                | "statement"
                | "reporters"
                | "journalists"
                | "parliament"
                | "earlier"
                | "news"
                | "conference"
                | "briefing"
                | "interview"
                | "at"
                | "by"
                | "telephone"
                | "phone"
                | "to"
                | "its"
                | "his"
                | "her"
                | "press"
                | "agency"
                | "television"
                | "tv"
                | "speech"
                | "that"
                | "reuters"
                | "afp"
                | "ap"
                | "bbc"
                | "cnn"
                | "written"
                | "email"
                | "facebook"
                | "twitter"
                | "website"
                | "report"
                | "here"
                | "again"
        );
        let named = document.tokens[at].is_capitalised() && !document.upper_case;
        if !between && !named || word == "that" {
            return false;
        }
    }
    false
}

/// "on Wednesday said", "Wednesday also announced that": the verb follows at once, and its words behind it.
fn said_behind(document: &Document<'_>, end: usize) -> bool {
    let adverb = usize::from(matches!(document.lower(end), "also" | "again" | "night" | "evening" | "morning"));
    let at = end + adverb;
    is_saying(document.lower(at)) && !matches!(document.lower(at + 1), "by" | "," | "." | "")
}
