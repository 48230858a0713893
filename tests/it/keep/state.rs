//! The folder of the program's own: gone while the writer works, what lies there after a day, and what forgetting leaves.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;
use std::time::SystemTime;

use tempfile::TempDir;

use tigang::edit::Document;
use tigang::edit::moves;
use tigang::report::Field;
use tigang::report::Report;
use tigang::store;
use tigang::store::Journal;
use tigang::store::Shelf;
use tigang::store::journal::Kept;
use tigang::store::journal::Parting;
use tigang::store::journal::Root;
use tigang::store::journal::Stand;
use tigang::store::journal::Syncer;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Model;
use tigang::tui::overlay::Overlay;
use tigang::tui::update;
use tigang::tui::update::Effect;
use tigang::tui::update::Input;
use tigang::tui::update::Outcome;

use crate::tools::desk::Desk;
use crate::tools::desk::REPORT;

/// Writes a title, and keeps that.
fn writes(document: &mut Document, journal: &mut Journal, title: &str) {
    let now = document.report().title.len();
    let change = moves::replace_text(document.report(), Field::Title, 0..now, title, "改题目").unwrap();
    document.apply(change).unwrap();
    let done = document.take_outbox();
    assert!(matches!(journal.keep(document, done, Stand::default(), None), Kept::Written));
}

#[test]
fn a_journal_that_is_gone_is_noticed_and_written_anew() {
    let _calm = crate::tools::pty::calm();
    let folder = TempDir::new().unwrap();
    let state = folder.path().join("journal");
    let (sender, lost) = mpsc::channel();
    let syncer = Arc::new(Syncer::telling(Shelf::new(&state), move || sender.send(()).unwrap_or(())).unwrap());
    let mut document = Document::default();
    let mut journal = Journal::new(Shelf::new(&state), syncer, Root::default(), &document);
    writes(&mut document, &mut journal, "水务所总结");
    assert!(journal.renew(&document).is_none(), "all is well");
    for round in 0..2 {
        match round {
            0 => remove(&state),
            _ => fs::rename(&state, folder.path().join("挪走了")).unwrap(),
        }
        lost.recv_timeout(Duration::from_secs(30)).expect("it is noticed without a key");
        assert!(matches!(journal.renew(&document), Some(Kept::Written)));
    }
    writes(&mut document, &mut journal, "水务所2031年总结");
    journal.close(Parting::Unasked);
    let left = Shelf::new(&state).left();
    let backs: Vec<_> = left.into_iter().map(|left| left.bring_back().unwrap()).collect();
    assert_eq!(backs.len(), 1);
    assert_eq!(backs[0].document.report().title, "水务所2031年总结");
}

/// Removes a folder, also where the program puts a file into it at that moment.
fn remove(folder: &Path) {
    for _ in 0..1000 {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => {}
            removed => return removed.unwrap(),
        }
    }
    panic!("the folder fills again and again");
}

#[test]
#[cfg(unix)]
fn a_state_folder_removed_while_one_writes_loses_nothing() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.press("enter");
    session.sees("写作");
    session.types("多");
    session.sees("主要工作多");
    remove(&desk.path("../state"));
    session.sees("没保存的改动已经重新记下");
    session.killed();
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的");
    session.sees("主要工作多");
}

#[test]
fn what_nobody_wanted_back_waits_for_a_year() {
    let _calm = crate::tools::pty::calm();
    let folder = TempDir::new().unwrap();
    let state = folder.path().join("journal");
    let shelf = Shelf::new(&state);
    for title in ["甲", "乙", "丙"] {
        let syncer = Arc::new(Syncer::new(shelf.clone()).unwrap());
        let mut document = Document::default();
        let mut journal = Journal::new(shelf.clone(), syncer, Root::default(), &document);
        writes(&mut document, &mut journal, title);
        journal.close(Parting::Dropped);
    }
    let kept = || shelf.left().iter().filter(|left| left.is_declined()).count();
    let day = Duration::from_secs(24 * 60 * 60);
    assert_eq!((kept(), shelf.tidy(SystemTime::now() + day * 360), kept()), (3, 0, 3));
    assert_eq!((shelf.tidy(SystemTime::now() + day * 370), kept()), (3, 0));
}

/// All files below a folder, by their paths from there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => open.push(path),
                false => files.push(path.strip_prefix(folder).unwrap().to_owned()),
            }
        }
    }
    files.sort();
    files
}

/// Where a file lies, the letters and digits of chance left out.
fn kind(file: &Path) -> String {
    let kind: String = file.to_string_lossy().chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
    let folder = kind.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let folder = folder.split_once("backups/").map_or(folder.clone(), |(before, _)| format!("{before}backups/…"));
    match file.extension().and_then(|ending| ending.to_str()) {
        Some(ending) if folder.contains("tigang/") => format!("{folder}/….{ending}"),
        _ => kind,
    }
}

