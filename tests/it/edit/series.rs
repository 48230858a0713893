//! A series inside a paragraph becomes sections and comes back to the character; whole reports come to stand in another.

use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prelude::prop;
use proptest::prelude::prop_assert_eq;
use proptest::prelude::prop_oneof;
use proptest::proptest;

use tigang::edit::Document;
use tigang::edit::moves;
use tigang::edit::moves::Markers;
use tigang::export;
use tigang::import::import_text;
use tigang::report::Aside;
use tigang::report::Comment;
use tigang::report::Field;
use tigang::report::HeadingStyle;
use tigang::report::Kind;
use tigang::report::Marker;
use tigang::report::Metric;
use tigang::report::Owner;
use tigang::report::Place;
use tigang::report::Report;
use tigang::report::Scheme;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;
use tigang::report::numbering::han;
use tigang::report::numbering::marker_below;
use tigang::report::numbering::numbers;

use crate::tools::drawing::dedent;

/// A section 主要工作 with this body.
fn with_body(body: &str) -> (Report, SectionId) {
    let id = SectionId::new(1).unwrap();
    let section = Section { heading: "主要工作".into(), body: body.into(), ..Section::new(id) };
    (Report { tree: Tree::from_rows([(1, section)]).unwrap(), ..Report::default() }, id)
}

/// Sections with their numbers: `一、heading = body # note {metric}`, `+` before a run-in heading.
fn draw(report: &Report) -> String {
    let mut drawing = String::new();
    for numbered in numbers(report) {
        let section = numbered.row.section;
        drawing.push_str(&"  ".repeat(numbered.row.level - 1));
        drawing.push_str(&numbered.label);
        if section.style.heading == HeadingStyle::RunIn {
            drawing.push('+');
        }
        drawing.push_str(&section.heading);
        for (mark, text) in [(" = ", &section.body), (" # ", &section.note)] {
            if !text.is_empty() {
                drawing.push_str(&format!("{mark}{}", text.replace('\n', "⏎")));
            }
        }
        for metric in &section.metrics {
            drawing.push_str(&format!(" {{{}}}", metric.name));
        }
        drawing.push('\n');
    }
    drawing
}

/// Splits the first series of a body, compares with the drawing, undoes and redoes; folds it: the body is as before.
#[track_caller]
fn check(body: &str, split: &str) {
    let (start, id) = with_body(body);
    let change = moves::split_series(&start, id, None).expect("there is a series");
    let mut document = Document::new(start.clone());
    document.apply(change).unwrap();
    assert_eq!(draw(document.report()), dedent(split));
    let done = document.report().clone();
    document.undo().unwrap();
    assert_eq!(document.report(), &start, "undone");
    document.redo().unwrap();
    assert_eq!(document.report(), &done, "done again");
    let fold = moves::fold_series(&done, id).expect("there are children");
    document.apply(fold).unwrap();
    assert_eq!(document.report(), &start, "folded");
    document.undo().unwrap();
    assert_eq!(document.report(), &done, "unfolded");
}

#[track_caller]
fn check_left_alone(body: &str) {
    let (report, id) = with_body(body);
    if let Some(change) = moves::split_series(&report, id, None) {
        let mut report = report;
        change.apply(&mut report).unwrap();
        panic!("it was split:\n{}", draw(&report));
    }
}

#[test]
fn points_become_sections() {
    check(
        "主要做了两项工作：一是加强考核管理。推进百分制，按月通报。二是抓督办。建立台账3本。",
        "
        一、主要工作 = 主要做了两项工作：
          一是+加强考核管理 = 推进百分制，按月通报。
          二是+抓督办 = 建立台账3本。
        ",
    );
    check(
        "重点抓了三个方面：一是错峰开课，夜间课程占六成；二是送课上门，设点14个；三是云端授课。",
        "
        一、主要工作 = 重点抓了三个方面：
          一是 = 错峰开课，夜间课程占六成；
          二是 = 送课上门，设点14个；
          三是 = 云端授课。
        ",
    );
}

