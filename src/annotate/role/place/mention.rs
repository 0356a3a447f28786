//! The place names of an article as candidates for where something happened, with the clues that do not depend on the
//! statement. It must not know statements.

mod compare;
pub(super) mod main;
mod words;

use std::ops::Range;

use self::words::{is_event, is_kind, is_rank};
use super::clue::PlaceClue;
use crate::annotate::passage::{Passage, PlaceReading, Setting};
use crate::annotate::place::cues::{Class, classes};
use crate::annotate::place::{capitals, distance, record};
use crate::article::{MentionKind, Precision};
use crate::gazetteer::{Gazetteer, Hint, PlaceId, PlaceKind};
use crate::lexicon::Entry;
use crate::text::document::Document;
use crate::text::token::{Case, TokenKind};

/// A place name that may be a statement's place.
#[derive(Clone, Debug)]
pub struct Mention {
    pub passage: usize,
    /// Position among the passage's places.
    pub index: usize,
    pub sentence: usize,
    pub paragraph: u32,
    pub tokens: Range<usize>,
    pub place: Option<PlaceId>,
    pub point: Option<(f64, f64)>,
    pub country: [u8; 2],
    pub region: u64,
    pub precision: Precision,
    pub literal: bool,
    pub dateline: bool,
    /// Whether the words name a country's capital without its name.
    pub capital: bool,
    pub clues: Vec<PlaceClue>,
}

impl Mention {
    pub fn has(&self, clue: PlaceClue) -> bool {
        self.clues.contains(&clue)
    }

    /// Whether both names mean the same place.
    pub fn is_same(&self, other: &Mention) -> bool {
        match (self.place, other.place) {
            (Some(a), Some(b)) => a == b,
            (None, None) => self.point.is_some() && self.point == other.point,
            _ => false,
        }
    }

    /// Whether this place is an area that holds the other.
    pub fn holds(&self, other: &Mention) -> bool {
        match self.precision {
            Precision::Country => other.precision != Precision::Country && self.country == other.country,
            Precision::Admin1 => {
                self.region != 0
                    && self.region == other.region
                    && !matches!(other.precision, Precision::Country | Precision::Admin1)
            }
            _ => false,
        }
    }
}

/// All place names of the passages, in the order of the text, title first.
pub fn mentions(passages: &[Passage<'_>], setting: &Setting, gazetteer: &Gazetteer) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        let document = &passage.document;
        let dateline = setting.dateline.as_ref().filter(|dateline| dateline.field == passage.field);
        for (index, reading) in passage.places.iter().enumerate() {
            let Some(&sentence) = document.sentence_of.get(reading.tokens.start) else { continue };
            let bytes = document.bytes(reading.tokens.clone());
            let in_dateline = dateline.is_some_and(|dateline| {
                let place = dateline.place.as_ref().unwrap_or(&dateline.bytes);
                bytes.start < place.end && place.start < bytes.end
            });
            if !in_dateline && (reading.tokens.start < passage.body_start || is_party(passage, reading)) {
                continue;
            }
            mentions.push(mention(passage, number, index, reading, sentence as usize, in_dateline, gazetteer));
        }
    }
    compare::compare(passages, &mut mentions);
    mentions
}

/// An unknown name that is a party's, or holds one ("the Qwert-held villages").
fn is_party(passage: &Passage<'_>, reading: &PlaceReading) -> bool {
    let bytes = passage.document.bytes(reading.tokens.clone());
    reading.place.is_none()
        && passage
            .scan
            .within(bytes.start, bytes.end)
            .any(|hit| matches!(hit.entry, Entry::Actor(_) | Entry::Demonym(_)))
}

/// "the village of X, about 40 km north of Y": X, where the name at `index` is Y, which only says where X is.
pub fn described<'p>(passage: &'p Passage<'_>, index: usize) -> Option<&'p PlaceReading> {
    let document = &passage.document;
    let before = index.checked_sub(1).and_then(|before| passage.places.get(before))?;
    let from = before.tokens.end;
    let start = passage.places.get(index)?.tokens.start;
    if !matches!(document.lower(from), "," | "(") || start > from + LONGEST_DISTANCE {
        return None;
    }
    let found = distance::before(document, start)?;
    let close = (from + 1..found.tokens.start)
        .all(|token| matches!(document.lower(token), "about" | "some" | "around" | "roughly" | "just" | "nearly"));
    close.then_some(before)
}

/// Tokens from a name to the one that its distance is from.
const LONGEST_DISTANCE: usize = 16;

