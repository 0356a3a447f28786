//! Links people to words of harm within one sentence: objects behind active verbs, subjects before passives, what "and"
//! carries on, numbers that a toll leads to. Left to right over the pieces, each pass linear. It must not know of scope,
//! of earlier sentences or of the record.

use super::chunk::{Chunks, Piece};
use super::marks::Page;
use super::people::{Head, Part, People, Quantity};
use super::trigger::{Form, Trigger, is_evidential};
use crate::article::Effect;
use crate::lexicon::PersonKind;
use crate::text::grammar_word::Class;

/// How a link was found, for what may follow from it and how far it is to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    Object,
    Subject,
    /// Right before a participle, an adjective or a noun.
    Adjacent,
    Nominal,
    Toll,
    /// Carried on by "and" or a comma.
    Carried,
    /// "including", "nine of them": has the effect of its whole.
    Member,
    /// "two wounded soldiers".
    Attributive,
    /// "two of the victims were women".
    Predicate,
}

/// One statement of a sentence: these people, this harm.
#[derive(Clone, Debug)]
pub struct Link {
    /// Number among the sentence's people.
    pub people: usize,
    /// Number among its triggers; a member may take its harm from another sentence.
    pub trigger: Option<usize>,
    pub effect: Effect,
    pub bond: Bond,
    /// Pieces between the people and the word of harm.
    pub distance: usize,
    /// For a member: the link of its whole, once known.
    pub whole: Option<usize>,
    /// A member whose whole stands in this or an earlier sentence.
    pub member: bool,
    /// For the number of a toll: the people whom it counts.
    pub kin: Option<usize>,
    /// The noun before "included" names the harm.
    pub effect_named: bool,
}

/// The links of one sentence.
#[derive(Debug, Default)]
pub struct Links {
    pub links: Vec<Link>,
    /// For each people the number of links that it has.
    claimed: Vec<u8>,
    /// For each people its chunk.
    chunk_of: Vec<usize>,
    /// For each trigger its chunk.
    trigger_chunk: Vec<usize>,
    /// For each people whether it stands in a list behind "including".
    member: Vec<bool>,
}

/// Pieces that a search for a subject or a next member of a list looks through.
const REACH: usize = 40;
const TAIL: usize = 18;

impl Links {
    /// Links the pieces of a sentence; what was here before is gone.
    pub fn read(&mut self, page: Page<'_>, chunks: &Chunks) {
        self.prepare(chunks);
        self.mark_members(chunks);
        for number in 0..chunks.triggers.len() {
            self.forward(page, chunks, number);
        }
        for number in 0..chunks.triggers.len() {
            self.backward(page, chunks, number);
        }
        for number in 0..chunks.triggers.len() {
            self.carry(chunks, number);
        }
        self.attributes(chunks);
        self.members(page, chunks);
        self.among(page, chunks);
    }

    fn prepare(&mut self, chunks: &Chunks) {
        self.links.clear();
        self.claimed.clear();
        self.claimed.resize(chunks.people.len(), 0);
        self.member.clear();
        self.member.resize(chunks.people.len(), false);
        self.chunk_of.clear();
        self.chunk_of.resize(chunks.people.len(), 0);
        self.trigger_chunk.clear();
        self.trigger_chunk.resize(chunks.triggers.len(), 0);
        for (index, chunk) in chunks.chunks.iter().enumerate() {
            match chunk.piece {
                Piece::People(people) => self.chunk_of[people] = index,
                Piece::Trigger(trigger) => self.trigger_chunk[trigger] = index,
                _ => {}
            }
        }
    }

    fn link(&mut self, chunks: &Chunks, people: usize, trigger: usize, bond: Bond, distance: usize) {
        let effect = chunks.triggers[trigger].effect;
        if self.links.iter().rev().take(8).any(|link| link.people == people && link.effect == effect) {
            return;
        }
        let member = self.member[people];
        self.links.push(Link {
            people,
            trigger: Some(trigger),
            effect,
            bond,
            distance,
            whole: None,
            member,
            effect_named: false,
            kin: None,
        });
        self.claimed[people] = self.claimed[people].saturating_add(1);
    }

