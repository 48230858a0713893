//! Reads the text of a PDF as a reader copies it, by ISO 32000-1: the content of its pages, the characters by the map of each
//! font (9.10.3), what is marked as said otherwise as that (14.9.4). As far as our own files go.

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;

use flate2::read::ZlibDecoder;

/// The bytes of each object by its number.
type Objects<'d> = BTreeMap<usize, &'d [u8]>;

/// What is shown, in the order in which it is drawn, a line for each time that letters are set.
pub(crate) fn text(pdf: &[u8]) -> String {
    let objects = objects(pdf);
    let mut out = String::new();
    for page in pages(&objects) {
        let resources = objects[&reference(page, "/Resources").unwrap()];
        let fonts = fonts(resources, &objects);
        let content = stream(objects[&reference(page, "/Contents").unwrap()]);
        shown(&content, &fonts, &mut out);
    }
    out
}

fn find(bytes: &[u8], sought: &str, from: usize) -> Option<usize> {
    let sought = sought.as_bytes();
    (from..(bytes.len() + 1).saturating_sub(sought.len())).find(|&at| bytes[at..].starts_with(sought))
}

fn objects(pdf: &[u8]) -> Objects<'_> {
    let mut objects = Objects::new();
    let mut at = 0;
    while let Some(begins) = find(pdf, " 0 obj", at) {
        let digits = pdf[..begins].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(&pdf[begins - digits..begins]).unwrap().parse().unwrap();
        let end = find(pdf, "endobj", begins).unwrap();
        objects.insert(number, &pdf[begins + 6..end]);
        at = end;
    }
    objects
}

/// The number of the object that an entry of a dictionary names.
fn reference(object: &[u8], key: &str) -> Option<usize> {
    references(object, key, 0..object.len()).first().copied()
}

/// The numbers of all objects that follow a key, `6 0 R` each, in a part of an object.
fn references(object: &[u8], key: &str, within: Range<usize>) -> Vec<usize> {
    let Some(at) = find(&object[..within.end], key, within.start) else { return Vec::new() };
    let rest = String::from_utf8_lossy(&object[at + key.len()..within.end]).replace(['[', ']'], " ");
    let mut words = rest.split_whitespace();
    let mut numbers = Vec::new();
    while let Some(number) = words.next().and_then(|word| word.parse().ok()) {
        let is_reference = words.next() == Some("0") && words.next().is_some_and(|word| word.starts_with('R'));
        if !is_reference {
            break;
        }
        numbers.push(number);
    }
    numbers
}

/// The pages in order.
fn pages<'d>(objects: &Objects<'d>) -> Vec<&'d [u8]> {
    let is_root = |object: &&&[u8]| find(object, "/Type/Pages", 0).is_some() && find(object, "/Parent", 0).is_none();
    let mut open = vec![*objects.values().find(is_root).unwrap()];
    let mut pages = Vec::new();
    while let Some(node) = open.pop() {
        match references(node, "/Kids", 0..node.len()) {
            kids if kids.is_empty() => pages.push(node),
            kids => open.extend(kids.into_iter().rev().map(|kid| objects[&kid])),
        }
    }
    pages
}

