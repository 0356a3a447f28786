//! The resolver: a softmax over the places that a name may mean, by the clues of each. What the other names mean is a
//! clue itself, so clues are collected again with the weights of the round before.

use std::io::Write;
use std::path::Path;

use warwire::annotate::place::sense::SenseClue;
use warwire::annotate::place::training::{ResolutionSample, resolution_samples};
use warwire::gazetteer::{Gazetteer, distance_km};

use super::{folds, gold};

const ROUNDS: usize = 3;
/// How near a place must be to the gold point to be right.
const RIGHT_KM: f32 = 161.0;

struct Text {
    set: usize,
    fold: usize,
    row: gold::Row,
}

/// One name with the gold points of its mentions.
struct Sample {
    set: usize,
    name: ResolutionSample,
    points: Vec<(f32, f32)>,
}

pub fn train_all(directory: &Path, files: &[String]) -> std::io::Result<()> {
    let (mut names, mut texts) = (Vec::new(), Vec::new());
    for (set, file) in files.iter().enumerate() {
        let (name, rows) = gold::read(file)?;
        names.push(name);
        texts.extend(rows.into_iter().enumerate().map(|(row, gold)| Text { set, fold: row % folds(), row: gold }));
    }
    let (mut hits, mut totals) = (vec![0usize; names.len()], vec![0usize; names.len()]);
    for fold in 0..folds() {
        let weights = rounds(&texts, |text| text.fold != fold, names.len());
        for sample in samples(&texts, |text| text.fold == fold, &weights) {
            let choice = sample.name.choice.and_then(|choice| sample.name.places.get(choice));
            for &point in &sample.points {
                totals[sample.set] += 1;
                hits[sample.set] += usize::from(choice.is_some_and(|(place, _)| km(*place, point) <= RIGHT_KM));
            }
        }
    }
    for (set, name) in names.iter().enumerate() {
        print!("  {name} {:.3}", hits[set] as f32 / totals[set].max(1) as f32);
    }
    println!();
    write(&directory.join("place-resolution.tsv"), &rounds(&texts, |_| true, names.len()))
}

fn write(path: &Path, weights: &[f32]) -> std::io::Result<()> {
    let mut out = std::fs::File::create(path)?;
    writeln!(
        out,
        "# How much each clue speaks for one of the places that a name may mean. The clues are explained in"
    )?;
    writeln!(out, "# src/annotate/place/sense.rs. Made by:")?;
    writeln!(out, "# cargo run --release --example train-places -- resolution data GOLD.jsonl...")?;
    writeln!(out, "# columns: clue\tweight")?;
    for &clue in SenseClue::ALL {
        writeln!(out, "{clue}\t{:.3}", weights[clue as usize])?;
    }
    Ok(())
}

fn rounds(texts: &[Text], take: impl Fn(&Text) -> bool + Copy, sets: usize) -> Vec<f32> {
    let mut weights = vec![0.0; SenseClue::ALL.len()];
    weights[SenseClue::Importance as usize] = 2.0;
    weights[SenseClue::InContainerRegion as usize] = 4.0;
    weights[SenseClue::InContainerCountry as usize] = 3.0;
    for _ in 0..ROUNDS {
        weights = train(&samples(texts, take, &weights), sets);
    }
    weights
}

fn samples(texts: &[Text], take: impl Fn(&Text) -> bool, weights: &[f32]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for text in texts.iter().filter(|text| take(text)) {
        for name in resolution_samples(&text.row.text, Gazetteer::embedded(), weights) {
            let gold = |range: &std::ops::Range<usize>| {
                let hit = |toponym: &&gold::Toponym| toponym.start < range.end && range.start < toponym.end;
                text.row.toponyms.iter().find(hit)?.point
            };
            let points: Vec<(f32, f32)> = name.mentions.iter().filter_map(gold).collect();
            if !points.is_empty() {
                samples.push(Sample { set: text.set, name, points });
            }
        }
    }
    samples
}

fn km(a: (f32, f32), b: (f32, f32)) -> f32 {
    distance_km((f64::from(a.0), f64::from(a.1)), (f64::from(b.0), f64::from(b.1))) as f32
}

/// Softmax regression by AdaGrad with weight decay. The nearest place within reach of a gold point is the right one.
fn train(samples: &[Sample], sets: usize) -> Vec<f32> {
    let mut counts = vec![1.0f32; sets];
    let mut cases = Vec::new();
    for (index, sample) in samples.iter().enumerate().filter(|(_, sample)| sample.name.places.len() > 1) {
        for &point in &sample.points {
            let distances = sample.name.places.iter().map(|(place, _)| km(*place, point));
            let nearest = distances.enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((right, _)) = nearest.filter(|&(_, distance)| distance <= RIGHT_KM) {
                counts[sample.set] += 1.0;
                cases.push((index, right));
            }
        }
    }
    let mean = counts.iter().sum::<f32>() / sets as f32;
    let mut weights = vec![0.0f32; SenseClue::ALL.len()];
    let mut squares = vec![1e-6f32; SenseClue::ALL.len()];
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut slopes = vec![0.0f32; SenseClue::ALL.len()];
    for _ in 0..20 {
        gold::shuffle(&mut order, &mut state);
        for &case in &order {
            let (index, right) = cases[case];
            let places = &samples[index].name.places;
            let score =
                |clues: &[(SenseClue, f32)]| -> f32 { clues.iter().map(|&(c, s)| weights[c as usize] * s).sum() };
            let scores: Vec<f32> = places.iter().map(|(_, clues)| score(clues)).collect();
            let highest = scores.iter().copied().fold(f32::MIN, f32::max);
            let total: f32 = scores.iter().map(|score| (score - highest).exp()).sum();
            let importance = (mean / counts[samples[index].set]).sqrt();
            slopes.fill(0.0);
            for (number, (_, clues)) in places.iter().enumerate() {
                let probability = (scores[number] - highest).exp() / total;
                let slope = (probability - f32::from(u8::from(number == right))) * importance;
                for &(clue, strength) in clues {
                    slopes[clue as usize] += slope * strength;
                }
            }
            for clue in (0..weights.len()).filter(|&clue| slopes[clue] != 0.0) {
                let slope = slopes[clue] + 1e-4 * weights[clue];
                squares[clue] += slope * slope;
                weights[clue] -= 0.2 * slope / squares[clue].sqrt();
            }
        }
    }
    weights
}
