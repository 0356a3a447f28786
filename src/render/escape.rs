//! Makes text of strangers safe to show: control characters and direction overrides for a terminal, formulas for a
//! spreadsheet. This module must not know what the text is about.

use std::borrow::Cow;

/// Marks the start and the end of what is to stand out; a private character that no escaped text holds.
pub const MARK_START: char = '\u{e000}';
pub const MARK_END: char = '\u{e001}';

/// Whether a terminal would obey this character instead of showing it.
pub fn is_command(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        // Embeddings, overrides and isolates reorder what stands around them.
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        | MARK_START | MARK_END)
}

/// One line that a terminal shows and never obeys: white space as single spaces, commands as `\u{1b}`.
pub fn line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut after_space = false;
    for character in text.chars() {
        if character.is_whitespace() {
            if !after_space {
                shown.push(' ');
            }
            after_space = true;
            continue;
        }
        after_space = false;
        push(&mut shown, character);
    }
    shown.trim().to_string()
}

fn push(shown: &mut String, character: char) {
    if is_command(character) {
        shown.extend(character.escape_unicode());
    } else {
        shown.push(character);
    }
}

/// A part of `text`, from one code point to another, as `line` shows it, with parts of it between marks. Marks are
/// half-open, in code points of `text`.
pub fn marked(text: &str, start: u32, end: u32, marks: &[(u32, u32)]) -> String {
    let mut shown = String::new();
    let mut inside = false;
    let mut after_space = true;
    let part = text.chars().skip(start as usize).take(end.saturating_sub(start) as usize);
    for (position, character) in (start..).zip(part) {
        let now = marks.iter().any(|(from, to)| (*from..*to).contains(&position));
        if inside && !now {
            shown.push(MARK_END);
        }
        if character.is_whitespace() {
            if !after_space {
                shown.push(' ');
            }
            after_space = true;
        } else {
            after_space = false;
        }
        if now && !inside {
            shown.push(MARK_START);
        }
        inside = now;
        if !character.is_whitespace() {
            push(&mut shown, character);
        }
    }
    if inside {
        shown.push(MARK_END);
    }
    shown.trim_end().to_string()
}

/// A cell that no spreadsheet takes for a formula, and no terminal for a command: one that begins like a formula gets
/// an apostrophe, control characters become replacement characters.
pub fn cell(value: &str) -> Cow<'_, str> {
    let obeyed = |character: char| is_command(character) && !matches!(character, '\n' | '\t');
    let shown =
        if value.contains(obeyed) { Cow::Owned(value.replace(obeyed, "\u{fffd}")) } else { Cow::Borrowed(value) };
    let formula = shown.starts_with(['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠']);
    // A bare number is no formula: western longitudes keep their minus.
    if formula && shown.parse::<f64>().is_err() { Cow::Owned(format!("'{shown}")) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_never_commanded() {
        assert_eq!(line("a\u{1b}[31mred\r\nb\u{202e}c"), "a\\u{1b}[31mred b\\u{202e}c");
        assert_eq!(line(" الرقة \u{200f}x "), "الرقة \u{200f}x");
    }

    #[test]
    fn marks_stand_at_code_points_and_white_space_is_folded() {
        let text = "é. Killed  20\ncivilians there. More.";
        let shown = marked(text, 3, 30, &[(3, 23)]);
        assert_eq!(shown, format!("{MARK_START}Killed 20 civilians{MARK_END} there."));
        assert_eq!(marked("abc", 1, 9, &[(0, 9)]), format!("{MARK_START}bc{MARK_END}"));
        assert_eq!(marked("abc", 5, 2, &[]), "");
    }

    #[test]
    fn formulas_become_text() {
        assert_eq!(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(cell("@x"), "'@x");
        assert_eq!(cell("-1+cmd"), "'-1+cmd");
        assert_eq!(cell("20 = 20"), "20 = 20");
        assert_eq!(cell("-73.25"), "-73.25");
    }
}
