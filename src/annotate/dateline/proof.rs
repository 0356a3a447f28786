//! Judges whether what was read at one spot is a dateline: capitals, a known state, a date, an agency and the mark each
//! speak for one; the further down and the plainer the writing, the more is asked.

use super::grammar::Parts;
use super::mark::Mark;
use super::opens_line;
use super::place::{Writing, is_known_city, is_known_town, is_no_place};
use crate::gazetteer::Gazetteer;
use crate::text::document::Document;
use crate::text::token::{Case, TokenKind};

/// Where the spot lies: the report's first line, or a later line below headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    FirstLine,
    /// Behind a header in its line.
    BehindHeader,
    LaterLine,
    /// Below a line that was prose already: an editor's note, a caption.
    BelowProse,
}

/// How sure the parts make of a dateline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    None,
    /// "Doha, Qatar - Scores …": a place in front of a dash, without capitals, agency or date. It is cut from the
    /// sentence but no dateline is claimed.
    Opener,
    Dateline,
}

/// Tokens behind the dash that make a report out of "ISAF Joint Command - Afghanistan".
const SHORTEST_PROSE: usize = 3;

/// What the parts prove.
pub fn weigh(document: &Document<'_>, parts: &Parts, spot: Spot, gazetteer: &Gazetteer) -> Proof {
    if !is_dateline(document, parts, spot, gazetteer) {
        return Proof::None;
    }
    let plain = parts.place.as_ref().is_some_and(|place| place.writing == Writing::Capitalised);
    if plain && parts.mark == Mark::Dash && parts.date.is_none() && parts.agency.is_none() {
        return Proof::Opener;
    }
    Proof::Dateline
}

fn is_dateline(document: &Document<'_>, parts: &Parts, spot: Spot, gazetteer: &Gazetteer) -> bool {
    let Some(place) = &parts.place else {
        // "AFP - A squadron": an agency and a dash, then the report.
        let prose = (parts.tokens.end + 1..=parts.tokens.end + SHORTEST_PROSE)
            .all(|token| token < document.tokens.len() && !opens_line(document, token));
        // "(CNN)At least": brackets alone part the agency from the report.
        let bracketed = document.word(parts.tokens.start) == "(" && parts.mark == Mark::None;
        let parted = parts.agency_known && (parts.mark == Mark::Dash || bracketed);
        return parted && prose && opens_sentence(document, parts.tokens.end) && spot != Spot::BelowProse;
    };
    let marked = parts.mark != Mark::None;
    let dated = parts.date.is_some() || parts.date_denied;
    let signed = parts.agency_known || parts.newcomer || parts.agency.is_some() && parts.mark == Mark::Dash;
    let name = document.slice(place.name.clone());
    let capitals = place.writing == Writing::Capitals;
    if spot == Spot::BelowProse && !(capitals && place.name.len() <= 4 && marked && (dated || parts.agency_known)) {
        return false;
    }
    if is_headline_word(name)
        || document.lower(place.name.start) == "by"
        || place.writing == Writing::Small && (dated || parts.agency.is_some())
    {
        return false;
    }
    if dated || signed {
        return is_signed_dateline(document, parts, name, gazetteer);
    }
    if document.upper_case || parts.agency.is_some() {
        return false;
    }
    is_bare_dateline(document, parts, spot, gazetteer)
}

/// Place with a date or an agency.
fn is_signed_dateline(document: &Document<'_>, parts: &Parts, name: &str, gazetteer: &Gazetteer) -> bool {
    let Some(place) = &parts.place else { return false };
    let (marked, dated) = (parts.mark != Mark::None, parts.date.is_some() || parts.date_denied);
    let capitals = place.writing == Writing::Capitals;
    let proof = marked || parts.agency_known && dated;
    let signed = parts.agency_known || parts.newcomer || parts.agency.is_some() && parts.mark == Mark::Dash;
    let written_as_place = capitals || place.region.is_some() || is_known_town(name, gazetteer) || signed && dated;
    // "Barack Obama (Reuters)" under a picture is no dateline: no dash follows.
    let open_line = parts.mark == Mark::LineEnd && !dated && !capitals;
    let opens = opens_sentence(document, parts.tokens.end);
    proof && written_as_place && !open_line || dated && capitals && opens
}

