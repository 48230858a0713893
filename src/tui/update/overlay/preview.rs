//! Keys in the preview of an export, and how the export is written.

use std::path::PathBuf;

use crossterm::event::KeyCode;

use crate::export;
use crate::export::Encoding;
use crate::export::Format;
use crate::export::LineEnd;
use crate::export::Metrics;
use crate::export::Options;
use crate::export::Spacing;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Preview;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::Over;
use crate::tui::update::files::UNNAMED;
use crate::tui::update::overlay::key;
use crate::tui::update::overlay::write;
use crate::tui::words;

/// F12: the text as it will be, where it goes, and how it is written.
pub fn preview(model: &mut Model) {
    let format = model.format;
    let path = model.exported.clone().or_else(|| model.path.clone()).or_else(|| model.suggested.clone());
    let name = match path {
        Some(path) => path.with_extension(format.name()),
        None => PathBuf::from(format!("{}.{}", crate::text::file_name(&model.report().title, UNNAMED), format.name())),
    };
    let options = model.export.clone();
    let text = shown(model, format, &options);
    let line = Line::new(name.to_string_lossy());
    model.overlay = Some(Overlay::Preview(Preview { text, top: 0, format, options, line, trouble: None }));
}

/// Exports as last time, over the file that was written then; the first time it asks.
pub fn export_again(model: &mut Model) -> Option<Effect> {
    match model.exported.clone() {
        Some(path) => export_to(model, path, Over::Yes),
        None => {
            preview(model);
            None
        }
    }
}

/// The whole report as text for the clipboard.
pub fn copy_report(model: &mut Model) -> Effect {
    model.say(Grade::Info, "全文已复制成文字");
    Effect::Copy(export::text(model.report(), &model.export))
}

/// What an export will say: of a text every character, of anything else its words.
fn shown(model: &Model, format: Format, options: &Options) -> String {
    let as_it_is = matches!(format, Format::Markdown | Format::Json);
    let bytes = as_it_is.then(|| export::bytes(model.report(), format, options).ok()).flatten();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.unwrap_or_else(|| {
        let plain = Options::default();
        export::text(model.report(), if format == Format::Text { options } else { &plain })
    })
}

pub(super) fn press(model: &mut Model, mut preview: Preview, input: &Input) -> Option<Effect> {
    let page = usize::from(model.size.1.saturating_sub(8)).max(1);
    preview.trouble = None;
    match key(input) {
        Some(KeyCode::Esc) => return None,
        Some(KeyCode::Enter) => {
            let name = preview.line.text().trim().to_string();
            model.export = preview.options.clone();
            model.format = preview.format;
            if name.is_empty() {
                preview.trouble = Some("请输入文件名".into());
            } else {
                let effect = export_to(model, PathBuf::from(name), Over::Ask);
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
        Some(KeyCode::F(2)) => preview.options.spacing = next(&Spacing::ALL, preview.options.spacing),
        Some(KeyCode::F(3)) => preview.options.encoding = next(&Encoding::ALL, preview.options.encoding),
        Some(KeyCode::F(4)) => preview.options.line_end = next(&LineEnd::ALL, preview.options.line_end),
        Some(KeyCode::F(5)) => change_format(&mut preview),
        Some(KeyCode::F(6)) => {
            preview.options.metrics = match preview.options.metrics {
                Metrics::InTexts => Metrics::Annexed,
                Metrics::Annexed => Metrics::InTexts,
            };
        }
        _ => {
            write(&mut preview.line, input);
        }
    }
    preview.text = shown(model, preview.format, &preview.options);
    preview.top = preview.top.min(preview.text.lines().count().saturating_sub(1));
    model.overlay = Some(Overlay::Preview(preview));
    None
}

/// The next format; a name that ends as files of the old one do ends as those of the new one.
fn change_format(preview: &mut Preview) {
    let old = preview.format;
    preview.format = next(&Format::ALL, old);
    let name = PathBuf::from(preview.line.text());
    if name.extension().is_some_and(|ending| ending == old.name()) {
        preview.line = Line::new(name.with_extension(preview.format.name()).to_string_lossy());
    }
}

/// The value behind this one, round the end of the list.
fn next<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let at = all.iter().position(|&value| value == now).unwrap_or(0);
    all[(at + 1) % all.len()]
}

/// Writes the export, or says in the status line which characters stand in the way.
pub(super) fn export_to(model: &mut Model, path: PathBuf, over: Over) -> Option<Effect> {
    match export::bytes(model.report(), model.format, &model.export) {
        Ok(bytes) => {
            model.exporting = Some(path.clone());
            Some(Effect::Export { path, bytes, over })
        }
        Err(lacks) => {
            model.say(Grade::Error, words::lacks(&lacks));
            None
        }
    }
}
