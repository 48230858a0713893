//! Units: what a number may be counted in, with 万 and 亿 before it and 余 and 多 around them.

use super::Approximation;
use super::Kind;

/// What stands behind a numeral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Where it begins behind the numeral, in bytes: behind blanks and 余.
    pub start: usize,
    /// Where it ends, in bytes behind the numeral.
    pub end: usize,
    /// 余, 多 and blanks left out.
    pub word: String,
    pub kind: Kind,
    pub approximation: Option<Approximation>,
    /// Whether Chinese numerals count in it: 三类 and 两面 are more often idioms than figures.
    pub takes_han: bool,
}

/// A unit of the table: its word, what it measures.
type Entry = (&'static str, Kind);

/// Measure words that count with either numeral. The longest that fits is taken.
const MEASURES: &[&str] = &[
    "个", "名", "位", "人", "人次", "家", "家次", "户", "户次", "项", "项次", "件", "件次", "条", "条次", "次", "场",
    "场次", "期", "篇", "篇次", "份", "套", "处", "处次", "座", "所", "间", "台", "台次", "台套", "辆", "辆次", "部",
    "本", "册", "张", "幅", "块", "支", "只", "头", "匹", "棵", "株", "盏", "副", "幢", "栋", "批次", "起", "宗", "例",
    "笔", "种", "门", "首", "枚", "根", "艘", "艘次", "架", "架次", "床", "箱", "袋", "瓶", "桶", "盒", "具", "尊",
    "卷", "路", "人份", "车次", "班次", "批", "桩", "堂", "剂", "羽", "尾", "口", "顶", "趟", "课时", "学时", "席",
    "款", "餐", "单", "标段", "班", "员", "列", "对", "扇", "粒", "眼", "孔", "封", "方次", "点次", "词条", "万步",
];

/// Measure words that count with digits only: behind Chinese numerals they are idioms (三类, 两面, 二组, 十分).
const MEASURES_OF_DIGITS: &[&str] = &[
    "类", "面", "组", "片", "层", "节", "轮", "路段", "队", "站", "村", "镇", "校", "方面", "事", "把", "道", "集",
    "页",
];

/// Units that measure, and what.
const OTHERS: &[Entry] = &[
    ("%", Kind::Percent),
    ("％", Kind::Percent),
    ("﹪", Kind::Percent),
    ("‰", Kind::Percent),
    ("个百分点", Kind::Points),
    ("百分点", Kind::Points),
    ("个千分点", Kind::Points),
    ("个基点", Kind::Points),
    ("元", Kind::Money),
    ("美元", Kind::Money),
    ("港元", Kind::Money),
    ("欧元", Kind::Money),
    ("日元", Kind::Money),
    ("元人民币", Kind::Money),
    ("亩", Kind::Area),
    ("公顷", Kind::Area),
    ("平方米", Kind::Area),
    ("平方公里", Kind::Area),
    ("平方千米", Kind::Area),
    ("平方", Kind::Area),
    ("平米", Kind::Area),
    ("㎡", Kind::Area),
    ("m²", Kind::Area),
    ("m2", Kind::Area),
    ("km²", Kind::Area),
    ("亩次", Kind::Area),
    ("平", Kind::Area),
    ("米", Kind::Length),
    ("公里", Kind::Length),
    ("千米", Kind::Length),
    ("里", Kind::Length),
    ("延米", Kind::Length),
    ("厘米", Kind::Length),
    ("毫米", Kind::Length),
    ("海里", Kind::Length),
    ("km", Kind::Length),
    ("m", Kind::Length),
    ("cm", Kind::Length),
    ("mm", Kind::Length),
    ("车公里", Kind::Length),
    ("人公里", Kind::Length),
    ("吨公里", Kind::Weight),
    ("皮长公里", Kind::Length),
    ("吨", Kind::Weight),
    ("公斤", Kind::Weight),
    ("千克", Kind::Weight),
    ("斤", Kind::Weight),
    ("克", Kind::Weight),
    ("吨标准煤", Kind::Weight),
    ("kg", Kind::Weight),
    ("t", Kind::Weight),
    ("担", Kind::Weight),
    ("标箱", Kind::Weight),
    ("吨级", Kind::Weight),
    ("立方米", Kind::Volume),
    ("立方", Kind::Volume),
    ("方", Kind::Volume),
    ("升", Kind::Volume),
    ("毫升", Kind::Volume),
    ("m³", Kind::Volume),
    ("m3", Kind::Volume),
    ("微克/立方米", Kind::Volume),
    ("毫克/升", Kind::Volume),
    ("土方", Kind::Volume),
    ("千瓦时", Kind::Energy),
    ("千瓦", Kind::Energy),
    ("兆瓦", Kind::Energy),
    ("兆瓦时", Kind::Energy),
    ("度", Kind::Energy),
    ("度电", Kind::Energy),
    ("千伏安", Kind::Energy),
    ("kW", Kind::Energy),
    ("kWh", Kind::Energy),
    ("MW", Kind::Energy),
    ("MWh", Kind::Energy),
    ("GW", Kind::Energy),
    ("℃", Kind::Energy),
    ("摄氏度", Kind::Energy),
    ("马力", Kind::Energy),
    ("GB", Kind::Count),
    ("TB", Kind::Count),
    ("PB", Kind::Count),
    ("MB", Kind::Count),
    ("PFlops", Kind::Count),
    ("兆", Kind::Count),
    ("天", Kind::Time),
    ("小时", Kind::Time),
    ("个小时", Kind::Time),
    ("分钟", Kind::Time),
    ("秒", Kind::Time),
    ("秒钟", Kind::Time),
    ("个工作日", Kind::Time),
    ("工作日", Kind::Time),
    ("个月", Kind::Time),
    ("岁", Kind::Time),
    ("周岁", Kind::Time),
    ("工时", Kind::Time),
    ("人天", Kind::Time),
    ("个自然日", Kind::Time),
    ("个交易日", Kind::Time),
    ("周", Kind::Time),
    ("分", Kind::Score),
    ("倍", Kind::Times),
    ("番", Kind::Times),
    ("成", Kind::Share),
];

/// Units that begin another word: what then follows them.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("人", "民大才物员口均"),
    ("家", "庭电具园长居"),
    ("台", "风州账湾"),
    ("所", "有在属以"),
    ("部", "门署分长委队"),
    ("处", "理置罚分室长"),
    ("面", "积向对临貌"),
    ("项", "目"),
    ("条", "例件款"),
    ("次", "数日年月生"),
    ("名", "单称额录誉列"),
    ("位", "于置列数"),
    ("场", "地所馆景面"),
    ("本", "级地市年月科人"),
    ("张", "家"),
    ("支", "部撑付持出队"),
    ("组", "织长成建"),
    ("口", "岸头"),
    ("分", "别类公管局之布析期钟"),
    ("成", "为立功果本员人长效绩"),
    ("里", "面程"),
    ("方", "面案式向便"),
    ("升", "级至到学降"),
    ("元", "旦宵素月件"),
    ("担", "任当保"),
    ("度", "假过"),
    ("单", "位元"),
    ("班", "子组"),
    ("门", "诊票"),
    ("眼", "前科"),
    ("列", "入为席"),
    ("间", "接断"),
    ("种", "植子养"),
    ("首", "次先位批届府"),
    ("路", "线灯口"),
    ("队", "伍员长列"),
    ("站", "点台位"),
    ("起", "来草步到源诉"),
    ("对", "接口外照"),
    ("席", "位"),
    ("员", "工"),
    ("款", "项"),
    ("村", "级民委"),
    ("镇", "区街村"),
    ("校", "园区长"),
    ("卷", "入烟"),
    ("周", "边年"),
    ("平", "台均安"),
    ("批", "准复示评"),
    ("节", "约能水日"),
    ("集", "中体团"),
    ("片", "区"),
    ("层", "面级"),
    ("道", "路德"),
    ("把", "握关"),
    ("事", "故业务项"),
    ("根", "据"),
    ("只", "有是能"),
    ("头", "盔"),
    ("封", "闭"),
    ("眼", "睛"),
    ("克", "服"),
    ("里", "程"),
    ("兆", "丰"),
    ("期", "间望末待刊"),
    ("份", "额子"),
    ("笔", "记"),
    ("宗", "教旨"),
    ("例", "会如行"),
    ("套", "路"),
    ("座", "谈席位"),
    ("户", "籍外主"),
    ("幅", "度"),
];

