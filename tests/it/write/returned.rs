//! 退回稿: our own Word file, changed by another as Word does it, arrives as the change that was made and nothing else.

use proptest::prelude::any;
use proptest::prelude::prop_assert_eq;
use proptest::proptest;

use tigang::edit::Document;
use tigang::edit::compare;
use tigang::edit::compare::Aspect;
use tigang::edit::compare::Difference;
use tigang::edit::compare::Kind as Differs;
use tigang::edit::compare::Passage;
use tigang::edit::moves;
use tigang::edit::returned::Figures;
use tigang::export;
use tigang::export::Format;
use tigang::export::Metrics;
use tigang::export::Options;
use tigang::export::Profile;
use tigang::report::Aside;
use tigang::report::HeadingStyle;
use tigang::report::Kind;
use tigang::report::Metric;
use tigang::report::Owner;
use tigang::report::Progress;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::TableAside;
use tigang::report::Tree;
use tigang::store;
use tigang::tui::returned::Came;
use tigang::tui::returned::NotTaken;
use tigang::tui::returned::came;

use crate::tools::chief::AUTHOR;
use crate::tools::chief::Chief;
use crate::tools::chief::DATE;
use crate::tools::chief::Recording;
use crate::tools::chief::Said;
use crate::tools::hunt::Dice;
use crate::write::again::reports;
use crate::write::parts::office_reports;
use crate::write::word::archive;
use crate::write::word::parts;

fn section(id: u32, heading: &str, body: &str) -> Section {
    let mut section = Section::new(SectionId::new(id).unwrap());
    (section.heading, section.body) = (heading.to_owned(), body.to_owned());
    section
}

fn metric(name: &str, value: &str, unit: &str, last_year: &str) -> Metric {
    let [name, value, unit, last_year] = [name, value, unit, last_year].map(str::to_owned);
    Metric { name, value, unit, last_year, ..Metric::default() }
}

/// A report with all that a Word file of it doesn't hold: references, metrics, notes, marks, ids that aren't in order.
pub(crate) fn report() -> Report {
    let run_in = |mut section: Section| {
        section.style.heading = HeadingStyle::RunIn;
        section
    };
    let mut patrol =
        run_in(section(21, "抓巡查", "共巡查120次，办结{电子工单}，{电子工单:同比}。\n夜巡人员两人一组。"));
    patrol.metrics = vec![metric("电子工单", "10278", "个", "9120")];
    patrol.note = "问督办科要5月的数".to_owned();
    let mut repair = section(35, "抓抢修", "抢修线路8条，恢复路灯{恢复路灯}。\n投诉办结率为92.6%，较上年好。");
    repair.metrics = vec![metric("恢复路灯", "362", "盏", ""), metric("投诉办结率", "92.6", "%", "")];
    repair.aside = Some(Box::new(Aside { progress: Progress::Draft, ..Aside::default() }));
    let mut trouble = section(8, "存在问题", "人手不足，见下表。\n路名\t盏数\n长堤路\t40\n河湾街\t35\n其余路段正常。");
    let table = TableAside {
        at: 0,
        title: "路灯盏数表".into(),
        unit: "盏".into(),
        columns: "lr".into(),
        ..TableAside::default()
    };
    trouble.aside = Some(Box::new(Aside { tables: vec![table], ..Aside::default() }));
    let mut ledger = section(60, "路灯台账", "台账按路段编排。");
    ledger.style.kind = Kind::Annex;
    let rows = vec![
        (1, section(12, "主要工作", "上半年干了三件事。")),
        (2, patrol),
        (2, repair),
        (3, section(36, "", "一次性修好的占九成。")),
        (3, section(37, "", "夜间抢修不过两小时。")),
        (1, trouble),
        (1, section(40, "下半年打算", "")),
        (2, section(41, "抓换装", "换装灯头200盏。")),
        (2, section(42, "抓培训", "培训电工{恢复路灯:数}人次。")),
        (1, ledger),
        (2, section(61, "长堤路段", "共40盏。")),
    ];
    Report {
        title: "路灯所2031年上半年工作总结".into(),
        organization: "河湾县路灯管理所".into(),
        date: "2031年7月1日".into(),
        salutation: "各位代表：".into(),
        preamble: "上半年，全所共接到{电子工单}，现报告如下。".into(),
        closing: "特此报告。".into(),
        note: "7月5日前交".into(),
        tree: Tree::from_rows(rows).unwrap(),
        ..Report::default()
    }
}

fn docx(report: &Report, options: &Options) -> Vec<u8> {
    export::bytes(report, Format::named("docx").unwrap(), options).unwrap()
}

