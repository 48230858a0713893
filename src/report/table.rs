//! Metrics as a table that other programs read and write: cells set apart by tabs, as a spreadsheet copies them, or CSV.
//!
//! A table may begin with a row of titles, in any order (名称, 本期, 单位, 上年同期, 目标, 备注 and what else they are called);
//! without one the columns are 名称, 数值, 单位, 上年, 目标, 备注. What a spreadsheet has reckoned (同比, 完成率) is passed over.
//! Reading never fails: what could not be taken is listed with its line.

use super::Metric;
use super::formula;
use super::metric::number;
use super::overview::Line;
use crate::text;
use crate::text::is_digit;

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
    /// 备注.
    Note,
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
}

/// The titles by which a column is known, the one that is written first.
const TITLES: &[(Column, &[&str])] = &[
    (Column::Name, &["名称", "指标", "指标名称", "项目", "项目名称", "指标名", "内容"]),
    (
        Column::Value,
        &[
            "数值",
            "本期",
            "本期数",
            "本年",
            "今年",
            "本年数",
            "数",
            "值",
            "完成数",
            "完成",
            "实际",
            "实际完成",
            "实际数",
            "本年累计",
            "本期累计",
            "累计",
            "累计完成",
            "现状",
        ],
    ),
    (Column::Unit, &["单位", "计量单位"]),
    (
        Column::LastYear,
        &[
            "上年同期",
            "上年",
            "去年",
            "去年同期",
            "同期",
            "同期数",
            "上年数",
            "上期",
            "上期数",
            "去年数",
            "上年完成",
            "上年实际",
        ],
    ),
    (
        Column::Target,
        &[
            "目标",
            "年度目标",
            "目标值",
            "目标数",
            "计划",
            "年度计划",
            "计划数",
            "全年目标",
            "全年计划",
            "任务",
            "任务数",
            "年度任务",
        ],
    ),
    (Column::Series, &["分期", "分月", "分季", "各月", "各季度"]),
    (Column::Formula, &["公式", "算法"]),
    (Column::Note, &["备注", "说明", "口径", "来源", "数据来源"]),
];

/// Titles of what a spreadsheet has reckoned or counted: known, and passed over.
const PASSED_OVER: &[&str] = &[
    "同比",
    "增减",
    "增长",
    "增幅",
    "增长率",
    "同比增长",
    "增减额",
    "增减率",
    "完成率",
    "完成比例",
    "序号",
    "编号",
    "所属",
    "章节",
];

impl Column {
    fn titled(title: &str) -> Option<Column> {
        TITLES.iter().find(|(_, titles)| titles.contains(&title)).map(|(column, _)| *column)
    }
}

impl Separator {
    /// What a text seems to be set apart by: tabs where it has any, else commas that are not those of thousands; `None` for a
    /// single column.
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
    let mut table = Table::default();
    let mut columns: Option<Vec<Heading>> = None;
    for record in builder.from_reader(text.as_bytes()).records().map_while(Result::ok) {
        let cells: Vec<String> = record.iter().map(|cell| text::one_line(cell).trim().to_owned()).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        match &columns {
            None => match headings(&cells) {
                Some(found) => {
                    let unknown = found.iter().filter(|heading| heading.is_unknown());
                    table.left_out = unknown.map(|heading| LeftOut::Column { title: heading.title.clone() }).collect();
                    columns = Some(found);
                }
                None => {
                    let usual = usual_headings();
                    table.take(&cells, &usual, line_of(&record));
                    columns = Some(usual);
                }
            },
            Some(columns) => table.take(&cells, columns, line_of(&record)),
        }
    }
    table
}

/// Whether a table begins with a row of titles.
pub fn has_titles(text: &str, separator: Separator) -> bool {
    let first = text.strip_prefix('\u{feff}').unwrap_or(text).lines().find(|line| !line.trim().is_empty());
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator.byte()).quoting(false);
    let mut reader = builder.from_reader(first.unwrap_or_default().as_bytes());
    let record = reader.records().map_while(Result::ok).next();
    record
        .is_some_and(|record| headings(&record.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()).is_some())
}

fn line_of(record: &csv::StringRecord) -> usize {
    record.position().and_then(|at| usize::try_from(at.line()).ok()).unwrap_or(0)
}

/// What a title says of its column.
struct Heading {
    title: String,
    column: Option<Column>,
    /// The unit that stands in brackets: 本期（万元）.
    unit: Option<String>,
}

impl Heading {
    fn is_unknown(&self) -> bool {
        self.column.is_none() && !self.title.is_empty() && !PASSED_OVER.contains(&self.title.as_str())
    }
}

fn usual_headings() -> Vec<Heading> {
    let columns =
        [Column::Name, Column::Value, Column::Unit, Column::LastYear, Column::Target, Column::Note].into_iter();
    columns.map(|column| Heading { title: String::new(), column: Some(column), unit: None }).collect()
}

