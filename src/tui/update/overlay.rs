//! Keys in what lies over the panes, and how each overlay opens.

use std::path::PathBuf;

use crossterm::event::KeyCode;

use crate::edit::Change;
use crate::edit::Edit;
use crate::edit::moves;
use crate::export;
use crate::export::Encoding;
use crate::export::Format;
use crate::export::LineEnd;
use crate::export::Spacing;
use crate::import::Doubt;
use crate::report::Field;
use crate::report::Marker;
use crate::report::Report;
use crate::report::Scheme;
use crate::report::SectionId;
use crate::report::Setup;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::command::TABLE;
use crate::tui::differences::Source;
use crate::tui::keymap::Chord;
use crate::tui::model::Grade;
use crate::tui::model::Left;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Answer;
use crate::tui::overlay::Ask;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Form;
use crate::tui::overlay::Item;
use crate::tui::overlay::Line;
use crate::tui::overlay::Next;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;
use crate::tui::overlay::Preview;
use crate::tui::overlay::Prompt;
use crate::tui::overlay::Purpose;
use crate::tui::update::Destination;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::Over;
use crate::tui::update::Then;
use crate::tui::update::UNNAMED;
use crate::tui::update::doubts;
use crate::tui::update::gather;
use crate::tui::update::metrics;
use crate::tui::update::proceed;
use crate::tui::update::run;
use crate::tui::update::save;
use crate::tui::update::save_to;
use crate::tui::update::search;
use crate::tui::update::structure;
use crate::tui::update::typing;
use crate::tui::update::versions;
use crate::tui::words;

/// One input while an overlay is open. The overlay is gone unless it puts itself back.
pub fn press(model: &mut Model, overlay: Overlay, input: &Input) -> Option<Effect> {
    match overlay {
        Overlay::Help { top } => help(model, top, input),
        Overlay::Picker(picker) => pick(model, picker, input),
        Overlay::Prompt(prompt) => answer(model, prompt, input),
        Overlay::Ask(ask) => choose(model, ask, input),
        Overlay::Form(form) => fill(model, form, input),
        Overlay::Preview(preview) => leaf(model, preview, input),
        Overlay::Differences(differences) => versions::press(model, differences, input),
        Overlay::Held(held) => hold(model, held, input),
        Overlay::Grab { moves } => carry(model, moves, input),
    }
}

/// The key of an input, or nothing for text.
pub(super) fn key(input: &Input) -> Option<KeyCode> {
    match input {
        Input::Key(chord) => Some(chord.code()),
        _ => None,
    }
}

/// Lets an input work on a line. Answers whether it did.
fn write(line: &mut Line, input: &Input) -> bool {
    match input {
        Input::Key(chord) => match chord.typed() {
            Some(c) => {
                line.put(c.encode_utf8(&mut [0; 4]));
                true
            }
            None => line.press(*chord),
        },
        Input::Typed(text) | Input::Pasted(text) => {
            line.put(text);
            true
        }
        _ => false,
    }
}

// Help -------------------------------------------------------------------------------------------------------------

fn help(model: &mut Model, top: usize, input: &Input) -> Option<Effect> {
    let page = usize::from(model.size.1.saturating_sub(4)).max(1);
    let top = match key(input) {
        Some(KeyCode::Esc | KeyCode::Enter | KeyCode::F(1)) => return None,
        Some(KeyCode::Up) => top.saturating_sub(1),
        Some(KeyCode::Down) => top + 1,
        Some(KeyCode::PageUp) => top.saturating_sub(page),
        Some(KeyCode::PageDown | KeyCode::Char(' ')) => top + page,
        Some(KeyCode::Home) => 0,
        Some(KeyCode::End) => usize::MAX / 2,
        _ => top,
    };
    let rows = crate::tui::help::rows(model).len();
    model.overlay = Some(Overlay::Help { top: top.min(rows.saturating_sub(page)) });
    None
}

// Lists ------------------------------------------------------------------------------------------------------------

