//! Metrics as a table: read, written, put into a report; last year's values; all metrics looked through.

use proptest::prelude::*;

use tigang::edit::Document;
use tigang::edit::moves;
use tigang::report::Better;
use tigang::report::Ledger;
use tigang::report::Metric;
use tigang::report::Owner;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;
use tigang::report::overview;
use tigang::report::overview::Key;
use tigang::report::overview::Only;
use tigang::report::overview::Order;
use tigang::report::table;
use tigang::report::table::Column;
use tigang::report::table::LeftOut;
use tigang::report::table::Separator;

use crate::tools::drawing::metric;

fn id(number: u32) -> SectionId {
    SectionId::new(number).unwrap()
}

fn row_of(metric: &Metric) -> String {
    let Metric { name, value, unit, last_year, target, series, note, better } = metric;
    let better = if better.is_usual() { "" } else { better.name() };
    let cells = [name.as_str(), value, unit, last_year, target, note, series, better];
    cells.join("｜").trim_end_matches('｜').to_owned()
}

/// A report with metrics of its own and of one section, 督办.
fn report(own: &[&str], of_section: &[&str]) -> Report {
    let mut section = Section::new(id(1));
    section.heading = "督办".into();
    section.metrics = of_section.iter().map(|row| metric(row)).collect();
    let tree = Tree::from_rows([(1, section)]).unwrap();
    Report { metrics: own.iter().map(|row| metric(row)).collect(), tree, ..Report::default() }
}

fn rows_of(report: &Report) -> Vec<String> {
    report.all_metrics().map(|(_, metric)| row_of(metric)).collect()
}

/// The metrics that a table makes in an empty report.
#[track_caller]
fn check_read(text: &str, rows: &[&str]) {
    let separator = Separator::of(text).unwrap_or(Separator::Tab);
    let table = table::read(text, separator);
    assert_eq!(table.left_out, [], "{text:?}");
    let mut read = Report::default();
    if let Some(change) = moves::put_table(&read.clone(), Owner::Report, &table).change {
        change.apply(&mut read).unwrap();
    }
    assert_eq!(rows_of(&read), rows, "{text:?}");
}

#[test]
fn columns_in_the_usual_order() {
    check_read(
        "来电\t6120\t件\t5500\t6000\t月报\n来信\t880\t件\n",
        &["来电｜6120｜件｜5500｜6000｜月报", "来信｜880｜件"],
    );
    check_read("来电,6120,件\r\n来信,880,件\r\n", &["来电｜6120｜件", "来信｜880｜件"]);
    check_read("\u{feff}来电,\"6,120\",件\n\n,,\n来信,880,件", &["来电｜6,120｜件", "来信｜880｜件"]);
    check_read("来电\n来信\n", &["来电", "来信"]);
    check_read("", &[]);
}

#[test]
fn titles_in_any_order() {
    check_read("单位\t上年同期\t指标\t本期\n件\t5500\t来电\t6120", &["来电｜6120｜件｜5500"]);
    check_read(
        "序号,指标名称,本年累计,同比,年度目标,完成率,备 注\n1,来电,6120,11.3%,6000,102%,月报",
        &["来电｜6120｜｜｜6000｜月报"],
    );
    check_read("项目：\t数 值\t目标\n来电\t6120\t6000", &["来电｜6120｜｜｜6000"]);
    check_read("指标\t2025年\t2026年1—6月\n来电\t5500\t6120", &["来电｜6120｜｜5500"]);
    check_read("类别\t本期\t上年\n来电\t6120\t5500", &["来电｜6120｜｜5500"]);
    check_read(
        "名称,分期,公式\n来电,1月 5；2月 6,\n合计,,来电+来信",
        &["来电｜｜｜｜｜｜1月 5；2月 6", "合计｜=来电+来信"],
    );
}

#[test]
fn units_where_they_stand() {
    check_read("办结率\t92.6%\t\t86.6%", &["办结率｜92.6｜%｜86.6"]);
    check_read("指标,本期（万元）,同期（万元）\n经费,120,100", &["经费｜120｜万元｜100"]);
    check_read("产值\t1.2亿元", &["产值｜1.2｜亿元"]);
    check_read("产值\t1.2亿元\t\t9000万元", &["产值｜1.2｜亿元｜9000万元"]);
    check_read("排名\t第2\t位", &["排名｜第2｜位"]);
    check_read("经费\tXX\t万元", &["经费｜XX｜万元"]);
    check_read("件数\t１，２０４\t件", &["件数｜１，２０４｜件"]);
}

