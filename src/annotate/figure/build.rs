//! Makes statements of links: decides which links are figures at all, and fills count, effect, victims, quote and
//! clause. It must not know how links were found.

use std::ops::Range;

use super::chunk::{Chunks, Piece};
use super::class;
use super::confidence;
use super::grammar::{Bond, Link, Links};
use super::marks::Page;
use super::part;
use super::people::{Head, Part, People};
use super::person::Persons;
use super::trigger::{Form, Trigger};
use super::worth;
use crate::annotate::statement::{Mention, Statement};
use crate::article::{Count, Effect, Qualifier, Scope, Unit, Victims};
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
        if !worth::is_figure(page, link, people, trigger) {
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
    class::inherit(chunks, links, &made, out, first);
    persons.apply(page, chunks, links, &made, out);
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
    // "hacked 20 people to death".
    let to_death = page.lower(people.tokens.end) == "to" && page.lower(people.tokens.end + 1) == "death";
    let effect = if to_death && effect == Effect::Wounded { Effect::Killed } else { effect };
    // Hostages who escape are free, not displaced.
    let escaped = effect == Effect::Displaced
        && (worth::are_captives(page, people)
            || trigger.is_some_and(|trigger| worth::is_escape(page, trigger)) && worth::is_captive(page, people));
    let effect = if escaped { Effect::Released } else { effect };
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
            class: class::class(page, link, people, trigger, chunks),
            groups: class::groups(page, people, trigger, chunks),
            affiliation: people.affiliation.and_then(|index| {
                let demonym = page.lexicon.demonyms.get(index as usize)?;
                demonym.country.clone().or_else(|| demonym.people.clone())
            }),
        },
        noun_class: people.class,
        noun_kind: people.kind,
        scope: Scope::Event,
        mention: mention(people),
        clues: confidence::reading(link, people, trigger),
        method: trigger.and_then(|trigger| page.lexicon.effects.get(trigger.word as usize)?.method),
        ..Statement::default()
    }
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
