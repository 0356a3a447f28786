//! One sentence for each rule of the grammar. A figure is written `effect low..high class scope`, in the order of the
//! text; a missing bound is left out.

use super::*;
use crate::annotate::statement::Statement;
use crate::article::Field;

fn statements(text: &str) -> Vec<Statement> {
    let lexicon = Lexicon::embedded();
    let mut passage = Passage::new(Field::Text, text);
    lexicon.scan(text, &mut passage.scan);
    read(&mut passage, 0, lexicon);
    scope::read(&mut passage, 0);
    let mut passages = vec![passage];
    duplicate::remove(&mut passages);
    passages.remove(0).statements
}

fn written(text: &str) -> Vec<String> {
    let bound = |bound: Option<u64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    let line = |found: &Statement| {
        let (low, high) = (bound(found.count.low), bound(found.count.high));
        format!("{} {low}..{high} {} {}", found.effect, found.victims.class, found.scope)
    };
    statements(text).iter().map(line).collect()
}

#[track_caller]
fn reads(text: &str, figures: &[&str]) {
    assert_eq!(written(text), figures, "{text}");
}

#[test]
fn active_verbs_take_the_people_behind_them() {
    reads("A car bomb killed 20 civilians.", &["killed 20..20 civilian event"]);
    reads(
        "The blast hit a market, killing at least 20 people and wounding 30.",
        &["killed 20.. unspecified event", "wounded 30..30 unspecified event"],
    );
    reads("Rebels abducted and killed two teachers.", &["captured 2..2 civilian event", "killed 2..2 civilian event"]);
    reads("The shelling left 20 villagers dead.", &["killed 20..20 civilian event"]);
    reads("The floods of war drove 4,000 people from their homes.", &["displaced 4000..4000 unspecified event"]);
}

#[test]
fn passives_take_the_people_before_them() {
    reads("Twenty soldiers were killed.", &["killed 20..20 military event"]);
    reads("Some 40 villagers have been wounded.", &["wounded 40..40 civilian event"]);
    reads("A policeman was shot dead near his home.", &["killed 1..1 police event"]);
    reads("At least ten fighters from the northern valley have been captured.", &["captured 10.. militant event"]);
    reads("Three guards who were on duty were wounded.", &["wounded 3..3 police event"]);
    reads("Two suspects believed to have blown themselves up were buried.", &["killed 2..2 militant event"]);
}

#[test]
fn one_verb_goes_on_through_a_list() {
    reads(
        "Gunmen killed ten soldiers and five policemen in Homs and four in Hama.",
        &["killed 10..10 military event", "killed 5..5 police event", "killed 4..4 unspecified event"],
    );
    reads(
        "Three women and two children were wounded.",
        &["wounded 3..3 civilian event", "wounded 2..2 civilian event"],
    );
    reads("A farmer and his two sons were killed.", &["killed 1..1 civilian event", "killed 2..2 civilian event"]);
    reads(
        "Two soldiers were killed and 14 others wounded.",
        &["killed 2..2 military event", "wounded 14..14 military event"],
    );
}

#[test]
fn headlines_and_capitals_are_read() {
    reads("Bomb kills 5, wounds 30", &["killed 5..5 unspecified event", "wounded 30..30 unspecified event"]);
    reads(
        "TWO POLICEMEN WERE KILLED AND AN ARMY CAPTAIN WAS WOUNDED IN THE CLASH.",
        &["killed 2..2 police event", "wounded 1..1 military event"],
    );
    reads("THE MAYOR CONDEMNED THE MURDER OF RAMIRO ESTEVEZ LUNA.", &["killed 1..1 unspecified event"]);
}

#[test]
fn nouns_of_harm_take_what_of_leads_to() {
    reads("He mourned the deaths of 20 farmers.", &["killed 20..20 civilian event"]);
    reads("The raid caused 20 civilian deaths.", &["killed 20..20 civilian event"]);
    reads("The death toll rose to 20.", &["killed 20..20 unspecified event"]);
    reads("Officials put the death toll at 35.", &["killed 35..35 unspecified event"]);
    reads("The toll exceeded 100.", &["killed 101.. unspecified event"]);
    reads("The attack claimed the lives of 12 pilgrims.", &["killed 12..12 civilian event"]);
    reads("Rescuers recovered 20 bodies after the air strike.", &["killed 20..20 unspecified event"]);
    reads("The number of civilians killed in the raids rose to 44.", &["killed 44..44 civilian event"]);
    reads("The arrest in Kano of a teacher angered them.", &["captured 1..1 civilian event"]);
}

