//! The figures of a report by name: what references and formulas are looked up in, each in O(1).

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::Metric;
use super::Owner;
use super::Reference;
use super::Report;
use super::formula;
use super::formula::Amount;
use super::formula::Failure;
use super::formula::Formula;
use super::formula::FormulaError;
use super::formula::Operand;
use super::formula::Side;
use super::metric;
use super::metric::grouped_like;
use super::places::Place;
use super::places::Places;
use super::places::Unplaced;
use super::reference;
use super::reference::Kind;
use super::reference::Piece;
use super::reference::Unresolved;
use super::series;
use super::series::Total;

/// The metrics of a report by name, with what their formulas come to.
///
/// A copy of the metrics, so that it can be kept beside a report that changes: [`Ledger::replace`] follows a change of
/// rows, [`Ledger::reread`] anything else. A formula is reckoned when it is first asked for, and once for every revision.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    by_name: HashMap<String, Vec<Known>>,
    /// The names of metrics that have to be reckoned: few of them.
    reckoned: HashSet<String>,
    /// What places are called and numbered; nothing while no text names one.
    places: Option<Box<Places>>,
    revision: u64,
}

#[derive(Clone, Debug)]
struct Known {
    owner: Owner,
    metric: Metric,
    /// Empty until it is asked for, and always where the metric is written out.
    outcome: OnceLock<Box<Outcome>>,
}

/// A metric that had to be reckoned.
#[derive(Clone, Debug)]
struct Outcome {
    metric: Metric,
    trouble: Option<Unresolved>,
}

/// A metric with its figures written out: what is shown, compared and said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoned<'a> {
    /// The metric itself, or a copy with the results of its formula or series. They give the value; last year, target
    /// and unit only if the writer left them empty.
    pub metric: Cow<'a, Metric>,
    /// Why it has no value; the value is then empty.
    pub trouble: Option<Unresolved>,
}

impl Ledger {
    /// The metrics of a report. Walks its sections.
    pub fn new(report: &Report) -> Ledger {
        let mut figures = Ledger::default();
        figures.reread(report);
        figures
    }

    /// Takes all metrics anew from a report.
    pub fn reread(&mut self, report: &Report) {
        self.by_name.clear();
        self.reckoned.clear();
        for (owner, metric) in report.all_metrics() {
            self.put(owner, metric);
        }
        let names_places = report.texts().any(|(_, text)| Places::are_named_in(text));
        self.places = names_places.then(|| Box::new(Places::of(report, report.tree.annexes().len())));
        self.revision += 1;
    }

    /// Whether a text names a place, so that [`Ledger::follow_places`] has to be told when they change.
    pub fn has_places(&self) -> bool {
        self.places.is_some()
    }

    /// Takes the numbers of places anew, of a report with so many annexes. Walks the report.
    pub fn follow_places(&mut self, report: &Report, annexes: usize) {
        let places = Places::of(report, annexes);
        if self.places.as_deref() != Some(&places) {
            self.places = Some(Box::new(places));
            self.revision += 1;
        }
    }

    /// Follows a change of an owner's rows: `cut` went, `put` came. Costs these rows and the number of formulas.
    pub fn replace(&mut self, owner: Owner, cut: &[Metric], put: &[Metric]) {
        for metric in cut {
            let Some(known) = self.by_name.get_mut(metric.name.trim()) else { continue };
            if let Some(at) = known.iter().position(|known| known.owner == owner && known.metric == *metric) {
                known.remove(at);
            }
            if !known.iter().any(|known| known.metric.is_reckoned()) {
                self.reckoned.remove(metric.name.trim());
            }
            if known.is_empty() {
                self.by_name.remove(metric.name.trim());
            }
        }
        for metric in put {
            self.put(owner, metric);
        }
        for name in &self.reckoned {
            for known in self.by_name.get_mut(name).into_iter().flatten() {
                known.outcome.take();
            }
        }
        self.revision += 1;
    }

    fn put(&mut self, owner: Owner, metric: &Metric) {
        let name = metric.name.trim();
        if name.is_empty() {
            return;
        }
        let known = Known { owner, metric: metric.clone(), outcome: OnceLock::new() };
        self.by_name.entry(name.to_owned()).or_insert_with(|| Vec::with_capacity(1)).push(known);
        if metric.is_reckoned() {
            self.reckoned.insert(name.to_owned());
        }
    }

