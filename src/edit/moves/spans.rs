//! What is selected across several texts, cut, typed over and copied. What is left is what a word processor leaves: the rest of
//! the last text stands after what was before the selection. Sections that lie wholly inside go as they are, with their notes
//! and metrics; of one that lies half inside, these go to the section that takes its text. Sections keep their levels wherever
//! they are put, as headings of a word processor do: what follows them in reading order stands below them where its level is
//! deeper.

use super::is_blank;
use super::mark;
use super::replace_across;
use super::texts;
use crate::edit::Change;
use crate::edit::Edit;
use crate::edit::tables::Copied;
use crate::report::Aside;
use crate::report::Branch;
use crate::report::Field;
use crate::report::Place;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::grid;
use crate::report::numbering::Number;

/// A place in a text, in bytes.
pub type At = (Field, usize);

/// What lies from one place to another in a later text is replaced by `put`. `None` where a place is none of the manuscript's
/// or cuts a character in two.
///
/// Title, salutation, preamble, closing, signature and date never run together with sections: they only lose what is selected
/// of them. Costs the sections of the report, and a step for each top of what goes.
pub fn replace_span(report: &Report, from: At, to: At, put: &str, name: &str) -> Option<Change> {
    let behind = to;
    let (from, to) = by_paragraphs(report, from, to)?;
    let mut work = Work::new(report, from, to)?;
    work.edits.push(mark(behind.0, behind.1));
    let mut caret = work.replace(from, to, put)?;
    if put.is_empty() && to != behind && work.take_out(from)? {
        caret = behind;
    }
    work.edits.push(mark(caret.0, caret.1));
    Some(Change { label: name.into(), edits: work.edits })
}

/// A selection from the head of a paragraph to the head of a heading ends before that heading: it is a selection of whole
/// paragraphs, and the heading is none of them.
fn by_paragraphs(report: &Report, from: At, to: At) -> Option<(At, At)> {
    let is_head = match from.0 {
        Field::Heading(_) => from.1 == 0,
        Field::Body(_) | Field::Preamble => from.1 == 0 || report.text(from.0)?.get(..from.1)?.ends_with('\n'),
        _ => false,
    };
    if !is_head || !matches!(to.0, Field::Heading(_)) || to.1 > 0 {
        return Some((from, to));
    }
    let fields = between(report, from.0, to.0)?;
    let before = fields.iter().rev().nth(1).copied().unwrap_or(from.0);
    let is_section = matches!(before, Field::Heading(_) | Field::Body(_)) || before == from.0;
    let end = report.text(before)?.len();
    Some((from, if is_section { (before, end) } else { to }))
}

/// What was copied of several texts: the words that continue the text they are put into, then sections with their levels.
#[derive(Clone, Debug)]
pub struct Passage {
    /// What was selected of the first text.
    pub first: String,
    /// Paragraphs between that text and the first section.
    pub between: Vec<String>,
    /// The sections, each with its level from 1; of the last perhaps only the beginning.
    pub rows: Vec<(usize, Section)>,
    /// What hung on the tables of the first text.
    tables: Copied,
    /// Whether it is whole paragraphs: what it is put before begins a paragraph of its own.
    is_whole: bool,
}

impl Passage {
    /// Words alone, a line a paragraph.
    pub fn of_words(words: &str) -> Passage {
        Passage {
            first: words.to_owned(),
            between: Vec::new(),
            rows: Vec::new(),
            tables: Copied::default(),
            is_whole: false,
        }
    }
}

