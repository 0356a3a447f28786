//! Whether two statements tell one figure: the same harm to the same number of people in the same event. Weighs the
//! numbers, the people, how the later mention speaks of them ("the five", "another five") and the settings of both.
//! It must not know what becomes of a repeat, nor the record.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::setting;
use crate::annotate::passage::Passage;
use crate::annotate::statement::{Mention, Statement, Whole};
use crate::article::{Count, Field, Group, Qualifier, Scope, VictimClass};
use crate::text::document::Document;

/// What a later statement is to an earlier one of the same figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The later one says nothing new of who and how many.
    Repeat,
    /// The later one says the earlier one better.
    Refined,
}

/// A statement with the passage that it stands in.
#[derive(Clone, Copy)]
pub struct Told<'p, 'a> {
    pub passage: &'p Passage<'a>,
    pub statement: &'p Statement,
    pub position: Whole,
}

impl<'p, 'a> Told<'p, 'a> {
    /// The statement at a position; `None` where there is none.
    pub fn at(passages: &'p [Passage<'a>], position: Whole) -> Option<Self> {
        let passage = passages.get(position.passage)?;
        let statement = passage.statements.get(position.statement)?;
        Some(Told { passage, statement, position })
    }

    pub fn document(&self) -> &'p Document<'a> {
        &self.passage.document
    }

    fn is_title(&self) -> bool {
        self.passage.field == Field::Title
    }

    fn is_bare(&self) -> bool {
        self.statement.people == self.statement.number
    }

    /// One person, told of without a number.
    fn is_single(&self) -> bool {
        let count = &self.statement.count;
        (count.low, count.high) == (Some(1), Some(1)) && count.text.is_empty()
    }

    /// Whether a noun is told with a name behind it: "rebel leader Karim Osei".
    fn is_named(&self) -> bool {
        let people = &self.statement.people;
        let capital = |token: usize| self.document().tokens.get(token).is_some_and(|found| found.is_capitalised());
        !self.document().upper_case
            && self.statement.noun_kind.is_some()
            && people.len() > 2
            && capital(people.end - 1)
            && capital(people.end - 2)
    }

    /// The words before the number or noun that make it definite, up to the people's own end.
    fn words(&self) -> impl Iterator<Item = &'p str> + use<'p, 'a> {
        let document = self.document();
        self.statement.people.clone().map(move |token| document.lower(token))
    }
}

/// The relation of two statements of one article, the first of which stands before the other.
pub fn relation(one: Told<'_, '_>, other: Told<'_, '_>) -> Option<Relation> {
    let (first, second) = (one.statement, other.statement);
    if first.effect != second.effect || first.count.unit != second.count.unit {
        return None;
    }
    if first.part_of == Some(other.position) || second.part_of == Some(one.position) {
        return None;
    }
    if one.position.passage == other.position.passage && first.sentence == second.sentence {
        return within_sentence(one, other).then_some(Relation::Repeat);
    }
    let numbers = numbers(&first.count, &second.count)?;
    if numbers != Numbers::Equal && one.is_title() != other.is_title() {
        return headline_differs(one).then_some(Relation::Refined);
    }
    if numbers == Numbers::Rounded || !classes_agree(first, second) || groups_clash(first, second) {
        return None;
    }
    let same = match value(&second.count).or(second.count.low).or(second.count.high).unwrap_or(0) {
        1 if one.is_single() || other.is_single() => same_person(one, other),
        number => same_people(one, other, number, numbers),
    };
    // "kill 42": the body's mention says who they were.
    let bare_headline = one.is_title() && one.is_bare() && !other.is_bare();
    same.then_some(if bare_headline { Relation::Refined } else { Relation::Repeat })
}

/// How two numbers agree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Equal,
    /// "five" and "at least five".
    Bound,
    /// "kill 30" of a headline and "29" of the body.
    Rounded,
}

fn numbers(one: &Count, other: &Count) -> Option<Numbers> {
    if (one.low, one.high) == (other.low, other.high) {
        return Some(Numbers::Equal);
    }
    let (first, second) = (value(one)?, value(other)?);
    match first.abs_diff(second) {
        0 => Some(Numbers::Bound),
        1 if first > 9 => Some(Numbers::Rounded),
        _ => None,
    }
}

