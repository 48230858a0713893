//! Where the writer is: the row of the outline, the pane, the text and the caret in it; and how to get elsewhere.

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::Owner;
use crate::report::SectionId;
use crate::store::journal::Stand;
use crate::text::Manner;
use crate::text::Pattern;
use crate::tui::caret::Caret;
use crate::tui::command::Focus;
use crate::tui::here::Here;
use crate::tui::here::Screen;
use crate::tui::here::body_of;
use crate::tui::model::Cell;
use crate::tui::model::Column;
use crate::tui::model::Model;
use crate::tui::outline::Spot;

impl Model {
    /// Where the writer is.
    pub fn here(&self) -> Here {
        self.here
    }

    /// The row of the outline that the writer is at.
    pub fn spot(&self) -> Spot {
        self.here.spot()
    }

    /// Which pane the keys go to.
    pub fn focus(&self) -> Focus {
        self.here.focus()
    }

    /// Its number from 0 among the outline's rows.
    pub fn row(&self) -> usize {
        self.row
    }

    /// The section that the writer is at.
    pub fn section(&self) -> Option<SectionId> {
        self.spot().section()
    }

    /// The sections that a command is meant for: the marked ones in reading order, those whose headings are selected in the
    /// manuscript, else the one the writer is at.
    pub fn targets(&self) -> Vec<SectionId> {
        if let Some(selected) = self.selected_sections().filter(|_| self.marks.is_empty()) {
            return selected;
        }
        if self.marks.is_empty() {
            return self.section().into_iter().collect();
        }
        self.outline.lines().iter().map(|line| line.id).filter(|id| self.marks.contains(id)).collect()
    }

    /// Who keeps the metrics that the metrics pane shows first.
    pub fn owner(&self) -> Owner {
        self.section().map_or(Owner::Report, Owner::Section)
    }

    /// How many rows the outline has: the report, the visible sections, between them and the annexes the closing.
    pub fn rows(&self) -> usize {
        self.head_rows() + self.outline.visible_len() + usize::from(self.has_closing_row())
    }

    /// What stands in a row of the outline, from 0.
    pub fn spot_at(&self, row: usize) -> Option<Spot> {
        let head = self.head_rows();
        if row < head {
            return Some(Spot::Report);
        }
        let line = row - head;
        let closing = self.has_closing_row().then(|| self.lines_before_closing());
        if closing == Some(line) {
            return Some(Spot::Closing);
        }
        // The annexes stand after the closing.
        let line = line - usize::from(closing.is_some_and(|closing| closing < line));
        self.outline.visible_line(line).map(|line| Spot::Section(line.id))
    }

    /// How many visible sections stand before the closing: all but the annexes and those below them.
    fn lines_before_closing(&self) -> usize {
        let annexes = self.report().tree.annexes().first();
        annexes.and_then(|&id| self.outline.row_of(id)).unwrap_or(self.outline.visible_len())
    }

    /// The row of a spot, or `None` while it is hidden.
    pub fn row_of(&self, spot: Spot) -> Option<usize> {
        match spot {
            Spot::Report => (self.head_rows() > 0).then_some(0),
            Spot::Section(id) => self.outline.row_of(id).map(|row| {
                let below_closing = self.has_closing_row() && row >= self.lines_before_closing();
                row + self.head_rows() + usize::from(below_closing)
            }),
            Spot::Closing => self.has_closing_row().then(|| self.head_rows() + self.lines_before_closing()),
        }
    }

    /// Rows before the first section: the report itself, unless the writer has focused on a part.
    fn head_rows(&self) -> usize {
        usize::from(self.outline.hoisted().is_empty() && self.outline.filter().is_none())
    }

    fn has_closing_row(&self) -> bool {
        self.head_rows() > 0 && (self.has_closing() || self.spot() == Spot::Closing)
    }

    /// Whether anything stands after the last section.
    fn has_closing(&self) -> bool {
        let report = self.report();
        Field::END.into_iter().any(|field| report.text(field).is_some_and(|text| !text.is_empty()))
    }

    /// Goes to a row of the outline, revealing it. The caret of the text that was left is remembered.
    pub fn go(&mut self, spot: Spot) {
        self.leave_text();
        if let Spot::Section(id) = spot {
            self.outline.reveal(self.document.report(), id);
        } else {
            while self.outline.unhoist().is_some() {}
            self.unfilter();
        }
        if spot != self.spot() {
            self.document.seal();
            self.cell = Cell::default();
            self.note.top = 0;
            self.here = Here::new(spot, self.focus());
            self.root = spot.section();
        }
        self.far = None;
        self.row = self.row_of(spot).unwrap_or(0);
        self.enter_text();
    }

    /// Moves the keys to another pane of the same row.
    pub fn focus_on(&mut self, focus: Focus) {
        let here = Here::new(self.spot(), focus);
        if self.focus() != here.focus() {
            self.leave_text();
            self.far = None;
            self.document.seal();
            self.here = here;
            self.enter_text();
        }
        let focus = here.focus();
        if matches!(focus, Focus::Navigation | Focus::Heading)
            && let Spot::Section(id) = self.spot()
            && self.row_of(self.spot()).is_none()
        {
            // The caret has walked into a fold.
            self.outline.reveal(self.document.report(), id);
        }
        if focus == Focus::Heading {
            // Who writes works on the section he writes in.
            self.marks.clear();
        }
        if !matches!(focus, Focus::Text) && self.screen == Screen::FullText {
            self.screen = Screen::Panes;
        }
    }