/// What lies from one place to another in a later text, as sections and as words: a line a paragraph, with the numbers that
/// `number` answers.
pub fn copy_span(
    report: &Report,
    number: impl Fn(SectionId) -> Option<Number>,
    from: At,
    to: At,
) -> Option<(Passage, String)> {
    let behind = to;
    let (from, to) = by_paragraphs(report, from, to)?;
    let text = report.text(from.0)?;
    let first = if from.0 == to.0 { text.get(from.1..to.1)? } else { text.get(from.1..)? }.to_owned();
    // A section that is taken from its first character on to its end is taken with all that it has.
    let whole = match from.0 {
        Field::Heading(id) if from.1 == 0 && is_taken(report, id, to) => Some(id),
        _ => None,
    };
    let tables = Copied::of(report, from.0, &(from.1..from.1 + first.len()));
    let mut passage = Passage { first, between: Vec::new(), rows: Vec::new(), tables, is_whole: to != behind };
    let label = |id: SectionId| {
        let above = report.tree.ancestors(id).filter_map(&number);
        number(id).map_or_else(String::new, |number| format!("{}{}", number.label(above), number.gap()))
    };
    let mut words = passage.first.clone();
    if let Some(id) = whole {
        let section = report.tree.section(id)?;
        let own = Section { body: String::new(), ..section.clone() };
        passage.rows.push((report.tree.level(id), own));
        passage.first.clear();
        words = format!("{}{words}", label(id));
    }
    for field in between(report, from.0, to.0).unwrap_or_default() {
        let text = report.text(field)?;
        let text = if field == to.0 { text.get(..to.1)? } else { text };
        match field {
            Field::Heading(id) => {
                let section = report.tree.section(id)?;
                let own = Section {
                    heading: text.to_owned(),
                    body: String::new(),
                    style: section.style.clone(),
                    ..Section::new(id)
                };
                passage.rows.push((report.tree.level(id), own));
                words.push_str(&format!("\n{}{text}", label(id)));
            }
            Field::Body(id) if passage.rows.last().is_some_and(|(_, section)| section.id == id) => {
                let (_, section) = passage.rows.last_mut()?;
                text.clone_into(&mut section.body);
                let own = report.tree.section(id)?;
                if field == to.0 && !is_taken(report, id, to) {
                    // Of its beginning, what hangs on the tables there.
                    let runs = grid::runs(text).len();
                    let hung = own.aside.iter().flat_map(|aside| &aside.tables);
                    let tables: Vec<_> =
                        hung.filter(|table| usize::try_from(table.at).is_ok_and(|at| at < runs)).cloned().collect();
                    let has_some = !tables.is_empty();
                    section.aside = has_some.then(|| Box::new(Aside { tables, ..Aside::default() }));
                } else {
                    section.note.clone_from(&own.note);
                    section.metrics.clone_from(&own.metrics);
                    section.aside.clone_from(&own.aside);
                }
                if !text.is_empty() {
                    words.push_str(&format!("\n{text}"));
                }
            }
            _ => {
                match passage.rows.last_mut() {
                    Some((_, last)) if !text.is_empty() => {
                        let joint = if last.body.is_empty() { "" } else { "\n" };
                        last.body.push_str(&format!("{joint}{text}"));
                    }
                    Some(_) => {}
                    None => {
                        passage.between.extend(text.lines().map(str::to_owned));
                        let tables = std::mem::take(&mut passage.tables);
                        passage.tables = tables.and(Copied::of(report, field, &(0..text.len())));
                    }
                }
                if !text.is_empty() {
                    words.push_str(&format!("\n{text}"));
                }
            }
        }
    }
    Some((passage, words))
}

/// Whether a selection that ends there takes a section to its end: its text, and nothing stands below it that stays.
fn is_taken(report: &Report, id: SectionId, to: At) -> bool {
    let Some(last) = to.0.section() else { return true };
    let tree = &report.tree;
    let is_last = tree.last_within(id) == last;
    let is_whole = || {
        report.text(Field::Body(last)).is_some_and(|body| {
            to.0 == Field::Body(last) && to.1 == body.len() || to.0 == Field::Heading(last) && body.is_empty()
        })
    };
    if is_last { is_whole() } else { !tree.is_within(last, id) }
}

