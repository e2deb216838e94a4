//! What a file is: its kind, its delimiter, its encoding, where its rows begin and which column is
//! which. Found in its beginning, and said; nothing has to be told but what cannot be seen.

use super::{
    Encoding, Wanted,
    block::{line_ends, record_ends},
    dates::{self, DateForm, DayOrder, Style},
    doubts::{ColumnDoubt, doubts},
    kinds::{FeedSpec, Heading, Means},
    no_table::no_table,
    seen::{PointSign, Seen},
    trial::{Fit, HEADS, HeaderKind, LOOKED_AT, MOST_COLUMNS, Trial, is_called},
};
use crate::model::{Clean, FeedKind, Measure, Refusal};

/// Bytes at the beginning that are looked at.
pub const SAMPLE: usize = 256 << 10;
/// Bytes that are looked at where the first records are wide.
pub(super) const MOST_SAMPLE: usize = 4 << 20;
const DELIMITERS: [(u8, &str); 4] = [(b',', ","), (b';', ";"), (b'\t', "tab"), (b'|', "|")];
const BOM: &[u8] = b"\xef\xbb\xbf";

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
    /// How its dates are read.
    pub dates: DateForm,
    /// What a point before three digits parts in its counts.
    pub point: PointSign,
    /// Whether quotes hold cells together, or are characters like others.
    pub has_quotes: bool,
    /// The line of its header; `None` where it has none.
    pub header_line: Option<u64>,
    /// Whether a row of HXL tags stands below its header, which is no row.
    pub has_tags_below: bool,
    /// Whether all of the file told otherwise than its beginning, so that it was read once more.
    pub is_settled_late: bool,
    /// How the dates of its beginning are written.
    pub styles: Vec<Style>,
    /// What is doubtful about which column is which.
    pub doubts: Vec<ColumnDoubt>,
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

/// Whether the beginning of a file shows enough records to tell its form by.
pub(super) fn shows_enough(sample: &[u8]) -> bool {
    record_ends(sample) >= HEADS
}

