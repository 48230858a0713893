//! Readers of others that may fall over damaged numbers: their fall is no answer, and nothing more.

use std::cell::Cell;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

thread_local! {
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is in such a reader: a hook for panics has nothing to say of a fall there.
pub fn is_caught() -> bool {
    IS_CAUGHT.get()
}

/// What `read` answers; `None` where it falls. It has to own all that it changes.
pub fn caught<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    let before = IS_CAUGHT.replace(true);
    let answer = catch_unwind(AssertUnwindSafe(read));
    IS_CAUGHT.set(before);
    answer.ok().flatten()
}
