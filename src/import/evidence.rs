//! What is known of each unit before anything is decided: by its words, its shape, its file and the other units.
//!
//! Nothing is dropped here and nothing is judged; [`super::weights`] says what each sign is worth.

mod company;
mod head;
mod marks;
mod titles;
mod words;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::report::hands::in_stretches;
use crate::text::is_han;

use super::phrase;
use super::signer;
use super::source::Role;
use super::units::FEW;
use super::units::Unit;

pub(super) use company::look_around;
pub(super) use marks::Damage;
pub(super) use marks::Mark;

/// Something that is true of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    // Its words (see `words`).
    Genre,
    GenreInside,
    About,
    UnitEnd,
    Office,
    Signer,
    SaluteHead,
    SaluteTail,
    Opening,
    LeadsOn,
    Closing,
    Call,
    Address,
    Crumb,
    SiteLine,
    SiteWord,
    Foot,
    Blurb,
    Sale,
    CallReader,
    Counter,
    Credit,
    Wire,
    FieldName,
    Collection,
    ContentsHead,
    ContentsEntry,
    Letterhead,
    Annex,
    Remarks,
    Imprint,
    Occasion,
    Notice,
    Chat,
    ChatWord,
    CoverWord,
    QuotedMail,
    Place,
    Turns,
    Amiss,
    SelfSpeech,
    SectionName,
    Reports,
    // Several of them.
    Blurbs,
    Feet,
    Sales,
    Field,
    Fields,
    FieldEmpty,
    Salute,
    // Its shape.
    Tiny,
    Short,
    Middling,
    Longish,
    Long,
    EndStop,
    EndColon,
    EndComma,
    StopInside,
    CommaInside,
    Marked,
    Doubtful,
    Damaged,
    DamagedShort,
    Alone,
    Apart,
    Indented,
    FarRight,
    Pipes,
    Row,
    Rule,
    PageNumber,
    NoWords,
    Date,
    DateInside,
    Clock,
    Link,
    Bullet,
    Dash,
    Square,
    Angle,
    Round,
    Spaced,
    StartsPunct,
    SignedLine,
    Piece,
    Count,
    LetterNumber,
    InlineSeries,
    Cut,
    Year,
    Person,
    // What its file says.
    SaidTitle,
    SaidHeading,
    SaidText,
    SaidContents,
    Bold,
    Centred,
    Large,
    Flush,
    BeforeList,
    // The other units.
    First,
    TwinAbove,
    TwinBelow,
    TwinHalf,
    LaterTitle,
    Caption,
    Unclosed,
    Torn,
    StartsAlike,
    LeadsAnew,
    SaidAbove,
    Each,
    LoneNumber,
    Credits,
    LetterRun,
    RomanRun,
    EndsOpen,
    Closes,
    AnnexItem,
    CutBelow,
    CutNext,
    LinkLine,
    FullTitle,
    TwinRest,
    MarkedShort,
    RestOfWord,
    AfterTitle,
    RowRun,
    CutSoft,
    RunIn,
    AloneLeads,
    AloneStray,
    DateRun,
    Listed,
    TitleListed,
    Excerpt,
    RunningHead,
    FieldValue,
    NoiseBeside,
    AmongNoise,
    NearHead,
    NearEnd,
    NextLong,
    NextFirst,
    NextSalute,
    NextDate,
    NextName,
    SeriesOn,
    SeriesBack,
    Restarts,
    NoRestart,
    DashRun,
    Linked,
    NextText,
    BareRun,
    Quoted,
    TitlePart,
    LineTail,
    Cover,
    OrdinalRun,
    BareRunOn,
    Couplet,
    /// True of every unit: what a move costs by itself.
    Always,
}

/// A set of signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs([u64; 3]);

impl Signs {
    pub(super) fn add(&mut self, sign: Sign) {
        self.0[sign as usize / 64] |= 1 << (sign as usize % 64);
    }

    #[expect(clippy::fn_params_excessive_bools, reason = "what is true or not is what it takes")]
    pub(super) fn set(&mut self, sign: Sign, is: bool) {
        if is {
            self.add(sign);
        }
    }

