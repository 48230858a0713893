//! Two changes of one text, paragraph by paragraph.

use std::ops::Range;

use super::MARK;
use super::Side;
use crate::edit::compare::words::paragraphs;
use crate::text::Hunk;
use crate::text::hunks;

/// A stretch of a text that two have changed.
enum Stretch<'a> {
    /// What it says in the end.
    Agreed(Vec<&'a str>),
    /// Both have changed it, each otherwise.
    Clash {
        /// As the writer has it.
        mine: &'a [&'a str],
        /// As it was.
        base: &'a [&'a str],
        /// As the other has it.
        theirs: &'a [&'a str],
    },
}

/// Both changes of a text of paragraphs, and whether both changed the same paragraph, or wrote at the same gap.
pub(super) fn merge_paragraphs(base: &str, mine: &str, theirs: &str, side: Side) -> (String, bool) {
    let [base, mine, theirs] = [base, mine, theirs].map(paragraphs);
    let mut merged: Vec<&str> = Vec::new();
    let mut both = false;
    for stretch in woven(&base, &mine, &theirs) {
        match stretch {
            Stretch::Agreed(same) => merged.extend(same),
            Stretch::Clash { mine, base, theirs } => {
                both = true;
                match side {
                    Side::Both => merged.extend(mine.iter().chain([&MARK]).chain(theirs)),
                    Side::Mine => merged.extend(mine),
                    Side::Base => merged.extend(base),
                    Side::Theirs => merged.extend(theirs),
                }
            }
        }
    }
    (merged.join("\n"), both)
}

/// The text stretch by stretch.
fn woven<'a>(base: &'a [&'a str], mine: &'a [&'a str], theirs: &'a [&'a str]) -> Vec<Stretch<'a>> {
    let (here, there) = (hunks(base, mine), hunks(base, theirs));
    let mut stretches = Vec::new();
    let mut at = 0;
    for Group { reach, first, second } in groups(&here, &there) {
        stretches.push(Stretch::Agreed(base[at..reach.start].to_vec()));
        at = reach.end;
        let mine = &mine[as_changed(&here, &first, &reach)];
        let theirs = &theirs[as_changed(&there, &second, &reach)];
        stretches.push(match (first.is_empty(), second.is_empty()) {
            (false, false) if mine != theirs => Stretch::Clash { mine, base: &base[reach], theirs },
            (true, _) => Stretch::Agreed(theirs.to_vec()),
            _ => Stretch::Agreed(mine.to_vec()),
        });
    }
    stretches.push(Stretch::Agreed(base[at..].to_vec()));
    stretches
}

/// Where `theirs` differs from `mine`, in lines, and the lines that `mine`, `base` and `theirs` have there.
pub fn differing_lines(mine: &str, base: &str, theirs: &str) -> Vec<[Range<usize>; 3]> {
    let lines = |text| -> Vec<&str> { str::lines(text).collect() };
    let (mine, base, theirs) = (lines(mine), lines(base), lines(theirs));
    let (before, there) = (hunks(&mine, &base), hunks(&mine, &theirs));
    let groups = groups(&before, &there).into_iter().filter(|group| !group.second.is_empty());
    let ranges = |Group { reach, first, second }| {
        let (before, there) = (as_changed(&before, &first, &reach), as_changed(&there, &second, &reach));
        [reach, before, there]
    };
    groups.map(ranges).collect()
}

/// Of what two have changed of one text, as they differ from it in bytes: what the second has changed, as bytes of the first one's
/// text and of his own. Where both changed the same, all that both reach.
pub(in crate::edit) fn changed_there(here: &[Hunk], there: &[Hunk]) -> Vec<(Range<usize>, Range<usize>)> {
    let groups = groups(here, there).into_iter().filter(|group| !group.second.is_empty());
    let ranges =
        |Group { reach, first, second }| (as_changed(here, &first, &reach), as_changed(there, &second, &reach));
    groups.map(ranges).collect()
}

/// Hunks of two lists that meet, all of them.
struct Group {
    /// What they reach of the text that both have changed.
    reach: Range<usize>,
    /// Which of the first list.
    first: Range<usize>,
    /// Which of the second.
    second: Range<usize>,
}

fn groups(here: &[Hunk], there: &[Hunk]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < here.len() || j < there.len() {
        let place = |hunk: &Hunk| (hunk.old.start, hunk.old.end);
        let is_first = match (here.get(i), there.get(j)) {
            (Some(a), Some(b)) => place(a) <= place(b),
            (a, _) => a.is_some(),
        };
        let next = if is_first { &here[i].old } else { &there[j].old };
        let meets = groups.last().is_some_and(|group| {
            let reach = &group.reach;
            next.start < reach.end || next.start == reach.start && reach.is_empty() && next.is_empty()
        });
        if !meets {
            groups.push(Group { reach: next.clone(), first: i..i, second: j..j });
        }
        let group = groups.last_mut().expect("there is one, or one was put there");
        group.reach.end = group.reach.end.max(next.end);
        if is_first {
            i += 1;
            group.first.end = i;
        } else {
            j += 1;
            group.second.end = j;
        }
    }
    groups
}

/// What stands in a changed text where the other one has `reach`, which holds these of its hunks whole.
fn as_changed(hunks: &[Hunk], of: &Range<usize>, reach: &Range<usize>) -> Range<usize> {
    // How far the text has shifted by all hunks up to one of them.
    let shifted = |at: usize, upto: usize| match upto.checked_sub(1).map(|last| &hunks[last]) {
        Some(last) => last.new.end + (at - last.old.end),
        None => at,
    };
    shifted(reach.start, of.start)..shifted(reach.end, of.end)
}
