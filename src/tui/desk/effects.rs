//! Effects are carried out here; the model gets their outcomes.

use std::cell::Cell;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;

use crate::check;
use crate::edit::document::State;
use crate::import;
use crate::report::Report;
use crate::store;
use crate::store::Print;
use crate::store::Stamp;
use crate::store::templates;
use crate::tui;
use crate::tui::Origin;
use crate::tui::Start;
use crate::tui::desk::Desk;
use crate::tui::desk::mended;
use crate::tui::exports;
use crate::tui::model::Moment;
use crate::tui::model::Seen;
use crate::tui::news::News;
use crate::tui::news::Saving;
use crate::tui::news::Written;
use crate::tui::overlay::Destination;
use crate::tui::overlay::Next;
use crate::tui::previews;
use crate::tui::settings;
use crate::tui::terminal::Terminal;
use crate::tui::update;
use crate::tui::update::Effect;
use crate::tui::update::Handed;
use crate::tui::update::Outcome;
use crate::tui::update::Over;
use crate::tui::update::Past;
use crate::tui::update::Then;
use crate::tui::words;

/// How long an export may take until it is said how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long it is from then on until that is said again.
const STEP: Duration = Duration::from_millis(200);

/// Endings of the files that a folder of reports is searched for.
const READABLE: [&str; 4] = ["ron", "txt", "docx", "md"];

impl Desk {
    /// Carries out an effect, and those that follow from its outcome. Answers whether the program ends.
    pub(super) fn carry_out(&mut self, terminal: &mut Terminal, effect: Option<Effect>) -> io::Result<bool> {
        let Some(effect) = effect else { return Ok(false) };
        let outcome = match effect {
            Effect::Quit => return Ok(true),
            Effect::Export { path, what, over } => self.export(path, what, over),
            Effect::Save { path, report, state, next, over } => self.save(path, *report, (state, next), over),
            Effect::Open(path) => match (self.read)(&path) {
                Ok(start) => {
                    self.take(start);
                    None
                }
                Err(says) => Some(Outcome::Failed(says)),
            },
            Effect::Begin { report, path } => {
                self.begin(*report, path);
                None
            }
            Effect::Templates => Some(Outcome::Templates(all_templates())),
            Effect::Look(files) => {
                self.look_at(files);
                None
            }
            Effect::Forget(path) => {
                settings::forget(&path);
                None
            }
            Effect::Complete(typed) => {
                let found = store::names_like(&typed);
                Some(Outcome::Completed(typed, found))
            }
            Effect::Width(ambiguous) => {
                settings::remember_width(ambiguous);
                terminal.forget()?;
                None
            }
            Effect::Template(name) => self.begin_from(&name),
            Effect::KeepTemplate { name, report } => {
                self.write_aside(move || (None, keep_template(&name, &report)));
                None
            }
            Effect::Versions(path) => Some(self.versions(&path)),
            Effect::Beside { path, then } => return self.read_beside(terminal, &path, then),
            Effect::Table(path) => Some(table(&path)),
            Effect::Returned(path) => Some(match store::read_file(&path) {
                Ok(bytes) => {
                    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                    Outcome::Returned { name, bytes }
                }
                Err(error) => Outcome::Failed(error.to_string()),
            }),
            Effect::Follow(path) => {
                self.sharing.follow(path, self.stamp);
                None
            }
            Effect::TakeOver { path, over } => Some(self.take_over(path, over)),
            Effect::Read(path, into) => Some(self.read_into(&path, into)),
            Effect::Recover(journal) => {
                self.recover(&journal);
                None
            }
            Effect::Restore { version, path, when } => {
                self.restore(&version, &path, &when);
                None
            }
            Effect::LayAside(journal) => {
                self.keeping.lay_aside(&journal);
                None
            }
            Effect::Theme(name) => {
                settings::remember_theme(&name);
                None
            }
            Effect::Page => {
                settings::remember_page(&self.model.session);
                None
            }
            Effect::Check(report, what) => {
                self.check(report, what);
                None
            }
            Effect::Rule { name, to } => settings::switch_rule(name, to).err().map(Outcome::Failed),
            Effect::Profile(_) => {
                settings::remember_profile(&self.model.session.keymap);
                None
            }
            Effect::Copy(text) => Some(self.copy(terminal, &text)),
            Effect::Fetch(side) => Some(Outcome::Fetched(self.clipboard.take(), side)),
        };
        outcome.map_or(Ok(false), |outcome| self.handle_outcome(terminal, outcome))
    }