/// What multiplies a unit and is written as part of it, the longest first.
const SCALES: [&str; 7] = ["万亿", "千万", "百万", "十万", "万", "亿", "千"];

/// What the unit behind a slash may be: 元/吨, 元／人, 件/天.
const PER: [&str; 16] =
    ["平方米", "立方米", "人次", "个月", "人", "年", "月", "日", "天", "吨", "亩", "户", "次", "斤", "公里", "公斤"];

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
        Some((word, kind, takes_han)) => (word.to_owned(), kind, takes_han),
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

/// The longest unit of the tables; one in Latin letters stands alone.
fn longest(rest: &str) -> Option<(&'static str, Kind, bool)> {
    let measures = MEASURES.iter().map(|&word| (word, Kind::Count, true));
    let of_digits = MEASURES_OF_DIGITS.iter().map(|&word| (word, Kind::Count, false));
    let others = OTHERS.iter().map(|&(word, kind)| {
        (
            word,
            kind,
            word != "里" && !matches!(kind, Kind::Volume | Kind::Energy | Kind::Score | Kind::Time | Kind::Times),
        )
    });
    let all = measures.chain(of_digits).chain(others);
    all.filter(|(word, ..)| rest.starts_with(word) && stands_alone(word, rest) && !begins_other(word, rest))
        .max_by_key(|(word, ..)| word.len())
}

fn begins_other(word: &str, rest: &str) -> bool {
    let next = rest[word.len()..].chars().next();
    next.is_some_and(|next| OTHER_WORDS.iter().any(|(unit, then)| *unit == word && then.contains(next)))
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
