//! Which words of an article the full-text part of a query found, and the piece of the text that shows them best.
//! It must not know how articles are found.

use std::collections::HashSet;
use std::ops::Range;

use super::shape::{Highlight, HighlightKind};
use crate::article::{Field, Figure, Report, Span};
use crate::index::block::language;
use crate::index::words::{Word, folded, skeleton_of, skeleton_of_name, term_of, terms_by_language, words};
use crate::query::text_query::{Form, TextExpr, TextField, TextTerm};

/// Code points of a snippet without a figure.
const SNIPPET: u32 = 260;
/// Code points of a snippet with one.
const LONGEST_SENTENCE: u32 = 420;
/// More words than this are not marked.
const MOST_MARKS: usize = 200;

/// What makes a word one to mark.
#[derive(Default)]
pub(super) struct Marker {
    terms: HashSet<String>,
    skeletons: HashSet<String>,
    prefixes: Vec<String>,
    fuzzy: Vec<(String, usize)>,
    /// Phrases of whole words, as terms by language.
    phrases: Vec<Vec<Vec<String>>>,
}

impl Marker {
    /// The words of a full-text part that are wanted, not those that are excluded.
    pub fn new(expr: Option<&TextExpr>) -> Marker {
        let mut marker = Marker::default();
        if let Some(expr) = expr {
            marker.add(expr);
        }
        marker
    }

    fn add(&mut self, expr: &TextExpr) {
        match expr {
            TextExpr::Term(term) => self.add_term(term),
            TextExpr::All(parts) | TextExpr::Any(parts) => parts.iter().for_each(|part| self.add(part)),
            TextExpr::Not(_) => {}
        }
    }

