//! Datelines in every pattern that agencies print, each written for this test: place, agency, date and the report's
//! first words. It must not hold anything that was printed.

use super::*;

/// Text, place, agency, date, first words of the report; "-" for none. Published on Friday 11 November 2016.
const DATELINES: &[[&str; 5]] = &[
    ["BEIRUT (AP) — Rockets hit a bakery.", "BEIRUT", "AP", "-", "Rockets"],
    ["BEIRUT (AP) _ Rockets hit a bakery.", "BEIRUT", "AP", "-", "Rockets"],
    ["BEIRUT (AP) � Rockets hit a bakery.", "BEIRUT", "AP", "-", "Rockets"],
    ["BEIRUT (AP) â\u{80}\u{94} Rockets hit a bakery.", "BEIRUT", "AP", "-", "Rockets"],
    ["BEIRUT (AP) â€” Rockets hit a bakery.", "BEIRUT", "AP", "-", "Rockets"],
    ["BEIRUT (AP) ? Rockets hit a bakery.", "BEIRUT", "AP", "-", "Rockets"],
    ["BEIRUT (AP) &#8212; Rockets hit a bakery.", "BEIRUT", "AP", "-", "Rockets"],
    ["EIRUT, Lebanon (AP) — Rockets hit a bakery.", "EIRUT, Lebanon", "AP", "-", "Rockets"],
    ["PEJA, Kosovo (AP) -- Rockets hit a bakery.", "PEJA, Kosovo", "AP", "-", "Rockets"],
    [
        "MITROVICA, Yugoslavia, Nov 10 (Reuters) - Rockets hit a bakery.",
        "MITROVICA, Yugoslavia",
        "Reuters",
        "2016-11-10",
        "Rockets",
    ],
    ["GENEVA/ADEN (Reuters) - Rockets hit a bakery.", "GENEVA", "Reuters", "-", "Rockets"],
    ["GENEVA/ADEN, Nov 9 (Reuters) - Rockets hit a bakery.", "GENEVA", "Reuters", "2016-11-09", "Rockets"],
    ["ADEN and SANAA, Yemen (AP) — Rockets hit a bakery.", "ADEN", "AP", "-", "Rockets"],
    ["ERBIL, Iraq/ANKARA (Reuters) - Rockets hit a bakery.", "ERBIL, Iraq", "Reuters", "-", "Rockets"],
    ["Near Kirkuk, Iraq (CNN) -- Rockets hit a bakery.", "Kirkuk, Iraq", "CNN", "-", "Rockets"],
    ["OUTSIDE TIKRIT, Iraq (AP) — Rockets hit a bakery.", "TIKRIT, Iraq", "AP", "-", "Rockets"],
    ["KHARTOUM, Nov. 8 (Xinhua) -- Rockets hit a bakery.", "KHARTOUM", "Xinhua", "2016-11-08", "Rockets"],
    ["KHARTOUM, November 8, 2016 (SUNA) - Rockets hit a bakery.", "KHARTOUM", "SUNA", "2016-11-08", "Rockets"],
    ["KHARTOUM, 8 November (IRIN) - Rockets hit a bakery.", "KHARTOUM", "IRIN", "2016-11-08", "Rockets"],
    ["KABUL, Nov 8 - Rockets hit a bakery.", "KABUL", "-", "2016-11-08", "Rockets"],
    ["KABUL Nov 8 Rockets hit a bakery.", "KABUL", "-", "2016-11-08", "Rockets"],
    ["KABUL 2016-11-08\nRockets hit a bakery.", "KABUL", "-", "2016-11-08", "Rockets"],
    [
        "Market hit\n\nKANDAHAR, Afghanistan (Nov. 8, 2016)\nRockets hit a bakery.",
        "KANDAHAR, Afghanistan",
        "-",
        "2016-11-08",
        "Rockets",
    ],
    ["BOGOTA, 8 NOV 88 (EFE) -- [TEXT] ROCKETS HIT A BAKERY IN THE TOWN.", "BOGOTA", "EFE", "1988-11-08", "ROCKETS"],
    [
        "GUATEMALA CITY, 8 NOV 88 (ACAN-EFE) -- [TEXT] ROCKETS HIT A BAKERY.",
        "GUATEMALA CITY",
        "ACAN-EFE",
        "1988-11-08",
        "ROCKETS",
    ],
    [
        "CLANDESTINE, 8 NOV 88 (RADIO MESETA) -- [TEXT] ROCKETS HIT A BAKERY.",
        "CLANDESTINE",
        "RADIO MESETA",
        "1988-11-08",
        "ROCKETS",
    ],
    ["DONETSK, November 8. /TASS/. Rockets hit a bakery.", "DONETSK", "TASS", "2016-11-08", "Rockets"],
    ["KIEV. Nov 8 (Interfax-Ukraine) - Rockets hit a bakery.", "KIEV", "Interfax-Ukraine", "2016-11-08", "Rockets"],
    ["SEOUL (Yonhap) -- Rockets hit a bakery.", "SEOUL", "Yonhap", "-", "Rockets"],
    ["RAMALLAH: Rockets hit a bakery.", "RAMALLAH", "-", "-", "Rockets"],
    ["PESHAWAR: Rockets hit a bakery.", "PESHAWAR", "-", "-", "Rockets"],
    ["AFP - Rockets hit a bakery.", "-", "AFP", "-", "Rockets"],
    ["(Reuters) - Rockets hit a bakery.", "-", "Reuters", "-", "Rockets"],
    ["By JANE Q. DOE  TRIPOLI, Libya (AP) — Rockets hit a bakery.", "TRIPOLI, Libya", "AP", "-", "Rockets"],
    ["By Jane Doe and John Roe\nTRIPOLI (Reuters) - Rockets hit a bakery.", "TRIPOLI", "Reuters", "-", "Rockets"],
    [
        "By Jane Doe, Associated Press\n\nTRIPOLI, Libya (AP) — Rockets hit a bakery.",
        "TRIPOLI, Libya",
        "AP",
        "-",
        "Rockets",
    ],
    ["8 November 2016 SANA\nRockets hit a bakery.", "-", "SANA", "2016-11-08", "Rockets"],
    [
        "date 2016-11-08 AFP, TAL ABYAD, Syria\n\nRockets hit a bakery.",
        "TAL ABYAD, Syria",
        "AFP",
        "2016-11-08",
        "Rockets",
    ],
    [
        "date 2016-11-08 NORTHERN HILLS PRESS AGENCY, TAL ABYAD, Syria\n\nRockets hit a bakery.",
        "TAL ABYAD, Syria",
        "NORTHERN HILLS PRESS AGENCY",
        "2016-11-08",
        "Rockets",
    ],
    [
        "date 2016-11-08 QXN, TAL NOWHERE, Syria\n\nRockets hit a bakery.",
        "TAL NOWHERE, Syria",
        "QXN",
        "2016-11-08",
        "Rockets",
    ],
    [
        "date 2016-11-08 UPLAND & SONS WIRE, ALEPPO\n\nRockets hit a bakery.",
        "ALEPPO",
        "UPLAND & SONS WIRE",
        "2016-11-08",
        "Rockets",
    ],
    [
        "date 2016-11-08 Upland News Wire, ALEPPO, Syria\n\nRockets hit a bakery.",
        "ALEPPO, Syria",
        "Upland News Wire",
        "2016-11-08",
        "Rockets",
    ],
    ["date 2016-11-08 TAL ABYAD, Syria\n\nRockets hit a bakery.", "TAL ABYAD, Syria", "-", "2016-11-08", "Rockets"],
    [
        "date 2016-11-08 TAL ABYAD, Raqqa, Syria\n\nRockets hit a bakery.",
        "TAL ABYAD, Raqqa",
        "-",
        "2016-11-08",
        "Rockets",
    ],
    [
        "UPLAND PRESS SERVICE, MOSUL, Iraq - Rockets hit a bakery.",
        "MOSUL, Iraq",
        "UPLAND PRESS SERVICE",
        "-",
        "Rockets",
    ],
    ["FORT POLK, La. (AP) — Rockets hit a bakery.", "FORT POLK, La.", "AP", "-", "Rockets"],
    ["ST. JOHN'S, Nfld. (CP) — Rockets hit a bakery.", "ST. JOHN'S, Nfld.", "CP", "-", "Rockets"],
    ["EL PASO, Texas, Nov 8 (Reuters) - Rockets hit a bakery.", "EL PASO, Texas", "Reuters", "2016-11-08", "Rockets"],
    ["RED DEER, Alta., Nov 8 (Reuters) - Rockets hit a bakery.", "RED DEER, Alta.", "Reuters", "2016-11-08", "Rockets"],
    ["GAZA CITY, Gaza Strip (AP) — Rockets hit a bakery.", "GAZA CITY, Gaza Strip", "AP", "-", "Rockets"],
    ["DEIR EL-BALAH, Gaza Strip (AP) — Rockets hit a bakery.", "DEIR EL-BALAH, Gaza Strip", "AP", "-", "Rockets"],
    ["ABOARD THE USS HILLTOP (AP) — Rockets hit a bakery.", "-", "AP", "-", "Rockets"],
    ["UNITED NATIONS, Nov 8 (Reuters) - Rockets hit a bakery.", "UNITED NATIONS", "Reuters", "2016-11-08", "Rockets"],
    ["NAIROBI, Wednesday (AFP) - Rockets hit a bakery.", "NAIROBI", "AFP", "2016-11-09", "Rockets"],
];

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or("-")
}

#[test]
fn every_pattern_is_read() {
    let mut wrong = Vec::new();
    for row in DATELINES {
        let mut passages = [Passage::new(Field::Text, row[0])];
        let published = "2016-11-11".parse().ok();
        let setting = read(&mut passages, published, Gazetteer::embedded());
        let document = &passages[0].document;
        let body = document.tokens.get(passages[0].body_start).map_or("", |token| &row[0][token.start as usize..]);
        let dash = || "-".to_owned();
        let dateline = setting.dateline.unwrap_or_default();
        let got = [
            dateline.place.map_or_else(dash, |bytes| row[0][bytes].to_owned()),
            dateline.agency.unwrap_or_else(dash),
            dateline.date.map_or_else(dash, |date| date.to_string()),
            first_word(body).to_owned(),
        ];
        if got != [row[1], row[2], row[3], row[4]] {
            wrong.push(format!("{:?}: {got:?}", row[0]));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), DATELINES.len(), wrong.join("\n"));
}
