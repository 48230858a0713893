//! Change as data: an edit is a value, and applying it answers with its inverse.

mod annexes;
pub mod compare;
pub mod document;
pub mod history;
pub mod moves;
pub mod next_year;
pub mod returned;
pub mod tables;

use serde::Deserialize;
use serde::Serialize;

use crate::report::Aside;
use crate::report::Branch;
use crate::report::Field;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Place;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::Setup;
use crate::report::Style;
use crate::report::metric_is_sound;

pub use document::Document;
pub use document::Done;
pub use next_year::next_year;

/// One step of a change. An edit of a text or of metrics carries what it takes away: it refuses a report it wasn't
/// made for. The others name their section by an id, which is never given twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Replaces `cut`, which stands at byte `at` of the text, by `put`.
    Text {
        /// Which text.
        field: Field,
        /// Where, in bytes; a character boundary.
        at: usize,
        /// What stands there now.
        cut: String,
        /// What shall stand there. No `\n` in a one-line text, no `\r` in any.
        put: String,
    },
    /// Replaces `cut`, the metrics from `at` on, by `put`.
    Metrics {
        /// Whose metrics.
        owner: Owner,
        /// The first row, from 0.
        at: usize,
        /// The rows that stand there now.
        cut: Vec<Metric>,
        /// The rows that shall stand there.
        put: Vec<Metric>,
    },
    /// Numbers and sets a section differently.
    Style {
        /// Which section.
        id: SectionId,
        /// How from now on.
        style: Style,
    },
    /// Hangs something else on the texts of a section, or of the report.
    Aside {
        /// Whose texts.
        of: Owner,
        /// What from now on; one that says nothing is none.
        aside: Option<Box<Aside>>,
    },
    /// Sets the whole report differently.
    Setup {
        /// How from now on.
        setup: Setup,
    },
    /// Puts a subtree into a gap.
    Insert {
        /// The gap.
        at: Place,
        /// The subtree; its ids are free.
        branch: Branch,
    },
    /// Takes a subtree out.
    Remove {
        /// Its top section.
        id: SectionId,
    },
    /// Moves a subtree into a gap.
    Move {
        /// Its top section.
        id: SectionId,
        /// The gap, counted without the moved section: a place inside its own subtree does not exist.
        to: Place,
    },
}

/// Why an edit does not apply. The report is then as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// There is no such section.
    #[error("没有这一节")]
    NoSection,
    /// There is no such gap, or it lies inside the moved section.
    #[error("没有这个位置")]
    NoPlace,
    /// The id of an inserted section is taken.
    #[error("这个编号已经用过")]
    IdTaken,
    /// The text or the metrics there are not what the edit was made for.
    #[error("报告里那里写的是别的")]
    Mismatch,
    /// A line break in a one-line text or in a metric, or a carriage return.
    #[error("有这里不能用的字符")]
    BadText,
}

impl Edit {
    /// Applies the edit and answers with its inverse; on `Err` the report is untouched.
    pub fn apply(self, report: &mut Report) -> Result<Edit, EditError> {
        let sound = match &self {
            Edit::Text { field, put, .. } => field.holds(put),
            Edit::Metrics { put, .. } => put.iter().all(metric_is_sound),
            Edit::Aside { aside, .. } => aside.as_ref().is_none_or(|aside| aside.is_sound()),
            Edit::Insert { branch, .. } => branch.rows().iter().all(|(_, section)| section.is_sound()),
            _ => true,
        };
        if sound { self.run(report) } else { Err(EditError::BadText) }
    }

