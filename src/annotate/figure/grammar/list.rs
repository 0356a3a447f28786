//! Lists: the people that "and" and commas join to those that a word of harm has taken, to the left and to the right.
//! It must not know how the first of them was taken.

use super::*;

impl Links {
    /// Links the people at chunk `last` and those that "and" and commas join to it on the left.
    pub(super) fn take_group(&mut self, chunks: &Chunks, number: usize, last: usize, bond: Bond, distance: usize) {
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
    pub(super) fn joined_left(&self, chunks: &Chunks, at: usize) -> Option<usize> {
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
                    // "Karim Haddad and Omar Osei were killed", but not "Haddad, Osei was killed".
                    let pair = index + 2 == at && chunks.chunks[index + 1].piece == Piece::Word(Class::And);
                    let named = told.head == Head::Name && !(pair && self.is_name(chunks, at));
                    let free = self.claimed[people] == 0 && !self.member[people] && told.head != Head::Missing;
                    let inside = told.head == Head::Name && self.in_prepositional(chunks, index);
                    return (free && !named && !inside).then_some(index);
                }
                Piece::Word(
                    Class::Open | Class::Preposition | Class::Of | Class::Definite | Class::Owner | Class::Hyphen,
                ) if connectors > 0 => gap = true,
                Piece::People(_) if self.in_prepositional(chunks, index) && connectors > 0 => {}
                // "five soldiers, an officer (retired) and a guard".
                Piece::Word(Class::Close) if connectors > 0 => index = open_bracket(chunks, index)?,
                _ => return None,
            }
        }
        None
    }

    /// What goes on behind the last people of a trigger: "killed 10 soldiers in Homs and four in Hama".
    pub(super) fn carry(&mut self, chunks: &Chunks, number: usize) {
        let own = self.links.iter().filter(|link| link.trigger == Some(number));
        let Some(last) = own.map(|link| self.chunk_of[link.people]).max() else { return };
        let trigger = &chunks.triggers[number];
        let mut at = last.max(self.trigger_chunk[number]);
        if trigger.form == Form::Toll {
            return;
        }
        while let Some(next) = self.joined_right(chunks, at) {
            let Piece::People(people) = chunks.chunks[next].piece else { return };
            let first = self.links.len();
            self.link(chunks, people, number, Bond::Carried, next - at);
            // "reporters Karim Haddad and Omar Osei": the second name has the noun of the first.
            if chunks.people[people].head == Head::Name {
                let before = self.people_of(chunks, at);
                let kin = self.links[..first].iter().find(|link| Some(link.people) == before).and_then(|link| link.kin);
                for link in self.links.iter_mut().skip(first) {
                    link.kin = kin;
                }
            }
            at = next;
        }
    }

    /// The next people that a connector joins on the right and that no other word claims.
    pub(super) fn joined_right(&self, chunks: &Chunks, at: usize) -> Option<usize> {
        let (mut connector, mut ands, mut parts) = (false, false, false);
        for (index, chunk) in chunks.chunks.iter().enumerate().skip(at + 1).take(TAIL) {
            match chunk.piece {
                // "20 people, including three children, as well as five guards".
                Piece::Subset => parts = true,
                Piece::Word(Class::And) if chunk.tokens.len() > 1 => (connector, ands, parts) = (true, true, false),
                // "19 people, including six children, and another 23 people".
                Piece::People(people) if parts && self.is_another(chunks, index, people) => {
                    return (self.claimed[people] == 0 && !self.has_verb(chunks, index)).then_some(index);
                }
                Piece::Word(_) | Piece::People(_) if parts => {}
                Piece::Word(Class::Comma) => connector = true,
                Piece::Word(Class::And | Class::Or) => (connector, ands) = (true, true),
                Piece::Word(Class::Adverb) => {}
                Piece::People(people) if connector => {
                    let told = &chunks.people[people];
                    let counts = told.quantity != Quantity::Bare
                        && !matches!(told.head, Head::Pronoun | Head::Unknown)
                        && (told.head != Head::Name || self.is_name(chunks, at))
                        && told.part != Part::OfPronoun
                        && (told.head != Head::Missing || told.others || self.stands_alone(chunks, index));
                    let free = self.claimed[people] == 0 && !self.member[people];
                    // A comma alone goes on with numbers; "…, a guard who was murdered" begins something else.
                    let listed = ands || told.quantity == Quantity::Number || self.list_ends_in_and(chunks, index);
                    // "killed Karim Haddad, a senior commander" names one person twice.
                    let apposed =
                        !ands && told.quantity == Quantity::One && told.head != Head::Name && self.is_name(chunks, at);
                    let other = apposed
                        || (told.definite && !told.owned && told.head != Head::Name && told.quantity == Quantity::One);
                    return (counts && free && listed && !other && !self.has_verb(chunks, index)).then_some(index);
                }
                // The stop of "Nov. 13": no sentence ends here.
                Piece::Word(Class::Stop) if index + 1 < chunks.chunks.len() => (connector, ands) = (false, false),
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

    /// "and another 23 people": other people than those told of, so no part of them.
    pub(super) fn is_another(&self, chunks: &Chunks, at: usize, people: usize) -> bool {
        let told = &chunks.people[people];
        let and = at.checked_sub(1).is_some_and(|before| chunks.chunks[before].piece == Piece::Word(Class::And));
        and && told.others && told.number.is_some() && told.part == Part::Whole
    }

    /// Whether a chunk is a personal name.
    fn is_name(&self, chunks: &Chunks, at: usize) -> bool {
        self.people_of(chunks, at).is_some_and(|people| chunks.people[people].head == Head::Name)
    }

    /// Whether nothing that a number could count stands behind it.
    pub(super) fn stands_alone(&self, chunks: &Chunks, at: usize) -> bool {
        match chunks.chunks.get(at + 1).map(|chunk| chunk.piece) {
            Some(Piece::Word(class)) => !matches!(class, Class::Open | Class::Adverb | Class::Hyphen | Class::Sign),
            _ => true,
        }
    }

    /// Whether the list goes on with "and" and more people.
    pub(super) fn list_ends_in_and(&self, chunks: &Chunks, at: usize) -> bool {
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
    pub(super) fn has_verb(&self, chunks: &Chunks, at: usize) -> bool {
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
}

/// The chunk of the bracket that the one at a chunk closes.
fn open_bracket(chunks: &Chunks, close: usize) -> Option<usize> {
    (close.saturating_sub(8)..close).rev().find(|&index| chunks.chunks[index].piece == Piece::Word(Class::Bracket))
}
