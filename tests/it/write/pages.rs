//! A report on pages: what stands where, by GB/T 9704-2012. Characters are as wide as their cells, where no font says more.

use std::collections::BTreeMap;

use proptest::proptest;

use tigang::export;
use tigang::export::Options;
use tigang::export::PartId;
use tigang::export::Profile;
use tigang::export::pages::Line;
use tigang::export::pages::Page;
use tigang::export::pages::Pages;
use tigang::export::profile::Margins;
use tigang::export::profile::PageNumber;
use tigang::export::profile::Paper;
use tigang::report::Head;
use tigang::report::Kind;
use tigang::report::Letterhead;
use tigang::report::Report;
use tigang::report::Seal;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;

use crate::write::parts;

/// Millimetres as points.
fn mm(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}

const PITCH: f64 = 28.95;

/// What stands on a line.
fn words(line: &Line) -> String {
    line.runs.iter().map(|run| run.text.as_str()).collect()
}

fn is_number(line: &Line) -> bool {
    let words = words(line);
    words
        .strip_prefix("— ")
        .and_then(|rest| rest.strip_suffix(" —"))
        .is_some_and(|number| number.parse::<u32>().is_ok())
}

/// The lines of a page without its number, each after the line of 22 that it stands on, from 1: `3 一、主要工作`.
fn lines(page: &Page) -> Vec<String> {
    let text = |line: &&Line| !is_number(line);
    let row = |line: &Line| ((line.y - mm(37.0)) / PITCH).ceil();
    page.lines.iter().filter(text).map(|line| format!("{} {}", row(line), words(line))).collect()
}

/// How many characters from the left of the text the line begins.
fn indent(line: &Line) -> f64 {
    (line.runs[0].x - mm(28.0)) / 16.0
}

fn set(report: &Report) -> Pages {
    export::pages(report, &Options::default())
}

fn section(id: u32, heading: &str, body: &str) -> Section {
    Section { heading: heading.into(), body: body.into(), ..Section::new(SectionId::new(id).unwrap()) }
}

fn of_rows(rows: Vec<(usize, Section)>) -> Report {
    Report { tree: Tree::from_rows(rows).unwrap(), ..Report::default() }
}

#[test]
fn a_page_has_22_lines_of_28_characters() {
    let pages = set(&Report { preamble: "巡".repeat(28 * 50), ..Report::default() });
    let counts: Vec<usize> = pages.pages.iter().map(|page| lines(page).len()).collect();
    assert_eq!(counts, [22, 22, 7]);
    let long = |line: &Line| words(line).chars().count();
    let first = &pages.pages[0].lines;
    assert_eq!((long(&first[0]), long(&first[1]), long(&first[21])), (26, 28, 28));
    assert_eq!((indent(&first[0]).round(), indent(&first[1]).round()), (2.0, 0.0));
    // A line is filled to both edges.
    let run = &first[1].runs[0];
    let right = run.x + run.steps.iter().sum::<f64>();
    assert!((right - mm(184.0)).abs() < 0.5, "{right}");
}

#[test]
fn marks_stand_where_they_may() {
    let text = "巡".repeat(28) + "，" + &"查".repeat(26) + "（二）" + &"访".repeat(40) + "10278件。";
    let pages = set(&Report { preamble: format!("一二{text}"), ..Report::default() });
    for line in pages.pages[0].lines.iter().map(words) {
        assert!(!line.starts_with(['，', '。', '）']) && !line.ends_with('（'), "{line}");
    }
    let all: String = pages.pages[0].lines.iter().filter(|line| !is_number(line)).map(words).collect();
    assert_eq!(all, format!("一二{text}"));
    // One mark hangs beyond the edge rather than taking a character along.
    let pages = set(&Report { preamble: "巡".repeat(26) + "。" + &"查".repeat(28) + "。", ..Report::default() });
    assert_eq!(lines(&pages.pages[0]), [format!("1 {}。", "巡".repeat(26)), format!("2 {}。", "查".repeat(28)),]);
}

