//! The name of a figure: the noun it counts, from the words before or after it, or carried over from the figure before.

use std::ops::Range;

use super::Kind;
use super::changes::Own;
use super::changes::Stated;
use super::each::each_of;
use super::lexicon::Class;
use super::nouns::LONG;
use super::nouns::Name;
use super::nouns::Noun;
use super::nouns::is_average;
use super::nouns::is_trailing;
use super::nouns::noun_before;
use super::nouns::noun_behind;
use super::nouns::noun_start;
use super::nouns::phrase_behind;
use super::nouns::spell;
use super::sentence::Sentence;
use super::tokens::Mark;
use super::tokens::What;

/// Nouns before the number that are what was measured, whatever stands after it: 总投资3.2亿元的园区.
const MEASURED: &[&str] = &[
    "数", "量", "额", "率", "度", "面积", "资金", "金额", "投资", "收入", "总值", "产值", "规模", "长度", "里程",
    "人数", "费", "款", "总长", "占比", "比重", "比例", "经费", "补助",
];

/// The names of the figures of one sentence, in order. `carried` is the name that the text before left off with.
pub(super) fn name_all(sentence: &Sentence<'_>, stated: &[Stated], carried: &str) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::with_capacity(stated.len());
    let is_stated = |piece: usize| stated.binary_search_by_key(&piece, |stated| stated.piece).is_ok();
    let mut k = 0;
    while k < stated.len() {
        if let Some(shared) = each_of(sentence, &stated[k..]) {
            k += shared.len();
            names.extend(shared);
            continue;
        }
        let before = names.last().map_or(carried, |name| name.words.as_str());
        // What is carried on is what was shared, not the share, and what grew, not that it grew.
        let before = before.split_once('占').map_or(before, |(whole, _)| whole);
        let own = k.checked_sub(1).and_then(|k| stated[k].own.as_ref());
        let before = own
            .and_then(|own| before.strip_suffix(sentence.words(own.verb.clone()).trim()))
            .filter(|before| !before.is_empty())
            .unwrap_or(before);
        let name = name(sentence, &stated[k], k.checked_sub(1).map(|k| &stated[k]), before, &is_stated);
        names.push(name);
        k += 1;
    }
    // 10%、5%分档压减经费: what is named only after the last of a list.
    for k in (1..names.len()).rev() {
        let joined =
            matches!(sentence.words(stated[k - 1].piece + 1..stated[k].piece).trim(), "、" | "和" | "与" | "及");
        if joined && names[k - 1].words.is_empty() {
            names[k - 1].words = names[k].words.clone();
        }
    }
    tell_apart(sentence, &mut names);
    for name in &mut names {
        // What a metric can't be called.
        name.words.retain(|ch| !"{}:：".contains(ch) && !ch.is_control());
        name.words.truncate(name.words.trim_end().len());
        if name.words.trim_start().is_empty() {
            name.words = if carried.is_empty() { "数据".to_owned() } else { carried.to_owned() };
        }
    }
    names
}

/// 规上企业营业收入9亿元，其他企业营业收入2亿元; 地方经济实现增加值: names that are alike within a sentence take what stands
/// before them in their clauses.
fn tell_apart(sentence: &Sentence<'_>, names: &mut [Name]) {
    let alike =
        |k: usize| names.iter().enumerate().any(|(other, name)| other != k && name.words.ends_with(&names[k].words));
    let told: Vec<(usize, String)> =
        (0..names.len()).filter(|&k| alike(k)).filter_map(|k| Some((k, owner_of(sentence, &names[k])?))).collect();
    for (k, owner) in told {
        names[k] = Name { words: format!("{owner}{}", names[k].words), at: None };
    }
}

