//! Splitting and joining: Enter, Backspace and Del across the borders of sections, and replacing text within one.

use std::ops::Range;

use super::after;
use super::empty_like;
use super::is_blank;
use super::label;
use super::last_place;
use super::mark;
use super::move_run;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Branch;
use crate::report::Field;
use crate::report::Owner;
use crate::report::Place;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;

/// The place of a section that is split off. The caller decides, for only he knows the folds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// After the section and all its children.
    Sibling,
    /// Right below it, before its children: what Enter means where they are to be seen.
    FirstChild,
}

/// Enter in a heading, at byte `at`: the text after the caret becomes the heading of a new section.
///
/// The section keeps its id, body, note, metrics and children with the text before the caret, so that nothing the writer
/// doesn't see moves. At the very start of a heading the new section is an empty one above, and the caret stays.
pub fn split_heading(report: &Report, id: SectionId, at: usize, below: Below) -> Option<Change> {
    let heading = &report.tree.section(id)?.heading;
    let tail = heading.get(at..)?;
    let field = Field::Heading(id);
    if at == 0 && !tail.is_empty() {
        let branch = Branch::leaf(empty_like(report, Some(id))?);
        let insert = Edit::Insert { at: report.tree.place(id)?, branch };
        return Some(Change { label: "新建一节".into(), edits: vec![insert, mark(field, 0)] });
    }
    let (place, mut new) = split_off(report, id, below)?;
    new.heading = tail.into();
    let insert = Edit::Insert { at: place, branch: Branch::leaf(new) };
    if tail.is_empty() {
        return Some(Change::one("新建一节", insert));
    }
    let cut = Edit::Text { field, at, cut: tail.into(), put: String::new() };
    Some(Change { label: label("拆分", report, id), edits: vec![mark(field, at), cut, insert] })
}

/// Splits a section within its body, at byte `at`. Of the text after the caret the first paragraph becomes the heading of a
/// new section, the others its body. Note, metrics and children stay. A line break right before or after the caret is what
/// now parts the sections, and goes.
pub fn split_body(report: &Report, id: SectionId, at: usize, below: Below) -> Option<Change> {
    let body = &report.tree.section(id)?.body;
    let (head, rest) = body.split_at_checked(at)?;
    let (head, rest) = match head.strip_suffix('\n') {
        Some(head) => (head, rest),
        None => (head, rest.strip_prefix('\n').unwrap_or(rest)),
    };
    let (place, mut new) = split_off(report, id, below)?;
    let (heading, text) = rest.split_once('\n').unwrap_or((rest, ""));
    new.heading = heading.into();
    new.body = text.into();
    let caret = Field::Heading(new.id);
    let mut edits = vec![mark(Field::Body(id), at)];
    if head.len() < body.len() {
        let cut = body[head.len()..].into();
        edits.push(Edit::Text { field: Field::Body(id), at: head.len(), cut, put: String::new() });
    }
    edits.push(Edit::Insert { at: place, branch: Branch::leaf(new) });
    edits.push(mark(caret, 0));
    Some(Change { label: label("拆分", report, id), edits })
}

/// Makes one section of two: `upper` takes the texts and metrics of `lower`.
///
/// Headings join; bodies and notes join with a line break between; metrics are appended. The children of `lower` keep
/// their order and, where `lower` follows a sibling, their level: that sibling adopts them after its own. Where `upper` is
/// the parent, they take the place of `lower`. `upper` keeps its style; but an empty `upper` without children simply
/// goes, so that Enter and Backspace at the start of a heading undo one another. The caret goes to the joint.
///
/// `None` unless `lower` is the first child of `upper`, or `upper` is the sibling before `lower` or a last descendant of
/// it: what can stand directly above it on the screen.
pub fn join(report: &Report, upper: SectionId, lower: SectionId) -> Option<Change> {
    let tree = &report.tree;
    let (above, below) = (tree.section(upper)?, tree.section(lower)?);
    let place = tree.place(lower)?;
    if tree.is_annex(lower) && !tree.sibling(lower, -1).is_some_and(|before| tree.is_annex(before)) {
        return None;
    }
    let heirs = match tree.sibling(lower, -1) {
        None if place.parent == Some(upper) => place,
        Some(before) if is_last_within(report, upper, before) => last_place(tree, Some(before)),
        _ => return None,
    };
    let start = mark(Field::Heading(lower), 0);
    if is_blank(above) && tree.children(Some(upper)).is_empty() {
        let edits = vec![Edit::Remove { id: upper }, start];
        return Some(Change { label: label("合并", report, upper), edits });
    }
    let mut edits = vec![start];
    move_run(&mut edits, tree.children(Some(lower)), heirs);
    edits.push(Edit::Remove { id: lower });
    edits.extend(append(Field::Body(upper), &above.body, &below.body, "\n"));
    edits.extend(append(Field::Note(upper), &above.note, &below.note, "\n"));
    if !below.metrics.is_empty() {
        let (owner, at) = (Owner::Section(upper), above.metrics.len());
        edits.push(Edit::Metrics { owner, at, cut: Vec::new(), put: below.metrics.clone() });
    }
    edits.extend(append(Field::Heading(upper), &above.heading, &below.heading, ""));
    edits.push(mark(Field::Heading(upper), above.heading.len()));
    Some(Change { label: label("合并", report, lower), edits })
}

/// Replaces the bytes `range` of a text by `put`. `None` where that changes nothing, cuts a character in two, or puts a
/// line break into a text of one line.
pub fn replace_text(
    report: &Report,
    field: Field,
    range: Range<usize>,
    put: impl Into<String>,
    label: impl Into<String>,
) -> Option<Change> {
    let put = put.into();
    let cut = report.text(field)?.get(range.clone())?;
    if cut == put || !field.holds(&put) {
        return None;
    }
    Some(Change::one(label, Edit::Text { field, at: range.start, cut: cut.into(), put }))
}

/// The place of a section split off from `id`, and the section, still empty.
fn split_off(report: &Report, id: SectionId, below: Below) -> Option<(Place, Section)> {
    let (place, like) = match below {
        Below::Sibling => (after(report.tree.place(id)?), Some(id)),
        Below::FirstChild => super::end_of(report, Some(id), super::End::First),
    };
    Some((place, empty_like(report, like)?))
}

/// Whether `id` is `top`, or its last child, or the last child of that, and so on.
fn is_last_within(report: &Report, id: SectionId, top: SectionId) -> bool {
    let tree = &report.tree;
    let mut last = Some(top);
    while let Some(at) = last {
        if at == id {
            return true;
        }
        last = tree.children(Some(at)).last().copied();
    }
    false
}

/// Puts `more` after `text`, with `between` where both have something.
fn append(field: Field, text: &str, more: &str, between: &str) -> Option<Edit> {
    if more.is_empty() {
        return None;
    }
    let between = if text.is_empty() { "" } else { between };
    Some(Edit::Text { field, at: text.len(), cut: String::new(), put: format!("{between}{more}") })
}
