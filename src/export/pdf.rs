//! A PDF of the pages that a report is set on: letters with their fonts, so that it looks alike everywhere and its text can be
//! searched and copied; headings as bookmarks.
//!
//! The bytes depend on the report, the options and the fonts alone.

use std::num::NonZeroU32;

use krilla::Document;
use krilla::annotation::Annotation;
use krilla::annotation::LinkAnnotation;
use krilla::annotation::Target;
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::PathBuilder;
use krilla::geom::Point;
use krilla::geom::Rect;
use krilla::geom::Transform;
use krilla::metadata::DateTime;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::Outline;
use krilla::outline::OutlineNode;
use krilla::page::NumberingStyle;
use krilla::page::PageLabel;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::paint::LineCap;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::tagging::ContentTag;
use krilla::tagging::SpanTag;
use krilla::text::Font;
use krilla::text::GlyphId;
use krilla::text::KrillaGlyph;

use super::Format;
use super::FormatRow;
use super::Look;
use super::Options;
use super::Unwritten;
use super::excerpt::Excerpt;
use super::excerpt::READ;
use super::fonts::Glyphs;
use super::options;
use super::pages;
use super::pages::Link;
use super::pages::Mark;
use super::pages::Page;
use super::pages::Rule;
use super::pages::Run;

pub(super) const FORMAT: Format = Format(&FormatRow {
    name: "pdf",
    also: &[],
    title: "PDF",
    is_text: false,
    look: Look::Page,
    needs_fonts: true,
    takes: &[&options::METRICS],
    write,
});

fn write(excerpt: &Excerpt<'_>, options: &Options) -> Result<Vec<u8>, Unwritten> {
    if options.fonts.is_empty() {
        return Err(Unwritten::NoFonts);
    }
    let glyphs = Glyphs::new(&options.fonts);
    let set = pages::set(excerpt, options, &glyphs);
    let font = |font: &super::fonts::Font| {
        let data: std::sync::Arc<dyn AsRef<[u8]> + Send + Sync> = font.data.clone();
        Font::new(data.into(), font.index)
    };
    let fonts: Option<Vec<Font>> = options.fonts.all().iter().map(font).collect();
    let fonts = fonts.ok_or(Unwritten::NoFonts)?;
    let mut document = Document::new();
    let title = excerpt.figures.render(&excerpt.report.title);
    let mut metadata = Metadata::new().title(title.trim().to_owned()).language("zh-CN".to_owned());
    if !excerpt.signer().is_empty() {
        metadata = metadata.authors(vec![excerpt.signer()]);
    }
    if let Some((year, month, day)) = excerpt.day() {
        metadata = metadata.creation_date(DateTime::new(year).month(month).day(day));
    }
    document.set_metadata(metadata);
    for (k, page) in set.pages.iter().enumerate() {
        excerpt.tell(READ + (1.0 - READ) * k as f64 / set.pages.len() as f64);
        let (width, height) = page.size();
        let size = PageSettings::from_wh(width as f32, height as f32).ok_or(Unwritten::NoPages)?;
        let labelled = match set.before_text {
            0 => size,
            before => size.with_page_label(label(k, before)),
        };
        let mut paper = document.start_page_with(labelled);
        let mut surface = paper.surface();
        draw(&mut surface, page, &fonts, &glyphs);
        surface.finish();
        page.links.iter().filter(|link| link.page < set.pages.len()).for_each(|link| lead(&mut paper, *link));
        paper.finish();
    }
    document.set_outline(outline(&set.marks));
    document.finish().map_err(|_| Unwritten::NoPages)
}

/// What a reader calls a page, from 0: those of the text as they are numbered, those before it i, ii.
fn label(page: usize, before_text: usize) -> PageLabel {
    let number = |page: usize| u32::try_from(page + 1).ok().and_then(NonZeroU32::new);
    match page.checked_sub(before_text) {
        None => PageLabel::new(Some(NumberingStyle::LowerRoman), None, number(page)),
        Some(page) => PageLabel::new(Some(NumberingStyle::Arabic), None, number(page)),
    }
}

/// Makes a line lead where it is to.
fn lead(paper: &mut krilla::page::Page<'_>, Link { x, y, width, height, page, down }: Link) {
    let Some(rect) = Rect::from_xywh(x as f32, y as f32, width as f32, height as f32) else { return };
    let place = XyzDestination::new(page, Point::from_xy(0.0, down as f32));
    paper.add_annotation(Annotation::new_link(LinkAnnotation::new(rect, Target::Destination(place.into())), None));
}