/// Puts what was copied of several texts at a place of a heading, a body, or a text before the sections. What stood after that
/// place goes to the end of what was put; sections come to stand right after it in reading order. A table is not torn: sections
/// that are put into one stand behind it.
pub fn put_span(report: &Report, at: At, passage: &Passage, name: &str) -> Option<Change> {
    if matches!(at.0, Field::Title | Field::Subtitle | Field::Salutation | Field::Preamble) {
        return put_front(report, at, passage, name);
    }
    let mut change = match behind_table(report, at).filter(|_| !passage.rows.is_empty()) {
        Some(end) => {
            let joint = if passage.first.is_empty() { "" } else { "\n" };
            let first = format!("{joint}{}", passage.first);
            put_words(report, (at.0, end), &Passage { first, ..passage.clone() }, name)?
        }
        None => put_words(report, at, passage, name)?,
    };
    let body = Field::Body(at.0.section()?);
    let mut after = report.clone();
    change.clone().apply(&mut after).ok()?;
    change.edits.extend(passage.tables.hang(&after, body).into_iter().flat_map(|hung| hung.edits));
    Some(change)
}

/// Whether the last line is a row of a table: what is put behind it begins a line.
fn ends_in_row(text: &str) -> bool {
    text.split('\n').next_back().is_some_and(|line| grid::row_of(line).is_some())
}

/// Where the table ends in which a place lies.
fn behind_table(report: &Report, (field, at): At) -> Option<usize> {
    let runs = grid::runs(report.text(field).filter(|text| text.contains('\t'))?);
    runs.iter().map(|run| &run.bytes).find(|run| run.start < at && at < run.end).map(|run| run.end)
}

/// Whole paragraphs and sections at the head of a heading: before that section.
fn put_before(report: &Report, id: SectionId, passage: &Passage, name: &str) -> Option<Change> {
    let before = report.tree.rows().map(|row| row.section.id).take_while(|other| *other != id).last();
    let mut work = Work::on(report);
    work.edits.push(mark(Field::Heading(id), 0));
    let lines = std::iter::once(&passage.first).chain(&passage.between).filter(|line| !line.is_empty());
    let lead = lines.cloned().collect::<Vec<_>>().join("\n");
    let rows = passage.rows.clone();
    if report.tree.annexes().first() == Some(&id) {
        work.put_at_annex(id, before, &lead, rows)?;
    } else {
        if !lead.is_empty() {
            let field = before.map_or(Field::Preamble, Field::Body);
            let at = report.text(field)?.len();
            let put = format!("{}{lead}", if at > 0 { "\n" } else { "" });
            work.run(vec![Edit::Text { field, at, cut: String::new(), put }])?;
        }
        if !rows.is_empty() {
            work.insert(before, rows)?;
        }
    }
    work.edits.push(mark(Field::Heading(id), 0));
    Some(Change { label: name.into(), edits: work.edits })
}

/// At a text before the sections: a line goes on where the caret stands, paragraphs begin 导语, sections are the first.
fn put_front(report: &Report, at: At, passage: &Passage, name: &str) -> Option<Change> {
    let text = report.text(at.0)?;
    let tail = text.get(at.1..)?.to_owned();
    let is_preamble = at.0 == Field::Preamble;
    let (line, more) = match passage.first.split_once('\n').filter(|_| !at.0.has_paragraphs()) {
        Some((line, more)) => (line, Some(more)),
        None => (passage.first.as_str(), None),
    };
    let lead: Vec<&str> = more.into_iter().chain(passage.between.iter().map(String::as_str)).collect();
    let lead = lead.join("\n");
    let between = between(report, at.0, Field::Preamble).unwrap_or_default();
    let is_between =
        |field: &Field| *field != Field::Preamble && report.text(*field).is_some_and(|text| !text.is_empty());
    if !is_preamble && !lead.is_empty() && (!tail.is_empty() || between.iter().any(is_between)) {
        // It would come to stand behind what it doesn't follow.
        return None;
    }
    let mut rows = passage.rows.clone();
    let mut edits = vec![mark(at.0, at.1)];
    let put = if is_preamble && !lead.is_empty() { format!("{line}\n{lead}") } else { line.to_owned() };
    let end = at.1 + put.len();
    let mut caret = (at.0, end);
    match rows.last_mut().filter(|_| is_preamble && !tail.is_empty()) {
        Some((_, last)) => {
            edits.push(Edit::Text { field: at.0, at: at.1, cut: tail.clone(), put });
            last.body.push_str(&tail);
        }
        None => edits.push(Edit::Text { field: at.0, at: at.1, cut: String::new(), put }),
    }
    if !is_preamble && !lead.is_empty() {
        let joint = if report.preamble.is_empty() { "" } else { "\n" };
        caret = (Field::Preamble, lead.len());
        let put = format!("{lead}{joint}");
        edits.push(Edit::Text { field: Field::Preamble, at: 0, cut: String::new(), put });
    }
    let mut work = Work::on(report);
    work.run(edits)?;
    if !rows.is_empty() {
        let end = rows.last().map_or(0, |(_, last)| last.body.len() - if is_preamble { tail.len() } else { 0 });
        caret = (Field::Body(work.insert(None, rows)?), end);
    }
    work.edits.push(mark(caret.0, caret.1));
    Some(Change { label: name.into(), edits: work.edits })
}

