//! Place phrases of a question: where a name starts and ends, and what its preposition asks for. Which place it is
//! is settled in `resolve`, when all of the question has been read. It must not know dates or people.

use std::ops::Range;

use super::reader::Reader;
use super::tables::USUAL_PLACES;
use crate::gazetteer::PlaceKind;
use crate::text::fold::fold;
use crate::text::token::TokenKind;

/// What is asked of a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    In,
    /// Around it; `None` for the radius that holds where none is said.
    Near(Option<f64>),
    /// So many kilometres from it towards a bearing.
    Offset {
        km: Option<f64>,
        bearing: f64,
    },
    /// Between it and another.
    Between(Box<PlacePhrase>),
    Dateline,
}

/// What a word beside a name says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Any,
    Settlement,
    Admin1,
    District,
    Region,
}

/// A place as a question names it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacePhrase {
    pub tokens: Range<usize>,
    pub name: String,
    pub asked: Asked,
    pub wanted: Wanted,
    /// "northern", as a bearing.
    pub side: Option<f64>,
    /// Whether the gazetteer has the name as it is written.
    pub exact: bool,
    /// The phrase directly before lies in this one: "Tripoli, Lebanon".
    pub holds_previous: bool,
}

/// Tokens that one name may have.
pub const LONGEST: usize = 8;

pub const KINDS: &[(&str, Wanted)] = &[
    ("autonomous region", Wanted::Admin1),
    ("administrative region", Wanted::Admin1),
    ("region", Wanted::Region),
    ("province", Wanted::Admin1),
    ("governorate", Wanted::Admin1),
    ("state", Wanted::Admin1),
    ("oblast", Wanted::Admin1),
    ("department", Wanted::Admin1),
    ("prefecture", Wanted::Admin1),
    ("republic", Wanted::Admin1),
    ("county", Wanted::Admin1),
    ("district", Wanted::District),
    ("city", Wanted::Settlement),
    ("town", Wanted::Settlement),
    ("village", Wanted::Settlement),
    ("refugee camp", Wanted::Settlement),
    ("camp", Wanted::Settlement),
    ("suburb", Wanted::Settlement),
    ("neighbourhood", Wanted::Settlement),
    ("neighborhood", Wanted::Settlement),
];

/// Degrees clockwise from north.
fn bearing(word: &str) -> Option<f64> {
    const WORDS: &[(&str, f64)] = &[
        ("northeast", 45.0),
        ("northwest", 315.0),
        ("southeast", 135.0),
        ("southwest", 225.0),
        ("north", 0.0),
        ("east", 90.0),
        ("south", 180.0),
        ("west", 270.0),
    ];
    let word = word.strip_suffix("ern").unwrap_or(word);
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, degrees)| *degrees)
}

