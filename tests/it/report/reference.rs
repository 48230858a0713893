//! References to metrics: what they say, that names take them along, and how the caret passes them.

use crossterm::event::KeyCode;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use tigang::edit::Document;
use tigang::edit::Edit;
use tigang::edit::moves;
use tigang::edit::moves::Use;
use tigang::export;
use tigang::export::Options;
use tigang::export::Spacing;
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
use tigang::report::reference;
use tigang::report::reference::Unresolved;
use tigang::text::char_floor;
use tigang::tui::caret::Caret;
use tigang::tui::command::Command;
use tigang::tui::command::Focus;
use tigang::tui::flow::Flow;
use tigang::tui::flow::Measure;
use tigang::tui::here::Portion;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Column;
use tigang::tui::model::Model;
use tigang::tui::motion::Extend;
use tigang::tui::motion::Motion;
use tigang::tui::update;
use tigang::tui::update::Input;
use tigang::tui::view;

fn id(number: u32) -> SectionId {
    SectionId::new(number).unwrap()
}

/// A metric from `name value unit last_year target`; `_` stands for an empty cell.
fn metric(row: &str) -> Metric {
    let mut cells = row.split(' ').map(|cell| cell.replace('_', ""));
    let mut next = || cells.next().unwrap_or_default();
    Metric { name: next(), value: next(), unit: next(), last_year: next(), target: next(), ..Metric::default() }
}

fn metrics() -> Vec<Metric> {
    [
        "电子工单 10278 个 9120 10541",
        "综合办结率 92.6 % 86.6 95",
        "满意率 91 ％ 92.5 _",
        "接通率 98 % 98.0 98",
        "超期件 0 件 8 _",
        "新设窗口 12 个 0 _",
        "热点 100 件 100 _",
        "访问量 100001 次 100000 _",
        "经费 ＸＸ 万元 120 300",
        "未填 _ 个 3 4",
        "降幅 97 件 100 _",
        "差额 12.50 万元 10 _",
        "怪数 \u{301}7 🇨 _ _",
    ]
    .map(metric)
    .to_vec()
}

#[test]
fn last_year_and_target_have_forms() {
    check("{电子工单:上年}，{电子工单:目标}", "9120个，10541个");
    check("{满意率：上年}", "92.5％");
    check_stays("{满意率:目标}", &[Unresolved::NoFigure]);
    check("{经费:上年}", "120万元");
}

/// What the forms say of a metric that is called 甲.
#[track_caller]
fn check_metric(row: &str, typed: &str, handed_in: &str) {
    let figures = Ledger::new(&Report { metrics: vec![metric(row)], ..Report::default() });
    assert_eq!(figures.render(typed), handed_in, "{row}");
}

#[test]
fn ranks_move_forward_and_back() {
    check_metric("甲 第2 位 第5 第1", "{甲}，{甲:同比}，{甲:增减}", "第2位，同比前移3位，较上年前移3位");
    check_metric("甲 第6 名 第5 _", "{甲:增减}", "较上年后移1名");
    check_metric("甲 第4 _ 第4 _", "{甲:同比}，{甲:增减}", "同比持平，与上年持平");
    check_metric("甲 第4 _ 5 _", "{甲:同比}", "{甲:同比}");
}

#[test]
fn bases_that_are_no_base() {
    check_metric("甲 30 万元 -50 0", "{甲:增减}{甲:同比}{甲:完成率}", "较上年增加80万元同比由负转正{甲:完成率}");
    check_metric("甲 -20 万元 100 50", "{甲:同比}{甲:增减}{甲:完成率}", "同比由正转负较上年减少120万元{甲:完成率}");
    check_metric("甲 12 个 0 _", "{甲:同比}{甲:增减}", "{甲:同比}较上年增加12个");
    let figures = Ledger::new(&Report { metrics: vec![metric("甲 30 万元 0 0")], ..Report::default() });
    let why = |text: &str| figures.resolve(&reference::find(text).next().unwrap()).unwrap_err();
    assert_eq!((why("{甲:同比}"), why("{甲:完成率}")), (Unresolved::NoBase, Unresolved::NoBase));
}

