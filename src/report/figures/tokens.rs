//! A sentence cut into what matters around figures: quantities, ranks, times, known words, marks, and the rest.

use std::ops::Range;

use super::Approximation;
use super::Kind;
use super::lexicon;
use super::lexicon::Class;
use super::numerals;
use super::numerals::Numeral;
use super::numerals::Sort;
use super::units;
use crate::report::reference;
use crate::report::reference::Form;
use crate::report::reference::Reference;
use crate::text::is_digit;
use crate::text::word_breaks;

/// A piece of a sentence, by its bytes in the text. The pieces of a sentence are gapless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub at: Range<usize>,
    pub what: What<'a>,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What<'a> {
    /// A numeral with a unit, or one that does without.
    Quantity(Quantity),
    /// 第2位, 前三, 首位.
    Rank(Place),
    /// 2025年, 3月, 12日: when, never how much.
    Time,
    /// A reference to a metric, by name.
    Reference(&'a str),
    /// A word of the table.
    Word(Class),
    /// Other characters.
    Plain,
    /// A short quotation or the title of a document, with its marks: a name, whatever stands in it.
    Quote,
    /// Blanks.
    Blank,
    /// A punctuation mark.
    Mark(Mark),
}

/// What a punctuation mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// ，： and dashes: between clauses.
    Comma,
    /// ； and what ends a sentence.
    Semicolon,
    /// 、 / between members of a list.
    Pause,
    /// （ [
    Open,
    /// ） ]
    Close,
    /// The marks of a long quotation, and others that part nothing.
    Other,
}

/// A number and what it is counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    pub sort: Sort,
    pub value: Range<usize>,
    /// The unit as written, 余 and blanks inside it included; empty where there is none.
    pub unit_at: Range<usize>,
    pub unit: String,
    pub kind: Kind,
    pub approximation: Option<Approximation>,
    /// Ends in 以上, 以下 or 以内: perhaps only the bound of what is counted.
    pub bound: bool,
    pub takes_han: bool,
}

/// A place in an order: `第2位` by its `2`, `前三` and `首位` whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub value: Range<usize>,
    /// Whether it is a place without words around it that say so (第2位, 首位), and not only perhaps (第二, 前三).
    pub sure: bool,
}

/// What follows a number that tells when.
const WHEN: &[&str] = &["年", "月", "日", "号", "时", "点", "世纪", "季度", "周年", "年代", "月份", "华诞"];

/// What follows a number that only names something.
const NAMES: &[&str] = &["级", "版", "届", "室", "路公", "号"];

/// What may stand after a unit and say how exact the number is.
const BEHIND: &[(&str, Approximation, bool)] = &[
    ("以上", Approximation::AtLeast, true),
    ("及以上", Approximation::AtLeast, true),
    ("以下", Approximation::AtMost, true),
    ("及以下", Approximation::AtMost, true),
    ("以内", Approximation::AtMost, true),
    ("左右", Approximation::About, false),
    ("上下", Approximation::About, false),
    ("多", Approximation::More, false),
    ("＋", Approximation::More, false),
    ("+", Approximation::More, false),
    ("不等", Approximation::About, false),
];

/// What closes a short quotation.
const QUOTES: &[(char, char)] = &[('《', '》'), ('〈', '〉'), ('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')];

/// How many characters a quotation has at most to be taken for a name.
const SHORT_QUOTE: usize = 16;

/// The title of a document may be longer.
const SHORT_TITLE: usize = 60;

/// Cuts the sentence that stands at `range` of `text`. `references` are those of the text from there on.
pub(super) fn cut<'a>(
    text: &'a str,
    range: Range<usize>,
    references: &mut std::iter::Peekable<impl Iterator<Item = Reference<'a>>>,
) -> Vec<Token<'a>> {
    let sentence = &text[..range.end];
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut at = range.start;
    let counts = |ch: char| is_digit(ch) || numerals::is_blank_sign(ch) || numerals::is_han_numeral(ch);
    let breaks = match sentence[range.clone()].contains(counts) {
        true => word_breaks(&sentence[range.clone()]).into_iter().map(|cut| range.start + cut).collect(),
        false => Vec::new(),
    };
    while at < range.end {
        let before = &sentence[range.start..at];
        let (len, what) = match references.peek() {
            Some(reference) if reference.range.start == at => {
                let (end, name, form) = (reference.range.end, reference.name, reference.form);
                references.next();
                // {工单:同比} and the like tell of a figure and are none.
                let is_figure = matches!(form, Some(Form::Figure | Form::Number));
                (end - at, if is_figure { What::Reference(name) } else { What::Mark(Mark::Other) })
            }
            _ => next(sentence, at, before, &breaks),
        };
        let end = (at + len).min(range.end);
        match tokens.last_mut() {
            Some(last) if last.what == What::Plain && what == What::Plain => last.at.end = end,
            _ => tokens.push(Token { at: at..end, what }),
        }
        at = end;
    }
    tokens
}

