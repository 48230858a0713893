//! What a writer does and sees: the scenarios of `tests/spec/*.spec`, each a title, a drawn outline, keys, and the drawn
//! outline after them. `tests/spec/README.md` says how they are written; one `check` runs them all.
//!
//! Every scenario also holds, at every key, what no scenario says: the journal of its changes leads from the first report to the
//! last, everything can be taken back and done again, the file keeps the report, and at 80×24 as at 40×12 the
//! screen is drawn with the terminal's cursor at the caret.

mod hand;
mod sheet;

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;
use std::path::PathBuf;

use crossterm::event::KeyCode;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use tigang::check;
use tigang::edit::Change;
use tigang::edit::Done;
use tigang::export;
use tigang::export::Fonts;
use tigang::import::Imported;
use tigang::report::Report;
use tigang::store;
use tigang::text::Ambiguous;
use tigang::text::graphemes;
use tigang::text::shown;
use tigang::text::width;
use tigang::tui::command::Command;
use tigang::tui::command::Focus;
use tigang::tui::command::TABLE;
use tigang::tui::here::Portion;
use tigang::tui::keymap::Bound;
use tigang::tui::keymap::Chord;
use tigang::tui::keymap::KeyProfile;
use tigang::tui::keymap::Keymap;
use tigang::tui::keymap::KeymapFault;
use tigang::tui::keymap::Sequence;
use tigang::tui::layout;
use tigang::tui::model::Follow;
use tigang::tui::model::Model;
use tigang::tui::outline::Spot;
use tigang::tui::overlay::Overlay;
use tigang::tui::overlay::Purpose;
use tigang::tui::update;
use tigang::tui::update::Effect;
use tigang::tui::update::Handed;
use tigang::tui::update::Input;
use tigang::tui::update::Mouse;
use tigang::tui::update::Outcome;
use tigang::tui::update::Over;
use tigang::tui::view;

use crate::tools::chief::AUTHOR;
use crate::tools::chief::Chief;
use crate::tools::chief::Recording;
use crate::tools::chief::Said;
use crate::tools::model::exported;
use hand::Act;

/// The screen that the drawings are of, unless a scenario names another.
const USUAL: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);
const LARGE: (u16, u16) = (120, 40);

/// One story of a spec file.
struct Scenario {
    /// File and line of its title.
    place: String,
    title: String,
    size: Option<(u16, u16)>,
    /// Whether the drawings show where rows break: they then hold for one size of the screen alone.
    breaks: bool,
    /// How much of the report the text pane shows, where that is not what there is room for.
    portion: Option<Portion>,
    /// The keys, if they are not the default ones.
    keymap: Option<Keymap>,
    start: Vec<String>,
    steps: Vec<Step>,
}

/// Keys, and the drawing after them.
#[derive(Default)]
struct Step {
    acts: Vec<Act>,
    drawing: Vec<String>,
}

#[test]
fn scenarios() {
    let scenarios = scenarios_of_all_files();
    let wanted = std::env::var("SPEC").unwrap_or_default();
    let mut broken = Vec::new();
    let mut ran = 0;
    for scenario in
        scenarios.iter().filter(|scenario| scenario.title.contains(&wanted) || scenario.place.contains(&wanted))
    {
        ran += 1;
        if let Err(why) = catch_unwind(AssertUnwindSafe(|| check(scenario))) {
            broken.push(format!("{} {}\n{}", scenario.place, scenario.title, said(&*why)));
        }
    }
    assert!(broken.is_empty(), "{} of {ran} scenarios are broken:\n\n{}", broken.len(), broken.join("\n\n"));
    assert!(ran > 0, "no scenario has {wanted} in its title or file name");
}

