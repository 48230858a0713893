//! The program is killed again and again while it is written in: whatever was drawn is there at the next start. The same
//! where the disk refuses to write: what was drawn without a warning is there, and the file is always whole. Text goes into
//! headings, paragraphs, cells, the strip, the form and prompts; the terminal answers what nobody asked, and the edge of the
//! window is dragged meanwhile.
//!
//! `TORTURE=1000 cargo test --test it torture -- --nocapture` is the long form, with some 100,000 sizes; `SEED` gives other
//! keys.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;

use tigang::edit::Document;
use tigang::edit::history::Memory;
use tigang::report::Report;
use tigang::report::SectionId;
use tigang::store;
use tigang::store::Print;
use tigang::store::Shelf;
use tigang::store::journal::Draft;
use tigang::store::journal::Fate;
use tigang::store::journal::Recovered;
use tigang::store::journal::Stand;
use tigang::tui::keymap::Chord;
use tigang::tui::layout::SMALLEST;
use tigang::tui::layout::UNKEPT;
use tigang::tui::model::Model;
use tigang::tui::update;
use tigang::tui::update::Effect;
use tigang::tui::update::Input;
use tigang::tui::update::Outcome;

use crate::keys::parser::ANSWERS;
use crate::tools::desk::Desk;
use crate::tools::desk::sh;
use crate::tools::hunt;
use crate::tools::hunt::Dice;
use crate::tools::pty::Session;

const SIZE: (u16, u16) = (100, 30);

const START: &str = "\
(
format: 1,
title: \"水务所2031年工作总结\",
metrics: [
(name: \"巡河\", value: \"11\", unit: \"次\"),
],
sections: [
(id: 1, level: 1,
heading: \"主要工作\",
body: \"全年{巡河}。\",
),
(id: 2, level: 2,
heading: \"抓管护\",
body: \"清淤三处。
护岸两段。\",
),
(id: 3, level: 1,
heading: \"存在问题\",
),
],
)
";

/// Keys that are pressed, the more often the more often they stand here. Text is `＋`: another character every time.
const KEYS: &[&str] = &[
    "＋",
    "＋",
    "＋",
    "＋",
    "＋",
    "＋",
    "＋",
    "＋",
    "＋",
    "＋",
    "＋",
    "＋",
    "。",
    "enter",
    "enter",
    "enter",
    "tab",
    "backtab",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "alt-up",
    "alt-down",
    "ctrl-z",
    "ctrl-z",
    "ctrl-y",
    "ctrl-e",
    "ctrl-e",
    "esc",
    "insert",
    "delete",
    "backspace",
    "ctrl-d",
    "f9",
    "f9",
    "esc",
    "ctrl-b",
    "ctrl-up",
    "ctrl-down",
    "f7",
    "ctrl-s",
    "paste",
    "shift-left",
    "ctrl-x",
    "ctrl-v",
    "ctrl-g",
    "f8",
    "ctrl-f",
    "f4",
    "f5",
    "shift-f5",
    "ctrl-delete",
];

/// So many sizes at most while the edge of the window is dragged once.
const DRAGGED: usize = 80;

/// Sections, paragraphs and a tab, as another program hands them over.
const PASTED: &str = "一、防汛\n二、供水\n（一）管网\n漏损率下降。";

/// What the disk refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// Nothing.
    None,
    /// Files above some length.
    LongFiles,
    /// More than some open files.
    ManyFiles,
    /// Now and then, new names in the folder of the report or of the journals.
    NewNames,
    /// Now and then, everything: it is full.
    Anything,
    /// Nothing; but now and then the folder of the program's own is removed or moved, and the clock jumps a year and more.
    Removed,
    /// One call after the other: this one, the times that it is made, from the first on.
    Calls,
}

/// The calls that fail in turn, how, and the first time that is worth a try: until the first screen, files are opened many times.
/// `write` is left to the other troubles: what fails of it would fail at the terminal too.
const CALLS: &[(&str, &str, usize)] = &[
    ("fdatasync", "EIO", 1),
    ("fsync", "EIO", 1),
    ("rename,renameat,renameat2", "EIO", 1),
    ("openat", "EMFILE", 130),
    ("ftruncate", "ENOSPC", 1),
    ("unlink,unlinkat", "EACCES", 1),
    ("link,linkat", "EIO", 1),
    ("mkdir,mkdirat", "ENOSPC", 1),
    ("flock", "ENOLCK", 1),
];

