//! What the rooms below answer, in words for the writer: sentences without their last 。, shared by screen and shell.

use std::time::Duration;

use crate::export::Lacks;
use crate::export::Loose;
use crate::import::DecodeError;
use crate::import::Doubt;
use crate::import::FileKind;
use crate::import::Kept;
use crate::import::Noise;
use crate::import::What;
use crate::report::reference::Unresolved;

/// Why bytes were not read as text and what to do, to stand behind the file's name and a colon.
pub fn decode_error(error: DecodeError) -> String {
    let way = "请在原来的程序里另存为纯文本（.txt），再导入";
    match error {
        DecodeError::NotText(FileKind::Zip) => format!("这是 docx、wps 一类的文件或压缩包，{way}"),
        DecodeError::NotText(FileKind::OldOffice) => format!("这是 doc、wps 一类的文件，{way}"),
        DecodeError::NotText(FileKind::Pdf) => format!("这是 PDF，{way}"),
        DecodeError::NotText(FileKind::Rtf) => format!("这是 RTF 文件，{way}"),
        DecodeError::NotText(FileKind::Binary) => "这不是文字，请检查是不是选错了文件".to_owned(),
        DecodeError::Malformed(encoding) => {
            format!("里面有不合 {} 编码的字节，请换一个编码，或者重新取得这个文件", encoding.name())
        }
        DecodeError::Unknown => "看不出是什么编码，请写明它的编码，如 gb18030".to_owned(),
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
            };
            format!("看作{noise}，没有收进报告：{text}")
        }
        What::Joined => "看作上一行断开的后半句，接了上去".to_owned(),
        What::BeginsWithoutTitle => "编号从头开始，看作另一篇报告，没有找到它的标题".to_owned(),
        What::Renumbered { written, becomes } => format!("原来编号是{written}，按顺序改成了{becomes}"),
        What::MarkerMended { written } => format!("编号“{written}”写坏了，按前后文认了出来"),
        What::OtherMarker { written, siblings, kept } => {
            let done = match kept {
                Kept::AsText => "照原样留在文字里，这一节不编号",
                Kept::AsNumber => "改成了和同级一样",
            };
            format!("编号写法是{}，同级是{}，{done}", written.name(), siblings.name())
        }
    };
    format!("第{}行：{what}", doubt.line)
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
    let named = loose.iter().take(NAMED).map(|one| format!("{}（第{}行，{}）", one.written, one.line, why(one.why)));
    let more = if loose.len() > NAMED { "等" } else { "" };
    format!("{}处引用照原样留在文字里：{}{more}", loose.len(), named.collect::<Vec<_>>().join("、"))
}

/// How long ago something was: 刚才, 3分钟前, 2小时前, 5天前. It is right in every time zone.
pub fn ago(age: Duration) -> String {
    let minutes = age.as_secs() / 60;
    match (minutes / (24 * 60), minutes / 60, minutes) {
        (0, 0, 0) => "刚才".into(),
        (0, 0, minutes) => format!("{minutes}分钟前"),
        (0, hours, _) => format!("{hours}小时前"),
        (days, _, _) => format!("{days}天前"),
    }
}

/// Why a reference says nothing.
fn why(why: Unresolved) -> &'static str {
    match why {
        Unresolved::NoMetric => "没有这个指标",
        Unresolved::ManyMetrics => "有几个指标叫这个名字",
        Unresolved::NoForm => "没有这种写法",
        Unresolved::NoFigure => "指标的数不够，算不出来",
    }
}
