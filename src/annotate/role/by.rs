//! Who did it: which party of the article a statement holds to have done the harm, or none. The parties of its clause,
//! its sentence, the sentences around and of claims of responsibility are weighed by a linear model.

use std::ops::Range;

use super::attribution::long_ago;
pub use super::by_clue::PartyClue;
use super::by_party::{Mention, Parties, Party, Sort};
use super::by_tier::{
    ATTACK, DOER, SENTENCE, Tiers, distance, first_in, is_active, nobody_though, sentence_mentions, tiers, touches,
};
use super::by_touch::Touch;
use super::by_victim::{is_harmed_around, is_own_side, is_victim};
use super::scene::{REACH, Spot, span};
use super::weights::{Weights, best};
use crate::article::{ActorKind, Effect, Field, Relation, Scope, VictimClass};

/// The weights of `data/role-by.tsv`.
pub fn weights() -> Weights {
    Weights::read(include_str!("../../../data/role-by.tsv"), PartyClue::ALL.len(), |clue: PartyClue| clue as usize)
}

/// What is known of a statement beside its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ties<'t> {
    /// The statement before it: its party and how many sentences back it stands.
    pub before: Option<(Option<usize>, usize)>,
    /// The party of its whole.
    pub whole: Option<usize>,
    /// The id of its speaker.
    pub speaker: Option<&'t str>,
    /// Its method, as the word of the record.
    pub bomb: bool,
    pub air: bool,
    pub shot: bool,
    pub shell: bool,
    pub executed: bool,
    /// The parties, as bits, that are blamed, suspected or claim beside a statement of the same event.
    pub told: u64,
    /// Those whose attacks are named there.
    pub attacks: u64,
    /// The party of the latest earlier statement of the same event.
    pub event: Option<Option<usize>>,
    /// The id of the party whose station sent the report.
    pub station: Option<&'t str>,
}

/// The party that did the harm, and how the text says so.
pub fn by(spot: &Spot<'_, '_>, parties: &Parties, ties: Ties<'_>, weights: &Weights) -> Option<(usize, Relation)> {
    let mut scores = [0.0f32; 64];
    candidates(spot, parties, ties, |candidate, clue, value| {
        if let Some(score) = scores.get_mut(candidate) {
            *score += if clue == PartyClue::Barred { f32::NEG_INFINITY } else { weights.of(clue as usize) * value };
        }
    });
    let looked_at = |number: usize| number == 0 || parties.all.get(number - 1).is_some_and(|party| party.count > 0);
    let length = (parties.all.len() + 1).min(scores.len());
    let chosen = best(
        scores.into_iter().take(length).enumerate().map(
            |(number, score)| {
                if looked_at(number) { score } else { f32::NEG_INFINITY }
            },
        ),
    )?;
    let number = chosen.checked_sub(1)?;
    Some((number, relation(spot, parties.all.get(number)?)))
}

/// How the nearest words tie a party to the harm.
fn relation(spot: &Spot<'_, '_>, party: &Party) -> Relation {
    let field = spot.view.passage.field;
    let here = spot.statement.sentence;
    let near = party.within(field, here.saturating_sub(2)..here + 3);
    let own: Vec<&Mention> = near.iter().filter(|mention| mention.sentence == here).collect();
    let any = |touch: Touch| near.iter().any(|mention| mention.touch.has(touch));
    let here = |touch: Touch| own.iter().any(|mention| mention.touch.has(touch));
    if here(Touch::CLAIMS) {
        Relation::Claimed
    } else if here(Touch::BLAMED) {
        Relation::Blamed
    } else if here(Touch::SUSPECTED) {
        Relation::Suspected
    } else if !own.is_empty() {
        Relation::Stated
    } else if any(Touch::CLAIMS) || party.touch.has(Touch::CLAIMS) {
        Relation::Claimed
    } else if any(Touch::BLAMED) {
        Relation::Blamed
    } else if any(Touch::SUSPECTED) {
        Relation::Suspected
    } else {
        Relation::Stated
    }
}