    /// Shows only sections that hold these words, with their ancestors; empty words show all again, folded and scrolled as
    /// it was.
    pub fn filter(&mut self, words: &str) {
        if words.is_empty() {
            self.unfilter();
        } else {
            if self.outline.filter().is_none() {
                self.unfiltered = Some(self.bookmark());
            }
            self.outline.set_filter(self.document.report(), words);
            let asis = Manner { case: true, width: true, ..Manner::default() };
            self.search.lit = Pattern::new(words, asis).ok();
        }
        self.stay();
    }

    /// Takes the filter off.
    fn unfilter(&mut self) {
        if self.outline.filter().is_none() {
            return;
        }
        self.outline.set_filter(self.document.report(), "");
        self.search.lit = None;
        if let Some(before) = self.unfiltered.take() {
            self.refold(&before);
        }
    }

    /// Goes to a place in a text, wherever it is.
    pub fn go_to(&mut self, field: Field, at: usize) {
        if self.writes_on_page(field) {
            return self.follow(field, Caret::new(at));
        }
        self.go_beside(field);
        match field {
            Field::Heading(_) | Field::Title if self.focus() == Focus::Navigation => {}
            Field::Heading(_) | Field::Title => self.focus_on(Focus::Heading),
            Field::Body(_) | Field::Preamble | Field::Closing => self.focus_on(Focus::Text),
            Field::Note(_) | Field::ReportNote => self.focus_on(Focus::Note),
            Field::Subtitle | Field::Salutation | Field::Head(_) => self.focus_on(Focus::Navigation),
            Field::Organization | Field::Date | Field::Remarks | Field::Imprint => self.focus_on(Focus::Navigation),
        }
        if self.field() == Some(field) {
            self.caret = Caret::new(at);
        }
    }

    /// Goes to the row of the outline that a text belongs to.
    fn go_beside(&mut self, field: Field) {
        let spot = self.spot_of(field);
        if self.spot() != spot {
            self.go(spot);
        }
    }

    /// The row of the outline that a text belongs to; what signs stands at the closing, where that has a row.
    pub(super) fn spot_of(&self, field: Field) -> Spot {
        match (field.section(), field) {
            (Some(id), _) => Spot::Section(id),
            (None, Field::Closing) => Spot::Closing,
            (None, Field::Organization | Field::Date | Field::Remarks | Field::Imprint) if self.has_closing() => {
                Spot::Closing
            }
            (None, _) => Spot::Report,
        }
    }

    /// Where the writer is, for a journal.
    pub fn stand(&self) -> Stand {
        let cell = (self.focus() == Focus::Metrics).then_some((self.cell.row, self.cell.column as usize));
        Stand { section: self.section(), field: self.field(), at: self.caret.at, cell }
    }

    /// Goes to where the writer was, with these sections folded and no others, as far as that is still there.
    pub fn resume(&mut self, stand: Stand, folds: &[SectionId]) {
        self.outline.fold(folds);
        self.return_to(stand);
    }

    fn return_to(&mut self, stand: Stand) {
        let spot = match stand.section.filter(|&id| self.report().tree.contains(id)) {
            Some(id) => Spot::Section(id),
            None => Spot::Report,
        };
        match stand.field.filter(|field| self.report().text(*field).is_some()) {
            Some(field) => {
                // In 导航 a heading is only looked at.
                self.focus_on(if matches!(field, Field::Heading(_) | Field::Title) {
                    Focus::Heading
                } else {
                    self.focus()
                });
                self.go_to(field, stand.at);
            }
            None => {
                self.focus_on(if stand.cell.is_some() { Focus::Metrics } else { Focus::Navigation });
                self.go(spot);
                if let Some((row, column)) = stand.cell {
                    self.cell.row = row;
                    self.cell.column = Column::ALL.get(column).copied().unwrap_or_default();
                }
            }
        }
    }

    /// The text that typing goes into; none in 导航 and among the metrics.
    pub fn field(&self) -> Option<Field> {
        Some(match (self.focus(), self.spot()) {
            (Focus::Heading, Spot::Report) => Field::Title,
            (Focus::Heading, Spot::Section(id)) => Field::Heading(id),
            (Focus::Text, _) => self.here.page(),
            (Focus::Note, _) => self.note_field(),
            _ => return None,
        })
    }

    /// The text that is written, or where none is, the heading of the row: what looks further on begins there.
    pub fn text_here(&self) -> Field {
        self.field().unwrap_or(match self.spot() {
            Spot::Report => Field::Title,
            Spot::Section(id) => Field::Heading(id),
            Spot::Closing => Field::Closing,
        })
    }

    /// The text below the row of the outline.
    pub fn body_field(&self) -> Field {
        body_of(self.spot())
    }

