//! Every format read back by the program's own import: the same outline, the same texts.
//!
//! What a format can't hold is not compared: ids, notes, length targets and metrics, of none; a section without a number,
//! which a text doesn't tell from a paragraph (a Word file and Markdown do, see below); which scheme it is that makes the
//! numbers. The parts that only an office's report has are in `parts`.

use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_assert_eq;
use proptest::prelude::prop_oneof;
use proptest::proptest;

use quick_xml::Reader;
use quick_xml::events::Event;

use tigang::edit::Edit;
use tigang::export;
use tigang::export::Choice;
use tigang::export::Format;
use tigang::export::Headings;
use tigang::export::Look;
use tigang::export::Metrics;
use tigang::export::Options;
use tigang::export::Spacing;
use tigang::import;
use tigang::report::Aside;
use tigang::report::Field;
use tigang::report::HeadingStyle;
use tigang::report::Marker;
use tigang::report::Metric;
use tigang::report::Numbering;
use tigang::report::Owner;
use tigang::report::Report;
use tigang::report::Scheme;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::TableAside;
use tigang::report::Tree;
use tigang::report::numbering;
use tigang::tui::command::Command;

use crate::read::text::draw;

/// Every way to write a report that import reads, with its name.
pub(crate) fn ways() -> Vec<(&'static str, Format, Options)> {
    let text = |spacing| Options { spacing, ..Options::default() };
    let markdown = |headings| Options { headings, ..Options::default() };
    vec![
        ("总结.txt", Format::named("txt").unwrap(), text(Spacing::Indent)),
        ("总结.txt", Format::named("txt").unwrap(), text(Spacing::Bare)),
        ("总结.txt", Format::named("txt").unwrap(), text(Spacing::BlankLine)),
        ("总结.docx", Format::named("docx").unwrap(), Options::default()),
        ("总结.md", Format::named("md").unwrap(), markdown(Headings::Hashes)),
        ("总结.md", Format::named("md").unwrap(), markdown(Headings::Literal)),
        ("总结.html", Format::named("html").unwrap(), Options::default()),
    ]
}

/// The only report of these bytes.
#[track_caller]
pub(crate) fn read(bytes: &[u8], name: &str) -> Report {
    let imported = import::import_named(bytes, Some(name), None).unwrap();
    assert_eq!(imported.reports.len(), 1, "{:#?}", imported.doubts);
    imported.reports.into_iter().next().unwrap()
}

/// Sections from lines of `level heading | body`; `>` before the heading runs it in, `-` leaves it unnumbered.
fn sections(outline: &str) -> Tree {
    let rows = outline.lines().map(str::trim).filter(|line| !line.is_empty()).zip(1..).map(|(line, number)| {
        let (level, rest) = line.split_at(1);
        let (heading, body) = rest.split_once('|').unwrap_or((rest, ""));
        let mut section = Section::new(SectionId::new(number).unwrap());
        let heading = heading.trim();
        section.heading = heading.trim_start_matches(['>', '-']).to_owned();
        section.body = body.trim().replace('/', "\n");
        if heading.starts_with('>') {
            section.style.heading = HeadingStyle::RunIn;
        }
        if heading.starts_with('-') {
            section.style.numbering = Numbering::Unnumbered;
        }
        (level.parse().unwrap(), section)
    });
    Tree::from_rows(rows).unwrap()
}

fn report(outline: &str) -> Report {
    Report { title: "路灯所2031年工作总结".to_owned(), tree: sections(outline), ..Report::default() }
}

/// A report whose first section has this body.
fn with_body(body: &str) -> Report {
    let mut rows: Vec<_> = sections("1 主要工作\n1 打算").rows().map(|row| (row.level, row.section.clone())).collect();
    rows[0].1.body = body.to_owned();
    Report {
        title: "路灯所2031年工作总结".to_owned(), tree: Tree::from_rows(rows).unwrap(), ..Report::default()
    }
}

/// The body of that section in a report that was read.
fn body_of(report: &Report) -> &str {
    report.text(Field::Body(report.tree.children(None)[0])).unwrap()
}

// Round trips ---------------------------------------------------------------------------------------------------------