    pub(super) fn remove(&mut self, sign: Sign) {
        self.0[sign as usize / 64] &= !(1 << (sign as usize % 64));
    }

    pub(super) fn has(self, sign: Sign) -> bool {
        self.0[sign as usize / 64] >> (sign as usize % 64) & 1 == 1
    }

    pub(super) fn any(self, signs: &[Sign]) -> bool {
        signs.iter().any(|sign| self.has(*sign))
    }

    /// The set of these signs.
    pub(super) const fn of(signs: &[Sign]) -> Signs {
        let mut set = [0; 3];
        let mut k = 0;
        while k < signs.len() {
            set[signs[k] as usize / 64] |= 1 << (signs[k] as usize % 64);
            k += 1;
        }
        Signs(set)
    }

    /// Whether the two have a sign in common.
    pub(super) fn meets(self, other: Signs) -> bool {
        self.0.iter().zip(other.0).any(|(own, other)| own & other != 0)
    }

    /// The numbers of the signs in it.
    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        (0..self.0.len()).flat_map(move |word| {
            let mut left = self.0[word];
            std::iter::from_fn(move || {
                let at = left.trailing_zeros();
                (left != 0).then(|| {
                    left &= left - 1;
                    word * 64 + at as usize
                })
            })
        })
    }
}

/// What is known of a unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    pub(super) signs: Signs,
    /// Ways to read a marker at its head, the likeliest first.
    pub(super) marks: [Option<Mark>; 2],
    /// Letters that it has, blanks aside.
    pub(super) letters: usize,
}

/// Letters beyond which a unit is a paragraph and nothing else.
const LONG: usize = 60;

/// What is known of each unit by itself.
pub(super) fn evidence(units: &[Unit]) -> Vec<Evidence> {
    let known = in_stretches(units, FEW, |units| {
        let mut folded = Vec::new();
        units.iter().map(|unit| of(unit, &mut folded)).collect::<Vec<_>>()
    });
    known
        .into_iter()
        .reduce(|mut all, mut more| {
            all.append(&mut more);
            all
        })
        .unwrap_or_default()
}

fn of(unit: &Unit, folded: &mut Vec<char>) -> Evidence {
    let mut signs = Signs::default();
    let text = unit.text.trim_end().trim_end_matches(['★', '☆', '◆', '◇', '※']).trim_end();
    words::fold(text, folded);
    let letters = folded.len();
    by_words(folded, &mut signs);
    by_shape(text, letters, folded, &mut signs);
    by_place(unit, text, &mut signs);
    by_file(unit, &mut signs);
    let marks = marks::read(unit, &mut signs);
    if let Some(mark) = marks[0].filter(|mark| mark.damage == Damage::None) {
        if letters <= 14 {
            words::fold(text.get(mark.label.len..).unwrap_or_default(), folded);
            words::find(folded, |sign| signs.set(Sign::SectionName, sign == Sign::SectionName));
        }
        let heading = || phrase::heading(text, Some(mark.label));
        signs.set(Sign::RunIn, letters > 2 * LONG || !heading().body.is_empty());
    }
    by_several(text, letters, &mut signs);
    Evidence { signs, marks, letters }
}

fn by_words(folded: &[char], signs: &mut Signs) {
    let (mut blurbs, mut feet, mut sales) = (0, 0, 0);
    words::find(folded, |sign| {
        blurbs += u32::from(sign == Sign::Blurb);
        feet += u32::from(sign == Sign::Foot);
        sales += u32::from(sign == Sign::Sale);
        signs.add(sign);
    });
    signs.set(Sign::Blurbs, blurbs >= 2);
    signs.set(Sign::Feet, feet >= 2);
    signs.set(Sign::Sales, sales >= 2 && signs.has(Sign::CallReader));
    if folded.len() <= 120 {
        let (fields, empty) = fields(folded);
        signs.set(Sign::Field, fields == 1);
        signs.set(Sign::Fields, fields >= 2);
        signs.set(Sign::FieldEmpty, empty);
    }
    if folded.len() <= LONG {
        genre(folded, signs);
    }
}

