//! What stands around the sections of a report: letterhead, title, date, name and salutation before them, signature and
//! closing words behind.

use std::borrow::Cow;

use super::Builder;
use super::Found;
use super::Text;
use crate::import::Doubt;
use crate::import::Noise;
use crate::import::headings;
use crate::import::headings::Item;
use crate::import::headings::Kind;
use crate::import::lines::is_longer;
use crate::import::lines::squeezed;
use crate::import::source::Role;
use crate::report::Field;
use crate::report::Marker;

impl Builder<'_> {
    /// Takes the date and the names above it at the end of a report; answers the lines behind them, which close it.
    pub(super) fn sign<'a>(&mut self, items: &mut Vec<Item<'a>>) -> Vec<Text<'a>> {
        const FARTHEST: usize = 6;
        // What may stand behind a date: contacts, copies, an imprint.
        let is_tail = |item: &Item| {
            const OPENS: [&str; 10] =
                ["联系人", "联系电话", "抄送", "抄报", "附件", "附：", "主题词", "此件", "分送", "共印"];
            let bare = item.text.trim_start_matches(['（', '(']);
            OPENS.iter().any(|word| bare.starts_with(word))
                || item.text.ends_with("印发")
                || item.text.ends_with("附件")
        };
        let from = items.len().saturating_sub(FARTHEST);
        let tail = items.iter().rposition(|item| !is_tail(item)).map_or(0, |at| at + 1).max(from);
        let end = tail;
        let Some(last) = end.checked_sub(1).map(|last| &items[last]) else { return Vec::new() };
        if matches!(last.kind, Kind::Text | Kind::Name)
            && let Some((name, date)) = signed_line(&last.text).map(|(name, date)| (name.len(), date.len()))
            && end > 1
        {
            let closing = items.split_off(end).into_iter().map(Text::of).collect();
            let item = items.pop().expect("the line just read");
            let at = item.text.len() - date;
            let name = Text::part(item.line, &item.text, &[], 0..name);
            let date = Text::part(item.line, &item.text, &[], at..item.text.len());
            self.report.organization = self.set(vec![name], Field::Organization);
            self.report.date = self.set(vec![date], Field::Date);
            return closing;
        }
        if !matches!(last.kind, Kind::Date) {
            return Vec::new();
        }
        let is_name = |item: &&Item| {
            matches!(item.kind, Kind::Name) && !is_longer(&item.text, 30)
                || matches!(item.kind, Kind::Text) && headings::is_signer(&item.text)
        };
        let above = &items[..end - 1];
        let mut names = above.iter().rev().take(3).take_while(is_name).count();
        // The first line is the title.
        if names == above.len() {
            names = names.saturating_sub(1);
        }
        let closing = items.split_off(end).into_iter().map(Text::of).collect();
        let date = items.pop().expect("the date just read");
        let names: Vec<Text> = items.split_off(items.len() - names).into_iter().map(Text::of).collect();
        self.report.date = self.set(vec![Text::of(date)], Field::Date);
        self.report.organization = self.set(names, Field::Organization).replace('\n', " ");
        closing
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
                        && self.report.salutation.is_empty() =>
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
