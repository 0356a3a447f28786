//! Decides which candidates are place names: collects what the whole article says of each name, then weighs the clues
//! of every mention. It must not know which place a name means.

use std::ops::Range;
use std::sync::LazyLock;

use super::candidate::{self, Candidate, Form};
use super::clue::{self, Clue, FactTable, Facts, Named};
use super::cues::{Class, classes_at, demonym_country};
use super::model::read_weights;
use super::names::Names;
use super::view::View;
use crate::article::{ActorKind, MentionKind};
use crate::gazetteer::PlaceKind;
use crate::lexicon::{Lexicon, Scan};
use crate::text::document::Document;

static WEIGHTS_FILE: &str = include_str!("../../../data/place-recognition.tsv");
static CAPITALS_FILE: &str = include_str!("../../../data/place-recognition-capitals.tsv");

/// Scores above this are places. Below zero, since a missed name costs the reader of figures more than a name too many.
pub const THRESHOLD: f32 = -0.3;

/// Weights by the number of the clue.
static WEIGHTS: LazyLock<Vec<f32>> = LazyLock::new(|| weights(WEIGHTS_FILE));
/// The same for texts that are all in capitals, where no capital tells a name.
static CAPITALS_WEIGHTS: LazyLock<Vec<f32>> = LazyLock::new(|| weights(CAPITALS_FILE));

fn weights(file: &str) -> Vec<f32> {
    let mut weights = vec![0.0; Clue::ALL.len()];
    for (clue, weight) in read_weights::<Clue>(file) {
        weights[clue as usize] = weight;
    }
    weights
}

/// The candidates of one passage with their scores; a score above the threshold is a place.
pub struct Recognised {
    pub candidates: Vec<Candidate>,
    pub scores: Vec<f32>,
    pub kinds: Vec<MentionKind>,
}

/// A passage to recognise places in: its document, and the bytes of the actors in it that are no states, in order.
pub struct Source<'s> {
    pub document: &'s Document<'s>,
    pub actors: Vec<Range<usize>>,
}

impl<'s> Source<'s> {
    pub fn new(document: &'s Document<'s>, scan: &Scan, lexicon: &Lexicon) -> Source<'s> {
        let armed = |actor: u32| lexicon.actor(actor).is_some_and(|actor| actor.kind != ActorKind::State);
        let actors = scan.actors().filter(|hit| armed(hit.actor)).map(|hit| hit.start..hit.end).collect();
        Source { document, actors }
    }
}

/// Whether an actor covers these bytes: exactly, or with more words. `next` moves on over the ordered actors.
fn actor_around(actors: &[Range<usize>], next: &mut usize, bytes: Range<usize>) -> Option<bool> {
    while actors.get(*next).is_some_and(|actor| actor.end <= bytes.start) {
        *next += 1;
    }
    let actor = actors.get(*next).filter(|actor| actor.start < bytes.end)?;
    (actor.start <= bytes.start && bytes.end <= actor.end).then_some(*actor == bytes)
}

impl Recognised {
    /// The candidates that are places, and of which kind their mention is.
    pub fn accepted(self) -> (Vec<Candidate>, Vec<MentionKind>) {
        let all = self.candidates.into_iter().zip(self.kinds).zip(self.scores);
        all.filter(|(_, score)| *score > THRESHOLD).map(|(candidate, _)| candidate).unzip()
    }
}

