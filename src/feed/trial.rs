//! The first records of a file, tried with one delimiter: which kind's header they have.

use super::{
    Encoding, Wanted,
    block::line_ends,
    dates::{self, DateForm},
    kinds::{FeedSpec, Heading, Means},
    lines::has_stray_quote,
    tags::{LEVELS, has_tag, is_of_origin, is_tag, normal_tag, parts},
};
use crate::model::{Clean, Measure};

/// Columns of a table at most; spreadsheets have no more.
pub const MOST_COLUMNS: usize = 16 << 10;
/// Records among which a header is looked for, and those whose dates are looked at.
pub const HEADS: usize = 25;
pub const LOOKED_AT: usize = 20_000;

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

/// Records of a sample, as one delimiter takes them apart.
pub struct Trial {
    pub delimiter: u8,
    pub records: Vec<TrialRecord>,
    /// Whether the first record has more cells than a table has columns.
    pub is_too_wide: bool,
    /// Whether quotes hold cells together: between tabs only where all of them do.
    pub has_quotes: bool,
}

pub struct TrialRecord {
    pub cells: Vec<String>,
    /// Where it ends, in bytes of the sample.
    pub end: usize,
    /// The line on which it begins, from 1.
    pub line: u64,
}

/// A record that may be the header: where it stands, and its cells as the names of columns.
struct Head {
    at: usize,
    names: Vec<Clean>,
    /// The names in small letters.
    small: Vec<String>,
}

/// A header that fits a kind.
pub struct Fit {
    pub spec: &'static FeedSpec,
    pub head: HeaderKind,
    pub columns: Vec<Clean>,
    pub places: Vec<(Means, usize)>,
    pub people: Vec<(usize, Measure, Clean)>,
    pub is_old: bool,
    /// Records above the rows.
    pub above: usize,
    /// Which record is the header.
    pub header: Option<usize>,
    /// Whether a row of tags below it is no row.
    pub has_tags_below: bool,
}

impl Trial {
    /// Takes the beginning of a text apart, whose first line is `line`.
    pub fn of(text: &[u8], delimiter: u8, encoding: Encoding, is_whole: bool, line: u64) -> Trial {
        let has_quotes = delimiter != b'\t' || quotes_hold(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(has_quotes)
            .has_headers(false)
            .flexible(true)
            .from_reader(text);
        let mut trial = Trial { delimiter, records: Vec::new(), is_too_wide: false, has_quotes };
        let mut record = csv::ByteRecord::new();
        let (mut begin, mut line) = (0, line);
        while trial.records.len() < HEADS + LOOKED_AT
            && reader.read_byte_record(&mut record).unwrap_or(false)
        {
            let end =
                usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).min(text.len());
            if end == text.len() && !is_whole {
                break; // it may go on
            }
            if record.len() > MOST_COLUMNS {
                trial.is_too_wide = trial.records.is_empty();
                break;
            }
            let cells = record.iter().map(|cell| encoding.text(cell).0.into_owned()).collect();
            // Only among the first a header is looked for.
            if trial.records.len() < HEADS {
                let empty = text[begin..end].iter().take_while(|b| matches!(b, b'\n' | b'\r'));
                let from = begin + empty.count();
                line += line_ends(&text[begin..from]);
                trial.records.push(TrialRecord { cells, end, line });
                line += line_ends(&text[from..end]);
                begin = end;
            } else {
                trial.records.push(TrialRecord { cells, end, line });
            }
        }
        trial
    }

    /// Cells of most records, at least two.
    pub fn usual_width(&self) -> usize {
        let mut widths: Vec<usize> = self.records.iter().map(|record| record.cells.len()).collect();
        widths.sort_unstable();
        let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
        let same = widths.iter().filter(|width| **width == usual).count();
        if same * 2 > widths.len() { usual } else { 0 }
    }

    /// How many of ten records have as many cells as most: where a delimiter only stands within texts,
    /// the header has none of it.
    pub fn evenness(&self) -> usize {
        let usual = self.usual_width();
        let same = self.records.iter().filter(|record| record.cells.len() == usual).count();
        if usual < 2 { 0 } else { same * 10 / self.records.len().max(1) }
    }

