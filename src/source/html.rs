//! Web pages: the article's own text, found by a readability extractor, and what the page says of it in JSON-LD,
//! OpenGraph and other metadata. This module must not know where a page came from.

use std::io::BufRead;
use std::ops::ControlFlow;

use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;
use serde_json::{Map, Value};

use super::Sink;
use super::date::parse_day;
use super::encoding::of_content_type;
use super::fields::SourceField;
use super::guard::guarded;
use super::html_weigh::weigh;
use super::input::{Input, Standing, not_text};

/// The longest page that is read: the extractor's time grows faster than the page. A long report has 0.1 MB.
pub const MOST_HTML: usize = 8 * 1024 * 1024;
/// Reads a file that is one page.
pub fn read(input: &Input<'_>, reader: Box<dyn BufRead + '_>, each: &mut Sink<'_>) -> ControlFlow<()> {
    match input.whole(reader) {
        Ok(bytes) => {
            let page = Page { bytes: &bytes, charset: None, id: &input.id, url: None };
            give(input, page, each)
        }
        Err(problem) => each(Err(problem)),
    }
}

/// A page, and what is known of it from what carried it.
pub struct Page<'p> {
    pub bytes: &'p [u8],
    pub charset: Option<&'static Encoding>,
    pub id: &'p str,
    pub url: Option<&'p str>,
}

/// Gives the article of a page.
pub fn give(input: &Input<'_>, page: Page<'_>, each: &mut Sink<'_>) -> ControlFlow<()> {
    let Page { bytes, charset, id, url } = page;
    if bytes.len() > MOST_HTML {
        return each(Err(input.problem(format!("is a page of more than {MOST_HTML} bytes and was not read"))));
    }
    let decoded = match input.decode(bytes, charset.or_else(|| declared_charset(bytes))) {
        Ok(decoded) => decoded,
        Err(byte) => {
            let byte = input.offset.map(|offset| offset + byte as u64);
            return each(Err(not_text(&input.path, byte, input.options.encoding)));
        }
    };
    let Some(values) = guarded(|| extract(&decoded.text)) else {
        return each(Err(input.problem("is a page that the reader of HTML fails on")));
    };
    let values = match values {
        Ok(values) => values,
        Err(what) => return each(Err(input.problem(what))),
    };
    let value = |field: SourceField| match field {
        SourceField::Url => values.url.clone().or_else(|| url.map(str::to_string)),
        SourceField::Id => None,
        SourceField::Title => values.title.clone(),
        SourceField::Text => values.text.clone(),
        SourceField::Published => values.published.clone(),
        SourceField::Source => values.source.clone(),
        SourceField::Language => values.language.clone(),
    };
    let standing = Standing { id, line: None, encoding: decoded.encoding };
    input.give(value, standing, || input.problem("is a page without text"), each)
}

/// What a `meta` element at the beginning of the page says.
fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..4096.min(bytes.len()))?.to_ascii_lowercase();
    memchr::memmem::find_iter(&head, b"<meta").find_map(|start| {
        let rest = head.get(start..)?;
        let tag = rest.get(..memchr::memchr(b'>', rest)?)?;
        of_content_type(&String::from_utf8_lossy(tag))
    })
}

#[derive(Default)]
struct Values {
    title: Option<String>,
    text: Option<String>,
    published: Option<String>,
    source: Option<String>,
    url: Option<String>,
    language: Option<String>,
}

fn extract(html: &str) -> Result<Values, String> {
    weigh(html)?;
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let mut page = Readability::new(html, None, Some(config)).map_err(|error| error.to_string())?;
    let metadata = Metadata::of(&page);
    let mut values = metadata.values(&page);
    let body = metadata.linked("articleBody");
    values.text = main_text(html, &mut page, body);
    Ok(values)
}

/// The article's text: what the extractor finds, unless the page's own data gives more than twice as much.
fn main_text(html: &str, page: &mut Readability, body: Option<String>) -> Option<String> {
    let found = page.parse().ok().map(|article| article.text_content.trim().to_string());
    let found = found.filter(|text| !text.is_empty());
    match (found, body) {
        (Some(found), Some(body)) if body.len() > 2 * found.len() => Some(body),
        (Some(found), _) => Some(found),
        (None, Some(body)) => Some(body),
        (None, None) => text_of_fragment(html),
    }
}

/// Elements that a reader of the page does not read as part of it.
const UNREAD: &str = "script, style, noscript, template, nav, aside, footer, form, head, svg, iframe, object, button";

/// The text of a piece of HTML, as paragraphs; `None` when it has none, or fails the reader.
pub fn text_of_fragment(html: &str) -> Option<String> {
    if html.len() > MOST_HTML || weigh(html).is_err() {
        return None;
    }
    let text = guarded(|| {
        let page = Readability::from(html);
        page.doc.select(UNREAD).remove();
        page.doc.formatted_text().trim().to_string()
    });
    text.filter(|text| !text.is_empty())
}

