//! Parties in a question: who did it, whose people came to harm, who appears in the report; by a name, an alias or a
//! common noun ("the army", "the coalition"). It must not know places beyond their country codes.

use std::ops::Range;

use super::party::{Part, noun_ids, slug, suggest, with_parts};
use super::reader::{NamedByNoun, Reader, push};
use super::tables::NOUN_ACTORS;
use crate::article::ActorKind;
use crate::lexicon::{Actor, Entry};

impl Reader<'_> {
    /// The actor named at a token.
    pub fn actor_at(&self, at: usize) -> Option<(u32, usize)> {
        self.longest(at, |entry| match entry {
            Entry::Actor(actor) => Some(actor),
            _ => None,
        })
    }

    fn actor(&self, index: u32) -> Option<&Actor> {
        self.context.lexicon.actor(index)
    }

    /// Adds ids to a field of the query and notes the reading.
    pub fn add_ids(&mut self, field: &'static str, ids: &[String], tokens: Range<usize>) {
        let list = match field {
            "by" => &mut self.query.by,
            "source" => &mut self.query.source,
            "denied_by" => &mut self.query.denied_by,
            _ => &mut self.query.actor,
        };
        for id in ids {
            push(list, id.clone());
        }
        let name = ids.first().and_then(|id| self.context.lexicon.actor_by_id(id)).and_then(|index| self.actor(index));
        let name = name.map(|actor| actor.name.clone()).or_else(|| ids.first().cloned()).unwrap_or_default();
        let reading = match ids.len() {
            0 | 1 => name,
            more => format!("{name}, with {} of its parts", more - 1),
        };
        self.note(tokens, field, reading);
    }

    fn note_country(&mut self, index: u32) {
        if let Some(country) = self.actor(index).and_then(|actor| actor.country.clone()) {
            push(&mut self.countries, country);
        }
    }

    /// Somebody from `at` on, for a field: a name, a demonym with people, or a common noun. Further ones may follow,
    /// joined by "and", "or" or a slash.
    pub fn read_somebody(&mut self, at: usize, field: &'static str) -> Option<usize> {
        let mut end = self.read_one(at, field)?;
        while matches!(self.lower(end), "and" | "or" | "/" | "," | "&") {
            let Some(next) = self.read_one(end + 1, field) else { break };
            end = next;
        }
        Some(end)
    }

    fn read_one(&mut self, at: usize, field: &'static str) -> Option<usize> {
        let mut start = at;
        // "the Pentagon" is a name with its article.
        while self.actor_at(start).is_none()
            && let Some(next) = self.skip_any(
                start,
                &[
                    "the",
                    "a",
                    "an",
                    "suspected",
                    "alleged",
                    "unidentified",
                    "unknown",
                    "members of",
                    "fighters of",
                    "fighters from",
                    "soldiers of",
                    "soldiers from",
                    "forces of",
                    "forces loyal to",
                    "troops from",
                    "elements of",
                    "either",
                    "both",
                ],
            )
        {
            start = next;
        }
        let lexicon = self.context.lexicon;
        let weapon =
            |end: &usize| (start..*end).any(|token| self.method_at(token).is_some_and(|(_, other)| other >= *end));
        if let Some((index, mut end)) =
            self.actor_at(start).filter(|(_, end)| !(self.nation_says_more(start, *end) && weapon(end)))
        {
            if let Some(end) = self.agency_at(start).filter(|_| field == "source") {
                self.add_agency(start..end);
                return Some(end);
            }
            self.note_country(index);
            let part = if field == "by" { Part::Forces } else { Part::Any };
            let ids = with_parts(lexicon, index, part);
            end = self.behind_followers(end);
            self.add_ids(field, &ids, start..end);
            return Some(end);
        }
        if let Some((demonym, end)) = self.demonym_at(start) {
            let behind = self.behind_followers(end);
            let state = demonym.country.as_deref().and_then(|country| lexicon.state(country));
            if behind > end || state.is_some() && self.lower(end) != "state" {
                let ids = match state {
                    Some(state) => with_parts(lexicon, state, if field == "by" { Part::Forces } else { Part::Any }),
                    None => vec![slug(self.typed.slice(start..behind))],
                };
                if let Some(country) = demonym.country {
                    push(&mut self.countries, country);
                }
                self.add_ids(field, &ids, start..behind);
                return Some(behind);
            }
        }
        if let Some(end) = self.agency_at(start).filter(|_| field == "source") {
            self.add_agency(start..end);
            return Some(end);
        }
        self.read_noun(start, field)
    }

    /// Skips the people of an actor: "Taliban fighters", "Israeli soldiers".
    fn behind_followers(&self, mut end: usize) -> usize {
        for _ in 0..3 {
            let next = self.people_at(end).map(|(_, end)| end);
            let next = next.or_else(|| {
                matches!(
                    self.lower(end),
                    "forces" | "fighters" | "troops" | "warplanes" | "jets" | "elements" | "units"
                )
                .then_some(end + 1)
            });
            match next {
                Some(next) if next > end => end = next,
                _ => break,
            }
        }
        end
    }

    /// "the army", "rebels", "the coalition", "police": whose country is told elsewhere.
    fn read_noun(&mut self, start: usize, field: &'static str) -> Option<usize> {
        let noun = (1..=3).rev().find_map(|length| {
            let words = self.typed.slice(start..start + length).to_lowercase();
            let known = NOUN_ACTORS.iter().any(|noun| noun.words.contains(&words.as_str()));
            known.then_some(start + length)
        });
        let source = self.longest(start, |entry| match entry {
            Entry::Source(index) => Some(index),
            _ => None,
        });
        let fighters = self.people_at(start).filter(|(word, _)| {
            use crate::article::VictimClass::{Militant, Military, Police};
            matches!(word.class, Some(Militant | Military | Police))
        });
        let end = [noun, source.map(|(_, end)| end), fighters.map(|(_, end)| end)].into_iter().flatten().max()?;
        let end = if field == "by" { self.behind_followers(end) } else { end };
        let word = self.typed.slice(start..end).to_lowercase();
        self.nouns.push(NamedByNoun { tokens: start..end, field, word });
        Some(end)
    }

    /// "by the SDF", "blamed on", "carried out by": who did it.
    pub fn read_author(&mut self, at: usize) -> Option<usize> {
        const AUTHOR: &[&str] = &[
            "at the hands of",
            "carried out by",
            "perpetrated by",
            "committed by",
            "launched by",
            "conducted by",
            "claimed by",
            "caused by",
            "blamed on",
            "attributed to",
            "on the part of",
            "victims of",
            "by",
        ];
        let start = self.skip_any(at, AUTHOR)?;
        // "by airstrikes", "by a car bomb" name no one.
        let bare = self.skip_any(start, &["a", "an", "the"]).unwrap_or(start);
        if self.method_at(bare).is_some() && self.actor_at(bare).is_none() {
            return Some(start);
        }
        if let Some(end) = self.read_somebody(start, "by") {
            return Some(end);
        }
        let mut end = bare;
        // "victims of the Sanaa bombing" names a place.
        if self.place_name_at(bare, true).is_some() {
            return None;
        }
        while self.is_capitalised(end) && self.place_or_date_free(end) {
            end += 1;
        }
        if end == bare {
            return None;
        }
        let name = self.typed.slice(bare..end).to_owned();
        let suggestions = suggest(self.context.lexicon, &name);
        self.push_text(bare..end);
        if let Some(part) = self.parts.last_mut() {
            part.reading = format!("no party is known as {name}: searched for as text");
            part.alternatives = suggestions;
        }
        Some(end)
    }

    fn place_or_date_free(&self, at: usize) -> bool {
        super::period::period_at(&self.clock(), at).is_none()
    }

    /// A name that no word introduces: before an attack who did it, before people whose they were, a monitor or agency
    /// as the source, else anyone who appears in the report.
    pub fn read_actor(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = self.agency_at(at) {
            self.add_agency(at..end);
            return Some(end);
        }
        let lexicon = self.context.lexicon;
        let Some((index, end)) = self.actor_at(at) else { return self.read_noun_attack(at) };
        let actor = lexicon.actor(index)?.clone();
        if self.nation_says_more(at, end) && !self.attack_at(end)
            || self.people_at(at).is_some_and(|(word, other)| other >= end && !word.groups.is_empty())
        {
            return None;
        }
        let possessive = usize::from(matches!(self.typed.word(end), "'s" | "\u{2019}s"));
        let behind = end + possessive;
        // "Iraq", "US": a country or a nation, unless it attacks.
        let attacks = self.attack_at(behind) || self.attacks_actively(behind);
        if actor.kind == ActorKind::State && !attacks {
            return None;
        }
        if self.demonym_at(at).is_some_and(|(_, other)| other >= end) && !attacks {
            return None;
        }
        self.note_country(index);
        if attacks {
            let ids = with_parts(lexicon, index, Part::Forces);
            self.add_ids("by", &ids, at..end);
            return Some(behind);
        }
        if matches!(
            actor.kind,
            ActorKind::Monitor | ActorKind::Rights | ActorKind::Ministry | ActorKind::Agency | ActorKind::Media
        ) {
            let ids = with_parts(lexicon, index, Part::Any);
            self.add_ids("source", &ids, at..end);
            return Some(behind);
        }
        if let Some((word, next)) = self.people_at(behind) {
            return Some(self.take_members(&actor, index, &word, at, end, next));
        }
        if self.harm_at(behind).is_some() || self.lower(behind) == "losses" {
            self.take_side(&actor, index, at, end);
            return Some(behind);
        }
        let ids = with_parts(lexicon, index, Part::Any);
        self.add_ids("actor", &ids, at..end);
        Some(behind)
    }

    /// "Russian air strikes", "Kurdish fighters": the nation and what follows it say more than the name of both.
    fn nation_says_more(&self, at: usize, end: usize) -> bool {
        let nation = self.demonym_at(at).map(|(_, other)| other).filter(|other| *other < end);
        let whole = self.people_at(at).is_some_and(|(_, other)| other >= end);
        nation.is_some_and(|start| {
            whole
                || self.people_at(start).is_some_and(|(_, other)| other == end)
                || self.method_at(start).is_some_and(|(_, other)| other >= end)
        })
    }

    /// "killed 20", "bombed", "shelled a hospital" behind a name: the active voice.
    fn attacks_actively(&self, at: usize) -> bool {
        let Some((word, end)) = self.harm_at(at) else { return false };
        word.kind == crate::lexicon::EffectKind::Verb
            && word.harmed == crate::lexicon::Harmed::Object
            && (crate::text::number::number_at(&self.capitals, end).is_some()
                || self.people_at(end).is_some()
                || self.demonym_at(end).is_some())
    }

    /// "Hamas fighters", "SDF commanders": the party's own people.
    fn take_members(
        &mut self,
        actor: &Actor,
        index: u32,
        word: &crate::lexicon::VictimWord,
        at: usize,
        end: usize,
        next: usize,
    ) -> usize {
        self.take_side(actor, index, at, end);
        // "fighters" are what the party's people are.
        let vague = word.class.is_none_or(|class| class == crate::article::VictimClass::Unspecified);
        let plain = vague && matches!(self.lower(next - 1), "members" | "personnel" | "people" | "men");
        if vague && !plain {
            return end;
        }
        if plain { next } else { end }
    }

    /// The victims belonged to this party.
    fn take_side(&mut self, actor: &Actor, index: u32, at: usize, end: usize) {
        if let Some(class) = actor.class {
            push(&mut self.query.victims, class);
            self.note(at..end, "victims", class.to_string());
        }
        let state =
            matches!(actor.kind, ActorKind::ArmedForce | ActorKind::Police | ActorKind::State | ActorKind::Government);
        match actor.country.clone().filter(|_| state) {
            Some(country) => {
                push(&mut self.query.affiliation, country.clone());
                self.note(at..end, "affiliation", format!("victims: {country}"));
            }
            None => {
                let ids = with_parts(self.context.lexicon, index, Part::Any);
                self.add_ids("actor", &ids, at..end);
            }
        }
    }

    /// "regime shelling", "coalition airstrikes", "rebel rockets".
    fn read_noun_attack(&mut self, at: usize) -> Option<usize> {
        let start = self.skip_any(at, &["the"]).unwrap_or(at);
        let word = self.lower(start).to_owned();
        let known = matches!(
            word.as_str(),
            "regime"
                | "government"
                | "army"
                | "military"
                | "rebel"
                | "rebels"
                | "police"
                | "opposition"
                | "militia"
                | "militant"
                | "insurgent"
                | "separatist"
                | "jihadist"
        ) || NOUN_ACTORS.iter().any(|noun| noun.words.contains(&word.as_str()));
        let end = self.skip_any(start + 1, &["forces", "troops", "warplanes", "air force"]).unwrap_or(start + 1);
        if !known || !self.attack_at(end) {
            return None;
        }
        self.nouns.push(NamedByNoun {
            tokens: start..end,
            field: "by",
            word: self.typed.slice(start..end).to_lowercase(),
        });
        Some(end)
    }

    /// Finds who the common nouns mean, now that the countries are known.
    pub fn settle_nouns(&mut self) {
        for noun in std::mem::take(&mut self.nouns) {
            let (ids, kind) = noun_ids(&noun.word, noun.field, &self.countries, &self.context);
            if !ids.is_empty() {
                self.add_ids(noun.field, &ids, noun.tokens.clone());
            } else if let Some(kind) = kind.filter(|_| noun.field == "source") {
                push(&mut self.query.source_kind, kind);
                self.note(noun.tokens.clone(), "source_kind", format!("said by {}: {kind}", noun.word));
            } else {
                let ids = vec![slug(&noun.word)];
                self.add_ids(noun.field, &ids, noun.tokens.clone());
            }
        }
    }
}
