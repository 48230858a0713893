//! What in a text belongs to no report: tables of contents, page numbers, running heads, a site's stamps, links and ads.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::report::Marker;
use crate::report::numbering;

use super::Doubt;
use super::Noise;
use super::headings;
use super::kind;
use super::kind::From;
use super::kind::Kind;
use super::lines::Line;
use super::lines::squeezed;
use super::signer;
use super::source::Role;

/// The lines that belong to reports, titles known from a series or a table of contents marked as such.
///
/// What sites put around a text is left out only where the text shows that a site had it, and a running head only of
/// what is no document: a writer's own lines may say the same.
pub(super) fn without_noise<'a>(mut lines: Vec<Line<'a>>, kind: Kind, doubts: &mut Vec<Doubt>) -> Vec<Line<'a>> {
    let mut noise: Vec<Option<Noise>> = lines.iter().map(noise_of).collect();
    if kind.web {
        leave_out_site_lines(&lines, &mut noise);
        leave_out_links(&lines, &mut noise);
        leave_out_credits(&lines, &mut noise);
    }
    leave_out_lone_pages(&lines, &mut noise);
    if kind.from != From::Document {
        leave_out_running_heads(&lines, &mut noise);
    }
    mark_series(&mut lines);
    leave_out_contents(&mut lines, &mut noise);
    leave_out_collection(&lines, &mut noise);
    believe(&lines, &mut noise);
    keep_sign_off(&lines, &mut noise);

    if noise.iter().all(Option::is_none) {
        return lines;
    }
    let mut out = Vec::with_capacity(lines.len());
    let (mut apart, mut paged) = (false, false);
    for (mut line, noise) in lines.into_iter().zip(noise) {
        match noise {
            Some(noise) => {
                // A page ends within a paragraph; anything else stands between two.
                let page = matches!(noise, Noise::PageNumber | Noise::RunningHead);
                apart |= !page || line.apart && apart;
                paged |= page;
                doubts.push(Doubt::left_out(line.line, line.text, noise));
            }
            None => {
                line.apart |= std::mem::take(&mut apart);
                line.paged = std::mem::take(&mut paged);
                out.push(line);
            }
        }
    }
    out
}

/// What a file says of a line outdoes its words: its table of contents, with what it is called; text to be left as it is.
fn believe(lines: &[Line], noise: &mut [Option<Noise>]) {
    let contents = lines.iter().any(|line| line.role == Role::Contents);
    for (line, noise) in lines.iter().zip(noise) {
        let name = || line.columns <= 20 && matches!(squeezed(&line.text).as_str(), "目录" | "目次");
        match line.role {
            Role::Contents => *noise = Some(Noise::Contents),
            Role::Plain | Role::Title | Role::Node(_) => *noise = None,
            _ if contents && name() => *noise = Some(Noise::Contents),
            Role::Heading(_) => *noise = None,
            _ => {}
        }
    }
}

/// Keeps who wrote and checked a report, and when, where it is signed: among its last lines. The credits of a page name its
/// photographer or its editor beside them.
fn keep_sign_off(lines: &[Line], noise: &mut [Option<Noise>]) {
    const LAST: usize = 6;
    let is_site = |k: &usize| noise[*k] == Some(Noise::Site);
    let signs = |k: &usize| is_site(k) && is_sign_off(&lines[*k].text);
    let own = (0..lines.len()).rev().filter(|k| noise[*k].is_none() || signs(k)).take(LAST);
    let kept = own.filter(|k| {
        let mut beside = (0..*k).rev().take_while(is_site).chain((k + 1..lines.len()).take_while(is_site));
        signs(k) && !beside.any(|k| is_credit_of_page(&lines[k].text))
    });
    for k in kept.collect::<Vec<_>>() {
        noise[k] = None;
    }
}

/// `日期：2026年1月5日`, `总结人：张某某`.
fn is_sign_off(text: &str) -> bool {
    text.contains(['：', ':']) && (headings::is_date(text) || signer::is_signer(text))
}

