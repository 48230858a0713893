//! 字 of every section, summed up through what stands above it.

use crate::report::Field;
use crate::report::Ledger;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::Style;
use crate::report::hands::in_stretches;
use crate::text;
use crate::tui::outline::Outline;
use crate::tui::outline::OutlineLine;

/// What the outline keeps of a section's own.
#[derive(Debug, Default)]
pub(super) struct Said {
    own: u32,
    metrics: u32,
    style: Style,
    /// Whether its texts may hold references.
    refers: bool,
}

impl Outline {
    /// 字 of a section with all below it.
    pub fn total(&self, id: SectionId) -> u32 {
        self.total[id]
    }

    /// 字 of everything that is exported, markers aside.
    pub fn report_total(&self) -> u32 {
        self.texts + self.sections
    }

    /// Totals of a subtree from its sections' own counts: backwards, every section after what is below it.
    pub(super) fn sum_up(&mut self, top: SectionId) {
        let Some(first) = self.lines.find(top) else { return };
        let mut open: Vec<u32> = Vec::new();
        for line in self.lines.all()[first..self.lines.end(first)].iter().rev() {
            let level = line.level();
            if open.len() <= level {
                open.resize(level + 1, 0);
            }
            let total = self.own[line.id] + open[level];
            open[level] = 0;
            open[level - 1] += total;
            self.total[line.id] = total;
        }
    }

    /// Adds to what is counted above a section.
    pub(super) fn add(&mut self, id: SectionId, count: u32) {
        for above in self.lines.ancestors(id) {
            let total = &mut self.total[above];
            *total = total.wrapping_add(count);
        }
        self.sections = self.sections.wrapping_add(count);
    }

    pub(super) fn recount(&mut self, report: &Report, id: SectionId) {
        if !report.tree.contains(id) {
            return;
        }
        let Said { own, refers, .. } = said(report, &self.figures, id);
        if refers {
            self.refers.insert(id);
        }
        self.grow(id, own.wrapping_sub(self.own[id]));
    }

    /// The same after a single edit of its heading or body, which is now `text`: 字 add up over paragraphs, so only the
    /// touched ones are counted anew.
    pub(super) fn recount_around(&mut self, id: SectionId, text: &str, at: usize, cut: &str, put: &str) {
        let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
        let behind = at + put.len();
        let end = text[behind..].find('\n').map_or(text.len(), |len| behind + len);
        let before = [&text[start..at], cut, &text[behind..end]].concat();
        if text[start..end].contains('{') {
            self.refers.insert(id);
        }
        self.grow(id, count(&self.figures, &text[start..end]).wrapping_sub(count(&self.figures, &before)));
    }

    fn grow(&mut self, id: SectionId, more: u32) {
        self.own[id] = self.own[id].wrapping_add(more);
        self.total[id] = self.total[id].wrapping_add(more);
        self.add(id, more);
    }

    pub(super) fn take(&mut self, id: SectionId, said: Said) {
        self.styles[id] = said.style;
        self.own[id] = said.own;
        self.metrics[id] = said.metrics;
        if said.refers {
            self.refers.insert(id);
        }
    }

    pub(super) fn count_texts(&mut self, report: &Report) {
        let texts = Field::of_report().filter(|field| *field != Field::ReportNote);
        let texts = texts.filter_map(|field| report.text(field));
        self.texts = texts.map(|text| count(&self.figures, text)).sum();
    }
}

/// Of a section; nothing of one that has gone.
pub(super) fn said(report: &Report, figures: &Ledger, id: SectionId) -> Said {
    report.tree.section(id).map_or_else(Said::default, |section| Said {
        own: count(figures, &section.heading) + count(figures, &section.body),
        metrics: small(section.metrics.len()),
        style: section.style.clone(),
        refers: section.heading.contains('{') || section.body.contains('{'),
    })
}

/// Of all sections; a large report is counted by several hands.
pub(super) fn said_in_all(report: &Report, figures: &Ledger, lines: &[OutlineLine]) -> Vec<Said> {
    const FEW: usize = 1 << 12;
    let counted =
        |lines: &[OutlineLine]| -> Vec<Said> { lines.iter().map(|line| said(report, figures, line.id)).collect() };
    in_stretches(lines, FEW, counted).into_iter().flatten().collect()
}

/// 字 of a text as it is handed in: of a reference, what it says.
fn count(figures: &Ledger, text: &str) -> u32 {
    small(text::count(&figures.render(text)))
}

pub(super) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
