//! Makes statements of links: decides which links are figures at all, and fills count, effect, victims, quote and
//! clause. It must not know how links were found.

use std::ops::Range;

use super::chunk::{Chunk, Chunks, Piece};
use super::confidence;
use super::grammar::{Bond, Link, Links};
use super::marks::Page;
use super::part;
use super::people::{Head, Part, People, Quantity};
use super::person::Persons;
use super::trigger::{Form, Trigger};
use crate::annotate::statement::{Mention, Statement};
use crate::article::{Count, Effect, Group, Qualifier, Scope, Unit, VictimClass, Victims};
use crate::lexicon::{EffectKind, Entry, Harmed, PersonKind, Strength};
use crate::text::grammar_word::Class;

/// Adds the statements that the links of one sentence make. `place`: the numbers of its passage and of itself.
pub fn statements(
    page: Page<'_>,
    place: (usize, usize),
    tokens: Range<usize>,
    chunks: &Chunks,
    links: &Links,
    persons: &mut Persons,
    out: &mut Vec<Statement>,
) {
    let (passage, sentence) = place;
    let first = out.len();
    let mut order: Vec<usize> = (0..links.links.len()).collect();
    order.sort_by_key(|&index| {
        let link = &links.links[index];
        (chunks.people[link.people].tokens.start, link.trigger.map_or(0, |trigger| chunks.triggers[trigger].verb.start))
    });
    let mut pending = Vec::new();
    // For each link its statement, so that parts find their wholes.
    let mut made: Vec<Option<usize>> = vec![None; links.links.len()];
    for &index in &order {
        let link = &links.links[index];
        let people = &chunks.people[link.people];
        let trigger = link.trigger.map(|trigger| &chunks.triggers[trigger]);
        if !is_figure(page, link, people, trigger) {
            continue;
        }
        let mut statement = statement(page, sentence, &tokens, link, people, trigger, chunks);
        if link.member {
            let whole = link.whole.and_then(|whole| made.get(whole).copied().flatten());
            // Lists of parts that open a sentence, and "two of the victims", look back to earlier sentences.
            let among = trigger.is_some_and(|trigger| trigger.is_among(page));
            let looks_back = link.whole.is_none()
                && (people.part != Part::Whole
                    || among
                    || (people.head != Head::Missing && opens_sentence(chunks, people)));
            let named_effect = link.trigger.is_none() && link.effect_named;
            let own_effect =
                named_effect || people.attributive.is_some() || (trigger.is_some() && link.bond != Bond::Member);
            let whole = whole.or_else(|| looks_back.then(|| part::whole_before(out, &statement, own_effect)).flatten());
            let own = (trigger.is_some() && link.bond != Bond::Member) || people.attributive.is_some();
            // "nine women were among the 20 killed": the whole comes later.
            let whole_follows = link
                .whole
                .is_some_and(|whole| chunks.people[links.links[whole].people].tokens.start > people.tokens.start);
            if whole.is_none() && (people.part == Part::OfNext || whole_follows) {
                pending.push((out.len(), link.whole, own_effect || people.part == Part::OfNext));
            }
            match whole {
                _ if whole_follows => {}
                _ if people.part == Part::OfNext && (trigger.is_some() || link.whole.is_some()) => {}
                Some(whole) => part::join(&mut statement, passage, whole, out, own || named_effect),
                None if link.bond != Bond::Member && (trigger.is_some() || people.part == Part::Whole) => {}
                None if (own && people.attributive.is_some()) || named_effect => {}
                None => continue,
            }
        }
        made[index] = Some(out.len());
        out.push(statement);
    }
    for (part, whole, own) in pending {
        if let Some(whole) = whole.and_then(|whole| made.get(whole).copied().flatten()) {
            let mut statement = std::mem::take(&mut out[part]);
            part::join(&mut statement, passage, whole, out, own);
            out[part] = statement;
        }
    }
    inherit(chunks, links, &made, out, first);
    persons.apply(page, chunks, links, &made, out);
}