/// Words that mean nothing to import: no noise, no heading, no end of a report.
const WORDS: [&str; 12] =
    ["路灯", "巡查", "线杆", "抢修", "换装", "沿街", "夜巡", "亮灯", "支架", "电缆", "箱变", "灯头"];

fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS.to_vec()), count).prop_map(|words| words.concat())
}

/// `路灯巡查12处，换装支架。`
fn sentence() -> impl Strategy<Value = String> {
    (words(2..9), 2_u32..9000, words(1..30))
        .prop_map(|(first, number, second)| format!("{first}{number}处，{second}。"))
}

/// Paragraphs of one sentence or more.
fn paragraphs(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let paragraph = prop::collection::vec(sentence(), 1..4).prop_map(|sentences| sentences.concat());
    prop::collection::vec(paragraph, count).prop_map(|paragraphs| paragraphs.join("\n"))
}

/// How deeper a section may be, its heading, its text, whether the heading is run in or left out.
type Shape = (usize, String, String, String, u8);

pub(crate) fn reports() -> impl Strategy<Value = Report> {
    let row = (0_usize..5, words(2..6), paragraphs(0..4), sentence(), 0_u8..4);
    let schemes = [Scheme::Gongwen, Scheme::GongwenComma, Scheme::GongwenWide, Scheme::Technical];
    let end = prop_oneof![Just(""), Just("特此报告。")];
    let whole = (any::<bool>(), paragraphs(0..3), end, any::<bool>(), prop::sample::select(schemes.to_vec()));
    (prop::collection::vec(row, 1..20), whole).prop_map(|(rows, (called, preamble, closing, signed, scheme))| {
        let mut report = Report { tree: tree(rows), preamble, closing: closing.to_owned(), ..Report::default() };
        report.title = "河湾县路灯所2031年工作总结".to_owned();
        report.setup.scheme = scheme;
        if called {
            report.salutation = "各位领导：".to_owned();
        }
        if signed {
            report.organization = "河湾县路灯所".to_owned();
            report.date = "2031年12月5日".to_owned();
        }
        report
    })
}

fn tree(rows: Vec<Shape>) -> Tree {
    let mut last = 0;
    let mut levels = Vec::new();
    for (deeper, ..) in &rows {
        last = (*deeper).min(last) + 1;
        levels.push(last);
    }
    let rows = rows.into_iter().enumerate().map(|(k, (_, heading, body, sentence, kind))| {
        let mut section = Section::new(SectionId::new(u32::try_from(k + 1).unwrap()).unwrap());
        let leaf = levels.get(k + 1).is_none_or(|next| *next <= levels[k]);
        match kind {
            // A numbered sentence has nothing below it; else it would be a heading.
            0 if leaf => section.body = sentence,
            1 if !body.is_empty() => {
                (section.heading, section.body) = (heading, body);
                section.style.heading = HeadingStyle::RunIn;
            }
            _ => (section.heading, section.body) = (heading, body),
        }
        (levels[k], section)
    });
    Tree::from_rows(rows).unwrap()
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(128))]

    #[test]
    fn every_format_is_read_back(report in reports()) {
        for (name, format, options) in ways() {
            let bytes = export::bytes(&report, format, &options).unwrap();
            let again = read(&bytes, name);
            prop_assert_eq!(draw(&again), draw(&report), "as {:?} {:?} {:?}", format, options.spacing, options.headings);
            let stops = |report: &Report| report.tree.rows().map(|row| row.section.style.stop).collect::<Vec<_>>();
            prop_assert_eq!(stops(&again), stops(&report));
        }
    }

    #[test]
    fn sections_side_by_side_are_read_back(
        report in reports(),
        from in any::<prop::sample::Index>(),
        count in 1_usize..4,
    ) {
        // Apart from one another, their numbers leave gaps: what follows a gap may be read as a series of its own.
        let tops = report.tree.children(None);
        let from = from.index(tops.len());
        let wanted = &tops[from..tops.len().min(from + count)];
        let part = part(&report, wanted);
        for (name, format, options) in ways() {
            let bytes = export::bytes(export::Excerpt::of(&report, wanted), format, &options).unwrap();
            let again = read(&bytes, name);
            prop_assert_eq!(draw(&again), draw(&part), "as {:?} {:?} {:?}", format, options.spacing, options.headings);
        }
    }

    #[test]
    fn a_section_from_the_depth_loses_no_word(report in reports(), pick in any::<prop::sample::Index>()) {
        let ids: Vec<SectionId> = report.tree.rows().map(|row| row.section.id).collect();
        let wanted = [ids[pick.index(ids.len())]];
        for (name, format, options) in ways() {
            let bytes = export::bytes(export::Excerpt::of(&report, &wanted), format, &options).unwrap();
            let again = read(&bytes, name);
            prop_assert_eq!(words_of(&again), words_of(&part(&report, &wanted)), "as {:?} {:?}", format, options);
        }
    }

    #[test]
    fn html_says_what_the_text_says(report in reports()) {
        let html = String::from_utf8(export::bytes(&report, Format::named("html").unwrap(), &Options::default()).unwrap()).unwrap();
        let bare = Options { spacing: Spacing::Bare, ..Options::default() };
        prop_assert_eq!(lines_of_html(&html).join("\n"), export::text(&report, &bare).trim_end().to_owned());
    }

    #[test]
    fn markdown_takes_nothing_for_its_own(
        texts in prop::collection::vec("[甲乙 #*_`~\\[\\](){}<>&!|$\\\\.+:=1-]{0,24}", 1..8),
        headings in prop::sample::select(vec![Headings::Hashes, Headings::Literal]),
    ) {
        // Words at both ends: what stands at the head of a line is tried below, and import takes marks alone for noise.
        let body: Vec<String> = texts.iter().map(|text| format!("路灯{}巡查。", text.replace("1.", "1"))).collect();
        let report = with_body(&body.join("\n"));
        let options = Options { headings, ..Options::default() };
        let bytes = export::bytes(&report, Format::named("md").unwrap(), &options).unwrap();
        let again = read(&bytes, "总结.md");
        prop_assert_eq!(body_of(&again), body.join("\n"), "{}", String::from_utf8_lossy(&bytes));
    }
}

