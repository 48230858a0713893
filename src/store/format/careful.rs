//! Reads any RON that holds a report, and says in Chinese what is wrong with the rest. It has the last word.

use std::num::NonZeroU32;
use std::ops::Range;

use ron::error::Error as Fault;
use ron::error::SpannedError;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error as _;

use super::FORMAT;
use super::MOST;
use super::Marked;
use super::Position;
use super::Problem;
use super::ReadError;
use super::doubled;
use super::doubled::Mended;
use super::doubled::Settled;
use super::marks;
use super::marks::Parted;
use super::marks::Piece;
use super::tokens::Token;
use super::tokens::Tokens;
use crate::report::Aside;
use crate::report::Checking;
use crate::report::Comment;
use crate::report::Head;
use crate::report::HeadingStyle;
use crate::report::Kind;
use crate::report::Letterhead;
use crate::report::Marker;
use crate::report::Metric;
use crate::report::Numbering;
use crate::report::Progress;
use crate::report::Report;
use crate::report::Scheme;
use crate::report::Seal;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Setup;
use crate::report::Signed;
use crate::report::Stop;
use crate::report::Style;
use crate::report::TableAside;
use crate::report::Tree;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(deserialize_with = "format")]
    #[expect(dead_code, reason = "it is checked while it is read")]
    format: u32,
    #[serde(default)]
    title: String,
    #[serde(default)]
    subtitle: String,
    #[serde(default)]
    organization: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    salutation: String,
    #[serde(default)]
    preamble: String,
    #[serde(default)]
    closing: String,
    #[serde(default)]
    remarks: String,
    #[serde(default)]
    head: Head,
    #[serde(default)]
    imprint: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    scheme: Scheme,
    #[serde(default, deserialize_with = "given")]
    target: Option<u32>,
    #[serde(default)]
    seal: Seal,
    #[serde(default)]
    letterhead: Letterhead,
    #[serde(default)]
    signed: Signed,
    #[serde(default)]
    progress: Progress,
    #[serde(default)]
    taken: String,
    #[serde(default)]
    comments: Vec<Comment>,
    #[serde(default)]
    tables: Vec<TableAside>,
    #[serde(default)]
    check: Checking,
    #[serde(default, deserialize_with = "next_id")]
    next_id: Option<u32>,
    #[serde(default)]
    metrics: Vec<Metric>,
    #[serde(default)]
    sections: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(deserialize_with = "id")]
    id: SectionId,
    level: u32,
    #[serde(default)]
    heading: String,
    #[serde(default)]
    numbering: Numbering,
    #[serde(default, deserialize_with = "given")]
    children: Option<Marker>,
    #[serde(default)]
    heading_style: HeadingStyle,
    #[serde(default)]
    heading_stop: Stop,
    #[serde(default, deserialize_with = "given")]
    target: Option<u32>,
    #[serde(default)]
    kind: Kind,
    #[serde(default, deserialize_with = "given")]
    begins: Option<NonZeroU32>,
    #[serde(default)]
    progress: Progress,
    #[serde(default)]
    taken: String,
    #[serde(default)]
    comments: Vec<Comment>,
    #[serde(default)]
    tables: Vec<TableAside>,
    #[serde(default)]
    body: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    metrics: Vec<Metric>,
}

/// The report with what was mended in it, or what is wrong.
pub(super) fn read(bytes: &[u8]) -> Result<(Report, Vec<Mended>), ReadError> {
    if !super::looks_like_report(bytes) {
        return Err(ReadError::NotReport);
    }
    if let Some(found) = super::format_of(bytes).filter(|found| *found > u64::from(FORMAT)) {
        return Err(ReadError::NewerFormat { found });
    }
    let bytes = bytes.strip_prefix(super::BOM).unwrap_or(bytes);
    let text = match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let problem = if error.error_len().is_none() { Problem::CutOff } else { Problem::Encoding };
            return Err(malformed(Position::of(bytes, error.valid_up_to()), problem));
        }
    };
    // A carriage return in a text is written as an escape: those in the file come from a program that changed its line ends.
    let unified;
    let text = if text.contains("\r\n") {
        unified = text.replace("\r\n", "\n");
        &unified
    } else {
        text
    };
    if let Some((line, _)) = marks::parted(text) {
        return Err(malformed(Position { line, column: 1 }, Problem::Conflict));
    }
    read_text(text, &[])
}