/// `责编：…`, `摄影：…`: who made a page.
fn is_credit_of_page(text: &str) -> bool {
    const FIELDS: [&str; 7] = ["来源", "编辑", "责编", "责任编辑", "摄影", "图文", "复审"];
    text.split_once(['：', ':']).is_some_and(|(field, _)| FIELDS.contains(&squeezed(field).as_str()))
}

/// What a line is by its own words, whatever the text.
fn noise_of(line: &Line) -> Option<Noise> {
    let text = line.text.as_ref();
    if line.columns > 120 || has_words_behind_marker(line) {
        None
    } else if is_rule(text) {
        Some(Noise::Rule)
    } else if is_page_number(text) {
        Some(Noise::PageNumber)
    } else {
        None
    }
}

fn has_words_behind_marker(line: &Line) -> bool {
    line.label.is_some_and(|label| label.len < line.text.len())
}

/// Stamps, ads and links by their own words.
fn leave_out_site_lines(lines: &[Line], noise: &mut [Option<Noise>]) {
    for (line, noise) in lines.iter().zip(noise) {
        if noise.is_none() && line.columns <= 400 && !has_words_behind_marker(line) && is_of_site(line) {
            *noise = Some(Noise::Site);
        }
    }
}

fn is_of_site(line: &Line) -> bool {
    let text = line.text.as_ref();
    if line.columns <= 120 && (kind::is_hashed(text) || is_site_line(text) || kind::stamps(text) >= 2) {
        return true;
    }
    const SALES: [&str; 18] = [
        "素材库",
        "会员",
        "网盘",
        "客服",
        "代笔",
        "代写",
        "svip",
        "谨防假冒",
        "公众号",
        "扫码",
        "加微信",
        "微信号",
        "下载",
        "小编",
        "范文",
        "素材",
        "收藏",
        "每日更新",
    ];
    // Letters that those words have and reports seldom.
    let hint = |ch: char| matches!(ch, '素' | '盘' | '笔' | '冒' | '码' | '微' | '载' | '藏' | '编' | '范' | 'v');
    text.chars().any(hint) && SALES.iter().filter(|word| text.contains(*word)).take(2).count() == 2 && is_address(text)
}

/// Whether a text speaks to the reader of a site.
fn is_address(text: &str) -> bool {
    const CALLS: [&str; 16] = [
        "请",
        "欢迎",
        "您",
        "联系",
        "加入",
        "关注",
        "搜索",
        "认准",
        "喜欢",
        "帮助到",
        "希望对",
        "一起来看",
        "整理了",
        "收集整理",
        "精心",
        "阅读",
    ];
    CALLS.iter().any(|word| text.contains(word))
}

