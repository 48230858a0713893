//! Tests of what a writer sees.

mod drawing;
mod export;
mod laws;
mod metric;
mod moves;
mod numbering;
mod shell;
mod text;
