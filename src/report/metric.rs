//! Metrics 指标: figures kept in one place.

use serde::Deserialize;
use serde::Serialize;

/// One figure that the report states, as the writer wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metric {
    /// 名称, unique in a report.
    pub name: String,
    /// 数值 as written: an exact decimal, or a placeholder such as `XX`.
    pub value: String,
    /// 单位, such as `个`, `万元`, `%`; may be empty.
    pub unit: String,
    /// 上年同期 in the same unit; may be empty.
    pub last_year: String,
    /// 目标 in the same unit; may be empty.
    pub target: String,
    /// 备注 for the writer alone.
    pub note: String,
}
