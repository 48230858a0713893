//! Sentences and the figures that an editor would list of them: `tests/figures/*.txt`.
//!
//! ```text
//! # …                                        a comment
//! 受理诉求48620件，同比增长12.6%。             a sentence
//!     受理诉求 | 48620 | 件 | 同比增长12.6%     its figures in order: name, value, unit, what is told beside it
//! ```

use std::fmt::Write;
use std::path::Path;

use tigang::report::figures;
use tigang::report::figures::Figure;

/// A sentence of a file and the lines that should be read from it.
struct Case {
    file: String,
    sentence: String,
    figures: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases: Vec<Case> = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            match line.strip_prefix("    ") {
                _ if line.starts_with('#') || line.is_empty() => {}
                Some(figure) => cases.last_mut().unwrap().figures.push(tidy(figure)),
                None => cases.push(Case { file: name.clone(), sentence: line.into(), figures: Vec::new() }),
            }
        }
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

#[test]
fn every_sentence_states_its_figures() {
    let cases = cases();
    let mut wrong = String::new();
    let mut count = 0;
    for case in &cases {
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
    println!("{} of {} sentences as expected", cases.len() - count, cases.len());
    assert!(wrong.is_empty(), "{count} of {} sentences differ (- expected, + read):{wrong}", cases.len());
}
