//! Reads what the program itself has written, in pieces and about as fast as memory can be had. It accepts nothing that
//! RON would read otherwise and explains nothing: whatever it doesn't expect, and what hangs on texts, is left to the careful
//! reader.

use std::fs::File;
use std::io;
use std::io::Read;
use std::num::NonZeroU32;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use super::FORMAT;
use super::MOST;
use super::marks;
use crate::report::Better;
use crate::report::Checking;
use crate::report::Fingerprint;
use crate::report::Head;
use crate::report::Metric;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Tree;

/// The report, or `None` for anything that [`super::write`] would have written otherwise.
pub(super) fn read(source: impl Read) -> io::Result<Option<Report>> {
    let mut feed = Feed::new(source);
    let Some((mut report, next_id)) = feed.take(|cursor| cursor.head())? else { return Ok(None) };
    let mut stop = None;
    let mut many = report.metrics.len();
    let rows = std::iter::from_fn(|| match feed.take(|cursor| cursor.item()) {
        Ok(Some(Item::Row(level, section))) if many < MOST => {
            many += 1 + section.metrics.len();
            Some((level, section))
        }
        last => {
            stop = Some(last);
            None
        }
    });
    let Ok(tree) = Tree::from_rows(rows) else { return Ok(None) };
    report.tree = tree;
    report.tree.reserve_ids(next_id - 1);
    match stop.expect("the rows were asked for until they stopped")? {
        Some(Item::End) if feed.is_exhausted()? => Ok(Some(report)),
        _ => Ok(None),
    }
}

/// The report in a file, as [`read`] has it; a large one is read from the middle at the same time.
///
/// The second reader begins at a line that looks like the head of a section. The same line may stand in a text, so its
/// rows count only when the first reader comes to just that place after a section of its own.
#[cfg(unix)]
pub(super) fn read_file(file: &File) -> io::Result<Option<Report>> {
    let end = file.metadata()?.len();
    let Some(middle) = middle(file, end)? else { return read(FileRange { file, at: 0, end }) };
    std::thread::scope(|scope| {
        let second = scope.spawn(move || read_rows(FileRange { file, at: middle, end }));
        let mut feed = Feed::new(FileRange { file, at: 0, end: middle });
        let Some((mut report, next_id)) = feed.take(|cursor| cursor.head())? else { return Ok(None) };
        let mut stop = None;
        let first = std::iter::from_fn(|| match feed.take(|cursor| cursor.item()) {
            Ok(Some(Item::Row(level, section))) => Some((level, section)),
            last => {
                stop = Some(last.and_then(|end| Ok(end.is_none() && feed.is_exhausted()?)));
                None
            }
        });
        let mut whole = Ok(false);
        let behind = std::iter::once_with(|| match second.join() {
            Ok(Ok(Some(rows))) => {
                whole = Ok(true);
                rows
            }
            Ok(Err(error)) => {
                whole = Err(error);
                Vec::new()
            }
            // A panic there would come again when the file is read as a whole.
            Ok(Ok(None)) | Err(_) => Vec::new(),
        });
        let Ok(tree) = Tree::from_rows(first.chain(behind.flatten())) else { return Ok(None) };
        if !stop.expect("the rows were asked for until they stopped")? || !whole? {
            return Ok(None);
        }
        report.tree = tree;
        report.tree.reserve_ids(next_id - 1);
        Ok(Some(report))
    })
}

/// The report in a file, as [`read`] has it.
#[cfg(not(unix))]
pub(super) fn read_file(file: &File) -> io::Result<Option<Report>> {
    read(file)
}

/// About the middle of a file that is worth two readers: a line that looks like the head of a section.
#[cfg(unix)]
fn middle(file: &File, end: u64) -> io::Result<Option<u64>> {
    const LARGE: u64 = 1 << 22;
    if end < LARGE {
        return Ok(None);
    }
    let mut piece = Vec::new();
    FileRange { file, at: end / 2, end: end / 2 + PIECE as u64 }.read_to_end(&mut piece)?;
    Ok(memchr::memmem::find(&piece, b"\n(id: ").map(|line| end / 2 + line as u64 + 1))
}