/// Whether a link tells of a number of people who came to harm.
fn is_figure(page: Page<'_>, link: &Link, people: &People, trigger: Option<&Trigger>) -> bool {
    // "kills photojournalist", "sub-sergeant was killed": headlines and telegrams leave the article out.
    let bare_one = people.quantity == Quantity::Bare
        && people.singular
        && people.kind == Some(PersonKind::Person)
        && match link.bond {
            Bond::Object | Bond::Nominal => true,
            Bond::Subject => trigger.is_some_and(|trigger| trigger.singular),
            Bond::Adjacent => trigger.is_some_and(|trigger| trigger.finite && trigger.form == Form::Subject),
            _ => false,
        };
    if people.negative || is_any(page, people) || (people.quantity == Quantity::Bare && !bare_one) {
        return false;
    }
    if link.bond == Bond::Attributive && (points_back(people) || is_weak_attribute(page, people)) {
        return false;
    }
    let Some(trigger) = trigger else {
        let told = matches!(people.head, Head::Known | Head::Missing)
            || (people.head == Head::Name && people.class != VictimClass::Unspecified);
        return link.bond == Bond::Attributive || (link.member && told);
    };
    if link.bond == Bond::Member && matches!(people.head, Head::Unknown | Head::Pronoun) {
        return false;
    }
    if is_flight_of_fighters(people, link) || is_fall(page, trigger) {
        return false;
    }
    if people.kind == Some(PersonKind::Remains) && trigger.effect != Effect::Killed {
        return false;
    }
    if !trigger.real {
        return false;
    }
    let one = people.quantity == Quantity::One;
    // "an independent official body" is no corpse; "a soldier's body was found" is.
    if one && people.tokens.end <= trigger.verb.start && is_remains(page, trigger) && !is_recovered(page, trigger) {
        return false;
    }
    match people.head {
        Head::Known => {
            // "20 families" may flee or die; a crowd without a number is no figure.
            if link.effect == Effect::Released && !is_captive(page, people) {
                return false;
            }
            !((one || bare_one) && people.kind == Some(PersonKind::Collective))
        }
        Head::Unknown => {
            !trigger.weak && matches!(trigger.effect, Effect::Killed | Effect::Wounded | Effect::Casualties)
        }
        Head::Missing if is_remains(page, trigger) => is_recovered(page, trigger),
        Head::Missing => {
            !trigger.weak || matches!(trigger.form, Form::Passive | Form::Active) && !is_ambiguous(page, trigger)
        }
        Head::Pronoun => trigger.form != Form::Nominal && (!trigger.weak || is_personal(page, trigger)),
        Head::Name => !trigger.weak || is_personal(page, trigger),
    }
}

/// "denied that any civilian was killed", "every soldier killed": nobody certain.
fn is_any(page: Page<'_>, people: &People) -> bool {
    let before = people.tokens.start.checked_sub(1);
    people.number.is_none()
        && before.is_some_and(|token| matches!(page.lower(token), "any" | "every" | "each" | "whichever"))
}

/// Weak words that nothing but a person can suffer when they are passive.
fn is_personal(page: Page<'_>, trigger: &Trigger) -> bool {
    let Some(word) = page.lexicon.effects.get(trigger.word as usize) else { return false };
    match word.lemma.as_str() {
        // The nouns "capture" and "detention" befall towns and goods too.
        "arrest" => trigger.form != Form::Nominal || page.lower(trigger.verb.start).starts_with("arrest"),
        "capture" | "execute" | "hang" | "free" | "release" | "rescue" | "shoot" => trigger.form == Form::Passive,
        _ => false,
    }
}

/// "a jailed cleric" was jailed long ago; "two wounded soldiers" were wounded now.
fn is_weak_attribute(page: Page<'_>, people: &People) -> bool {
    let word = people.attributive.as_ref().and_then(|(word, _)| page.lexicon.effects.get(*word as usize));
    people.quantity == Quantity::One && word.is_some_and(|word| word.strength == Strength::Weak)
}