/// What a title ends in, the count of a collection, the number of a piece after it aside.
fn genre(folded: &[char], signs: &mut Signs) {
    let ends = |ch: &char| ch.is_ascii_digit() || matches!(ch, ':' | ')' | ']' | '字');
    if !folded.last().is_some_and(ends) && !folded.iter().any(|ch| matches!(ch, '篇' | '范' | '模' | '例')) {
        return;
    }
    let text: String = folded.iter().collect();
    let digits = |ch: char| ch.is_ascii_digit() || "一二三四五六七八九十百共".contains(ch);
    let bare = text.trim_end_matches([':', ')', ']']);
    // (精选8篇), 5篇
    let counted =
        bare.strip_suffix("篇范文").or_else(|| bare.strip_suffix('篇')).or_else(|| bare.strip_suffix("则范文"));
    let count = counted.filter(|rest| rest.ends_with(digits) && !rest.trim_end_matches(digits).ends_with(['第', '[']));
    signs.set(Sign::Count, count.is_some());
    // 篇一, 第2篇
    let behind = bare.rsplit_once('篇').is_some_and(|(head, number)| {
        !number.is_empty() && number.chars().all(digits) && number.chars().count() <= 3
            || number.is_empty() && {
                let bare = head.trim_end_matches(digits);
                bare.len() < head.len() && bare.ends_with('第')
            }
    });
    let head = text.trim_start_matches(['[', '(', '【']);
    let ahead = head.strip_prefix('第').or(Some(head)).and_then(|rest| {
        let rest = rest.strip_prefix('篇').unwrap_or(rest);
        let number: usize = rest.chars().take_while(|ch| digits(*ch)).map(char::len_utf8).sum();
        let behind = &rest[number..];
        let named = head.starts_with('第') && behind.starts_with('篇') || head.starts_with('篇');
        (number > 0 && number <= 9 && named).then_some(())
    });
    let sample = ["范文", "范本", "模板", "例文"].iter().any(|word| {
        text.rsplit_once(word).is_some_and(|(_, rest)| {
            let rest = rest.trim_matches(['(', ')', '[', ']', ':']);
            !rest.is_empty() && rest.chars().all(digits)
        })
    });
    let piece = (behind || ahead.is_some() || sample) && count.is_none();
    signs.set(Sign::Piece, piece && !text.contains(['。', ';']));
    if let Some(rest) = count {
        let rest = rest
            .trim_end_matches(digits)
            .trim_end_matches(|ch: char| "(合集通用精选热门最新推荐大全共必备实用优选汇总".contains(ch));
        let inner: Vec<char> = rest.chars().collect();
        words::find(&inner, |sign| signs.set(Sign::Genre, sign == Sign::Genre));
    } else if piece || bare.len() < text.len() {
        let mut rest = bare;
        if behind {
            rest = bare.rsplit_once('篇').map_or(bare, |(head, _)| head.trim_end_matches(['[', '(', '第']));
        } else if let Some((head, inside)) = bare.rsplit_once(['(', '[']) {
            rest = if inside.chars().count() <= 24 { head } else { bare };
        }
        let inner: Vec<char> = rest.chars().collect();
        words::find(&inner, |sign| signs.set(Sign::Genre, sign == Sign::Genre));
    } else {
        // …工作总结2, …报告 2800字
        let rest = bare.trim_end_matches('字').trim_end_matches(|ch: char| ch.is_ascii_digit());
        if rest.len() < bare.len() {
            let inner: Vec<char> = rest.chars().collect();
            words::find(&inner, |sign| signs.set(Sign::Genre, sign == Sign::Genre));
        }
    }
}