/// The sections from the first to the last of the file, or `None` for anything else.
#[cfg(unix)]
fn read_rows(source: impl Read) -> io::Result<Option<Vec<(usize, Section)>>> {
    let mut feed = Feed::new(source);
    let mut rows = Vec::new();
    loop {
        match feed.take(|cursor| cursor.item())? {
            Some(Item::Row(level, section)) => rows.push((level, section)),
            Some(Item::End) if feed.is_exhausted()? => return Ok(Some(rows)),
            _ => return Ok(None),
        }
    }
}

/// A part of a file, read without moving the place that all its readers share.
#[cfg(unix)]
struct FileRange<'a> {
    file: &'a File,
    at: u64,
    end: u64,
}

#[cfg(unix)]
impl Read for FileRange<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX).min(buffer.len());
        let count = std::os::unix::fs::FileExt::read_at(self.file, &mut buffer[..left], self.at)?;
        self.at += count as u64;
        Ok(count)
    }
}

const PIECE: usize = 1 << 18;

/// The part of the file that is in memory.
struct Feed<R> {
    source: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
}

impl<R: Read> Feed<R> {
    fn new(source: R) -> Feed<R> {
        Feed { source, buffer: vec![0; PIECE], start: 0, end: 0, ended: false }
    }

    /// Reads one part of the file, or nothing when it isn't what is expected there.
    fn take<T>(&mut self, part: fn(&mut Cursor<'_>) -> Option<T>) -> io::Result<Option<T>> {
        loop {
            let mut cursor = Cursor { rest: &self.buffer[self.start..self.end], starved: false };
            if let Some(found) = part(&mut cursor) {
                self.start = self.end - cursor.rest.len();
                return Ok(Some(found));
            }
            if !cursor.starved || self.ended {
                return Ok(None);
            }
            self.fill()?;
        }
    }

    /// Keeps the unread bytes and reads on, twice as much each time.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.end > self.buffer.len() / 2 {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        while self.end < self.buffer.len() && !self.ended {
            match self.source.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn is_exhausted(&mut self) -> io::Result<bool> {
        if self.start == self.end && !self.ended {
            self.fill()?;
        }
        Ok(self.start == self.end && self.ended)
    }
}

/// What may stand in the list of sections.
enum Item {
    Row(usize, Section),
    End,
}

/// Where the reading stands, and whether it could have gone on with more of the file at hand.
struct Cursor<'a> {
    rest: &'a [u8],
    starved: bool,
}

impl<'a> Cursor<'a> {
    fn head(&mut self) -> Option<(Report, u32)> {
        let mut report = Report::default();
        if self.skip(b"// ") {
            std::str::from_utf8(self.until(b'\n')?).ok()?;
        }
        self.expect(b"(\nformat: ")?;
        (1..=FORMAT).contains(&self.count()?).then_some(())?;
        self.expect(b",\n")?;
        report.title = self.text_line(b"title: ")?;
        report.subtitle = self.text_line(b"subtitle: ")?;
        report.organization = self.text_line(b"organization: ")?;
        report.date = self.text_line(b"date: ")?;
        report.salutation = self.text_line(b"salutation: ")?;
        report.preamble = self.text_line(b"preamble: ")?;
        report.closing = self.text_line(b"closing: ")?;
        report.remarks = self.text_line(b"remarks: ")?;
        report.head = self.letterhead()?;
        report.imprint = self.text_line(b"imprint: ")?;
        report.note = self.text_line(b"note: ")?;
        report.setup.scheme = self.word_line(b"scheme: ")??;
        report.setup.target = self.count_line(b"target: ")?;
        report.setup.seal = self.word_line(b"seal: ")?.unwrap_or_default();
        report.setup.letterhead = self.word_line(b"letterhead: ")?.unwrap_or_default();
        report.setup.signed = self.word_line(b"signed: ")?.unwrap_or_default();
        report.setup.check = self.checking()?;
        let next_id = self.count_line(b"next_id: ")?.unwrap_or(1);
        report.metrics = self.metrics()?;
        self.expect(b"sections: [\n")?;
        (1..=SectionId::MAX + 1).contains(&next_id).then_some((report, next_id))
    }

