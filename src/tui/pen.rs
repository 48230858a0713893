//! The pen: what a frame changes goes to the terminal in few bytes, and a character drawn wider there shifts nothing.

use std::fmt;
use std::fmt::Write as _;
use std::io;
use std::io::Write;

use crossterm::style::Color;
use crossterm::style::Colored;
use ratatui::backend::Backend;
use ratatui::backend::ClearType;
use ratatui::backend::CrosstermBackend;
use ratatui::backend::IntoCrossterm;
use ratatui::backend::WindowSize;
use ratatui::buffer::Cell;
use ratatui::layout::Position;
use ratatui::layout::Size;
use ratatui::style::Modifier;

use crate::text;

/// ratatui's backend for crossterm with another way to draw: ratatui's own sends a cursor position after every wide
/// character, twice the bytes of a Chinese text, and none after a character that terminals take for one or two columns.
#[derive(Debug)]
pub struct Pen<W: Write> {
    under: CrosstermBackend<W>,
}

impl<W: Write> Pen<W> {
    /// A pen that writes to this.
    pub fn new(out: W) -> Pen<W> {
        Pen { under: CrosstermBackend::new(out) }
    }
}

impl<W: Write> Write for Pen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.under.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.under)
    }
}

impl<W: Write> Backend for Pen<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, cells: I) -> io::Result<()> {
        let mut line = Sending::default();
        for (x, y, cell) in cells {
            line.go(Position { x, y });
            line.set(Attributes::of(cell));
            line.write(cell.symbol());
        }
        line.set(Attributes::default());
        self.under.write_all(line.out.as_bytes())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.under.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.under.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.under.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.under.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.under.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.under.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.under.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.under.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.under)
    }
}

/// What is being sent, and how the terminal stands after it.
#[derive(Default)]
struct Sending {
    out: String,
    /// Where the cursor is; unknown at the start, and after a character of which terminals don't agree.
    at: Option<Position>,
    attributes: Attributes,
}

impl Sending {
    /// Brings the cursor to a cell, counted from 0.
    fn go(&mut self, to: Position) {
        match self.at {
            Some(at) if at == to => {}
            Some(at) if at.y == to.y && at.x < to.x => self.send(format_args!("\x1b[{}C", to.x - at.x)),
            _ => self.send(format_args!("\x1b[{};{}H", to.y + 1, to.x + 1)),
        }
        self.at = Some(to);
    }

    /// Changes the colours and what else makes the look of a cell.
    fn set(&mut self, attributes: Attributes) {
        if attributes == self.attributes {
            return;
        }
        if attributes == Attributes::default() {
            self.out.push_str("\x1b[m");
        } else {
            self.out.push_str("\x1b[");
            let mut lit = self.attributes;
            for (bit, _, off) in LOOKS {
                if lit.look.contains(bit) && !attributes.look.contains(bit) {
                    self.send(format_args!("{off};"));
                    // One code may put out several.
                    lit.look.remove(LOOKS.iter().filter(|look| look.2 == off).map(|look| look.0).collect());
                }
            }
            for (bit, on, _) in LOOKS {
                if attributes.look.contains(bit) && !lit.look.contains(bit) {
                    self.send(format_args!("{on};"));
                }
            }
            if attributes.front != lit.front {
                self.send(format_args!("{};", Colored::ForegroundColor(attributes.front)));
            }
            if attributes.back != lit.back {
                self.send(format_args!("{};", Colored::BackgroundColor(attributes.back)));
            }
            if attributes.line != lit.line {
                self.send(format_args!("{};", Colored::UnderlineColor(attributes.line)));
            }
            self.out.pop();
            self.out.push('m');
        }
        self.attributes = attributes;
    }

    fn write(&mut self, symbol: &str) {
        self.out.push_str(symbol);
        let columns = text::certain_width(symbol).and_then(|columns| u16::try_from(columns).ok());
        self.at = self.at.zip(columns).map(|(at, columns)| Position { x: at.x + columns, y: at.y });
    }

    fn send(&mut self, words: fmt::Arguments<'_>) {
        self.out.write_fmt(words).expect("a String takes everything");
    }
}

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Attributes {
    front: Color,
    back: Color,
    line: Color,
    look: Modifier,
}

impl Default for Attributes {
    fn default() -> Attributes {
        Attributes { front: Color::Reset, back: Color::Reset, line: Color::Reset, look: Modifier::empty() }
    }
}

impl Attributes {
    fn of(cell: &Cell) -> Attributes {
        Attributes {
            front: cell.fg.into_crossterm(),
            back: cell.bg.into_crossterm(),
            line: cell.underline_color.into_crossterm(),
            look: cell.modifier,
        }
    }
}

/// The codes of ECMA-48, 8.3.117 (SGR), that light each look and that put it out.
const LOOKS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];
