//! Where a statement happened: of the place names around it, the one that the clues speak for most, or none. It must not
//! know how places are recognised and resolved.

pub mod clue;
pub mod mention;

use std::ops::Range;
use std::sync::LazyLock;

use crate::annotate::passage::{Passage, Setting};
use crate::annotate::place::model::read_weights;
use crate::annotate::place::{distance, record};
use crate::annotate::statement::Statement;
use crate::article::{Field, Place, PlaceFrom, Precision, Scope};
use crate::gazetteer::Gazetteer;
use clue::PlaceClue;
use mention::{Mention, mentions};

static WEIGHTS_FILE: &str = include_str!("../../../../data/place-roles.tsv");

static WEIGHTS: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let mut weights = vec![0.0; PlaceClue::ALL.len()];
    for (clue, weight) in read_weights::<PlaceClue>(WEIGHTS_FILE) {
        weights[clue as usize] = weight;
    }
    weights
});

/// Sentences before and behind a statement whose places are looked at, beside the lead's.
const SENTENCES_BACK: usize = 8;
const SENTENCES_ON: usize = 2;
/// Sentences that make up the lead.
const LEAD: usize = 2;
/// Most places looked at on one side of a statement.
const MOST: usize = 16;

/// One possible answer with its clues; `mention` is `None` for "the text does not tell".
pub struct Answer {
    pub mention: Option<usize>,
    pub clues: Vec<PlaceClue>,
}

/// Fills the place of every statement.
pub fn assign(passages: &mut [Passage<'_>], setting: &Setting, gazetteer: &Gazetteer) {
    let chosen = choose(passages, setting, gazetteer, |case| best(case.answers, &WEIGHTS));
    for (passage, places) in passages.iter_mut().zip(chosen) {
        for (statement, place) in passage.statements.iter_mut().zip(places) {
            statement.place = place;
        }
    }
}

/// Position of the answer with the highest score.
pub fn best(answers: &[Answer], weights: &[f32]) -> usize {
    let score = |answer: &Answer| answer.clues.iter().map(|&clue| weights[clue as usize]).sum::<f32>();
    let scores = answers.iter().map(score).enumerate();
    scores.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(position, _)| position)
}

/// One statement with its possible answers.
pub struct Case<'c> {
    pub passage: usize,
    pub statement: usize,
    pub answers: &'c [Answer],
    /// The record of an answer.
    pub record: &'c dyn Fn(&Answer) -> Option<Place>,
}

