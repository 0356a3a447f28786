//! Calls code of others that may panic on hostile input, so that it costs the one article. This module must not know
//! what the code does.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `work` returns, or `None` when it panicked. Its message is not printed: the article is named instead.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |information| {
            if !GUARDED.with(Cell::get) {
                before(information);
            }
        }));
    });
    let outer = GUARDED.with(|guarded| guarded.replace(true));
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.with(|guarded| guarded.set(outer));
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_is_no_more_than_nothing() {
        assert_eq!(guarded(|| 1), Some(1));
        let nothing: [u8; 0] = [];
        assert_eq!(guarded(|| nothing.first().copied().unwrap()), None);
    }
}
