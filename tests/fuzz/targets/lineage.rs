//! A lineage of any text: one that is written back as it was read, or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitboard::runtime::fuzzed;

fuzz_target!(|text: &str| fuzzed::lineage(text));
