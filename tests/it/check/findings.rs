//! The check: what every rule finds and doesn't (`tests/check/*.txt`), cures, dismissals, the shell.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use proptest::prelude::ProptestConfig;
use proptest::prelude::any;
use proptest::prop_assert;
use proptest::prop_assert_eq;
use proptest::proptest;
use proptest::sample::select;
use tigang::check;
use tigang::check::Finding;
use tigang::check::Grade;
use tigang::check::Month;
use tigang::check::Settings;
use tigang::check::Site;
use tigang::edit::Change;
use tigang::edit::Document;
use tigang::edit::Edit;
use tigang::edit::moves;
use tigang::import;
use tigang::report::Field;
use tigang::report::HeadingStyle;
use tigang::report::Kind;
use tigang::report::Metric;
use tigang::report::Numbering;
use tigang::report::Place;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;
use tigang::store;

const TODAY: Month = Month { year: 2026, month: 11 };

fn found(report: &Report) -> Vec<Finding> {
    check::findings(report, &Settings::default(), Some(TODAY))
}

// ---- The cases of tests/check ----

/// A report as a case writes it (tests/check/README.md), with the words that are marked, by text.
struct Case {
    report: Report,
    marked: Vec<(Field, String)>,
}

fn case(line: &str) -> Case {
    let mut report = Report::default();
    let mut rows = Vec::new();
    let mut marked = Vec::new();
    for part in line.split(" | ") {
        let mut take = |field: Field, text: &str| {
            let mut plain = String::new();
            for (k, piece) in text.split(['⟦', '⟧']).enumerate() {
                if k % 2 == 1 {
                    marked.push((field, piece.to_owned()));
                }
                plain.push_str(piece);
            }
            plain
        };
        if let Some(text) = part.strip_prefix("题：") {
            report.title = take(Field::Title, text);
        } else if let Some(text) = part.strip_prefix("期：") {
            report.date = take(Field::Date, text);
        } else if let Some(text) = part.strip_prefix("署：") {
            report.organization = take(Field::Organization, text);
        } else if let Some(text) = part.strip_prefix("称：") {
            report.salutation = take(Field::Salutation, text);
        } else if let Some(text) = part.strip_prefix("导：") {
            report.preamble = take(Field::Preamble, text);
        } else if let Some(text) = part.strip_prefix("尾：") {
            report.closing = take(Field::Closing, &text.replace(" ／ ", "\n"));
        } else if let Some(text) = part.strip_prefix("指：") {
            let words: Vec<String> = text.split(' ').map(|word| take(Field::ReportNote, word)).collect();
            let word = |k: usize| words.get(k).cloned().unwrap_or_default();
            let (name, value, unit, last_year, target) = (word(0), word(1), word(2), word(3), word(4));
            report.metrics.push(Metric { name, value, unit, last_year, target, ..Metric::default() });
        } else {
            let level = part.len() - part.trim_start_matches('#').len();
            let id = SectionId::new(u32::try_from(rows.len()).unwrap() + 1).unwrap();
            let mut section = Section::new(id);
            let text = part.trim_start_matches('#').trim_start();
            let (heading, body) = match level {
                0 => ("", text),
                _ => text.split_once(" ／ ").unwrap_or((text, "")),
            };
            let (heading, target) = heading.split_once("目标=").unwrap_or((heading, ""));
            section.style.target = target.parse().ok();
            let heading = match heading.strip_prefix('+') {
                Some(heading) => {
                    section.style.heading = HeadingStyle::RunIn;
                    heading
                }
                None => heading,
            };
            let heading = match heading.strip_prefix("附件：") {
                Some(heading) => {
                    section.style.kind = Kind::Annex;
                    heading
                }
                None => heading,
            };
            let heading = match heading.strip_prefix('-') {
                Some(heading) => {
                    section.style.numbering = Numbering::Unnumbered;
                    heading
                }
                None => heading,
            };
            section.heading = take(Field::Heading(id), heading);
            section.body = take(Field::Body(id), &body.replace(" ／ ", "\n"));
            rows.push((level.max(1), section));
        }
    }
    report.tree = Tree::from_rows(rows).unwrap_or_else(|error| panic!("{line}: {error}"));
    Case { report, marked }
}

