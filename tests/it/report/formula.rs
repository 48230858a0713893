//! Formula metrics and series: what they come to, what is said of those that come to nothing, and that names take them along.

use proptest::prelude::*;

use tigang::edit::Document;
use tigang::edit::moves;
use tigang::edit::moves::Use;
use tigang::export;
use tigang::report::Branch;
use tigang::report::Field;
use tigang::report::Ledger;
use tigang::report::Metric;
use tigang::report::Owner;
use tigang::report::Place;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;
use tigang::report::formula;
use tigang::report::formula::FormulaError;
use tigang::report::reference::Unresolved;
use tigang::report::series;

use crate::tools::drawing::metric;

fn id(number: u32) -> SectionId {
    SectionId::new(number).unwrap()
}

const ROWS: [&str; 17] = [
    "来电｜6120｜件｜5500｜6000",
    "来信｜880｜件｜900｜1000",
    "来访｜1,204｜件｜1,100｜1,200",
    "办结｜6650｜件｜5800｜6800",
    "办结率｜92.6｜%｜86.6｜95",
    "满意率｜91.4｜%｜90｜92",
    "工业｜1.2｜亿元｜1｜1.1",
    "农业｜3600｜万元｜3200｜",
    "人口｜24000｜人｜23800｜",
    "经费｜XX｜万元｜120｜",
    "零｜0｜件｜0｜0",
    "亏损｜-30｜万元｜-50｜",
    "增值税（含留抵）｜75｜万元｜50｜80",
    "2026｜7｜项｜｜",
    "5G 基站｜30｜座｜20｜",
    "重名｜1｜个｜｜",
    "重名｜2｜个｜｜",
];

/// The rows above and one more, which is called 甲.
fn report_with(formula: &str, unit: &str) -> Report {
    let mut report = Report { metrics: ROWS.map(metric).to_vec(), ..Report::default() };
    report.metrics.push(metric(&format!("甲｜{formula}｜{unit}")));
    report
}

/// What a formula says with its unit.
#[track_caller]
fn check(formula: &str, unit: &str, says: &str) {
    let figures = Ledger::new(&report_with(formula, unit));
    assert_eq!(figures.render("{甲}"), says, "{formula}");
}

/// Why a formula says nothing.
#[track_caller]
fn check_fails(formula: &str, why: &Unresolved, in_words: &str) {
    let figures = Ledger::new(&report_with(formula, "件"));
    let reckoned = figures.named("甲").unwrap();
    assert_eq!((reckoned.trouble.as_ref(), reckoned.metric.value.as_str()), (Some(why), ""), "{formula}");
    assert_eq!(why.to_string(), in_words);
    assert_eq!(figures.render("{甲}，{甲:同比}"), "{甲}，{甲:同比}");
}

#[test]
fn sums_and_differences() {
    check("=来电+来信", "件", "7000件");
    check("= 来电 - 来信", "件", "5240件");
    check("＝来电＋来信－来访", "件", "5,796件");
    check("=来电-(来信+来访)", "件", "4,036件");
    check("=-来信", "件", "-880件");
    check("=亏损+10", "万元", "-20万元");
    check("=来电-来电", "件", "0件");
    check("=5G 基站+2", "座", "32座");
}

#[test]
fn a_sum_takes_the_unit_of_its_parts() {
    check("=来电+来信", "", "7000件");
    check("=来电+人口", "", "30120");
    check("=来电×2", "", "12240");
    check("=工业+工业", "", "2.4亿元");
}

#[test]
fn shares_need_no_factor() {
    check("=来电/(来电+来信)", "%", "87.4%");
    check("=办结÷(来电＋来信)", "％", "95％");
    check("=来信/来电", "‰", "143.8‰");
    check("=来电/来信", "倍", "7倍");
    check("=来信/来电", "%", "14.4%");
}

