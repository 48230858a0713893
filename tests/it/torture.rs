//! The program is killed again and again while it is written in: whatever was drawn is there at the next start.
//!
//! `TORTURE=1000 cargo test --test it torture -- --nocapture` is the long form; `SEED` gives other keys.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;

use tigang::edit::Document;
use tigang::edit::history::Memory;
use tigang::report::Report;
use tigang::store;
use tigang::store::Shelf;
use tigang::store::journal::Recovered;
use tigang::store::journal::Stand;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Model;
use tigang::tui::update;
use tigang::tui::update::Effect;
use tigang::tui::update::Input;
use tigang::tui::update::Outcome;

use crate::pty::Desk;
use crate::pty::Session;

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
    "ctrl-up",
    "ctrl-down",
    "f7",
    "ctrl-s",
    "paste",
    "shift-left",
    "ctrl-x",
    "ctrl-v",
    "ctrl-g",
];

/// Sections, paragraphs and a tab, as another program hands them over.
const PASTED: &str = "一、防汛\n二、供水\n（一）管网\n漏损率下降。";

/// The dice: every run with one seed throws the same.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }

    fn key(&mut self) -> String {
        match KEYS[self.throw(KEYS.len())] {
            "＋" => char::from_u32(0x4e00 + self.throw(8000) as u32).unwrap().to_string(),
            key => key.to_owned(),
        }
    }
}

/// The same writer without a disk: what must be there.
struct Mirror {
    model: Model,
    foldings: u64,
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
    folds: Vec<tigang::report::SectionId>,
}

impl Mirror {
    fn new(document: Document, path: Option<PathBuf>) -> Mirror {
        let mut model = Model::new(Report::default(), SIZE);
        model.open_document(document, path);
        model.settle();
        Mirror { foldings: model.outline.foldings(), stand: Stand::default(), saved: Memory::default(), model }
    }

    fn press(&mut self, key: &str) {
        let input = match key {
            "paste" => Input::Pasted(PASTED.into()),
            key => Input::Key(Chord::parse(key).unwrap()),
        };
        if let Some(Effect::Save { path, state, next, .. }) = update::press(&mut self.model, input) {
            self.saved = self.model.document().memory().of_saved();
            update::told(&mut self.model, Outcome::Saved { path, state, next });
        }
        if !self.model.take_changes().is_empty() || self.foldings != self.model.outline.foldings() {
            self.foldings = self.model.outline.foldings();
            self.stand = self.model.stand();
        }
    }

    fn state(&self) -> State {
        State {
            report: self.model.report().clone(),
            memory: self.model.document().memory().of_saved(),
            stand: self.stand,
            folds: self.model.outline.folded(),
        }
    }
}

/// Presses a key in the program, and waits for its frame.
fn press(session: &mut Session, key: &str) {
    let frames = session.frames();
    send(session, key);
    session.waits("the frame of a key", |session| session.frames() > frames);
}

fn send(session: &mut Session, key: &str) {
    match key {
        "paste" => session.pastes(PASTED),
        key if key.is_ascii() => session.press(key),
        text => session.types(text),
    }
}

