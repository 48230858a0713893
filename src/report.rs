//! The report as a value: its texts, its outline, its metrics; no disk, no clock, no screen.

mod aside;
pub mod bookmarks;
pub mod by_id;
pub mod checking;
pub mod figures;
pub mod formula;
pub mod grid;
pub mod ledger;
pub mod lookup;
mod head;
pub mod hands;
pub mod metric;
mod number;
pub mod numbering;
pub mod overview;
pub mod places;
pub mod properties;
pub mod reference;
mod sent;
pub mod series;
mod setup;
pub mod table;
pub mod tree;

use std::num::NonZeroU32;

use serde::Deserialize;
use serde::Serialize;

use crate::text;

pub use aside::Aside;
pub use aside::Comment;
pub use aside::CommentOn;
pub use aside::NOTED;
pub use aside::Progress;
pub use aside::TableAside;
pub use aside::TableIn;
pub use bookmarks::Bookmark;
pub use by_id::ById;
pub use checking::Checking;
pub use checking::Fingerprint;
pub use head::Head;
pub use head::HeadPart;
pub use ledger::Ledger;
pub use lookup::named;
pub use metric::Better;
pub use metric::Metric;
pub use numbering::Marker;
pub use numbering::Scheme;
pub use reference::Reference;
pub use sent::Draft;
pub use sent::Sent;
pub use sent::SentExtent;
pub use sent::SentSection;
pub use sent::Words;
pub use setup::Letterhead;
pub use setup::Seal;
pub use setup::Setup;
pub use setup::Signed;
pub use tree::Branch;
pub use tree::Row;
pub use tree::Tree;

/// A whole report.
///
/// Cloning shares the sections' texts until one side changes them: a clone costs a pointer a section, so that a save
/// can write a snapshot while the writer goes on.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// 标题, one line.
    pub title: String,
    /// 副标题 or 题注 under the title, as the occasion and the speaker, a line each, separated by `\n`.
    pub subtitle: String,
    /// 单位 that sign the report, a line each, separated by `\n`.
    pub organization: String,
    /// 成文日期 as written, one line.
    pub date: String,
    /// 称呼 or 主送机关, one line, with its own colon.
    pub salutation: String,
    /// 导语: paragraphs between the title and the first section, separated by `\n`.
    pub preamble: String,
    /// 结尾: paragraphs after the last section, separated by `\n`.
    pub closing: String,
    /// 附注 below the date, as whom to call, a line each, separated by `\n`; its round brackets may be left out.
    pub remarks: String,
    /// 版头.
    pub head: Head,
    /// 版记 at the foot of the last page, as 抄送 and who printed it when, a line each, separated by `\n`.
    pub imprint: String,
    /// 备注 for the writer alone; never exported.
    pub note: String,
    /// What hangs on the texts of the whole report and is no part of them.
    pub aside: Option<Box<Aside>>,
    /// Metrics of the report as a whole.
    pub metrics: Vec<Metric>,
    /// What holds for the whole report.
    pub setup: Setup,
    /// The sections.
    pub tree: Tree,
}

impl PartialEq for Report {
    /// Equal in all that is written; which ids have been used up before does not count.
    fn eq(&self, other: &Report) -> bool {
        self.title == other.title
            && self.subtitle == other.subtitle
            && self.organization == other.organization
            && self.date == other.date
            && self.salutation == other.salutation
            && self.preamble == other.preamble
            && self.closing == other.closing
            && self.remarks == other.remarks
            && self.head == other.head
            && self.imprint == other.imprint
            && self.note == other.note
            && self.aside == other.aside
            && self.metrics == other.metrics
            && self.setup == other.setup
            && self.tree == other.tree
    }
}

impl Eq for Report {}

impl Report {
    /// The text that `field` names, or `None` when its section is gone.
    pub fn text(&self, field: Field) -> Option<&str> {
        Some(match field {
            Field::Title => &self.title,
            Field::Subtitle => &self.subtitle,
            Field::Organization => &self.organization,
            Field::Date => &self.date,
            Field::Salutation => &self.salutation,
            Field::Preamble => &self.preamble,
            Field::Closing => &self.closing,
            Field::Remarks => &self.remarks,
            Field::Head(part) => self.head.text(part),
            Field::Imprint => &self.imprint,
            Field::ReportNote => &self.note,
            Field::Heading(id) => &self.tree.section(id)?.heading,
            Field::Body(id) => &self.tree.section(id)?.body,
            Field::Note(id) => &self.tree.section(id)?.note,
        })
    }