#[test]
fn a_target_to_stay_below_is_never_said_to_be_reached_by_a_part() {
    check_metric("甲 8.4 秒 12.6 10", "{甲:同比}，{甲:完成率}", "同比下降33.3%，{甲:完成率}");
    let figures = Ledger::new(&Report { metrics: vec![metric("甲 8.4 秒 12.6 10")], ..Report::default() });
    let why = figures.resolve(&reference::find("{甲:完成率}").next().unwrap()).unwrap_err();
    assert_eq!(why, Unresolved::UnclearTarget);
}

#[test]
fn numbers_as_the_writer_sets_them() {
    check_metric(
        "甲 10,278 件 9,120 12,000",
        "{甲}，{甲:增减}，{甲:同比}",
        "10,278件，较上年增加1,158件，同比增长12.7%",
    );
    check_metric("甲 1，000，278.5 件 _0 _", "{甲:增减}", "较上年增加1，000，278.5件");
    check_metric("甲 １０２７８ 件 9,120 _", "{甲:增减}", "较上年增加1158件");
    check_metric(
        "甲 1.2 万人 1.05 1.5",
        "{甲}，{甲:增减}，{甲:完成率}",
        "1.2万人，较上年增加0.15万人，完成年度目标的80%",
    );
    check_metric("甲 3.0 亿元 2.85 _", "{甲}，{甲:增减}，{甲:同比}", "3.0亿元，较上年增加0.15亿元，同比增长5.3%");
    check_metric("甲 102 % 100 _", "{甲:增减}，{甲:同比}", "较上年提高2个百分点，同比提高2个百分点");
}

fn figures() -> Ledger {
    Ledger::new(&Report { metrics: metrics(), ..Report::default() })
}

/// A text as typed and as handed in.
#[track_caller]
fn check(typed: &str, handed_in: &str) {
    let figures = figures();
    assert_eq!(figures.render(typed), handed_in);
    let pieces = figures.pieces(typed);
    assert_eq!(pieces.iter().map(|piece| &*piece.shown).collect::<String>(), handed_in);
    assert_eq!(pieces.iter().map(|piece| &typed[piece.range.clone()]).collect::<String>(), typed);
}

/// A text that stays as typed, and why its references say nothing.
#[track_caller]
fn check_stays(typed: &str, why: &[Unresolved]) {
    check(typed, typed);
    let figures = figures();
    let found: Vec<_> = reference::find(typed).filter_map(|found| figures.resolve(&found).err()).collect();
    assert_eq!(found, why);
}

#[test]
fn what_a_reference_says() {
    check("共接到{电子工单}，{电子工单:同比}。", "共接到10278个，同比增长12.7%。");
    check("{电子工单:数}件", "10278件");
    check("{电子工单:增减}", "较上年增加1158个");
    check("{电子工单:完成率}", "完成年度目标的97.5%");
    check("{降幅:同比}，{降幅:增减}", "同比下降3%，较上年减少3件");
    check("{差额:增减}", "较上年增加2.5万元");
    check("{超期件}，{超期件:同比}", "0件，同比下降100%");
}

#[test]
fn a_percentage_changes_by_points() {
    check("{综合办结率}，{综合办结率:同比}", "92.6%，同比提高6个百分点");
    check("{综合办结率:增减}，{综合办结率:完成率}", "较上年提高6个百分点，低于目标2.4个百分点");
    check("{满意率:同比}，{满意率:增减}", "同比下降1.5个百分点，较上年下降1.5个百分点");
    check("{接通率:同比}，{接通率:增减}，{接通率:完成率}", "同比持平，与上年持平，达到目标");
}

#[test]
fn what_did_not_change_is_level() {
    check("{热点:同比}，{热点:增减}", "同比持平，与上年持平");
    check("{访问量:同比}，{访问量:增减}", "同比基本持平，较上年增加1次");
}

