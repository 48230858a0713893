//! 图: one metric, the metrics of its section side by side, or its periods in a line.

use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;
use crate::report::series;
use crate::tui::overlay::Overlay;

/// A picture of figures.
#[derive(Debug)]
pub struct Picture {
    /// Who keeps the metric.
    pub owner: Owner,
    /// Which of the owner's it is.
    pub at: usize,
    /// What is drawn.
    pub kind: Kind,
    /// What it was opened from: that is there again when it is left.
    pub from: Option<Box<Overlay>>,
}

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The metric beside last year's and the target.
    Metric,
    /// The metrics of the same unit beside it.
    Section,
    /// The metric's periods.
    Series,
}

impl Kind {
    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Metric => "与上年、目标相比",
            Kind::Section => "本节各项",
            Kind::Series => "分期走势",
        }
    }

    /// Those that there is something to draw for.
    pub fn of(report: &Report, owner: Owner, at: usize) -> Vec<Kind> {
        let rows = report.metrics(owner).unwrap_or_default();
        let Some(metric) = rows.get(at) else { return Vec::new() };
        let mut kinds = vec![Kind::Metric];
        let alike = |other: &&Metric| other.unit.trim() == metric.unit.trim() && !other.name.trim().is_empty();
        if rows.iter().filter(alike).count() > 1 {
            kinds.push(Kind::Section);
        }
        if series::read(&metric.series).iter().filter(|entry| entry.number().is_some()).count() > 1 {
            kinds.push(Kind::Series);
        }
        kinds
    }
}
