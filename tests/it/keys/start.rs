//! What the program opens with, and the tutorial: done with the keys that its own panel names.

use std::path::PathBuf;

use tigang::edit::next_year::next_year;
use tigang::report::Report;
use tigang::store;
use tigang::tui::command::Command;
use tigang::tui::model::Left;
use tigang::tui::model::Model;
use tigang::tui::model::Seen;
use tigang::tui::overlay::Choice;
use tigang::tui::overlay::Overlay;
use tigang::tui::update;
use tigang::tui::update::Effect;
use tigang::tui::update::Outcome;

use crate::tools::model::draw;
use crate::tools::model::open;
use crate::tools::model::play;

fn templates() -> Vec<(String, Report)> {
    let open = |name: String| (name.clone(), store::templates::open(&name, None).unwrap());
    store::templates::names(None).into_iter().map(open).collect()
}

/// The page over an empty report, with what earlier runs left.
fn start(size: (u16, u16)) -> Model {
    let mut model = open("-", size);
    let path = PathBuf::from("/家/报告/上半年.ron");
    model.session.recent = vec![path.clone(), PathBuf::from("/家/报告/没有了.ron")];
    model.session.left = (1..=12)
        .map(|number| Left {
            journal: PathBuf::from(format!("/状态/{number}.journal")),
            title: format!("草稿{number}"),
            says: "3 分钟前，12 字".into(),
        })
        .collect();
    assert!(matches!(update::offer_start(&mut model), Some(Effect::Look(files)) if files.len() == 2));
    let outline = ["标题", "一、主要工作", "二、打算"].map(str::to_owned).to_vec();
    let seen = Seen { path, title: "水务所上半年总结".into(), when: "2 天前".into(), outline };
    update::handle_outcome(&mut model, Outcome::Looked(vec![seen], templates()));
    model
}

