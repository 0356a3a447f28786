//! Reads every question of `questions.tsv` and compares the query with the one that it must become.
//! `cargo test --test questions -- --nocapture` prints each difference.

use warwire::gazetteer::{Gazetteer, Hint, distance_km};
use warwire::lexicon::Lexicon;
use warwire::query::ast::{Area, Circle, Query};
use warwire::query::question::{QuestionContext, actor_filter, read};

const QUESTIONS: &str = include_str!("questions.tsv");
/// Of a hundred questions, so many must be read exactly right.
const WANTED_PER_CENT: usize = 97;

fn context() -> QuestionContext<'static> {
    QuestionContext {
        gazetteer: Gazetteer::embedded(),
        lexicon: Lexicon::embedded(),
        reported: &[],
        today: "2024-05-15".parse().unwrap(),
        default_radius_km: 50.0,
    }
}

/// A query as `FIELD=VALUE` pairs, lists sorted.
fn show(query: &Query) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut list = |field: &str, mut values: Vec<String>| {
        values.sort();
        if !values.is_empty() {
            pairs.push((field.to_owned(), values.join("|")));
        }
    };
    fn words<T: ToString>(values: &[T]) -> Vec<String> {
        values.iter().map(ToString::to_string).collect()
    }
    fn one<T: ToString>(value: &Option<T>) -> Vec<String> {
        value.iter().map(ToString::to_string).collect()
    }
    list("effect", words(&query.effect));
    list("victims", words(&query.victims));
    list("groups", words(&query.groups));
    list("affiliation", words(&query.affiliation));
    list("min", one(&query.min));
    list("max", one(&query.max));
    list("from", one(&query.from));
    list("to", one(&query.to));
    list("by", words(&query.by));
    list("source", words(&query.source));
    list("source_kind", words(&query.source_kind));
    list("denied", words(&query.denied_by));
    list("method", words(&query.method));
    list("scope", words(&query.scope));
    list("stance", words(&query.stance));
    list("actor", words(&query.actor));
    list("agency", words(&query.agency));
    list("language", words(&query.language));
    list("published_from", one(&query.published_from));
    list("published_to", one(&query.published_to));
    list("text", one(&query.text));
    pairs
}

/// Fields and values.
type Pairs = Vec<(String, String)>;

/// What the row says, actors turned into the ids that their name stands for.
fn expected(row: &str) -> (Pairs, Pairs) {
    let (mut plain, mut places) = (Vec::new(), Vec::new());
    for pair in row.split("; ").filter(|pair| !pair.is_empty()) {
        let (field, value) = pair.split_once('=').unwrap_or_else(|| panic!("{pair:?} has no ="));
        match field {
            "near" | "in" | "dateline" => places.push((field.to_owned(), value.to_owned())),
            _ => {
                let mut values: Vec<String> = match field {
                    "text" => vec![value.to_owned()],
                    _ => value.split('|').map(str::to_owned).collect(),
                };
                values.sort();
                plain.push((field.to_owned(), values.join("|")));
            }
        }
    }
    (plain, places)
}

/// Actors are told by name; whether the ids of the query are what one of the names stands for.
fn same_actors(names: &str, ids: &str) -> bool {
    let ids: Vec<&str> = ids.split('|').collect();
    let mut wanted = Vec::new();
    for name in names.split('|') {
        match actor_filter(name, &context()) {
            // The filter takes a state's speakers too, where a question asks for its forces alone.
            Ok(found) if found.first().is_some_and(|first| ids.contains(&first.as_str())) => wanted.extend(found),
            // A common noun stands for itself too.
            Err(_) if ids.contains(&name) => wanted.push(name.to_owned()),
            _ => return false,
        }
    }
    ids.iter().all(|id| wanted.iter().any(|wanted| wanted == id))
}

fn same_text(field: &str, wanted: &str, found: &str) -> bool {
    match field {
        "by" | "source" | "denied" | "actor" => same_actors(wanted, found),
        _ => wanted == found,
    }
}

fn position(name: &str, country: &str) -> Option<(f64, f64, String)> {
    let gazetteer = Gazetteer::embedded();
    let found = gazetteer.find(name, &Hint { countries: &[country], near: None }, 8);
    let record =
        found.iter().map(|c| gazetteer.record(c.id)).find(|record| record.country == country || country.is_empty())?;
    Some((record.lat, record.lon, record.name.to_owned()))
}