/// What differs, a line each: what is gone with -, what has come with +.
fn drawn(now: &Report, came: &Report) -> String {
    let mut lines = Vec::new();
    for Difference { of, kind } in compare::compare(now, came) {
        let section = |report: &Report| match of {
            Owner::Report => Some("全文".to_owned()),
            Owner::Section(id) => report.tree.section(id).map(moves::name_of),
        };
        let name = section(now).or_else(|| section(came)).unwrap();
        let parts = match kind {
            Differs::Added => {
                let Owner::Section(id) = of else { unreachable!() };
                let place = came.tree.place(id).unwrap();
                let above = place.parent.map_or("顶".to_owned(), |id| moves::name_of(came.tree.section(id).unwrap()));
                lines.push(format!("增 {name}（{above}，第{}）", place.index + 1));
                for row in came.tree.rows_of(id) {
                    lines.push(format!("  +{}｜{}", row.section.heading, row.section.body.replace('\n', "¶")));
                }
                continue;
            }
            Differs::Removed => {
                lines.push(format!("删 {name}"));
                continue;
            }
            Differs::Changed(parts) => parts,
        };
        for part in parts {
            lines.push(format!("改 {name} {}", tigang::tui::overlay::differences::name(part)));
            match part {
                Aspect::Text(field) => {
                    let (old, new) = (now.text(field).unwrap(), came.text(field).unwrap());
                    for passage in compare::passages(old, new) {
                        let Passage::Differs { old, new } = passage else { continue };
                        lines.extend(old.into_iter().map(|line| format!("  -{line}")));
                        lines.extend(new.into_iter().map(|line| format!("  +{line}")));
                    }
                }
                Aspect::Metrics => {
                    let said = |report: &Report| {
                        let metrics = report.metrics(of).unwrap().iter();
                        metrics.map(|one| format!("{} {}{}", one.name, one.value, one.unit)).collect::<Vec<_>>()
                    };
                    let (old, new) = (said(now), said(came));
                    lines.extend(old.iter().filter(|one| !new.contains(one)).map(|one| format!("  -{one}")));
                    lines.extend(new.iter().filter(|one| !old.contains(one)).map(|one| format!("  +{one}")));
                }
                Aspect::Place => {
                    let above = |report: &Report| {
                        let Owner::Section(id) = of else { unreachable!() };
                        let place = report.tree.place(id).unwrap();
                        let above = place.parent.map(|id| moves::name_of(report.tree.section(id).unwrap()));
                        format!("{}，第{}", above.unwrap_or("顶".to_owned()), place.index + 1)
                    };
                    lines.push(format!("  -{}", above(now)));
                    lines.push(format!("  +{}", above(came)));
                }
                Aspect::Aside => {
                    let said = |report: &Report| {
                        let aside = report.aside(of).flatten().cloned().unwrap_or_default();
                        let tables = aside
                            .tables
                            .iter()
                            .map(|table| format!("表{} {}｜{}｜{}", table.at, table.title, table.unit, table.note));
                        let comments = aside.comments.iter().map(|one| {
                            let done = if one.done { "✓" } else { "" };
                            format!("批{done} {}（{}）：{}", one.author, one.words, one.text.replace('\n', "¶"))
                        });
                        tables.chain(comments).collect::<Vec<_>>()
                    };
                    let (old, new) = (said(now), said(came));
                    lines.extend(old.iter().filter(|one| !new.contains(one)).map(|one| format!("  -{one}")));
                    lines.extend(new.iter().filter(|one| !old.contains(one)).map(|one| format!("  +{one}")));
                }
                Aspect::Style => {}
            }
        }
    }
    lines.join("\n")
}

#[track_caller]
fn came_of(now: &Report, bytes: &[u8]) -> Came {
    came(now, bytes, Some("退回稿.docx"), Figures::ToMetrics).unwrap()
}

/// What arrives of a change that was made, recorded or not; all of it is one undo.
#[track_caller]
fn arrives(change: impl Fn(&mut Chief), expected: &str) {
    let indent = |line: &str| line.strip_prefix("        ").unwrap_or(line).to_owned();
    let expected: Vec<String> = expected.lines().filter(|line| !line.trim().is_empty()).map(indent).collect();
    for recording in [Recording::Off, Recording::On] {
        let now = report();
        let mut chief = Chief::new(&docx(&now, &Options::default()), recording);
        change(&mut chief);
        let came = came_of(&now, &chief.save());
        assert_eq!(drawn(&now, &came.report), expected.join("\n"), "{recording:?}");
        if recording == Recording::On && !expected.is_empty() {
            assert!(came.told.iter().all(|told| (&*told.author, &*told.date) == (AUTHOR, DATE)), "{:?}", came.told);
            let is_comment = |line: &String| line.contains("批注和附带") || line.starts_with("  +批");
            assert!(!came.told.is_empty() || expected.iter().all(is_comment));
        }
        let mut document = Document::new(now.clone());
        if let Some(change) = compare::take_all(&came.report, &now, "收回修改稿") {
            document.apply(change).unwrap();
        }
        assert_eq!(document.report(), &came.report);
        document.undo();
        assert_eq!(document.report(), &now);
    }
}

#[test]
fn nothing_arrives_of_a_file_that_nobody_changed() {
    arrives(|_| {}, "");
}

#[test]
fn nothing_arrives_of_an_unchanged_file_with_the_metrics_annexed() {
    let now = report();
    let came = came_of(&now, &docx(&now, &Options { metrics: Metrics::Annexed, ..Options::default() }));
    assert_eq!(drawn(&now, &came.report), "");
}

