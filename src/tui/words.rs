//! What the rooms below answer, in words for the writer: sentences without their last 。, shared by screen and shell.

use std::borrow::Cow;
use std::io;
use std::time::SystemTime;

use crate::check::Site;
use crate::edit::moves;
use crate::edit::moves::FromTable;
use crate::export::Lacks;
use crate::export::Loose;
use crate::import::DecodeError;
use crate::import::DocxError;
use crate::import::Doubt;
use crate::import::FileKind;
use crate::import::ImportError;
use crate::import::Kept;
use crate::import::Noise;
use crate::import::NotWord;
use crate::import::Part;
use crate::import::ReportPart;
use crate::import::Reading;
use crate::import::Unread;
use crate::import::What;
use crate::import::XmlError;
use crate::report::Field;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::formula::FormulaError;
use crate::report::reference::Unresolved;
use crate::report::table::LeftOut;
use crate::store::journal::Fate;
use crate::store::journal::Recovered;
use crate::store::save;

/// Why a file was not read and what to do, to stand behind the file's name and a colon.
pub fn import_error(error: ImportError) -> String {
    match error {
        ImportError::Text(error) => decode_error(error),
        ImportError::Word(error) => docx_error(error),
        ImportError::Outline(error) => {
            let why = match error {
                XmlError::Broken => "不完整或写坏了",
                XmlError::DocumentType => "里面有 DOCTYPE 声明，怕藏着会无限展开的内容",
                XmlError::TooDeep => "层次深得不正常",
            };
            format!("这份 OPML 提纲{why}，请从原来的程序重新导出")
        }
    }
}

/// Why bytes were not read as text and what to do, to stand behind the file's name and a colon.
pub fn decode_error(error: DecodeError) -> String {
    let as_docx = "请用 Word 或 WPS 打开它，选“文件—另存为”，类型选“Word 文档（*.docx）”，再导入那个 .docx";
    match error {
        DecodeError::NotText(FileKind::Zip) => format!("这是压缩包一类的文件，不是纯文本，{AS_TEXT}"),
        DecodeError::NotText(FileKind::OldWord | FileKind::OldOffice) => {
            format!("这是老格式的 Word 或 WPS 文件（.doc、.wps），{as_docx}")
        }
        DecodeError::NotText(FileKind::OldSheets) => format!("这是电子表格，{AS_TEXT}"),
        DecodeError::NotText(FileKind::OldSlides) => format!("这是演示文稿，{AS_TEXT}"),
        DecodeError::NotText(FileKind::Locked) => UNLOCK.to_owned(),
        DecodeError::NotText(FileKind::WordXml) => format!("这是 Word 的 XML 文件，{as_docx}"),
        DecodeError::NotText(FileKind::Web) => format!("这是网页，不是纯文本，{as_docx}"),
        DecodeError::NotText(FileKind::Pdf) => format!("这是 PDF，{AS_TEXT}"),
        DecodeError::NotText(FileKind::Rtf) => format!("这是 RTF 文件，{as_docx}"),
        DecodeError::NotText(FileKind::Binary) => "这不是文字，请检查是不是选错了文件".to_owned(),
        DecodeError::Malformed(encoding) => {
            format!("里面有不合 {} 编码的字节，请换一个编码，或者重新取得这个文件", encoding.name())
        }
        DecodeError::Unknown => "看不出是什么编码，请写明它的编码，如 gb18030".to_owned(),
    }
}

const AS_TEXT: &str = "请在原来的程序里另存为纯文本（.txt），再导入";

const UNLOCK: &str = "这个文件加了密码，请在 Word 或 WPS 里打开，去掉密码另存一份，再导入";

