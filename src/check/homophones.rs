//! Words that no dictionary has while one that is common in reports sounds or looks the same: 覆行 for 履行, 拔付 for 拨付.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyin;

use super::Finding;
use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use super::typing::is_traditional;
use crate::report::Report;
use crate::text::char_ceil;
use crate::text::char_floor;
use crate::text::is_han;
use crate::text::word_breaks;

pub(super) static RULES: &[Rule] = &[Rule::suspect(
    "homophone",
    "同音形近字",
    "《现代汉语词典》（第7版）；词频据 jieba 词典",
    Look::Paragraph(homophone),
)];

/// What is known of words of two characters. Made when the first text is checked.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

/// Characters that are words themselves, or make names and numbers: next to them nothing can be told.
const ALONE: &str = "的了和与及或在是有为以于对从向把被将让使由到至等各每某本该此其这那哪也都就又再还更最很太不没无未非\
    并而且但因所之者一二三四五六七八九十百千万亿两几数第个名人次年月日时分元户家项件批条位村镇乡县市区省州路街\
    局厅部处科室所站组队班级届期里上下左右前后中内外东南西北大小多少高低新老旧好全总副正我你他她它们自己\
    来去过着得地起出入给要能会可应须请做作用说看听想知道水山河湖江海桥港岛园苑庄屯寨坝岭沟湾塘王李张刘陈杨赵黄周吴\
    徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹\
    熊金陆郝孔白崔康毛邱秦史顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚文元月兰花红春秋冬云雨风雪梅菊竹松柏玉珍珠宝金银铜铁\
    男女子父母兄弟姐妹爷奶叔伯姑姨鸡鸭鱼牛羊猪狗猫米面油盐茶酒菜果瓜豆麦稻棉麻糖药针机车船枪炮号楼层米吨斤亩度\
    溪旗津必尽均皆亦仍则若如逢凡才便却另先曾已正刚即既牢齐紧满透稳罢毕";

struct Lexicon {
    known: Pairs,
    /// The common word that begins with a character of this sound and ends with that character, and the other way round.
    /// Of the most common ones the tone may be another.
    by_first: HashMap<(u16, char), char>,
    by_second: HashMap<(char, u16), char>,
    common: Pairs,
    sounds: Sounds,
    shapes: HashMap<char, Vec<char>>,
    alone: Vec<char>,
}

/// A set of pairs of characters, as a table with open addresses: a lookup costs one glance.
struct Pairs {
    slots: Vec<u64>,
}

impl Pairs {
    /// Room for so many pairs.
    fn with_room(count: usize) -> Pairs {
        Pairs { slots: vec![0; (count * 2).next_power_of_two()] }
    }

    fn key(a: char, b: char) -> u64 {
        u64::from(u32::from(a)) << 32 | u64::from(u32::from(b))
    }

    fn place(&self, key: u64) -> usize {
        let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(mixed >> 40).unwrap_or(0) & (self.slots.len() - 1)
    }

