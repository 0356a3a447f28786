//! What a statement's own words say of the kind of its place without naming it: "in the country", "across the province",
//! "in the town". It must not know which names of the report may be meant.

use crate::annotate::statement::Statement;
use crate::article::Precision;
use crate::text::document::Document;

/// The kind of place that a phrase points back at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Country,
    Region,
    Town,
}

impl Kind {
    /// Whether a place of this precision is of the kind.
    pub fn fits(self, precision: Precision) -> bool {
        match precision {
            Precision::Country => self == Kind::Country,
            Precision::Admin1 | Precision::Admin2 => self == Kind::Region,
            _ => self == Kind::Town,
        }
    }
}

/// Tokens around a statement that are looked through.
const REACH: usize = 25;

/// "so far 2,537 have been rounded up in the state": the kind of place that the clause points at.
pub fn kind(document: &Document<'_>, statement: &Statement) -> Option<Kind> {
    let first = statement.clause.start.max(statement.tokens.start.saturating_sub(REACH));
    let last = statement.clause.end.min(statement.tokens.end + REACH);
    (first..last).find_map(|at| kind_at(document, at))
}

fn kind_at(document: &Document<'_>, at: usize) -> Option<Kind> {
    match document.lower(at) {
        "nationwide" | "countrywide" => return Some(Kind::Country),
        "in" | "across" | "throughout" | "inside" | "within" | "around" | "from" | "into" | "on" | "near"
        | "outside" => {}
        _ => return None,
    }
    if !matches!(document.lower(at + 1), "the" | "this" | "that" | "their") {
        return None;
    }
    // "in the divided city", "in the northern province".
    let noun = (at + 2..at + 4).find(|&noun| of_noun(document.lower(noun)).is_some())?;
    // "in the town of X" names it, "in the city centre" and "in the state prison" are other things.
    let next = document.tokens.get(noun + 1);
    let ends = document.lower(noun + 1) != "of"
        && next.is_none_or(|next| !next.is_word() || is_function_word(document.lower(noun + 1)));
    of_noun(document.lower(noun)).filter(|_| ends)
}

fn of_noun(word: &str) -> Option<Kind> {
    Some(match word {
        "country" | "nation" | "kingdom" => Kind::Country,
        "province" | "state" | "region" | "governorate" | "department" | "district" => Kind::Region,
        "city" | "town" | "village" | "neighborhood" | "neighbourhood" | "suburb" | "camp" => Kind::Town,
        _ => return None,
    })
}

fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "but"
            | "on"
            | "in"
            | "at"
            | "by"
            | "since"
            | "during"
            | "after"
            | "before"
            | "when"
            | "while"
            | "where"
            | "who"
            | "which"
            | "that"
            | "were"
            | "was"
            | "has"
            | "have"
            | "had"
            | "said"
            | "so"
            | "over"
            | "last"
            | "this"
            | "to"
            | "for"
            | "from"
            | "as"
            | "with"
            | "late"
            | "early"
            | "overnight"
            | "alone"
            | "killing"
            | "wounding"
            | "killed"
            | "left"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(text: &str) -> Option<Kind> {
        let document = Document::new(text);
        let all = 0..document.tokens.len();
        kind(&document, &Statement { clause: all.clone(), tokens: all, ..Statement::default() })
    }

    #[test]
    fn kinds_are_pointed_at() {
        assert_eq!(kind_of("Some 2,500 people have been rounded up in the state since May."), Some(Kind::Region));
        assert_eq!(kind_of("Nine died across the country."), Some(Kind::Country));
        assert_eq!(kind_of("Shells killed six in the divided city on Monday."), Some(Kind::Town));
        assert_eq!(kind_of("Shells killed six in the town of Qwertabad."), None);
        assert_eq!(kind_of("Shells killed six in the state prison."), None);
    }
}
