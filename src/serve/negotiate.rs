//! In which format an answer is wanted, and whether the client has it already. It must not know what is asked.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, IF_NONE_MATCH};
use xxhash_rust::xxh3::xxh3_128;

use super::parameters::Given;
use super::problem::Problem;
use crate::render::Format;

/// The formats of an endpoint that has all of them, the usual one first.
pub const ALL: &[Format] = &[Format::Json, Format::JsonLines, Format::Csv, Format::GeoJson];
/// The formats of one that has nothing for a map.
pub const TABULAR: &[Format] = &[Format::Json, Format::JsonLines, Format::Csv];

/// The media types of a format, the one that is sent first.
pub fn media_types(format: Format) -> &'static [&'static str] {
    match format {
        Format::Table => &["text/plain"],
        Format::Json => &["application/json"],
        Format::JsonLines => &["application/x-ndjson", "application/jsonl", "application/ndjson"],
        Format::Csv => &["text/csv"],
        Format::GeoJson => &["application/geo+json"],
    }
}

/// The value of `format` for a format.
pub fn word(format: Format) -> &'static str {
    match format {
        Format::Table => "table",
        Format::Json => "json",
        Format::JsonLines => "jsonl",
        Format::Csv => "csv",
        Format::GeoJson => "geojson",
    }
}

/// The format that is wanted: `format` goes before `Accept`.
pub fn format(given: &Given, headers: &HeaderMap, possible: &[Format]) -> Result<Format, Problem> {
    if let Some(wanted) = given.text("format") {
        let found = possible.iter().find(|format| word(**format) == wanted);
        return found.copied().ok_or_else(|| {
            let words: Vec<&str> = possible.iter().map(|format| word(*format)).collect();
            Problem::parameter("format", format!("{wanted:?} is none of {}", words.join(", ")))
        });
    }
    let accepted: Vec<&str> = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    if accepted.is_empty() {
        return Ok(possible.first().copied().unwrap_or(Format::Json));
    }
    let ranges: Vec<(String, f32)> = accepted.iter().flat_map(|value| value.split(',')).map(range).collect();
    let mut best: Option<(f32, Format)> = None;
    for format in possible {
        let quality = quality(*format, &ranges);
        if quality > best.map_or(0.0, |(quality, _)| quality) {
            best = Some((quality, *format));
        }
    }
    best.map(|(_, format)| format).ok_or_else(|| {
        let types: Vec<&str> = possible.iter().filter_map(|format| media_types(*format).first().copied()).collect();
        let status = axum::http::StatusCode::NOT_ACCEPTABLE;
        Problem::new(status, format!("nothing that Accept names can be sent; there are {}", types.join(", ")))
    })
}

/// A range of `Accept` with its quality.
fn range(text: &str) -> (String, f32) {
    let mut parts = text.split(';').map(str::trim);
    let range = parts.next().unwrap_or_default().to_ascii_lowercase();
    let quality = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
    (range, quality.map_or(1.0, |quality| quality.parse().unwrap_or(0.0)))
}

/// How much a format is wanted: the most exact range that names it decides.
fn quality(format: Format, ranges: &[(String, f32)]) -> f32 {
    let types = media_types(format);
    let exactness = |range: &str| match range {
        "*/*" => Some(0),
        _ if types.contains(&range) => Some(2),
        _ => types.iter().any(|known| range.strip_suffix('*').is_some_and(|kind| known.starts_with(kind))).then_some(1),
    };
    let named = ranges.iter().filter_map(|(range, quality)| Some((exactness(range)?, *quality)));
    named.max_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1))).map_or(0.0, |(_, quality)| quality)
}

/// A tag for the answer to a request on one state of the index. It is weak: the time that an answer took differs.
pub fn tag(parts: &[&str]) -> String {
    format!("W/\"{:032x}\"", xxh3_128(parts.join("\u{0}").as_bytes()))
}

/// Whether the client says that it has what this tag stands for.
pub fn has(headers: &HeaderMap, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).any(|known| known.trim() == "*" || bare(known) == bare(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(accept: &str) -> Option<Format> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, accept.parse().unwrap());
        format(&Given::default(), &headers, ALL).ok()
    }

    #[test]
    fn accept_is_read_by_its_qualities() {
        assert_eq!(wanted("*/*"), Some(Format::Json));
        assert_eq!(wanted("text/html,application/xhtml+xml,*/*;q=0.8"), Some(Format::Json));
        assert_eq!(wanted("text/csv"), Some(Format::Csv));
        assert_eq!(wanted("application/json;q=0.1, application/geo+json"), Some(Format::GeoJson));
        assert_eq!(wanted("application/*;q=0.5, application/json;q=0"), Some(Format::JsonLines));
        assert_eq!(wanted("image/png"), None);
    }

    #[test]
    fn a_tag_is_known_again_however_it_is_listed() {
        let tag = tag(&["a", "b"]);
        let mut headers = HeaderMap::new();
        headers.insert(IF_NONE_MATCH, format!("\"x\", {tag}").parse().unwrap());
        assert!(has(&headers, &tag));
        assert!(!has(&headers, "W/\"other\""));
    }
}
