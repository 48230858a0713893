//! Themes: those that come with the program can be read by eye, those of the writer's own by the program.

use std::collections::HashSet;

use ratatui::style::Color;

use tigang::tui::theme::Paint;
use tigang::tui::theme::Theme;

use crate::tools::model::draw;
use crate::tools::model::open;
use crate::tools::model::play;

/// The sentence that a theme file answers with.
#[track_caller]
fn check(source: &str, says: &str) {
    let answer = Theme::read(source).map_or_else(|error| error.to_string(), |theme| format!("{}：读得懂", theme.name));
    assert_eq!(answer, says, "{source}");
}

#[test]
fn bad_theme_files_say_where_and_what() {
    check("(name: \"我的\", text: (fg: \"#101010\", bg: \"white\"))", "我的：读得懂");
    check("\u{feff}(name: \"我的\", text: ())", "我的：读得懂");
    check("(name: \"我的\")", "第 1 行第 12 列：缺少“text”，请补上");
    check("(text: ())", "第 1 行第 10 列：缺少“name”，请补上");
    check("(\n  name: \"我的\",\n  text: (),\n  colour: (),\n)", "第 4 行第 3 列：没有叫“colour”的项目，请删掉或改名");
    check("(name: \"我的\", text: (front: \"red\"))", "第 1 行第 21 列：没有叫“front”的项目，请删掉或改名");
    check(
        "(\n  name: \"我的\",\n  text: (fg: \"reddish\"),\n)",
        "第 3 行第 15 列：这个值用不了；颜色写成 \"red\"、\"#ff8800\" 或 \"25\"，开关写成 true",
    );
    check(
        "(name: \"我的\", text: (bold: 1))",
        "第 1 行第 26 列：这个值用不了；颜色写成 \"red\"、\"#ff8800\" 或 \"25\"，开关写成 true",
    );
    check("(name: \"我的\", text: (", "第 1 行第 20 列：不是完整的 RON，请检查括号、逗号和引号");
    check("", "第 1 行第 1 列：不是完整的 RON，请检查括号、逗号和引号");
    check("主题", "第 1 行第 1 列：不是完整的 RON，请检查括号、逗号和引号");
}

/// Every paint of a theme, by its name.
fn paints(theme: &Theme) -> [(&'static str, Paint); 18] {
    [
        ("text", theme.text),
        ("dim", theme.dim),
        ("title", theme.title),
        ("heading", theme.heading),
        ("marker", theme.marker),
        ("cursor", theme.cursor),
        ("cursor_away", theme.cursor_away),
        ("selection", theme.selection),
        ("found", theme.found),
        ("frame", theme.frame),
        ("focus", theme.focus),
        ("status", theme.status),
        ("key", theme.key),
        ("warning", theme.warning),
        ("error", theme.error),
        ("rise", theme.rise),
        ("fall", theme.fall),
        ("overlay", theme.overlay),
    ]
}

#[test]
fn six_themes_with_names_of_their_own() {
    let names: Vec<&str> = Theme::built_in().iter().map(|theme| theme.name.as_str()).collect();
    assert_eq!(names, ["墨色", "纸色", "松烟", "青瓷", "高对比", "终端色"]);
    assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
}

#[test]
fn the_terminal_theme_uses_only_the_terminals_own_colours() {
    let theme = &Theme::built_in()[5];
    for (name, paint) in paints(theme) {
        for colour in [paint.fg, paint.bg].into_iter().flatten() {
            assert!(!matches!(colour, Color::Rgb(..) | Color::Indexed(16..)), "{name} has {colour}");
        }
    }
    assert_eq!((theme.text.fg, theme.text.bg), (None, None), "the ground is the terminal's");
}

#[test]
fn without_colour_there_is_none_on_the_screen() {
    for (name, paint) in paints(&Theme::without_colour()) {
        assert_eq!((paint.fg, paint.bg), (None, None), "{name}");
    }
    let mut model = open("hotline-half-year", (120, 40));
    model.session.theme = Theme::without_colour();
    for keys in ["", "space", "f9 f9", "f2", "esc f1", "esc f12", "esc ctrl-b", "esc esc ctrl-f '督办 enter f3 f3"] {
        play(&mut model, keys);
        for cell in draw(&model).buffer.content() {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "after {keys}: {:?}", cell.symbol());
        }
    }
}

