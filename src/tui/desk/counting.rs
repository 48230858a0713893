//! The pages of the open report, counted in a thread of its own once the writer rests: no key pays for them.
//!
//! A long report is counted the more seldom the longer that takes.

use std::sync::mpsc::Sender;
use std::time::Duration;
use std::time::Instant;

use crate::export;
use crate::export::Metrics;
use crate::tui::model::Model;
use crate::tui::model::Paged;
use crate::tui::news::Counted;
use crate::tui::news::News;
use crate::tui::settings;

/// How long no key has to come until the pages are counted.
const REST: Duration = Duration::from_millis(400);

/// The pages are counted for one part of the time in so many.
const SHARE: u32 = 10;

/// What the rim keeps for that.
pub(super) struct Counting {
    sender: Sender<News>,
    /// What was counted last, or is being counted.
    known: Option<State>,
    stage: Stage,
    /// When the last key came.
    touched: Instant,
    /// When the last count was over, and how long it took.
    last: Option<(Instant, Duration)>,
}

/// What the pages of a report hang on.
#[derive(Clone, Copy, PartialEq, Eq)]
struct State {
    turn: u64,
    revision: u64,
    metrics: Metrics,
}

impl State {
    fn of(model: &Model) -> State {
        State { turn: model.turn(), revision: model.document().revision(), metrics: model.session.export.metrics }
    }
}

/// What is under way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Nothing,
    /// An alarm is set.
    Waits,
    Counts,
}

impl Counting {
    pub(super) fn new(sender: Sender<News>, now: Instant) -> Counting {
        Counting { sender, known: None, stage: Stage::Nothing, touched: now, last: None }
    }

    /// A key has come, or something else that may have changed the report.
    pub(super) fn touched(&mut self, model: &Model, now: Instant) {
        self.touched = now;
        self.wait(model, REST);
    }

    /// The alarm has gone off: counts, unless the writer goes on writing.
    pub(super) fn rested(&mut self, model: &Model, now: Instant) {
        self.stage = Stage::Nothing;
        let after = |when: Instant, rest: Duration| (when + rest).saturating_duration_since(now);
        let own = after(self.touched, REST);
        let last = self.last.map_or(Duration::ZERO, |(when, took)| after(when, took * (SHARE - 1)));
        match own.max(last) {
            Duration::ZERO => self.count(model),
            more => self.wait(model, more),
        }
    }

    /// Takes what has been counted. Answers whether it is of the report that is open.
    pub(super) fn take(&mut self, model: &mut Model, counted: Counted, now: Instant) -> bool {
        self.stage = Stage::Nothing;
        self.last = Some((now, counted.took));
        let is_own = counted.turn == model.turn();
        if is_own {
            model.paged = Some(counted.paged);
        }
        self.wait(model, REST);
        is_own
    }

    /// Sets the alarm, unless all is counted, or something is under way that ends here again.
    fn wait(&mut self, model: &Model, rest: Duration) {
        if self.stage != Stage::Nothing || self.known == Some(State::of(model)) {
            return;
        }
        let sender = self.sender.clone();
        let alarm = move || {
            std::thread::sleep(rest);
            // When the loop has ended nobody is left to be told.
            let _ = sender.send(News::Rested);
        };
        if std::thread::Builder::new().name("rest".into()).spawn(alarm).is_ok() {
            self.stage = Stage::Waits;
        }
    }

    fn count(&mut self, model: &Model) {
        let state = State::of(model);
        if self.known == Some(state) {
            return;
        }
        let (report, mut options) = (model.report().clone(), model.session.export.clone());
        let (sender, State { turn, revision, .. }) = (self.sender.clone(), state);
        let count = move || {
            let begun = Instant::now();
            if options.fonts.is_empty() {
                options.fonts = settings::fonts(&options.profile);
            }
            let paged = Paged { revision, breaks: export::breaks(&report, &options) };
            // When the loop has ended nobody is left to be told.
            let _ = sender.send(News::Counted(Box::new(Counted { turn, paged, took: begun.elapsed() })));
        };
        if std::thread::Builder::new().name("pages".into()).spawn(count).is_ok() {
            self.known = Some(state);
            self.stage = Stage::Counts;
        }
    }
}
