//! Profiles: sets of keys that hands bring from another program, each a table laid over the default keys.

use crate::tui::command::Command;
use crate::tui::command::Focus;

/// A set of keys. Its lines are laid over the default keys of the command table, which stay where no line takes their place.
#[derive(Debug)]
pub struct KeyProfile {
    /// What it is called, in `keymap.ron` and on the screen.
    pub name: &'static str,
    /// Whose hands it is for, in Chinese.
    pub says: &'static str,
    /// What it binds, the likeliest key of a command first.
    pub lines: &'static [Binding],
    /// Keys that it takes from the defaults without giving them away: they would surprise a hand that expects something else.
    pub free: &'static [(&'static [Focus], &'static str)],
}

/// The keys of a command in some focuses; each as [`super::Sequence::parse`] reads it.
pub type Binding = (Command, &'static [Focus], &'static [&'static str]);

impl KeyProfile {
    /// All of them, the default first.
    pub const ALL: &[KeyProfile] = &[COMMON, VIM, ORG, WORKFLOWY];

    /// The one of this name.
    pub fn named(name: &str) -> Option<&'static KeyProfile> {
        KeyProfile::ALL.iter().find(|profile| profile.name == name)
    }
}

const N: &[Focus] = &[Focus::Navigation];
const H: &[Focus] = &[Focus::Heading];
const B: &[Focus] = &[Focus::Text];
const NH: &[Focus] = &[Focus::Navigation, Focus::Heading];
const NM: &[Focus] = &[Focus::Navigation, Focus::Metrics];
const HT: &[Focus] = &[Focus::Heading, Focus::Text, Focus::Note];
const NHT: &[Focus] = &[Focus::Navigation, Focus::Heading, Focus::Text, Focus::Note];
const HTM: &[Focus] = &[Focus::Heading, Focus::Text, Focus::Note, Focus::Metrics];
const A: &[Focus] = &Focus::ALL;

/// The command table as it is: the keys of Word, WPS and most programs on a desktop.
const COMMON: KeyProfile =
    KeyProfile { name: "通用", says: "和 Word、WPS 等多数软件相近的键", lines: &[], free: &[] };

/// Vim's normal mode in 导航; texts are written as everywhere.
const VIM: KeyProfile = KeyProfile {
    name: "vim",
    says: "导航中用 hjkl、dd、3dd、yy、p、za、>>、:wq 等",
    lines: &[
        (Command::Down, N, &["j"]),
        (Command::Up, N, &["k"]),
        (Command::Collapse, N, &["h", "z c"]),
        (Command::Expand, N, &["l", "z o"]),
        (Command::Home, N, &["g g"]),
        (Command::End, N, &["G"]),
        (Command::Write, N, &["i", "a", "I", "A"]),
        (Command::NewBelow, N, &["o"]),
        (Command::NewAbove, N, &["O"]),
        (Command::Cut, N, &["d d"]),
        (Command::Copy, N, &["y y"]),
        (Command::Paste, N, &["p"]),
        (Command::PasteAbove, N, &["P"]),
        (Command::PasteChild, N, &["g p"]),
        (Command::Demote, N, &["> >"]),
        (Command::Promote, N, &["< <"]),
        (Command::MoveDown, N, &["J"]),
        (Command::MoveUp, N, &["K"]),
        (Command::ToggleFold, N, &["z a"]),
        (Command::Fold1, N, &["z M"]),
        (Command::ExpandAll, N, &["z R"]),
        (Command::HoistIn, N, &["z h"]),
        (Command::HoistOut, N, &["z u"]),
        (Command::ToggleMark, N, &["V"]),
        (Command::Undo, N, &["u"]),
        (Command::Redo, N, &["ctrl-r"]),
        (Command::FindNext, N, &["n"]),
        (Command::FindPrevious, N, &["N"]),
        (Command::NextPane, NM, &["ctrl-w w", "ctrl-w ctrl-w"]),
        (Command::PreviousPane, NM, &["ctrl-w W", "ctrl-w p"]),
        (Command::Colon, N, &[":"]),
        (Command::SaveAndQuit, N, &["Z Z"]),
    ],
    // A digit says how many times the next command is done.
    free: &[(N, "1"), (N, "2"), (N, "3"), (N, "4"), (N, "5"), (N, "6"), (N, "7"), (N, "8"), (N, "9")],
};

/// Emacs with org-mode: the structure by Alt and arrows, the rest by Ctrl+C and Ctrl+X.
const ORG: KeyProfile = KeyProfile {
    name: "org",
    says: "Emacs 和 org-mode 的键：Alt+方向键、Ctrl+C、Ctrl+X 开头的组合，Ctrl+U 8 做八次，Ctrl+X 空格 开始选择",
    lines: &[
        (Command::DemoteAlone, NH, &["alt-right"]),
        (Command::PromoteAlone, NH, &["alt-left"]),
        (Command::Demote, NH, &["alt-shift-right"]),
        (Command::Promote, NH, &["alt-shift-left"]),
        (Command::ToggleFold, N, &["tab"]),
        (Command::CycleFold, N, &["backtab"]),
        (Command::NewSection, H, &["alt-enter"]),
        (Command::NewBelow, N, &["alt-enter"]),
        (Command::SplitText, B, &["alt-enter"]),
        (Command::Cut, NHT, &["ctrl-w"]),
        (Command::Cut, NH, &["ctrl-c ctrl-x ctrl-w"]),
        (Command::Copy, NHT, &["alt-w"]),
        (Command::Copy, NH, &["ctrl-c ctrl-x alt-w"]),
        (Command::Paste, NHT, &["ctrl-y"]),
        (Command::Paste, NH, &["ctrl-c ctrl-x ctrl-y"]),
        (Command::MoveTo, NH, &["ctrl-c ctrl-w"]),
        (Command::HoistIn, NH, &["ctrl-x n s"]),
        (Command::HoistOut, NH, &["ctrl-x n w"]),
        (Command::Filter, NH, &["ctrl-c /"]),
        (Command::GoTo, A, &["ctrl-c ctrl-j"]),
        (Command::SortByHeading, NH, &["ctrl-c ^"]),
        (Command::ToggleMark, N, &["ctrl-c @"]),
        (Command::TextPane, A, &["ctrl-c '"]),
        (Command::Export, A, &["ctrl-c ctrl-e"]),
        (Command::Undo, A, &["ctrl-/", "ctrl-x u"]),
        (Command::Redo, A, &["ctrl-alt-/"]),
        (Command::Save, A, &["ctrl-x ctrl-s"]),
        (Command::SaveAs, A, &["ctrl-x ctrl-w"]),
        (Command::Open, A, &["ctrl-x ctrl-f"]),
        (Command::Quit, A, &["ctrl-x ctrl-c"]),
        (Command::NextPane, A, &["ctrl-x o"]),
        (Command::SelectAll, HT, &["ctrl-x h"]),
        (Command::SetMark, HT, &["ctrl-x space"]),
        (Command::ImportBelow, NH, &["ctrl-x i"]),
        (Command::Palette, A, &["alt-x"]),
        (Command::Find, NHT, &["ctrl-s"]),
        (Command::FindPrevious, NHT, &["ctrl-r"]),
        (Command::Replace, NHT, &["alt-%"]),
        (Command::Up, A, &["ctrl-p"]),
        (Command::Down, A, &["ctrl-n"]),
        (Command::Left, HTM, &["ctrl-b"]),
        (Command::Right, HTM, &["ctrl-f"]),
        (Command::Collapse, N, &["ctrl-b"]),
        (Command::Expand, N, &["ctrl-f"]),
        (Command::Home, A, &["ctrl-a"]),
        (Command::End, A, &["ctrl-e"]),
        (Command::TextStart, HT, &["alt-<"]),
        (Command::TextEnd, HT, &["alt->"]),
        (Command::PageDown, A, &["ctrl-v"]),
        (Command::PageUp, A, &["alt-v"]),
        (Command::Delete, HT, &["ctrl-d"]),
        (Command::SelectWider, HT, &["alt-h"]),
        (Command::Navigate, HTM, &["ctrl-g"]),
    ],
    // Ctrl+G gives up in Emacs, and Ctrl+K cuts to the end of a line: neither is to change the structure.
    free: &[(N, "ctrl-g"), (B, "ctrl-k")],
};

/// Workflowy's: zooming by Alt and arrows.
const WORKFLOWY: KeyProfile = KeyProfile {
    name: "workflowy",
    says: "幕布、Workflowy 一类的键：Alt+→、Alt+← 只看一节和退出，Shift+回车写正文",
    lines: &[
        (Command::HoistIn, NH, &["alt-right", "ctrl-]"]),
        (Command::HoistOut, NH, &["alt-left"]),
        (Command::GoTo, A, &["ctrl-k"]),
        // Terminals that tell these apart: Windows' own, and those with the kitty protocol on.
        (Command::TextPane, HT, &["shift-enter"]),
        (Command::Remove, N, &["ctrl-shift-backspace"]),
    ],
    free: &[],
};
