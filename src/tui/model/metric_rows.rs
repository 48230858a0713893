//! The rows of the metrics pane, told one by one as they are asked for: a report may keep a hundred thousand.

use crate::report::Owner;
use crate::report::SectionId;
use crate::tui::outline::Outline;

/// A row of the metrics pane: a metric of the spot itself, or of a section below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MetricRow {
    /// Who keeps it.
    pub owner: Owner,
    /// Which of the owner's.
    pub index: usize,
}

/// The spot's own metrics, then those of the sections below it. Counting them and finding one cost next to nothing.
#[derive(Clone, Copy, Debug)]
pub struct MetricRows<'a> {
    pub(super) outline: &'a Outline,
    pub(super) owner: Owner,
    /// How many are the owner's own.
    pub(super) own: usize,
    /// How many are kept below it.
    pub(super) below: usize,
}

impl<'a> MetricRows<'a> {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.own + self.below
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row of this number from 0.
    pub fn get(&self, row: usize) -> Option<MetricRow> {
        if row < self.own {
            return Some(MetricRow { owner: self.owner, index: row });
        }
        let top = match self.owner {
            Owner::Report => None,
            Owner::Section(id) => Some(id),
        };
        let (id, index): (SectionId, usize) =
            self.outline.metric_below(top, row - self.own).filter(|_| row < self.len())?;
        Some(MetricRow { owner: Owner::Section(id), index })
    }

    /// The rows from this one on.
    pub fn from(self, row: usize) -> impl Iterator<Item = MetricRow> + 'a {
        (row..self.len()).map_while(move |row| self.get(row))
    }
}
