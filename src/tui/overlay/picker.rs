//! A list to choose from, narrowed as the writer types.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::check::Rule;
use crate::edit::moves::Use;
use crate::report::Field;
use crate::report::Marker;
use crate::report::Scheme;
use crate::report::SectionId;
use crate::text::Rank;
use crate::text::Sought;
use crate::tui::command::Command;
use crate::tui::outline::Spot;
use crate::tui::overlay::Line;
use crate::tui::overlay::Offer;
use crate::tui::overlay::likeness;
use crate::tui::theme::Theme;

/// A list to choose from, narrowed by typing characters or pinyin.
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
    /// What wouldn't do now, as indexes into `items`: drawn grey; its hint says why.
    pub refused: BTreeSet<usize>,
    /// The theme to go back to when nothing is chosen.
    pub before: Option<Box<Theme>>,
}

impl Picker {
    /// A list with nothing typed yet.
    pub fn new(title: impl Into<String>, items: Vec<Item>) -> Picker {
        let shown = (0..items.len()).collect();
        Picker {
            title: title.into(),
            line: Line::default(),
            items,
            shown,
            at: 0,
            refused: BTreeSet::new(),
            before: None,
        }
    }

    /// The entry under the cursor.
    pub fn chosen(&self) -> Option<&Item> {
        self.shown.get(self.at).map(|&item| &self.items[item])
    }

    /// Shows the entries that fit the typed words, the best first ([`Rank`]): by their titles and words, then by the
    /// sentences that say what they do. An entry that takes the words themselves – as a new title, as the name of a file –
    /// stands after the good matches and before the scattered ones. Where a whole sentence was typed, those follow that
    /// say something like it.
    pub fn narrow(&mut self) {
        let typed = self.line.text().trim();
        let sought = Sought::new(typed.trim_end_matches('…'));
        let is_file = typed.contains(['/', '\\', '.']);
        let rank = |item: &Item| {
            let title = sought.rank(item.title.trim_end_matches('…').trim_start()).map(Fit::of);
            let words = sought.rank(&item.words).map(Fit::of);
            let each = item.words.split(' ').filter(|word| word.len() < item.words.len());
            let word = each.filter_map(|word| sought.rank(word)).filter(|&rank| rank != Rank::Scattered).min();
            let told = sought.rank(item.says).filter(|_| !item.says.is_empty() && !typed.is_ascii());
            let told = told.filter(|&rank| rank != Rank::Scattered).map(|_| Fit::Told);
            let takes = match item.choice {
                Choice::OpenTyped if is_file => Some(Fit::Taken),
                Choice::New | Choice::OpenTyped => Some(Fit::Last),
                _ => None,
            };
            [title, words, word.map(Fit::of), told, takes].into_iter().flatten().min()
        };
        let mut ranked: Vec<(Fit, usize)> =
            self.items.iter().enumerate().filter_map(|(index, item)| Some((rank(item)?, index))).collect();
        ranked.sort();
        self.shown = ranked.into_iter().map(|(_, index)| index).collect();
        if self.items.iter().any(|item| !item.says.is_empty()) {
            let alike = likeness::alike(typed, self.items.iter().map(|item| (&*item.title, &*item.words, item.says)));
            let more: Vec<usize> = alike.into_iter().filter(|index| !self.shown.contains(index)).collect();
            self.shown.extend(more);
        }
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
    /// What stands after it: what it does, its place.
    pub hint: String,
    /// The keys that do the same: they stand in a column of their own.
    pub keys: String,
    /// Further words that find it, set apart by blanks: the name without its number, the writer's own words for it.
    pub words: String,
    /// A sentence that finds it where its title and words don't.
    pub says: &'static str,
    /// What it belongs to, said before the first of several that follow each other.
    pub group: &'static str,
    /// What is shown of it beside the list, where the list itself knows.
    pub preview: Vec<String>,
    /// What it stands for.
    pub choice: Choice,
}

impl Item {
    /// An entry that is found by what it says.
    pub fn new(title: impl Into<String>, choice: Choice) -> Item {
        let none = String::new;
        Item {
            title: title.into(),
            hint: none(),
            keys: none(),
            words: none(),
            says: "",
            group: "",
            preview: Vec::new(),
            choice,
        }
    }

    /// With this after it.
    #[must_use]
    pub fn hinting(self, hint: impl Into<String>) -> Item {
        Item { hint: hint.into(), ..self }
    }

    /// Of this group.
    #[must_use]
    pub fn grouped(self, group: &'static str) -> Item {
        Item { group, ..self }
    }

    /// With these lines beside the list.
    #[must_use]
    pub fn showing(self, lines: impl IntoIterator<Item = String>) -> Item {
        Item { preview: lines.into_iter().collect(), ..self }
    }

    /// With further words that find it.
    #[must_use]
    pub fn found_by(self, words: impl Into<String>) -> Item {
        Item { words: words.into(), ..self }
    }
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
    /// Takes a profile of keys, by its place among all.
    Profile(usize),
    /// Marks the children of a section.
    Marker(SectionId, Option<Marker>),
    /// Numbers the report.
    Scheme(Scheme),
    /// Compares an older version, which is called so.
    Version(PathBuf, String),
    /// Puts a section back that was taken out.
    PutBack(SectionId),
    /// Asks what a reference to this metric is to say.
    Refer(String),
    /// Puts a reference at the caret.
    ReferAs(Offer),
    /// Goes to a place that says a metric's figure.
    GoToUse(Use),
    /// Goes to the metric of this name.
    GoToMetric(String),
    /// Goes to a text.
    GoTo(Field),
    /// Goes to a row of the outline, in the pane where the writer is.
    GoToSpot(Spot),
    /// Opens a report.
    Open(PathBuf),
    /// Opens what an earlier run left in this journal.
    Recover(PathBuf),
    /// Opens an older version of a file that can't be read any more.
    Restore {
        /// Where the version is kept.
        version: PathBuf,
        /// The file.
        path: PathBuf,
        /// When the version was saved, in words.
        when: String,
    },
    /// Switches a rule off or on for this report.
    Rule(&'static Rule),
    /// Takes so many acts back.
    UndoTo(usize),
    /// Opens one report of the text that was read.
    Collected(usize),
    /// Gathers all reports of the text that was read into a new one.
    GatherAll,
    /// Begins a report from the template of this name.
    Template(String),
    /// Begins a new report, what has been typed its title.
    New,
    /// Opens the file whose name has been typed.
    OpenTyped,
    /// Asks for the file of an old text.
    AskFile,
    /// Opens the sample of this name.
    Sample(&'static str),
    /// Lists all that was left unsaved.
    AllLeft,
}

/// How an entry answers what has been typed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Found(Rank),
    Taken,
    Told,
    Scattered,
    Last,
}

impl Fit {
    fn of(rank: Rank) -> Fit {
        if rank == Rank::Scattered { Fit::Scattered } else { Fit::Found(rank) }
    }
}
