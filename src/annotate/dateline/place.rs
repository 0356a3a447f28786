//! The place of a dateline: one or more names in capitals (or capitalised), the state or country behind the first, and
//! what the gazetteer makes of them. It must not know dates or agencies.

use std::ops::Range;

use super::names;
use super::opens_line;
use crate::annotate::date::calendar::{month_of, weekday_of};
use crate::gazetteer::{Gazetteer, Hint, MatchLevel, PlaceId, PlaceKind};
use crate::text::document::Document;
use crate::text::fold::fold;
use crate::text::token::{Case, TokenKind};

/// How the name is written, which decides how much else must speak for a dateline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    Capitals,
    Capitalised,
    Small,
}

/// The places of a dateline, in tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRun {
    /// The first name.
    pub name: Range<usize>,
    /// The state or country behind it.
    pub region: Option<Range<usize>>,
    /// Whether the region is one that the tables or the gazetteer know.
    pub region_known: bool,
    pub writing: Writing,
    /// Token behind the last place.
    pub end: usize,
}

impl PlaceRun {
    /// The first place as printed, region included where it follows a comma ("AIN ISSA, Syria").
    pub fn printed(&self, document: &Document<'_>) -> Range<usize> {
        // "ADEN and SANAA, Yemen": a country behind the second city is no part of the first one's name.
        let behind = |region: &&Range<usize>| region.start == self.name.end + 1 && document.word(self.name.end) == ",";
        let comma = self.region.as_ref().filter(behind);
        document.bytes(self.name.start..comma.map_or(self.name.end, |region| region.end))
    }
}

/// Tokens that the name of a place may have.
pub const LONGEST_NAME: usize = 7;

/// The places that start at a token.
pub fn places(document: &Document<'_>, at: usize, longest: usize, gazetteer: &Gazetteer) -> Option<PlaceRun> {
    let writing = match document.tokens.get(at)?.case {
        Case::Upper => Writing::Capitals,
        Case::Capital if is_initial(document, at) => Writing::Capitals,
        Case::Capital => Writing::Capitalised,
        Case::Lower => Writing::Small,
        Case::None => return None,
    };
    let end = name_end(document, at, longest, writing);
    if end == at {
        return None;
    }
    let name = at..end;
    let mut run = PlaceRun { name, region: None, region_known: false, writing, end };
    take_region(document, &mut run, gazetteer);
    // Further cities: "BEIRUT/THE HAGUE", "GAZA and JERUSALEM".
    for _ in 0..3 {
        let joined = matches!(document.lower(run.end), "/" | "and" | "&" | "\\");
        if !joined || opens_line(document, run.end) {
            break;
        }
        let next = name_end(document, run.end + 1, LONGEST_NAME, writing);
        if next == run.end + 1 {
            break;
        }
        run.end = next;
        if run.region.is_none() {
            take_region(document, &mut run, gazetteer);
        } else {
            let mut further = PlaceRun { name: 0..0, region: None, ..run.clone() };
            take_region(document, &mut further, gazetteer);
            run.end = further.end;
        }
    }
    Some(run)
}

/// Token behind the name that starts at `at`, or `at` where none does.
fn name_end(document: &Document<'_>, at: usize, longest: usize, writing: Writing) -> usize {
    let mut end = at;
    let mut next = at;
    while next < at + longest && (next == at || !opens_line(document, next)) {
        let Some(token) = document.tokens.get(next) else { break };
        let fits = match writing {
            // "ST. JOHN'S": the tokens part the name before its "'S".
            Writing::Capitals => {
                token.case == Case::Upper
                    || is_initial(document, next)
                    || next > at && token.kind == TokenKind::Possessive && document.word(next).ends_with('S')
            }
            Writing::Capitalised => token.is_capitalised(),
            Writing::Small => token.case == Case::Lower,
        };
        if fits && month_of(document.lower(next)).is_some_and(|_| next > at) {
            break;
        }
        if fits {
            end = next + 1;
            // The full stop of "ST. JOHN'S" and "U.N." belongs to the name.
            let stop = document.word(end) == "." && document.tokens[end].glued;
            let short = token.range().len() <= 2;
            if stop && short {
                end += 1;
            }
            next = end;
        } else if joins_names(document, next, writing) {
            next += 1;
        } else {
            break;
        }
    }
    end
}

