//! What holds in every frame, whatever is pressed, typed, pasted, and however large the terminal is.

use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;
use proptest::proptest;
use ratatui::buffer::CellWidth;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyModifiers;

use tigang::report::Field;
use tigang::report::HeadingStyle;
use tigang::report::Metric;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;
use tigang::text;
use tigang::text::Ambiguous;
use tigang::tui::command::Focus;
use tigang::tui::command::TABLE;
use tigang::tui::keymap::Chord;
use tigang::tui::layout;
use tigang::tui::model::Model;
use tigang::tui::overlay::Overlay;
use tigang::tui::update;
use tigang::tui::update::Effect;
use tigang::tui::update::Input;
use tigang::tui::update::Mouse;
use tigang::tui::update::Outcome;

use crate::tools::model::Screen;
use crate::tools::model::draw;
use crate::tools::model::draw_on;
use crate::tools::model::open;
use crate::tools::model::play;

/// Everything that must hold of the screen of a model.
#[track_caller]
pub(crate) fn check(model: &Model) {
    let screen = draw(model);
    whole(&screen);
    // The window may have been dragged since.
    let (width, height) = model.session.size;
    resized(model, &screen, (width.div_ceil(2), height + 1));
    resized(model, &screen, (width + 1, height.div_ceil(2)));
    if let Some(at) = screen.cursor {
        assert!(screen.buffer.area.contains(at), "the cursor {at} is off the screen");
        caret(model, &screen);
    } else {
        let too_small = layout::is_too_small(model);
        let reads_only = matches!(model.overlay, Some(Overlay::Help { .. }));
        let looks_elsewhere = model.follow == tigang::tui::model::Follow::Wheel;
        let nothing_to_stand_on = model.rows() == 0;
        assert!(
            too_small || reads_only || looks_elsewhere || nothing_to_stand_on,
            "no cursor for an input method to follow: {:?} {:?}",
            model.focus(),
            model.overlay
        );
    }
}

/// What must hold of a frame that has another size than the model has been told: what there is room for stands where it stood.
#[track_caller]
fn resized(model: &Model, before: &Screen, size: (u16, u16)) {
    let now = draw_on(model, size);
    whole(&now);
    for place in before.buffer.area.intersection(now.buffer.area).positions() {
        let (was, is) = (&before.buffer[place], &now.buffer[place]);
        let fits = place.x + was.cell_width() <= now.buffer.area.width;
        assert_eq!(is.symbol(), if fits { was.symbol() } else { " " }, "at {place} of a frame of {size:?}");
    }
    if let Some(at) = now.cursor {
        assert!(now.buffer.area.contains(at), "the cursor {at} is off the screen");
    }
}

/// Every cell is one grapheme that fits its place: no control character, nothing over the second half of a wide one.
#[track_caller]
fn whole(screen: &Screen) {
    let area = screen.buffer.area;
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let symbol = screen.buffer[(x, y)].symbol();
            assert!(!symbol.contains(char::is_control), "a control character at ({x}, {y}): {symbol:?}");
            let width = screen.buffer[(x, y)].cell_width();
            assert!(width > 0 || symbol.is_empty(), "nothing to see at ({x}, {y}): {symbol:?}");
            assert!(x + width <= area.width, "{symbol:?} sticks out at ({x}, {y}) of {area}");
            for behind in x + 1..x + width {
                let half = screen.buffer[(behind, y)].symbol();
                assert!(half.trim().is_empty(), "{symbol:?} at ({x}, {y}) is torn by {half:?}");
            }
            x += width.max(1);
        }
    }
}