/// Whatever is pressed, the laws hold: random keys, texts, pastes and clicks on one report, the same in every run.
#[test]
fn laws_hold_whatever_is_pressed() {
    let report = [
        "标题：总结",
        "导语：今年以来。",
        "全文指标：编制｜32｜名",
        "一、主要工作 ←",
        "  正文：第一段，工作有序开展。",
        "  正文：第二段，受理{受理诉求}，{受理诉求:同比}。",
        "  （一）抓规范 〔目标500字〕",
        "    指标：受理诉求｜10278｜件｜9120",
        "    1.制度",
        "    2.督查 〔段首〕",
        "      备注：问科室",
        "  （二）抓落实",
        "二、存在问题",
        "几点体会",
        "结尾：特此报告。",
        "单位：市督查室",
    ];
    let start: Vec<String> = report.map(String::from).to_vec();
    let scenario = |start| Scenario {
        place: String::new(),
        title: String::new(),
        size: None,
        breaks: false,
        portion: None,
        keymap: None,
        start,
        steps: Vec::new(),
    };
    let mut broken = Vec::new();
    for seed in 0..RUNS {
        let mut dice = Dice(seed);
        let profile = &KeyProfile::ALL[usize::try_from(seed / 2).unwrap() % KeyProfile::ALL.len()];
        let mut scenario = scenario(start.clone());
        scenario.keymap = Some(Keymap::default().over(profile));
        // Half of them in the manuscript.
        scenario.portion =
            (seed >= RUNS / 2).then(|| Portion::ALL[usize::from(seed % 8 != 0) + usize::from(seed % 4 != 1)]);
        let large = if scenario.portion.is_some() { LARGE } else { USUAL };
        let mut writer = Writer::new(&scenario, if seed % 2 == 0 { large } else { SMALL });
        let mut pressed = Vec::new();
        // In some of these it hides what the outline has folded.
        writer.model.session.folds_texts = seed % 3 == 0;
        if scenario.portion.is_some() {
            writer.press(Input::Key(Chord::parse("ctrl-e").unwrap()));
        }
        let go = || {
            for _ in 0..PRESSES {
                let input = dice.input(&writer.model);
                pressed.push(format!("{input:?}"));
                writer.press(input);
            }
            writer.finish();
        };
        if let Err(why) = catch_unwind(AssertUnwindSafe(go)) {
            broken.push(format!("run {seed}, after the last of\n{}\n{}", pressed.join("\n"), said(&*why)));
        }
    }
    assert!(
        broken.is_empty(),
        "{} of {RUNS} runs break a law, the shortest:\n{}",
        broken.len(),
        broken.iter().min_by_key(|run| run.len()).unwrap()
    );
}

const RUNS: u64 = 120;
const PRESSES: usize = 50;

/// A die that always falls the same way.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    /// A key that means something where the writer is, now and then something else.
    fn input(&mut self, model: &Model) -> Input {
        const TEXTS: [&str; 11] = ["督", "抓落实", "a", "，。", "👨‍👩‍👧", " ", "12.8%", "1", "一、办", "（一）", "2.督"];
        let (width, height) = model.session.size;
        let (width, height) = (usize::from(width).max(80), usize::from(height).max(24));
        let entry = &TABLE[self.roll(TABLE.len())];
        let keys: Vec<&Sequence> = model.session.keymap.keys(entry.command, model.focus()).collect();
        let following = model.session.keymap.following(model.focus(), &model.pending);
        match self.roll(12) {
            0 => Input::Typed(TEXTS[self.roll(TEXTS.len())].repeat(1 + self.roll(3))),
            1 => Input::Pasted("方案\n督查\n\t通报\t12\n\n总结".chars().take(1 + self.roll(14)).collect()),
            2 => Input::Mouse(Mouse::Click {
                x: u16::try_from(self.roll(width)).unwrap(),
                y: u16::try_from(self.roll(height)).unwrap(),
            }),
            3 => {
                let (x, y) = (u16::try_from(self.roll(width)).unwrap(), u16::try_from(self.roll(height)).unwrap());
                Input::Mouse(match self.roll(5) {
                    0 => Mouse::Menu { x, y },
                    1 | 2 => Mouse::Release { x, y },
                    _ => Mouse::Drag { x, y },
                })
            }
            4 => Input::Key(Chord::plain([KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::Down][self.roll(4)])),
            5 if model.overlay.is_some() => Input::Key(Chord::plain(KeyCode::Esc)),
            // In a list a burst could open another report and go on typing there: that is two stories.
            6 if model.overlay.is_none() => Input::Burst("通报\n\t考核".chars().take(1 + self.roll(6)).collect()),
            _ if !model.pending.is_empty() && !following.is_empty() => {
                Input::Key(following[self.roll(following.len())].0)
            }
            _ if keys.is_empty() => Input::Key(Chord::plain(KeyCode::Down)),
            _ => Input::Key(keys[self.roll(keys.len())].chords()[0]),
        }
    }
}

