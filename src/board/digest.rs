//! The content hash of a file: two files with one hash say the same, byte for byte.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// SHA-256 of a file's bytes (FIPS 180-4), printed in 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The hash of a file's bytes, all of them.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }

    /// Reads what was printed; nothing else is a digest.
    pub fn from_hex(text: &str) -> Option<Digest> {
        let mut digest = [0; 32];
        if text.len() != 64 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        for (n, byte) in digest.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok()?;
        }
        Some(Digest(digest))
    }
}

/// The hash of bytes that come piece by piece, for files that no memory need hold.
#[derive(Clone, Default, Debug)]
pub struct DigestSoFar(Sha256);

impl DigestSoFar {
    /// Takes in the bytes that come next.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all that came.
    pub fn whole(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of FIPS 180-4, as NIST publishes them.
    #[test]
    fn digests_are_those_of_the_standard() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), abc);
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").to_string(), empty);
        let mut pieces = DigestSoFar::default();
        [&b"a"[..], b"", b"bc"].iter().for_each(|piece| pieces.add(piece));
        assert_eq!(pieces.whole().to_string(), abc);
    }

    #[test]
    fn what_was_printed_is_read_again() {
        let digest = Digest::of(b"abc");
        assert_eq!(Digest::from_hex(&digest.to_string()), Some(digest));
        let long = "0".repeat(63);
        for wrong in ["", "ba78", &digest.to_string().to_uppercase(), &format!("{long}é"), &long] {
            assert_eq!(Digest::from_hex(wrong), None, "{wrong}");
        }
    }
}
