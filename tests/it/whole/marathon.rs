//! A long day: random acts with saves, kills and restarts among them. After each act the laws hold; what comes back is what was
//! there; and its undo is that of a program that never ended.
//!
//! `EDITS=1000000 cargo test --release --test it marathon -- --nocapture` is the long form; `SEED` gives other acts.

use std::time::Duration;
use std::time::Instant;

use tigang::edit::Document;
use tigang::report::Report;
use tigang::store;

use crate::edit::laws;
use crate::keep::journal::Writer;
use crate::tools::hunt;
use crate::tools::hunt::Dice;

/// Acts with one report: fewer than the steps that a history keeps over a restart.
const ACTS: usize = 900;

#[test]
fn a_long_day_with_restarts_is_a_day_without() {
    let (edits, seed) = (hunt::number("EDITS", 1500), hunt::number("SEED", 1));
    let mut dice = Dice::new(seed as u64);
    let mut tally = Tally::default();
    let begun = Instant::now();
    while tally.edits < edits {
        day(&mut dice, ACTS.min(edits - tally.edits), &mut tally);
    }
    println!("{tally:?} in {} s; what came back otherwise: 0", begun.elapsed().as_secs());
}

#[derive(Debug, Default)]
struct Tally {
    edits: usize,
    saves: usize,
    kills: usize,
    ends: usize,
    undone: usize,
}

/// So many acts with one report, done by a writer whose program ends now and then and by one whose program never does.
fn day(dice: &mut Dice, acts: usize, tally: &mut Tally) {
    let mut straight = Document::new(Report::default());
    let mut writer = Writer::of_file(Report::default());
    let until = tally.edits + acts;
    while tally.edits < until {
        match dice.throw(400) {
            0..=3 => {
                writer = if dice.throw(2) == 0 { killed(writer, tally) } else { ended(writer, tally) };
                straight.seal();
                assert_eq!(writer.document.report(), straight.report(), "what comes back is what was there");
                assert_eq!(writer.document.memory().of_saved(), straight.memory().of_saved(), "and so is its undo");
            }
            4..=6 => {
                writer.saves();
                tally.saves += 1;
            }
            7..=79 => {
                assert_eq!(writer.document.undo(), straight.undo());
                tally.edits += 1;
            }
            80..=119 => {
                assert_eq!(writer.document.redo(), straight.redo());
                tally.edits += 1;
            }
            120..=139 => {
                writer.document.seal();
                straight.seal();
            }
            how => act(dice, how, &mut writer.document, &mut straight, tally),
        }
        writer.keeps();
        straight.take_outbox();
    }
    // All the way back, side by side.
    while let Some(change) = straight.undo() {
        assert_eq!(writer.document.undo(), Some(change));
        tally.undone += 1;
    }
    assert_eq!((writer.document.undo(), writer.document.report()), (None, straight.report()));
}

/// One act of both writers.
fn act(dice: &mut Dice, how: usize, document: &mut Document, straight: &mut Document, tally: &mut Tally) {
    // A report stays one that a person could have written: what is too much goes.
    let is_much = straight.report().tree.len() > 60;
    let which = if is_much { 16 } else { dice.throw(256) as u8 };
    let mut number = || dice.throw(1 << 16) as u16;
    let change = laws::lawful(straight.report(), (which, number(), number(), number()));
    let Some(change) = change else { return };
    if how < 160 && straight.undo_labels().next().is_some() {
        straight.apply_joined(change.clone()).unwrap();
        document.apply_joined(change).unwrap();
    } else {
        straight.apply(change.clone()).unwrap();
        document.apply(change).unwrap();
    }
    tally.edits += 1;
}

/// The program is killed and started again.
fn killed(writer: Writer, tally: &mut Tally) -> Writer {
    tally.kills += 1;
    let path = writer.path();
    let remains = writer.dies();
    // A test beside this one that starts a program may hold a journal's lock for a moment: then it isn't offered yet.
    let patience = Instant::now() + Duration::from_secs(60);
    let left = loop {
        let left = remains.shelf.left().into_iter().find(|left| !left.is_declined());
        if left.is_some() || remains.journals().is_empty() {
            break left;
        }
        assert!(Instant::now() < patience, "what is left can be read");
        std::thread::yield_now();
    };
    match left {
        Some(left) => Writer::resumes(remains, left.bring_back().unwrap()),
        None => Writer::reopens(remains.folder, &store::open(&path).unwrap()),
    }
}

/// The writer saves and quits, and opens the report again.
fn ended(mut writer: Writer, tally: &mut Tally) -> Writer {
    tally.ends += 1;
    writer.saves();
    let path = writer.path();
    let remains = writer.dies();
    Writer::reopens(remains.folder, &store::open(&path).unwrap())
}