fn pick(model: &mut Model, mut picker: Picker, input: &Input) -> Option<Effect> {
    let page = isize::try_from(model.size.1.saturating_sub(8).max(1)).unwrap_or(1);
    match key(input) {
        Some(KeyCode::Esc) => {
            if let Some(theme) = picker.before {
                model.theme = *theme;
            }
            return None;
        }
        Some(KeyCode::Enter) => {
            let Some(choice) = picker.chosen().map(|item| item.choice.clone()) else {
                model.overlay = Some(Overlay::Picker(picker));
                return None;
            };
            return take(model, choice, picker.line.text());
        }
        Some(KeyCode::F(4)) if let Some(&Choice::Doubt(index)) = picker.chosen().map(|item| &item.choice) => {
            doubts::reread(model, index);
            let says = model.message.take();
            doubts::list(model, index);
            model.message = says;
            return None;
        }
        Some(KeyCode::Up | KeyCode::BackTab) => picker.step(-1),
        Some(KeyCode::Down | KeyCode::Tab) => picker.step(1),
        Some(KeyCode::PageUp) => picker.step(-page),
        Some(KeyCode::PageDown) => picker.step(page),
        _ => {
            let before = picker.line.text().to_string();
            write(&mut picker.line, input);
            if picker.line.text() != before {
                picker.narrow();
            }
        }
    }
    if let Some(Choice::Theme(index)) = picker.chosen().map(|item| item.choice.clone()) {
        model.theme = model.themes[index].clone();
    }
    model.overlay = Some(Overlay::Picker(picker));
    None
}

fn take(model: &mut Model, choice: Choice, typed: &str) -> Option<Effect> {
    match choice {
        Choice::Run(command) => return run_anywhere(model, command),
        Choice::MoveBelow(id, parent) => {
            match moves::move_all_below(model.report(), &structure::targets(model), parent) {
                Some(change) => {
                    model.apply(change);
                    model.go(Spot::Section(id));
                }
                None => model.say(Grade::Warning, "已经在那里了"),
            }
        }
        Choice::Theme(index) => {
            model.theme = model.themes[index].clone();
            return Some(Effect::Theme(model.theme.name.clone()));
        }
        Choice::Marker(id, marker) => {
            if let Some(change) = moves::set_children_marker(model.report(), id, marker) {
                model.apply(change);
            }
        }
        Choice::Scheme(scheme) => {
            if let Some(change) = moves::set_scheme(model.report(), scheme) {
                model.apply(change);
            }
        }
        Choice::Version(path, when) => {
            return Some(Effect::Beside { path, then: Then::Compare(Source::Version(when)) });
        }
        Choice::PutBack(id) => versions::put_back(model, id),
        Choice::GoTo(field) => model.go_to(field, 0),
        Choice::Open(path) => return Some(Effect::Open(path)),
        Choice::Doubt(index) => doubts::go(model, index),
        Choice::Recover(journal) => return Some(Effect::Recover(journal)),
        Choice::UndoTo(steps) => undo_to(model, steps),
        Choice::Collected(_) | Choice::GatherAll if model.document().is_modified() => {
            ask_unsaved(model, Next::Collection);
        }
        Choice::Collected(index) => {
            if let Some(report) = model.collection.get(index).cloned() {
                let sections = report.tree.len();
                model.open(report, None);
                let here = |doubt: &&Doubt| doubt.at.is_some_and(|spot| spot.report == index);
                model.doubts = model.collected.iter().filter(here).cloned().collect();
                model.document_mut().mark_unsaved();
                model.say(Grade::Info, format!("已读入 {sections} 节，还没有保存；同一文件的其他各篇见 Ctrl+O"));
            }
        }
        Choice::GatherAll => {
            let parts = model.collection.iter().map(|report| (String::new(), report.clone())).collect();
            model.open(Report::default(), None);
            gather::take(model, parts, &[], Destination::Side);
        }
        Choice::New => {
            let effect = proceed(model, Next::New);
            if !typed.trim().is_empty() {
                typing::put(model, typed.trim());
                model.say(Grade::Info, "新的报告：回车写第一节");
            }
            return effect;
        }
        Choice::OpenTyped => {
            let name = typed.trim();
            if name.is_empty() {
                model.say(Grade::Warning, "请输入文件名");
                pick_report(model);
                return None;
            }
            return Some(Effect::Open(PathBuf::from(name)));
        }
    }
    None
}

