//! The journal: what was done comes back, whatever became of the program, the disk, or the journal itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;

use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_assert_eq;
use proptest::proptest;
use tempfile::TempDir;

use tigang::edit::Change;
use tigang::edit::Document;
use tigang::edit::Done;
use tigang::edit::Edit;
use tigang::edit::history::Way;
use tigang::report::Branch;
use tigang::report::Field;
use tigang::report::Place;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::store;
use tigang::store::Journal;
use tigang::store::Opened;
use tigang::store::Print;
use tigang::store::Shelf;
use tigang::store::journal::Act;
use tigang::store::journal::Beside;
use tigang::store::journal::Draft;
use tigang::store::journal::Fate;
use tigang::store::journal::Kept;
use tigang::store::journal::Left;
use tigang::store::journal::Lost;
use tigang::store::journal::Parting;
use tigang::store::journal::Recovered;
use tigang::store::journal::Root;
use tigang::store::journal::Stand;
use tigang::store::journal::Syncer;

use crate::edit::laws;

/// A writer with a journal, at a desk of his own.
pub(crate) struct Writer {
    folder: TempDir,
    shelf: Shelf,
    syncer: Arc<Syncer>,
    pub(crate) document: Document,
    journal: Journal,
}

impl Writer {
    /// Opens a report that a file holds.
    pub(crate) fn of_file(report: Report) -> Writer {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("总结.ron");
        store::save(&path, &report).unwrap();
        let print = Print::of_report(&report);
        Writer::begin(folder, report, Root { file: Some((path, print)), suggested: None })
    }

    /// Begins a report that no file holds.
    pub(crate) fn of_nothing(report: Report) -> Writer {
        Writer::begin(TempDir::new().unwrap(), report, Root::default())
    }

    /// Opens what is in the file, with what can be undone there.
    pub(crate) fn reopens(folder: TempDir, opened: &Opened) -> Writer {
        let path = folder.path().join("总结.ron");
        let memory = Shelf::new(folder.path().join("journal")).memory(&path, opened.print);
        let root = Root { file: Some((path, opened.print)), suggested: None };
        let mut writer = Writer::begin(folder, opened.report.clone(), root);
        if let Some((memory, _)) = memory {
            writer.document.remember(memory);
        }
        writer
    }

    /// Goes on with what was brought back.
    pub(crate) fn resumes(remains: Remains, back: Recovered) -> Writer {
        let Remains { folder, shelf, .. } = remains;
        let Recovered { document, fate, stand, folds, cut_short, orphan, .. } = back;
        let Fate::Own { path, print, .. } = fate else { panic!("the file is as it was: {fate:?}") };
        assert!(!cut_short);
        let syncer = Arc::new(Syncer::new(shelf.clone()).unwrap());
        let root = Root { file: Some((path, print)), suggested: None };
        let place = (stand, folds, None, Beside::default());
        let (journal, kept) =
            Journal::of_unsaved(shelf.clone(), Arc::clone(&syncer), root, &document, place, Some(orphan));
        assert!(matches!(kept, Kept::Written));
        Writer { folder, shelf, syncer, document, journal }
    }

    fn begin(folder: TempDir, report: Report, root: Root) -> Writer {
        let shelf = Shelf::new(folder.path().join("journal"));
        let syncer = Arc::new(Syncer::new(shelf.clone()).unwrap());
        let document = Document::new(report);
        let journal = Journal::new(shelf.clone(), Arc::clone(&syncer), root, &document);
        Writer { folder, shelf, syncer, document, journal }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("总结.ron")
    }

    fn does(&mut self, change: Change) {
        self.document.apply(change).unwrap();
        assert!(matches!(self.keeps(), Kept::Written));
    }

    pub(crate) fn keeps(&mut self) -> Kept {
        let done = self.document.take_outbox();
        self.journal.keep(&self.document, done, Stand::default(), None)
    }

