//! The children of a section put in order.

use super::label;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Place;
use crate::report::Report;
use crate::report::SectionId;

/// Puts the children of a section, or the top sections, in ascending order of a key; those that have no key stay after the
/// others. Equal ones keep their order. What stands in order already is turned round. `None` where nothing would move.
pub fn sort_children<K: Ord>(
    report: &Report,
    parent: Option<SectionId>,
    act: &str,
    key: impl Fn(SectionId) -> Option<K>,
) -> Option<Change> {
    let mut standing = report.tree.children(parent).to_vec();
    let (mut keyed, rest): (Vec<_>, Vec<_>) =
        standing.iter().map(|&id| (key(id), id)).partition(|(key, _)| key.is_some());
    let behind =
        |keyed: &[(Option<K>, SectionId)]| -> Vec<SectionId> { keyed.iter().chain(&rest).map(|(_, id)| *id).collect() };
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut wanted = behind(&keyed);
    if wanted == standing {
        keyed.sort_by(|(a, _), (b, _)| b.cmp(a));
        wanted = behind(&keyed);
    }
    let mut edits = Vec::new();
    for (index, &id) in wanted.iter().enumerate() {
        let from = index + standing[index..].iter().position(|&other| other == id)?;
        if from != index {
            standing.remove(from);
            standing.insert(index, id);
            edits.push(Edit::Move { id, to: Place { parent, index } });
        }
    }
    let label = parent.map_or_else(|| act.to_string(), |parent| label(act, report, parent));
    (!edits.is_empty()).then_some(Change { label, edits })
}