#[test]
fn cells_of_other_programs() {
    check_read("来电\t6120\t件\t\t\t\"含\"\"夜间\"\"\n来电\"", &["来电｜6120｜件｜｜｜含\"夜间\" 来电"]);
    check_read("来电\t6120\t件\t\t\t\"含夜间\n来信\t880\t件", &["来电｜6120｜件｜｜｜\"含夜间", "来信｜880｜件"]);
    let table = table::read("指标\t数值\t负责人\n\t5\t张\n来电\t6\t李", Separator::Tab);
    let left = [LeftOut::Column { title: "负责人".into() }, LeftOut::Nameless { line: 2 }];
    assert_eq!(table.left_out, left);
    assert_eq!(table.rows[0].cell(Column::Value), Some("6"));
    assert_eq!(Separator::of("1,204\n3,456"), None);
    assert_eq!(Separator::of("来电,1"), Some(Separator::Comma));
}

/// The metrics that a table makes in an empty report, and what of it is not taken.
#[track_caller]
fn check_part(text: &str, rows: &[&str], left_out: &[LeftOut]) {
    let table = table::read(text, Separator::of(text).unwrap_or(Separator::Tab));
    assert_eq!(table.left_out, left_out, "{text:?}");
    let rest = table::Table { left_out: Vec::new(), ..table };
    let mut read = Report::default();
    if let Some(change) = moves::put_table(&read.clone(), Owner::Report, &rest).change {
        change.apply(&mut read).unwrap();
    }
    assert_eq!(rows_of(&read), rows, "{text:?}");
}

fn column(title: &str) -> LeftOut {
    LeftOut::Column { title: title.into() }
}

#[test]
fn months_and_quarters_are_periods() {
    let months = "来电｜｜｜｜｜｜1月 812；2月 790；3月 905";
    check_read("指标\t1月\t2月\t3月\n来电\t812\t790\t905", &[months]);
    check_read("\t1月\t2月\t3月\n来电\t812\t790\t905", &[months]);
    check_read("事项,2026年1月,2026年2月,2026年3月\n来电,812,790,905", &[months]);
    check_read("指标\t单位\t１月份\t二月\n来电\t件\t812\t", &["来电｜｜件｜｜｜｜１月份 812"]);
    check_read("项目\t一季度\t二季度\n来电\t1,204\t9", &["来电｜｜｜｜｜｜一季度 1,204；二季度 9"]);
    check_read("项目\t第1季度\tQ2\n率\t92.6%\t93%", &["率｜｜%｜｜｜｜第1季度 92.6；Q2 93"]);
    check_read("项目\t上半年（件）\t下半年（件）\n来电\t5\t6", &["来电｜｜件｜｜｜｜上半年 5；下半年 6"]);
    check_read("项目\t本期\t1月\t2月\n来电\t11\t5\t6", &["来电｜11｜｜｜｜｜1月 5；2月 6"]);
    // The same month of two years is this year's figure and last year's.
    check_read("指标\t2025年1月\t2026年1月\n来电\t5\t6", &["来电｜6｜｜5"]);
    // A quarter beside its months is their sum.
    check_part(
        "指标\t1月\t2月\t3月\t一季度\t合计\n来电\t812\t790\t905\t2507\t2507",
        &[months],
        &[column("一季度"), column("合计")],
    );
    check_part("指标\t本期\t1—6月\n来电\t5\t6", &["来电｜5"], &[column("1—6月")]);
}

#[test]
fn a_row_of_titles_is_one_when_a_title_is_known() {
    check_read("事项\t完成数\n来电\t6120\n来信\t880", &["来电｜6120", "来信｜880"]);
    check_read("序号\t指标\n1\t来电", &["来电"]);
    check_part("序号\t事项\t完成情况\t本年数\n1\t来电\t好\t6120", &["来电｜6120"], &[column("完成情况")]);
    check_part("指标\t责任人\t数值\n来电\t张\t6", &["来电｜6"], &[column("责任人")]);
    // What the year is called a plan of is no figure of that year.
    check_read("指标\t2026年计划\t2026年完成\n来电\t6000\t6120", &["来电｜6120｜｜｜6000"]);
    check_part("指标\t2025年完成\t2026年计划\n来电\t5500\t6000", &["来电｜｜｜｜6000"], &[column("2025年完成")]);
    let above = |text: &str| LeftOut::Above { text: text.into() };
    check_part(
        "2026年上半年指标表,,\n填报：督查科,单位：件,\n指标,本期,上年\n来电,6120,5500",
        &["来电｜6120｜｜5500"],
        &[above("2026年上半年指标表"), above("填报：督查科 单位：件")],
    );
    // A figure stands in no row of titles.
    check_read("项目\t12\t个", &["项目｜12｜个"]);
    check_read("完成\t92.6%", &["完成｜92.6｜%"]);
    check_read("内容\tXX\t个", &["内容｜XX｜个"]);
}

