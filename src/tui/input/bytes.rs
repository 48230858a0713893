//! From the bytes of a terminal to what they say: keys, text, the mouse, pastes, answers. Every byte is given out, or
//! is part of a sequence from the terminal. An unknown sequence never becomes text, and ends before the next one.

use crossterm::event::Event;
use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyModifiers;

use memchr::memmem;

use crate::text::line_feeds;
use crate::tui::input::foreign;
use crate::tui::input::keys;
use crate::tui::input::keys::Dialect;
use crate::tui::input::pointer;
use crate::tui::input::sent::Foreign;
use crate::tui::input::sent::Sent;

const ESC: u8 = 0x1b;

/// What ends a paste that the terminal has marked as one.
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// What is waited for amid a sequence. How long is up to whoever feeds the parser; after that it calls
/// [`time_out`](Parser::time_out).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// What would make another key of an Esc. Short: the key Esc is held up by it.
    Key,
    /// The rest of a sequence.
    Sequence,
    /// The rest of a paste or of a character, and what belongs to an Esc that has been given out as a key.
    Rest,
}

/// Whether the bytes at hand are all there are for now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum More {
    /// Others may follow.
    MayCome,
    /// None came in time.
    IsLate,
}

/// How the terminal writes what is no ASCII.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Charset {
    /// As it should, as far as is known.
    #[default]
    Utf8,
    /// As its last characters were.
    Gbk,
}

/// What stands at the start of some bytes.
enum Head {
    /// So many bytes, which say this.
    Whole(usize, Said),
    /// The start of something.
    Part(Wait),
}

/// What a sequence says.
enum Said {
    /// Nothing that the program wants to know.
    Nothing,
    /// This.
    Sent(Sent),
    /// That a paste begins.
    Paste,
    /// Something that is no UTF-8.
    Foreign,
}

impl Said {
    fn key(key: KeyEvent) -> Said {
        Said::Sent(Sent::Event(Event::Key(key)))
    }
}

/// Reads a terminal. However the bytes are cut into pieces, they say the same, as long as no wait between them is too long.
#[derive(Debug, Default)]
pub struct Parser {
    dialect: Dialect,
    charset: Charset,
    /// What has come and is not yet given out.
    held: Vec<u8>,
    /// Whether that is the content of a paste.
    is_paste: bool,
    /// How many bytes of the paste are known not to begin its end.
    searched: usize,
    /// After an Esc amid a paste: how many bytes of its rest have been dropped.
    dropped: Option<usize>,
    /// Whether the Esc at the start of what is held was given out as a key: after a long wait the rest of its sequence may
    /// still come.
    is_told: bool,
    wait: Option<Wait>,
}

impl Parser {
    /// A parser for a terminal of this kind.
    pub fn new(dialect: Dialect) -> Parser {
        Parser { dialect, ..Parser::default() }
    }

    /// Adds to `sent` what the terminal says by these bytes, together with those that are held.
    pub fn feed(&mut self, bytes: &[u8], sent: &mut Vec<Sent>) {
        self.held.extend_from_slice(bytes);
        self.go_on(More::MayCome, sent);
    }

    /// What is waited for; nothing where no byte is held.
    pub fn wait(&self) -> Option<Wait> {
        self.wait
    }

    /// The wait was too long: what is held is given out as far as it is something by itself, and a sequence that breaks off
    /// is dropped. A paste that the terminal has not closed ends here.
    pub fn time_out(&mut self, sent: &mut Vec<Sent>) {
        if self.is_paste && self.dropped.is_some() {
            self.held.clear();
            self.end_dropping(1, sent);
            return;
        }
        if self.is_paste && self.wait == Some(Wait::Key) {
            // The key Esc, or the start of the paste's end on a line that stalls: what follows tells.
            let paste = std::mem::replace(&mut self.held, vec![ESC]);
            self.break_off(&paste[..paste.len() - 1], sent);
            return;
        }
        if self.is_paste {
            let cut = (1..PASTE_ENDS.len()).rev().find(|&len| self.held.ends_with(&PASTE_ENDS[..len])).unwrap_or(0);
            let paste = std::mem::take(&mut self.held);
            self.end_paste(&paste[..paste.len() - cut], sent);
            self.wait = None;
            return;
        }
        let is_esc = self.held == [ESC] && !self.is_told;
        self.go_on(More::IsLate, sent);
        if is_esc {
            self.held.push(ESC);
            self.is_told = true;
            self.wait = Some(Wait::Rest);
        }
    }

