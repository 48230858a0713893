//! Ways to read a marker at the head of a unit: the sure one, and damaged ones that only a series can prove.

use crate::report::Marker;
use crate::report::numbering;
use crate::report::numbering::Label;
use crate::text::is_han;

use super::Sign;
use super::Signs;
use crate::import::source::Role;
use crate::import::units::Unit;

/// A way to read a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Mark {
    pub(in crate::import) label: Label,
    pub(in crate::import) damage: Damage,
}

/// How far a marker is from one that is written right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Damage {
    /// Not at all.
    None,
    /// It may as well be the text's own number: 3、4月份. Only one that goes on a series.
    Doubtful,
    /// Something is lost or wrong: 一X, 3X, 1：, 1.1X. Only one of a series.
    Lost,
    /// A number alone on its line, without its mark.
    Alone,
    /// A marker with its mark and nothing after it, as the rows of a form that nobody has filled in.
    Empty,
}

/// The ways to read a marker at the head of `unit`; tells what sort they are.
pub(super) fn read(unit: &Unit, signs: &mut Signs) -> [Option<Mark>; 2] {
    let settled = unit.ours.is_some() && unit.label.is_none();
    if settled || matches!(unit.role, Role::Title | Role::Plain | Role::Contents) {
        return [None, None];
    }
    let text = unit.text.trim_end();
    if let Some(label) = unit.label {
        let alone = label.len >= text.len();
        signs.add(if alone { Sign::Alone } else { Sign::Marked });
        if !unit.numbered {
            signs.set(Sign::InlineSeries, is_inline_series(&text[label.len.min(text.len())..], label));
        }
        // 1) may have lost its other bracket.
        let bracket =
            label.marker == Marker::Digit && text[..label.len.min(text.len())].trim_end().ends_with([')', '）']);
        let other =
            bracket.then_some(Mark { label: Label { marker: Marker::DigitBracketed, ..label }, damage: Damage::Lost });
        return [Some(Mark { label, damage: if alone { Damage::Empty } else { Damage::None } }), other];
    }
    let doubtful = numbering::read_next(text, &|_, _| true).map(|label| Mark { label, damage: Damage::Doubtful });
    // 2.1个人方面 only lacks a blank.
    let damage = |label: &Label| match label.marker {
        Marker::Dotted => Damage::Doubtful,
        // -、 is nothing else than 一、.
        _ if text.starts_with(['-', '—', '－']) => Damage::Alone,
        _ => Damage::Lost,
    };
    let lost = lost(text).map(|label| Mark { label, damage: damage(&label) });
    let alone = alone(text).filter(|_| unit.apart).map(|label| Mark { label, damage: Damage::Alone });
    signs.set(Sign::Doubtful, doubtful.is_some());
    signs.set(Sign::Damaged, lost.is_some());
    let stops = [Sign::EndStop, Sign::EndComma, Sign::StopInside, Sign::Long, Sign::Longish];
    signs.set(Sign::DamagedShort, lost.is_some() && !signs.any(&stops));
    signs.set(Sign::Alone, alone.is_some());
    [doubtful.or(alone), lost]
}

/// A numeral alone on its line.
fn alone(text: &str) -> Option<Label> {
    if text.len() > 9 {
        return None;
    }
    let len = text.len();
    let han = numbering::read_han(text).filter(|&ordinal| (1..=20).contains(&ordinal));
    let digits = || text.parse().ok().filter(|&ordinal: &u32| len <= 2 && ordinal > 0);
    let marker = if han.is_some() { Marker::Han } else { Marker::Digit };
    han.or_else(digits).map(|ordinal| Label { marker, ordinal, above: 0, len })
}

