//! Texts damaged as texts are: wrapped, without blank lines or line breaks, with markers that lost a stop, on a web page.
//! What is made of them is what is made of the same text undamaged. And the laws that hold for any text.

use std::fmt::Write;
use std::path::Path;

use tigang::export;
use tigang::export::Options;
use tigang::export::Spacing;
use tigang::import;
use tigang::import::Imported;
use tigang::import::What;
use tigang::report::Report;
use tigang::store;

/// A damage, what it does to the paragraphs of a text, and the share of the outline that has to come through it.
type Damage = (&'static str, fn(&[&str]) -> String, f64);

const DAMAGES: [Damage; 12] = [
    ("a line a paragraph", |text| text.join("\n"), 1.0),
    ("a blank line between all", |text| text.join("\n\n"), 1.0),
    ("wrapped, indented", |text| wrapped(text, 36, "　　"), 0.95),
    ("wrapped, not indented", |text| wrapped(text, 28, ""), 0.95),
    ("wrapped, with page numbers", with_pages, 0.95),
    ("、 lost after 一", |text| each(text, |line| after_numeral(line, "")), 0.95),
    ("，for 、 after 一", |text| each(text, |line| after_numeral(line, "，")), 0.95),
    ("（） half width with blanks", |text| each(text, |line| line.replace('（', "( ").replace('）', " )")), 0.95),
    ("，。 half width", |text| each(text, |line| line.replace('，', ",").replace('。', ".")), 0.95),
    ("a site around it", on_a_page, 0.95),
    ("two blanks for each line break", |text| text.join("  "), 0.8),
    ("line breaks lost", |text| text.concat(), 0.6),
];

#[test]
fn damaged_texts_have_their_outline() {
    let samples: Vec<String> = samples();
    let mut low = String::new();
    for (name, damage, floor) in DAMAGES {
        let mut sum = 0.0;
        for text in &samples {
            let paragraphs: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            let (want, got) =
                (outline(&import::import_text(text)), outline(&import::import_text(&damage(&paragraphs))));
            sum += 2.0 * alike(&want, &got) as f64 / (want.len() + got.len()) as f64;
        }
        let share = sum / samples.len() as f64;
        println!("{name}: {share:.3}");
        if share < floor {
            writeln!(low, "{name}: {share:.3} of the outline, at least {floor}").unwrap();
        }
    }
    assert!(low.is_empty(), "{low}");
}

#[test]
fn lines_come_out_in_their_order() {
    for text in samples().into_iter().chain(texts()) {
        let imported = import::import_text(&text);
        let told = |line: usize| imported.doubts.iter().any(|doubt| doubt.line <= line && line <= doubt.to);
        let out: String = imported.reports.iter().map(|report| squeezed(&handed_in(report))).collect();
        let mut last = 0;
        for (number, line) in (1..).zip(text.lines()) {
            let words: String = squeezed(line).chars().filter(|ch| !ch.is_numeric()).collect();
            let head: String = words.chars().skip(4).take(14).collect();
            if head.chars().count() < 14 || told(number) || out.matches(&head).count() != 1 {
                continue;
            }
            let at = out.find(&head).unwrap();
            assert!(at >= last, "line {number} comes too early: {line}");
            last = at;
        }
    }
}

#[test]
fn nothing_is_glued_or_lost_without_a_word() {
    let damaged = samples().into_iter().flat_map(|text| {
        let paragraphs: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        DAMAGES.map(|(_, damage, _)| damage(&paragraphs))
    });
    for text in texts().into_iter().chain(damaged) {
        let faults = unsaid(&text);
        assert!(faults.is_empty(), "{faults:#?}\nin\n{text}");
    }
}

/// Of what folders the reader should know more: `FOLDER=… cargo test --test it folder_is_read -- --nocapture` tells of each
/// `.txt` in it what is glued or lost there without a doubt.
#[test]
fn a_folder_is_read_without_glue_or_loss() {
    let Ok(folder) = std::env::var("FOLDER") else { return };
    let mut faults = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        let Ok(text) = import::decode(&std::fs::read(&path).unwrap(), None) else { continue };
        for fault in unsaid(&text) {
            faults += 1;
            println!("{}: {fault}", path.display());
        }
    }
    assert_eq!(faults, 0);
}

/// The lines of a text that no doubt tells of and that are joined to the line before them, or are in no report.
fn unsaid(text: &str) -> Vec<String> {
    let imported = import::import_text(text);
    let told = |line: usize| imported.doubts.iter().any(|doubt| doubt.line <= line && line <= doubt.to);
    let unwrapped = imported.doubts.iter().any(|doubt| matches!(doubt.what, What::Unwrapped { .. }));
    let paragraphs: Vec<String> = imported
        .reports
        .iter()
        .flat_map(|report| handed_in(report).lines().map(squeezed).collect::<Vec<_>>())
        .collect();
    let out = paragraphs.join("\n");
    let letters = without_numbers(&out);
    let lines: Vec<(usize, String)> = (1..)
        .zip(text.lines())
        .map(|(number, line)| (number, squeezed(line)))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    let mut faults = Vec::new();
    let mut before: Option<&str> = None;
    for (number, line) in &lines {
        // Numbers are written anew.
        let words: String = line.chars().filter(|ch| !ch.is_numeric()).skip(4).take(12).collect();
        if words.chars().count() == 12 && !told(*number) && !letters.contains(&words) {
            faults.push(format!("line {number} is lost: {line}"));
        }
        let seam = before.map(|before| tail(before, 4) + &line.chars().take(4).collect::<String>());
        if let Some(seam) = seam.filter(|seam| seam.chars().count() == 8)
            && !(told(*number) || unwrapped)
            && out.contains(&seam)
            && !lines.iter().any(|(_, line)| line.contains(&seam))
        {
            faults.push(format!("line {number} is glued: {line}"));
        }
        before = Some(line);
    }
    faults
}

