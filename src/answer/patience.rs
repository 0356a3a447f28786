//! How long the present thread may go on with one answer. A server sets it, so that a dear question ends; whoever sets
//! nothing waits as long as it takes. It must not know what is answered.

use std::cell::Cell;
use std::time::Instant;

thread_local! {
    static END: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Puts the former end back, whatever happens in between.
struct Restore(Option<Instant>);

impl Drop for Restore {
    fn drop(&mut self) {
        END.set(self.0);
    }
}

/// Works on an answer until `end`; from then on it fails with `AnswerError::TooLong`.
pub fn until<T>(end: Instant, work: impl FnOnce() -> T) -> T {
    let _restore = Restore(END.replace(Some(end)));
    work()
}

/// Whether the time is over.
pub(super) fn is_over() -> bool {
    END.get().is_some_and(|end| Instant::now() >= end)
}
