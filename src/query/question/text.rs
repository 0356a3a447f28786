//! The full-text part of a question: quoted phrases, operators, prefixes, fuzzy words and fields pass through to the
//! grammar of `text_query`; words that no reader took follow. It must not know that grammar beyond where a piece ends.

use std::ops::Range;

use super::QuestionError;
use super::reader::Reader;
use crate::text::token::TokenKind;

/// Fields of the full-text grammar.
const FIELDS: &[&str] = &["title", "text", "publisher", "agency", "language", "id"];

impl Reader<'_> {
    /// A piece of the full-text grammar at a token, taken as it is.
    pub fn read_text_syntax(&mut self, at: usize) -> Result<Option<usize>, QuestionError> {
        let word = self.typed.word(at);
        match word {
            "\"" | "\u{201c}" | "\u{201d}" => return self.read_phrase(at).map(Some),
            "AND" | "OR" | "NOT" => return self.read_operator(at),
            "(" => return self.read_group(at),
            "-" | "\u{2212}" if self.opens_negation(at) => {
                let end = self.piece_end(at + 1);
                return Ok(Some(self.push_text(at..end)));
            }
            _ => {}
        }
        let Some(token) = self.typed.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else {
            return Ok(None);
        };
        let _ = token;
        let end = self.piece_end(at);
        let piece = self.typed.slice(at..end);
        let field =
            FIELDS.contains(&self.lower(at)) && self.typed.word(at + 1) == ":" && self.glued(at + 1) && end > at + 2;
        let wild = end > at + 1 && (piece.ends_with('*') || piece.contains('~')) && !field;
        Ok((field || wild).then(|| self.push_text(at..end)))
    }

    fn glued(&self, token: usize) -> bool {
        self.typed.tokens.get(token).is_some_and(|token| token.glued)
    }

    /// The token behind everything that touches this one; behind the closing mark if a quotation opens in it.
    fn piece_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        let mut quoted = self.typed.word(at) == "\"";
        while end < self.len() && (quoted || self.glued(end)) {
            let mark = self.typed.word(end);
            if matches!(mark, ")" | "," | ";" | "?") && !quoted {
                break;
            }
            quoted ^= mark == "\"";
            end += 1;
        }
        end
    }

    fn opens_negation(&self, at: usize) -> bool {
        !self.glued(at) && self.glued(at + 1) && self.typed.tokens.get(at + 1).is_some_and(|token| token.is_word())
    }

    fn read_phrase(&mut self, at: usize) -> Result<usize, QuestionError> {
        let closing =
            (at + 1..self.len()).find(|&token| matches!(self.typed.word(token), "\"" | "\u{201d}" | "\u{201c}"));
        let Some(closing) = closing else {
            return Err(QuestionError {
                column: self.column(at),
                message: "this quotation mark is never closed".into(),
                suggestions: Vec::new(),
            });
        };
        let mut end = closing + 1;
        if self.typed.word(end) == "~" && self.glued(end) {
            end += 1 + usize::from(self.glued(end + 1));
        }
        Ok(self.push_text(at..end))
    }

    /// `AND`, `OR`, `NOT` belong to the full text when it stands beside them; otherwise they join constraints.
    fn read_operator(&mut self, at: usize) -> Result<Option<usize>, QuestionError> {
        if self.operand_at(at).is_none() {
            return Err(self.refusal(at, format!("nothing follows this {}", self.typed.word(at))));
        }
        let not = self.typed.word(at) == "NOT";
        let text_before = self.text.last().is_some_and(|(tokens, _)| tokens.end == at);
        if !not && !text_before {
            return Ok(Some(at + 1));
        }
        let mut next = at + 1;
        while self.typed.word(next) == "NOT" {
            next += 1;
        }
        for operator in at..next {
            self.text.push((operator..operator + 1, self.typed.word(operator).to_owned()));
        }
        self.note(at..next, "text", "an operator of the full text");
        // What follows an operator is full text whatever it means elsewhere.
        match self.typed.word(next) {
            "\"" | "\u{201c}" | "\u{201d}" | "(" => Ok(Some(next)),
            _ => {
                let end = self.piece_end(next);
                Ok(Some(self.push_text(next..end)))
            }
        }
    }

    /// The first token behind the operators at `at` that something can be searched or read from.
    fn operand_at(&self, at: usize) -> Option<usize> {
        let next = (at..self.len()).find(|token| !matches!(self.typed.word(*token), "AND" | "OR" | "NOT"))?;
        let marks = |word: &str| matches!(word, "." | "," | "?" | "!" | ";" | ")");
        (!marks(self.typed.word(next))).then_some(next)
    }

    /// Parentheses around full text with operators or quotations; others only explain ("(El Salvador)").
    fn read_group(&mut self, at: usize) -> Result<Option<usize>, QuestionError> {
        let mut depth = 0usize;
        let closing = (at..self.len()).find(|&token| {
            match self.typed.word(token) {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        });
        let Some(closing) = closing else {
            return Err(self.refusal(at, "this parenthesis is never closed"));
        };
        let operators =
            (at + 1..closing).any(|token| matches!(self.typed.word(token), "AND" | "OR" | "NOT" | "\"" | "*" | "~"));
        Ok(operators.then(|| self.push_text(at..closing + 1)))
    }

    /// Adds tokens to the full-text part as typed and gives the token behind them.
    pub fn push_text(&mut self, tokens: Range<usize>) -> usize {
        let end = tokens.end;
        let piece = self.typed.slice(tokens.clone()).to_owned();
        self.note(tokens.clone(), "text", format!("searched for as text: {piece}"));
        self.text.push((tokens, piece));
        end
    }

    /// Joins the pieces.
    pub fn settle_text(&mut self) {
        let pieces: Vec<&str> = self.text.iter().map(|(_, piece)| piece.as_str()).collect();
        self.query.text = (!pieces.is_empty()).then(|| pieces.join(" "));
    }
}
