//! The outline as the screen needs it: numbers, counts and visible rows of the whole report, kept up to date change by
//! change so that a key costs what it touched. Folds, focus and filter live here too; none of it is in the report.

mod lines;

use std::collections::HashSet;
use std::ops::Range;

use crate::edit::Done;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::Figures;
use crate::report::Owner;
use crate::report::Place;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::Style;
use crate::report::numbering::Counter;
use crate::report::numbering::Marker;
use crate::report::numbering::Number;
use crate::text;
use crate::tui::figures;

use self::lines::Lines;
use self::lines::Shows;

pub use self::lines::Line;

/// A change of more structural steps than this is followed by reading the outline anew.
const MANY: usize = 16;

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
    lines: Lines,
    /// Sections that keep metrics, in reading order.
    measured: Vec<Measured>,
    /// By id: the number; how it is styled; 字 of heading and body alone; of the whole subtree; how many metrics it keeps;
    /// whether its children are hidden.
    numbers: Vec<Option<Number>>,
    styles: Vec<Style>,
    own: Vec<u32>,
    total: Vec<u32>,
    metrics: Vec<u32>,
    collapsed: Vec<bool>,
    /// Grows when sections are folded or unfolded.
    foldings: u64,
    /// Whether a section may be numbered through the whole report.
    articles: bool,
    /// 字 of the texts of the whole report that are exported, and of all sections.
    texts: u32,
    /// What references say, and the sections whose texts may hold some: they are counted as they are handed in.
    figures: Figures,
    refers: HashSet<SectionId>,
    sections: u32,
    /// Lines on the screen, as indexes into `lines`.
    visible: Vec<usize>,
    hoisted: Vec<SectionId>,
    /// With a filter on: what the writer typed, and the sections it found.
    filter: Option<(String, HashSet<SectionId>)>,
}

/// A section that keeps metrics.
#[derive(Clone, Copy, Debug)]
struct Measured {
    line: usize,
    /// How many metrics the sections before it keep.
    before: usize,
}

/// What the outline keeps of a section's own.
#[derive(Debug, Default)]
struct Said {
    own: u32,
    metrics: u32,
    style: Style,
    /// Whether its texts may hold references.
    refers: bool,
}

/// What has to be numbered anew.
#[derive(Debug, Default)]
struct Stale {
    /// Sections whose children may close up; `None`: the top sections.
    parents: Vec<Option<SectionId>>,
    /// Sections that have come to stand elsewhere or look different, with all below them.
    branches: HashSet<SectionId>,
    /// After a single step: the lines that are others now. Siblings before them keep their numbers, those behind them may
    /// count on or back by as many as come or go.
    lines: Option<Range<usize>>,
}

impl Outline {
    /// The outline of a report, all expanded.
    pub fn new(report: &Report) -> Outline {
        let mut outline = Outline { figures: Figures::new(report), ..Outline::default() };
        outline.lines.read(report);
        let said = said_in_all(report, &outline.figures, outline.lines.all());
        for (k, said) in said.into_iter().enumerate() {
            outline.take(outline.lines.all()[k].id, said);
        }
        outline.count_texts(report);
        outline.arrange(report);
        outline
    }