#[test]
fn a_table_of_which_no_column_is_known_is_refused_whole() {
    let refused = |titles: &[&str]| [LeftOut::Table { titles: titles.iter().map(|title| title.to_string()).collect() }];
    check_part("科室\t甲街道\t乙街道\n来电\t5\t6", &[], &refused(&["科室", "甲街道", "乙街道"]));
    check_part("指标\t甲街道\t乙街道\n来电\t5\t6", &[], &refused(&["甲街道", "乙街道"]));
    check_part("来电,来信,来访\n5,6,7", &[], &refused(&["来电", "来信", "来访"]));
    check_part("1月,2月\n5,6", &[], &refused(&["1月", "2月"]));
    // Without titles, a number is no unit.
    check_part("来电\t6120\t5500\n来信\t880\t件", &["来信｜880｜件"], &[LeftOut::Row { line: 1 }]);
    check_read(
        "排名\t第2\t位\t第3\n任期\t3年\n在编\t近百\t名\n规模\t约12万\n合计\t=排名\n缺额\t无\t名",
        &["排名｜第2｜位｜第3", "任期｜3｜年", "在编｜近百｜名", "规模｜约12万", "合计｜=排名", "缺额｜无｜名"],
    );
}

#[test]
fn periods_join_those_that_a_metric_has() {
    let mut before = report(&["来电｜6120｜件｜5500"], &[]);
    before.metrics[0].series = "1月 5、3月 7".into();
    let text = "指标\t2月\t3月份\t4月\n来电\t6\t8\t";
    let from = moves::put_table(&before, Owner::Report, &table::read(text, Separator::Tab));
    let mut after = before.clone();
    from.change.unwrap().apply(&mut after).unwrap();
    assert_eq!(rows_of(&after), ["来电｜6120｜件｜5500｜｜｜1月 5；2月 6；3月 8"]);
    let again = moves::put_table(&after, Owner::Report, &table::read(text, Separator::Tab));
    assert_eq!(again, moves::FromTable::default());
}

#[test]
fn a_table_writes_by_name_and_adds_what_is_new() {
    let before = report(&["来电｜1｜件｜2｜3｜口径"], &["来信｜4｜件", "合计｜=来电+来信｜件"]);
    let text = "指标\t本期\t上年\t备注\n来 电\t6120\t\t\n来信\t880\t900\t函件\n来访\t30\t20\t\n合计\t7001\t\t\n来访\t31\t\t\n甲:乙\t1\t\t";
    let from = moves::put_table(&before, Owner::Section(id(1)), &table::read(text, Separator::Tab));
    assert_eq!((from.updated, from.added), (vec!["来电".to_owned(), "来信".to_owned()], vec!["来访".to_owned()]));
    assert_eq!((from.kept, from.unclear), (vec!["合计".to_owned()], vec!["甲:乙".to_owned()]));
    let mut document = Document::new(before.clone());
    let change = from.change.unwrap();
    assert_eq!(change.label, "更新2项、新增1项指标");
    document.apply(change).unwrap();
    assert_eq!(
        rows_of(document.report()),
        ["来电｜6120｜件｜2｜3｜口径", "来信｜880｜件｜900｜｜函件", "合计｜=来电+来信｜件", "来访｜31｜｜20"]
    );
    document.undo().unwrap();
    assert_eq!(document.report(), &before);
}

#[test]
fn what_the_report_says_already_changes_nothing() {
    let mut all = report(
        &["来电｜6,120｜件｜5500｜6000｜月报", "率｜92.6｜%｜90", "经费｜XX｜万元", "排名｜第2｜位｜第3"],
        &["来信｜880｜件｜900", "合计｜=来电+来信｜｜｜｜自动", "坏｜=来电+｜件"],
    );
    all.metrics.push(Metric { series: "1月 5；2月 6".into(), unit: "件".into(), ..metric("月数") });
    let figures = Ledger::new(&all);
    let lines = overview::lines(&all, &figures, "", Only::All, Order::Report);
    for separator in [Separator::Tab, Separator::Comma] {
        let text = table::write(&lines, separator);
        assert_eq!(Separator::of(&text), Some(separator));
        let table = table::read(&text, separator);
        assert_eq!(table.left_out, []);
        let from = moves::put_table(&all, Owner::Report, &table);
        assert_eq!(from, moves::FromTable::default(), "{text}");
    }
}

