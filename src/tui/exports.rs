//! How each report was exported last: kept in the program's state folder, so that one key does it again after a restart.

use std::fmt;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::de::IgnoredAny;
use serde::de::MapAccess;
use serde::de::Visitor;

use crate::export::Choice;
use crate::export::Format;
use crate::export::Options;
use crate::report::SectionId;
use crate::store::Print;
use crate::tui::extent::Extent;
use crate::tui::model::Model;
use crate::tui::settings;

/// Reports that are remembered.
const KEPT: usize = 100;

/// Files that were handed on that are known again.
const HANDED: usize = 500;

/// One report's last export. In the file every option stands under its own name: `(report: "…", format: txt, spacing: bare, …)`.
struct Entry {
    /// The report's file.
    report: PathBuf,
    to: PathBuf,
    format: Format,
    options: Options,
    /// The sections exported; none for the whole report.
    sections: Vec<u32>,
    /// What was written.
    print: Print,
}

/// Takes into the model how its report was exported last; of one that never was, how the writer exported any last. Answers the file and the print of its contents, if they are
/// known.
pub(super) fn recall(model: &mut Model) -> Option<(PathBuf, Print)> {
    let path = model.path.as_ref().and_then(|path| std::path::absolute(path).ok());
    let mut entries = read();
    let own = entries.iter().position(|entry| Some(&entry.report) == path.as_ref());
    if own.is_none()
        && let Some(last) = entries.first_mut()
    {
        model.session.format = last.format;
        let profile = std::mem::take(&mut model.session.export.profile);
        model.session.export = Options { profile, ..std::mem::take(&mut last.options) };
    }
    let entry = entries.swap_remove(own?);
    model.session.format = entry.format;
    model.session.export = Options { profile: std::mem::take(&mut model.session.export.profile), ..entry.options };
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
    let entry =
        Entry { report, to, format: model.session.format, options: model.session.export.clone(), sections, print };
    let others = read().into_iter().filter(|other| other.report != entry.report);
    let mut entries: Vec<Entry> = others.take(KEPT - 1).collect();
    entries.insert(0, entry);
    put(&entries);
    hand(&entries[0].report, &entries[0].to, print);
}

/// Notes what of a report was written to a file that is handed on. Without a place for it, it is merely forgotten.
pub fn hand(report: &Path, to: &Path, print: Print) {
    let absolute = std::path::absolute::<&Path>;
    let (Some(file), Ok(report), Ok(to)) = (handed_file(), absolute(report), absolute(to)) else { return };
    let mut handed = handed(&file);
    handed.retain(|other| other.to != to);
    handed.insert(0, Handed { report, to, print });
    handed.truncate(HANDED);
    put_handed(&file, &handed);
}

fn put_handed(file: &Path, handed: &[Handed]) {
    if let Ok(written) = ron::to_string(&handed) {
        settings::keep(file, &written);
    }
}

/// Whether a file holds something else than what was handed on there last; of one where nothing was, it isn't said.
pub fn is_changed(path: &Path) -> bool {
    let (Some(file), Ok(path)) = (handed_file(), std::path::absolute(path)) else { return false };
    let known = handed(&file).into_iter().find(|handed| handed.to == path);
    known.is_some_and(|handed| Print::of_file(&path).is_ok_and(|there| there != handed.print))
}

/// What of a report was written to a file that is handed on.
#[derive(Serialize, Deserialize)]
struct Handed {
    report: PathBuf,
    to: PathBuf,
    print: Print,
}

fn handed(file: &Path) -> Vec<Handed> {
    settings::read(file).and_then(|text| ron::from_str(&text).ok()).unwrap_or_default()
}

fn handed_file() -> Option<PathBuf> {
    settings::state_file(Path::new("handed.ron"))
}

/// Forgets how a report was exported. Answers whether that was known.
pub(super) fn forget(report: &Path) -> bool {
    let (own, others): (Vec<Entry>, Vec<Entry>) = read().into_iter().partition(|entry| entry.report == report);
    if !own.is_empty() {
        put(&others);
    }
    if let Some(file) = handed_file() {
        let (handed, others): (Vec<Handed>, Vec<Handed>) =
            handed(&file).into_iter().partition(|handed| handed.report == report);
        if !handed.is_empty() {
            put_handed(&file, &others);
            return true;
        }
    }
    !own.is_empty()
}

fn put(entries: &[Entry]) {
    let written: ron::Result<String> = entries.iter().map(Entry::written).collect();
    if let (Some(file), Ok(written)) = (file(), written) {
        settings::keep(&file, &format!("[\n{written}]\n"));
    }
}

/// The entries of the file, but for those with a word that another version wrote: that export is asked for anew.
fn read() -> Vec<Entry> {
    let text = file().and_then(|file| settings::read(&file)).unwrap_or_default();
    let entries: Vec<Kept> = ron::from_str(&text).unwrap_or_default();
    entries.into_iter().filter_map(|Kept(entry)| entry).collect()
}

fn file() -> Option<PathBuf> {
    settings::state_file(Path::new("exports.ron"))
}

impl Entry {
    /// It as it stands in the file. `Err` for a path that is no text.
    fn written(&self) -> ron::Result<String> {
        let options =
            Choice::ALL.map(|choice| format!("{}: {}, ", choice.name, choice.now(&self.options).kept)).concat();
        let (report, to) = (ron::to_string(&self.report)?, ron::to_string(&self.to)?);
        let (sections, print) = (ron::to_string(&self.sections)?, ron::to_string(&self.print)?);
        let format = self.format.name();
        Ok(format!("(report: {report}, to: {to}, format: {format}, {options}sections: {sections}, print: {print}),\n"))
    }
}

/// An entry as it stands in the file; none where it lacks something or has a word that this version doesn't know.
struct Kept(Option<Entry>);

impl<'de> Deserialize<'de> for Kept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Kept, D::Error> {
        deserializer.deserialize_struct("Entry", &[], Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Kept;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an export")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Kept, A::Error> {
        let (mut report, mut to, mut format, mut print) = (None, None, None, None);
        let (mut options, mut sections, mut is_known) = (Options::default(), Vec::new(), true);
        while let Some(Word(field)) = map.next_key()? {
            match field.as_str() {
                "report" => report = Some(map.next_value()?),
                "to" => to = Some(map.next_value()?),
                "format" => format = Format::named(&map.next_value::<Word>()?.0),
                "sections" => sections = map.next_value()?,
                "print" => print = Some(map.next_value()?),
                name => match Choice::ALL.into_iter().find(|choice| choice.name == name) {
                    Some(choice) => {
                        let Word(word) = map.next_value()?;
                        match choice.values.iter().find(|value| value.kept == word) {
                            Some(value) => value.set(&mut options),
                            None => is_known = false,
                        }
                    }
                    None => drop(map.next_value::<IgnoredAny>()?),
                },
            }
        }
        Ok(Kept(match (report, to, format, print) {
            (Some(report), Some(to), Some(format), Some(print)) if is_known => {
                Some(Entry { report, to, format, options, sections, print })
            }
            _ => None,
        }))
    }
}

/// A word without quotes.
struct Word(String);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Word, D::Error> {
        deserializer.deserialize_identifier(Word(String::new()))
    }
}

impl Visitor<'_> for Word {
    type Value = Word;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }

    fn visit_str<E>(self, word: &str) -> Result<Word, E> {
        Ok(Word(word.to_owned()))
    }
}
