//! The terminal's own state: raw mode, alternate screen, paste, mouse, cursor shape; put back however the program ends.

mod guard;
mod out;

use std::io;
use std::io::BufWriter;
use std::io::IsTerminal;
use std::sync::Mutex;
use std::sync::Once;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::MoveTo;
use crossterm::cursor::SetCursorStyle;
use crossterm::cursor::Show;
use crossterm::event::DisableBracketedPaste;
use crossterm::event::DisableFocusChange;
use crossterm::event::DisableMouseCapture;
use crossterm::event::EnableBracketedPaste;
use crossterm::event::EnableFocusChange;
use crossterm::event::EnableMouseCapture;
use crossterm::execute;
use crossterm::queue;
use crossterm::style::Print;
use crossterm::terminal::BeginSynchronizedUpdate;
use crossterm::terminal::Clear;
use crossterm::terminal::ClearType;
use crossterm::terminal::EndSynchronizedUpdate;
use crossterm::terminal::EnterAlternateScreen;
use crossterm::terminal::LeaveAlternateScreen;
use crossterm::terminal::disable_raw_mode;
use crossterm::terminal::enable_raw_mode;
use ratatui::layout::Rect;

use crate::import::caught::is_caught;
use crate::text::Ambiguous;
use crate::tui::input::Distance;
use crate::tui::input::Received;
use crate::tui::input::Sent;
use crate::tui::input::TerminalReader;
use crate::tui::input::Waker;
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::tui::terminal::out::Out;
use crate::tui::view::view;

/// Bytes of text that a terminal's clipboard takes; several drop anything longer without a word.
const CLIPBOARD: usize = 74_000;

/// How long an answer may take: a terminal that gives none keeps the first screen waiting for it. From this machine, and as
/// long as a line to the other side of the earth needs.
const ANSWER: (Duration, Duration) = (Duration::from_millis(30), Duration::from_millis(400));

/// What crossterm has no command for, as terminals are asked for it. Alt sends an Esc before the key, and no letter with an
/// accent (1036 of xterm and mlterm, 1039 of xterm); what was set before is kept by the terminal and comes back with
/// [`AS_BEFORE`]. Del sends what it sends elsewhere (the keypad's mode, of st).
const ESC_FOR_ALT: &str = "\x1b[?1036;1039s\x1b[?1036;1039h\x1b=";

/// What takes that back.
const AS_BEFORE: &str = "\x1b>\x1b[?1036;1039r";

/// Whether the program has the terminal.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Where in the source the program fell last.
static FELL: Mutex<String> = Mutex::new(String::new());

/// The terminal while the program has it.
pub(super) struct Terminal {
    screen: ratatui::Terminal<Pen<BufWriter<Out>>>,
    /// What reads the terminal, until the loop begins.
    reader: Option<TerminalReader>,
    /// Whether the terminal reports the mouse.
    has_mouse: bool,
}

