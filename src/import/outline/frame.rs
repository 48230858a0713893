//! What stands around the sections of a report: letterhead, title, date, name and salutation before them, signature and
//! closing words behind.

use std::borrow::Cow;

use super::Builder;
use super::Found;
use super::Text;
use crate::import::Doubt;
use crate::import::Noise;
use crate::import::What;
use crate::import::headings;
use crate::import::headings::Item;
use crate::import::headings::Kind;
use crate::import::lines::is_longer;
use crate::import::lines::squeezed;
use crate::import::signer;
use crate::import::source::Role;
use crate::report::Field;
use crate::report::Marker;
use crate::report::numbering;

impl Builder<'_> {
    /// Takes the date and the names above it at the end of a report. Where more stands below them, answers all of it for the
    /// closing, as no field of a report stands behind its date.
    pub(super) fn sign<'a>(&mut self, items: &mut Vec<Item<'a>>) -> Vec<Text<'a>> {
        let below = below_signature(items);
        let Some(at) = below.checked_sub(1) else { return Vec::new() };
        let last = &items[at];
        let on_one_line = if matches!(last.kind, Kind::Text | Kind::Name) && at > 0 {
            signed_line(&last.text).map(|(name, date)| (name.len(), last.text.len() - date.len()))
        } else {
            None
        };
        if on_one_line.is_none() && !matches!(last.kind, Kind::Date) {
            return Vec::new();
        }
        let names = if on_one_line.is_some() { 0 } else { names_above(&items[..at]) };
        if below < items.len() {
            self.doubts.push(Doubt::new(last.line, What::SignedAbove));
            return items.split_off(at - names).into_iter().map(Text::of).collect();
        }
        let Some(date) = items.pop() else { return Vec::new() };
        if let Some((name_ends, date_begins)) = on_one_line {
            let name = Text::part(date.line, &date.text, &[], 0..name_ends);
            let date = Text::part(date.line, &date.text, &[], date_begins..date.text.len());
            self.report.organization = self.set(vec![name], Field::Organization);
            self.report.date = self.set(vec![date], Field::Date);
            return Vec::new();
        }
        let names: Vec<Text> = items.split_off(at - names).into_iter().map(Text::of).collect();
        self.report.date = self.set(vec![Text::of(date)], Field::Date);
        self.report.organization = self.set(names, Field::Organization);
        Vec::new()
    }

    /// Takes what stands at the head of a report: letterhead, title, date, name, salutation. Answers the rest.
    #[expect(clippy::too_many_lines, reason = "one reading of one frame; it ends with this room")]
    pub(super) fn head<'a>(&mut self, mut items: Vec<Item<'a>>) -> impl Iterator<Item = Item<'a>> + use<'a> {
        const FARTHEST: usize = 6;
        let text = |item: &Item| !matches!(item.kind, Kind::Heading(_));
        let titled = items.iter().take_while(|item| text(item)).position(|item| item.role == Role::Title);
        let is_head = |item: &Item| {
            matches!(item.kind, Kind::Title { .. } | Kind::Name | Kind::Date) || is_letterhead(&item.text)
        };
        let reach = items.iter().take(FARTHEST).take_while(|item| is_head(item)).count();
        // A title that the file itself names goes before whatever else stands there.
        if let Some(at) = titled.filter(|&at| at >= reach) {
            let title = items.remove(at);
            items.insert(0, title);
        }
        let reach = reach.max(usize::from(titled.is_some()));
        let sure = items.first().is_some_and(|item| matches!(item.kind, Kind::Title { surely: true }));
        let mut title =
            if sure { Some(0) } else { items[..reach].iter().position(|item| matches!(item.kind, Kind::Title { .. })) };
        let mut first = 0;
        if let Some(at) = title {
            // The unit or the slogan above it belongs to it; so does what goes on below, as 关于…的 / 报告.
            first = (0..at)
                .rev()
                .take(2)
                .take_while(|&k| matches!(items[k].kind, Kind::Name) && !is_letterhead(&items[k].text))
                .last()
                .unwrap_or(at);
            if (at + 1..reach).contains(&(at + 1)) && is_letterhead(&items[at].text) {
                first = at + 1;
                title = Some(at + 1);
            }
        } else if let Some(item) = items.first() {
            let may_be = matches!(item.kind, Kind::Name)
                || matches!(item.kind, Kind::Text)
                    && item.role != Role::Plain
                    && headings::may_be_title(&item.text)
                    && item.text.lines().count() == 1;
            title = may_be.then_some(0);
        }
        let mut out: Vec<Item> = Vec::new();
        let (mut parts, mut names): (Vec<Text>, Vec<Text>) = (Vec::new(), Vec::new());
        let mut items = items.into_iter();
        for k in 0.. {
            let Some(item) = items.next() else { break };
            match item.kind {
                _ if title.is_some() && k < first => {
                    self.doubts.push(Doubt::left_out(item.line, item.text, Noise::Letterhead));
                }
                _ if title.is_some_and(|title| k <= title) => {
                    let text = unspaced(&item.text).map(Cow::Owned);
                    let Text { line, text: whole, joints } = Text::of(item);
                    parts.push(Text { line, text: text.unwrap_or(whole), joints });
                }
                Kind::Title { .. } if parts.iter().map(|part| part.text.as_ref()).collect::<String>() == item.text => {
                    self.doubts.push(Doubt::left_out(item.line, item.text, Noise::TitleAgain));
                }
                // A title of two lines, the first of which is none by itself; a subtitle.
                Kind::Title { .. }
                    if title == Some(k.wrapping_sub(1)) && parts.len() == 1 && !headings::is_title(&parts[0].text) =>
                {
                    parts.push(Text::of(item));
                }
                Kind::Name | Kind::Title { .. }
                    if !parts.is_empty() && names.is_empty() && item.text.starts_with(['—', '–', '-']) =>
                {
                    parts.push(Text::of(item));
                }
                Kind::Date if self.report.date.is_empty() => {
                    self.report.date = self.set(vec![Text::of(item)], Field::Date);
                }
                Kind::Name
                    if !parts.is_empty()
                        && names.is_empty()
                        && !is_longer(&item.text, 20)
                        && self.report.salutation.is_empty()
                        && (signer::is_someone(&item.text)
                            || items
                                .as_slice()
                                .first()
                                .is_some_and(|next| matches!(next.kind, Kind::Date | Kind::Salutation))) =>
                {
                    names.push(Text::of(item));
                }
                Kind::Salutation => {
                    self.report.salutation = self.set(vec![Text::of(item)], Field::Salutation);
                    break;
                }
                _ => {
                    out.push(item);
                    break;
                }
            }
        }
        let title: String = parts.iter().map(|part| part.text.as_ref()).collect();
        let again = |item: &Item| matches!(item.kind, Kind::Title { .. }) && item.text == title;
        if items.as_slice().first().is_some_and(again)
            && let Some(item) = items.next()
        {
            self.doubts.push(Doubt::left_out(item.line, item.text, Noise::TitleAgain));
        }
        self.report.title = self.set_line(parts, Field::Title);
        // A name that no salutation, date or sentence follows was text.
        let text_follows =
            out.first().or(items.as_slice().first()).is_some_and(|item| !matches!(item.kind, Kind::Name));
        if self.report.organization.is_empty() && text_follows {
            self.report.organization = self.set(names, Field::Organization);
        } else {
            let back = names.into_iter().map(|name| Item {
                cut: false,
                line: name.line,
                apart: false,
                text: name.text,
                joints: name.joints,
                role: Role::Unknown,
                kind: Kind::Name,
            });
            out.splice(0..0, back);
        }
        out.into_iter().chain(items)
    }
}