#[test]
fn killed_at_any_moment_nothing_that_was_drawn_is_lost() {
    let number = |name: &str, usual| std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual);
    let (kills, seed) = (number("TORTURE", 6), number("SEED", 1));
    let mut dice = Dice(seed as u64);
    let (mut drawn, mut brought_back, mut done) = (0, 0, 0);
    while done < kills {
        // A report of a few rounds: one that is in a file, or one that never was.
        let desk = Desk::new();
        let mut is_new = dice.throw(3) == 0;
        if !is_new {
            desk.put("总结.ron", START);
        }
        let mut mirror: Option<Mirror> = None;
        for _ in 0..10.min(kills - done) {
            let line = if is_new { "new 总结.ron" } else { "总结.ron" };
            let mut session = desk.run(line);
            session.waits("the first frame", |session| session.frames() > 0);
            let mut own = mirror.take().unwrap_or_else(|| {
                let report =
                    if is_new { Report::default() } else { store::open(&desk.path("总结.ron")).unwrap().report };
                Mirror::new(Document::new(report), (!is_new).then(|| "总结.ron".into()))
            });
            let keys = 3 + dice.throw(40);
            let mut trail = VecDeque::new();
            for _ in 0..keys {
                let mut key = dice.key();
                if key == "ctrl-s" && own.model.path.is_none() {
                    // It would ask for a name, and the name for Enter: that is one round's last act.
                    key = "＋".into();
                }
                press(&mut session, &key);
                own.press(&key);
                if key == "ctrl-s" && own.model.overlay.is_none() {
                    session.sees("已保存");
                }
                trail.push_back(key);
                drawn += 1;
            }
            // The last key may or may not arrive before the end.
            let before = own.state();
            let key = if dice.throw(4) == 0 && own.model.path.is_some() { "ctrl-s".into() } else { dice.key() };
            let unnamed_save = key == "ctrl-s" && own.model.path.is_none();
            let key = if unnamed_save { "字".into() } else { key };
            send(&mut session, &key);
            own.press(&key);
            std::thread::sleep(Duration::from_micros(dice.throw(6000) as u64));
            session.killed();
            done += 1;
            trail.push_back(key);

            // The file is whole, and what it lacks is in the journal.
            let path = desk.path("总结.ron");
            let in_file = path.exists().then(|| store::open(&path).unwrap());
            let left = Shelf::new(desk.journals()).left().into_iter().find(|left| left.regards(&path));
            let states = [&before, &own.state()];
            let back = left.map(|left| left.bring_back().unwrap());
            let report = match (&back, &in_file) {
                (Some(back), _) => back.document.report(),
                (None, Some(opened)) => &opened.report,
                (None, None) => &Report::default(),
            };
            let reached = states.into_iter().find(|state| {
                state.report == *report
                    && back.as_ref().is_none_or(|back| {
                        (&back.document.memory().of_saved(), back.stand, &back.folds, back.cut_short)
                            == (&state.memory, state.stand, &state.folds, false)
                    })
            });
            let Some(_) = reached else {
                let tell = |state: &&State| {
                    let same = back.as_ref().map(|back| {
                        let memory = back.document.memory().of_saved();
                        (memory == state.memory, back.stand == state.stand, back.folds == state.folds, back.cut_short)
                    });
                    (state.report == *report, same, state.stand)
                };
                panic!(
                    "kill {done}, seed {seed}: something that was drawn is lost, or its undo, caret or folds.\n\
                     report, (undo, caret, folds, cut short), caret, before and after the last key: {:?}\n\
                     stood: {:?}\nkeys: {trail:?}\nthere is: {}\nthere should be: {}",
                    states.iter().map(tell).collect::<Vec<_>>(),
                    back.as_ref().map(|back| back.stand),
                    String::from_utf8_lossy(&store::write(report)),
                    String::from_utf8_lossy(&store::write(own.model.report())),
                );
            };
            is_new = in_file.is_none();
            let file = in_file.is_some().then(|| PathBuf::from("总结.ron"));
            mirror = Some(match back {
                Some(back) => {
                    brought_back += 1;
                    resumed(back, file, own.saved)
                }
                None => {
                    let mut document = Document::new(report.clone());
                    document.remember(own.saved.clone());
                    Mirror { saved: own.saved, ..Mirror::new(document, file) }
                }
            });
        }
    }
    println!("{done} kills, {drawn} keys drawn before them, {brought_back} times text brought back; lost: 0");
}

/// The writer goes on where he was.
fn resumed(back: Recovered, file: Option<PathBuf>, saved: Memory) -> Mirror {
    let Recovered { document, stand, folds, .. } = back;
    let mut mirror = Mirror::new(Document::default(), None);
    let (document, says) = (Box::new(document), String::new());
    let outcome = Outcome::Recovered { document, path: file, suggested: None, stand, folds, says };
    update::told(&mut mirror.model, outcome);
    Mirror { foldings: mirror.model.outline.foldings(), stand: mirror.model.stand(), saved, ..mirror }
}