/// The words that a rule finds, by text; a section's are those of its heading.
fn words(report: &Report, rule: &str) -> Vec<(Field, String)> {
    let findings = found(report).into_iter().filter(|finding| finding.rule.name == rule);
    findings
        .map(|finding| {
            let field = match finding.at {
                Site::Text { field, .. } => field,
                Site::Section(id) => Field::Heading(id),
                Site::Report => Field::Title,
                Site::Metric { .. } => Field::ReportNote,
            };
            (field, finding.at.words(report).to_owned())
        })
        .collect()
}

/// The text that the findings of a rule stand in, when all its cures are taken, one after the other.
fn cured(mut report: Report, rule: &str) -> Option<String> {
    let field = loop {
        let finding = found(&report).into_iter().find(|finding| finding.rule.name == rule)?;
        let Site::Text { field, .. } = finding.at else { return None };
        finding.cure?.apply(&mut report).unwrap();
        if words(&report, rule).is_empty() {
            break field;
        }
    };
    report.text(field).map(str::to_owned)
}

/// Rules that look at a text before it is read: `tests/it/whole/shell.rs` and `mixed_markers` below have their cases; and the
/// words of the office, which `tables.rs` has.
const OF_TEXTS: [&str; 3] = ["number", "mixed_markers", "own_word"];

#[test]
fn every_rule_finds_its_cases_and_nothing_else() {
    let mut wrong = String::new();
    let (mut seen, mut total) = (Vec::new(), 0);
    for file in files("tests/check", ".txt") {
        let (mut rule, mut last) = (String::new(), None);
        for (number, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            let place = format!("{}:{}", file.file_name().unwrap().display(), number + 1);
            let (sign, text) = line.split_once(' ').unwrap_or((line, ""));
            match sign {
                "" | "//" => {}
                "✗" | "✓" => {
                    total += 1;
                    let Case { report, mut marked } = case(text);
                    seen.push((rule.clone(), sign.to_owned()));
                    let mut words = words(&report, &rule);
                    words.sort();
                    marked.sort();
                    if words != marked || (sign == "✗") == marked.is_empty() {
                        writeln!(wrong, "{place} [{rule}] {text}\n    found {words:?}").unwrap();
                    }
                    last = Some(report);
                }
                "→" => {
                    let cured = last.take().and_then(|report| cured(report, &rule));
                    if cured.as_deref() != Some(text) {
                        writeln!(wrong, "{place} [{rule}] cured {cured:?}").unwrap();
                    }
                }
                _ => rule = line.trim_matches(['[', ']']).to_owned(),
            }
        }
    }
    for rule in check::rules() {
        for sign in ["✗", "✓"] {
            if !OF_TEXTS.contains(&rule.name) && !seen.contains(&(rule.name.to_owned(), sign.to_owned())) {
                writeln!(wrong, "{} has no case {sign}", rule.name).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "of {total} cases\n{wrong}");
}

/// The files of a folder of the repository whose names end so, by name.
fn files(folder: &str, end: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.to_string_lossy().ends_with(end));
    files.sort();
    assert!(!files.is_empty());
    files
}

// ---- Whole reports ----

#[test]
fn nothing_is_found_in_the_samples() {
    for file in files("samples", ".ron") {
        let report = store::read(&fs::read(&file).unwrap()).unwrap();
        let findings = found(&report);
        assert!(findings.is_empty(), "{}\n{}", file.display(), listed(&report, &findings));
    }
}

/// Findings a line each: rule, section, words, what is said.
fn listed(report: &Report, findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let words = finding.at.words(report);
        let section = finding.at.section().map_or("-".into(), |id| id.number().to_string());
        let words: String = words.chars().take(40).collect();
        let Finding { rule, says, .. } = finding;
        writeln!(out, "{} {} §{section} 【{words}】 {says}", rule.grade.title(), rule.name).unwrap();
    }
    out
}

