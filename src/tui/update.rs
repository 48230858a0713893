//! What a key does: input in, model changed, at most one effect out. No disk, no clock, no terminal.

mod across;
mod act;
mod arrival;
mod beginnings;
mod borders;
mod comments;
mod doubts;
mod dragging;
mod effect;
mod files;
mod fold;
mod gather;
mod input;
mod keys;
mod lists;
mod metrics;
mod next;
mod mouse;
mod outcome;
mod overlay;
mod panes;
mod returned;
mod search;
mod start;
mod structure;
mod tables;
mod times;
mod travel;
mod typing;
mod undo;
mod versions;

use crossterm::event::KeyCode;
use ratatui::layout::Position;

use crate::edit::Change;
use crate::edit::moves;
use crate::edit::moves::Around;
use crate::edit::moves::Way;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::keymap::Chord;
use crate::tui::keymap::Sequence;
use crate::tui::layout;
use crate::tui::model::Follow;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::motion::Extend;
use crate::tui::motion::Motion;
use crate::tui::overlay::Destination;
use crate::tui::overlay::KeyTest;
use crate::tui::overlay::Next;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Purpose;
use crate::tui::tour;
use crate::tui::update::act::Act;
use crate::tui::update::act::Lands;
use crate::tui::update::fold::Fold;
use crate::tui::update::keys::Meaning;
use crate::tui::update::keys::meaning;
use crate::tui::update::travel::PAGE;
use crate::tui::view;

pub use self::effect::Effect;
pub use self::effect::Handed;
pub use self::effect::Over;
pub use self::effect::Past;
pub use self::effect::Remains;
pub use self::effect::Then;
pub use self::files::offer_left;
pub use self::input::Input;
pub use self::mouse::Mouse;
pub use self::outcome::Outcome;
pub use self::outcome::handle_outcome;
pub use self::start::open as offer_start;

pub use self::structure::Side;
pub use self::versions::appraisal;
pub use self::versions::offer_marked;

/// One input, whole: afterwards the model is ready to be drawn.
pub fn press(model: &mut Model, input: Input) -> Option<Effect> {
    if matches!(input, Input::Mouse(Mouse::Release { .. })) && model.held.is_none() && !is_key_test(model) {
        return None;
    }
    if let Some(chords) = clicked(model, &input) {
        return chords.into_iter().filter_map(|chord| press(model, Input::Key(chord))).last();
    }
    if !matches!(input, Input::Mouse(Mouse::Wheel { .. }) | Input::Resized(..)) {
        model.message = None;
        model.follow = Follow::Caret;
    }
    if !matches!(input, Input::Mouse(Mouse::Drag { .. } | Mouse::Release { .. })) {
        model.held = None;
    }
    let input = input.with_line_feeds();
    let effect = match input {
        Input::Resized(width, height) => {
            model.session.size = (width, height);
            model.follow = Follow::Caret;
            None
        }
        Input::Mouse(_) if is_key_test(model) => top(model, input),
        Input::Mouse(mouse) if !matches!(mouse, Mouse::Wheel { .. }) && !model.pending.is_empty() => {
            keys::drop_begun(model);
            mouse::act(model, mouse)
        }
        Input::Mouse(mouse) => {
            model.times = 0;
            mouse::act(model, mouse)
        }
        input if layout::is_too_small(model) => arrival::unseen(model, &input),
        Input::Burst(text) => arrival::burst(model, text),
        Input::Key(chord) => arrival::at_once(model, chord),
        input => top(model, input),
    };
    tell_refusal(model);
    model.leave_names();
    model.settle();
    tour::follow(model);
    effect
}

/// The keys that a click asks for in the bottom row, where they stand there.
fn clicked(model: &Model, input: &Input) -> Option<Vec<Chord>> {
    match input {
        Input::Mouse(Mouse::Click { x, y } | Mouse::Double { x, y } | Mouse::Triple { x, y })
            if !is_key_test(model) =>
        {
            let at = Position { x: *x, y: *y };
            view::hints(model).into_iter().find(|(area, _)| area.contains(at)).map(|(_, presses)| presses)
        }
        _ => None,
    }
}

