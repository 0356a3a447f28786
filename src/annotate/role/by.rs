//! Who did it: which party of the article a statement holds to have done the harm, or none. The parties of its clause,
//! its sentence, the sentences around and of claims of responsibility are weighed by a linear model.

use std::ops::Range;

use super::attribution::long_ago;
use super::by_party::{MOST, Mention, Parties, Party, Sort, Touch};
use super::scene::{Spot, span};
use super::weights::{Weights, best};
use crate::annotate::statement::Statement;
use crate::article::{ActorKind, Effect, Field, Relation, Scope, VictimClass};
use crate::text::grammar_word::{Class, class_of, is_adverb};
use crate::vocabulary::vocabulary;

vocabulary!(
    /// What speaks for a party, or for none. The names are those of `data/role-by.tsv`.
    PartyClue {
        // For nobody named.
        Nobody = "nobody",
        NobodyKilled = "nobody-killed",
        NobodyWounded = "nobody-wounded",
        NobodyCaptured = "nobody-captured",
        NobodyDisplaced = "nobody-displaced",
        NobodyReleased = "nobody-released",
        NobodyMissing = "nobody-missing",
        NobodyCumulative = "nobody-cumulative",
        NobodyWar = "nobody-in-the-war",
        NobodyClash = "nobody-in-clashes",
        NobodyAgent = "nobody-though-agent",
        NobodyAlone = "nobody-in-sentence",
        NobodyClaimed = "nobody-though-claimed",
        NobodyTitle = "nobody-in-title",
        NobodyBlast = "nobody-bomb-or-blast",
        NobodyActive = "nobody-active",
        NobodyPast = "nobody-long-ago",
        NobodyRelative = "nobody-in-relative-clause",
        // For nobody, by the first tier that has a party.
        NobodyDoer = "nobody-though-subject-or-agent",
        NobodyTold = "nobody-though-blamed-or-claimed",
        NobodyOwnAttack = "nobody-though-attack-in-part",
        NobodyAttack = "nobody-though-attack-in-sentence",
        NobodyPart = "nobody-though-party-in-part",
        NobodyClause = "nobody-though-party-in-clause",
        NobodySentence = "nobody-though-party-in-sentence",
        NobodyStatement = "nobody-though-statement-before",
        NobodyLike = "nobody-like-statement-before",
        NobodyAround = "nobody-though-told-around",
        NobodyPrevious = "nobody-though-sentences-before",
        NobodyArticle = "nobody-though-claimed-in-article",
        NobodyLead = "nobody-though-lead",
        NobodyNowhere = "nobody-anywhere",
        // For a party in the first tier that has any.
        FirstDoer = "first-subject-or-agent",
        FirstTold = "first-blamed-or-claimed",
        FirstOwnAttack = "first-attack-in-part",
        FirstAttack = "first-attack-in-sentence",
        FirstPart = "first-party-in-part",
        FirstClause = "first-party-in-clause",
        FirstSentence = "first-party-in-sentence",
        FirstStatement = "first-statement-before",
        FirstAround = "first-told-around",
        FirstPrevious = "first-sentences-before",
        FirstArticle = "first-claimed-in-article",
        FirstLead = "first-lead",
        Alone = "alone-in-first-tier",
        NearestBefore = "nearest-before",
        ClaimsMain = "claims-and-not-long-ago",
        MostMain = "most-mentioned-and-not-long-ago",
        StationParty = "party-of-the-station",
        ToldSame = "told-of-the-same-event",
        AttackSame = "attack-in-the-same-event",
        EventSame = "of-earlier-statement-of-event",
        EventOther = "not-of-earlier-statement-of-event",
        NobodyToldSame = "nobody-though-told-of-the-same-event",
        NobodyEvent = "nobody-like-earlier-statement-of-event",
        NobodyEventHas = "nobody-though-earlier-statement-of-event",
        InAttack = "behind-the-harm-with-attack",
        // Where the party stands.
        Agent = "in-agent",
        AgentHead = "heads-agent",
        AgentAttack = "in-agent-with-attack",
        Subject = "subject-of-the-verb",
        First = "opens-sentence",
        FirstGerund = "opens-sentence-with-gerund",
        ClauseBefore = "in-clause-before",
        ClauseBeforeActive = "in-clause-before-active",
        ClauseBehind = "in-clause-behind",
        ClauseBehindActive = "in-clause-behind-active",
        SentenceBefore = "in-sentence-before",
        SentenceBeforeActive = "in-sentence-before-active",
        SentenceBehind = "in-sentence-behind",
        Close = "within-eight-words",
        By = "behind-by",
        Attack = "with-attack-in-sentence",
        AttackBefore = "with-attack-before",
        With = "clashes-with",
        Against = "attack-against",
        Holder = "holds-the-place",
        Speaks = "speaks-in-sentence",
        Blamed = "blamed-in-sentence",
        Suspected = "suspected-in-sentence",
        Claims = "claims-in-sentence",
        Previous = "sentence-before",
        PreviousAttack = "with-attack-in-sentence-before",
        Previous2 = "two-or-three-sentences-before",
        Previous2Attack = "with-attack-two-or-three-before",
        Next = "sentence-behind",
        NextClaims = "claims-or-blamed-around",
        ClaimsArticle = "claims-in-article",
        BlamedArticle = "blamed-in-article",
        DeniesArticle = "denies-in-article",
        Title = "in-title",
        TitleAttack = "with-attack-in-title",
        Lead = "in-first-sentences",
        LeadAttack = "with-attack-in-first-sentences",
        Same = "of-the-statement-before",
        SameSentence = "of-the-statement-before-in-sentence",
        SameOther = "not-of-the-statement-before-in-sentence",
        Whole = "of-the-whole",
        Share = "share-of-mentions",
        Most = "most-mentioned",
        Only = "only-party",
        AttackArticle = "attacks-in-article",
        // The party and the victims.
        Victim = "among-the-victims",
        SameClass = "of-the-victims-class",
        SameCountry = "of-the-victims-country",
        Opponent = "opponent-of-the-victims",
        Speaker = "is-the-speaker",
        PoliceCaptures = "police-captures",
        ForceCaptures = "force-captures",
        GroupCaptures = "group-captures",
        GroupBomb = "group-and-bomb",
        ForceAir = "force-and-air-strike",
        GroupAir = "group-and-air-strike",
        Cumulative = "any-for-cumulative",
        Displaced = "any-for-displaced",
        KindState = "kind-state",
        KindForce = "kind-force",
        KindPolice = "kind-police",
        KindGroup = "kind-group",
        KindCoalition = "kind-coalition",
        KindGovernment = "kind-government",
        KindOther = "kind-other",
        Generic = "noun-without-name",
        Person = "person",
    }
);

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
            *score += weights.of(clue as usize) * value;
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
        let sure = tiers.first.is_some_and(|first| first <= ATTACK);
        places(spot, party, sure, &mut say);
        suits(spot, party, ties, &mut say);
    }
}

