//! What is done while the writer rests, in threads of its own, so that no key pays for it: the pages of the open report are
//! counted, and it is checked.
//!
//! A long report is worked on the more seldom the longer that takes.

use std::sync::mpsc::Sender;
use std::time::Duration;
use std::time::Instant;

use crate::check;
use crate::export;
use crate::export::Metrics;
use crate::tui::model::Model;
use crate::tui::model::Paged;
use crate::tui::news::Looked;
use crate::tui::news::News;
use crate::tui::news::Work;
use crate::tui::settings;

/// How long no key has to come.
const REST: Duration = Duration::from_millis(400);

/// Each of them takes one part of the time in so many.
const SHARE: u32 = 10;

/// What the rim keeps for that.
pub(super) struct Resting {
    sender: Sender<News>,
    /// Whether an alarm is set.
    waits: bool,
    /// When the last key came.
    touched: Instant,
    pages: Job,
    check: Job,
}

/// How far one of them is.
#[derive(Default)]
struct Job {
    /// What was looked at last, or is being looked at.
    known: Option<State>,
    is_under_way: bool,
    /// When it was over last, and how long it took.
    last: Option<(Instant, Duration)>,
}

/// What the outcome hangs on.
#[derive(Clone, PartialEq)]
struct State {
    turn: u64,
    revision: u64,
    metrics: Option<Metrics>,
    rules: Option<check::Settings>,
}

impl Resting {
    pub(super) fn new(sender: Sender<News>, now: Instant) -> Resting {
        Resting { sender, waits: false, touched: now, pages: Job::default(), check: Job::default() }
    }

    /// A key has come, or something else that may have changed the report.
    pub(super) fn touched(&mut self, model: &Model, now: Instant) {
        self.touched = now;
        if Work::ALL.iter().any(|&work| self.is_due(model, work)) {
            self.wait(REST);
        }
    }

    /// The alarm has gone off: goes to work, unless the writer goes on writing.
    pub(super) fn rested(&mut self, model: &Model, now: Instant) {
        self.waits = false;
        let after = |when: Instant, rest: Duration| (when + rest).saturating_duration_since(now);
        let own = after(self.touched, REST);
        let mut soonest = None;
        for work in Work::ALL {
            if !self.is_due(model, work) {
                continue;
            }
            let last = self.job(work).last.map_or(Duration::ZERO, |(when, took)| after(when, took * (SHARE - 1)));
            match own.max(last) {
                Duration::ZERO => self.begin(model, work),
                more => soonest = soonest.map(|soonest: Duration| soonest.min(more)).or(Some(more)),
            }
        }
        if let Some(soonest) = soonest {
            self.wait(soonest);
        }
    }

    /// Takes what has come of it. Answers whether there is anything new to be seen.
    pub(super) fn take(&mut self, model: &mut Model, looked: Looked, now: Instant) -> bool {
        let work = looked.work();
        let job = self.job(work);
        (job.is_under_way, job.last) = (false, Some((now, looked.took())));
        let is_new = looked.tell(model);
        if self.is_due(model, work) {
            self.wait(REST);
        }
        is_new
    }

    fn job(&mut self, work: Work) -> &mut Job {
        match work {
            Work::Pages => &mut self.pages,
            Work::Check => &mut self.check,
        }
    }

    fn is_due(&mut self, model: &Model, work: Work) -> bool {
        let is_wanted = work != Work::Check || model.session.lights_findings;
        let state = State::of(model, work);
        let job = self.job(work);
        is_wanted && !job.is_under_way && job.known.as_ref() != Some(&state)
    }

    /// Sets the alarm, unless one is.
    fn wait(&mut self, rest: Duration) {
        let sender = self.sender.clone();
        let alarm = move || {
            std::thread::sleep(rest);
            // When the loop has ended nobody is left to be told.
            let _ = sender.send(News::Rested);
        };
        self.waits = self.waits || std::thread::Builder::new().name("rest".into()).spawn(alarm).is_ok();
    }

    fn begin(&mut self, model: &Model, work: Work) {
        let sender = self.sender.clone();
        let look = looking(model, work);
        let go = move || {
            // When the loop has ended nobody is left to be told.
            let _ = sender.send(News::Rest(Box::new(look())));
        };
        if std::thread::Builder::new().name("look".into()).spawn(go).is_ok() {
            let state = State::of(model, work);
            let job = self.job(work);
            (job.known, job.is_under_way) = (Some(state), true);
        }
    }
}

impl State {
    fn of(model: &Model, work: Work) -> State {
        State {
            turn: model.turn(),
            revision: model.document().revision(),
            metrics: (work == Work::Pages).then_some(model.session.export.metrics),
            rules: (work == Work::Check).then(|| model.session.check.clone()),
        }
    }
}

/// What is to be done, on the report as it is now.
fn looking(model: &Model, work: Work) -> Box<dyn FnOnce() -> Looked + Send> {
    let (turn, revision) = (model.turn(), model.document().revision());
    let report = model.report().clone();
    let begun = Instant::now();
    match work {
        Work::Pages => {
            let mut options = model.session.export.clone();
            Box::new(move || {
                if options.fonts.is_empty() {
                    options.fonts = settings::fonts(&options.profile);
                }
                let paged = Paged { revision, breaks: export::breaks(&report, &options) };
                Looked::Counted { turn, paged, took: begun.elapsed() }
            })
        }
        Work::Check => {
            let (settings, today) = (model.session.check.clone(), model.session.today);
            Box::new(move || {
                let found = check::findings(&report, &settings, today);
                Looked::Checked { turn, revision, found, took: begun.elapsed() }
            })
        }
    }
}
