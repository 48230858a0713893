//! Tables as rows of a page: what stands above and below them, their cells with their lines.

use std::cmp::Ordering;
use std::collections::VecDeque;
use std::ops::Range;

use crate::export::fonts::Glyphs;
use crate::export::profile::ParagraphStyle;
use crate::export::profile::Profile;
use crate::export::table::Cell;
use crate::export::table::Table;
use crate::report::grid::Side;

use super::Ink;
use super::Row;
use super::Rule;
use super::lines;
use super::lines::SetLine;
use super::lines::Shape;
use super::lines::Span;

/// The size of a table's text in points: 小四.
const SIZE: f64 = 12.0;

/// Room above and below the words of a cell, in points.
const ABOVE: f64 = 3.0;

/// Room left and right of the words of a cell, in points.
const BESIDE: f64 = 5.4;

/// Half a point: the lines of a table.
const THIN: f64 = 0.5;

/// A row of a page that is of a table.
pub(super) struct Placed {
    pub(super) row: Row,
    /// Which line of the table it is of, from 0: those around the rows are lines too.
    pub(super) line: usize,
    /// Where on that line it begins: after so many bytes of what stands in this column.
    pub(super) begins: (usize, usize),
}

/// A row of a table in lines.
struct Band<'t> {
    /// Each cell with its lines; those of one that takes several rows are parted between them.
    cells: Vec<(&'t Cell, Vec<SetLine>)>,
    /// How many lines high it is.
    lines: usize,
    pitch: f64,
}

impl Band<'_> {
    fn height(&self) -> f64 {
        self.lines as f64 * self.pitch + 2.0 * ABOVE + THIN
    }
}

/// The rows of a table on an area of this width and height, below what takes so much and stays with it; those of its head
/// stand on every page that it goes on to. What is higher than a page is parted between its lines.
pub(super) fn set(
    table: &Table,
    profile: &Profile,
    (whole, high): (f64, f64),
    kept: f64,
    glyphs: &Glyphs<'_>,
) -> Vec<Placed> {
    let body = profile.letters(ParagraphStyle::Body).font;
    let (mut rows, mut line) = (Vec::new(), 0);
    for (text, side) in [(&table.title, Side::Middle), (&table.unit, Side::Right)] {
        if !text.is_empty() {
            let mut lines = around((text, side, body), line, (whole, high), glyphs);
            if let [only] = &mut lines[..] {
                only.row.keeps = true;
            }
            rows.append(&mut lines);
            line += 1;
        }
    }
    // In twentieths of a point, as Word has them.
    let widths: Vec<f64> =
        table.widths((whole * 20.0).round() as i64).into_iter().map(|width| width as f64 / 20.0).collect();
    let edges: Vec<f64> = std::iter::once(0.0)
        .chain(widths.iter().scan(0.0, |edge, width| {
            *edge += width;
            Some(*edge)
        }))
        .collect();
    let bands = bands(table, &edges, profile, glyphs);
    let head = table.head.min(bands.len());
    let headed: f64 = bands[..head].iter().map(Band::height).sum();
    let least = bands.get(head).map_or(0.0, |band| band.pitch + 2.0 * ABOVE + THIN);
    // One that leaves no room for a line below it stands where it begins alone.
    let (head, headed) = if headed + least > high { (0, 0.0) } else { (head, headed) };
    let above = kept + rows.iter().map(|placed| placed.row.height).sum::<f64>();
    for (k, band) in bands.iter().enumerate() {
        // What stands above the first row stays with it.
        let over = match k.cmp(&head) {
            Ordering::Less => 0.0,
            Ordering::Equal if above + headed + least <= high => above + headed,
            Ordering::Equal | Ordering::Greater => headed,
        };
        let is_whole = band.height() + over <= high;
        let count = if is_whole { 1 } else { band.lines };
        let tallest = band.cells.iter().filter(|(cell, _)| !cell.goes_on).max_by_key(|(_, lines)| lines.len());
        for piece in 0..count {
            let (from, to) = if is_whole { (0, band.lines) } else { (piece, piece + 1) };
            let mut row = drawn(band, from..to, &edges);
            (row.keeps, row.head, row.is_head) = (k < head, k.min(head), k < head);
            let foot = Rule::across(row.height, whole, THIN);
            match k + 1 == bands.len() && piece + 1 == count {
                true => row.rules.push(foot),
                false => row.below.push(foot),
            }
            let begins = tallest.and_then(|(cell, lines)| Some((cell.column, lines.get(from)?.at)));
            rows.push(Placed { row, line: line + k, begins: begins.unwrap_or_default() });
        }
    }
    if !table.note.is_empty() {
        rows.append(&mut around((&table.note, Side::Left, body), line + bands.len(), (whole, high), glyphs));
    }
    rows
}

fn ink(font: &str) -> Ink {
    Ink { font: font.to_owned(), size: SIZE, bold: false, red: false, closer: 0.0 }
}

