//! Words of a text as the index has them: lower case, apostrophes dropped, stemmed by the language of the article,
//! accents and scripts folded. Index, query and highlighting all read words here, so that they agree.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer, TokenStream};

use super::terms::TermList;
use crate::text::fold::{fold_into, skeleton};

/// A word as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word<'t> {
    /// Byte range in the text.
    pub range: Range<usize>,
    pub surface: &'t str,
    /// The next character is a hyphen: "al" in "al-Heisha".
    pub hyphened: bool,
}

/// The words of a text in order: runs of letters and digits, joined over apostrophes ("Sana'a", "women's").
pub(crate) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut start: Option<usize> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if is_letter(character) {
            start.get_or_insert(at);
            continue;
        }
        let joins = is_apostrophe(character)
            && start.is_some()
            && characters.peek().is_some_and(|(_, following)| following.is_alphanumeric());
        if joins {
            continue;
        }
        if let Some(from) = start.take() {
            found.push(word_at(text, from..at, character == '-'));
        }
    }
    if let Some(from) = start {
        found.push(word_at(text, from..text.len(), false));
    }
    found
}

fn word_at(text: &str, range: Range<usize>, hyphened: bool) -> Word<'_> {
    Word { surface: text.get(range.clone()).unwrap_or_default(), range, hyphened }
}

/// Letters, digits and the marks that stand on letters.
fn is_letter(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{640}')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2018}' | '\u{2BB}'..='\u{2BF}' | '`' | '\u{2B9}')
}

/// The languages whose words are stemmed; words of all others are folded only.
const STEMMED: &[(&str, Language)] = &[
    ("en", Language::English),
    ("fr", Language::French),
    ("es", Language::Spanish),
    ("ru", Language::Russian),
    ("ar", Language::Arabic),
];

/// Stems words of one language. Words recur, so each stem is worked out once.
struct Stems {
    analyzer: Option<TextAnalyzer>,
    known: FxHashMap<String, Known>,
}

/// A word's term, and its skeleton where it is a name.
#[derive(Default)]
struct Known {
    term: String,
    skeleton: Option<String>,
}

static NOTHING: Known = Known { term: String::new(), skeleton: None };

/// More words than this are forgotten at once: a bound on memory, not on the text.
const KNOWN_WORDS: usize = 200_000;

impl Stems {
    fn new(language: &str) -> Stems {
        let stemmer = STEMMED.iter().find(|(code, _)| *code == language).map(|(_, language)| Stemmer::new(*language));
        let analyzer = stemmer.map(|stemmer| TextAnalyzer::builder(RawTokenizer::default()).filter(stemmer).build());
        Stems { analyzer, known: FxHashMap::default() }
    }

    fn term(&mut self, surface: &str) -> &str {
        &self.known(surface).term
    }

    fn known(&mut self, surface: &str) -> &Known {
        if !self.known.contains_key(surface) {
            if self.known.len() >= KNOWN_WORDS {
                self.known.clear();
            }
            let skeleton = if is_capitalised(surface) { skeleton_of_name(surface) } else { None };
            let known = Known { term: self.work_out(surface), skeleton };
            self.known.insert(surface.to_owned(), known);
        }
        // It was put there just now, if it was not there before.
        self.known.get(surface).unwrap_or(&NOTHING)
    }

    fn work_out(&mut self, surface: &str) -> String {
        let mut lower: String = surface.to_lowercase();
        for possessive in ["'s", "\u{2019}s"] {
            if let Some(stem) = lower.strip_suffix(possessive) {
                lower.truncate(stem.len());
            }
        }
        lower.retain(|character| !is_apostrophe(character));
        let stemmed = match &mut self.analyzer {
            Some(analyzer) => {
                let mut stream = analyzer.token_stream(&lower);
                if stream.advance() { stream.token().text.clone() } else { lower.clone() }
            }
            None => lower.clone(),
        };
        let mut folded = String::new();
        fold_into(&stemmed, &mut folded);
        // The fold of a few scripts has several words; a term has none but its own.
        folded.retain(|character| character != ' ');
        if folded.is_empty() { lower } else { folded }
    }
}

thread_local! {
    static STEMS: RefCell<FxHashMap<&'static str, Stems>> = RefCell::new(FxHashMap::default());
}

