//! The columns of a table: rows tell only where the edges of their cells lie.

use super::looks::RowLook;

/// How far the edges of one column may lie apart, in twentieths of a point: a third of a millimetre.
const NEAR: i32 = 20;

/// As many columns as a page can show.
const MOST: usize = 100;

/// The left edges of the columns of a table, in order, with the right one of the last; empty where there are too many.
pub(super) fn columns<'a>(rows: impl Iterator<Item = &'a RowLook>) -> Vec<i32> {
    let mut edges: Vec<i32> = rows.flat_map(|row| row.edges.iter().map(|&edge| i32::from(edge))).collect();
    edges.sort_unstable();
    edges.dedup_by(|edge, before| *edge - *before <= NEAR);
    if edges.len() > MOST { Vec::new() } else { edges }
}

/// Which columns each cell of a row takes: the first, and how many. `None` where nothing tells.
pub(super) fn spans(row: &RowLook, columns: &[i32]) -> Option<Vec<(usize, usize)>> {
    let column = |edge: i16| {
        let k = columns.partition_point(|&column| column <= i32::from(edge));
        k.checked_sub(1)
    };
    let at: Vec<usize> = row.edges.iter().map(|&edge| column(edge)).collect::<Option<_>>()?;
    Some(at.windows(2).map(|pair| (pair[0], pair[1].saturating_sub(pair[0]).max(1))).collect())
}
