//! Where a status and the records disagree: a patrol that ran while patrols stood suspended.

use super::{Board, StandingOf, Visibility, human};
use crate::model::{Day, Key, PatrolOutcome, Record, RecordIx, State, Table, Value, later};

/// A patrol that ran although the patrols stood suspended or ended that day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Disagreement {
    /// Position of the patrol that ran.
    pub patrol: RecordIx,
    /// Position of the status by which patrols stood suspended or ended.
    pub status: RecordIx,
}

impl Disagreement {
    /// Both sides with their days: `Patrol to Badama ran on 17 Aug 2020 (completed), while the
    /// patrols stood suspended since 13 Aug 2020`.
    pub fn in_words(&self, board: &Board) -> String {
        let told = |n: RecordIx, key: Key| {
            let record = board.record(n);
            let date = board.written_date(record).map(|date| human(date, Day::MIN));
            let word = board.shown(record, key).map(|said| board.in_words(key, said.value));
            (word.unwrap_or_else(|| "?".to_owned()), date.unwrap_or_default())
        };
        let patrol = board.what(board.record(self.patrol));
        let (outcome, day) = told(self.patrol, Key::Outcome);
        let (is, since) = told(self.status, Key::Is);
        format!("{patrol} ran on {day} ({outcome}), while the patrols stood {is} since {since}")
    }
}

/// A time in which the patrols certainly stood still, whichever voice is right about its ends.
struct Pause {
    /// The statuses that say so, each with the last day on which it can have begun.
    statuses: Vec<(RecordIx, Day)>,
    /// The last day; `None` while it lasts.
    last: Option<Day>,
}

impl Disagreement {
    /// The patrols that ran on a day on which the patrols certainly stood suspended or ended, in
    /// the order of their days. The day of the suspension itself may have seen a patrol before it;
    /// the day on which it was lifted is in order as well, unless the desk alone says that it was:
    /// its judgement follows the records, and leaves the voices as far apart as they were.
    pub fn all(board: &Board) -> Vec<Disagreement> {
        let pauses = Pause::all(board);
        if pauses.is_empty() {
            return Vec::new();
        }
        let mut patrols: Vec<(Day, Day, RecordIx)> =
            board.visible_of(Table::Patrol).filter_map(|n| board.ran_between(n)).collect();
        patrols.sort_unstable();
        let mut found = Vec::new();
        for Pause { statuses, last } in pauses {
            let Some(begins) = statuses.iter().map(|(_, day)| *day).min() else { continue };
            let last = last.unwrap_or(Day::MAX);
            let after = patrols.partition_point(|(first, ..)| *first <= begins);
            let within = patrols[after..].iter().take_while(|(first, ..)| *first <= last);
            for (first, _, patrol) in within.filter(|(_, end, _)| *end <= last) {
                let says = statuses.iter().rev().find(|(_, day)| day < first);
                found.extend(
                    says.map(|(status, _)| Disagreement { patrol: *patrol, status: *status }),
                );
            }
        }
        found
    }
}

impl Pause {
    fn all(board: &Board) -> Vec<Pause> {
        let mut statuses: Vec<RecordIx> = board.statuses(StandingOf::Patrols).collect();
        statuses.sort_by_cached_key(|n| board.status_order(*n));
        let mut pauses: Vec<Pause> = Vec::new();
        let mut is_paused = false;
        for n in statuses {
            let (begins, latest) = board.span_in_any_voice(board.record(n), Key::Since);
            if board.stands_still(n) {
                let Some(latest) = latest else { continue };
                match pauses.last_mut().filter(|_| is_paused) {
                    Some(pause) => pause.statuses.push((n, latest)),
                    None => pauses.push(Pause { statuses: vec![(n, latest)], last: None }),
                }
                is_paused = true;
            } else if let Some(pause) = pauses.last_mut().filter(|_| is_paused) {
                let before =
                    |day: Day| if board.is_the_desks(n) { Some(day) } else { later(day, -1) };
                pause.last = Some(begins.and_then(before).unwrap_or(Day::MIN));
                is_paused = false;
            }
        }
        pauses
    }
}

impl Board {
    /// Whether every voice of a status has the patrols suspended or ended.
    fn stands_still(&self, n: RecordIx) -> bool {
        let voices = self.voices(self.record(n), Key::Is);
        let still = |value: &Value| matches!(value.term(), Some(State::Suspended | State::Ended));
        !voices.is_empty() && voices.iter().all(|said| still(said.value))
    }

