//! The caret in the manuscript: it walks from one text into another, and selects across them.

use std::cmp::Ordering;
use std::ops::Range;

use crate::report::Field;
use crate::report::SectionId;
use crate::tui::caret::Caret;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::here::Here;
use crate::tui::here::Point;
use crate::tui::here::Screen;
use crate::tui::here::Selection;
use crate::tui::manuscript::Manuscript;
use crate::tui::manuscript::Seen;
use crate::tui::model::Cell;
use crate::tui::model::Model;
use crate::tui::motion::Extend;
use crate::tui::motion::Motion;

impl Model {
    /// Whether the text pane shows a text, or would where it isn't empty.
    pub(in crate::tui) fn has_on_page(&self, field: Field) -> bool {
        self.outline.spans(self.report(), &self.span(), field)
    }

    /// Whether the writer is in the manuscript and a text stands there too: to go to it he stays.
    pub(in crate::tui) fn writes_on_page(&self, field: Field) -> bool {
        self.focus() == Focus::Text && self.is_wide() && self.has_on_page(field)
    }

    /// Asks the manuscript something that may have to lay out more of it.
    pub(in crate::tui) fn with_page<T>(&mut self, ask: impl FnOnce(&mut Manuscript, &Seen<'_>) -> T) -> T {
        let mut page = std::mem::take(&mut self.page);
        let ambiguous = self.session.ambiguous;
        let answer = ask(&mut page, &Seen { report: self.report(), outline: &self.outline, ambiguous });
        self.page = page;
        answer
    }

    /// The caret has come behind a fold of the manuscript: what hides it is shown.
    pub(in crate::tui) fn unfold_page(&mut self) {
        if self.focus() != Focus::Text || !self.is_wide() {
            return;
        }
        while let Some(id) = self.outline.hides(self.here.page()) {
            self.outline.open(id);
            self.row = self.row_near(self.spot());
        }
    }

    /// The text that is written no longer stands in the manuscript: the writer goes on beside it.
    pub(in crate::tui) fn leave_page(&mut self) {
        let field = self.here.page();
        let caret = self.caret;
        if matches!(field, Field::Heading(_) | Field::Title) && self.screen != Screen::FullText {
            self.here = Here::new(self.spot(), Focus::Heading);
            self.caret = caret;
        } else {
            self.here = Here::new(self.spot(), Focus::Text);
            self.caret = self.remembered(self.body_field());
        }
        self.far = None;
    }

    /// The caret has come into a text of the manuscript: the outline follows, and folds stay as they are.
    pub fn follow(&mut self, field: Field, caret: Caret) {
        if self.field() != Some(field) || self.focus() != Focus::Text {
            self.leave_text();
            self.document.seal();
            let spot = self.spot_of(field);
            if spot != self.spot() {
                self.cell = Cell::default();
                self.note.top = 0;
            }
            self.here = Here::on_page(spot, field);
            self.row = self.row_near(spot);
        }
        self.far = None;
        self.caret = caret;
    }

    /// Moves the caret in the manuscript.
    pub fn walk(&mut self, motion: Motion, extend: Extend) {
        let Some(field) = self.field() else { return };
        if extend == Extend::No
            && matches!(motion, Motion::Left | Motion::Right)
            && let Some(Selection { from, to }) = self.selection_across()
        {
            let end = if motion == Motion::Left { from } else { to };
            return self.follow(end.field, Caret::new(end.at));
        }
        let from = Point { field, at: self.caret.at };
        let anchor = self.far.or(self.caret.anchor.map(|at| Point { field, at })).unwrap_or(from);
        let caret = self.caret;
        let (there, caret) = self.with_page(|page, seen| page.moved(seen, (field, caret), motion, extend));
        self.come(there, caret);
        if extend == Extend::Yes {
            self.select_from(anchor);
        }
    }

    /// The caret comes to a place in the same text or another.
    fn come(&mut self, field: Field, caret: Caret) {
        if self.field() == Some(field) {
            self.far = None;
            self.caret = caret;
        } else {
            self.follow(field, caret);
        }
    }

    /// Selects from a place to the caret.
    pub fn select_from(&mut self, anchor: Point) {
        if self.field() == Some(anchor.field) {
            self.caret.anchor = Some(anchor.at);
            self.far = None;
        } else {
            self.caret.anchor = None;
            self.far = Some(anchor);
        }
    }

    /// What is selected across several texts of the manuscript.
    pub fn selection_across(&self) -> Option<Selection> {
        let far = self.far?;
        let caret = Point { field: self.field()?, at: self.caret.at };
        let order = |point: Point| self.outline.order(self.report(), point.field);
        Some(match order(far).cmp(&order(caret)) {
            Ordering::Less => Selection { from: far, to: caret },
            _ => Selection { from: caret, to: far },
        })
    }

    /// The heading with the caret, in the manuscript.
    pub fn heading_on_page(&self) -> Option<SectionId> {
        match self.field()? {
            Field::Heading(id) if self.focus() == Focus::Text => Some(id),
            _ => None,
        }
    }

    /// What the keys of a table mean in a heading of the manuscript, and where headings are selected: they change its level and
    /// its place. `None` where they mean what they say.
    pub fn meant(&self, command: Command) -> Option<Command> {
        if self.focus() != Focus::Text || self.heading_on_page().is_none() && self.far.is_none() {
            return None;
        }
        Some(match command {
            Command::NextCell => Command::Demote,
            // In a text nothing moves: what follows on its level comes to stand below it.
            Command::PreviousCell => Command::PromoteInPlace,
            Command::RowUp => Command::MoveUp,
            Command::RowDown => Command::MoveDown,
            _ => return None,
        })
    }

    /// Whether a selection over several texts reaches any heading.
    pub fn is_heading_selected(&self) -> bool {
        self.selected_sections().is_some()
    }

    /// The sections whose headings a selection over several texts reaches, in reading order.
    pub(super) fn selected_sections(&self) -> Option<Vec<SectionId>> {
        let Selection { from, to } = self.selection_across()?;
        let line = |field: Field| self.outline.branch(field.section()?).map(|branch| branch.start);
        let lines = self.outline.lines();
        let first = match (from.field, line(from.field)) {
            (Field::Heading(_), Some(line)) => line,
            (_, Some(line)) => line + 1,
            _ => 0,
        };
        let is_reached = to.at > 0 || !matches!(to.field, Field::Heading(_));
        let last = line(to.field).map_or(lines.len(), |line| line + usize::from(is_reached)).max(first);
        let ids: Vec<SectionId> = lines.get(first..last)?.iter().map(|line| line.id).collect();
        (!ids.is_empty()).then_some(ids)
    }

    /// The bytes of a text that are selected.
    pub fn selected_in(&self, field: Field) -> Option<Range<usize>> {
        let Some(Selection { from, to }) = self.selection_across() else {
            return self.caret.selection().filter(|_| self.field() == Some(field));
        };
        let order = |field| self.outline.order(self.report(), field);
        let is_between = order(from.field) <= order(field) && order(field) <= order(to.field);
        let start = if field == from.field { from.at } else { 0 };
        let end = if field == to.field { to.at } else { self.text_of(field).len() };
        (is_between && order(field).is_some() && start < end).then_some(start..end)
    }
}
