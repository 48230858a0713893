//! Markers and numbering schemes: 一、（一）1.（1）① and their kin, computed, never stored.
//!
//! One table ([`Scheme::markers`]) says what every depth of every scheme looks like; [`Counter`] walks an outline and
//! answers a [`Number`] a row; [`Marker::label`] writes a marker and [`read`] recognises one, in every width and
//! punctuation that real texts show.

mod numerals;
mod read;

use std::fmt::Write;
use std::num::NonZeroU32;

use serde::Deserialize;
use serde::Serialize;

use super::Kind;
use super::Numbering;
use super::Report;
use super::Row;
use super::SectionId;
use super::Style;
use numerals::circled;
use numerals::write_han;

pub use numerals::han;
pub use numerals::read_han;
pub use read::Label;
pub use read::read;
pub use read::read_next;

/// How the sections of one level are marked. The number is a place among siblings, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Marker {
    /// `一、` (GB/T 15834 B.3.2)
    Han,
    /// `（一）` (B.3.4)
    HanBracketed,
    /// `1.` (B.3.3)
    Digit,
    /// `1、`, as many offices write
    DigitComma,
    /// `1．` with the full-width stop
    DigitWide,
    /// `（1）` (B.3.4)
    DigitBracketed,
    /// `①`, from 51 on `(51)`
    Circled,
    /// `(1)`: what follows the last level of a scheme
    Plain,
    /// `一是` (B.3.7: no mark after it)
    Point,
    /// `一要`: what is called for
    Need,
    /// `第一，` (B.3.1)
    Ordinal,
    /// `1.1.1`: the numbers of the levels above, stops between
    Dotted,
    /// `2.1` below `二、`: the number of the level above before its own, whatever that is marked by; [`Marker::Dotted`] below it
    DottedBelow,
    /// `第一部分`
    Part,
    /// `第一章` (B.3.6: a space after it)
    Chapter,
    /// `第一节`
    ChapterSection,
    /// `第一条`, counted through the whole report
    Article,
    /// no marker
    Bare,
    /// `附件1`: an annex (GB/T 9704-2012, 7.3.7); no list offers it
    #[serde(skip)]
    Annex,
    /// `附件`: the only one
    #[serde(skip)]
    OnlyAnnex,
}

/// A numbering scheme: one marker per depth, listed in [`Scheme::markers`]. Deeper levels take [`Marker::Plain`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// 公文 `一、（一）1.（1）①` (GB/T 9704-2012, 7.3.3)
    #[default]
    Gongwen,
    /// 公文 with `1、`
    GongwenComma,
    /// 公文 with `1．`
    GongwenWide,
    /// 公文 begun at its second level: `（一）1.（1）①` (GB/T 15834 B.3.8 lets a text start at any level)
    Brackets,
    /// 公文 begun at its third level: `1.（1）①`
    Digits,
    /// the same with `1、`
    DigitsComma,
    /// 要点 `一是`, below it `（1）①`
    Points,
    /// 要点 `第一，`, below it `一是（1）①`
    Ordinals,
    /// 技术 `1 1.1 1.1.1` (GB/T 1.1), to any depth
    Technical,
    /// 部分 `第一部分`, below it 公文
    Parts,
    /// 章节 `第一章 第一节 第一条 （一） 1.`
    Chapters,
    /// 条款 `第一条 （一） 1.`
    Articles,
    /// none, at any depth
    Plain,
}

impl Scheme {
    /// All schemes, in the order in which a list shows them.
    pub const ALL: [Scheme; 13] = [
        Scheme::Gongwen,
        Scheme::GongwenComma,
        Scheme::GongwenWide,
        Scheme::Brackets,
        Scheme::Digits,
        Scheme::DigitsComma,
        Scheme::Points,
        Scheme::Ordinals,
        Scheme::Technical,
        Scheme::Parts,
        Scheme::Chapters,
        Scheme::Articles,
        Scheme::Plain,
    ];