/// An office's own page changes nothing of that: a cover, a 目录, wide tables on paper that lies.
#[test]
fn what_an_office_puts_around_the_text_is_no_change() {
    let now = Report {
        title: "河湾县路灯管理所关于2031年上半年路灯巡查抢修换装和电工培训工作情况的总结".into(),
        ..report()
    };
    for profile in ["(cover: true, contents: 3)", "(contents: 1)", "(landscape: 4)"] {
        let profile = Box::new(Profile::read(profile).unwrap());
        let options = Options { profile, ..Options::default() };
        for recording in [Recording::Off, Recording::On] {
            let mut chief = Chief::new(&docx(&now, &options), recording);
            assert_eq!(drawn(&now, &came_of(&now, &docx(&now, &options)).report), "");
            chief.write_over("两人一组", "三人一组");
            let came = came_of(&now, &chief.save());
            let expected = "改 抓巡查 正文\n  -夜巡人员两人一组。\n  +夜巡人员三人一组。";
            assert_eq!(drawn(&now, &came.report), expected);
        }
    }
}

#[test]
fn edits_of_texts() {
    arrives(
        |chief| chief.write_over("两人一组", "三人一组"),
        "改 抓巡查 正文
          -夜巡人员两人一组。
          +夜巡人员三人一组。",
    );
    arrives(
        |chief| chief.add_after("夜巡人员两人一组。", "每周轮换。"),
        "改 抓巡查 正文
          -夜巡人员两人一组。
          +夜巡人员两人一组。每周轮换。",
    );
    arrives(
        |chief| chief.write_over("换装灯头", "计划换装灯头"),
        "改 抓换装 正文
          -换装灯头200盏。
          +计划换装灯头200盏。",
    );
    arrives(
        |chief| chief.write_over("占九成", "占九成以上"),
        "改 一次性修好的占九成。 正文
          -一次性修好的占九成。
          +一次性修好的占九成以上。",
    );
    arrives(
        |chief| chief.write_over("特此", "谨此"),
        "改 全文 结尾
          -特此报告。
          +谨此报告。",
    );
    arrives(
        |chief| chief.write_over("现报告如下", "现将情况报告如下"),
        "改 全文 导语
          -上半年，全所共接到{电子工单}，现报告如下。
          +上半年，全所共接到{电子工单}，现将情况报告如下。",
    );
    arrives(
        |chief| chief.write_over("，办结10278个，同比增长12.7%", "，全部办结"),
        "改 抓巡查 正文
          -共巡查120次，办结{电子工单}，{电子工单:同比}。
          +共巡查120次，全部办结。",
    );
    arrives(
        |chief| chief.write_over("共巡查120次，办结10278个", "共办结10278个，巡查120次"),
        "改 抓巡查 正文
          -共巡查120次，办结{电子工单}，{电子工单:同比}。
          +共办结{电子工单}，巡查120次，{电子工单:同比}。",
    );
}

#[test]
fn edits_of_figures() {
    arrives(
        |chief| chief.write_over_in("恢复路灯362盏", "362", "365"),
        "改 抓抢修 指标
          -恢复路灯 362盏
          +恢复路灯 365盏",
    );
    arrives(
        |chief| chief.write_over_in("同比增长12.7%", "12.7", "13.1"),
        "改 抓巡查 正文
          -共巡查120次，办结{电子工单}，{电子工单:同比}。
          +共巡查120次，办结{电子工单}，同比增长13.1%。",
    );
    arrives(
        |chief| chief.write_over("92.6%", "93.1%"),
        "改 抓抢修 正文
          -投诉办结率为92.6%，较上年好。
          +投诉办结率为93.1%，较上年好。
        改 抓抢修 指标
          -投诉办结率 92.6%
          +投诉办结率 93.1%",
    );
    arrives(
        |chief| chief.write_over_in("培训电工362人次", "362", "400"),
        "改 抓抢修 指标
          -恢复路灯 362盏
          +恢复路灯 400盏",
    );
    arrives(
        |chief| chief.write_over_in("巡查120次", "120", "126"),
        "改 抓巡查 正文
          -共巡查120次，办结{电子工单}，{电子工单:同比}。
          +共巡查126次，办结{电子工单}，{电子工单:同比}。",
    );
    arrives(
        |chief| chief.write_over_in("恢复路灯362盏", "362盏", "四百余盏"),
        "改 抓抢修 正文
          -抢修线路8条，恢复路灯{恢复路灯}。
          +抢修线路8条，恢复路灯四百余盏。",
    );
}

#[test]
fn deleted() {
    arrives(
        |chief| chief.take_out("夜巡人员", "夜巡人员"),
        "改 抓巡查 正文
          -夜巡人员两人一组。",
    );
    arrives(|chief| chief.take_out("（二）抓培训", "培训电工"), "删 抓培训");
    arrives(
        |chief| chief.take_out("抓抢修", "抓抢修"),
        "改 抓巡查 正文
          +抢修线路8条，恢复路灯{恢复路灯}。
          +投诉办结率为92.6%，较上年好。
        删 抓抢修
        改 一次性修好的占九成。 位置
          -抓抢修，第1
          +抓巡查，第1
        改 夜间抢修不过两小时。 位置
          -抓抢修，第2
          +抓巡查，第2",
    );
    arrives(|chief| chief.take_out("抓抢修", "夜间抢修"), "删 抓抢修");
    arrives(|chief| chief.take_out("一次性修好", "一次性修好"), "删 一次性修好的占九成。");
    arrives(|chief| chief.take_out("三、下半年打算", "培训电工"), "删 下半年打算");
    arrives(
        |chief| chief.take_out("特此报告", "特此报告"),
        "改 全文 结尾
          -特此报告。",
    );
}

