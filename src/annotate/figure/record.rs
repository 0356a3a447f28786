//! Turns statements into the figures of the record: code points, quotes, ids. The last step; it decides nothing.

use crate::annotate::passage::Passage;
use crate::annotate::statement::Statement;
use crate::article::{Figure, Span};

/// The figures of an article, numbered in the order of the text, title first.
pub fn figures(article: &str, passages: &[Passage<'_>]) -> Vec<Figure> {
    let mut first = Vec::with_capacity(passages.len());
    let mut total = 0;
    for passage in passages {
        first.push(total);
        total += passage.statements.len();
    }
    let mut figures = Vec::with_capacity(total);
    for passage in passages {
        for statement in &passage.statements {
            let id = identity(article, figures.len());
            let whole = statement
                .part_of
                .and_then(|whole| Some(identity(article, first.get(whole.passage)? + whole.statement)));
            figures.push(figure(id, whole, passage, statement));
        }
    }
    figures
}

fn identity(article: &str, position: usize) -> String {
    format!("{article}#{}", position + 1)
}

fn figure(id: String, part_of: Option<String>, passage: &Passage<'_>, statement: &Statement) -> Figure {
    let document = &passage.document;
    let bytes = document.bytes(statement.tokens.clone());
    let sentence = document.sentences.get(statement.sentence);
    Figure {
        id,
        field: passage.field,
        span: document.code_points(bytes),
        quote: document.slice(statement.tokens.clone()).to_string(),
        sentence: sentence.map_or(Span(0, 0), |sentence| document.code_points(document.bytes(sentence.tokens()))),
        count: statement.count.clone(),
        effect: statement.effect,
        victims: statement.victims.clone(),
        scope: statement.scope,
        part_of,
        place: statement.place.clone(),
        when: statement.when.clone(),
        by: statement.by.clone(),
        method: statement.method,
        attribution: statement.attribution.clone(),
        stance: statement.stance,
        denied_by: statement.denied_by.clone(),
        confidence: statement.confidence,
    }
}
