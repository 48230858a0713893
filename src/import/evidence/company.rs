//! What the other units say of a unit: repeats, contents, running heads, counting pages, the next number of its kind.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::report::Marker;
use crate::report::numbering;
use crate::report::numbering::Label;
use crate::text::inside_word;
use crate::text::is_han;
use crate::text::next_word;

use super::Damage;
use super::Evidence;
use super::Sign;
use super::contents_entry;
use super::head::core;
use super::head::is_noisy;
use super::titles;
use crate::import::phrase;
use crate::import::source::Role;
use crate::import::units::Unit;
use crate::import::units::runs_on;
use crate::import::units::site;

/// Adds the signs that other units make.
pub(in crate::import) fn look_around(units: &[Unit], evidence: &mut [Evidence]) {
    pages(units, evidence);
    copy_number(units, evidence);
    contents(units, evidence);
    titles::repeats(units, evidence);
    titles::series_of_titles(units, evidence);
    titles::parted_by_rules(evidence);
    titles::couplets(evidence);
    links(evidence);
    credits(evidence);
    ordinals(evidence);
    neighbours(units, evidence);
    joints(units, evidence);
    titles::later_titles(units, evidence);
    titles::parts_of_title(units, evidence);
    line_tails(units, evidence);
    lists(units, evidence);
    named_lists(units, evidence);
    runs(units, evidence);
    annex_items(units, evidence);
    counted(units, evidence, Sign::LetterRun, |text| letter(text, 'A'..='Z'));
    counted(units, evidence, Sign::RomanRun, |text| letter(text, 'Ⅰ'..='Ⅻ'));
    counted(units, evidence, Sign::OrdinalRun, ordinal);
    cover(evidence);
}

/// Page numbers alone on their lines, and what stands beside them again and again.
fn pages(units: &[Unit], evidence: &mut [Evidence]) {
    let number = |unit: &Unit| {
        let text = unit.text.trim();
        (text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<u32>().ok()).flatten()
    };
    let mut last = None;
    let mut pending: Option<usize> = None;
    for k in 0..units.len() {
        let Some(page) = number(&units[k]).filter(|_| units[k].role == Role::Unknown) else { continue };
        let open = |of: &Evidence| !of.signs.any(&[Sign::EndStop, Sign::EndColon]);
        let cuts = k > 0 && open(&evidence[k - 1]) && units[k - 1].columns > 40;
        let leads = evidence.get(k + 1).is_some_and(|of| {
            !of.signs.any(&[Sign::Marked, Sign::StopInside, Sign::EndStop, Sign::EndComma]) && of.letters <= 40
        });
        if cuts || !leads {
            if last.is_some_and(|last| page == last + 1) {
                evidence[k].signs.add(Sign::PageNumber);
                if let Some(first) = pending.take() {
                    evidence[first].signs.add(Sign::PageNumber);
                }
            } else {
                pending = Some(k);
            }
            last = Some(page);
        }
    }
    let mut beside: HashMap<&str, Vec<usize>> = HashMap::new();
    for k in 0..units.len() {
        let by_page =
            |at: Option<usize>| at.and_then(|at| evidence.get(at)).is_some_and(|of| of.signs.has(Sign::PageNumber));
        let own = evidence[k].signs;
        if !own.has(Sign::PageNumber)
            && !own.any(&[Sign::SaidText, Sign::SaidHeading, Sign::SaidTitle])
            && units[k].columns <= 80
            && (by_page(k.checked_sub(1)) || by_page(Some(k + 1)))
        {
            beside.entry(&units[k].text).or_default().push(k);
        }
    }
    for places in beside.into_values().filter(|places| places.len() >= 2) {
        for k in places {
            evidence[k].signs.add(Sign::RunningHead);
        }
    }
}

/// 份号, six digits above the head of a letter; 附件2 above the title of a text that is one.
fn copy_number(units: &[Unit], evidence: &mut [Evidence]) {
    let label = |unit: &Unit| {
        let number = unit.text.strip_prefix("附件").map(|rest| rest.trim_end_matches(['：', ':']).trim());
        number.is_some_and(|number| {
            number.len() <= 6 && number.chars().all(|ch| ch.is_ascii_digit() || "一二三四五六七八九十".contains(ch))
        })
    };
    if units.first().is_some_and(label) && evidence.get(1).is_some_and(|of| of.signs.has(Sign::Genre)) {
        evidence[0].signs.add(Sign::Letterhead);
    }
    let digits = |unit: &Unit| unit.text.len() == 6 && unit.text.bytes().all(|byte| byte.is_ascii_digit());
    let head = |of: &Evidence| of.signs.any(&[Sign::Letterhead, Sign::LetterNumber]);
    if units.first().is_some_and(digits) && evidence.iter().take(4).any(head) {
        evidence[0].signs.add(Sign::Letterhead);
    }
}