    /// The text that the note pane shows.
    pub fn note_field(&self) -> Field {
        self.section().map_or(Field::ReportNote, Field::Note)
    }

    /// The text of a field; empty when it is gone.
    pub fn text_of(&self, field: Field) -> &str {
        self.report().text(field).unwrap_or("")
    }

    pub(super) fn leave_text(&mut self) {
        if let Some(field) = self.field() {
            self.carets.insert(field, Caret { anchor: None, ..self.caret });
        }
    }

    fn enter_text(&mut self) {
        self.caret = self.field().map_or_else(Caret::default, |field| self.remembered(field));
    }

    /// Where the caret stands in a text, or would stand if the writer went there.
    pub fn caret_in(&self, field: Field) -> Caret {
        if self.field() == Some(field) { self.caret } else { self.remembered(field) }
    }

    pub(super) fn remembered(&self, field: Field) -> Caret {
        let text = self.text_of(field);
        match self.carets.get(&field) {
            Some(caret) => caret.clamped(text),
            None if field.has_paragraphs() => Caret::new(0),
            None => Caret::new(text.len()),
        }
    }

    /// Goes to where a change happened, into the pane that it happened in, as whoever makes it wants.
    pub fn land(&mut self, change: &Change) {
        let from = self.focus();
        match change.place() {
            Some(Edit::Text { field, at, put, .. }) => self.go_to(*field, at + put.len()),
            Some(edit) => {
                self.turn_to(edit);
                if matches!(edit, Edit::Metrics { .. }) {
                    self.focus_on(Focus::Metrics);
                }
            }
            None => {}
        }
        self.taken_along = (self.focus() != from).then(|| (self.document.state(), from, self.focus()));
    }

    /// The pane of the focus before the last act took it along. `None` once the writer has gone elsewhere.
    pub(super) fn before_act(&self) -> Option<Focus> {
        let (state, from, to) = self.taken_along?;
        (state == self.document.state() && to == self.focus()).then_some(from)
    }

    /// Shows the place of a change. The focus stays in its pane: the next key means the same as before.
    pub(in crate::tui) fn show(&mut self, change: &Change) {
        let Some(edit) = change.place() else { return };
        if let Edit::Text { field, at, put, .. } = edit
            && self.writes_on_page(*field)
        {
            return self.follow(*field, Caret::new(at + put.len()));
        }
        self.turn_to(edit);
        if let Edit::Text { field, at, put, .. } = edit {
            let caret = Caret::new(at + put.len());
            if self.field() == Some(*field) {
                self.caret = caret;
            } else {
                self.carets.insert(*field, caret);
                self.uncover(*field, caret);
            }
        }
    }

    /// Goes to the row of the outline that an edit belongs to, and to its cell among the metrics.
    fn turn_to(&mut self, edit: &Edit) {
        match edit {
            Edit::Text { field, .. } => self.go_beside(*field),
            Edit::Insert { branch, .. } => self.go(Spot::Section(branch.top().id)),
            Edit::Move { id, .. } | Edit::Style { id, .. } => self.go(Spot::Section(*id)),
            Edit::Aside { of: Owner::Section(id), .. } => self.go(Spot::Section(*id)),
            Edit::Aside { of: Owner::Report, .. } => self.go(Spot::Report),
            Edit::Remove { .. } | Edit::Setup { .. } => self.stay(),
            Edit::Metrics { owner, at, cut, put } => {
                self.go(match owner {
                    Owner::Report => Spot::Report,
                    Owner::Section(id) => Spot::Section(*id),
                });
                self.cell.row = (at + put.len()).saturating_sub(1);
                if let ([before], [after]) = (cut.as_slice(), put.as_slice()) {
                    let differs = |column: &Column| column.of(before) != column.of(after);
                    self.cell.column = Column::ALL.into_iter().find(differs).unwrap_or_default();
                }
            }
        }
    }

    /// After sections have gone: the writer stays in the same row of the screen.
    pub fn stay(&mut self) {
        let there = match self.spot() {
            // A filter that fits nothing hides every row and moves nobody.
            Spot::Section(id) => {
                let is_seen = self.row_of(self.spot()).is_some() || self.rows() == 0 || self.focus() == Focus::Text;
                self.report().tree.contains(id) && is_seen
            }
            _ => true,
        };
        // While a filter finds nothing there is nowhere to go; its next letter may bring the section back.
        let nowhere = self.rows() == 0 && self.section().is_some_and(|id| self.report().tree.contains(id));
        if !there && !nowhere {
            let row = self.row.min(self.rows().saturating_sub(1));
            let spot = self.spot_at(row).unwrap_or(Spot::Report);
            self.go(spot);
        }
        self.row = self.row_near(self.spot());
    }

    /// The row of a spot, or where that is hidden, of what hides it.
    pub(super) fn row_near(&self, spot: Spot) -> usize {
        let above = || {
            let mut above = self.report().tree.ancestors(spot.section()?);
            above.find_map(|id| self.row_of(Spot::Section(id)))
        };
        self.row_of(spot).or_else(above).unwrap_or(0)
    }
}
