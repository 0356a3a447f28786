//! A radius said behind its place: "near Homs within 30 km". It must not know dates or people.

use super::QuestionError;
use super::places::Asked;
use super::reader::Reader;

const LEADS: &[&str] =
    &["within a radius of", "in a radius of", "within a", "within", "inside a", "inside", "in a", "radius of"];
const BEHIND: &[&str] = &["radius of", "radius around", "radius from", "of", "from", "around", "outside", "near"];

impl Reader<'_> {
    /// Sets the radius of the place before it, where no place follows.
    pub fn read_radius_behind(&mut self, at: usize) -> Result<Option<usize>, QuestionError> {
        let comma = self.skip_any(at, &[",", "("]).unwrap_or(at);
        let Some(start) = self.skip_any(comma, LEADS) else { return Ok(None) };
        let Some((km, end)) = self.kilometres_at(start) else { return self.refuse_radius(start) };
        let leads_on =
            self.skip_any(end, BEHIND).is_some() || self.bearing_at(self.skip(end, "to the").unwrap_or(end)).is_some();
        if leads_on {
            return Ok(None);
        }
        let end = self.skip(end, "radius").unwrap_or(end);
        let place = self.places.iter_mut().rev().find(|place| !place.holds_previous);
        match (place, &mut self.query.near) {
            (Some(place), _) if matches!(place.asked, Asked::In | Asked::Near(_)) => {
                place.asked = Asked::Near(Some(km))
            }
            (None, Some(near)) => near.radius_km = km,
            _ => {
                let words = self.typed.slice(comma..end);
                return Err(self.refusal(comma, format!("{words} of what? Name the place: \"{words} of Homs\"")));
            }
        }
        self.note(comma..end, "near", format!("within {km} km"));
        Ok(Some(end))
    }

    /// A number of kilometres that no two points are apart.
    fn refuse_radius(&self, start: usize) -> Result<Option<usize>, QuestionError> {
        let unit = matches!(self.lower(start + 1), "km" | "kilometres" | "kilometers" | "miles" | "mi");
        let number =
            self.typed.tokens.get(start).is_some_and(|token| token.kind == crate::text::token::TokenKind::Number);
        if !(unit && number) {
            return Ok(None);
        }
        Err(self.refusal(start, "a radius is more than 0 and less than 20,100 km"))
    }
}
