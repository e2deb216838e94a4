//! A config of any text: settings, or what is wrong with them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitboard::runtime::fuzzed;

fuzz_target!(|text: &str| fuzzed::config(text));