/// The report that holds nothing but these sections with all below them.
fn part(report: &Report, wanted: &[SectionId]) -> Report {
    let mut rows = Vec::new();
    for &id in wanted {
        let top = report.tree.level(id);
        let inside = report.tree.rows().skip_while(|row| row.section.id != id).enumerate();
        let own = inside.take_while(|(k, row)| *k == 0 || row.level > top);
        rows.extend(own.map(|(_, row)| (row.level - top + 1, row.section.clone())));
    }
    // What doesn't begin with the first keeps its number.
    let first = numbering::numbers(report).find(|numbered| {
        wanted.contains(&numbered.row.section.id) && !numbered.label.is_empty() && numbered.row.level == 1
    });
    if let Some(label) = first.as_ref().and_then(|numbered| numbering::read(&format!("{} 文", numbered.label)))
        && label.ordinal > 1
        && !matches!(label.marker.kind(), Marker::Point | Marker::Need | Marker::Ordinal | Marker::Article)
        && let Some((_, section)) =
            rows.iter_mut().find(|(_, section)| Some(section.id) == first.as_ref().map(|of| of.row.section.id))
    {
        section.style.begins = std::num::NonZeroU32::new(label.ordinal);
    }
    let mut part = Report { tree: Tree::from_rows(rows).unwrap(), ..Report::default() };
    part.setup.scheme = report.setup.scheme;
    part
}

/// All words of a report in order, without marks and numbers of sections.
fn words_of(report: &Report) -> String {
    let texts = report.texts().map(|(_, text)| text.replace(['\n', '。'], ""));
    texts.collect()
}

/// The texts of the elements that a page shows, a line each.
fn lines_of_html(html: &str) -> Vec<String> {
    let page = html.strip_prefix("<!DOCTYPE html>\n").unwrap();
    let mut reader = Reader::from_str(page);
    let mut lines = Vec::new();
    let (mut line, mut shown) = (String::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => shown |= tag.name().0 == "main",
            Event::End(tag) if shown => {
                if matches!(tag.name().0, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" | "tr") {
                    lines.push(std::mem::take(&mut line));
                }
            }
            Event::Text(text) if shown => line.push_str(text.trim_matches('\n')),
            Event::GeneralRef(name) => {
                line.push_str(match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    _ => "\"",
                });
            }
            Event::Eof => return lines,
            _ => {}
        }
    }
}

