//! How an official document is set (GB/T 9704-2012), and what an office does otherwise.
//!
//! A profile says only what differs from the standard; the writer keeps it in a file:
//!
//! ```ron
//! (
//!     line_pitch: 29,                      // 行距，磅
//!     margins: (top: 37, left: 27),        // 页边距，毫米
//!     latin: "Times New Roman",            // 数字和西文
//!     title: (font: "方正小标宋_GBK"),
//!     level3: (bold: true),
//!     page_number: center,
//! )
//! ```
//!
//! Lengths are points (3号 is 16, 2号 22, 4号 14) or millimetres, as the standard counts them.

use ron::extensions::Extensions;
use serde::Deserialize;

use crate::report::Marker;
use crate::text;
use crate::text::Ambiguous;

/// Width and height of A4 in millimetres (5.1).
pub(super) const PAPER: (f64, f64) = (210.0, 297.0);

/// What an office does otherwise than the standard; the default is the standard.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// 行距 of the text in points, exact; 10 to 100. The standard asks for 22 lines on 225 mm (5.2.3): 28.95 is the widest
    /// pitch in twentieths of a point that has them all.
    pub line_pitch: f64,
    /// 页边.
    pub margins: Margins,
    /// The font of digits and Latin letters, where they have one of their own; else they take that of the Chinese around.
    pub latin: Option<String>,
    /// Where the page number stands.
    pub page_number: PageNumber,
    /// Whether it says how many pages there are: 第1页 共5页.
    pub page_count: bool,
    /// Whether the first page has its number.
    pub first_page_number: bool,
    /// 页眉, as 征求意见稿: at the left above every page but the cover.
    pub header: Option<String>,
    /// 印章直径 in millimetres: above a signature that a seal is set on, as many lines are left blank as it takes (7.3.5.1); 20
    /// to 60. [`None`] for one line, as above any.
    pub seal: Option<f64>,
    /// How many columns a table of an annex has for which the annex stands on paper turned across (横排), 4 to 40; [`None`] for
    /// no annex.
    pub landscape: Option<usize>,
    /// Whether a 封面 stands before all else.
    pub cover: bool,
    /// How many levels of headings a 目录 before the first page lists, 1 to 9; [`None`] for no 目录.
    pub contents: Option<usize>,
    /// 标题.
    pub title: Face,
    /// 一、
    pub level1: Face,
    /// （一）
    pub level2: Face,
    /// 1.
    pub level3: Face,
    /// （1）
    pub level4: Face,
    /// 一是, 第一，: the heading's own words.
    pub point: Face,
    /// 正文, and all that has no other.
    pub body: Face,
}

impl Default for Profile {
    fn default() -> Profile {
        Profile {
            line_pitch: 28.95,
            margins: Margins::default(),
            latin: None,
            page_number: PageNumber::default(),
            page_count: false,
            first_page_number: true,
            header: None,
            seal: None,
            landscape: None,
            cover: false,
            contents: None,
            title: Face::default(),
            level1: Face::default(),
            level2: Face::default(),
            level3: Face::default(),
            level4: Face::default(),
            point: Face::default(),
            body: Face::default(),
        }
    }
}

/// Margins in millimetres (5.2.1: 天头 37, 订口 28, 版心 156×225).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Margins {
    /// 天头.
    pub top: f64,
    /// 地脚.
    pub bottom: f64,
    /// 订口.
    pub left: f64,
    /// 切口.
    pub right: f64,
}

impl Default for Margins {
    fn default() -> Margins {
        Margins { top: 37.0, bottom: 35.0, left: 28.0, right: 26.0 }
    }
}

/// Where the page number stands, 7 mm below the text (7.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageNumber {
    /// On odd pages right, on even ones left, one character off the edge.
    #[default]
    Outside,
    /// In the middle.
    Center,
    /// Nowhere.
    Hidden,
}

/// What differs in the letters of a part of the document.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Face {
    /// The font, as Word names it.
    pub font: Option<String>,
    /// The size in points; 5 to 72.
    pub size: Option<f64>,
    /// Whether it is bold. The standard has nothing bold; many offices have level 3 so.
    pub bold: Option<bool>,
}

/// A part of the document with letters of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ParagraphStyle {
    Title,
    Subtitle,
    /// 标题 on the cover: as much larger as 一号 is than 二号.
    CoverTitle,
    Level1,
    Level2,
    Level3,
    Level4,
    Point,
    Body,
    /// 版记 (7.4): 4号.
    Imprint,
    PageNumber,
}

