//! One statement among the place names of its article: which of them may be its place, and what speaks for each. It must
//! not know how much a clue weighs.

mod elsewhere;

use std::ops::Range;

use super::Answer;
use super::clue::PlaceClue;
use super::mention::Mention;
use super::reference;
use crate::annotate::passage::Passage;
use crate::annotate::statement::Statement;
use crate::article::{Effect, Field, Precision, Scope};

/// Sentences before and behind a statement whose places are looked at, beside the lead's.
const SENTENCES_BACK: usize = 8;
const SENTENCES_ON: usize = 2;
/// Sentences that make up the lead.
const LEAD: usize = 2;
/// Statements before this one that are compared with it.
const FEW: usize = 12;
/// From this many on a figure is more likely a country's than a town's.
const LARGE: u64 = 3000;
/// Most places looked at on one side of a statement.
const MOST: usize = 16;

/// A statement among the article's place names.
pub struct Scene<'s, 'p> {
    pub passages: &'s [Passage<'p>],
    pub all: &'s [Mention],
    /// The places that the article names most, each by its first mention.
    pub main: &'s [usize],
    /// The mentions picked so far, by passage and statement.
    pub picked: &'s [Vec<Option<usize>>],
    pub passage: usize,
    pub statement: usize,
    pub focus: Option<usize>,
    /// Whether the statement tells of a time long before the report.
    pub background: bool,
    /// Whether it points back at an event ("in the attack").
    pub definite: bool,
}

impl Scene<'_, '_> {
    fn own(&self) -> &Statement {
        &self.passages[self.passage].statements[self.statement]
    }

    /// The possible answers, "untold" first.
    pub fn answers(&self) -> Vec<Answer> {
        let around = self.around();
        let sentence = self.own().sentence;
        let in_sentence: Vec<usize> = around
            .iter()
            .copied()
            .filter(|&index| self.all[index].passage == self.passage && self.all[index].sentence == sentence)
            .collect();
        let mut answers = vec![Answer { mention: None, clues: self.untold(&in_sentence) }];
        let kind = reference::kind(&self.passages[self.passage].document, self.own());
        for &index in &around {
            let mut clues = self.all[index].clues.clone();
            self.clues(index, &around, &in_sentence, &mut clues);
            if let Some(kind) = kind {
                let mention = &self.all[index];
                if mention.passage == self.passage && mention.sentence > sentence {
                    answers.push(Answer { mention: Some(index), clues });
                    continue;
                }
                let fits = kind.fits(mention.precision);
                clues.push(if fits { PlaceClue::KindMeant } else { PlaceClue::OtherKindMeant });
            }
            answers.push(Answer { mention: Some(index), clues });
        }
        answers
    }

    /// What speaks for that the text does not tell.
    fn untold(&self, in_sentence: &[usize]) -> Vec<PlaceClue> {
        let own = self.own();
        let mut clues = vec![PlaceClue::Untold];
        let mut add = |holds: bool, clue: PlaceClue| clues.extend(holds.then_some(clue));
        add(own.scope == Scope::Cumulative, PlaceClue::UntoldCumulative);
        add(self.background, PlaceClue::UntoldBackground);
        add(matches!(own.effect, Effect::Captured | Effect::Released), PlaceClue::UntoldCaptured);
        add(!in_sentence.iter().any(|&index| self.all[index].literal), PlaceClue::UntoldPlaceless);
        add(own.count.low.or(own.count.high).is_some_and(|count| count >= LARGE), PlaceClue::UntoldLarge);
        add((own.count.low, own.count.high) == (Some(1), Some(1)), PlaceClue::UntoldPerson);
        clues
    }

    /// The mentions that are looked at: those of the sentences around, of the lead, the title and the dateline.
    fn around(&self) -> Vec<usize> {
        let sentence = self.own().sentence;
        let here = |mention: &Mention| (mention.passage, mention.sentence);
        let from = self.all.partition_point(|m| here(m) < (self.passage, sentence.saturating_sub(SENTENCES_BACK)));
        let own = self.all.partition_point(|m| here(m) < (self.passage, sentence));
        let own_end = self.all.partition_point(|m| here(m) <= (self.passage, sentence));
        let end = self.all.partition_point(|m| here(m) <= (self.passage, sentence + SENTENCES_ON));
        let near = self.own().tokens.start;
        let middle = own + self.all[own..own_end].partition_point(|mention| mention.tokens.start < near);
        let first = from.max(middle.saturating_sub(MOST));
        let last = end.min(middle + MOST);
        let mut around: Vec<usize> = (first..last).collect();
        // The head of the article: title, dateline and lead.
        for (index, mention) in self.all.iter().enumerate().take(MOST) {
            let head = self.is_head(mention);
            if head && !(first..last).contains(&index) {
                around.push(index);
            }
        }
        for &main in self.main {
            if !around.iter().any(|&other| self.all[other].is_same(&self.all[main])) {
                around.push(main);
            }
        }
        around
    }

