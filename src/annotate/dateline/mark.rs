//! The mark that parts a dateline from its report: a dash in all its shapes, broken encodings included, a colon, a full
//! stop, the end of the line. It must not know what stands before it.

use super::opens_line;
use crate::text::document::Document;
use crate::text::token::Case;

/// What parts the dateline from the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    #[default]
    None,
    Dash,
    Colon,
    Stop,
    LineEnd,
}

/// The mark at a token and the token behind it.
pub fn mark(document: &Document<'_>, at: usize) -> (Mark, usize) {
    let Some(token) = document.tokens.get(at) else { return (Mark::LineEnd, at) };
    let broken = opens_line(document, at);
    if broken && !matches!(document.word(at), "-" | "\u{2013}" | "\u{2014}") {
        return (Mark::LineEnd, at);
    }
    let next_glued = document.tokens.get(at + 1).is_some_and(|next| next.glued);
    match document.word(at) {
        "-" | "\u{2013}" | "\u{2014}" | "\u{2015}" | "\u{2212}" | "_" | "\u{fffd}" | "=" | "|" => {
            let long = !matches!(document.word(at), "-" | "\u{2013}");
            let behind_bracket = at > 0 && matches!(document.word(at - 1), ")" | "." | "]" | "/");
            let end = dashes_end(document, at);
            // "US-led" is hyphenated; "(AP)-The" and "BEIRUT—The" are not.
            if token.glued
                && document.tokens.get(end).is_some_and(|next| next.glued)
                && !long
                && !behind_bracket
                && end == at + 1
            {
                return (Mark::None, at);
            }
            (Mark::Dash, end)
        }
        "?" if at > 0 && document.word(at - 1) == ")" && !next_glued => (Mark::Dash, at + 1),
        "â" | "Ã" | "Ô" => (Mark::Dash, garbled_end(document, at)),
        "&" | "#" => entity_end(document, at).map_or((Mark::None, at), |end| (Mark::Dash, end)),
        ":" => {
            // "BAGHDAD: -", "RAIPUR : ,"
            let (further, end) = mark_dash_only(document, at + 1);
            (Mark::Colon, if further { end } else { at + 1 })
        }
        "." if at > 0 => {
            let (further, end) = mark_dash_only(document, at + 1);
            (if further { Mark::Dash } else { Mark::Stop }, if further { end } else { at + 1 })
        }
        "," => {
            let (further, end) = mark_dash_only(document, at + 1);
            match further {
                true => (Mark::Dash, end),
                false => byline_and_dash(document, at + 1).map_or((Mark::None, at), |end| (Mark::Dash, end)),
            }
        }
        _ => (Mark::None, at),
    }
}

/// ", Jane Doe -": the writer between agency and dash.
fn byline_and_dash(document: &Document<'_>, at: usize) -> Option<usize> {
    let end =
        (at..at + 4).find(|&token| !document.tokens.get(token).is_some_and(|token| token.case == Case::Capital))?;
    let (dash, behind) = mark_dash_only(document, end);
    let spaced = document.tokens.get(end).is_some_and(|token| !token.glued);
    (end >= at + 2 && dash && spaced && document.word(at.wrapping_sub(2)) == ")").then_some(behind)
}

fn mark_dash_only(document: &Document<'_>, at: usize) -> (bool, usize) {
    let dash = matches!(document.word(at), "-" | "\u{2013}" | "\u{2014}") && !opens_line(document, at);
    (dash, if dash { dashes_end(document, at) } else { at })
}

fn dashes_end(document: &Document<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while matches!(document.word(end), "-" | "\u{2013}" | "\u{2014}" | "_" | "=") && document.tokens[end].glued {
        end += 1;
    }
    end
}

/// A dash whose bytes were read in the wrong encoding: "â€”", "â€“", "ÔÇô", one run without spaces.
fn garbled_end(document: &Document<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while end < at + 5
        && document.tokens.get(end).is_some_and(|token| token.glued)
        && document
            .word(end)
            .chars()
            .all(|character| !character.is_ascii_alphanumeric() && !matches!(character, '(' | '['))
    {
        end += 1;
    }
    end
}

/// "&mdash;", "&#8212;", "#151;"
fn entity_end(document: &Document<'_>, at: usize) -> Option<usize> {
    let end = (at + 1..at + 5).find(|&token| document.word(token) == ";")?;
    (at + 1..=end).all(|token| document.tokens[token].glued).then_some(end + 1)
}
