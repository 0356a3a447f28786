//! Who speaks: reads the name of a speaker out of the words that hold it. An organisation before the person who speaks
//! for it, a person before a mere office; "it" and "the group" are the speaker before. It must not know what was said.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::annotate::figure::marks::Page;
use crate::article::{Actor, ActorKind};
use crate::lexicon::Entry;
use crate::text::grammar_word::{Class, class_of};
use crate::text::number::number_at;

use super::attribution_name::{
    adjective_before, coordination, is_back_reference, is_named_office, is_office, is_state, organisation_in,
    outer_marks, person_in, plain, slug, speaks_for_himself,
};
use super::attribution_speech::is_day;
use super::by_name::full_name;

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

/// "the police" and "police" are one.
fn without_article(name: &str) -> &str {
    let article = ["the ", "a ", "an "].iter().find_map(|article| name.strip_prefix(article));
    article.unwrap_or(name)
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
        let person = person_in(page, &marks, words.clone()).filter(|person| !self.is_chance_capital(page, person));
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
        if let Some((tokens, kind)) = organisation_in(page, words.clone()) {
            let name = plain(page, tokens.clone());
            return Some(self.found(tokens, Actor { id: slug(&name), name, kind: Some(kind) }, None));
        }
        if let Some(mark) = head {
            let tokens = mark.first as usize..mark.end as usize;
            let (actor, index) = match mark.entry {
                Entry::Actor(index) => {
                    // "Health Minister Karim Haddad": the person, with the office.
                    if let Some(person) = &person
                        && page.lexicon.actor(index).is_some_and(|actor| is_named_office(&actor.id))
                    {
                        let office = page.lexicon.actor(index).map(|actor| actor.name.clone());
                        return Some(self.person_of(page, person.clone(), office));
                    }
                    self.actor(page, index, &tokens)?
                }
                Entry::Source(index) => {
                    let word = page.lexicon.sources.get(index as usize)?;
                    // A governor who is named speaks as himself, a spokesman as those whom he speaks for.
                    if let Some(person) = &person
                        && speaks_for_himself(page, &tokens, word.kind)
                    {
                        return Some(self.person(page, person.clone()));
                    }
                    if let Some(person) = &person
                        && word.kind != ActorKind::Ministry
                        && (page.lower(tokens.end - 1).ends_with("minister")
                            || page.lower(tokens.end - 1) == "president")
                    {
                        let office = self.source(page, index, &tokens).map(|(actor, _)| actor.name);
                        return Some(self.person_of(page, person.clone(), office));
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
        self.person_of(page, tokens, None)
    }

    /// The same with the office that the text names before them.
    fn person_of(&mut self, page: Page<'_>, tokens: Range<usize>, office: Option<String>) -> Found {
        let surname = page.lower(tokens.end.wrapping_sub(1)).to_string();
        if let Some(&speaker) = self.persons.get(&surname) {
            return Found { tokens, speaker, pronoun: false };
        }
        let name = plain(page, full_name(page, tokens.clone()));
        let id = slug(&name);
        let kind = office.is_some().then_some(ActorKind::Official);
        let name = office.map_or_else(|| name.clone(), |office| format!("{office} {name}"));
        let found = self.found(tokens, Actor { id, name, kind }, None);
        self.persons.insert(surname, found.speaker);
        found
    }

    /// One word with a capital that no full name explains, at the beginning of a sentence or none that persons have:
    /// "Two of them said", "Please".
    fn is_chance_capital(&self, page: Page<'_>, person: &Range<usize>) -> bool {
        if person.len() > 1 || self.persons.contains_key(page.lower(person.start)) {
            return false;
        }
        let sentence = page.document.sentence_of.get(person.start).copied().unwrap_or(0) as usize;
        let opens = page.document.sentences.get(sentence).is_some_and(|found| found.tokens().start == person.start);
        is_day(page.lower(person.start))
            || page.lower(person.start) == "march"
            || number_at(page.document, person.start).is_some()
            || opens && full_name(page, person.clone()).len() < 2
    }

    fn actor(&self, page: Page<'_>, index: u32, tokens: &Range<usize>) -> Option<(Actor, Option<u32>)> {
        let actor = page.lexicon.actor(index)?;
        // "Turkish security sources" are named as they are written, not as officials at large.
        let written =
            actor.id.ends_with("-officials") || actor.id.ends_with("-media") && actor.kind == ActorKind::Media;
        let name = if written { plain(page, tokens.clone()) } else { actor.name.clone() };
        let id = if written { slug(&name) } else { actor.id.clone() };
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
        // "the Turkish general staff" is the Turkish military.
        if let Some(form) = word.form.as_deref().filter(|_| word.kind == ActorKind::ArmedForce)
            && let Some((_, demonym, _)) = page.demonym(adjective_before(page, tokens.start))
            && adjective_before(page, tokens.start) < tokens.start
            && let Some(index) = demonym.country.as_deref().and_then(|country| page.lexicon.institution(country, form))
        {
            return self.actor(page, index, tokens);
        }
        // "UN officials" are the United Nations under its own id.
        if word.name.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase())
            && let Some(index) = page.lexicon.actor_named(&word.name)
        {
            return self.actor(page, index, tokens);
        }
        let last = page.lower(tokens.end.wrapping_sub(1));
        let spoken_for = last.starts_with("spokes") || matches!(last, "statement" | "communique" | "command" | "chief");
        let name = if spoken_for && tokens.len() > 1
            || !word.name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
        {
            word.name.clone()
        } else {
            let adjective = adjective_before(page, tokens.start);
            let words = without_article(&plain(page, tokens.clone()).to_lowercase()).to_string();
            if adjective < tokens.start { format!("{} {words}", plain(page, adjective..tokens.start)) } else { words }
        };
        Some((Actor { id: slug(&name), name, kind: Some(word.kind) }, None))
    }
}
