//! What sort of file the lines come from: asked once, of all of them, before anything is left out or joined.

use crate::report::numbering;

use super::headings;
use super::lines::Line;
use super::lines::is_longer;

/// What sort of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// Where the lines come from.
    pub(super) from: From,
    /// Whether a site has left its marks in it: menus, stamps, links, calls to its readers.
    pub(super) web: bool,
}

/// Where the lines come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// A text: a line may be a paragraph, or a piece of one.
    Text,
    /// A text that has tags of a page in it.
    Tagged,
    /// A file of HTML.
    Page,
    /// A Word file, an outline in OPML, or Markdown: a writer's own, which no site has put its lines into.
    Document,
}

/// What sort of file these lines make.
pub(super) fn kind(lines: &[Line], from: From) -> Kind {
    let web = match from {
        From::Document => false,
        From::Tagged => true,
        From::Text | From::Page => marks(lines) >= ENOUGH,
    };
    Kind { from, web }
}

/// A mark that sites leave.
struct Mark {
    is: fn(&str) -> bool,
    /// Against [`ENOUGH`]: 2 where no report has the like, 1 where one may.
    weight: u32,
    /// The lines at the head of a text that it is looked for in.
    within: usize,
}

/// How much the marks of a site weigh together in a text that shows them.
const ENOUGH: u32 = 2;

/// Lines above and below the title that a site fills.
const HEAD: usize = 15;

const MARKS: [Mark; 14] = [
    Mark { is: is_trail, weight: 2, within: usize::MAX },
    Mark { is: is_neighbour, weight: 2, within: usize::MAX },
    Mark { is: heads_links, weight: 2, within: usize::MAX },
    Mark { is: is_hashed, weight: 2, within: usize::MAX },
    Mark { is: is_button, weight: 2, within: usize::MAX },
    Mark { is: is_rights, weight: 2, within: usize::MAX },
    Mark { is: is_counted, weight: 2, within: usize::MAX },
    Mark { is: is_blurb, weight: 2, within: usize::MAX },
    // An office may sign its own news so, at their end.
    Mark { is: is_stamp, weight: 2, within: HEAD },
    // A plan is divided into 篇, too.
    Mark { is: headings::is_title_of_series, weight: 1, within: usize::MAX },
    Mark { is: speaks_of_samples, weight: 1, within: usize::MAX },
    Mark { is: has_counter, weight: 1, within: usize::MAX },
    Mark { is: calls, weight: 1, within: usize::MAX },
    Mark { is: is_end, weight: 1, within: usize::MAX },
];

/// What the marks of a site in these lines weigh together, each once however often it stands there. No line is looked at that
/// is a paragraph of some length.
fn marks(lines: &[Line]) -> u32 {
    const WIDEST: usize = 400;
    let mut found = [false; MARKS.len()];
    for (k, line) in lines.iter().enumerate().filter(|(_, line)| line.label.is_none() && line.columns <= WIDEST) {
        for (found, mark) in found.iter_mut().zip(&MARKS) {
            *found = *found || k < mark.within && (mark.is)(&line.text);
        }
    }
    found.iter().zip(&MARKS).filter(|(found, _)| **found).map(|(_, mark)| mark.weight).sum()
}

/// Where in the site the page stands: `当前位置：首页 > 总结`.
fn is_trail(text: &str) -> bool {
    const OPENS: [&str; 6] = ["当前位置", "您的位置", "您当前的位置", "您现在的位置", "您所在的位置", "你的位置"];
    let bare = text.trim_start_matches(|ch: char| !ch.is_alphanumeric());
    OPENS.iter().any(|word| bare.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with(['：', ':'])))
        || bare.starts_with("首页") && text.contains(['>', '»'])
}

/// A link to the page before or behind: `上一篇：…`.
fn is_neighbour(text: &str) -> bool {
    const OPENS: [&str; 4] = ["上一篇", "下一篇", "上一页", "下一页"];
    OPENS
        .iter()
        .any(|word| text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(['：', ':'])))
}

/// The head of a list of links: `相关文章：`.
fn heads_links(text: &str) -> bool {
    const ENDS: [&str; 6] = ["相关文章", "相关范文", "相关推荐", "猜你喜欢", "还看了", "还看过"];
    let bare = text.trim_end_matches(['：', ':', '】', ']']);
    bare.len() < text.len() && ENDS.iter().any(|word| bare.ends_with(word))
}

/// A stamp between hash signs: `##paidbegin##`.
pub(super) fn is_hashed(text: &str) -> bool {
    text.len() > 4 && text.starts_with("##") && text.ends_with("##") && !text.contains(['。', '，'])
}

/// A line that is a button of a page and no more.
fn is_button(text: &str) -> bool {
    let bare = text.trim_matches(|ch: char| !ch.is_alphanumeric());
    matches!(
        bare,
        "返回顶部" | "返回首页" | "返回列表" | "设为首页" | "加入收藏" | "打印本页" | "关闭窗口" | "关闭本页"
    )
}