fn is_key_test(model: &Model) -> bool {
    matches!(model.overlay, Some(Overlay::KeyTest(_)))
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

fn pane(model: &mut Model, input: Input) -> Option<Effect> {
    match input {
        Input::Key(chord) if chord.code() == KeyCode::Esc && model.pending.is_empty() => escape(model, chord),
        Input::Key(chord) => key(model, chord),
        Input::Typed(text) if !model.pending.is_empty() => arrival::amid(model, &text),
        Input::Typed(text) if arrival::is_of_keys(model, &text) => arrival::one_by_one(model, &text),
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
    model.times = 0;
    if model.outline.filter().is_none() {
        model.search.rest();
    }
    if !model.marks.is_empty() {
        model.marks.clear();
        return None;
    }
    let is_text = matches!(model.focus(), Focus::Text | Focus::Note);
    if is_text && (model.caret.selection().is_some() || model.far.is_some()) {
        model.caret.anchor = None;
        (model.far, model.selects) = (None, false);
        return None;
    }
    if model.focus() == Focus::Navigation && model.outline.filter().is_some() {
        return run(model, Command::HoistOut);
    }
    key(model, chord)
}

/// A key: a command's, one of several that are a command's, or one that types.
fn key(model: &mut Model, chord: Chord) -> Option<Effect> {
    if times::takes(model, chord) {
        return None;
    }
    match (meaning(model, chord), chord.typed()) {
        (Meaning::Command(command), _) => return times::run(model, command),
        (Meaning::Amid, _) => {}
        (Meaning::Nothing, Some(c)) => {
            model.times = 0;
            typed(model, c.encode_utf8(&mut [0; 4]));
        }
        (Meaning::Nothing, None) => {
            let says = match (model.focus(), chord.code()) {
                (Focus::Text | Focus::Note, KeyCode::Tab) => {
                    "段首会自动空两格，不用按 Tab；升降级请到标题上按".to_string()
                }
                (Focus::Navigation, KeyCode::Esc) => {
                    format!(
                        "已经在导航里：{} 找命令，回车写标题",
                        model.session.keymap.way_to(Command::Palette, model.focus())
                    )
                }
                _ => nothing(model, chord),
            };
            model.say(Grade::Warning, says);
        }
    }
    None
}

/// What to do instead of pressing a key that does nothing in this pane: where it does something, how to get there.
fn nothing(model: &Model, chord: Chord) -> String {
    let way = |command| model.session.keymap.way_to(command, model.focus());
    let elsewhere = [Focus::Navigation, Focus::Heading, Focus::Text, Focus::Metrics]
        .into_iter()
        .find_map(|focus| Some((focus, model.session.keymap.command(focus, chord)?)));
    match elsewhere {
        Some((focus, command)) => {
            let (title, here) = (command.entry().title.trim_end_matches('…'), model.focus().title());
            let how = match focus {
                Focus::Navigation if model.focus() == Focus::Heading => format!("按 {} 到导航", way(Command::Navigate)),
                Focus::Navigation | Focus::Heading => format!("按 {} 回提纲", way(Command::Navigate)),
                Focus::Text => format!("按 {} 到正文", way(Command::TextPane)),
                Focus::Metrics | Focus::Note => format!("按 {} 到{}", way(Command::NextPane), focus.title()),
            };
            format!("{title}在{here}里不能用：{how}再按 {chord}")
        }
        None => format!("{chord} 没有用处：{} 找命令，{} 看所有的键", way(Command::Palette), way(Command::Help)),
    }
}

fn typed(model: &mut Model, text: &str) {
    model.selects = false;
    match model.focus() {
        Focus::Navigation => model.overlay = Some(Overlay::Held(text.to_string())),
        Focus::Metrics => metrics::write(model, text),
        Focus::Heading | Focus::Text | Focus::Note => {
            typing::put(model, text);
            borders::begin(model, text);
            overlay::offer_references(model, text);
        }
    }
}

/// Runs a command, wherever it was asked from.
pub fn run(model: &mut Model, command: Command) -> Option<Effect> {
    if let Some(meant) = model.meant(command) {
        return borders::keep_selection(model, |model| run(model, meant));
    }
    let act = act(command);
    if !matches!(act, Act::Type(_)) {
        model.seal();
    }
    if command == Command::Navigate && std::mem::take(&mut model.selects) {
        model.caret.anchor = None;
        model.far = None;
        return None;
    }
    model.selects &= (matches!(act, Act::Walk(..)) || command == Command::SetMark)
        && !matches!(model.focus(), Focus::Navigation | Focus::Metrics);
    match act {
        Act::Change { lands, .. } => match act.change(model) {
            Some(Ok(change)) => act::carry_out(model, &change, lands, command.entry().title),
            Some(Err(says)) => model.say(Grade::Warning, says),
            None => {}
        },
        Act::Run(run) => return run(model),
        Act::Table { .. } => match act.change(model) {
            Some(Ok(change)) => act::carry_out(model, &change, Lands::There, command.entry().title),
            Some(Err(says)) => model.say(Grade::Warning, says),
            None => {}
        },
        Act::Do(run) | Act::Type(run) => run(model),
        Act::Walk(Motion::Up(PAGE), Extend::No) if model.turn_pages(-1) => {}
        Act::Walk(Motion::Down(PAGE), Extend::No) if model.turn_pages(1) => {}
        Act::Walk(motion, _) if model.selects => travel::travel(model, motion, Extend::Yes),
        Act::Walk(motion, extend) => travel::travel(model, motion, extend),
        Act::Fold(fold) => fold::fold(model, fold),
    }
    None
}

/// Why a command would change nothing now. `None` if it would, or if only running it can show.
pub fn reason(model: &Model, command: Command) -> Option<&'static str> {
    act(command).change(model)?.err()
}

/// The pane in which a command is used that this one knows nothing of: what it does to sections is done from every pane.
pub fn elsewhere(model: &Model, command: Command) -> Option<&'static str> {
    let focus = command.entry().focus;
    let is_anywhere = focus.contains(&Focus::Heading) || focus.contains(&Focus::Navigation);
    if is_anywhere || focus.contains(&model.focus()) {
        return None;
    }
    Some(if focus[0] == Focus::Metrics { "在指标里用" } else { "在正文里用" })
}

