//! A series inside a paragraph (一是…；二是…。) becomes child sections, and children become a paragraph again.
//!
//! ```text
//! 重点抓了两个方面：一是加强考核。修订办法3项；二是送课上门，设点14个。
//! └── lead ───────┘└┬─┘└heading┘└─ body ────┘└┬─┘└─ body ───────────┘
//!                 marker                    marker
//! ```
//!
//! Nothing is remembered besides the texts, and still the way back is exact to the character, blanks included:
//!
//! - The mark that ends an item stays with the item; only the 。 after a heading goes, which export writes again.
//! - The lead stays the last paragraph of the body. A series that begins its paragraph leaves the line break before it:
//!   the body then ends in `\n`, and the series is a paragraph of its own when it comes back.
//! - A marker that a [`Marker`] writes just so becomes numbering. Any other (`一要`, `(一)`, `第一、`, 首先) stays in the
//!   text of a section without number.
//! - The paragraphs after the series follow the last item, as they do in an imported text.

use super::label;
use super::mark;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Branch;
use crate::report::Field;
use crate::report::HeadingStyle;
use crate::report::Marker;
use crate::report::Numbering;
use crate::report::Owner;
use crate::report::Place;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Stop;
use crate::report::Style;
use crate::report::numbering::marker_below;
use crate::report::numbering::read;
use crate::report::numbering::read_han;
use crate::text::CLOSERS;
use crate::text::MARKS;
use crate::text::ends_itself;
use crate::text::is_digit;
use crate::text::is_han_numeral;

/// Splits a paragraph of the section's body at the series it holds: every item becomes a child. `at` is a byte of the
/// body and means the paragraph it stands in; `None` means the first paragraph that holds a series.
///
/// A series has two items or more, counts from one without a gap, and its markers look alike; each stands at the start
/// of the paragraph or after a mark, outside of quotes and brackets. Of series within series the outer one is split.
/// An item of several sentences has the first one as its heading, run in; one of a single sentence has none.
///
/// A section that is the first item itself (its number 一是, and in its first paragraph 二是, as an import reads a line
/// 一是…；二是…) gets the other items as its next siblings.
///
/// `None` where there is no such series, or the section has children: they would be counted on with the items.
pub fn split_series(report: &Report, id: SectionId, at: Option<usize>) -> Option<Change> {
    let section = report.tree.section(id)?;
    if !report.tree.children(Some(id)).is_empty() {
        return None;
    }
    let body = section.body.as_str();
    let split = match at {
        Some(at) => {
            let start = body.get(..at)?.rfind('\n').map_or(0, |before| before + 1);
            let own = || below(report, section, start);
            own().or_else(|| (start == 0).then(|| beside(report, section)).flatten())?
        }
        None => beside(report, section).or_else(|| first_below(report, section).map(|(_, split)| split))?,
    };
    let focus = |id| if at.is_some() { Field::Body(id) } else { Field::Heading(id) };
    let mut edits = vec![mark(focus(id), at.unwrap_or(section.heading.len()))];
    let gone = body[split.cut..].into();
    edits.push(Edit::Text { field: Field::Body(id), at: split.cut, cut: gone, put: String::new() });
    edits.extend(split.style.map(|style| Edit::Style { id, style }));
    let first = split.sections.first()?.id;
    edits.extend(split.sections.into_iter().enumerate().map(|(k, section)| {
        let at = Place { index: split.at.index + k, ..split.at };
        Edit::Insert { at, branch: Branch::leaf(section) }
    }));
    edits.push(mark(focus(first), 0));
    Some(Change { label: label("拆成分节", report, id), edits })
}

/// The byte of the section's body at which the paragraph begins that [`split_series`] would split; `None` where it would split
/// none.
pub fn series_at(report: &Report, id: SectionId) -> Option<usize> {
    let section = report.tree.section(id)?;
    if !report.tree.children(Some(id)).is_empty() {
        return None;
    }
    beside(report, section).map(|_| 0).or_else(|| first_below(report, section).map(|(start, _)| start))
}

/// The first paragraph of the section's body that holds a series, by the byte it starts at, and its split.
fn first_below(report: &Report, section: &Section) -> Option<(usize, Split)> {
    let mut starts = std::iter::once(0).chain(section.body.match_indices('\n').map(|(at, _)| at + 1));
    starts.find_map(|start| Some((start, below(report, section, start)?)))
}

