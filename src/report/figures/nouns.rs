//! The nouns beside a number: the one before it, back to the verb that governs it, and the one after it.

use std::ops::Range;

use super::lexicon::Class;
use super::sentence::Sentence;
use super::tokens::Mark;
use super::tokens::What;

/// How many characters a name has at most, unless a quotation makes it longer.
pub(super) const LONG: usize = 16;

/// Nouns that a verb may belong to: 老旧小区改造项目.
const HEADS: &str = "项目 工程 任务 工作 活动 面积 金额 资金 收入 人数 人员 单位 企业 数量 总数 总量 指标 清单 平台 中心 费用 问题 案件 面 率 量 额 数 点 站 会 班";

/// A noun found beside a figure.
pub(super) struct Noun {
    pub words: String,
    pub pieces: Range<usize>,
    /// Where the words end that it was taken from.
    pub ends: usize,
    /// Only a verb that belongs to what follows: 新建.
    pub is_verb: bool,
    /// After the figure: stands between it and the next one, so that it may belong to that.
    pub runs_on: bool,
    /// After the figure: begins with 的.
    pub of: bool,
}

/// A name, and the bytes it was read from where it stands in the text as one piece.
pub(super) struct Name {
    pub words: String,
    pub at: Option<Range<usize>>,
}

impl Noun {
    pub fn into_name(self, sentence: &Sentence<'_>) -> Name {
        let at = (self.pieces.start < self.pieces.end)
            .then(|| sentence.tokens[self.pieces.start].at.start..sentence.tokens[self.pieces.end - 1].at.end);
        Name { words: self.words, at }
    }
}

/// The noun at the end of these pieces.
pub(super) fn noun_before(sentence: &Sentence<'_>, pieces: Range<usize>) -> Option<Noun> {
    let ends = pieces.end;
    let mut end = pieces.end;
    while end > pieces.start && is_trailing(sentence, end - 1) {
        end -= 1;
    }
    let mut start = noun_start(sentence, pieces.start..end);
    let leads = |j: usize| match sentence.class(j) {
        Some(Class::Adverb) => sentence.word(j) != "每",
        // 到款率
        Some(Class::To) => sentence.tokens.get(j + 1).is_none_or(|next| next.what != What::Plain),
        class => class == Some(Class::Particle),
    };
    while start < end && leads(start) {
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

/// The first piece of the noun at the end of these pieces. A heavy verb begins the noun (立案查处), a light one stands
/// before it; a verb at the very end belongs to it.
pub(super) fn noun_start(sentence: &Sentence<'_>, pieces: Range<usize>) -> usize {
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
            // 每头补贴
            Some(Class::Adverb) if !empty && sentence.word(j) == "每" => return j,
            // 受理各类案件
            Some(Class::Adverb) if is_determiner(sentence.word(j)) => {}
            Some(
                Class::Light
                | Class::Adverb
                | Class::Preposition
                | Class::From
                | Class::About
                | Class::Rank
                | Class::Each,
            ) if !empty => {
                return start;
            }
            // 到 a number, but 到场时间
            Some(Class::To)
                if !empty && (sentence.quantity(j + 1).is_some() || j > 0 && is_change(sentence, j - 1)) =>
            {
                return start;
            }
            // 改造提升
            Some(Class::Up | Class::Down) if !empty && sentence.word(j).chars().count() > 1 => {
                return if j > pieces.start && sentence.is_word(j - 1, Class::Heavy) { j - 1 } else { j };
            }
            Some(Class::Adverb | Class::Preposition) => return start,
            _ if sentence.tokens[j].what == What::Time && !empty => return start,
            _ => start = j,
        }
    }
    start
}

/// 提高, 下降.
fn is_change(sentence: &Sentence<'_>, j: usize) -> bool {
    matches!(sentence.class(j), Some(Class::Up | Class::Down))
}

/// 养蜂、电商等培训班: the class of a list is its name, but not of quotations.
fn behind_list(words: &str) -> &str {
    let end = words.rsplit_once('等').map(|(_, end)| end);
    end.filter(|end| {
        end.chars().count() > 1 && !words.contains(['”', '》']) && !end.starts_with(['级', '候', '待', '奖'])
    })
    .unwrap_or(words)
}

/// A verb in the middle of a noun: 残疾人免费体检, 老旧小区改造项目: it stands after plain words, not at a boundary.
fn is_noun_part(sentence: &Sentence<'_>, j: usize) -> bool {
    let before = j.checked_sub(1).map(|j| &sentence.tokens[j].what);
    let behind = sentence.tokens.get(j + 1).map(|token| &token.what);
    let glued = matches!(before, Some(What::Plain | What::Quote | What::Quantity(_) | What::Word(Class::Noun)));
    let short = matches!(behind, Some(What::Plain | What::Word(Class::Noun)))
        && (HEADS.split(' ').any(|head| head == sentence.word(j + 1)) || sentence.word(j + 1).ends_with('率'))
        || matches!(sentence.word(j + 1), "投入" | "投资");
    glued && short && sentence.word(j).chars().count() == 2 && sentence.word(j - 1).chars().count() <= 6
}

