//! Formats 1 and 2: how a report is written down as RON.
//!
//! ```text
//! // 本文件由提纲（tigang）维护，请用 tigang 打开修改。
//! (
//! format: 1,
//! title: "2026年上半年热线工作总结",       and organization, date, salutation, preamble, closing, note;
//!                                         of format 2: subtitle, remarks, imprint, head
//! scheme: gongwen,
//! target: 3000,                           of format 2: seal, letterhead, signed, what hangs on texts
//! check: (                                only when the checker leaves something out here
//! off: [
//! "long_sentence",                        rules that are off
//! ],
//! dismissed: [
//! "4f1c09a2b7d3e865",                     findings that are none
//! ],
//! ),
//! next_id: 42,                            only when the ids before it are used up without being in the file
//! metrics: [
//! (name: "电子工单", value: "10278", unit: "个", last_year: "9120"),   and target, series, note;
//!                                         of format 2: better
//! ],
//! sections: [
//! (id: 1, level: 1,
//! heading: "主要工作",
//! numbering: unnumbered,                  and children, heading_style, heading_stop, target
//! kind: annex,                            and begins, progress, taken, comments, tables, all of format 2
//! body: "第一段。
//! 第二段。",                               and note, metrics
//! ),
//! ],
//! )
//! ```
//!
//! Format 2 is what format 1 is, and the fields named above. Format 1 is read for ever, and written where none of them is in
//! use: a program that knows no other opens the file then.
//!
//! What is empty or as usual is left out; every field stands on a line of its own in this order; nothing is counted. So a
//! changed line of the report is a changed line of the file, and what two people wrote in different sections merges.
//!
//! Texts stand as they are, line breaks included, but for `"`, `\` and control characters, which are escaped. Raw strings
//! would spare the escapes, but a first `"` would then change two more lines, and merging it with the removal of another
//! could leave a file that nothing can read.

mod careful;
mod doubled;
mod marks;
mod quick;
mod tokens;

use std::fmt;
use std::fs::File;
use std::io;
use std::io::Write;

use serde::Serialize;

use crate::edit::compare;
use crate::edit::compare::Sides;
use crate::report::Aside;
use crate::report::Checking;
use crate::report::Comment;
use crate::report::CommentOn;
use crate::report::Fingerprint;
use crate::report::Head;
use crate::report::HeadingStyle;
use crate::report::Kind;
use crate::report::Marker;
use crate::report::Metric;
use crate::report::Numbering;
use crate::report::Report;
use crate::report::Row;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Setup;
use crate::report::Stop;
use crate::report::Style;
use crate::report::TableAside;
use crate::report::TableIn;

pub use self::doubled::Mend;
pub use self::doubled::Mended;

use self::tokens::Token;
use self::tokens::Tokens;

/// The newest version of the format. Newer ones are neither read nor overwritten; an older one is written where a report has
/// nothing that it lacks.
pub const FORMAT: u32 = 2;

const OWNER: &str = "// 本文件由提纲（tigang）维护，请用 tigang 打开修改。\n";
/// Sections and metrics that a file may have together. Without a bound, a file of [`super::MAX_BYTES`] with nothing but the
/// shortest of them would take two gigabytes of memory.
const MOST: usize = 1 << 20;
const BOM: &[u8] = "\u{feff}".as_bytes();

/// Why bytes are no report. Displays as what is wrong and what to do, to stand after the file's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It doesn't begin like a report; see [`looks_like_report`].
    #[error("它不是提纲的报告文件，如果是文稿，请改用导入")]
    NotReport,
    /// It is written in a format that came after [`FORMAT`].
    #[error("它是第{found}版格式，这个程序只认得到第{FORMAT}版，请升级 tigang 再打开")]
    NewerFormat {
        /// The format it names.
        found: u64,
    },
    /// It begins like a report but something in it is wrong.
    #[error("{at}{problem}")]
    Malformed {
        /// Where.
        at: Position,
        /// What.
        problem: Problem,
    },
}