#[test]
fn a_placeholder_shows_and_nothing_is_reckoned_from_it() {
    check("{经费}和{经费:数}", "ＸＸ万元和ＸＸ");
    check_stays(
        "{经费:同比}{经费:增减}{经费:完成率}",
        &[Unresolved::NoFigure, Unresolved::NoFigure, Unresolved::NoFigure],
    );
    check_stays("{未填}{未填:数}{未填:同比}", &[Unresolved::NoFigure, Unresolved::NoFigure, Unresolved::NoFigure]);
    check_stays("{满意率:完成率}", &[Unresolved::NoFigure]);
    check("{新设窗口:增减}", "较上年增加12个");
    check_stays("{新设窗口:同比}", &[Unresolved::NoBase]);
}

#[test]
fn colons_and_blanks() {
    check("{电子工单：同比}{ 电子工单 : 数 }{　电子工单　：　增减　}", "同比增长12.7%10278较上年增加1158个");
    check("{ 电子工单 }", "10278个");
}

#[test]
fn what_is_no_reference_stays() {
    check_stays("{查无此项}{查无此项:同比}", &[Unresolved::NoMetric, Unresolved::NoMetric]);
    check_stays(
        "{电子工单:环比}{电子工单:}{电子工单:同比:数}",
        &[Unresolved::NoForm, Unresolved::NoForm, Unresolved::NoForm],
    );
    check_stays("｛电子工单｝", &[]);
    check_stays("{}{ }{:同比}", &[]);
    check_stays("{电子工单", &[]);
    check_stays("电子工单}", &[]);
    check_stays("{电子\n工单}", &[]);
    check_stays("}{", &[]);
    check_stays(r#"{"a": {"b": 1}}"#, &[Unresolved::NoMetric]);
    check_stays("fn f() { g(); }", &[Unresolved::NoMetric]);
    check_stays("{电子工单}\u{301}{电子工单\u{301}}", &[Unresolved::NoMetric]);
    check("{{电子工单}}", "{10278个}");
    check("{甲{电子工单}", "{甲10278个");
    check("{电子工单}}{热点}", "10278个}100件");
}

#[test]
fn two_metrics_of_one_name_say_nothing() {
    let mut figures = figures();
    figures.replace(Owner::Section(id(1)), &[], &[metric("热点 7 件")]);
    assert_eq!(figures.render("{热点}"), "{热点}");
    let found = reference::find("{热点}").next().unwrap();
    assert_eq!(figures.resolve(&found), Err(Unresolved::ManyMetrics));
    figures.replace(Owner::Section(id(1)), &[metric("热点 7 件")], &[]);
    assert_eq!(figures.render("{热点}"), "100件");
}

/// A report with references in every text.
fn report() -> Report {
    let mut first = Section::new(id(1));
    first.heading = "接单{电子工单}".into();
    first.body = "共{电子工单}，{ 电子工单：同比}。\n办结率{综合办结率}，{甲}。".into();
    first.note = "核对{电子工单:数}".into();
    first.metrics = vec![metric("综合办结率 92.6 % 86.6 95")];
    let mut second = Section::new(id(2));
    second.body = "见{综合办结率}。".into();
    let tree = Tree::from_rows([(1, first), (1, second)]).unwrap();
    Report {
        title: "{电子工单}件怎么办".into(),
        preamble: "全年{电子工单}。".into(),
        closing: "共{电子工单}，{{电子工单}}。".into(),
        note: "{电子工单}要核".into(),
        metrics: vec![metric("电子工单 10278 个 9120")],
        tree,
        ..Report::default()
    }
}

fn bare(report: &Report) -> String {
    export::text(report, &Options { spacing: Spacing::Bare, ..Options::default() })
}

#[test]
fn an_export_says_the_figures() {
    assert_eq!(
        bare(&report()),
        "10278个件怎么办\n全年10278个。\n一、接单10278个\n共10278个，同比增长12.7%。\n办结率92.6%，{甲}。\n\
         二、见92.6%。\n共10278个，{10278个}。\n"
    );
    let loose: Vec<_> =
        export::unresolved(&report()).into_iter().map(|loose| (loose.written, loose.line, loose.why)).collect();
    let left = [("{甲}", 5), ("{10278个}", 7)];
    assert_eq!(loose, left.map(|(written, line)| (written.to_owned(), line, Unresolved::NoMetric)));
    let json: serde_json::Value = serde_json::from_str(&export::json::outline(&report())).unwrap();
    assert_eq!(json["preamble"], "全年10278个。");
    assert_eq!(json["sections"][0]["heading"], "接单10278个");
    assert_eq!(json["sections"][0]["metrics"][0]["name"], "综合办结率");
}

#[test]
fn a_new_name_takes_the_references_along_in_one_undo() {
    let before = report();
    let mut document = Document::new(before.clone());
    let renamed = Metric { name: "诉求工单".into(), ..before.metrics[0].clone() };
    let change = moves::set_metric(&before, Owner::Report, 0, renamed).unwrap();
    document.apply(change).unwrap();
    assert_eq!(bare(document.report()), bare(&before), "all say the same as before");
    let body = &document.report().tree.section(id(1)).unwrap().body;
    assert_eq!(body, "共{诉求工单}，{ 诉求工单：同比}。\n办结率{综合办结率}，{甲}。");
    assert_eq!(document.report().note, "{诉求工单}要核");
    let undone = document.undo().unwrap();
    assert_eq!(document.report(), &before);
    let ends_at_the_metric = matches!(undone.edits.last(), Some(Edit::Metrics { owner: Owner::Report, .. }));
    assert!(ends_at_the_metric, "an undo ends at the metric, not in a text");
    assert_eq!(document.undo_labels().count(), 0);
    document.redo().unwrap();
    assert_eq!(document.report().title, "{诉求工单}件怎么办");
}

#[test]
fn a_value_leaves_the_texts_alone() {
    let before = report();
    let changed = Metric { value: "1".into(), ..before.metrics[0].clone() };
    assert_eq!(moves::set_metric(&before, Owner::Report, 0, changed).unwrap().edits.len(), 1);
    let nameless = Metric { name: String::new(), ..before.metrics[0].clone() };
    assert_eq!(moves::set_metric(&before, Owner::Report, 0, nameless).unwrap().edits.len(), 1);
}

#[test]
fn a_name_holds_no_brace_and_no_colon() {
    let before = report();
    for name in ["甲:乙", "甲：乙", "{甲", "甲}"] {
        let renamed = Metric { name: name.into(), ..before.metrics[0].clone() };
        assert_eq!(moves::set_metric(&before, Owner::Report, 0, renamed), None, "{name}");
    }
}

#[test]
fn where_a_metric_is_used() {
    let fields = |name| {
        let field = |place| match place {
            Use::Text { field, .. } => field,
            Use::Formula { .. } => panic!("there is no formula"),
        };
        moves::uses_of(&report(), name).into_iter().map(field).collect::<Vec<_>>()
    };
    assert_eq!(
        fields(" 电子工单"),
        [
            Field::Title,
            Field::Preamble,
            Field::ReportNote,
            Field::Heading(id(1)),
            Field::Body(id(1)),
            Field::Body(id(1)),
            Field::Note(id(1)),
            Field::Closing,
            Field::Closing,
        ]
    );
    assert_eq!(fields("无"), []);
}

#[test]
fn a_copy_tells_its_own_figures() {
    let mut report = report();
    moves::duplicate(&report, &[id(1)]).unwrap().apply(&mut report).unwrap();
    let copy = report.tree.section(id(3)).unwrap();
    assert_eq!(copy.metrics[0].name, "综合办结率2");
    assert_eq!(copy.body, "共{电子工单}，{ 电子工单：同比}。\n办结率{综合办结率2}，{甲}。");
    assert_eq!(report.tree.section(id(2)).unwrap().body, "见{综合办结率}。", "others stay");
}

#[test]
fn sections_pasted_together_refer_to_one_another() {
    let mut report = report();
    let branches: Vec<Branch> = [1, 2, 1].iter().map(|&number| report.tree.branch(id(number)).unwrap()).collect();
    let end = Place { parent: None, index: 2 };
    moves::insert_branches(&report, end, branches).unwrap().apply(&mut report).unwrap();
    let body = |number| report.tree.section(id(number)).unwrap().body.as_str();
    assert!(body(3).ends_with("办结率{综合办结率2}，{甲}。"));
    assert_eq!(body(4), "见{综合办结率2}。");
    assert!(body(5).ends_with("办结率{综合办结率3}，{甲}。"), "a second copy has its own");
}

// Rows and caret ----------------------------------------------------------------------------------------------------

/// Every place of the caret, from the start by →.
fn measure(width: usize, indent: usize) -> Measure {
    Measure { width, first: indent, indent, ..Measure::default() }
}

fn places(flow: &Flow) -> Vec<usize> {
    let mut places = vec![0];
    loop {
        let last = *places.last().unwrap();
        let next = Caret::new(last).moved(Motion::Right, Extend::No, flow).at;
        if next == last {
            return places;
        }
        assert!(next > last);
        places.push(next);
    }
}

/// Characters that melt into those beside them.
const ODD: [char; 7] = ['\u{301}', '\u{fe0f}', '\u{200d}', '👍', '🇨', '🇳', '\u{600}'];

/// Lays a text out and holds what must be true of every flow.
fn check_flow(text: &str, width: usize, indent: usize) {
    let figures = figures();
    let mut flow = Flow::default();
    flow.lay_out(text, measure(width, indent), &figures);
    let drawn: Vec<String> =
        (0..flow.len()).map(|row| flow.spans(row).map(|span| span.text.to_owned()).collect()).collect();
    // What would melt into its neighbours is drawn as typed, paragraph by paragraph: both are whole.
    let odd = text.contains(ODD) || text.contains("{怪数}");
    let whole = |all: &str| drawn.concat() == all.replace('\n', "");
    assert!(odd || whole(&figures.render(text)), "all of it is drawn, once: {drawn:?}");

    let places = places(&flow);
    assert_eq!(*places.last().unwrap(), text.len());
    for found in reference::find(text).filter(|found| !odd && figures.resolve(found).is_ok()) {
        assert!(!places.iter().any(|at| found.range.start < *at && *at < found.range.end), "never inside {found:?}");
        assert!(places.contains(&found.range.start) && places.contains(&found.range.end));
    }
    let mut cells = Vec::new();
    for (index, &at) in places.iter().enumerate() {
        let caret = Caret::new(at);
        let moved = |motion| caret.moved(motion, Extend::No, &flow);
        assert_eq!(moved(Motion::Left).at, places[index.saturating_sub(1)], "← undoes →");
        let (row, column) = flow.locate(&caret);
        let before = figures.render(&text[..at]).replace('\n', "");
        assert!(odd || drawn[..=row].concat().starts_with(&before), "{before} stands before the caret");
        assert!(odd || column <= width.max(2) + 1 || drawn[row].ends_with([' ', '　']));
        assert_eq!(flow.hit(row, column).at, at, "a click on the caret hits it, at {at} in row {row}");
        cells.push((row, column));
        let (up, down) = (moved(Motion::Up(1)), moved(Motion::Down(1)));
        assert!(flow.locate(&up).0 < row || up.at == 0);
        assert!(flow.locate(&down).0 > row || down.at == text.len());
        for to in [moved(Motion::WordLeft), moved(Motion::WordRight), moved(Motion::Home), moved(Motion::End), up, down]
        {
            assert!(places.contains(&to.at), "{} is a place", to.at);
        }
        assert!(moved(Motion::WordLeft).at < at || at == 0);
        assert!(moved(Motion::WordRight).at > at || at == text.len());
        assert_eq!(flow.locate(&moved(Motion::Home)).0, row, "Home stays in the row");
        assert_eq!(flow.locate(&moved(Motion::End)).0, row, "End stays in the row");
    }
    assert!(cells.is_sorted(), "places are drawn in reading order");
    for row in 0..flow.len() {
        let line = flow.row(row);
        assert!(line.start <= line.end && text.get(line.start..line.end).is_some());
        for column in 0..width + 2 {
            assert!(places.contains(&flow.hit(row, column).at));
        }
        for span in flow.spans(row) {
            assert!(text.get(span.range).is_some());
        }
    }
}

const TEXTS: [&str; 8] = [
    "共接到{电子工单}，{电子工单:同比}，{电子工单:完成率}。",
    "{电子工单:完成率}",
    "{电子工单}{热点}{综合办结率:增减}",
    "一二三四五六七八{综合办结率:同比}九十\n{热点}\n\n末{热点}",
    "{查无}与{电子工单:环比}和{电子工单",
    "abc {电子工单:同比} def, {接通率:增减}.",
    "“{电子工单}”（{热点}）——{经费}……",
    "",
];

#[test]
fn every_width_holds() {
    for text in TEXTS {
        for width in (1..=24).chain([40, 80]) {
            for indent in [0, 4] {
                check_flow(text, width, indent);
            }
        }
    }
}

#[test]
fn a_reference_is_one_step_and_one_word() {
    let mut flow = Flow::default();
    let text = "共接到{电子工单}，{电子工单:同比}。";
    flow.lay_out(text, measure(80, 0), &figures());
    let first = text.find('{').unwrap();
    let behind = text.find('}').unwrap() + 1;
    assert_eq!(flow.next(first), behind);
    assert_eq!(flow.previous(behind), first);
    assert_eq!(flow.next_word("共".len()), first);
    assert_eq!(flow.next_word(first), behind);
    assert_eq!(flow.previous_word(behind), first);
    assert_eq!(Caret::new(behind).before(&flow), first..behind, "Backspace takes it whole");
    assert_eq!(Caret::new(first).behind(&flow), first..behind);
    let inside = Caret { at: first + 4, anchor: Some(0), ..Caret::default() };
    assert_eq!(inside.fitted(&flow).selection(), Some(0..behind), "a selection takes it whole");
    assert_eq!(flow.locate(&Caret::new(behind)), (0, "共接到10278个".chars().count() * 2 - 5));
}

#[test]
fn another_figure_is_laid_out_anew() {
    let mut figures = figures();
    let mut flow = Flow::default();
    let text = "首{热点}尾";
    flow.lay_out(text, measure(80, 0), &figures);
    assert_eq!(flow.locate(&Caret::new(text.len())).1, 9);
    figures.replace(Owner::Report, &[metric("热点 100 件 100 _")], &[metric("热点 20000 件 100 _")]);
    flow.lay_out(text, measure(80, 0), &figures);
    assert_eq!(flow.locate(&Caret::new(text.len())).1, 11);
}

fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{电子工单}".to_owned()),
        Just("{电子工单:同比}".to_owned()),
        Just("{综合办结率：增减}".to_owned()),
        Just("{ 电子工单 :完成率}".to_owned()),
        Just("{查无此项}".to_owned()),
        Just("{经费}".to_owned()),
        Just("{怪数}".to_owned()),
        "[一二三四，。“”（）]{1,9}",
        "[a-c0-9 .%]{1,6}",
        "[{}:\n　]{1,2}",
        "[\u{301}\u{fe0f}\u{200d}👍🇨🇳\u{600}]{1,2}",
    ];
    proptest::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(200))]

    #[test]
    fn any_text_holds(text in words(), width in 1..50_usize, indent in 0..5_usize) {
        check_flow(&text, width, indent);
    }

    #[test]
    fn anything_between_braces_is_read(text in "[{}:： 电子工单同比数\n\"a]{0,40}") {
        let mut behind = 0;
        for found in reference::find(&text) {
            prop_assert!(found.range.start >= behind);
            behind = found.range.end;
            let inside = &text[found.range.clone()];
            let braced = inside.starts_with('{') && inside.ends_with('}');
            prop_assert!(braced, "{}", inside);
            prop_assert_eq!(&text[found.name_at..found.name_at + found.name.len()], found.name);
            prop_assert!(reference::is_name(found.name) && !found.name.is_empty());
        }
        figures().render(&text);
    }

    #[test]
    fn an_edit_lays_out_what_a_fresh_start_would(one in words(), other in words(), cut in 0..40_usize, width in 1..40_usize) {
        let figures = figures();
        let cut = char_floor(&one, cut.min(one.len()));
        let text = format!("{}{other}{}", &one[..cut], &one[cut..]);
        let (mut flow, mut fresh) = (Flow::default(), Flow::default());
        flow.lay_out(&one, measure(width, 4), &figures);
        flow.lay_out(&text, measure(width, 4), &figures);
        fresh.lay_out(&text, measure(width, 4), &figures);
        prop_assert_eq!(flow.len(), fresh.len());
        for row in 0..flow.len() {
            prop_assert_eq!(flow.row(row), fresh.row(row));
            prop_assert!(flow.spans(row).eq(fresh.spans(row)));
        }
    }
}

