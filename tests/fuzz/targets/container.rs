//! A packed file of any bytes: unpacked into a table that can be read, or refused; the same each time.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use sitboard::feed::{PackedBytes, unpack};

fuzz_target!(|bytes: &[u8]| {
    let original: Arc<dyn PackedBytes> = Arc::new(bytes.to_vec());
    let unpacked = || {
        let mut text = Vec::new();
        unpack(&original, None, &mut text, &|| true).map(|packing| (text, packing)).ok()
    };
    let Some((text, packing)) = unpacked() else { return };
    assert!(!packing.containers.is_empty());
    assert_eq!(unpacked(), Some((text, packing)));
});