    /// The table: its name on screen and its markers by depth.
    fn row(self) -> (&'static str, &'static [Marker]) {
        use Marker as M;
        match self {
            Scheme::Gongwen => ("公文", &[M::Han, M::HanBracketed, M::Digit, M::DigitBracketed, M::Circled]),
            Scheme::GongwenComma => {
                ("公文（1、）", &[M::Han, M::HanBracketed, M::DigitComma, M::DigitBracketed, M::Circled])
            }
            Scheme::GongwenWide => {
                ("公文（1．）", &[M::Han, M::HanBracketed, M::DigitWide, M::DigitBracketed, M::Circled])
            }
            Scheme::Brackets => ("公文，从（一）起", &[M::HanBracketed, M::Digit, M::DigitBracketed, M::Circled]),
            Scheme::Digits => ("公文，从1.起", &[M::Digit, M::DigitBracketed, M::Circled]),
            Scheme::DigitsComma => ("公文，从1、起", &[M::DigitComma, M::DigitBracketed, M::Circled]),
            Scheme::Points => ("要点，一是", &[M::Point, M::DigitBracketed, M::Circled]),
            Scheme::Ordinals => ("要点，第一", &[M::Ordinal, M::Point, M::DigitBracketed, M::Circled]),
            Scheme::Technical => ("技术", &[M::Dotted]),
            Scheme::Parts => ("部分", &[M::Part, M::Han, M::HanBracketed, M::Digit, M::DigitBracketed, M::Circled]),
            Scheme::Chapters => ("章节", &[M::Chapter, M::ChapterSection, M::Article, M::HanBracketed, M::Digit]),
            Scheme::Articles => ("条款", &[M::Article, M::HanBracketed, M::Digit]),
            Scheme::Plain => ("不编号", &[M::Bare]),
        }
    }

    /// Its name on screen.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// Its markers by depth, the top level first.
    pub fn markers(self) -> &'static [Marker] {
        self.row().1
    }

    /// The marker at a depth from 1, where no section overrides it. [`Marker::Dotted`] and [`Marker::Bare`] go on to any
    /// depth, other schemes end in [`Marker::Plain`].
    pub fn marker(self, depth: usize) -> Marker {
        let markers = self.markers();
        let last = markers[markers.len() - 1];
        let beyond = if matches!(last, Marker::Dotted | Marker::Bare) { last } else { Marker::Plain };
        markers.get(depth.saturating_sub(1)).copied().unwrap_or(beyond)
    }

    /// What the first section of each depth shows, such as `一、（一）1.（1）①`.
    pub fn sample(self) -> String {
        match self {
            Scheme::Technical => "1 1.1 1.1.1".to_string(),
            _ => self.markers().iter().fold(String::new(), |sample, &marker| sample + &marker.label(1) + marker.gap()),
        }
        .trim_end()
        .to_string()
    }

    /// The marker below `above`, whose depth is `depth - 1`: the next of the scheme after `above`. If the scheme has
    /// no `above`, its marker at `depth`.
    pub fn below(self, above: Marker, depth: usize) -> Marker {
        if matches!(above, Marker::Dotted | Marker::Plain) {
            return above;
        }
        if above == Marker::DottedBelow {
            return Marker::Dotted;
        }
        // The sections of an annex are numbered by themselves.
        if matches!(above, Marker::Annex | Marker::OnlyAnnex) {
            return self.marker(1);
        }
        // The usual case, without a search.
        if self.marker(depth.saturating_sub(1)) == above {
            return self.marker(depth);
        }
        match self.markers().iter().position(|marker| marker.kind() == above.kind()) {
            Some(k) => self.marker(k + 2),
            None => self.marker(depth),
        }
    }
}

impl Marker {
    /// All markers, in the order in which a list shows them.
    pub const ALL: [Marker; 18] = [
        Marker::Han,
        Marker::HanBracketed,
        Marker::Digit,
        Marker::DigitComma,
        Marker::DigitWide,
        Marker::DigitBracketed,
        Marker::Circled,
        Marker::Plain,
        Marker::Point,
        Marker::Need,
        Marker::Ordinal,
        Marker::Dotted,
        Marker::DottedBelow,
        Marker::Part,
        Marker::Chapter,
        Marker::ChapterSection,
        Marker::Article,
        Marker::Bare,
    ];

