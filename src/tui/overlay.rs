//! What lies over the panes: prompts, lists, questions, forms. Each owns only the line that is typed into it.

use std::path::PathBuf;

use crate::report::Field;
use crate::report::Marker;
use crate::report::Scheme;
use crate::report::SectionId;
use crate::text;
use crate::tui::command::Command;
use crate::tui::differences::Differences;
use crate::tui::keymap::Chord;
use crate::tui::outline::Spot;
use crate::tui::theme::Theme;
use crate::tui::update::Destination;

use crossterm::event::KeyCode;

/// What lies over the panes. One at a time.
#[derive(Debug)]
pub enum Overlay {
    /// F1: all keys, from this row on.
    Help {
        /// The first row shown.
        top: usize,
    },
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
    /// Another state of the report beside this one.
    Differences(Differences),
    /// Text that arrived in 导航: kept and offered.
    Held(String),
    /// 抓起移动: the arrows carry the section.
    Grab {
        /// How many moves there have been.
        moves: usize,
    },
}

/// One line that can be typed into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    at: usize,
    offered: bool,
}

impl Line {
    /// A line with the caret behind its text.
    pub fn new(text: impl Into<String>) -> Line {
        let text = text.into();
        Line { at: text.len(), text, offered: false }
    }

    /// A line with a text that the first typing replaces, as if it were selected.
    pub fn offering(text: impl Into<String>) -> Line {
        let line = Line::new(text);
        Line { offered: !line.text.is_empty(), ..line }
    }

    /// Whether its text is only offered: the next typing replaces it.
    pub fn is_offered(&self) -> bool {
        self.offered
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
        self.forget_offer();
        let typed = text::one_line(typed);
        self.text.insert_str(self.at, &typed);
        self.at += typed.len();
        // What stood behind the caret may join what was typed to one character.
        let start = text::floor_boundary(&self.text, self.at);
        if start < self.at {
            self.at = text::next_boundary(&self.text, start);
        }
    }

    /// Moves the caret or deletes. Answers whether the key was one of those.
    pub fn press(&mut self, chord: Chord) -> bool {
        if matches!(chord.code(), KeyCode::Backspace | KeyCode::Delete) {
            self.forget_offer();
        }
        self.offered = false;
        match chord.code() {
            KeyCode::Left => self.at = text::prev_boundary(&self.text, self.at),
            KeyCode::Right => self.at = text::next_boundary(&self.text, self.at),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.text.len(),
            KeyCode::Backspace => {
                let from = text::prev_boundary(&self.text, self.at);
                self.text.replace_range(from..self.at, "");
                self.at = from;
            }
            KeyCode::Delete => {
                let to = text::next_boundary(&self.text, self.at);
                self.text.replace_range(self.at..to, "");
            }
            _ => return false,
        }
        true
    }

    fn forget_offer(&mut self) {
        if std::mem::take(&mut self.offered) {
            self.text.clear();
            self.at = 0;
        }
    }
}

/// A question that is answered with a line.
#[derive(Debug)]
pub struct Prompt {
    /// What for.
    pub purpose: Purpose,
    /// The answer so far.
    pub line: Line,
    /// Why the last answer didn't do.
    pub trouble: Option<String>,
}

/// What a prompt's answer is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The file to save to; then what was to follow.
    SaveAs(Next),
    /// Words to filter by, as they are typed; and where the writer was before.
    Filter(Spot),
    /// Words to find.
    Find,
    /// Words to replace.
    Replace,
    /// What to replace these words by.
    ReplaceBy(String),
    /// 字数 to aim for.
    Target(Option<SectionId>),
    /// The file or folder to read into the open report.
    Read(Destination),
    /// The metric's cell under the cursor.
    Cell,
}

impl Purpose {
    /// The question.
    pub fn title(&self) -> &'static str {
        match self {
            Purpose::SaveAs(_) => "保存为",
            Purpose::Filter(_) => "筛选（含这些字的节）",
            Purpose::Find => "查找",
            Purpose::Replace => "替换：查找",
            Purpose::ReplaceBy(_) => "替换为",
            Purpose::Target(_) => "字数目标（空着表示不定）",
            Purpose::Read(Destination::Below(_)) => "导入到本节下：文件名（.ron、.txt、.docx、.md）",
            Purpose::Read(Destination::Side) => "汇总：文件夹或文件名",
            Purpose::Cell => "",
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
    /// Open this report.
    OpenFile(PathBuf),
    /// Begin a new report.
    New,
}

/// A question that is answered by a choice.
#[derive(Debug)]
pub struct Ask {
    /// The question.
    pub question: String,
    /// The choices: what they say and what they do.
    pub choices: Vec<(&'static str, Answer)>,
    /// The one under the cursor.
    pub at: usize,
}

/// What a choice does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Saves, then goes on.
    Save(Next),
    /// Goes on without saving.
    Drop(Next),
    /// Writes over a file that is there.
    Overwrite(PathBuf, Next),
    /// Writes the export over a file that is there.
    OverwriteExport(PathBuf),
    /// Shows how a file differs from what is open.
    Compare(PathBuf),
    /// Puts a file together with what is open, section by section.
    Merge(PathBuf, Next),
    /// Takes what is in the file.
    TakeTheirs(PathBuf),
    /// Takes the report over from whoever has it open.
    TakeOver(PathBuf),
    /// Opens what an earlier run left in this journal.
    Recover(PathBuf),
    /// Lays that journal aside.
    LayAside(PathBuf),
    /// Does nothing.
    Cancel,
}

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
    /// Takes so many acts back.
    UndoTo(usize),
    /// Opens one report of the text that was read.
    Collected(usize),
    /// Goes to a place where the text was unclear, by its number in the model's list.
    Doubt(usize),
    /// Gathers all reports of the text that was read into a new one.
    GatherAll,
    /// Begins a new report, what has been typed its title.
    New,
    /// Opens the file whose name has been typed.
    OpenTyped,
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

fn has_in_order(text: &str, wanted: &str) -> bool {
    let mut rest = text.chars();
    wanted.chars().all(|c| rest.any(|there| there == c))
}

/// 报告属性.
#[derive(Debug)]
pub struct Form {
    /// 标题, 单位, 成文日期, 称呼, 字数目标.
    pub lines: [Line; 5],
    /// 序号体例.
    pub scheme: Scheme,
    /// The row under the cursor: a line, or behind them the scheme.
    pub at: usize,
    /// Why the form can't be taken as it is.
    pub trouble: Option<String>,
}

impl Form {
    /// What the rows ask for, the scheme last.
    pub const TITLES: [&'static str; 6] = ["标题", "单位", "成文日期", "称呼", "字数目标", "序号体例"];
}

/// What an export will look like, and where it goes.
#[derive(Debug)]
pub struct Preview {
    /// The text as it will be written.
    pub text: String,
    /// The first row shown.
    pub top: usize,
    /// How it is written.
    pub options: crate::export::Options,
    /// Where it goes.
    pub line: Line,
    /// Why it can't be written so.
    pub trouble: Option<String>,
}
