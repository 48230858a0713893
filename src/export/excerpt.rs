//! The part of a report that is handed in, paragraph by paragraph: its texts, their order, and their lines.
//!
//! Every format draws these paragraphs, each in its own way: a run-in heading or a numbered sentence is put together here
//! and nowhere else.

use std::collections::HashSet;
use std::collections::VecDeque;
use std::ops::Range;

use super::profile::Paper;
use super::profile::Profile;
use crate::report::Aside;
use crate::report::HeadPart;
use crate::report::HeadingStyle;
use crate::report::Ledger;
use crate::report::Marker;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Signed;
use crate::report::TableAside;
use crate::report::TableIn;
use crate::report::grid;
use crate::report::numbering::Counter;
use crate::report::numbering::Numbered;
use crate::report::numbering::numbers_by;

/// A report, or some of its sections, to be handed in.
#[derive(Clone)]
pub struct Excerpt<'r> {
    pub(super) report: &'r Report,
    pub(super) figures: Ledger,
    /// The sections wanted, with all below them; `None` for the whole report.
    wanted: Option<HashSet<SectionId>>,
    /// Who is told how far it is written.
    tells: Option<&'r dyn Fn(f64)>,
}

/// Which part of a report a paragraph is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartId {
    /// What stands before the first section.
    Front,
    /// A section without those below it.
    Section(SectionId),
    /// What stands after the last section and before the annexes.
    End,
}

/// One paragraph. Its parts follow each other on one line, but for the rows of a [`Role::Table`]; none has blanks at its ends,
/// but for the tabs of a row beside which a cell is empty.
pub(super) struct Paragraph<'p> {
    pub(super) role: Role,
    /// The number as written: `（一）`.
    pub(super) label: &'p str,
    /// What stands after the number.
    pub(super) gap: &'static str,
    /// The heading; empty for any paragraph but the first of a section.
    pub(super) heading: &'p str,
    /// What closes the heading where text follows.
    pub(super) stop: &'static str,
    /// The text, after a heading that is run in or alone.
    pub(super) text: &'p str,
    /// What hangs on a table.
    pub(super) table: Option<&'p TableAside>,
    /// Which text running text and tables stand in.
    pub(super) within: TableIn,
    /// The section that the head of an annex is of; none of the metrics.
    pub(super) annex: Option<SectionId>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A text of 版头.
    Head(HeadPart),
    /// 标题
    Title,
    /// 副标题 or 题注, and what is signed under the title
    Subtitle,
    /// 称呼 or 主送机关
    Salutation,
    /// The first of a section: its heading alone, run in, or a numbered sentence without one.
    Section {
        /// From 1.
        level: usize,
        /// The marker that its siblings have, whether it takes a number or not.
        marker: Marker,
        /// Whether it is given its number.
        begins: bool,
    },
    /// Running text.
    Text,
    /// Two rows of a table or more, each a line of the text, its cells set apart by tabs.
    Table,
    /// A line of 附件说明 (7.3.4): the first has 附件： as its heading; its number is its label.
    AnnexNote,
    /// 署名
    Organization,
    /// 成文日期
    Date,
    /// 附注 (7.3.6), in its brackets
    Remarks,
    /// The head of an annex (7.3.7): 附件1 is its label, its title the heading.
    Annex,
    /// A line of 版记 (7.4)
    Imprint,
}

