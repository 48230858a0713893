//! Where the metrics are: whose is the one in this row, without a look at the sections before it.

use std::ops::Range;

use crate::report::SectionId;
use crate::tui::outline::Outline;

/// A section that keeps metrics.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    line: usize,
    /// How many metrics the sections before it keep.
    before: usize,
}

impl Outline {
    /// How many metrics the sections below this one keep; `None` asks for the whole outline.
    pub fn metrics_below(&self, id: Option<SectionId>) -> usize {
        let (from, end) = self.span(id);
        self.metrics_before(end) - self.metrics_before(from)
    }

    /// Of the metrics below a section in reading order, the one at `index`: whose it is, and which of the owner's.
    pub fn metric_below(&self, id: Option<SectionId>, index: usize) -> Option<(SectionId, usize)> {
        let (from, end) = self.span(id);
        let index = self.metrics_before(from) + index;
        let at = self.measured.partition_point(|measured| measured.before <= index).checked_sub(1)?;
        let Measured { line, before } = self.measured[at];
        let id = self.lines.all()[line].id;
        let kept = self.metrics[id] as usize;
        (line < end && index - before < kept).then_some((id, index - before))
    }

    /// The lines below a section.
    fn span(&self, id: Option<SectionId>) -> (usize, usize) {
        match id {
            None => (0, self.lines.all().len()),
            Some(id) => self.lines.find(id).map_or((0, 0), |line| (line + 1, self.lines.end(line))),
        }
    }

    /// How many metrics the lines before this one keep.
    fn metrics_before(&self, line: usize) -> usize {
        let at = self.measured.partition_point(|measured| measured.line < line);
        at.checked_sub(1).map_or(0, |last| {
            let Measured { line, before } = self.measured[last];
            before + self.metrics[self.lines.all()[line].id] as usize
        })
    }

    /// Where the metrics are.
    pub(super) fn measure(&mut self) {
        self.measured.clear();
        self.measure_in(&(0..self.lines.all().len()));
    }

    /// Where the metrics are among lines that have changed places with one another.
    pub(super) fn measure_in(&mut self, lines: &Range<usize>) {
        let from = self.measured.partition_point(|measured| measured.line < lines.start);
        let end = self.measured.partition_point(|measured| measured.line < lines.end);
        let mut before = self.metrics_before(lines.start);
        let mut measured = Vec::new();
        for line in lines.clone() {
            let kept = self.metrics[self.lines.all()[line].id] as usize;
            if kept > 0 {
                measured.push(Measured { line, before });
                before += kept;
            }
        }
        self.measured.splice(from..end, measured);
    }
}
