//! What a sentence reckons of its own figures: 翻两番, 户均3000元, 占三分之二, 高于全市1.6个百分点, 前移3位.
//!
//! Each rule looks for the words that say how two figures belong together, and reckons once more. Where the two can't be told
//! for sure, nothing is said.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Look;
use super::Rule;
use super::figures::Stated;
use super::figures::end;
use super::figures::exact;
use super::figures::number_at;
use super::figures::same_unit;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use super::paper::digits_before;
use super::paper::number_at as digits_of;
use super::paper::number_before;
use crate::report::figures::Amount;
use crate::report::figures::Figure;
use crate::report::figures::Kind;
use crate::report::metric;
use crate::report::numbering::read_han;

pub(super) static RULES: &[Rule] = &[
    Rule::suspect(
        "from_to",
        "前后两个数与增幅不符",
        "实务：由甲到乙，增幅、倍数、番数按甲、乙算",
        Look::Figures(from_to),
    ),
    Rule::suspect("two_years", "两年的数与增幅不符", "实务：增幅＝（本期－上期）÷上期", Look::Figures(two_years)),
    Rule::suspect("steps", "位次与前后不符", "实务：位次相减", Look::Where("第", steps)),
    Rule::suspect("average", "平均数与总数不符", "实务：平均数＝总数÷个数", Look::Figures(average)),
    Rule::suspect("fraction", "几分之几与前后数不符", "实务：比率＝部分÷全体", Look::Figures(fraction)),
    Rule::suspect("of_plan", "与计划相比的数不符", "实务：比率＝完成÷计划", Look::Figures(of_plan)),
    Rule::suspect("apart", "两个增幅之差不符", "实务：两个百分比相减", Look::Where("点", apart)),
    Rule::suspect("one_to", "比例与前后数不符", "实务：比例＝一个数÷另一个数", Look::Figures(one_to)),
];

const UP: &[&str] = &["增加", "增长", "提高", "提升", "上升", "扩大", "发展", "上涨", "攀升", "跃升", "增", "升", "涨"];
const DOWN: &[&str] = &["减少", "下降", "降低", "压缩", "缩短", "缩减", "缩小", "回落", "下滑", "减", "降"];

/// Whether words begin with a verb of one of the lists, and what follows it.
fn verb<'t>(words: &'t str, list: &[&str]) -> Option<&'t str> {
    list.iter().find_map(|verb| words.strip_prefix(verb)).map(|rest| rest.trim_start_matches('了'))
}

/// A number at the start of words: its bytes, and what it is.
fn leading(words: &str) -> Option<(usize, Decimal)> {
    let bytes = digits_of(words);
    metric::number(&words[..bytes]).filter(|_| bytes > 0).map(|number| (bytes, number))
}

/// What is behind a figure, up to the end of its sentence.
fn behind<'a>(stated: Stated<'a>, figure: &Figure) -> &'a str {
    let from = end(figure);
    stated.text(from..stated.paragraph.end_of_sentence(from).max(from))
}

/// Whether a figure is told for just that number and no more: 约, 近, 超过 leave it open.
fn is_plain(figure: &Figure) -> bool {
    figure.approximation.is_none()
}

/// Says that what is written in these bytes comes to something else.
fn say(stated: Stated<'_>, range: Range<usize>, against: &str, says: String, notes: &mut Notes<'_>) {
    if !stated.paragraph.has_reference(range.clone()) {
        notes.mark_against(stated.paragraph, range, against, says);
    }
}

