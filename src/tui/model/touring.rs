//! Where the writer is in the tutorial.

use crate::report::SectionId;

/// The step of the tutorial that is to be done.
#[derive(Clone, Debug)]
pub struct Tour {
    /// Which, from 0.
    pub step: usize,
    /// How it was when the step began.
    pub before: Before,
}

/// How the report was when a step began.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// The sections in order with their levels.
    pub outline: Vec<(SectionId, usize)>,
    /// All headings.
    pub headings: String,
    /// All bodies.
    pub bodies: String,
    /// Whether what the step is about has been open.
    pub is_seen: bool,
}
