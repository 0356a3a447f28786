//! The working state of reading one article: its passages (title and text) with what each step found so far, and the
//! setting that holds for the whole article. Bytes and tokens, no code points: the record is made at the very end.

use std::ops::Range;

use chrono::NaiveDate;

use super::statement::Statement;
use crate::article::{DatePrecision, Field, MentionKind, When};
use crate::gazetteer::PlaceId;
use crate::lexicon::Scan;
use crate::text::document::Document;

/// One field of the article and everything found in it, in the order of the text.
pub struct Passage<'a> {
    pub field: Field,
    pub document: Document<'a>,
    /// The lexicons' words in the text; filled once for all readers.
    pub scan: Scan,
    /// Token behind the dateline, where the report's first sentence starts.
    pub body_start: usize,
    pub dates: Vec<DateMention>,
    pub actors: Vec<ActorMention>,
    pub places: Vec<PlaceReading>,
    pub statements: Vec<Statement>,
}

/// What holds for the whole article.
#[derive(Default)]
pub struct Setting {
    pub dateline: Option<DatelineReading>,
    /// The day of publication: the text's own header where it contradicts the source, the dateline's where there is
    /// no other.
    pub published: Option<NaiveDate>,
    /// The day that relative dates count from: the dateline's, else the day of publication.
    pub today: Option<NaiveDate>,
}

/// The dateline as it stands in the text, its place not yet resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DatelineReading {
    pub field: Field,
    pub bytes: Range<usize>,
    pub agency: Option<String>,
    /// Bytes of the first place as printed ("AIN ISSA, Syria").
    pub place: Option<Range<usize>>,
    pub date: Option<NaiveDate>,
    pub resolved: Option<PlaceId>,
}

/// A phrase that tells a time.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    pub tokens: Range<usize>,
    pub when: When,
    pub role: DateRole,
}

/// How a time phrase bounds what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateRole {
    /// On, at, during: the thing happened then.
    During,
    /// "since September 2014": a period that runs to today; the mark of a cumulative figure.
    Since,
    /// "in the past week", "so far this year", "over three days": a period that a total covers.
    Over,
    /// "said on Wednesday": the day of the words, not of what they tell; the only clue where there is no other.
    Reported,
    /// "three weeks after", "before", "ago" as background: tells of another event than the sentence's main one.
    Background,
}

/// An actor's name in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorMention {
    pub tokens: Range<usize>,
    /// Position in the lexicon's table of actors.
    pub actor: usize,
}

/// A place name in the text, resolved or not.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceReading {
    pub tokens: Range<usize>,
    pub place: Option<PlaceId>,
    /// Where it is: the gazetteer's point, or a point computed from "40 km north of X".
    pub point: Option<(f64, f64)>,
    /// For a name that no gazetteer has: the known place that the text puts it in or near.
    pub anchor: Option<PlaceId>,
    /// Whether the anchor is only the nearest place of the text, so that the point is no more than a guess.
    pub loose: bool,
    pub kind: MentionKind,
}

impl<'a> Passage<'a> {
    pub fn new(field: Field, text: &'a str) -> Self {
        Passage {
            field,
            document: Document::new(text),
            scan: Scan::default(),
            body_start: 0,
            dates: Vec::new(),
            actors: Vec::new(),
            places: Vec::new(),
            statements: Vec::new(),
        }
    }
}

/// The precision that a period of so many days is told with.
pub fn precision_of_days(days: i64) -> DatePrecision {
    match days {
        ..=1 => DatePrecision::Day,
        2..=6 => DatePrecision::Days,
        7 => DatePrecision::Week,
        8..=31 => DatePrecision::Month,
        32..=366 => DatePrecision::Year,
        _ => DatePrecision::Longer,
    }
}
