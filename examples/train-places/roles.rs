//! Where statements happened: a softmax over the place names around a statement and "untold".

use std::collections::HashSet;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

use serde_json::Value;
use warwire::annotate::passage::{Passage, Setting};
use warwire::annotate::role::place::clue::PlaceClue;
use warwire::annotate::role::place::{best, choose};
use warwire::annotate::statement::Statement;
use warwire::annotate::{Knowledge, read};
use warwire::article::{Article, Place, PlaceFrom};
use warwire::gazetteer::distance_km;

use super::{gold, labelled};

const FOLDS: usize = 10;
const ROUNDS: usize = 3;
const RIGHT_KM: f64 = 30.0;
/// Few epochs and some decay: the labelled figures are few.
const EPOCHS: usize = 15;
const RATE: f32 = 0.1;
const DECAY: f32 = 0.005;

struct Case {
    answers: Vec<Vec<PlaceClue>>,
    right: Vec<bool>,
}

pub fn train_all(directory: &Path, files: &[String]) -> std::io::Result<()> {
    let mut rows: Vec<(usize, Value)> = Vec::new();
    for (number, file) in files.iter().enumerate() {
        for (at, row) in labelled::rows(file)?.into_iter().enumerate() {
            // Rows of further files are in no fold that is judged.
            rows.push((if number == 0 { at % FOLDS } else { FOLDS }, row));
        }
    }
    let articles: Vec<Article> = rows.iter().map(|(_, row)| labelled::article(row)).collect();
    let knowledge = Knowledge::embedded();
    let readings: Vec<(Vec<Passage<'_>>, Setting)> = articles.iter().map(|article| read(article, &knowledge)).collect();
    let texts: Vec<Text<'_, '_>> =
        readings.iter().zip(&rows).map(|(reading, (fold, gold))| (*fold, reading, gold)).collect();
    let (mut right, mut total, mut possible) = (0, 0, 0);
    for fold in 0..FOLDS {
        let weights = rounds(&texts, |other| other != fold, &knowledge);
        for (of, reading, gold) in &texts {
            if *of == fold {
                let show = std::env::var_os("SHOW").is_some();
                for (case, picked) in cases(reading, gold, &weights, &knowledge, show) {
                    total += 1;
                    right += usize::from(case.right[picked]);
                    possible += usize::from(case.right.contains(&true));
                }
            }
        }
    }
    println!(
        "{total} statements  right {:.3}  possible {:.3}",
        right as f32 / total as f32,
        possible as f32 / total as f32
    );
    let weights = rounds(&texts, |_| true, &knowledge);
    let mut out = std::fs::File::create(directory.join("place-roles.tsv"))?;
    writeln!(
        out,
        "# How much each clue speaks for a place name being where a statement happened. The clues are explained in"
    )?;
    writeln!(out, "# src/annotate/role/place/clue.rs. Made by:")?;
    writeln!(out, "# cargo run --release --example train-places -- roles data FIGURES.jsonl")?;
    writeln!(out, "# columns: clue\tweight")?;
    for &clue in PlaceClue::ALL {
        writeln!(out, "{clue}\t{:.3}", weights[clue as usize])?;
    }
    Ok(())
}

type Text<'t, 'a> = (usize, &'t (Vec<Passage<'a>>, Setting), &'t Value);

fn rounds(texts: &[Text<'_, '_>], take: impl Fn(usize) -> bool, knowledge: &Knowledge<'_>) -> Vec<f32> {
    let mut weights = vec![0.0; PlaceClue::ALL.len()];
    for (clue, weight) in [(PlaceClue::InClause, 2.0), (PlaceClue::Locative, 1.0), (PlaceClue::City, 1.0)] {
        weights[clue as usize] = weight;
    }
    for _ in 0..ROUNDS {
        let mut all = Vec::new();
        for (_, reading, gold) in texts.iter().filter(|(fold, _, _)| take(*fold)) {
            all.extend(cases(reading, gold, &weights, knowledge, false).into_iter().map(|(case, _)| case));
        }
        weights = train(&all);
    }
    weights
}

/// The statements that a gold figure tells of, with the answer that the weights pick.
fn cases(
    (passages, setting): &(Vec<Passage<'_>>, Setting),
    row: &Value,
    weights: &[f32],
    knowledge: &Knowledge<'_>,
    show: bool,
) -> Vec<(Case, usize)> {
    let mut used = HashSet::new();
    let mut found = Vec::new();
    choose(passages, setting, knowledge.gazetteer, |case| {
        let picked = best(case.answers, weights);
        let passage = &passages[case.passage];
        let statement = &passage.statements[case.statement];
        if let Some((number, figure)) = gold_of(passage, statement, row, &used) {
            used.insert(number);
            let places: Vec<Option<Place>> = case.answers.iter().map(|answer| (case.record)(answer)).collect();
            let right: Vec<bool> = places.iter().map(|place| is_right(place.as_ref(), figure)).collect();
            if show && !right[picked] {
                println!(
                    "{}\t{}\t{:?}",
                    row["id"],
                    passage.document.slice(statement.tokens.clone()).replace('\n', " "),
                    statement.scope
                );
                let sentences = &passage.document.sentences;
                let text = |number: usize| {
                    sentences.get(number).map_or("", |sentence| passage.document.slice(sentence.tokens()))
                };
                let before = statement.sentence.checked_sub(1).map_or("", text);
                println!("   text {} >>> {}", before.replace('\n', " "), text(statement.sentence).replace('\n', " "));
                println!("   gold {} {} {} {}", figure["place"], figure["country"], figure["lat"], figure["lon"]);
                for (index, answer) in case.answers.iter().enumerate() {
                    let score: f32 = answer.clues.iter().map(|&clue| weights[clue as usize]).sum();
                    let place = places[index].as_ref();
                    if index == picked || right[index] {
                        println!(
                            "   {} {score:.2} {:?} {:?} {:?} {:?} {}",
                            if right[index] { "RIGHT" } else { "picked" },
                            place.map(|place| &place.surface),
                            place.map(|place| &place.name),
                            place.and_then(|place| place.country.as_ref()),
                            place.and_then(|place| place.lat),
                            answer.clues.iter().map(|clue| clue.as_str()).collect::<Vec<_>>().join(" "),
                        );
                    }
                }
            }
            let answers = case.answers.iter().map(|answer| answer.clues.clone()).collect();
            found.push((Case { answers, right }, picked));
        }
        picked
    });
    found
}

/// The gold figure that a statement tells: same effect, same numbers, overlapping words.
fn gold_of<'g>(
    passage: &Passage<'_>,
    statement: &Statement,
    row: &'g Value,
    used: &HashSet<usize>,
) -> Option<(usize, &'g Value)> {
    let bytes = passage.document.bytes(statement.tokens.clone());
    let text = passage.document.text;
    row["figures"].as_array()?.iter().enumerate().find(|(number, figure)| {
        let numbers = |low: Option<u64>, high: Option<u64>| low.or(high);
        let same = figure["effect"] == statement.effect.as_str()
            && numbers(figure["low"].as_u64(), figure["high"].as_u64())
                == numbers(statement.count.low, statement.count.high);
        // Without a quote the effect and the number must do.
        let near = figure["quote"]
            .as_str()
            .is_none_or(|quote| text.match_indices(quote).any(|(at, _)| overlaps(&(at..at + quote.len()), &bytes)));
        same && near && !used.contains(number)
    })
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end + 40 && b.start < a.end + 40
}

fn is_right(place: Option<&Place>, figure: &Value) -> bool {
    let (name, country) = (figure["place"].as_str(), figure["country"].as_str());
    if name.is_none() && country.is_none() {
        return place.is_none_or(|place| place.from == PlaceFrom::Dateline);
    }
    let Some(place) = place else { return false };
    if let (Some(lat), Some(lon), Some(y), Some(x)) =
        (figure["lat"].as_f64(), figure["lon"].as_f64(), place.lat, place.lon)
        && distance_km((lat, lon), (y, x)) <= RIGHT_KM
    {
        return true;
    }
    match name {
        Some(names) => names.split('|').any(|name| same_name(name, &place.name) || same_name(name, &place.surface)),
        None => country == place.country.as_deref(),
    }
}

fn words(name: &str) -> HashSet<String> {
    let lower = name.to_lowercase().replace('-', " ");
    let clean: String = lower.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').collect();
    let skipped = ["the", "al", "ar", "as", "el"];
    clean.split(' ').filter(|word| !word.is_empty() && !skipped.contains(word)).map(str::to_string).collect()
}

fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    !a.is_empty() && !b.is_empty() && (a.is_subset(&b) || b.is_subset(&a))
}

