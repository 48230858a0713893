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
use crate::tui::overlay::Prompt;
use crate::tui::overlay::Purpose;

impl Model {
    /// What has been typed into a line and is not in the report yet; words that are only looked for don't count.
    pub fn written_draft(&self) -> Option<Draft> {
        if self.guest.is_some() {
            return None;
        }
        match self.overlay.as_ref()? {
            Overlay::Held(held) => Some(Draft::Strip(held.clone())),
            Overlay::Prompt(prompt) if prompt.line.is_offered() => None,
            Overlay::Prompt(Prompt { purpose: Purpose::Cell, line, .. }) => {
                let (row, metric) = self.metric()?;
                let column = self.cell.column;
                let is_written = column.of(metric) != line.text();
                let (column, text) = (column.title().to_owned(), line.text().to_owned());
                is_written.then_some(Draft::Cell { owner: row.owner, row: row.index, column, text })
            }
            Overlay::Prompt(Prompt { purpose, line, .. }) => match purpose {
                Purpose::Find(_) | Purpose::Filter(_) | Purpose::Replace(_) => None,
                purpose => Some(Draft::Answer { question: purpose.title().to_owned(), text: line.text().to_owned() }),
            },
            Overlay::Form(form) => {
                let written = form.texts();
                (written != Form::of(self.report()).texts()).then_some(Draft::Form(written))
            }
            _ => None,
        }
    }

    /// Puts what stood in a line there again. Where its line is gone, it is offered as text that arrived in 导航.
    pub fn take_up(&mut self, draft: Draft) {
        match draft {
            Draft::Strip(text) => self.hold(text),
            Draft::Cell { owner, row, column, text } => {
                let rows = self.report().metrics(owner).map_or(0, <[_]>::len);
                let column = Column::ALL.into_iter().find(|known| known.title() == column);
                match column.filter(|_| row < rows) {
                    Some(column) => {
                        self.go(match owner {
                            Owner::Report => Spot::Report,
                            Owner::Section(id) => Spot::Section(id),
                        });
                        self.focus_on(Focus::Metrics);
                        (self.cell.row, self.cell.column) = (row, column);
                        self.ask(Purpose::Cell, Line::new(text));
                    }
                    None => self.hold(text),
                }
            }
            Draft::Answer { question, text } => self.left_answer = Some((question, text)),
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
}
