//! The calendar's own facts: names of months and days, the length of periods, which day a weekday means when it is
//! told on another day. It must not know texts or tokens.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// Number of a month by its English name or abbreviation in small letters, full stop left off.
pub fn month_of(word: &str) -> Option<u32> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// A weekday by its English name or abbreviation in small letters.
pub fn weekday_of(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Mon,
        "tuesday" | "tue" | "tues" => Weekday::Tue,
        "wednesday" | "wed" => Weekday::Wed,
        "thursday" | "thu" | "thurs" | "thur" => Weekday::Thu,
        "friday" | "fri" => Weekday::Fri,
        "saturday" | "sat" => Weekday::Sat,
        "sunday" | "sun" => Weekday::Sun,
        _ => return None,
    })
}

/// The last such weekday on or before a day: reports look back, and name today by its weekday.
pub fn last_weekday(weekday: Weekday, today: NaiveDate) -> NaiveDate {
    let back = (7 + today.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    add_days(today, -i64::from(back))
}

/// The day so many days later, or earlier when negative; the day itself at the ends of the calendar.
pub fn add_days(day: NaiveDate, days: i64) -> NaiveDate {
    let moved = if days < 0 {
        day.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        day.checked_add_days(Days::new(days as u64))
    };
    moved.unwrap_or(day)
}

/// The day so many months earlier, at most the last of its month.
pub fn months_before(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).unwrap_or(day)
}

/// First and last day of a month.
pub fn month_period(year: i32, month: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, add_days(first.checked_add_months(Months::new(1))?, -1)))
}

/// First and last day of a year.
pub fn year_period(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
}

/// Monday to Sunday around a day.
pub fn week_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let monday = add_days(day, -i64::from(day.weekday().num_days_from_monday()));
    (monday, add_days(monday, 6))
}

/// The week before the one that a day is in. A report of a Sunday means the seven days before it.
pub fn week_before(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    match day.weekday() {
        Weekday::Sun => (add_days(day, -7), add_days(day, -1)),
        _ => week_of(add_days(day, -7)),
    }
}

/// A year written with two digits in old wire copy: 89 is 1989, 14 is 2014.
pub fn full_year(two_digits: i32) -> i32 {
    if two_digits < 40 { 2000 + two_digits } else { 1900 + two_digits }
}

/// The year that puts a day and month nearest to another day.
pub fn nearest_year(month: u32, day: u32, to: NaiveDate) -> Option<NaiveDate> {
    (to.year() - 1..=to.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .min_by_key(|date| (*date - to).num_days().abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn weekdays_look_back_and_today_keeps_its_name() {
        assert_eq!(last_weekday(Weekday::Wed, day("2016-11-11")), day("2016-11-09"));
        assert_eq!(last_weekday(Weekday::Fri, day("2016-11-11")), day("2016-11-11"));
        assert_eq!(last_weekday(Weekday::Sat, day("2016-11-11")), day("2016-11-05"));
    }

    #[test]
    fn years_are_found_for_days_without_one() {
        assert_eq!(nearest_year(12, 30, day("2017-01-02")), Some(day("2016-12-30")));
        assert_eq!(nearest_year(1, 2, day("2016-12-30")), Some(day("2017-01-02")));
        assert_eq!(nearest_year(2, 30, day("2016-12-30")), None);
    }
}
