//! Keys in the preview of an export, and how the export is written.

use std::path::PathBuf;

use crossterm::event::KeyCode;

use crate::export;
use crate::export::Encoding;
use crate::export::Format;
use crate::export::LineEnd;
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
    let path = model.path.clone().or_else(|| model.suggested.clone());
    let name = match path {
        Some(path) => path.with_extension(Format::Text.name()),
        None => PathBuf::from(format!("{}.txt", crate::text::file_name(&model.report().title, UNNAMED))),
    };
    let text = export::text(model.report(), &model.export);
    let line = Line::new(name.to_string_lossy());
    let options = model.export.clone();
    model.overlay = Some(Overlay::Preview(Preview { text, top: 0, options, line, trouble: None }));
}

pub(super) fn press(model: &mut Model, mut preview: Preview, input: &Input) -> Option<Effect> {
    let page = usize::from(model.size.1.saturating_sub(8)).max(1);
    preview.trouble = None;
    match key(input) {
        Some(KeyCode::Esc) => return None,
        Some(KeyCode::Enter) => {
            let name = preview.line.text().trim().to_string();
            model.export = preview.options.clone();
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
        _ => {
            write(&mut preview.line, input);
        }
    }
    preview.text = export::text(model.report(), &preview.options);
    preview.top = preview.top.min(preview.text.lines().count().saturating_sub(1));
    model.overlay = Some(Overlay::Preview(preview));
    None
}

/// The value behind this one, round the end of the list.
fn next<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let at = all.iter().position(|&value| value == now).unwrap_or(0);
    all[(at + 1) % all.len()]
}

/// Writes the export, or says in the status line which characters stand in the way.
pub(super) fn export_to(model: &mut Model, path: PathBuf, over: Over) -> Option<Effect> {
    match export::bytes(model.report(), Format::Text, &model.export) {
        Ok(bytes) => Some(Effect::Export { path, bytes, over }),
        Err(lacks) => {
            model.say(Grade::Error, words::lacks(&lacks));
            None
        }
    }
}
