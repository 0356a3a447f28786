//! Where a statement happened: of the place names around it, the one that the clues speak for most, or none. It must not
//! know how places are recognised and resolved.

pub mod clue;
pub mod mention;
mod reference;
mod scene;

use std::sync::LazyLock;

use crate::annotate::passage::{Passage, PlaceReading, Setting};
use crate::annotate::place::model::read_weights;
use crate::annotate::place::{distance, record};
use crate::annotate::statement::Statement;
use crate::article::{Field, Place, PlaceFrom, Precision};
use crate::gazetteer::{Gazetteer, Hint, distance_km};
use crate::text::document::Document;
use clue::PlaceClue;
use mention::{Mention, described, mentions};
use scene::{Scene, focus, main_country};

static WEIGHTS_FILE: &str = include_str!("../../../../data/place-roles.tsv");

static WEIGHTS: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let mut weights = vec![0.0; PlaceClue::ALL.len()];
    for (clue, weight) in read_weights::<PlaceClue>(WEIGHTS_FILE) {
        weights[clue as usize] = weight;
    }
    weights
});

/// One possible answer with its clues; `mention` is `None` for "the text does not tell".
pub struct Answer {
    pub mention: Option<usize>,
    pub clues: Vec<PlaceClue>,
}

/// Fills the place of every statement.
pub fn assign(passages: &mut [Passage<'_>], setting: &Setting, gazetteer: &Gazetteer) {
    let chosen = choose(passages, setting, gazetteer, |case| best(case.answers, &WEIGHTS));
    for (passage, places) in passages.iter_mut().zip(chosen) {
        for (statement, place) in passage.statements.iter_mut().zip(places) {
            statement.place = place;
        }
    }
}

/// Position of the answer with the highest score.
pub fn best(answers: &[Answer], weights: &[f32]) -> usize {
    let score = |answer: &Answer| answer.clues.iter().map(|&clue| weights[clue as usize]).sum::<f32>();
    let scores = answers.iter().map(score).enumerate();
    scores.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(position, _)| position)
}

/// One statement with its possible answers.
pub struct Case<'c> {
    pub passage: usize,
    pub statement: usize,
    pub answers: &'c [Answer],
    /// The record of an answer.
    pub record: &'c dyn Fn(&Answer) -> Option<Place>,
}

