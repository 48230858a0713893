//! Whole reports put into another one: gathered under one outline, imported below a section, pasted as sections.
//!
//! ```text
//! report                     what becomes of it under a heading of its own
//! 标题 单位 日期 版头 …       the heading, and what the heading doesn't say: lines of its 备注
//! 导语                       正文 of the heading
//! 备注 指标 字数目标          those of the heading
//! 一、…… （一）……           its children, one level deeper
//! 结尾                       its last child, without heading and number
//! 附件                       annexes of the report that it goes into, after those that are there
//! 批注                       those of the heading
//! ```
//!
//! No text, note, metric or comment is lost. Metrics and annexes whose names are taken get others, and what refers to them
//! follows.

use std::collections::HashSet;

use super::fresh_inserts;
use super::label;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Aside;
use crate::report::Branch;
use crate::report::Field;
use crate::report::HeadPart;
use crate::report::Kind;
use crate::report::Marker;
use crate::report::Metric;
use crate::report::Numbering;
use crate::report::Owner;
use crate::report::Place;
use crate::report::Report;
use crate::report::Scheme;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Style;
use crate::report::numbering::Counter;
use crate::report::numbering::marker_below;
use crate::report::places::Place as Named;
use crate::report::reference;
use crate::text;

/// How the sections of a report are numbered where they come to stand in another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markers {
    /// As before, by [`Style::children`] where the other report would mark them differently.
    ///
    /// Three things no style can say: an article goes on counting through the whole report; the numbers of 1.1 begin with
    /// those above, where those are dotted too; siblings have one marker, so that a section put among others is marked as
    /// they are.
    Kept,
    /// As the report they stand in marks them; what a report itself has overridden stays.
    Adapted,
}

/// Puts several reports side by side into a gap, each under a heading: the name given with it, or where that is blank
/// its organization, else its title. `None` for an empty list and a gap that doesn't exist.
pub fn gather(report: &Report, parts: Vec<(String, Report)>, at: Place, markers: Markers) -> Option<Change> {
    if parts.is_empty() || !report.tree.has_place(at) {
        return None;
    }
    let label = match parts.as_slice() {
        [_] => "汇入一份报告".into(),
        many => format!("汇总{}份报告", many.len()),
    };
    let here = Here::new(report, at.parent);
    let parts = parts.into_iter().map(|(name, part)| headed(part, &name, here, markers)).collect();
    let inserts = fresh_inserts(report, at, parts)?;
    let branches = inserts.into_iter().filter_map(|edit| match edit {
        Edit::Insert { branch, .. } => Some(branch),
        _ => None,
    });
    let mut annexes = Annexes::new(report);
    let parts: Vec<Branch> = branches.map(|branch| annexes.taken_out_of(branch)).collect();
    let above = report.tree.children(None).len() + if at.parent.is_none() { parts.len() } else { 0 };
    let put = |(k, branch)| Edit::Insert { at: Place { index: at.index + k, ..at }, branch };
    let mut edits: Vec<Edit> = parts.into_iter().enumerate().map(put).collect();
    edits.extend(annexes.inserts(above));
    Some(Change { label, edits })
}

