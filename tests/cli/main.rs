//! The program as its users run it, and the rules of the house. One test target, since linking is what takes long.
//! See `CONTRIBUTING.md` for what belongs where.

mod bad_input;
mod commands;
mod docs;
mod formats;
mod hostile;
mod layering;
mod life;
mod program;
mod schema;
