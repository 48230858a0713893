//! The list of doubts: what was unclear in a text is walked to, accepted or read the other way, one or a whole kind, as one
//! undo; its places follow the edits.

use crossterm::event::KeyCode;

use tigang::edit::Change;
use tigang::edit::Edit;
use tigang::edit::moves;
use tigang::import;
use tigang::import::Reading;
use tigang::report::Field;
use tigang::report::Marker;
use tigang::report::Report;
use tigang::store;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Model;
use tigang::tui::overlay::Overlay;
use tigang::tui::update;
use tigang::tui::update::Input;
use tigang::tui::update::Outcome;
use tigang::tui::words;

use crate::tools::drawing::draw;

fn opened(text: &str) -> Model {
    let imported = import::import_text(text);
    let mut model = Model::new(Report::default(), (100, 30));
    let outcome = Outcome::Opened {
        reports: imported.reports,
        path: None,
        suggested: None,
        doubts: imported.doubts,
        says: String::new(),
    };
    assert!(update::handle_outcome(&mut model, outcome).is_none());
    model
}

fn press(model: &mut Model, code: KeyCode) {
    update::press(model, Input::Key(Chord::plain(code)));
}

fn list(model: &mut Model) {
    press(model, KeyCode::F(2));
    update::press(model, Input::Typed("读入时拿不准的地方".into()));
    press(model, KeyCode::Enter);
    assert!(matches!(model.overlay, Some(Overlay::Doubts(_))), "the list is open: {:?}", model.message);
}

/// The doubt for which another reading is known is taken the other way; the drawing after it, and after undo.
#[track_caller]
fn check(text: &str, wanted: fn(Reading) -> bool, after: &str) {
    let mut model = opened(text);
    let start = draw(model.report(), None);
    let is_wanted = |&number: &usize| model.doubts.get(number).unwrap().doubt.other.is_some_and(wanted);
    let index = model.doubts.by_kind().iter().position(is_wanted);
    let index = index.unwrap_or_else(|| panic!("no such doubt among {:#?}\n{start}", model.doubts));
    let count = model.doubts.left();
    list(&mut model);
    (0..index).for_each(|_| press(&mut model, KeyCode::Down));
    press(&mut model, KeyCode::F(4));
    let says = model.message.as_ref().map(|message| message.says.clone()).unwrap_or_default();
    assert!(says.contains("Ctrl+Z 可撤销"), "{says}\n{start}");
    let drawn = draw(model.report(), None);
    let lines =
        |text: &str| text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(lines(&drawn), lines(after), "from\n{start}");
    assert_eq!(model.doubts.left(), count - 1, "it is settled");
    press(&mut model, KeyCode::Esc);
    assert!(model.undo().is_some());
    assert_eq!(draw(model.report(), None), start, "one undo");
    assert_eq!(model.doubts.left(), count, "undo brings it back");
    assert!(model.redo().is_some());
    assert_eq!(model.doubts.left(), count - 1, "redo settles it again");
}

#[test]
fn a_joined_line_is_parted_again() {
    check(
        "总结\n一、抓规范\n上半年修订了三项办法，建立了承办单位定期会商和每月通报\n\n的制度，办结率明显提高。\n二、抓落实\n",
        |reading| matches!(reading, Reading::Apart { .. }),
        "抓规范 = 上半年修订了三项办法，建立了承办单位定期会商和每月通报⏎的制度，办结率明显提高。\n抓落实\n",
    );
}

#[test]
fn two_lines_of_a_title_are_parted() {
    check(
        "今天我校召开会议\n\n工作总结\n\n一、抓规范\n修订了三项办法。\n二、抓落实\n督查了三次。\n",
        |reading| matches!(reading, Reading::Apart { .. }),
        "抓规范 = 修订了三项办法。\n抓落实 = 督查了三次。\n",
    );
}

/// What is unsure in a report that was read is taken out, or made text.
#[test]
fn what_is_unsure_is_taken_out_or_made_text() {
    let report = Report {
        title: "总结".into(),
        preamble: "修订了三项办法。\n某某文秘网整理\n督查了三次。".into(),
        date: "日期另定".into(),
        ..Report::default()
    };
    let start = report.preamble.find("某某").unwrap();
    let out = moves::take_out(&report, Field::Preamble, start).unwrap();
    let mut taken = report.clone();
    out.apply(&mut taken).unwrap();
    assert_eq!(taken.preamble, "修订了三项办法。\n督查了三次。");
    let mut made = report.clone();
    moves::into_text(&report, Field::Date, 0).unwrap().apply(&mut made).unwrap();
    assert_eq!((made.date.as_str(), made.closing.as_str()), ("", "日期另定"));
    moves::into_text(&report, Field::Title, 0).unwrap().apply(&mut made).unwrap();
    assert_eq!(made.preamble, format!("总结\n{}", report.preamble));
}

