//! Days of publication as metadata fields write them. Only spellings that have one reading are read: `05/04/2017` is
//! none. This module must not know about dates in running text; that is `annotate`'s work.

use chrono::{DateTime, NaiveDate};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day that a metadata value names: ISO 8601 with or without a time, `20161111`, `11 November 2016`,
/// `Nov. 11, 2016`, RFC 2822, seconds or milliseconds since 1970. `None` when it names no one day.
pub fn parse_day(value: &str) -> Option<NaiveDate> {
    let value = value.trim();
    iso_day(value).or_else(|| epoch_day(value)).or_else(|| worded_day(value))
}

/// `2016-11-11`, `2016/11/11`, `2016-11-1` or `20161111`, followed by nothing or by a time.
fn iso_day(value: &str) -> Option<NaiveDate> {
    let end = value.find(['T', 't', ' ', 'Z', ',', '+']).unwrap_or(value.len());
    let day = value.get(..end)?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if day.len() == 8 && digits(day) {
        return NaiveDate::parse_from_str(day, "%Y%m%d").ok();
    }
    // Beginning with the year, the order of the parts is beyond doubt.
    let mut parts = day.split(['-', '/', '.']);
    let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
    let shaped = year.len() == 4 && month.len() <= 2 && date.len() <= 2 && parts.next().is_none();
    if !(shaped && digits(year) && digits(month) && digits(date)) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, date.parse().ok()?)
}

/// Seconds (10 digits) or milliseconds (13 digits) since 1970.
fn epoch_day(value: &str) -> Option<NaiveDate> {
    let number: i64 = value.parse().ok()?;
    let seconds = match value.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    Some(DateTime::from_timestamp(seconds, 0)?.date_naive())
}

/// A day, a month's name and a year, in either order, whatever weekday or time stands around them.
fn worded_day(value: &str) -> Option<NaiveDate> {
    let (mut day, mut month, mut year) = (None, None, None);
    for word in value.split(|c: char| c.is_whitespace() || c == ',' || c == '.' || c == '-') {
        if let Some(number) = month_number(word) {
            month = month.or(Some(number));
        } else if word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            year = year.or(word.parse::<i32>().ok());
        } else if let Some(number) = day_number(word) {
            day = day.or(Some(number));
        }
    }
    NaiveDate::from_ymd_opt(year?, month?, day?)
}

fn month_number(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let place = full.iter().position(|name| *name == word).or_else(|| {
        let short = if word == "sept" { "sep" } else { word.as_str() };
        MONTHS.iter().position(|name| *name == short)
    })?;
    u32::try_from(place + 1).ok()
}

fn day_number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    if !matches!(suffix, "" | "st" | "nd" | "rd" | "th") || digits.len() > 2 {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_spellings_that_have_one_reading() {
        let expected = NaiveDate::from_ymd_opt(2016, 11, 11);
        for value in [
            "2016-11-11",
            " 2016-11-11 ",
            "2016-11-11T23:30:00+02:00",
            "2016-11-11 10:00",
            "2016/11/11",
            "2016.11.11",
            "20161111",
            "20161111T101500Z",
            "11 November 2016",
            "November 11, 2016",
            "Nov. 11, 2016 3:15 p.m.",
            "11-Nov-2016",
            "Fri, 11 Nov 2016 10:00:00 GMT",
            "Friday, November 11th 2016",
            "1478860000",
            "1478860000000",
        ] {
            assert_eq!(parse_day(value), expected, "{value}");
        }
    }

    #[test]
    fn reads_nothing_where_there_is_no_one_day() {
        for value in [
            "",
            "2016",
            "2016-11",
            "05/04/2017",
            "2016-13-01",
            "2016-11-11-2",
            "November 2016",
            "yesterday",
            "12345",
            "é2016-1",
        ] {
            assert_eq!(parse_day(value), None, "{value}");
        }
    }
}
