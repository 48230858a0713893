//! What a key does: input in, model changed, at most one effect out. No disk, no clock, no terminal.

mod doubts;
mod gather;
mod metrics;
mod mouse;
mod overlay;
mod search;
mod structure;
mod typing;
mod versions;

use std::path::PathBuf;

use crossterm::event::KeyCode;

use crate::edit::Document;
use crate::edit::document::State;
use crate::import::Doubt;
use crate::report::Report;
use crate::report::SectionId;
use crate::store::journal::Stand;
use crate::tui::caret::Extend;
use crate::tui::caret::Motion;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::keymap::Chord;
use crate::tui::layout;
use crate::tui::model::Follow;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::model::Screen;
use crate::tui::outline::Spot;
use crate::tui::overlay::Next;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Prompt;
use crate::tui::overlay::Purpose;

pub use gather::Destination;
pub use mouse::Mouse;
pub use overlay::offer_left;
pub use overlay::pick_report as offer_reports;
pub use versions::Past;
pub use versions::Then;
pub use versions::appraisal;

/// What arrives from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Chord),
    /// Several characters at once, without line breaks: an input method's commit, or fast typing.
    Typed(String),
    /// Several characters at once with line breaks or tabs inside: fast typing, or a paste that the terminal didn't mark.
    Burst(String),
    /// A paste that the terminal has marked as one.
    Pasted(String),
    /// The mouse.
    Mouse(Mouse),
    /// The terminal has another size: columns, rows.
    Resized(u16, u16),
}

/// What the rim must do for the model.
#[derive(Debug)]
pub enum Effect {
    /// Writes the report to a file, off the key path.
    Save {
        /// Where.
        path: PathBuf,
        /// What.
        report: Box<Report>,
        /// Which state this is, to be told when it is written.
        state: State,
        /// What follows when it is written.
        next: Next,
        /// Whether a file that is there may be written over.
        over: Over,
    },
    /// Writes an export to a file.
    Export {
        /// Where.
        path: PathBuf,
        /// What.
        bytes: Vec<u8>,
        /// Whether a file that is there may be written over.
        over: Over,
    },
    /// Opens a report or a text.
    Open(PathBuf),
    /// Finds the older versions of a report.
    Versions(PathBuf),
    /// Reads a report beside the open one.
    Beside {
        /// From where.
        path: PathBuf,
        /// What for.
        then: Then,
    },
    /// Watches this file and tells when it changes, or no file any more.
    Follow(Option<PathBuf>),
    /// Takes the lock of a report that somebody else has open.
    TakeOver {
        /// Its file.
        path: PathBuf,
        /// Whether also from an owner who is still there.
        over: Over,
    },
    /// Reads a file, or the files of a folder, into the open report.
    Read(PathBuf, Destination),
    /// Brings back the report that an earlier run left in this journal.
    Recover(PathBuf),
    /// Lays a journal aside that isn't wanted now.
    LayAside(PathBuf),
    /// Hands a text to the system's clipboard.
    Copy(String),
    /// Remembers the theme of this name for the next start.
    Theme(String),
    /// Leaves the program.
    Quit,
}

/// Whether a file that is there may be written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// It is the report's own file: yes, unless somebody else has changed it.
    Own,
    /// First ask.
    Ask,
    /// The writer has said so.
    Yes,
}

/// One input, whole: afterwards the model is ready to be drawn.
pub fn press(model: &mut Model, input: Input) -> Option<Effect> {
    if !matches!(input, Input::Mouse(Mouse::Wheel { .. }) | Input::Resized(..)) {
        model.message = None;
        model.follow = Follow::Caret;
    }
    let effect = match input {
        Input::Resized(width, height) => {
            model.size = (width, height);
            model.follow = Follow::Caret;
            None
        }
        Input::Mouse(mouse) => mouse::act(model, mouse),
        input if layout::is_too_small(model) => unseen(model, &input),
        Input::Burst(text) => burst(model, text),
        input => top(model, input),
    };
    if model.take_refusal()
        && let Some(guest) = &model.guest
    {
        let says = format!("只读，没有改动：{guest}；可以另存为别的文件再改");
        model.say(Grade::Warning, says);
    }
    model.settle();
    effect
}

