//! The row of titles above a table: what each column is, in the many words that offices have for it.

use super::Column;
use crate::report::metric::number;
use crate::report::series::Period;
use crate::text::is_digit;

/// What a title says of its column.
pub(super) struct Heading {
    pub(super) title: String,
    pub(super) meaning: Meaning,
    /// The unit that stands in brackets: 本期（万元）.
    pub(super) unit: Option<String>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This of every metric.
    Column(Column),
    /// Its value in one period, called so in 分期.
    Period(String),
    /// What a spreadsheet has reckoned or counted.
    PassedOver,
    /// Nobody knows.
    Unknown,
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
    (Column::Better, &["方向", "好坏方向", "评价方向"]),
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

/// The columns of a table without titles, in their order.
pub(super) fn usual() -> Vec<Heading> {
    let columns = [Column::Name, Column::Value, Column::Unit, Column::LastYear, Column::Target, Column::Note];
    columns
        .into_iter()
        .map(|column| Heading { title: String::new(), meaning: Meaning::Column(column), unit: None })
        .collect()
}

/// The columns of a row of titles: a row in which one title at least is known, and no figure stands. `None` for any other row.
pub(super) fn read(cells: &[String]) -> Option<Vec<Heading>> {
    if cells.iter().any(|cell| is_figure(cell)) {
        return None;
    }
    let mut found: Vec<Heading> = cells.iter().map(|cell| heading(cell)).collect();
    years(&mut found);
    periods(&mut found);
    if found.iter().all(|heading| heading.meaning == Meaning::Unknown) {
        return None;
    }
    let name = Meaning::Column(Column::Name);
    if found.iter().all(|heading| heading.meaning != name) {
        // Over the names a table often says nothing, or what they are names of.
        found.iter_mut().find(|heading| heading.meaning == Meaning::Unknown)?.meaning = name;
    }
    for at in 1..found.len() {
        let (before, this) = found.split_at_mut(at);
        // The second of two columns of one kind is left out, and said to be.
        if matches!(this[0].meaning, Meaning::Column(_) | Meaning::Period(_))
            && before.iter().any(|heading| heading.meaning == this[0].meaning)
        {
            this[0].meaning = Meaning::Unknown;
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
    let meaning = match Column::titled(&title) {
        Some(column) => Meaning::Column(column),
        None if PASSED_OVER.contains(&title.as_str()) => Meaning::PassedOver,
        None => Meaning::Unknown,
    };
    Heading { title, meaning, unit }
}

/// Columns that are called by years. Two of them are this year's and last year's, 2025年 and 2026年1—6月; what is called a target
/// of the last year is that, 2026年计划; several periods of one year are left to [`periods`].
fn years(headings: &mut [Heading]) {
    let mut found: Vec<(u32, usize)> =
        headings.iter().enumerate().filter_map(|(k, heading)| Some((year(&heading.title)?.0, k))).collect();
    found.sort_unstable();
    let Some(&(this, _)) = found.last() else { return };
    found.retain(|&(of, at)| match year(&headings[at].title).and_then(|(_, rest)| Column::titled(rest)) {
        None | Some(Column::Value) => true,
        Some(column) => {
            if of == this {
                headings[at].meaning = Meaning::Column(column);
            }
            false
        }
    });
    let only = |of: u32| {
        let mut those = found.iter().filter(|(year, _)| *year == of);
        those.next().filter(|_| those.next().is_none()).map(|(_, at)| *at)
    };
    let Some(now) = only(this) else { return };
    headings[now].meaning = Meaning::Column(Column::Value);
    if let Some(last) = this.checked_sub(1).and_then(only) {
        headings[last].meaning = Meaning::Column(Column::LastYear);
    }
}

/// Whether a title is a year, and nothing more.
pub(super) fn is_year(title: &str) -> bool {
    year(title).is_some_and(|(_, rest)| rest.is_empty())
}

/// The year at the start of a title, and the rest: a part of that year, or a column of it. 2026年指标表 is called by no
/// year.
fn year(title: &str) -> Option<(u32, &str)> {
    const PART: &str = "0123456789０１２３４５６７８９一二三四五六七八九十元—－–-~～至到第上下半前全年月份季度周末底止累计完成实际数值";
    let digits = title.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = title[4..].strip_prefix('年')?;
    let is_part = rest.chars().all(|ch| PART.contains(ch)) || Column::titled(rest).is_some();
    is_part.then_some((digits.parse().ok()?, rest))
}

/// Columns that are called by periods. Of months and quarters beside each other only the more are taken: the others are
/// their sums; of two years only the last.
fn periods(headings: &mut [Heading]) {
    let unknown = headings.iter().enumerate().filter(|(_, heading)| heading.meaning == Meaning::Unknown);
    let mut found: Vec<(usize, Period)> =
        unknown.filter_map(|(at, heading)| Some((at, Period::read(&heading.title)?))).collect();
    let last = found.iter().filter_map(|(_, period)| period.year).max();
    found.retain(|(_, period)| period.year.is_none() || period.year == last);
    let count = |span| found.iter().filter(|(_, period)| period.span == span).count();
    let Some(span) =
        found.iter().map(|(_, period)| period.span).max_by_key(|span| (count(*span), std::cmp::Reverse(*span)))
    else {
        return;
    };
    for (at, _) in found.into_iter().filter(|(_, period)| period.span == span) {
        let title = &headings[at].title;
        let label = year(title).map_or(title.as_str(), |(_, rest)| rest).to_owned();
        headings[at].meaning = Meaning::Period(label);
    }
}

/// Whether a cell holds a figure or stands for one, so that no row of titles has it.
pub(super) fn is_figure(cell: &str) -> bool {
    const BLANK: &str = "XxＸｘ×*＊_＿—－-…/";
    let cell = cell.trim();
    if number(cell).is_some() || cell.starts_with('=') {
        return true;
    }
    let (digits, unit) = split_number(cell);
    // A title may begin with digits too: 2026年, 1—6月, 5G基站数.
    let is_unit = unit.chars().count() <= 3 && !unit.contains(['年', '月', '季', '周', '旬', '日', '期']);
    !cell.is_empty() && (cell.chars().all(|ch| BLANK.contains(ch)) || number(digits).is_some() && is_unit)
}

/// A number and what stands after it: `1.2` and `亿元`.
pub(super) fn split_number(cell: &str) -> (&str, &str) {
    let is_part = |ch: char| is_digit(ch) || "+-＋－−.．,， ".contains(ch);
    let len = cell.find(|ch| !is_part(ch)).unwrap_or(cell.len());
    (cell[..len].trim(), cell[len..].trim())
}