/// Softmax regression on the summed probability of the right answers, by AdaGrad with weight decay.
fn train(cases: &[Case]) -> Vec<f32> {
    let size = PlaceClue::ALL.len();
    let (mut weights, mut squares, mut slopes) = (vec![0.0f32; size], vec![1e-4f32; size], vec![0.0f32; size]);
    let mut order: Vec<usize> = (0..cases.len()).filter(|&case| cases[case].right.contains(&true)).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    for _ in 0..EPOCHS {
        gold::shuffle(&mut order, &mut state);
        for &index in &order {
            let Case { answers, right } = &cases[index];
            let scores: Vec<f32> =
                answers.iter().map(|clues| clues.iter().map(|&clue| weights[clue as usize]).sum()).collect();
            let highest = scores.iter().copied().fold(f32::MIN, f32::max);
            let powers: Vec<f32> = scores.iter().map(|score| (score - highest).exp()).collect();
            let total: f32 = powers.iter().sum();
            let good: f32 = powers.iter().zip(right).filter(|(_, right)| **right).map(|(power, _)| power).sum();
            slopes.fill(0.0);
            for (number, clues) in answers.iter().enumerate() {
                let target = if right[number] { powers[number] / good.max(1e-9) } else { 0.0 };
                for &clue in clues {
                    slopes[clue as usize] += powers[number] / total - target;
                }
            }
            for clue in (0..size).filter(|&clue| slopes[clue] != 0.0) {
                let slope = slopes[clue] + DECAY * weights[clue];
                squares[clue] += slope * slope;
                weights[clue] -= RATE * slope / squares[clue].sqrt();
            }
        }
    }
    weights
}