    fn drafts(&mut self, draft: Option<Draft>) -> Kept {
        self.journal.draft(draft);
        self.journal.keep(&self.document, Vec::new(), Stand::default(), None)
    }

    fn types(&mut self, text: &str) {
        let at = self.document.report().title.len();
        self.does(typing(at, text));
    }

    pub(crate) fn saves(&mut self) {
        let path = self.path();
        let (mark, print) = (self.journal.mark(&self.document), Print::of_report(self.document.report()));
        mark.about_to_save(&path, print);
        self.shelf.remember(&path, print, self.document.memory(), &Beside::default()).unwrap();
        store::save(&path, self.document.report()).unwrap();
        self.journal.saved(&mark, &path, print, &self.document);
    }

    /// The program is gone, with what it had in memory.
    pub(crate) fn dies(self) -> Remains {
        let Writer { folder, shelf, syncer, document, journal } = self;
        drop((journal, syncer));
        Remains { folder, shelf, document }
    }
}

/// What is left of a writer: his disk, and what must be on it.
pub(crate) struct Remains {
    pub(crate) folder: TempDir,
    pub(crate) shelf: Shelf,
    document: Document,
}

impl Remains {
    /// What is left. A test beside this one that starts a program may hold its lock for a moment.
    fn left(&self) -> Vec<Left> {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let left = self.shelf.left();
            let all = self.journals().iter().all(|journal| left.iter().any(|one| one.journal() == journal));
            if all && !left.is_empty() || Instant::now() > deadline {
                return left;
            }
            std::thread::yield_now();
        }
    }

    #[track_caller]
    fn back(&self) -> Recovered {
        self.left().into_iter().next().expect("something is left").bring_back().unwrap()
    }

    /// The journals that lie there.
    pub(crate) fn journals(&self) -> Vec<PathBuf> {
        files(&self.folder.path().join("journal"), "journal")
    }

    pub(crate) fn journal(&self) -> PathBuf {
        let journals = self.journals();
        assert_eq!(journals.len(), 1);
        journals.into_iter().next().unwrap()
    }
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|own| own == ending)).collect();
    files.sort();
    files
}

fn typing(at: usize, text: &str) -> Change {
    Change::one("写字", Edit::Text { field: Field::Title, at, cut: String::new(), put: text.into() })
}

fn small() -> Report {
    let mut report = Report { title: "总结".into(), ..Report::default() };
    let mut section = Section::new(SectionId::new(1).unwrap());
    section.heading = "主要工作".into();
    let at = Place { parent: None, index: 0 };
    Edit::Insert { at, branch: Branch::leaf(section) }.apply(&mut report).unwrap();
    report
}

#[test]
fn what_is_saved_leaves_no_journal_and_what_is_not_comes_back() {
    let _calm = crate::tools::pty::calm();
    let mut writer = Writer::of_file(small());
    writer.types("甲");
    writer.types("乙");
    assert!(writer.shelf.left().is_empty(), "its program lives");
    writer.saves();
    let journals = writer.folder.path().join("journal");
    let (shelf, syncer) = (writer.shelf.clone(), Arc::new(Syncer::new(writer.shelf.clone()).unwrap()));
    let root = Root { file: Some((writer.path(), Print::of_report(writer.document.report()))), suggested: None };
    writer.journal = Journal::new(shelf, Arc::clone(&syncer), root, &writer.document);
    writer.syncer = syncer;
    assert_eq!(files(&journals, "journal"), Vec::<PathBuf>::new());
    writer.types("丙");
    let remains = writer.dies();
    let mut back = remains.back();
    assert_eq!((back.document.report(), back.acts), (remains.document.report(), 1));
    assert!(back.document.is_modified() && matches!(back.fate, Fate::Own { .. }));
    // One undo spans the gap, and the save before it.
    back.document.undo().unwrap();
    assert!(!back.document.is_modified());
    back.document.undo().unwrap();
    assert_eq!(*back.document.report(), small());
}