/// The cursor's cell is the caret's: what is drawn to its left and right is what stands before and behind the caret.
#[track_caller]
fn caret(model: &Model, screen: &Screen) {
    let cursor = screen.cursor.unwrap();
    let areas = layout::areas(model);
    // In a table the words of a cell stand between rules, or blanks.
    let mut in_cell = false;
    let (around, pane) = match (&model.overlay, model.focus()) {
        (Some(Overlay::Prompt(prompt)), _) => (around(prompt.line.text(), prompt.line.at()), None),
        (Some(Overlay::Picker(picker)), _) => (around(picker.line.text(), picker.line.at()), None),
        (Some(Overlay::Preview(preview)), _) => (around(preview.line.text(), preview.line.at()), None),
        (Some(Overlay::Form(form)), _) => match form.rows.get(form.at).filter(|row| !row.asks.is_choice()) {
            Some(row) => (around(row.line.text(), row.line.at()), None),
            None => return,
        },
        (
            Some(
                Overlay::Held(_)
                | Overlay::KeyTest(_)
                | Overlay::Ask(_)
                | Overlay::Help { .. }
                | Overlay::Grab { .. }
                | Overlay::Findings(_)
                | Overlay::Doubts(_)
                | Overlay::Differences(_)
                | Overlay::Overview(_)
                | Overlay::Extraction(_)
                | Overlay::Picture(_),
            ),
            _,
        ) => return,
        (None | Some(Overlay::Completion(_)), Focus::Navigation | Focus::Metrics) => return,
        (None | Some(Overlay::Completion(_)), focus) => {
            let field = model.field().unwrap();
            let pane = match focus {
                Focus::Text if model.written().unwrap().cell(model.caret.at).is_some() => None,
                Focus::Text => areas.text,
                Focus::Note => areas.note,
                _ => areas.outline,
            };
            let (text, at) = (model.text_of(field), model.caret.at);
            let cell = model.written().unwrap().cell(at).filter(|_| focus == Focus::Text);
            in_cell = cell.is_some();
            let cell = cell.unwrap_or(0..text.len());
            let (before, behind) = around(&text[cell.clone()], at - cell.start);
            ((model.rendered(&before).into_owned(), model.rendered(&behind).into_owned()), pane)
        }
    };
    let line = pane.unwrap_or(screen.buffer.area);
    let (before, behind) = around;
    let (before, behind) = (drawn(&before), drawn(&behind));
    if before.is_empty() && behind.is_empty() {
        return;
    }
    let columns = |grapheme: &str| u16::try_from(text::width(grapheme, model.session.ambiguous)).unwrap();
    let symbol = |x: u16| screen.buffer[(x, cursor.y)].symbol();
    let blank = |from: u16, to: u16| (from..to).all(|x| symbol(x).trim().is_empty());
    let row = &screen.rows()[usize::from(cursor.y)];
    let mut x = cursor.x;
    let mut met = 0;
    for grapheme in before.graphemes(true).rev() {
        let width = columns(grapheme);
        if x < line.x + width || symbol(x - width) != grapheme {
            break;
        }
        x -= width;
        met += 1;
    }
    // The row begins here: with an indent in a pane, with a frame or a label and a scrolled text elsewhere.
    // Blanks hang behind the end of a row; the cursor stays in the last cell.
    if before.ends_with(char::is_whitespace) && cursor.x + 1 == line.right() {
        return;
    }
    let at_start = before.graphemes(true).count() == met || blank(line.x, x) || (pane.is_none() && met > 0);
    let at_start = at_start || in_cell && (x == line.x || matches!(symbol(x - 1), " " | "│" | "|"));
    let wrapped_heading = model.focus() == Focus::Heading && blank(line.x, x);
    assert!(at_start || wrapped_heading, "left of the cursor {cursor} in “{row}” does not stand “{before}”");
    let mut x = cursor.x;
    let mut rest = behind.graphemes(true).peekable();
    while let Some(grapheme) = rest.next_if(|grapheme| {
        let width = columns(grapheme);
        x + width <= line.right() && symbol(x) == *grapheme
    }) {
        x += columns(grapheme);
    }
    // A row ends here: nothing more is drawn, or an ellipsis, the frame, 字数.
    let ends = match pane {
        _ if rest.peek().is_none() => true,
        Some(area) if model.focus() == Focus::Heading => blank(x, area.right().saturating_sub(layout::COUNT).max(x)),
        Some(area) => blank(x, area.right()),
        None => matches!(symbol(x), "…" | " " | "│" | "|"),
    };
    assert!(ends, "right of the cursor {cursor} in “{row}” does not stand “{behind}”");
}

/// A text as it is drawn: what takes no column is not.
fn drawn(text: &str) -> String {
    text::shown(text).graphemes(true).filter(|grapheme| grapheme.width() > 0).collect()
}

/// The line of a text before and behind a place in it.
fn around(text: &str, at: usize) -> (String, String) {
    let before = text[..at].rsplit('\n').next().unwrap_or_default();
    let behind = text[at..].split('\n').next().unwrap_or_default();
    (before.to_string(), behind.to_string())
}

// What is pressed, and on what ----------------------------------------------------------------------------------------

fn chord() -> impl Strategy<Value = Chord> {
    let keys: Vec<Chord> = TABLE
        .iter()
        .flat_map(|entry| entry.keys)
        .flat_map(|binding| binding.keys.split(' '))
        .map(|key| Chord::parse(key).unwrap())
        .collect();
    let codes = vec![
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::F(2),
        KeyCode::F(3),
        KeyCode::F(4),
        KeyCode::Null,
        KeyCode::Char('\u{3}'),
    ];
    let modifiers = vec![KeyModifiers::NONE, KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT];
    prop_oneof![
        6 => prop::sample::select(keys),
        2 => (prop::sample::select(codes.clone()), prop::sample::select(modifiers))
            .prop_map(|(code, modifiers)| Chord::of(&KeyEvent::new(code, modifiers))),
        3 => prop::sample::select(codes).prop_map(Chord::plain),
    ]
}