#[test]
fn parts_belong_to_their_whole() {
    reads(
        "A rocket killed 20 people, including three children and two women.",
        &["killed 20..20 unspecified event", "killed 3..3 civilian subset", "killed 2..2 civilian subset"],
    );
    reads(
        "Eleven people died, nine of them children.",
        &["killed 11..11 unspecified event", "killed 9..9 civilian subset"],
    );
    reads(
        "A shell killed ten people. Two of the victims were policemen.",
        &["killed 10..10 unspecified event", "killed 2..2 police subset"],
    );
    reads(
        "A shell killed ten people. Among the dead were three children.",
        &["killed 10..10 unspecified event", "killed 3..3 civilian subset"],
    );
    reads(
        "Clashes wounded 20 people, of whom 17 were soldiers.",
        &["wounded 20..20 unspecified event", "wounded 17..17 unspecified subset"],
    );
    reads(
        "Seventy people were killed. The army said 30 soldiers and 40 rebels had died.",
        &["killed 70..70 unspecified event", "killed 30..30 military subset", "killed 40..40 militant subset"],
    );
    reads(
        "The raid killed 12 civilians, including a child, as well as three guards.",
        &["killed 12..12 civilian event", "killed 1..1 civilian subset", "killed 3..3 police event"],
    );
}

#[test]
fn totals_over_a_period_are_told_apart() {
    reads("The war has killed more than 90,000 people.", &["killed 90001.. unspecified cumulative"]);
    reads("So far 40 soldiers have been killed.", &["killed 40..40 military cumulative"]);
    reads("Some 60 people have died since the uprising began.", &["killed 60..60 unspecified cumulative"]);
}

#[test]
fn harm_that_did_not_happen_is_no_figure() {
    for text in [
        "No civilians were killed.",
        "The strike would have to kill 20 people.",
        "They threatened to kill 20 hostages.",
        "The bomb did not kill 20 people.",
        "If 20 soldiers are killed, the talks end.",
        "The plan was aimed at killing 20 officers.",
        "The mayor was almost killed.",
        "He fled without wounding two guards.",
    ] {
        reads(text, &[]);
    }
}

#[test]
fn what_counts_no_people_is_no_figure() {
    for text in [
        "Rebels seized 20 tanks and three villages.",
        "The 101st killed time.",
        "He was hit by an AK-47 and M-16.",
        "A mortar killed 20 sheep.",
        "The earthquake killed 20 people.",
        "The toll road is 20 km long.",
        "The town was captured on 12 May.",
        "Karim Haddad, 58, who leads the party, wept.",
    ] {
        reads(text, &[]);
    }
}

#[test]
fn single_persons_count_as_one() {
    reads("A soldier was killed.", &["killed 1..1 military event"]);
    reads("General Karim Haddad was killed.", &["killed 1..1 military event"]);
    reads("A rebel leader, Karim Haddad, was killed.", &["killed 1..1 militant event"]);
    reads("The clash killed Karim Haddad, a senior rebel commander.", &["killed 1..1 militant event"]);
    reads("A bomber blew himself up.", &["killed 1..1 militant event"]);
    reads("A soldier was killed. The man was shot dead at dawn.", &["killed 1..1 military event"]);
}

#[test]
fn repeats_are_one_figure() {
    reads("A bomb killed 20 people. The bomb that killed 20 people was large.", &["killed 20..20 unspecified event"]);
    reads(
        "A bomb killed two soldiers in Homs. Another bomb killed two soldiers in Hama.",
        &["killed 2..2 military event", "killed 2..2 military event"],
    );
}

