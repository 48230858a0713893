//! What another has changed in a text as it was handed out, done to the text itself: its references stay.
//!
//! ```text
//! text      截至6月底共接{电子工单}，办结……     (the writer's, who may have gone on)
//! shown     截至6月底共接10278个，办结……        the same as it is handed in
//! base      截至6月底共接10278个，办结……        what the file said when it was handed out
//! back      截至6月30日共接10300个，办结……      what it says now
//! lifted    截至6月30日共接{电子工单}，办结……   and told: the figure of 电子工单 has become 10300个
//! ```

use std::ops::Range;

use crate::edit::compare;
use crate::report::Ledger;
use crate::report::reference;
use crate::report::reference::Form;
use crate::report::reference::Kind;
use crate::report::reference::Piece;
use crate::text::differing;

/// A text with the changes of another.
#[derive(Debug, Default)]
pub(super) struct Lifted {
    /// What it says.
    pub(super) text: String,
    /// The references whose figures were changed, in order.
    pub(super) references: Vec<Changed>,
    /// The figures that were changed and are none: what each was and has become.
    pub(super) figures: Vec<(String, String)>,
}

/// A reference that shows something else in the file that came back.
#[derive(Debug)]
pub(super) struct Changed {
    /// Its name.
    pub(super) name: String,
    /// What is asked of the metric; `None` for a place.
    pub(super) form: Option<Form>,
    /// What it showed.
    pub(super) was: String,
    /// What stands there now.
    pub(super) becomes: String,
    /// Where the reference stands in the lifted text.
    pub(super) at: Range<usize>,
}

/// What has become of a stretch of the shown text.
#[derive(Debug)]
struct Turn {
    /// The bytes of the shown text.
    shown: Range<usize>,
    /// What stands there in the end.
    put: String,
}

/// The text with what `back` has changed of `base`.
pub(super) fn lift(text: &str, figures: &Ledger, base: &str, back: &str) -> Lifted {
    let pieces = figures.pieces(text);
    let shown: String = pieces.iter().map(|piece| &*piece.shown).collect();
    let mut begins = Vec::with_capacity(pieces.len());
    let mut at = 0;
    for piece in &pieces {
        begins.push(at..at + piece.shown.len());
        at += piece.shown.len();
    }
    let turns = joined(turns(&shown, base, back), &shown, &pieces, &begins);
    let mut lifted = Lifted::default();
    // How much of the text, and of what is shown, is done.
    let mut done = 0;
    for Turn { shown: bytes, put } in turns {
        let (from, to) = (place(text, &pieces, &begins, bytes.start), place(text, &pieces, &begins, bytes.end));
        lifted.text.push_str(&text[done..from]);
        done = to;
        let within = |k: &usize| pieces[*k].kind == Kind::Figure && begins[*k].start >= bytes.start;
        let within: Vec<usize> =
            (0..pieces.len()).filter(within).filter(|&k| begins[k].end <= bytes.end && !begins[k].is_empty()).collect();
        match within.as_slice() {
            [only] if begins[*only] == bytes && !put.is_empty() && !put.contains('\n') => {
                let piece = &pieces[*only];
                let at = lifted.text.len()..lifted.text.len() + piece.range.len();
                lifted.text.push_str(&text[piece.range.clone()]);
                lifted.references.extend(changed(text, piece, put, at));
            }
            _ => {
                let was = &shown[bytes.clone()];
                if is_figure(was) && is_figure(&put) {
                    lifted.figures.push((was.to_owned(), put.clone()));
                }
                let known = within.iter().map(|&k| (&*pieces[k].shown, &text[pieces[k].range.clone()]));
                lifted.text.push_str(&referring(put, known));
            }
        }
    }
    lifted.text.push_str(&text[done..]);
    lifted
}

fn changed(text: &str, piece: &Piece<'_>, becomes: String, at: Range<usize>) -> Option<Changed> {
    let reference = reference::find(&text[piece.range.clone()]).next()?;
    let form = if reference.place().is_some() { None } else { reference.form };
    Some(Changed { name: reference.name.to_owned(), form, was: piece.shown.clone().into_owned(), becomes, at })
}