    /// [`Edit::apply`] without asking what the texts hold: what an inverse puts back has been in the report.
    fn run(self, report: &mut Report) -> Result<Edit, EditError> {
        match self {
            Edit::Text { field, at, cut, put } => {
                let text = report.text_mut(field).ok_or(EditError::NoSection)?;
                let end = at.checked_add(cut.len()).ok_or(EditError::Mismatch)?;
                if text.get(at..end) != Some(cut.as_str()) {
                    return Err(EditError::Mismatch);
                }
                text.replace_range(at..end, &put);
                Ok(Edit::Text { field, at, cut: put, put: cut })
            }
            Edit::Metrics { owner, at, cut, put } => {
                let metrics = match owner {
                    Owner::Report => &mut report.metrics,
                    Owner::Section(id) => &mut report.tree.section_mut(id).ok_or(EditError::NoSection)?.metrics,
                };
                let end = at.checked_add(cut.len()).ok_or(EditError::Mismatch)?;
                if metrics.get(at..end) != Some(cut.as_slice()) {
                    return Err(EditError::Mismatch);
                }
                metrics.splice(at..end, put.iter().cloned());
                Ok(Edit::Metrics { owner, at, cut: put, put: cut })
            }
            Edit::Style { id, style } => {
                let section = report.tree.section_mut(id).ok_or(EditError::NoSection)?;
                Ok(Edit::Style { id, style: std::mem::replace(&mut section.style, style) })
            }
            Edit::Aside { of, aside } => {
                let place = match of {
                    Owner::Report => &mut report.aside,
                    Owner::Section(id) => &mut report.tree.section_mut(id).ok_or(EditError::NoSection)?.aside,
                };
                let before = std::mem::replace(place, aside.filter(|aside| !aside.is_empty()));
                Ok(Edit::Aside { of, aside: before })
            }
            Edit::Setup { setup } => Ok(Edit::Setup { setup: std::mem::replace(&mut report.setup, setup) }),
            Edit::Insert { at, branch } => {
                if !report.tree.has_place(at) {
                    return Err(EditError::NoPlace);
                }
                let mut ids: Vec<SectionId> = branch.rows().iter().map(|(_, section)| section.id).collect();
                ids.sort_unstable();
                if ids.windows(2).any(|pair| pair[0] == pair[1]) || ids.iter().any(|&id| report.tree.contains(id)) {
                    return Err(EditError::IdTaken);
                }
                let id = branch.top().id;
                report.tree.insert(at, branch);
                Ok(Edit::Remove { id })
            }
            Edit::Remove { id } => {
                let (at, branch) = report.tree.remove(id).ok_or(EditError::NoSection)?;
                Ok(Edit::Insert { at, branch })
            }
            Edit::Move { id, to } => {
                let from = report.tree.place(id).ok_or(EditError::NoSection)?;
                if !report.tree.has_place_without(id, to) {
                    return Err(EditError::NoPlace);
                }
                report.tree.relocate(id, to);
                Ok(Edit::Move { id, to: from })
            }
        }
    }
}

/// What one act of the writer did: all of it or nothing, one undo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What the writer would call it, in Chinese, such as 移动「主要工作」.
    pub label: String,
    /// Its steps in order; each is made for the report that the steps before it leave.
    pub edits: Vec<Edit>,
}

impl Change {
    /// A change of one step.
    pub fn one(label: impl Into<String>, edit: Edit) -> Change {
        Change { label: label.into(), edits: vec![edit] }
    }

    /// Where the caret goes when this change has been applied, done again or, as an inverse, has undone another: the field
    /// and the byte that its last step names. A text edit: after what it put; an insertion: the start of the heading.
    /// `None`: the caret stays. A text edit that replaces nothing by nothing is there to say this and nothing else.
    pub fn caret(&self) -> Option<(Field, usize)> {
        // What sets the sections that were moved, and what hangs on texts, is no place.
        match self.edits.iter().rev().find(|edit| !matches!(edit, Edit::Style { .. } | Edit::Aside { .. }))? {
            Edit::Text { field, at, put, .. } => Some((*field, at + put.len())),
            Edit::Insert { branch, .. } => Some((Field::Heading(branch.top().id), 0)),
            _ => None,
        }
    }

    /// The step at which the change happened: the last one but for the report's properties, and for what hangs on texts
    /// where there is another.
    pub fn place(&self) -> Option<&Edit> {
        let mut places = self.edits.iter().rev().filter(|edit| !matches!(edit, Edit::Setup { .. }));
        let last = places.next()?;
        if !matches!(last, Edit::Aside { .. }) {
            return Some(last);
        }
        Some(places.find(|edit| !matches!(edit, Edit::Aside { .. })).unwrap_or(last))
    }

    /// Applies all steps and answers with the inverse change; on `Err` the report is untouched.
    pub fn apply(self, report: &mut Report) -> Result<Change, EditError> {
        let mut inverse = Change { label: self.label, edits: Vec::with_capacity(self.edits.len()) };
        for edit in self.edits {
            match edit.apply(report) {
                Ok(back) => inverse.edits.push(back),
                Err(error) => {
                    for back in inverse.edits.into_iter().rev() {
                        back.run(report).expect("an inverse applies to the report it came from");
                    }
                    return Err(error);
                }
            }
        }
        inverse.edits.reverse();
        Ok(inverse)
    }
}