/// Runs a command from the palette: where it doesn't apply in this pane, in the outline.
fn run_anywhere(model: &mut Model, command: Command) -> Option<Effect> {
    let focus = command.entry().focus;
    if !focus.contains(&model.focus) {
        let to = if focus.contains(&Focus::Heading) { Focus::Heading } else { focus[0] };
        model.focus_on(to);
        model.settle();
    }
    run(model, command)
}

/// F2: all commands, with their keys; those that don't apply now say so when chosen.
pub fn pick_command(model: &mut Model) {
    let listed = TABLE.iter().filter(|entry| entry.group != crate::tui::command::Group::Caret);
    let items = listed.map(|entry| {
        let keys: Vec<String> = model.keymap.all_keys(entry.command).iter().take(2).map(Chord::to_string).collect();
        Item {
            title: entry.title.to_string(),
            hint: format!("{}  {}", entry.says, keys.join(" ")).trim_end().to_string(),
            words: format!("{} {}", entry.pinyin, entry.name),
            choice: Choice::Run(entry.command),
        }
    });
    model.overlay = Some(Overlay::Picker(Picker::new("命令（输入汉字或拼音首字母）", items.collect())));
}

/// Ctrl+T: every place that the section, or the marked ones, can be moved below.
pub fn pick_target(model: &mut Model) {
    let Some(id) = model.section() else {
        model.say(Grade::Warning, "请先选一节");
        return;
    };
    let tree = &model.report().tree;
    let carried = structure::targets(model);
    let mut items = vec![Item {
        title: "（作为一级，放在最后）".into(),
        hint: String::new(),
        words: "yj".into(),
        choice: Choice::MoveBelow(id, None),
    }];
    for line in model.outline.lines() {
        if carried.iter().any(|&top| tree.is_within(line.id, top)) {
            continue;
        }
        let section = tree.section(line.id).expect("lines are live sections");
        let label = model.number(line.id).map_or_else(String::new, |number| model.label(line.id, number));
        let name = moves::name_of(section);
        items.push(Item {
            title: format!("{}{label}{name}", "  ".repeat(line.level() - 1)),
            hint: String::new(),
            words: name.clone(),
            choice: Choice::MoveBelow(id, Some(line.id)),
        });
    }
    model.overlay = Some(Overlay::Picker(Picker::new("移到哪一节下面", items)));
}

/// The marker of the children of the writer's section; for the report its scheme.
pub fn pick_marker(model: &mut Model) {
    let items = match model.section() {
        Some(id) => {
            let own = Item {
                title: "随全文体例".into(),
                hint: String::new(),
                words: "sqwtl".into(),
                choice: Choice::Marker(id, None),
            };
            let markers = Marker::ALL.into_iter().map(|marker| Item {
                title: format!("{}  {}", marker.sample(), marker.name()),
                hint: String::new(),
                words: String::new(),
                choice: Choice::Marker(id, Some(marker)),
            });
            std::iter::once(own).chain(markers).collect()
        }
        None => scheme_items(),
    };
    let title = if model.section().is_some() { "下级用什么序号" } else { "全文用什么序号" };
    model.overlay = Some(Overlay::Picker(Picker::new(title, items)));
}

fn scheme_items() -> Vec<Item> {
    let item = |scheme: Scheme| Item {
        title: format!("{}  {}", scheme.name(), scheme.sample()),
        hint: String::new(),
        words: String::new(),
        choice: Choice::Scheme(scheme),
    };
    Scheme::ALL.into_iter().map(item).collect()
}