    /// Whether the desk alone says where the patrols stand.
    fn is_the_desks(&self, n: RecordIx) -> bool {
        let record = self.record(n);
        let mut voices = self.voices(record, Key::Is).into_iter();
        voices.all(|said| record.words[said.word].voice().is_some_and(|voice| voice.is_desk()))
    }

    /// The days between which a patrol ran, when it ran in every voice and they are over.
    fn ran_between(&self, n: RecordIx) -> Option<(Day, Day, RecordIx)> {
        let record = self.record(n);
        let did_not_run = |value: &Value| {
            matches!(value.term(), Some(PatrolOutcome::Planned | PatrolOutcome::Cancelled))
        };
        let outcomes = self.voices(record, Key::Outcome);
        if self.visibility(n) != Visibility::Shown
            || outcomes.is_empty()
            || outcomes.iter().any(|said| did_not_run(said.value))
        {
            return None;
        }
        let (first, last) = self.span_in_any_voice(record, Key::Date);
        Some((first?, last?, n))
    }

    /// The first and last day that any visible voice's date can mean; open when one is.
    fn span_in_any_voice(&self, record: &Record, key: Key) -> (Option<Day>, Option<Day>) {
        let voices = self.voices(record, key);
        let dates = || voices.iter().filter_map(|said| said.value.as_when());
        let first = dates().map(|when| when.earliest).min().flatten();
        let last = dates().map(|when| when.latest.unwrap_or(Day::MAX)).max();
        (first, last.filter(|day| *day < Day::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Clock, Knowledge, LoadedFile, Query};
    use super::*;

    const IDLIB: &str = include_str!("../../scenarios/idlib-2020.toml");
    const MADE: &str = include_str!("../../tests/data/invalid/status-disagrees.toml");

    fn found(text: &str, day: &str, knowledge: Knowledge) -> Vec<(String, String)> {
        let index = LoadedFile::read(text.as_bytes(), "x").index.unwrap();
        let clock = Clock { as_of: day.parse().unwrap(), knowledge };
        let board = Board::new(index, clock, Query::default());
        let id = |n: RecordIx| board.record(n).id.to_string();
        let found = Disagreement::all(&board);
        found.into_iter().map(|found| (id(found.patrol), id(found.status))).collect()
    }

    #[test]
    fn on_idlib_the_patrol_of_17_august_ran_while_they_were_suspended() {
        assert_eq!(found(IDLIB, "2020-08-16", Knowledge::Then), []);
        let patrol = [("patrol-17aug".to_owned(), "status-patrols-2020-08-13".to_owned())];
        for day in ["2020-08-17", "2020-08-25", "2021-04-27"] {
            for knowledge in [Knowledge::Then, Knowledge::Hindsight] {
                assert_eq!(found(IDLIB, day, knowledge), patrol, "{day}");
            }
        }
    }

    #[test]
    fn only_a_day_certainly_inside_the_pause_counts() {
        let ids = |text: &str| -> Vec<String> {
            let found = found(text, "2020-12-31", Knowledge::Then);
            found.into_iter().map(|(patrol, _)| patrol).collect()
        };
        assert_eq!(ids(MADE), ["in-between", "as-the-desk-saw", "after-the-end"]);
        // Once a source itself lifts it, the day of the lifting is in order.
        let lifted = MADE.replacen("source = \"desk\"", "source = \"monitor\"", 1);
        assert_eq!(ids(&lifted), ["in-between", "after-the-end"]);
        // A patrol of a vague day may have run before or after.
        let vague = MADE.replacen("date = 2020-08-15", "date = \"2020-08\"", 1);
        assert_eq!(ids(&vague), ["as-the-desk-saw", "after-the-end"]);
        // Another voice that has it running leaves the suspension in doubt.
        let contested = MADE.replacen(
            "words = \"temporarily suspended\"",
            "account = [{ source = \"monitor\", is = \"running\" }]",
            1,
        );
        assert_eq!(ids(&contested), ["after-the-end"]);
        let withdrawn =
            MADE.replacen("words = \"temporarily suspended\"", "withdrawn = 2020-08-14", 1);
        assert_eq!(ids(&withdrawn), ["after-the-end"]);
    }
}
