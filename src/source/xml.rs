//! XML as small trees: the elements of wanted names, one after another, streaming. Entities that a document declares are
//! never expanded and nothing outside it is ever fetched. This module must not know any vocabulary of XML.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may lie within each other.
const MOST_DEPTH: usize = 200;
/// How many elements and texts one tree may have.
const MOST_NODES: usize = 500_000;

/// An element; names are without their prefixes.
#[derive(Debug, Default, PartialEq)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    /// The line on which it ends.
    pub line: u64,
}

#[derive(Debug, PartialEq)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements of a name.
    pub fn named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.elements().filter(move |element| element.name == name)
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element of a name at any depth, in document order.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|element| if element.name == name { Some(element) } else { element.find(name) })
    }

    /// All its text, as one line.
    pub fn words(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(part) => text.push_str(part),
                Node::Element(element) => element.collect(text),
            }
        }
    }

    /// All its text as it stands, markup that was escaped or stands in CDATA included.
    pub fn raw_text(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        text
    }

    /// Its text as paragraphs: elements that begin a block are kept apart by an empty line.
    pub fn prose(&self) -> String {
        let mut prose = Prose::default();
        prose.element(self);
        prose.end_block();
        prose.text
    }
}

/// Elements that begin and end a paragraph, in XHTML and NITF.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hl1",
    "hl2",
    "li",
    "ul",
    "ol",
    "dl",
    "table",
    "tr",
    "block",
    "blockquote",
    "bq",
    "pre",
    "section",
    "body",
];
/// Elements whose text is no part of a report's text.
const UNREAD: [&str; 8] = ["script", "style", "media", "media-metadata", "head", "title", "template", "noscript"];

#[derive(Default)]
struct Prose {
    text: String,
    block: String,
}

