//! A text's lines to paragraphs: cleaned, freed of what belongs to no report, joined where a page break cut a sentence.

use std::collections::HashSet;

use crate::report::Marker;
use crate::report::numbering;
use crate::report::numbering::Label;

use super::Doubt;
use super::Noise;
use super::What;
use super::headings;
use super::source::Role;
use super::source::Source;

/// A paragraph of the text.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    /// Line that it begins on, from 1.
    pub(super) line: usize,
    /// Its text without blanks at the ends, with its marker; never empty.
    pub(super) text: String,
    /// The marker at its head.
    pub(super) label: Option<Label>,
    /// Whether a blank line stands before it, or nothing.
    pub(super) apart: bool,
    /// Whether a table of contents lists it.
    pub(super) listed: bool,
    /// What its file says that it is.
    pub(super) role: Role,
}

/// The paragraphs of a text, in order.
pub(super) fn paragraphs(text: &str, doubts: &mut Vec<Doubt>) -> Vec<Paragraph> {
    let lines = lines(text);
    let kept = without_noise(lines, doubts);
    joined(kept, doubts)
}

/// The paragraphs of a file that says more about them than their words.
pub(super) fn paragraphs_of(sources: Vec<Source>, doubts: &mut Vec<Doubt>) -> Vec<Paragraph> {
    let mut lines = Vec::with_capacity(sources.len());
    let mut apart = true;
    for source in sources {
        if source.is_blank() {
            apart = true;
        } else if let Some(line) = line_of(source, std::mem::take(&mut apart)) {
            lines.push(line);
        }
    }
    let kept = without_noise(lines, doubts);
    joined(kept, doubts)
}

fn line_of(source: Source, apart: bool) -> Option<Paragraph> {
    let Source { line, number, text, role } = source;
    let text = cleaned(&text);
    // The number is known to be one, whatever stands behind it.
    let bare = number.trim();
    let numbered = numbering::read(&format!("{bare} 文")).filter(|label| label.len == bare.len() + 1);
    let numbered = numbered.map(|label| Label { len: number.len(), ..label }).filter(|_| !text.is_empty());
    let text = format!("{number}{text}");
    let (text, label) = match (numbered, role) {
        (_, Role::Title | Role::Plain | Role::Contents) => (text.trim().to_string(), None),
        (Some(label), _) => (text, Some(label)),
        // A number that is none of ours, such as a) or IV., is text; a bullet may stand before a marker.
        (None, _) if bare.contains(char::is_alphanumeric) => (text, None),
        (None, _) => {
            let text = cleaned(&text);
            let label = numbering::read(&text);
            (text, label)
        }
    };
    (!text.is_empty()).then_some(Paragraph { line, text, label, apart, listed: false, role })
}

/// The lines that are not blank. Besides LF, CR and CRLF, Word's soft break (VT), form feed, U+0085, U+2028 and U+2029 end
/// a line; those do not count as lines of the text.
fn lines(text: &str) -> Vec<Paragraph> {
    let mut lines = Vec::new();
    let (mut number, mut apart, mut start) = (1, true, 0);
    let mut chars = text.char_indices().peekable();
    let mut end_line = |line: &str, number: usize, apart: &mut bool| {
        let text = cleaned(line);
        if text.is_empty() {
            *apart = true;
        } else {
            let label = numbering::read(&text).or_else(|| lone_numeral(&text).filter(|_| *apart));
            lines.push(Paragraph { line: number, text, label, apart: *apart, listed: false, role: Role::Unknown });
            *apart = false;
        }
    };
    while let Some((at, ch)) = chars.next() {
        if !matches!(ch, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            continue;
        }
        end_line(&text[start..at], number, &mut apart);
        start = at + ch.len_utf8();
        if ch == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n') {
            chars.next();
            start += 1;
        }
        if matches!(ch, '\n' | '\r') {
            number += 1;
        }
    }
    end_line(&text[start..], number, &mut apart);
    lines
}

/// 四, alone on a line: a heading that has lost its words.
fn lone_numeral(text: &str) -> Option<Label> {
    let ordinal = numbering::read_han(text).filter(|&ordinal| ordinal <= 20)?;
    Some(Label { marker: Marker::Han, ordinal, above: 0, len: text.len() })
}

/// Without blanks at the ends, invisible characters, and a list's dash before a marker.
fn cleaned(line: &str) -> String {
    let invisible = |ch: char| matches!(ch, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}');
    let text: String = line.chars().filter(|&ch| !invisible(ch) && (ch == '\t' || !ch.is_control())).collect();
    let text = text.trim();
    let bare = text.trim_start_matches(['-', '*', '•', '●', '■', '◆', '#', '·', ' ']);
    if bare.len() < text.len() && numbering::read(bare).is_some() { bare.to_string() } else { text.to_string() }
}