/// A marker that lost its stop or has a wrong one: 一加强…, 3要…, 1：…, 1.1工作…, -、
fn lost(text: &str) -> Option<Label> {
    let first = text.chars().next()?;
    if let Some(rest) = text.strip_prefix(['-', '—', '－']).filter(|rest| rest.starts_with('、')) {
        let len = text.len() - rest.len() + '、'.len_utf8();
        return Some(Label { marker: Marker::Han, ordinal: 1, above: 0, len });
    }
    let han = |ch: char| "一二三四五六七八九十".contains(ch);
    if han(first) {
        let len: usize = text.chars().take_while(|ch| han(*ch)).map(char::len_utf8).sum();
        let rest = &text[len..];
        let next = rest.chars().next()?;
        let ordinal = numbering::read_han(&text[..len]).filter(|&ordinal| (1..=20).contains(&ordinal))?;
        let mark =
            if matches!(next, '，' | ',' | '：' | ':' | '.' | '．' | ';' | '；') { next.len_utf8() } else { 0 };
        // 二2013年工作安排, 三下一步打算
        let dated =
            rest.len() > 4 && rest.as_bytes()[..4].iter().all(u8::is_ascii_digit) && rest[4..].starts_with('年')
                || ["下一步", "下步", "下半年", "下一年", "下年"].iter().any(|word| rest.starts_with(word));
        // 三 GPS巡查
        let apart = next.is_whitespace() && rest.trim_start().starts_with(|ch: char| ch.is_ascii_alphabetic());
        let mark = if apart { rest.len() - rest.trim_start().len() } else { mark };
        const WORDS: &str =
            "个年次是方下切定些直般旦样起致线体把份期条名位项家户月日季点批种类站条道届人岁心同律共贯度手步系连";
        return (mark > 0 || dated || matches!(next, '【' | '《' | '“') || is_han(next) && !WORDS.contains(next))
            .then_some(Label { marker: Marker::Han, ordinal, above: 0, len: len + mark });
    }
    if !first.is_ascii_digit() {
        return None;
    }
    const UNITS: &str =
        "年月日号时分秒点岁个名人位次件项家户种类条批场台套辆座栋所例起宗处份期届万亿元倍米公平亩吨克升度千百余多";
    let parts: usize = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let number = text[..parts].trim_end_matches('.');
    let rest = &text[parts..];
    let next = rest.trim_start().chars().next()?;
    let numbers: Vec<u32> =
        number.split('.').filter_map(|part| part.parse().ok().filter(|_| part.len() <= 2)).collect();
    if numbers.is_empty() || numbers.len() != number.split('.').count() || numbers.len() > 6 {
        return None;
    }
    let ordinal = *numbers.last()?;
    let mark = if parts == number.len() && matches!(next, '，' | ',' | '：' | ':') && rest.starts_with(next) {
        next.len_utf8()
    } else {
        0
    };
    // 2.1个人方面, but not 2.1亿元.
    const MEASURES: [&str; 12] = ["万", "亿", "元", "倍", "米", "吨", "千", "百", "公", "平方", "个百分", "分"];
    let measured =
        if numbers.len() > 1 { MEASURES.iter().any(|unit| rest.starts_with(unit)) } else { UNITS.contains(next) };
    let text_follows =
        is_han(next) && !measured || next.is_ascii_alphabetic() || matches!(next, '《' | '“' | '<' | '【') || mark > 0;
    let marker = if numbers.len() > 1 { Marker::Dotted } else { Marker::Digit };
    let blanks = rest.len() - rest.trim_start().len();
    (text_follows && ordinal > 0).then_some(Label {
        marker,
        ordinal,
        above: numbers.len() - 1,
        len: parts + mark + blanks,
    })
}

/// Whether a paragraph that opens a series holds the rest of it as well: 一是…；二是…
fn is_inline_series(text: &str, label: Label) -> bool {
    if label.ordinal != 1 {
        return false;
    }
    let marks: &[&str] = match label.marker.kind() {
        Marker::Point => &["二是"],
        Marker::Need => &["二要"],
        Marker::Ordinal => &["第二，", "第二、"],
        Marker::Circled => &["②", "❷"],
        Marker::DigitBracketed => &["（2）", "(2)", "⑵"],
        _ => return false,
    };
    marks.iter().any(|mark| {
        text.find(mark).is_some_and(|at| text[..at].trim_end().ends_with(['。', '；', '，', '、', ';', ',', '！']))
    })
}