    fn insert(&mut self, a: char, b: char) {
        let key = Pairs::key(a, b);
        let mut at = self.place(key);
        while self.slots[at] != 0 && self.slots[at] != key {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = key;
    }

    fn has(&self, a: char, b: char) -> bool {
        let key = Pairs::key(a, b);
        let mut at = self.place(key);
        while self.slots[at] != 0 {
            if self.slots[at] == key {
                return true;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        false
    }
}

impl Lexicon {
    fn new() -> Lexicon {
        const WORDS: &str = include_str!("tables/frequent.txt");
        const SHAPES: &str = include_str!("tables/shapes.txt");
        const OFFICE: &str = include_str!("tables/office.txt");
        // The files hold no more than these.
        let (mut known, mut common) = (Pairs::with_room(120_000), Pairs::with_room(16_000));
        let (mut by_first, mut by_second) = (HashMap::new(), HashMap::new());
        let mut sounds = Sounds::default();
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split(' ');
            let (Some(first), Some(most)) = (parts.next(), parts.next()) else { continue };
            let (Some(often), Some(rest)) = (parts.next(), parts.next()) else { continue };
            let Some(a) = first.chars().next() else { continue };
            let all = |list: &'static str| list.chars().filter(|ch| *ch != '-');
            for b in all(most).chain(all(often)).chain(all(rest)) {
                known.insert(a, b);
            }
            // The most frequent ones stand first, and stay.
            for b in all(most).chain(all(often)) {
                common.insert(a, b);
                by_first.entry((sounds.of(a).toned, b)).or_insert(a);
                by_second.entry((a, sounds.of(b).toned)).or_insert(b);
            }
            for b in all(most) {
                by_first.entry((sounds.of(a).plain, b)).or_insert(a);
                by_second.entry((a, sounds.of(b).plain)).or_insert(b);
            }
        }
        for word in OFFICE.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
            let mut chars = word.chars();
            if let (Some(a), Some(b)) = (chars.next(), chars.next()) {
                known.insert(a, b);
                common.insert(a, b);
                by_first.entry((sounds.of(a).toned, b)).or_insert(a);
                by_second.entry((a, sounds.of(b).toned)).or_insert(b);
            }
        }
        let mut shapes: HashMap<char, Vec<char>> = HashMap::new();
        for group in SHAPES.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
            for ch in group.chars() {
                shapes.entry(ch).or_default().extend(group.chars().filter(|other| *other != ch));
            }
        }
        for ch in '\u{4e00}'..='\u{9fa5}' {
            sounds.of(ch);
        }
        let mut alone: Vec<char> = ALONE.chars().collect();
        alone.sort_unstable();
        Lexicon { known, by_first, by_second, common, sounds, shapes, alone }
    }

    fn is_alone(&self, ch: char) -> bool {
        self.alone.binary_search(&ch).is_ok()
    }

    /// The common word that is meant, if one: it has one of the two characters, and the other sounds or looks the same.
    fn meant(&self, a: char, b: char) -> Option<[char; 2]> {
        let shaped = |ch: char| self.shapes.get(&ch).into_iter().flatten().copied();
        let by_shape = shaped(a)
            .map(|first| [first, b])
            .chain(shaped(b).map(|second| [a, second]))
            .find(|[first, second]| self.common.has(*first, *second));
        let by_sound = || {
            let (first, second) = (self.sounds.known.get(&a)?, self.sounds.known.get(&b)?);
            let second = [second.toned, second.plain].iter().find_map(|sound| self.by_second.get(&(a, *sound)));
            let first = [first.toned, first.plain].iter().find_map(|sound| self.by_first.get(&(*sound, b)));
            second.map(|second| [a, *second]).or(first.map(|first| [*first, b]))
        };
        by_shape.or_else(by_sound).filter(|word| *word != [a, b])
    }
}

/// The readings of characters, each reading by a number.
#[derive(Default)]
struct Sounds {
    known: HashMap<char, Sound>,
    numbers: HashMap<&'static str, u16>,
}

/// How a character is read: with its tone, and without.
#[derive(Clone, Copy)]
struct Sound {
    toned: u16,
    plain: u16,
}

impl Sounds {
    fn of(&mut self, ch: char) -> Sound {
        let numbers = &mut self.numbers;
        let mut number = |reading: &'static str| {
            let next = u16::try_from(numbers.len()).unwrap_or(u16::MAX);
            *numbers.entry(reading).or_insert(next)
        };
        *self.known.entry(ch).or_insert_with(|| match ch.to_pinyin() {
            Some(reading) => Sound { toned: number(reading.with_tone_num_end()), plain: number(reading.plain()) },
            None => Sound { toned: u16::MAX, plain: u16::MAX },
        })
    }
}

/// The reading of a character, without its tone: its first, as others are rare and would find too much.
fn readings(ch: char) -> impl Iterator<Item = &'static str> {
    ch.to_pinyin().into_iter().map(|reading| reading.plain())
}

/// Whether the dictionary has a word of these two characters.
pub(super) fn is_known(a: char, b: char) -> bool {
    LEXICON.known.has(a, b)
}

/// Whether two characters may sound the same.
pub(super) fn sound_alike(a: char, b: char) -> bool {
    readings(a).any(|reading| readings(b).any(|other| other == reading))
}

