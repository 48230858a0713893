//! Keys in the preview of an export, and how the export is written.

use std::path::Path;
use std::path::PathBuf;

use crossterm::event::KeyCode;

use crate::export;
use crate::export::Choice;
use crate::export::Format;
use crate::export::Look;
use crate::export::Loose;
use crate::export::Options;
use crate::tui::extent::Extent;
use crate::tui::model::Exporting;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Preview;
use crate::tui::overlay::Verdict;
use crate::tui::update::Effect;
use crate::tui::update::Handed;
use crate::tui::update::Input;
use crate::tui::update::Over;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::findings;
use crate::tui::update::overlay::key;
use crate::tui::update::overlay::put_away;
use crate::tui::update::overlay::write;

/// F12: the text as it will be, where it goes, and how it is written; all as last time. Says what the check finds.
pub fn preview(model: &mut Model) -> Option<Effect> {
    let (format, options) = (model.session.format, model.session.export.clone());
    // A part is chosen anew every time: what was handed in last may have been an excerpt.
    let extents = model.extents();
    let (folder, name) = offered(model, format, &extents[0].1);
    let line = model.left_of(Preview::QUESTION).unwrap_or_else(|| Line::naming(name));
    let (verdict, effect) = findings::verdict(model);
    open(model, (format, options), (extents, 0), (folder, line), verdict);
    effect
}

