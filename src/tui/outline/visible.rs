//! Which sections are on the screen: folds, focus and filter. None of it is in the report.

use std::collections::HashSet;
use std::ops::Range;

use crate::report::Report;
use crate::report::SectionId;
use crate::text::Rank;
use crate::text::Sought;
use crate::tui::outline::Outline;
use crate::tui::outline::OutlineLine;
use crate::tui::outline::lines::Shows;

impl Outline {
    /// The sections on the screen, in order.
    pub fn visible(&self) -> impl ExactSizeIterator<Item = &OutlineLine> + DoubleEndedIterator {
        self.visible.iter().map(|&line| &self.lines.all()[line])
    }

    /// How many sections are on the screen, or would be on a screen high enough.
    pub fn visible_len(&self) -> usize {
        self.visible.len()
    }

    /// The section in this row, counted from 0.
    pub fn visible_line(&self, row: usize) -> Option<&OutlineLine> {
        self.visible.get(row).map(|&line| &self.lines.all()[line])
    }

    /// The row of a section, or `None` when it is hidden.
    pub fn row_of(&self, id: SectionId) -> Option<usize> {
        self.visible.binary_search(&self.lines.find(id)?).ok()
    }

    /// Whether the children of a section are hidden.
    pub fn is_collapsed(&self, id: SectionId) -> bool {
        self.filter.is_none() && self.collapsed[id]
    }

    /// Hides the children of a section where they show, and shows them where they are hidden.
    pub fn toggle_collapsed(&mut self, id: SectionId) {
        self.collapsed[id] = self.filter.is_some() || !self.collapsed[id];
        self.foldings += 1;
        self.refresh();
    }

    /// Shows the children of a section.
    pub fn open(&mut self, id: SectionId) {
        if self.collapsed.take(id) {
            self.foldings += 1;
            self.refresh();
        }
    }

    /// Shows the sections down to `level` (from 1), and hides what is deeper.
    pub fn fold_to(&mut self, level: usize) {
        for line in self.lines.all() {
            self.collapsed[line.id] = line.level() >= level;
        }
        self.foldings += 1;
        self.refresh();
    }

    /// Grows when sections are folded or unfolded.
    pub fn foldings(&self) -> u64 {
        self.foldings
    }

    /// The folded sections, in ascending order of their ids; also those that an undo may bring back.
    pub fn folded(&self) -> Vec<SectionId> {
        self.collapsed.ids(|collapsed| *collapsed)
    }

    /// Folds these sections and no others.
    pub fn fold(&mut self, folded: &[SectionId]) {
        self.collapsed.clear();
        folded.iter().for_each(|id| self.collapsed[*id] = true);
        self.foldings += 1;
        self.refresh();
    }

    /// The deepest level on the screen and in the report.
    pub fn depths(&self) -> (usize, usize) {
        let deepest = |levels: &mut dyn Iterator<Item = usize>| levels.max().unwrap_or(0);
        (
            deepest(&mut self.visible().map(OutlineLine::level)),
            deepest(&mut self.lines.all().iter().map(OutlineLine::level)),
        )
    }

    /// Shows a section wherever it is: expands what hides it, lets it through the filter, leaves a focus it stands outside of.
    pub fn reveal(&mut self, report: &Report, id: SectionId) {
        let hoisted = self.hoisted.len();
        self.hoisted.retain(|&top| report.tree.is_within(id, top));
        let mut changed = hoisted != self.hoisted.len();
        if let Some((_, found)) = &mut self.filter {
            changed |= found.insert(id);
            found.extend(report.tree.ancestors(id));
        }
        for above in report.tree.ancestors(id) {
            changed |= self.collapsed.take(above);
        }
        if changed {
            self.foldings += 1;
            self.refresh();
        }
    }

    /// The sections that the writer has focused on, one inside the other, the outermost first.
    pub fn hoisted(&self) -> &[SectionId] {
        &self.hoisted
    }

    /// Shows a section and what is below it, nothing else.
    pub fn hoist(&mut self, id: SectionId) {
        if self.hoisted.last() != Some(&id) {
            self.hoisted.push(id);
            self.collapsed[id] = false;
            self.foldings += 1;
            self.refresh();
        }
    }

    /// Goes back to what was shown before the last [`hoist`](Outline::hoist). Answers the section that was hoisted.
    pub fn unhoist(&mut self) -> Option<SectionId> {
        let id = self.hoisted.pop()?;
        self.refresh();
        Some(id)
    }

    /// What the filter looks for, when one is on.
    pub fn filter(&self) -> Option<&str> {
        self.filter.as_ref().map(|(words, _)| words.as_str())
    }

    /// Shows only sections whose texts hold `words`, or whose headings read so in pinyin, with their ancestors; empty
    /// words show all again. Folds come back as they were.
    pub fn set_filter(&mut self, report: &Report, words: &str) {
        let mut found = HashSet::new();
        let spelled = Some(Sought::new(words)).filter(Sought::spells);
        let is_spelled = |heading: &str| {
            spelled.as_ref().and_then(|sought| sought.rank(heading)).is_some_and(|rank| rank < Rank::Scattered)
        };
        for row in report.tree.rows().filter(|_| !words.is_empty()) {
            let section = row.section;
            if [&section.heading, &section.body, &section.note].iter().any(|text| text.contains(words))
                || is_spelled(&section.heading)
            {
                found.insert(section.id);
                found.extend(report.tree.ancestors(section.id));
            }
        }
        self.filter = (!words.is_empty()).then(|| (words.to_string(), found));
        self.refresh();
    }

    /// The visible lines from folds, focus and filter.
    pub(super) fn refresh(&mut self) {
        let (from, end) = match self.hoisted.last().and_then(|&top| self.lines.find(top)) {
            Some(top) => (top, self.lines.end(top)),
            None => (0, self.lines.all().len()),
        };
        self.visible = self.lines.shown(from, end, |id| match &self.filter {
            Some((_, found)) if found.contains(&id) => Shows::All,
            Some(_) => Shows::Nothing,
            None => self.shows(id),
        });
    }

    fn shows(&self, id: SectionId) -> Shows {
        if self.collapsed[id] { Shows::Itself } else { Shows::All }
    }

    /// The visible lines among these, which have changed places or come in; without focus and filter.
    pub(super) fn show(&mut self, lines: Range<usize>) {
        let from = self.visible.partition_point(|&line| line < lines.start);
        let end = self.visible.partition_point(|&line| line < lines.end);
        let above = self.lines.all().get(lines.start).into_iter().flat_map(|line| self.lines.ancestors(line.id));
        // All below the outermost ancestor that is folded is hidden.
        let folded = above.filter(|&id| self.shows(id) == Shows::Itself).last();
        let hidden = folded.and_then(|id| self.lines.find(id)).map_or(0, |line| self.lines.end(line));
        let shown = self.lines.shown(lines.start.max(hidden), lines.end, |id| self.shows(id));
        self.visible.splice(from..end, shown);
    }

    /// Counts on what points after lines that have come in.
    pub(super) fn make_room(&mut self, lines: &Range<usize>) {
        let from = self.visible.partition_point(|&line| line < lines.start);
        self.visible[from..].iter_mut().for_each(|line| *line += lines.len());
        self.measure();
    }

    /// Counts back what points after lines that have gone.
    pub(super) fn close_up(&mut self, lines: &Range<usize>) {
        let from = self.visible.partition_point(|&line| line < lines.start);
        let end = self.visible.partition_point(|&line| line < lines.end);
        self.visible.drain(from..end);
        self.visible[from..].iter_mut().for_each(|line| *line -= lines.len());
        self.measure();
    }
}