impl Prose {
    fn element(&mut self, element: &Element) {
        let name = element.name.to_ascii_lowercase();
        if UNREAD.contains(&name.as_str()) {
            return;
        }
        let is_block = BLOCKS.contains(&name.as_str());
        if is_block {
            self.end_block();
        }
        if matches!(name.as_str(), "br" | "td" | "th") {
            self.block.push(' ');
        }
        for node in &element.children {
            match node {
                Node::Text(text) => self.block.push_str(text),
                Node::Element(element) => self.element(element),
            }
        }
        if is_block {
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        let mut words = block.split_whitespace();
        let Some(first) = words.next() else { return };
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(first);
        for word in words {
            self.text.push(' ');
            self.text.push_str(word);
        }
    }
}

/// Why a document could not be read on.
#[derive(Debug)]
pub struct Broken {
    pub line: u64,
    pub what: String,
}

/// What is given of a document.
pub enum Part {
    /// The beginning of an element that is not wanted: its name, attributes, and nothing else.
    Outer(Element),
    /// A wanted element with all that it holds.
    Wanted(Element),
    /// The text of an outer element with no wanted one in it.
    Text(String),
}

/// Gives the elements of wanted names, of which none lies within another that is given, and what stands around them.
/// `limit` bounds the bytes of one.
pub fn parts(
    reader: Box<dyn BufRead + '_>,
    wanted: &[&str],
    limit: usize,
    each: &mut dyn FnMut(Part) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, Broken> {
    let meter = Rc::new(Meter::default());
    let limited = Limited { inner: reader, meter: Rc::clone(&meter), limit: limit as u64 };
    let mut reader = Reader::from_reader(io::BufReader::with_capacity(1024, limited));
    reader.config_mut().allow_dangling_amp = true;
    let mut buffer = Vec::new();
    // The open elements of the tree that is being built, outermost first.
    let mut open: Vec<Element> = Vec::new();
    let mut nodes = 0;
    loop {
        buffer.clear();
        let line = || meter.line.get() + 1;
        let broken = |what: String| Broken { line: line(), what };
        let event = reader.read_event_into(&mut buffer).map_err(|error| broken(message(&error)))?;
        if open.is_empty() {
            meter.used.set(0);
            nodes = 0;
        }
        nodes += 1;
        if nodes > MOST_NODES || open.len() > MOST_DEPTH {
            let limit = if nodes > MOST_NODES { "parts" } else { "levels" };
            return Err(broken(format!(
                "one article has more than {} {limit}",
                MOST_NODES.min(nodes - 1).max(open.len() - 1)
            )));
        }
        let mut ended = None;
        match event {
            Event::Eof if open.is_empty() => return Ok(ControlFlow::Continue(())),
            Event::Eof => return Err(broken("it ends within an element".to_string())),
            Event::Start(start) => {
                let element = begun(&start);
                if !open.is_empty() || wanted.contains(&element.name.as_str()) {
                    open.push(element);
                } else if each(Part::Outer(element)).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Event::Empty(start) => {
                let element = begun(&start);
                if !open.is_empty() || wanted.contains(&element.name.as_str()) {
                    ended = Some(element);
                } else if each(Part::Outer(element)).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Event::End(_) => ended = open.pop(),
            Event::Text(text) => {
                if add_text(&mut open, &text.xml10_content(), each).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Event::CData(text) => {
                if add_text(&mut open, &text.xml10_content(), each).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten();
                let text = character.map_or_else(|| entity(&reference), String::from);
                if add_text(&mut open, &text, each).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            // What a document type declares is left unread, and so never expanded.
            Event::DocType(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
        if let Some(mut element) = ended {
            element.line = line();
            match open.last_mut() {
                Some(parent) => parent.children.push(Node::Element(element)),
                None if each(Part::Wanted(element)).is_break() => return Ok(ControlFlow::Break(())),
                None => {}
            }
        }
    }
}

fn message(error: &quick_xml::Error) -> String {
    match error {
        quick_xml::Error::Io(error) => error.to_string(),
        _ => format!("is broken XML: {error}"),
    }
}

fn begun(start: &BytesStart<'_>) -> Element {
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_string();
    let mut all = start.attributes();
    let attributes = all.with_checks(false).flatten().take(64).map(|attribute| {
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        let value = value.map(|value| value.into_owned()).unwrap_or_else(|_| attribute.value.to_string());
        (local(attribute.key.as_ref()), value)
    });
    let attributes = attributes.collect();
    Element { name: local(start.name().as_ref()), attributes, children: Vec::new(), line: 0 }
}

fn add_text(open: &mut [Element], text: &str, each: &mut dyn FnMut(Part) -> ControlFlow<()>) -> ControlFlow<()> {
    let Some(element) = open.last_mut() else {
        return if text.trim().is_empty() { ControlFlow::Continue(()) } else { each(Part::Text(text.to_string())) };
    };
    match element.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => element.children.push(Node::Text(text.to_string())),
    }
    ControlFlow::Continue(())
}

/// The text of an entity that XML itself declares, or that wire copy uses; any other stays as it is written.
fn entity(name: &str) -> String {
    const KNOWN: [(&str, &str); 17] = [
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("apos", "'"),
        ("nbsp", "\u{a0}"),
        ("mdash", "\u{2014}"),
        ("ndash", "\u{2013}"),
        ("lsquo", "\u{2018}"),
        ("rsquo", "\u{2019}"),
        ("ldquo", "\u{201c}"),
        ("rdquo", "\u{201d}"),
        ("hellip", "\u{2026}"),
        ("eacute", "é"),
        ("egrave", "è"),
        ("ouml", "ö"),
        ("uuml", "ü"),
    ];
    let known = KNOWN.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_string());
    known.unwrap_or_else(|| format!("&{name};"))
}

/// The encoding that an XML declaration at the start of `head` names.
pub fn declared_encoding(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let declaration = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = memchr::memmem::find(declaration, b"?>")?;
    let declaration = std::str::from_utf8(declaration.get(..end)?).ok()?;
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let label = value.get(1..)?.split(quote).next()?;
    super::encoding::labelled(label.as_bytes())
}

/// Where the reader is, and how much it read since it was last asked to count anew.
#[derive(Default)]
struct Meter {
    line: Cell<u64>,
    used: Cell<u64>,
}

/// Refuses to read more of one element than the limit.
struct Limited<'r> {
    inner: Box<dyn BufRead + 'r>,
    meter: Rc<Meter>,
    limit: u64,
}

impl Read for Limited<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.meter.used.get() > self.limit {
            return Err(io::Error::other(format!("has an article of more than {} bytes", self.limit)));
        }
        let count = self.inner.read(buffer)?;
        let newlines = memchr::memchr_iter(b'\n', buffer.get(..count).unwrap_or_default()).count();
        self.meter.line.set(self.meter.line.get() + newlines as u64);
        self.meter.used.set(self.meter.used.get() + count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(text: &str, name: &str, limit: usize) -> (Vec<Element>, Option<String>) {
        let mut found = Vec::new();
        let ended = parts(Box::new(text.as_bytes()), &[name], limit, &mut |part| {
            if let Part::Wanted(element) = part {
                found.push(element);
            }
            ControlFlow::Continue(())
        });
        (found, ended.err().map(|broken| broken.what))
    }

    #[test]
    fn wanted_elements_come_with_all_they_hold() {
        let (found, error) = wanted("<a><n:b x='1'>One <i>two</i> &amp; &#233;<![CDATA[<]]></n:b><b/></a>", "b", 1000);
        assert_eq!(error, None);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].words().as_str(), found[0].attribute("x")), ("One two & é<", Some("1")));
    }

    #[test]
    fn blocks_are_paragraphs_and_scripts_are_no_text() {
        let (found, _) = wanted("<b><p>One\n two.</p><script>x</script>Three<br/>four<div>five</div></b>", "b", 1000);
        assert_eq!(found[0].prose(), "One two.\n\nThree four\n\nfive");
    }

    #[test]
    fn a_billion_laughs_are_not_laughed() {
        let laughs: String =
            (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
        let text = format!("<!DOCTYPE b [<!ENTITY l0 \"lol\">{laughs}]><b>&l9;</b>");
        let (found, error) = wanted(&text, "b", 10_000);
        assert_eq!((found[0].words().as_str(), error), ("&l9;", None));
    }

    #[test]
    fn external_entities_are_not_fetched() {
        let text = "<!DOCTYPE b [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><b a='&x;'>&x;</b>";
        let (found, _) = wanted(text, "b", 10_000);
        assert_eq!((found[0].words().as_str(), found[0].attribute("a")), ("&x;", Some("&x;")));
    }

    #[test]
    fn depth_size_and_end_are_bounded() {
        let deep = format!("<b>{}", "<a>".repeat(100_000));
        assert!(wanted(&deep, "b", 10_000_000).1.unwrap().contains("levels"));
        let long = format!("<b>{}</b>", "x".repeat(100_000));
        assert!(wanted(&long, "b", 10_000).1.unwrap().contains("more than 10000 bytes"));
        let many = format!("<b>{}</b>", "<a/>".repeat(600_000));
        assert!(wanted(&many, "b", 10_000_000).1.unwrap().contains("parts"));
        assert!(wanted("<b><a>", "b", 100).1.unwrap().contains("ends within"));
    }

    #[test]
    fn declarations_name_their_encoding() {
        let name = |head: &str| declared_encoding(head.as_bytes()).map(|encoding| encoding.name());
        assert_eq!(name("<?xml version='1.0' encoding='ISO-8859-1'?><a/>"), Some("windows-1252"));
        assert_eq!(name("<?xml version='1.0'?><a/>"), None);
    }
}
