//! The place phrases of a question as constraints of its query: each is resolved with the help of the others, and the
//! runner-up is shown. It must not know how the phrases were found.

use super::QuestionError;
use super::place_choice::{Chosen, area_of, choose, circle_of, compass, plausible, say_place, side_of, suggestions};
use super::places::{Asked, PlacePhrase, Wanted};
use super::reader::{Reader, push};
use crate::gazetteer::{PlaceKind, PlaceRecord, destination, distance_km};
use crate::query::ast::Area;

/// Whether a place is too wide for a circle around its middle.
fn is_wide(record: &PlaceRecord<'_>) -> bool {
    matches!(record.kind, PlaceKind::Country | PlaceKind::Admin1)
        || record.kind == PlaceKind::Region && record.extent.is_some()
}

impl<'r> Reader<'r> {
    /// The country of the most important place of a name.
    pub fn country_of(&self, name: &str) -> Option<String> {
        let chosen = choose(self.context.atlas(), name, Wanted::Any, &[], &self.countries)?;
        (!chosen.record.country.is_empty()).then(|| chosen.record.country.to_owned())
    }

    /// Resolves all place phrases into the query.
    pub fn settle_places(&mut self) -> Result<(), QuestionError> {
        let phrases = std::mem::take(&mut self.places);
        let mut named = self.countries.clone();
        if let Some(war) = self.war {
            war.countries().for_each(|country| push(&mut named, country.to_owned()));
        }
        // Countries first: they tell namesakes of towns apart.
        for phrase in &phrases {
            let chosen = choose(self.context.atlas(), &phrase.name, phrase.wanted, &[], &named);
            if let Some(chosen) = chosen.filter(|chosen| chosen.record.kind == PlaceKind::Country && phrase.exact) {
                push(&mut named, chosen.record.country.to_owned());
            }
        }
        let mut at = 0;
        while let Some(phrase) = phrases.get(at) {
            let holder = phrases.get(at + 1).filter(|next| next.holds_previous);
            self.settle_place(phrase, holder, &mut named)?;
            at += 1 + usize::from(holder.is_some());
        }
        self.drop_containing_areas();
        self.countries = named;
        self.settle_war_and_countries();
        Ok(())
    }

    fn settle_place(
        &mut self,
        phrase: &PlacePhrase,
        holder: Option<&PlacePhrase>,
        named: &mut Vec<String>,
    ) -> Result<(), QuestionError> {
        let held = holder.and_then(|holder| choose(self.context.atlas(), &holder.name, holder.wanted, &[], named));
        let holders: Vec<String> = held.iter().map(|held| held.record.country.to_owned()).collect();
        let chosen = choose(self.context.atlas(), &phrase.name, phrase.wanted, &holders, named);
        let chosen = chosen.filter(|chosen| phrase.exact || plausible(&phrase.name, chosen));
        let Some(chosen) = chosen else { return self.settle_unknown(phrase) };
        // "Homs, Turkey" where Homs lies in Syria: both are asked for.
        if let (Some(held), Some(holder)) = (&held, holder)
            && held.record.country != chosen.record.country
        {
            self.place_constraint(holder, held);
        }
        if !chosen.record.country.is_empty() {
            push(named, chosen.record.country.to_owned());
        }
        if let Asked::Between(other) = &phrase.asked {
            let other =
                choose(self.context.atlas(), &other.name, Wanted::Any, &[chosen.record.country.to_owned()], named);
            if let Some(other) = other {
                self.between_constraint(phrase, &chosen, &other);
                return Ok(());
            }
        }
        // Near a town is outside it; the rest of the world outside a country is no constraint that there is.
        if matches!(phrase.asked, Asked::Near(None))
            && self.lower(phrase.tokens.start) == "outside"
            && is_wide(&chosen.record)
        {
            let message = format!("what lies outside {} cannot be asked: ask for what is wanted", chosen.record.name);
            return Err(self.refusal(phrase.tokens.start, message));
        }
        self.place_constraint(phrase, &chosen);
        Ok(())
    }

    fn place_constraint(&mut self, phrase: &PlacePhrase, chosen: &Chosen<'_>) {
        let record = &chosen.record;
        let gazetteer = self.context.gazetteer;
        let wide = is_wide(record);
        let said = say_place(gazetteer, record);
        let (field, how) = match &phrase.asked {
            Asked::Dateline => {
                self.query.dateline = Some(area_of(gazetteer, record));
                ("dateline", String::new())
            }
            Asked::Near(km) if !wide || km.is_some() => {
                let radius_km = km.unwrap_or(self.context.default_radius_km);
                self.query.near = Some(circle_of(record, radius_km));
                ("near", format!(", within {} km", radius_km.round()))
            }
            Asked::Offset { km, bearing } if !wide || km.is_some() => {
                let half = self.context.default_radius_km / 2.0;
                let (distance, radius) = km.map_or((half, half), |km| (km, (km / 2.0).clamp(5.0, 25.0)));
                let mut circle = circle_of(record, radius);
                (circle.lat, circle.lon) = destination((record.lat, record.lon), *bearing, distance);
                circle.name = Some(format!("{} of {}", compass(*bearing).trim_end_matches("ern"), record.name));
                self.query.near = Some(circle);
                (
                    "near",
                    format!(", within {} km of a point {} km {}", radius.round(), distance.round(), compass(*bearing)),
                )
            }
            Asked::Offset { bearing, .. } => {
                let area = side_of(gazetteer, record, *bearing).unwrap_or_else(|| area_of(gazetteer, record));
                push(&mut self.query.within, area);
                ("in", format!(", its {} side", compass(*bearing)))
            }
            _ => {
                let side = phrase.side.and_then(|bearing| {
                    self.named_side(record, bearing).or_else(|| side_of(gazetteer, record, bearing))
                });
                let area = side.unwrap_or_else(|| area_of(gazetteer, record));
                let name = area.name.clone();
                push(&mut self.query.within, area);
                (
                    "in",
                    if phrase.side.is_some() && name != record.name { format!(", as {name}") } else { String::new() },
                )
            }
        };
        let mut reading = format!("{} → {said}{how}", phrase.name);
        if let Some(other) = chosen.others.first().filter(|_| record.kind != PlaceKind::Country) {
            reading.push_str(&format!("; not {}", say_place(gazetteer, other)));
        }
        let alternatives = chosen.others.iter().map(|other| say_place(gazetteer, other)).collect();
        let tokens = phrase.tokens.clone();
        self.parts.push(super::reader::Part { tokens, field, reading, value: Some(said), alternatives });
    }