// The screen --------------------------------------------------------------------------------------------------------

fn model(body: &str, size: (u16, u16)) -> Model {
    let mut section = Section::new(id(1));
    section.heading = "接单".into();
    section.body = body.into();
    section.metrics = metrics();
    let mut model = Model::new(Report { tree: Tree::from_rows([(1, section)]).unwrap(), ..Report::default() }, size);
    model.session.portion = Some(Portion::Section);
    model.focus_on(Focus::Text);
    model.settle();
    model
}

fn key(model: &mut Model, code: KeyCode) {
    update::press(model, Input::Key(Chord::plain(code)));
}

fn typed(model: &mut Model, text: &str) {
    for c in text.chars() {
        update::press(model, Input::Key(Chord::character(c)));
    }
}

fn body(model: &Model) -> &str {
    &model.report().tree.section(id(1)).unwrap().body
}

/// Rows of the screen without the second halves of wide characters, and what stands before the cursor in its row.
fn screen(model: &Model) -> (Vec<String>, String) {
    let mut terminal = Terminal::new(TestBackend::new(model.session.size.0, model.session.size.1)).unwrap();
    terminal.draw(|frame| view::view(model, frame)).unwrap();
    let cursor = terminal.get_cursor_position().unwrap();
    let buffer = terminal.backend().buffer();
    let row = |y: u16, end: u16| {
        let mut text = String::new();
        let mut x = 0;
        while x < end {
            let symbol = buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += u16::try_from(tigang::text::width(symbol, tigang::text::Ambiguous::Narrow)).unwrap().max(1);
        }
        text
    };
    let rows = (0..model.session.size.1).map(|y| row(y, model.session.size.0)).collect();
    (rows, row(cursor.y, cursor.x))
}