/// A sample with one figure altered: the right rule finds it, at the right words, and nothing else is found.
#[test]
fn one_altered_figure_in_a_sample_is_found() {
    #[rustfmt::skip]
    const ALTERED: [(&str, &str, &str, &str, &str); 18] = [
        // sample, words, altered, rule, what is found
        ("annual-and-plan", "合计40.6亿元", "合计41.6亿元", "parts", "41.6亿元"),
        ("annual-and-plan", "12.6亿元", "13.6亿元", "parts", "40.6亿元"),
        ("annual-and-plan", "比上年提高8.8个百分点", "比上年提高7.8个百分点", "growth_slip", "比上年提高7.8个百分点"),
        ("annual-and-plan", "普及率达到93.5%，比上年提高2.3个百分点", "普及率达到93.5%，比上年提高2.3%", "points", "比上年提高2.3%"),
        ("civic-campaign", "完成整改7249个", "完成整改7149个", "rate", "{整改率}"),
        ("civic-campaign", "增长42.2%", "增长52.2%", "growth_slip", "增长52.2%"),
        ("civic-campaign", "{群众满意度}，比上年提高2.3个", "{群众满意度}，比上年提高3.3个", "growth_slip", "比上年提高3.3个百分点"),
        ("hotline-half-year", "网络诉求12640件", "网络诉求12540件", "parts", "48620件"),
        ("hotline-half-year", "和26.0%", "和36.0%", "shares", "36.0%"),
        ("hotline-half-year", "占60.0%", "占50.0%", "rate", "50.0%"),
        ("hotline-half-year", "其余19448件", "其余19348件", "rest", "19348件"),
        ("hotline-half-year", "{人工接通率}，比上年同期提高2.3个", "{人工接通率}，比上年同期提高3.3个", "growth_slip", "比上年同期提高3.3个百分点"),
        ("hotline-half-year", "化解率88.6%", "化解率78.6%", "rate", "78.6%"),
        ("hotline-half-year", "占85.7%", "占75.7%", "rate", "75.7%"),
        ("hotline-half-year", "{重复诉求率}，比上年同期下降2.7个", "{重复诉求率}，比上年同期下降2.9个", "growth_slip", "比上年同期下降2.9个百分点"),
        ("science-half-year", "缩短60%", "缩短40%", "growth_slip", "缩短40%"),
        ("secondment", "增长24.5%", "增长25.4%", "growth_slip", "增长25.4%"),
        ("secondment", "由155公斤", "由165公斤", "growth", "增长24.5%"),
    ];
    for (sample, words, altered, rule, wanted) in ALTERED {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("samples/{sample}.ron"));
        let text = fs::read_to_string(file).unwrap();
        assert!(text.contains(words), "{sample}: no {words}");
        let report = store::read(text.replacen(words, altered, 1).as_bytes()).unwrap();
        let findings = found(&report);
        let named: Vec<_> = findings.iter().map(|finding| (finding.rule.name, finding.at.words(&report))).collect();
        assert!(named.contains(&(rule, wanted)), "{sample}, {altered}:\n{}", listed(&report, &findings));
    }
}

