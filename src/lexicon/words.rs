//! Cuts text into the words that lexicons are matched by: folded to one spelling and hashed, so that a phrase is a
//! chain of numbers. This module must not know any word's meaning.

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    Lower,
    /// The first letter alone is a capital.
    Capital,
    /// Capitals and small letters, with a capital after the first letter: `LeT`.
    Mixed,
    /// Two or more letters, all capitals: `IDF`, `U.S.`; also what has no case, such as numbers.
    Upper,
}

/// A word of a text: letters and digits, with the dots of `U.S.` and the apostrophe of `Sana'a` inside it. A
/// possessive `'s` is a word of its own, so that `Hamas's` begins with `Hamas`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Byte offsets.
    pub start: usize,
    pub end: usize,
    /// Of the folded spelling: lower case, no accents, no dots and apostrophes.
    pub hash: u64,
    pub case: Case,
    /// Single letters with dots after them: `U.S.`.
    pub initials: bool,
    /// Only white space (without an empty line) or one hyphen stands between the word before and this one.
    pub joined: bool,
}

/// The hash of the possessive `'s`; no folded word can have an apostrophe.
pub const POSSESSIVE: u64 = hash_bytes(b"'s");

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

const fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hash = SEED;
    let mut at = 0;
    while at < bytes.len() {
        hash = step(hash, bytes[at]);
        at += 1;
    }
    hash
}

const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(PRIME)
}

/// The hash of a phrase from the hash of its beginning and its next word.
pub fn chain(phrase: u64, word: u64) -> u64 {
    (phrase.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Appends the words of `text` to `words`.
pub fn cut(text: &str, words: &mut Vec<Word>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut previous_end = None;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            if let (b'\'', Some(end)) = (byte, possessive(bytes, at)) {
                push_possessive(words, &mut previous_end, at, end);
                at = end;
            } else {
                at += 1;
            }
            continue;
        }
        let Some(first) = char_at(text, at) else { break };
        // Unicode counts some apostrophes as letters; a word that began with one would be empty.
        if is_apostrophe(first) || !first.is_alphanumeric() {
            if let Some(end) = possessive(bytes, at) {
                push_possessive(words, &mut previous_end, at, end);
                at = end;
            } else {
                at += first.len_utf8();
            }
            continue;
        }
        let mut word = read_word(text, at);
        word.joined = previous_end.is_some_and(|end| is_join(text.get(end..at).unwrap_or("")));
        at = word.end;
        previous_end = Some(word.end);
        words.push(word);
    }
}

/// A possessive belongs to the word that it touches and to no other.
fn push_possessive(words: &mut Vec<Word>, previous_end: &mut Option<usize>, start: usize, end: usize) {
    if *previous_end == Some(start) {
        words.push(Word { start, end, hash: POSSESSIVE, case: Case::Lower, initials: false, joined: true });
        *previous_end = Some(end);
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{02bb}' | '`')
}

/// The length in bytes of the apostrophe at `at`, if one stands there.
fn apostrophe_length(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..)? {
        [b'\'' | b'`', ..] => Some(1),
        [0xe2, 0x80, 0x98 | 0x99, ..] => Some(3),
        [0xca, 0xbb | 0xbc, ..] => Some(2),
        _ => None,
    }
}

/// The end of a possessive `'s` that begins at `at`.
fn possessive(bytes: &[u8], at: usize) -> Option<usize> {
    let letter = at + apostrophe_length(bytes, at)?;
    let is_s = matches!(bytes.get(letter), Some(b's' | b'S'));
    let ends = bytes.get(letter + 1).is_none_or(|next| next.is_ascii() && !next.is_ascii_alphanumeric());
    // A byte above ASCII after the s is punctuation far more often than a letter (quotes, dashes).
    let ends = ends || bytes.get(letter + 1).is_some_and(|next| *next == 0xe2);
    (is_s && ends).then_some(letter + 1)
}

/// Reads the word that begins at `start`, where a letter or digit stands.
fn read_word(text: &str, start: usize) -> Word {
    let bytes = text.as_bytes();
    if let Some(word) = read_initials(bytes, start) {
        return word;
    }
    let mut hash = SEED;
    let (mut capitals, mut smalls) = (0usize, 0usize);
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            capitals += usize::from(byte.is_ascii_uppercase());
            smalls += usize::from(byte.is_ascii_lowercase());
            hash = step(hash, byte.to_ascii_lowercase());
            at += 1;
        } else if let Some(length) = apostrophe_length(bytes, at) {
            let goes_on =
                possessive(bytes, at).is_none() && char_at(text, at + length).is_some_and(char::is_alphanumeric);
            if !goes_on {
                break;
            }
            at += length;
        } else if byte.is_ascii() {
            break;
        } else {
            let Some(character) = char_at(text, at).filter(|c| c.is_alphanumeric() || is_mark(*c)) else { break };
            capitals += usize::from(character.is_uppercase());
            smalls += usize::from(character.is_lowercase());
            hash = fold_into(hash, character);
            at += character.len_utf8();
        }
    }
    Word { start, end: at, hash, case: case_of(capitals, smalls), initials: false, joined: false }
}