/// What was cut from the ends of lines since many end so: a site's name.
fn line_tails(units: &[Unit], evidence: &mut [Evidence]) {
    let tail = |unit: &Unit| -> Option<String> {
        let cut = unit.cut && unit.label.is_none() && unit.columns <= 30;
        cut.then(|| site(&unit.text)).flatten().map(str::to_owned)
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    units.iter().filter_map(tail).for_each(|name| *counts.entry(name).or_default() += 1);
    for (unit, of) in units.iter().zip(evidence) {
        of.signs.set(Sign::LineTail, tail(unit).is_some_and(|name| counts[&name] >= 3));
    }
}

/// Tables of contents: entries with pages, or a run of short lines below 目录 up to where the first of them comes again.
fn contents(units: &[Unit], evidence: &mut [Evidence]) {
    let heads: Vec<usize> = (0..units.len()).filter(|&k| evidence[k].signs.has(Sign::ContentsHead)).collect();
    let entries: Vec<usize> = (0..units.len()).filter(|&k| evidence[k].signs.has(Sign::ContentsEntry)).collect();
    if heads.is_empty() && entries.len() < 2 {
        for k in entries {
            evidence[k].signs.remove(Sign::ContentsEntry);
        }
        return;
    }
    // The last place of each short line.
    let mut places: HashMap<u64, usize> = HashMap::new();
    for (k, unit) in units.iter().enumerate().filter(|(_, unit)| unit.columns <= 160) {
        places.insert(core(&unit.text), k);
    }
    let listed = |k: usize| {
        let text = units[k].text.as_ref();
        let text = contents_entry(text).or_else(|| text.split_once("PAGEREF").map(|(head, _)| head)).unwrap_or(text);
        let text = text.trim();
        if text.is_empty() { units[k].text.as_ref() } else { text }
    };
    let comes_again = |k: usize| {
        let bare = without_page(&units[k].text);
        [listed(k), bare].iter().any(|text| places.get(&core(text)).is_some_and(|&last| last > k))
    };
    let again = entries.iter().filter(|&&k| comes_again(k)).count();
    let below = |k: usize| {
        let above = heads.partition_point(|&head| head < k);
        above > 0 && k - heads[above - 1] <= 300
    };
    let mut names: HashSet<u64> = HashSet::new();
    for &k in &entries {
        let paged = units[k].text.contains("PAGEREF");
        if paged || below(k) && !evidence[k].signs.has(Sign::Row) || again >= 2 && again * 2 >= entries.len() {
            evidence[k].signs.add(Sign::Listed);
            if !evidence[k].signs.has(Sign::Marked) {
                names.insert(core(listed(k)));
            }
        } else {
            evidence[k].signs.remove(Sign::ContentsEntry);
        }
    }
    let mut done = 0;
    for head in heads {
        let mut k = done.max(head + 1);
        let first = k;
        let short = |k: usize| evidence[k].letters <= 60 && !evidence[k].signs.any(&[Sign::EndStop, Sign::StopInside]);
        let mut end = k;
        let mut repeated = None;
        let opening = units.get(first).map(|_| core(without_page(listed(first))));
        while end < units.len() && end - first < 300 && (short(end) || evidence[end].signs.has(Sign::Listed)) {
            if end > first && opening == Some(core(&units[end].text)) {
                repeated = Some(end);
                break;
            }
            end += 1;
        }
        // Without a repeat only a long run of numbered lines, or lines that come again, are contents.
        let numbered = (first..end).filter(|&k| evidence[k].signs.any(&[Sign::Marked, Sign::Listed])).count();
        let again = (first..end).filter(|&k| comes_again(k)).count();
        let listed_below = opening.is_some_and(|opening| places.get(&opening).is_some_and(|&last| last > end));
        let whole = listed_below && end > first + 2
            || repeated.is_some() && end > first + 1
            || again * 2 >= end - first && again > 0
            || numbered >= 6 && numbered * 4 >= (end - first) * 3 && end == units.len();
        if !whole {
            continue;
        }
        let stop = repeated.unwrap_or(end);
        let last =
            (first..stop).rev().find(|&k| comes_again(k) || evidence[k].signs.any(&[Sign::Marked, Sign::Listed]));
        while k < stop && last.is_some_and(|last| k <= last) {
            let is = comes_again(k)
                || repeated.is_some()
                || listed_below
                || evidence[k].signs.any(&[Sign::Marked, Sign::Listed]);
            if is {
                evidence[k].signs.add(Sign::Listed);
                if !evidence[k].signs.has(Sign::Marked) && comes_again(k) {
                    names.insert(core(listed(k)));
                    names.insert(core(without_page(&units[k].text)));
                }
            }
            k += 1;
        }
        done = k;
    }
    if names.len() >= 2 {
        for (unit, of) in units.iter().zip(evidence) {
            if !of.signs.any(&[Sign::Listed, Sign::Marked, Sign::ContentsEntry])
                && of.letters <= 80
                && names.contains(&core(&unit.text))
            {
                of.signs.add(Sign::TitleListed);
            }
        }
    }
}

/// An entry without the number of its page, in brackets or after blanks.
fn without_page(text: &str) -> &str {
    let head = text.trim_end_matches(|ch: char| ch.is_ascii_digit() || "（）()第页- \u{3000}".contains(ch));
    if head.is_empty() { text } else { head }
}

/// 撰稿： 摄影： 审核： one below the other are a site's; one alone may be who signs.
fn credits(evidence: &mut [Evidence]) {
    let is = |of: &Evidence| of.signs.has(Sign::Credit) && of.letters <= 30;
    let near: Vec<usize> = (0..evidence.len())
        .filter(|&k| {
            is(&evidence[k])
                && evidence[k.saturating_sub(2)..evidence.len().min(k + 3)].iter().filter(|of| is(of)).count() >= 2
        })
        .collect();
    for k in near {
        evidence[k].signs.remove(Sign::Signer);
        evidence[k].signs.remove(Sign::SignedLine);
        evidence[k].signs.add(Sign::Credits);
    }
}

/// The links below 相关文章 and the like: short lines up to the end of the text, or while they end in a date.
fn links(evidence: &mut [Evidence]) {
    // Telephones and addresses below the foot of a page belong to it.
    let from = evidence.len().saturating_sub(12);
    for k in from.max(1)..evidence.len() {
        let foot = evidence[k - 1].signs.has(Sign::Feet) && k * 2 > evidence.len();
        let here = &mut evidence[k].signs;
        if foot && here.has(Sign::Place) && !here.any(&[Sign::Marked, Sign::Signer]) {
            here.add(Sign::Feet);
        }
    }
    // Below 原始邮件 at the end stands what the letter answers.
    let quoted = |of: &Evidence| of.signs.has(Sign::QuotedMail) && of.letters <= 60;
    let mail = evidence.iter().rposition(quoted).filter(|k| k * 2 > evidence.len());
    for of in mail.map(|mail| &mut evidence[mail..]).into_iter().flatten() {
        of.signs.add(Sign::Linked);
    }
    let mut k = 0;
    while k < evidence.len() {
        if !evidence[k].signs.has(Sign::SiteLine) || evidence[k].letters > 30 {
            k += 1;
            continue;
        }
        let is_link = |of: &Evidence| of.letters <= 40 && !of.signs.any(&[Sign::EndStop, Sign::StopInside]);
        let end = (k + 1..evidence.len()).find(|&at| !is_link(&evidence[at])).unwrap_or(evidence.len());
        if end == evidence.len() && k * 2 > evidence.len() {
            let signs = [Sign::Signer, Sign::Date, Sign::SignedLine, Sign::UnitEnd, Sign::Person];
            for of in evidence[k + 1..end].iter_mut().filter(|of| !of.signs.any(&signs)) {
                of.signs.add(Sign::Linked);
            }
        }
        k = end.max(k + 1);
    }
}

/// The kinds of markers: width and punctuation aside, the numbers above counted.
fn kind_of(label: Label) -> usize {
    label.marker.kind() as usize * 8 + label.above.min(7)
}

/// Which numbers come before and after each of its kind.
fn ordinals(evidence: &mut [Evidence]) {
    const KINDS: usize = 32 * 8;
    const FARTHEST: usize = 200;
    let count = evidence.len();
    let first_mark = |of: &Evidence| of.marks[0].filter(|mark| mark.damage == Damage::None).map(|mark| mark.label);
    let mut later: Vec<(u32, usize)> = vec![(0, 0); KINDS];
    let mut next = 0;
    for k in (0..count).rev() {
        match next {
            1 => evidence[k].signs.add(Sign::Restarts),
            0 => {}
            _ => evidence[k].signs.add(Sign::NoRestart),
        }
        let labels = evidence[k].marks.map(|mark| mark.map(|mark| mark.label));
        for label in labels.into_iter().flatten() {
            let (ordinal, at) = later[kind_of(label)];
            let on = ordinal == label.ordinal + 1 && at - k <= FARTHEST;
            if on {
                evidence[k].signs.add(Sign::SeriesOn);
                if label.ordinal == 1 {
                    evidence[k].signs.remove(Sign::InlineSeries);
                }
            }
        }
        for label in labels.into_iter().flatten() {
            later[kind_of(label)] = (label.ordinal, k);
        }
        let lost = evidence[k].marks[1].filter(|_| evidence[k].signs.has(Sign::DamagedShort));
        if lost.is_some_and(|mark| mark.label.ordinal == 1) && evidence[k].signs.has(Sign::SeriesOn) {
            next = 1;
        }
        if let Some(label) = first_mark(&evidence[k]).filter(|_| !evidence[k].signs.any(&[Sign::Listed, Sign::Pipes])) {
            next = label.ordinal;
        }
    }
    let mut before: Vec<(u32, usize)> = vec![(0, 0); KINDS];
    for (k, of) in evidence.iter_mut().enumerate() {
        let labels = of.marks.map(|mark| mark.map(|mark| mark.label));
        for label in labels.into_iter().flatten() {
            let (ordinal, at) = before[kind_of(label)];
            if ordinal > 0 && ordinal + 1 == label.ordinal && k - at <= FARTHEST {
                of.signs.add(Sign::SeriesBack);
            }
        }
        for label in labels.into_iter().flatten() {
            before[kind_of(label)] = (label.ordinal, k);
        }
    }
    for of in evidence.iter_mut() {
        let counted = of.marks[0].is_some_and(|mark| {
            mark.damage == Damage::None && mark.label.ordinal > 1 && mark.label.marker.kind() == Marker::Digit
        });
        of.signs.set(Sign::LoneNumber, counted && !of.signs.any(&[Sign::SeriesOn, Sign::SeriesBack]));
    }
}

/// What A. and Ⅰ. count from 0.
fn letter(text: &str, range: std::ops::RangeInclusive<char>) -> Option<u32> {
    let mut chars = text.chars();
    let letter = chars.next().filter(|ch| range.contains(ch))?;
    let marked = chars.next().is_some_and(|ch| matches!(ch, '.' | '．' | '、' | '）' | ')'));
    (marked && chars.next().is_some()).then(|| u32::from(letter) - u32::from(*range.start()))
}

/// What 第一个问题，关于…, 第二页：, 其三， and PART 01 count from 0.
fn ordinal(text: &str) -> Option<u32> {
    const WHAT: [&str; 10] = ["个问题", "个方面", "方面", "点", "件事", "项工作", "个特点", "个任务", "项任务", "页"];
    const SET_OFF: [char; 9] = ['，', ',', '：', ':', '、', '。', '—', ' ', '\u{3000}'];
    if phrase::is_longer(text, 60) {
        return None;
    }
    if text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("part")) {
        let rest = text[4..].trim_start();
        let number: String = rest.chars().take_while(char::is_ascii_digit).take(3).collect();
        return number.parse::<u32>().ok()?.checked_sub(1).filter(|_| rest.len() > number.len());
    }
    let (rest, named) = match text.strip_prefix('第') {
        Some(rest) => (rest, true),
        None => (text.strip_prefix('其')?, false),
    };
    let len: usize = rest.chars().take_while(|ch| "一二三四五六七八九十".contains(*ch)).map(char::len_utf8).sum();
    let behind = if named { WHAT.iter().find_map(|what| rest[len..].strip_prefix(what))? } else { &rest[len..] };
    let set_off = behind.starts_with(SET_OFF);
    set_off.then(|| numbering::read_han(&rest[..len])).flatten()?.checked_sub(1)
}

