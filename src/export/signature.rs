//! 署名 and 成文日期 (7.3.5): on which lines, and where on them.

use super::profile::Profile;
use super::profile::characters;
use super::profile::points;
use super::title::broken;
use crate::report::Seal;

/// How far above the middle of the lines that it is set on the middle of a seal lies, of its diameter: 居印章中心偏下位置.
const ABOVE: f64 = 0.1;

/// 署名 and 成文日期, as they are handed in.
#[derive(Clone, Debug, Default)]
pub(super) struct Signature {
    /// Whether a seal is set on them.
    pub(super) seal: Seal,
    /// 署名, a line for each organization that signs.
    pub(super) names: Vec<String>,
    /// 成文日期.
    pub(super) dates: Vec<String>,
}

/// A name or a date: its lines, each with the blanks right of it in characters.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Signed<'s> {
    /// Whether it is a name.
    pub(super) is_name: bool,
    /// More than one where a name is longer than a line: broken between words.
    pub(super) lines: Vec<(&'s str, f64)>,
}

impl Signed<'_> {
    /// How many characters from the right edge its lines begin, where no seal is set on it.
    pub(super) fn begins(&self) -> f64 {
        self.lines.iter().map(|(line, blank)| characters(line) + blank).fold(0.0, f64::max)
    }

    /// How many characters from the right edge the middle of its lines is.
    pub(super) fn middle(&self) -> f64 {
        self.lines.first().map_or(0.0, |(line, blank)| characters(line) / 2.0 + blank)
    }
}

impl Signature {
    /// That of these texts, each a line or several.
    pub(super) fn of(seal: Seal, organization: &str, date: &str) -> Signature {
        let lines =
            |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Signature { seal, names: lines(organization), dates: lines(date) }
    }

    /// What has come together; from here on there is nothing again.
    pub(super) fn take(&mut self) -> Signature {
        let seal = self.seal;
        std::mem::replace(self, Signature { seal, ..Signature::default() })
    }

    /// Its names and dates in order.
    pub(super) fn texts(&self, columns: f64) -> Vec<Signed<'_>> {
        // Without a seal a name leaves two blanks.
        let room = if self.seal == Seal::With { columns } else { (columns - 2.0).max(1.0) };
        let names = self.names.iter().map(|name| (true, broken(name, room)));
        let dates = self.dates.iter().map(|date| (false, vec![date.as_str()]));
        let texts: Vec<(bool, Vec<&str>)> = names.chain(dates).collect();
        let longest = |is_name: bool| {
            let lines = texts.iter().filter(|text| text.0 == is_name).flat_map(|(_, lines)| lines);
            lines.map(|line| characters(line)).fold(0.0, f64::max)
        };
        let (name, date) = (longest(true), longest(false));
        let blank = |is_name: bool, line: &str| match self.seal {
            Seal::With => sealed(name, date, columns, line),
            Seal::Without => plain(name, date, columns, (is_name, line)),
        };
        texts
            .iter()
            .map(|(is_name, lines)| Signed {
                is_name: *is_name,
                lines: lines.iter().map(|line| (*line, blank(*is_name, line))).collect(),
            })
            .collect()
    }

    /// The blank lines above it: one, or as many as a seal takes that must not reach the text, though its top is less than a
    /// line below it (7.3.5.1).
    pub(super) fn above(&self, profile: &Profile) -> usize {
        let Some(seal) = profile.seal.filter(|_| self.seal == Seal::With).map(points) else { return 1 };
        let lines: usize = self.texts(profile.columns()).iter().map(|signed| signed.lines.len()).sum();
        let needs = (0.5 + ABOVE) * seal / profile.line_pitch - lines as f64 / 2.0;
        needs.ceil().max(1.0) as usize
    }
}

/// With a seal (7.3.5.1): the date four from the edge, each name above it with its middle on that of the date. A name that would
/// stand beyond the edge moves all of it to the left.
fn sealed(name: f64, date: f64, columns: f64, line: &str) -> f64 {
    let middle = (4.0 + date / 2.0).max(name / 2.0);
    (middle - characters(line) / 2.0).min(columns - characters(line)).max(0.0)
}

/// Without one (7.3.5.2): the names two from the edge, one below the other, and the date beginning two after their first
/// character; a date that is longer than the names stands two from the edge, and the names two before it. Of several lines the
/// longest counts, the others begin where it begins.
fn plain(name: f64, date: f64, columns: f64, (is_name, line): (bool, &str)) -> f64 {
    let (right_of_name, right_of_date) = if name == 0.0 || date == 0.0 {
        (2.0, 2.0)
    } else if date > name {
        ((4.0 + date - name).min(columns - name).max(0.0), 2.0)
    } else {
        // A name that fills the line leaves no two blanks.
        (2.0, (name.min(columns - 2.0) - date).max(0.0))
    };
    let blank = if is_name { right_of_name + name } else { right_of_date + date } - characters(line);
    // What is longer than the line leaves no room to stand aside.
    blank.min((columns - characters(line)).max(2.0))
}
