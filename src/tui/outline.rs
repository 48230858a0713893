//! The outline as the screen needs it: numbers, counts and visible rows of the whole report, kept up to date change by
//! change so that a key costs what it touched. Folds, focus and filter live here too; none of it is in the report.

mod counts;
mod lines;
mod measured;
mod numbers;
mod order;
mod visible;

use std::collections::HashSet;
use std::ops::Range;

use crate::edit::Done;
use crate::edit::Edit;
use crate::report::ById;
use crate::report::Field;
use crate::report::Ledger;
use crate::report::Owner;
use crate::report::Place;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::Style;
use crate::report::numbering::Number;
use crate::tui::figures;
use crate::tui::outline::counts::said;
use crate::tui::outline::counts::said_in_all;
use crate::tui::outline::counts::small;
use crate::tui::outline::lines::Lines;
use crate::tui::outline::measured::Measured;

pub use self::lines::OutlineLine;
pub use self::order::Span;

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
    numbers: ById<Option<Number>>,
    styles: ById<Style>,
    own: ById<u32>,
    total: ById<u32>,
    metrics: ById<u32>,
    collapsed: ById<bool>,
    /// Grows when sections are folded or unfolded.
    foldings: u64,
    /// Whether the texts of a manuscript are folded with their sections.
    pub(in crate::tui) texts_fold: bool,
    /// Whether the number of a section may hang on more than the sections around it: of an article, an annex, a series that
    /// begins at a number.
    by_whole: bool,
    /// 字 of the texts of the whole report that are exported, and of all sections.
    texts: u32,
    /// What references say, and the sections whose texts may hold some: they are counted as they are handed in.
    figures: Ledger,
    refers: HashSet<SectionId>,
    sections: u32,
    /// Lines on the screen, as indexes into `lines`.
    visible: Vec<usize>,
    hoisted: Vec<SectionId>,
    /// With a filter on: what the writer typed, and the sections it found.
    filter: Option<(String, HashSet<SectionId>)>,
}

/// What has to be numbered anew.
#[derive(Debug, Default)]
struct Stale {
    /// Whether a single step was done: it is followed faster, since the report shows where it has led.
    only: bool,
    /// Sections whose children may close up; `None`: the top sections.
    parents: Vec<Option<SectionId>>,
    /// Sections that have come to stand elsewhere or look different, with all below them.
    branches: HashSet<SectionId>,
    /// After a single step: the lines that are others now. Siblings before them keep their numbers, those after them may
    /// count on or back by as many as come or go.
    lines: Option<Range<usize>>,
}

impl Outline {
    /// The outline of a report, all expanded.
    pub fn new(report: &Report) -> Outline {
        let mut outline = Outline { figures: Ledger::new(report), ..Outline::default() };
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
        let mut stale = Stale { only: steps == 1, ..Stale::default() };
        // First where the sections stand, step by step; then their texts, of which only the last state is known.
        let kept = steps <= MANY && edits().all(|edit| self.step(report, edit, &mut stale).is_some());
        let only = edits().nth(1).is_none();
        let mut measured = false;
        for edit in edits() {
            match edit {
                Edit::Text { field: field @ (Field::Heading(id) | Field::Body(id)), at, cut, put } => {
                    match report.text(*field).filter(|_| only) {
                        Some(text) => self.recount_around(*id, text, *at, cut, put),
                        None => self.recount(report, *id),
                    }
                }
                Edit::Text { field: Field::Note(_) | Field::ReportNote, .. } => {}
                Edit::Text { .. } => self.count_texts(report),
                Edit::Metrics { owner: Owner::Section(id), .. } => {
                    if let Some(section) = report.tree.section(*id) {
                        self.metrics[*id] = small(section.metrics.len());
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
    pub fn figures(&self) -> &Ledger {
        &self.figures
    }

    /// Follows one step of the structure; `None` where that can't be done.
    fn step(&mut self, report: &Report, edit: &Edit, stale: &mut Stale) -> Option<()> {
        let only = stale.only;
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
                    self.numbers[line.id] = None;
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
                    self.styles[*id] = section.style.clone();
                }
                stale.branches.insert(*id);
                stale.lines = self.lines.find(*id).filter(|_| only).map(|line| line..self.lines.end(line));
            }
            Edit::Setup { .. } => self.by_whole = true,
            Edit::Text { .. } | Edit::Metrics { .. } | Edit::Aside { .. } => {}
        }
        Some(())
    }

    /// The lines of a section and all below it.
    pub fn branch(&self, id: SectionId) -> Option<Range<usize>> {
        let line = self.lines.find(id)?;
        Some(line..self.lines.end(line))
    }

    /// All sections in reading order.
    pub fn lines(&self) -> &[OutlineLine] {
        self.lines.all()
    }

    /// Reads where the sections stand; what they say has been counted.
    fn rebuild(&mut self, report: &Report) {
        self.lines.read(report);
        for line in self.lines.all() {
            if let Some(section) = report.tree.section(line.id) {
                self.styles[line.id] = section.style.clone();
            }
        }
        self.arrange(report);
    }

    /// Puts in order what follows from where the sections stand.
    fn arrange(&mut self, report: &Report) {
        self.number_all(report);
        self.sections = 0;
        let mut line = 0;
        while let Some(&OutlineLine { id, .. }) = self.lines.all().get(line) {
            line = self.lines.end(line);
            self.sum_up(id);
            self.sections += self.total(id);
        }
        self.hoisted.retain(|&top| report.tree.contains(top));
        self.measure();
        self.refresh();
    }
}

/// Whether an edit changes where sections stand or how they are numbered.
fn is_structural(edit: &Edit) -> bool {
    !matches!(edit, Edit::Text { .. } | Edit::Metrics { .. } | Edit::Aside { .. })
}
