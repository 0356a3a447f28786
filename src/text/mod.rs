//! Pure text tools: words, sentences, number phrases, folding. They know English wire prose and nothing of war.

pub mod document;
pub mod filter;
pub mod fold;
pub mod grammar_word;
pub mod number;
pub mod number_word;
pub mod sentence;
pub mod token;
