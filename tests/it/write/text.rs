//! What is handed in: texts to the character, JSON by field, bytes by encoding.

use tigang::export;
use tigang::export::Encoding;
use tigang::export::Format;
use tigang::export::Lacks;
use tigang::export::LineEnd;
use tigang::export::Options;
use tigang::export::Spacing;
use tigang::export::Unwritten;
use tigang::report::HeadingStyle;
use tigang::report::Marker;
use tigang::report::Metric;
use tigang::report::Numbering;
use tigang::report::Report;
use tigang::report::Scheme;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;

fn id(number: u32) -> SectionId {
    SectionId::new(number).unwrap()
}

/// Sections from lines of `level heading | body`; `>` before the heading runs it in, `-` leaves it unnumbered, `/` in the
/// body parts paragraphs. Ids count from 1.
fn tree(outline: &str) -> Tree {
    let rows = outline.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate().map(|(k, line)| {
        let (level, rest) = line.split_at(1);
        let (heading, body) = rest.split_once('|').unwrap_or((rest, ""));
        let mut section = Section::new(id(k as u32 + 1));
        let heading = heading.trim();
        section.heading = heading.trim_start_matches(['>', '-']).to_owned();
        section.body = body.trim().replace('/', "\n");
        if heading.starts_with('>') {
            section.style.heading = HeadingStyle::RunIn;
        }
        if heading.starts_with('-') {
            section.style.numbering = Numbering::Unnumbered;
        }
        section.note = "问人".to_owned();
        section.style.target = Some(300);
        (level.parse().unwrap(), section)
    });
    Tree::from_rows(rows).unwrap()
}

fn outline_of(scheme: Scheme, outline: &str) -> Report {
    let mut report = Report { tree: tree(outline), ..Report::default() };
    report.setup.scheme = scheme;
    report
}

fn flush() -> Options {
    Options { spacing: Spacing::Bare, ..Options::default() }
}

/// The outline as text, without indent, against lines.
#[track_caller]
fn check(scheme: Scheme, outline: &str, lines: &[&str]) {
    let report = outline_of(scheme, outline);
    let bare = export::text(&report, &flush());
    assert_eq!(bare.lines().collect::<Vec<_>>(), lines, "\n{bare}");
    assert!(bare.is_empty() || bare.ends_with('\n'));
    let full = export::text(&report, &Options::default());
    assert_eq!(
        full,
        bare.lines().map(|line| format!("　　{line}\n")).collect::<String>(),
        "the indent changes nothing else"
    );
    let crlf = export::text(&report, &Options { line_end: LineEnd::CrLf, ..flush() });
    assert_eq!(crlf, bare.replace('\n', "\r\n"));
    let tops = report.tree.children(None).to_vec();
    assert_eq!(
        export::text(export::Excerpt::of(&report, &tops), &flush()),
        bare,
        "all sections copied make the same text"
    );
}

#[test]
fn headings_on_their_own_lines() {
    check(
        Scheme::Gongwen,
        "1 主要工作 | 今年共开展夜间巡查40次。/未发生事故。
         2 抓巡查
         3 定路线 | 划定6条路线。
         2 抓整改 | 发现问题52个。
         1 存在问题 | 人手不足。",
        &[
            "一、主要工作",
            "今年共开展夜间巡查40次。",
            "未发生事故。",
            "（一）抓巡查",
            "1.定路线",
            "划定6条路线。",
            "（二）抓整改",
            "发现问题52个。",
            "二、存在问题",
            "人手不足。",
        ],
    );
}