    /// Takes note of changes that have been applied.
    pub fn follow(&mut self, report: &Report, changes: &[Done]) {
        let figures = figures::follow(&mut self.figures, report, changes);
        let edits = || changes.iter().flat_map(|done| &done.change.edits);
        let steps = edits().filter(|edit| is_structural(edit)).count();
        let mut stale = Stale::default();
        // First where the sections stand, step by step; then their texts, of which only the last state is known.
        let kept = steps <= MANY && edits().all(|edit| self.step(report, edit, steps == 1, &mut stale).is_some());
        let mut measured = false;
        for edit in edits() {
            match edit {
                Edit::Text { field: Field::Heading(id) | Field::Body(id), .. } => self.recount(report, *id),
                Edit::Text { field: Field::Note(_) | Field::ReportNote, .. } => {}
                Edit::Text { .. } => self.count_texts(report),
                Edit::Metrics { owner: Owner::Section(id), .. } => {
                    if let Some(section) = report.tree.section(*id) {
                        self.metrics[id.number() as usize] = small(section.metrics.len());
                        measured = true;
                    }
                }
                Edit::Insert { branch, .. } if !kept => {
                    for (_, section) in branch.rows() {
                        self.take(section.id, said(report, &self.figures, section.id));
                    }
                }
                _ => {}
            }
        }
        if !kept {
            self.rebuild(report);
        } else if steps > 0 {
            self.number_stale(report, &stale);
            if !self.hoisted.is_empty() || self.filter.is_some() {
                self.hoisted.retain(|&top| report.tree.contains(top));
                self.refresh();
            }
        }
        if measured {
            self.measure();
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

    /// Follows one step of the structure; `None` where that can't be done. The only step is followed faster: the report
    /// shows where it has led.
    fn step(&mut self, report: &Report, edit: &Edit, only: bool, stale: &mut Stale) -> Option<()> {
        let left = |place: &Place| {
            let before = place.index.checked_sub(1).filter(|_| only)?;
            report.tree.children(place.parent).get(before).copied()
        };
        match edit {
            Edit::Insert { at, branch } => {
                let top = branch.top().id;
                let lines = self.lines.insert(*at, branch, left(at))?;
                for (_, section) in branch.rows() {
                    self.take(section.id, said(report, &self.figures, section.id));
                }
                self.sum_up(top);
                self.add(top, self.total(top));
                self.make_room(&lines);
                self.show(lines.clone());
                stale.branches.insert(top);
                stale.lines = only.then_some(lines);
            }
            Edit::Remove { id } => {
                let from = self.lines.find(*id)?;
                stale.parents.push(self.lines.all()[from].parent());
                self.add(*id, self.total(*id).wrapping_neg());
                let removed = self.lines.remove(*id)?;
                for line in &removed {
                    self.numbers[line.id.number() as usize] = None;
                }
                self.close_up(&(from..from + removed.len()));
                stale.lines = only.then_some(from..from);
            }
            Edit::Move { id, to } => {
                let from = self.lines.all()[self.lines.find(*id)?].parent();
                self.add(*id, self.total(*id).wrapping_neg());
                let lines = self.lines.relocate(*id, *to, left(to))?;
                self.add(*id, self.total(*id));
                self.measure_in(&lines);
                self.show(lines.clone());
                stale.parents.push(from);
                stale.branches.insert(*id);
                stale.lines = only.then_some(lines);
            }
            Edit::Style { id, .. } => {
                if let Some(section) = report.tree.section(*id) {
                    self.styles[id.number() as usize] = section.style.clone();
                }
                stale.branches.insert(*id);
                stale.lines = self.lines.find(*id).filter(|_| only).map(|line| line..self.lines.end(line));
            }
            Edit::Setup { .. } => self.articles = true,
            Edit::Text { .. } | Edit::Metrics { .. } => {}
        }
        Some(())
    }

    /// All sections in reading order.
    pub fn lines(&self) -> &[Line] {
        self.lines.all()
    }

    /// The sections on the screen, in order.
    pub fn visible(&self) -> impl ExactSizeIterator<Item = &Line> + DoubleEndedIterator {
        self.visible.iter().map(|&line| &self.lines.all()[line])
    }

    /// How many sections are on the screen, or would be on a screen high enough.
    pub fn visible_len(&self) -> usize {
        self.visible.len()
    }

    /// The section in this row, counted from 0.
    pub fn visible_line(&self, row: usize) -> Option<&Line> {
        self.visible.get(row).map(|&line| &self.lines.all()[line])
    }

    /// The row of a section, or `None` when it is hidden.
    pub fn row_of(&self, id: SectionId) -> Option<usize> {
        self.visible.binary_search(&self.lines.find(id)?).ok()
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
    pub fn report_total(&self) -> u32 {
        self.texts + self.sections
    }

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
        let kept = self.metrics[id.number() as usize] as usize;
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
            before + self.metrics[self.lines.all()[line].id.number() as usize] as usize
        })
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
            self.foldings += 1;
            self.refresh();
        }
    }

    /// Shows the sections down to `level` (from 1), and hides what is deeper.
    pub fn fold_to(&mut self, level: usize) {
        for line in self.lines.all() {
            self.collapsed[line.id.number() as usize] = line.level() >= level;
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
        let slots = (0..).zip(&self.collapsed).filter(|(_, collapsed)| **collapsed);
        slots.filter_map(|(number, _)| SectionId::new(number)).collect()
    }

    /// Folds these sections and no others.
    pub fn fold(&mut self, folded: &[SectionId]) {
        self.collapsed.fill(false);
        let slots = folded.last().map_or(0, |id| id.number() as usize + 1);
        self.collapsed.resize(self.collapsed.len().max(slots), false);
        folded.iter().for_each(|id| self.collapsed[id.number() as usize] = true);
        self.foldings += 1;
        self.refresh();
    }

    /// The deepest level on the screen and in the report.
    pub fn depths(&self) -> (usize, usize) {
        let deepest = |levels: &mut dyn Iterator<Item = usize>| levels.max().unwrap_or(0);
        (deepest(&mut self.visible().map(Line::level)), deepest(&mut self.lines.all().iter().map(Line::level)))
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
            self.collapsed[id.number() as usize] = false;
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

    /// Reads where the sections stand; what they say has been counted.
    fn rebuild(&mut self, report: &Report) {
        self.lines.read(report);
        for line in self.lines.all() {
            if let Some(section) = report.tree.section(line.id) {
                self.styles[line.id.number() as usize] = section.style.clone();
            }
        }
        self.arrange(report);
    }

    /// Puts in order what follows from where the sections stand.
    fn arrange(&mut self, report: &Report) {
        self.number_all(report);
        self.sections = 0;
        let mut line = 0;
        while let Some(&Line { id, .. }) = self.lines.all().get(line) {
            line = self.lines.end(line);
            self.sum_up(id);
            self.sections += self.total(id);
        }
        self.hoisted.retain(|&top| report.tree.contains(top));
        self.measure();
        self.refresh();
    }

    fn number_all(&mut self, report: &Report) {
        self.numbers.fill(None);
        self.articles = false;
        let mut counter = Counter::new(report.setup.scheme);
        for line in self.lines.all() {
            let slot = line.id.number() as usize;
            let number = counter.count(line.level(), &self.styles[slot]);
            self.articles |= number.marker == Marker::Article;
            self.numbers[slot] = Some(number);
        }
    }

    fn number_stale(&mut self, report: &Report, stale: &Stale) {
        let around = |id: &SectionId| self.lines.find(*id).map(|line| self.lines.all()[line].parent());
        let there = |parent: &Option<SectionId>| parent.is_none_or(|id| self.lines.find(id).is_some());
        let mut parents: Vec<Option<SectionId>> = stale.branches.iter().filter_map(around).collect();
        parents.extend(stale.parents.iter().copied().filter(there));
        parents.sort_unstable();
        parents.dedup();
        for parent in parents {
            if !self.articles {
                self.number_children(report, parent, stale);
            }
        }
        if self.articles {
            self.number_all(report);
        }
    }

    /// Numbers siblings anew, and below them what follows from that.
    fn number_children(&mut self, report: &Report, parent: Option<SectionId>, stale: &Stale) {
        let mut counter = Counter::new(report.setup.scheme);
        let above = parent.into_iter().flat_map(|id| self.lines.ancestors(id));
        let mut path: Vec<SectionId> = parent.into_iter().chain(above).collect();
        path.reverse();
        // The counter has to see the first sibling at every level on the way down, for its marker, and the one on the way.
        let (mut first, mut end) = (0, self.lines.all().len());
        for id in path {
            let line = self.lines.find(id).expect("ancestors have lines");
            for line in [first, line] {
                let Line { id, .. } = self.lines.all()[line];
                counter.count(self.lines.all()[line].level(), &self.styles[id.number() as usize]);
            }
            (first, end) = (line + 1, self.lines.end(line));
        }
        let changed = stale.lines.clone().unwrap_or(0..usize::MAX);
        let mut line = self.count_on(&mut counter, first, changed.start.min(end), parent);
        let mut stale_until = line;
        while line < end {
            let Line { id, .. } = self.lines.all()[line];
            let level = self.lines.all()[line].level();
            let slot = id.number() as usize;
            let number = counter.count(level, &self.styles[slot]);
            self.articles |= number.marker == Marker::Article;
            let before = self.numbers[slot].replace(number);
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
            let Line { id, .. } = self.lines.all()[sibling];
            match self.numbers[id.number() as usize] {
                Some(number) if number.ordinal > 0 || number.marker == Marker::Bare => {
                    let Line { id: eldest, .. } = self.lines.all()[first];
                    counter.count(self.lines.all()[first].level(), &self.styles[eldest.number() as usize]);
                    counter.resume(number.ordinal);
                    return self.lines.end(sibling);
                }
                _ => behind = sibling,
            }
        }
        first
    }

    /// Totals of a subtree from its sections' own counts: backwards, every section after what is below it.
    fn sum_up(&mut self, top: SectionId) {
        let Some(first) = self.lines.find(top) else { return };
        let mut open: Vec<u32> = Vec::new();
        for line in self.lines.all()[first..self.lines.end(first)].iter().rev() {
            let slot = line.id.number() as usize;
            let level = line.level();
            if open.len() <= level {
                open.resize(level + 1, 0);
            }
            let total = self.own[slot] + open[level];
            open[level] = 0;
            open[level - 1] += total;
            self.total[slot] = total;
        }
    }

    /// Adds to what is counted above a section.
    fn add(&mut self, id: SectionId, count: u32) {
        for above in self.lines.ancestors(id) {
            let total = &mut self.total[above.number() as usize];
            *total = total.wrapping_add(count);
        }
        self.sections = self.sections.wrapping_add(count);
    }

    /// Where the metrics are.
    fn measure(&mut self) {
        self.measured.clear();
        self.measure_in(&(0..self.lines.all().len()));
    }

    /// Where the metrics are among lines that have changed places with one another.
    fn measure_in(&mut self, lines: &Range<usize>) {
        let from = self.measured.partition_point(|measured| measured.line < lines.start);
        let end = self.measured.partition_point(|measured| measured.line < lines.end);
        let mut before = self.metrics_before(lines.start);
        let mut measured = Vec::new();
        for line in lines.clone() {
            let kept = self.metrics[self.lines.all()[line].id.number() as usize] as usize;
            if kept > 0 {
                measured.push(Measured { line, before });
                before += kept;
            }
        }
        self.measured.splice(from..end, measured);
    }

    /// The visible lines from folds, focus and filter.
    fn refresh(&mut self) {
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
        if self.collapsed[id.number() as usize] { Shows::Itself } else { Shows::All }
    }

    /// The visible lines among these, which have changed places or come in; without focus and filter.
    fn show(&mut self, lines: Range<usize>) {
        let from = self.visible.partition_point(|&line| line < lines.start);
        let end = self.visible.partition_point(|&line| line < lines.end);
        let above = self.lines.all().get(lines.start).into_iter().flat_map(|line| self.lines.ancestors(line.id));
        // All below the outermost ancestor that is folded is hidden.
        let folded = above.filter(|&id| self.shows(id) == Shows::Itself).last();
        let hidden = folded.and_then(|id| self.lines.find(id)).map_or(0, |line| self.lines.end(line));
        let shown = self.lines.shown(lines.start.max(hidden), lines.end, |id| self.shows(id));
        self.visible.splice(from..end, shown);
    }

    /// Counts on what points behind lines that have come in.
    fn make_room(&mut self, lines: &Range<usize>) {
        let from = self.visible.partition_point(|&line| line < lines.start);
        self.visible[from..].iter_mut().for_each(|line| *line += lines.len());
        self.measure();
    }

    /// Counts back what points behind lines that have gone.
    fn close_up(&mut self, lines: &Range<usize>) {
        let from = self.visible.partition_point(|&line| line < lines.start);
        let end = self.visible.partition_point(|&line| line < lines.end);
        self.visible.drain(from..end);
        self.visible[from..].iter_mut().for_each(|line| *line -= lines.len());
        self.measure();
    }

    fn recount(&mut self, report: &Report, id: SectionId) {
        let slot = id.number() as usize;
        if !report.tree.contains(id) {
            return;
        }
        let Said { own, refers, .. } = said(report, &self.figures, id);
        if refers {
            self.refers.insert(id);
        }
        let more = own.wrapping_sub(std::mem::replace(&mut self.own[slot], own));
        self.total[slot] = self.total[slot].wrapping_add(more);
        self.add(id, more);
    }

    fn take(&mut self, id: SectionId, said: Said) {
        let slot = id.number() as usize;
        if slot >= self.own.len() {
            self.numbers.resize(slot + 1, None);
            self.styles.resize(slot + 1, Style::default());
            self.own.resize(slot + 1, 0);
            self.total.resize(slot + 1, 0);
            self.metrics.resize(slot + 1, 0);
            self.collapsed.resize(self.collapsed.len().max(slot + 1), false);
        }
        self.styles[slot] = said.style;
        self.own[slot] = said.own;
        self.metrics[slot] = said.metrics;
        if said.refers {
            self.refers.insert(id);
        }
    }

    fn count_texts(&mut self, report: &Report) {
        let texts =
            [&report.title, &report.organization, &report.date, &report.salutation, &report.preamble, &report.closing];
        self.texts = texts.into_iter().map(|text| count(&self.figures, text)).sum();
    }
}

/// Whether an edit changes where sections stand or how they are numbered.
fn is_structural(edit: &Edit) -> bool {
    !matches!(edit, Edit::Text { .. } | Edit::Metrics { .. })
}

/// Of a section; nothing of one that has gone.
fn said(report: &Report, figures: &Figures, id: SectionId) -> Said {
    report.tree.section(id).map_or_else(Said::default, |section| Said {
        own: count(figures, &section.heading) + count(figures, &section.body),
        metrics: small(section.metrics.len()),
        style: section.style.clone(),
        refers: section.heading.contains('{') || section.body.contains('{'),
    })
}

/// Of all sections; a large report is counted by several hands.
fn said_in_all(report: &Report, figures: &Figures, lines: &[Line]) -> Vec<Said> {
    const HANDS: usize = 4;
    const SMALL: usize = 1 << 12;
    let by_one = |lines: &[Line]| -> Vec<Said> { lines.iter().map(|line| said(report, figures, line.id)).collect() };
    if lines.len() < SMALL {
        return by_one(lines);
    }
    std::thread::scope(|scope| {
        let parts = lines.chunks(lines.len().div_ceil(HANDS));
        let hands: Vec<_> = parts.map(|part| (part, scope.spawn(move || by_one(part)))).collect();
        // A panic there would come again here.
        hands.into_iter().flat_map(|(part, hand)| hand.join().unwrap_or_else(|_| by_one(part))).collect()
    })
}

/// 字 of a text as it is handed in: of a reference, what it says.
fn count(figures: &Figures, text: &str) -> u32 {
    small(text::count(&figures.render(text)))
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
