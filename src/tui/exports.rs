//! How each report was exported last: kept in the program's state folder, so that one key does it again after a restart.

use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;

use crate::export::Encoding;
use crate::export::Format;
use crate::export::Headings;
use crate::export::LineEnd;
use crate::export::Metrics;
use crate::export::Spacing;
use crate::report::SectionId;
use crate::store::Print;
use crate::tui::extent::Extent;
use crate::tui::model::Model;
use crate::tui::settings;

/// Reports that are remembered.
const KEPT: usize = 100;

/// One report's last export.
#[derive(Serialize, Deserialize)]
struct Entry {
    /// The report's file.
    report: PathBuf,
    to: PathBuf,
    format: Format,
    spacing: Spacing,
    line_end: LineEnd,
    encoding: Encoding,
    headings: Headings,
    metrics: Metrics,
    /// The sections exported; none for the whole report.
    sections: Vec<u32>,
    /// What was written.
    print: Print,
}

/// Takes into the model how its report was exported last. Answers the file and what was written to it, where that is known.
pub(super) fn recall(model: &mut Model) -> Option<(PathBuf, Print)> {
    let path = std::path::absolute(model.path.as_ref()?).ok()?;
    let entry = read().into_iter().find(|entry| entry.report == path)?;
    model.format = entry.format;
    model.export.spacing = entry.spacing;
    model.export.line_end = entry.line_end;
    model.export.encoding = entry.encoding;
    model.export.headings = entry.headings;
    model.export.metrics = entry.metrics;
    let ids: Vec<SectionId> = entry.sections.iter().filter_map(|&number| SectionId::new(number)).collect();
    model.extent = if ids.is_empty() { Extent::Whole } else { Extent::Sections(ids) };
    model.exported = Some(entry.to.clone());
    Some((entry.to, entry.print))
}

/// Keeps how the report was exported last; nothing while it has no file. Without a place for it the program works on and
/// merely forgets.
pub(super) fn remember(model: &Model, print: Print) {
    let absolute = |path: &Option<PathBuf>| std::path::absolute(path.as_ref()?).ok();
    let (Some(report), Some(to)) = (absolute(&model.path), absolute(&model.exported)) else { return };
    let sections = match &model.extent {
        Extent::Whole => Vec::new(),
        Extent::Sections(ids) => ids.iter().map(|id| id.number()).collect(),
    };
    let options = &model.export;
    let entry = Entry {
        to,
        format: model.format,
        spacing: options.spacing,
        line_end: options.line_end,
        encoding: options.encoding,
        headings: options.headings,
        metrics: options.metrics,
        sections,
        print,
        report,
    };
    let others = read().into_iter().filter(|other| other.report != entry.report);
    let mut entries: Vec<Entry> = others.take(KEPT - 1).collect();
    entries.insert(0, entry);
    // A path that is no text can't be written down.
    if let (Some(file), Ok(text)) = (file(), ron::ser::to_string_pretty(&entries, ron::ser::PrettyConfig::new())) {
        settings::keep(&file, &text);
    }
}

fn read() -> Vec<Entry> {
    let text = file().and_then(|file| settings::read(&file)).unwrap_or_default();
    ron::from_str(&text).unwrap_or_default()
}

fn file() -> Option<PathBuf> {
    settings::state_file(Path::new("exports.ron"))
}