/// The doubts still to be settled: kind, heading of the section, the words lit.
fn open(model: &Model) -> Vec<String> {
    let one = |(_, standing): (usize, &tigang::tui::model::Standing)| {
        let (field, lit) = standing.lit(model.report()).unwrap_or_else(|| panic!("{standing:?} has no place"));
        format!("{}“{}”", words::kind(&standing.doubt.what), &model.report().text(field).unwrap()[lit])
    };
    model.doubts.open().map(one).collect()
}

const TWO: &str = "总结\n一、抓规范\n修订办法。\n三、抓落实\n督查三次。\n";

#[test]
fn the_place_is_shown_and_enter_accepts_it() {
    let mut model = opened(TWO);
    assert_eq!(open(&model), ["改过的编号“抓落实”"]);
    list(&mut model);
    let id = model.section().expect("the section is shown while the list is open");
    assert_eq!(model.report().tree.section(id).unwrap().heading, "抓落实");
    let before = model.report().clone();
    press(&mut model, KeyCode::Enter);
    assert_eq!(model.doubts.left(), 0);
    assert_eq!(*model.report(), before, "nothing else has changed");
    assert!(model.overlay.is_none(), "all are settled");
    assert!(model.undo().is_some());
    assert_eq!(open(&model), ["改过的编号“抓落实”"], "undo brings it back");
}

/// A doubt accepted changes nothing that a file holds.
#[test]
fn accepting_leaves_a_saved_report_saved() {
    let mut model = opened(TWO);
    let state = model.document().state();
    list(&mut model);
    press(&mut model, KeyCode::Enter);
    assert_eq!(model.document().state(), state);
}

#[test]
fn f7_goes_there_to_write() {
    let mut model = opened(
        "总结\n一、抓规范\n上半年修订了三项办法，建立了承办单位定期会商和每月通报\n\n的制度，办结率明显提高。\n",
    );
    list(&mut model);
    press(&mut model, KeyCode::F(7));
    assert!(model.overlay.is_none());
    let field = model.field().expect("the text has the caret");
    assert!(model.report().text(field).unwrap()[model.caret.at..].starts_with("的制度"));
}

/// What is written, moved and deleted around a doubt leaves it at its words; what deletes them settles it, and undo brings it back.
#[test]
fn places_follow_the_edits() {
    let mut model = opened(TWO);
    let field = model.doubts.open().next().unwrap().1.mark.clone().unwrap().field;
    let at = |model: &mut Model, at: usize, cut: &str, put: &str| {
        let edit = Edit::Text { field, at, cut: cut.into(), put: put.into() };
        assert!(model.act(Change::one("改", edit)));
    };
    at(&mut model, 0, "", "狠");
    assert_eq!(open(&model), ["改过的编号“狠抓落实”"]);
    let id = field.section().unwrap();
    assert!(model.act(moves::move_up(model.report(), &[id]).unwrap()));
    assert_eq!(open(&model), ["改过的编号“狠抓落实”"]);
    at(&mut model, 0, "狠抓落实", "");
    assert_eq!(open(&model), [""; 0]);
    assert!(model.undo().is_some());
    assert_eq!(open(&model), ["改过的编号“狠抓落实”"]);
    assert!(model.act(moves::remove(model.report(), &[id]).unwrap()));
    assert_eq!(model.doubts.left(), 0);
    assert!(model.undo().is_some());
    assert_eq!(open(&model), ["改过的编号“狠抓落实”"]);
}

/// A text with three hundred doubts of three kinds: numbers that jump, lines broken off, page numbers.
fn three_hundred() -> String {
    let mut text = String::from("某某局工作总结\n");
    for k in 1..=100 {
        let number = Marker::Han.label(k * 2);
        text += &format!(
            "{number}抓好第{k}项\n全年办理建议提案和群众来信来访共计{k}件，会同有关单位逐件答复了承办\n\n的结果，代表委员和群众都表示满意。\n- {k} -\n"
        );
    }
    text
}

#[test]
fn three_hundred_doubts_are_worked_off_in_a_few_keys() {
    let mut model = opened(&three_hundred());
    let count = model.doubts.left();
    assert!(count >= 250, "{count}: {:?}", &open(&model)[..8]);
    let mut keys = 0;
    let mut key = |model: &mut Model, code: KeyCode| {
        press(model, code);
        keys += 1;
    };
    list(&mut model);
    while model.overlay.is_some() {
        key(&mut model, KeyCode::F(6));
    }
    assert_eq!(model.doubts.left(), 0);
    assert!(keys < 40, "{keys}");
    for _ in 0..keys {
        assert!(model.undo().is_some());
    }
    assert_eq!(model.doubts.left(), count, "each kind was one undo");
}

