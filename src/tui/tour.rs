//! 三分钟上手: steps on a report to practise on, each done with the keys that are in force. A step is done when the report,
//! or what lies over it, shows so; nothing is counted by keys.

use crate::report::SectionId;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::model::Before;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::model::Tour;
use crate::tui::overlay::Overlay;

/// A step: its name, what to do, and whether it is done.
struct Step {
    title: &'static str,
    says: fn(&Model) -> String,
    is_done: fn(&Model, &Before) -> bool,
}

const STEPS: [Step; 9] = [
    Step {
        title: "写标题",
        says: |m| {
            let write = key(m, Command::Write, Focus::Navigation);
            format!("左边是提纲。按 {write} 开始写，光标在标题里，接着打几个字，如“和成效”。")
        },
        // A character alone is only the beginning of it.
        is_done: |m, before| headings(m).chars().count().abs_diff(before.headings.chars().count()) > 1,
    },
    Step {
        title: "加一节",
        says: |m| {
            let (new, end) = (key(m, Command::NewSection, Focus::Heading), key(m, Command::End, Focus::Heading));
            format!("按 {end} 到行尾，再按 {new} 加一节，给它写个标题，如“加强队伍建设”。序号自己会有。")
        },
        is_done: |m, before| {
            let fresh = m.section().filter(|id| !before.outline.iter().any(|(old, _)| old == id));
            fresh.and_then(|id| m.report().tree.section(id)).is_some_and(|section| section.heading.chars().count() > 1)
        },
    },
    Step {
        title: "升降级",
        says: |m| {
            let (down, up) = (key(m, Command::Demote, Focus::Heading), key(m, Command::Promote, Focus::Heading));
            format!("按 {up} 把这一节升一级，{down} 降一级：试一下，看序号怎么变。")
        },
        is_done: |m, before| {
            let levels = |outline: &[(SectionId, usize)]| outline.iter().map(|(_, level)| *level).collect::<Vec<_>>();
            same_sections(&outline(m), &before.outline) && levels(&outline(m)) != levels(&before.outline)
        },
    },
    Step {
        title: "搬动",
        says: |m| {
            let (up, down) = (key(m, Command::MoveUp, Focus::Heading), key(m, Command::MoveDown, Focus::Heading));
            format!("按 {down} 或 {up} 把这一节往下、往上搬，下级跟着走，编号自动改。搬错了按 Ctrl+Z。")
        },
        is_done: |m, before| {
            let order = |outline: &[(SectionId, usize)]| outline.iter().map(|(id, _)| *id).collect::<Vec<_>>();
            same_sections(&outline(m), &before.outline) && order(&outline(m)) != order(&before.outline)
        },
    },
    Step {
        title: "折叠",
        says: |m| {
            let (out, fold) = (key(m, Command::Navigate, Focus::Heading), key(m, Command::Collapse, Focus::Navigation));
            format!("按 {out} 到导航（不写字，只走动），用 ↑↓ 走到“主要工作”，按 {fold} 把它收起来，→ 再展开。")
        },
        is_done: |m, _| m.outline.lines().iter().any(|line| m.outline.is_collapsed(line.id)),
    },
    Step {
        title: "写正文",
        says: |m| {
            let text = key(m, Command::TextPane, Focus::Navigation);
            format!("按 {text} 到右边写这一节的正文，写几个字；写完再按 {text} 就回到提纲。")
        },
        is_done: |m, before| bodies(m).chars().count() > before.bodies.chars().count() + 1,
    },
    Step {
        title: "引用数字",
        says: |_| {
            "数字不用打：在正文里打一个 {，从清单里用 ↑↓ 选“办件量”，回车放进去。以后改一处，处处都改。".to_owned()
        },
        is_done: |m, before| bodies(m).matches('}').count() > before.bodies.matches('}').count(),
    },
    Step {
        title: "校核",
        says: |m| {
            let check = key(m, Command::Check, m.focus());
            format!("按 {check} 校核：没填的 XX、对不上的数都列出来，↑↓ 看。看完按 Esc。")
        },
        is_done: |m, before| before.is_seen && m.overlay.is_none(),
    },
    Step {
        title: "交稿",
        says: |m| {
            let export = key(m, Command::Export, m.focus());
            format!("按 {export} 看导出的样子，F5 换成 Word 文件，回车就写出来；这次只看看，按 Esc 离开也行。")
        },
        is_done: |m, before| before.is_seen && m.overlay.is_none(),
    },
];

/// The first step, on the report as it is.
pub fn begin(model: &Model) -> Tour {
    Tour { step: 0, before: mark(model) }
}

/// The heading of the panel: which step of how many.
pub fn title(tour: &Tour) -> String {
    format!("三分钟上手 {}/{} · {}", tour.step + 1, STEPS.len(), STEPS[tour.step].title)
}

/// What there is to do.
pub fn says(tour: &Tour, model: &Model) -> String {
    (STEPS[tour.step].says)(model)
}

fn mark(model: &Model) -> Before {
    Before { outline: outline(model), headings: headings(model), bodies: bodies(model), is_seen: false }
}

/// Goes on with the next step where this one is done.
pub fn follow(model: &mut Model) {
    let Some(mut tour) = model.tour.take() else { return };
    tour.before.is_seen |= matches!(model.overlay, Some(Overlay::Findings(_) | Overlay::Preview(_)));
    if (STEPS[tour.step].is_done)(model, &tour.before) {
        skip(model, &tour);
    } else {
        model.tour = Some(tour);
    }
}

/// The next step, or the end.
pub fn skip(model: &mut Model, tour: &Tour) {
    if tour.step + 1 < STEPS.len() {
        model.tour = Some(Tour { step: tour.step + 1, before: mark(model) });
        model.say(Grade::Info, format!("做到了：{}", STEPS[tour.step].title));
    } else {
        let (open, help) = (
            model.session.keymap.way_to(Command::Open, model.focus()),
            model.session.keymap.way_to(Command::Help, model.focus()),
        );
        model.say(Grade::Info, format!("上手完成。接着在这里练，或按 {open} 打开自己的；{help} 随时看帮助"));
    }
}

fn key(model: &Model, command: Command, focus: Focus) -> String {
    model.session.keymap.way_to(command, focus)
}

fn outline(model: &Model) -> Vec<(SectionId, usize)> {
    model.outline.lines().iter().map(|line| (line.id, line.level())).collect()
}

fn same_sections(one: &[(SectionId, usize)], other: &[(SectionId, usize)]) -> bool {
    let sorted = |outline: &[(SectionId, usize)]| {
        let mut ids: Vec<SectionId> = outline.iter().map(|(id, _)| *id).collect();
        ids.sort_unstable_by_key(|id| id.number());
        ids
    };
    sorted(one) == sorted(other)
}

fn headings(model: &Model) -> String {
    model.report().tree.rows().map(|row| format!("{}\n", row.section.heading)).collect()
}

fn bodies(model: &Model) -> String {
    model.report().tree.rows().map(|row| format!("{}\n", row.section.body)).collect()
}