/// The columns of a row of titles; `None` for any other row.
fn headings(cells: &[String]) -> Option<Vec<Heading>> {
    let mut found: Vec<Heading> = cells.iter().map(|cell| heading(cell)).collect();
    years(&mut found);
    let known = found.iter().filter(|heading| heading.column.is_some()).count();
    let has_name = found.iter().any(|heading| heading.column == Some(Column::Name));
    let numbers = cells.iter().any(|cell| number(cell).is_some());
    if numbers || !(known >= 2 || known == 1 && cells.len() == 1 && has_name) {
        return None;
    }
    if !has_name {
        let first = found.iter_mut().find(|heading| heading.column.is_none())?;
        first.column = Some(Column::Name);
    }
    let mut seen = Vec::new();
    for heading in &mut found {
        match heading.column {
            // The second of two columns of one kind is left out, and said to be.
            Some(column) if seen.contains(&column) => heading.column = None,
            Some(column) => seen.push(column),
            None => {}
        }
    }
    Some(found)
}

fn heading(cell: &str) -> Heading {
    let plain: String = cell.chars().filter(|ch| !ch.is_whitespace() && !matches!(ch, ':' | '：' | '*')).collect();
    let (title, unit) = match plain.split_once(['（', '(']) {
        Some((title, rest)) if !title.is_empty() => {
            (title.to_owned(), rest.strip_suffix(['）', ')']).map(str::to_owned))
        }
        _ => (plain, None),
    };
    let unit = unit.map(|unit| unit.trim_start_matches("单位").to_owned()).filter(|unit| !unit.is_empty());
    Heading { column: Column::titled(&title), title, unit }
}

/// Two columns that are called by years are this year's and last year's: 2025年, 2026年1—6月.
fn years(headings: &mut [Heading]) {
    let year = |heading: &Heading| {
        let digits = heading.title.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        heading.title[4..].starts_with('年').then(|| digits.parse::<u32>().ok()).flatten()
    };
    let mut found: Vec<(u32, usize)> =
        headings.iter().enumerate().filter_map(|(k, heading)| Some((year(heading)?, k))).collect();
    found.sort_unstable();
    if let Some(&(this, now)) = found.last() {
        headings[now].column = Some(Column::Value);
        if let Some(&(_, last)) = found.iter().find(|(year, _)| *year + 1 == this) {
            headings[last].column = Some(Column::LastYear);
        }
    }
}

impl Table {
    fn take(&mut self, cells: &[String], headings: &[Heading], line: usize) {
        let mut row = Row { name: String::new(), cells: Vec::new() };
        let mut unit = None;
        for (cell, heading) in cells.iter().zip(headings) {
            match heading.column {
                Some(Column::Name) => row.name = cell.clone(),
                Some(column) if !cell.is_empty() => row.cells.push((column, cell.clone())),
                _ => {}
            }
            if heading.column == Some(Column::Value) {
                unit = heading.unit.clone();
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
            let text = text.clone();
            match column {
                Column::Name => {}
                Column::Value => metric.value = text,
                Column::Unit => metric.unit = text,
                Column::LastYear => metric.last_year = text,
                Column::Target => metric.target = text,
                Column::Series => metric.series = text,
                Column::Note => metric.note = text,
                Column::Formula => {}
            }
        }
        if let Some(written) = self.cell(Column::Formula) {
            metric.value = if formula::is_formula(written) { written.to_owned() } else { format!("={written}") };
        }
    }

    /// A unit behind the number (`92.6%`, `1.2亿元`), or over the column, goes into its own cell where there is none.
    fn split_units(&mut self, over: Option<String>) {
        let mut unit = self.cell(Column::Unit).map(str::to_owned);
        let had = unit.is_some();
        for (column, text) in &mut self.cells {
            if !matches!(column, Column::Value | Column::LastYear | Column::Target) || number(text).is_some() {
                continue;
            }
            let is_part = |ch: char| is_digit(ch) || "+-＋－−.．,， ".contains(ch);
            let len = text.find(|ch| !is_part(ch)).unwrap_or(text.len());
            let (digits, behind) = (text[..len].trim(), text[len..].trim());
            if number(digits).is_none() || unit.as_deref().is_some_and(|unit| unit != behind) {
                continue;
            }
            unit = Some(behind.to_owned());
            *text = digits.to_owned();
        }
        if let Some(unit) = unit.or(over).filter(|_| !had) {
            self.cells.push((Column::Unit, unit));
        }
    }
}

// Out ---------------------------------------------------------------------------------------------------------------

/// Lines as a table with titles: what was reckoned stands as its figure, 同比 and 完成率 beside it. CSV begins with a BOM and
/// has CRLF, so that a spreadsheet takes it for UTF-8; what is set apart by tabs has neither.
pub fn write(lines: &[Line<'_>], separator: Separator) -> String {
    type Cell = fn(&Line<'_>) -> String;
    const ALL: [(&str, Cell); 10] = [
        ("名称", |line| line.metric.name.clone()),
        ("数值", |line| line.reckoned.metric.value.clone()),
        ("单位", |line| line.reckoned.metric.unit.clone()),
        ("上年同期", |line| line.reckoned.metric.last_year.clone()),
        ("同比", |line| line.change.map_or_else(String::new, |change| change.in_words())),
        ("目标", |line| line.reckoned.metric.target.clone()),
        ("完成率", |line| line.completion.map_or_else(String::new, |done| format!("{done}%"))),
        ("分期", |line| line.metric.series.clone()),
        // A spreadsheet would take what begins with = for its own.
        ("公式", |line| match formula::is_formula(&line.metric.value) {
            true => line.metric.value.trim_start().chars().skip(1).collect(),
            false => String::new(),
        }),
        ("备注", |line| line.metric.note.clone()),
    ];
    let rare = ["分期", "公式"];
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