/// Both sides of a file with marks, `None` where there are none, or one of them is not whole.
pub(super) fn read_marked(bytes: &[u8]) -> Option<Result<Marked, ReadError>> {
    let bytes = bytes.strip_prefix(super::BOM).unwrap_or(bytes);
    let text = str::from_utf8(bytes).ok()?.replace("\r\n", "\n");
    let (_, Parted { mine, theirs, base, names }) = marks::parted(&text)?;
    let side = |piece: &Piece| -> Result<(Report, Vec<Mended>), ReadError> {
        if let Some(found) = super::format_of(piece.text.as_bytes()).filter(|found| *found > u64::from(FORMAT)) {
            return Err(ReadError::NewerFormat { found });
        }
        let line = |line: usize| line.checked_sub(1).and_then(|at| piece.lines.get(at)).copied().unwrap_or(line);
        match read_text(&piece.text, &piece.in_conflict) {
            Ok((report, mended)) => {
                Ok((report, mended.into_iter().map(|one| Mended { line: line(one.line), ..one }).collect()))
            }
            Err(ReadError::Malformed { at, problem }) => {
                Err(malformed(Position { line: line(at.line), ..at }, problem))
            }
            Err(error) => Err(error),
        }
    };
    let sides = || {
        let ((mine, mut mended), (theirs, more)) = (side(&mine)?, side(&theirs)?);
        mended.extend(more.into_iter().filter(|one| !mended.contains(one)).collect::<Vec<_>>());
        // A base that can't be read is as good as none: git may have made it up of two others, with marks of its own.
        let base = base.as_ref().and_then(|base| side(base).ok()).map(|(base, _)| base);
        Ok(Marked { mine, theirs, base, names, mended })
    };
    Some(sides())
}

/// The report of a whole text; of a side of a file with marks, `in_conflict` says where it is in conflict, in bytes.
fn read_text(text: &str, in_conflict: &[Range<usize>]) -> Result<(Report, Vec<Mended>), ReadError> {
    if let Some(at) = too_many(text.as_bytes()) {
        return Err(malformed(Position::of(text.as_bytes(), at), Problem::TooMany));
    }
    let document: Document = ron::from_str(text).map_err(|error| translate(text, error))?;
    let Document { title, subtitle, organization, date, salutation, preamble, closing, note, metrics, .. } = document;
    let Document { remarks, head, imprint, scheme, target, check, seal, letterhead, signed, .. } = document;
    let Document { progress, taken, comments, tables, .. } = document;
    let setup = Setup { scheme, target, check, seal, letterhead, signed };
    let aside = aside(Aside { progress, taken, comments, tables });
    let rows = document.sections.into_iter().map(|entry| (usize::try_from(entry.level).unwrap_or(usize::MAX), entry));
    let mut rows: Vec<(usize, Section)> = rows.map(|(level, entry)| (level, entry.section())).collect();
    if !in_conflict.is_empty() {
        let starts: Vec<usize> = starts_of_rows(text).chain([text.len()]).collect();
        doubled::reunite(&mut rows, |row| match starts.get(row..row + 2) {
            Some(&[from, end]) => in_conflict.iter().any(|lines| lines.start < end && from < lines.end),
            _ => false,
        });
    }
    let used = document.next_id.map_or(0, |next| next - 1);
    let Settled { rows, mends } = doubled::settle(rows, used);
    let mut tree = Tree::from_rows(rows).expect("no level jumps, and no id is left twice");
    tree.reserve_ids(used);
    let whole = Report { title, subtitle, organization, date, salutation, preamble, closing, ..Report::default() };
    let report = Report { remarks, head, imprint, note, metrics, setup, aside, tree, ..whole };
    Ok((report, placed(text, mends)))
}

