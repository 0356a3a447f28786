//! From figures to their articles: the query that matches an article when one of its figures matches another query.
//! A block is an article followed by its figures, so no table of keys is needed.

use std::sync::Arc;

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, QueryClone, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError};

use crate::index::parents::{Parents, ParentsCache};
use crate::index::schema::Fields;

/// Matches the articles of the figures that `figures` matches, each with a score of 1.
#[derive(Debug)]
pub(crate) struct JoinQuery {
    pub figures: Box<dyn Query>,
    pub parents: Arc<ParentsCache>,
    pub fields: Fields,
}

impl Clone for JoinQuery {
    fn clone(&self) -> Self {
        JoinQuery { figures: self.figures.box_clone(), parents: self.parents.clone(), fields: self.fields }
    }
}

impl Query for JoinQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let unscored = match scoring {
            EnableScoring::Enabled { searcher, .. } => EnableScoring::disabled_from_searcher(searcher),
            disabled => disabled,
        };
        Ok(Box::new(JoinWeight {
            figures: self.figures.weight(unscored)?,
            parents: self.parents.clone(),
            fields: self.fields,
        }))
    }
}

struct JoinWeight {
    figures: Box<dyn Weight>,
    parents: Arc<ParentsCache>,
    fields: Fields,
}

impl Weight for JoinWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let parents = self.parents.of_segment(reader, &self.fields)?;
        let child = self.figures.scorer(reader, 1.0)?;
        let at = child.doc();
        let mut join = JoinScorer { child, state: Child::At(at), parents, doc: 0, score: boost };
        join.doc = join.article_of(at);
        Ok(Box::new(join))
    }

    fn scorer_danger(
        &self,
        reader: &SegmentReader,
        target: DocId,
        boost: Score,
    ) -> tantivy::Result<(SeekDangerResult, Box<dyn Scorer>)> {
        let parents = self.parents.of_segment(reader, &self.fields)?;
        let is_article = parents.of(target) == Some(target);
        let start = if is_article { target } else { parents.after(target) };
        if start >= reader.max_doc() {
            return Ok((SeekDangerResult::SeekLowerBound(TERMINATED), Box::new(EmptyScorer)));
        }
        let (found, child) = self.figures.scorer_danger(reader, start + 1, 1.0)?;
        let state = match found {
            SeekDangerResult::Found => Child::At(start + 1),
            SeekDangerResult::SeekLowerBound(floor) => Child::Lost { floor },
        };
        let mut join = JoinScorer { child, state, parents, doc: 0, score: boost };
        let result = if is_article { join.probe(target) } else { SeekDangerResult::SeekLowerBound(start) };
        Ok((result, Box::new(join)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("an article with a matching figure", 1.0))
    }
}

/// What is known of the figures' cursor.
#[derive(Clone, Copy, Debug)]
enum Child {
    /// It stands on this document.
    At(DocId),
    /// A probe failed: it may only be probed further, and has nothing below `floor`.
    Lost { floor: DocId },
}

struct JoinScorer {
    child: Box<dyn Scorer>,
    state: Child,
    parents: Arc<Parents>,
    doc: DocId,
    score: Score,
}

impl JoinScorer {
    /// The article of a figure; the end for the end.
    fn article_of(&self, figure: DocId) -> DocId {
        if figure >= TERMINATED { TERMINATED } else { self.parents.of(figure).unwrap_or(TERMINATED) }
    }

    /// Moves the figures' cursor, which must stand somewhere, to the first figure at or after a document.
    fn move_child(&mut self, target: DocId) -> DocId {
        let at = self.child.doc();
        let at = if at < target { self.child.seek(target) } else { at };
        self.state = Child::At(at);
        at
    }

    /// Whether an article has a matching figure; see `seek_danger` for what the answer means.
    fn probe(&mut self, article: DocId) -> SeekDangerResult {
        let end = self.parents.after(article);
        let (floor, standing) = match self.state {
            Child::At(at) => (at, true),
            Child::Lost { floor } => (floor, false),
        };
        if standing && floor > article && floor < end {
            self.doc = article;
            return SeekDangerResult::Found;
        }
        let mut next = floor.max(article + 1);
        while next < end {
            match self.child.seek_danger(next) {
                SeekDangerResult::Found => {
                    self.state = Child::At(next);
                    self.doc = article;
                    return SeekDangerResult::Found;
                }
                SeekDangerResult::SeekLowerBound(bound) => {
                    next = bound;
                    self.state = Child::Lost { floor: bound };
                }
            }
        }
        // No figure lies before `next`, so no article before the one that `next` belongs to has any.
        SeekDangerResult::SeekLowerBound(self.article_of(next).max(article + 1))
    }
}

impl DocSet for JoinScorer {
    fn advance(&mut self) -> DocId {
        if self.doc < TERMINATED {
            let figure = self.move_child(self.parents.after(self.doc));
            self.doc = self.article_of(figure);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        let figure = self.move_child(target);
        self.doc = self.article_of(figure);
        if self.doc < target {
            // The target lies within a block, behind its article.
            let figure = self.move_child(self.parents.after(self.doc));
            self.doc = self.article_of(figure);
        }
        self.doc
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target >= TERMINATED {
            return SeekDangerResult::SeekLowerBound(target);
        }
        match self.parents.of(target) {
            Some(article) if article == target => self.probe(target),
            _ => {
                let next = self.parents.after(target);
                // Past the last article there is nothing, and past the segment there are no documents.
                let bound = if self.parents.of(next) == Some(next) { next } else { TERMINATED };
                SeekDangerResult::SeekLowerBound(bound)
            }
        }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.child.size_hint().min(self.parents.count())
    }

    fn cost(&self) -> u64 {
        self.child.cost()
    }
}

impl Scorer for JoinScorer {
    fn score(&mut self) -> Score {
        self.score
    }
}