fn without_noise(lines: Vec<Paragraph>, doubts: &mut Vec<Doubt>) -> Vec<Paragraph> {
    let noise_by_words = |line: &Paragraph| match line.role {
        Role::Contents => Some(Noise::Contents),
        Role::Plain => None,
        _ => noise_of(&line.text),
    };
    let mut noise: Vec<Option<Noise>> = lines.iter().map(noise_by_words).collect();

    // A table of contents: its lines, its heading, and which titles it lists.
    let listing = |line: &&Paragraph| line.role != Role::Plain;
    let entries: HashSet<String> =
        lines.iter().filter(listing).filter_map(|line| contents_entry(&line.text)).map(squeezed).collect();
    if entries.len() >= 2 || noise.contains(&Some(Noise::Contents)) {
        for (line, noise) in lines.iter().zip(&mut noise) {
            let heading = matches!(squeezed(&line.text).as_str(), "目录" | "目次");
            if line.role != Role::Plain && (contents_entry(&line.text).is_some() && entries.len() >= 2 || heading) {
                *noise = Some(Noise::Contents);
            }
        }
    }

    // Before the first of several reports stands what the collection says about itself.
    let kept: Vec<usize> = (0..lines.len()).filter(|&k| noise[k].is_none()).collect();
    let numbered = |k: &&usize| headings::is_title_of_series(&lines[**k].text);
    let first = if kept.iter().filter(numbered).count() >= 2 {
        kept.iter().position(|k| numbered(&k))
    } else {
        kept.iter().position(|&k| listed(&lines[k], &entries) && !is_collection(&lines[k].text))
    };
    let collection = kept.first().is_some_and(|&k| is_collection(&lines[k].text));
    if let Some(first) = first.filter(|&first| collection && first <= 8) {
        for &k in &kept[..first] {
            noise[k] = Some(Noise::Collection);
        }
    }

    let mut out = Vec::with_capacity(lines.len());
    let mut apart = false;
    for (mut line, noise) in lines.into_iter().zip(noise) {
        match noise {
            Some(noise) => {
                apart |= line.apart && noise != Noise::PageNumber;
                doubts.push(Doubt { line: line.line, what: What::LeftOut { text: line.text, noise } });
            }
            None => {
                line.apart |= std::mem::take(&mut apart);
                line.listed = listed(&line, &entries);
                out.push(line);
            }
        }
    }
    out
}

fn listed(line: &Paragraph, entries: &HashSet<String>) -> bool {
    entries.len() >= 2 && line.label.is_none() && entries.contains(&squeezed(&line.text))
}

/// Joins lines that go on the sentence of the line before.
fn joined(lines: Vec<Paragraph>, doubts: &mut Vec<Doubt>) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::with_capacity(lines.len());
    // Whether the text of the last paragraph so far has the marks of running text; kept, so that joining stays linear.
    let mut running = false;
    let width = wrap_width(&lines);
    // Whether the line before reaches the width at which the text is wrapped.
    let mut full = false;
    for line in lines {
        let wrapped = full && !line.apart && line.label.is_none();
        full = width.is_some_and(|width| is_longer(&line.text, width.saturating_sub(3)));
        let known = line.role != Role::Unknown;
        let goes_on = |before: &&mut Paragraph| {
            !known
                && before.role == Role::Unknown
                && breaks_off(before, running || wrapped)
                && (wrapped || goes_on(&line, before, running))
        };
        if let Some(before) = out.last_mut().filter(goes_on) {
            doubts.push(Doubt { line: line.line, what: What::Joined });
            let latin = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphabetic());
            if latin(before.text.chars().next_back()) && latin(line.text.chars().next()) {
                before.text.push(' ');
            }
            before.text.push_str(&line.text);
            running = true;
            continue;
        }
        running = is_running(&line);
        out.push(line);
    }
    out
}

/// The number of characters at which the lines of a text are wrapped: as good as none is longer and two in five are as long
/// as that, give or take two. `None` for a text with a line a paragraph.
fn wrap_width(lines: &[Paragraph]) -> Option<usize> {
    if lines.len() < 5 {
        return None;
    }
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.text.chars().take(101).count()).collect();
    lengths.sort_unstable();
    let width = lengths[lengths.len() - 1 - lengths.len() / 50];
    let full = lengths.iter().filter(|&&length| length + 2 >= width).count();
    ((20..=100).contains(&width) && full * 5 >= lengths.len() * 2).then_some(width)
}