/// Calls back with every clue: candidate 0 is nobody, the others are the parties in order.
pub fn candidates(spot: &Spot<'_, '_>, parties: &Parties, ties: Ties<'_>, mut add: impl FnMut(usize, PartyClue, f32)) {
    nobody(spot, parties, ties, &mut |clue| add(0, clue, 1.0));
    let total: usize = parties.all.iter().map(|party| party.count).sum();
    let most = (0..parties.all.len()).max_by_key(|&number| (parties.all[number].count, std::cmp::Reverse(number)));
    let real = parties.all.iter().filter(|party| party.count > 0).count();
    let tiers = tiers(spot, parties, ties);
    let generic_first = generic_first(parties, &tiers);
    let past = long_ago(spot);
    add(0, tiers.first.map_or(PartyClue::NobodyNowhere, nobody_though), 1.0);
    if past {
        add(0, PartyClue::NobodyPast, 1.0);
    }
    for (number, party) in parties.all.iter().enumerate().filter(|(_, party)| party.count > 0) {
        let mut say = |clue, value: f32| {
            if value != 0.0 {
                add(number + 1, clue, value);
            }
        };
        // What the article is about says nothing where the sentence itself names a doer.
        if tiers.first.is_none_or(|first| first > ATTACK) {
            say(PartyClue::Share, party.count as f32 / total.max(1) as f32);
            if most == Some(number) {
                say(PartyClue::Most, 1.0);
            }
            if real == 1 {
                say(PartyClue::Only, 1.0);
            }
        }
        if let Some(first) = tiers.first
            && tiers.of[number] & (1 << first) != 0
        {
            say(first_in(first), 1.0);
            if tiers.of.iter().filter(|of| *of & (1 << first) != 0).count() == 1 {
                say(PartyClue::Alone, 1.0);
            }
        }
        if tiers.nearest_before == Some(number) {
            say(PartyClue::NearestBefore, 1.0);
        }
        if !past && tiers.first.is_none_or(|first| first > ATTACK) {
            say(
                PartyClue::ClaimsMain,
                f32::from(u8::from(party.touch.has(Touch::CLAIMS) && !party.touch.has(Touch::DENIES))),
            );
            say(PartyClue::MostMain, f32::from(u8::from(most == Some(number))));
        }
        if generic_first && parties.group == Some(number) {
            say(PartyClue::StandsForGeneric, 1.0);
            if tiers.first == Some(DOER) {
                say(PartyClue::StandsForDoer, 1.0);
            }
        }
        if parties.group.is_some() && party.sort == Sort::Generic && party.class == Some(VictimClass::Militant) {
            say(PartyClue::GenericThoughGroup, 1.0);
        }
        let bit = 1u64 << number.min(63);
        let open = tiers.first.is_none_or(|first| first > ATTACK);
        if open && ties.told & bit != 0 {
            say(PartyClue::ToldSame, 1.0);
        }
        if open && ties.attacks & bit != 0 {
            say(PartyClue::AttackSame, 1.0);
        }
        if let Some(Some(event)) = ties.event
            && open
        {
            say(if event == number { PartyClue::EventSame } else { PartyClue::EventOther }, 1.0);
        }
        if ties.station == Some(party.actor.id.as_str()) {
            say(PartyClue::StationParty, 1.0);
        }
        if let Some((before, distance)) =
            ties.before.filter(|(_, distance)| *distance == 0 || tiers.first.is_none_or(|first| first > ATTACK))
        {
            let same_sentence = distance == 0;
            if before == Some(number) {
                say(if same_sentence { PartyClue::SameSentence } else { PartyClue::Same }, 1.0);
            } else if same_sentence {
                say(PartyClue::SameOther, 1.0);
            }
        }
        if ties.whole == Some(number) {
            say(PartyClue::Whole, 1.0);
        }
        if open && !past && parties.claimer == Some(number) {
            say(PartyClue::OnlyClaimer, 1.0);
            if ties.bomb {
                say(PartyClue::OnlyClaimerBomb, 1.0);
            }
        }
        let sure = tiers.first.is_some_and(|first| first <= ATTACK);
        if let Some(first) = tiers.first {
            let inside = tiers.of[number] & (1 << first) != 0;
            kinds(party, first, inside, &mut say);
        }
        let named = tiers.of[number] & ((1 << (ATTACK + 1)) - 1) != 0;
        if !named && is_own_side(spot, party, ties) {
            say(PartyClue::Barred, 1.0);
        }
        places(spot, party, sure, &mut say);
        suits(spot, party, ties, &mut say);
    }
}

