//! What the screen shows and the keys change: the document, where the writer is in it, what lies over it.

mod metric_rows;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::path::PathBuf;

use crate::edit::Change;
use crate::edit::Document;
use crate::edit::Done;
use crate::edit::Edit;
use crate::edit::document::State;
use crate::import::Doubt;
use crate::report::Branch;
use crate::report::Field;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::numbering::Number;
use crate::store::journal::Stand;
use crate::tui::caret::Caret;
use crate::tui::command::Focus;
use crate::tui::flow::Flow;
use crate::tui::keymap::Keymap;
use crate::tui::layout;
use crate::tui::outline::Outline;
use crate::tui::outline::Spot;
use crate::tui::overlay::Overlay;
use crate::tui::theme::Theme;

pub use self::metric_rows::MetricRow;
pub use self::metric_rows::MetricRows;

/// Everything the program knows between two keys.
#[derive(Debug)]
pub struct Model {
    /// The report with its history. Changes go through [`Model::apply`].
    document: Document,
    /// What has been done since the rim last asked, for a journal.
    changes: Vec<Done>,
    /// How many reports have been opened before this one.
    turn: u64,
    /// Numbers, counts, folds and visible rows.
    pub outline: Outline,
    /// The file the report is saved to; none for a new or imported one.
    pub path: Option<PathBuf>,
    /// A name to offer when the report is first saved.
    pub suggested: Option<PathBuf>,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Which pane the keys go to.
    pub focus: Focus,
    /// The row of the outline that the writer is at; the other panes show its texts.
    spot: Spot,
    /// The row of `spot` among the outline's rows, from 0.
    row: usize,
    /// The caret in [`Model::field`].
    pub caret: Caret,
    /// Where the caret stood in texts left before.
    carets: HashMap<Field, Caret>,
    /// The heading or title being written, laid out.
    pub heading: Flow,
    /// The text pane.
    pub text: Pane,
    /// The note pane.
    pub note: Pane,
    /// The first row drawn in the outline pane.
    pub top: usize,
    /// The metrics pane.
    pub cell: Cell,
    /// What the text pane takes of the screen.
    pub screen: Screen,
    /// Sections marked for the next command.
    pub marks: BTreeSet<SectionId>,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// What the status line says until the next key.
    pub message: Option<Message>,
    /// What was cut or copied last.
    pub clip: Option<Clip>,
    /// What find looks for.
    pub sought: String,
    /// The colours.
    pub theme: Theme,
    /// Themes to choose from: those that come with the program, then the writer's own.
    pub themes: Vec<Theme>,
    /// The keys in force.
    pub keymap: Keymap,
    /// Reports opened before, the last first.
    pub recent: Vec<PathBuf>,
    /// Reports that an earlier run of the program left unsaved, the last first.
    pub left: Vec<Left>,
    /// The reports of the text that was read last, when it held several.
    pub collection: Vec<Report>,
    /// Where that text was unclear.
    pub collected: Vec<Doubt>,
    /// Where the text of the open report was unclear, as far as the writer hasn't settled it.
    pub doubts: Vec<Doubt>,
    /// The state that is being written to the file just now.
    pub saving: Option<State>,
    /// What is being written and the state it is in, until it is.
    pub(in crate::tui) awaited: Option<(State, Report)>,
    /// The report as the file held it when it was last read or written here: what two writers' changes are told by.
    pub base: Option<Report>,
    /// Whether somebody else has changed the file since.
    pub outside: bool,
    /// Who has the report open, in words; then it is for reading only here.
    pub guest: Option<String>,
    /// Whether a report for reading only is kept as its file is.
    pub following: bool,
    /// Whether something was refused since the last key because the report is for reading only.
    refused: bool,
    /// How the report was exported last.
    pub export: crate::export::Options,
    /// Whether scrolling keeps the caret on the screen.
    pub follow: Follow,
}

/// A report that was left unsaved, as the list of reports offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What brings it back.
    pub journal: PathBuf,
    /// What it is called: its title, or its file's name.
    pub title: String,
    /// From when it is, and how much it is.
    pub says: String,
}

/// A text pane: its rows, and the first one drawn.
#[derive(Debug, Default)]
pub struct Pane {
    /// The rows.
    pub flow: Flow,
    /// The first row drawn.
    pub top: usize,
}

