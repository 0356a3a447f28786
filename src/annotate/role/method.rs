//! How the harm was done: from the words for weapons and tactics in the statement's clause, its sentence, the sentences
//! around and the headline. A linear model weighs them. It must not know who did it.

use super::scene::{REACH, Spot, View, span};
use super::weights::{Weights, best};
use crate::annotate::figure::marks::Mark;
use crate::article::{Effect, Field, Method, Scope, VictimClass};
use crate::lexicon::Entry;
use crate::vocabulary::vocabulary;

vocabulary!(
    /// What speaks for a method, or for none. The names are those of `data/role-method.tsv`. The tiers are where words
    /// for weapons can stand, from the word of harm outwards; the first tier that has any says most.
    MethodClue {
        // For no method.
        None = "none",
        NoneKilled = "none-killed",
        NoneWounded = "none-wounded",
        NoneCaptured = "none-captured",
        NoneDisplaced = "none-displaced",
        NoneReleased = "none-released",
        NoneMissing = "none-missing",
        NoneCumulative = "none-cumulative",
        NoneWar = "none-in-the-war",
        NoneRelative = "none-in-relative-clause",
        NoneVague = "none-attack-without-weapon",
        NoneOwn = "none-though-word-of-harm",
        NoneClause = "none-though-clause",
        NoneSentence = "none-though-sentence",
        NoneStatement = "none-like-statement-before",
        NoneStatementHas = "none-though-statement-before",
        NonePrevious = "none-though-sentence-before",
        NonePrevious2 = "none-though-two-before",
        NoneLead = "none-though-lead",
        NoneNothing = "none-anywhere",
        NoneLate = "none-late-in-article",
        // For a method: the first tier that has a word.
        FirstOwn = "first-word-of-harm",
        FirstPart = "first-part",
        FirstPartWeak = "first-part-weak-word",
        NonePart = "none-though-part",
        FirstClause = "first-clause",
        FirstClauseWeak = "first-clause-weak-word",
        FirstSentence = "first-sentence",
        FirstSentenceWeak = "first-sentence-weak-word",
        FirstStatement = "first-statement-before",
        FirstPrevious = "first-sentence-before",
        FirstPrevious2 = "first-two-before",
        FirstLead = "first-lead",
        // A tier behind one that has a word already.
        LaterClause = "later-clause",
        LaterSentence = "later-sentence",
        LaterStatement = "later-statement-before",
        LaterPrevious = "later-sentence-before",
        LaterNext = "later-sentence-behind",
        // Whether the method is the strongest of the tier, or only one of them.
        Second = "not-strongest-of-tier",
        Near = "within-six-words",
        Before = "in-sentence-before-the-harm",
        Agent = "in-agent",
        People = "in-people",
        Title = "in-title",
        Lead = "in-first-sentences",
        Share = "share-of-article",
        SameSentence = "of-the-statement-before-in-sentence",
        OtherSentence = "not-of-the-statement-before-in-sentence",
        Whole = "of-the-whole",
        EventSame = "of-earlier-statement-of-event",
        EventOther = "not-of-earlier-statement-of-event",
        NoneEvent = "none-like-earlier-statement-of-event",
        NoneEventHas = "none-though-earlier-statement-of-event",
        CapturedKidnapping = "kidnapping-of-captives",
        CapturedRaid = "raid-for-captives",
        CapturedOperation = "raid-where-operation-for-captives",
        CapturedOther = "weapon-for-captives",
        ReleasedAny = "any-for-released",
        DisplacedAny = "any-for-displaced",
        KidnappingNotCaptured = "kidnapping-of-others",
        CumulativeAny = "any-for-cumulative",
        SuicideForBombing = "suicide-bombing-where-bombing",
        SuicideMostly = "suicide-bombing-where-mostly-that",
        AirForBombing = "air-strike-where-bombing",
        ShootingOfArmed = "shooting-of-armed-people",
        NothingArmed = "none-anywhere-and-armed-people",
        // The method itself.
        IsAirstrike = "is-airstrike",
        IsDrone = "is-drone",
        IsShelling = "is-shelling",
        IsRocket = "is-rocket",
        IsBombing = "is-bombing",
        IsSuicide = "is-suicide_bombing",
        IsShooting = "is-shooting",
        IsExecution = "is-execution",
        IsChemical = "is-chemical",
        IsKidnapping = "is-kidnapping",
        IsRaid = "is-raid",
        IsSiege = "is-siege",
        IsOther = "is-other",
    }
);

/// The weights of `data/role-method.tsv`.
pub fn weights() -> Weights {
    Weights::read(include_str!("../../../data/role-method.tsv"), MethodClue::ALL.len(), |clue: MethodClue| {
        clue as usize
    })
}

const METHODS: usize = Method::ALL.len();

