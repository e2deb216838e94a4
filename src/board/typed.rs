//! A day as people type it while they look at a board.

use super::{Clock, Refusal};
use crate::{
    format::{self, SeenFrom},
    model::{Day, Scenario},
};

/// The day that `text` names, seen from the day of `clock` and from that of the calendar.
pub fn typed_day(
    text: &str,
    scenario: &Scenario,
    clock: Clock,
    today: Day,
) -> Result<Day, Refusal> {
    format::typed_day(text, scenario, SeenFrom { as_of: clock.as_of, today })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::made;

    #[test]
    fn now_is_the_calendars_day_and_last_that_of_the_file() {
        let board = made::idlib("2020-08-14");
        let day = |text, today: &str| {
            typed_day(text, board.scenario(), board.clock, today.parse().unwrap())
        };
        for now in ["now", " Now ", "today"] {
            assert_eq!(day(now, "2026-11-22").unwrap().to_string(), "2026-11-22");
        }
        assert_eq!(day("last", "2026-11-22"), Ok(board.scenario().last_day().unwrap()));
        assert_eq!(day("3d ago", "2026-11-22").unwrap().to_string(), "2020-08-11");
        let refused = day("some day", "2026-11-22").unwrap_err();
        assert!(refused.hint.unwrap().ends_with("moscow-protocol+7d, today, asof, last"));
    }
}
