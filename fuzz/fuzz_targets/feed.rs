#![no_main]

use warwire_fuzz::read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read("a.xml", b"<rss>", data));
