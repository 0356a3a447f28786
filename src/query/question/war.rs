//! Names of wars in a question. It must not know when or where they were fought.

use super::reader::Reader;
use crate::query::wars::war_named;

/// Tokens that the name of a war may have.
const LONGEST: usize = 9;

impl Reader<'_> {
    /// "in the Tigray war", "during the siege of Aleppo".
    pub fn read_war(&mut self, at: usize) -> Option<usize> {
        let led = self.skip_any(at, &["in", "during", "throughout", "of", "from"]).unwrap_or(at);
        let start = self.skip_any(led, &["the course of the", "the ongoing", "the"]).unwrap_or(led);
        let (war, end) = (start + 2..=(start + LONGEST).min(self.len()))
            .rev()
            .find_map(|end| war_named(self.typed.slice(start..end)).map(|war| (war, end)))?;
        if self.war.is_some() {
            return None;
        }
        self.war = Some(war);
        let to = war.to.map_or("today".to_owned(), |day| day.to_string());
        self.note(at..end, "in", format!("{}, {} to {to}", war.name, war.from));
        Some(end)
    }
}
