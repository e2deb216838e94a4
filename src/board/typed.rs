//! A day as people type it while they look at a board: what the format reads, and `last`.

use super::{Clock, Refusal};
use crate::{
    format::{self, SeenFrom},
    model::{Day, Scenario},
};

/// The day that `text` names, seen from the day of `clock`; `now` and `today` are the calendar's
/// day, `last` is the last day of the file.
pub fn typed_day(
    text: &str,
    scenario: &Scenario,
    clock: Clock,
    today: Day,
) -> Result<Day, Refusal> {
    if text.trim().eq_ignore_ascii_case("last") {
        return Ok(scenario.last_day().unwrap_or(today));
    }
    let seen_from = SeenFrom { as_of: clock.as_of, today };
    format::typed_day(text, scenario, seen_from).map_err(|error| {
        let is_of_forms = error.hint.as_deref() == Some(format::DAY_FORMS);
        let hint = if is_of_forms {
            Some(format!("{}, last", format::DAY_FORMS).into())
        } else {
            error.hint
        };
        Refusal { hint, ..error }
    })
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
        assert!(refused.hint.unwrap().ends_with("moscow-protocol+7d, today, last"));
    }
}
