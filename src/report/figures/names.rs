//! The name of a figure: the noun it counts, from the words before or behind it, or carried over from the figure before.

use std::ops::Range;

use super::Kind;
use super::changes::Own;
use super::changes::Stated;
use super::lexicon::Class;
use super::sentence::Sentence;
use super::tokens::Mark;
use super::tokens::What;

/// How many characters a name has at most, unless a quotation makes it longer.
const LONG: usize = 16;

/// Nouns before the number that are what was measured, whatever stands behind it: 总投资3.2亿元的园区.
const MEASURED: [&str; 24] = [
    "数", "量", "额", "率", "度", "面积", "资金", "金额", "投资", "收入", "总值", "产值", "规模", "长度", "里程",
    "人数", "费", "款", "总长", "占比", "比重", "比例", "经费", "补助",
];

/// A name, and the bytes it was read from where it stands in the text as one piece.
pub(super) struct Name {
    pub words: String,
    pub at: Option<Range<usize>>,
}

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
        // What is carried on is what was shared, not the share.
        let before = before.split_once('占').map_or(before, |(whole, _)| whole);
        let name = name(sentence, &stated[k], k.checked_sub(1).map(|k| &stated[k]), before, &is_stated);
        names.push(name);
        k += 1;
    }
    // 10%、5%分档压减经费: what is named only behind the last of a list.
    for k in (1..names.len()).rev() {
        let joined =
            matches!(sentence.words(stated[k - 1].piece + 1..stated[k].piece).trim(), "、" | "和" | "与" | "及");
        if joined && names[k - 1].words.is_empty() {
            names[k - 1].words = names[k].words.clone();
        }
    }
    for name in &mut names {
        if name.words.is_empty() {
            name.words = if carried.is_empty() { "数据".to_owned() } else { carried.to_owned() };
        }
    }
    names
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
    let is_rank = matches!(sentence.tokens[piece].what, What::Rank(_));
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
        (Some(before), None) => within(sentence, before, bracketed.then_some(carried)),
        (before, Some(after)) => choose(sentence, piece, before, after, kind),
        (None, None) if kind == Some(Kind::Count) && phrase_behind(sentence, piece).is_some() => {
            let phrase = phrase_behind(sentence, piece).unwrap_or_default();
            Name { words: phrase, at: None }
        }
        (None, None) => carry(sentence, start..stated.named_until, piece, last, carried),
    }
}

