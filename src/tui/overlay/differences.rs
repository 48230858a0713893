//! Two states of the report side by side: the list of sections that differ, and what differs in the one under the cursor.

use std::path::PathBuf;

use crate::edit::compare;
use crate::edit::compare::Aspect;
use crate::edit::compare::Difference;
use crate::edit::compare::Kind;
use crate::edit::compare::Passage;
use crate::edit::moves;
use crate::report::Field;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;
use crate::report::SectionId;
use crate::text;
use crate::text::Ambiguous;

/// Another state of the report, and how it differs from the one that is open.
#[derive(Debug)]
pub struct Differences {
    /// Where it comes from.
    pub source: Source,
    /// The other state.
    pub other: Box<Report>,
    /// Where they differ.
    pub list: Vec<Difference>,
    /// The row under the cursor: 0 is the report as a whole, then the list.
    pub at: usize,
    /// The first row shown of what differs.
    pub top: usize,
    /// The list in words, the report as a whole first.
    rows: Vec<String>,
    /// What differs in the row under the cursor.
    detail: Vec<(Mark, String)>,
}

/// Where another state of the report comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// It was saved once; when, in words.
    Version(String),
    /// Somebody else has saved it in this file.
    Outside(PathBuf),
}

/// What a row of the comparison is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Names what follows.
    Head,
    /// Only the other state has it.
    Other,
    /// Only the open report has it.
    Own,
    /// Both have it.
    Same,
}

impl Differences {
    /// How `other` differs from what is open.
    pub fn new(source: Source, other: Box<Report>, now: &Report) -> Differences {
        let (rows, detail) = (Vec::new(), Vec::new());
        let mut differences = Differences { source, other, list: Vec::new(), at: 0, top: 0, rows, detail };
        differences.refresh(now);
        differences
    }

    /// Compares again after something has been taken back; the cursor stays in its row.
    pub fn refresh(&mut self, now: &Report) {
        self.list = compare::compare(&self.other, now);
        let whole = format!("〔整份〕{}", summary(&self.list));
        let rows = std::iter::once(whole).chain(self.list.iter().map(|difference| self.row(now, difference)));
        self.rows = rows.collect();
        self.go(self.at, now);
    }

    /// Moves the cursor to a row, or to the last one.
    pub fn go(&mut self, at: usize, now: &Report) {
        self.at = at.min(self.list.len());
        self.top = 0;
        self.detail = self.look(now);
    }

    /// What the window is called.
    pub fn title(&self) -> String {
        match &self.source {
            Source::Version(when) => format!("旧版本（{when}）与现在"),
            Source::Outside(_) => "文件里的（对方的）与现在".into(),
        }
    }

    /// What Enter does with the row under the cursor, in words.
    pub fn deed(&self) -> &'static str {
        match (&self.source, self.at) {
            (Source::Version(_), 0) => "整份取回",
            (Source::Version(_), _) => "取回这一节",
            (Source::Outside(_), 0) => "整份用对方的",
            (Source::Outside(_), _) => "这一节用对方的",
        }
    }

    /// What the two states are called in front of their words.
    pub fn names(&self) -> (&'static str, &'static str) {
        match self.source {
            Source::Version(_) => ("旧", "今"),
            Source::Outside(_) => ("他", "我"),
        }
    }

    /// The rows of the list, the report as a whole first.
    pub fn rows(&self) -> &[String] {
        &self.rows
    }

    /// What differs in the row under the cursor; for the report as a whole, all that the other state says.
    pub fn detail(&self) -> &[(Mark, String)] {
        &self.detail
    }

    fn row(&self, now: &Report, difference: &Difference) -> String {
        let name = match difference.of {
            Owner::Report => "全文各项".into(),
            Owner::Section(id) => {
                let section = now.tree.section(id).or_else(|| self.other.tree.section(id));
                section.map_or_else(String::new, moves::name_of)
            }
        };
        match (&difference.kind, difference.of) {
            (Kind::Changed(parts), _) => {
                let parts: Vec<&str> = parts.iter().map(|part| self::name(*part)).collect();
                format!("改  {name}  {}", parts.join("、"))
            }
            (Kind::Added, Owner::Section(id)) => format!("增  {name}  {}", extent(now, id)),
            (Kind::Removed, Owner::Section(id)) => format!("删  {name}  {}", extent(&self.other, id)),
            (Kind::Added | Kind::Removed, Owner::Report) => name,
        }
    }

    fn look(&self, now: &Report) -> Vec<(Mark, String)> {
        let Some(difference) = self.at.checked_sub(1).and_then(|at| self.list.get(at)) else {
            let text = crate::export::text(&*self.other, &crate::export::Options::default());
            return text.lines().map(|line| (Mark::Same, line.to_owned())).collect();
        };
        match (&difference.kind, difference.of) {
            (Kind::Changed(parts), of) => parts.iter().flat_map(|part| self.part(now, of, *part)).collect(),
            (Kind::Added, Owner::Section(id)) => branch(now, id, Mark::Own),
            (Kind::Removed, Owner::Section(id)) => branch(&self.other, id, Mark::Other),
            (Kind::Added | Kind::Removed, Owner::Report) => Vec::new(),
        }
    }

    fn part(&self, now: &Report, of: Owner, part: Aspect) -> Vec<(Mark, String)> {
        let mut rows = vec![(Mark::Head, format!("【{}】", name(part)))];
        match part {
            Aspect::Text(field) => {
                let (other, own) = (self.other.text(field).unwrap_or(""), now.text(field).unwrap_or(""));
                for passage in compare::passages(other, own) {
                    match passage {
                        Passage::Same(same) => rows.extend(same.into_iter().map(|text| (Mark::Same, text.into()))),
                        Passage::Differs { old, new } => {
                            rows.extend(old.into_iter().map(|text| (Mark::Other, text.into())));
                            rows.extend(new.into_iter().map(|text| (Mark::Own, text.into())));
                        }
                    }
                }
            }
            Aspect::Metrics => {
                let list = |report: &Report| report.metrics(of).unwrap_or_default().iter().map(metric).collect();
                let (other, own): (Vec<String>, Vec<String>) = (list(&self.other), list(now));
                let only = |these: &[String], those: &[String], mark| {
                    let rows = these.iter().filter(|row| !those.contains(row)).map(|row| (mark, row.clone()));
                    rows.collect::<Vec<_>>()
                };
                rows.extend(only(&other, &own, Mark::Other));
                rows.extend(only(&own, &other, Mark::Own));
            }
            Aspect::Style => rows.push((Mark::Same, "序号、标题位置或字数目标不同".into())),
            Aspect::Aside => rows.push((Mark::Same, "批注、表格的设置或来源不同".into())),
            Aspect::Place => {
                let above = |report: &Report| match of {
                    Owner::Section(id) => match report.tree.parent(id).and_then(|id| report.tree.section(id)) {
                        Some(section) => format!("在“{}”之下", moves::name_of(section)),
                        None => "在最上一级".into(),
                    },
                    Owner::Report => String::new(),
                };
                rows.push((Mark::Other, above(&self.other)));
                rows.push((Mark::Own, above(now)));
            }
        }
        rows
    }
}

