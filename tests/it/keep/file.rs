//! Files of format 1: what they look like, what is said about broken ones, and that saving loses nothing.

use std::fs;
use std::num::NonZeroU32;
use std::path::Path;

use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prop_assert;
use proptest::prop_assert_eq;
use proptest::prop_compose;
use proptest::prop_oneof;
use proptest::proptest;
use proptest::sample::select;
use tempfile::TempDir;
use tigang::edit::Edit;
use tigang::edit::moves;
use tigang::report::Aside;
use tigang::report::Better;
use tigang::report::Checking;
use tigang::report::Comment;
use tigang::report::CommentOn;
use tigang::report::Field;
use tigang::report::Fingerprint;
use tigang::report::Head;
use tigang::report::HeadingStyle;
use tigang::report::Kind;
use tigang::report::Letterhead;
use tigang::report::Marker;
use tigang::report::Metric;
use tigang::report::Numbering;
use tigang::report::Place;
use tigang::report::Progress;
use tigang::report::Report;
use tigang::report::Row;
use tigang::report::Scheme;
use tigang::report::Seal;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Setup;
use tigang::report::Signed;
use tigang::report::Stop;
use tigang::report::Style;
use tigang::report::TableAside;
use tigang::report::TableIn;
use tigang::report::Tree;
use tigang::store;
use tigang::store::Mend;
use tigang::store::OpenError;
use tigang::store::ReadError;
use tigang::store::Saver;
use tigang::store::Stamp;

const SMALL: &str = include_str!("../../golden/format-1-small.ron");
const FULL: &str = include_str!("../../golden/format-1-full.ron");
const CHECK: &str = include_str!("../../golden/format-1-check.ron");
const OFFICE: &str = include_str!("../../golden/format-2-full.ron");
const MESSY: &str = include_str!("../../golden/format-1-messy.ron");

const MARKERS: [Marker; 17] = [
    Marker::Han,
    Marker::HanBracketed,
    Marker::Digit,
    Marker::DigitComma,
    Marker::DigitWide,
    Marker::DigitBracketed,
    Marker::Circled,
    Marker::Plain,
    Marker::Point,
    Marker::Ordinal,
    Marker::Dotted,
    Marker::Part,
    Marker::Chapter,
    Marker::ChapterSection,
    Marker::Article,
    Marker::Bare,
    Marker::Need,
];

const SCHEMES: [Scheme; 8] = [
    Scheme::Gongwen,
    Scheme::GongwenComma,
    Scheme::GongwenWide,
    Scheme::Points,
    Scheme::Ordinals,
    Scheme::Technical,
    Scheme::Chapters,
    Scheme::Plain,
];

// ---- What a file looks like ----

/// The report makes this file, and this file the report: read by our reader, read by ron, written again.
#[track_caller]
fn check(report: &Report, file: &str) {
    assert_eq!(written(report), file);
    ron::from_str::<ron::Value>(file).expect("it is RON");
    assert!(store::looks_like_report(file.as_bytes()));
    // A blank at the end is nothing that the program writes, so that its own reader leaves the file to ron.
    for file in [file.to_owned(), format!("{file} ")] {
        let read = store::read(file.as_bytes()).expect("it is a report");
        assert_eq!(&read, report);
        assert_eq!(read.tree.next_id(), report.tree.next_id());
        assert_eq!(store::write(&read), store::write(report));
    }
}

fn written(report: &Report) -> String {
    String::from_utf8(store::write(report)).expect("a report file is UTF-8")
}

fn id(number: u32) -> SectionId {
    SectionId::new(number).expect("the number is in range")
}

fn section(number: u32, heading: &str, body: &str) -> Section {
    Section { heading: heading.into(), body: body.into(), ..Section::new(id(number)) }
}

fn tree(rows: impl IntoIterator<Item = (usize, Section)>) -> Tree {
    Tree::from_rows(rows).expect("the rows make a tree")
}

fn small() -> Report {
    Report {
        title: "社区食堂上半年工作总结".into(),
        tree: tree([
            (1, section(1, "供餐情况", "一季度试营业。\n二季度正式供餐。")),
            (2, section(2, "老年餐", "每天供餐85份。")),
            (1, section(3, "下一步打算", "")),
        ]),
        ..Report::default()
    }
}

fn full() -> Report {
    let metric = |name: &str| Metric {
        name: name.into(),
        value: "10278".into(),
        unit: "份".into(),
        last_year: "9120".into(),
        target: "12000".into(),
        series: "一季度 4100；二季度 6178".into(),
        note: "食堂台账".into(),
        better: Better::Higher,
    };
    let mut report = Report {
        organization: "梧桐街道社区食堂".into(),
        date: "2026年7月3日".into(),
        salutation: "街道办事处：".into(),
        preamble: "现将上半年工作报告如下。\n请审阅。".into(),
        closing: "以上报告，请指正。".into(),
        note: "周五前交".into(),
        metrics: vec![
            metric("供餐"),
            Metric { name: "投诉率".into(), value: "=投诉/供餐".into(), ..Metric::default() },
        ],
        ..small()
    };
    report.setup.scheme = Scheme::Technical;
    report.setup.target = Some(3000);
    let mut odd = section(7, "说明", "第一段。\n\n第三段。");
    odd.note = "要核对\n问会计".into();
    odd.metrics = vec![metric("老年餐"), Metric::default()];
    odd.style = Style {
        numbering: Numbering::Unnumbered,
        children: Some(Marker::DigitComma),
        heading: HeadingStyle::RunIn,
        stop: Stop::Blank,
        target: Some(0),
        ..Style::default()
    };
    let marked = MARKERS.into_iter().zip(20..).map(|(marker, id)| {
        let mut section = section(id, "", "无标题的一条。");
        section.style.children = Some(marker);
        (3, section)
    });
    report.tree = tree([(1, section(9, "概况", "")), (2, odd)].into_iter().chain(marked));
    report.tree.reserve_ids(41);
    report
}

fn messy() -> Report {
    let odd = "引号\"和反斜线\\，井号#\"#，\t制表符\n\n  空格开头\r\n回车\r，\u{0}\u{1b}[31m红\u{7f}，👩‍👩‍👧，𠮷，e\u{301}，\
        \u{feff}\u{202e}\u{2028}\u{85}\n),\n],\n// 不是注释\n/* 也不是 */ r#\"生\"# \\u{41} {电子工单:同比}\n";
    Report {
        title: odd.into(),
        note: "\\".into(),
        metrics: vec![
            Metric { name: odd.into(), note: "\"".into(), ..Metric::default() },
            Metric { unit: "\n".into(), ..Metric::default() },
        ],
        tree: tree([(1, section(12, odd, odd)), (2, section(1, "\n", "\n\n"))]),
        ..Report::default()
    }
}

