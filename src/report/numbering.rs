//! Markers and numbering schemes: 一、（一）1.（1）① and their kin, computed, never stored.
//!
//! One table ([`Scheme::markers`]) says what every depth of every scheme looks like; [`Counter`] walks an outline and
//! answers a [`Number`] a row; [`Marker::label`] writes a marker and [`read`] recognises one, in every width and
//! punctuation that real texts show.

use std::fmt::Write;

use serde::Deserialize;
use serde::Serialize;

use super::Numbering;
use super::Report;
use super::Row;
use super::SectionId;
use super::Style;

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
    /// `一是` (B.3.7: no mark behind it)
    Point,
    /// `第一，` (B.3.1)
    Ordinal,
    /// `1.1.1`: the numbers of the levels above, stops between
    Dotted,
    /// `第一部分`
    Part,
    /// `第一章` (B.3.6: a space behind it)
    Chapter,
    /// `第一节`
    ChapterSection,
    /// `第一条`, counted through the whole report
    Article,
    /// no marker
    Bare,
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

    /// The marker below `above`, which stands at `depth - 1`: the next of the scheme where the scheme has `above`, else
    /// what the scheme has at `depth`.
    pub fn below(self, above: Marker, depth: usize) -> Marker {
        if matches!(above, Marker::Dotted | Marker::Plain) {
            return above;
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
    pub const ALL: [Marker; 16] = [
        Marker::Han,
        Marker::HanBracketed,
        Marker::Digit,
        Marker::DigitComma,
        Marker::DigitWide,
        Marker::DigitBracketed,
        Marker::Circled,
        Marker::Plain,
        Marker::Point,
        Marker::Ordinal,
        Marker::Dotted,
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
            Marker::Ordinal => "第一、第二",
            Marker::Dotted => "多级数字",
            Marker::Part => "部分",
            Marker::Chapter => "章",
            Marker::ChapterSection => "节",
            Marker::Article => "条",
            Marker::Bare => "不编号",
        }
    }

    /// What it looks like, such as `一、` or `1.1`; empty for [`Marker::Bare`].
    pub fn sample(self) -> String {
        if self == Marker::Dotted { "1.1".to_string() } else { self.label(1) }
    }

    /// One marker for all that differ in width or punctuation only: `1、` and `1．` are of the kind of `1.`, `(1)` of the
    /// kind of `（1）`.
    pub fn kind(self) -> Marker {
        match self {
            Marker::DigitComma | Marker::DigitWide => Marker::Digit,
            Marker::Plain => Marker::DigitBracketed,
            other => other,
        }
    }

    /// The marker of the section that has `ordinal` among its siblings, without the [`gap`](Marker::gap) behind it.
    ///
    /// Empty for ordinal 0 and for [`Marker::Bare`]. [`Marker::Dotted`] writes its own number only; see
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
            Marker::Ordinal => return framed(out, "第", "，"),
            Marker::Part => return framed(out, "第", "部分"),
            Marker::Chapter => return framed(out, "第", "章"),
            Marker::ChapterSection => return framed(out, "第", "节"),
            Marker::Article => return framed(out, "第", "条"),
            Marker::Bare => Ok(()),
            Marker::Digit => write!(out, "{ordinal}."),
            Marker::DigitComma => write!(out, "{ordinal}、"),
            Marker::DigitWide => write!(out, "{ordinal}．"),
            Marker::DigitBracketed => write!(out, "（{ordinal}）"),
            Marker::Plain => write!(out, "({ordinal})"),
            Marker::Dotted => write!(out, "{ordinal}"),
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
            Marker::Dotted | Marker::Part | Marker::Chapter | Marker::ChapterSection | Marker::Article => " ",
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
    /// `above` are the numbers of its ancestors, the nearest first; only [`Marker::Dotted`] reads them: it joins the
    /// numbers of all numbered dotted ancestors.
    pub fn label(self, above: impl IntoIterator<Item = Number>) -> String {
        let mut label = String::new();
        if self.marker == Marker::Dotted && self.ordinal > 0 {
            let mut ordinals: Vec<u32> = above
                .into_iter()
                .filter(|up| up.marker == Marker::Dotted && up.ordinal > 0)
                .map(|up| up.ordinal)
                .collect();
            ordinals.reverse();
            for ordinal in ordinals {
                self.marker.write(ordinal, &mut label);
                label.push('.');
            }
        }
        self.marker.write(self.ordinal, &mut label);
        label
    }

    /// What stands between the label and the heading; nothing when there is no label.
    pub fn gap(self) -> &'static str {
        if self.ordinal == 0 { "" } else { self.marker.gap() }
    }
}

