//! Tests of what a writer sees.
#![expect(clippy::unwrap_used, reason = "a test that fails says where")]

mod drawing;
mod export;
mod import;
mod laws;
mod metric;
mod moves;
mod numbering;
mod shell;
mod text;
