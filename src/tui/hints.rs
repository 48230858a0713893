//! The keys of the bottom row: those most needed where the writer is, first; while something lies over the panes, its own.

use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::here::Screen;
use crate::tui::keymap::Bound;
use crate::tui::keymap::Chord;
use crate::tui::keymap::Sequence;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Differences;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;
use crate::tui::overlay::Prompt;
use crate::tui::overlay::Purpose;

/// A key and what it does here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The key as the screen shows it, several that belong together as one.
    pub keys: String,
    /// What it does.
    pub words: String,
    /// What a click on it presses: of several keys the last.
    pub presses: Vec<Chord>,
}

/// The keys of what lies over the panes, or of the pane.
pub fn hints(model: &Model) -> Vec<Hint> {
    beneath(model, model.overlay.as_ref())
}

/// The keys of something that lies over the panes, or of the pane.
pub fn beneath(model: &Model, overlay: Option<&Overlay>) -> Vec<Hint> {
    overlay.map_or_else(|| of_pane(model), |overlay| of_overlay(model, overlay))
}

/// What the writer calls what lies over the panes.
pub fn name(overlay: &Overlay) -> &str {
    match overlay {
        Overlay::Help(_) => "帮助",
        Overlay::Picker(picker) => picker.title.split('（').next().unwrap_or_default(),
        Overlay::Prompt(prompt) if prompt.purpose == Purpose::Cell => "指标的一格",
        Overlay::Prompt(prompt) => prompt.purpose.title().split('（').next().unwrap_or_default(),
        Overlay::Ask(_) => "请选择",
        Overlay::Form(_) => "报告属性",
        Overlay::Preview(_) => "导出",
        Overlay::Findings(_) => "校核",
        Overlay::Doubts(_) => "读入时拿不准的地方",
        Overlay::Differences(_) => "两份的差别",
        Overlay::Overview(_) => "指标总表",
        Overlay::Extraction(_) => "从正文提取指标",
        Overlay::Picture(_) => "指标图",
        Overlay::Completion(_) => "插入引用",
        Overlay::Held(_) => "导航中收到的字",
        Overlay::KeyTest(_) => "按键测试",
        Overlay::Grab { .. } => "移动本节",
    }
}

/// Keys as [`Chord::parse`] reads them, several set apart by blanks, and what they do.
type Said = (&'static str, &'static str);

const HELP: &[Said] =
    &[("up down", "翻看"), ("tab", "下一章"), ("f4", "英文命令名"), ("pagedown", "翻页"), ("esc", "关闭")];
const ASK: &[Said] = &[("left right", "选"), ("enter", "确定"), ("esc", "取消")];
const FORM: &[Said] = &[("up down", "换行"), ("tab", "下一项"), ("enter", "收下"), ("esc", "不改")];
const PREVIEW: &[Said] = &[
    ("enter", "写入文件"),
    ("f5", "格式"),
    ("f7", "范围"),
    ("f6", "看校核"),
    ("up down", "翻看"),
    ("esc", "取消"),
    ("f9", "更多"),
];
const FINDINGS: &[Said] = &[
    ("up down", "选"),
    ("enter", "到那里改"),
    ("f4", "改正"),
    ("f5", "同类全改"),
    ("delete", "不再提示"),
    ("f3", "下一处必错"),
    ("f7", "只看必错"),
    ("f9", "换次序"),
    ("f6", "停用规则"),
    ("esc", "离开"),
];
const DOUBTS: &[Said] = &[
    ("up down", "选"),
    ("enter", "认可"),
    ("f4", "换读法"),
    ("f6", "同类认可"),
    ("f8", "同类换"),
    ("f7", "到那里"),
    ("pagedown", "下一类"),
    ("esc", "离开"),
];
const OVERVIEW: &[Said] = &[
    ("enter", "到那一行"),
    ("f2", "改"),
    ("f3", "排序"),
    ("f4", "只看"),
    ("f5", "谁用到它"),
    ("f6", "图"),
    ("ctrl-c", "复制"),
    ("esc", "离开"),
];
const WRITTEN: &[Said] = &[("enter", "写入"), ("tab", "下一格"), ("esc", "写入并离开")];
const NAMED: &[Said] = &[("enter", "改名"), ("esc", "改名")];
const EXTRACTION: &[Said] = &[
    ("space", "勾选"),
    ("enter", "提取"),
    ("f2", "改名"),
    ("f3", "全文或本节"),
    ("ctrl-a", "全选"),
    ("up down", "选"),
    ("esc", "取消"),
];
const PICTURE: &[Said] = &[("left right", "换一种图"), ("up down", "换一项"), ("esc", "关闭")];
const COMPLETION: &[Said] = &[("up down", "选"), ("enter", "放入"), ("esc", "不要")];
const HELD: &[Said] = &[("enter", "写入本行"), ("esc", "不写")];
const KEY_TEST: &[Said] = &[("f1", "离开")];
const GRAB: &[Said] = &[("up down", "移动"), ("left right", "升降级"), ("enter", "放下"), ("esc", "放回")];

