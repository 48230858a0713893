//! What a writer's hands do, as a scenario names it: `按 Shift+Tab`, `输入“抓落实”`, `命令 上移`, `点击“存在问题”`.

use crossterm::event::Event;
use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyModifiers;

use tigang::tui::update::Mouse;

/// One act.
pub(super) enum Act {
    /// What the terminal sends between two frames.
    Events(Vec<Event>),
    /// A command by its title, through the palette.
    Command(String),
    /// The mouse, at the first cell of these words on the screen.
    Mouse(String, At),
    /// A text of another program is opened.
    Open(String),
    /// The window gets another size.
    Resize(u16, u16),
}

/// What the mouse does at a column and a row.
pub(super) type At = fn(u16, u16) -> Mouse;

/// The acts of a line, or `None` when it is a line of a drawing.
pub(super) fn acts(line: &str) -> Option<Vec<Act>> {
    if let Some(keys) = line.strip_prefix("按 ") {
        return Some(
            keys.split(' ').filter(|key| !key.is_empty()).map(|key| Act::Events(vec![self::key(key)])).collect(),
        );
    }
    if let Some(title) = line.strip_prefix("命令 ") {
        return Some(vec![Act::Command(title.into())]);
    }
    if let Some(size) = line.strip_prefix("窗口变成 ") {
        let (width, height) = self::size(size);
        return Some(vec![Act::Resize(width, height)]);
    }
    let quoted = |verb: &str| {
        Some(line.strip_prefix(verb)?.strip_prefix('“')?.strip_suffix('”')?.replace('⏎', "\n").replace('⇥', "\t"))
    };
    if let Some(text) = quoted("输入") {
        return Some(vec![Act::Events(text.chars().map(typed).collect())]);
    }
    if let Some(text) = quoted("逐字输入") {
        return Some(text.chars().map(|c| Act::Events(vec![typed(c)])).collect());
    }
    if let Some(text) = quoted("打开文稿") {
        return Some(vec![Act::Open(text)]);
    }
    if let Some(text) = quoted("粘贴") {
        return Some(vec![Act::Events(vec![Event::Paste(text)])]);
    }
    let mouse: [(&str, At); 6] = [
        ("右击", |x, y| Mouse::Menu { x, y }),
        ("松开在", |x, y| Mouse::Release { x, y }),
        ("点击", |x, y| Mouse::Click { x, y }),
        ("拖到", |x, y| Mouse::Drag { x, y }),
        ("向下滚", |x, y| Mouse::Wheel { x, y, by: 3 }),
        ("向上滚", |x, y| Mouse::Wheel { x, y, by: -3 }),
    ];
    let again: [(&str, At); 2] = [("双击", |x, y| Mouse::Double { x, y }), ("三击", |x, y| Mouse::Triple { x, y })];
    if let Some((words, again)) = again.into_iter().find_map(|(verb, again)| Some((quoted(verb)?, again))) {
        return Some(vec![Act::Mouse(words.clone(), |x, y| Mouse::Click { x, y }), Act::Mouse(words, again)]);
    }
    mouse.into_iter().find_map(|(verb, mouse)| Some(vec![Act::Mouse(quoted(verb)?, mouse)]))
}

/// `40×12`.
pub(super) fn size(words: &str) -> (u16, u16) {
    let (width, height) = words.split_once('×').expect("a size is written as 80×24");
    (width.parse().unwrap(), height.parse().unwrap())
}

/// A character as it is typed; Enter and Tab within what is typed fast.
fn typed(c: char) -> Event {
    let code = match c {
        '\n' => KeyCode::Enter,
        '\t' => KeyCode::Tab,
        c => KeyCode::Char(c),
    };
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

/// A key as its cap names it.
fn key(words: &str) -> Event {
    let mut modifiers = KeyModifiers::NONE;
    let mut rest = words;
    for (name, modifier) in
        [("Ctrl+", KeyModifiers::CONTROL), ("Alt+", KeyModifiers::ALT), ("Shift+", KeyModifiers::SHIFT)]
    {
        if let Some(behind) = rest.strip_prefix(name) {
            modifiers |= modifier;
            rest = behind;
        }
    }
    let code = match rest {
        "回车" => KeyCode::Enter,
        "Tab" if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        "Tab" => KeyCode::Tab,
        "Esc" => KeyCode::Esc,
        "退格" => KeyCode::Backspace,
        "Del" => KeyCode::Delete,
        "Ins" => KeyCode::Insert,
        "空格" => KeyCode::Char(' '),
        "↑" => KeyCode::Up,
        "↓" => KeyCode::Down,
        "←" => KeyCode::Left,
        "→" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        _ => {
            let mut chars = rest.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) if modifiers.is_empty() => KeyCode::Char(c),
                (Some(c), None) => KeyCode::Char(c.to_ascii_lowercase()),
                (Some('F'), _) => KeyCode::F(rest[1..].parse().expect("a function key")),
                _ => panic!("no key is called {words}"),
            }
        }
    };
    Event::Key(KeyEvent::new(code, modifiers))
}