/// A cell of the metrics pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Row in [`Model::metric_rows`].
    pub row: usize,
    /// Column.
    pub column: Column,
    /// The first row drawn.
    pub top: usize,
}

/// Columns of the metrics pane that can be written into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "named like the fields of a metric")]
pub enum Column {
    #[default]
    Name,
    Value,
    Unit,
    LastYear,
    Target,
    Note,
}

impl Column {
    /// All of them, from left to right.
    pub const ALL: [Column; 6] =
        [Column::Name, Column::Value, Column::Unit, Column::LastYear, Column::Target, Column::Note];

    /// What stands in this column of a metric.
    pub fn of(self, metric: &Metric) -> &str {
        match self {
            Column::Name => &metric.name,
            Column::Value => &metric.value,
            Column::Unit => &metric.unit,
            Column::LastYear => &metric.last_year,
            Column::Target => &metric.target,
            Column::Note => &metric.note,
        }
    }

    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        ["名称", "数值", "单位", "上年", "目标", "备注"][self as usize]
    }
}

/// Which panes the screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// As many as there is room for.
    Panes,
    /// The text pane alone.
    FullText,
}

/// Whether the panes scroll to what the writer is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// They do.
    Caret,
    /// The wheel has been turned: they stay until the next key.
    Wheel,
}

/// What the status line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How much it matters.
    pub grade: Grade,
    /// One Chinese sentence.
    pub says: String,
}

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// It went well.
    Info,
    /// It didn't apply, or wants care.
    Warning,
    /// It went wrong.
    Error,
}

/// What was cut or copied.
#[derive(Clone, Debug)]
pub enum Clip {
    /// Words.
    Text(String),
    /// Sections with all below them.
    Sections(Vec<Branch>),
}

impl Model {
    /// The program at its start: a report with sections opens in 导航 on its first section, a new one writing its title.
    pub fn new(report: Report, size: (u16, u16)) -> Model {
        Model::of(Document::new(report), size)
    }

    fn of(document: Document, size: (u16, u16)) -> Model {
        let outline = Outline::new(document.report());
        let mut model = Model {
            document,
            changes: Vec::new(),
            turn: 0,
            outline,
            path: None,
            suggested: None,
            size,
            focus: Focus::Heading,
            spot: Spot::Report,
            row: 0,
            caret: Caret::default(),
            carets: HashMap::new(),
            heading: Flow::default(),
            text: Pane::default(),
            note: Pane::default(),
            top: 0,
            cell: Cell::default(),
            screen: Screen::Panes,
            marks: BTreeSet::new(),
            overlay: None,
            message: None,
            clip: None,
            sought: String::new(),
            theme: Theme::built_in()[0].clone(),
            themes: Theme::built_in().to_vec(),
            keymap: Keymap::default(),
            recent: Vec::new(),
            left: Vec::new(),
            collection: Vec::new(),
            collected: Vec::new(),
            doubts: Vec::new(),
            saving: None,
            awaited: None,
            base: None,
            outside: false,
            guest: None,
            following: false,
            refused: false,
            export: crate::export::Options::default(),
            follow: Follow::Caret,
        };
        if let Some(&first) = model.report().tree.children(None).first() {
            model.focus = Focus::Navigation;
            model.go(Spot::Section(first));
        }
        model.settle();
        model
    }

    /// Another report in place of this one; clipboard, theme and keys stay.
    pub fn open(&mut self, report: Report, path: Option<PathBuf>) {
        self.open_document(Document::new(report), path);
    }

    /// The same with what can be undone in it.
    pub fn open_document(&mut self, document: Document, path: Option<PathBuf>) {
        let saved = path.is_some() && !document.is_modified();
        let mut fresh = Model::of(document, self.size);
        fresh.base = saved.then(|| fresh.report().clone());
        fresh.turn = self.turn + 1;
        fresh.path = path;
        fresh.clip = self.clip.take();
        fresh.sought = std::mem::take(&mut self.sought);
        fresh.theme = self.theme.clone();
        fresh.themes = std::mem::take(&mut self.themes);
        fresh.keymap = self.keymap.clone();
        fresh.recent = std::mem::take(&mut self.recent);
        fresh.left = std::mem::take(&mut self.left);
        fresh.collection = std::mem::take(&mut self.collection);
        fresh.collected = std::mem::take(&mut self.collected);
        fresh.export = self.export.clone();
        *self = fresh;
    }