/// The commands that the scenarios ask for, by key or by title, with the pane in which they did.
pub(crate) fn commands_asked_for() -> BTreeSet<(Command, Focus)> {
    let mut asked = BTreeSet::new();
    for scenario in scenarios_of_all_files() {
        let mut writer = Writer::new(&scenario, scenario.size.unwrap_or(USUAL));
        for act in scenario.steps.iter().flat_map(|step| &step.acts) {
            writer.does(act);
        }
        asked.append(&mut writer.asked);
    }
    asked
}

/// A report that no file holds yet is on the desk.
fn begun(report: Report) -> Outcome {
    let says = "新的报告".to_string();
    Outcome::Opened { reports: vec![report], path: None, suggested: None, doubts: Vec::new(), says }
}

/// What a panic said.
fn said(why: &(dyn Any + Send)) -> String {
    let words = why.downcast_ref::<&str>().map(|why| why.to_string());
    why.downcast_ref::<String>().cloned().or(words).unwrap_or_default()
}

/// One scenario with all its laws.
fn check(scenario: &Scenario) {
    let size = scenario.size.unwrap_or(USUAL);
    let mut writer = Writer::new(scenario, size);
    compare(&writer, &scenario.start, "the start");
    for (number, step) in scenario.steps.iter().enumerate() {
        writer.news.clear();
        for act in &step.acts {
            writer.does(act);
        }
        compare(&writer, &step.drawing, &format!("drawing {}", number + 1));
    }
    let end = writer.model.report().clone();
    writer.finish();
    if size != SMALL {
        let mut writer = Writer::new(scenario, SMALL);
        for act in scenario.steps.iter().flat_map(|step| &step.acts) {
            writer.does(act);
        }
        if scenario.size.is_none() && !scenario.breaks {
            assert!(
                *writer.model.report() == end,
                "at 40×12 the same keys lead to another report:\n{}",
                writer.drawn()
            );
        }
        writer.finish();
    }
}

/// What a scenario draws must be there; what it says in the lines that may be left out, too.
fn compare(writer: &Writer, wanted: &[String], which: &str) {
    let is_optional = |line: &str| sheet::OPTIONAL.iter().any(|prefix| line.starts_with(prefix));
    let asked = |line: &&String| !is_optional(line) || wanted.iter().any(|w| sheet::prefix(w) == sheet::prefix(line));
    let drawn = sheet::draw(&writer.model, writer.breaks, &writer.news);
    let drawn: Vec<&String> = drawn.iter().filter(asked).collect();
    let on_screen = |line: &&String| line.starts_with(sheet::ON_SCREEN);
    let lines: Vec<&String> = wanted.iter().filter(|line| !on_screen(line)).collect();
    let show = |lines: &[&String]| lines.iter().map(|line| format!("    {line}\n")).collect::<String>();
    assert!(lines == drawn, "{which} should be\n{}but is\n{}", show(&lines), show(&drawn));
    let screen = writer.screen();
    for words in wanted.iter().filter(on_screen).map(|line| &line[sheet::ON_SCREEN.len()..]) {
        assert!(screen.contains(words), "{which}: “{words}” is not on the screen\n{screen}");
    }
}

