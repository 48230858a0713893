//! The manuscript on the screen: at every place of the caret the terminal's cursor stands there, whatever the window and
//! whatever the terminal makes of “ ” … ①.

use tigang::report::Field;
use tigang::report::Ledger;
use tigang::text::Ambiguous;
use tigang::text::width;
use tigang::tui::command::Focus;
use tigang::tui::flow::Flow;
use tigang::tui::flow::Measure;
use tigang::tui::here::Portion;
use tigang::tui::model::Model;

use crate::tools::model::draw;
use crate::tools::model::open;
use crate::tools::model::play;

/// A sample in the manuscript of the whole report, with the caret in its title.
fn manuscript(sample: &str, size: (u16, u16), ambiguous: Ambiguous) -> Model {
    let mut model = open(sample, size);
    model.session.ambiguous = ambiguous;
    model.session.portion = Some(Portion::Whole);
    model.focus_on(Focus::Text);
    model.settle();
    play(&mut model, "ctrl-home");
    assert_eq!(model.field(), Some(Field::Title));
    model
}

/// What is drawn before the caret in its row ends before the cursor.
#[track_caller]
fn check_cursor(model: &Model) {
    let screen = draw(model);
    let cursor = screen.cursor.unwrap_or_else(|| panic!("no cursor at {:?} {:?}", model.field(), model.caret));
    let field = model.field().unwrap();
    let flow = model.written().unwrap();
    if flow.cell(model.caret.at).is_some() {
        return;
    }
    let row = flow.row_of(&model.caret);
    let before = model.rendered(&model.text_of(field)[row.start..model.caret.at]).into_owned();
    let (mut shown, mut x) = (String::new(), 0);
    while x < cursor.x {
        let symbol = screen.buffer[(x, cursor.y)].symbol();
        shown.push_str(symbol);
        x += u16::try_from(width(symbol, model.session.ambiguous)).unwrap().max(1);
    }
    // A row may begin inside a reference: then less stands before the caret than its text says.
    let tail: String = before.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    assert!(shown.ends_with(&tail) || row.start == model.caret.at, "{field:?} {tail:?} before the cursor: {shown:?}");
}

#[test]
fn the_cursor_stands_at_the_caret_at_every_place() {
    for (size, ambiguous) in [
        ((40, 12), Ambiguous::Narrow),
        ((80, 24), Ambiguous::Wide),
        ((120, 40), Ambiguous::Narrow),
        ((160, 45), Ambiguous::Wide),
        ((200, 50), Ambiguous::Narrow),
    ] {
        let mut model = manuscript("secondment", size, ambiguous);
        let mut last = None;
        let mut texts = 0;
        while last != Some((model.field(), model.caret.at)) {
            if last.is_none_or(|(field, _)| field != model.field()) {
                texts += 1;
            }
            last = Some((model.field(), model.caret.at));
            check_cursor(&model);
            play(&mut model, "right");
        }
        assert!(texts > 10, "the caret has come through {texts} texts");
    }
}

/// Row by row down and up again: the caret comes through all of it, and back to where it began.
#[test]
fn the_caret_walks_down_and_up_through_everything() {
    for size in [(40, 12), (80, 24), (120, 40)] {
        let mut model = manuscript("hotline-half-year", size, Ambiguous::Narrow);
        let mut fields = vec![model.field()];
        let mut rows = 0;
        loop {
            let before = (model.field(), model.caret.at);
            play(&mut model, "down");
            check_cursor(&model);
            if (model.field(), model.caret.at) == before {
                break;
            }
            rows += 1;
            if fields.last() != Some(&model.field()) {
                fields.push(model.field());
            }
        }
        for _ in 0..rows + 1 {
            play(&mut model, "up");
            check_cursor(&model);
        }
        assert_eq!(model.field(), Some(Field::Title), "{size:?}");
        let headings = fields.iter().filter(|field| matches!(field, Some(Field::Heading(_)))).count();
        assert_eq!(headings, model.report().tree.len(), "{size:?}: every heading is passed");
    }
}

/// With the outline folded the caret comes through what shows, and through nothing else; row by row down and up.
#[test]
fn the_caret_walks_past_what_is_folded() {
    for (fold, size) in [("1", (80, 24)), ("2", (120, 40)), ("1", (40, 12))] {
        let mut model = manuscript("hotline-half-year", size, Ambiguous::Narrow);
        model.session.folds_texts = true;
        play(&mut model, &format!("esc {fold} ctrl-e ctrl-home"));
        let shown = model.outline.visible_len();
        assert!(shown < model.report().tree.len());
        for (key, end) in [("down", "ctrl-end"), ("up", "ctrl-home")] {
            let (mut fields, mut last) = (vec![model.field()], None);
            while last != Some((model.field(), model.caret.at)) {
                last = Some((model.field(), model.caret.at));
                check_cursor(&model);
                if fields.last() != Some(&model.field()) {
                    fields.push(model.field());
                }
                play(&mut model, key);
            }
            let headings = fields.iter().filter(|field| matches!(field, Some(Field::Heading(_)))).count();
            // On the way up the caret keeps to its column: it passes run-in headings by.
            assert!(headings == shown || key == "up" && headings < shown, "{size:?} {key}: {headings}");
            let there = model.field();
            play(&mut model, end);
            assert_eq!(model.field(), there);
        }
        assert_eq!(model.outline.visible_len(), shown, "walking unfolds nothing");
    }
}

/// The window gets another width: a text of one paragraph is laid out anew, as if it had never stood in the other.
#[test]
fn rows_of_another_width_are_no_rows_of_this_one() {
    let text = "全年走访农户，协调解决用水、用电、修路等难题，群众反映的事情件件有着落。".repeat(6);
    let figures = Ledger::default();
    let measure = |width, first| Measure { width, first, indent: 4, ambiguous: Ambiguous::Narrow };
    let rows = |flow: &Flow| (0..flow.len()).map(|row| flow.row(row)).collect::<Vec<_>>();
    for (before, now) in [((34, 4), (78, 4)), ((78, 4), (34, 4)), ((60, 4), (60, 30))] {
        let (mut turned, mut fresh) = (Flow::default(), Flow::default());
        turned.lay_out(&text, measure(before.0, before.1), &figures);
        turned.lay_out(&text, measure(now.0, now.1), &figures);
        fresh.lay_out(&text, measure(now.0, now.1), &figures);
        assert_eq!(rows(&turned), rows(&fresh), "{before:?} {now:?}");
    }
}

/// Back from the whole report to one section: its text stands from its first row, where it has room.
#[test]
fn one_text_that_has_room_is_shown_whole() {
    let mut model = open("hotline-half-year", (80, 24));
    play(&mut model, "down ctrl-l down down down down down down down ctrl-l");
    let first = &model.page.rows()[0].pieces[0];
    assert_eq!((Some(first.field), first.row), (model.field(), 0));
}