/// Numbers the rows of an outline, fed in reading order: O(1) a row, no allocation but for its stack of open levels.
///
/// ```text
/// let mut counter = Counter::new(scheme);
/// for row in tree.rows() { let number = counter.count(row.level, &row.section.style); … }
/// ```
#[derive(Clone, Debug)]
pub struct Counter {
    scheme: Scheme,
    open: Vec<Open>,
    articles: u32,
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
    /// A counter that stands before the first section of a report.
    pub fn new(scheme: Scheme) -> Counter {
        Counter { scheme, open: Vec::with_capacity(8), articles: 0 }
    }

    /// The number of the next row. `level` counts from 1; one that jumps is taken as one below the row before.
    #[inline]
    pub fn count(&mut self, level: usize, style: &Style) -> Number {
        let level = level.clamp(1, self.open.len() + 1);
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
                self.articles += 1;
                self.articles
            }
            Numbering::Numbered => {
                open.taken += 1;
                open.taken
            }
        };
        Number { marker: open.marker, ordinal: open.ordinal }
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
    let mut counter = Counter::new(report.setup.scheme);
    report.tree.rows().map(move |row| {
        let number = counter.count(row.level, &row.section.style);
        Numbered { row, number, label: counter.label() }
    })
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
    let mut counter = Counter::new(report.setup.scheme);
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

/// A marker found at the head of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// What it is. Width and punctuation count only between [`Marker::Digit`] and its two sisters.
    pub marker: Marker,
    /// Its number; the last one of `1.2.3`.
    pub ordinal: u32,
    /// How many numbers stand before the last one: 2 in `1.2.3`, 0 in all other markers.
    pub above: usize,
    /// Bytes of the line that it takes, with blanks before and behind it and with marks that don't belong, as in `（一）、`.
    pub len: usize,
}

/// The marker at the head of a line, or `None` where the line begins with text.
///
/// A judgement on the line alone, made for lines of real reports: `一方面`, `2023年`, `12.8%`, `3—6人`, `1204件`, `2.5亿`,
/// `三、四季度` and `一是一` are text. A number with stops in it is a marker when no part is longer than two digits and a blank
/// stands behind it or it has two stops or more; neither helps when a unit follows (`2.5 亿`).
pub fn read(line: &str) -> Option<Label> {
    let start = line.len() - line.trim_start().len();
    let text = &line[start..];
    let first = text.chars().next()?;
    let found = match first {
        '（' | '(' | '〔' | '【' | '﹝' => read_bracketed(text),
        '第' => read_counted(text),
        _ if han_value(first).is_some() => read_han_head(text),
        _ if digit(first).is_some() => read_digits(text),
        _ => read_symbol(first),
    }?;
    let rest = &text[found.len..];
    let len = start + found.len + (rest.len() - rest.trim_start().len());
    Some(Label { len, ..found })
}

/// A number in Chinese numerals: `一` … `九千九百九十九`, `零` for 0; beyond 9999 in Arabic digits.
pub fn han(number: u32) -> String {
    let mut out = String::new();
    write_han(number, &mut out);
    out
}