/// Where parties can stand to a statement, the surest first.
const DOER: usize = 0;
const TOLD: usize = 1;
const OWN_ATTACK: usize = 2;
const ATTACK: usize = 3;
const PART: usize = 4;
const CLAUSE: usize = 5;
const SENTENCE: usize = 6;
const STATEMENT: usize = 7;
const AROUND: usize = 8;
const PREVIOUS: usize = 9;
const ARTICLE: usize = 10;
const LEAD: usize = 11;

fn nobody_though(tier: usize) -> PartyClue {
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

fn first_in(tier: usize) -> PartyClue {
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

struct Tiers {
    /// For each party the tiers that it stands in, as bits.
    of: [u16; MOST],
    first: Option<usize>,
    nearest_before: Option<usize>,
}

/// In which tiers each party stands. Victims, speakers and those who hold the place stand in none of the sentence's.
fn tiers(spot: &Spot<'_, '_>, parties: &Parties, ties: Ties<'_>) -> Tiers {
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
            if statement.people.contains(&mention.tokens.start) {
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
fn sentence_mentions<'p>(party: &'p Party, field: Field, here: usize, sentence: &Range<usize>) -> &'p [Mention] {
    let inside = party.within(field, here..here + 1);
    let first = inside.partition_point(|mention| mention.tokens.start < sentence.start);
    let end = inside.partition_point(|mention| mention.tokens.start < sentence.end);
    inside.get(first..end).unwrap_or(&[])
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
    let victim = |mention: &&Mention| statement.people.contains(&mention.tokens.start);
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
        (PartyClue::LeadAttack, lead.clone().any(|mention| mention.touch.has(Touch::ATTACK))),
    ];
    for (clue, holds) in more {
        if holds && !sure {
            mark(clue);
        }
    }
    for (&clue, held) in PartyClue::ALL.iter().zip(held) {
        if held {
            say(clue, 1.0);
        }
    }
}

/// Whether the people harmed stand behind the word of harm.
fn is_active(statement: &Statement) -> bool {
    !statement.trigger.is_empty() && statement.people.start >= statement.trigger.end
}

fn distance(mention: &Mention, own: &Range<usize>) -> usize {
    if mention.tokens.start < own.start {
        own.start.saturating_sub(mention.tokens.end)
    } else {
        mention.tokens.start.saturating_sub(own.end)
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
fn touches(spot: &Spot<'_, '_>, mention: &Mention, own: &Range<usize>, mark: &mut impl FnMut(PartyClue)) {
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
