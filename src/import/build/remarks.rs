//! What hangs on a text and is none of it: remarks go to the note of their section, comments to its comments.

use crate::import::Doubt;
use crate::import::Noise;
use crate::import::What;
use crate::import::source::Source;
use crate::report::Aside;
use crate::report::Comment;
use crate::report::CommentOn;
use crate::report::Field;
use crate::report::Report;
use crate::report::Section;

use super::Site;

/// Puts remarks and comments where they stood: into those of their section, or of the whole report. `sites` are in the order
/// of the file. Each comment is told, and a remark where there is no report.
pub(super) fn take(remarks: Vec<Source>, reports: &mut [Report], sites: &[Site], doubts: &mut Vec<Doubt>) {
    for remark in remarks {
        let before = sites.partition_point(|site| site.line <= remark.line).checked_sub(1);
        let spot = before.map(|at| sites[at].spot);
        let report = spot.map_or(0, |spot| spot.report);
        let field = spot.map(|spot| spot.field);
        if let Some(comment) = remark.comment {
            let (author, text) = (comment.author.clone(), comment.text.clone());
            doubts.push(Doubt::new(remark.line, What::Commented { author, text }));
            if let Some(report) = reports.get_mut(report) {
                put_comment(report, field, *comment);
            }
            continue;
        }
        let Some(report) = reports.get_mut(report) else {
            doubts.push(Doubt::left_out(remark.line, remark.text, Noise::Note));
            continue;
        };
        let section = field.and_then(|field| field.section()).and_then(|id| report.tree.section_mut(id));
        let note = section.map_or(&mut report.note, |section| &mut section.note);
        if !note.is_empty() {
            note.push('\n');
        }
        *note += &remark.text;
    }
}

fn put_comment(report: &mut Report, field: Option<Field>, mut comment: Comment) {
    if let Some(section) = field.and_then(|field| report.tree.section_mut(field.section()?)) {
        settle_words(section, &mut comment);
        return aside(&mut section.aside).comments.push(comment);
    }
    let (on, text) = match field {
        Some(Field::Preamble) => (CommentOn::Body, report.preamble.as_str()),
        Some(Field::Closing) => (CommentOn::Closing, report.closing.as_str()),
        _ => (CommentOn::Heading, report.title.as_str()),
    };
    comment.on = on;
    if !text.contains(&comment.words) {
        comment.words.clear();
    }
    aside(&mut report.aside).comments.push(comment);
}

/// Finds the words that a comment hangs on in the heading or the body. Those of a heading begin with a number that the
/// heading has no longer: then it is all of it.
fn settle_words(section: &Section, comment: &mut Comment) {
    if section.body.contains(&comment.words) && !comment.words.is_empty() {
        return;
    }
    if section.heading.contains(&comment.words) {
        comment.on = CommentOn::Heading;
        return;
    }
    if !section.heading.is_empty() && comment.words.contains(&section.heading) {
        comment.on = CommentOn::Heading;
    }
    comment.words.clear();
}

fn aside(aside: &mut Option<Box<Aside>>) -> &mut Aside {
    aside.get_or_insert_default()
}
