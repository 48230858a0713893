//! What the numbers of an outline look like, and which lines of a text begin with one.

use tigang::report::Marker;
use tigang::report::Numbering;
use tigang::report::Report;
use tigang::report::Scheme;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;
use tigang::report::numbering;
use tigang::report::numbering::Counter;
use tigang::report::numbering::Number;

/// One line a section: two blanks a level, then its heading; `!` before it = 不编号; `=marker` behind it = its children's
/// marker.
fn report(scheme: Scheme, outline: &str) -> Report {
    let rows = outline.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).enumerate();
    let indent =
        outline.lines().find(|line| !line.trim().is_empty()).map_or(0, |line| line.len() - line.trim_start().len());
    let rows = rows.map(|(k, line)| {
        let text = line.trim_start();
        let level = (line.len() - text.len() - indent) / 2 + 1;
        let mut section = Section::new(SectionId::new(k as u32 + 1).expect("ids begin at 1"));
        let (text, children) = text.split_once('=').map_or((text, None), |(text, marker)| (text, Some(marker)));
        section.style.children = children.map(|name| ron::from_str(name).expect("a marker's name"));
        if let Some(text) = text.strip_prefix('!') {
            section.style.numbering = Numbering::Unnumbered;
            section.heading = text.to_string();
        } else {
            section.heading = text.to_string();
        }
        (level, section)
    });
    let mut report = Report { tree: Tree::from_rows(rows).expect("no level jumps"), ..Report::default() };
    report.setup.scheme = scheme;
    report
}

/// The outline drawn with its numbers; the same by every way to ask for one.
#[track_caller]
fn check(scheme: Scheme, outline: &str, drawn: &[&str]) {
    let report = report(scheme, outline);
    let shown: Vec<String> = numbering::numbers(&report)
        .map(|numbered| {
            let heading = &numbered.row.section.heading;
            format!("{}{}{heading}", numbered.label, numbered.number.gap())
        })
        .collect();
    assert_eq!(shown, drawn);

    let mut path: Vec<Number> = Vec::new();
    let mut counter = Counter::new(scheme);
    for numbered in numbering::numbers(&report) {
        let number = counter.count(numbered.row.level, &numbered.row.section.style);
        assert_eq!(number, numbered.number);
        path.truncate(numbered.row.level - 1);
        assert_eq!(number.label(path.iter().rev().copied()), numbered.label);
        path.push(number);
        assert_eq!(numbering::number_of(&report, numbered.row.section.id), numbered.label);
    }
}

const SIX_LEVELS: &str = "
    甲
      乙
        丙
          丁
            戊
              己
      庚
    辛
      壬";

#[test]
fn gongwen() {
    check(
        Scheme::Gongwen,
        SIX_LEVELS,
        &["一、甲", "（一）乙", "1.丙", "（1）丁", "①戊", "(1)己", "（二）庚", "二、辛", "（一）壬"],
    );
    check(Scheme::GongwenComma, "甲\n  乙\n    丙\n      丁", &["一、甲", "（一）乙", "1、丙", "（1）丁"]);
    check(Scheme::GongwenWide, "甲\n  乙\n    丙\n      丁", &["一、甲", "（一）乙", "1．丙", "（1）丁"]);
    check(Scheme::Brackets, "甲\n  乙\n    丙", &["（一）甲", "1.乙", "（1）丙"]);
    check(Scheme::Digits, "甲\n  乙\n    丙", &["1.甲", "（1）乙", "①丙"]);
}

#[test]
fn other_schemes() {
    check(Scheme::Points, "甲\n  乙\n    丙\n丁", &["一是甲", "（1）乙", "①丙", "二是丁"]);
    check(Scheme::Ordinals, "甲\n  乙\n丙", &["第一，甲", "一是乙", "第二，丙"]);
    check(
        Scheme::Technical,
        SIX_LEVELS,
        &["1 甲", "1.1 乙", "1.1.1 丙", "1.1.1.1 丁", "1.1.1.1.1 戊", "1.1.1.1.1.1 己", "1.2 庚", "2 辛", "2.1 壬"],
    );
    check(Scheme::Parts, "甲\n  乙\n    丙", &["第一部分 甲", "一、乙", "（一）丙"]);
    check(Scheme::Plain, "甲\n  乙\n    丙", &["甲", "乙", "丙"]);
}

