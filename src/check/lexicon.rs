//! What is known of characters and of words of two characters: how they sound and look, and how common they are.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyin;

use crate::text::is_han;

/// What is known of words of two characters. Made when the first text is checked.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

/// Characters that are words themselves, or make names and numbers: next to them nothing can be told.
const ALONE: &str = "的了和与及或在是有为以于对从向把被将让使由到至等各每某本该此其这那哪也都就又再还更最很太不没无未非\
    并而且但因所之者一二三四五六七八九十百千万亿两几数第个名人次年月日时分元户家项件批条位村镇乡县市区省州路街\
    局厅部处科室所站组队班级届期里上下左右前后中内外东南西北大小多少高低新老旧好全总副正我你他她它们自己\
    来去过着得地起出入给要能会可应须请做作用说看听想知道水山河湖江海桥港岛园苑庄屯寨坝岭沟湾塘王李张刘陈杨赵黄周吴\
    徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹\
    熊金陆郝孔白崔康毛邱秦史顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚文元月兰花红春秋冬云雨风雪梅菊竹松柏玉珍珠宝金银铜铁\
    男女子父母兄弟姐妹爷奶叔伯姑姨鸡鸭鱼牛羊猪狗猫米面油盐茶酒菜果瓜豆麦稻棉麻糖药针机车船枪炮号楼层米吨斤亩度\
    溪旗津品务接达兼冒失缺驻必尽均皆亦仍则若如逢凡才便却另先曾已正刚即既牢齐紧满透稳罢毕";

/// Characters that join words, and pronouns: they stand beside anything.
const JOINING: &str = "的了和与及或在是有为以于对从向把被将让使由到至等各每某本该此其这那也都就又再还不没我你他她它同一二三四五六七八九十百千万亿";

/// Characters that are hardly ever a word by themselves, nor the end of a longer one as in 合作社 or 宣传部.
const BOUND: &str = "析措施障境策构导督彻履筹协培扶贯序织践职责执激励隐渠氛秩厉彰竣衔凝拓慰遏勘妥仪艰络驱推落振维究悉贡矛盾纷绩范济础键阶\
    顿谐续继逐渐著召宣训育益";

pub(super) struct Lexicon {
    known: Pairs,
    common: Pairs,
    /// The common word that begins with a character of this sound and ends with that character, and the other way round.
    /// Of the most common ones the tone may be another.
    by_first: Pairs,
    by_second: Pairs,
    /// The common characters in their order, from `FIRST` on.
    signs: Vec<Sign>,
    /// Characters that look alike, those of one side by side.
    shapes: Vec<(char, char)>,
}

/// The first and the last of the characters that have signs.
const FIRST: char = '\u{4e00}';
const LAST: char = '\u{9fa5}';

/// What is known of a character: how it is read, with its tone and without, and what it is. A reading is told by a character
/// that stands for it, so that it makes pairs with others.
#[derive(Clone, Copy, Default)]
struct Sign {
    toned: char,
    plain: char,
    /// The sound as it is heard by many: zh as z, ing as in.
    heard: char,
    is_alone: bool,
    is_joining: bool,
    is_bound: bool,
    is_shaped: bool,
}

/// No reading is known.
const SILENT: char = '\0';

