//! A writer at the keyboard without a terminal: presses keys, draws each frame, counts what a terminal would be sent.

use std::cell::Cell;
use std::fmt;
use std::io;
use std::io::Write;
use std::rc::Rc;

use ratatui::Terminal;
use ratatui::TerminalOptions;
use ratatui::Viewport;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use tigang::report::Report;
use tigang::store::Journal;
use tigang::store::journal::Kept;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Model;
use tigang::tui::update;
use tigang::tui::update::Input;
use tigang::tui::view::view;

/// Columns and rows of the screen.
const SIZE: (u16, u16) = (120, 40);

/// A text that fills the text pane: what isn't the name of a key is pasted.
const FULL: &str = include_str!("full.txt");

/// One act of the writer, to be done over and over.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    /// What the tables call it.
    pub name: &'static str,
    /// Keys, and texts to be pasted, that lead to where it is done.
    pub before: &'static [&'static str],
    /// Its key, or keys that are pressed in turn.
    pub keys: &'static [&'static str],
}

/// What is measured.
pub const ACTS: &[Act] = &[
    Act { name: "a character typed into a body", before: &["ctrl-e"], keys: &["字"] },
    Act { name: "the same in the pane of one section", before: &["ctrl-e", "alt-m"], keys: &["字"] },
    Act { name: "the same there, full of text", before: &["ctrl-e", "alt-m", FULL, "ctrl-home"], keys: &["字"] },
    Act { name: "a character typed into the manuscript's heading", before: &["ctrl-e", "up"], keys: &["字"] },
    Act { name: "a row of the manuscript", before: &["ctrl-e"], keys: &["down", "up"] },
    Act { name: "a page of the manuscript", before: &["ctrl-e"], keys: &["pagedown", "pageup"] },
    Act { name: "the manuscript's end and its start", before: &["ctrl-e"], keys: &["ctrl-end", "ctrl-home"] },
    Act { name: "all of the manuscript selected", before: &["ctrl-e"], keys: &["ctrl-a", "left"] },
    Act { name: "a character typed into a heading", before: &["enter"], keys: &["字"] },
    Act { name: "a cursor step in the outline", before: &[], keys: &["down"] },
    Act { name: "a cursor step in a text", before: &["ctrl-e"], keys: &["right"] },
    Act { name: "a cursor step beside the preview", before: &["ctrl-f2"], keys: &["down"] },
    Act { name: "a step back from the end beside the preview", before: &["end", "ctrl-f2"], keys: &["up"] },
    Act { name: "a character typed above the preview", before: &["ctrl-f2", "ctrl-e"], keys: &["字"] },
    Act { name: "a section moved", before: &["down", "down", "down"], keys: &["alt-down", "alt-up"] },
    Act { name: "a section with 130 below it moved", before: &[], keys: &["alt-down", "alt-up"] },
    Act { name: "the same at the end of the report", before: &["1", "end", "up"], keys: &["alt-up", "alt-down"] },
    Act { name: "the same demoted and promoted", before: &["alt-down"], keys: &["tab", "backtab"] },
    Act { name: "a move undone and redone", before: &["alt-down"], keys: &["ctrl-z", "ctrl-y"] },
    Act { name: "a section put in and taken back", before: &["down"], keys: &["insert", "ctrl-z", "esc"] },
    Act { name: "a section removed and brought back", before: &["down"], keys: &["delete", "ctrl-z"] },
    Act { name: "one section folded and unfolded", before: &[], keys: &["left", "right"] },
    Act { name: "all folded and unfolded", before: &[], keys: &["1", "0"] },
    Act { name: "all folded from the last section", before: &["end"], keys: &["2", "0"] },
    Act { name: "a letter of pinyin typed to go to a section", before: &["ctrl-u"], keys: &["g", "backspace"] },
    Act { name: "help and the palette opened and closed", before: &["down"], keys: &["f1", "esc", "f2", "esc"] },
    Act { name: "Ctrl+S, until the writer goes on", before: &[], keys: &["ctrl-s"] },
];

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The program but for its terminal.
pub struct Desk {
    pub model: Model,
    screen: Terminal<CrosstermBackend<Line>>,
    sent: Rc<Cell<usize>>,
    /// Where changes are kept before they are drawn.
    pub journal: Option<Journal>,
}

impl Desk {
    /// Opens a report and draws its first screen.
    pub fn open(report: Report) -> Desk {
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, SIZE.0, SIZE.1)) };
        let sent = Rc::new(Cell::new(0));
        let line = CrosstermBackend::new(Line { sent: Rc::clone(&sent) });
        let screen = Terminal::with_options(line, options).expect("nothing is asked of the line");
        let mut model = Model::new(report, SIZE);
        model.path = Some("报告.ron".into());
        let mut desk = Desk { model, screen, sent, journal: None };
        desk.draw();
        desk
    }

    /// Presses a key, as the command table writes it, and draws. Answers how many bytes a terminal would be sent.
    pub fn press(&mut self, key: &str) -> usize {
        self.take(Input::Key(Chord::parse(key).expect("a key as the command table writes it")))
    }

    /// The same of whatever the terminal sends.
    pub fn take(&mut self, input: Input) -> usize {
        let before = self.sent.get();
        let effect = update::press(&mut self.model, input);
        let done = self.model.take_changes();
        if let Some(journal) = &mut self.journal {
            let kept = journal.keep(self.model.document(), done, self.model.stand(), None);
            assert!(matches!(kept, Kept::Written), "there is room for the journal");
        }
        self.draw();
        drop(effect);
        self.sent.get() - before
    }

    /// Goes to where an act is done.
    pub fn prepare(&mut self, act: &Act) {
        for key in act.before {
            match Chord::parse(key) {
                Some(chord) => self.take(Input::Key(chord)),
                None => self.take(Input::Pasted((*key).to_owned())),
            };
        }
    }

    fn draw(&mut self) {
        self.screen.draw(|frame| view(&self.model, frame)).expect("the line takes everything");
    }
}

/// The line to a terminal that isn't there.
struct Line {
    sent: Rc<Cell<usize>>,
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sent.set(self.sent.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