/// Lines of a series that is none of the report's markers, two at least.
fn counted(units: &[Unit], evidence: &mut [Evidence], sign: Sign, number: impl Fn(&str) -> Option<u32>) {
    let number = |unit: &Unit| number(&unit.text).filter(|_| unit.role == Role::Unknown && !unit.cut);
    let mut run: Vec<usize> = Vec::new();
    for k in 0..=units.len() {
        let number = units.get(k).and_then(number);
        let next = number.is_some_and(|number| number as usize == run.len());
        if k == units.len() || number == Some(0) && !next {
            if run.len() >= 2 {
                run.iter().for_each(|&k| evidence[k].signs.add(sign));
            }
            run.clear();
        }
        if number.is_some_and(|number| number as usize == run.len()) {
            run.push(k);
        }
    }
}

/// The words of a letter that a report is sent with: whom it speaks to, and up to three lines of which one asks to read it, right
/// above a title.
fn cover(evidence: &mut [Evidence]) {
    let Some(title) = (1..evidence.len().min(30)).find(|&k| evidence[k].signs.has(Sign::FullTitle)) else { return };
    let letter = |of: &Evidence| of.letters <= 80 && !of.signs.any(&[Sign::Marked, Sign::Genre, Sign::Fields]);
    let first = (0..title).rev().take(4).take_while(|&k| letter(&evidence[k])).last().unwrap_or(title);
    let salute = (first..title).find(|&k| evidence[k].signs.any(&[Sign::Salute, Sign::CoverWord])).unwrap_or(title);
    if evidence[salute..title].iter().any(|of| of.signs.has(Sign::CoverWord)) {
        evidence[salute..title].iter_mut().for_each(|of| of.signs.add(Sign::Cover));
    }
}

