//! Who speaks: reads the name of a speaker out of the words that hold it. An organisation before the person who speaks
//! for it, a person before a mere office; "it" and "the group" are the speaker before. It must not know what was said.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::annotate::figure::marks::{Mark, Page};
use crate::article::{Actor, ActorKind};
use crate::lexicon::Entry;
use crate::text::grammar_word::{Class, class_of};
use crate::text::token::TokenKind;

/// The speakers of an article, each once.
pub struct Speakers<'l> {
    pub all: Vec<Speaker>,
    by_name: FxHashMap<String, usize>,
    /// Surname of a person, in small letters, to the speaker that this person speaks as.
    persons: FxHashMap<String, usize>,
    last: Option<usize>,
    /// The actors that the article names, for "the army" of a country that it speaks of.
    named: &'l FxHashSet<u32>,
    /// The first monitor that the article names.
    monitor: Option<u32>,
    country: Option<&'l str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    pub actor: Actor,
    /// Its index in the lexicon.
    pub index: Option<u32>,
    /// How often it speaks.
    pub speeches: usize,
}

/// A speaker found in a run of words.
pub struct Found {
    pub tokens: Range<usize>,
    pub speaker: usize,
    pub pronoun: bool,
}

/// The longest actor or source that begins at a token.
pub fn mark_of(page: Page<'_>, token: usize) -> Option<&Mark> {
    page.marks
        .at(token)
        .iter()
        .filter(|mark| matches!(mark.entry, Entry::Actor(_) | Entry::Source(_)))
        .max_by_key(|mark| (mark.end, matches!(mark.entry, Entry::Actor(_))))
}

impl<'l> Speakers<'l> {
    pub fn new(named: &'l FxHashSet<u32>, monitor: Option<u32>, country: Option<&'l str>) -> Self {
        Speakers {
            all: Vec::new(),
            by_name: FxHashMap::default(),
            persons: FxHashMap::default(),
            last: None,
            named,
            monitor,
            country,
        }
    }

    /// The speaker of the latest act of speech.
    pub fn last(&self) -> Option<usize> {
        self.last
    }

    /// A passage begins: pronouns of the text do not speak of the title's speakers.
    pub fn forget(&mut self) {
        self.last = None;
    }

    /// The speaker that the words name, if they name one.
    pub fn read(&mut self, page: Page<'_>, words: Range<usize>) -> Option<Found> {
        let found = self.find(page, words)?;
        self.last = Some(found.speaker);
        if let Some(speaker) = self.all.get_mut(found.speaker) {
            speaker.speeches += 1;
        }
        Some(found)
    }

    /// Adds a speaker that the text names elsewhere: the station that sent the report.
    pub fn add_actor(&mut self, page: Page<'_>, index: u32) -> Option<usize> {
        let actor = page.lexicon.actor(index)?;
        let actor = Actor { id: actor.id.clone(), name: actor.name.clone(), kind: Some(actor.kind) };
        Some(self.add(actor, Some(index)))
    }

    fn find(&mut self, page: Page<'_>, words: Range<usize>) -> Option<Found> {
        let marks = outer_marks(page, words.clone());
        let person = person_in(page, &marks, words.clone());
        let mut head = marks.last().copied();
        // "officials in Iraq": the country is where they are.
        if let [.., before, last] = marks.as_slice()
            && is_state(page, last)
            && matches!(page.lower((last.first as usize).wrapping_sub(1)), "in" | "of" | "from" | "for" | "near")
            && !is_state(page, before)
        {
            head = Some(*before);
        }
        // "a Taliban spokesman", "the Hamas official": the organisation.
        if let [.., before, last] = marks.as_slice()
            && matches!(before.entry, Entry::Actor(_))
            && is_office(page, last)
            && before.end + 1 >= last.first
        {
            head = Some(*before);
        }
        let coordinated = coordination(page, &marks, words.clone());
        if let Some(tokens) = coordinated {
            let name = plain(page, tokens.clone());
            return Some(self.found(tokens, Actor { id: slug(&name), name, kind: None }, None));
        }
        if let Some(mark) = head {
            let tokens = mark.first as usize..mark.end as usize;
            let (actor, index) = match mark.entry {
                Entry::Actor(index) => self.actor(page, index, &tokens)?,
                Entry::Source(index) => {
                    let word = page.lexicon.sources.get(index as usize)?;
                    // A governor who is named speaks as himself, a spokesman as those whom he speaks for.
                    if let Some(person) = &person
                        && speaks_for_himself(page, &tokens, word.kind)
                    {
                        return Some(self.person(page, person.clone()));
                    }
                    if is_back_reference(page, &tokens)
                        && let Some(speaker) = self.last
                    {
                        return Some(Found { tokens, speaker, pronoun: true });
                    }
                    self.source(page, index, &tokens)?
                }
                _ => return None,
            };
            let found = self.found(tokens, actor, index);
            if let Some(person) = person {
                self.persons.insert(page.lower(person.end.wrapping_sub(1)).to_string(), found.speaker);
            }
            return Some(found);
        }
        if let Some(person) = person {
            return Some(self.person(page, person));
        }
        let last = page.lower(words.end.wrapping_sub(1));
        let refers = class_of(last) == Class::Pronoun && matches!(last, "he" | "she" | "it" | "they")
            || matches!(
                last,
                "group"
                    | "organisation"
                    | "organization"
                    | "statement"
                    | "report"
                    | "centre"
                    | "center"
                    | "agency"
                    | "network"
                    | "newspaper"
                    | "paper"
                    | "body"
                    | "movement"
                    | "outlet"
                    | "daily"
            );
        let speaker = self.last.filter(|_| refers)?;
        Some(Found { tokens: words.end - 1..words.end, speaker, pronoun: true })
    }