/// All themes; the screen shows the one under the cursor.
pub fn pick_theme(model: &mut Model) {
    let item = |(index, theme): (usize, &crate::tui::theme::Theme)| Item {
        title: theme.name.clone(),
        hint: String::new(),
        words: String::new(),
        choice: Choice::Theme(index),
    };
    let items = model.themes.iter().enumerate().map(item).collect();
    let mut picker = Picker::new("配色", items);
    picker.at = model.themes.iter().position(|theme| theme.name == model.theme.name).unwrap_or(0);
    picker.before = Some(Box::new(model.theme.clone()));
    model.overlay = Some(Overlay::Picker(picker));
}

/// Ctrl+O: reports opened before, a new one, or a name to type.
pub fn pick_report(model: &mut Model) {
    let plain = |title: String, words: &str, choice| Item { title, hint: String::new(), words: words.into(), choice };
    let mut items: Vec<Item> = model
        .recent
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
            Item { title: name, hint: folder, words: path.display().to_string(), choice: Choice::Open(path.clone()) }
        })
        .collect();
    items.extend(collected(model));
    items.splice(0..0, model.left.iter().map(left));
    items.push(plain("新建报告（上面输入的字作标题）".into(), "", Choice::New));
    items.push(plain("打开上面输入的文件（.ron 或文字稿）".into(), "", Choice::OpenTyped));
    // Over an empty report what is typed is likelier a title, over another one the name of a file.
    if *model.report() != Report::default() {
        let last = items.len() - 1;
        items.swap(last - 1, last);
    }
    model.overlay = Some(Overlay::Picker(Picker::new("打开（选一份，或输入标题、文件名）", items)));
}

/// A report that an earlier run left unsaved.
fn left(left: &Left) -> Item {
    Item {
        title: format!("找回：{}", left.title),
        hint: left.says.clone(),
        words: "zh".into(),
        choice: Choice::Recover(left.journal.clone()),
    }
}

/// 撤销清单: what can be taken back, by name, the last act first.
pub fn pick_undo(model: &mut Model) {
    let labels = model.document().undo_labels().enumerate();
    let items: Vec<Item> = labels
        .map(|(k, label)| Item {
            title: format!("撤销：{label}"),
            hint: if k == 0 { String::new() } else { format!("连同后面 {k} 步") },
            words: String::new(),
            choice: Choice::UndoTo(k + 1),
        })
        .collect();
    if items.is_empty() {
        model.say(Grade::Warning, "没有可撤销的了");
    } else {
        model.overlay = Some(Overlay::Picker(Picker::new("撤销到哪一步之前（Ctrl+Y 可以重做）", items)));
    }
}

fn undo_to(model: &mut Model, steps: usize) {
    let undone = (0..steps).map_while(|_| model.undo()).last();
    match undone {
        Some(label) if steps > 1 => model.say(Grade::Info, format!("已撤销 {steps} 步，到“{label}”之前")),
        Some(label) => model.say(Grade::Info, format!("已撤销：{label}")),
        None => model.say(Grade::Warning, "没有可撤销的了"),
    }
}

/// The file of the open report has been changed since an earlier run left changes of it unsaved.
pub fn offer_left(model: &mut Model, journal: PathBuf, says: &str) {
    let choices = vec![
        ("打开找回的，另存一份", Answer::Recover(journal.clone())),
        ("先看文件，找回的留着", Answer::LayAside(journal)),
    ];
    let question = format!("上次有没保存的改动（{says}），后来文件又变了。");
    model.overlay = Some(Overlay::Ask(Ask { question, choices, at: 0 }));
}

/// The reports of the text that was read last.
fn collected(model: &Model) -> impl Iterator<Item = Item> + '_ {
    model.collection.iter().enumerate().map(|(index, report)| {
        let title = if report.title.is_empty() { "（无标题）" } else { &report.title };
        let hint = format!("{} 节", report.tree.len());
        Item { title: title.to_string(), hint, words: String::new(), choice: Choice::Collected(index) }
    })
}

/// A text with several reports: which one to open, or all as one.
pub fn pick_of_collection(model: &mut Model) {
    let all = Item {
        title: "全部汇总成一份".into(),
        hint: "每篇各成一节".into(),
        words: "qbhzcyf".into(),
        choice: Choice::GatherAll,
    };
    let items: Vec<Item> = collected(model).chain(std::iter::once(all)).collect();
    let title = format!("这份文件里有 {} 篇报告，选一篇", items.len() - 1);
    model.overlay = Some(Overlay::Picker(Picker::new(title, items)));
}

