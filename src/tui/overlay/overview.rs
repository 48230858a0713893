//! 指标总表: all metrics of the report, narrowed as the writer types, sorted, written cell by cell.

use crate::report::Ledger;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;
use crate::report::overview;
use crate::report::overview::Key;
use crate::report::overview::Only;
use crate::report::overview::Order;
use crate::tui::overlay::Line;

/// All metrics of the report in rows.
#[derive(Debug)]
pub struct Overview {
    /// What narrows them.
    pub words: Line,
    /// Which of them.
    pub only: Only,
    /// How they are sorted.
    pub order: Order,
    /// Whose they are, and which of the owner's.
    pub rows: Vec<(Owner, usize)>,
    /// The row under the cursor.
    pub at: usize,
    /// The column under the cursor.
    pub column: Key,
    /// The cell under the cursor while it is written.
    pub cell: Option<Line>,
    /// Why the cell can't be so.
    pub trouble: Option<String>,
}

impl Overview {
    /// All metrics as in the report.
    pub fn new(report: &Report, figures: &Ledger) -> Overview {
        let mut overview = Overview {
            words: Line::default(),
            only: Only::default(),
            order: Order::default(),
            rows: Vec::new(),
            at: 0,
            column: Key::Name,
            cell: None,
            trouble: None,
        };
        overview.refresh(report, figures);
        overview
    }

    /// Lists anew; the cursor stays at its metric where that is still listed. Walks the report.
    pub fn refresh(&mut self, report: &Report, figures: &Ledger) {
        let here = self.rows.get(self.at).copied();
        let lines = overview::lines(report, figures, self.words.text(), self.only, self.order);
        self.rows = lines.iter().map(|line| (line.owner, line.at)).collect();
        let again = here.and_then(|here| self.rows.iter().position(|row| *row == here));
        self.at = again.unwrap_or(self.at).min(self.rows.len().saturating_sub(1));
    }

    /// The metric under the cursor, and where it is kept.
    pub fn metric<'r>(&self, report: &'r Report) -> Option<((Owner, usize), &'r Metric)> {
        let (owner, at) = *self.rows.get(self.at)?;
        Some(((owner, at), report.metrics(owner)?.get(at)?))
    }

    /// Moves the cursor by some rows, stopping at the ends.
    pub fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
    }

    /// Moves the cursor by some columns, stopping at the ends.
    pub fn turn(&mut self, by: isize) {
        let at = (self.column as usize).saturating_add_signed(by).min(Key::ALL.len() - 1);
        self.column = Key::ALL[at];
    }
}