#[test]
fn a_bound_apart_is_the_same_figure() {
    reads(
        "At least five porters were killed in Bara. A doctor said five porters had died.",
        &["killed 5.. civilian event"],
    );
    reads(
        "More than 60 recruits were killed. The base lost 60 recruits, a guard said: 60 were killed.",
        &["killed 61.. military event"],
    );
    // Six is another number.
    reads(
        "Five porters were killed in Bara. A doctor said six porters had died.",
        &["killed 5..5 civilian event", "killed 6..6 civilian event"],
    );
}

#[test]
fn definite_numbers_point_back() {
    reads("Gunmen killed four drivers. The bodies of the four were found at dawn.", &["killed 4..4 civilian event"]);
    reads(
        "Two guards were wounded. All the two wounded guards were flown out. The two were hurt.",
        &["wounded 2..2 police event"],
    );
}

#[test]
fn other_events_are_other_figures() {
    let twice = ["killed 4..4 civilian event", "killed 4..4 civilian event"];
    reads("Gunmen killed four drivers. In a separate attack, four drivers were killed.", &twice);
    reads("Gunmen killed four drivers in Bara. Four drivers were killed in Orum.", &twice);
    reads("Gunmen killed four drivers. Another four drivers were killed at noon.", &twice);
    reads(
        "A man was killed at the gate. A woman died in the yard.",
        &["killed 1..1 unspecified event", "killed 1..1 civilian event"],
    );
}

#[test]
fn one_sentence_tells_nobody_twice() {
    reads("The body of Karim Haddad was shown on television after he was killed.", &["killed 1..1 unspecified event"]);
    reads(
        "Rocket fire wounds three farmers in Bara Three farmers were wounded by rockets in Bara.",
        &["wounded 3..3 civilian event"],
    );
    // The gunman may be "he".
    reads(
        "A gunman killed a guard before he was shot dead.",
        &["killed 1..1 police event", "killed 1..1 unspecified event"],
    );
}

#[test]
fn parts_stand_around_among() {
    let figures = ["killed 7..7 civilian subset", "killed 1..1 civilian subset", "killed 30..30 civilian event"];
    reads("Seven women and a child were among the 30 villagers killed.", &figures);
    reads("Among the 30 villagers killed were seven women and a child.", &[figures[2], figures[0], figures[1]]);
    let parts = statements("The raid killed 30 villagers. Seven women were among the 30 villagers killed.");
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[1].part_of.map(|whole| whole.statement), Some(0));
}

#[test]
fn what_is_imagined_expected_or_untrue_is_no_figure() {
    reads("All they need do is kill a few guards.", &[]);
    reads("The death toll could rise to 50.", &[]);
    reads("The death toll is expected to pass 50.", &[]);
    reads("The death toll may have risen to 50.", &["killed 50..50 unspecified event"]);
    reads("It is not true that four children were killed.", &[]);
    reads("There were rumours that five porters had been killed.", &[]);
    reads("The army denied that any civilian was killed.", &[]);
    reads("The inquiry asks whether the strike killed the driver.", &[]);
    reads("It is unclear whether the bomb that killed 20 people was theirs.", &["killed 20..20 unspecified event"]);
    reads("An official body counts the shells.", &[]);
    reads("Two porters were killed in a road accident.", &[]);
}

#[test]
fn captives_who_escape_are_free() {
    reads("Three hostages escaped from the camp.", &["released 3..3 civilian event"]);
    reads("Some 400 villagers fled the town.", &["displaced 400..400 civilian event"]);
}

#[test]
fn headlines_name_the_people_of_the_body() {
    reads("One hostage, a judge, died.", &["killed 1..1 civilian event"]);
}

#[test]
fn families_are_a_unit_of_their_own() {
    let found = statements("About 200 families had fled the village.");
    assert_eq!(found.first().map(|found| found.count.unit), Some(crate::article::Unit::Families));
}

#[test]
fn the_word_of_harm_stands_where_the_noun_would() {
    reads("The siege has claimed 49 lives.", &["killed 49..49 unspecified event"]);
    reads("The shelling claimed hundreds of lives.", &["killed 200.. unspecified event"]);
    reads("The brigade suffered thousands of casualties.", &["casualties 2000.. military cumulative"]);
    reads("Its action caused one needless death.", &["killed 1..1 unspecified event"]);
    reads("At least 65 bodies of civilians were found in a well.", &["killed 65.. civilian event"]);
    reads(
        "Soldiers killed 33 rebels and arrested six.",
        &["killed 33..33 militant event", "captured 6..6 militant event"],
    );
    reads("The convoy was hit and tens of others were wounded.", &["wounded 20.. unspecified event"]);
}

