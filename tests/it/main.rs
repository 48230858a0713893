//! Tests of what a writer sees.