/// What stands in the clause before a name, after a verb that only says that something was done, or 其他.
fn owner_of(sentence: &Sentence<'_>, name: &Name) -> Option<String> {
    const LONGEST: usize = 8;
    let at = name.at.clone()?;
    let first = sentence.tokens.iter().position(|token| token.at.start >= at.start)?;
    let clause = sentence.clause_start(first);
    let mut end = first;
    while end > clause && matches!(sentence.class(end - 1), Some(Class::Light | Class::Adverb | Class::Particle)) {
        end -= 1;
        if matches!(sentence.word(end), "其他" | "其它") {
            return Some("其他".to_owned());
        }
    }
    let is_noun = |&j: &usize| matches!(sentence.tokens[j].what, What::Plain | What::Quote | What::Word(Class::Noun));
    let start = (clause..end).rev().take_while(is_noun).last().filter(|_| end < first)?;
    let words = spell(sentence, start..end);
    (2..=LONGEST).contains(&words.chars().count()).then_some(words)
}

fn name(
    sentence: &Sentence<'_>,
    stated: &Stated,
    last: Option<&Stated>,
    carried: &str,
    is_stated: &dyn Fn(usize) -> bool,
) -> Name {
    let piece = stated.piece;
    if let What::Reference(name) = sentence.tokens[piece].what {
        return Name { words: name.to_owned(), at: None };
    }
    let start = member_start(sentence, piece, stated.named_until, is_stated);
    if let Some(own) = &stated.own {
        return of_change(sentence, own, carried);
    }
    // 列第X位
    let is_rank =
        matches!(sentence.tokens[piece].what, What::Rank(_)) || piece > start && sentence.word(piece - 1) == "第";
    let kind = sentence.quantity(piece).map(|quantity| quantity.kind);
    if is_rank {
        return of_rank(sentence, start..piece, carried);
    }
    let words = start..stated.named_until;
    if let Some(name) = of_share(sentence, words.clone(), carried).or_else(|| of_target(sentence, words, kind, carried))
    {
        return name;
    }
    let before = noun_before(sentence, start..stated.named_until);
    let after = if stated.named_until == piece { noun_behind(sentence, piece) } else { None };
    // 区委编办和34家单位: what stands before is another member of a list.
    let before = before.filter(|before| after.is_none() || !before.words.ends_with(['和', '与', '及', '或']));
    let bracketed = parent(sentence, piece, last);
    match (before, after) {
        (Some(before), None) if is_average(&before.words) => {
            Name { words: format!("{carried}{}", before.words), at: None }
        }
        // 签约项目17个、金额2亿元
        (Some(before), None) if is_general(&before.words) && last.is_some() && !bracketed => {
            let whole = carried.trim_start_matches("投入").trim_start_matches("投资");
            Name { words: format!("{whole}{}", before.words), at: None }
        }
        // 抽调10人先后参与清淤
        (Some(before), None) if is_light(sentence, &before) => match phrase_behind(sentence, piece) {
            Some(words) => Name { words, at: None },
            None => carry(sentence, start..stated.named_until, piece, last, carried),
        },
        // 全科职工24人参加考试
        (Some(before), None) if is_everybody(&before.words) => match attending(sentence, piece) {
            Some(words) => Name { words, at: None },
            None => before.into_name(sentence),
        },
        (Some(before), None) => within(sentence, before, bracketed.then_some(carried)),
        (before, Some(after)) => choose(sentence, piece, before, after, kind),
        (None, None) if kind == Some(Kind::Count) && phrase_behind(sentence, piece).is_some() => {
            let phrase = phrase_behind(sentence, piece).unwrap_or_default();
            Name { words: phrase, at: None }
        }
        (None, None) => match labelled(sentence, start, last, carried) {
            Some(label) => label.into_name(sentence),
            None => {
                let last = last.filter(|last| last.own.is_none());
                carry(sentence, start..stated.named_until, piece, last, carried)
            }
        },
    }
}

