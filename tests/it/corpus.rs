//! Whole texts through the whole program: imported, two sections moved, exported, read again.
//!
//! Runs over `tests/texts`, and over the `.txt` files of the folder that `TIGANG_TEXTS` names, so that texts which may not
//! be in the repository can be tried too: `TIGANG_TEXTS=some/folder cargo test --test it corpus -- --nocapture`.

use std::path::Path;
use std::path::PathBuf;

use tigang::edit::Document;
use tigang::edit::moves;
use tigang::export;
use tigang::import;
use tigang::report::Marker;
use tigang::report::Report;
use tigang::report::numbering::read;

#[test]
fn every_text_survives_two_moves_with_its_words_and_gets_right_numbers() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/texts");
    let folders = std::iter::once(own).chain(std::env::var_os("TIGANG_TEXTS").map(PathBuf::from));
    let mut reports = 0;
    for folder in folders {
        let entries =
            std::fs::read_dir(&folder).expect("the folder of texts is there").map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
        files.sort();
        assert!(!files.is_empty(), "{} has no texts", folder.display());
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            let imported = import::import(&bytes, None).unwrap();
            for (index, report) in imported.reports.into_iter().enumerate() {
                check(&format!("{}, report {}", file.display(), index + 1), report);
                reports += 1;
            }
        }
    }
    println!("{reports} reports");
}

#[track_caller]
fn check(name: &str, report: Report) {
    let mut document = Document::new(report);
    // The first top section goes behind the next one; the first section of the second level goes to the end of the report.
    let tree = &document.report().tree;
    let first = tree.children(None).first().copied();
    let inner = tree.rows().find(|row| row.level == 2).map(|row| row.section.id);
    let down = first.and_then(|id| moves::move_down(document.report(), id));
    if let Some(change) = down {
        document.apply(change).unwrap();
    }
    let end = document.report().tree.children(None).last().copied().filter(|&last| Some(last) != inner);
    let away = inner.zip(end).and_then(|(id, last)| {
        let index = document.report().tree.children(Some(last)).iter().filter(|&&child| child != id).count();
        moves::move_to(document.report(), id, tigang::report::Place { parent: Some(last), index })
    });
    if let Some(change) = away {
        document.apply(change).unwrap();
    }
    let report = document.report();
    let text = export::text(report, &export::Options::default());

    // No word of a body is lost, nor is a heading.
    for row in report.tree.rows() {
        for paragraph in row.section.body.lines().chain(std::iter::once(row.section.heading.as_str())) {
            assert!(text.contains(paragraph.trim()), "{name}: lost “{paragraph}”");
        }
    }

    // The numbers are right: each line that opens a section does so with the number of its place.
    let mut rest = text.as_str();
    for numbered in tigang::report::numbering::numbers(report).filter(|numbered| !numbered.label.is_empty()) {
        let opening = format!("\u{3000}{}", numbered.label);
        let at = rest.find(&opening).unwrap_or_else(|| panic!("{name}: no line begins with {}", numbered.label));
        rest = &rest[at + opening.len()..];
    }

    // And they count: read back, the numbers of siblings go 1, 2, 3, whatever has been moved (articles count on).
    let labels: std::collections::HashMap<_, _> = tigang::report::numbering::numbers(report)
        .map(|numbered| (numbered.row.section.id, format!("{}{}标题", numbered.label, numbered.number.gap())))
        .collect();
    let parents = std::iter::once(None).chain(report.tree.rows().map(|row| Some(row.section.id)));
    for parent in parents {
        let written =
            report.tree.children(parent).iter().map(|id| labels[id].as_str()).filter(|label| *label != "标题");
        let read: Vec<(Marker, u32)> = written
            .map(|label| read(label).unwrap_or_else(|| panic!("{name}: {label} is no marker")))
            .map(|label| (label.marker, label.ordinal))
            .collect();
        if read.first().is_some_and(|(marker, _)| *marker == Marker::Article) {
            continue;
        }
        let counted: Vec<u32> = (1..=u32::try_from(read.len()).unwrap()).collect();
        let ordinals: Vec<u32> = read.iter().map(|(_, ordinal)| *ordinal).collect();
        assert_eq!(ordinals, counted, "{name}: siblings are numbered {read:?}");
    }
}
