//! One pass over everything that matches: each article once, with its score and its matching figures.
//! What is done with them is the business of the visitors.

use tantivy::query::{EnableScoring, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, Searcher, SeekDangerResult, SegmentReader, TERMINATED};

use super::frequencies::Frequencies;
use super::patience;
use super::shape::AnswerError;
use crate::index::{Index, IndexError};
use crate::query::plan::Plan;

/// Sees every match of a pass, segment by segment.
pub(super) trait Visitor {
    /// A segment begins.
    fn segment(&mut self, ord: u32, reader: &SegmentReader) -> Result<(), IndexError>;
    /// An article matches; its matching figures are in order.
    fn article(&mut self, article: DocId, score: Score, figures: &[DocId]);
    /// The segment that began last is over.
    fn end(&mut self) -> Result<(), IndexError>;
}

/// Matches between two looks at the clock.
const BETWEEN_LOOKS: u32 = 1024;

/// Shows every match to every visitor. Pruning is never used: the engine prunes by statistics that count figures as
/// articles, and loses hits.
pub(super) fn walk(
    index: &Index,
    searcher: &Searcher,
    plan: &Plan,
    frequencies: &Frequencies,
    visitors: &mut [&mut dyn Visitor],
) -> Result<(), AnswerError> {
    let scoring = EnableScoring::enabled_from_statistics_provider(frequencies, searcher);
    let articles = plan.articles.weight(scoring).map_err(IndexError::from)?;
    let unscored = EnableScoring::disabled_from_searcher(searcher);
    let figures =
        plan.figures.as_ref().map(|figures| figures.weight(unscored)).transpose().map_err(IndexError::from)?;
    let mut found: Vec<DocId> = Vec::new();
    for (ord, reader) in searcher.segment_readers().iter().enumerate() {
        let parents = index.parents.of_segment(reader, &index.fields).map_err(IndexError::from)?;
        for visitor in visitors.iter_mut() {
            visitor.segment(ord as u32, reader)?;
        }
        let mut scorer = articles.scorer(reader, 1.0).map_err(IndexError::from)?;
        let mut block = BlockFigures { weight: figures.as_deref(), reader, scorer: None, floor: 0, standing: false };
        let mut article = scorer.doc();
        let mut until_look = 0;
        while article < TERMINATED {
            if until_look == 0 {
                if patience::is_over() {
                    return Err(AnswerError::TooLong);
                }
                until_look = BETWEEN_LOOKS;
            }
            until_look -= 1;
            if !reader.is_deleted(article) {
                let end = parents.after(article);
                found.clear();
                block.collect(article + 1, end, &mut found)?;
                let score = scorer.score();
                visitors.iter_mut().for_each(|visitor| visitor.article(article, score, &found));
            }
            article = scorer.advance();
        }
        for visitor in visitors.iter_mut() {
            visitor.end()?;
        }
    }
    Ok(())
}

/// The matching figures of one block after another.
struct BlockFigures<'w> {
    /// `None` when every figure matches.
    weight: Option<&'w dyn Weight>,
    reader: &'w SegmentReader,
    scorer: Option<Box<dyn Scorer>>,
    /// No figure that has not been seen lies before this one.
    floor: DocId,
    /// The scorer stands at `floor`.
    standing: bool,
}

impl BlockFigures<'_> {
    /// Adds the matching figures of a block; blocks come in order.
    fn collect(&mut self, start: DocId, end: DocId, found: &mut Vec<DocId>) -> Result<(), IndexError> {
        let Some(weight) = self.weight else {
            found.extend(start..end);
            return Ok(());
        };
        let mut next = self.floor.max(start);
        while next < end {
            if self.standing && self.floor == next {
                found.push(next);
                self.standing = false;
                next += 1;
                self.floor = next;
                continue;
            }
            let result = match &mut self.scorer {
                Some(scorer) => scorer.seek_danger(next),
                None => {
                    let (result, scorer) = weight.scorer_danger(self.reader, next, 1.0)?;
                    self.scorer = Some(scorer);
                    result
                }
            };
            match result {
                SeekDangerResult::Found => (self.floor, self.standing) = (next, true),
                SeekDangerResult::SeekLowerBound(bound) => (self.floor, self.standing) = (bound, false),
            }
            next = self.floor.max(next);
        }
        Ok(())
    }
}
