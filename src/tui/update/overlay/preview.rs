//! Keys in the preview of an export, and how the export is written.

use std::path::Path;
use std::path::PathBuf;

use crossterm::event::KeyCode;

use crate::export;
use crate::export::Choice;
use crate::export::Fonts;
use crate::export::Format;
use crate::export::Look;
use crate::export::Loose;
use crate::export::Options;
use crate::export::Unwritten;
use crate::tui::extent::Extent;
use crate::tui::model::Exporting;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Preview;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::Over;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::key;
use crate::tui::update::overlay::put_away;
use crate::tui::update::overlay::write;

/// F12: the text as it will be, where it goes, and how it is written; all as last time.
pub fn preview(model: &mut Model) {
    let (format, options, extents) = (model.session.format, model.session.export.clone(), model.extents());
    // A part is chosen anew every time: what was handed in last may have been an excerpt.
    let extent = 0;
    let line = model.left_of(Preview::QUESTION);
    let line = line.unwrap_or_else(|| Line::offering(offered(model, format, &extents[extent].1)));
    let text = shown(model, format, &options, &extents[extent].1);
    let preview = Preview { text, top: 0, format, options, extents, extent, line, trouble: None };
    model.overlay = Some(Overlay::Preview(preview));
}

/// Exports as last time, over the file that was written then, unless somebody else has changed it. The first time, and when
/// the sections have gone since, it asks.
pub fn export_again(model: &mut Model) -> Option<Effect> {
    let there = model.is_there(&model.extent);
    match model.exported.clone().filter(|_| there) {
        Some(path) => {
            let (format, options, extent) = (model.session.format, model.session.export.clone(), model.extent.clone());
            export_to(model, Exporting { path, format, options, extent }, Over::Own)
        }
        None => {
            if !there {
                model.say(Grade::Warning, "上次导出的节已经不在了，请重新选范围");
            }
            preview(model);
            None
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

/// The name to offer for a file: that of the last export of the same extent, else the report's; for a part with the
/// part's name.
fn offered(model: &Model, format: Format, extent: &Extent) -> String {
    let last = model.exported.clone();
    if let Some(last) = last.as_ref().filter(|_| *extent == model.extent) {
        return last.with_extension(format.name()).to_string_lossy().into_owned();
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
    let name = format!("{stem}{part}.{}", format.name());
    match last.or(own) {
        Some(beside) => beside.with_file_name(name).to_string_lossy().into_owned(),
        None => name,
    }
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
        Some(KeyCode::Enter) => {
            let name = preview.line.text().trim().to_string();
            if name.is_empty() {
                preview.trouble = Some("请输入文件名".into());
            } else {
                let (format, options, extent) = (preview.format, preview.options.clone(), preview.extent().clone());
                let effect = export_to(model, Exporting { path: name.into(), format, options, extent }, Over::Ask);
                if effect.is_some() {
                    return effect;
                }
                preview.trouble = model.message.take().map(|message| message.says);
            }
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

/// Writes it otherwise, as a function key asks; what is shown follows, and so does a name that was only offered. Answers
/// whether it was such a key.
fn set(model: &Model, preview: &mut Preview, input: &Input) -> bool {
    let (old, was_offered) = (preview.format, offered(model, preview.format, preview.extent()));
    match key(input) {
        Some(KeyCode::F(5)) => {
            let at = Format::ALL.iter().position(|&format| format == preview.format).unwrap_or(0);
            preview.format = Format::ALL[(at + 1) % Format::ALL.len()];
        }
        Some(KeyCode::F(7)) => preview.extent = (preview.extent + 1) % preview.extents.len(),
        Some(KeyCode::F(number)) => {
            let asked = |choice: &&Choice| choice.key.is_some_and(|(key, _)| key == number);
            let Some(choice) = Choice::ALL.into_iter().find(asked) else { return false };
            choice.turn(&mut preview.options);
        }
        _ => return false,
    }
    let name = PathBuf::from(preview.line.text());
    if preview.line.text() == was_offered {
        preview.line = Line::offering(offered(model, preview.format, preview.extent()));
    } else if name.extension().is_some_and(|ending| ending == old.name()) {
        preview.line = Line::new(name.with_extension(preview.format.name()).to_string_lossy());
    }
    preview.text = shown(model, preview.format, &preview.options, preview.extent());
    true
}

/// Writes an export, or says in the status line what stands in the way: characters, or that there are no fonts.
fn export_to(model: &mut Model, exporting: Exporting, over: Over) -> Option<Effect> {
    if exporting.format.needs_fonts() && exporting.options.fonts.is_empty() {
        let profile = exporting.options.profile.clone();
        model.exporting = Some(exporting);
        return Some(Effect::Fonts { profile, over });
    }
    match export::bytes(exporting.extent.of(model.report()), exporting.format, &exporting.options) {
        Ok(bytes) => {
            let path = exporting.path.clone();
            model.exporting = Some(exporting);
            Some(Effect::Export { path, bytes, over })
        }
        Err(unwritten) => {
            model.say(Grade::Error, unwritten.to_string());
            None
        }
    }
}

/// Writes the export that waited for its fonts.
pub fn with_fonts(model: &mut Model, fonts: Fonts, over: Over) -> Option<Effect> {
    let mut exporting = model.exporting.take()?;
    if fonts.is_empty() {
        model.say(Grade::Error, Unwritten::NoFonts.to_string());
        return None;
    }
    exporting.options.fonts = fonts;
    export_to(model, exporting, over)
}

/// Writes the export that met a file of its name, over that file.
pub(super) fn write_over(model: &mut Model) -> Option<Effect> {
    let exporting = model.exporting.take()?;
    export_to(model, exporting, Over::Yes)
}

/// An export is written: from now on it is the last one. Says so.
pub fn exported(model: &mut Model, path: &Path) {
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
    let instead = exporting.options.fonts.instead();
    if exporting.format.needs_fonts() && !instead.is_empty() {
        done.push_str(&format!("；这台电脑上没有{instead}"));
    }
    model.exported = Some(exporting.path);
    model.session.format = exporting.format;
    model.session.export = exporting.options;
    model.extent = exporting.extent;
    if loose.is_empty() {
        model.say(Grade::Info, done);
    } else {
        model.say(Grade::Warning, format!("{done}；但{}", Loose::list(&loose)));
    }
}