/// A place in a file as editors show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl Position {
    /// The place of a byte.
    fn of(bytes: &[u8], at: usize) -> Position {
        let before = &bytes[..at];
        let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        let starts_character = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
        Position {
            line: 1 + memchr::memchr_iter(b'\n', before).count(),
            column: 1 + before[start..].iter().filter(starts_character).count(),
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}行第{}列", self.line, self.column)
    }
}

/// What is wrong at a place of a report file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The bytes are no UTF-8.
    #[error("起不是 UTF-8 编码，请转成 UTF-8 再打开")]
    Encoding,
    /// The file ends too early.
    #[error("处文件就断了，内容不完整，请用备份或重新取得这个文件")]
    CutOff,
    /// A string has no closing quote.
    #[error("起的文字没有收尾的引号，文件可能不完整，请补上引号或用备份")]
    OpenText,
    /// A block comment has no end.
    #[error("处的注释没有结束，请补上 */")]
    OpenComment,
    /// A line that git left where it could not merge.
    #[error("起有合并冲突的标记，请先用 tigang 打开它，逐节合并以后保存")]
    Conflict,
    /// A field that this format doesn't have.
    #[error("有不认识的字段“{0}”，请改正名称或删去")]
    UnknownField(String),
    /// A field that stands twice in the same place.
    #[error("处重复写了字段“{0}”，请只留一个")]
    RepeatedField(String),
    /// A field that has to be there.
    #[error("之前缺少字段“{0}”，请补上")]
    MissingField(String),
    /// A word that is none of those allowed there.
    #[error("有不认识的取值“{found}”，可以是{}", expected.join("、"))]
    UnknownWord {
        /// The word.
        found: String,
        /// What is allowed.
        expected: &'static [&'static str],
    },
    /// A sign or a kind of value other than the one that has to follow.
    #[error("处应当是{0}，请改正")]
    Expected(&'static str),
    /// A `\` that is followed by something without meaning.
    #[error("处的转义不对，请把 \\ 写成 \\\\")]
    Escape,
    /// A number below 0 or beyond what can be counted.
    #[error("处的数超出范围，请改正")]
    Number,
    /// A section id out of range.
    #[error("处的编号不对，应当是1到{}之间的整数", SectionId::MAX)]
    Id,
    /// A format that never was.
    #[error("处的格式版本不对，应当是1到{FORMAT}")]
    Format,
    /// Brackets inside brackets, far deeper than any report has them.
    #[error("处的括号套得太深，请用备份")]
    TooDeep,
    /// More sections and metrics than any report has.
    #[error("起超过{MOST}节和指标，装不下，请拆成几个文件")]
    TooMany,
    /// More after the end of the report.
    #[error("起是多余的内容，请删去")]
    Trailing,
    /// Anything else.
    #[error("处的写法不对，请改正或用备份")]
    Other,
}

/// Whether bytes mean to be a report, be they broken: they begin with its first comment, or with `(` and a field's name.
pub fn looks_like_report(bytes: &[u8]) -> bool {
    let mut tokens = Tokens::new(bytes).map(|(_, token)| token);
    bytes.strip_prefix(BOM).unwrap_or(bytes).starts_with(OWNER.trim_end().as_bytes())
        || tokens.next() == Some(Token::Sign(b'('))
            && matches!(tokens.next(), Some(Token::Word(_)))
            && tokens.next() == Some(Token::Sign(b':'))
}