/// Text of sentences rather than a heading: one that a sentence stands in, or of an unmarked line a comma.
fn is_running(line: &Paragraph) -> bool {
    let text = line.label.map_or(line.text.as_str(), |label| &line.text[label.len..]);
    let sentence = text.contains(['。', '！', '？', '；']);
    match line.label {
        Some(label) => sentence || label.marker == Marker::Point && is_longer(text, 20),
        None => sentence || text.contains(['，', ',']) && is_longer(text, 20),
    }
}

fn breaks_off(before: &Paragraph, running: bool) -> bool {
    let text = before.text.trim_end_matches(['”', '’', '》', '）', ')', '】', '」', '"', '\'']);
    match text.chars().next_back() {
        None | Some('。' | '！' | '？' | '；' | '：' | '…' | '!' | '?' | ';' | ':' | '.' | '—') => false,
        Some('，' | '、' | ',') => !before.listed,
        Some(_) => running || before.label.is_some() && is_longer(&before.text, 15),
    }
}

fn goes_on(line: &Paragraph, before: &Paragraph, running: bool) -> bool {
    let marks = ['，', '。', '；', '：', '！', '？', ',', '、'];
    let Some(first) = line.text.find(marks) else { return false };
    if line.label.is_some() || line.listed || headings::is_title(&line.text) || headings::is_salutation(&line.text) {
        return false;
    }
    // Behind a heading without a stop only a rest of a word goes on: 组，… 人心。…
    let comma = before.text.ends_with(['，', '、', ',']);
    comma || running || !is_longer(&line.text[..first], 3)
}

fn noise_of(text: &str) -> Option<Noise> {
    let digits = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = text.trim_matches(['-', '—', '–', '－', '·', ' ', '　']);
    if bare.len() < text.len() && digits(bare) {
        return Some(Noise::PageNumber);
    }
    let page = squeezed(text);
    if let Some(rest) = page.strip_prefix('第')
        && let Some((number, rest)) = rest.split_once('页')
        && digits(number)
        && (rest.is_empty()
            || rest.trim_start_matches(['/', '，', ',']).strip_prefix('共').is_some_and(|rest| rest.ends_with('页')))
    {
        return Some(Noise::PageNumber);
    }
    if text.len() > 4 && text.starts_with("##") && text.ends_with("##") && !text.contains(['。', '，']) {
        return Some(Noise::Site);
    }
    const SALES: [&str; 14] = [
        "素材库",
        "会员群",
        "网盘",
        "客服",
        "代笔",
        "svip",
        "谨防假冒",
        "公众号",
        "扫码关注",
        "加微信",
        "下载地址",
        "小编精心",
        "小编为大家",
        "本文来源",
    ];
    let sales = SALES.iter().filter(|word| text.contains(*word)).count();
    let stamp = ["时间：", "时间:", "来源：", "来源:", "发布时间", "更新时间", "浏览次数", "点击数", "责任编辑"];
    let stamps = stamp.iter().filter(|word| text.contains(*word)).count();
    (sales >= 2 && !text.starts_with(char::is_numeric) || stamps >= 2 && !is_longer(text, 60)).then_some(Noise::Site)
}

/// What a line of a table of contents lists: the text before a tab or dots and a page number.
fn contents_entry(text: &str) -> Option<&str> {
    let head = text.trim_end_matches(|ch: char| ch.is_ascii_digit());
    if head.len() == text.len() || text.len() - head.len() > 4 {
        return None;
    }
    let entry = head.trim_end_matches(['.', '…', '·', '\t', ' ', '　', '．']);
    let leader = &head[entry.len()..];
    let leads = leader.contains('\t') || leader.chars().filter(|ch| matches!(ch, '.' | '…' | '·' | '．')).count() >= 3;
    (leads && !entry.is_empty()).then_some(entry)
}

/// The title of a collection: （15篇）, (通用5篇), 大全, 汇编.
fn is_collection(text: &str) -> bool {
    let text = text.trim_end_matches(['）', ')', '】', ']']);
    let counted = text.strip_suffix('篇').is_some_and(|rest| {
        let rest =
            rest.trim_end_matches(|ch: char| ch.is_ascii_digit() || numbering::read_han(&ch.to_string()).is_some());
        rest.len() < text.len() - "篇".len() && !rest.ends_with('第')
    });
    !is_longer(text, 60) && !text.contains('。') && (counted || text.ends_with("大全") || text.ends_with("汇编"))
}

fn squeezed(text: impl AsRef<str>) -> String {
    text.as_ref().chars().filter(|ch| !ch.is_whitespace()).collect()
}

/// Whether a text has more than `limit` characters.
pub(super) fn is_longer(text: &str, limit: usize) -> bool {
    text.chars().nth(limit).is_some()
}