    /// How many reports have been opened before this one: tells whether it is still the same.
    pub fn turn(&self) -> u64 {
        self.turn
    }

    /// The report.
    pub fn report(&self) -> &Report {
        self.document.report()
    }

    /// The document, to ask; changes go through [`Model::apply`].
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The document's marks of what is saved and what is one undo.
    pub fn document_mut(&mut self) -> &mut Document {
        &mut self.document
    }

    /// Applies one act and brings the outline up to date. Answers whether it applied.
    pub fn apply(&mut self, change: Change) -> bool {
        !self.refuse() && self.apply_from_file(change)
    }

    /// Whether the report is for reading only; then the key that asked is told so.
    fn refuse(&mut self) -> bool {
        self.refused |= self.guest.is_some();
        self.guest.is_some()
    }

    /// Whether anything was refused since the last call.
    pub(in crate::tui) fn take_refusal(&mut self) -> bool {
        std::mem::take(&mut self.refused)
    }

    /// Applies what the file itself brings: also to a report that is for reading only.
    pub(in crate::tui) fn apply_from_file(&mut self, change: Change) -> bool {
        let applied = self.document.apply(change).is_ok();
        self.catch_up();
        applied
    }

    /// Applies one act as a part of the act before it: both are one undo.
    pub fn apply_joined(&mut self, change: Change) -> bool {
        if self.refuse() {
            return false;
        }
        let applied = self.document.apply_joined(change).is_ok();
        self.catch_up();
        applied
    }

    /// Takes the last act back and goes where it was. `None` when there is none.
    pub fn undo(&mut self) -> Option<String> {
        if self.refuse() {
            return None;
        }
        let change = self.document.undo()?;
        self.catch_up();
        self.land(&change);
        Some(change.label)
    }

    /// Does the act again that was taken back last, and goes there.
    pub fn redo(&mut self) -> Option<String> {
        if self.refuse() {
            return None;
        }
        let change = self.document.redo()?;
        self.catch_up();
        self.land(&change);
        Some(change.label)
    }

    /// The changes since the last call, in order, undone and redone ones too.
    pub fn take_changes(&mut self) -> Vec<Done> {
        std::mem::take(&mut self.changes)
    }

    fn catch_up(&mut self) {
        let changes = self.document.take_outbox();
        self.outline.follow(self.document.report(), &changes);
        self.changes.extend(changes);
        if !self.marks.is_empty() {
            let tree = &self.document.report().tree;
            self.marks.retain(|&id| tree.contains(id));
        }
    }

    // Where the writer is ------------------------------------------------------------------------------------------

    /// The row of the outline that the writer is at.
    pub fn spot(&self) -> Spot {
        self.spot
    }

    /// Its number from 0 among the outline's rows.
    pub fn row(&self) -> usize {
        self.row
    }

    /// The section that the writer is at.
    pub fn section(&self) -> Option<SectionId> {
        self.spot.section()
    }

    /// Who keeps the metrics that the metrics pane shows first.
    pub fn owner(&self) -> Owner {
        self.section().map_or(Owner::Report, Owner::Section)
    }

    /// How many rows the outline has: the report, the visible sections, the closing.
    pub fn rows(&self) -> usize {
        self.head_rows() + self.outline.visible_len() + usize::from(self.has_closing_row())
    }

    /// What stands in a row of the outline, from 0.
    pub fn spot_at(&self, row: usize) -> Option<Spot> {
        let head = self.head_rows();
        if row < head {
            return Some(Spot::Report);
        }
        match self.outline.visible_line(row - head) {
            Some(line) => Some(Spot::Section(line.id)),
            None => (row - head == self.outline.visible_len() && self.has_closing_row()).then_some(Spot::Closing),
        }
    }

    /// The row of a spot, or `None` while it is hidden.
    pub fn row_of(&self, spot: Spot) -> Option<usize> {
        match spot {
            Spot::Report => (self.head_rows() > 0).then_some(0),
            Spot::Section(id) => self.outline.row_of(id).map(|row| row + self.head_rows()),
            Spot::Closing => self.has_closing_row().then(|| self.rows() - 1),
        }
    }

