//! Two at one file: the lock of the open report, and when to look whether somebody else has changed its file.
//!
//! Nothing here ticks while the writer works: the file is looked at when the terminal gets the focus and when a key comes
//! after a rest, in a thread of its own, for a dead network disk answers late. Only a report that follows its file is looked
//! at every other second, as the writer has asked for; the system's own notices don't come from other machines.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;

use crate::store;
use crate::store::Holder;
use crate::store::Lock;
use crate::store::Stamp;
use crate::store::Taken;
use crate::tui::news::News;
use crate::tui::words;

/// How long no key has to come until the next one is worth a look at the file.
const REST: Duration = Duration::from_secs(2);

/// How often a followed file is looked at.
const FOLLOWED: Duration = Duration::from_secs(2);

/// What the rim keeps for that.
pub(super) struct Sharing {
    user: String,
    sender: Sender<News>,
    lock: Option<Lock>,
    heard: Option<Instant>,
    looking: bool,
    following: Option<Arc<AtomicBool>>,
    /// Why nobody is told that the report is open, until it is said.
    trouble: Option<&'static str>,
}

impl Sharing {
    pub(super) fn new(user: String, sender: Sender<News>) -> Sharing {
        Sharing { user, sender, lock: None, heard: None, looking: false, following: None, trouble: None }
    }

    /// Takes the lock of the file that is open from now on, and gives back that of the one before. Answers who has it
    /// instead, in words.
    pub(super) fn open(&mut self, path: &Path, now: SystemTime) -> Option<String> {
        if self.lock.as_ref().is_some_and(|lock| lock.is_of(path)) {
            return None;
        }
        self.lock = None;
        self.settle(store::lock::take(path, &self.user), now)
    }

    /// The same from an owner who may still be there.
    pub(super) fn take_over(&mut self, path: &Path, now: SystemTime) -> Option<String> {
        self.lock = None;
        self.settle(store::lock::take_over(path, &self.user), now)
    }

    /// Why nobody is told that the report is open; once.
    pub(super) fn trouble(&mut self) -> Option<&'static str> {
        self.trouble.take()
    }

    /// Gives the lock back and looks no more.
    pub(super) fn close(&mut self) {
        self.lock = None;
        self.follow(None, None);
    }

    fn settle(&mut self, taken: Taken, now: SystemTime) -> Option<String> {
        match taken {
            Taken::Here(lock) => {
                self.lock = Some(lock);
                None
            }
            Taken::By(holder) => Some(named(&holder, now)),
            Taken::Nowhere(why) => {
                self.trouble = why;
                None
            }
        }
    }

    /// Something has come from the terminal. Answers whether it is the first after a rest.
    pub(super) fn is_rested(&mut self, now: Instant) -> bool {
        self.heard.replace(now).is_some_and(|before| now.duration_since(before) >= REST)
    }

    /// Looks at the file, unless that is being done; the answer comes as news.
    pub(super) fn look(&mut self, path: PathBuf) {
        if self.looking {
            return;
        }
        let sender = self.sender.clone();
        let look = move || {
            let stamp = Stamp::of(&path);
            // When the loop has ended nobody is left to be told.
            let _ = sender.send(News::Looked(path, stamp));
        };
        self.looking = std::thread::Builder::new().name("look".into()).spawn(look).is_ok();
    }

    /// A look has been answered.
    pub(super) fn looked(&mut self) {
        self.looking = false;
    }

    /// Looks at this file again and again, beginning with what is known of it, and tells when it has changed; or no more.
    pub(super) fn follow(&mut self, path: Option<PathBuf>, known: Option<Stamp>) {
        if let Some(before) = self.following.take() {
            before.store(true, Ordering::Relaxed);
        }
        let Some(path) = path else { return };
        let ended = Arc::new(AtomicBool::new(false));
        let (own, sender) = (Arc::clone(&ended), self.sender.clone());
        let watch = move || {
            let mut last = known;
            loop {
                let now = Stamp::of(&path);
                if own.load(Ordering::Relaxed) {
                    return;
                }
                if now != last {
                    last = now;
                    if sender.send(News::Looked(path.clone(), now)).is_err() {
                        return;
                    }
                }
                std::thread::sleep(FOLLOWED);
            }
        };
        if std::thread::Builder::new().name("follow".into()).spawn(watch).is_ok() {
            self.following = Some(ended);
        }
    }
}

/// `张三@办公室电脑 3分钟前打开了它`.
fn named(holder: &Holder, now: SystemTime) -> String {
    let user = if holder.user.is_empty() { "别人" } else { &holder.user };
    let host = if holder.host.is_empty() { String::new() } else { format!("@{}", holder.host) };
    match holder.since {
        Some(since) => format!("{user}{host} {}打开了它", words::ago(since, now)),
        None => format!("{user}{host} 正开着它"),
    }
}