// Texts that a format could take for its own ----------------------------------------------------------------------------

#[test]
fn a_line_that_markdown_would_take_for_a_block_is_a_line() {
    for line in [
        "# 不是标题。",
        "- 不是列表。",
        "+ 不是列表。",
        "> 不是引文。",
        "* 不是列表。",
        "=== 不是标题。",
        "```不是代码。",
        "~~~不是代码。",
        "|甲|乙|。",
        "<p>不是标签。",
        "[甲]: 不是链接。",
        "C#",
    ] {
        let bytes = export::bytes(&with_body(line), Format::named("md").unwrap(), &Options::default()).unwrap();
        assert_eq!(body_of(&read(&bytes, "总结.md")), line, "{}", String::from_utf8_lossy(&bytes));
    }
    // A number is a marker again once it is read, but no list for other programs.
    let bytes =
        export::bytes(&with_body("12) 路灯。\n3. 路灯。"), Format::named("md").unwrap(), &Options::default()).unwrap();
    assert!(String::from_utf8(bytes).unwrap().contains("\n12\\) 路灯。\n\n3\\. 路灯。\n"));
    let report = Report { title: "路灯所工作总结#".to_owned(), ..report("1 主要工作 #\n1 打算") };
    let bytes = export::bytes(&report, Format::named("md").unwrap(), &Options::default()).unwrap();
    assert_eq!(draw(&read(&bytes, "总结.md")), "题 路灯所工作总结#\n一、主要工作 #\n二、打算");
}

#[test]
fn markdown_is_what_people_write() {
    let mut report = report(
        "1 主要工作 | 今年换装路灯40盏。
         2 >抓巡查 | 夜巡90次。
         3 定路线 | 划定6条。
         3 定人
         2 >谁来管？ | 队里管。
         2 抓整改
         1 | 人手不足。",
    );
    report.organization = "路灯所".to_owned();
    let markdown = |headings| {
        let options = Options { headings, ..Options::default() };
        String::from_utf8(export::bytes(&report, Format::named("md").unwrap(), &options).unwrap()).unwrap()
    };
    assert_eq!(
        markdown(Headings::Hashes),
        "# 路灯所2031年工作总结\n\n## 一、主要工作\n\n今年换装路灯40盏。\n\n**（一）抓巡查**。夜巡90次。\n\n**1.定路线**\n\n\
         划定6条。\n\n**2.定人**\n\n**（二）谁来管**？队里管。\n\n### （三）抓整改\n\n二、人手不足。\n\n路灯所\n"
    );
    assert_eq!(
        markdown(Headings::Literal),
        "# 路灯所2031年工作总结\n\n一、主要工作\n\n今年换装路灯40盏。\n\n（一）抓巡查。夜巡90次。\n\n1.定路线\n\n划定6条。\n\n\
         2.定人\n\n（二）谁来管？队里管。\n\n（三）抓整改\n\n二、人手不足。\n\n路灯所\n"
    );
}

#[test]
fn headings_of_all_kinds_side_by_side_are_read_back_from_markdown() {
    let report = report(
        "1 甲事
         2 乙事
         3 丙事
         2 >丁事 | 办了。
         3 戊事
         2 己事
         3 >庚事 | 办了。
         1 | 辛事办了。
         1 癸事
         2 | 壬事办了。",
    );
    let bytes = export::bytes(&report, Format::named("md").unwrap(), &Options::default()).unwrap();
    assert_eq!(draw(&read(&bytes, "总结.md")), draw(&report), "{}", String::from_utf8_lossy(&bytes));
    // A list below a numbered heading is no heading's sibling.
    let imported = import::import_named("## 1.甲\n\n1、乙\n\n2、丙\n\n## 2.丁".as_bytes(), Some("a.md"), None).unwrap();
    assert_eq!(draw(&imported.reports[0]), "1.甲\n  1.乙\n  2.丙\n2.丁");
}

