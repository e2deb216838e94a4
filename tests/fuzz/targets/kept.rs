//! What is kept of an event file, of any bytes: rows that can be asked, or nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitboard::feed::FeedRows;

fuzz_target!(|bytes: &[u8]| {
    let Some(rows) = FeedRows::from_bytes(bytes) else { return };
    for row in (0..rows.len()).take(1_000) {
        let _ = (rows.sort(row), rows.offset(row));
    }
});
