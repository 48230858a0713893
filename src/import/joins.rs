//! Lines to paragraphs: markers settled by what stands around them, broken sentences joined, glued headings cut off.

use std::borrow::Cow;

use crate::report::Marker;
use crate::report::numbering;
use crate::report::numbering::Label;

use super::Doubt;
use super::Noise;
use super::What;
use super::breaks;
use super::breaks::Before;
use super::breaks::Breaks;
use super::headings;
use super::levels;
use super::lines::Joint;
use super::lines::Line;
use super::lines::columns;
use super::lines::is_longer;
use super::noise::is_table_row;
use super::source::Role;

/// The paragraphs that the lines make.
pub(super) fn paragraphs<'a>(mut lines: Vec<Line<'a>>, doubts: &mut Vec<Doubt>) -> Vec<Line<'a>> {
    leave_tables_alone(&mut lines, doubts);
    settle(&mut lines);
    let lines = lone_numerals(lines, doubts);
    let mut paragraphs = joined(lines);
    leave_annexes_alone(&mut paragraphs, doubts);
    cut(paragraphs)
}

/// The last number of each kind of marker, as far as nothing above it has begun since.
struct Counts([u32; 32]);

impl Counts {
    fn new() -> Counts {
        Counts([0; 32])
    }

    fn last(&self, marker: Marker) -> u32 {
        self.0[marker.kind() as usize]
    }

    fn take(&mut self, label: Label) {
        let kind = label.marker.kind();
        for below in Marker::ALL {
            if levels::rank((below, 0)) > levels::rank((kind, 0)) {
                self.0[below as usize] = 0;
            }
        }
        self.0[kind as usize] = label.ordinal;
    }
}

/// Rows of a table, two at least one below the other, are text whatever they begin with.
fn leave_tables_alone(lines: &mut [Line], doubts: &mut Vec<Doubt>) {
    let rows: Vec<bool> = lines.iter().map(|line| line.columns <= 400 && is_table_row(&line.text)).collect();
    let row = |k: usize| rows.get(k).copied().unwrap_or(false);
    for (k, line) in lines.iter_mut().enumerate() {
        let alone = !row(k.wrapping_sub(1)) && !row(k + 1);
        // A short row beside others, as of two cells.
        let beside = !alone && line.text.contains('\t');
        if row(k) && !(alone && line.label.is_some()) || beside {
            if let Some(label) = line.label.take() {
                let written = line.text[..label.len].trim().to_owned();
                doubts.push(Doubt::new(line.line, What::TakenAsText { written }));
            }
            line.row = true;
        }
    }
}

/// Takes as markers what the markers before it make one: 3、4月份 behind 2、; and no 七是 that nothing stands before.
fn settle(lines: &mut [Line]) {
    // The only # of a Markdown text is its title.
    let tops =
        lines.iter().filter(|line| line.label.is_some_and(|label| label.marker == Marker::Bare && label.above == 1));
    if tops.take(2).count() == 1
        && let Some(first) = lines.first_mut()
        && let Some(label) = first.label.take_if(|label| label.marker == Marker::Bare && label.above == 1)
    {
        first.text = Cow::Owned(first.text[label.len..].to_owned());
    }
    let mut counts = Counts::new();
    let mut points = false;
    for line in lines.iter_mut().filter(|line| !line.row && line.role != Role::Title) {
        if line.label.is_none() && line.role == Role::Unknown {
            let follows = |marker: Marker, ordinal: u32| ordinal > 1 && counts.last(marker) == ordinal - 1;
            line.label = numbering::read_next(&line.text, &follows);
        }
        if line.label.is_some_and(|label| label.marker == Marker::Point && label.ordinal > 3 && !points) {
            line.label = None;
        }
        if let Some(label) = line.label {
            points |= label.marker == Marker::Point;
            counts.take(label);
        }
    }
}