/// The items of an annex list, 附件：1.… and the lines that count on.
fn annex_items(units: &[Unit], evidence: &mut [Evidence]) {
    let mut expected = None;
    for k in 0..units.len() {
        let mark = evidence[k].marks[0].filter(|mark| mark.label.marker.kind() == Marker::Digit);
        if evidence[k].signs.has(Sign::Annex) && evidence[k].letters <= 60 && !evidence[k].signs.has(Sign::Marked) {
            let behind = units[k].text.split_once(['：', ':']).map_or("", |(_, behind)| behind);
            expected = Some(numbering::read(behind).map_or(1, |label| label.ordinal + 1));
        } else if mark.is_some_and(|mark| expected == Some(mark.label.ordinal)) && evidence[k].letters <= 60 {
            evidence[k].signs.add(Sign::AnnexItem);
            expected = expected.map(|number| number + 1);
        } else {
            expected = None;
        }
    }
}

/// What stands before headings that have no number.
const MARKS: [char; 12] = ['◆', '◇', '■', '□', '★', '☆', '▲', '●', '▶', '►', '※', '◎'];

/// Short lines of one form that come again, each with text or a list below: 本周总结： 下周计划：; dates and dashes again and again.
fn runs(units: &[Unit], evidence: &mut [Evidence]) {
    let form = |unit: &Unit, of: &Evidence| -> Option<usize> {
        let short = of.letters >= 2 && of.letters <= 14 && !is_noisy(of);
        let section = of.signs.has(Sign::SectionName) && !of.signs.has(Sign::GenreInside);
        let marked = unit.text.starts_with(MARKS);
        let titled = of.signs.has(Sign::Genre) && !of.signs.has(Sign::EndColon) && !section && !marked;
        let plain = !titled
            && !of.signs.any(&[
                Sign::Marked,
                Sign::EndStop,
                Sign::EndComma,
                Sign::StopInside,
                Sign::CommaInside,
                Sign::Date,
                Sign::NoWords,
                Sign::Pipes,
                Sign::Row,
                Sign::Salute,
                Sign::Signer,
                Sign::Caption,
                Sign::Round,
                Sign::Alone,
                Sign::Link,
            ]);
        if !short || !plain || of.signs.has(Sign::Bullet) && !marked {
            return None;
        }
        if marked {
            return Some(4);
        }
        if of.signs.has(Sign::EndColon) {
            return (of.letters <= 9).then_some(0);
        }
        Some(if unit.text.starts_with('【') {
            1
        } else if unit.indent >= 2 {
            2
        } else {
            3
        })
    };
    let mut places: [Vec<usize>; 5] = Default::default();
    // Those with a colon or in brackets that have a few words below them, no sentence: 备注：
    let mut others: [Vec<usize>; 2] = Default::default();
    for k in 0..units.len() {
        let Some(form) = form(&units[k], &evidence[k]) else { continue };
        let follows = evidence[k].signs.any(&[Sign::NextFirst, Sign::NextText]);
        // The first stands below the title, where a name would be who signs.
        let titled = |above: &Evidence| {
            let title = above.signs.has(Sign::Genre) || k == 1 && above.letters <= 20;
            title && !evidence[k].signs.any(&[Sign::UnitEnd, Sign::Person])
        };
        let ended =
            k == 0 || evidence[k - 1].signs.any(&[Sign::EndStop, Sign::Marked]) || titled(&evidence[k - 1]) || form < 2;
        // A list of its own has items below one another.
        let list = form == 4 && units.get(k + 1).is_none_or(|next| next.text.starts_with(MARKS));
        if follows && (ended || form == 4) && !list {
            places[form].push(k);
        } else if let Some(others) = others.get_mut(form).filter(|_| k > 0 && k + 1 < units.len()) {
            others.push(k);
        }
    }
    for (places, others) in places.iter().zip(others) {
        if places.len() >= 2 {
            others.into_iter().filter(|k| *k > places[0]).for_each(|k| evidence[k].signs.add(Sign::BareRunOn));
        }
    }
    for places in places.iter().filter(|places| places.len() >= 2) {
        for &k in places {
            evidence[k].signs.add(Sign::BareRun);
        }
    }
    for sign in [Sign::Date, Sign::Dash] {
        let is = |of: &Evidence| {
            of.signs.has(sign)
                && !of.signs.any(&[Sign::Rule, Sign::Occasion])
                && (sign == Sign::Date || of.letters >= 14)
        };
        let many = evidence.iter().filter(|of| is(of)).take(4).count();
        if sign == Sign::Date && many == 4 {
            evidence.iter_mut().filter(|of| is(of)).for_each(|of| of.signs.add(Sign::DateRun));
        }
        // Two that say more after their heading are a series, too.
        let told = sign == Sign::Dash
            && many == 2
            && evidence.iter().filter(|of| is(of)).all(|of| of.signs.has(Sign::StopInside));
        if sign == Sign::Dash && (many >= 3 || told) {
            evidence.iter_mut().filter(|of| is(of)).for_each(|of| of.signs.add(Sign::DashRun));
        }
    }
}

