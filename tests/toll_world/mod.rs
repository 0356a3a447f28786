//! A world of events whose truth is known, and the reports that agencies write of them.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use warwire::article::*;

use super::random::Random;

pub struct World {
    pub reports: Vec<Report>,
    /// The event that each event figure speaks of, by the figure's id.
    pub event_of: HashMap<String, usize>,
    /// How many people were killed in the events that anybody reported.
    pub killed: u64,
    pub events: usize,
}

struct Town {
    name: &'static str,
    region: &'static str,
    country: &'static str,
    lat: f64,
    lon: f64,
}

const fn town(name: &'static str, region: &'static str, country: &'static str, lat: f64, lon: f64) -> Town {
    Town { name, region, country, lat, lon }
}

/// Towns of an invented land: some are neighbours.
const TOWNS: &[Town] = &[
    town("Merin", "North", "SY", 36.20, 37.16),
    town("Harun", "North", "SY", 36.35, 37.30),
    town("Ost", "North", "SY", 36.80, 38.00),
    town("Kadra", "East", "SY", 35.95, 39.01),
    town("Upper Kadra", "East", "SY", 36.30, 39.00),
    town("Belem", "East", "SY", 35.33, 40.14),
    town("Sur", "South", "SY", 32.62, 36.10),
    town("Tel Amin", "South", "SY", 33.00, 36.20),
    town("Varna Gate", "West", "IQ", 36.34, 43.13),
    town("Dol", "West", "IQ", 36.19, 44.00),
    town("Ruvo", "Centre", "IQ", 33.31, 44.36),
    town("Old Ruvo", "Centre", "IQ", 33.42, 43.90),
];

const AGENCIES: &[&str] = &["North Wire", "Meridian Press", "Coast Agency", "Union News", "Daily Courier"];
const SOURCES: &[(&str, ActorKind)] = &[
    ("monitor", ActorKind::Monitor),
    ("ministry", ActorKind::Ministry),
    ("hospital", ActorKind::Medical),
    ("police", ActorKind::Police),
    ("army", ActorKind::ArmedForce),
];
const METHODS: &[Method] = &[Method::Airstrike, Method::Shelling, Method::Bombing, Method::Shooting];

struct Event {
    town: usize,
    day: NaiveDate,
    killed: u64,
    wounded: u64,
    class: VictimClass,
    method: Method,
    by: &'static str,
}

fn after(day: NaiveDate, days: usize) -> NaiveDate {
    day.checked_add_days(Days::new(days as u64)).expect("a day")
}

fn event(random: &mut Random) -> Event {
    let start = NaiveDate::from_ymd_opt(2016, 9, 1).expect("a day");
    let killed = match random.below(10) {
        0..=4 => 1 + random.below(6),
        5..=8 => 5 + random.below(25),
        _ => 30 + random.below(90),
    };
    Event {
        town: random.below(TOWNS.len()),
        day: after(start, random.below(120)),
        killed: killed as u64,
        wounded: random.below(40) as u64,
        class: *random.pick(&[VictimClass::Civilian, VictimClass::Civilian, VictimClass::Military]),
        method: *random.pick(METHODS),
        by: random.pick::<&str>(&["rebels", "army", "coalition"]),
    }
}

/// The number that one source has: mostly right, else within a fifth, now and then a bound.
fn said(random: &mut Random, truth: u64) -> Count {
    let off = |random: &mut Random| {
        let reach = (truth / 5).max(1);
        let shift = random.below(2 * reach as usize + 1) as u64;
        (truth + shift).saturating_sub(reach).max(1)
    };
    let (low, high) = match random.below(10) {
        0..=4 => (Some(truth), Some(truth)),
        5 | 6 => {
            let number = off(random);
            (Some(number), Some(number))
        }
        7 => (Some(truth.saturating_sub(truth / 6).max(1)), None),
        8 => (None, Some(truth + truth / 6)),
        _ => (Some(truth.saturating_sub(truth / 8).max(1)), Some(truth + truth / 8)),
    };
    Count { low, high, ..Count::default() }
}

fn place(random: &mut Random, event: &Event) -> Place {
    let town = &TOWNS[event.town];
    let named = Place {
        surface: town.name.into(),
        name: town.name.into(),
        country: Some(town.country.into()),
        admin1: Some(town.region.into()),
        lat: Some(town.lat),
        lon: Some(town.lon),
        precision: Precision::City,
        ..Place::default()
    };
    match random.below(12) {
        0 => Place { name: town.region.into(), precision: Precision::Admin1, ..named },
        1 => Place {
            name: format!("a village near {}", town.name),
            lat: Some(town.lat + 0.04),
            lon: Some(town.lon - 0.03),
            precision: Precision::Near,
            ..named
        },
        _ => named,
    }
}

struct Writer<'r> {
    random: &'r mut Random,
    world: World,
}