#[test]
fn decimals_as_asked() {
    check("=来电/来信", "倍", "7倍");
    check("=来电/来信 保留2位", "倍", "6.95倍");
    check("=来电/来信，保留3位小数", "倍", "6.955倍");
    check("=来电/来信取整", "倍", "7倍");
    check("=来电×办结率", "件", "5667.12件");
    check("=来电×办结率 取整", "件", "5667件");
    check("=来电 保留2位", "件", "6120.00件");
    check("=(来电-来信)/3*3", "件", "5240件");
    check("=1/3*0.15", "个", "0.1个");
    check("=-1/3*0.15", "个", "-0.1个");
    check("=2.25/1", "个", "2.3个");
}

#[test]
fn units_are_minded() {
    check("=工业+农业", "亿元", "1.56亿元");
    check("=工业+农业", "万元", "15600万元");
    check("=(工业+农业)/人口", "元", "6500元");
    check("=工业/人口", "万元", "0.5万元");
    check("=来电×办结率", "万件", "0.566712万件");
    check("=办结率-满意率", "个百分点", "1.2个百分点");
    check("=(办结率+满意率)/2", "%", "92%");
    check("=办结率-2", "%", "90.6%");
    check("=办结率-2%", "%", "90.6%");
    check("=工业+0.3", "亿元", "1.5亿元");
}

#[test]
fn who_converts_himself_is_taken_at_his_word() {
    check("=来信/来电*100", "%", "14.4%");
    check("=来信/来电×100%", "%", "14.4%");
    check("=人口/10000", "万人", "2.4万人");
    check("=工业×10000", "万元", "12000万元");
}

#[test]
fn names_that_need_braces() {
    check("={增值税（含留抵）}+经费:上年", "万元", "195万元");
    check("={2026}+1", "项", "8项");
    check("=2026+1", "项", "2027项");
    check("={ 来电 }-{来电:上年}", "件", "{甲}");
    check("={来电}-{来电}:上年", "件", "620件");
    check("=来电-来电:上年", "件", "620件");
    check("=来电/来电：目标", "%", "102%");
}

#[test]
fn last_year_and_target_are_reckoned_likewise() {
    let says =
        |formula: &str, unit: &str, text: &str| Ledger::new(&report_with(formula, unit)).render(text).into_owned();
    assert_eq!(says("=来电+来信", "件", "{甲:上年}，{甲:同比}"), "6400件，同比增长9.4%");
    assert_eq!(says("=来电+来信", "件", "{甲:目标}，{甲:完成率}"), "7000件，完成年度目标的100%");
    assert_eq!(says("=办结/(来电+来信)", "%", "{甲}，{甲:增减}"), "95%，较上年提高4.4个百分点");
    assert_eq!(says("=办结/(来电+来信)", "%", "{甲:上年}"), "90.6%");
    assert_eq!(says("=来电+来访", "件", "{甲:增减}"), "较上年增加724件");
    assert_eq!(says("=来电-来电:上年", "件", "{甲:上年}"), "{甲:上年}", "the year before last is not known");
    let mut report = report_with("=来电+来信", "件");
    report.metrics.last_mut().unwrap().last_year = "7100".into();
    assert_eq!(
        Ledger::new(&report).render("{甲:上年}，{甲:增减}"),
        "7100件，较上年减少100件",
        "what is written counts"
    );
    report.metrics.last_mut().unwrap().value = "=来电+无".into();
    assert_eq!(Ledger::new(&report).render("{甲:上年}{甲:增减}"), "7100件{甲:增减}");
}

#[test]
fn what_a_formula_lacks_is_named() {
    check_fails("=来电+无此项", &Unresolved::NoOperand("无此项".into()), "公式里的“无此项”不是指标");
    check_fails("=来电+重名", &Unresolved::ManyOperands("重名".into()), "公式里的“重名”有几个指标都叫这个名字");
    check_fails("=来电+经费", &Unresolved::NoNumber("经费".into()), "公式里的“经费”还没有数");
    check_fails("=来电/零", &Unresolved::DivisionByZero, "公式里除数是零");
    check_fails("=甲+来电", &Unresolved::Cycle, "公式绕了一圈又算到自己");
    let large = "=79228162514264337593543950335*79228162514264337593543950335";
    check_fails(large, &Unresolved::TooLarge, "公式算出来的数太大");
    let figures = Ledger::new(&report_with("=来电/零", "件"));
    assert_eq!(figures.named("无"), Err(Unresolved::NoMetric));
}