impl Lexicon {
    fn new() -> Lexicon {
        const WORDS: &str = include_str!("tables/frequent.txt");
        const SHAPES: &str = include_str!("tables/shapes.txt");
        const OFFICE: &str = include_str!("tables/office.txt");
        // The files hold no more than these.
        let mut lexicon = Lexicon {
            known: Pairs::with_room(120_000),
            common: Pairs::with_room(24_000),
            by_first: Pairs::with_room(50_000),
            by_second: Pairs::with_room(50_000),
            signs: signs(),
            shapes: Vec::new(),
        };
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split(' ');
            let (Some(first), Some(most)) = (parts.next(), parts.next()) else { continue };
            let (Some(often), Some(rest)) = (parts.next(), parts.next()) else { continue };
            let Some(a) = first.chars().next() else { continue };
            let all = |list: &'static str| list.chars().filter(|ch| *ch != '-');
            for b in all(most).chain(all(often)).chain(all(rest)) {
                lexicon.known.add(a, b);
            }
            // The most frequent ones stand first, and stay.
            for b in all(most).chain(all(often)) {
                lexicon.add_common(a, b, |sign| sign.toned);
            }
            for b in all(most) {
                lexicon.add_common(a, b, |sign| sign.plain);
            }
        }
        for word in OFFICE.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
            let mut chars = word.chars();
            if let (Some(a), Some(b)) = (chars.next(), chars.next()) {
                lexicon.known.add(a, b);
                lexicon.add_common(a, b, |sign| sign.toned);
            }
        }
        for group in SHAPES.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
            for ch in group.chars() {
                lexicon.shapes.extend(group.chars().filter(|other| *other != ch).map(|other| (ch, other)));
                lexicon.mark(ch, |sign| sign.is_shaped = true);
            }
        }
        // Stable: of one character those that the table has first stay first.
        lexicon.shapes.sort_by_key(|(ch, _)| *ch);
        ALONE.chars().for_each(|ch| lexicon.mark(ch, |sign| sign.is_alone = true));
        BOUND.chars().for_each(|ch| lexicon.mark(ch, |sign| sign.is_bound = true));
        JOINING.chars().for_each(|ch| lexicon.mark(ch, |sign| sign.is_joining = true));
        lexicon
    }

    /// Puts a common word where it is found by its sounds.
    fn add_common(&mut self, a: char, b: char, sound: fn(Sign) -> char) {
        self.common.add(a, b);
        let (first, second) = (sound(self.sign(a)), sound(self.sign(b)));
        if first != SILENT {
            self.by_first.insert_first(first, b, a);
        }
        if second != SILENT {
            self.by_second.insert_first(a, second, b);
        }
    }

    fn mark(&mut self, ch: char, how: impl FnOnce(&mut Sign)) {
        if let Some(sign) = place_of(ch).and_then(|at| self.signs.get_mut(at)) {
            how(sign);
        }
    }

    fn sign(&self, ch: char) -> Sign {
        place_of(ch).and_then(|at| self.signs.get(at)).copied().unwrap_or_default()
    }

    /// Whether the dictionary has a word of these two characters.
    pub(super) fn has(&self, a: char, b: char) -> bool {
        self.known.has(a, b)
    }

    /// Whether a character is often a word by itself.
    pub(super) fn is_alone(&self, ch: char) -> bool {
        self.sign(ch).is_alone
    }

    /// Whether a character joins words, or is a pronoun.
    pub(super) fn is_joining(&self, ch: char) -> bool {
        self.sign(ch).is_joining
    }

    /// Whether a character is a part of a word wherever it stands.
    pub(super) fn is_bound(&self, ch: char) -> bool {
        self.sign(ch).is_bound
    }

    /// How a character is heard, by what stands for that: the same for all that many can't tell apart. `None` where no reading is
    /// known.
    pub(super) fn heard(&self, ch: char) -> Option<char> {
        Some(self.sign(ch).heard).filter(|sound| *sound != SILENT)
    }

    /// Whether two characters have the same sound, whatever the tone.
    pub(super) fn sound_alike(&self, a: char, b: char) -> bool {
        let (a, b) = (self.sign(a).plain, self.sign(b).plain);
        a == b && a != SILENT
    }

    /// The characters that are easily taken for this one.
    pub(super) fn alike(&self, ch: char) -> impl Iterator<Item = char> {
        let from = match self.sign(ch).is_shaped {
            true => self.shapes.partition_point(|(other, _)| *other < ch),
            false => self.shapes.len(),
        };
        self.shapes[from..].iter().take_while(move |(of, _)| *of == ch).map(|(_, other)| *other)
    }

    /// Whether two characters are easily taken for each other.
    pub(super) fn look_alike(&self, a: char, b: char) -> bool {
        self.alike(a).any(|other| other == b)
    }

    /// The common word that is meant, if one: it has one of the two characters, and the other sounds or looks the same.
    pub(super) fn meant(&self, a: char, b: char) -> Option<[char; 2]> {
        let by_shape = self
            .alike(a)
            .map(|first| [first, b])
            .chain(self.alike(b).map(|second| [a, second]))
            .find(|[first, second]| self.common.has(*first, *second));
        let by_sound = || {
            let (first, second) = (self.sign(a), self.sign(b));
            let by_second = |sound: &char| self.by_second.meant(a, *sound);
            let by_first = |sound: &char| self.by_first.meant(*sound, b);
            let second = [second.toned, second.plain].iter().find_map(by_second);
            second
                .map(|second| [a, second])
                .or_else(|| [first.toned, first.plain].iter().find_map(by_first).map(|first| [first, b]))
        };
        by_shape.or_else(by_sound).filter(|word| *word != [a, b])
    }
}

