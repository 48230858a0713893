//! Templates: reports to begin with, ours and those that the writer keeps in a folder of his own.

use std::path::Path;
use std::path::PathBuf;

use super::OpenError;
use super::SaveError;
use crate::report::Report;

/// The template that is empty.
pub const BLANK: &str = "空白";

/// Ours. They are part of the program: it is one file.
const OURS: [(&str, &[u8]); 3] = [
    ("年度工作总结", include_bytes!("templates/annual.ron")),
    ("半年工作总结", include_bytes!("templates/half-year.ron")),
    ("述职报告", include_bytes!("templates/duty.ron")),
];

/// Why there is nothing to begin with.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// No template has the name. Displays as a sentence that names those there are.
    #[error("没有“{name}”这个模板，现有：{}", names.join("、"))]
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        names: Vec<String>,
    },
    /// The writer's own template can't be read.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// The names of all templates: the empty one, ours, then the writer's own, by name. One of his own takes the place of ours.
pub fn names(folder: Option<&Path>) -> Vec<String> {
    let ours = std::iter::once(BLANK).chain(OURS.iter().map(|(name, _)| *name)).map(str::to_owned);
    let own = files(folder).into_iter().map(|(name, _)| name);
    let mut names: Vec<String> = Vec::new();
    for name in ours.chain(own) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The report that a template is.
pub fn open(name: &str, folder: Option<&Path>) -> Result<Report, TemplateError> {
    if let Some((_, path)) = files(folder).into_iter().find(|(other, _)| other == name) {
        return Ok(super::open(&path)?.report);
    }
    if name == BLANK {
        return Ok(Report::default());
    }
    match OURS.iter().find(|(other, _)| *other == name) {
        Some((_, bytes)) => Ok(super::read(bytes).expect("a test reads our templates")),
        None => Err(TemplateError::Unknown { name: name.to_owned(), names: names(folder) }),
    }
}

/// Keeps a report as a template of this name, as it is, and answers where. An older one of the name is overwritten. The name
/// has to be one that can be a file's (`text::file_name`).
pub fn keep(name: &str, folder: &Path, report: &Report) -> Result<PathBuf, SaveError> {
    let path = folder.join(format!("{name}.ron"));
    // Where the folder can't be made, saving says why.
    let _ = super::make_folder(folder);
    super::save(&path, report)?;
    Ok(path)
}

/// The writer's own templates: their names and files.
fn files(folder: Option<&Path>) -> Vec<(String, PathBuf)> {
    let name = |path: PathBuf| Some((path.file_stem()?.to_string_lossy().into_owned(), path));
    folder.map(|folder| super::files_in(folder, &["ron"])).unwrap_or_default().into_iter().filter_map(name).collect()
}