    /// The metrics that `owner` keeps, or `None` when its section is gone.
    pub fn metrics(&self, owner: Owner) -> Option<&[Metric]> {
        Some(match owner {
            Owner::Report => &self.metrics,
            Owner::Section(id) => &self.tree.section(id)?.metrics,
        })
    }

    /// Every text that can be typed into, in reading order, empty ones too: what is signed stands before the annexes.
    pub fn texts(&self) -> impl Iterator<Item = (Field, &str)> {
        let section = |row: Row<'_>| [Field::Heading, Field::Body, Field::Note].map(|field| field(row.section.id));
        let own = self.tree.rows_before_annexes().flat_map(section);
        let added = self.tree.rows_of_annexes().flat_map(section);
        let fields = Field::FRONT.into_iter().chain(own).chain(Field::END).chain(added).chain([Field::Imprint]);
        fields.map(|field| (field, self.text(field).expect("rows answers live sections")))
    }

    /// Makes every text one that an edit could have written ([`Field::holds`]) and answers how many texts that changed:
    /// `\r\n` and `\r` become `\n`, and a line break in a text of one line, or of a metric, becomes a space.
    pub fn mend_breaks(&mut self) -> usize {
        let mut mended = 0;
        for field in Field::of_report() {
            let to = if field.has_paragraphs() { "\n" } else { " " };
            mended += self.text_mut(field).map_or(0, |text| mend(text, to));
        }
        mended += self.aside.as_mut().map_or(0, |aside| aside.mend_breaks());
        mended += self.metrics.iter_mut().map(mend_metric).sum::<usize>();
        let broken: Vec<SectionId> =
            self.tree.rows().filter(|row| !row.section.is_sound()).map(|row| row.section.id).collect();
        for id in broken {
            let section = self.tree.section_mut(id).expect("rows answers live sections");
            mended += mend(&mut section.heading, " ") + mend(&mut section.body, "\n") + mend(&mut section.note, "\n");
            mended += section.metrics.iter_mut().map(mend_metric).sum::<usize>();
            mended += section.aside.as_mut().map_or(0, |aside| aside.mend_breaks());
        }
        mended
    }

    /// As [`Report::text`], to be written to.
    pub(crate) fn text_mut(&mut self, field: Field) -> Option<&mut String> {
        Some(match field {
            Field::Title => &mut self.title,
            Field::Subtitle => &mut self.subtitle,
            Field::Organization => &mut self.organization,
            Field::Date => &mut self.date,
            Field::Salutation => &mut self.salutation,
            Field::Preamble => &mut self.preamble,
            Field::Closing => &mut self.closing,
            Field::Remarks => &mut self.remarks,
            Field::Head(part) => self.head.text_mut(part),
            Field::Imprint => &mut self.imprint,
            Field::ReportNote => &mut self.note,
            Field::Heading(id) => &mut self.tree.section_mut(id)?.heading,
            Field::Body(id) => &mut self.tree.section_mut(id)?.body,
            Field::Note(id) => &mut self.tree.section_mut(id)?.note,
        })
    }

    /// What hangs beside the texts of `owner`, or `None` when its section is gone.
    pub fn aside(&self, owner: Owner) -> Option<Option<&Aside>> {
        Some(match owner {
            Owner::Report => self.aside.as_deref(),
            Owner::Section(id) => self.tree.section(id)?.aside.as_deref(),
        })
    }

    /// Hangs this on the texts of `owner`; nothing where its section is gone.
    pub(crate) fn hang(&mut self, owner: Owner, aside: Aside) {
        let place = match owner {
            Owner::Report => &mut self.aside,
            Owner::Section(id) => match self.tree.section_mut(id) {
                Some(section) => &mut section.aside,
                None => return,
            },
        };
        *place = Some(Box::new(aside)).filter(|aside| !aside.is_empty());
    }

    /// Every metric with its owner: the report's own first, then in reading order.
    pub fn all_metrics(&self) -> impl Iterator<Item = (Owner, &Metric)> {
        self.metric_rows().map(|(owner, _, metric)| (owner, metric))
    }

