//! Trains the models that choose who says so, who did it and how, with cross-validation by article:
//!
//!     cargo run --release --example train-roles -- data GOLD.jsonl
//!
//! GOLD rows: `{"id", "title", "text", "published", "figures": [{"quote", "low", "high", "effect", "source", "by",
//! "method"}]}`. Prints how often each choice is right on articles left out of training, and writes
//! `role-attribution.tsv`, `role-method.tsv` and `role-by.tsv` into the directory.

mod gold;
#[path = "../labelled/mod.rs"]
mod labelled;
mod softmax;

use std::io::Write;
use std::path::Path;

use gold::{Article, Label};
use softmax::{Example, train};
use warwire::annotate::Knowledge;
use warwire::annotate::role::attribution::SpeechClue;
use warwire::annotate::role::by::PartyClue;
use warwire::annotate::role::method::MethodClue;
use warwire::annotate::role::training::{Choice, Prepared, Sample, prepare, samples};
use warwire::annotate::role::weights::Weights;
use warwire::annotate::role::who::Models;

const FOLDS: usize = 10;
/// Later choices see earlier ones, so clues are collected again with the weights of the round before.
const ROUNDS: usize = 3;

/// An article with its labels, and the same read up to its statements.
type Labelled<'a> = (&'a Article, &'a Prepared<'a>);

#[derive(Clone, Copy, PartialEq)]
enum Slot {
    Attribution,
    Method,
    By,
}

const SLOTS: [(Slot, &str); 3] = [(Slot::Attribution, "attribution"), (Slot::Method, "method"), (Slot::By, "by")];

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [directory, file, rest @ ..] = arguments.as_slice() else {
        return Err(std::io::Error::other("usage: train-roles DIRECTORY GOLD.jsonl [--show SLOT] [--folds N]"));
    };
    let option = |name: &str| rest.iter().position(|word| word == name).and_then(|at| rest.get(at + 1));
    let shown = option("--show");
    let folds = option("--folds").and_then(|folds| folds.parse().ok()).unwrap_or(FOLDS);
    let articles = gold::read(file)?;
    let knowledge = Knowledge::embedded();
    let prepared: Vec<Prepared<'_>> = articles.iter().map(|article| prepare(&article.article, &knowledge)).collect();
    let articles: Vec<Labelled<'_>> = articles.iter().zip(&prepared).collect();
    let mut right = [(0usize, 0usize, 0usize); 3];
    let mut lines = Vec::new();
    for fold in 0..folds {
        let (inside, outside): (Vec<_>, Vec<_>) =
            articles.iter().enumerate().partition::<Vec<_>, _>(|(number, _)| number % folds != fold);
        let models = rounds(&inside.into_iter().map(|(_, article)| *article).collect::<Vec<_>>(), &knowledge);
        for (_, (article, prepared)) in outside {
            for (sample, label) in gold::pairs(article, samples(prepared, &knowledge, &models)) {
                for (tally, (slot, name)) in right.iter_mut().zip(SLOTS) {
                    let (choice, weights) = (choice(&sample, slot), weights(&models, slot));
                    let chosen = best(choice, weights);
                    let correct = correct(choice, &label, slot);
                    tally.0 += usize::from(correct.contains(&chosen));
                    tally.1 += usize::from(!correct.is_empty());
                    tally.2 += 1;
                    if shown.is_some_and(|shown| shown == name) && !correct.contains(&chosen) {
                        lines.push(report(article, &sample, choice, chosen, &correct, weights, slot, &label));
                    }
                }
            }
        }
    }
    if let Some(file) = option("--dump") {
        let models = rounds(&articles, &knowledge);
        dump(&articles, &knowledge, &models, file)?;
        return Ok(());
    }
    lines.iter().for_each(|line| println!("{line}"));
    for ((right, possible, all), (_, name)) in right.iter().zip(SLOTS) {
        println!(
            "{name:12} {:.3} of {all} left out of training; {:.3} have a right candidate",
            *right as f32 / (*all).max(1) as f32,
            *possible as f32 / (*all).max(1) as f32
        );
    }
    if directory == "-" {
        return Ok(());
    }
    let models = rounds(&articles, &knowledge);
    let directory = Path::new(directory);
    let names = |slot| -> Vec<&str> {
        match slot {
            Slot::Attribution => SpeechClue::ALL.iter().map(|clue| clue.as_str()).collect(),
            Slot::Method => MethodClue::ALL.iter().map(|clue| clue.as_str()).collect(),
            Slot::By => PartyClue::ALL.iter().map(|clue| clue.as_str()).collect(),
        }
    };
    for (slot, name) in SLOTS {
        write(&directory.join(format!("role-{name}.tsv")), name, &names(slot), weights(&models, slot))?;
    }
    Ok(())
}