fn mention(
    passage: &Passage<'_>,
    number: usize,
    index: usize,
    reading: &PlaceReading,
    sentence: usize,
    dateline: bool,
    gazetteer: &Gazetteer,
) -> Mention {
    let document = &passage.document;
    let known = reading.place.or(reading.anchor).map(|id| gazetteer.record(id));
    let precision = match reading.place {
        Some(_) => known.map_or(Precision::Near, |record| record::precision(&record)),
        None => Precision::Near,
    };
    let mut mention = Mention {
        passage: number,
        index,
        sentence,
        paragraph: document.sentences.get(sentence).map_or(0, |sentence| sentence.paragraph),
        tokens: reading.tokens.clone(),
        place: reading.place,
        point: reading.point.filter(|_| !reading.loose),
        country: known.and_then(|record| record.country.as_bytes().try_into().ok()).unwrap_or_default(),
        region: known
            .map_or(0, |record| crate::annotate::place::names::region_number(record.country, record.admin1_code)),
        precision,
        literal: reading.kind == MentionKind::Literal,
        dateline,
        capital: false,
        clues: Vec::with_capacity(12),
    };
    take_capital(document, &mut mention, gazetteer);
    take_genitive(document, &mut mention, gazetteer);
    if known.is_some_and(|record| matches!(record.kind, PlaceKind::Water | PlaceKind::Mountain | PlaceKind::Region)) {
        mention.clues.push(PlaceClue::Nature);
        if mention.country == [0, 0] {
            mention.clues.push(PlaceClue::Continent);
        }
    }
    kind_clues(document, reading, &mut mention);
    word_clues(passage, &mut mention);
    mention
}

/// "the French capital", "France's capital": the city, where only the country is named.
fn take_capital(document: &Document<'_>, mention: &mut Mention, gazetteer: &Gazetteer) {
    let end = mention.tokens.end;
    let possessive = document.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Possessive);
    let next = end + usize::from(possessive);
    if mention.precision != Precision::Country || document.lower(next) != "capital" {
        return;
    }
    let Ok(country) = std::str::from_utf8(&mention.country) else { return };
    let Some(name) = capitals::capital_of(country) else { return };
    let hint = Hint { countries: &[country], near: None };
    let found = gazetteer.respelled(name, &hint, 6);
    let city =
        found.iter().map(|candidate| gazetteer.record(candidate.id)).find(|record| record.kind == PlaceKind::City);
    if let Some(city) = city.filter(|city| city.country == country) {
        mention.capital = true;
        mention.place = Some(city.id);
        mention.point = Some((city.lat, city.lon));
        mention.precision = Precision::City;
        mention.region = crate::annotate::place::names::region_number(city.country, city.admin1_code);
        mention.literal = true;
        mention.clues.push(PlaceClue::Capital);
    }
}

/// "Syrias town of X" lost its apostrophe: the country.
fn take_genitive(document: &Document<'_>, mention: &mut Mention, gazetteer: &Gazetteer) {
    if mention.place.is_some() || mention.tokens.len() != 1 {
        return;
    }
    let Some(stem) = document.lower(mention.tokens.start).strip_suffix('s').filter(|stem| stem.len() > 3) else {
        return;
    };
    let mut found = Vec::new();
    gazetteer.exact(stem, &mut found);
    let country = found.iter().map(|&id| gazetteer.record(id)).find(|record| record.kind == PlaceKind::Country);
    if let Some(country) = country {
        mention.place = Some(country.id);
        mention.point = Some((country.lat, country.lon));
        mention.precision = Precision::Country;
        mention.country = country.country.as_bytes().try_into().unwrap_or_default();
        mention.clues.push(PlaceClue::Possessive);
    }
}

fn kind_clues(document: &Document<'_>, reading: &PlaceReading, mention: &mut Mention) {
    let clue = match mention.precision {
        Precision::Country => PlaceClue::Country,
        Precision::Admin1 => PlaceClue::Admin1,
        Precision::Admin2 => PlaceClue::Admin2,
        Precision::City => PlaceClue::City,
        Precision::Exact => PlaceClue::Spot,
        Precision::Near => PlaceClue::Unknown,
    };
    mention.clues.push(clue);
    if reading.point.is_none() || reading.loose {
        mention.clues.push(PlaceClue::Unanchored);
    }
    if !mention.literal {
        mention.clues.push(PlaceClue::Associative);
    }
    let lower = document.lower.get(document.bytes(reading.tokens.clone())).unwrap_or("");
    if classes(lower).any(&[Class::Adjective, Class::Plural]) && !mention.capital {
        mention.clues.push(PlaceClue::Adjective);
    }
    if mention.dateline {
        mention.clues.push(PlaceClue::Dateline);
    }
}

