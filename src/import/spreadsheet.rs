//! A spreadsheet as a table of text, for who reads tables of metrics: what its cells show, a row a line, cells apart by tabs.

use std::io::Cursor;

use calamine::Data;
use calamine::ExcelDateTime;
use calamine::Ods;
use calamine::Reader;
use calamine::Xls;
use calamine::Xlsx;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::caught::caught;
use super::decode::has_stream;
use crate::text;

/// A sheet of a spreadsheet, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its rows as lines, their cells apart by tabs.
    pub text: String,
    /// What it is called.
    pub name: String,
    /// How many other sheets hold anything: they aren't read.
    pub others: usize,
    /// Whether the file says which numbers are shown as percentages. If not, 95.6% comes as 0.956.
    pub knows_percent: bool,
}

/// Why a spreadsheet was not read and what to do, to stand after the file's name and a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// It is damaged, asks for a password, or is of another kind.
    #[error("这份电子表格读不出来（可能加了密码或者坏了），请在 Excel 或 WPS 里打开，另存为 .csv，再读入")]
    Unreadable,
    /// It is larger than any table of figures.
    #[error("这份电子表格太大，请把要读的那张表另存为 .csv，再读入")]
    TooLarge,
    /// Nothing stands in it.
    #[error("这份电子表格里没有内容，请检查是不是选错了文件")]
    Empty,
}

/// Bytes of a file that is read: a table of figures has some thousands.
const MOST_BYTES: usize = 32 << 20;

/// The same of what is packed in it.
const MOST_UNPACKED: u64 = 256 << 20;

/// Rows and columns that are read; what stands farther out is no table of metrics.
const MOST: (usize, usize) = (20_000, 256);

type Rows = Vec<Vec<String>>;

/// The sheets of a file by name, and whether it says which numbers are percentages.
type Book = (Vec<(String, Rows)>, bool);

/// The first sheet of a spreadsheet (.xlsx, .xls, .ods) that holds anything. `None` for what is no spreadsheet by its content.
///
/// # Errors
/// What can't be read, is too large, or is empty.
pub fn sheet(bytes: &[u8]) -> Option<Result<Sheet, SheetError>> {
    let has = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    let is_zip = bytes.starts_with(b"PK\x03\x04");
    let read: fn(&[u8]) -> Option<Book> = if is_zip && has(b"xl/workbook") {
        xlsx
    } else if is_zip && has(b"opendocument.spreadsheet") {
        ods
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0") && has_stream(bytes, "Workbook") {
        xls
    } else {
        return None;
    };
    if bytes.len() > MOST_BYTES || is_zip && unpacked(bytes).is_none_or(|size| size > MOST_UNPACKED) {
        return Some(Err(SheetError::TooLarge));
    }
    let Some((sheets, knows_percent)) = caught(|| read(bytes)) else { return Some(Err(SheetError::Unreadable)) };
    let mut filled = sheets.into_iter().filter(|(_, rows)| rows.iter().flatten().any(|cell| !cell.is_empty()));
    let Some((name, rows)) = filled.next() else { return Some(Err(SheetError::Empty)) };
    let lines: Vec<String> = rows.iter().map(|row| row.join("\t").trim_end_matches('\t').to_owned()).collect();
    Some(Ok(Sheet { text: lines.join("\n"), name, others: filled.count(), knows_percent }))
}

/// Bytes that an archive says it unpacks to.
fn unpacked(bytes: &[u8]) -> Option<u64> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    archive.decompressed_size().and_then(|size| u64::try_from(size).ok())
}

fn xlsx(bytes: &[u8]) -> Option<Book> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let mut rows: Rows = Vec::new();
        let mut cells = book.worksheet_cells_reader(&name).ok()?;
        while let Some((cell, style)) = cells.next_cell_with_style_id().ok()? {
            let (row, column) = cell.get_position();
            let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
            let is_percent = format.is_some_and(|format| format.format_code.contains('%'));
            put(
                &mut rows,
                (row as usize, column as usize),
                shown(&Data::from(cell.get_value().clone()), if is_percent { Format::Percent } else { Format::Plain }),
            );
        }
        sheets.push((name, rows));
    }
    Some((sheets, true))
}

fn xls(bytes: &[u8]) -> Option<Book> {
    Some((of_ranges(&mut Xls::new(Cursor::new(bytes)).ok()?)?, false))
}

fn ods(bytes: &[u8]) -> Option<Book> {
    Some((of_ranges(&mut Ods::new(Cursor::new(bytes)).ok()?)?, false))
}

fn of_ranges<'a, R: Reader<Cursor<&'a [u8]>>>(book: &mut R) -> Option<Vec<(String, Rows)>> {
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).ok()?;
        let (top, left) = range.start().unwrap_or_default();
        let mut rows: Rows = Vec::new();
        for (row, column, value) in range.used_cells() {
            put(&mut rows, (row + top as usize, column + left as usize), shown(value, Format::Plain));
        }
        sheets.push((name, rows));
    }
    Some(sheets)
}

fn put(rows: &mut Rows, (row, column): (usize, usize), text: String) {
    if row >= MOST.0 || column >= MOST.1 || text.is_empty() {
        return;
    }
    if rows.len() <= row {
        rows.resize(row + 1, Vec::new());
    }
    if rows[row].len() <= column {
        rows[row].resize(column + 1, String::new());
    }
    rows[row][column] = text;
}

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Plain,
    Percent,
}

/// What a cell shows, in plain digits: 95.6% for 0.956 that is a percentage, no thousands.
fn shown(value: &Data, format: Format) -> String {
    let is_percent = format == Format::Percent;
    match value {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            text::one_line(text).split_whitespace().collect::<Vec<_>>().join(" ")
        }
        Data::Int(number) if is_percent => percent(Decimal::from(*number)),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => match Decimal::from_f64(*number).map(|number| number.round_dp(10).normalize()) {
            Some(number) if is_percent => percent(number),
            Some(number) => number.to_string(),
            None => number.to_string(),
        },
        Data::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Data::DateTime(time) => date(time),
    }
}

fn percent(number: Decimal) -> String {
    number
        .checked_mul(Decimal::ONE_HUNDRED)
        .map_or_else(|| number.to_string(), |number| format!("{}%", number.normalize()))
}

/// 2025年6月30日. A stretch of time stays the number it is.
fn date(time: &ExcelDateTime) -> String {
    if !time.is_datetime() {
        return time.as_f64().to_string();
    }
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    format!("{year}年{month}月{day}日")
}
