//! 校核: the findings below the panes, the one under the cursor in full.

use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::check;
use crate::check::Finding;
use crate::text;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::overlay::Findings;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::framed;
use crate::tui::view::overlay::style;
use crate::tui::view::put;
use crate::tui::words;

const KEYS: &str = "回车 去改 F4 改好 F5 同类全改 F3 下一必错 Del 不再提示 F6 停用 F7 轻重 F9 分类";

pub(super) fn draw(model: &Model, findings: &Findings, buffer: &mut Canvas<'_>) -> Option<Position> {
    let area = framed(model, &title(findings), layout::docked(model)?, buffer);
    let style = style(model);
    let detail = findings.chosen().map(in_full).unwrap_or_default();
    let lines = text::wrap(&detail, usize::from(area.width).max(1), 0, model.session.ambiguous);
    // The sentence in full takes what it needs, the list the rest, at least one row.
    let told = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(2));
    let rows = area.height.saturating_sub(told + 1).max(1);
    let top = (findings.at + 1).saturating_sub(usize::from(rows));
    let mut caret = None;
    for (index, y) in (top..findings.list.len()).zip(area.y..area.y + rows) {
        if index == findings.at {
            caret = Some(Position { x: area.x, y });
        }
        row(model, findings, index, Rect { y, height: 1, ..area }, buffer);
    }
    if findings.list.is_empty() {
        put(
            buffer,
            area.x,
            area.y,
            area.width,
            "（这一等的都处理完了，F7 看更轻的）",
            style.patch(model.session.theme.dim),
        );
        caret = Some(Position { x: area.x, y: area.y });
    }
    for (line, y) in lines.iter().zip(area.y + rows..area.bottom().saturating_sub(1)) {
        put(buffer, area.x, y, area.width, &detail[line.start..line.end], style);
    }
    put(buffer, area.x, area.bottom().saturating_sub(1), area.width, KEYS, style.patch(model.session.theme.dim));
    caret
}

fn title(findings: &Findings) -> String {
    let counts = check::Grade::ALL.map(|grade| (grade.title(), findings.count(grade)));
    let counts = counts.iter().filter(|(_, count)| *count > 0).map(|(title, count)| format!("{title}{count}"));
    let counts = counts.collect::<Vec<_>>().join(" ");
    let hidden = if findings.hidden > 0 { format!(" 另有{}处没有列", findings.hidden) } else { String::new() };
    let number = (findings.at + 1).min(findings.list.len());
    format!("校核 {number}/{} · {counts}{hidden}", findings.list.len())
}

/// The fault, the cure and the source of the rule.
fn in_full(finding: &Finding) -> String {
    let cure = if finding.cure.is_some() { "F4 改好" } else { "要自己改" };
    format!("{}。（{cure}；依据：{}）", finding.says, finding.rule.source)
}

/// One finding: its grade, where it stands, which rule, the words.
fn row(model: &Model, findings: &Findings, index: usize, area: Rect, buffer: &mut Canvas<'_>) {
    let (finding, here) = (&findings.list[index], index == findings.at);
    let base = style(model);
    let style = if here { base.patch(model.session.theme.cursor) } else { base };
    buffer.set_style(area, style);
    let paint = |wanted: Style| if here { style } else { wanted };
    let grade = match finding.rule.grade {
        check::Grade::Wrong => base.patch(model.session.theme.error),
        check::Grade::Suspect => base.patch(model.session.theme.warning),
        check::Grade::Hint => base.patch(model.session.theme.dim),
    };
    let mut x = area.x;
    let place = words::place_of(model.report(), &finding.at, |id| {
        model.number(id).map_or_else(String::new, |number| model.label(id, number))
    });
    let place = text::truncate(&place, usize::from(area.width / 3), model.session.ambiguous).into_owned();
    let found = in_context(model, finding);
    let columns = [
        (finding.rule.grade.title().to_owned(), paint(grade)),
        (finding.rule.title.to_owned(), style),
        (found, style),
        (place, paint(base.patch(model.session.theme.dim))),
    ];
    for (words, style) in columns {
        x += put(buffer, x, area.y, area.right().saturating_sub(x), &words, style) + 1;
    }
}

/// The words with three others before and after them: 全面【布署】今年工作.
fn in_context(model: &Model, finding: &Finding) -> String {
    const WORDS: usize = 3;
    const NEAR: usize = 60;
    let words = text::one_line(finding.at.words(model.report())).into_owned();
    let check::Site::Text { field, range } = &finding.at else { return format!("“{words}”") };
    let Some(whole) = model.report().text(*field) else { return format!("“{words}”") };
    let start = text::char_ceil(whole, range.start.saturating_sub(NEAR));
    let end = text::char_floor(whole, range.end + NEAR);
    let (before, behind) = (&whole[start..range.start], &whole[range.end..end]);
    let before = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let behind = &behind[..behind.find('\n').unwrap_or(behind.len())];
    let from = nth(before, text::word_breaks(before).into_iter().rev(), WORDS).unwrap_or(0);
    let upto = nth(behind, text::word_breaks(behind).into_iter(), WORDS).unwrap_or(behind.len());
    // What is found may be a sentence: its beginning tells which.
    let words = text::truncate(&words, 24, model.session.ambiguous).into_owned();
    format!("{}【{words}】{}", text::one_line(&before[from..]), text::one_line(&behind[..upto]))
}

/// The so manieth border of words that is none of the text's own ends.
fn nth(text: &str, mut breaks: impl Iterator<Item = usize>, words: usize) -> Option<usize> {
    let mut seen = 0;
    breaks.find(|at| {
        seen += usize::from(*at > 0 && *at < text.len());
        seen == words
    })
}