/// A writer at the keyboard, and what is watched meanwhile.
struct Writer {
    model: Model,
    breaks: bool,
    /// The report at the start, and the one that the changes make of it.
    start: Report,
    replayed: Report,
    revision: u64,
    /// Which report it is: see [`Model::turn`].
    turn: u64,
    /// What the program asked of the rim since the last drawing.
    news: Vec<String>,
    asked: BTreeSet<(Command, Focus)>,
    terminal: Terminal<TestBackend>,
}

impl Writer {
    fn new(scenario: &Scenario, size: (u16, u16)) -> Writer {
        let mut model = sheet::parse(&scenario.start, size);
        if let Some(keymap) = &scenario.keymap {
            model.session.keymap = keymap.clone();
        }
        if scenario.portion.is_some() {
            model.session.portion = scenario.portion;
            // In the manuscript a heading is written where it stands.
            if let Some(field) = model.field().filter(|_| model.focus() == Focus::Heading) {
                let caret = model.caret;
                model.follow(field, caret);
            }
            model.settle();
        }
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        let mut writer = Writer {
            breaks: scenario.breaks,
            start: model.report().clone(),
            replayed: model.report().clone(),
            model,
            revision: 0,
            turn: 0,
            news: Vec::new(),
            asked: BTreeSet::new(),
            terminal,
        };
        writer.look();
        writer
    }

    fn does(&mut self, act: &Act) {
        match act {
            Act::Events(events) => {
                for input in tigang::tui::input::inputs(events.clone()) {
                    self.press(input);
                }
            }
            Act::Command(title) => {
                let entry = TABLE.iter().find(|entry| entry.title == title);
                let entry = entry.unwrap_or_else(|| panic!("no command is called {title}"));
                self.asked.insert((entry.command, self.model.focus()));
                self.press(Input::Key(Chord::plain(KeyCode::F(2))));
                self.press(Input::Typed(title.clone()));
                match &self.model.overlay {
                    Some(Overlay::Picker(picker)) => {
                        assert_eq!(
                            picker.chosen().map(|item| item.title.as_str()),
                            Some(entry.title),
                            "in the palette"
                        );
                    }
                    _ => panic!("F2 opens no palette here"),
                }
                self.press(Input::Key(Chord::plain(KeyCode::Enter)));
            }
            Act::Mouse(words, mouse) => {
                if let Some(Position { x, y }) = find(self.terminal.backend().buffer(), words) {
                    self.press(Input::Mouse(mouse(x, y)));
                } else {
                    assert!(self.model.session.size == SMALL, "“{words}” is not on the screen\n{}", self.screen());
                }
            }
            Act::Open(text) => {
                let Imported { reports, doubts } = tigang::import::import_text(text);
                let sections = reports.iter().map(|report| report.tree.len()).sum();
                let says = tigang::tui::words::read_in(sections, &doubts);
                let outcome = Outcome::Opened { reports, path: None, suggested: None, doubts, says };
                update::handle_outcome(&mut self.model, outcome);
                self.journal();
                self.look();
            }
            Act::Resize(width, height) => {
                self.terminal = Terminal::new(TestBackend::new(*width, *height)).unwrap();
                self.press(Input::Resized(*width, *height));
            }
        }
    }

    fn press(&mut self, input: Input) {
        if let (Input::Key(chord), None) = (&input, &self.model.overlay)
            && let Some((_, Bound::Command(command))) =
                self.model.session.keymap.ask(self.model.focus(), &self.model.pending, *chord)
        {
            self.asked.insert((command, self.model.focus()));
        }
        let mut effect = update::press(&mut self.model, input);
        while let Some(asked) = effect.take() {
            effect = self.rim(asked);
        }
        self.journal();
        self.look();
    }

