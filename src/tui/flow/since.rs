//! What is known of a text since it was laid out, and what two texts share where nothing is.

/// What has become of a text since it was laid out, as far as that can be told without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Since {
    /// It is `len` bytes long, and but for so many bytes at its ends may be another. Those ends may overlap.
    Edited { before: usize, behind: usize, len: usize },
    /// Anything.
    Unknown,
}

impl Since {
    pub(super) fn untouched(len: usize) -> Since {
        Since::Edited { before: len, behind: len, len }
    }

    pub(super) fn edit(&mut self, at: usize, cut: usize, put: usize) {
        if let Since::Edited { before, behind, len } = self {
            *before = at.min(*before);
            *behind = len.saturating_sub(at + cut).min(*behind);
            *len = (*len + put).saturating_sub(cut);
        }
    }

    /// The bytes at the ends of the text, as it is now, that are as they were.
    pub(super) fn ends(self, now: &str) -> Option<(usize, usize)> {
        match self {
            Since::Edited { before, behind, len } if len == now.len() => Some((before, behind)),
            Since::Edited { .. } | Since::Unknown => None,
        }
    }
}

/// How many bytes two texts share at their start and at their end, on character boundaries and without overlap.
pub(super) fn common_ends(old: &str, new: &str) -> (usize, usize) {
    let shortest = old.len().min(new.len());
    let (a, b) = (old.as_bytes(), new.as_bytes());
    let mut before = mismatch(&a[..shortest], &b[..shortest]);
    while !old.is_char_boundary(before) || !new.is_char_boundary(before) {
        before -= 1;
    }
    let room = shortest - before;
    let mut behind = mismatch_behind(&a[a.len() - room..], &b[b.len() - room..]);
    while !old.is_char_boundary(old.len() - behind) || !new.is_char_boundary(new.len() - behind) {
        behind -= 1;
    }
    (before, behind)
}

/// Bytes compared at once, which the compiler makes fast.
const BLOCK: usize = 4096;

/// How many bytes two slices of one length share at their ends.
fn mismatch_behind(a: &[u8], b: &[u8]) -> usize {
    let same = a.rchunks(BLOCK).zip(b.rchunks(BLOCK)).take_while(|(x, y)| x == y).count() * BLOCK;
    let rest = a.len() - same.min(a.len());
    let (x, y) = (a[..rest].iter().rev(), b[..rest].iter().rev());
    a.len() - rest + x.zip(y).take_while(|(x, y)| x == y).count()
}

/// The first byte at which two slices of one length differ.
fn mismatch(a: &[u8], b: &[u8]) -> usize {
    let same = a.chunks(BLOCK).zip(b.chunks(BLOCK)).take_while(|(x, y)| x == y).count() * BLOCK;
    let from = same.min(a.len());
    from + a[from..].iter().zip(&b[from..]).take_while(|(x, y)| x == y).count()
}