#[test]
fn single_persons_are_read_from_their_clause() {
    reads("The minister, whose brother was killed in the raid, spoke.", &["killed 1..1 civilian event"]);
    reads("A 27-year-old was arrested by soldiers.", &["captured 1..1 unspecified event"]);
    reads("Rebels claimed the murder of a loom operator.", &["killed 1..1 civilian event"]);
    reads("Hamid Latif, commander of the brigade, was killed.", &["killed 1..1 military event"]);
    reads("Gunmen killed elusive rebel leader Karim Osei.", &["killed 1..1 militant event"]);
    reads(
        "A colonel was killed in a US strike along with nine other fighters.",
        &["killed 1..1 military event", "killed 9..9 militant event"],
    );
    reads("Police captured militia leader Karim Haddad.", &["captured 1..1 militant event"]);
}

#[test]
fn courts_age_and_identity_are_no_figures() {
    reads("The trader was jailed for ten years.", &[]);
    reads("The poet, a rebel once, died on Sunday at 94.", &[]);
    reads("Latif was one of five villagers killed.", &["killed 5..5 civilian event"]);
}

#[test]
fn verbs_of_capture_in_two_pieces() {
    reads("The raiders took 40 villagers hostage near the well.", &["captured 40..40 civilian event"]);
    reads("They are holding two soldiers prisoner.", &["captured 2..2 military event"]);
    reads("The committee took two hostage negotiators along.", &[]);
}

#[test]
fn each_name_of_a_list_is_a_person() {
    reads(
        "The film shows the murders of reporters Karim Haddad and Omar Osei.",
        &["killed 1..1 civilian event", "killed 1..1 civilian event"],
    );
    reads(
        "Karim Haddad and Omar Osei were killed.",
        &["killed 1..1 unspecified event", "killed 1..1 unspecified event"],
    );
    reads("Two policemen, Karim Haddad and Omar Osei, were killed.", &["killed 2..2 police event"]);
    reads("They murdered captives, including two nurses.", &["killed 2..2 civilian event"]);
    reads("Haddad, who was killed by a sniper, came from the coast.", &["killed 1..1 unspecified event"]);
}

#[test]
fn others_are_others_than_the_dead() {
    reads(
        "Four were killed and 25 others injured in a raid on Sarmin. Four people died and 25 others were injured.",
        &["killed 4..4 unspecified event", "wounded 25..25 unspecified event"],
    );
    reads("Thirty men were injured Saturday.", &["wounded 30..30 unspecified event"]);
}

#[test]
fn verb_groups_with_words_between() {
    reads(
        "Seven of the gunmen suspected of being involved have since been arrested.",
        &["captured 7..7 militant event"],
    );
    reads("Also killed were a trader and two guards.", &["killed 1..1 civilian event", "killed 2..2 police event"]);
    reads("Two gunmen confessed to killing four guards.", &["killed 4..4 police event"]);
    reads("The town is home to 20,000 people displaced by war.", &["displaced 20000..20000 unspecified cumulative"]);
    reads(
        "A soldier (retired) and three drivers were injured.",
        &["wounded 1..1 military event", "wounded 3..3 civilian event"],
    );
    reads(
        "Raids killed 19 people, including six children, in Sarmin and another 23 people in Homs.",
        &["killed 19..19 unspecified event", "killed 6..6 civilian subset", "killed 23..23 unspecified event"],
    );
    reads("Some 35 people suffered suffocation.", &["wounded 35..35 unspecified event"]);
}

#[test]
fn nothing_panics_and_long_lists_end() {
    for text in [
        "",
        "killed",
        "killed 20 and ",
        "and and and",
        "of of 20",
        "20",
        "the the 20 of them of them",
        "(\u{301}20 killed",
    ] {
        statements(text);
    }
    assert!(statements(&"killed 20 and ".repeat(3000)).len() > 1);
    statements(&"20 ".repeat(20_000));
    statements(&"including two of the ".repeat(5_000));
}