/// A day's work: written, saved, handed in, thrown away, killed. All that lies about afterwards is known here, and forgetting
/// leaves nothing of it but what the writer himself has written.
#[test]
#[cfg(unix)]
fn all_that_a_day_leaves_is_known_and_can_be_forgotten() {
    let desk = Desk::with_report();
    let root = desk.path("..").canonicalize().unwrap();
    let mut session = desk.opens();
    session.press("enter");
    session.sees("写作");
    session.types("多");
    session.sees("主要工作多");
    session.press("ctrl-s");
    session.sees("已保存");
    session.types("再");
    session.sees("●未保存");
    session.press("ctrl-s");
    session.sees("已保存");
    session.press("f12");
    session.sees("导出");
    session.press("enter");
    session.sees("已导出");
    session.quits();
    // Thrown away.
    let mut session = desk.run("总结.ron");
    session.sees("· 写作");
    session.types("又");
    session.sees("主要工作多再又");
    assert_eq!(session.leaves_unsaved(), 0);
    // Killed.
    let mut session = desk.run("总结.ron");
    session.sees("· 写作");
    session.types("还");
    session.sees("主要工作多再还");
    session.killed();
    let mut kinds: Vec<String> = files(&root).iter().map(|file| kind(file)).collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(
        kinds,
        [
            // A lock of a program that was killed goes with the next one that opens the report.
            "desk/.~lock.总结.ron#",
            "desk/总结.ron",
            "desk/总结.txt",
            "state/tigang/backups/…/….ron",
            "state/tigang/exports.ron",
            "state/tigang/handed.ron",
            "state/tigang/journal/kept/….base",
            "state/tigang/journal/kept/….journal",
            "state/tigang/journal/undo/….place",
            "state/tigang/journal/undo/….undo",
            "state/tigang/journal/….base",
            "state/tigang/journal/….journal",
            "state/tigang/recent",
        ]
    );
    let (code, screen) = desk.run("forget 总结.ron").ends_showing();
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("已经忘掉“总结.ron”：删去 2 个旧版本，2 份没保存的改动，"), "{screen}");
    for file in files(&root).iter().filter(|file| !file.starts_with("desk")) {
        let text = String::from_utf8_lossy(&fs::read(root.join(file)).unwrap()).into_owned();
        assert!(!text.contains("总结") && !text.contains("主要工作"), "{} still says: {text}", file.display());
        assert!(!file.to_string_lossy().contains("总结"), "{}", file.display());
    }
    let own: Vec<String> = files(&root).iter().filter(|file| file.starts_with("desk")).map(|file| kind(file)).collect();
    assert_eq!(own, ["desk/总结.ron", "desk/总结.txt"], "what the writer has written stays");
    let (_, screen) = desk.run("forget 总结.ron").ends_showing();
    assert!(screen.contains("程序没有留着“总结.ron”的什么"), "{screen}");
    // Whoever has it open would write all of it anew.
    let mut session = desk.run("总结.ron");
    session.sees("主要工作");
    let (code, screen) = desk.run("forget 总结.ron").ends_showing();
    assert_eq!(code, 2, "{screen}");
    assert!(screen.contains("正开着“总结.ron”，请先退出再忘掉它"), "{screen}");
    session.quits();
}

/// What writes that were killed have left is cleared away wherever the program writes, once it is a day old.
#[test]
fn leftovers_are_swept_everywhere() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("总结.ron");
    let backups = store::Backups::new(folder.path().join("backups"));
    let day = Duration::from_secs(24 * 60 * 60);
    let leave = |folder: &Path| {
        for (name, days) in [(".tigang-aaaaaa.tmp", 2), (".tigang-bbbbbb.tmp", 0)] {
            let file = fs::File::create(folder.join(name)).unwrap();
            file.set_modified(SystemTime::now() - day * days).unwrap();
        }
    };
    let left = |folder: &Path| {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with(".tigang-")).collect::<Vec<_>>()
    };
    let swept = [".tigang-bbbbbb.tmp"];
    leave(folder.path());
    store::write_file(&folder.path().join("总结.txt"), b"").unwrap();
    assert_eq!(left(folder.path()), swept);
    leave(folder.path());
    store::write_small(&folder.path().join("recent"), b"").unwrap();
    assert_eq!(left(folder.path()), swept);
    store::save(&path, &Report::default()).unwrap();
    backups.keep(&path).unwrap();
    let versions = backups.list(&path)[0].path.parent().unwrap().to_owned();
    leave(&versions);
    store::write_file(&path, b"()").unwrap();
    backups.keep(&path).unwrap();
    assert_eq!(left(&versions), swept);
}

/// Whoever leaves while his report is on its way to the file isn't asked whether to save it: he leaves when it is there. What he
/// types meanwhile is asked about.
#[test]
fn leaving_waits_for_the_save_that_is_on_its_way() {
    let opened = || {
        let mut model = Model::new(store::read(REPORT.as_bytes()).unwrap(), (100, 30));
        model.path = Some("总结.ron".into());
        update::press(&mut model, Input::Pasted("多".into()));
        model.settle();
        model
    };
    let press = |model: &mut Model, key: &str| update::press(model, Input::Key(Chord::parse(key).unwrap()));
    for (typed, failed) in [(false, false), (true, false), (false, true)] {
        let mut model = opened();
        press(&mut model, "enter");
        let Some(Effect::Save { path, state, next, .. }) = press(&mut model, "ctrl-s") else { panic!("it is saved") };
        assert!(press(&mut model, "ctrl-q").is_none());
        assert!(model.overlay.is_none(), "nothing is asked");
        if typed {
            press(&mut model, "enter");
            update::press(&mut model, Input::Pasted("又".into()));
        }
        let outcome = match failed {
            true => Outcome::NotSaved("没有保存".into()),
            false => Outcome::Saved { path, state, next },
        };
        let effect = update::handle_outcome(&mut model, outcome);
        assert_eq!(matches!(effect, Some(Effect::Quit)), !typed && !failed);
        assert_eq!(matches!(model.overlay, Some(Overlay::Ask(_))), typed);
    }
}
