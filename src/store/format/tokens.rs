//! Cuts RON into words, signs and texts, for what has to be known without reading the whole: never fails.

/// A piece of RON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A name, a keyword or the digits of a number.
    Word(&'a [u8]),
    /// A string with its quotes, also a raw one, also one without end.
    Text,
    /// Any other byte that is neither blank nor in a comment.
    Sign(u8),
}

/// The pieces of RON with their places in bytes.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// The pieces of a file; a BOM is none.
    pub(super) fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { bytes, at: if bytes.starts_with(super::BOM) { super::BOM.len() } else { 0 } }
    }

    fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            if rest.first().is_some_and(u8::is_ascii_whitespace) {
                self.at += 1;
            } else if rest.starts_with(b"//") {
                self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            } else if rest.starts_with(b"/*") {
                self.at += block_comment(rest);
            } else {
                return;
            }
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (usize, Token<'a>);

    fn next(&mut self) -> Option<(usize, Token<'a>)> {
        self.skip_blanks();
        let rest = self.rest();
        let &first = rest.first()?;
        let (len, token) = if first == b'"' {
            (text(rest), Token::Text)
        } else if let Some(len) = raw_text(rest) {
            (len, Token::Text)
        } else if is_word(first) {
            let len = rest.iter().take_while(|byte| is_word(**byte)).count();
            (len, Token::Word(&rest[..len]))
        } else {
            (1, Token::Sign(first))
        };
        let at = self.at;
        self.at += len;
        Some((at, token))
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn text(bytes: &[u8]) -> usize {
    let mut len = 1;
    while let Some(k) = memchr::memchr2(b'"', b'\\', &bytes[len..]) {
        len += k + 1;
        if bytes[len - 1] == b'"' {
            return len;
        }
        len = bytes.len().min(len + 1);
    }
    bytes.len()
}

fn raw_text(bytes: &[u8]) -> Option<usize> {
    let fence = bytes.strip_prefix(b"r")?;
    let hashes = fence.iter().take_while(|byte| **byte == b'#').count();
    let inside = fence[hashes..].strip_prefix(b"\"")?;
    let mut end = vec![b'#'; hashes + 1];
    end[0] = b'"';
    Some(memchr::memmem::find(inside, &end).map_or(bytes.len(), |k| hashes + 2 + k + end.len()))
}

fn block_comment(bytes: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut len = 0;
    while let Some(pair) = bytes.get(len..len + 2) {
        match pair {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                len += 1;
                continue;
            }
        }
        len += 2;
        if depth == 0 {
            return len;
        }
    }
    bytes.len()
}
