//! `warwire place`: what the gazetteer knows of a name.

use std::io::Write;

use anyhow::bail;

use super::Outcome;
use super::knowledge::World;
use super::output::stdout;
use crate::cli::{Global, PlaceArguments};
use crate::gazetteer::{Candidate, Gazetteer, Hint, MatchLevel};
use crate::render::json::PlaceCandidate;
use crate::render::overview::write_places;

pub fn run(arguments: &PlaceArguments, global: &Global) -> anyhow::Result<Outcome> {
    if !arguments.import.is_empty() {
        bail!("--import is not in this version yet");
    }
    let world = World::open(global.lexicon.as_deref())?;
    let name = arguments.name.join(" ");
    let codes: Vec<String> = arguments.country.iter().map(|code| code.to_uppercase()).collect();
    let countries: Vec<&str> = codes.iter().map(String::as_str).collect();
    let hint = Hint { countries: &countries, near: None };
    let found = world.gazetteer.find(&name, &hint, arguments.limit);
    let places: Vec<PlaceCandidate> = found.iter().map(|candidate| described(candidate, world.gazetteer)).collect();
    let format = arguments.output.format.into();
    let mut out = stdout(format, global.color);
    if !places.is_empty() || format != crate::render::Format::Table {
        write_places(&mut out, &places, format)?;
    }
    out.flush()?;
    if places.is_empty() && !global.quiet {
        eprintln!("no place is called {}", crate::render::safe_line(&name));
    }
    Ok(if places.is_empty() { Outcome::Nothing } else { Outcome::Found })
}

fn described(candidate: &Candidate, gazetteer: &Gazetteer) -> PlaceCandidate {
    let record = gazetteer.record(candidate.id);
    let present = |text: &str| (!text.is_empty()).then(|| text.to_string());
    PlaceCandidate {
        name: record.name.to_string(),
        country: present(record.country),
        admin1: present(record.admin1),
        lat: record.lat,
        lon: record.lon,
        kind: record.kind.word().to_string(),
        population: (record.population > 0).then_some(record.population),
        geoname_id: record.geoname_id,
        matched: match candidate.level {
            MatchLevel::Exact => "exact",
            MatchLevel::Generic => "generic",
            MatchLevel::Skeleton => "skeleton",
            MatchLevel::Fuzzy => "fuzzy",
        }
        .to_string(),
        score: candidate.score,
    }
}
