//! The roles of a statement, one a file: when it happened, where, by whom, how, and who says so. Each fills its own slot
//! of the statements and sees what the steps before it found.

mod nearest;
pub mod place;
mod thread;
mod total;
pub mod when;
