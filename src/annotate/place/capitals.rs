//! The capitals of countries, from `data/capitals.tsv`. It must not know what they are good for.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

static CAPITALS_FILE: &str = include_str!("../../../data/capitals.tsv");

static CAPITALS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = CAPITALS_FILE.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t')).collect()
});

/// The name of the capital of a country, by its code.
pub fn capital_of(country: &str) -> Option<&'static str> {
    CAPITALS.get(country).copied()
}

/// Whether a city of this name is the capital of its country.
pub fn is_capital(name: &str, country: &str) -> bool {
    capital_of(country) == Some(name)
}
