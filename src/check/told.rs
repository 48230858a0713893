//! What two figures of a sentence say against each other: directions, values of last year, doubling, plans, parts, shares.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Look;
use super::Rule;
use super::figures::Stated;
use super::figures::end;
use super::figures::exact;
use super::figures::is_slip_of;
use super::figures::leeway;
use super::figures::number_at;
use super::figures::same_unit;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use super::paper::number_at as digits_of;
use crate::report::figures::Amount;
use crate::report::figures::Change;
use crate::report::figures::Figure;
use crate::report::figures::Kind;
use crate::report::metric;
use crate::report::metric::Direction;

pub(super) static RULES: &[Rule] = &[
    Rule::suspect("direction", "增减方向相反", "实务：增减的方向和前后两个数一致", Look::Figures(direction)),
    Rule::suspect(
        "growth_on_base",
        "增幅与上年数不符",
        "实务：增幅＝（本期－上期）÷上期",
        Look::Figures(growth_on_base),
    ),
    Rule::suspect("doubling", "翻番与前后数不符", "实务：翻一番是原来的2倍，翻两番是4倍", Look::Figures(doubling)),
    Rule::suspect(
        "minus_growth",
        "负增长写法",
        "实务：下降用“下降”，不写“增长-8.7%”",
        Look::Where("-－−", minus_growth),
    ),
    Rule::suspect("plan_share", "完成计划的比例不符", "实务：比率＝完成÷计划", Look::Figures(plan_share)),
    Rule::suspect("times", "倍数与前后数不符", "实务：倍数＝本期÷上期", Look::Figures(times)),
    Rule::suspect("over_hundred", "比率超过100%", "实务：部分不大于全体", Look::Figures(over_hundred)),
    Rule::suspect("share_sum", "各项占比相加不是100%", "实务：各项占比相加等于100%", Look::Figures(share_sum)),
    Rule::suspect("ratio_sum", "结构比相加不是100", "实务：三次产业结构相加等于100", Look::Where("构", ratio_sum)),
    Rule::suspect("part_over_whole", "部分大于总体", "实务：部分不大于全体", Look::Figures(part_over_whole)),
    Rule::suspect("unit_slip", "万亿单位不一", "实务：分项相加应等于合计", Look::Figures(unit_slip)),
];

const UP: &[&str] = &[
    "增加", "增至", "增长", "上升", "升至", "提高", "提升", "扩大", "攀升", "增到", "升到", "上涨", "涨到", "涨至",
    "延长",
];
const DOWN: &[&str] = &[
    "减少", "减至", "下降", "降至", "降低", "降到", "压缩", "缩短", "缩减", "缩小", "压减", "回落", "下滑", "减到",
    "下跌",
];

/// Which way the words go: `None` where they go both ways or none.
fn way(words: &str) -> Option<Direction> {
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    match (has(UP), has(DOWN)) {
        (true, false) => Some(Direction::Up),
        (false, true) => Some(Direction::Down),
        _ => None,
    }
}

fn is_opposite(a: Direction, b: Direction) -> bool {
    matches!((a, b), (Direction::Up, Direction::Down) | (Direction::Down, Direction::Up))
}