/// Words that stand between a verb of speech and the place of the speaker: "told reporters in", "said from".
const SEAT_REACH: usize = 7;

fn word_clues(passage: &Passage<'_>, mention: &mut Mention) {
    let document = &passage.document;
    let first = document.sentences.get(mention.sentence).map_or(0, |sentence| sentence.first as usize);
    let start = mention.tokens.start;
    let mut before = start;
    let step = |at: usize| at.checked_sub(1).filter(|&at| at >= first);
    // Over "the", directions and generic words: "in the northern city of X".
    while let Some(at) = step(before) {
        let word = document.lower(at);
        let class = classes(word);
        let of = word == "of" && step(at).is_some_and(|noun| classes(document.lower(noun)).has(Class::Generic));
        let lower = document.tokens[at].case == Case::Lower;
        if of {
            mention.clues.extend((!mention.has(PlaceClue::Typed)).then_some(PlaceClue::Typed));
        }
        if class.has(Class::Direction) {
            mention.clues.push(PlaceClue::Direction);
        }
        let skip = matches!(word, "the" | "a" | "an" | "-" | "its")
            || of
            || lower && class.any(&[Class::Direction, Class::Generic]) && word != "near"
            || lower && mention.has(PlaceClue::Typed) && (is_rank(word) || document.word(at + 1) == "-")
            || mention.has(PlaceClue::Typed) && is_nationality(passage, at);
        if !skip || word == "border" || word == "nearby" {
            break;
        }
        before = at;
    }
    let distance = distance::before(document, start);
    if distance.is_some() {
        mention.clues.push(PlaceClue::Distance);
    }
    if let Some(at) = step(before) {
        let word = document.lower(at);
        match word {
            "near" | "outside" | "around" => mention.clues.extend([PlaceClue::NearWord, PlaceClue::Locative]),
            "from" => mention.clues.push(PlaceClue::From),
            "of" => mention.clues.push(PlaceClue::Of),
            "to" | "for" | "with" => mention.clues.push(PlaceClue::To),
            _ if classes(word).has(Class::Locative) => mention.clues.push(PlaceClue::Locative),
            _ => {}
        }
        if matches!(word, "with" | "to")
            && step(at).is_some_and(|border| matches!(document.lower(border), "border" | "bordering" | "frontier"))
        {
            mention.clues.push(PlaceClue::Border);
        }
        if word == "from" && step(at).is_some_and(|people| is_people(passage, people)) {
            mention.clues.push(PlaceClue::Origin);
        }
        let on_event = matches!(word, "on" | "in" | "of" | "at" | "against" | "for" | "near");
        if on_event && step(at).is_some_and(|noun| is_event(document.lower(noun))) {
            mention.clues.push(PlaceClue::Event);
        }
        if is_seat(document, at, first) {
            mention.clues.push(PlaceClue::Seat);
        }
    }
    let end = mention.tokens.end;
    if document.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Possessive) {
        mention.clues.push(PlaceClue::Possessive);
    }
    if classes(document.lower(end)).has(Class::Speech) {
        mention.clues.push(PlaceClue::SaidAfter);
    }
    behind_clues(passage, mention);
    // "war in X", "the X civil war".
    let civil = usize::from(matches!(document.lower(end), "civil" | "-"));
    let war = |word: &str| matches!(word, "war" | "conflict" | "crisis" | "uprising" | "revolution");
    let war_before = step(before).and_then(step).is_some_and(|at| war(document.lower(at)));
    if war(document.lower(end + civil)) || war_before {
        mention.clues.push(PlaceClue::WarOf);
    }
    // "near X, where": what follows happened there.
    let comma = usize::from(document.word(end) == ",");
    if matches!(document.lower(end + comma), "where" | "when") {
        mention.clues.push(PlaceClue::WhereBehind);
    }
    // "Rep. X, R-Calif.": a party's seat.
    let party = start
        .checked_sub(2)
        .is_some_and(|party| matches!(document.word(party), "R" | "D") && document.word(party + 1) == "-");
    if party || document.word(end) == "-" && document.lower(end + 1) == "based" {
        mention.clues.push(PlaceClue::Seat);
    }
    let bytes = document.bytes(mention.tokens.clone());
    let covers = |hit: &crate::lexicon::Hit| {
        matches!(hit.entry, Entry::Actor(_))
            && hit.start <= bytes.start
            && bytes.end <= hit.end
            && hit.end - hit.start > bytes.len()
    };
    let from = passage.scan.hits.partition_point(|hit| hit.start + 80 < bytes.start);
    if passage.scan.hits.iter().skip(from).take_while(|hit| hit.start <= bytes.start).any(covers) {
        mention.clues.push(PlaceClue::InActor);
    }
}