fn put_words(report: &Report, at: At, passage: &Passage, name: &str) -> Option<Change> {
    let (Field::Heading(id) | Field::Body(id)) = at.0 else { return None };
    let is_sections = passage.first.is_empty() && passage.between.is_empty() && !passage.rows.is_empty();
    if (is_sections || passage.is_whole) && at == (Field::Heading(id), 0) {
        return put_before(report, id, passage, name);
    }
    let text = report.text(at.0)?;
    let tail = text.get(at.1..)?;
    let section = report.tree.section(id)?;
    let mut edits = vec![mark(at.0, at.1)];
    let is_heading = matches!(at.0, Field::Heading(_));
    // In a heading only words of one line can follow: the rest goes to the body.
    let (line, more) = match passage.first.split_once('\n').filter(|_| is_heading) {
        Some((line, more)) => (line, Some(more)),
        None => (passage.first.as_str(), None),
    };
    let paragraphs: Vec<&str> = more.into_iter().chain(passage.between.iter().map(String::as_str)).collect();
    if passage.rows.is_empty() {
        // Only paragraphs: as text.
        let body = Field::Body(id);
        let lead = paragraphs.join("\n");
        if is_heading {
            edits.push(Edit::Text { field: at.0, at: at.1, cut: tail.into(), put: line.into() });
            let joint = if section.body.is_empty() { "" } else { "\n" };
            let put = format!("{lead}{tail}{joint}");
            edits.push(Edit::Text { field: body, at: 0, cut: String::new(), put });
            edits.push(mark(body, lead.len()));
        } else {
            let joint = if lead.is_empty() { "" } else { "\n" };
            let close = if passage.is_whole && !tail.is_empty() { "\n" } else { "" };
            let put = format!("{line}{joint}{lead}{close}");
            let end = at.1 + put.len();
            edits.push(Edit::Text { field: at.0, at: at.1, cut: String::new(), put });
            edits.push(mark(at.0, end));
        }
        return Some(Change { label: name.into(), edits });
    }
    let mut rows = passage.rows.clone();
    let (_, last) = rows.last_mut()?;
    let is_behind = ends_in_row(&text[..at.1]);
    let mut rest = if is_behind { tail.strip_prefix('\n').unwrap_or(tail) } else { tail }.to_owned();
    if is_heading && !section.body.is_empty() {
        let joint = if rest.is_empty() { "" } else { "\n" };
        rest.push_str(&format!("{joint}{}", section.body));
        edits.push(Edit::Text { field: Field::Body(id), at: 0, cut: section.body.clone(), put: String::new() });
    }
    let lead = paragraphs.join("\n");
    if is_heading {
        edits.push(Edit::Text { field: at.0, at: at.1, cut: tail.into(), put: line.into() });
        if !lead.is_empty() {
            edits.push(Edit::Text { field: Field::Body(id), at: 0, cut: String::new(), put: lead });
        }
    } else {
        let joint = if lead.is_empty() { "" } else { "\n" };
        let put = format!("{line}{joint}{lead}");
        edits.push(Edit::Text { field: at.0, at: at.1, cut: tail.into(), put });
    }
    if (passage.is_whole && !last.body.is_empty() || ends_in_row(&last.body)) && !rest.is_empty() {
        rest.insert(0, '\n');
    }
    let (into_heading, place) = (last.body.is_empty() && !rest.contains('\n') && !passage.is_whole, last.body.len());
    let caret = if into_heading { last.heading.len() } else { place };
    if into_heading {
        last.heading.push_str(&rest);
    } else {
        last.body.push_str(&rest);
    }
    let mut work = Work::on(report);
    work.run(edits)?;
    let new = work.insert(Some(id), rows)?;
    work.edits.push(mark(if into_heading { Field::Heading(new) } else { Field::Body(new) }, caret));
    Some(Change { label: name.into(), edits: work.edits })
}