/// What the fields of a record are called, by the last letter.
static FIELDS: LazyLock<HashMap<char, Vec<Vec<char>>>> = LazyLock::new(|| {
    const NAMES: &str = "时间 日期 来源 作者 编辑 责编 责任编辑 审核 校对 供稿 撰稿 初审 复审 终审 图文 摄影 浏览 浏览次数 浏览量 点击 点击数 阅读 阅读量 访问量 访问次数 字体 字号 发布 发布时间 更新时间 索引号 发文机构 发布机构 发文机关 公开目录 主题分类 信息分类 组配分类 文号 发文字号 文件编号 发文日期 成文日期 发布日期 生成日期 公开方式 公开日期 发布单位 有效性 时效性 是否有效 信息来源 稿件来源 新闻来源 名称 栏目 人气 热度 点击率 关键词 归档时间 信息索引号 发件人 收件人 发送时间 主题 上传人 上传者 上传时间 文档编号 文档大小 文档格式 格式 页数 大小 序号 编号 审查情况 审签情况";
    let mut fields: HashMap<char, Vec<Vec<char>>> = HashMap::new();
    for name in NAMES.split(' ').map(|name| name.chars().collect::<Vec<_>>()) {
        fields.entry(name[name.len() - 1]).or_default().push(name);
    }
    fields
});

/// Labels of a record in a line, 发布日期: 来源: and whether nothing stands after the only one.
fn fields(folded: &[char]) -> (u32, bool) {
    let (mut count, mut empty) = (0, false);
    for (at, _) in folded.iter().enumerate().filter(|(_, ch)| **ch == ':') {
        let head = &folded[..at];
        let names = |name: &Vec<char>| {
            head.ends_with(name) && (name.len() >= 3 || head.iter().nth_back(name.len()).is_none_or(|ch| !is_han(*ch)))
        };
        let last = head.last().and_then(|last| FIELDS.get(last));
        if last.is_some_and(|fields| fields.iter().any(names)) {
            count += 1;
            empty = at + 1 == folded.len();
        }
    }
    (count, empty && count == 1)
}

/// Whether a row of cells has one that names a field: 索引号 | 0001 | 公开方式 | 主动公开.
fn has_field_cell(folded: &[char]) -> bool {
    folded.split(|ch| *ch == '|').any(|cell| {
        let fields = cell.last().and_then(|last| FIELDS.get(last)).filter(|_| cell.len() >= 3);
        fields.is_some_and(|fields| fields.iter().any(|name| name == cell))
    })
}

