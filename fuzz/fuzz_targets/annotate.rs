#![no_main]

use warwire_fuzz::annotate_text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| annotate_text(data));
