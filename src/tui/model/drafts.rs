//! What stands in a line that is being typed into, for a journal, and how it comes back into its line.

use crate::report::Owner;
use crate::store::journal::Draft;
use crate::tui::command::Focus;
use crate::tui::model::Column;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Form;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Preview;
use crate::tui::overlay::Purpose;

/// What a journal calls the periods of a metric, which are written in a line of their own.
const SERIES: &str = "分期";

impl Model {
    /// What has been typed into a line and is not in the report yet; words that are only looked for don't count.
    pub fn written_draft(&self) -> Option<Draft> {
        if self.guest.is_some() {
            return None;
        }
        let overlay = self.overlay.as_ref().map(Overlay::beneath);
        let of_report = match overlay {
            Some(Overlay::Held(held)) => Some(Draft::Strip(held.clone())),
            Some(Overlay::Prompt(prompt)) => self.written_cell(&prompt.purpose, &prompt.line),
            Some(Overlay::Overview(overview)) => overview.cell.as_ref().and_then(|line| {
                let ((owner, row), metric) = overview.metric(self.report())?;
                let is_written = overview.column.of(metric).is_some_and(|text| text != line.text());
                let (column, text) = (overview.column.title().to_owned(), line.text().to_owned());
                is_written.then_some(Draft::Cell { owner, row, column, text })
            }),
            Some(Overlay::Form(form)) => form.is_written(self.report()).then(|| Draft::Form(form.texts())),
            _ => None,
        };
        let answer = || {
            let now = overlay.and_then(answering).filter(|(_, line)| line.is_written());
            let left = || self.unanswered.as_ref().map(|(question, line)| (question.clone(), line));
            let (question, line) = now.or_else(left)?;
            Some(Draft::Answer { question, text: line.text().to_owned() })
        };
        of_report.or_else(answer)
    }

    /// The cell of the metrics pane that a line is, where it says something else than the metric.
    fn written_cell(&self, purpose: &Purpose, line: &Line) -> Option<Draft> {
        let (row, metric) = self.metric()?;
        let (column, now) = match purpose {
            Purpose::Cell => (self.cell.column.title(), self.cell.column.of(metric)),
            Purpose::Series => (SERIES, metric.series.as_str()),
            _ => return None,
        };
        let (column, text) = (column.to_owned(), line.text().to_owned());
        (now != text).then_some(Draft::Cell { owner: row.owner, row: row.index, column, text })
    }

    /// Puts what stood in a line there again. Where its line is gone, it is offered as text that arrived in 导航.
    pub fn take_up(&mut self, draft: Draft) {
        match draft {
            Draft::Strip(text) => self.hold(text),
            Draft::Cell { owner, row, column, text } => {
                let rows = self.report().metrics(owner).map_or(0, <[_]>::len);
                let known = Column::ALL.into_iter().find(|known| known.title() == column);
                let purpose = if column == SERIES { Some(Purpose::Series) } else { known.map(|_| Purpose::Cell) };
                match purpose.filter(|_| row < rows) {
                    Some(purpose) => {
                        self.go(match owner {
                            Owner::Report => Spot::Report,
                            Owner::Section(id) => Spot::Section(id),
                        });
                        self.focus_on(Focus::Metrics);
                        (self.cell.row, self.cell.column) = (row, known.unwrap_or_default());
                        self.ask(purpose, Line::written(text));
                    }
                    None => self.hold(text),
                }
            }
            Draft::Answer { question, text } => self.unanswered = Some((question, Line::written(text))),
            Draft::Form(texts) => {
                let mut form = Form::of(self.report());
                form.take(texts);
                self.overlay = Some(Overlay::Form(form));
            }
        }
    }

    fn hold(&mut self, text: String) {
        self.focus_on(Focus::Navigation);
        self.overlay = Some(Overlay::Held(text));
    }

    /// Keeps the answer to a question that is being left, for when the same is asked again.
    pub fn keep_answer(&mut self, overlay: &Overlay) {
        let kept = answering(overlay).filter(|(_, line)| line.is_written());
        if let Some((question, line)) = kept {
            self.unanswered = Some((question, line.clone()));
        }
    }

    /// Whether leaving it would throw away something that the writer has done there. Words that are only looked for don't count.
    pub fn is_written(&self, overlay: &Overlay) -> bool {
        match overlay {
            Overlay::Held(_) => true,
            Overlay::Form(form) => form.is_written(self.report()),
            Overlay::Extraction(found) => found.is_written(),
            other => answering(other).is_some_and(|(_, line)| line.is_written()),
        }
    }
}

/// The line of an answer that goes elsewhere than into the report, and what it answers.
fn answering(overlay: &Overlay) -> Option<(String, &Line)> {
    match overlay {
        Overlay::Prompt(prompt) if prompt.purpose.is_sought() || prompt.purpose == Purpose::Cell => None,
        Overlay::Prompt(prompt) => Some((prompt.purpose.question(), &prompt.line)),
        Overlay::Preview(preview) => Some((Preview::QUESTION.to_owned(), &preview.line)),
        Overlay::Extraction(found) => Some((found.question()?, found.name.as_ref()?)),
        _ => None,
    }
}
