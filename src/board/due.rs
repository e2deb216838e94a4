//! How a deadline lies towards a day: so many days left, or so many over. A vague deadline leaves
//! both vague.

use std::fmt;

use super::in_days;
use crate::model::{Bounds, Day, When};

/// Days between a day and a deadline. The day of the deadline itself is the last one left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
    /// Counting down, to the earliest and to the latest day that the deadline can mean.
    Left(Bounds),
    /// The deadline may be over or not; the most that it can be over and that can be left, where
    /// its end is not open.
    Between {
        /// Days over at most; `None` where the earliest day is open.
        over: Option<u64>,
        /// Days left at most; `None` where the latest day is open.
        left: Option<u64>,
    },
    /// Days over, since the latest and since the earliest day that the deadline can mean.
    Over(Bounds),
}

impl Due {
    /// How a deadline lies towards a day.
    pub fn of(deadline: &When, day: Day) -> Due {
        let days = |from: Day, to: Day| u64::try_from((to - from).num_days()).unwrap_or(0);
        let (earliest, latest) = (deadline.earliest, deadline.latest);
        match (earliest, latest) {
            (Some(earliest), _) if day <= earliest => Due::Left(Bounds {
                low: days(day, earliest),
                high: latest.map(|latest| days(day, latest)),
            }),
            (_, Some(latest)) if latest < day => Due::Over(Bounds {
                low: days(latest, day),
                high: earliest.map(|earliest| days(earliest, day)),
            }),
            _ => Due::Between {
                over: earliest.map(|earliest| days(earliest, day)),
                left: latest.map(|latest| days(day, latest)),
            },
        }
    }

    /// Whether the deadline is certainly over.
    pub fn is_over(self) -> bool {
        matches!(self, Due::Over(_))
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Due::Left(Bounds { low: 0, high: Some(0) }) => f.write_str("due today"),
            Due::Left(left) => write!(f, "{} left", in_days(*left)),
            Due::Over(over) => write!(f, "{} over", in_days(*over)),
            Due::Between { over, left } => {
                f.write_str("perhaps over")?;
                over.map_or(Ok(()), |over| write!(f, ", by {over} d at most"))?;
                left.map_or(Ok(()), |left| write!(f, "; {left} d left at most"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(deadline: (Option<&str>, Option<&str>), day: &str) -> String {
        let at = |text: &str| text.parse::<Day>().unwrap();
        let when = When {
            earliest: deadline.0.map(at),
            latest: deadline.1.map(at),
            ..When::on(at("2020-01-01"))
        };
        Due::of(&when, at(day)).to_string()
    }

    #[test]
    fn a_deadline_counts_down_and_then_over() {
        let day = (Some("2020-03-15"), Some("2020-03-15"));
        assert_eq!(told(day, "2020-03-06"), "9 days left");
        assert_eq!(told(day, "2020-03-14"), "1 day left");
        assert_eq!(told(day, "2020-03-15"), "due today");
        assert_eq!(told(day, "2020-03-16"), "1 day over");
        assert_eq!(told(day, "2020-08-14"), "152 days over");
    }

    #[test]
    fn a_vague_deadline_stays_vague() {
        let march = (Some("2020-03-01"), Some("2020-03-31"));
        assert_eq!(told(march, "2020-02-28"), "2–32 days left");
        assert_eq!(told(march, "2020-03-10"), "perhaps over, by 9 d at most; 21 d left at most");
        assert_eq!(told(march, "2020-04-01"), "1–31 days over");
        assert_eq!(
            told((None, Some("2020-03-14")), "2020-03-10"),
            "perhaps over; 4 d left at most"
        );
        assert_eq!(told((None, Some("2020-03-14")), "2020-03-16"), "at least 2 days over");
        assert_eq!(told((Some("2020-03-06"), None), "2020-03-05"), "at least 1 day left");
        assert_eq!(told((Some("2020-03-06"), None), "2020-03-08"), "perhaps over, by 2 d at most");
    }
}