/// 由2020年的1200万元增加到2024年的2400万元，翻了两番: two figures that the words lead from one to the other.
fn from_to(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    const TO: &[&str] = &["到", "至", "为"];
    for pair in stated.by_sentence().flat_map(|figures| figures.windows(2)) {
        let [before, now] = pair else { continue };
        let (Some((old, open)), Some((new, leaves))) = (exact(before), exact(now)) else { continue };
        let head = stated.text(stated.paragraph.sentence(before.value_at.start).start..before.value_at.start);
        let clause = head.rsplit(['，', '；', '：']).next().unwrap_or_default();
        let between = stated.between(before, now);
        let leads = UP.iter().chain(DOWN).any(|verb| TO.iter().any(|to| between.contains(&format!("{verb}{to}"))));
        // 由…增加到: no other figure in between is told of.
        if !same_unit(before, now)
            || old <= Decimal::ZERO
            || !clause.contains(['由', '从'])
            || !leads
            || between.contains(['，', '；'])
        {
            continue;
        }
        let rest = behind(stated, now);
        let Some(words) = rest.strip_prefix(['，', '、']) else { continue };
        let words = words.trim_start_matches(['实', '现', '共', '累', '计', '净']);
        // 五年翻了两番
        let words =
            ["两年", "三年", "四年", "五年", "十年"].iter().find_map(|span| words.strip_prefix(span)).unwrap_or(words);
        let at = end(now) + rest.len() - words.len();
        if let Some((range, says)) = told_of(words, (old, open), (new, leaves), now) {
            say(stated, at + range.start..at + range.end, &now.value, says, notes);
        }
    }
}

/// What is wrong with the words that say how far one value is from another: their bytes, and what to say.
fn told_of(
    words: &str,
    (old, open): (Decimal, Decimal),
    (new, leaves): (Decimal, Decimal),
    now: &Figure,
) -> Option<(Range<usize>, String)> {
    let ratio = new.checked_div(old)?;
    if let Some(rest) = words.strip_prefix("翻了").or_else(|| words.strip_prefix('翻')) {
        let count = rest.chars().next()?;
        let turns = if count == '两' { 2 } else { read_han(&count.to_string())? };
        let len = words.len() - rest.len() + count.len_utf8() + '番'.len_utf8();
        let wanted = Decimal::from(1_u32.checked_shl(turns).filter(|_| turns < 6)?);
        let is_told = rest[count.len_utf8()..].starts_with('番');
        let off = (ratio - wanted).abs() > wanted * Decimal::new(15, 2);
        return (is_told && off)
            .then(|| (0..len, format!("前后两个数是{}倍，请核对是翻几番", ratio.round_dp(1).normalize())));
    }
    let is_up = verb(words, UP).is_some();
    let rest = verb(words, UP).or_else(|| verb(words, DOWN))?;
    let (bytes, written) = leading(rest)?;
    let (unit, len) = ["个百分点", "%", "％", "倍"]
        .iter()
        .find(|unit| rest[bytes..].starts_with(**unit))
        .map(|unit| (*unit, words.len() - rest.len() + bytes + unit.len()))?;
    let off = (new - old).abs();
    match unit {
        "倍" => {
            let is = ratio - Decimal::ONE;
            let slack = Decimal::new(6, written.scale() + 1) + Decimal::new(5, 2) * ratio;
            let is_off = is_up && (is - written).abs() > slack;
            is_off.then(|| {
                let is = is.round_dp(1).normalize();
                (
                    0..len,
                    format!(
                        "按前后两个数算是增长{is}倍（后一个是前一个的{}倍），请核对",
                        ratio.round_dp(1).normalize()
                    ),
                )
            })
        }
        "%" | "％" if now.kind == Kind::Percent => (off == written && !knows_before(now))
            .then(|| (0..len, "两个百分比相差的是“百分点”，请看是不是“个百分点”".to_owned())),
        // The model of the figure knows its value before: another rule reckons then.
        "%" | "％" if !knows_before(now) => {
            let is = off.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(old)?;
            let moved = (leaves + open * ratio).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(old)?;
            let slack = moved + Decimal::new(1, written.scale());
            let turned = is_up != (new > old);
            (turned || (is - written).abs() > slack).then(|| {
                let goes = if new > old { "增长" } else { "下降" };
                (0..len, format!("按前后两个数算是{goes}{}%，请核对", is.round_dp(written.scale().max(1)).normalize()))
            })
        }
        _ => None,
    }
}

/// Whether the figure itself has its value before.
fn knows_before(figure: &Figure) -> bool {
    figure.changes.iter().any(|change| matches!(change.amount, Amount::From(_)))
}

/// The year that is told right before a figure, at the head of what leads to it.
fn year_of(words: &str) -> Option<u32> {
    let at = words.rfind('年')?;
    let digits = digits_before(&words[..at]);
    let behind = &words[at..];
    let is_near = behind.chars().count() <= 16 && !behind.contains(['，', '；', '。']);
    words[at - digits..at].parse().ok().filter(|year| digits == 4 && (1950..2100).contains(year) && is_near)
}