fn by_shape(text: &str, letters: usize, folded: &[char], signs: &mut Signs) {
    signs.add(match letters {
        0..=4 => Sign::Tiny,
        5..=14 => Sign::Short,
        15..=32 => Sign::Middling,
        33..=LONG => Sign::Longish,
        _ => Sign::Long,
    });
    let bare = text.trim_end_matches(['”', '’', '》', '）', ')', '】', '"', '\'']);
    if phrase::ends_sentence(text) || bare.ends_with('…') {
        signs.add(Sign::EndStop);
    } else if bare.ends_with(['：', ':', '—']) {
        signs.add(Sign::EndColon);
    } else if bare.ends_with(['，', '、', ',']) {
        signs.add(Sign::EndComma);
    }
    signs.set(Sign::Counter, letters <= 12 && is_counter(folded));
    signs.set(
        Sign::Bullet,
        text.starts_with(['•', '·', '●', '◆', '■', '★', '▲', '►', '➤', '▶', '✓', '√']) || text.starts_with("- "),
    );
    signs.set(Sign::RestOfWord, rest_of_word(text));
    signs.set(Sign::StartsPunct, text.starts_with(['，', '。', '；', '：', '、', '）', '”', '》', '！', '？', ',']));
    signs.set(Sign::Dash, ["——", "──", "--", "—"].iter().any(|dash| text.starts_with(dash)));
    let pipes = memchr::memchr_iter(b'|', text.as_bytes()).take(3).count();
    signs.set(
        Sign::Pipes,
        pipes >= 2 || pipes == 1 && letters <= LONG || memchr::memmem::find(text.as_bytes(), "｜".as_bytes()).is_some(),
    );
    signs.set(Sign::Fields, pipes >= 2 && letters <= 2 * LONG && has_field_cell(folded));
    signs.set(Sign::Row, is_row(text));
    let found = Found::of(folded);
    let (unclosed, closes) = if found.quote { brackets(folded) } else { (false, false) };
    signs.set(Sign::Unclosed, unclosed);
    signs.set(Sign::Closes, closes);
    signs.set(Sign::EndsOpen, text.ends_with(['《', '“', '（', '(', '‘', '〔']));
    let year = folded.iter().take_while(|ch| ch.is_ascii_digit() || "xX*_×".contains(**ch)).count();
    signs.set(Sign::Year, (2..=4).contains(&year) && folded.get(year) == Some(&'年'));
    if letters > 2 * LONG {
        signs.add(Sign::StopInside);
        signs.add(Sign::CommaInside);
        return;
    }
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    let stop = || text.find(['。', '！', '？', '；']).or_else(|| phrase::sentence_end(text));
    signs.set(Sign::StopInside, (found.stop || found.dot) && stop().is_some_and(|at| at < last));
    signs.set(Sign::CommaInside, found.comma);
    signs.set(
        Sign::Link,
        memchr::memmem::find(text.as_bytes(), b"http").is_some()
            || found.dot && ["www.", ".com", ".cn"].iter().any(|part| text.contains(part)),
    );
    signs.set(Sign::Date, found.parts_date && phrase::is_date(text));
    by_figures(folded, signs);
    if letters <= LONG {
        signs.set(Sign::Crumb, is_crumb(text));
        signs.set(Sign::SiteLine, is_buttons(text) || signs.has(Sign::SiteWord) && text.matches('|').count() >= 2);
        signs.set(Sign::Rule, is_rule(text));
        signs.set(Sign::PageNumber, is_page_number(text));
        signs.set(Sign::Spaced, phrase::unspaced(text).is_some());
        signs.set(Sign::SignedLine, found.parts_date && phrase::signed_line(text).is_some());
        signs.set(Sign::ContentsEntry, contents_entry(text).is_some());
        let wraps = |open: &[char], close: &[char]| text.starts_with(open) && text.ends_with(close);
        signs.set(Sign::Square, wraps(&['【'], &['】', '：']));
        signs.set(Sign::Angle, wraps(&['《'], &['》']));
        signs.set(Sign::Round, wraps(&['（', '('], &['）', ')']));
        let number = text.ends_with('号') && text.contains(['〔', '［', '[', '【']) && text.contains('发');
        signs.set(
            Sign::LetterNumber,
            number
                || text.contains('〔') && text.contains("号") && letters <= 30 && text.contains('发')
                || is_letter_number(folded),
        );
        if text.ends_with("文件") && letters <= 30 && !signs.has(Sign::CommaInside) {
            signs.add(Sign::Letterhead);
        }
    }
}

/// Punctuation that a line has: what looks for it closer needn't where there is none.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    stop: bool,
    comma: bool,
    dot: bool,
    quote: bool,
    /// What parts the year from the month.
    parts_date: bool,
}

impl Found {
    fn of(folded: &[char]) -> Found {
        let mut found = Found::default();
        for ch in folded {
            match ch {
                '。' | '!' | '?' | ';' => found.stop = true,
                ',' => found.comma = true,
                '.' => (found.dot, found.parts_date) = (true, true),
                '月' | '-' | '/' => found.parts_date = true,
                '《' | '》' | '“' | '”' => found.quote = true,
                _ => {}
            }
        }
        found
    }
}

/// 某应急[2031]18号, a signer after it or not.
fn is_letter_number(folded: &[char]) -> bool {
    let Some(open) = folded.iter().position(|ch| matches!(ch, '[' | '(')) else { return false };
    let year = folded.iter().skip(open + 1).take_while(|ch| ch.is_ascii_digit() || "xX×*".contains(**ch)).count();
    let rest = folded.get(open + 1 + year..).unwrap_or_default();
    let Some((close, rest)) = rest.split_first() else { return false };
    let rest = rest.strip_prefix(&['第']).unwrap_or(rest);
    let number = rest.iter().take_while(|ch| ch.is_ascii_digit() || "xX×*".contains(**ch)).count();
    let Some((end, behind)) = rest[number..].split_first() else { return false };
    (1..=12).contains(&open)
        && folded[..open].iter().all(|ch| is_han(*ch))
        && year == 4
        && matches!(close, ']' | ')')
        && (1..=5).contains(&number)
        && *end == '号'
        && (behind.is_empty() || behind.starts_with(&['签', '发', '人']))
}

