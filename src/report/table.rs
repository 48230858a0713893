//! Metrics as a table that other programs read and write: cells set apart by tabs, as a spreadsheet copies them, or CSV.
//!
//! A table may begin with a row of titles, in any order (名称, 本期, 单位, 上年同期, 目标, 备注 and what else they are called);
//! without one the columns are 名称, 数值, 单位, 上年, 目标, 备注. Columns that are called by periods (1月, 一季度) are 分期. What a
//! spreadsheet has reckoned (同比, 完成率) is passed over. Reading never fails: what could not be taken is listed with its
//! line, and of a table whose columns nobody knows nothing is taken.

mod titles;

use super::Better;
use super::Metric;
use super::formula;
use super::metric::Entered;
use super::metric::entered;
use super::metric::number;
use super::overview::MetricLine;
use super::series;
use super::series::Entry;
use crate::text;

use titles::Heading;
use titles::Meaning;
use titles::is_figure;
use titles::split_number;

/// What sets the cells of a row apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// A tab: what a spreadsheet copies and pastes.
    Tab,
    /// A comma (RFC 4180).
    Comma,
}

/// A column that can be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// 名称.
    Name,
    /// 数值.
    Value,
    /// 单位.
    Unit,
    /// 上年同期.
    LastYear,
    /// 目标.
    Target,
    /// 分期.
    Series,
    /// 公式.
    Formula,
    /// 方向.
    Better,
    /// 备注.
    Note,
}

impl Column {
    /// The text of a metric that it is; for a formula the value; `None` for what is no text.
    pub fn of_mut(self, metric: &mut Metric) -> Option<&mut String> {
        Some(match self {
            Column::Name => &mut metric.name,
            Column::Value | Column::Formula => &mut metric.value,
            Column::Unit => &mut metric.unit,
            Column::LastYear => &mut metric.last_year,
            Column::Target => &mut metric.target,
            Column::Series => &mut metric.series,
            Column::Note => &mut metric.note,
            Column::Better => return None,
        })
    }
}

/// A table that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its rows with a name, in order.
    pub rows: Vec<Row>,
    /// What was not taken.
    pub left_out: Vec<LeftOut>,
}

/// One metric of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// 名称, not empty.
    pub name: String,
    /// The other cells that hold something. What the table doesn't say is not here.
    pub cells: Vec<(Column, String)>,
    /// The cells below periods that hold something.
    pub periods: Vec<Entry>,
}

/// Something of a table that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LeftOut {
    /// A row without a name.
    #[error("第{line}行没有名称")]
    Nameless {
        /// Its line, from 1.
        line: usize,
    },
    /// A column whose title is not known.
    #[error("“{title}”一列不认识")]
    Column {
        /// Its title.
        title: String,
    },
    /// What stands above the row of titles: the name of the table, its unit, its date.
    #[error("表头上面的“{text}”")]
    Above {
        /// What.
        text: String,
    },
    /// A row of a table without titles that has a number where the unit belongs.
    #[error("第{line}行的单位是个数")]
    Row {
        /// Its line, from 1.
        line: usize,
    },
    /// The whole table: its first row has no title that is known, and is no metric either.
    #[error("没有读入：“{}”里没有认识的列名（如 数值、上年、1月、一季度）", some_of(titles))]
    Table {
        /// The cells of that row.
        titles: Vec<String>,
    },
}

/// The first of a list of words.
fn some_of(words: &[String]) -> String {
    const NAMED: usize = 3;
    let first = words[..words.len().min(NAMED)].join("、");
    if words.len() > NAMED { format!("{first}…") } else { first }
}

impl Separator {
    /// The separator of a text: tabs if it has any, else commas. Commas of thousands don't count. `None` for a single
    /// column.
    pub fn of(text: &str) -> Option<Separator> {
        if text.contains('\t') {
            return Some(Separator::Tab);
        }
        text.lines().any(|line| line.contains(',') && number(line).is_none()).then_some(Separator::Comma)
    }

    fn byte(self) -> u8 {
        match self {
            Separator::Tab => b'\t',
            Separator::Comma => b',',
        }
    }
}

// In ----------------------------------------------------------------------------------------------------------------

/// Reads a table. A BOM, CRLF, quoted cells and titles in full width are taken as they come.
pub fn read(text: &str, separator: Separator) -> Table {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // A quote that never closes would swallow the rest of the table: then it is a character like others.
    let quotes = memchr::memchr_iter(b'"', text.as_bytes()).count().is_multiple_of(2);
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator.byte()).quoting(quotes);
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    for record in builder.from_reader(text.as_bytes()).records().map_while(Result::ok) {
        let cells: Vec<String> = record.iter().map(|cell| text::one_line(cell).trim().to_owned()).collect();
        if !cells.iter().all(String::is_empty) {
            rows.push((line_of(&record), cells));
        }
    }
    match titles_of(&rows) {
        Some((at, columns)) => with_titles(&rows[..at], &columns, &rows[at + 1..]),
        None => without_titles(&rows),
    }
}

