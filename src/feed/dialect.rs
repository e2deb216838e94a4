//! What a file is: its kind, its delimiter, its encoding, where its rows begin and which column is
//! which. Found in its beginning, and said; nothing has to be told but what cannot be seen.

use super::{
    block::{line_ends, record_ends},
    dates::{self, DayOrder, Style},
    kinds::{FeedSpec, Heading, Means},
    trial::{Fit, HEADS, HeaderKind, LOOKED_AT, MOST_COLUMNS, NamedColumns, Trial},
};
use crate::model::{Clean, FeedKind, Measure, Refusal};

/// Bytes at the beginning that are looked at.
pub const SAMPLE: usize = 256 << 10;
/// Bytes that are looked at where the first records are wide.
pub(super) const MOST_SAMPLE: usize = 4 << 20;
const DELIMITERS: [(u8, &str); 4] = [(b',', ","), (b';', ";"), (b'\t', "tab"), (b'|', "|")];
const BOM: &[u8] = b"\xef\xbb\xbf";

/// How the bytes of a file are read as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// UTF-8; bytes of it that are not are read as Latin-1, with a fault.
    Utf8,
    /// One byte for each character, since the file is not UTF-8.
    Latin1,
}

/// A file's form.
#[derive(Clone, PartialEq, Debug)]
pub struct Dialect {
    /// Which kind of feed its columns make it.
    pub kind: FeedKind,
    /// The byte between two cells: comma, semicolon, tab or bar.
    pub delimiter: u8,
    /// How its text is encoded.
    pub encoding: Encoding,
    /// Whether it begins with a byte order mark.
    pub has_bom: bool,
    /// Whether its lines end in carriage return and line feed.
    pub has_crlf: bool,
    /// Where its column names come from.
    pub head: HeaderKind,
    /// Column names of an older version of its kind.
    pub is_old: bool,
    /// The names of its columns, from the left.
    pub columns: Vec<Clean>,
    /// Which column is which.
    pub(super) places: Vec<(Means, usize)>,
    /// Columns of people, with their measures.
    pub(super) people: Vec<(usize, Measure, Clean)>,
    /// Whether day or month stands first where a date is all numbers.
    pub order: DayOrder,
    /// How the dates of its beginning are written.
    pub styles: Vec<Style>,
    /// Where the rows begin.
    pub start: FirstRow,
}

/// Where the rows of a file begin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FirstRow {
    /// Bytes into the file.
    pub byte: u64,
    /// The line, from 1.
    pub line: u64,
}

impl Encoding {
    /// As the report on a feed names it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Latin1 => "Latin-1",
        }
    }
}

/// Why some bytes cannot begin a table, where that is plain.
fn no_table(sample: &[u8]) -> Option<&'static str> {
    let begins = |with: &[&[u8]]| with.iter().any(|with| sample.starts_with(with));
    // Nearly every second byte of Latin text in UTF-16 is zero, and none of a table that is text.
    let zeros = memchr::memchr_iter(0, sample).count();
    match () {
        _ if begins(&[b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ"]) => {
            Some("it is compressed; unpack it first")
        }
        _ if begins(&[b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]) => {
            Some("it is an archive or a spreadsheet; save its table as CSV")
        }
        _ if begins(&[b"\xff\xfe", b"\xfe\xff"]) || zeros * 4 > sample.len() => {
            Some("it is UTF-16; save it as UTF-8")
        }
        _ => None,
    }
}

/// Whether the beginning of a file shows enough records to tell its form by.
pub(super) fn shows_enough(sample: &[u8]) -> bool {
    record_ends(sample) >= HEADS
}

impl Dialect {
    /// Finds out what a file is by its beginning; `wanted` is the kind that a scenario gives it. An
    /// error says why it is none.
    pub fn of(
        sample: &[u8],
        is_whole: bool,
        wanted: Option<FeedKind>,
        named: NamedColumns,
    ) -> Result<Dialect, Refusal> {
        if let Some(why) = no_table(sample) {
            return Err(why.into());
        }
        let has_bom = sample.starts_with(BOM);
        let text = if has_bom { &sample[BOM.len()..] } else { sample };
        let encoding = match std::str::from_utf8(text) {
            Err(error) if error.error_len().is_some() || is_whole => Encoding::Latin1,
            _ => Encoding::Utf8,
        };
        let trials = DELIMITERS.map(|(delimiter, _)| Trial::of(text, delimiter, is_whole));
        if trials.iter().any(|trial| trial.is_too_wide) {
            return Err(format!("it has more than {MOST_COLUMNS} columns").into());
        }
        let fits = trials.iter().filter_map(|trial| Some((trial, trial.fit(wanted, named)?)));
        // The kind that most columns fit; else whatever most rows are of one width by.
        let weight = |(trial, fit): &(&Trial, Fit)| {
            let known = fit.places.len() + fit.people.len();
            (!fit.spec.is_any_table(), known, trial.usual_width())
        };
        // Of equals the first: a comma before the others.
        let best = fits.rev_max_by_key(weight);
        let Some((trial, fit)) = best else {
            // A quote opens a cell by one delimiter and by another stands within one.
            let has_no_end = |trial: &Trial| trial.records.is_empty() && !is_whole;
            return Err(match wanted {
                _ if trials.iter().any(has_no_end) => no_end(sample),
                Some(kind) => unlike(FeedSpec::of(kind)),
                None => "there is no header and no row in it".into(),
            });
        };
        let ends = fit
            .above
            .checked_sub(1)
            .and_then(|n| trial.records.get(n))
            .map_or(0, |record| record.end);
        let is_cut = ends > 0 && text[ends - 1] == b'\r' && text.get(ends) == Some(&b'\n');
        let ends = ends + usize::from(is_cut);
        let line = 1 + line_ends(&text[..ends]);
        let bom = if has_bom { BOM.len() } else { 0 };
        let day = fit.places.iter().find(|(means, _)| *means == Means::Day).map(|(_, n)| *n);
        let rows = trial.records.iter().skip(fit.above).take(LOOKED_AT);
        let days = || rows.clone().filter_map(|record| record.cells.get(day?).map(String::as_str));
        let order = dates::order_of(days());
        let mut styles: Vec<Style> =
            days().filter_map(|cell| Some(dates::read(cell, order)?.style)).collect();
        styles.sort_unstable();
        styles.dedup();
        Ok(Dialect {
            kind: fit.spec.kind,
            delimiter: trial.delimiter,
            encoding,
            has_bom,
            has_crlf: memchr::memmem::find(text, b"\r\n").is_some(),
            head: fit.head,
            is_old: fit.is_old,
            columns: fit.columns,
            places: fit.places,
            people: fit.people,
            order,
            styles,
            start: FirstRow { byte: (bom + ends) as u64, line },
        })
    }