/// How much differs: `改3节，增1节，删2节`.
pub fn summary(list: &[Difference]) -> String {
    let count = |fits: fn(&Kind) -> bool| list.iter().filter(|difference| fits(&difference.kind)).count();
    let counts = [
        ("改", count(|kind| matches!(kind, Kind::Changed(_)))),
        ("增", count(|kind| *kind == Kind::Added)),
        ("删", count(|kind| *kind == Kind::Removed)),
    ];
    let said: Vec<String> =
        counts.iter().filter(|(_, many)| *many > 0).map(|(verb, many)| format!("{verb}{many}处")).collect();
    if said.is_empty() { "没有不同".into() } else { said.join("，") }
}

/// How much a subtree is: `3节 260字`.
pub fn extent(report: &Report, id: SectionId) -> String {
    let (mut sections, mut count) = (0, 0);
    for row in report.tree.rows_of(id) {
        sections += 1;
        count += text::count(&row.section.heading) + text::count(&row.section.body);
    }
    format!("{sections}节 {count}字")
}

/// What the writer calls a part.
pub fn name(part: Aspect) -> &'static str {
    match part {
        Aspect::Text(Field::Title | Field::Heading(_)) => "标题",
        Aspect::Text(Field::Subtitle) => "副标题",
        Aspect::Text(Field::Organization) => "单位",
        Aspect::Text(Field::Remarks) => "附注",
        Aspect::Text(Field::Head(part)) => part.name(),
        Aspect::Text(Field::Imprint) => "版记",
        Aspect::Text(Field::Date) => "成文日期",
        Aspect::Text(Field::Salutation) => "称呼",
        Aspect::Text(Field::Preamble) => "导语",
        Aspect::Text(Field::Closing) => "结尾",
        Aspect::Text(Field::ReportNote | Field::Note(_)) => "备注",
        Aspect::Text(Field::Body(_)) => "正文",
        Aspect::Metrics => "指标",
        Aspect::Style => "样式",
        Aspect::Aside => "批注和附带的项",
        Aspect::Place => "位置",
    }
}

/// A row of the comparison as many columns wide as there are, in as many lines as that takes.
pub fn wrapped(row: &str, width: usize, ambiguous: Ambiguous) -> Vec<String> {
    let shown = text::shown(row);
    let lines = text::wrap(&shown, width.max(2), 0, ambiguous);
    lines.iter().map(|line| shown[line.start..line.end].trim_end().to_owned()).collect()
}

fn branch(report: &Report, id: SectionId, mark: Mark) -> Vec<(Mark, String)> {
    let mut rows = Vec::new();
    for row in report.tree.rows_of(id) {
        let section = row.section;
        rows.push((Mark::Head, format!("【{}】", moves::name_of(section))));
        let texts = [&section.heading, &section.body, &section.note];
        rows.extend(texts.iter().flat_map(|text| text.lines()).map(|line| (mark, line.to_owned())));
        rows.extend(section.metrics.iter().map(|one| (mark, metric(one))));
    }
    rows
}

/// A metric on one line, what is empty left out.
fn metric(metric: &Metric) -> String {
    let mut said = format!("{} {}{}", metric.name, metric.value, metric.unit);
    let more =
        [("上年", &metric.last_year), ("目标", &metric.target), ("分期", &metric.series), ("备注", &metric.note)];
    for (name, value) in more {
        if !value.is_empty() {
            said.push_str(&format!("，{name}{value}"));
        }
    }
    said
}
