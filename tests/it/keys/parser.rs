//! What the bytes of a terminal say: keys, text, pastes, answers; whole, and cut anywhere.

use crossterm::event::Event;
use crossterm::event::MouseEventKind;
use proptest::collection::vec;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prelude::prop_oneof;
use proptest::prop_assert_eq;
use proptest::proptest;
use proptest::sample::select;

use tigang::tui::input::Parser;
use tigang::tui::input::Sent;
use tigang::tui::input::keys::Dialect;
use tigang::tui::keymap::Chord;

use crate::tools::hunt;

/// What a terminal answers when it is asked, some of it without having been asked: all of it is for nobody's eyes.
pub(crate) const ANSWERS: &[&str] = &[
    // DECRPM, a colour scheme, its size in characters and in points, its state, its parameters.
    "\x1b[?2026;2$y",
    "\x1b[4;1$y",
    "\x1b[?997;1n",
    "\x1b[8;24;80t",
    "\x1b[48;24;80;480;800t",
    "\x1b[0n",
    "\x1b[2;1;1;128;128;1;0x",
    // DA2, DA3, the kitty protocol's flags, XTVERSION, DECRQSS, XTGETTCAP, a sixel.
    "\x1b[>41;379;0c",
    "\x1bP!|7E7E5459\x1b\\",
    "\x1b[?0u",
    "\x1bP>|XTerm(379)\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1bPq#0;2;0;0;0#0~~@@vv\x1b\\",
    // Colours and names, ended in both ways; one with what is no ASCII.
    "\x1b]11;rgb:0000/0000/0000\x07",
    "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    "\x1b]52;c;5o+Q57qy\x07",
    "\x1b]l水务所\x1b\\",
    "\x1b]0;提纲\x07",
    // APC, PM, SOS.
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b^a message of its own\x1b\\",
    "\x1bXa string\x1b\\",
];

/// Sequences that nobody has told the program of.
const UNKNOWN: &[&str] =
    &["\x1b[1;2;3;4z", "\x1b[99~", "\x1b[?25h", "\x1b[12 q", "\x1b[!p", "\x1b[=1;1u", "\x1b[>4;2m", "\x1bOz"];

/// What bytes say, in pieces with no long wait between them, and at the end a wait: keys by their names, the rest in words.
fn said(pieces: &[&[u8]]) -> Vec<String> {
    said_in(Dialect::Common, pieces)
}

fn said_in(dialect: Dialect, pieces: &[&[u8]]) -> Vec<String> {
    let mut parser = Parser::new(dialect);
    let mut sent = Vec::new();
    for piece in pieces {
        parser.feed(piece, &mut sent);
    }
    while parser.wait().is_some() {
        parser.time_out(&mut sent);
    }
    sent.iter().map(in_words).collect()
}

fn in_words(sent: &Sent) -> String {
    match sent {
        Sent::Event(Event::Key(key)) => Chord::of(key).name(),
        Sent::Event(Event::Paste(text)) => format!("paste {text:?}"),
        Sent::Event(Event::Mouse(mouse)) => {
            let does = match mouse.kind {
                MouseEventKind::Down(_) => "down",
                MouseEventKind::Up(_) => "up",
                MouseEventKind::Drag(_) => "drag",
                MouseEventKind::Moved => "moved",
                _ => "wheel",
            };
            format!("{does} {},{}", mouse.column, mouse.row)
        }
        Sent::Event(event) => format!("{event:?}"),
        other => format!("{other:?}"),
    }
}

/// What these bytes say, however they are cut in two, and byte by byte. The names stand between blanks.
#[track_caller]
fn check(bytes: impl AsRef<[u8]>, says: &str) {
    check_in(Dialect::Common, bytes, says);
}

/// The same in a terminal that speaks this dialect.
#[track_caller]
pub(super) fn check_in(dialect: Dialect, bytes: impl AsRef<[u8]>, says: &str) {
    let bytes = bytes.as_ref();
    let shown = String::from_utf8_lossy(bytes).escape_debug().to_string();
    assert_eq!(said_in(dialect, &[bytes]).join(" "), says, "{shown}");
    for at in 1..bytes.len() {
        assert_eq!(said_in(dialect, &[&bytes[..at], &bytes[at..]]).join(" "), says, "{shown} cut after {at}");
    }
    let drops: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(said_in(dialect, &drops).join(" "), says, "{shown} byte by byte");
}