/// What a split does: cuts the body, puts sections in.
struct Split {
    /// The byte of the body from which on it goes.
    cut: usize,
    /// The new style of the section, where its children need a marker.
    style: Option<Style>,
    sections: Vec<Section>,
    at: Place,
}

/// The series in the paragraph that starts at byte `start` of the body, as children.
fn below(report: &Report, section: &Section, start: usize) -> Option<Split> {
    let (paragraph, behind) = paragraph_at(&section.body, start);
    let series = find(paragraph)?;
    let mut sections = sections(paragraph, &series, report.tree.next_ids(series.items.len())?)?;
    sections.last_mut()?.body.push_str(behind);
    let style = match series.kind {
        Kind::Counted(marker) if marker != marker_below(report, Some(section.id)) => {
            Some(Style { children: Some(marker), ..section.style.clone() })
        }
        _ => None,
    };
    let at = Place { parent: Some(section.id), index: 0 };
    Some(Split { cut: start + series.items.first()?.start, style, sections, at })
}

/// The series that the section itself begins, with its number or with the marker in its text, and that its first paragraph
/// goes on, as its next siblings.
fn beside(report: &Report, section: &Section) -> Option<Split> {
    let place = report.tree.place(section.id)?;
    let marker = marker_below(report, place.parent);
    let (paragraph, behind) = paragraph_at(&section.body, 0);
    if paragraph.trim().is_empty() {
        return None;
    }
    let is_numbered = section.style.numbering == Numbering::Numbered;
    let mut line = if is_numbered { marker.label(1) } else { String::new() };
    line.push_str(&section.heading);
    if !section.heading.trim().is_empty() {
        line.push_str(section.style.stop.behind(&section.heading));
    }
    let before = line.len();
    line.push_str(paragraph);
    let mut series = find(&line)?;
    let is_own = !is_numbered || matches!(series.kind, Kind::Counted(counted) if counted == marker);
    if !is_own || series.items.first()?.start != 0 {
        return None;
    }
    if !is_numbered {
        series.kind = Kind::Worded;
    }
    let cut = series.items.get(1)?.start.checked_sub(before)?;
    let mut sections = sections(&line, &series, report.tree.next_ids(series.items.len())?)?;
    sections.remove(0);
    sections.last_mut()?.body.push_str(behind);
    Some(Split { cut, style: None, sections, at: super::after(place) })
}

/// The paragraph that starts at this byte, and all that stands after it, its line break first.
fn paragraph_at(body: &str, start: usize) -> (&str, &str) {
    let rest = &body[start..];
    rest.split_at(rest.find('\n').unwrap_or(rest.len()))
}

/// Folds the children of a section into the last paragraph of its body, each with its number as text; the inverse of
/// [`split_series`]. What the last child has after its first paragraph follows as paragraphs.
///
/// Children that were written as sections become items of a series: a 。 after a heading, a mark after an item without
/// one, ： after the lead. Paragraphs within an item join. Numbers that mean nothing inside a paragraph (1.1, 第一章)
/// become 一是, 二是. Notes and metrics go up to the section; length targets of the children go.
///
/// `None` for fewer than two children, and where one of them has children.
pub fn fold_series(report: &Report, id: SectionId) -> Option<Change> {
    let tree = &report.tree;
    let above = tree.section(id)?;
    let ids = tree.children(Some(id));
    if ids.len() < 2 || ids.iter().any(|&child| !tree.children(Some(child)).is_empty()) {
        return None;
    }
    let children: Vec<&Section> = ids.iter().filter_map(|&child| tree.section(child)).collect();
    let mut style = above.style.clone();
    if children.iter().any(|child| child.style.numbering == Numbering::Numbered) {
        style.children = None;
    }
    let restyle = Edit::Style { id, style };
    let mut edits = vec![restyle.clone()];
    edits.extend(ids.iter().rev().map(|&id| Edit::Remove { id }));

    let metrics: Vec<_> = children.iter().flat_map(|child| child.metrics.iter().cloned()).collect();
    if !metrics.is_empty() {
        let owner = Owner::Section(id);
        edits.push(Edit::Metrics { owner, at: above.metrics.len(), cut: Vec::new(), put: metrics });
    }
    let mut notes = String::new();
    for note in children.iter().map(|child| &child.note).filter(|note| !note.is_empty()) {
        if !above.note.is_empty() || !notes.is_empty() {
            notes.push('\n');
        }
        notes.push_str(note);
    }
    if !notes.is_empty() {
        edits.push(Edit::Text { field: Field::Note(id), at: above.note.len(), cut: String::new(), put: notes });
    }
    let put = paragraph(&above.body, &children, in_line(marker_below(report, Some(id))));
    edits.push(Edit::Text { field: Field::Body(id), at: above.body.len(), cut: String::new(), put });
    // Once more, and last: the writer stays at the section, whichever pane it is.
    edits.push(restyle);
    Some(Change { label: label("并成一段", report, id), edits })
}

