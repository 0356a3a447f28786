//! Cuts a tokenised text into sentences and paragraphs. A full stop after an abbreviation or an initial ends nothing;
//! a line break ends a sentence where it ends a paragraph, but not where it only wraps a line.

use super::token::{Case, Token, TokenKind};

/// A run of tokens, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub first: u32,
    pub end: u32,
    /// Number of the paragraph that it stands in, from 0.
    pub paragraph: u32,
}

impl Sentence {
    pub fn tokens(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// Abbreviations whose full stop is followed by a capital inside one sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "st", "gen", "col", "lt", "maj", "capt", "cpl", "sgt", "pvt",
    "brig", "adm", "cmdr", "gov", "sen", "rep", "pres", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec", "no", "nos", "vs", "messrs", "mt", "ft", "ala", "ariz", "ark", "calif", "colo", "conn", "del",
    "fla", "ga", "ill", "ind", "kan", "ky", "md", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore",
    "penn", "tenn", "tex", "va", "wash", "wis", "wyo", "ont", "que", "supt", "insp", "det", "asst", "dep", "approx",
    "art",
];

/// No prose has longer sentences. What goes on longer is a table, a list without stops or an attack, and is cut here, so
/// that whatever looks through the whole of a sentence stays linear in the text.
const LONGEST_SENTENCE: usize = 512;

/// Cuts the tokens of `text` into sentences, in order and without gaps.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut result = Vec::with_capacity(tokens.len() / 20 + 1);
    let small = is_in_small_letters(tokens);
    let (mut first, mut paragraph) = (0usize, 0u32);
    for index in 0..tokens.len() {
        let gap = match tokens.get(index + 1) {
            Some(next) => &text[tokens[index].end as usize..next.start as usize],
            None => "",
        };
        let last = index + 1 == tokens.len() || index + 1 - first == LONGEST_SENTENCE;
        let break_kind = if gap.contains('\n') { line_break(text, tokens, index, gap) } else { LineBreak::None };
        if last || break_kind != LineBreak::None || ends_sentence(text, tokens, index, small) {
            result.push(Sentence { first: first as u32, end: index as u32 + 1, paragraph });
            first = index + 1;
            paragraph += u32::from(break_kind == LineBreak::Paragraph);
        }
    }
    result
}

/// Whether a text has lost its capitals, so that a sentence may open with any word.
pub fn is_in_small_letters(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|token| token.is_word()).count();
    let capitals = tokens.iter().filter(|token| token.is_capitalised()).count();
    words > 40 && capitals * 80 < words
}

#[derive(PartialEq, Eq)]
enum LineBreak {
    None,
    Paragraph,
}

/// Lines longer than this were not wrapped by a typesetter, so their end is the end of a paragraph.
const LONGEST_WRAPPED_LINE: usize = 110;

fn line_break(text: &str, tokens: &[Token], index: usize, gap: &str) -> LineBreak {
    let breaks = gap.bytes().filter(|&byte| byte == b'\n').count();
    if breaks >= 2 {
        return LineBreak::Paragraph;
    }
    let indented = gap.rsplit('\n').next().is_some_and(|indent| indent.len() >= 2);
    if indented {
        return LineBreak::Paragraph;
    }
    let end = tokens[index].end as usize;
    let window = &text.as_bytes()[end.saturating_sub(LONGEST_WRAPPED_LINE + 1)..end];
    let long_line = window.len() > LONGEST_WRAPPED_LINE && !window.contains(&b'\n');
    if long_line || closes(text, tokens, index) { LineBreak::Paragraph } else { LineBreak::None }
}

/// Whether the token is a final mark, or a closing quote or bracket right behind one.
fn closes(text: &str, tokens: &[Token], index: usize) -> bool {
    let mark = |token: &Token| text[token.range()].chars().next().unwrap_or(' ');
    match mark(&tokens[index]) {
        '.' | '!' | '?' => true,
        '"' | '\u{201d}' | '\u{2019}' | '\'' | ')' | ']' => {
            index > 0 && tokens[index].glued && matches!(mark(&tokens[index - 1]), '.' | '!' | '?')
        }
        _ => false,
    }
}

