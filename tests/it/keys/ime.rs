//! Input methods: what is committed arrives in one piece or in several, among keys, wherever the writer is, and none of it
//! is lost.

use crossterm::event::Event;
use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyModifiers;
use proptest::prelude::Strategy;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;
use proptest::proptest;

use tigang::tui::input::inputs;
use tigang::tui::model::Model;
use tigang::tui::overlay::Arrival;
use tigang::tui::overlay::Overlay;
use tigang::tui::update;

use crate::tools::model::draw;
use crate::tools::model::open;
use crate::tools::model::play;

/// Where the writer may be when an input method commits, by the keys that lead there.
const STATES: [(&str, &str); 20] = [
    ("导航", "down"),
    ("写标题", "down enter"),
    ("写全文标题", "home enter"),
    ("正文", "down down ctrl-e"),
    ("正文里选中了", "down down ctrl-e shift-down"),
    ("正文全屏", "down down ctrl-l"),
    ("备注", "f9 f9 f9"),
    ("指标", "f9 f9 tab"),
    ("收着字的导航", "'今年以来"),
    ("命令", "f2"),
    ("查找", "ctrl-f"),
    ("筛选", "f8"),
    ("报告属性", "ctrl-b"),
    ("导出", "f12"),
    ("移到", "down ctrl-t"),
    ("帮助", "f1"),
    ("移动本节", "down f6 down"),
    ("校核", "down down ctrl-e '，， shift-f7"),
    ("有没有保存的问题", "down enter ! ctrl-q"),
    ("问题底下的正文", "down down ctrl-e ! ctrl-q down"),
];

/// Two characters whose low byte is that of Esc, one outside the first plane, an emoji of four, a word, a sentence.
const COMMITS: [&str; 8] = [
    "创",
    "唛",
    "𠮷",
    "👨\u{200d}👩\u{200d}👧\u{200d}👦",
    "督办",
    "“稳”",
    "创新唛头𠮷野家",
    "今年以来，全科上下一心，抓好接听、派办、督办三件事。",
];

/// One thing that reaches the program between two frames.
#[derive(Clone, Debug)]
enum Step {
    Commit(&'static str),
    /// As a slow line brings it: character by character.
    Dripped(&'static str),
    Key(KeyCode),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => prop::sample::select(COMMITS.to_vec()).prop_map(Step::Commit),
        2 => prop::sample::select(COMMITS.to_vec()).prop_map(Step::Dripped),
        1 => prop::sample::select(vec![KeyCode::Left, KeyCode::Right, KeyCode::Home, KeyCode::End]).prop_map(Step::Key),
    ]
}

fn arrive(model: &mut Model, events: Vec<Event>) {
    for input in inputs(events) {
        update::press(model, input);
    }
    draw(model);
}

fn event(code: KeyCode) -> Event {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

/// All that is written anywhere: in the report, in what lies over it.
fn everything(model: &Model) -> String {
    let mut all: Vec<String> = model.report().texts().map(|(_, text)| text.to_string()).collect();
    all.extend(model.report().tree.rows().map(|row| row.section.note.clone()));
    all.push(model.report().note.clone());
    match &model.overlay {
        Some(Overlay::Held(text)) => all.push(text.clone()),
        Some(Overlay::Prompt(prompt)) => all.push(prompt.line.text().into()),
        Some(Overlay::Picker(picker)) => all.push(picker.line.text().into()),
        Some(Overlay::Help(help)) => all.push(help.line.text().into()),
        Some(Overlay::Preview(preview)) => all.push(preview.line.text().into()),
        Some(Overlay::Form(form)) => all.extend(form.rows.iter().map(|row| row.line.text().to_string())),
        Some(Overlay::KeyTest(test)) => all.extend(test.arrived.iter().map(|arrival| match arrival {
            Arrival::Key(chord) => chord.typed().map(String::from).unwrap_or_default(),
            Arrival::Typed(text) | Arrival::Burst(text) | Arrival::Pasted(text) => text.clone(),
            Arrival::Mouse(..) => String::new(),
        })),
        _ => {}
    }
    all.concat()
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(60))]

    #[test]
    fn nothing_that_an_input_method_commits_is_lost(
        state in prop::sample::select(STATES.to_vec()), steps in prop::collection::vec(step(), 1..12),
    ) {
        let (name, keys) = state;
        let mut model = open("hotline-half-year", (100, 30));
        play(&mut model, keys);
        // What is selected or offered gives way to what is typed.
        arrive(&mut model, vec![event(KeyCode::Char('甲'))]);
        let before = everything(&model);
        assert!(before.contains('甲'), "{name}");
        let mut committed = String::new();
        for step in steps {
            match step {
                Step::Commit(text) => {
                    committed.push_str(text);
                    arrive(&mut model, text.chars().map(|c| event(KeyCode::Char(c))).collect());
                }
                Step::Dripped(text) => {
                    committed.push_str(text);
                    text.chars().for_each(|c| arrive(&mut model, vec![event(KeyCode::Char(c))]));
                }
                Step::Key(code) => arrive(&mut model, vec![event(code)]),
            }
        }
        let after = everything(&model);
        let count = |text: &str, c: char| text.matches(c).count();
        for c in committed.chars() {
            let (had, has) = (count(&before, c) + count(&committed, c), count(&after, c));
            assert!(has >= had, "{name}: {c:?} {has} times for {had} in “{after}”");
        }
    }
}

#[test]
fn what_is_asked_gives_way_to_who_writes() {
    let asked = |keys| {
        let mut model = open("hotline-half-year", (100, 30));
        play(&mut model, keys);
        model.overlay
    };
    let state = |name| STATES.iter().find(|(own, _)| *own == name).unwrap().1;
    assert!(matches!(asked(state("校核")), Some(Overlay::Findings(_))));
    assert!(matches!(asked(state("有没有保存的问题")), Some(Overlay::Ask(_))));
    assert!(matches!(asked(state("问题底下的正文")), Some(Overlay::Ask(_))));
}

#[test]
fn every_state_takes_a_commit_whole() {
    for (name, keys) in STATES.iter().chain(&[("按键测试", "f2 'ajcs enter")]) {
        for commit in COMMITS {
            let mut model = open("hotline-half-year", (100, 30));
            play(&mut model, keys);
            arrive(&mut model, commit.chars().map(|c| event(KeyCode::Char(c))).collect());
            assert!(everything(&model).contains(commit), "{name}: “{commit}” is lost");
        }
    }
}