    /// Marks the people of lists behind "including": they are parts, never the subject.
    fn mark_members(&mut self, chunks: &Chunks) {
        let mut inside = false;
        let mut gap = 0;
        for (index, chunk) in chunks.chunks.iter().enumerate() {
            match chunk.piece {
                Piece::Subset => (inside, gap) = (true, 0),
                Piece::People(_) if gap > 0 && self.in_prepositional(chunks, index) => gap += 1,
                // "including a union leader, and more than 30 injured": these have their own harm.
                Piece::People(people) if gap > 0 && self.has_own_harm(chunks, index, people) => inside = false,
                Piece::People(people) if inside && gap <= TAIL => {
                    let told = &chunks.people[people];
                    self.member[people] = told.head != Head::Pronoun && (told.quantity != Quantity::Bare || gap == 0);
                    gap = 0;
                }
                Piece::Word(Class::Semicolon | Class::Stop | Class::Dash | Class::Close) | Piece::Trigger(_) => {
                    inside = false
                }
                Piece::Word(class) if class.is_finite() || class == Class::Subordinator => inside = false,
                // "as well as" ends the list of parts; it comes as one long "and".
                Piece::Word(Class::And) if chunk.tokens.len() > 1 => inside = false,
                _ => gap += 1,
            }
        }
    }

    /// Whether "and" stands before numbered people and a participle right behind them.
    fn has_own_harm(&self, chunks: &Chunks, at: usize, people: usize) -> bool {
        let and = at.checked_sub(1).is_some_and(|before| chunks.chunks[before].piece == Piece::Word(Class::And));
        and && chunks.people[people].number.is_some()
            && matches!(self.after(chunks, at), Some(Piece::Trigger(next)) if matches!(chunks.triggers[next].form, Form::Bare | Form::Subject))
    }

    /// Objects right behind active verbs, and behind "of" after nouns.
    fn forward(&mut self, page: Page<'_>, chunks: &Chunks, number: usize) {
        let trigger = &chunks.triggers[number];
        let at = self.trigger_chunk[number];
        match trigger.form {
            Form::Active => {
                if let Some((chunk, people)) = self.object(chunks, at) {
                    if !(trigger.weak && self.is_result(chunks, chunk)) {
                        self.link(chunks, people, number, Bond::Object, chunk - at - 1);
                    }
                } else if let Some((chunk, people)) = self.shared_object(chunks, at) {
                    self.link(chunks, people, number, Bond::Object, chunk - at - 1);
                }
            }
            Form::Bare => {
                let object = self.object(chunks, at).filter(|&(chunk, people)| {
                    !(trigger.weak && self.is_result(chunks, chunk))
                        && self.is_object_of_bare(chunks, at, chunk, &chunks.people[people])
                });
                let object = object.or_else(|| self.shared_object(chunks, at));
                if let Some((chunk, people)) = object {
                    self.link(chunks, people, number, Bond::Object, chunk - at - 1);
                }
            }
            Form::Nominal => self.nominal(chunks, number),
            Form::Toll => self.toll(page, chunks, number),
            Form::Subject => self.inverted(page, chunks, at, number),
            Form::Passive => {}
        }
    }

    /// "shot two men dead", "left 20 homeless": the adjective behind says what befell them.
    fn is_result(&self, chunks: &Chunks, people: usize) -> bool {
        matches!(self.after(chunks, people), Some(Piece::Trigger(next)) if {
            let next = &chunks.triggers[next];
            next.form == Form::Subject && !next.finite
        })
    }

    /// "among the dead were three children".
    fn inverted(&mut self, page: Page<'_>, chunks: &Chunks, at: usize, number: usize) {
        if !chunks.triggers[number].is_among(page) {
            return;
        }
        if let [be, people, ..] = chunks.chunks.get(at + 1..).unwrap_or(&[])
            && be.piece == Piece::Word(Class::Be)
            && let Piece::People(people) = people.piece
        {
            self.member[people] = true;
            self.link(chunks, people, number, Bond::Object, 1);
        }
    }

    /// The people right behind chunk `at`, adverbs and quotes aside.
    fn object(&self, chunks: &Chunks, at: usize) -> Option<(usize, usize)> {
        for (index, chunk) in chunks.chunks.iter().enumerate().skip(at + 1).take(4) {
            match chunk.piece {
                Piece::People(people) => return Some((index, people)),
                Piece::Word(Class::Adverb | Class::Quote) => {}
                _ => return None,
            }
        }
        None
    }

    /// "abducted and killed two men": the object of the verb that "and" ties to the one at chunk `at`.
    fn shared_object(&self, chunks: &Chunks, at: usize) -> Option<(usize, usize)> {
        let other = self.next_shared(chunks, at)?;
        matches!(chunks.triggers[other].form, Form::Active | Form::Bare)
            .then(|| self.object(chunks, self.trigger_chunk[other]))
            .flatten()
    }