/// 2024年门诊量为20.2万人次，2023年为18.6万人次，同比下降8.6%; 2024年是2020年的4倍.
fn two_years(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for pair in stated.by_sentence().flat_map(|figures| figures.windows(2)) {
        let [one, other] = pair else { continue };
        let (Some((first, open)), Some((second, leaves))) = (exact(one), exact(other)) else { continue };
        let start = stated.paragraph.sentence(one.value_at.start).start;
        let between = stated.between(one, other);
        let is_last =
            ["，上年", "，去年"].iter().any(|lead| between.starts_with(lead)) && between.ends_with(['为', '是']);
        let years = (year_of(stated.text(start..one.value_at.start)), year_of(between));
        let years = if is_last { (Some(2), Some(1)) } else { years };
        let (Some(a), Some(b)) = years else { continue };
        if a == b || !same_unit(one, other) || one.kind == Kind::Percent || stated.between(one, other).contains('；') {
            continue;
        }
        let ((new, new_open), (old, old_open)) =
            if a > b { ((first, open), (second, leaves)) } else { ((second, leaves), (first, open)) };
        if old <= Decimal::ZERO {
            continue;
        }
        let rest = behind(stated, other);
        let Some(words) = rest.strip_prefix('，') else { continue };
        let at = end(other) + '，'.len_utf8();
        let times = match is_last {
            true => ["是上年的", "为上年的", "是去年的", "为去年的"].iter().find(|lead| words.starts_with(**lead)),
            false => None,
        };
        let times = times.map_or_else(|| format!("{}年是{}年的", a.max(b), a.min(b)), |lead| (*lead).to_owned());
        if let Some(told) = words.strip_prefix(times.as_str()) {
            let Some((bytes, written)) = leading(told).filter(|(bytes, _)| told[*bytes..].starts_with('倍')) else {
                continue;
            };
            let Some(ratio) = new.checked_div(old) else { continue };
            let range = at + times.len()..at + times.len() + bytes + '倍'.len_utf8();
            if (ratio - written).abs() > Decimal::new(6, written.scale() + 1) + Decimal::new(3, 2) * ratio {
                let is = ratio.round_dp(1).normalize();
                say(stated, range, &one.value, format!("按前后两个数算是{is}倍，请核对"), notes);
            }
            continue;
        }
        // Only from one year to the next: 年均 and 两年 are reckoned otherwise.
        if a.abs_diff(b) != 1 {
            continue;
        }
        let lead = ["同比", "比上年", "较上年", "年度间", ""].iter().find_map(|lead| words.strip_prefix(lead));
        let Some(told) = lead else { continue };
        let Some(rest) = verb(told, UP).or_else(|| verb(told, DOWN)) else { continue };
        let Some((bytes, written)) = leading(rest).filter(|(bytes, _)| rest[*bytes..].starts_with(['%', '％'])) else {
            continue;
        };
        let told_up = verb(told, UP).is_some();
        let off = (new - old).abs();
        let is = off.checked_mul(Decimal::ONE_HUNDRED).and_then(|off| off.checked_div(old)).unwrap_or_default();
        let moved = (new_open + old_open * Decimal::TWO) * Decimal::ONE_HUNDRED / old;
        let turned = new != old && told_up != (new > old);
        if turned || (is - written).abs() > moved + Decimal::new(1, written.scale()) {
            let goes = if new > old { "增长" } else { "下降" };
            let is = is.round_dp(written.scale().max(1)).normalize();
            let from = at + words.len() - told.len();
            let sign = rest[bytes..].chars().next().map_or(0, char::len_utf8);
            let range = from..from + told.len() - rest.len() + bytes + sign;
            say(stated, range, &one.value, format!("按两年的数算是{goes}{is}%，请核对"), notes);
        }
    }
}

