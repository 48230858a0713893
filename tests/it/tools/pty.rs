//! The built program in a pseudo terminal: what a writer at a real terminal gets.
//!
//! A [`Session`] is one run of the program at a [`Desk`](crate::tools::desk::Desk). Tests wait for words on the screen, never for time:
//! only a failure lasts as long as [`PATIENCE`].

use std::io::Read;
use std::io::Write;
use std::num::NonZeroU16;
use std::sync::PoisonError;
use std::sync::RwLock;
use std::sync::RwLockReadGuard;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;
use std::time::Instant;

use crate::keys::bytes::Form;
use crate::keys::bytes::sent;
use crate::tools::desk::sh;
use portable_pty::Child;
use portable_pty::CommandBuilder;
use portable_pty::MasterPty;
use portable_pty::PtySize;

use crate::screen::wide::stand_ins;
use crate::screen::wide::stood_for;

/// Held for writing while a program is started: until it runs, it holds the locks of all files that this process has open.
static FORKS: RwLock<()> = RwLock::new(());

/// As long as this lives no program is started beside the test: what its own process has locked is free when it lets go.
pub(crate) fn calm() -> RwLockReadGuard<'static, ()> {
    FORKS.read().unwrap_or_else(PoisonError::into_inner)
}

/// How long the program may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// One run of the program: keys go in, the screen comes out.
pub(crate) struct Session {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    /// The start of a character whose end has not come yet.
    unread: Vec<u8>,
    terminal: vt100::Parser<Ears>,
    /// The settings of the line before the program touched them.
    before: String,
}

/// What a terminal makes of characters of ambiguous width, and whether it answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Temper {
    /// One column.
    #[default]
    Narrow,
    /// Two.
    Wide,
    /// One, and it answers no question.
    Mute,
}

/// What the program asks the terminal, and whether it is amid a frame.
#[derive(Default)]
struct Ears {
    amid_frame: bool,
    /// Whole frames so far.
    frames: usize,
    answers: Vec<u8>,
    temper: Temper,
    /// Whether Alt was asked to send an Esc, and that was not taken back.
    esc_for_alt: bool,
    /// What no text may make the program do: ring, name the window.
    harm: Vec<String>,
}

impl vt100::Callbacks for Ears {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.harm.push("the bell rang".into());
    }

    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        self.harm.push(format!("the window was named {}", String::from_utf8_lossy(title)));
    }

    fn set_window_icon_name(&mut self, _: &mut vt100::Screen, name: &[u8]) {
        self.harm.push(format!("the icon was named {}", String::from_utf8_lossy(name)));
    }

    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        first: Option<u8>,
        _second: Option<u8>,
        parameters: &[&[u16]],
        end: char,
    ) {
        match (first, parameters, end) {
            (Some(b'?'), [[2026]], 'h') => self.amid_frame = true,
            (Some(b'?'), [[2026]], 'l') => {
                self.amid_frame = false;
                self.frames += 1;
            }
            (Some(b'?'), [[1036], [1039]], 'h') => self.esc_for_alt = true,
            (Some(b'?'), [[1036], [1039]], 'r') => self.esc_for_alt = false,
            _ if self.temper == Temper::Mute => {}
            (None, _, 'c') => self.answers.extend(b"\x1b[?1;2c"),
            (None, [[6]], 'n') => {
                let (row, column) = screen.cursor_position();
                self.answers.extend(format!("\x1b[{};{}R", row + 1, column + 1).bytes());
            }
            _ => {}
        }
    }
}