    fn go_on(&mut self, more: More, sent: &mut Vec<Sent>) {
        self.wait = None;
        let mut at = 0;
        while let Some(len) = self.step(at, more, sent) {
            at += len;
        }
        self.held.drain(..at);
    }

    /// Gives out the key, text or answer at a place of the held bytes; answers its length in bytes. `None` where
    /// nothing is, or where it isn't whole.
    fn step(&mut self, at: usize, more: More, sent: &mut Vec<Sent>) -> Option<usize> {
        if self.is_paste {
            return if self.dropped.is_some() { self.drop_rest(at, sent) } else { self.paste(at, sent) };
        }
        let bytes = &self.held[at..];
        if bytes.is_empty() {
            return None;
        }
        let mut head = head(bytes, self.dialect, self.charset, more);
        if self.is_told {
            match after_told_esc(bytes, head, more) {
                Some(of_its_sequence) => head = of_its_sequence,
                None => {
                    self.is_told = false;
                    return Some(1);
                }
            }
        }
        match head {
            Head::Part(wait) => {
                self.wait = Some(wait);
                None
            }
            Head::Whole(len, said) => {
                match said {
                    Said::Nothing => {}
                    Said::Sent(said) => {
                        if bytes[0] >= 0xe0 {
                            self.charset = Charset::Utf8;
                        }
                        sent.push(said);
                    }
                    Said::Paste => self.is_paste = true,
                    Said::Foreign => {
                        let what = foreign::read(&bytes[..len], sent);
                        if what == Foreign::Read {
                            self.charset = Charset::Gbk;
                        }
                        sent.push(Sent::Foreign(what));
                    }
                }
                self.is_told = false;
                Some(len)
            }
        }
    }

    /// How many bytes of a paste have come that is not at its end.
    pub fn pasting(&self) -> Option<usize> {
        self.is_paste.then_some(self.held.len())
    }

    /// Gives out the paste whose content stands at a place of the held bytes, once it is whole or broken off.
    fn paste(&mut self, at: usize, sent: &mut Vec<Sent>) -> Option<usize> {
        let bytes = &self.held[at..];
        let end = memmem::find(&bytes[self.searched..], PASTE_ENDS).map(|end| self.searched + end);
        let within = &bytes[..end.unwrap_or(bytes.len())];
        if let Some(esc) = key_esc(bytes, self.searched).filter(|&esc| esc < within.len()) {
            let paste = within[..esc].to_vec();
            self.break_off(&paste, sent);
            return Some(esc);
        }
        let Some(end) = end else {
            self.searched = bytes.len().saturating_sub(PASTE_ENDS.len() - 1);
            self.wait = Some(if bytes.last() == Some(&ESC) { Wait::Key } else { Wait::Rest });
            return None;
        };
        let paste = within.to_vec();
        self.end_paste(&paste, sent);
        Some(end + PASTE_ENDS.len())
    }

    /// Gives out what has come of a paste. Its rest is dropped; the Esc may yet turn out to be the start of its end.
    fn break_off(&mut self, paste: &[u8], sent: &mut Vec<Sent>) {
        self.end_paste(paste, sent);
        self.is_paste = true;
        self.dropped = Some(0);
        self.wait = Some(Wait::Rest);
    }

    /// Drops what comes of a paste that was broken off, up to its end.
    fn drop_rest(&mut self, at: usize, sent: &mut Vec<Sent>) -> Option<usize> {
        let bytes = &self.held[at..];
        let end = memmem::find(bytes, PASTE_ENDS);
        let gone = end.unwrap_or(bytes.len().saturating_sub(PASTE_ENDS.len() - 1));
        let all = self.dropped.unwrap_or_default() + gone;
        self.dropped = Some(all);
        if end.is_some() {
            self.end_dropping(all, sent);
            return Some(gone + PASTE_ENDS.len());
        }
        self.wait = Some(Wait::Rest);
        (gone > 0).then_some(gone)
    }

