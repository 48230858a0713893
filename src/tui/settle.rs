//! After a key: what follows from it is put in order, for the screen that there is room for.

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::TableAside;
use crate::report::grid;
use crate::tui::caret::Caret;
use crate::tui::command::Focus;
use crate::tui::flow::Flow;
use crate::tui::flow::Measure;
use crate::tui::layout;
use crate::tui::model::Follow;
use crate::tui::model::Model;

impl Model {
    /// Puts everything that follows from the last key in order: rows, scroll, what has gone.
    pub fn settle(&mut self) {
        self.stay();
        self.outline.texts_fold = self.session.folds_texts;
        self.unfold_page();
        if self.focus() == Focus::Text && !self.has_on_page(self.here().page()) {
            self.leave_page();
        }
        if let Some(field) = self.field() {
            self.caret = self.caret.clamped(self.text_of(field));
        }
        let areas = layout::areas(self);
        if let Some(area) = areas.note {
            let flow = std::mem::take(&mut self.note.flow);
            self.note.flow = self.laid_out(flow, self.note_field(), layout::text_width(area), 0);
        }
        if self.focus() == Focus::Heading
            && let (Some(field), Some(area)) = (self.field(), areas.outline)
        {
            let flow = std::mem::take(&mut self.heading);
            self.heading = self.laid_out(flow, field, layout::heading_width(self, area), 0);
        }
        match (self.focus(), self.field()) {
            (Focus::Text, _) => {}
            _ => {
                if let Some(flow) = self.written() {
                    self.caret = self.caret.fitted(flow);
                }
            }
        }
        if let Some(area) = areas.text {
            self.settle_page(layout::column(area));
        }
        let rows = self.metric_rows().len();
        self.cell.row = self.cell.row.min(rows.saturating_sub(1));
        if self.follow != Follow::Wheel {
            self.scroll(&areas);
        }
        if let Some(area) = areas.preview {
            self.sheet = self.sheet_in(layout::text_width(area), usize::from(area.height));
        }
    }

    /// A flow brought up to date: what it shows of a text now, in so many columns.
    fn laid_out(&self, mut flow: Flow, field: Field, width: usize, indent: usize) -> Flow {
        let measure = Measure { width, first: indent, indent, ambiguous: self.session.ambiguous };
        let report = self.report();
        let hung = grid::home(field).and_then(|(owner, text)| Some(grid::hung(report.aside(owner)?, text)));
        let hung: Option<Vec<&TableAside>> = hung.map(Iterator::collect);
        flow.show((field, self.text_of(field)), hung.as_deref(), measure, self.outline.figures());
        flow
    }

    /// Scrolls the pane of a text that doesn't have the focus to a place in it.
    pub(in crate::tui) fn uncover(&mut self, field: Field, caret: Caret) {
        self.settle();
        let areas = layout::areas(self);
        if field == self.note_field()
            && let Some(area) = areas.note
        {
            let pane = &mut self.note;
            let row = pane.flow.locate(&caret.clamped(pane.flow.source())).0;
            pane.top = kept(pane.top, row, row + 1, usize::from(area.height).max(1));
        } else if areas.text.is_some() && self.has_on_page(field) {
            self.with_page(|page, seen| {
                let caret = page.fit(seen, field, caret);
                page.scroll_to(seen, field, caret);
                page.lay_rows(seen);
            });
        }
    }

    /// The pane of a change, in words for a message; empty if the screen shows that pane.
    pub(in crate::tui) fn out_of_sight(&self, change: &Change) -> &'static str {
        let areas = layout::areas(self);
        match change.place() {
            Some(Edit::Text { field: Field::Body(_) | Field::Preamble | Field::Closing, .. })
                if areas.text.is_none() =>
            {
                "（在正文里）"
            }
            Some(Edit::Text { field: Field::Note(_) | Field::ReportNote, .. }) if areas.note.is_none() => {
                "（在备注里）"
            }
            Some(Edit::Text { field: Field::Title | Field::Heading(_), .. }) if areas.outline.is_none() => {
                "（在提纲里）"
            }
            Some(Edit::Metrics { .. }) if areas.metrics.is_none() => "（在指标里）",
            _ => "",
        }
    }

    fn scroll(&mut self, areas: &layout::Areas) {
        if let Some(area) = areas.outline {
            let height = usize::from(area.height).max(1);
            let tall = if self.focus() == Focus::Heading { self.heading.len().min(height) } else { 1 };
            self.top = kept(self.top, self.row(), self.row() + tall, height).min(self.rows().saturating_sub(1));
        }
        if let (Some(area), Focus::Note) = (areas.note, self.focus()) {
            let row = self.note.flow.locate(&self.caret).0;
            self.note.top = kept(self.note.top, row, row + 1, usize::from(area.height).max(1));
        }
        if let Some(area) = areas.metrics {
            let height = usize::from(area.height).saturating_sub(1).max(1);
            self.cell.top = kept(self.cell.top, self.cell.row, self.cell.row + 1, height);
        }
    }
}

/// The first row to draw so that `from..to` is on a screen of `height` rows, as little moved as possible.
fn kept(top: usize, from: usize, to: usize, height: usize) -> usize {
    top.min(from).max(to.saturating_sub(height))
}
