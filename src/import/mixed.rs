//! Numbers of one level that are written in several ways: 1. and 1、, （一） and (一)、. Read alike, and told once a level.

use super::Doubt;
use super::Spot;
use super::What;
use crate::report::Marker;
use crate::text::is_han_numeral;

/// The ways to write numbers that a report shows, in the order in which they come.
#[derive(Default)]
pub(super) struct Ways(Vec<Way>);

struct Way {
    level: usize,
    kind: Marker,
    /// The marker without its number: `、`, `（）`.
    frame: String,
    /// The first marker that is written so, and where it stands.
    first: String,
    line: usize,
    at: Spot,
    count: usize,
}

impl Ways {
    /// Takes note of a marker as it is written.
    pub(super) fn see(&mut self, level: usize, marker: Marker, written: &str, line: usize, at: Spot) {
        let kind = marker.kind();
        if !matches!(kind, Marker::Han | Marker::HanBracketed | Marker::Digit | Marker::DigitBracketed) {
            return;
        }
        let is_frame = |ch: &char| !(ch.is_numeric() || ch.is_whitespace() || is_han_numeral(*ch) || *ch == '两');
        let frame: String = written.chars().filter(is_frame).collect();
        match self.0.iter_mut().find(|way| (way.level, way.kind) == (level, kind) && way.frame == frame) {
            Some(way) => way.count += 1,
            None => {
                let first = written.trim().to_owned();
                self.0.push(Way { level, kind, frame, first, line, at, count: 1 });
            }
        }
    }

    /// One doubt for each level that is written in several ways, at the first that is not as most are; and one for a level
    /// written in a way that no report of ours has, as `1）`, at its first.
    pub(super) fn into_doubts(mut self) -> impl Iterator<Item = Doubt> {
        self.0.sort_by_key(|way| (way.level, way.kind.name(), std::cmp::Reverse(way.count)));
        let mut doubts = Vec::new();
        for ways in self.0.chunk_by(|a, b| (a.level, a.kind) == (b.level, b.kind)) {
            if let [_, other, ..] = ways {
                let forms = ways.iter().map(|way| (way.first.clone(), way.count)).collect();
                let what = What::MixedMarkers { level: other.level, forms };
                doubts.push(Doubt { at: Some(other.at), ..Doubt::new(other.line, what) });
            } else if let [way] = ways
                && way.kind == Marker::Digit
                && matches!(way.frame.as_str(), ")" | "）")
            {
                let what = What::MarkerMended { written: way.first.clone() };
                doubts.push(Doubt { at: Some(way.at), ..Doubt::new(way.line, what) });
            }
        }
        doubts.into_iter()
    }
}
