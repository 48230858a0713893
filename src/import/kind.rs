//! What sort of text this is, said once: a web page, hard-wrapped, list-like, run on in one line, from what file.

use super::evidence::Evidence;
use super::evidence::Sign;
use super::source::Role;
use super::units::Unit;

/// Where the lines come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// A text: a line may be a paragraph, or a piece of one.
    Text,
    /// A text that has tags of a page in it.
    Tagged,
    /// A file of HTML.
    Page,
    /// A Word file, an outline in OPML, or Markdown: a writer's own, which no site has put its lines into.
    Document,
}

/// What sort of text it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Kind {
    /// How many kinds of marks of a web page it shows at its head and its end, at most 4.
    pub(super) web: u8,
    /// How its lines are broken, where they are.
    pub(super) wrap: Option<Wrap>,
    /// Of the long lines, the share in hundredths that end in a stop.
    pub(super) stops: usize,
    /// Whether it has units that its file calls headings, three at least.
    pub(super) styled: bool,
    /// Whether its file keeps paragraphs apart.
    pub(super) paragraphs: bool,
    /// Whether no unit has a marker.
    pub(super) markless: bool,
    /// Whether some lines are indented and some are not, so that an indent tells where a paragraph begins.
    pub(super) indents: bool,
}

/// How a text is wrapped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrap {
    /// Columns at which lines are full.
    pub(super) columns: usize,
    /// Whether the first line of each paragraph is indented, and no other.
    pub(super) indents: bool,
}

/// What sort of text these units make.
pub(super) fn kind(units: &[Unit], evidence: &[Evidence], from: From) -> Kind {
    let ends = |of: &Evidence| of.signs.any(&[Sign::EndStop, Sign::EndColon]);
    let any = evidence.iter().any(|of| of.signs.has(Sign::EndStop));
    let lines = || units.iter().zip(evidence).filter(|(unit, _)| unit.columns > 40);
    let most = lines().filter(|(_, of)| !ends(of)).map(|(unit, _)| unit.columns).max().unwrap_or(0);
    // A line as long as any that breaks off may be full.
    let long: Vec<bool> = lines().map(|(unit, of)| ends(of) || any && unit.columns + 6 >= most).collect();
    // Lines of one length of which none ends a sentence are a list. Three long lines say nothing yet, nor do those of a wrapped text.
    let wrap = wrap(units).filter(|_| any);
    let stops = if long.len() < 3 || wrap.is_some() {
        100
    } else {
        long.iter().filter(|ends| **ends).count() * 100 / long.len()
    };
    let headings = units.iter().filter(|unit| matches!(unit.role, Role::Heading(_))).count();
    let styled = headings >= 3 || units.iter().any(|unit| matches!(unit.role, Role::Node(_)));
    Kind {
        web: match from {
            From::Document => 0,
            From::Text | From::Page => web(evidence),
            From::Tagged => web(evidence).max(2),
        },
        wrap,
        stops,
        styled,
        paragraphs: matches!(from, From::Page | From::Document),
        markless: !evidence.iter().any(|of| of.signs.has(Sign::Marked)),
        indents: units.iter().any(|unit| unit.indent >= 2) && units.iter().any(|unit| unit.indent < 2 && !unit.cut),
    }
}

/// How many kinds of marks of a web page stand before the text begins and in the last lines.
fn web(evidence: &[Evidence]) -> u8 {
    let begin = evidence.iter().position(|of| {
        of.signs.has(Sign::Salute)
            || of.signs.has(Sign::Marked) && !of.signs.any(&[Sign::Listed, Sign::Pipes])
            || of.letters >= 45
                && of.signs.has(Sign::EndStop)
                && !of.signs.any(&[Sign::Blurbs, Sign::Fields, Sign::Blurb])
    });
    let head = &evidence[..evidence.len().min(begin.map_or(12, |begin| begin + 3)).min(80)];
    let tail = &evidence[evidence.len().saturating_sub(8).max(head.len())..];
    let kinds: [&[Sign]; 7] = [
        &[Sign::Crumb],
        &[Sign::SiteLine, Sign::SiteWord, Sign::Link],
        &[Sign::Fields, Sign::FieldName, Sign::FieldEmpty],
        &[Sign::Counter],
        &[Sign::Blurbs],
        &[Sign::Count, Sign::Piece],
        &[Sign::TwinBelow],
    ];
    let short = |of: &Evidence| of.letters <= 130;
    let mut count = kinds.iter().filter(|signs| head.iter().any(|of| short(of) && of.signs.any(signs))).count();
    count += usize::from(
        head.iter()
            .any(|of| of.letters <= 60 && of.signs.any(&[Sign::Clock, Sign::Field]) && !of.signs.has(Sign::EndStop)),
    );
    let foot = tail.iter().any(|of| of.signs.any(&[Sign::SiteLine, Sign::Feet]) && !of.signs.any(&[Sign::Marked]));
    count += usize::from(foot);
    u8::try_from(count.min(4)).unwrap_or(4)
}

/// How the lines are wrapped: as good as none is longer than that and two in five are as long, give or take two
/// characters. `None` for a text with a line a paragraph.
fn wrap(units: &[Unit]) -> Option<Wrap> {
    const LONGEST: usize = 200;
    let lines: Vec<&Unit> = units.iter().filter(|unit| !unit.cut).collect();
    if lines.len() < 5 {
        return None;
    }
    let mut counts = [0usize; LONGEST + 2];
    for line in &lines {
        counts[line.reach.min(LONGEST + 1)] += 1;
    }
    let longer = |columns: usize| counts[columns + 1..].iter().sum::<usize>();
    let columns = (40..=LONGEST).find(|&columns| longer(columns) <= lines.len() / 50)?;
    let full: usize = counts[columns.saturating_sub(5)..=columns].iter().sum();
    // In a text with few long paragraphs the title and headings outnumber the full lines.
    let long: usize = counts[columns / 2..].iter().sum();
    if full * 5 < lines.len() * 2 && (full * 10 < long * 7 || full * 4 < lines.len()) {
        return None;
    }
    let indented = lines.iter().filter(|line| line.indent >= 2).count();
    let indents = indented * 10 >= lines.len() && indented * 10 <= lines.len() * 8;
    Some(Wrap { columns, indents })
}