    /// Shows a draft of the report that came back.
    pub(in crate::tui) fn take_returned(&mut self, terminal: &mut Terminal, path: Option<PathBuf>) -> io::Result<bool> {
        self.carry_out(terminal, path.map(Effect::Returned))
    }

    /// Hands a report to the thread that saves. `None` if nothing stands in the way; how it ended comes as news.
    fn save(&mut self, path: PathBuf, report: Report, (state, next): (State, Next), over: Over) -> Option<Outcome> {
        match self.obstacle(&path, over) {
            Some(_) if over == Over::Own => Some(Outcome::Changed { path, next }),
            Some(question) => Some(Outcome::Exists { path, question, next: Some(next), free: None }),
            None => {
                let kept = self.keeping.save(&mut self.model);
                self.saver.save(path, report, Saving { state, next, kept });
                None
            }
        }
    }

    /// Writes an export; how far it is, once that takes time, and how it ended come as news.
    fn export(&mut self, path: PathBuf, what: Handed, over: Over) -> Option<Outcome> {
        if path.is_dir() {
            let says = format!("“{}”是一个文件夹，请换一个名字", path.display());
            return Some(Outcome::NotExported(says));
        }
        if let Some(question) = self.obstacle_to_export(&path, over) {
            let free = free_beside(&path);
            return Some(Outcome::Exists { path, question, next: None, free });
        }
        let sender = self.sender.clone();
        self.write_aside(move || {
            let (begun, told) = (Instant::now(), Cell::new(PATIENCE));
            let tells = |share| {
                if begun.elapsed() >= told.get() {
                    told.set(begun.elapsed() + STEP);
                    // When the loop has ended nobody is left to be told.
                    let _ = sender.send(News::Exporting(share));
                }
            };
            let written = |bytes: Vec<u8>| store::write_file(&path, &bytes).map(|_| Print::of(&bytes));
            match what.bytes(settings::fonts, &tells) {
                Err(unwritten) => (None, Outcome::NotExported(unwritten.to_string())),
                Ok((bytes, instead)) => match written(bytes) {
                    Ok(print) => (Some((path.clone(), print)), Outcome::Exported(path, instead)),
                    Err(error) => (None, Outcome::NotExported(error.to_string())),
                },
            }
        });
        None
    }

    /// Does something that writes to the disk in a thread of its own: keys never wait for it. Leaving waits.
    fn write_aside(&mut self, write: impl FnOnce() -> (Option<(PathBuf, Print)>, Outcome) + Send + 'static) {
        let sender = self.sender.clone();
        let work = move || {
            let (export, outcome) = write();
            // When the loop has ended nobody is left to be told.
            let _ = sender.send(News::Wrote(Box::new(Written { export, outcome })));
        };
        self.writing.retain(|thread| !thread.is_finished());
        self.writing.push(std::thread::spawn(work));
    }

    /// Something that was written aside is done. Answers whether the program ends.
    pub(super) fn wrote(&mut self, terminal: &mut Terminal, written: Written) -> io::Result<bool> {
        let Written { export, outcome } = written;
        let is_written = matches!(outcome, Outcome::Exported(..));
        let ends = self.handle_outcome(terminal, outcome)?;
        // A table of metrics is written so, too, and is no export of the report.
        if let Some((path, print)) = export
            && is_written
            && self.model.exported.as_ref() == Some(&path)
        {
            exports::remember(&self.model, print);
            self.handed = Some((path, print));
        }
        Ok(ends)
    }

