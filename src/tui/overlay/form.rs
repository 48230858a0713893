//! 报告属性: the texts and settings of the report as a whole, in groups.

use crate::report::Field;
use crate::report::HeadPart;
use crate::report::Letterhead;
use crate::report::Report;
use crate::report::Scheme;
use crate::report::Seal;
use crate::report::Setup;
use crate::report::Signed;
use crate::tui::overlay::Line;

/// 报告属性.
#[derive(Debug)]
pub struct Form {
    /// What can be filled in, row by row. A text of several lines has a row for each, and an empty one after them.
    pub rows: Vec<FormRow>,
    /// What the report is set to, as chosen so far.
    pub setup: Setup,
    /// The row under the cursor.
    pub at: usize,
    /// Why the form can't be taken as it is.
    pub trouble: Option<String>,
}

/// A row of the form.
#[derive(Debug)]
pub struct FormRow {
    /// What it asks for.
    pub asks: Asks,
    /// What stands there; empty where one of several is chosen.
    pub line: Line,
}

/// What a row of the form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// A text of the report.
    Text(Field),
    /// 字数目标.
    Target,
    /// 序号体例.
    Scheme,
    /// 用印.
    Seal,
    /// 署名位置.
    Signed,
    /// 版头.
    Letterhead,
}

/// The groups of the form, each with what it asks for.
const GROUPS: [(&str, &[Asks]); 4] = [
    (
        "标题和落款",
        &[
            Asks::Text(Field::Title),
            Asks::Text(Field::Subtitle),
            Asks::Text(Field::Organization),
            Asks::Text(Field::Date),
            Asks::Text(Field::Salutation),
            Asks::Text(Field::Remarks),
            Asks::Seal,
            Asks::Signed,
        ],
    ),
    ("篇幅和体例", &[Asks::Target, Asks::Scheme]),
    (
        "版头",
        &[
            Asks::Text(Field::Head(HeadPart::Organ)),
            Asks::Text(Field::Head(HeadPart::Number)),
            Asks::Text(Field::Head(HeadPart::Signer)),
            Asks::Text(Field::Head(HeadPart::Secrecy)),
            Asks::Text(Field::Head(HeadPart::Urgency)),
            Asks::Text(Field::Head(HeadPart::Copy)),
            Asks::Letterhead,
        ],
    ),
    ("版记", &[Asks::Text(Field::Imprint)]),
];

/// In this order a draft of the form keeps its texts: what came later stands last, so that older drafts are understood.
const DRAFTED: [Asks; 14] = [
    Asks::Text(Field::Title),
    Asks::Text(Field::Organization),
    Asks::Text(Field::Date),
    Asks::Text(Field::Salutation),
    Asks::Target,
    Asks::Text(Field::Subtitle),
    Asks::Text(Field::Remarks),
    Asks::Text(Field::Imprint),
    Asks::Text(Field::Head(HeadPart::Organ)),
    Asks::Text(Field::Head(HeadPart::Number)),
    Asks::Text(Field::Head(HeadPart::Signer)),
    Asks::Text(Field::Head(HeadPart::Secrecy)),
    Asks::Text(Field::Head(HeadPart::Urgency)),
    Asks::Text(Field::Head(HeadPart::Copy)),
];

impl Asks {
    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        match self {
            Asks::Text(Field::Title) => "标题",
            Asks::Text(Field::Subtitle) => "副标题",
            Asks::Text(Field::Organization) => "单位",
            Asks::Text(Field::Date) => "成文日期",
            Asks::Text(Field::Salutation) => "称呼",
            Asks::Text(Field::Remarks) => "附注",
            Asks::Text(Field::Head(part)) => part.name(),
            Asks::Text(_) => "抄送印发",
            Asks::Target => "字数目标",
            Asks::Scheme => "序号体例",
            Asks::Seal => "用印",
            Asks::Signed => "署名位置",
            Asks::Letterhead => "红头",
        }
    }

    /// The group that it opens.
    pub fn opens(self) -> Option<&'static str> {
        GROUPS.iter().find(|(_, asks)| asks.first() == Some(&self)).map(|(name, _)| *name)
    }

    /// Whether it is chosen, not typed.
    pub fn is_choice(self) -> bool {
        !matches!(self, Asks::Text(_) | Asks::Target)
    }

    fn has_lines(self) -> bool {
        matches!(self, Asks::Text(field) if field.has_paragraphs())
    }
}

impl Form {
    /// The form as the report fills it in.
    pub fn of(report: &Report) -> Form {
        let mut form = Form { rows: Vec::new(), setup: report.setup.clone(), at: 0, trouble: None };
        for &asks in GROUPS.iter().flat_map(|(_, asks)| *asks) {
            let text = match asks {
                Asks::Text(field) => report.text(field).unwrap_or_default().to_owned(),
                Asks::Target => report.setup.target.map_or_else(String::new, |target| target.to_string()),
                _ => String::new(),
            };
            form.append(asks, &text);
        }
        form
    }

    fn append(&mut self, asks: Asks, text: &str) {
        let mut lines: Vec<&str> = if asks.has_lines() { text.split('\n').collect() } else { vec![text] };
        // Room for one more.
        if asks.has_lines() && !text.is_empty() {
            lines.push("");
        }
        self.rows.extend(lines.into_iter().map(|line| FormRow { asks, line: Line::new(line) }));
    }

