//! What roles are read out of sentences, each written for one rule.

use crate::annotate::{Knowledge, annotate};
use crate::article::{Article, Figure, Method, Reading, Relation, Stance};

fn read(text: &str) -> Reading {
    annotate(&Article { id: "t".into(), text: text.into(), ..Article::default() }, &Knowledge::embedded())
}

/// The first figure with this number.
fn figure(reading: &Reading, number: u64) -> &Figure {
    let found = reading.figures.iter().find(|figure| figure.count.low == Some(number));
    found.unwrap_or_else(|| panic!("no {number} in {:#?}", reading.figures))
}

fn source(figure: &Figure) -> &str {
    figure.attribution.as_ref().map_or("-", |actor| actor.name.as_str())
}

fn by(figure: &Figure) -> &str {
    figure.by.first().map_or("-", |by| by.name.as_str())
}

#[test]
fn a_speaker_stands_before_the_verb() {
    let reading = read("The Syrian Observatory for Human Rights said that 14 civilians were killed in Idlib.");
    assert_eq!(source(figure(&reading, 14)), "Syrian Observatory for Human Rights");
}

#[test]
fn a_speaker_stands_behind_the_sentence() {
    let reading = read("A car bomb killed 14 people outside a bakery in Kirkuk, police and hospital officials said.");
    assert_eq!(source(figure(&reading, 14)), "police and hospital officials");
    let reading = read("A car bomb killed 14 people outside a bakery in Kirkuk, according to Iraqi police.");
    assert_eq!(source(figure(&reading, 14)), "Iraqi police");
}

#[test]
fn the_listener_is_not_the_speaker() {
    let reading = read("Local officials told Reuters that 14 people were killed by the blast in Kirkuk.");
    assert_eq!(source(figure(&reading, 14)), "local officials");
}

#[test]
fn a_spokesman_is_his_organisation_and_a_governor_himself() {
    let reading = read("Hamza Qadir, a spokesman for the Afghan Interior Ministry, said 14 people were killed.");
    assert_eq!(source(figure(&reading, 14)), "Afghan Interior Ministry");
    let reading = read("Hamza Qadir, a spokesman for the provincial governor, said 14 people were killed.");
    assert_eq!(source(figure(&reading, 14)), "Hamza Qadir");
}

#[test]
fn a_name_is_the_speaker_not_what_is_said_of_it() {
    let reading = read(
        "The Observatory said 14 civilians were killed near Raqqa. \
         The Syrian Democratic Forces (SDF), the militia that leads the assault, denied the civilian deaths.",
    );
    let figure = figure(&reading, 14);
    assert_eq!(figure.denied_by.first().map(|actor| actor.name.as_str()), Some("Syrian Democratic Forces"));
}

#[test]
fn it_added_goes_on_with_the_speaker_before() {
    let reading = read(
        "The Syrian Observatory for Human Rights said 14 people were killed in Douma. It added that 33 were wounded.",
    );
    assert_eq!(source(figure(&reading, 33)), "Syrian Observatory for Human Rights");
}

#[test]
fn a_later_clause_has_its_own_speaker() {
    let reading = read(
        "The Observatory said, 14 people were killed in rebel shelling of Aleppo, while state news agency SANA gave a \
         death toll of nine.",
    );
    assert_eq!(source(figure(&reading, 14)), "Syrian Observatory for Human Rights");
    assert_eq!(source(figure(&reading, 9)), "SANA");
}

#[test]
fn a_verb_inside_a_name_says_nothing() {
    let reading = read("Troops of the United States killed 14 fighters in Mosul.");
    assert_eq!(source(figure(&reading, 14)), "-");
}

#[test]
fn the_subject_and_the_agent_did_it() {
    let reading = read("Boko Haram killed 14 villagers in Borno on Sunday.");
    assert_eq!(by(figure(&reading, 14)), "Boko Haram");
    let reading = read("On Sunday 14 villagers were killed by the Taliban in Ghazni.");
    assert_eq!(by(figure(&reading, 14)), "Taliban");
}