    /// The trigger that "and" ties to the one at chunk `at`.
    fn next_shared(&self, chunks: &Chunks, at: usize) -> Option<usize> {
        for chunk in chunks.chunks.iter().skip(at + 1).take(3) {
            match chunk.piece {
                Piece::Word(Class::And | Class::Or | Class::Adverb | Class::Comma) => {}
                Piece::Trigger(number) => return chunks.triggers[number].shares.map(|_| number),
                _ => return None,
            }
        }
        None
    }

    /// Whether a participle without auxiliary takes the people behind it: "killed 20", not "20 killed 30 wounded".
    fn is_object_of_bare(&self, chunks: &Chunks, at: usize, object: usize, people: &People) -> bool {
        if people.part == Part::OfPronoun || people.head == Head::Pronoun && people.quantity == Quantity::Bare {
            return false;
        }
        let left = self.left_neighbour(chunks, at);
        let left_counts = left.is_some_and(|left| {
            let people = &chunks.people[left];
            people.quantity != Quantity::Bare && (people.number.is_some() || people.head != Head::Name)
        });
        let own =
            matches!(self.after(chunks, object), Some(Piece::Trigger(next)) if looks_back(&chunks.triggers[next]));
        !(left_counts && own)
    }

    /// The people right before chunk `at`, adverbs and relative pronouns aside.
    fn left_neighbour(&self, chunks: &Chunks, at: usize) -> Option<usize> {
        for chunk in chunks.chunks[..at].iter().rev().take(3) {
            match chunk.piece {
                Piece::People(people) => return Some(people),
                Piece::Word(Class::Adverb | Class::Relative) => {}
                _ => return None,
            }
        }
        None
    }

    /// The next piece behind a chunk that is no adverb.
    fn after(&self, chunks: &Chunks, at: usize) -> Option<Piece> {
        let next = chunks.chunks.iter().skip(at + 1).take(4);
        next.map(|chunk| chunk.piece).find(|piece| !matches!(piece, Piece::Word(Class::Adverb)))
    }

    /// "the deaths of 20 people", "the arrest in Homs of a teacher", "20 civilian deaths".
    fn nominal(&mut self, chunks: &Chunks, number: usize) {
        let at = self.trigger_chunk[number];
        let mut of = false;
        for (index, chunk) in chunks.chunks.iter().enumerate().skip(at + 1).take(7) {
            match chunk.piece {
                Piece::Word(Class::Of) => of = true,
                Piece::People(people) if of => {
                    return self.link(chunks, people, number, Bond::Nominal, index - at - 1);
                }
                Piece::Word(Class::Open | Class::Preposition | Class::Hyphen | Class::Definite) if !of => {}
                Piece::Word(Class::Open | Class::Hyphen | Class::Definite) if index < at + 6 => {}
                Piece::Word(Class::Adverb | Class::Quote) => {}
                _ => break,
            }
        }
        // "the confirmed deaths are fourteen civilians and a soldier".
        if let [be, people, ..] = chunks.chunks.get(at + 1..).unwrap_or(&[])
            && be.piece == Piece::Word(Class::Be)
            && let Piece::People(people) = people.piece
            && chunks.people[people].head == Head::Known
        {
            return self.link(chunks, people, number, Bond::Nominal, 1);
        }
        if let Some(people) = self
            .left_neighbour(chunks, at)
            .filter(|&people| chunks.people[people].head == Head::Missing && chunks.people[people].number.is_some())
        {
            self.link(chunks, people, number, Bond::Adjacent, 0);
        }
    }

    /// "the death toll rose to 20", "a toll of 20", "put the toll at 20".
    fn toll(&mut self, page: Page<'_>, chunks: &Chunks, number: usize) {
        let at = self.trigger_chunk[number];
        let mut leads = false;
        for (index, chunk) in chunks.chunks.iter().enumerate().skip(at + 1).take(REACH) {
            match chunk.piece {
                Piece::Word(Class::To | Class::Be | Class::Colon) => leads = true,
                Piece::Word(Class::Of) => leads = index == at + 1,
                Piece::Word(Class::Semicolon | Class::Stop | Class::But) => return,
                Piece::Word(Class::Preposition) => leads = self.is_leading(page, chunk.tokens.start),
                Piece::Word(Class::Open | Class::Verb) => leads = self.is_leading(page, chunk.tokens.start),
                Piece::People(people) => {
                    let told = &chunks.people[people];
                    let up = page.lower(told.tokens.start) == "up";
                    if told.number.is_some() && (leads || up || index == at + 1) && told.part == Part::Whole {
                        return self.link(chunks, people, number, Bond::Toll, index - at - 1);
                    }
                    if told.number.is_some() && told.quantity == Quantity::Number && index > at + 12 {
                        return;
                    }
                    leads = false;
                }
                _ => {}
            }
        }
    }

