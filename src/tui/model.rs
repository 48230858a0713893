//! The state of the program: the document, the writer's place in it, the overlay.

mod asides;
mod bookmark;
mod cell;
mod doubts;
mod drafts;
mod exporting;
mod kept;
mod message;
mod metric_rows;
mod naming;
mod noticed;
mod page;
mod paged;
mod pane;
mod pressed;
mod search;
mod session;
mod sheet;
mod shown;
mod touring;
mod whereabouts;

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::path::PathBuf;

use crate::edit::Change;
use crate::edit::Document;
use crate::edit::Done;
use crate::edit::document::State;
use crate::edit::history::Memory;
use crate::report::Field;
use crate::report::Report;
use crate::report::SectionId;
use crate::tui::caret::Caret;
use crate::tui::command::Focus;
use crate::tui::extent::Extent;
use crate::tui::flow::Flow;
use crate::tui::here::Bookmark;
use crate::tui::here::Here;
use crate::tui::here::Point;
use crate::tui::here::Screen;
use crate::tui::keymap::Sequence;
use crate::tui::manuscript::Manuscript;
use crate::tui::outline::Outline;
use crate::tui::outline::Spot;
use crate::tui::overlay::Awaited;
use crate::tui::overlay::Line;
use crate::tui::overlay::Next;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Prompt;
use crate::tui::overlay::Purpose;

pub use self::asides::Asides;
pub use self::asides::Reach;
pub use self::cell::Cell;
pub use self::cell::Column;
pub use self::doubts::Doubts;
pub use self::doubts::Mark;
pub use self::doubts::Standing;
pub use self::exporting::Exporting;
pub use self::kept::Back;
pub use self::kept::Clip;
pub use self::kept::Left;
pub use self::kept::Seen;
pub use self::message::Grade;
pub use self::message::Message;
pub use self::metric_rows::MetricRow;
pub use self::metric_rows::MetricRows;
pub use self::noticed::Notice;
pub use self::noticed::Noticed;
pub use self::paged::Paged;
pub use self::pane::Follow;
pub use self::pane::Pane;
pub use self::pressed::Drop;
pub use self::pressed::Held;
pub use self::pressed::Pressed;
pub use self::pressed::Unit;
pub use self::search::Hit;
pub use self::search::Scope;
pub use self::search::Search;
pub use self::session::Session;
pub use self::sheet::Edge;
pub use self::sheet::MARGIN as SHEET_MARGIN;
pub use self::sheet::Sheet;
pub use self::sheet::SheetRow;
pub use self::shown::UNNAMED;
pub use self::touring::Before;
pub use self::touring::Tour;

/// Which state of which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// As [`Model::turn`].
    pub turn: u64,
    /// As [`Document::revision`].
    pub revision: u64,
}

