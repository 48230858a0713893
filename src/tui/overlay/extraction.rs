//! 从正文提取指标: the figures that a text states, to be ticked.

use crate::report::Report;
use crate::report::SectionId;
use crate::report::figures;
use crate::report::figures::Kind;
use crate::report::figures::Listed;
use crate::tui::overlay::Line;

/// The figures found, in reading order.
#[derive(Debug)]
pub struct Extraction {
    /// The section that is looked through; the whole report where there is none.
    pub of: Option<SectionId>,
    /// What was found.
    pub rows: Vec<Found>,
    /// The row under the cursor.
    pub at: usize,
    /// The name under the cursor while it is written.
    pub name: Option<Line>,
}

/// One figure of a text.
#[derive(Clone, Debug)]
pub struct Found {
    /// The figure, under the name that its metric will have.
    pub listed: Listed,
    /// Whether it is to become a metric.
    pub is_ticked: bool,
}

impl Extraction {
    /// What a section, or the report, states and doesn't refer to yet.
    pub fn new(report: &Report, of: Option<SectionId>) -> Extraction {
        let listed = match of {
            Some(id) => figures::in_section(report, id),
            None => figures::in_report(report),
        };
        let stated = listed.into_iter().filter(|listed| listed.figure.kind != Kind::Reference);
        let rows = stated.map(|listed| Found { listed, is_ticked: false }).collect();
        Extraction { of, rows, at: 0, name: None }
    }

    /// Moves the cursor by some rows, stopping at the ends.
    pub fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
    }

    /// What the name under the cursor answers.
    pub fn question(&self) -> Option<String> {
        self.rows.get(self.at).map(|row| format!("提取指标，名称：{}", row.listed.figure.name))
    }

    /// Whether anything was ticked or named.
    pub fn is_written(&self) -> bool {
        self.ticked() > 0 || self.name.as_ref().is_some_and(Line::is_written)
    }

    /// How many are ticked.
    pub fn ticked(&self) -> usize {
        self.rows.iter().filter(|row| row.is_ticked).count()
    }
}
