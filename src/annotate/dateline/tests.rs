use super::*;
use crate::annotate::passage::Passage;

struct Read {
    agency: Option<String>,
    place: Option<String>,
    date: Option<String>,
    body: String,
    published: Option<String>,
}

fn read_text(text: &str, published: Option<&str>) -> Option<Read> {
    let mut passages = [Passage::new(Field::Text, text)];
    let published = published.map(|day| day.parse().unwrap());
    let setting = read(&mut passages, published, Gazetteer::embedded());
    let document = &passages[0].document;
    let dateline = setting.dateline?;
    let body = document.tokens.get(passages[0].body_start).map_or("", |token| &text[token.start as usize..]);
    Some(Read {
        agency: dateline.agency,
        place: dateline.place.map(|bytes| text[bytes].to_owned()),
        date: dateline.date.map(|date| date.to_string()),
        body: body.to_owned(),
        published: setting.published.map(|date| date.to_string()),
    })
}

/// `expected` is place, agency, date, body; "-" for none.
#[track_caller]
fn reads(text: &str, expected: [&str; 4]) {
    let found = read_text(text, Some("2016-11-11")).unwrap_or_else(|| panic!("no dateline in {text:?}"));
    let show = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
    let got = [show(&found.place), show(&found.agency), show(&found.date), found.body];
    assert_eq!(got, expected.map(str::to_owned), "{text:?}");
}

#[test]
fn place_and_agency() {
    reads("BEIRUT (AP) — Shells fell.", ["BEIRUT", "AP", "-", "Shells fell."]);
    reads("PRISTINA, Yugoslavia (AP) _ Shells fell.", ["PRISTINA, Yugoslavia", "AP", "-", "Shells fell."]);
    reads("Near Suruc, Turkey (CNN) -- Shells fell.", ["Suruc, Turkey", "CNN", "-", "Shells fell."]);
    reads("TOKYO (Kyodo) -- Shells fell.", ["TOKYO", "Kyodo", "-", "Shells fell."]);
    reads("WASHINGTON/LONDON (Reuters) - Shells fell.", ["WASHINGTON", "Reuters", "-", "Shells fell."]);
    reads("BEIRUT (AP) â€” Shells fell.", ["BEIRUT", "AP", "-", "Shells fell."]);
    reads("BEIRUT (AFP)-Shells fell.", ["BEIRUT", "AFP", "-", "Shells fell."]);
    reads("AGHDAD, Iraq (AP) &mdash; Shells fell.", ["AGHDAD, Iraq", "AP", "-", "Shells fell."]);
    reads("BEIRUT (Levant Wire) - Shells fell.", ["BEIRUT", "Levant Wire", "-", "Shells fell."]);
}

#[test]
fn place_date_and_agency() {
    reads("BEIRUT/THE HAGUE, March 7 (Reuters) - Shells fell.", ["BEIRUT", "Reuters", "2017-03-07", "Shells fell."]);
    reads("BEIRUT, Nov. 10 (Xinhua) -- Shells fell.", ["BEIRUT", "Xinhua", "2016-11-10", "Shells fell."]);
    reads("BAGHDAD, Nov 1 - Shells fell.", ["BAGHDAD", "-", "2016-11-01", "Shells fell."]);
    reads("LUGANSK, November 9. /TASS/. Shells fell.", ["LUGANSK", "TASS", "2016-11-09", "Shells fell."]);
    reads("MOSCOW. Nov 9 (Interfax) - Shells fell.", ["MOSCOW", "Interfax", "2016-11-09", "Shells fell."]);
    reads("MANILA, November 2, Reuter - Shells fell.", ["MANILA", "Reuters", "2016-11-02", "Shells fell."]);
    reads("GARY, Ind., Nov 10 - Shells fell.", ["GARY, Ind.", "-", "2016-11-10", "Shells fell."]);
    reads("BOISE, Idaho, Nov 10- Shells fell.", ["BOISE, Idaho", "-", "2016-11-10", "Shells fell."]);
}

#[test]
fn old_wire_copy() {
    reads(
        "   QUITO, 12 OCT 89 (AFP) -- [TEXT] THE ARMY SAID SHELLS FELL.",
        ["QUITO", "AFP", "1989-10-12", "THE ARMY SAID SHELLS FELL."],
    );
    reads(
        "CLANDESTINE, 2 NOV 89 (RADIO UPLAND) -- [REPORT] [JOE DOE]\n[TEXT] SHELLS FELL NEAR THE TOWN.",
        ["CLANDESTINE", "RADIO UPLAND", "1989-11-02", "SHELLS FELL NEAR THE TOWN."],
    );
    reads(
        "SAN SALVADOR, NO DATE (DOMESTIC SERVICE) -- [SPEECH] [TEXT] SHELLS FELL NEAR THE TOWN.",
        ["SAN SALVADOR", "DOMESTIC SERVICE", "-", "SHELLS FELL NEAR THE TOWN."],
    );
    reads(
        "CARACAS (VENEZUELA), 17 JUL 89 (CANAL 80)\n-- [TEXT] SHELLS FELL NEAR THE TOWN.",
        ["CARACAS", "CANAL 80", "1989-07-17", "SHELLS FELL NEAR THE TOWN."],
    );
}