/// Everything the program knows between two keys.
#[derive(Debug)]
pub struct Model {
    /// The report with its history. Changes go through [`Model::act`].
    document: Document,
    /// What stays when another report is opened.
    pub session: Session,
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
    /// The row of the outline that the writer is at, and the pane that the keys go to; the other panes show the row's texts.
    here: Here,
    /// The row of `here` among the outline's rows, from 0.
    row: usize,
    /// The last act that took the focus to another pane: the state after it, that pane before, and after.
    taken_along: Option<(State, Focus, Focus)>,
    /// The caret in [`Model::field`].
    pub caret: Caret,
    /// Where the caret stood in texts left before.
    carets: HashMap<Field, Caret>,
    /// The heading or title being written, laid out.
    pub heading: Flow,
    /// The text pane: the manuscript.
    pub page: Manuscript,
    /// The section below which the manuscript reaches, where it shows that of one.
    pub(in crate::tui) root: Option<SectionId>,
    /// The other end of a selection that begins in another text than the caret's.
    pub far: Option<Point>,
    /// The note pane.
    pub note: Pane,
    /// The preview beside the outline.
    pub sheet: Sheet,
    /// The pages, once they are counted.
    pub paged: Option<Paged>,
    /// The first row drawn in the outline pane.
    pub top: usize,
    /// The metrics pane.
    pub cell: Cell,
    /// What the text pane takes of the screen.
    pub screen: Screen,
    /// Sections marked for the next command.
    pub marks: BTreeSet<SectionId>,
    /// Headings written anew, and what the references to them still say.
    naming: Vec<(SectionId, String)>,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// A question and its answer that was left by another key, or in an earlier run: for when the same is asked again.
    pub unanswered: Option<(String, Line)>,
    /// What undo takes back beside the report.
    asides: Asides,
    /// How many times the next command is done, as far as digits have said so; 0 where none has.
    pub times: usize,
    /// Whether Ctrl+U has said so, and no digit has followed yet.
    pub is_fresh_argument: bool,
    /// Whether the caret selects as it moves, from where the writer has begun to.
    pub selects: bool,
    /// The tutorial, while the writer is at it.
    pub tour: Option<Tour>,
    /// The name of the file that the writer gave a new report when he began it.
    pub given: Option<PathBuf>,
    /// What the status line says until the next key.
    pub message: Option<Message>,
    /// What find looks for, and what it has found.
    pub search: Search,
    /// What the screen showed before a filter was put on.
    unfiltered: Option<Bookmark>,
    /// What has been pressed of several keys that ask for one command together.
    pub pending: Sequence,
    /// Where the text of the open report was unclear, as far as the writer hasn't settled it.
    pub doubts: Doubts,
    /// What the check has found in the texts.
    pub noticed: Noticed,
    /// The state that is being written to the file just now.
    pub saving: Option<State>,
    /// What follows once that has ended well, where the writer has asked for it meanwhile.
    pub(in crate::tui) leaving: Option<Next>,
    /// What is being written and the state it is in, until it is.
    pub(in crate::tui) awaited: Option<(State, Report)>,
    /// The report as the file held it when it was last read or written here: what two writers' changes are told by.
    pub base: Option<Report>,
    /// Whether somebody else has changed the file since.
    pub outside: bool,
    /// Whether changes are on the screen that are written down nowhere: only a save keeps them.
    pub unkept: bool,
    /// Who has the report open, in words; then it is for reading only here.
    pub guest: Option<String>,
    /// Whether a report for reading only is kept as its file is.
    pub following: bool,
    /// Whether something was refused since the last key because the report is for reading only.
    refused: bool,
    /// What a check is for that is under way beside the keys.
    pub(in crate::tui) checking: Awaited,
    /// How it is being exported, until it is.
    pub(in crate::tui) exporting: Option<Exporting>,
    /// Where the report was exported to last.
    pub exported: Option<PathBuf>,
    /// How much of it was exported last.
    pub extent: Extent,
    /// Where the left button went down last in a text pane: dragging selects from there.
    pub pressed: Option<Pressed>,
    /// What the mouse holds beside texts.
    pub held: Option<Held>,
    /// Whether scrolling keeps the caret on the screen.
    pub follow: Follow,
}

impl Model {
    /// The program at its start: a report with sections opens in 导航 on its first section, a new one writing its title.
    pub fn new(report: Report, size: (u16, u16)) -> Model {
        Model::of(Document::new(report), Session::new(size))
    }

    fn of(document: Document, session: Session) -> Model {
        let outline = Outline::new(document.report());
        let mut model = Model {
            document,
            session,
            changes: Vec::new(),
            turn: 0,
            outline,
            path: None,
            suggested: None,
            here: Here::new(Spot::Report, Focus::Heading),
            row: 0,
            taken_along: None,
            caret: Caret::default(),
            carets: HashMap::new(),
            heading: Flow::default(),
            page: Manuscript::default(),
            root: None,
            far: None,
            note: Pane::default(),
            sheet: Sheet::default(),
            paged: None,
            top: 0,
            cell: Cell::default(),
            screen: Screen::Panes,
            marks: BTreeSet::new(),
            naming: Vec::new(),
            overlay: None,
            unanswered: None,
            asides: Asides::default(),
            times: 0,
            is_fresh_argument: false,
            selects: false,
            tour: None,
            given: None,
            message: None,
            search: Search::default(),
            unfiltered: None,
            pending: Sequence::default(),
            doubts: Doubts::default(),
            noticed: Noticed::default(),
            saving: None,
            leaving: None,
            awaited: None,
            base: None,
            outside: false,
            unkept: false,
            guest: None,
            following: false,
            refused: false,
            checking: Awaited::default(),
            exporting: None,
            exported: None,
            extent: Extent::default(),
            pressed: None,
            held: None,
            follow: Follow::Caret,
        };
        if let Some(&first) = model.report().tree.children(None).first() {
            model.here = Here::new(Spot::Report, Focus::Navigation);
            model.go(Spot::Section(first));
        }
        model
    }

    /// Another report in place of this one; what belongs to the session stays.
    pub fn open(&mut self, report: Report, path: Option<PathBuf>) {
        self.open_document(Document::new(report), path);
    }

    /// The same with what can be undone in it.
    pub fn open_document(&mut self, document: Document, path: Option<PathBuf>) {
        let saved = path.is_some() && !document.is_modified();
        let session = std::mem::replace(&mut self.session, Session::new((0, 0)));
        let base = saved.then(|| document.report().clone());
        let search = std::mem::take(&mut self.search).without_hits();
        *self = Model { path, base, search, turn: self.turn + 1, ..Model::of(document, session) };
    }