#[test]
fn wechat_has_blank_lines_and_no_indent() {
    let report = report("1 主要工作 | 今年换装路灯40盏。/夜巡90次。");
    let options = Options { spacing: Spacing::BlankLine, ..Options::default() };
    assert_eq!(
        export::text(&report, &options),
        "路灯所2031年工作总结\n\n一、主要工作\n\n今年换装路灯40盏。\n\n夜巡90次。\n"
    );
    let id = report.tree.children(None)[0];
    assert_eq!(
        export::text(export::Excerpt::of(&report, &[id]), &options),
        "一、主要工作\n\n今年换装路灯40盏。\n\n夜巡90次。\n"
    );
    assert_eq!(export::text(&Report::default(), &options), "");
}

#[test]
fn odd_characters_come_through_and_controls_are_left_out() {
    let odd = "𠮷先生说：“A&B<C>D\"E\"——……①㊿ＡＢ😀👨‍👩‍👧é̂ \u{e000}　　两格  两格\t一列。";
    let controls = "甲\u{1}乙\u{b}丙\u{1f}丁\u{7f}戊\u{85}己\u{fffe}庚\u{ffff}辛\u{0}壬。";
    for (format, name) in [(Format::named("docx").unwrap(), "总结.docx"), (Format::named("md").unwrap(), "总结.md")]
    {
        let bytes = export::bytes(&with_body(odd), format, &Options::default()).unwrap();
        // Import leaves out what no one sees, as it does in any text.
        assert_eq!(body_of(&read(&bytes, name)), odd.replace('\u{200d}', ""), "{name}");
        let bytes = export::bytes(&with_body(controls), format, &Options::default()).unwrap();
        let again = read(&bytes, name);
        let seen: String = body_of(&again).chars().filter(|ch| !"\u{fffe}\u{ffff}".contains(*ch)).collect();
        assert_eq!(seen, "甲乙丙丁戊己庚辛壬。", "{name}");
    }
    let html =
        export::bytes(&with_body(&format!("{odd}\n{controls}")), Format::named("html").unwrap(), &Options::default())
            .unwrap();
    let lines = lines_of_html(&String::from_utf8(html).unwrap());
    assert_eq!(lines[2..4], [odd, "甲乙丙丁戊己庚辛壬。"]);
}

#[test]
fn long_texts_and_many_sections_come_through() {
    let long = "路灯巡查，".repeat(100_000) + "完。";
    let many: String = (0..10_000).map(|k| format!("{} 巡查路灯 | 换装{k}盏。\n", k % 4 + 1)).collect();
    let many = report(&many);
    for (name, format, options) in ways() {
        let bytes = export::bytes(&with_body(&long), format, &options).unwrap();
        assert_eq!(body_of(&read(&bytes, name)).len(), long.len(), "{name}");
        let bytes = export::bytes(&many, format, &options).unwrap();
        assert_eq!(draw(&read(&bytes, name)), draw(&many), "{name}");
    }
    let html =
        String::from_utf8(export::bytes(&many, Format::named("html").unwrap(), &Options::default()).unwrap()).unwrap();
    assert_eq!(lines_of_html(&html).len(), 20_001);
}

#[test]
fn sections_without_numbers_are_headings_where_the_format_says_so() {
    let report = report("1 主要工作\n1 -有关说明 | 数据以年报为准。\n1 打算 | 再干。");
    for (name, format, headings) in [
        ("总结.docx", Format::named("docx").unwrap(), Headings::Hashes),
        ("总结.md", Format::named("md").unwrap(), Headings::Hashes),
    ] {
        let bytes = export::bytes(&report, format, &Options { headings, ..Options::default() }).unwrap();
        assert_eq!(draw(&read(&bytes, name)), draw(&report));
    }
}

// What is handed in beside the text --------------------------------------------------------------------------------------

