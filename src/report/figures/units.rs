//! Units: what a number may be counted in, with 万 and 亿 before it and 余 and 多 around them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Approximation;
use super::Kind;

/// What stands after a numeral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Where it begins after the numeral, in bytes: after blanks and 余.
    pub start: usize,
    /// Where it ends, in bytes after the numeral.
    pub end: usize,
    /// 余, 多 and blanks left out.
    pub word: String,
    pub kind: Kind,
    pub approximation: Option<Approximation>,
    /// Whether Chinese numerals count in it: 三类 and 两面 are more often idioms than figures.
    pub takes_han: bool,
}

/// Which numerals count in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numerals {
    /// Digits and Chinese numerals.
    Any,
    /// Digits alone: with a Chinese numeral it is more often an idiom.
    Digits,
}

/// The units: what they measure, which numerals count in them, and their words. The longest that fits is taken.
const UNITS: &[(Kind, Numerals, &str)] = &[
    (
        Kind::Count,
        Numerals::Any,
        "个 名 位 人 人次 家 家次 户 户次 项 项次 件 件次 条 条次 次 场 场次 期 篇 篇次 \
        份 份次 套 处 处次 座 所 间 台 台次 台套 辆 辆次 部 本 册 张 幅 块 支 只 头 匹 棵 株 盏 副 幢 栋 批次 起 宗 \
        例 笔 种 门 首 枚 根 艘 艘次 架 架次 床 箱 袋 瓶 桶 盒 具 尊 卷 路 人份 车次 班次 批 桩 堂 剂 羽 尾 口 \
        顶 趟 课时 学时 席 款 餐 单 标段 班 员 列 对 扇 粒 眼 封 方次 点次 词条 万步",
    ),
    // After Chinese numerals these are idioms: 三类, 两面.
    (
        Kind::Count,
        Numerals::Digits,
        "类 面 组 片 层 节 孔 轮 路段 队 站 村 镇 校 方面 事 把 道 集 页 GB TB PB MB \
        PFlops 兆",
    ),
    (Kind::Percent, Numerals::Any, "% ％ ﹪ ‰"),
    (Kind::Points, Numerals::Any, "个百分点 百分点 个千分点 个基点"),
    (Kind::Money, Numerals::Any, "元 美元 港元 欧元 日元 元人民币"),
    (Kind::Area, Numerals::Any, "亩 公顷 平方米 平方公里 平方千米 平方 平米 ㎡ m² m2 km² 亩次 平"),
    (Kind::Length, Numerals::Any, "米 公里 千米 延米 厘米 毫米 海里 km m cm mm 车公里 人公里 皮长公里"),
    (Kind::Length, Numerals::Digits, "里"),
    (Kind::Weight, Numerals::Any, "吨公里 吨 公斤 千克 斤 克 吨标准煤 kg t 担 标箱 吨级"),
    (Kind::Volume, Numerals::Digits, "立方米 立方 方 升 毫升 m³ m3 微克/立方米 毫克/升 土方"),
    (Kind::Energy, Numerals::Digits, "千瓦时 千瓦 兆瓦 兆瓦时 度 度电 千伏安 kW kWh MW MWh GW ℃ 摄氏度 马力"),
    (
        Kind::Time,
        Numerals::Digits,
        "天 小时 个小时 分钟 秒 秒钟 毫秒 s ms h min 个工作日 工作日 个月 岁 周岁 工时 人天 个自然日 \
        个交易日 周",
    ),
    (Kind::Score, Numerals::Digits, "分"),
    (Kind::Times, Numerals::Digits, "倍 番"),
    (Kind::Share, Numerals::Any, "成"),
];

/// Units that begin another word with what then follows them: 项目, 家庭, 分别.
const OTHER_WORDS: &str = "人:民大才物员口均行 家:庭电具园长居 台:风州账湾 所:有在属以 部:门署分长委队件 \
    处:理置罚分室长 面:积向对临貌 项:目 条:例件款 次:数日年月生 名:单称额录誉列 位:于置列数 场:地所馆景面 \
    本:级地市年月科人 张:家 支:部撑付持出队 组:织长成建 口:岸头 分:别类公管局之布析期钟 成:为立功果本员人长效绩 \
    里:面程 方:面案式向便 升:级至到学 元:旦宵素月件 担:任当保 度:假过 单:位元 班:子组 门:诊票 眼:前科睛 \
    列:入为席 间:接断 种:植子养 首:次先位批届府 路:线灯口 队:伍员长列 站:点台位 起:来草步到源诉 对:接口外照 \
    席:位 员:工 款:项 村:级民委 镇:区街村 校:园区长 卷:入烟 周:边年 平:台均安 批:准复示评 节:约能水日 集:中体团 \
    片:区 层:面级 道:路德 把:握关 事:故业务项 根:据 只:有是能 头:盔 封:闭 克:服 兆:丰 期:间望末待刊 份:额子 \
    笔:记 宗:教旨 例:会如行 套:路 座:谈席位 户:籍外主 幅:度";