/// A journal of format 1, as an older program left it: nothing in it was saved.
#[test]
fn a_journal_of_an_older_program_opens() {
    let _calm = crate::tools::pty::calm();
    let folder = TempDir::new().unwrap();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/journal-1.journal");
    fs::copy(golden, folder.path().join("a.journal")).unwrap();
    let back = Shelf::new(folder.path()).left().pop().unwrap().bring_back().unwrap();
    let report = back.document.report();
    assert_eq!(report.title, "水务所总结");
    assert_eq!(report.tree.rows().map(|row| row.section.heading.as_str()).collect::<Vec<_>>(), ["主要工作"]);
    assert!(!back.cut_short && back.draft.is_none());
}

/// What stood in a line comes back as it was last; once it was taken, nothing does; a save leaves it alone.
#[test]
fn what_stands_in_a_line_comes_back() {
    let _calm = crate::tools::pty::calm();
    let strip = |text: &str| Some(Draft::Strip(text.to_owned()));
    for report in [small(), Report::default()] {
        let mut writer = if report == Report::default() { Writer::of_nothing(report) } else { Writer::of_file(report) };
        for text in ["督", "督查"] {
            assert!(matches!(writer.drafts(strip(text)), Kept::Written));
        }
        let remains = writer.dies();
        let back = remains.back();
        assert_eq!((&back.draft, back.acts), (&strip("督查"), 0));
    }
    let mut writer = Writer::of_file(small());
    writer.types("甲");
    writer.drafts(strip("督查"));
    writer.saves();
    let remains = writer.dies();
    let back = remains.back();
    assert_eq!((back.draft.clone(), back.document.is_modified()), (strip("督查"), false));
    let mut writer = Writer::resumes(remains, back);
    writer.drafts(None);
    let back = writer.dies().back();
    assert_eq!((back.draft, back.document.is_modified()), (None, false));
    let mut writer = Writer::of_file(small());
    let answer = Draft::Answer { question: "保存为".into(), text: "总结".into() };
    writer.drafts(Some(answer));
    assert_eq!(
        files(&writer.folder.path().join("journal"), "journal"),
        Vec::<PathBuf>::new(),
        "the name of a file is no reason to bring a report back"
    );
}

#[test]
fn a_report_that_was_never_saved_comes_back() {
    let _calm = crate::tools::pty::calm();
    for report in [Report::default(), small()] {
        let mut writer = Writer::of_nothing(report.clone());
        writer.types("新");
        let remains = writer.dies();
        let mut back = remains.back();
        assert_eq!(back.document.report(), remains.document.report());
        assert!(matches!(back.fate, Fate::New(None)));
        back.document.undo().unwrap();
        assert!(back.document.is_modified() && *back.document.report() == report);
    }
}

