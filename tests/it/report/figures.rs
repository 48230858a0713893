//! Sentences and the figures that an editor would list of them: `tests/figures/*.txt`.
//!
//! ```text
//! # …                                        a comment
//! 受理诉求48620件，同比增长12.6%。             a sentence
//!     受理诉求 | 48620 | 件 | 同比增长12.6%     its figures in order: name, value, unit, what is told beside it
//! ```

use std::fmt::Write;
use std::path::Path;

use proptest::prelude::*;

use tigang::edit::Document;
use tigang::edit::moves;
use tigang::export;
use tigang::report::Branch;
use tigang::report::Field;
use tigang::report::Metric;
use tigang::report::Place;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::figures;
use tigang::report::figures::Figure;
use tigang::report::figures::Kind;
use tigang::report::figures::Listed;
use tigang::store;

/// A sentence of a file and the lines that should be read from it.
struct Case {
    file: String,
    sentence: String,
    figures: Vec<String>,
}

fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.is_file());
    files.sort();
    let mut cases: Vec<Case> = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            match line.strip_prefix("    ") {
                _ if line.starts_with('#') || line.is_empty() => {}
                Some(figure) => cases.last_mut().unwrap().figures.push(tidy(figure)),
                None => {
                    cases.push(Case { file: name.clone(), sentence: line.replace('⏎', "\n"), figures: Vec::new() });
                }
            }
        }
        assert!(cases.last().is_some_and(|case| case.file == name), "{name} has no sentence");
    }
    cases
}

/// `工单 | 12 | 件`, without the bars at the end.
fn tidy(line: &str) -> String {
    line.trim_end_matches(['|', ' ']).split(" | ").map(str::trim).collect::<Vec<_>>().join(" | ")
}

fn written(sentence: &str, figure: &Figure) -> String {
    let changes: Vec<&str> = figure.changes.iter().map(|change| &sentence[change.range.clone()]).collect();
    tidy(&format!("{} | {} | {} | {}", figure.name, figure.value, figure.unit, changes.join("，")))
}

/// What differs, sentence by sentence, and in how many of them.
fn differences(cases: &[Case]) -> (usize, String) {
    let mut wrong = String::new();
    let mut count = 0;
    for case in cases {
        let found: Vec<String> =
            figures::find(&case.sentence).iter().map(|figure| written(&case.sentence, figure)).collect();
        if found != case.figures {
            count += 1;
            writeln!(wrong, "\n{}: {}", case.file, case.sentence).unwrap();
            case.figures
                .iter()
                .filter(|line| !found.contains(line))
                .for_each(|line| writeln!(wrong, "  - {line}").unwrap());
            found
                .iter()
                .filter(|line| !case.figures.contains(line))
                .for_each(|line| writeln!(wrong, "  + {line}").unwrap());
        }
    }
    (count, wrong)
}

#[test]
fn every_sentence_states_its_figures() {
    let cases = cases("tests/figures");
    let (count, wrong) = differences(&cases);
    assert!(wrong.is_empty(), "{count} of {} sentences differ (- expected, + read):{wrong}", cases.len());
}

/// Sentences of ten trades, written down before the rules knew them: so many are read to the letter.
#[test]
fn most_sentences_of_ten_trades_state_their_figures() {
    const RIGHT: usize = 128;
    let cases = cases("tests/figures/trades");
    let (count, wrong) = differences(&cases);
    let right = cases.len() - count;
    println!("{right} of {} sentences (- expected, + read):{wrong}", cases.len());
    assert!(cases.len() == 150 && right >= RIGHT, "{right} of {} sentences (- expected, + read):{wrong}", cases.len());
}