#[test]
fn what_a_spreadsheet_gets() {
    let all = report(&["来电｜6,120｜件｜5500｜6000｜月报", "合计｜=来电+880"], &[]);
    let figures = Ledger::new(&all);
    let lines = overview::lines(&all, &figures, "", Only::All, Order::Report);
    assert_eq!(
        table::write(&lines, Separator::Comma),
        "\u{feff}名称,数值,单位,上年同期,同比,目标,完成率,公式,备注\r\n\
         来电,\"6,120\",件,5500,增长11.3%,6000,102%,,月报\r\n\
         合计,\"7,000\",件,\"6,380\",增长9.7%,\"6,880\",101.7%,来电+880,\r\n"
    );
    let lines = overview::lines(&all, &figures, "来电", Only::All, Order::Report);
    assert_eq!(
        table::write(&lines, Separator::Tab),
        "名称\t数值\t单位\t上年同期\t同比\t目标\t完成率\t备注\n来电\t6,120\t件\t5500\t增长11.3%\t6000\t102%\t月报\n"
    );
}

#[test]
fn last_year_from_last_years_report() {
    let this = report(
        &["来电｜6120｜件", "来信｜880｜件｜900", "产值｜1.5｜亿元", "新增｜3｜个", "经费｜5｜万元", "排名｜第2｜位"],
        &["合计｜=来电+来信｜件", "长度｜5｜公里", "率｜91｜%"],
    );
    let last = report(
        &["来电｜5,500｜件", "来信｜901｜件", "产值｜12000｜万元", "经费｜XX｜万元", "排名｜第3｜位", "长度｜7｜米"],
        &["率｜=来信/来电｜％", "合计｜6400｜件", "别的｜1｜件"],
    );
    let from = moves::take_last_year(&this, &last);
    assert_eq!(from.filled, ["来电", "产值", "排名", "合计", "率"]);
    assert_eq!(from.untouched, ["来信"]);
    assert_eq!(from.unmatched, ["新增"]);
    assert_eq!(from.without_number, ["经费"]);
    assert_eq!(from.other_unit, [("长度".to_owned(), "米".to_owned())]);
    let mut filled = this.clone();
    from.change.unwrap().apply(&mut filled).unwrap();
    let values: Vec<&str> = filled.all_metrics().map(|(_, metric)| metric.last_year.as_str()).collect();
    assert_eq!(values, ["5,500", "900", "1.2", "", "", "第3", "6400", "", "16.4"]);
    assert_eq!(moves::take_last_year(&filled, &last).change, None);
}

#[test]
fn last_year_from_the_words_of_last_years_report() {
    let this = report(&["受理诉求｜6120｜件", "办结率｜99.2｜%", "走访企业｜88｜家", "接访｜9｜次"], &[]);
    let text = "一、主要工作\n去年受理诉求5500件，办结率98.1%。走访企业70家。\n二、其他\n走访企业65家。";
    let last = tigang::import::import_text(text).reports.remove(0);
    let from = moves::take_last_year(&this, &last);
    assert_eq!(from.filled, ["受理诉求", "办结率"]);
    assert_eq!(from.from_words, from.filled);
    // Two values by one name: nobody knows which one is meant.
    assert_eq!(from.unmatched, ["走访企业", "接访"]);
    let mut filled = this.clone();
    from.change.unwrap().apply(&mut filled).unwrap();
    let values: Vec<&str> = filled.all_metrics().map(|(_, metric)| metric.last_year.as_str()).collect();
    assert_eq!(values, ["5500", "98.1", "", ""]);
}

#[test]
fn which_way_is_better_goes_out_and_comes_back() {
    let mut all = report(&["等候｜8.4｜秒｜12.6｜10"], &[]);
    all.metrics[0].better = Better::Lower;
    let figures = Ledger::new(&all);
    let written = table::write(&overview::lines(&all, &figures, "", Only::All, Order::Report), Separator::Tab);
    assert_eq!(
        written,
        "名称\t数值\t单位\t上年同期\t同比\t目标\t完成率\t方向\t备注\n等候\t8.4\t秒\t12.6\t下降33.3%\t10\t\t越低越好\t\n"
    );
    let read = table::read(&written, Separator::Tab);
    let mut metric = Metric::default();
    read.rows[0].write_into(&mut metric);
    assert_eq!(metric, all.metrics[0]);
}