/// What a run adds up to.
#[derive(Debug, Default)]
struct Tally {
    kills: usize,
    /// Keys that were drawn before them.
    drawn: usize,
    /// What the terminal said among them, whole or in part.
    answers: usize,
    /// Sizes that the window was given among them.
    sizes: usize,
    /// Those of them that were drawn with the mark, and how many of these were lost, as the mark says.
    marked: usize,
    gone: usize,
    brought_back: usize,
    /// Saves that failed.
    unsaved: usize,
    /// Starts that said that they can't read what was left.
    unread: usize,
}

/// The same writer without a disk: what must be there.
struct Mirror {
    model: Model,
    foldings: u64,
    draft: Option<Draft>,
    /// Where he stood when something was last written down.
    stand: Stand,
    /// What could be undone when the report was last saved.
    saved: Memory,
}

/// A state that the program may have been killed in.
struct State {
    report: Report,
    memory: Memory,
    stand: Stand,
    folds: Vec<SectionId>,
    draft: Option<Draft>,
}

#[test]
fn killed_at_any_moment_nothing_that_was_drawn_is_lost() {
    torture(Trouble::None, 6);
}

#[test]
fn killed_while_files_must_stay_short_nothing_is_lost_unsaid() {
    torture(Trouble::LongFiles, 5);
}

#[test]
fn killed_while_descriptors_are_few_nothing_is_lost_unsaid() {
    torture(Trouble::ManyFiles, 5);
}

#[test]
fn killed_while_folders_are_read_only_nothing_is_lost_unsaid() {
    torture(Trouble::NewNames, 5);
}

#[test]
fn killed_while_the_disk_is_full_nothing_is_lost_unsaid() {
    torture(Trouble::Anything, 5);
}

#[test]
#[cfg(unix)]
fn killed_after_the_state_folder_went_nothing_is_lost_unsaid() {
    torture(Trouble::Removed, 4);
}

#[test]
#[cfg(target_os = "linux")]
fn killed_while_one_call_after_the_other_fails_nothing_is_lost_unsaid() {
    torture(Trouble::Calls, 5);
}

/// Kills the program so many times, and tells what was lost.
fn torture(trouble: Trouble, usual: usize) {
    let (kills, seed) = (hunt::number("TORTURE", usual), hunt::number("SEED", 1));
    let mut rack = Rack { trouble, dice: Dice::new(seed as u64), tally: Tally::default() };
    while rack.tally.kills < kills {
        let Some(desk) = rack.desk() else {
            println!("{trouble:?}: this machine gives no such disk to the tests; nothing was tried");
            return;
        };
        // A report of a few rounds: one that is in a file, or one that never was.
        if rack.dice.throw(3) > 0 {
            desk.put("总结.ron", START);
        }
        let mut mirror = None;
        for _ in 0..10.min(kills - rack.tally.kills) {
            mirror = rack.round(&desk, mirror);
            if mirror.is_none() {
                break;
            }
        }
        rack.relent(&desk);
    }
    let Tally { kills, drawn, answers, sizes, marked, gone, brought_back, unsaved, unread } = rack.tally;
    println!(
        "refused: {trouble:?}; {kills} kills, {drawn} keys drawn before them amid {answers} answers of the terminal and {sizes} sizes of the window, {brought_back} times text brought back, \
         {unsaved} saves failed, {unread} times it couldn't be read for the time being, {marked} keys drawn with the mark that they aren't kept ({gone} of these gone); lost: 0"
    );
}

/// What the program is tortured with.
struct Rack {
    trouble: Trouble,
    dice: Dice,
    tally: Tally,
}

impl Rack {
    /// A key, or a character that is another one every time.
    fn key(&mut self) -> String {
        match KEYS[self.dice.throw(KEYS.len())] {
            "＋" => char::from_u32(0x4e00 + self.dice.throw(8000) as u32).unwrap().to_string(),
            key => key.to_owned(),
        }
    }

