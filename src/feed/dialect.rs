//! What a file is: its kind, its delimiter, its encoding, where its rows begin and which column is
//! which. Found in its beginning, and said; nothing has to be told but what cannot be seen.

use super::{
    block::{line_ends, record_ends},
    cells,
    dates::{self, DayOrder, Style},
    kinds::{FeedSpec, Heading, Means},
};
use crate::model::{Clean, FeedKind, Measure, Refusal};

/// Bytes at the beginning that are looked at.
pub const SAMPLE: usize = 256 << 10;
/// Bytes that are looked at where the first records are wide.
pub(super) const MOST_SAMPLE: usize = 4 << 20;
/// Columns of a table at most; spreadsheets have no more.
const MOST_COLUMNS: usize = 16 << 10;
const DELIMITERS: [(u8, &str); 4] = [(b',', ","), (b';', ";"), (b'\t', "tab"), (b'|', "|")];
/// Records among which a header is looked for, and those whose dates are looked at.
const HEADS: usize = 25;
const LOOKED_AT: usize = 20_000;
const BOM: &[u8] = b"\xef\xbb\xbf";

/// How the bytes of a file are read as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// UTF-8; bytes of it that are not are read as Latin-1, with a fault.
    Utf8,
    /// One byte for each character, since the file is not UTF-8.
    Latin1,
}

/// What stands above the rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeaderKind {
    /// One row with the names of the columns.
    Header,
    /// A row of HXL tags, with whatever stands above it.
    Tags,
    /// Nothing: the columns are those of the kind.
    None,
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

/// The columns that a scenario names for a feed of kind `csv`: our key, their column.
pub type NamedColumns<'a> = &'a [(Clean, Clean)];

impl Encoding {
    /// As the report on a feed names it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Latin1 => "Latin-1",
        }
    }
}

/// Records of a sample, as one delimiter takes them apart.
struct Trial {
    delimiter: u8,
    records: Vec<TrialRecord>,
    /// Whether the first record has more cells than a table has columns.
    is_too_wide: bool,
}

struct TrialRecord {
    cells: Vec<String>,
    /// Where it ends, in bytes of the sample.
    end: usize,
}