/// The items as sections with ids from `first` on.
fn sections(paragraph: &str, series: &Series, first: SectionId) -> Option<Vec<Section>> {
    let ends = series.items.iter().skip(1).map(|item| item.start).chain([paragraph.len()]);
    let mut sections = Vec::with_capacity(series.items.len());
    let mut headed = false;
    for (k, (item, end)) in series.items.iter().zip(ends).enumerate() {
        let text = &paragraph[item.text..end];
        let mut section = Section::new(first.after(k)?);
        let written = match series.kind {
            Kind::Counted(_) => "",
            Kind::Worded => {
                section.style.numbering = Numbering::Unnumbered;
                &paragraph[item.start..item.text]
            }
        };
        // Where every item is one sentence, what follows the last is no text of it alone.
        let is_last = k + 1 == series.items.len();
        match heading(text).filter(|_| headed || !is_last) {
            Some((heading, body)) => {
                headed = true;
                section.heading = format!("{written}{heading}");
                section.body = body.into();
                section.style.heading = HeadingStyle::RunIn;
            }
            None => section.body = format!("{written}{text}"),
        }
        sections.push(section);
    }
    Some(sections)
}

/// Cuts an item into a heading and the text after it, or `None` for an item of one sentence. Between them stands what
/// [`Stop::behind`] answers, and nothing else.
fn heading(text: &str) -> Option<(&str, &str)> {
    let stop = sentence_end(text);
    let head = &text[..stop.unwrap_or(text.len())];
    // 申请情况：…
    if let Some((at, mark)) = head.char_indices().find(|(_, ch)| matches!(ch, '：' | ':' | '，' | ',' | '、' | '；'))
        && matches!(mark, '：' | ':')
        && (2..=LONGEST_TOPIC).contains(&head[..at].trim_start().chars().take(LONGEST_TOPIC + 1).count())
    {
        let (heading, body) = text.split_at(at + mark.len_utf8());
        if has_words(body) && !body.starts_with(|ch: char| ch.is_ascii_digit()) {
            return Some((heading, body));
        }
    }
    let stop = stop?;
    let mark = text[stop..].chars().next()?;
    let body = &text[stop + mark.len_utf8()..];
    if !has_words(head) || !has_words(body) || head.chars().nth(LONGEST_HEADING).is_some() {
        return None;
    }
    let written_again = mark == '。' && !Stop::Full.behind(head).is_empty();
    Some((if written_again { head } else { &text[..stop + mark.len_utf8()] }, body))
}

const LONGEST_TOPIC: usize = 16;
const LONGEST_HEADING: usize = 50;

/// Where the first sentence ends: the byte of its stop, outside of quotes and brackets.
fn sentence_end(text: &str) -> Option<usize> {
    let mut depth = Depth::default();
    let found = text.char_indices().find(|&(_, ch)| depth.is_outside(ch) && matches!(ch, '。' | '！'));
    found.map(|(at, _)| at)
}