/// At every place of the caret: what the screen shows before the terminal's cursor, in its row of the text pane, ends with
/// what is drawn before the caret.
#[track_caller]
fn check_cursor(body: &str, size: (u16, u16)) {
    let mut model = model(body, size);
    update::run(&mut model, Command::TextStart);
    model.settle();
    loop {
        let before = model.rendered(&body[..model.caret.at]).into_owned();
        let (_, shown) = screen(&model);
        let pane = shown.rsplit('│').next().unwrap().trim_start();
        let line = before.rsplit('\n').next().unwrap();
        assert!(line.ends_with(pane), "{size:?}: before the cursor stands {pane:?}, before the caret {line:?}");
        let at = model.caret.at;
        key(&mut model, KeyCode::Right);
        if model.caret.at == at {
            assert_eq!(at, body.len());
            return;
        }
    }
}

#[test]
fn the_cursor_stands_at_the_caret() {
    let body = "今年共接到电子工单{电子工单}，{电子工单:同比}，{电子工单:完成率}；办结率{综合办结率}，{综合办结率:增减}。\n\
                {电子工单:同比}{热点}{查无}，末尾{降幅:增减}";
    for width in [40, 41, 43, 46, 52, 60, 79, 80, 97, 120] {
        check_cursor(body, (width, 24));
    }
}