/// People who fall mostly get up again.
fn is_fall(page: Page<'_>, trigger: &Trigger) -> bool {
    page.lexicon.effects.get(trigger.word as usize).is_some_and(|word| word.lemma == "fall")
}

/// Fighters and single persons who run are not displaced.
fn is_flight_of_fighters(people: &People, link: &Link) -> bool {
    let fighters = !matches!(people.class, VictimClass::Civilian | VictimClass::Unspecified);
    link.effect == Effect::Displaced && (fighters || people.number.is_none())
}

/// "20 bodies".
fn is_remains(page: Page<'_>, trigger: &Trigger) -> bool {
    page.lexicon.effects.get(trigger.word as usize).is_some_and(|word| {
        word.kind == EffectKind::Noun && word.harmed == Harmed::Itself && word.strength == Strength::Weak
    })
}

/// Bodies count when somebody found or saw them.
fn is_recovered(page: Page<'_>, trigger: &Trigger) -> bool {
    const STEMS: &[&str] = &[
        "found", "find", "recover", "pulled", "discover", "retriev", "exhum", "unearth", "saw", "seen", "witness",
        "brought", "count", "buri", "receiv", "dump", "lay", "lying", "strewn", "morgue", "hospital", "dug",
        "returned", "hung", "litter", "collect",
    ];
    let near = trigger.verb.start.saturating_sub(10)..trigger.verb.end + 12;
    near.into_iter().any(|token| STEMS.iter().any(|stem| page.lower(token).starts_with(stem)))
}

/// Only who was held is released: the noun says so, or the article tells of captives.
fn is_captive(page: Page<'_>, people: &People) -> bool {
    let near = people.tokens.start.saturating_sub(CAPTIVE_REACH)..people.tokens.end + CAPTIVE_REACH;
    people.has_group(Group::Prisoners)
        || page.marks.within(near).iter().any(|mark| match mark.entry {
            Entry::Effect(index) => {
                page.lexicon.effects.get(index as usize).is_some_and(|word| word.effect == Effect::Captured)
            }
            Entry::Victim(index) => page
                .lexicon
                .victims
                .get(index as usize)
                .is_some_and(|word| word.groups.contains(&Group::Prisoners) || word.word.starts_with("hostage")),
            _ => false,
        })
}

/// How far around the people a word for captivity may stand, in tokens.
const CAPTIVE_REACH: usize = 60;

/// Verbs that take things as well as people need a noun for people.
fn is_ambiguous(page: Page<'_>, trigger: &Trigger) -> bool {
    let Some(word) = page.lexicon.effects.get(trigger.word as usize) else { return true };
    word.strength == Strength::Weak
        && !matches!(
            word.lemma.as_str(),
            "arrest"
                | "capture"
                | "displace"
                | "round up"
                | "evacuate"
                | "rescue"
                | "free"
                | "release"
                | "shoot"
                | "hurt"
                | "execute"
        )
}