/// A hyphen inside a name, or a small word between its parts ("RIO de JANEIRO", "Deir al-Zour").
fn joins_names(document: &Document<'_>, at: usize, writing: Writing) -> bool {
    let Some(next) = document.tokens.get(at + 1) else { return false };
    match document.word(at) {
        "-" | "\u{2010}" | "\u{2011}" => document.tokens[at].glued && next.glued,
        "de" | "al" | "el" | "of" | "the" | "ar" | "an" | "as" | "la" | "del" | "du" | "sur" => {
            writing != Writing::Small && (next.is_capitalised() || document.word(at + 1) == "-")
        }
        _ => false,
    }
}

/// A single capital with its full stop.
fn is_initial(document: &Document<'_>, at: usize) -> bool {
    document.tokens.get(at).is_some_and(|token| token.case == Case::Capital && token.range().len() == 1)
        && document.word(at + 1) == "."
        && document.tokens[at + 1].glued
}

/// Reads ", Calif.", ", Gaza Strip", " (ITALY)" behind the place, up to two levels.
fn take_region(document: &Document<'_>, run: &mut PlaceRun, gazetteer: &Gazetteer) {
    for _ in 0..2 {
        let open = document.word(run.end);
        if opens_line(document, run.end) || !matches!(open, "," | "(") {
            return;
        }
        let start = run.end + 1;
        if document.word(start) == "NO" {
            return; // "SAN SALVADOR, NO DATE"
        }
        let Some((end, known)) = region_end(document, start, gazetteer) else { return };
        let close = usize::from(open == "(");
        // In brackets only what is known is a region: all else there is an agency.
        if close == 1 && (!known || document.word(end) != ")" || names::agency(document.slice(start..end)).is_some()) {
            return;
        }
        if run.region.is_none() || known && !run.region_known {
            run.region = Some(start..end);
            run.region_known = known;
        }
        run.end = end + close;
    }
}

/// Token behind the region that starts at `at`, and whether the region is known. An unknown one counts only where the
/// dateline visibly goes on behind it.
fn region_end(document: &Document<'_>, at: usize, gazetteer: &Gazetteer) -> Option<(usize, bool)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut next = at;
    while next < at + 8 {
        let Some(token) = document.tokens.get(next) else { break };
        let small = matches!(document.word(next), "of" | "and" | "the" | "-");
        let month = month_of(document.lower(next)).is_some() && followed_by_number(document, next);
        if month
            || weekday_of(document.lower(next)).is_some()
            || !(token.is_capitalised() || small && next > at)
            || next > at && opens_line(document, next)
        {
            break;
        }
        next += 1;
        if small {
            continue;
        }
        let stop = document.word(next) == "." && document.tokens[next].glued && token.range().len() <= 5;
        if stop {
            next += 1;
        }
        ends.push(next);
    }
    if let Some(end) = ends.iter().rev().find(|&&end| is_known_region(document.slice(at..end), gazetteer)) {
        return Some((*end, true));
    }
    let end = *ends.last()?;
    let goes_on = opens_line(document, end)
        || matches!(document.word(end), "," | "(" | "-" | "\u{2013}" | "\u{2014}" | "_" | "/" | "[");
    (goes_on && ends.len() <= 4 && names::agency(document.slice(at..end)).is_none()).then_some((end, false))
}

fn followed_by_number(document: &Document<'_>, at: usize) -> bool {
    (at + 1..=at + 2).any(|next| document.word(next).bytes().next().is_some_and(|byte| byte.is_ascii_digit()))
}

fn is_known_region(printed: &str, gazetteer: &Gazetteer) -> bool {
    names::region(printed).is_some() || region_of_gazetteer(printed, gazetteer).is_some()
}

/// The country or first-level region of this name.
fn region_of_gazetteer(printed: &str, gazetteer: &Gazetteer) -> Option<PlaceId> {
    let mut ids = Vec::new();
    gazetteer.exact(&fold(printed), &mut ids);
    let of_kind = |kind: PlaceKind| ids.iter().copied().find(|&id| gazetteer.record(id).kind == kind);
    of_kind(PlaceKind::Country).or_else(|| of_kind(PlaceKind::Admin1)).or_else(|| of_kind(PlaceKind::Region))
}

/// Whether the gazetteer has a town, or anything smaller than a country, of exactly this name.
pub fn is_known_town(printed: &str, gazetteer: &Gazetteer) -> bool {
    let mut ids = Vec::new();
    gazetteer.exact(&fold(printed), &mut ids);
    ids.iter().any(|&id| {
        let kind = gazetteer.record(id).kind;
        !matches!(kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::Water | PlaceKind::Mountain)
    })
}

/// People that a town must have to be a city.
const CITY: u32 = 50_000;

