//! Tests of what a writer sees.
#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking there")]

mod corpus;
mod drawing;
mod export;
mod import;
mod laws;
mod messy;
mod metric;
mod moves;
mod numbering;
mod shell;
mod store;
mod text;
mod word;