#[test]
fn a_file_is_ron_that_one_can_read() {
    check(&small(), SMALL);
}

#[test]
fn a_file_holds_all_that_a_report_has() {
    check(&full(), FULL);
}

#[test]
fn a_file_of_format_2_holds_every_part_of_an_office_s_report() {
    check(&office(), OFFICE);
    // Whoever knows format 1 alone can read what has nothing new.
    let plain = Report { subtitle: String::new(), ..small() };
    assert!(written(&plain).contains("\nformat: 1,\n"));
    let parts: [fn(&mut Report); 9] = [
        |report| report.subtitle = "——在半年工作会议上".into(),
        |report| report.organization = "梧桐街道办事处\n社区食堂".into(),
        |report| report.remarks = "联系人：方某".into(),
        |report| report.imprint = "抄送：区民政局。".into(),
        |report| report.head.number = "梧街发〔2026〕3号".into(),
        |report| report.setup.seal = Seal::With,
        |report| report.metrics = vec![Metric { better: Better::Lower, ..Metric::default() }],
        |report| report.tree = tree([(1, Section { style: annex(), ..section(1, "菜单", "") })]),
        |report| report.aside = Some(Box::new(Aside { taken: "去年的总结".into(), ..Aside::default() })),
    ];
    for part in parts {
        let mut report = plain.clone();
        part(&mut report);
        assert!(written(&report).contains("\nformat: 2,\n"), "{}", written(&report));
        check(&report, &written(&report));
    }
}

/// What a merge may leave: a section after an annex belongs to the text.
#[test]
fn a_part_after_an_annex_is_put_before_the_annexes() {
    let file = "(\nformat: 2,\nscheme: gongwen,\nsections: [\n(id: 1, level: 1,\nheading: \"甲\",\n),\n(id: 2, level: 1,\nheading: \"附\",\nkind: annex,\n),\n(id: 3, level: 1,\nheading: \"乙\",\n),\n(id: 4, level: 2,\nheading: \"乙一\",\n),\n],\n)\n";
    let read = store::read(file.as_bytes()).expect("it is a report");
    let headings: Vec<&str> = read.tree.rows().map(|row| row.section.heading.as_str()).collect();
    assert_eq!(headings, ["甲", "乙", "乙一", "附"]);
}

fn annex() -> Style {
    Style { kind: Kind::Annex, ..Style::default() }
}

/// Every part that format 2 has beside those of format 1.
fn office() -> Report {
    let comment = Comment {
        author: "方主任".into(),
        date: "2026年7月1日".into(),
        on: CommentOn::Heading,
        words: "供餐".into(),
        text: "改为“助餐”。\n其余可。".into(),
        done: true,
        answers: false,
    };
    let table = TableAside {
        text: TableIn::Body,
        at: 1,
        title: "上半年供餐情况".into(),
        unit: "份".into(),
        note: "不含外送。".into(),
        columns: "lcr".into(),
        merged: vec![(0, 1, 1, 2), (2, 0, 2, 1)],
    };
    let mut report = Report {
        subtitle: "——2026年7月3日在半年工作会议上\n方某某".into(),
        organization: "梧桐街道办事处\n梧桐街道社区食堂".into(),
        date: "2026年7月3日".into(),
        closing: "以上报告，请指正。".into(),
        remarks: "（联系人：方某，电话：1234567）".into(),
        head: Head {
            organ: "梧桐街道办事处文件".into(),
            number: "梧街发〔2026〕3号".into(),
            signer: "方某某".into(),
            secrecy: "秘密★1年".into(),
            copy: "000001".into(),
            urgency: "特急".into(),
        },
        imprint: "抄送：区民政局，区财政局。\n梧桐街道办公室　2026年7月4日印发".into(),
        aside: Some(Box::new(Aside { comments: vec![comment.clone()], ..Aside::default() })),
        metrics: vec![Metric {
            name: "等候".into(), value: "8.4".into(), better: Better::Lower, ..Metric::default()
        }],
        ..small()
    };
    report.setup.seal = Seal::With;
    report.setup.letterhead = Letterhead::Room;
    report.setup.signed = Signed::Above;
    let mut first = section(1, "供餐情况", "一季度试营业。");
    first.aside = Some(Box::new(Aside {
        progress: Progress::Unchecked,
        taken: "去年的总结".into(),
        comments: vec![comment, Comment { text: "请补数。".into(), ..Comment::default() }],
        tables: vec![table, TableAside { text: TableIn::Closing, ..TableAside::default() }],
    }));
    let begins = Style { begins: NonZeroU32::new(3), ..Style::default() };
    report.tree = tree([
        (1, first),
        (1, Section { style: begins, ..section(2, "下一步打算", "") }),
        (1, Section { style: annex(), ..section(3, "供餐情况表", "月份\t份数\n1月\t850") }),
        (2, section(4, "说明", "按月统计。")),
        (1, Section { style: annex(), ..section(5, "菜单", "") }),
    ]);
    report
}

#[test]
fn a_file_keeps_every_character() {
    check(&messy(), MESSY);
    for start in (0..0x11_0000).step_by(0x8000) {
        let all: String = (start..start + 0x8000).filter_map(char::from_u32).collect();
        let metrics = vec![Metric { value: all.clone(), ..Metric::default() }];
        let report = Report { title: all.clone(), metrics, tree: tree([(1, section(1, &all, &all))]), ..small() };
        check(&report, &written(&report));
    }
}

/// What the checker leaves out stands at the head, a line each, and only when there is something.
#[test]
fn a_file_keeps_what_the_checker_leaves_out() {
    let mut report = small();
    report.setup.target = Some(3000);
    report.setup.check.off.extend(["single_child".to_owned(), "long_sentence".to_owned()]);
    report.setup.check.dismissed.extend([Fingerprint::of(["空着没填", "XX"]), Fingerprint::of(["截止"])]);
    check(&report, CHECK);
    let part = |name: &str| {
        let start = CHECK.find(name).unwrap();
        CHECK[start..].split_inclusive("],\n").next().unwrap()
    };
    report.setup.check.off.clear();
    check(&report, &CHECK.replace(part("off: ["), ""));
    let broken = CHECK.replacen(&Fingerprint::of(["截止"]).to_string(), "4F", 1);
    let error = store::read(broken.as_bytes()).unwrap_err();
    assert!(error.to_string().starts_with("第"), "{error}");
}

