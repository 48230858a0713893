//! The list of doubts: what was unclear in a text is gone to, or read the other way, as one undo.

use crossterm::event::KeyCode;

use tigang::import;
use tigang::import::Reading;
use tigang::report::Report;
use tigang::store;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Model;
use tigang::tui::overlay::Overlay;
use tigang::tui::update;
use tigang::tui::update::Input;
use tigang::tui::update::Outcome;

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
    update::press(model, Input::Typed("存疑清单".into()));
    press(model, KeyCode::Enter);
    assert!(matches!(model.overlay, Some(Overlay::Picker(_))), "the list is open: {:?}", model.message);
}

/// The doubt for which another reading is known is taken the other way; the drawing after it, and after undo.
#[track_caller]
fn check(text: &str, wanted: fn(Reading) -> bool, after: &str) {
    let mut model = opened(text);
    let start = draw(model.report(), None);
    let index = model.doubts.iter().position(|doubt| doubt.other.is_some_and(wanted));
    let index = index.unwrap_or_else(|| panic!("no such doubt among {:#?}\n{start}", model.doubts));
    let count = model.doubts.len();
    list(&mut model);
    (0..index).for_each(|_| press(&mut model, KeyCode::Down));
    press(&mut model, KeyCode::F(4));
    let says = model.message.as_ref().map(|message| message.says.clone()).unwrap_or_default();
    assert!(says.contains("Ctrl+Z 可撤销"), "{says}\n{start}");
    let drawn = draw(model.report(), None);
    let lines =
        |text: &str| text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(lines(&drawn), lines(after), "from\n{start}");
    assert_eq!(model.doubts.len(), count - 1, "it is settled");
    press(&mut model, KeyCode::Esc);
    assert!(model.undo().is_some());
    assert_eq!(draw(model.report(), None), start, "one undo");
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

#[test]
fn a_line_that_may_be_a_sites_is_taken_out() {
    check(
        "总结\n\n一、抓规范\n\n上半年修订了三项办法，建立了承办单位定期会商和每月通报的制度，窗口一次办结的事项比上年多了四十项，群众少跑了三百多趟，满意率也高了。\n\n某某文秘网整理\n\n\
         二、抓落实\n\n督查三次。\n",
        |reading| reading == Reading::Out,
        "抓规范 = 上半年修订了三项办法，建立了承办单位定期会商和每月通报的制度，窗口一次办结的事项比上年多了四十项，群众少跑了三百多趟，满意率也高了。\n抓落实 = 督查三次。\n",
    );
}

#[test]
fn enter_goes_to_the_place() {
    let mut model = opened("总结\n一、抓规范\n三、抓落实\n督查三次。\n");
    assert!(!model.doubts.is_empty());
    list(&mut model);
    press(&mut model, KeyCode::Enter);
    assert!(model.overlay.is_none());
    let id = model.section().expect("a section is gone to");
    assert_eq!(model.report().tree.section(id).unwrap().heading, "抓落实");
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
