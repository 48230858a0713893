//! `tigang recover`: what earlier runs left unsaved, and what there is of a file that is damaged.

use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::bail;

use tigang::report::Report;
use tigang::store;
use tigang::store::OpenError;
use tigang::store::journal::Fate;
use tigang::store::journal::Lost;
use tigang::text;
use tigang::tui;
use tigang::tui::outline::Outline;
use tigang::tui::words;

use crate::Over;
use crate::complain;
use crate::put;
use crate::quoted;

/// Lists what earlier runs left unsaved, and older versions of a file that is damaged or gone; or writes the last of it to a
/// file.
pub(crate) fn recover(which: Option<&Path>, output: Option<&Path>) -> anyhow::Result<()> {
    let left = tui::shelf().map_or_else(|| Ok(Vec::new()), |shelf| shelf.look())?;
    let now = SystemTime::now();
    let mut found: Vec<Found> = Vec::new();
    for left in left {
        let (path, declined) = (left.path(), left.is_declined());
        let regards = which.is_some_and(|which| left.regards(which));
        match left.bring_back() {
            Ok(back) => {
                let report = back.document.report().clone();
                let title = words::title_of(&report);
                if regards || which.is_none_or(|which| which.as_os_str() == title.as_str()) {
                    let says = words::left(&back, now);
                    let (kind, note) = match (back.fate, declined) {
                        (_, true) => (Kind::Aside, "（放在一边的）"),
                        (Fate::Apart(_), _) => (Kind::Left, "（文件后来变了）"),
                        _ => (Kind::Left, ""),
                    };
                    found.push(Found { report, path, says: format!("{says}{note}"), kind });
                }
            }
            Err(Lost::NoBase) => complain(&format!(
                "有一份找不回：{}已被改过，又没有留下它原来的副本",
                path.as_deref().map(quoted).unwrap_or_default()
            )),
            Err(why @ Lost::Unread(_)) => complain(&why.to_string()),
        }
    }
    found.extend(which.map(|which| older(which, now)).unwrap_or_default());
    found.sort_by_key(|found| found.kind);
    let (Some(which), Some(output)) = (which, output) else {
        let lines: Vec<String> = found.iter().map(Found::line).collect();
        let all = if lines.is_empty() { "没有可找回的报告".to_owned() } else { lines.join("\n") };
        return put(format!("{all}\n").as_bytes(), None, Path::new("-"), Over::Anything);
    };
    let Some(first) = found.first() else {
        bail!("没有{}的可找回的内容，全部列出请用 tigang recover", quoted(which));
    };
    put(&store::write(&first.report), Some(output), which, Over::Nothing)?;
    if first.kind == Kind::Older {
        complain(&format!("没有没保存的改动，写出的是最近一个读得出的旧版本（{}）", first.says));
    }
    Ok(())
}

/// A report that can be had back.
struct Found {
    report: Report,
    path: Option<PathBuf>,
    says: String,
    kind: Kind,
}

/// What it is; what is most likely wanted stands first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Left unsaved.
    Left,
    /// An older version.
    Older,
    /// Left unsaved, and not wanted back then.
    Aside,
}

impl Found {
    fn line(&self) -> String {
        let Found { report, path, says, kind } = self;
        let place = path.as_ref().map_or("还没有保存过".into(), |path| path.display().to_string());
        let note = if *kind == Kind::Older { "（旧版本）" } else { "" };
        text::one_line(&format!("{}  {place}  {says}{note}", words::title_of(report))).into_owned()
    }
}

/// The older versions, the newest first, of a file that is damaged or gone; none of one that can be opened.
fn older(file: &Path, now: SystemTime) -> Vec<Found> {
    match store::open(file) {
        Err(OpenError::Missing { .. }) => {}
        Err(error) if store::damage(file, &error).is_some() => {}
        _ => return Vec::new(),
    }
    let version = |version: store::Version| {
        let report = store::open(&version.path).ok()?.report;
        let says = format!("{}，{} 字", words::ago(version.written, now), Outline::new(&report).report_total());
        Some(Found { report, path: Some(file.to_owned()), says, kind: Kind::Older })
    };
    tui::versions(file).into_iter().filter_map(version).collect()
}
