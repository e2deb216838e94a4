//! The containers that are read, told apart by what they begin with.

use serde::{Deserialize, Serialize};

use super::utf16::has_low_first;

/// How the bytes of a file are packed; what its columns mean is another matter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Container {
    /// Delimited text as it is.
    Text,
    /// Text in UTF-16, its low bytes first.
    Utf16Le,
    /// Text in UTF-16, its high bytes first.
    Utf16Be,
    /// One file packed by gzip.
    Gzip,
    /// One file packed by Zstandard.
    Zstandard,
    /// An archive with one file.
    Zip,
    /// A workbook of Excel.
    Workbook,
    /// Columns of Parquet.
    Parquet,
    /// Records in a JSON array, alone or within an answer.
    Json,
    /// A JSON record on each line.
    JsonLines,
    /// Features of GeoJSON.
    GeoJson,
}

/// Each container with its word and what of it is read.
pub const CONTAINERS: &[(Container, &str, &str)] = &[
    (Container::Text, "csv", "CSV, TSV and other delimited text, read as it is"),
    (Container::Utf16Le, "utf-16le", "text in UTF-16, with a byte order mark or without"),
    (Container::Utf16Be, "utf-16be", "the same, its high bytes first"),
    (Container::Gzip, "gz", "one file packed by gzip"),
    (Container::Zstandard, "zst", "one file packed by Zstandard"),
    (Container::Zip, "zip", "an archive with one file"),
    (
        Container::Workbook,
        "xlsx",
        "the sheet named by `sheet`, else the first; merged cells filled, dates as dates",
    ),
    (Container::Parquet, "parquet", "every column but those within columns"),
    (
        Container::Json,
        "json",
        "an array of flat records, or of rows below one of names, alone or as data, Result … of an \
         answer",
    ),
    (Container::JsonLines, "jsonl", "a flat record on each line"),
    (Container::GeoJson, "geojson", "the properties of each feature, and its point as lat, lon"),
];

impl Container {
    /// Its word, as scripts have it.
    pub fn word(self) -> &'static str {
        CONTAINERS.iter().find(|(one, ..)| *one == self).map_or("", |(_, word, _)| word)
    }

    /// What a file is by its first bytes; of a zip file only that it is one. Whatever is not known is
    /// taken for text.
    pub fn of(sample: &[u8]) -> Container {
        match sample {
            [0x1f, 0x8b, ..] => Container::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Container::Zstandard,
            // A frame to be skipped may stand before the first of Zstandard.
            [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Container::Zstandard,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Container::Zip,
            [b'P', b'A', b'R', b'1', ..] => Container::Parquet,
            _ if begins_json(sample) => Container::Json,
            _ => match has_low_first(sample) {
                Some(true) => Container::Utf16Le,
                Some(false) => Container::Utf16Be,
                None => Container::Text,
            },
        }
    }

    /// Whether its text is in the one encoding that it can be in, whatever anybody says.
    pub fn has_own_encoding(self) -> bool {
        !matches!(self, Container::Text | Container::Gzip | Container::Zstandard | Container::Zip)
    }

    /// The encoding that its bytes are text in, where that makes it what it is.
    pub fn encoding(self) -> Option<&'static str> {
        match self {
            Container::Utf16Le => Some("UTF-16LE"),
            Container::Utf16Be => Some("UTF-16BE"),
            _ => None,
        }
    }

    /// Whether what is in it is text that was written as lines: a line there is a line here.
    pub fn has_lines(self) -> bool {
        self != Container::Parquet
    }
}

/// Whether the first bytes are those of a JSON array or object, and of no header of a table.
fn begins_json(sample: &[u8]) -> bool {
    let text = sample.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample).trim_ascii_start();
    let Some((first, rest)) = text.split_first() else { return false };
    let then = rest.trim_ascii_start().first();
    match first {
        b'[' => matches!(then, Some(b'{' | b'[' | b']')),
        b'{' => matches!(then, Some(b'"' | b'}')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_is_told_by_its_first_bytes() {
        for (bytes, container) in [
            (&b"\x1f\x8b\x08\x00"[..], Container::Gzip),
            (b"\x28\xb5\x2f\xfd\x04", Container::Zstandard),
            (b"\x51\x2a\x4d\x18", Container::Zstandard),
            (b"PK\x03\x04", Container::Zip),
            (b"PAR1\x15", Container::Parquet),
            (b"\xef\xbb\xbf\n [ {\"a\":1}]", Container::Json),
            (b"{\"status\":200}", Container::Json),
            (b"[]", Container::Json),
            (b"", Container::Text),
            (b"[a],b\n", Container::Text),
            (b"{a},b\n", Container::Text),
            (b"#date,#affected\n", Container::Text),
            (b"date,kind\n", Container::Text),
        ] {
            assert_eq!(Container::of(bytes), container, "{bytes:?}");
        }
    }

    #[test]
    fn every_container_has_a_word() {
        let words: std::collections::BTreeSet<&str> =
            CONTAINERS.iter().map(|(one, ..)| one.word()).collect();
        assert_eq!((words.len(), words.contains("")), (CONTAINERS.len(), false));
    }
}