    fn found(&mut self, tokens: Range<usize>, actor: Actor, index: Option<u32>) -> Found {
        Found { tokens, speaker: self.add(actor, index), pronoun: false }
    }

    fn add(&mut self, actor: Actor, index: Option<u32>) -> usize {
        if let Some(&known) = self.by_name.get(&actor.id) {
            return known;
        }
        self.by_name.insert(actor.id.clone(), self.all.len());
        self.all.push(Speaker { actor, index, speeches: 0 });
        self.all.len() - 1
    }

    /// A person: by the surname whom the article has named before, else a speaker of their own.
    fn person(&mut self, page: Page<'_>, tokens: Range<usize>) -> Found {
        let surname = page.lower(tokens.end.wrapping_sub(1)).to_string();
        if let Some(&speaker) = self.persons.get(&surname) {
            return Found { tokens, speaker, pronoun: false };
        }
        let name = plain(page, tokens.clone());
        let found = self.found(tokens, Actor { id: slug(&name), name, kind: None }, None);
        self.persons.insert(surname, found.speaker);
        found
    }

    fn actor(&self, page: Page<'_>, index: u32, tokens: &Range<usize>) -> Option<(Actor, Option<u32>)> {
        let actor = page.lexicon.actor(index)?;
        // "Turkish security sources" are named as they are written, not as officials at large.
        let name = if actor.id.ends_with("-officials") { plain(page, tokens.clone()) } else { actor.name.clone() };
        let id = if actor.id.ends_with("-officials") { slug(&name) } else { actor.id.clone() };
        Some((Actor { id, name, kind: Some(actor.kind) }, Some(index)))
    }

    fn source(&self, page: Page<'_>, index: u32, tokens: &Range<usize>) -> Option<(Actor, Option<u32>)> {
        let word = page.lexicon.sources.get(index as usize)?;
        if word.kind == ActorKind::Monitor
            && let Some(monitor) = self.monitor
        {
            return self.actor(page, monitor, tokens);
        }
        // "the army" of the country that the article is about, where it names that army.
        if let Some(form) = &word.form
            && let Some(country) = self.country
            && let Some(institution) = page.lexicon.institution(country, form)
            && self.named.contains(&institution)
            && form != "officials"
        {
            return self.actor(page, institution, tokens);
        }
        let last = page.lower(tokens.end.wrapping_sub(1));
        let spoken_for = last.starts_with("spokes") || matches!(last, "statement" | "communique" | "command" | "chief");
        let name = if spoken_for && tokens.len() > 1
            || !word.name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
        {
            word.name.clone()
        } else {
            let adjective = adjective_before(page, tokens.start);
            let words = plain(page, tokens.clone()).to_lowercase();
            if adjective < tokens.start { format!("{} {words}", plain(page, adjective..tokens.start)) } else { words }
        };
        Some((Actor { id: slug(&name), name, kind: Some(word.kind) }, None))
    }
}

/// Actors and sources in a run of words, the longest at each place.
fn outer_marks(page: Page<'_>, words: Range<usize>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut at = words.start;
    while at < words.end {
        match mark_of(page, at) {
            Some(mark) => {
                marks.push(*mark);
                at = mark.end as usize;
            }
            None => at += 1,
        }
    }
    marks
}

/// A word for one who speaks for others: "spokesman", "official".
fn is_office(page: Page<'_>, mark: &Mark) -> bool {
    matches!(mark.entry, Entry::Source(_))
        && mark.end == mark.first + 1
        && matches!(
            page.lower(mark.first as usize),
            "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "official"
                | "officials"
                | "source"
                | "sources"
                | "statement"
                | "commander"
                | "commanders"
                | "fighter"
                | "fighters"
                | "media"
                | "communique"
        )
}

fn is_state(page: Page<'_>, mark: &Mark) -> bool {
    let Entry::Actor(index) = mark.entry else { return false };
    page.lexicon.actor(index).is_some_and(|actor| actor.kind == ActorKind::State)
}

