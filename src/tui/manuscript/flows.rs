//! The texts of a manuscript that are laid out: those on the screen and near it.

use std::collections::HashMap;

use crate::edit::Edit;
use crate::report::Field;
use crate::tui::flow::Flow;

/// Screens that a text stays laid out for after it was looked at last.
const KEPT: u64 = 24;

/// Texts in rows, by their field.
#[derive(Debug, Default)]
pub(super) struct Flows {
    flows: HashMap<Field, (Flow, u64)>,
    /// Grows with every edit and every screen.
    screen: u64,
}

impl Flows {
    /// The rows of a text, as far as they are known.
    pub(super) fn get(&self, field: Field) -> Option<&Flow> {
        self.flows.get(&field).map(|(flow, _)| flow)
    }

    /// Whether a text has been brought up to date since the last edit.
    pub(super) fn is_fresh(&self, field: Field) -> bool {
        self.flows.get(&field).is_some_and(|(_, screen)| *screen == self.screen)
    }

    /// The rows of a text, to be brought up to date.
    pub(super) fn take(&mut self, field: Field) -> &mut Flow {
        let (flow, screen) = self.flows.entry(field).or_default();
        *screen = self.screen;
        flow
    }

    /// An edit of the report, as it was done.
    pub(super) fn follow(&mut self, edit: &Edit) {
        self.screen += 1;
        match edit {
            Edit::Text { field, .. } => {
                if let Some((flow, _)) = self.flows.get_mut(field) {
                    flow.follow(edit);
                }
            }
            Edit::Insert { .. } | Edit::Remove { .. } => {
                self.flows.values_mut().for_each(|(flow, _)| flow.follow(edit));
            }
            Edit::Move { .. } | Edit::Style { .. } | Edit::Metrics { .. } | Edit::Aside { .. } | Edit::Setup { .. } => {
            }
        }
    }

    /// Begins another screen: what hasn't been looked at for some is forgotten.
    pub(super) fn turn(&mut self) {
        self.screen += 1;
        let now = self.screen;
        self.flows.retain(|_, (_, screen)| *screen + KEPT > now);
    }
}