/// One input while nothing can be shown: only what needs no look is done.
fn unseen(model: &mut Model, input: &Input) -> Option<Effect> {
    let Input::Key(chord) = input else { return None };
    match model.keymap.command(model.focus, *chord) {
        Some(Command::Save) if model.overlay.is_none() && model.path.is_some() => save(model, Next::Stay),
        Some(Command::Quit) if !model.document().is_modified() => Some(Effect::Quit),
        _ => None,
    }
}

/// One input to whatever lies on top.
fn top(model: &mut Model, input: Input) -> Option<Effect> {
    match model.overlay.take() {
        Some(overlay) => overlay::press(model, overlay, &input),
        None => pane(model, input),
    }
}

/// A burst is never commands: in 导航 it is held like a paste, where a choice is open it is dropped. Where text is
/// written, it is what a fast hand types.
fn burst(model: &mut Model, text: String) -> Option<Effect> {
    match (&model.overlay, model.focus) {
        (None, Focus::Navigation) => return top(model, Input::Pasted(text)),
        (Some(Overlay::Held(_)), _) => return top(model, Input::Pasted(text)),
        (Some(Overlay::Ask(_) | Overlay::Help { .. } | Overlay::Grab { .. }), _) => return None,
        _ => {}
    }
    let mut effect = None;
    for piece in text.split_inclusive(['\n', '\t']) {
        let typed = piece.trim_end_matches(['\n', '\t']);
        if !typed.is_empty() {
            effect = effect.or(top(model, Input::Typed(typed.to_string())));
            model.settle();
        }
        let key = match piece.as_bytes().last() {
            Some(b'\n') => KeyCode::Enter,
            Some(b'\t') => KeyCode::Tab,
            _ => continue,
        };
        effect = effect.or(top(model, Input::Key(Chord::plain(key))));
        model.settle();
    }
    effect
}

fn pane(model: &mut Model, input: Input) -> Option<Effect> {
    match input {
        Input::Key(chord) if chord.code() == KeyCode::Esc && !model.marks.is_empty() => {
            model.marks.clear();
            None
        }
        Input::Key(chord)
            if chord.code() == KeyCode::Esc && model.focus == Focus::Navigation && model.outline.filter().is_some() =>
        {
            run(model, Command::HoistOut)
        }
        Input::Key(chord) => match (model.keymap.command(model.focus, chord), chord.typed()) {
            (Some(command), _) => run(model, command),
            (None, Some(c)) => {
                typed(model, c.encode_utf8(&mut [0; 4]));
                None
            }
            (None, None) => {
                let says = match (model.focus, chord.code()) {
                    (Focus::Text | Focus::Note, KeyCode::Tab) => {
                        "段首会自动空两格，不用按 Tab；升降级请按 Esc 回提纲".to_string()
                    }
                    _ => format!("{chord} 在这里没有用处，F1 看所有的键"),
                };
                model.say(Grade::Warning, says);
                None
            }
        },
        // A hand types two keys between two frames now and then; three at once are an input method or a paste.
        Input::Typed(text) if model.focus == Focus::Navigation && text.chars().count() < 3 => {
            let mut effect = None;
            for c in text.chars() {
                effect = effect.or(top(model, Input::Key(Chord::character(c))));
                model.settle();
            }
            effect
        }
        Input::Typed(text) => {
            typed(model, &text);
            None
        }
        Input::Pasted(text) => {
            typing::receive(model, &text);
            None
        }
        Input::Burst(_) | Input::Mouse(_) | Input::Resized(..) => None,
    }
}

fn typed(model: &mut Model, text: &str) {
    match model.focus {
        Focus::Navigation => model.overlay = Some(Overlay::Held(text.to_string())),
        Focus::Metrics => metrics::write(model, text),
        Focus::Heading | Focus::Text | Focus::Note => typing::put(model, text),
    }
}

