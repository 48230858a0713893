//! Doubts, places and times in words for the writer: sentences without their last 。, shared by screen and shell.

mod doubts;

use std::time::SystemTime;

use crate::check::Site;
use crate::edit::moves;
use crate::report::Field;
use crate::report::Report;
use crate::report::SectionId;
use crate::store::journal::Fate;
use crate::store::journal::Recovered;
use crate::tui::outline::Outline;

pub use self::doubts::beginning;
pub use self::doubts::doubt;
pub use self::doubts::doubts_json;
pub use self::doubts::is_left_out;
pub use self::doubts::kind;
pub use self::doubts::left_open;
pub use self::doubts::mixed;
pub use self::doubts::read_in;
pub use self::doubts::reading;
pub use self::doubts::says;

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
