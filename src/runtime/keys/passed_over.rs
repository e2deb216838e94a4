//! Strings of the terminal: what it answers to questions of any program, and what it tells of
//! itself. They are passed over up to their end, however they come, and are never keys.

/// A string that goes on for longer than any hand would wait is one without an end.
const LIMIT: usize = 4096;
/// So many bytes come in one read from a hand; a terminal in the middle of a string sends more.
const BY_HAND: usize = 16;

const BELL: u8 = 0x07;
const CANCEL: u8 = 0x18;
const SUBSTITUTE: u8 = 0x1a;
const ESCAPE: u8 = 0x1b;
/// The end of a string where controls of eight bits are sent.
const STRING_TERMINATOR: u8 = 0x9c;

/// What has begun and is passed over until its end comes.
pub struct PassedOver {
    kind: Kind,
    /// Bytes so far.
    taken: usize,
    /// The first byte of a character, and how many of its bytes are still to come: those are no
    /// controls, whatever they look like.
    character: (u8, u8),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// DCS, SOS, OSC, PM or APC: up to BEL or ST.
    String,
    /// A control sequence with more parameters than any key has: up to its final byte.
    Sequence,
}

impl PassedOver {
    pub fn new(kind: Kind) -> PassedOver {
        PassedOver { kind, taken: 0, character: (0, 0) }
    }

    /// Passes over what belongs to it: how many bytes those are, and whether it is over. A lone Esc
    /// at the end is left until what follows tells whether it ends the string.
    pub fn step(&mut self, bytes: &[u8]) -> (usize, bool) {
        let (used, is_over) = match self.kind {
            Kind::String => self.string(bytes),
            Kind::Sequence => sequence(bytes),
        };
        self.taken = self.taken.saturating_add(used);
        (used, is_over)
    }

    /// Whether its end is lost and what one read has brought was typed. A long string, as of a
    /// clipboard, comes in long reads, the last with its end.
    pub fn is_lost(&self, read: &[u8]) -> bool {
        let ends = [BELL, ESCAPE, STRING_TERMINATOR];
        self.taken >= LIMIT && read.len() <= BY_HAND && !read.iter().any(|byte| ends.contains(byte))
    }

    fn string(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (n, byte) in bytes.iter().enumerate() {
            match byte {
                &BELL | &CANCEL | &SUBSTITUTE => return (n + 1, true),
                &ESCAPE => {
                    return match bytes.get(n + 1) {
                        None => (n, false),
                        Some(b'\\') => (n + 2, true),
                        // Cut short: the Esc begins something new.
                        Some(_) => (n, true),
                    };
                }
                _ if self.is_terminator(*byte) => return (n + 1, true),
                _ => {}
            }
        }
        (bytes.len(), false)
    }

    /// Whether a byte is the one-byte ST, alone or as a character of UTF-8, and not a part of
    /// another character.
    fn is_terminator(&mut self, byte: u8) -> bool {
        let (first, left) = self.character;
        self.character = match byte {
            0x80..=0xbf => (first, left.saturating_sub(1)),
            0xc0..=0xdf => (byte, 1),
            0xe0..=0xef => (byte, 2),
            0xf0..=0xf7 => (byte, 3),
            _ => (0, 0),
        };
        byte == STRING_TERMINATOR && (left == 0 || first == 0xc2)
    }
}

fn sequence(bytes: &[u8]) -> (usize, bool) {
    match bytes.iter().position(|byte| !(0x20..=0x3f).contains(byte)) {
        Some(end) if (0x40..=0x7e).contains(&bytes[end]) => (end + 1, true),
        Some(cut) => (cut, true),
        None => (bytes.len(), false),
    }
}
