//! How parties stand to a statement: in tiers from the doer of the verb to the parties of the headline, and what the
//! words around a mention in the statement's own sentence say. It must not weigh anything.

use std::ops::Range;

use super::by::Ties;
use super::by_clue::PartyClue;
use super::by_party::{MOST, Mention, Parties, Party};
use super::by_touch::Touch;
use super::by_victim::is_victim;
use super::scene::{Spot, span};
use crate::annotate::statement::Statement;
use crate::article::Field;
use crate::text::grammar_word::{Class, class_of, is_adverb};

/// Where parties can stand to a statement, the surest first.
pub const DOER: usize = 0;
pub const TOLD: usize = 1;
pub const OWN_ATTACK: usize = 2;
pub const ATTACK: usize = 3;
pub const PART: usize = 4;
pub const CLAUSE: usize = 5;
pub const SENTENCE: usize = 6;
pub const STATEMENT: usize = 7;
pub const AROUND: usize = 8;
pub const PREVIOUS: usize = 9;
pub const ARTICLE: usize = 10;
pub const LEAD: usize = 11;

/// The clue of a first tier for nobody.
pub fn nobody_though(tier: usize) -> PartyClue {
    match tier {
        DOER => PartyClue::NobodyDoer,
        TOLD => PartyClue::NobodyTold,
        OWN_ATTACK => PartyClue::NobodyOwnAttack,
        ATTACK => PartyClue::NobodyAttack,
        PART => PartyClue::NobodyPart,
        CLAUSE => PartyClue::NobodyClause,
        SENTENCE => PartyClue::NobodySentence,
        STATEMENT => PartyClue::NobodyStatement,
        AROUND => PartyClue::NobodyAround,
        PREVIOUS => PartyClue::NobodyPrevious,
        ARTICLE => PartyClue::NobodyArticle,
        _ => PartyClue::NobodyLead,
    }
}

/// The clue of a first tier for its parties.
pub fn first_in(tier: usize) -> PartyClue {
    match tier {
        DOER => PartyClue::FirstDoer,
        TOLD => PartyClue::FirstTold,
        OWN_ATTACK => PartyClue::FirstOwnAttack,
        ATTACK => PartyClue::FirstAttack,
        PART => PartyClue::FirstPart,
        CLAUSE => PartyClue::FirstClause,
        SENTENCE => PartyClue::FirstSentence,
        STATEMENT => PartyClue::FirstStatement,
        AROUND => PartyClue::FirstAround,
        PREVIOUS => PartyClue::FirstPrevious,
        ARTICLE => PartyClue::FirstArticle,
        _ => PartyClue::FirstLead,
    }
}

/// Where the parties stand to one statement.
pub struct Tiers {
    /// For each party the tiers that it stands in, as bits.
    pub of: [u16; MOST],
    pub first: Option<usize>,
    pub nearest_before: Option<usize>,
}

/// In which tiers each party stands. Victims, speakers and those who hold the place stand in none of the sentence's.
pub fn tiers(spot: &Spot<'_, '_>, parties: &Parties, ties: Ties<'_>) -> Tiers {
    let statement = spot.statement;
    let field = spot.view.passage.field;
    let here = statement.sentence;
    let own = span(statement);
    let sentence = spot.sentence();
    let mut of = [0u16; MOST];
    let mut nearest: Option<(usize, usize)> = None;
    for (number, party) in parties.all.iter().enumerate().filter(|(_, party)| party.count > 0) {
        let Some(bits) = of.get_mut(number) else { break };
        let mut set = |tier: usize| *bits |= 1 << tier;
        for mention in sentence_mentions(party, field, here, &sentence) {
            if is_victim(spot.view.page, statement, mention) {
                continue;
            }
            let touch = mention.touch;
            let told = touch.has(Touch::CLAIMS) || touch.has(Touch::BLAMED) || touch.has(Touch::SUSPECTED);
            let mut subject = false;
            touches(spot, mention, &own, &mut |clue| {
                subject |= matches!(
                    clue,
                    PartyClue::Subject | PartyClue::AgentHead | PartyClue::FirstGerund | PartyClue::InAttack
                );
            });
            if subject {
                set(DOER);
            }
            if told {
                set(TOLD);
            }
            if touch.has(Touch::ATTACK) || touch.has(Touch::BY) {
                set(if spot.part.contains(&mention.tokens.start) { OWN_ATTACK } else { ATTACK });
            }
            if touch.has(Touch::SPEAKS) || touch.has(Touch::HOLDER) || touch.has(Touch::AGAINST) {
                continue;
            }
            set(match statement.clause.contains(&mention.tokens.start) {
                true if spot.part.contains(&mention.tokens.start) => PART,
                true => CLAUSE,
                false => SENTENCE,
            });
            if mention.tokens.end <= own.start {
                let distance = own.start - mention.tokens.end;
                if nearest.is_none_or(|(known, _)| distance < known) {
                    nearest = Some((distance, number));
                }
            }
        }
        let before = party.within(field, here.saturating_sub(2)..here);
        let behind = party.within(field, here + 1..here + 3);
        let told = |mention: &Mention| {
            mention.touch.has(Touch::CLAIMS) || mention.touch.has(Touch::BLAMED) || mention.touch.has(Touch::SUSPECTED)
        };
        if before.iter().any(|mention| told(mention) || mention.touch.has(Touch::ATTACK)) || behind.iter().any(told) {
            set(AROUND);
        }
        if before.iter().any(|mention| !mention.touch.has(Touch::SPEAKS) && !mention.touch.has(Touch::HOLDER)) {
            set(PREVIOUS);
        }
        if party.touch.has(Touch::CLAIMS) || party.touch.has(Touch::BLAMED) {
            set(ARTICLE);
        }
        let [text, title] = &party.mentions;
        if !title.is_empty() || text.first().is_some_and(|mention| mention.sentence < 3) {
            set(LEAD);
        }
        if ties.before.is_some_and(|(before, distance)| before == Some(number) && distance <= 2) {
            set(STATEMENT);
        }
    }
    let all = of.iter().fold(0, |all, bits| all | bits);
    let first = (all != 0).then(|| all.trailing_zeros() as usize);
    Tiers { of, first, nearest_before: nearest.map(|(_, number)| number) }
}

