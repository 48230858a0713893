//! What is reckoned from a metric and shown beside it.

use tigang::report::Better;
use tigang::report::Metric;
use tigang::report::metric;
use tigang::report::metric::Direction;
use tigang::report::metric::Entered;
use tigang::report::reference::Form;

fn of(value: &str, unit: &str, last_year: &str, target: &str) -> Metric {
    let own = |text: &str| text.to_string();
    Metric { value: own(value), unit: own(unit), last_year: own(last_year), target: own(target), ..Metric::default() }
}

/// A figure against last year's, as the pane and a sentence say it; empty when nothing can be said.
#[track_caller]
fn check(value: &str, unit: &str, last_year: &str, short: &str, words: &str) {
    let change = of(value, unit, last_year, "").change();
    assert_eq!(change.map(|change| change.to_string()).unwrap_or_default(), short);
    assert_eq!(change.map(|change| change.in_words()).unwrap_or_default(), words);
}

#[test]
fn change_over_last_year() {
    check("10278", "个", "9120", "↑12.7%", "增长12.7%");
    check("97", "件", "100", "↓3.0%", "下降3%");
    check("1，204", "件", "１,２０４", "持平", "持平");
    check("200", "户", "100", "↑100.0%", "翻一番");
    check("400", "户", "100", "↑300.0%", "翻两番");
    check("250", "户", "100", "↑150.0%", "增长1.5倍");
    check("213", "户", "100", "↑113.0%", "增长1.13倍");
    // What is left of it hasn't gone.
    check("1", "件", "5000", "↓99.9%", "下降99.9%");
    check("1.0005", "吨", "1", "↑0.1%", "增长0.1%");
    check("0.9995", "吨", "1", "↓0.1%", "下降0.1%");
    check("1.0004", "吨", "1", "持平", "持平");
    check("0", "件", "8", "↓100.0%", "下降100%");
}

#[test]
fn a_percentage_changes_by_points() {
    check("91", "%", "85", "↑6个百分点", "提高6个百分点");
    check("91.0", "％", "85.5", "↑5.5个百分点", "提高5.5个百分点");
    check("88.25", "%", "90", "↓1.75个百分点", "下降1.75个百分点");
    check("5", "%", "0", "↑5个百分点", "提高5个百分点");
    check("90", "%", "90.00", "持平", "持平");
    check("3.2", "‰", "4.5", "↓1.3个千分点", "下降1.3个千分点");
}

#[test]
fn nothing_is_said_of_what_is_unknown() {
    for (value, unit, last_year) in [
        ("XX", "个", "100"),
        ("100", "个", ""),
        ("100", "个", "___"),
        ("100", "个", "0"),
        ("100", "个", "-5"),
        ("", "%", "90"),
        ("9999999999999999999999999999", "元", "0.0000000000000000000000000001"),
        ("99999999999999999999999999999999999999", "元", "1"),
    ] {
        check(value, unit, last_year, "", "");
    }
    check("79228162514264337593543950335", "元", "79228162514264337593543950335", "持平", "持平");
    check("79228162514264337593543950335", "元", "-79228162514264337593543950335", "", "");
}

#[test]
fn completion() {
    let text = |value, target| of(value, "个", "", target).against_target();
    assert_eq!(text("975", "1000").as_deref(), Some("完成97.5%"));
    assert_eq!(text("99.96", "100").as_deref(), Some("完成99.9%"), "what is missed isn't done");
    assert_eq!(text("102", "100").as_deref(), Some("完成102%"));
    assert_eq!(text("92.6", "95").as_deref(), Some("完成97.5%"));
    assert_eq!(text("79228162514264337593543950335", "79228162514264337593543950335").as_deref(), Some("完成100%"));
    assert_eq!(text("1", "0").as_deref(), Some("高于目标1个"));
    assert_eq!(text("XX", "100"), None);
}