/// The number as it is printed, its bound aside; `None` for ranges and vague numbers.
fn value(count: &Count) -> Option<u64> {
    match count.qualifier {
        Qualifier::Exact | Qualifier::About | Qualifier::AtLeast => count.low.or(count.high),
        Qualifier::AtMost => count.high,
        Qualifier::MoreThan => count.low.map(|low| low.saturating_sub(1)),
        Qualifier::FewerThan => count.high.map(|high| high.saturating_add(1)),
        Qualifier::Range | Qualifier::Vague => None,
    }
}

/// The body's bound is the figure, the headline's round number is not.
fn headline_differs(one: Told<'_, '_>) -> bool {
    one.is_title() && one.statement.count.qualifier == Qualifier::Exact
}

fn classes_agree(one: &Statement, other: &Statement) -> bool {
    let unspecified = VictimClass::Unspecified;
    let (first, second) = (one.victims.class, other.victims.class);
    first == second || first == unspecified || second == unspecified
}

/// Women are no men, whatever else they are.
fn groups_clash(one: &Statement, other: &Statement) -> bool {
    let has = |statement: &Statement, group| statement.victims.groups.contains(&group);
    let only = |statement: &Statement, group, not| has(statement, group) && !has(statement, not);
    only(one, Group::Women, Group::Men) && only(other, Group::Men, Group::Women)
        || only(one, Group::Men, Group::Women) && only(other, Group::Women, Group::Men)
}

/// Whether a sentence says one thing twice: the same words read in two ways, or "the body of Haddad … after he was killed".
fn within_sentence(one: Told<'_, '_>, other: Told<'_, '_>) -> bool {
    let (first, second) = (one.statement, other.statement);
    if (first.count.low, first.count.high) != (second.count.low, second.count.high) {
        return false;
    }
    if overlap(&first.people, &second.people) || overlap(&first.number, &second.number) {
        return true;
    }
    // "A gunman killed a guard before he was shot": whose harm is the verb's object is not who "he" is.
    let of = first.people.start.checked_sub(1).is_some_and(|before| one.document().lower(before) == "of");
    let is_subject = of || first.people.start < first.trigger.start;
    let back = match second.mention {
        Mention::Pronoun => true,
        Mention::Definite => first.victims.class == second.victims.class && !is_another(other),
        _ => false,
    };
    if back && is_subject && other.is_single() && (one.is_single() || first.count.high == Some(1)) {
        return true;
    }
    if is_apposition(one, other) {
        return true;
    }
    // A headline that runs into its report: each has its own word of harm, and both name the place.
    let verbs = !first.trigger.is_empty() && !second.trigger.is_empty() && first.trigger != second.trigger;
    let large = first.count.low.or(first.count.high).is_some_and(|number| number >= SMALL)
        && first.count.qualifier != Qualifier::Vague
        && !setting::conflicts(one, other);
    verbs
        && !first.number.is_empty()
        && alike(first, second)
        && !is_another(other)
        && (large || setting::share_name(one, other))
}

/// "One hostage, a judge, died": the noun between the commas is the person before it.
fn is_apposition(one: Told<'_, '_>, other: Told<'_, '_>) -> bool {
    let (first, second) = (one.statement, other.statement);
    let comma = |token: usize| one.document().lower(token) == ",";
    first.count.high == Some(1)
        && first.trigger == second.trigger
        && second.people.start == first.people.end + 1
        && comma(first.people.end)
        && comma(second.people.end)
        && first.trigger.start > second.people.end
}