    /// Exports on a computer without fonts. Of all names 占着 is taken.
    fn export(&mut self, path: PathBuf, what: Handed, over: Over) -> Outcome {
        if over == Over::Ask && path.file_stem().is_some_and(|stem| stem == "占着") {
            let free = Some(path.with_file_name("占着-2.docx"));
            return Outcome::Exists {
                question: format!("已经有文件 {}。", path.display()), path, next: None, free
            };
        }
        let bytes = what.bytes(|_| Fonts::default(), &|_| {});
        if bytes.is_ok() {
            self.news.push(format!("结果：导出到 {}", path.display()));
        }
        exported(path, &bytes)
    }

    /// Does what the program asks of the rim, as if all went well.
    fn rim(&mut self, effect: Effect) -> Option<Effect> {
        let outcome = match effect {
            Effect::Save { path, state, next, .. } => {
                self.news.push(format!("结果：存到 {}", path.display()));
                Outcome::Saved { path, state, next }
            }
            Effect::Export { path, what, over } => self.export(path, what, over),
            Effect::Copy(text) => {
                self.news.extend(text.lines().map(|line| format!("剪贴板：{line}")));
                Outcome::Copied(None)
            }
            Effect::Fetch(side) => Outcome::Fetched(None, side),
            Effect::Open(path) => {
                self.news.push(format!("结果：打开 {}", path.display()));
                return None;
            }
            Effect::Begin { report, path } => {
                self.news.push(format!("结果：另起 {}", path.display()));
                begun(*report)
            }
            Effect::Templates => Outcome::Templates(templates()),
            Effect::Look(_) => Outcome::Looked(Vec::new(), templates()),
            Effect::Forget(path) => {
                self.news.push(format!("结果：不列 {}", path.display()));
                return None;
            }
            Effect::Complete(typed) => {
                Outcome::Completed(typed.clone(), vec![format!("{typed}一.ron"), format!("{typed}二.ron")])
            }
            Effect::Width(_) => {
                // What was drawn before stands on the terminal in other widths.
                self.terminal.clear().unwrap();
                return None;
            }
            Effect::Template(name) => {
                self.news.push(format!("结果：按模板 {name}"));
                begun(store::templates::open(&name, None).unwrap())
            }
            Effect::KeepTemplate { name, .. } => Outcome::TemplateKept(name),
            Effect::Versions(path) => {
                let (says, shows) = update::appraisal(self.start.clone(), self.model.report());
                Outcome::Versions(vec![update::Past { path, when: "3分钟前".into(), says, shows }])
            }
            Effect::Beside { then, .. } => Outcome::Beside { report: Box::new(self.start.clone()), then },
            Effect::Returned(path) => returned(&self.start, &path),
            Effect::Table(path) => {
                self.news.push(format!("结果：读表 {}", path.display()));
                Outcome::Table { text: TABLE_FILE.to_string(), says: None }
            }
            Effect::Follow(path) => {
                self.news.push(format!("结果：跟随 {}", path.map_or("无".into(), |path| path.display().to_string())));
                return None;
            }
            Effect::TakeOver { .. } => {
                self.news.push("结果：接手".into());
                Outcome::Host
            }
            Effect::Read(path, into) => {
                self.news.push(format!("结果：读入 {}", path.display()));
                let parts = tigang::import::import_text(NEIGHBOUR).reports;
                let parts = parts.into_iter().map(|report| ("邻科".to_string(), report)).collect();
                Outcome::Read { parts, doubts: Vec::new(), troubles: Vec::new(), into }
            }
            Effect::Recover(journal) | Effect::LayAside(journal) => {
                self.news.push(format!("结果：找回 {}", journal.display()));
                return None;
            }
            Effect::Restore { version, .. } => {
                self.news.push(format!("结果：旧版本 {}", version.display()));
                return None;
            }
            Effect::Page => return None,
            Effect::Theme(name) => {
                self.news.push(format!("结果：配色 {name}"));
                return None;
            }
            Effect::Check(report, what) => {
                Outcome::Checked(what, check::findings(&report, &self.model.session.check, self.model.session.today))
            }
            Effect::Rule { name, to } => {
                self.news.push(format!("结果：{} {name}", if to == check::Switch::Off { "永远停用" } else { "恢复" }));
                return None;
            }
            Effect::Profile(name) => {
                self.news.push(format!("结果：键位 {name}"));
                return None;
            }
            Effect::Quit => {
                self.news.push("结果：退出程序".into());
                return None;
            }
        };
        update::handle_outcome(&mut self.model, outcome)
    }

