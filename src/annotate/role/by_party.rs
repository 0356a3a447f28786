//! The parties of an article that may have done harm: armed actors, states, security forces, unnamed gunmen and persons
//! who are agents of harm, each with all its mentions. It must not know of sources nor decide who did what.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::annotate::figure::marks::{Mark, Page};
use crate::annotate::passage::Passage;
use crate::article::{Actor, ActorKind, Field, VictimClass};
use crate::lexicon::Entry;

use super::attribution_name::slug;
use super::by_name::{
    full_name, is_party_mark, is_whereabouts, joint_forces, may_harm, may_harm_as, named_for, noun_behind, person_name,
};
use super::by_touch::{Touch, names_attack, touch};
use super::scene::View;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub tokens: Range<usize>,
    pub sentence: usize,
    pub touch: Touch,
}

/// One party with its mentions, by passage and in the order of the text.
#[derive(Clone, Debug)]
pub struct Party {
    pub actor: Actor,
    pub index: Option<u32>,
    pub class: Option<VictimClass>,
    pub country: Option<String>,
    pub sort: Sort,
    pub mentions: [Vec<Mention>; 2],
    /// What its mentions say anywhere in the article.
    pub touch: Touch,
    pub count: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Named,
    /// "gunmen", "the army": a noun without a name.
    Generic,
    Person,
}

/// More parties than this no report has; the rest are not looked at.
pub const MOST: usize = 48;

/// The parties of an article.
#[derive(Debug, Default)]
pub struct Parties {
    pub all: Vec<Party>,
    known: FxHashMap<String, usize>,
    /// Small letters of a person's last name.
    surnames: FxHashMap<String, usize>,
    /// The last word of a named party's mention, in small letters, to the party: "the militants" are those named before.
    nouns: FxHashMap<String, usize>,
    /// The armies, police and governments that the article names.
    institutions: Vec<u32>,
    /// The country that most figures happened in.
    scene: Option<String>,
    /// The named group that "militants" and "gunmen" may be: the one that claims, or the only one.
    pub group: Option<usize>,
    /// The only party that claims anything.
    pub claimer: Option<usize>,
    /// An attack that nobody claimed is told of.
    pub unclaimed: bool,
}

/// Which list of mentions a passage fills.
pub fn slot(field: Field) -> usize {
    usize::from(field == Field::Title)
}

impl Parties {
    pub fn collect(views: &[View<'_, '_>], country: Option<&str>, scene: Option<&str>, owner: Option<&str>) -> Self {
        let mut parties = Parties { scene: scene.map(str::to_string), ..Parties::default() };
        for view in views {
            for index in view.passage.actors.iter().map(|mention| mention.actor as u32) {
                let force = view.page.lexicon.actor(index).is_some_and(|actor| {
                    matches!(actor.kind, ActorKind::ArmedForce | ActorKind::Government | ActorKind::Police)
                });
                if force && !parties.institutions.contains(&index) {
                    parties.institutions.push(index);
                }
            }
        }
        for view in views {
            parties.persons(view.passage, view.page);
        }
        for view in views {
            parties.read(view.passage, view.page, country);
        }
        for mentions in parties.all.iter_mut().flat_map(|party| &mut party.mentions) {
            mentions.sort_by_key(|mention| mention.tokens.start);
        }
        parties.merge();
        parties.group = parties.group();
        parties.claimer = parties.only(&|party| party.touch.has(Touch::CLAIMS));
        parties.unclaimed = views.iter().any(|view| is_unclaimed(view.page));
        if let (Some(owner), Some(view)) = (owner, views.first()) {
            parties.own(view.page, owner);
        }
        parties
    }