/// What is found in the messy texts is what `tests/golden/check.txt` lists (`UPDATE_CHECK=1` writes it anew).
#[test]
fn just_what_is_listed_is_found_in_the_messy_texts() {
    let mut all = String::new();
    for file in files("tests/texts", ".txt") {
        let imported = import::import_named(&fs::read(&file).unwrap(), None, None).unwrap();
        for (index, report) in imported.reports.iter().enumerate() {
            let findings = found(report);
            if !findings.is_empty() {
                let name = file.file_name().unwrap().display();
                writeln!(all, "== {name}, {}\n{}", index + 1, listed(report, &findings)).unwrap();
            }
        }
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/check.txt");
    if std::env::var_os("UPDATE_CHECK").is_some() {
        fs::write(&golden, &all).unwrap();
    }
    let wanted = fs::read_to_string(&golden).unwrap_or_default();
    if all != wanted {
        let differs = all.lines().zip(wanted.lines()).find(|(is, was)| is != was);
        panic!("the findings differ from tests/golden/check.txt, first {differs:?}; UPDATE_CHECK=1 writes them anew");
    }
}

/// Counts the findings in the texts of the folder that `TIGANG_TEXTS` names, and prints them with what stands around them:
/// `TIGANG_TEXTS=some/folder cargo test --test it findings_of_a_folder -- --nocapture`.
#[test]
fn findings_of_a_folder() {
    let Some(folder) = std::env::var_os("TIGANG_TEXTS") else { return };
    let mut counts: Vec<(&str, Grade, usize)> = check::rules().map(|rule| (rule.name, rule.grade, 0)).collect();
    let mut texts: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    texts.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    texts.sort();
    for file in texts {
        let imported = import::import_named(&fs::read(&file).unwrap(), None, None).unwrap();
        for report in &imported.reports {
            for finding in found(report) {
                let count = counts.iter_mut().find(|(name, ..)| *name == finding.rule.name).unwrap();
                count.2 += 1;
                let around = match &finding.at {
                    Site::Text { field, range } => {
                        let text = report.text(*field).unwrap();
                        let before: Vec<char> = text[..range.start].chars().rev().take(30).collect();
                        let before: String = before.into_iter().rev().collect();
                        let behind: String = text[range.end..].chars().take(30).collect();
                        format!("{before}⟦{}⟧{behind}", &text[range.clone()]).replace('\n', "⏎")
                    }
                    at => format!("⟦{}⟧", at.words(report)),
                };
                println!("{}\t{}\t{}\t{around}", finding.rule.grade.title(), finding.rule.name, finding.says);
            }
        }
    }
    for (name, grade, count) in counts {
        println!("#\t{}\t{name}\t{count}", grade.title());
    }
}

// ---- Cures ----

/// Sentences with something to mend, each on its own, and sentences without.
const SENTENCES: [&str; 24] = [
    "截止6月底，办结1200件。",
    "全体人员认真落实各项要求,按时办结。",
    "更换路灯、护栏、等设施。",
    "现场会于6月05日召开。",
    "每村补助5～10万元。",
    "美丽城镇建设取得成果。。",
    "群众反映强烈的的问题得到解决。",
    "对重点项目进行进行跟踪。",
    "进一步进一步压实责任。",
    "推进\"一网通办\"改革。",
    "增加值(现价)平稳增长。",
    "印发通知（澄政办发［2026］12号）。",
    "主要做法有三点，一是抓培训；二是抓督办；三是抓回访。",
    "服务站08年建成开放。",
    "1-6月，走访企业30家。",
    "会议定于6月5号召开。",
    "按时办结率99.2%，比上年提高1.4%。",
    "（一）、抓好培训。",
    "走访企业30家，解决问题12个。",
    "要把好事办好、实事办实。",
    "群众满意率达到98.6%。",
    "《服务规范（试行）》已经印发。",
    "受理{诉求}，办理及时。",
    "12345热线全天有人接听。",
];

/// What is found, without where: a cure moves what stands behind it. That something stands there twice hangs on all its
/// words.
fn all_words(report: &Report) -> Vec<(&'static str, String)> {
    let twice = ["sentence_twice", "paragraph_twice", "told_otherwise"];
    let found = found(report).into_iter().filter(|finding| !twice.contains(&finding.rule.name)).collect::<Vec<_>>();
    let mut all: Vec<_> =
        found.iter().map(|finding| (finding.rule.name, finding.at.words(report).to_owned())).collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// A cure takes away its finding and no other, changes just the words that were found, and can be undone.
    #[test]
    fn a_cure_mends_what_was_found_and_nothing_else(
        paragraphs in proptest::collection::vec(proptest::collection::vec(select(SENTENCES.to_vec()), 1..6), 1..4),
        pick in any::<proptest::sample::Index>(),
    ) {
        let body = paragraphs.iter().map(|sentences| sentences.concat()).collect::<Vec<_>>().join(" ／ ");
        let mut report = case(&format!("题：2026年工作总结 | 指：诉求 1204 件 1100 | # 主要工作 ／ {body}")).report;
        let before = report.clone();
        let named: Vec<&str> = all_words(&report).iter().map(|(rule, _)| *rule).collect();
        let findings: Vec<_> = found(&report)
            .into_iter()
            .filter(|finding| finding.cure.is_some() && named.contains(&finding.rule.name))
            .collect();
        if findings.is_empty() {
            return Ok(());
        }
        let finding = pick.get(&findings).clone();
        let mut wanted = all_words(&report);
        let one = (finding.rule.name, finding.at.words(&report).to_owned());
        wanted.remove(wanted.iter().position(|other| *other == one).unwrap());
        let Site::Text { field, range } = finding.at.clone() else { panic!("a cure of words") };
        let (text, cure) = (report.text(field).unwrap().to_owned(), finding.cure.unwrap());
        for edit in &cure.edits {
            let Edit::Text { field: of, at, cut, .. } = edit else { panic!("{edit:?}") };
            prop_assert!(*of == field && range.start <= *at && at + cut.len() <= range.end, "{edit:?}");
        }
        let undo = cure.apply(&mut report).unwrap();
        let after = report.text(field).unwrap();
        prop_assert!(after.starts_with(&text[..range.start]) && after.ends_with(&text[range.end..]));
        prop_assert_eq!(all_words(&report), wanted);
        undo.apply(&mut report).unwrap();
        prop_assert_eq!(report, before);
    }

    /// Whatever a text holds: findings stand at characters, their cures apply.
    #[test]
    fn nothing_that_can_be_typed_upsets_the_check(
        texts in proptest::collection::vec(proptest::collection::vec(select(PIECES.to_vec()), 0..24), 6),
        free in "\\PC{0,24}",
    ) {
        let text = |k: usize| texts[k].concat();
        let mut report = case("指：诉求 1204 件 1100 | 指：率 XX % | # 主要工作 | ## 抓培训 | # 存在问题").report;
        report.title = text(0).replace('\n', "");
        report.date = text(1).replace('\n', "");
        report.preamble = text(2) + &free;
        let ids: Vec<SectionId> = report.tree.rows().map(|row| row.section.id).collect();
        let put = |field, text: String| Edit::Text { field, at: 0, cut: String::new(), put: text };
        put(Field::Heading(ids[0]), text(3).replace('\n', "")).apply(&mut report).unwrap();
        put(Field::Body(ids[1]), text(4)).apply(&mut report).unwrap();
        put(Field::Body(ids[2]), free + &text(5)).apply(&mut report).unwrap();
        for finding in found(&report) {
            if let Site::Text { field, range } = &finding.at {
                prop_assert!(report.text(*field).unwrap().get(range.clone()).is_some(), "{finding:?}");
            }
            if let Some(cure) = finding.cure {
                prop_assert!(cure.apply(&mut report.clone()).is_ok());
            }
        }
    }
}

/// What upsets whoever counts bytes, looks one character back, or trusts that pairs close.
const PIECES: [&str; 64] = [
    "年",
    "月",
    "日",
    "2025",
    "24",
    "01",
    "0",
    "截止",
    "XX",
    "x",
    "×",
    "*",
    "_",
    "（",
    "）",
    "(",
    ")",
    "“",
    "”",
    "《",
    "》",
    "\"",
    "，",
    "。",
    "、",
    "；",
    "：",
    ",",
    ".",
    ":",
    "?",
    "一是",
    "二是",
    "四是",
    "（一）",
    "1.",
    "三项措施",
    "其中",
    "其余",
    "占",
    "分别占",
    "%",
    "％",
    "万",
    "亿",
    "元",
    "件",
    "5～10",
    "-",
    "～",
    "减少",
    "倍",
    "约",
    "余",
    "左右",
    "等",
    "的的",
    "{诉求}",
    "{诉求:同比}",
    "{率}",
    "{",
    "}",
    "\n",
    "𠮷",
];

// ---- Dismissals and switches ----

fn body_of(number: u32) -> Field {
    Field::Body(SectionId::new(number).unwrap())
}

/// A report with two blanks and a 截止 in its second section.
fn with_blanks() -> Report {
    case("题：甲局总结 | # 主要工作 ／ 走访企业30家。 | # 成效 ／ 办结120件。 ／ 全年受理XX件，走访XX户。 ／ 截止6月底，办结90件。 | # 问题 ／ 人手不足。")
        .report
}

#[test]
fn what_is_dismissed_stays_away_through_edits_elsewhere() {
    let mut document = Document::new(with_blanks());
    let first = found(document.report())[0].clone();
    assert_eq!((first.rule.name, first.at.words(document.report())), ("placeholder", "XX"));
    let left = |document: &Document| all_words(document.report()).iter().map(|(rule, _)| *rule).collect::<Vec<_>>();
    assert_eq!(left(&document), ["as_of", "placeholder", "placeholder"]);
    document.take_outbox();
    document.apply(moves::dismiss(document.report(), [first.print]).unwrap()).unwrap();
    assert_eq!(left(&document), ["as_of", "placeholder"]);
    // It is a change like any other: told to the journal, undone, done again.
    assert_eq!(document.take_outbox().len(), 1);
    document.undo().unwrap();
    assert_eq!(left(&document), ["as_of", "placeholder", "placeholder"]);
    document.redo().unwrap();
    assert_eq!(left(&document), ["as_of", "placeholder"]);
    // The file keeps it.
    let again = store::read(&store::write(document.report())).unwrap();
    assert_eq!(again, *document.report());
    assert_eq!(found(&again).len(), 2);

    // Edits in other paragraphs and sections, another place, another number, a cure nearby.
    let at = |text: &str, words: &str| text.find(words).unwrap();
    let body = |document: &Document| document.report().text(body_of(2)).unwrap().to_owned();
    let two = SectionId::new(2).unwrap();
    let put =
        |field, at, cut: &str, put: &str| Change::one("改", Edit::Text { field, at, cut: cut.into(), put: put.into() });
    let edits = [
        put(body_of(1), 0, "走访", "累计走访"),
        put(body_of(2), 0, "办结120件。", "办结130件，比上年多10件。\n另走访5户。"),
        put(Field::Heading(two), 0, "成效", "主要成效"),
        Change::one("移动", Edit::Move { id: two, to: Place { parent: None, index: 2 } }),
        Change::one("降级", Edit::Move { id: two, to: Place { parent: SectionId::new(3), index: 0 } }),
        Change::one(
            "新建",
            Edit::Insert {
                at: Place { parent: SectionId::new(3), index: 0 },
                branch: tigang::report::Branch::leaf(Section::new(document.report().tree.next_id().unwrap())),
            },
        ),
    ];
    for edit in edits {
        document.apply(edit).unwrap();
        let left: Vec<_> = left(&document).into_iter().filter(|rule| *rule == "placeholder").collect();
        assert_eq!(left.len(), 1, "{}", body(&document));
    }
    // The words themselves.
    let place = at(&body(&document), "受理XX");
    document.apply(put(body_of(2), place, "受理", "共接收")).unwrap();
    assert_eq!(left(&document).iter().filter(|rule| **rule == "placeholder").count(), 2);
    assert!(moves::restore_dismissed(document.report()).is_some());
}

#[test]
fn a_rule_is_off_for_one_report_or_for_all() {
    let report = with_blanks();
    let mut settings = Settings::default();
    let unknown = settings.read_off("# 不看的\n空着没填\n\n没有的规则\n");
    assert_eq!(unknown, ["没有的规则"]);
    let names = |report: &Report, settings: &Settings| {
        check::findings(report, settings, None).iter().map(|finding| finding.rule.name).collect::<Vec<_>>()
    };
    assert_eq!(names(&report, &settings), ["as_of"]);
    let mut switched = report.clone();
    moves::toggle_rule(&report, "as_of").unwrap().apply(&mut switched).unwrap();
    assert_eq!(names(&switched, &Settings::default()), ["placeholder", "placeholder"]);
    assert!(names(&switched, &settings).is_empty());
    moves::toggle_rule(&switched, "as_of").unwrap().apply(&mut switched).unwrap();
    assert_eq!(switched, report);
}

#[test]
fn findings_stand_in_reading_order_and_every_rule_says_where_it_comes_from() {
    let report =
        case("题：202X年工作总结 | 导：截止6月底。 | # 主要工作。 ／ XX件，， ／ 的的 | ## 抓培训 | 期：2026年07月3日")
            .report;
    let names: Vec<_> = found(&report).iter().map(|finding| finding.rule.name).collect();
    let wanted = [
        "placeholder",
        "as_of",
        "single_child",
        "heading_mark",
        "placeholder",
        "doubled_mark",
        "doubled_word",
        "leading_zero",
    ];
    assert_eq!(names, wanted);
    for rule in check::rules() {
        assert!(!rule.source.is_empty() && rule.title.chars().any(tigang::text::is_han), "{rule:?}");
        assert_eq!(check::rules().filter(|other| other.name == rule.name || other.title == rule.title).count(), 1);
    }
}

// ---- The shell ----

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run(folder: &Path, line: &[&str], input: &str) -> Ran {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_tigang"));
    let command = command.current_dir(folder).env("XDG_CONFIG_HOME", folder).env("HOME", folder);
    let output = command.arg("check").args(line).write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn the_shell_lists_what_is_found_and_answers_by_its_exit_code() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("总结.ron"), store::write(&with_blanks())).unwrap();
    let ran = run(folder.path(), &["总结.ron"], "");
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert_eq!(
        ran.out,
        "甲局总结：必错3处\n\n二、成效\n\
         必错  待填写：“XX”还空着，请填上\n  全年受理【XX】件，走访XX户。\n\
         必错  待填写：“XX”还空着，请填上\n  全年受理XX件，走访【XX】户。\n\
         必错  截止与截至：到某个时间为止用“截至”，“截止”是到期停止\n  【截止】6月底，办结90件。\n"
    );
    let ran = run(folder.path(), &["总结.ron", "--json"], "");
    let data: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(data.as_array().unwrap().len(), 3);
    let last = &data[2];
    let wanted = serde_json::json!({
        "report": 1, "rule": "as_of", "title": "截止与截至", "grade": "wrong", "section": 2, "number": "二、",
        "heading": "成效", "field": "body", "words": "截止", "line": "【截止】6月底，办结90件。",
    });
    for (name, value) in wanted.as_object().unwrap() {
        assert_eq!(&last[name], value, "{name}");
    }
    assert_eq!(last["cure"][0]["put"], "截至");
    assert_eq!(last["fingerprint"].as_str().unwrap().len(), 16);

    let clean =
        run(folder.path(), &["-"], "水务所2026年工作总结\n一、主要工作\n巡河12次。\n二、存在问题\n人手不足。\n");
    assert_eq!((clean.code, clean.out.as_str()), (Some(0), "水务所2026年工作总结：没有发现问题\n"));
    let gone = run(folder.path(), &["没有.ron"], "");
    assert_eq!((gone.code, gone.out.as_str()), (Some(2), ""));
    assert!(gone.err.contains("没有“没有.ron”这个文件"), "{}", gone.err);
}

#[test]
fn the_shell_tells_numbers_that_were_wrong_in_a_text() {
    let folder = tempfile::TempDir::new().unwrap();
    let text = "水务所2026年工作总结\n一、主要工作\n巡河12次。\n三、存在问题\n人手不足。\n四、下一步打算\n补充人手。\n";
    let ran = run(folder.path(), &["-"], text);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("原文编号不连续"), "{}", ran.out);
}

#[test]
fn the_shell_leaves_out_rules_that_the_user_has_switched_off() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("总结.ron"), store::write(&with_blanks())).unwrap();
    fs::create_dir(folder.path().join("tigang")).unwrap();
    fs::write(folder.path().join("tigang/check-off.txt"), "待填写\nas_of\n没有的\n").unwrap();
    let ran = run(folder.path(), &["总结.ron"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    assert!(ran.err.contains("没有“没有的”这条规则"), "{}", ran.err);
    let rules = run(folder.path(), &["--rules"], "");
    assert_eq!((rules.code, rules.out.lines().count()), (Some(0), check::rules().count()));
}
