//! What lies in the repository for a newcomer to open: the samples, the messy texts with the outlines they should become.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use tigang::export;
use tigang::import;
use tigang::report::Ledger;
use tigang::report::Report;
use tigang::report::numbering;
use tigang::report::reference::Unresolved;
use tigang::store;
use tigang::store::templates;
use tigang::text;

/// The files of a folder of the repository whose names end so, by name.
fn files(folder: &str, end: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.to_string_lossy().ends_with(end));
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn every_sample_is_as_the_program_writes_it_and_can_be_handed_in() {
    let samples = files("samples", ".ron");
    assert_eq!(samples.len(), 5);
    for file in samples {
        let name = file.display();
        let bytes = fs::read(&file).unwrap();
        let report = store::read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(store::write(&report) == bytes, "{name} is written in another way");
        let exported = export::text(&report, &export::Options::default());
        let count = text::count(&exported);
        assert!((1500..=4000).contains(&count), "{name} has {count} 字");
        assert!(report.tree.rows().flat_map(|row| &row.section.metrics).chain(&report.metrics).count() > 5, "{name}");
        // A text doesn't say where an annex begins; a Word file does.
        let again = if report.tree.annexes().is_empty() {
            import::import_text(&exported)
        } else {
            let word = export::Format::named("docx").unwrap();
            let bytes = export::bytes(&report, word, &export::Options::default()).unwrap();
            import::import_named(&bytes, Some("总结.docx"), None).unwrap()
        };
        assert_eq!(again.reports.len(), 1, "{name}");
        assert_eq!(shape(&again.reports[0]), shape(&report), "{name} is not read as it was handed in");
    }
}

#[test]
fn every_template_of_ours_is_as_the_program_writes_it_and_can_be_begun_with() {
    for file in files("src/store/templates", ".ron") {
        let bytes = fs::read(&file).unwrap();
        let report = store::read(&bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert!(store::write(&report) == bytes, "{} is written in another way", file.display());
    }
    let names = templates::names(None);
    assert_eq!(names, ["空白", "年度工作总结", "半年工作总结", "述职报告"]);
    for name in &names[1..] {
        let report = templates::open(name, None).unwrap();
        assert!(report.tree.len() > 8 && report.title.contains("XX"), "{name}");
        let figures = Ledger::new(&report);
        let reasons = export::unresolved(&report).into_iter().map(|loose| loose.why);
        // Only figures are missing: every name and every form is right.
        let wrong: Vec<_> = reasons
            .filter(|why| !matches!(why, Unresolved::NoFigure | Unresolved::NoNumber(_) | Unresolved::NoTotal))
            .collect();
        assert_eq!(wrong, [], "{name}");
        assert!(report.all_metrics().all(|(_, metric)| figures.named(&metric.name).is_ok()));
    }
}

#[test]
fn a_report_is_kept_as_a_template_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("templates");
    let report = Report { title: "科室月报".into(), ..Report::default() };
    let path = templates::keep(&text::file_name("月报/科室", "模板"), &folder, &report).unwrap();
    assert_eq!(path, folder.join("月报科室.ron"));
    assert_eq!(templates::open("月报科室", Some(&folder)).unwrap(), report);
    templates::keep("述职报告", &folder, &report).unwrap();
    assert_eq!(templates::names(Some(&folder)), ["空白", "年度工作总结", "半年工作总结", "述职报告", "月报科室"]);
    assert_eq!(templates::open("述职报告", Some(&folder)).unwrap(), report, "one's own comes first");
    let unknown = templates::open("无", Some(&folder)).unwrap_err();
    assert_eq!(unknown.to_string(), "没有“无”这个模板，现有：空白、年度工作总结、半年工作总结、述职报告、月报科室");
}

/// The numbered sections by level and number: a heading without number is not told from a paragraph in a text.
fn shape(report: &Report) -> Vec<String> {
    let numbered = numbering::numbers(report).filter(|numbered| !numbered.label.is_empty());
    numbered.map(|numbered| format!("{} {}", numbered.row.level, numbered.label)).collect()
}
