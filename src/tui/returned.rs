//! 退回稿: a file that comes back, read as the report that is open.

use crate::edit::returned;
use crate::edit::returned::Back;
use crate::edit::returned::Figure;
use crate::edit::returned::Figures;
use crate::edit::returned::Kin;
use crate::edit::returned::Returned;
use crate::export;
use crate::export::Excerpt;
use crate::export::Format;
use crate::export::Metrics;
use crate::export::Options;
use crate::import;
use crate::import::ImportError;
use crate::import::Told;
use crate::report::Draft;
use crate::report::Owner;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::Sent;
use crate::report::SentExtent;

/// Why a file is not taken in as the report's own; what to do stands in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It can't be read.
    #[error(transparent)]
    Unread(#[from] ImportError),
    /// It has next to nothing of the report.
    #[error("里面几乎没有这份报告的节，请看看是不是拿错了文件，要当新的报告打开，请直接打开它")]
    Other,
}

/// A file that came back, against the report that is open.
#[derive(Clone, Debug)]
pub struct Came {
    /// The report with what was changed in the file.
    pub report: Report,
    /// The figures that somebody has changed where a metric says them.
    pub figures: Vec<Figure>,
    /// Who has revised which section, as it is called in the report; each once, in the order of the file.
    pub told: Vec<Told>,
}

/// What was changed in a file that came back, as a state of the report.
///
/// # Errors
/// That the file can't be read, or that nothing of the report is in it.
pub fn came(now: &Report, bytes: &[u8], name: Option<&str>, figures: Figures) -> Result<Came, NotTaken> {
    let mut read = import::returned(bytes, name)?;
    let metrics = if has_metrics(&read.after.report, now) { Metrics::Annexed } else { Metrics::InTexts };
    let mut sent = sent_again(now, read.sent.as_ref(), metrics)?;
    for draft in std::iter::once(&mut sent).chain([&mut read.after]).chain(&mut read.before) {
        without_metrics(&mut draft.report, now);
    }
    let back = Back { after: read.after, before: read.before, sent: read.sent };
    let Returned { report, figures, ids, kin } = returned::returned(now, &sent, &back, figures);
    if kin == Kin::Other {
        return Err(NotTaken::Other);
    }
    let of = |of: Owner| match of {
        Owner::Section(id) => Owner::Section(ids.get(&id).copied().unwrap_or(id)),
        Owner::Report => Owner::Report,
    };
    let told = read.told.into_iter().map(|told| Told { of: of(told.of), ..told }).collect();
    Ok(Came { report, figures, told })
}

/// The report handed out and read again: what the file would say if nobody had changed it.
fn sent_again(now: &Report, sent: Option<&Sent>, metrics: Metrics) -> Result<Draft, NotTaken> {
    let options = Options { metrics, ..Options::default() };
    let part: Vec<SectionId> = match sent {
        Some(Sent { sections, extent: SentExtent::Part, .. }) => sections.iter().map(|section| section.id).collect(),
        _ => Vec::new(),
    };
    let excerpt = if part.is_empty() { Excerpt::from(now) } else { Excerpt::of(now, &part) };
    let format = Format::named("docx").expect("it is one of the formats");
    let bytes = export::bytes(excerpt, format, &options).unwrap_or_default();
    Ok(import::returned(&bytes, None)?.after)
}

/// Whether the table of the metrics was handed out as an annex.
fn has_metrics(file: &Report, now: &Report) -> bool {
    metrics_annexes(file, now).next().is_some()
}

fn metrics_annexes<'r>(file: &'r Report, now: &'r Report) -> impl Iterator<Item = SectionId> + 'r {
    let is_it = |report: &Report, id: &SectionId| {
        report.tree.section(*id).is_some_and(|section| section.heading == export::METRICS_ANNEX)
    };
    let own = now.tree.annexes().iter().any(|id| is_it(now, id));
    file.tree.annexes().iter().copied().filter(move |id| !own && is_it(file, id))
}

/// Takes the annex of the metrics out: it is no part of the report.
fn without_metrics(report: &mut Report, now: &Report) {
    let annexes: Vec<SectionId> = metrics_annexes(report, now).collect();
    if annexes.is_empty() {
        return;
    }
    let gone = |id: SectionId| annexes.iter().any(|annex| report.tree.is_within(id, *annex));
    let rows = report.tree.rows().filter(|row| !gone(row.section.id));
    let rows: Vec<_> = rows.map(|row| (row.level, row.section.clone())).collect();
    if let Ok(tree) = crate::report::Tree::from_rows(rows) {
        report.tree = tree;
    }
}
