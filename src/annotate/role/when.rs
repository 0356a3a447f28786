//! Dates every statement: from the time phrase of its clause, else of its sentence, else from the statement that it is
//! part of or the event that it goes on with, else from the report's lead, else the day of the report.
//! A total over a period gets the period and is cumulative. It must not know places, actors or sources.

use chrono::NaiveDate;

use super::{nearest, total};
use crate::annotate::passage::{DateMention, DateRole, Passage, Setting};
use crate::annotate::statement::Statement;
use crate::article::{Anchor, DatePrecision, Effect, Field, Scope, When};
use crate::text::document::Document;

/// Dates the statements of all passages; a title's statements follow the text's lead.
pub fn assign(passages: &mut [Passage<'_>], setting: &Setting) {
    let mut lead = None;
    for (position, passage) in passages.iter_mut().enumerate() {
        if passage.field == Field::Text {
            lead = assign_passage(passage, position, setting, None);
        }
    }
    for (position, passage) in passages.iter_mut().enumerate() {
        if passage.field == Field::Title {
            assign_passage(passage, position, setting, lead.clone());
        }
    }
}

/// One sentence as the dating of its statements sees it.
struct Page<'p, 'a> {
    document: &'p Document<'a>,
    /// All dates of the passage, and which of them are the sentence's.
    dates: &'p [DateMention],
    here: std::ops::Range<usize>,
    statements: &'p [Statement],
    /// The first statement of the sentence.
    first: usize,
    position: usize,
    paragraph: u32,
    setting: &'p Setting,
}

impl Page<'_, '_> {
    fn mentions(&self) -> &[DateMention] {
        self.dates.get(self.here.clone()).unwrap_or_default()
    }

    /// A total without a period of its own: of the war that it or the text elsewhere tells the start of.
    fn war_total(&self, index: usize) -> Dated {
        let today = self.setting.today;
        let Some(statement) = self.statements.get(index) else { return Dated::default() };
        let mut when = total::until_today(self.document, statement, today);
        if let Some(when) = when.as_mut().filter(|when| when.from.is_none()) {
            when.from = total::start_of_war(self.document, self.dates, self.here.start, today);
        }
        Dated { when, cumulative: true }
    }
}

fn assign_passage(passage: &mut Passage<'_>, position: usize, setting: &Setting, lead: Option<When>) -> Option<When> {
    let Passage { document, dates, statements, body_start, .. } = passage;
    let mut thread = Thread { current: None, lead };
    let (mut next_date, mut next_statement) = (0, 0);
    for (number, sentence) in document.sentences.iter().enumerate() {
        let tokens = sentence.tokens();
        if tokens.end <= *body_start {
            continue;
        }
        let first_date = next_date + count_before(&dates[next_date..], tokens.start);
        next_date = first_date + count_before(&dates[first_date..], tokens.end);
        let first = next_statement;
        while statements.get(next_statement).is_some_and(|statement| statement.sentence <= number) {
            next_statement += 1;
        }
        for index in first..next_statement {
            let here = first_date..next_date;
            let paragraph = sentence.paragraph;
            let page = Page { document, dates, here, statements, first, position, paragraph, setting };
            let dated = date_of(&page, index, &thread);
            if let Some(statement) = statements.get_mut(index) {
                if dated.cumulative && statement.scope == Scope::Event {
                    statement.scope = Scope::Cumulative;
                }
                statement.when = dated.when;
            }
        }
        thread.go_on(
            document,
            &dates[first_date..next_date],
            &statements[first..next_statement],
            sentence.paragraph,
            setting,
        );
    }
    thread.lead
}

fn count_before(dates: &[DateMention], token: usize) -> usize {
    dates.iter().take_while(|date| date.tokens.start < token).count()
}

#[derive(Default)]
struct Dated {
    when: Option<When>,
    cumulative: bool,
}

fn date_of(page: &Page<'_, '_>, index: usize, thread: &Thread) -> Dated {
    let statement = &page.statements[index];
    let today = page.setting.today;
    let own = nearest::mention(page.document, page.mentions(), page.statements, index, today);
    if let Some(mention) = own {
        if let Some(day) = nearest::day_inside(page.document, mention, statement)
            .or_else(|| held_since(page.document, mention, statement))
        {
            return Dated { when: Some(day), cumulative: false };
        }
        let loose = matches!(mention.role, DateRole::During | DateRole::Background)
            && (mention.when.precision <= DatePrecision::Days || !nearest::is_in_clause(mention, statement));
        if loose && total::is_of_a_war(page.document, statement) {
            return page.war_total(index);
        }
        if total::is_total(page.document, mention, statement, today) {
            return Dated { when: total::period(page.document, mention, statement, today), cumulative: true };
        }
        return Dated { when: told(&mention.when), cumulative: false };
    }
    let whole = statement.part_of.filter(|whole| whole.passage == page.position);
    if let Some(whole) = whole.and_then(|whole| page.statements.get(whole.statement)) {
        return Dated { when: whole.when.clone(), cumulative: false };
    }
    if statement.scope == Scope::Cumulative || total::is_of_a_war(page.document, statement) {
        return page.war_total(index);
    }
    // Statements of one sentence mostly tell of one event.
    let event = page.statements[page.first..index].iter().rev().find(|other| other.scope != Scope::Cumulative);
    if let Some(when) = event.and_then(|other| other.when.clone()) {
        return Dated { when: Some(when), cumulative: false };
    }
    let reported = page.mentions().iter().find(|mention| mention.role == DateRole::Reported);
    let reported = reported.and_then(|mention| told(&mention.when));
    if thread.lead.is_none() {
        if let Some(when) = event_told_later(page, reported.as_ref()) {
            return Dated { when: Some(when), cumulative: false };
        }
    }
    Dated { when: reported.or_else(|| thread.continued(page.paragraph, page.setting)), cumulative: false }
}

/// "missing since Tuesday", "held since 2014": what befell them came then.
fn held_since(document: &Document<'_>, mention: &DateMention, statement: &Statement) -> Option<When> {
    let before = mention.tokens.start.checked_sub(1)?;
    let held = matches!(
        document.lower(before),
        "missing" | "held" | "captive" | "detained" | "imprisoned" | "hostage" | "jailed" | "custody"
    ) || statement.effect == Effect::Missing && statement.tokens.end >= before;
    let from = mention.when.from.filter(|_| mention.role == DateRole::Since && held)?;
    Some(When { from: Some(from), to: Some(from), precision: DatePrecision::Day, anchor: mention.when.anchor })
}

/// How many sentences behind the lead may tell the day that the lead left out.
const LOOK_AHEAD: u32 = 8;
/// How many days before the report an event is still its news.
const FRESH_DAYS: i64 = 3;

/// The day that later sentences give to the event of a lead that tells no day, or only that of the words.
fn event_told_later(page: &Page<'_, '_>, reported: Option<&When>) -> Option<When> {
    let last = reported.and_then(|when| when.to).or(page.setting.today)?;
    let sentence = page.statements.get(page.first)?.sentence as u32;
    page.dates
        .get(page.here.end..)?
        .iter()
        .take_while(|date| {
            page.document.sentence_of.get(date.tokens.start).is_some_and(|&at| at <= sentence + LOOK_AHEAD)
        })
        .filter(|date| {
            matches!(date.role, DateRole::During | DateRole::Background) && date.when.precision <= DatePrecision::Days
        })
        .filter(|date| {
            let from = date.when.from.is_some_and(|from| (0..=FRESH_DAYS).contains(&(last - from).num_days()));
            from && tells_of_attack(page, date)
        })
        .map(|date| date.when.clone())
        .next()
}

/// Whether the sentence of a date tells of harm or has a word for an attack before the date or right behind it ("the
/// blast, which tore through a market on Thursday", "Friday's raid").
fn tells_of_attack(page: &Page<'_, '_>, date: &DateMention) -> bool {
    let Some(&number) = page.document.sentence_of.get(date.tokens.start) else { return false };
    let Some(sentence) = page.document.sentences.get(number as usize) else { return false };
    let end = (date.tokens.end + 4).min(sentence.tokens().end);
    let start = sentence.tokens().start.max(date.tokens.start.saturating_sub(40));
    let harm = page
        .statements
        .iter()
        .any(|statement| statement.sentence == number as usize && statement.clause.contains(&date.tokens.start));
    harm || (start..end).any(|token| total::is_event_noun(page.document.lower(token)))
}

/// A date that says something.
fn told(when: &When) -> Option<When> {
    (when.from.is_some() || when.to.is_some()).then(|| when.clone())
}

/// What the narrative is at.
struct Thread {
    /// The date of the event told of last, and the paragraph that told it.
    current: Option<(When, u32)>,
    /// The date of the event that the report is about.
    lead: Option<When>,
}

/// How many days back an event still is news that the report goes on with.
const NEWS_DAYS: i64 = 10;

fn is_news(when: &When, today: Option<NaiveDate>) -> bool {
    match (when.to.or(when.from), today) {
        (Some(day), Some(today)) => (today - day).num_days() <= NEWS_DAYS,
        _ => false,
    }
}

impl Thread {
    /// The date of an event that the text goes on with.
    fn continued(&self, paragraph: u32, setting: &Setting) -> Option<When> {
        match &self.current {
            Some((when, told_in)) if *told_in == paragraph || is_news(when, setting.today) => Some(when.clone()),
            _ => self.lead.clone().or_else(|| published(setting)),
        }
    }

    /// Moves on behind a sentence.
    fn go_on(
        &mut self,
        document: &Document<'_>,
        mentions: &[DateMention],
        statements: &[Statement],
        paragraph: u32,
        setting: &Setting,
    ) {
        let told_harm = statements.iter().rev().find(|statement| statement.scope != Scope::Cumulative);
        let when = match told_harm {
            Some(statement) => statement.when.clone(),
            None => mentions
                .iter()
                .rev()
                .find(|mention| {
                    let day = mention.role == DateRole::During && mention.when.precision <= DatePrecision::Week;
                    day && !nearest::is_ahead(&mention.when, setting.today) && !names_other_event(document, mention)
                })
                .and_then(|mention| told(&mention.when)),
        };
        let Some(when) = when else { return };
        if self.lead.is_none() && (told_harm.is_some() || is_news(&when, setting.today)) {
            self.lead = Some(when.clone());
        }
        self.current = Some((when, paragraph));
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

#[cfg(test)]
#[path = "when_tests.rs"]
mod tests;
