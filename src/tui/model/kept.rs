//! What is kept from one report to the next: what was cut, what was left unsaved.

use std::path::PathBuf;

use crate::report::Branch;

/// A report that was left unsaved, as the list of reports offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What brings it back.
    pub journal: PathBuf,
    /// What it is called: its title, or its file's name.
    pub title: String,
    /// From when it is, and how much it is.
    pub says: String,
}

/// What was cut or copied.
#[derive(Clone, Debug)]
pub enum Clip {
    /// Words.
    Text(String),
    /// Sections with all below them.
    Sections(Vec<Branch>),
}
