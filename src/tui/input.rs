//! From the terminal's events to inputs. What arrived together is judged together: a run of characters is one commit of an
//! input method, and a run with line breaks inside is a burst, never commands.

pub mod bytes;
mod reader;
mod foreign;
pub mod keys;
mod pointer;
mod sent;

use std::time::Duration;
use std::time::Instant;

use crossterm::event::Event;
use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyEventKind;
use crossterm::event::KeyModifiers;
use crossterm::event::MouseButton;
use crossterm::event::MouseEventKind;

pub use self::bytes::Parser;
pub(super) use self::reader::Distance;
pub(super) use self::reader::Received;
pub(super) use self::reader::TerminalReader;
pub(super) use self::reader::Waker;
pub use self::sent::Foreign;
pub use self::sent::Sent;
use crate::tui::keymap::Chord;
use crate::tui::update::Input;
use crate::tui::update::Mouse;

/// How soon a click must follow another to be its second, as desktops have it.
const AGAIN: Duration = Duration::from_millis(500);

/// Rows that one notch of the wheel turns.
const NOTCH: i16 = 3;

/// The inputs of the events that came in since the last frame.
pub fn inputs(events: Vec<Event>) -> Vec<Input> {
    let mut run = Run::default();
    for event in events {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => {}
            Event::Key(key) => run.key(key),
            Event::Paste(text) => run.put(Input::Pasted(text)),
            Event::Resize(width, height) => run.put(Input::Resized(width, height)),
            Event::Mouse(mouse) => {
                let (x, y) = (mouse.column, mouse.row);
                let mouse = match mouse.kind {
                    MouseEventKind::Down(MouseButton::Left) => Mouse::Click { x, y },
                    MouseEventKind::Drag(MouseButton::Left) => Mouse::Drag { x, y },
                    MouseEventKind::Up(MouseButton::Left) => Mouse::Release { x, y },
                    MouseEventKind::Down(MouseButton::Right) => Mouse::Menu { x, y },
                    MouseEventKind::ScrollUp => Mouse::Wheel { x, y, by: -NOTCH },
                    MouseEventKind::ScrollDown => Mouse::Wheel { x, y, by: NOTCH },
                    _ => continue,
                };
                run.put(Input::Mouse(mouse));
            }
            Event::FocusGained | Event::FocusLost => {}
        }
    }
    run.end();
    run.inputs
}

/// Clicks that follow each other in one cell.
#[derive(Debug, Default)]
pub struct Clicks {
    last: Option<(Instant, (u16, u16))>,
    times: u8,
}

impl Clicks {
    /// The inputs that came in `now`, the second and the third click of a row told apart.
    pub fn counted(&mut self, inputs: Vec<Input>, now: Instant) -> Vec<Input> {
        inputs.into_iter().map(|input| self.count(input, now)).collect()
    }

    fn count(&mut self, input: Input, now: Instant) -> Input {
        if matches!(input, Input::Mouse(Mouse::Release { .. })) {
            return input;
        }
        let Input::Mouse(Mouse::Click { x, y }) = input else {
            // What is typed or dragged meanwhile begins anew.
            self.last = None;
            return input;
        };
        let again =
            self.last.is_some_and(|(then, place)| place == (x, y) && now.saturating_duration_since(then) < AGAIN);
        self.times = if again { self.times % 3 + 1 } else { 1 };
        self.last = Some((now, (x, y)));
        Input::Mouse(match self.times {
            1 => Mouse::Click { x, y },
            2 => Mouse::Double { x, y },
            _ => Mouse::Triple { x, y },
        })
    }
}

/// Characters that have come in one after the other.
#[derive(Default)]
struct Run {
    inputs: Vec<Input>,
    text: String,
    /// Enter and Tab after the text: part of it only when more text follows.
    tail: Vec<KeyEvent>,
}

impl Run {
    fn key(&mut self, key: KeyEvent) {
        match key.code {
            KeyCode::Char(c) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => {
                for key in self.tail.drain(..) {
                    self.text.push(if key.code == KeyCode::Tab { '\t' } else { '\n' });
                }
                self.text.push(c);
            }
            KeyCode::Enter | KeyCode::Tab if key.modifiers.is_empty() && !self.text.is_empty() => self.tail.push(key),
            // A line feed, as some terminals paste it; after a carriage return it is the same line break.
            KeyCode::Char('j') if key.modifiers == KeyModifiers::CONTROL && !self.text.is_empty() => {
                if self.tail.last().is_none_or(|last| last.code != KeyCode::Enter) {
                    self.tail.push(key);
                }
            }
            _ => self.put(Input::Key(Chord::of(&key))),
        }
    }

    fn put(&mut self, input: Input) {
        self.end();
        self.inputs.push(input);
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => {}
            (Some(c), None) => self.inputs.push(Input::Key(Chord::character(c))),
            _ if text.contains(['\n', '\t']) => self.inputs.push(Input::Burst(text)),
            _ => self.inputs.push(Input::Typed(text)),
        }
        self.inputs.extend(self.tail.drain(..).map(|key| Input::Key(Chord::of(&key))));
    }
}
