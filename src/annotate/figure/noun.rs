//! The noun of a phrase for people with everything before it: adjectives, nationalities, names of parties, ages
//! ("45-year-old Iraqi army recruits"). It must not know of numbers, except to tell those that count no people.

use std::ops::Range;

use super::marks::Page;
use super::no_people::is_thing;
use super::taking;
use crate::article::{ActorKind, Group, VictimClass};
use crate::lexicon::{EffectKind, PersonKind, VerbForm, VictimWord};
use crate::text::grammar_word::{Class, class_of, is_adverb};
use crate::text::number::number_at;
use crate::text::token::TokenKind;

/// A noun that names people, with what stands before it.
#[derive(Clone, Debug)]
pub struct Noun {
    pub end: usize,
    pub singular: bool,
    pub plural: bool,
    pub kind: PersonKind,
    pub class: VictimClass,
    pub groups: u32,
    pub affiliation: Option<u32>,
    pub others: bool,
    pub attributive: Option<(u32, Range<usize>)>,
    pub families: bool,
}

/// What the words before the noun said.
#[derive(Clone, Default)]
struct Before {
    class: Option<VictimClass>,
    groups: u32,
    affiliation: Option<u32>,
    party: Option<VictimClass>,
    armed_party: bool,
    /// Adjectives for two sides: the noun tells neither.
    mixed: bool,
    others: bool,
    attributive: Option<(u32, Range<usize>)>,
}

/// Most words that may stand before the noun.
const LONGEST: usize = 14;

/// Reads the noun phrase without determiner and number at token `at`.
pub fn noun_at(page: Page<'_>, at: usize) -> Option<Noun> {
    let mut before = Before::default();
    let mut head: Option<Noun> = None;
    let mut at_head = Before::default();
    let (mut next, mut unknown) = (at, 0);
    while next < at + LONGEST {
        let plural_head = head.as_ref().is_some_and(|head| head.plural && !head.singular);
        // "took 40 villagers hostage".
        if plural_head && taking::is_captive_word(page.lower(next)) {
            break;
        }
        if let Some(found) = person(page, next, &before) {
            if head.as_ref().is_some_and(|head| !may_modify(head)) {
                break;
            }
            if head
                .as_ref()
                .is_some_and(|head| head.kind == PersonKind::Person || head.class != VictimClass::Unspecified)
                && page.demonym(next).is_none()
                && opens_name(page, next)
            {
                break;
            }
            if let Some(earlier) = head.take() {
                demote(&mut before, &earlier);
            }
            next = found.end;
            head = Some(found);
            // Adjectives behind the last noun say nothing of it: "Sudanese displaced".
            at_head = before.clone();
            continue;
        }
        if plural_head {
            break;
        }
        let Some(end) = modifier(page, next, at, &mut before, head.is_some(), &mut unknown) else { break };
        if page.document.tokens.get(next).is_some_and(|token| token.kind == TokenKind::Possessive) {
            // "the town's residents", "a soldier's wife": what stood before is the owner.
            (head, before) = (None, Before::default());
        }
        next = end;
    }
    let elliptic = |next: usize| matches!(class_of(page.lower(next)), Class::And | Class::Comma) && next == at + 1;
    if head.is_some() {
        before = at_head;
    }
    let mut noun = head.or_else(|| before.affiliation.filter(|_| elliptic(next)).map(|index| citizens(index, next)))?;
    if is_compound(page, &noun) {
        return None;
    }
    noun.others |= before.others;
    noun.affiliation = before.affiliation.or(noun.affiliation);
    noun.attributive = before.attributive;
    colour(&mut noun, before.class, before.party, before.armed_party);
    // "her policeman son".
    if noun.kind == PersonKind::Relative
        && let Some(class) = before.class.filter(|class| *class != VictimClass::Unspecified)
    {
        noun.class = class;
    }
    if before.mixed {
        noun.class = VictimClass::Unspecified;
    }
    noun.groups |= before.groups;
    Some(noun)
}

