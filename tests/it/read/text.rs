//! What is made of messy texts.

use tigang::export;
use tigang::export::Options;
use tigang::export::Spacing;
use tigang::import;
use tigang::import::DecodeError;
use tigang::import::Encoding;
use tigang::import::FileKind;
use tigang::import::Noise;
use tigang::import::Reading;
use tigang::import::What;
use tigang::report::HeadingStyle;
use tigang::report::Kind;
use tigang::report::Report;
use tigang::report::Scheme;
use tigang::report::numbering;

/// Reads `text` and compares the reports, drawn: `题` title, `副` subtitle, `称` salutation, `导` preamble, `结` closing, `署` organization,
/// `日` date, `注` remarks, `版` imprint; a section a line, indented by its level, `¶` before each paragraph of its body, `¶¶` where the heading is run
/// in before it. Whatever the text is, no character is lost.
#[track_caller]
fn check(text: &str, drawn: &str) {
    let imported = import::import_text(text);
    let got: Vec<String> = imported.reports.iter().map(draw).collect();
    let lines =
        |text: &str| text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let indent =
        drawn.lines().find(|line| !line.trim().is_empty()).map_or(0, |line| line.len() - line.trim_start().len());
    let drawn: Vec<&str> = drawn.lines().map(|line| line.get(indent..).unwrap_or_default()).collect();
    assert_eq!(got.join("\n"), lines(&drawn.join("\n")), "{:#?}", imported.doubts);
    keeps_all(text);
}

pub(crate) fn draw(report: &Report) -> String {
    let mut out = Vec::new();
    let texts = [("题", &report.title), ("副", &report.subtitle), ("称", &report.salutation), ("导", &report.preamble)];
    for (name, text) in texts {
        out.extend(text.lines().map(|line| format!("{name} {line}")));
    }
    for numbered in numbering::numbers(report) {
        let section = numbered.row.section;
        let mut line = "  ".repeat(numbered.row.level - 1) + &numbered.label + numbered.number.gap() + &section.heading;
        for (k, paragraph) in section.body.lines().enumerate() {
            line += if k == 0 && section.style.heading == HeadingStyle::RunIn { "¶¶" } else { "¶" };
            line += paragraph;
        }
        out.push(line);
    }
    let texts = [
        ("结", &report.closing),
        ("署", &report.organization),
        ("日", &report.date),
        ("注", &report.remarks),
        ("版", &report.imprint),
    ];
    for (name, text) in texts {
        out.extend(text.lines().map(|line| format!("{name} {line}")));
    }
    out.join("\n")
}

