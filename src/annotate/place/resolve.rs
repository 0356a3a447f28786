//! Decides which place each recognised name means, for the whole article at once: a name means one place throughout.
//! First every place of a name is weighed by itself and by what the article names; then the best few again by what the
//! other names were found to mean. It must not know how names are recognised.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::candidate::{Candidate, Form};
use super::model::read_weights;
use super::names::{Names, Sense};
use super::sense::{self, Said, SenseClue, Weighed, roughly_km};
use crate::gazetteer::{PlaceId, PlaceKind};
use crate::text::document::Document;

static WEIGHTS_FILE: &str = include_str!("../../../data/place-resolution.tsv");

static WEIGHTS: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let mut weights = vec![0.0; SenseClue::ALL.len()];
    for (clue, weight) in read_weights::<SenseClue>(WEIGHTS_FILE) {
        weights[clue as usize] = weight;
    }
    weights
});

/// Places of a name that are weighed against the rest of the article.
const SHORTLIST: usize = 8;
/// Other names that a place's distance is taken to.
const NEIGHBOURS: usize = 24;
/// Other names of which every likely place is looked at.
const POSSIBLE: usize = 8;
/// How often the names are weighed against each other.
const ROUNDS: usize = 2;

/// One distinct name of the article.
pub struct Unit {
    pub name: u32,
    /// Numbers of its senses still considered, with the score of their own clues.
    shortlist: Vec<(u32, f32)>,
    /// Number of the sense that it is found to mean.
    pub choice: Option<u32>,
    /// Names behind a comma after it, and names before a comma before it.
    containers: Vec<u32>,
    contents: Vec<u32>,
    said: Vec<Said>,
    /// The unit of the name that stands next to its first mention.
    next: Option<usize>,
    mentions: usize,
}

/// What is known of the article before its names are resolved.
#[derive(Default)]
pub struct Scene {
    /// Countries and regions, each with the first name that means it: a name is no evidence for itself.
    countries: Vec<([u8; 2], u32)>,
    regions: Vec<(u64, u32)>,
    dateline: Option<DatelinePlace>,
}

#[derive(Clone, Copy)]
pub struct DatelinePlace {
    pub id: PlaceId,
    pub country: [u8; 2],
    pub point: (f32, f32),
}

/// The units of an article by name.
pub struct Units {
    pub units: Vec<Unit>,
    pub by_name: FxHashMap<u32, usize>,
}

impl Units {
    /// The place that a name was found to mean.
    pub fn meaning<'n>(&self, name: u32, names: &'n Names<'_>) -> Option<&'n Sense> {
        chosen(self.units.get(*self.by_name.get(&name)?)?, names)
    }
}