fn same_circle(wanted: &str, circle: &Circle) -> Result<(), String> {
    let centre = (circle.lat, circle.lon);
    let said = format!("{:?} {:.3},{:.3} {}", circle.name, circle.lat, circle.lon, circle.radius_km);
    let close = |lat: f64, lon: f64, km: f64| {
        if distance_km(centre, (lat, lon)) <= km { Ok(()) } else { Err(said.clone()) }
    };
    if let Some(pair) = wanted.strip_prefix("between ") {
        let (first, second) = pair.split_once(" and ").unwrap();
        let place = |text: &str| {
            let (name, country) = text.split_once(", ").unwrap();
            position(name, country).ok_or_else(|| format!("{name} is nowhere"))
        };
        let (a, b) = (place(first)?, place(second)?);
        return close((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0, 5.0);
    }
    let parts: Vec<&str> = wanted.split(", ").collect();
    if let [point, radius] = parts[..] {
        let (lat, lon) = point.split_once(',').unwrap();
        close(lat.parse().unwrap(), lon.parse().unwrap(), 0.5)?;
        return if circle.radius_km.to_string() == radius { Ok(()) } else { Err(said.clone()) };
    }
    let [name, country, how] = parts[..] else { panic!("{wanted:?}: NAME, COUNTRY, KM") };
    let (lat, lon, _) = position(name, country).ok_or_else(|| format!("{name} is nowhere"))?;
    if let Ok(radius) = how.parse::<f64>() {
        close(lat, lon, 3.0)?;
        return if (circle.radius_km - radius).abs() < 0.6 { Ok(()) } else { Err(said.clone()) };
    }
    let mut words = how.split(' ');
    let degrees = match words.next().unwrap() {
        "north" => 0.0,
        "north-east" => 45.0,
        "east" => 90.0,
        "south-east" => 135.0,
        "south" => 180.0,
        "south-west" => 225.0,
        "west" => 270.0,
        _ => 315.0,
    };
    let km = words.next().map_or(25.0, |km| km.parse().unwrap());
    let (lat, lon) = warwire::gazetteer::destination((lat, lon), degrees, km);
    close(lat, lon, 3.0)
}

fn same_area(wanted: &str, area: &Area) -> Result<(), String> {
    let parts: Vec<&str> = wanted.split(", ").collect();
    let (name, country, kind) = (parts[0], parts.get(1).copied().unwrap_or(""), parts.get(2).copied().unwrap_or(""));
    let found = match (&area.point, &area.admin1, &area.extent) {
        (Some(_), _, _) => "city",
        (_, _, Some(_)) => "region",
        (_, Some(_), _) => "admin1",
        _ => "country",
    };
    let said = format!("{}, {}, {found}", area.name, area.country.as_deref().unwrap_or(""));
    if !kind.is_empty() && kind != found || !country.is_empty() && area.country.as_deref().is_some_and(|c| c != country)
    {
        return Err(said);
    }
    let folded = warwire::text::fold::fold;
    if folded(name) == folded(&area.name) || kind == "country" && area.country.as_deref() == Some(country) {
        return Ok(());
    }
    match (position(name, country), area.point) {
        (Some((lat, lon, _)), Some((here_lat, here_lon, _))) if distance_km((lat, lon), (here_lat, here_lon)) < 5.0 => {
            Ok(())
        }
        (Some((_, _, known)), _) if folded(&known) == folded(&area.name) => Ok(()),
        // A province that is filed under its town's spelling.
        _ => {
            let gazetteer = Gazetteer::embedded();
            let found = gazetteer.find(name, &Hint { countries: &[country], near: None }, 8);
            let same = found.iter().any(|candidate| folded(gazetteer.record(candidate.id).name) == folded(&area.name));
            if same { Ok(()) } else { Err(said) }
        }
    }
}

/// Every difference between a question's query and the row.
fn differences(question: &str, row: &str) -> Vec<String> {
    let query = match read(question, &context()) {
        Ok(read) => read.query,
        Err(error) => return vec![format!("error: {error}")],
    };
    let (wanted, places) = expected(row);
    let found = show(&query);
    let mut wrong = Vec::new();
    for (field, value) in &wanted {
        match found.iter().find(|(other, _)| other == field) {
            Some((_, other)) if same_text(field, value, other) => {}
            Some((_, other)) => wrong.push(format!("{field}: wanted {value}, read {other}")),
            None => wrong.push(format!("{field}: wanted {value}, read nothing")),
        }
    }
    for (field, value) in &found {
        if !wanted.iter().any(|(other, _)| other == field) {
            wrong.push(format!("{field}: read {value}, which was not asked"));
        }
    }
    let of_field = |field: &str| {
        places.iter().filter(|(other, _)| other == field).map(|(_, value)| value.as_str()).collect::<Vec<_>>()
    };
    match (of_field("near").first(), &query.near) {
        (Some(wanted), Some(circle)) => {
            wrong.extend(same_circle(wanted, circle).err().map(|said| format!("near: wanted {wanted}, read {said}")))
        }
        (Some(wanted), None) => wrong.push(format!("near: wanted {wanted}, read nothing")),
        (None, Some(circle)) => wrong.push(format!("near: read {:?}, which was not asked", circle.name)),
        (None, None) => {}
    }
    for (field, areas) in [("in", &query.within), ("dateline", &query.dateline.iter().cloned().collect())] {
        let wanted = of_field(field);
        let wanted: Vec<&str> = wanted.iter().flat_map(|value| value.split(" + ")).collect();
        for value in &wanted {
            let failures: Vec<String> = areas.iter().filter_map(|area| same_area(value, area).err()).collect();
            if failures.len() == areas.len() {
                wrong.push(format!("{field}: wanted {value}, read {failures:?}"));
            }
        }
        if areas.len() > wanted.len() {
            let names: Vec<&str> = areas.iter().map(|area| area.name.as_str()).collect();
            wrong.push(format!("{field}: read {names:?}, more than was asked"));
        }
    }
    wrong
}

#[test]
fn questions_become_the_queries_that_they_ask_for() {
    let mut score: std::collections::BTreeMap<&str, (usize, usize)> = Default::default();
    for line in QUESTIONS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let [set, question, row] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line:?} has not three columns")
        };
        let wrong = differences(question, row);
        let (right, all) = score.entry(set).or_default();
        *all += 1;
        *right += usize::from(wrong.is_empty());
        if !wrong.is_empty() {
            println!("[{set}] {question}");
            wrong.iter().for_each(|difference| println!("      {difference}"));
        }
    }
    println!("read exactly right, of all: {score:?}");
    let (right, all) = score.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(right * 100 >= all * WANTED_PER_CENT, "only {right} of {all} questions are read exactly right");
}
