//! 封面 and 目录 before the text, where a profile asks for them: the same in every format that has pages.

use proptest::proptest;

use tigang::export;
use tigang::export::Format;
use tigang::export::Opening;
use tigang::export::Options;
use tigang::export::Profile;
use tigang::export::pages::Page;
use tigang::export::pages::Pages;
use tigang::report::Head;
use tigang::report::HeadingStyle;
use tigang::report::Kind;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;

use crate::write::parts;
use crate::write::read_back::read;
use crate::write::word;

fn options(profile: &str) -> Options {
    Options { profile: Box::new(Profile::read(profile).unwrap()), ..Options::default() }
}

fn report() -> Report {
    let rows = [
        (1, "主要工作", "", HeadingStyle::OwnLine),
        (2, "抓巡查", "全年巡河10次。", HeadingStyle::OwnLine),
        (2, "抓督办", "督办20件。", HeadingStyle::RunIn),
        (3, "建台账", "一河一册。", HeadingStyle::OwnLine),
        (1, "打算", "再巡一年。", HeadingStyle::OwnLine),
        (1, "巡河台账", "略。", HeadingStyle::OwnLine),
        (1, "人员名单", "略。", HeadingStyle::OwnLine),
    ];
    let rows = rows.into_iter().zip(1..).map(|((level, heading, body, style), number)| {
        let mut section = Section::new(SectionId::new(number).unwrap());
        (section.heading, section.body, section.style.heading) = (heading.into(), body.into(), style);
        if number == 2 {
            section.body = "巡".repeat(28 * 30);
        }
        if number > 5 {
            section.style.kind = Kind::Annex;
        }
        (level, section)
    });
    Report {
        title: "桐浔市河道管护所2031年工作总结".into(),
        subtitle: "——2031年12月5日在全体职工会议上".into(),
        organization: "桐浔市河道管护所".into(),
        date: "2031年12月5日".into(),
        head: Head { secrecy: "内部资料".into(), ..Head::default() },
        tree: Tree::from_rows(rows).unwrap(),
        ..Report::default()
    }
}

fn words(page: &Page) -> Vec<String> {
    let line = |line: &export::pages::Line| line.runs.iter().map(|run| run.text.as_str()).collect();
    page.lines.iter().map(line).collect()
}

/// The entries of the 目录, each with its page.
fn entries(pages: &Pages) -> Vec<(usize, &str, usize)> {
    pages.listed.iter().map(|mark| (mark.level, mark.text.as_str(), pages.number_of(mark))).collect()
}

#[test]
fn cover_and_contents_stand_before_the_first_page() {
    let options = options("(cover: true, contents: 3)");
    let pages = export::pages(&report(), &options);
    assert_eq!(pages.before_text, 2);
    assert_eq!(
        words(&pages.pages[0]),
        [
            "内部资料",
            "桐浔市河道管护所2031年工作总结",
            "——2031年12月5日在全体职工会议上",
            "桐浔市河道管护所",
            "2031年12月5日",
        ]
    );
    // The title above the middle, who signs near the foot.
    let (title, unit) = (pages.pages[0].lines[1].y, pages.pages[0].lines[3].y);
    assert!((200.0..400.0).contains(&title) && (600.0..740.0).contains(&unit), "{title} {unit}");
    // A run-in heading would list all of its paragraph. What is below one stands alone again.
    assert_eq!(
        entries(&pages),
        [
            (1, "一、主要工作", 1),
            (2, "（一）抓巡查", 1),
            (3, "1.建台账", 2),
            (1, "二、打算", 2),
            (1, "附件1 巡河台账", 4),
            (1, "附件2 人员名单", 5),
        ]
    );
    let contents = words(&pages.pages[1]);
    assert_eq!(contents[0], "目录");
    for (line, (_, text, page)) in contents[1..].iter().zip(entries(&pages)) {
        let rest = line.strip_prefix(text).unwrap_or_else(|| panic!("{line}"));
        assert_eq!(rest.trim_start_matches('…'), page.to_string());
        assert!(rest.starts_with("……"));
    }
    // Numbers stand at the right edge, deeper levels further in.
    let edges: Vec<(f64, f64)> = pages.pages[1].lines[1..]
        .iter()
        .map(|line| {
            let last = line.runs.last().unwrap();
            (line.runs[0].x, last.x + last.steps.iter().sum::<f64>())
        })
        .collect();
    assert!(edges.iter().all(|(_, right)| (right - edges[0].1).abs() < 0.01));
    assert!(edges[0].0 < edges[1].0 && edges[1].0 < edges[2].0);
    // Each line leads to its heading, and the text is numbered from 1.
    let links: Vec<(usize, f64)> = pages.pages[1].links.iter().map(|link| (link.page, link.down)).collect();
    let marks: Vec<(usize, f64)> = pages.listed.iter().map(|mark| (mark.page, mark.y)).collect();
    assert_eq!(links, marks);
    assert!(words(&pages.pages[2]).contains(&"— 1 —".to_owned()));
    // Without both, nothing has changed.
    let plain = export::pages(&report(), &Options::default());
    assert_eq!(plain.pages, pages.pages[2..]);
    assert_eq!(plain.listed, []);
}

