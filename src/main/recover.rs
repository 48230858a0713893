//! `tigang recover`: what earlier runs left unsaved, and what there is of a file that is damaged.

use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::anyhow;
use anyhow::bail;

use tigang::report::Report;
use tigang::store;
use tigang::store::OpenError;
use tigang::store::journal::Fate;
use tigang::store::journal::Lost;
use tigang::text;
use tigang::tui;
use tigang::tui::Forgotten;
use tigang::tui::outline::Outline;
use tigang::tui::words;

use crate::Over;
use crate::complain;
use crate::put;
use crate::quoted;

/// How much of what was left is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Breadth {
    /// But for what was not wanted back.
    Wanted,
    /// All of it.
    All,
}

/// Lists what earlier runs left unsaved, and older versions of a file that is damaged or gone; or writes the last of it to a
/// file. What nobody wanted back is listed with all, and of a single report.
pub(crate) fn recover(which: Option<&Path>, output: Option<&Path>, breadth: Breadth) -> anyhow::Result<()> {
    let all = breadth == Breadth::All;
    let now = SystemTime::now();
    let Left { mut found, is_lost, words } = left(which, now)?;
    found.extend(which.map(|which| older(which, now)).unwrap_or_default());
    found.sort_by_key(|found| found.kind);
    let (Some(which), Some(output)) = (which, output) else {
        return list(&found, &words, if which.is_some() { Breadth::All } else { breadth });
    };
    words.iter().for_each(|piece| complain(&format!("接不上的改动里写着：{piece}")));
    // What was thrown away once is not what was asked for.
    let Some(first) = found.iter().find(|first| !is_lost || all || first.kind != Kind::Aside) else {
        match found.is_empty() {
            false => bail!("{}最后没保存的改动找不回，没有写出；更早放在一边的，要写出请加 --all", quoted(which)),
            true => bail!("没有{}的可找回的内容，全部列出请用 tigang recover --all", quoted(which)),
        }
    };
    put(&store::write(&first.report), Some(output), which, Over::Nothing)?;
    match (first.kind, is_lost) {
        (Kind::Older, false) => {
            complain(&format!("没有没保存的改动，写出的是最近一个读得出的旧版本（{}）", first.says));
        }
        (Kind::Older, true) => {
            complain(&format!("没保存的改动找不回，写出的是最近一个读得出的旧版本（{}）", first.says));
        }
        (Kind::Aside, true) => {
            complain(&format!("最后没保存的改动找不回，写出的是更早放在一边的（{}）", first.says));
        }
        (Kind::Left | Kind::Aside, _) => {}
    }
    Ok(())
}

/// `tigang forget`.
pub(crate) fn forget(file: &Path) -> anyhow::Result<()> {
    let Forgotten { versions, journals, histories, names } = tui::forget(file).map_err(|says| anyhow!(says))?;
    let gone =
        [(versions, "个旧版本"), (journals, "份没保存的改动"), (histories, "份撤销和位置记录"), (names, "处名字")];
    let gone: Vec<String> =
        gone.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let says = match gone.as_slice() {
        [] => format!("程序没有留着{}的什么", quoted(file)),
        gone => format!("已经忘掉{}：删去 {}；报告文件没有动", quoted(file), gone.join("，")),
    };
    put(format!("{}\n", text::one_line(&says)).as_bytes(), None, Path::new("-"), Over::Anything)
}

/// What earlier runs left.
struct Left {
    found: Vec<Found>,
    /// Something of the report that was asked for can't be brought back.
    is_lost: bool,
    /// What was written in changes that can't be brought back, or no longer fit.
    words: Vec<String>,
}

/// What earlier runs left of a report, or of all.
fn left(which: Option<&Path>, now: SystemTime) -> anyhow::Result<Left> {
    let left = tui::shelf().map_or_else(|| Ok(Vec::new()), |shelf| shelf.look())?;
    let mut all = Left { found: Vec::new(), is_lost: false, words: Vec::new() };
    for left in left {
        let (path, declined) = (left.path(), left.is_declined());
        let regards = which.is_some_and(|which| left.regards(which));
        let words = left.words();
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
                    all.words.extend(back.loose);
                    all.found.push(Found { report, path, says: format!("{says}{note}"), kind });
                }
            }
            Err(Lost::NoBase) if which.is_none() || regards => {
                all.is_lost = true;
                all.words.extend(words);
                complain(&format!(
                    "有一份找不回：{}已被改过，又没有留下它原来的副本",
                    path.as_deref().map(quoted).unwrap_or_default()
                ));
            }
            Err(Lost::NoBase) => {}
            Err(why @ Lost::Unread(_)) => complain(&why.to_string()),
        }
    }
    Ok(all)
}

/// Lists what was found, and what was written in changes that can't be brought back.
fn list(found: &[Found], words: &[String], breadth: Breadth) -> anyhow::Result<()> {
    let all = breadth == Breadth::All;
    let mut lines: Vec<String> =
        found.iter().filter(|found| all || found.kind != Kind::Aside).map(Found::line).collect();
    let aside = found.iter().filter(|found| found.kind == Kind::Aside).count();
    if lines.is_empty() && words.is_empty() {
        lines.push("没有可找回的报告".to_owned());
    }
    if !words.is_empty() {
        lines.push("接不上的改动里写着：".to_owned());
        lines.extend(words.iter().map(|piece| format!("  {}", text::one_line(piece))));
    }
    if aside > 0 && !all {
        lines.push(format!("另有放在一边的 {aside} 份，要看请用 tigang recover --all"));
    }
    put(format!("{}\n", lines.join("\n")).as_bytes(), None, Path::new("-"), Over::Anything)
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
