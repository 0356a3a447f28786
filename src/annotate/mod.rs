//! Reads everything out of one article: dateline, dates, actors, places, and the figures with all their roles.
//! It does no I/O, never fails and never panics: where it cannot read, it finds less. It must not know how an article
//! was stored or will be asked for.
//!
//! The order is fixed, and each step sees what the earlier ones found:
//! dateline → dates → actors → places → statements (who was harmed, how many) → roles (when, where, by whom, how,
//! who says so) → figures.

pub mod actor;
pub mod date;
pub mod dateline;
pub mod figure;
pub mod passage;
pub mod place;
pub mod role;
pub mod statement;

use crate::article::{Article, Field, Reading};
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use passage::{Passage, Setting};

/// What the readers know of the world. Built once, shared by all threads.
#[derive(Clone, Copy)]
pub struct Knowledge<'k> {
    pub gazetteer: &'k Gazetteer,
    pub lexicon: &'k Lexicon,
}

impl Knowledge<'static> {
    /// The gazetteer and lexicons that the program ships.
    pub fn embedded() -> Self {
        Knowledge { gazetteer: Gazetteer::embedded(), lexicon: Lexicon::embedded() }
    }
}

/// Reads one article.
pub fn annotate(article: &Article, knowledge: &Knowledge<'_>) -> Reading {
    let (passages, setting) = read(article, knowledge);
    Reading {
        published: setting.published.or(article.published),
        language: article.language.clone(),
        actors: actor::record(&passages, knowledge.lexicon),
        places: place::record::mentions(&passages, knowledge.gazetteer),
        dateline: dateline::record::dateline(&passages, &setting, knowledge.gazetteer),
        figures: figure::record::figures(&article.id, &passages),
    }
}

/// The working state of a read article: what `annotate` turns into the record, and what trainers look at.
pub fn read<'a>(article: &'a Article, knowledge: &Knowledge<'_>) -> (Vec<Passage<'a>>, Setting) {
    let (mut passages, setting) = statements(article, knowledge);
    role::who::assign(&mut passages, &setting, knowledge.lexicon);
    // Last, so that a repeat adds to the first mention what it alone tells.
    figure::duplicate::remove(&mut passages);
    figure::sound::check(&mut passages, &setting);
    figure::confidence::assign(&mut passages);
    (passages, setting)
}

/// Everything up to statements that are dated and placed, but not yet anyone's.
fn statements<'a>(article: &'a Article, knowledge: &Knowledge<'_>) -> (Vec<Passage<'a>>, Setting) {
    let mut passages = Vec::with_capacity(2);
    if let Some(title) = &article.title {
        passages.push(Passage::new(Field::Title, title));
    }
    passages.push(Passage::new(Field::Text, &article.text));
    let mut setting = dateline::read(&mut passages, article.published, knowledge.gazetteer);
    for passage in &mut passages {
        knowledge.lexicon.scan(passage.document.text, &mut passage.scan);
    }
    place::read(&mut passages, &mut setting, knowledge);
    for (position, passage) in passages.iter_mut().enumerate() {
        date::read(passage, &setting);
        figure::read(passage, position, knowledge.lexicon);
        figure::scope::read(passage, position);
        actor::read(passage);
    }
    figure::kind::assign(&mut passages);
    role::when::assign(&mut passages, &setting);
    role::place::assign(&mut passages, &setting, knowledge.gazetteer);
    role::war::date(&mut passages);
    (passages, setting)
}
