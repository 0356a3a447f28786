//! Reads everything out of one article: dateline, dates, actors, places, and the figures with all their roles.
//! It does no I/O, never fails and never panics: where it cannot read, it finds less. It must not know how an article
//! was stored or will be asked for.
//!
//! The order is fixed, and each step sees what the earlier ones found:
//! dateline → dates → actors → places → statements (who was harmed, how many) → roles (when, where, by whom, how,
//! who says so) → figures.

pub mod date;
pub mod dateline;
pub mod passage;
pub mod statement;

use crate::article::{Article, Reading};
use crate::gazetteer::Gazetteer;

/// What the readers know of the world. Built once, shared by all threads.
pub struct Knowledge<'k> {
    pub gazetteer: &'k Gazetteer,
}

impl Knowledge<'static> {
    /// The gazetteer and lexicons that the program ships.
    pub fn embedded() -> Self {
        Knowledge { gazetteer: Gazetteer::embedded() }
    }
}

/// Reads one article.
pub fn annotate(article: &Article, _knowledge: &Knowledge<'_>) -> Reading {
    Reading { published: article.published, language: article.language.clone(), ..Reading::default() }
}
