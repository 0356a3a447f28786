//! Parts named before or behind a whole that "among" introduces: "nine women and two children were among the 20
//! civilians killed", "among the 20 killed were nine women". Links only; it must not know the record.

use super::chunk::{Chunks, Piece};
use super::grammar::{Bond, Link, Links};
use super::marks::Page;
use super::people::{Head, People, Quantity};
use crate::text::grammar_word::Class;

/// Pieces between "among" and the whole, or the parts.
const NEAR: usize = 4;
/// Most pieces of a list of parts.
const LIST: usize = 16;

impl Links {
    /// Makes the people around "among" parts of the counted people behind it.
    pub(super) fn among(&mut self, page: Page<'_>, chunks: &Chunks) {
        for (at, chunk) in chunks.chunks.iter().enumerate() {
            if !matches!(page.lower(chunk.tokens.start), "among" | "amongst") {
                continue;
            }
            let Some((behind, whole)) = self.counted_behind(chunks, at) else { continue };
            let parts = match parts_before(chunks, at) {
                parts if parts.is_empty() => parts_behind(chunks, behind),
                parts => parts,
            };
            for part in parts {
                self.make_part(chunks, part, whole);
            }
        }
    }

    /// The chunk and the link of the counted people right behind "among".
    fn counted_behind(&self, chunks: &Chunks, at: usize) -> Option<(usize, usize)> {
        for (index, chunk) in chunks.chunks.iter().enumerate().skip(at + 1).take(NEAR) {
            match chunk.piece {
                Piece::People(people) => {
                    let counted = chunks.people[people].quantity == Quantity::Number;
                    let link = self.links.iter().position(|link| link.people == people && !link.member)?;
                    return counted.then_some((index, link));
                }
                Piece::Word(Class::Definite | Class::Quantifier | Class::Adverb) => {}
                _ => return None,
            }
        }
        None
    }

    fn make_part(&mut self, chunks: &Chunks, people: usize, whole: usize) {
        let (effect, trigger, of) = (self.links[whole].effect, self.links[whole].trigger, self.links[whole].people);
        if people == of || !is_smaller(&chunks.people[people], &chunks.people[of]) {
            return;
        }
        if let Some(link) = self.links.iter_mut().find(|link| link.people == people && link.effect == effect) {
            (link.member, link.whole) = (true, Some(whole));
            return;
        }
        let link = Link::new(people, trigger, effect, Bond::Member);
        self.links.push(Link { whole: Some(whole), member: true, ..link });
    }
}

fn is_smaller(part: &People, whole: &People) -> bool {
    let least = part.number.as_ref().map_or(Some(1), |number| number.low.or(number.high));
    let most = whole.number.as_ref().and_then(|number| number.high.or(number.low));
    least.zip(most).is_none_or(|(least, most)| least < most)
}

/// The list of people before "were among".
fn parts_before(chunks: &Chunks, at: usize) -> Vec<usize> {
    let before = chunks.chunks[..at].iter().rev();
    let mut list = before
        .skip_while(|chunk| matches!(chunk.piece, Piece::Word(Class::Be | Class::Adverb | Class::Have)))
        .take(LIST)
        .peekable();
    let verb = at.checked_sub(1).is_some_and(|last| !matches!(chunks.chunks[last].piece, Piece::People(_)));
    if !verb || !list.peek().is_some_and(|chunk| matches!(chunk.piece, Piece::People(_))) {
        return Vec::new();
    }
    people_of(chunks, list.map(|chunk| chunk.piece))
}

/// The list of people behind "among the 20 killed were".
fn parts_behind(chunks: &Chunks, whole: usize) -> Vec<usize> {
    let mut behind = chunks.chunks.iter().skip(whole + 1).take(NEAR).enumerate();
    let be = behind.find_map(|(index, chunk)| match chunk.piece {
        Piece::Word(Class::Be) => Some(Some(index)),
        Piece::Trigger(_) | Piece::Word(Class::Adverb | Class::Comma) => None,
        _ => Some(None),
    });
    let Some(Some(be)) = be else { return Vec::new() };
    people_of(chunks, chunks.chunks.iter().skip(whole + 2 + be).take(LIST).map(|chunk| chunk.piece))
}

/// The people of a list, up to the first piece that joins nothing.
fn people_of(chunks: &Chunks, pieces: impl Iterator<Item = Piece>) -> Vec<usize> {
    let list = pieces.take_while(|piece| {
        matches!(piece, Piece::People(_) | Piece::Word(Class::And | Class::Comma | Class::Adverb | Class::Open))
    });
    let people = list.filter_map(|piece| match piece {
        Piece::People(people) => Some(people),
        _ => None,
    });
    let counted = people.filter(|&people| {
        let told = &chunks.people[people];
        told.head == Head::Known && told.quantity != Quantity::Bare
    });
    counted.collect()
}