/// What is said where no section is chosen.
const CHOOSE: &str = "请先选一节";

/// What each command does: its home.
#[expect(clippy::too_many_lines, reason = "a row a command")]
pub fn act(command: Command) -> Act {
    match command {
        Command::NewSection => Act::Do(typing::enter),
        Command::Write => Act::Do(panes::write),
        Command::NewBelow => change(structure::new_below, Lands::Fresh, |_| CHOOSE),
        Command::NewAbove => change(|m| moves::insert_before(m.report(), m.section()?), Lands::Fresh, |_| CHOOSE),
        Command::NewChild => change(structure::new_child, Lands::Fresh, |_| CHOOSE),
        Command::Demote => change(|m| moves::demote(m.report(), &m.targets()), Lands::Along, no_demote),
        Command::Promote => change(|m| moves::promote(m.report(), &m.targets()), Lands::Along, no_promote),
        Command::DemoteAlone => change(|m| moves::demote_alone(m.report(), &m.targets()), Lands::Along, no_demote),
        Command::PromoteAlone => change(|m| moves::promote_alone(m.report(), &m.targets()), Lands::Along, no_promote),
        Command::PromoteInPlace => {
            change(|m| moves::promote_in_place(m.report(), &m.targets()), Lands::Along, no_promote)
        }
        Command::PromoteChildren => {
            change(|m| moves::promote_children(m.report(), &m.targets()), Lands::Along, |m| chosen(m, "没有下级可升"))
        }
        Command::MoveUp => change(|m| structure::move_past(m, Way::Up), Lands::Along, |m| chosen(m, "已经在最前面")),
        Command::MoveDown => {
            change(|m| structure::move_past(m, Way::Down), Lands::Along, |m| chosen(m, "已经在最后面"))
        }
        Command::Grab => Act::Do(overlay::grab),
        Command::MoveTo => Act::Do(lists::pick_target),
        Command::SplitSeries => change(structure::split_series, Lands::Told, structure::no_series),
        Command::FoldSeries => change(structure::fold_series, Lands::Told, |m| {
            chosen(m, "要有两个以上的下级，而且下级都没有自己的下级，才能并成一段")
        }),
        Command::Duplicate => change(|m| moves::duplicate(m.report(), &m.targets()), Lands::There, |_| CHOOSE),
        Command::SortByHeading => change(structure::sort_by_heading, Lands::Along, no_order),
        Command::SortByMetric => change(structure::sort_by_metric, Lands::Along, |m| {
            chosen(m, "没有可排的：要有两个以上的下级（或同级）带指标，数值各不相同")
        }),
        Command::SortByLength => change(structure::sort_by_length, Lands::Along, no_order),
        Command::Remove => change(|m| moves::remove(m.report(), &m.targets()), Lands::Near, |_| CHOOSE),
        Command::JoinNext => change(structure::join_next, Lands::Along, |_| "后面没有可以合并的节"),
        Command::SplitText => {
            change(structure::split_text, Lands::There, |_| "只有节的正文可以分节：请把光标放在要断开的地方")
        }
        Command::ParagraphToSection => Act::Do(borders::to_section),
        Command::SectionToText => Act::Do(borders::to_text),
        Command::Group => change(
            |m| moves::group(m.report(), &m.targets()),
            Lands::Fresh,
            |m| chosen(m, "标记的各节要同级相邻，才能归为一组"),
        ),
        Command::Ungroup => change(
            |m| moves::ungroup(m.report(), &m.targets()),
            Lands::There,
            |m| chosen(m, "只能拆散有下级的空节：请先清空本节的标题、正文、备注和指标"),
        ),
        Command::ToggleNumber => {
            change(|m| moves::toggle_numbering(m.report(), &m.targets()), Lands::Along, |_| CHOOSE)
        }
        Command::ToggleRunIn => change(|m| moves::toggle_run_in(m.report(), &m.targets()), Lands::Along, |_| CHOOSE),
        Command::ChildMarker => Act::Do(lists::pick_marker),
        Command::SetTarget => Act::Do(overlay::ask_target),
        Command::BeginAt => Act::Do(overlay::ask_begin),
        Command::NewAnnex => change(|m| moves::insert_annex(m.report()), Lands::Fresh, |_| "编号用完了"),
        Command::ToggleAnnex => change(|m| moves::toggle_annex(m.report(), &m.targets()), Lands::Along, |_| CHOOSE),
        Command::Closing => Act::Do(panes::closing),

        Command::Navigate => Act::Do(|model| model.focus_on(Focus::Navigation)),
        Command::TextPane => Act::Do(panes::text),
        Command::NextPane => Act::Do(|model| panes::step(model, 1)),
        Command::PreviousPane => Act::Do(|model| panes::step(model, 3)),
        Command::Portion => Act::Run(panes::portion),
        Command::LightFindings => Act::Run(panes::light_findings),
        Command::FoldTexts => Act::Run(panes::fold_texts),
        Command::FullText => Act::Do(panes::full_text),
        Command::Preview => Act::Do(panes::preview),
        Command::Collapse => Act::Fold(Fold::In),
        Command::Expand => Act::Fold(Fold::Out),
        Command::Fold1 => Act::Fold(Fold::To(1)),
        Command::Fold2 => Act::Fold(Fold::To(2)),
        Command::Fold3 => Act::Fold(Fold::To(3)),
        Command::Fold4 => Act::Fold(Fold::To(4)),
        Command::Fold5 => Act::Fold(Fold::To(5)),
        Command::Fold6 => Act::Fold(Fold::To(6)),
        Command::Fold7 => Act::Fold(Fold::To(7)),
        Command::Fold8 => Act::Fold(Fold::To(8)),
        Command::Fold9 => Act::Fold(Fold::To(9)),
        Command::ExpandAll => Act::Fold(Fold::All),
        Command::ToggleFold => Act::Fold(Fold::Toggle),
        Command::CycleFold => Act::Fold(Fold::Cycle),
        Command::WordBars => Act::Do(|model| model.session.bars = !model.session.bars),
        Command::WordCount => Act::Do(overlay::count_words),
        Command::HoistIn => Act::Do(fold::hoist),
        Command::HoistOut => Act::Do(fold::unhoist),
        Command::Theme => Act::Do(lists::pick_theme),
        Command::Palette => Act::Do(lists::pick_command),
        Command::KeyProfile => Act::Do(lists::pick_profile),
        Command::Colon => Act::Do(overlay::open_colon),
        Command::KeyTest => Act::Do(|model| model.overlay = Some(Overlay::KeyTest(KeyTest::default()))),
        Command::Mouse => Act::Do(mouse::release),
        Command::Help => Act::Do(overlay::help),
        Command::Tour => Act::Run(|model| match &model.tour {
            Some(_) => start::ask_on(model),
            None => files::leave(model, Next::Tour),
        }),
        Command::Quotes => Act::Run(panes::turn_width),

        Command::Undo => Act::Do(undo::undo),
        Command::Redo => Act::Do(undo::redo),
        Command::UndoList => Act::Do(undo::pick),
        Command::Cut => Act::Run(typing::cut),
        Command::Copy => Act::Run(typing::copy),
        Command::Paste => Act::Run(|model| typing::fetch(model, Side::Behind)),
        Command::PasteAbove => Act::Run(|model| typing::fetch(model, Side::Before)),
        Command::PasteChild => Act::Run(|model| typing::fetch(model, Side::Within)),
        Command::PasteText => Act::Do(typing::paste_text),
        Command::Bin => Act::Do(versions::offer_removed),
        Command::ToggleMark => Act::Do(|model| structure::mark(model, structure::toggle_mark)),
        Command::MarkUp => Act::Do(|model| structure::mark(model, structure::mark_up)),
        Command::MarkDown => Act::Do(|model| structure::mark(model, structure::mark_down)),
        Command::MarkWider => Act::Do(|model| structure::mark(model, structure::mark_wider)),

        Command::GoTo => Act::Do(lists::pick_section),
        Command::Filter => Act::Do(search::ask_filter),
        Command::Find => Act::Do(|model| search::ask(model, Purpose::Find)),
        Command::NextFinding => Act::Run(overlay::next_finding),
        Command::NextBlank => Act::Do(next::blank),
        Command::NextReference => Act::Do(next::reference),
        Command::NextComment => Act::Do(next::comment),
        Command::TickComment => Act::Do(comments::tick),
        Command::AnswerComment => Act::Do(comments::ask_answer),
        Command::AddComment => Act::Do(comments::ask_new),
        Command::Comments => Act::Do(comments::list),
        Command::NextMark => Act::Do(next::mark),
        Command::FindNext => Act::Do(|model| search::again(model, search::Way::On)),
        Command::FindPrevious => Act::Do(|model| search::again(model, search::Way::Back)),
        Command::Replace => Act::Do(|model| search::ask(model, Purpose::Replace)),

        Command::EditCell => Act::Do(metrics::edit_cell),
        Command::AddMetric => Act::Do(metrics::add),
        Command::Refer => Act::Do(lists::pick_metric),
        Command::Overview => Act::Do(overlay::look_over),
        Command::Extract => Act::Do(overlay::extract),
        Command::LastYear => Act::Do(|model| overlay::ask_table(model, Purpose::LastYear)),
        Command::ReadTable => Act::Do(|model| overlay::ask_table(model, Purpose::ReadTable)),
        Command::WriteTable => Act::Do(|model| overlay::ask_table(model, Purpose::WriteTable)),
        Command::CopyMetrics => Act::Run(metrics::copy),
        Command::MetricUses => Act::Do(metrics::list_uses),
        Command::MetricPicture => Act::Do(metrics::draw),
        Command::MetricSeries => Act::Do(metrics::ask_series),
        Command::MetricBetter => Act::Do(metrics::turn),
        Command::RemoveMetric => Act::Do(metrics::remove),
        Command::MetricUp => Act::Do(|model| metrics::move_row(model, -1)),
        Command::MetricDown => Act::Do(|model| metrics::move_row(model, 1)),

        Command::Save => Act::Run(|model| files::save(model, Next::Stay)),
        Command::SaveAs => Act::Do(|model| files::ask_name(model, Next::Stay)),
        Command::Export => Act::Run(overlay::preview),
        Command::ExportAgain => Act::Run(overlay::export_again),
        Command::CopyText => Act::Run(|model| Some(overlay::copy_text(model))),
        Command::CopyReport => Act::Run(|model| Some(overlay::copy_report(model))),
        Command::Check => Act::Run(overlay::check),
        Command::Widen => Act::Do(overlay::widen),
        Command::CheckRules => Act::Do(overlay::pick_rules),
        Command::RestoreDismissed => Act::Do(overlay::restore),
        Command::ImportBelow => Act::Do(gather::ask_below),
        Command::Gather => Act::Do(|model| gather::ask(model, Destination::Side)),
        Command::Doubts => Act::Do(overlay::list_doubts),
        Command::NextDoubt => Act::Do(|model| doubts::step(model, search::Way::On)),
        Command::PreviousDoubt => Act::Do(|model| doubts::step(model, search::Way::Back)),
        Command::Start => Act::Run(|model| files::leave(model, Next::Start)),
        Command::Open => Act::Run(|model| files::leave(model, Next::Open)),
        Command::New => Act::Run(|model| files::leave(model, Next::New)),
        Command::NextYear => Act::Run(files::next_year),
        Command::FromTemplate => Act::Run(|_| Some(Effect::Templates)),
        Command::KeepTemplate => Act::Do(beginnings::ask_name),
        Command::Versions => Act::Run(versions::ask_versions),
        Command::Returned => Act::Do(returned::ask),
        Command::Outside => Act::Run(versions::look_outside),
        Command::Follow => Act::Run(versions::follow),
        Command::TakeOver => Act::Run(versions::take_over),
        Command::Properties => Act::Do(overlay::fill_form),
        Command::SaveAndQuit => Act::Run(files::save_and_quit),
        Command::Quit => Act::Run(|model| files::leave(model, Next::Quit)),

        Command::Left => Act::Walk(Motion::Left, Extend::No),
        Command::Right => Act::Walk(Motion::Right, Extend::No),
        Command::Up => Act::Walk(Motion::Up(1), Extend::No),
        Command::Down => Act::Walk(Motion::Down(1), Extend::No),
        Command::WordLeft => Act::Walk(Motion::WordLeft, Extend::No),
        Command::WordRight => Act::Walk(Motion::WordRight, Extend::No),
        Command::SentenceLeft => Act::Walk(Motion::SentenceLeft, Extend::No),
        Command::SentenceRight => Act::Walk(Motion::SentenceRight, Extend::No),
        Command::ParagraphUp => Act::Walk(Motion::ParagraphUp, Extend::No),
        Command::ParagraphDown => Act::Walk(Motion::ParagraphDown, Extend::No),
        Command::Home => Act::Walk(Motion::Home, Extend::No),
        Command::End => Act::Walk(Motion::End, Extend::No),
        Command::TextStart => Act::Walk(Motion::TextStart, Extend::No),
        Command::TextEnd => Act::Walk(Motion::TextEnd, Extend::No),
        Command::PageUp => Act::Walk(Motion::Up(PAGE), Extend::No),
        Command::PageDown => Act::Walk(Motion::Down(PAGE), Extend::No),
        Command::SelectLeft => Act::Walk(Motion::Left, Extend::Yes),
        Command::SelectRight => Act::Walk(Motion::Right, Extend::Yes),
        Command::SelectUp => Act::Walk(Motion::Up(1), Extend::Yes),
        Command::SelectDown => Act::Walk(Motion::Down(1), Extend::Yes),
        Command::SelectHome => Act::Walk(Motion::Home, Extend::Yes),
        Command::SelectEnd => Act::Walk(Motion::End, Extend::Yes),
        Command::SelectWordLeft => Act::Walk(Motion::WordLeft, Extend::Yes),
        Command::SelectWordRight => Act::Walk(Motion::WordRight, Extend::Yes),
        Command::SelectSentenceLeft => Act::Walk(Motion::SentenceLeft, Extend::Yes),
        Command::SelectSentenceRight => Act::Walk(Motion::SentenceRight, Extend::Yes),
        Command::SelectParagraphUp => Act::Walk(Motion::ParagraphUp, Extend::Yes),
        Command::SelectParagraphDown => Act::Walk(Motion::ParagraphDown, Extend::Yes),
        Command::SelectTextStart => Act::Walk(Motion::TextStart, Extend::Yes),
        Command::SelectTextEnd => Act::Walk(Motion::TextEnd, Extend::Yes),
        Command::SelectWider => Act::Do(typing::select_wider),
        Command::SetMark => Act::Do(travel::set_mark),
        Command::SelectAll => Act::Do(typing::select_all),
        Command::NewParagraph => Act::Do(|model| {
            if tables::enter(model) {
            } else if model.focus() == Focus::Text && model.is_wide() {
                borders::enter(model);
            } else {
                typing::put(model, "\n");
            }
        }),
        Command::Backspace => Act::Type(typing::backspace),
        Command::Delete => Act::Type(typing::delete_forward),
        Command::DeleteWord => Act::Do(typing::delete_word),
        Command::DeleteWordRight => Act::Do(typing::delete_word_forward),
        Command::NextCell => Act::Do(|model| match model.focus() {
            Focus::Metrics => metrics::next(model),
            _ => tables::next(model),
        }),
        Command::PreviousCell => Act::Do(|model| match model.focus() {
            Focus::Metrics => metrics::step(model, -1),
            _ => tables::previous(model),
        }),

        Command::NewTable => Act::Do(tables::ask_new),
        Command::TableFromText => {
            table(moves::table_from_text, |_| "这几段里没有可以分列的标点：每格之间用逗号、顿号、空格或制表符隔开")
        }
        Command::TableToText => table(moves::table_to_text, |m| tables::refusal(m, "")),
        Command::RowBelow => table(|r, f, at| moves::insert_rows(r, f, at, Way::Down), |m| tables::refusal(m, "")),
        Command::RowAbove => table(|r, f, at| moves::insert_rows(r, f, at, Way::Up), |m| tables::refusal(m, "")),
        Command::ColumnRight => {
            table(|r, f, at| moves::insert_columns(r, f, at, Way::Down), |m| tables::refusal(m, ""))
        }
        Command::ColumnLeft => table(|r, f, at| moves::insert_columns(r, f, at, Way::Up), |m| tables::refusal(m, "")),
        Command::RemoveRow => table(moves::remove_rows, |m| tables::refusal(m, "")),
        Command::RemoveColumn => table(moves::remove_columns, |m| {
            tables::refusal(m, "表格至少要有两列；不要表格请用“表格转文字”或“删除表格”")
        }),
        Command::RowUp => table(|r, f, at| moves::move_rows(r, f, at, Way::Up), |m| tables::refusal(m, ROW_STAYS)),
        Command::RowDown => table(|r, f, at| moves::move_rows(r, f, at, Way::Down), |m| tables::refusal(m, ROW_STAYS)),
        Command::ColumnBack => {
            table(|r, f, at| moves::move_columns(r, f, at, Way::Up), |m| tables::refusal(m, COLUMN_STAYS))
        }
        Command::ColumnOn => {
            table(|r, f, at| moves::move_columns(r, f, at, Way::Down), |m| tables::refusal(m, COLUMN_STAYS))
        }
        Command::SelectRow => Act::Do(tables::select_row),
        Command::SelectColumn => Act::Do(tables::select_column),
        Command::MergeCells => {
            table(moves::merge_cells, |m| tables::refusal(m, "请先选中要合并的几格（Shift+方向键）"))
        }
        Command::SplitCells => table(moves::split_cells, |m| tables::refusal(m, "这一格没有合并过")),
        Command::ColumnSide => table(moves::turn_columns, |m| tables::refusal(m, "")),
        Command::TableTitle => Act::Do(|model| tables::ask_around(model, Around::Title)),
        Command::TableUnit => Act::Do(|model| tables::ask_around(model, Around::Unit)),
        Command::TableNote => Act::Do(|model| tables::ask_around(model, Around::Note)),
        Command::RemoveTable => table(moves::remove_table, |m| tables::refusal(m, "")),
    }
}

fn change(of: fn(&Model) -> Option<Change>, lands: Lands, refuses: fn(&Model) -> &'static str) -> Act {
    Act::Change { of, lands, refuses }
}

/// An act on the table in the text pane that the caret stands in.
fn table(of: tables::Move, refuses: fn(&Model) -> &'static str) -> Act {
    Act::Table { of, refuses }
}

/// Why a row of a table stays.
const ROW_STAYS: &str = "这一行动不了：已经到头，或者合并的单元格连着别的行";

/// Why a column does.
const COLUMN_STAYS: &str = "这一列动不了：已经到头，或者合并的单元格连着别的列";

fn no_demote(model: &Model) -> &'static str {
    chosen(model, "前面没有同级的节，不能降级")
}

fn no_promote(model: &Model) -> &'static str {
    chosen(model, "已经是一级，不能再升")
}

fn no_order(model: &Model) -> &'static str {
    chosen(model, "没有可排的：要有两个以上的下级（或同级），而且各不相同")
}

/// Why a change doesn't apply: no section is chosen, or else this.
fn chosen(model: &Model, says: &'static str) -> &'static str {
    if model.targets().is_empty() { CHOOSE } else { says }
}
