//! 按键测试: whatever comes is shown and does nothing, until Esc twice or F1.

use crossterm::event::KeyCode;

use crate::tui::model::Model;
use crate::tui::overlay::Arrival;
use crate::tui::overlay::KeyTest;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::Mouse;
use crate::tui::update::overlay::key;

pub(super) fn press(model: &mut Model, mut test: KeyTest, input: &Input) -> Option<Effect> {
    let arrival = match input {
        Input::Key(chord) => Arrival::Key(*chord),
        Input::Typed(text) => Arrival::Typed(text.clone()),
        Input::Burst(text) => Arrival::Burst(text.clone()),
        Input::Pasted(text) => Arrival::Pasted(text.clone()),
        Input::Mouse(mouse) => of_mouse(*mouse),
        Input::Resized(..) => {
            model.overlay = Some(Overlay::KeyTest(test));
            return None;
        }
    };
    let twice = test.take(arrival);
    let leaves = match key(input) {
        Some(KeyCode::F(1)) => true,
        Some(KeyCode::Esc) => twice,
        _ => false,
    };
    if !leaves {
        model.overlay = Some(Overlay::KeyTest(test));
    }
    None
}

fn of_mouse(mouse: Mouse) -> Arrival {
    let (says, x, y) = match mouse {
        Mouse::Click { x, y } => ("单击", x, y),
        Mouse::Double { x, y } => ("双击", x, y),
        Mouse::Triple { x, y } => ("三击", x, y),
        Mouse::Drag { x, y } => ("拖动", x, y),
        Mouse::Release { x, y } => ("松开", x, y),
        Mouse::Menu { x, y } => ("右击", x, y),
        Mouse::Wheel { x, y, by } if by < 0 => ("滚轮向上", x, y),
        Mouse::Wheel { x, y, .. } => ("滚轮向下", x, y),
    };
    Arrival::Mouse(says, x.saturating_add(1), y.saturating_add(1))
}
