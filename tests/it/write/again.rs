//! A Word file of ours is read as the report that it was made from, whatever its words look like: what is number, heading,
//! text and 结尾 is told in it and not guessed.

use std::num::NonZeroU32;

use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_assert_eq;
use proptest::proptest;

use tigang::export;
use tigang::export::Format;
use tigang::export::Options;
use tigang::import;
use tigang::report::HeadingStyle;
use tigang::report::Kind;
use tigang::report::Marker;
use tigang::report::Numbering;
use tigang::report::Report;
use tigang::report::Scheme;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Stop;
use tigang::report::Tree;

use crate::read::text::draw;
use crate::write::read_back::read;
use crate::write::word::archive;
use crate::write::word::parts;

/// Lines that look like something else than they are.
const LINES: [&str; 30] = [
    "路灯巡查12处，换装支架。",
    "一、主要工作",
    "二、存在问题：人手不足。",
    "（三）换装灯头",
    "3.巡查路线",
    "1.3-6岁儿童过街安全",
    "2.4 程序说明",
    "二是抓好夜巡。三是抓好抢修。",
    "第一，换装灯头",
    "第二章 抢修",
    "A．灯头要求功率在60瓦以上",
    "B.电缆",
    ".巡查功能",
    "• 灯头",
    "- 支架",
    "① 线杆",
    "# 箱变",
    "附件",
    "附件1",
    "附件：路灯台账",
    "各位领导：",
    "2031年12月5日",
    "河湾县路灯管理所",
    "目  录",
    "第3页 共8页",
    "特此报告。",
    "（此件公开发布）",
    "路名\t盏数",
    "3",
    "路灯所2031年工作总结",
];

fn line() -> impl Strategy<Value = String> {
    prop::sample::select(LINES.to_vec()).prop_map(str::to_owned)
}

fn lines(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(line(), count).prop_map(|lines| lines.join("\n"))
}

/// A section: how much deeper it may stand, its heading and body, how it is set, what its children are marked by.
fn section() -> impl Strategy<Value = (usize, Section)> {
    let markers = [
        Marker::Han,
        Marker::HanBracketed,
        Marker::Digit,
        Marker::DigitComma,
        Marker::DigitBracketed,
        Marker::Circled,
        Marker::DottedBelow,
        Marker::Point,
        Marker::Ordinal,
    ];
    let shape = (0_u8..8, 0_u8..3, 0_u32..12, prop::option::weighted(0.2, prop::sample::select(markers.to_vec())));
    (0_usize..12, line(), lines(0..4), shape).prop_map(|(deeper, heading, body, (kind, stop, begins, children))| {
        let mut section = Section::new(SectionId::new(1).unwrap());
        section.body = body;
        let is_text = !section.body.is_empty() && !section.body.contains('\t');
        if kind > 0 || section.body.is_empty() || !is_text {
            section.heading = heading.replace('\t', "");
        }
        if kind == 1 && is_text {
            section.style.heading = HeadingStyle::RunIn;
            section.style.stop = [Stop::Full, Stop::Blank, Stop::None][usize::from(stop)];
        }
        if kind == 2 {
            section.style.numbering = Numbering::Unnumbered;
        }
        if kind == 3 {
            section.style.begins = NonZeroU32::new(begins);
        }
        section.style.children = children;
        (deeper, section)
    })
}

pub(crate) fn reports() -> impl Strategy<Value = Report> {
    let texts = (line(), prop::option::of(line()), lines(0..4), lines(0..3));
    let sections = prop::collection::vec(section(), 1..20);
    (texts, sections, prop::collection::vec(lines(0..3), 0..3), prop::sample::select(Scheme::ALL.to_vec())).prop_map(
        |((title, salutation, preamble, closing), sections, annexes, scheme)| {
            let mut level = 0;
            let mut rows: Vec<(usize, Section)> = sections
                .into_iter()
                .map(|(deeper, mut section)| {
                    level = (level + 1).min(deeper + 1);
                    // 2.1 is that of a chapter.
                    section.style.children =
                        section.style.children.filter(|marker| level == 1 || *marker != Marker::DottedBelow);
                    (level, section)
                })
                .collect();
            for body in annexes {
                let mut annex = Section::new(SectionId::new(1).unwrap());
                (annex.heading, annex.body, annex.style.kind) = ("路灯台账".to_owned(), body, Kind::Annex);
                rows.push((1, annex));
            }
            for (k, (_, section)) in rows.iter_mut().enumerate() {
                section.id = SectionId::new(u32::try_from(k + 1).unwrap()).unwrap();
            }
            let mut report = Report { tree: Tree::from_rows(rows).unwrap(), preamble, closing, ..Report::default() };
            report.title = title.replace('\t', "");
            report.salutation = salutation.unwrap_or_default();
            report.setup.scheme = scheme;
            report
        },
    )
}

