//! Two states of the report side by side: the list of sections that differ, and what differs in the one under the cursor.

use std::ops::Range;
use std::path::PathBuf;

use crate::edit::compare;
use crate::edit::compare::Aspect;
use crate::edit::compare::Difference;
use crate::edit::compare::Kind;
use crate::edit::compare::Passage;
use crate::edit::moves;
use crate::edit::returned::Figure;
use crate::edit::returned::Figures;
use crate::import::Told;
use crate::report::Field;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;
use crate::report::SectionId;
use crate::text;
use crate::text::Ambiguous;
use crate::text::Hunk;

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
    /// Of a draft that came back, what else is known of it.
    pub back: Option<Box<Back>>,
    /// The list in words, the report as a whole first.
    rows: Vec<String>,
    /// What differs in the row under the cursor.
    detail: Vec<(Mark, String)>,
    /// Of each row of that, the bytes that the other state has otherwise.
    lit: Vec<Vec<Range<usize>>>,
}

/// A draft that came back.
#[derive(Debug)]
pub struct Back {
    /// The file as it is.
    pub bytes: Vec<u8>,
    /// Who has revised what.
    pub told: Vec<Told>,
    /// The figures that were changed where a metric says them.
    pub figures: Vec<Figure>,
    /// What becomes of these.
    pub to: Figures,
    /// What the writer doesn't want.
    pub left: Vec<Difference>,
    /// How many acts could be undone when the comments had been taken in: the next one is of one undo with that.
    pub joins: Option<usize>,
}

/// Where another state of the report comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// It was saved once; when, in words.
    Version(String),
    /// Somebody else has saved it in this file.
    Outside(PathBuf),
    /// It came back as a Word file of this name, with what somebody else has changed.
    Returned(String),
}