/// Opens the dialog.
fn open(
    model: &mut Model,
    (format, options): (Format, Options),
    (extents, extent): (Vec<(&'static str, Extent)>, usize),
    (folder, line): (PathBuf, Line),
    verdict: Option<Verdict>,
) {
    let text = shown(model, format, &options, &extents[extent].1);
    let preview = Preview {
        text,
        top: 0,
        format,
        options,
        names_all: false,
        extents,
        extent,
        folder,
        line,
        verdict,
        trouble: None,
    };
    model.overlay = Some(Overlay::Preview(preview));
}

/// Exports as last time, over the file that was written then, unless somebody else has changed it. The first time, and when
/// the sections have gone since, it asks.
pub fn export_again(model: &mut Model) -> Option<Effect> {
    let there = model.is_there(&model.extent);
    match model.exported.clone().filter(|_| there) {
        Some(path) => {
            let (format, options, extent) = (model.session.format, model.session.export.clone(), model.extent.clone());
            let verdict = findings::known_verdict(model);
            Some(export_to(model, Exporting { path, format, options, extent, verdict }, Over::Own))
        }
        None => {
            let effect = preview(model);
            if !there {
                model.say(Grade::Warning, "上次导出的节已经不在了，请重新选范围");
            }
            effect
        }
    }
}

/// The whole report as text for the clipboard.
pub fn copy_report(model: &mut Model) -> Effect {
    model.say(Grade::Info, "全文已复制成文字");
    Effect::Copy(export::text(model.report(), &model.session.export))
}

/// The marked sections as text for the clipboard, or the one the writer is at, or the whole report in its first and last row.
pub fn copy_text(model: &mut Model) -> Effect {
    let extent = match (model.marks.is_empty(), model.section()) {
        (false, _) => Extent::Sections(model.marks.iter().copied().collect()),
        (true, Some(id)) => Extent::Sections(vec![id]),
        (true, None) => Extent::Whole,
    };
    let says = match model.name_of(&extent) {
        name if name.is_empty() => "全文已复制成文字".to_owned(),
        name => format!("已复制成文字：{name}"),
    };
    model.say(Grade::Info, says);
    Effect::Copy(export::text(extent.of(model.report()), &model.session.export))
}

/// The folder and the name to offer for a file: those of the last export of the same extent, else the report's; for a part
/// with the part's name.
fn offered(model: &Model, format: Format, extent: &Extent) -> (PathBuf, String) {
    let last = model.exported.clone();
    let apart = |path: &Path| {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        (folder, path.file_name().unwrap_or_default().to_string_lossy().into_owned())
    };
    if let Some(last) = last.as_ref().filter(|_| *extent == model.extent) {
        return apart(&last.with_extension(format.name()));
    }
    let own = model.path.clone().or_else(|| model.suggested.clone());
    let stem = match own.as_ref().and_then(|own| own.file_stem()) {
        Some(stem) => stem.to_string_lossy().into_owned(),
        None => model.file_name(),
    };
    let part = match extent {
        Extent::Whole => String::new(),
        part => format!("（{}）", crate::text::file_name(&model.name_of(part), "节选")),
    };
    let folder = last.or(own).map(|beside| apart(&beside).0).unwrap_or_default();
    (folder, format!("{stem}{part}.{}", format.name()))
}

/// What an export will say: of a text every character, of a page its words.
fn shown(model: &Model, format: Format, options: &Options, extent: &Extent) -> String {
    match format.look() {
        Look::Lines => export::text(extent.of(model.report()), options),
        Look::Page => export::text(extent.of(model.report()), &Options::default()),
        Look::Marked | Look::Data => {
            let bytes = export::bytes(extent.of(model.report()), format, options).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        }
    }
}

pub(super) fn press(model: &mut Model, mut preview: Preview, input: &Input) -> Option<Effect> {
    let page = usize::from(model.session.size.1.saturating_sub(8)).max(1);
    preview.trouble = None;
    match key(input) {
        Some(KeyCode::Esc) => {
            put_away(model, Overlay::Preview(preview), "没有导出");
            return None;
        }
        Some(KeyCode::Enter) => match named(&preview) {
            Err(says) => preview.trouble = Some(says),
            Ok((path, format)) => {
                let (options, extent) = (preview.options.clone(), preview.extent().clone());
                let exporting = Exporting { path, format, options, extent, verdict: preview.verdict };
                return Some(export_to(model, exporting, Over::Ask));
            }
        },
        Some(KeyCode::F(6)) => {
            // What was typed is there again when the export is asked for.
            model.keep_answer(&Overlay::Preview(preview));
            return findings::check(model);
        }
        Some(KeyCode::Up) => preview.top = preview.top.saturating_sub(1),
        Some(KeyCode::Down) => preview.top += 1,
        Some(KeyCode::PageUp) => preview.top = preview.top.saturating_sub(page),
        Some(KeyCode::PageDown) => preview.top += page,
        _ => {
            if !set(model, &mut preview, input) && !write(&mut preview.line, input) {
                return beyond(model, Overlay::Preview(preview), input);
            }
        }
    }
    preview.top = preview.top.min(preview.text.lines().count().saturating_sub(1));
    model.overlay = Some(Overlay::Preview(preview));
    None
}

/// The file that is named, and the format of its ending: an ending of another format chooses that one, and a name without
/// any gets one.
fn named(preview: &Preview) -> Result<(PathBuf, Format), String> {
    let name = preview.line.text().trim();
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, ending) = stem.rsplit_once('.').unwrap_or((stem, ""));
    if stem.trim().is_empty() {
        return Err("请输入文件名".into());
    }
    let path = preview.folder.join(name);
    Ok(match Format::named(&ending.to_lowercase()) {
        Some(format) => (path, format),
        None => {
            let mut path = path.into_os_string();
            path.push(format!(".{}", preview.format.name()));
            (path.into(), preview.format)
        }
    })
}

/// Writes it otherwise, as a function key asks; what is shown follows, and so does a name that was only offered. Answers
/// whether it was such a key.
fn set(model: &Model, preview: &mut Preview, input: &Input) -> bool {
    let (old, was_offered) = (preview.format, offered(model, preview.format, preview.extent()));
    match key(input) {
        Some(KeyCode::F(5)) => {
            let at = Format::ALL.iter().position(|&format| format == preview.format).unwrap_or(0);
            preview.format = Format::ALL[(at + 1) % Format::ALL.len()];
        }
        Some(KeyCode::F(9)) => preview.names_all = !preview.names_all,
        Some(KeyCode::F(7)) => preview.extent = (preview.extent + 1) % preview.extents.len(),
        Some(KeyCode::F(number)) => {
            let asked = |choice: &&Choice| choice.key.is_some_and(|(key, _)| key == number);
            let Some(choice) = Choice::ALL.into_iter().find(asked) else { return false };
            choice.turn(&mut preview.options);
        }
        _ => return false,
    }
    let name = PathBuf::from(preview.line.text());
    if preview.line.text() == was_offered.1 {
        let (folder, name) = offered(model, preview.format, preview.extent());
        (preview.folder, preview.line) = (folder, Line::naming(name));
    } else if name.extension().is_some_and(|ending| ending == old.name()) {
        preview.line = Line::new(name.with_extension(preview.format.name()).to_string_lossy());
    }
    preview.text = shown(model, preview.format, &preview.options, preview.extent());
    true
}

/// Has an export written.
fn export_to(model: &mut Model, exporting: Exporting, over: Over) -> Effect {
    let what = Handed::Report(Box::new(model.report().clone()), Box::new(exporting.clone()));
    let path = exporting.path.clone();
    model.exporting = Some(exporting);
    Effect::Export { path, what, over }
}

/// Writes the export that met a file of its name, over that file.
pub(super) fn write_over(model: &mut Model) -> Option<Effect> {
    let exporting = model.exporting.take()?;
    Some(export_to(model, exporting, Over::Yes))
}

/// The same under another name.
pub(super) fn write_as(model: &mut Model, path: PathBuf) -> Option<Effect> {
    let exporting = model.exporting.take()?;
    Some(export_to(model, Exporting { path, ..exporting }, Over::Ask))
}

/// An export is under way, so much of it is done.
pub fn exporting(model: &mut Model, share: f64) {
    const CELLS: usize = 20;
    if model.exporting.is_some() {
        let full = ((share * CELLS as f64) as usize).min(CELLS);
        let bar = "█".repeat(full) + &"░".repeat(CELLS - full);
        model.say(Grade::Info, format!("正在导出 {bar} {:.0}%", share * 100.0));
    }
}

/// An export is not written: the dialog says why, with all that was chosen in it.
pub fn not_exported(model: &mut Model, says: String) {
    let Some(exporting) = model.exporting.take().filter(|_| model.overlay.is_none()) else {
        model.say(Grade::Error, says);
        return;
    };
    let Exporting { path, format, options, extent, verdict } = exporting;
    let mut extents = model.extents();
    let at = extents.iter().position(|(_, other)| *other == extent).unwrap_or_else(|| {
        extents.push(("上次导出的节", extent));
        extents.len() - 1
    });
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    open(model, (format, options), (extents, at), (folder, Line::naming(name)), verdict);
    if let Some(Overlay::Preview(preview)) = &mut model.overlay {
        preview.trouble = Some(says);
    }
}

/// An export is written, with fonts that stand for others: from now on it is the last one. Says so.
pub fn exported(model: &mut Model, path: &Path, instead: &str) {
    let mut done = format!("已导出：{}", path.display());
    let Some(exporting) = model.exporting.take_if(|exporting| exporting.path == path) else {
        model.say(Grade::Info, done);
        return;
    };
    let loose = export::unresolved(exporting.extent.of(model.report()));
    let part = model.name_of(&exporting.extent);
    if !part.is_empty() {
        done.push_str(&format!("（只有{part}）"));
    }
    model.exported = Some(exporting.path);
    model.session.format = exporting.format;
    model.session.export = exporting.options;
    model.extent = exporting.extent;
    let found = exporting.verdict.map(Verdict::says).filter(|says| !says.is_empty());
    let found = found.map(|says| format!("校核有{says}"));
    let loose = (!loose.is_empty()).then(|| Loose::list(&loose));
    let instead = (!instead.is_empty()).then(|| instead.to_owned());
    let is_page = model.session.format.look() == export::Look::Page;
    let bare = (is_page && model.session.lacks_profile)
        .then(|| "版式文件 docx.ron 用不了，是照国标排的，原因见 F1 里“设置里要看看的”".to_owned());
    let but: Vec<String> = found.into_iter().chain(loose).chain(instead).chain(bare).collect();
    match but.is_empty() {
        true => model.say(Grade::Info, done),
        false => model.say(Grade::Warning, format!("{done}；但{}", but.join("；"))),
    }
}
