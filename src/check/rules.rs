//! The table of rules: what each is called, how sure it is, where it comes from.

use super::Grade;
use super::Look;
use super::Rule;
use super::announced;
use super::blanks;
use super::dates;
use super::figures;
use super::growth;
use super::marks;
use super::metrics;
use super::numbers;
use super::outline;
use super::rates;
use super::series;
use super::sums;
use super::words;
use super::years;

/// Every rule. What stands earlier comes first where two find something at one place.
pub static RULES: [Rule; 45] = [
    Rule {
        name: "placeholder",
        title: "空着没填",
        grade: Grade::Wrong,
        source: "实务：导出前逐处填上",
        look: Look::Paragraph(blanks::placeholder),
    },
    Rule {
        name: "unresolved",
        title: "引用落空",
        grade: Grade::Wrong,
        source: "本程序：引用要有对应的指标",
        look: Look::Paragraph(metrics::unresolved),
    },
    Rule {
        name: "metric_name",
        title: "指标重名",
        grade: Grade::Wrong,
        source: "本程序：一份报告里指标名不重复",
        look: Look::Report(metrics::same_name),
    },
    Rule {
        name: "formula",
        title: "公式算不出",
        grade: Grade::Wrong,
        source: "本程序：公式指标要能算出来",
        look: Look::Report(metrics::formula),
    },
    Rule {
        name: "lost_character",
        title: "丢字",
        grade: Grade::Suspect,
        source: "实务：转码、复制时丢的字",
        look: Look::Paragraph(blanks::lost_character),
    },
    Rule {
        name: "stale_year",
        title: "往年年份",
        grade: Grade::Suspect,
        source: "实务：旧稿改写",
        look: Look::Paragraph(years::stale_year),
    },
    Rule {
        name: "year_ahead",
        title: "年份未到",
        grade: Grade::Suspect,
        source: "实务",
        look: Look::Paragraph(years::year_ahead),
    },
    Rule {
        name: "short_year",
        title: "两位年份",
        grade: Grade::Wrong,
        source: "GB/T 15835-2011：四位数字表示的年份不简写为两位",
        look: Look::Paragraph(dates::short_year),
    },
    Rule {
        name: "leading_zero",
        title: "月日加0",
        grade: Grade::Wrong,
        source: "GB/T 9704-2012，7.3.5.4：月、日不编虚位",
        look: Look::Paragraph(dates::leading_zero),
    },
    Rule {
        name: "day",
        title: "几月几号",
        grade: Grade::Hint,
        source: "实务：书面用“日”",
        look: Look::Paragraph(dates::day),
    },
    Rule {
        name: "date_form",
        title: "成文日期写法",
        grade: Grade::Wrong,
        source: "GB/T 9704-2012，7.3.5.4：阿拉伯数字，年月日标全",
        look: Look::Paragraph(dates::date_form),
    },
    Rule {
        name: "as_of",
        title: "截止与截至",
        grade: Grade::Wrong,
        source: "《现代汉语词典》：截至某时用“截至”",
        look: Look::Paragraph(words::as_of),
    },
    Rule {
        name: "range_unit",
        title: "范围缺单位",
        grade: Grade::Wrong,
        source: "GB/T 15835-2011：前一个数值的单位省略会有歧义的不省略",
        look: Look::Paragraph(numbers::range_unit),
    },
    Rule {
        name: "range_joint",
        title: "起止连接号",
        grade: Grade::Hint,
        source: "GB/T 15834-2011，4.13：起止用一字线或浪纹线",
        look: Look::Paragraph(numbers::range_joint),
    },
    Rule {
        name: "small_unit",
        title: "数字加千百",
        grade: Grade::Hint,
        source: "GB/T 15835：阿拉伯数字只与“万”“亿”连用",
        look: Look::Paragraph(numbers::small_unit),
    },
    Rule {
        name: "times_less",
        title: "减少几倍",
        grade: Grade::Wrong,
        source: "实务：减少不用倍数",
        look: Look::Paragraph(numbers::times_less),
    },
    Rule {
        name: "twice_about",
        title: "概数重复",
        grade: Grade::Suspect,
        source: "实务：约数只说一次",
        look: Look::Paragraph(numbers::twice_about),
    },
    Rule {
        name: "half_width",
        title: "半角标点",
        grade: Grade::Wrong,
        source: "GB/T 15834-2011，5.1：中文标点占一个字",
        look: Look::Paragraph(marks::half_width),
    },
    Rule {
        name: "straight_quotes",
        title: "直引号",
        grade: Grade::Wrong,
        source: "GB/T 15834-2011，4.8：引号用“”",
        look: Look::Paragraph(marks::straight_quotes),
    },
    Rule {
        name: "pairs",
        title: "引号括号不配对",
        grade: Grade::Wrong,
        source: "GB/T 15834-2011，4.8、4.9：引号、括号成对",
        look: Look::Paragraph(marks::pairs),
    },
    Rule {
        name: "doubled_mark",
        title: "标点重复",
        grade: Grade::Wrong,
        source: "GB/T 15834-2011：同一处只用一个",
        look: Look::Paragraph(marks::doubled_mark),
    },
    Rule {
        name: "comma_before_etc",
        title: "等前顿号",
        grade: Grade::Wrong,
        source: "GB/T 15834-2011，附录B.1.2",
        look: Look::Paragraph(marks::comma_before_etc),
    },
    Rule {
        name: "colon_before_series",
        title: "分项前用冒号",
        grade: Grade::Suspect,
        source: "GB/T 15834-2011，附录B.1.4",
        look: Look::Paragraph(marks::colon_before_series),
    },
    Rule {
        name: "document_number",
        title: "发文字号括号",
        grade: Grade::Wrong,
        source: "GB/T 9704-2012，7.2.5：年份用六角括号括入",
        look: Look::Paragraph(marks::document_number),
    },
    Rule {
        name: "mark_behind_number",
        title: "序号后标点",
        grade: Grade::Wrong,
        source: "GB/T 15834-2011，附录B.3.4",
        look: Look::Paragraph(marks::mark_behind_number),
    },
    Rule {
        name: "heading_mark",
        title: "标题末尾标点",
        grade: Grade::Hint,
        source: "GB/T 15834-2011，附录B.4，实务",
        look: Look::Paragraph(marks::heading_mark),
    },
    Rule {
        name: "parts",
        title: "分项与合计不符",
        grade: Grade::Suspect,
        source: "实务：分项相加应等于合计",
        look: Look::Figures(sums::parts),
    },
    Rule {
        name: "rest",
        title: "其余与合计不符",
        grade: Grade::Suspect,
        source: "实务：分项相加应等于合计",
        look: Look::Figures(sums::rest),
    },
    Rule {
        name: "rate",
        title: "比率与基数不符",
        grade: Grade::Suspect,
        source: "实务：比率＝部分÷全体",
        look: Look::Figures(rates::rate),
    },
    Rule {
        name: "shares",
        title: "占比与分项不符",
        grade: Grade::Suspect,
        source: "实务：比率＝部分÷全体",
        look: Look::Figures(rates::shares),
    },
    Rule {
        name: "growth",
        title: "增幅与前后数不符",
        grade: Grade::Suspect,
        source: "实务：增幅＝（本期－上期）÷上期",
        look: Look::Figures(growth::growth),
    },
    Rule {
        name: "points",
        title: "百分点",
        grade: Grade::Suspect,
        source: "实务：两个百分比之差用“个百分点”",
        look: Look::Figures(growth::points),
    },
    Rule {
        name: "metric_told",
        title: "正文与指标不符",
        grade: Grade::Suspect,
        source: "本程序：指标只填一处",
        look: Look::Figures(figures::metric_told),
    },
    Rule {
        name: "told_twice",
        title: "同一数据两个值",
        grade: Grade::Suspect,
        source: "实务：前后一致",
        look: Look::Told(figures::told_twice),
    },
    Rule {
        name: "doubled_word",
        title: "词语重复",
        grade: Grade::Suspect,
        source: "实务",
        look: Look::Paragraph(words::doubled_word),
    },
    Rule {
        name: "announced_children",
        title: "说的项数与下级不符",
        grade: Grade::Suspect,
        source: "实务",
        look: Look::Section(announced::children),
    },
    Rule {
        name: "announced_items",
        title: "说的项数与分项不符",
        grade: Grade::Suspect,
        source: "实务",
        look: Look::Paragraph(announced::items),
    },
    Rule {
        name: "series",
        title: "分项序号",
        grade: Grade::Suspect,
        source: "GB/T 15834-2011，附录B.3：序次语依次使用",
        look: Look::Report(series::series),
    },
    Rule {
        name: "number",
        title: "原文编号不连续",
        grade: Grade::Suspect,
        source: "GB/T 15834-2011，附录B.3：序次语依次使用",
        // Told by whoever reads the text: see `renumbered`.
        look: Look::Report(|_, _| {}),
    },
    Rule {
        name: "mixed_markers",
        title: "编号写法不一",
        grade: Grade::Hint,
        source: "GB/T 9704-2012，7.3.3，GB/T 15834-2011，附录B.3：一级一种写法",
        // This one too: see `mixed`.
        look: Look::Report(|_, _| {}),
    },
    Rule {
        name: "typed_number",
        title: "标题里的序号",
        grade: Grade::Suspect,
        source: "本程序：序号自动编",
        look: Look::Paragraph(outline::typed_number),
    },
    Rule {
        name: "empty_section",
        title: "空节",
        grade: Grade::Suspect,
        source: "实务",
        look: Look::Report(outline::empty_section),
    },
    Rule {
        name: "single_child",
        title: "只有一个下级",
        grade: Grade::Hint,
        source: "实务：分就分成两项以上",
        look: Look::Section(outline::single_child),
    },
    Rule {
        name: "long_sentence",
        title: "句子太长",
        grade: Grade::Hint,
        source: "实务",
        look: Look::Paragraph(words::long_sentence),
    },
    Rule {
        name: "length",
        title: "字数与目标",
        grade: Grade::Hint,
        source: "本程序：字数目标",
        look: Look::Report(outline::length),
    },
];