    /// What is typed for this: its rows, without the empty ones after them.
    pub fn text(&self, asks: Asks) -> String {
        let rows = self.rows.iter().filter(|row| row.asks == asks).map(|row| row.line.text());
        rows.collect::<Vec<_>>().join("\n").trim_end_matches('\n').to_owned()
    }

    /// Its texts for a draft.
    pub fn texts(&self) -> Vec<String> {
        DRAFTED.into_iter().map(|asks| self.text(asks)).collect()
    }

    /// Takes the texts of a draft.
    pub fn take(&mut self, texts: Vec<String>) {
        for (asks, text) in DRAFTED.into_iter().zip(texts) {
            let Some(at) = self.rows.iter().position(|row| row.asks == asks) else { continue };
            let mut taken = Form { rows: Vec::new(), setup: Setup::default(), at: 0, trouble: None };
            taken.append(asks, &text);
            let end = at + self.rows[at..].iter().take_while(|row| row.asks == asks).count();
            self.rows.splice(at..end, taken.rows);
        }
    }

    /// Puts a text of several lines into the row under the cursor: a row for each line where there may be several.
    pub fn put_lines(&mut self, text: &str) {
        let Some(row) = self.rows.get_mut(self.at).filter(|row| row.asks.has_lines()) else { return };
        let asks = row.asks;
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        row.line.put(lines.next().unwrap_or_default());
        let more: Vec<FormRow> = lines.map(|line| FormRow { asks, line: Line::new(line) }).collect();
        let last = self.at + more.len();
        self.rows.splice(self.at + 1..self.at + 1, more);
        self.at = last;
        self.keep_room();
    }

    /// Goes to the first row of what is asked for next, or before.
    pub fn skip(&mut self, step: isize) {
        let Some(asks) = self.rows.get(self.at).map(|row| row.asks) else { return };
        let first = |asks: Asks| self.rows.iter().position(|row| row.asks == asks);
        let other = if step < 0 {
            first(asks).and_then(|at| at.checked_sub(1)).and_then(|at| first(self.rows[at].asks))
        } else {
            self.rows.iter().rposition(|row| row.asks == asks).map(|at| at + 1).filter(|at| *at < self.rows.len())
        };
        self.at = other.unwrap_or(self.at);
    }

    /// Whether the row under the cursor may have others of its kind.
    pub fn takes_lines(&self) -> bool {
        self.rows.get(self.at).is_some_and(|row| row.asks.has_lines())
    }

    /// Leaves an empty row after the last line of a text that may have several.
    pub fn keep_room(&mut self) {
        let Some(row) = self.rows.get(self.at).filter(|row| row.asks.has_lines()) else { return };
        let asks = row.asks;
        let Some(last) = self.rows.iter().rposition(|row| row.asks == asks) else { return };
        if !self.rows[last].line.text().is_empty() {
            self.rows.insert(last + 1, FormRow { asks, line: Line::new("") });
        }
    }

    /// Goes to the next or the one before of what the row under the cursor offers. Answers whether it offers anything.
    pub fn choose(&mut self, step: isize) -> bool {
        fn other<T: PartialEq + Copy>(all: &[T], now: T, step: isize) -> T {
            let at = all.iter().position(|one| *one == now).unwrap_or(0);
            all[(at + all.len()).saturating_add_signed(step) % all.len()]
        }
        let Some(asks) = self.rows.get(self.at).map(|row| row.asks) else { return false };
        let setup = &mut self.setup;
        match asks {
            Asks::Scheme => setup.scheme = other(&Scheme::ALL, setup.scheme, step),
            Asks::Seal => setup.seal = other(&[Seal::Without, Seal::With], setup.seal, step),
            Asks::Signed => setup.signed = other(&[Signed::Below, Signed::Above], setup.signed, step),
            Asks::Letterhead => {
                setup.letterhead = other(&[Letterhead::Printed, Letterhead::Room], setup.letterhead, step);
            }
            Asks::Text(_) | Asks::Target => return false,
        }
        true
    }

    /// What is chosen for this; empty where it is typed.
    pub fn chosen(&self, asks: Asks) -> String {
        match asks {
            Asks::Scheme => format!("{}  {}", self.setup.scheme.name(), self.setup.scheme.sample()),
            Asks::Seal => match self.setup.seal {
                Seal::Without => "不盖章".to_owned(),
                Seal::With => "盖章（日期右空四字）".to_owned(),
            },
            Asks::Signed => match self.setup.signed {
                Signed::Below => "文末".to_owned(),
                Signed::Above => "标题下".to_owned(),
            },
            Asks::Letterhead => match self.setup.letterhead {
                Letterhead::Printed => "印红头".to_owned(),
                Letterhead::Room => "只留位置（套红纸）".to_owned(),
            },
            Asks::Text(_) | Asks::Target => String::new(),
        }
    }

    /// Whether it says anything else than the report.
    pub fn is_written(&self, report: &Report) -> bool {
        let now = Form::of(report);
        self.setup != now.setup || self.texts() != now.texts()
    }
}