#[test]
fn every_kind_of_marker() {
    check("（一）甲事；（二）乙事。", "一、主要工作\n  （一） = 甲事；\n  （二） = 乙事。");
    check("（1）甲事；（2）乙事。", "一、主要工作\n  （1） = 甲事；\n  （2） = 乙事。");
    check("(1)甲事；(2)乙事。", "一、主要工作\n  (1) = 甲事；\n  (2) = 乙事。");
    check("1、甲事；2、乙事。", "一、主要工作\n  1、 = 甲事；\n  2、 = 乙事。");
    check("1.甲事；2.乙事。", "一、主要工作\n  1. = 甲事；\n  2. = 乙事。");
    check("1．甲事；2．乙事。", "一、主要工作\n  1． = 甲事；\n  2． = 乙事。");
    check("①甲事；②乙事。", "一、主要工作\n  ① = 甲事；\n  ② = 乙事。");
    check("第一，甲事；第二，乙事。", "一、主要工作\n  第一， = 甲事；\n  第二， = 乙事。");
    check("一、甲事；二、乙事。", "一、主要工作\n  一、 = 甲事；\n  二、 = 乙事。");
}

#[test]
fn words_and_rare_markers_stay_in_the_text() {
    check(
        "首先，抓骨干。选派12人进修。其次，抓志愿者，达2600人。再次，抓轮训。最后，抓考核。",
        "
        一、主要工作
          +首先，抓骨干 = 选派12人进修。
           = 其次，抓志愿者，达2600人。
           = 再次，抓轮训。
           = 最后，抓考核。
        ",
    );
    check("一要抓紧，二要抓实。", "一、主要工作\n   = 一要抓紧，\n   = 二要抓实。");
    check("其一，人手少；其二，经费紧。", "一、主要工作\n   = 其一，人手少；\n   = 其二，经费紧。");
    check("(一)甲事；(二)乙事。", "一、主要工作\n   = (一)甲事；\n   = (二)乙事。");
    check("第一、甲事；第二、乙事。", "一、主要工作\n   = 第一、甲事；\n   = 第二、乙事。");
    check("1）甲事；2）乙事。", "一、主要工作\n   = 1）甲事；\n   = 2）乙事。");
    check("一是，甲事；二是，乙事。", "一、主要工作\n   = 一是，甲事；\n   = 二是，乙事。");
}

#[test]
fn what_stands_around_a_series_keeps_its_place() {
    check(
        "上文一段。\n一是甲事；二是乙事。\n下文一段。\n又一段。",
        "
        一、主要工作 = 上文一段。⏎
          一是 = 甲事；
          二是 = 乙事。⏎下文一段。⏎又一段。
        ",
    );
    check(
        "上文一段。\n还有差距。一是认识不足。二是力度不够。这些问题将努力改正。",
        "
        一、主要工作 = 上文一段。⏎还有差距。
          一是 = 认识不足。
          二是 = 力度不够。这些问题将努力改正。
        ",
    );
}

#[test]
fn blanks_and_quotes_come_back() {
    check(
        "要求“一是早，二是实”。  一是 抓早。抓小。 二是听“一是什么；二是什么”的问。答。”三是抓实",
        "
        一、主要工作 = 要求“一是早，二是实”。 \u{20}
          一是+ 抓早 = 抓小。\u{20}
          二是+听“一是什么；二是什么”的问 = 答。”
          三是 = 抓实
        ",
    );
}

#[test]
fn a_heading_ends_at_its_colon_or_first_stop() {
    check(
        "一是形式多样：设点36处，参加4.8万人。二是成效如何？看数据！再看民意。三是一条龙……。办结率98%。",
        "
        一、主要工作
          一是+形式多样： = 设点36处，参加4.8万人。
          二是+成效如何？看数据！ = 再看民意。
          三是+一条龙……。 = 办结率98%。
        ",
    );
}