    /// Ends a paste of which so many bytes were dropped.
    fn end_dropping(&mut self, dropped: usize, sent: &mut Vec<Sent>) {
        (self.is_paste, self.dropped, self.wait) = (false, None, None);
        if dropped > 0 {
            sent.push(Sent::BrokenOff);
        }
    }

    fn end_paste(&mut self, paste: &[u8], sent: &mut Vec<Sent>) {
        self.is_paste = false;
        self.searched = 0;
        if paste.is_empty() {
            return;
        }
        let (text, foreign) = foreign::text(paste);
        sent.push(Sent::Event(Event::Paste(line_feeds(&text).into_owned())));
        sent.extend(foreign.map(Sent::Foreign));
    }
}

/// Where in a paste the key Esc was pressed, looked for from a place on: terminals take an Esc out of what they paste, or it
/// begins a sequence there.
fn key_esc(paste: &[u8], from: usize) -> Option<usize> {
    let escs = memchr::memchr_iter(ESC, &paste[from..]).map(|at| from + at);
    escs.into_iter().find(|at| matches!(paste.get(at + 1), Some(0..0x20 | 0x80..)))
}

/// What bytes say whose Esc has been given out as a key, when they are the rest of its sequence. `None` where they stand for
/// themselves: after a long wait only what no hand types is a rest.
fn after_told_esc(bytes: &[u8], head: Head, more: More) -> Option<Head> {
    match (bytes, head) {
        ([_], _) if more == More::MayCome => Some(Head::Part(Wait::Rest)),
        ([_, b'[', ..], Head::Part(_)) => Some(Head::Part(Wait::Key)),
        ([_, b'[', ..], Head::Whole(3, Said::Nothing)) => None,
        ([_, b'[', ..], head @ Head::Whole(3.., _)) => Some(head),
        _ => None,
    }
}

/// What stands at the start of these bytes, of which there is at least one.
fn head(bytes: &[u8], dialect: Dialect, charset: Charset, more: More) -> Head {
    match bytes[0] {
        ESC => escape(bytes, dialect, more),
        byte @ (0..0x20 | 0x7f) => Head::Whole(1, Said::key(keys::control(byte))),
        0x20..0x7f => Head::Whole(1, Said::key(KeyEvent::from(KeyCode::Char(char::from(bytes[0]))))),
        0x80.. => character(bytes, charset, more),
    }
}

/// A character of several bytes, or a run that is no UTF-8.
fn character(bytes: &[u8], charset: Charset, more: More) -> Head {
    // Two bytes that are UTF-8 may be a character of GBK as well. What comes after them tells, if only because nothing does.
    let pairs = foreign::pairs(bytes);
    match (pairs, Next::of(&bytes[2 * pairs..])) {
        (0, Next::Character(len)) => Head::Whole(len, text(&bytes[..len])),
        (_, Next::Nothing) if more == More::MayCome => Head::Part(Wait::Key),
        (_, Next::Part) if more == More::MayCome => Head::Part(Wait::Rest),
        (1.., Next::Nothing | Next::Ascii) if charset == Charset::Gbk => Head::Whole(2 * pairs, Said::Foreign),
        (0, _) | (_, Next::Foreign) => match foreign::run(bytes) {
            run if run == bytes.len() && more == More::MayCome => Head::Part(Wait::Sequence),
            run => Head::Whole(run, Said::Foreign),
        },
        _ => Head::Whole(2, text(&bytes[..2])),
    }
}

/// What stands at the start of some bytes, as UTF-8 is read.
enum Next {
    Nothing,
    Ascii,
    /// A character of so many bytes.
    Character(usize),
    /// The start of one.
    Part,
    /// What is no UTF-8.
    Foreign,
}

impl Next {
    fn of(bytes: &[u8]) -> Next {
        let start = &bytes[..bytes.len().min(4)];
        let error = str::from_utf8(start).err();
        let valid = &start[..error.map_or(start.len(), |error| error.valid_up_to())];
        match valid.first() {
            None if bytes.is_empty() => Next::Nothing,
            None if error.is_some_and(|error| error.error_len().is_none()) => Next::Part,
            None => Next::Foreign,
            Some(0..0x80) => Next::Ascii,
            Some(0x80..0xe0) => Next::Character(2),
            Some(0xe0..0xf0) => Next::Character(3),
            Some(0xf0..) => Next::Character(4),
        }
    }
}