fn statement(
    page: Page<'_>,
    sentence: usize,
    tokens: &Range<usize>,
    link: &Link,
    people: &People,
    trigger: Option<&Trigger>,
    chunks: &Chunks,
) -> Statement {
    let verb = trigger.filter(|_| link.bond != Bond::Member).map(|trigger| trigger.verb.clone());
    let attribute = people.attributive.clone();
    let effect = match (&attribute, link.bond) {
        (Some((word, _)), Bond::Attributive) => {
            page.lexicon.effects.get(*word as usize).map_or(Effect::Killed, |word| word.effect)
        }
        _ => link.effect,
    };
    Statement {
        sentence,
        tokens: quote(people, verb.clone()),
        number: people.number.as_ref().map_or(0..0, |number| number.tokens.clone()),
        people: people.tokens.clone(),
        trigger: verb.clone().or(attribute.map(|(_, tokens)| tokens)).unwrap_or(0..0),
        clause: clause(page, tokens, people, trigger, chunks),
        agent: trigger.and_then(|trigger| agent(trigger, chunks)),
        count: count(page, people),
        effect,
        victims: Victims {
            class: class(page, link, people, trigger, chunks),
            groups: groups(page, people, trigger, chunks),
            affiliation: people.affiliation.and_then(|index| {
                let demonym = page.lexicon.demonyms.get(index as usize)?;
                demonym.country.clone().or_else(|| demonym.people.clone())
            }),
        },
        scope: Scope::Event,
        mention: mention(people),
        clues: confidence::reading(link, people, trigger),
        method: trigger.and_then(|trigger| page.lexicon.effects.get(trigger.word as usize)?.method),
        ..Statement::default()
    }
}

/// Definite people with a word of harm before the noun were told of before: "the dead serviceman".
fn points_back(people: &People) -> bool {
    people.definite && people.quantity == Quantity::One && people.attributive.is_some()
}

fn mention(people: &People) -> Mention {
    match people.head {
        Head::Name => Mention::Name,
        Head::Pronoun => Mention::Pronoun,
        _ if people.definite && people.number.is_none() && !people.owned => Mention::Definite,
        _ => Mention::Indefinite,
    }
}

/// Whether only a cue and little words stand before the people in their sentence.
fn opens_sentence(chunks: &Chunks, people: &People) -> bool {
    !chunks
        .chunks
        .iter()
        .take_while(|chunk| chunk.tokens.start < people.tokens.start)
        .any(|chunk| matches!(chunk.piece, Piece::Word(Class::Verb)) || chunk.tokens.start + 12 < people.tokens.start)
}

/// What the victims were: their noun, the predicate of "two of the dead were policemen", a bomber's own end, the side
/// that "suffered eight casualties".
fn class(page: Page<'_>, link: &Link, people: &People, trigger: Option<&Trigger>, chunks: &Chunks) -> VictimClass {
    if people.class != VictimClass::Unspecified {
        return people.class;
    }
    if let Some(kin) = link.kin.and_then(|kin| chunks.people.get(kin)) {
        return kin.class;
    }
    if let Some(predicate) = predicate(people, chunks).filter(|predicate| predicate.class != VictimClass::Unspecified) {
        return predicate.class;
    }
    if trigger.is_some_and(|trigger| is_own_bomb(page, trigger)) {
        return VictimClass::Militant;
    }
    // A wife, a father, a son: whoever is named by a tie to another person carries no arms that the text tells of.
    if people.kind == Some(PersonKind::Relative) {
        return VictimClass::Civilian;
    }
    let suspects = matches!(page.lower(people.quote.end.wrapping_sub(1)), "suspect" | "suspects");
    if suspects && !people.others && matches!(link.effect, Effect::Killed | Effect::Captured) {
        return VictimClass::Militant;
    }
    match trigger.filter(|trigger| trigger.form == Form::Nominal && people.head == Head::Missing) {
        Some(trigger) => side(trigger, people, chunks),
        None => VictimClass::Unspecified,
    }
}

fn groups(page: Page<'_>, people: &People, trigger: Option<&Trigger>, chunks: &Chunks) -> Vec<Group> {
    let mut groups = people.groups | predicate(people, chunks).map_or(0, |predicate| predicate.groups);
    if trigger.is_some_and(|trigger| is_own_bomb(page, trigger)) && people.groups & OF_CIVILIANS == 0 {
        groups |= 1 << Group::SuicideBombers as u32;
    }
    Group::ALL.iter().copied().filter(|group| groups & (1 << *group as u32) != 0).collect()
}

const OF_CIVILIANS: u32 = 1 << Group::Journalists as u32 | 1 << Group::Officials as u32;