#[test]
fn the_page_has_more_than_what_was_left_unsaved() {
    let model = start((80, 30));
    let shown = draw(&model).rows().join("\n");
    for words in
        ["找回：草稿1", "还有 9 份没保存的…", "水务所上半年总结  2 天前", "打开旧稿…", "年度工作总结", "三分钟上手"]
    {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
    assert!(!shown.contains("草稿4"), "{shown}");
    // A template shows what is in it.
    let mut model = start((120, 40));
    play(&mut model, "'半年工作");
    let shown = draw(&model).rows().join("\n");
    assert!(shown.contains("一、"), "{shown}");
}

#[test]
fn an_entry_is_dismissed_with_del() {
    let mut model = start((80, 30));
    let effects = play(&mut model, "delete");
    assert!(matches!(&effects[..], [Effect::LayAside(journal)] if journal.ends_with("1.journal")), "{effects:?}");
    assert_eq!(model.session.left.len(), 11);
    let effects = play(&mut model, "'水务所 delete");
    assert!(matches!(&effects[..], [Effect::Forget(path)] if path.ends_with("上半年.ron")), "{effects:?}");
    assert_eq!(model.session.recent.len(), 1);
    assert!(!draw(&model).rows().join("\n").contains("水务所上半年总结  2"));
    // What is always there stays, and says so.
    play(&mut model, "ctrl-u '空白的报告 delete");
    assert!(model.message.as_ref().unwrap().says.contains("不能从清单里去掉"));
}

#[test]
fn all_that_was_left_has_a_list_of_its_own() {
    let mut model = start((80, 30));
    play(&mut model, "'还有_9 enter");
    let Some(Overlay::Picker(picker)) = &model.overlay else { panic!("{:?}", model.overlay) };
    assert_eq!(picker.items.len(), 12);
}

#[test]
fn what_is_typed_is_the_title_of_a_new_report() {
    let mut model = start((80, 30));
    play(&mut model, "'水利站三季度总结 enter");
    assert_eq!(model.report().title, "水利站三季度总结");
    assert!(model.overlay.is_none());
}

#[test]
fn every_sample_opens_and_shows_its_outline() {
    let names: Vec<&str> = store::samples::names().collect();
    assert_eq!(names.len(), 5);
    for name in names {
        let mut model = start((120, 40));
        let Some(Overlay::Picker(picker)) = &mut model.overlay else { panic!() };
        picker.at = picker.shown.iter().position(|&item| picker.items[item].choice == Choice::Sample(name)).unwrap();
        assert!(draw(&model).rows().join("\n").contains("一、"), "{name}");
        let effects = play(&mut model, "enter");
        assert!(matches!(&effects[..], [Effect::Begin { report, .. }] if report.tree.len() > 5), "{name}: {effects:?}");
    }
    assert!(next_year(&store::samples::practice()).tree.len() > 1);
}

/// The tutorial from its first step to its last, each with keys that the panel names.
#[test]
fn the_tutorial_is_done_with_the_keys_that_it_names() {
    for size in [(120, 40), (80, 24), (40, 20)] {
        let mut model = open("-", size);
        let effects = play(&mut model, "f2 '三分钟上手 enter");
        let Some(Effect::Begin { report, .. }) = effects.into_iter().next() else { panic!("no report to practise on") };
        let outcome = Outcome::Opened {
            reports: vec![*report],
            path: None,
            suggested: None,
            doubts: Vec::new(),
            says: String::new(),
        };
        update::handle_outcome(&mut model, outcome);
        for (title, named, keys) in [
            ("1/9 · 写标题", &["回车"][..], "enter '和成效"),
            ("2/9 · 加一节", &["End", "回车"], "end enter '加强队伍建设"),
            ("3/9 · 升降级", &["Tab", "Shift+Tab"], "backtab"),
            ("4/9 · 搬动", &["Alt+↓", "Alt+↑"], "alt-down"),
            ("5/9 · 折叠", &["Esc", "←"], "esc home down left"),
            ("6/9 · 写正文", &["Ctrl+E"], "ctrl-e '另外补一句。"),
            ("7/9 · 引用数字", &["{", "回车"], "{ down up enter"),
            ("8/9 · 校核", &["Shift+F7", "Esc"], "shift-f7 esc"),
            ("9/9 · 交稿", &["F12", "Esc"], "f12 esc"),
        ] {
            let shown = draw(&model).rows().join("\n");
            assert!(shown.contains(title), "{size:?} {title}\n{shown}");
            let panel = shown.rsplit("三分钟上手").next().unwrap();
            for key in named {
                assert!(panel.contains(key), "{size:?} {title}: {key}\n{shown}");
            }
            play(&mut model, keys);
        }
        assert!(model.tour.is_none(), "{size:?}\n{}", draw(&model).rows().join("\n"));
        assert!(model.message.as_ref().unwrap().says.starts_with("上手完成"));
    }
}

#[test]
fn the_tutorial_can_be_skipped_and_left() {
    let mut model = open("-", (80, 24));
    model.session.practises = true;
    let outcome = Outcome::Opened {
        reports: vec![store::samples::practice()],
        path: None,
        suggested: None,
        doubts: Vec::new(),
        says: String::new(),
    };
    update::handle_outcome(&mut model, outcome);
    update::run(&mut model, Command::Tour);
    play(&mut model, "2");
    assert!(draw(&model).rows().join("\n").contains("2/9"));
    update::run(&mut model, Command::Tour);
    play(&mut model, "3");
    assert!(model.tour.is_none());
    assert!(!draw(&model).rows().join("\n").contains("三分钟上手 "));
}

/// A picture goes back to the table that it was opened from.
#[test]
fn a_picture_is_left_for_where_it_was_opened() {
    let mut model = open("hotline-half-year", (120, 40));
    play(&mut model, "f4 f6");
    assert!(matches!(model.overlay, Some(Overlay::Picture(_))));
    play(&mut model, "esc");
    assert!(matches!(model.overlay, Some(Overlay::Overview(_))));
    play(&mut model, "esc");
    assert!(model.overlay.is_none());
}

/// What is undone is told by where it was and what was typed.
#[test]
fn the_undo_list_says_what_was_typed_where() {
    let mut model = open("-", (120, 40));
    play(&mut model, "'总结 enter '抓落实 ctrl-e '督办十二件。 esc f2 '撤销清单 enter");
    let shown = draw(&model).rows().join("\n");
    assert!(shown.contains("「抓落实」 “督办十二件。”"), "{shown}");
    assert!(shown.contains("标题 “总结”"), "{shown}");
}

/// The name that was given on the command line isn't asked again; a file of the name that has come to be there is.
#[test]
fn a_name_that_was_given_is_not_asked_again() {
    let mut model = open("-", (80, 24));
    model.given = Some(PathBuf::from("总结.ron"));
    model.suggested = model.given.clone();
    let effects = play(&mut model, "'总结 ctrl-s");
    assert!(matches!(&effects[..], [Effect::Save { path, over: update::Over::Ask, .. }] if path.ends_with("总结.ron")));
    assert!(model.overlay.is_none());
}

/// A field that offers something is selected when it opens: typing replaces it.
#[test]
fn what_a_question_offers_is_replaced_by_typing() {
    for keys in ["f2 '另存为 enter", "f2 '指标表存为 enter"] {
        let mut model = open("hotline-half-year", (80, 24));
        play(&mut model, keys);
        play(&mut model, "'新");
        let Some(Overlay::Prompt(prompt)) = &model.overlay else { panic!("{keys}") };
        assert_eq!(prompt.line.text(), "新", "{keys}");
    }
}

/// 字 are counted once: the bottom row and 字数统计 say the same.
#[test]
fn words_are_counted_the_same_everywhere() {
    for sample in ["hotline-half-year", "annual-and-plan", "secondment"] {
        let mut model = open(sample, (120, 40));
        update::run(&mut model, Command::WordCount);
        let Some(Overlay::Picker(picker)) = &model.overlay else { panic!() };
        let all = picker.items.iter().find(|item| item.title == "全文").unwrap();
        assert!(all.hint.starts_with(&format!("{}字", model.outline.report_total())), "{sample}: {}", all.hint);
    }
}
