//! What the words around the name of a party say of it: that an attack is its, that it is blamed or claims, that it is
//! the target or the speaker. It must not know of statements.

use std::ops::Range;

use crate::annotate::figure::marks::Page;
use crate::lexicon::{Entry, ReportingRole};
use crate::text::grammar_word::{Class, class_of};
use crate::text::token::TokenKind;

/// What the words around a mention say of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touch(u16);

impl Touch {
    /// "Russian air strikes", "an Islamic State attack".
    pub const ATTACK: Touch = Touch(1);
    /// "by", right before it.
    pub const BY: Touch = Touch(2);
    /// "against", "targeting", "attack on": it suffers.
    pub const AGAINST: Touch = Touch(4);
    /// "clashes with", "between X and Y".
    pub const WITH: Touch = Touch(8);
    /// "blamed on", "accused".
    pub const BLAMED: Touch = Touch(16);
    /// "claimed responsibility", "claimed by".
    pub const CLAIMS: Touch = Touch(32);
    /// "suspected", "believed", "linked to".
    pub const SUSPECTED: Touch = Touch(64);
    /// "-held", "-controlled".
    pub const HOLDER: Touch = Touch(128);
    /// The subject of a verb of saying.
    pub const SPEAKS: Touch = Touch(256);
    /// "denied responsibility", "had no part in".
    pub const DENIES: Touch = Touch(512);
    /// "members of", "soldiers": part of a noun phrase of people.
    pub const OF_PEOPLE: Touch = Touch(1024);
    /// "has claimed similar attacks": it does such things, but is not told to have done this.
    pub const USUAL: Touch = Touch(2048);

    pub fn has(self, other: Touch) -> bool {
        self.0 & other.0 != 0
    }

    /// Says this of it too.
    pub fn add(&mut self, other: Touch) {
        self.0 |= other.0;
    }
}

/// Whether a weapon or an attack is named right behind a token: "Russian air strikes".
pub fn names_attack(page: Page<'_>, from: usize) -> bool {
    for at in from..from + 4 {
        let lower = page.lower(at);
        if page.marks.at(at).iter().any(|mark| matches!(mark.entry, Entry::Method(_))) || is_attack(lower) {
            return true;
        }
        let class = class_of(lower);
        let possessive = page.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Possessive);
        if !matches!(class, Class::Open | Class::Hyphen) && !possessive {
            return false;
        }
    }
    false
}

/// A fight in which the other side shoots: who dies in it was shot by them.
fn is_shootout(lower: &str) -> bool {
    matches!(lower, "shootout" | "shoot" | "out" | "gunfight" | "firefight" | "gunbattle" | "standoff" | "encounter")
}

pub fn is_attack(lower: &str) -> bool {
    matches!(
        lower,
        "attack"
            | "attacks"
            | "strike"
            | "strikes"
            | "offensive"
            | "assault"
            | "assaults"
            | "operation"
            | "operations"
            | "bombardment"
            | "campaign"
            | "rampage"
            | "massacre"
            | "fire"
            | "crackdown"
            | "invasion"
            | "incursion"
            | "atrocity"
            | "atrocities"
    )
}

/// What the words around a name say of it.
pub fn touch(page: Page<'_>, tokens: &Range<usize>) -> Touch {
    let mut touch = Touch::default();
    before(page, tokens.start, &mut touch);
    behind(page, tokens.end, &mut touch);
    touch
}

/// What the words before a name say of it.
fn before(page: Page<'_>, start: usize, touch: &mut Touch) {
    const REACH: usize = 5;
    for back in 1..=REACH {
        let Some(at) = start.checked_sub(back) else { return };
        let lower = page.lower(at);
        match lower {
            "suspected" | "suspect" | "suspects" | "believed" | "alleged" | "linked" | "apparent" => {
                touch.add(Touch::SUSPECTED)
            }
            "blamed" | "blames" | "blaming" | "accused" | "accuses" | "accusing" => touch.add(Touch::BLAMED),
            "by" | "of" | "on" | "against" | "targeting" | "at" | "with" | "between" | "targeted" | "from" | "to" => {
                if lower == "by" {
                    touch.add(match page.lower(at.wrapping_sub(1)) {
                        "claimed" => Touch::CLAIMS,
                        "controlled" | "held" | "used" | "run" | "attended" | "backed" | "supported" | "led"
                        | "occupied" | "besieged" | "seized" | "dominated" | "owned" | "operated" | "condemned"
                        | "followed" | "joined" | "accompanied" | "described" | "reported" | "quoted" | "visited"
                        | "watched" | "guarded" | "captured" | "taken" | "recaptured" | "overrun" => Touch::HOLDER,
                        _ if does_harm(page, at) => Touch::BY,
                        _ => return,
                    });
                    return;
                }
                let cause = page.lower(at.wrapping_sub(1));
                match lower {
                    "on" if matches!(cause, "blamed" | "blame" | "pinned") => touch.add(Touch::BLAMED),
                    "on" if is_attack(cause) || cause.ends_with("strikes") => touch.add(Touch::AGAINST),
                    "against" | "targeting" | "targeted" | "at" => touch.add(Touch::AGAINST),
                    "with" if is_shootout(cause) => touch.add(Touch::BY),
                    "with" | "between" => touch.add(Touch::WITH),
                    "to" if cause == "linked" => touch.add(Touch::SUSPECTED),
                    _ => {}
                }
                return;
            }
            "and" if back == 1 => {}
            _ => {
                let class = class_of(lower);
                let little =
                    matches!(class, Class::Definite | Class::Indefinite | Class::Open | Class::Hyphen | Class::Adverb);
                if !little || back > 3 && class == Class::Open {
                    return;
                }
            }
        }
    }
}

