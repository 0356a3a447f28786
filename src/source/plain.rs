//! One article of plain text or Markdown: header lines `Key: value` up to the first empty line, then the text.
//! This module must not know about datelines, except for the one first line that carries a date of publication.

use std::io::BufRead;
use std::ops::ControlFlow;

use super::Sink;
use super::date::parse_day;
use super::fields::{Mapping, SourceField};
use super::input::{Input, Standing, not_text};

/// Room for the header lines above a text of the greatest length.
const HEADERS: usize = 64 * 1024;

/// Reads the file as one article.
pub fn read(input: &Input<'_>, reader: Box<dyn BufRead + '_>, each: &mut Sink<'_>) -> ControlFlow<()> {
    // In every encoding that is not translated as a stream the text has about as many bytes as the file, or more.
    let most = input.options.limit.min(input.options.most_text.saturating_add(HEADERS));
    let bytes = match input.whole_within(reader, most) {
        Ok(bytes) => bytes,
        Err(problem) => return each(Err(problem)),
    };
    let decoded = match input.decode(&bytes, None) {
        Ok(decoded) => decoded,
        Err(byte) => {
            let byte = input.offset.map(|offset| offset + byte as u64);
            return each(Err(not_text(&input.path, byte, input.options.encoding)));
        }
    };
    let text = decoded.text.replace("\r\n", "\n");
    let parts = split(&text);
    let no_text = || input.problem("has no text below its header lines");
    let standing = Standing { id: &input.id, line: None, encoding: decoded.encoding };
    input.give(|field| parts.value(field), standing, no_text, each)
}

/// A plain file taken apart.
struct Parts<'a> {
    headers: Vec<(SourceField, &'a str)>,
    title: Option<&'a str>,
    date: Option<&'a str>,
    text: &'a str,
}

impl Parts<'_> {
    fn value(&self, field: SourceField) -> Option<String> {
        if field == SourceField::Text {
            return Some(self.text.to_string());
        }
        let header = self.headers.iter().find(|(name, _)| *name == field).map(|(_, value)| *value);
        let fallback = match field {
            SourceField::Title => self.title,
            SourceField::Published => self.date,
            _ => None,
        };
        header.or(fallback).map(str::to_string)
    }
}

fn split(whole: &str) -> Parts<'_> {
    let whole = whole.trim_start_matches(['\n', '\u{feff}']);
    let (headers, body) = match front_matter(whole) {
        Some(parts) => parts,
        None => header_lines(whole),
    };
    let body = body.trim_start_matches('\n');
    let (title, text) = match body.strip_prefix("# ").map(|rest| rest.split_once('\n').unwrap_or((rest, ""))) {
        Some((title, text)) if !text.trim().is_empty() => (Some(title.trim()), text.trim_start_matches('\n')),
        _ => (None, body),
    };
    Parts { headers, title, date: date_line(text), text }
}

/// `date 2016-11-11 AFP, AIN ISSA, Syria`: its day. The line stays in the text, where the dateline is read from it.
fn date_line(text: &str) -> Option<&str> {
    let mut words = text.lines().next()?.split_whitespace();
    let day = words.next().filter(|word| word.eq_ignore_ascii_case("date")).and(words.next())?;
    parse_day(day).map(|_| day)
}

/// The field that a header's key names; `Agency: AFP` and the like are the aliases of every format.
fn header(line: &str) -> Option<(Option<SourceField>, &str)> {
    let (key, value) = line.split_once(':')?;
    let plain = !key.is_empty() && key.len() <= 24 && key.chars().all(|c| c.is_ascii_alphabetic() || "-_ ".contains(c));
    if !plain || key.contains("  ") {
        return None;
    }
    let field = Mapping::default().field(key).filter(|field| *field != SourceField::Text);
    Some((field, value.trim()))
}

/// Header lines from the top to the first empty line. The first must be one that we know, lest a text that begins
/// `BAGHDAD: Two soldiers…` be taken for a header; after that, unknown keys are passed over.
fn header_lines(whole: &str) -> (Vec<(SourceField, &str)>, &str) {
    let mut headers = Vec::new();
    let mut rest = whole;
    while let Some((line, after)) = rest.split_once('\n') {
        match header(line) {
            _ if line.trim().is_empty() => break,
            Some((Some(field), value)) => headers.push((field, value)),
            Some((None, _)) if !headers.is_empty() => {}
            _ => break,
        }
        rest = after;
    }
    (headers, rest)
}

/// Markdown's front matter: YAML between lines of `---`, or TOML between lines of `+++`. Only its plain lines are read,
/// `key: value` and `key = value`.
fn front_matter(whole: &str) -> Option<(Vec<(SourceField, &str)>, &str)> {
    let (block, body, separator) = if let Some(inside) = whole.strip_prefix("---\n") {
        let (block, body) = inside.split_once("\n---\n").or_else(|| inside.split_once("\n...\n"))?;
        (block, body, ':')
    } else {
        let (block, body) = whole.strip_prefix("+++\n")?.split_once("\n+++\n")?;
        (block, body, '=')
    };
    let value = |value: &'_ str| -> usize { usize::from(value.len() >= 2 && value.starts_with(['"', '\''])) };
    let headers = block.lines().filter_map(|line| {
        let (key, text) = line.split_once(separator)?;
        let field = Mapping::default().field(key).filter(|field| *field != SourceField::Text)?;
        let text = text.trim();
        let quote = value(text);
        Some((field, text.get(quote..text.len() - quote).unwrap_or(text)))
    });
    Some((headers.collect(), body))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(whole: &str) -> (Option<String>, Option<String>, String) {
        let parts = split(whole);
        (parts.value(SourceField::Title), parts.value(SourceField::Published), parts.text.to_string())
    }

    #[test]
    fn header_lines_end_at_the_first_empty_line() {
        let got = values("Title: Two dead\nDate: 2016-11-11\nDesk: Beirut\n\nBEIRUT: Two soldiers died.\n");
        assert_eq!(got, (Some("Two dead".into()), Some("2016-11-11".into()), "BEIRUT: Two soldiers died.\n".into()));
    }

    #[test]
    fn a_text_that_begins_with_a_colon_is_no_header() {
        let text = "BAGHDAD: Two soldiers died.\n\nMore.";
        assert_eq!(values(text), (None, None, text.into()));
        let text = "BAGHDAD (Reuters) - The minister: no comment.\n";
        assert_eq!(values(text).2, text);
    }

    #[test]
    fn the_date_line_gives_the_date_and_stays_in_the_text() {
        let text = " date 2017-03-02 XYZ, QAMISHLI, Syria\n\nThree people died.";
        assert_eq!(values(text), (None, Some("2017-03-02".into()), text.into()));
        assert_eq!(values("date palms burned near Basra.\n").1, None);
    }

    #[test]
    fn markdown_titles_and_front_matter_are_read() {
        let got = values("---\ntitle: \"Two dead\"\ndate: 2016-11-11\n---\n\nBEIRUT — Two died.");
        assert_eq!(got, (Some("Two dead".into()), Some("2016-11-11".into()), "BEIRUT — Two died.".into()));
        let got = values("+++\ntitle = 'Two dead'\ntags = [\"a\"]\ndate = 2016-11-11\n+++\nTwo died.");
        assert_eq!(got, (Some("Two dead".into()), Some("2016-11-11".into()), "Two died.".into()));
        assert_eq!(values("# Two dead\n\nBEIRUT — Two died.").0, Some("Two dead".into()));
    }
}