/// 由第9位上升至第6位，前移4位.
fn steps(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const VERBS: &[(&str, bool)] = &[
        ("前移", true),
        ("上升", true),
        ("提升", true),
        ("进步", true),
        ("前进", true),
        ("跃升", true),
        ("后移", false),
        ("下降", false),
        ("下滑", false),
        ("后退", false),
        ("退后", false),
    ];
    let text = paragraph.text;
    for (at, first) in text.match_indices('第') {
        let place = |from: usize| -> Option<(usize, i64)> {
            let bytes = digits_of(&text[from..]);
            let number = text[from..from + bytes].parse().ok()?;
            text[from + bytes..].starts_with(['位', '名']).then_some((from + bytes + '位'.len_utf8(), number))
        };
        let Some((from, old)) = place(at + first.len()) else { continue };
        let near = &text[from..crate::text::char_floor(text, from + 45)];
        let Some(next) = near.find('第').filter(|next| {
            let words = &near[..*next];
            words.ends_with(['到', '至']) && VERBS.iter().any(|(verb, _)| words.contains(verb))
        }) else {
            continue;
        };
        let Some((end, new)) = place(from + next + '第'.len_utf8()) else { continue };
        let Some(words) = text[end..].strip_prefix('，') else { continue };
        let Some((verb, is_up)) = VERBS.iter().find(|(verb, _)| words.starts_with(verb)) else { continue };
        let rest = words[verb.len()..].trim_start_matches('了');
        let Some((bytes, written)) = leading(rest) else { continue };
        let is_places = ["位", "名", "个位次", "个名次"].iter().any(|unit| rest[bytes..].starts_with(unit));
        let start = end + '，'.len_utf8();
        let range = start..start + words.len() - rest.len() + bytes;
        let off = old - new;
        if is_places
            && (Decimal::from(off.abs()) != written || (off > 0) != *is_up)
            && !paragraph.has_reference(range.clone())
        {
            let goes = if off > 0 { "前移" } else { "后移" };
            let says = format!("由第{old}到第{new}是{goes}{}位，请核对", off.abs());
            notes.mark(paragraph, range, says);
        }
    }
}

/// Money in 元, weight and area as they are told: so that 360万元 and 3000元 can be compared.
fn plain(figure: &Figure) -> Option<(Decimal, Decimal, &str)> {
    let (number, open) = exact(figure)?;
    let unit = figure.unit.as_str();
    let (scale, base) = match unit.chars().next()? {
        '万' => (10_000, &unit['万'.len_utf8()..]),
        '亿' => (100_000_000, &unit['亿'.len_utf8()..]),
        _ => (1, unit),
    };
    let scale = Decimal::from(scale);
    Some((number.checked_mul(scale)?, open.checked_mul(scale)?, base))
}

/// 发放补贴360万元，惠及1200户，户均300元.
fn average(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    const EACH: &[(&str, &[&str])] = &[
        ("生均", &["人", "名"]),
        ("户均", &["户"]),
        ("人均", &["人", "名", "人次"]),
        ("亩均", &["亩"]),
        ("村均", &["个", "村"]),
        ("平均每户", &["户"]),
        ("平均每人", &["人", "名"]),
        ("平均每亩", &["亩"]),
    ];
    for figures in stated.by_sentence().filter(|figures| figures.len() == 3) {
        let [_, _, each] = figures else { continue };
        let before = stated.text(0..each.value_at.start);
        let words = before.trim_end_matches(['为', '达', '到', '约', '补', '助', '增', '收', '贴', '发', '放']);
        // 平均每个乡镇, 平均每期: the count's own unit, or what it counts.
        let named = words.rsplit_once("平均每").map(|(_, word)| word).filter(|word| word.chars().count() <= 4);
        let named = named.map(|word| word.trim_start_matches('个')).filter(|word| !word.is_empty());
        // 人均可支配收入 and 户均增收 beside a total are told of others.
        let counted = EACH.iter().find(|(lead, _)| words.ends_with(lead)).map(|(_, counted)| *counted);
        if counted.is_none() && named.is_none() {
            continue;
        }
        if words.len() + '增'.len_utf8() < before.len() && before.ends_with('收') || !is_plain(each) {
            continue;
        }
        let Some((told, open, unit)) = plain(each) else { continue };
        let (one, other) = (&figures[0], &figures[1]);
        let pick = |total: &'_ Figure, count: &'_ Figure| -> Option<(Decimal, Decimal)> {
            let (total, _, base) = plain(total).filter(|_| total.kind == each.kind)?;
            let counting = count;
            let (count, _, of) = plain(count).filter(|_| count.kind != each.kind || count.unit != each.unit)?;
            let is_named = named.is_some_and(|word| {
                of == word || stated.text(end(counting)..stated.paragraph.text.len()).starts_with(word)
            });
            (base == unit && (is_named || counted.is_some_and(|counted| counted.contains(&of))))
                .then_some((total, count))
        };
        let Some((total, count)) = pick(one, other).or_else(|| pick(other, one)) else { continue };
        let Some(is) = total.checked_div(count).filter(|_| count > Decimal::ZERO) else { continue };
        if (is - told).abs() > open + open + is * Decimal::new(3, 2) {
            let scale = if each.unit.starts_with('万') { Decimal::from(10_000) } else { Decimal::ONE };
            let is = (is / scale).round_dp(2).normalize();
            let says = format!("按总数和个数算是{is}{}，请核对", each.unit);
            say(stated, number_at(each), &one.value, says, notes);
        }
    }
}

