//! Ctrl-C and termination while something is being written: asks for a clean end once, ends at once the second time.

use std::sync::atomic::{AtomicBool, Ordering};

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// From now on the first signal is only noted; whoever writes looks at `requested` and ends cleanly.
pub fn watch() {
    // A handler that is there already is ours; without one, the signal ends the process as ever.
    let _ = ctrlc::set_handler(|| {
        if REQUESTED.swap(true, Ordering::SeqCst) {
            eprintln!("interrupted again: what was not committed is lost");
            std::process::exit(130);
        }
    });
}

/// Whether the user asked to stop.
pub fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}