/// What each unit says of the one before it: cut off, one of its rows, the rest of a word that is broken there.
fn joints(units: &[Unit], evidence: &mut [Evidence]) {
    let run_on = run_on(units);
    for k in 0..units.len() {
        let row = |at: Option<usize>| at.and_then(|at| evidence.get(at)).is_some_and(|of| of.signs.has(Sign::Row));
        let rows = row(k.checked_sub(1)) || row(Some(k + 1));
        let row_run = rows && (evidence[k].signs.has(Sign::Row) || units[k].text.trim_end().contains('\t'));
        let before = k.checked_sub(1).map(|before| (evidence[before].signs, evidence[before].letters));
        let cut = evidence[k].signs.has(Sign::Cut);
        let soft = cut
            && before.is_some_and(|(signs, _)| {
                !signs.has(Sign::EndStop) || units[k - 1].text.trim_end().ends_with(['；', ';'])
            });
        let next =
            cut && units[k].label.zip(units[k - 1].label).is_some_and(|(label, above)| {
                label.marker.kind() == above.marker.kind() && label.ordinal == above.ordinal + 1
            }) && (!units[k - 1].cut || evidence[k - 1].signs.has(Sign::CutNext));
        // 二、体会<tab>1、甲<tab>2、乙
        let parted = cut
            && units[k].label.is_some_and(|label| label.ordinal == 1)
            && units[k - 1].label.is_some()
            && evidence[k].signs.has(Sign::SeriesOn)
            && units[k - 1].text.ends_with('\t');
        let next = next || parted;
        let stamp = |of: &Evidence| of.signs.any(&[Sign::Round, Sign::Field, Sign::Fields]);
        let below = units.get(k + 1).is_some_and(|unit| unit.cut && unit.label.is_none() && !stamp(&evidence[k + 1]));
        let title = cut
            && units[k].label.is_none()
            && before.is_some_and(|(signs, letters)| letters <= 45 && signs.any(&[Sign::Genre, Sign::Salute]));
        let open = before.is_some_and(|(signs, _)| !signs.any(&[Sign::EndStop, Sign::EndColon, Sign::EndComma]));
        let torn = open && !cut && units[k].label.is_none() && is_torn(&units[k - 1].text, &units[k].text);
        let alike = k > 0 && !cut && starts_alike(&units[k - 1].text, &units[k].text);
        let signs = &mut evidence[k].signs;
        signs.set(Sign::RowRun, row_run);
        let leads = run_on == Some(units[k].line)
            && signs.has(Sign::SeriesOn)
            && units[k].label.is_some_and(|label| label.ordinal == 1)
            && before.is_some_and(|(signs, _)| signs.has(Sign::EndColon));
        signs.set(Sign::CutSoft, soft && !next && !leads);
        signs.set(Sign::CutNext, next);
        signs.set(Sign::CutBelow, below);
        signs.set(Sign::AfterTitle, title);
        signs.set(Sign::Torn, torn);
        signs.set(Sign::StartsAlike, alike);
    }
}

