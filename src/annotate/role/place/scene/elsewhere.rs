//! What speaks for a place that another sentence names than the statement's own. It must not know how much a clue weighs.

use super::{LEAD, Mention, PlaceClue, Scene};
use crate::annotate::role::total;
use crate::article::{DatePrecision, Field, Precision};

/// Dates of one sentence that are compared with the statement's.
const DATES: usize = 8;
/// Tokens around a statement in which "the attack" is looked for.
const REACH: usize = 30;

impl Scene<'_, '_> {
    pub(super) fn elsewhere(
        &self,
        mention: &Mention,
        around: &[usize],
        in_sentence: &[usize],
        out: &mut Vec<PlaceClue>,
    ) {
        let own = self.own();
        let title = self.passages[mention.passage].field == Field::Title;
        if in_sentence.iter().any(|&other| self.all[other].literal && !self.all[other].has(PlaceClue::Seat)) {
            out.push(PlaceClue::SentenceHasPlace);
        }
        if title {
            out.push(PlaceClue::Title);
            if mention.has(PlaceClue::Country) {
                out.push(PlaceClue::TitleCountry);
            }
        } else if mention.dateline {
            if around.iter().all(|&other| self.all[other].dateline || self.all[other].has(PlaceClue::Adjective)) {
                out.push(PlaceClue::DatelineOnly);
            }
            return;
        }
        if self.is_lead(mention) {
            out.push(PlaceClue::Lead);
            if mention.has(PlaceClue::Locative) {
                out.push(PlaceClue::LeadLocative);
            }
        }
        if mention.passage != self.passage {
            return;
        }
        if mention.has(PlaceClue::Locative) {
            out.push(PlaceClue::BackLocative);
        }
        if mention.literal {
            out.push(PlaceClue::LiteralBack);
        }
        self.back_clues(mention, out);
        self.date_clues(mention, out);
        let paragraph =
            self.passages[self.passage].document.sentences.get(own.sentence).map(|sentence| sentence.paragraph);
        if mention.sentence < own.sentence {
            if own.sentence - mention.sentence > 5 {
                out.push(PlaceClue::FarBack);
            }
            out.push(match own.sentence - mention.sentence {
                1 => PlaceClue::PreviousSentence,
                2 => PlaceClue::SecondSentence,
                _ => PlaceClue::EarlierSentence,
            });
            let later = |&other: &usize| {
                let other = &self.all[other];
                other.passage == self.passage
                    && other.sentence < own.sentence
                    && other.sentence > mention.sentence
                    && other.literal
            };
            if !around.iter().any(later) {
                out.push(PlaceClue::LastBack);
                if paragraph == Some(mention.paragraph) {
                    out.push(PlaceClue::LastParagraph);
                }
            }
        } else {
            let town = |&other: &usize| {
                let other = &self.all[other];
                let town = !matches!(other.precision, Precision::Country | Precision::Admin1);
                other.passage == self.passage && other.sentence + 1 == own.sentence && other.literal && town
            };
            out.extend((!self.is_in_lead()).then_some(PlaceClue::NextBodied));
            out.extend(around.iter().any(town).then_some(PlaceClue::NextInstead));
            out.push(if mention.sentence == own.sentence + 1 {
                PlaceClue::NextSentence
            } else {
                PlaceClue::LaterSentence
            });
        }
        if paragraph == Some(mention.paragraph) {
            out.push(PlaceClue::SameParagraph);
        }
    }

    /// What a name of another sentence is, which weighs otherwise than in the statement's own.
    fn back_clues(&self, mention: &Mention, out: &mut Vec<PlaceClue>) {
        let own = self.own().sentence;
        let town = !matches!(mention.precision, Precision::Country | Precision::Admin1);
        let mut add = |holds: bool, clue: PlaceClue| out.extend(holds.then_some(clue));
        let typed = mention.has(PlaceClue::Typed);
        add(typed, PlaceClue::TypedBack);
        add(mention.has(PlaceClue::Event), PlaceClue::EventBack);
        add(mention.precision == Precision::Country, PlaceClue::CountryBack);
        add(mention.precision == Precision::Admin1, PlaceClue::RegionBack);
        add(town && mention.sentence + 1 == own, PlaceClue::PreviousTown);
        let later = self.is_in_lead() && town && mention.sentence > own;
        add(later, PlaceClue::LeadLater);
        add(later && typed, PlaceClue::LeadLaterTyped);
    }

    /// Whether the statement stands in the lead.
    fn is_in_lead(&self) -> bool {
        let passage = &self.passages[self.passage];
        let opening = passage.document.sentence_of.get(passage.body_start).map_or(0, |&sentence| sentence as usize);
        passage.field == Field::Text && self.own().sentence < opening + LEAD
    }

    /// Whether the sentence of the name tells the day that the statement happened on, or another.
    fn date_clues(&self, mention: &Mention, out: &mut Vec<PlaceClue>) {
        let passage = &self.passages[mention.passage];
        let Some(day) = self.own().when.as_ref().and_then(|when| when.from) else { return };
        let Some(tokens) = passage.document.sentences.get(mention.sentence).map(|sentence| sentence.tokens()) else {
            return;
        };
        let first = passage.dates.partition_point(|date| date.tokens.start < tokens.start);
        let dates = passage.dates[first..].iter().take(DATES).take_while(|date| date.tokens.end <= tokens.end);
        let mut told =
            dates.filter(|date| date.when.precision <= DatePrecision::Year).filter_map(|date| date.when.from);
        let Some(first) = told.next() else { return };
        let same = first == day || told.any(|other| other == day);
        out.push(if same { PlaceClue::DateBeside } else { PlaceClue::OtherDateBeside });
    }

    /// Whether the statement's words point back at an event: "in the attack", "the blasts also wounded six".
    pub(in super::super) fn points_at_event(&self) -> bool {
        let own = self.own();
        let document = &self.passages[self.passage].document;
        let first = own.clause.start.max(own.tokens.start.saturating_sub(REACH));
        let last = own.clause.end.min(own.tokens.end + REACH);
        (first..last).any(|at| {
            matches!(document.lower(at), "the" | "that" | "both" | "this")
                && (at + 1..at + 3).any(|noun| total::is_event_noun(document.lower(noun)))
        })
    }
}
