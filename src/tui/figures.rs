//! The figures that references stand for, kept up to date beside the report.

use crate::edit::Done;
use crate::edit::Edit;
use crate::report::Ledger;
use crate::report::Owner;
use crate::report::Report;

/// Takes note of changes that have been applied. Answers whether a reference may say something else now.
///
/// Rows of metrics cost themselves. Sections that come or go with metrics cost a walk through the report; without any,
/// as many steps as there are metrics.
pub fn follow(figures: &mut Ledger, report: &Report, changes: &[Done]) -> bool {
    let before = figures.revision();
    let edits = || changes.iter().flat_map(|done| &done.change.edits);
    let gone = |owner| matches!(owner, Owner::Section(id) if !report.tree.contains(id));
    let walk = edits().any(|edit| match edit {
        Edit::Insert { branch, .. } => branch.rows().iter().any(|(_, section)| !section.metrics.is_empty()),
        Edit::Remove { .. } => figures.owners().any(gone),
        _ => false,
    });
    if walk {
        figures.reread(report);
    } else {
        for edit in edits() {
            if let Edit::Metrics { owner, cut, put, .. } = edit {
                figures.replace(*owner, cut, put);
            }
        }
    }
    figures.revision() != before
}