#[test]
fn html_needs_nothing_else_and_prints() {
    let report = report("1 主要工作\n2 >抓巡查 | 夜巡90次。");
    let html = String::from_utf8(export::bytes(&report, Format::named("html").unwrap(), &Options::default()).unwrap())
        .unwrap();
    for outside in ["http", "src=", "url(", "href", "@import", "<script", "<link"] {
        assert!(!html.contains(outside), "{outside}");
    }
    for line in [
        "<title>路灯所2031年工作总结</title>",
        "@page { size: A4; margin: 37mm 26mm 35mm 28mm; }",
        "<h1>路灯所2031年工作总结</h1>",
        "<h2 class=\"level1\">一、主要工作</h2>",
        "<p><span class=\"level2\" role=\"heading\" aria-level=\"3\">（一）抓巡查。</span>夜巡90次。</p>",
        ".level2 { font-family: \"楷体_GB2312\", \"楷体\", KaiTi,",
    ] {
        assert!(html.contains(line), "{line} is missing in\n{html}");
    }
}

#[test]
fn metrics_follow_as_a_table_where_that_is_asked_for() {
    let mut report = report("1 主要工作 | 见表。");
    let metric = |name: &str, value: &str, unit: &str, last_year: &str, target: &str| Metric {
        name: name.to_owned(),
        value: value.to_owned(),
        unit: unit.to_owned(),
        last_year: last_year.to_owned(),
        target: target.to_owned(),
        note: "问老周".to_owned(),
        ..Metric::default()
    };
    report.metrics = vec![
        metric("亮灯率", "98.5", "%", "97", ""),
        metric("换装|灯头", "120", "盏", "100", "150"),
        metric("合计", "={换装|灯头}+30", "", "", ""),
        metric("", "3", "", "", ""),
    ];
    let options = Options { metrics: Metrics::Annexed, ..Options::default() };
    let written = |format| export::bytes(&report, format, &options).unwrap();
    let markdown = String::from_utf8(written(Format::named("md").unwrap())).unwrap();
    let table = "附件：主要指标完成情况表\n\n## 附件 主要指标完成情况表\n\n| 名称 | 数值 | 单位 | 上年同期 | 同比 | 目标 | 完成情况 |\n| --- | --- | --- | --- | --- | --- | --- |\n\
                 | 亮灯率 | 98.5 | % | 97 | 提高1.5个百分点 |  |  |\n| 换装\\|灯头 | 120 | 盏 | 100 | 增长20% | 150 | 80% |\n\
                 | 合计 | 150 | 盏 | 130 | 增长15.4% | 180 | 83.3% |\n";
    assert!(markdown.ends_with(table), "{markdown}");
    let html = lines_of_html(&String::from_utf8(written(Format::named("html").unwrap())).unwrap());
    assert_eq!(
        html[3..],
        [
            "附件：主要指标完成情况表",
            "附件",
            "主要指标完成情况表",
            "名称数值单位上年同期同比目标完成情况",
            "亮灯率98.5%97提高1.5个百分点",
            "换装|灯头120盏100增长20%15080%",
            "合计150盏130增长15.4%18083.3%"
        ]
    );
    let docx = read(&written(Format::named("docx").unwrap()), "总结.docx");
    let annex = docx.tree.section(docx.tree.annexes()[0]).unwrap();
    assert_eq!(annex.heading, "主要指标完成情况表");
    assert_eq!(annex.body.lines().nth(1), Some("亮灯率\t98.5\t%\t97\t提高1.5个百分点"));
    for format in without_fonts() {
        let without = export::bytes(&report, format, &Options::default()).unwrap();
        let same = written(format) == without;
        assert_eq!(same, !format.takes(&export::options::METRICS), "{}", format.name());
    }
}

