//! A font made for tests: every character of Chinese reports as an empty square of its usual width. TrueType, as OpenType 1.9
//! has it.

/// The characters: first, last, width in thousandths.
const RANGES: [(u32, u32, u16); 5] =
    [(0x20, 0x7E, 500), (0x2010, 0x203B, 1000), (0x3000, 0x303F, 1000), (0x4E00, 0x9FFF, 1000), (0xFF00, 0xFFEF, 1000)];

/// The bytes of the font.
pub(crate) fn font() -> Vec<u8> {
    let glyphs = 1 + RANGES.iter().map(|(first, last, _)| last - first + 1).sum::<u32>();
    let count = u16::try_from(glyphs).unwrap();
    let tables: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"OS/2", os2()),
        (b"cmap", cmap()),
        (b"glyf", vec![0; 4]),
        (b"head", head()),
        (b"hhea", hhea(count)),
        (b"hmtx", hmtx()),
        (b"loca", vec![0; (glyphs as usize + 1) * 4]),
        (b"maxp", maxp(count)),
        (b"name", name()),
        (b"post", [words(&[3, 0, 0, 0, 0, 0]), vec![0; 20]].concat()),
    ];
    let mut out = 0x0001_0000_u32.to_be_bytes().to_vec();
    out.extend(words(&[tables.len() as u16, 128, 3, (tables.len() as u16) * 16 - 128]));
    let mut at = 12 + 16 * tables.len();
    let mut body = Vec::new();
    for (tag, bytes) in &tables {
        out.extend(*tag);
        out.extend(0_u32.to_be_bytes());
        out.extend(u32::try_from(at).unwrap().to_be_bytes());
        out.extend(u32::try_from(bytes.len()).unwrap().to_be_bytes());
        body.extend(bytes);
        body.resize(body.len().next_multiple_of(4), 0);
        at = 12 + 16 * tables.len() + body.len();
    }
    out.extend(body);
    out
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

fn head() -> Vec<u8> {
    let mut out = [0x0001_0000_u32, 0x0001_0000, 0, 0x5F0F_3CF5].map(u32::to_be_bytes).concat();
    // Flags, units; two dates; the box; style, size, direction, long places, format.
    out.extend(words(&[0, 1000]));
    out.extend([0; 16]);
    out.extend(words(&[0, 0xFF38, 1000, 800, 0, 8, 2, 1, 0]));
    out
}

fn hhea(glyphs: u16) -> Vec<u8> {
    words(&[1, 0, 800, 0xFF38, 100, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, glyphs])
}

fn maxp(glyphs: u16) -> Vec<u8> {
    words(&[1, 0, glyphs, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])
}

fn hmtx() -> Vec<u8> {
    let widths = RANGES.iter().flat_map(|(first, last, width)| (*first..=*last).map(|_| *width));
    std::iter::once(1000).chain(widths).flat_map(|width| words(&[width, 0])).collect()
}

fn cmap() -> Vec<u8> {
    let mut groups = Vec::new();
    let mut glyph = 1_u32;
    for (first, last, _) in RANGES {
        groups.extend([first, last, glyph].map(u32::to_be_bytes).concat());
        glyph += last - first + 1;
    }
    let mut out = words(&[0, 1, 3, 10]);
    out.extend(12_u32.to_be_bytes());
    out.extend(words(&[12, 0]));
    out.extend([16 + groups.len() as u32, 0, RANGES.len() as u32].map(u32::to_be_bytes).concat());
    out.extend(groups);
    out
}

fn name() -> Vec<u8> {
    let texts: Vec<Vec<u8>> = ["Tests", "Regular", "Tests Regular", "Tests-Regular"]
        .map(|text| text.encode_utf16().flat_map(u16::to_be_bytes).collect())
        .into();
    let mut out = words(&[0, 4, 6 + 12 * 4]);
    let mut at = 0;
    for (id, text) in [1, 2, 4, 6].into_iter().zip(&texts) {
        out.extend(words(&[3, 1, 0x409, id, text.len() as u16, at]));
        at += text.len() as u16;
    }
    out.extend(texts.concat());
    out
}

fn os2() -> Vec<u8> {
    // Version, width, weight, class, embedding; then sizes of no meaning here.
    let mut out = words(&[3, 1000, 400, 5, 0, 650, 700, 0, 140, 650, 700, 0, 480, 50, 250, 0]);
    out.extend([0; 10]);
    out.extend([0; 16]);
    out.extend(b"NONE");
    out.extend(words(&[0x40, 0x20, 0xFFEF, 800, 0xFF38, 100, 1000, 200]));
    out.extend([0; 8]);
    out.extend(words(&[500, 700, 0, 0x20, 1]));
    out
}
