//! The thread of a report: which event it is about, which it told of last, and when a sentence without a date goes on
//! with the one or the other. It must not know how a date is chosen where a sentence has one.

use chrono::NaiveDate;

use super::when::{Page, told};
use super::{nearest, total};
use crate::annotate::passage::{DateMention, DateRole, Setting};
use crate::annotate::statement::Statement;
use crate::article::{Anchor, DatePrecision, Scope, When};
use crate::text::document::Document;

/// What the narrative is at.
pub struct Thread {
    current: Option<Current>,
    /// The date of the event that the report is about.
    lead: Option<When>,
    /// Whether the text tells its dates with years and none from today: what it tells without a date happened at the
    /// date told last.
    chronicle: bool,
}

/// The event told of last, and where.
struct Current {
    when: When,
    paragraph: u32,
    sentence: u32,
}

/// "in the explosion", "during that attack": the sentence goes on with the event of the one before, which has the same
/// word ("a bomb exploded … the explosion").
fn points_back(document: &Document<'_>, statement: &Statement) -> bool {
    let sentences = |number: usize| document.sentences.get(number).map(|sentence| sentence.tokens());
    let Some(own) = sentences(statement.sentence) else { return false };
    let Some(before) = statement.sentence.checked_sub(1).and_then(sentences) else { return false };
    let before = before.start.max(before.end.saturating_sub(LOOK_BACK))..before.end;
    own.into_iter().take(LOOK_BACK).any(|token| {
        let noun = (token + 1..token + 3).map(|next| document.lower(next)).find(|word| total::is_event_noun(word));
        let Some(noun) = noun.filter(|_| matches!(document.lower(token), "the" | "that" | "this")) else {
            return false;
        };
        let stem = &noun[..noun.len().min(STEM)];
        before.clone().any(|token| document.lower(token).starts_with(stem))
    })
}

/// Tokens of each sentence that are looked through.
const LOOK_BACK: usize = 80;
/// Letters that an event's noun and verb share ("explosion", "exploded").
const STEM: usize = 4;

/// How many days back an event still is news that the report goes on with.
const NEWS_DAYS: i64 = 10;

fn is_news(when: &When, today: Option<NaiveDate>) -> bool {
    match (when.to.or(when.from), today) {
        (Some(day), Some(today)) => (today - day).num_days() <= NEWS_DAYS,
        _ => false,
    }
}

impl Thread {
    pub fn starting_with(lead: Option<When>) -> Self {
        Thread { current: None, lead, chronicle: false }
    }

    /// A text of long ago that never speaks of "Wednesday" or "last week".
    pub fn of_chronicle(self, dates: &[DateMention], setting: &Setting) -> Self {
        let explicit = dates.iter().any(|date| date.when.anchor == Anchor::Explicit);
        let news = dates.iter().any(|date| {
            let told = matches!(date.role, DateRole::During | DateRole::Reported);
            date.when.anchor == Anchor::Relative && told && is_news(&date.when, setting.today)
        });
        Thread { chronicle: explicit && !news && setting.dateline.is_none(), ..self }
    }

    pub fn lead(&self) -> Option<&When> {
        self.lead.as_ref()
    }

    /// The date of an event that the text goes on with.
    pub fn continued(&self, page: &Page<'_, '_>, statement: &Statement) -> Option<When> {
        let sentence = statement.sentence as u32;
        match &self.current {
            Some(current)
                if current.paragraph == page.here.sentence.paragraph
                    || self.chronicle
                    || is_news(&current.when, page.setting.today)
                    || current.sentence + 1 == sentence && points_back(page.document, statement) =>
            {
                Some(current.when.clone())
            }
            _ => self.lead.clone().or_else(|| published(page.setting)),
        }
    }

    /// Moves on behind a sentence.
    pub fn go_on(&mut self, page: &Page<'_, '_>) {
        let today = page.setting.today;
        // A total's parts have its period, which is no event to go on with.
        let is_event = |statement: &&Statement| {
            let period = statement.when.as_ref().is_some_and(|when| when.precision == DatePrecision::Longer);
            statement.scope != Scope::Cumulative && !period
        };
        let told_harm = page.told().iter().rev().find(is_event);
        let when = match told_harm {
            Some(statement) => statement.when.clone(),
            None => page
                .mentions()
                .iter()
                .rev()
                .find(|mention| {
                    let day = mention.role == DateRole::During && mention.when.precision <= DatePrecision::Week;
                    day && !nearest::is_ahead(&mention.when, today) && !names_other_event(page.document, mention)
                })
                .and_then(|mention| told(&mention.when)),
        };
        let Some(when) = when else { return };
        if self.lead.is_none() && (told_harm.is_some() || is_news(&when, today)) {
            self.lead = Some(when.clone());
        }
        let (paragraph, sentence) = (page.here.sentence.paragraph, page.here.number as u32);
        self.current = Some(Current { when, paragraph, sentence });
    }
}

/// "the December 31 attack", "Friday's raid": the phrase only names an event, it does not tell it.
fn names_other_event(document: &Document<'_>, mention: &DateMention) -> bool {
    let possessive = matches!(document.lower(mention.tokens.end), "'s" | "\u{2019}s");
    let behind = mention.tokens.end + usize::from(possessive);
    (behind..behind + 2).any(|token| total::is_event_noun(document.lower(token)))
}

/// The day of the report, where the text tells no other.
fn published(setting: &Setting) -> Option<When> {
    let today = setting.today?;
    Some(When { from: Some(today), to: Some(today), precision: DatePrecision::Day, anchor: Anchor::Published })
}
