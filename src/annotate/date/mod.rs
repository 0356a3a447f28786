//! Reads the time phrases of a text and says which days they mean.
//! It must not know what happened then.

pub mod calendar;
pub mod written;
