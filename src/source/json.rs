//! JSON: one object a line, or one document that is an article, an array of articles, or an object that holds such an
//! array. Documents are streamed, article by article; a broken article is named and those after it are read.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::Sink;
use super::fields::SourceField;
use super::input::{Input, Standing, io_message, no_text, not_text, too_long};
use super::json_kinds::Kind;
use super::json_scan::{Extent, Scanner};
use super::lines::{Line, Lines};
use super::problem::Problem;

/// Keys of a document under which an array of articles is looked for.
const WRAPPERS: [&str; 7] = ["articles", "items", "data", "docs", "documents", "results", "reports"];
/// How deep objects under such keys may lie within each other.
const MOST_WRAPPERS: u8 = 8;

/// Reads one article a line.
pub fn read_lines(input: &Input<'_>, reader: Box<dyn BufRead + '_>, each: &mut Sink<'_>) -> ControlFlow<()> {
    let mut lines = Lines::new(reader, input.options.limit);
    loop {
        match lines.next_line() {
            Err(error) => return each(Err(input.problem(io_message(&error)).at_line(lines.number() + 1))),
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(Line::TooLong)) => {
                let number = lines.number();
                each(Err(too_long(&input.path, input.options.limit).at_line(number)))?;
            }
            Ok(Some(Line::Whole(line))) if line.trim_ascii().is_empty() => {}
            Ok(Some(Line::Whole(line))) => {
                let line = line.to_vec();
                let (number, start) = (lines.number(), lines.start());
                let element = Element { bytes: &line, line: number, start, id: &format!("{}:{number}", input.id) };
                element.give(input, None, each)?;
            }
        }
    }
}

/// One JSON object, taken out of its file.
struct Element<'e> {
    bytes: &'e [u8],
    line: u64,
    /// Where it begins in the stream.
    start: u64,
    /// What its article is called when it names no id.
    id: &'e str,
}

impl Element<'_> {
    fn give(&self, input: &Input<'_>, publisher: Option<&str>, each: &mut Sink<'_>) -> ControlFlow<()> {
        let decoded = match input.decode(self.bytes, None) {
            Ok(decoded) => decoded,
            Err(at) => {
                let byte = input.offset.map(|offset| offset + self.start + at as u64);
                return each(Err(not_text(&input.path, byte, input.options.encoding).at_line(self.line)));
            }
        };
        let object = match serde_json::from_str::<Map<String, Value>>(&decoded.text) {
            Ok(object) => object,
            Err(error) => return each(Err(broken(input, &error, self.line))),
        };
        let kind = Kind::of(&object);
        let mapping = &input.options.mapping;
        let value = |field: SourceField| {
            let named = field_value(&object, &mapping.names(field));
            let of_kind = || kind.value(&object, field);
            // What the user maps goes before what the kind says, and that before what a name suggests.
            let found = if mapping.is_given(field) { named } else { of_kind().or(named) };
            found.or_else(|| publisher.filter(|_| field == SourceField::Source).map(str::to_string))
        };
        let no_text = || {
            let keys: Vec<_> = object.keys().take(12).map(String::as_str).collect();
            no_text(&input.path, "key", &keys)
        };
        let standing = Standing { id: self.id, line: Some(self.line), encoding: decoded.encoding };
        input.give(value, standing, no_text, each)
    }
}

fn broken(input: &Input<'_>, error: &serde_json::Error, line: u64) -> Problem {
    // serde_json's "at line 1 column 9" is about the fragment that it was given.
    let message = error.to_string();
    let plain = message.split(" at line ").next().unwrap_or(&message);
    let line = line + (error.line() as u64).saturating_sub(1);
    let what = match plain {
        _ if error.is_data() => "is no JSON object".to_string(),
        "recursion limit exceeded" => "is JSON that is nested more than 127 deep".to_string(),
        _ => format!("is broken JSON: {plain} at column {}", error.column()),
    };
    input.problem(what).at_line(line)
}

/// The value of the first of these names that has one: as it is spelled, then without regard to case.
fn field_value(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    let found = names.iter().filter_map(|name| object.get(*name)).find_map(as_text);
    found.or_else(|| {
        let mut others = object.iter().filter(|(key, _)| names.iter().any(|name| key.eq_ignore_ascii_case(name)));
        others.find_map(|(_, value)| as_text(value))
    })
}

/// A value as text: strings and numbers as they are, a list of strings as paragraphs, an object by its name.
pub fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(parts) => {
            let parts: Option<Vec<&str>> = parts.iter().map(Value::as_str).collect();
            parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join("\n\n"))
        }
        Value::Object(object) => object.get("name").and_then(Value::as_str).map(str::to_string),
        Value::Null | Value::Bool(_) => None,
    }
}

/// Reads one document.
pub fn read_document(input: &Input<'_>, reader: Box<dyn BufRead + '_>, each: &mut Sink<'_>) -> ControlFlow<()> {
    let scanner = Scanner::new(reader, input.options.limit);
    let mut walk = Walk { input, each, scanner, kept: Vec::new(), count: 0 };
    let ended = walk.document(0).and_then(|()| walk.end());
    let (count, line) = (walk.count, walk.scanner.line());
    let what = match ended {
        Ok(()) => return ControlFlow::Continue(()),
        Err(End::Stopped) => return ControlFlow::Break(()),
        Err(End::Broken(what)) => format!("is broken JSON: {what}"),
        Err(End::Io(error)) if error.kind() == io::ErrorKind::UnexpectedEof => {
            "is broken JSON: it ends within a value".to_string()
        }
        Err(End::Io(error)) => io_message(&error),
    };
    let rest = match count {
        0 => "nothing was read from it".to_string(),
        _ => format!("the {count} articles before this were read, what follows was not"),
    };
    each(Err(input.problem(what).at_line(line).advise(rest)))
}

