//! The number itself, in digits or words, without what bounds it: "1,200", "two dozen", "a hundred and twenty",
//! "tens of thousands". It must not know of qualifiers or of what is counted.

use std::ops::Range;
use std::sync::LazyLock;

use super::document::Document;
use super::filter::Filter;
use super::token::TokenKind;

/// A number's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Core {
    pub tokens: Range<usize>,
    pub value: u64,
    /// The last scale word's value ("thousand"), or 1.
    pub scale: u64,
    /// "dozens", "several": `value` is the least that the word can mean.
    pub vague: bool,
}

/// Every word that can begin a number.
pub const OPENERS: &[&str] = &[
    "a",
    "an",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fourty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "several",
    "few",
    "dozens",
    "scores",
    "tens",
    "hundreds",
    "thousands",
    "millions",
    "half",
    "dozen",
];

/// Whether a word names a number by itself, as "a" and "half" do not.
pub fn is_number_word(lower: &str) -> bool {
    static FILTER: LazyLock<Filter> = LazyLock::new(|| Filter::new(OPENERS.iter().copied()));
    FILTER.passes(lower) && !matches!(lower, "a" | "an" | "few" | "half") && OPENERS.contains(&lower)
}

/// Reads the longest number at token `at`.
pub fn core_at(document: &Document<'_>, at: usize) -> Option<Core> {
    let token = document.tokens.get(at)?;
    match token.kind {
        TokenKind::Number => digits(document, at),
        TokenKind::Word => {
            // Every number word begins with one of these letters; most words are out after one look.
            let lower = document.lower(at);
            if !matches!(
                lower.as_bytes().first()?,
                b'a' | b'b' | b'c' | b'd' | b'e' | b'f' | b'h' | b'm' | b'n' | b'o' | b's' | b't'
            ) {
                return None;
            }
            vague(document, at).or_else(|| fraction(document, at)).or_else(|| words(document, at))
        }
        _ => None,
    }
}

fn scale(word: &str) -> Option<u64> {
    Some(match word {
        "hundred" => 100,
        "thousand" => 1000,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        "dozen" => 12,
        "score" => 20,
        "lakh" => 100_000,
        _ => return None,
    })
}

fn small(word: &str) -> Option<u64> {
    Some(match word {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        _ => return None,
    })
}

