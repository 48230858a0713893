//! What two reports have in common, in place of what they began with where nobody knows that.

use crate::edit::compare::words::Passage;
use crate::edit::compare::words::passages;
use crate::report::Field;
use crate::report::Metric;
use crate::report::Report;
use crate::report::Section;
use crate::report::Tree;

/// What no text of a report says: it differs from both.
const UNKNOWN: &str = "\0";

/// The sections that both have, side by side: where they stood is not known. A text that is not the same in both says
/// nothing that either says there.
pub(super) fn in_common(mine: &Report, theirs: &Report) -> Report {
    let mut ground = Report { metrics: metrics(&mine.metrics, &theirs.metrics), ..Report::default() };
    ground.setup.clone_from(&theirs.setup);
    let both = |row: crate::report::Row<'_>| Some((1, section(row.section, theirs.tree.section(row.section.id)?)));
    ground.tree = Tree::from_rows(mine.tree.rows().filter_map(both)).expect("ids are those of a report");
    for field in Field::of_report() {
        let said = text(field, mine.text(field).unwrap_or_default(), theirs.text(field).unwrap_or_default());
        if let Some(slot) = ground.text_mut(field) {
            *slot = said;
        }
    }
    ground
}

fn section(mine: &Section, theirs: &Section) -> Section {
    let id = mine.id;
    Section {
        id,
        heading: text(Field::Heading(id), &mine.heading, &theirs.heading),
        body: text(Field::Body(id), &mine.body, &theirs.body),
        note: text(Field::Note(id), &mine.note, &theirs.note),
        metrics: metrics(&mine.metrics, &theirs.metrics),
        style: theirs.style.clone(),
        aside: theirs.aside.clone(),
    }
}

/// Those that both have by name.
fn metrics(mine: &[Metric], theirs: &[Metric]) -> Vec<Metric> {
    let common = |one: &Metric| {
        let other = theirs.iter().find(|other| other.name == one.name)?;
        let mut common = one.clone();
        for (text, other) in common.texts_mut().into_iter().zip(other.texts()) {
            if text != other {
                *text = UNKNOWN.to_owned();
            }
        }
        Some(common)
    };
    mine.iter().filter_map(common).collect()
}

fn text(field: Field, mine: &str, theirs: &str) -> String {
    if mine == theirs || !field.has_paragraphs() {
        return if mine == theirs { mine } else { UNKNOWN }.to_owned();
    }
    let mut paragraphs = Vec::new();
    for passage in passages(mine, theirs) {
        match passage {
            Passage::Same(same) => paragraphs.extend(same),
            Passage::Differs { .. } => paragraphs.push(UNKNOWN),
        }
    }
    paragraphs.join("\n")
}
