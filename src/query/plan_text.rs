//! Full text to the engine's queries. A word is looked for as its stem in every language, in title and text, and a
//! name by its transliteration skeleton as well, so that Raqqa finds Raqa.

use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::plan_steady::Steady;
use super::text_query::{Form, TextExpr, TextField, TextTerm};
use crate::index::block::folded_name;
use crate::index::schema::{ARTICLE, Fields};
use crate::index::words::{Word, folded, skeleton_of, skeleton_of_name, term_of, terms_by_language, words};

/// A word in a title says more than one in the text.
const TITLE_BOOST: f32 = 2.0;
/// A name that is spelled otherwise says less.
const SKELETON_BOOST: f32 = 0.5;
/// Prefixes and fuzzy words score alike, however rare what they find is.
const LOOSE_SCORE: f32 = 1.0;

/// Everything that finds a text.
pub(crate) struct TextPlan<'s> {
    pub searcher: &'s Searcher,
    pub fields: &'s Fields,
}

impl TextPlan<'_> {
    /// The query of a full-text part.
    pub fn query(&self, expr: &TextExpr) -> Box<dyn Query> {
        match expr {
            TextExpr::Term(term) => self.term(term),
            TextExpr::Any(parts) => any(parts.iter().map(|part| self.query(part)).collect()),
            TextExpr::All(parts) => self.all(parts),
            TextExpr::Not(_) => self.all(std::slice::from_ref(expr)),
        }
    }

    /// All parts hold; parts that are negated alone are taken from all articles.
    fn all(&self, parts: &[TextExpr]) -> Box<dyn Query> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = parts
            .iter()
            .map(|part| match part {
                TextExpr::Not(inner) => (Occur::MustNot, Box::new(Steady(self.query(inner))) as Box<dyn Query>),
                wanted => (Occur::Must, self.query(wanted)),
            })
            .collect();
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, every_article(self.fields)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn term(&self, term: &TextTerm) -> Box<dyn Query> {
        let exact = |field: Field, value: &str| unscored(exact(field, value));
        match term.field {
            TextField::Publisher => exact(self.fields.publisher, &term.surface),
            TextField::Agency => exact(self.fields.agency_folded, &folded_name(&term.surface)),
            TextField::Language => exact(self.fields.language, &term.surface),
            TextField::Id => any(vec![self.article_with_id(&term.surface)]),
            TextField::Any | TextField::Title | TextField::Text => self.words(term),
        }
    }

    /// The id is on every document of a block; the article is what is meant.
    fn article_with_id(&self, id: &str) -> Box<dyn Query> {
        let clauses =
            vec![(Occur::Must, unscored(exact(self.fields.id, id))), (Occur::Must, every_article(self.fields))];
        Box::new(BooleanQuery::new(clauses))
    }

    fn words(&self, term: &TextTerm) -> Box<dyn Query> {
        let found = words(&term.surface);
        match (term.form, found.as_slice()) {
            (_, []) => Box::new(EmptyQuery),
            (Form::Prefix, [.., last]) => self.loose(term.field, &found, last, Loose::Prefix),
            (Form::Fuzzy { distance }, [.., last]) => self.loose(term.field, &found, last, Loose::Fuzzy(distance)),
            (Form::Phrase { slop }, several) => self.phrase(term.field, several, slop),
            (Form::Word, several) => self.phrase(term.field, several, 0),
        }
    }

    fn looked_in(&self, field: TextField) -> Vec<(Field, f32)> {
        let (title, text) = ((self.fields.title, TITLE_BOOST), (self.fields.text, 1.0));
        match field {
            TextField::Title => vec![title],
            TextField::Text => vec![text],
            _ => vec![text, title],
        }
    }

    /// A word or a phrase, in every form that an article may have it in.
    fn phrase(&self, field: TextField, found: &[Word<'_>], slop: u32) -> Box<dyn Query> {
        let variants = stem_variants(found);
        let mut forms: Vec<Box<dyn Query>> = Vec::new();
        for (column, boost) in self.looked_in(field) {
            for variant in &variants {
                let terms = variant.iter().map(|term| Term::from_field_text(column, term)).enumerate().collect();
                forms.push(boosted(phrase_query(terms, slop), boost));
            }
        }
        if field == TextField::Any
            && let Some(skeletons) = self.skeletons(found, &variants)
        {
            let terms = skeletons.iter().map(|(at, bones)| (*at, Term::from_field_text(self.fields.skeleton, bones)));
            forms.push(boosted(phrase_query(terms.collect(), slop), SKELETON_BOOST));
        }
        any(forms)
    }

    /// Skeletons of words that are all names: all capitalised, or a single word that no article has as it stands.
    fn skeletons(&self, found: &[Word<'_>], variants: &[Vec<String>]) -> Option<Vec<(usize, String)>> {
        let mut bones: Vec<(usize, String)> = Vec::new();
        for (at, word) in found.iter().enumerate() {
            match skeleton_of(word) {
                Some(skeleton) => bones.push((at, skeleton)),
                // The article of a name is no part of its skeleton.
                None if word.hyphened && at + 1 < found.len() && word.surface.len() <= 3 => {}
                None if found.len() == 1 && self.is_unknown(variants) => {
                    bones.push((at, skeleton_of_name(word.surface)?));
                }
                None => return None,
            }
        }
        (!bones.is_empty()).then_some(bones)
    }

    /// Whether no article has a word in any of its forms.
    fn is_unknown(&self, variants: &[Vec<String>]) -> bool {
        let has = |field: Field, term: &str| {
            self.searcher.doc_freq(&Term::from_field_text(field, term)).is_ok_and(|frequency| frequency > 0)
        };
        !variants.iter().flatten().any(|term| has(self.fields.text, term) || has(self.fields.title, term))
    }

    /// A prefix or fuzzy word; words before it, joined to it by hyphens, must be there as they are.
    fn loose(&self, field: TextField, found: &[Word<'_>], last: &Word<'_>, loose: Loose) -> Box<dyn Query> {
        let mut clauses: Vec<Box<dyn Query>> = Vec::new();
        for word in found.iter().take(found.len().saturating_sub(1)) {
            clauses.push(self.phrase(field, std::slice::from_ref(word), 0));
        }
        let mut patterns = vec![folded(last.surface)];
        patterns.push(term_of(last.surface, None));
        patterns.dedup();
        let mut forms: Vec<Box<dyn Query>> = Vec::new();
        for (column, _) in self.looked_in(field) {
            for (index, pattern) in patterns.iter().enumerate() {
                let term = Term::from_field_text(column, pattern);
                forms.push(match loose {
                    // The stem of the typed word counts only as a whole: "bombing*" must find "bombings".
                    Loose::Prefix if index > 0 => exact(column, pattern),
                    Loose::Prefix => Box::new(FuzzyTermQuery::new_prefix(term, 0, true)),
                    Loose::Fuzzy(distance) => Box::new(FuzzyTermQuery::new(term, distance, true)),
                });
            }
        }
        clauses.push(Box::new(ConstScoreQuery::new(any(forms), LOOSE_SCORE)));
        match clauses.len() {
            1 => clauses.remove(0),
            _ => Box::new(BooleanQuery::intersection(clauses)),
        }
    }
}

#[derive(Clone, Copy)]
enum Loose {
    Prefix,
    Fuzzy(u8),
}

/// The words stemmed language by language, each list once.
fn stem_variants(found: &[Word<'_>]) -> Vec<Vec<String>> {
    let by_word: Vec<Vec<String>> = found.iter().map(|word| terms_by_language(word.surface)).collect();
    let languages = by_word.first().map_or(0, Vec::len);
    let mut variants: Vec<Vec<String>> = Vec::new();
    for language in 0..languages {
        let variant: Vec<String> = by_word.iter().filter_map(|terms| terms.get(language).cloned()).collect();
        if !variants.contains(&variant) {
            variants.push(variant);
        }
    }
    variants
}

fn phrase_query(mut terms: Vec<(usize, Term)>, slop: u32) -> Box<dyn Query> {
    if terms.len() == 1 {
        let (_, term) = terms.remove(0);
        return Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
    }
    Box::new(PhraseQuery::new_with_offset_and_slop(terms, slop))
}

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    if boost == 1.0 { query } else { Box::new(BoostQuery::new(query, boost)) }
}

/// A query that adds nothing to the score.
pub(crate) fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// A whole value.
pub(crate) fn exact(field: Field, value: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
}

/// One of several queries.
pub(crate) fn any(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

/// Every article, with a score of zero.
pub(crate) fn every_article(fields: &Fields) -> Box<dyn Query> {
    unscored(exact(fields.kind, ARTICLE))
}