impl Writer<'_> {
    /// Words that no other report has in this order, so that only copies look alike.
    fn filler(&mut self) -> String {
        let words = ["smoke", "road", "clinic", "bridge", "dawn", "residents", "rubble", "patrol", "hills", "market"];
        (0..60).map(|_| format!("{}{} ", self.random.pick(&words), self.random.below(50))).collect()
    }

    fn figure(&mut self, event: &Event, effect: Effect, truth: u64) -> Figure {
        let slip = self.random.one_in(12) as usize;
        let day = after(event.day, slip);
        let source = *self.random.pick(SOURCES);
        Figure {
            count: said(self.random, truth),
            effect,
            victims: Victims {
                class: if self.random.one_in(4) { VictimClass::Unspecified } else { event.class },
                ..Victims::default()
            },
            place: Some(place(self.random, event)),
            when: Some(When { from: Some(day), to: Some(day), ..When::default() }),
            by: (self.random.below(3) > 0)
                .then(|| Perpetrator { id: event.by.into(), name: event.by.into(), relation: Relation::Blamed })
                .into_iter()
                .collect(),
            method: (!self.random.one_in(5)).then_some(event.method),
            attribution: (!self.random.one_in(5)).then(|| Actor {
                id: source.0.into(),
                name: source.0.into(),
                kind: Some(source.1),
            }),
            confidence: 0.8,
            quote: "quote".into(),
            ..Figure::default()
        }
    }

    /// A report of one event, now and then with an older one told again at its end.
    fn report(&mut self, events: &[Event], at: usize, agency: usize, days: usize) {
        let event = &events[at];
        let id = format!("{}-{}", AGENCIES[agency], self.world.reports.len());
        let published = after(event.day, days);
        let mut figures: Vec<(Figure, Option<usize>)> =
            vec![(self.figure(event, Effect::Killed, event.killed), Some(at))];
        if event.wounded > 0 && self.random.one_in(2) {
            figures.push((self.figure(event, Effect::Wounded, event.wounded), None));
        }
        if event.killed > 4 && self.random.one_in(4) {
            let mut part = self.figure(event, Effect::Killed, event.killed / 3);
            part.victims.groups = vec![Group::Children];
            part.scope = Scope::Subset;
            part.part_of = Some(format!("{id}#1"));
            part.when.clone_from(&figures[0].0.when);
            figures.push((part, None));
        }
        if self.random.one_in(5) {
            let sum = 400 + self.random.below(900) as u64;
            let mut total = self.figure(event, Effect::Killed, sum);
            total.scope = Scope::Cumulative;
            total.when =
                Some(When { from: NaiveDate::from_ymd_opt(2014, 9, 1), to: Some(published), ..When::default() });
            figures.push((total, None));
        }
        if at > 0 && self.random.one_in(8) && events[at - 1].day < published {
            figures.push((self.figure(&events[at - 1], Effect::Killed, events[at - 1].killed), Some(at - 1)));
        }
        let mut text = self.filler();
        for (number, (figure, _)) in figures.iter().enumerate() {
            text.push_str(&format!("claim {number} {:?} {:?}. ", figure.count.low, figure.count.high));
        }
        self.publish(id, AGENCIES[agency], text, published, figures);
    }

    fn publish(
        &mut self,
        id: String,
        source: &str,
        text: String,
        published: NaiveDate,
        figures: Vec<(Figure, Option<usize>)>,
    ) {
        let mut numbered = Vec::new();
        for (number, (mut figure, event)) in figures.into_iter().enumerate() {
            figure.id = format!("{id}#{}", number + 1);
            if let Some(event) = event {
                self.world.event_of.insert(figure.id.clone(), event);
            }
            numbered.push(figure);
        }
        self.world.reports.push(Report {
            article: Article {
                id,
                text,
                published: Some(published),
                source: Some(source.into()),
                ..Article::default()
            },
            reading: Reading { published: Some(published), figures: numbered, ..Reading::default() },
        });
    }

    /// The same text on another site, under another headline.
    fn copy_last(&mut self) {
        let Some(mut copy) = self.world.reports.last().cloned() else { return };
        let old = copy.article.id.clone();
        copy.article.id = format!("copy-of-{old}");
        copy.article.title = Some("Another headline".into());
        copy.article.source = Some("Mirror Site".into());
        for figure in &mut copy.reading.figures {
            let event = self.world.event_of.get(&figure.id).copied();
            figure.id = figure.id.replacen(&old, &copy.article.id, 1);
            figure.part_of = figure.part_of.as_ref().map(|whole| whole.replacen(&old, &copy.article.id, 1));
            if let Some(event) = event {
                self.world.event_of.insert(figure.id.clone(), event);
            }
        }
        self.world.reports.push(copy);
    }
}

/// Draws a world.
pub fn draw(random: &mut Random) -> World {
    let count = 20 + random.below(30);
    let mut events: Vec<Event> = (0..count).map(|_| event(random)).collect();
    events.sort_by_key(|event| event.day);
    let killed = events.iter().map(|event| event.killed).sum();
    let world = World { reports: Vec::new(), event_of: HashMap::new(), killed, events: count };
    let mut writer = Writer { random, world };
    for at in 0..events.len() {
        for agency in 0..AGENCIES.len() {
            let first = agency == at % AGENCIES.len();
            if !first && !writer.random.one_in(3) {
                continue;
            }
            let days = writer.random.below(2);
            writer.report(&events, at, agency, days);
            if writer.random.one_in(5) {
                writer.copy_last();
            }
            // A revision a day or two later.
            if writer.random.one_in(4) {
                writer.report(&events, at, agency, days + 1);
            }
        }
    }
    writer.world
}
