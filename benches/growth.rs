//! How costs grow with the report, as a table of medians and ratios; nothing is asserted. The program itself is started in
//! a terminal too, for what opening, memory and quitting take of the whole process.

#[path = "made/desk.rs"]
mod desk;
#[path = "made/report.rs"]
mod report;

use std::error::Error;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;
use std::time::Instant;

use portable_pty::CommandBuilder;
use portable_pty::PtySize;
use portable_pty::native_pty_system;

use desk::ACTS;
use desk::Act;
use desk::Desk;
use report::Shape;
use tigang::check;
use tigang::edit::moves;
use tigang::export;
use tigang::export::Format;
use tigang::report::Ledger;
use tigang::report::Metric;
use tigang::report::Owner;
use tigang::store;
use tigang::store::Journal;
use tigang::store::Print;
use tigang::store::Shelf;
use tigang::store::journal::Root;
use tigang::store::journal::Syncer;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    journal(folder.path())?;
    // Only acts whose names hold this word.
    let only = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    if "references".contains(&only) {
        references();
    }
    for shape in [Shape::Deep, Shape::Flat] {
        head(shape);
        for act in ACTS.iter().filter(|act| act.name.contains(&only)) {
            keys(act, shape);
        }
        if only.is_empty() {
            files(shape, folder.path())?;
        }
    }
    Ok(())
}

/// A character typed and drawn with a journal against the same without, turn by turn: what else the machine does weighs on
/// both alike.
fn journal(folder: &Path) -> Result<(), Box<dyn Error>> {
    const TURNS: usize = 60;
    println!("{:<44}{:>12}{:>12}{:>12}", "a character typed, µs", "no journal", "journal", "ratio");
    for sections in [100, 1_000, 10_000] {
        let path = folder.join("报告.ron");
        let report = report::report(sections, Shape::Deep);
        store::save(&path, &report)?;
        let mut desks = [Desk::open(report.clone()), Desk::open(report)];
        keep(&mut desks[1], &folder.join("journal"), &path);
        let mut times = [Vec::new(), Vec::new()];
        for turn in 0..TURNS * 2 {
            let (desk, times) = (&mut desks[turn % 2], &mut times[turn % 2]);
            // A paragraph grows to a page and goes; else what is measured would be its length.
            desk.press("ctrl-e");
            for _ in 0..50 {
                let begun = Instant::now();
                desk.press("字");
                times.push(begun.elapsed());
            }
            desk.press("ctrl-z");
            desk.press("ctrl-e");
        }
        let [off, on] = times.map(|mut times| {
            times.sort();
            times[times.len() / 2].as_secs_f64() * 1e6
        });
        println!("{:<44}{off:>12.1}{on:>12.1}{:>12.3}", format!("{sections} sections"), on / off);
    }
    Ok(())
}

fn head(shape: Shape) {
    let [small, middle, large] = SIZES.map(|size| format!("{size}"));
    println!("\n{:<44}{small:>12}{middle:>12}{large:>12}{:>9}{:>8}", format!("{shape:?}, sections:"), "ratio", "bytes");
}

fn line(name: &str, unit: &str, figures: [f64; 3], bytes: Option<usize>) {
    let [small, middle, large] = figures;
    let bytes = bytes.map_or_else(String::new, |bytes| format!("{bytes:>8}"));
    println!("{:<44}{small:>12.3}{middle:>12.3}{large:>12.3}{:>9.2}{bytes}", format!("{name}, {unit}"), large / small);
}

/// The keys of an act in turn, each pressed and drawn: the slowest of them, and the bytes that it has sent.
fn keys(act: &Act, shape: Shape) {
    let mut bytes = 0;
    let times = SIZES.map(|size| {
        let mut desk = Desk::open(report::report(size, shape));
        desk.prepare(act);
        let mut presses: Vec<Vec<(f64, usize)>> = vec![Vec::new(); act.keys.len()];
        for _ in 0..41 {
            for (key, presses) in act.keys.iter().zip(&mut presses) {
                let start = Instant::now();
                let sent = desk.press(key);
                presses.push((milliseconds(start.elapsed()), sent));
            }
        }
        let medians = presses.iter_mut().map(|presses| {
            presses.sort_by(|a, b| a.0.total_cmp(&b.0));
            presses[presses.len() / 2]
        });
        let (time, sent) = medians.max_by(|a, b| a.0.total_cmp(&b.0)).expect("an act has keys");
        bytes = sent;
        time
    });
    line(act.name, "ms", times, Some(bytes));
}

