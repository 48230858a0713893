//! Doubts in words.

use crate::check::Site;
use crate::import::Counted;
use crate::import::Doubt;
use crate::import::Kept;
use crate::import::Mended;
use crate::import::Noise;
use crate::import::Reading;
use crate::import::ReportPart;
use crate::import::Spot;
use crate::import::Track;
use crate::import::Unread;
use crate::import::What;
use crate::report::Field;
use crate::report::Report;
use crate::report::numbering;
use crate::text;
use crate::text::Ambiguous;

/// A place where a text was unclear, and what was done: `第3行：……`. Where the file shows no numbers, the line is known by its
/// section and its words: `抓规范“上半年修订了三项办法…”：……`; they are looked up in `reports`, those that were read with the doubt.
pub fn doubt(doubt: &Doubt, reports: &[Report]) -> String {
    let says = says(&doubt.what);
    match (doubt.counted, doubt.to > doubt.line) {
        (Counted::Paragraphs, _) => format!("{}：{says}", place_in(doubt, reports)),
        (Counted::Lines, true) => format!("第{}—{}行：{says}", doubt.line, doubt.to),
        (Counted::Lines, false) => format!("第{}行：{says}", doubt.line),
    }
}

/// Where a doubt stands in the reports that were read with it, by heading and words.
fn place_in(doubt: &Doubt, reports: &[Report]) -> String {
    let found = doubt.at.and_then(|spot| {
        let report = reports.get(spot.report)?;
        Some((report, spot, report.text(spot.field)?.get(spot.start..)?))
    });
    let Some((report, Spot { field, .. }, text)) = found else { return "报告之前".to_owned() };
    let after = if is_left_out(&doubt.what) { "之后" } else { "" };
    let words = beginning(text);
    let at = super::place_of(report, &Site::Text { field, range: 0..0 }, |id| numbering::number_of(report, id));
    match field {
        Field::Heading(_) => format!("{at}{after}"),
        _ if words.is_empty() => format!("{at}{after}"),
        _ => format!("{at}“{words}”{after}"),
    }
}

/// The opening words of a paragraph.
pub fn beginning(text: &str) -> String {
    let line = text::shown(text.lines().next().unwrap_or_default().trim()).into_owned();
    text::truncate(&line, 24, Ambiguous::Wide).into_owned()
}

/// Whether a doubt is about something that is not in the report.
pub fn is_left_out(what: &What) -> bool {
    matches!(what, What::LeftOut { .. } | What::Unread { .. })
}

/// The kind of a doubt: what one decision may settle at once.
pub fn kind(what: &What) -> &'static str {
    match what {
        What::LeftOut { noise, .. } => match noise {
            Noise::Contents => "略去的目录",
            Noise::Collection => "略去的合集说明",
            Noise::Site => "略去的网站文字",
            Noise::Chat => "略去的客套话",
            Noise::PageNumber => "略去的页码",
            Noise::TitleAgain => "略去的重复标题",
            Noise::RunningHead | Noise::Margin => "略去的页眉页脚",
            Noise::Rule => "略去的分隔线",
            Noise::Markup => "略去的网页标记",
            Noise::Letterhead => "略去的版头",
            Noise::Stray => "略去的编号",
            Noise::Note => "略去的注",
            Noise::Hidden => "略去的隐藏文字",
            Noise::FrontMatter => "略去的文件说明",
        },
        What::Unread { .. } => "没有收的图片、批注等",
        What::Commented { .. } => "收进批注的话",
        What::Revised { .. } => "文件里的修订",
        What::Joined | What::Unwrapped { .. } => "接上的断行",
        What::CutBefore => "断开的标题",
        What::HeadingGuessed => "没有编号的标题",
        What::TitleTrimmed { .. } => "去掉的标题附带",
        What::PartUnsure { .. } => "拿不准的标题、落款等",
        What::HeadingUnsure { .. } => "像正文的标题",
        What::TakenAsText { .. } => "像标题的正文",
        What::SeriesInText => "段里的一是、二是",
        What::Narrow { .. } => "半角标点、全角数字",
        What::Decoded { .. } => "编码不清的字",
        What::SignedAbove => "留在结尾的落款",
        What::DepthGuessed { .. } => "推断的级别",
        What::BeginsWithoutTitle => "没有标题的报告",
        What::Renumbered { .. } => "改过的编号",
        What::CountsOnFromText { .. } => "留在文字里的编号",
        What::MarkerMended { .. } => "认出的坏编号",
        What::MixedMarkers { .. } => "统一的编号写法",
        What::OtherMarker { .. } => "和同级不同的编号",
        What::IdAnew { .. } | What::LevelMended { .. } | What::KeptOnce { .. } => "理顺的节",
    }
}