impl ParagraphStyle {
    /// The part that the headings of a level are: by their marker, since a text may begin at any level (GB/T 15834, B.3.8);
    /// by their depth where the marker doesn't tell.
    pub(super) fn of(marker: Marker, level: usize) -> ParagraphStyle {
        match marker {
            Marker::Part | Marker::Chapter | Marker::Han => ParagraphStyle::Level1,
            Marker::Annex | Marker::OnlyAnnex => ParagraphStyle::Level1,
            Marker::ChapterSection | Marker::HanBracketed => ParagraphStyle::Level2,
            Marker::Digit | Marker::DigitComma | Marker::DigitWide => ParagraphStyle::Level3,
            Marker::DigitBracketed => ParagraphStyle::Level4,
            Marker::Point | Marker::Need | Marker::Ordinal => ParagraphStyle::Point,
            Marker::Circled | Marker::Plain | Marker::Article => ParagraphStyle::Body,
            Marker::Dotted | Marker::DottedBelow | Marker::Bare => match level {
                0 | 1 => ParagraphStyle::Level1,
                2 => ParagraphStyle::Level2,
                3 => ParagraphStyle::Level3,
                4 => ParagraphStyle::Level4,
                _ => ParagraphStyle::Body,
            },
        }
    }
}

/// The letters of a part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letters<'p> {
    pub(super) font: &'p str,
    /// In points.
    pub(super) size: f64,
    pub(super) bold: bool,
}

/// A font of the standard, and what stands in for it where a computer lacks it.
pub(super) struct Font {
    pub(super) name: &'static str,
    /// The one that Word shall take instead: it reads a single name of at most 31 characters.
    pub(super) instead: &'static str,
    /// The ten figures by which Word tells a like font.
    pub(super) panose: &'static str,
    /// All that a browser may take instead, with the names that other systems give it.
    pub(super) family: &'static str,
}

/// The fonts that the standard's type classes are practised with (7.3.1, 7.3.3; the standard names classes only).
pub(super) const FONTS: &[Font] = &[
    Font {
        name: "方正小标宋简体",
        instead: "华文中宋",
        panose: "02010601030101010101",
        family: "\"方正小标宋_GBK\", FZXiaoBiaoSong-B05S, \"华文中宋\", STZhongsong, \"Noto Serif CJK SC\", serif",
    },
    Font {
        name: "黑体",
        instead: "SimHei",
        panose: "02010609060101010101",
        family: "SimHei, \"Heiti SC\", \"Noto Sans CJK SC\", sans-serif",
    },
    Font {
        name: "楷体_GB2312",
        instead: "楷体",
        panose: "02010609030101010101",
        family: "\"楷体\", KaiTi, \"Kaiti SC\", STKaiti, \"Noto Serif CJK SC\", serif",
    },
    Font {
        name: "仿宋_GB2312",
        instead: "仿宋",
        panose: "02010609030101010101",
        family: "\"仿宋\", FangSong, \"Fangsong SC\", STFangsong, \"Noto Serif CJK SC\", serif",
    },
    Font {
        name: "宋体",
        instead: "SimSun",
        panose: "02010600030101010101",
        family: "SimSun, \"Songti SC\", STSong, \"Noto Serif CJK SC\", serif",
    },
];

impl Profile {
    /// Reads a profile file: RON, what it doesn't name as the standard has it.
    ///
    /// # Errors A source of another form, values that no program could set, and unknown names.
    pub fn read(source: &str) -> Result<Profile, ProfileError> {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let profile: Profile = options.from_str(source.trim_start_matches('\u{feff}')).map_err(|error| {
            let at = error.span.start;
            let says = match &error.code {
                ron::Error::NoSuchStructField { found, .. } => format!("没有叫“{found}”的项目，请删掉或改名"),
                ron::Error::NoSuchEnumVariant { found, .. } => {
                    format!("没有“{found}”这种页码，可用：outside、center、hidden")
                }
                ron::Error::ExpectedInteger | ron::Error::IntegerOutOfBounds => "这个值用不了，请写一个整数".to_owned(),
                ron::Error::ExpectedFloat | ron::Error::ExpectedString | ron::Error::ExpectedBoolean => {
                    "这个值用不了，长度写数，字体写成 \"仿宋\"，加粗写成 true".to_owned()
                }
                _ => "不是完整的 RON，请检查括号、逗号和引号".to_owned(),
            };
            ProfileError::Ron { line: at.line, column: at.col, says }
        })?;
        profile.settable()?;
        Ok(profile)
    }