/// 由520件上升到486件, 由520件减少到486件，增长6.5%, 同比减少34件，增长6.5%.
fn direction(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    let mut mark = |range: Range<usize>, says: &str| {
        if !stated.paragraph.has_reference(range.clone()) {
            notes.mark(stated.paragraph, range, says);
        }
    };
    // A finer resolution is a smaller number.
    const TURNED: &[&str] = &["分辨率", "精度", "误差", "等级", "排名", "位次", "名次", "位居", "跃居", "前移", "进位"];
    for figures in stated.by_sentence().filter(|figures| figures.iter().any(|figure| !figure.changes.is_empty())) {
        let sentence = figures.first().map_or("", |first| stated.text(stated.paragraph.sentence(first.value_at.start)));
        if TURNED.iter().any(|word| sentence.contains(word)) {
            continue;
        }
        for figure in figures {
            let from = figure.changes.iter().find(|change| matches!(change.amount, Amount::From(_)));
            if let (Some(change), Some((now, _))) = (from, exact(figure))
                && let Amount::From(before) = change.amount
                && before != now
            {
                let goes = if now > before { Direction::Up } else { Direction::Down };
                if way(stated.text(change.range.clone())).is_some_and(|told| is_opposite(told, goes)) {
                    mark(change.range.clone(), "前后两个数和增减的方向相反，请核对");
                    continue;
                }
                for other in figure.changes.iter().filter(|other| is_amount(other)) {
                    let adjoins = stated.text(change.range.end..other.range.start).chars().count() <= 4;
                    if adjoins && is_opposite(other.direction, goes) {
                        mark(other.range.clone(), "增减的方向和前后两个数相反，请核对");
                    }
                }
            }
        }
        let told: Vec<&Change> =
            figures.iter().flat_map(|figure| &figure.changes).filter(|told| is_amount(told)).collect();
        for pair in told.windows(2) {
            let between = stated.text(pair[0].range.end..pair[1].range.start);
            let is_pair = matches!(pair[0].amount, Amount::Units(_)) && matches!(pair[1].amount, Amount::Percent(_));
            let words = stated.text(pair[1].range.clone());
            let is_bare = UP.iter().chain(DOWN).any(|verb| words.starts_with(verb));
            if is_pair && is_bare && matches!(between, "，" | "、") && is_opposite(pair[0].direction, pair[1].direction)
            {
                mark(pair[1].range.clone(), "前面说的和这里增减的方向相反，请核对");
            }
        }
    }
}

fn is_amount(change: &Change) -> bool {
    matches!(change.amount, Amount::Percent(_) | Amount::Units(_) | Amount::Points(_))
}

/// 624件，上年同期520件，增加140件; 60万人次（上年50万人次），增长12%; 210件，比上年的180件增长20%.
fn growth_on_base(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for figures in stated.by_sentence().filter(|figures| figures.iter().any(|figure| !figure.changes.is_empty())) {
        let sentence = figures.first().map_or("", |first| stated.text(stated.paragraph.sentence(first.value_at.start)));
        if ["可比", "不变价", "剔除", "同口径", "计划", "目标"].iter().any(|word| sentence.contains(word))
        {
            continue;
        }
        for (k, now) in figures.iter().enumerate() {
            let Some((value, open)) = exact(now) else { continue };
            let base = figures.get(k + 1).filter(|base| same_unit(base, now) && is_last_year(stated, now, base));
            let base_value = base.and_then(exact).filter(|(base, _)| *base > Decimal::ZERO);
            let changes = now.changes.iter().chain(base.map_or(&[][..], |base| &base.changes));
            for told in changes {
                let before = base_value.filter(|_| base.is_some_and(|base| told.range.start >= end(base)));
                let Some((before, leaves)) = before.or_else(|| named_base(stated, now, told)) else { continue };
                let off = value - before;
                let Some((written, is, leeway, measure)) = reckoned(told, off, before, (open, leaves), now) else {
                    continue;
                };
                let goes = if off > Decimal::ZERO { Direction::Up } else { Direction::Down };
                let turned = off != Decimal::ZERO && is_opposite(told.direction, goes);
                let step = Decimal::new(1, written.scale());
                if turned || (is.abs() - written).abs() > leeway + step {
                    let is = is.abs().round_dp(written.scale().max(1)).normalize();
                    let verb = if off > Decimal::ZERO { "增加" } else { "减少" };
                    let slip = if is_slip_of(is, written.normalize()) { "，像是打错了一个数字" } else { "" };
                    let says = format!(
                        "按前后两个数算是{verb}{is}{measure}，这里写的是{}{measure}{slip}，请核对",
                        written.normalize()
                    );
                    if !stated.paragraph.has_reference(told.range.clone()) {
                        notes.mark_against(stated.paragraph, told.range.clone(), &now.value, says);
                    }
                }
            }
        }
    }
}

