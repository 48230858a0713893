//! Samples: whole reports to look around in, and one to practise on. They are part of the program: it is one file.

use crate::report::Report;

/// The samples, each with what there is to see in it.
const SAMPLES: [(&str, &[u8]); 5] = [
    ("半年总结：指标、分期、附表", include_bytes!("../../samples/hotline-half-year.ron")),
    ("全年总结和明年计划", include_bytes!("../../samples/annual-and-plan.ron")),
    ("专项工作总结", include_bytes!("../../samples/civic-campaign.ron")),
    ("业务局半年总结", include_bytes!("../../samples/science-half-year.ron")),
    ("个人挂职总结", include_bytes!("../../samples/secondment.ron")),
];

/// What the samples are called.
pub fn names() -> impl Iterator<Item = &'static str> {
    SAMPLES.iter().map(|(name, _)| *name)
}

/// The sample of this name.
pub fn open(name: &str) -> Option<Report> {
    let (_, bytes) = SAMPLES.iter().find(|(other, _)| *other == name)?;
    Some(super::read(bytes).expect("a test reads the samples"))
}

/// The report that the tutorial is done on.
pub fn practice() -> Report {
    super::read(include_bytes!("samples/practice.ron")).expect("a test reads it")
}
