//! A long report read by several hands at once: pure work on its parts, whose answer is the same whoever does it.

use std::panic::resume_unwind;

/// What `work` answers for stretches of `all`, in order. Of up to `few` items there is one stretch, and no thread: they are
/// done before a thread would have begun. A panic in one of the threads goes on in the caller's.
pub fn in_stretches<'a, T: Sync, A: Send>(all: &'a [T], few: usize, work: impl Fn(&'a [T]) -> A + Sync) -> Vec<A> {
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    let mut stretches = all.chunks(all.len().div_ceil(hands).max(few).max(1));
    let first = stretches.next().unwrap_or_default();
    std::thread::scope(|scope| {
        let others: Vec<_> = stretches.map(|stretch| scope.spawn(|| work(stretch))).collect();
        let first = work(first);
        let others = others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        std::iter::once(first).chain(others).collect()
    })
}
