//! Trains the confidence of figures, with cross-validation by article:
//!
//!     cargo run --release --example train-confidence -- data GOLD.jsonl
//!
//! GOLD rows: `{"id", "title", "text", "published", "figures": [{"quote", "low", "high", "effect", "victims"}]}`. A
//! figure is right when a labelled one has its effect, its number and its class near the same words. Prints the
//! precision of the more and of the less trusted half of the figures of articles left out of training, and writes
//! `confidence.tsv` into the directory (`-` writes nothing).

#[path = "../labelled/mod.rs"]
mod labelled;

use std::io::Write;

use warwire::annotate::figure::confidence::{Clue, Clues, Model, clues};
use warwire::annotate::{Knowledge, read};

const FOLDS: usize = 10;
const STEPS: usize = 600;
const RATE: f32 = 0.05;
/// Pull of every weight towards nothing, against learning single articles by heart.
const PULL: f32 = 0.02;

struct Example {
    article: usize,
    clues: Clues,
    right: bool,
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [directory, file] = arguments.as_slice() else {
        return Err(std::io::Error::other("usage: train-confidence DIRECTORY|- GOLD.jsonl"));
    };
    let examples = examples(file)?;
    let mut judged: Vec<(f32, bool)> = Vec::new();
    for fold in 0..FOLDS {
        let model = train(examples.iter().filter(|example| example.article % FOLDS != fold));
        let left_out = examples.iter().filter(|example| example.article % FOLDS == fold);
        judged.extend(left_out.map(|example| (model.chance(example.clues), example.right)));
    }
    judged.sort_by(|one, other| other.0.total_cmp(&one.0));
    let precision =
        |part: &[(f32, bool)]| part.iter().filter(|(_, right)| *right).count() as f32 / part.len().max(1) as f32;
    let (top, bottom) = judged.split_at(judged.len() / 2);
    println!("{} figures, precision {:.3}", judged.len(), precision(&judged));
    println!("more trusted half {:.3}, less trusted half {:.3}", precision(top), precision(bottom));
    for from in [0.0, 0.5, 0.6, 0.7, 0.8, 0.9f32] {
        let band: Vec<(f32, bool)> = judged
            .iter()
            .copied()
            .filter(|(chance, _)| *chance >= from && *chance < from + 0.1 + f32::from(u8::from(from == 0.0)) * 0.4)
            .collect();
        println!("confidence from {from:.1}: {:4} figures, {:.3} right", band.len(), precision(&band));
    }
    if directory != "-" {
        write(&std::path::Path::new(directory).join("confidence.tsv"), &train(examples.iter()))?;
    }
    Ok(())
}

fn examples(file: &str) -> std::io::Result<Vec<Example>> {
    let knowledge = Knowledge::embedded();
    let mut examples = Vec::new();
    for (number, row) in labelled::rows(file)?.iter().enumerate() {
        let article = labelled::article(row);
        let (passages, _) = read(&article, &knowledge);
        let mut taken = Vec::new();
        for passage in &passages {
            for statement in &passage.statements {
                let quote = passage.document.slice(statement.tokens.clone());
                let found = row["figures"].as_array().into_iter().flatten().enumerate().find(|(index, gold)| {
                    !taken.contains(index) && agrees(gold, statement) && is_near(passage.document.text, quote, gold)
                });
                taken.extend(found.map(|(index, _)| index));
                examples.push(Example { article: number, clues: clues(passage, statement), right: found.is_some() });
            }
        }
    }
    Ok(examples)
}

fn agrees(gold: &serde_json::Value, statement: &warwire::annotate::statement::Statement) -> bool {
    let bound = |name: &str| gold[name].as_u64();
    let count = &statement.count;
    let values = |low: Option<u64>, high: Option<u64>| {
        let mut values: Vec<u64> = [low, high].into_iter().flatten().collect();
        values.dedup();
        values
    };
    let same = (bound("low"), bound("high")) == (count.low, count.high)
        || (values(bound("low"), bound("high")).len() == 1
            && values(bound("low"), bound("high")) == values(count.low, count.high));
    same && gold["effect"] == statement.effect.as_str() && gold["victims"] == statement.victims.class.as_str()
}

/// Whether two quotes overlap or stand within forty bytes somewhere in a text.
fn is_near(text: &str, quote: &str, gold: &serde_json::Value) -> bool {
    let wanted = gold["quote"].as_str().unwrap_or("");
    if wanted.is_empty() || quote.is_empty() {
        return false;
    }
    let spans = |part: &str| text.match_indices(part).map(|(at, part)| (at, at + part.len())).collect::<Vec<_>>();
    // A headline and the body say the same thing in their own words.
    let (one, other) = (spans(quote), spans(wanted));
    other.is_empty()
        || one.iter().any(|(start, end)| other.iter().any(|(from, to)| *start < to + 40 && *from < end + 40))
}

fn train<'e>(examples: impl Iterator<Item = &'e Example>) -> Model {
    let examples: Vec<&Example> = examples.collect();
    let mut model = Model { constant: 0.0, weights: vec![0.0; Clue::ALL.len()] };
    for _ in 0..STEPS {
        let mut constant = 0.0;
        let mut steps = vec![0.0f32; Clue::ALL.len()];
        for example in &examples {
            let error = f32::from(u8::from(example.right)) - model.chance(example.clues);
            constant += error;
            for (step, clue) in steps.iter_mut().zip(Clue::ALL) {
                *step += if example.clues.has(*clue) { error } else { 0.0 };
            }
        }
        let scale = RATE * 20.0 / examples.len().max(1) as f32;
        model.constant += scale * constant;
        for (weight, step) in model.weights.iter_mut().zip(steps) {
            *weight += scale * step - RATE * PULL * *weight;
        }
    }
    model
}

fn write(path: &std::path::Path, model: &Model) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(
        file,
        "# How much each clue speaks for a figure being right. The clues are named in src/annotate/figure/confidence.rs. Made by:"
    )?;
    writeln!(file, "# cargo run --release --example train-confidence -- data GOLD.jsonl")?;
    writeln!(file, "# columns: clue\tweight")?;
    writeln!(file, "constant\t{:.2}", model.constant)?;
    for (clue, weight) in Clue::ALL.iter().zip(&model.weights) {
        writeln!(file, "{clue}\t{weight:.2}")?;
    }
    file.flush()
}