/// Lines that sites put around a text, told by how they begin or end.
fn is_site_line(text: &str) -> bool {
    // Whatever stands behind them.
    const SURE: [&str; 37] = [
        "上一篇：",
        "上一篇:",
        "下一篇：",
        "下一篇:",
        "上一页",
        "下一页",
        "当前位置",
        "您的位置",
        "您当前的位置",
        "您现在的位置",
        "你的位置",
        "相关文章",
        "相关阅读",
        "相关推荐",
        "相关范文",
        "相关热词",
        "推荐阅读",
        "推荐访问",
        "推荐范文",
        "延伸阅读",
        "猜你喜欢",
        "猜您喜欢",
        "热门文章",
        "热门推荐",
        "版权声明",
        "免责声明",
        "本文来自",
        "本文来源",
        "本文链接",
        "本文地址",
        "转载请",
        "原文链接",
        "原文地址",
        "责任编辑",
        "来源网址",
        "返回顶部",
        "本文由",
    ];
    // Where no sentence follows.
    const CALLS: [&str; 28] = [
        "点击下载",
        "下载本文",
        "下载该",
        "下载地址",
        "点击查看",
        "点击阅读",
        "点击上方",
        "点击蓝字",
        "点击关注",
        "阅读原文",
        "长按",
        "扫码",
        "扫一扫",
        "识别二维码",
        "关注我们",
        "关注公众号",
        "喜欢就",
        "喜欢请",
        "觉得不错",
        "分享到",
        "打印本页",
        "关闭窗口",
        "返回列表",
        "返回首页",
        "更多精彩",
        "更多范文",
        "欢迎关注",
        "文档为",
    ];
    let bare = text.trim_start_matches(|ch: char| "【[（(*★>→↓↑●■◆《 \u{3000}".contains(ch));
    let ends = ["END", "End", "end", "THE END", "The End", "完", "全文完", "正文完"];
    let inner = bare.trim_matches(|ch: char| "-—–·=*~～】])） \u{3000}".contains(ch));
    if ends.contains(&inner) && (inner.len() < text.len() || inner.is_ascii()) {
        return true;
    }
    const ASKS: [&str; 8] = ["请关注", "请访问", "请点击", "请扫", "请加", "请搜索", "请登录", "请下载"];
    if text.contains('请') && !text.contains(['。', '；', '，']) && ASKS.iter().any(|word| text.contains(word)) {
        return true;
    }
    const OPENINGS: &str = "上下当您你相推延猜热版免转原责来返本点阅长扫识关喜觉分打更欢文【首";
    if !bare.ends_with(['：', ':', '】']) && !bare.starts_with(|ch| OPENINGS.contains(ch)) {
        return false;
    }
    SURE.iter().any(|word| bare.starts_with(word))
        || CALLS.iter().any(|word| bare.starts_with(word)) && !text.contains(['。', '；'])
        || is_link_head(text)
        || bare.ends_with("下载：")
        || bare.ends_with("下载:")
        || text.starts_with("首页") && text.contains(['>', '»'])
}

/// The head of a list of links: 【…】相关文章：
pub(super) fn is_link_head(text: &str) -> bool {
    const HEADS: [&str; 11] = [
        "相关文章",
        "相关阅读",
        "相关推荐",
        "相关范文",
        "相关内容",
        "相关资料",
        "推荐阅读",
        "延伸阅读",
        "猜你喜欢",
        "还看了",
        "还看过",
    ];
    let text = text.trim_end_matches(['：', ':']);
    let text = text.trim_matches(['【', '】', '[', ']']);
    HEADS.iter().any(|head| text.ends_with(head))
}

/// The links below such a head: all short lines where no sentence follows any more, else those that end in a date.
fn leave_out_links(lines: &[Line], noise: &mut [Option<Noise>]) {
    let mut k = 0;
    while k < lines.len() {
        if noise[k] != Some(Noise::Site) || !is_link_head(&lines[k].text) {
            k += 1;
            continue;
        }
        let is_link = |line: &Line| line.columns <= 80 && !line.text.contains(['。', '；', '！']);
        let end = (k + 1..lines.len()).find(|&at| !is_link(&lines[at])).unwrap_or(lines.len());
        for at in k + 1..end {
            let tail = lines[at].text.as_bytes();
            let dated = tail.len() > 5
                && matches!(tail[tail.len() - 5..], [b'0'..=b'9', b'0'..=b'9', b'-', b'0'..=b'9', b'0'..=b'9']);
            if end == lines.len() || dated {
                noise[at] = Some(Noise::Site);
            }
        }
        k = end.max(k + 1);
    }
}

/// 来源：… 编辑：… one below the other, or one alone at the end of the text or under a title.
fn leave_out_credits(lines: &[Line], noise: &mut [Option<Noise>]) {
    let is_credit = |k: usize| {
        let line = &lines[k];
        line.label.is_none()
            && line.columns <= 60
            && !line.text.starts_with("作者")
            && kind::stamps(&line.text) == 1
            && line.text.find(['：', ':']).is_some_and(|at| at <= 12)
    };
    let last = (0..lines.len()).rev().find(|&k| noise[k].is_none() && !is_credit(k));
    let mut kept = 0;
    for k in 0..lines.len() {
        kept += usize::from(k > 0 && noise[k - 1].is_none());
        if noise[k].is_some() || lines[k].columns > 60 || !is_credit(k) {
            continue;
        }
        let beside = |at: Option<usize>| {
            at.is_some_and(|at| at < lines.len() && (noise[at] == Some(Noise::Site) || is_credit(at)))
        };
        let under_title = k > 0 && kept <= 2 && k <= 6;
        if beside(k.checked_sub(1)) || beside(Some(k + 1)) || last.is_some_and(|last| k > last) || under_title {
            noise[k] = Some(Noise::Site);
        }
    }
}

