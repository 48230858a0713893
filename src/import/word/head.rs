//! The title of a file that sets it in several paragraphs: centred at its head, all of one size.

use crate::import::phrase;
use crate::import::source::Role;
use crate::import::source::Source;

use super::paragraph::Paragraph;
use super::styles::Look;

/// The centred paragraphs at the head of a file.
#[derive(Default)]
pub(super) struct Head {
    lines: Vec<Headline>,
    /// Whether the last paragraph was empty.
    gap: bool,
    /// Whether a paragraph has come that isn't centred.
    ended: bool,
}

struct Headline {
    place: usize,
    text: String,
    size: u16,
    /// Whether an empty paragraph stands before it.
    apart: bool,
}

/// As many paragraphs as a letterhead and a title take.
const MOST: usize = 8;

impl Head {
    /// Takes the next paragraph of the text, tables and boxes aside.
    pub(super) fn take(&mut self, paragraph: &Paragraph, look: Look) {
        let text = paragraph.text.trim();
        let (centred, size) = paragraph.stands(look);
        if self.ended || text.is_empty() {
            self.gap = true;
            return;
        }
        if !centred || self.lines.len() == MOST || text.contains(['\u{b}', '\u{c}']) {
            self.ended = true;
            return;
        }
        let apart = std::mem::take(&mut self.gap);
        self.lines.push(Headline { place: paragraph.place, text: text.to_owned(), size, apart });
    }

    /// Names the paragraphs of a title as such, where no style names one: those of one size that read like a title together
    /// and don't alone, or of which a later one goes on the one before.
    pub(super) fn name_title(&self, sources: &mut [Source]) {
        if sources.iter().any(|source| source.role == Role::Title && !source.is_blank()) {
            return;
        }
        let together = |line: &Headline, next: &Headline| {
            line.size == next.size && !next.apart && !is_no_part(line) && !is_no_part(next)
        };
        let runs = self.lines.chunk_by(together);
        let Some(title) = runs.filter(|run| run.len() > 1).find(|run| is_title(run)) else { return };
        for source in sources.iter_mut().filter(|source| title.iter().any(|line| line.place == source.line)) {
            source.role = Role::Title;
        }
    }
}

/// A letterhead, a date or an occasion, which belongs to no title.
fn is_no_part(line: &Headline) -> bool {
    line.text.ends_with("文件") || line.text.starts_with(['（', '(', '—', '–']) || phrase::is_date(&line.text)
}

fn is_title(run: &[Headline]) -> bool {
    let whole: String = run.iter().map(|line| line.text.as_str()).collect();
    let goes_on = |line: &Headline| line.text.starts_with(['和', '及', '暨', '与', '、', '的']);
    let one = |pair: &[Headline]| goes_on(&pair[1]) || !pair.iter().all(|line| phrase::is_title(&line.text));
    phrase::is_title(&whole) && run.windows(2).all(one)
}