/// Word of harm, own part of the clause, clause, sentence, statement before, sentence before, two before, lead.
const TIERS: usize = 8;
const OWN: usize = 0;
const PART: usize = 1;
const CLAUSE: usize = 2;
const SENTENCE: usize = 3;
const STATEMENT: usize = 4;
const PREVIOUS: usize = 5;
const PREVIOUS2: usize = 6;
const LEAD: usize = 7;
/// Words below this priority name a fight or a blast, not a weapon.
const WEAK: u16 = 35;

/// Where the words of each method stand around one statement.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    near: bool,
    before: bool,
    agent: bool,
    people: bool,
    /// How strong its words are, by tier; 0 for none. The nearer of equals is stronger.
    tiers: [u16; TIERS],
    next: bool,
}

/// How often each method is named in an article, in its title and in its first sentences.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    counts: [u32; METHODS],
    title: [bool; METHODS],
    lead: [bool; METHODS],
}

impl Tally {
    pub fn count(views: &[View<'_, '_>]) -> Self {
        let mut tally = Tally::default();
        for view in views {
            let title = view.passage.field == Field::Title;
            let lead_end = view.sentences(0..3).end.max(view.passage.body_start + 60);
            for mark in view.page.marks.within(view.passage.body_start..usize::MAX) {
                let Some((method, _)) = method_of(view, mark) else { continue };
                let number = method as usize;
                tally.counts[number] += 1;
                tally.title[number] |= title;
                tally.lead[number] |= !title && (mark.first as usize) < lead_end;
            }
        }
        tally
    }
}

fn method_of(view: &View<'_, '_>, mark: &Mark) -> Option<(Method, u8)> {
    let Entry::Method(index) = mark.entry else { return None };
    view.page.lexicon.methods.get(index as usize).map(|word| (word.method, word.priority))
}

/// What is known of a statement beside its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ties {
    /// The method of the statement before it, and how many sentences back that stands; none if far.
    pub before: Option<(Option<Method>, usize)>,
    /// The method of the latest earlier statement of the same event.
    pub event: Option<Option<Method>>,
    /// The method of its whole.
    pub whole: Option<Method>,
}

/// The method of a statement.
pub fn method(spot: &Spot<'_, '_>, tally: &Tally, ties: Ties, weights: &Weights) -> Option<Method> {
    // People flee from a war, not from the weapon of another sentence.
    let flight = matches!(spot.statement.effect, Effect::Displaced | Effect::Released);
    if flight && !names_method_in_clause(spot) {
        return None;
    }
    let mut scores = [0.0f32; METHODS + 1];
    candidates(spot, tally, ties, |candidate, clue, value| {
        scores[candidate] += weights.of(clue as usize) * value;
    });
    let chosen = best(scores.into_iter())?;
    chosen.checked_sub(1).and_then(|number| Method::ALL.get(number).copied())
}

fn names_method_in_clause(spot: &Spot<'_, '_>) -> bool {
    let clause = &spot.statement.clause;
    let sentence = spot.sentence();
    let near = clause.start.max(sentence.start)..clause.end.min(sentence.end);
    spot.view.page.marks.within(near).iter().any(|mark| method_of(&spot.view, mark).is_some())
}

