//! What a key does: input in, model changed, at most one effect out. No disk, no clock, no terminal.

mod beginnings;
mod doubts;
mod effect;
mod files;
mod fold;
mod gather;
mod input;
mod keys;
mod lists;
mod metrics;
mod mouse;
mod outcome;
mod overlay;
mod search;
mod structure;
mod travel;
mod typing;
mod versions;

use crossterm::event::KeyCode;

use crate::edit::Change;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::here::Screen;
use crate::tui::keymap::Chord;
use crate::tui::keymap::Sequence;
use crate::tui::layout;
use crate::tui::model::Follow;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::KeyTest;
use crate::tui::overlay::Next;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Purpose;
use crate::tui::update::files::ask_name;
use crate::tui::update::files::leave;
use crate::tui::update::files::save;
use crate::tui::update::keys::Heard;
use crate::tui::update::keys::hear;

pub use self::effect::Checked;
pub use self::effect::Effect;
pub use self::effect::Over;
pub use self::files::offer_left;
pub use self::input::Input;
pub use self::lists::pick_report as offer_reports;
pub use self::mouse::Mouse;
pub use self::outcome::Outcome;
pub use self::outcome::told;

pub use self::structure::Side;
pub use self::versions::Past;
pub use self::versions::Then;
pub use self::versions::appraisal;

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
        Input::Mouse(_) if matches!(model.overlay, Some(Overlay::KeyTest(_))) => top(model, input),
        Input::Mouse(mouse) if !matches!(mouse, Mouse::Wheel { .. }) && !model.pending.is_empty() => {
            keys::drop_begun(model);
            mouse::act(model, mouse)
        }
        Input::Mouse(mouse) => mouse::act(model, mouse),
        input if layout::is_too_small(model) => unseen(model, &input),
        Input::Burst(text) => burst(model, text),
        Input::Key(chord) => at_once(model, chord),
        input => top(model, input),
    };
    tell_refusal(model);
    model.settle();
    effect
}

/// Says so when something was to change in a report that is for reading only.
fn tell_refusal(model: &mut Model) {
    if model.take_refusal()
        && let Some(guest) = &model.guest
    {
        let says = format!("只读，没有改动：{guest}；可以另存为别的文件再改");
        model.say(Grade::Warning, says);
    }
}

/// One input while nothing can be shown: only what needs no look is done.
fn unseen(model: &mut Model, input: &Input) -> Option<Effect> {
    let Input::Key(chord) = input else { return None };
    match hear(model, *chord) {
        Heard::Command(Command::Save) if model.overlay.is_none() && model.path.is_some() => save(model, Next::Stay),
        Heard::Command(Command::Quit) if !model.document().is_modified() => Some(Effect::Quit),
        _ => None,
    }
}

/// One key, or two. Esc and Ctrl+Q that come at once over a slow line look like Ctrl+Alt+Q: where that asks for nothing, they are two.
fn at_once(model: &mut Model, chord: Chord) -> Option<Effect> {
    let is_shown = matches!(model.overlay, Some(Overlay::KeyTest(_)));
    let asks = || model.keymap.ask(model.focus, &model.pending, chord).is_some();
    match chord.behind_esc() {
        Some(behind) if !is_shown && !asks() => {
            let first = top(model, Input::Key(Chord::plain(KeyCode::Esc)));
            model.settle();
            top(model, Input::Key(behind)).or(first)
        }
        _ => top(model, Input::Key(chord)),
    }
}

/// One input to whatever lies on top.
fn top(model: &mut Model, input: Input) -> Option<Effect> {
    match model.overlay.take() {
        Some(overlay) => {
            // It has come unasked for, amid keys that were to go on: they are not for it.
            model.pending = Sequence::default();
            overlay::press(model, overlay, &input)
        }
        None => pane(model, input),
    }
}

