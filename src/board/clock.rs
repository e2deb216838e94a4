//! The two clocks: the day that is looked at, and what was known by then.

use crate::model::{Day, Scenario};

/// As of a day, with the knowledge of a day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Clock {
    pub as_of: Day,
    /// The last day of knowledge; none is the end of time: *in hindsight*.
    pub known_by: Option<Day>,
}

impl Clock {
    /// As of `day`, with what was known then.
    pub fn then(day: Day) -> Self {
        Clock { as_of: day, known_by: Some(day) }
    }

    /// Whether something that became known on `day` is known.
    pub fn knows(&self, day: Day) -> bool {
        self.known_by.is_none_or(|known_by| day <= known_by)
    }

    pub fn words(&self) -> String {
        match self.known_by {
            None => "in hindsight".to_owned(),
            Some(day) if day == self.as_of => "known then".to_owned(),
            Some(day) => format!("known by {}", super::full_day(day)),
        }
    }
}

/// The day a board opens on: the scenario's own choice, else the last day in the file; none when
/// the file names no day at all.
pub fn opening_day(scenario: &Scenario) -> Option<Day> {
    let chosen = scenario.header.open_at.as_ref();
    let chosen = chosen.and_then(|when| when.latest.or(when.earliest));
    chosen.or_else(|| scenario.period().map(|(_, last)| last))
}