/// 60个村中已有45个建成，占三分之二.
fn fraction(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for three in stated.by_sentence().flat_map(|figures| figures.windows(3)) {
        let [whole, part, share] = three else { continue };
        let (Some((all, _)), Some((some, _))) = (exact(whole), exact(part)) else { continue };
        let before = stated.text(0..share.value_at.start).trim_end_matches(['总', '数', '的', '了']);
        let is_share = share.kind == Kind::Share && is_plain(share) && before.ends_with('占');
        let is_one = same_unit(whole, part)
            && stated.between(whole, part).contains(['中', '有'])
            && !stated.between(part, share).contains(['；', '、']);
        let Some(told) = parse_fraction(&share.value).filter(|_| is_share && is_one && all > some) else { continue };
        let Some(is) = some.checked_div(all) else { continue };
        if (is - told).abs() > Decimal::new(4, 2) {
            let percent = (is * Decimal::ONE_HUNDRED).round_dp(1).normalize();
            let says = format!("{}占{}是{percent}%，请核对", some.normalize(), all.normalize());
            say(stated, number_at(share), &part.value, says, notes);
        }
    }
}

/// 三分之二 as a number.
fn parse_fraction(written: &str) -> Option<Decimal> {
    let (under, over) = written.split_once("分之")?;
    let number = |words: &str| words.parse().ok().or_else(|| read_han(words)).map(Decimal::from);
    number(over)?.checked_div(number(under).filter(|under| !under.is_zero())?)
}

/// 计划造林5万亩，已完成4.2万亩，为年度计划的74%; 目标600公里，完成648公里，超目标18%.
fn of_plan(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    const PLANS: &[&str] = &["计划", "目标", "任务"];
    const DONE: &[&str] = &["完成", "实现", "达到", "达", "已", "实际"];
    for pair in stated.by_sentence().flat_map(|figures| figures.windows(2)) {
        let [plan, done] = pair else { continue };
        let (Some((whole, _)), Some((part, open))) = (exact(plan), exact(done)) else { continue };
        let head = stated.text(stated.paragraph.sentence(plan.value_at.start).start..plan.value_at.start);
        let between = stated.between(plan, done);
        let is_pair = same_unit(plan, done)
            && whole > Decimal::ZERO
            && PLANS.iter().any(|word| head.contains(word))
            && between.starts_with('，')
            && DONE.iter().any(|word| between.contains(word))
            && !between.contains('；');
        let rest = behind(stated, done);
        let Some(words) = rest.strip_prefix('，').filter(|_| is_pair) else { continue };
        let is_over = words.starts_with("超");
        let lead = words.trim_start_matches(['超', '额', '完', '成', '为', '占', '达', '到', '了']);
        let lead = lead.trim_start_matches("全年").trim_start_matches("年度").trim_start_matches('年');
        // 超额17%完成任务
        let bare = Some(lead).filter(|lead| is_over && lead.starts_with(|ch: char| ch.is_ascii_digit()));
        let Some(told) = PLANS.iter().find_map(|plan| lead.strip_prefix(plan)).or(bare) else { continue };
        let told = told.trim_start_matches(['任', '务', '目', '标', '数', '的', '值']);
        let Some((bytes, written)) = leading(told).filter(|(bytes, _)| told[*bytes..].starts_with(['%', '％'])) else {
            continue;
        };
        let of = |part: Decimal| part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole));
        let Some(is) = of(if is_over { part - whole } else { part }) else { continue };
        let slack = Decimal::new(1, written.scale()) + of(open + open).unwrap_or_default();
        if (is - written).abs() > slack {
            let start = end(done) + rest.len() - told.len();
            let is = is.round_dp(written.scale().max(1)).normalize();
            let says = format!("{}比{}是{is}%，请核对", part.normalize(), whole.normalize());
            say(stated, start..start + bytes, &plan.value, says, notes);
        }
    }
}

