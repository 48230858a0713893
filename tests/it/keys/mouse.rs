//! The mouse: what a click and the wheel do.

use ratatui::style::Modifier;
use tigang::report::Field;
use tigang::tui::command::Focus;
use tigang::tui::layout;
use tigang::tui::model::Column;
use tigang::tui::model::Model;
use tigang::tui::update;
use tigang::tui::update::Effect;
use tigang::tui::update::Input;
use tigang::tui::update::Mouse;

use crate::tools::model::draw;
use crate::tools::model::open;
use crate::tools::model::play;

/// Where the writer is after some keys and clicks: the focus, the row of the outline, and the text around the caret
/// with `|` for the caret.
#[track_caller]
fn check(sample: &str, size: (u16, u16), keys: &str, focus: Focus, row: usize, around: &str) {
    let mut model = open(sample, size);
    play(&mut model, keys);
    assert_eq!((model.focus(), model.row()), (focus, row), "after {keys}\n{}", screen(&model));
    let Some(field) = model.field() else {
        assert_eq!(around, "", "there is no caret after {keys}");
        return;
    };
    let (before, behind) = model.text_of(field).split_at(model.caret.at);
    let tail: String = before.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    let head: String = behind.chars().take(4).collect();
    assert_eq!(format!("{tail}|{head}"), around, "after {keys}\n{}", screen(&model));
}

fn screen(model: &Model) -> String {
    draw(model).rows().join("\n")
}

const USUAL: (u16, u16) = (80, 24);

#[test]
fn a_click_selects_a_row() {
    check("hotline-half-year", USUAL, "@20,4", Focus::Navigation, 3, "");
    check("hotline-half-year", USUAL, "@2,1", Focus::Navigation, 0, "");
    check("hotline-half-year", (40, 12), "@20,9", Focus::Navigation, 8, "");
    // Below the last row and on a frame there is nothing.
    check("-", USUAL, "esc @5,20", Focus::Navigation, 0, "");
    check("hotline-half-year", USUAL, "@39,5", Focus::Navigation, 1, "");
}

#[test]
fn a_click_on_a_fold_sign_folds() {
    let mut model = open("hotline-half-year", USUAL);
    let before = model.rows();
    play(&mut model, "@3,3");
    assert_eq!(model.row(), 2);
    assert_eq!(model.rows(), before - 3, "{}", screen(&model));
    play(&mut model, "@3,3");
    assert_eq!(model.rows(), before);
    // Beside the sign it only selects.
    play(&mut model, "@6,3");
    assert_eq!(model.rows(), before);
}

#[test]
fn a_click_puts_the_caret() {
    // In the text, on the first and on the second half of a character, behind a row's end, below the text.
    check("hotline-half-year", USUAL, "down down @44,1", Focus::Text, 3, "|新增话务");
    check("hotline-half-year", USUAL, "down down @49,2", Focus::Text, 3, "设早晚高|峰机动班");
    check("hotline-half-year", USUAL, "down down @50,2", Focus::Text, 3, "早晚高峰|机动班，");
    check("hotline-half-year", USUAL, "down down @78,6", Focus::Text, 3, "分之一。|");
    check("hotline-half-year", USUAL, "down down @60,12", Focus::Text, 3, "时长}，|减少三分");
    // In a heading that is being written, also on its second row, and from one heading to another.
    check("hotline-half-year", USUAL, "enter @9,2", Focus::Heading, 1, "主|要工作");
    check("hotline-half-year", USUAL, "down enter @13,4", Focus::Heading, 2, "务，把“|打得通”");
    check("hotline-half-year", USUAL, "enter @17,4", Focus::Heading, 3, "扩充接|听能力");
    // In the note.
    check("hotline-half-year", USUAL, "home @43,21", Focus::Note, 0, "7月|2日科务");
}

