//! Strings of the terminal: what it answers to questions of any program, and what it tells of
//! itself. They are passed over up to their end, however they come, and are never keys.

use crate::look::Rgb;

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

/// Bytes of a string that are looked at: more than the answer that is waited for has.
const LOOKED_AT: usize = 64;

/// What has begun and is passed over until its end comes.
pub struct PassedOver {
    kind: Kind,
    /// How a command of the system begins.
    begins: Vec<u8>,
    /// Bytes so far.
    taken: usize,
    /// The first byte of a character, and how many of its bytes are still to come: those are no
    /// controls, whatever they look like.
    character: (u8, u8),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// DCS, SOS, PM or APC: up to BEL or ST.
    String,
    /// OSC, the same: among them the answer to what the background is.
    SystemCommand,
    /// A control sequence with more parameters than any key has: up to its final byte.
    Sequence,
}

impl PassedOver {
    pub fn new(kind: Kind) -> PassedOver {
        PassedOver { kind, begins: Vec::new(), taken: 0, character: (0, 0) }
    }

    /// Passes over what belongs to it: how many bytes those are, and whether it is over. A lone Esc
    /// at the end is left until what follows tells whether it ends the string.
    pub fn step(&mut self, bytes: &[u8]) -> (usize, bool) {
        let (used, is_over) = match self.kind {
            Kind::String | Kind::SystemCommand => self.string(bytes),
            Kind::Sequence => sequence(bytes),
        };
        if self.kind == Kind::SystemCommand {
            let room = LOOKED_AT - self.begins.len();
            self.begins.extend_from_slice(&bytes[..used.min(room)]);
        }
        self.taken = self.taken.saturating_add(used);
        (used, is_over)
    }

    /// Whether its end is lost and what one read has brought was typed. A long string, as of a
    /// clipboard, comes in long reads, the last with its end.
    pub fn is_lost(&self, read: &[u8]) -> bool {
        let ends = [BELL, ESCAPE, STRING_TERMINATOR];
        self.taken >= LIMIT && read.len() <= BY_HAND && !read.iter().any(|byte| ends.contains(byte))
    }

    /// The background that it tells of, once it is over.
    pub fn background(&self) -> Option<Rgb> {
        background(std::str::from_utf8(&self.begins).ok()?)
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

/// `11;rgb:RRRR/GGGG/BBBB`, each of one to four hexadecimal digits, with the end of the string.
fn background(answer: &str) -> Option<Rgb> {
    let colour = answer.trim_end_matches([char::from(BELL), '\x1b', '\\', '\u{9c}']);
    let colour = colour.strip_prefix("11;")?;
    let parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(|part| {
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)?.checked_sub(1)?;
        let is_known = (1..=4).contains(&part.len());
        let value = is_known.then(|| u32::from_str_radix(part, 16).ok()).flatten()?;
        Some(value * 255 / most.max(1))
    });
    let mut channel = || parts.next().flatten();
    let (red, green, blue) = (channel()?, channel()?, channel()?);
    Some(Rgb(red << 16 | green << 8 | blue))
}

fn sequence(bytes: &[u8]) -> (usize, bool) {
    match bytes.iter().position(|byte| !(0x20..=0x3f).contains(byte)) {
        Some(end) if (0x40..=0x7e).contains(&bytes[end]) => (end + 1, true),
        Some(cut) => (cut, true),
        None => (bytes.len(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_background_is_read_in_every_form_and_nothing_else_is() {
        for (answer, rgb) in [
            ("11;rgb:ffff/ffff/ffff\x07", Some(0xffffff)),
            ("11;rgb:1e1e/0000/80ff\x1b\\", Some(0x1e0080)),
            ("11;rgb:f/0/8", Some(0xff0088)),
            ("11;rgba:00/2b/36/ff\x07", Some(0x002b36)),
            ("10;rgb:ffff/ffff/ffff", None),
            ("11;rgb:ffff/ffff", None),
            ("11;rgb:fffff/0/0", None),
            ("11;rgb:-f/0/0", None),
            ("11;rgb://", None),
            ("11;?", None),
            ("", None),
        ] {
            assert_eq!(background(answer), rgb.map(Rgb), "{answer:?}");
        }
    }
}
