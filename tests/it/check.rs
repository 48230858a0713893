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
use tigang::check::RULES;
use tigang::check::Settings;
use tigang::check::Site;
use tigang::edit::Change;
use tigang::edit::Document;
use tigang::edit::Edit;
use tigang::edit::moves;
use tigang::import;
use tigang::report::Field;
use tigang::report::HeadingStyle;
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
        } else if let Some(text) = part.strip_prefix("导：") {
            report.preamble = take(Field::Preamble, text);
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
    for rule in &RULES {
        for sign in ["✗", "✓"] {
            if rule.name != "number" && !seen.contains(&(rule.name.to_owned(), sign.to_owned())) {
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

/// What is found in the messy texts is what `tests/golden/check.txt` lists (`UPDATE_CHECK=1` writes it anew).
#[test]
fn just_what_is_listed_is_found_in_the_messy_texts() {
    let mut all = String::new();
    for file in files("tests/texts", ".txt") {
        let imported = import::import(&fs::read(&file).unwrap(), None).unwrap();
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
/// `TIGANG_TEXTS=some/folder cargo test --test it check::findings_of_a_folder -- --nocapture`.
#[test]
fn findings_of_a_folder() {
    let Some(folder) = std::env::var_os("TIGANG_TEXTS") else { return };
    let mut counts: Vec<(&str, Grade, usize)> = RULES.iter().map(|rule| (rule.name, rule.grade, 0)).collect();
    let mut texts: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    texts.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    texts.sort();
    for file in texts {
        let imported = import::import(&fs::read(&file).unwrap(), None).unwrap();
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
