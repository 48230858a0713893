//! 按键测试: the last keys from the terminal, the newest at the foot, and their commands in each pane.

use ratatui::layout::Position;

use crate::text;
use crate::tui::command::Focus;
use crate::tui::keymap::Bound;
use crate::tui::keymap::Chord;
use crate::tui::keymap::Sequence;
use crate::tui::model::Model;
use crate::tui::overlay::Arrival;
use crate::tui::overlay::KeyTest;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::window;
use crate::tui::view::put;

/// Columns of the window, where there is room for them.
const WIDTH: u16 = 112;

pub(super) fn draw(model: &Model, test: &KeyTest, buffer: &mut Canvas<'_>) -> Option<Position> {
    let height = buffer.area.height.saturating_sub(2);
    let area = window(model, "按键测试 · 连按两次 Esc 或按 F1 离开", WIDTH, height, buffer);
    let style = style(model);
    let hint = "按什么键、打什么字、动鼠标，都显示在这里，不起别的作用。没有显示的，是终端或输入法自己留下了。";
    let mut y = area.y;
    for line in text::wrap(hint, usize::from(area.width).max(2), 0, model.session.ambiguous) {
        put(buffer, area.x, y, area.width, &hint[line.start..line.end], style.patch(model.session.theme.dim));
        y += 1;
    }
    let rows: Vec<(String, String)> = test.arrived.iter().map(|arrival| row(model, arrival)).collect();
    let left = rows.iter().map(|(name, _)| buffer.columns(name)).max().unwrap_or(0).min(area.width / 2);
    let room = area.width.saturating_sub(left + 2);
    let lines: Vec<(&str, &str)> =
        rows.iter()
            .flat_map(|(name, says)| {
                let wrapped = text::wrap(says, usize::from(room).max(2), 0, model.session.ambiguous);
                wrapped.into_iter().enumerate().map(move |(index, line)| {
                    (if index == 0 { name.as_str() } else { "" }, &says[line.start..line.end])
                })
            })
            .collect();
    let shown = lines.len().min(usize::from(area.bottom().saturating_sub(y)));
    let mut caret = Position { x: area.x, y: y.min(area.bottom().saturating_sub(1)) };
    for (name, says) in &lines[lines.len() - shown..] {
        put(buffer, area.x, y, left, name, style.patch(model.session.theme.focus));
        put(buffer, area.x + left + 2, y, room, says, style);
        caret = Position { x: area.x, y };
        y += 1;
    }
    Some(caret)
}

/// What came, and what it would do.
fn row(model: &Model, arrival: &Arrival) -> (String, String) {
    let amount = |text: &str| format!("{} 个字符：“{}”", text.chars().count(), text::shown(text));
    match arrival {
        Arrival::Key(chord) => (named(*chord), deeds(model, *chord)),
        Arrival::Typed(text) => ("一起到的字".into(), format!("{}，像输入法上屏那样写入", amount(text))),
        Arrival::Burst(text) => ("一起到的字和回车".into(), format!("{}，当作一串打的字，不当命令", amount(text))),
        Arrival::Pasted(text) => ("粘贴".into(), amount(text)),
        Arrival::Mouse(says, x, y) => (format!("鼠标{says}"), format!("第 {x} 列第 {y} 行")),
    }
}

/// A key as the screen shows it, and as `keymap.ron` writes it.
fn named(chord: Chord) -> String {
    match chord.typed() {
        Some(c) => format!("{c} U+{:04X}", u32::from(c)),
        None => format!("{chord}（{}）", chord.name()),
    }
}

/// What a key does in each pane, panes that do the same together.
fn deeds(model: &Model, chord: Chord) -> String {
    let mut deeds: Vec<(&str, Vec<&str>)> = Vec::new();
    for focus in Focus::ALL {
        let bound = model.session.keymap.ask(focus, &Sequence::default(), chord).map(|(_, bound)| bound);
        let deed = match (bound, chord.typed()) {
            (Some(Bound::Command(command)), _) => command.entry().title.trim_end_matches('…'),
            (Some(Bound::Begun), _) => "等后面的键",
            (_, Some(_)) if focus == Focus::Navigation => "收着待写",
            (_, Some(_)) => "写入",
            (_, None) => "没有用处",
        };
        match deeds.iter_mut().find(|(known, _)| *known == deed) {
            Some((_, places)) => places.push(focus.title()),
            None => deeds.push((deed, vec![focus.title()])),
        }
    }
    match deeds.as_slice() {
        [(deed, _)] => format!("处处：{deed}"),
        deeds => {
            let deeds = deeds.iter().map(|(deed, places)| format!("{}：{deed}", places.join("、")));
            deeds.collect::<Vec<_>>().join("；")
        }
    }
}