#[test]
fn braces_become_a_figure_when_they_close() {
    let mut model = model("", (100, 24));
    typed(&mut model, "共{电子工单:同比");
    assert!(screen(&model).0.iter().any(|row| row.contains("共{电子工单:同比")), "still open: as typed");
    typed(&mut model, "}。");
    assert_eq!(body(&model), "共{电子工单:同比}。");
    let rows = screen(&model).0;
    assert!(rows.iter().any(|row| row.contains("共同比增长12.7%。")), "{rows:#?}");
    key(&mut model, KeyCode::Left);
    key(&mut model, KeyCode::Backspace);
    assert_eq!(body(&model), "共。", "Backspace takes it whole");
    update::run(&mut model, Command::Undo);
    assert_eq!(body(&model), "共{电子工单:同比}。");
}

#[test]
fn a_figure_changes_everywhere_at_once() {
    let mut model = model("共{电子工单}。", (100, 24));
    let before = model.outline.total(id(1));
    model.focus_on(Focus::Metrics);
    model.cell.column = Column::Unit;
    model.settle();
    update::run(&mut model, Command::EditCell);
    key(&mut model, KeyCode::Backspace);
    typed(&mut model, "万余件");
    key(&mut model, KeyCode::Enter);
    assert!(screen(&model).0.iter().any(|row| row.contains("共10278万余件。")));
    assert_eq!(model.outline.total(id(1)), before + 2, "字数 is that of what is handed in");
    update::run(&mut model, Command::Undo);
    model.settle();
    assert!(screen(&model).0.iter().any(|row| row.contains("共10278个。")));
    assert_eq!(model.outline.total(id(1)), before);
}

