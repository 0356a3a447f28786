//! Keeps a long-lived process small. It must not know what the process does.

/// The most heaps that the allocator may keep.
const MOST_HEAPS: usize = 8;

/// Lets threads share as many heaps as there are cores. The C library of Linux otherwise gives threads heaps of their own, up
/// to eight for each core, and keeps what was freed in each: a writer's threads, which come and go with every batch,
/// made a server grow fivefold within three minutes. To be called before threads are started.
pub fn share_heaps() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        // From malloc.h.
        const M_ARENA_MAX: i32 = -8;
        unsafe extern "C" {
            fn mallopt(parameter: i32, value: i32) -> i32;
        }
        let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get());
        let heaps = cores.clamp(2, MOST_HEAPS) as i32;
        // SAFETY: mallopt takes two numbers, keeps no reference, and refuses what it does not know.
        unsafe { mallopt(M_ARENA_MAX, heaps) };
    }
}
