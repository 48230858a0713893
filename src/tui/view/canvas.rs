//! What the panes are drawn on: the cells of a frame, and how many columns this terminal gives to each character.

use std::num::NonZeroU16;
use std::ops::Deref;
use std::ops::DerefMut;

use ratatui::buffer::Buffer;
use ratatui::buffer::CellDiffOption;
use ratatui::buffer::CellWidth;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::style::Style;
use ratatui::symbols::border;

use crate::text;
use crate::text::Ambiguous;
use crate::tui::keymap::Chord;

/// The cells of a frame. ratatui takes “ ” … ① for one column whatever the terminal does; here they get what it gives them.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    ambiguous: Ambiguous,
    /// The cells that the last window or line over the panes takes.
    pub(super) window: Option<Rect>,
    /// The keys that stand in the bottom row: their cells, and what a click there presses.
    pub(super) hints: Vec<(Rect, Vec<Chord>)>,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, ambiguous: Ambiguous) -> Canvas<'a> {
        Canvas { buffer, ambiguous, window: None, hints: Vec::new() }
    }

    /// How wide the terminal makes characters of ambiguous width.
    pub(super) fn ambiguous(&self) -> Ambiguous {
        self.ambiguous
    }

    /// Columns that a text takes.
    pub(super) fn columns(&self, text: &str) -> u16 {
        u16::try_from(text::width(text, self.ambiguous)).unwrap_or(u16::MAX)
    }

    /// Writes `text`, which holds nothing that acts on the terminal, into at most `width` cells from (`x`, `y`) on, and
    /// answers the columns it took. What finds no room whole is not drawn.
    pub(super) fn lay(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let area = self.buffer.area;
        if y >= area.bottom() || x >= area.right() {
            return 0;
        }
        let end = x.saturating_add(width).min(area.right());
        let mut at = x;
        for (_, grapheme) in text::graphemes(text) {
            let columns = self.columns(grapheme);
            if columns > end - at {
                break;
            }
            let Some(forced) = NonZeroU16::new(columns) else { continue };
            let wide = self.ambiguous == Ambiguous::Wide;
            let cell = &mut self.buffer[(at, y)];
            cell.set_symbol(grapheme).set_style(style).set_diff_option(CellDiffOption::None);
            // In a narrow terminal the library counts as we do.
            if wide && columns != cell.cell_width() {
                cell.set_diff_option(CellDiffOption::ForcedWidth(forced));
            }
            // The cells behind it have its ground, whoever draws them; that nothing shows in them tells them from blanks, which
            // have to be drawn where such a cell was.
            let painted = cell.style();
            for behind in at + 1..at + columns {
                let cell = &mut self.buffer[(behind, y)];
                cell.reset();
                cell.set_style(painted.add_modifier(Modifier::HIDDEN));
            }
            at += columns;
        }
        at - x
    }

    /// Makes the cells of `area` blanks; their colours stay.
    pub(super) fn blank(&mut self, area: Rect) {
        for place in area.positions() {
            self.buffer[place].set_symbol(" ").set_diff_option(CellDiffOption::None);
        }
    }

    /// What frames are drawn with: lines, or ASCII where the terminal would give a line two columns.
    pub(super) fn border(&self) -> border::Set<'static> {
        match self.ambiguous {
            Ambiguous::Narrow => border::PLAIN,
            Ambiguous::Wide => ASCII,
        }
    }

    /// A level line of so many columns, with the same signs.
    pub(super) fn rule(&self, columns: u16) -> String {
        self.border().horizontal_top.repeat(usize::from(columns))
    }
}

impl Deref for Canvas<'_> {
    type Target = Buffer;

    fn deref(&self) -> &Buffer {
        self.buffer
    }
}

impl DerefMut for Canvas<'_> {
    fn deref_mut(&mut self) -> &mut Buffer {
        self.buffer
    }
}

const ASCII: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};
