//! Next year's report made from this year's: what moves, what is marked, and that nothing is lost.

use proptest::prelude::*;

use tigang::edit::next_year;
use tigang::export;
use tigang::report::Aside;
use tigang::report::Comment;
use tigang::report::Head;
use tigang::report::HeadingStyle;
use tigang::report::Kind;
use tigang::report::Ledger;
use tigang::report::Marker;
use tigang::report::Metric;
use tigang::report::Numbering;
use tigang::report::Report;
use tigang::report::Seal;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;
use tigang::report::numbering;
use tigang::store;

/// A report from `level heading｜body｜note` lines.
fn report(title: &str, rows: &[&str]) -> Report {
    let sections = rows.iter().zip(1..).map(|(row, number)| {
        let (level, rest) = row.split_once(' ').unwrap();
        let mut cells = rest.split('｜').map(String::from);
        let mut section = Section::new(SectionId::new(number + 10).unwrap());
        section.heading = cells.next().unwrap_or_default();
        section.body = cells.next().unwrap_or_default();
        section.note = cells.next().unwrap_or_default();
        (level.parse().unwrap(), section)
    });
    Report { title: title.into(), tree: Tree::from_rows(sections).unwrap(), ..Report::default() }
}

/// The sections as they are drawn, with body and note.
fn drawn(report: &Report) -> Vec<String> {
    let line = |numbered: numbering::Numbered<'_>| {
        let section = numbered.row.section;
        let texts = [format!("{}{}", numbered.label, section.heading), section.body.clone(), section.note.clone()];
        texts.join("｜").trim_end_matches('｜').replace('\n', "⏎")
    };
    numbering::numbers(report).map(line).collect()
}

#[test]
fn the_plan_becomes_what_has_to_be_reported() {
    let mut old = report(
        "澄湾区2026年上半年工作总结",
        &[
            "1 主要工作｜共{工单}，{工单:同比}。新增座席8个。",
            "2 接听｜接通率达到{接通率}，比上年提高2.3个百分点；5月27日上线。｜问老周",
            "1 存在问题｜办理不快。",
            "1 下半年打算｜重点抓两件事。",
            "2 抓质量｜重办率降到{重办率}以下，12月底前完成3项。",
            "2 抓对接",
            "1 有关说明｜2026年数据为快报数。",
        ],
    );
    old.metrics = ["工单", "接通率", "重办率"]
        .map(|name| Metric { name: name.into(), value: "48".into(), unit: "件".into(), ..Metric::default() })
        .to_vec();
    old.date = "2026年7月3日".into();
    old.closing = "特此报告。".into();
    old.preamble = "今年受理{工单}。".into();
    old.metrics[0].last_year = "40".into();
    let next = next_year(&old);
    assert_eq!(next.title, "澄湾区2027年上半年工作总结");
    assert_eq!(next.date, "2027年7月XX日");
    assert_eq!(next.closing, "特此报告。");
    assert_eq!(next.preamble, "【待补】今年受理{工单}。");
    assert_eq!(next.note, "【去年原文】\n今年受理48件。");
    assert_eq!(
        drawn(&next),
        [
            "一、去年打算的落实情况｜【待补】｜【去年打算】⏎重点抓两件事。",
            "（一）抓质量｜【待补】重办率降到{重办率}以下，12月底前完成XX项。｜【去年打算】⏎重办率降到48件以下，12月底前完成3项。",
            "（二）抓对接",
            "二、主要工作｜【待补】共{工单}，{工单:同比}。｜【去年原文】⏎共48件，同比增长20%。新增座席8个。",
            "（一）接听｜【待补】接通率达到{接通率}，比上年提高XX个百分点；｜\
             问老周⏎【去年原文】⏎接通率达到48件，比上年提高2.3个百分点；5月27日上线。",
            "三、存在问题｜【待补】｜【去年原文】⏎办理不快。",
            "四、下半年打算｜【待补】｜【去年原文】⏎重点抓两件事。",
            "五、有关说明｜【待补】｜【去年原文】⏎2026年数据为快报数。",
        ]
    );
    let text = export::text(&next, &export::Options::default());
    assert!(text.contains("共XX件，{工单:同比}。"), "{text}");
}

#[test]
fn a_plan_with_its_year_is_reported_under_its_name() {
    let old = report(
        "县农业局2025年工作总结和2026年工作计划",
        &["1 2025年主要工作", "2 抓粮食｜23.6万吨。", "1 2026年工作计划", "2 抓面积"],
    );
    let next = next_year(&old);
    assert_eq!(next.title, "县农业局2026年工作总结和2027年工作计划");
    assert_eq!(
        drawn(&next),
        [
            "一、2026年工作计划完成情况",
            "（一）抓面积",
            "二、2026年主要工作",
            "（一）抓粮食｜【待补】｜【去年原文】⏎23.6万吨。",
            "三、2027年工作计划｜【待补】",
        ]
    );
}

