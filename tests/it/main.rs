//! Tests of what a writer sees.

mod export;
mod numbering;
mod shell;