    /// "the number of civilians killed rose to 20": the number comes later, the people come before.
    fn counted(&mut self, page: Page<'_>, chunks: &Chunks, number: usize, kin: usize) {
        let first = self.links.len();
        self.toll(page, chunks, number);
        for link in self.links.iter_mut().skip(first) {
            link.kin = Some(kin);
        }
    }

    /// "at", "reached", "exceeded": a toll's number follows.
    fn is_leading(&self, page: Page<'_>, at: usize) -> bool {
        matches!(
            page.lower(at),
            "at" | "reached"
                | "reaches"
                | "reaching"
                | "exceeded"
                | "exceeds"
                | "surpassed"
                | "topped"
                | "passed"
                | "become"
                | "hit"
                | "totalled"
                | "totaled"
                | "numbered"
        )
    }

    /// Subjects before passives, intransitives and adjectives; people right before participles.
    fn backward(&mut self, page: Page<'_>, chunks: &Chunks, number: usize) {
        let trigger = &chunks.triggers[number];
        if !looks_back(trigger) || (trigger.form == Form::Bare && self.has_object(number)) {
            return;
        }
        if let Some(other) = trigger.shares {
            let shared: Vec<usize> =
                self.links.iter().filter(|link| link.trigger == Some(other)).map(|link| link.people).collect();
            for people in shared {
                self.link(chunks, people, number, Bond::Subject, 1);
            }
            return;
        }
        let at = self.trigger_chunk[number];
        if trigger.form == Form::Bare && self.takes_a_thing(page, chunks, at) {
            return;
        }
        let Some(subject) = self.subject(page, chunks, number) else { return };
        let bond = if trigger.form == Form::Passive || trigger.plural || trigger.singular {
            Bond::Subject
        } else {
            Bond::Adjacent
        };
        self.take_group(chunks, number, subject, bond, at - subject - 1);
        if let Piece::People(people) = chunks.chunks[subject].piece
            && chunks.people[people].quantity == Quantity::Bare
            && is_counted(page, chunks, subject)
        {
            self.counted(page, chunks, number, people);
        }
        if trigger.is_among(page) {
            for link in self.links.iter_mut().filter(|link| link.trigger == Some(number)) {
                link.member = true;
                self.member[link.people] = true;
            }
        }
    }

    /// "released a video", "seized the town": a participle in shape, a past tense with an object in fact.
    fn takes_a_thing(&self, page: Page<'_>, chunks: &Chunks, at: usize) -> bool {
        let Some(next) = chunks.chunks.get(at + 1) else { return false };
        match next.piece {
            Piece::Word(Class::Indefinite | Class::Definite | Class::Owner | Class::Pronoun) => true,
            Piece::Word(Class::Open) => {
                let token = page.document.tokens.get(next.tokens.start);
                !page.document.upper_case && token.is_some_and(|token| token.is_word() && !token.is_capitalised())
            }
            _ => false,
        }
    }

    fn has_object(&self, trigger: usize) -> bool {
        self.links.iter().any(|link| link.trigger == Some(trigger))
    }

    /// Links the people at chunk `last` and those that "and" and commas join to it on the left.
    fn take_group(&mut self, chunks: &Chunks, number: usize, last: usize, bond: Bond, distance: usize) {
        let mut at = last;
        loop {
            if let Piece::People(people) = chunks.chunks[at].piece {
                self.link(chunks, people, number, bond, distance);
            }
            let alone = chunks.triggers[number].singular
                || matches!(chunks.chunks[at].piece, Piece::People(people) if chunks.people[people].part != Part::Whole && chunks.people[people].part != Part::OfGroup);
            if alone {
                return;
            }
            let Some(next) = self.joined_left(chunks, at) else { return };
            at = next;
        }
    }