/// Ends of a journal that a power cut may leave: cut anywhere, zeros, a block of another file. All whole lines before count.
#[test]
fn a_torn_tail_costs_only_itself() {
    let _calm = crate::tools::pty::calm();
    let mut writer = Writer::of_file(small());
    for text in ["甲", "乙”\n", "丙"] {
        let line = text.replace('\n', "");
        writer.types(&line);
    }
    let remains = writer.dies();
    let journal = remains.journal();
    let mut whole = fs::read(&journal).unwrap();
    whole.truncate(whole.iter().rposition(|&byte| byte == b'\n').unwrap() + 1);
    let states = ["总结", "总结甲", "总结甲乙”", "总结甲乙”丙"];
    for cut in 0..=whole.len() {
        let lines = whole[..cut].iter().filter(|&&byte| byte == b'\n').count();
        for tail in [b"".as_slice(), &[0; 64], b"5d41402abc4b2a76 9 {}\n", "\u{feff}\n汉字".as_bytes()] {
            let tail = if cut == whole.len() { b"" } else { tail };
            fs::write(&journal, [&whole[..cut], tail].concat()).unwrap();
            let shelf = remains.shelf.clone();
            let left = if lines < 2 { shelf.left() } else { remains.left() };
            let back = left.into_iter().find(|left| !left.is_declined());
            if lines < 2 {
                assert!(back.is_none(), "{cut}: nothing was done yet");
                continue;
            }
            let back = back.unwrap_or_else(|| panic!("nothing at {cut} with {tail:?}")).bring_back().unwrap();
            assert_eq!(back.document.report().title, states[lines - 1], "{cut}");
        }
    }
    // A flipped bit in the middle ends it there, and the writer is told.
    let ends: Vec<usize> = (0..whole.len()).filter(|&at| whole[at] == b'\n').collect();
    for at in [ends[1] + 30, ends[2] - 9] {
        let mut flipped = whole.clone();
        flipped[at] ^= 4;
        fs::write(&journal, &flipped).unwrap();
        let back = remains.back();
        assert_eq!((back.document.report().title.as_str(), back.cut_short), (states[1], true));
    }
    // With nothing left to bring back it isn't thrown away either.
    let mut flipped = whole.clone();
    flipped[ends[0] + 30] ^= 4;
    fs::write(&journal, &flipped).unwrap();
    assert!(remains.shelf.left().iter().all(Left::is_declined) && !journal.exists());
    assert_eq!(files(&journal.with_file_name("kept"), "journal").len(), 1);
}

/// Lines that are whole and mean nothing: the changes before them come back, those behind don't, and it says so.
#[test]
fn a_change_that_does_not_fit_stops_there() {
    let _calm = crate::tools::pty::calm();
    let id = |number| SectionId::new(number).unwrap();
    let far = Place { parent: Some(id(77)), index: usize::MAX };
    let wild = [
        Edit::Text { field: Field::Title, at: usize::MAX, cut: "总".into(), put: "忽".into() },
        Edit::Text { field: Field::Title, at: 1, cut: String::new(), put: "忽".into() },
        Edit::Text { field: Field::Title, at: 0, cut: String::new(), put: "忽\n略".into() },
        Edit::Remove { id: id(SectionId::MAX) },
        Edit::Move { id: id(1), to: Place { parent: Some(id(1)), index: 0 } },
        Edit::Insert { at: far, branch: Branch::leaf(Section::new(id(9))) },
        Edit::Insert { at: Place { parent: None, index: 0 }, branch: Branch::leaf(Section::new(id(1))) },
    ];
    for edit in wild {
        for way in [Way::Anew, Way::Onward, Way::Joined, Way::Undone, Way::Redone] {
            let mut writer = Writer::of_file(small());
            writer.types("前");
            let change = Change::one("乱", edit.clone());
            writer.journal.keep(&writer.document, vec![Done { way, change }], Stand::default(), None);
            let remains = writer.dies();
            let mut back = remains.back();
            assert_eq!((back.document.report(), back.cut_short), (remains.document.report(), true), "{edit:?}");
            while back.document.undo().is_some() {}
            while back.document.redo().is_some() {}
            assert_eq!(back.document.report(), remains.document.report());
        }
    }
}

#[test]
fn a_file_that_has_changed_meanwhile_is_left_alone_and_nothing_is_dropped() {
    let _calm = crate::tools::pty::calm();
    let mut writer = Writer::of_file(small());
    writer.types("甲");
    let remains = writer.dies();
    let path = remains.folder.path().join("总结.ron");
    let theirs = Report { title: "别人的".into(), ..small() };
    store::save(&path, &theirs).unwrap();
    let back = remains.back();
    assert!(matches!(&back.fate, Fate::Apart(own) if own.ends_with("总结.ron")));
    assert_eq!(back.document.report(), remains.document.report());
    assert_eq!(store::open(&path).unwrap().report, theirs);
    drop(back);
    fs::remove_file(&path).unwrap();
    assert!(matches!(remains.back().fate, Fate::Apart(_)));
    // Without the copy beside the journal there is nothing to begin with.
    let journal = remains.journal();
    fs::remove_file(journal.with_extension("base")).unwrap();
    assert_eq!(remains.left().remove(0).bring_back().unwrap_err(), Lost::NoBase);
    assert!(journal.exists());
}

