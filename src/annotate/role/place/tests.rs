//! Sentences of our own that say where a statement happened.

use crate::annotate::{Knowledge, annotate};
use crate::article::{Article, Figure, Place, PlaceFrom, Precision};

fn figures(text: &str) -> Vec<Figure> {
    let article =
        Article { id: "t".into(), text: text.into(), published: "2016-11-11".parse().ok(), ..Article::default() };
    annotate(&article, &Knowledge::embedded()).figures
}

fn place(text: &str) -> Place {
    let figures = figures(text);
    let figure = figures.first().unwrap_or_else(|| panic!("no figure in {text:?}"));
    figure.place.clone().unwrap_or_else(|| panic!("no place for {:?}", figure.quote))
}

#[test]
fn the_clause_has_its_own_place() {
    let found = place("BEIRUT (AFP) - An air strike killed 12 civilians in the town of Saraqib on Tuesday.");
    assert_eq!((found.surface.as_str(), found.from), ("Saraqib", PlaceFrom::Phrase));
}

#[test]
fn the_most_precise_name_wins() {
    assert_eq!(place("Gunmen killed nine soldiers in Baqubah, Iraq, on Tuesday.").surface, "Baqubah");
}

#[test]
fn the_speakers_seat_is_not_where_it_happened() {
    let text = "A barrel bomb killed seven people in Idlib, a medic told reporters in Istanbul.";
    assert_eq!(place(text).surface, "Idlib");
}

#[test]
fn where_people_come_from_is_not_where_they_died() {
    let text = "Three soldiers from Uganda were killed in Mogadishu on Friday.";
    assert_eq!(place(text).surface, "Mogadishu");
}

#[test]
fn the_figure_goes_on_from_the_sentence_before() {
    let text = "A car bomb exploded at a market in Kirkuk on Monday. Police said 14 people were killed.";
    assert_eq!(place(text).surface, "Kirkuk");
}

#[test]
fn distances_from_a_town_are_reckoned() {
    let found = place("Shelling killed four villagers 40 km north of Raqqa on Monday.");
    assert_eq!((found.precision, found.surface.as_str()), (Precision::Near, "40 km north of Raqqa"));
    assert!((found.lat.unwrap_or_default() - 36.31).abs() < 0.05);
}

#[test]
fn a_village_with_its_distance_is_the_village() {
    let found = place("A raid on the village of Qwertabad, about 40 km north of Raqqa, killed six farmers.");
    assert_eq!((found.name.as_str(), found.precision), ("Qwertabad", Precision::Near));
    assert!((found.lat.unwrap_or_default() - 36.31).abs() < 0.05);
}

#[test]
fn each_figure_of_a_list_has_its_place() {
    let figures = figures("Snipers killed eight people in Homs and five people in Hama on Friday.");
    let places: Vec<_> = figures.iter().filter_map(|figure| Some(figure.place.as_ref()?.surface.as_str())).collect();
    assert_eq!(places, ["Homs", "Hama"]);
}

#[test]
fn the_dateline_serves_where_the_text_names_no_place() {
    let found = place("ALEPPO, Syria (AFP) - A shell killed three children on Monday, medics said.");
    assert_eq!(found.country.as_deref(), Some("SY"));
}

#[test]
fn the_town_of_a_far_sentence_is_still_looked_at() {
    let filler = "Talks went on. The envoys met again. They spoke of prices. Nothing was agreed. ".repeat(3);
    let text = format!(
        "A bomb hit a market in Kirkuk. Kirkuk is a city of many tongues. {filler}The bomb in the city killed 14 people."
    );
    assert_eq!(place(&text).surface, "Kirkuk");
}

#[test]
fn a_country_pointed_at_is_no_town() {
    let text = "A shell hit a house in Sirte, Libya, on Monday. More than 5,000 people have been killed in the country since May.";
    assert_eq!(place(text).country.as_deref(), Some("LY"));
    assert_eq!(place(text).precision, Precision::Country);
}

#[test]
fn a_name_with_its_kind_is_the_place() {
    let text = "Two guards died in Turkey's fourth largest city of Bursa on Friday, an official in Ankara said.";
    assert_eq!(place(text).surface, "Bursa");
}
