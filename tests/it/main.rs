//! Tests of what a writer sees.

mod metric;
mod numbering;
