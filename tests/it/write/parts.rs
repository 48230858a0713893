//! Reports with every part that an office's may have, written in every format and read back.
//!
//! What a page of text can't say is in one list, [`as_text_says`].

use std::num::NonZeroU32;

use proptest::prelude::Strategy;
use proptest::prelude::prop;
use proptest::proptest;

use tigang::export;
use tigang::import;
use tigang::report::Field;
use tigang::report::Head;
use tigang::report::HeadPart;
use tigang::report::Kind;
use tigang::report::Letterhead;
use tigang::report::Report;
use tigang::report::Seal;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Signed;
use tigang::report::Tree;

use crate::read::text::draw;
use crate::write::read_back::read;
use crate::write::read_back::reports;
use crate::write::read_back::ways;

/// Lines of one of these texts, or none.
fn lines(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::subsequence(of.to_vec(), 0..=of.len()).prop_map(|lines| lines.join("\n"))
}

/// Annexes: title, body, how many sections.
fn annexes() -> impl Strategy<Value = Vec<(usize, Section)>> {
    let bodies = ["", "截至11月底。", "路名\t盏数\n东街\t40\n西街\t35", "本表按路段统计。\n路名\t盏数\n东街\t40"];
    let annex = (prop::sample::select(bodies.to_vec()), 0_usize..3);
    prop::collection::vec(annex, 0..4).prop_map(|annexes| {
        let mut rows = Vec::new();
        let mut put = |level, heading: &str, body: &str, kind| {
            let mut section = Section::new(SectionId::new(1).unwrap());
            (section.heading, section.body, section.style.kind) = (heading.to_owned(), body.to_owned(), kind);
            rows.push((level, section));
        };
        for (k, (body, sections)) in annexes.into_iter().enumerate() {
            put(1, ["路灯换装台账", "夜间巡查路线图", "经费使用情况表"][k % 3], body, Kind::Annex);
            for heading in ["填报说明", "数据来源"].into_iter().take(sections) {
                put(2, heading, "由路灯所逐月核对。", Kind::Part);
            }
        }
        rows
    })
}

/// Reports with every part that an office's may have.
pub(crate) fn office_reports() -> impl Strategy<Value = Report> {
    let texts = [
        lines(&["——2031年12月5日在城管工作会议上", "方某某"]),
        lines(&["河湾县路灯管理所", "河湾县市政所", "河湾县园林所"]),
        lines(&["（联系人：方某，电话：1234567）"]),
        lines(&["抄送：县财政局，县审计局。", "路灯所办公室　2031年12月6日印发"]),
    ];
    let head = [lines(&["000012"]), lines(&["秘密★1年"]), lines(&["特急"]), lines(&["河湾县路灯管理所文件"])];
    let numbers = [lines(&["河路〔2031〕7号"]), lines(&["方某某"])];
    (reports(), texts, head, numbers, annexes(), 0_usize..16, 1_u32..5).prop_map(
        |(report, texts, head, numbers, annexes, setup, begins)| {
            let [subtitle, organization, remarks, imprint] = texts;
            let [copy, secrecy, urgency, organ] = head;
            let [number, signer] = numbers;
            let rows = report.tree.rows().map(|row| (row.level, row.section.clone())).chain(annexes).zip(1..);
            let rows = rows.map(|((level, section), number)| {
                let mut section = Section { id: SectionId::new(number).unwrap(), ..section };
                if number == 1 && begins > 1 {
                    section.style.begins = NonZeroU32::new(begins);
                }
                (level, section)
            });
            let mut report = Report { tree: Tree::from_rows(rows).unwrap(), ..report };
            report.setup.seal = [Seal::Without, Seal::With][setup % 2];
            report.setup.letterhead = [Letterhead::Printed, Letterhead::Room][setup / 2 % 2];
            report.setup.signed = [Signed::Below, Signed::Below, Signed::Below, Signed::Above][setup / 4];
            report.head = Head { organ, number, signer, secrecy, copy, urgency };
            Report { subtitle, organization, remarks, imprint, ..report }
        },
    )
}

/// A report in lines, every part of it.
fn drawn(report: &Report) -> Vec<String> {
    let head = HeadPart::ALL.map(|part| format!("{}：{}", part.name(), report.head.text(part)));
    let setup = &report.setup;
    let setup = [format!("{:?}", setup.seal), format!("{:?}", setup.letterhead), format!("{:?}", setup.signed)];
    let kinds = report.tree.annexes().len();
    setup
        .into_iter()
        .chain(head)
        .chain([format!("{kinds}个附件")])
        .chain(draw(report).lines().map(str::to_owned))
        .collect()
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(64))]

    #[test]
    fn every_part_is_read_back_from_docx(report in office_reports()) {
        comes_back(&report, "总结.docx");
    }
    #[test]
    fn every_part_is_read_back_from_html(report in office_reports()) {
        comes_back(&report, "总结.html");
    }
    #[test]
    fn every_part_is_read_back_from_md(report in office_reports()) {
        comes_back(&report, "总结.md");
    }
    #[test]
    fn every_part_is_read_back_from_txt(report in office_reports()) {
        comes_back(&as_text_says(report), "总结.txt");
    }
}