#[test]
fn run_in_headings() {
    check(
        Scheme::Brackets,
        "1 >抓巡查 | 划定6条路线。/另有夜查。
         1 >谁来管？ | 队里管。
         1 >做法有三点： | 略。
         1 >提出“人人有责。” | 略。
         1 >提出“人人有责” | 略。
         1 >修订办法（试行） | 略。
         1 >没有正文
         1 >只有空行 |   /　/",
        &[
            "（一）抓巡查。划定6条路线。",
            "另有夜查。",
            "（二）谁来管？队里管。",
            "（三）做法有三点：略。",
            "（四）提出“人人有责。”略。",
            "（五）提出“人人有责”。略。",
            "（六）修订办法（试行）。略。",
            "（七）没有正文",
            "（八）只有空行",
        ],
    );
}

#[test]
fn a_section_without_heading_is_a_numbered_sentence() {
    check(
        Scheme::Points,
        "1 | 加强考核，每月通报一次。/附名单。
         1 > | 加强培训。
         1 收尾 |",
        &["一是加强考核，每月通报一次。", "附名单。", "二是加强培训。", "三是收尾"],
    );
}

#[test]
fn an_empty_section_still_shows_its_number() {
    check(Scheme::Gongwen, "1 头\n1\n2\n1 尾", &["一、头", "二、", "（一）", "三、尾"]);
    check(Scheme::Chapters, "1\n2 | 正文", &["第一章", "第一节 正文"]);
    check(Scheme::Plain, "1\n1 有字", &["有字"]);
}

#[test]
fn unnumbered_sections_close_up() {
    check(
        Scheme::Technical,
        "1 概况\n1 -插页 | 图一。\n1 数据\n2 来源",
        &["1 概况", "插页", "图一。", "2 数据", "2.1 来源"],
    );
}

#[test]
fn blanks_at_the_ends_of_paragraphs_are_not_handed_in() {
    check(
        Scheme::Gongwen,
        "1 　主要工作　 | 　　自己空了两格。  /\t/ \u{a0}第二段 里面的空格留着。\t",
        &["一、主要工作", "自己空了两格。", "第二段 里面的空格留着。"],
    );
}

#[test]
fn a_child_marker_of_its_own() {
    let mut report = outline_of(Scheme::Gongwen, "1 措施\n2 >考核 | 略。\n2 | 培训");
    let mut rows: Vec<_> = report.tree.rows().map(|row| (row.level, row.section.clone())).collect();
    rows[0].1.style.children = Some(Marker::Point);
    report.tree = Tree::from_rows(rows).unwrap();
    assert_eq!(export::text(&report, &flush()), "一、措施\n一是考核。略。\n二是培训\n");
}

fn whole() -> Report {
    let mut report =
        outline_of(Scheme::Gongwen, "1 主要工作 | 电话{来电}个。\n2 >抓规范 | 修订制度3项。\n1 打算 | 再干。");
    report.title = "路灯所2031年工作总结".to_owned();
    report.salutation = "所长：".to_owned();
    report.preamble = "今年以来，\n任务饱满。".to_owned();
    report.closing = "以上报告。".to_owned();
    report.organization = "路灯所".to_owned();
    report.date = "2031年12月5日".to_owned();
    report.note = "别忘了盖章".to_owned();
    report.metrics = vec![Metric { name: "来电".to_owned(), value: "310".to_owned(), ..Metric::default() }];
    report
}

#[test]
fn the_whole_report() {
    let text = "路灯所2031年工作总结
所长：
　　今年以来，
　　任务饱满。
　　一、主要工作
　　电话310个。
　　（一）抓规范。修订制度3项。
　　二、打算
　　再干。
　　以上报告。
路灯所
2031年12月5日
";
    assert_eq!(export::text(&whole(), &Options::default()), text);
    assert_eq!(export::text(&Report::default(), &Options::default()), "");
}