    /// It as the source of a file: only what differs from the standard.
    pub fn written(&self) -> String {
        let usual = Profile::default();
        let mut out = String::from("(\n");
        let mut item = |name: &str, value: String| out.push_str(&format!("    {name}: {value},\n"));
        if (self.line_pitch - usual.line_pitch).abs() > 0.05 {
            item("line_pitch", self.line_pitch.to_string());
        }
        if self.margins != usual.margins {
            let Margins { top, bottom, left, right } = self.margins;
            item("margins", format!("(top: {top}, bottom: {bottom}, left: {left}, right: {right})"));
        }
        let quoted = |text: &str| format!("{text:?}");
        for (name, text) in [("latin", &self.latin), ("header", &self.header)] {
            text.iter().for_each(|text| item(name, quoted(text)));
        }
        match self.page_number {
            PageNumber::Outside => {}
            PageNumber::Center => item("page_number", "center".to_owned()),
            PageNumber::Hidden => item("page_number", "hidden".to_owned()),
        }
        for (name, value, usual) in [
            ("page_count", self.page_count, false),
            ("first_page_number", self.first_page_number, true),
            ("cover", self.cover, false),
        ] {
            if value != usual {
                item(name, value.to_string());
            }
        }
        if let Some(seal) = self.seal {
            item("seal", seal.to_string());
        }
        if let Some(columns) = self.landscape {
            item("landscape", columns.to_string());
        }
        if let Some(levels) = self.contents {
            item("contents", levels.to_string());
        }
        let parts = [
            ("title", ParagraphStyle::Title, &self.title),
            ("body", ParagraphStyle::Body, &self.body),
            ("level1", ParagraphStyle::Level1, &self.level1),
            ("level2", ParagraphStyle::Level2, &self.level2),
            ("level3", ParagraphStyle::Level3, &self.level3),
            ("level4", ParagraphStyle::Level4, &self.level4),
            ("point", ParagraphStyle::Point, &self.point),
        ];
        let with_text = Profile { body: self.body.clone(), ..Profile::default() };
        for (name, part, face) in parts {
            let usual = if name == "body" { usual.letters(part) } else { with_text.letters(part) };
            let font =
                face.font.as_ref().filter(|font| *font != usual.font).map(|font| format!("font: {}", quoted(font)));
            let size = face.size.filter(|size| (size - usual.size).abs() > 0.05).map(|size| format!("size: {size}"));
            let bold = face.bold.filter(|bold| *bold != usual.bold).map(|bold| format!("bold: {bold}"));
            let says: Vec<String> = font.into_iter().chain(size).chain(bold).collect();
            if !says.is_empty() {
                item(name, format!("({})", says.join(", ")));
            }
        }
        out + ")\n"
    }