/// Whether a book title or a quote is open at the end, and whether one closes that was opened before.
fn brackets(folded: &[char]) -> (bool, bool) {
    let (mut open, mut closes) = (0i32, false);
    for ch in folded {
        match ch {
            '《' | '“' => open += 1,
            '》' | '”' => {
                closes |= open == 0;
                open = (open - 1).max(0);
            }
            _ => {}
        }
    }
    (open > 0, closes)
}

/// How many have read a page or liked it: 赞同 12, 阅读 1.3万.
fn is_counter(folded: &[char]) -> bool {
    const WHAT: [&str; 12] =
        ["赞同", "点赞", "点在看", "在看", "赞", "收藏", "评论", "转发", "阅读", "播放", "浏览", "喜欢"];
    let words = folded.iter().take_while(|ch| is_han(**ch)).count();
    let number = folded[words..].strip_prefix(&[':']).unwrap_or(&folded[words..]);
    let digits = |ch: &char| ch.is_ascii_digit() || matches!(ch, '.' | '+' | '万' | 'w' | 'k');
    number.first().is_some_and(char::is_ascii_digit)
        && number.iter().all(digits)
        && WHAT.iter().any(|what| what.chars().eq(folded[..words].iter().copied()))
}

/// Whether a line begins with what is left of a word, 享。成立…, or of a sentence's end.
fn rest_of_word(text: &str) -> bool {
    let Some((at, stop)) = text.char_indices().take(4).find(|(_, ch)| matches!(ch, '，' | '。' | '、' | '；' | ','))
    else {
        return false;
    };
    let more = text.len() > at + stop.len_utf8();
    let head = text[..at].chars().count();
    let words = text.starts_with(is_han);
    match stop {
        '。' => more && words && head <= 3,
        _ => {
            more && words
                && head == 1
                && !text
                    .starts_with(['但', '故', '如', '而', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'])
        }
    }
}

/// Dates, clocks, what has figures alone.
fn by_figures(folded: &[char], signs: &mut Signs) {
    if !folded.iter().any(|ch| is_han(*ch) || ch.is_alphabetic()) {
        signs.add(Sign::NoWords);
    }
    if !folded.iter().any(char::is_ascii_digit) && folded.len() > 14 {
        return;
    }
    let digit = |at: usize| folded.get(at).is_some_and(char::is_ascii_digit);
    let clock = |at: usize| at >= 1 && digit(at - 1) && digit(at + 1) && digit(at + 2) && !digit(at + 3);
    let colon = |at: &usize| folded[*at] == ':' && clock(*at);
    signs.set(Sign::Clock, (0..folded.len()).filter(colon).any(|at| at >= 6 || at + 3 < folded.len()));
    let dash = |at: usize| matches!(folded[at], '-' | '/' | '.' | '年');
    let full = |at: usize| {
        (1..=4).all(|back| at >= back && digit(at - back))
            && digit(at + 1)
            && dash(at)
            && folded[at + 2..].iter().take(2).any(|ch| matches!(ch, '-' | '/' | '.' | '月'))
    };
    signs.set(Sign::DateInside, (4..folded.len().saturating_sub(2)).any(full));
    let words = folded.iter().filter(|ch| is_han(**ch) || ch.is_alphabetic()).count();
    signs.set(Sign::NoWords, folded.len() <= 14 && words * 4 <= folded.len() && !signs.has(Sign::Date));
}

/// Where it stands on its page.
fn by_place(unit: &Unit, text: &str, signs: &mut Signs) {
    signs.set(Sign::Apart, unit.apart);
    signs.set(Sign::Indented, unit.indent >= 2);
    signs.set(Sign::Cut, unit.cut);
    signs.set(Sign::Person, is_person(text) && !signs.has(Sign::StopInside));
}

fn by_file(unit: &Unit, signs: &mut Signs) {
    signs.set(Sign::Bold, unit.set.bold);
    signs.set(Sign::Large, unit.set.larger > 1);
    signs.set(Sign::Centred, unit.set.centred);
    signs.set(Sign::FarRight, unit.set.right || unit.indent >= 16);
    signs.set(Sign::Flush, unit.set.flush);
    match unit.role {
        Role::Unknown => {}
        Role::Title => signs.add(Sign::SaidTitle),
        Role::Heading(_) | Role::Node(_) => signs.add(Sign::SaidHeading),
        Role::Plain | Role::Note => signs.add(Sign::SaidText),
        Role::Contents => signs.add(Sign::SaidContents),
    }
}

/// Signs that several others make.
fn by_several(text: &str, letters: usize, signs: &mut Signs) {
    let colon = text.ends_with(['：', ':', '！']);
    let salute = letters <= 50
        && colon
        && !text.contains(['。', '；'])
        && !signs.has(Sign::Marked)
        && (signs.has(Sign::SaluteHead) || signs.has(Sign::SaluteTail))
        && !signs.any(&[Sign::Field, Sign::Fields, Sign::FieldName, Sign::LeadsOn, Sign::Crumb]);
    signs.set(Sign::Salute, salute);
    signs.set(Sign::Each, letters <= 50 && colon && text.starts_with('各') && !signs.has(Sign::StopInside));
    signs.set(Sign::Signer, letters <= 24 && signer::is_signer(text) && !signs.has(Sign::Letterhead));
    if signs.has(Sign::Letterhead) {
        signs.remove(Sign::Signer);
    }
    signs.set(Sign::LinkLine, signs.has(Sign::Link) && letters <= 30 && !signs.any(&[Sign::EndStop, Sign::Marked]));
    signs.set(
        Sign::FullTitle,
        signs.has(Sign::Genre) && !signs.has(Sign::Count) && letters <= LONG && phrase::is_full_title(text),
    );
    signs.set(Sign::MarkedShort, signs.has(Sign::Marked) && letters <= 14 && !signs.has(Sign::EndStop));
    if signs.has(Sign::Long) {
        for sign in [Sign::UnitEnd, Sign::Genre, Sign::SaluteTail, Sign::FieldName, Sign::Office, Sign::Occasion] {
            signs.remove(sign);
        }
        signs.set(Sign::Genre, false);
    }
    // 附件下载：
    if signs.has(Sign::SiteLine) {
        signs.remove(Sign::Annex);
    }
    if signs.has(Sign::Signer) {
        signs.remove(Sign::SectionName);
        signs.remove(Sign::Field);
    }
    // 我的优势 opens nothing.
    let ended = signs.any(&[Sign::EndStop, Sign::EndColon, Sign::EndComma, Sign::CommaInside]);
    if signs.any(&[Sign::Tiny, Sign::Short]) && !ended {
        signs.remove(Sign::Opening);
    }
    // A colon at the end of more than a few words leads on.
    if signs.has(Sign::EndColon)
        && letters >= 10
        && !salute
        && !signs.any(&[Sign::Field, Sign::Fields, Sign::Signer, Sign::SiteLine])
    {
        signs.add(Sign::LeadsOn);
    }
    signs.remove(Sign::UnitEnd);
    signs.set(Sign::UnitEnd, letters <= 45 && signer::names_unit(text));
}

/// A person: 某县某局局长　张某某, 王某某.
fn is_person(text: &str) -> bool {
    !phrase::is_longer(text, 40)
        && !text.contains(['，', '。', '：', '；', ':', ','])
        // 党委书记、局长　王某某
        && (!text.contains('、') || text.trim().contains([' ', '\u{3000}']))
        && signer::is_person(text.trim())
}

/// 【打印】 【关闭】: nothing but what a page is clicked on for, two at least.
fn is_buttons(text: &str) -> bool {
    const BUTTONS: [&str; 20] = [
        "打印",
        "关闭",
        "收藏",
        "分享",
        "举报",
        "纠错",
        "我要纠错",
        "返回顶部",
        "返回",
        "转发",
        "点赞",
        "评论",
        "大",
        "中",
        "小",
        "字体",
        "字号",
        "打印本页",
        "关闭窗口",
        "复制链接",
    ];
    let words = || text.split(|ch: char| !is_han(ch)).filter(|word| !word.is_empty());
    !text.contains(|ch: char| ch.is_ascii_alphanumeric())
        && words().count() >= 2
        && words().all(|word| BUTTONS.contains(&word))
}

/// 首页 > 政务公开 > 年报, 研发中心 / 周期总结 / 2031: short names of places on a site, three at least.
fn is_crumb(text: &str) -> bool {
    [">", "»", "›", " / "].iter().any(|sign| {
        let names = || text.split(*sign).map(str::trim).filter(|name| !name.is_empty());
        names().count() >= 3
            && names().all(|name| !phrase::is_longer(name, 12) && !name.contains(['。', '，', '；', '：', ':']))
            && names().any(|name| name.contains(is_han))
    })
}

/// A line of dashes, equal signs, stars.
fn is_rule(text: &str) -> bool {
    let mut chars = text.chars().filter(|ch| !ch.is_whitespace());
    let Some(first) = chars.next().filter(|ch| "-=*_—─━~～﹏+#·.…".contains(*ch)) else { return false };
    let mut count = 1;
    chars.all(|ch| {
        count += 1;
        ch == first
    }) && count >= if first == '…' { 2 } else { 3 }
        || text.starts_with("##") && text.ends_with("##") && text.len() > 4 && !text.contains(['。', '，'])
}

fn is_page_number(text: &str) -> bool {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let digits = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = text.trim_matches(|ch: char| "-—–－·~\u{3000} ".contains(ch));
    if bare.len() < text.len() && digits(bare) {
        return true;
    }
    if let Some((page, of)) = text.split_once('/')
        && digits(page.trim())
        && digits(of.trim())
    {
        return true;
    }
    // Page 1 of 3
    if text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("page")) {
        let rest = text[4..].trim_start();
        let (number, of) = rest.split_once(" of ").unwrap_or((rest, "1"));
        return digits(number.trim()) && digits(of.trim());
    }
    if !text.starts_with('第') || text.len() > 60 {
        return false;
    }
    let page: String = text.chars().filter(|ch| !ch.is_whitespace()).collect();
    let Some((number, rest)) = page["第".len()..].split_once('页') else { return false };
    digits(number)
        && (rest.is_empty()
            || rest.trim_start_matches(['/', '，', ',']).strip_prefix('共').is_some_and(|rest| rest.ends_with('页')))
}

/// What a line of a table of contents lists: the text before a tab or dots and a page number.
pub(super) fn contents_entry(text: &str) -> Option<&str> {
    let head = text.trim_end_matches(|ch: char| ch.is_ascii_digit() || matches!(ch, '（' | '）' | '(' | ')'));
    if head.len() == text.len() || text.len() - head.len() > 8 {
        return None;
    }
    let entry = head.trim_end_matches(['.', '…', '·', '\t', ' ', '　', '．', '-', '—', '_']);
    let leader = &head[entry.len()..];
    let dots = leader.chars().filter(|ch| matches!(ch, '.' | '…' | '·' | '．' | '-' | '—' | '_')).count();
    let leads = leader.contains('\t') || dots >= 3 || leader.contains("……");
    (leads && !entry.is_empty() && !entry.contains('\t')).then_some(entry)
}

/// Whether a line is a row of three cells or more, set apart by tabs or by two blanks.
fn is_row(text: &str) -> bool {
    let holds = |part: &str| memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some();
    if text.len() > 800 || !["\t", "  ", "\u{3000}\u{3000}"].iter().any(|gap| holds(gap)) || holds("。") {
        return false;
    }
    let text = text.replace("  ", "\t").replace("\u{3000}\u{3000}", "\t");
    let cells = || text.split('\t').map(str::trim).filter(|cell| !cell.is_empty());
    cells().count() >= 3
        && cells().all(|cell| cell.contains(char::is_alphanumeric) || cell.chars().count() == 1 && cell != "、")
}