/// "blew himself up".
fn is_own_bomb(page: Page<'_>, trigger: &Trigger) -> bool {
    page.lexicon
        .effects
        .get(trigger.word as usize)
        .is_some_and(|word| word.lemma.starts_with("blow ") && word.lemma.contains("sel"))
}

/// The people behind "nine of them" and "two of the dead were".
fn predicate<'c>(people: &People, chunks: &'c Chunks) -> Option<&'c People> {
    if people.part != Part::OfPronoun && people.part != Part::OfHarmed {
        return None;
    }
    let behind = chunks.chunks.iter().filter(|chunk| chunk.tokens.start >= people.tokens.end).take(3);
    for chunk in behind {
        match chunk.piece {
            Piece::People(next) => return chunks.people.get(next).filter(|next| next.quantity == Quantity::Bare),
            Piece::Word(Class::Be | Class::Adverb) => {}
            _ => return None,
        }
    }
    None
}

/// "rebels suffered eight casualties", "eight casualties among the rebels".
fn side(trigger: &Trigger, people: &People, chunks: &Chunks) -> VictimClass {
    let told = |chunk: &Chunk| match chunk.piece {
        Piece::People(next) => {
            chunks.people.get(next).filter(|next| next.tokens != people.tokens).map(|next| next.class)
        }
        _ => None,
    };
    let behind = chunks.chunks.iter().filter(|chunk| chunk.tokens.start >= trigger.verb.end).take(5);
    let behind: Vec<&Chunk> = behind.collect();
    if behind.first().is_some_and(|chunk| chunk.piece == Piece::Word(Class::Preposition))
        && let Some(class) = behind.iter().find_map(|chunk| told(chunk))
    {
        return class;
    }
    let before = chunks.chunks.iter().rev().filter(|chunk| chunk.tokens.end <= people.tokens.start).take(3);
    before.filter_map(told).next().unwrap_or_default()
}

/// The shortest run with the number and the harm, unless they stand far apart: then the people alone.
fn quote(people: &People, verb: Option<Range<usize>>) -> Range<usize> {
    const FAR: usize = 9;
    let own = people.quote.clone();
    let Some(verb) = verb else { return own };
    let gap = if verb.start >= own.end { verb.start - own.end } else { own.start.saturating_sub(verb.end) };
    if gap > FAR { own } else { own.start.min(verb.start)..own.end.max(verb.end) }
}

fn count(page: Page<'_>, people: &People) -> Count {
    let unit = if people.families { Unit::Families } else { Unit::People };
    match &people.number {
        // "the toll exceeded 100".
        Some(number)
            if number.qualifier == Qualifier::Exact
                && matches!(
                    page.lower(number.tokens.start.wrapping_sub(1)),
                    "exceeded" | "exceeds" | "exceeding" | "surpassed" | "topped" | "passed"
                ) =>
        {
            Count {
                low: number.low.map(|low| low + 1),
                high: None,
                qualifier: Qualifier::MoreThan,
                unit,
                text: page.document.slice(number.tokens.clone()).to_string(),
            }
        }
        Some(number) => Count {
            low: number.low,
            high: number.high,
            qualifier: number.qualifier,
            unit,
            text: page.document.slice(number.tokens.clone()).to_string(),
        },
        None => Count { low: Some(1), high: Some(1), unit, ..Count::default() },
    }
}

/// From the last break before the people and the harm to the next one behind.
fn clause(
    page: Page<'_>,
    sentence: &Range<usize>,
    people: &People,
    trigger: Option<&Trigger>,
    chunks: &Chunks,
) -> Range<usize> {
    let verb = trigger.map_or(people.tokens.clone(), |trigger| trigger.verb.clone());
    let (from, to) = (people.tokens.start.min(verb.start), people.tokens.end.max(verb.end));
    let (mut start, mut end) = (sentence.start, sentence.end);
    for chunk in &chunks.chunks {
        let Piece::Word(class) = chunk.piece else { continue };
        // "since March" belongs to what it dates.
        if matches!(page.lower(chunk.tokens.start), "since" | "until" | "till") {
            continue;
        }
        if !matches!(
            class,
            Class::Semicolon | Class::Subordinator | Class::Relative | Class::Dash | Class::Colon | Class::But
        ) {
            continue;
        }
        if chunk.tokens.end <= from {
            start = chunk.tokens.end;
        } else if chunk.tokens.start >= to {
            end = chunk.tokens.start;
            break;
        }
    }
    start..end
}

