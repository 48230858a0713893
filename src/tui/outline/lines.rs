//! All sections in reading order as a flat list, which follows every edit: a move turns a part of the list, whatever the
//! length of the rest.

use std::num::NonZeroU32;
use std::ops::Range;

use crate::report::Branch;
use crate::report::ById;
use crate::report::Place;
use crate::report::Report;
use crate::report::SectionId;

/// One section in reading order, visible or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutlineLine {
    /// The section.
    pub id: SectionId,
    parent: Option<SectionId>,
    level: u32,
    below: u32,
}

impl OutlineLine {
    /// Depth from 1.
    pub fn level(&self) -> usize {
        self.level as usize
    }

    /// The section it stands below.
    pub fn parent(&self) -> Option<SectionId> {
        self.parent
    }
}

/// What a section lets be seen of itself and what is below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    All,
    Itself,
    Nothing,
}

/// The lines of a report, found by id in O(1).
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<OutlineLine>,
    /// By id: its line, counted from 1.
    places: ById<Option<NonZeroU32>>,
}

impl Lines {
    /// Takes the lines of a report, whatever they were before.
    pub(super) fn read(&mut self, report: &Report) {
        self.lines.clear();
        self.lines.reserve(report.tree.len());
        let mut open: Vec<usize> = Vec::new();
        for row in report.tree.rows() {
            self.close(&mut open, row.level - 1);
            let parent = open.last().map(|&line| self.lines[line].id);
            open.push(self.lines.len());
            self.lines.push(OutlineLine { id: row.section.id, parent, level: small(row.level), below: 0 });
        }
        self.close(&mut open, 0);
        self.places.clear();
        self.index(0, self.lines.len());
    }

    /// All lines in order.
    pub(super) fn all(&self) -> &[OutlineLine] {
        &self.lines
    }

    /// The line of a section.
    pub(super) fn find(&self, id: SectionId) -> Option<usize> {
        self.places[id].map(|line| line.get() as usize - 1)
    }

    /// The line after the last descendant.
    pub(super) fn end(&self, line: usize) -> usize {
        line + 1 + self.lines[line].below as usize
    }

    /// The parent of a section that has a line, its parent and so on, up to the top.
    pub(super) fn ancestors(&self, id: SectionId) -> impl Iterator<Item = SectionId> + '_ {
        let parent = |id: SectionId| self.lines[self.find(id)?].parent;
        std::iter::successors(parent(id), move |&above| parent(above))
    }

    /// Those of the lines from `from` up to `end` that are seen.
    pub(super) fn shown(&self, from: usize, end: usize, shows: impl Fn(SectionId) -> Shows) -> Vec<usize> {
        let mut shown = Vec::new();
        let mut line = from;
        while line < end {
            let shows = shows(self.lines[line].id);
            if shows != Shows::Nothing {
                shown.push(line);
            }
            line = if shows == Shows::All { line + 1 } else { self.end(line) };
        }
        shown
    }

    /// Puts the lines of a subtree into a gap and answers which they are. `None`, and nothing done, where there is no such
    /// gap. Where it is known, `left` is the sibling before the gap.
    pub(super) fn insert(&mut self, at: Place, branch: &Branch, left: Option<SectionId>) -> Option<Range<usize>> {
        let to = self.gap(at, left, None)?;
        let top = at.parent.map_or(0, |parent| self.find(parent).map_or(0, |line| self.lines[line].level)) + 1;
        let mut fresh = Lines::default();
        let mut open: Vec<usize> = Vec::new();
        for (level, section) in branch.rows() {
            fresh.close(&mut open, *level);
            let parent = open.last().map(|&line| fresh.lines[line].id).or(at.parent);
            open.push(fresh.lines.len());
            fresh.lines.push(OutlineLine { id: section.id, parent, level: top + small(*level), below: 0 });
        }
        fresh.close(&mut open, 0);
        let end = to + fresh.lines.len();
        self.grow(at.parent, small(end - to));
        self.lines.splice(to..to, fresh.lines);
        self.index(to, self.lines.len());
        Some(to..end)
    }

    /// Takes the lines of a subtree out.
    pub(super) fn remove(&mut self, id: SectionId) -> Option<Vec<OutlineLine>> {
        let from = self.find(id)?;
        let end = self.end(from);
        self.grow(self.lines[from].parent, small(end - from).wrapping_neg());
        let removed: Vec<OutlineLine> = self.lines.drain(from..end).collect();
        for line in &removed {
            self.places[line.id] = None;
        }
        self.index(from, self.lines.len());
        Some(removed)
    }

    /// Moves a subtree into a gap that is counted without it and answers which lines are others now. `None`, and nothing
    /// done, where there is no such gap. Where it is known, `left` is the sibling before the gap.
    pub(super) fn relocate(&mut self, id: SectionId, to: Place, left: Option<SectionId>) -> Option<Range<usize>> {
        let from = self.find(id)?;
        let end = self.end(from);
        let count = end - from;
        let gap = self.gap(to, left, Some(from))?;
        let top = match to.parent {
            Some(parent) => self.lines[self.find(parent)?].level + 1,
            None => 1,
        };
        self.grow(self.lines[from].parent, small(count).wrapping_neg());
        self.grow(to.parent, small(count));
        let by = top.wrapping_sub(self.lines[from].level);
        for line in &mut self.lines[from..end] {
            line.level = line.level.wrapping_add(by);
        }
        self.lines[from].parent = to.parent;
        let turned = from.min(gap)..end.max(gap);
        if gap <= from {
            self.lines[turned.clone()].rotate_right(count);
        } else {
            self.lines[turned.clone()].rotate_left(count);
        }
        self.index(turned.start, turned.end);
        Some(turned)
    }

    /// The line at which a subtree would begin in this gap; without the subtree at line `without`, which is taken as gone
    /// while siblings are counted, and as still there in the answer.
    fn gap(&self, place: Place, left: Option<SectionId>, without: Option<usize>) -> Option<usize> {
        if let Some(left) = left.and_then(|id| self.find(id)) {
            return Some(self.end(left));
        }
        let (first, end) = match place.parent {
            Some(parent) => {
                let line = self.find(parent)?;
                (line + 1, self.end(line))
            }
            None => (0, self.lines.len()),
        };
        let mut line = first;
        let mut left = place.index;
        while left > 0 && line < end {
            left -= usize::from(Some(line) != without);
            line = self.end(line);
        }
        (left == 0).then_some(line)
    }

    /// Counts `by` more sections below a section and all above it.
    fn grow(&mut self, id: Option<SectionId>, by: u32) {
        let mut above = id;
        while let Some(line) = above.and_then(|id| self.find(id)) {
            self.lines[line].below = self.lines[line].below.wrapping_add(by);
            above = self.lines[line].parent;
        }
    }

    /// Ends the lines that are open deeper than `depth`: all below them has been pushed.
    fn close(&mut self, open: &mut Vec<usize>, depth: usize) {
        for line in open.drain(depth..) {
            self.lines[line].below = small(self.lines.len() - line - 1);
        }
    }

    /// Writes down where the lines of a range are.
    fn index(&mut self, from: usize, end: usize) {
        for (line, at) in self.lines[from..end].iter().zip(from..) {
            self.places[line.id] = NonZeroU32::new(small(at + 1));
        }
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).expect("a report has fewer sections than a u32 can count")
}
