//! What goes to the terminal makes the screen that was drawn, and no more of it than has changed.

use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_assert_eq;
use proptest::proptest;
use ratatui::backend::Backend;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::buffer::Cell;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::style::Modifier;
use ratatui::style::Style;

use tigang::tui::pen::Pen;

const AREA: Rect = Rect { x: 0, y: 0, width: 24, height: 4 };

/// What is sent when the second screen follows the first.
fn sent(before: &Buffer, after: &Buffer) -> Vec<u8> {
    let mut sent = Vec::new();
    Pen::new(&mut sent).draw(before.diff_iter(after)).unwrap();
    sent
}

fn screen(rows: &[&str]) -> Buffer {
    let mut buffer = Buffer::empty(AREA);
    for (row, y) in rows.iter().zip(0..) {
        buffer.set_stringn(0, y, row, usize::from(AREA.width), Style::new());
    }
    buffer
}

type Look = (bool, bool, bool, vt100::Color);

fn look(cell: &vt100::Cell) -> Look {
    (cell.bold(), cell.underline(), cell.inverse(), cell.fgcolor())
}

fn of(cell: &Cell) -> Look {
    let is_lit = |bit| cell.modifier.contains(bit);
    let color = match cell.fg {
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    };
    (is_lit(Modifier::BOLD), is_lit(Modifier::UNDERLINED), is_lit(Modifier::REVERSED), color)
}

/// Every cell of the terminal as the buffer has it.
fn same(terminal: &vt100::Screen, buffer: &Buffer) -> Result<(), String> {
    for y in 0..AREA.height {
        let mut x = 0;
        while x < AREA.width {
            let wanted = &buffer[(x, y)];
            let got = terminal.cell(y, x).unwrap();
            let words = if got.contents().is_empty() { " " } else { got.contents() };
            if words != wanted.symbol() {
                return Err(format!("({x}, {y}): {words:?} for {wanted:?}"));
            }
            // How a blank looks whose other half was written over is the terminal's own affair.
            if !words.trim().is_empty() && look(got) != of(wanted) {
                return Err(format!("({x}, {y}): {:?} for {wanted:?}", look(got)));
            }
            x += if got.is_wide() { 2 } else { 1 };
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(300))]

    #[test]
    fn the_terminal_shows_what_was_drawn(
        frames in prop::collection::vec(
            prop::collection::vec(
                ((0..AREA.width, 0..AREA.height), prop::sample::select(vec!["工作总结", "a", "12.7%", "“稳”", "①", "│", "　", "……", "é"]),
                 any::<(bool, bool, bool)>(), prop::sample::select(vec![Color::Reset, Color::Rgb(1, 2, 3), Color::Rgb(200, 0, 9)])),
                0..12,
            ),
            1..6,
        ),
    ) {
        let mut terminal = vt100::Parser::new(
            AREA.height.try_into().unwrap(), AREA.width.try_into().unwrap(), 0);
        let mut shown = Buffer::empty(AREA);
        for frame in frames {
            let mut next = Buffer::empty(AREA);
            for ((x, y), words, (bold, underlined, reversed), color) in frame {
                let mut style = Style::new().fg(color);
                for (bit, is_lit) in [(Modifier::BOLD, bold), (Modifier::UNDERLINED, underlined), (Modifier::REVERSED, reversed)] {
                    style = if is_lit { style.add_modifier(bit) } else { style };
                }
                // Over blanks only: half of a wide character is never drawn over.
                let room = usize::from(AREA.width - x);
                if (x..AREA.width).all(|x| next[(x, y)].symbol() == " ") {
                    next.set_stringn(x, y, words, room, style);
                }
            }
            terminal.process(&sent(&shown, &next));
            prop_assert_eq!(same(terminal.screen(), &next), Ok(()));
            shown = next;
        }
    }
}

#[test]
fn chinese_text_costs_its_own_bytes_and_one_position() {
    let blank = Buffer::empty(AREA);
    let row = "今年以来热线受理诉求";
    assert_eq!(String::from_utf8(sent(&blank, &screen(&[row]))).unwrap(), format!("\x1b[1;1H{row}"));
    assert_eq!(sent(&screen(&[row]), &screen(&[row])), b"");
    assert_eq!(sent(&screen(&["甲乙丙"]), &screen(&["丁乙戊"])), "\x1b[1;1H丁\x1b[2C戊".as_bytes());
}

#[test]
fn behind_a_character_of_uncertain_width_the_place_is_said_anew() {
    let blank = Buffer::empty(AREA);
    let words = String::from_utf8(sent(&blank, &screen(&["“稳”"]))).unwrap();
    assert_eq!(words, "\x1b[1;1H“\x1b[1;2H稳”");
}

/// Bytes that a key sends to a terminal of 120×40 that shows a sample: by the pen, and by ratatui's own backend.
fn bytes_of(keys: &str, key: &str) -> (usize, usize) {
    let mut model = crate::tools::model::open("hotline-half-year", (120, 40));
    crate::tools::model::play(&mut model, keys);
    let before = crate::tools::model::draw(&model).buffer;
    crate::tools::model::play(&mut model, key);
    let after = crate::tools::model::draw(&model).buffer;
    let mut usual = Vec::new();
    CrosstermBackend::new(&mut usual).draw(before.diff_iter(&after)).unwrap();
    (sent(&before, &after).len(), usual.len())
}

/// What a slow line carries: a key sends what it changes, and of a Chinese text not much more than its characters.
#[test]
fn a_key_sends_little() {
    let mut told = String::new();
    let mut check = |what: &str, keys: &str, key: &str, most: usize| {
        let (sent, usual) = bytes_of(keys, key);
        told.push_str(&format!("{what}: {sent} bytes, ratatui's own backend {usual}\n"));
        assert!(sent <= most, "{told}");
        assert!(sent <= usual, "{told}");
    };
    check("a step of the caret", "ctrl-e right", "right", 0);
    check(
        "typed into a heading, with its 字数, its parents' and the report's",
        "alt-m down down enter end '甲",
        "'新",
        200,
    );
    // In the manuscript it runs in: the text after it goes on in other rows.
    check("the same beside the manuscript", "down down enter end '甲", "'新", 600);
    check("typed at the start of a paragraph", "ctrl-e '甲", "'新", 300);
    check("another section with its text and metrics", "down", "down", 3000);
    check("fold all", "", "f7", 8000);
    println!("{told}");
}