#[test]
fn every_scheme_has_its_word() {
    for scheme in SCHEMES {
        let mut report = small();
        report.setup.scheme = scheme;
        check(&report, &SMALL.replace("gongwen", &ron::to_string(&scheme).unwrap()));
    }
}

#[test]
fn an_empty_report_is_a_file_too() {
    let file =
        "// 本文件由提纲（tigang）维护，请用 tigang 打开修改。\n(\nformat: 1,\nscheme: gongwen,\nsections: [\n],\n)\n";
    check(&Report::default(), file);
}

#[test]
fn ids_that_are_used_up_stay_used_up() {
    let mut report = small();
    report.tree.reserve_ids(3);
    check(&report, SMALL);
    report.tree.reserve_ids(SectionId::MAX);
    check(&report, &SMALL.replace("sections:", "next_id: 1048577,\nsections:"));
    assert_eq!(report.tree.next_id(), None);
    report.tree = tree([(1, section(SectionId::MAX, "最后一个编号", ""))]);
    check(&report, &written(&report));
    report.tree = Tree::default();
    report.tree.reserve_ids(8);
    let file = written(&report);
    assert!(file.ends_with("next_id: 9,\nsections: [\n],\n)\n"), "{file}");
    check(&report, &file);
}

#[test]
fn a_deep_outline_is_a_flat_file() {
    let report = Report { tree: tree((1..3000).map(|k| (k as usize, section(k, "深", "")))), ..small() };
    check(&report, &written(&report));
}

#[test]
fn a_text_longer_than_any_buffer_is_read() {
    let long = "长\"文".repeat(300_000);
    let mut report = small();
    report.tree = tree([(1, section(1, "短", &long)), (1, section(2, "短", "短")), (1, section(3, &long, ""))]);
    check(&report, &written(&report));
}

// ---- What a change of the report changes in the file ----

/// Changes `small` and compares which lines go and which come.
#[track_caller]
fn check_lines(change: impl FnOnce(&mut Vec<(usize, Section)>, &mut Report), expected: &str) {
    let mut report = small();
    let mut rows = report.tree.rows().map(|row| (row.level, row.section.clone())).collect();
    change(&mut rows, &mut report);
    let used = report.tree.next_id().expect("there are ids left").number() - 1;
    report.tree = tree(rows);
    report.tree.reserve_ids(used);
    let file = written(&report);
    let (old, new): (Vec<&str>, Vec<&str>) = (SMALL.lines().collect(), file.lines().collect());
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let head = old.iter().zip(&new).take_while(same).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(same).count();
    let gone = old[head..old.len() - tail].iter().map(|line| format!("-{line}\n"));
    let come = new[head..new.len() - tail].iter().map(|line| format!("+{line}\n"));
    assert_eq!(gone.chain(come).collect::<String>(), expected);
}

#[test]
fn one_changed_line_is_one_changed_line() {
    check_lines(|rows, _| rows[0].1.heading = "供餐".into(), "-heading: \"供餐情况\",\n+heading: \"供餐\",\n");
    check_lines(|rows, _| rows[1].0 = 1, "-(id: 2, level: 2,\n+(id: 2, level: 1,\n");
    check_lines(
        |rows, _| rows[0].1.body = "一季度试营业。\n二季度\"正式\"供餐。".into(),
        "-二季度正式供餐。\",\n+二季度\\\"正式\\\"供餐。\",\n",
    );
    check_lines(|rows, _| rows[2].1.body = "办。".into(), "+body: \"办。\",\n");
    check_lines(|rows, _| rows[2].1.style.target = Some(300), "+target: 300,\n");
    check_lines(|_, report| report.setup.scheme = Scheme::Plain, "-scheme: gongwen,\n+scheme: plain,\n");
    check_lines(|_, report| report.date = "7月1日".into(), "+date: \"7月1日\",\n");
}

#[test]
fn a_section_is_a_block() {
    check_lines(
        |rows, _| rows.insert(2, (2, section(4, "助餐点", "三处。"))),
        "+(id: 4, level: 2,\n+heading: \"助餐点\",\n+body: \"三处。\",\n+),\n",
    );
    check_lines(
        |rows, _| drop(rows.remove(1)),
        "-(id: 2, level: 2,\n-heading: \"老年餐\",\n-body: \"每天供餐85份。\",\n-),\n",
    );
}

// ---- What else is read ----

#[test]
fn a_file_that_other_programs_have_touched_reads_the_same() {
    let small = small();
    let touched = [
        format!("\u{feff}{SMALL}"),
        SMALL.replace('\n', "\r\n"),
        format!("\u{feff}{}", SMALL.replace('\n', "\r\n")),
        SMALL.lines().skip(1).collect::<Vec<_>>().join("\n"),
        SMALL.replace("heading", "   /* 标题 */ heading  "),
        SMALL.replace("\"老年餐\"", "r##\"老年餐\"##"),
        SMALL.replace("format: 1,", "// 说明\n\n format : 1 ,"),
        SMALL.replace("(id: 2, level: 2,", "(level: 2, id: 2,"),
        SMALL.replace("scheme: gongwen,\n", ""),
        SMALL.replace("),\n],\n)", ")])"),
    ];
    for file in touched {
        assert_eq!(store::read(file.as_bytes()).as_ref(), Ok(&small), "{file}");
    }
}

// ---- What is said about a broken file ----

/// `SMALL` with the first `from` replaced by `to` is refused with this sentence.
#[track_caller]
fn refused(from: &str, to: &str, sentence: &str) {
    assert!(SMALL.contains(from));
    refused_whole(SMALL.replacen(from, to, 1).as_bytes(), sentence);
}

#[track_caller]
fn refused_whole(bytes: &[u8], sentence: &str) {
    assert_eq!(store::read(bytes).expect_err("it is broken").to_string(), sentence);
}

#[test]
fn a_text_is_no_report() {
    let sentence = "它不是提纲的报告文件，如果是文稿，请改用导入";
    let gbk = [0xb9, 0xa4, 0xd7, 0xf7, 0xd7, 0xdc, 0xbd, 0xe1];
    for bytes in ["", " \n", "一、工作\n", "(一) 工作", "(2026年) 总结", "((((", "[", "// 注释", "{\"title\": 1}"]
    {
        refused_whole(bytes.as_bytes(), sentence);
        assert!(!store::looks_like_report(bytes.as_bytes()));
    }
    refused_whole(&gbk, sentence);
    refused_whole("(".repeat(100_000).as_bytes(), sentence);
}

