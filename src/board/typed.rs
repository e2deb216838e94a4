//! A day as people type it while they look at a board: what the format reads, and `now`.

use super::{Clock, Refusal};
use crate::{
    format,
    model::{Day, Scenario},
};

/// The day that `text` names, seen from the day of `clock`; `now` is today, or the last day of the
/// file when that is earlier.
pub fn typed_day(
    text: &str,
    scenario: &Scenario,
    clock: Clock,
    today: Day,
) -> Result<Day, Refusal> {
    if text.trim().eq_ignore_ascii_case("now") {
        return Ok(scenario.period().map_or(today, |(_, last)| last.min(today)));
    }
    format::typed_day(text, scenario, clock.as_of).map_err(|error| {
        let is_of_forms = error.hint.as_deref() == Some(format::DAY_FORMS);
        let hint = if is_of_forms {
            Some(format!("{}, now", format::DAY_FORMS).into())
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
    fn now_is_today_or_the_last_day_of_the_file() {
        let board = made::idlib("2020-08-14");
        let day = |text, today: &str| {
            typed_day(text, board.scenario(), board.clock, today.parse().unwrap())
        };
        let last = board.scenario().period().unwrap().1;
        assert_eq!(day("now", "2026-11-22"), Ok(last));
        assert_eq!(day(" Now ", "2020-08-20").unwrap().to_string(), "2020-08-20");
        assert_eq!(day("3d ago", "2026-11-22").unwrap().to_string(), "2020-08-11");
        let refused = day("some day", "2026-11-22").unwrap_err();
        assert!(refused.hint.unwrap().ends_with("moscow-protocol+7d, now"));
    }
}