    /// Grows with every change: what is cached about references is keyed by it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Who keeps the metrics, each as often as it keeps one.
    pub fn owners(&self) -> impl Iterator<Item = Owner> {
        self.by_name.values().flatten().map(|known| known.owner)
    }

    /// The metric of this name, with its figures written out; `Err` where none or several have it.
    pub fn named(&self, name: &str) -> Result<Reckoned<'_>, Unresolved> {
        Ok(self.outcome_of(self.only(name.trim())?))
    }

    /// A metric of the report with its figures written out. Borrowed where they are.
    pub fn reckon<'a>(&'a self, metric: &'a Metric) -> Reckoned<'a> {
        if !metric.is_reckoned() {
            return Reckoned { metric: Cow::Borrowed(metric), trouble: None };
        }
        let known = self.by_name.get(metric.name.trim()).into_iter().flatten().find(|known| known.metric == *metric);
        match known {
            Some(known) => self.outcome_of(known),
            None => {
                let root = Known { owner: Owner::Report, metric: metric.clone(), outcome: OnceLock::new() };
                self.settle(&root);
                let Outcome { metric, trouble } = *root.outcome.into_inner().unwrap_or_else(|| cycle(metric));
                Reckoned { metric: Cow::Owned(metric), trouble }
            }
        }
    }

    /// The words that stand for a reference, or why there are none.
    pub fn resolve(&self, reference: &Reference<'_>) -> Result<String, Unresolved> {
        self.resolve_among(reference, self.places.as_deref().unwrap_or(&Places::default()))
    }

    /// The same where these are the places: those of a report that no text names a place of aren't kept.
    pub fn resolve_among(&self, reference: &Reference<'_>, places: &Places) -> Result<String, Unresolved> {
        if let Some(place) = reference.place().filter(|_| !self.by_name.contains_key(reference.name)) {
            let says = places.says(place, reference.asked, if reference.follows_see { "" } else { "见" });
            return says.map_err(|why| match (why, place) {
                (Unplaced::Nowhere, Place::Annex) => Unresolved::NoAnnex,
                (Unplaced::Nowhere, Place::Section) => Unresolved::NoSection,
                (Unplaced::Several, _) => Unresolved::ManyPlaces,
                (Unplaced::Unnumbered, _) => Unresolved::Unnumbered,
            });
        }
        let known = self.only(reference.name)?;
        let form = reference.form.ok_or(Unresolved::NoForm)?;
        let Reckoned { metric, trouble } = self.outcome_of(known);
        form.says(&metric).map_err(|why| match (why, trouble) {
            (Unresolved::NoFigure, Some(trouble)) => trouble,
            (why, _) => why,
        })
    }

    /// The text as it is handed in: every reference that says something replaced by what it says. Borrowed where there is
    /// none.
    pub fn render<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut out = String::new();
        let mut done = 0;
        for reference in reference::find(text) {
            if let Ok(words) = self.resolve(&reference) {
                out.push_str(&text[done..reference.range.start]);
                out.push_str(&words);
                done = reference.range.end;
            }
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(&text[done..]);
        Cow::Owned(out)
    }

    /// The text cut into words and references, in order, gapless; nothing for an empty text. What is shown, put together,
    /// is [`Ledger::render`].
    pub fn pieces<'a>(&self, text: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut done = 0;
        let words =
            |range: Range<usize>| Piece { range: range.clone(), shown: Cow::Borrowed(&text[range]), kind: Kind::Words };
        for reference in reference::find(text) {
            let range = reference.range.clone();
            if done < range.start {
                pieces.push(words(done..range.start));
            }
            done = range.end;
            pieces.push(match self.resolve(&reference) {
                Ok(says) => Piece { range, shown: Cow::Owned(says), kind: Kind::Figure },
                Err(_) => Piece { kind: Kind::Unresolved, ..words(range) },
            });
        }
        if done < text.len() {
            pieces.push(words(done..text.len()));
        }
        pieces
    }

    fn only(&self, name: &str) -> Result<&Known, Unresolved> {
        match self.by_name.get(name).map(Vec::as_slice) {
            None | Some([]) => Err(Unresolved::NoMetric),
            Some([known]) => Ok(known),
            Some(_) => Err(Unresolved::ManyMetrics),
        }
    }

    fn outcome_of<'a>(&'a self, known: &'a Known) -> Reckoned<'a> {
        if !known.metric.is_reckoned() {
            return Reckoned { metric: Cow::Borrowed(&known.metric), trouble: None };
        }
        if known.outcome.get().is_none() {
            self.settle(known);
        }
        match known.outcome.get() {
            Some(outcome) => Reckoned { metric: Cow::Borrowed(&outcome.metric), trouble: outcome.trouble.clone() },
            None => Reckoned { metric: Cow::Owned(without_value(&known.metric)), trouble: Some(Unresolved::Cycle) },
        }
    }

    /// Reckons a metric and all that it builds on, without recursion: formulas may build on one another as deep as they like.
    /// Several threads may do so at once: they come to the same.
    fn settle(&self, root: &Known) {
        let mut open = vec![Frame::new(root)];
        let mut inside: HashSet<*const Known> = HashSet::from([std::ptr::from_ref(root)]);
        while let Some(frame) = open.last_mut() {
            let known = frame.known;
            if known.outcome.get().is_none()
                && let Some(operand) = frame.next_operand()
            {
                let Ok(child) = self.only(operand) else { continue };
                if !child.metric.is_reckoned() || child.outcome.get().is_some() {
                    continue;
                }
                if inside.insert(child) {
                    open.push(Frame::new(child));
                } else {
                    // Back at one that is being reckoned: the formulas from there on go round in a circle.
                    while let Some(Frame { known, .. }) = open.pop() {
                        inside.remove(&std::ptr::from_ref(known));
                        let _ = known.outcome.set(cycle(&known.metric));
                        if std::ptr::eq(known, child) {
                            break;
                        }
                    }
                }
                continue;
            }
            let Some(frame) = open.pop() else { break };
            inside.remove(&std::ptr::from_ref(known));
            known.outcome.get_or_init(|| Box::new(self.outcome(&known.metric, frame.formula)));
        }
    }

    /// What a metric comes to, when all that it builds on is known.
    fn outcome(&self, metric: &Metric, formula: Option<Result<Formula<'_>, FormulaError>>) -> Outcome {
        let mut out = without_value(metric);
        let value = match formula {
            None => total(metric, None),
            Some(Err(error)) => Err(Unresolved::BadFormula(error)),
            Some(Ok(formula)) => match own_total(metric, &formula) {
                Some(asked) => total(metric, Some((&formula, asked))),
                None => self.reckon_formula(&formula, &mut out),
            },
        };
        let trouble = value.map(|value| out.value = value).err();
        Outcome { metric: out, trouble }
    }

    /// What a formula comes to. Writes what it comes to last year and as a target, and the unit, where they are left empty.
    fn reckon_formula(&self, formula: &Formula<'_>, out: &mut Metric) -> Result<String, Unresolved> {
        let operands: Vec<Found<'_>> =
            formula.operands.iter().map(|operand| (operand, self.named(operand.name))).collect();
        let is_cycle = |(_, found): &Found<'_>| matches!(found, Ok(Reckoned { trouble: Some(Unresolved::Cycle), .. }));
        if operands.iter().any(is_cycle) {
            return Err(Unresolved::Cycle);
        }
        if out.unit.trim().is_empty()
            && formula.is_sum()
            && let Some(unit) = common_unit(&operands)
        {
            out.unit = unit;
        }
        let magnitude = metric::magnitude(&out.unit);
        let like = operands.iter().find_map(|(_, found)| {
            found
                .as_ref()
                .ok()
                .map(|reckoned| reckoned.metric.value.as_str())
                .filter(|value| value.contains([',', '，']))
        });
        let is_rate = |(_, found): &Found<'_>| found.as_ref().ok().map(|reckoned| reckoned.metric.is_percentage());
        let mut rates = operands.iter().filter_map(is_rate);
        if formula.is_sum() && rates.next().is_some_and(|first| rates.any(|other| other != first)) {
            return Err(Unresolved::UnlikeUnits);
        }
        let on_side = |side| {
            let amounts = amounts(&operands, side)?;
            let number = formula.value(&amounts, magnitude).map_err(|failure| match failure {
                Failure::Zero => Unresolved::DivisionByZero,
                Failure::Range => Unresolved::TooLarge,
            })?;
            Ok(grouped_like(number, like.unwrap_or_default()))
        };
        if out.last_year.trim().is_empty() {
            out.last_year = on_side(Side::LastYear).unwrap_or_default();
        }
        if out.target.trim().is_empty() {
            out.target = on_side(Side::Target).unwrap_or_default();
        }
        on_side(Side::Value)
    }
}