/// A numeral alone on its line numbers the heading or the series behind it, or leads to nothing.
fn lone_numerals<'a>(mut lines: Vec<Line<'a>>, doubts: &mut Vec<Doubt>) -> Vec<Line<'a>> {
    let numeral = |line: &Line| -> Option<Label> {
        if line.label.is_some() || line.row || !line.apart || line.text.len() > 9 {
            return None;
        }
        let len = line.text.len();
        let han = numbering::read_han(&line.text).filter(|&ordinal| ordinal <= 20);
        let digits = || line.text.parse().ok().filter(|_| len <= 2);
        let marker = if han.is_some() { Marker::Han } else { Marker::Digit };
        han.or_else(digits).map(|ordinal| Label { marker, ordinal, above: 0, len })
    };
    if !lines.iter().any(|line| numeral(line).is_some()) {
        return lines;
    }
    let mut strays = vec![false; lines.len()];
    for k in 0..lines.len() {
        let Some(label) = numeral(&lines[k]) else { continue };
        let leads = lines.get(k + 1).is_some_and(|next| {
            let heading = headings::may_be_heading(next) && !next.text.ends_with('。') && next.columns <= 60;
            heading || label.marker == Marker::Han && next.label.is_some()
        });
        if leads && label.ordinal > 0 {
            let written = lines[k].text.to_string();
            doubts.push(Doubt::new(lines[k].line, What::MarkerMended { written }));
            lines[k].label = Some(label);
        } else if label.marker == Marker::Han {
            strays[k] = true;
        }
    }
    let mut kept = Vec::with_capacity(lines.len());
    for (line, stray) in lines.into_iter().zip(strays) {
        if stray {
            doubts.push(Doubt::left_out(line.line, line.text, Noise::Stray));
        } else {
            kept.push(line);
        }
    }
    kept
}

/// Joins lines that go on the sentence of the line before.
fn joined(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let breaks = Breaks::of(&lines);
    let of = |line: &Line| (breaks::is_running(line), breaks.is_full(line), breaks::is_unended(line));
    // What is known of the paragraph so far, so that joining stays linear.
    let (mut running, mut full, mut unended) = lines.first().map(of).unwrap_or_default();
    let mut listed = false;
    lines.dedup_by(|line, paragraph| {
        let before = Before { paragraph, running, full, listed };
        let wrapped = full && !line.apart;
        let joins = breaks.joins(line, &before);
        let (line_runs, line_unended);
        (line_runs, full, line_unended) = of(line);
        if !joins {
            (running, listed, unended) = (line_runs, unended, line_unended);
            return false;
        }
        let latin = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphabetic());
        let text = paragraph.text.to_mut();
        if latin(text.chars().next_back()) && latin(line.text.chars().next()) {
            text.push(' ');
        }
        paragraph.joints.push(Joint { line: line.line, at: text.len() });
        text.push_str(&line.text);
        paragraph.columns += line.columns;
        (running, unended) = (running || wrapped || line_runs, line_unended);
        true
    });
    lines
}

/// The items of an annex, 附件：1.… and the lines that count on, are no sections.
fn leave_annexes_alone(paragraphs: &mut [Line], doubts: &mut Vec<Doubt>) {
    let mut expected = None;
    for line in paragraphs.iter_mut() {
        let opens = ["附件：", "附件:", "附：", "附件1", "附表："].iter().any(|word| line.text.starts_with(word));
        if opens && line.label.is_none() && line.columns <= 120 {
            let behind = line.text.split_once(['：', ':']).map_or("", |(_, behind)| behind);
            expected = Some(numbering::read(behind).map_or(1, |label| label.ordinal + 1));
        } else if let Some(label) = line.label {
            if expected == Some(label.ordinal) && label.marker.kind() == Marker::Digit {
                let written = line.text[..label.len].trim().to_owned();
                doubts.push(Doubt::new(line.line, What::TakenAsText { written }));
                (line.label, line.row) = (None, true);
                expected = Some(label.ordinal + 1);
            } else {
                expected = None;
            }
        } else {
            expected = None;
        }
    }
}