#[test]
fn a_newer_format_is_named() {
    refused("format: 1", "format: 3", "它是第3版格式，这个程序只认得到第2版，请升级 tigang 再打开");
    let newer = "(\n  format: 17, pages: {\"一\": [#, \u{0}";
    refused_whole(newer.as_bytes(), "它是第17版格式，这个程序只认得到第2版，请升级 tigang 再打开");
    assert_eq!(store::read(newer.as_bytes()), Err(ReadError::NewerFormat { found: 17 }));
    let absurd = format!("(format: {}, )", "9".repeat(100_000));
    assert_eq!(store::read(absurd.as_bytes()), Err(ReadError::NewerFormat { found: u64::MAX }));
    refused("format: 1", "format: 0", "第3行第9列处的格式版本不对，应当是1到2");
    refused("format: 1,\n", "", "第19行第1列之前缺少字段“format”，请补上");
}

#[test]
fn a_wrong_field_is_named_with_its_place() {
    refused("title", "titel", "第4行第1列有不认识的字段“titel”，请改正名称或删去");
    refused("body", "text", "第9行第1列有不认识的字段“text”，请改正名称或删去");
    refused("scheme", "metrics: [(nam: \"x\")], scheme", "第5行第12列有不认识的字段“nam”，请改正名称或删去");
    refused("scheme: gongwen", "title: \"再写\"", "第5行第1列处重复写了字段“title”，请只留一个");
    refused("id: 2, ", "", "第15行第1列之前缺少字段“id”，请补上");
    refused(
        "gongwen",
        "gongven",
        "第5行第9列有不认识的取值“gongven”，可以是gongwen、gongwen_comma、gongwen_wide、brackets、digits、digits_comma、points、\
         ordinals、technical、parts、chapters、articles、plain",
    );
    refused("gongwen", "\"gongwen\"", "第5行第9列处应当是不带引号的名称，请改正");
}

#[test]
fn a_wrong_level_or_id_is_named_with_its_place() {
    refused("level: 2", "level: 40000000000", "第12行第16列处的数超出范围，请改正");
    refused("level: 2", "level: \"2\"", "第12行第16列处应当是整数，请改正");
    refused("id: 2", "id: 0", "第12行第6列处的编号不对，应当是1到1048576之间的整数");
    refused("id: 2", "id: 4294967295", "第12行第6列处的编号不对，应当是1到1048576之间的整数");
    refused("scheme", "next_id: 0, scheme", "第5行第10列处的编号不对，应当是1到1048576之间的整数");
    let tricky = "body: r#\"(\"[(\"#, metrics: [(), (note: \"((\")], /* ((( */ // [\n";
    refused("body", &format!("{tricky}\"x\", heading"), "第10行第1列处应当是不带引号的名称，请改正");
}

// ---- Two sections of one id ----

/// What a file is read as, a line a section with its id, and what is told of it, with its line.
#[track_caller]
fn mended(file: &str, sections: &[&str], told: &[(usize, Mend)]) {
    let (report, mended) = store::read_mending(file.as_bytes()).unwrap();
    let row =
        |row: Row<'_>| format!("{}{} {}", "  ".repeat(row.level - 1), row.section.id.number(), row.section.heading);
    let rows: Vec<String> = report.tree.rows().map(row).collect();
    assert_eq!(rows, sections, "{file}");
    let mended: Vec<(usize, Mend)> = mended.into_iter().map(|mended| (mended.line, mended.what)).collect();
    assert_eq!(mended, told, "{file}");
    // Saved, it is in order.
    assert_eq!(store::read_mending(&store::write(&report)).unwrap(), (report, Vec::new()));
}

/// A file of sections, each its level, id and heading.
fn file(sections: &[(u32, u32, &str)]) -> String {
    let section =
        |(level, id, heading): &(u32, u32, &str)| format!("(id: {id}, level: {level},\nheading: \"{heading}\",\n),\n");
    let sections: String = sections.iter().map(section).collect();
    format!("(\nformat: 1,\ntitle: \"总结\",\nsections: [\n{sections}],\n)\n")
}

fn anew(written: u32, own: u32) -> Mend {
    Mend::Anew { written: id(written), id: id(own) }
}

fn once(of: u32, parent: Option<u32>, index: usize, count: usize) -> Mend {
    Mend::Once { id: id(of), at: Place { parent: parent.map(id), index }, count }
}

#[test]
fn another_section_of_the_same_id_gets_one_of_its_own() {
    mended(
        &file(&[(1, 1, "甲"), (2, 4, "乙"), (1, 2, "丙"), (2, 4, "丁"), (3, 3, "戊")]),
        &["1 甲", "  4 乙", "2 丙", "  5 丁", "    3 戊"],
        &[(14, anew(4, 5))],
    );
    let thrice = file(&[(1, 1, "甲"), (1, 1, "乙"), (1, 1, "丙")]);
    mended(&thrice, &["1 甲", "2 乙", "3 丙"], &[(8, anew(1, 2)), (11, anew(1, 3))]);
    // An id that was used once is not given out again, as long as there is another.
    let used = thrice.replacen("sections", "next_id: 9,\nsections", 1);
    mended(&used, &["1 甲", "9 乙", "10 丙"], &[(9, anew(1, 9)), (12, anew(1, 10))]);
    let last = file(&[(1, 1, "甲"), (1, SectionId::MAX, "乙"), (1, SectionId::MAX, "丙")]);
    mended(&last, &["1 甲", "1048576 乙", "2 丙"], &[(11, anew(SectionId::MAX, 2))]);
}

#[test]
fn a_section_that_stands_there_twice_is_kept_once() {
    mended(
        &file(&[(1, 1, "甲"), (2, 2, "乙"), (1, 3, "丙"), (2, 2, "乙"), (1, 4, "丁")]),
        &["1 甲", "  2 乙", "3 丙", "4 丁"],
        &[(14, once(2, Some(3), 0, 1))],
    );
    let whole = file(&[(1, 1, "甲"), (2, 2, "乙"), (2, 3, "丙"), (1, 1, "甲"), (2, 2, "乙"), (1, 4, "丁")]);
    mended(&whole, &["1 甲", "  2 乙", "  3 丙", "4 丁"], &[(14, once(1, None, 1, 2))]);
    // With something below it that stands nowhere else, it stays.
    let more = file(&[(1, 1, "甲"), (2, 2, "乙"), (1, 1, "甲"), (2, 2, "乙"), (2, 5, "戊")]);
    mended(&more, &["1 甲", "  2 乙", "6 甲", "  5 戊"], &[(11, anew(1, 6)), (14, once(2, Some(6), 0, 1))]);
}

