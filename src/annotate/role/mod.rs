//! The roles of a statement, one a file: when it happened, where, by whom, how, and who says so. Each fills its own slot
//! of the statements and sees what the steps before it found.

pub mod attribution;
mod attribution_clue;
mod attribution_name;
mod attribution_speaker;
mod attribution_speech;
pub mod by;
mod by_clue;
mod by_name;
mod by_party;
mod by_tier;
mod by_touch;
mod by_victim;
pub mod method;
mod nearest;
pub mod place;
mod scene;
mod stance;
mod thread;
mod total;
pub mod training;
pub mod war;
pub mod weights;
pub mod when;
pub mod who;
#[cfg(test)]
mod who_tests;