#[test]
fn what_is_not_wanted_back_is_kept_aside_for_a_while() {
    let _calm = crate::tools::pty::calm();
    let mut writer = Writer::of_file(small());
    writer.types("甲");
    let (shelf, folder) = (writer.shelf.clone(), writer.folder.path().join("journal"));
    writer.journal.close(Parting::Dropped);
    drop(writer.syncer);
    assert!(files(&folder, "journal").is_empty());
    let left = shelf.left();
    assert!(left.len() == 1 && left[0].is_declined() && left[0].regards(&writer.folder.path().join("总结.ron")));
    assert_eq!(left.into_iter().next().unwrap().bring_back().unwrap().document.report(), writer.document.report());
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(400 * 24 * 60 * 60);
    shelf.tidy(later);
    assert!(shelf.left().is_empty());
}

/// Sets the time when a file was written back by so many days.
fn grows_old(path: &Path, days: u32) {
    let then = SystemTime::now() - Duration::from_secs(24 * 60 * 60) * days;
    fs::File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
}

#[test]
fn what_nobody_was_offered_yet_waits_for_ever() {
    let _calm = crate::tools::pty::calm();
    let mut writer = Writer::of_file(small());
    writer.types("甲");
    let remains = writer.dies();
    let year = Duration::from_secs(24 * 60 * 60) * 365;
    remains.shelf.tidy(SystemTime::now() + year * 3);
    assert_eq!(remains.left().len(), 1);
    assert_eq!(remains.back().document.report(), remains.document.report());
}

#[test]
fn what_is_laid_aside_today_is_kept_however_old_it_is() {
    let _calm = crate::tools::pty::calm();
    let mut writer = Writer::of_file(small());
    writer.types("甲");
    let remains = writer.dies();
    grows_old(&remains.journal(), 400);
    remains.shelf.lay_aside(&remains.journal());
    remains.shelf.tidy(SystemTime::now());
    let left = remains.left();
    assert!(left.len() == 1 && left[0].is_declined());
    assert_eq!(left.into_iter().next().unwrap().bring_back().unwrap().document.report(), remains.document.report());
}

#[test]
fn many_that_wait_all_wait() {
    let _calm = crate::tools::pty::calm();
    let mut writer = Writer::of_file(small());
    writer.types("甲");
    let remains = writer.dies();
    let journal = remains.journal();
    for k in 0..130 {
        fs::copy(&journal, journal.with_file_name(format!("第{k}份.journal"))).unwrap();
    }
    remains.shelf.tidy(SystemTime::now());
    assert_eq!(remains.journals().len(), 131);
}

/// The journal doesn't grow without end; what could be undone can still be.
#[test]
fn a_long_journal_begins_anew() {
    let _calm = crate::tools::pty::calm();
    let mut writer = Writer::of_file(small());
    let journals = writer.folder.path().join("journal");
    for k in 0..9000 {
        let text = char::from_u32(0x4e00 + k).unwrap().to_string();
        writer.types(&text);
    }
    let steps = writer.document.undo_labels().count();
    let remains = writer.dies();
    let length: u64 = files(&journals, "journal").iter().map(|path| path.metadata().unwrap().len()).sum();
    assert!(length < 1 << 20, "{length} bytes");
    let mut back = remains.back();
    assert_eq!(back.document.report(), remains.document.report());
    assert_eq!(back.document.undo_labels().count(), steps);
    back.document.undo().unwrap();
    assert!(!back.document.is_modified(), "undone to what the file holds");
}

