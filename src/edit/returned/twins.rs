//! Sections of a file that don't say which they are: known by heading, by text, by where they stand. The new ones get ids that
//! the report has free.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::report::Draft;
use crate::report::Report;
use crate::report::Row;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Sent;
use crate::report::Tree;
use crate::text;

use super::Back;
use super::Kin;

/// Names all sections of the file as the report does; answers what those are called whose names that changed.
pub(super) fn settle(back: &mut Back, sent: &Draft, now: &Report) -> HashMap<SectionId, SectionId> {
    // The ids of another report, or of one that was read anew, say nothing.
    let is_here = |said: &Sent| said.sections.iter().any(|section| now.tree.contains(section.id));
    back.sent = back.sent.take().filter(|said| said.sections.is_empty() || is_here(said));
    let said: HashSet<SectionId> = match &back.sent {
        Some(said) => said.sections.iter().map(|section| section.id).collect(),
        None => sent.report.tree.rows().map(|row| row.section.id).collect(),
    };
    let known = |draft: &Draft, id: SectionId| said.contains(&id) && draft.words.contains_key(&id);
    let mut names = names(&back.after.report, &sent.report, &|id| known(&back.after, id));
    let before = back.before.as_ref().map(|before| {
        let known = |id| known(before, id);
        self::names(&before.report, &sent.report, &known)
    });
    let count = back.after.report.tree.len() + before.as_ref().map_or(0, HashMap::len);
    let mut fresh = (0..).map_while(|k| now.tree.next_ids(count.max(1))?.after(k));
    let after = renamed(&back.after.report, &mut names, &mut fresh);
    let words = |draft: &Draft, names: &HashMap<SectionId, SectionId>| {
        draft.words.iter().map(|(id, words)| (names.get(id).copied().unwrap_or(*id), *words)).collect()
    };
    back.after.words = words(&back.after, &names);
    back.after.report.tree = after;
    if let (Some(draft), Some(mut of_before)) = (&mut back.before, before) {
        let tree = renamed(&draft.report, &mut of_before, &mut fresh);
        draft.words = words(draft, &of_before);
        draft.report.tree = tree;
    }
    names.retain(|from, to| from != to);
    names
}

/// Whether two sections are one.
type Same<'s> = &'s dyn Fn(&Section, &Section) -> bool;

/// Whether the file is one of the report: one section in four of the shorter of both is. A heading like 主要工作 alone, which every
/// report has, says nothing.
pub(super) fn kin(file: &Report, report: &Report) -> Kin {
    let is_kin = |row: Row<'_>| {
        let (Some(there), here) = (file.tree.section(row.section.id), row.section) else { return false };
        same_heading(there, here) || same_body(there, here) || likeness(there, here) > 0.3
    };
    let count = report.tree.rows().filter(|row| is_kin(*row)).count();
    let few = report.tree.len().min(file.tree.len());
    let is_own = report.tree.is_empty() || file.title == report.title || count > 0 && count * 4 >= few;
    if is_own { Kin::Own } else { Kin::Other }
}

fn same_heading(one: &Section, other: &Section) -> bool {
    !one.heading.is_empty() && one.heading == other.heading
}

fn same_body(one: &Section, other: &Section) -> bool {
    !one.body.is_empty() && one.body == other.body
}

/// Which sections of the report those of the file are, as far as that is known.
fn names(file: &Report, report: &Report, is_known: &dyn Fn(SectionId) -> bool) -> HashMap<SectionId, SectionId> {
    let mut names: HashMap<SectionId, SectionId> = HashMap::new();
    for row in file.tree.rows().filter(|row| is_known(row.section.id)) {
        names.insert(row.section.id, row.section.id);
    }
    let taken: HashSet<SectionId> = names.values().copied().collect();
    let mut new: Vec<Row<'_>> = file.tree.rows().filter(|row| !names.contains_key(&row.section.id)).collect();
    let mut missing: Vec<Row<'_>> = report.tree.rows().filter(|row| !taken.contains(&row.section.id)).collect();
    let same_words = |one: &Section, other: &Section| one.heading == other.heading && one.body == other.body;
    let alike = |one: &Section, other: &Section| likeness(one, other) > 0.5;
    let ways: [Same<'_>; 4] = [&same_words, &same_heading, &same_body, &alike];
    for is_same in ways {
        new.retain(|row| {
            let found = missing.iter().position(|other| is_same(row.section, other.section));
            if let Some(at) = found {
                names.insert(row.section.id, missing.remove(at).section.id);
            }
            found.is_none()
        });
    }
    names
}

/// How much two sections have in common: 1 for all.
fn likeness(one: &Section, other: &Section) -> f64 {
    let says = |section: &Section| format!("{}{}", section.heading, section.body);
    let (one, other) = (says(one), says(other));
    if one.is_empty() && other.is_empty() { 0.0 } else { text::likeness(&one, &other) }
}

/// The tree with these names; what has none yet gets a fresh one.
fn renamed(
    report: &Report,
    names: &mut HashMap<SectionId, SectionId>,
    fresh: &mut impl Iterator<Item = SectionId>,
) -> Tree {
    let mut rows = Vec::with_capacity(report.tree.len());
    for row in report.tree.rows() {
        let id = row.section.id;
        let Some(name) = names.get(&id).copied().or_else(|| fresh.next()) else { break };
        names.insert(id, name);
        rows.push((row.level, Section { id: name, ..row.section.clone() }));
    }
    Tree::from_rows(rows).unwrap_or_else(|_| report.tree.clone())
}