// Prompts ----------------------------------------------------------------------------------------------------------

fn answer(model: &mut Model, mut prompt: Prompt, input: &Input) -> Option<Effect> {
    let cell = prompt.purpose == Purpose::Cell;
    if cell
        && let Input::Pasted(text) = input
        && text.contains(['\t', '\n'])
    {
        metrics::paste(model, &format!("{}{text}", prompt.line.text()));
        return None;
    }
    match key(input) {
        Some(KeyCode::Esc) => {
            match prompt.purpose {
                Purpose::Filter(from) => {
                    model.filter("");
                    model.go(from);
                }
                Purpose::Cell => metrics::tidy(model),
                _ => {}
            }
            None
        }
        Some(code @ (KeyCode::Enter | KeyCode::Tab | KeyCode::BackTab | KeyCode::Up | KeyCode::Down)) => {
            if !cell && code != KeyCode::Enter {
                model.overlay = Some(Overlay::Prompt(prompt));
                return None;
            }
            settle_answer(model, prompt, code)
        }
        _ => {
            prompt.trouble = None;
            write(&mut prompt.line, input);
            if let Purpose::Filter(_) = prompt.purpose {
                model.filter(prompt.line.text());
            }
            model.overlay = Some(Overlay::Prompt(prompt));
            None
        }
    }
}

fn settle_answer(model: &mut Model, mut prompt: Prompt, code: KeyCode) -> Option<Effect> {
    let words = prompt.line.text().to_string();
    let trouble = match prompt.purpose.clone() {
        Purpose::SaveAs(next) => {
            let name = words.trim();
            if name.is_empty() {
                Some("请输入文件名".to_string())
            } else {
                // A stop may be part of the name, as in 总结1.5.
                let path = PathBuf::from(if name.ends_with(".ron") { name.into() } else { format!("{name}.ron") });
                if model.guest.is_some() && model.path.as_ref() == Some(&path) {
                    prompt.trouble = Some("这个文件别人正开着，请换一个名字".into());
                    model.overlay = Some(Overlay::Prompt(prompt));
                    return None;
                }
                let over = if model.path.as_ref() == Some(&path) { Over::Own } else { Over::Ask };
                return Some(save_to(model, path, next, over));
            }
        }
        Purpose::Filter(_) => {
            if model.outline.filter().is_some() && model.outline.visible_len() == 0 {
                Some(format!("没有含“{words}”的节"))
            } else {
                None
            }
        }
        Purpose::Find => {
            if !words.is_empty() {
                model.sought = words;
                search::find(model, search::Way::On);
            }
            None
        }
        Purpose::Replace => {
            if !words.is_empty() {
                model.sought = words.clone();
                let line = Line::default();
                model.overlay =
                    Some(Overlay::Prompt(Prompt { purpose: Purpose::ReplaceBy(words), line, trouble: None }));
            }
            return None;
        }
        Purpose::ReplaceBy(sought) => {
            search::replace_all(model, &sought, &words);
            None
        }
        Purpose::Target(id) => match target(&words) {
            Ok(target) => {
                let change = match id {
                    Some(id) => moves::set_target(model.report(), id, target),
                    None => moves::set_report_target(model.report(), target),
                };
                if let Some(change) = change {
                    model.apply(change);
                }
                None
            }
            Err(says) => Some(says),
        },
        Purpose::Read(into) => {
            if !words.trim().is_empty() {
                return Some(Effect::Read(PathBuf::from(words.trim()), into));
            }
            None
        }
        Purpose::Cell => match metrics::commit(model, &words) {
            Ok(()) => {
                match code {
                    KeyCode::Tab => metrics::step(model, 1),
                    KeyCode::BackTab => metrics::step(model, -1),
                    KeyCode::Up => model.cell.row = model.cell.row.saturating_sub(1),
                    KeyCode::Down => model.cell.row += 1,
                    _ if words.is_empty() => metrics::tidy(model),
                    _ => metrics::step(model, 1),
                }
                None
            }
            Err(says) => Some(says),
        },
    };
    if trouble.is_some() {
        prompt.trouble = trouble;
        model.overlay = Some(Overlay::Prompt(prompt));
    }
    None
}