/// A folder that can't be written into costs a word and no text; as soon as it can, everything is in the journal again.
#[test]
fn a_journal_that_cannot_be_written_is_tried_again() {
    let _calm = crate::tools::pty::calm();
    let mut writer = Writer::of_file(small());
    let folder = writer.folder.path().join("journal");
    fs::write(&folder, "in the way").unwrap();
    let mut failed = 0;
    for k in 0..40 {
        writer.document.apply(typing(6, &k.to_string())).unwrap();
        failed += usize::from(matches!(writer.keeps(), Kept::Failed(_)));
    }
    assert!((2..10).contains(&failed), "{failed} attempts");
    fs::remove_file(&folder).unwrap();
    let mut written = false;
    for _ in 0..100 {
        writer.document.apply(typing(6, "又")).unwrap();
        written |= matches!(writer.keeps(), Kept::Written);
    }
    assert!(written);
    let remains = writer.dies();
    assert_eq!(remains.back().document.report(), remains.document.report());
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let mut writer = Writer::of_nothing(small());
    writer.types("甲");
    writer.saves();
    writer.types("乙");
    let remains = writer.dies();
    let mut folders = vec![remains.folder.path().join("journal")];
    while let Some(folder) = folders.pop() {
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700, "{}", folder.display());
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display()),
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(60))]

    /// Whatever is done, undone and saved: what comes back is the report, and its undo is the undo it had.
    #[test]
    fn the_replay_is_the_report_with_its_undo(
        start in laws::reports(),
        acts in prop::collection::vec((laws::dice(), any::<u8>()), 1..60),
    ) {
        let mut writer = Writer::of_file(start);
        for (dice, how) in acts {
            match how % 16 {
                0..=2 => drop(writer.document.undo()),
                3 => drop(writer.document.redo()),
                4 => writer.document.seal(),
                5 if how > 200 => {
                    let state = writer.document.state();
                    writer.saves();
                    writer.document.mark_saved(state);
                }
                6 => {
                    if let Some(change) = laws::change(writer.document.report(), dice) {
                        writer.document.apply_joined(change).unwrap();
                    }
                }
                _ => {
                    if let Some(change) = laws::change(writer.document.report(), dice) {
                        writer.document.apply(change).unwrap();
                    }
                }
            }
            writer.keeps();
        }
        let modified = writer.document.is_modified();
        let mut remains = writer.dies();
        let left = if modified { remains.left() } else { remains.shelf.left() };
        match left.into_iter().next() {
            None => {
                prop_assert_eq!(&store::open(&remains.folder.path().join("总结.ron")).unwrap().report, remains.document.report());
            }
            Some(left) => {
                let mut back = left.bring_back().unwrap();
                prop_assert_eq!(back.document.report(), remains.document.report());
                prop_assert_eq!(back.cut_short, false);
                prop_assert_eq!(back.document.is_modified(), modified);
                prop_assert_eq!(back.document.memory().of_saved(), remains.document.memory().of_saved());
                while remains.document.undo().is_some() {
                    back.document.undo();
                    prop_assert_eq!(back.document.report(), remains.document.report());
                }
                prop_assert_eq!(back.document.undo(), None);
            }
        }
    }

    /// Any bytes at all.
    #[test]
    fn no_bytes_make_the_reader_fail(bytes in prop::collection::vec(any::<u8>(), 0..2000), cut in any::<prop::sample::Index>()) {
        let mut writer = Writer::of_file(small());
        writer.types("甲");
        writer.types("乙");
        let remains = writer.dies();
        let journal = remains.journal();
        let mut content = fs::read(&journal).unwrap();
        let at = cut.index(content.len());
        content.splice(at..(at + bytes.len() / 4).min(content.len()), bytes);
        fs::write(&journal, content).unwrap();
        for left in remains.left() {
            let _ = left.bring_back();
        }
    }
}

// ---- A power cut ------------------------------------------------------------------------------------------------------

/// A disk as the log of what was done to it says it may be after a power cut.
#[derive(Clone, Default)]
struct Disk {
    files: BTreeMap<PathBuf, File>,
}

