//! Tests of what a writer sees.

mod drawing;
mod laws;
mod metric;
mod moves;
mod numbering;
mod text;