    /// Its name on screen.
    pub fn name(self) -> &'static str {
        match self {
            Marker::Han => "汉字、顿号",
            Marker::HanBracketed => "汉字、括号",
            Marker::Digit => "数字、下脚点",
            Marker::DigitComma => "数字、顿号",
            Marker::DigitWide => "数字、全角点",
            Marker::DigitBracketed => "数字、括号",
            Marker::Circled => "带圈数字",
            Marker::Plain => "数字、半角括号",
            Marker::Point => "一是、二是",
            Marker::Need => "一要、二要",
            Marker::Ordinal => "第一、第二",
            Marker::Dotted => "多级数字",
            Marker::DottedBelow => "多级数字，接上级序号",
            Marker::Part => "部分",
            Marker::Chapter => "章",
            Marker::ChapterSection => "节",
            Marker::Article => "条",
            Marker::Bare => "不编号",
            Marker::Annex | Marker::OnlyAnnex => "附件",
        }
    }

    /// What it looks like, such as `一、` or `1.1`; empty for [`Marker::Bare`].
    pub fn sample(self) -> String {
        match self {
            Marker::Dotted => "1.1".to_string(),
            Marker::DottedBelow => "一、1.1".to_string(),
            _ => self.label(1),
        }
    }

    /// One marker for all that differ in width or punctuation only: `1、` and `1．` are of the kind of `1.`, `(1)` of the
    /// kind of `（1）`, `1.1` below `一、` of that of `1.1`.
    pub fn kind(self) -> Marker {
        match self {
            Marker::DigitComma | Marker::DigitWide => Marker::Digit,
            Marker::Plain => Marker::DigitBracketed,
            Marker::DottedBelow => Marker::Dotted,
            other => other,
        }
    }

    /// The marker of the section that has `ordinal` among its siblings, without the [`gap`](Marker::gap) after it.
    ///
    /// Empty for ordinal 0 and for [`Marker::Bare`]. [`Marker::Dotted`] and its like write their own number only; see
    /// [`Number::label`] for the numbers above it.
    pub fn label(self, ordinal: u32) -> String {
        let mut label = String::new();
        self.write(ordinal, &mut label);
        label
    }

    /// Appends what [`label`](Marker::label) answers.
    pub fn write(self, ordinal: u32, out: &mut String) {
        if ordinal == 0 {
            return;
        }
        let framed = |out: &mut String, before: &str, behind: &str| {
            out.push_str(before);
            write_han(ordinal, out);
            out.push_str(behind);
        };
        let written = match self {
            Marker::Han => return framed(out, "", "、"),
            Marker::HanBracketed => return framed(out, "（", "）"),
            Marker::Point => return framed(out, "", "是"),
            Marker::Need => return framed(out, "", "要"),
            Marker::Ordinal => return framed(out, "第", "，"),
            Marker::Part => return framed(out, "第", "部分"),
            Marker::Chapter => return framed(out, "第", "章"),
            Marker::ChapterSection => return framed(out, "第", "节"),
            Marker::Article => return framed(out, "第", "条"),
            Marker::Bare => Ok(()),
            Marker::Annex => write!(out, "附件{ordinal}"),
            Marker::OnlyAnnex => write!(out, "附件"),
            Marker::Digit => write!(out, "{ordinal}."),
            Marker::DigitComma => write!(out, "{ordinal}、"),
            Marker::DigitWide => write!(out, "{ordinal}．"),
            Marker::DigitBracketed => write!(out, "（{ordinal}）"),
            Marker::Plain => write!(out, "({ordinal})"),
            Marker::Dotted | Marker::DottedBelow => write!(out, "{ordinal}"),
            Marker::Circled => match circled(ordinal) {
                Some(mark) => write!(out, "{mark}"),
                None => write!(out, "({ordinal})"),
            },
        };
        written.expect("writing to a String cannot fail");
    }

    /// What stands between the marker and the heading: a space where the marker has no mark of its own (GB/T 15834 B.3.5,
    /// B.3.6), else nothing.
    pub fn gap(self) -> &'static str {
        match self {
            Marker::Dotted | Marker::DottedBelow => " ",
            Marker::Part | Marker::Chapter | Marker::ChapterSection | Marker::Article => " ",
            Marker::Annex | Marker::OnlyAnnex => " ",
            _ => "",
        }
    }
}