/// A report of one section with this body, all its figures ticked: the body and the metrics that come of it.
#[track_caller]
fn check_taken(body: &str, becomes: &str, metrics: &str) {
    let mut report = Report::default();
    report.metrics.push(Metric { name: "满意率".into(), value: "95".into(), unit: "%".into(), ..Metric::default() });
    let id = tigang::report::SectionId::new(1).unwrap();
    let section = Section { body: body.into(), ..Section::new(id) };
    let gap = Place { parent: None, index: 0 };
    tigang::edit::Edit::Insert { at: gap, branch: Branch::leaf(section) }.apply(&mut report).unwrap();
    let change = moves::take_figures(&report, &figures::in_section(&report, id)).unwrap();
    let mut document = Document::new(report);
    document.apply(change).unwrap();
    let section = document.report().tree.section(id).unwrap();
    assert_eq!(section.body, becomes);
    let row =
        |metric: &Metric| tidy(&format!("{} | {} | {} | {}", metric.name, metric.value, metric.unit, metric.last_year));
    let rows: Vec<String> = section.metrics.iter().map(row).collect();
    assert_eq!(rows, metrics.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>());
    check_taking(document.report(), &[true]);
}

#[test]
fn ticked_figures_become_metrics_and_the_text_refers_to_them() {
    check_taken(
        "受理工单10278个，较上年增加1158个；办结率92.6%，同比提高6个百分点。",
        "受理工单{受理工单}，{受理工单:增减}；办结率{办结率}，{办结率:同比}。",
        "受理工单 | 10278 | 个 | 9120\n办结率 | 92.6 | % | 86.6",
    );
    // What would say other words stays: a rate of growth tells no exact figure of last year, 余 is kept.
    check_taken(
        "完成税收8.42亿元，同比增长6.3%；开展培训20余次；投入XX万元。",
        "完成税收{税收}，同比增长6.3%；开展培训{培训:数}余次；投入{投入}。",
        "税收 | 8.42 | 亿元\n培训 | 20 | 次\n投入 | XX | 万元",
    );
    // A metric that says the same is referred to; one that says something else keeps its name.
    check_taken("满意率95%。", "满意率{满意率}。", "");
    check_taken("满意率96%。", "满意率{满意率2}。", "满意率2 | 96 | %");
    // The same figure twice is one metric.
    check_taken(
        "走访农户28户，其中困难户3户；走访农户28户。",
        "走访农户{走访农户}，其中困难户{困难户}；走访农户{走访农户}。",
        "走访农户 | 28 | 户\n困难户 | 3 | 户",
    );
    check_taken(
        "综合评价居全省第2位，较上年前移3位。",
        "综合评价居全省{综合评价排名}，{综合评价排名:增减}。",
        "综合评价排名 | 第2 | 位 | 第5",
    );
    // A name that a text asks for already would make it speak.
    check_taken("清淤3处，{清淤:同比}。", "清淤{清淤2}，{清淤:同比}。", "清淤2 | 3 | 处");
}

#[test]
fn what_is_referred_to_or_gone_is_left_alone() {
    let mut report = Report { preamble: "满意率{满意率}，办件12件。".into(), ..Report::default() };
    let listed = figures::in_report(&report);
    assert_eq!(listed.len(), 2);
    assert!(moves::take_figures(&report, &listed[..1]).is_none());
    report.preamble = "办件".into();
    assert!(moves::take_figures(&report, &listed).is_none());
}

