//! 提纲 tigang.

pub mod text;
pub mod report;
pub mod edit;
pub mod import;
pub mod export;
pub mod store;
pub mod tui;