fn without_numbers(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_numeric() && *ch != '\n').collect()
}

fn tail(text: &str, count: usize) -> String {
    text.chars().skip(text.chars().count().saturating_sub(count)).collect()
}

#[test]
fn a_text_without_any_marker_has_no_section() {
    for text in samples() {
        let unmarked: Vec<&str> = text
            .lines()
            .map(str::trim)
            .filter(|line| line.chars().count() > 60 && line.ends_with('。'))
            .filter(|line| tigang::report::numbering::read(line).is_none())
            .collect();
        for joint in ["\n", "\n\n"] {
            let imported = import::import_text(&unmarked.join(joint));
            assert!(imported.reports.iter().all(|report| report.tree.is_empty()), "{:#?}", imported.doubts);
        }
    }
}

#[test]
fn the_same_text_is_read_the_same() {
    for text in texts() {
        assert_eq!(import::import_text(&text), import::import_text(&text));
    }
}

/// The samples as texts that are handed in.
fn samples() -> Vec<String> {
    let options = Options { spacing: Spacing::BlankLine, ..Options::default() };
    let mut files: Vec<_> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "ron"))
        .collect();
    files.sort();
    let text = |path: &std::path::PathBuf| {
        let report = store::format::read(&std::fs::read(path).unwrap()).unwrap();
        export::text(&report, &options)
    };
    files.iter().map(text).collect()
}

/// The messy texts.
fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/texts");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let texts = files.iter().filter(|path| path.extension().is_some_and(|end| end == "txt"));
    texts.filter_map(|path| import::decode(&std::fs::read(path).unwrap(), None).ok()).collect()
}

/// The sections: how deep each stands and how it begins.
fn outline(imported: &Imported) -> Vec<(usize, String)> {
    let sections = imported.reports.iter().flat_map(|report| report.tree.rows());
    let begins = |row: tigang::report::Row<'_>| {
        let words = squeezed(&format!("{}{}", row.section.heading, row.section.body));
        (row.level, words.chars().take(4).collect())
    };
    sections.map(begins).collect()
}

/// How many sections agree, in order.
fn alike(want: &[(usize, String)], got: &[(usize, String)]) -> usize {
    let mut row = vec![0usize; got.len() + 1];
    for one in want {
        let mut above = 0;
        for (k, other) in got.iter().enumerate() {
            let here = row[k + 1];
            row[k + 1] = if one == other { above + 1 } else { here.max(row[k]) };
            above = here;
        }
    }
    row[got.len()]
}

/// The texts of a report in the order in which they are handed in.
fn handed_in(report: &Report) -> String {
    let mut out =
        [&report.title, &report.subtitle, &report.salutation, &report.preamble].map(|text| text.as_str()).join("\n");
    for row in report.tree.rows() {
        write!(out, "\n{}\n{}", row.section.heading, row.section.body).unwrap();
    }
    for text in [&report.closing, &report.organization, &report.date, &report.remarks, &report.imprint] {
        write!(out, "\n{text}").unwrap();
    }
    out
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|ch| ch.is_alphanumeric()).collect()
}

fn each(text: &[&str], damage: impl Fn(&str) -> String) -> String {
    text.iter().map(|line| damage(line)).collect::<Vec<_>>().join("\n")
}

/// Puts `stop` for the 、 after the numeral that a line begins with.
fn after_numeral(line: &str, stop: &str) -> String {
    let rest = line.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    match rest.strip_prefix('、') {
        Some(behind) if rest.len() < line.len() => format!("{}{stop}{behind}", &line[..line.len() - rest.len()]),
        _ => line.to_owned(),
    }
}

/// Lines of so many characters, the first of each paragraph after `indent`.
fn wrapped(text: &[&str], width: usize, indent: &str) -> String {
    let mut out = String::new();
    for paragraph in text {
        let letters: Vec<char> = format!("{indent}{paragraph}").chars().collect();
        for line in letters.chunks(width) {
            out.extend(line);
            out.push('\n');
        }
    }
    out
}

/// The same with a page number every 25 lines.
fn with_pages(text: &[&str]) -> String {
    let mut out = String::new();
    for (number, line) in (1..).zip(wrapped(text, 34, "　　").lines()) {
        writeln!(out, "{line}").unwrap();
        if number % 25 == 0 {
            writeln!(out, "— {} —", number / 25).unwrap();
        }
    }
    out
}

fn on_a_page(text: &[&str]) -> String {
    format!(
        "某某范文网\n首页 > 范文 > 工作总结\n时间：2032-03-05 08:30:00　来源：网络　浏览：1203次\n{}\n上一篇：某某工作计划\n\
         下一篇：某某述职报告\n版权声明：本文由网友上传，如有侵权请联系删除。\n",
        text.join("\n")
    )
}