/// Whose the page is: `版权声明：…`, `京ICP备12345号`.
fn is_rights(text: &str) -> bool {
    const OPENS: [&str; 3] = ["版权声明", "免责声明", "版权所有"];
    const SAYS: [&str; 3] = ["转载请注明", "如有侵权", "本文来源于网络"];
    let bare = text.trim_start_matches(|ch: char| !ch.is_alphanumeric());
    let heads = |word: &&str| bare.strip_prefix(*word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let counted = |word: &&str| {
        let rest = text.split_once(*word).map_or("", |(_, rest)| rest.trim_start());
        rest.starts_with(|ch: char| ch.is_ascii_digit())
    };
    OPENS.iter().any(heads)
        || SAYS.iter().any(|words| text.contains(words))
        || ["ICP备", "公网安备"].iter().any(counted)
}

/// The title of a collection with how many it has: `工作总结（15篇）`.
fn is_counted(text: &str) -> bool {
    text.trim_end_matches(['）', ')', '】']).ends_with('篇') && headings::is_title(text)
}

/// What those who run a site say to its readers: `小编为大家整理了…`, `范文…，希望对您有所帮助`.
fn is_blurb(text: &str) -> bool {
    text.contains("小编") && offers(text)
        || ["范文", "本站", "网友"].iter().any(|word| text.contains(word)) && text.contains(['您', '你'])
}

/// `范文…仅供参考`, `…范文集锦`.
fn speaks_of_samples(text: &str) -> bool {
    text.contains("范文") && (offers(text) || is_collection(text))
}

fn offers(text: &str) -> bool {
    const WORDS: [&str; 10] = ["您", "整理", "精心", "希望", "大家", "参考", "阅读", "收藏", "下载", "欢迎"];
    WORDS.iter().any(|word| text.contains(word))
}

/// Two fields of a stamp in a line, one of which only sites have: `时间：…　来源：…`; the name of such a field alone; a field
/// with a time to the second.
fn is_stamp(text: &str) -> bool {
    const OF_SITES: [&str; 8] = ["来源", "发布", "更新时间", "字体", "字号", "浏览", "点击", "阅读"];
    match stamps(text) {
        0 => false,
        1 => matches!(text.trim_end_matches(['：', ':']), "字体" | "字号") || has_seconds(text),
        _ => OF_SITES.iter().any(|word| text.contains(word)),
    }
}

/// Whether a text ends in a time to the second: `2024-12-30 09:15:22`.
fn has_seconds(text: &str) -> bool {
    let Some((_, clock)) = text.rsplit_once([' ', '\u{3000}']) else { return false };
    let is_two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    clock.split(':').count() == 3 && clock.split(':').all(is_two_digits)
}

/// How often the page was read: `浏览次数：3452`, `阅读(12)`.
fn has_counter(text: &str) -> bool {
    const NAMES: [&str; 6] = ["浏览", "点击", "阅读", "访问", "人气", "热度"];
    let counts = |rest: &str| {
        let rest = rest.trim_start_matches("次数").trim_start_matches(['量', '数', '率']).trim_start();
        rest.starts_with(['：', ':']) || rest.starts_with(['(', '（']) && rest.contains(|ch: char| ch.is_ascii_digit())
    };
    let begins = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let has = |name: &&str| text.match_indices(*name).any(|(at, _)| begins(at) && counts(&text[at + name.len()..]));
    text.contains(['：', ':', '(', '（']) && !text.contains(['。', '；']) && NAMES.iter().any(has)
}

/// What a reader of a site is asked to do: `点击上方蓝字关注我们`.
fn calls(text: &str) -> bool {
    const CALLS: [&str; 11] = [
        "点击下载",
        "点击查看",
        "点击阅读",
        "点击上方",
        "点击蓝字",
        "点击关注",
        "下载本文",
        "下载该",
        "阅读原文",
        "关注我们",
        "分享到",
    ];
    !is_longer(text, 30) && !text.contains(['。', '；']) && CALLS.iter().any(|word| text.contains(word))
}

/// The end, said in so many words: `— 完 —`.
fn is_end(text: &str) -> bool {
    let inner = text.trim_matches(|ch: char| !ch.is_alphanumeric());
    matches!(inner, "END" | "End" | "end" | "THE END" | "The End" | "全文完" | "正文完" | "完")
}

/// Fields of a site's stamp in a line: 时间：…　来源：…
pub(super) fn stamps(text: &str) -> usize {
    const FIELDS: [&str; 29] = [
        "时间",
        "日期",
        "来源",
        "作者",
        "编辑",
        "责编",
        "责任编辑",
        "审核",
        "校对",
        "供稿",
        "撰稿",
        "初审",
        "复审",
        "终审",
        "图文",
        "摄影",
        "浏览",
        "浏览次数",
        "浏览量",
        "点击",
        "点击数",
        "阅读",
        "阅读量",
        "访问量",
        "字体",
        "字号",
        "发布",
        "发布时间",
        "更新时间",
    ];
    if !text.contains("：") && !text.contains(':') || text.contains(['。', '；']) {
        return 0;
    }
    let fields = text.match_indices(['：', ':']).filter(|(at, _)| {
        let before = &text[..*at];
        let field = before.rsplit([' ', '\u{3000}', '|', '｜', '/', '\t', '：', ':', '【', '（', '，']).next();
        field.is_some_and(|field| FIELDS.contains(&field.trim_start_matches(|ch: char| ch.is_ascii_punctuation())))
    });
    fields.count()
}

/// The title of a collection: （15篇）, (通用5篇), 大全, 汇编.
pub(super) fn is_collection(text: &str) -> bool {
    if is_longer(text, 60) || text.contains('。') {
        return false;
    }
    let text = text.trim_end_matches(['）', ')', '】', ']']);
    let counted = text.strip_suffix('篇').is_some_and(|rest| {
        let bare = rest.trim_end_matches(|ch: char| {
            ch.is_ascii_digit() || numbering::read_han(ch.encode_utf8(&mut [0; 4])).is_some()
        });
        bare.len() < rest.len() && !bare.ends_with('第')
    });
    const ENDS: [&str; 9] = ["大全", "汇编", "集锦", "锦集", "合集", "精选", "范文", "汇总", "选编"];
    counted || ENDS.iter().any(|end| text.ends_with(end))
}
