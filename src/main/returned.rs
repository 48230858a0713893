//! `tigang 报告 --returned 退回稿` where nobody looks at a screen: what was changed, as a list.

use std::fmt::Write;
use std::path::Path;

use anyhow::anyhow;

use tigang::edit::returned::Figures;
use tigang::store;
use tigang::tui::overlay::Differences;
use tigang::tui::overlay::differences::Back;
use tigang::tui::overlay::differences::Mark;
use tigang::tui::overlay::differences::Source;
use tigang::tui::returned::Came;
use tigang::tui::returned::came;

use crate::Over;
use crate::put;
use crate::quoted;
use crate::read_any;
use crate::the_only;

/// Lists what was changed in a draft that came back, and what was said to its texts.
pub(crate) fn list(report: Option<&Path>, returned: Option<&Path>) -> anyhow::Result<()> {
    let (Some(report), Some(returned)) = (report, returned) else { return Ok(()) };
    let now = the_only(read_any(report)?.reports, report)?;
    let bytes = store::read_file(returned)?;
    let name = returned.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let came = came(&now, &bytes, Some(&name), Figures::ToMetrics);
    let Came { report: other, figures, told } = came.map_err(|error| anyhow!("没有收{}：{error}", quoted(returned)))?;
    let mut shown = Differences::new(Source::Returned(name), Box::new(other), &now);
    let to = Figures::ToMetrics;
    shown.back = Some(Box::new(Back { bytes, told, figures, to, left: Vec::new(), joins: None }));
    shown.refresh(&now);
    let mut out = String::new();
    for at in 1..=shown.list.len() {
        shown.go(at, &now);
        out += &shown.rows()[at];
        out.push('\n');
        for (mark, text) in shown.detail() {
            let sign = match mark {
                Mark::Head => "  ",
                Mark::Note => "  ※ ",
                Mark::Own => "  - ",
                Mark::Other => "  + ",
                Mark::Same => continue,
            };
            writeln!(out, "{sign}{text}")?;
        }
    }
    if out.is_empty() {
        out.push_str("没有改动，也没有新的批注\n");
    }
    put(out.as_bytes(), None, report, Over::Anything)
}
