//! Tests of what a writer sees.

mod import;
mod metric;
mod numbering;