#[test]
fn own_lines_and_headers_above() {
    reads("BAGHDAD 1996-08-22\nShells fell.", ["BAGHDAD", "-", "1996-08-22", "Shells fell."]);
    reads("Jane Doe\nBAGHDAD 1996-08-22\nShells fell.", ["BAGHDAD", "-", "1996-08-22", "Shells fell."]);
    reads(
        "2013-01-S-099\nFor Immediate Release\n\nKABUL, Afghanistan (Jan. 22, 2013)\nShells fell.",
        ["KABUL, Afghanistan", "-", "2013-01-22", "Shells fell."],
    );
    reads("By JANE DOE  LONDON (AP) -- Shells fell.", ["LONDON", "AP", "-", "Shells fell."]);
    reads("By Jane Doe ABUJA, Nov 1 (Reuters) - Shells fell.", ["ABUJA", "Reuters", "2016-11-01", "Shells fell."]);
    reads("Agence France-Presse\nBEIRUT, Nov 10 — Shells fell.", ["BEIRUT", "AFP", "2016-11-10", "Shells fell."]);
}

#[test]
fn issuers_and_notes_above() {
    reads(
        "ISAF Joint Command - Afghanistan\n2011-08-S-999\n\nKABUL, Afghanistan (Aug. 1, 2011) \u{2212} Shells fell.",
        ["KABUL, Afghanistan", "ISAF Joint Command", "2011-08-01", "Shells fell."],
    );
    let note = "[Editor's note: a similar event was told of in another release of the same day, which we have not \
                been able to match with this one.]\n\nKABUL, Afghanistan (Aug. 1, 2011)\nShells fell.";
    reads(note, ["KABUL, Afghanistan", "-", "2011-08-01", "Shells fell."]);
    reads(
        "SAN SALVADOR, 17 NOV 89 (UPLAND AGENCY [UA]) -- [TEXT] SHELLS FELL ON THE TOWN.",
        ["SAN SALVADOR", "UPLAND AGENCY [UA]", "1989-11-17", "SHELLS FELL ON THE TOWN."],
    );
}

#[test]
fn agency_or_date_alone() {
    reads("AFP - A convoy was hit.", ["-", "AFP", "-", "A convoy was hit."]);
    reads("(CNN)At least one convoy was hit.", ["-", "CNN", "-", "At least one convoy was hit."]);
    reads("MOSCOW, Nov 2 (Interfax), Jane Doe - Shells fell.", ["MOSCOW", "Interfax", "2016-11-02", "Shells fell."]);
    reads("Posted on May 2 2016 by Jane Doe Shells fell", ["-", "-", "2016-05-02", "by Jane Doe Shells fell"]);
    reads("Fri 06 May 2016 at 0914 Shells fell.", ["-", "-", "2016-05-06", "Shells fell."]);
    reads("Date of publication 2 May 2016 Shells fell.", ["-", "-", "2016-05-02", "Shells fell."]);
    reads("28 November 2016 SANA\nA convoy was hit.", ["-", "SANA", "2016-11-28", "A convoy was hit."]);
    reads("Wed 05 Apr 2017 Convoy hit in north", ["-", "-", "2017-04-05", "Convoy hit in north"]);
    reads("Friday, April 5, 2013\u{a0}\n\nA convoy was hit.", ["-", "-", "2013-04-05", "A convoy was hit."]);
    reads(
        " date 2016-11-11 AFP, AIN ISSA, Syria\n\nA convoy was hit.",
        ["AIN ISSA, Syria", "AFP", "2016-11-11", "A convoy was hit."],
    );
}

#[test]
fn place_alone() {
    reads("BEIRUT Shells fell.", ["BEIRUT", "-", "-", "Shells fell."]);
    reads("WASHINGTON FBI agents came.", ["WASHINGTON", "-", "-", "FBI agents came."]);
    reads("AMMAN U.S. envoys came.", ["AMMAN", "-", "-", "U.S. envoys came."]);
    reads("NICE, France A truck came.", ["NICE, France", "-", "-", "A truck came."]);
    reads("BEIRUT — Shells fell.", ["BEIRUT", "-", "-", "Shells fell."]);
    reads("JERUSALEM: The army came.", ["JERUSALEM", "-", "-", "The army came."]);
    reads("This story is from May 4, 2002\n\nmumbai: police came.", ["mumbai", "-", "2002-05-04", "police came."]);
    reads("SAN`A, Yemen (AP) _ Shells fell.", ["SAN`A, Yemen", "AP", "-", "Shells fell."]);
}

