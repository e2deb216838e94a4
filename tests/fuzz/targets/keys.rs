//! What a terminal sends, of any bytes, cut anywhere: the same keys come out, in bounded memory, and
//! the next key is heard.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitboard::runtime::fuzzed;

fuzz_target!(|input: (u8, &[u8])| fuzzed::keys(usize::from(input.0), input.1));
