//! The numbers of the sections, counted on from what a change has left as it was.

use crate::report::Report;
use crate::report::SectionId;
use crate::report::numbering::Counter;
use crate::report::numbering::Marker;
use crate::report::numbering::Number;
use crate::tui::outline::Outline;
use crate::tui::outline::OutlineLine;
use crate::tui::outline::Stale;

impl Outline {
    /// The number of a section, or `None` when there is no such section.
    pub fn number(&self, id: SectionId) -> Option<Number> {
        self.numbers[id]
    }

    pub(super) fn number_all(&mut self, report: &Report) {
        self.numbers.clear();
        self.by_whole = false;
        let mut counter = Counter::of(report);
        for line in self.lines.all() {
            let number = counter.count(line.level(), &self.styles[line.id]);
            self.by_whole |= number.is_by_whole() || self.styles[line.id].begins.is_some();
            self.numbers[line.id] = Some(number);
        }
    }

    pub(super) fn number_stale(&mut self, report: &Report, stale: &Stale) {
        let around = |id: &SectionId| self.lines.find(*id).map(|line| self.lines.all()[line].parent());
        let there = |parent: &Option<SectionId>| parent.is_none_or(|id| self.lines.find(id).is_some());
        let mut parents: Vec<Option<SectionId>> = stale.branches.iter().filter_map(around).collect();
        parents.extend(stale.parents.iter().copied().filter(there));
        parents.sort_unstable();
        parents.dedup();
        let begins = |id: &SectionId| self.styles[*id].begins.is_some();
        self.by_whole |= !report.tree.annexes().is_empty() || stale.branches.iter().any(begins);
        for parent in parents {
            if !self.by_whole {
                self.number_children(report, parent, stale);
            }
        }
        if self.by_whole {
            self.number_all(report);
        }
    }

    /// Numbers siblings anew, and below them what follows from that.
    fn number_children(&mut self, report: &Report, parent: Option<SectionId>, stale: &Stale) {
        let mut counter = Counter::of(report);
        let above = parent.into_iter().flat_map(|id| self.lines.ancestors(id));
        let mut path: Vec<SectionId> = parent.into_iter().chain(above).collect();
        path.reverse();
        // The counter has to see the first sibling at every level on the way down, for its marker, and the one on the way.
        let (mut first, mut end) = (0, self.lines.all().len());
        for id in path {
            let line = self.lines.find(id).expect("ancestors have lines");
            for line in [first, line] {
                let OutlineLine { id, .. } = self.lines.all()[line];
                counter.count(self.lines.all()[line].level(), &self.styles[id]);
            }
            (first, end) = (line + 1, self.lines.end(line));
        }
        let changed = stale.lines.clone().unwrap_or(0..usize::MAX);
        let mut line = self.count_on(&mut counter, first, changed.start.min(end), parent);
        let mut stale_until = line;
        while line < end {
            let OutlineLine { id, .. } = self.lines.all()[line];
            let level = self.lines.all()[line].level();
            let number = counter.count(level, &self.styles[id]);
            self.by_whole |= number.is_by_whole() || self.styles[id].begins.is_some();
            let before = self.numbers[id].replace(number);
            let counts = number.ordinal > 0 || number.marker == Marker::Bare;
            if line >= changed.end.max(stale_until) && before == Some(number) && counts {
                break;
            }
            if stale.branches.contains(&id) {
                stale_until = stale_until.max(self.lines.end(line));
            }
            let same = before.is_some_and(|before| before.marker == number.marker) && line >= stale_until;
            line = if same { self.lines.end(line) } else { line + 1 };
        }
    }

    /// Counts on to the sibling that holds line `to`, or the one before it where the line is a sibling's first; `first` is
    /// the line of the first sibling. Answers the line from which to go on.
    fn count_on(&self, counter: &mut Counter, first: usize, to: usize, parent: Option<SectionId>) -> usize {
        let mut behind = to;
        while behind > first {
            let inside = self.lines.all()[behind - 1].id;
            let sibling = std::iter::once(inside)
                .chain(self.lines.ancestors(inside))
                .filter_map(|id| self.lines.find(id))
                .find(|&line| self.lines.all()[line].parent() == parent);
            let Some(sibling) = sibling else { return first };
            let OutlineLine { id, .. } = self.lines.all()[sibling];
            match self.numbers[id] {
                Some(number) if number.ordinal > 0 || number.marker == Marker::Bare => {
                    let OutlineLine { id: eldest, .. } = self.lines.all()[first];
                    counter.count(self.lines.all()[first].level(), &self.styles[eldest]);
                    counter.resume(number.ordinal);
                    return self.lines.end(sibling);
                }
                _ => behind = sibling,
            }
        }
        first
    }
}
