//! The two clocks: the day that is looked at, and what was known by then.

use crate::model::{Day, Scenario, When, later};

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
    /// The last day of which all can be known. A bulletin for a day is published the day after, so
    /// that by the evening of day K the days to K-1 are complete: *known then* it is the day before
    /// the one that is looked at, *in hindsight* that day.
    pub fn last_complete_day(&self) -> Day {
        let complete = self.known_by().and_then(|known_by| later(known_by, -1));
        complete.map_or(self.as_of, |complete| complete.min(self.as_of))
    }

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

/// The day a board opens on: the scenario's own choice; else today while the file is kept up, so
/// that silence is seen; else the last day in it, and today where it names none.
pub fn opening_day(scenario: &Scenario, today: Day) -> Day {
    let chosen = scenario.header.open_at.as_ref().map(When::interval);
    let last = || if scenario.is_kept_up(today) { None } else { scenario.last_day() };
    chosen.and_then(|chosen| chosen.end()).or_else(last).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;

    /// The day on which a board with these keys in its header opens: three things are told, the
    /// last one on 2 June, for a deadline of 2030.
    fn opens(header: &str, today: &str) -> String {
        let text = format!(
            "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\n{header}\n\
             [[source]]\nid = \"s\"\nname = \"S\"\nkind = \"media\"\n\
             [[agreement]]\nid = \"p\"\nname = \"P\"\nsigned = 2020-05-01\nsource = \"s\"\n\
             clause = [{{ id = \"c\", kind = \"talks\", text = \"T\", deadline = 2030-01-01 }}]\n\
             [[event]]\ndate = 2020-06-01\nkind = \"x\"\nwhat = \"x\"\nsource = \"s\"\n\
             published = 2020-06-02\n"
        );
        let scenario = format::load(text.as_bytes(), "x").scenario.unwrap();
        opening_day(&scenario, today.parse().unwrap()).to_string()
    }

    #[test]
    fn a_board_that_is_kept_up_opens_on_today_and_one_that_is_over_on_its_last_day() {
        assert_eq!(opens("", "2020-06-20"), "2020-06-20", "18 days without a word");
        assert_eq!(opens("", "2020-07-31"), "2020-07-31", "59 days");
        assert_eq!(opens("", "2020-08-01"), "2020-06-02", "60 days");
        assert_eq!(opens("until = 2020-06-10", "2020-06-20"), "2020-06-02");
        assert_eq!(opens("until = 2020-06-10", "2020-06-10"), "2020-06-10", "not over yet");
        assert_eq!(opens("open_at = 2020-05-07", "2020-06-20"), "2020-05-07");
        assert_eq!(opens("", "1970-01-01"), "2020-06-02", "before any word");
    }

    #[test]
    fn what_names_no_day_opens_on_today() {
        let scenario = format::load(b"format = 1\nscenario = { id = \"x\", title = \"X\" }", "x");
        let today = "2020-06-20".parse().unwrap();
        assert_eq!(opening_day(&scenario.scenario.unwrap(), today), today);
    }
}