fn rounds(articles: &[Labelled<'_>], knowledge: &Knowledge<'_>) -> Models {
    let none = |clues: usize| Weights(vec![0.0; clues]);
    let mut models = Models {
        attribution: none(SpeechClue::ALL.len()),
        method: none(MethodClue::ALL.len()),
        by: none(PartyClue::ALL.len()),
    };
    for _ in 0..ROUNDS {
        let mut examples: [Vec<Example>; 3] = Default::default();
        for (article, prepared) in articles {
            for (sample, label) in gold::pairs(article, samples(prepared, knowledge, &models)) {
                for (examples, (slot, _)) in examples.iter_mut().zip(SLOTS) {
                    let choice = choice(&sample, slot);
                    let right = correct(choice, &label, slot);
                    if !right.is_empty() {
                        examples.push(Example { clues: choice.clues.clone(), right });
                    }
                }
            }
        }
        let [attribution, method, by] = examples;
        models = Models {
            attribution: Weights(train(&attribution, SpeechClue::ALL.len())),
            method: Weights(train(&method, MethodClue::ALL.len())),
            by: Weights(train(&by, PartyClue::ALL.len())),
        };
    }
    models
}

fn dump(articles: &[Labelled<'_>], knowledge: &Knowledge<'_>, models: &Models, file: &str) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    for (number, (article, prepared)) in articles.iter().enumerate() {
        for (sample, label) in gold::pairs(article, samples(prepared, knowledge, models)) {
            for (slot, name) in SLOTS {
                let choice = choice(&sample, slot);
                writeln!(
                    out,
                    "{}",
                    serde_json::json!({"article": number, "slot": name, "names": choice.names, "clues": choice.clues,
                        "right": correct(choice, &label, slot)})
                )?;
            }
        }
    }
    Ok(())
}

fn choice(sample: &Sample, slot: Slot) -> &Choice {
    match slot {
        Slot::Attribution => &sample.attribution,
        Slot::Method => &sample.method,
        Slot::By => &sample.by,
    }
}

fn weights(models: &Models, slot: Slot) -> &Weights {
    match slot {
        Slot::Attribution => &models.attribution,
        Slot::Method => &models.method,
        Slot::By => &models.by,
    }
}

/// The candidates that the label allows.
fn correct(choice: &Choice, label: &Label, slot: Slot) -> Vec<usize> {
    let wanted = match slot {
        Slot::Attribution => &label.source,
        Slot::Method => &label.method,
        Slot::By => &label.by,
    };
    let names = choice.names.iter().enumerate();
    names.filter(|(_, name)| gold::same(wanted.as_deref(), name.as_deref())).map(|(number, _)| number).collect()
}

fn score(clues: &[(usize, f32)], weights: &Weights) -> f32 {
    clues.iter().map(|&(clue, value)| weights.of(clue) * value).sum()
}

fn best(choice: &Choice, weights: &Weights) -> usize {
    let scores = choice.clues.iter().map(|clues| score(clues, weights));
    warwire::annotate::role::weights::best(scores).unwrap_or(0)
}

#[allow(clippy::too_many_arguments)]
fn report(
    article: &Article,
    sample: &Sample,
    choice: &Choice,
    chosen: usize,
    correct: &[usize],
    weights: &Weights,
    slot: Slot,
    label: &Label,
) -> String {
    let text = if sample.title { article.article.title.as_deref().unwrap_or("") } else { &article.article.text };
    let mut from = sample.bytes.start.saturating_sub(260);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = (sample.bytes.end + 200).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    let (before, own, after) =
        (&text[from..sample.bytes.start], &text[sample.bytes.clone()], &text[sample.bytes.end..to]);
    let wanted = match slot {
        Slot::Attribution => &label.source,
        Slot::Method => &label.method,
        Slot::By => &label.by,
    };
    let clues = |number: usize| -> String {
        let names: Vec<String> = choice.clues[number]
            .iter()
            .map(|&(clue, value)| {
                let name = match slot {
                    Slot::Attribution => SpeechClue::ALL[clue].as_str(),
                    Slot::Method => MethodClue::ALL[clue].as_str(),
                    Slot::By => PartyClue::ALL[clue].as_str(),
                };
                format!("{name}{:+.1}", weights.of(clue) * value)
            })
            .collect();
        names.join(" ")
    };
    let mut out = format!(
        "\n## {} WANT {:?} GOT {:?} {}\n   {}<<{}>>{}\n",
        article.article.id,
        wanted,
        choice.names[chosen],
        if correct.is_empty() { "NO CANDIDATE" } else { "" },
        before.replace('\n', " "),
        own.replace('\n', " "),
        after.replace('\n', " ")
    );
    out.push_str(&format!("   got  {}\n", clues(chosen)));
    if let Some(&right) = correct.first() {
        out.push_str(&format!("   want {}\n", clues(right)));
    }
    out
}

fn write(path: &Path, name: &str, clues: &[&str], weights: &Weights) -> std::io::Result<()> {
    let mut out = std::fs::File::create(path)?;
    writeln!(
        out,
        "# How much each clue speaks for a candidate. The clues are named in src/annotate/role/{name}.rs. Made by:"
    )?;
    writeln!(out, "# cargo run --release --example train-roles -- data GOLD.jsonl")?;
    writeln!(out, "# columns: clue\tweight")?;
    for (clue, name) in clues.iter().enumerate() {
        writeln!(out, "{name}\t{:.2}", weights.of(clue))?;
    }
    Ok(())
}
