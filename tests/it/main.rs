//! Tests of what a writer sees.
#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking there")]

mod compare;
mod corpus;
mod doubts;
mod drawing;
mod export;
mod frames;
mod hunt;
mod import;
mod journal;
mod keymap;
mod laws;
mod messy;
mod metric;
mod mouse;
mod moves;
mod numbering;
mod outline;
mod pen;
mod pinyin;
mod pty;
mod recovery;
mod reference;
mod samples;
mod screen;
mod series;
mod session;
mod shell;
mod spec;
mod store;
mod text;
mod theme;
mod tidy;
mod torture;
mod versions;
mod word;