    /// As [`Report::all_metrics`], each with its row among the owner's, from 0.
    pub fn metric_rows(&self) -> impl Iterator<Item = (Owner, usize, &Metric)> {
        let own = std::iter::once((Owner::Report, &self.metrics));
        let sections = self.tree.rows().map(|row| (Owner::Section(row.section.id), &row.section.metrics));
        own.chain(sections)
            .flat_map(|(owner, metrics)| metrics.iter().enumerate().map(move |(at, metric)| (owner, at, metric)))
    }
}

/// Names a section for life: never reused within a report, written in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "WrittenId")]
pub struct SectionId(NonZeroU32);

/// An id as a file or a journal has it: not yet known to be in bounds.
#[derive(Deserialize)]
#[serde(rename = "SectionId")]
struct WrittenId(NonZeroU32);

impl TryFrom<WrittenId> for SectionId {
    type Error = String;

    fn try_from(written: WrittenId) -> Result<SectionId, String> {
        let number = written.0.get();
        SectionId::new(number).ok_or_else(|| format!("the id {number} is beyond {}", SectionId::MAX))
    }
}

impl SectionId {
    /// The largest number an id may have. It bounds what a file of wild ids costs, and programs that came before ids were
    /// drawn ([`Tree::draw_ids`]) read files up to it.
    pub const MAX: u32 = 1 << 20;

    /// The id with this number, or `None` unless `1 <= number <= MAX`.
    pub fn new(number: u32) -> Option<SectionId> {
        NonZeroU32::new(number).filter(|_| number <= SectionId::MAX).map(SectionId)
    }

    /// The id so many numbers on, or `None` beyond the largest.
    pub fn after(self, count: usize) -> Option<SectionId> {
        SectionId::new(self.number().checked_add(u32::try_from(count).ok()?)?)
    }

    /// The number as the file shows it, from 1.
    pub fn number(self) -> u32 {
        self.0.get()
    }
}

/// One section without its place: what the writer typed into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its name for life.
    pub id: SectionId,
    /// 标题, one line, without its marker. May be empty: a numbered sentence.
    pub heading: String,
    /// 正文: paragraphs separated by `\n`.
    pub body: String,
    /// 备注 for the writer alone; never exported.
    pub note: String,
    /// 指标 that this section keeps.
    pub metrics: Vec<Metric>,
    /// How it is numbered and set.
    pub style: Style,
    /// What hangs on its texts and is no part of them: rarely anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<Box<Aside>>,
}

impl Section {
    /// An empty section.
    pub fn new(id: SectionId) -> Section {
        Section {
            id,
            heading: String::new(),
            body: String::new(),
            note: String::new(),
            metrics: Vec::new(),
            style: Style::default(),
            aside: None,
        }
    }

    /// Whether its fields hold their texts ([`Field::holds`]); a metric's texts are of one line.
    pub fn is_sound(&self) -> bool {
        Field::Heading(self.id).holds(&self.heading)
            && Field::Body(self.id).holds(&self.body)
            && Field::Note(self.id).holds(&self.note)
            && self.metrics.iter().all(metric_is_sound)
            && self.aside.as_ref().is_none_or(|aside| aside.is_sound())
    }
}

/// Whether each text of a metric is of one line.
pub(crate) fn metric_is_sound(metric: &Metric) -> bool {
    metric.texts().into_iter().all(|text| !text.contains(['\n', '\r']))
}

fn mend_metric(metric: &mut Metric) -> usize {
    metric.texts_mut().into_iter().map(|text| mend(text, " ")).sum()
}

/// Makes every line break of `text` a `to`; answers 1 when that changed it, else 0.
fn mend(text: &mut String, to: &str) -> usize {
    if !text.contains('\r') && (to == "\n" || !text.contains('\n')) {
        return 0;
    }
    *text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', to);
    1
}

/// How a section is numbered and set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// Whether it takes a number among its siblings.
    pub numbering: Numbering,
    /// The marker of its children, where it differs from the scheme's.
    pub children: Option<Marker>,
    /// Where its heading stands.
    pub heading: HeadingStyle,
    /// What closes its heading when that is run in and ends in no mark of its own.
    #[serde(default)]
    pub stop: Stop,
    /// 字数目标 of the section with its children, in 字 as Word counts them.
    pub target: Option<u32>,
    /// Whether it is an annex, while it stands at the top: annexes follow all other sections there.
    #[serde(default)]
    pub kind: Kind,
    /// The number that it takes, and its siblings count on from it; `None`: the next one.
    #[serde(default)]
    pub begins: Option<NonZeroU32>,
}