impl<'p> Paragraph<'p> {
    pub(super) fn plain(role: Role, text: &'p str) -> Paragraph<'p> {
        Paragraph {
            role,
            label: "",
            gap: "",
            heading: "",
            stop: "",
            text,
            table: None,
            within: TableIn::Body,
            annex: None,
        }
    }

    /// The heading with its number and what closes it, in order.
    pub(super) fn head(&self) -> [&'p str; 4] {
        [self.label, self.gap, self.heading, self.stop]
    }

    /// All of it, in order.
    pub(super) fn parts(&self) -> [&'p str; 5] {
        match self.role {
            Role::AnnexNote => [self.heading, self.label, self.text, "", ""],
            Role::Head(HeadPart::Signer) => [SIGNED_BY, self.text, "", "", ""],
            _ => [self.label, self.gap, self.heading, self.stop, self.text],
        }
    }

    /// The lines that it makes in a text.
    pub(super) fn lines(&self) -> Vec<String> {
        match self.role {
            Role::Table => {
                let [title, unit, note] = grid::around(self.table);
                let rows = self.text.lines().map(str::to_owned);
                let lines = [title, unit].into_iter().chain(rows).chain([note]);
                lines.filter(|line| !line.is_empty()).collect()
            }
            Role::Annex => {
                [self.label, self.heading].into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect()
            }
            // The names stand below one another.
            Role::AnnexNote if self.heading.is_empty() => {
                vec![format!("{}{}", "\u{3000}".repeat(3), self.parts().concat())]
            }
            _ => vec![self.parts().concat()],
        }
    }

    /// How many paragraphs of 正文, 导语 or 结尾 it holds: more than one in a table.
    pub(super) fn bodies(&self) -> usize {
        match self.role {
            Role::Table => self.text.lines().count(),
            Role::Text => 1,
            Role::Section { .. } => usize::from(!self.text.is_empty()),
            _ => 0,
        }
    }

    /// The byte of [`Paragraph::parts`] at which the paragraph of 正文 begins that it holds; their length where it holds none.
    pub(super) fn body_at(&self) -> usize {
        let whole: usize = self.parts().iter().map(|part| part.len()).sum();
        if self.bodies() > 0 { whole - self.text.len() } else { whole }
    }

    /// Whether it is a heading and nothing more.
    pub(super) fn is_heading_alone(&self) -> bool {
        matches!(self.role, Role::Section { .. }) && self.text.is_empty()
    }

    /// Whether it is a heading with text after it.
    pub(super) fn is_run_in(&self) -> bool {
        !self.heading.is_empty() && !self.text.is_empty()
    }
}

/// Which share of the work it is to hand out all paragraphs; the rest is to write them down.
pub(super) const READ: f64 = 0.5;

/// What the table of the metrics is called.
pub const METRICS: &str = "主要指标完成情况表";

/// What stands before the name of who signs for the organ (7.2.6).
pub(super) const SIGNED_BY: &str = "签发人：";

/// All of a report.
impl<'r> From<&'r Report> for Excerpt<'r> {
    fn from(report: &'r Report) -> Excerpt<'r> {
        Excerpt { report, figures: Ledger::new(report), wanted: None, tells: None }
    }
}

impl<'r> Excerpt<'r> {
    /// These sections with all below them and nothing of the report around them: in reading order, each once, with the
    /// numbers they have in the report. Unknown ids add nothing.
    pub fn of(report: &'r Report, sections: &[SectionId]) -> Excerpt<'r> {
        Excerpt { wanted: Some(sections.iter().copied().collect()), ..Excerpt::from(report) }
    }

    /// As much of another state of the report.
    pub(super) fn of_other<'o>(&self, report: &'o Report) -> Excerpt<'o> {
        Excerpt { wanted: self.wanted.clone(), ..Excerpt::from(report) }
    }

    /// The same, with somebody who is told how far it is written: a share of 1, again and again, never less than before.
    pub fn telling(self, tells: &'r dyn Fn(f64)) -> Excerpt<'r> {
        Excerpt { tells: Some(tells), ..self }
    }

    /// Tells how far it is written.
    pub(super) fn tell(&self, share: f64) {
        self.tells.into_iter().for_each(|tells| tells(share));
    }

    /// Who signs it, the lines of several one after the other; nobody of a part.
    pub(super) fn signer(&self) -> String {
        let names = if self.is_whole() { self.figures.render(&self.report.organization) } else { "".into() };
        names.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("、")
    }

    /// Year, month and day of 成文日期 as `2031年12月5日`; [`None`] of a part, and where it is none.
    pub(super) fn day(&self) -> Option<(u16, u8, u8)> {
        let date = self.is_whole().then(|| self.figures.render(&self.report.date))?;
        let date = date.trim();
        let (year, rest) = date.split_once('年')?;
        let (month, rest) = rest.split_once('月')?;
        let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, rest.strip_suffix('日')?.parse().ok()?);
        ((1000..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day))
            .then_some((year, month, day))
    }