/// A header that fits a kind.
struct Fit {
    spec: &'static FeedSpec,
    head: HeaderKind,
    columns: Vec<Clean>,
    places: Vec<(Means, usize)>,
    people: Vec<(usize, Measure, Clean)>,
    is_old: bool,
    /// Records above the rows.
    above: usize,
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

impl Trial {
    fn of(text: &[u8], delimiter: u8, is_whole: bool) -> Trial {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text);
        let mut records = Vec::new();
        let mut record = csv::ByteRecord::new();
        while records.len() < HEADS + LOOKED_AT
            && reader.read_byte_record(&mut record).unwrap_or(false)
        {
            let end =
                usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).min(text.len());
            if end == text.len() && !is_whole {
                break; // it may go on
            }
            if record.len() > MOST_COLUMNS {
                let is_too_wide = records.is_empty();
                return Trial { delimiter, records, is_too_wide };
            }
            let cells = record.iter().map(|cell| cells::text(cell).0.into_owned()).collect();
            records.push(TrialRecord { cells, end });
        }
        Trial { delimiter, records, is_too_wide: false }
    }

    /// Cells of most records, at least two.
    fn usual_width(&self) -> usize {
        let mut widths: Vec<usize> = self.records.iter().map(|record| record.cells.len()).collect();
        widths.sort_unstable();
        let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
        let same = widths.iter().filter(|width| **width == usual).count();
        if same * 2 > widths.len() { usual } else { 0 }
    }

    fn fit(&self, wanted: Option<FeedKind>, named: NamedColumns) -> Option<Fit> {
        let may_be = |spec: &&FeedSpec| wanted.is_none_or(|wanted| wanted == spec.kind);
        let specs = || FeedSpec::all().filter(may_be);
        // What is told by more comes first: tags, fixed names, a layout, any header.
        specs()
            .find_map(|spec| self.tagged(spec))
            .or_else(|| specs().find_map(|spec| self.header(spec)))
            .or_else(|| specs().find_map(|spec| self.bare(spec)))
            .or_else(|| specs().find_map(|spec| self.named(spec, named)))
    }

    fn cleaned(&self, n: usize) -> Option<Vec<Clean>> {
        let record = self.records.get(n)?;
        Some(record.cells.iter().map(|cell| Clean::new(cell.trim())).collect())
    }

    /// A header of a kind whose columns have fixed names.
    fn header(&self, spec: &'static FeedSpec) -> Option<Fit> {
        let Heading::Names = spec.heading else { return None };
        let columns = self.cleaned(0)?;
        let small: Vec<String> = columns.iter().map(|name| name.to_lowercase()).collect();
        let places = places(spec, |name| small.iter().position(|column| column == name))?;
        let is_old = small.iter().any(|name| spec.old_columns.contains(&name.as_str()));
        Some(Fit {
            spec,
            head: HeaderKind::Header,
            columns,
            places,
            people: Vec::new(),
            is_old,
            above: 1,
        })
    }

    /// Rows without a header, told by their width and by where their days stand.
    fn bare(&self, spec: &'static FeedSpec) -> Option<Fit> {
        let TrialRecord { cells, .. } = self.records.first()?;
        if cells.len() != spec.layout.len() {
            return None;
        }
        let at = |name: &str| spec.layout.iter().position(|column| *column == name);
        let places = places(spec, at)?;
        let is_day =
            |n: usize| cells.get(n).and_then(|cell| dates::read(cell, DayOrder::Unknown)).is_some();
        let mut days =
            places.iter().filter(|(means, _)| matches!(means, Means::Day | Means::LastDay));
        if !days.all(|(_, n)| is_day(*n)) {
            return None;
        }
        let columns = spec.layout.iter().map(|name| Clean::new(name)).collect();
        Some(Fit {
            spec,
            head: HeaderKind::None,
            columns,
            places,
            people: Vec::new(),
            is_old: false,
            above: 0,
        })
    }

    /// The first row of HXL tags.
    fn tagged(&self, spec: &'static FeedSpec) -> Option<Fit> {
        let Heading::Tags(measure) = spec.heading else { return None };
        (0..self.records.len().min(HEADS)).find_map(|n| self.tags(spec, measure, n))
    }

    /// A row of HXL tags: every cell that is not empty is one.
    fn tags(
        &self,
        spec: &'static FeedSpec,
        measure: fn(&str) -> Option<Measure>,
        n: usize,
    ) -> Option<Fit> {
        let tags: Vec<String> = self.records[n].cells.iter().map(|cell| normal_tag(cell)).collect();
        let is_tag = |tag: &String| {
            tag.starts_with('#')
                && tag.len() > 1
                && tag[1..].chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '+'))
        };
        let filled = || tags.iter().filter(|tag| !tag.is_empty());
        if filled().next().is_none() || !filled().all(is_tag) {
            return None;
        }
        // Names stand above the tags; without any, the tags are the names.
        let above = n.checked_sub(1).and_then(|above| self.cleaned(above)).unwrap_or_default();
        let name = |n: usize| match above.get(n) {
            Some(name) if !name.is_empty() => name.clone(),
            _ => Clean::new(&tags[n]),
        };
        let columns: Vec<Clean> = (0..tags.len()).map(name).collect();
        let find = |wanted: &str| {
            let fits = |tag: &&str| has_tag(tag, wanted);
            let mut fitting =
                tags.iter().enumerate().filter(|(_, tag)| fits(&tag.as_str())).peekable();
            let first = fitting.peek().map(|(n, _)| *n);
            fitting.find(|(_, tag)| has_tag(tag, "+name")).map(|(n, _)| n).or(first)
        };
        let places = places(spec, find).unwrap_or_default();
        let is_people = |tag: &str| {
            spec.columns
                .iter()
                .filter(|form| form.means == Means::People)
                .any(|form| form.names.iter().any(|name| has_tag(tag, name)))
        };
        let people = tags.iter().enumerate().filter(|(_, tag)| is_people(tag));
        let people = people.filter_map(|(n, tag)| Some((n, measure(tag)?, columns[n].clone())));
        let people = people.collect();
        Some(Fit {
            spec,
            head: HeaderKind::Tags,
            columns,
            places,
            people,
            is_old: false,
            above: n + 1,
        })
    }

    /// Any table with a header. Columns are found by what the scenario calls them, else by our keys.
    fn named(&self, spec: &'static FeedSpec, named: NamedColumns) -> Option<Fit> {
        let Heading::Any = spec.heading else { return None };
        let columns = self.cleaned(0)?;
        let find = |key: &str| {
            let given =
                named.iter().find(|(ours, _)| &**ours == key).map(|(_, theirs)| theirs.original());
            let wanted = given.or(named.is_empty().then_some(key))?;
            columns
                .iter()
                .position(|column| column.original() == wanted)
                .or_else(|| columns.iter().position(|column| column.eq_ignore_ascii_case(wanted)))
        };
        let places = places(spec, find);
        if places.is_none() && !named.is_empty() {
            return None;
        }
        Some(Fit {
            spec,
            head: HeaderKind::Header,
            columns,
            places: places.unwrap_or_default(),
            people: Vec::new(),
            is_old: false,
            above: 1,
        })
    }
}

/// Where the columns of a kind stand; `None` where one that must be there is not.
fn places(spec: &FeedSpec, find: impl Fn(&str) -> Option<usize>) -> Option<Vec<(Means, usize)>> {
    let mut places = Vec::new();
    for form in spec.columns.iter().filter(|form| form.means != Means::People) {
        match form.names.iter().find_map(|name| find(name)) {
            Some(at) => places.push((form.means, at)),
            None if form.must => return None,
            None => {}
        }
    }
    Some(places)
}

/// A tag in small letters, without spaces.
fn normal_tag(cell: &str) -> String {
    cell.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Whether a tag is a wanted one: the same hashtag, with all of its attributes.
fn has_tag(tag: &str, wanted: &str) -> bool {
    let attributes = |tag: &str| tag.split('+').skip(1).map(str::to_owned).collect::<Vec<_>>();
    let (own, asked) = (attributes(tag), attributes(wanted));
    let base = |tag: &str| tag.split('+').next().unwrap_or("").to_owned();
    (wanted.starts_with('+') || base(tag) == base(wanted))
        && asked.iter().all(|one| own.contains(one))
}