/// The row of titles, one of the first, and what it says. Above it may stand what is shorter and holds no figure.
fn titles_of(rows: &[(usize, Vec<String>)]) -> Option<(usize, Vec<Heading>)> {
    const FIRST: usize = 5;
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let is_above =
        |cells: &[String], head: &[String]| filled(cells) < filled(head) && !cells.iter().any(|cell| is_figure(cell));
    rows.iter().take(FIRST).enumerate().find_map(|(at, (_, head))| {
        let columns = titles::read(head)?;
        rows[..at].iter().all(|(_, cells)| is_above(cells, head)).then_some((at, columns))
    })
}

fn with_titles(above: &[(usize, Vec<String>)], columns: &[Heading], rows: &[(usize, Vec<String>)]) -> Table {
    let mut table = Table::default();
    let unknown = columns.iter().filter(|heading| heading.meaning == Meaning::Unknown && !heading.title.is_empty());
    let unknown: Vec<String> = unknown.map(|heading| heading.title.clone()).collect();
    let says_nothing = |heading: &Heading| {
        matches!(heading.meaning, Meaning::Column(Column::Name) | Meaning::PassedOver | Meaning::Unknown)
    };
    if !unknown.is_empty() && columns.iter().all(says_nothing) {
        table.left_out.push(LeftOut::Table { titles: unknown });
        return table;
    }
    let words = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    table.left_out.extend(above.iter().map(|(_, cells)| LeftOut::Above { text: words(cells) }));
    table.left_out.extend(unknown.into_iter().map(|title| LeftOut::Column { title }));
    rows.iter().for_each(|(line, cells)| table.take(cells, columns, *line));
    table
}

/// A table whose columns are the usual ones, if its first row is such a one.
fn without_titles(rows: &[(usize, Vec<String>)]) -> Table {
    let mut table = Table::default();
    let Some((_, first)) = rows.first() else { return table };
    let figures = [Column::Value, Column::LastYear, Column::Target];
    let columns = titles::usual();
    let fits = |(cell, heading): (&String, &Heading)| match heading.meaning {
        Meaning::Column(column) if figures.contains(&column) => cell.is_empty() || may_be_figure(cell),
        _ => true,
    };
    if !first.iter().zip(&columns).all(fits) {
        table.left_out.push(LeftOut::Table { titles: first.iter().filter(|cell| !cell.is_empty()).cloned().collect() });
        return table;
    }
    let unit = columns.iter().position(|heading| heading.meaning == Meaning::Column(Column::Unit));
    for (line, cells) in rows {
        if unit.and_then(|unit| cells.get(unit)).is_some_and(|unit| number(unit).is_some()) {
            table.left_out.push(LeftOut::Row { line: *line });
        } else {
            table.take(cells, &columns, *line);
        }
    }
    table
}

/// Whether a cell can stand where figures do: a number with or without a unit, a rank, what stands for one.
fn may_be_figure(cell: &str) -> bool {
    const NONE_YET: [&str; 8] = ["无", "暂无", "没有", "待定", "未定", "待补", "待核", "空"];
    const BEFORE: [&str; 9] = ["第", "约", "近", "超", "超过", "逾", "达", "不到", "全国第"];
    let bare = BEFORE.iter().find_map(|word| cell.strip_prefix(word)).unwrap_or(cell);
    let begins = split_number(bare).0;
    is_figure(cell)
        || NONE_YET.contains(&cell)
        || bare.chars().all(text::is_han_numeral)
        || number(begins).is_some() && series::Period::read(cell).is_none() && !titles::is_year(cell)
}

/// Whether a text is a table with a row of titles, and something below it.
pub fn has_titles(text: &str, separator: Separator) -> bool {
    let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator.byte()).quoting(false);
    let record = builder.from_reader(first.as_bytes()).records().map_while(Result::ok).next();
    let cells = record.map(|record| record.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
    cells.is_some_and(|cells| titles::read(&cells).is_some()) && lines.next().is_some()
}

fn line_of(record: &csv::StringRecord) -> usize {
    record.position().and_then(|at| usize::try_from(at.line()).ok()).unwrap_or(0)
}

impl Table {
    fn take(&mut self, cells: &[String], headings: &[Heading], line: usize) {
        let mut row = Row { name: String::new(), cells: Vec::new(), periods: Vec::new() };
        let mut unit = None;
        for (cell, heading) in cells.iter().zip(headings) {
            match &heading.meaning {
                Meaning::Column(Column::Name) => row.name = cell.clone(),
                Meaning::Column(column) if !cell.is_empty() => row.cells.push((*column, cell.clone())),
                Meaning::Period(label) if !cell.is_empty() => {
                    row.periods.push(Entry { label: label.clone(), value: cell.clone() });
                }
                _ => {}
            }
            if matches!(heading.meaning, Meaning::Column(Column::Value) | Meaning::Period(_)) {
                unit = unit.or(heading.unit.clone());
            }
        }
        if row.name.is_empty() {
            self.left_out.push(LeftOut::Nameless { line });
            return;
        }
        row.split_units(unit);
        self.rows.push(row);
    }
}

