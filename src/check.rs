//! The check before a report is handed in: one table of rules, and what they find.
//!
//! ```text
//! report ─► paper     every text that is handed in, as its reader sees it: references say their figures
//!              │
//!              ├─► rules of a paragraph     blanks · years · dates · marks · numbers · words · announced · metrics
//!              ├─► rules of its figures     figures
//!              ├─► rules of a section       outline · announced
//!              └─► rules of the report      series · outline · metrics · figures
//!                       │
//!                       └─► notes ─► findings, in reading order, without what the writer has switched off or dismissed
//! ```
//!
//! Rather nothing found than something found that is none (宁可漏报，不可误报): a rule speaks where it is sure, and what it is
//! sure of is its grade. Notes are never checked: they are the writer's own and are not handed in.

mod announced;
mod blanks;
mod dates;
mod figures;
mod marks;
mod metrics;
mod notes;
mod numbers;
mod outline;
mod paper;
mod series;
mod words;
mod years;

use std::fmt;
use std::ops::Range;
use std::time::Duration;

use crate::edit::Change;
use crate::report::Field;
use crate::report::Fingerprint;
use crate::report::Owner;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::figures::Figure;

use figures::Stated;
use notes::Notes;
use paper::Paper;
use paper::Paragraph;
use paper::Part;
use paper::Passage;

/// How sure a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// 必错: it has to be changed.
    Wrong,
    /// 疑似: most likely it has to be changed; the writer knows.
    Suspect,
    /// 提示: it could be better.
    Hint,
}

impl Grade {
    /// All grades, the gravest first.
    pub const ALL: [Grade; 3] = [Grade::Wrong, Grade::Suspect, Grade::Hint];

    /// Its name on screen.
    pub fn title(self) -> &'static str {
        match self {
            Grade::Wrong => "必错",
            Grade::Suspect => "疑似",
            Grade::Hint => "提示",
        }
    }

    /// Its name for other programs.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Wrong => "wrong",
            Grade::Suspect => "suspect",
            Grade::Hint => "hint",
        }
    }
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Site {
    /// Words of a text, as it is typed.
    Text {
        /// Which text.
        field: Field,
        /// Which bytes of it; character boundaries. A reference is within or without as a whole.
        range: Range<usize>,
    },
    /// A section as a whole.
    Section(SectionId),
    /// The report as a whole.
    Report,
    /// A metric.
    Metric {
        /// Who keeps it.
        owner: Owner,
        /// Which row, from 0.
        row: usize,
    },
}

impl Site {
    /// The section, or `None` where it is about the report as a whole.
    pub fn section(&self) -> Option<SectionId> {
        match self {
            Site::Text { field, .. } => field.section(),
            Site::Section(id) | Site::Metric { owner: Owner::Section(id), .. } => Some(*id),
            Site::Report | Site::Metric { owner: Owner::Report, .. } => None,
        }
    }

    /// The words that were found: of a section its heading, of a report its title, of a metric its name.
    pub fn words<'a>(&self, report: &'a Report) -> &'a str {
        let words = match self {
            Site::Text { field, range } => report.text(*field).and_then(|text| text.get(range.clone())),
            Site::Section(id) => report.tree.section(*id).map(|section| section.heading.as_str()),
            Site::Report => Some(report.title.as_str()),
            Site::Metric { owner, row } => {
                report.metrics(*owner).and_then(|metrics| metrics.get(*row)).map(|metric| metric.name.as_str())
            }
        };
        words.unwrap_or_default()
    }
}

/// Something that a rule has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where.
    pub at: Site,
    /// What is wrong and what to do: one Chinese sentence without its last 。.
    pub says: String,
    /// What would mend it, an ordinary change that can be undone; `None` where only the writer can know.
    pub cure: Option<Change>,
    /// Knows the finding again after edits elsewhere.
    pub print: Fingerprint,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
