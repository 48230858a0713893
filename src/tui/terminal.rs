//! The terminal's own state: raw mode, alternate screen, paste, mouse, cursor shape; put back however the program ends.

use std::io;
use std::io::BufWriter;
use std::io::IsTerminal;
use std::io::Stdout;
use std::io::Write;
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
use crossterm::cursor::position;
use crossterm::event;
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
#[cfg(unix)]
use rustix::event::PollFd;
#[cfg(unix)]
use rustix::event::PollFlags;
#[cfg(unix)]
use rustix::event::Timespec;
#[cfg(unix)]
use rustix::event::poll;

use crate::text::Ambiguous;
use crate::tui::model::Model;
use crate::tui::pen::Pen;
use crate::tui::view::view;

/// Bytes of text that a terminal's clipboard takes; several drop anything longer without a word.
const CLIPBOARD: usize = 74_000;

/// How long an answer from this machine may take: a terminal that gives none keeps the first screen waiting for it.
#[cfg(unix)]
const NEAR: Timespec = Timespec { tv_sec: 0, tv_nsec: 30_000_000 };

/// The same over a network: as long as a line to the other side of the earth needs.
#[cfg(unix)]
const FAR: Timespec = Timespec { tv_sec: 0, tv_nsec: 400_000_000 };

/// Whether the program has the terminal.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Where in the source the program fell last.
static FELL: Mutex<String> = Mutex::new(String::new());

/// The terminal while the program has it.
pub(super) struct Terminal {
    screen: ratatui::Terminal<Pen<BufWriter<Stdout>>>,
}

impl Terminal {
    /// Takes the terminal. It is given back when the value goes, also in a panic.
    pub(super) fn open() -> io::Result<Terminal> {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            let own = std::thread::current().id();
            std::panic::set_hook(Box::new(move |panic| {
                if std::thread::current().id() != own || !TAKEN.load(Ordering::Relaxed) {
                    return before(panic);
                }
                // One sentence follows when all is put in order; see `fell_at`.
                restore();
                let place = panic.location().map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()));
                *FELL.lock().unwrap_or_else(PoisonError::into_inner) = place;
            }));
        });
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::Relaxed);
        // crossterm's own NO_COLOR drops bold and reverse too; the theme takes care of colour instead.
        crossterm::style::force_color_output(true);
        let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
        let taken = execute!(
            out,
            EnterAlternateScreen,
            EnableBracketedPaste,
            EnableMouseCapture,
            EnableFocusChange,
            SetCursorStyle::SteadyBar
        )
        .and_then(|()| ratatui::Terminal::new(Pen::new(out)));
        match taken {
            Ok(screen) => Ok(Terminal { screen }),
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
    fn columns_of_signs(&mut self) -> io::Result<u16> {
        // Where nothing can be read, crossterm would wait for its answer for ever.
        event::poll(Duration::ZERO)?;
        let out = self.screen.backend_mut();
        // Every terminal tells what it is (DA1). One that doesn't would be waited for twice two seconds below.
        execute!(out, Print("\x1b[c"))?;
        if !answers() {
            return Ok(0);
        }
        let mut widest = 0;
        for sign in ["“", "①"] {
            execute!(out, MoveTo(0, 0), Print(sign))?;
            widest = widest.max(position()?.0);
        }
        execute!(out, Clear(ClearType::All))?;
        Ok(widest)
    }

    /// Forgets what the terminal shows: the next frame draws all of it.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        // `clear` would ask the terminal where the cursor is, and the answer would come among the keys.
        let size = self.screen.size()?;
        self.screen.resize(Rect::from(((0, 0).into(), size)))
    }

    /// Draws the model in one piece.
    pub(super) fn draw(&mut self, model: &Model) -> io::Result<()> {
        #[cfg(debug_assertions)]
        if std::env::var_os("TIGANG_FALL").is_some_and(|words| model.report().title == *words.to_string_lossy()) {
            panic!("asked for by a test");
        }
        queue!(self.screen.backend_mut(), BeginSynchronizedUpdate)?;
        self.screen.draw(|frame| view(model, frame))?;
        execute!(self.screen.backend_mut(), EndSynchronizedUpdate)
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

/// Whether the terminal sends anything soon. It is not read: what comes is left to crossterm.
#[cfg(unix)]
fn answers() -> bool {
    let out = io::stdout();
    let mut ears = [PollFd::new(&out, PollFlags::IN)];
    let is_far = ["SSH_TTY", "SSH_CONNECTION"].into_iter().any(|name| std::env::var_os(name).is_some());
    poll(&mut ears, Some(if is_far { &FAR } else { &NEAR })).is_ok_and(|heard| heard > 0)
}

/// Whether the terminal sends anything soon: a console is asked otherwise, and always answers.
#[cfg(not(unix))]
fn answers() -> bool {
    true
}

/// Whether the terminal is still there.
pub(super) fn is_there() -> bool {
    io::stdout().is_terminal()
}

/// Where in the source the program fell last.
pub(super) fn fell_at() -> String {
    FELL.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Gives the terminal back, once.
fn restore() {
    if !TAKEN.swap(false, Ordering::Relaxed) {
        return;
    }
    let mut out = io::stdout();
    // What can't be put back is put back as far as it goes: there is nothing else to try.
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        SetCursorStyle::DefaultUserShape,
        DisableFocusChange,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
    let _ = out.flush();
}