impl Row {
    /// The text of a cell, where the table says something there.
    pub fn cell(&self, column: Column) -> Option<&str> {
        self.cells.iter().find(|(other, _)| *other == column).map(|(_, text)| text.as_str())
    }

    /// Writes what the row says into a metric; what it doesn't say stays.
    pub fn write_into(&self, metric: &mut Metric) {
        metric.name.clone_from(&self.name);
        for (column, text) in &self.cells {
            match column {
                Column::Name | Column::Formula => {}
                // An unknown word says nothing.
                Column::Better => {
                    let known = Better::ALL.into_iter().find(|better| better.name() == text.trim());
                    metric.better = known.unwrap_or(metric.better);
                }
                column => {
                    if let Some(own) = column.of_mut(metric) {
                        own.clone_from(text);
                    }
                }
            }
        }
        if !self.periods.is_empty() {
            metric.series = series::with(&metric.series, &self.periods);
        }
        if let Some(written) = self.cell(Column::Formula) {
            metric.value = if formula::is_formula(written) { written.to_owned() } else { format!("={written}") };
        }
    }

    /// A unit after the number (`92.6%`, `1.2亿元`), or over the column, goes into its own cell where there is none: as in a cell
    /// that is typed ([`entered`]).
    fn split_units(&mut self, over: Option<String>) {
        let mut unit = self.cell(Column::Unit).map(str::to_owned);
        let had = unit.is_some();
        let figures = self.cells.iter_mut().filter_map(|(column, text)| {
            matches!(column, Column::Value | Column::LastYear | Column::Target).then_some(text)
        });
        for text in figures.chain(self.periods.iter_mut().map(|entry| &mut entry.value)) {
            if let Entered::Split { number, unit: own } = entered(text, unit.as_deref().unwrap_or("")) {
                *text = number;
                unit = Some(own).filter(|own| !own.is_empty()).or(unit);
            }
        }
        if let Some(unit) = unit.or(over).filter(|_| !had) {
            self.cells.push((Column::Unit, unit));
        }
    }
}

// Out ---------------------------------------------------------------------------------------------------------------

/// Lines as a table with titles: what was reckoned stands as its figure, 同比 and 完成率 beside it. CSV begins with a BOM and
/// has CRLF, so that a spreadsheet takes it for UTF-8; what is set apart by tabs has neither.
pub fn write(lines: &[MetricLine<'_>], separator: Separator) -> String {
    type Cell = fn(&MetricLine<'_>) -> String;
    const ALL: [(&str, Cell); 11] = [
        ("名称", |line| line.metric.name.clone()),
        ("数值", |line| line.reckoned.metric.value.clone()),
        ("单位", |line| line.reckoned.metric.unit.clone()),
        ("上年同期", |line| line.reckoned.metric.last_year.clone()),
        ("同比", |line| line.change.map_or_else(String::new, |change| change.in_words())),
        ("目标", |line| line.reckoned.metric.target.clone()),
        ("完成率", |line| line.reckoned.metric.completion().map_or_else(String::new, |done| format!("{done}%"))),
        ("分期", |line| line.metric.series.clone()),
        // A spreadsheet would take what begins with = for its own.
        ("公式", |line| match formula::is_formula(&line.metric.value) {
            true => line.metric.value.trim_start().chars().skip(1).collect(),
            false => String::new(),
        }),
        ("方向", |line| match line.metric.better.is_usual() {
            true => String::new(),
            false => line.metric.better.name().to_owned(),
        }),
        ("备注", |line| line.metric.note.clone()),
    ];
    let rare = ["分期", "公式", "方向"];
    let columns: Vec<(&str, Cell)> = ALL
        .into_iter()
        .filter(|(title, cell)| !rare.contains(title) || lines.iter().any(|line| !cell(line).is_empty()))
        .collect();
    let mut builder = csv::WriterBuilder::new();
    builder.delimiter(separator.byte());
    if separator == Separator::Comma {
        builder.terminator(csv::Terminator::CRLF);
    }
    let mut writer = builder.from_writer(Vec::new());
    let mut rows: Vec<Vec<String>> = vec![columns.iter().map(|(title, _)| (*title).to_owned()).collect()];
    rows.extend(lines.iter().map(|line| columns.iter().map(|(_, cell)| cell(line)).collect()));
    for row in &rows {
        writer.write_record(row).expect("every row has as many cells, and memory takes them");
    }
    let bytes = writer.into_inner().expect("memory takes every byte");
    let table = String::from_utf8(bytes).expect("cells are UTF-8");
    if separator == Separator::Comma { format!("\u{feff}{table}") } else { table }
}