/// Runs a command, wherever it was asked from.
pub fn run(model: &mut Model, command: Command) -> Option<Effect> {
    if let Some(change) = structure::change(model, command) {
        structure::carry_out(model, command, &change);
        return None;
    }
    if !typing::is_typing(command) {
        model.document_mut().seal();
    }
    match command {
        Command::Save => return save(model, Next::Stay),
        Command::SaveAs => ask_name(model, Next::Stay),
        Command::Quit => return leave(model, Next::Quit),
        Command::Versions => return versions::ask_versions(model),
        Command::Outside => return versions::look_outside(model),
        Command::Follow => return versions::follow(model),
        Command::TakeOver => return versions::take_over(model),
        Command::Bin => versions::offer_removed(model),
        Command::New => return leave(model, Next::New),
        Command::Open => return leave(model, Next::Open),
        Command::Undo => match model.undo() {
            Some(label) => model.say(Grade::Info, format!("已撤销：{label}")),
            None => model.say(Grade::Warning, "没有可撤销的了"),
        },
        Command::Redo => match model.redo() {
            Some(label) => model.say(Grade::Info, format!("已重做：{label}")),
            None => model.say(Grade::Warning, "没有可重做的了"),
        },
        Command::UndoList => overlay::pick_undo(model),
        Command::Cut | Command::Copy | Command::Paste | Command::PasteText => {
            return typing::clipboard(model, command);
        }
        Command::NewSection => structure::enter(model),
        Command::Write => model.focus_on(if model.spot() == Spot::Closing { Focus::Text } else { Focus::Heading }),
        Command::Navigate => model.focus_on(Focus::Navigation),
        Command::TextPane => {
            let focus = if model.focus == Focus::Text { Focus::Heading } else { Focus::Text };
            model.focus_on(if model.spot() == Spot::Closing && focus == Focus::Heading {
                Focus::Navigation
            } else {
                focus
            });
        }
        Command::NextPane => next_pane(model, 1),
        Command::PreviousPane => next_pane(model, 3),
        Command::FullText => {
            let screen = if model.screen == Screen::FullText { Screen::Panes } else { Screen::FullText };
            model.focus_on(Focus::Text);
            model.screen = screen;
        }
        Command::Closing => {
            model.go(Spot::Closing);
            model.focus_on(Focus::Text);
        }
        Command::Grab => match model.section() {
            Some(_) => model.overlay = Some(Overlay::Grab { moves: 0 }),
            None => model.say(Grade::Warning, "这一行不能移动，请先选一节"),
        },
        Command::Collapse | Command::Expand | Command::ExpandAll | Command::CycleFold => fold(model, command),
        _ if command.fold_level().is_some() => fold(model, command),
        Command::HoistIn | Command::HoistOut => hoist(model, command),
        Command::ToggleMark | Command::MarkUp | Command::MarkDown | Command::MarkWider => {
            structure::mark(model, command);
        }
        Command::MoveTo => overlay::pick_target(model),
        Command::ChildMarker => overlay::pick_marker(model),
        Command::Theme => overlay::pick_theme(model),
        Command::Palette => overlay::pick_command(model),
        Command::Help => model.overlay = Some(Overlay::Help { top: 0 }),
        Command::Properties => overlay::fill_form(model),
        Command::Export => overlay::preview(model),
        Command::SetTarget => overlay::ask_target(model),
        Command::Doubts => doubts::list(model, 0),
        Command::ImportBelow | Command::Gather => gather::ask(model, command),
        Command::Filter | Command::Find | Command::Replace | Command::FindNext | Command::FindPrevious => {
            search::run(model, command);
        }
        Command::EditCell
        | Command::AddMetric
        | Command::RemoveMetric
        | Command::MetricUp
        | Command::MetricDown
        | Command::NextCell
        | Command::PreviousCell => metrics::run(model, command),
        Command::NewParagraph | Command::Backspace | Command::Delete | Command::DeleteWord => {
            typing::run(model, command);
        }
        _ => match motion(command) {
            Some((motion, extend)) => travel(model, motion, extend),
            None => structure::refuse(model, command),
        },
    }
    None
}

