//! Lines for a terminal: width, wrapping, indentation and emphasis. Emphasis is written as ANSI codes, which the output
//! stream takes out where no colour is wanted; marks `«…»` stay. It must not know what is laid out.

use super::escape::{MARK_END, MARK_START};

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const MARKED: &str = "\u{1b}[1;33m";
const PLAIN: &str = "\u{1b}[0m";

/// The width to lay lines out for: the terminal's within bounds that read well, 100 columns elsewhere.
pub fn width() -> usize {
    let terminal = comfy_table::Table::new().width().map(usize::from);
    terminal.unwrap_or(100).clamp(40, 120)
}

pub fn bold(text: &str) -> String {
    format!("{BOLD}{text}{PLAIN}")
}

pub fn dim(text: &str) -> String {
    format!("{DIM}{text}{PLAIN}")
}

/// Breaks text into lines of at most `width` columns, the first after `first`, the others after `rest`; a word that is
/// longer stands on a line of its own. Marks become `«…»`, in colour.
pub fn wrap(text: &str, width: usize, first: &str, rest: &str) -> String {
    let mut lines = Vec::new();
    let mut line = String::from(first);
    let mut length = first.chars().count();
    let mut empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let columns = word.chars().count();
        if !empty && length + 1 + columns > width {
            lines.push(std::mem::replace(&mut line, String::from(rest)));
            length = rest.chars().count();
            empty = true;
        }
        if !empty {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += columns;
        empty = false;
    }
    lines.push(line);
    show_marks(&lines.join("\n"))
}

/// The head of an article with its id, dimmed, at the end of the line, or below where both are wider than `width`.
pub fn head_with_id(head: &str, id: &str, width: usize, first: &str, rest: &str) -> String {
    let columns = [first, head, "  ", id].iter().map(|part| part.chars().count()).sum::<usize>();
    match head.is_empty() {
        true => format!("{first}{}", dim(id)),
        false if columns <= width => format!("{first}{head}  {}", dim(id)),
        false => format!("{}\n{rest}{}", wrap(head, width, first, rest), dim(id)),
    }
}

/// Marks as `«…»`, in colour.
pub fn show_marks(text: &str) -> String {
    let start = format!("{MARKED}«");
    let end = format!("»{PLAIN}");
    text.replace(MARK_START, &start).replace(MARK_END, &end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_stands_below_a_head_that_leaves_it_no_room() {
        let id = dim("syria/village");
        assert_eq!(
            head_with_id("9 Nov 2016 · Beirut", "syria/village", 80, "  1. ", "     "),
            format!("  1. 9 Nov 2016 · Beirut  {id}")
        );
        let narrow = format!("  1. 9 Nov 2016 ·\n     Beirut\n     {id}");
        assert_eq!(head_with_id("9 Nov 2016 · Beirut", "syria/village", 20, "  1. ", "     "), narrow);
        assert_eq!(head_with_id("", "syria/village", 80, "", ""), id);
    }

    #[test]
    fn lines_break_between_words_and_hang() {
        assert_eq!(wrap("one two three four", 9, "- ", "  "), "- one two\n  three\n  four");
        assert_eq!(wrap("", 9, "- ", "  "), "- ");
        assert_eq!(wrap("unbreakable", 4, "", ""), "unbreakable");
    }
}
