//! Whether a mention of a party names those who were harmed: "20 fighters of the Lions Brigade", "Lions commander Karim
//! Haddad". It must not know who did the harm.

use super::by::Ties;
use super::by_party::{Mention, Party};
use super::by_tier::sentence_mentions;
use super::scene::Spot;
use crate::annotate::figure::marks::Page;
use crate::annotate::statement::Statement;
use crate::article::{Field, VictimClass};
use crate::lexicon::Entry;
use crate::text::grammar_word::{Class, class_of};

/// How far a name may stand from the people that it tells of, in tokens.
const NEAR: usize = 4;

/// Whether a mention belongs to the people of a statement.
pub(super) fn is_victim(page: Page<'_>, statement: &Statement, mention: &Mention) -> bool {
    let people = &statement.people;
    if people.is_empty() {
        return false;
    }
    if people.contains(&mention.tokens.start) {
        return true;
    }
    // "20 fighters of the Lions Brigade", "three members of the army".
    let behind = people.end..mention.tokens.start;
    if behind.start <= behind.end && behind.len() <= NEAR && !behind.is_empty() {
        let first = page.lower(behind.start);
        let joins = matches!(first, "of" | "from" | "belonging" | "loyal" | "with");
        return joins
            && behind.clone().all(|at| {
                let lower = page.lower(at);
                matches!(lower, "of" | "from" | "belonging" | "to" | "loyal" | "with")
                    || matches!(class_of(lower), Class::Definite | Class::Indefinite | Class::Open) && !tells(page, at)
            });
    }
    // "Lions Brigade commander Karim Haddad was killed".
    let before = mention.tokens.end..people.start;
    before.start <= before.end
        && before.len() < NEAR
        && before.clone().all(|at| class_of(page.lower(at)) == Class::Open && !tells(page, at))
        && before.clone().any(|at| page.victim(at).is_some() || mark_is_source(page, at))
}

/// Whether a word says harm or a weapon.
fn tells(page: Page<'_>, at: usize) -> bool {
    page.has_effect(at)
        || page.marks.at(at).iter().any(|mark| matches!(mark.entry, Entry::Method(_) | Entry::Reporting(_)))
}

fn mark_is_source(page: Page<'_>, at: usize) -> bool {
    page.marks.at(at).iter().any(|mark| matches!(mark.entry, Entry::Source(_)))
}

/// Whether a party is told to have been harmed in a statement around this one, its own left out.
pub(super) fn is_harmed_around(spot: &Spot<'_, '_>, party: &Party, field: Field) -> bool {
    const REACH: usize = 2;
    const MOST: usize = 6;
    let statements = &spot.view.passage.statements;
    let here = spot.statement.sentence;
    let from = statements.partition_point(|other| other.sentence + REACH < here);
    statements
        .iter()
        .skip(from)
        .take_while(|other| other.sentence <= here + REACH)
        .filter(|other| other.tokens != spot.statement.tokens)
        .take(MOST)
        .any(|other| {
            party
                .within(field, other.sentence..other.sentence + 1)
                .iter()
                .take(MOST)
                .any(|mention| is_victim(spot.view.page, other, mention))
        })
}

/// Whether those harmed are a party's own: its members, or soldiers of its country, or of whom it speaks as its dead. Such
/// a party did it only where the sentence says so: "the army killed three of its own soldiers".
pub(super) fn is_own_side(spot: &Spot<'_, '_>, party: &Party, ties: Ties<'_>) -> bool {
    let victims = &spot.statement.victims;
    let armed = matches!(victims.class, VictimClass::Military | VictimClass::Police | VictimClass::Militant);
    let same_class = armed && party.class == Some(victims.class);
    let same_country = victims.affiliation.is_some() && victims.affiliation == party.country;
    let speaks = ties.speaker.is_some_and(|speaker| speaker == party.actor.id);
    let here = spot.statement.sentence;
    let among = || {
        let inside = sentence_mentions(party, spot.view.passage.field, here, &spot.sentence());
        inside.iter().any(|mention| is_victim(spot.view.page, spot.statement, mention))
    };
    same_class && (same_country || speaks && party.class != Some(VictimClass::Militant)) || among()
}
