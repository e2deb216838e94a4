//! A journal of any bytes: the changes that it keeps, or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitboard::runtime::fuzzed;

fuzz_target!(|bytes: &[u8]| fuzzed::journal(bytes));
