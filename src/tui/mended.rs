//! What was mended of a report's own file while it was read, among the doubts of the report.

use crate::import::Counted;
use crate::import::Doubt;
use crate::import::Reading;
use crate::import::Spot;
use crate::import::What;
use crate::report::Field;
use crate::store::Mend;
use crate::store::Mended;

/// Each as a doubt: it is listed, gone to and read otherwise like any other.
pub fn doubts(mended: &[Mended]) -> Vec<Doubt> {
    let one = |mended: &Mended| {
        let (what, id, other) = match mended.what {
            Mend::Anew { written, id } => (What::IdAnew { written }, id, None),
            Mend::Level { id, written, level } => {
                (What::LevelMended { written, level }, id, (level > 1).then_some(Reading::Up))
            }
            Mend::Once { id, at, count } => (What::KeptOnce { count, place: at }, id, Some(Reading::Kept)),
        };
        Doubt {
            line: mended.line,
            counted: Counted::Lines,
            to: mended.line,
            what,
            at: Some(Spot { report: 0, field: Field::Heading(id), start: 0 }),
            other,
        }
    };
    mended.iter().map(one).collect()
}

/// How many there are, in a sentence; empty for none. Other doubts are not counted.
pub fn says<'a>(doubts: impl Iterator<Item = &'a Doubt>) -> String {
    let (mut anew, mut once, mut levels) = (0, 0, 0);
    for doubt in doubts {
        match doubt.what {
            What::IdAnew { .. } => anew += 1,
            What::KeptOnce { count, .. } => once += count,
            What::LevelMended { .. } => levels += 1,
            _ => {}
        }
    }
    let done = [("换了编号", anew), ("只留一份", once)];
    let done = done.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what} {count} 节"));
    let mut done = done.collect::<Vec<_>>().join("，");
    if !done.is_empty() {
        done = format!("有编号重了的节（两个人各加了一节）：{done}");
    }
    if levels > 0 {
        let comma = if done.is_empty() { "" } else { "；" };
        done.push_str(&format!("{comma}有级别接不上的节，理顺了 {levels} 节"));
    }
    if done.is_empty() { done } else { format!("文件里{done}，请看 F2 读入时拿不准的地方") }
}
