//! What the panes show of where the writer is: rows laid out, labels, metrics, scrolling.

use std::borrow::Cow;

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::SectionId;
use crate::report::numbering::Number;
use crate::text;
use crate::tui::caret::Caret;
use crate::tui::command::Focus;
use crate::tui::flow::Flow;
use crate::tui::flow::Measure;
use crate::tui::layout;
use crate::tui::model::Follow;
use crate::tui::model::MetricRow;
use crate::tui::model::MetricRows;
use crate::tui::model::Model;
use crate::tui::model::whereabouts;
use crate::tui::outline::Spot;

impl Model {
    /// The text that has the caret, laid out as of the last [`settle`](Model::settle).
    pub fn written(&self) -> Option<&Flow> {
        self.field()?;
        match self.focus {
            Focus::Heading => Some(&self.heading),
            Focus::Text => Some(&self.text.flow),
            Focus::Note => Some(&self.note.flow),
            Focus::Navigation | Focus::Metrics => None,
        }
    }

    /// A text as it is handed in, every reference as what it says.
    pub fn rendered<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.outline.figures().render(text)
    }

    /// The paragraph around byte `at` of a text as it is handed in: from some columns before that place on, and `…` where more
    /// stands before. `at` is no place inside a reference.
    pub fn words_around(&self, field: Field, at: usize, columns: usize) -> String {
        let text = self.text_of(field);
        let (Some(before), Some(behind)) = (text.get(..at), text.get(at..)) else { return String::new() };
        let before = self.rendered(before.rsplit('\n').next().unwrap_or_default());
        let mut from = before.len();
        while from > 0 && text::width(&before[from..], self.ambiguous) < columns {
            from = text::prev_boundary(&before, from);
        }
        let behind = self.rendered(behind.split('\n').next().unwrap_or_default());
        format!("{}{}{behind}", if from > 0 { "…" } else { "" }, &before[from..])
    }

    /// The number of a visible or hidden section as written, empty when it takes none.
    pub fn label(&self, id: SectionId, number: Number) -> String {
        let lines = || self.report().tree.ancestors(id).filter_map(|above| self.number(above));
        number.label(lines())
    }

    /// The number of a section.
    pub fn number(&self, id: SectionId) -> Option<Number> {
        self.outline.number(id)
    }

    /// What the writer knows an owner of metrics by: its number and heading.
    pub fn owner_name(&self, owner: Owner) -> String {
        match owner {
            Owner::Report => "全文".into(),
            Owner::Section(id) => {
                let label = self.number(id).map_or_else(String::new, |number| self.label(id, number));
                let heading = self.report().tree.section(id).map_or("", |section| section.heading.as_str());
                format!("{label}{}", self.rendered(heading))
            }
        }
    }

    /// The metric under the cursor of the metrics pane.
    pub fn metric(&self) -> Option<(MetricRow, &Metric)> {
        let row = self.metric_rows().get(self.cell.row)?;
        Some((row, self.report().metrics(row.owner)?.get(row.index)?))
    }

    /// The rows of the metrics pane: the spot's own, then those of the sections below it.
    pub fn metric_rows(&self) -> MetricRows<'_> {
        let owner = self.owner();
        let own = self.report().metrics(owner).map_or(0, <[_]>::len);
        let below = match self.spot {
            Spot::Closing => 0,
            spot => self.outline.metrics_below(spot.section()),
        };
        MetricRows { outline: &self.outline, owner, own, below }
    }

    /// Puts everything that follows from the last key in order: rows, scroll, what has gone.
    pub fn settle(&mut self) {
        self.stay();
        if (self.focus, self.spot) == (Focus::Heading, Spot::Closing) {
            // The closing's row has no heading to write.
            self.focus_on(Focus::Navigation);
        }
        self.row = self.row_of(self.spot).unwrap_or(0);
        if let Some(field) = self.field() {
            let text = self.report().text(field).unwrap_or("");
            self.caret = self.caret.clamped(text);
        }
        let areas = layout::areas(self);
        let report = self.document.report();
        let text = |field| report.text(field).unwrap_or("");
        let ambiguous = self.ambiguous;
        let measure = |width, indent| Measure { width, indent, ambiguous };
        if let Some(area) = areas.text {
            let field = self.body_field();
            let measure = measure(layout::text_width(area), layout::INDENT);
            self.text.flow.show(field, text(field), measure, self.outline.figures());
        }
        if let Some(area) = areas.note {
            let field = self.note_field();
            self.note.flow.show(field, text(field), measure(layout::text_width(area), 0), self.outline.figures());
        }
        if self.focus == Focus::Heading
            && let (Some(field), Some(area)) = (self.field(), areas.outline)
        {
            let width = layout::heading_width(self, area);
            self.heading.show(field, text(field), measure(width, 0), self.outline.figures());
        }
        if let Some(flow) = self.written() {
            self.caret = self.caret.fitted(flow);
        }
        let rows = self.metric_rows().len();
        self.cell.row = self.cell.row.min(rows.saturating_sub(1));
        if self.follow == Follow::Caret {
            self.scroll(&areas);
        }
        if let Some(area) = areas.preview {
            self.sheet = self.sheet_in(area);
        }
    }

    /// Scrolls the pane of a text that doesn't have the focus to a place in it.
    pub(in crate::tui::model) fn uncover(&mut self, field: Field, caret: Caret) {
        self.settle();
        let areas = layout::areas(self);
        let (pane, area) = match field {
            field if field == self.body_field() => (&mut self.text, areas.text),
            field if field == self.note_field() => (&mut self.note, areas.note),
            _ => return,
        };
        if let Some(area) = area {
            let row = pane.flow.locate(&caret.clamped(pane.flow.source())).0;
            pane.top = kept(pane.top, row, row + 1, usize::from(area.height).max(1));
        }
    }

    /// In which pane a change happened, in words for a message; nothing where the screen shows that pane.
    pub(in crate::tui) fn out_of_sight(&self, change: &Change) -> &'static str {
        let areas = layout::areas(self);
        match whereabouts::last_place(change) {
            Some(Edit::Text { field: Field::Body(_) | Field::Preamble | Field::Closing, .. }) if areas.text.is_none() => {
                "（在正文里）"
            }
            Some(Edit::Text { field: Field::Note(_) | Field::ReportNote, .. }) if areas.note.is_none() => "（在备注里）",
            Some(Edit::Text { field: Field::Title | Field::Heading(_), .. }) if areas.outline.is_none() => "（在提纲里）",
            Some(Edit::Metrics { .. }) if areas.metrics.is_none() => "（在指标里）",
            _ => "",
        }
    }

    fn scroll(&mut self, areas: &layout::Areas) {
        if let Some(area) = areas.outline {
            let height = usize::from(area.height).max(1);
            let tall = if self.focus == Focus::Heading { self.heading.len().min(height) } else { 1 };
            self.top = kept(self.top, self.row, self.row + tall, height).min(self.rows().saturating_sub(1));
        }
        if let (Some(area), Focus::Text) = (areas.text, self.focus) {
            let row = self.text.flow.locate(&self.caret).0;
            self.text.top = kept(self.text.top, row, row + 1, usize::from(area.height).max(1));
        }
        if let (Some(area), Focus::Note) = (areas.note, self.focus) {
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