fn of_overlay(model: &Model, overlay: &Overlay) -> Vec<Hint> {
    let fixed = match overlay {
        Overlay::Help(_) => HELP,
        Overlay::Picker(picker) => return of_picker(picker),
        Overlay::Prompt(prompt) => return of_prompt(model, prompt),
        Overlay::Ask(_) => ASK,
        Overlay::Form(form) => {
            let is_choice = form.rows.get(form.at).is_some_and(|row| row.asks.is_choice());
            let choose: &[Said] = if is_choice { &[("left right", "换一个")] } else { &[] };
            return said(choose).chain(said(FORM)).collect();
        }
        Overlay::Preview(_) => PREVIEW,
        Overlay::Findings(_) => FINDINGS,
        Overlay::Doubts(_) => DOUBTS,
        Overlay::Differences(shown) => return of_differences(shown),
        Overlay::Overview(overview) if overview.cell.is_some() => WRITTEN,
        Overlay::Overview(_) => OVERVIEW,
        Overlay::Extraction(found) if found.name.is_some() => NAMED,
        Overlay::Extraction(_) => EXTRACTION,
        Overlay::Picture(_) => PICTURE,
        Overlay::Completion(_) => COMPLETION,
        Overlay::Held(_) => HELD,
        Overlay::KeyTest(_) => KEY_TEST,
        Overlay::Grab { .. } => GRAB,
    };
    said(fixed).collect()
}

fn of_picker(picker: &Picker) -> Vec<Hint> {
    let (enter, more): (&str, &[Said]) = match picker.chosen().map(|item| &item.choice) {
        Some(Choice::Run(_)) => ("做", &[("f1", "帮助")]),
        Some(Choice::Rule(_)) => ("停用或启用", &[("f4", "今后都停用")]),
        Some(Choice::Theme(_)) => ("用这一套", &[]),
        Some(Choice::Open(_) | Choice::Collected(_) | Choice::OpenTyped) => ("打开", &[]),
        _ => ("确定", &[]),
    };
    let first = [hint("up down", "选"), hint("enter", enter)];
    first.into_iter().chain(said(more)).chain([hint("esc", "离开")]).collect()
}

fn of_prompt(model: &Model, prompt: &Prompt) -> Vec<Hint> {
    let more: &[Said] = match &prompt.purpose {
        Purpose::Cell => return said(WRITTEN).collect(),
        Purpose::Find(_) | Purpose::Replace(_) => &[("up down", "上一处、下一处"), ("tab", "换范围"), ("f6", "正则")],
        Purpose::ReplaceBy(_) => {
            let one = model.session.keymap.shortest(Command::Replace, Focus::Heading);
            let one = one.map(|keys| of_keys(keys, "换这一处"));
            let rest = said(&[("up down", "上一处、下一处"), ("esc", "取消")]);
            return std::iter::once(hint("enter", "全部替换")).chain(one).chain(rest).collect();
        }
        purpose if purpose.is_path() => &[("tab", "补全"), ("ctrl-u", "清空")],
        _ => &[("ctrl-u", "清空")],
    };
    std::iter::once(hint("enter", "确定")).chain(said(more)).chain([hint("esc", "取消")]).collect()
}

fn of_differences(shown: &Differences) -> Vec<Hint> {
    let leaves = shown.back.is_some() && shown.at > 0;
    let more: &[(&str, &str)] = if leaves { &[("delete", "不要")] } else { &[] };
    let rest = said(more).chain(said(&[("pagedown", "看全文"), ("esc", "关闭")]));
    [hint("up down", "选"), hint("enter", shown.deed())].into_iter().chain(rest).collect()
}

/// The keys of the pane with the focus: the way out of what is shown in part first, then what is done there most.
fn of_pane(model: &Model) -> Vec<Hint> {
    let mut hints = ways_out(model);
    let key = |command: Command, words: Option<&str>| {
        let keys = model.session.keymap.shortest(command, model.focus())?;
        Some(of_keys(keys, words.unwrap_or(command.entry().title.trim_end_matches('…'))))
    };
    let back = if model.focus() == Focus::Text { Some("回提纲") } else { None };
    let writes = match model.spot() {
        Spot::Report => Some("写题目"),
        Spot::Closing => Some("写结尾"),
        Spot::Section(_) => Some("写标题"),
    };
    let usual = likely(model).iter().filter_map(|&command| match command {
        Command::TextPane => key(command, back),
        Command::Write => key(command, writes),
        Command::Navigate if model.focus() != Focus::Heading => key(command, Some("回提纲")),
        _ => key(command, model.meant(command).map(|meant| meant.entry().title)),
    });
    for hint in usual {
        if !hints.iter().any(|other| other.keys == hint.keys) {
            hints.push(hint);
        }
    }
    hints
}