#[test]
fn the_text_begins_on_a_right_hand_page() {
    let before = |profile| export::pages(&report(), &options(profile)).before_text;
    assert_eq!((before("(cover: true)"), before("(contents: 1)"), before("(cover: true, contents: 1)")), (2, 2, 2));
    assert_eq!(before("(cover: true, page_number: center)"), 1, "where one side is printed on, any page is one");
    let blank = &export::pages(&report(), &options("(cover: true)")).pages[1];
    assert_eq!(*blank, Page::default());
}

#[test]
fn how_deep_the_contents_go() {
    let listed = |levels| {
        let pages = export::pages(&report(), &options(&format!("(contents: {levels})")));
        entries(&pages).iter().filter(|(_, text, _)| !text.starts_with("附件")).count()
    };
    assert_eq!([listed(1), listed(2), listed(3), listed(9)], [2, 3, 4, 4]);
    for (profile, says) in [
        ("(contents: 0)", "目录的级数不能是0，要在1到9之间"),
        ("(contents: 10)", "目录的级数不能是10，要在1到9之间"),
        ("(contents: \"两级\")", "第1行第11列：这个值用不了，请写一个整数"),
    ] {
        assert_eq!(Profile::read(profile).unwrap_err().to_string(), says, "{profile}");
    }
    let written = Profile::read("(cover: true, contents: 2)").unwrap().written();
    assert_eq!(Profile::read(&written).unwrap(), Profile::read("(contents: 2, cover: true)").unwrap());
}

#[test]
fn what_has_no_heading_has_no_contents_and_a_part_neither() {
    let options = options("(cover: true, contents: 2)");
    let plain = Report { title: "通知".into(), preamble: "略。".into(), ..Report::default() };
    let opening = |of: &Report| {
        let breaks = export::breaks(of, &options);
        breaks.opening().iter().map(Vec::len).collect::<Vec<_>>()
    };
    assert_eq!(opening(&plain), [1, 0], "the cover and its blank back");
    assert_eq!(opening(&Report::default()), [0_usize; 0]);
    let report = report();
    let part = export::Excerpt::of(&report, &[SectionId::new(2).unwrap()]);
    assert_eq!(export::pages(part, &options).before_text, 0);
}

/// What the preview shows is what stands on the pages.
#[test]
fn the_preview_is_told_what_stands_there() {
    let options = options("(cover: true, contents: 3, page_number: center)");
    let (pages, breaks) = (export::pages(&report(), &options), export::breaks(&report(), &options));
    assert_eq!(breaks.opening().len(), pages.before_text);
    assert_eq!(breaks.count(), pages.pages.len() - pages.before_text);
    let told: Vec<(usize, &str, usize)> = breaks.opening()[1]
        .iter()
        .filter_map(|line| match line {
            Opening::Entry { level, text, page } => Some((*level, text.as_str(), *page)),
            Opening::Cover { .. } | Opening::Head(_) => None,
        })
        .collect();
    assert_eq!(told, entries(&pages));
    assert!(matches!(&breaks.opening()[0][1], Opening::Cover { is_title: true, .. }));
}