#[test]
fn copied_sections_keep_their_numbers() {
    let report = outline_of(Scheme::Gongwen, "1 甲\n2 乙\n3 丙\n2 丁\n1 戊\n2 己");
    let copied = |ids: &[u32]| {
        export::text(export::Excerpt::of(&report, &ids.iter().map(|&n| id(n)).collect::<Vec<_>>()), &flush())
    };
    assert_eq!(copied(&[2]), "（一）乙\n1.丙\n");
    assert_eq!(copied(&[5, 4]), "（二）丁\n二、戊\n（一）己\n", "in reading order");
    assert_eq!(copied(&[3, 1, 2]), "一、甲\n（一）乙\n1.丙\n（二）丁\n", "a section inside another comes once");
    assert_eq!(copied(&[99]), "");
}

#[test]
fn the_outline_as_json() {
    let mut report = whole();
    let mut rows: Vec<_> = report.tree.rows().map(|row| (row.level, row.section.clone())).collect();
    rows[0].1.body = "他说：\"好\"\n第二段\t\\".to_owned();
    rows[0].1.metrics = vec![Metric { name: "来电".to_owned(), unit: "个".to_owned(), ..Metric::default() }];
    report.tree = Tree::from_rows(rows).unwrap();
    let json = String::from_utf8(export::bytes(&report, Format::named("json").unwrap(), &Options::default()).unwrap())
        .unwrap();
    assert_eq!(
        json,
        r#"{"format":2,"head":{"organ":"","number":"","signer":"","secrecy":"","copy":"","urgency":""},"title":"路灯所2031年工作总结","subtitle":"","organization":"路灯所","date":"2031年12月5日","salutation":"所长：","preamble":"今年以来，\n任务饱满。","sections":[
{"id":1,"number":"一、","level":1,"heading":"主要工作","body":"他说：\"好\"\n第二段\t\\","note":"问人","metrics":[{"name":"来电","value":"","unit":"个","last_year":"","target":"","note":""}],"sections":[
{"id":2,"number":"（一）","level":2,"heading":"抓规范","body":"修订制度3项。","note":"问人","metrics":[],"sections":[]}]},
{"id":3,"number":"二、","level":1,"heading":"打算","body":"再干。","note":"问人","metrics":[],"sections":[]}],"closing":"以上报告。","remarks":"","annexes":[],"imprint":""}
"#
    );
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["sections"][0]["sections"][0]["heading"], "抓规范");
    let empty = export::bytes(&Report::default(), Format::named("json").unwrap(), &Options::default()).unwrap();
    let empty: serde_json::Value = serde_json::from_slice(&empty).unwrap();
    assert_eq!(empty["sections"], serde_json::json!([]));
}

#[test]
fn no_depth_is_too_deep() {
    const DEPTH: usize = 100_000;
    let rows = (1..=DEPTH).map(|level| (level, Section::new(id(level as u32))));
    let report = Report { tree: Tree::from_rows(rows).unwrap(), ..Report::default() };
    assert_eq!(export::text(&report, &flush()).lines().count(), DEPTH);
    let json = export::bytes(&report, Format::named("json").unwrap(), &Options::default()).unwrap();
    let count = |byte| json.iter().filter(|&&b| b == byte).count();
    assert_eq!((count(b'{'), count(b'}'), count(b'\n')), (DEPTH + 2, DEPTH + 2, DEPTH + 1));
}

/// What stands in the way of a text: characters, and nothing else.
fn written(bytes: Result<Vec<u8>, Unwritten>) -> Result<Vec<u8>, Lacks> {
    bytes.map_err(|unwritten| match unwritten {
        Unwritten::Lacks(lacks) => lacks,
        other => panic!("{other}"),
    })
}

/// The body of a one-section report in an encoding, read back by an independent decoder.
#[track_caller]
fn check_bytes(encoding: Encoding, body: &str) -> Result<Vec<u8>, Lacks> {
    let report = outline_of(Scheme::Plain, &format!("1 | {body}"));
    let options = Options { encoding, ..flush() };
    let bytes = written(export::bytes(&report, Format::named("txt").unwrap(), &options))?;
    let decoder = match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => encoding_rs::UTF_8,
        Encoding::Gb18030 => encoding_rs::GB18030,
        Encoding::Gbk => encoding_rs::GBK,
    };
    assert_eq!(decoder.decode(&bytes), (format!("{body}\n").into(), decoder, false));
    Ok(bytes)
}

