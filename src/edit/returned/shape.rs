//! Where the sections stand in the file that came back: those that were moved, put in and taken out there are so in the report.

use std::collections::HashSet;

use crate::edit::Edit;
use crate::edit::compare;
use crate::edit::compare::Work;
use crate::report::Branch;
use crate::report::Draft;
use crate::report::Kind;
use crate::report::Place;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Tree;

use super::Back;

/// The report as the file was when it was handed out, as far as its sections go: which there were, and where.
pub(super) fn of_sent(back: &Back, sent: &Draft, now: &Report) -> Report {
    let Some(said) = &back.sent else { return sent.report.clone() };
    let mut above = 0;
    let row = |section: &crate::report::SentSection| {
        let known = |report: &Report| report.tree.section(section.id).map(|known| known.style.kind);
        let kind = known(now).or_else(|| known(&back.after.report)).unwrap_or(Kind::Part);
        let mut row = Section::new(section.id);
        row.style.kind = if section.level == 1 { kind } else { Kind::Part };
        above = section.level.clamp(1, above + 1);
        (above, row)
    };
    match Tree::from_rows(said.sections.iter().map(row)) {
        Ok(tree) => Report { tree, ..Report::default() },
        Err(_) => sent.report.clone(),
    }
}

/// Moves, puts in and takes out what was moved, put in and taken out between `base` and `back`.
pub(super) fn shape(work: &mut Work, base: &Report, back: &Report) {
    let moved = compare::moved(base, back);
    for row in back.tree.rows() {
        let id = row.section.id;
        if work.report.tree.contains(id) {
            if moved.contains(&id) {
                settle_kind(work, row.section, base);
                work.place(back, id);
            }
        } else if !base.tree.contains(id) {
            let mut section = row.section.clone();
            section.aside = None;
            if section.style.kind == Kind::Annex && row.level > 1 {
                section.style.kind = Kind::Part;
            }
            section.style.begins = None;
            let at = work.gap(back, id);
            work.run(Edit::Insert { at, branch: Branch::leaf(section) });
        }
    }
    let gone: Vec<SectionId> =
        base.tree.rows().map(|row| row.section.id).filter(|id| !back.tree.contains(*id)).collect();
    for &id in &gone {
        take_out(work, id, &gone.iter().copied().collect());
    }
}

/// A section that has become an annex, or is none any longer.
fn settle_kind(work: &mut Work, section: &Section, base: &Report) {
    let was = base.tree.section(section.id).map(|was| was.style.kind);
    let Some(now) = work.report.tree.section(section.id) else { return };
    if was.is_some_and(|was| was != section.style.kind) && now.style.kind != section.style.kind {
        let style = crate::report::Style { kind: section.style.kind, ..now.style.clone() };
        work.run(Edit::Style { id: section.id, style });
    }
}

/// Takes a section out; what stands below it and was not taken out there stays in its place.
fn take_out(work: &mut Work, id: SectionId, gone: &HashSet<SectionId>) {
    let Some(Place { parent, index }) = work.report.tree.place(id) else { return };
    let stays = |below: &SectionId| work.report.tree.rows_of(*below).any(|row| !gone.contains(&row.section.id));
    let below: Vec<SectionId> = work.report.tree.children(Some(id)).iter().copied().filter(stays).collect();
    for (k, child) in below.into_iter().enumerate() {
        work.run(Edit::Move { id: child, to: Place { parent, index: index + 1 + k } });
    }
    work.run(Edit::Remove { id });
}