#[test]
fn series_in_series_splits_the_outer_one() {
    check(
        "一是抓学习：（1）读书；（2）讨论。二是抓落实：（1）督查；（2）考核。",
        "
        一、主要工作
          一是+抓学习： = （1）读书；（2）讨论。
          二是+抓落实： = （1）督查；（2）考核。
        ",
    );
    check(
        "首先感谢大家。工作如下：一是甲事；二是乙事。",
        "
        一、主要工作 = 首先感谢大家。工作如下：
          一是 = 甲事；
          二是 = 乙事。
        ",
    );
}

#[test]
fn figures_dates_and_sayings_are_no_items() {
    check(
        "全年2.5亿元，3、4月份完成1,200、1,300件。1、第1、2、3组3、4月份开工，2024.1.5验收；2、一、二、三产业并进。",
        "
        一、主要工作 = 全年2.5亿元，3、4月份完成1,200、1,300件。
          1、 = 第1、2、3组3、4月份开工，2024.1.5验收；
          2、 = 一、二、三产业并进。
        ",
    );
    check(
        "做到一是一、二是二。一是一季度开门红；二是二季度双过半。",
        "
        一、主要工作 = 做到一是一、二是二。
          一是 = 一季度开门红；
          二是 = 二季度双过半。
        ",
    );
    check_left_alone("坚持一是一，二是二，实事求是。");
    check_left_alone("做到了，一是一二是二。");
    check_left_alone("十一是黄金周，十二是旺季。");
    check_left_alone("分为1、2、3三组，第一、第二产业，2.1、2.2两项。");
    check_left_alone("统一是关键，唯二是遗憾。");
    check_left_alone("会上强调“一是抓早；二是抓小。”");
    check_left_alone("按（一）（二）两项办。");
}

#[test]
fn a_lead_needs_no_mark_behind_we() {
    check(
        "为此，我们一是甲事；二是乙事。",
        "
        一、主要工作 = 为此，我们
          一是 = 甲事；
          二是 = 乙事。
        ",
    );
}

#[test]
fn a_section_that_is_the_first_item_gets_the_others_beside_it() {
    let mut start = read("总结\n一、工作\n一是抓学习。学12次；\n下文一段。\n");
    let first = start.tree.rows().last().unwrap().section.id;
    let at = start.tree.section(first).unwrap().body.find('\n').unwrap();
    let more =
        moves::replace_text(&start, Field::Body(first), at..at, "二是抓落实，督查3次；三是抓作风。", "输入").unwrap();
    more.apply(&mut start).unwrap();
    let options = export::Options::default();
    assert_eq!(draw(&start), "一、工作\n  一是+抓学习 = 学12次；二是抓落实，督查3次；三是抓作风。⏎下文一段。\n");
    let work = start.tree.children(None)[0];
    let first = start.tree.children(Some(work))[0];
    let body = &start.tree.section(first).unwrap().body;
    for at in [None, Some(body.find("三是").unwrap())] {
        let mut split = start.clone();
        let back = moves::split_series(&start, first, at).unwrap().apply(&mut split).unwrap();
        assert_eq!(
            draw(&split),
            dedent(
                "
                一、工作
                  一是+抓学习 = 学12次；
                  二是 = 抓落实，督查3次；
                  三是 = 抓作风。⏎下文一段。
                "
            )
        );
        let mut folded = split.clone();
        moves::fold_series(&split, work).unwrap().apply(&mut folded).unwrap();
        let plain = |report: &Report| export::text(report, &options);
        assert_eq!(plain(&folded), plain(&start), "the paragraph is back");
        back.apply(&mut split).unwrap();
        assert_eq!(split, start);
    }
    assert_eq!(moves::split_series(&start, first, Some(body.len())), None, "another paragraph");

    // A section without number that has its marker in the text.
    let mut plain = start.clone();
    moves::toggle_numbering(&start, &[first]).unwrap().apply(&mut plain).unwrap();
    let heading = Field::Heading(first);
    moves::replace_text(&plain, heading, 0..0, "一是", "输入").unwrap().apply(&mut plain).unwrap();
    moves::split_series(&plain, first, None).unwrap().apply(&mut plain).unwrap();
    assert_eq!(
        draw(&plain),
        dedent(
            "
            一、工作
              +一是抓学习 = 学12次；
               = 二是抓落实，督查3次；
               = 三是抓作风。⏎下文一段。
            "
        )
    );
}

