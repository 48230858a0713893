//! Line breaks inside a sentence: how a text is broken into lines, and which line goes on the one before.

use crate::report::Marker;
use crate::text::next_word;
use crate::text::word_at;

use super::headings;
use super::lines::Line;
use super::lines::is_longer;
use super::signer;
use super::source::Role;

/// How a text is broken into lines.
pub(super) struct Breaks {
    /// How its lines are wrapped; `None` for a text with a line a paragraph.
    wrap: Option<Wrap>,
    /// Whether its paragraphs end in stops, so that one without is broken off.
    stops: bool,
    /// The same of the paragraphs that carry a marker, for each kind.
    of_kind: [Ends; 32],
}

/// How many paragraphs there are, and how many of them end as paragraphs do.
#[derive(Clone, Copy, Default)]
struct Ends {
    all: usize,
    whole: usize,
}

/// How the lines of a text are wrapped.
struct Wrap {
    /// Columns at which lines are full.
    columns: usize,
    /// Whether the first line of each paragraph is indented, and no other.
    indents: bool,
}

/// The paragraph that a line may go on.
pub(super) struct Before<'p, 'a> {
    /// The lines of it so far, joined.
    pub(super) paragraph: &'p Line<'a>,
    /// Whether it has the marks of running text.
    pub(super) running: bool,
    /// Whether its last line reaches the column at which the text is wrapped.
    pub(super) full: bool,
    /// Whether the paragraph before it has no stop either, as in a list without any.
    pub(super) listed: bool,
}

impl Ends {
    fn count(&mut self, whole: bool) {
        self.all += 1;
        self.whole += usize::from(whole);
    }
}

impl Breaks {
    /// How these lines are broken.
    pub(super) fn of(lines: &[Line]) -> Breaks {
        let (mut long, mut of_kind) = (Ends::default(), [Ends::default(); 32]);
        for line in lines.iter().filter(|line| !line.row) {
            let whole = is_whole(&line.text);
            if is_long(line) {
                long.count(whole);
            }
            if let Some(label) = line.label {
                of_kind[label.marker.kind() as usize].count(whole);
            }
        }
        Breaks { wrap: wrap(lines), stops: long.whole * 10 >= long.all * 4, of_kind }
    }

    /// Whether a line reaches the column at which the text is wrapped.
    pub(super) fn is_full(&self, line: &Line) -> bool {
        self.wrap.as_ref().is_some_and(|wrap| line.reach + 5 >= wrap.columns)
    }

    /// Whether the line goes on the sentence of the paragraph before it, or is the heading of its lone marker.
    pub(super) fn joins(&self, line: &Line, before: &Before) -> bool {
        let indents = self.wrap.as_ref().is_some_and(|wrap| wrap.indents);
        let wrapped = before.full && !line.apart;
        let is_plain = |line: &Line| !line.row && line.role == Role::Unknown && !line.text.starts_with(['|', '｜']);
        if line.begins || !is_plain(line) || !is_plain(before.paragraph) {
            return false;
        }
        let goes_on = if indents && !line.apart {
            !line.is_indented() && (wrapped || self.goes_on(line, before, false))
        } else {
            self.goes_on(line, before, wrapped)
        };
        goes_on || completes_marker(line, before.paragraph)
    }

    fn goes_on(&self, line: &Line, before: &Before, wrapped: bool) -> bool {
        let Before { paragraph, running, .. } = *before;
        let text = paragraph.text.trim_end_matches(['”', '’', '》', '）', ')', '】', '」', '"', '\'']);
        let last = text.chars().next_back();
        let Some(last) = last.filter(|last| !"。！？；：…!?;:—.".contains(*last)) else { return false };
        if paragraph.titled || line.titled || headings::is_date(&line.text) {
            return false;
        }
        if wrapped && (line.label.is_none() || running && !is_bare_heading(paragraph)) {
            return line.label.is_none_or(|label| {
                label.ordinal != 1 || label.marker == Marker::Han && !line.text[..label.len].ends_with('、')
            });
        }
        if line.label.is_some() || signer::is_below(&line.text) {
            return false;
        }
        // A bracket is open, or the line begins with what none begins with.
        if matches!(last, '《' | '“' | '（' | '(' | '【') || line.text.starts_with(NEVER_FIRST) {
            return true;
        }
        let comma = matches!(last, '，' | '、' | ',');
        let Some(first) = line.text.find(['，', '。', '；', '：', '！', '？', ',', '、']) else { return false };
        if !comma && !running {
            // Behind a heading without a stop only the rest of a word goes on, and of a phrase where the others have stops.
            let ends = paragraph.label.map(|label| self.of_kind[label.marker.kind() as usize]);
            return ends.is_some_and(|ends| is_rest(&line.text, first, if ends.whole * 2 > ends.all { 3 } else { 1 }));
        }
        let opens = headings::is_title(&line.text) || headings::is_salutation(&line.text);
        // Between the full lines of a wrapped text stand some that are not.
        let inside = line.paged || self.wrap.is_some() && (!line.apart || before.full);
        !opens && (comma || inside || leads_on(text, &line.text) || self.is_broken_off(line, before))
    }

    /// Whether the line ends a sentence that has been broken off, in a text whose sentences all end.
    fn is_broken_off(&self, line: &Line, before: &Before) -> bool {
        // The opening of a paragraph of its own.
        const OPENS: [&str; 11] =
            ["此外", "另外", "其次", "首先", "最后", "今年", "全年", "一年来", "截至", "下一步", "总之"];
        // No sentence is as short.
        const SHORTEST: usize = 8;
        let opens = || OPENS.iter().any(|word| line.text.starts_with(word));
        let ends = line.text.contains(['。', '！', '？']);
        // What hangs deeper than the first line goes on; what is indented as that is another paragraph.
        let hangs = before.paragraph.is_indented() && line.indent > before.paragraph.indent;
        let indented = line.is_indented() && line.indent <= before.paragraph.indent;
        // Paragraphs are indented here, and this is none.
        let flush = before.paragraph.is_indented() && !line.is_indented() && !line.apart;
        ends && !indented && (flush || !is_longer(&line.text, SHORTEST))
            || (ends && !indented || hangs) && self.stops && !before.listed && !opens()
    }
}

