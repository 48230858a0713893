//! Doubts, places and times in words for the writer: sentences without their last 。, shared by screen and shell.

use std::time::SystemTime;

use crate::check::Site;
use crate::edit::moves;
use crate::import::Doubt;
use crate::import::Kept;
use crate::import::Mended;
use crate::import::Noise;
use crate::import::Reading;
use crate::import::ReportPart;
use crate::import::Unread;
use crate::import::What;
use crate::report::Field;
use crate::report::Report;
use crate::report::SectionId;
use crate::store::journal::Fate;
use crate::store::journal::Recovered;
use crate::tui::outline::Outline;

/// A place where an imported text was unclear, and what was done: `第3行：……`.
pub fn doubt(doubt: &Doubt) -> String {
    let what = match &doubt.what {
        What::LeftOut { text, noise } => {
            let noise = match noise {
                Noise::Contents => "目录",
                Noise::Collection => "合集的标题和说明",
                Noise::Site => "网站的广告和标记",
                Noise::Chat => "写稿软件的客套话",
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
                ReportPart::Subtitle => "副标题",
                ReportPart::Text => "正文",
                ReportPart::Signature => "落款",
                ReportPart::Date => "日期",
                ReportPart::Salutation => "称呼",
            };
            format!("当作{part}，没有十分的把握")
        }
        What::HeadingUnsure { written } => format!("开头的“{written}”当作了标题的编号，也可能只是正文"),
        What::TakenAsText { written } => format!("开头的“{written}”不像标题的编号，当作正文"),
        What::Decoded { mended: Mended::Nulls, count } => {
            format!("文件里有{count}个空字节，去掉了，请看看前后有没有缺字")
        }
        What::Decoded { mended: Mended::OtherEncoding(encoding), count } => {
            format!("从这里起有{count}行的编码和别处不同，按 {} 读的，请看看有没有乱码", encoding.name())
        }
        What::Decoded { mended: Mended::Guessed(encoding), .. } => {
            format!("文件没有写明编码，看样子是 {}，按它读的，请看看有没有乱码", encoding.name())
        }
        What::Commented { author, text } if author.is_empty() => format!("批注：“{text}”，收在这一节的批注里"),
        What::Commented { author, text } => format!("{author}的批注：“{text}”，收在这一节的批注里"),
        What::SignedAbove => "落款后面还有附注、附件或抄送，为了不打乱次序，落款连同后面的文字都留在结尾".to_owned(),
        What::DepthGuessed { level } => format!("按前后文放在第{level}级"),
        What::BeginsWithoutTitle => "编号从头开始，看作另一篇报告，没有找到它的标题".to_owned(),
        What::Renumbered { written, becomes } => format!("原来编号是{written}，按顺序改成了{becomes}"),
        What::CountsOnFromText { written } => {
            format!("“{written}”接着前面正文里的编号往下数，照原样留在文字里，这一组不自动编号")
        }
        What::MarkerMended { written } => format!("编号“{written}”写坏了，按前后文认了出来"),
        What::Unread { unread, count } => match unread {
            Unread::Pictures => format!("从这里起有{count}张图片或图表，没有收进报告"),
            Unread::Comments => format!("从这里起有{count}条批注，没有收进报告"),
            Unread::Deletions => format!("从这里起有{count}处修订删掉的文字，按已经删掉处理"),
            Unread::Symbols => format!("从这里起有{count}个符号认不出来，写成了□"),
            Unread::Inserted => format!("从这里起有{count}处插入的其他文件，没有收进报告"),
        },
        What::MixedMarkers { level, forms } => format!("编号写法不一，{}，已经统一", mixed(*level, forms)),
        What::IdAnew { written } => {
            format!("这一节的编号（id {}）前面的节已经用了，换了一个新的，内容没有动", written.number())
        }
        What::LevelMended { written, level } => {
            format!("这一节的级别（level {written}）接不上前面的节，放在第{level}级")
        }
        What::KeptOnce { count: 1, .. } => "这一节和前面编号相同的一节一字不差，只留了前面的".to_owned(),
        What::KeptOnce { count, .. } => format!("这{count}节和前面编号相同的一字不差，只留了前面的"),
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

/// What came of a text that was read: `已读入 31 节，略去 5 处，拿不准 12 处（F2 存疑清单）`.
pub fn read_in(sections: usize, doubts: &[Doubt]) -> String {
    let came =
        if sections > 0 { format!("已读入 {sections} 节") } else { "已读入，没有认出章节".to_owned() };
    let open = left_open(doubts);
    if open.is_empty() { came } else { format!("{came}，{open}（F2 存疑清单）") }
}

/// How much of a text was left out, and in how many places else it was unclear; empty for neither.
pub fn left_open(doubts: &[Doubt]) -> String {
    let is_left_out = |doubt: &&Doubt| matches!(doubt.what, What::LeftOut { .. } | What::Unread { .. });
    let left_out = doubts.iter().filter(is_left_out).count();
    let counts = [("略去", left_out), ("拿不准", doubts.len() - left_out)];
    let says = counts.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what} {count} 处"));
    says.collect::<Vec<_>>().join("，")
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
            Field::Subtitle => return "副标题".to_owned(),
            Field::Organization | Field::Date => return "落款".to_owned(),
            Field::Remarks => return "附注".to_owned(),
            Field::Head(part) => return part.name().to_owned(),
            Field::Imprint => return "版记".to_owned(),
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
pub fn left(back: &Recovered, now: SystemTime) -> String {
    let changes = if back.acts == 0 { String::new() } else { format!("，{} 处改动", back.acts) };
    let count = Outline::new(back.document.report()).report_total();
    format!("{}{changes}，{count} 字", ago(back.time, now))
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
        0 if back.draft.is_some() && !back.document.is_modified() => "已找回上次正在写、还没写进报告的字".into(),
        0 => format!("已找回上次没保存的报告{how}"),
        acts => format!("已找回上次没保存的 {acts} 处改动（最后一处在{place}）{how}"),
    }
}