#[test]
fn a_broken_or_mixed_series_is_left_alone() {
    check_left_alone("一是甲事。");
    check_left_alone("二是甲事；三是乙事。");
    check_left_alone("一是甲事；三是乙事。");
    check_left_alone("一是甲事；二是乙事；二是丙事。");
    check_left_alone("一是甲事；（二）乙事；三是丙事。");
    check_left_alone("一是甲事；二是乙事；（三）丙事。");
    check_left_alone("城区一是甲事；二是乙事。郊区：一是丙事；二是丁事。");
    check_left_alone("一是；二是乙事。");
    check_left_alone("");
}

#[test]
fn the_caret_says_which_paragraph() {
    let body = "一是甲事；二是乙事。\n无事。\n（1）丙事；（2）丁事。";
    let (report, id) = with_body(body);
    let mut after = report.clone();
    moves::split_series(&report, id, Some(body.len())).unwrap().apply(&mut after).unwrap();
    assert_eq!(draw(&after), "一、主要工作 = 一是甲事；二是乙事。⏎无事。⏎\n  （1） = 丙事；\n  （2） = 丁事。\n");
    let in_second = body.find('无').unwrap();
    assert_eq!(moves::split_series(&report, id, Some(in_second)), None);
    assert_eq!(moves::split_series(&report, id, Some(1)), None, "inside a character");
    assert_eq!(moves::split_series(&report, id, Some(1000)), None);
    assert_eq!(moves::split_series(&after, id, None), None, "it has children");
}

/// An outline as `draw` writes it with one blank for each level, folded at its first section.
#[track_caller]
fn check_fold(rows: &[(usize, &str, &str)], scheme: Scheme, folded: &str) {
    let rows = rows.iter().enumerate().map(|(k, (level, heading, body))| {
        let mut section = Section::new(SectionId::new(u32::try_from(k + 1).unwrap()).unwrap());
        section.heading = (*heading).into();
        section.body = (*body).into();
        (*level, section)
    });
    let mut report = Report { tree: Tree::from_rows(rows).unwrap(), ..Report::default() };
    report.setup.scheme = scheme;
    let id = SectionId::new(1).unwrap();
    moves::fold_series(&report, id).unwrap().apply(&mut report).unwrap();
    assert_eq!(report.tree.section(id).unwrap().body, folded);
    assert_eq!(report.tree.len(), 1);
}

#[test]
fn sections_become_a_paragraph() {
    let rows = [(1, "主要工作", "抓三件事"), (2, "抓学习", ""), (2, "", ""), (2, "抓落实", ""), (2, "抓作风", "")];
    check_fold(&rows, Scheme::Gongwen, "抓三件事：（一）抓学习；（二）抓落实；（三）抓作风。");
    let rows = [(1, "主要工作", ""), (2, "抓学习", "集中学12次\n自学60篇"), (2, "抓落实", "督查3次。\n附表如下")];
    check_fold(&rows, Scheme::Technical, "一是抓学习。集中学12次。自学60篇。二是抓落实。督查3次。\n附表如下");
    check_fold(&rows, Scheme::Plain, "抓学习。集中学12次。自学60篇。抓落实。督查3次。\n附表如下");
}

