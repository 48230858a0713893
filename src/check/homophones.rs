//! Words that no dictionary has while one that is common in reports sounds or looks the same: 覆行 for 履行, 拔付 for 拨付.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyin;

use super::Finding;
use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paragraph;
use super::typing::is_traditional;
use crate::report::Report;
use crate::text::char_ceil;
use crate::text::char_floor;
use crate::text::is_han;
use crate::text::word_breaks;

pub(super) static RULES: &[Rule] = &[
    Rule::suspect("saying", "成语写错", "《现代汉语词典》（第7版），成语", Look::Listed),
    Rule::suspect("homophone", "同音形近字", "《现代汉语词典》（第7版）；词频据 jieba 词典", Look::Listed),
];

/// The sayings by their first and by their second half. Made when the first text is checked.
static SAYINGS: LazyLock<Sayings> = LazyLock::new(Sayings::new);

/// Sayings of four characters.
struct Sayings {
    /// Each once by its first half and once by its second; those of one half stand together.
    all: Vec<[char; 4]>,
    halves: Pairs,
}

impl Sayings {
    fn new() -> Sayings {
        const TABLE: &str = include_str!("tables/sayings.txt");
        let mut table: Vec<[char; 4]> = Vec::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let Some(first) = words.next().and_then(|word| word.chars().next()) else { continue };
            for rest in words {
                let mut rest = rest.chars();
                if let (Some(b), Some(c), Some(d)) = (rest.next(), rest.next(), rest.next()) {
                    table.push([first, b, c, d]);
                }
            }
        }
        let by_half = table.iter().flat_map(|&saying| [(saying[0], saying[1], saying), (saying[2], saying[3], saying)]);
        let mut by_half: Vec<(char, char, [char; 4])> = by_half.collect();
        // Stable: of one half those that the table has first stay first.
        by_half.sort_by_key(|(x, y, _)| (*x, *y));
        let distinct = by_half.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)).count();
        let mut halves = Pairs::with_room(distinct);
        for (k, (x, y, _)) in by_half.iter().enumerate().rev() {
            halves.insert(*x, *y, k);
        }
        Sayings { all: by_half.into_iter().map(|(_, _, saying)| saying).collect(), halves }
    }

    /// The sayings that have a half at this place.
    fn of_half(&self, half: Option<usize>, a: char, b: char) -> impl Iterator<Item = [char; 4]> {
        let from = half.map_or(&[][..], |start| &self.all[start..]);
        from.iter().copied().take_while(move |[x, y, z, w]| (*x, *y) == (a, b) || (*z, *w) == (a, b))
    }

    /// The saying that four characters are but for one, which sounds or looks the same. Three of them stand. The halves
    /// are where [`Sayings::halves`] has them.
    fn meant(&self, written: [char; 4], halves: [Option<usize>; 2]) -> Option<[char; 4]> {
        let [a, b, c, d] = written;
        let mut meant = None;
        for saying in self.of_half(halves[0], a, b).chain(self.of_half(halves[1], c, d)) {
            let mut off = saying.iter().zip(&written).filter(|(is, was)| is != was);
            match (off.next(), off.next()) {
                (None, _) => return None,
                (Some((is, was)), None) if meant.is_none() && (sound_alike(*is, *was) || look_alike(*is, *was)) => {
                    meant = Some(saying);
                }
                _ => {}
            }
        }
        meant
    }
}

