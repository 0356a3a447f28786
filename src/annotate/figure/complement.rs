//! What hangs on a noun for people by "of" and "from": "members of the security forces", "men from the brigade". It tells
//! the class that the noun left open. It must not know how the noun was read.

use super::marks::Page;
use super::people::People;
use crate::article::VictimClass;
use crate::text::grammar_word::{Class, class_of};
use crate::text::number::number_at;

/// Reads "of the security forces" behind "members" and lets it tell the class that the noun left open.
pub fn complement(page: Page<'_>, people: &mut People) {
    // "members and commanders of the militia".
    let mut of = people.tokens.end;
    if page.lower(of) == "and"
        && let Some((_, end)) = page.victim(of + 1)
        && page.lower(end) == "of"
    {
        of = end;
    }
    if page.lower(of) != "of" && page.lower(of) != "from" {
        return;
    }
    let open = people.class == VictimClass::Unspecified;
    let mut next = of + 1;
    while next < of + 3 && matches!(class_of(page.lower(next)), Class::Definite | Class::Owner | Class::Indefinite) {
        next += 1;
    }
    let from = next;
    let mut class = None;
    while next < from + 8 {
        if number_at(page.document, next).is_some() || page.lower(next).starts_with("includ") {
            break;
        }
        if let Some((word, end)) = page.victim(next).or_else(|| page.modifier(next)) {
            class = word.class.or(class);
            next = end;
        } else if let Some((actor, end)) = page.actor(next) {
            class = page.lexicon.actor(actor).and_then(|actor| actor.class).or(class);
            next = end;
        } else if let Some((index, _, end)) = page.demonym(next) {
            people.affiliation = people.affiliation.or(Some(index));
            next = end;
        } else if class_of(page.lower(next)) == Class::Hyphen
            || (class_of(page.lower(next)) == Class::Open && !page.has_effect(next))
        {
            next += 1;
        } else {
            break;
        }
    }
    if let Some(class) = class.filter(|class| open && *class != VictimClass::Unspecified) {
        people.class = class;
        people.tokens.end = next;
    } else if page.lower(of) == "of" && class.is_some() {
        people.tokens.end = next;
    }
}
