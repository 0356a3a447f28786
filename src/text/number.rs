//! Number phrases: "20", "at least a hundred and twenty", "two dozen", "between 395 and 510", "dozens", with the bounds
//! that their words set. This module knows the words of numbers; it must not know what is counted.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::document::Document;
use super::filter::Filter;
use super::number_word::{self, Core};
use super::token::TokenKind;
use crate::vocabulary::Qualifier;

/// A number in words or digits with everything that bounds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberPhrase {
    /// The number's own words and those that bound it.
    pub tokens: Range<usize>,
    /// The number's own words.
    pub core: Range<usize>,
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub qualifier: Qualifier,
    /// "another 12", "a further two", "20 more": beside others told before.
    pub more: bool,
}

/// Reads the longest number phrase that starts at token `at`, qualifiers included.
pub fn number_at(document: &Document<'_>, at: usize) -> Option<NumberPhrase> {
    if !may_open(document, at) {
        return None;
    }
    let before = prefix(document, at);
    let Some(core) = number_word::core_at(document, before.end) else {
        // "as many as" and the like without a number are no number; "a" may still open "a hundred".
        return (before.end > at).then(|| plain(document, at)).flatten();
    };
    Some(assemble(document, at, before, core))
}

fn plain(document: &Document<'_>, at: usize) -> Option<NumberPhrase> {
    let core = number_word::core_at(document, at)?;
    Some(assemble(document, at, Prefix { end: at, bound: None, more: false }, core))
}

fn assemble(document: &Document<'_>, at: usize, before: Prefix, core: Core) -> NumberPhrase {
    let start = core.tokens.start;
    let (core, range) = with_range(document, core, before.bound);
    let mut phrase = NumberPhrase {
        tokens: at..core.tokens.end,
        core: start..core.tokens.end,
        low: Some(core.value),
        high: Some(core.value),
        qualifier: Qualifier::Exact,
        more: before.more,
    };
    if let Some(upper) = range {
        // "an estimated 6,000 to 10,000" is still a range.
        (phrase.high, phrase.qualifier) = (Some(upper), Qualifier::Range);
        return phrase;
    }
    let after = if before.bound.is_none() || core.vague { suffix(document, core.tokens.end) } else { None };
    let bound = after.as_ref().map(|(_, bound)| *bound).or(before.bound);
    if let Some((end, _)) = after {
        phrase.tokens.end = end;
    }
    if core.vague {
        (phrase.high, phrase.qualifier) = (None, Qualifier::Vague);
        return phrase;
    }
    apply(bound.unwrap_or(Bound::Exact), core.value, &mut phrase);
    phrase
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Exact,
    AtLeast,
    MoreThan,
    /// "up to", "as many as".
    AtMost,
    /// "nearly": below and close.
    Nearly,
    FewerThan,
    About,
    Between,
}

fn apply(bound: Bound, value: u64, phrase: &mut NumberPhrase) {
    (phrase.low, phrase.high, phrase.qualifier) = match bound {
        Bound::Exact | Bound::Between => (Some(value), Some(value), Qualifier::Exact),
        Bound::AtLeast => (Some(value), None, Qualifier::AtLeast),
        Bound::MoreThan => (Some(value.saturating_add(1)), None, Qualifier::MoreThan),
        Bound::AtMost | Bound::Nearly => (None, Some(value), Qualifier::AtMost),
        Bound::FewerThan => (None, Some(value.saturating_sub(1)), Qualifier::FewerThan),
        Bound::About => (Some(value), Some(value), Qualifier::About),
    };
}

/// Words before a number that bound it.
struct Prefix {
    /// Token behind them.
    end: usize,
    bound: Option<Bound>,
    more: bool,
}