/// "nine German" of "nine German and one Peruvian tourists".
fn citizens(affiliation: u32, end: usize) -> Noun {
    Noun {
        end,
        singular: true,
        plural: true,
        kind: PersonKind::Vague,
        class: VictimClass::Unspecified,
        groups: 0,
        affiliation: Some(affiliation),
        others: false,
        attributive: None,
        families: false,
    }
}

/// A word that can be the noun.
fn person(page: Page<'_>, at: usize, _before: &Before) -> Option<Noun> {
    let lower = page.lower(at);
    if let Some((word, end)) = page.victim(at).filter(|(word, _)| !is_harm(page, at, word)) {
        // "other" before a noun is an adjective.
        return Some(Noun {
            end,
            singular: word.singular,
            plural: word.plural,
            kind: word.kind,
            class: word.class.unwrap_or_default(),
            groups: bits(&word.groups),
            affiliation: None,
            others: matches!(lower, "others" | "other"),
            attributive: None,
            families: word.kind == PersonKind::Collective
                && matches!(lower, "family" | "families" | "household" | "households"),
        });
    }
    let (index, demonym, end) = page.demonym(at)?;
    demonym.noun.then(|| Noun {
        end,
        singular: !demonym.plural || demonym.adjective,
        // "nine German and one Peruvian tourists".
        plural: demonym.plural
            || (class_of(page.lower(end)) == Class::And && number_at(page.document, end + 1).is_some()),
        kind: PersonKind::Vague,
        class: shared_class(page, end),
        groups: 0,
        affiliation: Some(index),
        others: false,
        attributive: None,
        families: false,
    })
}

/// The class of the noun that "nine German and one Peruvian tourists" share.
fn shared_class(page: Page<'_>, end: usize) -> VictimClass {
    let behind = class_of(page.lower(end)) == Class::And && number_at(page.document, end + 1).is_some();
    let noun = (end + 2..end + 5).filter(|_| behind).find_map(|at| page.victim(at));
    noun.and_then(|(word, _)| word.class).unwrap_or_default()
}

/// "dead", "wounded": the grammar reads them as words of harm.
fn is_harm(page: Page<'_>, at: usize, word: &VictimWord) -> bool {
    word.kind == PersonKind::Remains && page.has_effect(at)
}

fn bits(groups: &[Group]) -> u32 {
    groups.iter().fold(0, |bits, group| bits | 1 << *group as u32)
}

/// "leader Mullah Haddad": a capital behind a small noun begins a name.
fn opens_name(page: Page<'_>, at: usize) -> bool {
    let capital = |at: usize| page.document.tokens.get(at).is_some_and(|token| token.is_capitalised());
    !page.document.upper_case && capital(at) && at.checked_sub(1).is_some_and(|before| !capital(before))
}

/// Whether a noun already read can stand before another noun for people: "women protesters", "police officers".
fn may_modify(head: &Noun) -> bool {
    // Only adjectives were read since; a plural that goes on is another phrase.
    head.singular || head.affiliation.is_some() || head.groups & PLURAL_MODIFIERS != 0
}

/// Plural nouns that stand before others: "women prisoners", "men police had detained" shows the limits.
const PLURAL_MODIFIERS: u32 = 1 << Group::Women as u32 | 1 << Group::Children as u32;

fn demote(before: &mut Before, noun: &Noun) {
    before.groups |= noun.groups;
    before.affiliation = before.affiliation.or(noun.affiliation);
    before.others |= noun.others;
    if noun.class != VictimClass::Unspecified {
        before.class = Some(noun.class);
    }
}