/// What two rules find in one pass over the characters of a paragraph: sayings and words that are off by one of them.
pub(super) fn listed([saying, homophone]: [Option<&'static Rule>; 2], paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let (sayings, lexicon) = (&*SAYINGS, &*LEXICON);
    let text = paragraph.text;
    // Six in a row are looked at, from those that end in the first to those that begin with the last but three.
    let blanks = |count, at| std::iter::repeat_n((at, ' '), count);
    let all: Vec<(usize, char)> = blanks(5, 0).chain(text.char_indices()).chain(blanks(2, text.len())).collect();
    // What is known of each with the next one: all at once, as the tables are large and far from one another.
    let pairs = || all.windows(2).map(|pair| (pair[0].1, pair[1].1));
    let is_pair = |a: char, b: char| is_han(a) && is_han(b);
    let known: Vec<bool> = pairs().map(|(a, b)| is_pair(a, b) && lexicon.known.has(a, b)).collect();
    let half = |(a, b)| if is_pair(a, b) { sayings.halves.get(a, b) } else { None };
    let halves: Vec<Option<usize>> = pairs().map(half).collect();
    for (k, six) in all.windows(6).enumerate() {
        let two = [halves[k + 1], halves[k + 3]];
        if let Some(rule) = saying.filter(|_| two.iter().any(Option::is_some)) {
            self::saying(paragraph, six, two, notes.of(rule));
        }
        if let Some(rule) = homophone.filter(|_| !known[k + 1] && !known[k + 2] && !known[k + 3]) {
            self::homophone(paragraph, six, notes.of(rule));
        }
    }
}

/// 循续渐进 for 循序渐进: the second to the fifth of these.
fn saying(paragraph: Paragraph<'_>, six: &[(usize, char)], halves: [Option<usize>; 2], notes: &mut Notes<'_>) {
    let [_, (start, a), (second, b), (third, c), (fourth, d), (end, _)] = *six else { return };
    let written = [a, b, c, d];
    if written.iter().all(|ch| is_han(*ch) && !is_traditional(*ch))
        && let Some(meant) = SAYINGS.meant(written, halves)
        && !paragraph.has_reference(start..end)
    {
        let k = written.iter().zip(&meant).position(|(was, is)| was != is).unwrap_or(0);
        // 发展的以人为本: where the odd one makes a word with its neighbour, two words stand side by side.
        let other = if k < 2 { (a, b) } else { (c, d) };
        let places = [start, second, third, fourth, end];
        if !LEXICON.known.has(other.0, other.1) && is_apart(paragraph.text, start, end) {
            let meant: String = meant.iter().collect();
            let range = places[k]..places[k + 1];
            let put: String = meant.chars().skip(k).take(1).collect();
            notes.mend(paragraph, start..end, &[(range, &put)], format!("是不是“{meant}”"));
        }
    }
}

/// Whether words begin and end at these places.
fn is_apart(text: &str, start: usize, end: usize) -> bool {
    const NEAR: usize = 90;
    let from = char_ceil(text, start.saturating_sub(NEAR));
    let upto = char_floor(text, end + NEAR);
    let breaks = word_breaks(&text[from..upto]);
    [start, end].into_iter().all(|at| {
        let inside =
            text[..at].chars().next_back().is_some_and(is_han) && text[at..].chars().next().is_some_and(is_han);
        !inside || breaks.binary_search(&(at - from)).is_ok()
    })
}

/// Whether two characters are easily taken for each other.
fn look_alike(a: char, b: char) -> bool {
    LEXICON.shapes.get(&a).is_some_and(|others| others.contains(&b))
}

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

/// Characters that join words, and pronouns: they stand beside anything.
const JOINING: &str = "的了和与及或在是有为以于对从向把被将让使由到至等各每某本该此其这那也都就又再还不没我你他她它一二三四五六七八九十百千万亿";

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
    joining: Vec<char>,
}

/// Pairs of characters with a number each, as a table with open addresses: a lookup costs one glance.
struct Pairs {
    /// 0 where none is. Characters beyond the basic plane are in no pair.
    keys: Vec<u32>,
    /// Empty where the pairs have no numbers.
    numbers: Vec<u32>,
}

impl Pairs {
    /// Room for so many pairs.
    fn with_room(count: usize) -> Pairs {
        Pairs { keys: vec![0; (count * 2).next_power_of_two()], numbers: Vec::new() }
    }

    fn key(a: char, b: char) -> Option<u32> {
        let (a, b) = (u16::try_from(u32::from(a)).ok()?, u16::try_from(u32::from(b)).ok()?);
        Some(u32::from(a) << 16 | u32::from(b))
    }