/// A line of dashes, equal signs, stars.
fn is_rule(text: &str) -> bool {
    let mut chars = text.chars().filter(|ch| !ch.is_whitespace());
    let Some(first) = chars.next().filter(|ch| "-=*_—─━~～﹏+#·.…".contains(*ch)) else { return false };
    let mut count = 1;
    chars.all(|ch| {
        count += 1;
        ch == first
    }) && count >= 3
}

fn is_page_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = text.trim_matches(|ch: char| "-—–－·~\u{3000} ".contains(ch));
    if bare.len() < text.len() && digits(bare) {
        return true;
    }
    if let Some((page, of)) = text.split_once('/')
        && digits(page.trim())
        && digits(of.trim())
    {
        return true;
    }
    if !text.starts_with('第') || text.len() > 60 {
        return false;
    }
    let page = squeezed(text);
    let Some((number, rest)) = page["第".len()..].split_once('页') else { return false };
    digits(number)
        && (rest.is_empty()
            || rest.trim_start_matches(['/', '，', ',']).strip_prefix('共').is_some_and(|rest| rest.ends_with('页')))
}

/// Numbers alone on their lines that count pages: such a line cuts a sentence, or nothing that it could number follows.
fn leave_out_lone_pages(lines: &[Line], noise: &mut [Option<Noise>]) {
    let number = |line: &Line| {
        let text = line.text.as_ref();
        (text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<u32>().ok()).flatten()
    };
    let mut last = None;
    let mut pending: Option<usize> = None;
    for k in 0..lines.len() {
        let Some(page) = number(&lines[k]).filter(|_| noise[k].is_none()) else { continue };
        let cuts = k > 0 && !headings::ends_sentence(&lines[k - 1].text) && lines[k - 1].columns > 40;
        let leads = lines.get(k + 1).is_some_and(headings::may_be_heading);
        if cuts || !leads {
            // One alone may be anything; two that count on are pages.
            if last.is_some_and(|last| page == last + 1) {
                noise[k] = Some(Noise::PageNumber);
                if let Some(first) = pending.take() {
                    noise[first] = Some(Noise::PageNumber);
                }
            } else {
                pending = Some(k);
            }
            last = Some(page);
        }
    }
}

/// Short lines that come again and again beside page numbers.
fn leave_out_running_heads(lines: &[Line], noise: &mut [Option<Noise>]) {
    let mut beside: HashMap<&str, Vec<usize>> = HashMap::new();
    for k in 0..lines.len() {
        let by_page =
            |at: Option<usize>| at.and_then(|at| noise.get(at)).is_some_and(|n| *n == Some(Noise::PageNumber));
        if noise[k].is_none() && lines[k].columns <= 80 && (by_page(k.checked_sub(1)) || by_page(Some(k + 1))) {
            beside.entry(&lines[k].text).or_default().push(k);
        }
    }
    for places in beside.into_values().filter(|places| places.len() >= 2) {
        for k in places {
            noise[k] = Some(Noise::RunningHead);
        }
    }
}

/// Titles that differ in a number behind them only: …总结1, …总结2; …范文一, …范文二.
fn mark_series(lines: &mut [Line]) {
    let mut stems: HashMap<String, Vec<(u32, usize)>> = HashMap::new();
    for (k, line) in lines.iter().enumerate() {
        if line.label.is_none()
            && line.columns <= 120
            && let Some((stem, number)) = numbered_stem(&line.text)
        {
            stems.entry(squeezed(stem)).or_default().push((number, k));
        }
    }
    for places in stems.into_values() {
        let mut expected = 1;
        let counted: Vec<usize> = places
            .iter()
            .filter(|(number, _)| {
                let counts = *number == expected;
                expected += u32::from(counts);
                counts
            })
            .map(|(_, k)| *k)
            .collect();
        if counted.len() >= 2 {
            for k in counted {
                lines[k].titled = true;
            }
        }
    }
}