/// Asks `pick` for the answer of each statement in turn, later ones knowing what was picked before, and gives the
/// places by passage and statement.
pub fn choose(
    passages: &[Passage<'_>],
    setting: &Setting,
    gazetteer: &Gazetteer,
    mut pick: impl FnMut(Case<'_>) -> usize,
) -> Vec<Vec<Option<Place>>> {
    let all = mentions(passages, setting, gazetteer);
    let mut picked: Vec<Vec<Option<usize>>> = Vec::with_capacity(passages.len());
    let mut places = Vec::with_capacity(passages.len());
    for (number, passage) in passages.iter().enumerate() {
        picked.push(Vec::with_capacity(passage.statements.len()));
        let mut of_passage = Vec::with_capacity(passage.statements.len());
        for (index, statement) in passage.statements.iter().enumerate() {
            let scene = Scene { passages, all: &all, picked: &picked, passage: number, statement: index };
            let answers = scene.answers();
            let record = |answer: &Answer| place(passages, statement, number, all.get(answer.mention?)?, gazetteer);
            let answer =
                answers.get(pick(Case { passage: number, statement: index, answers: &answers, record: &record }));
            picked[number].push(answer.and_then(|answer| answer.mention));
            of_passage.push(answer.and_then(record));
        }
        places.push(of_passage);
    }
    places
}

/// A statement among the article's place names.
struct Scene<'s, 'p> {
    passages: &'s [Passage<'p>],
    all: &'s [Mention],
    /// The mentions picked so far, by passage and statement.
    picked: &'s [Vec<Option<usize>>],
    passage: usize,
    statement: usize,
}

impl Scene<'_, '_> {
    fn own(&self) -> &Statement {
        &self.passages[self.passage].statements[self.statement]
    }

    fn answers(&self) -> Vec<Answer> {
        let around = self.around();
        let sentence = self.own().sentence;
        let in_sentence: Vec<usize> = around
            .iter()
            .copied()
            .filter(|&index| self.all[index].passage == self.passage && self.all[index].sentence == sentence)
            .collect();
        let mut answers = vec![Answer { mention: None, clues: vec![PlaceClue::Untold] }];
        for &index in &around {
            let mut clues = self.all[index].clues.clone();
            self.clues(index, &around, &in_sentence, &mut clues);
            answers.push(Answer { mention: Some(index), clues });
        }
        answers
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
        around
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
            self.elsewhere(index, mention, around, in_sentence, out);
        }
        let finer = in_sentence.iter().any(|&other| other != index && mention.holds(&self.all[other]));
        if finer {
            out.push(PlaceClue::Covered);
        }
        if !same && in_sentence.iter().any(|&other| self.all[other].holds(mention)) {
            out.push(PlaceClue::Refines);
        }
        let previous = self.picked[self.passage].last().copied().flatten().map(|previous| &self.all[previous]);
        if let Some(previous) = previous {
            if previous.is_same(mention) {
                out.push(PlaceClue::SamePlaceAsPrevious);
            } else if previous.holds(mention) {
                out.push(PlaceClue::InPrevious);
            }
        }
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

    fn in_sentence(&self, mention: &Mention, in_sentence: &[usize], out: &mut Vec<PlaceClue>) {
        let own = self.own();
        let span = span(own);
        let document = &self.passages[self.passage].document;
        if own.clause.start <= mention.tokens.start && mention.tokens.end <= own.clause.end {
            out.push(PlaceClue::InClause);
        }
        let others = || in_sentence.iter().map(|&other| &self.all[other]).filter(|other| other.literal);
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
        if mention.has(PlaceClue::Adjective) {
            out.push(PlaceClue::SentenceAdjective);
        }
        if gap.clone().take(60).any(|token| document.word(token) == ";") {
            out.push(PlaceClue::Semicolon);
        }
        let statements = &self.passages[self.passage].statements;
        let rival = |other: &Statement| other.sentence == own.sentence && gap.contains(&other.trigger.start);
        let from = self.statement.saturating_sub(8);
        if statements.iter().enumerate().skip(from).take(17).any(|(at, other)| at != self.statement && rival(other)) {
            out.push(PlaceClue::Rival);
        }
    }

    fn elsewhere(
        &self,
        index: usize,
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
        if mention.sentence < own.sentence {
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
            if !around.iter().any(|other| later(other)) {
                out.push(PlaceClue::LastBack);
            }
        } else {
            out.push(if mention.sentence == own.sentence + 1 {
                PlaceClue::NextSentence
            } else {
                PlaceClue::LaterSentence
            });
        }
        let paragraph =
            self.passages[self.passage].document.sentences.get(own.sentence).map(|sentence| sentence.paragraph);
        if paragraph == Some(mention.paragraph) {
            out.push(PlaceClue::SameParagraph);
        }
        let _ = index;
    }
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

/// The record of the picked place: with the distance and bearing before its name, and where in the report it was found.
fn place(
    passages: &[Passage<'_>],
    statement: &Statement,
    passage: usize,
    mention: &Mention,
    gazetteer: &Gazetteer,
) -> Option<Place> {
    let home = passages.get(mention.passage)?;
    let document = &home.document;
    let reading = home.places.get(mention.index)?;
    let mut place = record::place(document, reading, PlaceFrom::Article, gazetteer);
    place.from = if mention.dateline {
        PlaceFrom::Dateline
    } else if mention.passage != passage {
        PlaceFrom::Article
    } else if mention.sentence == statement.sentence {
        let phrase = statement.clause.start <= mention.tokens.start && mention.tokens.end <= statement.clause.end;
        if phrase { PlaceFrom::Phrase } else { PlaceFrom::Sentence }
    } else if document.sentences.get(statement.sentence).is_some_and(|own| own.paragraph == mention.paragraph) {
        PlaceFrom::Paragraph
    } else {
        PlaceFrom::Article
    };
    if let Some((distance, point)) =
        distance::before(document, mention.tokens.start).zip(distance::point_of(document, reading))
    {
        place.surface = document.slice(distance.tokens.start..mention.tokens.end).to_string();
        (place.lat, place.lon) = (Some(point.0), Some(point.1));
        place.precision = Precision::Near;
    }
    Some(place)
}
