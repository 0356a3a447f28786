//! What datelines print: names of agencies with their many forms, and the abbreviated states and former countries that
//! stand behind a place. Both are data files; this module must not know texts.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::fold::fold;

const AGENCIES: &str = include_str!("../../../data/agencies.tsv");
const REGIONS: &str = include_str!("../../../data/dateline-regions.tsv");

/// A region or country as a dateline prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Full name of the first-level region; `None` for a whole country.
    pub name: Option<&'static str>,
    /// ISO 3166-1 alpha-2, former countries included.
    pub country: &'static str,
}

/// The agency's short name, for any of its printed forms.
pub fn agency(printed: &str) -> Option<&'static str> {
    static TABLE: OnceLock<FxHashMap<String, &'static str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = FxHashMap::default();
        for cells in rows(AGENCIES) {
            let [name, forms] = cells[..] else { continue };
            for form in forms.split('|') {
                table.entry(agency_key(form)).or_insert(name);
            }
        }
        table
    });
    table.get(&agency_key(printed)).copied()
}

/// Small letters without full stops. Apostrophes stay: "SAN`A" is a city, "SANA" an agency.
fn agency_key(printed: &str) -> String {
    let mut key = String::with_capacity(printed.len());
    for word in printed.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().filter(|character| *character != '.').flat_map(char::to_lowercase));
    }
    key
}

/// Whether an agency's printed form can start with this word, in small letters: a cheap look before the longer one.
pub fn opens_agency(word: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let forms = rows(AGENCIES).filter_map(|cells| cells.get(1).copied()).flat_map(|forms| forms.split('|'));
        // The first word as the text's tokens have it: up to the first hyphen, stop or space.
        forms.filter_map(|form| form.split([' ', '-', '.', '/']).next()).map(str::to_lowercase).collect()
    });
    words.contains(word)
}

/// The region that an abbreviation or a former name means.
pub fn region(printed: &str) -> Option<Region> {
    static TABLE: OnceLock<FxHashMap<String, Region>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = FxHashMap::default();
        for cells in rows(REGIONS) {
            let [name, country, forms] = cells[..] else { continue };
            let region = Region { name: (name != "-").then_some(name), country };
            for form in forms.split('|') {
                table.entry(fold(form)).or_insert(region);
            }
        }
        table
    });
    table.get(&fold(printed)).copied()
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_data_is_whole() {
        assert!(rows(AGENCIES).all(|cells| cells.len() == 2 && cells.iter().all(|cell| !cell.is_empty())));
        assert!(rows(REGIONS).all(|cells| cells.len() == 3 && cells[1].len() == 2));
        assert!(rows(AGENCIES).count() > 100);
    }

    #[test]
    fn forms_lead_to_the_short_name() {
        assert_eq!(agency("AGENCE FRANCE-PRESSE"), Some("AFP"));
        assert_eq!(agency("A.P."), Some("AP"));
        assert_eq!(agency("radio nowhere"), None);
        assert_eq!(region("Calif."), Some(Region { name: Some("California"), country: "US" }));
        assert_eq!(region("USSR"), Some(Region { name: None, country: "SU" }));
    }
}