    /// Whether the mention stands in none of the sentences that are looked at anyway.
    fn is_afar(&self, index: usize) -> bool {
        let mention = &self.all[index];
        let sentence = self.own().sentence;
        self.main.contains(&index)
            && !self.is_head(mention)
            && mention.passage == self.passage
            && !(sentence.saturating_sub(SENTENCES_BACK)..=sentence + SENTENCES_ON).contains(&mention.sentence)
    }

    fn is_head(&self, mention: &Mention) -> bool {
        let passage = &self.passages[mention.passage];
        let title = passage.field == Field::Title;
        title || mention.dateline || self.is_lead(mention)
    }

    fn is_lead(&self, mention: &Mention) -> bool {
        let passage = &self.passages[mention.passage];
        let opening = passage.document.sentence_of.get(passage.body_start).map_or(0, |&sentence| sentence as usize);
        passage.field == Field::Text && mention.sentence < opening + LEAD && !mention.dateline
    }

    fn clues(&self, index: usize, around: &[usize], in_sentence: &[usize], out: &mut Vec<PlaceClue>) {
        let mention = &self.all[index];
        let own = self.own();
        let same = mention.passage == self.passage && mention.sentence == own.sentence && !mention.dateline;
        if same {
            self.in_sentence(mention, in_sentence, out);
        } else {
            self.elsewhere(mention, around, in_sentence, out);
        }
        if self.is_afar(index) {
            out.push(PlaceClue::Afar);
        }
        self.focus_clues(index, mention, same, out);
        if !same && self.definite {
            let previous = mention.passage == self.passage && mention.sentence + 1 == own.sentence;
            out.extend(previous.then_some(PlaceClue::DefinitePrevious));
            out.extend(self.is_lead(mention).then_some(PlaceClue::DefiniteLead));
            out.extend(out.contains(&PlaceClue::Focus).then_some(PlaceClue::DefiniteFocus));
        }
        self.other_mentions(index, around, out);
        self.number_clues(mention, out);
        let finer = in_sentence.iter().any(|&other| other != index && mention.holds(&self.all[other]));
        if finer {
            out.push(PlaceClue::Covered);
        }
        if !same && in_sentence.iter().any(|&other| self.all[other].holds(mention)) {
            out.push(PlaceClue::Refines);
            if mention.dateline {
                out.push(PlaceClue::DatelineRefines);
            }
            if self.passages[self.passage].field == Field::Title {
                out.push(PlaceClue::TitleStatementRefines);
            }
        }
        let previous = self.picked[self.passage].last().copied().flatten().map(|previous| &self.all[previous]);
        if let Some(previous) = previous {
            if previous.is_same(mention) {
                out.push(PlaceClue::SamePlaceAsPrevious);
                let before = self.passages[self.passage].statements.get(self.statement.wrapping_sub(1));
                if let Some(before) = before {
                    let same_time = before.when == own.when || before.when.is_none() || own.when.is_none();
                    out.push(if same_time { PlaceClue::PreviousSameTime } else { PlaceClue::PreviousOtherTime });
                    if before.sentence == own.sentence {
                        out.push(PlaceClue::PreviousSameSentence);
                    }
                }
            } else if previous.holds(mention) {
                out.push(PlaceClue::InPrevious);
            }
        }
        self.event_clues(mention, out);
        let whole = own.part_of.and_then(|whole| self.picked.get(whole.passage)?.get(whole.statement).copied()?);
        if whole.is_some_and(|whole| self.all[whole].is_same(mention)) {
            out.push(PlaceClue::SameAsWhole);
        }
        if own.scope == Scope::Cumulative {
            out.push(match mention.precision {
                Precision::Country => PlaceClue::CumulativeCountry,
                Precision::Admin1 => PlaceClue::CumulativeRegion,
                _ => PlaceClue::CumulativeCity,
            });
            if !same {
                out.push(PlaceClue::CumulativeOutside);
            }
        }
    }

