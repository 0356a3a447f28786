//! Pure text tools: words, sentences, number phrases, folding. They know English wire prose and nothing of war.

pub mod document;
pub mod fold;
pub mod sentence;
pub mod token;