/// The texts after one up to another, in reading order; `None` where the second doesn't follow.
fn between(report: &Report, from: Field, to: Field) -> Option<Vec<Field>> {
    let is_written =
        |field: &Field| !matches!(field, Field::Head(_) | Field::Imprint | Field::ReportNote | Field::Note(_));
    let mut fields = report.texts().map(|(field, _)| field).filter(is_written).skip_while(|field| *field != from);
    fields.next()?;
    let mut found = Vec::new();
    for field in fields {
        found.push(field);
        if field == to {
            return Some(found);
        }
    }
    None
}

/// A report as it is after the steps so far.
struct Work {
    report: Report,
    edits: Vec<Edit>,
    between: Vec<Field>,
    /// Whether the selection ends in a body: then no paragraph ends with it.
    ends_in_body: bool,
}

impl Work {
    /// Nothing done yet, and nothing selected.
    fn on(report: &Report) -> Work {
        Work { report: report.clone(), edits: Vec::new(), between: Vec::new(), ends_in_body: false }
    }

    fn new(report: &Report, (from, at): At, (to, end): At) -> Option<Work> {
        report.text(from)?.get(at..)?;
        report.text(to)?.get(..end)?;
        let ends_in_body = matches!(to, Field::Body(_));
        let between = if from == to { Vec::new() } else { between(report, from, to)? };
        Some(Work { between, ends_in_body, ..Work::on(report) })
    }

    /// Does steps; a change that doesn't apply is no change.
    fn run(&mut self, edits: Vec<Edit>) -> Option<()> {
        let change = Change { label: String::new(), edits: edits.clone() };
        change.apply(&mut self.report).ok()?;
        self.edits.extend(edits);
        Some(())
    }

    /// Replaces a part of a text, with what hangs on its tables.
    fn write(&mut self, field: Field, range: std::ops::Range<usize>, put: &str) -> Option<()> {
        let text = self.report.text(field)?;
        let cut = text.get(range.clone())?.to_owned();
        if cut.is_empty() && put.is_empty() {
            return Some(());
        }
        let in_table = text.lines().any(|line| grid::row_of(line).is_some());
        let across = in_table.then(|| replace_across(&self.report, field, &range, put, "")).flatten();
        let edits = match across {
            Some(change) => change.edits,
            None => vec![Edit::Text { field, at: range.start, cut, put: put.to_owned() }],
        };
        self.run(edits)
    }