#[test]
fn rows_of_a_text_are_a_table_where_there_are_tables() {
    let body = "各所情况如下。\n所名\t路灯\t完好率\n城东所\t1200\t98%\n\t主街\t300\n城|西所\t900\n\t\t旧灯\n\
                沿河\t\t\n合计\t2100\t97%\n说明：略。\n一行\t不是表。";
    let report = with_body(body);
    for (name, format, options) in ways() {
        let bytes = export::bytes(&report, format, &options).unwrap();
        assert_eq!(body_of(&read(&bytes, name)), body, "{name} {:?}", options.spacing);
    }
    let markdown = export::bytes(&report, Format::named("md").unwrap(), &Options::default()).unwrap();
    let table = "\n\n| 所名 | 路灯 | 完好率 |\n| --- | --- | --- |\n| 城东所 | 1200 | 98% |\n|  | 主街 | 300 |\n\
                 | 城\\|西所 | 900 |  |\n|  |  | 旧灯 |\n| 沿河 |  |  |\n| 合计 | 2100 | 97% |\n";
    assert!(String::from_utf8(markdown).unwrap().contains(table));
    let html = String::from_utf8(export::bytes(&report, Format::named("html").unwrap(), &Options::default()).unwrap())
        .unwrap();
    assert!(html.contains("<table>\n<thead><tr><th scope=\"col\">所名</th>"));
    assert_eq!(lines_of_html(&html)[3..5], ["所名路灯完好率", "城东所120098%"]);
    let wechat = Options { spacing: Spacing::BlankLine, ..Options::default() };
    assert!(export::text(&report, &wechat).contains("\n\n所名\t路灯\t完好率\n城东所\t1200\t98%\n"));
}

/// A heading before its text ends where it ended, whatever closes it.
#[test]
fn a_heading_in_a_word_file_of_ours_ends_where_its_text_begins() {
    let report = report(
        "1 主要工作|一年来主要做了三件事。
         2 >巡查：|夜巡120次。
         2 >换装灯头，|共计40盏，涉及三条街。
         2 >抢修|接报后两小时到场，全年抢修15起，无一超时。
         1 打算|再干一年。",
    );
    let bytes = export::bytes(&report, Format::named("docx").unwrap(), &Options::default()).unwrap();
    let sections = |report: &Report| {
        let rows = report.tree.rows().map(|row| {
            let Section { heading, body, style, .. } = row.section;
            format!("{} {heading}|{body} {:?} {:?}", row.level, style.heading, style.stop)
        });
        rows.collect::<Vec<_>>()
    };
    assert_eq!(sections(&read(&bytes, "总结.docx")), sections(&report));
}

/// What hangs on a table is exported with it, and comes back from a Word file; a text says it in lines around it.
#[test]
fn a_table_has_its_title_unit_note_and_merged_cells() {
    let body = "各所情况如下。\n所名\t上半年\n\t路灯\t完好率\n城东所\t1200\t98%\n城西所\t900\t97%\n情况见上表。";
    let mut report = with_body(body);
    let id = report.tree.rows().next().unwrap().section.id;
    let table = TableAside {
        title: "各所路灯完好情况".into(),
        unit: "盏".into(),
        note: "不含景观灯。".into(),
        merged: vec![(0, 0, 2, 1), (0, 1, 1, 2)],
        ..TableAside::default()
    };
    let aside = Aside { tables: vec![table], ..Aside::default() };
    Edit::Aside { of: Owner::Section(id), aside: Some(Box::new(aside)) }.apply(&mut report).unwrap();
    let written = |name: &str| export::bytes(&report, Format::named(name).unwrap(), &Options::default()).unwrap();
    let back = read(&written("docx"), "总结.docx");
    let section = |report: &Report| report.tree.rows().next().unwrap().section.clone();
    assert_eq!((section(&back).body, section(&back).aside), (body.to_owned(), section(&report).aside));
    let html = String::from_utf8(written("html")).unwrap();
    assert!(html.contains("<caption>各所路灯完好情况<br/><span class=\"unit\">单位：盏</span></caption>"), "{html}");
    assert!(html.contains("<th scope=\"col\" rowspan=\"2\">所名</th><th scope=\"col\" colspan=\"2\">上半年</th></tr>"));
    assert!(html.contains("<th scope=\"col\">完好率</th></tr></thead>"));
    assert!(html.contains("<td class=\"number\">1200</td>"));
    assert!(html.contains("<p class=\"note\">注：不含景观灯。</p>"));
    let page = read(&written("html"), "总结.html");
    assert!(section(&page).body.contains("\n各所路灯完好情况\n单位：盏\n所名\t上半年\n"), "{}", section(&page).body);
    assert_eq!(section(&page).aside.unwrap().tables[0].merged, [(0, 0, 2, 1), (0, 1, 1, 2)]);
    let text = String::from_utf8(written("txt")).unwrap();
    let lines: Vec<&str> = text.lines().map(|line| line.trim_matches('\u{3000}')).collect();
    let at = lines.iter().position(|line| *line == "各所路灯完好情况").unwrap();
    assert_eq!(lines[at + 1..at + 3], ["单位：盏", "所名\t上半年"]);
    assert_eq!(lines[at + 6..at + 8], ["注：不含景观灯。", "情况见上表。"]);
    let markdown = String::from_utf8(written("md")).unwrap();
    assert!(
        markdown.contains(
            "**各所路灯完好情况**\n\n单位：盏\n\n| 所名 | 上半年 |  |\n| --- | --- | --- |\n|  | 路灯 | 完好率 |"
        ),
        "{markdown}"
    );
}