fn next_pane(model: &mut Model, step: usize) {
    const PANES: [Focus; 4] = [Focus::Heading, Focus::Text, Focus::Metrics, Focus::Note];
    let from = PANES.iter().position(|&focus| focus == model.focus).unwrap_or(0);
    let to = PANES[(from + step) % PANES.len()];
    let to = if to == Focus::Heading && model.spot() == Spot::Closing { Focus::Navigation } else { to };
    model.focus_on(to);
}

// Caret and cursor -------------------------------------------------------------------------------------------------

fn motion(command: Command) -> Option<(Motion, Extend)> {
    Some(match command {
        Command::Left => (Motion::Left, Extend::No),
        Command::Right => (Motion::Right, Extend::No),
        Command::Up => (Motion::Up(1), Extend::No),
        Command::Down => (Motion::Down(1), Extend::No),
        Command::PageUp => (Motion::Up(PAGE), Extend::No),
        Command::PageDown => (Motion::Down(PAGE), Extend::No),
        Command::WordLeft => (Motion::WordLeft, Extend::No),
        Command::WordRight => (Motion::WordRight, Extend::No),
        Command::Home => (Motion::Home, Extend::No),
        Command::End => (Motion::End, Extend::No),
        Command::TextStart => (Motion::TextStart, Extend::No),
        Command::TextEnd => (Motion::TextEnd, Extend::No),
        Command::SelectLeft => (Motion::Left, Extend::Yes),
        Command::SelectRight => (Motion::Right, Extend::Yes),
        Command::SelectUp => (Motion::Up(1), Extend::Yes),
        Command::SelectDown => (Motion::Down(1), Extend::Yes),
        Command::SelectHome => (Motion::Home, Extend::Yes),
        Command::SelectEnd => (Motion::End, Extend::Yes),
        Command::SelectAll => (Motion::TextEnd, Extend::Yes),
        _ => return None,
    })
}

/// Stands for one screen of the pane until its height is known.
const PAGE: usize = usize::MAX;

fn travel(model: &mut Model, motion: Motion, extend: Extend) {
    let areas = layout::areas(model);
    let height = match model.focus {
        Focus::Navigation | Focus::Heading => areas.outline,
        Focus::Text => areas.text,
        Focus::Metrics => areas.metrics,
        Focus::Note => areas.note,
    };
    let page = height.map_or(1, |area| usize::from(area.height).saturating_sub(1)).max(1);
    let motion = match motion {
        Motion::Up(PAGE) => Motion::Up(page),
        Motion::Down(PAGE) => Motion::Down(page),
        other => other,
    };
    match model.focus {
        Focus::Navigation => step_rows(model, motion),
        Focus::Metrics => metrics::travel(model, motion),
        Focus::Heading => travel_heading(model, motion, extend),
        Focus::Text => model.caret = selecting(model, motion, extend).moved(motion, extend, &model.text.flow),
        Focus::Note => model.caret = selecting(model, motion, extend).moved(motion, extend, &model.note.flow),
    }
}

/// Ctrl+A selects from the start, wherever the caret stands.
fn selecting(model: &Model, motion: Motion, extend: Extend) -> crate::tui::caret::Caret {
    let mut caret = model.caret;
    if (motion, extend) == (Motion::TextEnd, Extend::Yes) {
        caret.anchor = Some(0);
    }
    caret
}

/// Up and down leave a heading for the next row; left and right at its ends do too.
fn travel_heading(model: &mut Model, motion: Motion, extend: Extend) {
    let rows = model.heading.len();
    let row = model.heading.locate(&model.caret).0;
    let text = model.field().map_or("", |field| model.text_of(field));
    let (len, at) = (text.len(), model.caret.at);
    let leaves = extend == Extend::No
        && match motion {
            Motion::Up(by) => row < by,
            Motion::Down(by) => row + by >= rows,
            Motion::Left => at == 0 && model.caret.selection().is_none(),
            Motion::Right => at == len && model.caret.selection().is_none(),
            _ => false,
        };
    if !leaves {
        model.caret = selecting(model, motion, extend).moved(motion, extend, &model.heading);
        return;
    }
    let goal = model.caret.goal.unwrap_or_else(|| model.heading.locate(&model.caret).1);
    let before = model.spot();
    step_rows(
        model,
        match motion {
            Motion::Left => Motion::Up(1),
            Motion::Right => Motion::Down(1),
            other => other,
        },
    );
    if model.spot() == before {
        return;
    }
    if model.spot() == Spot::Closing {
        model.focus_on(Focus::Navigation);
        return;
    }
    model.settle();
    let last = model.heading.len() - 1;
    let end = model.heading.source().len();
    model.caret = match motion {
        Motion::Left => crate::tui::caret::Caret::new(end),
        Motion::Right => crate::tui::caret::Caret::new(0),
        _ => {
            let (at, hangs) = model.heading.hit(if matches!(motion, Motion::Up(_)) { last } else { 0 }, goal);
            crate::tui::caret::Caret { at, anchor: None, goal: Some(goal), hangs }
        }
    };
}

