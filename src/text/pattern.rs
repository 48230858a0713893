//! What is looked for in a text: words or a regular expression, with or without case and width.

use std::fmt;
use std::ops::Range;

use regex::Captures;
use regex::Regex;
use regex::RegexBuilder;
use regex_syntax::Parser;
use regex_syntax::ast::ErrorKind;

/// How words are looked for; by default as they stand, in either case and either width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// As a regular expression, in the syntax of the `regex` crate; `^` and `$` stand at the ends of a paragraph.
    pub expression: bool,
    /// `A` is not `a`.
    pub case: bool,
    /// `Ａ` is not `A`, and `，` is not `,`.
    pub width: bool,
}

/// Words or an expression, ready to be looked for.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    manner: Manner,
}

/// One place that a pattern fits, and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swap {
    /// Bytes of the text; never empty.
    pub range: Range<usize>,
    /// What is put there.
    pub put: String,
}

/// Why an expression can't be looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// The character of the expression at which it goes wrong, from 1.
    at: Option<usize>,
    says: &'static str,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "正则表达式第 {at} 个字有误：{}", self.says),
            None => write!(f, "正则表达式{}", self.says),
        }
    }
}

impl std::error::Error for PatternError {}

impl Pattern {
    /// Words that aren't an expression never fail.
    pub fn new(words: &str, manner: Manner) -> Result<Pattern, PatternError> {
        let source = match (manner.expression, manner.width) {
            (true, true) => words.to_string(),
            // A full-width bracket is a character, not a sign of the expression, whatever it is folded to.
            (true, false) => words.chars().map(|c| half(c).map_or(c.to_string(), escaped)).collect(),
            (false, true) => regex::escape(words),
            (false, false) => regex::escape(&Folded::of(words).text),
        };
        let built = RegexBuilder::new(&source).case_insensitive(!manner.case).multi_line(true).build();
        match built {
            Ok(regex) => Ok(Pattern { regex, manner }),
            Err(error) => Err(trouble(words, &error)),
        }
    }

    /// Every place that it fits, in order, without overlaps and without empty ones.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let text = self.read(text);
        let places = self.regex.find_iter(&text.text).filter(|found| !found.is_empty());
        places.map(|found| text.typed(found.start())..text.typed(found.end())).collect()
    }

    /// Every such place with what takes its place. For an expression `$1` … `$99`, `${1}` and `${name}` in `by` stand for
    /// what its groups have found, `$$` for a `$`; a group that the expression doesn't have stays as typed.
    pub fn swaps(&self, text: &str, by: &str) -> Vec<Swap> {
        let read = self.read(text);
        let swap = |captures: Captures<'_>| {
            let found = captures.get(0).filter(|found| !found.is_empty())?;
            let put = if self.manner.expression { expand(&captures, by, text, &read) } else { by.to_string() };
            Some(Swap { range: read.typed(found.start())..read.typed(found.end()), put })
        };
        self.regex.captures_iter(&read.text).filter_map(swap).collect()
    }

    fn read<'a>(&self, text: &'a str) -> Folded<'a> {
        if self.manner.width { Folded { text: text.into(), at: Vec::new() } } else { Folded::of(text) }
    }
}

/// A text in half width, and the way back to its bytes.
struct Folded<'a> {
    text: std::borrow::Cow<'a, str>,
    /// Where the characters that were full width begin in it: each took two bytes more.
    at: Vec<usize>,
}

impl Folded<'_> {
    fn of(text: &str) -> Folded<'_> {
        if !text.contains(|c| half(c).is_some()) {
            return Folded { text: text.into(), at: Vec::new() };
        }
        let mut folded = String::with_capacity(text.len());
        let mut at = Vec::new();
        for c in text.chars() {
            if half(c).is_some() {
                at.push(folded.len());
            }
            folded.push(half(c).unwrap_or(c));
        }
        Folded { text: folded.into(), at }
    }

    /// The byte of the text as typed.
    fn typed(&self, folded: usize) -> usize {
        folded + 2 * self.at.partition_point(|&at| at < folded)
    }
}

/// The half-width twin of a full-width form (U+FF01–FF5E) or of the ideographic space: three bytes in UTF-8, its twin one.
fn half(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{3000}' => Some(' '),
        _ => None,
    }
}

fn escaped(c: char) -> String {
    regex::escape(c.encode_utf8(&mut [0; 4]))
}

/// A replacement with the groups put in, as they stand in the text as typed.
fn expand(captures: &Captures<'_>, by: &str, text: &str, read: &Folded<'_>) -> String {
    let group = |name: &str| {
        let group = match name.parse::<usize>() {
            Ok(number) if number < captures.len() => captures.get(number),
            Ok(_) => return None,
            Err(_) => captures.name(name),
        };
        let known = name.parse::<usize>().is_ok() || group.is_some();
        known.then(|| group.map_or("", |group| &text[read.typed(group.start())..read.typed(group.end())]))
    };
    let mut put = String::new();
    let mut rest = by;
    while let Some(at) = rest.find('$') {
        put.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let digits = behind.bytes().take(2).take_while(u8::is_ascii_digit).count();
        let braced = behind.strip_prefix('{').and_then(|name| name.split_once('}')).map(|(name, _)| name);
        let (name, len) = match braced {
            Some(name) => (name, name.len() + 2),
            None => (&behind[..digits], digits),
        };
        if let Some(behind) = behind.strip_prefix('$') {
            put.push('$');
            rest = behind;
        } else if let Some(found) = Some(name).filter(|name| !name.is_empty()).and_then(group) {
            put.push_str(found);
            rest = &behind[len..];
        } else {
            put.push('$');
            rest = behind;
        }
    }
    put.push_str(rest);
    put
}

/// What is wrong with an expression, in words that help to mend it.
fn trouble(words: &str, error: &regex::Error) -> PatternError {
    if let regex::Error::CompiledTooBig(_) = error {
        return PatternError { at: None, says: "太大了，请改短一些，或把重复的次数改小" };
    }
    let Err(regex_syntax::Error::Parse(error)) = Parser::new().parse(words) else {
        return PatternError { at: None, says: "读不懂，请检查括号和反斜杠" };
    };
    let says = match error.kind() {
        ErrorKind::GroupUnclosed => "左括号没有配上右括号",
        ErrorKind::GroupUnopened => "右括号没有配上左括号",
        ErrorKind::ClassUnclosed => "左方括号没有配上右方括号",
        ErrorKind::ClassRangeInvalid => "方括号里的范围前后颠倒了",
        ErrorKind::RepetitionMissing => "* + ? {} 前面要有重复的字",
        ErrorKind::RepetitionCountUnclosed => "左花括号没有配上右花括号",
        ErrorKind::RepetitionCountInvalid => "重复的次数前后颠倒了",
        ErrorKind::RepetitionCountDecimalEmpty | ErrorKind::DecimalEmpty => "花括号里要写重复的次数",
        ErrorKind::EscapeUnexpectedEof => "反斜杠后面还要有一个字",
        ErrorKind::EscapeUnrecognized => "没有这样的反斜杠写法；要找这个字本身就去掉反斜杠",
        ErrorKind::UnsupportedBackreference => "不能在查找里用 \\1，只能在替换里用 $1",
        ErrorKind::UnsupportedLookAround => "不能用前后查看 (?= (?! (?<=",
        _ => "这里读不懂；要找这个字本身就在它前面加反斜杠",
    };
    let before = words.get(..error.span().start.offset).unwrap_or(words);
    PatternError { at: Some(before.chars().count() + 1), says }
}
