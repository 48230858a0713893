//! Tests of what a writer sees.
#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking there")]

mod export;
mod metric;
mod numbering;
mod shell;