    pub fn fit(&self, wanted: &Wanted) -> Option<Fit> {
        let may_be = |spec: &&FeedSpec| wanted.kind.is_none_or(|wanted| wanted == spec.kind);
        let specs = || FeedSpec::all().filter(may_be);
        let heads = self.heads(wanted);
        // Of two kinds at once it is the one whose columns are there: copies of event data have a row
        // of tags too. Then what is told by more comes first: tags, a layout, any header.
        specs()
            .find_map(|spec| heads.iter().find_map(|head| self.header(spec, head)))
            .or_else(|| {
                specs().find_map(|spec| heads.iter().find_map(|head| self.tagged(spec, head.at)))
            })
            .or_else(|| specs().find_map(|spec| self.bare(spec)))
            .or_else(|| specs().find_map(|spec| self.named(spec, &heads, wanted)))
    }

    /// The records that may be the header.
    fn heads(&self, wanted: &Wanted) -> Vec<Head> {
        let first = self.records.iter().enumerate().take(HEADS);
        let meant = first.filter(|(_, record)| wanted.header_line.is_none_or(|n| record.line == n));
        let head = |(at, _)| {
            let names = self.names(at)?;
            let small = names.iter().map(|name| name.to_lowercase()).collect();
            Some(Head { at, names, small })
        };
        meant.filter_map(head).collect()
    }

    /// The names of a header: a sign of a remark before the first is none of it.
    fn names(&self, n: usize) -> Option<Vec<Clean>> {
        let mut columns = self.cleaned(n)?;
        if let Some(first) = columns.first_mut()
            && let Some(name) = first.original().strip_prefix('#')
        {
            *first = Clean::new(name.trim());
        }
        Some(columns)
    }

    /// Whether a record is a row of HXL tags.
    fn is_tags(&self, n: usize) -> bool {
        self.records.get(n).is_some_and(|record| {
            let mut filled = record.cells.iter().filter(|cell| !cell.trim().is_empty()).peekable();
            // Nearly every record ends here, before anything of it is copied.
            filled.peek().is_some_and(|first| first.trim_start().starts_with('#'))
                && filled.all(|cell| is_tag(&normal_tag(cell)))
        })
    }

    /// What is below a header that is no row.
    fn below(&self, n: usize) -> (usize, bool) {
        let has_tags_below = self.is_tags(n + 1);
        (n + 1 + usize::from(has_tags_below), has_tags_below)
    }

    fn cleaned(&self, n: usize) -> Option<Vec<Clean>> {
        let record = self.records.get(n)?;
        Some(record.cells.iter().map(|cell| Clean::new(cell.trim())).collect())
    }

    /// A header of a kind whose columns have fixed names.
    fn header(&self, spec: &'static FeedSpec, head: &Head) -> Option<Fit> {
        let Heading::Names = spec.heading else { return None };
        let Head { at: n, names, small } = head;
        let n = *n;
        let places = places(spec, |name| small.iter().position(|column| column == name))?;
        let is_old = small.iter().any(|name| spec.old_columns.contains(&name.as_str()));
        let (above, has_tags_below) = self.below(n);
        Some(Fit {
            spec,
            head: HeaderKind::Header,
            columns: names.clone(),
            places,
            people: Vec::new(),
            is_old,
            above,
            header: Some(n),
            has_tags_below,
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
        let is_day = |n: usize| {
            cells.get(n).and_then(|cell| dates::read(cell, &DateForm::default())).is_some()
        };
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
            header: None,
            has_tags_below: false,
        })
    }

    /// A row of HXL tags.
    fn tagged(&self, spec: &'static FeedSpec, n: usize) -> Option<Fit> {
        let Heading::Tags(measure) = spec.heading else { return None };
        self.is_tags(n).then(|| self.tags(spec, measure, n))
    }