/// The number that a text of Chinese numerals means, from 1 to 9999, or `None` when it means none.
///
/// `十二`, `一十二`, `一百零一`, `一百〇一`; of numerals without units those with `〇` and up to three of them: `二〇`, but
/// not `二〇二三`, a year.
pub fn read_han(text: &str) -> Option<u32> {
    let (mut total, mut pending, mut positional, mut units, mut zeros, mut count) = (0u32, None, 0u32, false, false, 0);
    for ch in text.chars() {
        count += 1;
        if count > 9 {
            return None;
        }
        match han_value(ch)? {
            value @ 0..=9 => {
                pending = Some(value);
                positional = positional.wrapping_mul(10).wrapping_add(value);
                zeros |= value == 0;
            }
            unit => {
                total += pending.take().unwrap_or(1).max(1) * unit;
                units = true;
            }
        }
    }
    if units || count == 1 {
        let value = total + pending.unwrap_or(0);
        let plain: String = text.chars().map(|ch| if matches!(ch, '〇' | '○') { '零' } else { ch }).collect();
        let plain = if plain.starts_with("一十") { &plain["一".len()..] } else { &plain };
        (value > 0 && han(value) == plain).then_some(value)
    } else {
        (zeros && count <= 3 && !text.starts_with(['〇', '○', '零'])).then_some(positional)
    }
}

const BEHIND: [char; 6] = ['、', '.', '．', '，', ',', '：'];

/// Words that a figure stands before: `5 个`, `2.5亿`.
const UNITS: &str =
    "年月日号时分秒点岁个名人位次件项家户种类条批场台套辆座栋所例起宗处份期届万亿元倍米公平亩吨克升度千百%％‰余多";

/// Words that begin like a unit and are none.
const NO_UNITS: [&str; 33] = [
    "人员", "人才", "人力", "人事", "人大", "项目", "条件", "条款", "家庭", "分析", "分类", "分工", "分布", "时间",
    "时限", "日常", "名称", "名单", "场地", "场所", "台账", "种植", "期间", "批准", "处理", "处置", "级别", "公司",
    "公开", "公共", "公文", "平安", "平台",
];

/// Whether a unit stands at the head of `text`.
fn begins_with_unit(text: &str) -> bool {
    text.starts_with(|ch| UNITS.contains(ch)) && !NO_UNITS.iter().any(|word| text.starts_with(word))
}

fn read_bracketed(text: &str) -> Option<Label> {
    let inner = &text[text.chars().next()?.len_utf8()..];
    let close = inner.char_indices().take(12).find(|(_, ch)| matches!(ch, '）' | ')' | '〕' | '】' | '﹞'))?;
    let number = inner[..close.0].trim();
    let (marker, ordinal) = match (read_han(number), read_arabic(number)) {
        (Some(ordinal), _) => (Marker::HanBracketed, ordinal),
        (_, Some(ordinal)) => (Marker::DigitBracketed, ordinal),
        _ => return None,
    };
    let close = text.len() - inner.len() + close.0 + close.1.len_utf8();
    let next = text[close..].chars().next();
    let behind = match next {
        Some(mark) if BEHIND.contains(&mark) => mark.len_utf8(),
        // （一）是加强…, but （一）是否…
        Some('是') if marker == Marker::HanBracketed && !text[close..].starts_with("是否") => "是".len(),
        _ => 0,
    };
    Some(Label { marker, ordinal, above: 0, len: close + behind })
}