/// The line that holds the better part of the text, where a text has lost its line breaks.
fn run_on(units: &[Unit]) -> Option<usize> {
    let total: usize = units.iter().map(|unit| unit.columns).sum();
    let line = |of: &[Unit]| of.iter().map(|unit| unit.columns).sum::<usize>();
    let mut lines = units.chunk_by(|above, below| above.line == below.line);
    let holds = |of: &[Unit], word: &str| of.iter().any(|unit| unit.text.contains(word));
    lines.find(|of| runs_on(line(of), total, |word| holds(of, word))).map(|of| of[0].line)
}

/// Whether two lines begin with the same four letters: items of one list.
fn starts_alike(above: &str, line: &str) -> bool {
    let mut letters = above.chars().zip(line.chars()).take(4);
    above.chars().nth(3).is_some() && line.chars().nth(3).is_some() && letters.all(|(a, b)| a == b && is_han(a))
}

/// Whether a word is broken between two lines, or the first ends in one that something has to follow.
fn is_torn(before: &str, line: &str) -> bool {
    const LEADS: &str = "的和与及或把被将向从对由让使以并且而在于是地";
    // As long as any word is.
    const LONGEST: usize = 8;
    let before = before.trim_end();
    let tail = before.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
    let head = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    let joint = before.len() - tail;
    let both = [&before[tail..], &line[..head]].concat();
    // 人我 is a word as well, but not in 40人 / 我们.
    let torn = |head: &str| head.chars().next().is_some_and(|ch| next_word(head, 0) == ch.len_utf8());
    before.ends_with(|ch| LEADS.contains(ch)) || inside_word(&both, joint) && torn(&line[..head])
}

