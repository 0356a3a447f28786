use super::read;
use crate::annotate::passage::{DateRole, Passage, Setting};
use crate::article::Field;

fn mentions(text: &str, today: &str) -> Vec<(String, String, DateRole)> {
    let mut passage = Passage::new(Field::Text, text);
    read(&mut passage, &Setting { today: today.parse().ok(), ..Setting::default() });
    let day = |day: Option<chrono::NaiveDate>| day.map_or("-".to_owned(), |day| day.format("%m-%d").to_string());
    let year = |day: Option<chrono::NaiveDate>| day.map_or("-".to_owned(), |day| day.to_string());
    passage
        .dates
        .iter()
        .map(|date| {
            let words = passage.document.slice(date.tokens.clone()).to_owned();
            let days = if date.when.from == date.when.to {
                year(date.when.from)
            } else if date.when.from.is_some() && date.when.to.is_some() {
                format!("{} {}", year(date.when.from), year(date.when.to))
            } else {
                format!("{} {}", year(date.when.from), day(date.when.to))
            };
            (words, days, date.role)
        })
        .collect()
}

/// Seen from Friday, 11 November 2016.
#[track_caller]
fn reads(text: &str, words: &str, days: &str) {
    let found = mentions(text, "2016-11-11");
    assert!(
        found.iter().any(|(found_words, found_days, _)| found_words == words && found_days == days),
        "{text:?} gave {found:?}"
    );
}

#[track_caller]
fn reads_as(text: &str, days: &str, role: DateRole) {
    let found = mentions(text, "2016-11-11");
    assert!(
        found.iter().any(|(_, found_days, found_role)| found_days == days && *found_role == role),
        "{text:?} gave {found:?}"
    );
}

#[track_caller]
fn reads_nothing(text: &str) {
    assert_eq!(mentions(text, "2016-11-11"), Vec::new(), "{text:?}");
}

#[test]
fn weekdays_look_back() {
    reads("Shells fell on Wednesday.", "Wednesday", "2016-11-09");
    reads("Shells fell on Friday.", "Friday", "2016-11-11");
    reads("Shells fell late on Wednesday night.", "Wednesday night", "2016-11-09");
    reads("Shells fell last Friday.", "last Friday", "2016-11-04");
    reads("Shells fell on Thursday last week.", "Thursday last week", "2016-11-03");
    reads("Thursdays air strikes hit it.", "Thursdays", "2016-11-10");
    reads("it fell on sunday.", "sunday", "2016-11-06");
    reads("Shells fell on Friday, April 5, 2013.", "Friday, April 5, 2013", "2013-04-05");
    reads("SHELLS FELL ON WEDNESDAY IN THE TOWN OF AL-BAB", "WEDNESDAY", "2016-11-09");
    reads_as("Talks will start on Monday.", "2016-11-14", DateRole::Background);
    reads_as("The truce is due to begin on Monday.", "2016-11-14", DateRole::Background);
}

#[test]
fn days_counted_from_today() {
    reads("Shells fell yesterday.", "yesterday", "2016-11-10");
    reads("Shells fell today.", "today", "2016-11-11");
    reads("Shells fell this morning.", "this morning", "2016-11-11");
    reads("Shells fell last night.", "last night", "2016-11-10 2016-11-11");
    reads("Shells fell overnight.", "overnight", "2016-11-10 2016-11-11");
    reads("The monitor on Wednesday said a raid overnight hit it.", "overnight", "2016-11-08 2016-11-09");
    reads("Shells fell the day before yesterday.", "the day before yesterday", "2016-11-09");
    reads("Shells fell two days ago.", "two days ago", "2016-11-09");
    reads("It fell two years ago.", "two years ago", "2014-01-01 2014-12-31");
    reads("It fell a month ago.", "a month ago", "2016-10-01 2016-10-31");
}

#[test]
fn weeks_months_and_years() {
    reads("Shells fell earlier this week.", "earlier this week", "2016-11-07 2016-11-11");
    reads("Shells fell last week.", "last week", "2016-10-31 2016-11-06");
    reads("Shells fell last month.", "last month", "2016-10-01 2016-10-31");
    reads("Shells fell last year.", "last year", "2015-01-01 2015-12-31");
    reads("Shells fell at the weekend.", "the weekend", "2016-11-05 2016-11-06");
    reads("Shells fell in November.", "November", "2016-11-01 2016-11-11");
    reads("Shells fell last November.", "last November", "2015-11-01 2015-11-30");
    reads("Shells fell in March.", "March", "2016-03-01 2016-03-31");
    reads("Shells fell last December.", "last December", "2015-12-01 2015-12-31");
    reads("Shells fell in early March.", "early March", "2016-03-01 2016-03-11");
    reads("It was founded in 2014.", "2014", "2014-01-01 2014-12-31");
    reads("They came in mid-2014.", "mid-2014", "2014-05-02 2014-09-01");
    reads("A 2004 attack on it failed.", "2004", "2004-01-01 2004-12-31");
    reads("It began in the spring of 2014.", "spring of 2014", "2014-03-01 2014-05-31");
    reads("It began last summer.", "last summer", "2016-06-01 2016-08-31");
    reads("They fought in the 1990s.", "1990s", "1990-01-01 1999-12-31");
}

