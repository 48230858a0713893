//! Reports of any size, made of invented words: the same ones every time.

use tigang::report::Metric;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;

/// Characters of a body.
const BODY: usize = 120;

/// How the sections of a made report stand.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Four levels: a top section has 10 children, each of these 3, each of these 3 – 130 below every top section.
    Deep,
    /// All of them side by side at the top.
    Flat,
}

/// A report of `count` sections.
pub fn report(count: usize, shape: Shape) -> Report {
    let mut words = Words { dice: 0x9e37_79b9_7f4a_7c15 };
    let rows = (0..count).map(|k| {
        let mut section = Section::new(id(k));
        section.heading = words.write(6 + k % 7);
        section.body = words.write(BODY);
        (level(k, shape), section)
    });
    let tree = Tree::from_rows(rows).expect("levels don't jump, ids are counted up");
    Report {
        title: "关于一年来各项工作情况的总结".into(), organization: "某某科".into(), tree, ..Report::default()
    }
}

/// The same, every body with a reference to one of the metrics: a figure, its growth, a formula over all of them in turn.
pub fn referring(count: usize) -> Report {
    const KEPT: usize = 20;
    let plain = report(count, Shape::Deep);
    let rows = plain.tree.rows().enumerate().map(|(k, row)| {
        let mut section = row.section.clone();
        let form = ["}", ":同比}", ":增减}", ":完成率}"][k % 4];
        let name = if k % 5 == 0 { "合计".to_owned() } else { format!("工单{}", k % KEPT) };
        section.body.push_str(&format!("共{{{name}{form}。"));
        (row.level, section)
    });
    let tree = Tree::from_rows(rows).expect("the levels are those of a report");
    let metric = |name: String, value: String| Metric {
        name,
        value,
        unit: "件".into(),
        last_year: "9120".into(),
        target: "10541".into(),
        ..Metric::default()
    };
    let names: Vec<String> = (0..KEPT).map(|k| format!("工单{k}")).collect();
    let sum = metric("合计".into(), format!("={}", names.join("+")));
    let metrics = names.into_iter().map(|name| metric(name, "10278".into())).chain([sum]).collect();
    Report { tree, metrics, ..plain }
}

/// The section that was made as number `k` from 0.
pub fn id(k: usize) -> SectionId {
    let number = u32::try_from(k + 1).expect("few enough");
    SectionId::new(number).expect("few enough")
}

fn level(k: usize, shape: Shape) -> usize {
    match (shape, k % 131) {
        (Shape::Flat, _) | (Shape::Deep, 0) => 1,
        (Shape::Deep, within) => match ((within - 1) % 13, ((within - 1) % 13).saturating_sub(1) % 4) {
            (0, _) => 2,
            (_, 0) => 3,
            _ => 4,
        },
    }
}

/// Says whatever comes to mind.
struct Words {
    dice: u64,
}

impl Words {
    fn write(&mut self, characters: usize) -> String {
        const SAID: &str =
            "今年来我们坚持把群众的事放在心上，认真办理每件来信，及时回访，逐项落实责任；对拖延不办的公开通报。";
        let mut text = String::with_capacity(characters * 3);
        let said: Vec<char> = SAID.chars().collect();
        for _ in 0..characters {
            self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let k = usize::try_from(self.dice >> 33).expect("31 bits") % said.len();
            text.push(said[k]);
        }
        text
    }
}