/// "another attack", "a previous bombing": one that the report only recalls.
fn vague(spot: &Spot<'_, '_>) -> bool {
    let page = spot.view.page;
    spot.part.clone().take(REACH).any(|at| {
        matches!(page.lower(at), "another" | "previous" | "earlier" | "similar" | "last" | "separate" | "elsewhere")
    })
}

/// Whether a noun for fighters is what the sentence names first: "gunmen killed 20".
fn generic_first(parties: &Parties, tiers: &Tiers) -> bool {
    let Some(first) = tiers.first.filter(|first| *first <= SENTENCE) else { return false };
    parties.all.iter().enumerate().any(|(number, party)| {
        party.sort == Sort::Generic
            && party.class == Some(VictimClass::Militant)
            && tiers.of.get(number).is_some_and(|of| of & (1 << first) != 0)
    })
}

fn nobody(spot: &Spot<'_, '_>, parties: &Parties, ties: Ties<'_>, say: &mut dyn FnMut(PartyClue)) {
    let statement = spot.statement;
    let field = spot.view.passage.field;
    let page = spot.view.page;
    let mut war = false;
    let mut clash = false;
    for at in spot.sentence() {
        match page.lower(at) {
            "war" | "conflict" | "crisis" | "uprising" | "unrest" | "violence" => war = true,
            "clash" | "clashes" | "fighting" | "battle" | "battles" | "crossfire" => clash = true,
            _ => {}
        }
    }
    let here = statement.sentence;
    let alone = parties.all.iter().all(|party| party.within(field, here..here + 1).is_empty());
    let clues = [
        (PartyClue::Nobody, true),
        (PartyClue::NobodyKilled, matches!(statement.effect, Effect::Killed | Effect::Casualties)),
        (PartyClue::NobodyWounded, statement.effect == Effect::Wounded),
        (PartyClue::NobodyCaptured, statement.effect == Effect::Captured),
        (PartyClue::NobodyDisplaced, statement.effect == Effect::Displaced),
        (PartyClue::NobodyReleased, statement.effect == Effect::Released),
        (PartyClue::NobodyMissing, statement.effect == Effect::Missing),
        (PartyClue::NobodyCumulative, statement.scope == Scope::Cumulative),
        (PartyClue::NobodyWar, war),
        (PartyClue::NobodyClash, clash),
        (PartyClue::NobodyAgent, statement.agent.is_some()),
        (PartyClue::NobodyAlone, alone),
        (PartyClue::NobodyClaimed, parties.all.iter().any(|party| party.touch.has(Touch::CLAIMS))),
        (PartyClue::NobodyTitle, field == Field::Title),
        (PartyClue::NobodyBlast, ties.bomb),
        (PartyClue::NobodyActive, is_active(statement)),
        (PartyClue::NobodyRelative, spot.relative),
        (PartyClue::NobodyToldSame, ties.told != 0),
        (PartyClue::NobodyEvent, ties.event == Some(None)),
        (PartyClue::NobodyEventHas, matches!(ties.event, Some(Some(_)))),
        (PartyClue::NobodyLike, matches!(ties.before, Some((None, 0)))),
        (PartyClue::NobodyUnclaimed, parties.unclaimed),
        (PartyClue::NobodyVague, vague(spot)),
    ];
    for (clue, holds) in clues {
        if holds {
            say(clue);
        }
    }
}