/// Cuts off headings that are glued to the end of a sentence, and a title to its first one.
fn cut(paragraphs: Vec<Line<'_>>) -> Vec<Line<'_>> {
    // The number of the next paragraph of the kinds that may be glued, to see that a series goes on.
    let kinds = [Marker::Han, Marker::HanBracketed];
    let mut next = vec![[0u32; 2]; paragraphs.len() + 1];
    for k in (0..paragraphs.len()).rev() {
        next[k] = next[k + 1];
        if let Some(label) = paragraphs[k].label
            && let Some(kind) = kinds.iter().position(|&kind| kind == label.marker)
        {
            next[k][kind] = label.ordinal;
        }
    }
    let mut counts = Counts::new();
    let mut all: Vec<Cuts> = Vec::new();
    for k in 0..paragraphs.len() {
        let paragraph = &paragraphs[k];
        let opens = k == 0 || headings::ends_sentence(&paragraphs[k - 1].text);
        let title = if opens { glued_title(paragraph) } else { None };
        if let Some(label) = paragraph.label {
            counts.take(label);
        }
        let mut headings = Vec::new();
        if !paragraph.row && paragraph.role == Role::Unknown && paragraph.columns > 12 && title.is_none() {
            headings = cuts(paragraph, &mut counts, |marker, ordinal| {
                let kind = kinds.iter().position(|&kind| kind == marker);
                kind.is_some_and(|kind| matches!(next[k + 1][kind], 0 | 1) || next[k + 1][kind] == ordinal + 1)
            });
        }
        if title.is_some() || !headings.is_empty() {
            all.push(Cuts { paragraph: k, title, headings });
        }
    }
    if all.is_empty() {
        return paragraphs;
    }
    let mut out: Vec<Line> = Vec::with_capacity(paragraphs.len() + all.len());
    let mut all = all.into_iter().peekable();
    for (k, mut paragraph) in paragraphs.into_iter().enumerate() {
        let Some(Cuts { title, headings, .. }) = all.next_if(|cuts| cuts.paragraph == k) else {
            out.push(paragraph);
            continue;
        };
        let mut pieces: Vec<Line> = Vec::new();
        for (at, label) in headings.into_iter().rev() {
            let mut piece = split_off(&mut paragraph, at);
            piece.label = Some(label);
            pieces.push(piece);
        }
        if let Some(at) = title {
            pieces.push(split_off(&mut paragraph, at));
            paragraph.titled = true;
        }
        out.push(paragraph);
        out.extend(pieces.into_iter().rev());
    }
    out
}

/// Where a paragraph has to be cut.
struct Cuts {
    paragraph: usize,
    /// Behind a title at its head.
    title: Option<usize>,
    /// Before these headings.
    headings: Vec<(usize, Label)>,
}

/// Where headings are glued into a paragraph: those that count on its own number (一、…。二、…), those that count on the
/// series before it, and a whole series 一、…。二、… behind text. `goes_on` tells whether the numbers behind the paragraph
/// allow a marker to stand here. A series that the paragraph opens behind any other mark is its text.
fn cuts(paragraph: &Line, counts: &mut Counts, goes_on: impl Fn(Marker, u32) -> bool) -> Vec<(usize, Label)> {
    let text = paragraph.text.as_ref();
    let mut cuts: Vec<(usize, Label)> = Vec::new();
    let mut own = paragraph.label.filter(|label| is_cuttable(label.marker));
    let mut inline = [false; 32];
    let start = paragraph.label.map_or(0, |label| label.len);
    // The last place where a second top heading is glued, looked for once.
    let mut second: Option<Option<usize>> = None;
    let bytes = text.as_bytes();
    for at in start..bytes.len() {
        let (before, len) = match bytes[at..] {
            [b':' | b',' | b';' | b'.', ..] => (char::from(bytes[at]), 1),
            [0xE3, 0x80, 0x82, ..] => ('。', 3),
            [0xE3, 0x80, 0x81, ..] => ('、', 3),
            [0xEF, 0xBC, 0x8C, ..] => ('，', 3),
            [0xEF, 0xBC, 0x9B, ..] => ('；', 3),
            [0xEF, 0xBC, 0x9A, ..] => ('：', 3),
            [0xEF, 0xBC, 0x81, ..] => ('！', 3),
            _ => continue,
        };
        let end = at + len;
        let blanks = text[end..].len() - text[end..].trim_start_matches([' ', '\u{3000}']).len();
        let at = end + blanks;
        let Some(ch) = text[at..].chars().next() else { break };
        if !matches!(ch, '（' | '(' | '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
        {
            continue;
        }
        // The mark before a digit may belong to a number.
        if before == '.' && ch.is_ascii_digit() && blanks == 0 {
            continue;
        }
        let Some(label) = numbering::read(&text[at..]).filter(|label| is_cuttable(label.marker)) else { continue };
        let kind = label.marker.kind();
        let ended =
            matches!(before, '。' | '！') || before == '.' && !text[..at].ends_with(|ch: char| ch.is_ascii_digit());
        let counts_on = own.is_some_and(|own| own.marker.kind() == kind && label.ordinal == own.ordinal + 1)
            && (ended || matches!(before, '；' | ';'));
        let follows = ended
            && matches!(kind, Marker::Han | Marker::HanBracketed)
            && label.ordinal > 1
            && counts.last(kind) + 1 == label.ordinal
            && goes_on(kind, label.ordinal);
        let whole = ended
            && kind == Marker::Han
            && label.ordinal == 1
            && own.is_none()
            && second.get_or_insert_with(|| text.rfind("。二、")).is_some_and(|second| second > at);
        if (counts_on || follows || whole) && !inline[kind as usize] {
            cuts.push((at, label));
            counts.take(label);
            own = Some(label);
        } else {
            inline[kind as usize] = true;
        }
    }
    cuts
}

fn is_cuttable(marker: Marker) -> bool {
    matches!(marker.kind(), Marker::Han | Marker::HanBracketed | Marker::Digit)
}

/// Where the first sentence begins behind a title that stands before it on the same line.
fn glued_title(paragraph: &Line) -> Option<usize> {
    let text = paragraph.text.as_ref();
    if paragraph.label.is_some() || paragraph.row || paragraph.role != Role::Unknown {
        return None;
    }
    let head: usize = text.char_indices().nth(60).map_or(text.len(), |(at, _)| at);
    let mut blanks = text[..head].match_indices([' ', '\u{3000}']);
    let at = blanks.find_map(|(at, blank)| {
        let rest = &text[at + blank.len()..];
        let reads = headings::is_full_title(text[..at].trim()) && !headings::is_title(rest);
        (reads && rest.contains(['，', '。']) && is_longer(rest, 15)).then_some(at)
    })?;
    Some(text.len() - text[at..].trim_start().len())
}

/// Cuts a paragraph in two; both keep the line unless a joint says better.
fn split_off<'a>(paragraph: &mut Line<'a>, at: usize) -> Line<'a> {
    let tail: Cow<'a, str> = match &mut paragraph.text {
        Cow::Borrowed(text) => {
            let (head, tail) = text.split_at(at);
            *text = head.trim_end();
            Cow::Borrowed(tail)
        }
        Cow::Owned(text) => {
            let tail = text.split_off(at);
            text.truncate(text.trim_end().len());
            Cow::Owned(tail)
        }
    };
    let mut joints = paragraph.joints.split_off(paragraph.joints.partition_point(|joint| joint.at < at));
    let line = match joints.first() {
        Some(joint) if joint.at == at => joints.remove(0).line,
        _ => paragraph.joints.last().map_or(paragraph.line, |joint| joint.line),
    };
    for joint in &mut joints {
        joint.at -= at;
    }
    let columns = columns(&tail);
    paragraph.columns = paragraph.columns.saturating_sub(columns);
    Line {
        line,
        text: tail,
        label: None,
        apart: false,
        indent: 0,
        columns,
        titled: false,
        cut: true,
        begins: false,
        paged: false,
        row: false,
        role: Role::Unknown,
        joints,
        reach: 0,
    }
}
