//! How the bytes of a cell are text.

use std::{borrow::Cow, fmt};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::model::Refusal;

/// How the bytes of a file are read as text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    of: &'static encoding_rs::Encoding,
    /// What it was before it was decoded: text in UTF-16 is read as UTF-8.
    written: &'static encoding_rs::Encoding,
    /// Whether the scenario names it: then nothing in the file says otherwise.
    is_named: bool,
}

impl Encoding {
    /// UTF-8; cells that are not are read as windows-1252, with a fault.
    pub const UTF_8: Encoding = Encoding { of: UTF_8, written: UTF_8, is_named: false };
    /// What a file is taken for that is not UTF-8; cells that are UTF-8 by themselves are read so.
    pub const OTHER: Encoding =
        Encoding { of: WINDOWS_1252, written: WINDOWS_1252, is_named: false };

    /// By a name of the Encoding Standard, such as `windows-1251`. Errs where there is none of that
    /// name, or where its delimiters could not be told.
    pub fn named(name: &str) -> Result<Encoding, Refusal> {
        let found = encoding_rs::Encoding::for_label(name.trim().as_bytes());
        let hint = "`encoding` takes names like \"windows-1251\", \"windows-1256\", \"iso-8859-9\"";
        let of =
            found.ok_or_else(|| Refusal::new(format!("no encoding is called `{name}`"), hint))?;
        if of == UTF_16LE || of == UTF_16BE {
            return Ok(Encoding { of: UTF_8, written: of, is_named: true });
        }
        if !of.is_ascii_compatible() {
            return Err(format!("a file in {} is to be saved as UTF-8", of.name()).into());
        }
        Ok(Encoding { of, written: of, is_named: true })
    }

    /// Its name in the Encoding Standard.
    pub fn name(self) -> &'static str {
        self.written.name()
    }

    /// Whether it is UTF-16, and was decoded.
    pub(super) fn is_utf16(self) -> bool {
        self.written != self.of
    }

    /// Whether it is read as UTF-8, be it that some cells are not.
    pub fn is_utf8(self) -> bool {
        self.of == UTF_8
    }

    pub(super) fn is_named(self) -> bool {
        self.is_named
    }

    /// Text of a cell, and whether it is not UTF-8.
    #[inline]
    pub(super) fn text<'a>(self, bytes: &'a [u8]) -> (Cow<'a, str>, bool) {
        if self.is_named && !self.is_utf8() {
            return (self.of.decode_without_bom_handling(bytes).0, false);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), false),
            Err(_) => {
                let of = if self.is_utf8() { WINDOWS_1252 } else { self.of };
                (of.decode_without_bom_handling(bytes).0, true)
            }
        }
    }
}

impl fmt::Debug for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.name(), if self.is_named { " as named" } else { "" })
    }
}