    fn add_term(&mut self, term: &TextTerm) {
        if !matches!(term.field, TextField::Any | TextField::Title | TextField::Text) {
            return;
        }
        let found = words(&term.surface);
        self.skeletons.extend(found.iter().filter_map(|word| match found.len() {
            1 => skeleton_of_name(word.surface),
            _ => skeleton_of(word),
        }));
        match (term.form, found.as_slice()) {
            (_, []) => {}
            (Form::Phrase { slop: 0 } | Form::Word, several) if several.len() > 1 => {
                self.phrases.push(several.iter().map(|word| terms_by_language(word.surface)).collect());
            }
            (Form::Phrase { .. } | Form::Word, several) => {
                self.terms.extend(several.iter().flat_map(|word| terms_by_language(word.surface)));
            }
            (Form::Prefix, [.., last]) => {
                self.prefixes.push(folded(last.surface));
                self.terms.insert(term_of(last.surface, None));
            }
            (Form::Fuzzy { distance }, [.., last]) => {
                self.fuzzy.push((folded(last.surface), usize::from(distance)));
                self.fuzzy.push((term_of(last.surface, None), usize::from(distance)));
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.prefixes.is_empty() && self.fuzzy.is_empty() && self.phrases.is_empty()
    }

    fn marks(&self, word: &Word<'_>, term: &str) -> bool {
        self.terms.contains(term)
            || self.prefixes.iter().any(|prefix| term.starts_with(prefix.as_str()))
            || self.fuzzy.iter().any(|(wanted, distance)| differs_by(wanted, term) <= *distance)
            || skeleton_of(word).is_some_and(|skeleton| self.skeletons.contains(&skeleton))
    }

    /// Byte ranges of the words to mark.
    fn ranges(&self, text: &str, language: Option<&str>) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let found = words(text);
        let terms: Vec<String> = found.iter().map(|word| term_of(word.surface, language)).collect();
        let mut ranges = Vec::new();
        let mut covered = 0;
        for (at, (word, term)) in found.iter().zip(&terms).enumerate() {
            let rest = terms.get(at..).unwrap_or_default();
            let phrase = self.phrases.iter().filter(|phrase| starts_with(rest, phrase)).map(Vec::len).max();
            covered = covered.max(phrase.map_or(0, |length| at + length));
            if at < covered || self.marks(word, term) {
                ranges.push(word.range.clone());
            }
        }
        ranges.truncate(MOST_MARKS);
        ranges
    }

    /// All highlights of an article, in order, and where a snippet of it is best taken.
    pub fn highlights(&self, report: &Report, figures: &[Figure]) -> Vec<Highlight> {
        let mut highlights = Vec::new();
        let title = report.article.title.as_deref().unwrap_or_default();
        for (field, text) in [(Field::Title, title), (Field::Text, report.article.text.as_str())] {
            let spans = spans(text, &self.ranges(text, language(report)));
            highlights.extend(spans.into_iter().map(|span| Highlight { field, span, kind: HighlightKind::Word }));
        }
        let quotes = figures.iter().map(|figure| Highlight {
            field: figure.field,
            span: figure.span,
            kind: HighlightKind::Figure,
        });
        highlights.extend(quotes);
        highlights.sort_by_key(|mark| (mark.field == Field::Text, mark.span, mark.kind == HighlightKind::Word));
        highlights
    }
}

fn starts_with(terms: &[String], phrase: &[Vec<String>]) -> bool {
    let Some(terms) = terms.get(..phrase.len()) else { return false };
    let languages = phrase.first().map_or(0, Vec::len);
    (0..languages).any(|language| phrase.iter().zip(terms).all(|(word, term)| word.get(language) == Some(term)))
}

/// Byte ranges, in order, as code points.
fn spans(text: &str, ranges: &[Range<usize>]) -> Vec<Span> {
    let (mut at, mut count) = (0, 0);
    let mut position = |byte: usize| {
        count += text.get(at..byte).map_or(0, |part| part.chars().count());
        at = byte;
        count as u32
    };
    ranges.iter().map(|range| Span(position(range.start), position(range.end))).collect()
}

/// Letters that differ between two words, a swap of neighbours counting once.
fn differs_by(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 2 {
        return usize::MAX;
    }
    // Every row has `width` members, and `i` and `j` count letters, so no index below can miss.
    let width = other.len() + 1;
    let mut rows = vec![(0..width).collect::<Vec<usize>>()];
    for (i, letter) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, against) in other.iter().enumerate() {
            let replaced = rows[i][j] + usize::from(letter != against);
            let mut least = replaced.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == other[j - 1] && one[i - 1] == *against {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

/// A piece of an article that shows why it was found: the sentence of its surest matching figure, the surroundings
/// of the first marked word, or the opening.
pub(super) fn snippet(report: &Report, figures: &[Figure], highlights: &[Highlight]) -> (Field, Span, String) {
    let length = report.article.text.chars().count() as u32;
    let surest = figures.iter().reduce(|best, figure| if figure.confidence > best.confidence { figure } else { best });
    let (field, span) = match surest {
        Some(figure) if figure.field == Field::Title => (Field::Title, figure.sentence),
        Some(figure) => (Field::Text, around(figure.sentence, figure.span)),
        None => {
            let word = highlights.iter().find(|mark| mark.field == Field::Text).map_or(0, |mark| mark.span.0);
            (Field::Text, window(&report.article.text, word, length))
        }
    };
    let text = match field {
        Field::Title => report.article.title.as_deref().unwrap_or_default(),
        Field::Text => report.article.text.as_str(),
    };
    let piece = text.chars().skip(span.0 as usize).take(span.1.saturating_sub(span.0) as usize).collect();
    (field, span, piece)
}

/// A sentence, or as much of a long one as stands around the quote.
fn around(sentence: Span, quote: Span) -> Span {
    if sentence.1.saturating_sub(sentence.0) <= LONGEST_SENTENCE {
        return sentence;
    }
    let start = quote.0.saturating_sub(LONGEST_SENTENCE / 2).max(sentence.0);
    Span(start, (start + LONGEST_SENTENCE).max(quote.1).min(sentence.1))
}

/// Whole words around a position.
fn window(text: &str, position: u32, length: u32) -> Span {
    let start = position.saturating_sub(SNIPPET / 3);
    let start = if length - start.min(length) < SNIPPET { length.saturating_sub(SNIPPET) } else { start };
    let end = (start + SNIPPET).min(length);
    let letters: Vec<char> = text.chars().skip(start as usize).take((end - start) as usize).collect();
    let skip = if start == 0 { 0 } else { letters.iter().position(|c| c.is_whitespace()).map_or(0, |at| at + 1) };
    let cut =
        if end == length { 0 } else { letters.iter().rev().position(|c| c.is_whitespace()).map_or(0, |at| at + 1) };
    if skip + cut >= letters.len() { Span(start, end) } else { Span(start + skip as u32, end - cut as u32) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::query::text_query::parse;

    fn marked(query: &str, text: &str) -> Vec<String> {
        let expr = parse(query).ok().flatten();
        let article = Article { text: text.to_owned(), ..Article::default() };
        let report = Report { article, ..Report::default() };
        let cut = |span: Span| text.chars().skip(span.0 as usize).take((span.1 - span.0) as usize).collect();
        Marker::new(expr.as_ref()).highlights(&report, &[]).into_iter().map(|mark| cut(mark.span)).collect()
    }

    #[test]
    fn words_are_marked_in_every_form() {
        assert_eq!(marked("strike", "É: The strikes hit. A striking strike."), ["strikes", "striking", "strike"]);
        assert_eq!(marked("river NOT bridge", "the river bridge"), ["river"]);
        assert_eq!(marked("brid*", "the river bridge"), ["bridge"]);
        assert_eq!(marked("birdge~1", "the river bridge"), ["bridge"]);
    }

    #[test]
    fn a_phrase_is_marked_as_a_whole_only() {
        assert_eq!(marked("\"river bridge\"", "a bridge, a river, the river bridge"), ["river", "bridge"]);
    }
}