#[test]
fn a_new_name_is_followed_on_the_screen() {
    let mut model = model("共{电子工单}。", (100, 24));
    model.focus_on(Focus::Metrics);
    model.settle();
    update::run(&mut model, Command::EditCell);
    typed(&mut model, "甲:乙");
    key(&mut model, KeyCode::Enter);
    assert!(screen(&model).0.iter().any(|row| row.contains("名称里不能有花括号和冒号")));
    for _ in 0..2 {
        key(&mut model, KeyCode::Backspace);
    }
    key(&mut model, KeyCode::Enter);
    assert_eq!(body(&model), "共{电子工单甲}。");
    assert!(model.message.as_ref().unwrap().says.contains("1 处引用跟着改了"));
    update::run(&mut model, Command::Undo);
    model.settle();
    assert_eq!(body(&model), "共{电子工单}。");
    assert_eq!(model.focus(), Focus::Metrics, "an undo shows the metric");
}

#[test]
fn removing_a_metric_says_who_uses_it() {
    let mut model = model("共{电子工单}，{电子工单:同比}。", (100, 24));
    model.focus_on(Focus::Metrics);
    model.settle();
    update::run(&mut model, Command::RemoveMetric);
    assert_eq!(model.message.as_ref().unwrap().says, "已删除指标「电子工单」，但「接单」等 2 处用到它，Ctrl+Z 可撤销");
    model.settle();
    assert!(screen(&model).0.iter().any(|row| row.contains("共{电子工单}，")), "as typed again");
}

