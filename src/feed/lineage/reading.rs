//! A reading as the lineage takes it: of every event its id, a fingerprint and where it belongs.
//! Worked out of the columns once a file is read, never while it is.

use std::collections::HashMap;

use xxhash_rust::xxh3;

use super::{PastReading, Stratum, digits};
use crate::{
    feed::{DayRange, Deaths, EventType, FeedRows, Identity, Parties, Segment, Site, UNTOLD},
    model::{Clean, Day},
};

/// An event in a reading.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct HeldRow {
    /// The sum of its id.
    pub id: u64,
    /// Its position among the rows of the file.
    pub row: u32,
    /// A hash over all that its columns say.
    pub fingerprint: u32,
    /// The first day on which it may have been, counted as `chrono` counts.
    pub day: i32,
    /// Its number among the strata of [`HeldRows`].
    pub stratum: u32,
}

/// What a reading holds, event by event.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct HeldRows {
    /// By the sums of their ids, each once.
    pub(super) rows: Vec<HeldRow>,
    /// In their order, each once.
    pub(super) strata: Vec<Stratum>,
    /// The first and last day on which any of them begins; `None` where there is none.
    pub(super) days: Option<DayRange>,
}

impl HeldRows {
    /// What a file that was read to its end holds: of rows with one id of their own that which stands
    /// for it.
    pub fn of(rows: &FeedRows) -> HeldRows {
        let sums = NameSums::of(rows);
        let (mut strata, mut held) = (StrataOf::new(rows), Vec::with_capacity(rows.len()));
        let mut number = 0u32;
        let mut earlier = rows.earlier_rows().iter().peekable();
        for segment in &rows.segments {
            for n in 0..segment.len() {
                if earlier.next_if_eq(&&number).is_some() {
                    number = number.saturating_add(1);
                    continue;
                }
                let (sort, site) = (segment.sort[n], segment.site[n]);
                held.push(HeldRow {
                    id: sums.id(rows, number, segment.id[n], sort),
                    row: number,
                    fingerprint: sums.fingerprint(segment, n),
                    day: digits::clamped(segment.first[n]),
                    stratum: strata.number(sort, site),
                });
                number = number.saturating_add(1);
            }
        }
        held.sort_unstable();
        number_twins(&mut held);
        HeldRows::in_order(held, strata.all)
    }

    /// From events by the sums of their ids and strata in any order.
    pub(super) fn in_order(mut rows: Vec<HeldRow>, found: Vec<Stratum>) -> HeldRows {
        let mut strata: Vec<Stratum> = found.clone();
        strata.sort();
        strata.dedup();
        let place = |stratum: &Stratum| strata.binary_search(stratum).unwrap_or_default();
        let places: Vec<u32> = found.iter().map(|of| place(of) as u32).collect();
        rows.iter_mut().for_each(|row| row.stratum = places[row.stratum as usize]);
        let days = rows.iter().map(|row| DayRange { first: row.day, last: row.day });
        let days = days.reduce(DayRange::and);
        HeldRows { rows, strata, days }
    }

    /// The events by the sums of their ids.
    pub fn rows(&self) -> &[HeldRow] {
        &self.rows
    }

    /// One of them; `None` where the reading does not hold it.
    pub fn find(&self, id: u64) -> Option<&HeldRow> {
        self.rows.binary_search_by_key(&id, |row| row.id).ok().map(|at| &self.rows[at])
    }

    /// The reading as it is noted; `None` where it held no event.
    pub(super) fn noted(&self, day: Day, hash: u128) -> Option<PastReading> {
        let strata = (0..self.strata.len() as u32).collect();
        let (days, rows) = (self.days?, self.rows.len() as u64);
        Some(PastReading { day, nth: 0, hash, days, rows, strata })
    }
}

impl Identity {
    /// The sum that a lineage knows it by.
    pub fn sum(self) -> u64 {
        match self {
            Identity::Id(sum) | Identity::Figure(sum) | Identity::Cells(sum) => sum,
        }
    }
}

/// The strata of a file's rows, numbered in the order in which they came.
struct StrataOf<'a> {
    rows: &'a FeedRows,
    all: Vec<Stratum>,
    /// Of each site, a number of its country.
    countries: Vec<u32>,
    numbers: HashMap<(u32, u32), u32>,
    last: Option<((u32, u32), u32)>,
}