/// What git leaves where one took out a section and the other added one below it: nothing is refused for its level.
#[test]
fn a_level_that_jumps_is_one_that_fits() {
    let level = |number: u32, written: usize, level: usize| Mend::Level { id: id(number), written, level };
    mended(
        &file(&[(1, 1, "甲"), (3, 2, "乙"), (4, 3, "丙"), (3, 4, "丁"), (2, 5, "戊")]),
        &["1 甲", "  2 乙", "    3 丙", "  4 丁", "  5 戊"],
        &[(8, level(2, 3, 2))],
    );
    mended(&file(&[(2, 1, "甲"), (2, 2, "乙"), (1, 3, "丙")]), &["1 甲", "2 乙", "3 丙"], &[(5, level(1, 2, 1))]);
    mended(&file(&[(0, 1, "甲"), (1, 2, "乙")]), &["1 甲", "2 乙"], &[(5, level(1, 0, 1))]);
    mended(&file(&[(1, 1, "甲"), (4_000_000_000, 2, "乙")]), &["1 甲", "  2 乙"], &[(8, level(2, 4_000_000_000, 2))]);
    // With an id that is taken besides, and what only looks like a section before it.
    mended(
        &file(&[(1, 1, "甲"), (3, 1, "乙")])
            .replace("heading: \"甲\"", "body: r#\"(\"[(\"#, /* ((( */ // [\nheading: \"甲\""),
        &["1 甲", "  2 乙"],
        &[(9, anew(1, 2)), (9, level(2, 3, 2))],
    );
}

/// What git makes of two branches of one report, in each of which a section was added.
#[test]
fn what_two_added_opens_with_both() {
    let base = small();
    let added = |after: u32, heading: &str| {
        let mut report = base.clone();
        let change = moves::insert_after(&report, id(after)).unwrap();
        let new = base.tree.next_id().unwrap();
        change.apply(&mut report).unwrap();
        let text = Edit::Text { field: Field::Heading(new), at: 0, cut: String::new(), put: heading.into() };
        text.apply(&mut report).unwrap();
        written(&report)
    };
    let (ours, theirs) = (added(1, "志愿服务"), added(3, "存在问题"));
    // Their lines that the base hasn't, put into ours at their place: they stand at the end.
    let block = theirs.strip_suffix("],\n)\n").unwrap();
    let block = &block[written(&base).strip_suffix("],\n)\n").unwrap().len()..];
    let merged = format!("{}{block}],\n)\n", ours.strip_suffix("],\n)\n").unwrap());
    assert_eq!(merged.matches("(id: 4, ").count(), 2, "{merged}");
    mended(
        &merged,
        &["1 供餐情况", "  2 老年餐", "4 志愿服务", "3 下一步打算", "5 存在问题"],
        &[(merged.lines().count() - 4, anew(4, 5))],
    );
}

#[test]
fn many_doubles_are_read_in_no_time() {
    let deep: Vec<(u32, u32, &str)> =
        (1..=3000).map(|level| (level, 1, if level == 3000 { "底" } else { "同" })).collect();
    let (report, mended) = store::read_mending(file(&deep).as_bytes()).unwrap();
    assert_eq!((report.tree.len(), mended.len()), (3000, 2999));
    let flat: Vec<(u32, u32, &str)> = (1..=3000).map(|_| (1, 7, "同")).collect();
    let (report, mended) = store::read_mending(file(&flat).as_bytes()).unwrap();
    assert_eq!((report.tree.len(), mended.len()), (1, 2999));
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(200))]

    #[test]
    fn no_words_are_lost_with_an_id(rows in proptest::collection::vec((1u32..4, 1u32..5, "[甲乙]{1,2}"), 0..12)) {
        let mut above = 0;
        let rows: Vec<(u32, u32, &str)> = rows
            .iter()
            .map(|(level, id, heading)| {
                above = (*level).min(above + 1);
                (above, *id, heading.as_str())
            })
            .collect();
        let (report, mended) = store::read_mending(file(&rows).as_bytes()).unwrap();
        let dropped: usize = mended.iter().map(|one| if let Mend::Once { count, .. } = one.what { count } else { 0 }).sum();
        prop_assert_eq!(report.tree.len() + dropped, rows.len());
        for (_, id, heading) in rows {
            let same = |row: Row<'_>| row.section.heading == heading;
            prop_assert!(report.tree.rows().any(same), "{} {}", id, heading);
        }
    }
}

#[test]
fn a_slip_of_the_hand_is_named_with_its_place() {
    refused("title:", "title：", "第4行第6列处应当是英文冒号，请改正");
    refused("总结\",", "总结\"", "第5行第1列处应当是逗号（也可能是前面的引号没有配对），请改正");
    refused("\"社区食堂上半年工作总结\"", "12", "第4行第8列处应当是带引号的文字，请改正");
    refused("一季度", "\\一季度", "第9行第8列处的转义不对，请把 \\ 写成 \\\\");
    refused("sections: [", "sections: ", "第7行第1列处应当是[，请改正");
    refused("(id: 2", "id: 2", "第12行第3列处的写法不对，请改正或用备份");
    refused("title", "/* title", "第4行第3列处的注释没有结束，请补上 */");
    refused("],\n)\n", "],\n)\n再见", "第21行第1列起是多余的内容，请删去");
    refused("下一步打算\"", "下一步打算", "第17行第10列起的文字没有收尾的引号，文件可能不完整，请补上引号或用备份");
    refused(
        "heading: \"老年餐\",",
        "<<<<<<< HEAD\nheading: \"老年餐\",\n=======\nheading: \"午餐\",\n>>>>>>> 他",
        "第13行第1列起有合并冲突的标记，请先用 tigang 打开它，逐节合并以后保存",
    );
}

#[test]
fn bytes_that_are_no_utf_8_are_named_with_their_place() {
    let mut bytes = SMALL.as_bytes().to_vec();
    let at = SMALL.find("度正式").unwrap();
    bytes[at] = 0xff;
    refused_whole(&bytes, "第10行第3列起不是 UTF-8 编码，请转成 UTF-8 再打开");
}

#[test]
fn a_file_cut_anywhere_is_refused_in_chinese() {
    for file in [SMALL, MESSY] {
        for end in 0..file.len() - 1 {
            let sentence = store::read(&file.as_bytes()[..end]).expect_err("it is cut").to_string();
            let told = sentence.contains("文件就断了")
                || sentence.contains("没有收尾的引号")
                || end < 90 && sentence.contains("不是提纲的报告文件");
            assert!(told, "{end}: {sentence}");
        }
    }
}