fn step_rows(model: &mut Model, motion: Motion) {
    let last = model.rows().saturating_sub(1);
    let row = match motion {
        Motion::Up(by) => model.row().saturating_sub(by),
        Motion::Down(by) => model.row().saturating_add(by).min(last),
        Motion::Home | Motion::TextStart => 0,
        Motion::End | Motion::TextEnd => last,
        _ => return,
    };
    if let Some(spot) = model.spot_at(row).filter(|&spot| spot != model.spot()) {
        model.go(spot);
    }
}

// Folding and focus ------------------------------------------------------------------------------------------------

fn fold(model: &mut Model, command: Command) {
    if model.outline.filter().is_some() {
        model.say(Grade::Warning, "筛选时不能折叠；F8 清空筛选后再折");
        return;
    }
    if let Some(level) = command.fold_level() {
        model.outline.fold_to(level);
        climb(model);
        return;
    }
    let tree = &model.report().tree;
    match (command, model.section()) {
        (Command::ExpandAll, _) => model.outline.fold_to(usize::MAX),
        (Command::CycleFold, _) => {
            let (shown, deepest) = model.outline.depths();
            let level = match shown {
                0 | 1 if deepest > 1 => 2,
                2 if deepest > 2 => usize::MAX,
                _ => 1,
            };
            model.outline.fold_to(level);
            climb(model);
        }
        (Command::Collapse, Some(id)) => {
            let has_children = !tree.children(Some(id)).is_empty();
            if has_children && !model.outline.is_collapsed(id) {
                model.outline.set_collapsed(id, true);
            } else if let Some(parent) = tree.parent(id).filter(|_| model.outline.hoisted().last() != Some(&id)) {
                model.go(Spot::Section(parent));
            }
        }
        (Command::Expand, Some(id)) => {
            let first = tree.children(Some(id)).first().copied();
            match first {
                Some(_) if model.outline.is_collapsed(id) => model.outline.set_collapsed(id, false),
                Some(child) => model.go(Spot::Section(child)),
                None => {}
            }
        }
        _ => {}
    }
}

/// After folding: from a section that is hidden now up to the one that hides it.
fn climb(model: &mut Model) {
    if let Some(id) = model.section()
        && model.row_of(model.spot()).is_none()
    {
        let shown = model.report().tree.ancestors(id).find(|&above| model.row_of(Spot::Section(above)).is_some());
        if let Some(above) = shown {
            model.go(Spot::Section(above));
        }
    }
}

fn hoist(model: &mut Model, command: Command) {
    match (command, model.section()) {
        (Command::HoistIn, Some(id)) => {
            model.outline.hoist(id);
            model.go(Spot::Section(id));
        }
        (Command::HoistIn, None) => model.say(Grade::Warning, "请先选一节，再按 F5 只看它"),
        _ if model.outline.filter().is_some() => {
            model.filter("");
            model.say(Grade::Info, "已清除筛选");
        }
        _ => match model.outline.unhoist() {
            Some(id) => model.go(Spot::Section(id)),
            None => model.say(Grade::Warning, "已经是全文"),
        },
    }
}

// Files ------------------------------------------------------------------------------------------------------------

