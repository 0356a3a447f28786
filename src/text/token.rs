//! Cuts text into tokens: words, numbers in digits, punctuation. Offsets are bytes into the text.
//! Tokens own no text, so that reading an article allocates one vector for all of them.

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes inside ("Sana'a", "don't"); hyphens separate words.
    Word,
    /// Digits with separators inside ("1,200", "3.5", "12.000").
    Number,
    /// "'s" or a bare "'" after a plural, glued to its owner.
    Possessive,
    /// One character of anything else that is not white space.
    Punctuation,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No capital at the start.
    Lower,
    /// A capital first, then small letters somewhere.
    Capital,
    /// Two or more letters, all capitals.
    Upper,
    /// Not a word.
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset behind the last byte.
    pub end: u32,
    pub kind: TokenKind,
    pub case: Case,
    /// Whether no white space stands before it.
    pub glued: bool,
}

impl Token {
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// A word that starts with a capital letter.
    pub fn is_capitalised(&self) -> bool {
        matches!(self.case, Case::Capital | Case::Upper)
    }
}

/// Cuts `text` into tokens in order. Texts of 4 GiB or more yield the tokens of their first 4 GiB.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5 + 8);
    let bytes = text.as_bytes();
    let mut position = 0;
    let mut glued = false;
    while position < bytes.len() && position < u32::MAX as usize - 4096 {
        let character = character_at(text, position);
        let Some(character) = character else { break };
        if character.is_whitespace() || is_invisible(character) {
            glued = glued && is_invisible(character);
            position += character.len_utf8();
            continue;
        }
        let (end, kind) = if character.is_alphabetic() {
            (word_end(text, position), TokenKind::Word)
        } else if character.is_ascii_digit() {
            (number_end(bytes, position), TokenKind::Number)
        } else if is_apostrophe(character) && glued && follows_word(&tokens, position) {
            match possessive_end(text, position) {
                Some(end) => (end, TokenKind::Possessive),
                None => (position + character.len_utf8(), TokenKind::Punctuation),
            }
        } else {
            (position + character.len_utf8(), TokenKind::Punctuation)
        };
        let case = if kind == TokenKind::Word { case_of(&text[position..end]) } else { Case::None };
        tokens.push(Token { start: position as u32, end: end as u32, kind, case, glued });
        position = end;
        glued = true;
    }
    tokens
}

/// `position` is always a character boundary here; `get` keeps a mistake from becoming a panic.
fn character_at(text: &str, position: usize) -> Option<char> {
    text.get(position..)?.chars().next()
}

/// Zero-width marks and soft hyphens: they stand inside words without being seen.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

pub fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{2bb}' | '`' | '\u{b4}')
}

/// Letters and combining marks; an apostrophe goes on when two letters or a final vowel follow it ("Ma'arrat",
/// "Sana'a", "don't") but not for "'s", "'d" and the like, which end the word.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let rest = text[start..].char_indices().peekable();
    for (offset, character) in rest {
        if character.is_alphabetic() || is_combining(character) {
            end = start + offset + character.len_utf8();
        } else if is_apostrophe(character) && end == start + offset && inner_apostrophe(text, start + offset) {
            continue;
        } else {
            break;
        }
    }
    end
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}')
}

fn inner_apostrophe(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars().skip(1);
    match (after.next(), after.next()) {
        (Some(first), Some(second)) if first.is_alphabetic() && second.is_alphabetic() => true,
        (Some(first), _) => matches!(first, 'a' | 'i' | 'u' | 'A' | 'I' | 'U' | 't' | 'T'),
        (None, _) => false,
    }
}

/// Digits, with single commas, points or thin spaces between digits as in "1,200" and "3.5".
fn number_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < bytes.len() {
        let inside = matches!(bytes[end], b',' | b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !bytes[end].is_ascii_digit() && !inside {
            break;
        }
        end += 1;
    }
    end
}

fn follows_word(tokens: &[Token], position: usize) -> bool {
    tokens.last().is_some_and(|token| token.end as usize == position && token.kind != TokenKind::Punctuation)
}

/// "'s" or, after a plural, a bare apostrophe at the end of a word.
fn possessive_end(text: &str, start: usize) -> Option<usize> {
    let mut rest = text[start..].chars();
    let apostrophe = rest.next()?;
    let first = rest.next();
    let second = rest.next();
    if matches!(first, Some('s' | 'S')) && !second.is_some_and(char::is_alphanumeric) {
        return Some(start + apostrophe.len_utf8() + 1);
    }
    let after_plural = matches!(text.as_bytes().get(start.wrapping_sub(1)), Some(b's' | b'S'));
    (after_plural && first.is_some_and(char::is_whitespace)).then_some(start + apostrophe.len_utf8())
}

fn case_of(word: &str) -> Case {
    let mut letters = word.chars().filter(|character| character.is_alphabetic());
    let Some(first) = letters.next() else { return Case::None };
    if !first.is_uppercase() {
        return Case::Lower;
    }
    let (mut count, mut lower) = (1, 0);
    for letter in letters {
        count += 1;
        lower += usize::from(letter.is_lowercase());
    }
    if count > 1 && lower == 0 { Case::Upper } else { Case::Capital }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text).iter().map(|token| &text[token.range()]).collect()
    }

    #[test]
    fn words_numbers_and_punctuation_come_apart() {
        assert_eq!(words("A US-led strike killed 1,200."), ["A", "US", "-", "led", "strike", "killed", "1,200", "."]);
        assert_eq!(words("40km north"), ["40", "km", "north"]);
    }

    #[test]
    fn apostrophes_inside_names_stay_and_possessives_split() {
        assert_eq!(
            words("Sana'a and Iraq's army, the rebels' guns"),
            ["Sana'a", "and", "Iraq", "'s", "army", ",", "the", "rebels", "'", "guns"]
        );
        assert_eq!(words("Ma’arrat’s"), ["Ma’arrat", "’s"]);
    }

    #[test]
    fn odd_input_is_cut_without_a_panic() {
        for text in ["", "'", "'s", "\u{202e}abc", "a\u{300}b", "1.", "1..2", "É'É", "\u{200b}"] {
            for token in tokenize(text) {
                assert!(text.get(token.range()).is_some());
            }
        }
    }
}
