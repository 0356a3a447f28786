//! The recogniser: logistic regression over the clues of each candidate.

use std::io::Write;
use std::path::Path;

use warwire::annotate::place::clue::Clue;
use warwire::annotate::place::training::recognition_samples;
use warwire::gazetteer::Gazetteer;

use super::{folds, gold};

struct Sample {
    set: usize,
    fold: usize,
    /// Whether a gold name overlaps it; `None` for a further part of a gold name already found.
    label: Option<bool>,
    clues: Vec<Clue>,
}

struct Set {
    name: String,
    gold: usize,
}

/// Trains on the texts as they are, and again on the texts in capitals, whose clues weigh otherwise.
pub fn train_all(directory: &Path, files: &[String]) -> std::io::Result<()> {
    let weights = train_on(files, false)?;
    write(&directory.join("place-recognition.tsv"), &weights)?;
    let weights = train_on(files, true)?;
    write(&directory.join("place-recognition-capitals.tsv"), &weights)
}

fn train_on(files: &[String], capitals: bool) -> std::io::Result<Vec<f32>> {
    let (mut sets, mut samples) = (Vec::new(), Vec::new());
    for (number, file) in files.iter().enumerate() {
        let (name, mut rows) = gold::read(file)?;
        sets.push(Set { name, gold: rows.iter().map(|row| row.toponyms.len()).sum() });
        for (row, gold) in rows.iter_mut().enumerate() {
            if capitals {
                gold.text.make_ascii_uppercase();
            }
            label(gold, number, row % folds(), &mut samples);
        }
    }
    let totals: Vec<f32> = (0..sets.len())
        .map(|set| samples.iter().filter(|sample| sample.set == set && sample.label.is_some()).count() as f32)
        .collect();
    let weight_of = |set: usize| (totals.iter().sum::<f32>() / totals.len() as f32 / totals[set]).powf(0.7);
    let mut scores = vec![0.0f32; samples.len()];
    for fold in 0..folds() {
        let weights = train(&samples, |sample| sample.fold != fold, &weight_of);
        for (score, sample) in scores.iter_mut().zip(&samples).filter(|(_, sample)| sample.fold == fold) {
            *score = score_of(&weights, &sample.clues);
        }
    }
    for threshold in [-0.75, -0.5, -0.25, 0.0, 0.25, 0.5] {
        print!("{threshold:5.2}");
        for (number, set) in sets.iter().enumerate() {
            print!("  {} {:.3}", set.name, f1(&samples, &scores, number, threshold, set.gold));
        }
        println!();
    }
    Ok(train(&samples, |_| true, &weight_of))
}

fn write(path: &Path, weights: &[f32]) -> std::io::Result<()> {
    let mut out = std::fs::File::create(path)?;
    writeln!(
        out,
        "# How much each clue speaks for a place name (above zero) or against it. The clues are explained in"
    )?;
    writeln!(out, "# src/annotate/place/clue.rs. Made by:")?;
    writeln!(out, "# cargo run --release --example train-places -- recognition data GOLD.jsonl...")?;
    writeln!(out, "# columns: clue\tweight")?;
    for &clue in Clue::ALL {
        writeln!(out, "{clue}\t{:.3}", weights[clue as usize])?;
    }
    Ok(())
}

fn label(gold: &gold::Row, set: usize, fold: usize, samples: &mut Vec<Sample>) {
    let mut used = vec![false; gold.toponyms.len()];
    for (range, clues) in recognition_samples(&gold.text, Gazetteer::embedded()) {
        let hit = gold.toponyms.iter().position(|toponym| toponym.start < range.end && range.start < toponym.end);
        let label = match hit {
            Some(hit) => (!std::mem::replace(&mut used[hit], true)).then_some(true),
            None => Some(false),
        };
        samples.push(Sample { set, fold, label, clues });
    }
}

fn score_of(weights: &[f32], clues: &[Clue]) -> f32 {
    clues.iter().map(|&clue| weights[clue as usize]).sum()
}

/// Logistic regression by AdaGrad with weight decay.
fn train(samples: &[Sample], take: impl Fn(&Sample) -> bool, weight_of: &impl Fn(usize) -> f32) -> Vec<f32> {
    let mut weights = vec![0.0f32; Clue::ALL.len()];
    let mut squares = vec![1e-6f32; Clue::ALL.len()];
    let mut order: Vec<usize> =
        (0..samples.len()).filter(|&index| take(&samples[index]) && samples[index].label.is_some()).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    for _ in 0..12 {
        gold::shuffle(&mut order, &mut state);
        for &index in &order {
            let sample = &samples[index];
            let target = if sample.label == Some(true) { 1.0 } else { 0.0 };
            let probability = 1.0 / (1.0 + (-score_of(&weights, &sample.clues)).exp());
            let slope = (probability - target) * weight_of(sample.set);
            for &clue in &sample.clues {
                let slope = slope + 1e-4 * weights[clue as usize];
                squares[clue as usize] += slope * slope;
                weights[clue as usize] -= 0.1 * slope / squares[clue as usize].sqrt();
            }
        }
    }
    weights
}

fn f1(samples: &[Sample], scores: &[f32], set: usize, threshold: f32, gold: usize) -> f32 {
    let (mut predicted, mut right) = (0usize, 0usize);
    for (sample, &score) in samples.iter().zip(scores).filter(|(sample, _)| sample.set == set) {
        if score > threshold {
            predicted += 1;
            right += usize::from(sample.label == Some(true));
        }
    }
    2.0 * right as f32 / (gold + predicted) as f32
}
