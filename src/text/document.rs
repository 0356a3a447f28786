//! One field of an article made ready for reading: its text, tokens, sentences and paragraphs.
//! Every reader in `annotate` works on this; it knows nothing of what they look for.

use std::cell::OnceCell;

use super::sentence::{Sentence, sentences};
use super::token::{Case, Token, tokenize};
use crate::article::Span;

/// Text with its tokens and sentences. All offsets are bytes; `code_points` turns them into the record's spans.
pub struct Document<'t> {
    pub text: &'t str,
    /// The text with ASCII capitals made small: the same length, the same offsets.
    pub lower: String,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
    /// For each token the number of its sentence.
    pub sentence_of: Vec<u32>,
    /// Whether most words are in capitals throughout (old wire copy), so that capitals tell no names.
    pub upper_case: bool,
    /// For each token a set of bits that a reader of words keeps here, so as to look each word up once.
    pub(crate) word_bits: OnceCell<Box<[u32]>>,
    /// Code points before each block of 64 bytes, for turning byte offsets into code points.
    code_point_blocks: Vec<u32>,
}

const BLOCK: usize = 64;

impl<'t> Document<'t> {
    pub fn new(text: &'t str) -> Self {
        let tokens = tokenize(text);
        let sentences = sentences(text, &tokens);
        let mut sentence_of = vec![0; tokens.len()];
        for (number, sentence) in sentences.iter().enumerate() {
            sentence_of[sentence.tokens()].fill(number as u32);
        }
        let words = tokens.iter().filter(|token| token.is_word() && token.end - token.start > 1);
        let (mut upper, mut all) = (0usize, 0usize);
        for word in words {
            all += 1;
            upper += usize::from(word.case == Case::Upper);
        }
        Document {
            text,
            lower: text.to_ascii_lowercase(),
            upper_case: all > 4 && upper * 10 > all * 7,
            word_bits: OnceCell::new(),
            code_point_blocks: code_point_blocks(text),
            tokens,
            sentences,
            sentence_of,
        }
    }

    /// The words of a token, or "" past the end.
    pub fn word(&self, token: usize) -> &'t str {
        self.tokens.get(token).map_or("", |token| &self.text[token.range()])
    }

    /// The words of a token with ASCII capitals made small, or "" past the end.
    pub fn lower(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| &self.lower[token.range()])
    }

    /// The text from the first byte of token `first` to the last byte of token `end - 1`.
    pub fn slice(&self, tokens: std::ops::Range<usize>) -> &'t str {
        let range = self.bytes(tokens);
        &self.text[range]
    }

    /// The byte range of a half-open run of tokens; empty runs give an empty range.
    pub fn bytes(&self, tokens: std::ops::Range<usize>) -> std::ops::Range<usize> {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.start as usize..last.end as usize,
            _ => 0..0,
        }
    }

    /// The sentence that a token stands in.
    pub fn sentence_at(&self, token: usize) -> Option<&Sentence> {
        self.sentences.get(*self.sentence_of.get(token)? as usize)
    }

    /// The record's span of a byte range. The range must lie on character boundaries, as token ranges do.
    pub fn code_points(&self, bytes: std::ops::Range<usize>) -> Span {
        Span(self.code_point(bytes.start), self.code_point(bytes.end))
    }

    fn code_point(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        let block = byte / BLOCK;
        let before = self.code_point_blocks.get(block).copied().unwrap_or(0);
        before + count_code_points(&self.text.as_bytes()[block * BLOCK..byte])
    }

    /// Cuts the sentence around a token in two, so that the token opens one: a report's first sentence starts behind
    /// its dateline.
    pub fn split_sentence(&mut self, token: usize) {
        let Some(&number) = self.sentence_of.get(token) else { return };
        let Some(sentence) = self.sentences.get_mut(number as usize) else { return };
        if sentence.first as usize == token {
            return;
        }
        let rest = Sentence { first: token as u32, ..*sentence };
        sentence.end = token as u32;
        self.sentences.insert(number as usize + 1, rest);
        for sentence_of in &mut self.sentence_of[token..] {
            *sentence_of += 1;
        }
    }

    /// The token that starts at or after this byte, or the number of tokens.
    pub fn token_from(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| (token.start as usize) < byte)
    }
}

fn count_code_points(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| (byte as i8) >= -0x40).count() as u32
}

fn code_point_blocks(text: &str) -> Vec<u32> {
    let mut total = 0;
    let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
    for block in text.as_bytes().chunks(BLOCK) {
        blocks.push(total);
        total += count_code_points(block);
    }
    blocks.push(total);
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_code_points() {
        let text = format!("{}é killed 20 civilians", "ü".repeat(70));
        let document = Document::new(&text);
        let start = text.find("killed").unwrap();
        assert_eq!(document.code_points(start..start + 6), Span(72, 78));
        assert_eq!(document.code_points(text.len()..text.len()).0, text.chars().count() as u32);
    }

    #[test]
    fn upper_case_copy_is_seen() {
        assert!(Document::new("THREE SOLDIERS WERE KILLED IN THE CLASH").upper_case);
        assert!(!Document::new("Three soldiers of the UN were killed in a clash").upper_case);
    }
}
