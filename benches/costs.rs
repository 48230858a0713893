//! What a key costs until its frame is drawn, and what opening, saving and exporting cost, at 1,000, 10,000 and 100,000
//! sections.

#[path = "made/desk.rs"]
mod desk;
#[path = "made/report.rs"]
mod report;

use divan::Bencher;
use divan::counter::BytesCount;

use desk::ACTS;
use desk::Act;
use desk::Desk;
use report::Shape;
use tigang::export;
use tigang::export::Format;
use tigang::report::Figures;
use tigang::store;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

#[divan::bench(args = ACTS, consts = [1_000, 10_000, 100_000], sample_size = 2, sample_count = 60)]
fn deep<const SECTIONS: usize>(bencher: Bencher<'_, '_>, act: &Act) {
    run(bencher, act, Desk::open(report::report(SECTIONS, Shape::Deep)));
}

#[divan::bench(args = ACTS, consts = [100_000], sample_size = 2, sample_count = 60)]
fn flat<const SECTIONS: usize>(bencher: Bencher<'_, '_>, act: &Act) {
    run(bencher, act, Desk::open(report::report(SECTIONS, Shape::Flat)));
}

fn run(bencher: Bencher<'_, '_>, act: &Act, mut desk: Desk) {
    desk.prepare(act);
    let mut keys = act.keys.iter().cycle();
    bencher.bench_local(|| desk.press(keys.next().expect("an act has keys")));
}

/// From the file to the first screen.
#[divan::bench(args = SIZES, sample_count = 10)]
fn open(bencher: Bencher<'_, '_>, sections: usize) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join("报告.ron");
    store::save(&path, &report::report(sections, Shape::Deep)).expect("there is room for the file");
    bencher.bench_local(|| Desk::open(store::open(&path).expect("it was written just now").report));
}

/// The bytes of the file alone.
#[divan::bench(args = SIZES, sample_count = 10)]
fn write(bencher: Bencher<'_, '_>, sections: usize) {
    let report = report::report(sections, Shape::Deep);
    let bytes = store::write(&report).len();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| store::write(&report));
}

/// Down to the disk.
#[divan::bench(args = SIZES, sample_count = 10)]
fn save(bencher: Bencher<'_, '_>, sections: usize) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join("报告.ron");
    let report = report::report(sections, Shape::Deep);
    bencher.bench_local(|| store::save(&path, &report));
}

/// All rules over the whole report.
#[divan::bench(args = SIZES, sample_count = 5)]
fn check(bencher: Bencher<'_, '_>, sections: usize) {
    let report = report::report(sections, Shape::Deep);
    bencher.bench_local(|| tigang::check::findings(&report, &tigang::check::Settings::default(), None));
}

#[divan::bench(args = Format::ALL.map(Format::name), consts = [1_000, 10_000, 100_000], sample_count = 10)]
fn exported<const SECTIONS: usize>(bencher: Bencher<'_, '_>, name: &str) {
    let report = report::report(SECTIONS, Shape::Deep);
    let format = Format::ALL.into_iter().find(|format| format.name() == name).expect("a format has the name");
    bencher.bench_local(|| export::bytes(&report, format, &export::Options::default()));
}

/// As many references as sections, each said once.
#[divan::bench(args = SIZES, sample_count = 10)]
fn say_references(bencher: Bencher<'_, '_>, sections: usize) {
    let report = report::referring(sections);
    let figures = Figures::new(&report);
    bencher.bench_local(|| report.texts().map(|(_, text)| figures.render(text).len()).sum::<usize>());
}
