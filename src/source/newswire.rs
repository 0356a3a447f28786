//! The XML of the news agencies: NITF, one article a document, and NewsML-G2, whose items carry NITF, XHTML or plain
//! text. `docs/formats.md` lists what is taken from where. This module must not know how XML is parsed.

use std::io::BufRead;
use std::ops::ControlFlow;

use super::fields::SourceField;
use super::input::{Input, Standing};
use super::xml::{self, Element, Part};
use super::{Sink, html};
use crate::article::TextEncoding;

/// Reads every news item of a document. An item of a package is read where it stands; the package itself says nothing.
pub fn read(input: &Input<'_>, reader: Box<dyn BufRead + '_>, head: &[u8], each: &mut Sink<'_>) -> ControlFlow<()> {
    let (reader, encoding) = input.as_utf8(reader, head, xml::declared_encoding(head));
    let mut count = 0;
    let ended = xml::parts(reader, &["newsItem", "nitf"], input.options.limit, &mut |part| {
        let Part::Wanted(element) = part else { return ControlFlow::Continue(()) };
        count += 1;
        let id = if count == 1 { input.id.clone() } else { format!("{}:{count}", input.id) };
        give(&element, input, &id, encoding.clone(), each)
    });
    match ended {
        Ok(flow) if flow.is_continue() && count == 0 => each(Err(input.problem("holds no news item"))),
        Ok(flow) => flow,
        Err(broken) => {
            let rest = format!("the {count} items before this were read, what follows was not");
            each(Err(input.problem(broken.what).at_line(broken.line).advise(rest)))
        }
    }
}

fn give(
    element: &Element,
    input: &Input<'_>,
    id: &str,
    encoding: Option<TextEncoding>,
    each: &mut Sink<'_>,
) -> ControlFlow<()> {
    let item = match element.name.as_str() {
        "nitf" => Item::of_nitf(element),
        _ => Item::of_news_item(element),
    };
    if item.cancelled {
        let what = "holds an item that its provider has cancelled, which was not read";
        return each(Err(input.problem(what).at_line(element.line)));
    }
    // A picture or a graphic of the same package is no lost report.
    if item.text.is_none() && item.is_no_text {
        return ControlFlow::Continue(());
    }
    let standing = Standing { id, line: Some(element.line), encoding };
    let no_text = || input.problem("holds a news item without text");
    input.give(|field| item.value(field), standing, no_text, each)
}

#[derive(Default)]
struct Item {
    id: Option<String>,
    title: Option<String>,
    text: Option<String>,
    dateline: Option<String>,
    published: Option<String>,
    source: Option<String>,
    url: Option<String>,
    language: Option<String>,
    cancelled: bool,
    /// Whether it says of itself that it is something else than text.
    is_no_text: bool,
}

impl Item {
    fn value(&self, field: SourceField) -> Option<String> {
        match field {
            SourceField::Id => self.id.clone(),
            SourceField::Title => self.title.clone(),
            SourceField::Text => self.text.as_deref().map(|text| under_dateline(self.dateline.as_deref(), text)),
            SourceField::Published => self.published.clone(),
            SourceField::Source => self.source.clone(),
            SourceField::Url => self.url.clone(),
            SourceField::Language => self.language.clone(),
        }
    }

    fn of_nitf(nitf: &Element) -> Item {
        let head = nitf.child("head");
        let data = head.and_then(|head| head.child("docdata"));
        let body = nitf.child("body");
        let body_head = body.and_then(|body| body.child("body.head"));
        let norm = |name: &str| data?.child(name)?.attribute("norm").map(str::to_string);
        let publication = head.and_then(|head| head.child("pubdata"));
        let of_publication = |name: &str| publication?.attribute(name).map(str::to_string);
        let holder = || data?.child("doc.copyright")?.attribute("holder").map(str::to_string);
        let headline = body_head.and_then(|head| head.child("hedline")).or(body_head);
        let title = headline.and_then(|headline| words(headline.child("hl1"))).or_else(|| words(head?.child("title")));
        Item {
            id: data.and_then(|data| data.child("doc-id")?.attribute("id-string").map(str::to_string)),
            title,
            text: body.and_then(|body| filled(body.child("body.content")?.prose())),
            dateline: words(body_head.and_then(|head| head.child("dateline"))),
            published: norm("date.issue").or_else(|| norm("date.release")),
            source: words(body_head.and_then(|head| head.child("distributor")))
                .or_else(|| of_publication("name"))
                .or_else(holder),
            url: of_publication("ex-ref"),
            language: nitf.attribute("lang").map(str::to_string),
            ..Item::default()
        }
    }