/// What `body` goes on with when the children follow as one paragraph.
fn paragraph(body: &str, children: &[&Section], marker: Marker) -> String {
    let lead = body.rsplit('\n').next().unwrap_or_default();
    let mut text = String::from(if is_ended(lead) || leads_on(lead) { "" } else { "：" });
    let mut ordinal = 0;
    for (k, child) in children.iter().enumerate() {
        let is_last = k + 1 == children.len();
        let (own, behind) = match child.body.find('\n') {
            Some(end) if is_last => child.body.split_at(end),
            _ => (child.body.as_str(), ""),
        };
        let mut item = item(&child.heading, child.style.stop, own);
        // The last one of a series may end as it likes; a bare heading, in 。
        if !is_last {
            close(&mut item);
        } else if own.trim().is_empty() && !item.trim().is_empty() && !is_ended(&item) {
            item.push('。');
        }
        if !item.is_empty() {
            if child.style.numbering == Numbering::Numbered {
                ordinal += 1;
                marker.write(ordinal, &mut text);
            }
            text.push_str(&item);
        }
        text.push_str(behind);
    }
    text
}

/// A child as one item, without the mark that ends it.
fn item(heading: &str, stop: Stop, body: &str) -> String {
    let mut item = String::from(heading);
    if !heading.trim().is_empty() && !body.trim().is_empty() {
        item.push_str(stop.behind(heading));
    }
    for (k, paragraph) in body.split('\n').enumerate() {
        if k == 0 {
            item.push_str(paragraph);
        } else if !paragraph.trim().is_empty() {
            close(&mut item);
            item.push_str(paragraph.trim());
        }
    }
    item
}

/// Ends an item that does not end itself: 。 where it has sentences, else ；.
fn close(item: &mut String) {
    if !item.trim().is_empty() && !is_ended(item) {
        item.push(if item.contains('。') { '。' } else { '；' });
    }
}

/// The marker as it may stand inside a paragraph.
fn in_line(marker: Marker) -> Marker {
    match marker {
        Marker::Dotted | Marker::DottedBelow | Marker::Part | Marker::Chapter => Marker::Point,
        Marker::ChapterSection | Marker::Article => Marker::Point,
        other => other,
    }
}

/// A series as it stands in a paragraph.
struct Series {
    kind: Kind,
    items: Vec<Item>,
}

#[derive(Clone, Copy)]
enum Kind {
    /// The markers are just what this marker writes.
    Counted(Marker),
    /// The markers are words of the text.
    Worded,
}

/// Where an item begins.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// The byte of its marker.
    pub start: usize,
    /// The byte after its marker.
    pub text: usize,
}

/// What makes markers one series: they look alike but for the number.
#[derive(Clone, Debug, PartialEq)]
pub enum Family {
    /// Just as this marker writes it.
    Counted(Marker),
    /// As a marker, but written otherwise; with what stands around the number.
    Like(Marker, String),
    /// 一要, 其一: what stands before and after the number.
    Around(&'static str, &'static str),
    /// 首先, 其次, 再次, 最后 as 1 to 4.
    Order,
}

/// A marker within a paragraph that may begin an item.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What it has in common with the markers of its series.
    pub family: Family,
    /// Its number, from 1.
    pub ordinal: u32,
    /// Where it stands.
    pub item: Item,
}

/// The outermost series of a paragraph, or `None` where there is none or it is broken. Linear.
fn find(paragraph: &str) -> Option<Series> {
    let candidates = candidates(paragraph);
    let mut seen: Vec<&Family> = Vec::new();
    for candidate in &candidates {
        let family = &candidate.family;
        if seen.contains(&family) {
            continue;
        }
        seen.push(family);
        let members = || candidates.iter().filter(|other| other.family == *family);
        if members().nth(1).is_none() {
            continue;
        }
        if *family == Family::Order {
            if !is_order(&members().map(|member| member.ordinal).collect::<Vec<_>>()) {
                continue;
            }
        } else if !(1..).zip(members()).all(|(expected, member)| member.ordinal == expected) {
            return None;
        }
        if !holds_only_whole_series(&candidates, family) {
            return None;
        }
        let kind = match family {
            Family::Counted(marker) => Kind::Counted(*marker),
            _ => Kind::Worded,
        };
        let items: Vec<Item> =
            members().map(|member| Item { start: member.item.start, text: member.item.text }).collect();
        let ends = items.iter().skip(1).map(|item| item.start).chain([paragraph.len()]);
        return items
            .iter()
            .zip(ends)
            .all(|(item, end)| has_words(&paragraph[item.text..end]))
            .then_some(Series { kind, items });
    }
    None
}

