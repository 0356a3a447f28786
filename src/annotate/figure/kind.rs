//! What the victims of each statement were, weighed over the whole article: a linear model over the clues of `kind_clue`
//! chooses among the classes. Its weights are a data file that `examples/train-victims` makes from labelled reports. It
//! must not know how a statement was found, nor change anything but the class.

use std::sync::LazyLock;

use super::kind_clue::{self, Census, KindClue, KindClues};
use super::marks::Page;
use crate::annotate::passage::Passage;
use crate::annotate::statement::Statement;
use crate::article::{Field, Scope, VictimClass};

const CLASSES: usize = VictimClass::ALL.len();

/// The weights of each clue for each class, in the order of `VictimClass::ALL`.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub constant: [f32; CLASSES],
    pub weights: Vec<[f32; CLASSES]>,
}

static EMBEDDED: LazyLock<Model> = LazyLock::new(|| Model::parse(include_str!("../../../data/victim-class.tsv")));

impl Model {
    /// Reads lines of a clue and its weight for every class; clues that the file lacks weigh nothing.
    pub fn parse(text: &str) -> Model {
        let mut model = Model::empty();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or("");
            let row = match name.parse::<KindClue>() {
                Ok(clue) => &mut model.weights[clue as usize],
                Err(_) => &mut model.constant,
            };
            for (weight, cell) in row.iter_mut().zip(cells) {
                *weight = cell.trim().parse().unwrap_or(0.0);
            }
        }
        model
    }

    /// A model that prefers no class.
    pub fn empty() -> Model {
        Model { constant: [0.0; CLASSES], weights: vec![[0.0; CLASSES]; KindClue::ALL.len()] }
    }

    /// The sum of the clues for every class.
    pub fn scores(&self, clues: KindClues) -> [f32; CLASSES] {
        let mut scores = self.constant;
        for clue in clues.numbers() {
            for (score, weight) in scores.iter_mut().zip(self.weights[clue]) {
                *score += weight;
            }
        }
        scores
    }

    /// The likeliest class.
    pub fn choose(&self, clues: KindClues) -> VictimClass {
        let scores = self.scores(clues);
        let best = VictimClass::ALL.iter().zip(scores).max_by(|one, other| one.1.total_cmp(&other.1));
        best.map_or(VictimClass::Unspecified, |(class, _)| *class)
    }
}

/// Notes the clues that a passage gives for its own statements.
pub fn collect(page: Page<'_>, statements: &mut [Statement]) {
    if statements.is_empty() {
        return;
    }
    let census = Census::of(page);
    for statement in statements {
        statement.kind = kind_clue::local(page, &census, statement);
    }
}

/// Decides the class of every statement, once all passages are read and parts know their wholes.
pub fn assign(passages: &mut [Passage<'_>]) {
    add_neighbours(passages);
    for statement in passages.iter_mut().flat_map(|passage| &mut passage.statements) {
        statement.victims.class = EMBEDDED.choose(statement.kind);
    }
}

/// How many sentences back the statement before may stand.
const BACK: usize = 2;

/// Adds what the statements around say: the one before, the whole of a part, the headline's of the same harm.
fn add_neighbours(passages: &mut [Passage<'_>]) {
    let mut title: Vec<(crate::article::Effect, VictimClass)> = Vec::new();
    for number in 0..passages.len() {
        for index in 0..passages[number].statements.len() {
            let statement = &passages[number].statements[index];
            let mut clues = statement.kind;
            if let Some(before) = index.checked_sub(1).map(|before| &passages[number].statements[before]) {
                let class = before.victims.class;
                if before.sentence == statement.sentence && before.scope != Scope::Subset {
                    clues.add_class(KindClue::Near0, class);
                } else if before.sentence + BACK >= statement.sentence {
                    clues.add_class(KindClue::Told0, class);
                }
            }
            let whole =
                statement.part_of.and_then(|whole| passages.get(whole.passage)?.statements.get(whole.statement));
            clues.add_class(KindClue::Whole0, whole.map(|whole| whole.victims.class).unwrap_or_default());
            if let Some((_, class)) = title.iter().find(|(effect, _)| *effect == statement.effect) {
                clues.add_class(KindClue::Title0, *class);
            }
            if passages[number].field == Field::Title {
                title.push((statement.effect, statement.victims.class));
            }
            passages[number].statements[index].kind = clues;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_read_and_adds_up() {
        let model = Model::parse("# note\nconstant\t0\t0\t0\t0\t0.5\nrule-militant\t0\t0\t0\t1\t0\n");
        let mut clues = KindClues::default();
        assert_eq!(model.choose(clues), VictimClass::Unspecified);
        clues.add_class(KindClue::Rule0, VictimClass::Militant);
        assert_eq!(model.choose(clues), VictimClass::Militant);
    }

    #[test]
    fn the_embedded_model_names_known_clues_only() {
        for line in include_str!("../../../data/victim-class.tsv").lines().filter(|line| !line.starts_with('#')) {
            let name = line.split('\t').next().unwrap_or("");
            assert!(name == "constant" || name.parse::<KindClue>().is_ok(), "{name}");
        }
    }
}
