//! Who says so: which act of speech vouches for a statement, or none where the reporter speaks. The acts of its sentence,
//! of the sentences around and of the headline are weighed by a linear model. It must not know who did the harm.

use std::ops::Range;

pub use super::attribution_clue::SpeechClue;
use super::attribution_speaker::Speaker;
use super::attribution_speech::{Form, Speech};
use super::scene::{REACH, Spot, span};
use super::weights::{Weights, best};
use crate::article::{ActorKind, Effect, Field, Scope};
use crate::lexicon::ReportingRole;
use crate::text::grammar_word::{Class, class_of};

/// The weights of `data/role-attribution.tsv`.
pub fn weights() -> Weights {
    Weights::read(include_str!("../../../data/role-attribution.tsv"), SpeechClue::ALL.len(), |clue: SpeechClue| {
        clue as usize
    })
}

/// The speeches of an article: the text's and the title's, with their speakers.
pub struct Speeches<'s> {
    pub text: &'s [Speech],
    pub title: &'s [Speech],
    pub speakers: &'s [Speaker],
    /// The station that sent the report, where it is a party's own.
    pub station: Option<usize>,
}

/// What is known of a statement beside its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ties {
    /// The speaker of the statement before, and its sentence.
    pub before: Option<(Option<usize>, usize)>,
    /// The speaker of the whole that it is a part of.
    pub whole: Option<Option<usize>>,
    /// The speaker of the latest earlier statement of the same event.
    pub event: Option<Option<usize>>,
}

/// One candidate: a speaker, by the words of one act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub speaker: usize,
    pub name: Range<usize>,
    pub title: bool,
}

/// More acts than this around one statement are not weighed.
const MOST: usize = 24;

/// The speaker of a statement.
pub fn attribution(spot: &Spot<'_, '_>, speeches: &Speeches<'_>, ties: Ties, weights: &Weights) -> Option<Choice> {
    let (choices, scores) = weigh(spot, speeches, ties, weights);
    let chosen = best(scores.into_iter())?;
    chosen.checked_sub(1).and_then(|number| choices.get(number).cloned())
}

fn weigh(spot: &Spot<'_, '_>, speeches: &Speeches<'_>, ties: Ties, weights: &Weights) -> (Vec<Choice>, Vec<f32>) {
    let mut scores = vec![0.0f32];
    let choices = candidates(spot, speeches, ties, |candidate, clue, value| {
        if scores.len() <= candidate {
            scores.resize(candidate + 1, 0.0);
        }
        scores[candidate] += weights.of(clue as usize) * value;
    });
    (choices, scores)
}

