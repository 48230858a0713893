//! Tests of what a writer sees.
#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking there")]

mod corpus;
mod drawing;
mod export;
mod import;
mod laws;
mod metric;
mod moves;
mod numbering;
#[cfg(target_os = "linux")]
mod pty;
mod samples;
#[cfg(target_os = "linux")]
mod session;
mod shell;
mod store;
mod text;
