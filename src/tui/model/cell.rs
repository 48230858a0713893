//! Where the cursor stands in the metrics pane.

use crate::report::Metric;

/// A cell of the metrics pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Row in [`Model::metric_rows`].
    pub row: usize,
    /// Column.
    pub column: Column,
    /// The first row drawn.
    pub top: usize,
}

/// Columns of the metrics pane that can be written into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "named like the fields of a metric")]
pub enum Column {
    #[default]
    Name,
    Value,
    Unit,
    LastYear,
    Target,
    Note,
}

impl Column {
    /// All of them, from left to right.
    pub const ALL: [Column; 6] =
        [Column::Name, Column::Value, Column::Unit, Column::LastYear, Column::Target, Column::Note];

    /// What stands in this column of a metric.
    pub fn of(self, metric: &Metric) -> &str {
        match self {
            Column::Name => &metric.name,
            Column::Value => &metric.value,
            Column::Unit => &metric.unit,
            Column::LastYear => &metric.last_year,
            Column::Target => &metric.target,
            Column::Note => &metric.note,
        }
    }

    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        ["名称", "数值", "单位", "上年", "目标", "备注"][self as usize]
    }
}