    /// Refuses what no program could set.
    fn settable(&self) -> Result<(), ProfileError> {
        let within = |what: &'static str, value: f64, low: f64, high: f64| {
            if (low..=high).contains(&value) { Ok(()) } else { Err(ProfileError::Beyond { what, value, low, high }) }
        };
        within("行距", self.line_pitch, 10.0, 100.0)?;
        let Margins { top, bottom, left, right } = self.margins;
        for (what, margin) in [("天头", top), ("地脚", bottom)] {
            within(what, margin, 15.0, 120.0)?;
        }
        for (what, margin) in [("订口", left), ("切口", right)] {
            within(what, margin, 5.0, 80.0)?;
        }
        within("印章直径", self.seal.unwrap_or(42.0), 20.0, 60.0)?;
        within("横排附件的栏数", self.landscape.unwrap_or(8) as f64, 4.0, 40.0)?;
        within("目录的级数", self.contents.unwrap_or(1) as f64, 1.0, 9.0)?;
        let faces = [&self.title, &self.level1, &self.level2, &self.level3, &self.level4, &self.point, &self.body];
        for face in faces {
            within("字号", face.size.unwrap_or(16.0), 5.0, 72.0)?;
        }
        if let Some(header) = &self.header
            && (header.trim().is_empty() || header.chars().count() > 40 || header.contains(char::is_control))
        {
            return Err(ProfileError::Header(header.clone()));
        }
        let fonts = faces.iter().filter_map(|face| face.font.as_ref()).chain(&self.latin);
        for font in fonts {
            let sound = !font.trim().is_empty() && font.chars().count() <= 31;
            if !sound || font.contains(|ch: char| ch.is_control() || "\"'<>&,;{}\\".contains(ch)) {
                return Err(ProfileError::Font(font.clone()));
            }
        }
        Ok(())
    }

    /// The letters of a part.
    pub(super) fn letters(&self, part: ParagraphStyle) -> Letters<'_> {
        let (own, font, size) = match part {
            ParagraphStyle::Title => (&self.title, "方正小标宋简体", 22.0),
            ParagraphStyle::CoverTitle => {
                let title = self.letters(ParagraphStyle::Title);
                return Letters { size: (title.size * 26.0 / 22.0).round(), ..title };
            }
            ParagraphStyle::Level1 => (&self.level1, "黑体", 16.0),
            ParagraphStyle::Level2 => (&self.level2, "楷体_GB2312", 16.0),
            ParagraphStyle::Level3 => (&self.level3, self.body_font(), 16.0),
            ParagraphStyle::Level4 => (&self.level4, self.body_font(), 16.0),
            ParagraphStyle::Point => (&self.point, self.body_font(), 16.0),
            ParagraphStyle::Body => (&self.body, self.body_font(), 16.0),
            // 3号楷体: the standard has no subtitle, and speeches are set so.
            ParagraphStyle::Subtitle => (&self.level2, "楷体_GB2312", 16.0),
            ParagraphStyle::Imprint => return Letters { font: self.body_font(), size: 14.0, bold: false },
            ParagraphStyle::PageNumber => return Letters { font: "宋体", size: 14.0, bold: false },
        };
        // Levels are as large as the text that they stand in.
        let size = if part == ParagraphStyle::Title { size } else { self.body.size.unwrap_or(size) };
        Letters {
            font: own.font.as_deref().unwrap_or(font),
            size: own.size.unwrap_or(size),
            bold: own.bold.unwrap_or(false),
        }
    }

    fn body_font(&self) -> &str {
        self.body.font.as_deref().unwrap_or("仿宋_GB2312")
    }

    /// Every font that it asks for, once: its name, then those that may stand for it, the best first.
    pub fn wanted(&self) -> Vec<Vec<String>> {
        let with_others = |name: &str| {
            let known = FONTS.iter().find(|font| font.name == name);
            let others =
                known.into_iter().flat_map(|font| std::iter::once(font.instead).chain(font.family.split(", ")));
            let others = others.map(|other| other.trim_matches('"').to_owned());
            std::iter::once(name.to_owned()).chain(others).collect()
        };
        self.fonts().into_iter().map(with_others).collect()
    }

    /// Every font that it asks for, once.
    pub(super) fn fonts(&self) -> Vec<&str> {
        let parts = [
            ParagraphStyle::Title,
            ParagraphStyle::Level1,
            ParagraphStyle::Level2,
            ParagraphStyle::Subtitle,
            ParagraphStyle::Level3,
            ParagraphStyle::Level4,
            ParagraphStyle::Point,
            ParagraphStyle::Body,
            ParagraphStyle::PageNumber,
        ];
        let mut fonts: Vec<&str> = Vec::new();
        for font in parts.map(|part| self.letters(part).font).into_iter().chain(self.latin.as_deref()) {
            if !fonts.contains(&font) {
                fonts.push(font);
            }
        }
        fonts
    }

    /// What stands at the foot of a page, from 1, of so many: `— 1 —`, or 第1页 共5页.
    pub fn number_on(&self, page: usize, count: usize) -> Option<String> {
        let is_shown = self.page_number != PageNumber::Hidden && (page > 1 || self.first_page_number);
        is_shown.then(|| if self.page_count { format!("第{page}页 共{count}页") } else { format!("— {page} —") })
    }

    /// Where the letters of 页眉 stand, in points from the top of the paper: in the middle of the upper margin.
    pub(super) fn header_at(&self) -> f64 {
        points(self.margins.top) / 2.0
    }

    /// Width and height of the text in millimetres.
    pub(super) fn text_area(&self) -> (f64, f64) {
        self.area(Paper::Upright)
    }

    /// The same on paper that lies so.
    pub(super) fn area(&self, paper: Paper) -> (f64, f64) {
        let Margins { top, bottom, left, right } = self.margins;
        let (width, height) = (PAPER.0 - left - right, PAPER.1 - top - bottom);
        match paper {
            Paper::Upright => (width, height),
            Paper::Across => (height, width),
        }
    }

    /// Where the text begins on paper that lies so, in millimetres from its left and its top. That which lies across is turned
    /// so that its top lies at the left of the upright one: 单页码表头在订口一边, 双页码表头在切口一边.
    pub(super) fn corner(&self, paper: Paper) -> (f64, f64) {
        match paper {
            Paper::Upright => (self.margins.left, self.margins.top),
            Paper::Across => (self.margins.bottom, self.margins.left),
        }
    }

    /// Characters of the text that a line has: 28 by the standard.
    pub(super) fn columns(&self) -> f64 {
        (points(self.text_area().0) / self.letters(ParagraphStyle::Body).size).round().max(1.0)
    }

    /// The same as a number of characters.
    pub fn characters(&self) -> usize {
        self.columns() as usize
    }

    /// The same on paper that lies so.
    pub fn characters_on(&self, paper: Paper) -> usize {
        let size = self.letters(ParagraphStyle::Body).size;
        (points(self.area(paper).0) / size).round().max(1.0) as usize
    }

    /// Points by which a line of as many characters leaves each of them more room than its size, or less.
    pub(super) fn share(&self) -> f64 {
        points(self.text_area().0) / self.columns() - self.letters(ParagraphStyle::Body).size
    }

    /// Points to be set between characters, in twentieths: so much closer that a line holds all it should, and one twentieth
    /// more for programs that round; never apart.
    pub(super) fn closer(&self) -> f64 {
        let twentieths = (self.share() * 20.0).floor();
        if twentieths < 0.0 { (twentieths - 1.0) / 20.0 } else { 0.0 }
    }

    /// Where the bottom of the page number's line lies, in points above the bottom of the paper: its dashes stand 7 mm
    /// below the text (7.5), but on the paper.
    pub(super) fn footer(&self) -> f64 {
        (points(self.margins.bottom - 7.0) - self.letters(ParagraphStyle::PageNumber).size / 2.0).max(12.0)
    }
}