impl Dialect {
    /// Finds out what a file is by its beginning and by what a scenario says of it. An error says why
    /// it is none.
    pub fn of(sample: &[u8], is_whole: bool, wanted: &Wanted) -> Result<Dialect, Refusal> {
        if let Some(why) = no_table(sample) {
            return Err(why);
        }
        let has_bom = sample.starts_with(BOM);
        let bom = if has_bom { BOM.len() } else { 0 };
        let (told, skipped) = told_delimiter(&sample[bom..]);
        let (before, text) = sample.split_at(bom + skipped);
        let encoding = match &wanted.encoding {
            Some(name) => Encoding::named(name.original())?,
            None => encoding_of(text, is_whole),
        };
        let first_line = 1 + line_ends(before);
        let trial = |delimiter| Trial::of(text, delimiter, encoding, is_whole, first_line);
        let delimiters = DELIMITERS.iter().map(|(delimiter, _)| *delimiter);
        let trials: Vec<Trial> = match wanted.delimiter.or(told) {
            Some(delimiter) => vec![trial(delimiter)],
            None => delimiters.map(trial).collect(),
        };
        if trials.iter().any(|trial| trial.is_too_wide) {
            return Err(format!("it has more than {MOST_COLUMNS} columns").into());
        }
        let fits = trials.iter().filter_map(|trial| Some((trial, trial.fit(wanted)?)));
        // The kind that most columns fit; else whatever most rows are of one width by, the header too.
        let weight = |(trial, fit): &(&Trial, Fit)| {
            let known = fit.places.len() + fit.people.len();
            (!fit.spec.is_any_table(), known, trial.evenness(), trial.usual_width())
        };
        // Of equals the first: a comma before the others.
        let best = fits.rev_max_by_key(weight);
        let Some((trial, fit)) = best else {
            // A quote opens a cell by one delimiter and by another stands within one.
            let has_no_end = |trial: &Trial| trial.records.is_empty() && !is_whole;
            return Err(match wanted.kind {
                _ if trials.iter().any(has_no_end) => no_end(sample),
                _ if wanted.header_line.is_some() => "no header stands on that line".into(),
                Some(kind) => unlike(FeedSpec::of(kind)),
                None => "there is no header and no row in it".into(),
            });
        };
        let above = fit.above.checked_sub(1).and_then(|n| trial.records.get(n));
        let ends = above.map_or(0, |record| record.end);
        let is_cut = ends > 0 && text[ends - 1] == b'\r' && text.get(ends) == Some(&b'\n');
        let ends = ends + usize::from(is_cut);
        let start = FirstRow {
            byte: (before.len() + ends) as u64,
            line: first_line + line_ends(&text[..ends]),
        };
        let (dates, styles) = dates_of(trial, &fit, wanted);
        let (fit_columns, mut fit_places) = (fit.columns, fit.places);
        let said = [
            (Means::Events, "events", &wanted.events),
            (Means::Incident, "incident", &wanted.incident),
        ];
        for (means, key, name) in said {
            let Some(name) = name else { continue };
            let called = |column: &Clean| is_called(column, name.original());
            let Some(n) = fit_columns.iter().position(called) else {
                let hint = format!("`{key}` names one of its columns");
                return Err(Refusal::new(format!("it has no column `{name}`"), &hint));
            };
            fit_places.retain(|(known, at)| *known != means && *at != n);
            fit_places.push((means, n));
        }
        Ok(Dialect {
            kind: fit.spec.kind,
            delimiter: trial.delimiter,
            encoding,
            has_bom,
            has_crlf: memchr::memmem::find(text, b"\r\n").is_some(),
            head: fit.head,
            is_old: fit.is_old,
            header_line: fit.header.and_then(|n| trial.records.get(n)).map(|record| record.line),
            has_tags_below: fit.has_tags_below,
            columns: fit_columns.clone(),
            places: fit_places.clone(),
            people: fit.people,
            dates,
            point: PointSign::Unknown,
            has_quotes: trial.has_quotes,
            is_settled_late: false,
            styles,
            doubts: doubts(fit.spec, &fit_columns, &fit_places, wanted),
            start,
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
        words.push(self.encoding.name().to_owned());
        words.extend(self.has_bom.then(|| "byte order mark".to_owned()));
        words.extend(self.has_crlf.then(|| "CRLF".to_owned()));
        words.push(match self.head {
            HeaderKind::Header => match self.header_line {
                Some(line) if line > 1 => format!("header on line {line}"),
                _ => "header".to_owned(),
            },
            HeaderKind::Tags => format!("HXL tags on line {}", self.start.line.saturating_sub(1)),
            HeaderKind::None => "no header".to_owned(),
        });
        words.extend(self.has_tags_below.then(|| "a row of HXL tags below it skipped".to_owned()));
        words.extend((!self.has_quotes).then(|| "quotes are text".to_owned()));
        words.extend(self.is_old.then(|| "columns of an older version".to_owned()));
        let styles: Vec<&str> = self.styles.iter().map(|style| style.word()).collect();
        words.extend((!styles.is_empty()).then(|| format!("dates like {}", styles.join(", "))));
        let order = match self.dates.order {
            DayOrder::DayFirst => Some("day before month"),
            DayOrder::MonthFirst => Some("month before day"),
            DayOrder::Unknown => None,
        };
        words.extend(order.map(str::to_owned));
        let late = "read twice: all of it tells otherwise than its beginning";
        words.extend(self.is_settled_late.then(|| late.to_owned()));
        words.join(" · ")
    }

    /// The kind, and what of the form is out of the ordinary.
    pub fn brief(&self) -> String {
        let mut words = vec![self.kind.word()];
        words.extend((self.delimiter != b',').then(|| self.delimiter_word()));
        words.extend((!self.encoding.is_utf8()).then(|| self.encoding.name()));
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
        self.places.iter().any(|(means, _)| matches!(means, Means::Day | Means::Year))
    }

    /// Whether it has a column of this name, whatever its case and spaces.
    pub fn has_column(&self, name: &Clean) -> bool {
        self.columns.iter().any(|column| is_called(column, name.original()))
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

/// The delimiter that a line above the table names, as spreadsheets write it, and that line's bytes.
fn told_delimiter(text: &[u8]) -> (Option<u8>, usize) {
    let told = text.strip_prefix(b"sep=").and_then(|rest| Some((*rest.first()?, rest.get(1..)?)));
    match told {
        Some((delimiter, [b'\r', b'\n', ..])) => (Some(delimiter), 7),
        Some((delimiter, [b'\n' | b'\r', ..])) => (Some(delimiter), 6),
        _ => (None, 0),
    }
}

fn encoding_of(text: &[u8], is_whole: bool) -> Encoding {
    match std::str::from_utf8(text) {
        Err(error) if error.error_len().is_some() || is_whole => Encoding::OTHER,
        _ => Encoding::UTF_8,
    }
}

/// How the dates of the beginning are read, and how they are written.
fn dates_of(trial: &Trial, fit: &Fit, wanted: &Wanted) -> (DateForm, Vec<Style>) {
    let day = fit.places.iter().find(|(means, _)| *means == Means::Day).map(|(_, n)| *n);
    let rows = || trial.records.iter().skip(fit.above).take(LOOKED_AT);
    let days = || rows().filter_map(|record| record.cells.get(day?).map(String::as_str));
    let format = wanted.date_format.as_ref().map(|format| format.original().into());
    let mut form = DateForm { format, ..DateForm::default() };
    let mut seen = Seen::default();
    days().for_each(|cell| seen.add_date(cell, dates::read(cell, &form).as_ref()));
    form.order = seen.order();
    form.has_serials = seen.has_serials();
    let mut styles: Vec<Style> =
        days().filter_map(|cell| Some(dates::read(cell, &form)?.style)).collect();
    styles.sort_unstable();
    styles.dedup();
    (form, styles)
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