/// 签订率, 加工量: the verb is part of the noun.
fn is_rate(sentence: &Sentence<'_>, j: usize) -> bool {
    let behind = sentence.tokens.get(j + 1);
    behind.is_some_and(|token| matches!(token.what, What::Plain | What::Word(Class::Than)))
        && sentence
            .word(j + 1)
            .starts_with(['率', '量', '额', '数', '度', '面', '者', '费', '金', '类', '值', '比', '会'])
}

/// 各类, 有关: says which and is no part of the name.
fn is_determiner(word: &str) -> bool {
    matches!(word, "各类" | "各项" | "各种" | "各级" | "有关" | "相关" | "其他" | "部分" | "重点" | "主要")
}

/// 户均: of what was named before.
pub(super) fn is_average(words: &str) -> bool {
    matches!(words, "平均" | "人均" | "户均" | "亩均" | "日均" | "月均" | "年均" | "次均" | "年" | "月" | "日")
}

/// 达, 共有, 约, 为: between a name and its number.
pub(super) fn is_trailing(sentence: &Sentence<'_>, j: usize) -> bool {
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

/// The noun after a figure.
pub(super) fn noun_behind(sentence: &Sentence<'_>, piece: usize) -> Option<Noun> {
    let mut start = piece + 1;
    let mut of = false;
    while let Some(token) = sentence.tokens.get(start) {
        match token.what {
            What::Blank => {}
            What::Word(Class::Adverb)
                if matches!(sentence.word(start), "重点" | "主要" | "基本" | "有关" | "有效" | "相关" | "其他") =>
                {}
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
    let words = spell(sentence, start..end);
    // 15个联系村和8个社区: what stands after a conjunction is another member of the list.
    let runs_on =
        sentence.quantity(end).is_some() && !sentence.words(start..end).trim_end().ends_with(['和', '与', '及']);
    let words = shorten_behind(words.trim_end_matches(['的', '中', '和', '与', '及']));
    let ends = start;
    (!words.is_empty()).then_some(Noun { words, pieces: start..end, ends, is_verb: false, runs_on, of })
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

/// 上千人次参与线上答题: what was done, where no noun is there.
pub(super) fn phrase_behind(sentence: &Sentence<'_>, piece: usize) -> Option<String> {
    let aside = |&j: &usize| !matches!(sentence.tokens[j].what, What::Blank) && sentence.word(j) != "先后";
    let first = (piece + 1..sentence.tokens.len()).find(aside)?;
    let first = Some(first).filter(|&j| matches!(sentence.class(j), Some(Class::Light | Class::Heavy)))?;
    let plain = |j: &usize| {
        matches!(sentence.tokens[*j].what, What::Plain | What::Quote)
            || matches!(sentence.class(*j), Some(Class::Light | Class::Heavy | Class::Noun))
    };
    let end = (first..sentence.tokens.len().min(first + 6)).take_while(plain).last()? + 1;
    let words = spell(sentence, first..end);
    (2..=LONG).contains(&words.chars().count()).then_some(words)
}

/// The characters of a noun: without blanks, and without brackets that have figures in them or are long.
pub(super) fn spell(sentence: &Sentence<'_>, pieces: Range<usize>) -> String {
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
    let opens = |ch: char| ch.is_alphanumeric() || "“‘《（(〈「『".contains(ch);
    let closes = |ch: char| ch.is_alphanumeric() || "”’》）)〉」』".contains(ch);
    let words = words.trim_start_matches(|ch: char| !opens(ch)).trim_end_matches(|ch: char| !closes(ch));
    let words = ["和", "与", "及", "或"]
        .iter()
        .find_map(|and| words.strip_prefix(and))
        .filter(|rest| !rest.starts_with(['平', '谐', '美', '睦', '会']))
        .unwrap_or(words);
    words.to_owned()
}

/// A long name keeps its end, from a 的 on where it has one.
fn shorten(words: &str) -> String {
    if words.chars().count() <= LONG || words.contains(['《', '“']) {
        return words.to_owned();
    }
    if let Some((_, end)) = words.rsplit_once('的').filter(|(_, end)| end.chars().count() > 1) {
        return end.to_owned();
    }
    // 省以上高新技术产品（自主创新产品）: what explains a name goes before a part of it does.
    if let Some((bare, _)) =
        words.rsplit_once(['（', '(']).filter(|(bare, _)| words.ends_with(['）', ')']) && !bare.is_empty())
    {
        return shorten(bare);
    }
    let skip = words.chars().count() - LONG + 4;
    words.chars().skip(skip).collect()
}

/// A long noun after a figure keeps its end after a 的, or its beginning.
fn shorten_behind(words: &str) -> String {
    if words.chars().count() <= LONG {
        return words.to_owned();
    }
    if let Some((_, end)) = words.rsplit_once('的').filter(|(_, end)| (2..=LONG).contains(&end.chars().count())) {
        return end.to_owned();
    }
    words.chars().take(LONG).collect()
}