// Contrast --------------------------------------------------------------------------------------------------------

/// Contrast of two colours by WCAG 2.1, from 1 to 21; `None` where the terminal decides.
fn contrast(one: Color, other: Color) -> Option<f64> {
    let light = |colour| match colour {
        Color::Rgb(r, g, b) => {
            let [r, g, b] = [r, g, b].map(|part| {
                let part = f64::from(part) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            });
            Some(0.2126 * r + 0.7152 * g + 0.0722 * b)
        }
        _ => None,
    };
    let (one, other) = (light(one)?, light(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

#[test]
fn contrast_is_that_of_the_standard() {
    let (black, white) = (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255));
    assert!((contrast(black, white).unwrap() - 21.0).abs() < 0.001);
    assert!((contrast(white, Color::Rgb(0x76, 0x76, 0x76)).unwrap() - 4.54).abs() < 0.01);
}

#[test]
fn every_text_on_the_screen_can_be_read() {
    let screens = [
        "",
        "down space down",
        "enter",
        "ctrl-e ctrl-a",
        "f9 f9",
        "f9 f9 tab '6",
        "f1",
        "f2 'sx",
        "f12",
        "ctrl-b",
        "'今年以来",
        "ctrl-f '督办",
        "ctrl-f '督办 enter f3 f3",
        "home tab",
        "enter '新 ctrl-q",
        "f6 down",
        "end",
        "2",
        "ctrl-e '工作布署到位。。受理【待补】件 alt-g alt-g right",
        "ctrl-e '工作布署到位。。 shift-f7",
        "ctrl-f2",
        "f4",
        "f9 f9 f6",
        "ctrl-u",
        "f2 '三分钟上手 enter",
        "f2 '开始页 enter",
        "f2 '校核规则 enter",
        "f2 '撤销清单 enter",
    ];
    let mut worst = Vec::new();
    for theme in &Theme::built_in()[..5] {
        for keys in screens {
            let mut model = open("hotline-half-year", (120, 40));
            model.session.theme = theme.clone();
            play(&mut model, keys);
            for cell in draw(&model).buffer.content() {
                let drawn = cell.symbol().chars().any(|c| !c.is_whitespace() && !('\u{2500}'..'\u{2580}').contains(&c));
                if let Some(found) = contrast(cell.fg, cell.bg).filter(|found| drawn && *found < 4.5) {
                    worst.push(format!(
                        "{} {} on {} {found:.1} “{}” {keys}",
                        theme.name,
                        cell.fg,
                        cell.bg,
                        cell.symbol()
                    ));
                }
            }
        }
    }
    worst.sort();
    worst.dedup_by_key(|line| line.split(" “").next().map(str::to_string));
    assert!(worst.is_empty(), "{}", worst.join("\n"));
}

#[test]
fn the_main_paints_can_be_read_as_text() {
    for theme in &Theme::built_in()[..5] {
        for (name, paint) in paints(theme) {
            if !["text", "status", "cursor", "overlay", "selection", "found", "error", "key"].contains(&name) {
                continue;
            }
            let (fg, bg) = (paint.fg.or(theme.text.fg).unwrap(), paint.bg.or(theme.text.bg).unwrap());
            let found = contrast(fg, bg).unwrap();
            assert!(found >= 4.5, "{} {name}: {fg} on {bg} is {found:.2}", theme.name);
        }
    }
}

/// Which pane has the keys is told by its whole frame, not by its title alone.
#[test]
fn the_frame_of_the_pane_with_the_keys_is_lit() {
    let mut model = open("hotline-half-year", (120, 40));
    for key in ["esc", "ctrl-e", "f9", "f9"] {
        play(&mut model, key);
        let screen = draw(&model);
        let areas = tigang::tui::layout::areas(&model);
        let panes = [areas.outline, areas.text, areas.metrics, areas.note].map(Option::unwrap);
        let is_lit = panes.map(|pane| {
            let corners = [(pane.x - 1, pane.y + 1), (pane.right(), pane.y + 1)];
            corners.iter().all(|&at| Some(screen.buffer[at].fg) == model.session.theme.focus.fg)
        });
        assert_eq!(is_lit.iter().filter(|lit| **lit).count(), 1, "{key}: {is_lit:?}");
    }
}
