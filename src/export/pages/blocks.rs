//! The paragraphs of a report as rows of a page, by GB/T 9704-2012 and what a profile says otherwise.
//!
//! It sets what `docx/body` tells Word to set: where one changes, the other does.

use crate::export::excerpt;
use crate::export::excerpt::Paragraph;
use crate::export::excerpt::PartId;
use crate::export::excerpt::Role;
use crate::export::excerpt::SIGNED_BY;
use crate::export::fonts::Glyphs;
use crate::export::opening;
use crate::export::profile::Paper;
use crate::export::profile::ParagraphStyle;
use crate::export::profile::Profile;
use crate::export::profile::annex_note;
use crate::export::profile::imprint_hangs;
use crate::export::profile::organ_size;
use crate::export::profile::points;
use crate::export::profile::printed;
use crate::export::signature::Signature;
use crate::export::table::Table;
use crate::export::title;
use crate::report::Head;
use crate::report::Letterhead;
use crate::report::Report;
use crate::report::Seal;
use crate::report::grid::Side;

use super::Beginning;
use super::DEEPEST;
use super::Ink;
use super::Row;
use super::Rule;
use super::Run;
use super::lines;
use super::lines::SetLine;
use super::lines::Shape;
use super::lines::Span;
use super::tables;
use super::tables::Placed;

/// What is to stand on pages.
pub(super) struct Blocks<'p> {
    profile: &'p Profile,
    glyphs: &'p Glyphs<'p>,
    pub(super) rows: Vec<Row>,
    /// The first row of the last paragraph.
    begun: usize,
    /// Where in the report what is put now stands; [`None`] for what has no place there.
    place: Option<Beginning>,
    /// The paragraph that comes now.
    next: Beginning,
    /// The first line of the signature.
    signed_at: Option<Beginning>,
    /// 版记.
    pub(super) imprint: Vec<Row>,
    /// 署名 and 成文日期: the place of one hangs on the other.
    signature: Signature,
    letterhead: Letterhead,
    /// 版头, until all of it is there.
    head: Head,
    /// Whether the next title stands below 版头.
    below_head: bool,
    /// Whether 副标题 or who signs stands right under the title.
    has_subtitle: bool,
    /// Whether the last row is a line under the title.
    after_subtitle: bool,
    /// Levels that stand above the sections: of an annex, its own.
    above: usize,
    /// How the paper lies that what is put now stands on.
    paper: Paper,
    report: &'p Report,
    /// How many levels a 目录 lists.
    pub(super) levels: Option<usize>,
}