/// Calls back with every clue: candidate 0 is the reporter, the others are the choices in order.
pub fn candidates(
    spot: &Spot<'_, '_>,
    speeches: &Speeches<'_>,
    ties: Ties,
    mut add: impl FnMut(usize, SpeechClue, f32),
) -> Vec<Choice> {
    let before = ties.before;
    let title = spot.view.passage.field == Field::Title;
    let own = if title { speeches.title } else { speeches.text };
    let here = spot.statement.sentence;
    let from = own.partition_point(|speech| speech.sentence + 4 < here);
    let ahead = if here < 2 { 2 } else { 1 };
    let to = own.partition_point(|speech| speech.sentence <= here + ahead);
    let window = own.get(from..to).unwrap_or(&[]);
    // Of a sentence without end only the acts around the statement.
    let middle = window.partition_point(|speech| speech.verb.start < spot.statement.tokens.start);
    let window = window.get(middle.saturating_sub(MOST / 2)..window.len().min(middle + MOST / 2)).unwrap_or(&[]);
    let total: usize = speeches.speakers.iter().map(|speaker| speaker.speeches).sum();
    let most = speeches.speakers.iter().map(|speaker| speaker.speeches).max().unwrap_or(0);
    let facts = Facts {
        most,
        past: long_ago(spot),
        quoted: in_quotes(spot),
        total,
        speech_here: window.iter().any(|speech| speech.sentence == here),
    };
    nobody(spot, &facts, own.is_empty(), &mut |clue| add(0, clue, 1.0));
    nobody_though(spot, window, ties, &mut |clue| add(0, clue, 1.0));
    let mut choices = Vec::new();
    let mut push = |speech: &Speech, other: bool, clues: &[SpeechClue], add: &mut dyn FnMut(usize, SpeechClue, f32)| {
        choices.push(Choice { speaker: speech.speaker, name: speech.name.clone(), title: other });
        let number = choices.len();
        for &clue in clues {
            add(number, clue, 1.0);
        }
        of_speaker(speech, speeches, &facts, here, |clue, value| add(number, clue, value));
        let told = [
            (SpeechClue::Whole, ties.whole == Some(Some(speech.speaker))),
            (SpeechClue::Event, ties.event == Some(Some(speech.speaker))),
        ];
        for (clue, _) in told.into_iter().filter(|(_, holds)| *holds) {
            add(number, clue, 1.0);
        }
    };
    let mut clues: Vec<SpeechClue> = Vec::new();
    for (index, speech) in window.iter().enumerate() {
        clues.clear();
        if speech.sentence == here {
            if distance(speech, spot) > REACH || opens_next_clause(spot, speech) {
                continue;
            }
            inside(spot, speech, window, index, &facts, &mut clues);
        } else {
            around(spot, speech, ties, &facts, &mut clues);
            let near = window.iter().filter(|rival| rival.speaker == speech.speaker && rival.sentence != here).count();
            clues.extend((near > 1).then_some(SpeechClue::Repeats));
            let other_side = |rival: &Speech| {
                rival.speaker == speech.speaker
                    && (rival.sentence > here && speech.sentence < here
                        || rival.sentence < here && speech.sentence > here)
            };
            clues.extend(window.iter().any(other_side).then_some(SpeechClue::BothSides));
        }
        push(speech, title, &clues, &mut add);
    }
    if from > 0
        && let Some(first) = own.first()
    {
        push(first, title, &[SpeechClue::First], &mut add);
    }
    if title {
        for speech in speeches.text.iter().take(2).filter(|speech| speech.sentence < 4) {
            push(speech, false, &[SpeechClue::TitleToLead], &mut add);
        }
    } else {
        for speech in speeches.title.iter().take(2) {
            push(speech, true, &[SpeechClue::TitleSpeech], &mut add);
        }
    }
    if let Some((Some(speaker), sentence)) = before
        && sentence + 3 >= here
    {
        choices.push(Choice { speaker, name: 0..0, title: false });
        let told = [
            (SpeechClue::Carry, true),
            (SpeechClue::CarryNear, sentence + 1 == here),
            (SpeechClue::CarrySame, sentence == here),
            (SpeechClue::CarrySpeech, facts.speech_here),
            (SpeechClue::CarryPast, facts.past),
            (SpeechClue::CarryRelative, spot.relative),
            (SpeechClue::CarryWhole, ties.whole == Some(Some(speaker))),
            (SpeechClue::CarryEvent, ties.event == Some(Some(speaker))),
        ];
        for (clue, _) in told.iter().filter(|(_, holds)| *holds) {
            add(choices.len(), *clue, 1.0);
        }
    }
    for (speaker, clue) in [(ties.whole, SpeechClue::OnlyWhole), (ties.event.filter(|_| !title), SpeechClue::OnlyEvent)]
    {
        if let Some(Some(speaker)) = speaker
            && !choices.iter().any(|choice| choice.speaker == speaker)
        {
            choices.push(Choice { speaker, name: 0..0, title: false });
            add(choices.len(), clue, 1.0);
        }
    }
    if let Some(speaker) = speeches.station {
        choices.push(Choice { speaker, name: 0..0, title });
        add(choices.len(), SpeechClue::Station, 1.0);
    }
    choices
}