#[test]
fn written_anew() {
    arrives(
        |chief| chief.add_paragraph("夜巡人员", "BodyText", "节假日加巡一次。"),
        "改 抓巡查 正文
          +节假日加巡一次。",
    );
    arrives(
        |chief| {
            chief.add_paragraph("培训电工", "BodyText", "发放传单500份。");
            chief.add_paragraph("培训电工", "Heading2", "（三）抓宣传");
        },
        "增 抓宣传（下半年打算，第3）
          +抓宣传｜发放传单500份。",
    );
    arrives(
        |chief| chief.add_paragraph("培训电工", "BodyText", "（三）抓宣传。发放传单500份。"),
        "增 抓宣传（下半年打算，第3）
          +抓宣传｜发放传单500份。",
    );
    arrives(
        |chief| chief.add_paragraph("特此报告", "BodyText", "请予审议。"),
        "改 全文 结尾
          +请予审议。",
    );
    arrives(
        |chief| chief.add_paragraph("现报告如下", "BodyText", "分三个方面。"),
        "改 全文 导语
          +分三个方面。",
    );
    arrives(
        |chief| chief.add_paragraph("上半年干了三件事", "BodyText", "一是巡查，二是抢修，三是台账"),
        "改 主要工作 正文
          +一是巡查，二是抢修，三是台账",
    );
}

#[test]
fn moved() {
    for bookmarks in ["go", "stay", "copied"] {
        arrives(
            |chief| chief.carry("（二）抓培训", "培训电工", "（一）抓换装", bookmarks),
            "改 抓培训 位置
          -下半年打算，第2
          +下半年打算，第1",
        );
        arrives(
            |chief| chief.carry("夜巡人员", "夜巡人员", "一次性修好", bookmarks),
            "改 抓巡查 正文
          -夜巡人员两人一组。
        改 抓抢修 正文
          +夜巡人员两人一组。",
        );
        arrives(
            |chief| chief.carry("抢修线路8条", "抢修线路8条", "培训电工", bookmarks),
            "改 抓抢修 正文
          -抢修线路8条，恢复路灯{恢复路灯}。
        改 抓培训 正文
          +抢修线路8条，恢复路灯{恢复路灯}。",
        );
        arrives(
            |chief| chief.carry("三、下半年打算", "培训电工", "二、存在问题", bookmarks),
            "改 下半年打算 位置
          -顶，第3
          +顶，第2",
        );
        arrives(
            |chief| chief.carry("夜间抢修", "夜间抢修", "一次性修好", bookmarks),
            "改 夜间抢修不过两小时。 位置
          -抓抢修，第2
          +抓抢修，第1",
        );
    }
    for bookmarks in ["go", "copied"] {
        arrives(
            |chief| {
                chief.carry("（一）抓巡查", "夜巡人员", "三、下半年打算", bookmarks);
            },
            "改 抓巡查 位置
          -主要工作，第1
          +存在问题，第1",
        );
    }
}

#[test]
fn split_and_joined() {
    arrives(
        |chief| chief.split_after("抢修线路8条，"),
        "改 抓抢修 正文
          -抢修线路8条，恢复路灯{恢复路灯}。
          +抢修线路8条，
          +恢复路灯{恢复路灯}。",
    );
    arrives(
        |chief| chief.split_after("办结10278个，"),
        "改 抓巡查 正文
          -共巡查120次，办结{电子工单}，{电子工单:同比}。
          +共巡查120次，办结{电子工单}，
          +{电子工单:同比}。",
    );
    arrives(
        |chief| chief.join("恢复路灯362盏"),
        "改 抓抢修 正文
          -抢修线路8条，恢复路灯{恢复路灯}。
          -投诉办结率为92.6%，较上年好。
          +抢修线路8条，恢复路灯{恢复路灯}。投诉办结率为92.6%，较上年好。",
    );
    arrives(
        |chief| chief.join("同比增长12.7%"),
        "改 抓巡查 正文
          -共巡查120次，办结{电子工单}，{电子工单:同比}。
          -夜巡人员两人一组。
          +共巡查120次，办结{电子工单}，{电子工单:同比}。夜巡人员两人一组。",
    );
    arrives(|chief| chief.join("（二）抓抢修"), "改 抓抢修 样式");
    arrives(
        |chief| chief.join("一次性修好的占九成"),
        "改 一次性修好的占九成。 正文
          -一次性修好的占九成。
          +一次性修好的占九成。2.夜间抢修不过两小时。
        删 夜间抢修不过两小时。",
    );
    arrives(|chief| chief.split_after("（一）抓巡查。"), "改 抓巡查 样式");
}

