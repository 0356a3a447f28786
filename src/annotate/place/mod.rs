//! Place names in running text: which words name a place (`recognise`), and which place they mean (`resolve`).
//! Works on the passages of one article together. It must not know figures, nor how dates and actors are read.

mod anchor;
pub mod candidate;
pub mod capitals;
pub mod clue;
pub mod cues;
pub mod distance;
pub mod model;
pub mod names;
pub mod recognise;
pub mod record;
pub mod resolve;
pub mod sense;
pub mod training;
mod unlisted;
pub mod view;

use std::ops::Range;

use super::Knowledge;
use super::passage::{DatelineReading, Passage, PlaceReading, Setting};
use crate::gazetteer::{Gazetteer, PlaceKind};
use crate::text::document::Document;
use candidate::Candidate;
use names::Names;
use recognise::{Recognised, Source};
use resolve::DatelinePlace;

/// Fills `places` of every passage, and resolves the dateline's place where its reader could not.
pub fn read(passages: &mut [Passage<'_>], setting: &mut Setting, knowledge: &Knowledge<'_>) {
    let gazetteer = knowledge.gazetteer;
    let mut names = Names::new(gazetteer);
    let dateline_tokens = setting.dateline.as_ref().and_then(|dateline| tokens_of(passages, dateline));
    let dateline_name = dateline_tokens.as_ref().and_then(|(passage, tokens)| {
        let name = names.look_up(passages[*passage].document.slice(tokens.clone())).0?;
        names.names.get(name as usize).map(|name| name.hash)
    });
    let documents: Vec<&Document<'_>> = passages.iter().map(|passage| &passage.document).collect();
    let sources: Vec<Source<'_>> =
        passages.iter().map(|passage| Source::new(&passage.document, &passage.scan, knowledge.lexicon)).collect();
    let mut recognised = recognise::recognise(&sources, &mut names, dateline_name);
    if let Some((passage, tokens)) = &dateline_tokens {
        take_dateline(&mut recognised[*passage], tokens, &documents, *passage, &mut names);
    }
    let (accepted, kinds): (Vec<_>, Vec<_>) = recognised.into_iter().map(Recognised::accepted).unzip();
    let dateline = setting.dateline.as_ref().and_then(|dateline| dateline.resolved).map(|id| place_of(id, gazetteer));
    let units = resolve::resolve(&documents, &accepted, &names, dateline);
    let mut readings: Vec<Vec<PlaceReading>> = Vec::with_capacity(accepted.len());
    for ((document, candidates), kinds) in documents.iter().zip(&accepted).zip(kinds) {
        let mut places: Vec<PlaceReading> = Vec::with_capacity(candidates.len());
        for (candidate, kind) in candidates.iter().zip(kinds) {
            // A street tells nothing of the town that it is called after.
            let named = candidate.name.filter(|_| candidate.form != candidate::Form::Road);
            let sense = named.and_then(|name| units.meaning(name, &names));
            let whole = candidate.form != candidate::Form::Generic || sense.is_none();
            places.push(PlaceReading {
                tokens: candidate.tokens.clone(),
                place: sense.filter(|_| whole).map(|sense| sense.id),
                point: sense.map(|sense| (f64::from(sense.lat), f64::from(sense.lon))),
                anchor: sense.filter(|_| !whole).map(|sense| sense.id),
                loose: false,
                kind,
            });
        }
        anchor::unknown(document, &mut places);
        anchor::loosely(&mut places, |id| {
            let kind = gazetteer.kind(id);
            kind.is_settlement() || kind == PlaceKind::Admin2
        });
        readings.push(places);
    }
    for (passage, places) in passages.iter_mut().zip(readings) {
        passage.places = places;
    }
    if let (Some(dateline), Some((passage, tokens))) = (setting.dateline.as_mut(), dateline_tokens)
        && dateline.resolved.is_none()
    {
        let named = passages[passage].places.iter().find(|place| place.tokens.start == tokens.start);
        dateline.resolved = named.and_then(|place| place.place);
    }
}

/// The tokens of the dateline's first name, without the state or country behind it.
fn tokens_of(passages: &[Passage<'_>], dateline: &DatelineReading) -> Option<(usize, Range<usize>)> {
    let bytes = dateline.place.clone()?;
    let number = passages.iter().position(|passage| passage.field == dateline.field)?;
    let document = &passages[number].document;
    let first = document.token_from(bytes.start);
    let end = (first..document.token_from(bytes.end)).take_while(|&token| document.word(token) != ",").last()? + 1;
    Some((number, first..end))
}

/// The dateline's name is a place whatever the clues say.
fn take_dateline(
    recognised: &mut Recognised,
    tokens: &Range<usize>,
    documents: &[&Document<'_>],
    passage: usize,
    names: &mut Names<'_>,
) {
    let overlaps = |candidate: &Candidate| candidate.tokens.start < tokens.end && tokens.start < candidate.tokens.end;
    if let Some(index) = recognised.candidates.iter().position(overlaps) {
        recognised.scores[index] = recognised.scores[index].max(1.0);
        return;
    }
    let Some(name) = names.look_up(documents[passage].slice(tokens.clone())).0 else { return };
    let at = recognised.candidates.partition_point(|candidate| candidate.tokens.start < tokens.start);
    let candidate = Candidate { tokens: tokens.clone(), form: candidate::Form::Name, name: Some(name) };
    recognised.candidates.insert(at, candidate);
    recognised.scores.insert(at, 1.0);
    recognised.kinds.insert(at, crate::article::MentionKind::Literal);
}

fn place_of(id: crate::gazetteer::PlaceId, gazetteer: &Gazetteer) -> DatelinePlace {
    let record = gazetteer.record(id);
    DatelinePlace {
        id,
        country: <[u8; 2]>::try_from(record.country.as_bytes()).unwrap_or_default(),
        point: (record.lat as f32, record.lon as f32),
    }
}

#[cfg(test)]
mod tests;