/// The rules of [`figures::find`] for any text: the parts are where they say, in order, and apart.
#[track_caller]
fn check_parts(text: &str) {
    let mut from = 0;
    for figure in figures::find(text) {
        assert_eq!(text[figure.value_at.clone()], figure.value);
        assert!(text.get(figure.unit_at.clone()).is_some() && text.get(figure.range.clone()).is_some());
        assert!(figure.range.start <= figure.value_at.start && figure.value_at.end <= figure.range.end);
        assert!(figure.changes.iter().all(|change| text.get(change.range.clone()).is_some()));
        assert!(!figure.name.trim().is_empty() && tigang::report::reference::is_name(&figure.name));
        if figure.kind != Kind::Reference {
            assert!(from <= figure.value_at.start && !figure.value.is_empty(), "{figure:?}");
            from = figure.value_at.end;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_harm(pieces in prop::collection::vec(piece(), 0..60)) {
        check_parts(&pieces.concat());
    }

    /// Whatever is ticked, what is handed in stays as it is to the character, the names stay apart, and it is undone.
    #[test]
    fn taking_figures_keeps_what_is_handed_in(
        which in 0_usize..5,
        odd in prop::collection::vec(piece(), 0..30),
        ticks in prop::collection::vec(any::<bool>(), 1..80),
    ) {
        let mut report = samples().swap_remove(which);
        let id = report.tree.rows().next().unwrap().section.id;
        let extra = odd.concat().replace('\r', "");
        let change = tigang::edit::Change::one(
            "",
            tigang::edit::Edit::Text { field: Field::Body(id), at: 0, cut: String::new(), put: extra },
        );
        change.apply(&mut report).unwrap();
        check_taking(&report, &ticks);
    }
}

/// Takes the ticked figures; the ticks start over where there are more figures.
fn check_taking(report: &Report, ticks: &[bool]) {
    let listed: Vec<Listed> = figures::in_report(report);
    let ticked: Vec<Listed> =
        listed.into_iter().zip(ticks.iter().cycle()).filter(|(_, tick)| **tick).map(|(listed, _)| listed).collect();
    let written = export::text(report, &export::Options::default());
    let Some(change) = moves::take_figures(report, &ticked) else { return };
    let mut document = Document::new(report.clone());
    document.apply(change).unwrap();
    assert_eq!(export::text(document.report(), &export::Options::default()), written);
    let mut names: Vec<&str> = document.report().all_metrics().map(|(_, metric)| metric.name.as_str()).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "a name twice");
    document.undo().unwrap();
    assert!(document.report() == report, "undone");
}

/// What meets in reports, and what breaks readers.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "12",
        "3.5",
        "1,204",
        "XX",
        "__",
        "三十",
        "两",
        "一",
        "第",
        "前",
        "万",
        "亿",
        "个",
        "人次",
        "万元",
        "%",
        "个百分点",
        "天",
        "分",
        "成",
        "余",
        "多",
        "以上",
        "的",
        "同比",
        "比上年",
        "增长",
        "下降",
        "提高到",
        "由",
        "从",
        "至",
        "占",
        "居全省",
        "位",
        "分别",
        "、",
        "，",
        "；",
        "。",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "{",
        "}",
        "{受理诉求}",
        "{按时办结率:同比}",
        ":",
        "-",
        "—",
        "×",
        "/",
        " ",
        "\n",
        "其中",
        "项目",
        "完成",
        "新建",
        "办结率",
        "百分之",
        "分之",
        "年",
        "月",
        "号",
        "首位",
        "每",
        "较",
        "高于",
        "\u{301}",
        "é",
        "🏗",
        "A4",
        "x",
        "*",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => "\\PC{0,3}"]
}

fn samples() -> Vec<Report> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "ron"));
    files.sort();
    files.iter().map(|file| store::read(&std::fs::read(file).unwrap()).unwrap()).collect()
}

/// What a reader might go back over, at length and without a full stop, is read in one go.
#[test]
fn hostile_texts_are_read_in_one_go() {
    let pieces = [
        "1",
        "X",
        "_",
        "一",
        "万",
        "（",
        "“",
        "《",
        "较",
        "由1个",
        "同比增长",
        "1个",
        "增长1%、",
        "分别为",
        "A",
        "第一",
        "1—",
        "1:2:",
        "的",
        "完成",
        "{甲}",
        "，",
        "\u{301}",
    ];
    for piece in pieces {
        let text = piece.repeat((64 << 10) / piece.len());
        let found = figures::find(&text).len();
        assert!(found <= text.len() / 3, "{piece}: {found}");
    }
    let text = format!("{}1个项目", "甲".repeat(1 << 10)).repeat((5 << 20) / (3 << 10));
    assert_eq!(figures::find(&text).len(), (5 << 20) / (3 << 10));
}