/// Where the mentions of a party stand around a statement.
/// Where the sentence itself names a doer, `sure`, only the sentence counts.
fn places(spot: &Spot<'_, '_>, party: &Party, sure: bool, say: &mut impl FnMut(PartyClue, f32)) {
    let statement = spot.statement;
    let field = spot.view.passage.field;
    let here = statement.sentence;
    let mut held = [false; PartyClue::ALL.len()];
    let mut mark = |clue: PartyClue| held[clue as usize] = true;
    let own = span(statement);
    let sentence = spot.sentence();
    let inside = sentence_mentions(party, field, here, &sentence);
    let victim = |mention: &&Mention| is_victim(spot.view.page, statement, mention);
    if inside.iter().any(|mention| victim(&mention)) {
        mark(PartyClue::Victim);
    }
    for mention in inside.iter().filter(|mention| !victim(mention)) {
        touches(spot, mention, &own, &mut mark);
    }
    // Where it stands is told by its nearest mention.
    let nearest = inside.iter().filter(|mention| !victim(mention)).min_by_key(|mention| distance(mention, &own));
    if let Some(mention) = nearest {
        position(spot, mention, &own, &mut mark);
    }
    let around = |from: usize, to: usize| party.within(field, here.saturating_sub(from)..(here + 1).saturating_sub(to));
    let is_attack = |mentions: &[Mention]| mentions.iter().any(|mention| mention.touch.has(Touch::ATTACK));
    let (previous, earlier) = (around(1, 1), around(3, 2));
    let behind = party.within(field, here + 1..here + 3);
    let claims = |mentions: &[Mention]| {
        mentions.iter().any(|mention| {
            mention.touch.has(Touch::CLAIMS) || mention.touch.has(Touch::BLAMED) || mention.touch.has(Touch::SUSPECTED)
        })
    };
    let [text, title] = &party.mentions;
    let lead = text.iter().take_while(|mention| mention.sentence < 3);
    let more = [
        (PartyClue::Previous, here > 0 && !previous.is_empty()),
        (PartyClue::PreviousAttack, here > 0 && is_attack(previous)),
        (PartyClue::Previous2, here > 1 && !earlier.is_empty()),
        (PartyClue::Previous2Attack, here > 1 && is_attack(earlier)),
        (PartyClue::Next, !behind.is_empty()),
        (PartyClue::NextClaims, claims(behind) || claims(previous)),
        (PartyClue::ClaimsArticle, party.touch.has(Touch::CLAIMS)),
        (PartyClue::BlamedArticle, party.touch.has(Touch::BLAMED) || party.touch.has(Touch::SUSPECTED)),
        (PartyClue::DeniesArticle, party.touch.has(Touch::DENIES)),
        (PartyClue::AttackArticle, party.touch.has(Touch::ATTACK)),
        (PartyClue::Title, !title.is_empty()),
        (PartyClue::TitleAttack, is_attack(title)),
        (PartyClue::Lead, lead.clone().next().is_some()),
        (PartyClue::UsualArticle, party.touch.has(Touch::USUAL)),
        (PartyClue::LeadAttack, lead.clone().any(|mention| mention.touch.has(Touch::ATTACK))),
    ];
    for (clue, holds) in more {
        if holds && !sure {
            mark(clue);
        }
    }
    if is_harmed_around(spot, party, field) {
        held[PartyClue::HarmedAround as usize] = true;
    }
    for (&clue, held) in PartyClue::ALL.iter().zip(held) {
        if held {
            say(clue, 1.0);
        }
    }
}

/// Where a mention in the statement's own sentence stands.
fn position(spot: &Spot<'_, '_>, mention: &Mention, own: &Range<usize>, mark: &mut impl FnMut(PartyClue)) {
    let statement = spot.statement;
    let before = mention.tokens.start < own.start;
    let active = is_active(statement);
    let clause = statement.clause.contains(&mention.tokens.start);
    mark(match (clause, before) {
        (true, true) => PartyClue::ClauseBefore,
        (true, false) => PartyClue::ClauseBehind,
        (false, true) => PartyClue::SentenceBefore,
        (false, false) => PartyClue::SentenceBehind,
    });
    if active {
        match (clause, before) {
            (true, true) => mark(PartyClue::ClauseBeforeActive),
            (true, false) => mark(PartyClue::ClauseBehindActive),
            (false, true) => mark(PartyClue::SentenceBeforeActive),
            (false, false) => {}
        }
    }
    if distance(mention, own) <= 8 {
        mark(PartyClue::Close);
    }
}