fn target(words: &str) -> Result<Option<u32>, String> {
    let digits: String =
        words.trim().chars().map(|c| crate::text::to_half(c).unwrap_or(c)).filter(|c| *c != ',').collect();
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.parse() {
        Ok(0) => Ok(None),
        Ok(number) => Ok(Some(number)),
        Err(_) => Err("字数要写成数字，如 3000".into()),
    }
}

/// Asks for the length to aim for.
pub fn ask_target(model: &mut Model) {
    let id = model.section();
    let now = match id {
        Some(id) => model.report().tree.section(id).and_then(|section| section.style.target),
        None => model.report().setup.target,
    };
    let line = Line::offering(now.map_or_else(String::new, |target| target.to_string()));
    model.overlay = Some(Overlay::Prompt(Prompt { purpose: Purpose::Target(id), line, trouble: None }));
}

// Questions --------------------------------------------------------------------------------------------------------

fn choose(model: &mut Model, mut ask: Ask, input: &Input) -> Option<Effect> {
    let last = ask.choices.len() - 1;
    match key(input) {
        Some(KeyCode::Esc) => return None,
        Some(KeyCode::Enter) => return decide(model, ask.choices.swap_remove(ask.at).1),
        Some(KeyCode::Left | KeyCode::Up | KeyCode::BackTab) => ask.at = ask.at.saturating_sub(1),
        Some(KeyCode::Right | KeyCode::Down | KeyCode::Tab) => ask.at = (ask.at + 1).min(last),
        Some(KeyCode::Char(c)) => {
            if let Some(at) = c.to_digit(10).and_then(|n| (n as usize).checked_sub(1)).filter(|&at| at <= last) {
                return decide(model, ask.choices.swap_remove(at).1);
            }
        }
        _ => {}
    }
    model.overlay = Some(Overlay::Ask(ask));
    None
}

fn decide(model: &mut Model, answer: Answer) -> Option<Effect> {
    match answer {
        Answer::Save(next) => save(model, next),
        Answer::Drop(next) => proceed(model, next),
        Answer::Overwrite(path, next) => Some(save_to(model, path, next, Over::Yes)),
        Answer::OverwriteExport(path) => export_to(model, path, Over::Yes),
        Answer::Compare(path) => {
            Some(Effect::Beside { path: path.clone(), then: Then::Compare(Source::Outside(path)) })
        }
        Answer::Merge(path, next) => Some(Effect::Beside { path, then: Then::Merge(next) }),
        Answer::TakeTheirs(path) => Some(Effect::Beside { path, then: Then::Take }),
        Answer::TakeOver(path) => Some(Effect::TakeOver { path, over: Over::Yes }),
        Answer::Recover(journal) => Some(Effect::Recover(journal)),
        Answer::LayAside(journal) => {
            model.say(Grade::Info, "留着了，要找回请用 tigang recover");
            Some(Effect::LayAside(journal))
        }
        Answer::Cancel => None,
    }
}