/// What a change is by its words, what it comes to, what is left open, and in which measure.
fn reckoned<'f>(
    told: &Change,
    off: Decimal,
    before: Decimal,
    open: (Decimal, Decimal),
    now: &'f Figure,
) -> Option<(Decimal, Decimal, Decimal, &'f str)> {
    match told.amount {
        Amount::Points(points) if now.kind == Kind::Percent => Some((points, off, Decimal::ZERO, "个百分点")),
        _ if now.kind == Kind::Percent => None,
        Amount::Percent(percent) => {
            let is = off.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before)?;
            let moved = (open.0 + open.1 * Decimal::TWO).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before)?;
            Some((percent, is, moved, "%"))
        }
        Amount::Units(units) => Some((units, off, open.0 + open.1, now.unit.as_str())),
        _ => None,
    }
}

/// Whether the second of two figures says what the first was last year: 上年同期520件, （上年50万人次）.
fn is_last_year(stated: Stated<'_>, now: &Figure, base: &Figure) -> bool {
    const BASES: &[&str] = &["上年同期", "去年同期", "上年", "去年", "同期"];
    let between = stated.between(now, base).trim_end_matches(['为', '是', '有', '的']);
    let lead = between.trim_start_matches(['，', '（', '(', '而', '、']);
    between.len() > lead.len() && BASES.contains(&lead)
}

/// 比上年的180件增长20%: the value that the change itself names.
fn named_base(stated: Stated<'_>, now: &Figure, told: &Change) -> Option<(Decimal, Decimal)> {
    let words = stated.text(told.range.clone());
    let rest = words.trim_start_matches(['比', '较', '由', '从']);
    let rest = ["上年同期", "去年同期", "上年", "去年"].iter().find_map(|lead| rest.strip_prefix(lead))?;
    let rest = rest.trim_start_matches(['的', '为']);
    let number = &rest[..digits_of(rest)];
    let behind = rest[number.len()..].strip_prefix(now.unit.as_str())?;
    let leads_on =
        UP.iter().chain(DOWN).chain(&["多", "少"]).any(|verb| behind.trim_start_matches('，').starts_with(verb));
    let before = metric::number(number).filter(|before| *before > Decimal::ZERO && leads_on)?;
    Some((before, leeway(before, &now.unit)))
}

/// 由5亿元增加到10亿元，翻了两番.
fn doubling(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    const SAYS: &[(&str, u32)] =
        &[("翻了一番", 2), ("翻一番", 2), ("翻番", 2), ("翻了两番", 4), ("翻两番", 4), ("翻了三番", 8), ("翻三番", 8)];
    for figure in stated.figures {
        let Some((now, _)) = exact(figure) else { continue };
        let before = figure.changes.iter().find_map(|change| match change.amount {
            Amount::From(before) if before > Decimal::ZERO => Some(before),
            _ => None,
        });
        let Some(before) = before else { continue };
        let from = end(figure);
        let behind = &stated.paragraph.text[from..];
        let behind = behind.trim_start_matches(['，', '、', '。']);
        let lead = stated.paragraph.text.len() - behind.len();
        let behind = behind.trim_start_matches(['实', '现', '了', '共']);
        let start = stated.paragraph.text.len() - behind.len();
        let Some((words, times)) = SAYS.iter().find(|(words, _)| behind.starts_with(words)) else { continue };
        let Some(ratio) = now.checked_div(before) else { continue };
        let wanted = Decimal::from(*times);
        let range = start..start + words.len();
        if lead > from
            && (ratio - wanted).abs() > wanted * Decimal::new(15, 2)
            && !stated.paragraph.has_reference(range.clone())
        {
            let ratio = ratio.round_dp(1).normalize();
            notes.mark_against(stated.paragraph, range, &figure.value, format!("前后两个数是{ratio}倍，请核对"));
        }
    }
}

/// 增长-8.7%.
fn minus_growth(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    for (at, sign) in text.match_indices(['-', '－', '−']) {
        const VERBS: [&str; 7] = ["增长", "增加", "提高", "上升", "下降", "减少", "降低"];
        let verb = VERBS.iter().find(|verb| text[..at].ends_with(**verb));
        let Some(verb) = verb else { continue };
        let number = digits_of(&text[at + sign.len()..]);
        let end = at + sign.len() + number;
        let unit = ["%", "％", "个百分点"].into_iter().find(|unit| text[end..].starts_with(unit));
        if let Some(unit) = unit.filter(|_| number > 0) {
            let range = at - verb.len()..end + unit.len();
            if !paragraph.has_reference(range.clone()) {
                let is_down = VERBS[4..].contains(verb);
                let put = [(at - verb.len()..at + sign.len(), if is_down { *verb } else { "下降" })];
                let says = if is_down {
                    "“下降”后面不写负数"
                } else {
                    "减少了写“下降”，不写“增长”负数"
                };
                notes.mend(paragraph, range, &put, says);
            }
        }
    }
}