/// Puts the sections of a report after the children of section `id`. What the report says as a whole goes to the
/// section: its 导语 to the end of the body (in a section of its own where children stand between), metrics, notes, comments
/// and what else the report has as [`gather`] has them, its 结尾 to a last child without number. Its length target goes.
pub fn import_below(report: &Report, id: SectionId, imported: Report, markers: Markers) -> Option<Change> {
    let tree = &report.tree;
    let section = tree.section(id)?;
    let siblings = tree.children(Some(id)).len();
    let scheme = imported.setup.scheme;
    let top = if siblings == 0 && markers == Markers::Kept { Some(scheme.marker(1)) } else { None };
    let mut here = Here::new(report, Some(id));
    let override_top = top.filter(|&top| top != here.marker && !imported.tree.is_empty());
    here.marker = override_top.unwrap_or(here.marker);

    // As one subtree, so that its metrics and the texts that refer to them get their names together.
    let mut whole = Parts::new(imported, here, markers);
    let lead = if siblings > 0 { std::mem::take(&mut whole.preamble) } else { String::new() };
    let mut branch = Branch::leaf(Section {
        body: std::mem::take(&mut whole.preamble),
        note: whole.note_without(&[]),
        metrics: std::mem::take(&mut whole.metrics),
        aside: whole.aside.take(),
        ..Section::new(SectionId::new(1)?)
    });
    whole.push_below(&mut branch, lead);
    let mut inserts = fresh_inserts(report, Place { parent: None, index: tree.children(None).len() }, vec![branch])?;
    let Edit::Insert { mut branch, .. } = inserts.pop()? else { return None };
    let mut annexes = Annexes::new(report);
    branch = annexes.taken_out_of(branch);
    let mut rows = branch.into_rows().into_iter();
    let (_, own) = rows.next()?;

    let mut edits = Vec::new();
    edits.extend(appended(Field::Body(id), &section.body, &own.body));
    edits.extend(appended(Field::Note(id), &section.note, &own.note));
    if !own.metrics.is_empty() {
        let (owner, at) = (Owner::Section(id), section.metrics.len());
        edits.push(Edit::Metrics { owner, at, cut: Vec::new(), put: own.metrics });
    }
    if let Some(said) = own.aside {
        let mut put = section.aside.as_deref().cloned().unwrap_or_default();
        put.comments.extend(said.comments);
        if section.body.is_empty() && siblings == 0 {
            put.tables.extend(said.tables);
        }
        edits.push(Edit::Aside { of: Owner::Section(id), aside: Some(Box::new(put)) });
    }
    if let Some(marker) = override_top {
        edits.push(Edit::Style { id, style: Style { children: Some(marker), ..section.style.clone() } });
    }
    edits.extend(Branch::forest(rows).into_iter().enumerate().map(|(k, branch)| {
        let at = Place { parent: Some(id), index: siblings + k };
        Edit::Insert { at, branch }
    }));
    edits.extend(annexes.inserts(tree.children(None).len()));
    (!edits.is_empty()).then(|| Change { label: label("导入到", report, id), edits })
}

/// Whether a text that was read as a report is more than text: two sections, or one under a title. What is not is better
/// pasted as it is.
pub fn is_outline(read: &Report) -> bool {
    read.tree.len() >= 2 || !read.tree.is_empty() && !read.title.is_empty()
}

/// A report, read from a pasted text, as subtrees for a gap below `parent`: for [`insert_branches`](super::insert_branches).
///
/// With a title it is a whole report and stands under it, as [`gather`] has it. Without one its sections stand side by
/// side; text before and after them becomes sections without heading and number.
pub fn pasted(report: &Report, parent: Option<SectionId>, read: Report, markers: Markers) -> Vec<Branch> {
    let here = Here::new(report, parent);
    if !read.title.trim().is_empty() {
        return vec![headed(read, "", here, markers)];
    }
    let Some(id) = SectionId::new(1) else { return Vec::new() };
    let mut parts = Parts::new(read, here, markers);
    // Where they are pasted, sections stand side by side.
    parts.rows.iter_mut().for_each(|(_, section)| section.style.kind = Kind::Part);
    let lead = Section {
        note: parts.note_without(&[]),
        metrics: std::mem::take(&mut parts.metrics),
        aside: parts.aside.take(),
        ..text_alone(id, std::mem::take(&mut parts.preamble))
    };
    let lead = (!super::is_blank(&lead)).then_some((1, lead));
    let closing = (!parts.closing.is_empty()).then(|| (1, text_alone(id, parts.closing)));
    Branch::forest(lead.into_iter().chain(parts.rows).chain(closing))
}

/// The target of sections: its scheme, marker and depth.
#[derive(Clone, Copy)]
struct Here {
    scheme: Scheme,
    marker: Marker,
    level: usize,
}

