//! Parties and speakers in a question: who did it, who says so, who denies it; from a name, an alias or a common noun
//! ("the army", "the coalition") to the ids that records carry. It must not know places beyond their country codes.

use std::ops::Range;

use super::reader::{NamedByNoun, Reader, push};
use super::tables::{AGENCIES, NOUN_ACTORS, WORDS};
use super::{QuestionContext, QuestionError};
use crate::article::{ActorKind, Stance};
use crate::lexicon::{Actor, Entry, Lexicon, ReportingRole};
use crate::text::fold::fold;

/// Which parts of a state its name stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What fights.
    Forces,
    /// What fights or speaks.
    Any,
}

/// The ids that a named actor stands for: itself and what belongs to it. A state's name stands for its forces, and for
/// its ministries and officials where they speak; one of its forces for all that a text may call it.
pub fn with_parts(lexicon: &Lexicon, actor: u32, part: Part) -> Vec<String> {
    let Some(named) = lexicon.actor(actor) else { return Vec::new() };
    let mut ids = vec![named.id.clone()];
    let state = named.country.as_deref().and_then(|country| lexicon.state(country));
    if let Some(state) = state.filter(|_| stands_for_state(named)) {
        let fits = |kind: ActorKind| match kind {
            ActorKind::ArmedForce => true,
            ActorKind::Police => named.kind != ActorKind::ArmedForce,
            ActorKind::State | ActorKind::Government | ActorKind::Ministry => true,
            ActorKind::Official | ActorKind::Media => part == Part::Any,
            _ => false,
        };
        for id in institutions(lexicon, state) {
            let found = lexicon.actor_by_id(&id).and_then(|index| lexicon.actor(index));
            // A ministry speaks; of those, only the army's fight.
            let speaker = found.is_some_and(|actor| actor.kind == ActorKind::Ministry) && part == Part::Forces;
            if found.is_some_and(|actor| fits(actor.kind)) && !speaker {
                push(&mut ids, id);
            }
        }
    }
    // What names another actor as its parent, over several steps.
    let mut from = 0;
    while from < ids.len() {
        let parent = ids[from].clone();
        from += 1;
        for row in lexicon.actors.rows() {
            if row.parent.as_deref() == Some(parent.as_str()) && !(speaks_only(row.kind) && part == Part::Forces) {
                push(&mut ids, row.id.clone());
            }
        }
    }
    ids
}

fn speaks_only(kind: ActorKind) -> bool {
    matches!(kind, ActorKind::Media | ActorKind::Agency)
}

/// Whether a name means the state at large: the state, its government, its armed forces as a whole.
fn stands_for_state(actor: &Actor) -> bool {
    match actor.kind {
        ActorKind::State | ActorKind::Government => true,
        ActorKind::ArmedForce => {
            ["-army", "-military", "-forces", "-government-forces", "-security-forces", "-armed-forces"]
                .iter()
                .any(|end| actor.id.ends_with(end))
                || actor.parent.is_none()
                || is_national_army(actor)
        }
        _ => false,
    }
}

/// The army of a state under its own name: the FARDC, the Tatmadaw.
fn is_national_army(actor: &Actor) -> bool {
    let names = std::iter::once(actor.name.as_str()).chain(actor.aliases());
    let army = |name: &str| ["army", "armed forces", "military"].iter().any(|word| name.to_lowercase().ends_with(word));
    actor.parent.is_some() && !actor.name.to_lowercase().contains("air force") && names.into_iter().any(army)
}

