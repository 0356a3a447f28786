//! The state of reading one question: its tokens, the lexicon's words in it, the query so far and the account of it.
//! The readers beside this module each take what they know from a position; this one says in which order they are tried.

use std::ops::Range;

use super::period::{Clock, Period};
use super::places::PlacePhrase;
use super::tables::WORDS;
use super::{QuestionContext, QuestionError, ReadPart, ReadQuestion};
use crate::lexicon::{Entry, Scan};
use crate::query::ast::Query;
use crate::text::document::Document;

/// A phrase of the lexicon in the question, in tokens.
#[derive(Clone, Debug)]
pub struct Found {
    pub tokens: Range<usize>,
    pub entry: Entry,
}

/// How one part was read; in tokens until the end.
#[derive(Clone, Debug)]
pub struct Part {
    pub tokens: Range<usize>,
    pub field: &'static str,
    pub reading: String,
    /// The place that was chosen.
    pub value: Option<String>,
    pub alternatives: Vec<String>,
}

/// Someone named by a common noun ("the army", "the coalition"), whose country the rest of the question tells.
#[derive(Clone, Debug)]
pub struct NamedByNoun {
    pub tokens: Range<usize>,
    pub field: &'static str,
    pub word: String,
}

pub struct Reader<'r> {
    pub context: QuestionContext<'r>,
    /// The question as typed.
    pub typed: Document<'r>,
    /// The same in capitals: the same tokens, read without regard to how they were typed.
    pub capitals: Document<'r>,
    pub found: Vec<Found>,
    pub query: Query,
    pub period: Period,
    pub published: Period,
    pub parts: Vec<Part>,
    pub places: Vec<PlacePhrase>,
    /// Countries that are named otherwise than as a place: by a people, a party, a war.
    pub countries: Vec<String>,
    pub nouns: Vec<NamedByNoun>,
    /// Pieces of the full-text part, in order.
    pub text: Vec<(Range<usize>, String)>,
    /// Hostages are asked for.
    pub hostages: bool,
    /// Places that a war in the question was fought in, should no other be named.
    pub war: Option<&'static crate::query::wars::War>,
}

impl<'r> Reader<'r> {
    /// `capitals` is `question` in ASCII capitals.
    pub fn new(question: &'r str, capitals: &'r str, context: QuestionContext<'r>) -> Self {
        let typed = Document::new(question);
        let capitals = Document::new(capitals);
        let found = find_words(&typed, &capitals, &context);
        Reader {
            context,
            typed,
            capitals,
            found,
            query: Query { question: Some(question.to_owned()), ..Query::default() },
            period: Period::default(),
            published: Period::default(),
            parts: Vec::new(),
            places: Vec::new(),
            countries: Vec::new(),
            nouns: Vec::new(),
            text: Vec::new(),
            hostages: false,
            war: None,
        }
    }

    pub fn len(&self) -> usize {
        self.typed.tokens.len()
    }

    pub fn lower(&self, token: usize) -> &str {
        self.typed.lower(token)
    }

    pub fn clock(&self) -> Clock<'_, 'r> {
        Clock { document: &self.capitals, today: self.context.today }
    }

    /// The token behind `words` if they stand at `at`.
    pub fn skip(&self, at: usize, words: &str) -> Option<usize> {
        self.clock().skip(at, words)
    }

    pub fn skip_any(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        self.clock().skip_any(at, phrases)
    }

    /// The longest phrase of the lexicon at a token that `pick` takes, and the token behind it.
    pub fn longest<T>(&self, at: usize, pick: impl Fn(Entry) -> Option<T>) -> Option<(T, usize)> {
        let here = self.found.iter().filter(|found| found.tokens.start == at);
        here.filter_map(|found| Some((pick(found.entry)?, found.tokens.end))).max_by_key(|(_, end)| *end)
    }

    pub fn is_capitalised(&self, token: usize) -> bool {
        self.typed.tokens.get(token).is_some_and(|token| token.is_capitalised())
    }

    /// Notes how a run of tokens was read.
    pub fn note(&mut self, tokens: Range<usize>, field: &'static str, reading: impl Into<String>) {
        self.parts.push(Part { tokens, field, reading: reading.into(), value: None, alternatives: Vec::new() });
    }

    /// Reads the whole question.
    pub fn run(mut self) -> Result<ReadQuestion, QuestionError> {
        self.refuse_unsayable()?;
        let mut at = 0;
        while at < self.len() {
            at = self.step(at)?.max(at + 1);
        }
        self.settle_places()?;
        self.settle_nouns();
        self.settle_people();
        self.settle_periods();
        self.settle_text();
        // "People" of a report are civilians more often than not, and rarely called so.
        self.query.unsaid =
            self.query.victims == [crate::article::VictimClass::Civilian] && self.query.groups.is_empty();
        Ok(self.finish())
    }