#[track_caller]
fn comes_back(report: &Report, file: &str) {
    for (name, format, options) in ways() {
        if name == file {
            let bytes = export::bytes(report, format, &options).unwrap();
            let again = read(&bytes, name);
            assert_eq!(
                drawn(&again).join("\n"),
                drawn(report).join("\n"),
                "as {:?} {:?}",
                options.spacing,
                options.headings
            );
        }
    }
}

/// What a text says of a report. No page of it tells whether a seal is set, whether the head is printed, or that what stands
/// under the title signs. 版头 is told from a title by its looks alone, and only where most of it is there. What stands below the
/// text is known by a signature of unit and date above it.
fn as_text_says(mut report: Report) -> Report {
    report.setup.seal = Seal::default();
    report.setup.letterhead = Letterhead::default();
    report.setup.signed = Signed::default();
    report.head = Head::default();
    if report.organization.is_empty() || report.date.is_empty() {
        let none = String::new;
        (report.organization, report.date, report.remarks, report.imprint) = (none(), none(), none(), none());
    }
    report
}

/// What is unclear inside an annex is told, and names the place where it has come to stand.
#[test]
fn doubts_of_an_annex_point_into_it() {
    let text = "路灯所2031年工作总结\n一、主要工作\n换装路灯40盏。\n二、打算\n再干一年。\n附件：1.路灯台账\n2.巡查路线\n\
                附件1\n路灯台账\n东街40盏。\n附件2\n巡查路线\n分三条。\n一、城东\n走东街。\n三、城西\n走西街。\n";
    let imported = import::import_named(text.as_bytes(), Some("总结.txt"), None).unwrap();
    let report = &imported.reports[0];
    let outline = "题 路灯所2031年工作总结\n一、主要工作¶换装路灯40盏。\n二、打算¶再干一年。\n附件1 路灯台账¶东街40盏。\n\
                   附件2 巡查路线¶分三条。\n  一、城东¶走东街。\n  二、城西¶走西街。";
    assert_eq!(draw(report), outline);
    let mut about: Vec<_> = imported.doubts.iter().map(|doubt| (doubt.line, doubt.what.clone(), doubt.at)).collect();
    let id = report.tree.rows().last().unwrap().section.id;
    let at = Some(import::Spot { report: 0, field: Field::Heading(id), start: 0 });
    // That a paragraph may be something else depends on what stands around it.
    about.retain(|(_, what, _)| !matches!(what, import::What::PartUnsure { .. }));
    assert_eq!(about, [(16, import::What::Renumbered { written: 3, becomes: 2 }, at)]);
}

/// Another report after the annexes of one is a report of its own.
#[test]
fn a_report_after_annexes_is_another() {
    let one = "路灯所2031年工作总结\n一、主要工作\n换装路灯40盏。\n二、打算\n再干一年。\n附件：路灯台账\n附件\n路灯台账\n东街40盏。\n";
    let text = format!("{one}\n\n市政所2031年工作总结\n一、主要工作\n修路3条。\n二、存在问题\n人手不足。\n");
    let imported = import::import_named(text.as_bytes(), Some("总结.txt"), None).unwrap();
    let titles: Vec<&str> = imported.reports.iter().map(|report| report.title.as_str()).collect();
    assert_eq!(titles, ["路灯所2031年工作总结", "市政所2031年工作总结"]);
    assert_eq!(imported.reports[0].tree.annexes().len(), 1);
}

/// What the front matter says and no line of the text shows any longer is told.
#[test]
fn what_was_changed_in_the_markdown_file_counts() {
    let mut report = Report { title: "路灯所2031年工作总结".into(), ..Report::default() };
    (report.subtitle, report.preamble) = ("——在会上".into(), "换装路灯40盏。".into());
    let bytes = export::bytes(&report, export::Format::named("md").unwrap(), &export::Options::default()).unwrap();
    let text = String::from_utf8(bytes).unwrap().replace("\n——在会上", "\n——在年会上");
    let imported = import::import_named(text.as_bytes(), Some("总结.md"), None).unwrap();
    assert!(draw(&imported.reports[0]).contains("——在年会上"));
    let left_out = imported.doubts.iter().any(|doubt| {
        matches!(&doubt.what, import::What::LeftOut { text, noise: import::Noise::FrontMatter } if text == "副标题：——在会上")
    });
    assert!(left_out, "{:?}", imported.doubts);
}
