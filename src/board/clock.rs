//! The two clocks: the day that is looked at, and what was known by then.

use crate::model::{Day, Scenario};

/// As of a day, with the knowledge of a day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Clock {
    /// The day that is looked at.
    pub as_of: Day,
    /// What of all that was ever told counts on that day.
    pub knowledge: Knowledge,
}

/// How much is known on the day that is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Knowledge {
    /// What was known on that very day.
    #[default]
    Then,
    /// What was known by a fixed day.
    By(Day),
    /// All that was ever said.
    Hindsight,
}

impl Clock {
    /// As of `day`, with what was known then.
    pub fn then(day: Day) -> Self {
        Clock { as_of: day, knowledge: Knowledge::Then }
    }

    /// The last day of knowledge; `None` is the end of time.
    pub fn known_by(&self) -> Option<Day> {
        match self.knowledge {
            Knowledge::Then => Some(self.as_of),
            Knowledge::By(day) => Some(day),
            Knowledge::Hindsight => None,
        }
    }

    /// Whether something that became known on `day` is known.
    pub fn knows(&self, day: Day) -> bool {
        self.known_by().is_none_or(|known_by| day <= known_by)
    }

    /// What is known, in words: `known by Thu 13 Aug 2020`.
    pub fn words(&self) -> String {
        match self.knowledge {
            Knowledge::Then => "known then".to_owned(),
            Knowledge::By(day) => format!("known by {}", super::full_day(day)),
            Knowledge::Hindsight => "in hindsight".to_owned(),
        }
    }
}

/// The day a board opens on: the scenario's own choice, else the last day in the file; `None` when
/// the file names no day at all.
pub fn opening_day(scenario: &Scenario) -> Option<Day> {
    let chosen = scenario.header.open_at.as_ref();
    let chosen = chosen.and_then(|when| when.latest.or(when.earliest));
    chosen.or_else(|| scenario.period().map(|(_, last)| last))
}