    fn of_news_item(item: &Element) -> Item {
        let about_item = item.child("itemMeta");
        let about_content = item.child("contentMeta");
        let of_item = |name: &str| about_item?.child(name);
        let of_content = |name: &str| about_content?.child(name);
        let content = item.child("contentSet");
        // What the document inside says stands in for what the item around it does not.
        let inner = content.and_then(|content| content.find("nitf")).map(Item::of_nitf).unwrap_or_default();
        let language = of_content("language").and_then(|language| language.attribute("tag"));
        let permalink = about_item.into_iter().flat_map(|about| about.named("link")).find(|link| {
            link.attribute("rel").is_some_and(|rel| rel.ends_with("permalink") || rel.ends_with("alternate"))
        });
        let code = |name: &str| of_item(name).and_then(|element| element.attribute("qcode")).unwrap_or_default();
        let class = code("itemClass");
        Item {
            id: item.attribute("guid").map(str::to_string).or(inner.id),
            title: words(of_content("headline")).or(inner.title).or_else(|| words(of_item("title"))),
            text: inner.text.or_else(|| content.and_then(content_text)),
            dateline: words(of_content("dateline")).or(inner.dateline),
            published: words(of_item("versionCreated"))
                .or_else(|| words(of_content("contentCreated")))
                .or_else(|| words(of_item("firstCreated")))
                .or(inner.published),
            source: party(of_content("infoSource")).or_else(|| party(of_item("provider"))).or(inner.source),
            url: permalink.and_then(|link| link.attribute("href")).map(str::to_string).or(inner.url),
            language: language.or(item.attribute("lang")).map(str::to_string).or(inner.language),
            cancelled: matches!(code("pubStatus"), "stat:canceled" | "stat:cancelled" | "stat:withheld"),
            is_no_text: !class.is_empty() && !class.ends_with(":text"),
        }
    }
}

/// The text of a content set: XHTML, or data that is plain text or HTML.
fn content_text(content: &Element) -> Option<String> {
    let xhtml = content.named("inlineXML").find_map(|inline| {
        let document = inline.find("html").and_then(|html| html.child("body")).unwrap_or(inline);
        filled(document.prose())
    });
    let data = || {
        content.named("inlineData").find_map(|data| match data.attribute("contenttype").unwrap_or("text/plain") {
            kind if kind.contains("html") => html::text_of_fragment(&data.raw_text()),
            kind if kind.starts_with("text/") => filled(data.raw_text().trim().to_string()),
            _ => None,
        })
    };
    xhtml.or_else(data)
}

/// A party's name: spelled out, or as a literal or code.
fn party(element: Option<&Element>) -> Option<String> {
    let element = element?;
    let code = |name: &str| element.attribute(name).and_then(|code| code.rsplit(':').next()).map(str::to_string);
    words(element.child("name")).or_else(|| code("literal")).or_else(|| code("qcode"))
}

/// The text, below its dateline where that stands apart and the text does not begin with it.
fn under_dateline(dateline: Option<&str>, text: &str) -> String {
    let first_word = |line: &str| line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    match dateline {
        Some(dateline) if first_word(dateline) != first_word(text) => format!("{dateline}\n\n{text}"),
        _ => text.to_string(),
    }
}

fn words(element: Option<&Element>) -> Option<String> {
    filled(element?.words())
}

fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
#[path = "newswire_tests.rs"]
mod tests;
