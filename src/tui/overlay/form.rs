//! 报告属性: the texts and settings of the report as a whole.

use crate::report::Report;
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

impl Form {
    /// The form as the report fills it in.
    pub fn of(report: &Report) -> Form {
        let target = report.setup.target.map_or_else(String::new, |target| target.to_string());
        let lines = [&report.title, &report.organization, &report.date, &report.salutation, &target].map(Line::new);
        Form { lines, scheme: report.setup.scheme, at: 0, trouble: None }
    }

    /// Whether it says anything else than the report.
    pub fn is_written(&self, report: &Report) -> bool {
        let now = Form::of(report);
        let differs = |(own, now): (&Line, &Line)| own.text() != now.text();
        self.scheme != now.scheme || self.lines.iter().zip(&now.lines).any(differs)
    }
}