    /// Rows before the first section: the report itself, unless the writer has focused on a part.
    fn head_rows(&self) -> usize {
        usize::from(self.outline.hoisted().is_empty() && self.outline.filter().is_none())
    }

    fn has_closing_row(&self) -> bool {
        self.head_rows() > 0 && (self.has_closing() || self.spot == Spot::Closing)
    }

    /// Whether anything stands behind the last section.
    fn has_closing(&self) -> bool {
        let report = self.report();
        [&report.closing, &report.organization, &report.date].iter().any(|text| !text.is_empty())
    }

    /// Goes to a row of the outline, revealing it. The caret of the text left behind is remembered.
    pub fn go(&mut self, spot: Spot) {
        self.leave_text();
        if let Spot::Section(id) = spot {
            self.outline.reveal(self.document.report(), id);
        } else {
            while self.outline.unhoist().is_some() {}
            self.outline.set_filter(self.document.report(), "");
        }
        if spot != self.spot {
            self.document.seal();
            self.cell = Cell::default();
            self.text.top = 0;
            self.note.top = 0;
        }
        self.spot = spot;
        if spot == Spot::Closing && self.focus == Focus::Heading {
            // The closing has no heading to write.
            self.focus = Focus::Navigation;
        }
        self.row = self.row_of(spot).unwrap_or(0);
        self.enter_text();
    }

    /// Moves the keys to another pane of the same spot. The closing has no heading to write: there it is 导航.
    pub fn focus_on(&mut self, focus: Focus) {
        let focus = if (focus, self.spot) == (Focus::Heading, Spot::Closing) { Focus::Navigation } else { focus };
        if self.focus != focus {
            self.leave_text();
            self.document.seal();
            self.focus = focus;
            self.enter_text();
        }
        if focus == Focus::Heading {
            // Who writes works on the section he writes in.
            self.marks.clear();
        }
        if !matches!(focus, Focus::Text) {
            self.screen = Screen::Panes;
        }
    }

    /// Shows only sections that hold these words, with their ancestors; empty words show all again.
    pub fn filter(&mut self, words: &str) {
        self.outline.set_filter(self.document.report(), words);
        self.stay();
    }

    /// Goes to a place in a text, wherever it is.
    pub fn go_to(&mut self, field: Field, at: usize) {
        let spot = match (field.section(), field) {
            (Some(id), _) => Spot::Section(id),
            (None, Field::Closing) => Spot::Closing,
            (None, Field::Organization | Field::Date) if self.has_closing() => Spot::Closing,
            (None, _) => Spot::Report,
        };
        if self.spot != spot {
            self.go(spot);
        }
        match field {
            Field::Heading(_) | Field::Title if self.focus == Focus::Navigation => {}
            Field::Heading(_) | Field::Title => self.focus_on(Focus::Heading),
            Field::Body(_) | Field::Preamble | Field::Closing => self.focus_on(Focus::Text),
            Field::Note(_) | Field::ReportNote => self.focus_on(Focus::Note),
            Field::Organization | Field::Date | Field::Salutation => self.focus_on(Focus::Navigation),
        }
        if self.field() == Some(field) {
            self.caret = Caret::new(at);
        }
    }

    /// Where the writer is, for a journal.
    pub fn stand(&self) -> Stand {
        Stand { section: self.section(), field: self.field(), at: self.caret.at }
    }