/// The code under which words of a language are stemmed: itself, or "" for a language without a stemmer.
fn stemmed_as(language: Option<&str>) -> &'static str {
    let Some(language) = language else { return "en" };
    let language = language.get(..2).unwrap_or(language);
    STEMMED.iter().find(|(code, _)| code.eq_ignore_ascii_case(language)).map_or("", |(code, _)| code)
}

/// The term of a word in an article of some language; English when the language is not known.
pub(crate) fn term_of(surface: &str, language: Option<&str>) -> String {
    let code = stemmed_as(language);
    STEMS.with_borrow_mut(|all| all.entry(code).or_insert_with(|| Stems::new(code)).term(surface).to_owned())
}

/// The term of a word in each language that is stemmed, English first, and in the others.
pub(crate) fn terms_by_language(surface: &str) -> Vec<String> {
    STEMMED.iter().map(|(code, _)| *code).chain(["und"]).map(|code| term_of(surface, Some(code))).collect()
}

/// Folded without stemming: what a prefix or a fuzzy word is compared with.
pub(crate) fn folded(surface: &str) -> String {
    let mut folded = String::new();
    fold_into(surface, &mut folded);
    folded.retain(|character| character != ' ');
    folded
}

/// Words before a hyphen that are an article, no part of the name: "al" in "al-Heisha".
fn is_name_article(word: &Word<'_>) -> bool {
    const ARTICLES: &[&str] = &["al", "ar", "as", "ash", "an", "at", "ad", "az", "el", "es", "ul"];
    word.hyphened && ARTICLES.iter().any(|article| word.surface.eq_ignore_ascii_case(article))
}

/// The skeleton of a capitalised word that is long enough to be told apart by it.
pub(crate) fn skeleton_of(word: &Word<'_>) -> Option<String> {
    if !is_capitalised(word.surface) || is_name_article(word) {
        return None;
    }
    skeleton_of_name(word.surface)
}

fn is_capitalised(surface: &str) -> bool {
    surface.chars().next().is_some_and(char::is_uppercase)
}

/// The skeleton of a word, however it is written.
pub(crate) fn skeleton_of_name(surface: &str) -> Option<String> {
    let folded = folded(surface);
    if folded.len() < 4 || !folded.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    Some(skeleton(&folded)).filter(|bones| bones.len() >= 2)
}

/// Appends the terms of the words of a text and the skeletons of its names, with positions from `first`; gives the
/// position behind the last word.
pub(crate) fn terms(text: &str, language: Option<&str>, first: usize, into: [&mut TermList; 2]) -> usize {
    let code = stemmed_as(language);
    let [terms, skeletons] = into;
    let mut position = first;
    STEMS.with_borrow_mut(|all| {
        let stems = all.entry(code).or_insert_with(|| Stems::new(code));
        for word in words(text) {
            let known = stems.known(word.surface);
            terms.push(&known.term, position);
            if let Some(skeleton) = &known.skeleton
                && !is_name_article(&word)
            {
                skeletons.push(skeleton, position);
            }
            position += 1;
        }
    });
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surfaces(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|word| word.surface).collect()
    }

    #[test]
    fn words_join_over_apostrophes_and_split_at_hyphens() {
        assert_eq!(surfaces("Sana'a's women, al-Heisha (20)."), ["Sana'a's", "women", "al", "Heisha", "20"]);
        assert_eq!(surfaces("the dogs' cage 'quoted'"), ["the", "dogs", "cage", "quoted"]);
    }

    #[test]
    fn terms_are_stemmed_and_folded() {
        assert_eq!(term_of("strikes", None), term_of("strike", None));
        assert_eq!(term_of("Évacués", Some("fr")), term_of("évacué", Some("fr")));
        assert_eq!(term_of("women's", Some("en")), term_of("women", Some("en")));
        let terms = terms_by_language("bombardements");
        assert!(terms.iter().any(|term| *term != terms[0]));
    }

    #[test]
    fn an_article_before_a_hyphen_has_no_skeleton() {
        let found = words("Al-Heisha fell");
        let skeletons: Vec<_> = found.iter().map(skeleton_of).collect();
        assert_eq!(skeletons[0], None);
        assert!(skeletons[1].is_some());
        assert_eq!(skeletons[2], None);
    }
}