#[test]
fn written_dates() {
    reads("Shells fell on Nov. 8.", "Nov. 8", "2016-11-08");
    reads("Shells fell on 8 November near it.", "8 November", "2016-11-08");
    reads("Shells fell on November 8, 2014, in it.", "November 8, 2014", "2014-11-08");
    reads("Shells fell on 8-9 November.", "8-9 November", "2016-11-08 2016-11-09");
    reads("Shells fell on 2014-11-08.", "2014-11-08", "2014-11-08");
    reads("THE TOWN WAS SHELLED ON 12 OCT 89 BY REBELS", "12 OCT 89", "1989-10-12");
    reads("It was shelled on Christmas Day.", "Christmas Day", "2015-12-25");
}

#[test]
fn periods() {
    reads_as("Since September 2014 it has burned.", "2014-09-01 2016-11-11", DateRole::Since);
    reads_as(
        "680 died since air raids in the north began in September 2014.",
        "2014-09-01 2016-11-11",
        DateRole::Since,
    );
    reads_as("300 have died since the siege began.", "- 11-11", DateRole::Since);
    reads_as("20 died in the past week.", "2016-11-04 2016-11-11", DateRole::Over);
    reads_as("20 died over the past 24 hours.", "2016-11-10 2016-11-11", DateRole::Over);
    reads_as("20 died in the last three days.", "2016-11-08 2016-11-11", DateRole::Over);
    reads_as("20 died in three days.", "2016-11-08 2016-11-11", DateRole::Over);
    reads_as("20 died so far this year.", "2016-01-01 2016-11-11", DateRole::Over);
    reads_as("20 died between 1 and 15 March.", "2016-03-01 2016-03-15", DateRole::During);
    reads_as("Six days of heavy bombing killed 20.", "2016-11-05 2016-11-11", DateRole::Over);
    reads_as("A three-day battle killed 20.", "2016-11-08 2016-11-11", DateRole::Over);
    reads_as("20 died in 24 hours, a monitor said on Thursday.", "2016-11-09 2016-11-10", DateRole::Over);
    reads_as("20 died between 1 March and 5 April.", "2016-03-01 2016-04-05", DateRole::Over);
    reads_as("20 died from Monday to Thursday.", "2016-11-07 2016-11-10", DateRole::Over);
}

#[test]
fn days_counted_from_a_day_told_before() {
    reads("It fell on Nov. 8. The previous day two died.", "previous day", "2016-11-07");
    reads("It fell on Nov. 8. Two had died a day earlier.", "a day earlier", "2016-11-07");
    reads("In March ten died. A month earlier two had died.", "A month earlier", "2016-02-01 2016-02-29");
    reads("It fell on Nov. 8. Two days later it burned.", "Two days later", "2016-11-10");
    reads_as("It came three weeks after soldiers took the town.", "2016-10-18 2016-10-24", DateRole::Background);
    reads(
        "It fell in August 2014, when, officials said at the time, two died.",
        "at the time",
        "2014-08-01 2014-08-31",
    );
}

#[test]
fn words_that_are_no_dates() {
    for text in [
        "A 45-year-old man came.",
        "The five-year war goes on.",
        "He may leave.",
        "May God help them.",
        "They march on the town.",
        "The sun rose over the sat phone.",
        "He was jailed for 20 years.",
        "They killed 2014 people.",
        "The 101st division came 40 km near.",
        "Spring water and a fall.",
    ] {
        reads_nothing(text);
    }
}

#[test]
fn attacks_of_2001_are_background() {
    reads_as("After the Sept. 11 attacks it sent troops.", "2001-09-11", DateRole::Background);
    reads_as("Since 9/11 it has sent troops.", "2001-09-11 2016-11-11", DateRole::Since);
}

#[test]
fn without_a_day_of_report_relative_phrases_stay_open() {
    assert_eq!(
        mentions("Shells fell on Friday and in May 2012.", ""),
        [
            ("Friday".to_owned(), "-".to_owned(), DateRole::During),
            ("May 2012".to_owned(), "2012-05-01 2012-05-31".to_owned(), DateRole::During),
        ]
    );
}