#[derive(Clone, Default)]
struct File {
    bytes: Vec<u8>,
    synced: usize,
    /// Whether the name is on the disk, and what had it before.
    named: bool,
    before: Option<Vec<u8>>,
}

/// What a power cut does with what wasn't synced.
#[derive(Clone, Copy, Debug)]
enum Cut {
    /// All of it is there: a kill.
    Nothing,
    /// None of it is there; but what was removed is gone.
    Unsynced,
    /// Half of it is there.
    Half,
}

impl Disk {
    fn follow(&mut self, act: &Act) {
        match act {
            Act::Create(path) => drop(self.files.insert(path.clone(), File::default())),
            Act::Write(path, bytes) => self.files.get_mut(path).unwrap().bytes.extend(bytes),
            Act::Sync(path) => {
                if let Some(file) = self.files.get_mut(path) {
                    file.synced = file.bytes.len();
                }
            }
            Act::SyncFolder => self.files.values_mut().for_each(|file| {
                file.named = true;
                file.before = None;
            }),
            Act::Rename(from, to) => {
                let mut file = self.files.remove(from).unwrap();
                let before = self.files.get(to).filter(|old| old.named).map(|old| old.bytes.clone());
                (file.named, file.before) = (false, before);
                self.files.insert(to.clone(), file);
            }
            Act::Remove(path) => drop(self.files.remove(path)),
        }
    }

    /// Puts it where the program will look.
    fn lay(&self, folder: &Path, cut: Cut) {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder.join("journal/undo")).unwrap();
        for (path, file) in &self.files {
            let (named, kept) = match cut {
                Cut::Nothing => (true, file.bytes.len()),
                Cut::Unsynced => (file.named, file.synced),
                Cut::Half => (true, file.synced + (file.bytes.len() - file.synced) / 2),
            };
            let bytes = if named { Some(file.bytes[..kept].to_vec()) } else { file.before.clone() };
            if let Some(bytes) = bytes {
                fs::write(path, bytes).unwrap();
            }
        }
    }
}

/// The disk is asked now and then, not at every key: what a key costs would be the disk's.
#[test]
fn many_keys_are_synced_together() {
    let folder = TempDir::new().unwrap();
    let (tell, log) = mpsc::channel();
    let shelf = Shelf::watched(folder.path().join("journal"), tell);
    let syncer = Arc::new(Syncer::new(shelf.clone()).unwrap());
    let mut document = Document::new(Report::default());
    let mut journal = Journal::new(shelf, Arc::clone(&syncer), Root::default(), &document);
    for _ in 0..1_000 {
        document.apply(typing(document.report().title.len(), "字")).unwrap();
        let done = document.take_outbox();
        assert!(matches!(journal.keep(&document, done, Stand::default(), None), Kept::Written));
    }
    drop((journal, syncer));
    let (syncs, written): (Vec<Act>, Vec<Act>) = log.into_iter().partition(|act| matches!(act, Act::Sync(_)));
    let written = written.iter().filter(|act| matches!(act, Act::Write(..))).count();
    assert!(written >= 1_000 && (1..100).contains(&syncs.len()), "{} syncs of {written} lines", syncs.len());
}

