//! Parts within a sentence: lists behind "including", "nine of them", "two of the 49". They take the harm of their whole
//! where they have none of their own. It must not know of wholes in other sentences.

use super::*;

impl Links {
    /// Marks the people of lists behind "including": they are parts, never the subject.
    pub(super) fn mark_members(&mut self, chunks: &Chunks) {
        let mut inside = false;
        let mut gap = 0;
        for (index, chunk) in chunks.chunks.iter().enumerate() {
            match chunk.piece {
                Piece::Subset => (inside, gap) = (true, 0),
                Piece::People(_) if gap > 0 && self.in_prepositional(chunks, index) => gap += 1,
                // "including a union leader, and more than 30 injured": these have their own harm.
                Piece::People(people) if gap > 0 && self.has_own_harm(chunks, index, people) => inside = false,
                Piece::People(people) if inside && self.is_another(chunks, index, people) => inside = false,
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
    pub(super) fn has_own_harm(&self, chunks: &Chunks, at: usize, people: usize) -> bool {
        let and = at.checked_sub(1).is_some_and(|before| chunks.chunks[before].piece == Piece::Word(Class::And));
        and && chunks.people[people].number.is_some()
            && matches!(self.after(chunks, at), Some(Piece::Trigger(next)) if matches!(chunks.triggers[next].form, Form::Bare | Form::Subject))
    }

    /// The chunk of the cue that opens the list of parts in which chunk `at` stands.
    pub(super) fn before_subset(&self, chunks: &Chunks, at: usize) -> Option<usize> {
        let back = chunks.chunks[..at].iter().rev().take(REACH).position(|chunk| chunk.piece == Piece::Subset)?;
        Some(at - 1 - back)
    }

    /// Parts without a word of harm of their own take that of the people before them.
    pub(super) fn members(&mut self, page: Page<'_>, chunks: &Chunks) {
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
            if !linked
                && whole.is_none()
                && wanted.is_none()
                && let Some((effect, trigger, kin)) = self.bare_whole(chunks, people)
            {
                let link = Link::new(people, Some(trigger), effect, Bond::Carried);
                self.links.push(Link { kin: Some(kin), ..link });
            } else if !linked {
                let (effect, trigger) = whole_effect.unwrap_or((wanted.unwrap_or(Effect::Killed), None));
                let link = Link::new(people, trigger, effect, Bond::Member);
                self.links.push(Link { whole, member: true, effect_named: wanted.is_some(), ..link });
            }
        }
    }

    /// "beheaded captives, including two reporters": the harm of people without a number right before the cue, and the
    /// people.
    fn bare_whole(&self, chunks: &Chunks, people: usize) -> Option<(Effect, usize, usize)> {
        let cue = self.before_subset(chunks, self.chunk_of[people])?;
        let before = cue.checked_sub(1 + usize::from(self.is_comma(chunks, cue)))?;
        let whole = self.people_of(chunks, before)?;
        let link = self.links.iter().find(|link| link.people == whole)?;
        (chunks.people[whole].quantity == Quantity::Bare).then_some((link.effect, link.trigger?, whole))
    }

    /// "the injured included", "other victims included": the harm that the noun before the cue names.
    pub(super) fn cue_effect(&self, page: Page<'_>, chunks: &Chunks, people: usize) -> Option<Effect> {
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
    pub(super) fn whole_before(&self, chunks: &Chunks, people: usize, wanted: Option<Effect>) -> Option<usize> {
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