    /// Goes to where the writer was, as far as that is still there.
    pub fn return_to(&mut self, stand: Stand) {
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
                    self.focus
                });
                self.go_to(field, stand.at);
            }
            None => {
                self.focus_on(Focus::Navigation);
                self.go(spot);
            }
        }
        self.settle();
    }

    /// The text that typing goes into; none in 导航 and among the metrics.
    pub fn field(&self) -> Option<Field> {
        Some(match (self.focus, self.spot) {
            (Focus::Heading, Spot::Report) => Field::Title,
            (Focus::Heading, Spot::Section(id)) => Field::Heading(id),
            (Focus::Text, _) => self.body_field(),
            (Focus::Note, _) => self.note_field(),
            _ => return None,
        })
    }

    /// The text that the text pane shows.
    pub fn body_field(&self) -> Field {
        match self.spot {
            Spot::Report => Field::Preamble,
            Spot::Section(id) => Field::Body(id),
            Spot::Closing => Field::Closing,
        }
    }

    /// The text that the note pane shows.
    pub fn note_field(&self) -> Field {
        self.section().map_or(Field::ReportNote, Field::Note)
    }

    /// The text of a field; empty when it is gone.
    pub fn text_of(&self, field: Field) -> &str {
        self.report().text(field).unwrap_or("")
    }

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

    fn leave_text(&mut self) {
        if let Some(field) = self.field() {
            self.carets.insert(field, Caret { anchor: None, ..self.caret });
        }
    }

    fn enter_text(&mut self) {
        self.caret = match self.field() {
            Some(field) => {
                let text = self.text_of(field);
                match self.carets.get(&field) {
                    Some(caret) => caret.clamped(text),
                    None if field.has_paragraphs() => Caret::new(0),
                    None => Caret::new(text.len()),
                }
            }
            None => Caret::default(),
        };
    }

    /// Goes to where a change happened, as undo and paste want it.
    pub fn land(&mut self, change: &Change) {
        let Some(edit) = change.edits.iter().rev().find(|edit| !matches!(edit, Edit::Setup { .. })) else {
            return;
        };
        match edit {
            Edit::Text { field, at, put, .. } => self.go_to(*field, at + put.len()),
            Edit::Insert { branch, .. } => self.go(Spot::Section(branch.top().id)),
            Edit::Move { id, .. } | Edit::Style { id, .. } => self.go(Spot::Section(*id)),
            Edit::Remove { .. } | Edit::Setup { .. } => self.stay(),
            Edit::Metrics { owner, at, cut, put } => {
                self.go(match owner {
                    Owner::Report => Spot::Report,
                    Owner::Section(id) => Spot::Section(*id),
                });
                self.focus_on(Focus::Metrics);
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
        let there = match self.spot {
            // A filter that fits nothing hides every row and moves nobody.
            Spot::Section(id) => {
                self.report().tree.contains(id) && (self.row_of(self.spot).is_some() || self.rows() == 0)
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
    }

    // What the panes show ------------------------------------------------------------------------------------------

    /// The number of a visible or hidden section as written, empty when it takes none.
    pub fn label(&self, id: SectionId, number: Number) -> String {
        let lines = || self.report().tree.ancestors(id).filter_map(|above| self.number(above));
        number.label(lines())
    }

    /// The metric under the cursor of the metrics pane.
    pub fn metric(&self) -> Option<(MetricRow, &Metric)> {
        let row = self.metric_rows().get(self.cell.row)?;
        Some((row, self.report().metrics(row.owner)?.get(row.index)?))
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

    /// The number of a section.
    pub fn number(&self, id: SectionId) -> Option<Number> {
        self.outline.number(id)
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
        if let Some(area) = areas.text {
            let text = text(self.body_field());
            self.text.flow.lay_out(text, layout::text_width(area), layout::INDENT, self.outline.figures());
        }
        if let Some(area) = areas.note {
            let text = text(self.note_field());
            self.note.flow.lay_out(text, layout::text_width(area), 0, self.outline.figures());
        }
        if self.focus == Focus::Heading
            && let (Some(field), Some(area)) = (self.field(), areas.outline)
        {
            let width = layout::heading_width(self, area);
            self.heading.lay_out(text(field), width, 0, self.outline.figures());
        }
        if let Some(flow) = self.written() {
            self.caret = self.caret.fitted(flow);
        }
        let rows = self.metric_rows().len();
        self.cell.row = self.cell.row.min(rows.saturating_sub(1));
        if self.follow == Follow::Caret {
            self.scroll(&areas);
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

    /// Says something in the status line.
    pub fn say(&mut self, grade: Grade, says: impl Into<String>) {
        self.message = Some(Message { grade, says: says.into() });
    }
}

/// The first row to draw so that `from..to` is on a screen of `height` rows, as little moved as possible.
fn kept(top: usize, from: usize, to: usize, height: usize) -> usize {
    top.min(from).max(to.saturating_sub(height))
}
