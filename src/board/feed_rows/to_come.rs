//! What is still to come of the rows in sight: the lineage of their feed as its delays are told from,
//! and of its rows those that pass the filter.
//!
//! A row counts on its first day. What is known is what the readings had by the day of knowledge; in
//! hindsight, by the last of them. Rows that are gone do not show, and so do not count.

use chrono::Datelike;

use super::{FeedFile, VisibleRows};
use crate::{
    board::still_to_come::{SeenRow, StillToCome, TooLittleKnown},
    model::{Class, Day, later},
};

/// How far back rows are looked at, in days: more than any delay and any window has.
const LOOKS_BACK: i64 = 400;

impl VisibleRows {
    /// How many rows of a class there will be in the end from one day to another, by the delays of
    /// their feed as they are known; `None` of a feed without a lineage.
    pub fn still_to_come(
        &self,
        feed: usize,
        class: Class,
        (first, last): (Day, Day),
    ) -> Option<StillToCome> {
        let file = self.feeds.files.get(feed)?;
        let known = file.lineage.as_ref().filter(|known| !known.lineage.is_empty())?;
        if file.reading.counts_events() {
            return Some(StillToCome::TooLittleKnown(TooLittleKnown::CountsEvents));
        }
        let last_read = known.lineage.readings().last()?.day;
        let day = self.clock.known_by().unwrap_or(last_read);
        let from = later(day, -LOOKS_BACK).filter(|from| *from <= first)?;
        let counted = || {
            let every_days = self.feeds.every_days(feed);
            let delay = self.feeds.delays.known_on((feed, every_days), known, day);
            delay.counting(&self.seen_rows((feed, file), class, from))
        };
        let counted = self.counted.of((feed, class), counted);
        Some(counted.still_to_come(first..=last))
    }

    /// The rows of a class from a day on that pass the filter, seen by now or later.
    fn seen_rows(&self, (feed, file): (usize, &FeedFile), class: Class, from: Day) -> Vec<SeenRow> {
        let from = from.num_days_from_ce();
        let began = |number: &u32| {
            let at = self.feeds.at(*number as usize);
            self.feeds.files[at.feed].rows.span(at.row).map_or(0, |span| span.first)
        };
        let order = &self.filtered.order;
        let order = &order[order.partition_point(|number| began(number) < from)..];
        let rows = order.iter().map(|number| self.feeds.at(*number as usize));
        let of_class = |row: &usize| {
            let attack = file.rows.sort(*row).and_then(|sort| sort.attack);
            attack.map_or(Class::Other, |kind| kind.class()) == class
        };
        let rows = rows.filter(|at| at.feed == feed).map(|at| at.row).filter(of_class);
        rows.filter_map(|row| SeenRow::of(file.event(row)?)).collect()
    }
}