/// 完成投资3.2亿元，占年度计划4亿元的90%.
fn plan_share(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    const PLANS: &[&str] = &[
        "计划",
        "目标",
        "任务",
        "预算",
        "预算数",
        "计划数",
        "任务数",
        "指标",
        "总数",
        "总量",
        "总额",
        "总户数",
        "总人数",
        "总面积",
        "总投资",
    ];
    for figures in stated.by_sentence() {
        for three in figures.windows(3) {
            let [done, plan, share] = three else { continue };
            let (Some((part, _)), Some((whole, _)), Some((written, open))) = (exact(done), exact(plan), exact(share))
            else {
                continue;
            };
            let lead = stated.between(done, plan).trim_start_matches('，');
            let is_plan = ["占", "为", "完成", "是", "达到"].iter().any(|verb| lead.starts_with(verb))
                && PLANS.iter().any(|word| lead.trim_end_matches(['的', '总']).ends_with(word));
            let fits = share.kind == Kind::Percent && same_unit(done, plan) && stated.between(plan, share) == "的";
            if !is_plan || !fits || whole <= Decimal::ZERO {
                continue;
            }
            let Some(is) = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole)) else {
                continue;
            };
            let slack = Decimal::new(5, 1).max(leeway(part, &done.unit) * Decimal::ONE_HUNDRED / whole * Decimal::TWO);
            if (is - written).abs() > open + slack {
                let is = is.round_dp(1).normalize();
                let says =
                    format!("{}占{}是{is}%，这里写的是{}%，请核对", part.normalize(), whole.normalize(), share.value);
                notes.mark_against(stated.paragraph, number_at(share), &format!("{part}/{whole}"), says);
            }
        }
    }
}

/// 税收6.3亿元，是上年4.2亿元的2.5倍: times that its two values don't make.
fn times(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for figures in stated.by_sentence() {
        for pair in figures.windows(2) {
            let [now, base] = pair else { continue };
            let (Some((value, open)), Some((before, _))) = (exact(now), exact(base)) else { continue };
            let lead = stated.between(now, base).trim_start_matches('，');
            let is_base = ["是", "为", "达到", "相当于"].iter().any(|verb| lead.starts_with(verb))
                && ["上年", "去年", "同期", "年初"].iter().any(|time| lead.contains(time));
            let behind = stated.text(end(base)..stated.paragraph.text.len());
            let Some(behind) = behind.strip_prefix('的').filter(|_| is_base && same_unit(now, base)) else { continue };
            let number = digits_of(behind);
            let Some(written) = metric::number(&behind[..number]).filter(|_| behind[number..].starts_with('倍'))
            else {
                continue;
            };
            let Some(is) = value.checked_div(before).filter(|_| before > Decimal::ZERO) else { continue };
            let slack = Decimal::new(1, written.scale()) + open / before * Decimal::TWO;
            let start = end(base) + '的'.len_utf8();
            let range = start..start + number + '倍'.len_utf8();
            if (is - written).abs() > slack && !stated.paragraph.has_reference(range.clone()) {
                let is = is.round_dp(written.scale().max(1)).normalize();
                let says = format!("按前后两个数算是{is}倍，这里写的是{}倍，请核对", written.normalize());
                notes.mark_against(stated.paragraph, range, &format!("{value}/{before}"), says);
            }
        }
    }
}