/// Which of both: the noun after the number counts, unless the one before is what was measured.
fn choose(sentence: &Sentence<'_>, piece: usize, before: Option<Noun>, after: Noun, kind: Option<Kind>) -> Name {
    let Some(before) = before else { return after.into_name(sentence) };
    let measured = MEASURED.iter().any(|end| before.words.ends_with(end));
    let relative = matches!(kind, Some(Kind::Percent | Kind::Points | Kind::Score | Kind::Share | Kind::Index));
    if relative && !before.words.ends_with('率') && is_done(&after.words) {
        // 问题100%整改到位: 问题整改率.
        let verb: String = after.words.chars().take(2).collect();
        return Name { words: format!("{}{verb}率", before.words), at: None };
    }
    // 专家20人到会
    if attends(&after.words).is_some() && !before.is_verb && kind == Some(Kind::Count) {
        return before.into_name(sentence);
    }
    // 派出12名医生
    if is_light(sentence, &before) && !relative && kind != Some(Kind::Money) {
        return after.into_name(sentence);
    }
    let is_verb = before.is_verb;
    // 巡察反馈的14个问题
    let of_noun = before.ends > 0 && sentence.word(before.ends - 1) == "的" && !relative;
    if of_noun && !after.of {
        return after.into_name(sentence);
    }
    if after.runs_on && !is_verb
        || measured
        || relative && !is_verb
        || kind == Some(Kind::Money) && after.of && !is_verb && !is_light(sentence, &before)
    {
        return before.into_name(sentence);
    }
    let adjacent = before.ends == piece || sentence.words(before.ends..piece).trim().is_empty();
    if is_verb && adjacent && after.words.chars().count() <= LONG - 2 {
        return Name { words: format!("{}{}", before.words, after.words), at: None };
    }
    after.into_name(sentence)
}

/// 派出, 按照: says nothing of what is counted.
fn is_light(sentence: &Sentence<'_>, noun: &Noun) -> bool {
    noun.pieces.len() == 1 && matches!(sentence.class(noun.pieces.start), Some(Class::Light | Class::Particle))
}

/// 全体人员: says nothing of what they are counted for.
fn is_everybody(words: &str) -> bool {
    ["全体", "全员", "所有"].iter().any(|all| words.contains(all))
        && words.ends_with(['员', '工', '师', '生', '部', '众'])
}

/// 参加人员: those who took part, by the verb after the number.
fn attending(sentence: &Sentence<'_>, piece: usize) -> Option<String> {
    attends(sentence.word(sentence.behind(piece)?)).map(|attend| format!("{attend}人员"))
}

/// 参加, where the words begin with such a verb.
fn attends(words: &str) -> Option<&'static str> {
    ["参加", "参与", "参训", "参会", "参赛", "参考", "出席", "到会"]
        .into_iter()
        .find(|attend| words.starts_with(attend))
}

/// 金额: of what was named before.
fn is_general(words: &str) -> bool {
    matches!(words, "面积" | "金额" | "总金额" | "价值" | "总额" | "长度" | "占地面积" | "建筑面积")
}

/// 完成年度目标的62.5%: how much of what was named before is reached.
fn of_target(sentence: &Sentence<'_>, pieces: Range<usize>, kind: Option<Kind>, carried: &str) -> Option<Name> {
    let done = pieces.clone().find(|&j| matches!(sentence.word(j), "完成" | "占"))?;
    let words = sentence.words(done..pieces.end).trim_end_matches(['的', '达', '到']);
    let of_target =
        ["目标", "任务", "计划", "任务数", "目标任务", "目标数", "指标", "预算"].iter().any(|end| words.ends_with(end));
    let bare = (pieces.start..done).all(|j| matches!(sentence.class(j), Some(Class::Adverb)));
    (kind == Some(Kind::Percent) && of_target && bare && !carried.is_empty())
        .then(|| Name { words: format!("{carried}完成率"), at: None })
}

/// 整改到位, 办结, 落实: what is done to so many per cent.
fn is_done(words: &str) -> bool {
    ["办结", "整改", "落实", "完成", "达标", "覆盖", "到位", "回访", "回复", "答复", "签约", "销号", "化解", "入库"]
        .iter()
        .any(|verb| words.starts_with(verb))
}