/// A burst is never commands: in 导航 it is held like a paste, where a choice is open it is dropped. Where text is
/// written, it is what a fast hand types.
fn burst(model: &mut Model, text: String) -> Option<Effect> {
    match (&model.overlay, model.focus) {
        (None, Focus::Navigation) => return top(model, Input::Pasted(text)),
        (Some(Overlay::Held(_)), _) => return top(model, Input::Pasted(text)),
        (Some(Overlay::KeyTest(_)), _) => return top(model, Input::Burst(text)),
        (Some(Overlay::Ask(_) | Overlay::Help { .. } | Overlay::Grab { .. } | Overlay::Findings(_)), _) => return None,
        _ => {}
    }
    let mut effect = None;
    for piece in text.split_inclusive(['\n', '\t']) {
        let typed = piece.trim_end_matches(['\n', '\t']);
        if !typed.is_empty() {
            effect = effect.or(top(model, Input::Typed(typed.to_string())));
            model.settle();
        }
        if let Some(Overlay::Completion(_)) = model.overlay {
            // What comes so fast chooses nothing.
            model.overlay = None;
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
        Input::Key(chord) if chord.code() == KeyCode::Esc && model.pending.is_empty() => escape(model, chord),
        Input::Key(chord) => key(model, chord),
        // Amid keys that follow each other the next one counts by itself, however fast it came.
        Input::Typed(text) if !model.pending.is_empty() => {
            let mut rest = text.chars();
            let first = rest.next()?;
            let effect = key(model, Chord::character(first));
            model.settle();
            let rest = match (rest.clone().next(), rest.as_str()) {
                (None, _) => return effect,
                (Some(c), rest) if c.len_utf8() == rest.len() => Input::Key(Chord::character(c)),
                (Some(_), rest) => Input::Typed(rest.to_string()),
            };
            effect.or(top(model, rest))
        }
        // A hand types two keys between two frames now and then; three at once are an input method or a paste.
        Input::Typed(text)
            if model.focus == Focus::Navigation && (text.chars().count() < 3 || keys::is_held_down(model, &text)) =>
        {
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
            keys::drop_begun(model);
            typing::receive(model, &text, Side::Behind);
            None
        }
        Input::Burst(_) | Input::Mouse(_) | Input::Resized(..) => None,
    }
}

/// Esc leaves the nearest thing that can be left: what was found, the marks, a filter; else it is a key as others are.
fn escape(model: &mut Model, chord: Chord) -> Option<Effect> {
    if model.outline.filter().is_none() {
        model.search.rest();
    }
    if !model.marks.is_empty() {
        model.marks.clear();
        return None;
    }
    if model.focus == Focus::Navigation && model.outline.filter().is_some() {
        return run(model, Command::HoistOut);
    }
    key(model, chord)
}

/// A key: a command's, one of several that are a command's, or one that types.
fn key(model: &mut Model, chord: Chord) -> Option<Effect> {
    match (hear(model, chord), chord.typed()) {
        (Heard::Command(command), _) => return run(model, command),
        (Heard::Amid, _) => {}
        (Heard::Nothing, Some(c)) => typed(model, c.encode_utf8(&mut [0; 4])),
        (Heard::Nothing, None) => {
            let says = match (model.focus, chord.code()) {
                (Focus::Text | Focus::Note, KeyCode::Tab) => {
                    "段首会自动空两格，不用按 Tab；升降级请按 Esc 回提纲".to_string()
                }
                _ => format!("{chord} 在这里没有用处，F1 看所有的键"),
            };
            model.say(Grade::Warning, says);
        }
    }
    None
}

fn typed(model: &mut Model, text: &str) {
    match model.focus {
        Focus::Navigation => model.overlay = Some(Overlay::Held(text.to_string())),
        Focus::Metrics => metrics::write(model, text),
        Focus::Heading | Focus::Text | Focus::Note => {
            typing::put(model, text);
            overlay::offer_references(model, text);
        }
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
        Command::SaveAndQuit if model.document().is_modified() => return save(model, Next::Quit),
        Command::Quit | Command::SaveAndQuit => return leave(model, Next::Quit),
        Command::Versions => return versions::ask_versions(model),
        Command::Outside => return versions::look_outside(model),
        Command::Follow => return versions::follow(model),
        Command::TakeOver => return versions::take_over(model),
        Command::Bin => versions::offer_removed(model),
        Command::New => return leave(model, Next::New),
        Command::NextYear => return beginnings::has_next_year(model).then(|| leave(model, Next::NextYear)).flatten(),
        Command::FromTemplate => return Some(Effect::Templates),
        Command::KeepTemplate => beginnings::ask_name(model),
        Command::Open => return leave(model, Next::Open),
        Command::Undo => {
            let undone = model.undo();
            tell_done(model, undone, "撤销");
        }
        Command::Redo => {
            let redone = model.redo();
            tell_done(model, redone, "重做");
        }
        Command::UndoList => lists::pick_undo(model),
        Command::Cut
        | Command::Copy
        | Command::Paste
        | Command::PasteAbove
        | Command::PasteChild
        | Command::PasteText => {
            return typing::clipboard(model, command);
        }
        Command::NewSection => typing::enter(model),
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
        Command::Preview => {
            model.screen = if model.screen == Screen::Preview { Screen::Panes } else { Screen::Preview };
        }
        Command::Closing => {
            model.go(Spot::Closing);
            model.focus_on(Focus::Text);
        }
        Command::Grab => match model.section() {
            Some(_) => model.overlay = Some(Overlay::Grab { moves: 0 }),
            None => model.say(Grade::Warning, "这一行不能移动，请先选一节"),
        },
        Command::Collapse | Command::Expand | Command::ExpandAll | Command::ToggleFold | Command::CycleFold => {
            fold::fold(model, command);
        }
        _ if command.fold_level().is_some() => fold::fold(model, command),
        Command::HoistIn | Command::HoistOut => fold::hoist(model, command),
        Command::ToggleMark | Command::MarkUp | Command::MarkDown | Command::MarkWider => {
            structure::mark(model, command);
        }
        Command::MoveTo => lists::pick_target(model),
        Command::Refer => lists::pick_metric(model),
        Command::Overview => overlay::look_over(model),
        Command::Extract => overlay::extract(model),
        Command::LastYear => overlay::ask_table(model, Purpose::LastYear),
        Command::ReadTable => overlay::ask_table(model, Purpose::ReadTable),
        Command::WriteTable => overlay::ask_table(model, Purpose::WriteTable),
        Command::CopyMetrics => return metrics::copy(model),
        Command::GoTo => lists::pick_section(model),
        Command::WordCount => overlay::count_words(model),
        Command::WordBars => model.bars = !model.bars,
        Command::ChildMarker => lists::pick_marker(model),
        Command::Theme => lists::pick_theme(model),
        Command::KeyProfile => lists::pick_profile(model),
        Command::Palette => lists::pick_command(model),
        Command::KeyTest => model.overlay = Some(Overlay::KeyTest(KeyTest::default())),
        Command::Mouse => mouse::release(model),
        Command::Help => model.overlay = Some(Overlay::Help { top: 0 }),
        Command::Properties => overlay::fill_form(model),
        Command::Export => overlay::preview(model),
        Command::ExportAgain => return overlay::export_again(model),
        Command::CopyText => return Some(overlay::copy_text(model)),
        Command::CopyReport => return Some(overlay::copy_report(model)),
        Command::Check => return overlay::check(model),
        Command::CheckRules => overlay::pick_rules(model),
        Command::RestoreDismissed => overlay::restore(model),
        Command::SetTarget => overlay::ask_target(model),
        Command::Doubts => doubts::list(model, 0),
        Command::ImportBelow | Command::Gather => gather::ask(model, command),
        Command::Filter | Command::Find | Command::Replace | Command::FindNext | Command::FindPrevious => {
            search::run(model, command);
        }
        Command::EditCell
        | Command::AddMetric
        | Command::RemoveMetric
        | Command::MetricUses
        | Command::MetricPicture
        | Command::MetricSeries
        | Command::MetricUp
        | Command::MetricDown
        | Command::NextCell
        | Command::PreviousCell => metrics::run(model, command),
        Command::NewParagraph
        | Command::Backspace
        | Command::Delete
        | Command::DeleteWord
        | Command::DeleteWordRight => typing::run(model, command),
        Command::SelectAll | Command::SelectWider => typing::select(model, command),
        _ => match travel::motion(command) {
            Some((motion, extend)) => travel::travel(model, motion, extend),
            None => structure::refuse(model, command),
        },
    }
    None
}

/// Says what has been undone or redone, and where, when the screen doesn't show it.
fn tell_done(model: &mut Model, change: Option<Change>, did: &str) {
    match change {
        Some(change) => {
            let says = format!("已{did}：{}{}", change.label, model.out_of_sight(&change));
            model.say(Grade::Info, says);
        }
        None => model.say(Grade::Warning, format!("没有可{did}的了")),
    }
}

fn next_pane(model: &mut Model, step: usize) {
    const PANES: [Focus; 4] = [Focus::Heading, Focus::Text, Focus::Metrics, Focus::Note];
    let from = PANES.iter().position(|&focus| focus == model.focus).unwrap_or(0);
    let to = PANES[(from + step) % PANES.len()];
    let to = if to == Focus::Heading && model.spot() == Spot::Closing { Focus::Navigation } else { to };
    model.focus_on(to);
}
