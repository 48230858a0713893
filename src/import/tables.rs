//! What hangs on the tables of a file: it is taken out of the paragraphs, and hung on the same lines of the reports that are read
//! from the rest.

use super::Imported;
use super::own::Own;
use super::source::Source;
use crate::report::Owner;
use crate::report::TableAside;
use crate::report::grid;

/// What hangs on tables, each with its lines.
#[derive(Debug, Default)]
pub(super) struct Tables(Vec<(Vec<String>, TableAside)>);

/// Takes out what hangs on tables; the other paragraphs stay. A 表题 without a table is a paragraph.
pub(super) fn split(sources: Vec<Source>) -> (Vec<Source>, Tables) {
    let mut tables = Tables::default();
    let (mut rest, mut above): (Vec<Source>, Vec<Source>) = Default::default();
    // How many rows of the last table are still to come; `None` once something else follows it.
    let mut left: Option<usize> = None;
    for mut source in sources {
        let own = source.own.filter(|own| matches!(own, Own::TableTitle | Own::TableUnit | Own::TableNote));
        if own.is_some() {
            source.own = None;
        }
        match (own, left) {
            (Some(Own::TableNote), Some(0)) => {
                if let Some((_, aside)) = tables.0.last_mut() {
                    aside.note = without("注", &source.text);
                }
                left = None;
                continue;
            }
            (Some(Own::TableTitle | Own::TableUnit), _) => {
                source.own = own;
                above.push(source);
                left = None;
                continue;
            }
            _ => {}
        }
        if let Some(mark) = source.table.take() {
            let mut aside = TableAside { merged: mark.merged, ..TableAside::default() };
            for line in above.drain(..) {
                match line.own {
                    Some(Own::TableTitle) => aside.title.push_str(line.text.trim()),
                    _ => aside.unit = without("单位", &line.text),
                }
            }
            tables.0.push((Vec::new(), aside));
            left = Some(mark.rows);
        }
        rest.extend(above.drain(..).map(|line| Source { own: None, ..line }));
        left = left.and_then(|rows| rows.checked_sub(1));
        if let (Some(_), Some((lines, _))) = (left, tables.0.last_mut()) {
            lines.push(source.text.trim().to_owned());
        }
        rest.push(source);
    }
    rest.extend(above.into_iter().map(|line| Source { own: None, ..line }));
    tables.0.retain(|(_, aside)| *aside != TableAside::default());
    (rest, tables)
}

/// What a line says after the word that it begins with.
fn without(word: &str, line: &str) -> String {
    let line = line.trim();
    let rest = line.strip_prefix(word).and_then(|rest| rest.strip_prefix(['：', ':']));
    rest.unwrap_or(line).trim().to_owned()
}

impl Tables {
    /// Hangs everything on the tables of the reports that have its lines.
    pub(super) fn put_into(mut self, imported: &mut Imported) {
        for report in &mut imported.reports {
            let sections = report.tree.rows().map(|row| Owner::Section(row.section.id));
            let owners: Vec<Owner> = std::iter::once(Owner::Report).chain(sections).collect();
            for owner in owners {
                if self.0.is_empty() {
                    return;
                }
                for (field, text) in grid::texts_of(owner) {
                    let found = self.on(report.text(field).unwrap_or_default());
                    let found = found.into_iter().map(|table| TableAside { text, ..table });
                    let aside = match owner {
                        Owner::Report => Some(&mut report.aside),
                        Owner::Section(id) => report.tree.section_mut(id).map(|section| &mut section.aside),
                    };
                    let mut found = found.peekable();
                    if let Some(aside) = aside.filter(|_| found.peek().is_some()) {
                        aside.get_or_insert_default().tables.extend(found);
                    }
                }
            }
        }
    }

    /// What hangs on the tables of a text.
    fn on(&mut self, text: &str) -> Vec<TableAside> {
        let runs = (0_u32..).zip(grid::runs(text));
        let found = runs.filter_map(|(at, run)| {
            let lines: Vec<&str> = text[run.bytes].lines().map(str::trim).collect();
            let which = self.0.iter().position(|(found, _)| *found == lines)?;
            Some(TableAside { at, ..self.0.remove(which).1 })
        });
        found.collect()
    }
}
