//! What the cells of a column show of how all of it is written.

use std::ops::BitOrAssign;

use serde::{Deserialize, Serialize};

use super::dates::{self, DayOrder, ReadDate};

/// What was seen in cells that tells how all of a column is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Seen(u16);

impl Seen {
    /// A date that can only be day, then month.
    pub const DAY_FIRST: Seen = Seen(1);
    /// A date that can only be month, then day.
    pub const MONTH_FIRST: Seen = Seen(1 << 1);
    /// A number that may be a day as spreadsheets count them.
    pub const SERIAL: Seen = Seen(1 << 2);
    /// A day that is written otherwise.
    pub const NO_SERIAL: Seen = Seen(1 << 3);
    /// Letters beyond ASCII in UTF-8.
    pub const UTF8: Seen = Seen(1 << 4);
    /// Bytes that are no UTF-8.
    pub const NOT_UTF8: Seen = Seen(1 << 5);
    /// A whole number without any point.
    pub const PLAIN: Seen = Seen(1 << 6);
    /// A point that can only part thousands: `1.200`, `1.234.567`.
    pub const THOUSANDS: Seen = Seen(1 << 7);
    /// A point that can only part decimals: `12.0`.
    pub const DECIMALS: Seen = Seen(1 << 8);
    /// A quote that opens no cell, or one that is never closed.
    pub const QUOTES: Seen = Seen(1 << 9);

    /// A date whose day and month may be either.
    pub const EITHER: Seen = Seen(1 << 10);
    /// A point before three zeros.
    pub const THREE_ZEROS: Seen = Seen(1 << 11);

    /// Whether this was seen.
    pub fn has(self, what: Seen) -> bool {
        self.0 & what.0 != 0
    }

    pub(super) fn add_date(&mut self, cell: &str, read: Option<&ReadDate>) {
        if dates::is_serial(cell) {
            *self |= Seen::SERIAL;
            return;
        }
        let Some(read) = read else { return };
        *self |= Seen::NO_SERIAL;
        match read.tells {
            Some(DayOrder::DayFirst) => *self |= Seen::DAY_FIRST,
            Some(DayOrder::MonthFirst) => *self |= Seen::MONTH_FIRST,
            Some(DayOrder::Unknown) => *self |= Seen::EITHER,
            None => {}
        }
    }

    /// The order of day and month that the dates tell.
    pub(super) fn order(self) -> DayOrder {
        match (self.has(Seen::DAY_FIRST), self.has(Seen::MONTH_FIRST)) {
            (true, false) => DayOrder::DayFirst,
            (false, true) => DayOrder::MonthFirst,
            _ => DayOrder::Unknown,
        }
    }

    pub(super) fn has_serials(self) -> bool {
        self.has(Seen::SERIAL) && !self.has(Seen::NO_SERIAL)
    }

    /// What a point before three zeros parts in a column of counts.
    pub(super) fn point(self) -> PointSign {
        if !self.has(Seen::THREE_ZEROS) {
            return PointSign::Unknown;
        }
        match (self.has(Seen::THOUSANDS), self.has(Seen::DECIMALS), self.has(Seen::PLAIN)) {
            (true, false, _) | (false, false, true) => PointSign::Thousands,
            (false, true, _) => PointSign::Decimals,
            _ => PointSign::Unknown,
        }
    }
}

impl BitOrAssign for Seen {
    fn bitor_assign(&mut self, other: Seen) {
        self.0 |= other.0;
    }
}

/// What a point before three digits parts in a column of counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PointSign {
    /// Nothing in the column tells: of `1.000` nobody can say how many it is.
    #[default]
    Unknown,
    /// `1.000` is a thousand.
    Thousands,
    /// `1.000` is one.
    Decimals,
}