#[test]
fn a_click_takes_a_cell() {
    let mut model = open("hotline-half-year", USUAL);
    play(&mut model, "@65,19");
    assert_eq!(
        (model.focus(), model.cell.row, model.cell.column),
        (Focus::Metrics, 4, Column::LastYear),
        "{}",
        screen(&model)
    );
    play(&mut model, "@43,16");
    assert_eq!((model.cell.row, model.cell.column), (3, Column::Name));
    // Far below the last row it is the last one.
    play(&mut model, "home @43,15 200x50 @120,46");
    assert!(model.cell.row < model.metric_rows().len());
}

#[test]
fn the_wheel_scrolls_and_the_next_key_comes_back() {
    let mut model = open("annual-and-plan", USUAL);
    let (row, top) = (model.row(), model.top);
    play(&mut model, "%10,10 %10,10");
    assert_eq!((model.row(), model.top), (row, top + 6));
    assert!(draw(&model).cursor.is_none(), "the writer's row is not on the screen");
    play(&mut model, "^10,10 ^10,10 ^10,10");
    assert_eq!((model.row(), model.top), (row, 0));
    play(&mut model, "%10,10 %10,10 %10,10 down");
    assert_eq!(model.row(), row + 1);
    assert!(model.top <= model.row(), "the next key brings it back");
    // No further than the last screen.
    for _ in 0..40 {
        play(&mut model, "%10,10");
    }
    assert_eq!(model.top, model.rows() - 21);
}

#[test]
fn the_wheel_turns_help_and_the_preview_to_their_ends() {
    let mut model = open("secondment", (40, 12));
    play(&mut model, "f1");
    for _ in 0..200 {
        play(&mut model, "%10,5");
    }
    assert!(screen(&model).contains("见 README"), "{}", screen(&model));
    play(&mut model, "esc f12");
    for _ in 0..200 {
        play(&mut model, "%10,5");
    }
    assert!(screen(&model).contains("2025年9月5日"), "{}", screen(&model));
}

#[test]
fn a_click_in_the_window_of_a_question_does_nothing_behind_it() {
    let mut model = open("hotline-half-year", USUAL);
    play(&mut model, "f1 @10,10");
    assert_eq!(model.row(), 1);
    assert!(model.overlay.is_some());
}

#[test]
fn dragging_selects_text() {
    let mut model = open("hotline-half-year", USUAL);
    play(&mut model, "down down @44,1");
    update::press(&mut model, Input::Mouse(Mouse::Drag { x: 52, y: 1 }));
    let id = model.section().unwrap();
    let range = model.caret.selection().unwrap();
    assert_eq!(&model.text_of(Field::Body(id))[range], "新增话务");
}

#[test]
fn dragging_past_the_edge_scrolls() {
    let mut model = open("-", USUAL);
    let lines: Vec<String> = (1..=60).map(|n| format!("第{n}段。")).collect();
    play(&mut model, "'总结 enter '甲 ctrl-e");
    update::press(&mut model, Input::Pasted(lines.join("\n")));
    play(&mut model, "ctrl-home @44,3");
    for turn in 1..=5 {
        update::press(&mut model, Input::Mouse(Mouse::Drag { x: 50, y: 22 }));
        assert_eq!(model.page.rows()[0].pieces[0].row, turn, "{}", screen(&model));
    }
    let field = model.field().unwrap();
    let taken = model.caret.selection().unwrap();
    assert!(model.text_of(field)[taken].starts_with("第3段。\n第4段。"));
    for turn in (0..5).rev() {
        update::press(&mut model, Input::Mouse(Mouse::Drag { x: 50, y: 0 }));
        assert_eq!(model.page.rows()[0].pieces[0].row, turn, "{}", screen(&model));
    }
    // A drag that began elsewhere selects nothing here.
    play(&mut model, "ctrl-home @5,20");
    update::press(&mut model, Input::Mouse(Mouse::Drag { x: 50, y: 5 }));
    assert_eq!(model.caret.selection(), None);
}