/// What the name only modifies: "X soldiers", "X-led forces", "the X city of Y".
fn behind_clues(passage: &Passage<'_>, mention: &mut Mention) {
    let document = &passage.document;
    let end = mention.tokens.end;
    let generic_of = classes(document.lower(end)).has(Class::Generic)
        && document.lower(end + 1) == "of"
        && document.tokens.get(end + 2).is_some_and(|token| token.is_capitalised());
    if generic_of {
        mention.clues.push(PlaceClue::BeforeGenericOf);
    } else if is_kind(document.lower(end)) && !mention.has(PlaceClue::Typed) {
        mention.clues.push(PlaceClue::Typed);
    }
    if mention.precision == Precision::Country && !mention.literal {
        mention.clues.push(PlaceClue::AssociativeCountry);
    }
    let Some(next) = document.tokens.get(end).filter(|token| token.is_word() || document.word(end) == "-") else {
        return;
    };
    // The noun may stand one word further: "X army soldiers", "X-backed fighters".
    let reach = document.tokens.get(end + 2).map_or(next.end, |token| token.start) as usize;
    let from = passage.scan.hits.partition_point(|hit| hit.start < next.start as usize);
    let hits = passage.scan.hits.iter().skip(from).take_while(|hit| hit.start <= reach);
    let mut people = false;
    for hit in hits {
        people |= matches!(hit.entry, Entry::Victim(_));
    }
    if people {
        mention.clues.push(PlaceClue::BeforePeople);
    }
    let start = document.tokens.get(mention.tokens.start).map_or(0, |token| token.start as usize);
    let from = passage.scan.hits.partition_point(|hit| hit.start < start);
    let actor = |hit: &crate::lexicon::Hit| matches!(hit.entry, Entry::Actor(_)) && hit.end > next.start as usize;
    if passage.scan.hits.iter().skip(from).take_while(|hit| hit.start <= next.start as usize).any(actor) {
        mention.clues.push(PlaceClue::BeforeForce);
    }
}

/// "told Agency in X", "said in X", "based in X": where the speaker is, not where it happened.
fn is_seat(document: &Document<'_>, preposition: usize, first: usize) -> bool {
    if !matches!(document.lower(preposition), "in" | "from" | "at") {
        return false;
    }
    let mut at = preposition;
    let mut steps = 0;
    while at > first && steps < SEAT_REACH {
        at -= 1;
        steps += 1;
        let word = document.lower(at);
        if matches!(word, "told" | "based" | "headquartered" | "reporting") {
            return true;
        }
        if steps == 1
            && matches!(
                word,
                "said"
                    | "correspondent"
                    | "spokesman"
                    | "spokeswoman"
                    | "embassy"
                    | "office"
                    | "headquarters"
                    | "conference"
                    | "reporters"
                    | "statement"
                    | "official"
                    | "officials"
            )
        {
            return true;
        }
        let short = document.tokens[at].is_capitalised()
            || matches!(
                word,
                "reporters" | "the" | "a" | "news" | "agency" | "journalists" | "by" | "telephone" | "phone" | ","
            );
        if !short {
            return false;
        }
    }
    false
}

/// "the Syrian city of X".
fn is_nationality(passage: &Passage<'_>, token: usize) -> bool {
    let bytes = passage.document.bytes(token..token + 1);
    passage.scan.within(bytes.start, bytes.end).any(|hit| matches!(hit.entry, Entry::Demonym(_)))
}

/// Whether a noun for people ends at this token.
fn is_people(passage: &Passage<'_>, token: usize) -> bool {
    let bytes = passage.document.bytes(token..token + 1);
    let from = passage.scan.hits.partition_point(|hit| hit.start + 40 < bytes.start);
    let hits = passage.scan.hits.iter().skip(from).take_while(|hit| hit.start <= bytes.start);
    hits.into_iter().any(|hit| hit.end == bytes.end && matches!(hit.entry, Entry::Victim(_) | Entry::Demonym(_)))
}