/// What a formula names, and what is found there.
type Found<'a> = (&'a Operand<'a>, Result<Reckoned<'a>, Unresolved>);

/// A metric that is being reckoned, and how far its operands are known.
struct Frame<'a> {
    known: &'a Known,
    formula: Option<Result<Formula<'a>, FormulaError>>,
    next: usize,
}

impl<'a> Frame<'a> {
    fn new(known: &'a Known) -> Frame<'a> {
        let formula = formula::read(&known.metric.value);
        let next = match &formula {
            // What asks for a total of its own series names no other metric.
            Some(Ok(formula)) if own_total(&known.metric, formula).is_some() => formula.operands.len(),
            _ => 0,
        };
        Frame { known, formula, next }
    }

    fn next_operand(&mut self) -> Option<&'a str> {
        let Some(Ok(formula)) = &self.formula else { return None };
        let operand = formula.operands.get(self.next)?;
        self.next += 1;
        Some(operand.name)
    }
}

/// The numbers that a formula reckons with on one side.
fn amounts(operands: &[Found<'_>], side: Side) -> Result<Vec<Amount>, Unresolved> {
    let one = |(operand, found): &Found<'_>| {
        let name = || operand.name.to_owned();
        let metric = match found {
            Ok(reckoned) => &reckoned.metric,
            Err(Unresolved::ManyMetrics) => return Err(Unresolved::ManyOperands(name())),
            Err(_) => return Err(Unresolved::NoOperand(name())),
        };
        let text = match (operand.side, side) {
            (Side::Value, Side::Value) => &metric.value,
            (Side::Value, Side::LastYear) | (Side::LastYear, Side::Value) => &metric.last_year,
            (Side::Value, Side::Target) | (Side::Target, Side::Value) => &metric.target,
            // The year before last, and the target of another year, are not known.
            _ => return Err(Unresolved::NoNumber(name())),
        };
        let number = metric::number(text).ok_or_else(|| Unresolved::NoNumber(name()))?;
        Ok(Amount { number, magnitude: metric::magnitude(&metric.unit) })
    };
    operands.iter().map(one).collect()
}