#[test]
fn years_in_words_and_figures() {
    for (old, new) in [
        ("2026年工作总结", "2027年工作总结"),
        ("二〇二六年工作总结", "二〇二七年工作总结"),
        ("二○二九年工作总结", "二〇三〇年工作总结"),
        ("２０２６年总结", "２０２７年总结"),
        ("2026—2027学年工作总结", "2027—2028学年工作总结"),
        ("第2026号", "第2026号"),
        ("12026年", "12026年"),
        ("上半年总结", "上半年总结"),
    ] {
        assert_eq!(next_year(&report(old, &[])).title, new);
    }
    for (old, new) in [
        ("2026年12月30日", "2027年12月XX日"),
        ("二〇二六年七月三日", "二〇二七年七月XX日"),
        ("2026年7月", "2027年7月"),
        ("", ""),
    ] {
        let old = Report { date: old.into(), ..Report::default() };
        assert_eq!(next_year(&old).date, new);
    }
}

#[test]
fn figures_of_this_year_become_last_years() {
    let roll = |metric: Metric| next_year(&Report { metrics: vec![metric], ..Report::default() }).metrics.remove(0);
    let metric = |value: &str, last_year: &str, target: &str, series: &str, note: &str| Metric {
        name: "甲".into(),
        unit: "件".into(),
        value: value.into(),
        last_year: last_year.into(),
        target: target.into(),
        series: series.into(),
        note: note.into(),
        ..Metric::default()
    };
    assert_eq!(roll(metric("48", "40", "50", "", "台账")), metric("XX", "48", "", "", "台账；上年目标50"));
    assert_eq!(roll(metric("XX", "40", "", "", "")), metric("XX", "", "", "", ""));
    assert_eq!(roll(metric("第3", "第5", "", "", "")), metric("第XX", "第3", "", "", ""));
    assert_eq!(roll(metric("", "", "", "", "")), metric("", "", "", "", ""));
    assert_eq!(
        roll(metric("", "9", "", "1月 5；2月 6", "")),
        metric("", "11", "", "1月；2月", "上年分期：1月 5；2月 6")
    );
    let mut old = Report { metrics: vec![metric("48", "40", "", "", "")], ..Report::default() };
    old.metrics.push(Metric {
        name: "合计".into(),
        value: "=甲+2".into(),
        last_year: "41".into(),
        ..Metric::default()
    });
    let next = next_year(&old);
    assert_eq!(Ledger::new(&next).render("{合计:上年}"), "50件");
    assert_eq!(next.metrics[1].value, "=甲+2");
}

#[test]
fn styles_stay() {
    let mut old = report("", &["1 甲", "2 乙｜丙", "1 打算", "2 丁"]);
    let ids: Vec<SectionId> = old.tree.rows().map(|row| row.section.id).collect();
    let rows = old.tree.rows().map(|row| {
        let mut section = row.section.clone();
        if section.id == ids[0] {
            section.style.numbering = Numbering::Unnumbered;
            section.style.children = Some(Marker::Point);
        }
        if section.id == ids[3] {
            section.style.heading = HeadingStyle::RunIn;
        }
        (row.level, section)
    });
    old.tree = Tree::from_rows(rows.collect::<Vec<_>>()).unwrap();
    let next = next_year(&old);
    let styles: Vec<_> = next.tree.rows().map(|row| row.section.style.clone()).collect();
    assert_eq!(styles[1].heading, HeadingStyle::RunIn);
    assert_eq!((styles[2].numbering, styles[2].children), (Numbering::Unnumbered, Some(Marker::Point)));
}

#[test]
fn our_samples_roll_on() {
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/samples")).unwrap() {
        let path = entry.unwrap().path();
        let old = store::read(&std::fs::read(&path).unwrap()).unwrap();
        check(&old);
        let next = next_year(&old);
        let first = next.tree.rows().next().unwrap().section;
        assert!(first.heading.ends_with("情况"), "{}: {}", path.display(), first.heading);
        assert!(!next.tree.children(Some(first.id)).is_empty(), "{}", path.display());
    }
}