#[test]
fn retitled() {
    arrives(
        |chief| chief.write_over("存在问题", "存在的主要问题"),
        "改 存在问题 标题
          -存在问题
          +存在的主要问题",
    );
    arrives(
        |chief| chief.add_after("下半年打算", "和措施"),
        "改 下半年打算 标题
          -下半年打算
          +下半年打算和措施",
    );
    arrives(
        |chief| chief.add_after("（一）抓巡查", "强管护"),
        "改 抓巡查 标题
          -抓巡查
          +抓巡查强管护",
    );
    arrives(
        |chief| chief.write_over("工作总结", "工作报告"),
        "改 全文 标题
          -路灯所2031年上半年工作总结
          +路灯所2031年上半年工作报告",
    );
    arrives(
        |chief| chief.write_over("各位代表", "各位委员"),
        "改 全文 称呼
          -各位代表：
          +各位委员：",
    );
    arrives(
        |chief| chief.write_over("7月1日", "7月3日"),
        "改 全文 成文日期
          -2031年7月1日
          +2031年7月3日",
    );
    arrives(
        |chief| chief.write_over("路灯管理所", "城市照明中心"),
        "改 全文 单位
          -河湾县路灯管理所
          +河湾县城市照明中心",
    );
    arrives(
        |chief| chief.write_over("（二）抓抢修", "（二）抓应急抢修"),
        "改 抓抢修 标题
          -抓抢修
          +抓应急抢修",
    );
    arrives(|chief| chief.write_over("（二）抓抢修", "（三）抓抢修"), "");
}

#[test]
fn a_heading_that_is_replaced_whole() {
    for side in ["before", "behind", "within"] {
        arrives(
            |chief| chief.write_beside("抓巡查", "勤巡勤看", side),
            "改 抓巡查 标题
          -抓巡查
          +勤巡勤看",
        );
        arrives(
            |chief| chief.write_beside("抓抢修", "快修快亮", side),
            "改 抓抢修 标题
          -抓抢修
          +快修快亮",
        );
        arrives(
            |chief| chief.write_beside("存在问题", "几点不足", side),
            "改 存在问题 标题
          -存在问题
          +几点不足",
        );
    }
    // Words that are put in before the text are no heading's.
    arrives(
        |chief| chief.add_after("（一）抓巡查。", "今年以来，"),
        "改 抓巡查 正文
          -共巡查120次，办结{电子工单}，{电子工单:同比}。
          +今年以来，共巡查120次，办结{电子工单}，{电子工单:同比}。",
    );
}

#[test]
fn promoted_and_demoted() {
    arrives(
        |chief| chief.restyle("（二）抓培训", "Heading1"),
        "改 抓培训 位置
          -下半年打算，第2
          +顶，第4",
    );
    arrives(
        |chief| chief.restyle("二、存在问题", "Heading2"),
        "改 存在问题 位置
          -顶，第2
          +主要工作，第3",
    );
    arrives(
        |chief| chief.restyle("（二）抓抢修", "Heading1"),
        "改 抓抢修 位置
          -主要工作，第2
          +顶，第2",
    );
}

#[test]
fn tables_and_annexes() {
    arrives(
        |chief| chief.write_over("35", "38"),
        "改 存在问题 正文
          -河湾街\t35
          +河湾街\t38",
    );
    arrives(
        |chief| chief.add_row("35", &["西关路", "22"]),
        "改 存在问题 正文
          +西关路\t22",
    );
    arrives(
        |chief| chief.take_out_row("河湾街"),
        "改 存在问题 正文
          -河湾街\t35",
    );
    arrives(
        |chief| chief.write_over("路灯盏数表", "主要路段路灯盏数"),
        "改 存在问题 批注和附带的项
          -表0 路灯盏数表｜盏｜
          +表0 主要路段路灯盏数｜盏｜",
    );
    arrives(
        |chief| chief.write_over("台账按路段编排", "台账按路段和杆号编排"),
        "改 路灯台账 正文
          -台账按路段编排。
          +台账按路段和杆号编排。",
    );
    arrives(
        |chief| chief.write_over_in("共40盏", "40", "41"),
        "改 长堤路段 正文
          -共40盏。
          +共41盏。",
    );
    arrives(
        |chief| chief.add_paragraph("共40盏", "BodyText", "二、西关路段。共22盏。"),
        "增 西关路段（路灯台账，第2）
          +西关路段｜共22盏。",
    );
    arrives(
        |chief| chief.add_after("长堤路段", "（东段）"),
        "改 长堤路段 标题
          -长堤路段
          +长堤路段（东段）",
    );
}

#[test]
fn letters_that_are_set_otherwise_are_no_change() {
    arrives(|chief| chief.embolden("两人一组"), "");
    arrives(|chief| chief.embolden("抓抢修"), "");
    arrives(|chief| chief.embolden("（一）抓巡查。共巡查"), "");
}