    /// Reads a report beside the open one, and says what was mended in it. Answers whether the program ends.
    fn read_beside(&mut self, terminal: &mut Terminal, path: &Path, then: Then) -> io::Result<bool> {
        let known = self.model.doubts.left();
        let outcome = self.beside(path, then);
        let ends = self.handle_outcome(terminal, outcome)?;
        if self.model.doubts.left() > known {
            self.tell_mended();
        }
        Ok(ends)
    }

    /// Looks what files are in a thread of its own: they may lie far away.
    fn look_at(&self, files: Vec<PathBuf>) {
        let sender = self.sender.clone();
        std::thread::spawn(move || {
            let now = SystemTime::now();
            let seen = |path: PathBuf| {
                let (when, report) = (store::written(&path)?, store::open(&path).ok()?.report);
                let report = mended(report);
                let (title, outline) = (words::title_of(&report), previews::outline_of(&report));
                Some(Seen { path, title, when: words::ago(when, now), outline })
            };
            let outcome = Outcome::Looked(files.into_iter().filter_map(seen).collect(), all_templates());
            // When the loop has ended nobody is left to be told.
            let _ = sender.send(News::Wrote(Box::new(Written { export: None, outcome })));
        });
    }

    /// Looks a report over in a thread of its own.
    fn check(&self, report: Box<Report>, of: Moment) {
        let (sender, settings, today) =
            (self.sender.clone(), self.model.session.check.clone(), self.model.session.today);
        std::thread::spawn(move || {
            let found = check::findings(&report, &settings, today);
            // When the loop has ended nobody is left to be told.
            let _ = sender.send(News::Checked(of, found));
        });
    }

    /// Puts a text on the clipboards. A terminal elsewhere has one of its own: the text goes there too, if it can.
    fn copy(&mut self, terminal: &mut Terminal, text: &str) -> Outcome {
        let put = self.clipboard.put(text);
        match terminal.copy(text) {
            Err(says) if !put => Outcome::Failed(says),
            _ => Outcome::Copied(self.clipboard.advice().filter(|_| !put)),
        }
    }

    /// Begins a report from a template.
    fn begin_from(&mut self, name: &str) -> Option<Outcome> {
        match templates::open(name, settings::templates().as_deref()) {
            Ok(report) => {
                let title = crate::text::file_name(&report.title, name);
                self.begin(report, format!("{title}.ron").into());
                None
            }
            Err(error) => Some(Outcome::Failed(error.to_string())),
        }
    }

    /// A report that no file holds yet.
    fn begin(&mut self, report: Report, path: PathBuf) {
        self.take(Start { reports: vec![report], origin: Origin::New(path) });
    }

    /// The reports of a file, or of all files of a folder, to be put into the open report.
    fn read_into(&self, path: &Path, into: Destination) -> Outcome {
        let mut files = store::files_in(path, &READABLE);
        if files.is_empty() {
            files.push(path.to_owned());
        }
        let (mut parts, mut doubts, mut troubles) = (Vec::new(), Vec::new(), Vec::new());
        for file in files {
            match (self.read)(&file) {
                Ok(start) => {
                    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    parts.extend(start.reports.into_iter().map(|report| (name.clone(), report)));
                    if let Origin::Text(_, unclear) = start.origin {
                        doubts.extend(unclear);
                    }
                }
                Err(says) => troubles.push(says),
            }
        }
        Outcome::Read { parts, doubts, troubles, into }
    }

    /// Why the writer must be asked before a file is written, as a question.
    fn obstacle(&self, path: &Path, over: Over) -> Option<String> {
        let there = Stamp::of(path)?;
        match over {
            Over::Yes => None,
            Over::Ask => Some(format!("已经有文件 {}。", path.display())),
            Over::Own if self.stamp.is_none_or(|own| own == there) => None,
            Over::Own => Some(format!("{} 在别处被改过了，保存会盖掉那些改动。", path.display())),
        }
    }