fn docx_error(error: DocxError) -> String {
    let again = "请用 Word 或 WPS 打开它，另存一份 .docx，再导入";
    let part = |part: Part| match part {
        Part::Archive => "目录",
        Part::Body => "正文",
        Part::Styles => "样式",
        Part::Numbering => "自动编号",
        Part::Notes => "脚注",
        Part::Margins => "页眉页脚",
    };
    match error {
        DocxError::NotWord(NotWord::Sheets) => format!("这是电子表格（xlsx），不是 Word 文档，{AS_TEXT}"),
        DocxError::NotWord(NotWord::Slides) => format!("这是演示文稿（pptx），不是 Word 文档，{AS_TEXT}"),
        DocxError::NotWord(NotWord::OpenDocument) => {
            "这是 OpenDocument 文件（odt 一类），请在原来的程序里另存为 .docx 或纯文本，再导入".to_owned()
        }
        DocxError::NotWord(NotWord::Archive) => "这是压缩包，不是 Word 文档，请先解压，再导入里面的文件".to_owned(),
        DocxError::Locked => UNLOCK.to_owned(),
        DocxError::Damaged(of) => format!("这个 docx 坏了（{}读不出来），{again}", part(of)),
        DocxError::Xml(of, XmlError::Broken) => format!("这个 docx 坏了（{}写得不对），{again}", part(of)),
        DocxError::Xml(of, XmlError::DocumentType) => {
            format!("这个 docx 的{}里有 DOCTYPE 声明，Word 不会这样写，怕有问题，没有读，{again}", part(of))
        }
        DocxError::Xml(of, XmlError::TooDeep) => {
            format!("这个 docx 的{}层层嵌套，深得不正常，没有读，{again}", part(of))
        }
        DocxError::Twice => format!("这个 docx 里有两个同名的部分，分不清该读哪个，没有读，{again}"),
        DocxError::TooManyEntries => format!("这个 docx 里的文件多得不正常，没有读，{again}"),
        DocxError::TooLarge => format!("这个 docx 解开以后大得不正常，没有读，{again}"),
    }
}

/// A place where an imported text was unclear, and what was done: `第3行：……`.
pub fn doubt(doubt: &Doubt) -> String {
    let what = match &doubt.what {
        What::LeftOut { text, noise } => {
            let noise = match noise {
                Noise::Contents => "目录",
                Noise::Collection => "合集的标题和说明",
                Noise::Site => "网站的广告和标记",
                Noise::PageNumber => "页码",
                Noise::TitleAgain => "重复的标题",
                Noise::RunningHead => "页眉页脚",
                Noise::Rule => "分隔线",
                Noise::Markup => "网页的标记",
                Noise::Letterhead => "文件的版头",
                Noise::Stray => "多余的编号",
                Noise::Margin => "页眉页脚",
                Noise::Note => "脚注或尾注",
                Noise::Hidden => "隐藏的文字",
                Noise::FrontMatter => "文件开头的说明",
            };
            format!("看作{noise}，没有收进报告：{text}")
        }
        What::Joined => "看作上一行断开的后半句，接了上去".to_owned(),
        What::CutBefore => "标题和前面的文字连在一行，从这里断开".to_owned(),
        What::HeadingGuessed => "没有编号，看样子是标题，当作一节".to_owned(),
        What::TitleTrimmed { cut } => format!("标题前后的“{cut}”是网站加的，去掉了"),
        What::PartUnsure { part } => {
            let part = match part {
                ReportPart::Title => "标题",
                ReportPart::Text => "正文",
                ReportPart::Signature => "落款",
                ReportPart::Date => "日期",
                ReportPart::Salutation => "称呼",
            };
            format!("当作{part}，没有十分的把握")
        }
        What::HeadingUnsure { written } => format!("开头的“{written}”当作了标题的编号，也可能只是正文"),
        What::TakenAsText { written } => format!("开头的“{written}”不像标题的编号，当作正文"),
        What::DepthGuessed { level } => format!("按前后文放在第{level}级"),
        What::BeginsWithoutTitle => "编号从头开始，看作另一篇报告，没有找到它的标题".to_owned(),
        What::Renumbered { written, becomes } => format!("原来编号是{written}，按顺序改成了{becomes}"),
        What::MarkerMended { written } => format!("编号“{written}”写坏了，按前后文认了出来"),
        What::Unread { unread, count } => match unread {
            Unread::Pictures => format!("从这里起有{count}张图片或图表，没有收进报告"),
            Unread::Comments => format!("从这里起有{count}条批注，没有收进报告"),
            Unread::Deletions => format!("从这里起有{count}处修订删掉的文字，按已经删掉处理"),
            Unread::Symbols => format!("从这里起有{count}个符号认不出来，写成了□"),
            Unread::Inserted => format!("从这里起有{count}处插入的其他文件，没有收进报告"),
        },
        What::MixedMarkers { level, forms } => format!("编号写法不一，{}，已经统一", mixed(*level, forms)),
        What::OtherMarker { written, siblings, kept } => {
            let done = match kept {
                Kept::AsText => "照原样留在文字里，这一节不编号",
                Kept::AsNumber => "改成了和同级一样",
            };
            format!("编号写法是{}，同级是{}，{done}", written.name(), siblings.name())
        }
    };
    match doubt.to > doubt.line {
        true => format!("第{}—{}行：{what}", doubt.line, doubt.to),
        false => format!("第{}行：{what}", doubt.line),
    }
}