#[test]
fn a_word_file_has_a_field_with_its_entries() {
    let options = options("(cover: true, contents: 3, page_count: true)");
    let bytes = export::bytes(&report(), Format::named("docx").unwrap(), &options).unwrap();
    let parts = word::parts(&bytes);
    let text = &parts["word/document.xml"];
    assert!(text.contains(r#" TOC \o "1-3" \f \h \z "#));
    let after = |mark: &'static str| text.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    let anchors: Vec<String> = after("<w:hyperlink w:anchor=\"").collect();
    let marks: Vec<String> = text
        .split("w:name=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .filter(|name| name.starts_with("_Toc"))
        .collect();
    assert_eq!(anchors, marks, "in the order of the text");
    assert_eq!(anchors.len(), 6);
    // Two sections: the first without numbers, the second from 1 on a right-hand page.
    let sections: Vec<&str> = text.split("<w:sectPr>").skip(1).collect();
    assert_eq!(sections.len(), 2);
    assert!(!sections[0].split("</w:sectPr>").next().unwrap().contains("footerReference"));
    assert!(sections[1].contains("footerReference") && sections[1].contains("<w:pgNumType w:start=\"1\"/>"));
    assert!(sections[1].contains("<w:type w:val=\"oddPage\"/>"));
    // As many pages as the text has, the cover not counted.
    assert!(parts["word/footer1.xml"].contains(" PAGEREF _tigang_end "));
    assert!(text.contains("w:name=\"_tigang_end\""));
    assert!(text.contains(" TC \"附件1 巡河台账\" \\l 1 "));
}

#[test]
fn a_web_page_has_links_to_its_headings() {
    let html =
        export::bytes(&report(), Format::named("html").unwrap(), &options("(cover: true, contents: 3)")).unwrap();
    let html = String::from_utf8(html).unwrap();
    for (k, heading) in
        ["一、主要工作", "（一）抓巡查", "1.建台账", "二、打算", "附件1 巡河台账", "附件2 人员名单"].iter().enumerate()
    {
        assert!(html.contains(&format!("<a href=\"#s{}\">{heading}</a>", k + 1)), "{heading}");
        assert_eq!(html.matches(&format!(" id=\"s{}\"", k + 1)).count(), 1, "{heading}");
    }
}

/// Neither is taken for text where the file is read again.
#[test]
fn a_report_comes_back_without_its_cover() {
    let report = report();
    for format in ["docx", "html"] {
        let format = Format::named(format).unwrap();
        let name = format!("总结.{}", format.name());
        let back = |options: &Options| read(&export::bytes(&report, format, options).unwrap(), &name);
        let (plain, opened) = (back(&Options::default()), back(&options("(cover: true, contents: 2)")));
        assert_eq!(plain, opened, "{name}");
        assert_eq!(opened.title, report.title);
    }
}

#[test]
fn no_number_is_an_entry_of_its_own() {
    // A heading as long as a line leaves no room for its number: it goes on below.
    for length in 20..32 {
        let heading = "巡".repeat(length);
        let section = Section { heading: heading.clone(), ..Section::new(SectionId::new(1).unwrap()) };
        let report = Report { tree: Tree::from_rows([(1, section)]).unwrap(), ..Report::default() };
        let pages = export::pages(&report, &options("(contents: 1)"));
        let all = words(&pages.pages[0])[1..].concat();
        let rest = all.strip_prefix(&format!("一、{heading}")).unwrap_or_else(|| panic!("{all}"));
        assert_eq!(rest.trim_start_matches('…'), "1");
        for line in &pages.pages[0].lines {
            let last = line.runs.last().unwrap();
            let right = last.x + last.steps.iter().sum::<f64>();
            assert!(right < 184.0 * 72.0 / 25.4 + 17.0, "{length}: {right}");
        }
    }
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(32))]

    /// However much a report says, what is told of its first pages is what stands there, and each entry tells its page.
    #[test]
    fn entries_tell_their_pages(report in parts::office_reports(), levels in 1_usize..9) {
        let options = options(&format!("(cover: true, contents: {levels})"));
        let (pages, breaks) = (export::pages(&report, &options), export::breaks(&report, &options));
        assert_eq!(breaks.opening().len(), pages.before_text);
        assert_eq!(breaks.count() + pages.before_text, pages.pages.len());
        assert_eq!(pages.before_text % 2, 0);
        for mark in &pages.listed {
            assert!(mark.page >= pages.before_text && mark.page < pages.pages.len());
            let here: String = words(&pages.pages[mark.page]).concat();
            let begins: String = mark.text.chars().filter(|ch| !ch.is_whitespace()).take(6).collect();
            assert!(here.chars().filter(|ch| !ch.is_whitespace()).collect::<String>().contains(&begins), "{begins}");
        }
    }
}
