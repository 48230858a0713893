//! The figures that references stand for, kept up to date beside the report.

use crate::edit::Done;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::Ledger;
use crate::report::Owner;
use crate::report::Report;
use crate::report::places::Places;

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
    if edits().any(|edit| touches_places(figures, report, edit)) {
        figures.follow_places(report, report.tree.annexes().len());
    }
    figures.revision() != before
}

/// Whether an edit may change the number of a place that a text names, or names one.
fn touches_places(figures: &Ledger, report: &Report, edit: &Edit) -> bool {
    match edit {
        Edit::Text { field: Field::Heading(_), .. } if figures.has_places() => true,
        Edit::Text { field, .. } => report.text(*field).is_some_and(Places::are_named_in) && !figures.has_places(),
        Edit::Metrics { .. } | Edit::Aside { .. } => false,
        Edit::Insert { branch, .. } if !figures.has_places() => {
            let texts = branch.rows().iter().flat_map(|(_, section)| [&section.heading, &section.body]);
            texts.into_iter().any(|text| Places::are_named_in(text))
        }
        Edit::Insert { .. } | Edit::Remove { .. } | Edit::Move { .. } => figures.has_places(),
        Edit::Style { .. } | Edit::Setup { .. } => figures.has_places(),
    }
}