/// `第3级有“1、”等12处、“2.”1处`.
pub fn mixed(level: usize, forms: &[(String, usize)]) -> String {
    let form = |(first, count): &(String, usize)| match count {
        1 => format!("“{first}”1处"),
        many => format!("“{first}”等{many}处"),
    };
    format!("第{level}级有{}", forms.iter().map(form).collect::<Vec<_>>().join("、"))
}

/// Doubts as data for other programs: a JSON array of objects with `line`, `says`, and where known `report` (from 1),
/// `section` (its id) and `other`, what another reading would do.
pub fn doubts_json(doubts: &[Doubt]) -> String {
    let one = |doubt: &Doubt| {
        serde_json::json!({
            "line": doubt.line,
            "to": doubt.to,
            "says": self::doubt(doubt),
            "report": doubt.at.map(|spot| spot.report + 1),
            "section": doubt.at.and_then(|spot| spot.field.section()).map(|id| id.number()),
            "other": doubt.other.map(reading),
        })
    };
    serde_json::Value::Array(doubts.iter().map(one).collect()).to_string()
}

/// What taking the other reading of a doubt does.
pub fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Body => "改作正文",
        Reading::Heading { .. } => "改作标题",
        Reading::Apart { .. } => "分成两段",
        Reading::Joined => "接到上一段",
        Reading::Up => "升一级",
        Reading::Down => "降一级",
        Reading::Kept => "收进报告",
    }
}

/// What an encoding lacks and where: `GBK 里没有“⑪”（U+246A，第3行“……”，共2处）`.
pub fn lacks(lacks: &Lacks) -> String {
    let named = lacks.characters.iter().map(|lacking| {
        let code = u32::from(lacking.character);
        let times = if lacking.count > 1 { format!("，共{}处", lacking.count) } else { String::new() };
        format!("“{}”（U+{code:04X}，第{}行“{}”{times}）", lacking.character, lacking.line, lacking.words)
    });
    format!("{} 里没有{}", lacks.encoding.name().to_uppercase(), named.collect::<Vec<_>>().join("、"))
}

/// What of an export still stands in braces: `2处引用照原样留在文字里：{甲}（第3行，没有这个指标）、……`. At most five are named.
pub fn loose(loose: &[Loose]) -> String {
    const NAMED: usize = 5;
    let named = loose.iter().take(NAMED).map(|one| format!("{}（第{}行，{}）", one.written, one.line, why(&one.why)));
    let more = if loose.len() > NAMED { "等" } else { "" };
    format!("{}处引用照原样留在文字里：{}{more}", loose.len(), named.collect::<Vec<_>>().join("、"))
}

/// What a table did: `更新 3 项、新增 2 项；没有收：第4行没有名称、……`.
pub fn from_table(from: &FromTable, left_out: &[LeftOut]) -> String {
    const NAMED: usize = 3;
    let done = match (from.updated.len(), from.added.len()) {
        (0, 0) => "表里的数这里都有了，没有改动".to_owned(),
        (updated, 0) => format!("已更新 {updated} 项"),
        (0, added) => format!("已新增 {added} 项"),
        (updated, added) => format!("已更新 {updated} 项、新增 {added} 项"),
    };
    let left_out = left_out.iter().map(|left| match left {
        LeftOut::Nameless { line } => format!("第{line}行没有名称"),
        LeftOut::Column { title } => format!("“{title}”一列不认识"),
    });
    let kept = from.kept.iter().map(|name| format!("“{name}”是公式，仍按公式算"));
    let unclear = from.unclear.iter().map(|name| format!("“{name}”重名或不能作名称"));
    let aside: Vec<String> = kept.chain(unclear).chain(left_out).collect();
    match aside.len() {
        0 => done,
        len if len > NAMED => format!("{done}；没有收：{}等 {len} 处", aside[..NAMED].join("、")),
        _ => format!("{done}；没有收：{}", aside.join("、")),
    }
}