/// Place alone, or with its state or country.
fn is_bare_dateline(document: &Document<'_>, parts: &Parts, spot: Spot, gazetteer: &Gazetteer) -> bool {
    let Some(place) = &parts.place else { return false };
    let name = document.slice(place.name.clone());
    let capitals = place.writing == Writing::Capitals;
    let first = matches!(spot, Spot::FirstLine | Spot::BehindHeader);
    let opens = opens_sentence(document, parts.tokens.end);
    let long_enough = name.len() >= 4 || place.region_known;
    match parts.mark {
        Mark::Dash => {
            let known = place.region_known || place.region.is_some() && capitals || is_known_town(name, gazetteer);
            opens && known && long_enough && (capitals || first && place.name.len() <= 3 && spaced(document, parts))
        }
        Mark::Colon => {
            first
                && opens_anything(document, parts.tokens.end)
                && long_enough
                && is_town_before_colon(document, parts, gazetteer)
        }
        Mark::None => {
            capitals
                && first
                && opens
                && long_enough
                && (place.region_known || is_known_town(name, gazetteer))
                && !is_no_place(name)
                // "U.S. President": initials are no dateline.
                && !name.ends_with('.')
        }
        Mark::LineEnd => {
            let known = place.region_known
                || spot == Spot::BehindHeader && (place.region.is_some() || is_known_town(name, gazetteer));
            capitals && known && spot != Spot::FirstLine && place.name.len() <= 3
        }
        Mark::Stop => false,
    }
}

fn is_town_before_colon(document: &Document<'_>, parts: &Parts, gazetteer: &Gazetteer) -> bool {
    parts.place.as_ref().is_some_and(|place| {
        let name = document.slice(place.name.clone());
        let capitals = place.writing == Writing::Capitals;
        // "From:" and "Note:" are villages too; a word without capitals must be a city.
        place.name.len() <= 4
            && (is_known_town(name, gazetteer) && (capitals || is_known_city(name, gazetteer))
                || place.region_known && place.writing == Writing::Capitals)
    })
}

/// Words that head alerts and updates as places head datelines.
fn is_headline_word(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "update"
            | "breaking"
            | "exclusive"
            | "watch"
            | "live"
            | "video"
            | "photo"
            | "photos"
            | "analysis"
            | "opinion"
            | "correction"
            | "urgent"
            | "alert"
            | "factbox"
            | "timeline"
            | "nato"
            | "isis"
            | "isil"
            | "daesh"
            | "unicef"
            | "unesco"
            | "unhcr"
            | "opec"
            | "hamas"
            | "note"
            | "editor"
            | "read"
            | "editorial"
            | "feature"
            | "special"
            | "summary"
            | "background"
            | "question"
            | "answer"
    )
}

/// The mark stands between spaces, as a dateline's dash does and a compound's hyphen does not.
fn spaced(document: &Document<'_>, parts: &Parts) -> bool {
    document.tokens.get(parts.tokens.end).is_some_and(|next| !next.glued)
}

/// Whether a sentence can start here: a capitalised word, a number, an opening quote or bracket.
fn opens_sentence(document: &Document<'_>, at: usize) -> bool {
    let Some(token) = document.tokens.get(at) else { return false };
    match token.kind {
        TokenKind::Word => token.case == Case::Capital || token.case == Case::Upper,
        TokenKind::Number => true,
        TokenKind::Possessive => false,
        TokenKind::Punctuation => {
            matches!(document.word(at), "\"" | "\u{201c}" | "\u{2018}" | "'" | "(" | "[" | "`" | "$")
        }
    }
}

fn opens_anything(document: &Document<'_>, at: usize) -> bool {
    document.tokens.get(at).is_some_and(|token| token.is_word() || token.kind == TokenKind::Number)
        || opens_sentence(document, at)
}
