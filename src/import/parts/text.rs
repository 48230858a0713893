//! The annexes of a text, which are known by what 附件说明 says.

use std::collections::HashMap;

use super::After;
use super::Bound;
use super::Own;
use super::Parts;
use super::Properties;
use super::Role;
use super::Source;
use crate::import::phrase;

/// A stretch of a text: what is read as reports, and the annexes after it.
pub(in crate::import) struct Stretch {
    /// How many lines stand before it.
    pub(in crate::import) line: usize,
    /// Its lines without those of annexes.
    pub(in crate::import) text: String,
    /// The annexes of its last report.
    pub(in crate::import) annexes: Parts,
}

/// A text in stretches, in linear time: where 附件说明 names titles, and each stands as a title below its 附件1 further on, in
/// order, are annexes. `None` of a text without any.
///
/// ```text
/// 附件：1.路灯台账        named
/// 　　　2.巡查路线图
/// …
/// 附件1                   and there
/// 路灯台账
/// ```
pub(in crate::import) fn stretches(text: &str) -> Option<Vec<Stretch>> {
    if !text.contains("附件") {
        return None;
    }
    let lines = Lines::of(text);
    let mut stretches = Vec::new();
    let mut from = 0;
    while let Some(annexes) = lines.next(from) {
        let (first, end) = (annexes.begins[0].0, annexes.end);
        let kept = (from..first).map(|k| if annexes.named.binary_search(&k).is_ok() { "" } else { lines.all[k] });
        let text = kept.collect::<Vec<_>>().join("\n");
        stretches.push(Stretch { line: from, text, annexes: lines.parts(annexes) });
        from = end;
    }
    if stretches.is_empty() {
        return None;
    }
    if from < lines.all.len() {
        stretches.push(Stretch { line: from, text: lines.all[from..].join("\n"), annexes: Parts::default() });
    }
    Some(stretches)
}

/// Where the annexes of a report stand.
struct Annexes {
    /// The lines that name them, in order.
    named: Vec<usize>,
    /// Of each the lines of its 附件1 and of its title.
    begins: Vec<(usize, usize)>,
    /// The line after the last.
    end: usize,
}

struct Lines<'t> {
    all: Vec<&'t str>,
    /// The lines that say no more than 附件1, by number; 0 is 附件 alone.
    labels: HashMap<usize, Vec<usize>>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Lines<'t> {
        let all: Vec<&str> = text.split('\n').collect();
        let mut labels: HashMap<usize, Vec<usize>> = HashMap::new();
        for (k, line) in all.iter().enumerate() {
            if let Some(number) = label(line) {
                labels.entry(number).or_default().push(k);
            }
        }
        Lines { all, labels }
    }

    /// The next annexes that are named on a line from `from` on.
    fn next(&self, from: usize) -> Option<Annexes> {
        let (named, begins) = (from..self.all.len()).find_map(|at| {
            let titles = self.named_at(at)?;
            let begins = self.begins(&titles)?;
            Some((titles.iter().map(|(k, _)| *k).collect(), begins))
        })?;
        let last = begins.last().map_or(from, |(_, title)| *title);
        // After a blank line a title begins another report.
        let is_other = |k: &usize| phrase::is_title(self.all[*k].trim()) && self.all[k - 1].trim().is_empty();
        let end = (last + 1..self.all.len()).find(is_other).unwrap_or(self.all.len());
        Some(Annexes { named, begins, end })
    }

    fn parts(&self, annexes: Annexes) -> Parts {
        let Annexes { begins, mut end, .. } = annexes;
        let last = begins.last().map_or(0, |(_, title)| *title);
        let mut imprint = Vec::new();
        while end > last + 1 && (self.all[end - 1].trim().is_empty() || is_imprint(self.all[end - 1])) {
            end -= 1;
            imprint.extend(Some(self.all[end].trim()).filter(|line| !line.is_empty()));
        }
        let ends = begins.iter().skip(1).map(|(at, _)| *at).chain([end]);
        let annexes = begins.iter().zip(ends).map(|((_, title), end)| {
            let own = *title + 1..end;
            let sources = own.map(|k| Source::new(k + 1, self.all[k].trim_end_matches('\r'), Role::Unknown));
            (self.all[*title].trim().to_owned(), sources.collect())
        });
        let texts = imprint.into_iter().rev().map(|line| (Own::Imprint, line.to_owned())).collect();
        Parts {
            texts,
            annexes: annexes.map(|(title, sources)| Bound { title, id: None, sources }).collect(),
            properties: Properties::new(),
            after: After::Reports,
        }
    }

    /// The titles that 附件说明 names from this line on, each with its line; blank lines may stand between them.
    fn named_at(&self, at: usize) -> Option<Vec<(usize, &'t str)>> {
        let rest = self.all[at].trim().strip_prefix("附件")?.strip_prefix(['：', ':'])?.trim();
        let Some(first) = numbered(rest, 1) else { return (!rest.is_empty()).then(|| vec![(at, rest)]) };
        let below = self.all.iter().enumerate().skip(at + 1).filter(|(_, line)| !line.trim().is_empty());
        let others = (2..).zip(below).map_while(|(number, (k, line))| Some((k, numbered(line.trim(), number)?)));
        Some([(at, first)].into_iter().chain(others).collect())
    }

    /// Of each title the lines of its 附件1 and of itself, below those that name them; `None` unless all are there.
    fn begins(&self, titles: &[(usize, &str)]) -> Option<Vec<(usize, usize)>> {
        let mut from = titles.last()?.0 + 1;
        let mut found = Vec::with_capacity(titles.len());
        for (k, (_, title)) in titles.iter().enumerate() {
            let of_number = |number: usize| {
                let labels = self.labels.get(&number)?;
                labels.get(labels.partition_point(|at| *at < from)).copied()
            };
            let label = match titles.len() {
                1 => [of_number(0), of_number(1)].into_iter().flatten().min()?,
                _ => of_number(k + 1)?,
            };
            let below = (label + 1..self.all.len().min(label + 4)).find(|&k| !self.all[k].trim().is_empty())?;
            if bare(self.all[below]) != bare(title) {
                return None;
            }
            found.push((label, below));
            from = below + 1;
        }
        Some(found)
    }
}

/// The number of a line that says no more than 附件1; 0 of 附件 alone.
fn label(line: &str) -> Option<usize> {
    let number = line.trim().strip_prefix("附件")?.trim().trim_end_matches(['：', ':']);
    if number.is_empty() { Some(0) } else { number.parse().ok().filter(|number| *number > 0) }
}

/// A title without the mark after it.
fn bare(text: &str) -> &str {
    text.trim().trim_end_matches(['。', '；', '，', '、'])
}

/// What stands after this number.
fn numbered(line: &str, number: usize) -> Option<&str> {
    line.strip_prefix(&number.to_string())?.strip_prefix(['.', '．', '、'])?.trim().into()
}

/// A line of 版记: who gets a copy, or who printed it.
fn is_imprint(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("抄送") || line.ends_with("印发") && line.len() < 120
}
