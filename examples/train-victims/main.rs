//! Trains what the victims of a statement were, with cross-validation by article:
//!
//!     cargo run --release --example train-victims -- data GOLD.jsonl
//!
//! GOLD rows: `{"id", "title", "text", "published", "figures": [{"quote", "low", "high", "effect", "victims"}]}`. A
//! statement is paired with a label that has its effect and number near the same words. Prints how often the class is
//! right on articles left out of training, by the rules alone and by the model, and writes `victim-class.tsv` into the
//! directory (`-` writes nothing).

#[path = "../labelled/mod.rs"]
mod labelled;

use std::io::Write;

use warwire::annotate::figure::kind::Model;
use warwire::annotate::figure::kind_clue::{KindClue, KindClues};
use warwire::annotate::statement::Statement;
use warwire::annotate::{Knowledge, read};
use warwire::article::VictimClass;
use warwire::text::document::Document;

const FOLDS: usize = 10;
const STEPS: usize = 400;
const RATE: f32 = 0.5;
const MOMENTUM: f32 = 0.9;
const CLASSES: usize = VictimClass::ALL.len();

struct Example {
    article: usize,
    clues: KindClues,
    class: usize,
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [directory, file, rest @ ..] = arguments.as_slice() else {
        return Err(std::io::Error::other("usage: train-victims DIRECTORY|- GOLD.jsonl [--show]"));
    };
    let examples = examples(file, rest.iter().any(|word| word == "--show"))?;
    let by_rules = examples.iter().filter(|example| rule(example.clues) == example.class).count();
    println!("{} statements, class right by the rules {:.3}", examples.len(), by_rules as f32 / examples.len() as f32);
    let mut best = (0, PENALTIES[0]);
    for penalty in PENALTIES {
        let mut right = 0;
        for fold in 0..FOLDS {
            let model = train(examples.iter().filter(|example| example.article % FOLDS != fold), penalty);
            let left_out = examples.iter().filter(|example| example.article % FOLDS == fold);
            right += left_out.filter(|example| model.choose(example.clues) as usize == example.class).count();
        }
        println!("penalty {penalty}: {:.3} on articles left out of training", right as f32 / examples.len() as f32);
        if right > best.0 {
            best = (right, penalty);
        }
    }
    if directory != "-" {
        write(&std::path::Path::new(directory).join("victim-class.tsv"), &train(examples.iter(), best.1))?;
    }
    Ok(())
}

/// Of the squared weights, for one example: against learning single articles by heart.
const PENALTIES: [f32; 3] = [0.002, 0.003, 0.005];

fn rule(clues: KindClues) -> usize {
    let of = [KindClue::Rule0, KindClue::Rule1, KindClue::Rule2, KindClue::Rule3];
    of.iter().position(|clue| clues.has(*clue)).unwrap_or(CLASSES - 1)
}

fn examples(file: &str, shown: bool) -> std::io::Result<Vec<Example>> {
    let knowledge = Knowledge::embedded();
    let mut examples = Vec::new();
    for (number, row) in labelled::rows(file)?.iter().enumerate() {
        let article = labelled::article(row);
        let (passages, _) = read(&article, &knowledge);
        let mut taken = Vec::new();
        for passage in &passages {
            for statement in &passage.statements {
                let bytes = passage.document.bytes(statement.tokens.clone());
                let found = row["figures"].as_array().into_iter().flatten().enumerate().find(|(index, gold)| {
                    !taken.contains(index)
                        && agrees(gold, statement)
                        && is_near(passage.document.text, bytes.clone(), gold)
                });
                let Some((index, gold)) = found else { continue };
                let class = VictimClass::ALL.iter().position(|class| gold["victims"] == class.as_str());
                taken.push(index);
                if let Some(class) = class {
                    if shown {
                        println!("{}", report(number, gold, statement, &passage.document));
                    }
                    examples.push(Example { article: number, clues: statement.kind, class });
                }
            }
        }
    }
    Ok(examples)
}