/// 城镇增长5.6%，农村增长7.2%，农村快于城镇1.8个百分点.
fn apart(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const OVER: &[&str] = &["高于", "快于", "高出", "低于", "慢于", "高", "快", "低"];
    let text = paragraph.text;
    for (at, _) in text.match_indices("个百分点") {
        let sentence = paragraph.sentence(at);
        let digits = number_before(&text[..at]);
        let Some(written) = metric::number(&text[at - digits..at]) else { continue };
        let head = &text[sentence.start..at - digits];
        let clause = head.rsplit('，').next().unwrap_or_default();
        // 高于全市平均: the other rate isn't told.
        let is_told = OVER.iter().any(|word| clause.contains(word))
            && !["全国", "全省", "全市", "平均", "上年", "去年", "同期", "目标", "计划", "年初"]
                .iter()
                .any(|word| clause.contains(word));
        let rates: Vec<Decimal> = head[..head.len() - clause.len()]
            .split(['%', '％'])
            .rev()
            .skip(1)
            .filter_map(|words| {
                let (verb, number) = words.split_at(words.len() - number_before(words));
                let number = metric::number(number)?;
                match () {
                    () if verb.ends_with("增长") => Some(number),
                    () if verb.ends_with("下降") => Some(-number),
                    () => None,
                }
            })
            .collect();
        let percents = head.matches(['%', '％']).count();
        if let (&[a, b], true) = (&rates[..], is_told && percents == 2) {
            let is = (a - b).abs();
            let range = at - digits..at;
            if (is - written).abs() > Decimal::new(1, is.scale().max(written.scale()))
                && !paragraph.has_reference(range.clone())
            {
                notes.mark(paragraph, range, format!("两个增幅相差{}个百分点，请核对", is.normalize()));
            }
        }
    }
}

/// 教师115人、学生1840人，师生比为1∶18.
fn one_to(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    let text = stated.paragraph.text;
    for figures in stated.by_sentence().filter(|figures| figures.len() >= 2) {
        let [one, other] = &figures[..2] else { continue };
        let from = end(other);
        let rest = stated.text(from..stated.paragraph.end_of_sentence(from).max(from));
        let Some(ratio) = ["1∶", "1:", "1："].iter().find_map(|lead| rest.find(lead).map(|at| at + lead.len()))
        else {
            continue;
        };
        let lead = &rest[..ratio];
        let is_named = lead.starts_with('，')
            && lead.matches('，').count() == 1
            && ["比为1", "比例为1", "比达1", "比例达1", "之比为1"].iter().any(|words| lead.contains(words));
        let (Some((a, _)), Some((b, _))) = (exact(one), exact(other)) else { continue };
        let Some((bytes, written)) = leading(&rest[ratio..]).filter(|_| is_named && one.kind == other.kind) else {
            continue;
        };
        let (small, large) = if a < b { (a, b) } else { (b, a) };
        let Some(is) = large.checked_div(small).filter(|_| small > Decimal::ZERO) else { continue };
        let start = from + ratio;
        let slack = Decimal::new(6, written.scale() + 1) + is * Decimal::new(2, 2);
        if (is - written).abs() > slack && text.is_char_boundary(start + bytes) {
            let says = format!("两个数之比是1∶{}，请核对", is.round_dp(written.scale().max(1)).normalize());
            say(stated, start..start + bytes, &one.value, says, notes);
        }
    }
}
