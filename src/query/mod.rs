//! Questions: what can be asked, and how English is read into it.
//! `ast` is engine-neutral data; `plan` and `near` turn it into the embedded engine's queries.

pub mod ast;
pub mod question;
