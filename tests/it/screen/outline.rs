//! What the screen keeps about the outline follows every edit: it is always what reading the report anew would give.

use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::proptest;

use tigang::edit::Document;
use tigang::edit::moves;
use tigang::report::Marker;
use tigang::report::Owner;
use tigang::report::Report;
use tigang::report::Scheme;
use tigang::report::SectionId;
use tigang::report::numbering::numbers;
use tigang::tui::outline::Outline;

use crate::edit::laws;

proptest! {
    #![proptest_config(crate::tools::hunt::cases(400))]

    /// Acts one by one or several at once, with undos and redos among them, under any folds.
    #[test]
    fn the_outline_follows_every_act(
        start in laws::reports(),
        scheme in any::<prop::sample::Index>(),
        acts in prop::collection::vec((laws::dice(), any::<u8>()), 1..40),
    ) {
        let mut document = Document::new(start);
        let scheme = *scheme.get(&Scheme::ALL);
        moves::set_scheme(document.report(), scheme).into_iter().for_each(|change| document.apply(change).unwrap());
        document.take_outbox();
        let mut outline = Outline::new(document.report());
        for (dice, how) in acts {
            let ids: Vec<SectionId> = document.report().tree.rows().map(|row| row.section.id).collect();
            match (how % 8, ids.get(usize::from(dice.1) % ids.len().max(1))) {
                (0, _) => drop(document.undo()),
                (1, _) => drop(document.redo()),
                (2, Some(&id)) => {
                    let marker = Marker::ALL[usize::from(dice.2) % Marker::ALL.len()];
                    let change = moves::set_children_marker(document.report(), id, Some(marker));
                    change.into_iter().for_each(|change| document.apply(change).unwrap());
                }
                _ => {
                    let change = laws::change(document.report(), dice);
                    change.into_iter().for_each(|change| document.apply(change).unwrap());
                }
            }
            // Now and then several acts are followed at once.
            if how >= 64 {
                let changes = document.take_outbox();
                outline.follow(document.report(), &changes);
                check(&mut outline, document.report(), &ids, usize::from(dice.3));
            }
        }
        let changes = document.take_outbox();
        outline.follow(document.report(), &changes);
        check(&mut outline, document.report(), &[], 0);
    }
}

/// The outline says what a new one says, and shows the same rows under the same folds.
#[track_caller]
fn check(outline: &mut Outline, report: &Report, before: &[SectionId], level: usize) {
    let mut fresh = Outline::new(report);
    assert_eq!(outline.lines(), fresh.lines());
    let ids: Vec<SectionId> = outline.lines().iter().map(|line| line.id).collect();
    for numbered in numbers(report) {
        let id = numbered.row.section.id;
        assert_eq!(outline.number(id), Some(numbered.number), "the number of {id:?}");
        assert_eq!(outline.total(id), fresh.total(id), "字 of {id:?}");
        let parents: Vec<SectionId> = report.tree.parent(id).into_iter().collect();
        assert_eq!(outline.lines()[outline_line(outline, id)].parent().into_iter().collect::<Vec<_>>(), parents);
    }
    for &gone in before.iter().filter(|id| !ids.contains(id)) {
        assert_eq!(outline.number(gone), None, "a section that has gone has no number");
    }
    assert_eq!(outline.report_total(), fresh.report_total());
    for top in ids.iter().map(|&id| Some(id)).chain([None]) {
        let metrics: Vec<(SectionId, usize)> = (0..).map_while(|index| outline.metric_below(top, index)).collect();
        assert_eq!(metrics, metrics_below(report, top));
        assert_eq!(outline.metrics_below(top), metrics.len());
    }
    let hidden = |id: SectionId| report.tree.ancestors(id).any(|above| outline.is_collapsed(above));
    let seen: Vec<SectionId> = ids.iter().copied().filter(|&id| !hidden(id)).collect();
    assert_eq!(shown(outline), seen, "folds hide what is below them");
    if let Some(&id) = ids.get(level % ids.len().max(1)) {
        outline.fold_to(level % 4 + 1);
        fresh.fold_to(level % 4 + 1);
        outline.toggle_collapsed(id);
        fresh.toggle_collapsed(id);
    }
    assert_eq!(shown(outline), shown(&fresh));
    for (row, id) in shown(outline).into_iter().enumerate() {
        assert_eq!(outline.row_of(id), Some(row));
    }
}

fn shown(outline: &Outline) -> Vec<SectionId> {
    outline.visible().map(|line| line.id).collect()
}

fn outline_line(outline: &Outline, id: SectionId) -> usize {
    outline.lines().iter().position(|line| line.id == id).unwrap()
}

fn metrics_below(report: &Report, top: Option<SectionId>) -> Vec<(SectionId, usize)> {
    let owners = report.all_metrics().filter_map(|(owner, _)| match owner {
        Owner::Section(id) if top.is_none_or(|top| id != top && report.tree.is_within(id, top)) => Some(id),
        _ => None,
    });
    let mut rows: Vec<(SectionId, usize)> = Vec::new();
    for id in owners {
        let index = rows.iter().filter(|row| row.0 == id).count();
        rows.push((id, index));
    }
    rows
}