/// Ids of a state and all its institutions; its own rows of the lexicon name one of them as their parent.
fn institutions(lexicon: &Lexicon, state: u32) -> Vec<String> {
    let own = lexicon.actor(state).map(|actor| actor.id.clone());
    own.into_iter().chain(lexicon.actors.institutions(state)).collect()
}

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
    fn read_somebody(&mut self, at: usize, field: &'static str) -> Option<usize> {
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

    /// "according to SANA", "denied by the army", "the Pentagon says".
    pub fn read_speaker(&mut self, at: usize) -> Option<usize> {
        if let Some(start) =
            self.skip_any(at, &["according to", "as per", "per", "citing", "quoting", "in the words of"])
        {
            return self.read_somebody_or_city(start, ReportingRole::According);
        }
        if let Some((mut role, end)) = self.reporting_at(at) {
            let by = self.lower(end - 1) == "by";
            let start = if by { Some(end) } else { self.skip(end, "by") };
            // "attack claimed by": responsibility, not a number.
            let after_attack = at > 0 && self.attack_at(at - 1);
            if matches!(role, ReportingRole::Claims | ReportingRole::ClaimsResponsibility)
                && let Some(start) = start
            {
                if after_attack {
                    return self.read_somebody(start, "by");
                }
                role = ReportingRole::Claims;
            }
            let said = start.is_some() || matches!(self.lower(at), "says" | "said" | "say");
            if said && let Some(end) = self.read_somebody_or_city(start.unwrap_or(end), role) {
                return Some(end);
            }
            if role == ReportingRole::Denies && start.is_none() {
                push(&mut self.query.stance, Stance::Denied);
                self.note(at..end, "stance", "denied figures");
                return Some(end);
            }
        }
        self.read_subject_speaker(at)
    }

    fn reporting_at(&self, at: usize) -> Option<(ReportingRole, usize)> {
        self.longest(at, |entry| match entry {
            Entry::Reporting(index) => self.context.lexicon.reporting.get(index as usize).map(|verb| verb.role),
            _ => None,
        })
    }

    /// "SANA reports", "the Pentagon denied", "AFP reports of".
    fn read_subject_speaker(&mut self, at: usize) -> Option<usize> {
        let start = self.skip(at, "the").unwrap_or(at);
        let named = self.actor_at(start).map(|(_, end)| end);
        let end = named.or_else(|| self.agency_at(start))?;
        // "as the army denied": the verb stands right behind the name; "IS claimed" may go on with "that".
        let role = match self.lower(end) {
            "reports" | "report" | "figures" | "data" | "count" | "counts" | "estimates" | "tally" | "statement" => {
                ReportingRole::Says
            }
            _ => self.reporting_at(end).map(|(role, _)| role).filter(|_| speaks(self.lower(end)))?,
        };
        let behind = self.skip_any(end + 1, &["that", "of", "on", "about"]).unwrap_or(end + 1);
        self.read_somebody_as(start, role)?;
        Some(behind)
    }

    fn read_somebody_or_city(&mut self, start: usize, role: ReportingRole) -> Option<usize> {
        if let Some(end) = self.read_somebody_as(start, role) {
            return Some(end);
        }
        // "according to Kyiv": a capital speaks for its country.
        let start = self.skip(start, "the").unwrap_or(start);
        let (end, name) = self.place_name_at(start, true)?;
        let country = self.country_of(&name)?;
        let state = self.context.lexicon.state(&country)?;
        let ids = with_parts(self.context.lexicon, state, Part::Any);
        self.add_ids(field_of(role), &ids, start..end);
        self.add_stance(role);
        Some(end)
    }

    fn read_somebody_as(&mut self, start: usize, role: ReportingRole) -> Option<usize> {
        let end = self.read_somebody(start, field_of(role))?;
        self.add_stance(role);
        Some(end)
    }

    fn add_stance(&mut self, role: ReportingRole) {
        if role == ReportingRole::Claims {
            push(&mut self.query.stance, Stance::Claimed);
        }
    }

    fn add_agency(&mut self, tokens: Range<usize>) {
        let typed = self.typed.slice(tokens.clone());
        let name = AGENCIES.get(&fold(typed)).map_or_else(|| typed.to_owned(), |name| (*name).to_owned());
        self.note(tokens, "agency", format!("reports of {name}"));
        push(&mut self.query.agency, name);
    }

    /// A wire agency's name at a token.
    fn agency_at(&self, at: usize) -> Option<usize> {
        let token = self.typed.tokens.get(at)?;
        (token.is_word() && WORDS.is_wire(self.lower(at))).then_some(at + 1)
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

/// Whom a common noun means in these countries; or only what kind of speaker it is.
fn noun_ids(
    word: &str,
    field: &str,
    countries: &[String],
    context: &QuestionContext<'_>,
) -> (Vec<String>, Option<ActorKind>) {
    let lexicon = context.lexicon;
    let mut ids = Vec::new();
    let nouns = || NOUN_ACTORS.iter().filter(|noun| noun.words.contains(&word));
    let mut of_country: Vec<_> =
        nouns().filter(|noun| countries.iter().any(|country| country == noun.country)).collect();
    if of_country.is_empty() {
        of_country = nouns().filter(|noun| noun.country.is_empty()).collect();
    }
    for id in of_country.iter().flat_map(|noun| &noun.actors) {
        push(&mut ids, (*id).to_owned());
    }
    let source = lexicon.source(word);
    let kind = source.map(|source| source.kind);
    let form =
        source.and_then(|source| source.form.clone()).or_else(|| lexicon.actors.form_named(word).map(str::to_owned));
    if let (true, Some(form)) = (ids.is_empty(), form) {
        let part = if field == "by" { Part::Forces } else { Part::Any };
        for country in countries {
            if let Some(index) = lexicon.institution(country, &form) {
                with_parts(lexicon, index, part).into_iter().for_each(|id| push(&mut ids, id));
            }
        }
        // "Libyan rebels" may be a row of its own.
        let adjectives = lexicon.demonyms.iter().filter(|demonym| demonym.adjective);
        for demonym in
            adjectives.filter(|demonym| demonym.country.as_ref().is_some_and(|code| countries.contains(code)))
        {
            if let Some(index) = lexicon.actor_named(&format!("{} {word}", demonym.word)).filter(|_| !ids.is_empty()) {
                let part = if field == "by" { Part::Forces } else { Part::Any };
                with_parts(lexicon, index, part).into_iter().for_each(|id| push(&mut ids, id));
            }
        }
        // Texts name them without their country too: "the rebels".
        if !ids.is_empty() {
            push(&mut ids, slug(word));
        }
    }
    (ids, kind)
}

/// Whether a reporting verb behind a party's name makes it the speaker, in a question.
fn speaks(verb: &str) -> bool {
    !matches!(verb, "held" | "led" | "recorded")
}

fn field_of(role: ReportingRole) -> &'static str {
    match role {
        ReportingRole::Denies | ReportingRole::Disputes => "denied_by",
        _ => "source",
    }
}

/// The id of an actor that no table has: its name in small letters with hyphens.
pub fn slug(name: &str) -> String {
    fold(name).replace(' ', "-")
}

/// Names of actors that are written nearly like this.
fn suggest(lexicon: &Lexicon, name: &str) -> Vec<String> {
    let wanted = fold(name);
    if wanted.chars().count() < 3 {
        return Vec::new();
    }
    let mut near: Vec<(usize, &str)> = Vec::new();
    for row in lexicon.actors.rows() {
        let names = std::iter::once(row.name.as_str()).chain(row.aliases());
        let best = names
            .map(|alias| {
                let folded = fold(alias);
                if folded.starts_with(&wanted) { 1 } else { edit_distance(&wanted, &folded) }
            })
            .min();
        if let Some(best) = best.filter(|best| *best <= wanted.len() / 4 + 1) {
            near.push((best, &row.name));
        }
    }
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// Letters to insert, delete or replace.
pub fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (above, left) in a.chars().enumerate() {
        let mut diagonal = row.first().copied().unwrap_or(0);
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
        for (column, right) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(left != *right);
            diagonal = row.get(column + 1).copied().unwrap_or(usize::MAX);
            let around = diagonal.min(row.get(column).copied().unwrap_or(usize::MAX)).saturating_add(1);
            if let Some(cell) = row.get_mut(column + 1) {
                *cell = replaced.min(around);
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Reads the value of `--by`, `--actor` or `--source`: an actor's id, name or alias. Gives its id and those of its parts.
pub fn actor_filter(text: &str, context: &QuestionContext<'_>) -> Result<Vec<String>, QuestionError> {
    let lexicon = context.lexicon;
    let name = text.trim();
    let bare = name.strip_prefix("the ").unwrap_or(name);
    let named = || {
        lexicon
            .actor_by_id(bare)
            .or_else(|| lexicon.actor_named(bare))
            .or_else(|| lexicon.actor_named(&bare.to_ascii_uppercase()))
    };
    if let Some(index) = named() {
        return Ok(with_parts(lexicon, index, Part::Any));
    }
    if let Some(demonym) = lexicon.demonym(bare) {
        return Ok(match demonym.country.as_deref().and_then(|country| lexicon.state(country)) {
            Some(state) => with_parts(lexicon, state, Part::Any),
            None => vec![slug(bare)],
        });
    }
    let (ids, _) = noun_ids(&bare.to_lowercase(), "source", &[], context);
    if !ids.is_empty() {
        return Ok(ids);
    }
    if lexicon.source(bare).is_some() || lexicon.victim(bare).is_some() {
        return Ok(vec![slug(bare)]);
    }
    Err(QuestionError {
        column: 1,
        message: format!("no party or source is known as {name:?}"),
        suggestions: suggest(lexicon, name),
    })
}
