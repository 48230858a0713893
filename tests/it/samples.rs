//! What lies in the repository for a newcomer to open: the samples, the messy texts with the outlines they should become.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use tigang::export;
use tigang::import;
use tigang::report::Report;
use tigang::report::numbering;
use tigang::store;
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
        let again = import::import_text(&exported);
        assert_eq!(again.reports.len(), 1, "{name}");
        assert_eq!(shape(&again.reports[0]), shape(&report), "{name} is not read as it was handed in");
    }
}

/// The numbered sections by level and number: a heading without number is not told from a paragraph in a text.
fn shape(report: &Report) -> Vec<String> {
    let numbered = numbering::numbers(report).filter(|numbered| !numbered.label.is_empty());
    numbered.map(|numbered| format!("{} {}", numbered.row.level, numbered.label)).collect()
}
