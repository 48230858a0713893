//! Columns: how many a text takes, which character stands in which, and what reaches the terminal.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use tigang::text;
use tigang::text::Ambiguous;
use tigang::text::Ambiguous::Narrow;
use tigang::text::Ambiguous::Wide;

use crate::tools::texts::texts;

#[test]
fn width_follows_the_terminal() {
    #[track_caller]
    fn check(text: &str, narrow: usize, wide: usize) {
        assert_eq!((text::width(text, Narrow), text::width(text, Wide)), (narrow, wide), "{text:?}");
    }
    check("", 0, 0);
    check("abc 12.8%", 9, 9);
    check("工作总结", 8, 8);
    check("“稳”——…①·×", 10, 18);
    check("α粒子", 5, 6);
    check("％〔（，。", 10, 10);
    check("e\u{301}", 1, 1);
    check("👨‍👩‍👧", 2, 2);
    check("🇨🇳", 2, 2);
    check("❤\u{fe0f}", 2, 2);
    check("𠮷", 2, 2);
    check("ｶﾞ", 3, 3);
    check("\u{1b}[2J", 4, 4);
    check("\u{301}", 1, 1);
    check("\u{202e}abc", 4, 4);
    check("中\u{200d}", 3, 3);
}

#[test]
fn nothing_reaches_the_terminal_that_acts_on_it() {
    #[track_caller]
    fn check(text: &str, shown: &str) {
        assert_eq!(text::shown(text), shown);
    }
    check("工作 OK", "工作 OK");
    check("\u{1b}[31m红\u{7}", "␛[31m红␇");
    check("\u{301}ﾞ", "⋅゛");
    check("a\tb\r\n", "a␉b␍␊");
    check("\u{202e}反\u{2066}\u{200b}\u{feff}\u{9b}", "⋅反⋅⋅⋅⋅");
    check("👨‍👩‍👧❤\u{fe0f}", "👨‍👩‍👧❤\u{fe0f}");
    check("中\u{200d}", "中⋅");
    check("A\u{e0041}", "A⋅");
    check("\u{7f}", "␡");
    for c in '\0'..=char::MAX {
        let p = text::printable(c);
        assert!(!p.is_control());
        if p != c && !['゛', '゜'].contains(&p) {
            let p = p.to_string();
            assert_eq!((text::width(&p, Narrow), text::width(&p, Wide)), (1, 1));
        }
    }
}

#[test]
fn ratatui_gives_every_character_the_columns_we_say() {
    for c in ('\0'..='\u{ffff}').chain('\u{1f000}'..='\u{1fbff}').chain('\u{e0000}'..='\u{e01ef}') {
        as_ratatui(&c.to_string());
    }
    for grapheme in ["👨‍👩‍👧", "🇨🇳", "e\u{301}", "ｶﾞ", "か\u{3099}", "1\u{fe0f}\u{20e3}", "👍🏽", "葛\u{e0100}", "ก\u{e33}"]
    {
        as_ratatui(grapheme);
    }
}

#[test]
fn a_heading_that_does_not_fit_ends_with_an_ellipsis() {
    #[track_caller]
    fn check(text: &str, columns: usize, ambiguous: Ambiguous, cut: &str) {
        assert_eq!(text::truncate(text, columns, ambiguous), cut, "{columns} columns");
    }
    check("加强班子建设", 12, Narrow, "加强班子建设");
    check("加强班子建设", 11, Narrow, "加强班子建…");
    check("加强班子建设", 10, Narrow, "加强班子…");
    check("加强班子建设", 10, Wide, "加强班子…");
    check("加强班子建设", 9, Wide, "加强班…");
    check("加强", 1, Narrow, "…");
    check("加强", 1, Wide, "");
    check("加强", 0, Narrow, "");
    check("", 0, Narrow, "");
    check("abcdef", 4, Narrow, "abc…");
}

#[test]
fn a_row_and_its_columns() {
    let row = "办“好”ab";
    assert_eq!(text::byte_at_column(row, 0, Narrow), 0);
    assert_eq!(text::byte_at_column(row, 1, Narrow), 0);
    assert_eq!(text::byte_at_column(row, 2, Narrow), 3);
    assert_eq!(text::byte_at_column(row, 99, Narrow), row.len());
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(256))]

    #[test]
    fn what_is_shown_stays_so_and_takes_the_columns_counted(text in texts()) {
        let shown = text::shown(&text);
        prop_assert_eq!(text::shown(&shown), shown.as_ref());
        prop_assert_eq!(text::width(&shown, Narrow), text::width(&text, Narrow));
    }

    #[test]
    fn columns_and_bytes_are_inverse(text in texts(), ambiguous in prop_oneof![Just(Narrow), Just(Wide)]) {
        for (at, grapheme) in text::graphemes(&text) {
            prop_assert_eq!(text::byte_at_column(&text, text::width(&text[..at], ambiguous), ambiguous), at);
            prop_assert!(text::grapheme_width(grapheme, ambiguous) >= 1);
        }
    }

    #[test]
    fn every_grapheme_is_as_wide_as_ratatui_draws_it(text in texts()) {
        for (_, grapheme) in text::graphemes(&text) {
            as_ratatui(grapheme);
        }
    }

    #[test]
    fn what_is_cut_fits(text in texts(), columns in 0usize..30, ambiguous in prop_oneof![Just(Narrow), Just(Wide)]) {
        let cut = text::truncate(&text, columns, ambiguous);
        prop_assert!(text::width(&cut, ambiguous) <= columns);
        prop_assert_eq!(*cut == text, text::width(&text, ambiguous) <= columns);
    }
}

/// Draws a grapheme with ratatui and compares the columns it took.
#[track_caller]
fn as_ratatui(grapheme: &str) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 1));
    let (end, _) = buffer.set_stringn(0, 0, text::shown(grapheme), 200, Style::new());
    assert_eq!(text::grapheme_width(grapheme, Narrow), usize::from(end), "{}", grapheme.escape_unicode());
}