#[test]
fn replacing_words_leaves_references_whole() {
    let mut model = model("电子工单共{电子工单}，{工单}。", (100, 24));
    update::run(&mut model, Command::Replace);
    typed(&mut model, "工单");
    key(&mut model, KeyCode::Enter);
    typed(&mut model, "诉求");
    key(&mut model, KeyCode::Enter);
    assert_eq!(body(&model), "电子诉求共{电子工单}，{诉求}。");
    assert!(model.message.as_ref().unwrap().says.contains("另有 1 处"), "{:?}", model.message);
}

#[test]
fn headings_say_their_figures() {
    let mut model = model("", (100, 24));
    model.focus_on(Focus::Heading);
    model.settle();
    typed(&mut model, "{电子工单:数}件");
    assert!(screen(&model).0.iter().any(|row| row.contains("接单10278件")));
    update::run(&mut model, Command::Navigate);
    model.settle();
    assert!(screen(&model).0.iter().any(|row| row.contains("接单10278件")));
}

#[test]
fn the_figures_follow_sections_that_come_and_go() {
    let mut model = model("共{电子工单}。", (100, 24));
    let mut other = Section::new(model.report().tree.next_id().unwrap());
    other.heading = "另一节".into();
    other.metrics = vec![metric("新来 5 件")];
    other.body = "{新来}".into();
    let insert = moves::insert_branches(model.report(), Place { parent: None, index: 1 }, vec![Branch::leaf(other)]);
    model.act(insert.unwrap());
    let figures = |model: &Model| model.rendered("{新来}").into_owned();
    assert_eq!(figures(&model), "5件");
    let remove = moves::remove(model.report(), &[id(2)]).unwrap();
    model.act(remove);
    assert_eq!(figures(&model), "{新来}");
    model.undo();
    assert_eq!(figures(&model), "5件");
    model.undo();
    assert_eq!(figures(&model), "{新来}");
    assert_eq!(model.rendered("{热点}"), "100件");
}
