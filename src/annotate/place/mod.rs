//! Place names in running text: which words name a place (`recognise`), and which place they mean (`resolve`).
//! Works on the passages of one article together. It must not know figures, nor how dates and actors are read.

pub mod candidate;
pub mod clue;
pub mod cues;
pub mod model;
pub mod names;
pub mod recognise;
pub mod resolve;
pub mod sense;
pub mod training;
