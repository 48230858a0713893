//! A list to choose from, narrowed as the writer types.

use std::path::PathBuf;

use crate::report::Field;
use crate::report::Marker;
use crate::report::Scheme;
use crate::report::SectionId;
use crate::tui::command::Command;
use crate::tui::overlay::Line;
use crate::tui::theme::Theme;

/// A list to choose from, narrowed by typing characters or pinyin initials.
#[derive(Debug)]
pub struct Picker {
    /// What is chosen.
    pub title: String,
    /// What has been typed.
    pub line: Line,
    /// Everything there is.
    pub items: Vec<Item>,
    /// What fits the typed words, as indexes into `items`.
    pub shown: Vec<usize>,
    /// The row under the cursor.
    pub at: usize,
    /// The theme to go back to when nothing is chosen.
    pub before: Option<Box<Theme>>,
}

impl Picker {
    /// A list with nothing typed yet.
    pub fn new(title: impl Into<String>, items: Vec<Item>) -> Picker {
        let shown = (0..items.len()).collect();
        Picker { title: title.into(), line: Line::default(), items, shown, at: 0, before: None }
    }

    /// The entry under the cursor.
    pub fn chosen(&self) -> Option<&Item> {
        self.shown.get(self.at).map(|&item| &self.items[item])
    }

    /// Shows what fits the typed words: first what is called so, then what begins with them, then what holds them, then
    /// what has their letters in this order, at last what takes the typed words themselves: a new title, or the name of a
    /// file.
    pub fn narrow(&mut self) {
        let typed = self.line.text().trim().to_lowercase();
        let is_file = typed.contains(['/', '\\', '.']);
        let mut ranked: Vec<(u8, usize)> = Vec::new();
        for (index, item) in self.items.iter().enumerate() {
            let title = item.title.to_lowercase();
            let words = item.words.to_lowercase();
            let rank = if typed.is_empty() || title.trim_end_matches('…') == typed.trim_end_matches('…') {
                0
            } else if title.starts_with(&typed) || words.split(' ').any(|word| word == typed) {
                1
            } else if words.split(' ').any(|word| word.starts_with(&typed)) {
                2
            } else if title.contains(&typed) || words.contains(&typed) {
                3
            } else if is_file && item.choice == Choice::OpenTyped {
                4
            } else if has_in_order(&title, &typed) || words.split(' ').any(|word| has_in_order(word, &typed)) {
                5
            } else if matches!(item.choice, Choice::New | Choice::OpenTyped) {
                6
            } else {
                continue;
            };
            ranked.push((rank, index));
        }
        ranked.sort();
        self.shown = ranked.into_iter().map(|(_, index)| index).collect();
        self.at = 0;
    }

    /// Moves the cursor by some rows, stopping at the ends.
    pub fn step(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }
}

/// One entry of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it says.
    pub title: String,
    /// What stands behind it: its keys, its place.
    pub hint: String,
    /// Further words that find it: pinyin initials, the English name.
    pub words: String,
    /// What it stands for.
    pub choice: Choice,
}

/// What an entry stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Runs a command.
    Run(Command),
    /// Moves the section below this one, or to the top level.
    MoveBelow(SectionId, Option<SectionId>),
    /// Takes a theme, by its place in the model's list.
    Theme(usize),
    /// Marks the children of a section.
    Marker(SectionId, Option<Marker>),
    /// Numbers the report.
    Scheme(Scheme),
    /// Compares an older version, which is called so.
    Version(PathBuf, String),
    /// Puts a section back that was taken out.
    PutBack(SectionId),
    /// Goes to a text.
    GoTo(Field),
    /// Opens a report.
    Open(PathBuf),
    /// Opens what an earlier run left in this journal.
    Recover(PathBuf),
    /// Switches the rule of this number in the table of rules off or on for this report.
    Rule(usize),
    /// Takes so many acts back.
    UndoTo(usize),
    /// Opens one report of the text that was read.
    Collected(usize),
    /// Goes to a place where the text was unclear, by its number in the model's list.
    Doubt(usize),
    /// Gathers all reports of the text that was read into a new one.
    GatherAll,
    /// Begins a report from the template of this name.
    Template(String),
    /// Begins a new report, what has been typed its title.
    New,
    /// Opens the file whose name has been typed.
    OpenTyped,
}

fn has_in_order(text: &str, wanted: &str) -> bool {
    let mut rest = text.chars();
    wanted.chars().all(|c| rest.any(|there| there == c))
}