/// Whether two statements say the same of who the people were.
fn alike(one: &Statement, other: &Statement) -> bool {
    one.victims.class == other.victims.class && one.victims.groups == other.victims.groups
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether two numbers above one, or spelt out as one, count the same people.
fn same_people(one: Told<'_, '_>, other: Told<'_, '_>, number: u64, numbers: Numbers) -> bool {
    let (first, second) = (one.statement, other.statement);
    let from_headline = one.is_title();
    if !from_headline && is_another(other) {
        return false;
    }
    let alike = alike(first, second);
    let vague = second.count.qualifier == Qualifier::Vague;
    let small = number < SMALL;
    let parts_differ = (first.scope == Scope::Subset) != (second.scope == Scope::Subset);
    if points_back(other) && !vague && !setting::differs(one, other) {
        return true;
    }
    if small && parts_differ {
        return false;
    }
    let apart = || !from_headline && setting::differs(one, other);
    if from_headline && numbers == Numbers::Equal {
        return !is_other_side(first, second);
    }
    if vague {
        return first.victims.class == second.victims.class && (!small || alike && !apart());
    }
    let told_bare = other.is_bare() && second.victims.class == VictimClass::Unspecified;
    match numbers {
        Numbers::Equal if !small => true,
        // Both bounds of a large number are told soon after each other, of one period and of one side.
        Numbers::Bound if !small => {
            let near = from_headline || second.sentence <= first.sentence + SENTENCES;
            let periods = (first.scope == Scope::Cumulative) == (second.scope == Scope::Cumulative);
            let side = alike
                || told_bare
                || first.victims.class == second.victims.class
                || no_fighters(first) && no_fighters(second);
            near && periods && side && !setting::conflicts(one, other)
        }
        Numbers::Equal | Numbers::Bound => (alike || told_bare || setting::agrees(one, other)) && !apart(),
        Numbers::Rounded => false,
    }
}

/// A headline leaves out who the people were; of two kinds that it names, both may be as many.
fn is_other_side(one: &Statement, other: &Statement) -> bool {
    let (first, second) = (&one.victims, &other.victims);
    let groups = first.groups.is_empty()
        || second.groups.is_empty()
        || first.groups.iter().any(|group| second.groups.contains(group));
    !groups
}

/// How many sentences on a bound of the same number may stand.
const SENTENCES: usize = 12;

fn no_fighters(statement: &Statement) -> bool {
    matches!(statement.victims.class, VictimClass::Civilian | VictimClass::Unspecified)
}

/// Numbers below this one recur by chance.
const SMALL: u64 = 10;

/// "the five", "all four men", "those two": people told of before.
fn points_back(told: Told<'_, '_>) -> bool {
    let (number, document) = (&told.statement.number, told.document());
    if number.is_empty() || told.statement.count.qualifier != Qualifier::Exact {
        return false;
    }
    let Some(before) = number.start.checked_sub(1) else { return false };
    matches!(document.lower(before), "the" | "these" | "those" | "all")
        // "the two dead" and "the two policemen", but "the 20 others".
        && !is_another(told)
}

/// "another five", "five others", "five more", "in a separate attack five".
fn is_another(told: Told<'_, '_>) -> bool {
    let (statement, document) = (told.statement, told.document());
    let more = |word: &str| {
        matches!(
            word,
            "another" | "other" | "others" | "more" | "further" | "additional" | "second" | "third" | "fourth"
        )
    };
    let before = statement.number.start.saturating_sub(2)..statement.number.start;
    if told.words().any(more) && !is_more_than(told) && !are_others_of_harm(told)
        || before.into_iter().any(|token| document.lower(token) == "another")
    {
        return true;
    }
    let sentence = document.sentences.get(statement.sentence).map(|sentence| sentence.tokens());
    let Some(sentence) = sentence else { return false };
    let near = sentence.start.max(statement.clause.start.saturating_sub(6))..statement.clause.end.min(sentence.end);
    near.take(CLAUSE).any(|token| {
        let next = document.lower(token + 1);
        match document.lower(token) {
            "separately" | "elsewhere" => true,
            "separate" | "another" | "second" | "similar" | "different" | "other" => EVENTS.contains(&next),
            _ => false,
        }
    })
}

/// "killed four and wounded 20 others": others than the dead, not other wounded than those told of before.
fn are_others_of_harm(told: Told<'_, '_>) -> bool {
    let statement = told.statement;
    let last = told.document().lower(statement.people.end.wrapping_sub(1));
    let before = told.passage.statements.iter().take(told.position.statement).rev();
    let mut beside = before.take_while(|other| other.sentence == statement.sentence);
    (last.starts_with("other") || told.words().any(|word| word == "other"))
        && beside.any(|other| other.effect != statement.effect && other.people.end <= statement.people.start)
}

/// Tokens of a clause that are looked through.
const CLAUSE: usize = 60;

/// Things that may happen again.
const EVENTS: &[&str] = &[
    "attack",
    "attacks",
    "strike",
    "strikes",
    "airstrike",
    "raid",
    "raids",
    "blast",
    "explosion",
    "bombing",
    "bomb",
    "incident",
    "incidents",
    "ambush",
    "clash",
    "clashes",
    "shooting",
    "operation",
    "encounter",
    "assault",
    "air",
    "car",
    "roadside",
    "suicide",
    "battle",
    "village",
    "town",
    "district",
    "place",
    "area",
    "part",
    "house",
    "location",
];

/// "more than five" is no "five more".
fn is_more_than(told: Told<'_, '_>) -> bool {
    told.statement.count.qualifier == Qualifier::MoreThan
}

/// Whether two single persons can be one: "a soldier" and "the man", "he", "Sergeant Haddad".
fn same_person(one: Told<'_, '_>, other: Told<'_, '_>) -> bool {
    let (first, second) = (one.statement, other.statement);
    let across = one.position.passage != other.position.passage;
    let small_parts_differ = (first.scope == Scope::Subset) != (second.scope == Scope::Subset);
    let word = |told: Told<'_, '_>| told.document().lower(told.statement.people.end.wrapping_sub(1)).to_string();
    if small_parts_differ && !matches!(second.mention, Mention::Pronoun | Mention::Definite) {
        return false;
    }
    match (first.mention, second.mention) {
        (Mention::Name, Mention::Name) => share_name(one, other),
        // "the rebel leader Karim Osei … Omar Haddad was killed": two names, two persons.
        (_, Mention::Name) if one.is_named() => share_name(one, other),
        // A name much later is somebody else.
        (_, Mention::Name) => {
            second.sentence <= first.sentence + 3
                || across
                || first.victims.class == second.victims.class && first.victims.class != VictimClass::Unspecified
        }
        (_, Mention::Pronoun | Mention::Definite) => !is_another(other),
        (Mention::Name | Mention::Pronoun, Mention::Indefinite) => across,
        (_, Mention::Indefinite) => {
            !is_another(other)
                && first.victims.class == second.victims.class
                && (first.victims.groups == second.victims.groups || word(one) == word(other))
                && (one.is_title() || !setting::differs(one, other))
        }
    }
}

/// Whether the last word of one name is a word of the other: "Clara Moss" and "Moss", "Anwar" and "Anwar al-Bunni".
fn share_name(one: Told<'_, '_>, other: Told<'_, '_>) -> bool {
    let (first, second) = (name(one), name(other));
    let last = |words: &[String]| words.last().cloned().unwrap_or_default();
    let of = |told: Told<'_, '_>| told.document().lower(told.statement.people.end.wrapping_sub(1)).to_string();
    of(one) == of(other) || second.contains(&last(&first)) || first.contains(&last(&second))
}

/// The capitalised words of a name, with those that its reading left behind it.
fn name(told: Told<'_, '_>) -> Vec<String> {
    let document = told.document();
    let people = &told.statement.people;
    let more = (people.end..people.end + 5).take_while(|&token| {
        let glued = document.tokens.get(token).is_some_and(|found| found.is_capitalised());
        glued || matches!(document.lower(token), "-" | "al" | "bin" | "el")
    });
    let words = people.clone().chain(more).filter(|&token| {
        document.tokens.get(token).is_some_and(|found| found.is_capitalised()) && document.lower(token).len() > 2
    });
    let words: FxHashSet<_> = words.collect();
    let mut words: Vec<_> = words.into_iter().collect();
    words.sort_unstable();
    words.into_iter().map(|token| document.lower(token).to_string()).collect()
}