    /// What the tags of a row say.
    fn tags(&self, spec: &'static FeedSpec, measure: fn(&str) -> Option<Measure>, n: usize) -> Fit {
        let tags: Vec<String> = self.records[n].cells.iter().map(|cell| normal_tag(cell)).collect();
        // Names stand above the tags; without any, the tags are the names.
        let above = n.checked_sub(1).and_then(|above| self.cleaned(above)).unwrap_or_default();
        let name = |n: usize| match above.get(n) {
            Some(name) if !name.is_empty() => name.clone(),
            _ => Clean::new(&tags[n]),
        };
        let columns: Vec<Clean> = (0..tags.len()).map(name).collect();
        let find = |wanted: &str| {
            let fits = |tag: &&str| has_tag(tag, wanted) && !is_of_origin(tag);
            let mut fitting =
                tags.iter().enumerate().filter(|(_, tag)| fits(&tag.as_str())).peekable();
            let first = fitting.peek().map(|(n, _)| *n);
            fitting.find(|(_, tag)| has_tag(tag, "+name")).map(|(n, _)| n).or(first)
        };
        let mut places = places(spec, find).unwrap_or_default();
        let day = places.iter().find(|(means, _)| *means == Means::Day).map(|(_, n)| *n);
        places.retain(|(means, n)| {
            let is_day_again = *means == Means::LastDay && Some(*n) == day;
            *means != Means::Part && !is_day_again
        });
        places.extend(LEVELS.iter().filter_map(|level| Some((Means::Level, find(level)?))));
        places.extend(parts(&tags).map(|n| (Means::Part, n)));
        let is_people = |tag: &str| {
            spec.columns
                .iter()
                .filter(|form| form.means == Means::People)
                .any(|form| form.names.iter().any(|name| has_tag(tag, name)))
        };
        let people = tags.iter().enumerate().filter(|(_, tag)| is_people(tag));
        let people = people.filter_map(|(n, tag)| Some((n, measure(tag)?, columns[n].clone())));
        let people = people.collect();
        Fit {
            spec,
            head: HeaderKind::Tags,
            columns,
            places,
            people,
            is_old: false,
            above: n + 1,
            header: Some(n),
            has_tags_below: false,
        }
    }

    /// Any table with a header: the first record that has the columns by what the scenario calls
    /// them, else by our keys; else the first that is as wide as most.
    fn named(&self, spec: &'static FeedSpec, heads: &[Head], wanted: &Wanted) -> Option<Fit> {
        let Heading::Any = spec.heading else { return None };
        let named = &wanted.columns;
        let places_at = |head: &Head| {
            let columns = &head.names;
            let find = |key: &str| {
                let given = named.iter().find(|(ours, _)| &**ours == key);
                let given = given.map(|(_, theirs)| theirs.original());
                let wanted = given.or(named.is_empty().then_some(key))?;
                columns
                    .iter()
                    .position(|column| column.original() == wanted)
                    .or_else(|| columns.iter().position(|column| is_called(column, wanted)))
            };
            places(spec, find)
        };
        let found = heads.iter().find_map(|head| Some((head, places_at(head)?)));
        if found.is_none() && !named.is_empty() {
            return None;
        }
        let usual = self.usual_width();
        let first = || heads.iter().find(|head| head.names.len() == usual);
        let (head, places) = match found {
            Some(found) => found,
            None => (first().or(heads.first())?, Vec::new()),
        };
        let n = head.at;
        let (above, has_tags_below) = self.below(n);
        Some(Fit {
            spec,
            head: HeaderKind::Header,
            columns: head.names.clone(),
            places,
            people: Vec::new(),
            is_old: false,
            above,
            header: Some(n),
            has_tags_below,
        })
    }
}

/// Whether a column is meant by a name, whatever its case and however its spaces and lines run.
pub fn is_called(column: &Clean, name: &str) -> bool {
    let (mut words, mut others) = (column.original().split_whitespace(), name.split_whitespace());
    let is_same = |one: &str, other: &str| match one.is_ascii() && other.is_ascii() {
        true => one.eq_ignore_ascii_case(other),
        false => one.to_lowercase() == other.to_lowercase(),
    };
    loop {
        match (words.next(), others.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if is_same(one, other) => {}
            _ => return false,
        }
    }
}

/// Whether the quotes of every whole line open and close cells between tabs.
fn quotes_hold(text: &[u8]) -> bool {
    let end = memchr::memrchr(b'\n', text).unwrap_or(text.len());
    text[..end].split(|b| *b == b'\n').all(|line| {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        memchr::memchr_iter(b'"', line).count().is_multiple_of(2) && !has_stray_quote(line, b'\t')
    })
}

/// Where the columns of a kind stand; `None` where one that must be there is not.
fn places(spec: &FeedSpec, find: impl Fn(&str) -> Option<usize>) -> Option<Vec<(Means, usize)>> {
    // A year in a column of its own stands for the day, as far as it goes.
    let year = spec.columns.iter().find(|form| form.means == Means::Year);
    let year = year.and_then(|form| form.names.iter().find_map(|name| find(name)));
    let has_year = |means: Means| means == Means::Day && year.is_some();
    let mut places = Vec::new();
    for form in spec.columns.iter().filter(|form| form.means != Means::People) {
        match form.names.iter().find_map(|name| find(name)) {
            Some(at) => places.push((form.means, at)),
            None if form.must && !has_year(form.means) => return None,
            None => {}
        }
    }
    Some(places)
}
