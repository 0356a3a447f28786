//! Lists of terms with their positions as plain strings, and the tokenizer that reads them back: what `words` found is
//! handed to the engine without another look at the text. It must not know what a term is.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name of the tokenizer in the schema.
pub(crate) const TERMS: &str = "terms";

/// Opens a position, which is told where it does not follow the one before.
const POSITION: char = '\u{1}';

/// Terms in the order of their positions.
#[derive(Debug, Default)]
pub(crate) struct TermList {
    text: String,
    next: usize,
}

impl TermList {
    /// Adds a term, which has no space in it, at a position.
    pub fn push(&mut self, term: &str, position: usize) {
        if position != self.next {
            self.text.push(POSITION);
            self.text.push_str(&position.to_string());
            self.text.push(' ');
        }
        self.text.push_str(term);
        self.text.push(' ');
        self.next = position + 1;
    }

    /// The list as the tokenizer reads it.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Reads what [`TermList`] wrote.
#[derive(Clone, Default)]
pub(crate) struct Terms {
    token: Token,
}

/// The terms of one list.
pub(crate) struct TermStream<'t> {
    rest: &'t str,
    next: usize,
    token: &'t mut Token,
}

impl Tokenizer for Terms {
    type TokenStream<'t> = TermStream<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> TermStream<'t> {
        self.token.reset();
        TermStream { rest: text, next: 0, token: &mut self.token }
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some((piece, rest)) = self.rest.split_once(' ') {
            self.rest = rest;
            if let Some(position) = piece.strip_prefix(POSITION) {
                self.next = position.parse().unwrap_or(self.next);
                continue;
            }
            self.token.text.clear();
            self.token.text.push_str(piece);
            self.token.position = self.next;
            self.next += 1;
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_come_back_with_their_positions() {
        let mut list = TermList::default();
        let wanted = [("shell", 0), ("fell", 1), ("harun", 101), ("bridge", 102), ("merin", 7)];
        wanted.iter().for_each(|(term, position)| list.push(term, *position));
        let mut found = Vec::new();
        let mut terms = Terms::default();
        let mut stream = terms.token_stream(list.as_str());
        while stream.advance() {
            found.push((stream.token().text.clone(), stream.token().position));
        }
        assert_eq!(found, wanted.map(|(term, position)| (term.to_owned(), position)));
    }
}
