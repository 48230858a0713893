//! The model without a terminal: opened, played on by a line of keys, drawn.

use std::path::Path;
use std::path::PathBuf;

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::buffer::CellWidth;
use ratatui::layout::Position;

use tigang::export::Fonts;
use tigang::export::Unwritten;
use tigang::report::Report;
use tigang::store;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Model;
use tigang::tui::theme::Paint;
use tigang::tui::update;
use tigang::tui::update::Effect;
use tigang::tui::update::Handed;
use tigang::tui::update::Input;
use tigang::tui::update::Mouse;
use tigang::tui::update::Outcome;
use tigang::tui::view::view;

/// A screen as it is drawn, and the cell of the terminal's cursor when it shows.
pub struct Screen {
    pub buffer: Buffer,
    pub cursor: Option<Position>,
}

/// Draws a model on a terminal of its size.
pub fn draw(model: &Model) -> Screen {
    draw_on(model, model.session.size)
}

/// Draws a model on a terminal that may have another size by now than the model knows.
pub fn draw_on(model: &Model, (width, height): (u16, u16)) -> Screen {
    const HIDDEN: Position = Position { x: u16::MAX, y: u16::MAX };
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.backend_mut().set_cursor_position(HIDDEN).unwrap();
    terminal.draw(|frame| view(model, frame)).unwrap();
    let cursor = terminal.backend().cursor_position();
    Screen { buffer: terminal.backend().buffer().clone(), cursor: (cursor != HIDDEN).then_some(cursor) }
}

impl Screen {
    /// The rows as a reader sees them: the cell behind a wide character belongs to it.
    pub fn rows(&self) -> Vec<String> {
        let area = self.buffer.area;
        let row = |y| {
            let (mut row, mut x) = (String::new(), 0);
            while x < area.width {
                let symbol = self.buffer[(x, y)].symbol();
                row.push_str(symbol);
                x += self.buffer[(x, y)].cell_width().max(1);
            }
            row.trim_end().to_string()
        };
        (0..area.height).map(row).collect()
    }

    /// The text of every run of cells on the ground of this paint, row by row.
    pub fn painted(&self, paint: Paint) -> Vec<String> {
        let area = self.buffer.area;
        let mut runs = Vec::new();
        for y in 0..area.height {
            let mut run = String::new();
            let mut x = 0;
            while x < area.width {
                let cell = &self.buffer[(x, y)];
                if Some(cell.bg) == paint.bg && Some(cell.fg) == paint.fg {
                    run.push_str(cell.symbol());
                }
                x += cell.cell_width().max(1);
            }
            if !run.is_empty() {
                runs.push(run.trim_end().to_string());
            }
        }
        runs
    }
}

/// Presses what a line of keys says, words set apart by blanks: a key as `keymap.ron` writes it, `'今年` typed (`_` is a
/// blank), `"今年` pasted (`⏎` is a line break), `@12,3` a click, `%12,3` the wheel one notch down, `^12,3` up, `60x20`
/// another size. What is saved or exported on the way is told to have been.
pub fn play(model: &mut Model, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for word in keys.split_whitespace() {
        let input = input(word).unwrap_or_else(|| panic!("no such key: {word}"));
        let mut effect = update::press(model, input);
        while let Some(done) = effect.take() {
            effect = match &done {
                Effect::Save { path, state, next, .. } => {
                    let outcome = Outcome::Saved { path: path.clone(), state: *state, next: next.clone() };
                    update::handle_outcome(model, outcome)
                }
                _ => None,
            };
            let done = match done {
                Effect::Export { path, what, over } => {
                    let bytes = what.bytes(|_| Fonts::default(), &|_| {});
                    effect = update::handle_outcome(model, exported(path.clone(), &bytes));
                    let bytes = bytes.map(|(bytes, _)| bytes).unwrap_or_default();
                    Effect::Export { path, what: Handed::Bytes(bytes), over }
                }
                done => done,
            };
            effects.push(done);
        }
    }
    effects
}

/// How an export ends on a computer without fonts, where the disk takes all.
pub(crate) fn exported(path: PathBuf, bytes: &Result<(Vec<u8>, String), Unwritten>) -> Outcome {
    match bytes {
        Ok((_, instead)) => Outcome::Exported(path, instead.clone()),
        Err(unwritten) => Outcome::NotExported(unwritten.to_string()),
    }
}

fn input(word: &str) -> Option<Input> {
    let place = |rest: &str| {
        let (x, y) = rest.split_once(',')?;
        Some((x.parse().ok()?, y.parse().ok()?))
    };
    let mut rest = word.chars();
    let first = rest.next()?;
    let rest = rest.as_str();
    if rest.is_empty() {
        return Chord::parse(word).map(Input::Key);
    }
    match first {
        '\'' => {
            let text = rest.replace('_', " ");
            Some(match text.chars().count() {
                1 => Input::Key(Chord::character(text.chars().next()?)),
                _ => Input::Typed(text),
            })
        }
        '"' => Some(Input::Pasted(rest.replace('_', " ").replace('⏎', "\n"))),
        '@' => place(rest).map(|(x, y)| Input::Mouse(Mouse::Click { x, y })),
        '%' => place(rest).map(|(x, y)| Input::Mouse(Mouse::Wheel { x, y, by: 3 })),
        '^' => place(rest).map(|(x, y)| Input::Mouse(Mouse::Wheel { x, y, by: -3 })),
        _ => match word.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?))) {
            Some((width, height)) => Some(Input::Resized(width, height)),
            None => Chord::parse(word).map(Input::Key),
        },
    }
}

/// A sample as it opens, by its file name without the ending; `-` is an empty report.
pub fn open(sample: &str, size: (u16, u16)) -> Model {
    if sample == "-" {
        return Model::new(Report::default(), size);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("samples/{sample}.ron"));
    let report = store::read(&std::fs::read(path).unwrap()).unwrap();
    let mut model = Model::new(report, size);
    model.path = Some(PathBuf::from(format!("{sample}.ron")));
    model
}