/// 首先, 其次, any number of 再次, perhaps 最后.
fn is_order(ordinals: &[u32]) -> bool {
    let Some((&[1, 2], rest)) = ordinals.split_at_checked(2) else { return false };
    let inner = rest.strip_suffix(&[4]).unwrap_or(rest);
    inner.iter().all(|&ordinal| ordinal == 3)
}

/// Whether every other numbered series within the items begins at its first number and goes on without a gap: else the
/// series is mixed (一是…；（二）…；三是…).
fn holds_only_whole_series(candidates: &[Candidate], outer: &Family) -> bool {
    let first = candidates.iter().position(|candidate| candidate.family == *outer).unwrap_or(0);
    let mut open: Vec<(&Family, u32)> = Vec::new();
    for Candidate { family, ordinal, .. } in &candidates[first..] {
        if family == outer {
            open.clear();
        } else if *family != Family::Order {
            let whole = match open.iter_mut().find(|(other, _)| *other == family) {
                Some((_, last)) => {
                    let follows = *ordinal == *last + 1 || *ordinal == 1;
                    *last = *ordinal;
                    follows
                }
                None => {
                    open.push((family, *ordinal));
                    *ordinal == 1
                }
            };
            if !whole {
                return false;
            }
        }
    }
    true
}

/// What may be the marker of an item, in order: at the start of the paragraph or after a mark, outside of quotes and
/// brackets. Linear.
pub fn candidates(paragraph: &str) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut depth = Depth::default();
    // Whether an item may begin here: at the start, or after a mark with its closing quotes and blanks.
    let mut begins = true;
    let mut at = 0;
    while let Some(ch) = paragraph[at..].chars().next() {
        if !ch.is_whitespace()
            && depth.open.is_empty()
            && (begins || leads_on(&paragraph[..at]))
            && let Some((family, ordinal, len)) = read_marker(paragraph, at)
            && (begins || ordinal == 1)
        {
            found.push(Candidate { family, ordinal, item: Item { start: at, text: at + len } });
            at += len;
            begins = false;
            continue;
        }
        depth.is_outside(ch);
        begins = MARKS.contains(&ch) || begins && (ch.is_whitespace() || CLOSERS.contains(&ch));
        at += ch.len_utf8();
    }
    found
}

/// The marker at byte `at`: its family, its number, its bytes.
fn read_marker(paragraph: &str, at: usize) -> Option<(Family, u32, usize)> {
    const MARKERS: [Marker; 10] = [
        Marker::Point,
        Marker::Ordinal,
        Marker::Han,
        Marker::HanBracketed,
        Marker::Digit,
        Marker::DigitComma,
        Marker::DigitWide,
        Marker::DigitBracketed,
        Marker::Plain,
        Marker::Circled,
    ];
    let text = &paragraph[at..];
    if is_enumerated(&paragraph[..at], text) {
        return None;
    }
    if let Some(found) = read_word(text) {
        return Some(found);
    }
    let label = read(text).filter(|label| label.above == 0)?;
    if label.marker == Marker::Need {
        return Some((Family::Around("", "要"), label.ordinal, text[..label.len].trim_end().len()));
    }
    if !MARKERS.iter().any(|marker| marker.kind() == label.marker.kind()) || is_idiom(&paragraph[..at], text) {
        return None;
    }
    let written = text[..label.len].trim_end();
    if let Some(marker) = MARKERS.into_iter().find(|marker| marker.label(label.ordinal) == written) {
        return Some((Family::Counted(marker), label.ordinal, written.len()));
    }
    let is_symbol = written.chars().nth(1).is_none();
    let around: String = written.chars().filter(|&ch| !is_symbol && !is_numeral(ch)).collect();
    let is_marker = is_symbol && !written.starts_with(is_numeral) || !around.trim().is_empty();
    is_marker.then_some((Family::Like(label.marker, around), label.ordinal, written.len()))
}

