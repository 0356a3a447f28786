//! Noun phrases that name people: a number or an article, what the people were, and the noun ("at least 20 Iraqi army
//! recruits", "a policeman", "two of his bodyguards", "32 others", a bare "20"). It must not know what happened to them.

use std::ops::Range;

use super::complement;
use super::marks::Page;
use super::name;
use super::no_people;
use super::noun::{self, Noun};
use super::nounless::{counted_harm, without_noun};
use crate::article::{Group, VictimClass};
use crate::lexicon::PersonKind;
use crate::text::grammar_word::{Class, class_of, is_adverb};
use crate::text::number::{NumberPhrase, number_at};
use crate::text::token::TokenKind;

/// What stands where the noun should be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Head {
    /// A noun that the lexicon knows to name people.
    #[default]
    Known,
    /// A noun that it does not know: people only for harm that befalls nothing else.
    Unknown,
    /// None: the number stands alone.
    Missing,
    /// "he", "them", "himself".
    Pronoun,
    /// A personal name.
    Name,
}

/// How many are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quantity {
    /// A number phrase.
    Number,
    /// One person: "a soldier", "his wife", "the driver".
    One,
    /// People without a number: "civilians". No figure, but they take the place of one.
    #[default]
    Bare,
}

/// Whether the phrase takes its people out of others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Whole,
    /// "nine of them", "three of whom".
    OfPronoun,
    /// "two of the victims", "three of the dead": of people already told of.
    OfHarmed,
    /// "two of the 49 victims": of the people named right behind.
    OfNext,
    /// "two of his bodyguards": out of a group that need not have come to harm.
    OfGroup,
}

#[derive(Clone, Debug, Default)]
pub struct People {
    /// The whole phrase, with what hangs on by "of".
    pub tokens: Range<usize>,
    /// Without the determiner and what hangs on: the words to quote.
    pub quote: Range<usize>,
    pub number: Option<NumberPhrase>,
    pub quantity: Quantity,
    pub head: Head,
    pub kind: Option<PersonKind>,
    pub class: VictimClass,
    /// One bit for each `Group`.
    pub groups: u32,
    /// Position in the lexicon's table of demonyms.
    pub affiliation: Option<u32>,
    /// "the 20", "his two sons".
    pub definite: bool,
    pub owned: bool,
    /// "no civilians".
    pub negative: bool,
    pub part: Part,
    /// "others", "another 12", "20 more".
    pub others: bool,
    /// The word of harm before the noun: "two wounded soldiers".
    pub attributive: Option<(u32, Range<usize>)>,
    /// The noun counts families, not people.
    pub families: bool,
    /// The noun is singular.
    pub singular: bool,
}

impl People {
    pub fn has_group(&self, group: Group) -> bool {
        self.groups & (1 << group as u32) != 0
    }
}

/// Reads the phrase that starts at token `at`, if one does.
pub fn people_at(page: Page<'_>, at: usize) -> Option<People> {
    let mut people = People::default();
    let mut next = match owner(page, at) {
        Some(end) => {
            (people.definite, people.owned) = (true, true);
            end
        }
        None => determiner(page, at, &mut people)?,
    };
    let start = next;
    // "a 10-year-old child": the age belongs to the noun.
    let age = noun::age(page, next).is_some();
    if let Some(number) = number_at(page.document, next).filter(|_| !age) {
        if no_people::counts_no_people(page, &number) {
            return None;
        }
        next = number.tokens.end;
        people.others |= number.more;
        people.quantity = Quantity::Number;
        people.number = Some(number);
    } else if people.quantity == Quantity::Bare
        && !age
        && !opens_noun(page, next)
        && page.lower(at.wrapping_sub(1)) != "whose"
    {
        return None;
    }
    people.quote = start.min(next)..next;
    if people.quantity == Quantity::One && people.quote.is_empty() {
        people.quote.start = at;
    }
    if people.number.is_some() && page.lower(next) == "of" {
        return partitive(page, at, next, people);
    }
    match noun::noun_at(page, next) {
        Some(noun) => finish(page, at, people, noun),
        None => without_noun(page, at, next, people),
    }
}

/// Reads articles, owners and quantifiers; `None` where the phrase cannot be a count of people.
fn determiner(page: Page<'_>, at: usize, people: &mut People) -> Option<usize> {
    let lower = page.lower(at);
    Some(match class_of(lower) {
        Class::Indefinite => match number_at(page.document, at) {
            Some(_) => at,
            None => {
                people.quantity = Quantity::One;
                at + 1
            }
        },
        Class::Definite => {
            people.definite = true;
            at + 1
        }
        Class::Owner => {
            (people.definite, people.owned) = (true, true);
            at + 1
        }
        Class::Quantifier => match lower {
            "no" if number_at(page.document, at).is_some() => at,
            "no" => {
                people.negative = true;
                at + 1
            }
            "another" => match number_at(page.document, at) {
                Some(_) => at,
                None => {
                    people.quantity = Quantity::One;
                    people.others = true;
                    at + 1
                }
            },
            "all" | "both" => {
                people.definite = true;
                at + 1 + usize::from(page.lower(at + 1) == "the")
            }
            _ => return None,
        },
        Class::Subordinator if lower == "as" && number_at(page.document, at).is_some() => at,
        Class::Open if is_adverb(lower) && number_at(page.document, at).is_none() => return None,
        Class::Open | Class::Preposition | Class::Adverb | Class::Not => at,
        _ => return None,
    })
}