#[test]
fn what_is_no_formula_is_named() {
    let fails = |formula, error, in_words| check_fails(formula, &Unresolved::BadFormula(error), in_words);
    fails("=", FormulaError::Ends, "公式没有写完");
    fails("=来电+", FormulaError::Ends, "公式没有写完");
    fails("=来电+×来信", FormulaError::Misplaced { at: 5 }, "公式第5个字的地方写得不对");
    fails("=来电(来信)", FormulaError::Misplaced { at: 4 }, "公式第4个字的地方写得不对");
    fails("=()", FormulaError::Misplaced { at: 3 }, "公式第3个字的地方写得不对");
    fails("=来电:同比", FormulaError::Misplaced { at: 5 }, "公式第5个字的地方写得不对");
    fails("=来电:", FormulaError::Misplaced { at: 5 }, "公式第5个字的地方写得不对");
    fails("=(来电+来信", FormulaError::Bracket { at: 2 }, "公式第2个字的括号没有配对");
    fails("=来电)+1", FormulaError::Bracket { at: 4 }, "公式第4个字的括号没有配对");
    fails("={来电+1", FormulaError::Bracket { at: 2 }, "公式第2个字的括号没有配对");
    fails("={}", FormulaError::Misplaced { at: 2 }, "公式第2个字的地方写得不对");
    fails("=取整", FormulaError::Ends, "公式没有写完");
}

#[test]
fn a_circle_is_found_however_long() {
    let rows = |count: usize, first: &str| {
        let rest = (1..count).map(|k| metric(&format!("甲{k}｜=甲{}+1", k - 1)));
        std::iter::once(metric(&format!("甲0｜{first}"))).chain(rest).collect::<Vec<_>>()
    };
    let count = 20_000;
    let last = format!("{{甲{}}}", count - 1);
    let report = Report { metrics: rows(count, "1"), ..Report::default() };
    assert_eq!(Ledger::new(&report).render(&last), "20000");
    let report = Report { metrics: rows(count, &format!("=甲{}", count - 1)), ..Report::default() };
    let figures = Ledger::new(&report);
    assert_eq!(figures.named("甲0").unwrap().trouble, Some(Unresolved::Cycle));
    assert_eq!(figures.named("甲777").unwrap().trouble, Some(Unresolved::Cycle));
    assert_eq!(figures.render(&last), last);
}

#[test]
fn a_change_of_a_part_changes_the_sum_everywhere() {
    let mut report = report_with("=来电+来信", "件");
    report.metrics.push(metric("占比｜=来电/甲｜%"));
    let mut section = Section::new(id(1));
    section.body = "共{甲}，来电占{占比}，{甲:同比}。".into();
    report.tree = Tree::from_rows([(1, section)]).unwrap();
    let mut document = Document::new(report);
    let mut figures = Ledger::new(document.report());
    let says = |figures: &Ledger| figures.render("共{甲}，来电占{占比}，{甲:同比}。").into_owned();
    assert_eq!(says(&figures), "共7000件，来电占87.4%，同比增长9.4%。");
    let mut row = document.report().metrics[1].clone();
    row.value = "1880".into();
    let before = document.report().metrics[1].clone();
    document.apply(moves::set_metric(document.report(), Owner::Report, 1, row.clone()).unwrap()).unwrap();
    figures.replace(Owner::Report, &[before], &[row]);
    assert_eq!(says(&figures), "共8000件，来电占76.5%，同比增长25%。");
    assert_eq!(says(&Ledger::new(document.report())), says(&figures));
    assert!(
        export::text(document.report(), &export::Options::default()).contains("共8000件，来电占76.5%，同比增长25%。")
    );
    document.undo().unwrap();
    assert!(export::text(document.report(), &export::Options::default()).contains("共7000件"));
}