#[test]
fn keys_text_and_pastes() {
    check("a字\x13\x1b[A\x1bOB\r\t\x7f\x1b[Z", "a 字 ctrl-s up down enter tab backspace backtab");
    check("\x1bw\x1b\r\x1b\x7f\x1b\x11", "alt-w alt-enter alt-backspace ctrl-alt-q");
    // Two Escs before a sequence are Alt, as in rxvt and PuTTY; before anything else a hand has pressed the first.
    check("\x1b\x1b[A\x1b\x1bOa\x1b\x1b[3~\x1b\x1b[5^", "alt-up ctrl-alt-up alt-delete ctrl-alt-pageup");
    check("\x1b\x1b[1;3A\x1b\x1b[1;5A\x1b\x1bw\x1b字\x1b\x1b", "alt-up esc ctrl-up esc alt-w esc 字 esc esc");
    check("\x1b\x1b[?1;2c\x1b\x1b[200~字\x1b[201~\x1b\x1b[<0;3;4M", "esc Device esc paste \"字\" esc down 2,3");
    check("\x1b[200~一\r二\r\n三\n四\x1b[201~五", "paste \"一\\n二\\n三\\n四\" 五");
    check("\x1b[200~\x1b[31m红\x1b[0m\x1b[201~", "paste \"\\u{1b}[31m红\\u{1b}[0m\"");
    check("\x1b[200~\x1b[201~a\x1b[201~b", "a b");
    // The key Esc amid a paste breaks it off; what has come is kept.
    check("\x1b[200~一\n二\x1b三\x1b[201~四", "paste \"一\\n二\" BrokenOff 四");
    check("\x1b[200~一\x1b\x1b[201~四", "paste \"一\" BrokenOff 四");
    check("\x1b[200~一\x1b\r二\x1b[201~四", "paste \"一\" BrokenOff 四");
    check("\x1b[200~一\n二\x1b", "paste \"一\\n二\" BrokenOff");
    check("\x1b[I\x1b[O\x1b[2;3R\x1b[1;2R\x1b[1;1R", "FocusGained FocusLost Cursor(2, 3) shift-f3 Cursor(1, 1)");
    // The keypad, the kitty protocol, xterm's modifyOtherKeys; what is let go of says nothing.
    check("\x1bOp\x1bOy\x1bOk\x1bOM", "0 9 + enter");
    check("\x1b[13;2u\x1b[97;5u\x1b[27;5;9~\x1b[57414u\x1b[1;1:3A\x1b[97;1:3u", "shift-enter ctrl-a ctrl-tab enter");
}

#[test]
fn the_mouse_in_three_forms() {
    check("\x1b[<0;10;5M\x1b[<32;11;5M\x1b[<0;11;5m\x1b[<65;1;1M", "down 9,4 drag 10,4 up 10,4 wheel 0,0");
    check("\x1b[32;10;5M\x1b[67;10;5M\x1b[96;1;1M", "down 9,4 moved 9,4 wheel 0,0");
    check(b"\x1b[M \x2a\x25\x1b[M#\x2a\xfe", "down 9,4 up 9,221");
    // A column of 0 is none.
    check("\x1b[<0;0;5Ma", "a");
    // The same beginning is Ctrl+Del in st: what follows is a key of its own.
    check("\x1b[M\x1b[18;2~\x1b[M\r", "ctrl-delete shift-f7 ctrl-delete enter");
}

#[test]
fn answers_and_what_is_unknown_are_dropped_and_take_nothing_with_them() {
    for sequence in ANSWERS.iter().chain(UNKNOWN) {
        check(sequence, "");
        check(format!("头{sequence}字a\x13"), "头 字 a ctrl-s");
        check(format!("{sequence}\x1b[A{sequence}\x1b[200~贴\x1b[201~"), "up paste \"贴\"");
    }
}

/// The rest of a sequence does not come. Nothing that comes in its place is part of it, and nothing is lost.
#[test]
fn what_breaks_off_takes_nothing_with_it() {
    for sequence in ANSWERS.iter().chain(UNKNOWN) {
        // `ESC P` alone is a key.
        for at in (3..sequence.len()).filter(|&at| sequence.is_char_boundary(at)) {
            let part = &sequence[..at];
            let dropped = said(&[part.as_bytes()]).join(" ");
            let own: Vec<char> = part.chars().filter(|c| !c.is_ascii()).collect();
            assert!(dropped.chars().all(|c| own.contains(&c) || "esc ".contains(c)), "{part:?}: {dropped}");
            // A key, or a line break, breaks it off at once.
            if part.ends_with('\x1b') || !part.is_ascii() {
                continue;
            }
            for (bytes, says) in [
                ("\x1b[A字", "up 字"),
                ("\r", "enter"),
                ("字", "字"),
                ("\x1b", "esc"),
                ("\x7f", "backspace"),
                ("\t", "tab"),
                ("\x04", "ctrl-d"),
                ("\x1bOP", "f1"),
                ("\x1b[3~", "delete"),
                ("\x1b[200~贴\x1b[201~", "paste \"贴\""),
            ] {
                check(format!("{part}{bytes}"), says);
            }
        }
    }
    for (part, key) in
        [("\x1b[", "alt-["), ("\x1bO", "alt-o"), ("\x1b]", "alt-]"), ("\x1bP", "alt-p"), ("\x1b_", "alt-_")]
    {
        check(part, key);
        check(format!("{part}\r"), &format!("{key} enter"));
    }
    check("\x1b[1;", "");
    check("\x1b[12字", "字");
}

