//! Messy texts, each with its kind of trouble, against the outline that a careful editor would make of it.
//!
//! `tests/texts/NAME.txt` is the text, `NAME.outline` what it should become:
//!
//! ```text
//! = 总结        a report and its title; "=" alone: it has none
//! 称 各位领导：  salutation      署 办公室   organization      日 2024年7月3日   date      副 …   subtitle      注 …   remarks      (each only where it is to be held)
//! 导 1          paragraphs of the preamble                  结 1   of the closing
//!   标题 ¶2     a section, two spaces a level, without marker and last stop; paragraphs of its body where held
//!     ~ 首句    a section without heading phrase, known by how it begins
//! # …           a comment
//! ```

use std::fmt::Write;
use std::path::Path;

use tigang::import;
use tigang::report::Report;

#[test]
fn every_text_becomes_its_outline() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/texts");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".outline").map(str::to_owned))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    let (mut failed, mut count, mut hit, mut got, mut want) = (String::new(), 0, 0, 0, 0);
    for name in &names {
        let bytes = std::fs::read(folder.join(format!("{name}.txt"))).unwrap();
        let outline = std::fs::read_to_string(folder.join(format!("{name}.outline"))).unwrap();
        let reports = import::import_named(&bytes, None, None).unwrap().reports;
        let mut expected: Vec<&str> =
            outline.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).collect();
        // Texts of a report in the order in which they are drawn.
        let rank = |line: &str| line.chars().next().and_then(|kind| "副称署日注导结".find(kind));
        for run in expected.chunk_by_mut(|above, below| rank(above).is_some() && rank(below).is_some()) {
            run.sort_by_key(|line| rank(line));
        }
        let drawn: Vec<String> = reports.iter().flat_map(|report| draw(report, &expected)).collect();
        let marks = alike(&expected, &drawn);
        let is_section = |line: &str| line.starts_with("  ");
        hit += marks.iter().filter(|&&(e, _)| is_section(expected[e])).count();
        got += drawn.iter().filter(|line| is_section(line)).count();
        want += expected.iter().filter(|line| is_section(line)).count();
        if marks.len() != expected.len() || marks.len() != drawn.iter().filter(|line| counts(line, &expected)).count() {
            count += 1;
            writeln!(failed, "\n{name}").unwrap();
            let missing =
                (0..expected.len()).filter(|e| !marks.iter().any(|(m, _)| m == e)).map(|e| ('-', e, expected[e]));
            for (sign, _, line) in missing {
                writeln!(failed, "  {sign} {line}").unwrap();
            }
            for (d, line) in drawn.iter().enumerate() {
                if counts(line, &expected) && !marks.iter().any(|&(_, m)| m == d) {
                    writeln!(failed, "  + {line}").unwrap();
                }
            }
        }
    }
    let share = 2.0 * hit as f64 / (got + want) as f64;
    println!("{} of {} texts as expected, sections right {share:.3}", names.len() - count, names.len());
    assert!(failed.is_empty(), "{count} of {} texts differ (- expected, + read):{failed}", names.len());
}

/// Whether a drawn line has to be expected: texts of the report only where the outline names such texts at all.
fn counts(line: &str, expected: &[&str]) -> bool {
    let kind = line.chars().next().unwrap_or(' ');
    matches!(kind, '=' | ' ') || expected.iter().any(|line| line.starts_with(kind))
}

fn draw(report: &Report, expected: &[&str]) -> Vec<String> {
    let paragraphs = |text: &str| text.lines().count();
    let mut lines = vec![format!("= {}", report.title).trim_end().to_string()];
    for (name, text) in [
        ("副", &report.subtitle),
        ("称", &report.salutation),
        ("署", &report.organization),
        ("日", &report.date),
        ("注", &report.remarks),
    ] {
        lines.extend(text.lines().map(|line| format!("{name} {line}")));
    }
    for (name, text) in [("导", &report.preamble), ("结", &report.closing)] {
        if !text.is_empty() {
            lines.push(format!("{name} {}", paragraphs(text)));
        }
    }
    lines.retain(|line| counts(line, expected));
    for row in report.tree.rows() {
        let indent = "  ".repeat(row.level);
        let heading = row.section.heading.trim_end_matches(['。', '：', '；', ':', ';', '.', '，', '—']);
        let body = &row.section.body;
        if heading.is_empty() {
            lines.push(format!("{indent}~ {}", body.lines().next().unwrap_or_default()));
        } else {
            lines.push(format!("{indent}{heading} ¶{}", paragraphs(body)));
        }
    }
    lines
}

/// The pairs of lines that agree, in order, as many as there can be.
fn alike(expected: &[&str], drawn: &[String]) -> Vec<(usize, usize)> {
    let same = |expected: &str, drawn: &str| match expected.trim_start().strip_prefix("~ ") {
        Some(opening) => {
            let level = expected.len() - expected.trim_start().len();
            drawn.len() - drawn.trim_start().len() == level
                && drawn.trim_start().trim_start_matches("~ ").starts_with(opening)
        }
        None if expected.contains('¶') || !expected.starts_with(' ') => drawn == expected,
        None => {
            let heading = drawn.rsplit_once(" ¶").map_or(drawn, |(heading, _)| heading).trim_end_matches('。');
            heading == expected || heading.replacen("~ ", "", 1) == expected
        }
    };
    let (rows, columns) = (expected.len(), drawn.len());
    let mut longest = vec![vec![0usize; columns + 1]; rows + 1];
    for e in (0..rows).rev() {
        for d in (0..columns).rev() {
            longest[e][d] = if same(expected[e], &drawn[d]) {
                longest[e + 1][d + 1] + 1
            } else {
                longest[e + 1][d].max(longest[e][d + 1])
            };
        }
    }
    let (mut e, mut d, mut pairs) = (0, 0, Vec::new());
    while e < rows && d < columns {
        if same(expected[e], &drawn[d]) {
            pairs.push((e, d));
            (e, d) = (e + 1, d + 1);
        } else if longest[e + 1][d] >= longest[e][d + 1] {
            e += 1;
        } else {
            d += 1;
        }
    }
    pairs
}
