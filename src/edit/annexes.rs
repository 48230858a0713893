//! Annexes stay the last of the top sections, whatever is moved, put in or taken out.

use std::collections::BTreeSet;

use super::Change;
use super::Edit;
use crate::report::Kind;
use crate::report::Report;
use crate::report::SectionId;

/// The steps that make the top sections parts first and annexes after them, once a change has been done: what the change
/// brought among annexes becomes one, what it brought among parts is none. Nothing for a change of texts, which costs
/// nothing either; else it walks the top sections.
pub(super) fn settle(report: &Report, change: &Change) -> Vec<Edit> {
    let moved: BTreeSet<SectionId> = change.edits.iter().filter_map(brought).collect();
    if moved.is_empty() {
        return Vec::new();
    }
    let tops = report.tree.children(None);
    let sorted = |id: &SectionId| report.tree.is_annex(*id);
    let nested = |id: &SectionId| {
        let is_marked = report.tree.section(*id).is_some_and(|section| section.style.kind == Kind::Annex);
        is_marked && report.tree.parent(*id).is_some()
    };
    let below: Vec<SectionId> = moved.iter().copied().filter(nested).collect();
    if below.is_empty() && tops.is_sorted_by_key(sorted) {
        return Vec::new();
    }
    let stays = |id: &SectionId, kind: bool| !moved.contains(id) && report.tree.is_annex(*id) == kind;
    let parts_end = tops.iter().rposition(|id| stays(id, false)).map_or(0, |last| last + 1);
    let mut annexes_begun = false;
    let mut steps: Vec<Edit> = below.into_iter().filter_map(|id| set(report, id, Kind::Part)).collect();
    for (at, &id) in tops.iter().enumerate() {
        let was = report.tree.is_annex(id);
        let is = annexes_begun || was && (at >= parts_end || !moved.contains(&id));
        annexes_begun = is;
        if is != was {
            steps.extend(set(report, id, if is { Kind::Annex } else { Kind::Part }));
        }
    }
    steps
}

/// The section that a step brings to where it stands, or makes an annex or a part.
fn brought(edit: &Edit) -> Option<SectionId> {
    match edit {
        Edit::Insert { branch, .. } => Some(branch.top().id),
        Edit::Move { id, .. } | Edit::Style { id, .. } => Some(*id),
        Edit::Text { .. } | Edit::Metrics { .. } | Edit::Aside { .. } | Edit::Setup { .. } | Edit::Remove { .. } => {
            None
        }
    }
}

fn set(report: &Report, id: SectionId, kind: Kind) -> Option<Edit> {
    let style = &report.tree.section(id)?.style;
    Some(Edit::Style { id, style: crate::report::Style { kind, ..style.clone() } })
}