#[test]
fn an_export_names_the_formulas_that_come_to_nothing() {
    let mut report = report_with("=来电+来人", "件");
    report.preamble = "共{甲}。".into();
    let loose = export::unresolved(&report);
    assert_eq!(export::Loose::list(&loose), "1处引用照原样留在文字里：{甲}（第1行，公式里的“来人”不是指标）");
    let report = report_with("=来电+来信", "");
    let json: serde_json::Value = serde_json::from_str(&export::json::outline(&{
        let mut section = Section::new(id(1));
        section.metrics = vec![metric("总数｜=甲+1")];
        Report { tree: Tree::from_rows([(1, section)]).unwrap(), ..report }
    }))
    .unwrap();
    let row = &json["sections"][0]["metrics"][0];
    assert_eq!((&row["value"], &row["unit"], &row["formula"]), (&"7001".into(), &"件".into(), &"=甲+1".into()));
}

#[test]
fn a_new_name_is_followed_into_formulas_in_one_undo() {
    let mut report = report_with("=来电+{来信}-来电:上年", "件");
    let mut section = Section::new(id(1));
    section.body = "{来电}".into();
    section.metrics = vec![metric("率｜＝办结／（来电+来信） 保留2位｜%"), metric("坏｜=来电+")];
    report.tree = Tree::from_rows([(1, section)]).unwrap();
    let mut document = Document::new(report.clone());
    let renamed = Metric { name: "来电（含网络）".into(), ..report.metrics[0].clone() };
    document.apply(moves::set_metric(&report, Owner::Report, 0, renamed).unwrap()).unwrap();
    let now = document.report();
    assert_eq!(now.metrics.last().unwrap().value, "={来电（含网络）}+{来信}-{来电（含网络）}:上年");
    let section = now.tree.section(id(1)).unwrap();
    assert_eq!(section.metrics[0].value, "＝办结／（{来电（含网络）}+来信） 保留2位");
    assert_eq!(section.metrics[1].value, "=来电+", "what can't be read stays");
    assert_eq!(section.body, "{来电（含网络）}");
    let (figures, before) = (Ledger::new(now), Ledger::new(&report));
    for text in ["{甲}{甲:同比}", "{率}{率:增减}"] {
        assert_eq!(figures.render(text), before.render(text));
    }
    document.undo().unwrap();
    assert_eq!(document.report(), &report);
    let mut own = metric("丙｜=丙+1");
    own.name = "丁".into();
    let circle = Report { metrics: vec![metric("丙｜=丙+1")], ..Report::default() };
    let mut changed = circle.clone();
    moves::set_metric(&circle, Owner::Report, 0, own).unwrap().apply(&mut changed).unwrap();
    assert_eq!(changed.metrics[0].value, "=丁+1", "its own formula follows, too");
}

#[test]
fn where_a_metric_is_used() {
    let mut report = report_with("=来电+{来信}+来电", "件");
    report.closing = "共{来电:同比}".into();
    let uses = moves::uses_of(&report, "来电");
    let row = ROWS.len();
    assert_eq!(
        uses,
        [
            Use::Text { field: Field::Closing, range: 3..18, form: Some(tigang::report::reference::Form::Change) },
            Use::Formula { owner: Owner::Report, at: row, range: 1..7 },
            Use::Formula { owner: Owner::Report, at: row, range: 17..23 },
        ]
    );
    assert_eq!(moves::uses_of(&report, "来信"), [Use::Formula { owner: Owner::Report, at: row, range: 8..16 }]);
}

#[test]
fn a_copied_formula_reckons_with_the_copies() {
    let mut section = Section::new(id(1));
    section.metrics = vec![metric("甲｜3"), metric("乙｜=甲+外")];
    section.body = "{乙}".into();
    let mut report =
        Report {
            metrics: vec![metric("外｜1")], tree: Tree::from_rows([(1, section)]).unwrap(), ..Report::default()
        };
    let branch: Branch = report.tree.branch(id(1)).unwrap();
    let at = Place { parent: None, index: 1 };
    moves::insert_branches(&report, at, vec![branch]).unwrap().apply(&mut report).unwrap();
    let copy = report.tree.section(id(2)).unwrap();
    assert_eq!((copy.metrics[1].value.as_str(), copy.body.as_str()), ("=甲2+外", "{乙2}"));
}