    /// Whether it is all of the report, its title and signature too.
    pub(super) fn is_whole(&self) -> bool {
        self.wanted.is_none()
    }

    /// The sections in reading order, with their numbers.
    pub(super) fn sections(&self) -> impl Iterator<Item = Numbered<'r>> {
        self.counted(Counter::of(self.report))
    }

    fn counted(&self, counter: Counter) -> impl Iterator<Item = Numbered<'r>> {
        let mut inside = None;
        numbers_by(self.report, counter).filter(move |numbered| {
            let Some(wanted) = &self.wanted else { return true };
            let row = &numbered.row;
            if inside.is_none_or(|top| row.level <= top) {
                inside = wanted.contains(&row.section.id).then_some(row.level);
            }
            inside.is_some()
        })
    }

    /// Hands every paragraph to `put`, in reading order. One of nothing but blanks is none. The table of the metrics, where
    /// there is one, is the last annex.
    pub(super) fn each(&self, table: Option<&str>, mut put: impl FnMut(&Paragraph<'_>)) {
        self.each_of(table, |_, paragraph| put(paragraph));
    }

    /// The same with the part that each paragraph is of.
    pub(super) fn each_of(&self, table: Option<&str>, mut put: impl FnMut(PartId, &Paragraph<'_>)) {
        let mut part = PartId::Front;
        let annexes = self.report.tree.annexes().len() + usize::from(table.is_some());
        // With the metrics after it, the only annex has a number.
        let renumbered = (table.is_some() && self.figures.has_places()).then(|| {
            let mut figures = self.figures.clone();
            figures.follow_places(self.report, annexes);
            figures
        });
        let figures = renumbered.as_ref().unwrap_or(&self.figures);
        if self.is_whole() {
            front(self.report, figures, &mut |paragraph| put(part, paragraph));
        }
        let mut sections = self.counted(Counter::with_annexes(self.report, annexes)).peekable();
        let (count, mut done) = (self.report.tree.len().max(1) as f64, 0.0);
        while let Some(numbered) = sections.next_if(|numbered| !is_annex(numbered)) {
            done += 1.0;
            self.tell(READ * done / count);
            part = PartId::Section(numbered.row.section.id);
            section(figures, &numbered, &mut |paragraph| put(part, paragraph));
        }
        if self.is_whole() {
            part = PartId::End;
            end(self.report, figures, table.map(|_| METRICS), &mut |paragraph| put(part, paragraph));
        }
        for numbered in sections {
            part = PartId::Section(numbered.row.section.id);
            section(figures, &numbered, &mut |paragraph| put(part, paragraph));
        }
        if let Some(table) = table {
            metrics_annex(annexes, &mut |paragraph| put(part, paragraph));
            put(part, &Paragraph::plain(Role::Table, table));
        }
        if self.is_whole() {
            imprint(self.report, figures, &mut |paragraph| put(part, paragraph));
        }
    }
}

/// Whether it is an annex itself.
pub(super) fn is_annex(numbered: &Numbered<'_>) -> bool {
    matches!(numbered.number.marker, Marker::Annex | Marker::OnlyAnnex)
}

/// The head of the annex that the metrics are, of so many annexes.
pub(super) fn metrics_annex(annexes: usize, put: &mut impl FnMut(&Paragraph<'_>)) {
    let marker = if annexes > 1 { Marker::Annex } else { Marker::OnlyAnnex };
    let label = marker.label(u32::try_from(annexes).unwrap_or(u32::MAX));
    put(&Paragraph { label: &label, heading: METRICS, ..Paragraph::plain(Role::Annex, "") });
}

/// How the paper of an annex lies: across where one of its tables has as many columns as a profile says.
pub(super) fn paper_of(report: &Report, profile: &Profile, annex: Option<SectionId>) -> Paper {
    let Some((columns, annex)) = profile.landscape.zip(annex) else { return Paper::Upright };
    let is_wide = |text: &str| text.lines().any(|line| line.split('\t').count() >= columns);
    let has_wide = |section: &Section| {
        let tables = grid::tables(&section.body, grid::hung(section.aside.as_deref(), TableIn::Body));
        section.body.contains('\t') && tables.into_iter().any(|table| is_wide(&section.body[table.run.bytes]))
    };
    match report.tree.rows_of(annex).any(|row| has_wide(row.section)) {
        true => Paper::Across,
        false => Paper::Upright,
    }
}

/// Whether 副标题 or who signs stands right under the title.
pub(super) fn has_subtitle(report: &Report) -> bool {
    let signs = || !(report.organization.trim().is_empty() && report.date.is_empty());
    !report.subtitle.trim().is_empty() || report.setup.signed == Signed::Above && signs()
}

/// What stands before the first section.
pub(super) fn front(report: &Report, figures: &Ledger, put: &mut impl FnMut(&Paragraph<'_>)) {
    for part in HeadPart::ALL {
        line(figures, Role::Head(part), report.head.text(part), put);
    }
    line(figures, Role::Title, &report.title, put);
    line(figures, Role::Subtitle, &report.subtitle, put);
    if report.setup.signed == Signed::Above {
        line(figures, Role::Subtitle, &report.organization, put);
        line(figures, Role::Subtitle, &report.date, put);
    }
    line(figures, Role::Salutation, &report.salutation, put);
    texts(blocks(figures, &report.preamble, report.aside.as_deref(), TableIn::Body), TableIn::Body, put);
}

/// What stands after the last section and before the annexes. `metrics` is what the table of metrics is called where it is one
/// of these.
pub(super) fn end(report: &Report, figures: &Ledger, metrics: Option<&str>, put: &mut impl FnMut(&Paragraph<'_>)) {
    let closing = figures.render(&report.closing);
    texts(blocks(figures, &report.closing, report.aside.as_deref(), TableIn::Closing), TableIn::Closing, put);
    // Where the text names its annexes itself, nothing is added to that.
    let is_named = paragraphs(&closing).map(str::trim).any(|text| text.starts_with("附件") || text.starts_with("附："));
    if !is_named {
        annex_notes(report, figures, metrics, put);
    }
    if report.setup.signed == Signed::Below {
        line(figures, Role::Organization, &report.organization, put);
        line(figures, Role::Date, &report.date, put);
    }
    // A list of annexes that stands below the date goes on in its items.
    let mut lists = false;
    for remark in paragraphs(&figures.render(&report.remarks)).map(str::trim) {
        lists = remark.starts_with("附件") || lists && remark.starts_with(|c: char| c.is_ascii_digit());
        match remark.starts_with(['（', '(']) || lists {
            true => put(&Paragraph::plain(Role::Remarks, remark)),
            false => put(&Paragraph::plain(Role::Remarks, &format!("（{remark}）"))),
        }
    }
}

/// 附件说明 (7.3.4): the titles of the annexes, numbered where there are several, without a mark after them.
fn annex_notes(report: &Report, figures: &Ledger, metrics: Option<&str>, put: &mut impl FnMut(&Paragraph<'_>)) {
    let heading = |id: &SectionId| report.tree.section(*id).map_or("", |section| section.heading.as_str());
    let titles = report.tree.annexes().iter().map(heading).chain(metrics);
    let titles: Vec<_> = titles.map(|title| figures.render(title)).collect();
    for (k, title) in titles.iter().enumerate() {
        let label = if titles.len() > 1 {
            Marker::Digit.label(u32::try_from(k + 1).unwrap_or(u32::MAX))
        } else {
            String::new()
        };
        let text = title.trim().trim_end_matches(['。', '；', '，', '、']);
        let heading = if k == 0 { "附件：" } else { "" };
        put(&Paragraph { label: &label, heading, ..Paragraph::plain(Role::AnnexNote, text) });
    }
}

/// What stands at the foot of the last page.
pub(super) fn imprint(report: &Report, figures: &Ledger, put: &mut impl FnMut(&Paragraph<'_>)) {
    line(figures, Role::Imprint, &report.imprint, put);
}

/// A text of lines, each a paragraph.
fn line(figures: &Ledger, role: Role, text: &str, put: &mut impl FnMut(&Paragraph<'_>)) {
    for paragraph in paragraphs(&figures.render(text)) {
        put(&Paragraph::plain(role, paragraph.trim()));
    }
}

/// A section by itself, without those below it.
pub(super) fn section(
    figures: &Ledger,
    Numbered { row, number, label }: &Numbered<'_>,
    put: &mut impl FnMut(&Paragraph<'_>),
) {
    let heading = figures.render(&row.section.heading);
    let heading = heading.trim();
    let mut body = blocks(figures, &row.section.body, row.section.aside.as_deref(), TableIn::Body);
    if matches!(number.marker, Marker::Annex | Marker::OnlyAnnex) {
        put(&Paragraph { label, heading, annex: Some(row.section.id), ..Paragraph::plain(Role::Annex, "") });
        return texts(body, TableIn::Body, put);
    }
    let run_in = match row.section.style.heading {
        HeadingStyle::RunIn => true,
        HeadingStyle::OwnLine => heading.is_empty(),
    };
    let first = if run_in { take_first(&mut body) } else { String::new() };
    let text = first.trim();
    let gap = if heading.is_empty() && text.is_empty() { "" } else { number.gap() };
    let stop = if heading.is_empty() || text.is_empty() { "" } else { row.section.style.stop.behind(heading) };
    if !(label.is_empty() && heading.is_empty() && text.is_empty()) {
        let begins = row.section.style.begins.is_some();
        let role = Role::Section { level: row.level, marker: number.marker, begins };
        put(&Paragraph { label, gap, heading, stop, ..Paragraph::plain(role, text) });
    }
    texts(body, TableIn::Body, put);
}

/// A piece of a text as it is handed in.
struct Block {
    /// Its lines, references written out.
    text: String,
    /// Whether it is a table, and what hangs on it.
    table: Option<Option<TableAside>>,
}

/// The pieces of a text: its tables, and what stands between them.
fn blocks(figures: &Ledger, text: &str, aside: Option<&Aside>, within: TableIn) -> VecDeque<Block> {
    let mut blocks = VecDeque::new();
    let words = |bytes: Range<usize>| Block { text: figures.render(&text[bytes]).into_owned(), table: None };
    let mut done = 0;
    for table in grid::tables(text, grid::hung(aside, within)) {
        let Range { start, end } = table.run.bytes;
        blocks.push_back(words(done..start));
        let aside = table.aside.map(|aside| TableAside {
            title: figures.render(&aside.title).into_owned(),
            unit: figures.render(&aside.unit).into_owned(),
            note: figures.render(&aside.note).into_owned(),
            ..aside.clone()
        });
        blocks.push_back(Block { table: Some(aside), ..words(start..end) });
        done = end;
    }
    blocks.push_back(words(done..text.len()));
    blocks
}

/// Hands the pieces of a text to `put`.
fn texts(blocks: impl IntoIterator<Item = Block>, within: TableIn, put: &mut impl FnMut(&Paragraph<'_>)) {
    for Block { text, table } in blocks {
        match &table {
            Some(aside) => put(&Paragraph { table: aside.as_ref(), within, ..Paragraph::plain(Role::Table, &text) }),
            None => paragraphs(&text).for_each(|paragraph| {
                put(&Paragraph { within, ..Paragraph::plain(Role::Text, paragraph.trim()) });
            }),
        }
    }
}

/// Takes the first paragraph out of a text; none where it begins with a table.
fn take_first(body: &mut VecDeque<Block>) -> String {
    let Some(Block { text, table: None }) = body.front_mut() else { return String::new() };
    let Some(first) = paragraphs(text).next().map(str::to_owned) else { return String::new() };
    let end = text.find(&first).map_or(0, |at| at + first.len());
    text.drain(..end);
    first
}

/// What has words, without the blanks at its ends. Tabs stay there, for they may be the edges of empty cells.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let blank = |ch: char| ch.is_whitespace() && ch != '\t';
    let has_words = |paragraph: &&str| !paragraph.trim().is_empty();
    text.split('\n').map(move |paragraph| paragraph.trim_matches(blank)).filter(has_words)
}