#[test]
fn the_place_that_was_struck_did_nothing() {
    let reading = read("Russian air strikes on Islamic State positions killed 14 fighters near Palmyra.");
    assert_eq!(by(figure(&reading, 14)), "Russia");
}

#[test]
fn a_claim_of_responsibility_makes_the_perpetrator() {
    let reading = read("A suicide bomber killed 14 people in Quetta in an attack claimed by Islamic State.");
    let figure = figure(&reading, 14);
    assert_eq!(by(figure), "Islamic State");
    assert_eq!(figure.by.first().map(|by| by.relation), Some(Relation::Claimed));
}

#[test]
fn the_weapon_of_the_clause_is_the_method() {
    let reading = read("Government shelling killed 14 people in Douma, and a car bomb killed nine in Homs.");
    assert_eq!(figure(&reading, 14).method, Some(Method::Shelling));
    assert_eq!(figure(&reading, 9).method, Some(Method::Bombing));
}

#[test]
fn people_do_not_flee_from_the_weapon_of_another_sentence() {
    let reading = read("Air strikes hit Sirte on Monday. About 3,000 people have fled the town.");
    assert_eq!(figure(&reading, 3000).method, None);
}

#[test]
fn a_party_that_counts_its_enemies_dead_claims() {
    let reading = read("The Turkish army said it killed 14 PKK militants in air strikes on northern Iraq.");
    let figure = figure(&reading, 14);
    assert_eq!(figure.stance, Stance::Claimed);
    let reading = read("Witnesses said 14 people were killed in the market.");
    assert_eq!(reading.figures.first().map(|figure| figure.stance), Some(Stance::Reported));
}

#[test]
fn odd_texts_are_read_without_a_panic() {
    for text in [
        "said",
        "said said said 3 killed said",
        "according to",
        "by by by killed 3 by",
        ": 3 killed :",
        ", , said 3 died",
    ] {
        read(text);
        read(&text.repeat(300));
        read(&text.to_uppercase());
    }
}

#[test]
fn two_sources_may_be_named_and_an_office_goes_with_its_holder() {
    let reading = read("A mortar round killed 14 people in Kirkuk, Iraqi police and hospital sources said.");
    assert_eq!(source(figure(&reading, 14)), "Iraqi police and hospital sources");
    let reading = read("Iraqi Prime Minister Karim Haddad said on Sunday that 14 people were killed in the blast.");
    assert_eq!(source(figure(&reading, 14)), "Iraqi prime minister Karim Haddad");
}

#[test]
fn an_organisation_that_no_lexicon_has_speaks_under_its_name() {
    let reading = read("The Karm Valley Gazette reported on Sunday that 14 people were killed in the blast.");
    assert_eq!(source(figure(&reading, 14)), "Karm Valley Gazette");
}

#[test]
fn capitals_that_are_no_name_do_not_speak() {
    let reading = read("March was quiet. Two of the guards said nothing. Some said that 14 people were killed.");
    assert!(reading.figures.iter().all(|figure| !matches!(source(figure), "March" | "Two" | "Some")));
}

#[test]
fn nobody_harms_his_own_side_unless_the_sentence_says_so() {
    let reading = read(
        "Islamic State fighters entered the town at dawn. Some 43 fighters of the Islamic State were killed by a mine.",
    );
    assert_ne!(by(figure(&reading, 43)), "Islamic State");
}

#[test]
fn a_state_that_wars_abroad_is_named_for_its_forces() {
    let reading = read("Israeli troops killed 14 people in Gaza on Sunday.");
    assert_eq!(by(figure(&reading, 14)), "Israel");
}

#[test]
fn is_in_capitals_is_a_verb() {
    let reading = read("THE BISHOP'S HOUSE IS STILL CLOSED. 14 PRIESTS WERE KILLED IN THE ATTACK ON SUNDAY.");
    assert_eq!(by(figure(&reading, 14)), "-");
}
