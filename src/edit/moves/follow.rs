//! References to sections and annexes follow their headings, as those to metrics follow their names.

use std::collections::BTreeMap;

use super::mark;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::places::Place;
use crate::report::reference;

/// Gives every reference to these sections their new headings; `before` is what they were called. `None` where no text names
/// them, and of a heading that another section has too, that is empty now or that holds a brace. Walks the report.
///
/// It ends at the heading that was written: that is where undo and redo lead.
pub fn follow_headings(report: &Report, before: &BTreeMap<SectionId, String>) -> Option<(Change, usize)> {
    let kind = |id: SectionId| if report.tree.is_annex(id) { Place::Annex } else { Place::Section };
    let mut names = BTreeMap::new();
    let mut last = None;
    for (&id, old) in before {
        let Some(section) = report.tree.section(id) else { continue };
        let (old, new) = (old.trim(), section.heading.trim());
        if !old.is_empty() && !new.is_empty() && old != new && !new.contains(['{', '}']) {
            names.insert((kind(id), old), new);
            last = Some((Field::Heading(id), section.heading.len()));
        }
    }
    // A metric of the name 节 is meant before any section.
    names.retain(|(place, _), _| report.all_metrics().all(|(_, metric)| metric.name.trim() != place.word()));
    if names.is_empty() {
        return None;
    }
    for row in report.tree.rows() {
        names.remove(&(kind(row.section.id), row.section.heading.trim()));
    }
    let mut edits = Vec::new();
    for (field, text) in report.texts() {
        let begun = edits.len();
        edits.extend(reference::find(text).filter_map(|reference| {
            let put = names.get(&(reference.place()?, reference.asked))?;
            let at = reference.range.start + text[reference.range.clone()].rfind(reference.asked)?;
            Some(Edit::Text { field, at, cut: reference.asked.to_owned(), put: (*put).to_owned() })
        }));
        edits[begun..].reverse();
    }
    let count = edits.len();
    let (field, at) = last.filter(|_| count > 0)?;
    edits.push(mark(field, at));
    Some((Change { label: "引用跟着标题改".into(), edits }, count))
}
