//! Questions: what can be asked, and how English is read into it.
//! `ast` is engine-neutral data; `plan` and `near` turn it into the embedded engine's queries.

pub mod ast;
pub mod filters;
mod near;
pub(crate) mod plan;
mod plan_check;
mod plan_join;
mod plan_steady;
mod plan_text;
pub mod question;
pub mod text_query;
pub mod wars;