enum Look {
    /// Every paragraph by itself.
    Paragraph(fn(&Paper<'_>, Paragraph<'_>, &mut Notes<'_>)),
    /// Every section with what stands below it.
    Section(fn(&Paper<'_>, Part<'_>, &mut Notes<'_>)),
    /// The figures of every paragraph.
    Figures(fn(&Paper<'_>, Stated<'_>, &mut Notes<'_>)),
    /// The figures of all paragraphs that have a name to be known by.
    Told(fn(&Paper<'_>, &[Stated<'_>], &mut Notes<'_>)),
    /// The report as a whole.
    Report(fn(&Paper<'_>, &mut Notes<'_>)),
}

/// A rule of the checker.
pub struct Rule {
    /// Its name for life: in files, settings and JSON.
    pub name: &'static str,
    /// Its name on screen.
    pub title: &'static str,
    /// How sure it is.
    pub grade: Grade,
    /// Where it comes from: a clause of a standard, or practice.
    pub source: &'static str,
    look: Look,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What the user has set for all reports. What a report sets itself comes on top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Rules that are off, by name.
    pub off: Vec<String>,
    /// The longest sentence that passes, in 字.
    pub longest_sentence: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { off: Vec::new(), longest_sentence: 150 }
    }
}

impl Settings {
    /// Reads a list of rules that are off: a line each, by name or title; blank lines and those that begin with `#` mean
    /// nothing. Answers with the lines that name no rule.
    pub fn read_off(&mut self, list: &str) -> Vec<String> {
        let mut unknown = Vec::new();
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match RULES.iter().find(|rule| rule.name == line || rule.title == line) {
                Some(rule) => self.off.push(rule.name.to_owned()),
                None => unknown.push(line.to_owned()),
            }
        }
        unknown
    }
}

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Four digits.
    pub year: u32,
    /// From 1 to 12.
    pub month: u32,
}

impl Month {
    /// The month so long after the start of 1970 (UTC), in the time of Beijing, which has one clock for all of China.
    pub fn at(since_epoch: Duration) -> Month {
        const BEIJING: u64 = 8 * 3600;
        let mut days = (since_epoch.as_secs() + BEIJING) / 86_400;
        let is_leap = |year: u32| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let mut year = 1970;
        while days >= 365 + u64::from(is_leap(year)) {
            days -= 365 + u64::from(is_leap(year));
            year += 1;
        }
        let lengths = [31, 28 + u64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let mut month = 1;
        for length in lengths {
            if days < length {
                break;
            }
            days -= length;
            month += 1;
        }
        Month { year, month }
    }
}

/// What the rules find in a report, in reading order, without rules that are off and findings that are dismissed.
///
/// Linear in the report. `today` is what the caller's clock says; without it, what lies ahead is not told from what is past.
pub fn findings(report: &Report, settings: &Settings, today: Option<Month>) -> Vec<Finding> {
    let off =
        |rule: &Rule| settings.off.iter().any(|name| name == rule.name) || report.setup.check.off.contains(rule.name);
    let rules: Vec<&'static Rule> = RULES.iter().filter(|rule| !off(rule)).collect();
    let paper = Paper::new(report, settings, today);
    let mut notes = Notes::new(report);
    for rule in &rules {
        if let Look::Report(look) = rule.look {
            look(&paper, notes.of(rule));
        }
    }
    for part in paper.parts() {
        for rule in &rules {
            if let Look::Section(look) = rule.look {
                look(&paper, part, notes.of(rule));
            }
        }
    }
    let passages: Vec<Passage<'_>> = paper.passages().collect();
    let mut told: Vec<(Paragraph<'_>, Vec<Figure>)> = Vec::new();
    for paragraph in passages.iter().flat_map(Passage::paragraphs) {
        let mut figures = figures::stated(paragraph);
        for rule in &rules {
            match rule.look {
                Look::Paragraph(look) => look(&paper, paragraph, notes.of(rule)),
                Look::Figures(look) => look(&paper, Stated { paragraph, figures: &figures }, notes.of(rule)),
                _ => {}
            }
        }
        figures.retain(figures::is_named_well);
        if !figures.is_empty() {
            told.push((paragraph, figures));
        }
    }
    let told: Vec<Stated<'_>> =
        told.iter().map(|(paragraph, figures)| Stated { paragraph: *paragraph, figures }).collect();
    for rule in &rules {
        if let Look::Told(look) = rule.look {
            look(&paper, &told, notes.of(rule));
        }
    }
    let mut findings = notes.in_reading_order();
    findings.retain(|finding| !report.setup.check.dismissed.contains(&finding.print));
    findings
}

/// What is wrong with a number of a text that was read into this report: the heading there had the number `written`, and
/// `becomes` is the one that follows. Only who has read the text can know; the report itself is numbered right.
pub fn renumbered(report: &Report, field: Field, written: u32, becomes: u32) -> Option<Finding> {
    let id = field.section()?;
    let rule = RULES.iter().find(|rule| rule.name == "number")?;
    let mut notes = Notes::new(report);
    notes.of(rule).section(
        id,
        &written.to_string(),
        format!("原文编号是{written}，按顺序该是{becomes}，已经改好，请看看是不是缺了一节"),
    );
    notes.in_reading_order().pop()
}

/// Every rule. What stands earlier comes first where two find something at one place.
pub static RULES: [Rule; 44] = [
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
        look: Look::Figures(figures::parts),
    },
    Rule {
        name: "rest",
        title: "其余与合计不符",
        grade: Grade::Suspect,
        source: "实务：分项相加应等于合计",
        look: Look::Figures(figures::rest),
    },
    Rule {
        name: "rate",
        title: "比率与基数不符",
        grade: Grade::Suspect,
        source: "实务：比率＝部分÷全体",
        look: Look::Figures(figures::rate),
    },
    Rule {
        name: "shares",
        title: "占比与分项不符",
        grade: Grade::Suspect,
        source: "实务：比率＝部分÷全体",
        look: Look::Figures(figures::shares),
    },
    Rule {
        name: "growth",
        title: "增幅与前后数不符",
        grade: Grade::Suspect,
        source: "实务：增幅＝（本期－上期）÷上期",
        look: Look::Figures(figures::growth),
    },
    Rule {
        name: "points",
        title: "百分点",
        grade: Grade::Suspect,
        source: "实务：两个百分比之差用“个百分点”",
        look: Look::Figures(figures::points),
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