/// 第一章, 第一节, 第一条, 第一部分, 第一，
fn read_counted(text: &str) -> Option<Label> {
    let number = text["第".len()..].trim_start();
    let len = run(number, |ch| han_value(ch).is_some() || digit(ch).is_some());
    let ordinal = read_han(&number[..len]).or_else(|| read_arabic(&number[..len]))?;
    let rest = number[len..].trim_start();
    let words = [
        ("部分", Marker::Part),
        ("章", Marker::Chapter),
        ("节", Marker::ChapterSection),
        ("条", Marker::Article),
        ("，", Marker::Ordinal),
        (",", Marker::Ordinal),
        ("、", Marker::Ordinal),
        ("：", Marker::Ordinal),
        (":", Marker::Ordinal),
    ];
    let (word, marker) = words.into_iter().find(|(word, _)| rest.starts_with(word))?;
    let behind = &rest[word.len()..];
    let next = behind.chars().next();
    let mut len = text.len() - behind.len();
    if marker == Marker::Ordinal {
        // 第一、第二产业
        if next == Some('第') {
            return None;
        }
    } else {
        match next {
            // 第三条的规定, 第一部分是…, 第二节、第三节
            Some('的' | '是' | '中' | '里' | '内' | '和' | '至' | '到' | '第' | '课' | '件' | '线') => {
                return None;
            }
            Some(mark @ ('、' | '：' | ':' | '．' | '.')) if !behind[mark.len_utf8()..].starts_with('第') => {
                len += mark.len_utf8();
            }
            Some('、' | '：' | ':' | '．' | '.' | '，' | ',') => return None,
            _ => {}
        }
    }
    Some(Label { marker, ordinal, above: 0, len })
}

/// 一、 一. 一） 一是, and 一 with a blank behind it
fn read_han_head(text: &str) -> Option<Label> {
    let len = run(text, |ch| han_value(ch).is_some());
    let ordinal = read_han(&text[..len])?;
    let rest = text[len..].trim_start();
    let blank = rest.len() < text.len() - len;
    let mark = rest.chars().next()?;
    let behind = &rest[mark.len_utf8()..];
    let next = run(behind, |ch| han_value(ch).is_some());
    let next = read_han(&behind[..next]);
    let upto = text.len() - behind.len();
    match mark {
        // 一是一，二是二
        '是' if behind
            .strip_prefix(&text[..len])
            .is_some_and(|more| more.trim_start_matches(['，', ',', '、']).starts_with(&(han(ordinal + 1) + "是"))) =>
        {
            None
        }
        '是' => {
            let more = behind.chars().next().filter(|ch| matches!(ch, '，' | ',' | '：' | ':' | '、'));
            Some(Label { marker: Marker::Point, ordinal, above: 0, len: upto + more.map_or(0, char::len_utf8) })
        }
        // 一、二线城市
        '、' | '.' | '．' | '，' | ',' if next.is_none_or(|next| next != ordinal + 1) => {
            Some(Label { marker: Marker::Han, ordinal, above: 0, len: upto })
        }
        '）' | ')' => Some(Label { marker: Marker::HanBracketed, ordinal, above: 0, len: upto }),
        _ if blank && is_han(mark) && !begins_with_unit(rest) && han_value(mark).is_none() => {
            Some(Label { marker: Marker::Han, ordinal, above: 0, len: text.len() - rest.len() })
        }
        _ => None,
    }
}

/// 1. 1、 1） 1.1, and 1 with a blank behind it
fn read_digits(text: &str) -> Option<Label> {
    let mut len = run(text, |ch| digit(ch).is_some());
    let mut ordinal = read_arabic(&text[..len])?;
    let mut above = 0;
    let mut longest = text[..len].chars().count();
    // Further numbers, each with one stop before it.
    while let Some(stop @ ('.' | '．')) = text[len..].chars().next() {
        let part = &text[len + stop.len_utf8()..];
        let part = &part[..run(part, |ch| digit(ch).is_some())];
        let Some(number) = read_arabic(part).filter(|_| part.chars().count() <= 2) else { break };
        ordinal = number;
        above += 1;
        longest = longest.max(part.chars().count());
        len += stop.len_utf8() + part.len();
    }
    let mut behind = &text[len..];
    if above == 0 && behind.trim_start().starts_with(['、', '.', '．']) {
        behind = behind.trim_start();
        len = text.len() - behind.len();
    }
    let mark = behind.chars().next();
    let rest = mark.map_or("", |mark| &behind[mark.len_utf8()..]);
    let digits = &rest[..run(rest, |ch| digit(ch).is_some())];
    let words = behind.trim_start();
    let blank = words.len() < behind.len();
    let text_follows = words.starts_with(is_han) && !begins_with_unit(words);
    if above > 0 {
        let marked = mark.filter(|ch| matches!(ch, '、' | '.' | '．') && digits.is_empty());
        let len = len + marked.map_or(0, char::len_utf8);
        let found = marked.is_some() || (blank || above >= 2) && (text_follows || words.is_empty());
        return (found && longest <= 2).then_some(Label { marker: Marker::Dotted, ordinal, above, len });
    }
    let marker = match mark {
        Some('、') => Marker::DigitComma,
        Some('．') => Marker::DigitWide,
        Some('.' | ')' | '）') => Marker::Digit,
        _ if blank && text_follows => return Some(Label { marker: Marker::Dotted, ordinal, above, len }),
        _ => return None,
    };
    let after = rest[digits.len()..].chars().next();
    let text_begins = match mark {
        _ if digits.is_empty() => true,
        // 3、4月份
        Some('、') => read_arabic(digits) != Some(ordinal + 1),
        Some('.' | '．') => match digits.chars().count() {
            0..=3 => false,
            // 1.2023年…
            4 => after == Some('年'),
            // 1.12345热线
            _ => after.is_some() && !begins_with_unit(&rest[digits.len()..]),
        },
        _ => true,
    };
    let len = len + mark.map_or(0, char::len_utf8);
    text_begins.then_some(Label { marker, ordinal, above, len })
}