/// The format that a report file names at its head, or `None` when it names none there.
pub fn format_of(bytes: &[u8]) -> Option<u64> {
    let mut tokens = Tokens::new(bytes).map(|(_, token)| token);
    let head = [Token::Sign(b'('), Token::Word(b"format"), Token::Sign(b':')];
    if head.into_iter().any(|sign| tokens.next() != Some(sign)) {
        return None;
    }
    match tokens.next()? {
        Token::Word(digits) if digits.iter().all(u8::is_ascii_digit) => {
            Some(digits.iter().fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'))))
        }
        _ => None,
    }
}

/// Reads a report file. Any RON with the right fields will do, in any order, with comments, after a BOM or with CRLF.
pub fn read(bytes: &[u8]) -> Result<Report, ReadError> {
    read_mending(bytes).map(|(report, _)| report)
}

/// The same with what was mended: a section whose id an earlier one has is kept under an id of its own, or, where it says the
/// same, once; a level that jumps is one that fits.
pub fn read_mending(bytes: &[u8]) -> Result<(Report, Vec<Mended>), ReadError> {
    match quick::read(bytes) {
        Ok(Some(report)) => Ok((report, Vec::new())),
        _ => careful::read(bytes),
    }
}

/// A file that git has left with marks where it could not merge.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The one side.
    pub mine: Report,
    /// The other side.
    pub theirs: Report,
    /// What both began with, where the marks say it.
    pub base: Option<Report>,
    /// What the marks call the two sides; empty where they say nothing.
    pub names: [String; 2],
    /// What was mended while they were read.
    pub mended: Vec<Mended>,
}

/// Reads a file that [`read`] refuses for [`Problem::Conflict`]; `None` for any other. An error is one of the sides'.
pub fn read_marked(bytes: &[u8]) -> Option<Result<Marked, ReadError>> {
    careful::read_marked(bytes)
}

/// Writes a file in which both sides stand, with marks, where both wrote; without conflicts, a file as any other.
pub fn write_marked(sides: &Sides) -> Vec<u8> {
    let text = |report| String::from_utf8(write(report)).expect("a report is written in UTF-8");
    let [mine, base, theirs] = [&sides.mine, &sides.base, &sides.theirs].map(text);
    let stretches = compare::differing_lines(&mine, &base, &theirs);
    marks::marked([&mine, &base, &theirs], &stretches).into_bytes()
}

/// Reads what [`write`] wrote, piece by piece, and answers `None` for anything else: then [`read`] has to look at the whole.
pub(super) fn read_own(file: &File) -> io::Result<Option<Report>> {
    quick::read_file(file)
}

/// Writes a report file. Equal reports with equally many ids used up make equal bytes.
pub fn write(report: &Report) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_to(report, &mut bytes).expect("a Vec takes every byte");
    bytes
}

/// Writes a report file piece by piece.
pub(super) fn write_to(report: &Report, to: &mut impl Write) -> io::Result<()> {
    const PIECE: usize = 1 << 18;
    let mut page = Writer { bytes: Vec::with_capacity(PIECE + (PIECE >> 2)) };
    page.head(report);
    for row in report.tree.rows() {
        page.section(row);
        if page.bytes.len() >= PIECE {
            to.write_all(&page.bytes)?;
            page.bytes.clear();
        }
    }
    page.put("],\n)\n");
    to.write_all(&page.bytes)
}

/// Whether a report has what only format 2 can say. Walks the report.
fn needs_format_2(report: &Report) -> bool {
    let Report { subtitle, organization, remarks, imprint, head, setup, aside, metrics, tree, .. } = report;
    let usual = Setup { scheme: setup.scheme, target: setup.target, check: setup.check.clone(), ..Setup::default() };
    let directed = |metrics: &[Metric]| metrics.iter().any(|metric| !metric.better.is_usual());
    let is_new = |section: &Section| {
        let Style { kind, begins, children, .. } = section.style;
        let marked = children == Some(Marker::DottedBelow);
        kind != Kind::default() || marked || begins.is_some() || section.aside.is_some() || directed(&section.metrics)
    };
    [subtitle, remarks, imprint].into_iter().any(|text| !text.is_empty())
        || organization.contains('\n')
        || *head != Head::default()
        || *setup != usual
        || aside.is_some()
        || directed(metrics)
        || tree.rows().any(|row| is_new(row.section))
}

/// A value without texts, as RON has it.
fn word(value: &impl Serialize) -> String {
    ron::to_string(value).expect("words and numbers have a RON form")
}