/// Before a report that isn't saved is left.
pub fn ask_unsaved(model: &mut Model, next: Next) {
    let name = match &model.path {
        Some(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        None => "这份报告".into(),
    };
    let choices = vec![("保存", Answer::Save(next.clone())), ("不保存", Answer::Drop(next)), ("取消", Answer::Cancel)];
    model.overlay = Some(Overlay::Ask(Ask { question: format!("{name} 还没有保存。"), choices, at: 0 }));
}

/// Before a file is written over.
pub fn ask_overwrite(model: &mut Model, path: PathBuf, question: String, next: Option<Next>) {
    let over = match next {
        Some(next) => Answer::Overwrite(path, next),
        None => Answer::OverwriteExport(path),
    };
    let choices = vec![("覆盖它", over), ("取消", Answer::Cancel)];
    model.overlay = Some(Overlay::Ask(Ask { question, choices, at: 1 }));
}

// 报告属性 ----------------------------------------------------------------------------------------------------------

/// Ctrl+B: the texts and settings of the report as a whole.
pub fn fill_form(model: &mut Model) {
    let report = model.report();
    let target = report.setup.target.map_or_else(String::new, |target| target.to_string());
    let lines = [&report.title, &report.organization, &report.date, &report.salutation, &target].map(Line::new);
    model.overlay = Some(Overlay::Form(Form { lines, scheme: report.setup.scheme, at: 0, trouble: None }));
}

fn fill(model: &mut Model, mut form: Form, input: &Input) -> Option<Effect> {
    let last = Form::TITLES.len() - 1;
    let schemes = Scheme::ALL.len();
    let scheme = Scheme::ALL.iter().position(|&scheme| scheme == form.scheme).unwrap_or(0);
    form.trouble = None;
    match key(input) {
        Some(KeyCode::Esc) => return None,
        Some(KeyCode::Enter) => match take_form(model, &form) {
            Ok(()) => return None,
            Err(says) => form.trouble = Some(says),
        },
        Some(KeyCode::Up | KeyCode::BackTab) => form.at = form.at.saturating_sub(1),
        Some(KeyCode::Down | KeyCode::Tab) => form.at = (form.at + 1).min(last),
        Some(KeyCode::Left) if form.at == last => form.scheme = Scheme::ALL[(scheme + schemes - 1) % schemes],
        Some(KeyCode::Right) if form.at == last => form.scheme = Scheme::ALL[(scheme + 1) % schemes],
        _ => {
            if let Some(line) = form.lines.get_mut(form.at) {
                write(line, input);
            }
        }
    }
    model.overlay = Some(Overlay::Form(form));
    None
}

fn take_form(model: &mut Model, form: &Form) -> Result<(), String> {
    let target = target(form.lines[4].text())?;
    let report = model.report();
    let fields = [Field::Title, Field::Organization, Field::Date, Field::Salutation];
    let mut edits: Vec<Edit> = fields
        .into_iter()
        .zip(&form.lines)
        .filter(|(field, line)| report.text(*field) != Some(line.text()))
        .map(|(field, line)| {
            let cut = report.text(field).unwrap_or("").to_string();
            Edit::Text { field, at: 0, cut, put: line.text().to_string() }
        })
        .collect();
    let setup = Setup { scheme: form.scheme, target };
    if setup != report.setup {
        edits.push(Edit::Setup { setup });
    }
    if !edits.is_empty() {
        model.document_mut().seal();
        model.apply(Change { label: "改报告属性".into(), edits });
        model.document_mut().seal();
    }
    Ok(())
}

// Export -----------------------------------------------------------------------------------------------------------

/// F12: the text as it will be, where it goes, and how it is written.
pub fn preview(model: &mut Model) {
    let path = model.path.clone().or_else(|| model.suggested.clone());
    let name = match path {
        Some(path) => path.with_extension(Format::Text.name()),
        None => PathBuf::from(format!("{}.txt", crate::text::file_name(&model.report().title, UNNAMED))),
    };
    let text = export::text(model.report(), &model.export);
    let line = Line::new(name.to_string_lossy());
    let options = model.export.clone();
    model.overlay = Some(Overlay::Preview(Preview { text, top: 0, options, line, trouble: None }));
}

fn leaf(model: &mut Model, mut preview: Preview, input: &Input) -> Option<Effect> {
    let page = usize::from(model.size.1.saturating_sub(8)).max(1);
    preview.trouble = None;
    match key(input) {
        Some(KeyCode::Esc) => return None,
        Some(KeyCode::Enter) => {
            let name = preview.line.text().trim().to_string();
            model.export = preview.options.clone();
            if name.is_empty() {
                preview.trouble = Some("请输入文件名".into());
            } else {
                let effect = export_to(model, PathBuf::from(name), Over::Ask);
                if effect.is_some() {
                    return effect;
                }
                preview.trouble = model.message.take().map(|message| message.says);
            }
        }
        Some(KeyCode::Up) => preview.top = preview.top.saturating_sub(1),
        Some(KeyCode::Down) => preview.top += 1,
        Some(KeyCode::PageUp) => preview.top = preview.top.saturating_sub(page),
        Some(KeyCode::PageDown) => preview.top += page,
        Some(KeyCode::F(2)) => preview.options.spacing = next(&Spacing::ALL, preview.options.spacing),
        Some(KeyCode::F(3)) => preview.options.encoding = next(&Encoding::ALL, preview.options.encoding),
        Some(KeyCode::F(4)) => preview.options.line_end = next(&LineEnd::ALL, preview.options.line_end),
        _ => {
            write(&mut preview.line, input);
        }
    }
    preview.text = export::text(model.report(), &preview.options);
    preview.top = preview.top.min(preview.text.lines().count().saturating_sub(1));
    model.overlay = Some(Overlay::Preview(preview));
    None
}

/// The value behind this one, round the end of the list.
fn next<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let at = all.iter().position(|&value| value == now).unwrap_or(0);
    all[(at + 1) % all.len()]
}

