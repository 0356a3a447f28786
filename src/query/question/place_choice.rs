//! From a place's name to the place: namesakes are told apart by what lies near in the question and by size; and what
//! "near" and "in" mean for it. It must not know the rest of a question.

use super::party::edit_distance;
use super::places::Wanted;
use super::tables::USUAL_PLACES;
use super::{QuestionContext, QuestionError, ReadPart};
use crate::article::Span;
use crate::gazetteer::{
    Candidate, Extent, Gazetteer, Hint, MatchLevel, PlaceId, PlaceKind, PlaceRecord, distance_km, importance,
};
use crate::query::ast::{Area, Circle};
use crate::text::fold::{fold, skeleton};

/// A place that was chosen, and those that were not.
#[derive(Clone, Debug)]
pub struct Chosen<'g> {
    pub record: PlaceRecord<'g>,
    pub others: Vec<PlaceRecord<'g>>,
    /// How near to the gazetteer's spelling the name is written.
    pub level: MatchLevel,
}

/// Where names of places are looked up, and which countries they are likely to lie in.
#[derive(Clone, Copy)]
pub struct Atlas<'a> {
    pub gazetteer: &'a Gazetteer,
    /// ISO codes of the countries that the reports speak of, the most frequent first; empty when unknown.
    pub reported: &'a [String],
}

/// How much nearer a namesake gets by lying in a country that the question names as the place's, or names otherwise.
/// In doublings of population.
const HELD: f32 = 25.0;
const NAMED: f32 = 7.0;
/// ... or in the country that most reports speak of, and in the one that the fewest speak of.
const REPORTED: (f32, f32) = (8.0, 4.0);

/// What a place found by sound or letters alone counts at most, however large it is.
const LARGEST_BY_SOUND: u8 = 24;

/// Finds the place that a name means.
pub fn choose<'g>(
    atlas: Atlas<'g>,
    name: &str,
    wanted: Wanted,
    holders: &[String],
    named: &[String],
) -> Option<Chosen<'g>> {
    let Atlas { gazetteer, reported } = atlas;
    let folded = fold(name);
    let mut candidates: Vec<(f32, PlaceRecord<'g>, MatchLevel)> = Vec::new();
    if let Some((usual, country)) = USUAL_PLACES.get(&folded).filter(|_| matches!(wanted, Wanted::Any | Wanted::Region))
    {
        let record = by_name(gazetteer, usual, country);
        candidates.extend(record.map(|record| (40.0, record, MatchLevel::Exact)));
    }
    let hint = |countries| Hint { countries, near: None };
    let mut found: Vec<Candidate> = gazetteer.find(name, &hint(&[]), 12);
    let countries: Vec<&str> = holders.iter().chain(named).map(String::as_str).collect();
    if !countries.is_empty() {
        found.extend(gazetteer.find(name, &hint(&countries), 6));
    }
    if !reported.is_empty() {
        let countries: Vec<&str> = reported.iter().map(String::as_str).collect();
        found.extend(gazetteer.respelled(name, &hint(&countries), 6));
    }
    let suffixed = ["region", "province", "governorate", "state"];
    if matches!(wanted, Wanted::Admin1 | Wanted::Region) {
        for suffix in suffixed {
            let mut ids = Vec::new();
            gazetteer.exact(&format!("{folded} {suffix}"), &mut ids);
            found.extend(ids.into_iter().map(|id| Candidate { id, score: 0.0, level: MatchLevel::Exact }));
        }
    }
    for candidate in found {
        let record = gazetteer.record(candidate.id);
        if candidates.iter().any(|(_, other, _)| other.id == record.id) {
            continue;
        }
        let position = |list: &[String]| list.iter().any(|country| country == record.country);
        // What only sounds like the name is taken only where the reports come from.
        let expected = reported.is_empty() || position(reported) || position(holders) || position(named);
        if candidate.level > MatchLevel::Generic && !expected {
            continue;
        }
        let mut score = importance(record.kind, record.population, record.country);
        score += if position(holders) { HELD } else { 0.0 } + if position(named) { NAMED } else { 0.0 };
        if let Some(at) = reported.iter().position(|country| country == record.country) {
            let (most, least) = REPORTED;
            score += most - (most - least) * at as f32 / reported.len() as f32;
        }
        // A country is not known by the sound of its name.
        if candidate.level > MatchLevel::Generic {
            score = score.min(f32::from(LARGEST_BY_SOUND));
        }
        score += kind_bonus(record.kind, wanted) + if fold(record.name) == folded { 2.5 } else { 0.0 };
        score -= match candidate.level {
            MatchLevel::Exact => 0.0,
            MatchLevel::Generic => 6.0,
            MatchLevel::Skeleton => 14.0,
            MatchLevel::Fuzzy => 22.0,
        };
        candidates.push((score, record, candidate.level));
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    let mut ranked = candidates.into_iter();
    let (_, record, level) = ranked.next()?;
    let others = ranked.map(|(_, other, _)| other);
    // The town beside the region of the same name is no other place to a reader.
    let others = others.filter(|other| {
        let near = distance_km((other.lat, other.lon), (record.lat, record.lon)) < 60.0;
        !(near && other.country == record.country && other.kind == record.kind)
    });
    Some(Chosen { record, others: others.take(3).collect(), level })
}

fn by_name<'g>(gazetteer: &'g Gazetteer, name: &str, country: &str) -> Option<PlaceRecord<'g>> {
    let mut ids: Vec<PlaceId> = Vec::new();
    gazetteer.exact(&fold(name), &mut ids);
    let records = || ids.iter().map(|id| gazetteer.record(*id)).filter(|record| record.country == country);
    let country_itself = gazetteer.country(country).filter(|record| fold(record.name) == fold(name));
    country_itself.or_else(|| records().next()).or_else(|| gazetteer.country(country))
}