/// Recognises the places of an article's passages together, so that a name told apart in one is known in the other.
/// `dateline` is the name of the dateline's place, if it was read.
pub fn recognise(sources: &[Source<'_>], names: &mut Names<'_>, dateline: Option<u64>) -> Vec<Recognised> {
    let mut clues = Vec::with_capacity(48);
    let mut result = Vec::with_capacity(sources.len());
    each_candidate(sources, names, dateline, |view, facts| {
        view.clues(facts, &mut clues);
        let weights = if view.document.upper_case { &CAPITALS_WEIGHTS } else { &WEIGHTS };
        let score: f32 = clues.iter().map(|&clue| weights[clue as usize]).sum();
        (score, mention_kind(view, &clues))
    })
    .into_iter()
    .for_each(|(candidates, judged)| {
        let (scores, kinds) = judged.into_iter().unzip();
        result.push(Recognised { candidates, scores, kinds });
    });
    result
}

/// Finds the candidates of all passages, gathers the facts of the article, and judges each candidate.
pub fn each_candidate<T>(
    sources: &[Source<'_>],
    names: &mut Names<'_>,
    dateline: Option<u64>,
    mut judge: impl FnMut(&View<'_>, &Facts) -> T,
) -> Vec<(Vec<Candidate>, Vec<T>)> {
    let found: Vec<Vec<Candidate>> = sources.iter().map(|source| candidate::find(source.document, names)).collect();
    let named = named(sources, names, &found);
    let mut table = FactTable::default();
    for (Source { document, .. }, candidates) in sources.iter().zip(&found) {
        gather(document, names, candidates, &named, dateline, &mut table);
    }
    let mut result = Vec::with_capacity(found.len());
    for (Source { document, actors }, candidates) in sources.iter().zip(found) {
        let mut judged = Vec::with_capacity(candidates.len());
        let mut next_actor = 0;
        for index in 0..candidates.len() {
            let bytes = document.bytes(candidates[index].tokens.clone());
            let actor = actor_around(actors, &mut next_actor, bytes);
            let view = View { document, names, candidates: &candidates, index, actor };
            let mut facts = table.get(&clue::key(document, names, &candidates[index])).copied().unwrap_or_default();
            // Elsewhere means in other mentions than this one.
            facts.located -= u16::from(view.is_located()).min(facts.located);
            facts.person -= u16::from(view.is_person()).min(facts.person);
            judged.push(judge(&view, &facts));
        }
        result.push((candidates, judged));
    }
    result
}

fn gather(
    document: &Document<'_>,
    names: &Names<'_>,
    candidates: &[Candidate],
    named: &Named,
    dateline: Option<u64>,
    table: &mut FactTable,
) {
    for index in 0..candidates.len() {
        let view = View { document, names, candidates, index, actor: None };
        let candidate = &candidates[index];
        let key = clue::key(document, names, candidate);
        let facts = table.entry(key).or_insert_with(|| {
            let senses = match candidate.form {
                Form::Name => candidate.name.map_or(&[][..], |name| names.senses(name)),
                _ => &[],
            };
            let senses = || senses.iter().take(16).filter(|sense| sense.kind != PlaceKind::Country);
            Facts {
                in_country: senses().any(|sense| named.countries.contains(&sense.country)),
                in_region: senses()
                    .any(|sense| sense.kind != PlaceKind::Admin1 && named.regions.contains(&sense.region)),
                in_dateline: dateline == Some(key),
                ..Facts::default()
            }
        });
        facts.mentions = facts.mentions.saturating_add(1);
        facts.located = facts.located.saturating_add(u16::from(view.is_located()));
        facts.person = facts.person.saturating_add(u16::from(view.is_person()));
    }
}

/// The countries and regions that are named by names which mean hardly anything else.
fn named(sources: &[Source<'_>], names: &Names<'_>, found: &[Vec<Candidate>]) -> Named {
    let mut named = Named::default();
    for (Source { document, .. }, candidates) in sources.iter().zip(found) {
        for candidate in candidates {
            if matches!(candidate.form, Form::Adjective | Form::Plural) {
                let lower = document.lower.get(document.bytes(candidate.tokens.clone())).unwrap_or("");
                if let Some(country) = demonym_country(lower).filter(|country| !named.countries.contains(country)) {
                    named.countries.push(country);
                }
                continue;
            }
            let Some(best) = clue::best(names, candidate) else { continue };
            if !matches!(candidate.form, Form::Name | Form::Abbreviation) {
                continue;
            }
            let word = classes_at(document, candidate.tokens.start);
            let single = candidate.tokens.len() == 1 && candidate.form == Form::Name;
            if single && word.any(&[Class::Common, Class::FirstName]) {
                continue;
            }
            match best.kind {
                PlaceKind::Country if !named.countries.contains(&best.country) => named.countries.push(best.country),
                PlaceKind::Admin1 if best.region != 0 && !named.regions.contains(&best.region) => {
                    named.regions.push(best.region);
                }
                _ => {}
            }
        }
    }
    named
}

/// Literal for the place itself; associative for what is called by it.
fn mention_kind(view: &View<'_>, clues: &[Clue]) -> MentionKind {
    let associative = [
        Clue::Adjective,
        Clue::Plural,
        Clue::OrgOf,
        Clue::OrgTailAfter,
        Clue::CapitalAfter,
        Clue::SurnameAfter,
        Clue::CapitalBefore,
        Clue::SpeechAfter,
        Clue::Title,
        Clue::FirstNameBefore,
    ];
    let based = clues.contains(&Clue::HyphenAfter)
        || clues.contains(&Clue::AffixAfter)
            && !matches!(
                view.document.lower(view.candidates[view.index].tokens.end + 1),
                "area" | "held" | "controlled" | "occupied" | "ruled" | "administered"
            );
    let after = view.candidates[view.index].tokens.end;
    let institution = is_institution(view.document.lower(after)) || classes_at(view.document, after).has(Class::Title);
    if based || institution || associative.iter().any(|clue| clues.contains(clue)) {
        MentionKind::Associative
    } else {
        MentionKind::Literal
    }
}

/// Words behind a name that make it an institution's: "Ohio lawmakers", "the U.S. military".
fn is_institution(lower: &str) -> bool {
    matches!(
        lower,
        "lawmakers"
            | "law"
            | "laws"
            | "military"
            | "army"
            | "navy"
            | "forces"
            | "troops"
            | "soldiers"
            | "police"
            | "officials"
            | "government"
            | "authorities"
            | "regime"
            | "parliament"
            | "embassy"
            | "ambassador"
            | "senator"
            | "diplomats"
            | "archbishop"
            | "officers"
    )
}