    /// How many reports have been opened before this one: tells whether it is still the same.
    pub fn turn(&self) -> u64 {
        self.turn
    }

    /// The state that the report is in now.
    pub fn moment(&self) -> Moment {
        Moment { turn: self.turn, revision: self.document.revision() }
    }

    /// The report.
    pub fn report(&self) -> &Report {
        self.document.report()
    }

    /// The document, to ask; changes go through [`Model::act`].
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Does one act: one undo takes it back. Answers whether it applied.
    pub fn act(&mut self, change: Change) -> bool {
        !self.refuse() && self.act_from_file(change)
    }

    /// Goes on typing: as long as nothing else is done, one undo takes all of it back. Answers whether it applied.
    pub fn go_on(&mut self, change: Change) -> bool {
        if self.refuse() {
            return false;
        }
        self.note_name(&change);
        self.apply(change)
    }

    fn apply(&mut self, change: Change) -> bool {
        let applied = self.document.apply(change).is_ok();
        self.asides.go_on();
        self.catch_up();
        applied
    }

    /// Ends the run of typing: what is typed from now on is an act of its own. References follow a heading that was typed anew.
    pub fn seal(&mut self) {
        self.follow_names();
        self.document.seal();
    }

    /// Notes that the file holds this state.
    pub(in crate::tui) fn mark_saved(&mut self, state: State) {
        self.document.mark_saved(state);
    }

    /// Notes that no file holds any state of the report.
    pub(in crate::tui) fn mark_unsaved(&mut self) {
        self.document.mark_unsaved();
    }

    /// Takes up what could be undone when the report was saved.
    pub(in crate::tui) fn remember(&mut self, memory: Memory) {
        self.document.remember(memory);
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

    /// Does as one act what the file itself brings: also in a report that is for reading only.
    pub(in crate::tui) fn act_from_file(&mut self, change: Change) -> bool {
        self.seal();
        self.note_names(&change);
        let applied = self.apply(change);
        self.seal();
        applied
    }

    /// Goes on with the act before: one undo takes both back. Answers whether it applied.
    pub fn act_joined(&mut self, change: Change) -> bool {
        if self.refuse() {
            return false;
        }
        let applied = self.document.apply_joined(change).is_ok();
        self.catch_up();
        applied
    }

    /// Takes the last act back and shows where it was. The focus stays, unless the act has just taken it along: then it goes
    /// back. `None` when there is none.
    pub fn undo(&mut self) -> Option<Change> {
        if self.refuse() {
            return None;
        }
        self.follow_names();
        let before = self.before_act();
        let opened = self.opened_by_act();
        let change = self.document.undo()?;
        self.naming.clear();
        self.catch_up();
        self.show(&change);
        self.close_again(&opened);
        before.into_iter().for_each(|focus| self.focus_on(focus));
        Some(change)
    }

    /// Does the act again that was taken back last, and shows where; the focus stays.
    pub fn redo(&mut self) -> Option<Change> {
        if self.refuse() {
            return None;
        }
        let change = self.document.redo()?;
        self.catch_up();
        self.show(&change);
        Some(change)
    }

    /// The changes since the last call, in order, undone and redone ones too.
    pub fn take_changes(&mut self) -> Vec<Done> {
        std::mem::take(&mut self.changes)
    }

    fn catch_up(&mut self) {
        let changes = self.document.take_outbox();
        self.outline.follow(self.document.report(), &changes);
        self.doubts.follow(self.document.report(), &changes, self.document.depth());
        for edit in changes.iter().flat_map(|done| &done.change.edits) {
            self.page.follow(edit);
            self.noticed.follow(edit);
            [&mut self.note.flow, &mut self.heading].into_iter().for_each(|flow| flow.follow(edit));
        }
        self.changes.extend(changes);
        if !self.marks.is_empty() {
            let tree = &self.document.report().tree;
            self.marks.retain(|&id| tree.contains(id));
        }
    }

    /// Asks a question that is answered with a line: with what was left of the answer, where the same was asked before.
    pub fn ask(&mut self, purpose: Purpose, line: Line) {
        let line = self.left_of(&purpose.question()).unwrap_or(line);
        self.overlay = Some(Overlay::Prompt(Prompt { purpose, line, trouble: None }));
    }

    /// What was left of the answer to a question.
    pub fn left_of(&mut self, question: &str) -> Option<Line> {
        self.unanswered.take_if(|(of, _)| of == question).map(|(_, line)| line)
    }

    /// Says something in the status line.
    pub fn say(&mut self, grade: Grade, says: impl Into<String>) {
        self.message = Some(Message { grade, says: says.into() });
    }
}