    /// Persons who are the agents of harm: "Karim Haddad killed two guards", "the gunman, Karim Haddad".
    fn persons(&mut self, passage: &Passage<'_>, page: Page<'_>) {
        // The agent, and whoever stands right before an active verb.
        let agents = passage.statements.iter().flat_map(|statement| {
            let active = !statement.trigger.is_empty() && statement.people.start >= statement.trigger.end;
            let verb = statement.trigger.start;
            [statement.agent.clone(), active.then(|| verb.saturating_sub(4)..verb)]
        });
        let agents = agents.flatten();
        let named = page.marks.within(passage.body_start..usize::MAX).iter().filter_map(|mark| {
            let lone = matches!(
                page.lower(mark.first as usize),
                "gunman" | "shooter" | "attacker" | "assailant" | "killer" | "bomber" | "suspect"
            );
            if !lone {
                return None;
            }
            let from = mark.end as usize + usize::from(page.lower(mark.end as usize) == ",");
            let word = |at: &usize| page.document.tokens.get(*at).is_some_and(|token| token.is_capitalised());
            let length = (from..from + 4).take_while(word).count();
            (length > 1).then_some(from..from + length)
        });
        for agent in agents.chain(named) {
            let agent = agent.start.max(agent.end.saturating_sub(12))..agent.end;
            if page.document.upper_case || page.marks.within(agent.clone()).iter().any(is_party_mark) {
                continue;
            }
            if let Some(name) = person_name(page, agent) {
                let surname = page.lower(name.end - 1);
                if self.surnames.contains_key(surname) {
                    continue;
                }
                let surname = surname.to_string();
                let name = full_name(page, name);
                if name.len() < 2 {
                    continue;
                }
                let words = page.document.slice(name).split_whitespace().collect::<Vec<_>>().join(" ");
                let actor = Actor { id: slug(&words), name: words, kind: None };
                if let Some(number) = self.add(actor, None, None, None, Sort::Person) {
                    self.surnames.insert(surname, number);
                }
            }
        }
    }

    /// The party whose station speaks is one even where it is not named: "we".
    fn own(&mut self, page: Page<'_>, owner: &str) {
        let Some(index) = page.lexicon.actor_by_id(owner) else { return };
        let Some(known) = page.lexicon.actor(index).filter(|known| may_harm(known.kind)) else { return };
        let actor = Actor { id: known.id.clone(), name: known.name.clone(), kind: Some(known.kind) };
        let number = self.add(actor, Some(index), known.class, known.country.clone(), Sort::Named);
        if let Some(party) = number.and_then(|number| self.all.get_mut(number)) {
            party.count = party.count.max(1);
        }
    }

    fn add(
        &mut self,
        actor: Actor,
        index: Option<u32>,
        class: Option<VictimClass>,
        country: Option<String>,
        sort: Sort,
    ) -> Option<usize> {
        if let Some(&known) = self.known.get(&actor.id) {
            return Some(known);
        }
        if self.all.len() >= MOST {
            return None;
        }
        self.known.insert(actor.id.clone(), self.all.len());
        self.all.push(Party {
            actor,
            index,
            class,
            country,
            sort,
            mentions: [Vec::new(), Vec::new()],
            touch: Touch::default(),
            count: 0,
        });
        Some(self.all.len() - 1)
    }

    fn read(&mut self, passage: &Passage<'_>, page: Page<'_>, country: Option<&str>) {
        // The armed group named last: "the group" and "the movement" are it.
        let mut group: Option<usize> = None;
        for (number, sentence) in page.document.sentences.iter().enumerate() {
            let tokens = sentence.tokens();
            if tokens.end <= passage.body_start {
                continue;
            }
            let mut at = 0;
            for mark in page.marks.within(tokens.start.max(passage.body_start)..tokens.end) {
                if (mark.first as usize) < at {
                    continue;
                }
                let Some((party, end)) = self.party_at(page, mark, country) else { continue };
                // "Isis militants", "Houthi fighters": the noun belongs to the name.
                let end = noun_behind(page, end);
                at = end;
                let party = self.known_by_noun(page, party, mark.first as usize, end);
                if self
                    .all
                    .get(party)
                    .is_some_and(|party| party.sort == Sort::Named && party.class == Some(VictimClass::Militant))
                {
                    group = Some(party);
                }
                self.mention(party, page, passage.field, number, mark.first as usize..end);
            }
            for token in tokens.clone() {
                if let Some(group) = group
                    && matches!(page.lower(token), "group" | "movement" | "outfit" | "faction")
                    && page.lower(token.wrapping_sub(1)) == "the"
                {
                    self.mention(group, page, passage.field, number, token..token + 1);
                }
            }
            if !self.surnames.is_empty() {
                for token in tokens {
                    if let Some(&party) = self.surnames.get(page.lower(token)) {
                        self.mention(party, page, passage.field, number, token..token + 1);
                    }
                }
            }
        }
    }

    fn mention(&mut self, party: usize, page: Page<'_>, field: Field, sentence: usize, tokens: Range<usize>) {
        let Some(party) = self.all.get_mut(party) else { return };
        let touch = touch(page, &tokens);
        party.touch.add(touch);
        party.count += 1;
        party.mentions[slot(field)].push(Mention { tokens, sentence, touch });
    }