#[test]
fn several_at_once() {
    arrives(
        |chief| {
            chief.write_over_in("接到10278个", "10278", "10300");
            chief.take_out("一次性修好", "一次性修好");
            chief.add_after("（一）抓换装", "换新");
            chief.write_over("人手不足", "人手仍然不足");
        },
        "改 抓巡查 指标
          -电子工单 10278个
          +电子工单 10300个
        删 一次性修好的占九成。
        改 存在问题 正文
          -人手不足，见下表。
          +人手仍然不足，见下表。
        改 抓换装 标题
          -抓换装
          +抓换装换新",
    );
}

#[test]
fn a_file_without_bookmarks() {
    arrives(|chief| chief.forget_bookmarks(), "");
    arrives(
        |chief| {
            chief.forget_bookmarks();
            chief.write_over("两人一组", "三人一组");
        },
        "改 抓巡查 正文
          -夜巡人员两人一组。
          +夜巡人员三人一组。",
    );
}

#[test]
fn comments() {
    let said =
        Said { author: AUTHOR, text: "核一下\n与台账对上", answers: &[("李科长", "已核")], done: false };
    arrives(
        |chief| chief.comment("线路8条", &said),
        "改 抓抢修 批注和附带的项
          +批 张主任（线路8条）：核一下¶与台账对上
          +批 李科长（线路8条）：已核",
    );
    arrives(
        |chief| chief.comment("恢复路灯362盏", &said),
        "改 抓抢修 批注和附带的项
          +批 张主任（恢复路灯{恢复路灯}）：核一下¶与台账对上
          +批 李科长（恢复路灯{恢复路灯}）：已核",
    );
    arrives(
        |chief| chief.comment("存在问题", &Said { answers: &[], done: true, ..said.clone() }),
        "改 存在问题 批注和附带的项
          +批✓ 张主任（存在问题）：核一下¶与台账对上",
    );
}

/// What arrives where the writer has gone on while the draft was away.
#[track_caller]
fn arrives_later(goes_on: impl Fn(&mut Report), change: impl Fn(&mut Chief), expected: &str) {
    let indent = |line: &str| line.strip_prefix("        ").unwrap_or(line).to_owned();
    let expected: Vec<String> = expected.lines().map(indent).collect();
    for recording in [Recording::Off, Recording::On] {
        let mut now = report();
        let mut chief = Chief::new(&docx(&now, &Options::default()), recording);
        change(&mut chief);
        goes_on(&mut now);
        let came = came_of(&now, &chief.save());
        assert_eq!(drawn(&now, &came.report), expected.join("\n"), "{recording:?}");
    }
}

/// The report with its sections changed.
fn rewrite(report: &mut Report, change: impl FnOnce(&mut Vec<(usize, Section)>)) {
    let mut rows: Vec<_> = report.tree.rows().map(|row| (row.level, row.section.clone())).collect();
    change(&mut rows);
    report.tree = Tree::from_rows(rows).unwrap();
}

#[test]
fn what_the_writer_has_written_since_stays() {
    let goes_on = |report: &mut Report| {
        rewrite(report, |rows| {
            rows[1].1.body.push_str("\n夜巡日志逐日登记。");
            rows[5].1.heading = "存在的问题".into();
            rows[8].1.body = "培训电工两期。".into();
            rows.insert(5, (2, section(90, "抓宣传", "发放传单500份。")));
            rows.remove(4);
        });
        report.preamble.push_str("\n分三个方面。");
        report.date = "2031年7月9日".into();
        report.closing = "特此报告，请予审议。".into();
    };
    arrives_later(goes_on, |_| {}, "");
    arrives_later(
        goes_on,
        |chief| {
            chief.write_over("换装灯头200盏", "换装灯头260盏");
            chief.write_over("各位代表", "各位委员");
            chief.take_out("一次性修好", "一次性修好");
            chief.add_paragraph("换装灯头260盏", "BodyText", "（二）抓节能。全部改为LED。");
        },
        "改 全文 称呼
          -各位代表：
          +各位委员：
        删 一次性修好的占九成。
        改 抓换装 正文
          -换装灯头200盏。
          +换装灯头260盏。
        增 抓节能（下半年打算，第2）
          +抓节能｜全部改为LED。",
    );
}

#[test]
fn what_was_taken_arrives_no_second_time() {
    let goes_on = [
        |report: &mut Report| rewrite(report, |rows| rows[1].1.body = rows[1].1.body.replace("办结{", "处置{")),
        |report: &mut Report| {
            rewrite(report, |rows| rows[1].1.body = rows[1].1.body.replace("办结{电子工单}", "办了{电子工单}左右"));
        },
    ];
    for goes_on in goes_on {
        let mut now = report();
        let mut chief = Chief::new(&docx(&now, &Options::default()), Recording::On);
        chief.write_over_in("共巡查120次", "10278个", "10300个");
        goes_on(&mut now);
        let bytes = chief.save();
        let once = came_of(&now, &bytes).report;
        let said = once.tree.section(SectionId::new(21).unwrap()).unwrap().metrics[0].value.clone();
        assert_eq!(said, "10300");
        let expected = now.tree.section(SectionId::new(21).unwrap()).unwrap().body.clone();
        assert_eq!(once.tree.section(SectionId::new(21).unwrap()).unwrap().body, expected, "the writer's words stay");
        assert_eq!(drawn(&once, &came_of(&once, &bytes).report), "");
    }
}

