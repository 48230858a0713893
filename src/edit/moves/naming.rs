//! References to annexes and sections follow the name of what they refer to.

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::places::Place;
use crate::report::reference;

/// Why references can't follow a new name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfollowed {
    /// Another has the new name.
    Taken,
    /// It can't be said in a reference: empty, or with braces.
    NoName,
}

/// Gives the references that say what section `id` was called the name that it has now: in all texts, the last one of a text
/// first. No steps where there are none, or another is called as it was. Walks the report.
///
/// # Errors
/// Says why there are such references and they can't follow.
pub fn follow_name(report: &Report, id: SectionId, was: &str) -> Result<Change, Unfollowed> {
    let mut change = Change { label: "引用跟着改名".into(), edits: Vec::new() };
    let Some(section) = report.tree.section(id) else { return Ok(change) };
    let (was, is) = (was.trim(), section.heading.trim());
    let is_annex = report.tree.is_annex(id);
    let place = if is_annex { Place::Annex } else { Place::Section };
    let other_is = |name: &str| {
        report.tree.rows().any(|row| {
            let other = row.section;
            other.id != id && other.heading.trim() == name && report.tree.is_annex(other.id) == is_annex
        })
    };
    let is_metric = || report.all_metrics().any(|(_, metric)| metric.name.trim() == place.word());
    if was == is || was.is_empty() || is_metric() {
        return Ok(change);
    }
    for (field, text) in report.texts() {
        let before = change.edits.len();
        let named = reference::find(text).filter(|found| found.place() == Some(place) && found.asked == was);
        let renamed = |found: reference::Reference<'_>| {
            let (at, cut, put) = (found.asked_at, was.to_owned(), is.to_owned());
            Edit::Text { field, at, cut, put }
        };
        change.edits.extend(named.map(renamed));
        change.edits[before..].reverse();
    }
    if change.edits.is_empty() || other_is(was) {
        change.edits.clear();
        return Ok(change);
    }
    if is.is_empty() || is.contains(['{', '}', '\n']) {
        return Err(Unfollowed::NoName);
    }
    if other_is(is) { Err(Unfollowed::Taken) } else { Ok(change) }
}

/// The steps by which references to a section say that it is an annex from now on, or no longer: `{节:台账}`, `{附件:台账}`. None
/// where another is called the same, whatever it is. Walks the report.
pub(super) fn follow_kind(report: &Report, id: SectionId) -> Vec<Edit> {
    let Some(name) = report.tree.section(id).map(|section| section.heading.trim()) else { return Vec::new() };
    let (was, is) = match report.tree.is_annex(id) {
        true => (Place::Annex, Place::Section),
        false => (Place::Section, Place::Annex),
    };
    let is_metric = |place: Place| report.all_metrics().any(|(_, metric)| metric.name.trim() == place.word());
    let is_other = report.tree.rows().any(|row| row.section.id != id && row.section.heading.trim() == name);
    if name.is_empty() || is_other || is_metric(was) || is_metric(is) {
        return Vec::new();
    }
    let of_text = |(field, text)| {
        let named = reference::find(text).filter(|found| found.place() == Some(was) && found.asked == name);
        let renamed = |found: reference::Reference<'_>| {
            let (at, cut, put) = (found.name_at, was.word().to_owned(), is.word().to_owned());
            Edit::Text { field, at, cut, put }
        };
        let mut edits: Vec<Edit> = named.map(renamed).collect();
        edits.reverse();
        edits
    };
    report.texts().flat_map(of_text).collect()
}