impl Session {
    #[track_caller]
    pub(crate) fn start(command: CommandBuilder, (columns, rows): (u16, u16)) -> Session {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = portable_pty::native_pty_system().openpty(size).unwrap();
        let before = format!("{:?}", pair.master.get_termios());
        let child = {
            let _alone = FORKS.write().unwrap_or_else(PoisonError::into_inner);
            pair.slave.spawn_command(command).unwrap()
        };
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 1 << 14];
            while let Ok(len @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..len].to_vec()).is_err() {
                    return;
                }
            }
        });
        let (rows, columns) = cells(columns, rows);
        Session {
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            output,
            unread: Vec::new(),
            terminal: vt100::Parser::new_with_callbacks(rows, columns, 0, Ears::default()),
            before,
        }
    }

    /// Presses keys, named as in `keymap.ron` and parted by blanks.
    #[track_caller]
    pub(crate) fn press(&mut self, keys: &str) {
        let bytes: String = keys.split(' ').map(bytes_of).collect();
        self.write(bytes.as_bytes());
    }

    /// Types a text as an input method commits it: all at once.
    #[track_caller]
    pub(crate) fn types(&mut self, text: &str) {
        self.write(text.as_bytes());
    }

    /// Sends bytes, whatever they are.
    #[track_caller]
    pub(crate) fn sends(&mut self, bytes: &[u8]) {
        self.write(bytes);
    }

    /// Whether the terminal was asked to report the mouse.
    pub(crate) fn has_mouse(&self) -> bool {
        self.terminal.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
    }

    /// Whether Alt was asked to send an Esc, and Del what it sends elsewhere.
    pub(crate) fn has_esc_for_alt(&self) -> bool {
        self.terminal.callbacks().esc_for_alt && self.terminal.screen().application_keypad()
    }

    /// Types a text as a slow line carries it: every byte on its own.
    #[track_caller]
    pub(crate) fn drips(&mut self, text: &str) {
        text.as_bytes().chunks(1).for_each(|byte| self.write(byte));
    }

    /// Pastes a text that the terminal marks as pasted. It does so only when the program has asked for it.
    #[track_caller]
    pub(crate) fn pastes(&mut self, text: &str) {
        assert!(self.terminal.screen().bracketed_paste());
        self.write(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    }

    #[track_caller]
    fn write(&mut self, bytes: &[u8]) {
        self.keys.write_all(bytes).unwrap();
        self.keys.flush().unwrap();
    }

    /// Gives the terminal another size, columns first.
    #[track_caller]
    pub(crate) fn resize(&mut self, (columns, rows): (u16, u16)) {
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        let (rows, columns) = cells(columns, rows);
        self.terminal.set_size(rows, columns);
    }

    /// Gives the terminal no cell at all.
    pub(crate) fn resize_to_nothing(&self) {
        self.master.resize(PtySize { rows: 0, cols: 0, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Waits until the screen shows these words.
    #[track_caller]
    pub(crate) fn sees(&mut self, words: &str) {
        self.waits(&format!("“{words}” on the screen"), |session| session.screen().contains(words));
    }

    /// Waits until the screen shows these words no longer.
    #[track_caller]
    pub(crate) fn misses(&mut self, words: &str) {
        self.waits(&format!("“{words}” gone"), |session| !session.screen().contains(words));
    }

    /// Waits until something holds of a whole frame.
    #[track_caller]
    pub(crate) fn waits(&mut self, what: &str, holds: impl Fn(&Session) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while self.terminal.callbacks().amid_frame || !holds(self) {
            let left = deadline.saturating_duration_since(Instant::now());
            if let Err(error) = self.hear(left) {
                panic!("waited for {what}, {error}:\n{}", self.screen());
            }
        }
    }

    /// How many frames the program has drawn.
    pub(crate) fn frames(&self) -> usize {
        self.terminal.callbacks().frames
    }

    /// Kills the program as nothing can be caught, and waits until it is gone.
    pub(crate) fn killed(mut self) {
        assert!(sh(&format!("kill -9 {}", self.process())));
        self.child.wait().unwrap();
    }

    /// Takes what the program writes next.
    fn hear(&mut self, patience: Duration) -> Result<(), RecvTimeoutError> {
        let bytes = self.output.recv_timeout(patience)?;
        match self.is_wide() {
            false => self.terminal.process(&bytes),
            true => {
                self.unread.extend(bytes);
                let whole = match std::str::from_utf8(&self.unread) {
                    Ok(text) => text.len(),
                    Err(error) => error.valid_up_to(),
                };
                let text: Vec<u8> = self.unread.drain(..whole).collect();
                self.terminal.process(stand_ins(&String::from_utf8(text).unwrap()).as_bytes());
            }
        }
        assert_eq!(self.terminal.callbacks().harm, Vec::<String>::new());
        let answers = std::mem::take(&mut self.terminal.callbacks_mut().answers);
        if !answers.is_empty() {
            self.keys.write_all(&answers).unwrap();
        }
        Ok(())
    }

    /// The same run in a terminal of another temper, which it has not yet asked anything.
    pub(crate) fn at(mut self, temper: Temper) -> Session {
        self.terminal.callbacks_mut().temper = temper;
        self
    }

    fn is_wide(&self) -> bool {
        self.terminal.callbacks().temper == Temper::Wide
    }

    /// The screen as lines of text, without blanks at their ends.
    pub(crate) fn screen(&self) -> String {
        let rows = self.terminal.screen().size().0.get();
        (0..rows).map(|row| self.row(row).trim_end().to_owned() + "\n").collect()
    }

    fn row(&self, row: u16) -> String {
        let screen = self.terminal.screen();
        let cells = (0..screen.size().1.get()).filter_map(|column| screen.cell(row, column));
        let shown = cells.filter(|cell| !cell.is_wide_continuation());
        let row: String = shown.map(|cell| if cell.has_contents() { cell.contents() } else { " " }).collect();
        if self.is_wide() { stood_for(&row) } else { row }
    }

    /// The cell, row first, in which words begin, and the cell behind them. They stand on the screen once.
    #[track_caller]
    pub(crate) fn find(&self, words: &str) -> ((u16, u16), (u16, u16)) {
        let screen = self.screen();
        let found: Vec<(usize, usize)> = screen
            .lines()
            .enumerate()
            .flat_map(|(row, line)| line.match_indices(words).map(move |(at, _)| (row, at)))
            .collect();
        assert_eq!(found.len(), 1, "“{words}” in\n{screen}");
        let (row, at) = found[0];
        let line = screen.lines().nth(row).unwrap();
        let ambiguous = if self.is_wide() { tigang::text::Ambiguous::Wide } else { tigang::text::Ambiguous::Narrow };
        let column = |at: usize| tigang::text::width(&line[..at], ambiguous) as u16;
        ((row as u16, column(at)), (row as u16, column(at + words.len())))
    }

    /// The cell of the terminal's cursor, row first; it is shown.
    #[track_caller]
    pub(crate) fn cursor(&self) -> (u16, u16) {
        let screen = self.terminal.screen();
        assert!(!screen.hide_cursor(), "the cursor is hidden:\n{}", self.screen());
        screen.cursor_position()
    }

    /// Waits until the terminal's cursor stands right behind these words: there an input method opens its list.
    #[track_caller]
    pub(crate) fn writes_behind(&mut self, words: &str) {
        self.sees(words);
        assert_eq!(self.cursor(), self.find(words).1, "{}", self.screen());
    }

    /// Waits until the row of the cursor holds these words right before it.
    #[track_caller]
    pub(crate) fn writes(&mut self, words: &str) {
        self.sees(words);
        let (row, column) = self.cursor();
        let before = self.terminal.screen().contents_between(row, 0, row, column);
        assert!(before.ends_with(words), "{words} before the cursor: {before}\n{}", self.screen());
    }

    pub(crate) fn cell(&self, (row, column): (u16, u16)) -> &vt100::Cell {
        self.terminal.screen().cell(row, column).unwrap()
    }

    /// The program's process.
    pub(crate) fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Whether the program writes nothing for so long.
    pub(crate) fn is_silent(&mut self, span: Duration) -> bool {
        self.hear(span) == Err(RecvTimeoutError::Timeout)
    }

    /// The terminal gets the focus and says so, as it was asked to.
    #[track_caller]
    pub(crate) fn gets_focus(&mut self) {
        self.write(b"\x1b[I");
    }

    /// Leaves a report that has been changed without saving it, and answers the exit code.
    #[track_caller]
    pub(crate) fn leaves_unsaved(mut self) -> u32 {
        self.press("ctrl-q");
        self.sees("还没有保存。");
        self.press("2");
        self.ends()
    }

    /// Waits until the program ends, sees that the terminal is as it was before, and answers the exit code.
    #[track_caller]
    pub(crate) fn ends(self) -> u32 {
        self.ends_showing().0
    }

    /// The same, and answers what stands on the screen then.
    #[track_caller]
    pub(crate) fn ends_showing(mut self) -> (u32, String) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.hear(deadline.saturating_duration_since(Instant::now())) {
                Ok(()) => {}
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("waited for the end:\n{}", self.screen()),
            }
        }
        let screen = self.terminal.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert!(!self.terminal.callbacks().esc_for_alt && !screen.application_keypad());
        assert_eq!(format!("{:?}", self.master.get_termios()), self.before);
        (self.child.wait().unwrap().exit_code(), self.screen())
    }

    /// Leaves by Ctrl+Q a report that is saved.
    #[track_caller]
    pub(crate) fn quits(mut self) {
        self.press("ctrl-q");
        assert_eq!(self.ends(), 0);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A test that failed must not leave the program behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn cells(columns: u16, rows: u16) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap())
}

/// What a terminal sends for a key, as most do it.
fn bytes_of(key: &str) -> String {
    sent(key, Form::Xterm).into_iter().next().unwrap_or_else(|| panic!("no such key: {key}"))
}
