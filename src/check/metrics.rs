//! Metrics and the references to them: names given twice, values to come, references that say nothing.

use std::collections::HashMap;

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::reference;
use crate::report::reference::Unresolved;
use crate::text::is_han;

pub(super) static RULES: &[Rule] = &[
    Rule::wrong("unresolved", "引用落空", "本程序：引用要有对应的指标、附件或节", Look::Where("{", unresolved)),
    Rule::wrong("metric_name", "指标重名", "本程序：一份报告里指标名不重复", Look::Report(same_name)),
    Rule::wrong("formula", "公式算不出", "本程序：公式指标要能算出来", Look::Report(formula)),
];

/// A reference that will be handed in with its braces.
fn unresolved(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    // {id} in a text that keeps no figures is one of a program.
    let keeps_none = paper.report.all_metrics().next().is_none();
    for reference in reference::find(paragraph.text) {
        if keeps_none && !reference.name.contains(is_han) {
            continue;
        }
        if let Err(why) = paper.figures.resolve(&reference) {
            notes.mark(paragraph, reference.range, says(paper, reference.name, &why));
        }
    }
}

/// A metric whose formula or series comes to nothing, whether a text refers to it or not.
fn formula(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    for (owner, row, metric) in metrics(paper) {
        if let Some(why) = paper.figures.reckon(metric).trouble {
            notes.metric(owner, row, "", says(paper, metric.name.trim(), &why));
        }
    }
}

/// Every metric with its owner and its row there.
fn metrics<'a>(paper: &Paper<'a>) -> impl Iterator<Item = (Owner, usize, &'a Metric)> {
    let mut last = None;
    paper.report.all_metrics().map(move |(owner, metric)| {
        let row = last.filter(|(of, _)| *of == owner).map_or(0, |(_, row)| row + 1);
        last = Some((owner, row));
        (owner, row, metric)
    })
}

/// Why a metric of this name says nothing, and what to do.
fn says(paper: &Paper<'_>, name: &str, why: &Unresolved) -> String {
    let odd = match why {
        Unresolved::NoFigure => odd(paper, name),
        Unresolved::NoNumber(other) => odd(paper, other),
        _ => None,
    };
    if let Some(odd) = odd {
        return format!("“{name}”算不出来：“{odd}”不是数，请改成数，单位写在单位一栏");
    }
    match why {
        Unresolved::NoMetric => format!("没有“{name}”这个指标，请在指标里添上或改正名称"),
        Unresolved::ManyMetrics => format!("有几个指标都叫“{name}”，请改名"),
        Unresolved::NoForm => "引用里冒号后面的写法不认识，请改正".to_owned(),
        Unresolved::NoFigure => format!("“{name}”缺少算这个数要用的值，请补上"),
        Unresolved::UnclearTarget => {
            format!("“{name}”的数值和目标都比上年低，看不出高好还是低好，说不了完成率，请在指标上按 F8 定下方向")
        }
        Unresolved::NoAnnex => "引用的附件没有了，请改正标题或补上附件".to_owned(),
        Unresolved::NoSection => "引用的节没有了，请改正标题或补上这一节".to_owned(),
        Unresolved::ManyPlaces => "有几处叫引用的这个名字，请改名".to_owned(),
        Unresolved::Unnumbered => "引用的那一节不编号，说不出序号，请换一种说法".to_owned(),
        Unresolved::NotJudged => format!("“{name}”设为不评价，不说完成得怎样，请换一种说法"),
        Unresolved::UnlikeUnits => format!("“{name}”的公式把百分比和别的数相加减，请改正"),
        Unresolved::NoBase => format!("“{name}”比的那个数是零或负数，说不了百分之几，请换一种说法"),
        Unresolved::BadFormula(_) => format!("“{name}”的公式写错了，请改正"),
        Unresolved::Cycle => format!("“{name}”的公式绕了一圈又算到自己，请改正"),
        Unresolved::NoOperand(other) => format!("“{name}”的公式里，“{other}”不是指标，请改正"),
        Unresolved::ManyOperands(other) => format!("“{name}”的公式里，“{other}”有几个指标都叫这个名字，请改名"),
        Unresolved::NoNumber(other) => format!("“{name}”的公式里，“{other}”还没有数，请补上"),
        Unresolved::DivisionByZero => format!("“{name}”的公式里除数是零，请改正"),
        Unresolved::TooLarge => format!("“{name}”的公式算出来的数太大，请改正"),
        Unresolved::NoTotal => format!("“{name}”分期的数不全，算不出合计，请补上"),
    }
}

/// What is written in a metric of this name and is no number.
fn odd(paper: &Paper<'_>, name: &str) -> Option<String> {
    paper.figures.named(name).ok()?.metric.odd().map(str::to_owned)
}

/// Two metrics of one name: no reference can tell them apart.
fn same_name(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for (owner, row, metric) in metrics(paper) {
        let name = metric.name.trim();
        let times = seen.entry(name).or_insert(0);
        *times += 1;
        if *times > 1 && !name.is_empty() {
            let also = match owner {
                Owner::Report => "report".to_owned(),
                Owner::Section(id) => id.number().to_string(),
            };
            notes.metric(owner, row, &also, format!("前面已经有叫“{name}”的指标，请改名或并成一个"));
        }
    }
}
