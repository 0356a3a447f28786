//! RSS 0.9 to 2.0 and Atom, one article an entry, streaming; JSON Feed is read as JSON. An entry's text is its full
//! content where the feed gives it, else its summary. This module must not know how XML or HTML is parsed.

use std::io::BufRead;
use std::ops::ControlFlow;

use super::fields::SourceField;
use super::input::{Input, Standing};
use super::xml::{self, Element, Part};
use super::{Sink, html};

/// Reads every entry of a feed.
pub fn read(input: &Input<'_>, reader: Box<dyn BufRead + '_>, head: &[u8], each: &mut Sink<'_>) -> ControlFlow<()> {
    let (reader, encoding) = input.as_utf8(reader, head, xml::declared_encoding(head));
    let mut feed = Feed::default();
    let mut count = 0;
    let ended = xml::parts(reader, &["item", "entry"], input.options.limit, &mut |part| {
        let entry = match part {
            Part::Wanted(entry) => entry,
            Part::Outer(element) => {
                feed.enter(&element);
                return ControlFlow::Continue(());
            }
            Part::Text(text) => {
                feed.text(&text);
                return ControlFlow::Continue(());
            }
        };
        count += 1;
        let id = format!("{}:{count}", input.id);
        let standing = Standing { id: &id, line: Some(entry.line), encoding: encoding.clone() };
        let no_text = || input.problem("holds an entry without text");
        input.give(|field| value(&entry, &feed, field), standing, no_text, each)
    });
    match ended {
        Ok(flow) if flow.is_continue() && count == 0 => each(Err(input.problem("is a feed without entries"))),
        Ok(flow) => flow,
        Err(broken) => {
            let rest = format!("the {count} entries before this were read, what follows was not");
            each(Err(input.problem(broken.what).at_line(broken.line).advise(rest)))
        }
    }
}

/// What the feed says of all its entries.
#[derive(Default)]
struct Feed {
    title: Option<String>,
    language: Option<String>,
    /// The element whose text comes next.
    element: String,
}

impl Feed {
    fn enter(&mut self, element: &Element) {
        self.element.clone_from(&element.name);
        if element.name == "feed" {
            self.language = element.attribute("lang").map(str::to_string);
        }
    }

    fn text(&mut self, text: &str) {
        let text = text.trim();
        match self.element.as_str() {
            "title" if self.title.is_none() => self.title = Some(text.to_string()),
            "language" if self.language.is_none() => self.language = Some(text.to_string()),
            _ => {}
        }
    }
}

fn value(entry: &Element, feed: &Feed, field: SourceField) -> Option<String> {
    let words = |name: &str| entry.child(name).map(Element::words).filter(|words| !words.is_empty());
    match field {
        SourceField::Id => words("guid").or_else(|| words("id")).or_else(|| link(entry)),
        SourceField::Title => entry.child("title").and_then(text).map(|title| title.replace('\n', " ")),
        SourceField::Text => {
            ["encoded", "content", "description", "summary"].iter().find_map(|name| entry.named(name).find_map(text))
        }
        SourceField::Published => {
            ["pubDate", "published", "date", "issued", "updated"].iter().find_map(|name| words(name))
        }
        // An entry that was taken over from another feed names it.
        SourceField::Source => {
            let source = entry.child("source");
            let title = source.map(|source| source.child("title").unwrap_or(source).words());
            title.filter(|title| !title.is_empty()).or_else(|| feed.title.clone())
        }
        SourceField::Url => link(entry),
        SourceField::Language => {
            entry.attribute("lang").map(str::to_string).or_else(|| words("language")).or_else(|| feed.language.clone())
        }
    }
}

/// The page of an entry: RSS writes it as text, Atom as an attribute.
fn link(entry: &Element) -> Option<String> {
    let own = |link: &Element| {
        let href = link.attribute("href").map(str::to_string).unwrap_or_else(|| link.words());
        let alternate = link.attribute("rel").is_none_or(|rel| rel == "alternate");
        (alternate && !href.trim().is_empty()).then(|| href.trim().to_string())
    };
    let guid = || {
        let guid = entry.child("guid").filter(|guid| guid.attribute("isPermaLink") != Some("false"))?.words();
        guid.starts_with("http").then_some(guid)
    };
    entry.named("link").find_map(own).or_else(guid)
}

/// The text of a construct: XHTML as it stands, HTML that was escaped, or plain text.
fn text(element: &Element) -> Option<String> {
    let kind = element.attribute("type").unwrap_or_default();
    if element.elements().next().is_some() {
        return Some(element.prose()).filter(|text| !text.is_empty());
    }
    let raw = element.raw_text();
    let plain = kind == "text" || !raw.contains(['<', '&']);
    if plain { Some(raw.trim().to_string()).filter(|text| !text.is_empty()) } else { html::text_of_fragment(&raw) }
}

#[cfg(test)]
#[path = "feed_tests.rs"]
mod tests;
