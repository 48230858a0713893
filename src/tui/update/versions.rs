//! Older versions, 回收站, and two writers at one file: what is offered, and what comes of it.

use std::path::Path;
use std::path::PathBuf;

use crate::edit::compare;
use crate::edit::compare::Aspect;
use crate::edit::compare::Conflict;
use crate::edit::compare::Trouble;
use crate::edit::moves;
use crate::report::Field;
use crate::report::Owner;
use crate::report::Report;
use crate::report::SectionId;
use crate::text;
use crate::tui::command::Command;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Answer;
use crate::tui::overlay::Ask;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Item;
use crate::tui::overlay::Next;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;
use crate::tui::overlay::differences;
use crate::tui::overlay::differences::Differences;
use crate::tui::overlay::differences::Source;
use crate::tui::update::Effect;
use crate::tui::update::Over;
use crate::tui::update::Past;
use crate::tui::update::Remains;
use crate::tui::update::Then;
use crate::tui::update::files::save_to;

// Older versions ---------------------------------------------------------------------------------------------------

/// Asks the rim for the versions of the report's file.
pub fn ask_versions(model: &mut Model) -> Option<Effect> {
    match &model.path {
        Some(path) => Some(Effect::Versions(path.clone())),
        None => {
            model.say(Grade::Warning, "这份报告还没有保存过，没有旧版本");
            None
        }
    }
}

/// Offers the versions, the newest first.
pub fn offer(model: &mut Model, versions: Vec<Past>) {
    if versions.is_empty() {
        model.say(Grade::Warning, "还没有旧版本；以后每次保存，都会把保存前的样子留下来");
        return;
    }
    let items = versions.into_iter().map(|Past { path, when, says, shows }| {
        Item::new(when.clone(), Choice::Version(path, when)).hinting(says).showing(shows)
    });
    model.overlay = Some(Overlay::Picker(Picker::new("旧版本（回车看差别）", items.collect())));
}

/// Says that a file can't be read, and offers what else there is of it.
pub fn offer_remains(model: &mut Model, path: &Path, why: &str, remains: Vec<Remains>) {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    if remains.is_empty() {
        model.say(Grade::Error, format!("打不开“{name}”：{why}；也没有留下旧版本"));
        return;
    }
    let item = |remains| match remains {
        Remains::Left { journal, says } => Item::new("上次没有保存的", Choice::Recover(journal)).hinting(says),
        Remains::Version { path: version, when, says } => {
            Item::new(format!("旧版本，{when}"), Choice::Restore { version, path: path.to_owned(), when }).hinting(says)
        }
    };
    let items = remains.into_iter().map(item).collect();
    model.say(Grade::Error, format!("打不开“{name}”：{why}"));
    model.overlay = Some(Overlay::Picker(Picker::new(format!("{name} 坏了：选一份打开（坏的文件不动）"), items)));
}

/// How a version compares with what is open: `2,118字  改3处`, and where they differ, a line each.
pub fn appraisal(version: Report, now: &Report) -> (String, Vec<String>) {
    /// Places that are named.
    const NAMED: usize = 40;
    let count: usize = version.texts().filter(|(field, _)| is_counted(*field)).map(|(_, text)| text::count(text)).sum();
    let differences = Differences::new(Source::Version(String::new()), Box::new(version), now);
    let shows = differences.rows().iter().skip(1).take(NAMED).cloned().collect();
    (format!("{count}字  {}", differences::summary(&differences.list)), shows)
}

fn is_counted(field: Field) -> bool {
    matches!(field, Field::Preamble | Field::Closing | Field::Heading(_) | Field::Body(_))
}

// 回收站 ------------------------------------------------------------------------------------------------------------