    // The disk --------------------------------------------------------------------------------------------------------

    /// A folder on such a disk, if the machine lets tests have one.
    fn desk(&mut self) -> Option<Desk> {
        match self.trouble {
            Trouble::Anything => Desk::on_a_small_disk(1 << 20),
            Trouble::NewNames => Some(Desk::new()).filter(|desk| desk.bound_user().is_some()),
            Trouble::Calls => Some(Desk::new()).filter(|_| sh("strace -V")),
            _ => Some(Desk::new()),
        }
    }

    fn start(&mut self, desk: &Desk) -> Session {
        let line = if desk.path("总结.ron").exists() { "总结.ron" } else { "new 总结.ron" };
        match self.trouble {
            Trouble::LongFiles => {
                let blocks = 2 + self.dice.throw(30);
                desk.shell(&format!("ulimit -f {blocks}; exec \"$TIGANG\" {line}"))
            }
            Trouble::ManyFiles => {
                let most = FEWEST + self.dice.throw(8);
                desk.shell(&format!("ulimit -n {most}; exec \"$TIGANG\" {line}"))
            }
            Trouble::NewNames => desk.run_bound(line).expect("there is somebody whom permissions bind"),
            Trouble::Calls => {
                let turn = self.tally.kills;
                let (call, error, first) = CALLS[turn % CALLS.len()];
                let from = first + turn / CALLS.len() % 6;
                // Every time from then on, every other time, or once.
                let step = ["+", "+2", ""][self.dice.throw(3)];
                desk.shell(&format!(
                    "exec strace -D -f --seccomp-bpf -o /dev/null -e trace={call} -e inject={call}:error={error}:when={from}{step} \"$TIGANG\" {line}"
                ))
            }
            Trouble::None | Trouble::Anything | Trouble::Removed => desk.run(line),
        }
    }

    /// The weather changes.
    fn turn(&mut self, desk: &Desk, session: &mut Session, is_unsaved: bool) {
        match self.trouble {
            Trouble::Removed => {
                let state = desk.path("../state");
                let is_written = || !store::files_in(&desk.journals(), &["journal"]).is_empty();
                let was_written = is_written();
                match self.dice.throw(3) {
                    // The program may put something there meanwhile.
                    0 => desk.does(&format!("rm -rf '{0}' || rm -rf '{0}' || true", state.display())),
                    1 => desk.does(&format!("rm -rf '{0}-old'; mv '{0}' '{0}-old' || true", state.display())),
                    _ => {
                        let when = ["2 years ago", "2 days", "13 months"][self.dice.throw(3)];
                        return desk.does(&format!(
                            "mkdir -p ../state && find ../state -type f -exec touch -d '{when}' {{}} +"
                        ));
                    }
                }
                let begun = Instant::now();
                while was_written && !is_written() {
                    // Of what was just saved the journal may have been about to go.
                    if !is_unsaved && begun.elapsed() > Duration::from_secs(5) {
                        break;
                    }
                    assert!(begun.elapsed() < Duration::from_secs(30), "what is not saved is written anew");
                    std::thread::sleep(Duration::from_millis(10));
                }
                // What is said of it is no answer to the next key.
                let _ = session.is_silent(Duration::from_millis(300));
            }
            Trouble::NewNames => {
                let folder = if self.dice.throw(2) == 0 { desk.path("") } else { desk.journals() };
                let mode = if self.dice.throw(2) == 0 { "500" } else { "700" };
                if folder.exists() {
                    desk.does(&format!("chmod {mode} '{}'", folder.display()));
                }
            }
            Trouble::Anything => {
                // As much as there is, but for a few pages; or room again.
                let left = self.dice.throw(6) * 4096;
                desk.fill(if self.dice.throw(3) == 0 { None } else { Some(left) });
            }
            _ => {}
        }
    }

    /// All is well again.
    fn relent(&self, desk: &Desk) {
        if self.trouble == Trouble::NewNames {
            desk.does("chmod -R u+rwX ..");
        }
    }

    // One run ---------------------------------------------------------------------------------------------------------