/// What was done to rows, with the lines that they begin in.
fn placed(text: &str, mends: Vec<(usize, doubled::Mend)>) -> Vec<Mended> {
    let mut starts = starts_of_rows(text).enumerate();
    let mut line = 1;
    let mut from = 0;
    let place = |(row, what): (usize, doubled::Mend)| {
        let start = starts.find(|(k, _)| *k == row).map_or(from, |(_, start)| start);
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[from..start]).count();
        from = start;
        Mended { line, what }
    };
    mends.into_iter().map(place).collect()
}

impl Entry {
    fn section(self) -> Section {
        let Entry { id, heading, body, note, metrics, numbering, children, target, kind, begins, .. } = self;
        let Entry { heading_style, heading_stop: stop, progress, taken, comments, tables, .. } = self;
        let style = Style { numbering, children, heading: heading_style, stop, target, kind, begins };
        Section { id, heading, body, note, metrics, style, aside: aside(Aside { progress, taken, comments, tables }) }
    }
}

fn aside(aside: Aside) -> Option<Box<Aside>> {
    (!aside.is_empty()).then(|| Box::new(aside))
}

// What only the values themselves can tell is told by these words, which never reach the writer.
const BAD_ID: &str = "id";
const BAD_FORMAT: &str = "format";

/// A value that is there, where leaving it out means there is none.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(source: D) -> Result<Option<T>, D::Error> {
    T::deserialize(source).map(Some)
}

fn id<'de, D: Deserializer<'de>>(source: D) -> Result<SectionId, D::Error> {
    SectionId::new(u32::deserialize(source)?).ok_or_else(|| D::Error::custom(BAD_ID))
}

fn next_id<'de, D: Deserializer<'de>>(source: D) -> Result<Option<u32>, D::Error> {
    let next = u32::deserialize(source)?;
    if (1..=SectionId::MAX + 1).contains(&next) { Ok(Some(next)) } else { Err(D::Error::custom(BAD_ID)) }
}

fn format<'de, D: Deserializer<'de>>(source: D) -> Result<u32, D::Error> {
    let format = u32::deserialize(source)?;
    if (1..=FORMAT).contains(&format) { Ok(format) } else { Err(D::Error::custom(BAD_FORMAT)) }
}

/// Where the first section or metric beyond [`MOST`] begins, if there are so many. Each has a bracket of its own.
fn too_many(bytes: &[u8]) -> Option<usize> {
    if memchr::memchr_iter(b'(', bytes).count() <= MOST {
        return None;
    }
    Tokens::new(bytes).filter(|(_, token)| *token == Token::Sign(b'(')).nth(MOST).map(|(at, _)| at)
}

fn malformed(at: Position, problem: Problem) -> ReadError {
    ReadError::Malformed { at, problem }
}