#[test]
fn a_series_stands_for_the_value_that_is_left_empty() {
    let says = |row: &str, text: &str| {
        let report = Report { metrics: vec![metric(row)], ..Report::default() };
        Ledger::new(&report).render(text).into_owned()
    };
    assert_eq!(
        says("来电｜｜件｜2000｜｜｜1月 812；2月 790；3月 1,000", "{来电}，{来电:同比}"),
        "2602件，同比增长30.1%"
    );
    assert_eq!(says("办结率｜｜%｜｜｜｜一季度 90.5；二季度 92", "{办结率}"), "92%");
    assert_eq!(says("在岗｜=期末｜人｜｜｜｜1月 30；2月 28", "{在岗}"), "28人");
    assert_eq!(says("在岗｜=平均｜人｜｜｜｜1月 30；2月 28；3月 28", "{在岗}"), "28.7人");
    assert_eq!(says("在岗｜=平均 保留2位｜人｜｜｜｜1月 30；2月 28；3月 28", "{在岗}"), "28.67人");
    assert_eq!(says("占比｜=累计｜%｜｜｜｜1月 30；2月 28", "{占比}"), "58%");
    assert_eq!(says("来电｜3000｜件｜｜｜｜1月 812", "{来电}"), "3000件", "what is written counts");
    assert_eq!(says("来电｜｜件｜｜｜｜1月 812；2月 XX", "{来电}"), "{来电}");
    assert_eq!(says("来电｜｜件｜｜｜｜1月 812；2月", "{来电}"), "812件", "a month without a value is still to come");
    let report = Report { metrics: vec![metric("期末｜7"), metric("乙｜=期末+0")], ..Report::default() };
    assert_eq!(Ledger::new(&report).render("{乙}"), "7", "without a series it is a name");
}

#[test]
fn series_as_written() {
    for (text, entries) in [
        ("1月 812；2月 790；3月 XX", vec![("1月", "812"), ("2月", "790"), ("3月", "XX")]),
        ("1月812、2月790", vec![("1月", "812"), ("2月", "790")]),
        ("1月：812，2月：790", vec![("1月", "812"), ("2月", "790")]),
        ("一季度=1,204,二季度=1，300", vec![("一季度", "1,204"), ("二季度", "1，300")]),
        ("1月 812 2月 790", vec![("1月", "812"), ("2月", "790")]),
        ("812 790 830", vec![("", "812"), ("", "790"), ("", "830")]),
        ("2024年 3.2;2025年 3.5", vec![("2024年", "3.2"), ("2025年", "3.5")]),
        ("1月；2月 5", vec![("1月", ""), ("2月", "5")]),
        ("1月:；2月：5", vec![("1月", ""), ("2月", "5")]),
        ("上半年 -3", vec![("上半年", "-3")]),
        ("", vec![]),
        (" ；，、", vec![]),
    ] {
        let found = series::read(text);
        let pairs: Vec<(&str, &str)> = found.iter().map(|one| (one.label.as_str(), one.value.as_str())).collect();
        assert_eq!(pairs, entries, "{text}");
    }
}

// Anything ----------------------------------------------------------------------------------------------------------

fn value() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(vec!["甲", "乙", "丙", "丁", "甲:上年", "{乙}", "12", "1,204", "3.5%", "0", "无"]).prop_map(String::from),
        6 => prop::sample::select(vec!["+", "-", "×", "/", "＋", "÷"]).prop_map(String::from),
        1 => prop::sample::select(vec!["(", "）", "{", "}", ":", " 保留2位", "取整", "="]).prop_map(String::from),
        1 => any::<char>().prop_filter("one line", |c| !"\n\r".contains(*c)).prop_map(String::from),
    ];
    prop_oneof![
        1 => "[0-9]{1,3}",
        1 => Just("XX".to_owned()),
        4 => proptest::collection::vec(piece, 0..8).prop_map(|pieces| format!("={}", pieces.concat())),
        4 => proptest::collection::vec(prop::sample::select(vec!["甲", "乙", "丙", "丁", "戊"]), 1..4)
            .prop_map(|names| format!("={}", names.join("+"))),
    ]
}