struct Facts {
    past: bool,
    quoted: bool,
    total: usize,
    /// How often the one who speaks most speaks.
    most: usize,
    speech_here: bool,
}

fn nobody(spot: &Spot<'_, '_>, facts: &Facts, silent: bool, say: &mut dyn FnMut(SpeechClue)) {
    say(SpeechClue::Nobody);
    let statement = spot.statement;
    let clues = [
        (SpeechClue::NobodyTitle, spot.view.passage.field == Field::Title),
        (SpeechClue::NobodyCumulative, statement.scope == Scope::Cumulative),
        (SpeechClue::NobodySubset, statement.scope == Scope::Subset),
        (SpeechClue::NobodyRelative, spot.relative),
        (SpeechClue::NobodySpeech, facts.speech_here),
        (SpeechClue::NobodyOpens, statement.sentence < 2),
        (SpeechClue::NobodyPast, facts.past),
        (SpeechClue::NobodyCaptured, matches!(statement.effect, Effect::Captured | Effect::Released)),
        (SpeechClue::NobodyDisplaced, statement.effect == Effect::Displaced),
        (SpeechClue::NobodyQuote, facts.quoted),
        (SpeechClue::NobodyReportedly, spot.sentence().any(|at| spot.view.page.lower(at) == "reportedly")),
        (SpeechClue::NobodyNone, silent),
        (SpeechClue::NobodyLate, statement.sentence > 10),
    ];
    for (clue, holds) in clues {
        if holds {
            say(clue);
        }
    }
}

/// What speaks against the reporter's own voice around a statement.
fn nobody_though(spot: &Spot<'_, '_>, window: &[Speech], ties: Ties, say: &mut dyn FnMut(SpeechClue)) {
    let before = ties.before;
    let here = spot.statement.sentence;
    let own = span(spot.statement);
    let any = |fits: &dyn Fn(&Speech) -> bool| window.iter().any(fits);
    let inside = |speech: &Speech| speech.sentence == here;
    let clues = [
        (
            SpeechClue::NobodyLeads,
            any(&|speech| inside(speech) && speech.form != Form::According && speech.verb.start < own.start),
        ),
        (
            SpeechClue::NobodyTails,
            any(&|speech| inside(speech) && speech.form != Form::According && speech.verb.start >= own.start),
        ),
        (SpeechClue::NobodyAccording, any(&|speech| inside(speech) && speech.form == Form::According)),
        (SpeechClue::NobodyBack, any(&|speech| speech.sentence + 1 == here)),
        (SpeechClue::NobodyCarry, matches!(before, Some((Some(_), sentence)) if sentence + 1 >= here)),
        (SpeechClue::NobodyWhole, ties.whole == Some(None)),
        (SpeechClue::NobodyEvent, ties.event == Some(None)),
        (SpeechClue::NobodyEventHas, matches!(ties.event, Some(Some(_)))),
        (SpeechClue::NobodyBefore, matches!(before, Some((None, sentence)) if sentence == here)),
    ];
    for (clue, holds) in clues {
        if holds {
            say(clue);
        }
    }
}