    /// Clues by what was picked for other statements of the same figure or day.
    fn event_clues(&self, mention: &Mention, out: &mut Vec<PlaceClue>) {
        let own = self.own();
        let day = own.when.as_ref().and_then(|when| when.to);
        let at =
            |picked: Option<usize>| picked.map(|index| &self.all[index]).is_some_and(|other| other.is_same(mention));
        let told =
            self.passages.iter().zip(self.picked).flat_map(|(passage, picked)| passage.statements.iter().zip(picked));
        let mut last_of_day = None;
        let mut same_figure = false;
        let numbered = own.count.low.is_some_and(|low| low > 1) || own.count.high.is_some_and(|high| high > 1);
        let mut first = None;
        for (statement, &picked) in told.rev().take(FEW) {
            let same_number = (statement.count.low, statement.count.high) == (own.count.low, own.count.high);
            same_figure |= numbered && same_number && statement.effect == own.effect && at(picked);
            if last_of_day.is_none() && day.is_some() && statement.when.as_ref().and_then(|when| when.to) == day {
                last_of_day = Some(picked);
            }
            first = Some((statement, picked));
        }
        if same_figure {
            out.push(PlaceClue::SameFigure);
        }
        if last_of_day.is_some_and(at) {
            out.push(PlaceClue::SameDay);
        }
        if let Some((statement, _)) = first.filter(|(_, picked)| at(*picked)) {
            out.push(PlaceClue::SameAsFirst);
            let same = statement.when.as_ref().and_then(|when| when.to) == day;
            out.push(if same { PlaceClue::FirstSameDay } else { PlaceClue::FirstOtherDay });
        }
    }

    fn number_clues(&self, mention: &Mention, out: &mut Vec<PlaceClue>) {
        let own = self.own();
        let country = mention.precision == Precision::Country;
        if own.count.low.or(own.count.high).is_some_and(|count| count >= LARGE) {
            out.push(if country { PlaceClue::LargeCountry } else { PlaceClue::LargeOther });
        }
        if own.scope == Scope::Cumulative && mention.has(PlaceClue::WarOf) {
            out.push(PlaceClue::CumulativeWar);
        }
        if country && own.victims.affiliation.as_deref().is_some_and(|code| code.as_bytes() == mention.country) {
            out.push(PlaceClue::VictimsCountry);
            if own.effect == Effect::Displaced {
                out.push(PlaceClue::VictimsDisplaced);
            }
        }
    }

    fn other_mentions(&self, index: usize, around: &[usize], out: &mut Vec<PlaceClue>) {
        let mention = &self.all[index];
        let own = self.own().sentence;
        let mut add = |clue: PlaceClue| {
            if !out.contains(&clue) {
                out.push(clue);
            }
        };
        for other in around.iter().filter(|&&other| other != index).map(|&other| &self.all[other]) {
            if !other.is_same(mention) {
                continue;
            }
            let here = other.passage == self.passage;
            if self.passages[other.passage].field == Field::Title {
                add(PlaceClue::AlsoTitle);
            } else if other.dateline {
                add(PlaceClue::AlsoDateline);
            } else if self.is_lead(other) {
                add(PlaceClue::AlsoLead);
            }
            if here && other.sentence == own && !other.dateline {
                add(PlaceClue::AlsoSentence);
            } else if here && other.sentence + 1 == own && !other.dateline {
                add(PlaceClue::AlsoPrevious);
            }
        }
    }

    fn focus_clues(&self, index: usize, mention: &Mention, same: bool, out: &mut Vec<PlaceClue>) {
        if let Some(focus) = self.focus.map(|focus| &self.all[focus]) {
            if self.focus == Some(index) || focus.is_same(mention) {
                out.push(PlaceClue::Focus);
                if self.background {
                    out.push(PlaceClue::FocusBackground);
                }
            } else if mention.precision == Precision::Country && mention.holds(focus) {
                out.push(PlaceClue::FocusCountry);
            }
        }
        if self.background {
            out.push(if same {
                PlaceClue::SentenceBackground
            } else if mention.dateline {
                PlaceClue::DatelineBackground
            } else if self.is_lead(mention) {
                PlaceClue::LeadBackground
            } else {
                PlaceClue::BackBackground
            });
        }
        if self.passages[self.passage].field == Field::Title && !same {
            if self.is_lead(mention) {
                out.push(PlaceClue::TitleStatementLead);
            }
            if mention.dateline {
                out.push(PlaceClue::TitleStatementDateline);
            }
        }
    }