#[test]
fn both_have_changed_one_section_and_each_his_own_place() {
    let now = |report: &mut Report| {
        rewrite(report, |rows| rows[1].1.body = rows[1].1.body.replace("巡查120次", "夜巡120次"));
    };
    let mut own = report();
    let mut chief = Chief::new(&docx(&own, &Options::default()), Recording::On);
    chief.write_over("两人一组", "三人一组");
    now(&mut own);
    let came = came_of(&own, &chief.save());
    assert_eq!(
        drawn(&own, &came.report),
        "改 抓巡查 正文\n  -夜巡人员两人一组。\n  +夜巡人员三人一组。",
        "what was revised is known apart from what the writer has written"
    );
}

#[test]
fn a_part_that_was_handed_out_comes_back_as_that_part() {
    let now = report();
    let part = export::Excerpt::of(&now, &[SectionId::new(12).unwrap()]);
    let bytes = export::bytes(part, Format::named("docx").unwrap(), &Options::default()).unwrap();
    assert_eq!(drawn(&now, &came_of(&now, &bytes).report), "");
    for recording in [Recording::Off, Recording::On] {
        let mut chief = Chief::new(&bytes, recording);
        chief.write_over("两人一组", "三人一组");
        chief.take_out("一次性修好", "一次性修好");
        let came = came_of(&now, &chief.save());
        assert_eq!(
            drawn(&now, &came.report),
            "改 抓巡查 正文\n  -夜巡人员两人一组。\n  +夜巡人员三人一组。\n删 一次性修好的占九成。"
        );
    }
}

#[test]
fn another_report_s_file_is_not_taken_in() {
    let mut other = report();
    rewrite(&mut other, |rows| {
        for (k, (_, section)) in rows.iter_mut().enumerate() {
            section.id = SectionId::new(700 + u32::try_from(k).unwrap()).unwrap();
            (section.heading, section.body) = (format!("第{k}项"), format!("另一回事{k}。"));
        }
    });
    other.title = "另一份总结".into();
    let refused = |other: &Report| came(&report(), &docx(other, &Options::default()), None, Figures::ToMetrics).err();
    assert_eq!(refused(&other), Some(NotTaken::Other));
    // Even where its sections happen to have the same ids.
    rewrite(&mut other, |rows| {
        let own: Vec<SectionId> = report().tree.rows().map(|row| row.section.id).collect();
        rows.iter_mut().zip(own).for_each(|((_, section), id)| section.id = id);
    });
    assert_eq!(refused(&other), Some(NotTaken::Other));
    let error = came(&report(), b"PK\x03\x04\0\0", None, Figures::ToMetrics).unwrap_err();
    assert!(matches!(error, NotTaken::Unread(_)), "{error}");
}

#[test]
fn what_a_hostile_file_says_of_people_is_made_fit_to_be_shown() {
    let now = report();
    let mut chief = Chief::new(&docx(&now, &Options::default()), Recording::Off);
    let long = "长".repeat(30_000);
    let author = format!("\u{202e}张\u{7}主\u{1b}[2J任\u{200b}{long}");
    let said =
        Said { author: &author, text: "\u{202e}核\u{8}一下\u{2066}", answers: &[("\u{9b}李", &long)], done: false };
    chief.comment("线路8条", &said);
    let came = came_of(&now, &chief.save());
    let section = came.report.tree.section(SectionId::new(35).unwrap()).unwrap();
    let [asked, answer] = section.aside.as_ref().unwrap().comments.as_slice() else { panic!("{section:?}") };
    assert!(asked.author.starts_with("张主[2J任长") && asked.author.chars().count() <= 61, "{}", asked.author);
    assert_eq!(asked.text, "核一下");
    assert!(answer.answers && answer.author == "李" && answer.text.chars().count() == 20_001);
    let hidden =
        |text: &str| text.chars().any(|ch| ch.is_control() && ch != '\n' || ('\u{2066}'..='\u{2069}').contains(&ch));
    assert!(![&asked.author, &asked.text, &answer.author, &answer.text].into_iter().any(|text| hidden(text)));
    // The file of the report takes them.
    assert_eq!(store::read(&store::write(&came.report)).unwrap(), came.report);
}

