//! How far a figure is to be trusted: a logistic model over named clues of how it was read. The weights are a data file
//! that `examples/train-confidence` makes from labelled reports. It must not change what was read.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::grammar::{Bond, Link};
use super::people::{Head, People, Quantity};
use super::trigger::Trigger;
use crate::annotate::passage::Passage;
use crate::annotate::statement::Statement;
use crate::article::{Effect, Field, Qualifier, Scope, VictimClass};
use crate::vocabulary::vocabulary;

vocabulary!(
    /// What speaks for or against a figure.
    Clue {
        Object = "object",
        Subject = "subject",
        Adjacent = "adjacent",
        Nominal = "nominal",
        Toll = "toll",
        Carried = "carried",
        Member = "member",
        Attributive = "attributive",
        NounKnown = "noun-known",
        NounUnknown = "noun-unknown",
        NounMissing = "noun-missing",
        Pronoun = "pronoun",
        Name = "name",
        Number = "number",
        OnePerson = "one-person",
        OneDefinite = "one-definite",
        NoArticle = "no-article",
        WeakWord = "weak-word",
        Possible = "possible",
        Far = "far",
        Apart = "apart",
        Others = "others",
        ClassTold = "class-told",
        Bounded = "bounded",
        Vague = "vague",
        Large = "large",
        Killed = "killed",
        Wounded = "wounded",
        Captured = "captured",
        Displaced = "displaced",
        Released = "released",
        Headline = "headline",
        Lead = "lead",
        Subset = "subset",
        Cumulative = "cumulative",
        Placed = "placed",
        Dated = "dated",
        Method = "method",
        LongSentence = "long-sentence",
    }
);

/// A set of clues, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clues(u64);

impl Clues {
    fn add(&mut self, clue: Clue, holds: bool) {
        self.0 |= u64::from(holds) << clue as u32;
    }

    pub fn has(self, clue: Clue) -> bool {
        self.0 & (1 << clue as u32) != 0
    }
}

/// The clues of how a statement was found.
pub fn reading(link: &Link, people: &People, trigger: Option<&Trigger>) -> Clues {
    let mut clues = Clues::default();
    for (bond, clue) in [
        (Bond::Object, Clue::Object),
        (Bond::Subject, Clue::Subject),
        (Bond::Adjacent, Clue::Adjacent),
        (Bond::Nominal, Clue::Nominal),
        (Bond::Toll, Clue::Toll),
        (Bond::Carried, Clue::Carried),
        (Bond::Member, Clue::Member),
        (Bond::Attributive, Clue::Attributive),
    ] {
        clues.add(clue, link.bond == bond);
    }
    for (head, clue) in [
        (Head::Known, Clue::NounKnown),
        (Head::Unknown, Clue::NounUnknown),
        (Head::Missing, Clue::NounMissing),
        (Head::Pronoun, Clue::Pronoun),
        (Head::Name, Clue::Name),
    ] {
        clues.add(clue, people.head == head);
    }
    clues.add(Clue::Number, people.quantity == Quantity::Number);
    clues.add(Clue::OnePerson, people.quantity == Quantity::One);
    clues.add(Clue::OneDefinite, people.quantity == Quantity::One && people.definite);
    clues.add(Clue::NoArticle, people.quantity == Quantity::Bare);
    clues.add(Clue::WeakWord, trigger.is_some_and(|trigger| trigger.weak));
    clues.add(Clue::Possible, trigger.is_some_and(|trigger| trigger.possible));
    clues.add(Clue::Apart, link.distance > 2);
    clues.add(Clue::Far, link.distance > 6);
    clues.add(Clue::Others, people.others);
    clues
}

/// The clues of how it was found and of what it says.
pub fn clues(passage: &Passage<'_>, statement: &Statement) -> Clues {
    let mut clues = statement.clues;
    let count = &statement.count;
    clues.add(Clue::ClassTold, statement.victims.class != VictimClass::Unspecified);
    clues.add(Clue::Vague, count.qualifier == Qualifier::Vague);
    clues.add(Clue::Bounded, !matches!(count.qualifier, Qualifier::Exact | Qualifier::Vague));
    clues.add(Clue::Large, count.low.or(count.high).unwrap_or(0) > 4);
    clues.add(Clue::Killed, statement.effect == Effect::Killed);
    clues.add(Clue::Wounded, statement.effect == Effect::Wounded);
    clues.add(Clue::Captured, statement.effect == Effect::Captured);
    clues.add(Clue::Displaced, statement.effect == Effect::Displaced);
    clues.add(Clue::Released, statement.effect == Effect::Released);
    clues.add(Clue::Headline, passage.field == Field::Title);
    clues.add(Clue::Lead, passage.field == Field::Text && statement.sentence < 4);
    clues.add(Clue::Subset, statement.scope == Scope::Subset);
    clues.add(Clue::Cumulative, statement.scope == Scope::Cumulative);
    clues.add(Clue::Placed, statement.place.is_some());
    clues.add(Clue::Dated, statement.when.is_some());
    clues.add(Clue::Method, statement.method.is_some());
    let sentence = passage.document.sentences.get(statement.sentence).map_or(0, |sentence| sentence.tokens().len());
    clues.add(Clue::LongSentence, sentence > 50);
    clues
}

/// Weights by clue, and the constant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    pub constant: f32,
    pub weights: Vec<f32>,
}

static EMBEDDED: LazyLock<Model> = LazyLock::new(|| Model::parse(include_str!("../../../data/confidence.tsv")));

impl Model {
    /// Reads `clue TAB weight` lines; clues that it does not name weigh nothing.
    pub fn parse(text: &str) -> Model {
        let rows: FxHashMap<&str, f32> = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(clue, weight)| Some((clue, weight.trim().parse().ok()?)))
            .collect();
        let weight = |name: &str| rows.get(name).copied().unwrap_or(0.0);
        Model { constant: weight("constant"), weights: Clue::ALL.iter().map(|clue| weight(clue.as_str())).collect() }
    }

    /// The chance that a statement with these clues is right, 0 to 1.
    pub fn chance(&self, clues: Clues) -> f32 {
        let sum: f32 =
            Clue::ALL.iter().zip(&self.weights).filter(|(clue, _)| clues.has(**clue)).map(|(_, weight)| weight).sum();
        1.0 / (1.0 + (-(self.constant + sum)).exp())
    }
}

/// Fills the confidence of every statement, to two decimals.
pub fn assign(passages: &mut [Passage<'_>]) {
    for passage in passages {
        let chances: Vec<f32> =
            passage.statements.iter().map(|statement| EMBEDDED.chance(clues(passage, statement))).collect();
        for (statement, chance) in passage.statements.iter_mut().zip(chances) {
            statement.confidence = (chance * 100.0).round() / 100.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_read_and_adds_up() {
        let model = Model::parse("# note\nconstant\t1.0\nobject\t-1.0\n");
        let mut clues = Clues::default();
        clues.add(Clue::Object, true);
        assert_eq!(model.chance(clues), 0.5);
        assert!(model.chance(Clues::default()) > 0.7);
    }

    #[test]
    fn the_embedded_model_names_known_clues_only() {
        for line in include_str!("../../../data/confidence.tsv").lines().filter(|line| !line.starts_with('#')) {
            let name = line.split('\t').next().unwrap_or("");
            assert!(name == "constant" || Clue::ALL.iter().any(|clue| clue.as_str() == name), "{name}");
        }
    }
}