#[test]
fn an_opener_in_small_letters_is_cut_but_claims_nothing() {
    let text = "Doha, Qatar - Scores came.";
    let mut passages = [Passage::new(Field::Text, text)];
    let setting = read(&mut passages, None, Gazetteer::embedded());
    assert_eq!(setting.dateline, None);
    assert_eq!(passages[0].document.word(passages[0].body_start), "Scores");
}

#[test]
fn places_are_resolved_with_the_country_printed() {
    let country = |text: &str| {
        let mut passages = [Passage::new(Field::Text, text)];
        let setting = read(&mut passages, None, Gazetteer::embedded());
        setting
            .dateline
            .and_then(|dateline| dateline.resolved)
            .map(|id| Gazetteer::embedded().record(id).country.to_owned())
    };
    assert_eq!(country("TRIPOLI, Lebanon (AP) - Shells fell.").as_deref(), Some("LB"));
    assert_eq!(country("TRIPOLI, Libya (AP) - Shells fell.").as_deref(), Some("LY"));
    assert_eq!(country("WASHINGTON (AP) - Shells fell.").as_deref(), Some("US"));
    assert_eq!(country("UNITED NATIONS (AP) - Envoys came.").as_deref(), Some("US"));
    assert_eq!(country("ISLAMABAD (AP) - Shells fell.").as_deref(), Some("PK"));
    assert_eq!(country("MOSCOW, Idaho (AP) - Shells fell.").as_deref(), Some("US"));
    assert_eq!(country("PRISTINA, Yugoslavia (AP) - Shells fell.").as_deref(), Some("XK"));
    assert_eq!(country("AGHDAD, Iraq (AP) - Shells fell.").as_deref(), Some("IQ"));
    assert_eq!(country("CLANDESTINE, 2 NOV 89 (RADIO UPLAND) -- SHELLS FELL ON THE TOWN."), None);
}

#[test]
fn the_texts_own_date_wins() {
    let found = read_text("Published: 3 May 2014\nA convoy was hit.", Some("2016-01-01")).unwrap();
    assert_eq!(found.published.as_deref(), Some("2014-05-03"));
    let found = read_text("QUITO, 12 OCT 89 (AFP) -- [TEXT] SHELLS FELL ON THE TOWN.", None).unwrap();
    assert_eq!(found.published.as_deref(), Some("1989-10-12"));
}

#[test]
fn reports_without_a_dateline_have_none() {
    for text in [
        "US-led forces struck the town on Wednesday.",
        "The army - which denies it - shelled the town.",
        "NATO said it was looking into the strike.",
        "Two days after the blast, 20 were dead.",
        "May 2014 was the worst month of the war.",
        "By Friday the town had fallen.",
        "U.S. President Roe came.",
        "U.N. envoys came.",
        "From: Jane Doe",
        "UPDATE - Shells fell on the town.",
        "THE ARMY SHELLED THE TOWN ON FRIDAY - 20 DEAD.",
        "",
        "-",
        "(",
    ] {
        assert!(read_text(text, Some("2016-11-11")).is_none(), "{text:?}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]
    /// Whatever stands at the head of a text, reading it neither fails nor leaves the text.
    #[test]
    fn any_head_is_read(words in proptest::collection::vec(
        proptest::sample::select(vec![
            "BEIRUT", "AIN", "ISSA", "(", ")", "[", "]", "AFP", "Reuters", ",", ".", "-", "\u{2014}", "\u{e2}\u{20ac}\u{201d}", "/", "\n", " ", ":",
            "Nov", "12", "2016-11-11", "89", "OCT", "By", "Jane", "the", "Syria", "Published", "Wednesday", "NO", "DATE", "&", ";", "#",
            "since", "May", "31,2011", "012016", "two", "days", "ago", "overnight", "'s", "9/11", "between", "and", "to", "9999-99-99", "\u{301}",
        ]), 0..40), tight in proptest::bool::ANY) {
        let text = words.join(if tight { "" } else { " " });
        let mut passages = [Passage::new(Field::Text, &text)];
        let setting = read(&mut passages, "2016-11-11".parse().ok(), Gazetteer::embedded());
        let passage = &mut passages[0];
        proptest::prop_assert!(passage.body_start <= passage.document.tokens.len());
        if let Some(dateline) = &setting.dateline {
            proptest::prop_assert!(text.get(dateline.bytes.clone()).is_some());
            proptest::prop_assert!(dateline.place.clone().is_none_or(|place| text.get(place).is_some()));
        }
        crate::annotate::date::read(passage, &setting);
        for date in &passage.dates {
            proptest::prop_assert!(date.tokens.start < date.tokens.end && date.tokens.end <= passage.document.tokens.len());
            proptest::prop_assert!(date.when.from.zip(date.when.to).is_none_or(|(from, to)| from <= to), "{:?}", date);
        }
    }
}
