//! What reading a text costs, from its bytes to its outline and to its figures, by the byte; and first of all whether that
//! grows with the text and no faster.

use std::fmt::Write;

use divan::Bencher;
use divan::counter::BytesCount;
use tigang::import;
use tigang::report::figures;
use tigang::report::numbering::han;

fn main() {
    one();
    linear();
    divan::main();
}

/// A collection of reports as they are: four levels, paragraphs of some hundred characters.
#[divan::bench(args = [1, 16])]
fn reports(bencher: Bencher<'_, '_>, megabytes: usize) {
    let mut text = String::new();
    for year in (1990..2090).cycle() {
        report(&mut text, year, 3);
        if text.len() > megabytes << 20 {
            break;
        }
    }
    read(bencher, &text);
}

/// Texts as they come, messy ones among them, again and again. What sixteen megabytes take in proportion to one tells whether
/// the time is linear: see `linear`.
fn mixed(megabytes: usize) -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/texts");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("it is there").filter_map(|of| Some(of.ok()?.path())).collect();
    paths.sort();
    let texts: String = paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .filter_map(|path| Some(std::fs::read_to_string(path).ok()? + "\n"))
        .collect();
    let mut text = texts.repeat((megabytes << 20) / texts.len() + 1);
    text.truncate(tigang::text::char_floor(&text, megabytes << 20));
    text
}

/// The shortest of some runs, in milliseconds.
fn shortest<T>(mut run: impl FnMut() -> T) -> f64 {
    (0..5)
        .map(|_| {
            let start = std::time::Instant::now();
            divan::black_box(run());
            start.elapsed().as_secs_f64() * 1000.0
        })
        .fold(f64::MAX, f64::min)
}

/// What a report as long as any takes, thirty thousand 字.
fn one() {
    let mut text = String::new();
    report(&mut text, 2031, 32);
    let letters = tigang::text::count(&text);
    println!("{letters} 字 {:>9.1} ms", shortest(|| import::import_named(text.as_bytes(), None, None)));
}

/// How the time grows with a text, and how it compares: each line its size, the milliseconds, how many times as long as half
/// of it takes, and as a pass over its characters; at last the memory that all took at the most, the text included.
fn linear() {
    let mut before = None;
    for megabytes in [1, 2, 4, 8, 16] {
        let text = mixed(megabytes);
        let took = shortest(|| import::import_text(&text));
        let pass = shortest(|| text.chars().filter(|ch| ch.is_alphanumeric()).count());
        let ratio = before.map(|before: f64| format!("{:.2}", took / before)).unwrap_or_default();
        println!("mixed {megabytes:>3} MB {took:>8.0} ms {ratio:>5} {:>6.0} passes", took / pass);
        before = Some(took);
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or("unknown", str::trim);
    println!("most memory {most}");
}

/// One report of nothing but short headings.
#[divan::bench(args = [40_000, 400_000])]
fn headings(bencher: Bencher<'_, '_>, sections: usize) {
    let mut text = String::from("一、主要工作\n");
    for k in 0..sections {
        match k % 10 {
            0 => writeln!(text, "（{}）抓好几个方面的工作", han(u32::try_from(k / 10 % 9999 + 1).expect("below 9999"))),
            digit => writeln!(text, "{digit}.落实措施。完成任务若干。"),
        }
        .expect("writing to a String cannot fail");
    }
    read(bencher, &text);
}

/// A text wrapped at thirty characters.
#[divan::bench]
fn wrapped(bencher: Bencher<'_, '_>) {
    let line = "今年以来全站上下认真贯彻上级部署，要求扎实开展管线设施巡\n";
    read(bencher, &line.repeat((4 << 20) / line.len()));
}

/// The figures of a text: so many that every clause has one.
#[divan::bench(args = [1, 16])]
fn figures_of(bencher: Bencher<'_, '_>, megabytes: usize) {
    let line = "全年完成税收8.42亿元，同比增长6.3%，受理企业登记5610户，比上年增加480户；网上办件比例由62%提高到81%，改造老旧小区十九个，惠及居民4300余户。\n";
    let text = line.repeat((megabytes << 20) / line.len());
    bencher.counter(BytesCount::of_str(&text)).bench(|| figures::find(&text));
}

/// A text as most are: a figure now and then.
#[divan::bench]
fn figures_of_prose(bencher: Bencher<'_, '_>) {
    let mut text = String::new();
    for year in (1990..2090).cycle() {
        report(&mut text, year, 3);
        if text.len() > 1 << 20 {
            break;
        }
    }
    bencher.counter(BytesCount::of_str(&text)).bench(|| figures::find(&text));
}

fn read(bencher: Bencher<'_, '_>, text: &str) {
    bencher.counter(BytesCount::of_str(text)).bench(|| import::import_named(text.as_bytes(), None, None));
}

fn report(text: &mut String, year: u32, chapters: u32) {
    let sentence =
        "全年组织巡查四百余次，发现并整改隐患一百二十处，完成率百分之九十八，群众反映良好，各项指标均好于上年同期。";
    write!(text, "河湾县供水站{year}年工作总结\n\n县水务局：\n\n{sentence}现将情况报告如下：\n\n")
        .expect("a String takes all");
    for top in 1..=chapters {
        write!(text, "{}、抓好主要工作\n\n{sentence}\n\n", han(top)).expect("a String takes all");
        for middle in 1..=3 {
            write!(text, "（{}）落实各项措施。{sentence}{sentence}\n\n", han(middle)).expect("a String takes all");
            for low in 1..=3 {
                write!(text, "{low}.细化任务分工。{sentence}\n\n").expect("a String takes all");
            }
        }
    }
    write!(text, "特此报告。\n\n河湾县供水站\n{year}年12月5日\n\n").expect("a String takes all");
}