/// Offers the sections that were taken out, the last first.
pub fn offer_removed(model: &mut Model) {
    let items: Vec<Item> = model
        .document()
        .removed()
        .iter()
        .filter(|removed| removed.branch.rows().iter().any(|(_, section)| !is_blank(section)))
        .map(|removed| {
            let count: usize = removed
                .branch
                .rows()
                .iter()
                .map(|(_, section)| text::count(&section.heading) + text::count(&section.body))
                .sum();
            Item::new(moves::name_of(removed.branch.top()), Choice::PutBack(removed.branch.top().id))
                .hinting(format!("{}节 {count}字  {}", removed.branch.rows().len(), removed.act))
                .found_by(removed.branch.top().body.chars().take(60).collect::<String>())
        })
        .collect();
    if items.is_empty() {
        model.say(Grade::Info, "回收站是空的：打开以来没有删过节");
        return;
    }
    model.overlay = Some(Overlay::Picker(Picker::new("回收站（回车放回原处）", items)));
}

/// Puts a section back that was taken out.
pub fn put_back(model: &mut Model, id: SectionId) {
    let removed = model.document().removed();
    let found = removed.iter().find(|removed| removed.branch.top().id == id);
    let Some(change) = found.and_then(|removed| moves::put_back(model.report(), removed)) else {
        model.say(Grade::Warning, "放不回去：这一节已经在报告里了");
        return;
    };
    if model.act(change.clone()) {
        model.land(&change);
        model.say(Grade::Info, format!("已{}，可撤销", change.label));
    }
}

fn is_blank(section: &crate::report::Section) -> bool {
    [&section.heading, &section.body, &section.note].iter().all(|text| text.trim().is_empty())
        && section.metrics.is_empty()
}

// Two at one file --------------------------------------------------------------------------------------------------

/// What to do about a file that somebody else has changed; `next` is what was to follow the save.
pub fn ask_outside(model: &mut Model, path: PathBuf, next: Next) {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let choices = [
        ("看差别", Answer::Compare(path.clone())),
        ("逐节合并", Answer::Merge(path.clone(), next.clone())),
        ("用对方的", Answer::TakeTheirs(path.clone())),
        ("用我的", Answer::Overwrite(path, next)),
        ("取消", Answer::Cancel),
    ];
    let question = format!("{name} 在别处被改过了，保存会盖掉那些改动。");
    model.overlay = Some(Overlay::Ask(Ask::new(question, choices, 0)));
}

/// F2 别处的改动.
pub fn look_outside(model: &mut Model) -> Option<Effect> {
    match model.path.clone() {
        Some(path) if model.outside => ask_outside(model, path, Next::Stay),
        Some(path) => {
            return Some(Effect::Beside { path: path.clone(), then: Then::Compare(Source::Outside(path)) });
        }
        None => model.say(Grade::Warning, "这份报告还没有保存过，别处不会有改动"),
    }
    None
}

/// Takes what the file holds now, as one act; the writer's own state can be had by undo.
pub fn take_theirs(model: &mut Model, theirs: Report) {
    let change = compare::take_all(&theirs, model.report(), "换成文件里的内容");
    if let Some(change) = change {
        model.act_from_file(change);
    }
    let state = model.document().state();
    model.mark_saved(state);
    model.base = Some(theirs);
    model.outside = false;
}

/// Puts what the file holds now together with what is open. Without conflicts it is saved at once; else the writer looks
/// through the places first.
pub fn merge(model: &mut Model, theirs: Report, next: Next) -> Option<Effect> {
    // Of a report whose state at opening isn't known all that differs counts as changed by both.
    let base = model.base.take().unwrap_or_default();
    let merged = compare::merge(&base, model.report(), &theirs);
    model.outside = false;
    if let Some(change) = merged.change {
        model.act(change);
    }
    if *model.report() != theirs {
        // None of the states that undo leads to is in the file any more.
        model.mark_unsaved();
    }
    model.base = Some(theirs);
    if merged.conflicts.is_empty() {
        let path = model.path.clone()?;
        model.say(Grade::Info, "已合并，没有冲突");
        return Some(save_to(model, path, next, Over::Own));
    }
    offer_conflicts(model, &merged.conflicts);
    None
}

