//! The closed classes of English: articles, prepositions, auxiliaries, conjunctions, and the common verbs that no suffix
//! betrays. What a reader needs in order to cut a sentence into phrases without a tagger; it knows no topic.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::filter::Filter;

/// What a word does in a sentence, where its form alone tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Nouns, adjectives, names and verbs of the open classes.
    Open,
    /// "a", "an".
    Indefinite,
    /// "the", "this", "these".
    Definite,
    /// "his", "their".
    Owner,
    /// "no", "any", "every", "each", "many".
    Quantifier,
    /// "he", "they", "it".
    Pronoun,
    /// Forms of "be", and "get" before a participle.
    Be,
    Have,
    Do,
    Modal,
    Not,
    To,
    /// "of".
    Of,
    /// "by".
    By,
    Preposition,
    And,
    Or,
    But,
    /// "who", "which", "that", "whose".
    Relative,
    /// "when", "after", "because", "if".
    Subordinator,
    /// Adverbs without "-ly", which may stand inside a verb group.
    Adverb,
    /// A finite verb of saying or another common verb.
    Verb,
    Comma,
    Semicolon,
    Colon,
    Dash,
    Hyphen,
    Bracket,
    Close,
    Quote,
    Stop,
    Sign,
}

impl Class {
    /// Whether a noun phrase cannot go on through this word.
    pub fn ends_noun_phrase(self) -> bool {
        !matches!(self, Class::Open | Class::Hyphen)
    }

    /// Whether the word shows that a clause has a finite verb of its own.
    pub fn is_finite(self) -> bool {
        matches!(self, Class::Be | Class::Have | Class::Do | Class::Modal | Class::Verb)
    }
}

const WORDS: &[(Class, &str)] = &[
    (Class::Indefinite, "a an"),
    (Class::Definite, "the this these those"),
    (Class::Owner, "his her its their our my your"),
    (Class::Quantifier, "no any every each many much most both all either neither another such enough"),
    (Class::Pronoun, "he she it they him them himself herself themselves itself we us i you me"),
    (
        Class::Be,
        "remain remains remained remaining be is are was were been being am got get gets isn't wasn't aren't weren't",
    ),
    (Class::Have, "have has had having hasn't haven't hadn't"),
    (Class::Do, "do does did didn't doesn't don't"),
    (Class::Modal, "will would can could may might shall should must cannot can't won't wouldn't couldn't shouldn't"),
    (Class::Not, "not never"),
    (Class::To, "to"),
    (Class::Of, "of"),
    (Class::By, "by"),
    (
        Class::Preposition,
        "in on at from with into onto upon near through across during within without against for toward towards \
         between among amid amongst amidst under over above below behind beside besides beyond inside outside around along \
         about per via than like despite except throughout off out up down away alongside following involving",
    ),
    (Class::And, "and & plus"),
    (Class::Or, "or nor"),
    (Class::But, "but yet"),
    (Class::Relative, "who whom whose which that what"),
    (
        Class::Subordinator,
        "when after before because while whilst as although though if unless until till since where whereas once how why whether so",
    ),
    (
        Class::Adverb,
        "also just still already then later too soon now again ever often once almost nearly only even instead there here \
         alone afterwards afterward overnight today yesterday tonight meanwhile however thus hence altogether together",
    ),
    (
        Class::Verb,
        "said says say told tells tell added adds reported reports confirmed confirms announced claimed claims denied \
         believes believed thinks thought knew knows \
         went go goes came come comes took take takes made make makes gave give gives began begin begins became become \
         becomes ran run runs left leave leaves hit hits struck strike strikes brought bring brings led leads kept keep \
         keeps put puts let lets set sets saw see sees sent sends spent met meet meets fought fight fights fell \
         stood stand stands sat won lost broke threw drove rose rises grew wore spoke \
         happened happens occurred occurs exploded explodes erupted crashed collapsed \
         attacked targeted opened stormed ambushed fired launched carried shelled bombed raided destroyed damaged included include includes \
         followed continued appeared seemed tried wanted used called showed shows meant",
    ),
];

static CLASSES: LazyLock<(Filter, FxHashMap<&'static str, Class>)> = LazyLock::new(|| {
    let classes: FxHashMap<_, _> =
        WORDS.iter().flat_map(|(class, words)| words.split_ascii_whitespace().map(|word| (word, *class))).collect();
    (Filter::new(classes.keys().copied()), classes)
});

/// The class of a word or mark; `lower` has its capitals made small.
pub fn class_of(lower: &str) -> Class {
    match lower.as_bytes() {
        [] => Class::Stop,
        [first, ..] if first.is_ascii_alphabetic() => {
            // The longest word of the lists has eleven letters.
            let (filter, classes) = &*CLASSES;
            if lower.len() > 11 || !filter.passes(lower) {
                return Class::Open;
            }
            classes.get(lower).copied().unwrap_or(Class::Open)
        }
        [first, ..] if first.is_ascii_digit() => Class::Open,
        _ => mark(lower),
    }
}

fn mark(text: &str) -> Class {
    match text {
        "," => Class::Comma,
        ";" => Class::Semicolon,
        ":" => Class::Colon,
        "-" => Class::Hyphen,
        "\u{2013}" | "\u{2014}" | "_" => Class::Dash,
        "(" | "[" => Class::Bracket,
        ")" | "]" => Class::Close,
        "\"" | "\u{201c}" | "\u{201d}" | "\u{2018}" | "\u{2019}" | "'" | "`" => Class::Quote,
        "." | "!" | "?" => Class::Stop,
        "&" => Class::And,
        _ if text.chars().next().is_some_and(char::is_alphabetic) => Class::Open,
        _ => Class::Sign,
    }
}

/// Adverbs in "-ly", as they stand inside verb groups.
pub fn is_adverb(lower: &str) -> bool {
    lower.len() > 4
        && lower.ends_with("ly")
        && !matches!(lower, "family" | "assembly" | "supply" | "reply" | "italy" | "july" | "ally" | "rally")
}
