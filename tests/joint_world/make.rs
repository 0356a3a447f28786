//! Random reports out of few values, so that queries meet them.

use chrono::{Days, NaiveDate};
use warwire::article::*;

use super::random::Random;

pub const WORDS: &[&str] = &["bridge", "river", "market", "school", "convoy", "tower", "Raqqa", "Raqa"];
pub const ACTORS: &[&str] = &["sohr", "sdf", "us-led-coalition", "army", "ministry"];
pub const COUNTRIES: &[&str] = &["SY", "IQ", "FJ"];
pub const REGIONS: &[&str] = &["Raqqa", "Aleppo", "Western"];
pub const AGENCIES: &[&str] = &["AFP", "North Wire", "Agence Été"];
pub const LANGUAGES: &[&str] = &["en", "fr"];
pub const PEOPLES: &[&str] = &["Kurdish", "US"];
/// Places close to each other, far from each other, and on both sides of the antimeridian.
pub const POINTS: &[(f64, f64)] = &[
    (36.3, 39.0),
    (35.95, 39.01),
    (36.2, 37.16),
    (-17.5, 179.95),
    (-17.6, -179.9),
    (-17.5, 178.1),
    (66.5, 20.0),
    (66.9, 21.3),
    (0.0, 0.0),
    (89.7, 10.0),
    (89.8, -150.0),
    (-89.7, 60.0),
];

pub fn id(random: &mut Random) -> String {
    format!("wire/{}", random.below(14))
}

pub fn day(random: &mut Random) -> NaiveDate {
    let start = NaiveDate::from_ymd_opt(2016, 9, 1).expect("a day");
    start.checked_add_days(Days::new(random.below(150) as u64)).expect("a day")
}

fn text(random: &mut Random, most: usize) -> String {
    (0..random.below(most) + 1).map(|_| *random.pick(WORDS)).collect::<Vec<_>>().join(" ")
}

fn place(random: &mut Random) -> Place {
    let (lat, lon) = *random.pick(POINTS);
    let bare = random.one_in(8);
    Place {
        surface: "there".into(),
        name: format!("place {}", random.below(4)),
        country: random.maybe(6, |random| random.pick(COUNTRIES).to_string()),
        admin1: random.maybe(4, |random| random.pick(REGIONS).to_string()),
        lat: (!bare).then_some(lat),
        lon: (!bare).then_some(lon),
        geoname_id: None,
        precision: *random.pick(Precision::ALL),
        from: PlaceFrom::Sentence,
    }
}

fn when(random: &mut Random) -> When {
    let from = day(random);
    let length = *random.pick(&[0, 0, 0, 1, 6, 30, 31, 100, 400, 1500]);
    let to = from.checked_add_days(Days::new(length)).expect("a day");
    When {
        from: random.maybe(8, |_| from),
        to: random.maybe(8, |_| to),
        precision: DatePrecision::Day,
        anchor: Anchor::Explicit,
    }
}

fn actor(random: &mut Random) -> Actor {
    let id = *random.pick(ACTORS);
    Actor { id: id.into(), name: id.to_uppercase(), kind: random.maybe(4, |random| *random.pick(&ActorKind::ALL[..3])) }
}

fn count(random: &mut Random) -> Count {
    let low = *random.pick(&[0, 1, 2, 5, 20, 24, 200]);
    let (low, high) = match random.below(5) {
        0 => (Some(low), None),
        1 => (None, Some(low)),
        2 => (Some(low), Some(low + 10)),
        _ => (Some(low), Some(low)),
    };
    Count { low, high, unit: *random.pick(Unit::ALL), ..Count::default() }
}

fn figure(random: &mut Random, article: &str, number: usize) -> Figure {
    let start = random.below(3) as u32;
    Figure {
        id: format!("{article}#{number}"),
        field: *random.pick(&[Field::Title, Field::Text]),
        span: Span(start, start + 1),
        quote: "quote".into(),
        sentence: Span(0, 4),
        count: count(random),
        effect: *random.pick(&Effect::ALL[..3]),
        victims: Victims {
            class: *random.pick(&VictimClass::ALL[..3]),
            groups: random.some(&Group::ALL[..3], 2),
            affiliation: random.maybe(2, |random| random.pick(PEOPLES).to_string()),
        },
        scope: *random.pick(Scope::ALL),
        part_of: (number > 1).then(|| format!("{article}#1")),
        place: random.maybe(6, place),
        when: random.maybe(6, when),
        by: (0..random.below(3))
            .map(|_| random.pick(ACTORS))
            .map(|id| Perpetrator { id: id.to_string(), name: id.to_string(), relation: Relation::Stated })
            .collect(),
        method: random.maybe(3, |random| *random.pick(&Method::ALL[..3])),
        attribution: random.maybe(3, actor),
        stance: *random.pick(&Stance::ALL[..3]),
        denied_by: (0..random.below(2)).map(|_| actor(random)).collect(),
        confidence: *random.pick(&[0.25, 0.5, 0.75, 0.9]),
    }
}

pub fn report(random: &mut Random) -> Report {
    let id = id(random);
    let dateline = random.maybe(3, |random| Dateline {
        span: Span(0, 1),
        agency: random.maybe(4, |random| random.pick(AGENCIES).to_string()),
        place: random.maybe(4, place),
        date: None,
    });
    let figures = (1..=random.below(5)).map(|number| figure(random, &id, number)).collect();
    let published = random.maybe(6, day);
    Report {
        article: Article {
            title: random.maybe(4, |random| text(random, 4)),
            text: text(random, 20),
            published,
            source: random.maybe(4, |random| random.pick(AGENCIES).to_string()),
            url: None,
            language: random.maybe(3, |random| random.pick(LANGUAGES).to_string()),
            id,
            encoding: None,
        },
        reading: Reading {
            published,
            language: None,
            dateline,
            actors: (0..random.below(3)).map(|_| actor(random)).collect(),
            places: Vec::new(),
            figures,
        },
    }
}
