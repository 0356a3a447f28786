//! warwire reads war reporting the way a casualty recorder does, in one direction:
//!
//! source → article → annotate → index → query → answer → render / serve
//!
//! `source` yields articles out of files; `annotate` reads dateline, dates, places, actors and figures out of each;
//! `index` stores them in blocks; `query` holds what can be asked; `answer` finds hits, counts facets and reconciles
//! tolls; `render` prints. `text`, `lexicon` and `gazetteer` are the knowledge that `annotate` and `query` read with.

pub mod annotate;
pub mod answer;
pub mod article;
pub mod cli;
pub mod command;
pub mod gazetteer;
pub mod index;
pub mod lexicon;
pub mod progress;
pub mod query;
pub mod render;
pub mod serve;
pub mod source;
pub mod text;
pub mod vocabulary;
