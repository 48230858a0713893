//! What the panes show of where the writer is: the text he writes, labels, metrics.

use std::borrow::Cow;

use crate::edit::moves;
use crate::edit::moves::Use;
use crate::report::Field;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::SectionId;
use crate::report::numbering::Number;
use crate::text;
use crate::tui::command::Focus;
use crate::tui::flow::Flow;
use crate::tui::model::MetricRow;
use crate::tui::model::MetricRows;
use crate::tui::model::Model;
use crate::tui::outline::Spot;

/// What a report without a title is called.
pub const UNNAMED: &str = "未命名报告";

impl Model {
    /// The text that has the caret, laid out as of the last [`settle`](Model::settle).
    pub fn written(&self) -> Option<&Flow> {
        self.field()?;
        match self.focus() {
            Focus::Heading => Some(&self.heading),
            Focus::Text => self.page.flow(self.field()?),
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
        while from > 0 && text::width(&before[from..], self.session.ambiguous) < columns {
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

    /// What a file of the report is called, without its ending: as its title says.
    pub fn file_name(&self) -> String {
        text::file_name(&self.report().title, UNNAMED)
    }

    /// What a message calls a place that refers to a metric.
    pub fn place_name(&self, place: &Use) -> String {
        match place {
            Use::Text { field, .. } => self.text_name(*field),
            Use::Formula { owner, at, .. } => {
                let metric = self.report().metrics(*owner).and_then(|metrics| metrics.get(*at));
                format!("指标「{}」的公式", metric.map_or("", |metric| metric.name.trim()))
            }
        }
    }

    /// What a message calls a text.
    pub fn text_name(&self, field: Field) -> String {
        let name = match field {
            Field::Title => "标题",
            Field::Organization => "单位",
            Field::Subtitle => "副标题",
            Field::Remarks => "附注",
            Field::Head(part) => part.name(),
            Field::Imprint => "版记",
            Field::Date => "日期",
            Field::Salutation => "称呼",
            Field::Preamble => "导语",
            Field::Closing => "结尾",
            Field::ReportNote => "全文的备注",
            Field::Heading(id) | Field::Body(id) | Field::Note(id) => {
                return self.report().tree.section(id).map_or_else(String::new, |section| {
                    let note = if matches!(field, Field::Note(_)) { "的备注" } else { "" };
                    format!("「{}」{note}", moves::name_of(section))
                });
            }
        };
        name.to_string()
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
        let below = match self.spot() {
            Spot::Closing => 0,
            spot => self.outline.metrics_below(spot.section()),
        };
        MetricRows { outline: &self.outline, owner, own, below }
    }
}
