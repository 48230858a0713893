//! Chinese text: display width, boundaries, line breaking, full and half width, counting 字数.
//!
//! Pure functions over `&str`; this room knows no report and no screen. Positions are **bytes**, widths are terminal
//! **columns**, counts are 字. No function panics, whatever the text and whatever the position.
//!
//! ```text
//! typed, pasted ─► clean ─► a text in the report ─► count      字数 of a section
//!                                  │
//!                                  ├─► boundary   where the caret may stand: grapheme, word, sentence
//!                                  └─► wrap ─► width   rows, and what stands in which column
//! ```

mod boundary;
mod clean;
mod count;
mod differ;
mod name;
mod numeral;
mod pattern;
mod pinyin;
mod width;
mod words;
mod wrap;

pub use boundary::char_ceil;
pub use boundary::char_floor;
pub use boundary::floor_boundary;
pub use boundary::graphemes;
pub use boundary::inside_word;
pub use boundary::next_boundary;
pub use boundary::next_sentence;
pub use boundary::next_word;
pub use boundary::prev_boundary;
pub use boundary::prev_sentence;
pub use boundary::prev_word;
pub use boundary::word_at;
pub use clean::line_feeds;
pub use clean::one_line;
pub use clean::paragraphs_clean;
pub use count::Characters;
pub use count::characters;
pub use count::count;
pub use count::grouped;
pub use differ::Hunk;
pub use differ::common_ends;
pub use differ::differing;
pub use differ::hunks;
pub use differ::likeness;
pub use differ::rising;
pub use name::file_name;
pub use numeral::digit;
pub use numeral::han_digit;
pub use numeral::han_digits;
pub use numeral::han_number;
pub use numeral::is_digit;
pub use numeral::is_han_numeral;
pub use numeral::to_han_digit;
pub use pattern::Manner;
pub use pattern::Pattern;
pub use pattern::PatternError;
pub use pattern::Swap;
pub use pinyin::PinyinOrder;
pub use pinyin::Rank;
pub use pinyin::Sought;
pub use width::byte_at_column;
pub use width::certain_width;
pub use width::grapheme_width;
pub use width::printable;
pub use width::shown;
pub use width::truncate;
pub use width::width;
pub use words::word_breaks;
pub use wrap::Line;
pub use wrap::may_part;
pub use wrap::rewrap;
pub use wrap::wrap;

/// How many columns the terminal gives to characters of ambiguous width (UAX 11, class A): “ ” … — ① · × ■ α.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    /// One column, as most terminals do and as ratatui places its cells.
    #[default]
    Narrow,
    /// Two columns: a terminal switched to East Asian width. Cells have to be forced to two columns when drawn.
    Wide,
}

/// Whether a text ends with a mark of its own, so that no 。 is due after it. The mark may stand inside quotes or brackets.
pub fn ends_itself(text: &str) -> bool {
    let inner = text.trim_end_matches(CLOSERS);
    inner.ends_with(MARKS)
}

/// The marks that end a clause or a sentence.
pub const MARKS: &[char] = &['。', '！', '？', '：', '；', '，', '、', '…', '—', '.', '!', '?', ':', ';', ','];

/// The quotes and brackets that close after such a mark.
pub const CLOSERS: &[char] = &['”', '’', '」', '』', '）', '》', '"', '\'', ')'];

/// Whether `c` is a Chinese character: an ideograph of any plane, 〇 and 々 among them.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}'
        | '\u{3400}'..='\u{4dbf}'
        | '々' | '〇' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303b}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3fffd}')
}

/// Whether `c` is a letter of Chinese, Japanese or Korean: an ideograph, kana, hangul or bopomofo. No punctuation.
pub fn is_cjk(c: char) -> bool {
    is_han(c)
        || matches!(c,
            '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}'
            | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}'
            | '\u{3105}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}'
            | '\u{1100}'..='\u{115e}' | '\u{1161}'..='\u{11ff}' | '\u{3131}'..='\u{3163}' | '\u{3165}'..='\u{318e}'
            | '\u{a960}'..='\u{a97c}' | '\u{ac00}'..='\u{d7a3}' | '\u{d7b0}'..='\u{d7fb}')
}

/// The ASCII key that an input method turned into `c`, or `None` when `c` is not such a twin.
///
/// Takes the full-width forms U+FF01–FF5E and the ideographic space to ASCII, and the Chinese punctuation to the key
/// it is typed with: `。` `.`, `、` `/`, `《` `<`, `【` `[`, `「` `{`, `“` `"`, `￥` `$`, `…` `^`, `—` `_`, `·` `` ` ``.
/// It answers which key was meant; it is no conversion of a text, where `、` is not `/`.
pub fn to_half(c: char) -> Option<char> {
    Some(match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)?,
        '\u{3000}' => ' ',
        '。' | '｡' => '.',
        '、' | '､' => '/',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '【' | '〔' | '〖' => '[',
        '】' | '〕' | '〗' => ']',
        '「' | '『' => '{',
        '」' | '』' => '}',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '￥' | '¥' => '$',
        '…' => '^',
        '—' => '_',
        '·' => '`',
        '〜' => '~',
        _ => return None,
    })
}

/// Whether `c` acts on the text around it and shows nothing itself: a control, a bidi control, a zero-width or other
/// format character. Among them are the joiners and tags that hold an emoji together.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}')
}

/// Whether `c` ends a line wherever it stands.
fn is_newline(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