/// 办结率108%.
fn over_hundred(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    const RATES: &[&str] = &[
        "办结率",
        "满意率",
        "合格率",
        "覆盖率",
        "达标率",
        "入学率",
        "签约率",
        "参保率",
        "完好率",
        "出勤率",
        "到位率",
        "知晓率",
        "及时率",
        "准确率",
        "普及率",
        "破案率",
        "参与率",
        "化解率",
        "整改率",
        "好评率",
        "巩固率",
        "入住率",
        "建档率",
        "优良率",
        "通过率",
        "成功率",
        "结案率",
        "换届率",
        "就业率",
        "见面率",
        "响应率",
        "毕业率",
        "安装率",
        "满意度",
        "占比",
    ];
    for figure in stated.figures.iter().filter(|figure| figure.kind == Kind::Percent) {
        let Some((value, _)) = exact(figure) else { continue };
        let is_rate = RATES.iter().any(|rate| figure.name.ends_with(rate));
        let is_told = stated
            .text(0..figure.value_at.start)
            .trim_end_matches(['为', '达', '到', '是', '了', '约'])
            .ends_with(['率', '度', '比'])
            || stated.text(0..figure.value_at.start).ends_with('占');
        if is_rate && is_told && value > Decimal::ONE_HUNDRED && !stated.paragraph.has_reference(number_at(figure)) {
            notes.mark(stated.paragraph, number_at(figure), format!("“{}”不会超过100%，请核对", figure.name));
        }
    }
}

/// 咨询占53%，投诉占31%，建议占26%: shares that make a hundred with one other digit.
fn share_sum(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for figures in stated.by_sentence() {
        let is_share = |figure: &Figure| {
            let before = stated.text(0..figure.value_at.start);
            figure.kind == Kind::Percent && before.ends_with('占')
        };
        let mut start = 0;
        while let Some(first) = figures[start..].iter().position(is_share).map(|k| start + k) {
            let is_each = stated.text(0..figures[first].value_at.start).ends_with("分别占");
            let joined = |pair: &[Figure]| {
                let between = stated.between(&pair[0], &pair[1]);
                is_each && pair[1].kind == Kind::Percent && matches!(between, "、" | "和")
                    || !is_each
                        && is_share(&pair[1])
                        && between.chars().count() <= 14
                        && between.starts_with(['，', '、', '；'])
            };
            let count = 1 + figures[first..].windows(2).take_while(|pair| joined(pair)).count();
            start = first + count;
            let shares = &figures[first..first + count];
            let values: Option<Vec<Decimal>> =
                shares.iter().map(|share| exact(share).map(|(value, _)| value)).collect();
            let Some(values) = values.filter(|values| values.len() > 2) else { continue };
            let sum: Decimal = values.iter().copied().sum();
            let off = Decimal::ONE_HUNDRED - sum;
            let is_slip = values.iter().any(|value| is_slip_of(value.normalize(), (value + off).normalize()));
            if off.abs() > Decimal::ONE && off.abs() < Decimal::from(31) && is_slip {
                let range = shares[0].value_at.start..end(&shares[count - 1]);
                if !stated.paragraph.has_reference(range.clone()) {
                    notes.mark(stated.paragraph, range, format!("几项占比相加是{}%，请核对", sum.normalize()));
                }
            }
        }
    }
}

/// 三次产业结构为12:45:53.
fn ratio_sum(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    for (at, word) in text.match_indices("结构") {
        let from = at + word.len();
        let near: &str = &text[from..crate::text::char_floor(text, from + 60)];
        let Some(start) = near.find(|ch: char| ch.is_ascii_digit()) else { continue };
        if near[..start].contains(['，', '。', '；']) {
            continue;
        }
        let end = start
            + near[start..]
                .find(|ch: char| !(ch.is_ascii_digit() || ".:：∶".contains(ch)))
                .unwrap_or(near.len() - start);
        let ratio = near[start..end].trim_end_matches(['.', ':', '：']);
        let parts: Option<Vec<Decimal>> = ratio.split([':', '：', '∶']).map(metric::number).collect();
        let Some(parts) = parts.filter(|parts| parts.len() == 3) else { continue };
        let sum: Decimal = parts.iter().copied().sum();
        let off = (sum - Decimal::ONE_HUNDRED).abs();
        let range = from + start..from + start + ratio.len();
        let is_shares = sum > Decimal::from(80) && sum < Decimal::from(130);
        if is_shares && off > Decimal::new(5, 1) && !paragraph.has_reference(range.clone()) {
            notes.mark(paragraph, range, format!("三项相加是{}，不是100，请核对", sum.normalize()));
        }
    }
}

