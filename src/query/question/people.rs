//! Harm, people and weapons in a question: effects, victims and their groups, the nation of the victims, methods.
//! It must not know places, dates or who did it.

use super::reader::{Reader, push};
use super::tables::WORDS;
use crate::article::{Effect, Method, VictimClass};
use crate::lexicon::{Demonym, EffectKind, EffectWord, Entry, Harmed, PersonKind, Strength, VictimWord};

/// Words for killing many that name no way of killing, though the lexicon gives them one.
const NO_METHOD: &[&str] = &["massacre", "slaughter", "butcher", "mass killing", "mass killings", "massacres", "lynch"];

/// Weak words of harm that a question means as harm whoever stands beside them.
const PLAIN: &[&str] = &[
    "execute",
    "hang",
    "capture",
    "arrest",
    "imprison",
    "jail",
    "displace",
    "uproot",
    "evacuate",
    "deport",
    "expel",
    "release",
    "free",
    "liberate",
    "rescue",
    "surrender",
    "disappear",
    "arrests",
    "detention",
    "detentions",
    "missing",
];

impl Reader<'_> {
    fn effect_word(&self, index: u32) -> Option<&EffectWord> {
        self.context.lexicon.effects.get(index as usize)
    }

    fn victim_word(&self, index: u32) -> Option<&VictimWord> {
        self.context.lexicon.victims.get(index as usize)
    }

    /// The word of harm at a token.
    pub fn harm_at(&self, at: usize) -> Option<(EffectWord, usize)> {
        self.longest(at, |entry| match entry {
            Entry::Effect(index) => self.effect_word(index).cloned(),
            _ => None,
        })
    }

    /// A noun for people at a token, adjectives left out.
    pub fn people_at(&self, at: usize) -> Option<(VictimWord, usize)> {
        self.longest(at, |entry| match entry {
            Entry::Victim(index) => self.victim_word(index).filter(|word| word.kind != PersonKind::Modifier).cloned(),
            _ => None,
        })
    }

    fn modifier_at(&self, at: usize) -> Option<(VictimWord, usize)> {
        self.longest(at, |entry| match entry {
            Entry::Victim(index) => self.victim_word(index).filter(|word| word.kind == PersonKind::Modifier).cloned(),
            _ => None,
        })
    }

    pub fn demonym_at(&self, at: usize) -> Option<(Demonym, usize)> {
        self.longest(at, |entry| match entry {
            Entry::Demonym(index) => self.context.lexicon.demonyms.get(index as usize).cloned(),
            _ => None,
        })
    }

    pub fn method_at(&self, at: usize) -> Option<(Method, usize)> {
        self.longest(at, |entry| match entry {
            Entry::Method(index) => self.context.lexicon.methods.get(index as usize).map(|word| word.method),
            _ => None,
        })
    }

    /// Whether an attack is named at a token: what an actor before it did, not suffered.
    pub fn attack_at(&self, at: usize) -> bool {
        self.method_at(at).is_some()
            || WORDS.is_unbounded(self.lower(at))
            || matches!(self.lower(at), "strike" | "strikes" | "raids" | "raid" | "bombardment" | "warplanes")
            || self.harm_at(at).is_some_and(|(word, _)| {
                word.kind == EffectKind::Noun
                    && word.harmed == Harmed::Complement
                    && matches!(
                        self.lower(at),
                        "killing"
                            | "killings"
                            | "murder"
                            | "murders"
                            | "massacre"
                            | "massacres"
                            | "execution"
                            | "executions"
                            | "assassination"
                            | "assassinations"
                            | "kidnapping"
                            | "kidnappings"
                            | "abduction"
                            | "abductions"
                    )
            })
    }

    /// "killed", "deaths", "wounded", "missing", "killed or wounded".
    pub fn read_harm(&mut self, at: usize) -> Option<usize> {
        if matches!(self.lower(at), "losses" | "loss") && self.lower(at + 1) != "of" {
            self.add_effect(Effect::Casualties);
            self.note(at..at + 1, "effect", "killed or wounded");
            return Some(at + 1);
        }
        let (word, end) = self.harm_at(at)?;
        // "wounded soldiers released", "dead" as a noun: the longest reading wins; a method of the same words is a method
        // alone where the harm is doubtful ("shot", "burned").
        let weak = word.strength == Strength::Weak && !PLAIN.contains(&word.lemma.as_str());
        let weapon = self.method_at(at).is_some_and(|(method, _)| method != Method::Other);
        if weak && (weapon || !self.people_near(at, end)) {
            return None;
        }
        // "the bodies of", "remains", "life": words for the dead that are no count of them in a question.
        if weak && word.kind == EffectKind::Noun && word.effect == Effect::Killed {
            return None;
        }
        self.add_effect(word.effect);
        // A noun's own row lists many words; a verb's its forms.
        let said =
            if word.kind == EffectKind::Verb { word.lemma.clone() } else { self.typed.slice(at..end).to_lowercase() };
        let method = word.method.or(self.method_at(at).filter(|(_, other)| *other == end).map(|(method, _)| method));
        let method = method.filter(|method| {
            !matches!(method, Method::Kidnapping | Method::Other | Method::Raid) && !NO_METHOD.contains(&said.as_str())
        });
        if let Some(method) = method {
            push(&mut self.query.method, method);
            self.note(at..end, "method", method.to_string());
        }
        let reading = match word.effect {
            Effect::Casualties => "killed or wounded".to_owned(),
            effect => effect.to_string(),
        };
        self.note(at..end, "effect", reading);
        Some(end)
    }

    fn add_effect(&mut self, effect: Effect) {
        if effect == Effect::Casualties {
            push(&mut self.query.effect, Effect::Killed);
            push(&mut self.query.effect, Effect::Wounded);
        }
        push(&mut self.query.effect, effect);
        let both = [Effect::Killed, Effect::Wounded].iter().all(|effect| self.query.effect.contains(effect));
        if both {
            push(&mut self.query.effect, Effect::Casualties);
        }
    }

    fn people_near(&self, at: usize, end: usize) -> bool {
        let around = (at.saturating_sub(3)..at).chain(end..end + 3);
        around.into_iter().any(|token| {
            self.people_at(token).is_some() || self.demonym_at(token).is_some_and(|(demonym, _)| demonym.plural)
        })
    }

    /// "civilians", "children", "Iraqi soldiers", "civilian" before "deaths".
    pub fn read_people(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = self.read_demonym(at) {
            return Some(end);
        }
        let noun = self.people_at(at);
        let modifier = self.modifier_at(at);
        // "sniper fire", "police raid"
        let people_end = noun.as_ref().map_or(0, |(_, end)| *end);
        if self.method_at(at).is_some_and(|(_, end)| end > people_end) {
            return None;
        }
        match (noun, modifier) {
            (Some((word, end)), modifier) if modifier.as_ref().is_none_or(|(_, other)| *other <= end) => {
                // "police" and "child" before a noun for people are its adjectives.
                self.take_people(&word, at, end)
            }
            (_, Some((word, end))) => self.take_modifier(&word, at, end),
            _ => None,
        }
    }

    fn take_people(&mut self, word: &VictimWord, at: usize, end: usize) -> Option<usize> {
        let class = word.class.unwrap_or_default();
        if class != VictimClass::Civilian
            && class != VictimClass::Unspecified
            && self.attack_at(end)
            && self.harm_at(end).is_none()
            && self.method_at(end).is_none_or(|(_, last)| self.harm_at(last).is_none())
        {
            return Some(self.take_attackers(at, end));
        }
        if word.word.contains("hostage") {
            self.hostages = true;
        }
        let collective = word.kind == PersonKind::Collective && class == VictimClass::Civilian;
        if word.groups.is_empty() && (class == VictimClass::Unspecified || collective) {
            if WORDS.is_frame(self.lower(at)) {
                return Some(end);
            }
            return Some(self.push_text(at..end));
        }
        // A collective before what was done to a building or by it ("police station", "army base") is no victim.
        if word.kind == PersonKind::Collective
            && matches!(self.lower(end), "station" | "stations" | "base" | "bases" | "post")
        {
            return Some(self.push_text(at..end + 1));
        }
        if let Some(end) = self.read_mixed_people(word, at, end) {
            return Some(end);
        }
        self.add_people(word, at, end);
        Some(end)
    }

    /// "rebel attacks", "militants' raids": who did it, by a common noun. "Terrorist attacks" says no more than "attacks".
    fn take_attackers(&mut self, at: usize, end: usize) -> usize {
        let word = self.typed.slice(at..end).to_lowercase();
        if word.starts_with("terrorist") {
            self.note(at..end, "none", format!("{word}: of any kind, no constraint"));
        } else {
            self.nouns.push(super::reader::NamedByNoun { tokens: at..end, field: "by", word });
        }
        end
    }

    /// Words that are people and what befell them at once: hostages were captured, refugees displaced, where nothing
    /// else is asked.
    pub fn settle_people(&mut self) {
        use crate::article::Group;
        if !self.query.effect.is_empty() {
            return;
        }
        if self.hostages {
            push(&mut self.query.effect, Effect::Captured);
        } else if self.query.groups == [Group::Refugees] && self.query.method.is_empty() {
            self.query.groups.clear();
            push(&mut self.query.effect, Effect::Displaced);
        }
    }

    /// "judges or lawyers": the record has a group for one of the two only, which is what is asked then.
    fn read_mixed_people(&mut self, word: &VictimWord, at: usize, end: usize) -> Option<usize> {
        let next = self.skip(end, "or")?;
        let (other, last) = self.people_at(next)?;
        if word.groups.is_empty() == other.groups.is_empty() || word.class != other.class {
            return None;
        }
        let (grouped, lost) = if word.groups.is_empty() { (&other, at..end) } else { (word, next..last) };
        let (from, to) = if word.groups.is_empty() { (next, last) } else { (at, end) };
        self.add_people(grouped, from, to);
        let words = self.typed.slice(lost.clone()).to_owned();
        self.note(lost, "none", format!("{words}: the record has no group for them, so they are not asked for"));
        Some(last)
    }

    fn add_people(&mut self, word: &VictimWord, at: usize, end: usize) {
        if word.groups.is_empty() {
            if let Some(class) = word.class.filter(|class| *class != VictimClass::Unspecified) {
                push(&mut self.query.victims, class);
                self.note(at..end, "victims", class.to_string());
            }
        } else {
            for group in &word.groups {
                push(&mut self.query.groups, *group);
            }
            let names: Vec<&str> = word.groups.iter().map(|group| group.as_str()).collect();
            self.note(at..end, "groups", names.join(", "));
        }
    }

    /// An adjective constrains only beside people or harm: "civilian deaths", not "hospital bombing".
    fn take_modifier(&mut self, word: &VictimWord, at: usize, end: usize) -> Option<usize> {
        let mut behind = end;
        while let Some((_, next)) = self.modifier_at(behind).filter(|_| self.people_at(behind).is_none()) {
            behind = next;
        }
        let people = self.people_at(behind).is_some();
        let harm = self.harm_at(behind).is_some_and(|(word, _)| word.kind == EffectKind::Noun)
            || matches!(self.lower(behind), "losses" | "victims");
        let telling =
            matches!(word.class, Some(VictimClass::Civilian | VictimClass::Police | VictimClass::Militant)) || people;
        // "hospital deaths", "village killings": a place of harm more than its victims.
        let place = matches!(
            self.lower(at),
            "hospital" | "village" | "church" | "university" | "embassy" | "prison" | "ambulance"
        );
        if !(people || harm && !place && telling || harm && word.class == Some(VictimClass::Military)) {
            return None;
        }
        if place && !people {
            return None;
        }
        self.add_people(word, at, end);
        Some(end)
    }

    /// "Palestinians", "Iraqi" before people or harm; before an attack it is who did it.
    fn read_demonym(&mut self, at: usize) -> Option<usize> {
        let (demonym, end) = self.demonym_at(at)?;
        let value = demonym.country.clone().or(demonym.people.clone())?;
        // "Kurdish fighters" is one noun of the lexicon.
        if let Some((word, other)) = self.people_at(at).filter(|(_, other)| *other > end) {
            push(&mut self.query.affiliation, value.clone());
            self.note(at..end, "affiliation", format!("victims: {}", self.say_affiliation(&value)));
            self.add_people(&word, at, other);
            return Some(other);
        }
        let behind = self.behind_adjectives_of_people(end);
        let people = self.people_at(behind).is_some() || self.people_at(end).is_some();
        let joint = matches!(self.lower(end), "and" | "or" | "," | "/" | "-");
        let listed = joint && (self.demonym_at(end + 1).is_some());
        let harm = self.harm_at(behind).is_some();
        if let Some(country) = &demonym.country {
            push(&mut self.countries, country.clone());
        }
        if demonym.noun && demonym.plural && !people
            || people && self.people_at(behind).is_some()
            || (harm && !self.attack_at(end))
            || (listed && self.listed_people(end + 1))
            || self.lower(end) == "losses"
        {
            push(&mut self.query.affiliation, value.clone());
            self.note(at..end, "affiliation", format!("victims: {}", self.say_affiliation(&value)));
            return Some(end);
        }
        if self.attack_at(end) || self.modifier_at(end).is_some_and(|(_, next)| self.attack_at(next)) {
            let ids = match demonym.country.as_deref().and_then(|country| self.context.lexicon.state(country)) {
                Some(state) => super::party::with_parts(self.context.lexicon, state, super::party::Part::Forces),
                None => vec![crate::text::fold::fold(&value).replace(' ', "-")],
            };
            self.add_ids("by", &ids, at..end);
            return Some(end);
        }
        // "the Iraqi city of Mosul", "Syrian hospitals": the country, unless a place is named.
        self.note(at..end, "none", format!("{}: read for the country alone", self.say_affiliation(&value)));
        Some(end)
    }

    fn listed_people(&self, at: usize) -> bool {
        self.demonym_at(at).is_some_and(|(_, end)| {
            self.people_at(self.behind_adjectives_of_people(end)).is_some() || self.harm_at(end).is_some()
        })
    }

    fn behind_adjectives_of_people(&self, mut at: usize) -> usize {
        for _ in 0..6 {
            if self.people_at(at).is_some_and(|(_, end)| {
                // "police officers", "army soldiers": the longer noun is the people.
                self.people_at(end).is_none()
            }) {
                return at;
            }
            let next = self.demonym_at(at).map(|(_, end)| end).or_else(|| self.modifier_at(at).map(|(_, end)| end));
            match next {
                Some(next) => at = next,
                None => return at,
            }
        }
        at
    }

    fn say_affiliation(&self, value: &str) -> String {
        let country = self.context.gazetteer.country(value).map(|record| record.name.to_owned());
        country.unwrap_or_else(|| value.to_owned())
    }

    /// "airstrikes", "car bombs", "shelled".
    pub fn read_method(&mut self, at: usize) -> Option<usize> {
        let (method, mut end) = self.method_at(at)?;
        push(&mut self.query.method, method);
        if matches!(self.lower(end), "attack" | "attacks" | "strike" | "strikes" | "fire") {
            end += 1;
        }
        self.note(at..end, "method", method.to_string());
        Some(end)
    }
}