/// Longest first where one begins with another; read again and again, since they add up ("at least another 12").
const PREFIXES: &[(&[&str], Option<Bound>)] = &[
    (&["not", "less", "than"], Some(Bound::AtLeast)),
    (&["not", "fewer", "than"], Some(Bound::AtLeast)),
    (&["no", "less", "than"], Some(Bound::AtLeast)),
    (&["no", "fewer", "than"], Some(Bound::AtLeast)),
    (&["no", "more", "than"], Some(Bound::AtMost)),
    (&["not", "more", "than"], Some(Bound::AtMost)),
    (&["as", "many", "as"], Some(Bound::AtMost)),
    (&["as", "much", "as"], Some(Bound::AtMost)),
    (&["as", "high", "as"], Some(Bound::AtMost)),
    (&["as", "few", "as"], Some(Bound::AtLeast)),
    (&["well", "in", "excess", "of"], Some(Bound::MoreThan)),
    (&["in", "excess", "of"], Some(Bound::MoreThan)),
    (&["upwards", "of"], Some(Bound::MoreThan)),
    (&["upward", "of"], Some(Bound::MoreThan)),
    (&["a", "minimum", "of"], Some(Bound::AtLeast)),
    (&["a", "maximum", "of"], Some(Bound::AtMost)),
    (&["a", "total", "of"], None),
    (&["an", "estimated"], Some(Bound::About)),
    (&["at", "the", "very", "least"], Some(Bound::AtLeast)),
    (&["at", "the", "least"], Some(Bound::AtLeast)),
    (&["at", "least"], Some(Bound::AtLeast)),
    (&["at", "most"], Some(Bound::AtMost)),
    (&["more", "than"], Some(Bound::MoreThan)),
    (&["greater", "than"], Some(Bound::MoreThan)),
    (&["less", "than"], Some(Bound::FewerThan)),
    (&["fewer", "than"], Some(Bound::FewerThan)),
    (&["up", "to"], Some(Bound::AtMost)),
    (&["close", "to"], Some(Bound::Nearly)),
    (&["close", "on"], Some(Bound::Nearly)),
    (&["just", "under"], Some(Bound::Nearly)),
    (&["just", "over"], Some(Bound::MoreThan)),
    (&["well", "over"], Some(Bound::MoreThan)),
    (&["between"], Some(Bound::Between)),
    (&["over"], Some(Bound::MoreThan)),
    (&["above"], Some(Bound::MoreThan)),
    (&["exceeding"], Some(Bound::MoreThan)),
    (&["under"], Some(Bound::FewerThan)),
    (&["below"], Some(Bound::FewerThan)),
    (&["nearly"], Some(Bound::Nearly)),
    (&["almost"], Some(Bound::Nearly)),
    (&["approaching"], Some(Bound::Nearly)),
    (&["about"], Some(Bound::About)),
    (&["around"], Some(Bound::About)),
    (&["approximately"], Some(Bound::About)),
    (&["roughly"], Some(Bound::About)),
    (&["some"], Some(Bound::About)),
    (&["estimated"], Some(Bound::About)),
    (&["circa"], Some(Bound::About)),
    (&["perhaps"], Some(Bound::About)),
    (&["maybe"], Some(Bound::About)),
    (&["only"], None),
    (&["just"], None),
    (&["exactly"], None),
    (&["precisely"], None),
    (&["possibly"], None),
    (&["reportedly"], None),
];

const MORE: &[&[&str]] =
    &[&["a", "further"], &["an", "additional"], &["yet", "another"], &["another"], &["further"], &["additional"]];

fn prefix(document: &Document<'_>, at: usize) -> Prefix {
    let mut prefix = Prefix { end: at, bound: None, more: false };
    // Four at most: "at least another estimated 12" is already odd.
    for _ in 0..4 {
        if !opens_prefix(document, prefix.end) {
            return prefix;
        }
        if let Some((words, bound)) = PREFIXES.iter().find(|(words, _)| matches(document, prefix.end, words)) {
            prefix.end += words.len();
            // The outermost bound holds: "at least some 20", "as many as about 300" are bounds of a bound.
            prefix.bound = prefix.bound.or(*bound);
        } else if let Some(words) = MORE.iter().find(|words| matches(document, prefix.end, words)) {
            prefix.end += words.len();
            prefix.more = true;
        } else {
            return prefix;
        }
    }
    prefix
}

/// Every word that can open a number phrase; one look in here spares most words the lists.
static OPENERS: LazyLock<(Filter, FxHashSet<&'static str>)> = LazyLock::new(|| {
    let bounds =
        PREFIXES.iter().filter_map(|(words, _)| words.first()).chain(MORE.iter().filter_map(|words| words.first()));
    let openers: FxHashSet<_> = bounds.copied().chain(number_word::OPENERS.iter().copied()).collect();
    (Filter::new(openers.iter().copied()), openers)
});

fn may_open(document: &Document<'_>, at: usize) -> bool {
    match document.tokens.get(at).map(|token| token.kind) {
        Some(TokenKind::Number) => true,
        Some(TokenKind::Word) => {
            let lower = document.lower(at);
            let (filter, openers) = &*OPENERS;
            filter.passes(lower) && openers.contains(lower)
        }
        _ => false,
    }
}

/// A cheap look at the first letter before the lists are tried.
fn opens_prefix(document: &Document<'_>, at: usize) -> bool {
    matches!(
        document.lower(at).as_bytes().first(),
        Some(
            b'a' | b'b'
                | b'c'
                | b'e'
                | b'f'
                | b'g'
                | b'i'
                | b'j'
                | b'l'
                | b'm'
                | b'n'
                | b'o'
                | b'p'
                | b'r'
                | b's'
                | b'u'
                | b'w'
                | b'y'
        )
    )
}

/// Bounds behind the number: "20 or more", "20 at least", "20-odd", "20+". Gives the token behind them.
fn suffix(document: &Document<'_>, at: usize) -> Option<(usize, Bound)> {
    const SUFFIXES: &[(&[&str], Bound)] = &[
        (&["or", "more"], Bound::AtLeast),
        (&["or", "so"], Bound::About),
        (&["or", "fewer"], Bound::AtMost),
        (&["at", "least"], Bound::AtLeast),
        (&["at", "most"], Bound::AtMost),
        (&["-", "odd"], Bound::About),
        (&["-", "plus"], Bound::AtLeast),
        (&["plus"], Bound::AtLeast),
        (&["+"], Bound::AtLeast),
        (&["odd"], Bound::About),
    ];
    let (words, bound) = SUFFIXES.iter().find(|(words, _)| matches(document, at, words))?;
    // "killed 20 at least 10 km away", "20 plus 5": the words belong to what follows.
    let next = number_word::core_at(document, at + words.len());
    next.is_none().then_some((at + words.len(), *bound))
}

