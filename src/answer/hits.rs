//! From ranked matches to the hits of a page: copies folded together, the stored record read, figures and words
//! marked.

use std::collections::HashMap;

use tantivy::query::{BooleanQuery, Occur, TermSetQuery};
use tantivy::{DocAddress, Searcher, Term};

use super::frequencies::Frequencies;
use super::highlight::{Marker, snippet};
use super::order::Key;
use super::rank::{Ranked, Ranking};
use super::shape::{AnswerError, Copy, Hit};
use super::walk::walk;
use crate::article::Figure;
use crate::index::read::{article_at, figure_at};
use crate::index::{Index, IndexError};
use crate::query::ast::{Page, Query};
use crate::query::plan::{Plan, distance_km, unscored};

/// Everything that one answer is made with.
pub(super) struct Run<'a> {
    pub index: &'a Index,
    pub searcher: &'a Searcher,
    pub query: &'a Query,
    pub page: &'a Page,
    pub plan: &'a Plan,
    pub frequencies: &'a Frequencies,
}

/// A match to be shown, and its near-duplicates among the matches.
pub(super) struct Shown {
    pub ranked: Ranked,
    pub copies: Vec<Ranked>,
}

impl Run<'_> {
    /// How many matches are ranked to fill one page: one more tells whether another page follows.
    pub fn wanted(&self) -> usize {
        self.page.limit + 1
    }

    /// The first `wanted` hits among ranked matches: copies folded together, unless each is to be a hit of its own.
    pub fn shown(&self, ranked: Vec<Ranked>) -> Result<Vec<Shown>, AnswerError> {
        if self.folds() {
            return self.fold_copies(ranked);
        }
        Ok(ranked.into_iter().map(|ranked| Shown { ranked, copies: Vec::new() }).collect())
    }

    /// Folds copies together, fetching more matches where that leaves too few.
    fn fold_copies(&self, mut ranked: Vec<Ranked>) -> Result<Vec<Shown>, AnswerError> {
        let mut shown: Vec<Shown> = Vec::new();
        loop {
            let exhausted = ranked.len() < self.wanted();
            let last = ranked.last().map(|ranked| ranked.key);
            let mut families = self.families(&ranked)?;
            for candidate in ranked {
                let family = families.remove(&candidate.cluster).unwrap_or_default();
                match family.first() {
                    // An earlier member of the family stands for it, on this page or a former one.
                    Some(first) if first.key != candidate.key => {
                        families.insert(candidate.cluster, family);
                    }
                    _ => {
                        let copies = family.iter().skip(1).cloned().collect();
                        families.insert(candidate.cluster, family);
                        shown.push(Shown { ranked: candidate, copies });
                    }
                }
            }
            let Some(last) = last.filter(|_| !exhausted && shown.len() < self.wanted()) else {
                shown.truncate(self.wanted());
                return Ok(shown);
            };
            ranked = self.rank_after(last)?;
        }
    }

    fn rank_after(&self, key: Key) -> Result<Vec<Ranked>, AnswerError> {
        let mut ranking = Ranking::new(self.query, self.page.sort, Some(key), self.wanted());
        walk(self.index, self.searcher, self.plan, self.frequencies, &mut [&mut ranking])?;
        Ok(ranking.into_sorted())
    }

    /// All matches of the clusters of some matches that have more than one member, in order.
    fn families(&self, ranked: &[Ranked]) -> Result<HashMap<u64, Vec<Ranked>>, AnswerError> {
        let field = self.index.fields.cluster;
        let mut terms = Vec::new();
        for candidate in ranked {
            let term = Term::from_field_u64(field, candidate.cluster);
            if self.searcher.doc_freq(&term).map_err(IndexError::from)? > 1 {
                terms.push(term);
            }
        }
        let mut families: HashMap<u64, Vec<Ranked>> = HashMap::new();
        if terms.is_empty() {
            return Ok(families);
        }
        let members = vec![
            (Occur::Must, self.plan.articles.box_clone()),
            (Occur::Must, unscored(Box::new(TermSetQuery::new(terms)))),
        ];
        let plan = Plan {
            articles: Box::new(BooleanQuery::new(members)),
            figures: self.plan.figures.as_ref().map(|figures| figures.box_clone()),
            text: None,
        };
        let mut ranking = Ranking::new(self.query, self.page.sort, None, usize::MAX);
        walk(self.index, self.searcher, &plan, self.frequencies, &mut [&mut ranking])?;
        for member in ranking.into_sorted() {
            families.entry(member.cluster).or_default().push(member);
        }
        Ok(families)
    }

    /// The hits of a page, read from the index.
    pub fn hits(&self, shown: &[Shown]) -> Result<Vec<Hit>, IndexError> {
        let marker = Marker::new(self.plan.text.as_ref());
        shown.iter().map(|shown| self.hit(shown, &marker)).collect()
    }

    fn hit(&self, shown: &Shown, marker: &Marker) -> Result<Hit, IndexError> {
        let fields = &self.index.fields;
        let address = shown.ranked.address;
        let report = article_at(self.searcher, fields, address)?;
        let figures: Vec<Figure> = (shown.ranked.figures.iter())
            .map(|doc| figure_at(self.searcher, fields, DocAddress::new(address.segment_ord, *doc)))
            .collect::<Result<_, _>>()?;
        let highlights = marker.highlights(&report, &figures);
        // Without a constraint on figures, the words are why the article was found.
        let telling = if self.query.constrains_figures() { figures.as_slice() } else { &[] };
        let (snippet_field, snippet_span, snippet) = snippet(&report, telling, &highlights);
        let copies = shown.copies.iter().map(|copy| self.copy(copy)).collect::<Result<_, _>>()?;
        let published = report.reading.published.or(report.article.published);
        let language = crate::index::block::language(&report).map(str::to_owned);
        Ok(Hit {
            score: shown.ranked.score(),
            published,
            language,
            snippet,
            snippet_field,
            snippet_span,
            highlights,
            distance_km: self.distance(&figures),
            figures,
            copies,
            id: report.article.id,
            title: report.article.title,
            source: report.article.source,
            url: report.article.url,
            dateline: report.reading.dateline,
        })
    }

    fn distance(&self, figures: &[Figure]) -> Option<f64> {
        let near = self.query.near.as_ref()?;
        let points = figures
            .iter()
            .filter_map(|figure| figure.place.as_ref())
            .filter_map(|place| Some(distance_km((near.lat, near.lon), (place.lat?, place.lon?))));
        points.reduce(f64::min)
    }

    fn copy(&self, ranked: &Ranked) -> Result<Copy, IndexError> {
        let report = article_at(self.searcher, &self.index.fields, ranked.address)?;
        let published = report.reading.published.or(report.article.published);
        Ok(Copy { id: report.article.id, title: report.article.title, published, source: report.article.source })
    }

    /// Whether near-duplicates are to be folded into one hit.
    fn folds(&self) -> bool {
        !self.page.copies
    }
}