/// Saves to the report's file, or asks for one.
pub fn save(model: &mut Model, next: Next) -> Option<Effect> {
    match model.path.clone().filter(|_| model.guest.is_none()) {
        Some(path) => Some(save_to(model, path, next, Over::Own)),
        None => {
            ask_name(model, next);
            None
        }
    }
}

fn save_to(model: &mut Model, path: PathBuf, next: Next, over: Over) -> Effect {
    let state = model.document().state();
    model.saving = Some(state);
    model.awaited = Some((state, model.report().clone()));
    model.document_mut().seal();
    Effect::Save { path, report: Box::new(model.report().clone()), state, next, over }
}

/// What a report without a title is called.
const UNNAMED: &str = "未命名报告";

fn ask_name(model: &mut Model, next: Next) {
    let name =
        model.path.clone().or_else(|| model.suggested.clone()).unwrap_or_else(|| {
            PathBuf::from(format!("{}.ron", crate::text::file_name(&model.report().title, UNNAMED)))
        });
    let line = crate::tui::overlay::Line::new(name.to_string_lossy());
    model.overlay = Some(Overlay::Prompt(Prompt { purpose: Purpose::SaveAs(next), line, trouble: None }));
}

/// Leaves this report; asks first when it isn't saved.
fn leave(model: &mut Model, next: Next) -> Option<Effect> {
    if model.document().is_modified() {
        overlay::ask_unsaved(model, next);
        return None;
    }
    proceed(model, next)
}

/// What follows once this report is saved, or needn't be.
pub fn proceed(model: &mut Model, next: Next) -> Option<Effect> {
    match next {
        Next::Stay => None,
        Next::Quit => Some(Effect::Quit),
        Next::Open => {
            overlay::pick_report(model);
            None
        }
        Next::Collection => {
            overlay::pick_of_collection(model);
            None
        }
        Next::OpenFile(path) => Some(Effect::Open(path)),
        Next::New => {
            model.open(Report::default(), None);
            model.say(Grade::Info, "新的报告：先写标题，回车写第一节");
            None
        }
    }
}

/// The outcome of an effect, told back to the model.
#[derive(Debug)]
pub enum Outcome {
    /// The report was written.
    Saved {
        /// Where.
        path: PathBuf,
        /// The state that was written.
        state: State,
        /// What follows.
        next: Next,
    },
    /// The report was not written, and why.
    NotSaved(String),
    /// There is a file of that name already.
    Exists {
        /// The file.
        path: PathBuf,
        /// What to ask the writer.
        question: String,
        /// What was to follow, for a report; nothing for an export.
        next: Option<Next>,
    },
    /// Somebody else has changed the report's own file since it was read or written here.
    Changed {
        /// The file.
        path: PathBuf,
        /// What was to follow the save.
        next: Next,
    },
    /// That was noticed without a save.
    Noticed,
    /// The older versions, the newest first.
    Versions(Vec<Past>),
    /// A report was read beside the open one.
    Beside {
        /// The report.
        report: Box<Report>,
        /// What for.
        then: Then,
    },
    /// Somebody else has the report open: it is for reading only. Says who, in words.
    Guest(String),
    /// He still has it, though it was to be taken over.
    StillThere {
        /// The file.
        path: PathBuf,
        /// Who, in words.
        holder: String,
    },
    /// The report can be written in from now on.
    Host,
    /// An export was written.
    Exported(PathBuf),
    /// Something else failed, in one sentence.
    Failed(String),
    /// A report was read.
    Opened {
        /// The report; several of one text; none for a new one.
        reports: Vec<Report>,
        /// Its file, or none when it was imported from a text.
        path: Option<PathBuf>,
        /// A name to save an imported report by.
        suggested: Option<PathBuf>,
        /// Where the text was unclear.
        doubts: Vec<Doubt>,
        /// What there is to say of it.
        says: String,
    },
    /// A report was brought back.
    Recovered {
        /// The report with its history.
        document: Box<Document>,
        /// Its file.
        path: Option<PathBuf>,
        /// A name to save it by when it has none.
        suggested: Option<PathBuf>,
        /// Where the writer was.
        stand: Stand,
        /// What was folded.
        folds: Vec<SectionId>,
        /// What there is to say of it; nothing when its file holds it.
        says: String,
    },
    /// Reports were read to be put into the open one.
    Read {
        /// The reports, each with the name of its file.
        parts: Vec<(String, Report)>,
        /// What couldn't be read, a sentence each.
        troubles: Vec<String>,
        /// Where they go.
        into: Destination,
    },
    /// A text is in the clipboard.
    Copied,
}