/// Where what stands below the signature begins: the end of the items where nothing does.
fn below_signature(items: &[Item]) -> usize {
    const FARTHEST: usize = 12;
    // The items of a list of annexes, below the line that opens it.
    let is_listed = |item: &Item| matches!(item.kind, Kind::Text) && numbering::read(&item.text).is_some();
    let mut below = items.len();
    for (k, item) in items.iter().enumerate().rev().take(FARTHEST) {
        if signer::is_below(&item.text) && !matches!(item.kind, Kind::Heading(_)) {
            below = k;
        } else if !is_listed(item) {
            break;
        }
    }
    below
}

/// How many of the items at the end are names that sign; the first of all is the title.
fn names_above(items: &[Item]) -> usize {
    const CLOSES: [&str; 8] = ["特此", "专此", "此致", "敬礼", "谢谢", "以上", "附件", "附："];
    let signs = |item: &Item| {
        let name = matches!(item.kind, Kind::Name)
            && !is_longer(&item.text, 30)
            && !CLOSES.iter().any(|word| item.text.starts_with(word));
        name || matches!(item.kind, Kind::Text) && signer::is_signer(&item.text)
    };
    // Right above the date stands who signs, whatever it is called; above that may stand text.
    let beside = |(k, item): &(usize, &Item)| {
        signs(item) && (*k == 0 || signer::is_someone(&item.text) || signer::is_signer(&item.text))
    };
    let names = items.iter().rev().take(3).enumerate().take_while(beside).count();
    if names == items.len() { names.saturating_sub(1) } else { names }
}

