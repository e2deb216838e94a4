//! Text in UTF-16, as some programs of Windows save it: decoded once, and read as UTF-8 from there.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

/// Bytes that are decoded at once.
const STEP: usize = 64 << 10;
/// Pairs of bytes that tell something.
const ENOUGH: usize = 4;

/// Whether some bytes begin a text in UTF-16 with its low bytes first (`true`) or last (`false`);
/// `None` where they do not. Delimiters, digits and line ends of every table have one byte of zero,
/// always on the same side; in no other text does a byte of zero stand.
pub fn has_low_first(sample: &[u8]) -> Option<bool> {
    match sample {
        [0xff, 0xfe, 0, 0, ..] => return None, // that is how UTF-32 begins
        [0xff, 0xfe, ..] => return Some(true),
        [0xfe, 0xff, ..] => return Some(false),
        _ => {}
    }
    let (pairs, _) = sample.as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let (high, low) = (zeros(0), zeros(1));
    // A letter of another script may have its zero on the other side, and both are zero in no text.
    let is_told =
        |many: usize, few: usize| many >= ENOUGH && many > few * 2 && many * 16 > pairs.len();
    match () {
        _ if pairs.contains(&[0, 0]) => None,
        _ if is_told(low, high) => Some(true),
        _ if is_told(high, low) => Some(false),
        _ => None,
    }
}

/// Reads text in another encoding as UTF-8, without its byte order mark.
pub struct Decoded<R> {
    of: R,
    decoder: Decoder,
    taken: Vec<u8>,
    /// What was decoded and not handed out.
    text: Vec<u8>,
    at: usize,
    is_over: bool,
    /// Whether anything was no such text, and is `\u{fffd}` now.
    pub has_replaced: bool,
}

impl<R: Read> Decoded<R> {
    /// Decodes whatever comes.
    pub fn new(of: R, encoding: &'static Encoding) -> Decoded<R> {
        let decoder = encoding.new_decoder_with_bom_removal();
        let (taken, text) = (Vec::new(), Vec::new());
        Decoded { of, decoder, taken, text, at: 0, is_over: false, has_replaced: false }
    }

    /// Decodes what comes next.
    fn fill(&mut self) -> io::Result<()> {
        self.taken.clear();
        self.is_over = self.of.by_ref().take(STEP as u64).read_to_end(&mut self.taken)? == 0;
        let room = self.decoder.max_utf8_buffer_length(self.taken.len());
        self.text.resize(room.unwrap_or(STEP * 4), 0);
        let (result, _, written, has_replaced) =
            self.decoder.decode_to_utf8(&self.taken, &mut self.text, self.is_over);
        debug_assert_eq!(result, CoderResult::InputEmpty, "there is room for the longest");
        self.has_replaced |= has_replaced;
        self.text.truncate(written);
        self.at = 0;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.is_over {
            self.fill()?;
        }
        let read = { &self.text[self.at..] }.read(into)?;
        self.at += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str, low_first: bool) -> Vec<u8> {
        let bytes = |unit: u16| if low_first { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn the_side_of_the_zeros_tells_the_order() {
        for text in [
            "date,kind\n2020-01-02,ied\n",
            "дата;вид\n02.01.2020;обстрел\n",
            "日期,类型\n2020-01-02,一一一炮击\n",
            "\u{feff}date",
        ] {
            for low_first in [true, false] {
                let told = has_low_first(&wide(text, low_first));
                assert_eq!(told, Some(low_first), "{text}");
            }
        }
        for other in [
            &b"date,kind\n2020-01-02,ied\n"[..],
            b"\0\0\0\0\0\0\0\0\0\0\0\0",
            b"d\0\0\0a\0\0\0t\0\0\0e\0\0\0,\0\0\0k\0\0\0",
            b"\xff\xfe\0\0d\0\0\0a\0\0\0",
            b"d\0a",
            b"",
        ] {
            assert_eq!(has_low_first(other), None, "{other:?}");
        }
    }

    #[test]
    fn what_is_decoded_does_not_depend_on_what_comes_at_once() {
        let text = "дата,kind\n".repeat(9_000) + "𝔘";
        let bytes = wide(&text, true);
        let mut decoded = Decoded::new(bytes.as_slice(), encoding_rs::UTF_16LE);
        let (mut out, mut some) = (Vec::new(), [0; 7]);
        while let Ok(read @ 1..) = decoded.read(&mut some) {
            out.extend_from_slice(&some[..read]);
        }
        assert!(out == text.as_bytes() && !decoded.has_replaced);
        let mut decoded = Decoded::new(&bytes[..bytes.len() - 1], encoding_rs::UTF_16LE);
        let mut out = String::new();
        decoded.read_to_string(&mut out).expect("text");
        assert!(decoded.has_replaced && out.ends_with("kind\n\u{fffd}"));
    }
}