/// The number of one section: plain data, to be kept per row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The marker of its level.
    pub marker: Marker,
    /// Its place among the numbered siblings, from 1; for [`Marker::Article`] its place in the report. 0 = it takes none.
    pub ordinal: u32,
}

impl Number {
    /// The number as written, without the marker's gap; empty when the section takes none.
    ///
    /// `above` are the numbers of its ancestors, the nearest first; only [`Marker::Dotted`] and its like read them: they join
    /// the numbers of all numbered dotted ancestors, [`Marker::DottedBelow`] that of its parent too.
    pub fn label(self, above: impl IntoIterator<Item = Number>) -> String {
        let mut label = String::new();
        if self.marker.kind() == Marker::Dotted && self.ordinal > 0 {
            let mut ordinals: Vec<u32> = Vec::new();
            let mut below = self.marker;
            for Number { marker, ordinal } in above.into_iter().filter(|up| up.ordinal > 0) {
                if marker.kind() == Marker::Dotted || below == Marker::DottedBelow {
                    ordinals.push(ordinal);
                }
                below = marker;
            }
            ordinals.reverse();
            for ordinal in ordinals {
                self.marker.write(ordinal, &mut label);
                label.push('.');
            }
        }
        self.marker.write(self.ordinal, &mut label);
        label
    }

    /// Whether it hangs on more than the section's place among its siblings.
    pub fn is_by_whole(self) -> bool {
        matches!(self.marker, Marker::Article | Marker::Annex | Marker::OnlyAnnex)
    }

    /// What stands between the label and the heading; nothing when there is no label.
    pub fn gap(self) -> &'static str {
        if self.ordinal == 0 { "" } else { self.marker.gap() }
    }
}

/// Numbers the rows of an outline, fed in reading order: O(1) a row, no allocation but for its stack of open levels.
///
/// ```text
/// let mut counter = Counter::of(&report);
/// for row in tree.rows() { let number = counter.count(row.level, &row.section.style); … }
/// ```
#[derive(Clone, Debug)]
pub struct Counter {
    scheme: Scheme,
    open: Vec<Open>,
    articles: u32,
    annexes: u32,
    /// What an annex is marked by: it hangs on how many there are.
    annex: Marker,
}

/// A level that siblings are being counted in.
#[derive(Clone, Copy, Debug)]
struct Open {
    marker: Marker,
    /// How many siblings have taken a number so far.
    taken: u32,
    /// The number of the last sibling, 0 if it took none.
    ordinal: u32,
    /// The marker that the last sibling asks for its children.
    children: Option<Marker>,
}

impl Counter {
    /// A counter that stands before the first section of a report without annexes.
    pub fn new(scheme: Scheme) -> Counter {
        Counter { scheme, open: Vec::with_capacity(8), articles: 0, annexes: 0, annex: Marker::Annex }
    }

    /// A counter that stands before the first section of a report.
    pub fn of(report: &Report) -> Counter {
        Counter::with_annexes(report, report.tree.annexes().len())
    }

    /// The same, where the report has so many annexes: a table of metrics may be one of them.
    pub fn with_annexes(report: &Report, annexes: usize) -> Counter {
        let annex = if annexes == 1 { Marker::OnlyAnnex } else { Marker::Annex };
        Counter { annex, ..Counter::new(report.setup.scheme) }
    }