#[test]
fn no_completion_where_the_target_may_be_one_to_stay_below() {
    let done = |value, last_year, target| {
        let metric = of(value, "秒", last_year, target);
        assert_eq!(metric.bar(4).is_some(), metric.completion().is_some(), "{metric:?}");
        metric.against_target().unwrap_or_default()
    };
    // 8.4 seconds beat a target of 10, after 12.6; 11 seconds don't reach it.
    assert_eq!(done("8.4", "12.6", "10"), "");
    assert_eq!(done("11", "12.6", "10"), "");
    assert_eq!(done("12.6", "12.6", "10"), "");
    // A target above last year's figure, or one that a figure that rose has passed, is to be reached from below.
    assert_eq!(done("120", "100", "110"), "完成109.1%");
    assert_eq!(done("90", "100", "110"), "完成81.8%");
    assert_eq!(done("58.4", "58.1", "58"), "完成100.7%");
    assert_eq!(done("8.4", "", "10"), "完成84%");
    assert_eq!(done("8.4", "XX", "10"), "完成84%");
}

/// How a figure stands to its target, and whether that is reached.
#[track_caller]
fn check_target(better: Better, value: &str, unit: &str, target: &str, words: &str, reached: Option<bool>) {
    let metric = Metric { better, ..of(value, unit, "", target) };
    assert_eq!(metric.against_target().unwrap_or_default(), words);
    assert_eq!(metric.is_reached(), reached);
}

#[test]
fn a_target_is_met_from_above_or_from_below() {
    check_target(Better::Lower, "8.4", "秒", "10", "优于目标1.6秒", Some(true));
    check_target(Better::Lower, "11", "秒", "10", "高于目标1秒", Some(false));
    check_target(Better::Lower, "10", "秒", "10", "达到目标", Some(true));
    check_target(Better::Lower, "6.8", "%", "7", "低于目标0.2个百分点", Some(true));
    check_target(Better::Higher, "99.2", "%", "99", "高于目标0.2个百分点", Some(true));
    check_target(Better::Higher, "98.5", "％", "99", "低于目标0.5个百分点", Some(false));
    check_target(Better::Higher, "99", "%", "99.0", "达到目标", Some(true));
    check_target(Better::Higher, "3.1", "‰", "3", "高于目标0.1个千分点", Some(true));
    check_target(Better::Higher, "975", "件", "1000", "完成97.5%", Some(false));
    check_target(Better::Neither, "975", "件", "1000", "", None);
}

#[test]
fn which_way_is_good() {
    let good = |better| Metric { better, ..Metric::default() }.is_good(Direction::Down);
    assert_eq!(Better::ALL.map(good), [Some(false), Some(true), None]);
}

#[test]
fn what_passes_zero_has_words_and_no_percentage() {
    let named = |name: &str, value: &str, last_year: &str| {
        let metric = Metric { name: name.into(), ..of(value, "万元", last_year, "") };
        Form::Change.says(&metric).map_err(|why| why.to_string())
    };
    assert_eq!(named("净利润", "-30", "120"), Ok("同比由盈转亏".into()));
    assert_eq!(named("净利润", "120", "-30"), Ok("同比扭亏为盈".into()));
    assert_eq!(named("净流入", "-3", "12"), Ok("同比由正转负".into()));
    assert_eq!(named("净利润", "-20", "-30"), Err("比的那个数是零或负数，说不了百分之几".into()));
    assert_eq!(named("净利润", "20", "0"), Err("比的那个数是零或负数，说不了百分之几".into()));
}

#[test]
fn places_move_and_are_no_quantities() {
    let says = |name: &str, value: &str, last_year: &str| {
        let metric = Metric { name: name.into(), ..of(value, "位", last_year, "") };
        (Form::Change.says(&metric).unwrap_or_default(), metric.change().is_some())
    };
    assert_eq!(says("全市考核", "3", "6"), ("同比前移3位".into(), false));
    assert_eq!(says("全市考核", "第6", "第3"), ("同比后移3位".into(), false));
    // Beds and people are counted.
    assert_eq!(says("养老床位", "300", "200"), ("同比增长50%".into(), true));
}

