//! Ties a name that no gazetteer has to the known place that the text puts it in or near: "the village of X in Y",
//! "X, 40 km north of Y". It must not know which names are places.

use super::distance;
use crate::annotate::passage::PlaceReading;
use crate::text::document::Document;

/// Words between a name and the place that it lies in.
const REACH: usize = 12;

/// Gives every unknown place the point of the place that its sentence ties it to.
pub fn unknown(document: &Document<'_>, places: &mut [PlaceReading]) {
    for index in 0..places.len() {
        if places[index].point.is_some() {
            continue;
        }
        let Some(next) = places.get(index + 1).filter(|next| next.place.is_some()) else { continue };
        if !ties(document, &places[index], next) {
            continue;
        }
        let (anchor, point) = (next.place, distance::point_of(document, next).or(next.point));
        places[index].anchor = anchor;
        places[index].point = point;
    }
}

/// Whether the words between two names say that the first lies in or near the second.
fn ties(document: &Document<'_>, inner: &PlaceReading, outer: &PlaceReading) -> bool {
    let gap = inner.tokens.end..outer.tokens.start;
    if gap.len() > REACH || document.sentence_of.get(inner.tokens.start) != document.sentence_of.get(outer.tokens.start)
    {
        return false;
    }
    if gap.is_empty() || gap.len() == 1 && document.word(gap.start) == "," {
        return true;
    }
    let mut joined = false;
    for token in gap {
        let word = document.lower(token);
        let number = document.tokens[token].kind == crate::text::token::TokenKind::Number;
        let tie =
            matches!(word, "in" | "near" | "of" | "outside" | "from" | "northern" | "southern" | "eastern" | "western");
        let filler = matches!(
            word,
            "," | "the"
                | "a"
                | "an"
                | "about"
                | "some"
                | "around"
                | "just"
                | "-"
                | "("
                | "km"
                | "kilometers"
                | "kilometres"
                | "miles"
                | "mile"
                | "mi"
                | "north"
                | "south"
                | "east"
                | "west"
                | "northeast"
                | "northwest"
                | "southeast"
                | "southwest"
                | "district"
                | "province"
                | "village"
                | "town"
                | "city"
                | "region"
                | "governorate"
                | "state"
                | "county"
                | "area"
                | "countryside"
                | "suburb"
                | "neighborhood"
                | "neighbourhood"
                | "central"
                | "camp"
                | "outskirts"
                | "on"
                | "border"
                | "with"
                | "part"
                | "and"
                | "subdistrict"
                | "located"
                | "situated"
                | "to"
        );
        joined |= tie;
        if !tie && !filler && !number {
            return false;
        }
    }
    joined
}