impl StrataOf<'_> {
    fn new(rows: &FeedRows) -> StrataOf<'_> {
        let countries = numbered(rows.sites.list().iter().map(|site| site.country.as_str()));
        StrataOf { rows, all: Vec::new(), countries, numbers: HashMap::new(), last: None }
    }

    fn number(&mut self, sort: u32, site: u32) -> u32 {
        let key = (self.countries[site as usize], sort);
        if let Some((_, number)) = self.last.filter(|(last, _)| *last == key) {
            return number;
        }
        let next = self.all.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            let country = self.rows.sites.get(site).map(|site| site.country.to_string());
            let kind = self.rows.sorts.get(sort).map(|sort| sort.name().to_owned());
            self.all.push(Stratum {
                country: country.unwrap_or_default(),
                kind: kind.unwrap_or_default(),
            });
        }
        self.last = Some((key, number));
        number
    }
}

/// Rows that nothing but their figures tells apart, by what they say: the second and those behind it
/// have sums of their own, in whatever order a file has them.
fn number_twins(held: &mut [HeldRow]) {
    let mut has_twins = false;
    for twins in held.chunk_by_mut(|one, next| one.id == next.id).filter(|of| of.len() > 1) {
        has_twins = true;
        twins.sort_unstable_by_key(|row| (row.fingerprint, row.row));
        for (n, row) in (0u64..).zip(twins).skip(1) {
            row.id = xxh3::xxh3_64_with_seed(&n.to_le_bytes(), row.id);
        }
    }
    if has_twins {
        held.sort_unstable();
    }
}

/// Of each text a number, the same for the same.
fn numbered<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let mut known: HashMap<&str, u32> = HashMap::new();
    let number = |text: &'a str| {
        let next = known.len() as u32;
        *known.entry(text).or_insert(next)
    };
    texts.map(number).collect()
}

/// Of each name a sum over what it says, so that a row's fingerprint is made of a few numbers.
struct NameSums {
    sorts: Vec<u64>,
    parties: Vec<u64>,
    sites: Vec<u64>,
    deaths: Vec<u64>,
    sources: Vec<u64>,
    /// Of each sort, whether it is a figure of people.
    are_figures: Vec<bool>,
}

impl NameSums {
    fn of(rows: &FeedRows) -> NameSums {
        NameSums {
            sorts: rows.sorts.list().iter().map(sum_of_sort).collect(),
            parties: rows.parties.list().iter().map(sum_of_parties).collect(),
            sites: rows.sites.list().iter().map(sum_of_site).collect(),
            deaths: rows.deaths.list().iter().map(sum_of_deaths).collect(),
            sources: rows.sources.list().iter().map(sum_of_source).collect(),
            are_figures: rows.sorts.list().iter().map(|sort| sort.measure.is_some()).collect(),
        }
    }

    /// The sum that a row is known by, which only a figure has to be asked for.
    fn id(&self, rows: &FeedRows, row: u32, own: u64, sort: u32) -> u64 {
        match rows.identity(row as usize).filter(|_| self.are_figures[sort as usize]) {
            Some(identity) => identity.sum(),
            None => own,
        }
    }

    fn fingerprint(&self, segment: &Segment, n: usize) -> u32 {
        let told = if segment.told[n] == UNTOLD { 0 } else { segment.told[n] };
        let numbers = [
            u64::from(segment.first[n].cast_unsigned()) << 32 | u64::from(segment.more[n]),
            u64::from(told.cast_unsigned()),
            self.sorts[segment.sort[n] as usize],
            self.parties[segment.parties[n] as usize],
            self.sites[segment.site[n] as usize],
            self.deaths[segment.deaths[n] as usize],
            self.sources[segment.source[n] as usize],
        ];
        let sum = xxh3::xxh3_64(bytemuck::cast_slice(&numbers.map(u64::to_le)));
        let events = segment.events.get(n).map(|events| events.to_le_bytes());
        events.map_or(sum, |events| xxh3::xxh3_64_with_seed(&events, sum)) as u32
    }
}

/// A sum over texts: where one ends counts too.
fn sum(texts: &[&str]) -> u64 {
    texts.iter().fold(0, |before, text| xxh3::xxh3_64_with_seed(text.as_bytes(), before))
}

/// The file's word, or where it has none that of the board.
fn sum_of_sort(sort: &EventType) -> u64 {
    sum(&[sort.name(), &sort.part, sort.measure.map_or("", |measure| measure.word())])
}

fn sum_of_parties(parties: &Parties) -> u64 {
    sum(&[&parties.a, &parties.b])
}

fn sum_of_source(source: &Clean) -> u64 {
    sum(&[source])
}

fn sum_of_site(site: &Site) -> u64 {
    let number = |number: Option<f64>| number.map(|n| n.to_string()).unwrap_or_default();
    let (lat, lon) = (number(site.at.map(|at| at.lat)), number(site.at.map(|at| at.lon)));
    sum(&[&site.name, &site.area, &site.country, &lat, &lon, &number(site.precision_km)])
}

fn sum_of_deaths(deaths: &Deaths) -> u64 {
    let count = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    sum(&[&count(deaths.low), &count(deaths.best), &count(deaths.high)])
}