/// ① ⑴ ⒈ ㈠, each one character
fn read_symbol(ch: char) -> Option<Label> {
    let at = |first: char| u32::from(ch) - u32::from(first) + 1;
    let (marker, ordinal) = match ch {
        '①'..='⑳' => (Marker::Circled, at('①')),
        '㉑'..='㉟' => (Marker::Circled, at('㉑') + 20),
        '㊱'..='㊿' => (Marker::Circled, at('㊱') + 35),
        '❶'..='❿' => (Marker::Circled, at('❶')),
        '⑴'..='⒇' => (Marker::DigitBracketed, at('⑴')),
        '⒈'..='⒛' => (Marker::Digit, at('⒈')),
        '㈠'..='㈩' => (Marker::HanBracketed, at('㈠')),
        _ => return None,
    };
    Some(Label { marker, ordinal, above: 0, len: ch.len_utf8() })
}

fn circled(ordinal: u32) -> Option<char> {
    let (first, base) = match ordinal {
        1..=20 => ('①', 1),
        21..=35 => ('㉑', 21),
        36..=50 => ('㊱', 36),
        _ => return None,
    };
    char::from_u32(u32::from(first) + ordinal - base)
}

fn write_han(number: u32, out: &mut String) {
    const NUMERALS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if number > 9999 {
        write!(out, "{number}").expect("writing to a String cannot fail");
        return;
    }
    if number == 0 {
        out.push_str(NUMERALS[0]);
    }
    let (mut begun, mut zero) = (false, false);
    for (unit, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let figure = number / unit % 10;
        if figure == 0 {
            zero = begun;
            continue;
        }
        if zero {
            out.push_str(NUMERALS[0]);
        }
        // 十二, but 一百一十二
        if begun || unit != 10 || figure != 1 {
            out.push_str(NUMERALS[figure as usize]);
        }
        out.push_str(word);
        (begun, zero) = (true, false);
    }
}

/// 0–9, or the unit 10, 100, 1000.
fn han_value(ch: char) -> Option<u32> {
    Some(match ch {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// A digit, half or full width.
fn digit(ch: char) -> Option<u32> {
    match ch {
        '0'..='9' => ch.to_digit(10),
        '０'..='９' => Some(u32::from(ch) - u32::from('０')),
        _ => None,
    }
}

/// 1 to 9999 in digits alone.
fn read_arabic(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 4 {
        return None;
    }
    let number = text.chars().try_fold(0, |number, ch| digit(ch).map(|value| number * 10 + value))?;
    (number > 0).then_some(number)
}

fn is_han(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '《' | '“' | '「')
}

/// Bytes of the head of `text` whose characters all satisfy `of`.
fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|ch| !of(ch)).unwrap_or(text.len())
}
