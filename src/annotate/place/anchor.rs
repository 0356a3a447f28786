//! Ties a name that no gazetteer has to the known place that the text puts it in or near: "the village of X in Y",
//! "X, 40 km north of Y". It must not know which names are places.

use super::distance;
use super::sense::roughly_km;
use crate::annotate::passage::PlaceReading;
use crate::gazetteer::PlaceId;
use crate::text::document::Document;
use crate::text::token::TokenKind;

/// Tokens between a name and the place that it is loosely anchored at.
const LOOSE_REACH: usize = 150;

/// Known places around a name of which one is taken.
const AROUND: usize = 7;
/// Kilometres beyond which one place is as far from another as any.
const FAR_KM: f32 = 500.0;

/// A place that the text names, with the token where it does.
type Known = (usize, PlaceId, (f64, f64));

/// Of the known places that stand nearest in the text, the one that lies nearest to the others on the map: a town that is
/// named in passing, far from the rest, anchors nothing.
fn amid(known: &[Known], split: usize, at: usize) -> Option<(PlaceId, (f64, f64))> {
    let (mut low, mut high) = (split, split);
    while high - low < AROUND {
        let distance =
            |known: Option<&Known>| known.map(|(start, _, _)| start.abs_diff(at)).filter(|&d| d <= LOOSE_REACH);
        match (distance(low.checked_sub(1).and_then(|low| known.get(low))), distance(known.get(high))) {
            (Some(before), after) if after.is_none_or(|after| before <= after) => low -= 1,
            (_, Some(_)) => high += 1,
            (_, None) => break,
        }
    }
    let around = known.get(low..high)?;
    let flat = |point: (f64, f64)| (point.0 as f32, point.1 as f32);
    let spread = |point: (f64, f64)| -> f32 {
        around.iter().map(|(_, _, other)| roughly_km(flat(point), flat(*other)).min(FAR_KM)).sum()
    };
    let chosen = around.iter().min_by(|a, b| spread(a.2).total_cmp(&spread(b.2)))?;
    Some((chosen.1, chosen.2))
}

/// Gives every unknown place that is left the point of a town or region that the text names near it: a guess, marked as one.
pub fn loosely(places: &mut [PlaceReading], is_local: impl Fn(PlaceId) -> bool) {
    let known: Vec<Known> = places
        .iter()
        .filter_map(|place| Some((place.tokens.start, place.place.filter(|&id| is_local(id))?, place.point?)))
        .collect();
    for place in places.iter_mut().filter(|place| place.point.is_none()) {
        let at = place.tokens.start;
        let split = known.partition_point(|(start, _, _)| *start < at);
        if let Some((id, point)) = amid(&known, split, at) {
            place.anchor = Some(id);
            place.point = Some(point);
            place.loose = true;
        }
    }
}

/// Words between a name and the place that it lies in.
const REACH: usize = 12;

/// Gives every unknown place the point of the place that its sentence ties it to.
pub fn unknown(document: &Document<'_>, places: &mut [PlaceReading]) {
    for index in 0..places.len() {
        if places[index].point.is_some() {
            continue;
        }
        // "Y's X".
        let owner = index.checked_sub(1).and_then(|before| places.get(before)).filter(|owner| {
            owner.place.is_some()
                && owner.tokens.end + 1 == places[index].tokens.start
                && is_possessive(document, owner.tokens.end)
        });
        if let Some((anchor, point)) = owner.map(|owner| (owner.place, owner.point)) {
            places[index].anchor = anchor;
            places[index].point = point;
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

fn is_possessive(document: &Document<'_>, token: usize) -> bool {
    document.tokens.get(token).is_some_and(|token| token.kind == TokenKind::Possessive)
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
        let number = document.tokens[token].kind == TokenKind::Number;
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
