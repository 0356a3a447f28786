use crate::annotate::{Knowledge, annotate};
use crate::article::{Article, Scope};

/// Reads a text of Friday, 11 November 2016, and gives the date and scope of the figure with this count.
fn dated(text: &str, count: u64) -> (String, Scope) {
    let article = Article { text: text.to_owned(), published: "2016-11-11".parse().ok(), ..Article::default() };
    let reading = annotate(&article, &Knowledge::embedded());
    let figure = reading
        .figures
        .iter()
        .find(|figure| figure.count.low.or(figure.count.high) == Some(count))
        .unwrap_or_else(|| panic!("no figure of {count} in {text:?}"));
    let day = |day: Option<chrono::NaiveDate>| day.map_or("-".to_owned(), |day| day.to_string());
    let when = figure.when.clone().unwrap_or_default();
    let days = if when.from == when.to { day(when.from) } else { format!("{} {}", day(when.from), day(when.to)) };
    (days, figure.scope)
}

#[track_caller]
fn is_dated(text: &str, count: u64, days: &str) {
    assert_eq!(dated(text, count).0, days, "{text:?}");
}

#[test]
fn the_nearest_phrase_dates_a_figure() {
    is_dated("Shelling killed 20 civilians on Wednesday.", 20, "2016-11-09");
    is_dated("A blast on Tuesday killed 20 people, and a raid on Wednesday wounded 30 others.", 20, "2016-11-08");
    is_dated("A blast on Tuesday killed 20 people, and a raid on Wednesday wounded 30 others.", 30, "2016-11-09");
    is_dated(
        "The raid came after the bombing that killed 31 people and the attacks last November that killed 130.",
        130,
        "2015-11-01 2015-11-30",
    );
}

#[test]
fn the_day_of_the_words_is_a_last_resort() {
    is_dated("The monitor on Wednesday said a raid overnight killed 20 civilians.", 20, "2016-11-08 2016-11-09");
    is_dated("A raid killed 20 civilians, police said on Thursday.", 20, "2016-11-10");
    is_dated(
        "A raid killed 20 civilians, police said on Thursday.\n\nThe raid late on Wednesday hit a market.",
        20,
        "2016-11-09",
    );
}

#[test]
fn a_figure_goes_on_with_the_event_told_of() {
    is_dated("A blast hit a market on Tuesday. It killed 20 people.", 20, "2016-11-08");
    is_dated("A raid on Tuesday killed 20 civilians.\n\nThe strike also wounded 35 others.", 35, "2016-11-08");
    is_dated("A raid killed 20 civilians.", 20, "2016-11-11");
    is_dated(
        "A raid on Tuesday killed 20 civilians.\n\nIn March, a blast there killed 9 people.\n\nThe raid also wounded 35 people.",
        35,
        "2016-11-08",
    );
}

#[test]
fn totals_get_their_period() {
    let (days, scope) = dated("Shelling has killed 680 civilians since September 2014.", 680);
    assert_eq!((days.as_str(), scope), ("2014-09-01 2016-11-11", Scope::Cumulative));
    let (days, scope) = dated("Shelling killed 120 civilians in the past month.", 120);
    assert_eq!((days.as_str(), scope), ("2016-10-11 2016-11-11", Scope::Cumulative));
    let (days, scope) = dated("The five-year war has killed 300,000 people.", 300_000);
    assert_eq!((days.as_str(), scope), ("2011-11-11 2016-11-11", Scope::Cumulative));
    let (days, scope) = dated("More than 500 were wounded since the campaign to retake it began in early May.", 501);
    assert_eq!((days.as_str(), scope), ("2016-05-01 2016-11-11", Scope::Cumulative));
    is_dated(
        "A raid on Tuesday killed 20 people.\n\nIt brought the toll since September 2014 to 680, including 169 children.\n\nAbout 250 people had fled.",
        250,
        "2016-11-08",
    );
    let (days, scope) = dated("Clashes killed 12 rebels over the past 24 hours.", 12);
    assert_eq!((days.as_str(), scope), ("2016-11-10 2016-11-11", Scope::Event));
    let (days, scope) = dated("A 2004 attack on the consulate killed five guards.", 5);
    assert_eq!((days.as_str(), scope), ("2004-01-01 2004-12-31", Scope::Event));
}

#[test]
fn what_a_period_starts_with_is_dated_by_its_start() {
    is_dated("It has been tense since the attacks on October 12 in which 49 people were killed.", 49, "2016-10-12");
    is_dated("The city has been on alert since a gunman killed 49 people at a club on October 12.", 49, "2016-10-12");
}

#[test]
fn the_start_of_a_known_war_starts_its_toll() {
    let text = "The conflict in Syria has claimed the lives of 250,000 people, the envoy said.";
    is_dated(text, 250_000, "2011-03-15 2016-11-11");
}

#[test]
fn a_chronicle_dates_its_days_by_the_year_told_last() {
    let text = "The battle of Qwertabad began on 24 February 2012. On 3 March, shells killed 14 people.";
    is_dated(text, 14, "2012-03-03");
}

#[test]
fn a_total_goes_on_with_the_period_told_before() {
    let text = "Since October, settlers have killed nine farmers. Troops have shot dead 40 protesters.";
    assert_eq!(dated(text, 40), ("2016-10-01 2016-11-11".to_owned(), Scope::Cumulative));
}

#[test]
fn what_is_pointed_at_was_dated_before() {
    let text = "The raid on Monday was like a January blast at a bank. In that attack, 12 clerks were killed.";
    is_dated(text, 12, "2016-01-01 2016-01-31");
}

#[test]
fn the_event_behind_after_lies_so_much_earlier() {
    let text = "A bomb wounded six people on Thursday. The attack came a day after shelling killed 23 villagers.";
    is_dated(text, 23, "2016-11-09");
}

#[test]
fn years_behind_months_and_anniversaries() {
    is_dated("In August last year, a car bomb killed 27 people.", 27, "2015-08-01 2015-08-31");
    is_dated(
        "Police have been on alert since two guards were killed in a raid in May last year.",
        2,
        "2015-05-01 2015-05-31",
    );
    is_dated("Relatives marked the fifth anniversary of a raid that killed 13 fishermen.", 13, "2011-11-09 2011-11-13");
    is_dated("Rebels captured 400 soldiers in the last month.", 400, "2016-10-11 2016-11-11");
}

#[test]
fn the_one_day_of_a_month_that_the_text_tells_is_the_events() {
    let text = "Police spoke of the September attacks in Qwertabad that killed 130 people. The men of Sept. 13 had come by car.";
    is_dated(text, 130, "2016-09-13");
}

#[test]
fn people_of_one_verb_that_add_up_are_parts_of_the_total() {
    let text = "A raid killed 20 people on Monday. The town mourned. Shops were shut. Schools stayed closed. Nobody \
                claimed it. Police said nine farmers, seven clerks and four guards were killed.";
    assert_eq!(dated(text, 7).1, Scope::Subset);
}
