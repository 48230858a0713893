//! What lies over the panes, one kind a file, and what all of them share. Each owns only the line that is typed into it.

mod ask;
mod completion;
pub mod differences;
mod doubts;
mod extraction;
mod findings;
mod form;
mod help;
mod key_test;
mod likeness;
mod overview;
mod picker;
mod picture;
mod preview;
mod prompt;

use crossterm::event::KeyCode;

use crate::text;
use crate::tui::keymap::Chord;

pub use self::ask::Answer;
pub use self::ask::Ask;
pub use self::completion::Begun;
pub use self::completion::Completion;
pub use self::completion::Offer;
pub use self::completion::begun;
pub use self::differences::Differences;
pub use self::doubts::DoubtList;
pub use self::extraction::Extraction;
pub use self::extraction::Found;
pub use self::findings::Awaited;
pub use self::findings::Findings;
pub use self::findings::Order;
pub use self::form::Asks;
pub use self::form::Form;
pub use self::form::FormRow;
pub use self::help::Help;
pub use self::help::Names;
pub use self::key_test::Arrival;
pub use self::key_test::KeyTest;
pub use self::overview::Overview;
pub use self::picker::Choice;
pub use self::picker::Item;
pub use self::picker::Picker;
pub use self::picture::Kind as PictureKind;
pub use self::picture::Picture;
pub use self::preview::Preview;
pub use self::preview::Verdict;
pub use self::prompt::Destination;
pub use self::prompt::Prompt;
pub use self::prompt::Purpose;

/// What lies over the panes. One at a time.
#[derive(Debug)]
pub enum Overlay {
    /// F1: all keys.
    Help(Help),
    /// A list to choose from.
    Picker(Picker),
    /// A question that is answered with a line.
    Prompt(Prompt),
    /// A question that is answered by a choice.
    Ask(Ask),
    /// 报告属性.
    Form(Form),
    /// What an export will look like.
    Preview(Preview),
    /// 校核: what the rules have found.
    Findings(Findings),
    /// 读入时拿不准的地方: where the text that was read was unclear.
    Doubts(DoubtList),
    /// Another state of the report beside this one.
    Differences(Differences),
    /// 指标总表.
    Overview(Overview),
    /// 从正文提取指标.
    Extraction(Extraction),
    /// 图 of figures.
    Picture(Picture),
    /// References, offered while one is typed.
    Completion(Completion),
    /// Text that arrived in 导航: kept and offered.
    Held(String),
    /// 按键测试: what comes from the terminal.
    KeyTest(KeyTest),
    /// 移动本节: the arrows carry the section.
    Grab {
        /// How many moves there have been.
        moves: usize,
    },
}

impl Overlay {
    /// What the writer is at: under help, what that lies over.
    pub fn beneath(&self) -> &Overlay {
        match self {
            Overlay::Help(Help { under: Some(under), .. }) => under.beneath(),
            other => other,
        }
    }
}

/// One line that can be typed into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    at: usize,
    /// How many bytes at its start are only offered.
    offered: usize,
    /// Whether anything was typed or deleted in it.
    written: bool,
}

impl Line {
    /// A line with the caret after its text.
    pub fn new(text: impl Into<String>) -> Line {
        let text = text.into();
        Line { at: text.len(), text, offered: 0, written: false }
    }

    /// A line with a text that was typed into it before.
    pub fn written(text: impl Into<String>) -> Line {
        Line { written: true, ..Line::new(text) }
    }

    /// A line with a text that the first typing replaces, as if it were selected.
    pub fn offering(text: impl Into<String>) -> Line {
        let line = Line::new(text);
        Line { offered: line.text.len(), ..line }
    }

    /// A line with the name of a file, the caret before its ending: the first typing replaces the name and leaves the ending,
    /// but for a path.
    pub fn naming(name: impl Into<String>) -> Line {
        let line = Line::new(name);
        let stem = line.text.rfind('.').filter(|at| *at > 0).unwrap_or(line.text.len());
        Line { at: stem, offered: stem, ..line }
    }

    /// Whether its text is only offered: the next typing replaces it.
    pub fn is_offered(&self) -> bool {
        self.offered > 0
    }

    /// What of it is: so many bytes at its start.
    pub fn offered(&self) -> usize {
        self.offered
    }

    /// Whether anything was typed or deleted in it.
    pub fn is_written(&self) -> bool {
        self.written
    }

    /// What stands in it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the caret stands, in bytes.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Types or pastes into it; line breaks become spaces.
    pub fn put(&mut self, typed: &str) {
        if self.is_offered() && typed.contains(['/', '\\', '~']) {
            self.offered = self.text.len();
        }
        self.forget_offer();
        self.written = true;
        let typed = text::one_line(typed);
        self.text.insert_str(self.at, &typed);
        self.at += typed.len();
        // What stood after the caret may join what was typed to one character.
        let start = text::floor_boundary(&self.text, self.at);
        if start < self.at {
            self.at = text::next_boundary(&self.text, start);
        }
    }

    /// Moves the caret or deletes, with Ctrl or Alt by words, with Ctrl+U all of it. Answers whether the key was one of
    /// those.
    pub fn press(&mut self, chord: Chord) -> bool {
        if Chord::parse("ctrl-u") == Some(chord) && !self.text.is_empty() {
            *self = Line { written: true, ..Line::default() };
            return true;
        }
        if matches!(chord.code(), KeyCode::Backspace | KeyCode::Delete) {
            self.written = true;
            self.forget_offer();
        }
        let (before, after) = match chord.is_combined() {
            true => (text::prev_word(&self.text, self.at), text::next_word(&self.text, self.at)),
            false => (text::prev_boundary(&self.text, self.at), text::next_boundary(&self.text, self.at)),
        };
        match chord.code() {
            KeyCode::Left => self.at = before,
            KeyCode::Right => self.at = after,
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.text.len(),
            KeyCode::Backspace => {
                self.text.replace_range(before..self.at, "");
                self.at = before;
            }
            KeyCode::Delete => self.text.replace_range(self.at..after, ""),
            _ => return false,
        }
        self.offered = 0;
        true
    }

    fn forget_offer(&mut self) {
        if self.is_offered() {
            self.text.drain(..std::mem::take(&mut self.offered));
            self.at = 0;
        }
    }
}

/// What follows once the report is saved, or needn't be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Go on writing.
    Stay,
    /// Leave the program.
    Quit,
    /// Open the list of reports.
    Open,
    /// Choose a report of the text that was read.
    Collection,
    /// Begin a new report.
    New,
    /// Begin next year's report from this one.
    NextYear,
    /// Begin a report from the template of this name.
    Template(String),
    /// Open the page that the program begins with.
    Start,
    /// Begin the tutorial.
    Tour,
    /// Open the sample of this name.
    Sample(&'static str),
}