/// What stands above or below the rows of a table.
fn around(
    (text, side, font): (&str, Side, &str),
    line: usize,
    (whole, high): (f64, f64),
    glyphs: &Glyphs<'_>,
) -> Vec<Placed> {
    let pitch = glyphs.line(font) * SIZE;
    let shape = Shape { side: Some(side), ..Shape::of(whole) };
    let lines = lines::set(&[Span { text, ink: ink(font) }], &shape, glyphs);
    let is_whole = lines.len() as f64 * pitch + 2.0 * ABOVE <= high;
    let pieces: Vec<Vec<SetLine>> =
        if is_whole { vec![lines] } else { lines.into_iter().map(|line| vec![line]).collect() };
    let last = pieces.len() - 1;
    let piece = |(piece, lines): (usize, Vec<SetLine>)| {
        let (top, foot) = (if piece == 0 { ABOVE } else { 0.0 }, if piece == last { ABOVE } else { 0.0 });
        let begins = (0, lines.first().map_or(0, |line| line.at));
        let mut row = Row { height: top + lines.len() as f64 * pitch + foot, ..Row::default() };
        for (k, line) in lines.into_iter().enumerate() {
            row.put(line.runs, 0.0, top + (k as f64 + 0.8) * pitch);
        }
        Placed { row, line, begins }
    };
    pieces.into_iter().enumerate().map(piece).collect()
}

/// The rows of a table in lines.
fn bands<'t>(table: &'t Table, edges: &[f64], profile: &Profile, glyphs: &Glyphs<'_>) -> Vec<Band<'t>> {
    let body = profile.letters(ParagraphStyle::Body).font;
    let head = profile.letters(ParagraphStyle::Level1).font;
    // What the cells have still to say, by their columns.
    let mut pending: Vec<VecDeque<SetLine>> = (0..table.columns).map(|_| VecDeque::new()).collect();
    let mut bands = Vec::new();
    for (k, cells) in table.rows.iter().enumerate() {
        let font = if k < table.head { head } else { body };
        for cell in cells.iter().filter(|cell| !cell.goes_on) {
            pending[cell.column] = words(cell, edges, ink(font), glyphs).into();
        }
        let below = table.rows.get(k + 1);
        let ends = |cell: &Cell| {
            !below.is_some_and(|below| below.iter().any(|next| next.goes_on && next.column == cell.column))
        };
        // What goes on below takes no room of its own here.
        let ending = cells.iter().filter(|cell| ends(cell)).map(|cell| pending[cell.column].len());
        let lines = ending.max().unwrap_or(1).max(1);
        let mut taken = |cell: &'t Cell| {
            let pending = &mut pending[cell.column];
            let count = lines.min(pending.len());
            (cell, pending.drain(..count).collect())
        };
        let cells = cells.iter().map(&mut taken).collect();
        bands.push(Band { cells, lines, pitch: glyphs.line(font) * SIZE });
    }
    bands
}

/// These lines of a row of a table, with the rules around its cells.
fn drawn(band: &Band<'_>, lines: Range<usize>, edges: &[f64]) -> Row {
    let (is_first, is_last) = (lines.start == 0, lines.end == band.lines);
    let (top, foot) = (if is_first { ABOVE } else { 0.0 }, if is_last { ABOVE + THIN } else { 0.0 });
    let height = top + lines.len() as f64 * band.pitch + foot;
    let is_whole = is_first && is_last;
    let mut row = Row { height, ..Row::default() };
    for (cell, words) in &band.cells {
        let (left, right) = (edges[cell.column], edges[cell.column + cell.columns]);
        let all = words.len() as f64 * band.pitch;
        // One that is parted is filled from its top.
        let top = if cell.rows == 1 && is_whole { ((height - all) / 2.0).max(ABOVE) } else { top };
        for (n, line) in words.iter().skip(lines.start).take(lines.len()).enumerate() {
            row.put(line.runs.clone(), left + BESIDE, top + (n as f64 + 0.8) * band.pitch);
        }
        let over = Rule { x: left, ..Rule::across(0.0, right - left, THIN) };
        match cell.goes_on || !is_first {
            true => row.above.push(over),
            false => row.rules.push(over),
        }
        row.rules.push(Rule::down(left, height, THIN));
        row.rules.push(Rule::down(right, height, THIN));
    }
    row
}

/// The words of a cell in lines, from its own left.
fn words(cell: &Cell, edges: &[f64], ink: Ink, glyphs: &Glyphs<'_>) -> Vec<SetLine> {
    if cell.text.is_empty() {
        return Vec::new();
    }
    let width = edges[cell.column + cell.columns] - edges[cell.column] - 2.0 * BESIDE;
    let shape = Shape { side: Some(cell.side), ..Shape::of(width.max(ink.size)) };
    lines::set(&[Span { text: &cell.text, ink }], &shape, glyphs)
}