#[test]
fn folding_moves_notes_and_metrics_up_and_refuses_grandchildren() {
    let (mut report, id) = with_body("一是甲事；二是乙事。");
    moves::split_series(&report, id, None).unwrap().apply(&mut report).unwrap();
    let children = report.tree.children(Some(id)).to_vec();
    for (k, &child) in children.iter().enumerate() {
        let metric = Metric { name: format!("数{k}"), ..Metric::default() };
        moves::insert_metrics(&report, Owner::Section(child), 0, vec![metric]).unwrap().apply(&mut report).unwrap();
        let note = Field::Note(child);
        moves::replace_text(&report, note, 0..0, format!("问{k}"), "输入").unwrap().apply(&mut report).unwrap();
    }
    let mut folded = report.clone();
    let back = moves::fold_series(&report, id).unwrap().apply(&mut folded).unwrap();
    assert_eq!(draw(&folded), "一、主要工作 = 一是甲事；二是乙事。 # 问0⏎问1 {数0} {数1}\n");
    back.apply(&mut folded).unwrap();
    assert_eq!(folded, report);

    moves::demote(&report, &[children[1]]).unwrap().apply(&mut report).unwrap();
    assert_eq!(moves::fold_series(&report, id), None, "one child");
    moves::insert_child(&report, id, moves::End::Last).unwrap().apply(&mut report).unwrap();
    assert_eq!(moves::fold_series(&report, id), None, "a grandchild");
}

#[test]
fn long_paragraphs_take_linear_time() {
    for piece in ["一是", "1.", "（", "“”。", "。 ", "一", "1、", "①；", "一是甲，", "（一）", "首先，", "第一、"]
    {
        let (report, id) = with_body(&piece.repeat(100_000));
        moves::split_series(&report, id, None);
    }
}

// Laws ---------------------------------------------------------------------------------------------------------------

/// Splits, folds and splits again; answers how many sections it made.
fn there_and_back(body: &str) -> usize {
    let (start, id) = with_body(body);
    let Some(change) = moves::split_series(&start, id, None) else { return 0 };
    let mut split = start.clone();
    change.apply(&mut split).unwrap();
    let options = export::Options { spacing: export::Spacing::Bare, ..export::Options::default() };
    let plain = |report: &Report| export::text(report, &options).replace(['\n', ' ', '\u{3000}'], "");
    assert_eq!(plain(&split), plain(&start), "the text that is handed in");
    let mut folded = split.clone();
    moves::fold_series(&split, id).expect("it was split").apply(&mut folded).unwrap();
    assert_eq!(folded.tree.section(id).unwrap().body, body, "to the character");
    assert_eq!(folded, start);
    let mut again = folded.clone();
    moves::split_series(&folded, id, None).expect("it is the same").apply(&mut again).unwrap();
    assert_eq!(draw(&again), draw(&split));
    split.tree.len() - 1
}

