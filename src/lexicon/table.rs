//! Reads the tab-separated lexicon files and reports what is wrong with one by file, line and column.
//! This module must not know what any table is about.

use std::str::FromStr;

/// What is wrong with a lexicon file, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}{}: {problem}; {advice}", column.map(|name| format!(", column {name}")).unwrap_or_default())]
pub struct LexiconError {
    pub file: String,
    /// Counted from 1; 0 when the file as a whole is meant.
    pub line: usize,
    pub column: Option<&'static str>,
    pub problem: String,
    pub advice: String,
}

/// One line of a table, already known to have the right number of non-empty cells.
#[derive(Clone, Copy)]
pub struct Row<'t> {
    file: &'t str,
    pub line: usize,
    columns: &'static [&'static str],
    cells: [&'t str; MAX_COLUMNS],
}

/// More columns than any lexicon has; a fixed number keeps rows off the heap.
const MAX_COLUMNS: usize = 10;

/// Splits `text` into rows of exactly `columns`; `file` is the name that errors show.
/// Calls `each` for every row and stops at the first error.
pub fn read_rows<'t>(
    file: &'t str,
    text: &'t str,
    columns: &'static [&'static str],
    mut each: impl FnMut(Row<'t>) -> Result<(), LexiconError>,
) -> Result<(), LexiconError> {
    debug_assert!(columns.len() <= MAX_COLUMNS);
    let mut header_seen = false;
    for (index, line) in pieces(text, b'\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let number = index + 1;
        if let Some(header) = line.strip_prefix("# columns: ") {
            if !header.split('\t').eq(columns.iter().copied()) {
                return Err(error(
                    file,
                    number,
                    None,
                    "the header names other columns than this table has".into(),
                    format!("write `# columns: ` and then, with tabs between, {}", columns.join(", ")),
                ));
            }
            header_seen = true;
            continue;
        }
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if !header_seen {
            return Err(error(
                file,
                number,
                None,
                "a row stands before the header".into(),
                format!("begin the file with `# columns: ` and then, with tabs between, {}", columns.join(", ")),
            ));
        }
        each(split_row(file, number, line, columns)?)?;
    }
    Ok(())
}

/// The parts of `text` between ASCII separators. `str::split` took a fifth of the time to build the lexicons.
fn pieces(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(separator, text.as_bytes()).chain(std::iter::once(text.len()));
    let mut start = 0;
    ends.map(move |end| {
        let piece = text.get(start..end).unwrap_or("");
        start = end + 1;
        piece
    })
}

fn split_row<'t>(
    file: &'t str,
    line: usize,
    text: &'t str,
    columns: &'static [&'static str],
) -> Result<Row<'t>, LexiconError> {
    let mut cells = [""; MAX_COLUMNS];
    let mut found = 0;
    for cell in pieces(text, b'\t') {
        if let Some(slot) = cells.get_mut(found) {
            *slot = cell.trim();
        }
        found += 1;
    }
    if found != columns.len() {
        return Err(error(
            file,
            line,
            None,
            format!("{found} cells where {} belong", columns.len()),
            format!("separate {} by single tabs and write - for an empty cell", columns.join(", ")),
        ));
    }
    for (cell, column) in cells.iter().zip(columns) {
        if cell.is_empty() {
            return Err(error(file, line, Some(column), "the cell is empty".into(), "write - for nothing".into()));
        }
    }
    Ok(Row { file, line, columns, cells })
}

fn error(file: &str, line: usize, column: Option<&'static str>, problem: String, advice: String) -> LexiconError {
    LexiconError { file: file.to_string(), line, column, problem, advice }
}

impl<'t> Row<'t> {
    /// The cell as written.
    pub fn text(&self, column: usize) -> &'t str {
        self.cells.get(column).copied().unwrap_or("")
    }

    /// The cell, or `None` for `-`.
    pub fn optional(&self, column: usize) -> Option<&'t str> {
        Some(self.text(column)).filter(|cell| *cell != "-")
    }

    /// The items of a list cell; none for `-`.
    pub fn list(&self, column: usize) -> impl Iterator<Item = &'t str> + use<'t> {
        self.optional(column).into_iter().flat_map(|cell| pieces(cell, b'|')).map(str::trim)
    }

    /// The items of a list cell, none of which may be empty.
    pub fn checked_list(&self, column: usize) -> Result<Vec<&'t str>, LexiconError> {
        let items: Vec<&str> = self.list(column).collect();
        if items.iter().any(|item| item.is_empty()) {
            return Err(self.error(column, "an item of the list is empty", "remove the | that stands too much"));
        }
        Ok(items)
    }

    /// The cell as a value of a closed vocabulary.
    pub fn value<V: FromStr>(&self, column: usize) -> Result<V, LexiconError>
    where
        V::Err: std::fmt::Display,
    {
        self.parse(column, self.text(column))
    }

    /// The cell as a value of a closed vocabulary, or `None` for `-`.
    pub fn optional_value<V: FromStr>(&self, column: usize) -> Result<Option<V>, LexiconError>
    where
        V::Err: std::fmt::Display,
    {
        self.optional(column).map(|cell| self.parse(column, cell)).transpose()
    }

    /// The items of a list cell as values of a closed vocabulary.
    pub fn values<V: FromStr>(&self, column: usize) -> Result<Vec<V>, LexiconError>
    where
        V::Err: std::fmt::Display,
    {
        self.list(column).map(|item| self.parse(column, item)).collect()
    }

    fn parse<V: FromStr>(&self, column: usize, word: &str) -> Result<V, LexiconError>
    where
        V::Err: std::fmt::Display,
    {
        word.parse().map_err(|unknown: V::Err| self.error(column, &unknown.to_string(), "use one of these"))
    }

    /// An error about one cell of this row.
    pub fn error(&self, column: usize, problem: &str, advice: &str) -> LexiconError {
        error(self.file, self.line, self.columns.get(column).copied(), problem.to_string(), advice.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Effect;

    const COLUMNS: &[&str] = &["word", "effect"];

    fn effects(text: &str) -> Result<Vec<Effect>, LexiconError> {
        let mut found = Vec::new();
        read_rows("effects.tsv", text, COLUMNS, |row| {
            found.push(row.value(1)?);
            Ok(())
        })?;
        Ok(found)
    }

    #[test]
    fn comments_blank_lines_and_carriage_returns_are_no_rows() {
        let text = "# from a list\r\n# columns: word\teffect\r\n\r\nkill\tkilled\r\n";
        assert_eq!(effects(text), Ok(vec![Effect::Killed]));
    }

    #[test]
    fn every_error_names_file_line_and_column() {
        let say = |text: &str| effects(text).unwrap_err().to_string();
        let header = "# columns: word\teffect\n";
        assert_eq!(
            say(&format!("{header}kill\tkild\n")),
            "effects.tsv:2, column effect: \"kild\" is none of killed, wounded, casualties, missing, captured, \
             displaced, released; use one of these"
        );
        assert_eq!(
            say(&format!("{header}kill\n")),
            "effects.tsv:2: 1 cells where 2 belong; separate word, effect by single tabs and write - for an empty cell"
        );
        assert_eq!(
            say(&format!("{header}\tkilled\n")),
            "effects.tsv:2, column word: the cell is empty; write - for nothing"
        );
        assert!(say("kill\tkilled\n").starts_with("effects.tsv:1: a row stands before the header"));
        assert!(say("# columns: effect\tword\n").starts_with("effects.tsv:1: the header names other columns"));
    }
}