/// Why a document was not read to its end.
enum End {
    Stopped,
    Broken(&'static str),
    Io(io::Error),
}

impl From<io::Error> for End {
    fn from(error: io::Error) -> End {
        End::Io(error)
    }
}

/// Walks a document and gives its articles.
struct Walk<'w, 'i, 's, R> {
    input: &'w Input<'i>,
    each: &'w mut Sink<'s>,
    scanner: Scanner<R>,
    kept: Vec<u8>,
    count: u64,
}

impl<R: BufRead> Walk<'_, '_, '_, R> {
    fn document(&mut self, depth: u8) -> Result<(), End> {
        match self.scanner.peek_past_space()? {
            Some(b'[') => self.array(None),
            Some(b'{') => self.object(depth),
            _ => self.element("", None),
        }
    }

    fn end(&mut self) -> Result<(), End> {
        match self.scanner.peek_past_space()? {
            None => Ok(()),
            Some(_) => Err(End::Broken("there is more after its end")),
        }
    }

    /// Gives the value that comes next as an article.
    fn element(&mut self, id: &str, publisher: Option<&str>) -> Result<(), End> {
        let (line, start) = (self.scanner.line(), self.scanner.position());
        let extent = self.scanner.value(&mut self.kept)?;
        self.count += 1;
        let flow = match extent {
            Extent::TooLong => (self.each)(Err(too_long(&self.input.path, self.input.options.limit).at_line(line))),
            Extent::Whole => {
                let element = Element { bytes: &self.kept, line, start, id };
                element.give(self.input, publisher, self.each)
            }
        };
        if flow.is_break() { Err(End::Stopped) } else { Ok(()) }
    }

    fn array(&mut self, publisher: Option<&str>) -> Result<(), End> {
        self.scanner.skip(b'[');
        let mut index = 0u64;
        loop {
            match self.scanner.peek_past_space()? {
                Some(b']') => break self.scanner.skip(b']'),
                None => return Err(End::Broken("its array does not end")),
                Some(_) => {}
            }
            index += 1;
            let id = format!("{}:{index}", self.input.id);
            self.element(&id, publisher)?;
            match self.scanner.peek_past_space()? {
                Some(b',') => self.scanner.skip(b','),
                Some(b']') => {}
                _ => return Err(End::Broken("there is no comma after an article")),
            }
        }
        Ok(())
    }

    /// An object that is an article, or holds some under one of the known keys.
    fn object(&mut self, depth: u8) -> Result<(), End> {
        let line = self.scanner.line();
        self.scanner.skip(b'{');
        let mut own = vec![b'{'];
        let mut publisher: Option<String> = None;
        let mut wrapped = false;
        loop {
            match self.scanner.peek_past_space()? {
                Some(b'}') => break self.scanner.skip(b'}'),
                Some(b'"') => {}
                _ => return Err(End::Broken("there is no key where one has to be")),
            }
            self.kept_value()?;
            let key = std::mem::take(&mut self.kept);
            match self.scanner.peek_past_space()? {
                Some(b':') => self.scanner.skip(b':'),
                _ => return Err(End::Broken("there is no colon after a key")),
            }
            let next = self.scanner.peek_past_space()?;
            if self.is_wrapper(&key, next, &own) && depth < MOST_WRAPPERS {
                match next {
                    Some(b'[') => self.array(publisher.as_deref())?,
                    _ => self.object(depth + 1)?,
                }
                wrapped = true;
            } else {
                self.kept_value()?;
                if !wrapped {
                    if key == b"\"title\"" {
                        publisher = serde_json::from_slice(&self.kept).ok();
                    }
                    own.extend_from_slice(if own.len() > 1 { b"," } else { b"" });
                    for part in [key.as_slice(), b":", &self.kept] {
                        own.extend_from_slice(part);
                    }
                    if own.len() > self.input.options.limit {
                        return Err(End::Broken("it is one article that is too long"));
                    }
                }
            }
            match self.scanner.peek_past_space()? {
                Some(b',') => self.scanner.skip(b','),
                Some(b'}') => {}
                _ => return Err(End::Broken("there is no comma after a value")),
            }
        }
        if wrapped {
            return Ok(());
        }
        own.push(b'}');
        self.count += 1;
        let id = if depth == 0 { self.input.id.clone() } else { format!("{}:{}", self.input.id, self.count) };
        let element = Element { bytes: &own, line, start: 0, id: &id };
        if element.give(self.input, None, self.each).is_break() { Err(End::Stopped) } else { Ok(()) }
    }

    /// Takes the next value into `kept`, or fails when it is longer than an article may be.
    fn kept_value(&mut self) -> Result<(), End> {
        match self.scanner.value(&mut self.kept)? {
            Extent::Whole => Ok(()),
            Extent::TooLong => Err(End::Broken("it holds a value that is too long")),
        }
    }

    fn is_wrapper(&self, key: &[u8], next: Option<u8>, own: &[u8]) -> bool {
        let Ok(key) = serde_json::from_slice::<String>(key) else { return false };
        let known = WRAPPERS.contains(&key.to_ascii_lowercase().as_str());
        // An article may have lists of its own, of things that are no articles.
        let is_article = memchr::memmem::find(own, b"\"text\":").is_some();
        known && matches!(next, Some(b'[' | b'{')) && !is_article
    }
}
