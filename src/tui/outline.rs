//! The outline as the screen needs it: numbers, counts and visible rows of the whole report, kept up to date change by
//! change so that a key costs what it touched. Folds, focus and filter live here too; none of it is in the report.

use std::collections::HashSet;

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Branch;
use crate::report::Field;
use crate::report::Figures;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::numbering::Counter;
use crate::report::numbering::Number;
use crate::text;
use crate::tui::figures;

/// One section in reading order, visible or not.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The section.
    pub id: SectionId,
    /// Depth from 1.
    pub level: usize,
    /// The line behind its last descendant.
    pub end: usize,
    /// Its number.
    pub number: Number,
}

/// What one row of the outline pane stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The report itself: title, 导语, the report's own metrics.
    Report,
    /// A section.
    Section(SectionId),
    /// The closing with signature and date.
    Closing,
}

impl Spot {
    /// The section, unless it is the report or its closing.
    pub fn section(self) -> Option<SectionId> {
        match self {
            Spot::Section(id) => Some(id),
            _ => None,
        }
    }
}

/// Numbers, counts and visible rows of one report.
#[derive(Debug, Default)]
pub struct Outline {
    lines: Vec<Line>,
    /// Lines of sections that keep metrics, in reading order.
    measured: Vec<usize>,
    /// By id: the number; 字 of heading and body alone; of the whole subtree; whether its children are hidden.
    numbers: Vec<Option<Number>>,
    own: Vec<u32>,
    total: Vec<u32>,
    collapsed: Vec<bool>,
    /// 字 of the texts of the whole report that are exported.
    texts: u32,
    /// What references say, and the sections whose texts may hold some: they are counted as they are handed in.
    figures: Figures,
    refers: HashSet<SectionId>,
    /// Lines on the screen, as indexes into `lines`.
    visible: Vec<usize>,
    hoisted: Vec<SectionId>,
    /// With a filter on: what the writer typed, and the sections it found.
    filter: Option<(String, HashSet<SectionId>)>,
}

impl Outline {
    /// The outline of a report, all expanded.
    pub fn new(report: &Report) -> Outline {
        let mut outline = Outline { figures: Figures::new(report), ..Outline::default() };
        for row in report.tree.rows() {
            outline.count_section(report, row.section.id);
        }
        outline.count_texts(report);
        outline.rebuild(report);
        outline
    }

    /// Takes note of changes that have been applied.
    pub fn follow(&mut self, report: &Report, changes: &[Change]) {
        let mut structure = false;
        let figures = figures::follow(&mut self.figures, report, changes);
        for edit in changes.iter().flat_map(|change| &change.edits) {
            match edit {
                Edit::Text { field: Field::Heading(id) | Field::Body(id), .. } => self.recount(report, *id),
                Edit::Text { field: Field::Note(_) | Field::ReportNote, .. } => {}
                Edit::Text { .. } => self.count_texts(report),
                Edit::Metrics { .. } => self.measured = measured(report, &self.lines),
                Edit::Insert { branch, .. } => {
                    self.count_branch(report, branch);
                    structure = true;
                }
                Edit::Style { .. } | Edit::Setup { .. } | Edit::Remove { .. } | Edit::Move { .. } => structure = true,
            }
        }
        if structure {
            self.rebuild(report);
        }
        if figures {
            self.refers.retain(|&id| report.tree.contains(id));
            self.refers.clone().into_iter().for_each(|id| self.recount(report, id));
            self.count_texts(report);
        }
    }

    /// What the references of the report say.
    pub fn figures(&self) -> &Figures {
        &self.figures
    }

    /// All sections in reading order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The sections on the screen, in order.
    pub fn visible(&self) -> impl ExactSizeIterator<Item = &Line> + DoubleEndedIterator {
        self.visible.iter().map(|&line| &self.lines[line])
    }

    /// How many sections are on the screen, or would be on a screen high enough.
    pub fn visible_len(&self) -> usize {
        self.visible.len()
    }