fn words() -> impl Strategy<Value = String> {
    let pieces = vec![
        "今年以来，",
        "全市",
        "“高效办成”",
        "10278",
        "92.6%",
        "a",
        " ",
        "　",
        "、",
        "。",
        "é",
        "e\u{301}",
        "👨‍👩‍👧‍👦",
        "🚀",
        "🇨🇳",
        "\u{1b}[31m",
        "\u{1b}]0;x\u{7}",
        "\u{0}",
        "\u{9b}2J",
        "\u{7f}",
        "\t",
        "\u{200b}",
        "\u{202e}",
        "\u{feff}",
        "ﾞ",
        "\u{301}",
        "𠮷",
        "①",
        "…",
        "——",
        "·",
        "{电子工单}。",
        "{电子工单:同比}，",
        "㊿",
        "\u{fe0f}",
        "❤\u{fe0f}",
        "👍🏽",
        "नि",
        "각",
        "ﷺ",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..12).prop_map(|pieces| pieces.concat())
}

pub(crate) fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![(1u16..=220, 1u16..=60), (40u16..=130, 12u16..=40), Just((40, 12)), Just((80, 24)),]
}

fn ambiguous() -> impl Strategy<Value = Ambiguous> {
    prop_oneof![Just(Ambiguous::Narrow), Just(Ambiguous::Wide)]
}

pub(crate) fn input() -> impl Strategy<Value = Input> {
    let place = (0u16..230, 0u16..65);
    prop_oneof![
        12 => chord().prop_map(Input::Key),
        4 => words().prop_map(Input::Typed),
        1 => (words(), words()).prop_map(|(one, two)| Input::Pasted(format!("{one}\n{two}"))),
        1 => (words(), words()).prop_map(|(one, two)| Input::Burst(format!("{one}\n\t{two}"))),
        2 => place.clone().prop_map(|(x, y)| Input::Mouse(Mouse::Click { x, y })),
        1 => place.clone().prop_map(|(x, y)| Input::Mouse(Mouse::Double { x, y })),
        1 => place.clone().prop_map(|(x, y)| Input::Mouse(Mouse::Triple { x, y })),
        1 => place.clone().prop_map(|(x, y)| Input::Mouse(Mouse::Drag { x, y })),
        1 => place.clone().prop_map(|(x, y)| Input::Mouse(Mouse::Release { x, y })),
        1 => place.clone().prop_map(|(x, y)| Input::Mouse(Mouse::Menu { x, y })),
        1 => (place, -9i16..9).prop_map(|((x, y), by)| Input::Mouse(Mouse::Wheel { x, y, by })),
        1 => size().prop_map(|(width, height)| Input::Resized(width, height)),
    ]
}

/// A report as a file may bring it: no text of it has been cleaned.
pub(crate) fn report() -> impl Strategy<Value = Report> {
    let section = (1usize..6, words(), words(), words(), prop::collection::vec(metric(), 0..3), 0u8..8);
    (prop::collection::vec(section, 0..10), words(), words(), words(), words()).prop_map(
        |(sections, title, preamble, closing, organization)| {
            let mut level = 0;
            let rows = sections.into_iter().enumerate().map(|(index, (wanted, heading, body, note, metrics, dice))| {
                level = wanted.min(level + 1);
                let mut section = Section::new(SectionId::new(u32::try_from(index + 1).unwrap()).unwrap());
                section.heading = heading.replace(['\n', '\t'], " ");
                section.body = format!("{body}\n{note}{body}{heading}");
                section.note = note;
                section.metrics = metrics;
                section.style.target = (dice == 0).then_some(123_456);
                section.style.heading = if dice == 1 { HeadingStyle::RunIn } else { HeadingStyle::OwnLine };
                (level, section)
            });
            let tree = Tree::from_rows(rows.collect::<Vec<_>>()).unwrap();
            let mut report = Report { tree, title, preamble, closing, organization, ..Report::default() };
            report.date = "2026年7月1日".into();
            if report.preamble.len().is_multiple_of(2) {
                let [name, value, unit, last_year] = ["电子工单", "10278", "个", "9120"].map(String::from);
                report.metrics = vec![Metric { name, value, unit, last_year, ..Metric::default() }];
            }
            report
        },
    )
}