#[test]
fn all_metrics_looked_through() {
    let all = report(
        &["甲｜120｜件｜100｜100", "乙｜50｜件｜100｜100｜问老周", "丙｜XX｜件｜3"],
        &["丁｜91｜%｜85｜92", "戊｜=甲+丙｜件", "己｜7｜个"],
    );
    let figures = Ledger::new(&all);
    let names = |words: &str, only, order| -> String {
        overview::lines(&all, &figures, words, only, order).iter().map(|line| line.metric.name.as_str()).collect()
    };
    assert_eq!(names("", Only::All, Order::Report), "甲乙丙丁戊己");
    assert_eq!(names("", Only::All, Order::Falling(Key::Change)), "甲丁乙丙戊己");
    assert_eq!(names("", Only::All, Order::Rising(Key::Change)), "乙丁甲丙戊己");
    assert_eq!(names("", Only::All, Order::Rising(Key::Completion)), "乙丁甲丙戊己");
    assert_eq!(names("", Only::All, Order::Falling(Key::Completion)), "甲丁乙丙戊己");
    assert_eq!(names("", Only::All, Order::Rising(Key::Name)), "丙丁己甲戊乙");
    assert_eq!(names("", Only::All, Order::Falling(Key::Name)), "乙戊甲己丁丙");
    assert_eq!(names("", Only::All, Order::Falling(Key::Value)), "甲丁乙己丙戊");
    assert_eq!(names("", Only::All, Order::Rising(Key::Note)), "乙甲丙丁戊己");
    assert_eq!(names("", Only::Open, Order::Report), "丙戊");
    assert_eq!(names("", Only::WithoutLastYear, Order::Report), "己");
    assert_eq!(names("", Only::Behind, Order::Report), "乙丁");
    assert_eq!(names("老周", Only::All, Order::Report), "乙");
    assert_eq!(names("督办", Only::All, Order::Report), "丁戊己");
    let lines = overview::lines(&all, &figures, "戊", Only::All, Order::Report);
    assert_eq!((lines[0].owner, lines[0].at, lines[0].reckoned.trouble.is_some()), (Owner::Section(id(1)), 1, true));
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(200))]

    #[test]
    fn no_table_panics(text in "[名称数值单位\t,\"\n\r来电6.%=（）:{}\u{feff}-]{0,60}") {
        let mut report = report(&["来电｜6｜%", "数｜=来电+1"], &["电来｜｜｜"]);
        for separator in [Separator::Tab, Separator::Comma] {
            let table = table::read(&text, separator);
            for owner in [Owner::Report, Owner::Section(id(1))] {
                if let Some(change) = moves::put_table(&report.clone(), owner, &table).change {
                    let before = report.clone();
                    let back = change.apply(&mut report).unwrap();
                    let after = report.clone();
                    back.apply(&mut report).unwrap();
                    prop_assert_eq!(&report, &before);
                    report = after;
                }
                prop_assert_eq!(moves::put_table(&report, owner, &table).added.len(), 0, "the second time nothing is new");
            }
        }
    }

    #[test]
    fn any_table_comes_back(rows in proptest::collection::vec(("[甲乙丙][a-z\"' ,;]{0,4}[丁戊]", "[0-9]{1,5}|XX", "件|%|", "[0-9]{0,3}", "[^\r\n\t]{0,8}"), 0..6)) {
        let metrics: Vec<Metric> = rows
            .into_iter()
            .map(|(name, value, unit, last_year, note)| Metric { name, value, unit, last_year, note: note.trim().to_owned(), ..Metric::default() })
            .collect();
        let report = Report { metrics, ..Report::default() };
        let figures = Ledger::new(&report);
        let lines = overview::lines(&report, &figures, "", Only::All, Order::Report);
        for separator in [Separator::Tab, Separator::Comma] {
            let table = table::read(&table::write(&lines, separator), separator);
            prop_assert_eq!(table.rows.len(), report.metrics.len());
            for (row, metric) in table.rows.iter().zip(&report.metrics) {
                prop_assert_eq!(&row.name, &metric.name);
                prop_assert_eq!(row.cell(Column::Value), Some(metric.value.as_str()));
                prop_assert_eq!(row.cell(Column::LastYear).unwrap_or_default(), metric.last_year.as_str());
            }
        }
    }
}
