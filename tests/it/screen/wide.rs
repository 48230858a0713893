//! Terminals that give “ ” … ① two columns: nothing on the screen is torn there, nothing is hidden.
//!
//! The terminal of the tests gives them one. It becomes such a terminal by stand-ins: every character of ambiguous width is
//! taken for the one 0x20000 further on, an ideograph of two columns, on its way in, and back on its way out.

use std::cell::RefCell;
use std::io;
use std::io::Write;
use std::rc::Rc;

use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;
use proptest::proptest;
use ratatui::Terminal;
use ratatui::TerminalOptions;
use ratatui::Viewport;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::buffer::CellWidth;
use ratatui::layout::Rect;

use tigang::text;
use tigang::text::Ambiguous;
use tigang::text::Ambiguous::Narrow;
use tigang::text::Ambiguous::Wide;
use tigang::tui::model::Model;
use tigang::tui::pen::Pen;
use tigang::tui::view::view;

use crate::tools::model::open;
use crate::tools::model::play;

const STAND_INS: u32 = 0x20000;

fn is_ambiguous(c: char) -> bool {
    let width = |ambiguous| text::width(c.encode_utf8(&mut [0; 4]), ambiguous);
    !c.is_ascii() && width(Narrow) == 1 && width(Wide) == 2
}

/// What a terminal that makes them wide is to be sent in place of a text.
pub(crate) fn stand_ins(text: &str) -> String {
    text.chars().map(|c| if is_ambiguous(c) { char::from_u32(STAND_INS + u32::from(c)).unwrap() } else { c }).collect()
}

/// The text in place of which that was sent.
pub(crate) fn stood_for(shown: &str) -> String {
    let back = |c: char| u32::from(c).checked_sub(STAND_INS).and_then(char::from_u32).filter(|&c| is_ambiguous(c));
    shown.chars().map(|c| back(c).unwrap_or(c)).collect()
}

/// What the program writes, kept to be read.
#[derive(Clone, Default)]
struct Line(Rc<RefCell<Vec<u8>>>);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The program's own way from the model to a terminal, and that terminal.
struct Eye {
    screen: Terminal<Pen<Line>>,
    line: Line,
    terminal: vt100::Parser,
}

impl Eye {
    fn new((columns, rows): (u16, u16)) -> Eye {
        let line = Line::default();
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, columns, rows)) };
        Eye {
            screen: Terminal::with_options(Pen::new(line.clone()), options).unwrap(),
            line,
            terminal: vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0),
        }
    }

    /// Draws the model; every cell of the terminal is then as drawn, and its cursor where the caret is.
    #[track_caller]
    fn check(&mut self, model: &Model) {
        let drawn = self.screen.draw(|frame| view(model, frame)).unwrap().buffer.clone();
        let sent = String::from_utf8(std::mem::take(&mut *self.line.0.borrow_mut())).unwrap();
        let sent = if model.session.ambiguous == Wide { stand_ins(&sent) } else { sent };
        self.terminal.process(sent.as_bytes());
        for y in 0..drawn.area.height {
            let row = row(self.terminal.screen(), y);
            assert_eq!(row, wanted(&drawn, y), "row {y} of\n{}", self.terminal.screen().contents());
        }
    }
}

/// What a row of the terminal shows, a blank for an empty cell.
fn row(screen: &vt100::Screen, y: u16) -> String {
    let cells = (0..screen.size().1.get()).map(|x| screen.cell(y, x).unwrap());
    let shown = cells.filter(|cell| !cell.is_wide_continuation());
    stood_for(&shown.map(|cell| if cell.has_contents() { cell.contents() } else { " " }).collect::<String>())
}

/// What it ought to show.
fn wanted(drawn: &Buffer, y: u16) -> String {
    let (mut row, mut x) = (String::new(), 0);
    while x < drawn.area.width {
        row.push_str(drawn[(x, y)].symbol());
        x += drawn[(x, y)].cell_width().max(1);
    }
    row
}

fn keys() -> impl Strategy<Value = String> {
    let keys = vec![
        "down",
        "down",
        "up",
        "enter",
        "esc",
        "ctrl-e",
        "f9",
        "f1",
        "f2",
        "f7",
        "f12",
        "ctrl-f",
        "ctrl-l",
        "end",
        "home",
        "left",
        "right",
        "tab",
        "backspace",
        "alt-down",
        "alt-up",
        "shift-down",
        "shift-left",
        "ctrl-z",
        "'“稳”",
        "'①②…",
        "'——甲·乙",
        "'×±℃αЯ",
        "'今年以来，",
        "'a1",
        "pagedown",
        "ctrl-a",
        "%30,10",
        "^30,10",
        "@50,3",
        "@10,5",
        "ctrl-b",
    ];
    prop::collection::vec(prop::sample::select(keys), 1..25).prop_map(|keys| keys.join(" "))
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![Just((40, 12)), Just((80, 24)), Just((120, 40)), (40u16..=130, 12u16..=40)]
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(40))]

    #[test]
    fn the_terminal_shows_what_was_drawn_whatever_width_it_gives(
        keys in keys(), size in size(), ambiguous in prop_oneof![Just(Narrow), Just(Wide), Just(Wide)],
        sample in prop::sample::select(vec!["hotline-half-year", "annual-and-plan", "secondment", "-"]),
    ) {
        let mut model = of_width(sample, size, ambiguous);
        let mut eye = Eye::new(size);
        eye.check(&model);
        for key in keys.split(' ') {
            play(&mut model, key);
            eye.check(&model);
        }
    }
}

/// A sample on a terminal of this width.
fn of_width(sample: &str, size: (u16, u16), ambiguous: Ambiguous) -> Model {
    let mut model = open(sample, size);
    model.session.ambiguous = ambiguous;
    model.settle();
    model
}

#[test]
fn what_stands_in_for_a_character_is_not_taken_for_another() {
    assert_eq!(text::width(&stand_ins("“稳”……①·×"), Narrow), text::width("“稳”……①·×", Wide));
    for text in ["“稳”……①·×─", "𠮷野家 abc 工作总结。", "αЯé"] {
        assert_eq!(stood_for(&stand_ins(text)), text);
    }
}

/// The cells behind a wide character have its ground, in every pane and list, whatever the terminal makes of “ ” … ①.
#[test]
fn the_second_cell_of_a_wide_character_has_its_ground() {
    for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
        for keys in
            ["", "ctrl-e", "f9 f9", "f2", "f1", "f4", "ctrl-f2", "f12", "shift-f7", "ctrl-u", "1 space down space"]
        {
            for size in [(40, 12), (80, 24), (120, 40)] {
                let mut model = open("annual-and-plan", size);
                model.session.ambiguous = ambiguous;
                model.settle();
                play(&mut model, keys);
                let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
                let buffer = terminal.draw(|frame| view(&model, frame)).unwrap().buffer;
                for y in 0..size.1 {
                    let mut x = 0;
                    while x < size.0 {
                        let columns = u16::try_from(text::width(buffer[(x, y)].symbol(), ambiguous)).unwrap().max(1);
                        for behind in x + 1..(x + columns).min(size.0) {
                            let (first, second) = (&buffer[(x, y)], &buffer[(behind, y)]);
                            assert_eq!(
                                first.bg,
                                second.bg,
                                "{keys} {size:?} {ambiguous:?}: {} at {x},{y}",
                                first.symbol()
                            );
                        }
                        x += columns;
                    }
                }
            }
        }
    }
}