/// The key that types the only character of these bytes.
fn text(bytes: &[u8]) -> Said {
    let c = str::from_utf8(bytes).ok().and_then(|text| text.chars().next());
    c.map_or(Said::Foreign, |c| Said::key(KeyEvent::from(KeyCode::Char(c))))
}

/// What begins with an Esc.
fn escape(bytes: &[u8], dialect: Dialect, more: More) -> Head {
    let esc = Head::Whole(1, Said::key(KeyEvent::from(KeyCode::Esc)));
    match bytes.get(1) {
        None if more == More::MayCome => Head::Part(Wait::Key),
        None => esc,
        Some(b'[') => csi(bytes, dialect, more),
        Some(b'O') => ss3(bytes, more),
        Some(b']' | b'P' | b'_' | b'^' | b'X') => control_string(bytes, more),
        // Alt together with a key that has a sequence, as rxvt and PuTTY send it. Whatever else stands there comes after the
        // key Esc of a hand.
        Some(&ESC) => match bytes.get(2) {
            None if more == More::MayCome => Head::Part(Wait::Key),
            Some(b'[' | b'O') => match escape(&bytes[1..], dialect, more) {
                Head::Part(wait) => Head::Part(wait),
                Head::Whole(len @ 3.., Said::Sent(Sent::Event(Event::Key(key))))
                    if may_follow_alt(key, &bytes[1..=len]) =>
                {
                    Head::Whole(len + 1, Said::key(with_alt(key)))
                }
                Head::Whole(..) => esc,
            },
            _ => esc,
        },
        Some(&byte @ (0..0x20 | 0x7f)) => Head::Whole(2, Said::key(with_alt(keys::control(byte)))),
        Some(&byte @ 0x20..0x7f) => Head::Whole(2, Said::key(alt(byte))),
        // A character that an input method commits after the key Esc.
        Some(0x80..) => esc,
    }
}

/// Whether an Esc before a key's sequence is Alt: if the sequence names no modifiers, or has Alt among them, as in
/// mlterm.
fn may_follow_alt(key: KeyEvent, sequence: &[u8]) -> bool {
    !sequence.contains(&b';') || key.modifiers.contains(KeyModifiers::ALT)
}

fn alt(byte: u8) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(char::from(byte)), KeyModifiers::ALT)
}

fn with_alt(key: KeyEvent) -> KeyEvent {
    KeyEvent::new(key.code, key.modifiers | KeyModifiers::ALT)
}

/// `ESC [`, parameters, intermediate bytes, and the byte that ends it (ECMA-48, 5.4).
fn csi(bytes: &[u8], dialect: Dialect, more: More) -> Head {
    let broken = |len: usize| match (len, more) {
        (_, More::MayCome) if len == bytes.len() => Head::Part(Wait::Sequence),
        (2, _) => Head::Whole(2, Said::key(alt(b'['))),
        _ => Head::Whole(len, Said::Nothing),
    };
    match bytes.get(2) {
        Some(b'[') => {
            // The Linux console names F1 to F5 so.
            return match bytes.get(3) {
                Some(letter @ 0x40..0x7f) => Head::Whole(4, keys::console(*letter).map_or(Said::Nothing, Said::key)),
                _ => broken(3),
            };
        }
        Some(b'M') => return short_report(bytes, dialect, more),
        _ => {}
    }
    let parameters = bytes[2..].iter().take_while(|byte| matches!(byte, 0x30..0x40)).count() + 2;
    if bytes.get(parameters) == Some(&b'$')
        && let Some(key) = keys::shifted(&bytes[2..parameters])
    {
        // rxvt ends the keys that are pressed with Shift in what elsewhere stands before the end.
        return Head::Whole(parameters + 1, Said::key(key));
    }
    let end = bytes[parameters..].iter().take_while(|byte| matches!(byte, 0x20..0x30)).count() + parameters;
    match bytes.get(end) {
        Some(&last @ 0x40..0x7f) if end == parameters => {
            Head::Whole(end + 1, meaning(&bytes[2..parameters], last, dialect))
        }
        Some(0x40..0x7f) => Head::Whole(end + 1, Said::Nothing),
        _ => broken(end),
    }
}

