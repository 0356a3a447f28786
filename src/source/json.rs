//! JSON: one object a line, or one document that is an article, an array of articles, or an object that holds such an
//! array. Documents are streamed, element by element; none is ever held whole.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::fields::SourceField;
use super::lines::{Line, Lines};
use super::problem::Problem;
use super::stream::{decode, translate};
use super::{Input, Sink};

/// Keys of a document under which an array of articles is looked for.
const WRAPPERS: [&str; 7] = ["articles", "items", "data", "docs", "documents", "results", "reports"];

/// Reads one article a line.
pub fn read_lines(input: &Input<'_>, reader: Box<dyn BufRead>, each: &mut Sink<'_>) -> ControlFlow<()> {
    let mut lines = Lines::new(reader, input.options.limit);
    loop {
        let problem = |what: String| Problem::new(input.path, what);
        let item = match lines.next_line() {
            Err(error) => return each(Err(problem(format!("cannot be read: {error}")))),
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(Line::TooLong)) => Err(super::too_long(input.path, input.options.limit).at_line(lines.number())),
            Ok(Some(Line::Whole(line))) => match decode(line, input.options.encoding) {
                Ok(text) if text.trim().is_empty() => continue,
                Ok(text) => Ok(text.into_owned()),
                Err(at) => {
                    let byte = input.offset.map(|offset| offset + lines.start() + at as u64);
                    Err(super::not_utf8(input.path, byte).at_line(lines.number()))
                }
            },
        };
        let number = lines.number();
        match item {
            Err(problem) => each(Err(problem))?,
            Ok(line) => match serde_json::from_str::<Map<String, Value>>(&line) {
                Ok(object) => give(&object, input, Some(number), &format!("{}:{number}", input.id), each)?,
                Err(error) => each(Err(broken_line(input, &error, number)))?,
            },
        }
    }
}

fn broken_line(input: &Input<'_>, error: &serde_json::Error, line: u64) -> Problem {
    let what = if error.is_data() {
        "is no JSON object".to_string()
    } else {
        format!("is broken JSON: {}", without_position(error, true))
    };
    Problem::new(input.path, what).at_line(line)
}

/// serde_json's message, whose "at line 1 column 9" is about the fragment that it was given.
fn without_position(error: &serde_json::Error, keep_column: bool) -> String {
    let message = error.to_string();
    let plain = message.split(" at line ").next().unwrap_or(&message).to_string();
    if keep_column { format!("{plain} at column {}", error.column()) } else { plain }
}

fn give(
    object: &Map<String, Value>,
    input: &Input<'_>,
    line: Option<u64>,
    id: &str,
    each: &mut Sink<'_>,
) -> ControlFlow<()> {
    let no_text = || {
        let keys: Vec<_> = object.keys().take(12).map(String::as_str).collect();
        super::no_text(input.path, "key", &keys)
    };
    input.give(|field| field_value(object, input, field), id, line, no_text, each)
}

fn field_value(object: &Map<String, Value>, input: &Input<'_>, field: SourceField) -> Option<String> {
    let names = input.options.mapping.names(field);
    let exact = names.iter().filter_map(|name| object.get(*name));
    let found = exact.filter_map(as_text).next();
    found.or_else(|| {
        let mut others = object.iter().filter(|(key, _)| names.iter().any(|name| key.eq_ignore_ascii_case(name)));
        others.find_map(|(_, value)| as_text(value))
    })
}