    /// Every change, written out and read back, makes the same of the report before it.
    fn journal(&mut self) {
        if self.turn != self.model.turn() {
            self.turn = self.model.turn();
            self.begin_anew();
        }
        let revision = self.model.document().revision();
        let changes = self.model.take_changes();
        if revision < self.revision || revision == 0 && self.replayed != *self.model.report() {
            self.start = self.model.report().clone();
            self.replayed = self.start.clone();
        } else {
            for Done { change, .. } in changes {
                let line = ron::to_string(&change).unwrap();
                let read: Change = ron::from_str(&line).unwrap();
                assert_eq!(read, change, "a change that was written out");
                read.apply(&mut self.replayed)
                    .expect("a change of the journal applies to what the ones before it made");
            }
        }
        self.revision = revision;
        assert!(self.replayed == *self.model.report(), "the journal leads elsewhere:\n{}", self.drawn());
    }

    /// Another report has been opened, and perhaps something done to it in the same breath: the story begins before that.
    fn begin_anew(&mut self) {
        let acts = std::iter::from_fn(|| self.model.undo()).count();
        self.start = self.model.report().clone();
        self.model.take_changes();
        self.replayed = self.start.clone();
        self.revision = self.model.document().revision();
        for _ in 0..acts {
            self.model.redo().expect("what was taken back can be done again");
        }
        self.model.settle();
    }

    /// Draws the screen and looks where the terminal's cursor stands.
    fn look(&mut self) {
        let Writer { model, terminal, .. } = self;
        terminal.draw(|frame| view::view(model, frame)).unwrap();
        let backend = terminal.backend();
        if layout::is_too_small(model) || model.follow == Follow::Wheel {
            return;
        }
        let cursor = backend.cursor_visible().then(|| backend.cursor_position());
        let at_caret = match (&model.overlay, model.field()) {
            (Some(Overlay::Help { .. }), _) => true,
            (Some(Overlay::Grab { .. } | Overlay::Ask(_) | Overlay::Held(_) | Overlay::KeyTest(_)), _) => {
                cursor.is_some()
            }
            (Some(Overlay::Picker(picker)), _) => {
                stands(backend.buffer(), cursor, picker.line.text(), picker.line.at(), false)
            }
            (Some(Overlay::Prompt(prompt)), _) if prompt.purpose != Purpose::Cell || model.metric_rows().len() < 5 => {
                stands(backend.buffer(), cursor, prompt.line.text(), prompt.line.at(), false)
            }
            (Some(Overlay::Form(form)), _) if !form.rows[form.at].asks.is_choice() => {
                let line = &form.rows[form.at].line;
                stands(backend.buffer(), cursor, line.text(), line.at(), false)
            }
            (None | Some(Overlay::Completion(_)), Some(field)) => {
                stands(backend.buffer(), cursor, model.text_of(field), model.caret.at, model.caret.hangs)
            }
            (Some(_), _) => cursor.is_some(),
            (None, None) => {
                let heading = match model.spot() {
                    Spot::Section(id) if model.focus() == Focus::Navigation => {
                        &model.report().tree.section(id).unwrap().heading
                    }
                    _ => "",
                };
                stands(backend.buffer(), cursor, heading, 0, false)
            }
        };
        assert!(
            at_caret,
            "the terminal's cursor is at {cursor:?}, not at the caret:\n{}\n{}",
            self.drawn(),
            self.screen()
        );
    }