fn stream(object: &[u8]) -> Vec<u8> {
    let begins = find(object, "stream", 0).unwrap() + 6;
    let begins = begins + object[begins..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let mut out = Vec::new();
    ZlibDecoder::new(&object[begins..]).read_to_end(&mut out).unwrap();
    out
}

/// What each code of each font says.
fn fonts(resources: &[u8], objects: &Objects<'_>) -> BTreeMap<String, BTreeMap<u16, String>> {
    let mut fonts = BTreeMap::new();
    let mut at = find(resources, "/Font", 0).unwrap_or(resources.len());
    while let Some(name) = find(resources, "/f", at) {
        let rest = String::from_utf8_lossy(&resources[name + 1..]).into_owned();
        let called: String = rest.chars().take_while(|ch| ch.is_ascii_alphanumeric()).collect();
        let font = references(resources, &format!("/{called}"), name..resources.len())[0];
        let map = reference(objects[&font], "/ToUnicode").map(|map| stream(objects[&map])).unwrap_or_default();
        at = name + called.len();
        fonts.insert(called, codes(&String::from_utf8_lossy(&map)));
    }
    fonts
}

/// The pairs and ranges of a map.
fn codes(map: &str) -> BTreeMap<u16, String> {
    let mut codes = BTreeMap::new();
    let hex = |word: &str| u16::from_str_radix(word, 16).unwrap();
    let says = |word: &str| {
        let units: Vec<u16> = (0..word.len() / 4).map(|k| hex(&word[4 * k..4 * k + 4])).collect();
        String::from_utf16(&units).unwrap()
    };
    for (kind, each) in [("bfchar", 2), ("bfrange", 3)] {
        for block in map.split(&format!("begin{kind}")).skip(1) {
            let block = block.split("end").next().unwrap();
            let words: Vec<&str> = block.split(['<', '>']).map(str::trim).filter(|word| !word.is_empty()).collect();
            for entry in words.chunks_exact(each) {
                let (first, last) = (hex(entry[0]), hex(entry[each - 2]));
                for code in first..=last {
                    let mut units: Vec<u16> = says(entry[each - 1]).encode_utf16().collect();
                    *units.last_mut().unwrap() += code - first;
                    codes.insert(code, String::from_utf16(&units).unwrap());
                }
            }
        }
    }
    codes
}

/// Adds what the content of a page shows.
fn shown(content: &[u8], fonts: &BTreeMap<String, BTreeMap<u16, String>>, out: &mut String) {
    let mut at = 0;
    let (mut font, mut name) = (None, String::new());
    // Whether something stands for what is shown, of all that is open; what is said first counts.
    let mut marked: Vec<bool> = Vec::new();
    let mut is_said = false;
    let mut bytes: Vec<u8> = Vec::new();
    while at < content.len() {
        match content[at] {
            b'(' => at = literal(content, at + 1, &mut bytes),
            b'<' if content[at + 1..].starts_with(b"<") => at += 2,
            b'<' => at = hexadecimal(content, at + 1, &mut bytes),
            b'/' => {
                let end = at + 1 + content[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                name = String::from_utf8_lossy(&content[at + 1..end]).into_owned();
                at = end;
                if name == "ActualText" {
                    let mut says = Vec::new();
                    at += content[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                    at = match content[at] {
                        b'(' => literal(content, at + 1, &mut says),
                        _ => hexadecimal(content, at + 1, &mut says),
                    };
                    let units = says[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                    if !marked.contains(&true) {
                        out.push_str(&String::from_utf16(&units.collect::<Vec<_>>()).unwrap());
                    }
                    is_said = true;
                }
            }
            byte if byte.is_ascii_alphabetic() => {
                let end = at + content[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                match &content[at..end] {
                    b"Tf" => font = fonts.get(&name),
                    b"BDC" | b"BMC" => marked.push(std::mem::take(&mut is_said)),
                    b"EMC" => drop(marked.pop()),
                    b"Tj" | b"TJ" if !marked.contains(&true) => {
                        for pair in bytes.chunks(2) {
                            let code = u16::from_be_bytes([pair[0], pair[1]]);
                            out.push_str(font.and_then(|font| font.get(&code)).map_or("", String::as_str));
                        }
                        out.push('\n');
                    }
                    _ => {}
                }
                bytes.clear();
                at = end;
            }
            _ => at += 1,
        }
    }
}

/// Reads a string in brackets (7.3.4.2), and answers where it ends.
fn literal(content: &[u8], mut at: usize, out: &mut Vec<u8>) -> usize {
    let mut depth = 1;
    loop {
        match content[at] {
            b'\\' => {
                at += 1;
                let octal = content[at..].iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
                if octal > 0 {
                    let digits = std::str::from_utf8(&content[at..at + octal]).unwrap();
                    out.push(u8::from_str_radix(digits, 8).unwrap());
                    at += octal;
                    continue;
                }
                out.push(match content[at] {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    byte => byte,
                });
            }
            b')' if depth == 1 => return at + 1,
            byte => {
                depth += match byte {
                    b'(' => 1,
                    b')' => -1,
                    _ => 0,
                };
                out.push(byte);
            }
        }
        at += 1;
    }
}

/// Reads a string of hexadecimal digits (7.3.4.3), and answers where it ends.
fn hexadecimal(content: &[u8], at: usize, out: &mut Vec<u8>) -> usize {
    let end = find(content, ">", at).unwrap();
    let digits: String = String::from_utf8_lossy(&content[at..end]).split_whitespace().collect();
    for pair in digits.as_bytes().chunks(2) {
        out.push(u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap());
    }
    end + 1
}
