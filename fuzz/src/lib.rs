//! What the fuzz targets share. The modules that read bytes of strangers are compiled in here as they are in the
//! program; the index, the server and the rest are not, so that a target builds in minutes. docs/formats.md says how
//! to run them.

#![allow(dead_code)]

#[path = "../../src/annotate/mod.rs"]
pub mod annotate;
#[path = "../../src/article.rs"]
pub mod article;
#[path = "../../src/gazetteer/mod.rs"]
pub mod gazetteer;
#[path = "../../src/lexicon/mod.rs"]
pub mod lexicon;
#[path = "../../src/source/mod.rs"]
pub mod source;
#[path = "../../src/text/mod.rs"]
pub mod text;
#[path = "../../src/vocabulary.rs"]
pub mod vocabulary;

use std::ops::ControlFlow;

use article::{Article, Field};

/// Reads bytes as a file of this name, whose first bytes are `opening`, and checks what has to hold of whatever comes
/// of it. The limits are small, so that they are met.
pub fn read(name: &str, opening: &[u8], data: &[u8]) {
    let whole = [opening, data].concat();
    let options = source::Options { limit: 64 * 1024, most_unpacked: 4 * 1024 * 1024, ..source::Options::default() };
    let flow = source::read_held(&whole, name, &options, &mut |item| {
        match item {
            Ok(found) => {
                assert!(!found.article.id.is_empty());
                assert!(!found.article.text.trim().is_empty());
                // Every byte of any encoding gives three of UTF-8 at most, and an entity less than its name has.
                assert!(found.article.text.len() <= 3 * options.limit + 1024);
            }
            Err(problem) => assert!(problem.to_string().starts_with(name.split('.').next().unwrap_or_default())),
        }
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
}

/// Annotates a title and a text, and checks that every span lies where it says.
pub fn annotate_text(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (title, text) = text.split_once('\0').unwrap_or(("", &text));
    let article = Article {
        id: "a".to_string(),
        title: Some(title.to_string()).filter(|title| !title.is_empty()),
        text: text.to_string(),
        ..Article::default()
    };
    let reading = annotate::annotate(&article, &annotate::Knowledge::embedded());
    let lengths = [title, text].map(|part| part.chars().count() as u32);
    for figure in &reading.figures {
        let (part, length) = match figure.field {
            Field::Title => (title, lengths[0]),
            Field::Text => (text, lengths[1]),
        };
        assert!(figure.span.0 < figure.span.1 && figure.span.1 <= length, "{figure:?}");
        assert!(figure.sentence.0 <= figure.sentence.1 && figure.sentence.1 <= length, "{figure:?}");
        let count = (figure.span.1 - figure.span.0) as usize;
        let quote: String = part.chars().skip(figure.span.0 as usize).take(count).collect();
        assert_eq!(quote, figure.quote);
        if let Some((low, high)) = figure.count.low.zip(figure.count.high) {
            assert!(low <= high, "{figure:?}");
        }
    }
}