/// Why a reference says nothing, or a metric has no value.
pub fn why(why: &Unresolved) -> Cow<'static, str> {
    Cow::Borrowed(match why {
        Unresolved::NoMetric => "没有这个指标",
        Unresolved::ManyMetrics => "有几个指标叫这个名字",
        Unresolved::NoForm => "没有这种写法",
        Unresolved::NoFigure => "指标的数不够，算不出来",
        Unresolved::NoBase => "比的那个数是零或负数，说不了百分之几",
        Unresolved::BadFormula(error) => return Cow::Owned(formula_error(*error)),
        Unresolved::Cycle => "公式绕了一圈又算到自己",
        Unresolved::NoOperand(name) => return Cow::Owned(format!("公式里的“{name}”不是指标")),
        Unresolved::ManyOperands(name) => return Cow::Owned(format!("公式里的“{name}”有几个指标都叫这个名字")),
        Unresolved::NoNumber(name) => return Cow::Owned(format!("公式里的“{name}”还没有数")),
        Unresolved::DivisionByZero => "公式里除数是零",
        Unresolved::TooLarge => "公式算出来的数太大",
        Unresolved::NoTotal => "分期的数不全，算不出合计",
    })
}

fn formula_error(error: FormulaError) -> String {
    match error {
        FormulaError::Ends => "公式没有写完".to_owned(),
        FormulaError::Misplaced { at } => format!("公式第{at}个字的地方写得不对"),
        FormulaError::Bracket { at } => format!("公式第{at}个字的括号没有配对"),
    }
}

/// Why the system refused, to stand in brackets.
pub fn io_error(error: &io::Error) -> String {
    save::reason(error)
}

/// What a report is called.
pub fn title_of(report: &Report) -> String {
    let title = crate::text::one_line(report.title.trim());
    if title.is_empty() { "（无标题）".into() } else { title.into_owned() }
}

/// Where something was found, as 二、（一）抓规范管理; `label` answers the number of a section as it is drawn.
pub fn place_of(report: &Report, at: &Site, label: impl Fn(SectionId) -> String) -> String {
    let part = match at {
        Site::Text { field, .. } => match field {
            Field::Title => return "标题".to_owned(),
            Field::Organization | Field::Date => return "落款".to_owned(),
            Field::Salutation => return "称呼".to_owned(),
            Field::Preamble => return "导语".to_owned(),
            Field::Closing => return "结尾".to_owned(),
            _ => "",
        },
        Site::Report => return "全文".to_owned(),
        Site::Metric { .. } => " · 指标",
        Site::Section(_) => "",
    };
    let Some(id) = at.section() else { return format!("全文{part}") };
    let tree = &report.tree;
    let mut above: Vec<SectionId> = tree.ancestors(id).collect();
    above.reverse();
    let path: String = above.into_iter().map(&label).collect();
    let heading = tree.section(id).map_or("", |section| section.heading.trim());
    let heading = if heading.is_empty() { "（无标题）" } else { heading };
    let heading = crate::text::truncate(&crate::text::shown(heading), 48, crate::text::Ambiguous::Wide).to_string();
    format!("{path}{}{heading}{part}", label(id))
}

/// A report that was left unsaved: `3 分钟前，12 处改动，1203 字`.
pub fn left(time: SystemTime, now: SystemTime, acts: usize, count: u32) -> String {
    let changes = if acts == 0 { String::new() } else { format!("，{acts} 处改动") };
    format!("{}{changes}，{count} 字", ago(time, now))
}

/// How long ago; a clock that was set back makes it 刚才.
pub fn ago(time: SystemTime, now: SystemTime) -> String {
    let minutes = now.duration_since(time).unwrap_or_default().as_secs() / 60;
    match minutes {
        0 => "刚才".into(),
        1..60 => format!("{minutes} 分钟前"),
        60..1440 => format!("{} 小时前", minutes / 60),
        _ => format!("{} 天前", minutes / 1440),
    }
}

/// What was brought back.
pub fn recovered(back: &Recovered) -> String {
    let report = back.document.report();
    let place = match (back.stand.section.and_then(|id| report.tree.section(id)), back.stand.field) {
        (Some(section), _) => format!("「{}」", moves::name_of(section)),
        (None, Some(Field::Preamble)) => "导语".into(),
        (None, Some(Field::Closing)) => "结尾".into(),
        (None, _) => "标题".into(),
    };
    let how = match back.fate {
        Fate::Apart(_) => "，另存为一份新的报告",
        _ if back.cut_short => "；后面的记录坏了，读不出",
        _ => "，还没有保存",
    };
    match back.acts {
        0 => format!("已找回上次没保存的报告{how}"),
        acts => format!("已找回上次没保存的 {acts} 处改动（最后一处在{place}）{how}"),
    }
}