/// Whether the gazetteer has a city of exactly this name.
pub fn is_known_city(printed: &str, gazetteer: &Gazetteer) -> bool {
    let mut ids = Vec::new();
    gazetteer.exact(&fold(printed), &mut ids);
    ids.iter().map(|&id| gazetteer.record(id)).any(|record| record.kind == PlaceKind::City && record.population >= CITY)
}

/// The place that the dateline means. `certain` says that the line is a dateline beyond doubt, so that a name with a
/// lost letter may be looked up by likeness.
pub fn resolve(document: &Document<'_>, run: &PlaceRun, certain: bool, gazetteer: &Gazetteer) -> Option<PlaceId> {
    let printed = document.slice(run.name.clone());
    let region = run.region.clone().map(|region| document.slice(region));
    // "UNITED NATIONS (AP) -" is New York.
    let alias = names::region(printed).filter(|_| run.writing == Writing::Capitals && region.is_none());
    let name = alias.and_then(|alias| alias.name).unwrap_or(printed);
    if is_no_place(name) {
        return region.and_then(|region| region_of_gazetteer(region, gazetteer));
    }
    let known = region.and_then(names::region);
    let from_gazetteer = match (known, region) {
        (None, Some(region)) => region_of_gazetteer(region, gazetteer).map(|id| gazetteer.record(id)),
        _ => None,
    };
    let country = known.map(|region| region.country).or(from_gazetteer.map(|record| record.country)).unwrap_or("");
    let admin1 = known
        .and_then(|region| region.name)
        .or_else(|| from_gazetteer.filter(|record| record.kind == PlaceKind::Admin1).map(|record| record.name));
    let countries: &[&str] = successors(country).unwrap_or(std::slice::from_ref(&country));
    let hint = Hint { countries: if country.is_empty() { &[] } else { countries }, near: None };
    let fits = |id: PlaceId| country.is_empty() || countries.contains(&gazetteer.record(id).country);
    let in_region = |id: PlaceId| admin1.is_some_and(|admin1| fold(gazetteer.record(id).admin1) == fold(admin1));
    let mut exact = Vec::new();
    gazetteer.exact(&fold(name), &mut exact);
    exact.retain(|&id| fits(id));
    // A city goes before the country or province of its name.
    exact.sort_by_key(|&id| matches!(gazetteer.record(id).kind, PlaceKind::Country | PlaceKind::Admin1));
    if !exact.is_empty() {
        let own = || own_town(&exact, name, gazetteer).filter(|_| country.is_empty());
        return exact.iter().copied().find(|&id| in_region(id)).or_else(own).or(exact.first().copied());
    }
    let close = |level: MatchLevel| level < MatchLevel::Fuzzy || certain;
    let found = gazetteer.find(name, &hint, 8);
    let mut candidates = found.iter().filter(|candidate| close(candidate.level) && fits(candidate.id));
    candidates
        .clone()
        .find(|candidate| in_region(candidate.id))
        .or_else(|| candidates.next())
        .map(|candidate| candidate.id)
}

/// Without a country, the town whose own name this is goes before a larger one that has it among many others.
fn own_town(found: &[PlaceId], name: &str, gazetteer: &Gazetteer) -> Option<PlaceId> {
    let top = gazetteer.record(*found.first()?);
    let own = found.iter().copied().find(|&id| is_own_name(id, name, gazetteer))?;
    (gazetteer.record(own).population.saturating_mul(20) >= top.population).then_some(own)
}

/// "Washington" and "Washington, D.C." are a place's own name, and a first-level region is no town.
fn is_own_name(id: PlaceId, name: &str, gazetteer: &Gazetteer) -> bool {
    let record = gazetteer.record(id);
    let own = fold(record.name);
    let printed = fold(name);
    record.kind != PlaceKind::Admin1
        && own.strip_prefix(&printed).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Where old wire copy says that it will not or cannot name a place.
pub fn is_no_place(name: &str) -> bool {
    matches!(fold(name).as_str(), "clandestine" | "no city" | "unknown" | "undisclosed location")
}

/// The countries that hold a former country's land today.
fn successors(country: &str) -> Option<&'static [&'static str]> {
    Some(match country {
        "SU" => &["RU", "UA", "BY", "KZ", "UZ", "GE", "AZ", "AM", "LT", "LV", "EE", "MD", "TJ", "TM", "KG"],
        "YU" => &["RS", "BA", "HR", "SI", "MK", "ME", "XK"],
        "CS" => &["CZ", "SK"],
        "DD" => &["DE"],
        _ => return None,
    })
}
