//! What is lit in a text where it stands: what the check has found, and what comments hang on. It moves along with what is
//! written, and goes when its own words are touched.

use ratatui::buffer::CellWidth;
use ratatui::style::Modifier;
use tigang::check;
use tigang::report::Aside;
use tigang::report::Comment;
use tigang::report::Report;
use tigang::tui::model::Model;

use crate::tools::model::draw;
use crate::tools::model::open;
use crate::tools::model::play;

/// A report whose 导语 says this, with the caret at its start.
fn writing(preamble: &str, comments: Vec<Comment>) -> Model {
    let aside = Some(Box::new(Aside { comments, ..Aside::default() }));
    let report = Report { title: "总结".into(), preamble: preamble.into(), aside, ..Report::default() };
    let mut model = Model::new(report, (120, 40));
    play(&mut model, "ctrl-e");
    model
}

/// As if the program had checked the report in a moment of rest.
fn checked(model: &mut Model) {
    let found = check::findings(model.report(), &model.session.check, model.session.today);
    model.noticed.take(&found, model.document().revision());
}

/// What is underlined on the screen, a run each.
fn underlined(model: &Model) -> Vec<String> {
    let buffer = draw(model).buffer;
    let mut runs = vec![String::new()];
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            match cell.modifier.contains(Modifier::UNDERLINED) {
                true => runs.last_mut().unwrap().push_str(cell.symbol()),
                false if runs.last().is_some_and(String::is_empty) => {}
                false => runs.push(String::new()),
            }
            x += cell.cell_width().max(1);
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

#[test]
fn findings_are_lit_where_they_stand_and_move_along() {
    let mut model = writing("工作已经布署到位，按时办结率明显提高。。", Vec::new());
    assert!(underlined(&model).is_empty(), "nothing is lit before a check");
    checked(&mut model);
    assert_eq!(underlined(&model), ["布署", "。。"]);
    play(&mut model, "'各项 ");
    assert_eq!(underlined(&model), ["布署", "。。"]);
    play(&mut model, "right right right right right backspace 'x");
    assert_eq!(underlined(&model), ["。。"], "its words were touched");
    play(&mut model, "ctrl-z ctrl-z");
    checked(&mut model);
    assert_eq!(underlined(&model), ["布署", "。。"]);
    play(&mut model, "f2 '边写边标出错处 enter");
    assert!(underlined(&model).is_empty(), "he doesn't want it");
}

#[test]
fn marked_sections_are_marked_in_the_manuscript_too() {
    let mut model = open("hotline-half-year", (120, 40));
    play(&mut model, "1 space down down space");
    let rows = draw(&model).rows();
    let is_there = |words: &str| rows.iter().any(|row| row.contains(words));
    assert!(is_there("│✓   三、下半年打算"), "{rows:#?}");
    assert!(is_there("│    二、存在问题"), "{rows:#?}");
}

#[test]
fn a_comment_is_lit_where_it_hangs_and_gone_to() {
    let comment = |words: &str, done| Comment {
        author: "科长".into(),
        words: words.into(),
        text: "请核\n准确数".into(),
        done,
        ..Comment::default()
    };
    let comments = vec![comment("一万余件", false), comment("稳步", true)];
    let mut model = writing("全年受理诉求一万余件，群众满意率稳步提高。", comments);
    assert_eq!(underlined(&model), ["一万余件"], "one is ticked off");
    play(&mut model, "alt-c");
    assert_eq!(&model.text_of(model.field().unwrap())[model.caret.at..][.."一万".len()], "一万");
    assert_eq!(model.message.as_ref().unwrap().says, "批注（科长）：请核 准确数");
}
