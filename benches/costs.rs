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
use tigang::report::Ledger;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::Tree;
use tigang::store;
use tigang::tui::update::Input;

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

/// Some 10,000 places in 3,800 sections found, replaced in one undo, and taken back.
#[divan::bench(sample_count = 10)]
fn replace_all(bencher: Bencher<'_, '_>) {
    let mut desk = Desk::open(report::report(3_800, Shape::Deep));
    let keys = ["ctrl-r", "的", "enter", "地", "enter", "ctrl-z"];
    bencher.bench_local(|| keys.iter().map(|key| desk.press(key)).sum::<usize>());
}

/// Rows of cells pasted into the metrics in one undo, drawn, and taken back: as a spreadsheet copies them, and with titles.
#[divan::bench(args = [("cells", 10_000), ("cells", 100_000), ("titles", 10_000), ("titles", 100_000)], sample_count = 3)]
fn paste_metrics(bencher: Bencher<'_, '_>, (kind, rows): (&str, usize)) {
    let mut desk = Desk::open(report::report(100, Shape::Deep));
    desk.press("f9");
    desk.press("f9");
    let titles = if kind == "titles" { "名称\t本期\t单位\n" } else { "" };
    let cells: String = (0..rows).map(|row| format!("事项{row}\t{row}件\t\n")).collect();
    let pasted = Input::Pasted(format!("{titles}{cells}"));
    bencher.bench_local(|| {
        desk.take(pasted.clone());
        desk.press("ctrl-z")
    });
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
    let figures = Ledger::new(&report);
    bencher.bench_local(|| report.texts().map(|(_, text)| figures.render(text).len()).sum::<usize>());
}

const KILOBYTES: [usize; 3] = [1, 100, 1_000];

/// A character typed and taken back at the start of a body of paragraphs of 1 kB.
#[divan::bench(args = KILOBYTES, sample_size = 4, sample_count = 200)]
fn typed_at_the_start_of_a_body(bencher: Bencher<'_, '_>, kilobytes: usize) {
    typed(bencher, writing(&vec![PARAGRAPH.repeat(5); kilobytes].join("\n")));
}

/// The same at its end.
#[divan::bench(args = KILOBYTES, sample_size = 4, sample_count = 200)]
fn typed_at_the_end_of_a_body(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let mut desk = writing(&vec![PARAGRAPH.repeat(5); kilobytes].join("\n"));
    desk.press("ctrl-end");
    typed(bencher, desk);
}

/// The same in a body of one paragraph.
#[divan::bench(args = KILOBYTES, sample_size = 4, sample_count = 20)]
fn typed_into_a_paragraph(bencher: Bencher<'_, '_>, kilobytes: usize) {
    typed(bencher, writing(&PARAGRAPH.repeat(5 * kilobytes)));
}

const ROWS: [usize; 3] = [10, 1_000, 10_000];

/// The same in a cell of a table of so many rows, on which something hangs: beside `typed_at_the_start_of_a_body` of as many
/// kilobytes or more.
#[divan::bench(args = ROWS, sample_size = 4, sample_count = 200)]
fn typed_into_a_cell(bencher: Bencher<'_, '_>, rows: usize) {
    let rows: Vec<String> =
        (0..rows).map(|row| format!("科室{row}\t{row}\t{}\t其中加急{row}件，已办结", row / 2)).collect();
    let mut desk = writing(&format!("单位\t受理\t办结\t说明\n{}", rows.join("\n")));
    for key in ["f2", "表", "题", "enter", "办", "enter", "tab", "tab", "tab", "tab", "tab", "end"] {
        desk.press(key);
    }
    typed(bencher, desk);
}

/// A letter typed there into a column that becomes wider with it.
#[divan::bench(args = ROWS, sample_size = 4, sample_count = 40)]
fn typed_into_the_widest_cell(bencher: Bencher<'_, '_>, rows: usize) {
    let rows: Vec<String> = (0..rows).map(|row| format!("{row}\t一句话{}", "很长".repeat(row % 60))).collect();
    let mut desk = writing(&format!("最宽的一格在这里\t说明\n{}", rows.join("\n")));
    desk.press("end");
    typed(bencher, desk);
}

fn typed(bencher: Bencher<'_, '_>, mut desk: Desk) {
    let mut keys = ["字", "backspace"].iter().cycle();
    bencher.bench_local(|| desk.press(keys.next().expect("they come round")));
}

/// So much pasted at once into an empty body, and drawn.
#[divan::bench(args = KILOBYTES, sample_count = 10)]
fn pasted(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let text = vec![PARAGRAPH.repeat(5); kilobytes].join("\n");
    bencher.with_inputs(|| writing("")).bench_local_refs(|desk| desk.take(Input::Pasted(text.clone())));
}

/// 198 bytes of a report.
const PARAGRAPH: &str = "上半年受理诉求48620件，按时办结率99.2%，比上年同期提高1.4个百分点；“接诉即办”平均用时由5.6天压到4.1天。\
    围绕民生小事，先后开展了三次集中攻坚，";

/// A writer in the body of the only section.
fn writing(body: &str) -> Desk {
    let mut section = Section::new(report::id(0));
    section.body = body.to_string();
    let tree = Tree::from_rows([(1, section)]).expect("one section is a tree");
    let mut desk = Desk::open(Report { tree, ..Report::default() });
    desk.press("ctrl-e");
    desk
}