#[test]
fn comments_are_in_the_journal_in_merges_and_in_versions() {
    let now = report();
    let mut chief = Chief::new(&docx(&now, &Options::default()), Recording::Off);
    chief.comment("线路8条", &Said { author: AUTHOR, text: "核一下", answers: &[("李科长", "已核")], done: false });
    let came = came_of(&now, &chief.save()).report;
    let change = compare::take_all(&came, &now, "收进批注").unwrap();
    // What the journal holds is the change as text; a replay gives the same.
    let held = ron::to_string(&change).unwrap();
    let mut document = Document::new(now.clone());
    document.apply(ron::from_str(&held).unwrap()).unwrap();
    assert_eq!(document.report(), &came);
    // Another writer has gone on in the same section, and has ticked nothing off.
    let mut theirs = now.clone();
    rewrite(&mut theirs, |rows| rows[2].1.body.push_str("\n另有3条待修。"));
    let merged = compare::merge(&now, &came, &theirs);
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    let mut document = Document::new(came.clone());
    document.apply(merged.change.unwrap()).unwrap();
    let section = document.report().tree.section(SectionId::new(35).unwrap()).unwrap();
    assert!(section.body.ends_with("另有3条待修。"));
    assert_eq!(section.aside.as_ref().unwrap().comments.len(), 2);
    // An older version is told from this one by them, and taking it back takes them back.
    assert_eq!(
        drawn(&came, &now),
        "改 抓抢修 批注和附带的项\n  -批 张主任（线路8条）：核一下\n  -批 李科长（线路8条）：已核"
    );
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(128))]

    #[test]
    fn nothing_arrives_of_any_unchanged_file(report in reports()) {
        let came = came(&report, &docx(&report, &Options::default()), None, Figures::ToMetrics).unwrap();
        prop_assert_eq!(drawn(&report, &came.report), "");
        prop_assert_eq!(&came.report, &report);
    }

    #[test]
    fn nothing_arrives_of_any_unchanged_file_of_an_office(report in office_reports()) {
        let came = came(&report, &docx(&report, &Options::default()), None, Figures::ToMetrics).unwrap();
        prop_assert_eq!(drawn(&report, &came.report), "");
        prop_assert_eq!(&came.report, &report);
    }

    /// A file that has nothing to do with the report, its bookmarks kept or lost, is refused or becomes a state that can be taken.
    #[test]
    fn any_file_against_any_report(report in office_reports(), other in reports(), keeps in any::<bool>()) {
        let mut chief = Chief::new(&docx(&other, &Options::default()), Recording::Off);
        if !keeps {
            chief.forget_bookmarks();
        }
        for figures in [Figures::ToMetrics, Figures::ToTexts] {
            let Ok(came) = came(&report, &chief.bytes(), None, figures) else { continue };
            let mut taken = report.clone();
            if let Some(change) = compare::take_all(&came.report, &report, "收下") {
                change.apply(&mut taken).unwrap();
            }
            prop_assert_eq!(&taken, &came.report);
            // One by one nothing falls over.
            let mut taken = report.clone();
            for _ in 0..200 {
                let Some(next) = compare::compare(&came.report, &taken).into_iter().next() else { break };
                let Some(change) = compare::take_back(&came.report, &taken, &next) else { break };
                change.apply(&mut taken).unwrap();
            }
        }
    }

    /// Whatever is done to the sections of a file: the report with that says what the file says.
    #[test]
    fn whatever_was_changed_arrives(report in reports(), seed in any::<u64>()) {
        let mut changed = report.clone();
        let mut dice = Dice::new(seed);
        rewrite_freely(&mut changed, &mut dice);
        // The file was made of the report, and says what the changed one says.
        let (sent, says) = (docx(&report, &Options::default()), docx(&changed, &Options::default()));
        let mut file = parts(&sent);
        file.insert("word/document.xml".into(), parts(&says)["word/document.xml"].clone());
        let came = came(&report, &archive(&file), None, Figures::ToMetrics).unwrap();
        let words = |report: &Report| parts(&docx(report, &Options::default()))["word/document.xml"].clone();
        prop_assert_eq!(shown(&words(&came.report)), shown(&words(&changed)));
    }
}

/// The paragraphs of a document, a line each.
fn shown(document: &str) -> String {
    let mut out = String::new();
    for tag in document.split('<') {
        match tag.split_once('>') {
            Some((name, text)) if name.starts_with("w:t ") => out += text,
            Some(("/w:p", _)) => out.push('\n'),
            _ => {}
        }
    }
    out
}

/// Sections taken out, put in, moved, set deeper or higher, and their texts written over.
fn rewrite_freely(report: &mut Report, dice: &mut Dice) {
    let mut rows: Vec<_> = report.tree.rows_before_annexes().map(|row| (row.level, row.section.clone())).collect();
    let annexes: Vec<_> = report.tree.rows_of_annexes().map(|row| (row.level, row.section.clone())).collect();
    for k in 0..1 + dice.throw(4) {
        let at = dice.throw(rows.len().max(1)).min(rows.len().saturating_sub(1));
        match dice.throw(6) {
            0 if rows.len() > 1 => drop(rows.remove(at)),
            1 => {
                let id = 900_000 + u32::try_from(k).unwrap();
                rows.insert(at, (1 + dice.throw(3), section(id, "新加的一节", "新写的话。")));
            }
            2 if rows.len() > 1 => {
                let row = rows.remove(at);
                rows.insert(dice.throw(rows.len() + 1), row);
            }
            3 if !rows.is_empty() => rows[at].0 = 1 + dice.throw(4),
            4 if !rows.is_empty() && !rows[at].1.body.is_empty() => rows[at].1.body.push_str("另加一句。"),
            5 if !rows.is_empty() && !rows[at].1.heading.is_empty() => rows[at].1.heading.insert_str(0, "再抓"),
            _ => {}
        }
    }
    let mut level = 0;
    for row in &mut rows {
        row.0 = row.0.clamp(1, level + 1);
        level = row.0;
    }
    report.tree = Tree::from_rows(rows.into_iter().chain(annexes)).unwrap();
}
