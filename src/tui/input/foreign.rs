//! Bytes that are no UTF-8, as a terminal sends them that is set to GBK.

use crossterm::event::Event;
use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use encoding_rs::GB18030;

use crate::tui::input::sent::Foreign;
use crate::tui::input::sent::Sent;

/// How many pairs of bytes are looked at to tell of which encoding they are: more in a row are no words in either.
const PAIRS: usize = 32;

/// How many pairs of bytes at the start are a character of UTF-8 each.
pub(super) fn pairs(bytes: &[u8]) -> usize {
    bytes.chunks_exact(2).take(PAIRS).take_while(|pair| pair[0] >= 0x80 && str::from_utf8(pair).is_ok()).count()
}

/// How many bytes at the start belong to a run of GB18030: pairs of which the second byte may be an ASCII letter, and what
/// stands alone. At least one byte.
pub(super) fn run(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < bytes.len() && bytes[at] >= 0x80 {
        at += match bytes[at..] {
            [0x81..=0xfe, b'0'..=b'9', 0x81..=0xfe, b'0'..=b'9', ..] => 4,
            // What has come so far of four bytes.
            [0x81..=0xfe, b'0'..=b'9'] | [0x81..=0xfe, b'0'..=b'9', 0x81..=0xfe] => bytes.len() - at,
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, ..] => 2,
            _ => 1,
        };
    }
    at
}

/// Adds what a run says: its characters, when all of it is GB18030, else those of its characters that are UTF-8. Answers which
/// of the two.
pub(super) fn read(run: &[u8], sent: &mut Vec<Sent>) -> Foreign {
    let key = |c| Sent::Event(Event::Key(KeyEvent::from(KeyCode::Char(c))));
    match decoded(run) {
        Some(text) => {
            sent.extend(text.chars().map(key));
            Foreign::Read
        }
        None => {
            sent.extend(run.utf8_chunks().flat_map(|chunk| chunk.valid().chars()).map(key));
            Foreign::Lost
        }
    }
}

/// The text of a paste. What of it is neither UTF-8 nor GB18030 is shown as `�`.
pub(super) fn text(paste: &[u8]) -> (String, Option<Foreign>) {
    if let Ok(text) = str::from_utf8(paste) {
        return (text.to_owned(), None);
    }
    match decoded(paste) {
        Some(text) => (text, Some(Foreign::Read)),
        None => (String::from_utf8_lossy(paste).into_owned(), Some(Foreign::Lost)),
    }
}

/// Strict GB18030. A character that UTF-8 has begun and not ended is none, although its bytes would be one.
fn decoded(bytes: &[u8]) -> Option<String> {
    let is_cut = str::from_utf8(bytes).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none());
    if is_cut {
        return None;
    }
    GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}
