//! The texts of a report in the order in which they are read, as far as a part of it reaches. Each question costs the same,
//! however long the report is.

use std::ops::Range;

use super::Outline;
use crate::report::Field;
use crate::report::Report;
use crate::report::SectionId;

/// What stands before the first section of a manuscript.
const FRONT: [Field; 4] = [Field::Title, Field::Subtitle, Field::Salutation, Field::Preamble];

/// A part of a report, as a run of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// One text.
    One(Field),
    /// Headings and bodies of the sections in these lines of the outline.
    Lines(Range<usize>),
    /// Everything that is handed in but for 版头 and 版记.
    Whole,
}

impl Outline {
    /// Where a text stands in reading order; `None` of one that no manuscript has, as a note.
    pub fn order(&self, report: &Report, field: Field) -> Option<(u8, usize, usize)> {
        let part = |parts: &[Field]| parts.iter().position(|part| *part == field);
        match field {
            Field::Heading(id) | Field::Body(id) => {
                let line = self.branch(id)?.start;
                let zone = if line < self.first_annex(report) { 1 } else { 3 };
                Some((zone, line, usize::from(matches!(field, Field::Body(_)))))
            }
            _ => part(&FRONT).map(|at| (0, 0, at)).or_else(|| part(&Field::END).map(|at| (2, 0, at))),
        }
    }

    /// Whether a text belongs to a part of the report.
    pub fn spans(&self, report: &Report, span: &Span, field: Field) -> bool {
        match span {
            Span::One(one) => *one == field,
            _ if self.hides(field).is_some() => false,
            Span::Whole => self.order(report, field).is_some(),
            Span::Lines(lines) => {
                field.section().and_then(|id| self.branch(id)).is_some_and(|own| lines.contains(&own.start))
                    && matches!(field, Field::Heading(_) | Field::Body(_))
            }
        }
    }

    /// The first text of a part; `None` of one without any.
    pub fn first_text(&self, span: &Span) -> Option<Field> {
        match span {
            Span::One(field) => Some(*field),
            Span::Lines(lines) => self.heading_at(lines.start).filter(|_| !lines.is_empty()),
            Span::Whole => Some(Field::Title),
        }
    }

    /// The last text of a part.
    pub fn last_text(&self, report: &Report, span: &Span) -> Option<Field> {
        match span {
            Span::One(field) => Some(*field),
            Span::Lines(lines) => self.text_before(lines.end),
            Span::Whole if self.first_annex(report) < self.lines().len() => self.text_before(self.lines().len()),
            Span::Whole => Field::END.last().copied(),
        }
    }

    /// The text that follows in a part, empty ones too.
    pub fn next_text(&self, report: &Report, span: &Span, field: Field) -> Option<Field> {
        let annexes = self.first_annex(report);
        let next = match field {
            _ if matches!(span, Span::One(_)) => None,
            Field::Heading(id) if !self.folds(id) => Some(Field::Body(id)),
            Field::Heading(id) | Field::Body(id) => {
                let branch = self.branch(id)?;
                let line = if self.folds(id) { branch.end } else { branch.start + 1 };
                let is_last = line == annexes && *span == Span::Whole;
                if is_last { Field::END.first().copied() } else { self.heading_at(line) }
            }
            _ => match FRONT.iter().position(|part| *part == field) {
                Some(at) if at + 1 < FRONT.len() => Some(FRONT[at + 1]),
                Some(_) if annexes == 0 => Field::END.first().copied(),
                Some(_) => self.heading_at(0),
                None => {
                    let at = Field::END.iter().position(|part| *part == field)?;
                    Field::END.get(at + 1).copied().or_else(|| self.heading_at(annexes))
                }
            },
        };
        next.filter(|next| self.spans(report, span, *next))
    }

    /// The text before in a part, empty ones too.
    pub fn previous_text(&self, report: &Report, span: &Span, field: Field) -> Option<Field> {
        let annexes = self.first_annex(report);
        let before = match field {
            _ if matches!(span, Span::One(_)) => None,
            Field::Body(id) => Some(Field::Heading(id)),
            Field::Heading(id) => {
                let line = self.branch(id)?.start;
                match line {
                    _ if line == annexes && *span == Span::Whole => Field::END.last().copied(),
                    0 => FRONT.last().copied(),
                    _ => self.text_before(line),
                }
            }
            _ => match Field::END.iter().position(|part| *part == field) {
                Some(0) if annexes == 0 => FRONT.last().copied(),
                Some(0) => self.text_before(annexes),
                Some(at) => Some(Field::END[at - 1]),
                None => FRONT.iter().position(|part| *part == field)?.checked_sub(1).map(|at| FRONT[at]),
            },
        };
        before.filter(|before| self.spans(report, span, *before))
    }

    /// The last text before a line that shows: the body of the section there, or the heading that hides it.
    fn text_before(&self, line: usize) -> Option<Field> {
        let last = self.lines().get(line.checked_sub(1)?)?;
        Some(match self.hides(Field::Body(last.id)) {
            Some(folded) => Field::Heading(folded),
            None => Field::Body(last.id),
        })
    }

    /// Whether a manuscript shows no more of a section than its heading.
    pub fn folds(&self, id: SectionId) -> bool {
        self.texts_fold && self.is_collapsed(id) && self.branch(id).is_some_and(|lines| lines.len() > 1)
    }

    /// The section, the highest of them, behind whose heading a manuscript hides a text.
    pub fn hides(&self, field: Field) -> Option<SectionId> {
        let (Field::Heading(id) | Field::Body(id)) = field else { return None };
        if !self.texts_fold {
            return None;
        }
        let mut highest = Some(id).filter(|&id| matches!(field, Field::Body(_)) && self.folds(id));
        // What stands above the part that is focused on hides nothing of it.
        let top = self.hoisted().last();
        for above in self.lines.ancestors(id).take_while(|_| top != Some(&id)) {
            highest = Some(above).filter(|&above| self.folds(above)).or(highest);
            if top == Some(&above) {
                break;
            }
        }
        highest
    }

    fn heading_at(&self, line: usize) -> Option<Field> {
        self.lines().get(line).map(|line| Field::Heading(line.id))
    }

    /// The line of the first annex; how many lines there are without one.
    pub fn first_annex(&self, report: &Report) -> usize {
        let first = report.tree.annexes().first();
        first.and_then(|&id| self.branch(id)).map_or(self.lines().len(), |lines| lines.start)
    }
}