/// Tells the model how an effect ended.
pub fn told(model: &mut Model, outcome: Outcome) -> Option<Effect> {
    let mut effect = None;
    match outcome {
        Outcome::Saved { path, state, next } => {
            model.document_mut().mark_saved(state);
            model.saving = None;
            if let Some((_, written)) = model.awaited.take_if(|(awaited, _)| *awaited == state) {
                model.base = Some(written);
            }
            model.outside = false;
            model.say(Grade::Info, format!("已保存：{}", path.display()));
            model.path = Some(path);
            effect = if next != Next::Stay && model.document().is_modified() {
                leave(model, next)
            } else {
                proceed(model, next)
            };
        }
        Outcome::NotSaved(says) => {
            model.saving = None;
            model.say(Grade::Error, says);
        }
        Outcome::Exists { path, question, next } => {
            model.saving = None;
            overlay::ask_overwrite(model, path, question, next);
        }
        Outcome::Changed { path, next } => {
            model.saving = None;
            model.outside = true;
            versions::ask_outside(model, path, next);
        }
        Outcome::Noticed => {
            model.outside = true;
            let says = match model.guest {
                Some(_) => "对方存了新的样子，F2 跟随 就换成新的",
                None => "文件在别处被改过了，F2 外部改动 可以看差别、合并",
            };
            model.say(Grade::Warning, says);
        }
        Outcome::Versions(versions) => versions::offer(model, versions),
        Outcome::Beside { report, then } => match then {
            Then::Compare(source) => versions::show(model, source, report),
            Then::Take => {
                versions::take_theirs(model, *report);
                model.say(Grade::Info, "已换成文件里的内容；自己的改动撤销一步就回来");
            }
            Then::Merge(next) => effect = versions::merge(model, *report, next),
            Then::Follow => {
                versions::take_theirs(model, *report);
                model.say(Grade::Info, "对方保存了，已更新");
            }
        },
        Outcome::Guest(who) => {
            model.say(Grade::Warning, format!("只读打开：{who}；F2 里有 跟随、接手编辑、另存为"));
            model.guest = Some(who);
        }
        Outcome::StillThere { path, holder } => versions::ask_take_over(model, path, &holder),
        Outcome::Host => {
            model.guest = None;
            model.following = false;
            model.say(Grade::Info, "已接手，可以写了");
        }
        Outcome::Exported(path) => {
            let done = format!("已导出：{}", path.display());
            let loose = crate::export::unresolved(model.report());
            if loose.is_empty() {
                model.say(Grade::Info, done);
            } else {
                model.say(Grade::Warning, format!("{done}；但{}", crate::tui::words::loose(&loose)));
            }
        }
        Outcome::Failed(says) => model.say(Grade::Error, says),
        Outcome::Opened { mut reports, path, suggested, doubts, says } => {
            if reports.len() > 1 {
                model.collection = reports;
                model.collected = doubts;
                overlay::pick_of_collection(model);
            } else {
                let report = reports.pop().unwrap_or_default();
                let imported = path.is_none() && report != Report::default();
                model.open(report, path);
                model.suggested = suggested;
                model.doubts = doubts;
                if imported {
                    model.document_mut().mark_unsaved();
                }
                model.say(Grade::Info, says);
            }
        }
        Outcome::Recovered { document, path, suggested, stand, folds, says } => {
            model.open_document(*document, path);
            model.suggested = suggested;
            model.outline.fold(&folds);
            model.return_to(stand);
            if !says.is_empty() {
                model.say(Grade::Warning, says);
            }
        }
        Outcome::Read { parts, troubles, into } => gather::take(model, parts, &troubles, into),
        Outcome::Copied => {}
    }
    model.settle();
    effect
}