#[test]
fn a_heading_stands_with_what_follows_it() {
    let pages = |before: usize| {
        set(&of_rows(vec![
            (1, section(1, "主要工作", &"巡".repeat(26 + 28 * (before - 1)))),
            (1, section(2, "打算", "再巡一年。")),
        ]))
    };
    // The heading would be the last of 22 lines.
    let apart = pages(20);
    assert_eq!(lines(&apart.pages[0]).len(), 21);
    assert_eq!(lines(&apart.pages[1]), ["1 二、打算", "2 再巡一年。"]);
    let together = pages(19);
    assert_eq!(together.pages.len(), 1);
    assert_eq!(lines(&together.pages[0])[20..], ["21 二、打算", "22 再巡一年。"]);
}

#[test]
fn title_signature_and_annexes_stand_by_the_standard() {
    let annex = |id, heading: &str, body: &str| {
        let mut annex = section(id, heading, body);
        annex.style.kind = Kind::Annex;
        (1, annex)
    };
    let mut report = Report {
        title: "河道管护所2031年工作总结".into(),
        salutation: "水务局：".into(),
        organization: "桐浔市河道管护所".into(),
        date: "2031年12月5日".into(),
        remarks: "联系人：方某".into(),
        ..of_rows(vec![
            (1, section(1, "主要工作", "巡河十次。")),
            annex(2, "巡河台账", "略。"),
            annex(3, "人员名单", "略。"),
        ])
    };
    let pages = set(&report);
    assert_eq!(
        lines(&pages.pages[0]),
        [
            "1 河道管护所2031年工作总结",
            "3 水务局：",
            "4 一、主要工作",
            "5 巡河十次。",
            "7 附件：1.巡河台账",
            "8 2.人员名单",
            "10 桐浔市河道管护所",
            "11 2031年12月5日",
            "12 （联系人：方某）",
        ]
    );
    assert_eq!(lines(&pages.pages[1]), ["1 附件1", "3 巡河台账", "5 略。"]);
    assert_eq!(lines(&pages.pages[2]), ["1 附件2", "3 人员名单", "5 略。"]);
    // 附件说明 two from the left, its second name below the first (7.3.4).
    let page = &pages.pages[0].lines;
    assert_eq!((indent(&page[4]).round(), indent(&page[5]).round()), (2.0, 5.0));
    // Without a seal the name stands two from the edge, the date begins two after it (7.3.5.2).
    let right = |line: &Line| {
        let last = line.runs.last().unwrap();
        (mm(184.0) - last.x - last.steps.iter().sum::<f64>()) / 16.0
    };
    assert_eq!(right(&page[6]).round(), 2.0);
    assert_eq!((indent(&page[7]) - indent(&page[6])).round(), 2.0);
    let marks: Vec<_> = pages.marks.iter().map(|mark| (mark.level, mark.text.as_str(), mark.page)).collect();
    assert_eq!(marks, [(1, "一、主要工作", 0), (1, "附件1 巡河台账", 1), (1, "附件2 人员名单", 2)]);
    // With one the date stands four from the edge, the name above its middle (7.3.5.1).
    report.setup.seal = Seal::With;
    let page = &set(&report).pages[0].lines.clone();
    assert_eq!(right(&page[7]).round(), 4.0);
    let middle = |line: &Line| (line.runs[0].x + mm(184.0) - right(line) * 16.0) / 2.0;
    assert!((middle(&page[6]) - middle(&page[7])).abs() < 2.0);
}