#[test]
fn a_whole_kind_is_read_the_other_way_at_once() {
    let mut model = opened(&three_hundred());
    let start = model.report().clone();
    list(&mut model);
    let rows = model.doubts.by_kind();
    let is_left_out = |&number: &usize| words::is_left_out(&model.doubts.get(number).unwrap().doubt.what);
    let pages = rows.iter().position(is_left_out).expect("heads of pages are left out");
    let kin = model.doubts.kin(rows[pages]).len();
    assert!(kin >= 90, "{kin}");
    (0..pages).for_each(|_| press(&mut model, KeyCode::Down));
    press(&mut model, KeyCode::F(8));
    assert_eq!(model.doubts.left(), rows.len() - kin);
    let bodies = model.report().tree.rows().map(|row| row.section.body.lines().count());
    let before = start.tree.rows().map(|row| row.section.body.lines().count());
    assert_eq!(bodies.sum::<usize>(), before.sum::<usize>() + kin, "what was left out is in the text");
    assert!(model.undo().is_some());
    assert_eq!(*model.report(), start, "one undo");
    assert_eq!(model.doubts.left(), rows.len());
}

/// Ctrl+Z in the list takes the last back, and the list stays open at it.
#[test]
fn undo_in_the_list_stays_in_the_list() {
    let mut model = opened(&three_hundred());
    list(&mut model);
    let count = model.doubts.left();
    press(&mut model, KeyCode::Enter);
    press(&mut model, KeyCode::Enter);
    assert_eq!(model.doubts.left(), count - 2);
    update::press(&mut model, Input::Key(Chord::parse("ctrl-z").unwrap()));
    assert!(matches!(model.overlay, Some(Overlay::Doubts(_))));
    assert_eq!(model.doubts.left(), count - 1);
}

/// A pasted text is all of a new report, with its doubts; redo brings them back as undo took them away.
#[test]
fn what_is_pasted_into_a_new_report_has_its_doubts() {
    let mut model = Model::new(Report::default(), (100, 30));
    update::press(&mut model, Input::Pasted(TWO.into()));
    assert_eq!(model.report().title, "总结");
    assert_eq!(open(&model), ["改过的编号“抓落实”"]);
    assert!(model.undo().is_some());
    assert_eq!(*model.report(), Report::default());
    assert_eq!(model.doubts.left(), 0);
    assert!(model.redo().is_some());
    assert_eq!(open(&model), ["改过的编号“抓落实”"]);
}

/// What was left out at one place comes back in the order in which it stood.
#[test]
fn what_was_left_out_at_one_place_comes_back_in_order() {
    let mut model = opened("总结\n一、抓规范\n修订办法三项。\n- 1 -\n- 2 -\n二、抓落实\n督查三次。\n- 3 -\n");
    list(&mut model);
    press(&mut model, KeyCode::F(8));
    assert_eq!(draw(model.report(), None), "抓规范 = 修订办法三项。⏎- 1 -⏎- 2 -\n抓落实 = 督查三次。⏎- 3 -\n");
}

#[test]
fn the_next_doubt_is_a_key_away_while_writing() {
    let mut model = opened(&three_hundred());
    let next = |model: &mut Model, keys: &str| {
        update::press(model, Input::Key(Chord::parse(keys).unwrap()));
        (model.spot(), model.field(), model.field().map(|_| model.caret.at))
    };
    let first = next(&mut model, "alt-n");
    let second = next(&mut model, "alt-n");
    assert_ne!(first, second);
    assert_eq!(next(&mut model, "alt-p"), first);
}

/// A report's own file in which a section stands twice, at two places.
#[test]
fn a_section_kept_once_is_put_back_where_it_stood_too() {
    let section =
        |id: u32, level: u32, heading: &str| format!("(id: {id}, level: {level},\nheading: \"{heading}\",\n),\n");
    let rows = [section(1, 1, "甲"), section(2, 2, "乙"), section(3, 1, "丙"), section(2, 2, "乙")].concat();
    let file = format!("(\nformat: 1,\nsections: [\n{rows}],\n)\n");
    let (report, mended) = store::read_mending(file.as_bytes()).unwrap();
    let mut model = Model::new(Report::default(), (100, 30));
    let (reports, doubts) = (vec![report], tigang::tui::mended::doubts(&mended));
    let path = Some("总结.ron".into());
    update::handle_outcome(&mut model, Outcome::Opened { reports, path, suggested: None, doubts, says: String::new() });
    assert_eq!(draw(model.report(), None), "甲\n  乙\n丙\n");
    list(&mut model);
    press(&mut model, KeyCode::F(4));
    assert_eq!(draw(model.report(), None), "甲\n  乙\n丙\n  乙\n");
    assert!(model.undo().is_some());
    assert_eq!(draw(model.report(), None), "甲\n  乙\n丙\n");
}
