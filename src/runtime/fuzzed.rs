//! What the fuzz targets reach that nobody else does; there only where they are built.

use super::{config, journal, keys::Decoder};
use crate::{app::JournaledChange, board::Digest, feed::Lineage};

/// Reads a journal, of this place or of any.
pub fn journal(bytes: &[u8]) {
    let nowhere = Digest::of(b"");
    drop(journal::left_in::<JournaledChange>(bytes, Some(nowhere), nowhere));
    drop(journal::left_in::<JournaledChange>(bytes, None, nowhere));
}

/// Reads a lineage, as it is and with its lines' own sum. What is taken is written back alike, and
/// merging it with itself adds nothing.
pub fn lineage(text: &str) {
    for text in [text.to_owned(), Lineage::sealed(text.to_owned())] {
        if let Ok(lineage) = Lineage::from_text(&text) {
            assert_eq!(lineage.to_text(), text);
            assert_eq!(lineage.merged(&lineage), lineage);
            lineage.events().for_each(|event| drop(lineage.steps(event.id)));
        }
    }
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