/// What is written and not handed on yet.
struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn head(&mut self, report: &Report) {
        self.put(OWNER);
        self.put("(\n");
        self.count("format: ", if needs_format_2(report) { 2 } else { 1 });
        self.put(",\n");
        self.text_line("title: ", &report.title);
        self.text_line("subtitle: ", &report.subtitle);
        self.text_line("organization: ", &report.organization);
        self.text_line("date: ", &report.date);
        self.text_line("salutation: ", &report.salutation);
        self.text_line("preamble: ", &report.preamble);
        self.text_line("closing: ", &report.closing);
        self.text_line("remarks: ", &report.remarks);
        self.letterhead(&report.head);
        self.text_line("imprint: ", &report.imprint);
        self.text_line("note: ", &report.note);
        self.word_line("scheme: ", &report.setup.scheme);
        self.target_line(report.setup.target);
        self.unusual_line("seal: ", &report.setup.seal);
        self.unusual_line("letterhead: ", &report.setup.letterhead);
        self.unusual_line("signed: ", &report.setup.signed);
        self.aside(report.aside.as_deref());
        self.checking(&report.setup.check);
        if let Some(used) = report.tree.used_up() {
            self.count("next_id: ", used + 1);
            self.put(",\n");
        }
        self.metrics(&report.metrics);
        self.put("sections: [\n");
    }

    fn letterhead(&mut self, head: &Head) {
        if *head == Head::default() {
            return;
        }
        self.put("head: (\n");
        self.text_line("copy: ", &head.copy);
        self.text_line("secrecy: ", &head.secrecy);
        self.text_line("urgency: ", &head.urgency);
        self.text_line("organ: ", &head.organ);
        self.text_line("number: ", &head.number);
        self.text_line("signer: ", &head.signer);
        self.put("),\n");
    }

    /// What hangs on texts, a line for each comment and each table.
    fn aside(&mut self, aside: Option<&Aside>) {
        let Some(Aside { progress, taken, comments, tables }) = aside else { return };
        self.unusual_line("progress: ", progress);
        self.text_line("taken: ", taken);
        if !comments.is_empty() {
            self.put("comments: [\n");
            for Comment { author, date, on, words, text, done, answers } in comments {
                let texts = [("author: ", author), ("date: ", date), ("words: ", words), ("text: ", text)];
                let mut words = vec![];
                words.extend((*on != CommentOn::default()).then(|| ("on: ", word(on))));
                words.extend(done.then(|| ("done: ", "true".to_owned())));
                words.extend(answers.then(|| ("answers: ", "true".to_owned())));
                self.entry(&texts, &words);
            }
            self.put("],\n");
        }
        if !tables.is_empty() {
            self.put("tables: [\n");
            for TableAside { text, at, title, unit, note, columns, merged } in tables {
                let texts = [("title: ", title), ("unit: ", unit), ("note: ", note), ("columns: ", columns)];
                let mut words = vec![];
                words.extend((*text != TableIn::default()).then(|| ("in: ", word(text))));
                words.extend((*at > 0).then(|| ("at: ", at.to_string())));
                words.extend((!merged.is_empty()).then(|| ("merged: ", word(merged))));
                self.entry(&texts, &words);
            }
            self.put("],\n");
        }
    }

    /// A value of several fields, on a line of its own but for the line breaks of its texts.
    fn entry(&mut self, texts: &[(&str, &String)], words: &[(&str, String)]) {
        self.put("(");
        let mut between = "";
        for (name, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
            self.put(between);
            self.put(name);
            self.text(text);
            between = ", ";
        }
        for (name, word) in words {
            self.put(between);
            self.put(name);
            self.put(word);
            between = ", ";
        }
        self.put("),\n");
    }

    fn checking(&mut self, check: &Checking) {
        if check.is_empty() {
            return;
        }
        self.put("check: (\n");
        self.list("off: [\n", check.off.iter().map(String::as_str));
        let prints: Vec<String> = check.dismissed.iter().map(Fingerprint::to_string).collect();
        self.list("dismissed: [\n", prints.iter().map(String::as_str));
        self.put("),\n");
    }

    /// Texts, a line each, so that what two people add merges.
    fn list<'a>(&mut self, name: &str, texts: impl Iterator<Item = &'a str>) {
        let mut texts = texts.peekable();
        if texts.peek().is_none() {
            return;
        }
        self.put(name);
        for text in texts {
            self.text(text);
            self.put(",\n");
        }
        self.put("],\n");
    }

    fn section(&mut self, row: Row<'_>) {
        let Row { level, section } = row;
        self.count("(id: ", section.id.number());
        self.count(", level: ", u32::try_from(level).expect("a report has fewer sections than a u32 can count"));
        self.put(",\n");
        self.text_line("heading: ", &section.heading);
        if section.style.numbering != Numbering::default() {
            self.word_line("numbering: ", &section.style.numbering);
        }
        if let Some(marker) = section.style.children {
            self.word_line("children: ", &marker);
        }
        if section.style.heading != HeadingStyle::default() {
            self.word_line("heading_style: ", &section.style.heading);
        }
        if section.style.stop != Stop::default() {
            self.word_line("heading_stop: ", &section.style.stop);
        }
        self.target_line(section.style.target);
        self.unusual_line("kind: ", &section.style.kind);
        if let Some(begins) = section.style.begins {
            self.count("begins: ", begins.get());
            self.put(",\n");
        }
        self.aside(section.aside.as_deref());
        self.text_line("body: ", &section.body);
        self.text_line("note: ", &section.note);
        self.metrics(&section.metrics);
        self.put("),\n");
    }

    fn metrics(&mut self, metrics: &[Metric]) {
        if metrics.is_empty() {
            return;
        }
        self.put("metrics: [\n");
        for metric in metrics {
            let fields = [
                ("name: ", &metric.name),
                ("value: ", &metric.value),
                ("unit: ", &metric.unit),
                ("last_year: ", &metric.last_year),
                ("target: ", &metric.target),
                ("series: ", &metric.series),
                ("note: ", &metric.note),
            ];
            let better = (!metric.better.is_usual()).then(|| ("better: ", word(&metric.better)));
            self.entry(&fields, better.as_slice());
        }
        self.put("],\n");
    }

    fn text_line(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.put(name);
            self.text(text);
            self.put(",\n");
        }
    }

    fn target_line(&mut self, target: Option<u32>) {
        if let Some(target) = target {
            self.count("target: ", target);
            self.put(",\n");
        }
    }

    fn word_line(&mut self, name: &str, value: &impl Serialize) {
        self.put(name);
        self.put(&word(value));
        self.put(",\n");
    }

    /// The line of a word that is left out where it is the usual one.
    fn unusual_line<T: Serialize + Default + PartialEq>(&mut self, name: &str, value: &T) {
        if *value != T::default() {
            self.word_line(name, value);
        }
    }

    fn text(&mut self, text: &str) {
        self.put("\"");
        if text.as_bytes().chunks(64).any(|chunk| chunk.iter().fold(false, |found, &byte| found | is_escaped(byte))) {
            for &byte in text.as_bytes() {
                match byte {
                    b'"' | b'\\' => self.bytes.extend([b'\\', byte]),
                    _ if is_escaped(byte) => {
                        write!(self.bytes, "\\u{{{byte:x}}}").expect("a Vec takes every byte");
                    }
                    _ => self.bytes.push(byte),
                }
            }
        } else {
            self.put(text);
        }
        self.put("\"");
    }

    fn count(&mut self, name: &str, number: u32) {
        self.put(name);
        write!(self.bytes, "{number}").expect("a Vec takes every byte");
    }

    fn put(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }
}

/// Which bytes of a text don't stand for themselves: the quote, the backslash, and control characters, which other
/// programs change, hide or obey, but for the line break and the tab.
fn is_escaped(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte == 0x7f || byte < b' ' && byte != b'\n' && byte != b'\t'
}