#[test]
fn brackets_without_end_are_refused() {
    let many = |open: &str| open.repeat(100_000);
    refused_whole(format!("(format: 1, sections: {}", many("[")).as_bytes(), "第1行第24列处应当是(，请改正");
    refused_whole(
        format!("(format: 1, sections: [{}", many("(")).as_bytes(),
        "第1行第25列处应当是不带引号的名称，请改正",
    );
    refused_whole(
        format!("(format: 1, pages: {}", many("[(")).as_bytes(),
        "第1行第13列有不认识的字段“pages”，请改正名称或删去",
    );
    refused_whole(format!("{}(format: 1", many("/*")).as_bytes(), "它不是提纲的报告文件，如果是文稿，请改用导入");
    refused_whole(
        format!("(format: 1, title: r{}\"", many("#")).as_bytes(),
        "第1行第100021列起的文字没有收尾的引号，文件可能不完整，请补上引号或用备份",
    );
}

// ---- Laws ----

fn text() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "工作",
        "总结。",
        "\"",
        "\\",
        "#",
        "\"#",
        "\"##",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "\t",
        "\0",
        "\u{1b}",
        "\u{7f}",
        "\u{85}",
        "\u{feff}",
        "\u{2028}",
        "👩‍👩‍👧",
        "𠮷",
        " ",
        "),\n",
        "],\n",
        ")\n",
        "(id: 1, level: 1,\n",
        "//",
        "/*",
        "r#\"",
        "\\u{41}",
        "\\\"",
        "<<<<<<< HEAD\n",
        "heading: ",
        ",\n",
        "0",
    ]);
    let piece = prop_oneof![4 => pieces.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop_oneof![1 => Just(String::new()), 3 => proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())]
}

fn metrics() -> impl Strategy<Value = Vec<Metric>> {
    let metric = [text(), text(), text(), text(), text(), text(), text()].prop_map(
        |[name, value, unit, last_year, target, series, note]| Metric {
            name,
            value,
            unit,
            last_year,
            target,
            series,
            note,
            better: Better::Higher,
        },
    );
    let better = select(Better::ALL.to_vec());
    let metric = (metric, better).prop_map(|(metric, better)| Metric { better, ..metric });
    prop_oneof![2 => Just(Vec::new()), 1 => proptest::collection::vec(metric, 1..4)]
}

fn style() -> impl Strategy<Value = Style> {
    let numbering = select(vec![Numbering::Numbered, Numbering::Unnumbered]);
    let heading = select(vec![HeadingStyle::OwnLine, HeadingStyle::RunIn]);
    let stop = select(vec![Stop::Full, Stop::Blank, Stop::None]);
    let children = proptest::option::of(select(MARKERS.to_vec()));
    let kind = select(vec![Kind::Part, Kind::Part, Kind::Annex]);
    let numbers = (proptest::option::of(any::<u32>()), proptest::option::of(any::<NonZeroU32>()));
    (numbering, children, heading, stop, kind, numbers).prop_map(
        |(numbering, children, heading, stop, kind, (target, begins))| Style {
            numbering,
            children,
            heading,
            stop,
            target,
            kind,
            begins,
        },
    )
}

/// What hangs on texts: mostly nothing.
fn aside() -> impl Strategy<Value = Option<Box<Aside>>> {
    let progress =
        select(vec![Progress::Unsaid, Progress::Unwritten, Progress::Draft, Progress::Unchecked, Progress::Final]);
    let on = select(vec![CommentOn::Body, CommentOn::Heading, CommentOn::Closing]);
    let comment = ([text(), text(), text(), text()], on, any::<bool>(), any::<bool>()).prop_map(
        |([author, date, words, text], on, done, answers)| Comment { author, date, on, words, text, done, answers },
    );
    let place = (select(vec![TableIn::Body, TableIn::Closing]), any::<u32>());
    let merged = proptest::collection::vec(any::<(u32, u32, u32, u32)>(), 0..3);
    let table = ([text(), text(), text(), text()], place, merged).prop_map(
        |([title, unit, note, columns], (text, at), merged)| TableAside {
            text,
            at,
            title,
            unit,
            note,
            columns,
            merged,
        },
    );
    let lists = (proptest::collection::vec(comment, 0..3), proptest::collection::vec(table, 0..3));
    let full = (progress, text(), lists)
        .prop_map(|(progress, taken, (comments, tables))| Aside { progress, taken, comments, tables })
        .prop_map(|aside| (!aside.is_empty()).then(|| Box::new(aside)));
    prop_oneof![3 => Just(None), 1 => full]
}

fn outline() -> impl Strategy<Value = Tree> {
    let ids = Just((1..=40).collect::<Vec<u32>>()).prop_shuffle();
    let rows = proptest::collection::vec((1..6_usize, [text(), text(), text()], metrics(), style(), aside()), 0..8);
    (ids, rows, 0..60_u32).prop_map(|(numbers, rows, used)| {
        let mut deepest = 1;
        let rows =
            numbers.into_iter().zip(rows).map(|(number, (level, [heading, body, note], metrics, style, aside))| {
                let level = level.min(deepest);
                deepest = level + 1;
                (level, Section { id: id(number), heading, body, note, metrics, style, aside })
            });
        let mut tree = tree(rows);
        tree.reserve_ids(used);
        tree
    })
}

prop_compose! {
    fn report()(
        [title, organization, date, salutation] in [text(), text(), text(), text()],
        [preamble, closing, note] in [text(), text(), text()],
        [subtitle, remarks, imprint] in [text(), text(), text()],
        [organ, number, signer, secrecy, copy, urgency] in [text(), text(), text(), text(), text(), text()],
        (seal, letterhead, signed) in (
            select(vec![Seal::Without, Seal::With]),
            select(vec![Letterhead::Printed, Letterhead::Room]),
            select(vec![Signed::Below, Signed::Above]),
        ),
        aside in aside(),
        metrics in metrics(),
        scheme in select(SCHEMES.to_vec()),
        target in proptest::option::of(any::<u32>()),
        off in proptest::collection::btree_set(text(), 0..3),
        words in proptest::collection::vec(text(), 0..3),
        tree in outline(),
    ) -> Report {
        let dismissed = words.iter().map(|words| Fingerprint::of([words.as_str()])).collect();
        let check = Checking { off, dismissed };
        let setup = Setup { scheme, target, check, seal, letterhead, signed };
        let head = Head { organ, number, signer, secrecy, copy, urgency };
        let whole = Report { title, subtitle, organization, date, salutation, preamble, ..Report::default() };
        Report { closing, remarks, head, imprint, note, aside, metrics, setup, tree, ..whole }
    }
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(200))]

    /// What is written reads the same, by our reader and by ron's, and is written the same again.
    #[test]
    fn every_report_comes_back(report in report()) {
        check(&report, &written(&report));
    }

    /// Whatever becomes of a file, our reader takes nothing that ron would refuse or read otherwise, and neither panics.
    #[test]
    fn both_readers_agree_about_damaged_files(
        report in report(),
        damage in proptest::collection::vec(
            (any::<proptest::sample::Index>(), 0..4_usize, select(vec![
                "", "\"", "\\", ",", ")", "]", "(", "[", ":", "\n", " ", "1", "0", "x", "r#", "//", "\r\n", "\u{feff}", "metrics: [\n",
                "note: \"\",\n", "level", ", ", "99999999999", "\\u{1b}", "\\u{+1}", "\\u{}", "id: ", "),\n(id: 1, level: 1,\n",
            ])),
            0..3,
        ),
    ) {
        let mut bytes = store::write(&report);
        for (at, cut, put) in damage {
            let at = at.index(bytes.len());
            let end = bytes.len().min(at + cut);
            bytes.splice(at..end, put.bytes());
        }
        let either = store::read(&bytes);
        bytes.push(b' ');
        let ron = store::read(&bytes);
        prop_assert_eq!(either.as_ref().ok(), ron.as_ref().ok());
        if let (Ok(either), Ok(ron)) = (&either, &ron) {
            prop_assert_eq!(either.tree.next_id(), ron.tree.next_id());
        }
    }
}