/// Calls back with every clue: candidate 0 is no method, 1 the first.
pub fn candidates(spot: &Spot<'_, '_>, tally: &Tally, ties: Ties, mut add: impl FnMut(usize, MethodClue, f32)) {
    let evidence = evidence(spot, tally, ties);
    let first = (0..TIERS).find(|&tier| evidence.iter().any(|found| found.tiers[tier] > 0));
    none(spot, first, ties, &mut |clue| add(0, clue, 1.0));
    let total: u32 = tally.counts.iter().sum();
    let most = |tier: usize| evidence.iter().map(|found| found.tiers[tier]).max().unwrap_or(0);
    let effect = spot.statement.effect;
    for (number, &method) in Method::ALL.iter().enumerate() {
        let found = &evidence[number];
        let mut say = |clue, holds: bool| {
            if holds {
                add(number + 1, clue, 1.0);
            }
        };
        say(is(method), true);
        for tier in 0..TIERS {
            let strength = found.tiers[tier];
            if strength == 0 {
                continue;
            }
            if strength < most(tier) {
                say(MethodClue::Second, first == Some(tier));
                continue;
            }
            let weak = strength >> 8 < WEAK;
            let is_first = first == Some(tier);
            let clue = match (tier, is_first) {
                (OWN, _) => MethodClue::FirstOwn,
                (PART, true) if weak => MethodClue::FirstPartWeak,
                (PART, true) => MethodClue::FirstPart,
                (CLAUSE, true) if weak => MethodClue::FirstClauseWeak,
                (CLAUSE, true) => MethodClue::FirstClause,
                (SENTENCE, true) if weak => MethodClue::FirstSentenceWeak,
                (SENTENCE, true) => MethodClue::FirstSentence,
                (STATEMENT, true) => MethodClue::FirstStatement,
                (PREVIOUS, true) => MethodClue::FirstPrevious,
                (PREVIOUS2, true) => MethodClue::FirstPrevious2,
                (LEAD, true) => MethodClue::FirstLead,
                (CLAUSE, false) => MethodClue::LaterClause,
                (SENTENCE, false) => MethodClue::LaterSentence,
                (STATEMENT, false) => MethodClue::LaterStatement,
                (PREVIOUS, false) => MethodClue::LaterPrevious,
                _ => continue,
            };
            say(clue, true);
        }
        say(MethodClue::LaterNext, found.next);
        say(MethodClue::Near, found.near);
        say(MethodClue::Before, found.before);
        say(MethodClue::Agent, found.agent);
        say(MethodClue::People, found.people);
        // What the article is about says nothing where the sentence itself names a weapon.
        let open = first.is_none_or(|tier| tier > SENTENCE);
        say(MethodClue::Title, open && tally.title[number]);
        say(MethodClue::Lead, open && tally.lead[number]);
        if let Some((Some(before), 0)) = ties.before {
            say(if before == method { MethodClue::SameSentence } else { MethodClue::OtherSentence }, true);
        }
        say(MethodClue::Whole, ties.whole == Some(method));
        if let Some(Some(event)) = ties.event.filter(|_| open) {
            say(if event == method { MethodClue::EventSame } else { MethodClue::EventOther }, true);
        }
        match (effect, method) {
            (Effect::Captured | Effect::Missing, Method::Kidnapping) => say(MethodClue::CapturedKidnapping, true),
            (Effect::Captured | Effect::Missing, Method::Raid) => {
                say(MethodClue::CapturedRaid, true);
                say(MethodClue::CapturedOperation, tells_of_operation(spot));
            }
            (Effect::Captured | Effect::Missing, _) => say(MethodClue::CapturedOther, true),
            (Effect::Released, _) => say(MethodClue::ReleasedAny, true),
            (Effect::Displaced, _) => say(MethodClue::DisplacedAny, true),
            (_, Method::Kidnapping) => say(MethodClue::KidnappingNotCaptured, true),
            _ => {}
        }
        say(MethodClue::CumulativeAny, spot.statement.scope == Scope::Cumulative);
        let bombs = evidence[Method::Bombing as usize].tiers;
        let bombed = first.is_some_and(|tier| bombs[tier] > 0);
        say(MethodClue::SuicideForBombing, method == Method::SuicideBombing && bombed && tally.counts[number] > 0);
        let suicides = tally.counts[Method::SuicideBombing as usize];
        let mostly = bombed && suicides > tally.counts[Method::Bombing as usize];
        say(MethodClue::SuicideMostly, method == Method::SuicideBombing && mostly);
        let from_air = bombed && suicides == 0 && tally.counts[Method::Airstrike as usize] > 0;
        say(MethodClue::AirForBombing, method == Method::Airstrike && from_air);
        say(MethodClue::ShootingOfArmed, method == Method::Shooting && is_armed(spot));
        let share = tally.counts[number] as f32 / total.max(1) as f32;
        if open && share > 0.0 {
            add(number + 1, MethodClue::Share, share);
        }
    }
}

fn is(method: Method) -> MethodClue {
    match method {
        Method::Airstrike => MethodClue::IsAirstrike,
        Method::Drone => MethodClue::IsDrone,
        Method::Shelling => MethodClue::IsShelling,
        Method::Rocket => MethodClue::IsRocket,
        Method::Bombing => MethodClue::IsBombing,
        Method::SuicideBombing => MethodClue::IsSuicide,
        Method::Shooting => MethodClue::IsShooting,
        Method::Execution => MethodClue::IsExecution,
        Method::Chemical => MethodClue::IsChemical,
        Method::Kidnapping => MethodClue::IsKidnapping,
        Method::Raid => MethodClue::IsRaid,
        Method::Siege => MethodClue::IsSiege,
        Method::Other => MethodClue::IsOther,
    }
}

