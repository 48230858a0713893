//! Tests of what a writer sees.

mod store;