    /// The program is started, written in, killed and judged. Answers where the writer goes on, if it is in the same file.
    fn round(&mut self, desk: &Desk, before: Option<Mirror>) -> Option<Mirror> {
        let mut session = self.start(desk);
        session.waits("the first frame", |session| session.frames() > 0);
        if self.trouble == Trouble::ManyFiles && session.screen().contains(UNREAD) {
            // What was left is there still, and is brought back where more files may be open.
            self.tally.unread += 1;
            return before;
        }
        let path = desk.path("总结.ron");
        let mut own = before.unwrap_or_else(|| match store::open(&path) {
            Ok(opened) => Mirror::new(Document::new(opened.report), Some("总结.ron".into())),
            Err(_) => Mirror::new(Document::default(), None),
        });
        // What he may find at the next start: the last state that was drawn as kept, and all behind it.
        let mut states = VecDeque::from([own.state()]);
        let mut trail = Vec::new();
        for _ in 0..3 + self.dice.throw(40) {
            if self.dice.throw(12) == 0 {
                self.turn(desk, &mut session, own.model.document().is_modified());
            }
            if self.dice.throw(10) == 0 {
                self.drag(&mut session, &mut own, &mut states);
                trail.push("dragged".into());
            }
            let mut key = self.key();
            if key == "ctrl-s" && own.model.path.is_none() {
                // It would ask for a name, and the name for Enter: that is one round's last act.
                key = "＋".into();
            }
            self.press(&mut session, &mut own, &key);
            trail.push(key);
            self.tally.drawn += 1;
            states.push_back(own.state());
            match session.screen().contains(UNKEPT) {
                true => self.tally.marked += 1,
                false => drop(states.drain(..states.len() - 1)),
            }
        }
        // The last key may or may not arrive before the end.
        let key = if self.dice.throw(4) == 0 { "ctrl-s".into() } else { self.key() };
        let key = if key == "ctrl-s" && own.model.path.is_none() { "字".into() } else { key };
        send(&mut session, &key);
        own.press(&key, || true);
        std::thread::sleep(Duration::from_micros(self.dice.throw(6000) as u64));
        session.killed();
        self.tally.kills += 1;
        trail.push(key);
        states.push_back(own.state());
        self.judge(desk, &states, own.saved, &trail)
    }