/// Two characters that make no word, while another with the same sound or look does.
fn homophone(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let lexicon = &*LEXICON;
    let text = paragraph.text;
    let mut chars = text.char_indices();
    // Six in a row: w x a b y z.
    let mut window = [(0, ' '); 6];
    let mut step = |next: (usize, char)| {
        window.rotate_left(1);
        window[5] = next;
        window
    };
    let mut ends = 0;
    while ends < 2 {
        let next = chars.next();
        ends += usize::from(next.is_none());
        let [(_, w), (_, x), (start, a), (second, b), (end, y), (_, z)] = step(next.unwrap_or((text.len(), ' ')));
        // 先行先试, 走深走实: what is said in step.
        let is_in_step = [w, x, y, z].iter().any(|ch| *ch == a || *ch == b);
        if is_han(a)
            && is_han(b)
            && !is_in_step
            && !lexicon.known.has(a, b)
            && !lexicon.known.has(x, a)
            && !lexicon.known.has(b, y)
            && !lexicon.is_alone(a)
            && !lexicon.is_alone(b)
            && !names_something(x, y)
            && !is_traditional(a)
            && !is_traditional(b)
            && let Some(word) = lexicon.meant(a, b)
            && !paragraph.has_reference(start..end)
            && stands_alone(text, start, second, end)
        {
            let word: String = word.iter().collect();
            let wrong = text[start..end].to_owned();
            notes.mend(paragraph, start..end, &[(start..end, &word)], format!("词典里没有“{wrong}”，是不是“{word}”"));
        }
    }
}

/// A name in quotes, of a place or of a person.
fn names_something(x: char, y: char) -> bool {
    matches!(x, '“' | '《' | '‘' | '·' | '小' | '阿' | '老')
        || matches!(
            y,
            '”' | '》'
                | '’'
                | '·'
                | '镇'
                | '乡'
                | '村'
                | '县'
                | '市'
                | '区'
                | '路'
                | '街'
                | '局'
                | '社'
                | '寺'
                | '庙'
                | '桥'
                | '湖'
                | '河'
                | '山'
                | '江'
                | '岭'
                | '港'
                | '湾'
                | '氏'
                | '族'
        )
}

/// Whether the dictionary of the segmenter takes both characters for words of their own, and those beside them for longer
/// ones or for what joins words: in a row of single characters nothing can be told.
fn stands_alone(text: &str, start: usize, second: usize, end: usize) -> bool {
    const NEAR: usize = 90;
    let from = char_ceil(text, start.saturating_sub(NEAR));
    let upto = char_floor(text, end + NEAR);
    let breaks = word_breaks(&text[from..upto]);
    let is_border = |at: usize| {
        let inside =
            text[..at].chars().next_back().is_some_and(is_han) && text[at..].chars().next().is_some_and(is_han);
        !inside || breaks.binary_search(&(at - from)).is_ok()
    };
    let is_single = |at: usize, len: usize| is_border(at) && is_border(at + len);
    let joins =
        |ch: char| "共已均未再仍各被把对由在和与及并的了是为将可所使让向以从等要应须能会还也都就很更最".contains(ch);
    let before = text[..start].chars().next_back().filter(|ch| is_han(*ch) && !joins(*ch));
    let behind = text[end..].chars().next().filter(|ch| is_han(*ch) && !joins(*ch));
    let alone_before = before.is_some_and(|ch| is_single(start - ch.len_utf8(), ch.len_utf8()));
    let alone_behind = behind.is_some_and(|ch| is_single(end, ch.len_utf8()));
    is_border(start) && is_border(second) && is_border(end) && !alone_before && !alone_behind
}

/// Leaves out words that a report writes more than once: a slip comes alone, a name comes again.
pub(super) fn without_names(report: &Report, findings: &mut Vec<Finding>) {
    let [rule] = RULES else { return };
    let of = |finding: &Finding| finding.rule == rule;
    let mut counts: HashMap<String, usize> = HashMap::new();
    for finding in findings.iter().filter(|finding| of(finding)) {
        *counts.entry(finding.at.words(report).to_owned()).or_default() += 1;
    }
    findings.retain(|finding| !of(finding) || counts.get(finding.at.words(report)).is_none_or(|count| *count == 1));
}