#[test]
fn bar() {
    let bar = |value, target, cells| of(value, "个", "", target).bar(cells);
    assert_eq!(bar("0", "100", 4), Some(0));
    assert_eq!(bar("0.001", "100", 4), Some(1));
    assert_eq!(bar("50", "100", 4), Some(16));
    assert_eq!(bar("99.99", "100", 4), Some(31));
    assert_eq!(bar("100", "100", 4), Some(32));
    assert_eq!(bar("300", "100", 4), Some(32));
    assert_eq!(bar("-3", "100", 4), Some(0));
    assert_eq!(bar("50", "100", 0), Some(0));
    assert_eq!(bar("50", "0", 4), None);
    assert_eq!(bar("50", "", 4), None);
    assert_eq!(bar("79228162514264337593543950334", "79228162514264337593543950335", 4), Some(31));
}

#[test]
fn numbers_as_written() {
    for (text, value) in [
        ("10278", "10278"),
        (" 1,204 ", "1204"),
        ("1，204，000.50", "1204000.50"),
        ("12 345", "12345"),
        ("１２．５", "12.5"),
        ("+3", "3"),
        ("－3.0", "-3.0"),
        ("007", "7"),
        ("0.1", "0.1"),
    ] {
        assert_eq!(metric::number(text).map(|value| value.to_string()).as_deref(), Some(value), "{text}");
    }
    for text in [
        "", "XX", "xx.x", "___", "12,04", "1,2,3", ",123", "1234,567", "1.", ".5", "1.2.3", "--1", "+-1", "12%",
        "约30", "三十", "1e5", "1_000",
    ] {
        assert_eq!(metric::number(text), None, "{text}");
    }
}

#[test]
fn figures_typed_with_their_unit() {
    let split = |typed: &str, unit: &str| match metric::entered(typed, unit) {
        Entered::AsTyped => "照写".to_owned(),
        Entered::Split { number, unit } => format!("{number}｜{unit}"),
        Entered::OtherUnit => "别的单位".to_owned(),
        Entered::NoNumber => "不是数".to_owned(),
    };
    for (typed, unit, comes_to) in [
        ("95.6%", "", "95.6｜%"),
        ("95.6％", "%", "95.6｜%"),
        ("320万元", "", "320｜万元"),
        (" 1,234 件 ", "件", "1,234｜件"),
        ("１２．５吨", "", "１２．５｜吨"),
        ("-3个", "", "-3｜个"),
        ("40元/吨", "", "40｜元/吨"),
        ("(120)", "万元", "-120｜万元"),
        ("（1,204.5）万元", "", "-1,204.5｜万元"),
        ("3.3亿元", "万元", "别的单位"),
        ("95.6%", "件", "别的单位"),
        ("1,234", "件", "照写"),
        ("第2", "位", "照写"),
        ("=甲+乙", "", "照写"),
        ("", "", "照写"),
        ("XX", "件", "照写"),
        ("3X万元", "", "照写"),
        ("—", "", "照写"),
        ("约320", "件", "不是数"),
        ("320多万元", "", "不是数"),
        ("320余件", "", "不是数"),
        ("320万元以上", "", "不是数"),
        ("3-5个", "", "不是数"),
        ("12万3千", "", "不是数"),
        ("12,04", "", "不是数"),
        ("(约120)", "", "不是数"),
        ("(120", "", "不是数"),
        ("三十", "", "不是数"),
    ] {
        assert_eq!(split(typed, unit), comes_to, "{typed}｜{unit}");
    }
}

proptest::proptest! {
    #![proptest_config(crate::tools::hunt::cases(256))]

    #[test]
    fn no_figure_panics(value in "[-+0-9０．.,，X ]{0,32}", last_year in "-?[0-9.]{0,31}", target in "[0-9.]{0,31}", percent in proptest::bool::ANY) {
        let metric = of(&value, if percent { "%" } else { "个" }, &last_year, &target);
        metric.change();
        metric.completion();
        if let Some(bar) = metric.bar(3) {
            assert!(bar <= 24);
        }
    }
}