    /// The chunk of the people that a connector joins to those at chunk `at`, on the left.
    fn joined_left(&self, chunks: &Chunks, at: usize) -> Option<usize> {
        let (mut connectors, mut apposition, mut gap) = (0, false, false);
        let mut index = at;
        for _ in 0..TAIL {
            index = index.checked_sub(1)?;
            match chunks.chunks[index].piece {
                Piece::Word(Class::And | Class::Or | Class::Comma) => connectors += 1,
                // "20 civilians, mostly women and children, were killed".
                Piece::Word(Class::Adverb) => apposition |= connectors == 0,
                Piece::Word(Class::Quantifier) if connectors == 0 => {}
                Piece::People(people) if connectors > 0 || apposition => {
                    // "16 children of the school and a teacher" goes on; "of 16 children and a teacher" ends here.
                    if gap && self.in_prepositional(chunks, index) {
                        continue;
                    }
                    let told = &chunks.people[people];
                    let named = told.head == Head::Name;
                    let free = self.claimed[people] == 0 && !self.member[people] && told.head != Head::Missing;
                    return (free && !named).then_some(index);
                }
                Piece::Word(
                    Class::Open | Class::Preposition | Class::Of | Class::Definite | Class::Owner | Class::Hyphen,
                ) if connectors > 0 => gap = true,
                Piece::People(_) if self.in_prepositional(chunks, index) && connectors > 0 => {}
                _ => return None,
            }
        }
        None
    }

    fn in_prepositional(&self, chunks: &Chunks, at: usize) -> bool {
        let piece = |back: usize| at.checked_sub(back).map(|before| chunks.chunks[before].piece);
        let article = matches!(piece(1), Some(Piece::Word(Class::Definite | Class::Indefinite | Class::Owner)));
        let before = if article { piece(2) } else { piece(1) };
        matches!(before, Some(Piece::Word(Class::Preposition | Class::Of | Class::By | Class::To)))
    }

    /// The chunk of the people that are the subject of a trigger that looks back.
    fn subject(&self, page: Page<'_>, chunks: &Chunks, number: usize) -> Option<usize> {
        let trigger = &chunks.triggers[number];
        let at = self.trigger_chunk[number];
        let full =
            trigger.form == Form::Passive || trigger.singular || trigger.plural || self.is_finite_subject(trigger);
        let start = at - self.group_length(chunks, at, trigger);
        let (mut verbs, mut open, mut commas, mut conjunction, mut adjacent) = (0, 0, 0, false, trigger.reduced);
        let mut fallback = None;
        let mut index = start;
        for step in 0..REACH {
            index = index.checked_sub(1)?;
            match chunks.chunks[index].piece {
                Piece::People(people) => {
                    // "700 people including 47 wounded": the adjective is the part's.
                    let own = step == 0 && !full && self.followed_by_verb(chunks, at);
                    if self.member[people] && !own && !(step == 0 && is_of_whom(page, chunks, index)) {
                        index = self.before_subset(chunks, index)?;
                        (open, conjunction) = (0, false);
                        continue;
                    }
                    let told = &chunks.people[people];
                    if (step > 0 || full) && !adjacent && self.in_prepositional(chunks, index) {
                        // "a group of 20 men were killed".
                        if step == 0 && self.behind_of(chunks, index) && told.number.is_some() {
                            fallback = Some(index);
                        }
                        open = 0;
                        continue;
                    }
                    if verbs > 0 || conjunction {
                        return fallback;
                    }
                    if told.head == Head::Known
                        && told.quantity == Quantity::One
                        && fallback.is_some()
                        && told.kind == Some(PersonKind::Collective)
                    {
                        return fallback;
                    }
                    let taken = self.links.iter().any(|link| link.people == people && link.bond == Bond::Object);
                    if taken && !adjacent {
                        return None;
                    }
                    let subject =
                        if told.head == Head::Name { self.named(page, chunks, index).unwrap_or(index) } else { index };
                    return self
                        .agrees(chunks, subject, &chunks.people[self.people_of(chunks, subject)?], trigger)
                        .then_some(subject);
                }
                Piece::Trigger(other) => {
                    let other = &chunks.triggers[other];
                    match other.form {
                        _ if !full => return None,
                        // "two men arrested on Friday were killed", "the suspect in the murder of 20 died".
                        Form::Bare | Form::Nominal | Form::Toll => open += 1,
                        // "a student who had been kidnapped was found dead".
                        _ => verbs += 1,
                    }
                }
                Piece::Subset => return None,
                Piece::Word(class) => match class {
                    Class::Semicolon | Class::Stop | Class::Colon | Class::But => return None,
                    Class::Subordinator if verbs == 0 => return None,
                    // "men who shot" did it; "men who were shot", "who died" suffered it.
                    Class::Relative if index + 1 == start && trigger.form == Form::Bare => return None,
                    Class::Relative if index + 1 == start => adjacent = true,
                    Class::Relative if verbs > 0 && self.is_people(chunks, index) => verbs = 0,
                    Class::Relative if verbs > 0 && self.is_comma(chunks, index) => verbs = 0,
                    Class::Relative if full && open > 0 && self.is_people(chunks, index) => adjacent = true,
                    Class::Relative => return None,
                    Class::Pronoun if verbs == 0 => return None,
                    Class::And | Class::Or if open > 0 && verbs == 0 => {
                        conjunction |= self.opens_other_subject(chunks, index + 1);
                    }
                    Class::Adverb | Class::Quote => {}
                    Class::Comma => {
                        commas += 1;
                        if !full && commas > 1 {
                            return None;
                        }
                    }
                    Class::Close | Class::Bracket if full => {}
                    // "hundreds reported dead".
                    Class::Verb | Class::Open if is_evidential(page.lower(chunks.chunks[index].tokens.start)) => {}
                    _ if !full => return None,
                    _ if class.is_finite() => verbs += 1,
                    _ => open += 1,
                },
            }
        }
        None
    }