/// "police and hospital officials": two sources that speak together, neither an organisation.
fn coordination(page: Page<'_>, marks: &[Mark], words: Range<usize>) -> Option<Range<usize>> {
    let [.., one, other] = marks else { return None };
    let joined = page.lower(one.end as usize) == "and"
        && (other.first as usize) <= one.end as usize + 2
        && other.end as usize <= words.end;
    let plain = [one, other].iter().all(|mark| matches!(mark.entry, Entry::Source(_)));
    (joined && plain).then(|| adjective_before(page, one.first as usize)..other.end as usize)
}

/// The nationality before a token, if one stands there: "Nigerian officials".
fn adjective_before(page: Page<'_>, at: usize) -> usize {
    let before = at.wrapping_sub(1);
    match page.demonym(before) {
        Some((_, demonym, end)) if demonym.adjective && end == at => before,
        _ => at,
    }
}

/// Offices whose holder is named rather than the office.
fn speaks_for_himself(page: Page<'_>, tokens: &Range<usize>, kind: ActorKind) -> bool {
    let last = page.lower(tokens.end.wrapping_sub(1));
    if last.starts_with("spokes") && tokens.len() > 1 || last.ends_with("minister") {
        return false;
    }
    matches!(
        kind,
        ActorKind::Official
            | ActorKind::Witness
            | ActorKind::Medical
            | ActorKind::Other
            | ActorKind::Media
            | ActorKind::Aid
    ) || matches!(
        last,
        "official" | "officer" | "chief" | "commander" | "superintendent" | "inspector" | "general" | "colonel"
    )
}

/// "the source", "the official", "the spokesman": the one just heard.
fn is_back_reference(page: Page<'_>, tokens: &Range<usize>) -> bool {
    page.lower(tokens.start.wrapping_sub(1)) == "the"
        && tokens.len() == 1
        && matches!(
            page.lower(tokens.start),
            "source"
                | "official"
                | "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "statement"
                | "communique"
                | "monitor"
                | "officer"
                | "commander"
        )
}

/// The last personal name among words that are no actors, sources or nationalities.
fn person_in(page: Page<'_>, marks: &[Mark], words: Range<usize>) -> Option<Range<usize>> {
    if page.document.upper_case {
        return None;
    }
    let covered = |token: usize| marks.iter().any(|mark| (mark.first as usize..mark.end as usize).contains(&token));
    let mut best: Option<Range<usize>> = None;
    let mut at = words.start;
    while at < words.end {
        let start = at;
        while at < words.end && !covered(at) && is_name_word(page, at, at > start) {
            at += 1;
        }
        let capital = |token: usize| page.document.tokens.get(token).is_some_and(|token| token.is_capitalised());
        if at > start && capital(at - 1) && page.lower(at - 1).len() > 1 {
            let place =
                matches!(page.lower(start.wrapping_sub(1)), "in" | "of" | "at" | "from" | "near") && best.is_some();
            if !place {
                best = Some(start..at);
            }
        }
        at += usize::from(at == start);
    }
    best
}

fn is_name_word(page: Page<'_>, at: usize, inside: bool) -> bool {
    let Some(token) = page.document.tokens.get(at) else { return false };
    let lower = page.lower(at);
    if inside && (lower == "-" || lower == "." && token.glued) {
        return page.document.tokens.get(at + 1).is_some_and(|next| next.is_capitalised() || lower == "-");
    }
    if inside && matches!(lower, "al" | "bin" | "ibn" | "ul" | "de" | "el" | "abu" | "van" | "von") {
        return true;
    }
    token.kind == TokenKind::Word
        && token.is_capitalised()
        && class_of(lower) == Class::Open
        && page.demonym(at).is_none()
        && page.victim(at).is_none()
        && !page.is_place(at)
        && !is_title(lower)
}

fn is_title(lower: &str) -> bool {
    matches!(
        lower,
        "mr" | "mrs"
            | "ms"
            | "dr"
            | "gov"
            | "governor"
            | "gen"
            | "col"
            | "lt"
            | "maj"
            | "capt"
            | "sgt"
            | "sen"
            | "rep"
            | "brig"
            | "adm"
            | "prof"
            | "minister"
            | "president"
            | "prime"
            | "mp"
            | "senior"
            | "superintendent"
            | "chief"
            | "colonel"
            | "general"
            | "major"
            | "captain"
            | "lieutenant"
            | "brigadier"
            | "inspector"
            | "secretary"
            | "commissioner"
            | "director"
            | "spokesman"
            | "spokeswoman"
            | "commander"
            | "mayor"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
    )
}

/// The words of a run in one line, in small letters where the whole text is in capitals.
fn plain(page: Page<'_>, tokens: Range<usize>) -> String {
    let words = page.document.slice(tokens);
    let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if page.document.upper_case { joined.to_lowercase() } else { joined }
}

/// An id of small letters and hyphens.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_string()
}