/// The token behind "Kabul's", "New York's", "Colonel Haddad's".
fn owner(page: Page<'_>, at: usize) -> Option<usize> {
    let capital = |at: usize| page.document.tokens.get(at).is_some_and(|token| token.is_capitalised());
    if !capital(at) || page.document.upper_case {
        return None;
    }
    let end = (at + 1..at + 4).find(|&next| !capital(next))?;
    let possessive = page.document.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Possessive);
    (possessive && class_of(page.lower(at)) == Class::Open && !page.has_effect(at)).then_some(end + 1)
}

/// A look at one token, so that most words are no noun phrase at once.
fn opens_noun(page: Page<'_>, at: usize) -> bool {
    page.victim(at).is_some()
        || page.modifier(at).is_some()
        || page.demonym(at).is_some()
        || page.actor(at).is_some()
        || (at > 0 && matches!(class_of(page.lower(at - 1)), Class::Definite | Class::Owner | Class::Quantifier))
}

/// "nine of them", "two of the victims", "dozens of people".
fn partitive(page: Page<'_>, at: usize, of: usize, mut people: People) -> Option<People> {
    let mut next = of + 1;
    if matches!(page.lower(next), "them" | "whom" | "us" | "which" | "who" | "those" | "these")
        && (page.lower(next) != "those" || !page.has_effect(next + 1))
        && (matches!(page.lower(next), "them" | "whom" | "us" | "which" | "who")
            || noun::noun_at(page, next + 1).is_none())
    {
        people.part = Part::OfPronoun;
        people.head = Head::Missing;
        people.tokens = at..next + 1;
        people.quote.end = next + 1;
        return Some(people);
    }
    let determined = matches!(class_of(page.lower(next)), Class::Definite | Class::Owner);
    people.owned = class_of(page.lower(next)) == Class::Owner;
    if determined {
        next += 1;
        people.part = Part::OfGroup;
    }
    if let Some(inner) = number_at(page.document, next)
        && noun::noun_at(page, inner.tokens.end).is_some()
        && page.lower(of.wrapping_sub(1)) != "dozens"
    {
        // "two of the 49 victims": the whole stands right behind and is a phrase of its own.
        people.part = Part::OfNext;
        people.head = Head::Missing;
        people.tokens = at..of + 1;
        people.quote.end = of + 1;
        return Some(people);
    }
    let harmed = page.has_effect(next) && determined;
    // "claimed hundreds of lives", "suffered thousands of casualties": the word of harm stands where the noun would.
    if !determined && let Some(end) = counted_harm(page, next) {
        people.head = Head::Missing;
        people.tokens = at..end;
        people.quote.end = end;
        return Some(people);
    }
    match noun::noun_at(page, next) {
        Some(noun) => {
            if determined && (noun.kind == PersonKind::Remains || is_victim_word(page.lower(noun.end - 1)) || harmed) {
                people.part = Part::OfHarmed;
            }
            finish(page, at, people, noun)
        }
        // "seven of the dead", "three of those killed".
        None if harmed => {
            let end = page.effects(next).map(|(_, _, end)| end).max().unwrap_or(next + 1);
            people.part = Part::OfHarmed;
            people.head = Head::Missing;
            people.tokens = at..end;
            people.quote.end = end;
            people.attributive = page.effects(next).next().map(|(index, _, _)| (index, next..end));
            Some(people)
        }
        None => None,
    }
}

fn is_victim_word(word: &str) -> bool {
    matches!(word, "victims" | "victim" | "casualties" | "fatalities")
}

fn finish(page: Page<'_>, at: usize, mut people: People, noun: Noun) -> Option<People> {
    let singular_only = noun.singular && !noun.plural;
    let many = people.number.as_ref().is_some_and(|number| number.low != Some(1) || number.high != Some(1));
    if many && singular_only && noun.kind != PersonKind::Collective {
        // "20 civilian deaths": the noun behind is the word of harm.
        return page.has_effect(noun.end).then_some(People {
            head: Head::Missing,
            class: noun.class,
            groups: noun.groups,
            affiliation: noun.affiliation,
            quote: people.quote.start..noun.end,
            tokens: at..noun.end,
            ..people
        });
    }
    match people.quantity {
        Quantity::One if !noun.singular => return None,
        // "whose brother was killed".
        Quantity::Bare if singular_only && page.lower(at.wrapping_sub(1)) == "whose" => {
            people.quantity = Quantity::One;
            (people.definite, people.owned) = (true, true);
        }
        // "the driver", "his wife" are one person; "the civilians" no number.
        Quantity::Bare if people.definite && singular_only => people.quantity = Quantity::One,
        // A singular noun without a determiner is no phrase of its own, except in headlines, which the caller knows.
        Quantity::Bare if singular_only && !people.negative => people.quantity = Quantity::Bare,
        _ => {}
    }
    if page.lower(at) == "both" && people.number.is_none() && noun.plural {
        people.quantity = Quantity::Number;
        people.number = Some(NumberPhrase {
            tokens: at..at + 1,
            core: at..at + 1,
            low: Some(2),
            high: Some(2),
            ..NumberPhrase::default()
        });
        people.quote.start = at;
    }
    people.kind = Some(noun.kind);
    people.class = noun.class;
    people.groups = noun.groups;
    people.affiliation = noun.affiliation;
    people.others |= noun.others;
    people.attributive = noun.attributive;
    people.families = noun.families;
    people.singular = singular_only;
    people.quote.end = noun.end;
    people.tokens = at..noun.end;
    if singular_only
        && (people.quantity == Quantity::Bare || people.owned)
        && !people.negative
        && (!page.document.upper_case || people.quantity == Quantity::Bare)
    {
        // "journalist Karim Haddad" is one person.
        if let Some(name) = name::words_at(page, noun.end) {
            people.quantity = Quantity::One;
            people.tokens.end = name;
            people.quote.end = name;
        }
    }
    complement::complement(page, &mut people);
    Some(people)
}
