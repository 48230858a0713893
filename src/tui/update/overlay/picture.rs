//! Keys in 图.

use crossterm::event::KeyCode;

use crate::tui::model::Model;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picture;
use crate::tui::overlay::PictureKind;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::key;

pub(super) fn press(model: &mut Model, mut picture: Picture, input: &Input) -> Option<Effect> {
    let kinds = PictureKind::of(model.report(), picture.owner, picture.at);
    let rows = model.report().metrics(picture.owner).map_or(0, <[_]>::len);
    let turned = |by: usize| {
        let at = kinds.iter().position(|kind| *kind == picture.kind).unwrap_or(0);
        kinds.get((at + by) % kinds.len().max(1)).copied().unwrap_or(picture.kind)
    };
    match key(input) {
        Some(KeyCode::Esc | KeyCode::Enter) => {
            model.overlay = picture.from.map(|from| *from);
            return None;
        }
        Some(KeyCode::Right | KeyCode::Tab) => picture.kind = turned(1),
        Some(KeyCode::Left | KeyCode::BackTab) => picture.kind = turned(kinds.len().saturating_sub(1)),
        Some(KeyCode::Up) => picture.at = picture.at.saturating_sub(1),
        Some(KeyCode::Down) => picture.at = (picture.at + 1).min(rows.saturating_sub(1)),
        _ => return beyond(model, Overlay::Picture(picture), input),
    }
    if !PictureKind::of(model.report(), picture.owner, picture.at).contains(&picture.kind) {
        picture.kind = PictureKind::Metric;
    }
    model.overlay = Some(Overlay::Picture(picture));
    None
}
