//! Other reports put into the open one: below a section, side by side, or pasted.

use crate::edit::compare;
use crate::edit::moves;
use crate::edit::moves::Markers;
use crate::import;
use crate::import::Doubt;
use crate::import::Imported;
use crate::report::Branch;
use crate::report::Place;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::numbering;
use crate::tui::collection;
use crate::tui::command::Focus;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Destination;
use crate::tui::overlay::Line;
use crate::tui::overlay::Purpose;
use crate::tui::update::doubts;
use crate::tui::update::lists;
use crate::tui::update::structure;
use crate::tui::words;

/// Asks for the file to put below the writer's section.
pub fn ask_below(model: &mut Model) {
    match model.section() {
        Some(id) => ask(model, Destination::Below(id)),
        None => model.say(Grade::Warning, "请先选一节，导入的内容放在它下面"),
    }
}

/// Asks for the file or folder.
pub fn ask(model: &mut Model, into: Destination) {
    model.ask(Purpose::Read(into), Line::default());
}

/// Puts reports that have been read into the open one, as one undo. `doubts` are those about their texts.
pub fn take(model: &mut Model, parts: Vec<(String, Report)>, doubts: &[Doubt], troubles: &[String], into: Destination) {
    let came = match words::left_open(doubts) {
        open if open.is_empty() => format!("已导入 {} 份", parts.len()),
        open => format!("已导入 {} 份，{open}（单独打开可逐条看）", parts.len()),
    };
    let report = model.report();
    // A report knows its own name better than its file does.
    let named = |(name, part): (String, Report)| {
        let own = !part.organization.trim().is_empty() || !part.title.trim().is_empty();
        (if own { String::new() } else { name }, part)
    };
    let change = match (into, parts.len()) {
        (Destination::Below(id), 1) => {
            parts.into_iter().next().and_then(|(_, part)| moves::import_below(report, id, part, Markers::Adapted))
        }
        (Destination::Below(id), _) => {
            let at = Place { parent: Some(id), index: report.tree.children(Some(id)).len() };
            moves::gather(report, parts.into_iter().map(named).collect(), at, Markers::Kept)
        }
        (Destination::Side, _) => {
            let at = Place { parent: None, index: report.tree.children(None).len() };
            moves::gather(report, parts.into_iter().map(named).collect(), at, Markers::Kept)
        }
    };
    let first = change.as_ref().and_then(structure::first_fresh);
    let applied = change.is_some_and(|change| model.act(change));
    if let Some(id) = first.filter(|_| applied) {
        model.go(Spot::Section(id));
    }
    match (applied, troubles) {
        (true, []) => model.say(Grade::Info, format!("{came}，Ctrl+Z 可撤销")),
        (true, [one]) => model.say(Grade::Warning, format!("{came}；另有一份没有读成：{one}")),
        (true, [one, ..]) => {
            model.say(Grade::Warning, format!("{came}；另有 {} 份没有读成：{one} 等", troubles.len()));
        }
        (false, [one, ..]) => model.say(Grade::Error, one.clone()),
        (false, []) => model.say(Grade::Warning, "里面没有可以导入的内容"),
    }
}

/// Opens one report of the file that held several, with the doubts about it.
pub(super) fn open_one(model: &mut Model, index: usize) {
    let Some(report) = model.session.collection.get(index).cloned() else { return };
    let sections = report.tree.len();
    model.open(report, None);
    // What stood before the first report is told with any.
    let here = |doubt: &&Doubt| doubt.at.is_none_or(|spot| spot.report == index);
    let doubts: Vec<Doubt> = model.session.collected.iter().filter(here).cloned().collect();
    model.mark_unsaved();
    let says = words::read_in(sections, &doubts);
    doubts::take_up(model, doubts);
    model.say(Grade::Info, format!("{says}；还没有保存，其他各篇见 Ctrl+O"));
}

/// Opens all reports of that file as one, side by side.
pub(super) fn take_all(model: &mut Model) {
    let (report, doubts) = collection::as_one(&model.session.collection, &model.session.collected);
    let sections = report.tree.len();
    model.open(report, None);
    model.mark_unsaved();
    let says = words::read_in(sections, &doubts);
    doubts::take_up(model, doubts);
    model.say(Grade::Info, format!("{says}；还没有保存，原文件不动"));
}

/// A pasted text of several lines becomes the whole of a report in which nothing has been written: title, texts, sections, with
/// its doubts; of several reports one is chosen. Answers whether it did.
pub fn fill(model: &mut Model, pasted: &str) -> bool {
    // Sections that are gone keep their ids: then it is no new report.
    let is_new = *model.report() == Report::default() && model.report().tree.next_id() == SectionId::new(1);
    if !is_new || !pasted.trim().contains('\n') {
        return false;
    }
    let Imported { mut reports, doubts } = import::import_text(pasted);
    if reports.len() > 1 {
        model.session.collection = reports;
        model.session.collected = doubts;
        lists::pick_of_collection(model);
        return true;
    }
    let read = reports.pop().filter(|report| !report.tree.is_empty());
    let change = read.and_then(|read| compare::take_all(&read, model.report(), "粘贴成报告"));
    let Some(change) = change else { return false };
    if model.act(change) {
        let says = words::read_in(model.report().tree.len(), &doubts);
        let first = model.report().tree.children(None).first().copied();
        doubts::take_up(model, doubts);
        model.focus_on(Focus::Navigation);
        first.into_iter().for_each(|id| model.go(Spot::Section(id)));
        model.say(Grade::Info, format!("{says}，Ctrl+Z 可撤销"));
    }
    true
}

/// A pasted text as sections for a gap, when it is an outline: its headings carry markers.
pub fn sections(model: &Model, pasted: &str, at: Place) -> Option<Vec<Branch>> {
    let marked = |line: &str| numbering::read(line.trim_start()).is_some();
    if !pasted.trim().contains('\n') || !pasted.lines().any(marked) {
        return None;
    }
    let reports = import::import_text(pasted).reports;
    if !reports.iter().all(moves::is_outline) {
        return None;
    }
    let branches = |report| moves::pasted(model.report(), at.parent, report, Markers::Adapted);
    Some(reports.into_iter().flat_map(branches).collect()).filter(|branches: &Vec<Branch>| !branches.is_empty())
}