/// Lines that end in a colon where a list that its program numbers begins anew below them.
fn lists(units: &[Unit], evidence: &mut [Evidence]) {
    // The kind of the last list and where its last item stands; anything else that is numbered ends it.
    let mut last: Option<(usize, u32)> = None;
    for k in 0..units.len() {
        let label = |at: usize| {
            let mark = evidence.get(at).and_then(|of| of.marks[0]);
            mark.filter(|mark| mark.damage == Damage::None).map(|mark| mark.label)
        };
        let own = label(k);
        let anew = label(k + 1).filter(|label| label.ordinal == 1 && units[k + 1].numbered);
        let leads = evidence[k].signs.has(Sign::EndColon)
            && !evidence[k].signs.any(&[Sign::Marked, Sign::Salute, Sign::StopInside])
            && evidence[k].letters <= 40;
        if leads && anew.is_some_and(|anew| last.is_some_and(|(kind, ordinal)| kind == kind_of(anew) && ordinal >= 2)) {
            evidence[k].signs.add(Sign::LeadsAnew);
        }
        if units[k].role != Role::Unknown && units[k].role != Role::Plain {
            last = None;
        } else if let Some(label) = own {
            last = Some((kind_of(label), label.ordinal));
        }
    }
}

/// Paragraphs without number that stand between two lists of a file, before the first item of the second: they name it. Where
/// there are such, one that is set as they are names the first list, too.
fn named_lists(units: &[Unit], evidence: &mut [Evidence]) {
    let begins = |k: usize| {
        let next = units.get(k + 1).filter(|next| next.label.is_some_and(|label| label.ordinal == 1))?;
        let above = k.checked_sub(1).and_then(|k| units[k].list);
        (units[k].list.is_none() && next.list.is_some() && above != next.list).then_some(above.is_some())
    };
    let Some(first) = (0..units.len()).find(|&k| begins(k) == Some(true)) else { return };
    let set = units[first].set.kind;
    for k in 0..units.len() {
        let names = begins(k).is_some_and(|between| between || units[k].set.kind == set);
        evidence[k].signs.set(Sign::BeforeList, names);
    }
}