fn place_of(ch: char) -> Option<usize> {
    u32::from(ch).checked_sub(u32::from(FIRST)).and_then(|place| usize::try_from(place).ok())
}

/// The readings of the common characters: of each its first, as others are rare and would find too much.
fn signs() -> Vec<Sign> {
    let mut stand_ins: HashMap<String, char> = HashMap::new();
    let mut stand_in = |reading: &str| match stand_ins.get(reading) {
        Some(known) => *known,
        None => {
            let next = u32::try_from(stand_ins.len() + 1).ok().and_then(char::from_u32).unwrap_or(SILENT);
            stand_ins.insert(reading.to_owned(), next);
            next
        }
    };
    let sign = |ch: char| match ch.to_pinyin() {
        Some(reading) => Sign {
            toned: stand_in(reading.with_tone_num_end()),
            plain: stand_in(reading.plain()),
            heard: stand_in(&heard(reading.plain())),
            ..Sign::default()
        },
        None => Sign::default(),
    };
    (FIRST..=LAST).map(sign).collect()
}

/// zheng as zen: what many can't tell apart is one sound.
fn heard(plain: &str) -> String {
    let mut sound = plain.to_owned();
    for (told, heard) in [("zh", "z"), ("ch", "c"), ("sh", "s")] {
        if sound.starts_with(told) {
            sound.replace_range(..told.len(), heard);
        }
    }
    for (told, heard) in [("ing", "in"), ("eng", "en")] {
        if sound.ends_with(told) {
            sound.truncate(sound.len() - told.len());
            sound.push_str(heard);
        }
    }
    // No reading of its own has this mark.
    format!("~{sound}")
}

/// Whether the dictionary has a word of these two characters.
pub(super) fn is_known(a: char, b: char) -> bool {
    is_han(a) && is_han(b) && LEXICON.known.has(a, b)
}

/// Whether it is one of the common words.
pub(super) fn is_common(a: char, b: char) -> bool {
    is_han(a) && is_han(b) && LEXICON.common.has(a, b)
}

/// Pairs of characters with a number each, as a table with open addresses: a lookup costs one glance.
pub(super) struct Pairs {
    /// 0 where none is. Characters beyond the basic plane are in no pair.
    keys: Vec<u32>,
    /// Empty where the pairs have no numbers.
    numbers: Vec<u32>,
}

impl Pairs {
    /// Room for so many pairs.
    pub(super) fn with_room(count: usize) -> Pairs {
        Pairs { keys: vec![0; (count * 2).next_power_of_two()], numbers: Vec::new() }
    }

    fn key(a: char, b: char) -> Option<u32> {
        let (a, b) = (u16::try_from(u32::from(a)).ok()?, u16::try_from(u32::from(b)).ok()?);
        // 0 marks an empty place.
        Some(u32::from(a) << 16 | u32::from(b)).filter(|key| *key != 0)
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

    /// Puts a pair in.
    fn add(&mut self, a: char, b: char) -> Option<usize> {
        let key = Pairs::key(a, b)?;
        let at = self.place(key);
        self.keys[at] = key;
        Some(at)
    }

    /// Gives a pair its number.
    pub(super) fn insert(&mut self, a: char, b: char, number: usize) {
        if let (Some(at), Ok(number)) = (self.add(a, b), u32::try_from(number)) {
            self.make_numbers();
            self.numbers[at] = number;
        }
    }

    /// Gives a pair, one of which stands for a sound, the character that is meant, unless it has one.
    pub(super) fn insert_first(&mut self, a: char, b: char, meant: char) {
        let Some(key) = Pairs::key(a, b) else { return };
        self.make_numbers();
        let at = self.place(key);
        if self.keys[at] == 0 {
            (self.keys[at], self.numbers[at]) = (key, u32::from(meant));
        }
    }

    /// The character that is meant by such a pair.
    pub(super) fn meant(&self, a: char, b: char) -> Option<char> {
        char::from_u32(u32::try_from(self.get(a, b)?).ok()?)
    }

    fn make_numbers(&mut self) {
        if self.numbers.is_empty() {
            self.numbers = vec![0; self.keys.len()];
        }
    }

    /// The number of a pair.
    pub(super) fn get(&self, a: char, b: char) -> Option<usize> {
        let key = Pairs::key(a, b)?;
        let at = self.place(key);
        usize::try_from(*self.numbers.get(at)?).ok().filter(|_| self.keys[at] == key)
    }

    fn has(&self, a: char, b: char) -> bool {
        Pairs::key(a, b).is_some_and(|key| self.keys[self.place(key)] == key)
    }
}