    /// The same for an export; of the last one, which is done again, whether it still is what was written then.
    fn obstacle_to_export(&self, path: &Path, over: Over) -> Option<String> {
        if over != Over::Own {
            return self.obstacle(path, over);
        }
        Stamp::of(path)?;
        let is_own = self
            .handed
            .as_ref()
            .is_some_and(|(own, print)| own == path && Print::of_file(path).is_ok_and(|there| there == *print));
        let name = || path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        (!is_own).then(|| format!("{} 在上次导出以后被改过了。", name()))
    }

    /// The older versions of a file, in words. Those that are much to read are listed by their size alone.
    fn versions(&self, path: &Path) -> Outcome {
        const READ: u64 = 64 << 20;
        let Some(backups) = settings::backups() else {
            return Outcome::Failed("没有地方存旧版本：系统没有告诉程序主文件夹在哪里（HOME）".into());
        };
        let now = SystemTime::now();
        let mut room = READ;
        let past = |version: store::Version| {
            room = room.saturating_sub(version.bytes);
            let (says, shows) = match store::open(&version.path) {
                _ if room == 0 => (format!("{} KB", version.bytes.div_ceil(1024)), Vec::new()),
                Ok(opened) => update::appraisal(mended(opened.report), self.model.report()),
                Err(_) => ("读不出".into(), Vec::new()),
            };
            let when = words::ago(version.written, now);
            Past { path: version.path, when, says, shows }
        };
        Outcome::Versions(backups.list(path).into_iter().map(past).collect())
    }

    /// Reads a report beside the open one. What is taken from the report's own file makes it known as it is now.
    fn beside(&mut self, path: &Path, then: Then) -> Outcome {
        if then == Then::LastYear {
            // Last year's report is as often a text or a Word file.
            return match (self.read)(path).map(|start| start.reports) {
                Ok(mut reports) if !reports.is_empty() => {
                    Outcome::Beside { report: Box::new(reports.swap_remove(0)), then }
                }
                Ok(_) => Outcome::Failed(format!("“{}”里没有报告，请换一个文件", path.display())),
                Err(says) => Outcome::Failed(says),
            };
        }
        match store::open(path) {
            Ok(opened) => {
                if matches!(then, Then::Take | Then::Merge(_) | Then::Follow) {
                    self.stamp = Some(opened.stamp);
                    self.taken = Some((path.to_owned(), opened.print));
                    self.model.doubt_more(tui::mended::doubts(&opened.mended));
                }
                Outcome::Beside { report: Box::new(mended(opened.report)), then }
            }
            Err(error) => match store::open_marked(path) {
                // The other side of a file that git has left its marks in: the open report is the one.
                Ok(Some(opened)) if matches!(then, Then::Merge(_) | Then::Compare(_)) => {
                    if matches!(then, Then::Merge(_)) {
                        self.stamp = Some(opened.stamp);
                        self.taken = Some((path.to_owned(), opened.print));
                    }
                    Outcome::Beside { report: Box::new(mended(opened.report.theirs)), then }
                }
                _ => Outcome::Failed(error.to_string()),
            },
        }
    }

    /// What to say of the report's file as it is now.
    pub(super) fn looked(&mut self, path: &Path, stamp: Option<Stamp>) -> Option<Outcome> {
        let own = self.model.path.as_deref() == Some(path) && self.model.saving.is_none();
        if !own || self.stamp.is_none() || stamp.is_none() || stamp == self.stamp {
            return None;
        }
        if self.model.following && !self.model.document().is_modified() {
            return Some(self.beside(path, Then::Follow));
        }
        (!self.model.outside).then_some(Outcome::Noticed)
    }

