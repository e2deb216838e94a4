//! Rows as they stood once: what an earlier reading kept goes back into the columns.

use std::sync::Arc;

use chrono::Datelike;
use xxhash_rust::xxh3;

use super::PastRow;
use crate::{
    feed::{
        DayRange, Deaths, EventType, FeedRows, Parties, SEGMENT, Segment, Site, UNTOLD,
        names::{NameKey, Names},
        weighed::Weighed,
    },
    model::{Clean, Coordinates},
};

/// Where a row begins that stands in no file.
const NOWHERE: u64 = u64::MAX;

/// What a row said, in the numbers of the columns.
struct Restored {
    span: DayRange,
    told: i32,
    sort: u32,
    parties: u32,
    site: u32,
    deaths: u32,
    source: u32,
    events: Option<u32>,
}

impl FeedRows {
    /// Puts back what a row said.
    pub fn restore(&mut self, row: usize, past: &PastRow) {
        let Some(restored) = self.restored(past) else { return };
        let (n, at) = (row / SEGMENT, row % SEGMENT);
        let Some(segment) = self.segments.get_mut(n).filter(|segment| at < segment.len()) else {
            return;
        };
        let segment = Arc::make_mut(segment);
        (segment.first[at], segment.more[at]) = (restored.span.first, restored.more());
        (segment.told[at], segment.sort[at]) = (restored.told, restored.sort);
        (segment.parties[at], segment.site[at]) = (restored.parties, restored.site);
        (segment.deaths[at], segment.source[at]) = (restored.deaths, restored.source);
        if let Some((events, then)) = segment.events.get_mut(at).zip(restored.events) {
            *events = then;
        }
    }

    /// Adds a row behind all others that the file has no more, known by this sum; its position.
    /// `None` where it named no day.
    pub fn restore_gone(&mut self, id: u64, past: &PastRow) -> Option<usize> {
        let restored = self.restored(past)?;
        if self.segments.last().is_none_or(|segment| segment.len() >= SEGMENT) {
            self.segments.push(Arc::default());
        }
        let has =
            |column: fn(&Segment) -> bool| self.segments.first().is_some_and(|one| column(one));
        let has_changed = has(|first| !first.changed.is_empty());
        let has_events = restored.events.is_some() || has(|first| !first.events.is_empty());
        let has_incident = has(|first| !first.incident.is_empty());
        let segment = Arc::make_mut(self.segments.last_mut()?);
        push(segment, id, &restored);
        if has_changed {
            segment.changed.push(0);
        }
        if has_events {
            segment.events.resize(segment.offset.len() - 1, 1);
            segment.events.push(restored.events.unwrap_or(1));
        }
        if has_incident {
            segment.incident.push(0);
            segment.own.push(restored.deaths);
        }
        self.is_told |= restored.told != UNTOLD;
        self.count += 1;
        Some(self.count - 1)
    }

    /// Counts these rows nowhere: they are gone, whatever another says.
    pub fn put_aside(&mut self, rows: impl IntoIterator<Item = u32>) {
        let mut earlier = Vec::clone(&self.earlier);
        earlier.extend(rows);
        earlier.sort_unstable();
        earlier.dedup();
        self.earlier = Arc::new(earlier);
    }

    /// Whether a row stands in the file, and not only in what an earlier reading kept.
    pub fn is_in_file(&self, row: usize) -> bool {
        self.segment_of(row).is_some_and(|(segment, n)| segment.offset[n] != NOWHERE)
    }

    fn restored(&mut self, past: &PastRow) -> Option<Restored> {
        let text = |text: &str| Clean::new(text);
        let sort = EventType {
            label: text(&past.kind),
            attack: past.attack(),
            measure: past.measure(),
            on_civilians: past.on_civilians,
            part: text(&past.part),
        };
        let parties = Parties { a: text(&past.side_a), b: text(&past.side_b) };
        let degrees = |text: &str| text.parse::<f64>().ok();
        let at = degrees(&past.lat).zip(degrees(&past.lon));
        let site = Site {
            name: text(&past.place),
            area: text(&past.area),
            country: text(&past.country),
            at: at.map(|(lat, lon)| Coordinates { lat, lon }),
            precision_km: degrees(&past.precision_km),
            levels: 0,
        };
        let is_there = |one: &Site| Site { levels: 0, ..one.clone() } == site;
        Some(Restored {
            span: past.span()?,
            told: past.told.map_or(UNTOLD, |day| day.num_days_from_ce()),
            sort: number(&mut self.sorts, |one| *one == sort, || sort.clone()),
            parties: number(&mut self.parties, |one| *one == parties, || parties.clone()),
            site: number(&mut self.sites, is_there, || site.clone()),
            deaths: number(
                &mut self.deaths,
                |one: &Deaths| *one == past.deaths(),
                || past.deaths(),
            ),
            source: number(
                &mut self.sources,
                |one: &Clean| one.as_str() == past.source,
                || text(&past.source),
            ),
            events: past.events.map(|events| u32::try_from(events).unwrap_or(u32::MAX)),
        })
    }
}

impl Restored {
    fn more(&self) -> u16 {
        u16::try_from(self.span.last - self.span.first).unwrap_or(0)
    }
}

fn push(segment: &mut Segment, id: u64, restored: &Restored) {
    segment.offset.push(NOWHERE);
    segment.first.push(restored.span.first);
    segment.more.push(restored.more());
    segment.told.push(restored.told);
    segment.sort.push(restored.sort);
    segment.parties.push(restored.parties);
    segment.site.push(restored.site);
    segment.deaths.push(restored.deaths);
    segment.source.push(restored.source);
    segment.id.push(id);
}

/// The number of what is there already, else of what is added: a name that stood in the file once may
/// stand in no row of it now.
fn number<T: Weighed + Clone>(
    names: &mut Arc<Names<T>>,
    is_it: impl FnMut(&T) -> bool,
    make: impl FnOnce() -> T,
) -> u32 {
    if let Some(number) = names.list().iter().position(is_it) {
        return number as u32;
    }
    // No cells stand for it: its key is a sum over the place that it gets.
    let place = names.list().len().to_le_bytes();
    let key = NameKey(xxh3::xxh3_128_with_seed(&place, u64::from_le_bytes(*b"restored")));
    Arc::make_mut(names).number(key, make)
}
