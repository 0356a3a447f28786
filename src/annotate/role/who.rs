//! Fills the roles of every statement that tell who: who says so, who did it, how, and how far it is vouched for. The
//! order is fixed, each step sees what the ones before found. It must not know when and where it happened.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::attribution::{self, Speeches};
use super::attribution_speaker::Speakers;
use super::attribution_speech::{Speech, speeches};
use super::by::{self, Ties};
use super::by_party::{Parties, slot};
use super::by_touch::Touch;
use super::method::{self, Tally};
use super::scene::{Event, Spot, View, event};
use super::stance;
use super::weights::Weights;
use crate::annotate::figure::marks::{Marks, Page};
use crate::annotate::passage::{Passage, Setting};
use crate::annotate::statement::{Statement, Whole};
use crate::article::{Actor, ActorKind, Field, Method, Perpetrator, Scope, Stance};
use crate::lexicon::{Entry, Lexicon};

/// What was found for one statement.
#[derive(Clone, Debug, Default)]
struct Roles {
    speaker: Option<usize>,
    name: Option<std::ops::Range<usize>>,
    party: Option<usize>,
    by: Option<Perpetrator>,
    method: Option<Method>,
    stance: Stance,
    denied_by: Vec<Actor>,
}

/// Called with each statement before its roles are chosen, in the order of reading: a trainer looks over the shoulder.
pub trait Witness {
    fn attribution(&mut self, _spot: &Spot<'_, '_>, _speeches: &Speeches<'_>, _ties: attribution::Ties) {}
    fn by(&mut self, _spot: &Spot<'_, '_>, _parties: &Parties, _ties: Ties<'_>) {}
    fn method(&mut self, _spot: &Spot<'_, '_>, _tally: &Tally, _ties: method::Ties) {}
}

/// The weights of all three choices.
#[derive(Clone, Debug)]
pub struct Models {
    pub attribution: Weights,
    pub method: Weights,
    pub by: Weights,
}

impl Models {
    /// The weights that the program was built with.
    pub fn embedded() -> &'static Models {
        static MODELS: LazyLock<Models> = LazyLock::new(|| Models {
            attribution: attribution::weights(),
            method: method::weights(),
            by: by::weights(),
        });
        &MODELS
    }
}

/// Nobody looks.
pub struct Unseen;

impl Witness for Unseen {}

/// Fills the roles of all statements.
pub fn assign(passages: &mut [Passage<'_>], setting: &Setting, lexicon: &Lexicon) {
    assign_seen(passages, setting, lexicon, Models::embedded(), &mut Unseen);
}

/// The same before a witness.
pub fn assign_seen(
    passages: &mut [Passage<'_>],
    setting: &Setting,
    lexicon: &Lexicon,
    models: &Models,
    witness: &mut impl Witness,
) {
    let roles = look(passages, setting, lexicon, models, witness);
    for (passage, roles) in passages.iter_mut().zip(roles) {
        for (statement, roles) in passage.statements.iter_mut().zip(roles) {
            statement.attribution = roles.0;
            let roles = roles.1;
            statement.attribution_tokens = roles.name.filter(|name| !name.is_empty());
            statement.by = roles.by.into_iter().collect();
            statement.method = roles.method;
            statement.stance = roles.stance;
            statement.denied_by = roles.denied_by;
        }
    }
}

/// Finds the roles of all statements before a witness, and writes nothing.
pub fn look_on(
    passages: &[Passage<'_>],
    setting: &Setting,
    lexicon: &Lexicon,
    models: &Models,
    witness: &mut impl Witness,
) {
    look(passages, setting, lexicon, models, witness);
}

fn look(
    passages: &[Passage<'_>],
    setting: &Setting,
    lexicon: &Lexicon,
    models: &Models,
    witness: &mut impl Witness,
) -> Found {
    if passages.iter().all(|passage| passage.statements.is_empty()) {
        return Found::new();
    }
    let marks: Vec<Marks> =
        passages.iter().map(|passage| Marks::new(&passage.document.tokens, &passage.scan.hits)).collect();
    let views: Vec<View<'_, '_>> = passages
        .iter()
        .zip(&marks)
        .map(|(passage, marks)| View {
            passage,
            page: Page { document: &passage.document, marks, lexicon, places: &passage.places },
        })
        .collect();
    read(&views, setting, lexicon, models, witness)
}

/// For each passage and statement its speaker and its other roles.
type Found = Vec<Vec<(Option<Actor>, Roles)>>;

fn read(
    views: &[View<'_, '_>],
    setting: &Setting,
    lexicon: &Lexicon,
    models: &Models,
    witness: &mut impl Witness,
) -> Found {
    let named: FxHashSet<u32> =
        views.iter().flat_map(|view| &view.passage.actors).map(|mention| mention.actor as u32).collect();
    let country = country(views, lexicon);
    let monitor = views
        .iter()
        .flat_map(|view| &view.passage.actors)
        .map(|mention| mention.actor as u32)
        .find(|&index| lexicon.actor(index).is_some_and(|actor| actor.kind == ActorKind::Monitor));
    let mut speakers = Speakers::new(&named, monitor, country.as_deref());
    let acts: Vec<Vec<Speech>> = views
        .iter()
        .map(|view| {
            speakers.forget();
            speeches(view.page, view.passage, &mut speakers)
        })
        .collect();
    let issuer = station(setting, lexicon).or_else(|| issuer(views, lexicon));
    let station = issuer.and_then(|index| speakers.add_actor(views.first()?.page, index));
    let owner = issuer.and_then(|index| lexicon.actor(index)?.parent.as_deref());
    let parties = Parties::collect(views, country.as_deref(), scene_of_most(views), owner);
    let tally = Tally::count(views);
    let of = |field: Field| {
        views
            .iter()
            .position(|view| view.passage.field == field)
            .and_then(|number| acts.get(number))
            .map_or(&[][..], |acts| acts)
    };
    let spoken = Speeches { text: of(Field::Text), title: of(Field::Title), speakers: &speakers.all, station };
    let reader = Reader { spoken: &spoken, parties: &parties, tally: &tally, models, station: owner };
    let told = told_of_events(views, &parties);
    let mut events = Events::default();
    let mut roles: Vec<Vec<Roles>> =
        views.iter().map(|view| vec![Roles::default(); view.passage.statements.len()]).collect();
    for (position, view) in views.iter().enumerate() {
        for index in 0..view.passage.statements.len() {
            let Some(spot) = view.spot(index) else { continue };
            let found = reader.statement(spot, (position, index), &roles, (&told, &events), witness);
            if let Some(event) = event(&view.passage.statements[index]) {
                events.insert(event, Latest { speaker: found.speaker, party: found.party, method: found.method });
            }
            roles[position][index] = found;
        }
        for denial in stance::denials(view, &acts[position], &speakers.all) {
            for index in stance::denied(&denial, &view.passage.statements) {
                let own = &mut roles[position][index];
                own.stance = denial.stance;
                if !own.denied_by.contains(&denial.actor) {
                    own.denied_by.push(denial.actor.clone());
                }
            }
        }
    }
    let actor = |speaker: Option<usize>| {
        speaker.and_then(|speaker| speakers.all.get(speaker)).map(|speaker| speaker.actor.clone())
    };
    roles.into_iter().map(|roles| roles.into_iter().map(|roles| (actor(roles.speaker), roles)).collect()).collect()
}

/// For each event the parties, as bits, that the text ties to it by blame or claim, and by the name of an attack.
type Told<'s> = FxHashMap<Event<'s>, (u64, u64)>;
/// For each event what was found for its latest statement.
type Events<'s> = FxHashMap<Event<'s>, Latest>;

#[derive(Clone, Copy, Debug)]
struct Latest {
    speaker: Option<usize>,
    party: Option<usize>,
    method: Option<Method>,
}

/// Reads which parties are blamed for which event, or claim it: the event of the statements beside such words.
fn told_of_events<'p>(views: &[View<'p, '_>], parties: &Parties) -> Told<'p> {
    let mut told = Told::default();
    for view in views {
        let statements = &view.passage.statements;
        for (number, party) in parties.all.iter().enumerate() {
            for mention in &party.mentions[slot(view.passage.field)] {
                let claims =
                    [Touch::CLAIMS, Touch::BLAMED, Touch::SUSPECTED].iter().any(|touch| mention.touch.has(*touch));
                let attack = mention.touch.has(Touch::ATTACK);
                if !claims && !attack {
                    continue;
                }
                let from = statements.partition_point(|statement| statement.sentence + 1 < mention.sentence);
                let near =
                    statements.iter().skip(from).take_while(|statement| statement.sentence <= mention.sentence).take(8);
                for event in near.filter_map(event) {
                    let bits = told.entry(event).or_default();
                    bits.0 |= u64::from(claims) << number.min(63);
                    bits.1 |= u64::from(attack) << number.min(63);
                }
            }
        }
    }
    told
}

struct Reader<'r> {
    spoken: &'r Speeches<'r>,
    parties: &'r Parties,
    tally: &'r Tally,
    models: &'r Models,
    /// The id of the party whose station sent the report.
    station: Option<&'r str>,
}

impl Reader<'_> {
    fn statement(
        &self,
        spot: Spot<'_, '_>,
        (position, index): (usize, usize),
        roles: &[Vec<Roles>],
        (told, events): (&Told<'_>, &Events<'_>),
        witness: &mut impl Witness,
    ) -> Roles {
        let view = spot.view;
        let statements = &view.passage.statements;
        let statement = spot.statement;
        let earlier = index.checked_sub(1).map(|earlier| (&statements[earlier], &roles[position][earlier]));
        let whole = whole_of(statement, roles);
        let same = event(statement);
        let earlier_of_event = same.and_then(|event| events.get(&event));
        let ties = attribution::Ties {
            before: earlier.map(|(earlier, roles)| (roles.speaker, earlier.sentence)),
            whole: whole.map(|whole| whole.speaker),
            event: earlier_of_event.map(|event| event.speaker),
        };
        witness.attribution(&spot, self.spoken, ties);
        let choice = attribution::attribution(&spot, self.spoken, ties, &self.models.attribution);
        let mut found = Roles {
            speaker: choice.as_ref().map(|choice| choice.speaker),
            name: choice.filter(|choice| !choice.title).map(|choice| choice.name),
            ..Roles::default()
        };
        let ties = method::Ties {
            before: earlier
                .map(|(earlier, roles)| (roles.method, statement.sentence.saturating_sub(earlier.sentence)))
                .filter(|(_, distance)| *distance <= 2),
            event: earlier_of_event.map(|event| event.method),
            whole: whole.and_then(|whole| whole.method),
        };
        witness.method(&spot, self.tally, ties);
        found.method = method::method(&spot, self.tally, ties, &self.models.method);
        let speaker = found.speaker.and_then(|speaker| self.spoken.speakers.get(speaker));
        let ties = Ties {
            before: earlier.map(|(earlier, roles)| (roles.party, statement.sentence.saturating_sub(earlier.sentence))),
            told: same.and_then(|event| told.get(&event)).map_or(0, |(told, _)| *told),
            attacks: same.and_then(|event| told.get(&event)).map_or(0, |(_, attacks)| *attacks),
            event: earlier_of_event.map(|event| event.party),
            station: self.station,
            whole: whole.and_then(|whole| whole.party),
            speaker: speaker.map(|speaker| speaker.actor.id.as_str()),
            bomb: matches!(found.method, Some(Method::Bombing | Method::SuicideBombing)),
            air: matches!(found.method, Some(Method::Airstrike | Method::Drone)),
            shot: found.method == Some(Method::Shooting),
            shell: matches!(found.method, Some(Method::Shelling | Method::Rocket)),
            executed: found.method == Some(Method::Execution),
        };
        witness.by(&spot, self.parties, ties);
        if let Some((party, relation)) = by::by(&spot, self.parties, ties, &self.models.by) {
            found.party = Some(party);
            found.by = self.parties.all.get(party).map(|party| Perpetrator {
                id: party.actor.id.clone(),
                name: party.actor.name.clone(),
                relation,
            });
        }
        let party = found.party.and_then(|party| self.parties.all.get(party));
        found.stance = stance::stance(&spot, speaker, party, view.page);
        found
    }
}

/// What was found for the whole that a statement is part of.
fn whole_of<'r>(statement: &Statement, roles: &'r [Vec<Roles>]) -> Option<&'r Roles> {
    let Whole { passage, statement: number } = statement.part_of.filter(|_| statement.scope == Scope::Subset)?;
    roles.get(passage)?.get(number)
}

/// The organisation whose press release the text is: named at its very beginning, before "For Immediate Release".
fn issuer(views: &[View<'_, '_>], lexicon: &Lexicon) -> Option<u32> {
    const HEAD: usize = 40;
    let view = views.iter().find(|view| view.passage.field == Field::Text)?;
    let page = view.page;
    let release = (0..HEAD).find(|&at| {
        page.lower(at) == "release" && matches!(page.lower(at.wrapping_sub(1)), "immediate" | "press" | "news")
    })?;
    let named = view.passage.actors.iter().find(|mention| mention.tokens.end <= release)?;
    let index = named.actor as u32;
    lexicon
        .actor(index)
        .filter(|actor| !matches!(actor.kind, ActorKind::State | ActorKind::Agency | ActorKind::Media))
        .map(|_| index)
}

/// The country that most figures happened in: "the regime" is its government, however often others are named.
fn scene_of_most<'p>(views: &[View<'p, '_>]) -> Option<&'p str> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for statement in views.iter().flat_map(|view| &view.passage.statements) {
        if let Some(code) = statement.place.as_ref().and_then(|place| place.country.as_deref()) {
            *counts.entry(code).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(code, count)| (*count, std::cmp::Reverse(*code))).map(|(code, _)| code)
}

/// The country that most names of the article belong to.
fn country(views: &[View<'_, '_>], lexicon: &Lexicon) -> Option<String> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for hit in views.iter().flat_map(|view| &view.passage.scan.hits) {
        let code = match hit.entry {
            Entry::Actor(index) => lexicon
                .actor(index)
                .filter(|actor| !matches!(actor.kind, ActorKind::Agency | ActorKind::Media))
                .and_then(|actor| actor.country.as_deref()),
            Entry::Demonym(index) => {
                lexicon.demonyms.get(index as usize).and_then(|demonym| demonym.country.as_deref())
            }
            _ => None,
        };
        if let Some(code) = code {
            *counts.entry(code).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(code, count)| (*count, std::cmp::Reverse(*code))).map(|(code, _)| code.to_string())
}

/// The station of a party that sent the report: "(RADIO MARTI)" in the dateline.
fn station(setting: &Setting, lexicon: &Lexicon) -> Option<u32> {
    let agency = setting.dateline.as_ref()?.agency.as_deref()?;
    let index = lexicon.actor_named(agency)?;
    lexicon.actor(index).filter(|actor| actor.kind == ActorKind::Media && actor.parent.is_some()).map(|_| index)
}
