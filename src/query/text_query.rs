//! The grammar of the full-text part of a question: words, phrases, `AND OR NOT`, parentheses, prefixes, fuzzy words,
//! proximity and `field:value`, as plain data. It must not know how words are looked up.
//!
//! ```text
//! either   = all ("OR" all)*
//! all      = one ("AND"? one)*
//! one      = ("NOT" | "-") one | "(" either ")" | [FIELD ":"] item
//! item     = PHRASE ["~" N] | WORD ["*" | "~" [N]]
//! ```

use std::ops::Range;

/// The full-text part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextExpr {
    Term(TextTerm),
    All(Vec<TextExpr>),
    Any(Vec<TextExpr>),
    Not(Box<TextExpr>),
}

/// One word, phrase or value to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextTerm {
    pub field: TextField,
    /// The words as typed.
    pub surface: String,
    pub form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A word; one with a hyphen in it is found as a phrase.
    Word,
    /// Words in this order, with at most `slop` moves between them.
    Phrase {
        slop: u32,
    },
    Prefix,
    /// At most so many letters differ.
    Fuzzy {
        distance: u8,
    },
}

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextField {
    /// Title and text.
    Any,
    Title,
    Text,
    /// The publisher, whole.
    Publisher,
    Agency,
    Language,
    Id,
}

const FIELDS: &[(&str, TextField)] = &[
    ("title", TextField::Title),
    ("text", TextField::Text),
    ("publisher", TextField::Publisher),
    ("agency", TextField::Agency),
    ("language", TextField::Language),
    ("id", TextField::Id),
];

/// Why a full-text part cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {message}")]
pub struct TextError {
    /// Code points from 1.
    pub column: usize,
    pub message: String,
}

/// Parentheses deeper than this are refused.
const DEEPEST: usize = 50;
/// Texts with more words and signs than this are refused.
const LONGEST: usize = 500;

/// Reads a full-text part; `None` when it has no word at all.
pub fn parse(text: &str) -> Result<Option<TextExpr>, TextError> {
    let tokens = scan(text)?;
    if tokens.len() > LONGEST {
        let message = format!("more than {LONGEST} words and signs");
        return Err(TextError { column: tokens.get(LONGEST).map_or(1, |token| token.column), message });
    }
    if tokens.is_empty() {
        return Ok(None);
    }
    let end = text.chars().count() + 1;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0, end };
    let expr = parser.either()?;
    match parser.peek() {
        None => Ok(Some(expr)),
        Some(token) => Err(error(token.column, "this closes no parenthesis")),
    }
}

fn error(column: usize, message: impl Into<String>) -> TextError {
    TextError { column, message: message.into() }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Sign {
    Open,
    Close,
    And,
    Or,
    Not,
    Item(TextTerm),
}

struct Token {
    sign: Sign,
    column: usize,
}

/// Code points with the byte where each begins.
struct Scanner<'t> {
    text: &'t str,
    letters: Vec<(usize, char)>,
    at: usize,
}