/// What multiplies a unit and is written as part of it, the longest first.
const SCALES: &[&str] = &["个亿", "万亿", "千万", "百万", "十万", "万", "亿", "千"];

/// What the unit after a slash may be: 元/吨, 元／人, 件/天.
const PER: [&str; 29] = [
    "平方米",
    "立方米",
    "人次",
    "个月",
    "间夜",
    "小时",
    "公里",
    "公斤",
    "千克",
    "公顷",
    "人",
    "年",
    "月",
    "日",
    "天",
    "吨",
    "亩",
    "户",
    "次",
    "斤",
    "头",
    "只",
    "台",
    "件",
    "单",
    "辆",
    "床",
    "个",
    "度",
];

/// The unit that `rest`, what follows a numeral, begins with. `None` where it begins with none.
pub(super) fn read(rest: &str) -> Option<Unit> {
    let blank = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{3000}']).len();
    if blank > 4 {
        return None;
    }
    let mut at = blank;
    let mut approximation = more(&rest[at..]);
    at += approximation.map_or(0, |_| "余".len());
    let start = at;
    let scale = SCALES.iter().find(|scale| rest[at..].starts_with(*scale)).copied().unwrap_or_default();
    at += scale.len();
    if let Some(inside) = more(&rest[at..]).filter(|_| !scale.is_empty()) {
        at += "余".len();
        approximation = Some(inside);
    }
    let (mut word, kind, takes_han) = match longest(&rest[at..]) {
        Some(unit) => (unit.word.to_owned(), unit.kind, unit.numerals == Numerals::Any),
        // 总投资3亿, 点击量10万＋: the scale alone, where nothing follows that it could belong to.
        None if !scale.is_empty() && scale != "千" && ends_here(&rest[at..]) => (String::new(), Kind::Count, true),
        None => return None,
    };
    at += word.len();
    if let Some(per) = per(&rest[at..]) {
        word.push_str(&rest[at..at + per]);
        at += per;
    }
    Some(Unit { start, end: at, word: format!("{scale}{word}"), kind, approximation, takes_han })
}

fn more(rest: &str) -> Option<Approximation> {
    rest.starts_with(['余', '多']).then_some(Approximation::More)
}

/// The units by their first character, the longest first, each with the characters that make another word of it.
static BY_FIRST: LazyLock<HashMap<char, Vec<Entry>>> = LazyLock::new(|| {
    let others: HashMap<&str, &str> = OTHER_WORDS.split(' ').filter_map(|entry| entry.split_once(':')).collect();
    let mut by_first: HashMap<char, Vec<Entry>> = HashMap::new();
    for (kind, numerals, words) in UNITS {
        for word in words.split(' ') {
            let first = word.chars().next().expect("a unit has a character");
            let other_with = others.get(word).copied().unwrap_or_default();
            by_first.entry(first).or_default().push(Entry { word, kind: *kind, numerals: *numerals, other_with });
        }
    }
    by_first.values_mut().for_each(|units| units.sort_by_key(|unit| std::cmp::Reverse(unit.word.len())));
    by_first
});

/// A unit of the table.
struct Entry {
    word: &'static str,
    kind: Kind,
    numerals: Numerals,
    /// The characters after it that make another word of it.
    other_with: &'static str,
}

/// The longest unit of the table; one in Latin letters stands alone.
fn longest(rest: &str) -> Option<&'static Entry> {
    let units = BY_FIRST.get(&rest.chars().next()?)?;
    let makes_other = |unit: &Entry| rest[unit.word.len()..].starts_with(|next: char| unit.other_with.contains(next));
    units.iter().find(|unit| rest.starts_with(unit.word) && stands_alone(unit.word, rest) && !makes_other(unit))
}

fn stands_alone(word: &str, rest: &str) -> bool {
    !word.starts_with(|ch: char| ch.is_ascii_alphabetic())
        || !rest[word.len()..].starts_with(|ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '²' | '³'))
}

/// 总投资3亿。 and 3亿的, but not 3万里 and no threshold (10万以上).
fn ends_here(rest: &str) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    "，。；、：！？）)”,;的左＋+ \n提增升下降减扩到至".contains(next)
}

/// The bytes of `/吨`.
fn per(rest: &str) -> Option<usize> {
    let slash = rest.chars().next().filter(|ch| matches!(ch, '/' | '／'))?.len_utf8();
    PER.iter().find(|word| rest[slash..].starts_with(*word)).map(|word| slash + word.len())
}
