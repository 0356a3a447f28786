//! Turns statements into the figures of the record: code points, quotes, ids. The last step; it decides nothing.

use crate::annotate::passage::Passage;
use crate::annotate::statement::Statement;
use crate::article::{Figure, Span};

/// The figures of an article, numbered in the order of the text, title first.
pub fn figures(article: &str, passages: &[Passage<'_>]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for passage in passages {
        let first = figures.len();
        for statement in &passage.statements {
            let number = figures.len() + 1;
            figures.push(figure(article, passage, statement, number, first));
        }
    }
    figures
}

fn figure(article: &str, passage: &Passage<'_>, statement: &Statement, number: usize, first: usize) -> Figure {
    let document = &passage.document;
    let bytes = document.bytes(statement.tokens.clone());
    let sentence = document.sentences.get(statement.sentence);
    Figure {
        id: format!("{article}#{number}"),
        field: passage.field,
        span: document.code_points(bytes),
        quote: document.slice(statement.tokens.clone()).to_string(),
        sentence: sentence.map_or(Span(0, 0), |sentence| document.code_points(document.bytes(sentence.tokens()))),
        count: statement.count.clone(),
        effect: statement.effect,
        victims: statement.victims.clone(),
        scope: statement.scope,
        part_of: statement.part_of.map(|whole| format!("{article}#{}", first + whole + 1)),
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