/// Lists where both wrote, to be gone to.
fn offer_conflicts(model: &mut Model, conflicts: &[Conflict]) {
    let items = conflicts.iter().filter_map(|conflict| item(model, conflict)).collect();
    let title = format!("合并完了，{}处两边都改过：看过再保存（回车过去，Esc 关闭）", conflicts.len());
    model.overlay = Some(Overlay::Picker(Picker::new(title, items)));
}

/// Says what has become of a file that git has left its marks in, and lists where both wrote. `names`: what the marks call the
/// two sides.
pub fn offer_marked(model: &mut Model, conflicts: &[Conflict], names: &[String; 2]) {
    let sides = match names {
        [mine, theirs] if !mine.is_empty() && !theirs.is_empty() => {
            let short = |name: &str| text::one_line(name).chars().take(20).collect::<String>();
            format!("“{}”和“{}”", short(mine), short(theirs))
        }
        _ => "两边".to_owned(),
    };
    let key = model.session.keymap.way_to(Command::Save, model.focus());
    if conflicts.is_empty() {
        let says = format!("文件里有 git 合并冲突的标记：{sides}已逐节合到一起，没有改到同一处；看过按 {key} 保存");
        model.say(Grade::Warning, says);
        return;
    }
    let count = conflicts.len();
    let says = format!("文件里有 git 合并冲突的标记：{sides}已逐节合到一起，{count}处两边都改过；改好按 {key} 保存");
    model.say(Grade::Warning, says);
    offer_conflicts(model, conflicts);
}

fn item(model: &Model, conflict: &Conflict) -> Option<Item> {
    let (name, field) = match conflict.of {
        Owner::Report => ("全文".to_owned(), Field::Title),
        Owner::Section(id) => (moves::name_of(model.report().tree.section(id)?), Field::Heading(id)),
    };
    let (hint, field) = match conflict.part {
        Trouble::Both(Aspect::Text(field)) => {
            (format!("{}：两份都留着，对方的在后", differences::name(Aspect::Text(field))), field)
        }
        Trouble::Both(part) => (format!("{}：留着自己的", differences::name(part)), field),
        Trouble::RemovedThere => ("对方删了，自己改过，留着".to_owned(), field),
        Trouble::RemovedHere => ("自己删了，对方改过，放了回来".to_owned(), field),
    };
    Some(Item::new(name, Choice::GoTo(field)).hinting(hint))
}

/// Starts or ends following the file of a report that is open for reading only.
pub fn follow(model: &mut Model) -> Option<Effect> {
    let Some(path) = model.path.clone().filter(|_| model.guest.is_some()) else {
        model.say(Grade::Warning, "只有只读打开的报告才跟随；自己的报告用“别处的改动”看差别");
        return None;
    };
    model.following = !model.following;
    let says = if model.following { "跟随中：对方一保存，这里就更新" } else { "不再跟随" };
    model.say(Grade::Info, says);
    Some(Effect::Follow(model.following.then_some(path)))
}

/// Asks to write in a report that is open for reading only.
pub fn take_over(model: &mut Model) -> Option<Effect> {
    match model.path.clone() {
        Some(path) if model.guest.is_some() => Some(Effect::TakeOver { path, over: Over::Ask }),
        _ => {
            model.say(Grade::Info, "这份报告本来就能写");
            None
        }
    }
}

/// The other is still there: whether to take over all the same.
pub fn ask_take_over(model: &mut Model, path: PathBuf, holder: &str) {
    let choices = [("等一等", Answer::Cancel), ("强行接手", Answer::TakeOver(path))];
    let question = format!("{holder} 还开着它，接手后两边都能保存。");
    model.overlay = Some(Overlay::Ask(Ask::new(question, choices, 0)));
}