/// What closes each heading before text that follows.
fn stops(report: &Report) -> Vec<&'static str> {
    let of = |section: &Section| section.style.stop.behind(&section.heading);
    report.tree.rows().map(|row| of(row.section)).collect()
}

/// What is written into a Word file of ours with another program is read by what it looks like, and what is changed there counts.
#[test]
fn what_is_written_into_a_word_file_of_ours_is_read_as_ever() {
    let sections = [(1, "主要工作", "换装路灯40盏。"), (2, "一是抓夜巡", "二是夜巡120次。"), (1, "打算", "再干一年。")];
    let rows = sections.into_iter().zip(1..).map(|((level, heading, body), id)| {
        let mut section = Section::new(SectionId::new(id).unwrap());
        (section.heading, section.body) = (heading.to_owned(), body.to_owned());
        (level, section)
    });
    let tree = Tree::from_rows(rows).unwrap();
    let report = Report { title: "路灯所2031年工作总结".into(), tree, ..Report::default() };
    let bytes = export::bytes(&report, Format::named("docx").unwrap(), &Options::default()).unwrap();
    let paragraph = |style: &str, text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let with = |changed: &dyn Fn(&str) -> String| {
        let mut parts = parts(&bytes);
        let document = parts.get_mut("word/document.xml").unwrap();
        let before = document.clone();
        *document = changed(document);
        assert_ne!(*document, before);
        draw(&read(&archive(&parts), "总结.docx"))
    };
    let end = |document: &str, more: &str| {
        let at = document.find("<w:sectPr").unwrap();
        format!("{}{more}{}", &document[..at], &document[at..])
    };
    assert_eq!(
        with(&|document| end(
            document,
            &(paragraph("Heading2", "（一）巡查") + &paragraph("BodyText", "1.夜巡。两人一组。"))
        )),
        "题 路灯所2031年工作总结\n一、主要工作¶换装路灯40盏。\n  （一）一是抓夜巡¶二是夜巡120次。\n二、打算¶再干一年。\n  \
         （一）巡查\n    1.夜巡¶¶两人一组。"
    );
    // A heading that was made another's brother, and one whose number was taken away.
    assert_eq!(
        with(&|document| document.replacen("w:val=\"Heading2\"", "w:val=\"Heading1\"", 1)),
        "题 路灯所2031年工作总结\n一、主要工作¶换装路灯40盏。\n二、一是抓夜巡¶二是夜巡120次。\n三、打算¶再干一年。"
    );
    assert_eq!(
        with(&|document| document.replacen("二、", "", 1)),
        "题 路灯所2031年工作总结\n一、主要工作¶换装路灯40盏。\n  （一）一是抓夜巡¶二是夜巡120次。\n打算¶再干一年。"
    );
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(256))]

    #[test]
    fn whatever_stands_in_a_report_comes_back_from_its_word_file(report in reports()) {
        let bytes = export::bytes(&report, Format::named("docx").unwrap(), &Options::default()).unwrap();
        let again = read(&bytes, "总结.docx");
        prop_assert_eq!(draw(&again), draw(&report));
        prop_assert_eq!(stops(&again), stops(&report));
    }

    /// What is read once stays so.
    #[test]
    fn what_was_read_from_a_text_comes_back_from_its_word_file(text in lines(1..30), hard in any::<bool>()) {
        // No scheme begins with ①.
        let text = text.replace('①', "一是");
        let text = if hard { text.replace('。', "\n") } else { text };
        for report in import::import_text(&text).reports {
            let bytes = export::bytes(&report, Format::named("docx").unwrap(), &Options::default()).unwrap();
            let again = read(&bytes, "总结.docx");
            prop_assert_eq!(draw(&again), draw(&report));
        }
    }
}