    /// Before a key the terminal says now and then what nobody has asked for, or the start of it, whose rest never comes.
    /// Answers what.
    fn interrupt(&mut self, session: &mut Session, key: &str) -> &'static str {
        let answer = ANSWERS[self.dice.throw(ANSWERS.len())];
        let said = match self.dice.throw(8) {
            0 => answer,
            // The byte of Ctrl+G is also what a string of the terminal ends with.
            1 if key != "ctrl-g" => {
                // A lone Esc makes another key of what follows it.
                let ends = (3..answer.len()).filter(|&at| !answer.as_bytes()[..at].ends_with(b"\x1b"));
                let ends: Vec<usize> = ends.filter(|&at| answer.as_bytes()[..at].is_ascii()).collect();
                &answer[..ends[self.dice.throw(ends.len())]]
            }
            _ => return "",
        };
        session.types(said);
        self.tally.answers += 1;
        said
    }

    /// Presses a key in the program and in its mirror, and waits for its frame; for a save, until it has ended.
    fn press(&mut self, session: &mut Session, own: &mut Mirror, key: &str) {
        let frames = session.frames();
        let said = self.interrupt(session, key);
        send(session, key);
        session.waits(&format!("the frame of the key {key} after {said:?}"), |session| session.frames() > frames);
        own.press(key, || {
            session.waits("the end of a save", |session| ENDS.iter().any(|end| session.screen().contains(end)));
            let ended_well = session.screen().contains(ENDS[0]);
            self.tally.unsaved += usize::from(!ended_well);
            ended_well
        });
    }

    /// The edge of the window is dragged, and now and then a character is typed meanwhile. Waits for the frame of the last.
    fn drag(&mut self, session: &mut Session, own: &mut Mirror, states: &mut VecDeque<State>) {
        let (least_width, least_height) = SMALLEST;
        for _ in 0..1 + self.dice.throw(DRAGGED) {
            let (more_width, more_height) = (self.dice.throw(100) as u16, self.dice.throw(40) as u16);
            session.resize((least_width + more_width, least_height + more_height));
            self.tally.sizes += 1;
            if self.dice.throw(12) == 0 {
                // What a character does depends on no size.
                let key = char::from_u32(0x4e00 + self.dice.throw(8000) as u32).unwrap().to_string();
                send(session, &key);
                own.press(&key, || true);
                self.tally.drawn += 1;
                states.push_back(own.state());
            }
        }
        // The last size is another one than before, and its frame comes when all others have come.
        session.resize((SIZE.0 + 1, SIZE.1));
        while !session.is_silent(SETTLED) {}
        let frames = session.frames();
        session.resize(SIZE);
        own.resize(SIZE);
        session.waits("the frame of the last size", |session| session.frames() > frames);
        while !session.is_silent(SETTLED) {}
        // A key that comes right behind Esc would be another one.
        match session.screen().contains(UNKEPT) {
            true => self.tally.marked += 1,
            false => drop(states.drain(..states.len() - 1)),
        }
    }

    /// The file is whole, and what it lacks is in the journal.
    fn judge(&mut self, desk: &Desk, states: &VecDeque<State>, saved: Memory, trail: &[String]) -> Option<Mirror> {
        let path = desk.path("总结.ron");
        let in_file = path.exists().then(|| store::open(&path).expect("the file is whole"));
        let copy = desk.copy_of_journals();
        let shelf = Shelf::new(copy.path());
        let left = shelf.left().into_iter().find(|left| !left.is_declined() && left.regards(&path));
        let back = left.map(|left| left.bring_back().expect("what the journal begins with is there"));
        let report = match (&back, &in_file) {
            (Some(back), _) => back.document.report(),
            (None, Some(opened)) => &opened.report,
            (None, None) => &Report::default(),
        };
        // A disk that refuses keeps the text; what was folded, and the undo of what was saved before, it may not take.
        let is_exact = self.trouble == Trouble::None;
        let reached = states.iter().rposition(|state| {
            state.report == *report
                && back.as_ref().is_none_or(|back| {
                    let memory = &back.document.memory().of_saved();
                    let rest = (memory, back.stand, &back.folds, back.cut_short);
                    !is_exact || rest == (&state.memory, state.stand, &state.folds, false)
                })
                && (!is_exact || back.as_ref().and_then(|back| back.draft.as_ref()) == state.draft_in(back.as_ref()))
        });
        let Some(reached) = reached else { self.tell(states, back.as_ref(), report, trail) };
        self.tally.gone += states.len().saturating_sub(reached + 2);
        let file = in_file.is_some().then(|| PathBuf::from("总结.ron"));
        match back {
            Some(back) => {
                self.tally.brought_back += 1;
                // A disk that took the file and not the word that it was saved: the text is offered as one of its own.
                let is_own = !matches!(back.fate, Fate::Apart(_));
                assert!(is_own || !is_exact, "what comes back belongs to its file");
                is_own.then(|| resumed(back, file, saved))
            }
            None => {
                let memory = in_file.as_ref().and_then(|_| shelf.memory(&path, Print::of_file(&path).unwrap()));
                let memory = memory.map(|(memory, _)| memory).unwrap_or_default();
                // Of a history with nothing in it nothing is kept.
                let fresh = Document::new(report.clone()).memory().of_saved();
                let is_empty = |memory: &Memory| *memory == Memory::default() || *memory == fresh;
                assert!(
                    !is_exact || memory == saved || is_empty(&memory) && is_empty(&saved),
                    "what could be undone when it was saved can still be\nkeys: {trail:?}\nthere is: {memory:?}\nthere should be: {saved:?}"
                );
                let mut document = Document::new(report.clone());
                document.remember(memory.clone());
                Some(Mirror { saved: memory, ..Mirror::new(document, file) })
            }
        }
    }

    fn tell(&self, states: &VecDeque<State>, back: Option<&Recovered>, report: &Report, trail: &[String]) -> ! {
        let tell = |state: &State| {
            let same = back.map(|back| {
                let memory = back.document.memory().of_saved();
                (memory == state.memory, back.stand == state.stand, back.folds == state.folds, back.cut_short)
            });
            (state.report == *report, same, state.stand)
        };
        panic!(
            "kill {}, {:?}: something that was drawn is lost, or its undo, caret or folds.\n\
             report, (undo, caret, folds, cut short), caret, of every state: {:?}\n\
             stood: {:?}\nkeys: {trail:?}\nthere is: {}\nthere should be: {}",
            self.tally.kills,
            self.trouble,
            states.iter().map(tell).collect::<Vec<_>>(),
            back.map(|back| back.stand),
            String::from_utf8_lossy(&store::write(report)),
            String::from_utf8_lossy(&store::write(&states[states.len() - 1].report)),
        )
    }
}

