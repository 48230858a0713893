//! The annexes of a text, which are known by what 附件说明 says.

use super::After;
use super::Own;
use super::Parts;
use super::Properties;
use super::Role;
use super::Source;

/// The lines of a text without its annexes, and these: where 附件说明 names titles, and each stands as a title below its 附件1
/// further on, in order. `None` of any other text.
///
/// ```text
/// 附件：1.路灯台账        named
/// 　　　2.巡查路线图
/// …
/// 附件1                   and there
/// 路灯台账
/// ```
pub(in crate::import) fn cut_annexes(text: &str) -> Option<(String, Parts)> {
    let lines: Vec<&str> = text.split('\n').collect();
    let (note, begins) = (0..lines.len()).find_map(|at| {
        let titles = named_at(&lines, at)?;
        Some((at..at + titles.len(), begins(&lines, at, &titles)?))
    })?;
    let mut end = lines.len();
    let mut imprint = Vec::new();
    while end > 0 && (lines[end - 1].trim().is_empty() || is_imprint(lines[end - 1])) {
        end -= 1;
        imprint.extend(Some(lines[end].trim()).filter(|line| !line.is_empty()));
    }
    let ends = begins.iter().skip(1).map(|(at, _)| *at).chain([end]);
    let annexes = begins.iter().zip(ends).map(|((at, title), end)| {
        let own = *title + 1..end;
        let sources = own.map(|k| Source::new(k + 1, lines[k].trim_end_matches('\r'), Role::Unknown));
        debug_assert!(at < title);
        (lines[*title].trim().to_owned(), sources.collect())
    });
    let texts = imprint.into_iter().rev().map(|line| (Own::Imprint, line.to_owned())).collect();
    let parts = Parts { texts, annexes: annexes.collect(), properties: Properties::new(), after: After::Reports };
    let kept = lines[..begins[0].0].iter().enumerate().map(|(k, line)| if note.contains(&k) { "" } else { line });
    Some((kept.collect::<Vec<_>>().join("\n"), parts))
}

/// The titles that 附件说明 names from this line on.
fn named_at<'l>(lines: &[&'l str], at: usize) -> Option<Vec<&'l str>> {
    let rest = lines[at].trim().strip_prefix("附件")?.strip_prefix(['：', ':'])?.trim();
    let Some(first) = numbered(rest, 1) else { return (!rest.is_empty()).then(|| vec![rest]) };
    let others = (2..).zip(&lines[at + 1..]).map_while(|(number, line)| numbered(line.trim(), number));
    Some([first].into_iter().chain(others).collect())
}

/// What stands after this number.
fn numbered(line: &str, number: usize) -> Option<&str> {
    line.strip_prefix(&number.to_string())?.strip_prefix(['.', '．', '、'])?.trim().into()
}

/// Of each title the lines of its 附件1 and of itself, below the line `at`; `None` unless all are there.
fn begins(lines: &[&str], at: usize, titles: &[&str]) -> Option<Vec<(usize, usize)>> {
    let mut from = at + titles.len();
    let mut found = Vec::with_capacity(titles.len());
    for (k, title) in titles.iter().enumerate() {
        let is_label = |line: &str| {
            let number = line.trim().strip_prefix("附件").map(|rest| rest.trim().trim_end_matches(['：', ':']));
            number.is_some_and(|number| number == (k + 1).to_string() || titles.len() == 1 && number.is_empty())
        };
        let label = (from..lines.len()).find(|&k| is_label(lines[k]))?;
        let below = (label + 1..lines.len()).find(|&k| !lines[k].trim().is_empty())?;
        let bare = |text: &str| text.trim().trim_end_matches(['。', '；', '，', '、']).to_owned();
        if bare(lines[below]) != bare(title) {
            return None;
        }
        found.push((label, below));
        from = below + 1;
    }
    Some(found)
}

/// A line of 版记: who gets a copy, or who printed it.
fn is_imprint(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("抄送") || line.ends_with("印发") && line.len() < 120
}
