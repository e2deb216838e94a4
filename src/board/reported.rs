//! Days on which the board heard of anything: without them a rate says nothing.
//!
//! A *reported day* is a day of which or on which somebody spoke: a word that counts (said by now,
//! not withdrawn) of a patrol, attack, event, tally, displacement figure, statement or assessment
//! is dated to that single day, or says that it was published on it. A vague date and a
//! publication that is only assumed make no day reported.

use super::{Board, orders::Spoken};
use crate::model::Day;

/// Every reported day of a board, in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReportedDays {
    days: Vec<Day>,
}

impl ReportedDays {
    /// The days, up to the one that is looked at, on which the board heard of anything, whatever
    /// the filter.
    pub fn of(board: &Board) -> ReportedDays {
        let is_heard = |spoken: &Spoken| {
            let (n, word) = spoken.place();
            let record = board.record(n);
            board.is_visible(n) && board.counts(&record.words[word])
        };
        let by_day = board.index.spoken().chunk_by(|a, b| a.day == b.day);
        let upto = by_day.take_while(|spoken| spoken[0].day <= board.clock.as_of);
        let heard = upto.filter(|spoken| spoken.iter().any(is_heard));
        let days = heard.map(|spoken| spoken[0].day).collect();
        ReportedDays { days }
    }
}

impl ReportedDays {
    /// The first reported day; `None` while nobody has spoken.
    pub fn first(&self) -> Option<Day> {
        self.days.first().copied()
    }

    /// Whether a day is reported.
    pub fn contains(&self, day: Day) -> bool {
        self.days.binary_search(&day).is_ok()
    }

    /// How many of the days from `first` to `last` are reported.
    pub fn within(&self, first: Day, last: Day) -> u64 {
        let upto = self.days.partition_point(|day| *day <= last);
        let before = self.days.partition_point(|day| *day < first);
        upto.saturating_sub(before) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::made;

    #[test]
    fn a_day_is_reported_when_somebody_spoke_of_it_or_on_it() {
        let records = "[[event]]\ndate = 2020-07-02\nkind = \"x\"\nwhat = \"x\"\nsource = \"s\"\npublished = 2020-07-04\n\
             [[event]]\ndate = { from = 2020-07-06, to = 2020-07-08 }\nkind = \"x\"\nwhat = \"x\"\nsource = \"s\"\n\
             [[event]]\ndate = 2020-07-10\nkind = \"x\"\nwhat = \"x\"\nsource = \"s\"\nwithdrawn = 2020-07-12\n\
             [[status]]\nof = \"patrols\"\nis = \"running\"\nsince = 2020-07-14\nsource = \"s\"\n";
        let days = |on: &str| {
            let reported = ReportedDays::of(&made::board(records, on));
            reported.days.iter().map(Day::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(days("2020-07-03"), "", "not known before it is published");
        assert_eq!(days("2020-07-08"), "2020-07-02 2020-07-04", "neither end of a vague date");
        assert_eq!(days("2020-07-11"), "2020-07-02 2020-07-04 2020-07-10");
        assert_eq!(days("2020-07-31"), "2020-07-02 2020-07-04", "one was taken back");
        let reported = ReportedDays::of(&made::board(records, "2020-07-31"));
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(reported.within(day("2020-07-02"), day("2020-07-03")), 1);
        assert_eq!(reported.within(day("2020-07-05"), day("2020-07-31")), 0);
        assert_eq!(reported.first(), Some(day("2020-07-02")));
        assert!(reported.contains(day("2020-07-04")) && !reported.contains(day("2020-07-14")));
    }
}