/// One line of an example: article, label, clues and the words around, tab-separated.
fn report(article: usize, gold: &serde_json::Value, statement: &Statement, document: &Document<'_>) -> String {
    let bytes = document.bytes(statement.tokens.clone());
    let around = |from: usize, to: usize| document.text.get(from..to).unwrap_or("").replace(['\n', '\t', '\r'], " ");
    let cut = |mut at: usize| {
        while !document.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let from = cut(bytes.start.saturating_sub(250));
    let to = cut((bytes.end + 150).min(document.text.len()));
    let clues: Vec<&str> = statement.kind.numbers().map(|clue| KindClue::ALL[clue].as_str()).collect();
    format!(
        "SHOWN\t{article}\t{}\t{}\t{}[[{}]]{}",
        gold["victims"].as_str().unwrap_or(""),
        clues.join(" "),
        around(from, bytes.start),
        around(bytes.start, bytes.end),
        around(bytes.end, to)
    )
}

fn agrees(gold: &serde_json::Value, statement: &Statement) -> bool {
    let bounds = [statement.count.low, statement.count.high];
    let shares = |name: &str| gold[name].as_u64().is_some_and(|bound| bounds.contains(&Some(bound)));
    (shares("low") || shares("high")) && gold["effect"] == statement.effect.as_str()
}

/// Whether the label's quote overlaps these bytes or stands within forty of them.
fn is_near(text: &str, bytes: std::ops::Range<usize>, gold: &serde_json::Value) -> bool {
    let wanted = gold["quote"].as_str().unwrap_or("");
    !wanted.is_empty()
        && text.match_indices(wanted).any(|(at, part)| bytes.start < at + part.len() + 40 && at < bytes.end + 40)
}

/// A softmax over the classes: full-batch gradient with momentum and a penalty on great weights.
fn train<'e>(examples: impl Iterator<Item = &'e Example>, penalty: f32) -> Model {
    let examples: Vec<&Example> = examples.collect();
    let mut model = Model::empty();
    let mut speed = Model::empty();
    let scale = 1.0 / examples.len().max(1) as f32;
    for _ in 0..STEPS {
        let mut gradient = Model::empty();
        for example in &examples {
            let scores = model.scores(example.clues);
            let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let likely = scores.map(|score| (score - most).exp());
            let all: f32 = likely.iter().sum();
            for (class, likely) in likely.iter().enumerate() {
                let pull = (f32::from(u8::from(class == example.class)) - likely / all) * scale;
                gradient.constant[class] += pull;
                for clue in example.clues.numbers() {
                    gradient.weights[clue][class] += pull;
                }
            }
        }
        for class in 0..CLASSES {
            speed.constant[class] = MOMENTUM * speed.constant[class] + RATE * gradient.constant[class];
            model.constant[class] += speed.constant[class];
            for clue in 0..model.weights.len() {
                let pull = gradient.weights[clue][class] - penalty * model.weights[clue][class];
                speed.weights[clue][class] = MOMENTUM * speed.weights[clue][class] + RATE * pull;
                model.weights[clue][class] += speed.weights[clue][class];
            }
        }
    }
    model
}

fn write(path: &std::path::Path, model: &Model) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(
        file,
        "# How much each clue speaks for each class of victims. The clues are named in src/annotate/figure/kind_clue.rs. Made by:"
    )?;
    writeln!(file, "# cargo run --release --example train-victims -- data GOLD.jsonl")?;
    writeln!(file, "# columns: clue\tcivilian\tmilitary\tpolice\tmilitant\tunspecified")?;
    let row = |weights: &[f32; CLASSES]| weights.map(|weight| format!("{weight:.2}")).join("\t");
    writeln!(file, "constant\t{}", row(&model.constant))?;
    for (clue, weights) in KindClue::ALL.iter().zip(&model.weights) {
        writeln!(file, "{clue}\t{}", row(weights))?;
    }
    file.flush()
}