/// The unit that all operands have.
fn common_unit(operands: &[Found<'_>]) -> Option<String> {
    let mut units = operands.iter().map(|(_, found)| found.as_ref().ok().map(|reckoned| reckoned.metric.unit.trim()));
    let first = units.next()??;
    units.all(|unit| unit == Some(first)).then(|| first.to_owned())
}

/// What a formula asks of its own metric's series.
fn own_total(metric: &Metric, formula: &Formula<'_>) -> Option<Total> {
    formula.total().filter(|_| !metric.series.trim().is_empty())
}

/// What a series comes to as a whole: what is asked for, else of a percentage the last value, of anything else the sum.
fn total(metric: &Metric, asked: Option<(&Formula<'_>, Total)>) -> Result<String, Unresolved> {
    let (sum, last, count) = series::totals(&series::read(&metric.series)).ok_or(Unresolved::NoTotal)?;
    let total = match asked {
        Some((formula, total)) => formula.total_of(total, sum, last, count).ok_or(Unresolved::TooLarge)?,
        None if metric.is_percentage() => last,
        None => sum,
    };
    Ok(total.to_string())
}

fn without_value(metric: &Metric) -> Metric {
    Metric { value: String::new(), ..metric.clone() }
}

fn cycle(metric: &Metric) -> Box<Outcome> {
    Box::new(Outcome { metric: without_value(metric), trouble: Some(Unresolved::Cycle) })
}