/// Resolves the accepted candidates of all passages.
pub fn resolve(
    documents: &[&Document<'_>],
    accepted: &[Vec<Candidate>],
    names: &Names<'_>,
    dateline: Option<DatelinePlace>,
) -> Units {
    resolve_with(documents, accepted, names, dateline, &WEIGHTS)
}

/// As [`resolve`], with other weights: for the trainer.
pub fn resolve_with(
    documents: &[&Document<'_>],
    accepted: &[Vec<Candidate>],
    names: &Names<'_>,
    dateline: Option<DatelinePlace>,
    weights: &[f32],
) -> Units {
    let mut units = collect(documents, accepted, names);
    let scene = scene(&units, names, dateline);
    let mut clues = Vec::with_capacity(32);
    for unit in &mut units.units {
        shortlist(unit, names, &scene, weights, &mut clues);
    }
    for _ in 0..ROUNDS {
        let shares = Shares::new(&units.units, names);
        for index in 0..units.units.len() {
            let unit = &units.units[index];
            if unit.shortlist.len() < 2 {
                continue;
            }
            let mut best: Option<(u32, f32)> = None;
            for &(number, own) in &unit.shortlist {
                clues.clear();
                context_clues(&units.units, index, number, names, &shares, &mut clues);
                let score = own + weigh(weights, &clues);
                if best.is_none_or(|(_, highest)| score > highest) {
                    best = Some((number, score));
                }
            }
            units.units[index].choice = best.map(|(number, _)| number);
        }
    }
    units
}

pub fn weigh(weights: &[f32], clues: &[Weighed]) -> f32 {
    clues.iter().map(|&(clue, strength)| weights[clue as usize] * strength).sum()
}

/// All clues of every sense of a unit, for the trainer.
pub fn all_clues(
    units: &Units,
    index: usize,
    names: &Names<'_>,
    dateline: Option<DatelinePlace>,
) -> Vec<(u32, Vec<Weighed>)> {
    let scene = scene(units, names, dateline);
    let shares = Shares::new(&units.units, names);
    let unit = &units.units[index];
    (0..names.senses(unit.name).len() as u32)
        .map(|number| {
            let mut clues = Vec::new();
            static_clues(unit, number, names, &scene, &mut clues);
            context_clues(&units.units, index, number, names, &shares, &mut clues);
            (number, clues)
        })
        .collect()
}

fn collect(documents: &[&Document<'_>], accepted: &[Vec<Candidate>], names: &Names<'_>) -> Units {
    let mut units = Units { units: Vec::new(), by_name: FxHashMap::default() };
    for (document, candidates) in documents.iter().zip(accepted) {
        let mut previous: Option<usize> = None;
        for (number, candidate) in candidates.iter().enumerate() {
            let named = candidate.name.filter(|_| candidate.form != Form::Road);
            let Some(name) = named.filter(|&name| !names.senses(name).is_empty()) else { continue };
            let index = *units.by_name.entry(name).or_insert_with(|| {
                units.units.push(Unit::new(name));
                units.units.len() - 1
            });
            let unit = &mut units.units[index];
            unit.mentions += 1;
            unit.take_words(document, candidate);
            let next = candidates.get(number + 1);
            if let Some(next) = next.filter(|next| is_container(document, candidate, next)) {
                unit.containers.extend(next.name);
            }
            let before = number.checked_sub(1).and_then(|before| candidates.get(before));
            if let Some(before) = before.filter(|before| is_container(document, before, candidate)) {
                unit.contents.extend(before.name);
            }
            if unit.next.is_none() {
                unit.next = previous.filter(|&previous| previous != index);
            }
            if let Some(previous) = previous.filter(|&previous| previous != index) {
                units.units[previous].next.get_or_insert(index);
            }
            previous = Some(index);
        }
    }
    units
}

/// "X, Y", "X (Y)" and "X in Y".
fn is_container(document: &Document<'_>, inner: &Candidate, outer: &Candidate) -> bool {
    let gap = inner.tokens.end..outer.tokens.start;
    match gap.len() {
        0 => true,
        1 => matches!(document.lower(gap.start), "," | "(" | "in"),
        2 => matches!(document.lower(gap.start), "," | "in") && matches!(document.lower(gap.start + 1), "in" | "the"),
        _ => false,
    }
}

impl Unit {
    fn new(name: u32) -> Unit {
        Unit {
            name,
            shortlist: Vec::new(),
            choice: None,
            containers: Vec::new(),
            contents: Vec::new(),
            said: Vec::new(),
            next: None,
            mentions: 0,
        }
    }

    fn take_words(&mut self, document: &Document<'_>, candidate: &Candidate) {
        let Candidate { tokens, form, .. } = candidate;
        if *form == Form::Road {
            return;
        }
        let last = if *form == Form::Generic { tokens.end - 1 } else { tokens.end };
        let behind = sense::said(document.lower(last));
        let before = tokens.start.checked_sub(2).filter(|&before| document.lower(before + 1) == "of");
        let said = behind.or_else(|| before.and_then(|before| sense::said(document.lower(before))));
        if let Some(said) = said.filter(|said| !self.said.contains(said)) {
            self.said.push(said);
        }
    }
}

fn scene(units: &Units, names: &Names<'_>, dateline: Option<DatelinePlace>) -> Scene {
    let mut scene = Scene { dateline, ..Scene::default() };
    for unit in &units.units {
        let Some(first) = names.senses(unit.name).first() else { continue };
        match first.kind {
            PlaceKind::Country => scene.countries.push((first.country, unit.name)),
            PlaceKind::Admin1 if first.region != 0 => scene.regions.push((first.region, unit.name)),
            _ => {}
        }
    }
    scene
}

fn shortlist(unit: &mut Unit, names: &Names<'_>, scene: &Scene, weights: &[f32], clues: &mut Vec<Weighed>) {
    let count = names.senses(unit.name).len() as u32;
    unit.shortlist.clear();
    for number in 0..count {
        clues.clear();
        if count > 1 {
            static_clues(unit, number, names, scene, clues);
        }
        unit.shortlist.push((number, weigh(weights, clues)));
    }
    unit.shortlist.sort_by(|a, b| b.1.total_cmp(&a.1));
    unit.shortlist.truncate(SHORTLIST);
    unit.choice = unit.shortlist.first().map(|&(number, _)| number);
}

fn static_clues(unit: &Unit, number: u32, names: &Names<'_>, scene: &Scene, out: &mut Vec<Weighed>) {
    let senses = names.senses(unit.name);
    let (Some(sense), Some(first)) = (senses.get(number as usize), senses.first()) else { return };
    sense::own_clues(sense, first, out);
    if !unit.said.is_empty() {
        let matches = unit.said.iter().any(|&said| sense::is_kind(sense.kind, said));
        out.push((if matches { SenseClue::KindSaid } else { SenseClue::KindOtherThanSaid }, 1.0));
    }
    let mut flag = |holds: bool, clue: SenseClue| {
        if holds {
            out.push((clue, 1.0));
        }
    };
    let outer = |kind: PlaceKind| {
        let containers = unit.containers.iter().flat_map(|&name| names.senses(name).iter().take(6));
        containers.filter(move |outer| outer.kind == kind)
    };
    flag(
        sense.kind != PlaceKind::Admin1 && outer(PlaceKind::Admin1).any(|o| o.region == sense.region),
        SenseClue::InContainerRegion,
    );
    flag(
        sense.kind != PlaceKind::Country && outer(PlaceKind::Country).any(|o| o.country == sense.country),
        SenseClue::InContainerCountry,
    );
    let contents = || unit.contents.iter().flat_map(|&name| names.senses(name).iter().take(12));
    let contains = match sense.kind {
        PlaceKind::Country => {
            contents().any(|inner| inner.country == sense.country && inner.kind != PlaceKind::Country)
        }
        PlaceKind::Admin1 => contents().any(|inner| inner.region == sense.region && inner.kind != PlaceKind::Admin1),
        _ => false,
    };
    flag(contains, SenseClue::ContainsTown);
    let mut others = scene.countries.iter().filter(|(_, name)| *name != unit.name).map(|&(country, _)| country);
    let first_country = others.next();
    let country_named = first_country == Some(sense.country) || others.any(|country| country == sense.country);
    let mut regions = scene.regions.iter().filter(|(_, name)| *name != unit.name).map(|&(region, _)| region);
    let first_region = regions.next();
    if sense.kind != PlaceKind::Country {
        flag(country_named, SenseClue::InNamedCountry);
        flag(!country_named && first_country.is_some(), SenseClue::CountryNamedByOthers);
        flag(first_country == Some(sense.country), SenseClue::InFirstCountry);
        if sense.kind != PlaceKind::Admin1 {
            let region_named = first_region == Some(sense.region) || regions.any(|region| region == sense.region);
            flag(sense.region != 0 && region_named, SenseClue::InNamedRegion);
            flag(sense.region != 0 && first_region == Some(sense.region), SenseClue::InFirstRegion);
        }
    }
    if let Some(dateline) = scene.dateline {
        flag(dateline.id == sense.id, SenseClue::IsDateline);
        flag(dateline.country == sense.country && sense.kind != PlaceKind::Country, SenseClue::InDatelineCountry);
        flag(roughly_km(dateline.point, (sense.lat, sense.lon)) < 200.0, SenseClue::NearDateline);
    }
}

/// How the choices made so far are spread over countries and regions.
struct Shares {
    countries: FxHashMap<[u8; 2], f32>,
    regions: FxHashMap<u64, f32>,
    total: f32,
}

impl Shares {
    fn new(units: &[Unit], names: &Names<'_>) -> Shares {
        let mut shares = Shares { countries: FxHashMap::default(), regions: FxHashMap::default(), total: 0.0 };
        for chosen in units.iter().filter_map(|unit| chosen(unit, names)) {
            shares.total += 1.0;
            *shares.countries.entry(chosen.country).or_default() += 1.0;
            *shares.regions.entry(chosen.region).or_default() += 1.0;
        }
        shares
    }
}

/// Whether the other names may mean places near this one, whatever they are found to mean so far.
fn possible_clues(units: &[Unit], index: usize, sense: &Sense, names: &Names<'_>, out: &mut Vec<Weighed>) {
    if sense.kind == PlaceKind::Country {
        return;
    }
    let point = (sense.lat, sense.lon);
    let (mut near, mut share, mut counted) = (0.0f32, 0.0f32, 0.0f32);
    let from = index.saturating_sub(POSSIBLE / 2);
    for other in units.iter().skip(from).take(POSSIBLE).filter(|other| other.name != units[index].name) {
        let senses = names.senses(other.name);
        let local = |sense: &&Sense| !matches!(sense.kind, PlaceKind::Country | PlaceKind::Admin1);
        let places =
            other.shortlist.iter().take(SHORTLIST).filter_map(|&(number, _)| senses.get(number as usize)).filter(local);
        let nearest = places.map(|place| roughly_km(point, (place.lat, place.lon))).fold(f32::MAX, f32::min);
        if nearest < f32::MAX {
            counted += 1.0;
            near = near.max((-nearest / 40.0).exp());
            share += f32::from(u8::from(nearest < 60.0));
        }
    }
    if counted > 0.0 {
        out.push((SenseClue::PossibleNear, near));
        out.push((SenseClue::PossibleShare, share / counted));
    }
}

pub fn chosen<'n>(unit: &Unit, names: &'n Names<'_>) -> Option<&'n Sense> {
    names.senses(unit.name).get(unit.choice? as usize)
}

fn context_clues(
    units: &[Unit],
    index: usize,
    number: u32,
    names: &Names<'_>,
    shares: &Shares,
    out: &mut Vec<Weighed>,
) {
    let unit = &units[index];
    let Some(sense) = names.senses(unit.name).get(number as usize) else { return };
    let own = chosen(unit, names);
    let others = shares.total - 1.0;
    if others < 1.0 {
        return;
    }
    let without_own = |count: f32, own: bool| (count - f32::from(u8::from(own))) / others;
    let in_country = shares.countries.get(&sense.country).copied().unwrap_or(0.0);
    out.push((SenseClue::CountryShare, without_own(in_country, own.is_some_and(|own| own.country == sense.country))));
    if sense.region != 0 {
        let in_region = shares.regions.get(&sense.region).copied().unwrap_or(0.0);
        let share = without_own(in_region, own.is_some_and(|own| own.region == sense.region));
        out.push((SenseClue::RegionShare, share));
        if sense.kind == PlaceKind::Admin1 && share <= 0.0 {
            out.push((SenseClue::NothingInside, 1.0));
        }
    }
    let point = (sense.lat, sense.lon);
    let (mut nearest, mut nearness, mut counted) = (f32::MAX, 0.0, 0.0);
    let from = index.saturating_sub(NEIGHBOURS / 2);
    for other in units.iter().skip(from).take(NEIGHBOURS).filter(|other| other.name != unit.name) {
        let Some(other) = chosen(other, names).filter(|other| other.kind != PlaceKind::Country) else { continue };
        let km = roughly_km(point, (other.lat, other.lon));
        if km < 1.0 && other.id == sense.id {
            continue;
        }
        nearest = nearest.min(km);
        nearness += (-km / 200.0).exp();
        counted += 1.0;
    }
    if counted > 0.0 {
        out.push((SenseClue::Nearness, nearness / counted));
    }
    possible_clues(units, index, sense, names, out);
    for (limit, clue) in [(30.0, SenseClue::Within30), (100.0, SenseClue::Within100), (300.0, SenseClue::Within300)] {
        if nearest < limit {
            out.push((clue, 1.0));
        }
    }
    if let Some(next) = unit.next.and_then(|next| chosen(&units[next], names)) {
        if next.country == sense.country {
            out.push((SenseClue::NextCountry, 1.0));
        }
        if next.region == sense.region && sense.region != 0 {
            out.push((SenseClue::NextRegion, 1.0));
        }
        if roughly_km(point, (next.lat, next.lon)) < 150.0 {
            out.push((SenseClue::NextNear, 1.0));
        }
    }
}
