//! 存疑清单: the places where a text was unclear when it was read. One is gone to, or read the other way.

use crate::edit::Change;
use crate::edit::Edit;
use crate::edit::moves;
use crate::edit::moves::Below;
use crate::import::Doubt;
use crate::import::Reading;
use crate::import::Spot;
use crate::import::What;
use crate::report::Branch;
use crate::report::Field;
use crate::report::Place;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::numbering;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Item;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;
use crate::tui::words;

/// Opens the list, at the doubt of this number.
pub fn list(model: &mut Model, at: usize) {
    if model.doubts.is_empty() {
        model.say(Grade::Info, "没有存疑的地方");
        return;
    }
    let item = |(index, doubt): (usize, &Doubt)| Item {
        title: words::says(&doubt.what),
        hint: doubt.other.map_or_else(String::new, |other| format!("F4 {}", words::reading(other))),
        words: String::new(),
        choice: Choice::Doubt(index),
    };
    let items: Vec<Item> = model.doubts.iter().enumerate().map(item).collect();
    let title = format!("存疑 {} 处：回车到那里，F4 换一种读法", items.len());
    let mut picker = Picker::new(title, items);
    picker.at = at.min(model.doubts.len() - 1);
    model.overlay = Some(Overlay::Picker(picker));
}

/// Goes to the place of a doubt.
pub fn go(model: &mut Model, index: usize) {
    match model.doubts.get(index).and_then(|doubt| doubt.at).map(|spot| spot.field) {
        Some(field) if model.report().text(field).is_some() => model.go_to(field, 0),
        Some(_) => model.say(Grade::Warning, "那一节已经不在了"),
        None => model.say(Grade::Info, "这一处在报告之前，没有收进来"),
    }
}

/// Takes the other reading of a doubt, as one undo, and goes there.
pub fn reread(model: &mut Model, index: usize) {
    let change = model.doubts.get(index).and_then(|doubt| other(model.report(), doubt));
    match change {
        Some(change) => {
            if model.act(change.clone()) {
                model.doubts.remove(index);
                model.land(&change);
                model.say(Grade::Info, format!("{}，Ctrl+Z 可撤销", change.label));
            }
        }
        None => model.say(Grade::Warning, "这一处没有别的读法，或者文字已经改过"),
    }
}

/// What the other reading of a doubt changes; `None` where there is none, or the text is no longer as it was read.
fn other(report: &Report, doubt: &Doubt) -> Option<Change> {
    let Spot { field, start, .. } = doubt.at?;
    match (doubt.other?, field) {
        (Reading::Up, Field::Heading(id) | Field::Body(id)) => moves::promote(report, &[id]),
        (Reading::Down, Field::Heading(id) | Field::Body(id)) => moves::demote(report, &[id]),
        (Reading::Body, Field::Heading(id) | Field::Body(id)) => into_body(report, id, "\n"),
        (Reading::Joined, field) if doubt.what == What::Apart => moves::join_to_before(report, field, start),
        (Reading::Joined, Field::Heading(id) | Field::Body(id)) => into_body(report, id, ""),
        (Reading::Apart { at }, field) => moves::part_at(report, field, at),
        (Reading::Out, field) => moves::take_out(report, field, start),
        (Reading::Plain, field) => moves::into_text(report, field, start),
        (Reading::Heading { at }, Field::Body(id)) => moves::split_body(report, id, at, Below::FirstChild),
        (Reading::Heading { at }, Field::Preamble) => from_preamble(report, at),
        (Reading::Kept, field) => match &doubt.what {
            What::LeftOut { text, .. } => keep(report, field, text),
            What::KeptOnce { place, .. } => twice(report, field.section()?, *place),
            _ => None,
        },
        _ => None,
    }
}

/// A section becomes text again, after the body of the section before it, or after the preamble. Its children stay where
/// they are; with children that can't be.
fn into_body(report: &Report, id: SectionId, joint: &str) -> Option<Change> {
    let tree = &report.tree;
    let section = tree.section(id)?;
    if !tree.children(Some(id)).is_empty() || !section.note.is_empty() || !section.metrics.is_empty() {
        return None;
    }
    let label = numbering::number_of(report, id);
    let stop = if section.heading.is_empty() || section.body.is_empty() {
        ""
    } else {
        section.style.stop.behind(&section.heading)
    };
    let words = format!("{label}{}{stop}{}", section.heading, section.body);
    let field = tree.before(id).map_or(Field::Preamble, Field::Body);
    let before = report.text(field)?;
    let joint = if before.is_empty() { "" } else { joint };
    let put = Edit::Text { field, at: before.len(), cut: String::new(), put: format!("{joint}{words}") };
    Some(Change { label: "改读为正文".into(), edits: vec![Edit::Remove { id }, put] })
}

/// The preamble from a paragraph on becomes the first section.
fn from_preamble(report: &Report, at: usize) -> Option<Change> {
    let (head, tail) = report.preamble.split_at_checked(at)?;
    let (heading, body) = tail.split_once('\n').unwrap_or((tail, ""));
    let section = Section { heading: heading.into(), body: body.into(), ..Section::new(report.tree.next_id()?) };
    let kept = head.trim_end_matches('\n').len();
    let cut = Edit::Text { field: Field::Preamble, at: kept, cut: report.preamble[kept..].into(), put: String::new() };
    let insert = Edit::Insert { at: Place { parent: None, index: 0 }, branch: Branch::leaf(section) };
    Some(Change { label: "改读为标题".into(), edits: vec![cut, insert] })
}

/// A section that stood in its file twice stands there twice again, or, where the place is gone, right after the other one.
fn twice(report: &Report, id: SectionId, place: Place) -> Option<Change> {
    let tree = &report.tree;
    let is_there = place.parent.is_none_or(|parent| tree.contains(parent) && !tree.is_within(parent, id));
    let at = match is_there {
        true => Place { index: place.index.min(tree.children(place.parent).len()), ..place },
        false => tree.place(id).map(|own| Place { index: own.index + 1, ..own })?,
    };
    let change = moves::insert_branches(report, at, vec![tree.branch(id)?])?;
    Some(Change { label: "两处都留下".into(), ..change })
}

/// What was left out becomes a paragraph after the text it stood after.
fn keep(report: &Report, field: Field, text: &str) -> Option<Change> {
    let field = match field {
        Field::Heading(id) => Field::Body(id),
        field if field.has_paragraphs() => field,
        _ => Field::Preamble,
    };
    let before = report.text(field)?;
    let joint = if before.is_empty() { "" } else { "\n" };
    let put = format!("{joint}{text}");
    Some(Change::one("收回略去的文字", Edit::Text { field, at: before.len(), cut: String::new(), put }))
}
