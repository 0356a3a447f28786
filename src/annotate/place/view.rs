//! One candidate among its neighbours: reads its own words and those beside it into clues. It must not know how much a
//! clue weighs.

mod right;

use super::candidate::{Candidate, Form};
use super::clue::{Clue, Facts};
use super::cues::{Class, Classes, classes, classes_at};
use super::names::{Names, Sense};
use crate::gazetteer::PlaceKind;
use crate::text::document::Document;
use crate::text::token::{Case, TokenKind};

/// A view on one candidate among its neighbours.
pub struct View<'v> {
    pub document: &'v Document<'v>,
    pub names: &'v Names<'v>,
    pub candidates: &'v [Candidate],
    pub index: usize,
    /// Whether an actor that is no state is called by exactly these words, or by more words around them.
    pub actor: Option<bool>,
}

impl View<'_> {
    fn candidate(&self) -> &Candidate {
        &self.candidates[self.index]
    }

    /// The candidate that ends right before token `at`.
    fn ends_at(&self, at: usize) -> Option<&Candidate> {
        let previous = self.candidates.get(self.index.checked_sub(1)?)?;
        (previous.tokens.end == at && previous.form != Form::Unknown).then_some(previous)
    }

    /// The candidate that starts at token `at`.
    fn starts_at(&self, at: usize) -> Option<&Candidate> {
        let next = self.candidates.get(self.index + 1)?;
        (next.tokens.start == at && next.form != Form::Unknown).then_some(next)
    }

    fn same_sentence(&self, token: usize) -> bool {
        self.document.sentence_of.get(token) == self.document.sentence_of.get(self.candidate().tokens.start)
    }

    fn class(&self, token: usize) -> Classes {
        classes_at(self.document, token)
    }

    fn is_capitalised(&self, token: usize) -> bool {
        self.document.tokens.get(token).is_some_and(|token| token.is_capitalised())
    }

    /// Whether a word may be part of a name: a capitalised one, and where all is in capitals one that is no common word.
    fn is_name_like(&self, token: usize) -> bool {
        if !self.is_capitalised(token) {
            return false;
        }
        let foreign =
            [Class::Common, Class::Stop, Class::Preposition, Class::Locative, Class::Generic, Class::Adjective];
        !self.document.upper_case || !self.class(token).any(&foreign)
    }

    /// Whether what stands directly beside the name makes it a person.
    pub fn is_person(&self) -> bool {
        let tokens = &self.candidate().tokens;
        if self.candidate().form == Form::Abbreviation {
            return false;
        }
        let before = tokens.start.checked_sub(1).filter(|&before| self.same_sentence(before));
        if let Some(before) = before {
            let class = self.class(before);
            if self.is_name_like(before)
                && class.has(Class::FirstName)
                && !class.has(Class::Direction)
                && !class.has(Class::Stop)
            {
                return true;
            }
            let initial = self.document.word(before) == "."
                && before.checked_sub(1).is_some_and(|letter| {
                    self.document.tokens[letter].range().len() == 1 && self.is_capitalised(letter)
                });
            let title_dot = self.document.word(before) == "."
                && before
                    .checked_sub(1)
                    .is_some_and(|title| self.class(title).has(Class::Title) && self.is_capitalised(title));
            if initial && !self.document.upper_case
                || title_dot
                || class.has(Class::Title) && self.is_capitalised(before)
            {
                return true;
            }
        }
        let first = self.class(tokens.start).has(Class::FirstName);
        let next = self.class(tokens.end);
        first
            && tokens.len() == 1
            && self.is_name_like(tokens.end)
            && next.has(Class::Surname)
            && !next.any(&[Class::OrgTail, Class::Tail])
            && self.same_sentence(tokens.end)
    }

    /// Whether what stands directly beside the name makes it a place.
    pub fn is_located(&self) -> bool {
        let tokens = &self.candidate().tokens;
        let Some(before) = tokens.start.checked_sub(1).filter(|&before| self.same_sentence(before)) else {
            return false;
        };
        let class = self.class(before);
        let lower = self.document.tokens[before].case == Case::Lower;
        lower && class.any(&[Class::Locative, Class::Direction]) && !self.is_capitalised(tokens.end)
    }

    /// Collects the clues.
    pub fn clues(&self, facts: &Facts, out: &mut Vec<Clue>) {
        out.clear();
        out.push(Clue::Bias);
        let words = self.own(out);
        let left = self.left(out);
        let right = self.right(out);
        self.rest(facts, out);
        self.pairs(words, left | right, out);
    }

    fn own(&self, out: &mut Vec<Clue>) -> Classes {
        let candidate = self.candidate();
        let tokens = &candidate.tokens;
        match candidate.form {
            Form::Name => {}
            Form::Abbreviation => out.push(Clue::Abbreviation),
            Form::Adjective => out.push(Clue::Adjective),
            Form::Plural => out.push(Clue::Plural),
            Form::Generic if candidate.name.is_some() => out.push(Clue::GenericKnown),
            Form::Generic => out.push(Clue::Generic),
            Form::Road => out.push(Clue::Road),
            Form::Unknown => out.push(Clue::Unknown),
        }
        if matches!(candidate.form, Form::Name | Form::Abbreviation) {
            let senses = candidate.name.map_or(&[][..], |name| self.names.senses(name));
            if let Some(best) = senses.first() {
                out.push(kind_clue(best));
            }
            if senses.iter().take(4).any(|sense| sense.main_name) {
                out.push(Clue::MainName);
            }
        }
        let mut parts = 0;
        for token in tokens.clone() {
            parts += usize::from(self.document.tokens[token].kind == TokenKind::Word);
        }
        let whole = classes(self.document.lower.get(self.document.bytes(tokens.clone())).unwrap_or(""));
        if whole.has(Class::Never) {
            out.push(Clue::Never);
        }
        match self.actor {
            Some(true) => out.push(Clue::Actor),
            Some(false) => out.push(Clue::InActor),
            None => {}
        }
        match parts {
            0 | 1 => {}
            2 => out.push(Clue::TwoWords),
            _ => out.push(Clue::ManyWords),
        }
        let words = self.class(tokens.start);
        let token = &self.document.tokens[tokens.start];
        let single = parts <= 1 && candidate.form != Form::Abbreviation;
        if single {
            let opens = self.opens(tokens.start);
            if words.has(Class::Common) {
                out.push(Clue::Common);
                if opens {
                    out.push(Clue::CommonOpens);
                }
            }
            if words.any(&[Class::Month, Class::Weekday]) {
                out.push(Clue::Month);
            }
            if words.any(&[Class::OrgTail, Class::OrgHead, Class::Tail]) {
                out.push(Clue::OrgWord);
            }
            if words.has(Class::Title) {
                out.push(Clue::TitleWord);
            }
            if words.has(Class::Direction) {
                out.push(Clue::DirectionWord);
            }
            if token.range().len() <= 3 {
                out.push(Clue::Short);
            }
        }
        if single || candidate.form == Form::Unknown {
            if words.has(Class::FirstName) {
                out.push(Clue::FirstName);
            }
            let last = if single { words } else { self.class(tokens.end.saturating_sub(1)) };
            if last.has(Class::Surname) {
                out.push(Clue::Surname);
            }
        }
        if self.document.upper_case {
            out.push(Clue::UpperDocument);
            if single && words.has(Class::Common) {
                out.push(Clue::UpperDocumentCommon);
            }
        } else if token.case == Case::Upper {
            out.push(if token.range().len() <= 4 { Clue::ShortUpper } else { Clue::Upper });
            if single && words.has(Class::Common) {
                out.push(Clue::UpperCommon);
            }
        }
        words
    }

    fn opens(&self, token: usize) -> bool {
        self.document.sentence_at(token).is_some_and(|sentence| sentence.first as usize == token)
    }

    /// Clues before the name; says whether any of them is a sign of a place.
    fn left(&self, out: &mut Vec<Clue>) -> bool {
        let tokens = &self.candidate().tokens;
        let Some(mut before) = tokens.start.checked_sub(1).filter(|&before| self.same_sentence(before)) else {
            let paragraph = |token: usize| self.document.sentence_at(token).map(|sentence| sentence.paragraph);
            let opens = tokens.start == 0 || paragraph(tokens.start) != paragraph(tokens.start - 1);
            out.push(if opens { Clue::OpensParagraph } else { Clue::Opens });
            return false;
        };
        if self.document.lower(before) == "the" {
            out.push(Clue::The);
            match before.checked_sub(1).filter(|&before| self.same_sentence(before)) {
                Some(earlier) => before = earlier,
                None => {
                    out.push(Clue::Opens);
                    return false;
                }
            }
        }
        self.word_before(before, out)
    }

    fn word_before(&self, before: usize, out: &mut Vec<Clue>) -> bool {
        let word = self.document.lower(before);
        let class = self.class(before);
        let capital = self.is_name_like(before);
        let earlier = before.checked_sub(1).filter(|&earlier| self.same_sentence(earlier));
        let mut sign = false;
        match word {
            "of" => {
                out.push(Clue::Of);
                let noun = earlier.map(|noun| (self.class(noun), self.is_capitalised(noun)));
                if let Some((noun, capital)) = noun {
                    if noun.has(Class::OrgHead) && capital {
                        out.push(Clue::OrgOf);
                    } else if noun.has(Class::Generic) {
                        out.push(Clue::GenericOf);
                        sign = true;
                    }
                }
            }
            "from" => out.push(Clue::From),
            "to" => out.push(Clue::To),
            "a" | "an" => out.push(Clue::Article),
            "," => out.push(if self.ends_at(before).is_some() { Clue::PlaceComma } else { Clue::CommaBefore }),
            "and" | "or" | "&" | "/" => {
                out.push(if self.ends_at(before).is_some() { Clue::PlaceAnd } else { Clue::AndBefore })
            }
            "." => {
                let initial = earlier.is_some_and(|letter| self.document.tokens[letter].range().len() == 1);
                let title = earlier.is_some_and(|title| self.class(title).has(Class::Title));
                if title {
                    out.push(Clue::Title);
                } else if initial {
                    out.push(Clue::InitialBefore);
                }
            }
            "\"" | "\u{201c}" | "\u{2018}" | "'" => out.push(Clue::QuoteBefore),
            "(" | "[" => out.push(Clue::BracketBefore),
            "-" | "\u{2013}" => {
                if self.document.tokens[before].glued && self.document.tokens[before + 1].glued {
                    out.push(if self.ends_at(before).is_some() { Clue::PlaceHyphen } else { Clue::HyphenBefore });
                }
            }
            _ if self.is_ordinal(before) => out.push(Clue::OrdinalBefore),
            _ => match self.document.tokens[before].kind {
                TokenKind::Possessive => out.push(Clue::PossessiveBefore),
                TokenKind::Number => out.push(Clue::NumberBefore),
                TokenKind::Punctuation => {}
                TokenKind::Word => {
                    if class.has(Class::Locative) {
                        out.push(Clue::Locative);
                        sign = true;
                    } else if class.has(Class::Direction) {
                        out.push(Clue::Direction);
                        sign = true;
                    } else if class.has(Class::Title) {
                        out.push(Clue::Title);
                    } else if capital && class.has(Class::FirstName) {
                        out.push(Clue::FirstNameBefore);
                    } else if class.any(&[Class::Adjective]) && capital {
                        out.push(Clue::AdjectiveBefore);
                    } else if capital && !class.has(Class::Stop) {
                        out.push(Clue::CapitalBefore);
                    } else if class.has(Class::Motion) {
                        out.push(Clue::Motion);
                        sign = true;
                    } else if class.has(Class::Preposition) {
                        out.push(Clue::Preposition);
                    } else if class.has(Class::Kin) {
                        out.push(Clue::KinBefore);
                    } else if class.has(Class::Generic) {
                        out.push(Clue::GenericBefore);
                        sign = true;
                    } else {
                        out.push(Clue::LowerBefore);
                    }
                }
            },
        }
        sign
    }

    /// "4th", "Seventy-second": what follows is mostly a unit.
    fn is_ordinal(&self, token: usize) -> bool {
        let word = self.document.lower(token);
        let numeral = matches!(word, "th" | "st" | "nd" | "rd" | "d") && self.document.tokens[token].glued;
        numeral
            || matches!(word, "first" | "second" | "third" | "twelfth")
            || word.len() > 4
                && word.ends_with("th")
                && !matches!(word, "north" | "south" | "month" | "death" | "health" | "youth")
    }

    fn rest(&self, facts: &Facts, out: &mut Vec<Clue>) {
        let clues = [
            (facts.located > 0, Clue::LocatedElsewhere),
            (facts.person > 0, Clue::PersonElsewhere),
            (facts.mentions >= 3, Clue::Repeated),
            (facts.in_country, Clue::InNamedCountry),
            (facts.in_region, Clue::InNamedRegion),
            (facts.in_dateline, Clue::InDateline),
        ];
        out.extend(clues.into_iter().filter(|(holds, _)| *holds).map(|(_, clue)| clue));
    }

    fn pairs(&self, words: Classes, sign: bool, out: &mut Vec<Clue>) {
        let has = |clue: Clue| out.contains(&clue);
        let end = self.candidate().tokens.end;
        let lower_next = self.document.tokens.get(end).is_some_and(|token| token.case == Case::Lower);
        let person_words = words.has(Class::FirstName) || has(Clue::Surname);
        let pairs = [
            (has(Clue::Common) && has(Clue::Locative), Clue::CommonLocative),
            (has(Clue::Surname) && has(Clue::Locative), Clue::SurnameLocative),
            (has(Clue::Surname) && !sign, Clue::SurnameAlone),
            (has(Clue::FirstName) && self.is_capitalised(end), Clue::FirstNameCapital),
            (has(Clue::Unknown) && has(Clue::Locative), Clue::UnknownLocative),
            (has(Clue::Unknown) && (has(Clue::GenericOf) || has(Clue::GenericAfter)), Clue::UnknownGeneric),
            (has(Clue::Unknown) && person_words, Clue::UnknownPerson),
            (has(Clue::CitySmall) && !sign, Clue::SmallCity),
            (has(Clue::CitySmall) && has(Clue::Common), Clue::SmallCityCommon),
            (has(Clue::Country) && has(Clue::The), Clue::TheCountry),
            (has(Clue::Adjective) && has(Clue::BelongingAfter), Clue::AdjectiveGovernment),
            (has(Clue::Adjective) && lower_next, Clue::AdjectiveLower),
            (has(Clue::Adjective) && self.is_capitalised(end), Clue::AdjectiveCapital),
            (has(Clue::CapitalBefore) && (has(Clue::OrgTailAfter) || has(Clue::CapitalAfter)), Clue::CapitalOrg),
        ];
        let pairs = pairs.map(|(holds, clue)| holds.then_some(clue));
        out.extend(pairs.into_iter().flatten());
    }
}

fn kind_clue(best: &Sense) -> Clue {
    match best.kind {
        PlaceKind::Country => Clue::Country,
        PlaceKind::Admin1 => Clue::Admin1,
        PlaceKind::Admin2 => Clue::Admin2,
        PlaceKind::City | PlaceKind::Village => match best.population {
            1_000_000.. => Clue::CityHuge,
            100_000.. => Clue::CityBig,
            15_000.. => Clue::CityMiddling,
            _ => Clue::CitySmall,
        },
        PlaceKind::Region => Clue::Region,
        PlaceKind::Water => Clue::Water,
        PlaceKind::Mountain => Clue::Mountain,
        PlaceKind::Island => Clue::Island,
        PlaceKind::District | PlaceKind::Camp => Clue::District,
        PlaceKind::Other => Clue::OtherKind,
    }
}