impl Reader<'_> {
    /// The bearing at a token ("north-east", "southern"), and the token behind it.
    pub fn bearing_at(&self, at: usize) -> Option<(f64, usize)> {
        let joined = format!("{}{}", self.lower(at), self.lower(at + 2));
        if self.typed.word(at + 1) == "-" && bearing(&joined).is_some() {
            return Some((bearing(&joined)?, at + 3));
        }
        let apart = format!("{}{}", self.lower(at), self.lower(at + 1));
        if matches!(self.lower(at), "north" | "south") && bearing(&apart).is_some() {
            return Some((bearing(&apart)?, at + 2));
        }
        bearing(self.lower(at)).map(|degrees| (degrees, at + 1))
    }

    /// "20 km", "15 miles", "30-km": kilometres and the token behind.
    pub fn kilometres_at(&self, at: usize) -> Option<(f64, usize)> {
        let (value, mut end) = match self.typed.tokens.get(at)?.kind {
            TokenKind::Number => (self.typed.word(at).replace(',', "").parse::<f64>().ok()?, at + 1),
            _ => {
                let phrase = crate::text::number::number_at(&self.capitals, at)?;
                (phrase.low? as f64, phrase.tokens.end)
            }
        };
        if self.typed.word(end) == "-" {
            end += 1;
        }
        let factor = match self.lower(end).trim_end_matches('s') {
            "km" | "kilometre" | "kilometer" | "kilometr" | "k" => 1.0,
            "mile" | "mi" => 1.609_344,
            "m" | "metre" | "meter" => 0.001,
            _ => return None,
        };
        (value.is_finite() && value > 0.0 && value < 20_100.0).then_some((value * factor, end + 1))
    }

    /// "within 20 km of X", "15 km north of X", "north of X", "between X and Y", "in a 30 km radius around X".
    pub fn read_distance(&mut self, at: usize) -> Option<usize> {
        if let Some(start) = self.skip(at, "between") {
            return self.read_between(at, start);
        }
        let mut start = at;
        for words in [
            "within a radius of",
            "in a radius of",
            "less than",
            "no more than",
            "not more than",
            "within",
            "inside",
            "up to",
            "under",
            "about",
            "some",
            "around",
            "in",
            "at",
            "a",
            "an",
            "of",
        ] {
            start = self.skip(start, words).unwrap_or(start);
        }
        if let Some((km, end)) = self.kilometres_at(start) {
            let bearing_here = self.bearing_at(self.skip(end, "to the").unwrap_or(end));
            let (asked, next) = match bearing_here {
                Some((bearing, next)) => {
                    (Asked::Offset { km: Some(km), bearing }, self.skip_any(next, &["of", "from"])?)
                }
                None => {
                    let next = self.skip_any(
                        end,
                        &[
                            "radius of",
                            "radius around",
                            "radius from",
                            "of",
                            "from",
                            "around",
                            "outside",
                            "away from",
                            "near",
                        ],
                    )?;
                    (Asked::Near(Some(km)), next)
                }
            };
            return self.take_place(at, next, asked);
        }
        let direction = self.skip_any(at, &["to the", "just", "in the"]).unwrap_or(at);
        let (bearing, end) = self.bearing_at(direction)?;
        let next = self.skip(end, "of")?;
        self.take_place(at, next, Asked::Offset { km: None, bearing })
    }

    fn read_between(&mut self, at: usize, start: usize) -> Option<usize> {
        let (end, name) = self.place_name_at(start, true)?;
        let joint = self.skip(end, "and")?;
        let (last, other) = self.place_name_at(joint, true)?;
        let phrase = |tokens: Range<usize>, name| PlacePhrase {
            tokens,
            name,
            asked: Asked::In,
            wanted: Wanted::Any,
            side: None,
            exact: true,
            holds_previous: false,
        };
        let second = phrase(joint..last, other);
        self.places.push(PlacePhrase { asked: Asked::Between(Box::new(second)), ..phrase(at..last, name) });
        Some(last)
    }

    /// "reported from Beirut", "datelined Kabul".
    pub fn read_dateline(&mut self, at: usize) -> Option<usize> {
        const FILED: &[&str] = &[
            "with a dateline of",
            "with dateline",
            "under a dateline of",
            "reported from",
            "reporting from",
            "filed from",
            "filed in",
            "datelined",
            "dateline",
            "dispatched from",
            "dispatches from",
            "reports from",
            "report from",
            "copy from",
            "written from",
        ];
        let start = self.skip_any(at, FILED)?;
        self.place_name_at(start, true)?;
        self.take_place(at, start, Asked::Dateline)
    }

    /// "near X", "in X", "of X": a preposition and a place.
    pub fn read_led_place(&mut self, at: usize) -> Option<usize> {
        if let Some(found) = self.read_coordinates(at) {
            return Some(found);
        }
        const NEAR: &[&str] = &[
            "in the vicinity of",
            "in the surroundings of",
            "in the area around",
            "in the area of",
            "on the outskirts of",
            "in and around",
            "the outskirts of",
            "close to",
            "next to",
            "not far from",
            "outside",
            "around",
            "nearby",
            "near to",
            "near",
            "off the coast of",
        ];
        const IN: &[&str] = &[
            "in the centre of",
            "in the center of",
            "in the heart of",
            "in parts of",
            "inside of",
            "inside",
            "across",
            "throughout",
            "all over",
            "in",
            "at",
            "on",
            "from",
            "into",
            "to",
            "of",
            "over",
            "against",
        ];
        if let Some(start) = self.skip_any(at, NEAR) {
            return self
                .take_place(at, start, Asked::Near(None))
                .or_else(|| self.take_unknown(at, start, Asked::Near(None)));
        }
        let start = self.skip_any(at, IN)?;
        // "of" and "to" lead to places only where the gazetteer has them as they are.
        let open = matches!(self.lower(at), "in" | "at" | "inside" | "across" | "throughout");
        self.take_place(at, start, Asked::In)
            .or_else(|| if open { self.take_unknown(at, start, Asked::In) } else { None })
    }

    /// "36.2, 37.16" with or without "near".
    fn read_coordinates(&mut self, at: usize) -> Option<usize> {
        let start = self.skip_any(at, &["near", "around", "at"]).unwrap_or(at);
        let (lat, end) = self.degrees_at(start)?;
        let comma = self.skip(end, ",").unwrap_or(end);
        let (lon, end) = self.degrees_at(comma)?;
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return None;
        }
        let radius_km = self.context.default_radius_km;
        self.query.near =
            Some(crate::query::ast::Circle { name: None, country: None, admin1: None, lat, lon, radius_km });
        self.note(at..end, "near", format!("within {radius_km} km of {lat}, {lon}"));
        Some(end)
    }

    pub fn degrees_at(&self, at: usize) -> Option<(f64, usize)> {
        let negative = matches!(self.typed.word(at), "-" | "\u{2212}");
        let number = at + usize::from(negative);
        let word = self.typed.word(number);
        let value: f64 = word.contains('.').then(|| word.parse().ok()).flatten()?;
        Some((if negative { -value } else { value }, number + 1))
    }

    /// A place from `start` on that the gazetteer has; notes it for a phrase that began at `at`.
    fn take_place(&mut self, at: usize, start: usize, asked: Asked) -> Option<usize> {
        let mut phrase = self.phrase_at(start)?;
        let many = asked == Asked::In;
        phrase.asked = asked;
        phrase.tokens.start = at;
        let mut end = phrase.tokens.end;
        self.places.push(phrase);
        end = self.take_holder(end);
        if !many {
            return Some(end);
        }
        // "in Homs and Hama", "in Homs, Hama or Idlib"
        const JOINTS: &[&str] = &[", and", ", or", "and in", "or in", "and", "or", ",", "&", "/"];
        while let Some(joint) = self.skip_any(end, JOINTS) {
            let Some(next) = self.phrase_at(joint).filter(|next| next.exact && self.is_name(&next.tokens)) else {
                break;
            };
            end = next.tokens.end;
            self.places.push(next);
            end = self.take_holder(end);
        }
        Some(end)
    }

    /// ", Lebanon", "(Lebanon)", "in Lebanon" behind a place.
    pub fn take_holder(&mut self, end: usize) -> usize {
        let bracket = self.typed.word(end) == "(";
        let Some(start) = self.skip_any(end, &[", in", ",", "(", "in", "of"]) else { return end };
        let Some(mut phrase) = self.phrase_at(start).filter(|phrase| self.is_name(&phrase.tokens)) else {
            return end;
        };
        // Only a country or region holds the place before it; "in Homs, Hama" are two.
        if !self.may_hold(&phrase.name) {
            return end;
        }
        let mut behind = phrase.tokens.end;
        if bracket {
            match self.skip(behind, ")") {
                Some(closed) => behind = closed,
                None => return end,
            }
        }
        phrase.holds_previous = true;
        phrase.tokens.start = end;
        self.places.push(phrase);
        behind
    }

    fn may_hold(&self, name: &str) -> bool {
        let mut ids = Vec::new();
        self.context.gazetteer.exact(&fold(name), &mut ids);
        let usual = USUAL_PLACES.contains_key(&fold(name));
        usual
            || ids.iter().any(|id| {
                let record = self.context.gazetteer.record(*id);
                matches!(record.kind, PlaceKind::Country | PlaceKind::Admin1)
            })
    }

    /// A place phrase that starts at a token: "the city of X", "northern X", "X province", "X".
    pub fn phrase_at(&self, at: usize) -> Option<PlacePhrase> {
        let mut start = self.skip(at, "the").unwrap_or(at);
        let mut wanted = Wanted::Any;
        // "the Syrian city of X", "Gaza's Shifa"
        if self.place_name_at(start, true).is_none()
            && let Some((_, end)) = self.demonym_at(start)
            && KINDS.iter().any(|(word, _)| self.skip(end, word).is_some())
        {
            start = end;
        }
        for adjective in
            ["rebel - held", "besieged", "occupied", "government - held", "coastal", "border", "central", "capital"]
        {
            // "Central African Republic" is a name; the gazetteer is asked first.
            if self.place_name_at(start, true).is_some() {
                break;
            }
            start = self.skip(start, adjective).unwrap_or(start);
        }
        for (word, kind) in KINDS {
            if let Some(behind) = self.skip(start, word).and_then(|end| self.skip(end, "of")) {
                (start, wanted) = (behind, *kind);
            }
        }
        start = self.skip(start, "the").unwrap_or(start);
        let whole = self.place_name_at(start, true);
        let side = self.bearing_at(start).filter(|(_, end)| whole.as_ref().is_none_or(|(other, _)| other <= end));
        let (mut end, name, side) = match (whole, side) {
            (_, Some((bearing, after))) => {
                let after = self.skip(after, "of").unwrap_or(after);
                let after = self.skip_any(after, &["part of", "parts of", "the"]).unwrap_or(after);
                let (end, name) = self.place_name_at(after, true)?;
                (end, name, Some(bearing))
            }
            (Some((end, name)), None) => (end, name, None),
            (None, None) => return None,
        };
        for (word, kind) in KINDS {
            if let Some(behind) = self.skip(end, word) {
                (end, wanted) = (behind, *kind);
                break;
            }
        }
        Some(PlacePhrase { tokens: at..end, name, asked: Asked::In, wanted, side, exact: true, holds_previous: false })
    }

    /// Whether a place follows, with or without a preposition.
    pub fn starts_place(&self, at: usize) -> bool {
        matches!(
            self.lower(at),
            "in" | "near" | "at" | "around" | "across" | "on" | "by" | "since" | "during" | "between" | "from"
        ) || self.place_name_at(at, false).is_some()
    }

    /// A place without a preposition: "Gaza", "Mosul airstrikes", "Kharkiv region".
    pub fn read_bare_place(&mut self, at: usize) -> Option<usize> {
        let named = self.place_name_at(at, false).is_some();
        let sided = self.bearing_at(at).is_some_and(|(_, end)| self.place_name_at(end, false).is_some());
        let kind = KINDS.iter().any(|(word, _)| self.skip(at, word).is_some_and(|end| self.lower(end) == "of"));
        if !(named || sided || kind) {
            return None;
        }
        self.take_place(at, at, Asked::In)
    }
}
