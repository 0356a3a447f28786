//! Sentences of our own that say what is a place name, which place it means, and what kind of mention it is.

use crate::annotate::{Knowledge, annotate};
use crate::article::{Article, MentionKind, PlaceMention};

fn places(text: &str) -> Vec<PlaceMention> {
    let article = Article { id: "t".into(), text: text.into(), ..Article::default() };
    annotate(&article, &Knowledge::embedded()).places
}

fn surfaces(text: &str) -> Vec<String> {
    places(text).into_iter().map(|place| place.surface).collect()
}

fn place(text: &str, surface: &str) -> PlaceMention {
    let found = places(text).into_iter().find(|place| place.surface == surface);
    found.unwrap_or_else(|| panic!("no {surface:?} in {text:?}: {:?}", surfaces(text)))
}

#[test]
fn names_after_prepositions_are_places() {
    assert_eq!(surfaces("Shells fell in Aleppo and near Hama on Monday."), ["Aleppo", "Hama"]);
    assert_eq!(surfaces("The convoy left Homs for Damascus."), ["Homs", "Damascus"]);
}

#[test]
fn people_are_no_places() {
    assert_eq!(surfaces("Mr. London met Paris Holloway on Friday."), Vec::<String>::new());
    // The surname alone is known for a person's from the sentence before.
    let text = "The spokesman, Jack London, left early. London said that he was tired.";
    assert!(!surfaces(text).contains(&"London".to_string()));
}

#[test]
fn common_words_at_the_start_of_a_sentence_are_no_places() {
    let text = "Reading the statement took an hour. Police wept. Mobile phones were cut off. Of those, two died.";
    assert_eq!(surfaces(text), Vec::<String>::new());
}

#[test]
fn months_and_days_are_no_places() {
    assert_eq!(surfaces("In March and again on Sunday the guns fell silent."), Vec::<String>::new());
}

#[test]
fn what_is_called_after_a_place_is_associative() {
    assert_eq!(place("The Syrian army shelled a farm in Idlib.", "Idlib").kind, MentionKind::Literal);
    let based = places("A London-based monitor counted the dead in Daraa.");
    assert!(based.iter().all(|place| place.surface != "London" || place.kind == MentionKind::Associative));
}

#[test]
fn what_stands_behind_a_comma_says_which_namesake_is_meant() {
    assert_eq!(place("He was born in Tripoli, Lebanon, and fought there.", "Tripoli").country.as_deref(), Some("LB"));
    assert_eq!(place("He was born in Tripoli, Libya, and fought there.", "Tripoli").country.as_deref(), Some("LY"));
    assert_eq!(place("A depot burned in Paris, Texas, overnight.", "Paris").admin1.as_deref(), Some("Texas"));
}

#[test]
fn the_other_names_of_a_report_say_which_namesake_is_meant() {
    let text = "Insurgents struck in Balad. The raid followed clashes in Samarra and Baquba, north of Baghdad, Iraq.";
    assert_eq!(place(text, "Balad").country.as_deref(), Some("IQ"));
}

#[test]
fn a_village_that_no_gazetteer_has_is_anchored_by_its_text() {
    let text = "Troops entered the village of Qwertabad, 40 km north of Raqqa, at dawn.";
    let village = place(text, "Qwertabad");
    assert_eq!(village.geoname_id, None);
    let lat = village.lat.expect("an anchored point");
    assert!((lat - 36.31).abs() < 0.05, "{lat}");
}

#[test]
fn odd_input_is_read_without_a_panic() {
    for text in ["", "U.", "U.S", "al-", "al-Bab", "St.", "X's", "\u{202e}Aleppo\u{301}", "IN", "A. B. C. D. E. F. G."]
    {
        places(text);
    }
}
