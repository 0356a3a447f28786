//! What the trainer of the place models sees: for each candidate of a text its bytes and its clues. Nothing else in the
//! program uses this.

use std::ops::Range;

use super::candidate::Candidate;
use super::clue::Clue;
use super::names::Names;
use super::recognise::{Source, each_candidate, recognise};
use super::resolve::{all_clues, resolve_with};
use super::sense::Weighed;
use crate::annotate::dateline;
use crate::annotate::passage::Passage;
use crate::article::Field;
use crate::gazetteer::Gazetteer;
use crate::lexicon::{Lexicon, Scan};
use crate::text::document::Document;

/// The candidates of a text with their clues.
pub fn recognition_samples(text: &str, gazetteer: &Gazetteer) -> Vec<(Range<usize>, Vec<Clue>)> {
    let document = Document::new(text);
    let mut names = Names::new(gazetteer);
    let judged = each_candidate(&[source(&document)], &mut names, None, |view, facts| {
        let mut clues = Vec::new();
        view.clues(facts, &mut clues);
        (document.bytes(view.candidates[view.index].tokens.clone()), clues)
    });
    judged.into_iter().flat_map(|(_, samples)| samples).collect()
}

/// One name of a text: the bytes of its mentions, and for each place that it may mean its point and clues.
pub struct ResolutionSample {
    pub mentions: Vec<Range<usize>>,
    pub places: Vec<((f32, f32), Vec<Weighed>)>,
    /// The place that the present weights choose.
    pub choice: Option<usize>,
}

/// The names of a text that were recognised, resolved with the given weights.
pub fn resolution_samples(text: &str, gazetteer: &Gazetteer, weights: &[f32]) -> Vec<ResolutionSample> {
    let mut passages = [Passage::new(Field::Text, text)];
    let setting = dateline::read(&mut passages, None, gazetteer);
    let dateline = setting.dateline.and_then(|dateline| dateline.resolved).map(|id| super::place_of(id, gazetteer));
    let document = &passages[0].document;
    let mut names = Names::new(gazetteer);
    let recognised = recognise(&[source(document)], &mut names, None);
    let accepted: Vec<Vec<Candidate>> = recognised.into_iter().map(|recognised| recognised.accepted().0).collect();
    let units = resolve_with(&[document], &accepted, &names, dateline, weights);
    let mut samples = Vec::new();
    for (index, unit) in units.units.iter().enumerate() {
        let senses = names.senses(unit.name);
        let places = all_clues(&units, index, &names, dateline)
            .into_iter()
            .filter_map(|(number, clues)| senses.get(number as usize).map(|sense| ((sense.lat, sense.lon), clues)))
            .collect();
        let mentions = accepted.iter().flatten().filter(|candidate| candidate.name == Some(unit.name));
        samples.push(ResolutionSample {
            mentions: mentions.map(|candidate| document.bytes(candidate.tokens.clone())).collect(),
            places,
            choice: unit.choice.map(|choice| choice as usize),
        });
    }
    samples
}

fn source<'s>(document: &'s Document<'s>) -> Source<'s> {
    let lexicon = Lexicon::embedded();
    let mut scan = Scan::default();
    lexicon.scan(document.text, &mut scan);
    Source::new(document, &scan, lexicon)
}