fn kind_bonus(kind: PlaceKind, wanted: Wanted) -> f32 {
    let fits = match wanted {
        Wanted::Any => return 0.0,
        Wanted::Settlement => kind.is_settlement(),
        Wanted::Admin1 => matches!(kind, PlaceKind::Admin1 | PlaceKind::Region),
        Wanted::District => matches!(kind, PlaceKind::Admin2 | PlaceKind::District | PlaceKind::Admin1),
        Wanted::Region => matches!(kind, PlaceKind::Admin1 | PlaceKind::Region | PlaceKind::Admin2),
    };
    if fits { 30.0 } else { 0.0 }
}

/// "Ar Raqqah, Syria"; the region too for a place that shares its name and country with another.
pub fn say_place(gazetteer: &Gazetteer, record: &PlaceRecord<'_>) -> String {
    let country = gazetteer.country(record.country).map_or(record.country, |country| country.name);
    let kind = match record.kind {
        PlaceKind::Admin1 => " (province)",
        PlaceKind::Region => " (region)",
        _ => "",
    };
    if record.kind == PlaceKind::Country || country.is_empty() {
        return record.name.to_owned();
    }
    format!("{}{kind}, {country}", record.name)
}

/// How far around its point a settlement or other place without an extent reaches, in kilometres. A town beside a larger
/// one ends before that begins.
fn reach(gazetteer: &Gazetteer, record: &PlaceRecord<'_>) -> f64 {
    let alone = match record.kind {
        PlaceKind::City | PlaceKind::Village => match record.population {
            2_000_000.. => 25.0,
            700_000.. => 18.0,
            100_000.. => 15.0,
            _ => 12.0,
        },
        // A quarter of a city is a few kilometres wide; a district of villages is wider.
        PlaceKind::District if gazetteer.larger_city_near(record, QUARTER_KM).is_some() => 4.0,
        PlaceKind::District | PlaceKind::Camp | PlaceKind::Other => 8.0,
        PlaceKind::Admin2 => 30.0,
        PlaceKind::Region | PlaceKind::Water | PlaceKind::Mountain => 75.0,
        _ => 25.0,
    };
    if !record.kind.is_settlement() || alone < 10.0 {
        return alone;
    }
    let larger = gazetteer.larger_city_near(record, alone / LARGER_SHARE);
    larger.map_or(alone, |apart| (apart * LARGER_SHARE).clamp(4.0, alone))
}

/// Distance from a larger city within which a district is a quarter of it.
const QUARTER_KM: f64 = 12.0;
/// The part of the way to a larger town that belongs to the smaller.
const LARGER_SHARE: f64 = 0.7;