// ---- Opening ----

/// A sentence with … for the folder of a path, which has another name each time.
fn without_folder(path: &Path, sentence: &str) -> String {
    sentence.replace(&folder_of(path).display().to_string(), "…")
}

fn folder_of(path: &Path) -> &Path {
    path.parent().expect("the path is a file in a folder")
}

#[track_caller]
fn check_open(path: &Path, sentence: &str) -> OpenError {
    let error = store::open(path).expect_err("it cannot be opened");
    assert_eq!(without_folder(path, &error.to_string()), sentence);
    error
}

#[test]
fn opening_tells_what_is_wrong() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("总结.ron");
    assert!(matches!(check_open(&path, "没有找到“…/总结.ron”，请检查文件名和所在的文件夹"), OpenError::Missing { .. }));
    fs::create_dir(&path).unwrap();
    assert!(matches!(check_open(&path, "“…/总结.ron”是文件夹，请给出其中的一个文件"), OpenError::Folder { .. }));
    fs::remove_dir(&path).unwrap();
    fs::write(&path, "一、工作").unwrap();
    let error = check_open(&path, "打不开“…/总结.ron”：它不是提纲的报告文件，如果是文稿，请改用导入");
    assert!(matches!(error, OpenError::Content { error: ReadError::NotReport, .. }));
    assert_eq!(store::read_file(&path).unwrap(), "一、工作".as_bytes());
    fs::write(&path, SMALL.replace("title", "titel")).unwrap();
    check_open(&path, "打不开“…/总结.ron”：第4行第1列有不认识的字段“titel”，请改正名称或删去");
    fs::File::create(&path).unwrap().set_len(store::MAX_BYTES + 1).unwrap();
    assert!(matches!(
        check_open(&path, "“…/总结.ron”超过128 MB，太大了，请拆成几个文件再打开"),
        OpenError::TooLarge { .. }
    ));
}

/// A large file is read from its start and its middle at the same time; a text may look like the head of a section there.
#[test]
fn a_large_file_opens_as_it_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("长.ron");
    let looks_like_a_section = "(id: 7, level: 1,\nheading: 不是标题,\n),\n";
    for line in ["一年的工作，逐项都有着落。\n", looks_like_a_section] {
        let rows = (1..=40).map(|number| {
            let mut section = Section::new(SectionId::new(number).unwrap());
            section.heading = format!("第{number}项");
            section.body = line.repeat((200 << 10) / line.len());
            (1 + usize::from(number % 3 == 0), section)
        });
        let report = Report { tree: Tree::from_rows(rows).unwrap(), ..Report::default() };
        store::save(&path, &report).unwrap();
        assert!(fs::metadata(&path).unwrap().len() > 5 << 20);
        assert_eq!(store::open(&path).unwrap().report, report);
        // An end in the middle is none.
        let mut bytes = store::write(&report);
        let middle = bytes.len() / 2;
        let head = middle + bytes[middle..].windows(6).position(|six| six == b"\n(id: ").unwrap() + 1;
        bytes.splice(head..head, *b"],\n)\n");
        fs::write(&path, bytes).unwrap();
        let opened = store::open(&path).map(|opened| opened.report.tree.len());
        assert!(opened.is_err() || line == looks_like_a_section, "{opened:?}");
    }
}

#[test]
fn opening_answers_the_report_and_notices_later_changes() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("总结.ron");
    for file in [SMALL.to_owned(), SMALL.replace('\n', "\r\n")] {
        fs::write(&path, file).unwrap();
        let opened = store::open(&path).unwrap();
        assert_eq!(opened.report, small());
        assert_eq!(Stamp::of(&path), Some(opened.stamp));
        fs::write(&path, "变了").unwrap();
        assert_ne!(Stamp::of(&path), Some(opened.stamp));
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(Stamp::of(&path), None);
}

// ---- Saving ----

/// Saving is refused with this sentence, and leaves the folder as it was.
#[track_caller]
fn check_save(path: &Path, sentence: &str) {
    let folder = folder_of(path);
    let before = listing(folder);
    let error = store::save(path, &small()).expect_err("it cannot be saved").to_string();
    assert_eq!(without_folder(path, &error), sentence);
    assert_eq!(listing(folder), before);
}

/// The names in a folder with what the files hold.
fn listing(folder: &Path) -> Vec<(String, Option<Vec<u8>>)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let entry = |entry: fs::DirEntry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).ok());
    let mut names: Vec<_> = entries.flatten().map(entry).collect();
    names.sort();
    names
}

#[test]
fn saving_writes_the_file_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("总结.ron");
    for report in [full(), small()] {
        let stamp = store::save(&path, &report).unwrap();
        assert_eq!(Stamp::of(&path), Some(stamp));
        assert_eq!(listing(folder.path()), [("总结.ron".to_owned(), Some(store::write(&report)))]);
        assert_eq!(store::open(&path).unwrap().report, report);
    }
    store::write_file(&path, b"\xff").unwrap();
    assert_eq!(listing(folder.path()), [("总结.ron".to_owned(), Some(vec![0xff]))]);
}

#[test]
fn a_long_name_is_as_good_as_a_short_one() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(format!("{}.txt", "长".repeat(83)));
    store::save(&path, &full()).unwrap();
    store::save(&path, &small()).unwrap();
    assert_eq!(store::open(&path).unwrap().report, small());
    let path = folder.path().join("长".repeat(100));
    check_save(&path, &format!("没有保存“…/{}”：文件名太长，请换一个短的", "长".repeat(100)));
}

