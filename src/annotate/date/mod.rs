//! Reads the time phrases of a text ("on Wednesday", "overnight", "since September 2014", "three weeks ago", "8 November")
//! and says which days they mean, seen from the day of the report, and how they bound what happened.
//! It must not know what happened then.

mod amount;
pub mod calendar;
mod months;
mod periods;
mod reader;
mod relative;
mod speech;
mod weekdays;
pub mod written;

#[cfg(test)]
mod tests;

pub use reader::read;
