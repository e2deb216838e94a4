//! What the fuzz targets reach that nobody else does; there only where they are built.

use super::{config, journal, keys::Decoder};
use crate::{app::JournaledChange, board::Digest};

/// Reads a journal, of this place or of any.
pub fn journal(bytes: &[u8]) {
    let nowhere = Digest::of(b"");
    drop(journal::left_in::<JournaledChange>(bytes, Some(nowhere), nowhere));
    drop(journal::left_in::<JournaledChange>(bytes, None, nowhere));
}

/// Reads a config.
pub fn config(text: &str) {
    drop(config::parse(text));
}

/// Reads what a terminal sends, whole and in two pieces.
pub fn keys(cut: usize, bytes: &[u8]) {
    let read = |pieces: [&[u8]; 2]| {
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        pieces.into_iter().for_each(|piece| decoder.push(piece, &mut events));
        decoder.settle(&mut events);
        events
    };
    let (one, other) = bytes.split_at(cut.min(bytes.len()));
    drop(read([one, other]));
    drop(read([bytes, b""]));
}