    fn behind_of(&self, chunks: &Chunks, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| chunks.chunks[before].piece == Piece::Word(Class::Of))
    }

    fn people_of(&self, chunks: &Chunks, at: usize) -> Option<usize> {
        match chunks.chunks.get(at)?.piece {
            Piece::People(people) => Some(people),
            _ => None,
        }
    }

    /// "a rebel leader, Karim Haddad, was killed", "a trader, identified as Haddad": the noun before the name.
    fn named(&self, page: Page<'_>, chunks: &Chunks, name: usize) -> Option<usize> {
        let mut linked = false;
        for index in (name.saturating_sub(8)..name).rev() {
            match chunks.chunks[index].piece {
                Piece::Word(Class::Comma) => linked = true,
                Piece::Word(_)
                    if matches!(
                        page.lower(chunks.chunks[index].tokens.start),
                        "identified" | "as" | "named" | "called" | "alias" | "(" | ")"
                    ) =>
                {
                    linked = true;
                }
                Piece::Word(Class::Open) if linked => {}
                Piece::People(people) => {
                    let told = &chunks.people[people];
                    let one = told.quantity == Quantity::One
                        || told.number.as_ref().is_some_and(|number| (number.low, number.high) == (Some(1), Some(1)));
                    let one = one || (told.quantity == Quantity::Bare && told.singular);
                    return (linked && one && told.head == Head::Known).then_some(index);
                }
                _ => return None,
            }
        }
        None
    }

    fn is_comma(&self, chunks: &Chunks, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| chunks.chunks[before].piece == Piece::Word(Class::Comma))
    }

    /// Whether people stand right before a chunk.
    fn is_people(&self, chunks: &Chunks, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| matches!(chunks.chunks[before].piece, Piece::People(_)))
    }

    /// Whether a finite verb comes right behind a chunk: the sentence goes on with another predicate.
    fn followed_by_verb(&self, chunks: &Chunks, at: usize) -> bool {
        matches!(self.after(chunks, at), Some(Piece::Word(class)) if class.is_finite())
    }

    /// Whether another subject begins at a chunk: "and a car was hit".
    fn opens_other_subject(&self, chunks: &Chunks, at: usize) -> bool {
        matches!(
            chunks.chunks.get(at).map(|chunk| chunk.piece),
            Some(Piece::Word(Class::Indefinite | Class::Definite | Class::Owner))
        )
    }

    /// "died", "fled" stand alone as a finite verb; "dead", "missing" need to touch their people.
    fn is_finite_subject(&self, trigger: &Trigger) -> bool {
        trigger.form == Form::Subject && trigger.finite
    }

    /// Chunks of auxiliaries and adverbs before the verb.
    fn group_length(&self, chunks: &Chunks, at: usize, trigger: &Trigger) -> usize {
        chunks.chunks[..at].iter().rev().take_while(|chunk| chunk.tokens.start >= trigger.tokens.start).count()
    }

    /// The chunk of the cue that opens the list of parts in which chunk `at` stands.
    fn before_subset(&self, chunks: &Chunks, at: usize) -> Option<usize> {
        let back = chunks.chunks[..at].iter().rev().take(REACH).position(|chunk| chunk.piece == Piece::Subset)?;
        Some(at - 1 - back)
    }

    /// "was" goes with one person, "were" with several.
    fn agrees(&self, chunks: &Chunks, at: usize, people: &People, trigger: &Trigger) -> bool {
        let many = people.number.as_ref().is_some_and(|number| number.low != Some(1) || number.high != Some(1));
        if trigger.singular && many {
            return false;
        }
        let one = people.quantity == Quantity::One;
        !(trigger.plural && one) || self.joined_left(chunks, at).is_some()
    }

    /// What goes on behind the last people of a trigger: "killed 10 soldiers in Homs and four in Hama".
    fn carry(&mut self, chunks: &Chunks, number: usize) {
        let own = self.links.iter().filter(|link| link.trigger == Some(number));
        let Some(last) = own.map(|link| self.chunk_of[link.people]).max() else { return };
        let trigger = &chunks.triggers[number];
        let mut at = last.max(self.trigger_chunk[number]);
        if trigger.form == Form::Toll {
            return;
        }
        while let Some(next) = self.joined_right(chunks, at) {
            let Piece::People(people) = chunks.chunks[next].piece else { return };
            self.link(chunks, people, number, Bond::Carried, next - at);
            at = next;
        }
    }

    /// The next people that a connector joins on the right and that no other word claims.
    fn joined_right(&self, chunks: &Chunks, at: usize) -> Option<usize> {
        let (mut connector, mut ands, mut parts) = (false, false, false);
        for (index, chunk) in chunks.chunks.iter().enumerate().skip(at + 1).take(TAIL) {
            match chunk.piece {
                // "20 people, including three children, as well as five guards".
                Piece::Subset => parts = true,
                Piece::Word(Class::And) if chunk.tokens.len() > 1 => (connector, ands, parts) = (true, true, false),
                Piece::Word(_) | Piece::People(_) if parts => {}
                Piece::Word(Class::Comma) => connector = true,
                Piece::Word(Class::And | Class::Or) => (connector, ands) = (true, true),
                Piece::Word(Class::Adverb) => {}
                Piece::People(people) if connector => {
                    let told = &chunks.people[people];
                    let counts = told.quantity != Quantity::Bare
                        && !matches!(told.head, Head::Pronoun | Head::Unknown)
                        && (told.head != Head::Name)
                        && told.part != Part::OfPronoun
                        && (told.head != Head::Missing || told.others || self.stands_alone(chunks, index));
                    let free = self.claimed[people] == 0 && !self.member[people];
                    // A comma alone goes on with numbers; "…, a guard who was murdered" begins something else.
                    let listed = ands || told.quantity == Quantity::Number || self.list_ends_in_and(chunks, index);
                    // "killed Karim Haddad, a senior commander" names one person twice.
                    let apposed = !ands
                        && told.quantity == Quantity::One
                        && self.people_of(chunks, at).is_some_and(|people| chunks.people[people].head == Head::Name);
                    let other = apposed || (told.definite && !told.owned && told.quantity == Quantity::One);
                    return (counts && free && listed && !other && !self.has_verb(chunks, index)).then_some(index);
                }
                Piece::People(_) if self.in_prepositional(chunks, index) => (connector, ands) = (false, false),
                Piece::Word(
                    Class::Open
                    | Class::Preposition
                    | Class::Of
                    | Class::Definite
                    | Class::Owner
                    | Class::Hyphen
                    | Class::Bracket
                    | Class::Close
                    | Class::Indefinite,
                ) => (connector, ands) = (false, false),
                _ => return None,
            }
        }
        None
    }

    /// Whether nothing that a number could count stands behind it.
    fn stands_alone(&self, chunks: &Chunks, at: usize) -> bool {
        match chunks.chunks.get(at + 1).map(|chunk| chunk.piece) {
            Some(Piece::Word(class)) => !matches!(class, Class::Open | Class::Adverb | Class::Hyphen | Class::Sign),
            _ => true,
        }
    }

    /// Whether the list goes on with "and" and more people.
    fn list_ends_in_and(&self, chunks: &Chunks, at: usize) -> bool {
        let mut ands = false;
        for chunk in chunks.chunks.iter().skip(at + 1).take(TAIL) {
            match chunk.piece {
                Piece::Word(Class::And) => ands = true,
                Piece::People(_) if ands => return true,
                Piece::Word(class) if class.is_finite() || class == Class::Relative => return false,
                Piece::Trigger(_) | Piece::Subset => return false,
                Piece::Word(_) => ands = false,
                Piece::People(_) => {}
            }
        }
        false
    }

    /// Whether the people at a chunk are the subject of what follows.
    fn has_verb(&self, chunks: &Chunks, at: usize) -> bool {
        for chunk in chunks.chunks.iter().skip(at + 1).take(5) {
            match chunk.piece {
                Piece::Word(Class::Adverb) => {}
                Piece::Word(class) => return class.is_finite(),
                Piece::Trigger(_) => return true,
                _ => return false,
            }
        }
        false
    }

    /// "two wounded soldiers", "the 20 dead": the phrase has its own word of harm.
    fn attributes(&mut self, chunks: &Chunks) {
        for people in 0..chunks.people.len() {
            let told = &chunks.people[people];
            if told.attributive.is_some() && told.quantity != Quantity::Bare && told.part == Part::Whole {
                self.links.push(Link {
                    people,
                    trigger: None,
                    effect: Effect::Killed,
                    bond: Bond::Attributive,
                    distance: 0,
                    whole: None,
                    member: self.member[people],
                    effect_named: false,
                    kin: None,
                });
            }
        }
    }

    /// Parts without a word of harm of their own take that of the people before them.
    fn members(&mut self, page: Page<'_>, chunks: &Chunks) {
        for people in 0..chunks.people.len() {
            let told = &chunks.people[people];
            let part = self.member[people] || matches!(told.part, Part::OfPronoun | Part::OfHarmed | Part::OfNext);
            if !part || told.quantity == Quantity::Bare {
                continue;
            }
            let next = (told.part == Part::OfNext)
                .then(|| self.links.iter().position(|link| link.people == people + 1))
                .flatten();
            let wanted =
                told.attributive.as_ref().and_then(|(word, _)| Some(page.lexicon.effects.get(*word as usize)?.effect));
            let wanted = wanted.or_else(|| self.cue_effect(page, chunks, people));
            let whole = next.or_else(|| self.whole_before(chunks, people, wanted));
            let whole_effect = whole.map(|whole| (self.links[whole].effect, self.links[whole].trigger));
            let mut linked = false;
            for link in self.links.iter_mut().filter(|link| link.people == people) {
                link.member = true;
                link.whole = whole;
                linked = true;
            }
            if !linked {
                let (effect, trigger) = whole_effect.unwrap_or((wanted.unwrap_or(Effect::Killed), None));
                self.links.push(Link {
                    people,
                    trigger,
                    effect,
                    bond: Bond::Member,
                    distance: 0,
                    whole,
                    member: true,
                    effect_named: wanted.is_some(),
                    kin: None,
                });
            }
        }
    }

    /// "the injured included", "other victims included": the harm that the noun before the cue names.
    fn cue_effect(&self, page: Page<'_>, chunks: &Chunks, people: usize) -> Option<Effect> {
        if !self.member[people] {
            return None;
        }
        let cue = self.before_subset(chunks, self.chunk_of[people])?;
        let before = chunks.chunks.get(cue.checked_sub(1)?)?;
        match before.piece {
            Piece::Trigger(trigger) => Some(chunks.triggers[trigger].effect),
            Piece::People(_) if page.lower(before.tokens.end - 1).starts_with("victim") => Some(Effect::Killed),
            _ => None,
        }
    }

    /// The link of the nearest people before that is no part itself.
    fn whole_before(&self, chunks: &Chunks, people: usize, wanted: Option<Effect>) -> Option<usize> {
        let at = self.chunk_of[people];
        let candidates = self.links.iter().enumerate().filter(|(_, link)| {
            self.chunk_of[link.people] < at
                && wanted.is_none_or(|wanted| wanted == link.effect)
                && !self.member[link.people]
                && !matches!(chunks.people[link.people].part, Part::OfPronoun | Part::OfHarmed | Part::OfNext)
                && chunks.people[link.people].quantity == Quantity::Number
        });
        candidates.max_by_key(|(_, link)| self.chunk_of[link.people]).map(|(index, _)| index)
    }
}

/// Whether "the number of" stands before the people at a chunk.
fn is_counted(page: Page<'_>, chunks: &Chunks, at: usize) -> bool {
    let start = chunks.chunks[at].tokens.start;
    (1..4).any(|back| {
        start.checked_sub(back).is_some_and(|of| {
            page.lower(of) == "of"
                && matches!(page.lower(of.wrapping_sub(1)), "number" | "numbers" | "total" | "tally" | "toll")
        })
    })
}

/// "of whom 17 were wounded": the part is the subject.
fn is_of_whom(page: Page<'_>, chunks: &Chunks, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|cue| {
        let cue = &chunks.chunks[cue];
        cue.piece == Piece::Subset && page.lower(cue.tokens.start) == "of"
    })
}

fn looks_back(trigger: &Trigger) -> bool {
    matches!(trigger.form, Form::Passive | Form::Subject | Form::Bare)
}
