//! Where the sections stand in the file that came back: those that were moved, put in and taken out there are so in the report.

use crate::edit::Edit;
use crate::edit::compare;
use crate::edit::compare::Work;
use crate::report::Branch;
use crate::report::Draft;
use crate::report::Kind;
use crate::report::Report;
use crate::report::Row;
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

/// The report with its sections where the file has them: those that were moved, put in and taken out between `base` and `back`
/// are so. What the writer has moved, put in and taken out himself since is so, too.
pub(super) fn shaped(now: &Report, base: &Report, back: &Report) -> Report {
    let moved = compare::moved(base, back);
    let has_all = |these: &Report, those: &Report| these.tree.rows().all(|row| those.tree.contains(row.section.id));
    if moved.is_empty() && has_all(base, back) && has_all(back, base) {
        return now.clone();
    }
    let mut above = 0;
    let row = |row: Row<'_>| {
        let id = row.section.id;
        let section = match (now.tree.section(id), base.tree.section(id)) {
            (Some(own), before) => with_kind(own, before, row.section),
            // The writer has taken it out.
            (None, Some(_)) => return None,
            (None, None) => new(row),
        };
        above = row.level.clamp(1, above + 1);
        Some((above, section))
    };
    let Ok(tree) = Tree::from_rows(back.tree.rows().filter_map(row)) else { return now.clone() };
    let mut work = Work::new(&Report { tree, ..now.clone() });
    let own: Vec<SectionId> = now.tree.rows().map(|row| row.section.id).collect();
    let moved_here = compare::moved(base, now);
    for id in own {
        if work.report.tree.contains(id) {
            if moved_here.contains(&id) && !moved.contains(&id) {
                work.place(now, id);
            }
        } else if !base.tree.contains(id)
            && let Some(section) = now.tree.section(id)
        {
            let at = work.gap(now, id);
            work.run(Edit::Insert { at, branch: Branch::leaf(section.clone()) });
        }
    }
    work.report
}

/// A section of the report, an annex where it was made one in the file.
fn with_kind(own: &Section, before: Option<&Section>, after: &Section) -> Section {
    let mut section = own.clone();
    if before.is_some_and(|before| before.style.kind != after.style.kind) {
        section.style.kind = after.style.kind;
    }
    section
}

/// A section that was put in: what hangs on it comes later, and its number is its place.
fn new(row: Row<'_>) -> Section {
    let mut section = Section { aside: None, ..row.section.clone() };
    section.style.begins = None;
    if row.level > 1 {
        section.style.kind = Kind::Part;
    }
    section
}