/// 检查120家，其中合格130家; 受理486件，办结498件.
fn part_over_whole(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    const COURSES: &[(&[&str], &[&str])] = &[
        (&["受理", "接到", "收到", "接收", "受理诉求", "受理投诉"], &["办结", "办理", "办复", "解决", "化解"]),
        (&["排查", "发现", "排查出", "查出"], &["整改", "完成整改", "已整改", "化解", "消除", "销号"]),
        (&["立案", "受理案件"], &["结案", "办结", "审结"]),
    ];
    const MORE: &[&str] = &["上年", "往年", "结转", "累计", "含", "去年", "历年", "遗留", "存量", "人次", "比", "较"];
    for figures in stated.by_sentence() {
        for pair in figures.windows(2) {
            let [whole, part] = pair else { continue };
            let (Some((total, _)), Some((some, _))) = (exact(whole), exact(part)) else { continue };
            if !same_unit(whole, part) || some <= total || whole.kind == Kind::Percent {
                continue;
            }
            let sentence = stated.text(stated.paragraph.sentence(whole.value_at.start));
            let between = stated.between(whole, part);
            let inner = between.trim_start_matches(['，', '、', '；']);
            let is_within =
                inner.starts_with("其中") && !inner.contains(['，', '。', '；']) && inner.chars().count() <= 12;
            // 平均3.5吨，其中高产田5.8吨: no sum.
            let is_sum = !["平均", "人均", "户均", "亩均", "每", "单产", "亩产", "最高", "单价"]
                .iter()
                .any(|word| sentence.contains(word));
            let is_more = |word: &&str| sentence.contains(word) && !(is_within && **word == *"人次");
            let ends = |figure: &Figure, words: &[&str]| {
                let before = stated.text(0..figure.value_at.start).trim_end_matches([
                    '了', '已', '诉', '求', '投', '件', '案', '问', '题', '隐', '患', '纠', '纷', '各', '类',
                ]);
                words.iter().any(|word| before.ends_with(word))
            };
            let is_course = COURSES.iter().any(|(firsts, lasts)| ends(whole, firsts) && ends(part, lasts))
                && inner.chars().count() <= 6
                && between.starts_with('，');
            if (is_within && is_sum || is_course)
                && !MORE.iter().any(is_more)
                && !stated.paragraph.has_reference(number_at(part))
            {
                let says = format!("{}大于前面的总数{}，请核对", some.normalize(), total.normalize());
                notes.mark_against(stated.paragraph, number_at(part), &whole.value, says);
            }
        }
    }
}

/// 完成投资3.2亿元，其中一期2万元，二期1.2亿元: the numbers add up, the units don't.
fn unit_slip(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for figures in stated.by_sentence() {
        for (k, total) in figures.iter().enumerate() {
            let parts = &figures[k + 1..];
            let lead = parts.first().map_or("", |first| stated.between(total, first));
            if !lead.contains("其中") || lead.contains(['。', '；']) || !(2..=6).contains(&parts.len()) {
                continue;
            }
            let is_money =
                |figure: &Figure| matches!(figure.kind, Kind::Money | Kind::Count) && figure.kind == total.kind;
            let numbers: Option<Vec<Decimal>> =
                parts.iter().map(|part| exact(part).filter(|_| is_money(part)).map(|(value, _)| value)).collect();
            let (Some(numbers), Some((whole, _))) = (numbers, exact(total)) else { continue };
            let odd: Vec<&Figure> = parts.iter().filter(|part| part.unit != total.unit).collect();
            let base = |unit: &str| unit.trim_start_matches(['万', '亿']).to_owned();
            let sum: Decimal = numbers.iter().copied().sum();
            if let [odd] = odd[..]
                && sum == whole
                && base(&odd.unit) == base(&total.unit)
                && !stated.paragraph.has_reference(number_at(odd))
            {
                let says = format!("几项的数相加正是总数，单位一个是“{}”一个是“{}”，请核对", total.unit, odd.unit);
                notes.mark(stated.paragraph, number_at(odd), says);
            }
        }
    }
}