/// Whether a character of the table is only a part of another word here: 约 of 续约, 过 of 过夜.
fn is_part_of_word(breaks: &[usize], range: Range<usize>, class: Class) -> bool {
    let cut = |at: usize| breaks.is_empty() || breaks.binary_search(&at).is_ok();
    match class {
        Class::To | Class::From | Class::Up | Class::Down | Class::Share | Class::Than | Class::Rank => false,
        Class::Particle | Class::Preposition => !(cut(range.start) && cut(range.end)),
        _ => !cut(range.start),
    }
}

/// The piece at this byte: its length and what it is. `before` is what the sentence says before it, `breaks` are the places
/// where its words begin and end.
fn next<'a>(sentence: &str, at: usize, before: &str, breaks: &[usize]) -> (usize, What<'a>) {
    let rest = &sentence[at..];
    let ch = rest.chars().next().expect("the sentence goes on");
    if let Some((len, mark)) = quote(rest, ch) {
        return (len, mark);
    }
    if let Some(found) = place(rest, at) {
        return found;
    }
    if rest.starts_with("百分之")
        && let Some(found) = hundredths(rest, at)
    {
        return found;
    }
    // 上千人次, but 上级
    if ch == '上' && rest["上".len()..].starts_with(['百', '千', '万', '亿']) {
        return ("上".len(), What::Word(Class::About));
    }
    let numeral = is_digit(ch) || numerals::is_blank_sign(ch) || numerals::is_han_numeral(ch);
    if (numeral || matches!(ch, '-' | '－' | '−'))
        && let Some(found) = quantity(rest, at, before)
    {
        let counts_in_word = numerals::is_han_numeral(ch)
            && matches!(found.1, What::Quantity(_))
            && !breaks.is_empty()
            && breaks[breaks.partition_point(|&cut| cut <= at).min(breaks.len() - 1)] > at + found.0;
        return if counts_in_word { (found.0, What::Plain) } else { found };
    }
    if ch.is_ascii_alphabetic() {
        let len = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-.+/&".contains(b)).count();
        return (len, What::Plain);
    }
    if let Some((len, class)) = lexicon::read(rest)
        && !(len == ch.len_utf8() && !matches!(ch, '了' | '的') && is_part_of_word(breaks, at..at + len, class))
    {
        return (len, What::Word(class));
    }
    let what = match ch {
        ' ' | '\u{3000}' | '\u{a0}' | '\t' => What::Blank,
        '，' | ',' | '：' | ':' | '—' => What::Mark(Mark::Comma),
        '；' | ';' | '。' | '！' | '？' | '!' | '?' | '\n' => What::Mark(Mark::Semicolon),
        '、' => What::Mark(Mark::Pause),
        '（' | '(' | '〔' | '[' | '【' => What::Mark(Mark::Open),
        '）' | ')' | '〕' | ']' | '】' => What::Mark(Mark::Close),
        '“' | '”' | '‘' | '’' | '「' | '」' | '…' | '"' => What::Mark(Mark::Other),
        _ => What::Plain,
    };
    (ch.len_utf8(), what)
}

/// A short quotation, or one mark of a long one.
fn quote<'a>(rest: &str, open: char) -> Option<(usize, What<'a>)> {
    let (_, close) = QUOTES.iter().find(|(mark, _)| *mark == open)?;
    let limit = if open == '《' || open == '〈' { SHORT_TITLE } else { SHORT_QUOTE };
    let inside = rest.char_indices().skip(1).take(limit + 1);
    let end = inside.take_while(|(_, ch)| *ch != open).find(|(_, ch)| ch == close);
    end.map(|(at, _)| (at + close.len_utf8(), What::Quote))
}