/// Whether what stands before "by" is an attack or harm: "killed by", "carried out by", "an air strike by".
fn does_harm(page: Page<'_>, by: usize) -> bool {
    (by.saturating_sub(4)..by).rev().any(|at| {
        let lower = page.lower(at);
        page.has_effect(at)
            || is_attack(lower)
            || matches!(
                lower,
                "carried"
                    | "launched"
                    | "fired"
                    | "dropped"
                    | "planted"
                    | "perpetrated"
                    | "committed"
                    | "conducted"
                    | "staged"
                    | "orchestrated"
                    | "detonated"
                    | "caused"
                    | "inflicted"
                    | "attacked"
                    | "ambushed"
                    | "hit"
                    | "struck"
                    | "targeted"
                    | "done"
                    | "laid"
                    | "set"
                    | "shelled"
                    | "bombed"
            )
            || page.marks.at(at).iter().any(|mark| matches!(mark.entry, Entry::Method(_)))
    })
}

/// What the words behind a name say of it.
fn behind(page: Page<'_>, end: usize, touch: &mut Touch) {
    if page.lower(end) == "-"
        && matches!(page.lower(end + 1), "held" | "controlled" | "run" | "occupied" | "besieged" | "ruled")
    {
        touch.add(Touch::HOLDER);
        return;
    }
    let own = page.lower(end - 1);
    if names_attack(page, end) || is_attack(own) || own.ends_with("strikes") {
        touch.add(Touch::ATTACK);
    }
    if page.victim(end).is_some() {
        touch.add(Touch::OF_PEOPLE);
    }
    const REACH: usize = 9;
    let mut passive = false;
    for at in end..end + REACH {
        let lower = page.lower(at);
        match lower {
            "accused" | "blamed" | "suspected" | "convicted" | "charged" | "responsible" | "behind" if passive => {
                touch.add(Touch::BLAMED);
                return;
            }
            _ => passive |= class_of(lower) == Class::Be,
        }
        let reporting = page.marks.at(at).iter().find_map(|mark| match mark.entry {
            Entry::Reporting(index) => page.lexicon.reporting.get(index as usize),
            _ => None,
        });
        match reporting.map(|verb| verb.role) {
            Some(ReportingRole::ClaimsResponsibility) => {
                touch.add(if is_usual(page, at) { Touch::USUAL } else { Touch::CLAIMS });
                return;
            }
            Some(ReportingRole::Claims)
                if lower.starts_with("claim")
                    && (names_claimed_attack(page, at + 1)
                        || page.lower(at + 1) == "to" && page.lower(at + 2) == "have"
                        || page.lower(at + 1) == "it" && page.lower(at + 2) == "had") =>
            {
                touch.add(Touch::CLAIMS);
                return;
            }
            Some(ReportingRole::Denies) => {
                touch.add(Touch::DENIES);
                return;
            }
            Some(ReportingRole::Says | ReportingRole::Claims | ReportingRole::Adds) if at <= end + 2 => {
                touch.add(Touch::SPEAKS);
                return;
            }
            _ => {}
        }
        if matches!(class_of(lower), Class::Stop | Class::Semicolon | Class::Comma | Class::Quote | Class::By)
            || lower.is_empty()
        {
            return;
        }
    }
}

/// "claimed responsibility for similar attacks in the past", "has claimed several bombings".
fn is_usual(page: Page<'_>, verb: usize) -> bool {
    (verb + 1..verb + 7).any(|at| {
        matches!(
            page.lower(at),
            "similar" | "previous" | "past" | "other" | "several" | "many" | "numerous" | "such" | "string" | "series"
        )
    })
}

/// "claimed their first attack", not "claimed that".
fn names_claimed_attack(page: Page<'_>, from: usize) -> bool {
    for at in from..from + 7 {
        let lower = page.lower(at);
        if is_attack(lower) || matches!(lower, "bombing" | "bombings" | "killing" | "killings" | "blast") {
            return true;
        }
        if !matches!(
            class_of(lower),
            Class::Open | Class::Definite | Class::Indefinite | Class::Owner | Class::Hyphen | Class::Of
        ) {
            return false;
        }
    }
    false
}
