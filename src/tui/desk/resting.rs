//! What is done while the writer rests, in threads of its own, so that no key pays for it: the pages of the open report are
//! counted, and it is checked.
//!
//! A long report is worked on the more seldom the longer that takes.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;
use std::time::Instant;

use crate::check;
use crate::export;
use crate::export::Metrics;
use crate::report::Report;
use crate::tui::model::Model;
use crate::tui::model::Moment;
use crate::tui::news::Looked;
use crate::tui::news::News;
use crate::tui::news::Sight;
use crate::tui::news::Work;
use crate::tui::overlay::Awaited;
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
    /// Of which state the pages were counted last, or are being counted, and with which metrics.
    counted: Option<(Moment, Metrics)>,
    pages: Job,
    check: Job,
}

/// How far one of them is.
#[derive(Default)]
struct Job {
    is_under_way: bool,
    /// When it was over last, and how long it took.
    last: Option<(Instant, Duration)>,
}

impl Resting {
    pub(super) fn new(sender: Sender<News>, now: Instant) -> Resting {
        Resting { sender, waits: false, touched: now, counted: None, pages: Job::default(), check: Job::default() }
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
        // Both look at one copy.
        let mut copy: Option<Arc<Report>> = None;
        for work in Work::ALL {
            if !self.is_due(model, work) {
                continue;
            }
            let last = self.job(work).last.map_or(Duration::ZERO, |(when, took)| after(when, took * (SHARE - 1)));
            match own.max(last) {
                Duration::ZERO => {
                    let report = copy.get_or_insert_with(|| Arc::new(model.report().clone()));
                    self.begin(model, work, Arc::clone(report));
                }
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
        *self.job_mut(work) = Job { is_under_way: false, last: Some((now, looked.took)) };
        let is_new = looked.tell(model);
        if self.is_due(model, work) {
            self.wait(REST);
        }
        is_new
    }

    fn job(&self, work: Work) -> &Job {
        match work {
            Work::Pages => &self.pages,
            Work::Check => &self.check,
        }
    }

    fn job_mut(&mut self, work: Work) -> &mut Job {
        match work {
            Work::Pages => &mut self.pages,
            Work::Check => &mut self.check,
        }
    }

    fn is_due(&self, model: &Model, work: Work) -> bool {
        let is_wanted = match work {
            Work::Pages => self.counted != Some((model.moment(), model.session.export.metrics)),
            // What a key has asked to be checked needn't be twice.
            Work::Check => {
                let is_known = model.noticed.is_of(model.moment().revision) || model.checking != Awaited::Nothing;
                model.session.lights_findings && !is_known
            }
        };
        is_wanted && !self.job(work).is_under_way
    }

    /// Sets the alarm, unless one is.
    fn wait(&mut self, rest: Duration) {
        if self.waits {
            return;
        }
        let sender = self.sender.clone();
        let alarm = move || {
            std::thread::sleep(rest);
            // When the loop has ended nobody is left to be told.
            let _ = sender.send(News::Rested);
        };
        self.waits = std::thread::Builder::new().name("rest".into()).spawn(alarm).is_ok();
    }

    fn begin(&mut self, model: &Model, work: Work, report: Arc<Report>) {
        let (sender, of) = (self.sender.clone(), model.moment());
        let look = looking(model, work, report);
        let go = move || {
            let begun = Instant::now();
            let sight = look();
            // When the loop has ended nobody is left to be told.
            let _ = sender.send(News::Rest(Box::new(Looked { of, took: begun.elapsed(), sight })));
        };
        if std::thread::Builder::new().name("look".into()).spawn(go).is_ok() {
            self.job_mut(work).is_under_way = true;
            if work == Work::Pages {
                self.counted = Some((of, model.session.export.metrics));
            }
        }
    }
}

/// What is to be done, on the report as it is now.
fn looking(model: &Model, work: Work, report: Arc<Report>) -> Box<dyn FnOnce() -> Sight + Send> {
    match work {
        Work::Pages => {
            let mut options = model.session.export.clone();
            Box::new(move || {
                if options.fonts.is_empty() {
                    options.fonts = settings::fonts(&options.profile);
                }
                Sight::Pages(export::breaks(&*report, &options))
            })
        }
        Work::Check => {
            let (settings, today) = (model.session.check.clone(), model.session.today);
            Box::new(move || Sight::Check(check::findings(&report, &settings, today)))
        }
    }
}
