//! Random queries out of the values that reports are made of.

use warwire::query::ast::*;
use warwire::vocabulary::*;

use super::make::*;
use super::random::Random;

fn strings(random: &mut Random, values: &[&str]) -> Vec<String> {
    let mut chosen: Vec<String> = random.some(values, 2).into_iter().map(str::to_owned).collect();
    if chosen.is_empty() {
        chosen.push(random.pick(values).to_string());
    }
    chosen
}

fn area(random: &mut Random) -> Area {
    let none = Area { name: "there".into(), country: None, admin1: None, point: None, extent: None };
    let country = Some(random.pick(COUNTRIES).to_string());
    match random.below(5) {
        0 | 1 => Area { country, ..none },
        2 => Area { country, admin1: Some(random.pick(REGIONS).to_string()), ..none },
        3 => {
            let (lat, lon) = *random.pick(POINTS);
            let radius = *random.pick(&[5.0, 25.0, 60.0]);
            Area { country: country.filter(|_| random.one_in(2)), point: Some((lat, lon, radius)), ..none }
        }
        _ => {
            let extent =
                *random.pick(&[(30.0, 35.0, 38.0, 42.0), (-20.0, 178.0, -10.0, -179.0), (-90.0, -180.0, 90.0, 180.0)]);
            Area { extent: Some(extent), ..none }
        }
    }
}

fn near(random: &mut Random) -> Circle {
    let (lat, lon) = *random.pick(POINTS);
    let radius_km = *random.pick(&[10.0, 50.0, 70.0, 150.0, 900.0, 15_000.0]);
    Circle { name: None, country: None, admin1: None, lat: lat + 0.1, lon: lon - 0.04, radius_km }
}

/// A full-text part; the plain reading understands the same words.
pub fn text(random: &mut Random, depth: usize) -> String {
    let word = *random.pick(&WORDS[..6]);
    let other = *random.pick(&WORDS[..6]);
    match random.below(if depth == 0 { 6 } else { 10 }) {
        0 => format!("\"{word} {other}\""),
        1 => format!("{}*", &word[..3]),
        2 => format!("title:{word}"),
        3 => "Raqqa".to_owned(),
        4 | 5 => word.to_owned(),
        6 => format!("{} OR {}", text(random, depth - 1), text(random, depth - 1)),
        7 => format!("({}) AND NOT ({})", text(random, depth - 1), text(random, depth - 1)),
        8 => format!("NOT ({})", text(random, depth - 1)),
        _ => format!("({}) ({})", text(random, depth - 1), text(random, depth - 1)),
    }
}

/// One to four constraints, now and then none.
pub fn query(random: &mut Random) -> Query {
    let mut query = Query::default();
    for _ in 0..random.below(5) {
        constrain(random, &mut query);
    }
    query
}

fn constrain(random: &mut Random, query: &mut Query) {
    match random.below(25) {
        0 => query.effect = random.some(&Effect::ALL[..3], 2),
        1 => {
            query.victims = random.some(&VictimClass::ALL[..3], 2);
            query.unsaid = random.one_in(2);
        }
        2 => query.groups = random.some(&Group::ALL[..3], 2),
        3 => query.affiliation = vec!["KURDISH".into()],
        4 => query.min = Some(*random.pick(&[1, 5, 21, 24, 30])).filter(|min| query.max.is_none_or(|max| *min <= max)),
        5 => query.max = Some(*random.pick(&[1, 5, 21, 24, 30])).filter(|max| query.min.is_none_or(|min| min <= *max)),
        6 | 7 => query.near = Some(near(random)),
        8 | 9 => query.within = (0..random.below(2) + 1).map(|_| area(random)).collect(),
        10 | 11 => {
            let (one, other) = (day(random), day(random));
            query.from = random.maybe(4, |_| one.min(other));
            query.to = random.maybe(4, |_| one.max(other));
        }
        12 => query.by = strings(random, ACTORS),
        13 => query.source = strings(random, ACTORS),
        14 => query.source_kind = random.some(&ActorKind::ALL[..3], 2),
        15 => query.denied_by = strings(random, ACTORS),
        16 => query.method = random.some(&Method::ALL[..3], 2),
        17 => query.scope = random.some(Scope::ALL, 2),
        18 => query.stance = random.some(&Stance::ALL[..3], 2),
        19 => query.min_confidence = Some(*random.pick(&[0.5, 0.75, 0.9])),
        20 => query.actor = strings(random, ACTORS),
        21 => query.dateline = Some(area(random)),
        22 => query.agency = vec![random.pick(&["afp", "NORTH wire", "Agence Ete"]).to_string()],
        23 => query.published_from = Some(day(random)),
        _ => query.text = Some(text(random, 2)),
    }
}

/// A page that fits the query.
pub fn page(random: &mut Random, query: &Query) -> Page {
    let sorts = [Sort::Relevance, Sort::Date, Sort::Count, Sort::Distance];
    let sorts = if query.near.is_some() { &sorts[..] } else { &sorts[..3] };
    Page { sort: *random.pick(sorts), limit: random.below(6) + 1, ..Page::default() }
}