    fn item(&mut self) -> Option<Item> {
        if self.skip(b"],\n)\n") {
            return Some(Item::End);
        }
        self.expect(b"(id: ")?;
        let mut section = Section::new(SectionId::new(self.count()?)?);
        self.expect(b", level: ")?;
        let level = usize::try_from(self.count()?).ok()?;
        self.expect(b",\n")?;
        section.heading = self.text_line(b"heading: ")?;
        section.style.numbering = self.word_line(b"numbering: ")?.unwrap_or_default();
        section.style.children = self.word_line(b"children: ")?;
        section.style.heading = self.word_line(b"heading_style: ")?.unwrap_or_default();
        section.style.stop = self.word_line(b"heading_stop: ")?.unwrap_or_default();
        section.style.target = self.count_line(b"target: ")?;
        section.style.kind = self.word_line(b"kind: ")?.unwrap_or_default();
        section.style.begins = match self.count_line(b"begins: ")? {
            Some(number) => Some(NonZeroU32::new(number)?),
            None => None,
        };
        section.body = self.text_line(b"body: ")?;
        section.note = self.text_line(b"note: ")?;
        section.metrics = self.metrics()?;
        self.expect(b"),\n")?;
        Some(Item::Row(level, section))
    }

    fn letterhead(&mut self) -> Option<Head> {
        let mut head = Head::default();
        if !self.skip(b"head: (\n") {
            return Some(head);
        }
        head.copy = self.text_line(b"copy: ")?;
        head.secrecy = self.text_line(b"secrecy: ")?;
        head.urgency = self.text_line(b"urgency: ")?;
        head.organ = self.text_line(b"organ: ")?;
        head.number = self.text_line(b"number: ")?;
        head.signer = self.text_line(b"signer: ")?;
        self.expect(b"),\n")?;
        Some(head)
    }

    fn checking(&mut self) -> Option<Checking> {
        let mut check = Checking::default();
        if !self.skip(b"check: (\n") {
            return Some(check);
        }
        check.off = self.list(b"off: [\n")?.into_iter().collect();
        let prints = self.list(b"dismissed: [\n")?.into_iter().map(Fingerprint::try_from);
        check.dismissed = prints.collect::<Result<_, _>>().ok()?;
        self.expect(b"),\n")?;
        Some(check)
    }