/// What a whole sequence of parameters and a last byte says.
fn meaning(parameters: &[u8], last: u8, dialect: Dialect) -> Said {
    let numbers = keys::numbers(parameters);
    match (parameters.first(), last, numbers.as_slice()) {
        (Some(b'<'), b'M' | b'm', _) => pointer::sgr(&parameters[1..], last).map_or(Said::Nothing, mouse),
        (Some(b'?'), b'c', _) => Said::Sent(Sent::Device),
        (Some(b'<'..=b'?'), ..) => Said::Nothing,
        (None, b'I', _) => Said::Sent(Sent::Event(Event::FocusGained)),
        (None, b'O', _) => Said::Sent(Sent::Event(Event::FocusLost)),
        (_, b'M', [button, x, y]) => pointer::counted(*button, *x, *y).map_or(Said::Nothing, mouse),
        (_, b'R', [1, 2..=16]) => keys::csi(parameters, last, dialect).map_or(Said::Nothing, Said::key),
        (_, b'R', [row, column]) => Said::Sent(Sent::Cursor(*row, *column)),
        (_, b'~', [200]) => Said::Paste,
        _ => keys::csi(parameters, last, dialect).map_or(Said::Nothing, Said::key),
    }
}

fn mouse(event: crossterm::event::MouseEvent) -> Said {
    Said::Sent(Sent::Event(Event::Mouse(event)))
}

/// `ESC [ M`, and three bytes where it is a report of the mouse in its oldest form. By itself it is a key of st.
fn short_report(bytes: &[u8], dialect: Dialect, more: More) -> Head {
    let key = Head::Whole(3, keys::csi(b"", b'M', dialect).map_or(Said::Nothing, Said::key));
    let report = &bytes[3..bytes.len().min(6)];
    if !pointer::may_begin_short(report) {
        return key;
    }
    match report {
        &[button, x, y] => Head::Whole(6, pointer::short(button, x, y).map_or(Said::Nothing, mouse)),
        _ if more == More::MayCome => Head::Part(Wait::Sequence),
        _ => key,
    }
}

/// `ESC O`, in Konsole and old terminals a number for the modifiers, and a letter.
fn ss3(bytes: &[u8], more: More) -> Head {
    let end = bytes[2..].iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b';')).count() + 2;
    match (bytes.get(end), end) {
        (Some(&last @ (b' ' | 0x40..0x7f)), _) => {
            Head::Whole(end + 1, keys::ss3(&bytes[2..end], last).map_or(Said::Nothing, Said::key))
        }
        (None, _) if more == More::MayCome => Head::Part(Wait::Sequence),
        (_, 2) => Head::Whole(2, Said::key(alt(b'O'))),
        _ => Head::Whole(end, Said::Nothing),
    }
}

/// A string of the terminal's own, up to BEL or `ESC \` (OSC, DCS, APC, PM, SOS): always an answer, never a key. What can't
/// stand in one breaks it off.
fn control_string(bytes: &[u8], more: More) -> Head {
    let body = &bytes[2..];
    let end = body.iter().position(|byte| matches!(byte, 0..0x20 | 0x7f));
    let len = 2 + end.unwrap_or(body.len());
    match (end.map(|end| &body[end..]), more) {
        (Some([7, ..]), _) if len > 2 => Head::Whole(len + 1, Said::Nothing),
        (Some([ESC, b'\\', ..]), _) => Head::Whole(len + 2, Said::Nothing),
        (Some([ESC]) | None, More::MayCome) => Head::Part(if len == 2 { Wait::Key } else { Wait::Sequence }),
        _ if len == 2 => Head::Whole(2, Said::key(alt(bytes[1]))),
        // Broken off by a wait, it takes with it no text that stands after it: answers are ASCII.
        (None, More::IsLate) => {
            let ascii = body.iter().take_while(|byte| byte.is_ascii()).count();
            Head::Whole(2 + ascii, Said::Nothing)
        }
        _ => Head::Whole(len, Said::Nothing),
    }
}