/// An act in the statement's own sentence.
fn inside(
    spot: &Spot<'_, '_>,
    speech: &Speech,
    window: &[Speech],
    index: usize,
    facts: &Facts,
    clues: &mut Vec<SpeechClue>,
) {
    let own = span(spot.statement);
    let leads = speech.verb.start < own.start;
    let between = if leads { speech.verb.end..own.start } else { own.end..speech.verb.start };
    let other = window.iter().enumerate().any(|(number, rival)| {
        number != index && rival.sentence == speech.sentence && between.contains(&rival.verb.start)
    });
    let broken = breaks(spot, between.clone());
    match speech.form {
        Form::According => {
            clues.push(if leads { SpeechClue::AccordingLeads } else { SpeechClue::AccordingTails });
            if between.len() <= 12 {
                clues.push(SpeechClue::AccordingClose);
            }
        }
        Form::Headline => clues.push(SpeechClue::Headline),
        Form::Before | Form::Inverted => clues.push(if leads { SpeechClue::Leads } else { SpeechClue::Tails }),
    }
    let told = [
        (SpeechClue::LeadsClose, leads && between.len() <= 10),
        (SpeechClue::LeadsRelative, leads && spot.relative),
        (SpeechClue::LeadsPast, leads && facts.past),
        (SpeechClue::LeadsOther, leads && other),
        (SpeechClue::LeadsBreak, leads && broken),
        (SpeechClue::TailsRelative, !leads && spot.relative),
        (SpeechClue::TailsOther, !leads && other),
        (SpeechClue::TailsBreak, !leads && broken),
        (SpeechClue::TailsPast, !leads && facts.past),
    ];
    clues.extend(told.iter().filter(|(_, holds)| *holds).map(|(clue, _)| *clue));
}

/// An act in a sentence around.
fn around(spot: &Spot<'_, '_>, speech: &Speech, ties: Ties, facts: &Facts, clues: &mut Vec<SpeechClue>) {
    let here = spot.statement.sentence;
    let paragraph =
        |sentence: usize| spot.view.page.document.sentences.get(sentence).map(|sentence| sentence.paragraph);
    let same = paragraph(speech.sentence) == paragraph(here);
    if speech.sentence > here {
        clues.push(if speech.sentence == here + 1 { SpeechClue::Ahead1 } else { SpeechClue::Ahead2 });
        clues.extend(same.then_some(SpeechClue::AheadParagraph));
        clues.extend(facts.quoted.then_some(SpeechClue::AheadQuote));
        return;
    }
    clues.push(match here - speech.sentence {
        1 => SpeechClue::Back1,
        2 => SpeechClue::Back2,
        _ => SpeechClue::Back3,
    });
    let told = [
        (SpeechClue::BackParagraph, same),
        (SpeechClue::BackQuote, facts.quoted),
        (SpeechClue::BackOwn, facts.speech_here),
        (SpeechClue::BackPast, facts.past),
        (SpeechClue::BackRelative, spot.relative),
        (SpeechClue::BackCumulative, spot.statement.scope == Scope::Cumulative),
        (
            SpeechClue::BackTold,
            ties.before.is_some_and(|(speaker, sentence)| speaker == Some(speech.speaker) && sentence + 2 >= here),
        ),
    ];
    clues.extend(told.iter().filter(|(_, holds)| *holds).map(|(clue, _)| *clue));
}