    /// The section in this row, counted from 0.
    pub fn visible_line(&self, row: usize) -> Option<&Line> {
        self.visible.get(row).map(|&line| &self.lines[line])
    }

    /// The row of a section, or `None` when it is hidden. Looks near `guess` first.
    pub fn row_of(&self, id: SectionId, guess: usize) -> Option<usize> {
        let is = |row: &usize| self.visible_line(*row).is_some_and(|line| line.id == id);
        (guess.saturating_sub(2)..guess.saturating_add(3))
            .find(is)
            .or_else(|| self.visible().position(|line| line.id == id))
    }

    /// The line of a section. Looks near the row `guess` first.
    pub fn line_of(&self, id: SectionId, guess: usize) -> Option<usize> {
        let near = self.visible.get(guess).copied().filter(|&line| self.lines[line].id == id);
        near.or_else(|| self.lines.iter().position(|line| line.id == id))
    }

    /// The number of a section, or `None` when there is no such section.
    pub fn number(&self, id: SectionId) -> Option<Number> {
        self.numbers.get(id.number() as usize).copied().flatten()
    }

    /// 字 of a section with all below it.
    pub fn total(&self, id: SectionId) -> u32 {
        self.total.get(id.number() as usize).copied().unwrap_or(0)
    }

    /// 字 of everything that is exported, markers aside.
    pub fn report_total(&self, report: &Report) -> u32 {
        let sections = report.tree.children(None).iter().map(|&id| self.total(id));
        self.texts + sections.sum::<u32>()
    }

    /// Lines of the sections with metrics from line `from` up to `end`.
    pub fn measured(&self, from: usize, end: usize) -> &[usize] {
        let first = self.measured.partition_point(|&line| line < from);
        let last = self.measured.partition_point(|&line| line < end);
        &self.measured[first..last]
    }

    /// Whether the children of a section are hidden.
    pub fn is_collapsed(&self, id: SectionId) -> bool {
        self.filter.is_none() && self.collapsed.get(id.number() as usize).copied().unwrap_or(false)
    }

    /// Hides or shows the children of a section.
    pub fn set_collapsed(&mut self, id: SectionId, collapsed: bool) {
        let slot = id.number() as usize;
        if slot < self.collapsed.len() {
            self.collapsed[slot] = collapsed;
            self.refresh();
        }
    }

    /// Shows the sections down to `level` (from 1), and hides what is deeper.
    pub fn fold_to(&mut self, level: usize) {
        for line in &self.lines {
            self.collapsed[line.id.number() as usize] = line.level >= level;
        }
        self.refresh();
    }