impl Terminal {
    /// Takes the terminal. It is given back when the value goes, also in a panic.
    pub(super) fn open() -> io::Result<Terminal> {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            let own = std::thread::current().id();
            std::panic::set_hook(Box::new(move |panic| {
                if is_caught() {
                    return;
                }
                if std::thread::current().id() != own || !TAKEN.load(Ordering::Relaxed) {
                    return before(panic);
                }
                // One sentence follows when all is put in order; see `fell_at`.
                restore();
                let place = panic.location().map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()));
                *FELL.lock().unwrap_or_else(PoisonError::into_inner) = place;
            }));
        });
        guard::start();
        enable_raw_mode().inspect_err(|_| guard::end())?;
        TAKEN.store(true, Ordering::Relaxed);
        // crossterm's own NO_COLOR drops bold and reverse too; the theme takes care of colour instead.
        crossterm::style::force_color_output(true);
        let mut out = BufWriter::with_capacity(1 << 16, Out);
        let taken = execute!(
            out,
            EnterAlternateScreen,
            EnableBracketedPaste,
            EnableFocusChange,
            Print(ESC_FOR_ALT),
            SetCursorStyle::SteadyBar
        )
        .and_then(|()| Ok((ratatui::Terminal::new(Pen::new(out))?, open_reader()?)));
        match taken {
            Ok((screen, reader)) => Ok(Terminal { screen, reader: Some(reader), has_mouse: false }),
            Err(error) => {
                restore();
                Err(error)
            }
        }
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.screen.size()?;
        Ok((size.width, size.height))
    }

    /// What wakes whoever reads the terminal: to be had once, before the reader is.
    pub(super) fn waker(&mut self) -> Option<Waker> {
        self.reader.as_mut().and_then(TerminalReader::waker)
    }

    /// What reads the terminal: to be had once, after the terminal has been measured.
    pub(super) fn reader(&mut self) -> io::Result<TerminalReader> {
        self.reader.take().map_or_else(open_reader, Ok)
    }

    /// Asks the terminal how many columns it gives to “ and ①: it writes them and says where its cursor is then. Narrow when
    /// it doesn't answer at once. To be asked before anybody else reads what the terminal sends; keys pressed meanwhile
    /// are kept.
    pub(super) fn measure(&mut self) -> Ambiguous {
        self.columns_of_signs().map_or(Ambiguous::Narrow, |columns| match columns {
            0 | 1 => Ambiguous::Narrow,
            _ => Ambiguous::Wide,
        })
    }

    /// Columns of the widest of the signs that tell it.
    #[cfg(unix)]
    fn columns_of_signs(&mut self) -> io::Result<u16> {
        let Some(reader) = &mut self.reader else { return Ok(0) };
        let out = self.screen.backend_mut();
        // The second row: an answer that comes late is then no key. Every terminal tells what it is (DA1), after all else.
        for sign in ["“", "①"] {
            queue!(out, MoveTo(0, 1), Print(sign), Print("\x1b[6n"))?;
        }
        execute!(out, Print("\x1b[c"))?;
        let mut widest = 0;
        let mut is_told = false;
        let mut typed = Vec::new();
        while !is_told && let Received::Sent(sent) = reader.receive(Some(if is_far() { ANSWER.1 } else { ANSWER.0 }))? {
            for said in sent {
                match said {
                    Sent::Cursor(_, column) => widest = widest.max(column.saturating_sub(1)),
                    Sent::Device => is_told = true,
                    said => typed.push(said),
                }
            }
        }
        reader.keep(typed);
        execute!(out, Clear(ClearType::All))?;
        Ok(widest)
    }

    /// Columns of the widest of the signs that tell it: a console is asked otherwise, and always answers.
    #[cfg(not(unix))]
    fn columns_of_signs(&mut self) -> io::Result<u16> {
        let out = self.screen.backend_mut();
        let mut widest = 0;
        for sign in ["“", "①"] {
            execute!(out, MoveTo(0, 0), Print(sign))?;
            widest = widest.max(crossterm::cursor::position()?.0);
        }
        execute!(out, Clear(ClearType::All))?;
        Ok(widest)
    }

    /// Forgets what the terminal shows: the next frame draws all of it.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        // `clear` would ask the terminal where the cursor is, and the answer would come among the keys.
        let size = self.screen.size();
        unless_gone(size.and_then(|size| self.screen.resize(Rect::from(((0, 0).into(), size)))))
    }

    /// Draws the model in one piece.
    pub(super) fn draw(&mut self, model: &Model) -> io::Result<()> {
        #[cfg(debug_assertions)]
        {
            let asks =
                |name| std::env::var_os(name).is_some_and(|title| model.report().title == *title.to_string_lossy());
            assert!(!asks("TIGANG_FALL"), "asked for by a test");
            // An act that never ends.
            while asks("TIGANG_STALL") {
                std::hint::spin_loop();
            }
            // One that takes all the memory there is.
            let mut hoard = Vec::new();
            while asks("TIGANG_HOARD") {
                hoard.push(vec![1_u8; 1 << 20]);
            }
        }
        if out::is_gone() {
            return Ok(());
        }
        let put = self.put(model);
        unless_gone(put)
    }

    fn put(&mut self, model: &Model) -> io::Result<()> {
        let out = self.screen.backend_mut();
        queue!(out, BeginSynchronizedUpdate)?;
        match (self.has_mouse, model.session.has_mouse) {
            (false, true) => queue!(out, EnableMouseCapture)?,
            (true, false) => queue!(out, DisableMouseCapture)?,
            _ => {}
        }
        self.has_mouse = model.session.has_mouse;
        self.screen.draw(|frame| view(model, frame))?;
        execute!(self.screen.backend_mut(), EndSynchronizedUpdate)
    }

    /// Whether the terminal has been seen to be gone: nothing is drawn any more.
    pub(super) fn is_gone(&self) -> bool {
        out::is_gone()
    }

    /// Hands a text to the clipboard of the terminal (OSC 52). `Err` is one Chinese sentence.
    pub(super) fn copy(&mut self, text: &str) -> Result<(), String> {
        if text.len() > CLIPBOARD {
            return Err("太长了，终端的剪贴板装不下；程序里仍可用 Ctrl+V 粘贴".into());
        }
        let out = self.screen.backend_mut();
        execute!(out, CopyToClipboard::to_clipboard_from(text))
            .map_err(|error| format!("复制到系统剪贴板失败：{error}"))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

/// What went wrong at the terminal, if that is still there. One that is gone is told by who reads it.
fn unless_gone(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(_) if !is_there() => {
            out::is_lost();
            Ok(())
        }
        done => done,
    }
}

/// What reads the terminal.
fn open_reader() -> io::Result<TerminalReader> {
    TerminalReader::open(
        &std::env::var("TERM").unwrap_or_default(),
        if is_far() { Distance::Far } else { Distance::Near },
    )
}

/// Whether there is a network between the terminal and the program.
fn is_far() -> bool {
    ["SSH_TTY", "SSH_CONNECTION"].into_iter().any(|name| std::env::var_os(name).is_some())
}

/// From now on no write waits for the terminal.
pub(super) fn hurry() {
    out::hurry();
}

/// Whether the terminal is still there.
pub(super) fn is_there() -> bool {
    io::stdout().is_terminal()
}

/// Where in the source the program fell last.
pub(super) fn fell_at() -> String {
    FELL.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Gives the terminal back, once, whatever it can take.
pub(super) fn restore() {
    if !TAKEN.swap(false, Ordering::Relaxed) {
        return;
    }
    out::last(&farewell());
    // What can't be put back is put back as far as it goes: there is nothing else to try.
    let _ = disable_raw_mode();
    guard::end();
}

/// What gives the screen, the mouse and the keys back to the terminal.
fn farewell() -> Vec<u8> {
    let mut bytes = Vec::new();
    // Nothing can go wrong in memory.
    let _ = execute!(
        bytes,
        EndSynchronizedUpdate,
        Print(AS_BEFORE),
        SetCursorStyle::DefaultUserShape,
        DisableFocusChange,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    bytes
}

/// Whether this process only guards the terminal of another one, and has done so.
pub(super) fn guards() -> bool {
    guard::guards()
}