/// What a page says of itself.
struct Metadata {
    /// The article of its JSON-LD.
    linked: Option<Map<String, Value>>,
    /// Names and contents of `meta` elements, in order.
    named: Vec<(String, String)>,
}

impl Metadata {
    fn of(page: &Readability) -> Metadata {
        let scripts = page.doc.select("script[type=\"application/ld+json\"]");
        let linked = scripts.iter().find_map(|script| {
            let json: Value = serde_json::from_str(script.text().trim()).ok()?;
            linked_article(&json, 0).cloned()
        });
        let mut named = Vec::new();
        for element in page.doc.select("meta[content]").iter().take(500) {
            let name = ["property", "name", "itemprop"].iter().find_map(|attribute| element.attr(attribute));
            let content = element.attr("content").unwrap_or_default();
            if let Some(name) = name.filter(|_| !content.trim().is_empty()) {
                named.push((name.to_ascii_lowercase(), content.trim().to_string()));
            }
        }
        Metadata { linked, named }
    }

    fn linked(&self, key: &str) -> Option<String> {
        named_value(self.linked.as_ref()?.get(key)?)
    }

    /// The content of the first of these names that the page has.
    fn meta(&self, names: &[&str]) -> Option<String> {
        let content = |name: &&str| self.named.iter().find(|(known, _)| known == name).map(|(_, content)| content);
        names.iter().find_map(content).cloned()
    }

    fn values(&self, page: &Readability) -> Values {
        let first = |selector: &str| {
            let text = page.doc.select(selector).iter().next().map(|element| element.text().to_string())?;
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(words).filter(|words| !words.is_empty())
        };
        let attribute = |selector: &str, name: &str| {
            page.doc.select(selector).iter().find_map(|element| element.attr(name)).map(|value| value.to_string())
        };
        let absolute = |url: &String| url.starts_with("http://") || url.starts_with("https://");
        Values {
            title: self
                .linked("headline")
                .or_else(|| self.meta(&["og:title", "twitter:title", "dc.title", "headline"]))
                .or_else(|| first("h1"))
                .or_else(|| first("title")),
            text: None,
            published: self.linked("datePublished").or_else(|| self.meta(&PUBLISHED)).or_else(|| time_element(page)),
            source: self
                .linked("publisher")
                .or_else(|| self.meta(&["og:site_name", "dc.publisher", "publisher", "application-name"])),
            url: attribute("link[rel~=\"canonical\"]", "href")
                .filter(absolute)
                .or_else(|| self.meta(&["og:url"]).filter(absolute))
                .or_else(|| self.linked("url").filter(absolute)),
            language: attribute("html[lang]", "lang")
                .or_else(|| self.linked("inLanguage"))
                .or_else(|| self.meta(&["og:locale", "dc.language", "content-language", "language"])),
        }
    }
}

/// Names of `meta` elements that give the day of publication, the strongest first.
const PUBLISHED: [&str; 13] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publishdate",
    "date",
];

/// The day of the page's `time` elements: of those that say they are the publication's, else of all those of the
/// article, when they name the same day.
fn time_element(page: &Readability) -> Option<String> {
    for selector in ["time[itemprop=\"datePublished\"]", "time[pubdate]", "article time[datetime]", "time[datetime]"] {
        let mut days = Vec::new();
        for element in page.doc.select(selector).iter().take(50) {
            days.extend(element.attr("datetime").and_then(|value| parse_day(&value)));
        }
        days.sort_unstable();
        days.dedup();
        if let [day] = days.as_slice() {
            return Some(day.to_string());
        }
    }
    None
}

/// The object of a JSON-LD document that describes an article, within lists and graphs.
fn linked_article(json: &Value, depth: u8) -> Option<&Map<String, Value>> {
    if depth > 4 {
        return None;
    }
    match json {
        Value::Array(parts) => parts.iter().find_map(|part| linked_article(part, depth + 1)),
        Value::Object(object) => {
            let is_article = |kind: &Value| {
                let kind = kind.as_str().unwrap_or_default();
                kind.ends_with("Article") || matches!(kind, "Report" | "LiveBlogPosting" | "BlogPosting")
            };
            let found = match object.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().any(is_article),
                Some(kind) => is_article(kind),
                None => false,
            };
            if found {
                return Some(object);
            }
            let inner = object.get("@graph").or_else(|| object.get("mainEntity"))?;
            linked_article(inner, depth + 1)
        }
        _ => None,
    }
}

/// A value of JSON-LD as text: itself, its name, or the first of a list.
fn named_value(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_string()).filter(|text| !text.is_empty()),
        Value::Array(parts) => parts.iter().find_map(Value::as_str).map(str::to_string),
        Value::Object(object) => {
            ["name", "alternateName", "@id"].iter().find_map(|key| object.get(*key)?.as_str()).map(str::to_string)
        }
        _ => None,
    }
}

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;