#[test]
fn articles_are_counted_through_the_report() {
    check(
        Scheme::Chapters,
        "甲\n  乙\n    丙\n    丁\n      项\n        目\n  戊\n    己\n庚\n  辛\n    壬",
        &[
            "第一章 甲",
            "第一节 乙",
            "第一条 丙",
            "第二条 丁",
            "（一）项",
            "1.目",
            "第二节 戊",
            "第三条 己",
            "第二章 庚",
            "第一节 辛",
            "第四条 壬",
        ],
    );
}

#[test]
fn an_unnumbered_section_lets_its_siblings_close_up() {
    check(Scheme::Gongwen, "甲\n!乙\n  丙\n丁", &["一、甲", "乙", "（一）丙", "二、丁"]);
    check(Scheme::Technical, "甲\n!乙\n  丙\n丁\n  戊", &["1 甲", "乙", "1 丙", "2 丁", "2.1 戊"]);
    check(
        Scheme::Chapters,
        "甲\n  乙\n    丙\n    !丁\n    戊",
        &["第一章 甲", "第一节 乙", "第一条 丙", "丁", "第二条 戊"],
    );
}

#[test]
fn a_section_gives_its_children_another_marker() {
    // What stands below goes on in the scheme where the marker occurs in it …
    check(
        Scheme::Gongwen,
        "甲=digit\n  乙\n    丙\n      丁\n戊\n  己",
        &["一、甲", "1.乙", "（1）丙", "①丁", "二、戊", "（一）己"],
    );
    check(Scheme::GongwenComma, "甲=digit\n  乙\n    丙", &["一、甲", "1.乙", "（1）丙"]);
    check(Scheme::Gongwen, "甲=circled\n  乙\n    丙\n      丁", &["一、甲", "①乙", "(1)丙", "(1)丁"]);
    // … and by depth where it does not.
    check(Scheme::Gongwen, "甲=point\n  乙\n    丙\n  丁", &["一、甲", "一是乙", "1.丙", "二是丁"]);
    check(Scheme::Gongwen, "甲=bare\n  乙\n    丙", &["一、甲", "乙", "1.丙"]);
    check(Scheme::Gongwen, "甲=dotted\n  乙\n    丙\n  丁\n    戊", &["一、甲", "1 乙", "1.1 丙", "2 丁", "2.1 戊"]);
    check(
        Scheme::Gongwen,
        "甲\n乙=dotted_below\n  丙\n    丁\n  戊",
        &["一、甲", "二、乙", "2.1 丙", "2.1.1 丁", "2.2 戊"],
    );
}

#[test]
fn beyond_the_ends() {
    assert_eq!(Marker::Circled.label(50), "㊿");
    assert_eq!(Marker::Circled.label(51), "(51)");
    assert_eq!(Marker::Circled.label(21), "㉑");
    assert_eq!(Marker::Circled.label(36), "㊱");
    assert_eq!(Marker::Han.label(10_000), "10000、");
    assert_eq!(Marker::Han.label(u32::MAX), "4294967295、");
    assert_eq!(numbering::number_of(&Report::default(), SectionId::new(7).unwrap()), "");
    // A level that jumps is taken as the deepest that fits; none panics.
    let mut counter = Counter::new(Scheme::Gongwen);
    let style = tigang::report::Style::default();
    assert_eq!(counter.label(), "");
    counter.count(0, &style);
    counter.count(usize::MAX, &style);
    assert_eq!(counter.label(), "（一）");
}

#[test]
fn names_and_samples() {
    for scheme in Scheme::ALL {
        assert!(!scheme.name().is_empty());
        assert_eq!(Scheme::ALL.iter().filter(|other| other.name() == scheme.name()).count(), 1);
    }
    for marker in Marker::ALL {
        assert_eq!(Marker::ALL.iter().filter(|other| other.name() == marker.name()).count(), 1);
    }
    assert_eq!(Scheme::Gongwen.sample(), "一、（一）1.（1）①");
    assert_eq!(Scheme::Chapters.sample(), "第一章 第一节 第一条 （一）1.");
    assert_eq!(Scheme::Technical.sample(), "1 1.1 1.1.1");
    assert_eq!(Scheme::Plain.sample(), "");
    assert_eq!(Marker::Dotted.sample(), "1.1");
}