fn series() -> impl Strategy<Value = (usize, String)> {
    let write = |kind: usize, number: u32| -> String {
        let markers = [
            Marker::Point,
            Marker::HanBracketed,
            Marker::DigitBracketed,
            Marker::Plain,
            Marker::Digit,
            Marker::DigitComma,
            Marker::DigitWide,
            Marker::Ordinal,
            Marker::Circled,
            Marker::Han,
        ];
        let written = han(number);
        match markers.get(kind) {
            Some(marker) => marker.label(number),
            None => match kind - markers.len() {
                0 => format!("{written}要"),
                1 => format!("({written})"),
                2 => format!("其{written}，"),
                3 => format!("第{written}、"),
                _ => ["首先，", "其次，", "再次，", "再次，"][number.min(4) as usize - 1].into(),
            },
        }
    };
    let clause = prop_oneof![
        Just("抓学习"),
        Just("推进“一是早、二是实”机制"),
        Just("推动第1、2、3组开工"),
        Just("二〇二四年3、4月份完成2.5亿元"),
        Just("做到一是一，二是二"),
        Just("《2024.1.5号（一）文》落实"),
        Just("说（1）的“二、三”产业"),
        Just(" 抓十一是重点"),
        Just("办理{电子工单:同比}"),
        Just("形式多样：设点36处"),
    ];
    let inner = prop_oneof![Just("，"), Just("。"), Just("！"), Just("……。"), Just("。  ")];
    let end = prop_oneof![Just("；"), Just("。"), Just("，"), Just("。”"), Just("； "), Just("、")];
    let item = (prop::collection::vec((clause, inner), 0..3), end);
    let lead = prop_oneof![Just(""), Just("抓三项："), Just("上文一段。\n"), Just("上文。\n\n还有不足。 ")];
    let tail = prop_oneof![Just(""), Just("这些问题要改正。"), Just("\n下文一段。"), Just("\n\n又一段\n")];
    (lead, 0..15_usize, prop::collection::vec(item, 2..14), tail).prop_map(move |(lead, kind, items, tail)| {
        let mut text = String::from(lead);
        for (k, (clauses, end)) in items.iter().enumerate() {
            text.push_str(&write(kind, u32::try_from(k + 1).unwrap()));
            for (clause, mark) in clauses {
                text.push_str(clause);
                text.push_str(mark);
            }
            text.push_str("抓好此事");
            text.push_str(end);
        }
        (items.len(), text + tail)
    })
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(600))]

    #[test]
    fn a_series_goes_out_and_comes_back((items, body) in series()) {
        prop_assert_eq!(there_and_back(&body), items, "{}", body);
    }

    #[test]
    fn whatever_is_split_comes_back(pieces in prop::collection::vec(prop_oneof![
        Just("一是"), Just("二是"), Just("三是"), Just("（一）"), Just("（二）"), Just("1、"), Just("2、"), Just("1."),
        Just("2."), Just("首先"), Just("其次，"), Just("最后，"), Just("。"), Just("；"), Just("："), Just("，"),
        Just("…"), Just("抓学习"), Just("“"), Just("”"), Just("（"), Just("）"), Just("\n"), Just(" "), Just("　"),
        Just("一"), Just("二"), Just("12"), Just("!"), Just("\""), Just("'"), Just("①"), Just("②"), Just("第二，"),
    ], 0..40)) {
        there_and_back(&pieces.concat());
    }
}

// Reports into reports -----------------------------------------------------------------------------------------------

const OFFICE: &str = "督查科2024年工作总结
今年抓了两件事。
一、督办有力
（一）建台账
（二）勤通报
二、考核从严
特此报告。
督查科
2024年12月5日
";

const STATION: &str = "热线办总结
1 受理
1.1 电话
1.2 网络
2 转办
";

fn read(text: &str) -> Report {
    import_text(text).reports.remove(0)
}

#[test]
fn reports_are_gathered_under_their_headings() {
    let (start, id) = with_body("各科室情况如下。");
    let mut one = read(OFFICE);
    one.metrics.push(Metric { name: "工单".into(), ..Metric::default() });
    let mut two = read(STATION);
    two.metrics.push(Metric { name: "工单".into(), ..Metric::default() });
    let parts = vec![(String::new(), one), ("热线办".into(), two)];
    let at = Place { parent: Some(id), index: 0 };
    let mut kept = start.clone();
    let back = moves::gather(&start, parts.clone(), at, Markers::Kept).unwrap().apply(&mut kept).unwrap();
    assert_eq!(
        draw(&kept),
        dedent(
            "
            一、主要工作 = 各科室情况如下。
              （一）督查科 = 今年抓了两件事。 # 标题：督查科2024年工作总结⏎日期：2024年12月5日 {工单}
                一、督办有力
                  （一）建台账
                  （二）勤通报
                二、考核从严
                 = 特此报告。
              （二）热线办 # 标题：热线办总结 {工单2}
                1受理
                  1.1电话
                  1.2网络
                2转办
            "
        )
    );
    back.apply(&mut kept).unwrap();
    assert_eq!(kept, start);
    let mut adapted = start.clone();
    moves::gather(&start, parts, at, Markers::Adapted).unwrap().apply(&mut adapted).unwrap();
    assert!(draw(&adapted).contains("    1.督办有力\n      （1）建台账\n"), "{}", draw(&adapted));
    assert_eq!(moves::gather(&start, Vec::new(), at, Markers::Kept), None);
    assert_eq!(moves::gather(&start, vec![], Place { parent: Some(id), index: 9 }, Markers::Kept), None);
}

