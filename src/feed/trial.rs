//! The first records of a file, tried with one delimiter: which kind's header they have.

use super::{
    cells,
    dates::{self, DayOrder},
    kinds::{FeedSpec, Heading, Means},
};
use crate::model::{Clean, FeedKind, Measure};

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

/// The columns that a scenario names for a feed of kind `csv`: our key, their column.
pub type NamedColumns<'a> = &'a [(Clean, Clean)];

/// Records of a sample, as one delimiter takes them apart.
pub struct Trial {
    pub delimiter: u8,
    pub records: Vec<TrialRecord>,
    /// Whether the first record has more cells than a table has columns.
    pub is_too_wide: bool,
}

pub struct TrialRecord {
    pub cells: Vec<String>,
    /// Where it ends, in bytes of the sample.
    pub end: usize,
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
}

impl Trial {
    pub fn of(text: &[u8], delimiter: u8, is_whole: bool) -> Trial {
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
    pub fn usual_width(&self) -> usize {
        let mut widths: Vec<usize> = self.records.iter().map(|record| record.cells.len()).collect();
        widths.sort_unstable();
        let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
        let same = widths.iter().filter(|width| **width == usual).count();
        if same * 2 > widths.len() { usual } else { 0 }
    }

    pub fn fit(&self, wanted: Option<FeedKind>, named: NamedColumns) -> Option<Fit> {
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
            let fits = |tag: &&str| has_tag(tag, wanted) && !is_of_origin(tag);
            let mut fitting =
                tags.iter().enumerate().filter(|(_, tag)| fits(&tag.as_str())).peekable();
            let first = fitting.peek().map(|(n, _)| *n);
            fitting.find(|(_, tag)| has_tag(tag, "+name")).map(|(n, _)| n).or(first)
        };
        let mut places = places(spec, find).unwrap_or_default();
        let day = places.iter().find(|(means, _)| *means == Means::Day).map(|(_, n)| *n);
        places.retain(|(means, n)| {
            !matches!(means, Means::Part) && !(*means == Means::LastDay && Some(*n) == day)
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

/// Places of a table with tags, the narrowest first.
const LEVELS: &[&str] = &["#loc", "#adm5", "#adm4", "#adm3", "#adm2"];

/// Tags whose columns tell of the same figure another way, or of all figures of a day alike: not of
/// which part of the people one is.
const NO_PARTS: &[&str] = &[
    "#date",
    "#affected",
    "#population",
    "#inneed",
    "#targeted",
    "#reached",
    "#value",
    "#geo",
    "#meta",
    "#org",
    "#operation",
    "#crisis",
    "#country",
    "#region",
    "#adm1",
    "#adm2",
    "#adm3",
    "#adm4",
    "#adm5",
    "#loc",
    "#description",
    "#contact",
    "#round",
    "#capacity",
    "#output",
];

/// Whether a tag is of the place where people came from, rather than of where they are.
fn is_of_origin(tag: &str) -> bool {
    tag.split('+').skip(1).any(|attribute| matches!(attribute, "origin" | "dest"))
}

/// The columns that tell of which part of the people a figure is. Of a name and its code the name.
fn parts(tags: &[String]) -> impl Iterator<Item = usize> {
    let base = |tag: &str| tag.split('+').next().unwrap_or_default().to_owned();
    let is_part = move |tag: &str| {
        let is_other = !NO_PARTS.contains(&&*base(tag)) && !tag.starts_with("#x_");
        !tag.is_empty() && (is_other || is_of_origin(tag))
    };
    let is_code = |tag: &str| has_tag(tag, "+code") || has_tag(tag, "+id");
    let has_name = move |tag: &String| {
        let mut others = tags.iter().filter(|other| *other != tag && is_part(other));
        others.any(|other| base(other) == base(tag) && !is_code(other))
    };
    let kept = move |tag: &String| is_part(tag) && !(is_code(tag) && has_name(tag));
    tags.iter().enumerate().filter(move |(_, tag)| kept(tag)).map(|(n, _)| n)
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