/// Where the words begin that may name the figure: after the comma, the figure before, or the 、 of another figure. A list
/// without figures of its own (工作通讯、调研报告8篇) is taken whole.
fn member_start(sentence: &Sentence<'_>, piece: usize, until: usize, is_stated: &dyn Fn(usize) -> bool) -> usize {
    let clause = sentence.clause_start(until);
    let mut pause = None;
    let mut depth = 0_usize;
    for j in (clause..until).rev() {
        match sentence.tokens[j].what {
            What::Mark(Mark::Close) => depth += 1,
            What::Mark(Mark::Open) => depth = depth.saturating_sub(1),
            What::Mark(Mark::Pause) if depth == 0 && pause.is_none() => pause = Some(j + 1),
            What::Quantity(_) | What::Rank(_) | What::Reference(_) if depth == 0 && is_stated(j) && j != piece => {
                // What stands between that figure and this one, from the 、 on if there is one.
                return pause_behind(sentence, j, until).unwrap_or(j + 1);
            }
            _ => {}
        }
    }
    let list = noun_start(sentence, clause..until);
    // 服务大厅、8个便民中心: nothing before the number in its own member.
    if let Some(pause) = pause.filter(|&pause| (pause..until).all(|j| is_trailing(sentence, j))) {
        return pause;
    }
    match pause {
        Some(pause) if sentence.words(list..until).chars().count() > LONG || list >= pause => pause,
        _ => clause,
    }
}

/// The first 、 after a figure.
fn pause_behind(sentence: &Sentence<'_>, figure: usize, until: usize) -> Option<usize> {
    (figure + 1..until).find(|&j| sentence.is_mark(j, Mark::Pause)).map(|j| j + 1)
}

/// 负荷率：92%, 退换货率同比持平，为2.1%: what the clause before names, where no figure has told of it yet.
fn labelled(sentence: &Sentence<'_>, start: usize, last: Option<&Stated>, carried: &str) -> Option<Noun> {
    let mark = start.checked_sub(1).filter(|&j| sentence.is_mark(j, Mark::Comma))?;
    let clause = sentence.clause_start(mark)..mark;
    if last.is_some_and(|last| last.piece >= clause.start) {
        return None;
    }
    let compared = |&j: &usize| matches!(sentence.class(j), Some(Class::LastYear | Class::Than | Class::Level));
    let end = clause.clone().find(compared);
    let is_label = matches!(sentence.word(mark), "：" | ":");
    if !is_label && end.is_none() && !carried.is_empty() {
        return None;
    }
    noun_before(sentence, clause.start..end.unwrap_or(clause.end))
}

/// Without a noun of its own: the name before, with the verb or the measure that tells them apart.
fn carry(sentence: &Sentence<'_>, pieces: Range<usize>, piece: usize, last: Option<&Stated>, carried: &str) -> Name {
    let verb = pieces.clone().rev().find(|&j| matches!(sentence.class(j), Some(Class::Light | Class::Heavy)));
    let verb = verb.map_or("", |verb| sentence.word(verb));
    let verb = if matches!(verb, "达到" | "突破" | "实现" | "涉及" | "提高" | "覆盖") { "" } else { verb };
    let rest = pieces.into_iter().any(|j| matches!(sentence.word(j), "其余" | "其他" | "另外" | "另"));
    if carried.is_empty() {
        return Name { words: verb.to_owned(), at: None };
    }
    let unit = |piece: usize| sentence.quantity(piece).map(|quantity| (quantity.kind, quantity.unit.as_str()));
    let suffix = match (unit(piece), last.and_then(|last| unit(last.piece))) {
        _ if !verb.is_empty() => verb,
        (Some((kind, unit)), Some((before, other))) if (kind, unit) != (before, other) => match kind {
            Kind::Area => "面积",
            Kind::Money => "金额",
            Kind::Length => "长度",
            Kind::Time => "时间",
            Kind::Count => match unit.trim_start_matches(['万', '亿', '千']) {
                "人" | "名" => "人数",
                "户" => "户数",
                "人次" => "人次",
                "场" | "场次" => "场次",
                "次" => "次数",
                _ => "",
            },
            _ => "",
        },
        _ => "",
    };
    let lead = if rest { "其余" } else { "" };
    let suffix = if carried.ends_with(suffix) { "" } else { suffix };
    Name { words: format!("{lead}{carried}{suffix}"), at: None }
}

