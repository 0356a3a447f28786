//! What a word of harm takes before it: subjects of passives and intransitives, people right before participles, the noun
//! to which a name is only an apposition. It must not know of objects.

use super::object::is_counted;
use super::*;

impl Links {
    /// Subjects before passives, intransitives and adjectives; people right before participles.
    pub(super) fn backward(&mut self, page: Page<'_>, chunks: &Chunks, number: usize) {
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
    pub(super) fn takes_a_thing(&self, page: Page<'_>, chunks: &Chunks, at: usize) -> bool {
        let Some(next) = chunks.chunks.get(at + 1) else { return false };
        match next.piece {
            // "2,100 civilians killed this year", "killed the day before".
            Piece::Word(Class::Indefinite | Class::Definite) => {
                let first = next.tokens.start;
                !(first + 1..first + 3).any(|token| is_time(page.lower(token)))
            }
            Piece::Word(Class::Owner | Class::Pronoun) => true,
            Piece::Word(Class::Open) => {
                let token = page.document.tokens.get(next.tokens.start);
                !page.document.upper_case && token.is_some_and(|token| token.is_word() && !token.is_capitalised())
            }
            _ => false,
        }
    }

    pub(super) fn has_object(&self, trigger: usize) -> bool {
        self.links.iter().any(|link| link.trigger == Some(trigger))
    }

    /// The chunk of the people that are the subject of a trigger that looks back.
    pub(super) fn subject(&self, page: Page<'_>, chunks: &Chunks, number: usize) -> Option<usize> {
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
                    // "with 20 civilians reportedly killed": only an adverb between.
                    let touches = chunks.chunks[index + 1..start]
                        .iter()
                        .all(|chunk| matches!(chunk.piece, Piece::Word(Class::Adverb)));
                    let prepositional = self.in_prepositional(chunks, index)
                        || told.head == Head::Name && self.behind_title(chunks, index);
                    if (!touches || full) && !adjacent && prepositional {
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
                    let subject = match told.head {
                        Head::Name => self
                            .counted_before(chunks, index)
                            .or_else(|| self.named(page, chunks, index))
                            .unwrap_or(index),
                        _ => self.apposed_to(chunks, index).unwrap_or(index),
                    };
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
                    // "gunmen suspected of being involved".
                    Class::Be if page.lower(chunks.chunks[index].tokens.start) == "being" => open += 1,
                    _ if class.is_finite() => verbs += 1,
                    _ => open += 1,
                },
            }
        }
        None
    }

    pub(super) fn behind_of(&self, chunks: &Chunks, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| chunks.chunks[before].piece == Piece::Word(Class::Of))
    }

    /// "a rebel leader, Karim Haddad, was killed", "a trader, identified as Haddad": the noun before the name.
    pub(super) fn named(&self, page: Page<'_>, chunks: &Chunks, name: usize) -> Option<usize> {
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

    /// "two policemen, Karim Haddad and Omar Osei, were killed": the counted people whom a pair of names explains.
    fn counted_before(&self, chunks: &Chunks, name: usize) -> Option<usize> {
        let first = self.joined_left(chunks, name)?;
        let before = first.checked_sub(1 + usize::from(self.is_comma(chunks, first)))?;
        let told = &chunks.people[self.people_of(chunks, before)?];
        let names = chunks.people[self.people_of(chunks, first)?].head == Head::Name;
        (names && told.head == Head::Known && told.number.is_some()).then_some(before)
    }

    /// "son of the late founder Omar Haddad": the name in a phrase behind "of" or another preposition.
    fn behind_title(&self, chunks: &Chunks, name: usize) -> bool {
        let mut before = chunks.chunks[..name]
            .iter()
            .rev()
            .map(|chunk| chunk.piece)
            .skip_while(|piece| matches!(piece, Piece::Word(Class::Open | Class::Hyphen | Class::Adverb)));
        matches!(before.next(), Some(Piece::Word(Class::Definite | Class::Indefinite | Class::Owner)))
            && matches!(before.next(), Some(Piece::Word(Class::Of | Class::Preposition | Class::By)))
    }

    /// "Karim Haddad, general commander of the brigade, was killed": the name before the noun that only explains it.
    fn apposed_to(&self, chunks: &Chunks, noun: usize) -> Option<usize> {
        let told = &chunks.people[self.people_of(chunks, noun)?];
        if told.number.is_some() || !(told.singular || told.quantity == Quantity::One) || told.others {
            return None;
        }
        let mut comma = false;
        for index in (noun.saturating_sub(4)..noun).rev() {
            match chunks.chunks[index].piece {
                Piece::Word(Class::Comma) => comma = true,
                Piece::Word(Class::Open | Class::Adverb | Class::Indefinite | Class::Definite | Class::Hyphen)
                    if !comma => {}
                Piece::People(people) if comma => {
                    let name = &chunks.people[people];
                    let free = self.claimed[people] == 0 && !self.member[people];
                    return (free && name.head == Head::Name && !self.in_prepositional(chunks, index)).then_some(index);
                }
                _ => return None,
            }
        }
        None
    }

    pub(super) fn is_comma(&self, chunks: &Chunks, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| chunks.chunks[before].piece == Piece::Word(Class::Comma))
    }

    /// Whether people stand right before a chunk.
    pub(super) fn is_people(&self, chunks: &Chunks, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| matches!(chunks.chunks[before].piece, Piece::People(_)))
    }

    /// Whether a finite verb comes right behind a chunk: the sentence goes on with another predicate.
    pub(super) fn followed_by_verb(&self, chunks: &Chunks, at: usize) -> bool {
        matches!(self.after(chunks, at), Some(Piece::Word(class)) if class.is_finite())
    }

    /// Whether another subject begins at a chunk: "and a car was hit".
    pub(super) fn opens_other_subject(&self, chunks: &Chunks, at: usize) -> bool {
        matches!(
            chunks.chunks.get(at).map(|chunk| chunk.piece),
            Some(Piece::Word(Class::Indefinite | Class::Definite | Class::Owner))
        )
    }

    /// "died", "fled" stand alone as a finite verb; "dead", "missing" need to touch their people.
    pub(super) fn is_finite_subject(&self, trigger: &Trigger) -> bool {
        trigger.form == Form::Subject && trigger.finite
    }

    /// Chunks of auxiliaries and adverbs before the verb.
    pub(super) fn group_length(&self, chunks: &Chunks, at: usize, trigger: &Trigger) -> usize {
        chunks.chunks[..at].iter().rev().take_while(|chunk| chunk.tokens.start >= trigger.tokens.start).count()
    }

    /// "was" goes with one person, "were" with several.
    pub(super) fn agrees(&self, chunks: &Chunks, at: usize, people: &People, trigger: &Trigger) -> bool {
        let many = people.number.as_ref().is_some_and(|number| number.low != Some(1) || number.high != Some(1));
        if trigger.singular && many {
            return false;
        }
        let one = people.quantity == Quantity::One;
        !(trigger.plural && one) || self.joined_left(chunks, at).is_some()
    }
}

fn is_time(word: &str) -> bool {
    matches!(
        word,
        "day"
            | "week"
            | "weekend"
            | "month"
            | "year"
            | "morning"
            | "night"
            | "evening"
            | "afternoon"
            | "summer"
            | "winter"
            | "spring"
    )
}

/// "of whom 17 were wounded": the part is the subject.
pub(super) fn is_of_whom(page: Page<'_>, chunks: &Chunks, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|cue| {
        let cue = &chunks.chunks[cue];
        cue.piece == Piece::Subset && page.lower(cue.tokens.start) == "of"
    })
}
