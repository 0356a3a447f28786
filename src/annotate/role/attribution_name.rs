//! The words of a speaker's name: which names and nouns stand in a run of words, where a person's name lies, which office
//! speaks for others. It must not know who spoke before.

use std::ops::Range;

use crate::annotate::figure::marks::{Mark, Page};
use crate::article::ActorKind;
use crate::lexicon::Entry;
use crate::text::grammar_word::{Class, class_of};
use crate::text::number_word::is_weekday;
use crate::text::token::TokenKind;

/// The longest actor or source that begins at a token.
pub(super) fn mark_of(page: Page<'_>, token: usize) -> Option<&Mark> {
    page.marks
        .at(token)
        .iter()
        .filter(|mark| matches!(mark.entry, Entry::Actor(_) | Entry::Source(_)))
        .max_by_key(|mark| (mark.end, matches!(mark.entry, Entry::Actor(_))))
}

/// Actors and sources in a run of words, the longest at each place.
pub(super) fn outer_marks(page: Page<'_>, words: Range<usize>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut at = words.start;
    while at < words.end {
        match mark_of(page, at) {
            Some(mark) => {
                marks.push(*mark);
                at = mark.end as usize;
            }
            None => at += 1,
        }
    }
    marks
}

/// Offices that are named with their holder: "Iraqi president", "Health Minister".
pub(super) fn is_named_office(id: &str) -> bool {
    id.ends_with("-minister") || id.ends_with("-president") || id.ends_with("-ambassador")
}

/// An organisation that no lexicon has, by its last word: "Karm Police Command", "the Valley Gazette". A name of two
/// words or more that begins no later than the run.
pub(super) fn organisation_in(page: Page<'_>, words: Range<usize>) -> Option<(Range<usize>, ActorKind)> {
    if page.document.upper_case {
        return None;
    }
    let capital = |at: usize| page.document.tokens.get(at).is_some_and(|token| token.is_capitalised());
    let last = words.clone().rev().find(|&at| capital(at) && organisation_kind(page.lower(at)).is_some())?;
    let kind = organisation_kind(page.lower(last))?;
    let mut start = last;
    while start > words.start {
        let before = start - 1;
        let joins = matches!(page.lower(before), "of" | "for" | "-" | "and")
            && before > words.start
            && capital(before - 1)
            && mark_of(page, before).is_none();
        if !(capital(before) && class_of(page.lower(before)) == Class::Open || joins) {
            break;
        }
        start = before;
    }
    let known = (start..=last).any(|at| {
        mark_of(page, at).is_some_and(|mark| matches!(mark.entry, Entry::Actor(_)) && mark.end as usize > last)
    });
    (last > start && !known).then_some((start..last + 1, kind))
}

fn organisation_kind(last: &str) -> Option<ActorKind> {
    match last {
        "command" => Some(ActorKind::ArmedForce),
        "directorate" | "authority" | "commission" | "tribunal" | "prosecutor's" => Some(ActorKind::Official),
        "committee" | "council" | "centre" | "center" | "institute" | "foundation" | "association" | "federation"
        | "organisation" | "organization" | "society" | "network" | "mission" => Some(ActorKind::Other),
        "hospital" | "clinic" => Some(ActorKind::Medical),
        "gazette" | "times" | "post" | "tribune" | "herald" | "chronicle" | "newspaper" | "tv" | "television"
        | "radio" | "daily" | "telegraph" | "journal" | "observer" | "sentinel" | "excelsior" => Some(ActorKind::Media),
        _ => None,
    }
}

/// A word for one who speaks for others: "spokesman", "official".
pub(super) fn is_office(page: Page<'_>, mark: &Mark) -> bool {
    matches!(mark.entry, Entry::Source(_))
        && mark.end == mark.first + 1
        && matches!(
            page.lower(mark.first as usize),
            "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "official"
                | "officials"
                | "source"
                | "sources"
                | "statement"
                | "commander"
                | "commanders"
                | "fighter"
                | "fighters"
                | "media"
                | "communique"
        )
}

pub(super) fn is_state(page: Page<'_>, mark: &Mark) -> bool {
    let Entry::Actor(index) = mark.entry else { return false };
    page.lexicon.actor(index).is_some_and(|actor| actor.kind == ActorKind::State)
}

/// "police and hospital officials", "witnesses and the Lions Brigade": two sources that speak together. States and
/// people who are told of beside a source are none.
pub(super) fn coordination(page: Page<'_>, marks: &[Mark], words: Range<usize>) -> Option<Range<usize>> {
    const BETWEEN: usize = 4;
    let [.., one, other] = marks else { return None };
    let gap = one.end as usize + 1..other.first as usize;
    let joined = page.lower(one.end as usize) == "and"
        && gap.len() <= BETWEEN
        && other.end as usize <= words.end
        && gap
            .into_iter()
            .all(|at| matches!(class_of(page.lower(at)), Class::Definite | Class::Indefinite | Class::Open));
    let speaks = |mark: &Mark| match mark.entry {
        Entry::Source(_) => true,
        Entry::Actor(index) => page.lexicon.actor(index).is_some_and(|actor| actor.kind != ActorKind::State),
        _ => false,
    };
    let plain = [one, other].iter().any(|mark| matches!(mark.entry, Entry::Source(_)));
    (joined && plain && speaks(one) && speaks(other))
        .then(|| adjective_before(page, one.first as usize)..other.end as usize)
}

