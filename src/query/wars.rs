//! Wars since 1945 by the names that people ask for them with: their days and where they were fought, out of
//! `data/wars.tsv`. This module must not know the rest of a question.

use std::sync::LazyLock;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::ast::Area;
use super::question::{area_of_place, rows};
use crate::gazetteer::Gazetteer;
use crate::text::fold::fold;

/// A war, battle or siege.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct War {
    pub name: &'static str,
    pub from: NaiveDate,
    /// `None` while it goes on.
    pub to: Option<NaiveDate>,
    /// `CC` for a country, `CC:NAME` for a part of it.
    places: Vec<&'static str>,
}

impl War {
    /// Codes of the countries that it was fought in.
    pub fn countries(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.places.iter().map(|place| place.split(':').next().unwrap_or(place))
    }

    /// Where it was fought.
    pub fn areas(&self, gazetteer: &Gazetteer) -> Vec<Area> {
        self.places
            .iter()
            .filter_map(|place| {
                let (country, name) = place.split_once(':').unwrap_or((place, ""));
                area_of_place(gazetteer, country, name)
            })
            .collect()
    }
}

struct Wars {
    wars: Vec<War>,
    by_name: FxHashMap<String, usize>,
}

static WARS: LazyLock<Wars> = LazyLock::new(|| {
    let mut wars = Wars { wars: Vec::new(), by_name: FxHashMap::default() };
    for [name, aliases, from, to, places] in rows::<5>(include_str!("../../data/wars.tsv")) {
        let Ok(from) = from.parse() else { continue };
        let index = wars.wars.len();
        for alias in std::iter::once(name).chain(aliases.split('|')).filter(|alias| !alias.is_empty()) {
            wars.by_name.entry(fold(alias)).or_insert(index);
        }
        wars.wars.push(War { name, from, to: to.parse().ok(), places: places.split('|').collect() });
    }
    wars
});

/// The war that is called so, in any case.
pub fn war_named(name: &str) -> Option<&'static War> {
    let wars: &'static Wars = &WARS;
    wars.by_name.get(&fold(name)).and_then(|&index| wars.wars.get(index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_war_has_its_days_and_places() {
        let text = include_str!("../../data/wars.tsv");
        let lines = text.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(WARS.wars.len(), lines, "a line has another number of columns or no first day");
        assert!(lines >= 60);
        let gazetteer = Gazetteer::embedded();
        for war in &WARS.wars {
            assert!(war.to.is_none_or(|to| to >= war.from), "{}", war.name);
            assert_eq!(war.areas(gazetteer).len(), war.places.len(), "{}: {:?}", war.name, war.places);
        }
    }

    #[test]
    fn a_name_belongs_to_one_war() {
        let mut seen: FxHashMap<String, &str> = FxHashMap::default();
        for [name, aliases, ..] in rows::<5>(include_str!("../../data/wars.tsv")) {
            for alias in std::iter::once(name).chain(aliases.split('|')).filter(|alias| !alias.is_empty()) {
                let other = seen.insert(fold(alias), name);
                assert!(other.is_none_or(|other| other == name), "{alias}: {name} and {other:?}");
            }
        }
    }

    #[test]
    fn wars_are_found_by_any_name() {
        assert_eq!(war_named("tigray war").map(|war| war.from.to_string()).as_deref(), Some("2020-11-03"));
        assert_eq!(war_named("Syrian Civil War").and_then(|war| war.to), None);
        assert!(war_named("market").is_none());
    }
}
