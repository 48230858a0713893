//! The panes: which one the keys go to, and which ones the screen shows.

use crate::report::Field;
use crate::text::Ambiguous;
use crate::tui::caret::Caret;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::here::Portion;
use crate::tui::here::Screen;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::update::Effect;

/// To the heading of the row, or to the text of the closing, which has none.
pub fn write(model: &mut Model) {
    model.focus_on(if model.spot() == Spot::Closing { Focus::Text } else { Focus::Heading });
}

/// To the text pane, or back to the outline.
pub fn text(model: &mut Model) {
    if model.focus() == Focus::Text {
        model.focus_on(Focus::Heading);
    } else {
        to_text(model);
    }
}

/// To the pane so many further on, round the end.
pub fn step(model: &mut Model, by: usize) {
    const PANES: [Focus; 4] = [Focus::Heading, Focus::Text, Focus::Metrics, Focus::Note];
    let from = PANES.iter().position(|&focus| focus == model.focus()).unwrap_or(0);
    match PANES[(from + by) % PANES.len()] {
        Focus::Text => to_text(model),
        pane => model.focus_on(pane),
    }
}

/// The text pane alone, or all of them again.
pub fn full_text(model: &mut Model) {
    let screen = if model.screen == Screen::FullText { Screen::Panes } else { Screen::FullText };
    if model.focus() != Focus::Text {
        to_text(model);
    }
    model.screen = screen;
}

/// To the text below the outline's row; in a manuscript that hides it, to the heading that it is folded behind.
fn to_text(model: &mut Model) {
    match model.outline.hides(model.body_field()).filter(|_| model.is_wide()) {
        Some(id) => {
            let end = model.text_of(Field::Heading(id)).len();
            model.follow(Field::Heading(id), Caret::new(end));
        }
        None => model.focus_on(Focus::Text),
    }
}

/// The next of the three: how much of the report the text pane shows.
pub fn portion(model: &mut Model) -> Option<Effect> {
    let next = match model.portion() {
        Portion::Section => Portion::Branch,
        Portion::Branch => Portion::Whole,
        Portion::Whole => Portion::Section,
    };
    model.session.portion = Some(next);
    let key = model.session.keymap.way_to(Command::Portion, model.focus());
    model.say(Grade::Info, format!("稿面：{}；再按 {key} 换", next.title()));
    Some(Effect::Page)
}

/// The manuscript hides what the outline has folded, or shows all of it again.
pub fn fold_texts(model: &mut Model) -> Option<Effect> {
    model.session.folds_texts = !model.session.folds_texts;
    let says = match (model.session.folds_texts, model.is_wide()) {
        (false, _) => "稿面不再跟着折叠，文字都看得到",
        (true, true) => "稿面跟着提纲折叠：折叠的节只留标题一行",
        (true, false) => "稿面跟着提纲折叠；现在只看本节正文，换到全文连排就看得到",
    };
    model.say(Grade::Info, says);
    Some(Effect::Page)
}

/// What the check finds is lit while the writer writes, or no longer.
pub fn light_findings(model: &mut Model) -> Option<Effect> {
    model.session.lights_findings = !model.session.lights_findings;
    let says = match model.session.lights_findings {
        true => "停下来时校核，必错和疑似的地方画线标出",
        false => "不再边写边标出错处；要看请用校核",
    };
    model.say(Grade::Info, says);
    Some(Effect::Page)
}

/// The preview, or no longer.
pub fn preview(model: &mut Model) {
    model.screen = if model.screen == Screen::Preview { Screen::Panes } else { Screen::Preview };
}

/// To the text of the closing.
pub fn closing(model: &mut Model) {
    model.go(Spot::Closing);
    model.focus_on(Focus::Text);
}

/// Takes “ ” … ↑ for twice as wide as before, or for once: what the terminal says of them and what its font does may differ.
pub fn turn_width(model: &mut Model) -> Option<Effect> {
    let (other, says) = match model.session.ambiguous {
        Ambiguous::Narrow => (Ambiguous::Wide, "“引号”、箭头↑都按两格宽画；还是不对就再用一次换回来"),
        Ambiguous::Wide => (Ambiguous::Narrow, "“引号”、箭头↑都按一格宽画；还是不对就再用一次换回来"),
    };
    model.session.ambiguous = other;
    model.say(Grade::Info, says);
    Some(Effect::Width(other))
}