    /// The laws that hold at the end of every scenario.
    fn finish(mut self) {
        while self.model.overlay.is_some() {
            self.press(Input::Key(Chord::plain(KeyCode::Esc)));
        }
        let end = self.model.report().clone();
        let kept = store::read(&store::write(&end)).expect("what is written can be read");
        assert!(kept == end, "the file doesn't keep the report");
        let mut acts = 0;
        while self.model.undo().is_some() {
            acts += 1;
            self.model.settle();
            self.journal();
            self.look();
        }
        assert!(self.start == *self.model.report(), "everything taken back:\n{}", self.drawn());
        for _ in 0..acts {
            self.model.redo().expect("what was taken back can be done again");
            self.model.settle();
            self.journal();
            self.look();
        }
        assert!(end == *self.model.report(), "everything done again:\n{}", self.drawn());
    }

    fn drawn(&self) -> String {
        sheet::draw(&self.model, self.breaks, &self.news).join("\n")
    }

    fn screen(&self) -> String {
        rows(self.terminal.backend().buffer()).join("\n")
    }
}

/// The screen as text: a wide character takes two cells and is printed once.
fn rows(buffer: &Buffer) -> Vec<String> {
    (0..buffer.area.height).map(|y| cells(buffer, y).map(|(_, symbol)| symbol).collect()).collect()
}

/// The characters of a row with the columns they start at.
fn cells(buffer: &Buffer, y: u16) -> impl Iterator<Item = (u16, &str)> {
    let mut x = 0;
    std::iter::from_fn(move || {
        let at = x;
        let symbol = (at < buffer.area.width).then(|| buffer[(at, y)].symbol())?;
        x += u16::try_from(width(symbol, Ambiguous::Narrow).max(1)).unwrap();
        Some((at, symbol))
    })
}

/// Where words stand on the screen: their first cell.
fn find(buffer: &Buffer, words: &str) -> Option<Position> {
    (0..buffer.area.height).find_map(|y| {
        let cells: Vec<(u16, &str)> = cells(buffer, y).collect();
        (0..cells.len()).find_map(|k| {
            let from: String = cells[k..].iter().map(|(_, symbol)| *symbol).collect();
            from.starts_with(words).then_some(Position { x: cells[k].0, y })
        })
    })
}

/// Whether the cursor stands between the character before byte `at` of the text and the one behind it, where these are in its row.
fn stands(buffer: &Buffer, cursor: Option<Position>, text: &str, at: usize, hangs: bool) -> bool {
    let Some(Position { x, y }) = cursor else { return false };
    // A reference is drawn as its figure.
    if text[at..].starts_with('{') || text[..at].ends_with('}') {
        return true;
    }
    let next =
        graphemes(&text[at..]).next().map(|(_, next)| next).filter(|next| !["\n", "\t"].contains(next) && !hangs);
    if let Some(next) = next {
        // A prompt's line that goes on past the window ends in an ellipsis.
        return [&*shown(next), "…"].contains(&buffer[(x, y)].symbol());
    }
    // In a table a cell ends where the next begins.
    match graphemes(&text[..at]).last().map(|(_, before)| before).filter(|before| !["\n", "\t"].contains(before)) {
        Some(before) => {
            let stands = x
                .checked_sub(u16::try_from(width(before, Ambiguous::Narrow)).unwrap())
                .is_some_and(|x| buffer[(x, y)].symbol() == shown(before));
            // Blanks at the end of a full row hang beyond its edge.
            let hang = before == " " && buffer.cell((x + 1, y)).is_none_or(|edge| edge.symbol() == "│");
            stands || hang
        }
        None => true,
    }
}

/// What every file holds that a scenario reads into its report.
const NEIGHBOUR: &str = "邻科工作总结\n今年做了两件事。\n一、修路\n二、架桥\n";

/// What every table of metrics holds that a scenario reads.
const TABLE_FILE: &str = "名称,本期,单位,上年同期\n电子工单,11000,个,9120\n来信,\"1,204\",件,\n";

// Reading the files ------------------------------------------------------------------------------------------------