/// The area that "in" means for a place.
pub fn area_of(gazetteer: &Gazetteer, record: &PlaceRecord<'_>) -> Area {
    let country = (!record.country.is_empty()).then(|| record.country.to_owned());
    let mut area = Area { name: record.name.to_owned(), country, admin1: None, point: None, extent: None };
    match (record.kind, record.extent) {
        (PlaceKind::Country, _) => {}
        (PlaceKind::Admin1, _) => {
            let name = if record.admin1.is_empty() { record.name } else { record.admin1 };
            area.admin1 = Some(name.to_owned());
        }
        (PlaceKind::City | PlaceKind::Village | PlaceKind::Camp | PlaceKind::District, _) | (_, None) => {
            area.point = Some((record.lat, record.lon, reach(gazetteer, record)));
            // A town near a border has its surroundings on both sides.
            if record.kind == PlaceKind::Region {
                area.country = None;
            }
        }
        (_, Some(extent)) => area.extent = Some((extent.south, extent.west, extent.north, extent.east)),
    }
    area
}

/// The side of an area towards a bearing: "northern Syria".
pub fn side_of(gazetteer: &Gazetteer, record: &PlaceRecord<'_>, bearing: f64) -> Option<Area> {
    let Extent { south, west, north, east } = record.extent.filter(|extent| extent.west <= extent.east)?;
    let mut area = area_of(gazetteer, record);
    let (height, width) = (north - south, east - west);
    // A little less than half, so that "northern" and "southern" leave a middle.
    let share = 0.45;
    let (mut lows, mut highs) = ((south, west), (north, east));
    if !(60.0..=300.0).contains(&bearing) {
        lows.0 = north - height * share;
    } else if (120.0..=240.0).contains(&bearing) {
        highs.0 = south + height * share;
    }
    if (30.0..=150.0).contains(&bearing) {
        lows.1 = east - width * share;
    } else if (210.0..=330.0).contains(&bearing) {
        highs.1 = west + width * share;
    }
    area.extent = Some((lows.0, lows.1, highs.0, highs.1));
    area.name = format!("{} {}", compass(bearing), record.name);
    Some(area)
}

pub fn compass(bearing: f64) -> &'static str {
    const NAMES: [&str; 8] = [
        "northern",
        "north-eastern",
        "eastern",
        "south-eastern",
        "southern",
        "south-western",
        "western",
        "north-western",
    ];
    NAMES.get((bearing / 45.0).round() as usize % 8).copied().unwrap_or("")
}

pub fn circle_of(record: &PlaceRecord<'_>, radius_km: f64) -> Circle {
    Circle {
        name: Some(record.name.to_owned()),
        country: (!record.country.is_empty()).then(|| record.country.to_owned()),
        admin1: (!record.admin1.is_empty()).then(|| record.admin1.to_owned()),
        lat: record.lat,
        lon: record.lon,
        radius_km,
    }
}

/// Whether a place that was found by sound or by letters may be what was typed. By letters, its own name must be near:
/// what else it is called is not known here.
pub fn plausible(name: &str, chosen: &Chosen<'_>) -> bool {
    let (typed, own) = (skeleton(&fold(name)), skeleton(&fold(chosen.record.name)));
    let near = edit_distance(&typed, &own) <= (typed.len().min(own.len()) / 4).max(1);
    match chosen.level {
        MatchLevel::Exact | MatchLevel::Generic => true,
        MatchLevel::Skeleton => typed.len() >= 3,
        MatchLevel::Fuzzy => typed.len() >= 4 && near && few_letters_off(name, chosen),
    }
}

/// Whether one letter is amiss, or two of a longer name.
fn few_letters_off(name: &str, chosen: &Chosen<'_>) -> bool {
    let (typed, own) = (fold(name), fold(chosen.record.name));
    // "Al Fallūjah" is typed without its article.
    let bare = own.split_once(' ').filter(|(article, _)| article.len() <= 2).map_or(own.as_str(), |(_, rest)| rest);
    let off = edit_distance(&typed, &own).min(edit_distance(&typed, bare));
    off <= if typed.chars().count() < 7 { 1 } else { 2 }
}

/// Names of places that are written nearly like this.
pub fn suggestions(gazetteer: &Gazetteer, name: &str) -> Vec<String> {
    let found = gazetteer.find(name, &Hint::default(), 3);
    found.iter().map(|candidate| say_place(gazetteer, &gazetteer.record(candidate.id))).collect()
}

/// "LAT,LON", whether or not the earth has it.
fn coordinates(text: &str) -> Option<(f64, f64)> {
    let (lat, lon) = text.split_once([',', ' '])?;
    Some((lat.trim().parse().ok()?, lon.trim().parse().ok()?))
}