/// Reads one word before the noun; gives the token behind it, or `None` where the phrase ends.
fn modifier(
    page: Page<'_>,
    at: usize,
    start: usize,
    before: &mut Before,
    has_head: bool,
    unknown: &mut u32,
) -> Option<usize> {
    let token = page.document.tokens.get(at)?;
    let lower = page.lower(at);
    if token.kind == TokenKind::Possessive {
        return Some(at + 1);
    }
    // "a wounded soldier", but not "the bomb killed soldiers", "the force detained several suspects".
    if let Some((index, end)) = attribute(page, at)
        && !has_head
        && *unknown == 0
        && before.party.is_none()
    {
        before.attributive = Some((index, at..end));
        return Some(end);
    }
    // "police captured minister Haddad": behind a noun a word of harm is the verb.
    if has_head && page.has_effect(at) && !matches!(lower, "hostage" | "arrest") {
        return None;
    }
    if let Some((word, end)) = page.modifier(at) {
        before.class = word.class.or(before.class);
        before.groups |= bits(&word.groups);
        // "a Hamas official", "the rebel leadership": the adjective is the party's name.
        before.armed_party |= word.class == Some(VictimClass::Militant) && !is_politic(lower);
        return Some(end);
    }
    if let Some((index, demonym, end)) = page.demonym(at)
        && demonym.adjective
    {
        before.affiliation = before.affiliation.or(Some(index));
        return Some(end);
    }
    if let Some((actor, end)) = page.actor(at) {
        let actor = page.lexicon.actor(actor)?;
        before.party = actor.class.or(before.party);
        before.armed_party |= actor.kind == ActorKind::ArmedGroup;
        // An army's name may end in the noun itself: "National Army soldiers".
        return (at + 1..end).find(|&inner| page.victim(inner).is_some()).or(Some(end));
    }
    if page.has_effect(at) && !matches!(lower, "hostage" | "arrest") {
        return None;
    }
    if token.kind == TokenKind::Number || number_at(page.document, at).is_some() {
        return age(page, at);
    }
    if lower.starts_with("includ") {
        return None;
    }
    match class_of(lower) {
        Class::Hyphen if token.glued => Some(at + 1),
        // The full stops of "U.S.".
        Class::Stop if token.glued && is_initial(page, at) => Some(at + 1),
        // "hundreds of young, mostly Shia recruits".
        Class::Comma if !has_head && at > start && is_adverb(page.lower(at + 1)) => Some(at + 2),
        Class::Bracket if at > start => closing(page, at),
        // "Afghan and coalition soldiers": only between two adjectives.
        Class::And | Class::Or if !has_head && at > start && (says_something(before) || *unknown == 1) => {
            let next = at + 1;
            // "regime and rebel fighters" are of both sides.
            if let Some((word, _)) = page.modifier(next) {
                before.mixed = word.class.is_some() && word.class != before.class;
            } else if *unknown == 1 && !says_something(before) {
                return None;
            }
            let adjective = page.modifier(next).is_some() || page.actor(next).is_some() || page.demonym(next).is_some();
            (adjective || page.victim(next + 1).is_some()).then_some(next)
        }
        Class::Open if token.is_word() => {
            if matches!(lower, "other" | "more" | "fellow" | "additional") {
                before.others = true;
                return Some(at + 1);
            }
            if matches!(lower, "first" | "second" | "third" | "fourth" | "fifth" | "sixth") {
                return Some(at + 1);
            }
            if has_head {
                return None;
            }
            *unknown += 1;
            let most = if token.is_capitalised() { 9 } else { 3 };
            // "bus passengers", "station officers": one thing may describe people, several are counted themselves.
            let things = is_thing(lower) && lower.ends_with('s') && !matches!(lower, "bus" | "attacks" | "bombings");
            (*unknown <= most && !things).then_some(at + 1)
        }
        _ => age(page, at),
    }
}

/// Whether the token before is one letter.
fn is_initial(page: Page<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| page.lower(before).len() == 1)
}

fn says_something(before: &Before) -> bool {
    before.class.is_some() || before.party.is_some() || before.affiliation.is_some() || before.attributive.is_some()
}

/// A participle or adjective of harm before a noun: "wounded soldiers", "kidnapped students".
fn attribute(page: Page<'_>, at: usize) -> Option<(u32, usize)> {
    let found = page.effects(at).find(|(_, word, _)| {
        word.kind == EffectKind::Adjective || matches!(word.form, Some(VerbForm::Participle | VerbForm::PastParticiple))
    });
    found.map(|(index, _, end)| (index, end))
}