fn scenarios_of_all_files() -> Vec<Scenario> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "spec"));
    files.sort();
    let read = |file: &PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy();
        let scenarios = read(&name, &std::fs::read_to_string(file).unwrap());
        assert!(!scenarios.is_empty(), "{name} has no scenario");
        scenarios
    };
    files.iter().flat_map(read).collect()
}

/// A profile by its name, or what a `keymap.ron` says.
fn keymap(words: &str) -> Keymap {
    let keymap = match KeyProfile::named(words) {
        Some(profile) => Keymap::default().over(profile),
        None => Keymap::read(words),
    };
    let faults: Vec<&KeymapFault> = keymap.faults().iter().filter(|fault| !fault.is_remark()).collect();
    assert!(faults.is_empty(), "{words}: {faults:?}");
    keymap
}

fn read(file: &str, source: &str) -> Vec<Scenario> {
    let mut scenarios: Vec<Scenario> = Vec::new();
    for (number, line) in source.lines().enumerate().map(|(number, line)| (number + 1, line.trim_end())) {
        if let Some(title) = line.strip_prefix("# ") {
            let place = format!("{file}:{number}");
            let title = title.to_string();
            let (start, steps) = (Vec::new(), Vec::new());
            scenarios.push(Scenario {
                place,
                title,
                size: None,
                breaks: false,
                portion: None,
                keymap: None,
                start,
                steps,
            });
            continue;
        }
        // What stands before the first title is prose, and so is a line quoted by `>`.
        let Some(scenario) = scenarios.last_mut().filter(|_| !line.is_empty() && !line.starts_with('>')) else {
            continue;
        };
        if line == "显示折行" {
            scenario.breaks = true;
        } else if let Some(title) = line.strip_prefix("稿面：") {
            scenario.portion = Portion::ALL.into_iter().find(|portion| portion.title() == title);
            assert!(scenario.portion.is_some(), "稿面：{title}");
        } else if let Some(keys) = line.strip_prefix("键位：") {
            scenario.keymap = Some(keymap(keys));
        } else if let Some(size) = line.strip_prefix("屏幕：") {
            scenario.size = Some(hand::size(size));
        } else if let Some(acts) = hand::acts(line) {
            if scenario.steps.last().is_none_or(|step| !step.drawing.is_empty()) {
                scenario.steps.push(Step::default());
            }
            scenario.steps.last_mut().expect("pushed just now").acts.extend(acts);
        } else {
            match scenario.steps.last_mut() {
                Some(step) => step.drawing.push(line.to_string()),
                None => scenario.start.push(line.to_string()),
            }
        }
    }
    for scenario in &scenarios {
        let whole = !scenario.start.is_empty() && scenario.steps.last().is_some_and(|step| !step.drawing.is_empty());
        assert!(
            whole,
            "{} {}: a scenario has a drawing, keys, and a drawing after them",
            scenario.place, scenario.title
        );
    }
    scenarios
}

/// The templates that come with the program.
fn templates() -> Vec<(String, tigang::report::Report)> {
    let open = |name: String| (name.clone(), store::templates::open(&name, None).unwrap());
    store::templates::names(None).into_iter().map(open).collect()
}

/// The file that comes back: the report as it was at the beginning, changed as the name of the file says, with 修订 on.
fn returned(start: &Report, path: &Path) -> Outcome {
    let format = export::Format::named("docx").unwrap();
    let bytes = export::bytes(start, format, &export::Options::default()).unwrap();
    let mut chief = Chief::new(&bytes, Recording::On);
    let name = path.display().to_string();
    for change in name.trim_end_matches(".docx").split('；') {
        if let Some((words, text)) = change.strip_prefix("批").and_then(|change| change.split_once('：')) {
            chief.comment(words, &Said { author: AUTHOR, text, answers: &[], done: false });
        } else if let Some(words) = change.strip_prefix("删") {
            chief.take_out(words, words);
        } else if let Some((words, new)) = change.split_once('→') {
            chief.write_over(words, new);
        }
    }
    Outcome::Returned { name: "退回稿.docx".into(), bytes: chief.save() }
}
