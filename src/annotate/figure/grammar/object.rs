//! What a word of harm takes behind it: objects, what "of" leads to, the number at the end of a toll.
//! It must not know of subjects and lists.

use super::*;

impl Links {
    /// Objects right behind active verbs, and behind "of" after nouns.
    pub(super) fn forward(&mut self, page: Page<'_>, chunks: &Chunks, number: usize) {
        let trigger = &chunks.triggers[number];
        let at = self.trigger_chunk[number];
        match trigger.form {
            Form::Active => {
                if let Some((chunk, people)) = self.object(chunks, at) {
                    if !(trigger.weak && self.is_result(chunks, chunk)) {
                        self.link(chunks, people, number, Bond::Object, chunk - at - 1);
                        self.named_behind(chunks, chunk, number, Bond::Object);
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
                    self.named_behind(chunks, chunk, number, Bond::Object);
                } else if let Some((chunk, people)) = self.subject_behind(page, chunks, at) {
                    self.link(chunks, people, number, Bond::Subject, chunk - at - 1);
                }
            }
            Form::Nominal => self.nominal(page, chunks, number),
            Form::Toll => self.toll(page, chunks, number),
            Form::Subject => self.inverted(page, chunks, at, number),
            Form::Passive => {}
        }
    }

    /// "the murders of journalists Karim Haddad and Omar Osei": each name behind the noun is a person of its kind.
    fn named_behind(&mut self, chunks: &Chunks, noun: usize, number: usize, bond: Bond) {
        let Some(kin) = self.people_of(chunks, noun) else { return };
        let told = &chunks.people[kin];
        let Some(name) = self.people_of(chunks, noun + 1) else { return };
        if told.quantity != Quantity::Bare || told.head != Head::Known || chunks.people[name].head != Head::Name {
            return;
        }
        let first = self.links.len();
        self.link(chunks, name, number, bond, 0);
        for link in self.links.iter_mut().skip(first) {
            link.kin = Some(kin);
        }
    }

    /// "Also killed were a trader, two guards and a driver": the subject behind its verb.
    fn subject_behind(&self, page: Page<'_>, chunks: &Chunks, at: usize) -> Option<(usize, usize)> {
        let opens = match at.checked_sub(1).map(|before| &chunks.chunks[before]) {
            None => true,
            Some(before) => {
                matches!(before.piece, Piece::Word(Class::Comma | Class::And | Class::Semicolon | Class::Quote))
                    || page.lower(before.tokens.start) == "also"
            }
        };
        let be = chunks.chunks.get(at + 1)?;
        let verb = be.piece == Piece::Word(Class::Be);
        (opens && verb).then(|| self.people_of(chunks, at + 2).map(|people| (at + 2, people))).flatten()
    }

    /// "shot two men dead", "left 20 homeless": the adjective behind says what befell them.
    pub(super) fn is_result(&self, chunks: &Chunks, people: usize) -> bool {
        matches!(self.after(chunks, people), Some(Piece::Trigger(next)) if {
            let next = &chunks.triggers[next];
            next.form == Form::Subject && !next.finite
        })
    }

    /// "among the dead were three children".
    pub(super) fn inverted(&mut self, page: Page<'_>, chunks: &Chunks, at: usize, number: usize) {
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
    pub(super) fn object(&self, chunks: &Chunks, at: usize) -> Option<(usize, usize)> {
        let mut adjective = false;
        let strong = matches!(chunks.chunks[at].piece, Piece::Trigger(number) if !chunks.triggers[number].weak);
        for (index, chunk) in chunks.chunks.iter().enumerate().skip(at + 1).take(4) {
            match chunk.piece {
                // "killed elusive commander Karim Haddad": one adjective that no lexicon has.
                Piece::People(people) => {
                    let told = &chunks.people[people];
                    let named = told.head == Head::Known && told.quantity == Quantity::One && told.number.is_none();
                    return (!adjective || named).then_some((index, people));
                }
                Piece::Word(Class::Open) if strong && index == at + 1 => adjective = true,
                Piece::Word(Class::Adverb | Class::Quote) => {}
                _ => return None,
            }
        }
        None
    }

    /// "abducted and killed two men": the object of the verb that "and" ties to the one at chunk `at`.
    pub(super) fn shared_object(&self, chunks: &Chunks, at: usize) -> Option<(usize, usize)> {
        let other = self.next_shared(chunks, at)?;
        matches!(chunks.triggers[other].form, Form::Active | Form::Bare)
            .then(|| self.object(chunks, self.trigger_chunk[other]))
            .flatten()
    }

    /// The trigger that "and" ties to the one at chunk `at`.
    pub(super) fn next_shared(&self, chunks: &Chunks, at: usize) -> Option<usize> {
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
    pub(super) fn is_object_of_bare(&self, chunks: &Chunks, at: usize, object: usize, people: &People) -> bool {
        let left = self.left_neighbour(chunks, at);
        // "killed 25 of them", but not "20 were killed, nine of them children".
        let one = people.number.as_ref().is_none_or(|number| number.high == Some(1));
        if people.part == Part::OfPronoun && (left.is_some() || object > at + 1 || one)
            || people.head == Head::Pronoun && people.quantity == Quantity::Bare
        {
            return false;
        }
        let left_counts = left.is_some_and(|left| {
            let people = &chunks.people[left];
            people.quantity != Quantity::Bare && (people.number.is_some() || people.head != Head::Name)
        });
        let own =
            matches!(self.after(chunks, object), Some(Piece::Trigger(next)) if looks_back(&chunks.triggers[next]));
        !(left_counts && own)
    }

    /// "the deaths of 20 people", "the arrest in Homs of a teacher", "20 civilian deaths".
    pub(super) fn nominal(&mut self, page: Page<'_>, chunks: &Chunks, number: usize) {
        let at = self.trigger_chunk[number];
        let mut of = false;
        for (index, chunk) in chunks.chunks.iter().enumerate().skip(at + 1).take(7) {
            match chunk.piece {
                Piece::Word(Class::Of) => of = true,
                // "65 bodies of civilians": the number stands before.
                Piece::People(people) if of && chunks.people[people].quantity == Quantity::Bare => {
                    let counted = self.left_neighbour(chunks, at).filter(|&left| {
                        let left = &chunks.people[left];
                        left.head == Head::Missing && left.number.is_some() && left.part == Part::Whole
                    });
                    let Some(counted) = counted else {
                        self.link(chunks, people, number, Bond::Nominal, index - at - 1);
                        return self.named_behind(chunks, index, number, Bond::Nominal);
                    };
                    let first = self.links.len();
                    self.link(chunks, counted, number, Bond::Adjacent, 0);
                    for link in self.links.iter_mut().skip(first) {
                        link.kin = Some(people);
                    }
                    return;
                }
                Piece::People(people) if of => {
                    return self.link(chunks, people, number, Bond::Nominal, index - at - 1);
                }
                Piece::Word(Class::Open | Class::Preposition | Class::Hyphen | Class::Definite) if !of => {}
                Piece::Word(Class::Open | Class::Hyphen | Class::Definite) if index < at + 6 => {}
                Piece::Word(Class::Adverb | Class::Quote) => {}
                _ => break,
            }
        }
        // "leaving four people with grave injuries".
        if chunks.triggers[number].effect == Effect::Wounded
            && let Some((chunk, people)) = self.bearer(page, chunks, at)
        {
            return self.link(chunks, people, number, Bond::Subject, at - chunk - 1);
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

    /// The chunk and number of the people before "with" and the adjectives of an injury.
    fn bearer(&self, page: Page<'_>, chunks: &Chunks, at: usize) -> Option<(usize, usize)> {
        let before = chunks.chunks[..at].iter().rposition(|chunk| {
            !matches!(chunk.piece, Piece::Word(Class::Open | Class::Adverb | Class::Hyphen | Class::Indefinite))
        })?;
        let with = page.lower(chunks.chunks[before].tokens.start) == "with";
        let people = before.checked_sub(1).filter(|_| with && at - before < 6)?;
        self.people_of(chunks, people).map(|number| (people, number))
    }

    /// "the death toll rose to 20", "a toll of 20", "put the toll at 20".
    pub(super) fn toll(&mut self, page: Page<'_>, chunks: &Chunks, number: usize) {
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
    pub(super) fn counted(&mut self, page: Page<'_>, chunks: &Chunks, number: usize, kin: usize) {
        let first = self.links.len();
        self.toll(page, chunks, number);
        for link in self.links.iter_mut().skip(first) {
            link.kin = Some(kin);
        }
    }

    /// "at", "reached", "exceeded": a toll's number follows.
    pub(super) fn is_leading(&self, page: Page<'_>, at: usize) -> bool {
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
}

/// Whether "the number of" stands before the people at a chunk.
pub(super) fn is_counted(page: Page<'_>, chunks: &Chunks, at: usize) -> bool {
    let start = chunks.chunks[at].tokens.start;
    (1..4).any(|back| {
        start.checked_sub(back).is_some_and(|of| {
            page.lower(of) == "of"
                && matches!(page.lower(of.wrapping_sub(1)), "number" | "numbers" | "total" | "tally" | "toll")
        })
    })
}