fn tens(word: &str) -> Option<u64> {
    Some(match word {
        "twenty" => 20,
        "thirty" => 30,
        "forty" | "fourty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// Digits, with thousands separated by commas, points or spaces, and a scale word behind.
fn digits(document: &Document<'_>, at: usize) -> Option<Core> {
    let word = document.word(at);
    let mut end = at + 1;
    let groups_of_three = |separator: char| word.split(separator).skip(1).all(|group| group.len() == 3);
    let has = |separator: char| word.contains(separator);
    let (whole, decimals) = if has(',') && !groups_of_three(',') {
        return None;
    } else if has('.') && !(word.matches('.').count() == 1 && has(',')) && groups_of_three('.') {
        // "12.000" is twelve thousand where no scale word follows.
        if scale(document.lower(end)).is_some() { split_decimals(word) } else { (word, "") }
    } else {
        split_decimals(word)
    };
    let mut value = read_digits(whole)?;
    // "186 000 people": a space for the thousands. A day or year before it is no such group.
    if whole.len() <= 3 && decimals.is_empty() && !has('.') && !follows_month(document, at) {
        while value < 1_000_000_000 && is_space_group(document, end) {
            value = value * 1000 + read_digits(document.word(end))?;
            end += 1;
        }
    }
    let Some(factor) = scale(document.lower(end)) else {
        return decimals.is_empty().then_some(Core { tokens: at..end, value, scale: 1, vague: false });
    };
    // "1.2 million", "5 thousand", "3 dozen".
    let mut part = 0;
    let mut unit = factor;
    for digit in decimals.bytes().take(6) {
        unit /= 10;
        part += u64::from(digit - b'0') * unit;
    }
    let value = value.checked_mul(factor)?.checked_add(part)?;
    Some(Core { tokens: at..end + 1, value, scale: factor, vague: false })
}

fn split_decimals(word: &str) -> (&str, &str) {
    word.split_once('.').unwrap_or((word, ""))
}

fn read_digits(text: &str) -> Option<u64> {
    let mut value: u64 = 0;
    for byte in text.bytes().filter(u8::is_ascii_digit).take(16) {
        value = value.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
    }
    // Longer runs of digits are no counts of people.
    (text.len() <= 16).then_some(value)
}

fn is_space_group(document: &Document<'_>, at: usize) -> bool {
    let Some(token) = document.tokens.get(at) else { return false };
    let before = at.checked_sub(1).and_then(|before| document.tokens.get(before));
    token.kind == TokenKind::Number
        && !token.glued
        && document.word(at).len() == 3
        && document.word(at).bytes().all(|byte| byte.is_ascii_digit())
        && before.is_some_and(|before| token.start - before.end <= 3)
}

/// Whether the word before is the name of a month.
pub fn follows_month(document: &Document<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| is_month(document.lower(before)))
}

/// Full names of weekdays, in small letters.
pub fn is_weekday(word: &str) -> bool {
    matches!(word, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")
}

/// Full and shortened names of months, in small letters.
pub fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
    )
}

/// "several", "dozens", "tens of thousands", "a few hundred".
fn vague(document: &Document<'_>, at: usize) -> Option<Core> {
    let made = |end: usize, value: u64| Some(Core { tokens: at..end, value, scale: 1, vague: true });
    let several = match document.lower(at) {
        "several" => Some(at + 1),
        "few" => {
            Some(at + 1).filter(|_| at == 0 || !matches!(document.lower(at - 1), "very" | "the" | "so" | "too" | "as"))
        }
        "a" if document.lower(at + 1) == "few" => Some(at + 2),
        "a" if document.lower(at + 1) == "handful" => Some(at + 2 + usize::from(document.lower(at + 2) == "of")),
        _ => None,
    };
    if let Some(end) = several {
        return match scale(document.lower(end)) {
            Some(factor) => made(end + 1, 3 * factor),
            // "few people know" says that there were not many.
            None if document.lower(at) == "few" => None,
            None => made(end, 3),
        };
    }
    let many = |word: &str| {
        Some(match word {
            "dozens" => 24,
            "scores" => 40,
            "tens" => 20,
            "hundreds" => 200,
            "thousands" => 2000,
            "millions" => 2_000_000,
            _ => return None,
        })
    };
    let first: u64 = many(document.lower(at))?;
    let of = document.lower(at + 1) == "of";
    match many(document.lower(at + 2)).filter(|_| of) {
        // "hundreds of thousands": twice a hundred thousands.
        Some(next) => made(at + 3, first.checked_mul(next / 2)?),
        // "tens of others", but no "tens" alone.
        None if first == 20 => {
            let counted = of && document.tokens.get(at + 2).is_some_and(|token| token.is_word());
            counted.then(|| Core { tokens: at..at + 1, value: first, scale: 1, vague: true })
        }
        None => made(at + 1, first),
    }
}

/// "half a dozen", "a quarter of a million", "half a million".
fn fraction(document: &Document<'_>, at: usize) -> Option<Core> {
    let article = |at: usize| usize::from(matches!(document.lower(at), "a" | "an" | "-"));
    let (divisor, next) = match document.lower(at) {
        "half" => (2, at + 1),
        "a" if document.lower(at + 1) == "quarter" && document.lower(at + 2) == "of" => (4, at + 3),
        "a" if document.lower(at + 1) == "half" => (2, at + 2),
        _ => return None,
    };
    let next = next + article(next);
    let factor = scale(document.lower(next))?;
    Some(Core { tokens: at..next + 1, value: factor / divisor, scale: factor, vague: false })
}

/// Longest number in words that is read, in tokens; longer ones are lists or nonsense.
const LONGEST: usize = 16;

/// "a hundred and twenty", "two thousand three hundred", "twenty-five", "forty two", "a dozen".
fn words(document: &Document<'_>, at: usize) -> Option<Core> {
    let (mut total, mut group, mut last_scale) = (0u64, 0u64, 1u64);
    let mut end = at;
    let mut next = at;
    let mut last = Last::Nothing;
    while next < at + LONGEST {
        let word = document.lower(next);
        if let Some(factor) = scale(word) {
            match last {
                Last::Nothing => return None,
                Last::Scale if factor <= last_scale => break,
                _ => {}
            }
            if factor >= 1000 {
                total = total.checked_add(group.max(1).checked_mul(factor)?)?;
                group = 0;
            } else {
                group = group.max(1).checked_mul(factor)?;
            }
            (last, last_scale) = (Last::Scale, factor);
        } else if let Some(value) = tens(word).filter(|_| !matches!(last, Last::Tens | Last::Small)) {
            group += value;
            last = Last::Tens;
        } else if let Some(value) = small(word).filter(|&value| fits(last, value)) {
            group += value;
            last = Last::Small;
        } else if next == at && matches!(word, "a" | "an") {
            last = Last::Article;
            next += 1;
            continue;
        } else if joins(document, next, last) {
            next += 1;
            continue;
        } else {
            break;
        }
        next += 1;
        end = next;
    }
    if matches!(last, Last::Nothing) || end == at {
        return None;
    }
    let alone = end == at + 1 && document.lower(at) == "one";
    if alone && is_pronoun(document, at) {
        return None;
    }
    Some(Core { tokens: at..end, value: total.checked_add(group)?, scale: last_scale, vague: false })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Article,
    Small,
    Tens,
    Scale,
}

fn fits(last: Last, value: u64) -> bool {
    match last {
        Last::Nothing | Last::Scale => true,
        Last::Tens => value < 10,
        Last::Article | Last::Small => false,
    }
}

/// The hyphen of "twenty-five" and the "and" of "a hundred and five", each before a number that goes on.
fn joins(document: &Document<'_>, at: usize, last: Last) -> bool {
    let number = |word: &str| small(word).is_some() || tens(word).is_some();
    match document.lower(at) {
        "-" => last == Last::Tens && small(document.lower(at + 1)).is_some(),
        // "a dozen and two" are two numbers, "a hundred and two" is one; so is not "a hundred and two wounded", but no
        // word tells that apart.
        "and" => {
            last == Last::Scale
                && matches!(document.lower(at.wrapping_sub(1)), "hundred" | "thousand")
                && number(document.lower(at + 1))
        }
        _ => false,
    }
}

/// "no one", "one another", "this one", "one day": words that "one" makes without counting.
fn is_pronoun(document: &Document<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| document.lower(before));
    matches!(before, "no" | "any" | "this" | "that" | "each" | "every" | "some" | "which" | "latest")
        || matches!(document.lower(at + 1), "another" | "day" | "side" | "hand" | "thing" | "way")
        || (document.lower(at + 1) == "'s" || document.lower(at + 1) == "\u{2019}s")
}