/// A report with an annex that holds a table of nine columns, one that doesn't, and 版记.
fn wide() -> Report {
    let annex = |id, heading: &str, body: &str| {
        let mut annex = section(id, heading, body);
        annex.style.kind = Kind::Annex;
        (1, annex)
    };
    let row = |k: usize| (0..9).map(|column| format!("{}\t", k * column)).collect::<String>() + "略\n";
    let table: String = (0..26).map(row).collect();
    Report {
        title: "河道管护所2031年工作总结".into(),
        imprint: "桐浔市水务局　2031年12月6日印发".into(),
        ..of_rows(vec![
            (1, section(1, "主要工作", "巡河十次。")),
            annex(2, "巡河台账", &format!("如下。\n{table}")),
            annex(3, "人员名单", "略。"),
            annex(4, "又一张表", table.trim_end()),
        ])
    }
}

#[test]
fn an_annex_with_a_wide_table_lies_across() {
    let options = Options { profile: Box::new(Profile::read("(landscape: 8)").unwrap()), ..Options::default() };
    let pages = export::pages(&wide(), &options);
    let lies: Vec<(usize, f64)> = pages.pages.iter().map(|page| (lines(page).len(), page.size().0.round())).collect();
    let across: Vec<bool> = pages.pages.iter().map(|page| page.paper == Paper::Across).collect();
    assert_eq!(across, [false, true, true, false, true, true, false], "版记 stands on upright paper: {lies:?}");
    assert_eq!((lies[0].1, lies[1].1), (595.0, 842.0));
    // 225 mm wide and 156 high, its top at the left of the upright paper (横排表格).
    let page = &pages.pages[1];
    assert_eq!(words(&page.lines[0]), "附件1");
    assert!((page.lines[0].runs[0].x - mm(35.0)).abs() < 0.01 && page.lines[0].y < mm(28.0) + PITCH);
    let edge = page.rules.iter().map(|rule| rule.x + rule.width).fold(0.0, f64::max);
    let foot = page.rules.iter().map(|rule| rule.y + rule.height).fold(0.0, f64::max);
    assert!((edge - mm(35.0 + 225.0)).abs() < 0.1 && foot <= mm(28.0 + 156.0) + 0.1, "{edge} {foot}");
    // The number stands where it stands on all other pages.
    let number = |page: &Page| page.lines.last().cloned().unwrap();
    let (upright, turned) = (number(&pages.pages[3]), number(&pages.pages[1]));
    assert_eq!((words(&upright), words(&turned)), ("— 4 —".to_owned(), "— 2 —".to_owned()));
    assert_eq!((upright.y, upright.runs[0].x), (turned.y, turned.runs[0].x));
    assert_eq!(turned.paper, Paper::Upright);
    // The head of the table stands on each of its pages, and nothing is lost.
    assert!(lines(&pages.pages[2])[0].contains("略"));
    assert_eq!(export::breaks(&wide(), &options).count(), pages.pages.len());
    assert_eq!(
        export::pages(&wide(), &Options::default()).pages.iter().filter(|page| page.paper == Paper::Across).count(),
        0
    );
    let error = Profile::read("(landscape: 2)").unwrap_err();
    assert_eq!(error.to_string(), "横排附件的栏数不能是2，要在4到40之间");
}

