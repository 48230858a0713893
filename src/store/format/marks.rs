//! Files that git has left with marks where it could not merge: both sides of them, and what they began with.
//!
//! ```text
//! <<<<<<< HEAD
//! heading: "抓管护",              the file here
//! ||||||| 4f1c09a                 only in the styles diff3 and zdiff3
//! heading: "管护",                what both began with
//! =======
//! heading: "管护养护",            the file there
//! >>>>>>> 科里的稿
//! ```

use std::ops::Range;

/// The sides of a marked file, each a whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parted {
    pub(super) mine: Piece,
    pub(super) theirs: Piece,
    /// Only where every conflict says it.
    pub(super) base: Option<Piece>,
    /// What the marks call the two sides; empty where they say nothing.
    pub(super) names: [String; 2],
}

/// One side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Which line of the file each of its lines is, from 1.
    pub(super) lines: Vec<usize>,
    /// Where lines stand in it that are in conflict, in bytes.
    pub(super) in_conflict: Vec<Range<usize>>,
}

impl Piece {
    fn push(&mut self, (number, line): (usize, &str)) {
        self.text.push_str(line);
        self.lines.push(number);
    }

    /// Adds the lines of a conflict.
    fn conflict(&mut self, lines: Vec<(usize, &str)>) {
        let from = self.text.len();
        lines.into_iter().for_each(|line| self.push(line));
        self.in_conflict.push(from..self.text.len());
    }
}

/// Whether a text has a line that git begins a conflict with.
pub(super) fn may_be_marked(text: &[u8]) -> bool {
    text.starts_with(b"<<<<<<<") || memchr::memmem::find(text, b"\n<<<<<<<").is_some()
}

/// The line of the first mark, from 1, and the sides; `None` where no conflict is whole or one of them isn't.
pub(super) fn parted(text: &str) -> Option<(usize, Parted)> {
    if !may_be_marked(text.as_bytes()) {
        return None;
    }
    let mut parted = Parted { base: Some(Piece::default()), ..Parted::default() };
    let mut first = None;
    let mut lines = (1..).zip(text.split_inclusive('\n'));
    while let Some((number, line)) = lines.next() {
        let Some(mine) = mark(line, '<') else {
            let Parted { mine, theirs, base, .. } = &mut parted;
            [Some(mine), Some(theirs), base.as_mut()].into_iter().flatten().for_each(|side| side.push((number, line)));
            continue;
        };
        let [mut here, mut before, mut there] = [const { Vec::new() }; 3];
        let mut side = &mut here;
        let (mut has_base, mut has_middle) = (false, false);
        let theirs = loop {
            let (number, line) = lines.next()?;
            if !has_middle && !has_base && mark(line, '|').is_some() {
                has_base = true;
                side = &mut before;
            } else if !has_middle && mark(line, '=') == Some("") {
                has_middle = true;
                side = &mut there;
            } else if let Some(theirs) = mark(line, '>').filter(|_| has_middle) {
                break theirs;
            } else if mark(line, '<').is_some() {
                return None;
            } else {
                side.push((number, line));
            }
        };
        if first.is_none() {
            first = Some(number);
            parted.names = [mine.to_owned(), theirs.to_owned()];
        }
        parted.mine.conflict(here);
        parted.theirs.conflict(there);
        match &mut parted.base {
            Some(base) if has_base => base.conflict(before),
            base => *base = None,
        }
    }
    Some((first?, parted))
}

/// What stands after a mark on its line: seven signs alone, or with a blank and words after them.
fn mark(line: &str, sign: char) -> Option<&str> {
    let line = line.trim_end_matches(['\n', '\r']);
    let rest = line.strip_prefix(String::from(sign).repeat(7).as_str())?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

/// A file in which both sides stand where they differ. `stretches` has for each the lines of `mine`, `base` and `theirs`.
pub(super) fn marked([mine, base, theirs]: [&str; 3], stretches: &[[Range<usize>; 3]]) -> String {
    let [mine, base, theirs] = [mine, base, theirs].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let mut out = String::new();
    let mut at = 0;
    for [here, before, there] in stretches {
        out.extend(mine[at..here.start].iter().copied());
        at = here.end;
        let sides = [
            ("<<<<<<< 这一边\n", &mine[here.clone()]),
            ("||||||| 原来的\n", &base[before.clone()]),
            ("=======\n", &theirs[there.clone()]),
        ];
        for (mark, lines) in sides {
            out.push_str(mark);
            lines.iter().for_each(|line| put_plain(&mut out, line));
        }
        out.push_str(">>>>>>> 那一边\n");
    }
    out.extend(mine[at..].iter().copied());
    out
}

/// A line that is no mark. One that looks like a mark stands in a text, where its first sign can be written as an escape.
fn put_plain(out: &mut String, line: &str) {
    match line.chars().next().filter(|&sign| matches!(sign, '<' | '|' | '=' | '>') && mark(line, sign).is_some()) {
        Some(sign) => {
            out.push_str(&format!("\\u{{{:x}}}", u32::from(sign)));
            out.push_str(&line[1..]);
        }
        None => out.push_str(line),
    }
}