/// Which of both: the noun behind the number counts, unless the one before is what was measured.
fn choose(sentence: &Sentence<'_>, piece: usize, before: Option<Noun>, after: Noun, kind: Option<Kind>) -> Name {
    let Some(before) = before else { return after.into_name(sentence) };
    let measured = MEASURED.iter().any(|end| before.words.ends_with(end));
    let relative = matches!(kind, Some(Kind::Percent | Kind::Points | Kind::Score | Kind::Share | Kind::Index));
    if relative && !before.words.ends_with('率') && is_done(&after.words) {
        // 问题100%整改到位: 问题整改率.
        let verb: String = after.words.chars().take(2).collect();
        return Name { words: format!("{}{verb}率", before.words), at: None };
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
        || kind == Some(Kind::Money) && after.of && !is_verb
    {
        return before.into_name(sentence);
    }
    let adjacent = before.ends == piece || sentence.words(before.ends..piece).trim().is_empty();
    if is_verb && adjacent && after.words.chars().count() <= LONG - 2 {
        return Name { words: format!("{}{}", before.words, after.words), at: None };
    }
    after.into_name(sentence)
}

/// 金额: of what was named before.
fn is_general(words: &str) -> bool {
    matches!(words, "面积" | "金额" | "总金额" | "价值" | "总额" | "长度" | "占地面积" | "建筑面积")
}

/// 户均: of what was named before.
fn is_average(words: &str) -> bool {
    matches!(words, "平均" | "人均" | "户均" | "亩均" | "日均" | "月均" | "年均" | "年" | "月" | "日")
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

/// A noun found beside a figure.
struct Noun {
    words: String,
    pieces: Range<usize>,
    /// Where the words end that it was taken from.
    ends: usize,
    /// Only a verb that belongs to what follows: 新建.
    is_verb: bool,
    /// Behind the figure: stands between it and the next one, so that it may belong to that.
    runs_on: bool,
    /// Behind the figure: begins with 的.
    of: bool,
}

impl Noun {
    fn into_name(self, sentence: &Sentence<'_>) -> Name {
        let at = (self.pieces.start < self.pieces.end)
            .then(|| sentence.tokens[self.pieces.start].at.start..sentence.tokens[self.pieces.end - 1].at.end);
        Name { words: self.words, at }
    }
}

/// Where the words begin that may name the figure: behind the comma, the figure before, or the 、 of another figure. A list
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

/// The first 、 behind a figure.
fn pause_behind(sentence: &Sentence<'_>, figure: usize, until: usize) -> Option<usize> {
    (figure + 1..until).find(|&j| sentence.is_mark(j, Mark::Pause)).map(|j| j + 1)
}

/// The noun at the end of these pieces.
fn noun_before(sentence: &Sentence<'_>, pieces: Range<usize>) -> Option<Noun> {
    let ends = pieces.end;
    let mut end = pieces.end;
    while end > pieces.start && is_trailing(sentence, end - 1) {
        end -= 1;
    }
    let mut start = noun_start(sentence, pieces.start..end);
    while start < end && matches!(sentence.class(start), Some(Class::Particle | Class::Adverb | Class::To)) {
        start += 1;
    }
    // 五年以上有期徒刑
    if start > pieces.start && matches!(sentence.word(start), "以上" | "以下" | "以内" | "以外") {
        start -= 1;
    }
    let words = spell(sentence, start..end);
    let words = behind_list(&words);
    let is_verb = start + 1 == end && matches!(sentence.class(start), Some(Class::Heavy | Class::Up | Class::Down));
    let words = shorten(words);
    (!words.is_empty()).then_some(Noun { words, pieces: start..end, ends, is_verb, runs_on: false, of: false })
}

/// Where the noun begins that ends these pieces: behind the last verb that has something behind it, at a verb that belongs
/// to the name.
fn noun_start(sentence: &Sentence<'_>, pieces: Range<usize>) -> usize {
    let mut start = pieces.end;
    let mut depth = 0_usize;
    for j in pieces.clone().rev() {
        match sentence.tokens[j].what {
            What::Mark(Mark::Close) => depth += 1,
            What::Mark(Mark::Open) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let empty = start == pieces.end;
        match sentence.class(j).filter(|_| depth == 0) {
            Some(Class::Heavy) if !empty && !is_noun_part(sentence, j) && !is_rate(sentence, j) => {
                // 立案查处
                let joined = |k: usize| sentence.is_word(k, Class::Heavy) || is_average(sentence.word(k));
                return if j > pieces.start && joined(j - 1) { j - 1 } else { j };
            }
            Some(Class::Heavy | Class::Light | Class::Up | Class::Down) if !empty && is_rate(sentence, j) => start = j,
            // 受理各类案件
            Some(Class::Adverb) if is_determiner(sentence.word(j)) => {}
            Some(
                Class::Light
                | Class::Adverb
                | Class::Preposition
                | Class::From
                | Class::About
                | Class::Rank
                | Class::Each
                | Class::To,
            ) if !empty => {
                return start;
            }
            Some(Class::Up | Class::Down) if !empty && sentence.word(j).chars().count() > 1 => return j,
            Some(Class::Adverb | Class::Preposition) => return start,
            _ if sentence.tokens[j].what == What::Time && !empty => return start,
            _ => start = j,
        }
    }
    start
}

/// 各类, 有关: says which and is no part of the name.
fn is_determiner(word: &str) -> bool {
    matches!(word, "各类" | "各项" | "各种" | "各级" | "有关" | "相关" | "其他" | "部分" | "重点" | "主要")
}

/// 签订率, 加工量: the verb is part of the noun.
fn is_rate(sentence: &Sentence<'_>, j: usize) -> bool {
    let behind = sentence.tokens.get(j + 1);
    behind.is_some_and(|token| matches!(token.what, What::Plain | What::Word(Class::Than)))
        && sentence
            .word(j + 1)
            .starts_with(['率', '量', '额', '数', '度', '面', '者', '费', '金', '类', '值', '比', '会'])
}

/// 养蜂、电商等培训班: the class of a list is its name, but not of quotations.
fn behind_list(words: &str) -> &str {
    let end = words.rsplit_once('等').map(|(_, end)| end);
    end.filter(|end| {
        end.chars().count() > 1 && !words.contains(['”', '》']) && !end.starts_with(['级', '候', '待', '奖'])
    })
    .unwrap_or(words)
}

/// Nouns that a verb may belong to: 老旧小区改造项目.
const HEADS: &str = "项目 工程 任务 工作 活动 面积 金额 资金 收入 人数 人员 单位 企业 数量 总数 总量 指标 清单 平台 中心 费用 问题 案件 面 率 量 额 数 点 站 会 班";

/// A verb in the middle of a noun: 残疾人免费体检, 老旧小区改造项目: it stands behind plain words, not at a boundary.
fn is_noun_part(sentence: &Sentence<'_>, j: usize) -> bool {
    let before = j.checked_sub(1).map(|j| &sentence.tokens[j].what);
    let behind = sentence.tokens.get(j + 1).map(|token| &token.what);
    let glued = matches!(before, Some(What::Plain | What::Quote | What::Word(Class::Noun)));
    let short = matches!(behind, Some(What::Plain | What::Word(Class::Noun)))
        && (HEADS.split(' ').any(|head| head == sentence.word(j + 1)) || sentence.word(j + 1).ends_with('率'));
    glued && short && sentence.word(j).chars().count() == 2 && sentence.word(j - 1).chars().count() <= 6
}

/// 达, 共有, 约, 为: between a name and its number.
fn is_trailing(sentence: &Sentence<'_>, j: usize) -> bool {
    match sentence.tokens[j].what {
        What::Blank | What::Time | What::Mark(Mark::Pause | Mark::Comma | Mark::Semicolon) => true,
        What::Word(Class::Noun) => {
            is_average(sentence.word(j))
                && j > 0
                && matches!(sentence.tokens[j - 1].what, What::Plain | What::Word(Class::Noun))
        }
        // 每人每月
        What::Plain if j > 0 && sentence.word(j - 1) == "每" => sentence.word(j).chars().count() <= 2,
        What::Word(class) => match class {
            Class::Adverb | Class::Particle | Class::About | Class::Each | Class::To | Class::From => true,
            Class::Light => {
                matches!(
                    sentence.word(j),
                    "达到" | "突破" | "实现" | "完成" | "覆盖" | "涉及" | "拥有" | "保持" | "配备" | "包括" | "现有"
                ) && j > 0
            }
            Class::Heavy => {
                // 标准调整为720元
                let reached = matches!(sentence.word(j + 1), "为" | "到" | "至");
                reached && matches!(sentence.word(j), "调整" | "更新") && j > 0
            }
            Class::Preposition => matches!(sentence.word(j), "在" | "为" | "按" | "以"),
            Class::Up | Class::Down => {
                sentence.tokens.get(j + 1).is_some_and(|next| next.what == What::Word(Class::To))
            }
            Class::Above | Class::Below | Class::Level | Class::Growth | Class::Than | Class::LastYear => false,
            _ => false,
        },
        _ => false,
    }
}

/// The noun behind a figure.
fn noun_behind(sentence: &Sentence<'_>, piece: usize) -> Option<Noun> {
    let mut start = piece + 1;
    let mut of = false;
    while let Some(token) = sentence.tokens.get(start) {
        match token.what {
            What::Blank => {}
            What::Word(Class::Adverb)
                if matches!(sentence.word(start), "重点" | "主要" | "基本" | "有关" | "相关" | "其他") => {}
            What::Word(Class::Particle) if sentence.word(start) == "的" => of = true,
            _ => break,
        }
        start += 1;
    }
    let mut end = start;
    let limit = sentence.tokens.len().min(start + 12);
    let mut depth = 0_usize;
    while end < limit {
        let goes_on = match sentence.tokens[end].what {
            What::Plain | What::Quote | What::Blank => true,
            What::Mark(Mark::Open) if end > start => {
                depth += 1;
                true
            }
            What::Mark(Mark::Close) if depth > 0 => {
                depth -= 1;
                true
            }
            What::Mark(Mark::Other) => true,
            What::Mark(_) => depth > 0,
            What::Word(Class::Noun) => true,
            What::Word(Class::Heavy | Class::Up | Class::Down) => end == start || is_inside(sentence, end),
            // 3个县的高新技术企业 counts 县; 群众反映强烈的问题 counts 问题.
            What::Word(Class::Particle) => sentence.word(end) == "的" && end > start && !is_owner(sentence, start..end),
            What::Word(Class::Light) => is_inside(sentence, end),
            _ => false,
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    let runs_on = sentence.quantity(end).is_some();
    let words = spell(sentence, start..end);
    let words = shorten_behind(words.trim_end_matches(['的', '中', '和', '与', '及']));
    let ends = start;
    (!words.is_empty()).then_some(Noun { words, pieces: start..end, ends, is_verb: false, runs_on, of })
}

/// 上千人次参与线上答题: what was done, where no noun is there.
fn phrase_behind(sentence: &Sentence<'_>, piece: usize) -> Option<String> {
    let first = sentence.behind(piece).filter(|&j| matches!(sentence.class(j), Some(Class::Light | Class::Heavy)))?;
    let plain = |j: &usize| {
        matches!(sentence.tokens[*j].what, What::Plain | What::Quote)
            || matches!(sentence.class(*j), Some(Class::Light | Class::Heavy | Class::Noun))
    };
    let end = (first..sentence.tokens.len().min(first + 6)).take_while(plain).last()? + 1;
    let words = spell(sentence, first..end);
    (2..=LONG).contains(&words.chars().count()).then_some(words)
}

/// Whether these pieces before a 的 are whose it is, and no clause.
fn is_owner(sentence: &Sentence<'_>, pieces: Range<usize>) -> bool {
    let words = sentence.words(pieces.clone());
    let plain = pieces.into_iter().all(|j| matches!(sentence.tokens[j].what, What::Plain | What::Word(Class::Noun)));
    plain && words.chars().count() <= 4 && !words.starts_with("符合")
}

/// A verb within a noun, 老旧小区改造项目, 承办单位.
fn is_inside(sentence: &Sentence<'_>, j: usize) -> bool {
    let next = sentence.word(j + 1);
    is_rate(sentence, j) || HEADS.split(' ').any(|head| next.starts_with(head) && head.chars().count() > 1)
}

/// The characters of a noun: without blanks, and without brackets that have figures in them or are long.
fn spell(sentence: &Sentence<'_>, pieces: Range<usize>) -> String {
    let mut words = String::new();
    let mut j = pieces.start;
    while j < pieces.end {
        let token = &sentence.tokens[j];
        if token.what == What::Mark(Mark::Open) {
            let close = (j..pieces.end).find(|&k| sentence.is_mark(k, Mark::Close)).unwrap_or(pieces.end - 1);
            let inside = sentence.words(j..close + 1);
            if inside.chars().count() <= 10 && !(j..close).any(|k| sentence.quantity(k).is_some()) {
                words.push_str(inside);
            }
            j = close + 1;
            continue;
        }
        let aside = token.what == What::Word(Class::Adverb) && is_determiner(sentence.word(j));
        if !aside && token.what != What::Blank && token.what != What::Mark(Mark::Other)
            || words.ends_with(|ch: char| ch.is_ascii_alphanumeric())
        {
            words.push_str(sentence.word(j));
        }
        j += 1;
    }
    let opens = |ch: char| ch.is_alphanumeric() || "“‘《（〈「『".contains(ch);
    let closes = |ch: char| ch.is_alphanumeric() || "”’》）〉」』".contains(ch);
    let words = words.trim_start_matches(|ch: char| !opens(ch)).trim_end_matches(|ch: char| !closes(ch));
    let words = ["和", "与", "及", "或"]
        .iter()
        .find_map(|and| words.strip_prefix(and))
        .filter(|rest| !rest.starts_with(['平', '谐', '美', '睦', '会']))
        .unwrap_or(words);
    // What a metric can't be called.
    words.chars().filter(|ch| !"{}:：\n".contains(*ch)).collect()
}

/// A long name keeps its end, from a 的 on where it has one.
fn shorten(words: &str) -> String {
    if words.chars().count() <= LONG || words.contains(['《', '“']) {
        return words.to_owned();
    }
    if let Some((_, end)) = words.rsplit_once('的').filter(|(_, end)| end.chars().count() > 1) {
        return end.to_owned();
    }
    let skip = words.chars().count() - LONG + 4;
    words.chars().skip(skip).collect()
}

/// A long noun behind a figure keeps its end behind a 的, or its beginning.
fn shorten_behind(words: &str) -> String {
    if words.chars().count() <= LONG {
        return words.to_owned();
    }
    if let Some((_, end)) = words.rsplit_once('的').filter(|(_, end)| (2..=LONG).contains(&end.chars().count())) {
        return end.to_owned();
    }
    words.chars().take(LONG).collect()
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

/// Whether the figure stands in a bracket that opens behind another: 用稿38条（电视21条）.
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
            Name { words: format!("{carried}{}", verb), at: None }
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
    let whole = spell(sentence, share + 1..pieces.end);
    let whole = whole.trim_end_matches(['的', '达', '为']);
    let whole = whole.trim_end_matches("比重").trim_end_matches("比例").trim_end_matches('的');
    let subject = subject.unwrap_or_else(|| carried.to_owned());
    let words = match whole.is_empty() || whole.chars().count() > LONG {
        true => format!("{subject}占比"),
        false => format!("{subject}占{whole}"),
    };
    Some(Name { words, at: None })
}

/// 一、二、三等奖分别为2个、5个、8个: one name each, where there are as many of both.
fn each_of(sentence: &Sentence<'_>, stated: &[Stated]) -> Option<Vec<Name>> {
    let first = stated.first()?.piece;
    if let Some(own) = &stated.first()?.own {
        return each_change(sentence, stated, own);
    }
    let start = sentence.clause_start(first);
    let each = (start..first).rev().find(|&j| sentence.is_word(j, Class::Each))?;
    let mut count = 1;
    while let Some(next) = stated.get(count) {
        let between = sentence.words(stated[count - 1].piece + 1..next.piece);
        match matches!(between.trim(), "、" | "和" | "与" | "及" | "，" | "以及") {
            true => count += 1,
            false => break,
        }
    }
    let subject = if each > start { start..each } else { sentence.clause_start(start.checked_sub(1)?)..start - 1 };
    let aside = |j: &usize| {
        matches!(sentence.tokens[*j].what, What::Time | What::Blank | What::Word(Class::Adverb | Class::Light))
    };
    let lead = subject.clone().take_while(aside).count();
    let words = spell(sentence, subject.start + lead..subject.end);
    let rank = if matches!(sentence.tokens[first].what, What::Rank(_)) { "排名" } else { "" };
    let members = members(&words).filter(|members| count > 1 && members.len() == count)?;
    let last = members[count - 1];
    let length = members[0].chars().count();
    let shared = members[0].chars().next_back() == last.chars().next_back();
    let even = !shared && members[..count - 1].iter().all(|member| member.chars().count() == length);
    let tail: String = if even { last.chars().skip(length).collect() } else { String::new() };
    let named = |(k, member): (usize, &&str)| {
        let words = if k + 1 == count { format!("{member}{rank}") } else { format!("{member}{tail}{rank}") };
        Name { words, at: None }
    };
    Some(members.iter().enumerate().map(named).collect())
}

/// 火灾起数和直接财产损失分别下降21%和33%: one name each, of changes that are figures themselves.
fn each_change(sentence: &Sentence<'_>, stated: &[Stated], own: &Own) -> Option<Vec<Name>> {
    let same = |other: &&Stated| {
        other.own.as_ref().is_some_and(|other| other.subject == own.subject && !own.subject.is_empty())
    };
    let count = stated.iter().take_while(same).count();
    let words = spell(sentence, noun_start(sentence, own.subject.clone())..own.subject.end);
    let members = members(&words).filter(|members| count > 1 && members.len() == count)?;
    let verb = sentence.words(own.verb.clone());
    Some(members.iter().map(|member| Name { words: format!("{member}{verb}"), at: None }).collect())
}

/// The members of a list.
fn members(words: &str) -> Option<Vec<&str>> {
    let members: Vec<&str> = words.split(['、', '和', '与', '及']).filter(|member| !member.is_empty()).collect();
    (members.len() > 1).then_some(members)
}