    /// The number of the next row. `level` counts from 1; one that jumps is taken as one below the row before.
    #[inline]
    pub fn count(&mut self, level: usize, style: &Style) -> Number {
        let level = level.clamp(1, self.open.len() + 1);
        if level == 1 && style.kind == Kind::Annex {
            return self.count_annex(style);
        }
        if level > self.open.len() {
            let marker = match self.open.last() {
                None => self.scheme.marker(1),
                Some(above) => above.children.unwrap_or_else(|| self.scheme.below(above.marker, level)),
            };
            self.open.push(Open { marker, taken: 0, ordinal: 0, children: None });
        }
        self.open.truncate(level);
        let open = &mut self.open[level - 1];
        open.children = style.children;
        open.ordinal = match style.numbering {
            _ if open.marker == Marker::Bare => 0,
            Numbering::Unnumbered => 0,
            Numbering::Numbered if open.marker == Marker::Article => {
                self.articles = style.begins.map_or(self.articles.saturating_add(1), NonZeroU32::get);
                self.articles
            }
            Numbering::Numbered => {
                open.taken = style.begins.map_or(open.taken.saturating_add(1), NonZeroU32::get);
                open.taken
            }
        };
        Number { marker: open.marker, ordinal: open.ordinal }
    }

    /// The number of an annex; below it everything is counted anew.
    fn count_annex(&mut self, style: &Style) -> Number {
        self.annexes += 1;
        self.articles = 0;
        self.open.clear();
        let (marker, ordinal) = (self.annex, self.annexes);
        self.open.push(Open { marker, taken: ordinal, ordinal, children: style.children });
        Number { marker, ordinal }
    }

    /// Goes on as after a sibling of the row counted last that has this number.
    pub fn resume(&mut self, ordinal: u32) {
        if let Some(open) = self.open.last_mut() {
            open.taken = ordinal;
            open.ordinal = ordinal;
        }
    }

    /// The number of the row counted last, as written and without its gap; empty when it took none.
    pub fn label(&self) -> String {
        let mut above = self.open.iter().rev().map(|open| Number { marker: open.marker, ordinal: open.ordinal });
        above.next().map_or(String::new(), |number| number.label(above))
    }
}

/// A section with its number.
#[derive(Clone, Debug)]
pub struct Numbered<'a> {
    /// The section and its level.
    pub row: Row<'a>,
    /// Its number.
    pub number: Number,
    /// The number as written, without its gap; empty when the section takes none.
    pub label: String,
}

/// All sections of a report with their numbers, in reading order.
pub fn numbers(report: &Report) -> impl Iterator<Item = Numbered<'_>> {
    numbers_by(report, Counter::of(report))
}

/// As [`numbers`], counted by a counter that has counted nothing yet.
pub fn numbers_by(report: &Report, mut counter: Counter) -> impl Iterator<Item = Numbered<'_>> {
    report.tree.rows().map(move |row| {
        let number = counter.count(row.level, &row.section.style);
        Numbered { row, number, label: counter.label() }
    })
}

/// The marker that the children of a section take, or would take if it had any; `None` asks for the top sections.
///
/// Costs its ancestors.
pub fn marker_below(report: &Report, parent: Option<SectionId>) -> Marker {
    let tree = &report.tree;
    let mut path: Vec<SectionId> =
        parent.into_iter().chain(parent.into_iter().flat_map(|id| tree.ancestors(id))).collect();
    path.reverse();
    let mut counter = Counter::of(report);
    let mut level = 1;
    for section in path.into_iter().filter_map(|id| tree.section(id)) {
        counter.count(level, &section.style);
        level += 1;
    }
    counter.count(level, &Style::default()).marker
}

/// The number of one section as written, without its gap; empty when it takes none or is unknown.
///
/// Costs its siblings and those of its ancestors; an article costs the whole report.
pub fn number_of(report: &Report, id: SectionId) -> String {
    let tree = &report.tree;
    let mut path: Vec<SectionId> = tree.ancestors(id).collect();
    path.reverse();
    if tree.contains(id) {
        path.push(id);
    }
    let mut counter = Counter::of(report);
    let mut number = None;
    for (depth, &step) in path.iter().enumerate() {
        for &sibling in tree.children(tree.parent(step)) {
            let section = tree.section(sibling).expect("children are live sections");
            number = Some(counter.count(depth + 1, &section.style));
            if sibling == step {
                break;
            }
        }
    }
    match number {
        Some(Number { marker: Marker::Article, ordinal: 1.. }) => numbers(report)
            .find(|numbered| numbered.row.section.id == id)
            .map_or(String::new(), |numbered| numbered.label),
        _ => counter.label(),
    }
}