    /// The delimiter in words, as the report on a feed names it.
    pub fn delimiter_word(&self) -> &'static str {
        DELIMITERS
            .iter()
            .find(|(delimiter, _)| *delimiter == self.delimiter)
            .map_or("?", |(_, word)| word)
    }

    /// The form in a few words, for a footer.
    pub fn words(&self) -> String {
        let mut words =
            vec![self.kind.word().to_owned(), format!("delimiter {}", self.delimiter_word())];
        words.push(self.encoding.word().to_owned());
        words.extend(self.has_bom.then(|| "byte order mark".to_owned()));
        words.extend(self.has_crlf.then(|| "CRLF".to_owned()));
        words.push(match self.head {
            HeaderKind::Header => "header".to_owned(),
            HeaderKind::Tags => format!("HXL tags on line {}", self.start.line.saturating_sub(1)),
            HeaderKind::None => "no header".to_owned(),
        });
        words.extend(self.is_old.then(|| "columns of an older version".to_owned()));
        let styles: Vec<&str> = self.styles.iter().map(|style| style.word()).collect();
        words.extend((!styles.is_empty()).then(|| format!("dates like {}", styles.join(", "))));
        words.join(" · ")
    }

    /// The kind, and what of the form is out of the ordinary.
    pub fn brief(&self) -> String {
        let mut words = vec![self.kind.word()];
        words.extend((self.delimiter != b',').then(|| self.delimiter_word()));
        words.extend((self.encoding == Encoding::Latin1).then_some("Latin-1"));
        words.extend(self.has_bom.then_some("BOM"));
        words.extend((self.head == HeaderKind::None).then_some("no header"));
        words.extend(self.is_old.then_some("old columns"));
        let is_plain = self.styles.iter().all(|style| *style == Style::Iso);
        match self.styles[..] {
            _ if is_plain => {}
            [one] => words.push(one.word()),
            _ => words.push("dates of several styles"),
        }
        words.join(" ")
    }

    /// What its kind of feed means.
    pub fn spec(&self) -> &'static FeedSpec {
        FeedSpec::of(self.kind)
    }

    /// Whether anything of its rows can be read: the column with their days is known.
    pub fn is_readable(&self) -> bool {
        self.places.iter().any(|(means, _)| *means == Means::Day)
    }

    /// What a column of people measures.
    pub fn people_of(&self, column: usize) -> Option<Measure> {
        self.people.iter().find(|(n, ..)| *n == column).map(|(_, measure, _)| *measure)
    }

    /// Which of our meanings a column has, for the words beside its cells.
    pub fn means(&self, column: usize) -> Option<Means> {
        self.places.iter().find(|(_, n)| *n == column).map(|(means, _)| *means)
    }
}

/// Why nothing is known of a file whose first record fills the sample.
fn no_end(sample: &[u8]) -> Refusal {
    let why = format!("its first record does not end within {} KiB", sample.len() >> 10);
    Refusal::new(why, "perhaps a quote in it is never closed")
}

/// Why a file is not of the kind that it is said to be.
fn unlike(spec: &FeedSpec) -> Refusal {
    let must = spec.columns.iter().filter(|form| form.must);
    let names: Vec<&str> = must.filter_map(|form| form.names.first().copied()).collect();
    match spec.heading {
        Heading::Any => "`columns` names a column that it has not, or none for the date".into(),
        Heading::Names | Heading::Tags(_) => format!(
            "it has no columns {} in its header: it is not {}",
            names.join(", "),
            spec.kind.word()
        )
        .into(),
    }
}

trait RevMax: Iterator + Sized {
    /// The greatest; of equals the first.
    fn rev_max_by_key<K: Ord>(self, key: impl Fn(&Self::Item) -> K) -> Option<Self::Item> {
        self.fold(None, |best, one| match best {
            Some(best) if key(&best) >= key(&one) => Some(best),
            _ => Some(one),
        })
    }
}
impl<I: Iterator> RevMax for I {}