impl<'p> Blocks<'p> {
    pub(super) fn new(report: &'p Report, profile: &'p Profile, glyphs: &'p Glyphs<'p>) -> Blocks<'p> {
        Blocks {
            profile,
            glyphs,
            rows: Vec::new(),
            begun: 0,
            place: None,
            next: Beginning::first(PartId::Front),
            signed_at: None,
            imprint: Vec::new(),
            signature: Signature { seal: report.setup.seal, ..Signature::default() },
            letterhead: report.setup.letterhead,
            head: Head::default(),
            below_head: false,
            has_subtitle: excerpt::has_subtitle(report),
            after_subtitle: false,
            above: 0,
            paper: Paper::Upright,
            report,
            levels: None,
        }
    }

    pub(super) fn paragraph(&mut self, part: PartId, paragraph: &Paragraph<'_>) {
        if part != self.next.part {
            self.next = Beginning::first(part);
        }
        let here = self.next.of(paragraph);
        self.next = here.after(paragraph);
        if !matches!(paragraph.role, Role::Head(_)) {
            self.headed();
        }
        if !matches!(paragraph.role, Role::Organization | Role::Date) {
            self.signed();
        }
        // 标题下空一行 (7.3.2): below the last line that belongs to it.
        if paragraph.role != Role::Subtitle
            && std::mem::take(&mut self.after_subtitle)
            && let Some(last) = self.rows.last_mut()
        {
            last.after = self.profile.line_pitch;
        }
        self.place = Some(here);
        match paragraph.role {
            Role::Head(part) => {
                let lines = self.head.text_mut(part);
                lines.push_str(if lines.is_empty() { "" } else { "\n" });
                lines.push_str(paragraph.text);
            }
            Role::Title => self.title(paragraph.text),
            Role::Subtitle => {
                self.put(&[(paragraph.text, ParagraphStyle::Subtitle)], &self.middle(), Keeps::Next);
                self.after_subtitle = true;
            }
            Role::Salutation => self.put(&[(paragraph.text, ParagraphStyle::Body)], &self.flush(), Keeps::Next),
            Role::Organization | Role::Date => {
                self.signed_at.get_or_insert(here);
                let lines = &mut self.signature;
                let lines = if paragraph.role == Role::Date { &mut lines.dates } else { &mut lines.names };
                lines.push(paragraph.text.to_owned());
            }
            Role::Text | Role::Remarks => self.text(&[(paragraph.text, ParagraphStyle::Body)], Keeps::Nothing),
            Role::Table => self.table(paragraph),
            Role::AnnexNote => self.annex_named(paragraph),
            Role::Annex => self.annexed(paragraph),
            Role::Imprint => self.imprinted(paragraph.text),
            Role::Section { level, marker, .. } => {
                let level = level - self.above;
                let own = ParagraphStyle::of(marker, level);
                let first = self.rows.len();
                // In the pieces that the Word file has: number, heading, what closes it, text.
                let number = [paragraph.label, paragraph.gap].concat();
                let text = (paragraph.text, ParagraphStyle::Body);
                let part = if paragraph.heading.is_empty() { ParagraphStyle::Body } else { own };
                let keeps = if paragraph.is_heading_alone() { Keeps::Next } else { Keeps::Nothing };
                let own = if paragraph.is_heading_alone() { own } else { part };
                self.text(&[(&number, own), (paragraph.heading, own), (paragraph.stop, own), text], keeps);
                if !paragraph.heading.is_empty() {
                    self.rows[first].mark = Some((
                        level.min(DEEPEST),
                        format!("{}{}{}", paragraph.label, paragraph.gap, paragraph.heading),
                    ));
                }
                self.rows[first].listed = opening::entry(paragraph, level.clamp(1, DEEPEST), self.levels);
            }
        }
    }

    /// All paragraphs have been put.
    pub(super) fn ended(&mut self) {
        self.headed();
        self.signed();
        self.lie(Paper::Upright);
        let thick = |row: &mut Row, y: f64, width: f64| row.rules.push(Rule::across(y, width, 1.0));
        let width = self.width();
        if let Some(first) = self.imprint.first_mut() {
            thick(first, 0.0, width);
        }
        if let Some(last) = self.imprint.last_mut() {
            thick(last, last.height, width);
        }
    }

    /// How far lines stand apart.
    pub(super) fn pitch(&self) -> f64 {
        self.profile.line_pitch
    }

    fn width(&self) -> f64 {
        points(self.profile.area(self.paper).0)
    }

    /// Goes on on paper that lies so.
    pub(super) fn lie(&mut self, paper: Paper) {
        self.paper = paper;
    }

    pub(super) fn flush(&self) -> Shape {
        Shape::of(self.width())
    }

    fn middle(&self) -> Shape {
        Shape { side: Some(Side::Middle), ..self.flush() }
    }

    pub(super) fn ink(&self, part: ParagraphStyle) -> Ink {
        let letters = self.profile.letters(part);
        let is_text = letters.size == self.profile.letters(ParagraphStyle::Body).size;
        let closer = if is_text { self.profile.closer() } else { 0.0 };
        Ink { font: letters.font.to_owned(), size: letters.size, bold: letters.bold, red: false, closer }
    }

    /// Puts a paragraph of these texts, each in the letters of its part.
    fn put(&mut self, texts: &[(&str, ParagraphStyle)], shape: &Shape, keeps: Keeps) {
        let spans: Vec<_> = texts.iter().map(|(text, part)| Span { text, ink: self.ink(*part) }).collect();
        let pitch = self.profile.line_pitch;
        self.set(&spans, shape, (pitch, 0.0), keeps);
    }

    /// Puts a paragraph with lines of this pitch, and so much room above it.
    pub(super) fn set(&mut self, spans: &[Span<'_>], shape: &Shape, (pitch, before): (f64, f64), keeps: Keeps) {
        let lines = lines::set(spans, shape, self.glyphs);
        self.begun = self.rows.len();
        for (k, SetLine { at, runs }) in lines.into_iter().enumerate() {
            let mut row = Row { paper: self.paper, ..Row::of(pitch, runs) };
            row.place = self.place.map(|place| place.on(at));
            row.before = if k == 0 { before } else { 0.0 };
            row.keeps = keeps == Keeps::Next;
            self.rows.push(row);
        }
    }

    /// 左空二字, 回行顶格 (7.3.3).
    fn text(&mut self, texts: &[(&str, ParagraphStyle)], keeps: Keeps) {
        let first = 2.0 * self.profile.letters(ParagraphStyle::Body).size;
        self.put(texts, &Shape { first, ..self.flush() }, keeps);
    }

    fn title(&mut self, text: &str) {
        let pitch = self.profile.line_pitch;
        let first = self.rows.len();
        self.titled(text, self.place);
        // 红色分隔线下空二行 (7.3.1)
        self.rows[first].before = if std::mem::take(&mut self.below_head) { 2.0 * pitch } else { 0.0 };
        if let Some(last) = self.rows.last_mut().filter(|_| !self.has_subtitle) {
            last.after = pitch;
        }
    }

    /// Puts the lines of a title that begins here.
    fn titled(&mut self, text: &str, begins: Option<Beginning>) {
        let mut at = 0;
        for line in title::lines(text, self.profile, self.paper) {
            at += text[at..].find(line).unwrap_or(0);
            self.place = begins.map(|place| place.on(at));
            self.put(&[(line, ParagraphStyle::Title)], &self.middle(), Keeps::Next);
            at += line.len();
        }
    }

    /// 署名 and 成文日期 (7.3.5), on one page with the end of the text.
    fn signed(&mut self) {
        let signature = self.signature.take();
        let size = self.profile.letters(ParagraphStyle::Body).size;
        let pitch = self.profile.line_pitch;
        let mut before = signature.above(self.profile) as f64 * pitch;
        let at = self.signed_at.take();
        for (k, signed) in signature.texts(self.profile.columns()).into_iter().enumerate() {
            let mut bytes = 0;
            let whole = Shape { airy: false, ..self.flush() };
            for (text, blank) in &signed.lines {
                // All of it, as LibreOffice has it: Word would part it.
                self.rows[self.begun..].iter_mut().for_each(|row| row.keeps = true);
                self.place = at.map(|place| place.skip(k).on(bytes));
                let shape = match (signed.lines.len(), signature.seal) {
                    (1, _) => Shape { right: blank * size, side: Some(Side::Right), ..whole },
                    (_, Seal::Without) => {
                        let first =
                            self.width() - signed.begins() * size - self.profile.closer() * (signed.begins() - 2.0);
                        Shape { first, side: Some(Side::Left), ..whole }
                    }
                    (_, Seal::With) => {
                        let first = (self.profile.columns() - 2.0 * signed.middle() - 0.5).max(0.0) * size;
                        Shape { first, side: Some(Side::Middle), ..whole }
                    }
                };
                let spans = [Span { text, ink: self.ink(ParagraphStyle::Body) }];
                self.set(&spans, &shape, (pitch, std::mem::take(&mut before)), Keeps::Nothing);
                bytes += text.len();
            }
        }
    }

    /// A line of 附件说明 (7.3.4): a blank line above the first, and what goes on below begins where its name does.
    fn annex_named(&mut self, paragraph: &Paragraph<'_>) {
        let size = self.profile.letters(ParagraphStyle::Body).size;
        let (left, hanging) = annex_note(paragraph.heading, paragraph.label);
        let (first, rest) = ((left - hanging) * size, left * size);
        let before = if paragraph.heading.is_empty() { 0.0 } else { self.profile.line_pitch };
        let text = [paragraph.heading, paragraph.label, paragraph.text].concat();
        let shape = Shape { first, rest, side: Some(Side::Left), ..self.flush() };
        let spans = [Span { text: &text, ink: self.ink(ParagraphStyle::Body) }];
        self.set(&spans, &shape, (self.profile.line_pitch, before), Keeps::Nothing);
    }

    /// 附件 (7.3.7): on a new page, its number at the top left, its title in the third line.
    fn annexed(&mut self, paragraph: &Paragraph<'_>) {
        self.above = 1;
        self.lie(excerpt::paper_of(self.report, self.profile, paragraph.annex));
        let first = self.rows.len();
        self.put(&[(paragraph.label, ParagraphStyle::Level1)], &self.flush(), Keeps::Next);
        self.rows[first].new_page = true;
        self.rows[first].mark = Some((1, [paragraph.label, " ", paragraph.heading].concat().trim().to_owned()));
        self.rows[first].listed = opening::entry(paragraph, 1, self.levels);
        let pitch = self.profile.line_pitch;
        let below = self.rows.len();
        self.titled(paragraph.heading, self.place.map(|place| place.on(paragraph.label.len() + 1)));
        self.rows[below].before = pitch;
        if let Some(last) = self.rows.last_mut() {
            last.after = pitch;
        }
    }

    /// 版头 (7.2), once all of it is known.
    fn headed(&mut self) {
        let head = std::mem::take(&mut self.head);
        if head.is_empty() {
            return;
        }
        self.place = None;
        let pitch = self.profile.line_pitch;
        let body = ParagraphStyle::Body;
        let marks =
            [(body, &head.copy), (ParagraphStyle::Level1, &head.secrecy), (ParagraphStyle::Level1, &head.urgency)];
        for (part, text) in marks {
            text.lines().for_each(|text| self.put(&[(text, part)], &self.flush(), Keeps::Next));
        }
        let is_room = self.letterhead == Letterhead::Room;
        let has_organ = is_room || !head.organ.is_empty();
        if has_organ {
            // 35 mm from the top of the text (7.2.4), as large as one line takes it.
            let room = (points(35.0) - self.rows.len() as f64 * pitch).max(0.0);
            let size = organ_size(&head.organ, self.width());
            for (k, name) in head.organ.lines().chain(head.organ.is_empty().then_some("")).enumerate() {
                let ink = Ink { size, red: true, closer: 0.0, ..self.ink(ParagraphStyle::Title) };
                let spans = [Span { text: if is_room { "" } else { name }, ink }];
                let before = if k == 0 { room } else { 0.0 };
                self.set(&spans, &self.middle(), (size * 1.2, before), Keeps::Next);
            }
        }
        self.numbered(&head);
        if has_organ {
            let mut row = Row::of(points(4.0), Vec::new());
            row.keeps = true;
            if !is_room {
                row.rules.push(Rule { red: true, ..Rule::across(row.height, self.width(), 1.5) });
            }
            self.rows.push(row);
        }
        self.below_head = true;
    }

    /// 发文字号 two lines below the organ (7.2.5); with 签发人, it stands one from the left and he one from the right (7.2.6).
    fn numbered(&mut self, head: &Head) {
        let number = head.number.replace('\n', " ");
        if head.number.is_empty() && head.signer.is_empty() {
            return;
        }
        let pitch = self.profile.line_pitch;
        let number = [Span { text: &number, ink: self.ink(ParagraphStyle::Body) }];
        if head.signer.is_empty() {
            return self.set(&number, &self.middle(), (pitch, 2.0 * pitch), Keeps::Next);
        }
        let blank = self.profile.letters(ParagraphStyle::Body).size;
        let left = Shape { first: blank, rest: blank, side: Some(Side::Left), ..self.flush() };
        self.set(&number, &left, (pitch, 2.0 * pitch), Keeps::Next);
        let name = head.signer.replace('\n', " ");
        let signer = [
            Span { text: SIGNED_BY, ink: self.ink(ParagraphStyle::Body) },
            Span { text: &name, ink: self.ink(ParagraphStyle::Subtitle) },
        ];
        let right = Shape { right: blank, side: Some(Side::Right), ..self.flush() };
        self.beside(&signer, &right);
    }

    /// Puts words on the last line, right of what stands there.
    fn beside(&mut self, spans: &[Span<'_>], shape: &Shape) {
        let mut lines = lines::set(spans, shape, self.glyphs);
        if let Some(last) = self.rows.last_mut() {
            let down = 0.8 * last.height;
            last.put(lines.swap_remove(0).runs, 0.0, down);
        }
    }

    /// A line of 版记 (7.4).
    fn imprinted(&mut self, text: &str) {
        self.lie(Paper::Upright);
        let ink = self.ink(ParagraphStyle::Imprint);
        let size = ink.size;
        let inner = Shape { first: size, rest: size, right: size, side: Some(Side::Left), ..self.flush() };
        let span = |text| [Span { text, ink: ink.clone() }];
        let hanging = imprint_hangs(text) * size;
        let lines = match printed(text) {
            // 印发日期 stands at the right.
            Some((organ, date)) => {
                let mut left = lines::set(&span(organ), &inner, self.glyphs);
                let shape = Shape { side: Some(Side::Right), ..inner };
                let date = format!("{date}印发");
                left[0].runs.append(&mut lines::set(&span(&date), &shape, self.glyphs).swap_remove(0).runs);
                left
            }
            None => lines::set(&span(text), &Shape { rest: size + hanging, side: None, ..inner }, self.glyphs),
        };
        let width = self.width();
        for (k, SetLine { runs, .. }) in lines.into_iter().enumerate() {
            let mut row = Row::of(self.profile.line_pitch, runs);
            if k == 0 && !self.imprint.is_empty() {
                row.rules.push(Rule::across(0.0, width, 0.75));
            }
            self.imprint.push(row);
        }
    }

    /// How high what stands on one page with whatever follows is.
    fn kept(&self) -> f64 {
        let first = self.rows.iter().rposition(|row| !row.keeps).map_or(0, |last| last + 1);
        // A page may begin within.
        let first = self.rows[first..].iter().rposition(|row| row.new_page).map_or(first, |page| first + page);
        self.rows[first..].iter().map(|row| row.before + row.height + row.after).sum()
    }

    fn table(&mut self, paragraph: &Paragraph<'_>) {
        let table = Table::of(paragraph.text, paragraph.table);
        let (width, height) = self.profile.area(self.paper);
        let area = (points(width), points(height));
        let placed = tables::set(&table, self.profile, area, self.kept(), self.glyphs);
        let around = usize::from(!table.title.is_empty()) + usize::from(!table.unit.is_empty());
        let lines = paragraph.lines();
        let starts: Vec<usize> =
            lines.iter().scan(0, |at, line| Some(std::mem::replace(at, *at + line.len() + 1))).collect();
        let set = |Placed { row, line, begins }: Placed| {
            let at = lines.get(line).map_or(0, |text| within(text, begins));
            let start = starts.get(line).copied().unwrap_or(0);
            let place = self.place.map(|place| place.down(line.saturating_sub(around), start).further(at));
            Row { place, paper: self.paper, ..row }
        };
        let rows: Vec<Row> = placed.into_iter().map(set).collect();
        self.begun = self.rows.len() + rows.len().saturating_sub(1);
        self.rows.extend(rows);
    }
}

/// How many bytes of a row of a table stand before a place in a cell; none before the beginning of the cell.
fn within(line: &str, (column, byte): (usize, usize)) -> usize {
    let before: usize = line.split('\t').take(column).map(|cell| cell.len() + 1).sum();
    let blank = line.get(before..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    let at = if byte == 0 { 0 } else { (before + blank + byte).min(line.len()) };
    (0..=at).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0)
}

/// Whether a paragraph stands on one page with the next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeps {
    Nothing,
    Next,
}

impl Row {
    /// A line of so many points, its letters a fifth above its foot.
    pub(super) fn of(height: f64, runs: Vec<Run>) -> Row {
        let mut row = Row { height, ..Row::default() };
        row.put(runs, 0.0, 0.8 * height);
        row
    }

    /// Puts letters on it, so far from its left and its top.
    pub(super) fn put(&mut self, runs: Vec<Run>, left: f64, down: f64) {
        self.runs.extend(runs.into_iter().map(|run| Run { x: run.x + left, down, ..run }));
    }
}