    /// The deepest level on the screen and in the report.
    pub fn depths(&self) -> (usize, usize) {
        let deepest = |levels: &mut dyn Iterator<Item = usize>| levels.max().unwrap_or(0);
        (deepest(&mut self.visible().map(|line| line.level)), deepest(&mut self.lines.iter().map(|line| line.level)))
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
            let slot = &mut self.collapsed[above.number() as usize];
            changed |= std::mem::take(slot);
        }
        if changed {
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
            self.collapsed[id.number() as usize] = false;
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

    /// Shows only sections whose texts hold `words`, with their ancestors; empty words show all again. Folds come back
    /// as they were.
    pub fn set_filter(&mut self, report: &Report, words: &str) {
        let mut found = HashSet::new();
        for row in report.tree.rows().filter(|_| !words.is_empty()) {
            let section = row.section;
            if [&section.heading, &section.body, &section.note].iter().any(|text| text.contains(words)) {
                found.insert(section.id);
                found.extend(report.tree.ancestors(section.id));
            }
        }
        self.filter = (!words.is_empty()).then(|| (words.to_string(), found));
        self.refresh();
    }

    fn rebuild(&mut self, report: &Report) {
        self.lines.clear();
        self.lines.reserve(report.tree.len());
        let mut counter = Counter::new(report.setup.scheme);
        let mut open: Vec<usize> = Vec::new();
        for row in report.tree.rows() {
            let line = self.lines.len();
            for done in open.drain(row.level - 1..) {
                self.lines[done].end = line;
            }
            open.push(line);
            let number = counter.count(row.level, &row.section.style);
            self.numbers[row.section.id.number() as usize] = Some(number);
            self.lines.push(Line { id: row.section.id, level: row.level, end: line + 1, number });
        }
        for done in open {
            self.lines[done].end = self.lines.len();
        }
        self.measured = measured(report, &self.lines);
        self.sum_up();
        self.hoisted.retain(|&top| report.tree.contains(top));
        self.refresh();
    }

    /// Totals from the lines' own counts: backwards, every line after its descendants.
    fn sum_up(&mut self) {
        let mut open: Vec<u32> = Vec::new();
        for line in self.lines.iter().rev() {
            let slot = line.id.number() as usize;
            if open.len() <= line.level {
                open.resize(line.level + 1, 0);
            }
            let total = self.own[slot] + open[line.level];
            open[line.level] = 0;
            open[line.level - 1] += total;
            self.total[slot] = total;
        }
    }

    /// The visible lines from folds, focus and filter.
    fn refresh(&mut self) {
        self.visible.clear();
        let (mut line, end) = match self.hoisted.last() {
            Some(top) => match self.lines.iter().position(|line| line.id == *top) {
                Some(first) => (first, self.lines[first].end),
                None => (0, self.lines.len()),
            },
            None => (0, self.lines.len()),
        };
        while line < end {
            let Line { id, end: behind, .. } = self.lines[line];
            let shown = self.filter.as_ref().is_none_or(|(_, found)| found.contains(&id));
            if shown {
                self.visible.push(line);
            }
            let closed = self.filter.is_none() && self.collapsed[id.number() as usize];
            line = if closed || !shown { behind } else { line + 1 };
        }
    }

    fn recount(&mut self, report: &Report, id: SectionId) {
        let before = self.own.get(id.number() as usize).copied().unwrap_or(0);
        self.count_section(report, id);
        let now = self.own[id.number() as usize];
        for part in std::iter::once(id).chain(report.tree.ancestors(id)) {
            if let Some(total) = self.total.get_mut(part.number() as usize) {
                *total = (*total + now).saturating_sub(before);
            }
        }
    }

    fn count_branch(&mut self, report: &Report, branch: &Branch) {
        for (_, section) in branch.rows() {
            self.count_section(report, section.id);
        }
    }

    fn count_section(&mut self, report: &Report, id: SectionId) {
        let slot = id.number() as usize;
        if slot >= self.own.len() {
            self.numbers.resize(slot + 1, None);
            self.own.resize(slot + 1, 0);
            self.total.resize(slot + 1, 0);
            self.collapsed.resize(slot + 1, false);
        }
        let Some(section) = report.tree.section(id) else {
            self.own[slot] = 0;
            return;
        };
        self.own[slot] = self.count(&section.heading) + self.count(&section.body);
        if section.heading.contains('{') || section.body.contains('{') {
            self.refers.insert(id);
        }
    }

    fn count_texts(&mut self, report: &Report) {
        let texts =
            [&report.title, &report.organization, &report.date, &report.salutation, &report.preamble, &report.closing];
        self.texts = texts.into_iter().map(|text| self.count(text)).sum();
    }

    /// 字 of a text as it is handed in: of a reference, what it says.
    fn count(&self, text: &str) -> u32 {
        u32::try_from(text::count(&self.figures.render(text))).unwrap_or(u32::MAX)
    }
}

fn measured(report: &Report, lines: &[Line]) -> Vec<usize> {
    let keeps = |line: &Line| report.tree.section(line.id).is_some_and(|section| !section.metrics.is_empty());
    lines.iter().enumerate().filter(|(_, line)| keeps(line)).map(|(index, _)| index).collect()
}