#[test]
fn chinese_numerals() {
    for (number, text) in [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (2305, "二千三百零五"),
        (9999, "九千九百九十九"),
    ] {
        assert_eq!(numbering::han(number), text);
    }
    for number in 1..=9999 {
        assert_eq!(numbering::read_han(&numbering::han(number)), Some(number));
    }
    assert_eq!(numbering::read_han("一十二"), Some(12));
    assert_eq!(numbering::read_han("一百〇一"), Some(101));
    assert_eq!(numbering::read_han("二〇"), Some(20));
    assert_eq!(numbering::read_han("一〇一"), Some(101));
    for text in
        ["", "二〇二三", "一二", "十十", "百", "零", "〇", "一百一", "甲", "一百百", "一十百", "千千千千千千千千千千千"]
    {
        assert_eq!(numbering::read_han(text), None, "{text}");
    }
}

#[test]
fn every_label_is_read_back() {
    for marker in Marker::ALL {
        for ordinal in 1..=9999 {
            let label = marker.label(ordinal) + marker.gap();
            let line = format!("{label}主要工作");
            let found = numbering::read(&line).map(|found| (found.marker.kind(), found.ordinal, found.len));
            let expected = match marker {
                Marker::Bare => None,
                Marker::Circled if ordinal > 50 => Some((Marker::DigitBracketed, ordinal, label.len())),
                _ => Some((marker.kind(), ordinal, label.len())),
            };
            assert_eq!(found, expected, "{line}");
        }
    }
}

/// The line begins with this marker, and the heading is what stands behind it.
#[track_caller]
fn reads(line: &str, marker: Marker, ordinal: u32, heading: &str) {
    let found = numbering::read(line).unwrap_or_else(|| panic!("no marker in {line}"));
    assert_eq!((found.marker, found.ordinal, &line[found.len..]), (marker, ordinal, heading), "{line}");
}

#[test]
fn variants_of_real_texts() {
    for line in [
        "（一）宣传",
        "(一)宣传",
        "（一）、宣传",
        "〔一〕宣传",
        "【一】宣传",
        "( 一 ) 宣传",
        "　　（一） 宣传",
        "(一).宣传",
        "一）宣传",
        "㈠宣传",
    ] {
        reads(line, Marker::HanBracketed, 1, "宣传");
    }
    reads("（二）是宣传", Marker::HanBracketed, 2, "宣传");
    reads("（二）是否宣传", Marker::HanBracketed, 2, "是否宣传");
    for line in ["一、宣传", "一. 宣传", "一．宣传", "一，宣传", "一 、宣传", "一　宣传", "\u{a0}一、宣传"]
    {
        reads(line, Marker::Han, 1, "宣传");
    }
    reads("二十一、宣传", Marker::Han, 21, "宣传");
    reads("一百零一、宣传", Marker::Han, 101, "宣传");
    reads("二〇、宣传", Marker::Han, 20, "宣传");
    reads("一、二十大精神", Marker::Han, 1, "二十大精神");
    for line in ["1.宣传", "1. 宣传", "1)宣传", "1）宣传", "１.宣传", "⒈宣传", "1 .宣传"] {
        reads(line, Marker::Digit, 1, "宣传");
    }
    reads("1、宣传", Marker::DigitComma, 1, "宣传");
    reads("12．宣传", Marker::DigitWide, 12, "宣传");
    reads("1.2023年工作", Marker::Digit, 1, "2023年工作");
    reads("1.12345热线", Marker::Digit, 1, "12345热线");
    reads("2、2023年工作", Marker::DigitComma, 2, "2023年工作");
    for line in ["(1)宣传", "（1） 宣传", "⑴宣传", "（１）宣传", "(1)、宣传"] {
        reads(line, Marker::DigitBracketed, 1, "宣传");
    }
    reads("⑳宣传", Marker::Circled, 20, "宣传");
    reads("㊿宣传", Marker::Circled, 50, "宣传");
    reads("❸宣传", Marker::Circled, 3, "宣传");
    reads("一是宣传", Marker::Point, 1, "宣传");
    reads("十一是，宣传", Marker::Point, 11, "宣传");
    reads("二要抓宣传", Marker::Need, 2, "抓宣传");
    reads("4 2025年计划", Marker::Dotted, 4, "2025年计划");
    reads("一是一手抓宣传", Marker::Point, 1, "一手抓宣传");
    for line in ["第一，宣传", "第一、宣传", "第一,宣传", "第一：宣传"] {
        reads(line, Marker::Ordinal, 1, "宣传");
    }
    for line in ["第一部分 宣传", "第一部分宣传", "第一部分：宣传", "第 一 部分　宣传", "第1部分 宣传"]
    {
        reads(line, Marker::Part, 1, "宣传");
    }
    reads("第十二章 宣传", Marker::Chapter, 12, "宣传");
    reads("第二节　宣传", Marker::ChapterSection, 2, "宣传");
    reads("第三条 宣传", Marker::Article, 3, "宣传");
    reads("1 宣传", Marker::Dotted, 1, "宣传");
    reads("2.1 人员", Marker::Dotted, 1, "人员");
    reads("3 项目管理", Marker::Dotted, 3, "项目管理");
    reads("1.2 宣传", Marker::Dotted, 2, "宣传");
    reads("1.2.3宣传", Marker::Dotted, 3, "宣传");
    reads("1.2. 宣传", Marker::Dotted, 2, "宣传");
    reads("１．２ 宣传", Marker::Dotted, 2, "宣传");
    assert_eq!(numbering::read("1.2.3 宣传").map(|found| found.above), Some(2));
    assert_eq!(numbering::read("一、").map(|found| found.len), Some("一、".len()));
}