/// The mentions of a party in a statement's sentence, as far as it is looked at.
pub fn sentence_mentions<'p>(party: &'p Party, field: Field, here: usize, sentence: &Range<usize>) -> &'p [Mention] {
    let inside = party.within(field, here..here + 1);
    let first = inside.partition_point(|mention| mention.tokens.start < sentence.start);
    let end = inside.partition_point(|mention| mention.tokens.start < sentence.end);
    inside.get(first..end).unwrap_or(&[])
}

/// Whether the people harmed stand behind the word of harm.
pub fn is_active(statement: &Statement) -> bool {
    !statement.trigger.is_empty() && statement.people.start >= statement.trigger.end
}

/// Words between a mention and the harm.
pub fn distance(mention: &Mention, own: &Range<usize>) -> usize {
    if mention.tokens.start < own.start {
        own.start.saturating_sub(mention.tokens.end)
    } else {
        mention.tokens.start.saturating_sub(own.end)
    }
}

/// "strikes on Aleppo killed", "a raid against the army left": what stands behind such a word did not do it.
fn is_governed(spot: &Spot<'_, '_>, mention: &Mention) -> bool {
    let page = spot.view.page;
    let start = mention.tokens.start;
    for at in (start.saturating_sub(4)..start).rev() {
        match class_of(page.lower(at)) {
            Class::Open | Class::Definite | Class::Indefinite | Class::Hyphen | Class::Owner | Class::Adverb => {}
            Class::Preposition => return true,
            _ => return false,
        }
    }
    false
}

/// What the words around a mention in the statement's own sentence say of it.
pub fn touches(spot: &Spot<'_, '_>, mention: &Mention, own: &Range<usize>, mark: &mut impl FnMut(PartyClue)) {
    let statement = spot.statement;
    let page = spot.view.page;
    let before = mention.tokens.start < own.start;
    let attack = mention.touch.has(Touch::ATTACK);
    let active = is_active(statement);
    let governed = is_governed(spot, mention);
    // "SFs killed", "the army has since killed": nothing but little words between.
    let little = |at: usize| {
        let lower = page.lower(at);
        matches!(class_of(lower), Class::Adverb | Class::Have | Class::Relative | Class::Modal) || is_adverb(lower)
    };
    if active
        && !governed
        && before
        && (mention.tokens.end..statement.trigger.start).len() <= 4
        && (mention.tokens.end..statement.trigger.start).all(little)
    {
        mark(PartyClue::Subject);
    }
    // "were killed in rebel rocket attacks".
    if attack
        && !active
        && mention.tokens.start >= own.end
        && (own.end..mention.tokens.start).len() <= 4
        && (own.end..mention.tokens.start).all(|at| {
            !matches!(class_of(page.lower(at)), Class::Comma | Class::Verb | Class::And | Class::Subordinator)
        })
    {
        mark(PartyClue::InAttack);
    }
    let start = spot.sentence().start.max(spot.view.passage.body_start);
    if before && !governed && mention.tokens.start <= start + 2 {
        mark(PartyClue::First);
        if active && page.lower(statement.trigger.start).ends_with("ing") {
            mark(PartyClue::FirstGerund);
        }
    }
    if let Some(agent) = &statement.agent
        && agent.contains(&mention.tokens.start)
    {
        mark(PartyClue::Agent);
        if attack {
            mark(PartyClue::AgentAttack);
        }
        // The last noun before an active verb, the first behind "by".
        let before_verb = agent.start < own.start;
        let gap = if before_verb { mention.tokens.end..agent.end } else { agent.start..mention.tokens.start };
        let breaks = |at: usize| {
            matches!(
                class_of(page.lower(at)),
                Class::Preposition | Class::Of | Class::Comma | Class::By | Class::Subordinator
            )
        };
        if !gap.into_iter().any(breaks) && !governed {
            mark(PartyClue::AgentHead);
        }
    }
    let touches = [
        (PartyClue::Attack, attack),
        (PartyClue::AttackBefore, attack && before),
        (PartyClue::By, mention.touch.has(Touch::BY)),
        (PartyClue::With, mention.touch.has(Touch::WITH)),
        (PartyClue::Against, mention.touch.has(Touch::AGAINST)),
        (PartyClue::Holder, mention.touch.has(Touch::HOLDER)),
        (PartyClue::Speaks, mention.touch.has(Touch::SPEAKS)),
        (PartyClue::Blamed, mention.touch.has(Touch::BLAMED)),
        (PartyClue::Suspected, mention.touch.has(Touch::SUSPECTED)),
        (PartyClue::Claims, mention.touch.has(Touch::CLAIMS)),
    ];
    for (clue, holds) in touches {
        if holds {
            mark(clue);
        }
    }
}
