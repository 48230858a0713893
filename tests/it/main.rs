//! Tests of what a writer sees.
#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking there")]

mod corpus;
mod drawing;
mod export;
mod frames;
mod import;
mod laws;
mod metric;
mod moves;
mod numbering;
mod outline;
mod pty;
mod reference;
mod samples;
mod screen;
mod session;
mod shell;
mod store;
mod text;