fn none(spot: &Spot<'_, '_>, first: Option<usize>, ties: Ties, say: &mut dyn FnMut(MethodClue)) {
    let statement = spot.statement;
    let effect = statement.effect;
    let page = spot.view.page;
    let war = spot
        .sentence()
        .any(|at| matches!(page.lower(at), "war" | "conflict" | "crisis" | "uprising" | "unrest" | "violence"));
    let near = span(statement);
    let vague = (near.start.saturating_sub(8)..near.start)
        .any(|at| matches!(page.lower(at), "attack" | "attacks" | "incident" | "incidents" | "assault"));
    let clues = [
        (MethodClue::None, true),
        (MethodClue::NoneKilled, matches!(effect, Effect::Killed | Effect::Casualties)),
        (MethodClue::NoneWounded, effect == Effect::Wounded),
        (MethodClue::NoneCaptured, effect == Effect::Captured),
        (MethodClue::NoneDisplaced, effect == Effect::Displaced),
        (MethodClue::NoneReleased, effect == Effect::Released),
        (MethodClue::NoneMissing, effect == Effect::Missing),
        (MethodClue::NoneCumulative, statement.scope == Scope::Cumulative),
        (MethodClue::NoneWar, war),
        (MethodClue::NoneRelative, spot.relative),
        (MethodClue::NoneVague, vague),
        (MethodClue::NoneOwn, first == Some(OWN)),
        (MethodClue::NonePart, first == Some(PART)),
        (MethodClue::NoneClause, first == Some(CLAUSE)),
        (MethodClue::NoneSentence, first == Some(SENTENCE)),
        (MethodClue::NoneStatement, matches!(ties.before, Some((None, 0)))),
        (MethodClue::NoneStatementHas, first == Some(STATEMENT)),
        (MethodClue::NonePrevious, first == Some(PREVIOUS)),
        (MethodClue::NonePrevious2, first == Some(PREVIOUS2)),
        (MethodClue::NoneLead, first == Some(LEAD)),
        (MethodClue::NoneNothing, first.is_none()),
        (MethodClue::NothingArmed, first.is_none() && is_armed(spot)),
        (MethodClue::NoneEvent, ties.event == Some(None)),
        (MethodClue::NoneEventHas, matches!(ties.event, Some(Some(_)))),
        (MethodClue::NoneLate, statement.sentence > 8),
    ];
    for (clue, holds) in clues {
        if holds {
            say(clue);
        }
    }
}

/// "detained two suspects while searching a compound", "during an operation": how people are seized.
fn tells_of_operation(spot: &Spot<'_, '_>) -> bool {
    spot.sentence().any(|at| {
        matches!(spot.view.page.lower(at), "operation" | "operations" | "search" | "searched" | "searching" | "swoop")
    })
}

/// Whether soldiers, police or fighters were killed or hurt.
fn is_armed(spot: &Spot<'_, '_>) -> bool {
    let statement = spot.statement;
    matches!(statement.victims.class, VictimClass::Military | VictimClass::Police | VictimClass::Militant)
        && matches!(statement.effect, Effect::Killed | Effect::Wounded | Effect::Casualties)
}

/// Reads the method words around a statement.
fn evidence(spot: &Spot<'_, '_>, tally: &Tally, ties: Ties) -> [Evidence; METHODS] {
    let mut evidence = [Evidence::default(); METHODS];
    let statement = spot.statement;
    let view = &spot.view;
    let own = span(statement);
    let sentence = spot.sentence();
    let around = view.sentences(statement.sentence.saturating_sub(2)..statement.sentence + 2);
    let around = around.start.max(sentence.start.saturating_sub(2 * REACH))..around.end.min(sentence.end + REACH);
    if let Some(method) = statement.method {
        evidence[method as usize].tiers[OWN] = u16::MAX;
    }
    if let Some((Some(method), distance)) = ties.before
        && distance <= 2
    {
        evidence[method as usize].tiers[STATEMENT] = u16::MAX;
    }
    for (number, found) in evidence.iter_mut().enumerate() {
        if tally.lead[number] || tally.title[number] {
            found.tiers[LEAD] = (tally.counts[number].min(100) + 1) as u16 + (u16::from(tally.title[number]) << 8);
        }
    }
    for mark in view.page.marks.within(around) {
        let Some((method, priority)) = method_of(view, mark) else { continue };
        let found = &mut evidence[method as usize];
        let at = mark.first as usize;
        let distance = if at >= own.end { at - own.end } else { own.start.saturating_sub(mark.end as usize) };
        // Priority first, then nearness.
        let strength = (u16::from(priority) << 8) + 255 - distance.min(254) as u16;
        if !sentence.contains(&at) {
            if at >= sentence.end {
                found.next = true;
                continue;
            }
            let sentence_of = view.page.document.sentence_of.get(at).copied().unwrap_or(0) as usize;
            let tier = if sentence_of + 1 >= statement.sentence { PREVIOUS } else { PREVIOUS2 };
            found.tiers[tier] = found.tiers[tier].max(strength);
            continue;
        }
        found.near |= distance <= 6;
        let tier = match statement.clause.contains(&at) {
            true if spot.part.contains(&at) => PART,
            true => CLAUSE,
            false => SENTENCE,
        };
        found.tiers[tier] = found.tiers[tier].max(strength);
        found.before |= at < own.start;
        found.agent |= statement.agent.as_ref().is_some_and(|agent| agent.contains(&at));
        found.people |= statement.people.contains(&at);
    }
    evidence
}