    fn in_sentence(&self, mention: &Mention, in_sentence: &[usize], out: &mut Vec<PlaceClue>) {
        let own = self.own();
        let span = span(own);
        let document = &self.passages[self.passage].document;
        if own.clause.start <= mention.tokens.start && mention.tokens.end <= own.clause.end {
            out.push(PlaceClue::InClause);
            if mention.has(PlaceClue::Locative) {
                out.push(PlaceClue::LocativeClause);
            }
        }
        let others = || {
            in_sentence
                .iter()
                .map(|&other| &self.all[other])
                .filter(|other| other.literal && !other.has(PlaceClue::Outer))
        };
        let gap = if mention.tokens.start >= span.end {
            out.push(PlaceClue::AfterInSentence);
            if !others().any(|other| other.tokens.start >= span.end && other.tokens.start < mention.tokens.start) {
                out.push(PlaceClue::Next);
            }
            span.end..mention.tokens.start
        } else if mention.tokens.end <= span.start {
            out.push(PlaceClue::BeforeInSentence);
            if !others().any(|other| other.tokens.end <= span.start && other.tokens.start > mention.tokens.start) {
                out.push(PlaceClue::Last);
            }
            mention.tokens.end..span.start
        } else {
            out.push(PlaceClue::InQuote);
            span.start..span.start
        };
        match gap.len() {
            0..=3 => out.push(PlaceClue::Near3),
            4..=8 => out.push(PlaceClue::Near8),
            9..=16 => out.push(PlaceClue::Near16),
            _ => {}
        }
        if mention.has(PlaceClue::Country) {
            out.push(PlaceClue::SentenceCountry);
        }
        let statements = &self.passages[self.passage].statements;
        let from = self.statement.saturating_sub(8);
        let theirs = |(at, other): (usize, &Statement)| {
            at != self.statement
                && other.sentence == own.sentence
                && other.clause != own.clause
                && other.clause.start <= mention.tokens.start
                && mention.tokens.end <= other.clause.end
        };
        if !out.contains(&PlaceClue::InClause) && statements.iter().enumerate().skip(from).take(17).any(theirs) {
            out.push(PlaceClue::OthersClause);
        }
        if mention.has(PlaceClue::Adjective) {
            out.push(PlaceClue::SentenceAdjective);
        }
        if gap.clone().take(60).any(|token| document.word(token) == ";") {
            out.push(PlaceClue::Semicolon);
        }
        let rival = |other: &Statement| other.sentence == own.sentence && gap.contains(&other.trigger.start);
        if statements.iter().enumerate().skip(from).take(17).any(|(at, other)| at != self.statement && rival(other)) {
            out.push(PlaceClue::Rival);
        }
    }
}

/// The country that most names of the article lie in.
pub fn main_country(all: &[Mention]) -> Option<[u8; 2]> {
    all.iter().find(|mention| mention.has(PlaceClue::MainCountry)).map(|mention| mention.country)
}

/// The place that the head of the report (title, then lead, then dateline) names most precisely: the first finest one
/// behind a locative preposition.
pub fn focus(passages: &[Passage<'_>], all: &[Mention]) -> Option<usize> {
    let scene = Scene {
        passages,
        all,
        main: &[],
        picked: &[],
        passage: 0,
        statement: 0,
        focus: None,
        background: false,
        definite: false,
    };
    let rank = |mention: &Mention| {
        let fineness = match mention.precision {
            Precision::Country => 0,
            Precision::Admin1 => 1,
            _ => 2,
        };
        let placed = mention.has(PlaceClue::Locative) || mention.has(PlaceClue::NearWord);
        (fineness, placed)
    };
    let head = all.iter().enumerate().take(MOST).filter(|(_, mention)| {
        mention.literal && mention.point.is_some() && scene.is_head(mention) && !mention.has(PlaceClue::Seat)
    });
    let text = head.clone().filter(|(_, mention)| !mention.dateline);
    let finest = text.min_by_key(|(index, mention)| (std::cmp::Reverse(rank(mention)), *index));
    finest.or_else(|| head.into_iter().next()).map(|(index, _)| index)
}

/// The words of the harm and the people together.
fn span(statement: &Statement) -> Range<usize> {
    let mut span = statement.tokens.clone();
    for part in [&statement.trigger, &statement.people] {
        if !part.is_empty() {
            span.start = span.start.min(part.start);
            span.end = span.end.max(part.end);
        }
    }
    span
}