    /// Puts sections after one in reading order, or before all, each on its level as far as it may be. What followed there and
    /// is deeper than they are stands below the last of them. Answers that one.
    fn insert(&mut self, after: Option<SectionId>, rows: Vec<(usize, Section)>) -> Option<SectionId> {
        let mut last = after;
        let level = |work: &Work, id: Option<SectionId>| id.map_or(0, |id| work.report.tree.level(id));
        // The sections that follow on deeper levels, in reading order, before anything comes between.
        let mut following: Vec<SectionId> = Vec::new();
        let tree = &self.report.tree;
        following.extend(after.into_iter().flat_map(|id| tree.children(Some(id)).iter().copied()));
        for id in after.into_iter().flat_map(|id| std::iter::once(id).chain(tree.ancestors(id))) {
            let place = tree.place(id)?;
            following.extend(tree.children(place.parent).iter().skip(place.index + 1));
        }
        let mut least = usize::MAX;
        let mut rows = rows.into_iter().peekable();
        while let Some((top, section)) = rows.next() {
            let top = top.min(level(self, last) + 1);
            let mut group = vec![(1, section)];
            while let Some((level, section)) = rows.next_if(|(level, _)| *level > top) {
                group.push((level + 1 - top, section));
            }
            let chain = |id: SectionId| std::iter::once(id).chain(self.report.tree.ancestors(id));
            let parent = last.and_then(|last| chain(last).find(|&id| self.report.tree.level(id) < top));
            let beside = last.and_then(|last| chain(last).find(|&id| self.report.tree.level(id) == top));
            let index = match beside {
                Some(beside) => self.report.tree.place(beside)?.index + 1,
                None => 0,
            };
            let to = Place { parent, index };
            let inserts = super::fresh_inserts(&self.report, to, Branch::forest(group))?;
            last = inserts.iter().rev().find_map(|edit| match edit {
                Edit::Insert { branch, .. } => branch.rows().last().map(|(_, section)| section.id),
                _ => None,
            });
            self.run(inserts)?;
            least = least.min(top);
        }
        let last = last?;
        for id in following {
            let own = self.report.tree.level(id);
            if own <= least {
                continue;
            }
            let tree = &self.report.tree;
            let parent = std::iter::once(last).chain(tree.ancestors(last)).find(|&other| tree.level(other) < own);
            if tree.parent(id) != parent {
                let index = tree.children(parent).len();
                self.run(vec![Edit::Move { id, to: Place { parent, index } }])?;
            }
        }
        Some(last)
    }

    /// Puts paragraphs and sections at the head of the first annex. What is signed stands before it, and they must not come to
    /// stand before that: a blank annex takes them, otherwise they are an annex of their own. Sections at the top that are
    /// none stay parts of the report.
    fn put_at_annex(
        &mut self,
        id: SectionId,
        before: Option<SectionId>,
        lead: &str,
        mut rows: Vec<(usize, Section)>,
    ) -> Option<()> {
        let own = self.report.tree.section(id)?.clone();
        let (heading, body) = lead.split_once('\n').unwrap_or((lead, ""));
        let is_deep = rows.first().is_none_or(|(level, _)| *level > 1);
        if own.heading.is_empty() && own.body.is_empty() && is_deep {
            self.write(Field::Heading(id), 0..0, heading)?;
            self.write(Field::Body(id), 0..0, body)?;
            if !rows.is_empty() {
                self.insert(Some(id), rows)?;
            }
            return Some(());
        }
        if !lead.is_empty() {
            let (heading, body) = (heading.to_owned(), body.to_owned());
            rows.insert(0, (1, Section { heading, body, style: own.style, ..Section::new(id) }));
        } else if is_deep {
            let (level, first) = rows.first_mut()?;
            *level = 1;
            first.style.kind = own.style.kind;
        }
        self.insert(before, rows)?;
        Some(())
    }

    /// Takes a section out that was selected from its first character on, with all of its text; and the line break before
    /// paragraphs that were. Answers whether there was such a section.
    fn take_out(&mut self, from: At) -> Option<bool> {
        match from.0 {
            Field::Heading(id) => {
                let section = self.report.tree.section(id)?;
                let is_empty = section.heading.is_empty() && section.body.is_empty();
                let goes = is_empty && self.report.tree.children(Some(id)).is_empty();
                if goes {
                    self.run(vec![Edit::Remove { id }])?;
                }
                Some(goes)
            }
            field => {
                let len = self.report.text(field)?.len();
                if from.1 == len && from.1 > 0 && !self.report.text(field)?.contains('\t') {
                    self.write(field, len - 1..len, "")?;
                }
                Some(true)
            }
        }
    }