/// The words of the one who did it, as the grammar has it: before an active verb, or behind "by" after a passive.
fn agent(trigger: &Trigger, chunks: &Chunks) -> Option<Range<usize>> {
    const LONGEST: usize = 14;
    let at = chunks.chunks.iter().position(|chunk| chunk.tokens.start == trigger.verb.start)?;
    if trigger.form == Form::Active {
        let before = chunks.chunks[..at].iter().rev().take(LONGEST).take_while(|chunk| match chunk.piece {
            Piece::Word(class) => !class.is_finite() || chunk.tokens.start >= trigger.tokens.start,
            Piece::Trigger(_) => false,
            _ => true,
        });
        let start = before.last()?.tokens.start;
        return (start < trigger.tokens.start).then_some(start..trigger.tokens.start);
    }
    let behind = chunks.chunks.iter().skip(at + 1).take(LONGEST);
    let mut by = behind.skip_while(|chunk| chunk.piece != Piece::Word(Class::By)).skip(1).take_while(|chunk| {
        !matches!(chunk.piece, Piece::Trigger(_) | Piece::Word(Class::Comma | Class::Semicolon | Class::Stop))
    });
    let first = by.next()?;
    Some(first.tokens.start..by.last().unwrap_or(first).tokens.end)
}

/// "others" and bare numbers are of the class of the people told of just before, when the sentence has only one.
fn inherit(chunks: &Chunks, links: &Links, made: &[Option<usize>], out: &mut [Statement], first: usize) {
    let open = |people: &People| {
        people.class == VictimClass::Unspecified
            && (people.head == Head::Missing || (people.others && people.kind == Some(PersonKind::Vague)))
            && people.part == Part::Whole
    };
    for (index, link) in links.links.iter().enumerate() {
        let Some(own) = made[index] else { continue };
        if !open(&chunks.people[link.people]) || out[own].victims.class != VictimClass::Unspecified {
            continue;
        }
        let own_start = chunks.people[link.people].tokens.start;
        let earlier = out[first.min(out.len())..]
            .iter()
            .filter(|other| other.people.start < own_start && other.scope != Scope::Subset)
            .map(|other| (other.victims.class, other.victims.affiliation.clone(), !other.victims.groups.is_empty()))
            .collect::<Vec<_>>();
        let Some((class, affiliation, grouped)) = earlier.last() else {
            if chunks.people[link.people].others {
                inherit_from_before(out, own, first);
            }
            continue;
        };
        // "two children and 27 others" were not all children, nor all civilians.
        if !grouped && earlier.iter().all(|(other, _, _)| other == class) {
            let (class, affiliation) = (*class, affiliation.clone());
            out[own].victims.class = class;
            if out[own].victims.affiliation.is_none() {
                out[own].victims.affiliation = affiliation;
            }
        }
    }
}

/// "Three civilians were killed. Seven others were hurt": from the statement before, one sentence back.
fn inherit_from_before(out: &mut [Statement], own: usize, first: usize) {
    let Some(before) = first.checked_sub(1).and_then(|before| out.get(before)) else { return };
    if before.sentence + 2 < out[own].sentence || !before.victims.groups.is_empty() || before.scope == Scope::Subset {
        return;
    }
    let (class, affiliation) = (before.victims.class, before.victims.affiliation.clone());
    out[own].victims.class = class;
    out[own].victims.affiliation = out[own].victims.affiliation.take().or(affiliation);
}