impl Here {
    fn new(report: &Report, parent: Option<SectionId>) -> Here {
        Here {
            scheme: report.setup.scheme,
            marker: marker_below(report, parent),
            level: 1 + parent.map_or(0, |id| report.tree.level(id)),
        }
    }

    /// The place of the children of a section that stands here.
    fn below(self, children: Option<Marker>) -> Here {
        let level = self.level + 1;
        Here { marker: children.unwrap_or_else(|| self.scheme.below(self.marker, level)), level, ..self }
    }
}

/// A report under a heading of its own.
fn headed(part: Report, name: &str, here: Here, markers: Markers) -> Branch {
    let names = [name, &part.organization, &part.title];
    let heading = names.into_iter().map(str::trim).find(|name| !name.is_empty()).unwrap_or_default();
    let mut top = Section::new(SectionId::new(1).expect("1 is an id"));
    top.heading = text::one_line(heading).into_owned();
    top.style.target = part.setup.target;
    let kept = (markers == Markers::Kept && !part.tree.is_empty()).then(|| part.setup.scheme.marker(1));
    top.style.children = kept.filter(|&marker| marker != here.below(None).marker);
    let mut parts = Parts::new(part, here.below(top.style.children), markers);
    top.body = std::mem::take(&mut parts.preamble);
    top.note = parts.note_without(&[&top.heading]);
    top.metrics = std::mem::take(&mut parts.metrics);
    top.aside = parts.aside.take();
    let mut branch = Branch::leaf(top);
    parts.push_below(&mut branch, String::new());
    branch
}

/// What a report is made of, its sections marked for where they come to stand.
struct Parts {
    /// What has no other place, by what it is called.
    names: Vec<(&'static str, String)>,
    aside: Option<Box<Aside>>,
    preamble: String,
    note: String,
    metrics: Vec<Metric>,
    rows: Vec<(usize, Section)>,
    closing: String,
}

impl Parts {
    /// `here` is where its top sections come to stand.
    fn new(mut report: Report, here: Here, markers: Markers) -> Parts {
        report.mend_breaks();
        let mut rows: Vec<(usize, Section)> = report.tree.rows().map(|row| (row.level, row.section.clone())).collect();
        if markers == Markers::Kept {
            keep_markers(report.setup.scheme, &mut rows, here);
        }
        let mut names = vec![
            ("标题", report.title),
            ("副标题", report.subtitle),
            ("单位", report.organization),
            ("称呼", report.salutation),
            ("日期", report.date),
            ("附注", report.remarks),
        ];
        names.extend(HeadPart::ALL.map(|part| (part.name(), report.head.text(part).clone())));
        names.push(("版记", report.imprint));
        Parts {
            names,
            aside: report.aside,
            preamble: report.preamble,
            note: report.note,
            metrics: report.metrics,
            rows,
            closing: report.closing,
        }
    }

    /// The note, and above it a line for each text that has no other place and is not among `said`.
    fn note_without(&mut self, said: &[&str]) -> String {
        let names = self.names.iter().filter(|(_, text)| !text.trim().is_empty() && !said.contains(&text.trim()));
        let mut lines: Vec<String> = names.map(|(what, text)| format!("{what}：{}", text.trim())).collect();
        let note = std::mem::take(&mut self.note);
        if !note.is_empty() {
            lines.push(note);
        }
        lines.join("\n")
    }

    /// Puts the sections below the top of a branch, `lead` before and the closing after them.
    fn push_below(self, branch: &mut Branch, lead: String) {
        let id = branch.top().id;
        if !lead.is_empty() {
            branch.push(1, text_alone(id, lead));
        }
        for (level, section) in self.rows {
            branch.push(level, section);
        }
        if !self.closing.is_empty() {
            branch.push(1, text_alone(id, self.closing));
        }
    }
}

/// The annexes of the reports that are put into another one: they become its own.
struct Annexes<'r> {
    report: &'r Report,
    titles: HashSet<String>,
    branches: Vec<Branch>,
}