/// Whether the figure stands in a bracket that opens after another: 用稿38条（电视21条）.
fn parent(sentence: &Sentence<'_>, piece: usize, last: Option<&Stated>) -> bool {
    let start = sentence.clause_start(piece);
    let open = (start.saturating_sub(24)..piece).rev().find(|&j| sentence.is_mark(j, Mark::Open));
    let Some(open) = open else { return false };
    let closed = (open..piece).any(|j| sentence.is_mark(j, Mark::Close));
    !closed && last.is_some() && open > 0 && sentence.before(open).is_some_and(|j| sentence.quantity(j).is_some())
}

/// A part under the name of its whole: 用稿（电视）.
fn within(sentence: &Sentence<'_>, part: Noun, whole: Option<&str>) -> Name {
    match whole {
        Some(whole) if part.words.chars().count() <= 6 => {
            let whole = whole.split('（').next().unwrap_or(whole);
            Name { words: format!("{whole}（{}）", part.words), at: None }
        }
        _ => part.into_name(sentence),
    }
}

/// A change that is a figure itself: 利润增长, or what was named before: 满意率高出全市平均.
fn of_change(sentence: &Sentence<'_>, own: &Own, carried: &str) -> Name {
    let verb = sentence.words(own.verb.clone()).trim();
    match noun_before(sentence, own.subject.clone()) {
        Some(subject) => Name { words: format!("{}{verb}", subject.words), at: None },
        None => {
            // The one before may be a change too: 满意率提高, then 满意率高出全市平均.
            let verbs = ["提高", "提升", "增长", "增加", "下降", "上升", "减少"];
            let carried = verbs.iter().fold(carried, |carried, verb| carried.strip_suffix(verb).unwrap_or(carried));
            Name { words: format!("{carried}{verb}"), at: None }
        }
    }
}

/// What is ranked, and 排名.
fn of_rank(sentence: &Sentence<'_>, pieces: Range<usize>, carried: &str) -> Name {
    let words = sentence.words(pieces.clone());
    let verbs =
        ["位居", "位列", "名列", "排名", "排在", "稳居", "跻身", "居", "列", "排", "进入", "保持", "获", "升至"];
    let verb = verbs.iter().filter_map(|verb| words.find(verb)).min().unwrap_or(words.len());
    let start = sentence.tokens.get(pieces.start).map_or(0, |token| token.at.start);
    let until = pieces.clone().find(|&j| sentence.tokens[j].at.start >= start + verb).unwrap_or(pieces.end);
    let subject = noun_before(sentence, pieces.start..until).map(|noun| noun.words).unwrap_or_default();
    let whole: String = match subject.is_empty() {
        true => carried.to_owned(),
        false => subject,
    };
    let whole = whole.strip_suffix("排名").unwrap_or(&whole).to_owned();
    Name { words: format!("{whole}排名"), at: None }
}

/// 占教师总数的28.4%: whose share, and of what.
fn of_share(sentence: &Sentence<'_>, pieces: Range<usize>, carried: &str) -> Option<Name> {
    let share = pieces.clone().rev().find(|&j| sentence.is_word(j, Class::Share))?;
    let subject = noun_before(sentence, pieces.start..share).map(|noun| noun.words);
    let mut end = pieces.end;
    // 比重下降到
    while end > share + 1 && matches!(sentence.class(end - 1), Some(Class::To | Class::Up | Class::Down)) {
        end -= 1;
    }
    let whole = spell(sentence, share + 1..end);
    let whole = whole.trim_end_matches(['的', '达', '为']);
    let whole = whole.trim_end_matches("比重").trim_end_matches("比例").trim_end_matches('的');
    let subject = subject.unwrap_or_else(|| carried.to_owned());
    let words = match whole.is_empty() || whole.chars().count() > LONG {
        true => format!("{subject}占比"),
        false => format!("{subject}占{whole}"),
    };
    Some(Name { words, at: None })
}