fn scan(text: &str) -> Result<Vec<Token>, TextError> {
    let mut scanner = Scanner { text, letters: text.char_indices().collect(), at: 0 };
    let mut tokens = Vec::new();
    while let Some(letter) = scanner.peek() {
        let column = scanner.at + 1;
        let sign = match letter {
            '(' => scanner.sign(Sign::Open),
            ')' => scanner.sign(Sign::Close),
            '"' | '\u{201C}' | '\u{201D}' => Some(Sign::Item(scanner.phrase(TextField::Any)?)),
            '-' if scanner.starts_word() => scanner.sign(Sign::Not),
            _ if letter.is_alphanumeric() => scanner.word()?,
            _ => {
                scanner.at += 1;
                None
            }
        };
        tokens.extend(sign.map(|sign| Token { sign, column }));
    }
    Ok(tokens)
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).map(|(_, letter)| *letter)
    }

    fn sign(&mut self, sign: Sign) -> Option<Sign> {
        self.at += 1;
        Some(sign)
    }

    /// Whether a hyphen here stands before a word and after none.
    fn starts_word(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|before| self.letters.get(before));
        let after = self.letters.get(self.at + 1);
        before.is_none_or(|(_, letter)| letter.is_whitespace() || *letter == '(')
            && after.is_some_and(|(_, letter)| letter.is_alphanumeric() || matches!(letter, '"' | '('))
    }

    fn slice(&self, range: Range<usize>) -> &str {
        let byte = |at: usize| self.letters.get(at).map_or(self.text.len(), |(byte, _)| *byte);
        self.text.get(byte(range.start)..byte(range.end)).unwrap_or_default()
    }

    fn phrase(&mut self, field: TextField) -> Result<TextTerm, TextError> {
        let column = self.at + 1;
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(|letter| !matches!(letter, '"' | '\u{201C}' | '\u{201D}')) {
            self.at += 1;
        }
        if self.peek().is_none() {
            return Err(error(column, "this quotation mark is never closed"));
        }
        let surface = self.slice(start..self.at).to_owned();
        self.at += 1;
        if !surface.chars().any(char::is_alphanumeric) {
            return Err(error(column, "there is no word between these quotation marks"));
        }
        let slop = match self.tilde()? {
            None => 0,
            Some((column, None)) => return Err(error(column, "how far apart? Write a number: \"a b\"~3")),
            Some((column, Some(slop))) if slop > 100 => return Err(error(column, "at most ~100")),
            Some((_, Some(slop))) => slop,
        };
        Ok(TextTerm { field, surface, form: Form::Phrase { slop } })
    }

    /// A tilde and its number, with the column of the tilde.
    fn tilde(&mut self) -> Result<Option<(usize, Option<u32>)>, TextError> {
        if self.peek() != Some('~') {
            return Ok(None);
        }
        let column = self.at + 1;
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(|letter| letter.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = self.slice(start..self.at);
        if digits.is_empty() {
            return Ok(Some((column, None)));
        }
        digits.parse().map(|number| Some((column, Some(number)))).map_err(|_| error(column, "this number is too large"))
    }

    fn word(&mut self) -> Result<Option<Sign>, TextError> {
        let start = self.at;
        while self.peek().is_some_and(is_in_word) {
            self.at += 1;
        }
        let surface = self.slice(start..self.at).to_owned();
        // A time of day is no field.
        let named = surface.chars().all(char::is_alphabetic);
        if named
            && self.peek() == Some(':')
            && self.letters.get(self.at + 1).is_some_and(|(_, next)| !next.is_whitespace())
        {
            return self.field(&surface, start).map(Some);
        }
        let operator = match surface.as_str() {
            "AND" => Some(Sign::And),
            "OR" => Some(Sign::Or),
            "NOT" => Some(Sign::Not),
            _ => None,
        };
        if operator.is_some() {
            return Ok(operator);
        }
        Ok(Some(Sign::Item(self.finish_word(TextField::Any, surface)?)))
    }

    /// What stands behind a word: a star, a tilde, or nothing.
    fn finish_word(&mut self, field: TextField, surface: String) -> Result<TextTerm, TextError> {
        if self.peek() == Some('*') {
            let column = self.at + 1;
            self.at += 1;
            if surface.chars().count() < 2 {
                return Err(error(column, "a prefix needs two letters at least"));
            }
            return Ok(TextTerm { field, surface, form: Form::Prefix });
        }
        let form = match self.tilde()? {
            None => Form::Word,
            Some((_, None)) => Form::Fuzzy { distance: 1 },
            Some((_, Some(distance @ 1..=2))) => Form::Fuzzy { distance: distance as u8 },
            Some((column, Some(_))) => return Err(error(column, "a word may differ by ~1 or ~2 letters")),
        };
        Ok(TextTerm { field, surface, form })
    }

    fn field(&mut self, name: &str, start: usize) -> Result<Sign, TextError> {
        let Some((_, field)) = FIELDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) else {
            let known: Vec<&str> = FIELDS.iter().map(|(known, _)| *known).collect();
            let message = format!("there is no field {name:?}; there are {}", known.join(", "));
            return Err(error(start + 1, message));
        };
        self.at += 1;
        if matches!(self.peek(), Some('"' | '\u{201C}')) {
            return Ok(Sign::Item(self.phrase(*field)?));
        }
        let from = self.at;
        let whole = !matches!(field, TextField::Title | TextField::Text);
        let part = |letter: char| if whole { !letter.is_whitespace() && letter != ')' } else { is_in_word(letter) };
        while self.peek().is_some_and(part) {
            self.at += 1;
        }
        let surface = self.slice(from..self.at).to_owned();
        if !surface.chars().any(char::is_alphanumeric) {
            return Err(error(from + 1, format!("a word must follow {name}:")));
        }
        if whole {
            return Ok(Sign::Item(TextTerm { field: *field, surface, form: Form::Word }));
        }
        Ok(Sign::Item(self.finish_word(*field, surface)?))
    }
}

/// Letters, digits, and the signs that stand within names.
fn is_in_word(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(letter, '-' | '\'' | '\u{2019}' | '.' | '_' | '\u{2BB}'..='\u{2BF}' | '\u{300}'..='\u{36F}')
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
    /// Column behind the last letter.
    end: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, sign: &Sign) -> bool {
        let found = self.peek().is_some_and(|token| token.sign == *sign);
        self.at += usize::from(found);
        found
    }

    fn either(&mut self) -> Result<TextExpr, TextError> {
        let mut parts = vec![self.all()?];
        while self.take(&Sign::Or) {
            parts.push(self.all()?);
        }
        Ok(joined(parts, TextExpr::Any))
    }

    fn all(&mut self) -> Result<TextExpr, TextError> {
        let mut parts = vec![self.one()?];
        loop {
            let and = self.take(&Sign::And);
            let another = matches!(self.peek(), Some(Token { sign: Sign::Open | Sign::Not | Sign::Item(_), .. }));
            if !and && !another {
                return Ok(joined(parts, TextExpr::All));
            }
            parts.push(self.one()?);
        }
    }

    fn one(&mut self) -> Result<TextExpr, TextError> {
        let Some(token) = self.peek() else { return Err(error(self.end, "a word is missing here")) };
        self.at += 1;
        match &token.sign {
            Sign::Item(term) => Ok(TextExpr::Term(term.clone())),
            Sign::Not => {
                self.descend(token.column)?;
                let inner = self.one()?;
                self.depth -= 1;
                Ok(TextExpr::Not(Box::new(inner)))
            }
            Sign::Open => {
                self.descend(token.column)?;
                let inner = self.either()?;
                self.depth -= 1;
                if self.take(&Sign::Close) { Ok(inner) } else { Err(error(token.column, "this is never closed")) }
            }
            Sign::And | Sign::Or => Err(error(token.column, "a word must stand before AND and OR")),
            Sign::Close => Err(error(token.column, "a word is missing here")),
        }
    }

    fn descend(&mut self, column: usize) -> Result<(), TextError> {
        self.depth += 1;
        if self.depth > DEEPEST { Err(error(column, "nested too deeply")) } else { Ok(()) }
    }
}

fn joined(mut parts: Vec<TextExpr>, join: fn(Vec<TextExpr>) -> TextExpr) -> TextExpr {
    match parts.len() {
        1 => parts.remove(0),
        _ => join(parts),
    }
}

#[cfg(test)]
#[path = "text_query_tests.rs"]
mod tests;