/// Every prefix of what was done to the disk, with what wasn't synced thrown away: at most what came after the last sync is
/// lost, and never the file.
#[test]
fn a_power_cut_costs_at_most_what_was_not_synced() {
    let _calm = crate::tools::pty::calm();
    let folder = TempDir::new().unwrap();
    let (tell, log) = mpsc::channel();
    let path = folder.path().join("总结.ron");
    let shelf = Shelf::watched(folder.path().join("journal"), tell.clone());
    let save = |report: &Report| {
        store::save(&path, report).unwrap();
        let beside = folder.path().join("beside.tmp");
        let written = Act::Write(beside.clone(), store::write(report));
        for act in [
            Act::Create(beside.clone()),
            written,
            Act::Sync(beside.clone()),
            Act::Rename(beside.clone(), path.clone()),
            Act::SyncFolder,
        ] {
            tell.send(act).unwrap();
        }
    };
    save(&small());
    let mut states = vec![small().title];
    let mut document = Document::new(small());
    let mut root = Root { file: Some((path.clone(), Print::of_report(&small()))), suggested: None };
    let mut from = None;
    for round in 0..8 {
        let syncer = Arc::new(Syncer::new(shelf.clone()).unwrap());
        let place = (Stand::default(), Vec::new(), None, Beside::default());
        let mut journal = match from.take() {
            None => Journal::new(shelf.clone(), Arc::clone(&syncer), root.clone(), &document),
            some => Journal::of_unsaved(shelf.clone(), Arc::clone(&syncer), root.clone(), &document, place, some).0,
        };
        for k in 0..6 {
            let at = document.report().title.len();
            document.apply(typing(at, &format!("{round}{k}。"))).unwrap();
            states.push(document.report().title.clone());
            let done = document.take_outbox();
            assert!(matches!(journal.keep(&document, done, Stand::default(), None), Kept::Written));
            if (round, k) == (2, 3) || (round, k) == (5, 5) {
                let (mark, print) = (journal.mark(&document), Print::of_report(document.report()));
                mark.about_to_save(&path, print);
                shelf.remember(&path, print, document.memory(), &Beside::default()).unwrap();
                save(document.report());
                journal.saved(&mark, &path, print, &document);
                root = Root { file: Some((path.clone(), print)), suggested: None };
            }
        }
        drop((journal, syncer));
        match shelf.left().into_iter().find(|left| left.regards(&path)) {
            Some(left) => {
                let back = left.bring_back().unwrap();
                assert_eq!(back.document.report(), document.report());
                (document, from) = (back.document, Some(back.orphan));
            }
            None => document = Document::new(store::open(&path).unwrap().report),
        }
    }
    drop((from, shelf, tell));
    let acts: Vec<Act> = log.into_iter().collect();
    let mut disk = Disk::default();
    // How many changes have been written, where, and how many of them are on the disk for good.
    let (mut written, mut places, mut synced) = (0, Vec::new(), 0);
    let mut named: BTreeMap<PathBuf, bool> = BTreeMap::new();
    for act in &acts {
        disk.follow(act);
        match act {
            Act::Create(path) => drop(named.insert(path.clone(), false)),
            Act::SyncFolder => named.values_mut().for_each(|named| *named = true),
            Act::Write(path, bytes) if bytes.windows(9).any(|words| words == b"{\"Change\"") => {
                written += 1;
                places.push((written, path.clone()));
            }
            _ => {}
        }
        if let Act::Sync(path) = act {
            let whole = places.iter().rev().find(|(_, own)| own == path);
            synced = whole.filter(|_| named.get(path) == Some(&true)).map_or(synced, |(number, _)| synced.max(*number));
        }
        if disk.files.get(&path).is_none_or(|file| !file.named) {
            continue;
        }
        for cut in [Cut::Nothing, Cut::Unsynced, Cut::Half] {
            disk.lay(folder.path(), cut);
            let file = store::open(&path).expect("the file is always whole").report;
            let left = Shelf::new(folder.path().join("journal")).left();
            let back = left.into_iter().find(|left| left.regards(&path)).map(|left| left.bring_back().unwrap());
            let title = back.as_ref().map_or(&file.title, |back| &back.document.report().title);
            let reached = states.iter().position(|state| state == title).expect("a state that the writer saw");
            let least = if matches!(cut, Cut::Nothing) { written } else { synced };
            assert!(reached >= least, "{cut:?} after {act:?}: {reached} of {least}");
        }
    }
    assert!(acts.len() > 100 && synced > 20, "{} acts, {synced} changes on the disk", acts.len());
}