    /// "the militants", "the security force": the party that was named with that noun before, if one was.
    fn known_by_noun(&mut self, page: Page<'_>, party: usize, start: usize, end: usize) -> usize {
        let noun = page.lower(end - 1);
        let sort = self.all.get(party).map(|party| party.sort);
        let definite = matches!(page.lower(start.wrapping_sub(1)), "the" | "its" | "their");
        if end - start > 1
            && sort == Some(Sort::Named)
            && !page.document.tokens.get(end - 1).is_some_and(|token| token.is_capitalised())
        {
            self.nouns.insert(noun.to_string(), party);
        } else if definite && sort == Some(Sort::Generic) {
            return self.nouns.get(noun).copied().unwrap_or(party);
        }
        party
    }

    /// The party that begins with a mark, and the token behind its name.
    fn party_at(&mut self, page: Page<'_>, mark: &Mark, country: Option<&str>) -> Option<(usize, usize)> {
        let at = mark.first as usize;
        if let Some(end) = joint_forces(page, at) {
            let words = page.document.slice(at..end).split_whitespace().collect::<Vec<_>>().join(" ");
            let actor = Actor { id: slug(&words), name: words, kind: Some(ActorKind::ArmedForce) };
            let number = self.add(actor, None, Some(VictimClass::Military), None, Sort::Named)?;
            return Some((number, end));
        }
        if let Some((index, end)) = page.actor(at) {
            let known = page.lexicon.actor(index)?;
            if !may_harm_as(known) || (known.kind == ActorKind::State && is_whereabouts(page, at, end)) {
                return None;
            }
            let (known, index) = named_for(page, known).unwrap_or((known, index));
            // A name for many is given as the text has it: "Islamic militants".
            let many = known.id == "jihadists";
            let name = if many { page.document.slice(at..end).to_string() } else { known.name.clone() };
            let actor = Actor { id: known.id.clone(), name, kind: Some(known.kind) };
            let number = self.add(actor, Some(index), known.class, known.country.clone(), Sort::Named)?;
            return Some((number, end));
        }
        match mark.entry {
            Entry::Demonym(index) => {
                let demonym = page.lexicon.demonyms.get(index as usize)?;
                let code = demonym.country.as_deref().filter(|_| demonym.adjective)?;
                let end = mark.end as usize;
                if !names_attack(page, end) {
                    return None;
                }
                let index = page.lexicon.state(code)?;
                let state = page.lexicon.actor(index)?;
                let (state, index) = named_for(page, state).unwrap_or((state, index));
                let actor = Actor { id: state.id.clone(), name: state.name.clone(), kind: Some(state.kind) };
                Some((self.add(actor, Some(index), None, Some(code.to_string()), Sort::Named)?, end))
            }
            Entry::Source(index) => {
                let word = page.lexicon.sources.get(index as usize)?;
                let end = mark.end as usize;
                let harms = matches!(
                    word.kind,
                    ActorKind::ArmedForce | ActorKind::Police | ActorKind::ArmedGroup | ActorKind::Coalition
                ) || word.form.as_deref() == Some("government");
                let last = page.lower(end - 1);
                let speaks = last.starts_with("spokes")
                    || matches!(
                        last,
                        "statement" | "communique" | "official" | "officials" | "source" | "sources" | "chief"
                    );
                if !harms || speaks || word.name == "commander" {
                    return None;
                }
                let institution = word.form.as_deref().and_then(|form| self.institution(page, form, country));
                // "government forces" of the country that the report is about.
                if let Some(known) = institution
                    && matches!(word.kind, ActorKind::ArmedForce | ActorKind::Government | ActorKind::Police)
                {
                    let known = named_for(page, known).map_or(known, |(named, _)| named);
                    let actor = Actor { id: known.id.clone(), name: known.name.clone(), kind: Some(known.kind) };
                    let number = self.add(actor, None, known.class, known.country.clone(), Sort::Generic)?;
                    return Some((number, end));
                }
                let class = match word.kind {
                    ActorKind::Police => VictimClass::Police,
                    ActorKind::ArmedGroup => VictimClass::Militant,
                    _ => VictimClass::Military,
                };
                // Nouns are named as the text has them: "terrorist groups".
                let one_word = end == at + 1 && !page.lower(at).ends_with("man");
                let surface = &page.document.lower[page.document.bytes(at..end)];
                let name = if one_word { word.name.clone() } else { surface.to_string() };
                let id = slug(&word.name);
                let known = self.known.get(&id).and_then(|&number| self.all.get_mut(number));
                let fuller =
                    |party: &&mut Party| name.ends_with('s') && name.contains(' ') && !party.actor.name.contains(' ');
                if let Some(party) = known.filter(fuller) {
                    party.actor.name = name.clone();
                }
                let actor = Actor { id, name, kind: Some(word.kind) };
                Some((self.add(actor, None, Some(class), None, Sort::Generic)?, end))
            }
            _ => None,
        }
    }