/// Joins "20" and "30" of "20 to 30", "20-30", "two or three", "between 20 and 30".
fn with_range(document: &Document<'_>, core: Core, bound: Option<Bound>) -> (Core, Option<u64>) {
    let link = core.tokens.end;
    let joins = match document.lower(link) {
        "to" | "or" => true,
        "and" => bound == Some(Bound::Between),
        "-" | "\u{2013}" | "\u{2014}" => document.tokens.get(link).is_some_and(|token| token.glued),
        _ => false,
    };
    if !joins || core.vague {
        return (core, None);
    }
    let Some(upper) = number_word::core_at(document, link + 1) else { return (core, None) };
    // "5 to 6 thousand": the lower number shares the scale.
    let lower = if upper.scale > 1 && core.scale == 1 && core.value < 1000 && core.value * upper.scale < upper.value {
        core.value * upper.scale
    } else {
        core.value
    };
    if upper.vague || lower >= upper.value || (document.lower(link) == "or" && upper.value > lower * 10) {
        return (core, None);
    }
    let tokens = core.tokens.start..upper.tokens.end;
    (Core { tokens, value: lower, ..core }, Some(upper.value))
}

fn matches(document: &Document<'_>, at: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(offset, word)| document.lower(at + offset) == *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<u64>, Option<u64>, Qualifier) {
        let document = Document::new(text);
        let found = (0..document.tokens.len()).find_map(|at| number_at(&document, at)).expect(text);
        (found.low, found.high, found.qualifier)
    }

    #[test]
    fn words_and_digits() {
        for (text, value) in [
            ("20", 20),
            ("1,200 people", 1200),
            ("186 000 people", 186_000),
            ("1.2 million", 1_200_000),
            ("twelve", 12),
            ("Fifty-three people", 53),
            ("a hundred and twenty men", 120),
            ("two thousand three hundred and four", 2304),
            ("a dozen", 12),
            ("two dozen", 24),
            ("half a dozen", 6),
            ("half a million", 500_000),
            ("a quarter of a million", 250_000),
            ("5 thousand", 5000),
        ] {
            assert_eq!(read(text), (Some(value), Some(value), Qualifier::Exact), "{text}");
        }
    }

    #[test]
    fn bounds_before_and_behind() {
        assert_eq!(read("at least 20"), (Some(20), None, Qualifier::AtLeast));
        assert_eq!(read("no fewer than 20"), (Some(20), None, Qualifier::AtLeast));
        assert_eq!(read("more than 20"), (Some(21), None, Qualifier::MoreThan));
        assert_eq!(read("over a dozen"), (Some(13), None, Qualifier::MoreThan));
        assert_eq!(read("up to 20"), (None, Some(20), Qualifier::AtMost));
        assert_eq!(read("as many as 20"), (None, Some(20), Qualifier::AtMost));
        assert_eq!(read("nearly 20"), (None, Some(20), Qualifier::AtMost));
        assert_eq!(read("fewer than 20"), (None, Some(19), Qualifier::FewerThan));
        assert_eq!(read("some 20"), (Some(20), Some(20), Qualifier::About));
        assert_eq!(read("20 or more"), (Some(20), None, Qualifier::AtLeast));
        assert_eq!(read("20 at least"), (Some(20), None, Qualifier::AtLeast));
        assert_eq!(read("20-odd men"), (Some(20), Some(20), Qualifier::About));
        assert_eq!(read("at least another 12"), (Some(12), None, Qualifier::AtLeast));
    }

    #[test]
    fn ranges() {
        assert_eq!(read("20 to 30"), (Some(20), Some(30), Qualifier::Range));
        assert_eq!(read("20-30"), (Some(20), Some(30), Qualifier::Range));
        assert_eq!(read("between 395 and 510"), (Some(395), Some(510), Qualifier::Range));
        assert_eq!(read("two or three men"), (Some(2), Some(3), Qualifier::Range));
        assert_eq!(read("5 to 6 thousand"), (Some(5000), Some(6000), Qualifier::Range));
        assert_eq!(read("20 and 30"), (Some(20), Some(20), Qualifier::Exact));
    }

    #[test]
    fn vague_quantities() {
        for (text, low) in [
            ("dozens", 24),
            ("scores of people", 40),
            ("hundreds", 200),
            ("thousands", 2000),
            ("tens of thousands", 20_000),
            ("hundreds of thousands", 200_000),
            ("several", 3),
            ("a few", 3),
            ("several hundred", 300),
        ] {
            assert_eq!(read(text), (Some(low), None, Qualifier::Vague), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["as many as possible", "a further delay", "about the war", "one another", "no one"] {
            let document = Document::new(text);
            assert!((0..document.tokens.len()).all(|at| number_at(&document, at).is_none()), "{text}");
        }
    }
}