/// How the writer leaves what he is in: the text alone, the preview, a filter, one section alone, marks.
fn ways_out(model: &Model) -> Vec<Hint> {
    let is_outline = matches!(model.focus(), Focus::Navigation | Focus::Heading);
    let way =
        |command: Command, words: &str| Some(of_keys(model.session.keymap.shortest(command, model.focus())?, words));
    let screen = match model.screen {
        Screen::FullText => way(Command::FullText, "退出全屏"),
        Screen::Preview => way(Command::Preview, "收起预览"),
        Screen::Panes => None,
    };
    let marks = (is_outline && !model.marks.is_empty()).then(|| hint("esc", "取消标记"));
    let filter = (model.focus() == Focus::Navigation && model.marks.is_empty() && model.outline.filter().is_some())
        .then(|| hint("esc", "取消筛选"));
    let hoist = (is_outline && !model.outline.hoisted().is_empty()).then(|| way(Command::HoistOut, "看回全文"));
    [marks, filter, screen, hoist.flatten()].into_iter().flatten().collect()
}

/// The likeliest commands of the pane, the most needed first.
fn likely(model: &Model) -> &'static [Command] {
    let is_section = matches!(model.spot(), Spot::Section(_));
    match model.focus() {
        Focus::Heading if is_section => &[
            Command::NewSection,
            Command::TextPane,
            Command::Palette,
            Command::Demote,
            Command::Help,
            Command::Promote,
            Command::Navigate,
            Command::MoveUp,
            Command::Save,
        ],
        Focus::Heading => {
            &[Command::NewSection, Command::TextPane, Command::Palette, Command::Navigate, Command::Help, Command::Save]
        }
        Focus::Navigation if is_section => &[
            Command::Write,
            Command::TextPane,
            Command::Palette,
            Command::Demote,
            Command::Help,
            Command::MoveUp,
            Command::Collapse,
            Command::Expand,
            Command::NewBelow,
            Command::Export,
            Command::Save,
        ],
        Focus::Navigation => &[
            Command::Write,
            Command::TextPane,
            Command::Palette,
            Command::Properties,
            Command::Help,
            Command::Export,
            Command::Save,
        ],
        Focus::Text if model.written().is_some_and(|flow| flow.cell(model.caret.at).is_some()) => &[
            Command::NextCell,
            Command::TextPane,
            Command::Palette,
            Command::RowBelow,
            Command::Help,
            Command::RemoveRow,
            Command::RowUp,
            Command::RowDown,
        ],
        Focus::Text if model.heading_on_page().is_some() => &[
            Command::NextCell,
            Command::PreviousCell,
            Command::TextPane,
            Command::Palette,
            Command::RowUp,
            Command::Help,
            Command::Portion,
            Command::Navigate,
            Command::Save,
        ],
        Focus::Text => &[
            Command::TextPane,
            Command::FullText,
            Command::Palette,
            Command::NextPane,
            Command::Help,
            Command::Navigate,
            Command::Portion,
            Command::Save,
        ],
        Focus::Note => {
            &[Command::Navigate, Command::TextPane, Command::Palette, Command::NextPane, Command::Help, Command::Save]
        }
        Focus::Metrics => &[
            Command::EditCell,
            Command::AddMetric,
            Command::Palette,
            Command::Navigate,
            Command::Help,
            Command::NextCell,
            Command::MetricSeries,
            Command::MetricPicture,
            Command::RemoveMetric,
        ],
    }
}

/// The keys that may follow those already pressed, each with its command. A key with several commands after it has an
/// ellipsis.
pub fn following(model: &Model) -> Vec<Hint> {
    let following = model.session.keymap.following(model.focus(), &model.pending);
    let hint = |(chord, commands): (Chord, Vec<Command>)| {
        let asked = model.session.keymap.ask(model.focus(), &model.pending, chord);
        let goes_on = if asked.is_some_and(|(_, bound)| bound == Bound::Begun) { "…" } else { "" };
        let (keys, words) = match commands.as_slice() {
            [command] => (format!("{chord}{goes_on}"), command.entry().title.trim_end_matches('…').to_string()),
            _ => (chord.to_string(), goes_on.to_string()),
        };
        Hint { keys, words, presses: vec![chord] }
    };
    following.into_iter().map(hint).collect()
}

/// The key that gives up keys already pressed.
pub fn given_up() -> Hint {
    hint("esc", "作罢")
}

fn of_keys(keys: &Sequence, words: &str) -> Hint {
    Hint { keys: keys.to_string(), words: words.to_owned(), presses: keys.chords().to_vec() }
}

fn said(table: &'static [Said]) -> impl Iterator<Item = Hint> {
    table.iter().map(|(keys, words)| hint(keys, words))
}

fn hint(keys: &str, words: &str) -> Hint {
    let chords: Vec<Chord> =
        keys.split(' ').map(|key| Chord::parse(key).expect("the tables of this file hold keys")).collect();
    let keys = chords.iter().map(Chord::to_string).collect();
    Hint { keys, words: words.to_owned(), presses: chords.last().copied().into_iter().collect() }
}