    /// The named armed group that nouns for fighters may stand for: the only one that claims, else the only one named.
    fn group(&self) -> Option<usize> {
        let named = |party: &Party| {
            party.sort == Sort::Named
                && party.actor.kind == Some(ActorKind::ArmedGroup)
                && party.class == Some(VictimClass::Militant)
                && party.count > 0
        };
        self.only(&|party| named(party) && party.touch.has(Touch::CLAIMS)).or_else(|| self.only(&named))
    }

    /// The party that fits, where no other does.
    fn only(&self, fits: &dyn Fn(&Party) -> bool) -> Option<usize> {
        let mut fitting = (0..self.all.len()).filter(|&number| fits(&self.all[number]));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// "the army": the one that the article names, else that of the country it is about.
    fn institution<'p>(&self, page: Page<'p>, form: &str, country: Option<&str>) -> Option<&'p crate::lexicon::Actor> {
        let country = match form {
            "government" | "government-forces" | "rebels" => self.scene.as_deref().or(country),
            _ => country,
        };
        let own = country.and_then(|country| page.lexicon.institution(country, form));
        let mut named = self.institutions.iter().filter(|&&index| {
            let id = page.lexicon.actor(index).map_or("", |actor| actor.id.as_str());
            id.strip_suffix(form).is_some_and(|state| state.ends_with('-'))
        });
        let index = match (named.next(), named.next()) {
            (Some(&only), None) => Some(only),
            _ => own,
        };
        page.lexicon.actor(index?)
    }

    /// "the gunman" is the person who did harm, where the article names only one.
    fn merge_gunman(&mut self) {
        let mut persons = (0..self.all.len()).filter(|&number| self.all[number].sort == Sort::Person);
        let (Some(person), None) = (persons.next(), persons.next()) else { return };
        for generic in ["gunmen", "attackers"] {
            let Some(&from) = self.known.get(generic) else { continue };
            if !self.all[from].actor.name.ends_with('s') && !self.all[from].actor.name.ends_with("men") {
                self.take(from, person);
            }
        }
    }

    /// Moves all mentions of one party to another.
    fn take(&mut self, from: usize, to: usize) {
        let mentions = std::mem::take(&mut self.all[from].mentions);
        let (touch, count) = (self.all[from].touch, self.all[from].count);
        self.all[from].count = 0;
        self.all[from].touch = Touch::default();
        let party = &mut self.all[to];
        party.touch.add(touch);
        party.count += count;
        for (own, mut more) in party.mentions.iter_mut().zip(mentions) {
            own.append(&mut more);
            own.sort_by_key(|mention| mention.tokens.start);
        }
    }

    /// "the coalition" is the coalition that the article names.
    fn merge(&mut self) {
        self.merge_gunman();
        for generic in ["coalition", "coalition-forces"] {
            let Some(from) = self.known.get(generic).copied() else { continue };
            let named = |party: &Party| {
                party.actor.kind == Some(ActorKind::Coalition)
                    && party.sort == Sort::Named
                    && !matches!(
                        party.actor.id.as_str(),
                        "coalition-forces" | "foreign-forces" | "afghan-coalition-force"
                    )
            };
            let target = (0..self.all.len()).filter(|&number| named(&self.all[number]));
            if let Some(to) = target.max_by_key(|&number| self.all[number].count) {
                self.take(from, to);
            }
        }
    }
}

/// "No group has claimed responsibility", "there was no immediate claim".
fn is_unclaimed(page: Page<'_>) -> bool {
    (0..page.document.tokens.len()).any(|at| {
        matches!(page.lower(at), "claim" | "claims" | "claimed")
            && (at.saturating_sub(6)..at).any(|back| matches!(page.lower(back), "no" | "nobody" | "none" | "neither"))
            && (at + 1..at + 4).any(|next| page.lower(next) == "responsibility")
            || page.lower(at) == "claim" && page.lower(at.wrapping_sub(1)) == "immediate"
    })
}

impl Party {
    /// Its mentions in these sentences of a passage.
    pub fn within(&self, field: Field, sentences: Range<usize>) -> &[Mention] {
        let mentions = &self.mentions[slot(field)];
        let from = mentions.partition_point(|mention| mention.sentence < sentences.start);
        let to = mentions.partition_point(|mention| mention.sentence < sentences.end);
        mentions.get(from..to).unwrap_or(&[])
    }
}
