//! Pure text tools. They must not know articles, places or actors.

pub mod fold;