/// Asks `pick` for the answer of each statement in turn, later ones knowing what was picked before, and gives the
/// places by passage and statement.
pub fn choose(
    passages: &[Passage<'_>],
    setting: &Setting,
    gazetteer: &Gazetteer,
    mut pick: impl FnMut(Case<'_>) -> usize,
) -> Vec<Vec<Option<Place>>> {
    let all = mentions(passages, setting, gazetteer);
    let focus = focus(passages, &all);
    let hint = main_country(&all);
    let main = mention::main::most_named(&all);
    let mut picked: Vec<Vec<Option<usize>>> = passages.iter().map(|_| Vec::new()).collect();
    let mut places: Vec<Vec<Option<Place>>> = passages.iter().map(|_| Vec::new()).collect();
    // The text first: a headline's figures are told in it again, with their place.
    let text_first = |field: Field| passages.iter().enumerate().filter(move |(_, passage)| passage.field == field);
    for (number, passage) in text_first(Field::Text).chain(text_first(Field::Title)) {
        for (index, statement) in passage.statements.iter().enumerate() {
            let background = is_background(statement, setting);
            let mut scene = Scene {
                passages,
                all: &all,
                main: &main,
                picked: &picked,
                passage: number,
                statement: index,
                focus,
                background,
                definite: false,
            };
            scene.definite = scene.points_at_event();
            let answers = scene.answers();
            let record =
                |answer: &Answer| place(passages, statement, number, all.get(answer.mention?)?, hint, gazetteer);
            let answer =
                answers.get(pick(Case { passage: number, statement: index, answers: &answers, record: &record }));
            let place = answer.and_then(record);
            let mention = answer.and_then(|answer| answer.mention);
            picked[number].push(mention);
            places[number].push(place);
        }
    }
    places
}

/// Days before the report that make a statement background.
const BACKGROUND_DAYS: i64 = 14;

fn is_background(statement: &Statement, setting: &Setting) -> bool {
    let ended = statement.when.as_ref().and_then(|when| when.to.or(when.from));
    ended.zip(setting.today).is_some_and(|(ended, today)| (today - ended).num_days() > BACKGROUND_DAYS)
}

/// How far from the point that "40 km north of Y" gives the named village may lie.
const SLACK_KM: f64 = 25.0;

/// The record of the picked place: with the distance and bearing before its name, and where in the report it was found.
fn place(
    passages: &[Passage<'_>],
    statement: &Statement,
    passage: usize,
    mention: &Mention,
    country: Option<[u8; 2]>,
    gazetteer: &Gazetteer,
) -> Option<Place> {
    let home = passages.get(mention.passage)?;
    let document = &home.document;
    let reading = home.places.get(mention.index)?;
    let capital = mention.capital.then(|| PlaceReading {
        place: mention.place,
        point: mention.point,
        tokens: mention.tokens.start..mention.tokens.end + 1,
        ..reading.clone()
    });
    let reading = capital.as_ref().unwrap_or(reading);
    let respelled = country
        .filter(|_| reading.place.is_none())
        .and_then(|country| respelled(document, reading, country, gazetteer));
    let reading = respelled.as_ref().unwrap_or(reading);
    let mut place = record::place(document, reading, PlaceFrom::Article, gazetteer);
    if reading.loose {
        (place.lat, place.lon) = (None, None);
    }
    place.from = if mention.dateline {
        PlaceFrom::Dateline
    } else if mention.passage != passage {
        PlaceFrom::Article
    } else if mention.sentence == statement.sentence {
        let phrase = statement.clause.start <= mention.tokens.start && mention.tokens.end <= statement.clause.end;
        if phrase { PlaceFrom::Phrase } else { PlaceFrom::Sentence }
    } else if document.sentences.get(statement.sentence).is_some_and(|own| own.paragraph == mention.paragraph) {
        PlaceFrom::Paragraph
    } else {
        PlaceFrom::Article
    };
    if let Some((distance, point)) =
        distance::before(document, mention.tokens.start).zip(distance::point_of(document, reading))
    {
        place.surface = document.slice(distance.tokens.start..mention.tokens.end).to_string();
        (place.lat, place.lon) = (Some(point.0), Some(point.1));
        place.precision = Precision::Near;
        if let Some(named) = described(home, mention.index) {
            let named = record::place(document, named, place.from, gazetteer);
            let fits = named.lat.zip(named.lon).is_some_and(|at| distance_km(at, point) <= SLACK_KM);
            place = if fits {
                named
            } else {
                Place { surface: named.surface.clone(), name: named.surface, geoname_id: None, ..place }
            };
        }
    }
    Some(place)
}

/// A name that the gazetteer has in another spelling in the article's main country.
fn respelled(
    document: &Document<'_>,
    reading: &PlaceReading,
    country: [u8; 2],
    gazetteer: &Gazetteer,
) -> Option<PlaceReading> {
    let country = std::str::from_utf8(&country).ok()?;
    let hint = Hint { countries: &[country], near: reading.point.filter(|_| !reading.loose) };
    let found = gazetteer.respelled(document.slice(reading.tokens.clone()), &hint, 1);
    let record =
        found.first().map(|candidate| gazetteer.record(candidate.id)).filter(|record| record.country == country)?;
    Some(PlaceReading {
        place: Some(record.id),
        point: Some((record.lat, record.lon)),
        loose: false,
        ..reading.clone()
    })
}

#[cfg(test)]
mod tests;
