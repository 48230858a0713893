//! A file that comes back: the report that it is now, whose sections are known by the ids that our own Word file says, and who
//! has revised which of them.

use std::collections::HashMap;

use super::Doubt;
use super::ImportError;
use super::Imported;
use super::Opened;
use super::Source;
use super::Track;
use super::What;
use super::kind::From;
use super::own::Own;
use super::parts;
use super::source::Ours;
use super::source::Role;
use super::source::settle_titles;
use super::tables;
use super::word::docx;
use super::word::docx::Revision;
use crate::report::Draft;
use crate::report::Marker;
use crate::report::Owner;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::Sent;
use crate::report::Words;
use crate::report::numbering;

/// A file that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// What it says, all revisions accepted. A section that the file knows has its id; a new one has any other.
    pub after: Draft,
    /// What it said before its revisions; `None` where it has none.
    pub before: Option<Draft>,
    /// Who has revised what, as it stands in the file; each once.
    pub told: Vec<Told>,
    /// Which sections it was made of; `None` where it doesn't say.
    pub sent: Option<Sent>,
}

/// That somebody has revised a section, or a text of the whole report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What.
    pub of: Owner,
    /// Who; empty where the file doesn't say.
    pub author: String,
    /// When, as written.
    pub date: String,
}

/// Reads a file that comes back, of any kind that can be read: one that is no Word file of ours says less.
///
/// # Errors
/// As [`super::import_named`].
pub fn returned(bytes: &[u8], name: Option<&str>) -> Result<Returned, ImportError> {
    if !bytes.starts_with(b"PK\x03\x04") {
        let mut none = Vec::new();
        let report = match super::opened(bytes, name, None, Track::Accept, &mut none)? {
            Opened::Sources(sources, properties, from, _) => read(sources, properties, from, &[]).0.report,
            Opened::Text(text) => only(super::import_text(&text)),
        };
        return Ok(Returned { after: Draft { report, words: HashMap::new() }, ..Returned::default() });
    }
    let revised = |track| docx::revised(bytes, track, &mut Vec::new());
    let accepted = revised(Track::Accept)?;
    let sent = Sent::read(&accepted.properties);
    let is_revised = !accepted.revisions.is_empty();
    let (after, mut told) = read(accepted.sources, accepted.properties, From::Document, &accepted.revisions);
    let mut before = None;
    if is_revised {
        let rejected = revised(Track::Reject)?;
        let (draft, more) = read(rejected.sources, rejected.properties, From::Document, &rejected.revisions);
        // What is there again once its revisions are rejected has been taken out.
        let more = more.into_iter().filter(|more| is_gone(more.of, &after.report) && !told.contains(more));
        told.extend(more.collect::<Vec<_>>());
        before = Some(draft);
    }
    Ok(Returned { after, before, told, sent })
}

/// Whether it is where nothing may stand any longer: a section that is gone, a text of the whole report.
fn is_gone(of: Owner, report: &Report) -> bool {
    match of {
        Owner::Section(id) => !report.tree.contains(id),
        Owner::Report => true,
    }
}

/// The only report of these paragraphs, and what of it was revised.
fn read(sources: Vec<Source>, properties: parts::Properties, from: From, revisions: &[Revision]) -> (Draft, Vec<Told>) {
    let words = words(&sources);
    let parts = of_parts(&sources);
    let revisions: Vec<Revision> = revisions.to_vec();
    let (of_parts, revisions): (Vec<Revision>, Vec<Revision>) =
        revisions.into_iter().partition(|revision| parts.contains_key(&revision.place));
    let revisions = revisions.as_slice();
    let (sources, tables) = tables::split(settled(sources));
    let (sources, known) = parts::split(sources, properties);
    let mut imported = super::import_sources(sources.clone(), from, marks(revisions, &sources));
    known.put_into(&mut imported, |sources| {
        let marks = marks(revisions, &sources);
        super::import_sources(sources, from, marks)
    });
    tables.put_into(&mut imported);
    let mut told: Vec<Told> = Vec::new();
    for Revision { place, author, date } in of_parts {
        let one = Told { of: parts[&place], author, date };
        if !told.contains(&one) {
            told.push(one);
        }
    }
    for doubt in &imported.doubts {
        let What::Revised { author, deleted, .. } = &doubt.what else { continue };
        let Some(revision) = revisions.get(*deleted).filter(|revision| revision.author == *author) else { continue };
        let of = doubt.at.and_then(|spot| spot.field.section()).map_or(Owner::Report, Owner::Section);
        let one = Told { of, author: author.clone(), date: revision.date.clone() };
        if !told.contains(&one) {
            told.push(one);
        }
    }
    (Draft { report: only(imported), words }, told)
}

