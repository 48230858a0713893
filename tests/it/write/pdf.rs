//! A report as PDF, with a font made for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::prop_assert;
use proptest::proptest;

use tigang::export;
use tigang::export::Fonts;
use tigang::export::Format;
use tigang::export::Options;
use tigang::export::Unwritten;
use tigang::export::fonts::Font;
use tigang::report::Letterhead;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;
use tigang::store;

use crate::tools;
use crate::tools::font;
use crate::tools::hunt;
use crate::write::parts;

fn options() -> Options {
    let data = Arc::new(font::font());
    let font = |asked: &str| Font { asked: asked.into(), found: "Tests".into(), data: data.clone(), index: 0 };
    Options { fonts: Fonts::new(vec![font("仿宋_GB2312"), font("黑体")]), ..Options::default() }
}

fn report() -> Report {
    let section = |id: u32, heading: &str| Section {
        heading: heading.into(),
        body: "巡河10次。".into(),
        ..Section::new(SectionId::new(id).unwrap())
    };
    let rows = vec![(1, section(1, "主要工作")), (2, section(2, "抓巡查")), (1, section(3, "打算"))];
    let text = "巡".repeat(28 * 30);
    Report {
        title: "河道管护总结".into(), preamble: text, tree: Tree::from_rows(rows).unwrap(), ..Report::default()
    }
}

fn pdf() -> Format {
    Format::named("pdf").unwrap()
}

#[test]
fn a_report_becomes_a_pdf_of_its_pages() {
    let (report, options) = (report(), options());
    assert_eq!(options.fonts.all().len(), 2, "the font can be read");
    let bytes = export::bytes(&report, pdf(), &options).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.starts_with("%PDF-1."));
    let pages = export::pages(&report, &options).pages.len();
    assert_eq!((pages, text.matches("/Type/Page/").count()), (2, 2), "{text:.2000}");
    // Its fonts are in it, its headings are bookmarks.
    assert!(text.contains("/FontFile2") && text.contains("/Outlines"));
    assert_eq!(bytes, export::bytes(&report, pdf(), &options).unwrap(), "the same bytes for the same report");
}

#[test]
fn what_stands_for_a_font_is_said() {
    let fonts = options().fonts;
    assert_eq!(fonts.instead(), "仿宋_GB2312（用 Tests 代）、黑体（用 Tests 代）");
    assert_eq!(fonts.instead_in_short(), "缺仿宋_GB2312等2种字体，用别的代了");
    assert_eq!(Fonts::new(fonts.all()[..1].to_vec()).instead_in_short(), "缺字体仿宋_GB2312，用 Tests 代了");
    let broken = Font { asked: "黑体".into(), found: "黑体".into(), data: Arc::new(b"no font".to_vec()), index: 0 };
    assert!(Fonts::new(vec![broken]).is_empty());
}

#[test]
fn without_fonts_nothing_is_written() {
    let written = export::bytes(&report(), pdf(), &Options::default());
    assert_eq!(written, Err(Unwritten::NoFonts));
}

/// Digits are half as wide as the font says, and a line holds what its own widths allow.
#[test]
fn lines_end_by_the_widths_of_the_font() {
    let report = Report { preamble: "1".repeat(200), ..Report::default() };
    let long = |options: &Options| {
        let pages = export::pages(&report, options);
        pages.pages[0].lines[0].runs[0].text.chars().count()
    };
    // Half as wide with the font and by its cells: as many.
    assert_eq!(long(&options()), long(&Options::default()));
    let mut wide = options();
    wide.profile.body.size = Some(32.0);
    assert!(long(&wide) < long(&options()));
}

/// A text without blanks and line ends.
fn bare(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

/// All that a reader copies, page numbers taken away.
fn copied(report: &Report, options: &Options) -> String {
    let text = tools::pdf::text(&export::bytes(report, pdf(), options).unwrap());
    let is_number = |line: &&str| {
        let line = bare(line);
        line.strip_prefix('—')
            .and_then(|rest| rest.strip_suffix('—'))
            .is_some_and(|number| number.parse::<usize>().is_ok())
    };
    bare(&text.lines().filter(|line| !is_number(line)).collect::<String>())
}

#[test]
fn what_is_copied_from_it_is_the_text() {
    let mut count = 0;
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/samples")).unwrap() {
        let path = file.unwrap().path();
        let report = store::read(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(copied(&report, &options()), bare(&export::text(&report, &Options::default())), "{path:?}");
        count += 1;
    }
    assert_eq!(count, 5);
    // What no font has stands there too, for whoever copies it.
    let odd = Report { preamble: "巡河🙂10次，𠮷田站𠮷川站。".into(), ..Report::default() };
    assert_eq!(copied(&odd, &options()), "巡河🙂10次，𠮷田站𠮷川站。");
}

proptest! {
    #![proptest_config(hunt::cases(16))]

    /// Whatever a report says can be copied: each character as often as the text has it, heads of tables that go on and 页码 apart.
    #[test]
    fn whatever_it_says_can_be_copied(report in parts::office_reports()) {
        let counts = |text: &str| {
            let mut counts = BTreeMap::new();
            bare(text).chars().for_each(|ch| *counts.entry(ch).or_insert(0_usize) += 1);
            counts
        };
        let got = counts(&copied(&report, &options()));
        let mut wanted = export::text(&report, &Options::default());
        if report.setup.letterhead == Letterhead::Room {
            // The paper has it already.
            report.head.organ.lines().for_each(|organ| wanted = wanted.replacen(organ, "", 1));
        }
        for (ch, count) in counts(&wanted) {
            prop_assert!(got.get(&ch).copied().unwrap_or(0) >= count, "{ch}: {count} in the text");
        }
    }
}
