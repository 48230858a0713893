//! Tests of what a writer sees. This file is the map; `tests/README.md` says which test goes where.

#![expect(clippy::fn_params_excessive_bools, reason = "helpers of tests say what they draw or judge")]
#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking there")]

/// Chinese text as such.
mod text {
    mod boundary;
    mod clean;
    mod count;
    mod numeral;
    mod pattern;
    mod pinyin;
    mod width;
    mod wrap;
}

/// The report as a value: numbers, metrics, figures.
mod report {
    mod figures;
    mod formula;
    mod metric;
    mod numbering;
    mod reference;
    mod table;
}

/// Change as data.
mod edit {
    mod compare;
    mod grids;
    pub(crate) mod laws;
    mod moves;
    mod next_year;
    mod series;
    mod tables;
}

/// What is found before a report is handed in.
mod check {
    mod findings;
    mod tables;
}

/// What is made of a text, a Word file, a page.
mod read {
    mod damage;
    pub(crate) mod doc;
    mod messy;
    pub(crate) mod text;
    pub(crate) mod sources;
    pub(crate) mod word;
}

/// What is handed in.
mod write {
    pub(crate) mod again;
    mod handin;
    mod opening;
    mod pages;
    #[cfg(feature = "pdf")]
    mod pdf;
    pub(crate) mod parts;
    pub(crate) mod read_back;
    pub(crate) mod returned;
    mod revised;
    mod text;
    mod titles;
    pub(crate) mod word;
}

/// Files: the report, its journal, its older versions, and what comes back after a bad day.
mod keep {
    mod doubts;
    mod drafts;
    mod file;
    mod git;
    mod gone;
    pub(crate) mod journal;
    mod recovery;
    mod samples;
    mod state;
    mod versions;
}

/// What a key, a click, an input method does.
mod keys {
    pub(crate) mod bytes;
    mod clipboard;
    mod doubts;
    mod ime;
    mod keymap;
    mod mouse;
    mod overlays;
    pub(crate) mod parser;
    mod reasons;
    mod start;
    mod terminals;
    mod wishes;
}

/// What stands on the screen.
mod screen {
    pub(crate) mod frames;
    mod grid;
    mod lit;
    mod manuscript;
    mod outline;
    mod pen;
    mod pictures;
    mod theme;
    pub(crate) mod wide;
}

/// The whole program: scenarios, the shell, a writer's day, and what never ends well.
mod whole {
    mod corpus;
    mod fuzz;
    mod marathon;
    mod session;
    mod shell;
    pub(crate) mod spec;
    mod torture;
}

/// No tests: drawings of reports, dice, a model to play on, a desk and a terminal for the built program.
mod tools {
    pub(crate) mod chief;
    pub(crate) mod desk;
    pub(crate) mod doc;
    #[cfg(feature = "pdf")]
    pub(crate) mod font;
    pub(crate) mod drawing;
    pub(crate) mod hunt;
    pub(crate) mod model;
    pub(crate) mod package;
    #[cfg(feature = "pdf")]
    pub(crate) mod pdf;
    pub(crate) mod pty;
    pub(crate) mod texts;
}

mod tidy;
