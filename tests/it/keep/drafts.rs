//! Every line that can be typed into has its draft in the journal, and the draft finds its line again.

use tigang::store::journal::Draft;
use tigang::tui::overlay::Overlay;

use crate::tools::model::draw;
use crate::tools::model::open;
use crate::tools::model::play;

/// Opens a line by these keys and types into it: what a journal keeps of that is there again in a program that is started
/// anew, by itself or once `again` asks for the same line.
#[track_caller]
fn check(opens: &str, again: &str) {
    const TYPED: &str = "防汛值守";
    let start = || {
        let mut model = open("hotline-half-year", (120, 40));
        play(&mut model, "down");
        model
    };
    let mut model = start();
    play(&mut model, opens);
    assert_eq!(model.written_draft(), None, "nothing is typed yet: {opens}");
    play(&mut model, &format!("'{TYPED}"));
    let draft = model.written_draft().unwrap_or_else(|| panic!("no draft: {opens}"));
    let is_answer = matches!(draft, Draft::Answer { .. });
    assert!(format!("{draft:?}").contains(TYPED), "{draft:?}");
    // A key of a command leaves the line: then the report has it, the list whose line it is, or the draft stays.
    if is_answer && !matches!(model.overlay, Some(Overlay::Extraction(_))) {
        play(&mut model, "f1");
        assert_eq!(model.written_draft().as_ref(), Some(&draft), "left by a command: {opens}");
    }
    let mut model = start();
    model.take_up(draft.clone());
    model.settle();
    play(&mut model, again);
    assert_eq!(model.written_draft(), Some(draft), "{opens}");
    let screen = draw(&model).rows().join("\n");
    assert!(screen.contains(TYPED), "{opens}:\n{screen}");
}

#[test]
fn every_line_that_can_be_typed_into_comes_back() {
    // Those of the report.
    check("esc", "");
    check("f9 f9 enter", "");
    check("f9 f9 right right enter", "");
    check("f4 f2", "");
    check("f4 right f2", "");
    check("ctrl-b", "");
    check("ctrl-b down down down", "");
    // Those that go elsewhere.
    check("f12", "f12");
    for command in ["另存为", "指标表存为", "读入指标表", "取上年数", "存成模板", "字数目标", "导入到本节下"]
    {
        let opens = format!("f2 '{command} enter");
        check(&opens, &opens);
    }
    let named = "f2 '从正文提取 enter f2";
    check(named, named);
}

#[test]
fn the_periods_of_a_metric_come_back() {
    let opens = "f9 f9 f2 '分期 enter";
    check(opens, "");
}