#[test]
fn encodings() {
    assert_eq!(check_bytes(Encoding::Utf8, "总").unwrap(), "总\n".as_bytes());
    assert_eq!(check_bytes(Encoding::Utf8Bom, "总").unwrap(), b"\xEF\xBB\xBF\xE6\x80\xBB\n");
    assert_eq!(check_bytes(Encoding::Gbk, "总结①㎡〔5〕——……·〇€").unwrap()[..4], [0xD7, 0xDC, 0xBD, 0xE1]);
    check_bytes(Encoding::Gb18030, "王𠮷⑪㉑😀ḿ龴\u{e000}é").unwrap();
}

#[test]
fn what_an_encoding_lacks_is_named() {
    let lacks = check_bytes(Encoding::Gbk, "一二三四五六七⑪八九，𠮷先生和⑪").unwrap_err();
    assert_eq!((lacks.encoding, lacks.instead), (Encoding::Gbk, Encoding::Gb18030));
    let names: Vec<_> =
        lacks.characters.iter().map(|lack| (lack.character, lack.count, lack.line, lack.words.as_str())).collect();
    assert_eq!(names, [('⑪', 2, 1, "二三四五六七⑪八九，𠮷先生"), ('𠮷', 1, 1, "六七⑪八九，𠮷先生和⑪")]);

    let report = outline_of(Scheme::Gongwen, "1 好\n2 也好 | 没事\n2 名单 | 王𠮷");
    let options = Options { encoding: Encoding::Gbk, line_end: LineEnd::CrLf, ..flush() };
    let lacks = written(export::bytes(&report, Format::named("txt").unwrap(), &options)).unwrap_err();
    assert_eq!((lacks.characters[0].line, lacks.characters[0].words.as_str()), (5, "王𠮷"));
}

#[test]
fn a_character_that_would_come_back_as_another_is_lacking() {
    for encoding in [Encoding::Gb18030, Encoding::Gbk] {
        let lacks = check_bytes(encoding, "甲\u{e5e5}乙\u{e81e}丙").unwrap_err();
        let named: Vec<_> = lacks.characters.iter().map(|lack| (lack.character, lack.count)).collect();
        assert_eq!(named, [('\u{e5e5}', 1), ('\u{e81e}', 1)]);
        assert_eq!(lacks.instead, Encoding::Utf8);
    }
}

#[test]
fn every_character_comes_back_or_is_named() {
    for (encoding, last) in [(Encoding::Gb18030, char::MAX), (Encoding::Gbk, '\u{ffff}')] {
        let is_text = |ch: &char| !ch.is_whitespace() && !ch.is_control() && !['|', '/'].contains(ch);
        let all: String = (' '..=last).filter(is_text).collect();
        let lacks = check_bytes(encoding, &all).unwrap_err();
        let lacking: std::collections::HashSet<char> = lacks.characters.iter().map(|lack| lack.character).collect();
        let rest: String = all.chars().filter(|ch| !lacking.contains(ch)).collect();
        check_bytes(encoding, &rest).unwrap();
        assert_eq!(lacking.len() < 30, encoding == Encoding::Gb18030);
    }
}

#[test]
fn a_list_of_annexes_below_the_date_gets_no_brackets() {
    let report = Report {
        title: "路灯所2031年工作总结".into(),
        date: "2031年12月5日".into(),
        remarks: "附件：1.巡查台账\n2.支架清单\n联系人：方某".into(),
        ..Report::default()
    };
    let text = export::text(&report, &Options::default());
    assert_eq!(
        text,
        "路灯所2031年工作总结\n2031年12月5日\n　　附件：1.巡查台账\n　　2.支架清单\n　　（联系人：方某）\n"
    );
}