    /// Answers where the caret stands afterwards.
    fn replace(&mut self, from: At, to: At, put: &str) -> Option<At> {
        let last = to.0.section();
        let own = from.0.section();
        // Sections that lie wholly inside, the topmost of each.
        let headings: Vec<SectionId> = self
            .between
            .iter()
            .filter_map(|field| match field {
                Field::Heading(id) => Some(*id),
                _ => None,
            })
            .collect();
        // The last is one of them where nothing of it is left.
        let is_whole = last.is_some_and(|last| {
            let rest = self.report.tree.section(last).is_none_or(|section| {
                !section.body.is_empty() && !self.ends_in_body || !self.report.tree.children(Some(last)).is_empty()
            });
            !rest && self.report.text(to.0).is_some_and(|text| text.len() == to.1)
        });
        let mut half: Vec<SectionId> = Vec::new();
        for id in headings {
            let tree = &self.report.tree;
            if !tree.contains(id) {
                continue;
            }
            let is_covered = last.is_some_and(|last| is_whole && tree.last_within(id) == last);
            let holds_last = last.is_some_and(|last| tree.is_within(last, id)) && !is_covered;
            if holds_last {
                half.push(id);
            } else {
                self.run(vec![Edit::Remove { id }])?;
            }
        }
        // What of other texts is selected.
        let text_end = if from.0 == to.0 { to.1 } else { self.report.text(from.0)?.len() };
        self.write(from.0, from.1..text_end, put)?;
        for field in std::mem::take(&mut self.between) {
            let Some(len) = self.report.text(field).map(str::len) else { continue };
            self.write(field, 0..if field == to.0 { to.1 } else { len }, "")?;
        }
        let caret = from.1 + put.len();
        let Some(upper) = own else {
            return self.close_up(half, (from.0, caret));
        };
        let Some(&lower) = half.last() else {
            // Within one section: what is left of its body goes on in its heading.
            if last == own {
                self.close_heading(from.0, upper, (from.1, put))?;
            }
            return Some((from.0, caret));
        };
        self.join(upper, lower, half, (from.0, caret))
    }

    /// Without a section to join with, the first that lies half inside takes the rest of those that it holds.
    fn close_up(&mut self, half: Vec<SectionId>, caret: At) -> Option<At> {
        let mut upper = None;
        for lower in half {
            upper = Some(match upper {
                None => lower,
                Some(upper) => self.merge(upper, lower)?,
            });
        }
        Some(caret)
    }

    fn merge(&mut self, upper: SectionId, lower: SectionId) -> Option<SectionId> {
        let goes = is_blank(self.report.tree.section(upper)?) && self.report.tree.children(Some(upper)).is_empty();
        let change = texts::join(&self.report, upper, lower)?;
        self.run(change.edits)?;
        Some(if goes { lower } else { upper })
    }

    /// The section with the start of the selection takes what is left of those that lie half inside.
    fn join(&mut self, upper: SectionId, lower: SectionId, half: Vec<SectionId>, caret: At) -> Option<At> {
        let is_heading = matches!(caret.0, Field::Heading(_));
        if !is_heading {
            // The rest of the heading goes on in the body.
            let rest = if self.ends_in_body { Field::Body(lower) } else { Field::Heading(lower) };
            let words = self.report.text(rest)?.to_owned();
            let end = self.report.text(caret.0)?.len();
            self.write(rest, 0..words.len(), "")?;
            self.write(caret.0, end..end, &words)?;
        }
        let mut at = upper;
        for id in half {
            match self.merge(at, id) {
                Some(merged) => at = merged,
                // An annex stays one.
                None => return Some(caret),
            }
        }
        let field = match caret.0 {
            Field::Heading(_) => Field::Heading(at),
            _ => Field::Body(at),
        };
        if is_heading {
            self.close_heading(field, at, (caret.1, ""))?;
        }
        Some((field, caret.1))
    }

    /// What is left of a body after its heading was cut goes on in that heading, where there is one.
    fn close_heading(&mut self, field: Field, id: SectionId, (at, put): (usize, &str)) -> Option<()> {
        let section = self.report.tree.section(id)?;
        let is_cut = self.ends_in_body && matches!(field, Field::Heading(_)) && at + put.len() == section.heading.len();
        let first = section.body.split('\n').next().unwrap_or_default().to_owned();
        if !is_cut || section.heading.is_empty() || first.is_empty() || grid::row_of(&first).is_some() {
            return Some(());
        }
        let rest = first.len() + usize::from(section.body.len() > first.len());
        let end = section.heading.len();
        self.write(Field::Body(id), 0..rest, "")?;
        self.write(field, end..end, &first)
    }
}