/// What stands right before and after each unit.
fn neighbours(units: &[Unit], evidence: &mut [Evidence]) {
    let count = units.len();
    let noisy: Vec<bool> = evidence.iter().map(is_noisy).collect();
    // The next unit after each that is not sure to be left out.
    let mut next = vec![count; count];
    for k in (0..count.saturating_sub(1)).rev() {
        next[k] = if noisy[k + 1] { next[k + 1] } else { k + 1 };
    }
    let mut before_noise = false;
    for k in 0..count {
        let beside = before_noise || noisy.get(k + 1).copied().unwrap_or(false);
        let among = before_noise && noisy.get(k + 1).copied().unwrap_or(false);
        before_noise = noisy[k];
        let near = (k + 1..count.min(k + 6)).any(|at| noisy[at]);
        let follower = evidence.get(next[k]).map(|of| (of.signs, of.marks[0], of.letters));
        let value = k > 0 && evidence[k - 1].signs.any(&[Sign::FieldName, Sign::FieldEmpty]);
        let value = value
            && !evidence[k].signs.any(&[Sign::FullTitle, Sign::TwinAbove])
            && evidence[k].letters <= 40
            && !evidence[k].signs.any(&[Sign::EndStop, Sign::StopInside, Sign::Marked, Sign::Salute]);
        if evidence[k].signs.has(Sign::Alone) {
            let heads = evidence.get(k + 1).is_some_and(|of| {
                of.signs.has(Sign::Marked) && units[k].label.is_none_or(|label| label.marker == Marker::Han)
                    || of.letters <= 30
                        && !of.signs.any(&[Sign::NoWords, Sign::StopInside, Sign::Marked, Sign::Alone, Sign::EndStop])
                        && !(of.signs.has(Sign::Genre) && of.signs.any(&[Sign::Year, Sign::About]))
            });
            let sure = units[k].label.is_some();
            evidence[k].signs.add(if heads || sure { Sign::AloneLeads } else { Sign::AloneStray });
        }
        // 各机械学院班级： below a title
        let salute = evidence[k].signs.has(Sign::Each)
            && k > 0
            && evidence[k - 1].signs.has(Sign::Genre)
            && !evidence[k - 1].signs.has(Sign::Marked);
        let signs = &mut evidence[k].signs;
        signs.set(Sign::Salute, salute);
        signs.set(Sign::First, k == 0);
        signs.set(Sign::NearHead, k < 20);
        signs.set(Sign::NearEnd, k + 6 >= count);
        signs.set(Sign::NoiseBeside, beside);
        signs.set(Sign::AmongNoise, among || near);
        signs.set(Sign::FieldValue, value);
        let Some((after, mark, letters)) = follower else { continue };
        let first =
            mark.is_some_and(|mark| mark.damage == Damage::None && mark.label.ordinal == 1 && mark.label.len > 0);
        signs.set(Sign::NextFirst, first);
        let text = after.any(&[Sign::EndStop, Sign::StopInside])
            || letters > 9 && after.any(&[Sign::EndColon])
            || letters > 20 && after.has(Sign::CommaInside);
        signs.set(Sign::NextText, text && !after.has(Sign::Marked) || after.has(Sign::Long));
        signs.set(
            Sign::NextLong,
            letters > 45 || after.any(&[Sign::Opening, Sign::LeadsOn]) && after.has(Sign::EndStop),
        );
        signs.set(Sign::NextSalute, after.has(Sign::Salute));
        signs.set(Sign::NextDate, after.any(&[Sign::Date, Sign::SignedLine]));
        signs.set(Sign::NextName, after.any(&[Sign::UnitEnd, Sign::Person]) && letters <= 30);
    }
}
