//! 批注: what is said to texts, answered and ticked off. Each answers `None` where nothing would change.

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Aside;
use crate::report::Comment;
use crate::report::Owner;
use crate::report::Report;

/// Ticks a comment off with its answers, or takes that back.
pub fn tick_comment(report: &Report, of: Owner, at: usize) -> Option<Change> {
    let done = !report.aside(of)??.comments.get(at)?.done;
    let label = if done { "办结批注" } else { "重开批注" };
    change(report, of, label, |aside| {
        let thread = thread(&aside.comments, at);
        aside.comments[thread].iter_mut().for_each(|comment| comment.done = done);
    })
}

/// Answers a comment.
pub fn answer_comment(report: &Report, of: Owner, at: usize, text: &str) -> Option<Change> {
    let asked = report.aside(of)??.comments.get(at)?;
    if text.trim().is_empty() {
        return None;
    }
    let (on, words) = (asked.on, asked.words.clone());
    let answer = Comment { on, words, text: text.trim().to_owned(), answers: true, ..Comment::default() };
    change(report, of, "答复批注", |aside| {
        let end = thread(&aside.comments, at).end;
        aside.comments.insert(end, answer);
    })
}

/// Says something to a text.
pub fn add_comment(report: &Report, of: Owner, comment: Comment) -> Option<Change> {
    if comment.text.trim().is_empty() {
        return None;
    }
    change(report, of, "加批注", |aside| aside.comments.push(comment))
}

/// A comment with all its answers.
fn thread(comments: &[Comment], at: usize) -> std::ops::Range<usize> {
    let first = comments[..=at].iter().rposition(|comment| !comment.answers).unwrap_or(at);
    let answers = comments[first + 1..].iter().take_while(|comment| comment.answers).count();
    first..first + 1 + answers
}

fn change(report: &Report, of: Owner, label: &str, edit: impl FnOnce(&mut Aside)) -> Option<Change> {
    let now = report.aside(of)?;
    let mut aside = now.cloned().unwrap_or_default();
    edit(&mut aside);
    (Some(&aside) != now).then(|| Change::one(label, Edit::Aside { of, aside: Some(Box::new(aside)) }))
}
