//! Tables as rows of a page: what stands above and below them, their cells with their lines.

use crate::export::fonts::Glyphs;
use crate::export::profile::ParagraphStyle;
use crate::export::profile::Profile;
use crate::export::table::Cell;
use crate::export::table::Table;
use crate::report::grid::Side;

use super::Ink;
use super::Row;
use super::Rule;
use super::Run;
use super::lines;
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

/// The rows of a table in so many points; those of its head stand on every page that it goes on to.
pub(super) fn set(table: &Table, (profile, whole): (&Profile, f64), glyphs: &Glyphs<'_>) -> Vec<Row> {
    let body = profile.letters(ParagraphStyle::Body).font;
    let head = profile.letters(ParagraphStyle::Level1).font;
    let ink = |font: &str| Ink { font: font.to_owned(), size: SIZE, bold: false, red: false, closer: 0.0 };
    let mut rows = Vec::new();
    let around = |text: &str, side: Side, keeps: bool| {
        let pitch = glyphs.line(body) * SIZE;
        let shape = Shape { side: Some(side), ..Shape::of(whole) };
        let lines = lines::set(&[Span { text, ink: ink(body) }], &shape, glyphs);
        let count = lines.len() as f64;
        let mut row = Row { height: count * pitch + 2.0 * ABOVE, keeps, ..Row::default() };
        for (k, line) in lines.into_iter().enumerate() {
            row.put(line.runs, 0.0, ABOVE + (k as f64 + 0.8) * pitch);
        }
        row
    };
    if !table.title.is_empty() {
        rows.push(around(&table.title, Side::Middle, true));
    }
    if !table.unit.is_empty() {
        rows.push(around(&table.unit, Side::Right, true));
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
    for (k, cells) in table.rows.iter().enumerate() {
        let font = if k < table.head { head } else { body };
        let pitch = glyphs.line(font) * SIZE;
        let set: Vec<Vec<Vec<Run>>> = cells.iter().map(|cell| words(cell, &edges, ink(font), glyphs)).collect();
        // What goes on below takes no room of its own here.
        let tallest = set.iter().zip(cells).filter(|(_, cell)| cell.rows == 1).map(|(lines, _)| lines.len());
        let height = tallest.max().unwrap_or(1).max(1) as f64 * pitch + 2.0 * ABOVE + THIN;
        let is_head = k < table.head;
        let mut row = Row { height, keeps: is_head, head: k.min(table.head), is_head, ..Row::default() };
        for (cell, lines) in cells.iter().zip(set) {
            let (left, right) = (edges[cell.column], edges[cell.column + cell.columns]);
            let all = lines.len() as f64 * pitch;
            let top = if cell.rows == 1 { ((height - all) / 2.0).max(ABOVE) } else { ABOVE };
            for (n, runs) in lines.into_iter().enumerate() {
                row.put(runs, left + BESIDE, top + (n as f64 + 0.8) * pitch);
            }
            if !cell.goes_on {
                row.rules.push(Rule { x: left, ..Rule::across(0.0, right - left, THIN) });
            }
            row.rules.push(Rule::down(left, height, THIN));
            row.rules.push(Rule::down(right, height, THIN));
        }
        if k + 1 == table.rows.len() {
            row.rules.push(Rule::across(height, whole, THIN));
        }
        rows.push(row);
    }
    if !table.note.is_empty() {
        rows.push(around(&table.note, Side::Left, false));
    }
    rows
}

/// The words of a cell in lines, from its own left.
fn words(cell: &Cell, edges: &[f64], ink: Ink, glyphs: &Glyphs<'_>) -> Vec<Vec<Run>> {
    if cell.text.is_empty() {
        return Vec::new();
    }
    let width = edges[cell.column + cell.columns] - edges[cell.column] - 2.0 * BESIDE;
    let shape = Shape { side: Some(cell.side), ..Shape::of(width.max(ink.size)) };
    lines::set(&[Span { text: &cell.text, ink }], &shape, glyphs).into_iter().map(|line| line.runs).collect()
}