#[test]
fn a_report_is_imported_below_a_section() {
    let (start, id) = with_body("各科室情况如下。");
    let mut report = start.clone();
    let back = moves::import_below(&start, id, read(OFFICE), Markers::Kept).unwrap().apply(&mut report).unwrap();
    assert_eq!(
        draw(&report),
        dedent(
            "
            一、主要工作 = 各科室情况如下。⏎今年抓了两件事。 # 标题：督查科2024年工作总结⏎单位：督查科⏎日期：2024年12月5日
              一、督办有力
                （一）建台账
                （二）勤通报
              二、考核从严
               = 特此报告。
            "
        )
    );
    let once = report.clone();
    back.apply(&mut report).unwrap();
    assert_eq!(report, start);

    // Beside children, its sections go on counting with them.
    let mut twice = once.clone();
    moves::import_below(&once, id, read(STATION), Markers::Kept).unwrap().apply(&mut twice).unwrap();
    let drawn = draw(&twice);
    let behind = drawn.split("特此报告。\n").nth(1).unwrap();
    assert_eq!(behind, "  三、受理\n    1电话\n    2网络\n  四、转办\n");
    assert_eq!(marker_below(&twice, Some(id)), Marker::Han);
    let lead = "先说几句。\n一、甲\n二、乙\n";
    let mut led = once.clone();
    moves::import_below(&once, id, read(lead), Markers::Kept).unwrap().apply(&mut led).unwrap();
    assert!(draw(&led).ends_with("   = 特此报告。\n   = 先说几句。\n  三、甲\n  四、乙\n"), "{}", draw(&led));
    assert_eq!(moves::import_below(&start, id, Report::default(), Markers::Kept), None);
}

/// Two offices have a metric of one name: each goes on telling its own figure.
#[test]
fn references_follow_their_own_metrics() {
    let (start, id) = with_body("");
    let mut office = read("督查科总结\n办理{工单}，要求从严。\n一、督办{工单}\n二、考核\n");
    office.metrics.push(Metric { name: "工单".into(), ..Metric::default() });
    let at = Place { parent: None, index: 1 };
    let parts = vec![("甲科".into(), office.clone()), ("乙科".into(), office.clone())];
    let mut report = start.clone();
    moves::gather(&start, parts, at, Markers::Adapted).unwrap().apply(&mut report).unwrap();
    let drawn = draw(&report);
    assert!(
        drawn.contains("二、甲科 = 办理{工单}，要求从严。 # 标题：督查科总结 {工单}\n  （一）督办{工单}\n"),
        "{drawn}"
    );
    assert!(
        drawn.contains("三、乙科 = 办理{工单2}，要求从严。 # 标题：督查科总结 {工单2}\n  （一）督办{工单2}\n"),
        "{drawn}"
    );
    moves::import_below(&report.clone(), id, office, Markers::Adapted).unwrap().apply(&mut report).unwrap();
    let drawn = draw(&report);
    let below = "一、主要工作 = 办理{工单3}，要求从严。 # 标题：督查科总结 {工单3}\n  （一）督办{工单3}\n";
    assert!(drawn.starts_with(below), "{drawn}");
}