/// 第2位, 前三名, 首位, 榜首. 第二批 and 第5条 are no places and no numbers.
fn place<'a>(rest: &str, at: usize) -> Option<(usize, What<'a>)> {
    for word in ["首位", "榜首"] {
        if rest.starts_with(word) {
            return Some((word.len(), What::Rank(Place { value: at..at + word.len(), sure: true })));
        }
    }
    let lead = rest.chars().next().filter(|ch| matches!(ch, '第' | '前'))?;
    let numeral = numerals::read(&rest[lead.len_utf8()..]).filter(|numeral| numeral.sort != Sort::Blank)?;
    let len = lead.len_utf8() + numeral.len;
    let place = ["位", "名", "强"].iter().find(|word| rest[len..].starts_with(*word)).map_or(0, |word| word.len());
    let behind = rest[len + place..].chars().next();
    let ends = behind.is_none_or(|ch| "，。；、：！？）)”,; \n".contains(ch));
    match (lead, ends || behind == Some('的')) {
        ('第', true) => {
            let value = at + lead.len_utf8()..at + len;
            Some((len + place, What::Rank(Place { value, sure: place > 0 })))
        }
        ('前', true) if ends => Some((len + place, What::Rank(Place { value: at..at + len, sure: place > 0 }))),
        ('第', false) => Some((len, What::Plain)),
        _ => None,
    }
}

/// A numeral and its unit; a time; or a numeral that counts nothing, as plain text.
fn quantity<'a>(rest: &str, at: usize, before: &str) -> Option<(usize, What<'a>)> {
    let mut last = before.chars().rev();
    let (before, ahead) = (last.next(), last.next());
    let label = |ch: char| matches!(ch, ':' | '：') && !ahead.is_some_and(is_digit);
    let joined = |ch: char| (ch.is_ascii_alphanumeric() || "×*+/:：.-－–—#№＋".contains(ch)) && !label(ch);
    let sign = rest.chars().next().filter(|ch| matches!(ch, '-' | '－' | '−')).map_or(0, char::len_utf8);
    // A minus, not the dash of a range or a name.
    let open = before.is_none_or(|ch| "为是长降达约升跌到至增减和与及、：:，,（( ".contains(ch));
    if sign > 0 && !(open && rest[sign..].starts_with(is_digit)) {
        return None;
    }
    let Numeral { len, sort } = numerals::read(&rest[sign..])?;
    let len = sign + len;
    let is_plain = Some((len, What::Plain));
    if sort == Sort::Han {
        return han(rest, at, len, before);
    }
    if before.is_some_and(joined) {
        return is_plain;
    }
    let behind = &rest[len..];
    let blanks = behind.len() - behind.trim_start_matches(' ').len();
    let when = WHEN.iter().filter(|word| behind[blanks..].starts_with(*word)).map(|word| word.len()).max();
    if let Some(word) = when.filter(|_| blanks <= 2 && sort != Sort::Parts) {
        return Some((len + blanks + word, What::Time));
    }
    if NAMES.iter().any(|word| behind.starts_with(word)) {
        return is_plain;
    }
    match units::read(behind) {
        Some(unit) => Some(build(rest, at, len, sort, unit)),
        // 200.5 without a unit counts something only after a name that says so.
        None if matches!(sort, Sort::Digits | Sort::Parts) && ends_clause(behind) => Some((len, bare(at, len, sort))),
        // 0.5 of 提高0.5和0.3个百分点
        None if sort == Sort::Digits && shares_points(behind) => Some((len, points(at, len))),
        None => is_plain,
    }
}