/// What a section at the top is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A part of the text.
    #[default]
    Part,
    /// 附件: it follows the signature, on a page of its own, and its sections are numbered by themselves (7.3.7).
    Annex,
}

/// Whether a section takes a number among its siblings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Numbering {
    /// Takes the next number.
    #[default]
    Numbered,
    /// Takes none; its siblings close up (不编号).
    Unnumbered,
}

/// Where a heading stands when the report is written out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadingStyle {
    /// On a line of its own (独立成行).
    #[default]
    OwnLine,
    /// At the head of the first paragraph of the body: heading, 。, body (段首标题).
    RunIn,
}

/// The mark between a run-in heading and its text. A heading with a mark of its own (`情况：`) gets none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// 。
    #[default]
    Full,
    /// A full-width blank.
    Blank,
    /// Nothing: the text begins at once.
    None,
}

impl Stop {
    /// The mark between a run-in heading and its text; empty after a heading with a mark of its own.
    pub fn behind(self, heading: &str) -> &'static str {
        match self {
            _ if text::ends_itself(heading.trim()) => "",
            Stop::Full => "。",
            Stop::Blank => "\u{3000}",
            Stop::None => "",
        }
    }
}

/// Any text of a report that can be typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// [`Report::title`].
    Title,
    /// [`Report::subtitle`].
    Subtitle,
    /// [`Report::organization`].
    Organization,
    /// [`Report::date`].
    Date,
    /// [`Report::salutation`].
    Salutation,
    /// [`Report::preamble`].
    Preamble,
    /// [`Report::closing`].
    Closing,
    /// [`Report::remarks`].
    Remarks,
    /// A text of [`Report::head`].
    Head(HeadPart),
    /// [`Report::imprint`].
    Imprint,
    /// [`Report::note`].
    ReportNote,
    /// [`Section::heading`].
    Heading(SectionId),
    /// [`Section::body`].
    Body(SectionId),
    /// [`Section::note`].
    Note(SectionId),
}

impl Field {
    /// The texts of the whole report before its first section, in reading order.
    pub const FRONT: [Field; 11] = [
        Field::Head(HeadPart::Copy),
        Field::Head(HeadPart::Secrecy),
        Field::Head(HeadPart::Urgency),
        Field::Head(HeadPart::Organ),
        Field::Head(HeadPart::Number),
        Field::Head(HeadPart::Signer),
        Field::Title,
        Field::Subtitle,
        Field::Salutation,
        Field::Preamble,
        Field::ReportNote,
    ];

    /// Those between its last section and its annexes. After the annexes stands [`Field::Imprint`].
    pub const END: [Field; 4] = [Field::Closing, Field::Organization, Field::Date, Field::Remarks];

    /// Every text of the whole report, in reading order.
    pub fn of_report() -> impl Iterator<Item = Field> {
        Field::FRONT.into_iter().chain(Field::END).chain([Field::Imprint])
    }

    /// Whether the text may hold `\n`; the others are one line.
    pub fn has_paragraphs(self) -> bool {
        match self {
            Field::Title | Field::Date | Field::Salutation | Field::Heading(_) => false,
            Field::Head(part) => part == HeadPart::Organ,
            Field::Subtitle | Field::Organization | Field::Remarks | Field::Imprint => true,
            Field::Preamble | Field::Closing | Field::ReportNote | Field::Body(_) | Field::Note(_) => true,
        }
    }

    /// Whether `text` may stand there: no `\r` in any text, no `\n` in one of one line.
    pub fn holds(self, text: &str) -> bool {
        match self.has_paragraphs() {
            true => memchr::memchr(b'\r', text.as_bytes()).is_none(),
            false => memchr::memchr2(b'\r', b'\n', text.as_bytes()).is_none(),
        }
    }

    /// The section that owns the text, or `None` for a text of the whole report.
    pub fn section(self) -> Option<SectionId> {
        match self {
            Field::Heading(id) | Field::Body(id) | Field::Note(id) => Some(id),
            _ => None,
        }
    }
}

/// Who keeps a list of metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Owner {
    /// The report as a whole.
    Report,
    /// One section.
    Section(SectionId),
}

/// A gap between siblings: before the child that has `index` now, or after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The parent, or `None` for the top level.
    pub parent: Option<SectionId>,
    /// How many siblings stand before the gap.
    pub index: usize,
}