/// Whose the paragraphs are that are known by their styles.
fn of_parts(sources: &[Source]) -> HashMap<usize, Owner> {
    let own = sources.iter().filter(|source| source.own.is_some_and(|own| !is_of_table(own) && own != Own::Annex));
    own.map(|source| (source.line, source.id.map_or(Owner::Report, Owner::Section))).collect()
}

/// Several that seem to begin are one: a paragraph that looks like a title is none in a report that was one before.
fn only(imported: Imported) -> Report {
    imported.reports.into_iter().next().unwrap_or_default()
}

/// Each revision of one of these paragraphs, to be found again where the paragraph has gone.
fn marks(revisions: &[Revision], sources: &[Source]) -> Vec<Doubt> {
    let (first, last) =
        (sources.first().map_or(0, |source| source.line), sources.last().map_or(0, |source| source.line));
    let inside = revisions.iter().enumerate().filter(|(_, revision)| (first..=last).contains(&revision.place));
    let mark = |(deleted, revision): (usize, &Revision)| {
        let author = revision.author.clone();
        Doubt::new(revision.place, What::Revised { author, inserted: 0, deleted, track: Track::Accept })
    };
    inside.map(mark).collect()
}

/// What was written into a file of ours is text, unless it stands like a section: its style says that, or its number.
fn settled(sources: Vec<Source>) -> Vec<Source> {
    let is_ours = sources.iter().any(|source| source.ours.is_some());
    if !is_ours {
        return sources;
    }
    let sources = settle_titles(sources, |_| false);
    let marker = |text: &str| numbering::read(text).map(|label| label.marker.kind());
    let numbers = sources.iter().filter(|source| matches!(source.ours, Some(Ours::Section { .. })));
    let used: Vec<Marker> = numbers.filter_map(|source| marker(&format!("{}文", source.number))).collect();
    // 一是 begins a sentence where no section has it.
    let is_words = |marker: &Marker| matches!(marker, Marker::Point | Marker::Need | Marker::Ordinal | Marker::Bare);
    let mut last = Ours::Text;
    let settle = |source: Source| {
        if let Some(ours) = source.ours {
            last = if ours == Ours::Closing { Ours::Closing } else { Ours::Text };
        }
        let bare = source.ours.is_none() && source.own.is_none() && source.role == Role::Unknown;
        let stands_like_section = || {
            let marker = marker(&format!("{}{}", source.number, source.text));
            marker.is_some_and(|marker| used.contains(&marker) || !is_words(&marker))
        };
        match bare && !source.is_blank() && !stands_like_section() {
            true => Source { ours: Some(last), role: Role::Plain, ..source },
            false => source,
        }
    };
    sources.into_iter().map(settle).collect()
}

/// What the words of each section come to.
fn words(sources: &[Source]) -> HashMap<SectionId, u32> {
    let mut found: HashMap<SectionId, Words> = HashMap::new();
    let mut of: Option<SectionId> = None;
    for (k, source) in sources.iter().enumerate() {
        let begins = matches!(source.ours, Some(Ours::Section { .. })) || matches!(source.role, Role::Heading(_));
        if begins || source.own.is_some_and(|own| !is_of_table(own)) {
            // A section that stands twice says nothing.
            of = source.id.filter(|id| !found.contains_key(id));
        }
        if source.ours == Some(Ours::Closing) {
            of = None;
        }
        // A title on several lines is one paragraph.
        let more =
            sources[k + 1..].iter().take_while(|more| more.own == Some(Own::AnnexTitle) && more.line == source.line);
        let text: String = match source.own {
            Some(Own::AnnexTitle) if source.goes_on => continue,
            Some(Own::AnnexTitle) => std::iter::once(source).chain(more).map(|line| line.text.as_str()).collect(),
            _ => source.text.clone(),
        };
        if let Some(id) = of.filter(|_| source.role != Role::Note) {
            found.entry(id).or_default().add(&text);
        }
    }
    found.into_iter().map(|(id, words)| (id, words.sum())).collect()
}

fn is_of_table(own: Own) -> bool {
    matches!(own, Own::TableTitle | Own::TableUnit | Own::TableNote)
}
