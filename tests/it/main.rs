//! Tests of what a writer sees.

mod drawing;
mod laws;
mod moves;
mod text;