impl<'r> Annexes<'r> {
    fn new(report: &'r Report) -> Annexes<'r> {
        let heading = |id: &SectionId| report.tree.section(*id).map(|section| section.heading.trim().to_owned());
        Annexes { report, titles: report.tree.annexes().iter().filter_map(heading).collect(), branches: Vec::new() }
    }

    /// Takes the annexes out of a report that stands under its heading. One whose title is taken has that heading before it.
    fn taken_out_of(&mut self, branch: Branch) -> Branch {
        let mut rows = branch.into_rows();
        let name = rows.first().map_or(String::new(), |(_, top)| top.heading.trim().to_owned());
        let mut renamed: Vec<(String, String)> = Vec::new();
        for (level, section) in &mut rows {
            if *level != 1 || section.style.kind != Kind::Annex {
                continue;
            }
            let title = section.heading.trim().to_owned();
            let free = |title: &String| title.is_empty() || !self.titles.contains(title);
            if !free(&title) {
                let numbered = (2..).map(|k| format!("{name}{title}{k}"));
                let mut others = std::iter::once(format!("{name}{title}")).chain(numbered);
                section.heading = others.find(free).unwrap_or_default();
                renamed.push((title, section.heading.clone()));
            }
            self.titles.insert(section.heading.trim().to_owned());
        }
        for (_, section) in rows.iter_mut().filter(|_| !renamed.is_empty()) {
            for text in [&mut section.heading, &mut section.body, &mut section.note] {
                let new = |place: Named, title: &str| {
                    let (_, new) = renamed.iter().find(|(old, _)| place == Named::Annex && old == title)?;
                    Some(new.as_str())
                };
                if let Some(named) = reference::renamed_places(text, new) {
                    *text = named;
                }
            }
        }
        let mut in_annex = false;
        let (annexes, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(level, section)| {
            in_annex = if *level <= 1 { *level == 1 && section.style.kind == Kind::Annex } else { in_annex };
            in_annex
        });
        let usual = self.report.setup.scheme.marker(1);
        self.branches.extend(Branch::forest(annexes.into_iter().map(|(level, mut section)| {
            if level == 1 && section.style.children == Some(usual) {
                section.style.children = None;
            }
            (level, section)
        })));
        let mut rows = rows.into_iter();
        let Some((_, top)) = rows.next() else {
            return Branch::leaf(Section::new(SectionId::new(1).expect("1 is an id")));
        };
        let mut rest = Branch::leaf(top);
        rows.for_each(|(level, section)| rest.push(level, section));
        rest
    }

    /// Puts them at the top, one after the other, from this place on.
    fn inserts(self, index: usize) -> impl Iterator<Item = Edit> {
        let at = move |k| Place { parent: None, index: index + k };
        self.branches.into_iter().enumerate().map(move |(k, branch)| Edit::Insert { at: at(k), branch })
    }
}

/// Overrides the markers of children where the scheme they come to stand in has others.
fn keep_markers(scheme: Scheme, rows: &mut [(usize, Section)], here: Here) {
    let mut counter = Counter::new(scheme);
    let own: Vec<Marker> = rows.iter().map(|(level, section)| counter.count(*level, &section.style).marker).collect();
    for k in 1..rows.len() {
        let (level, below) = (rows[k - 1].0, rows[k].0);
        if below > level {
            let drawn = if level == 1 { here.marker } else { own[k - 1] };
            let unasked = Here { marker: drawn, level: here.level + level - 1, ..here }.below(None).marker;
            rows[k - 1].1.style.children = Some(own[k]).filter(|&marker| marker != unasked);
        }
    }
}

/// A text without heading and number.
fn text_alone(id: SectionId, body: String) -> Section {
    let mut section = Section { body, ..Section::new(id) };
    section.style.numbering = Numbering::Unnumbered;
    section
}

fn appended(field: Field, text: &str, more: &str) -> Option<Edit> {
    let between = if text.is_empty() { "" } else { "\n" };
    let put = format!("{between}{more}");
    (!more.is_empty()).then(|| Edit::Text { field, at: text.len(), cut: String::new(), put })
}