/// Takes paragraphs that speak for the whole report from the end of the last section, for the closing.
pub(super) fn take_closing<'a>(found: &mut [Found<'a>], salutation: &str) -> Vec<Text<'a>> {
    const OPENS: [&str; 24] = [
        "总之",
        "综上",
        "以上就是",
        "以上是",
        "以上报告",
        "以上汇报",
        "以上总结",
        "以上述职",
        "以上发言",
        "以上情况",
        "特此",
        "专此",
        "妥否",
        "当否",
        "请予",
        "请各位",
        "谢谢",
        "汇报完毕",
        "我的汇报",
        "我的述职",
        "我的发言",
        "恳请",
        "附件：",
        "附：",
    ];
    let Some(last) = found.last_mut() else { return Vec::new() };
    let address = salutation.trim_end_matches(['：', ':', '！']);
    let closes = |text: &str| {
        let called = || {
            let calls = ["各位代表", "各位领导", "同志们", "各位委员", "各位评委", "各位同事"];
            let word = calls
                .iter()
                .copied()
                .chain(Some(address).filter(|word| !word.is_empty()))
                .find(|word| text.starts_with(word));
            word.is_some_and(|word| text[word.len()..].starts_with(['，', '！', '：', ',']))
                && (text.contains("让我们") || text.contains("谢谢") || text.ends_with('！'))
        };
        OPENS.iter().any(|word| text.starts_with(word)) || called()
    };
    // A heading alone keeps its first paragraph.
    let first = last.own().max(usize::from(!last.run_in && !last.heading.text.is_empty()).min(last.body.len()));
    // A section of the top level may consist of the last call; one below it does not.
    let below = !matches!(last.label.marker, Marker::Han | Marker::Part | Marker::Chapter);
    let strong = |text: &str| OPENS.iter().any(|word| text.starts_with(word)) || below && closes(text);
    let at = last
        .body
        .iter()
        .enumerate()
        .position(|(k, text)| k >= first && closes(&text.text) || k >= last.own() && strong(&text.text));
    at.map_or(Vec::new(), |at| last.body.split_off(at))
}

/// 某县某局文件, 某发〔2024〕3号, 签发人：…
fn is_letterhead(text: &str) -> bool {
    const OPENS: [&str; 7] = ["签发人", "密级", "紧急程度", "特急", "发文字号", "机密", "秘密"];
    let short = !is_longer(text, 30);
    let number =
        text.ends_with('号') && text.contains(['〔', '［', '[', '【']) && text.contains(['〕', '］', ']', '】']);
    short && (text.ends_with("文件") || number || OPENS.iter().any(|word| text.starts_with(word)))
}

/// A unit and a date with blanks between them.
fn signed_line(text: &str) -> Option<(&str, &str)> {
    if text.len() > 200 {
        return None;
    }
    let mut cuts = text.match_indices([' ', '\u{3000}', '\t']);
    cuts.find_map(|(at, _)| {
        let (name, date) = (text[..at].trim(), text[at..].trim());
        (!name.is_empty() && headings::is_name(name) && !is_longer(name, 30) && headings::is_date(date))
            .then_some((name, date))
    })
}

/// A line whose letters are set apart by blanks, without them: 报　　告.
fn unspaced(text: &str) -> Option<String> {
    let apart = text.split_whitespace().count() >= 2 && text.split_whitespace().all(|word| word.chars().count() == 1);
    apart.then(|| squeezed(text))
}