/// What a row of the comparison is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Names what follows.
    Head,
    /// Something to know of it.
    Note,
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
        let (rows, detail, lit) = (Vec::new(), Vec::new(), Vec::new());
        let mut differences =
            Differences { source, other, list: Vec::new(), at: 0, top: 0, back: None, rows, detail, lit };
        differences.refresh(now);
        differences
    }

    /// Compares again after something has been taken back; the cursor stays in its row.
    pub fn refresh(&mut self, now: &Report) {
        self.list = compare::compare(&self.other, now);
        let whole = format!("〔整份〕{}", self.summary());
        let rows = std::iter::once(whole).chain(self.list.iter().map(|difference| self.row(now, difference)));
        self.rows = rows.collect();
        self.go(self.at, now);
    }

    /// Moves the cursor to a row, or to the last one.
    pub fn go(&mut self, at: usize, now: &Report) {
        self.at = at.min(self.list.len());
        self.top = 0;
        self.detail = self.look(now);
        self.lit = lit(&self.detail);
    }

    /// What the window is called.
    pub fn title(&self) -> String {
        match &self.source {
            Source::Version(when) => format!("旧版本（{when}）与现在"),
            Source::Outside(_) => "文件里的（对方的）与现在".into(),
            Source::Returned(name) => format!("退回稿（{}）改了什么", text::one_line(name)),
        }
    }

    /// What Enter does with the row under the cursor, in words.
    pub fn deed(&self) -> &'static str {
        if self.list.is_empty() {
            return "都看完了";
        }
        match (&self.source, self.at) {
            (Source::Version(_), 0) => "整份取回",
            (Source::Version(_), _) => "取回这一节",
            (Source::Outside(_), 0) => "整份用对方的",
            (Source::Outside(_), _) => "这一节用对方的",
            (Source::Returned(_), 0) => "全部收下",
            (Source::Returned(_), _) => "收下这一处",
        }
    }

    /// What the two states are called in front of their words.
    pub fn names(&self) -> (&'static str, &'static str) {
        match self.source {
            Source::Version(_) => ("旧", "今"),
            Source::Outside(_) | Source::Returned(_) => ("他", "我"),
        }
    }

    /// The rows of the list, the report as a whole first.
    pub fn rows(&self) -> &[String] {
        &self.rows
    }

    /// Of each row of the detail, the bytes that the other state has otherwise: none where it has nothing like it.
    pub fn lit(&self) -> &[Vec<Range<usize>>] {
        &self.lit
    }

    /// What differs in the row under the cursor; for the report as a whole, all that the other state says.
    pub fn detail(&self) -> &[(Mark, String)] {
        &self.detail
    }

    /// How much differs. What somebody has added to a draft that came back is only in the other state.
    fn summary(&self) -> String {
        match self.source {
            Source::Returned(_) => summary(&self.list.iter().map(turned).collect::<Vec<_>>()),
            _ => summary(&self.list),
        }
    }

    /// Of a draft that came back, who has revised this and when, in words; nothing where nobody says.
    fn who(&self, of: Owner) -> String {
        let told = self.back.iter().flat_map(|back| &back.told).filter(|told| told.of == of);
        let mut said: Vec<String> = Vec::new();
        for Told { author, date, .. } in told {
            let author = if author.is_empty() { "没有署名的人" } else { author };
            let words = format!("{author} {}", when(date)).trim_end().to_owned();
            if !said.contains(&words) {
                said.push(words);
            }
        }
        said.join("、")
    }

    /// What has to be said of the figures of this section, or metrics.
    fn figures(&self, now: &Report, of: Owner) -> Vec<(Mark, String)> {
        let Some(back) = &self.back else { return Vec::new() };
        let owner = |field: Field| field.section().map_or(Owner::Report, Owner::Section);
        let keeps = |name: &str| now.all_metrics().any(|(keeper, metric)| keeper == of && metric.name.trim() == name);
        let here = back.figures.iter().filter(|figure| owner(figure.field) == of || keeps(&figure.name));
        let says = |Figure { name, was, becomes, value, field }: &Figure| {
            let place = match field.section().and_then(|id| now.tree.section(id)) {
                Some(section) => format!("“{}”", moves::name_of(section)),
                None => self::name(Aspect::Text(*field)).to_owned(),
            };
            let what = match (value, back.to) {
                (Some(_), Figures::ToMetrics) => "收下就改指标，引用它的地方都跟着变（F4 只改这里的文字）",
                (Some(_), Figures::ToTexts) => "收下只改这里的文字，指标不动（F4 改在指标里）",
                (None, _) => "指标自己说不成这样，收下后这里成为写定的文字，请核对指标",
            };
            (Mark::Note, format!("指标“{name}”：{place}里的 {was} 改成了 {becomes}；{what}"))
        };
        here.map(says).collect()
    }

    fn row(&self, now: &Report, difference: &Difference) -> String {
        let name = match difference.of {
            Owner::Report => "全文各项".into(),
            Owner::Section(id) => {
                let section = now.tree.section(id).or_else(|| self.other.tree.section(id));
                section.map_or_else(String::new, moves::name_of)
            }
        };
        let who = self.who(difference.of);
        let who = if who.is_empty() { who } else { format!("  {who}") };
        let is_back = matches!(self.source, Source::Returned(_));
        match (&difference.kind, difference.of) {
            (Kind::Changed(parts), _) => {
                let parts: Vec<&str> = parts.iter().map(|part| self::name(*part)).collect();
                format!("改  {name}  {}{who}", parts.join("、"))
            }
            (Kind::Removed, Owner::Section(id)) if is_back => format!("增  {name}  {}{who}", extent(&self.other, id)),
            (Kind::Added, Owner::Section(id)) if is_back => format!("删  {name}  {}{who}", extent(now, id)),
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
        let mut rows = self.figures(now, difference.of);
        rows.extend(match (&difference.kind, difference.of) {
            (Kind::Changed(parts), of) => parts.iter().flat_map(|part| self.part(now, of, *part)).collect(),
            (Kind::Added, Owner::Section(id)) => branch(now, id, Mark::Own),
            (Kind::Removed, Owner::Section(id)) => branch(&self.other, id, Mark::Other),
            (Kind::Added | Kind::Removed, Owner::Report) => Vec::new(),
        });
        rows
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
            Aspect::Aside => {
                let (other, own) = (hung(&self.other, of), hung(now, of));
                let only = |these: &[String], those: &[String], mark| {
                    let rows = these.iter().filter(|row| !those.contains(row)).map(|row| (mark, row.clone()));
                    rows.collect::<Vec<_>>()
                };
                let differ = [only(&other, &own, Mark::Other), only(&own, &other, Mark::Own)].concat();
                match differ.is_empty() {
                    true => rows.push((Mark::Same, "批注、表格的设置或来源不同".into())),
                    false => rows.extend(differ),
                }
            }
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

/// The same difference seen from the other state.
pub fn turned(difference: &Difference) -> Difference {
    let kind = match &difference.kind {
        Kind::Added => Kind::Removed,
        Kind::Removed => Kind::Added,
        changed => changed.clone(),
    };
    Difference { kind, ..difference.clone() }
}

/// When something was revised, as a file writes it: `2031-07-02T09:15:00Z` as `2031-07-02 09:15`.
pub fn when(date: &str) -> String {
    match date.get(..16) {
        Some(minute) if minute.as_bytes()[10] == b'T' => minute.replace('T', " "),
        _ => date.to_owned(),
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

/// A row of the comparison as many columns wide as there are, in as many lines as that takes, each with its first byte in the
/// row as it is shown.
pub fn wrapped(row: &str, width: usize, ambiguous: Ambiguous) -> Vec<(usize, String)> {
    let shown = text::shown(row);
    let lines = text::wrap(&shown, width.max(2), 0, ambiguous);
    lines.iter().map(|line| (line.start, shown[line.start..line.end].trim_end().to_owned())).collect()
}

/// Where rows of the one state differ from those of the other right below them: each from the one that is most like it.
fn lit(detail: &[(Mark, String)]) -> Vec<Vec<Range<usize>>> {
    /// Bytes of a row from which on it is not looked at: nobody reads so much for one word.
    const LONGEST: usize = 20_000;
    let mut lit = vec![Vec::new(); detail.len()];
    let run = |from: usize, mark: Mark| from + detail[from..].iter().take_while(|(of, _)| *of == mark).count();
    let mut at = 0;
    while at < detail.len() {
        let others = at..run(at, Mark::Other);
        let own = others.end..run(others.end, Mark::Own);
        at = own.end.max(at + 1);
        let mut free: Vec<usize> = own.collect();
        for other in others {
            let like = |own: &usize| text::likeness(&detail[other].1, &detail[*own].1);
            let best = free.iter().copied().enumerate().max_by(|(_, a), (_, b)| like(a).total_cmp(&like(b)));
            let Some((k, own)) = best.filter(|(_, own)| like(own) > 0.3) else { continue };
            free.remove(k);
            if detail[other].1.len().max(detail[own].1.len()) < LONGEST {
                for Hunk { old, new } in text::differing(&detail[other].1, &detail[own].1) {
                    lit[other].push(old);
                    lit[own].push(new);
                }
            }
        }
    }
    lit
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

/// What hangs on the texts of a section, or of the report: its comments and what its tables are called, each on a line.
fn hung(report: &Report, of: Owner) -> Vec<String> {
    let Some(aside) = report.aside(of).flatten() else { return Vec::new() };
    let comments = aside.comments.iter().map(|comment| {
        let on =
            if comment.words.is_empty() { String::new() } else { format!("（批在“{}”上）", comment.words) };
        let name = if comment.answers { "答复" } else { "批注" };
        let done = if comment.done { "，已办" } else { "" };
        format!("{name} {} {}：{}{on}{done}", comment.author, when(&comment.date), text::one_line(&comment.text))
    });
    let tables = aside.tables.iter().map(|table| {
        let parts = [("表题", &table.title), ("单位", &table.unit), ("注", &table.note)];
        let said = parts.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!("{name} {text}"));
        format!("第{}张表：{}", table.at + 1, said.collect::<Vec<_>>().join("，"))
    });
    comments.chain(tables).collect()
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
