//! What was mended of a report's own file while it was read, among the doubts of the report.

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
            Mend::Once { id, at, count } => (What::KeptOnce { count, place: at }, id, Some(Reading::Kept)),
        };
        Doubt {
            line: mended.line,
            to: mended.line,
            what,
            at: Some(Spot { report: 0, field: Field::Heading(id) }),
            other,
        }
    };
    mended.iter().map(one).collect()
}

/// How many there are, in a sentence; empty for none. Other doubts are not counted.
pub fn says(doubts: &[Doubt]) -> String {
    let (mut anew, mut once) = (0, 0);
    for doubt in doubts {
        match doubt.what {
            What::IdAnew { .. } => anew += 1,
            What::KeptOnce { count, .. } => once += count,
            _ => {}
        }
    }
    let done = [("换了编号", anew), ("只留一份", once)];
    let done = done.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what} {count} 节"));
    match done.collect::<Vec<_>>().join("，") {
        done if done.is_empty() => done,
        done => format!("文件里有编号重了的节（两个人各加了一节）：{done}，请看 F2 存疑清单"),
    }
}
