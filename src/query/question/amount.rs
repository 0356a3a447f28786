//! Numbers, scopes, stances and languages in a question. It must not know who was harmed or where.

use super::reader::{Reader, push};
use crate::lexicon::{Entry, PersonKind};
use crate::text::number::number_at;

impl Reader<'_> {
    /// Whether people or harm stand at a token, so that a number before it counts them.
    pub fn counts_people(&self, at: usize) -> bool {
        self.longest(at, |entry| match entry {
            Entry::Victim(index) => self
                .context
                .lexicon
                .victims
                .get(index as usize)
                .filter(|word| word.kind != PersonKind::Modifier)
                .map(|_| ()),
            Entry::Demonym(_) | Entry::Effect(_) => Some(()),
            _ => None,
        })
        .is_some()
            || matches!(self.lower(at), "or" | "people" | "others" | "+" | "plus")
    }

    /// "more than 50", "between 5 and 10", "100+", "ten or more".
    pub fn read_count(&mut self, at: usize) -> Option<usize> {
        if let Some(found) = self.read_comparison(at) {
            return Some(found);
        }
        let phrase = number_at(&self.capitals, at).filter(|phrase| phrase.tokens.start == at)?;
        let mut end = phrase.tokens.end;
        let (mut low, mut high) = (phrase.low, phrase.high);
        let exact = low.is_some() && low == high && phrase.qualifier != crate::article::Qualifier::About;
        let digits = self.typed.tokens.get(at).is_some_and(|token| token.kind == crate::text::token::TokenKind::Number);
        if exact && self.typed.word(end) == "+" {
            (high, end) = (None, end + 1);
        } else if exact && (phrase.tokens == phrase.core) {
            // A number word alone ("one", "a", "second") says nothing unless people follow.
            let behind = self.behind_adjectives(end);
            if !self.counts_people(behind) && !(digits && (end == self.len() || self.starts_place(end))) {
                return None;
            }
        }
        if phrase.qualifier == crate::article::Qualifier::About {
            let about = low.unwrap_or(0);
            (low, high) = (Some(about - about / 10), Some(about + about / 10));
        }
        end = self.skip_any(end, &["of them", "of the"]).unwrap_or(end);
        self.query.min = low.or(self.query.min);
        self.query.max = high.or(self.query.max);
        self.note(at..end, "min", super::say_count(low, high));
        Some(end)
    }

    /// "> 50", ">= 50", "≥50", "< 5".
    fn read_comparison(&mut self, at: usize) -> Option<usize> {
        let sign = self.typed.word(at);
        let equal = self.typed.word(at + 1) == "=";
        let number = at + 1 + usize::from(equal);
        let value = number_at(&self.capitals, number)?;
        let count = value.low.filter(|_| value.tokens == value.core)?;
        match (sign, equal) {
            (">", false) => self.query.min = Some(count.saturating_add(1)),
            (">", true) | ("\u{2265}", _) => self.query.min = Some(count),
            ("<", false) => self.query.max = Some(count.saturating_sub(1)),
            ("<", true) | ("\u{2264}", _) => self.query.max = Some(count),
            _ => return None,
        }
        let reading = super::say_count(self.query.min, self.query.max);
        self.note(at..value.tokens.end, "min", reading);
        Some(value.tokens.end)
    }

    /// Skips adjectives and demonyms before a noun: "12 young Syrian men".
    fn behind_adjectives(&self, mut at: usize) -> usize {
        while let Some((_, end)) = self.longest(at, |entry| match entry {
            Entry::Demonym(_) | Entry::Actor(_) => Some(()),
            Entry::Victim(index) => self
                .context
                .lexicon
                .victims
                .get(index as usize)
                .filter(|word| word.kind == PersonKind::Modifier)
                .map(|_| ()),
            _ => None,
        }) {
            if self.counts_people(at) && !self.counts_people(end) {
                break;
            }
            at = end;
        }
        at
    }

    /// "in total", "cumulative", "in a single attack", "unconfirmed".
    pub fn read_scope(&mut self, at: usize) -> Option<usize> {
        use crate::article::{Scope, Stance};
        const CUMULATIVE: &[&str] = &[
            "in total",
            "cumulatively",
            "cumulative",
            "all told",
            "running total",
            "overall toll",
            "overall death toll",
            "total toll",
            "total death toll",
            "to date",
            "so far",
            "altogether",
        ];
        const EVENT: &[&str] =
            &["in a single", "in one single", "in the single", "single", "per", "in individual", "individual"];
        if let Some(mut end) = self.skip_any(at, CUMULATIVE) {
            // "death toll" in these still says killed.
            if matches!(self.lower(end - 1), "toll") {
                end = at + 1;
                if self.lower(at + 1) == "death" || self.lower(at + 1) == "toll" {
                    self.note(at..end, "scope", "cumulative figures");
                }
            } else {
                self.note(at..end, "scope", "cumulative figures");
            }
            push(&mut self.query.scope, Scope::Cumulative);
            return Some(end);
        }
        if let Some(end) = self.skip_any(at, EVENT)
            && matches!(
                self.lower(end),
                "event" | "events" | "incident" | "incidents" | "attack" | "attacks" | "day" | "strike" | "strikes"
            )
        {
            push(&mut self.query.scope, Scope::Event);
            self.note(at..end + 1, "scope", "figures of single events");
            return Some(end + 1);
        }
        let stance = match self.lower(at) {
            "unconfirmed" | "unverified" => Stance::Unverified,
            "disputed" | "contested" => Stance::Disputed,
            _ => return None,
        };
        let end =
            self.skip_any(at + 1, &["reports of", "report of", "reports", "claims of", "claims"]).unwrap_or(at + 1);
        push(&mut self.query.stance, stance);
        self.note(at..end, "stance", format!("{stance} figures"));
        Some(end)
    }

    /// "in Arabic", "Arabic-language reports".
    pub fn read_language(&mut self, at: usize) -> Option<usize> {
        let start = self.skip_any(at, &["in", "written in"]).unwrap_or(at);
        let code = match self.lower(start) {
            "arabic" => "ar",
            "english" => "en",
            "french" => "fr",
            "german" => "de",
            "hebrew" => "he",
            "persian" | "farsi" => "fa",
            "portuguese" => "pt",
            "russian" => "ru",
            "spanish" => "es",
            "turkish" => "tr",
            "ukrainian" => "uk",
            "burmese" => "my",
            "chinese" => "zh",
            "amharic" => "am",
            "kurdish" => "ku",
            _ => return None,
        };
        let mut end = start + 1;
        let adjective = self.skip_any(end, &["- language", "language"]);
        if let Some(behind) = adjective {
            end = self
                .skip_any(
                    behind,
                    &["reports of", "reports on", "reports", "articles", "copy", "media", "sources", "news"],
                )
                .unwrap_or(behind);
        } else if start == at || self.counts_people(end) || self.found.iter().any(|found| found.tokens.start == end) {
            // "in Russian custody", "Russian soldiers".
            return None;
        }
        push(&mut self.query.language, code.to_owned());
        self.note(at..end, "language", format!("reports in {}", self.typed.word(start)));
        Some(end)
    }
}