/// "45-year-old", "19 - year - old", "twenty-year-old".
pub fn age(page: Page<'_>, at: usize) -> Option<usize> {
    let number = number_at(page.document, at)?;
    let mut next = number.tokens.end;
    for word in ["-", "year", "-", "old"] {
        if page.lower(next) == word {
            next += 1;
        } else if word != "-" {
            let unit = matches!(page.lower(next), "month" | "months" | "years" | "day" | "days" | "week" | "weeks");
            let old = next + 1 + usize::from(page.lower(next + 1) == "-");
            return (unit && (page.lower(next) == "month" || page.lower(next) == "years" || page.lower(old) == "old"))
                .then_some(if page.lower(old) == "old" { old + 1 } else { next + 1 });
        }
    }
    Some(next)
}

/// The token behind a bracket of few words that stands inside the phrase: "Security Force (SF) personnel".
fn closing(page: Page<'_>, at: usize) -> Option<usize> {
    let close = (at + 1..at + 5).find(|&token| class_of(page.lower(token)) == Class::Close)?;
    (page.victim(close + 1).is_some() || page.modifier(close + 1).is_some()).then_some(close + 1)
}

/// "a police station", "two rebel strongholds": the noun only describes another one.
fn is_compound(page: Page<'_>, noun: &Noun) -> bool {
    let Some(token) = page.document.tokens.get(noun.end) else { return false };
    let lower = page.lower(noun.end);
    if token.glued && class_of(lower) == Class::Hyphen {
        // "rebel-held": but "soldiers - among them" has spaces.
        return page.document.tokens.get(noun.end + 1).is_some_and(|after| after.glued);
    }
    if token.kind == TokenKind::Possessive {
        return true;
    }
    // "the Syrian Observatory", "a Palestinian village": the demonym is an adjective of what follows.
    if noun.affiliation.is_some()
        && noun.singular
        && token.is_word()
        && class_of(lower) == Class::Open
        && !page.has_effect(noun.end)
    {
        return true;
    }
    // "a National Conference worker": a capital before a capital is a name.
    let capital = page.document.tokens.get(noun.end - 1).is_some_and(|token| token.is_capitalised());
    if noun.kind == PersonKind::Vague
        && noun.singular
        && capital
        && token.is_capitalised()
        && !page.document.upper_case
        && class_of(lower) == Class::Open
    {
        return true;
    }
    if !noun.singular || !token.is_word() || class_of(lower) != Class::Open || token.is_capitalised() {
        return false;
    }
    let verbal = lower.ends_with("ed") || lower.ends_with("ing") || is_adverb(lower);
    !verbal
        && !page.has_effect(noun.end)
        && !matches!(
            lower,
            "long"
                | "held"
                | "found"
                | "left"
                | "known"
                | "taken"
                | "caught"
                | "seen"
                | "hit"
                | "shot"
                | "sent"
                | "born"
                | "aboard"
                | "back"
                | "close"
                | "loyal"
                | "dead"
                | "missing"
                | "told"
                | "hostage"
                | "aged"
                | "apiece"
        )
}

/// Adjectives for those who need not bear arms.
fn is_politic(word: &str) -> bool {
    matches!(
        word,
        "opposition" | "separatist" | "secessionist" | "anti-government" | "anti-regime" | "islamist" | "extremist"
    )
}

/// What the words before a noun make of it: "rebel commander", "government fighters", "Hamas official".
fn colour(noun: &mut Noun, class: Option<VictimClass>, party: Option<VictimClass>, armed: bool) {
    let fighters = noun.class == VictimClass::Militant && noun.groups == 0;
    let Some(said) = class.or(party).filter(|said| *said != VictimClass::Unspecified) else { return };
    let open = match noun.class {
        VictimClass::Unspecified => true,
        // "government fighters" are soldiers; "fighters" alone are militants.
        VictimClass::Militant => fighters && said != VictimClass::Civilian,
        VictimClass::Military => said == VictimClass::Police || said == VictimClass::Militant && armed,
        VictimClass::Civilian => armed && noun.groups & OFFICIALS != 0,
        VictimClass::Police => false,
    };
    if open {
        noun.class = said;
    }
}

const OFFICIALS: u32 = 1 << Group::Officials as u32 | 1 << Group::Politicians as u32;