#[test]
fn a_number_that_counts_on_is_a_marker() {
    for (line, marker, ordinal) in [
        ("3、4月份进点", Marker::DigitComma, 3),
        ("三、四季度冲刺", Marker::Han, 3),
        ("4.5家企业审计", Marker::Digit, 4),
    ] {
        assert_eq!(numbering::read(line), None, "{line}");
        let found = numbering::read_next(line, &|_, next| next == ordinal).map(|found| (found.marker, found.ordinal));
        assert_eq!(found, Some((marker, ordinal)), "{line}");
    }
    assert_eq!(numbering::read_next("4.5亿元到位", &|_, _| true), None);
}

#[test]
fn figures_and_words_are_text() {
    for line in [
        "",
        "　",
        "一方面",
        "一些单位",
        "一是一，二是二",
        "三要素",
        "五要点清单",
        "一是一二是二",
        "2023年",
        "2023 年",
        "12.8%",
        "12.8 %",
        "3—6人",
        "1204件",
        "1，204件",
        "1,204件",
        "2.5亿",
        "2.5 亿元",
        "3.15晚会",
        "2023.5.12",
        "2023.5.12 会议",
        "5 个工作日",
        "5 个人",
        "2023 年度",
        "1.12345",
        "三 个",
        "三、四季度",
        "一、二线城市",
        "3、4月份",
        "第一、第二产业",
        "第三条的规定",
        "第一部分是总论",
        "第一书记",
        "第十二届",
        "（以下简称热线）",
        "（）",
        "()",
        "（一",
        "(1",
        "十大举措",
        "百日攻坚",
        "千方百计",
        "万众一心",
        "零距离",
        "1",
        "12",
        "0、",
        "第、",
        "第",
        "“一网通办”",
        "（二〇二三）",
        "99999、宣传",
    ] {
        assert_eq!(numbering::read(line), None, "{line}");
    }
}

proptest::proptest! {
    #![proptest_config(crate::tools::hunt::cases(256))]

    #[test]
    fn reading_never_panics(line in "[一二十百千零〇第是章条部分（）()\\[\\]0-9０-９.．、，： 　①㊿⑴a\u{a0}]{0,12}") {
        if let Some(found) = numbering::read(&line) {
            assert!(line.is_char_boundary(found.len) && found.ordinal > 0);
        }
        numbering::read_han(&line);
    }
}