/// What is wrong with degrees that the earth has not.
pub fn out_of_range(lat: f64, lon: f64) -> Option<String> {
    if !(-90.0..=90.0).contains(&lat) {
        return Some(format!("latitude {lat} is out of range: it lies between -90 and 90"));
    }
    (!(-180.0..=180.0).contains(&lon)).then(|| format!("longitude {lon} is out of range: it lies between -180 and 180"))
}

/// Chooses the place of a filter's value: "Tripoli", "Tripoli, Lebanon", "Homs province".
fn choose_for_filter<'g>(text: &str, context: &QuestionContext<'g>) -> Result<(Chosen<'g>, ReadPart), QuestionError> {
    let (gazetteer, atlas) = (context.gazetteer, context.atlas());
    let (name, holder) = match text.split_once(',') {
        Some((name, holder)) => (name.trim(), Some(holder.trim())),
        None => (text.trim(), None),
    };
    let holders: Vec<String> = holder
        .map(|holder| match gazetteer.country(&holder.to_ascii_uppercase()) {
            Some(country) if holder.len() == 2 => vec![country.country.to_owned()],
            _ => {
                choose(atlas, holder, Wanted::Any, &[], &[]).iter().map(|held| held.record.country.to_owned()).collect()
            }
        })
        .unwrap_or_default();
    let (name, wanted) = strip_kind(name);
    let mut ids = Vec::new();
    gazetteer.exact(&fold(name), &mut ids);
    let known = !ids.is_empty() || USUAL_PLACES.contains_key(&fold(name));
    let chosen = choose(atlas, name, wanted, &holders, &[]).filter(|chosen| known || plausible(name, chosen));
    let Some(chosen) = chosen else {
        return Err(QuestionError {
            column: 1,
            message: format!("no place is known as {text:?}"),
            suggestions: suggestions(gazetteer, name),
        });
    };
    let mut reading = format!("{name} → {}", say_place(gazetteer, &chosen.record));
    if let Some(other) = chosen.others.first().filter(|_| chosen.record.kind != PlaceKind::Country) {
        reading.push_str(&format!("; not {}", say_place(gazetteer, other)));
    }
    let part = ReadPart {
        span: Span(0, text.chars().count() as u32),
        words: text.to_owned(),
        field: "in".into(),
        reading,
        value: Some(say_place(gazetteer, &chosen.record)),
        alternatives: chosen.others.iter().map(|other| say_place(gazetteer, other)).collect(),
        filter: None,
    };
    Ok((chosen, part))
}

/// "Homs province" and "province of Homs" are the province.
fn strip_kind(name: &str) -> (&str, Wanted) {
    for (word, kind) in super::places::KINDS {
        if let Some(rest) = name
            .strip_suffix(word)
            .map(str::trim_end)
            .filter(|rest| !rest.is_empty() && rest.len() < name.len() - word.len())
        {
            return (rest, *kind);
        }
        if let Some(rest) = name.strip_prefix(word).and_then(|rest| rest.strip_prefix(" of ")) {
            return (rest, *kind);
        }
    }
    (name, Wanted::Any)
}

/// Reads the value of `--near`: a place's name or `LAT,LON`.
pub fn near_filter(
    text: &str,
    radius_km: f64,
    context: &QuestionContext<'_>,
) -> Result<(Circle, ReadPart), QuestionError> {
    if let Some((lat, lon)) = coordinates(text) {
        if let Some(message) = out_of_range(lat, lon) {
            return Err(QuestionError { column: 1, message, suggestions: Vec::new() });
        }
        let circle = Circle { name: None, country: None, admin1: None, lat, lon, radius_km };
        let reading = format!("within {radius_km} km of {lat}, {lon}");
        let span = Span(0, text.chars().count() as u32);
        return Ok((
            circle,
            ReadPart {
                span,
                words: text.into(),
                field: "near".into(),
                reading,
                value: Some(text.into()),
                alternatives: Vec::new(),
                filter: None,
            },
        ));
    }
    let (chosen, mut part) = choose_for_filter(text, context)?;
    part.field = "near".into();
    Ok((circle_of(&chosen.record, radius_km), part))
}

/// Reads the value of `--in` or `--dateline`: the name of a country, province, city or region.
pub fn area_filter(text: &str, context: &QuestionContext<'_>) -> Result<(Area, ReadPart), QuestionError> {
    let (chosen, part) = choose_for_filter(text, context)?;
    Ok((area_of(context.gazetteer, &chosen.record), part))
}