/// What was found in a text and done about it, in words.
pub fn says(what: &What) -> String {
    match what {
        What::LeftOut { text, noise } => {
            let noise = match noise {
                Noise::Contents => "目录",
                Noise::Collection => "合集的标题和说明",
                Noise::Site => "网站的广告和标记",
                Noise::Chat => "稿子以外的客套话",
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
        What::Unwrapped { count } => format!("整篇的文字在行末断开，从这里起把{count}行接回了上一行，成了整段"),
        What::CutBefore => "标题和前面的文字连在一行，从这里断开".to_owned(),
        What::HeadingGuessed => "没有编号，看样子是标题，当作一节".to_owned(),
        What::TitleTrimmed { cut } => format!("标题前后的“{cut}”是网站加的，去掉了"),
        What::PartUnsure { part, words } => {
            let part = match part {
                ReportPart::Title => "标题",
                ReportPart::Subtitle => "副标题",
                ReportPart::Text => "正文",
                ReportPart::Signature => "落款",
                ReportPart::Date => "日期",
                ReportPart::Salutation => "称呼",
            };
            format!("“{words}”当作{part}，没有十分的把握")
        }
        What::HeadingUnsure { written } => format!("开头的“{written}”当作了标题的编号，也可能只是正文"),
        What::SeriesInText => "这一段写着一是、二是这样的几项，照原样留在一段里，也可以拆成分节".into(),
        What::Narrow { count } => {
            format!("全文有{count}处半角标点、直引号或全角数字，照原样留着，也可以一次改过来（半角转全角）")
        }
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
        What::Revised { author, inserted, deleted, track } => revised(author, *inserted, *deleted, *track),
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

/// What came of a text that was read: `已读入 31 节，略去 5 处，拿不准 12 处（F2 拿不准的地方）`.
pub fn read_in(sections: usize, doubts: &[Doubt]) -> String {
    let came =
        if sections > 0 { format!("已读入 {sections} 节") } else { "已读入，没有认出章节".to_owned() };
    let open = left_open(doubts);
    if open.is_empty() { came } else { format!("{came}，{open}（F2 拿不准的地方）") }
}

/// How much of a text was left out, and in how many places else it was unclear; empty for neither.
pub fn left_open(doubts: &[Doubt]) -> String {
    let left_out = doubts.iter().filter(|doubt| is_left_out(&doubt.what)).count();
    let counts = [("略去", left_out), ("拿不准", doubts.len() - left_out)];
    let says = counts.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what} {count} 处"));
    says.collect::<Vec<_>>().join("，")
}

/// Doubts as data for other programs: a JSON array of objects with `line`, `says`, and where known `report` (from 1),
/// `section` (its id) and `other`, what another reading would do.
pub fn doubts_json(doubts: &[Doubt], reports: &[Report]) -> String {
    let one = |doubt: &Doubt| {
        serde_json::json!({
            "line": doubt.line,
            "to": doubt.to,
            "says": self::doubt(doubt, reports),
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
        Reading::Out => "不收进报告",
        Reading::Plain => "改作正文",
    }
}

/// Whose revisions there are, and what was done with them.
fn revised(author: &str, inserted: usize, deleted: usize, track: Track) -> String {
    let whose = if author.is_empty() { String::new() } else { format!("{author}的") };
    let counts = match (inserted, deleted) {
        (inserted, 0) => format!("插入{inserted}处"),
        (0, deleted) => format!("删除{deleted}处"),
        (inserted, deleted) => format!("插入{inserted}处、删除{deleted}处"),
    };
    let done = match track {
        Track::Accept => "按接受修订读的",
        Track::Reject => "按拒绝修订读的",
    };
    format!("从这里起有{whose}修订，{counts}，{done}")
}