/// Every letter of the text that is no marker and no stop stands in a report or in a doubt, as often as in the text.
#[track_caller]
fn keeps_all(text: &str) {
    let imported = import::import_text(text);
    let mut left: std::collections::HashMap<char, i64> = std::collections::HashMap::new();
    // What markers are made of, and the 。 of a heading.
    let counts = |ch: &char| {
        ch.is_alphanumeric() && !ch.is_numeric() && !"一二三四五六七八九十百千零是第章节条部分".contains(*ch)
    };
    let mut count = |text: &str, by: i64| text.chars().filter(counts).for_each(|ch| *left.entry(ch).or_default() += by);
    count(text, 1);
    for report in &imported.reports {
        for text in [
            &report.title,
            &report.subtitle,
            &report.organization,
            &report.date,
            &report.salutation,
            &report.preamble,
            &report.closing,
            &report.remarks,
            &report.imprint,
        ] {
            count(text, -1);
        }
        // 附件说明 is made from the titles when the report is handed in.
        if text.contains("附件：") && !report.closing.contains("附件：") && !report.tree.annexes().is_empty() {
            count("附件", -1);
            report.tree.annexes().iter().for_each(|id| count(&report.tree.section(*id).unwrap().heading, -1));
        }
        for row in report.tree.rows() {
            count(&row.section.heading, -1);
            if row.section.style.kind == Kind::Annex {
                count("附件", -1);
            }
            count(&row.section.body, -1);
        }
    }
    for doubt in &imported.doubts {
        if let What::LeftOut { text, .. } | What::TitleTrimmed { cut: text } = &doubt.what {
            count(text, -1);
        }
    }
    left.retain(|_, count| *count != 0);
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_clean_report() {
    check(
        "
            二〇二四年档案工作总结
            各位领导：
            　　今年以来，档案室共接收案卷312卷。现将情况汇报如下：
            　　一、主要工作
            　　（一）抓整理
            　　全年整理文书档案。
            　　又整理照片四百张。
            　　（二）抓利用
            　　1.开放查阅
            　　接待查阅者八十人次。
            　　2.编印目录
            　　二、下步打算
            　　继续做好移交。
            　　特此报告。
            　　河湾县档案室
            　　2024年12月5日
        ",
        "
            题 二〇二四年档案工作总结
            称 各位领导：
            导 今年以来，档案室共接收案卷312卷。现将情况汇报如下：
            一、主要工作
              （一）抓整理¶全年整理文书档案。¶又整理照片四百张。
              （二）抓利用
                1.开放查阅¶接待查阅者八十人次。
                2.编印目录
            二、下步打算¶继续做好移交。
            结 特此报告。
            署 河湾县档案室
            日 2024年12月5日
        ",
    );
}

#[test]
fn titles() {
    check(
        "河湾县供水站\n2024年工作总结\n（2024年12月）\n一、甲",
        "题 河湾县供水站2024年工作总结\n副 （2024年12月）\n一、甲",
    );
    check("稳中求进，节水为先——供水站工作总结\n一、甲", "题 稳中求进，节水为先——供水站工作总结\n一、甲");
    check("供水站工作总结\n供水站工作总结\n同志们：\n一、甲", "题 供水站工作总结\n称 同志们：\n一、甲");
    // A line between sections that reads like a title begins a report only where the numbers do.
    check("一、甲\n二、乙\n\n节水工作总结\n三、丙", "一、甲\n二、乙¶节水工作总结\n三、丙");
    check("一、甲\n二、乙\n\n节水工作总结\n一、丙", "一、甲\n二、乙\n题 节水工作总结\n一、丙");
}

#[test]
fn only_who_signs_is_the_signature() {
    let report = |end: &str| format!("应急局总结\n一、甲事\n检查320家。\n{end}");
    let closing = |lines: &str| format!("题 应急局总结\n一、甲事¶检查320家。\n{lines}");
    // The items of a list of annexes, however they are numbered and indented.
    for (list, drawn) in [
        ("附件：1.隐患清单\n2.执法统计表\n", "结 附件：1.隐患清单\n结 2.执法统计表\n"),
        (
            "附件：1. 隐患清单\n      2. 执法统计表\n      3. 人员名单\n\n",
            "结 附件：1. 隐患清单\n结 2. 执法统计表\n结 3. 人员名单\n",
        ),
        ("附件：1．隐患清单\n　　　　　2．执法统计表\n", "结 附件：1．隐患清单\n结 2．执法统计表\n"),
        ("附件：\n1、隐患清单\n2、执法统计表\n", "结 附件：\n结 1、隐患清单\n结 2、执法统计表\n"),
        ("特此报告\n", "结 特此报告\n"),
    ] {
        check(
            &report(&format!("{list}某区应急局\n2025年12月18日")),
            &closing(&format!("{drawn}署 某区应急局\n日 2025年12月18日")),
        );
    }
    check(
        "应急局总结\n一、甲事\n检查320家\n某区城管（市容）分局\n某区应急局（盖章）\n2025年12月18日",
        &closing("署 某区城管（市容）分局\n署 某区应急局（盖章）\n日 2025年12月18日").replace("家。", "家"),
    );
    // 附注 and 版记 below the date.
    for (below, drawn) in [
        ("（联系人：王某某，电话：0000000）", "注 （联系人：王某某，电话：0000000）"),
        ("抄送：区委办公室。", "版 抄送：区委办公室。"),
        (
            "（此件公开发布）\n抄送：区委办公室。\n区应急局办公室　2025年12月18日印发",
            "注 （此件公开发布）\n版 抄送：区委办公室。\n版 区应急局办公室　2025年12月18日印发",
        ),
    ] {
        check(
            &report(&format!("特此报告。\n某区应急局\n2025年12月18日\n{below}")),
            &closing(&format!("结 特此报告。\n署 某区应急局\n日 2025年12月18日\n{drawn}")),
        );
    }
    check(
        &report("特此报告。\n某区应急局\n2025年12月18日\n附件：1.隐患清单\n2.执法统计表"),
        &closing("结 特此报告。\n署 某区应急局\n日 2025年12月18日\n注 附件：1.隐患清单\n注 2.执法统计表"),
    );
    // What else stands below the date stays there, and the signature with it.
    let end = "特此报告。\n某区应急局\n2025年12月18日\n抄送：区委办公室。\n（联系人：王某）";
    let drawn: Vec<String> = end.lines().map(|line| format!("结 {line}")).collect();
    check(&report(end), &closing(&drawn.join("\n")));
    let doubts = import::import_text(&report(end)).doubts;
    assert!(doubts.iter().any(|doubt| doubt.what == What::SignedAbove), "{doubts:#?}");
    // Under the title: who speaks or signs, but no heading; it stays there.
    check("工作总结\n某区应急局\n今年平稳。\n一、甲", "题 工作总结\n副 某区应急局\n导 今年平稳。\n一、甲");
    check("述职报告\n王某某\n今年平稳。\n一、甲", "题 述职报告\n副 王某某\n导 今年平稳。\n一、甲");
    check("述职报告\n信息科　李某\n今年平稳。\n一、甲", "题 述职报告\n副 信息科　李某\n导 今年平稳。\n一、甲");
    check("工作总结\n工作成效\n今年平稳。\n一、甲", "题 工作总结\n导 工作成效\n导 今年平稳。\n一、甲");
    for (first, next) in
        [("工作成效", "存在困难"), ("抓好城乡社会", "建强干部"), ("任务完成", "高质量服务"), ("我的优势", "工作打算")]
    {
        check(
            &format!("工作总结\n{first}\n全年培训12期，覆盖300人次。\n{next}\n人手不足。"),
            &format!("题 工作总结\n{first}¶全年培训12期，覆盖300人次。\n{next}¶人手不足。"),
        );
    }
}

#[test]
fn headings_run_in() {
    check(
        "一、加强队伍建设。全年培训三次，覆盖全员。\n（一）夯实基础 每周二下午集中学习业务规程，做到人人会讲、人人会用，考核全部合格。\n\
         （二）申请情况：共收到申请六件。\n（三）坚持“先查后改。边查边改”原则。成效明显。\n（四）快！再快！",
        "
            一、加强队伍建设¶¶全年培训三次，覆盖全员。
              （一）夯实基础¶¶每周二下午集中学习业务规程，做到人人会讲、人人会用，考核全部合格。
              （二）申请情况：¶¶共收到申请六件。
              （三）坚持“先查后改。边查边改”原则¶¶成效明显。
              （四）快！¶¶再快！
        ",
    );
    check(
        "一、健全窗口服务机制 今年四月起，大厅实行首问负责、限时办结，群众等候时间缩短一半。",
        "一、健全窗口服务机制¶¶今年四月起，大厅实行首问负责、限时办结，群众等候时间缩短一半。",
    );
    check(
        "一、指导思想以服务群众为中心，按照县里统一部署，扎实推进窗口规范化建设，努力办好实事。明年见效。",
        "一、指导思想¶¶以服务群众为中心，按照县里统一部署，扎实推进窗口规范化建设，努力办好实事。明年见效。",
    );
}

#[test]
fn a_numbered_sentence_has_no_heading() {
    check(
        "一、存在问题\n1、窗口人手偏紧。\n2、设备老化。\n二、打算\n1、增加人手。\n明年三月到位。",
        "
            一、存在问题
              1、¶窗口人手偏紧。
              2、¶设备老化。
            二、打算
              1、增加人手。¶明年三月到位。
        ",
    );
}

#[test]
fn levels_skip_and_series_restart() {
    check(
        "一、甲事\n1、乙事\n2、丙事\n一是丁事\n二是戊事\n二、己事\n（1）庚事\n（2）辛事",
        "
            一、甲事
              1、乙事
              2、丙事
                一是丁事
                二是戊事
            二、己事
              （1）庚事
              （2）辛事
        ",
    );
    // The top headings are lost: the highest marker left is the top, and a series that begins anew does so with us.
    check(
        "（一）甲事\n1.乙事\n2.丙事\n1.丁事\n（二）戊事\n（一）己事",
        "（一）甲事\n  1.乙事\n  2.丙事\n  1.丁事\n（二）戊事\n（一）己事",
    );
    // 一是 below the top, with （1） below it, since 二是 goes on behind.
    check("一、甲\n一是乙\n（1）丙\n（2）丁\n二是戊", "一、甲\n  一是乙\n    （1）丙\n    （2）丁\n  二是戊");
}

#[test]
fn a_list_below_a_sentence_on_shortcomings_stays_there() {
    // One more section behind, or none; a level deeper; behind text of the section's own, whose series goes on.
    check(
        "一、主要工作\n办结12件。\n二、自我剖析\n一年来有了进步，但还存在一些不足。\n1.学习不够。\n2.人手紧张。\n三、打算",
        "一、主要工作¶办结12件。\n二、自我剖析¶一年来有了进步，但还存在一些不足。\n  1.¶学习不够。\n  2.¶人手紧张。\n三、打算",
    );
    check(
        "一、主要工作\n办结12件。\n二、自我剖析\n一年来有了进步，但还存在一些不足：\n1.学习不够。\n2.人手紧张。",
        "一、主要工作¶办结12件。\n二、自我剖析¶一年来有了进步，但还存在一些不足：\n  1.¶学习不够。\n  2.¶人手紧张。",
    );
    check(
        "一、回顾\n（一）办件\n办结12件。\n（二）剖析\n虽然有了进步，但仍存在差距：\n1.学习不够。\n2.人手紧张。\n二、打算",
        "一、回顾\n  （一）办件¶办结12件。\n  （二）剖析¶虽然有了进步，但仍存在差距：\n    1.¶学习不够。\n    2.¶人手紧张。\n二、打算",
    );
    check(
        "一、回顾\n（一）办件。办结12件。\n虽然快了，但问题不少：\n1.推诿。\n2.拖延。\n（二）接访。接访30次。\n二、打算",
        "一、回顾\n  （一）办件¶¶办结12件。¶虽然快了，但问题不少：\n    1.¶推诿。\n    2.¶拖延。\n  （二）接访¶¶接访30次。\n二、打算",
    );
    check(
        "一、回顾\n（一）办件。办结12件。\n虽然快了，但问题不少：\n1.推诿。\n2.拖延。\n二、打算",
        "一、回顾\n  （一）办件¶¶办结12件。¶虽然快了，但问题不少：\n    1.¶推诿。\n    2.¶拖延。\n二、打算",
    );
}

#[test]
fn a_number_that_counts_on_from_the_text_before_it_stays() {
    for text in [
        "一、主要工作\n今年做了三件事：一是建台账，底数清。\n二是抓考核。每季一次。\n三是抓整改。全部到位。\n二、打算\n",
        "一、主要工作\n要强化三项，一要强学习，人人过关。\n二要强作风。严格考勤。\n三要强落实。逐项销号。\n",
        "一、主要工作\n一是减材料，压缩一半；二是减时限，提速三成。\n三是减跑动。最多跑一次。\n二、打算\n",
        "一、主要工作\n一是减材料。压缩一半。\n二是减时限，提速三成；三是减环节。\n四是减跑动。最多跑一次。\n",
        "一、主要工作\n措施如下：（1）建台账；（2）抓考核。\n（3）抓整改。全部到位。\n",
        "今年主要抓了三点：第一，抓队伍。\n第二，抓制度。修订6项。\n第三，抓落实。逐项销号。\n",
    ] {
        let imported = import::import_text(text);
        let options = Options { spacing: Spacing::Bare, ..Options::default() };
        assert_eq!(export::text(&imported.reports[0], &options), text);
        let told = imported.doubts.iter().any(|doubt| matches!(doubt.what, What::CountsOnFromText { .. }));
        assert!(told, "{:#?}", imported.doubts);
        keeps_all(text);
    }
    // Where the text before doesn't count, the number is mended.
    check(
        "一、甲\n要抓好几件事。\n二是乙。办了。\n三是丙。办了。",
        "一、甲¶要抓好几件事。\n  一是乙¶¶办了。\n  二是丙¶¶办了。",
    );
}

#[test]
fn markers_become_the_scheme() {
    let scheme = |text: &str| import::import_text(text).reports[0].setup.scheme;
    assert_eq!(scheme("一、甲\n（一）乙\n1.丙"), Scheme::Gongwen);
    assert_eq!(scheme("一、甲\n（一）乙\n1、丙\n2、丁\n3.戊"), Scheme::GongwenComma);
    assert_eq!(scheme("一、甲\n（一）乙\n1．丙"), Scheme::GongwenWide);
    assert_eq!(scheme("(一) 甲\n（二）乙"), Scheme::Brackets);
    assert_eq!(scheme("1、甲\n2、乙"), Scheme::DigitsComma);
    assert_eq!(scheme("第一章 总则\n第一条 为了规范，制定本办法。"), Scheme::Chapters);
    check("第一部分 回顾\n一、甲\n第二部分 展望\n一、乙", "第一部分 回顾\n  一、甲\n第二部分 展望\n  一、乙");
    check("1 总则\n1.1 目的\n1.2 范围\n2 要求\n2.1 人员", "1 总则\n  1.1 目的\n  1.2 范围\n2 要求\n  2.1 人员");
    check("1. 总则\n1.1 目的\n1.1.1 依据\n2. 要求", "1 总则\n  1.1 目的\n    1.1.1 依据\n2 要求");
    check("第一，抓宣传。发放手册。\n第二，抓落实。签订承诺。", "第一，抓宣传¶¶发放手册。\n第二，抓落实¶¶签订承诺。");
}

#[test]
fn damaged_markers() {
    check("一、甲\n(一) 乙\n（二）、丙\n三）丁\n（四）是戊", "一、甲\n  （一）乙\n  （二）丙\n  （三）丁\n  （四）戊");
    check("一、甲\n1) 乙\n(2) 丙\n(3) 丁", "一、甲\n  （1）乙\n  （2）丙\n  （3）丁");
    check("- 1、甲\n- 2、乙", "1、甲\n2、乙");
    check("一、甲\n\n二\n\n1、乙", "一、甲\n二、\n  1、乙");
    // Siblings of two kinds: 一是 stays as text.
    check("一、甲\n一是乙\n1、丙\n2、丁", "一、甲\n  一是乙\n  1、丙\n  2、丁");
}

/// A form that nobody has filled in keeps its numbers, and nothing about them is unclear.
#[test]
fn empty_rows_of_a_form_are_no_damage() {
    let text = "半年工作小结\n一、完成情况\n1.\n2.\n3.\n二、下步打算\n1.补齐台账\n2.\n3.\n";
    check(text, "题 半年工作小结\n一、完成情况\n  1.\n  2.\n  3.\n二、下步打算\n  1.补齐台账\n  2.\n  3.");
    let doubts = import::import_text(text).doubts;
    assert!(doubts.is_empty(), "{doubts:#?}");
}

/// Lines of a title are put together with a word; the list of doubts parts them again.
#[test]
fn nothing_is_joined_to_a_title_in_silence() {
    let imported = import::import_text("今天我站召开会议\n\n工作总结\n\n一、工作\n巡了三条渠道。\n");
    assert_eq!(imported.reports[0].title, "今天我站召开会议工作总结");
    let joined: Vec<usize> =
        imported.doubts.iter().filter(|doubt| doubt.what == What::Joined).map(|doubt| doubt.line).collect();
    assert_eq!(joined, [3]);
}

/// A text whose lines end where they are full is told of once.
#[test]
fn a_wrapped_text_is_told_of_once() {
    let imported = import::import_text(include_str!("../../texts/wrapped-at-35.txt"));
    let told = imported.doubts.iter().filter(|doubt| matches!(doubt.what, What::Unwrapped { .. })).count();
    assert_eq!(told, 1);
}

#[test]
fn sentences_cut_by_a_page_break_are_joined() {
    check(
        "一、甲\n全站共巡查管线四十公里，发现隐患十二处，已全部整\n\n— 3 —\n\n改完毕。\n二、乙",
        "一、甲¶全站共巡查管线四十公里，发现隐患十二处，已全部整改完毕。\n二、乙",
    );
    check(
        "（一）抓培训。全年办班六期，参训\n\n三百人次。\n（二）抓考核。",
        "（一）抓培训¶¶全年办班六期，参训三百人次。\n（二）¶抓考核。",
    );
    check("一、收费情况，\n\n共收费九万元。", "一、收费情况，共收费九万元。".replace("一、", "一、¶").as_str());
    // Not joined: the next heading, a paragraph behind a heading.
    check("一、甲事写到这里就断了，没有下文\n二、乙", "一、甲事写到这里就断了，没有下文\n二、乙");
    check(
        "（一）强化值守，确保全年运行平稳有序\n值班室实行双岗。",
        "（一）强化值守，确保全年运行平稳有序¶值班室实行双岗。",
    );
}

#[test]
fn paragraphs_stay_apart() {
    // None has a stop, as in many lists of what was done; the last has.
    let body = "新建学校3所，新增学位4200个，完成全年任务的105%，超额完成区里下达的指标
开设课后服务课程120门，覆盖学生2.1万人，家长满意率达到97%
培训教师860人次，其中骨干教师120人，外出跟岗学习40人
我们还办了读书节。";
    let drawn =
        |end: &str| format!("题 教育局总结\n一、主要工作¶{}\n二、打算", (body.to_owned() + end).replace('\n', "¶"));
    check(&format!("教育局总结\n一、主要工作\n{body}\n二、打算"), &drawn(""));
    check(&format!("教育局总结\n\n一、主要工作\n\n{}\n\n二、打算", body.replace('\n', "\n\n")), &drawn(""));
    // Of equal length, as wrapped lines are.
    let list = "新建改建农村公路十二条，打通断头路三处，惠及群众
完成危桥改造六座，更换护栏八百米，补划标线两公里
巡查道路三百二十次，清理塌方十一处，修补坑槽九处
组织安全培训十六场，签订责任书四十份，发放手册百份
办理群众来信二十件，回访满意率九成八，无一件超期";
    check(
        &format!("公路站总结\n一、主要工作\n{list}\n二、打算"),
        &format!("题 公路站总结\n一、主要工作¶{}\n二、打算", list.replace('\n', "¶")),
    );
    // A heading and the first, short sentence below it; where the other headings have stops, it is broken off.
    check(
        "一、主要工作\n抓学习。集中学习6次。\n二、存在困难\n无。下一步再找。",
        "一、主要工作¶抓学习。集中学习6次。\n二、存在困难¶无。下一步再找。",
    );
    check(
        "一、抓学习。集中学习6次。\n二、抓考核。考核4次。\n三、抓作\n\n风。查访9次。",
        "一、抓学习¶¶集中学习6次。\n二、抓考核¶¶考核4次。\n三、抓作风¶¶查访9次。",
    );
    // Rows of a table drawn with strokes, an empty first cell among them.
    let rows = "| | 2023年，全年 | 2024年，全年，含街道和各镇上报的数据 |\n| 受理，件 | 452 | 486，其中通过网络受理的占一半以上。 |";
    check(&format!("一、指标\n{rows}\n二、打算"), &format!("一、指标¶{}\n二、打算", rows.replace('\n', "¶")));
    // An indent begins a paragraph.
    check(
        "一、主要工作\n　　全年修路十二条，打通断头路三处，农村公路通车里程超过八百公里，方便了沿线群众出行\n　　办理来信二十件。回访满意率九成八。\n　　培训十六场。效果很好。",
        "一、主要工作¶全年修路十二条，打通断头路三处，农村公路通车里程超过八百公里，方便了沿线群众出行¶办理来信二十件。回访满意率九成八。¶培训十六场。效果很好。",
    );
}

#[test]
fn what_no_paragraph_begins_with_goes_on() {
    check("一、甲\n认真落实《\n公路养护办法\n》，修订制度6项。", "一、甲¶认真落实《公路养护办法》，修订制度6项。");
    check(
        "一、甲\n全年修路十二条，通车里程突破八百公里，群众出行更加方便，沿线农户收入稳步提\n高，两家企业落户。\n二、乙",
        "一、甲¶全年修路十二条，通车里程突破八百公里，群众出行更加方便，沿线农户收入稳步提高，两家企业落户。\n二、乙",
    );
}

#[test]
fn wrapped_lines_are_joined() {
    check(
        "一、加强值守保障，健全应急处置机制，推动各项任务\n落实落细\n二、改进服务\n今年以来全站上下认真贯彻上级部署要求扎实开展管\n\
         线设施巡查维护和应急值守等各项重点工作任务并且取\n得明显成效。\n窗口人员全年共接待来访群众一千二百余人次办结事项\n全部归档。\n",
        "
            一、加强值守保障，健全应急处置机制，推动各项任务落实落细
            二、改进服务¶今年以来全站上下认真贯彻上级部署要求扎实开展管线设施巡查维护和应急值守等各项重点工作任务并且取得明显成效。¶窗口人员全年共接待来访群众一千二百余人次办结事项全部归档。
        ",
    );
    // Few paragraphs, most of them short, figures that take less room than letters: flush, indented, a blank line behind each.
    let paragraphs = [
        "一、主要工作",
        "全年发放宣传单6000份，在12个村的大喇叭里循环播放热线号码，群众遇到难事第一个想到打热线。",
        "接听来电8215个，其中咨询类5310个、投诉类1744个、求助类1161个，平均等待11秒。",
        "公开招聘话务员16名，邀请业务部门轮流授课28次，人人过笔试关、接听关、系统操作关。",
        "二、打算",
        "围绕更快、更准、更暖做文章，力争明年回访满意率提高到95%，群众不满意的事项全部重办。",
    ];
    let drawn =
        format!("一、主要工作¶{}¶{}¶{}\n二、打算¶{}", paragraphs[1], paragraphs[2], paragraphs[3], paragraphs[5]);
    for (indent, end) in [("", "\n"), ("　　", "\n"), ("", "\n\n")] {
        let wrapped = paragraphs.map(|paragraph| {
            let letters: Vec<char> = format!("{indent}{paragraph}").chars().collect();
            letters.chunks(30).map(|line| line.iter().collect::<String>() + end).collect::<String>()
        });
        check(&wrapped.concat(), &drawn);
    }
}

#[test]
fn a_collection_is_cut_into_its_reports() {
    check(
        "2024年供水服务总结(精选2篇)\n\n小编为大家整理了几篇，请看。\n\n供水服务总结篇一\n\n一、甲\n\n二、乙\n\n供水服务总结篇二\n\n今年水质稳定。\n\n一、丙\n",
        "
            题 供水服务总结篇一
            一、甲
            二、乙
            题 供水服务总结篇二
            导 今年水质稳定。
            一、丙
        ",
    );
    check(
        "总结汇编（2篇）\n目录\n供水站2024年工作总结\t1\n供气站2024年工作总结\t5\n供水站2024年工作总结\n一、甲\n二、乙\n供气站2024年工作总结\n一、丙\n二、丁\n",
        "
            题 供水站2024年工作总结
            一、甲
            二、乙
            题 供气站2024年工作总结
            一、丙
            二、丁
        ",
    );
    // No title at all: the numbers start over.
    check("一、甲\n二、乙\n三、丙\n\n一、丁\n二、戊", "一、甲\n二、乙\n三、丙\n一、丁\n二、戊");
    assert_eq!(import::import_text("一、甲\n二、乙\n三、丙\n\n一、丁\n二、戊").reports.len(), 2);
}

#[test]
fn what_is_no_report_is_told() {
    let text = "供水站工作总结\n一、甲\n##stamp##\n更多范文请加微信，会员群每日更新\n— 2 —\n二、乙";
    check(text, "题 供水站工作总结\n一、甲\n二、乙");
    let noise: Vec<(usize, Noise)> = import::import_text(text)
        .doubts
        .into_iter()
        .filter_map(|doubt| match doubt.what {
            What::LeftOut { noise, .. } => Some((doubt.line, noise)),
            _ => None,
        })
        .collect();
    assert_eq!(noise, [(3, Noise::Site), (5, Noise::PageNumber)]);
    let doubts = import::import_text("一、甲\n三、乙").doubts;
    assert_eq!(
        doubts.iter().map(|doubt| (doubt.line, &doubt.what)).collect::<Vec<_>>(),
        [(2, &What::Renumbered { written: 3, becomes: 2 })]
    );
}

/// Lines that only look like a site's, in a report of the writer's own.
const LIKE_A_SITE: &str = "河湾县图书馆2024年工作总结
一、主要工作
推广“书香河湾”公众号，读者扫码即可下载电子书，关注人数达1.2万人。
编印导读手册，请读者扫码下载，并收藏备用。
（一）阅读推广
推荐阅读活动走进12所学校。
精心整理地方文献3200册，完成网站ICP备案，供大家参考。
扫码借书、扫码还书覆盖全部分馆
各分馆请登录后台填报月报
二、下步打算
责任编辑制度明年起推行
继续推进。
总结人：张某某
审核：李某某
日期：2025年1月5日
";

#[test]
fn what_stands_before_the_text_of_a_page() {
    // The title in nearly the same words: the one at the text is the report's.
    check(
        "某某文秘网\n首页 > 公文写作 > 工作汇报\n2031年区城管局夜市整治工作情况汇报\n时间：2031-03-02 09:12:33 来源：网友投稿\n\
         下面是小编为大家整理的夜市整治工作情况汇报，供大家参考。\n区城管局夜市整治工作情况的汇报\n\
         今年以来，区城管局疏堵结合，划定夜市三处，油烟投诉下降四成。\n一、主要做法\n定时段，定摊位，定责任人。\n二、下步打算\n再设一处夜市。",
        "题 区城管局夜市整治工作情况的汇报\n导 今年以来，区城管局疏堵结合，划定夜市三处，油烟投诉下降四成。\n\
         一、主要做法¶定时段，定摊位，定责任人。\n二、下步打算¶再设一处夜市。",
    );
    // Its number on the site.
    check(
        "更新时间：2031-06-28 14:22作者：小木\n3、中学实验室安全工作总结\n\
         本学期，实验室开放一百二十课时，药品双人双锁，没有出过一起事故，器材完好率百分之九十八。\n我们还修订了守则。",
        "题 中学实验室安全工作总结\n导 本学期，实验室开放一百二十课时，药品双人双锁，没有出过一起事故，器材完好率百分之九十八。\n\
         导 我们还修订了守则。",
    );
    // Whom it is sent to, by its place below the title.
    check(
        "关于做好汛期值班的通知\n各镇水管员：\n入汛以来，雨日偏多，请按时上报雨情。\n一、值班\n二、报告",
        "题 关于做好汛期值班的通知\n称 各镇水管员：\n导 入汛以来，雨日偏多，请按时上报雨情。\n一、值班\n二、报告",
    );
}

#[test]
fn markers_that_lost_their_stop_and_headings_that_lost_their_line() {
    let drawn = "题 城管局政府工作报告\n一、过去一年工作回顾¶2031年，全局修补道路十二条，更换井盖三百个，投诉下降两成，群众更满意。\n\
                 二、2032年工作安排¶今年，要抓好三件事，一件一件落到实处，月月有检查，季季有通报。";
    check(
        "城管局政府工作报告\n一过去一年工作回顾\n2031年，全局修补道路十二条，更换井盖三百个，投诉下降两成，群众更满意。\n\
         二2032年工作安排\n今年，要抓好三件事，一件一件落到实处，月月有检查，季季有通报。",
        drawn,
    );
    check(
        "城管局政府工作报告\n一、过去一年工作回顾2031年，全局修补道路十二条，更换井盖三百个，投诉下降两成，群众更满意。\n\
         二、2032年工作安排今年，要抓好三件事，一件一件落到实处，月月有检查，季季有通报。",
        &drawn.replace("回顾¶", "回顾¶¶").replace("安排¶", "安排¶¶"),
    );
}

#[test]
fn annexes_bound_behind_a_report_are_its_own() {
    let text = "关于安全检查情况的报告\n县安委会：\n现将检查情况报告如下：\n一、主要做法\n查企业86家。\n二、下步打算\n继续查。\n\
                附件：1.隐患清单\n2.整改台账\n河湾镇人民政府\n2031年12月5日\n（联系人：李某某）\n\
                附件1\n隐患清单\n一、工厂\n共12处。\n二、工地\n共5处。\n附件2\n整改台账\n一、已改\n15处。\n二、未改\n2处。";
    check(
        text,
        "
            题 关于安全检查情况的报告
            称 县安委会：
            导 现将检查情况报告如下：
            一、主要做法¶查企业86家。
            二、下步打算¶继续查。
            附件1 隐患清单
              一、工厂¶共12处。
              二、工地¶共5处。
            附件2 整改台账
              一、已改¶15处。
              二、未改¶2处。
            署 河湾镇人民政府
            日 2031年12月5日
            注 （联系人：李某某）
        ",
    );
}

#[test]
fn the_head_of_an_official_letter_is_kept() {
    let text = "特急\n某县应急管理局文件\n某应急〔2031〕18号　　签发人：李某某\n关于2031年防汛工作情况的报告\n县政府：\n\
                今年以来，全县安全度汛。\n一、主要工作\n查水库12座。\n二、存在问题\n物资不足。\n某县应急管理局\n2031年10月8日\n\
                抄送：县水务局。\n某县应急管理局办公室　2031年10月8日印发";
    let imported = import::import_text(text);
    let [report] = &imported.reports[..] else { panic!("{imported:#?}") };
    let head = &report.head;
    let parts = [&head.urgency, &head.organ, &head.number, &head.signer];
    assert_eq!(parts.map(String::as_str), ["特急", "某县应急管理局文件", "某应急〔2031〕18号", "李某某"]);
    assert_eq!(report.imprint, "抄送：县水务局。\n某县应急管理局办公室　2031年10月8日印发");
    assert!(!imported.doubts.iter().any(|doubt| matches!(doubt.what, What::LeftOut { .. })), "{:#?}", imported.doubts);
}

#[test]
fn a_letters_number_is_no_part_of_its_title() {
    for above in ["", "云岭区应急管理局文件\n", "000012\n机密★1年\n特急\n云岭区应急管理局文件\n"]
    {
        let text = format!(
            "{above}云应急〔2031〕18号\n关于报送2031年度工作总结的报告\n市应急管理局：\n现将有关情况报告如下：\n\
             一、主要工作\n检查企业320家。\n二、存在问题\n人手不足。\n云岭区应急管理局\n2031年12月18日"
        );
        let imported = import::import_text(&text);
        let [report] = &imported.reports[..] else { panic!("{imported:#?}") };
        assert_eq!(report.title, "关于报送2031年度工作总结的报告");
        assert_eq!(report.head.number, "云应急〔2031〕18号");
        assert_eq!(report.head.organ.is_empty(), above.is_empty());
        assert_eq!(report.head.copy.is_empty(), !above.starts_with("000012"));
        assert!(imported.doubts.is_empty(), "{:#?}", imported.doubts);
    }
}

#[test]
fn a_number_that_no_report_of_ours_has_is_told_once() {
    let imported = import::import_text("总结\n一、甲事\n1）乙事办完。\n2）丙事办完。\n二、丁事");
    let told = |what: &What| matches!(what, What::MarkerMended { written } if written == "1）");
    assert_eq!(imported.doubts.iter().filter(|doubt| told(&doubt.what)).count(), 1, "{:#?}", imported.doubts);
    // （1） is one that it has.
    let imported = import::import_text("总结\n一、甲事\n（1）乙事办完。\n（2）丙事办完。\n二、丁事");
    assert!(imported.doubts.is_empty(), "{:#?}", imported.doubts);
}

#[test]
fn a_series_that_is_continued_begins_where_it_says() {
    let imported = import::import_text("总结（续）\n（续）三、存在问题\n人手不足。\n四、下步打算\n继续努力。");
    let drawn: Vec<String> = imported.reports.iter().map(draw).collect();
    assert_eq!(drawn, ["题 总结（续）\n三、存在问题¶人手不足。\n四、下步打算¶继续努力。"]);
    // The word is told.
    let told = |what: &What| matches!(what, What::MarkerMended { written } if written == "（续）三、");
    assert!(imported.doubts.iter().any(|doubt| told(&doubt.what)), "{:#?}", imported.doubts);
}

#[test]
fn what_a_program_says_and_letters_that_count() {
    let draft = "好的，以下是根据您提供的材料整理的一份总结：\n\n# 河湾镇执法队2031年工作总结\n\n**一、主要工作**\n\n巡查320次。\n\n\
         **二、存在问题**\n\n人手偏紧。\n\n以上内容仅供参考，您可以根据实际情况进行修改。";
    check(draft, "题 河湾镇执法队2031年工作总结\n一、主要工作¶巡查320次。\n二、存在问题¶人手偏紧。");
    let doubts = import::import_text(draft).doubts;
    let chat = doubts.iter().filter(|doubt| matches!(doubt.what, What::LeftOut { noise: Noise::Chat, .. }));
    assert_eq!(chat.count(), 2, "{doubts:#?}");
    check(
        "生产部上半年工作小结\nA.产量情况\n上半年完成四千二百吨，占年计划的百分之五十二。\nB.存在问题\n设备老化，停机较多，影响交货。\n\
         Ⅰ．冲压机故障六次\nⅡ．行车故障三次\nC.下半年打算\n大修两台冲压机，换行车钢索。",
        "题 生产部上半年工作小结\nA.产量情况¶上半年完成四千二百吨，占年计划的百分之五十二。\n\
         B.存在问题¶设备老化，停机较多，影响交货。\n  Ⅰ．冲压机故障六次\n  Ⅱ．行车故障三次\nC.下半年打算¶大修两台冲压机，换行车钢索。",
    );
}

#[test]
fn pictures_before_numbers_and_numbers_that_are_pictures() {
    let drawn =
        "题 增长组复盘\n一、目标达成¶新增用户12万。\n二、问题分析\n  2.1 投放¶单价上涨。\n  2.2 产品¶引导过长。";
    check(
        "增长组复盘\n🎯 一、目标达成\n新增用户12万。\n🔍 二、问题分析\n2.1 投放\n单价上涨。\n2.2 产品\n引导过长。",
        drawn,
    );
    check(
        "# 增长组复盘\n## 🎯 一、目标达成\n新增用户12万。\n## 🔍 二、问题分析\n2.1 投放\n单价上涨。\n2.2 产品\n引导过长。",
        drawn,
    );
    check(
        "复盘小结\n1️⃣ 目标达成\n已完成。\n2️⃣ 问题分析\n单价上涨。",
        "题 复盘小结\n1.目标达成¶已完成。\n2.问题分析¶单价上涨。",
    );
}

#[test]
fn forms_that_are_signed_and_not_dated() {
    check(
        "年度考核个人总结\n一、思想方面\n按时参加学习。\n二、不足之处\n文字功底不够。\n本人签名：陈某某\n年   月   日",
        "题 年度考核个人总结\n一、思想方面¶按时参加学习。\n二、不足之处¶文字功底不够。\n署 本人签名：陈某某\n日 年   月   日",
    );
}

#[test]
fn numbers_without_a_blank_and_numbers_alone() {
    check(
        "一、存在问题\n2.1个人方面\n写得慢，改得多。\n2.2工作方面\n沟通不够。\n二、目标\n2.1亿元的项目要按期开工。",
        "一、存在问题\n  1 个人方面¶写得慢，改得多。\n  2 工作方面¶沟通不够。\n二、目标¶2.1亿元的项目要按期开工。",
    );
    // What stands below them has no words.
    assert!(import::import_text("1\n2\t#\n\n9\n+\n").reports.iter().all(|report| report.tree.is_empty()));
}

#[test]
fn a_text_without_a_sign_of_a_site_keeps_every_line() {
    check(
        LIKE_A_SITE,
        "
            题 河湾县图书馆2024年工作总结
            一、主要工作¶推广“书香河湾”公众号，读者扫码即可下载电子书，关注人数达1.2万人。¶编印导读手册，请读者扫码下载，并收藏备用。
              （一）阅读推广¶推荐阅读活动走进12所学校。¶精心整理地方文献3200册，完成网站ICP备案，供大家参考。¶扫码借书、扫码还书覆盖全部分馆¶各分馆请登录后台填报月报
            二、下步打算¶责任编辑制度明年起推行¶继续推进。
            署 总结人：张某某
            署 审核：李某某
            日 日期：2025年1月5日
        ",
    );
    // A site has had this one; who signed it still did.
    check(
        "当前位置：首页 > 总结\n图书馆工作总结\n时间：2024-12-30 09:15:22　来源：本站\n一、阅读推广\n办讲座48场。\n\
         欢迎关注我们的公众号，扫码下载\n撰稿：王某某\n日期：2025年1月5日\n上一篇：借阅须知\n下一篇：开放时间",
        "题 图书馆工作总结\n一、阅读推广¶办讲座48场。\n署 撰稿：王某某\n日 日期：2025年1月5日",
    );
}

/// The doubts of a text: line, what, the words of the text it concerns, the other reading.
#[track_caller]
fn check_doubts(text: &str, expected: &[(usize, &str, &str, Option<Reading>)]) {
    let imported = import::import_text(text);
    let doubts: Vec<(usize, String, String, Option<Reading>)> = imported
        .doubts
        .iter()
        .map(|doubt| {
            let what = format!("{:?}", doubt.what);
            let name = what.split([' ', '{']).next().unwrap().to_owned();
            let words = doubt.at.map_or("", |spot| imported.reports[spot.report].text(spot.field).unwrap());
            (doubt.line, name, words.to_owned(), doubt.other)
        })
        .collect();
    let expected: Vec<(usize, String, String, Option<Reading>)> =
        expected.iter().map(|&(line, what, words, other)| (line, what.into(), words.into(), other)).collect();
    assert_eq!(doubts, expected);
}

#[test]
fn each_doubt_says_where_it_is_and_what_else_it_could_be() {
    check_doubts(
        "供水站总结\n一、甲事\n共巡查管线四十公里，发现隐患十二处，已全部整\n\n改完毕。\n三、乙事\n- 4 -\n四、丙事",
        &[
            (
                5,
                "Joined",
                "共巡查管线四十公里，发现隐患十二处，已全部整改完毕。",
                Some(Reading::Apart { at: "共巡查管线四十公里，发现隐患十二处，已全部整".len() }),
            ),
            (6, "Renumbered", "乙事", None),
            (7, "LeftOut", "乙事", Some(Reading::Kept)),
            (8, "Renumbered", "丙事", None),
        ],
    );
    check_doubts(
        "一、甲事\n一是人手偏紧，经验不足；二是设备老化。\n二、乙事。办结四件。三、丙事。办结五件。",
        &[
            (2, "TakenAsText", "一是人手偏紧，经验不足；二是设备老化。", Some(Reading::Heading { at: 0 })),
            (3, "CutBefore", "丙事", Some(Reading::Joined)),
        ],
    );
    check_doubts(
        "供水站总结\n\n今年做了两件事。\n\n修水渠\n\n水渠通了，群众很高兴。\n\n新路面\n\n路也修好了，群众很满意。\n",
        &[(5, "HeadingGuessed", "修水渠", Some(Reading::Body)), (9, "HeadingGuessed", "新路面", Some(Reading::Body))],
    );
}

#[test]
fn hostile_texts_are_read_in_linear_time() {
    let markers =
        ["一、甲", "（一）乙", "1.丙", "（1）丁", "①戊", "一是己", "第一，庚", "第一章 辛", "1.1 壬", "# 丑", "一要寅"];
    let alternating: String = (0..4_000).map(|k| markers[k * k % 11].to_owned() + "\n").collect();
    let texts = [
        "一、甲".to_owned() + &"今年以来，我们坚持稳中求进，".repeat(6_000),
        "一、甲。（二）乙。三、丙；2.丁，一是戊。".repeat(2_000),
        "一、甲".to_owned() + &"。一、".repeat(20_000),
        "①\n".repeat(10_000),
        "目录\n甲\n".repeat(10_000),
        "来源：甲\n".repeat(10_000),
        "1.".repeat(40_000),
        "一、".to_owned() + &"（“《".repeat(10_000),
        "<p>一、甲</p>".repeat(6_000),
        "</p>".to_owned() + &"<a".repeat(20_000),
        "页眉文字\n- 3 -\n正文文字若干\n".repeat(4_000),
        (1..32)
            .map(|code| char::from(u8::try_from(code).unwrap()))
            .chain("一、甲".chars())
            .collect::<String>()
            .repeat(1_000),
        (1..400).map(|k| ["1"; 400][..k].join(".") + " 甲\n").collect(),
        alternating,
    ];
    for text in texts {
        keeps_all(&text);
    }
    // Null bytes are no text.
    assert_eq!(import::decode("一\0".repeat(1000).as_bytes(), None), Err(DecodeError::NotText(FileKind::Binary)));
}

#[test]
fn what_closes_a_heading_comes_back() {
    for text in [
        "一、加强领导。成立专班，压实责任。\n",
        "一、申请情况：共收到申请六件。\n",
        "一、健全窗口服务机制　今年四月起，大厅实行首问负责、限时办结，群众等候时间缩短一半。\n",
        "一、指导思想以服务群众为中心，按照县里统一部署，扎实推进窗口规范化建设，努力办好实事。明年见效。\n",
        "一、怎么干？埋头苦干。\n",
        "一、抓管理.建立台账,落实到人.\n",
        "一、抓培训。\n全年培训三次。\n",
        "一要看到成绩。事故下降。\n二要看到差距。隐患仍多。\n",
    ] {
        let report = &import::import_text(text).reports[0];
        let options = Options { spacing: Spacing::Bare, ..Options::default() };
        assert_eq!(export::text(report, &options), text);
    }
}

#[test]
fn an_empty_cell_of_a_row_is_no_indent() {
    check(
        "一、数据
        \t2030年\t2031年
        路灯\t5200\t5300
        其中：主街\t\t300
        \t\t20
        沿河\t\t
        合计\t5200\t5620
        二、其他
        \t全年平稳。",
        "一、数据¶\t2030年\t2031年¶路灯\t5200\t5300¶其中：主街\t\t300¶\t\t20¶沿河\t\t¶合计\t5200\t5620\n二、其他¶全年平稳。",
    );
    // An indent of the whole table, of paragraphs beside it, and what sets a number apart are none.
    check(
        "\t一、数据\n\t情况如下：\n\t项目\t去年\t今年\n\t路灯\t5\t6\n\t\t7\t8\n\t完好。\n\t1.\t抓巡查。修灯3处。\n\t2.\t抓亮灯。亮灯9处。",
        "一、数据¶情况如下：¶项目\t去年\t今年¶路灯\t5\t6¶\t7\t8¶完好。\n  1.抓巡查¶¶修灯3处。\n  2.抓亮灯¶¶亮灯9处。",
    );
}

#[test]
fn text_without_markers_and_empty_text() {
    check("", "");
    check("\n　\n\u{feff}\n", "");
    check("随手记\n今天去了两个村，看了水渠。\n水渠通了。", "题 随手记\n导 今天去了两个村，看了水渠。\n导 水渠通了。");
    check("各项指标完成较好，详见附表。", "导 各项指标完成较好，详见附表。");
    check("2024年1月5日", "日 2024年1月5日");
}

#[test]
fn line_ends_and_invisible_characters() {
    for end in ["\n", "\r\n", "\r", "\u{b}", "\u{2028}"] {
        let text = ["一、\u{200b}甲", "（一）\u{a0}乙", "正文在此。"].join(end);
        check(&text, "一、甲\n  （一）乙¶正文在此。");
    }
}

#[test]
fn encodings() {
    let text = "一、加强值守\n共出动360人次。";
    let (gbk, _, _) = encoding_rs::GB18030.encode(text);
    assert_eq!(import::decode(text.as_bytes(), None).as_deref(), Ok(text));
    assert_eq!(import::decode(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), None).as_deref(), Ok(text));
    assert_eq!(import::decode(&gbk, None).as_deref(), Ok(text));
    assert_eq!(import::decode(&gbk, Some(Encoding::Utf8)), Err(DecodeError::Malformed(Encoding::Utf8)));
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(import::decode(&wide, None).as_deref(), Ok(text));
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    assert_eq!(import::decode(&wide, None).as_deref(), Ok(text));
    // Broken UTF-8 is not read as other words.
    let mut broken = text.repeat(3).into_bytes();
    broken.truncate(broken.len() - 1);
    assert_eq!(import::decode(&broken, None), Err(DecodeError::Malformed(Encoding::Utf8)));
    assert_eq!(import::decode(&[0x80, 0xFF, 0xFF], None), Err(DecodeError::Unknown));
    assert_eq!(import::decode(b"PK\x03\x04\x14", None), Err(DecodeError::NotText(FileKind::Zip)));
    assert_eq!(import::decode(b"a\0b", None), Err(DecodeError::NotText(FileKind::Binary)));
    assert_eq!(import::import_named(&gbk, None, None).map(|imported| imported.reports.len()), Ok(1));
    assert_eq!(Encoding::named("GB2312"), Some(Encoding::Gb18030));
    assert_eq!(Encoding::named("utf_8"), Some(Encoding::Utf8));
    assert_eq!(Encoding::named("latin-1"), None);
}

proptest::proptest! {
    #![proptest_config(crate::tools::hunt::cases(256))]

    #[test]
    fn no_text_panics_or_loses_a_character(
        lines in proptest::collection::vec(
            "(一、|二、|（一）|\\(二\\)|1\\.|1、|2、|1\\)|（1）|①|一是|二是|第一，|第一章 |1\\.1 |四|目录|- |供水总结|总结篇一|总结（3篇）|)?\
             [甲乙丙丁，。：；？！、□x“”（） \t]{0,40}(\t3|2024年1月5日|领导：|)?",
            0..30,
        )
    ) {
        keeps_all(&lines.join("\n"));
        keeps_all(&lines.join("\n\n"));
    }
}