/// Feeds pieces with a wait after each that is too long.
fn said_slowly(pieces: &[&str]) -> String {
    let mut parser = Parser::default();
    let mut sent = Vec::new();
    for piece in pieces {
        parser.feed(piece.as_bytes(), &mut sent);
        parser.time_out(&mut sent);
    }
    sent.iter().map(in_words).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_comes_late_is_what_it_would_have_been_in_time() {
    assert_eq!(said_slowly(&["\x1b", "[A"]), "esc up");
    assert_eq!(said_slowly(&["\x1b", "[?1;2c字"]), "esc Device 字");
    assert_eq!(said_slowly(&["\x1b", "[?2026;2$y"]), "esc");
    // What a hand types after Esc is no sequence.
    assert_eq!(said_slowly(&["\x1b", "[", "A"]), "esc [ A");
    assert_eq!(said_slowly(&["\x1b", "OA系统"]), "esc O A 系 统");
    assert_eq!(said_slowly(&["\x1b", "[注]"]), "esc [ 注 ]");
    // A paste that is never closed ends, whether what comes then is the rest of it or a key.
    assert_eq!(said_slowly(&["\x1b[200~一\r二", "\x13", "三\x1b[201~"]), "paste \"一\\n二\" ctrl-s 三");
    assert_eq!(said_slowly(&["\x1b[200~一\x1b[20", "二"]), "paste \"一\" 二");
    assert_eq!(said_slowly(&["\x1b[200~", "二"]), "二");
}

#[test]
fn what_is_no_utf_8_is_read_as_gbk_or_said_to_be_lost() {
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    check([gbk("水务所，"), b"\r".to_vec()].concat(), "水 务 所 ， Foreign(Read) enter");
    // The second byte of a character may be an ASCII letter: 丂 is 0x81 0x40. Four bytes are one of GB18030.
    check([gbk("丂朻㐂"), b"a".to_vec()].concat(), "丂 朻 㐂 Foreign(Read) a");
    // The first of these, and the whole of that, could be UTF-8. What is known of the terminal decides.
    check("é·×a", "é · × a");
    check(
        [gbk("河"), b"\r".to_vec(), gbk("水"), b"\r".to_vec()].concat(),
        "河 Foreign(Read) enter 水 Foreign(Read) enter",
    );
    check([gbk("河"), "\r巡é\r".into()].concat(), "河 Foreign(Read) enter 巡 é enter");
    check(b"a\xffb", "a Foreign(Lost) b");
    check([b"\xff".to_vec(), "水务".into(), b"!".to_vec()].concat(), "水 务 Foreign(Lost) !");
    check(b"\xe6\xb0a", "Foreign(Lost) a");
    check(
        [b"\x1b[200~".to_vec(), gbk("水务\r所"), b"\x1b[201~".to_vec()].concat(),
        "paste \"水务\\n所\" Foreign(Read)",
    );
}

/// Pieces of a stream: what terminals send, and noise that looks like it.
fn streams() -> impl Strategy<Value = Vec<u8>> {
    let known: Vec<&str> = ANSWERS
        .iter()
        .chain(UNKNOWN)
        .copied()
        .chain([
            "\x1b",
            "\x1b[A",
            "\x1b\x1b[B",
            "字",
            "\x1b[M",
            "\x1b[M !!",
            "\x1b[200~",
            "\x1b[201~",
            "\r\n",
            "\x1b[23$",
            "\x1bO5Q",
            "中文",
            "a",
        ])
        .collect();
    let noise = select(b"\x1b\x1b\x1b[[OP]_\\MR~$;?<>0123456789abcu\x07\r\x18\x7f\xd6\xd0\xe4\xb8\xad\xff".to_vec());
    let piece = prop_oneof![
        select(known).prop_map(|piece| piece.as_bytes().to_vec()),
        vec(noise, 1..8),
        vec(any::<u8>(), 1..4),
    ];
    vec(piece, 1..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(hunt::cases(500))]

    #[test]
    fn a_stream_says_the_same_however_it_is_cut(stream in streams(), cuts in vec(any::<proptest::sample::Index>(), 0..6)) {
        let whole = said(&[&stream]);
        let drops: Vec<&[u8]> = stream.chunks(1).collect();
        prop_assert_eq!(&said(&drops), &whole);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(stream.len())).collect();
        cuts.extend([0, stream.len()]);
        cuts.sort_unstable();
        let pieces: Vec<&[u8]> = cuts.windows(2).map(|cut| &stream[cut[0]..cut[1]]).collect();
        prop_assert_eq!(&said(&pieces), &whole);
    }

    /// Whatever came before, a paste after a wait is whole.
    #[test]
    fn nothing_holds_up_the_keyboard(stream in streams()) {
        let mut parser = Parser::default();
        let mut sent = Vec::new();
        parser.feed(&stream, &mut sent);
        for _ in 0..4 {
            parser.time_out(&mut sent);
        }
        prop_assert_eq!(parser.wait(), None);
        sent.clear();
        parser.feed("\x13字".as_bytes(), &mut sent);
        prop_assert_eq!(sent.iter().map(in_words).collect::<Vec<_>>(), ["ctrl-s", "字"]);
    }
}