fn metric() -> impl Strategy<Value = Metric> {
    let figure = prop_oneof![
        words(),
        Just("10278".to_string()),
        Just("-0.5".to_string()),
        Just("79228162514264337593543950335".to_string()),
    ];
    (words(), figure.clone(), words(), figure.clone(), figure, words(), words()).prop_map(
        |(name, value, unit, last_year, target, series, note)| Metric {
            name,
            value,
            unit,
            last_year,
            target,
            series,
            note,
            ..Metric::default()
        },
    )
}

/// Presses, and tells what is saved, exported and opened as a disk would.
fn press(model: &mut Model, input: Input) {
    let mut effect = update::press(model, input);
    let mut turns = 0;
    while let Some(done) = effect.take().filter(|_| turns < 4) {
        turns += 1;
        effect = match done {
            Effect::Save { path, state, next, .. } => {
                update::handle_outcome(model, Outcome::Saved { path, state, next })
            }
            Effect::Export { path, .. } => update::handle_outcome(model, Outcome::Exported(path, String::new())),
            Effect::Open(path) => update::handle_outcome(model, Outcome::Failed(format!("没有 {}", path.display()))),
            _ => None,
        };
    }
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(100))]

    #[test]
    fn every_frame_is_whole_and_the_cursor_is_at_the_caret(
        report in report(), size in size(), ambiguous in ambiguous(), inputs in prop::collection::vec(input(), 0..30),
    ) {
        let mut model = Model::new(report, size);
        model.session.ambiguous = ambiguous;
        model.settle();
        model.path = Some("报\u{1b}[2J告\n.ron".into());
        check(&model);
        for input in inputs {
            press(&mut model, input);
            check(&model);
        }
    }

    #[test]
    fn every_text_shows_its_caret_wherever_it_stands(
        written in words(), more in words(), size in (40u16..=130, 12u16..=40), ambiguous in ambiguous(),
        steps in prop::collection::vec(chord(), 0..20),
    ) {
        let mut model = Model::new(Report::default(), size);
        model.session.ambiguous = ambiguous;
        model.settle();
        press(&mut model, Input::Typed(format!("{written}{more}{written}{more}")));
        check(&model);
        press(&mut model, Input::Key(Chord::plain(KeyCode::Enter)));
        press(&mut model, Input::Typed(format!("{more}{written}{more}{written}{more}")));
        for _ in 0..8 {
            check(&model);
            press(&mut model, Input::Key(Chord::plain(KeyCode::Left)));
        }
        press(&mut model, Input::Key(Chord::parse("ctrl-e").unwrap()));
        press(&mut model, Input::Pasted(format!("{written}{more}\n{more}{written}{more}{written}")));
        for step in steps {
            check(&model);
            press(&mut model, Input::Key(step));
        }
        check(&model);
    }
}

#[test]
fn a_window_that_is_dragged_never_ends_the_program() {
    let states = [
        "down",
        "down enter",
        "down down ctrl-e",
        "down down ctrl-l",
        "f9 f9 tab",
        "f9 f9 f9 '数",
        "ctrl-f2",
        "'今年以来",
        "f1",
        "f2",
        "f4",
        "f12",
        "ctrl-b",
        "ctrl-u",
        "down f6",
        "f9 f9 f6",
        "down down ctrl-e '，， shift-f7",
        "f2 'ajcs enter",
        "down enter ! ctrl-q",
    ];
    for keys in states {
        for size in [(100, 30), (40, 12)] {
            let mut model = open("hotline-half-year", size);
            play(&mut model, keys);
            let before = draw(&model);
            for width in (1..=130).step_by(31).chain([size.0 - 1, size.0, size.0 + 1]) {
                for height in (1..=50).step_by(13).chain([size.1 - 1, size.1, size.1 + 1]) {
                    resized(&model, &before, (width, height));
                }
            }
        }
    }
}

#[test]
fn what_is_found_is_lit_by_whole_characters() {
    let mut model = open("science-half-year", (80, 24));
    play(&mut model, "down ctrl-e ctrl-home '2J2J\u{fe0f}𠮷e\u{301} ctrl-home ctrl-f 'J enter");
    check(&model);
    play(&mut model, "ctrl-f 'e enter home right right");
    check(&model);
}

#[test]
fn a_caret_inside_a_character_of_another_pane_does_no_harm() {
    let mut model = open("science-half-year", (80, 24));
    play(&mut model, "down down enter home 'x '1 left ctrl-f '平台 enter f3 f3 f3");
    check(&model);
    assert!(model.field().is_some_and(|field| matches!(field, Field::Body(_) | Field::Heading(_))));
    let Rect { width, .. } = layout::areas(&model).status;
    assert_eq!(width, 80);
}