/// `U.S.`, `U.N`, `I.D.F.`: single letters with dots between them are one word.
fn read_initials(bytes: &[u8], start: usize) -> Option<Word> {
    let mut hash = SEED;
    let mut at = start;
    let mut letters = 0;
    let mut capitals = 0;
    while let (Some(letter), Some(b'.')) = (bytes.get(at), bytes.get(at + 1)) {
        if !letter.is_ascii_alphabetic() {
            break;
        }
        hash = step(hash, letter.to_ascii_lowercase());
        capitals += usize::from(letter.is_ascii_uppercase());
        letters += 1;
        at += 2;
    }
    let last = bytes.get(at).filter(|letter| letter.is_ascii_alphabetic());
    let after = bytes.get(at + 1);
    if let (true, Some(letter), true) = (letters > 0, last, after.is_none_or(|next| !next.is_ascii_alphanumeric())) {
        hash = step(hash, letter.to_ascii_lowercase());
        capitals += usize::from(letter.is_ascii_uppercase());
        letters += 1;
        at += 1;
    }
    (letters >= 2).then(|| Word {
        start,
        end: at,
        hash,
        case: case_of(capitals, letters - capitals),
        initials: true,
        joined: false,
    })
}

fn is_mark(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036f}')
}

/// Latin letters lose their accents; other letters are only made small.
fn fold_into(mut hash: u64, character: char) -> u64 {
    if is_mark(character) {
        return hash;
    }
    if character < '\u{0250}' {
        for byte in any_ascii::any_ascii_char(character).bytes() {
            hash = step(hash, byte.to_ascii_lowercase());
        }
        return hash;
    }
    let mut buffer = [0; 4];
    for small in character.to_lowercase() {
        for byte in small.encode_utf8(&mut buffer).bytes() {
            hash = step(hash, byte);
        }
    }
    hash
}

fn case_of(capitals: usize, smalls: usize) -> Case {
    match (capitals, smalls) {
        (0, 1..) => Case::Lower,
        (0 | 2.., 0) => Case::Upper,
        (2.., _) => Case::Mixed,
        _ => Case::Capital,
    }
}

/// Whether two words with `between` between them can belong to one phrase.
fn is_join(between: &str) -> bool {
    let mut lines = 0;
    let mut hyphens = 0;
    for character in between.chars() {
        match character {
            '\n' => lines += 1,
            '-' | '\u{2010}' | '\u{2011}' => hyphens += 1,
            _ if character.is_whitespace() => {}
            _ => return false,
        }
    }
    !between.is_empty() && lines <= 1 && hyphens <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(&str, Case, bool)> {
        let mut found = Vec::new();
        cut(text, &mut found);
        found.iter().map(|word| (&text[word.start..word.end], word.case, word.joined)).collect()
    }

    fn hashes(text: &str) -> Vec<u64> {
        let mut found = Vec::new();
        cut(text, &mut found);
        found.iter().map(|word| word.hash).collect()
    }

    #[test]
    fn initials_possessives_and_inner_apostrophes() {
        use Case::*;
        assert_eq!(
            words("The U.S.-led raid on Sana'a, Hamas's men"),
            [
                ("The", Capital, false),
                ("U.S.", Upper, true),
                ("led", Lower, true),
                ("raid", Lower, true),
                ("on", Lower, true),
                ("Sana'a", Capital, true),
                ("Hamas", Capital, false),
                ("'s", Lower, true),
                ("men", Lower, true),
            ]
        );
    }

    #[test]
    fn spellings_that_differ_in_case_accents_and_marks_are_one_word() {
        assert_eq!(hashes("Farabundo Martí"), hashes("FARABUNDO MARTI"));
        assert_eq!(hashes("Kata’ib"), hashes("Kataib"));
        assert_eq!(hashes("U.N."), hashes("UN"));
        assert_eq!(hashes("Assad’s forces"), hashes("Assad's forces"));
    }

    #[test]
    fn a_letter_like_apostrophe_begins_no_word() {
        assert_eq!(words("\u{02bc}Ain \u{02bb}\u{02bc}\u{02bc}"), [("Ain", Case::Capital, false)]);
    }

    #[test]
    fn an_empty_line_or_a_comma_ends_a_phrase() {
        assert!(!words("army\n\nforces")[1].2);
        assert!(words("army\n  forces")[1].2);
        assert!(!words("army, forces")[1].2);
    }
}