/// What the verb and the speaker say by themselves.
fn of_speaker(
    speech: &Speech,
    speeches: &Speeches<'_>,
    facts: &Facts,
    here: usize,
    mut say: impl FnMut(SpeechClue, f32),
) {
    match speech.role {
        ReportingRole::Blames => say(SpeechClue::Blames, 1.0),
        ReportingRole::Denies | ReportingRole::Disputes => say(SpeechClue::Denies, 1.0),
        ReportingRole::Adds => say(SpeechClue::Adds, 1.0),
        ReportingRole::Claims => say(SpeechClue::ClaimsVerb, 1.0),
        _ => {}
    }
    if speech.pronoun {
        say(SpeechClue::Pronoun, 1.0);
    }
    let Some(speaker) = speeches.speakers.get(speech.speaker) else { return };
    say(SpeechClue::Share, speaker.speeches as f32 / facts.total.max(1) as f32);
    if speeches.speakers.len() == 1 {
        say(SpeechClue::Only, 1.0);
    }
    if facts.most > 1 && speaker.speeches == facts.most {
        say(SpeechClue::Main, 1.0);
        if speech.sentence != here {
            say(SpeechClue::MainAway, 1.0);
        }
    }
    let kind = match speaker.actor.kind {
        Some(ActorKind::Monitor | ActorKind::Rights) => SpeechClue::Monitor,
        Some(
            ActorKind::State
            | ActorKind::ArmedForce
            | ActorKind::ArmedGroup
            | ActorKind::Police
            | ActorKind::Coalition
            | ActorKind::Government,
        ) => SpeechClue::Party,
        Some(ActorKind::Media | ActorKind::Agency) => SpeechClue::Media,
        Some(ActorKind::Official | ActorKind::Ministry) => SpeechClue::Official,
        Some(ActorKind::Medical | ActorKind::Witness | ActorKind::Aid) => SpeechClue::Medical,
        Some(ActorKind::Un) => SpeechClue::Un,
        Some(ActorKind::Other) | None => SpeechClue::Person,
    };
    say(kind, 1.0);
    if kind == SpeechClue::Media && speech.sentence == 0 {
        say(SpeechClue::ReportsMedia, 1.0);
    }
    if speech.sentence != here {
        let away = match kind {
            SpeechClue::Person => SpeechClue::PersonAway,
            SpeechClue::Monitor | SpeechClue::Un => SpeechClue::MonitorAway,
            SpeechClue::Party => SpeechClue::PartyAway,
            SpeechClue::Medical => SpeechClue::MedicalAway,
            _ => SpeechClue::OtherAway,
        };
        say(away, 1.0);
        if speech.sentence > here && here < 2 {
            say(SpeechClue::AheadOfLead, 1.0);
        }
    }
    if speech.cites {
        say(SpeechClue::Cites, 1.0);
        if speaker.index.is_none() {
            say(SpeechClue::CitesUnnamed, 1.0);
        }
    }
}

fn distance(speech: &Speech, spot: &Spot<'_, '_>) -> usize {
    let own = span(spot.statement);
    own.start.abs_diff(speech.verb.start)
}

/// "…, while the agency gave a toll of six": the act leads a later clause and says nothing of what stands before it.
fn opens_next_clause(spot: &Spot<'_, '_>, speech: &Speech) -> bool {
    let own = span(spot.statement);
    let page = spot.view.page;
    speech.form == Form::Before
        && speech.verb.start >= own.end
        && breaks(spot, own.end..speech.verb.start)
        && !matches!(class_of(page.lower(speech.verb.end)), Class::Comma | Class::Stop | Class::Quote)
        && !matches!(page.lower(speech.verb.end), "on" | "in" | "")
}

/// Whether a new clause of equal rank begins between: a semicolon, "while", "but".
fn breaks(spot: &Spot<'_, '_>, between: Range<usize>) -> bool {
    between.into_iter().any(|at| {
        let lower = spot.view.page.lower(at);
        matches!(class_of(lower), Class::Semicolon | Class::But | Class::Stop)
            || matches!(lower, "while" | "whereas" | "though" | "although")
    })
}

/// Words of a past that the report only recalls: "last year", "in 2003", "ago".
pub fn long_ago(spot: &Spot<'_, '_>) -> bool {
    let own = span(spot.statement);
    let page = spot.view.page;
    let sentence = spot.sentence();
    let near = own.start.saturating_sub(14).max(sentence.start)..(own.end + 14).min(sentence.end);
    near.into_iter().any(|at| {
        let lower = page.lower(at);
        matches!(lower, "ago" | "year" | "years" | "since" | "month" | "decade" | "previous" | "earlier")
            || (lower.len() == 4
                && (lower.starts_with("19") || lower.starts_with("20"))
                && lower.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// Whether the sentence holds quotation marks.
fn in_quotes(spot: &Spot<'_, '_>) -> bool {
    let page = spot.view.page;
    spot.sentence().any(|at| {
        let lower = page.lower(at);
        lower != "\u{2019}" && lower != "'" && class_of(lower) == Class::Quote
    })
}
