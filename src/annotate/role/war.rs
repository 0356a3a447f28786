//! Dates the totals of known wars that the text gives no start for: "the war has killed 250,000 people" counts from the
//! war's first day. The wars are those of `data/wars.tsv`. It must not know how a statement's place or scope was found.

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::annotate::passage::Passage;
use crate::article::{Scope, When};
use crate::text::document::Document;

/// A war in one country.
struct War {
    country: &'static str,
    from: NaiveDate,
    to: Option<NaiveDate>,
}

/// Wars of whole countries: a battle's or region's dates are not those of a country's toll.
static WARS: LazyLock<Vec<War>> = LazyLock::new(|| {
    let rows = include_str!("../../../data/wars.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut wars = Vec::new();
    for row in rows {
        let mut cells = row.split('\t').skip(2);
        let (Some(from), Some(to), Some(places)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let Ok(from) = from.parse() else { continue };
        for country in places.split('|').filter(|place| !place.contains(':')) {
            wars.push(War { country, from, to: to.parse().ok() });
        }
    }
    wars
});

/// Tokens around a statement in which the word for the war stands.
const REACH: usize = 40;

/// Fills the first day of totals that have none.
pub fn date(passages: &mut [Passage<'_>]) {
    for passage in passages {
        let Passage { document, statements, .. } = passage;
        for statement in statements.iter_mut().filter(|statement| statement.scope != Scope::Event) {
            let Some(to) = statement.when.as_ref().filter(|when| when.from.is_none()).and_then(|when| when.to) else {
                continue;
            };
            let country = statement.place.as_ref().and_then(|place| place.country.as_deref());
            let near = statement.tokens.start.saturating_sub(REACH)..statement.tokens.end + REACH;
            let from = country.filter(|_| tells_of_war(document, near)).and_then(|country| start(country, to));
            if let (Some(from), Some(when)) = (from, &mut statement.when) {
                *when = When { from: Some(from), ..when.clone() };
            }
        }
    }
}

/// The first day of the latest war that was on in a country on a day, the war itself no younger than some weeks.
fn start(country: &str, day: NaiveDate) -> Option<NaiveDate> {
    let on = |war: &&War| war.country == country && war.from <= day && war.to.is_none_or(|to| day <= to);
    WARS.iter().filter(on).map(|war| war.from).max()
}

fn tells_of_war(document: &Document<'_>, mut tokens: std::ops::Range<usize>) -> bool {
    tokens.any(|token| {
        matches!(
            document.lower(token),
            "war"
                | "conflict"
                | "uprising"
                | "insurgency"
                | "rebellion"
                | "revolution"
                | "invasion"
                | "crisis"
                | "fighting"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_war_of_the_country_counts() {
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(start("SY", day("2016-11-11")), Some(day("2011-03-15")));
        assert_eq!(start("UA", day("2023-05-01")), Some(day("2022-02-24")));
        assert_eq!(start("CH", day("2016-11-11")), None);
    }
}