fn files(shape: Shape, folder: &Path) -> Result<(), Box<dyn Error>> {
    let path = folder.join("报告.ron");
    let mut write = [0.0; 3];
    let mut checks = write;
    let (mut save, mut open, mut exports) = (write, write, [write; Format::ALL.len()]);
    let (mut whole, mut quit, mut memory) = (write, write, write);
    for (k, size) in SIZES.into_iter().enumerate() {
        let report = report::report(size, shape);
        write[k] = median(7, || drop(store::write(&report)));
        save[k] = median(7, || drop(store::save(&path, &report)));
        checks[k] = median(3, || drop(check::findings(&report, &check::Settings::default(), None)));
        for (format, export) in Format::ALL.into_iter().zip(&mut exports) {
            export[k] = median(3, || drop(export::bytes(&report, format, &export::Options::default())));
        }
        open[k] = median(7, || drop(Desk::open(store::open(&path).expect("it was saved just now").report)));
        let mut runs = Vec::new();
        for _ in 0..5 {
            runs.push(program(&path)?);
        }
        let middle = |pick: fn(&Run) -> f64| middle(runs.iter().map(pick).collect());
        whole[k] = middle(|run| run.open);
        quit[k] = middle(|run| run.quit);
        memory[k] = middle(|run| run.peak) / std::fs::metadata(&path)?.len() as f64;
    }
    line("a report written as bytes", "ms", write, None);
    line("a report saved down to the disk", "ms", save, None);
    for (format, export) in Format::ALL.into_iter().zip(exports) {
        line(&format!("a report exported as {}", format.name()), "ms", export, None);
    }
    line("a report checked", "ms", checks, None);
    line("a report opened and dropped", "ms", open, None);
    line("the program, from start to first screen", "ms", whole, None);
    line("the program, from Ctrl+Q to its end", "ms", quit, None);
    line("the program, peak memory", "times the file", memory, None);
    Ok(())
}

/// What one run of the program took.
struct Run {
    open: f64,
    quit: f64,
    /// In bytes.
    peak: f64,
}

/// Opens a report in a terminal of 120 columns and 40 rows, and quits.
fn program(path: &Path) -> Result<Run, Box<dyn Error>> {
    let pair = native_pty_system().openpty(PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 })?;
    let mut screen = pair.master.try_clone_reader()?;
    let mut keyboard = pair.master.take_writer()?;
    let (sender, arrived) = mpsc::channel();
    std::thread::spawn(move || {
        let mut seen = Vec::new();
        let mut piece = [0; 1 << 16];
        while let Ok(count @ 1..) = screen.read(&mut piece) {
            seen.extend_from_slice(&piece[..count]);
            // The end of a frame.
            if seen.windows(8).any(|bytes| bytes == b"\x1b[?2026l") && sender.send(Instant::now()).is_err() {
                return;
            }
        }
    });
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tigang"));
    command.arg(path);
    command.env("TERM", "xterm-256color");
    command.env("XDG_CONFIG_HOME", path.parent().unwrap_or(path));
    let start = Instant::now();
    let mut child = pair.slave.spawn_command(command)?;
    let open = milliseconds(arrived.recv_timeout(Duration::from_secs(60))? - start);
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.process_id().unwrap_or(0)))?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
    let start = Instant::now();
    keyboard.write_all(b"\x11")?;
    child.wait()?;
    Ok(Run { open, quit: milliseconds(start.elapsed()), peak: 1024.0 * peak.unwrap_or(f64::NAN) })
}

fn median(times: usize, mut act: impl FnMut()) -> f64 {
    let once = |_| {
        let start = Instant::now();
        act();
        milliseconds(start.elapsed())
    };
    middle((0..times).map(once).collect())
}

fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// What references cost: all of them said, a key in a text that has one, and a figure changed that all of them say.
fn references() {
    println!("\n{:<44}{:>12}{:>12}{:>12}{:>9}", "references, one a section:", SIZES[0], SIZES[1], SIZES[2], "ratio");
    let (mut said, mut typed, mut changed) = ([0.0; 3], [0.0; 3], [0.0; 3]);
    for (k, size) in SIZES.into_iter().enumerate() {
        let report = report::referring(size);
        let figures = Ledger::new(&report);
        said[k] = median(7, || {
            for (_, text) in report.texts() {
                std::hint::black_box(figures.render(text));
            }
        });
        let mut desk = Desk::open(report);
        desk.press("ctrl-e");
        let times = (0..41)
            .map(|_| {
                median(1, || {
                    desk.press("字");
                })
            })
            .collect();
        typed[k] = middle(times);
        changed[k] = median(7, || {
            let value = desk.model.report().metrics[0].value.clone() + "1";
            let metric = Metric { value, ..desk.model.report().metrics[0].clone() };
            let change = moves::set_metric(desk.model.report(), Owner::Report, 0, metric);
            desk.model.act(change.expect("another value"));
            desk.press("right");
        });
    }
    line("all references said", "ms", said, None);
    line("a character typed beside one", "ms", typed, None);
    line("a figure changed that all of them say", "ms", changed, None);
}

/// From now on a journal in this folder is kept, as of a report in this file.
fn keep(desk: &mut Desk, folder: &Path, file: &Path) {
    let shelf = Shelf::new(folder);
    let syncer = Arc::new(Syncer::new(shelf.clone()).expect("there is a thread"));
    let file = Some((file.to_owned(), Print::of_report(desk.model.report())));
    desk.journal = Some(Journal::new(shelf, syncer, Root { file, suggested: None }, desk.model.document()));
}