    /// "northern Uganda" where a province is called so.
    fn named_side(&self, record: &PlaceRecord<'_>, bearing: f64) -> Option<Area> {
        if record.kind != PlaceKind::Country {
            return None;
        }
        let gazetteer = self.context.gazetteer;
        let side = compass(bearing).replace("-eastern", "eastern").replace("-western", "western");
        let mut ids = Vec::new();
        for name in [side.clone(), format!("{side} region"), format!("{side} province"), format!("{side} state")] {
            gazetteer.exact(&name, &mut ids);
            let found = ids.iter().map(|id| gazetteer.record(*id));
            let mut found = found.filter(|found| found.kind == PlaceKind::Admin1 && found.country == record.country);
            if let Some(found) = found.next() {
                return Some(area_of(gazetteer, &found));
            }
        }
        None
    }

    fn between_constraint(&mut self, phrase: &PlacePhrase, first: &Chosen<'_>, second: &Chosen<'_>) {
        let (a, b) = ((first.record.lat, first.record.lon), (second.record.lat, second.record.lon));
        let apart = distance_km(a, b);
        let mut circle = circle_of(&first.record, apart / 2.0 + 5.0);
        (circle.lat, circle.lon) = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
        circle.name = Some(format!("between {} and {}", first.record.name, second.record.name));
        let gazetteer = self.context.gazetteer;
        let reading = format!(
            "between {} and {}: within {} km of the point halfway",
            say_place(gazetteer, &first.record),
            say_place(gazetteer, &second.record),
            circle.radius_km.round()
        );
        self.query.near = Some(circle);
        self.note(phrase.tokens.clone(), "near", reading);
    }

    /// A name that no place has: "near" cannot be answered, "in" is searched for as words.
    fn settle_unknown(&mut self, phrase: &PlacePhrase) -> Result<(), QuestionError> {
        let suggestions = suggestions(self.context.gazetteer, &phrase.name);
        if matches!(phrase.asked, Asked::In) {
            let typed = self.typed.slice(phrase.tokens.clone());
            let offset = typed.find(&phrase.name).unwrap_or(0) + self.typed.bytes(phrase.tokens.clone()).start;
            let start = self.typed.token_from(offset);
            self.push_text(start..phrase.tokens.end);
            if let Some(part) = self.parts.last_mut() {
                part.reading = format!("no place is known as {}: searched for as text", phrase.name);
                part.alternatives = suggestions;
            }
            self.text.sort_by_key(|(tokens, _)| tokens.start);
            return Ok(());
        }
        let column = self.column(phrase.tokens.start);
        Err(QuestionError { column, message: format!("no place is known as {:?}", phrase.name), suggestions })
    }

    /// "near Raqa in Syria": the country says which Raqa, and constrains nothing more.
    fn drop_containing_areas(&mut self) {
        let mut narrow: Vec<(String, Option<String>)> = Vec::new();
        if let Some(country) = self.query.near.as_ref().and_then(|near| near.country.clone()) {
            narrow.push((country, self.query.near.as_ref().and_then(|near| near.admin1.clone())));
        }
        for area in &self.query.within {
            let fine = area.point.is_some() || area.admin1.is_some() || area.extent.is_some();
            if let Some(country) = area.country.clone().filter(|_| fine) {
                narrow.push((country, area.point.and(area.admin1.clone())));
            }
        }
        self.query.within.retain(|area| {
            let whole_country = area.point.is_none() && area.admin1.is_none() && area.extent.is_none();
            let contains = narrow.iter().any(|(country, _)| area.country.as_ref() == Some(country));
            !(whole_country && contains)
        });
        // With a circle, a province around it says nothing more.
        if let Some(near) = &self.query.near {
            let admin1 = near.admin1.clone();
            self.query.within.retain(|area| area.admin1.is_none() || area.admin1 != admin1);
        }
    }

    /// A war, or a nation that nothing else was read from, constrains the place when no place is named.
    fn settle_war_and_countries(&mut self) {
        if self.query.near.is_some() || !self.query.within.is_empty() {
            return;
        }
        if let Some(war) = self.war {
            self.query.within = war.areas(self.context.gazetteer);
            return;
        }
        let alone: Vec<usize> = (0..self.parts.len())
            .filter(|index| {
                self.parts
                    .get(*index)
                    .is_some_and(|part| part.field == "none" && part.reading.ends_with("read for the country alone"))
            })
            .collect();
        for index in alone {
            let Some(part) = self.parts.get_mut(index) else { continue };
            let country = part.reading.split(':').next().unwrap_or("").to_owned();
            if let Some(chosen) = choose(self.context.atlas(), &country, Wanted::Any, &[], &[])
                .filter(|chosen| chosen.record.kind == PlaceKind::Country)
            {
                part.field = "in";
                part.reading = format!("in {country}");
                push(&mut self.query.within, area_of(self.context.gazetteer, &chosen.record));
            }
        }
    }
}
