//! What stands behind a name, as clues to whether it names a place.

use super::super::candidate::Candidate;
use super::super::clue::Clue;
use super::super::cues::Class;
use super::View;
use crate::gazetteer::PlaceKind;
use crate::text::token::TokenKind;

impl View<'_> {
    /// Clues behind the name; says whether any of them is a sign of a place.
    pub(super) fn right(&self, out: &mut Vec<Clue>) -> bool {
        let end = self.candidate().tokens.end;
        if !self.same_sentence(end) {
            out.push(Clue::StopAfter);
            return false;
        }
        let Some(next) = self.document.tokens.get(end) else { return false };
        let class = self.class(end);
        let mut sign = false;
        match self.document.word(end) {
            "," => {
                out.push(Clue::CommaAfter);
                if let Some(other) = self.starts_at(end + 1) {
                    if self.lies_in(other) {
                        out.push(Clue::Container);
                        sign = true;
                    } else {
                        out.push(Clue::PlaceAfterComma);
                    }
                }
                let age = self
                    .document
                    .tokens
                    .get(end + 1)
                    .is_some_and(|token| token.kind == TokenKind::Number && token.range().len() <= 2)
                    && self.document.word(end + 2) == ",";
                if age {
                    out.push(Clue::AgeAfter);
                }
                if self.class(end + 1).has(Class::Personal) {
                    out.push(Clue::PersonalAfter);
                }
            }
            "-" | "\u{2013}" if next.glued => {
                let affix = self.class(end + 1).has(Class::Affix);
                out.push(if affix { Clue::AffixAfter } else { Clue::HyphenAfter });
                sign = affix;
            }
            "(" => out.push(Clue::BracketAfter),
            "and" | "or" | "&" | "/" => {
                if self.starts_at(end + 1).is_some() {
                    out.push(Clue::PlaceAfterAnd);
                }
            }
            "." => out.push(Clue::StopAfter),
            _ => match next.kind {
                TokenKind::Possessive => out.push(Clue::PossessiveAfter),
                TokenKind::Number => out.push(Clue::NumberAfter),
                TokenKind::Punctuation => {}
                TokenKind::Word if self.is_name_like(end) => {
                    if let Some(other) = self.starts_at(end) {
                        out.push(Clue::PlaceNext);
                        if self.lies_in(other) {
                            out.push(Clue::Container);
                        }
                    }
                    if next.range().len() == 1 && self.document.word(end + 1) == "." {
                        out.push(Clue::InitialAfter);
                    } else if class.any(&[Class::OrgTail, Class::OrgHead]) {
                        out.push(Clue::OrgTailAfter);
                    } else if class.has(Class::Surname) {
                        out.push(Clue::SurnameAfter);
                    } else if class.has(Class::Generic) {
                        out.push(Clue::GenericAfter);
                    } else {
                        out.push(Clue::CapitalAfter);
                    }
                }
                TokenKind::Word => {
                    if class.has(Class::Speech) {
                        out.push(Clue::SpeechAfter);
                    } else if class.has(Class::Generic) {
                        out.push(Clue::GenericAfter);
                        sign = true;
                    } else if class.has(Class::Belonging) {
                        out.push(Clue::BelongingAfter);
                        sign = true;
                    } else if class.has(Class::Personal) {
                        out.push(Clue::PersonalAfter);
                    }
                }
            },
        }
        let sport = (end..end + 3).any(|token| self.class(token).has(Class::Sport))
            || self.candidate().tokens.start.checked_sub(1).is_some_and(|before| self.class(before).has(Class::Sport));
        if sport {
            out.push(Clue::SportNear);
        }
        sign
    }

    /// Whether some place of this name lies in a place that the other candidate names.
    pub(super) fn lies_in(&self, other: &Candidate) -> bool {
        let (Some(inner), Some(outer)) = (self.candidate().name, other.name) else { return false };
        let inner = self.names.senses(inner);
        self.names.senses(outer).iter().take(6).any(|outer| match outer.kind {
            PlaceKind::Country => inner.iter().any(|inner| inner.country == outer.country && inner.id != outer.id),
            PlaceKind::Admin1 => inner.iter().any(|inner| inner.region == outer.region && inner.id != outer.id),
            _ => false,
        })
    }
}
