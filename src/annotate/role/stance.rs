//! How far a figure is vouched for: a party's own claim about its enemy's losses, a denial in the same sentence or in one
//! nearby, a dispute, an unconfirmed report. It must not know how speakers and perpetrators were found.

use std::ops::Range;

use super::attribution_speaker::Speaker;
use super::attribution_speech::Speech;
use super::by_party::Party;
use super::scene::{Spot, View, span};
use crate::annotate::figure::marks::Page;
use crate::annotate::statement::Statement;
use crate::article::{Actor, ActorKind, Effect, Scope, Stance, VictimClass};
use crate::lexicon::ReportingRole;

/// What the speaker of a figure and the one who did the harm make of it.
pub fn stance(spot: &Spot<'_, '_>, speaker: Option<&Speaker>, by: Option<&Party>, page: Page<'_>) -> Stance {
    let unconfirmed =
        spot.statement.clause.clone().take(80).any(|at| matches!(page.lower(at), "unconfirmed" | "unverified"));
    if unconfirmed {
        return Stance::Unverified;
    }
    let Some(speaker) = speaker else { return Stance::Reported };
    if is_own_claim(speaker, by, spot.statement, page) { Stance::Claimed } else { Stance::Reported }
}

/// Whether a party tells of what it did to others.
fn is_own_claim(speaker: &Speaker, by: Option<&Party>, statement: &Statement, page: Page<'_>) -> bool {
    let known = speaker.index.and_then(|index| page.lexicon.actor(index));
    let kind = speaker.actor.kind;
    let parent = known.and_then(|known| known.parent.as_deref());
    let station = matches!(kind, Some(ActorKind::Media | ActorKind::Agency));
    // Police who tell of arrests report; nobody claims the deaths of his own soldiers.
    let country = known.and_then(|known| known.country.as_deref());
    let own = matches!(statement.victims.class, VictimClass::Military | VictimClass::Police)
        && country.is_some()
        && statement.victims.affiliation.as_deref() == country;
    if kind == Some(ActorKind::Police) || own {
        return false;
    }
    let Some(by) = by else {
        let armed = matches!(kind, Some(ActorKind::ArmedForce | ActorKind::Coalition | ActorKind::Ministry));
        return armed && statement.victims.class == VictimClass::Militant;
    };
    if by.actor.id == speaker.actor.id || parent.is_some_and(|parent| parent == by.actor.id) {
        return !(station && parent.is_none());
    }
    let side = matches!(
        kind,
        Some(
            ActorKind::ArmedForce
                | ActorKind::Coalition
                | ActorKind::Ministry
                | ActorKind::Government
                | ActorKind::State
        )
    );
    let military = speaker.actor.id.contains("military") || speaker.actor.id.contains("army");
    let state = |kind: Option<ActorKind>| {
        matches!(
            kind,
            Some(
                ActorKind::ArmedForce
                    | ActorKind::Coalition
                    | ActorKind::State
                    | ActorKind::Government
                    | ActorKind::Police
            )
        )
    };
    let same_country = country.is_none() || by.country.is_none() || country == by.country.as_deref();
    (side || military)
        && state(by.actor.kind)
        && same_country
        && (statement.victims.class == VictimClass::Militant || by.actor.kind != Some(ActorKind::Police))
}

/// One denial: what is denied, and by whom.
pub struct Denial {
    pub actor: Actor,
    pub stance: Stance,
    pub sentence: usize,
    pub verb: Range<usize>,
    /// Deaths alone, wounded alone, or any harm.
    effect: Option<Effect>,
    civilians: bool,
}

/// The denials of a passage that concern harm, not responsibility.
pub fn denials(view: &View<'_, '_>, speeches: &[Speech], speakers: &[Speaker]) -> Vec<Denial> {
    let page = view.page;
    let mut denials = Vec::new();
    for speech in speeches {
        let stance = match speech.role {
            ReportingRole::Denies => Stance::Denied,
            ReportingRole::Disputes => Stance::Disputed,
            _ => continue,
        };
        let Some(speaker) = speakers.get(speech.speaker) else { continue };
        let end = view.sentences(speech.sentence..speech.sentence + 1).end;
        let object = speech.verb.end..end.min(speech.verb.end + 24);
        let any = |words: &[&str]| object.clone().any(|at| words.contains(&page.lower(at)));
        let deaths = any(&["death", "deaths", "killed", "killing", "killings", "died", "toll", "kill"]);
        let wounded = any(&["wounded", "injured", "injuries", "wounding"]);
        let harm = deaths
            || wounded
            || any(&[
                "casualties",
                "losses",
                "claim",
                "claims",
                "report",
                "reports",
                "allegation",
                "allegations",
                "it",
                "this",
                "that",
                "accusation",
                "accusations",
                "figure",
                "figures",
                "strike",
                "attack",
                "massacre",
                "captured",
                "hitting",
                "targeting",
                "account",
            ]);
        let opening = page.lower(speech.verb.end);
        let responsibility = matches!(
            opening,
            "responsibility" | "involvement" | "any" | "having" | "being" | "role" | "entry" | "access" | "comment"
        ) && !(deaths || wounded);
        if harm && !responsibility {
            denials.push(Denial {
                actor: speaker.actor.clone(),
                stance,
                sentence: speech.sentence,
                verb: speech.verb.clone(),
                effect: match (deaths, wounded) {
                    (true, false) => Some(Effect::Killed),
                    (false, true) => Some(Effect::Wounded),
                    _ => None,
                },
                civilians: any(&["civilian", "civilians"]),
            });
        }
    }
    denials
}

/// How many sentences back a denial reaches.
const BACK: usize = 3;

/// The statements that a denial denies: what it names in its own sentence, else the nearest told before it, else what
/// the next sentence tells.
pub fn denied(denial: &Denial, statements: &[Statement]) -> Vec<usize> {
    let fits = |statement: &Statement| {
        let effect = match denial.effect {
            Some(effect) => statement.effect == effect || statement.effect == Effect::Casualties,
            None => true,
        };
        let class =
            !denial.civilians || matches!(statement.victims.class, VictimClass::Civilian | VictimClass::Unspecified);
        effect && class && statement.scope != Scope::Cumulative
    };
    let from = statements.partition_point(|statement| statement.sentence + BACK < denial.sentence);
    let to = statements.partition_point(|statement| statement.sentence <= denial.sentence + 1);
    let near = from..to;
    let own: Vec<usize> = near
        .clone()
        .filter(|&index| {
            statements
                .get(index)
                .is_some_and(|found| found.sentence == denial.sentence && span(found).start >= denial.verb.end)
        })
        .take(6)
        .collect();
    if !own.is_empty() {
        return own;
    }
    let before = near
        .clone()
        .rev()
        .find(|&index| statements.get(index).is_some_and(|found| fits(found) && found.sentence < denial.sentence));
    let sentence = before.or_else(|| {
        near.clone().find(|&index| {
            statements.get(index).is_some_and(|found| fits(found) && found.sentence == denial.sentence + 1)
        })
    });
    let Some(sentence) = sentence.and_then(|index| statements.get(index)).map(|found| found.sentence) else {
        return Vec::new();
    };
    near.filter(|&index| statements.get(index).is_some_and(|found| found.sentence == sentence && fits(found)))
        .take(12)
        .collect()
}