#[test]
fn a_pasted_outline_becomes_sections() {
    let (start, id) = with_body("");
    let paste = |text: &str, parent| {
        let read = read(text);
        assert!(moves::is_outline(&read));
        let index = start.tree.children(parent).len();
        let branches = moves::pasted(&start, parent, read, Markers::Adapted);
        let mut report = start.clone();
        moves::insert_branches(&start, Place { parent, index }, branches).unwrap().apply(&mut report).unwrap();
        draw(&report)
    };
    assert_eq!(
        paste("今年抓了几件事，成效明显。\n1、督办\n（1）台账\n2、考核\n", None),
        "一、主要工作\n = 今年抓了几件事，成效明显。\n二、督办\n  （一）台账\n三、考核\n"
    );
    assert!(paste(OFFICE, Some(id)).starts_with("一、主要工作\n  （一）督查科 = 今年抓了两件事。"));
    assert!(!moves::is_outline(&read("只是一段话，没有序号。\n又一段。\n")));
    assert!(!moves::is_outline(&read("3、4月份完成两项，其余在办。\n1.抓落实，抓督办。\n")));
}

/// An office's report with every part, under this name.
fn office(name: &str) -> Report {
    let mut report = read("督查科2031年工作总结\n见附件。\n一、督办\n二、考核\n");
    let mut rows: Vec<_> = report.tree.rows().map(|row| (row.level, row.section.clone())).collect();
    rows[0].1.body = "详见{附件:台账}。".into();
    for (number, level, heading) in [(90, 1, "台账"), (91, 2, "填报说明")] {
        let mut section = Section::new(SectionId::new(number).unwrap());
        section.heading = heading.into();
        section.style.kind = if level == 1 { Kind::Annex } else { Kind::Part };
        rows.push((level, section));
    }
    report.tree = Tree::from_rows(rows).unwrap();
    report.subtitle = "——在会上\n方某某".into();
    report.organization = format!("{name}\n市政所");
    report.remarks = "（联系人：方某某）".into();
    report.imprint = "抄送：县财政局。".into();
    report.head.number = "河督〔2031〕7号".into();
    let comment = Comment { author: "方某某".into(), text: "再核".into(), ..Comment::default() };
    report.aside = Some(Box::new(Aside { comments: vec![comment], ..Aside::default() }));
    report
}

/// Annexes stay annexes, and what no field of a section holds stands in its note.
#[test]
fn every_part_of_a_report_that_is_gathered_is_kept() {
    let (start, _) = with_body("");
    let parts = vec![("甲科".into(), office("甲科")), ("乙科".into(), office("乙科"))];
    let at = Place { parent: None, index: 1 };
    let mut document = Document::new(start.clone());
    document.apply(moves::gather(&start, parts, at, Markers::Adapted).unwrap()).unwrap();
    let note = |name: &str| {
        format!(
            "标题：督查科2031年工作总结⏎副标题：——在会上⏎方某某⏎单位：{name}⏎市政所⏎附注：（联系人：方某某）⏎\
             文号：河督〔2031〕7号⏎版记：抄送：县财政局。"
        )
    };
    let wanted = format!(
        "一、主要工作
二、甲科 = 见附件。 # {}
  （一）督办 = 详见{{附件:台账}}。
  （二）考核
三、乙科 = 见附件。 # {}
  （一）督办 = 详见{{附件:乙科台账}}。
  （二）考核
附件1台账
  一、填报说明
附件2乙科台账
  一、填报说明
",
        note("甲科"),
        note("乙科")
    );
    assert_eq!(draw(document.report()), wanted);
    let said = document.report().tree.rows().filter(|row| row.section.aside.is_some()).count();
    assert_eq!(said, 2, "comments on the whole go with it");
    document.undo();
    assert_eq!(document.report(), &start);

    // Put below a section, it brings its annexes too.
    let id = start.tree.children(None)[0];
    let change = moves::import_below(&start, id, office("甲科"), Markers::Adapted).unwrap();
    document.apply(change).unwrap();
    assert!(
        draw(document.report()).ends_with("  （二）考核\n附件台账\n  一、填报说明\n"),
        "{}",
        draw(document.report())
    );
    assert!(document.report().tree.section(id).unwrap().aside.is_some());
}