    /// Where a pair stands, or where it would.
    fn place(&self, key: u32) -> usize {
        let mixed = u64::from(key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mask = self.keys.len() - 1;
        let mut at = usize::try_from(mixed >> 40).unwrap_or(0) & mask;
        while self.keys[at] != 0 && self.keys[at] != key {
            at = (at + 1) & mask;
        }
        at
    }

    fn add(&mut self, a: char, b: char) -> Option<usize> {
        let key = Pairs::key(a, b)?;
        let at = self.place(key);
        self.keys[at] = key;
        Some(at)
    }

    fn insert(&mut self, a: char, b: char, number: usize) {
        if self.numbers.is_empty() {
            self.numbers = vec![0; self.keys.len()];
        }
        if let (Some(at), Ok(number)) = (self.add(a, b), u32::try_from(number)) {
            self.numbers[at] = number;
        }
    }

    fn get(&self, a: char, b: char) -> Option<usize> {
        let key = Pairs::key(a, b)?;
        let at = self.place(key);
        usize::try_from(*self.numbers.get(at)?).ok().filter(|_| self.keys[at] == key)
    }

    fn has(&self, a: char, b: char) -> bool {
        Pairs::key(a, b).is_some_and(|key| self.keys[self.place(key)] == key)
    }
}

impl Lexicon {
    fn new() -> Lexicon {
        const WORDS: &str = include_str!("tables/frequent.txt");
        const SHAPES: &str = include_str!("tables/shapes.txt");
        const OFFICE: &str = include_str!("tables/office.txt");
        // The files hold no more than these.
        let (mut known, mut common) = (Pairs::with_room(120_000), Pairs::with_room(24_000));
        let (mut by_first, mut by_second) = (HashMap::new(), HashMap::new());
        let mut sounds = Sounds::default();
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split(' ');
            let (Some(first), Some(most)) = (parts.next(), parts.next()) else { continue };
            let (Some(often), Some(rest)) = (parts.next(), parts.next()) else { continue };
            let Some(a) = first.chars().next() else { continue };
            let all = |list: &'static str| list.chars().filter(|ch| *ch != '-');
            for b in all(most).chain(all(often)).chain(all(rest)) {
                known.add(a, b);
            }
            // The most frequent ones stand first, and stay.
            for b in all(most).chain(all(often)) {
                common.add(a, b);
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
                known.add(a, b);
                common.add(a, b);
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
        let mut joining: Vec<char> = JOINING.chars().collect();
        joining.sort_unstable();
        Lexicon { known, by_first, by_second, common, sounds, shapes, alone, joining }
    }

    fn is_alone(&self, ch: char) -> bool {
        self.alone.binary_search(&ch).is_ok()
    }

    fn is_joining(&self, ch: char) -> bool {
        self.joining.binary_search(&ch).is_ok()
    }

    /// Whether something can be told of two characters: those that sound alike are no words themselves; of those that look
    /// alike the one that stays isn't.
    fn can_tell(&self, [a, b]: [char; 2], word: [char; 2]) -> bool {
        let (kept, odd) = if word[0] == a { (a, b) } else { (b, a) };
        let meant = if word[0] == a { word[1] } else { word[0] };
        let is_shaped = self.shapes.get(&odd).is_some_and(|others| others.contains(&meant));
        !self.is_alone(kept) && (is_shaped || !self.is_alone(odd))
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

/// Whether it is one of the common words.
pub(super) fn is_common(a: char, b: char) -> bool {
    LEXICON.common.has(a, b)
}

/// Whether a character is often a word by itself.
pub(super) fn is_alone(ch: char) -> bool {
    LEXICON.is_alone(ch)
}

/// Whether two characters may sound the same.
pub(super) fn sound_alike(a: char, b: char) -> bool {
    readings(a).any(|reading| readings(b).any(|other| other == reading))
}

/// Two characters that make no word, nor do they with those beside them, while another with the same sound or look does: the
/// third and the fourth of these.
fn homophone(paragraph: Paragraph<'_>, six: &[(usize, char)], notes: &mut Notes<'_>) {
    let lexicon = &*LEXICON;
    let text = paragraph.text;
    let [(_, w), (_, x), (start, a), (second, b), (end, y), (_, z)] = *six else { return };
    // 先行先试, 走深走实: what is said in step.
    let is_in_step = [w, x, y, z].iter().any(|ch| *ch == a || *ch == b);
    if is_han(a)
        && is_han(b)
        && !is_in_step
        && !lexicon.is_joining(a)
        && !lexicon.is_joining(b)
        && !names_something(x, y)
        && !is_traditional(a)
        && !is_traditional(b)
        && let Some(word) = lexicon.meant(a, b)
        && lexicon.can_tell([a, b], word)
        && !paragraph.has_reference(start..end)
        && stands_alone(text, start, second, end)
    {
        let word: String = word.iter().collect();
        let wrong = text[start..end].to_owned();
        notes.mend(paragraph, start..end, &[(start..end, &word)], format!("词典里没有“{wrong}”，是不是“{word}”"));
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
    // 责任制, 积极性: what ends a word stands alone, too.
    let ends = |ch: char| "制性率化度员者感力".contains(ch);
    let before = text[..start].chars().next_back().filter(|ch| is_han(*ch) && !joins(*ch));
    let behind = text[end..].chars().next().filter(|ch| is_han(*ch) && !joins(*ch) && !ends(*ch));
    let alone_before = before.is_some_and(|ch| is_single(start - ch.len_utf8(), ch.len_utf8()));
    let alone_behind = behind.is_some_and(|ch| is_single(end, ch.len_utf8()));
    is_border(start) && is_border(second) && is_border(end) && !alone_before && !alone_behind
}

/// Leaves out words that a report writes more than once: a slip comes alone, a name comes again.
pub(super) fn without_names(report: &Report, findings: &mut Vec<Finding>) {
    let Some(rule) = RULES.last() else { return };
    let of = |finding: &Finding| finding.rule == rule;
    let mut counts: HashMap<String, usize> = HashMap::new();
    for finding in findings.iter().filter(|finding| of(finding)) {
        *counts.entry(finding.at.words(report).to_owned()).or_default() += 1;
    }
    findings.retain(|finding| !of(finding) || counts.get(finding.at.words(report)).is_none_or(|count| *count == 1));
}