/// Which kind of party stands in the first tier: a state that a sentence names is less likely the doer than a group.
fn kinds(party: &Party, first: usize, inside: bool, say: &mut impl FnMut(PartyClue, f32)) {
    let state = matches!(party.actor.kind, Some(ActorKind::State | ActorKind::Government));
    let group = party.actor.kind == Some(ActorKind::ArmedGroup);
    let clue = match (first <= ATTACK, first <= SENTENCE, inside) {
        (true, _, true) if state => PartyClue::StateSure,
        (true, _, true) if group => PartyClue::GroupSure,
        (false, true, true) if state => PartyClue::StateInSentence,
        (false, true, true) if group => PartyClue::GroupInSentence,
        (false, true, true) => PartyClue::ForceInSentence,
        (false, false, _) if state => PartyClue::StateAway,
        (false, false, _) if group => PartyClue::GroupAway,
        (false, false, _) => PartyClue::ForceAway,
        (_, true, false) => PartyClue::BehindFirst,
        _ => return,
    };
    say(clue, 1.0);
}

/// Whether a party is of a kind that does such harm to such people.
fn suits(spot: &Spot<'_, '_>, party: &Party, ties: Ties<'_>, say: &mut impl FnMut(PartyClue, f32)) {
    let statement = spot.statement;
    let victims = &statement.victims;
    let kind = party.actor.kind;
    let (state, force, police, group) = (
        kind == Some(ActorKind::State),
        matches!(kind, Some(ActorKind::ArmedForce | ActorKind::Coalition)),
        kind == Some(ActorKind::Police),
        kind == Some(ActorKind::ArmedGroup),
    );
    let captured = statement.effect == Effect::Captured;
    let armed = matches!(victims.class, VictimClass::Military | VictimClass::Police | VictimClass::Militant);
    let same_class = armed
        && (party.class == Some(victims.class)
            || victims.class == VictimClass::Military
                && (state || force)
                && party.class != Some(VictimClass::Militant));
    let opponent = armed
        && match victims.class {
            VictimClass::Militant => state || force || police || kind == Some(ActorKind::Government),
            _ => party.class == Some(VictimClass::Militant),
        };
    let same_country = victims.affiliation.is_some() && victims.affiliation == party.country;
    let clues = [
        (PartyClue::SameClass, same_class),
        (PartyClue::SameCountry, same_country && armed),
        (PartyClue::Opponent, opponent),
        (PartyClue::OpponentFights, opponent && ties.shot),
        (PartyClue::GroupShoots, group && ties.shot && !armed),
        (PartyClue::ForceShoots, (force || police) && ties.shot && !armed),
        (PartyClue::ForceShells, ties.shell && (force || state || kind == Some(ActorKind::Government))),
        (PartyClue::GroupShells, ties.shell && group),
        (PartyClue::GroupExecutes, ties.executed && group),
        (PartyClue::OwnSide, same_class && same_country),
        (PartyClue::Speaker, ties.speaker.is_some_and(|speaker| speaker == party.actor.id)),
        (PartyClue::PoliceCaptures, captured && police),
        (PartyClue::ForceCaptures, captured && (force || state)),
        (PartyClue::GroupCaptures, captured && group),
        (PartyClue::GroupBomb, group && ties.bomb),
        (PartyClue::ForceAir, ties.air && (force || state || kind == Some(ActorKind::Government))),
        (PartyClue::GroupAir, ties.air && group),
        (PartyClue::Cumulative, statement.scope == Scope::Cumulative),
        (PartyClue::Displaced, statement.effect == Effect::Displaced),
        (PartyClue::KindState, state),
        (PartyClue::KindForce, kind == Some(ActorKind::ArmedForce)),
        (PartyClue::KindPolice, police),
        (PartyClue::KindGroup, group),
        (PartyClue::KindCoalition, kind == Some(ActorKind::Coalition)),
        (PartyClue::KindGovernment, kind == Some(ActorKind::Government)),
        (PartyClue::KindOther, matches!(kind, Some(ActorKind::Other | ActorKind::Ministry))),
        (PartyClue::Generic, party.sort == Sort::Generic),
        (PartyClue::Person, party.sort == Sort::Person),
    ];
    for (clue, holds) in clues {
        if holds {
            say(clue, 1.0);
        }
    }
}