/// A value as text: strings and numbers as they are, a list of strings as paragraphs, an object by its name.
fn as_text(value: &Value) -> Option<String> {
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

/// Reads one document, streaming.
pub fn read_document(input: &Input<'_>, reader: Box<dyn BufRead>, each: &mut Sink<'_>) -> ControlFlow<()> {
    let place = Rc::new(Place::default());
    place.line.set(1);
    let reader = match input.options.encoding {
        Some(encoding) if !input.utf8_throughout() => translate(reader, encoding),
        _ => reader,
    };
    let limited = Limited { inner: reader, place: Rc::clone(&place), limit: input.options.limit as u64 };
    let mut stopped = false;
    let mut count = 0;
    let result = {
        let mut walk = Walk { input, each, place: &place, count: &mut count, stopped: &mut stopped };
        let mut deserializer = serde_json::Deserializer::from_reader(limited);
        walk.document(&mut deserializer).and_then(|()| deserializer.end())
    };
    match result {
        _ if stopped => ControlFlow::Break(()),
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            let what = if error.is_io() {
                format!("cannot be read further: {}", without_position(&error, false))
            } else {
                format!("is broken JSON: {}", without_position(&error, true))
            };
            let line = (error.line() as u64).max(place.line.get().min(1));
            let rest = match count {
                0 => "nothing was read from it".to_string(),
                _ => format!("the {count} articles before this were read, what follows was not"),
            };
            each(Err(Problem::new(input.path, what).at_line(line).advise(rest)))
        }
    }
}

/// Where the document's reader is, and how much of the present element it has read.
#[derive(Default)]
struct Place {
    line: Cell<u64>,
    element: Cell<u64>,
}

/// Counts lines, and refuses to read more of one element than the limit. serde_json reads it byte by byte.
struct Limited {
    inner: Box<dyn BufRead>,
    place: Rc<Place>,
    limit: u64,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.place.element.get() > self.limit {
            return Err(io::Error::other(format!("one article of more than {} bytes", self.limit)));
        }
        let count = self.inner.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        let newlines = read.iter().filter(|byte| **byte == b'\n').count();
        self.place.line.set(self.place.line.get() + newlines as u64);
        self.place.element.set(self.place.element.get() + count as u64);
        Ok(count)
    }
}

/// Walks a document and gives its articles. Used at the top, and for an array of articles within.
struct Walk<'w, 'i, 's, 'e> {
    input: &'w Input<'i>,
    each: &'w mut Sink<'s>,
    place: &'e Place,
    count: &'w mut u64,
    stopped: &'w mut bool,
}

impl Walk<'_, '_, '_, '_> {
    fn document<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(Top(self))
    }

    /// Gives one object; an error stops the parser when the receiver wants no more.
    fn object<E: serde::de::Error>(&mut self, object: &Map<String, Value>, line: u64, id: &str) -> Result<(), E> {
        *self.count += 1;
        if give(object, self.input, Some(line), id, self.each).is_break() {
            *self.stopped = true;
            return Err(E::custom("stopped"));
        }
        Ok(())
    }
}

struct Top<'a, 'w, 'i, 's, 'e>(&'a mut Walk<'w, 'i, 's, 'e>);

impl<'de> Visitor<'de> for Top<'_, '_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an article or an array of articles")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let mut index = 0;
        loop {
            self.0.place.element.set(0);
            let Some(value) = elements.next_element::<Value>()? else { return Ok(()) };
            let line = self.0.place.line.get();
            index += 1;
            let id = format!("{}:{index}", self.0.input.id);
            match value {
                Value::Object(object) => self.0.object(&object, line, &id)?,
                _ => {
                    let problem = Problem::new(self.0.input.path, "holds something that is no JSON object");
                    *self.0.stopped |= (self.0.each)(Err(problem.at_line(line))).is_break();
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut own = Map::new();
        let mut wrapped = false;
        while let Some(key) = entries.next_key::<String>()? {
            if WRAPPERS.contains(&key.to_ascii_lowercase().as_str()) && own.get("text").is_none() {
                entries.next_value_seed(Within(self.0))?;
                wrapped = true;
            } else if wrapped {
                entries.next_value::<IgnoredAny>()?;
            } else {
                own.insert(key, entries.next_value()?);
            }
        }
        if wrapped {
            return Ok(());
        }
        let id = self.0.input.id.clone();
        self.0.object(&own, 1, &id)
    }
}

/// The value under a wrapper key.
struct Within<'a, 'w, 'i, 's, 'e>(&'a mut Walk<'w, 'i, 's, 'e>);

impl<'de> DeserializeSeed<'de> for Within<'_, '_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.document(deserializer)
    }
}