#[test]
fn sections_alone_keep_their_numbers_in_every_format() {
    let mut report = report("1 甲事\n2 乙事 | 办了。\n3 丙事\n2 丁事\n1 戊事");
    report.organization = "路灯所".to_owned();
    let id = report.tree.rows().nth(1).unwrap().section.id;
    for (name, format, options) in ways() {
        let again = read(&export::bytes(export::Excerpt::of(&report, &[id]), format, &options).unwrap(), name);
        assert_eq!(draw(&again), "（一）乙事¶办了。\n  1.丙事", "{name}");
    }
    let json = export::bytes(export::Excerpt::of(&report, &[id]), Format::named("json").unwrap(), &Options::default())
        .unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!((&json["title"], &json["sections"][0]["sections"][0]["heading"]), (&"".into(), &"丙事".into()));
    let html = export::bytes(export::Excerpt::of(&report, &[id]), Format::named("html").unwrap(), &Options::default())
        .unwrap();
    assert_eq!(lines_of_html(&String::from_utf8(html).unwrap()), ["（一）乙事", "办了。", "1.丙事"]);
}

/// The formats that are written on any computer.
fn without_fonts() -> impl Iterator<Item = Format> {
    Format::ALL.into_iter().filter(|format| !format.needs_fonts())
}

#[test]
fn the_formats_are_one_table() {
    let names: Vec<&str> = Format::ALL.into_iter().map(Format::name).collect();
    let pdf = if cfg!(feature = "pdf") { "pdf " } else { "" };
    assert_eq!(names.join(" "), format!("txt docx {pdf}md html json"));
    let report = report("1 主要工作 | 夜巡90次。");
    for format in without_fonts() {
        let bytes = export::bytes(&report, format, &Options::default()).unwrap();
        assert_eq!(bytes, export::bytes(&report, format, &Options::default()).unwrap(), "the same bytes each time");
        assert_eq!(std::str::from_utf8(&bytes).is_ok(), format.is_text(), "{}", format.name());
        let command = Command::Export.entry().says;
        assert!(format.look() == Look::Data || command.contains(format.title()), "{command}: {}", format.title());
        export::bytes(&Report::default(), format, &Options::default()).unwrap();
    }
}

/// An option that a format looks at is one of the table: it has a flag, a place in the preview, and is remembered.
#[test]
fn the_options_are_one_table() {
    for format in Format::ALL {
        for taken in format.choices() {
            assert!(Choice::ALL.iter().any(|choice| choice.name == taken.name), "{format:?} {}", taken.name);
        }
    }
    for choice in Choice::ALL {
        assert!(Format::ALL.into_iter().any(|format| format.takes(choice)), "{}: no format", choice.name);
        let like = |other: &&Choice| {
            other.name == choice.name || other.flag == choice.flag || other.key.is_some() && other.key == choice.key
        };
        assert_eq!(Choice::ALL.into_iter().filter(like).count(), 1, "{}: its name, flag or key is taken", choice.name);
        let mut options = Options::default();
        for value in choice.values {
            assert_eq!(choice.now(&options).kept, value.kept, "{}", choice.name);
            assert_eq!(choice.values.iter().filter(|other| other.kept == value.kept).count(), 1, "{}", value.kept);
            assert!(choice.value.is_none() || choice.says.contains(value.name), "{}: {}", choice.says, value.name);
            choice.turn(&mut options);
        }
        assert_eq!(options, Options::default(), "{}: after the last value comes the first", choice.name);
    }
}
