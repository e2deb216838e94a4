//! What a file was when it was read: its length, its time, and a hash: of all of it up to 16 MiB, else of
//! its end and of 64 samples. A larger one in which bytes between the samples were changed in place is
//! taken for the same where its length and time are, or where it only grew besides.

use std::{fs::File, io, os::unix::fs::FileExt, time::UNIX_EPOCH};

use sha2::{Digest, Sha256};

/// Bytes of each sample.
const SAMPLE: u64 = 64 << 10;

/// By which a file is known to be the same as when it was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FeedStamp {
    /// How many bytes it has.
    pub length: u64,
    /// Nanoseconds since 1970 of the last change; 0 where nobody knows.
    pub changed: u128,
    /// A hash over samples of its bytes.
    pub samples: u64,
}

impl FeedStamp {
    /// How many bytes it is kept in.
    pub const BYTES: usize = 32;

    /// The stamp of an open file. Errs where it cannot be read.
    pub fn of(file: &File) -> io::Result<FeedStamp> {
        let about = file.metadata()?;
        let changed = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let length = about.len();
        let samples = samples(file, length)?;
        Ok(FeedStamp { length, changed: changed.map_or(0, |since| since.as_nanos()), samples })
    }

    /// Whether a file still begins with what this is of, and goes on behind it.
    pub fn is_outgrown(&self, file: &File) -> io::Result<bool> {
        let is_longer = file.metadata()?.len() > self.length;
        Ok(is_longer && samples(file, self.length)? == self.samples)
    }

    /// Reads what was told; `None` where nothing was.
    pub fn from_bytes(bytes: [u8; 32]) -> Option<FeedStamp> {
        let stamp = FeedStamp {
            length: u64::from_le_bytes(bytes[..8].try_into().ok()?),
            changed: u128::from_le_bytes(bytes[8..24].try_into().ok()?),
            samples: u64::from_le_bytes(bytes[24..].try_into().ok()?),
        };
        (stamp != FeedStamp::default()).then_some(stamp)
    }

    /// The stamp as it is kept; all zeros stand for none.
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.length.to_le_bytes());
        bytes[8..24].copy_from_slice(&self.changed.to_le_bytes());
        bytes[24..].copy_from_slice(&self.samples.to_le_bytes());
        bytes
    }
}

/// A file of up to so many bytes is hashed whole.
const WHOLE: u64 = 16 << 20;
/// Samples of a larger one, evenly apart, its end among them.
const SAMPLES: u64 = 64;

fn samples(file: &File, length: u64) -> io::Result<u64> {
    let mut hash = Sha256::new();
    let mut bytes = vec![0; SAMPLE as usize];
    let step = if length <= WHOLE { SAMPLE } else { length.div_ceil(SAMPLES) };
    let places = (0..length).step_by(usize::try_from(step).unwrap_or(usize::MAX));
    for from in places.chain([length.saturating_sub(SAMPLE)]) {
        let most = length.saturating_sub(from).min(SAMPLE) as usize;
        let read = super::read_at(file, &mut bytes[..most], from)?;
        hash.update(&bytes[..read]);
    }
    let digest: [u8; 32] = hash.finalize().into();
    Ok(u64::from_le_bytes(std::array::from_fn(|n| digest[n])))
}

/// Whether the byte before a place ends a line: what follows is then a record of its own.
pub fn is_line_end(file: &File, place: u64) -> io::Result<bool> {
    let Some(before) = place.checked_sub(1) else { return Ok(true) };
    let mut byte = [0];
    file.read_exact_at(&mut byte, before)?;
    Ok(byte[0] == b'\n')
}