fn row() -> impl Strategy<Value = Metric> {
    let name = prop::sample::select(vec!["甲", "乙", "丙", "丁", "戊", "己", ""]);
    let unit = prop::sample::select(vec!["", "件", "%", "万元", "亿元"]);
    let series = prop_oneof![3 => Just(String::new()), 1 => "[1-3月 ；，0-9X]{0,12}"];
    (name, value(), unit, "[0-9]{0,2}", series).prop_map(|(name, value, unit, last_year, series)| Metric {
        name: name.into(),
        value,
        unit: unit.into(),
        last_year,
        series,
        ..Metric::default()
    })
}

/// All that can be asked of the figures of a report.
fn all_said(figures: &Ledger, report: &Report) -> Vec<(String, String, Option<Unresolved>)> {
    let one = |metric: &Metric| {
        let reckoned = figures.reckon(metric);
        let name = metric.name.trim();
        let text = format!("{{{name}}}{{{name}:同比}}{{{name}:上年}}{{{name}:目标}}");
        (figures.render(&text).into_owned(), reckoned.metric.value.clone(), reckoned.trouble)
    };
    report.all_metrics().map(|(_, metric)| one(metric)).collect()
}

proptest! {
    #[test]
    fn no_formula_panics(value in "[=＝+＋×÷/()（）{}:：甲乙丙0-9.,%保留2位取整上年目标 -]{0,40}") {
        let report = report_with(&value, "%");
        let figures = Ledger::new(&report);
        figures.render("{甲}{甲:同比}{甲:增减}{甲:完成率}");
        if let Some(Ok(formula)) = formula::read(&value) {
            for operand in formula.operands {
                let written = &value[operand.range.clone()];
                prop_assert_eq!(written.trim_start_matches('{').trim_end_matches('}').trim(), operand.name);
            }
        }
    }

    #[test]
    fn a_name_is_read_as_it_is_written(name in "[甲乙a-c0-9+（)×%保留2位取整 .=-]{1,12}") {
        let name = name.trim();
        prop_assume!(!name.is_empty());
        let value = format!("={}+{}", formula::quoted(name), formula::quoted(name));
        let names: Vec<String> =
            formula::read(&value).unwrap().unwrap().operands.iter().map(|operand| operand.name.to_owned()).collect();
        prop_assert_eq!(names, [name, name], "{}", value);
        let renamed = formula::renamed(&value, |other| (other == name).then_some("新（名）")).unwrap();
        prop_assert_eq!(renamed, "={新（名）}+{新（名）}");
    }

    #[test]
    fn following_changes_is_reading_anew(
        rows in proptest::collection::vec(row(), 0..7),
        changes in proptest::collection::vec((0..7_usize, row(), any::<bool>()), 1..6),
        asked in any::<bool>(),
    ) {
        let mut report = Report { metrics: rows, ..Report::default() };
        let mut followed = Ledger::new(&report);
        for (at, row, removes) in changes {
            if asked {
                all_said(&followed, &report);
            }
            let at = at.min(report.metrics.len());
            let cut: Vec<Metric> = report.metrics.get(at).filter(|_| removes).cloned().into_iter().collect();
            report.metrics.splice(at..at + cut.len(), [row.clone()]);
            followed.replace(Owner::Report, &cut, &[row]);
        }
        let fresh = Ledger::new(&report);
        prop_assert_eq!(all_said(&followed, &report), all_said(&fresh, &report));
        // Whichever is asked for first.
        let mut backwards = all_said(&Ledger::new(&Report { metrics: report.metrics.iter().rev().cloned().collect(), ..Report::default() }), &report);
        let mut forwards = all_said(&fresh, &report);
        forwards.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
        backwards.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
        prop_assert_eq!(forwards, backwards);
    }

    #[test]
    fn a_series_is_read_as_it_is_written(entries in proptest::collection::vec(("[一二三四]季度", "[0-9]{1,4}|XX|"), 0..5)) {
        let entries: Vec<series::Entry> =
            entries.into_iter().map(|(label, value)| series::Entry { label, value }).collect();
        let text = series::write(&entries);
        prop_assert_eq!(series::read(&text), entries);
    }

    #[test]
    fn no_series_panics(text in "[1-3月季度 ：；，,、=0-9X.-]{0,30}|.{0,12}") {
        series::totals(&series::read(&text));
    }
}