/// The nationality before a token, if one stands there: "Nigerian officials".
pub(super) fn adjective_before(page: Page<'_>, at: usize) -> usize {
    let before = at.wrapping_sub(1);
    match page.demonym(before) {
        Some((_, demonym, end)) if demonym.adjective && end == at => before,
        _ => at,
    }
}

/// Offices whose holder is named rather than the office.
pub(super) fn speaks_for_himself(page: Page<'_>, tokens: &Range<usize>, kind: ActorKind) -> bool {
    let last = page.lower(tokens.end.wrapping_sub(1));
    if last.starts_with("spokes") && tokens.len() > 1 || last.ends_with("minister") {
        return false;
    }
    matches!(
        kind,
        ActorKind::Official
            | ActorKind::Witness
            | ActorKind::Medical
            | ActorKind::Other
            | ActorKind::Media
            | ActorKind::Aid
    ) || matches!(
        last,
        "official" | "officer" | "chief" | "commander" | "superintendent" | "inspector" | "general" | "colonel"
    )
}

/// "the source", "the official", "the spokesman": the one just heard.
pub(super) fn is_back_reference(page: Page<'_>, tokens: &Range<usize>) -> bool {
    page.lower(tokens.start.wrapping_sub(1)) == "the"
        && tokens.len() == 1
        && matches!(
            page.lower(tokens.start),
            "source"
                | "official"
                | "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "statement"
                | "communique"
                | "monitor"
                | "officer"
                | "commander"
        )
}

/// The last personal name among words that are no actors, sources or nationalities.
pub(super) fn person_in(page: Page<'_>, marks: &[Mark], words: Range<usize>) -> Option<Range<usize>> {
    if page.document.upper_case {
        return None;
    }
    let covered = |token: usize| marks.iter().any(|mark| (mark.first as usize..mark.end as usize).contains(&token));
    let mut best: Option<Range<usize>> = None;
    let mut at = words.start;
    while at < words.end {
        let start = at;
        while at < words.end && !covered(at) && is_name_word(page, at, at > start) {
            at += 1;
        }
        let capital = |token: usize| page.document.tokens.get(token).is_some_and(|token| token.is_capitalised());
        if at > start && capital(at - 1) && page.lower(at - 1).len() > 1 {
            let place =
                matches!(page.lower(start.wrapping_sub(1)), "in" | "of" | "at" | "from" | "near") && best.is_some();
            if !place {
                best = Some(start..at);
            }
        }
        at += usize::from(at == start);
    }
    best
}

pub(super) fn is_name_word(page: Page<'_>, at: usize, inside: bool) -> bool {
    let Some(token) = page.document.tokens.get(at) else { return false };
    let lower = page.lower(at);
    if inside && (lower == "-" || lower == "." && token.glued) {
        return page.document.tokens.get(at + 1).is_some_and(|next| next.is_capitalised() || lower == "-");
    }
    if inside && matches!(lower, "al" | "bin" | "ibn" | "ul" | "de" | "el" | "abu" | "van" | "von") {
        return true;
    }
    token.kind == TokenKind::Word
        && token.is_capitalised()
        && class_of(lower) == Class::Open
        && page.demonym(at).is_none()
        && page.victim(at).is_none()
        && !page.is_place(at)
        && !is_title(lower)
        && !is_weekday(lower)
}

fn is_title(lower: &str) -> bool {
    matches!(
        lower,
        "mr" | "mrs"
            | "ms"
            | "dr"
            | "gov"
            | "governor"
            | "gen"
            | "col"
            | "lt"
            | "maj"
            | "capt"
            | "sgt"
            | "sen"
            | "rep"
            | "brig"
            | "adm"
            | "prof"
            | "minister"
            | "president"
            | "prime"
            | "mp"
            | "senior"
            | "superintendent"
            | "chief"
            | "colonel"
            | "general"
            | "major"
            | "captain"
            | "lieutenant"
            | "brigadier"
            | "inspector"
            | "secretary"
            | "commissioner"
            | "director"
            | "spokesman"
            | "spokeswoman"
            | "commander"
            | "mayor"
    )
}

/// The words of a run in one line, in small letters where the whole text is in capitals.
pub(super) fn plain(page: Page<'_>, tokens: Range<usize>) -> String {
    let words = page.document.slice(tokens);
    let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if page.document.upper_case { joined.to_lowercase() } else { joined }
}

/// An id of small letters and hyphens.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_string()
}