/// 首先 and its kin, 其一: markers that no outline has.
fn read_word(text: &str) -> Option<(Family, u32, usize)> {
    const ORDER: [(&str, u32); 5] = [("首先", 1), ("其次", 2), ("再次", 3), ("再者", 3), ("最后", 4)];
    if let Some((word, ordinal)) = ORDER.into_iter().find(|(word, _)| text.starts_with(word)) {
        let behind = &text[word.len()..];
        let mark = behind.chars().next().filter(|ch| matches!(ch, '，' | ',' | '、' | '：' | ':'));
        // 其次数, 最后一公里
        let other = behind.starts_with('数') || behind.starts_with('一') || behind.starts_with('的');
        return (mark.is_some() || !other && ordinal != 4)
            .then(|| (Family::Order, ordinal, word.len() + mark.map_or(0, char::len_utf8)));
    }
    let number = text.strip_prefix('其')?;
    let behind = number.trim_start_matches(is_han_numeral);
    let ordinal = read_han(&number[..number.len() - behind.len()])?;
    let mark = ["，", "：", "、", "是"].into_iter().find(|mark| behind.starts_with(mark))?;
    Some((Family::Around("其", mark), ordinal, text.len() - behind.len() + mark.len()))
}

/// Whether a number goes on an enumeration or a figure: the 2 of 第1、2、3组, the 二 of 一、二、三产业, the 200 of 1,200.
fn is_enumerated(before: &str, text: &str) -> bool {
    if !text.starts_with(is_numeral) {
        return false;
    }
    let mut back = before.chars().rev();
    let (Some(mark), Some(number)) = (back.next(), back.next()) else { return false };
    let is_digit = text.starts_with(|ch: char| ch.is_ascii_digit());
    match mark {
        '、' => is_numeral(number) && !text.trim_start_matches(is_han_numeral).starts_with('是'),
        '.' | '．' | ',' | ':' | '：' => is_digit && is_numeral(number),
        _ => false,
    }
}

/// The second half of 一是一、二是二; the first is no marker to [`read`].
fn is_idiom(before: &str, text: &str) -> bool {
    let (number, behind) = text.split_at(text.find(|ch| !is_han_numeral(ch)).unwrap_or(text.len()));
    let Some(rest) = behind.strip_prefix('是').and_then(|behind| behind.strip_prefix(number)) else { return false };
    let mut back = before.trim_end_matches(['，', ',', '、']).chars().rev();
    let one = back.next().filter(|&ch| is_han_numeral(ch));
    let is_first = one.is_some() && back.next() == Some('是') && back.next() == one;
    is_first && !number.is_empty() && rest.chars().next().is_none_or(is_end)
}

fn is_end(ch: char) -> bool {
    MARKS.contains(&ch) || CLOSERS.contains(&ch) || ch.is_whitespace()
}

fn is_numeral(ch: char) -> bool {
    is_digit(ch) || is_han_numeral(ch)
}

/// Whether there is more than marks and blanks.
fn has_words(text: &str) -> bool {
    text.chars().any(|ch| !is_end(ch))
}

/// Whether an item could follow: nothing, or a mark at the end; closing quotes and blanks aside.
fn is_ended(text: &str) -> bool {
    let inner = text.trim_end_matches(|ch: char| ch.is_whitespace() || CLOSERS.contains(&ch));
    inner.is_empty() || ends_itself(inner)
}

/// Whether the first item may follow without a mark: 为此，我们一是…
fn leads_on(lead: &str) -> bool {
    const LEADS: &[&str] = &["我们", "主要", "主要是", "其中", "包括", "就是", "做到"];
    LEADS.iter().any(|word| lead.ends_with(word))
}

/// The quotes, brackets and references that are open.
#[derive(Default)]
struct Depth {
    open: Vec<char>,
}

impl Depth {
    /// Takes the next character; answers whether it stands outside of all pairs. A closing one without its partner is
    /// text.
    fn is_outside(&mut self, ch: char) -> bool {
        const PAIRS: [(char, char); 11] = [
            ('“', '”'),
            ('‘', '’'),
            ('「', '」'),
            ('『', '』'),
            ('《', '》'),
            ('〈', '〉'),
            ('（', '）'),
            ('(', ')'),
            ('【', '】'),
            ('{', '}'),
            ('"', '"'),
        ];
        if self.open.last() == Some(&ch) {
            self.open.pop();
            return false;
        }
        if let Some((_, close)) = PAIRS.into_iter().find(|(open, _)| *open == ch) {
            self.open.push(close);
        }
        self.open.is_empty()
    }
}