/// How a save ends, on the screen; the first is the good end.
const ENDS: [&str; 2] = ["已保存", "没有保存"];

/// What is said where what was left can't be read just now.
const UNREAD: &str = "上次没保存的改动这次读不出来";

/// How long nothing comes once all frames of a window that was dragged have come.
const SETTLED: Duration = Duration::from_millis(150);

/// The fewest open files that the program can do anything with.
const FEWEST: usize = 12;

fn send(session: &mut Session, key: &str) {
    match key {
        "paste" => session.pastes(PASTED),
        key if key.is_ascii() => session.press(key),
        text => session.types(text),
    }
}

impl State {
    /// What of the line that was being typed into has to be there: what isn't for the report is no reason to keep a journal.
    fn draft_in(&self, back: Option<&Recovered>) -> Option<&Draft> {
        self.draft.as_ref().filter(|draft| back.is_some() || draft.is_for_report())
    }
}

impl Mirror {
    fn new(document: Document, path: Option<PathBuf>) -> Mirror {
        let mut model = Model::new(Report::default(), SIZE);
        model.open_document(document, path);
        model.settle();
        Mirror {
            foldings: model.outline.foldings(),
            draft: None,
            stand: Stand::default(),
            saved: Memory::default(),
            model,
        }
    }

    fn press(&mut self, key: &str, saves_end_well: impl FnOnce() -> bool) {
        let input = match key {
            "paste" => Input::Pasted(PASTED.into()),
            key => Input::Key(Chord::parse(key).unwrap()),
        };
        if let Some(Effect::Save { path, state, next, .. }) = update::press(&mut self.model, input) {
            let outcome = match saves_end_well() {
                true => {
                    self.saved = self.model.document().memory().of_saved();
                    Outcome::Saved { path, state, next }
                }
                false => Outcome::NotSaved("没有保存".into()),
            };
            update::handle_outcome(&mut self.model, outcome);
        }
        let draft = self.model.written_draft();
        let is_new = std::mem::replace(&mut self.draft, draft) != self.model.written_draft();
        if !self.model.take_changes().is_empty() || is_new || self.foldings != self.model.outline.foldings() {
            self.foldings = self.model.outline.foldings();
            self.stand = self.model.stand();
        }
    }

    fn resize(&mut self, (width, height): (u16, u16)) {
        update::press(&mut self.model, Input::Resized(width, height));
    }

    fn state(&self) -> State {
        State {
            report: self.model.report().clone(),
            memory: self.model.document().memory().of_saved(),
            stand: self.stand,
            folds: self.model.outline.folded(),
            draft: self.model.written_draft(),
        }
    }
}

/// The writer goes on where he was.
fn resumed(back: Recovered, file: Option<PathBuf>, saved: Memory) -> Mirror {
    let Recovered { document, stand, folds, draft, .. } = back;
    let mut mirror = Mirror::new(Document::default(), None);
    let (document, says) = (Box::new(document), String::new());
    let outcome = Outcome::Recovered { document, path: file, suggested: None, stand, folds, draft, says };
    update::handle_outcome(&mut mirror.model, outcome);
    let draft = mirror.model.written_draft();
    Mirror { foldings: mirror.model.outline.foldings(), draft, stand: mirror.model.stand(), saved, ..mirror }
}
