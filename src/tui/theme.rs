//! Themes: which colour each thing on the screen has, read from RON.

use std::sync::LazyLock;

use ratatui::style::Color;
use ratatui::style::Modifier;
use ratatui::style::Style;
use ron::extensions::Extensions;
use serde::Deserialize;

/// A colour scheme. What a theme leaves out looks like plain text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// What the writer calls it.
    pub name: String,
    /// Text and the ground under everything.
    pub text: Paint,
    /// What stands back: counts, hints, empty places.
    #[serde(default)]
    pub dim: Paint,
    /// The report's title.
    #[serde(default)]
    pub title: Paint,
    /// Headings of the top level.
    #[serde(default)]
    pub heading: Paint,
    /// Markers 一、（一）.
    #[serde(default)]
    pub marker: Paint,
    /// The row or cell the writer is at.
    #[serde(default)]
    pub cursor: Paint,
    /// The same in a pane without focus.
    #[serde(default)]
    pub cursor_away: Paint,
    /// Selected text and marked sections.
    #[serde(default)]
    pub selection: Paint,
    /// Found text.
    #[serde(default)]
    pub found: Paint,
    /// Figures that a text refers to; underlined where a theme doesn't say.
    #[serde(default = "Paint::underlined")]
    pub reference: Paint,
    /// Frames.
    #[serde(default)]
    pub frame: Paint,
    /// The frame title of the pane with focus.
    #[serde(default)]
    pub focus: Paint,
    /// The status line.
    #[serde(default)]
    pub status: Paint,
    /// Keys in the status line and in help.
    #[serde(default)]
    pub key: Paint,
    /// Unsaved, warnings.
    #[serde(default)]
    pub warning: Paint,
    /// Errors.
    #[serde(default)]
    pub error: Paint,
    /// Bars, and figures that rose.
    #[serde(default)]
    pub rise: Paint,
    /// Figures that fell.
    #[serde(default)]
    pub fall: Paint,
    /// Windows over the panes.
    #[serde(default)]
    pub overlay: Paint,
}

/// How one thing is painted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Paint {
    /// Foreground: a name (`red`, `light_blue`), `#rrggbb`, or a number of the 256 colours.
    pub fg: Option<Color>,
    /// Background.
    pub bg: Option<Color>,
    /// Bold.
    pub bold: bool,
    /// Faint.
    pub dim: bool,
    /// Underlined.
    pub underline: bool,
    /// Foreground and background exchanged.
    pub reverse: bool,
}

impl Paint {
    fn underlined() -> Paint {
        Paint { underline: true, ..Paint::default() }
    }
}

impl From<Paint> for Style {
    fn from(paint: Paint) -> Style {
        let mut style = Style { fg: paint.fg, bg: paint.bg, ..Style::new() };
        for (wanted, modifier) in [
            (paint.bold, Modifier::BOLD),
            (paint.dim, Modifier::DIM),
            (paint.underline, Modifier::UNDERLINED),
            (paint.reverse, Modifier::REVERSED),
        ] {
            if wanted {
                style = style.add_modifier(modifier);
            }
        }
        style
    }
}

/// Where a theme file can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行第 {column} 列：{says}")]
pub struct ThemeError {
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
    /// What is wrong there, in Chinese.
    pub says: String,
}

impl Theme {
    /// Reads a theme file.
    pub fn read(source: &str) -> Result<Theme, ThemeError> {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        options.from_str(source.trim_start_matches('\u{feff}')).map_err(|error| ThemeError {
            line: error.span.start.line,
            column: error.span.start.col,
            says: match &error.code {
                ron::Error::NoSuchStructField { found, .. } => format!("没有叫“{found}”的项目，请删掉或改名"),
                ron::Error::MissingStructField { field, .. } => format!("缺少“{field}”，请补上"),
                ron::Error::InvalidValueForType { .. }
                | ron::Error::Message(_)
                | ron::Error::ExpectedBoolean
                | ron::Error::ExpectedString => {
                    "这个值用不了；颜色写成 \"red\"、\"#ff8800\" 或 \"25\"，开关写成 true".into()
                }
                _ => "不是完整的 RON，请检查括号、逗号和引号".into(),
            },
        })
    }

    /// The themes that come with the program, the default first.
    pub fn built_in() -> &'static [Theme] {
        &BUILT_IN
    }

    /// The theme for terminals that shall show no colour (NO_COLOR): bold, faint and reverse only.
    pub fn without_colour() -> Theme {
        let mut theme = BUILT_IN[BUILT_IN.len() - 1].clone();
        for paint in theme.paints() {
            paint.reverse |= paint.bg.is_some();
            (paint.fg, paint.bg) = (None, None);
        }
        theme
    }

    fn paints(&mut self) -> [&mut Paint; 19] {
        let Theme { name: _, text, dim, title, heading, marker, cursor, cursor_away, .. } = self;
        let Theme {
            selection, found, reference, frame, focus, status, key, warning, error, rise, fall, overlay, ..
        } = self;
        [
            text,
            dim,
            title,
            heading,
            marker,
            cursor,
            cursor_away,
            selection,
            found,
            reference,
            frame,
            focus,
            status,
            key,
            warning,
            error,
            rise,
            fall,
            overlay,
        ]
    }
}

static BUILT_IN: LazyLock<Vec<Theme>> = LazyLock::new(|| {
    [
        include_str!("../../themes/ink.ron"),
        include_str!("../../themes/paper.ron"),
        include_str!("../../themes/pine.ron"),
        include_str!("../../themes/celadon.ron"),
        include_str!("../../themes/contrast.ron"),
        include_str!("../../themes/terminal.ron"),
    ]
    .map(|source| Theme::read(source).expect("the themes that come with the program are read by a test"))
    .to_vec()
});