fn ends_sentence(text: &str, tokens: &[Token], index: usize, small: bool) -> bool {
    let Some(next) = tokens.get(index + 1) else { return true };
    if tokens[index].kind != TokenKind::Punctuation || next.glued || !closes(text, tokens, index) {
        return false;
    }
    let first = text[next.range()].chars().next().unwrap_or(' ');
    let opens = small
        || next.is_capitalised()
        || next.kind == TokenKind::Number
        || matches!(first, '"' | '\u{201c}' | '\u{2018}' | '\'' | '(' | '[' | '-' | '\u{2013}' | '\u{2014}')
        || (first.is_alphabetic() && !first.is_lowercase());
    // "...killed. al-Shabaab said": an article of an Arabic name may open a sentence in small letters.
    let arabic = matches!(&text[next.range()], "al" | "an" | "as" | "ar" | "ash")
        && tokens.get(index + 2).is_some_and(|hyphen| &text[hyphen.range()] == "-");
    if !opens && !arabic {
        return false;
    }
    !(&text[tokens[index].range()] == "." && is_abbreviated(text, tokens, index, next))
}

/// Whether the full stop at `index` belongs to an abbreviation, an initial or a list number.
fn is_abbreviated(text: &str, tokens: &[Token], index: usize, next: &Token) -> bool {
    let Some(before) = index.checked_sub(1).map(|at| &tokens[at]) else { return false };
    if !before.is_word() || !tokens[index].glued {
        return false;
    }
    let word = &text[before.range()];
    let letters = word.chars().count();
    // "U.S. troops": the chain of initials may also end a sentence, which a following function word betrays.
    if letters == 1 && before.case == Case::Capital {
        let chain = index >= 2 && &text[tokens[index - 2].range()] == "." && before.glued;
        return !(chain && opens_like_a_sentence(&text[next.range()]));
    }
    let lower = word.to_ascii_lowercase();
    if next.kind == TokenKind::Number {
        return ABBREVIATIONS.contains(&lower.as_str());
    }
    before.is_capitalised() && ABBREVIATIONS.contains(&lower.as_str()) && lower != "no"
}

fn opens_like_a_sentence(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "In"
            | "On"
            | "At"
            | "It"
            | "He"
            | "She"
            | "They"
            | "But"
            | "And"
            | "This"
            | "That"
            | "There"
            | "However"
            | "Meanwhile"
            | "According"
            | "Earlier"
            | "Two"
            | "Three"
            | "Four"
            | "Five"
            | "Several"
    )
}

#[cfg(test)]
mod tests {
    use super::super::token::tokenize;
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let tokens = tokenize(text);
        sentences(text, &tokens)
            .iter()
            .map(|sentence| {
                let range = sentence.tokens();
                &text[tokens[range.start].start as usize..tokens[range.end - 1].end as usize]
            })
            .collect()
    }

    #[test]
    fn abbreviations_and_initials_end_nothing() {
        assert_eq!(cut("Lt. Gen. A. Karim spoke on Nov. 8 in the U.S. capital. Two men died.").len(), 2);
        assert_eq!(cut("They came from the U.S. The army left."), ["They came from the U.S.", "The army left."]);
    }

    #[test]
    fn closing_quotes_stay_with_their_sentence() {
        assert_eq!(cut("\"We ran.\" He wept."), ["\"We ran.\"", "He wept."]);
    }

    #[test]
    fn what_never_ends_is_cut() {
        let text = "killed 20 and ".repeat(1000);
        assert_eq!(cut(&text).len(), 3000usize.div_ceil(LONGEST_SENTENCE));
    }

    #[test]
    fn copy_without_capitals_is_cut_at_its_full_stops() {
        let text = "police opened fire on a mob in the old town. two men were killed. ".repeat(6);
        assert_eq!(cut(&text).len(), 12);
    }

    #[test]
    fn wrapped_lines_go_on_and_paragraphs_end() {
        assert_eq!(cut("Rebels fired on\nthe town\n\nNo one was hurt").len(), 2);
        assert_eq!(cut("HEADLINE WITHOUT STOP\n    Next paragraph here").len(), 2);
    }
}