    /// Makes a report that is for reading only one to be written in, as it is in its file now.
    fn take_over(&mut self, path: PathBuf, over: Over) -> Outcome {
        let now = SystemTime::now();
        let holder = match over {
            Over::Yes => self.sharing.take_over(&path, now),
            Over::Own | Over::Ask => self.sharing.open(&path, now),
        };
        if let Some(holder) = holder {
            return Outcome::StillThere { path, holder };
        }
        self.sharing.follow(None, None);
        if Stamp::of(&path) != self.stamp
            && let Outcome::Beside { report, then } = self.beside(&path, Then::Take)
        {
            let follows = update::handle_outcome(&mut self.model, Outcome::Beside { report, then });
            debug_assert!(follows.is_none(), "what is taken from the file asks for nothing");
        }
        Outcome::Host
    }

    /// `None` when the report that was saved is no longer on the screen.
    pub(super) fn saved(&mut self, answer: store::Answer<Saving>) -> Option<Outcome> {
        let store::Answer { path, tag: Saving { state, next, kept }, outcome, unkept: _ } = answer;
        match outcome {
            Ok(stamp) => {
                settings::remember(&mut self.model, &path);
                if !self.keeping.saved(&mut self.model, &path, &kept) {
                    return None;
                }
                self.stamp = Some(stamp);
                let exported = self.model.exported.is_some().then(|| self.handed.clone()).flatten();
                self.model.guest = self.sharing.open(&path, SystemTime::now());
                self.model.following = false;
                self.sharing.follow(None, None);
                if let Some((_, print)) = exported.filter(|_| self.model.path.as_ref() != Some(&path)) {
                    // By another name it is handed in the same way.
                    self.model.path = Some(path.clone());
                    exports::remember(&self.model, print);
                }
                Some(Outcome::Saved { path, state, next })
            }
            Err(error) => {
                self.keeping.not_saved(&kept);
                Some(Outcome::NotSaved(error.to_string()))
            }
        }
    }
}

/// The first of `总结-2.docx`, `总结-3.docx`, … that isn't there.
fn free_beside(path: &Path) -> Option<PathBuf> {
    let stem = path.file_stem()?.to_str()?;
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    (2..100).map(|number| path.with_file_name(format!("{stem}-{number}{ending}"))).find(|free| !free.exists())
}

/// The templates that can be read, by name.
fn all_templates() -> Vec<(String, Report)> {
    let folder = settings::templates();
    let open = |name: String| templates::open(&name, folder.as_deref()).ok().map(|report| (name, report));
    templates::names(folder.as_deref()).into_iter().filter_map(open).collect()
}

fn keep_template(name: &str, report: &Report) -> Outcome {
    let Some(folder) = settings::templates() else {
        return Outcome::Failed("系统没有给程序留配置文件夹，模板没处存；请另存为一份 .ron 当模板用".into());
    };
    match templates::keep(name, &folder, report) {
        Ok(_) => Outcome::TemplateKept(name.to_owned()),
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

/// The text of a table, and what has to be said of it.
fn text_of(bytes: &[u8]) -> Result<(String, Option<String>), String> {
    #[cfg(feature = "spreadsheets")]
    if let Some(sheet) = import::spreadsheet::sheet(bytes) {
        let sheet = sheet.map_err(|error| error.to_string())?;
        let others =
            (sheet.others > 0).then(|| format!("只读了工作表“{}”，另有 {} 张没有读", sheet.name, sheet.others));
        let rates = (!sheet.knows_percent).then(|| "这种文件看不出哪些数是百分比，0.956 这样的数请核对".to_owned());
        let says: Vec<String> = others.into_iter().chain(rates).collect();
        return Ok((sheet.text, (!says.is_empty()).then(|| says.join("；"))));
    }
    import::decode(bytes, None).map(|text| (text, None)).map_err(|error| error.to_string())
}

/// Reads the text of a table of metrics.
fn table(path: &Path) -> Outcome {
    match store::read_file(path) {
        Err(error) => Outcome::Failed(error.to_string()),
        Ok(bytes) => match text_of(&bytes) {
            Ok((text, says)) => Outcome::Table { text, says },
            Err(error) => Outcome::Failed(format!("没有读成 {}：{error}", path.display())),
        },
    }
}
