//! GeoJSON of any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitboard::format::features;

fuzz_target!(|bytes: &[u8]| {
    let _ = features(bytes);
});