#[test]
fn the_word_file_turns_the_same_pages() {
    let options = Options {
        profile: Box::new(Profile::read("(landscape: 8, header: \"征求意见稿\")").unwrap()),
        ..Options::default()
    };
    let bytes = export::bytes(&wide(), export::Format::named("docx").unwrap(), &options).unwrap();
    let parts = crate::write::word::parts(&bytes);
    let sections: Vec<bool> = parts["word/document.xml"]
        .split("<w:sectPr>")
        .skip(1)
        .map(|section| section.split("</w:sectPr>").next().unwrap().contains("w:w=\"16838\" w:h=\"11906\" w:orient"))
        .collect();
    assert_eq!(sections, [false, true, false, true, false]);
    // Numbers and header of the turned pages stand in a turned cell at the side.
    let turned = |name: &str| parts[name].contains("<w:textDirection w:val=\"tbRl\"/>");
    assert_eq!(
        ["footer1", "footer2", "footer3", "footer4"].map(|name| turned(&format!("word/{name}.xml"))),
        [false, false, true, true]
    );
    assert_eq!(["header1", "header2"].map(|name| turned(&format!("word/{name}.xml"))), [false, true]);
    let relations = &parts["word/_rels/document.xml.rels"];
    let target = |id: &str| {
        let at = relations.split(&format!("Id=\"{id}\" ")).nth(1).unwrap();
        at.split("Target=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let of = |section: usize| -> Vec<String> {
        let text = parts["word/document.xml"].split("<w:sectPr>").nth(section + 1).unwrap();
        let text = text.split("</w:sectPr>").next().unwrap();
        text.split("r:id=\"").skip(1).map(|rest| target(rest.split('"').next().unwrap())).collect()
    };
    assert_eq!(of(0), ["header1.xml", "header1.xml", "header1.xml", "footer1.xml", "footer2.xml"]);
    assert_eq!(of(1), ["header2.xml", "header2.xml", "header2.xml", "footer3.xml", "footer4.xml"]);
    for format in ["docx", "html"] {
        let write =
            |options: &Options| export::bytes(&wide(), export::Format::named(format).unwrap(), options).unwrap();
        let back = |options| crate::write::read_back::read(&write(options), &format!("总结.{format}"));
        assert_eq!(back(&options), back(&Options::default()), "{format}");
    }
}

const LONG_NAME: &str = "桐浔市推进河湖长制工作暨城乡水环境综合治理专项行动联席会议办公室";

/// What is right of a line, in characters.
fn right_of(line: &Line) -> f64 {
    let last = line.runs.last().unwrap();
    (mm(184.0) - last.x - last.steps.iter().sum::<f64>()) / 16.0
}

#[test]
fn a_unit_longer_than_a_line_is_broken_between_words() {
    let mut report = Report {
        organization: LONG_NAME.into(),
        date: "2031年12月5日".into(),
        closing: "特此报告。".into(),
        ..Report::default()
    };
    let page = &set(&report).pages[0].lines.clone();
    assert_eq!(words(&page[1]) + "/" + &words(&page[2]), LONG_NAME.replace("工作暨", "工作/暨"));
    assert_eq!(words(&page[3]), "2031年12月5日");
    // 7.3.5.2: two blanks right of the longest line, the others begin where it begins, the date two after that.
    let begins: Vec<f64> = page[1..4].iter().map(indent).collect();
    assert!((begins[0] - begins[1]).abs() < 0.01 && (begins[2] - begins[1] - 2.0).abs() < 0.3, "{begins:?}");
    assert!((right_of(&page[2]) - 2.0).abs() < 0.5, "{}", right_of(&page[2]));
    // 7.3.5.1: with a seal each has its middle on that of the date.
    report.setup.seal = Seal::With;
    let page = &set(&report).pages[0].lines.clone();
    let middle = |line: &Line| (line.runs[0].x + mm(184.0) - right_of(line) * 16.0) / 2.0;
    assert!((middle(&page[1]) - middle(&page[2])).abs() < 0.1);
    assert!((middle(&page[1]) - middle(&page[3])).abs() < 6.0);
    // It is one organization still, wherever it is read again.
    for seal in [Seal::With, Seal::Without] {
        report.setup.seal = seal;
        for format in ["docx", "html"] {
            let bytes = export::bytes(&report, export::Format::named(format).unwrap(), &Options::default()).unwrap();
            let back = crate::write::read_back::read(&bytes, &format!("总结.{format}"));
            assert_eq!(back.organization, LONG_NAME, "{format}");
        }
    }
}

#[test]
fn the_title_of_an_annex_is_broken_between_words() {
    let mut annex = section(1, "桐浔市推进河湖长制工作暨城乡水环境综合治理专项行动巡查台账", "略。");
    annex.style.kind = Kind::Annex;
    let report = of_rows(vec![(1, annex)]);
    let pages = set(&report);
    let last = pages.pages.last().unwrap();
    assert_eq!(lines(last), ["1 附件", "3 桐浔市推进河湖长制工作", "4 暨城乡水环境综合治理专项行动巡查台账", "6 略。"]);
    let bytes = export::bytes(&report, export::Format::named("docx").unwrap(), &Options::default()).unwrap();
    let back = crate::write::read_back::read(&bytes, "总结.docx");
    assert_eq!(back.tree.rows().next().unwrap().section.heading, report.tree.rows().next().unwrap().section.heading);
}

#[test]
fn a_seal_has_its_room() {
    let mut report = Report {
        organization: "桐浔市水务局".into(),
        date: "2031年12月5日".into(),
        closing: "特此报告。".into(),
        ..Report::default()
    };
    report.setup.seal = Seal::With;
    let blank = |report: &Report, profile: &str| {
        let options = Options { profile: Box::new(Profile::read(profile).unwrap()), ..Options::default() };
        let lines = lines(&export::pages(report, &options).pages[0]);
        let line = |k: usize| lines[k].split_once(' ').unwrap().0.parse::<usize>().unwrap();
        line(1) - line(0) - 1
    };
    assert_eq!(blank(&report, "()"), 1);
    // Its middle a tenth above that of the two lines: its top lies less than a line below the text, and never in it.
    for (seal, lines) in [(42.0, 2), (45.0, 2), (60.0, 3)] {
        assert_eq!(blank(&report, &format!("(seal: {seal})")), lines, "{seal}");
        let top = lines as f64 * PITCH + PITCH - 0.6 * mm(seal);
        assert!((0.0..PITCH).contains(&top), "{seal}: {top}");
    }
    report.setup.seal = Seal::Without;
    assert_eq!(blank(&report, "(seal: 42)"), 1, "no seal, no room");
    let error = Profile::read("(seal: 4.2)").unwrap_err();
    assert_eq!(error.to_string(), "印章直径不能是4.2，要在20到60之间");
}

#[test]
fn what_stands_above_the_red_rule_and_at_the_foot() {
    let report = Report {
        head: Head {
            organ: "桐浔市水务局文件".into(),
            number: "桐水〔2031〕7号".into(),
            signer: "方某".into(),
            ..Head::default()
        },
        title: "工作总结".into(),
        preamble: "巡河十次。".into(),
        imprint: "抄送：市政府办公室。\n桐浔市水务局　2031年12月6日印发".into(),
        ..Report::default()
    };
    let pages = set(&report);
    let page = &pages.pages[0];
    // 35 mm below the top of the text (7.2.4), red, the rule under it too (7.2.7).
    let organ = &page.lines[0].runs[0];
    assert!(organ.ink.red && organ.ink.size > 40.0);
    assert!(page.lines[0].y - mm(37.0) > mm(35.0));
    assert_eq!(page.rules.iter().filter(|rule| rule.red).count(), 1);
    assert_eq!(words(&page.lines[1]), "桐水〔2031〕7号签发人：方某");
    // 版记 between its rules, the last 225 mm below the top of the text (7.4).
    let foot = page.rules.iter().filter(|rule| !rule.red).map(|rule| rule.y).fold(0.0, f64::max);
    assert!((foot - mm(262.0)).abs() < 0.01, "{foot}");
    let last: Vec<String> = lines(page).into_iter().skip(4).collect();
    assert_eq!(last, ["21 抄送：市政府办公室。", "22 桐浔市水务局2031年12月6日印发"]);
    // Where there is no room for it, it stands on a page of its own.
    let full = Report { preamble: "巡".repeat(26 + 28 * 10), ..report };
    let pages = set(&full);
    assert_eq!((pages.pages.len(), lines(&pages.pages[1]).len()), (2, 2));
}

#[test]
fn the_head_of_a_table_stands_on_every_page() {
    let rows: String = (1..60).map(|k| format!("第{k}站\t{k}\n")).collect();
    let pages = set(&of_rows(vec![(1, section(1, "台账", &format!("站名\t次数\n{rows}")))]));
    assert!(pages.pages.len() > 1);
    for page in &pages.pages {
        assert!(lines(page).iter().any(|line| line.ends_with("站名次数")), "{:?}", lines(page));
    }
    let all: Vec<String> = pages.pages.iter().flat_map(lines).collect();
    assert_eq!(all.iter().filter(|line| line.contains("站") && !line.contains("站名")).count(), 59);
}

/// A table of which one row says more than a page holds, in words of which none stands there twice.
fn tall(characters: usize) -> (Report, String) {
    let said: String = (0x4e00..).filter_map(char::from_u32).take(characters).collect();
    // Wide columns beside it make its own narrow.
    let wide = "略".repeat(12);
    let body = format!("站\t做法\t效果\t备注\n甲\t{said}\t无\t无\n丁\t无\t{wide}\t{wide}");
    (of_rows(vec![(1, section(1, "台账", &body)), (1, section(2, "打算", "再巡一年。"))]), said)
}

/// The lowest place on a page that the text may take.
fn foot() -> f64 {
    mm(37.0) + 22.0 * PITCH
}

#[test]
fn a_row_higher_than_a_page_goes_on_on_the_next() {
    let (report, said) = tall(999);
    let pages = set(&report);
    assert!(pages.pages.len() > 2);
    let below = |line: &&Line| !is_number(line) && line.y > foot();
    for page in &pages.pages {
        assert_eq!(page.lines.iter().find(below), None);
    }
    for page in &pages.pages[..pages.pages.len() - 1] {
        assert!(lines(page).iter().any(|line| line.ends_with("站做法效果备注")), "{:?}", lines(page));
    }
    // All of it in order, but for the heads that stand there again.
    let all = characters(&pages);
    let wanted = counts(&export::text(&report, &Options::default()).replace("站\t做法\t效果\t备注", ""));
    assert_eq!(counts(&all.replace("站做法效果备注", "")), wanted);
    let mut left = all.chars();
    assert!(said.chars().all(|ch| left.any(|next| next == ch)), "in order");
    // The pages that begin within the row are counted, each at the character that it begins with.
    let breaks = export::breaks(&report, &Options::default());
    assert_eq!(breaks.count(), pages.pages.len());
    let part = PartId::Section(SectionId::new(1).unwrap());
    for (k, ch) in said.char_indices().step_by(50) {
        let page = pages.pages.iter().position(|page| page.lines.iter().any(|line| words(line).contains(ch)));
        if counts(&export::text(&report, &Options::default()))[&ch] == 1 {
            assert_eq!(breaks.page_of(part, 1, "甲\t".len() + k), page, "{ch}");
        }
    }
}

#[test]
fn a_table_that_is_cut_is_closed_on_each_page() {
    let rows: String = (1..60).map(|k| format!("第{k}站\t{k}\n")).collect();
    let short = of_rows(vec![(1, section(1, "台账", &format!("站名\t次数\n{rows}")))]);
    for report in [short, tall(900).0] {
        let pages = set(&report);
        assert!(pages.pages.len() > 1);
        for page in &pages.pages {
            let down = page.rules.iter().filter(|rule| rule.height > 0.0);
            let lowest = down.map(|rule| rule.y + rule.height).fold(0.0, f64::max);
            let closes = |rule: &&export::pages::Rule| rule.height == 0.0 && (rule.y - lowest).abs() < 0.01;
            let closed = page.rules.iter().find(closes).expect("a line at the foot");
            assert!((closed.width - mm(156.0)).abs() < 0.1 && lowest <= foot() + 0.1, "{closed:?}");
        }
    }
}

#[test]
fn the_head_of_a_table_stands_with_its_first_row() {
    // From a row that fits to one that no page holds.
    for count in (200..600).step_by(10) {
        let pages = set(&tall(count).0);
        for page in &pages.pages {
            let lines = lines(page);
            assert!(!lines.last().is_some_and(|line| line.ends_with("站做法效果备注")), "{count}: {lines:?}");
        }
    }
}

#[test]
fn page_numbers_stand_outside_or_as_a_profile_says() {
    let report = Report { preamble: "巡".repeat(28 * 50), ..Report::default() };
    let numbers = |page_number| {
        let mut options = Options::default();
        options.profile.page_number = page_number;
        let pages = export::pages(&report, &options);
        let number = |page: &Page| {
            page.lines
                .last()
                .filter(|line| words(line).starts_with('—'))
                .map(|line| (words(line), indent(line).round()))
        };
        pages.pages.iter().map(number).collect::<Vec<_>>()
    };
    let outside = numbers(PageNumber::Outside);
    assert_eq!(outside[1], Some(("— 2 —".into(), 1.0)));
    assert!(outside[0].as_ref().unwrap().1 > 20.0);
    assert!(
        numbers(PageNumber::Center)
            .iter()
            .all(|number| number.as_ref().is_some_and(|number| (10.0..16.0).contains(&number.1)))
    );
    assert_eq!(numbers(PageNumber::Hidden), [None, None, None]);
}

#[test]
fn an_office_heads_and_numbers_its_pages_its_own_way() {
    let report = Report { preamble: "巡".repeat(28 * 50), ..Report::default() };
    let profile = Profile::read("(header: \"征求意见稿\", page_count: true, first_page_number: false)").unwrap();
    let options = Options { profile: Box::new(profile), ..Options::default() };
    let pages = export::pages(&report, &options);
    let last = |page: &Page| page.lines.last().map(words).unwrap();
    let feet: Vec<String> = pages.pages.iter().map(last).collect();
    assert_eq!(feet, ["征求意见稿", "第2页 共3页", "第3页 共3页"]);
    let head = pages.pages[2].lines.iter().find(|line| words(line) == "征求意见稿").unwrap();
    assert!(head.y < mm(37.0) && indent(head).round() == 0.0);
    assert!(
        Profile::read("(header: \"\")").is_err()
            && Profile::read(&format!("(header: \"{}\")", "稿".repeat(41))).is_err()
    );
}

/// All that stands on the pages but blanks and page numbers.
fn characters(pages: &Pages) -> String {
    let text =
        pages.pages.iter().flat_map(lines).map(|line| line.split_once(' ').unwrap().1.to_owned()).collect::<String>();
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

/// How often each character stands in a text, but blanks.
fn counts(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    text.chars().filter(|ch| !ch.is_whitespace()).for_each(|ch| *counts.entry(ch).or_default() += 1);
    counts
}

/// The page on which these words stand.
#[track_caller]
fn page_with(pages: &Pages, sought: &str) -> usize {
    let has = |page: &Page| page.lines.iter().map(words).collect::<String>().contains(sought);
    pages.pages.iter().position(has).unwrap_or_else(|| panic!("{sought} stands on no page"))
}

#[test]
fn a_place_in_a_text_finds_its_page() {
    let body = |name: &str| {
        let paragraph = |k: usize| format!("{name}{k}处起{}。", "巡".repeat(60));
        (0..20).map(paragraph).collect::<Vec<_>>().join("\n")
    };
    let mut run_in = section(2, "抓督办", &body("督"));
    run_in.style.heading = tigang::report::HeadingStyle::RunIn;
    let mut annex = section(4, "台账", &body("附"));
    annex.style.kind = Kind::Annex;
    let table: String = (0..40).map(|k| format!("第{k}站\t{k}\n")).collect();
    let table = format!("前一段。\n{table}末一段{}。", "访".repeat(600));
    let report = Report {
        title: "河道管护所2031年工作总结".into(),
        salutation: "水务局：".into(),
        preamble: body("导"),
        closing: body("结"),
        ..of_rows(vec![
            (1, section(1, "主要工作", &body("主"))),
            (2, run_in),
            (1, section(3, "表", &table)),
            (1, annex),
        ])
    };
    let (pages, breaks) = (set(&report), export::breaks(&report, &Options::default()));
    assert_eq!(breaks.count(), pages.pages.len());
    assert!(breaks.count() > 8);
    let id = |number| PartId::Section(SectionId::new(number).unwrap());
    let parts = [(PartId::Front, "导"), (id(1), "主"), (id(2), "督"), (PartId::End, "结"), (id(4), "附")];
    for (part, name) in parts {
        for k in 0..20 {
            let page = page_with(&pages, &format!("{name}{k}处起"));
            assert_eq!(breaks.page_of(part, k, 0), Some(page), "{name}{k}");
        }
    }
    // Rows of a table are paragraphs of the text; the head of the table stands on both pages.
    for k in 1..40 {
        let page = page_with(&pages, &format!("第{k}站{k}"));
        assert_eq!(breaks.page_of(id(3), 1 + k, 0), Some(page), "row {k}");
    }
    // Within a long paragraph the page turns where its line does.
    let last = breaks.page_of(id(3), 41, 0).unwrap();
    let turned: Vec<_> = (0..600).map(|k| breaks.page_of(id(3), 41, 9 + 3 * k).unwrap() - last).collect();
    let at = turned.iter().position(|page| *page == 1).expect("a paragraph of 22 lines goes on to the next page");
    assert_eq!(turned, (0..600).map(|k| usize::from(k >= at)).collect::<Vec<_>>());
    let here = pages.pages[last].lines.iter().map(words).collect::<String>().matches('访').count();
    assert_eq!(here, at);
    assert_eq!(breaks.page_of(id(9), 0, 0), None);
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(64))]

    /// The pages that are counted are those that are set.
    #[test]
    fn pages_are_counted_as_they_are_set(report in parts::office_reports(), small in proptest::bool::ANY) {
        let mut options = Options::default();
        options.profile.landscape = small.then_some(4);
        if small {
            options.profile.margins = Margins { top: 110.0, bottom: 110.0, left: 60.0, right: 60.0 };
        }
        let breaks = export::breaks(&report, &options);
        assert_eq!(breaks.count(), export::pages(&report, &options).pages.len());
        assert!(breaks.starts().len() <= breaks.count());
    }

    /// What a text says stands on the pages, whatever parts there are and however small a page is. Only the heads of tables
    /// that go on stand there more than once, and what paper has already does not.
    #[test]
    fn nothing_is_lost_between_text_and_pages(report in parts::office_reports(), small in proptest::bool::ANY) {
        let mut options = Options::default();
        options.profile.landscape = small.then_some(4);
        if small {
            options.profile.margins = Margins { top: 110.0, bottom: 110.0, left: 60.0, right: 60.0 };
        }
        let mut got = counts(&characters(&export::pages(&report, &options)));
        let mut wanted = counts(&export::text(&report, &Options::default()));
        if report.setup.letterhead == Letterhead::Room {
            for ch in report.head.organ.chars().filter(|ch| *ch != '\n') {
                *wanted.get_mut(&ch).unwrap() -= 1;
            }
        }
        got.retain(|ch, _| wanted.contains_key(ch));
        for (ch, count) in wanted {
            assert!(got.get(&ch).copied().unwrap_or(0) >= count, "{ch}: {count} in the text");
        }
    }

    /// No text, and no page, is too odd.
    #[test]
    fn any_text_stands_on_some_page(text in "[ -~一-龥，。（）“”—…\u{3000}\t\n]{0,400}", size in 5.0..72.0_f64) {
        let mut options = Options::default();
        options.profile.body.size = Some(size);
        options.profile.margins = Margins { top: 120.0, bottom: 120.0, left: 80.0, right: 80.0 };
        let report = Report { title: text.replace('\n', " "), preamble: text.clone(), closing: text, ..Report::default() };
        assert!(!export::pages(&report, &options).pages.is_empty());
    }
}
