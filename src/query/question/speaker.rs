//! Speakers in a question: who says so, who claims it, who denies it, and which agency reports it. It must not know who
//! did the harm.

use std::ops::Range;

use super::party::{Part, with_parts};
use super::reader::{Reader, push};
use super::tables::{AGENCIES, WORDS};
use crate::article::Stance;
use crate::lexicon::{Entry, ReportingRole};
use crate::text::fold::fold;

impl Reader<'_> {
    /// "according to SANA", "denied by the army", "the Pentagon says".
    pub fn read_speaker(&mut self, at: usize) -> Option<usize> {
        if let Some(start) =
            self.skip_any(at, &["according to", "as per", "per", "citing", "quoting", "in the words of"])
        {
            return self.read_somebody_or_city(start, ReportingRole::According);
        }
        if let Some((mut role, end)) = self.reporting_at(at) {
            let by = self.lower(end - 1) == "by";
            let start = if by { Some(end) } else { self.skip(end, "by") };
            // "attack claimed by": responsibility, not a number.
            let after_attack = at > 0 && self.attack_at(at - 1);
            if matches!(role, ReportingRole::Claims | ReportingRole::ClaimsResponsibility)
                && let Some(start) = start
            {
                if after_attack {
                    return self.read_somebody(start, "by");
                }
                role = ReportingRole::Claims;
            }
            let said = start.is_some() || matches!(self.lower(at), "says" | "said" | "say");
            if said && let Some(end) = self.read_somebody_or_city(start.unwrap_or(end), role) {
                return Some(end);
            }
            if role == ReportingRole::Denies && start.is_none() {
                push(&mut self.query.stance, Stance::Denied);
                self.note(at..end, "stance", "denied figures");
                return Some(end);
            }
        }
        self.read_subject_speaker(at)
    }

    fn reporting_at(&self, at: usize) -> Option<(ReportingRole, usize)> {
        self.longest(at, |entry| match entry {
            Entry::Reporting(index) => self.context.lexicon.reporting.get(index as usize).map(|verb| verb.role),
            _ => None,
        })
    }

    /// "SANA reports", "the Pentagon denied", "AFP reports of".
    fn read_subject_speaker(&mut self, at: usize) -> Option<usize> {
        let start = self.skip(at, "the").unwrap_or(at);
        let named = self.actor_at(start).map(|(_, end)| end);
        let end = named.or_else(|| self.agency_at(start))?;
        // "as the army denied": the verb stands right behind the name; "IS claimed" may go on with "that".
        let role = match self.lower(end) {
            "reports" | "report" | "figures" | "data" | "count" | "counts" | "estimates" | "tally" | "statement" => {
                ReportingRole::Says
            }
            _ => self.reporting_at(end).map(|(role, _)| role).filter(|_| speaks(self.lower(end)))?,
        };
        let behind = self.skip_any(end + 1, &["that", "of", "on", "about"]).unwrap_or(end + 1);
        self.read_somebody_as(start, role)?;
        Some(behind)
    }

    fn read_somebody_or_city(&mut self, start: usize, role: ReportingRole) -> Option<usize> {
        if let Some(end) = self.read_somebody_as(start, role) {
            return Some(end);
        }
        // "according to Kyiv": a capital speaks for its country.
        let start = self.skip(start, "the").unwrap_or(start);
        let (end, name) = self.place_name_at(start, true)?;
        let country = self.country_of(&name)?;
        let state = self.context.lexicon.state(&country)?;
        let ids = with_parts(self.context.lexicon, state, Part::Any);
        self.add_ids(field_of(role), &ids, start..end);
        self.add_stance(role);
        Some(end)
    }

    fn read_somebody_as(&mut self, start: usize, role: ReportingRole) -> Option<usize> {
        let end = self.read_somebody(start, field_of(role))?;
        self.add_stance(role);
        Some(end)
    }

    fn add_stance(&mut self, role: ReportingRole) {
        if role == ReportingRole::Claims {
            push(&mut self.query.stance, Stance::Claimed);
        }
    }

    pub fn add_agency(&mut self, tokens: Range<usize>) {
        let typed = self.typed.slice(tokens.clone());
        let name = AGENCIES.get(&fold(typed)).map_or_else(|| typed.to_owned(), |name| (*name).to_owned());
        self.note(tokens, "agency", format!("reports of {name}"));
        push(&mut self.query.agency, name);
    }

    /// A wire agency's name at a token.
    pub fn agency_at(&self, at: usize) -> Option<usize> {
        let token = self.typed.tokens.get(at)?;
        (token.is_word() && WORDS.is_wire(self.lower(at))).then_some(at + 1)
    }
}

/// Whether a reporting verb behind a party's name makes it the speaker, in a question.
fn speaks(verb: &str) -> bool {
    !matches!(verb, "held" | "led" | "recorded")
}

fn field_of(role: ReportingRole) -> &'static str {
    match role {
        ReportingRole::Denies | ReportingRole::Disputes => "denied_by",
        _ => "source",
    }
}
