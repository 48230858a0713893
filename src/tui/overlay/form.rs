//! 报告属性: the texts and settings of the report as a whole.

use crate::report::Scheme;
use crate::tui::overlay::Line;

/// 报告属性.
#[derive(Debug)]
pub struct Form {
    /// 标题, 单位, 成文日期, 称呼, 字数目标.
    pub lines: [Line; 5],
    /// 序号体例.
    pub scheme: Scheme,
    /// The row under the cursor: a line, or after them the scheme.
    pub at: usize,
    /// Why the form can't be taken as it is.
    pub trouble: Option<String>,
}

impl Form {
    /// What the rows ask for, the scheme last.
    pub const TITLES: [&'static str; 6] = ["标题", "单位", "成文日期", "称呼", "字数目标", "序号体例"];
}
