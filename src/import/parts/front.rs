//! Markdown of our own says before its text what its parts are: they are found in it.

use super::Own;
use super::Properties;
use super::Role;
use super::Source;
use crate::import::Doubt;
use crate::import::Noise;
use crate::report::HeadPart;
use crate::report::Report;
use crate::report::Signed;
use crate::report::properties;

/// Marks the lines that are a part of which `told` has the text, from both ends of the file. Answers what no line shows;
/// what is told and stands nowhere is left out, in a doubt.
pub(in crate::import) fn mark(sources: &mut Vec<Source>, told: Properties, doubts: &mut Vec<Doubt>) -> Properties {
    let lines = |name: &str| -> Vec<String> {
        let text = told.iter().find(|(known, _)| known == name).map(|(_, text)| text.split('\n').map(str::to_owned));
        text.map_or_else(Vec::new, Iterator::collect)
    };
    let mut told_of = Report::default();
    told.iter().for_each(|(name, text)| properties::set(&mut told_of, name, text));
    let is_above = told_of.setup.signed == Signed::Above;
    let mut marked: Vec<&str> = Vec::new();
    // From the front: 版头, and what stands under the title.
    let mut at = 0;
    let mut front: Vec<(&str, Own, Vec<String>)> = vec![
        ("份号", Own::Copy, lines("份号")),
        ("密级", Own::Grade, lines("密级")),
        ("紧急程度", Own::Grade, lines("紧急程度")),
        ("发文机关", Own::Organ, lines("发文机关")),
        ("文号", Own::Number, lines("文号")),
        ("签发人", Own::Number, lines("签发人").iter().map(|name| format!("签发人：{name}")).collect()),
        ("副标题", Own::Subtitle, lines("副标题")),
    ];
    if is_above {
        front.extend(["单位", "成文日期"].map(|name| (name, Own::Subtitle, lines(name))));
    }
    for (name, own, wanted) in front {
        while sources.get(at).is_some_and(|source| source.is_blank() || is_title(source)) {
            at += 1;
        }
        let found = forwards(sources, at, &wanted);
        if !wanted.is_empty()
            && let Some(end) = found
        {
            set(&mut sources[at..end], own);
            at = end;
            marked.push(name);
        }
    }
    // The annexes begin with their titles.
    let titles = lines(properties::ANNEXES);
    let mut begins = Vec::new();
    let mut from = at;
    for (k, title) in titles.iter().enumerate() {
        let label = if titles.len() > 1 { format!("附件{}", k + 1) } else { "附件".to_owned() };
        let head = format!("{label} {title}");
        let Some(found) = sources[from..].iter().position(|source| source.text.trim() == head.trim()) else { break };
        begins.push(from + found);
        from += found + 1;
    }
    if !titles.is_empty() && begins.len() == titles.len() {
        marked.push(properties::ANNEXES);
    } else {
        begins.clear();
    }
    // From the back: 版记, and before the annexes what is signed.
    let mut end = sources.len();
    let mut back = vec![("版记", Own::Imprint, lines("版记"))];
    let bracketed = |line: &String| if line.starts_with(['（', '(']) { line.clone() } else { format!("（{line}）") };
    back.push(("附注", Own::Remarks, lines("附注").iter().map(bracketed).collect()));
    if !is_above {
        back.extend([("成文日期", Own::Date, lines("成文日期")), ("单位", Own::Organization, lines("单位"))]);
    }
    back.push((properties::ANNEXES, Own::AnnexNote, notes(&titles)));
    for (name, own, wanted) in back {
        let found = backwards(sources, end, &wanted).filter(|begin| *begin >= at && !wanted.is_empty());
        if let Some(begin) = found {
            set(&mut sources[begin..end], own);
            end = begin;
            marked.push(name);
        }
        if own == Own::Imprint
            && let Some(&first) = begins.first()
        {
            end = first;
        }
    }
    for (&begin, title) in begins.iter().zip(&titles).rev() {
        sources[begin].own = Some(Own::Annex);
        let line = sources[begin].line;
        let title = Source { own: Some(Own::AnnexTitle), ..Source::new(line, title.clone(), Role::Unknown) };
        sources.insert(begin + 1, title);
    }
    let unsaid = |(name, text): &(String, String)| {
        let mut other = Report::default();
        properties::set(&mut other, name, text);
        other != Report::default()
    };
    let (mut unseen, mut stray) = (Properties::new(), Vec::new());
    for (name, text) in told {
        let is_marked = marked.contains(&name.as_str());
        if !is_marked && !unsaid(&(name.clone(), text.clone())) {
            stray.push(format!("{name}：{}", text.replace('\n', "，")));
        } else if !is_marked
            || is_above && matches!(name.as_str(), "单位" | "成文日期")
            || name == HeadPart::Organ.name()
        {
            unseen.push((name, text));
        }
    }
    if !stray.is_empty() {
        doubts.push(Doubt::left_out(1, stray.join("；"), Noise::FrontMatter));
    }
    unseen
}

fn is_title(source: &Source) -> bool {
    matches!(source.role, Role::Title | Role::Node(1))
}

fn set(sources: &mut [Source], own: Own) {
    sources.iter_mut().filter(|source| !source.is_blank()).for_each(|source| source.own = Some(own));
}

/// 附件说明 of these titles, as export writes it.
fn notes(titles: &[String]) -> Vec<String> {
    let name = |title: &String| title.trim().trim_end_matches(['。', '；', '，', '、']).to_owned();
    match titles {
        [only] => vec![format!("附件：{}", name(only))],
        _ => titles
            .iter()
            .enumerate()
            .map(|(k, title)| format!("{}{}.{}", if k == 0 { "附件：" } else { "" }, k + 1, name(title)))
            .collect(),
    }
}

/// The place after these lines, where they stand from `at` on.
fn forwards(sources: &[Source], at: usize, wanted: &[String]) -> Option<usize> {
    let mut lines = sources.iter().enumerate().skip(at).filter(|(_, source)| !source.is_blank());
    let mut end = at;
    for line in wanted {
        let (k, source) = lines.next()?;
        if shown(source) != *line {
            return None;
        }
        end = k + 1;
    }
    Some(end)
}

/// The place of the first of these lines, where they stand right before `end`.
fn backwards(sources: &[Source], end: usize, wanted: &[String]) -> Option<usize> {
    let mut lines = sources[..end].iter().enumerate().rev().filter(|(_, source)| !source.is_blank());
    let mut begin = end;
    for line in wanted.iter().rev() {
        let (k, source) = lines.next()?;
        if shown(source) != *line {
            return None;
        }
        begin = k;
    }
    Some(begin)
}

/// A line with its number.
fn shown(source: &Source) -> String {
    format!("{}{}", source.number, source.text).trim().to_owned()
}