    /// Takes one part at `at` and gives the token behind it.
    fn step(&mut self, at: usize) -> Result<usize, QuestionError> {
        if let Some(end) = self.read_text_syntax(at)? {
            return Ok(end);
        }
        if let Some(end) = self.read_war(at) {
            return Ok(end);
        }
        if let Some(end) = self.read_dates(at)? {
            return Ok(end);
        }
        if let Some(end) = self.read_radius_behind(at)? {
            return Ok(end);
        }
        let readers: [fn(&mut Self, usize) -> Option<usize>; 12] = [
            Self::read_dateline,
            Self::read_distance,
            Self::read_count,
            Self::read_scope,
            Self::read_speaker,
            Self::read_author,
            Self::read_language,
            Self::read_led_place,
            Self::read_actor,
            Self::read_harm,
            Self::read_people,
            Self::read_method,
        ];
        for reader in readers {
            if let Some(end) = reader(self, at) {
                return Ok(end);
            }
        }
        if let Some(end) = self.read_bare_place(at) {
            return Ok(end);
        }
        Ok(self.read_other(at))
    }

    /// A word that no reader took: dropped when it only makes the question, else searched for.
    fn read_other(&mut self, at: usize) -> usize {
        let Some(token) = self.typed.tokens.get(at) else { return at + 1 };
        let word = self.typed.lower(at).to_owned();
        if matches!(token.kind, crate::text::token::TokenKind::Punctuation | crate::text::token::TokenKind::Possessive)
        {
            return at + 1;
        }
        let acronym = self.typed.word(at).len() > 1 && token.case == crate::text::token::Case::Upper;
        if WORDS.is_frame(&word) && !acronym {
            return at + 1;
        }
        if WORDS.is_unbounded(&word) {
            self.note(at..at + 1, "none", format!("{word}: of any kind, no constraint"));
            return at + 1;
        }
        self.push_text(at..at + 1)
    }

    fn settle_periods(&mut self) {
        if let Some(war) = self.war {
            let (from, to) = (self.period.from, self.period.to);
            let asked = from.is_some() || to.is_some();
            let span = Period { from: Some(war.from), to: war.to };
            let narrowed = self.period.and(span);
            let empty = matches!((narrowed.from, narrowed.to), (Some(from), Some(to)) if from > to);
            // A period outside the war stands as it was asked.
            if !(asked && empty) {
                self.period = narrowed;
            }
        }
        (self.query.from, self.query.to) = (self.period.from, self.period.to);
        (self.query.published_from, self.query.published_to) = (self.published.from, self.published.to);
    }

    fn finish(mut self) -> ReadQuestion {
        self.parts.sort_by_key(|part| (part.tokens.start, part.tokens.end));
        let typed = &self.typed;
        let readings = self
            .parts
            .iter()
            .map(|part| ReadPart {
                span: typed.code_points(typed.bytes(part.tokens.clone())),
                words: typed.slice(part.tokens.clone()).to_owned(),
                field: part.field.to_owned(),
                reading: part.reading.clone(),
                value: part.value.clone(),
                alternatives: part.alternatives.clone(),
                filter: None,
            })
            .collect();
        ReadQuestion { query: self.query, readings }
    }

    /// The column of a token, in code points from 1.
    pub fn column(&self, token: usize) -> usize {
        self.typed.code_points(self.typed.bytes(token..token + 1)).0 as usize + 1
    }
}

/// Adds a value that is not there yet.
pub fn push<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// The lexicon's phrases, first as typed, then in capitals for names typed in small letters, then with one word in
/// capitals for acronyms that the lexicon trusts among small letters only. A name typed in small letters that is an
/// English word of the question ("us", "who", "is") is none.
fn find_words(typed: &Document<'_>, capitals: &Document<'_>, context: &QuestionContext<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut scan = Scan::default();
    let mut add = |text: &str, found: &mut Vec<Found>, folded: bool, only: Option<usize>| {
        context.lexicon.scan(text, &mut scan);
        for hit in &scan.hits {
            let start = typed.token_from(hit.start);
            let end = typed.token_from(hit.end);
            if start >= end || only.is_some_and(|only| only != start) {
                continue;
            }
            if found.iter().any(|other| other.tokens == (start..end) && other.entry == hit.entry) {
                continue;
            }
            let small = (start..end).all(|token| typed.tokens.get(token).is_none_or(|token| !token.is_capitalised()));
            let named = matches!(hit.entry, Entry::Actor(_) | Entry::Demonym(_));
            if folded && named && small && end == start + 1 && WORDS.is_common(typed.lower(start)) {
                continue;
            }
            found.push(Found { tokens: start..end, entry: hit.entry });
        }
    };
    add(typed.text, &mut found, false, None);
    add(capitals.text, &mut found, true, None);
    for (at, token) in typed.tokens.iter().enumerate() {
        let named = |found: &Found| matches!(found.entry, Entry::Actor(_)) && found.tokens.contains(&at);
        let covered = found.iter().any(named);
        if covered
            || token.is_capitalised()
            || !token.is_word()
            || token.range().len() < 3
            || WORDS.is_common(typed.lower(at))
        {
            continue;
        }
        let mut text = typed.text.to_owned();
        // ASCII capitals keep every offset.
        text.replace_range(token.range(), &typed.text[token.range()].to_ascii_uppercase());
        add(&text, &mut found, true, Some(at));
    }
    found.sort_by_key(|found| (found.tokens.start, std::cmp::Reverse(found.tokens.end)));
    found
}