/// What must be true of every report that rolls on.
fn check(old: &Report) {
    let next = next_year(old);
    let figures = Ledger::new(old);
    let kept: Vec<&str> = next.tree.rows().map(|row| row.section.note.as_str()).chain([next.note.as_str()]).collect();
    let new_texts: Vec<&str> = next.texts().map(|(_, text)| text).collect();
    for (field, text) in old.texts() {
        use tigang::report::Field;
        let said = figures.render(text);
        match field {
            Field::Body(_) | Field::Preamble => {
                assert!(text.trim().is_empty() || kept.iter().any(|note| note.contains(&*said)), "{said}");
            }
            Field::Note(_) | Field::ReportNote => assert!(kept.iter().any(|note| note.contains(text)), "{text}"),
            Field::Closing => assert!(new_texts.iter().any(|new| new.contains(&*said) || *new == text), "{said}"),
            _ => {}
        }
    }
    let ids: Vec<u32> = next.tree.rows().map(|row| row.section.id.number()).collect();
    assert!(ids.iter().copied().eq(1..=u32::try_from(ids.len()).unwrap()), "ids are fresh");
    let metrics = |report: &Report| {
        let mut names: Vec<String> = report.all_metrics().map(|(_, metric)| metric.name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(metrics(&next), metrics(old));
    assert!(next.tree.len() == old.tree.len() || next.tree.len() == old.tree.len() + 1);
    assert_eq!(store::read(&store::write(&next)).unwrap(), next);
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("2026年".to_owned()),
        Just("二〇二六年".to_owned()),
        Just("{工单}".to_owned()),
        Just("{2026年数:同比}".to_owned()),
        Just("打算".to_owned()),
        Just("10,278件".to_owned()),
        Just("6月3日".to_owned()),
        "[。；，0-9.{}年月第]{1,5}",
        any::<char>().prop_filter("one line", |c| !"\n\r".contains(*c)).prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(200))]

    #[test]
    fn nothing_is_lost(
        texts in [text(), text(), text(), text(), text()],
        rows in proptest::collection::vec((1..5_usize, text(), text(), text(), text()), 0..7),
    ) {
        let mut deepest = 0;
        let rows = rows.into_iter().zip(5..).map(|((level, heading, body, more, note), number)| {
            let level = level.min(deepest + 1);
            deepest = level;
            let mut section = Section::new(SectionId::new(number).unwrap());
            section.heading = heading;
            section.body = if more.is_empty() { body } else { format!("{body}\n{more}") };
            section.metrics = vec![Metric { name: format!("数{number}"), value: note.clone(), ..Metric::default() }];
            section.note = note;
            (level, section)
        });
        let tree = Tree::from_rows(rows.collect::<Vec<_>>()).unwrap();
        let [title, date, preamble, closing, note] = texts;
        let named = |name: &str, value: &str| Metric { name: name.into(), value: value.into(), ..Metric::default() };
        let metrics = vec![named("工单", "5"), named("2026年数", "=工单+1")];
        check(&Report { title, date, preamble, closing, note, tree, metrics, ..Report::default() });
    }
}

#[test]
fn an_office_goes_on_with_its_head_and_units() {
    let mut old = report(
        "河湾县路灯所2031年工作总结",
        &[
            "1 2031年主要工作｜详见{附件:2031年换装台账}，{节:2031年主要工作}。",
            "1 2032年打算｜再换200盏。",
            "1 2031年换装台账｜截至11月底。\n路名\t2031年盏数\n东街1号\t40",
            "1 2032年工作计划表｜略。",
        ],
    );
    let mut rows: Vec<_> = old.tree.rows().map(|row| (row.level, row.section.clone())).collect();
    rows[2].1.style.kind = Kind::Annex;
    rows[3].1.style.kind = Kind::Annex;
    rows[1].1.style.begins = std::num::NonZeroU32::new(3);
    let say = |text: &str, done| Comment { author: "方某某".into(), text: text.into(), done, ..Comment::default() };
    let comments = vec![say("数字核一下", false), say("好", true)];
    rows[0].1.aside = Some(Box::new(Aside { comments, ..Aside::default() }));
    old.tree = Tree::from_rows(rows).unwrap();
    old.subtitle = "——2032年1月5日在全县城管工作会议上\n方某某".into();
    old.organization = "河湾县路灯所\n河湾县市政所".into();
    old.date = "2031年12月28日".into();
    old.remarks = "（联系人：方某某，电话：1234567）".into();
    old.imprint = "抄送：县财政局。\n路灯所办公室　2031年12月29日印发".into();
    old.head = Head {
        organ: "河湾县路灯所文件".into(),
        number: "河路〔2031〕17号".into(),
        signer: "方某某".into(),
        secrecy: "秘密".into(),
        copy: "000012".into(),
        urgency: "特急".into(),
    };
    old.setup.seal = Seal::With;
    let next = next_year(&old);
    assert_eq!(next.subtitle, "——2033年1月XX日在全县城管工作会议上\n方某某");
    assert_eq!((next.organization.as_str(), next.date.as_str()), ("河湾县路灯所\n河湾县市政所", "2032年12月XX日"));
    assert_eq!((&next.remarks, next.setup.seal), (&old.remarks, Seal::With));
    assert_eq!(next.imprint, "抄送：县财政局。\n路灯所办公室　2032年12月XX日印发");
    let head = Head { number: "河路〔2032〕XX号".into(), copy: String::new(), urgency: String::new(), ..old.head };
    assert_eq!(next.head, head);
    // An annex is no plan, and the text still leads to it.
    assert_eq!(
        drawn(&next),
        [
            "一、2032年打算完成情况｜【待补】｜【去年打算】⏎再换200盏。",
            "二、2032年主要工作｜【待补】详见{附件:2032年换装台账}，{节:2032年主要工作}。｜\
             【去年原文】⏎详见附件1，一。⏎【去年批注】⏎方某某：数字核一下",
            "三、2033年打算｜【待补】｜【去年原文】⏎再换200盏。",
            "附件12032年换装台账｜【待补】｜【去年原文】⏎截至11月底。⏎路名\t2031年盏数⏎东街1号\t40",
            "附件22033年工作计划表｜【待补】｜【去年原文】⏎略。",
        ]
    );
}