#[test]
fn saving_tells_what_is_wrong() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("总结.ron");
    check_save(&path.join("里面.ron"), "没有保存“…/里面.ron”：它所在的文件夹不存在，请另存到别处");
    fs::write(&path, SMALL).unwrap();
    check_save(&path.join("里面.ron"), "没有保存“…/里面.ron”：它所在的文件夹不存在，请另存到别处");
    fs::write(&path, SMALL.replace("format: 1", "format: 3")).unwrap();
    check_save(&path, "没有保存“…/总结.ron”：那里是第3版格式的报告，这个程序会写坏它，请另存为别的文件");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    check_save(&path, "没有保存：“…/总结.ron”是文件夹，请换一个文件名");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let error = store::write_file(Path::new("/dev/full"), b"text").expect_err("it is always full");
    assert_eq!(error.to_string(), "没有保存“/dev/full”：磁盘满了，请腾出空间再保存，或另存到别处");
    store::write_file(Path::new("/dev/null"), b"text").unwrap();
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use tempfile::TempDir;
    use tigang::store;

    use super::SMALL;
    use super::check_open;
    use super::check_save;
    use super::small;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("the file is there").mode() & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("the file is ours");
    }

    #[test]
    fn a_new_file_takes_the_permissions_that_new_files_take_here_and_others_keep_theirs() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("总结.ron");
        let imported = folder.path().join("去年.ron");
        let usual = folder.path().join("usual");
        let handed_in = folder.path().join("总结.txt");
        fs::write(&usual, "").unwrap();
        store::save(&path, &small()).unwrap();
        store::write_file(&imported, &store::write(&small())).unwrap();
        store::write_file(&handed_in, b"").unwrap();
        for new in [&path, &imported, &handed_in] {
            assert_eq!(mode(new), mode(&usual), "{}", new.display());
        }
        for kept in [0o600, 0o644, 0o664, 0o666, 0o755] {
            set_mode(&path, kept);
            store::save(&path, &small()).unwrap();
            assert_eq!(mode(&path), kept);
        }
    }

    /// A file that goes by two names goes by both after a save, be the text longer or shorter.
    #[test]
    fn another_name_of_a_file_holds_what_was_saved() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        store::save(&at("总结.ron"), &small()).unwrap();
        fs::hard_link(at("总结.ron"), at("也是.ron")).unwrap();
        for title in ["短", "长一些的标题，比原来的长出一截来", ""] {
            let mut report = small();
            report.title = title.into();
            let stamp = store::save(&at("总结.ron"), &report).unwrap();
            assert_eq!(store::Stamp::of(&at("总结.ron")), Some(stamp));
            assert_eq!(fs::metadata(at("也是.ron")).unwrap().nlink(), 2);
            assert_eq!(fs::read(at("也是.ron")).unwrap(), store::write(&report));
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else lies there");
        }
    }

    #[test]
    fn links_stay_links() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("甲")).unwrap();
        fs::create_dir(at("乙")).unwrap();
        fs::write(at("甲/旧.ron"), "旧").unwrap();
        symlink("../甲/旧.ron", at("乙/近.ron")).unwrap();
        symlink(at("乙/近.ron"), at("远.ron")).unwrap();
        symlink("甲/新.ron", at("空.ron")).unwrap();
        symlink("乙", at("丙")).unwrap();
        for (link, file) in [("远.ron", "甲/旧.ron"), ("空.ron", "甲/新.ron"), ("丙/近.ron", "甲/旧.ron")] {
            let _ = fs::remove_file(at("甲/旧.ron"));
            store::save(&at(link), &small()).unwrap();
            assert!(fs::symlink_metadata(at(link)).unwrap().is_symlink());
            assert!(fs::symlink_metadata(at(file)).unwrap().is_file());
            assert_eq!(fs::read_to_string(at(file)).unwrap(), SMALL);
        }
        symlink("圈.ron", at("圈.ron")).unwrap();
        check_save(&at("圈.ron"), "没有保存“…/圈.ron”：链接绕成了圈，请另存到别处");
        symlink("没有/新.ron", at("断.ron")).unwrap();
        check_save(&at("断.ron"), "没有保存“…/断.ron”：它所在的文件夹不存在，请另存到别处");
    }

    #[test]
    fn what_is_protected_is_not_touched() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("总结.ron");
        fs::write(&path, SMALL).unwrap();
        set_mode(&path, 0o000);
        if fs::File::open(&path).is_ok() {
            return; // the administrator may do everything
        }
        check_open(&path, "没有读取“…/总结.ron”的权限，请向它的所有者要权限");
        set_mode(&path, 0o444);
        check_save(&path, "没有保存“…/总结.ron”：这个文件是只读的，请另存为别的文件");
        set_mode(&path, 0o644);
        set_mode(folder.path(), 0o555);
        check_save(&path, "没有保存“…/总结.ron”：它所在的文件夹不能写入，请另存到别处");
        check_save(&folder.path().join("新.ron"), "没有保存“…/新.ron”：它所在的文件夹不能写入，请另存到别处");
        set_mode(folder.path(), 0o755);
    }
}

// ---- Saving in the background ----

#[test]
fn the_latest_save_of_a_file_wins_and_none_is_forgotten() {
    let folder = TempDir::new().unwrap();
    let (first, other) = (folder.path().join("一.ron"), folder.path().join("二.ron"));
    let (tell, answers) = std::sync::mpsc::channel();
    let (go_on, wait) = std::sync::mpsc::channel::<()>();
    let saver = Saver::new(
        None,
        |_, _, _| (),
        move |answer| {
            tell.send(answer).unwrap();
            let _ = wait.recv();
        },
    )
    .unwrap();
    saver.save(first.clone(), small(), 1);
    let answer = answers.recv().unwrap();
    assert_eq!((answer.tag, answer.path, answer.outcome.unwrap()), (1, first.clone(), Stamp::of(&first).unwrap()));
    // It is busy answering: what comes now waits.
    saver.save(first.clone(), Report::default(), 2);
    saver.save(other.clone(), small(), 3);
    saver.save(folder.path().join("无/三.ron"), small(), 4);
    saver.save(first.clone(), full(), 5);
    drop(go_on);
    drop(saver);
    let ends: Vec<(i32, bool)> = answers.into_iter().map(|answer| (answer.tag, answer.outcome.is_ok())).collect();
    assert_eq!(ends, [(5, true), (3, true), (4, false)]);
    assert_eq!(store::open(&first).unwrap().report, full());
    assert_eq!(store::open(&other).unwrap().report, small());
}
