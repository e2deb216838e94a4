//! An event file of any bytes, read as each kind and as whatever it is: the same rows at once and in
//! pieces, none of them outside the file.
#![no_main]

use std::io::{self, Read};

use libfuzzer_sys::fuzz_target;
use sitboard::{
    feed::{Opened, Wanted},
    model::FeedKind,
};

/// Gives a byte at a time, as a slow disk may.
struct Slowly<'a>(&'a [u8]);

impl Read for Slowly<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min(7);
        self.0.read(&mut into[..most])
    }
}

fuzz_target!(|input: (u8, &[u8])| {
    let (kind, bytes) = input;
    let kind = FeedKind::ALL.get(usize::from(kind)).copied();
    let wanted = Wanted { kind, ..Wanted::default() };
    let Ok(opened) = Opened::new(bytes, &wanted) else { return };
    let rows = opened.read().expect("memory gives no error");
    for row in 0..rows.len() {
        assert!(rows.offset(row).is_some_and(|offset| offset <= bytes.len() as u64));
    }
    let slowly = Opened::new(Slowly(bytes), &wanted).ok().and_then(|opened| opened.read().ok());
    assert_eq!(slowly.map(|rows| rows.to_bytes()), Some(rows.to_bytes()));
});