    /// Texts, a line each, or none when the list isn't there.
    fn list(&mut self, name: &[u8]) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        if self.skip(name) {
            while !self.skip(b"],\n") {
                texts.push(self.text()?);
                self.expect(b",\n")?;
            }
        }
        Some(texts)
    }

    fn metrics(&mut self) -> Option<Vec<Metric>> {
        let mut metrics = Vec::new();
        if !self.skip(b"metrics: [\n") {
            return Some(metrics);
        }
        while !self.skip(b"],\n") {
            let mut metric = Metric::default();
            let fields: [(&[u8], &mut String); 7] = [
                (b"name: ", &mut metric.name),
                (b"value: ", &mut metric.value),
                (b"unit: ", &mut metric.unit),
                (b"last_year: ", &mut metric.last_year),
                (b"target: ", &mut metric.target),
                (b"series: ", &mut metric.series),
                (b"note: ", &mut metric.note),
            ];
            self.expect(b"(")?;
            let mut more = true;
            for (name, field) in fields {
                if more && self.skip(name) {
                    *field = self.text()?;
                    more = self.skip(b", ");
                }
            }
            if more && self.skip(b"better: ") {
                let word = std::str::from_utf8(self.until(b')')?).ok()?;
                metric.better = Better::deserialize(IntoDeserializer::<Error>::into_deserializer(word)).ok()?;
                self.expect(b",\n")?;
            } else {
                self.expect(b"),\n")?;
            }
            if metrics.len() == MOST {
                return None;
            }
            metrics.push(metric);
        }
        metrics.shrink_to_fit();
        Some(metrics)
    }

    /// The text after a name, or an empty one when the name isn't there.
    fn text_line(&mut self, name: &[u8]) -> Option<String> {
        if !self.skip(name) {
            return Some(String::new());
        }
        let text = self.text()?;
        self.expect(b",\n")?;
        Some(text)
    }

    fn count_line(&mut self, name: &[u8]) -> Option<Option<u32>> {
        if !self.skip(name) {
            return Some(None);
        }
        let number = self.count()?;
        self.expect(b",\n")?;
        Some(Some(number))
    }

    fn word_line<T: serde::de::DeserializeOwned>(&mut self, name: &[u8]) -> Option<Option<T>> {
        if !self.skip(name) {
            return Some(None);
        }
        let word = std::str::from_utf8(self.until(b',')?).ok()?;
        self.expect(b"\n")?;
        T::deserialize(IntoDeserializer::<Error>::into_deserializer(word)).ok().map(Some)
    }

    /// The text between quotes. One with a carriage return is left to the careful reader, which knows what to make of it.
    fn text(&mut self) -> Option<String> {
        self.expect(b"\"")?;
        let mut text = String::new();
        loop {
            let Some(len) = memchr::memchr3(b'"', b'\\', b'\r', self.rest) else {
                self.starved = true;
                return None;
            };
            if marks::may_be_marked(&self.rest[..len]) {
                return None;
            }
            let plain = simdutf8::basic::from_utf8(&self.rest[..len]).ok()?;
            if text.is_empty() {
                text = plain.to_owned();
            } else {
                text.push_str(plain);
            }
            self.rest = &self.rest[len..];
            if self.skip(b"\"") {
                return Some(text);
            }
            text.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Option<char> {
        self.expect(b"\\")?;
        if self.skip(b"\"") {
            return Some('"');
        }
        if self.skip(b"\\") {
            return Some('\\');
        }
        self.expect(b"u{")?;
        let digits = std::str::from_utf8(self.until(b'}')?).ok()?;
        u8::from_str_radix(digits, 16).ok().filter(|byte| !digits.starts_with('+') && byte.is_ascii()).map(char::from)
    }

    /// Decimal digits, at least one, as a number that a `u32` holds.
    fn count(&mut self) -> Option<u32> {
        let len = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if len == self.rest.len() {
            self.starved = true;
            return None;
        }
        let (digits, rest) = self.rest.split_at(len);
        self.rest = rest;
        let digit = |sum: u32, byte: &u8| sum.checked_mul(10)?.checked_add(u32::from(byte - b'0'));
        digits.first().and_then(|_| digits.iter().try_fold(0, digit))
    }

    /// What stands before a sign on the same line, which is passed.
    fn until(&mut self, sign: u8) -> Option<&'a [u8]> {
        match memchr::memchr2(sign, b'\n', self.rest) {
            Some(len) if self.rest[len] == sign => {
                let found = &self.rest[..len];
                self.rest = &self.rest[len + 1..];
                Some(found)
            }
            Some(_) => None,
            None => {
                self.starved = true;
                None
            }
        }
    }

    fn expect(&mut self, sign: &[u8]) -> Option<()> {
        self.skip(sign).then_some(())
    }

    fn skip(&mut self, sign: &[u8]) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => {
                self.starved |= sign.starts_with(self.rest);
                false
            }
        }
    }
}