/// How the paper of a page lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// As that of all pages.
    #[default]
    Upright,
    /// Turned across, for a wide table.
    Across,
}

/// How many characters of its own size a text is wide.
pub(super) fn characters(text: &str) -> f64 {
    text::width(text, Ambiguous::Wide) as f64 / 2.0
}

/// The size of 发文机关标志 in points: as large as one line of so many points takes its longest name (7.2.4).
pub(super) fn organ_size(organ: &str, width: f64) -> f64 {
    let longest = organ.lines().map(characters).fold(1.0, f64::max);
    (width / longest).floor().clamp(16.0, 50.0)
}

/// Where a line of 附件说明 (7.3.4) stands, in characters: what goes on below begins so far from the left, and the line itself
/// so far before that. Its name stands 左空二字 and the three of 附件： in.
pub(super) fn annex_note(named: &str, label: &str) -> (f64, f64) {
    let number = characters(label);
    (5.0 + number, number + characters(named))
}

/// Who had it printed, and when, of a line of 版记 that says so (7.4): the date stands at the right.
pub(super) fn printed(line: &str) -> Option<(&str, &str)> {
    let (organ, date) = line.strip_suffix("印发")?.rsplit_once(char::is_whitespace)?;
    Some((organ.trim(), date))
}

/// How far what goes on below a line of 版记 is set in, in characters: what is sent to begins after its colon.
pub(super) fn imprint_hangs(line: &str) -> f64 {
    if line.starts_with("抄送：") { 3.0 } else { 0.0 }
}

/// Millimetres as points.
pub(super) fn points(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}

/// Why a profile file can't be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ProfileError {
    /// It is no RON, or not of a profile.
    #[error("第{line}行第{column}列：{says}")]
    Ron {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong there, in Chinese.
        says: String,
    },
    /// A length that no page could have.
    #[error("{what}不能是{value}，要在{low}到{high}之间")]
    Beyond {
        /// What it is the length of, in Chinese.
        what: &'static str,
        /// The length.
        value: f64,
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
    /// Words that no header takes.
    #[error("页眉“{0}”写不下，请写一行，不超过40个字")]
    Header(String),
    /// A name that no font has.
    #[error("“{0}”不是字体的名字，请写 Word 里显示的那个名字")]
    Font(String),
}