/// Says what RON's reader has met, at the place where it began to go wrong.
fn translate(text: &str, error: SpannedError) -> ReadError {
    let place = |at: ron::error::Position| Position { line: at.line, column: at.col };
    let (start, end) = (place(error.span.start), place(error.span.end));
    if text.lines().nth(end.line - 1).is_some_and(is_conflict_mark) {
        return malformed(Position { line: end.line, column: 1 }, Problem::Conflict);
    }
    let (at, problem) = match error.code {
        Fault::Eof => (end, Problem::CutOff),
        Fault::ExpectedStringEnd => (start, Problem::OpenText),
        Fault::UnclosedBlockComment => (start, Problem::OpenComment),
        Fault::NoSuchStructField { found, .. } => (start, Problem::UnknownField(quoted(found))),
        Fault::DuplicateStructField { field, .. } => (start, Problem::RepeatedField(field.to_owned())),
        Fault::MissingStructField { field, .. } => (end, Problem::MissingField(field.to_owned())),
        Fault::NoSuchEnumVariant { found, expected, .. } => {
            (start, Problem::UnknownWord { found: quoted(found), expected })
        }
        Fault::InvalidEscape(_) => (backslash(text, end), Problem::Escape),
        Fault::IntegerOutOfBounds => (start, Problem::Number),
        Fault::Message(word) if word == BAD_ID => (start, Problem::Id),
        Fault::Message(word) if word == BAD_FORMAT => (start, Problem::Format),
        Fault::ExceededRecursionLimit => (end, Problem::TooDeep),
        Fault::TrailingCharacters => (end, Problem::Trailing),
        code => (end, expected(&code).map_or(Problem::Other, Problem::Expected)),
    };
    // A whole report ends with its closing bracket: what goes wrong at the last character has been cut off.
    let over = Position::of(text.as_bytes(), text.trim_end().len());
    if problem.may_be_a_cut() && end >= over { malformed(end, Problem::CutOff) } else { malformed(at, problem) }
}

impl Problem {
    /// Whether it looks like this, too, when the file ends in the middle of something.
    fn may_be_a_cut(&self) -> bool {
        matches!(self, Problem::Expected(_) | Problem::UnknownField(_) | Problem::UnknownWord { .. } | Problem::Escape)
    }
}

/// A word of the file to be told to the writer: a file may hold one without end.
fn quoted(mut word: String) -> String {
    const LONGEST: usize = 24;
    if let Some((at, _)) = word.char_indices().nth(LONGEST) {
        word.truncate(at);
        word.push('…');
    }
    word
}

/// What should have stood there.
fn expected(code: &Fault) -> Option<&'static str> {
    Some(match code {
        Fault::ExpectedString => "带引号的文字",
        Fault::ExpectedInteger | Fault::InvalidIntegerDigit { .. } | Fault::UnderscoreAtBeginning => "整数",
        Fault::ExpectedIdentifier => "不带引号的名称",
        Fault::ExpectedComma => "逗号（也可能是前面的引号没有配对）",
        Fault::ExpectedMapColon => "英文冒号",
        Fault::ExpectedArray => "[",
        Fault::ExpectedArrayEnd => "]",
        Fault::ExpectedStructLike | Fault::ExpectedNamedStructLike(_) => "(",
        Fault::ExpectedStructLikeEnd => ")",
        _ => return None,
    })
}

/// The last backslash before a place on its line.
fn backslash(text: &str, before: Position) -> Position {
    let line = text.lines().nth(before.line - 1).unwrap_or("");
    let signs = line.chars().take(before.column - 1).enumerate();
    let last = signs.filter(|(_, sign)| *sign == '\\').last();
    last.map_or(before, |(column, _)| Position { line: before.line, column: column + 1 })
}

fn is_conflict_mark(line: &str) -> bool {
    line == "=======" || ["<<<<<<< ", "||||||| ", ">>>>>>> "].iter().any(|mark| line.starts_with(mark))
}

/// Where its sections begin, in bytes.
fn starts_of_rows(text: &str) -> impl Iterator<Item = usize> {
    let mut depth = 0_usize;
    let mut inside_sections = false;
    Tokens::new(text.as_bytes()).filter_map(move |(at, token)| {
        match token {
            Token::Word(word) if depth == 1 => inside_sections = word == b"sections",
            Token::Sign(b'(' | b'[') => {
                depth += 1;
                return (inside_sections && depth == 3 && token == Token::Sign(b'(')).then_some(at);
            }
            Token::Sign(b')' | b']') => depth = depth.saturating_sub(1),
            _ => {}
        }
        None
    })
}