fn numbered_stem(text: &str) -> Option<(&str, u32)> {
    let bare = text.trim_end_matches(['：', ':', '）', ')', '】']);
    let stem = bare.trim_end_matches(|ch: char| ch.is_ascii_digit());
    let (stem, number) = if stem.len() < bare.len() {
        (stem, bare[stem.len()..].parse().ok()?)
    } else {
        let stem = bare.trim_end_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
        (stem, numbering::read_han(&bare[stem.len()..])?)
    };
    let stem = stem.trim_end_matches(['（', '(', '【', ' ', '\u{3000}', '-', '—']);
    let sample = ["范文", "范本", "模板", "例文", "篇"].iter().any(|word| stem.ends_with(word));
    (sample || headings::is_title(stem)).then_some((stem, number))
}

/// Tables of contents: entries with page numbers behind dots or a tab, below 目录 or coming again later; and below 目录 any
/// lines that come again later.
fn leave_out_contents(lines: &mut [Line], noise: &mut [Option<Noise>]) {
    let is_head = |line: &Line| line.columns <= 20 && matches!(squeezed(&line.text).as_str(), "目录" | "目次");
    let heads: Vec<usize> = (0..lines.len()).filter(|&k| noise[k].is_none() && is_head(&lines[k])).collect();
    let entries: Vec<usize> =
        (0..lines.len()).filter(|&k| noise[k].is_none() && contents_entry(&lines[k].text).is_some()).collect();
    if heads.is_empty() && entries.len() < 2 {
        return;
    }
    // The last place of each short line.
    let mut places: HashMap<u64, usize> = HashMap::new();
    for (k, line) in lines.iter().enumerate().filter(|(_, line)| line.columns <= 160) {
        places.insert(bare_entry(&line.text), k);
    }
    let comes_again = |entry: &str, k: usize| places.get(&bare_entry(entry)).is_some_and(|&last| last > k);
    let mut listed: HashSet<u64> = HashSet::new();
    let below = |k: usize| {
        let above = heads.partition_point(|&head| head < k);
        above > 0 && k - heads[above - 1] <= 300
    };
    let again =
        entries.iter().filter(|&&k| contents_entry(&lines[k].text).is_some_and(|entry| comes_again(entry, k))).count();
    for &k in &entries {
        let entry = contents_entry(&lines[k].text).unwrap_or_default();
        if below(k) && !is_table_row(&lines[k].text) || again >= 2 && again * 2 >= entries.len() {
            if lines[k].label.is_none() {
                listed.insert(bare_entry(entry));
            }
            noise[k] = Some(Noise::Contents);
        }
    }
    let mut done = 0;
    for head in heads {
        let mut k = done.max(head + 1);
        while k < lines.len()
            && lines[k].columns <= 160
            && (noise[k].is_some() || comes_again(&lines[k].text, k) || comes_again(without_page(&lines[k].text), k))
        {
            if noise[k].is_none() && lines[k].label.is_none() {
                let entry = if comes_again(&lines[k].text, k) { &lines[k].text } else { without_page(&lines[k].text) };
                listed.insert(bare_entry(entry));
            }
            noise[k] = noise[k].or(Some(Noise::Contents));
            k += 1;
        }
        done = k;
        noise[head] = Some(Noise::Contents);
    }
    if listed.len() >= 2 {
        for (line, _) in lines.iter_mut().zip(noise).filter(|(_, noise)| noise.is_none()) {
            let plain = line.label.is_none() && line.role == Role::Unknown;
            if plain && line.columns <= 160 && listed.contains(&bare_entry(&line.text)) {
                line.titled = true;
            }
        }
    }
}