/// A Chinese numeral and its unit.
fn han<'a>(rest: &str, at: usize, len: usize, before: Option<char>) -> Option<(usize, What<'a>)> {
    // 成百上千, but 建成四座
    let round = rest.starts_with(['百', '千', '万']);
    let vague = before.is_some_and(|ch| matches!(ch, '数' | '几' | '好' | '第') || ch == '成' && round)
        || rest[len..].starts_with(['几', '来']);
    let numeral = &rest[..len];
    if let Some(when) = ["年", "个月", "天", "周", "日", "月"].iter().find(|when| rest[len..].starts_with(*when))
    {
        return Some((len + when.len(), What::Time));
    }
    // 三万元 is 三 in 万元, as 3万元 is.
    let scale = numeral.chars().next_back().filter(|ch| matches!(ch, '万' | '亿') && len > ch.len_utf8());
    let len_of_value = len - scale.map_or(0, char::len_utf8);
    let value = &numeral[..len_of_value];
    if !vague && numerals::number(value).is_some() {
        if let Some(unit) = units::read(&rest[len_of_value..]).filter(|unit| unit.takes_han) {
            return Some(build(rest, at, len_of_value, Sort::Han, unit));
        }
    } else if vague && let Some(unit) = units::read(&rest[len..]) {
        return Some((len + unit.end, What::Plain));
    }
    // 一是 and the like are words.
    lexicon::read(rest).map(|(len, class)| (len, What::Word(class))).or(Some((len, What::Plain)))
}

/// 百分之九十五.
fn hundredths<'a>(rest: &str, at: usize) -> Option<(usize, What<'a>)> {
    let lead = "百分之".len();
    let numeral = numerals::read(&rest[lead..])?;
    let value = at + lead..at + lead + numeral.len;
    let quantity = Quantity {
        sort: numeral.sort,
        value,
        unit_at: at..at + lead,
        unit: "%".to_owned(),
        kind: Kind::Percent,
        approximation: None,
        bound: false,
        takes_han: true,
    };
    Some((lead + numeral.len, What::Quantity(quantity)))
}

fn build<'a>(rest: &str, at: usize, len: usize, sort: Sort, unit: units::Unit) -> (usize, What<'a>) {
    let mut end = len + unit.end;
    let behind = BEHIND.iter().find(|(word, ..)| rest[end..].starts_with(word));
    // 3个多月 is caught by the unit; 5条多 is not written.
    let behind = behind.filter(|(word, ..)| *word != "多" || ends_clause(&rest[end + word.len()..]));
    let mut approximation = unit.approximation;
    if let Some((word, how, _)) = behind {
        end += word.len();
        approximation = Some(*how);
    }
    let quantity = Quantity {
        sort,
        value: at..at + len,
        unit_at: at + len + unit.start..at + len + unit.end,
        unit: unit.word,
        kind: unit.kind,
        approximation,
        bound: behind.is_some_and(|(.., bound)| *bound),
        takes_han: unit.takes_han,
    };
    (end, What::Quantity(quantity))
}

/// 和0.3个百分点: the unit of what stands before, too.
fn shares_points(behind: &str) -> bool {
    let Some(next) = ["和", "与", "、"].iter().find_map(|and| behind.strip_prefix(and)) else { return false };
    let Some(numeral) = numerals::read(next).filter(|numeral| numeral.sort == Sort::Digits) else { return false };
    let rest = &next[numeral.len..];
    shares_points(rest) || units::read(rest).is_some_and(|unit| unit.kind == Kind::Points)
}

/// A number whose unit, 个百分点, is said after the next one.
fn points<'a>(at: usize, len: usize) -> What<'a> {
    What::Quantity(Quantity {
        sort: Sort::Digits,
        value: at..at + len,
        unit_at: at + len..at + len,
        unit: String::new(),
        kind: Kind::Points,
        approximation: None,
        bound: false,
        takes_han: false,
    })
}

/// A number without a unit.
fn bare<'a>(at: usize, len: usize, sort: Sort) -> What<'a> {
    What::Quantity(Quantity {
        sort,
        value: at..at + len,
        unit_at: at + len..at + len,
        unit: String::new(),
        kind: if sort == Sort::Parts { Kind::Share } else { Kind::Index },
        approximation: None,
        bound: false,
        takes_han: false,
    })
}

fn ends_clause(rest: &str) -> bool {
    rest.chars().next().is_none_or(|ch| "，。；、：！？）)”,;的 \n".contains(ch))
}

/// The references of a text, for [`cut`].
pub(super) fn references(text: &str) -> std::iter::Peekable<impl Iterator<Item = Reference<'_>>> {
    reference::find(text).peekable()
}