fn red() -> rgb::Color {
    rgb::Color::new(255, 0, 0)
}

fn fill(color: rgb::Color) -> Fill {
    Fill { paint: color.into(), opacity: NormalizedF32::ONE, rule: Default::default() }
}

fn stroke(color: rgb::Color, width: f64) -> Stroke {
    Stroke { paint: color.into(), width: width as f32, line_cap: LineCap::Butt, ..Stroke::default() }
}

fn draw(surface: &mut Surface<'_>, page: &Page, fonts: &[Font], glyphs: &Glyphs<'_>) {
    for line in &page.lines {
        let is_turned = line.paper != page.paper;
        if is_turned {
            // The left of the upright page is the top of this one.
            surface.push_transform(&Transform::from_row(0.0, 1.0, -1.0, 0.0, page.size().0 as f32, 0.0));
        }
        line.runs.iter().for_each(|run| letters(surface, run, line.y, fonts, glyphs));
        if is_turned {
            surface.pop();
        }
    }
    surface.set_fill(None);
    for Rule { x, y, width, height, weight, red: is_red } in page.rules.iter().copied() {
        surface.set_stroke(Some(stroke(if is_red { red() } else { rgb::Color::black() }, weight)));
        let mut path = PathBuilder::new();
        path.move_to(x as f32, y as f32);
        path.line_to((x + width) as f32, (y + height) as f32);
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    }
}

/// Draws letters, those of each font by themselves.
fn letters(surface: &mut Surface<'_>, run: &Run, y: f64, fonts: &[Font], glyphs: &Glyphs<'_>) {
    let color = if run.ink.red { red() } else { rgb::Color::black() };
    surface.set_fill(Some(fill(color)));
    // What has no bold font of its own is drawn thicker.
    surface.set_stroke(run.ink.bold.then(|| stroke(color, run.ink.size / 36.0)));
    let mut x = run.x;
    let mut piece: Vec<KrillaGlyph> = Vec::new();
    let (mut font, mut begins, mut from, mut lacks) = (usize::MAX, x, 0, false);
    let mut flush = |piece: &mut Vec<KrillaGlyph>, font: usize, x: f64, text: &str| {
        if let Some(font) = fonts.get(font).filter(|_| !piece.is_empty()) {
            let at = Point::from_xy(x as f32, y as f32);
            // What no font has is drawn as a box, of which none knows what it stands for.
            let lacks = piece.iter().any(|glyph| glyph.glyph_id == GlyphId::new(0));
            if lacks {
                surface.start_tagged(ContentTag::Span(SpanTag::empty().with_actual_text(Some(text))));
            }
            surface.draw_glyphs(at, piece, font.clone(), text, run.ink.size as f32, false);
            if lacks {
                surface.end_tagged();
            }
        }
        piece.clear();
    };
    for ((at, ch), step) in run.text.char_indices().zip(&run.steps) {
        let glyph = glyphs.of(&run.ink.font, ch);
        if glyph.font != font || lacks != (glyph.id == 0) {
            lacks = glyph.id == 0;
            flush(&mut piece, font, begins, &run.text[from..at]);
            (font, begins, from) = (glyph.font, x, at);
        }
        let text = at - from..at - from + ch.len_utf8();
        let advance = (step / run.ink.size) as f32;
        piece.push(KrillaGlyph::new(GlyphId::new(glyph.id.into()), advance, 0.0, 0.0, 0.0, text, None));
        x += step;
    }
    flush(&mut piece, font, begins, &run.text[from..]);
}

/// The headings as bookmarks, each below the last one that stands above it.
fn outline(marks: &[Mark]) -> Outline {
    let mut outline = Outline::new();
    let mut at = 0;
    while at < marks.len() {
        let (node, next) = bookmark(marks, at);
        outline.push_child(node);
        at = next;
    }
    outline
}

/// The bookmark of a heading with all below it, and the number of the next heading after those.
fn bookmark(marks: &[Mark], at: usize) -> (OutlineNode, usize) {
    let mark = &marks[at];
    let mut node =
        OutlineNode::new(mark.text.clone(), XyzDestination::new(mark.page, Point::from_xy(0.0, mark.y as f32)));
    let mut next = at + 1;
    while next < marks.len() && marks[next].level > mark.level {
        let (child, after) = bookmark(marks, next);
        node.push_child(child);
        next = after;
    }
    (node, next)
}
