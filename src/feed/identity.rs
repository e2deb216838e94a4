//! What a row is known by when it is met again, in this file or in another of the same feed.

use xxhash_rust::xxh3;

use super::{FeedRows, dates};
use crate::model::Day;

/// What a row is known by: two readings of a feed have the same row where this is the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Identity {
    /// An event by its own id: a sum of 63 bits (XXH3), which two of a million events share with a
    /// chance of one in ten million.
    Id(u64),
    /// A figure by operation, place at its level, measure, every part that its columns name, and its
    /// days.
    Figure(u64),
    /// An event without an id by all its cells: changed, it is another.
    Cells(u64),
}

impl FeedRows {
    /// The record of the file that a row is of, and the line on which it begins, both from 1.
    pub fn place_of(&self, row: usize) -> Option<(u64, u64)> {
        self.offset(row)?;
        self.marks.of(u32::try_from(row).ok()?)
    }

    /// What a row is known by; `None` past the last row.
    pub fn identity(&self, row: usize) -> Option<Identity> {
        let (segment, n) = self.segment_of(row)?;
        let id = segment.id[n];
        let is_figure = self.sorts.get(segment.sort[n])?.measure.is_some();
        Some(match id & 1 {
            1 => Identity::Id(id),
            _ if is_figure => Identity::Figure(self.figure_sum(row)?),
            _ => Identity::Cells(id),
        })
    }

    /// A sum over what a figure is of.
    fn figure_sum(&self, row: usize) -> Option<u64> {
        let (sort, parties, site) = (self.sort(row)?, self.parties(row)?, self.site(row)?);
        let span = self.span(row)?;
        let words = [
            sort.label.original(),
            sort.measure.map_or("", |measure| measure.word()),
            sort.part.original(),
            parties.a.original(),
            parties.b.original(),
            site.name.original(),
            site.area.original(),
            site.country.original(),
        ];
        let sum = words
            .iter()
            .fold(site.levels, |sum, word| xxh3::xxh3_64_with_seed(word.as_bytes(), sum));
        let days = [span.first.to_le_bytes(), span.last.to_le_bytes()].concat();
        Some(xxh3::xxh3_64_with_seed(&days, sum))
    }

    /// A sum over what a row says: its days, what happened, sides, place and figures. Where the same
    /// row has another, it was changed.
    pub fn fingerprint(&self, row: usize) -> Option<u64> {
        let (sort, parties, site) = (self.sort(row)?, self.parties(row)?, self.site(row)?);
        let (span, deaths) = (self.span(row)?, self.deaths(row));
        let words = [
            sort.label.original(),
            sort.part.original(),
            parties.a.original(),
            parties.b.original(),
            site.name.original(),
            site.area.original(),
            site.country.original(),
        ];
        let sum = words.iter().fold(0, |sum, word| xxh3::xxh3_64_with_seed(word.as_bytes(), sum));
        let point = site.at.map(|at| (at.lat.to_bits(), at.lon.to_bits()));
        let km = site.precision_km.map(f64::to_bits);
        let said = postcard::to_allocvec(&(span, deaths, point, km)).unwrap_or_default();
        Some(xxh3::xxh3_64_with_seed(&said, sum))
    }

    /// When a row was last changed, as the file says: in seconds from 1970.
    pub fn changed(&self, row: usize) -> Option<u32> {
        let (segment, n) = self.segment_of(row)?;
        segment.changed.get(n).copied().filter(|changed| *changed != 0)
    }
}

/// When a row was last changed: seconds from 1970, or a day; 0 where nothing of both stands there.
pub(super) fn seconds(cell: &[u8]) -> u32 {
    let is_short = !cell.is_empty() && cell.len() <= 10;
    let (mut sum, mut is_number) = (0u64, is_short);
    for byte in cell.iter().take(10) {
        let digit = byte.wrapping_sub(b'0');
        is_number &= digit < 10;
        sum = sum.wrapping_mul(10).wrapping_add(digit.into());
    }
    if is_number {
        return u32::try_from(sum).unwrap_or(0);
    }
    let text = String::from_utf8_lossy(cell);
    let day =
        dates::read(&text, &dates::DateForm::default()).filter(|read| read.first == read.last);
    let from = |day: Day| (day - Day::from_ymd_opt(1970, 1, 1)?).num_seconds().try_into().ok();
    day.and_then(|read| from(read.first)).unwrap_or(0)
}