/// Words that say what references said, referring again: each as often as it was said.
fn referring<'a>(mut put: String, known: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut from = 0;
    for (shown, source) in known {
        let alone = |at: &usize| {
            let digit = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_digit() || ch == '.');
            let (before, after) = (&put[..*at], &put[*at + shown.len()..]);
            !(digit(before.chars().next_back()) && digit(shown.chars().next())
                || digit(shown.chars().next_back()) && digit(after.chars().next()))
        };
        let found = put[from..].match_indices(shown).map(|(at, _)| from + at).find(alone);
        if let Some(at) = found {
            put.replace_range(at..at + shown.len(), source);
            from = at + source.len();
        }
    }
    put
}

/// The byte of the text at this byte of what is shown; a place inside of a reference is where it begins.
fn place(text: &str, pieces: &[Piece<'_>], begins: &[Range<usize>], shown: usize) -> usize {
    let at = begins.partition_point(|bytes| bytes.end <= shown);
    match (pieces.get(at), begins.get(at)) {
        (Some(piece), Some(bytes)) if piece.kind != Kind::Figure => piece.range.start + (shown - bytes.start),
        (Some(piece), _) => piece.range.start,
        _ => text.len(),
    }
}

/// What of the shown text becomes what else.
fn turns(shown: &str, base: &str, back: &str) -> Vec<Turn> {
    let (there, here) = (differing(base, back), differing(base, shown));
    let turn = |(here, there_now): (Range<usize>, Range<usize>)| {
        let put = &back[there_now.clone()];
        let changes = there.iter().filter(|hunk| there_now.start <= hunk.new.start && hunk.new.end <= there_now.end);
        let is_taken = changes.clone().next().is_some()
            && changes
                .into_iter()
                .all(|hunk| has_taken(&shown[here.clone()], &base[hunk.old.clone()], &back[hunk.new.clone()]));
        (shown[here.clone()] != *put && !is_taken).then(|| Turn { shown: here, put: put.to_owned() })
    };
    compare::changed_there(&here, &there).into_iter().filter_map(turn).collect()
}

/// Whether words say already what another has put in the place of these: what was put stands there, and what it was doesn't.
/// Of what was taken out alone nothing is known.
fn has_taken(words: &str, was: &str, put: &str) -> bool {
    let is_part = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphanumeric() || ch == '.');
    let has = |part: &str| {
        words.match_indices(part).any(|(at, _)| {
            let (before, after) = (words[..at].chars().next_back(), words[at + part.len()..].chars().next());
            !(is_part(before) && is_part(part.chars().next()) || is_part(after) && is_part(part.chars().next_back()))
        })
    };
    !was.is_empty() && !put.trim().is_empty() && has(put) && (put.contains(was) || !has(was))
}

/// Makes of all changes of one reference one, and widens what reaches into a reference to all of it.
fn joined(turns: Vec<Turn>, shown: &str, pieces: &[Piece<'_>], begins: &[Range<usize>]) -> Vec<Turn> {
    let references =
        || begins.iter().zip(pieces).filter(|(_, piece)| piece.kind == Kind::Figure).map(|(bytes, _)| bytes);
    let mut joined: Vec<Turn> = Vec::new();
    for turn in turns {
        let meets =
            |last: &&mut Turn| references().any(|bytes| last.shown.end > bytes.start && turn.shown.start < bytes.end);
        match joined.last_mut().filter(meets) {
            Some(last) => {
                last.put.push_str(&shown[last.shown.end..turn.shown.start]);
                last.put.push_str(&turn.put);
                last.shown.end = turn.shown.end;
            }
            None => joined.push(turn),
        }
    }
    for turn in &mut joined {
        for bytes in references() {
            if bytes.start < turn.shown.start && turn.shown.start < bytes.end {
                turn.put.insert_str(0, &shown[bytes.start..turn.shown.start]);
                turn.shown.start = bytes.start;
            }
            if bytes.start < turn.shown.end && turn.shown.end < bytes.end {
                turn.put.push_str(&shown[turn.shown.end..bytes.end]);
                turn.shown.end = bytes.end;
            }
        }
    }
    joined
}

/// Whether it is a number and nothing else.
fn is_figure(text: &str) -> bool {
    let body = text.trim();
    body.contains(|ch: char| ch.is_ascii_digit()) && body.chars().all(|ch| ch.is_ascii_digit() || ".,，%".contains(ch))
}