#[test]
fn the_line_between_outline_and_texts_is_dragged() {
    for (to, columns) in [(40, 40), (90, 90), (3, 23), (119, 95)] {
        let mut model = open("hotline-half-year", (120, 40));
        let before = layout::areas(&model).outline.unwrap();
        assert_eq!(layout::divider(&model), Some(before.right()));
        let mut press = |mouse| update::press(&mut model, Input::Mouse(mouse));
        assert!(press(Mouse::Click { x: before.right(), y: 5 }).is_none());
        assert!(press(Mouse::Drag { x: to, y: 7 }).is_none());
        let effect = press(Mouse::Release { x: to, y: 7 });
        assert!(matches!(effect, Some(Effect::Page)), "kept for the next start");
        let areas = layout::areas(&model);
        assert_eq!(layout::divider(&model), Some(columns), "{to}");
        assert_eq!(areas.text.unwrap().x, columns + 1);
        assert!(draw(&model).rows()[0].contains("提纲"));
    }
    // Alone on the screen a pane has no such line.
    let model = open("hotline-half-year", (60, 20));
    assert_eq!(layout::divider(&model), None);
}

#[test]
fn where_a_carried_section_would_fall_is_underlined() {
    let mut model = open("hotline-half-year", (120, 40));
    play(&mut model, "1");
    let row = |model: &Model, words: &str| draw(model).rows().iter().position(|row| row.contains(words)).unwrap();
    let y = |words| u16::try_from(row(&model, words)).unwrap();
    let (from, to) = (y("│▸ 一、主要工作"), y("│▸ 二、存在问题"));
    update::press(&mut model, Input::Mouse(Mouse::Click { x: 8, y: from }));
    update::press(&mut model, Input::Mouse(Mouse::Drag { x: 9, y: to }));
    let underlined = |model: &Model, y: u16| draw(model).buffer[(9, y)].modifier.contains(Modifier::UNDERLINED);
    assert!(underlined(&model, to) && !underlined(&model, from), "{:?}\n{}", model.held, screen(&model));
    update::press(&mut model, Input::Mouse(Mouse::Drag { x: 9, y: from }));
    assert!(!underlined(&model, to) && !underlined(&model, from), "back where it was: nothing would move");
    update::press(&mut model, Input::Mouse(Mouse::Drag { x: 9, y: to }));
    play(&mut model, "esc");
    assert!(!underlined(&model, to), "a key ends it");
    assert!(update::press(&mut model, Input::Mouse(Mouse::Release { x: 9, y: to })).is_none());
    assert_eq!(model.document().undo_labels().next(), None);
}

#[test]
fn clicks_that_follow_soon_in_one_cell_are_counted() {
    use std::time::Duration;
    use std::time::Instant;

    use tigang::tui::input::Clicks;
    use tigang::tui::keymap::Chord;

    let (x, y) = (10, 5);
    let mut clicks = Clicks::default();
    let mut now = Instant::now();
    let mut click = |pause: u64, x: u16| {
        now += Duration::from_millis(pause);
        clicks.counted(vec![Input::Mouse(Mouse::Click { x, y })], now).remove(0)
    };
    assert_eq!(click(0, x), Input::Mouse(Mouse::Click { x, y }));
    assert_eq!(click(200, x), Input::Mouse(Mouse::Double { x, y }));
    assert_eq!(click(200, x), Input::Mouse(Mouse::Triple { x, y }));
    assert_eq!(click(200, x), Input::Mouse(Mouse::Click { x, y }));
    assert_eq!(click(600, x), Input::Mouse(Mouse::Click { x, y }));
    assert_eq!(click(100, 11), Input::Mouse(Mouse::Click { x: 11, y }));
    let key = Input::Key(Chord::character('a'));
    let click = Input::Mouse(Mouse::Click { x: 11, y });
    assert_eq!(clicks.counted(vec![key.clone(), click.clone()], now), [key, click]);
}
