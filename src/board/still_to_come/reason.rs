//! Why no band is drawn.

use std::fmt;

use crate::model::Day;

/// Why too little is known for a band.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TooLittleKnown {
    /// The feed was not read yet on the as-of day.
    NeverRead,
    /// It was not read at its own pace for long enough: its readings would measure the habit of
    /// whoever downloads it.
    FewReadings {
        /// How many days of its last unbroken run of readings were read at that pace.
        days: i32,
        /// How many it takes.
        wanted: i32,
    },
    /// Too few rows came since the first reading.
    FewRows {
        /// How many did.
        rows: u64,
        /// How many it takes.
        wanted: u64,
    },
    /// Nothing new came for longer than ever before: whether nothing happened or nobody tells, the
    /// feed does not say.
    NothingNew {
        /// The last reading that brought a row.
        since: Day,
    },
    /// Many rows come later than the readings can tell of.
    NoEnd {
        /// The longest delay in days that they tell of.
        after: i32,
    },
    /// The window goes on after the last reading.
    AfterLastReading {
        /// The last reading.
        last: Day,
    },
    /// Its rows count events: what comes late is a later count, and no new row.
    CountsEvents,
    /// Of the last days of the window hardly anything is told so soon.
    TooEarly {
        /// How many of a hundred events are told by now, as far as the delays say.
        told: u32,
    },
}

/// How a delay differs from what it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DelayChange {
    /// The event day from which on it differs, as nearly as was looked.
    pub since: Day,
    /// Whether rows now come later than before.
    pub is_longer: bool,
}

impl fmt::Display for TooLittleKnown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NeverRead => f.write_str("this feed was not read yet"),
            Self::FewReadings { days, wanted } => {
                write!(f, "read at its own pace for {days} days; delays show after {wanted}")
            }
            Self::FewRows { rows, wanted } => {
                write!(f, "{rows} new rows since the first reading; delays show after {wanted}")
            }
            Self::NothingNew { since } => {
                write!(f, "nothing new since {since}, longer than before")
            }
            Self::NoEnd { after } => write!(f, "many rows come more than {after} days late"),
            Self::AfterLastReading { last } => {
                write!(f, "last read {last}, before the window ends")
            }
            Self::CountsEvents => f.write_str("its rows count events: no delay shows"),
            Self::TooEarly { told } => {
                write!(f, "too early: about {told} in 100 of the last days are told by now")
            }
        }
    }
}

/// `delays are longer since about 2020-07-03`
impl fmt::Display for DelayChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.is_longer { "longer" } else { "shorter" };
        write!(f, "delays are {how} since about {}", self.since)
    }
}
