//! What an article has said of single persons so far, so that "Haddad was killed" and "he was shot" know that Haddad is
//! the rebel commander of an earlier sentence. It must not know places, dates or sources.

use rustc_hash::FxHashMap;

use super::chunk::{Chunks, Piece};
use super::grammar::Links;
use super::marks::Page;
use super::people::{Head, People, Quantity};
use crate::annotate::statement::Statement;
use crate::article::VictimClass;

/// Persons by the last word of their name, and the person told of last.
#[derive(Debug, Default)]
pub struct Persons {
    named: FxHashMap<String, VictimClass>,
    last: VictimClass,
}

impl Persons {
    /// Gives names of a sentence the class that it or an earlier one says, pronouns that of the person told of before it.
    pub fn apply(
        &mut self,
        page: Page<'_>,
        chunks: &Chunks,
        links: &Links,
        made: &[Option<usize>],
        out: &mut [Statement],
    ) {
        let last = self.last;
        self.remember(page, chunks);
        for (index, link) in links.links.iter().enumerate() {
            let people = &chunks.people[link.people];
            let Some(statement) = made[index].and_then(|made| out.get_mut(made)) else { continue };
            if statement.victims.class != VictimClass::Unspecified || people.quantity != Quantity::One {
                continue;
            }
            match people.head {
                Head::Name => {
                    if let Some(class) = self.named.get(page.lower(people.quote.end.saturating_sub(1))) {
                        statement.victims.class = *class;
                    }
                }
                Head::Pronoun => statement.victims.class = last,
                _ => {}
            }
        }
    }

    fn remember(&mut self, page: Page<'_>, chunks: &Chunks) {
        let mut first = true;
        for (index, chunk) in chunks.chunks.iter().enumerate() {
            let Piece::People(people) = chunk.piece else { continue };
            let people = &chunks.people[people];
            if people.head == Head::Pronoun || people.quantity != Quantity::One {
                continue;
            }
            let class = match people.class {
                VictimClass::Unspecified if people.head == Head::Name => self.apposed(page, chunks, index),
                class => class,
            };
            let name = page.lower(people.tokens.end.saturating_sub(1));
            let named = people.head == Head::Name || people.tokens.end > people.quote.end || is_capital(page, people);
            if named && class != VictimClass::Unspecified {
                self.named.entry(name.to_string()).or_insert(class);
            }
            if first {
                let known = self.named.get(name).copied().filter(|_| named);
                self.last = if class == VictimClass::Unspecified { known.unwrap_or_default() } else { class };
                first = false;
            }
        }
    }

    /// "Haddad, a rebel commander,": the class of the noun behind the comma.
    fn apposed(&self, page: Page<'_>, chunks: &Chunks, name: usize) -> VictimClass {
        let behind = chunks.chunks.get(name + 1..).unwrap_or(&[]);
        let [comma, rest @ ..] = behind else { return VictimClass::Unspecified };
        if page.lower(comma.tokens.start) != "," {
            return VictimClass::Unspecified;
        }
        let noun = rest.iter().take(3).find_map(|chunk| match chunk.piece {
            Piece::People(people) => chunks.people.get(people),
            _ => None,
        });
        noun.filter(|noun| noun.quantity == Quantity::One || noun.singular)
            .map_or(VictimClass::Unspecified, |noun| noun.class)
    }
}

fn is_capital(page: Page<'_>, people: &People) -> bool {
    page.document.tokens.get(people.tokens.end.saturating_sub(1)).is_some_and(|token| token.is_capitalised())
}
