//! Text to bytes: what an encoding lacks is named, never dropped or replaced.

use std::fmt;

use super::options::Encoding;

/// A text can't be written in this encoding: what it lacks and where, as `GBK 里没有“⑪”（U+246A，第3行“……”，共2处）`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} 里没有{}", encoding.name().to_uppercase(), join(characters))]
pub struct Lacks {
    /// The encoding.
    pub encoding: Encoding,
    /// What it lacks, each character once, in the order of the text. Not empty.
    pub characters: Vec<Lacking>,
    /// The closest encoding that has them all.
    pub instead: Encoding,
}

/// A character that an encoding lacks, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The character.
    pub character: char,
    /// How often it stands in the text.
    pub count: usize,
    /// The line where it stands first, from 1.
    pub line: usize,
    /// The words around it there: at most [`Lacking::AROUND`] characters on each side.
    pub words: String,
}

fn join(characters: &[Lacking]) -> String {
    characters.iter().map(Lacking::to_string).collect::<Vec<_>>().join("、")
}

impl fmt::Display for Lacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Lacking { character, count, line, words } = self;
        write!(f, "“{character}”（U+{:04X}，第{line}行“{words}”", u32::from(*character))?;
        if *count > 1 {
            write!(f, "，共{count}处")?;
        }
        f.write_str("）")
    }
}

impl Lacking {
    /// How many characters on each side make a place easy to find.
    pub const AROUND: usize = 6;
}

/// The bytes of `text`. `Err` names every character that the encoding lacks.
pub fn encode(text: String, encoding: Encoding) -> Result<Vec<u8>, Lacks> {
    let table = match encoding {
        Encoding::Utf8 => return Ok(text.into_bytes()),
        Encoding::Utf8Bom => return Ok(["\u{FEFF}".as_bytes(), text.as_bytes()].concat()),
        Encoding::Gb18030 => encoding_rs::GB18030,
        Encoding::Gbk => encoding_rs::GBK,
    };
    let (bytes, lacking) = encode_with(table, &text);
    if lacking.is_empty() {
        return Ok(bytes);
    }
    let gb18030_does =
        encoding != Encoding::Gb18030 && lacking.iter().all(|&at| survives(encoding_rs::GB18030, char_at(&text, at)));
    let instead = if gb18030_does { Encoding::Gb18030 } else { Encoding::Utf8 };
    Err(Lacks { encoding, characters: name(&text, &lacking), instead })
}

/// The bytes, and where in `text` the characters stand that have none or come back as others, in order.
fn encode_with(table: &'static encoding_rs::Encoding, text: &str) -> (Vec<u8>, Vec<usize>) {
    let mut encoder = table.new_encoder();
    let mut bytes = Vec::new();
    // The encoder turns these of the private use area into the characters that have taken their place since.
    let mut lacking: Vec<usize> = memchr::memchr_iter(0xEE, text.as_bytes())
        .filter(|&at| !survives(table, char_at(text, at)) && !table.encode(&text[at..][..3]).2)
        .collect();
    let mut done = 0;
    while done < text.len() {
        let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len() - done);
        bytes.reserve(room.expect("a text that fits into memory fits twice into usize"));
        let (end, read) = encoder.encode_from_utf8_to_vec_without_replacement(&text[done..], &mut bytes, true);
        done += read;
        if let encoding_rs::EncoderResult::Unmappable(character) = end {
            lacking.push(done - character.len_utf8());
        }
    }
    lacking.sort_unstable();
    (bytes, lacking)
}

/// Whether the character comes back from its bytes as itself.
fn survives(table: &'static encoding_rs::Encoding, character: char) -> bool {
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    let (bytes, _, lacks) = table.encode(text);
    !lacks && table.decode_without_bom_handling(&bytes).0 == text
}

fn name(text: &str, lacking: &[usize]) -> Vec<Lacking> {
    let mut characters: Vec<Lacking> = Vec::new();
    let mut known = std::collections::HashMap::new();
    let (mut line, mut counted) = (1, 0);
    for &at in lacking {
        let character = char_at(text, at);
        let k = *known.entry(character).or_insert_with(|| {
            line += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..at]).count();
            counted = at;
            characters.push(Lacking { character, count: 0, line, words: words_around(text, at) });
            characters.len() - 1
        });
        characters[k].count += 1;
    }
    characters
}

fn words_around(text: &str, at: usize) -> String {
    let end = |c: &char| *c == '\n' || *c == '\r';
    let before: Vec<char> = text[..at].chars().rev().take_while(|c| !end(c)).take(Lacking::AROUND).collect();
    let after = text[at..].chars().take_while(|c| !end(c)).take(1 + Lacking::AROUND);
    before.into_iter().rev().chain(after).collect::<String>().trim().to_owned()
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().expect("a character starts there")
}
