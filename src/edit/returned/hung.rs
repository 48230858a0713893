//! What hangs on the texts of a file that came back: what somebody said to them, and what their tables have beside their cells.

use crate::report::Aside;
use crate::report::Comment;
use crate::report::CommentOn;
use crate::report::Draft;
use crate::report::Field;
use crate::report::Ledger;
use crate::report::NOTED;
use crate::report::Owner;
use crate::report::Report;
use crate::report::TableAside;
use crate::report::TableIn;
use crate::report::grid;
use crate::report::reference::Kind;

use super::Back;

/// Hangs on the texts of the report what was hung on those of the file.
pub(super) fn hang(report: &mut Report, now: &Report, sent: &Draft, back: &Back) {
    let ledger = Ledger::new(report);
    for owner in super::owners(report) {
        let there = |of: &Report| of.aside(owner).flatten().cloned().unwrap_or_default();
        let (after, before) = (there(&back.after.report), there(&sent.report));
        let mut aside = there(report);
        let was = aside.clone();
        if after.tables != before.tables || is_rewritten(report, now, owner) {
            aside.tables = tables(report, now, owner, [&aside, &before, &after]);
        }
        let mut last = None;
        let note = match owner {
            Owner::Report => report.note.as_str(),
            Owner::Section(id) => report.tree.section(id).map_or("", |section| section.note.as_str()),
        };
        let own = format!("{NOTED}{}", ledger.render(note.trim()));
        for comment in after.comments.iter().filter(|comment| comment.text != own) {
            last = Some(take(&mut aside.comments, hung(report, &ledger, owner, comment), last));
        }
        if aside != was {
            report.hang(owner, aside);
        }
    }
}

/// Whether a text of this owner that may hold tables says something else.
fn is_rewritten(report: &Report, now: &Report, owner: Owner) -> bool {
    grid::texts_of(owner).into_iter().any(|(field, _)| report.text(field) != now.text(field))
}

/// Adds what somebody said, or ticks it off where it was said before; an answer after the comment that it answers, or after
/// what was answered before. Answers where it is.
fn take(comments: &mut Vec<Comment>, comment: Comment, last: Option<usize>) -> usize {
    let same = |known: &Comment| {
        let is_his = known.author == comment.author || known.author.is_empty();
        is_his && known.text == comment.text && same_day(&known.date, &comment.date)
    };
    if let Some((at, known)) = comments.iter_mut().enumerate().find(|(_, known)| same(known)) {
        known.done |= comment.done;
        return at;
    }
    let at = match last.filter(|_| comment.answers) {
        Some(last) => last + 1 + comments[last + 1..].iter().take_while(|other| other.answers).count(),
        None => comments.len(),
    };
    comments.insert(at, comment);
    at
}

/// Whether two dates are one: a program may write it with or without seconds and zone.
fn same_day(one: &str, other: &str) -> bool {
    let minute = |date: &str| date.chars().take("2031-07-02T09:15".len()).collect::<String>();
    one.is_empty() || other.is_empty() || minute(one) == minute(other)
}

/// A comment on the words of the report that say what those of the file said.
fn hung(report: &Report, ledger: &Ledger, owner: Owner, comment: &Comment) -> Comment {
    let field = match (owner, comment.on) {
        (Owner::Section(id), CommentOn::Heading) => Field::Heading(id),
        (Owner::Section(id), _) => Field::Body(id),
        (Owner::Report, CommentOn::Heading) => Field::Title,
        (Owner::Report, CommentOn::Body) => Field::Preamble,
        (Owner::Report, CommentOn::Closing) => Field::Closing,
    };
    let text = report.text(field).unwrap_or_default();
    if comment.words.is_empty() || text.contains(&comment.words) || !text.contains('{') {
        return comment.clone();
    }
    let words = shown_at(ledger, text, &comment.words).unwrap_or_default();
    Comment { words, ..comment.clone() }
}

/// The words of a text that show these; references are whole.
fn shown_at(ledger: &Ledger, text: &str, words: &str) -> Option<String> {
    let pieces = ledger.pieces(text);
    let shown: String = pieces.iter().map(|piece| &*piece.shown).collect();
    let start = shown.find(words)?;
    let end = start + words.len();
    let (mut from, mut to, mut at) = (None, 0, 0);
    for piece in &pieces {
        let (begins, ends) = (at, at + piece.shown.len());
        at = ends;
        if ends <= start || begins >= end {
            continue;
        }
        let whole = piece.kind == Kind::Figure;
        let first = if whole { piece.range.start } else { piece.range.start + start.saturating_sub(begins) };
        from.get_or_insert(first);
        to = if whole { piece.range.end } else { piece.range.start + end.min(ends) - begins };
    }
    text.get(from?..to).filter(|words| !words.contains('\n')).map(str::to_owned)
}

/// What the tables of the texts of an owner have beside their cells: as the report has it, with what was changed in the file.
fn tables(report: &Report, now: &Report, owner: Owner, [own, before, after]: [&Aside; 3]) -> Vec<TableAside> {
    let mut found = Vec::new();
    for (field, within) in grid::texts_of(owner) {
        let (old, new) = (now.text(field).unwrap_or_default(), report.text(field).unwrap_or_default());
        let (old_runs, new_runs) = (grid::runs(old), grid::runs(new));
        let first = |text: &str, run: &grid::Run| text[run.bytes.clone()].lines().next().map(str::to_owned);
        let mut used = vec![false; old_runs.len()];
        for (at, run) in (0_u32..).zip(&new_runs) {
            let head = first(new, run);
            let same = (0..old_runs.len()).find(|&k| !used[k] && first(old, &old_runs[k]) == head);
            let same = same.or_else(|| Some(at as usize).filter(|&k| old_runs.len() == new_runs.len() && !used[k]));
            same.into_iter().for_each(|k| used[k] = true);
            let of = |aside: &Aside, at: Option<u32>| {
                let at = at?;
                aside.tables.iter().find(|table| table.text == within && table.at == at).cloned()
            };
            let was = same.and_then(|k| u32::try_from(k).ok());
            let (own, before) = (of(own, was).unwrap_or_default(), of(before, was).unwrap_or_default());
            let after = of(after, Some(at)).unwrap_or_default();
            let table = merged(own, &before, &after);
            if table != TableAside::default() {
                found.push(TableAside { text: within, at, ..table });
            }
        }
    }
    found
}

/// A table as the report has it, with what was changed in the file.
fn merged(own: TableAside, before: &TableAside, after: &TableAside) -> TableAside {
    let text = |own: String, before: &str, after: &str| if before == after { own } else { after.to_owned() };
    TableAside {
        text: TableIn::default(),
        at: 0,
        title: text(own.title, &before.title, &after.title),
        unit: text(own.unit, &before.unit, &after.unit),
        note: text(own.note, &before.note, &after.note),
        columns: own.columns,
        merged: if before.merged == after.merged { own.merged } else { after.merged.clone() },
    }
}