/// An entry without the number of its page, in brackets or behind blanks.
fn without_page(text: &str) -> &str {
    let head = text.trim_end_matches(|ch: char| ch.is_ascii_digit() || "（）()第页- \u{3000}".contains(ch));
    if head.is_empty() { text } else { head }
}

/// A line without blanks and stops, as a number that as good as no other line has.
fn bare_entry(text: &str) -> u64 {
    let letters = text.chars().filter(|ch| !ch.is_whitespace() && !matches!(ch, '。' | '：' | ':'));
    letters.fold(0, |hash: u64, ch| (hash.rotate_left(5) ^ u64::from(ch)).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// What a line of a table of contents lists: the text before a tab or dots and a page number.
fn contents_entry(text: &str) -> Option<&str> {
    let head = text.trim_end_matches(|ch: char| ch.is_ascii_digit() || matches!(ch, '（' | '）' | '(' | ')'));
    if head.len() == text.len() || text.len() - head.len() > 8 {
        return None;
    }
    let entry = head.trim_end_matches(['.', '…', '·', '\t', ' ', '　', '．', '-', '—', '_']);
    let leader = &head[entry.len()..];
    let dots = leader.chars().filter(|ch| matches!(ch, '.' | '…' | '·' | '．' | '-' | '—' | '_')).count();
    let leads = leader.contains('\t') || dots >= 3 || leader.contains("……");
    (leads && !entry.is_empty() && !entry.contains('\t')).then_some(entry)
}

/// Whether a line is a row of three cells or more, set apart by tabs or by two blanks.
pub(super) fn is_table_row(text: &str) -> bool {
    if memchr::memchr(b'\t', text.as_bytes()).is_none() && !text.contains("  ") && !text.contains("\u{3000}\u{3000}") {
        return false;
    }
    if text.contains('。') {
        return false;
    }
    let text = text.replace("  ", "\t").replace("\u{3000}\u{3000}", "\t");
    let cells = || text.split('\t').map(str::trim).filter(|cell| !cell.is_empty());
    cells().count() >= 3
        && cells().all(|cell| cell.contains(char::is_alphanumeric) || cell.chars().count() == 1 && cell != "、")
}

/// What stands before the first of several reports: the collection's title and what it says about itself.
fn leave_out_collection(lines: &[Line], noise: &mut [Option<Noise>]) {
    const FARTHEST: usize = 12;
    let kept: Vec<usize> = (0..lines.len()).filter(|&k| noise[k].is_none()).collect();
    let Some(&top) = kept.first() else { return };
    let of_series = |k: usize| lines[k].titled || headings::is_title_of_series(&lines[k].text);
    let head = kept.iter().take(FARTHEST + 1);
    let titles =
        kept.iter().filter(|&&k| lines[k].columns <= 120 && lines[k].label.is_none() && of_series(k)).take(2).count();
    let first = if titles >= 2 {
        head.clone().position(|&k| of_series(k) && !kind::is_collection(&lines[k].text))
    } else if kind::is_collection(&lines[top].text) {
        // Behind the title of the collection, the first line that reads like a title of its own.
        head.clone()
            .skip(1)
            .position(|&k| headings::is_title(&lines[k].text) && !kind::is_collection(&lines[k].text))
            .map(|at| at + 1)
    } else {
        // A name for the whole, set off by a rule from the first title.
        let set_off = noise.get(top + 1) == Some(&Some(Noise::Rule))
            && noise.iter().filter(|n| **n == Some(Noise::Rule)).count() >= 2;
        (set_off && kept.get(1).is_some_and(|&k| headings::is_title(&lines[k].text))).then_some(1)
    };
    let Some(first) = first else { return };
    let sections = kept[..first].iter().any(|&k| {
        lines[k].label.is_some_and(|label| matches!(label.marker, Marker::Han | Marker::Part | Marker::Chapter))
    });
    if !sections && (titles >= 2 || first > 0) {
        for &k in &kept[..first] {
            noise[k] = Some(Noise::Collection);
        }
    }
}