/// Writes the export, or says in the status line which characters stand in the way.
fn export_to(model: &mut Model, path: PathBuf, over: Over) -> Option<Effect> {
    match export::bytes(model.report(), Format::Text, &model.export) {
        Ok(bytes) => Some(Effect::Export { path, bytes, over }),
        Err(lacks) => {
            model.say(Grade::Error, words::lacks(&lacks));
            None
        }
    }
}

// Held text and grabbed sections ------------------------------------------------------------------------------------

fn hold(model: &mut Model, mut held: String, input: &Input) -> Option<Effect> {
    match input {
        Input::Typed(text) | Input::Pasted(text) => held.push_str(text),
        Input::Key(chord) => match (chord.typed(), chord.code()) {
            (Some(c), _) => held.push(c),
            (None, KeyCode::Backspace) => {
                held.pop();
            }
            (None, KeyCode::Enter) => {
                let focus = if model.spot() == Spot::Closing { Focus::Text } else { Focus::Heading };
                model.focus_on(focus);
                model.settle();
                model.caret =
                    crate::tui::caret::Caret::new(model.field().map_or(0, |field| model.text_of(field).len()));
                typing::paste(model, &held);
                return None;
            }
            (None, KeyCode::Esc) => {
                model.say(Grade::Info, "已丢弃");
                return None;
            }
            _ => {}
        },
        _ => {}
    }
    if !held.is_empty() {
        model.overlay = Some(Overlay::Held(held));
    }
    None
}

fn carry(model: &mut Model, moves: usize, input: &Input) -> Option<Effect> {
    let command = match key(input) {
        Some(KeyCode::Up) => Command::MoveUp,
        Some(KeyCode::Down) => Command::MoveDown,
        Some(KeyCode::Left | KeyCode::BackTab) => Command::Promote,
        Some(KeyCode::Right | KeyCode::Tab) => Command::Demote,
        Some(KeyCode::Enter | KeyCode::F(6)) => return None,
        Some(KeyCode::Esc) => {
            if moves > 0 {
                let carried = model.spot();
                model.undo();
                model.go(carried);
                model.say(Grade::Info, "已放回原处");
            }
            return None;
        }
        _ => {
            model.overlay = Some(Overlay::Grab { moves });
            return None;
        }
    };
    let mut moves = moves;
    match structure::change(model, command) {
        Some(change) => {
            let id: Option<SectionId> = model.section();
            let applied = if moves == 0 {
                model.document_mut().seal();
                model.apply(change)
            } else {
                model.apply_joined(change)
            };
            if applied {
                moves += 1;
            }
            if let Some(id) = id {
                model.go(Spot::Section(id));
            }
        }
        None => structure::refuse(model, command),
    }
    model.overlay = Some(Overlay::Grab { moves });
    None
}
