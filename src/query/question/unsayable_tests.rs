//! Questions that no query can answer, and the column that each is told.

use super::{QuestionContext, area_filter, near_filter, read};
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;

fn context() -> QuestionContext<'static> {
    QuestionContext {
        gazetteer: Gazetteer::embedded(),
        lexicon: Lexicon::embedded(),
        reported: &[],
        today: "2024-05-15".parse().unwrap(),
        default_radius_km: 50.0,
    }
}

/// `word` stands where the error points.
#[track_caller]
fn refused(question: &str, word: &str) {
    let wanted = question.char_indices().position(|(byte, _)| question[byte..].starts_with(word)).unwrap() + 1;
    match read(question, &context()) {
        Ok(read) => panic!("{question}: read as {:?}", read.readings),
        Err(error) => assert_eq!(error.column, wanted, "{question}: {error}"),
    }
}

#[track_caller]
fn taken(question: &str) {
    if let Err(error) = read(question, &context()) {
        panic!("{question}: {error}");
    }
}

#[test]
fn constraints_are_not_turned_round() {
    refused("civilians killed in Syria but not in Aleppo", "but not");
    refused("deaths not caused by Russia", "not");
    refused("deaths in Syria excluding fighters", "excluding");
    refused("killed without children", "without");
    refused("no civilians killed", "no");
    refused("people not killed", "not");
    refused("wounded but not killed", "but not");
    refused("killed in Syria except Aleppo", "except");
    refused("killed in Syria, except for Aleppo", "except");
    refused("killed by anyone other than Russia", "other than");
    refused("deaths that were never confirmed", "never");
    refused("neither killed nor wounded", "neither");
    refused("non-Syrian fighters killed", "non");
    refused("people who weren't killed in Homs", "weren't");
    refused("killed NOT in Aleppo", "NOT");
    refused("CIVILIANS KILLED IN SYRIA BUT NOT IN ALEPPO", "BUT NOT");
    refused("no one was killed in Homs", "no one");
    refused("Syrians killed outside Syria", "outside");
    refused("killed far from Aleppo", "far from");
    refused("deaths apart from soldiers", "apart from");
}

#[test]
fn negating_words_with_another_meaning_pass() {
    for question in [
        "no fewer than ten killed in Homs",
        "not less than 5 killed",
        "no more than three killed in Homs",
        "killed not far from Homs",
        "killed in Aleppo NOT hospital",
        "\"not in Aleppo\" killed",
        "killed in North Kivu",
        "killed by unknown gunmen",
        "attacks claimed by no one in Homs",
        "Doctors Without Borders on deaths in Homs",
        "non-combatants killed in Homs",
        "killed no later than March 2017",
        "killed in Aleppo -hospital",
        "deaths outside Homs",
        "deaths in Nonthaburi",
    ] {
        taken(question);
    }
}

#[test]
fn dates_that_are_none_or_not_one_span() {
    refused("killed in 2014 or 2017", "2017");
    refused("killed in March 2016 and in May 2016", "in May");
    refused("killed between 2016-13-01 and 2017", "2016-13-01");
    refused("killed since 2016-02-30", "2016-02-30");
    refused("killed on 31 February 2017", "31 February");
    refused("killed on February 30, 2017", "February 30");
    refused("killed from 2017 to 2016", "from 2017");
    refused("killed between May 2017 and March 2017", "between");
    refused("killed in 2016 in Homs in 2018", "in 2018");
    refused("killed since 2014 or 2015", "2015");
    refused("killed between Whitsuntide and 2017", "Whitsuntide");
    taken("clashes between rebels and soldiers in 2017");
    taken("killed after 2015 and before 2018");
}

#[test]
fn text_that_is_never_closed_or_joins_nothing() {
    refused("killed AND (", "(");
    refused("killed AND", "AND");
    refused("hospital OR", "OR");
    refused("killed in Homs (Syria", "(");
    taken("killed in Homs (Syria)");
}

#[test]
fn places_off_the_globe_or_the_gazetteer() {
    refused("killed near 91.5, 200.5", "91.5");
    refused("killed within 30 km", "within");
    refused("killed within 50000 km of Homs", "50000");
    let near = |text: &str| near_filter(text, 50.0, &context());
    assert!(near("91,200").unwrap_err().message.contains("latitude 91 is out of range"));
    assert!(near("36,200").unwrap_err().message.contains("longitude 200 is out of range"));
    let unknown = near("Nowhereistan").unwrap_err();
    assert!(!unknown.suggestions.is_empty(), "{unknown}");
    area_filter("Nowhereistan", &context()).unwrap_err();
    assert_eq!(near("Raqa").unwrap().0.country.as_deref(), Some("SY"));
}