/// Whether a word is broken between the two, or the first ends in one that something has to follow.
fn leads_on(before: &str, line: &str) -> bool {
    const LEADS: &str = "的和与及或把被将向从对由让使以并且而在于是地";
    // As long as any word is.
    const LONGEST: usize = 8;
    let tail = before.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
    let head = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    let joint = before.len() - tail;
    let both = [&before[tail..], &line[..head]].concat();
    // 人我 is a word as well, but not in 40人 / 我们.
    let torn = |head: &str| head.chars().next().is_some_and(|ch| next_word(head, 0) == ch.len_utf8());
    before.ends_with(|ch| LEADS.contains(ch)) || word_at(&both, joint).start < joint && torn(&line[..head])
}

/// What no line begins with.
const NEVER_FIRST: [char; 14] = ['，', '。', '；', '：', '、', '！', '？', '》', '”', '）', '的', '们', ',', ';'];

/// A line of text that fills most of a line of paper.
pub(super) fn is_long(line: &Line) -> bool {
    line.columns > 50 && !line.row
}

/// Whether a long line of text has no stop at its end.
pub(super) fn is_unended(line: &Line) -> bool {
    is_long(line) && line.label.is_none() && !is_whole(&line.text)
}

/// Whether a paragraph ends as paragraphs do.
fn is_whole(text: &str) -> bool {
    headings::ends_sentence(text) || text.ends_with(['：', ':'])
}

/// How the lines are wrapped: as good as none is longer than that, and those that are as long, give or take two characters,
/// break off amid a sentence that ends further down. `None` for a text with a line a paragraph.
fn wrap(lines: &[Line]) -> Option<Wrap> {
    const LONGEST: usize = 200;
    if lines.len() < 5 {
        return None;
    }
    let mut counts = [0usize; LONGEST + 2];
    for line in lines {
        counts[line.reach.min(LONGEST + 1)] += 1;
    }
    let longer = |columns: usize| counts[columns + 1..].iter().sum::<usize>();
    let columns = (40..=LONGEST).find(|&columns| longer(columns) <= lines.len() / 50)?;
    let full: usize = counts[columns.saturating_sub(5)..=columns].iter().sum();
    // In a text with few long paragraphs the title and headings outnumber the full lines.
    let long: usize = counts[columns / 2..].iter().sum();
    let many = full * 5 >= lines.len() * 2 || full * 10 >= long * 7 && full * 4 >= lines.len();

    // Full lines that end as paragraphs do; sentences that full lines break off, and those of them that end.
    let (mut full_ends, mut torn, mut torn_ends) = (0, 0, 0);
    let mut breaks_off = false;
    for line in lines {
        let (is_full, is_whole) = (line.reach + 5 >= columns, is_whole(&line.text));
        full_ends += usize::from(is_full && is_whole);
        if breaks_off && (is_whole || !is_full) {
            torn += 1;
            torn_ends += usize::from(is_whole);
        }
        breaks_off = is_full && !is_whole;
    }
    // Page breaks tear some; a list without stops has no end.
    let ends = torn_ends > 0 && torn_ends * 4 >= torn;
    let wrapped = ends && if many { full_ends * 2 <= full } else { torn >= 3 && full_ends * 10 <= full * 3 };
    let indented = lines.iter().filter(|line| line.is_indented()).count();
    let indents = indented * 10 >= lines.len() && indented * 10 <= lines.len() * 8;
    wrapped.then_some(Wrap { columns, indents })
}

/// Whether the line is the heading of a marker that stands alone on the line before.
fn completes_marker(line: &Line, before: &Line) -> bool {
    before.label.is_some_and(|label| label.len == before.text.len()) && headings::may_be_heading(line)
}

/// Whether a line whose first mark stands at `first` begins with the rest of a sentence, of no more than `longest` characters
/// before a 。, and with more behind it: 享。成立…, 组，…
fn is_rest(text: &str, first: usize, longest: usize) -> bool {
    let head = &text[..first];
    let mut rest = text[first..].chars();
    let mark = rest.next();
    let one = !is_longer(head, 1) && !head.is_empty();
    rest.next().is_some()
        && match mark {
            Some('。') if one => !"无略有好是否".contains(head),
            Some('。') => !head.is_empty() && !is_longer(head, longest),
            Some('，' | '、') => one && !"但故如而另注".contains(head),
            _ => false,
        }
}

/// A heading that is not yet text: nothing in it but its phrase.
fn is_bare_heading(before: &Line) -> bool {
    before.label.is_some() && !before.text.contains(['。', '，'])
}

/// Text of sentences rather than a heading: one that a sentence stands in, or of an unmarked line a comma.
pub(super) fn is_running(line: &Line) -> bool {
    match line.label {
        Some(label) => {
            let text = &line.text[label.len..];
            headings::sentence_end(text).is_some_and(|at| {
                let mark = text[at..].chars().next().map_or(0, char::len_utf8);
                at + mark < text.len()
            }) || text.contains('；')
                || matches!(label.marker, Marker::Point | Marker::Need) && is_longer(text, 20)
        }
        None => {
            line.text.contains(['。', '！', '；', '？'])
                || line.columns > 32 && line.text.contains(['，', ',']) && !headings::is_title(&line.text)
        }
    }
}
