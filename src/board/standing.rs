//! Where the agreement, its clauses and the patrols stand, in the words used.

use std::fmt;

use super::{Board, Visibility, full_day};
use crate::model::{Clean, Day, Id, Key, Record, RecordIx, State, Table, When};

/// What a status is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StandingOf<'a> {
    /// The joint patrols as a whole.
    Patrols,
    /// An agreement or a clause.
    Record(&'a Id),
}

impl<'a> From<&'a Id> for StandingOf<'a> {
    fn from(id: &'a Id) -> StandingOf<'a> {
        if id.is_patrols() { StandingOf::Patrols } else { StandingOf::Record(id) }
    }
}

/// The latest visible status of something.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    /// Position of the status.
    pub record: RecordIx,
    /// The state as shown.
    pub is: State,
    /// How it was put, in the voice's own words; `None` where they are not given.
    pub words: Option<Clean>,
    /// From when on, as vague as it was said.
    pub since: Option<When>,
    /// Whether voices differ on the state.
    pub is_contested: bool,
    /// Whether voices differ on the day from which on it holds.
    pub since_contested: bool,
}

/// In words: `suspended (“temporarily suspended”) since Thu 13 Aug 2020`.
impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.is.word())?;
        if let Some(words) = &self.words {
            write!(f, " (“{words}”)")?;
        }
        match (self.dated_since(), self.since.as_ref().and_then(When::day)) {
            (_, Some(day)) => write!(f, " since {}", full_day(day))?,
            (Some(when), None) => write!(f, " since {when}")?,
            (None, None) => f.write_str(", since when is not said")?,
        }
        f.write_str(match (self.is_contested, self.since_contested) {
            (false, false) => "",
            (true, _) => ", contested",
            (false, true) => ", the day contested",
        })
    }
}

impl Standing {
    /// From when on, where its voice says from when: that it held by some day is no beginning.
    pub fn dated_since(&self) -> Option<&When> {
        self.since.as_ref().filter(|since| since.earliest.is_some() || since.words.is_some())
    }

    /// Where something stands.
    pub fn of(board: &Board, of: StandingOf) -> Option<Standing> {
        let latest = board.statuses(of).max_by_key(|n| board.status_order(*n))?;
        let record = board.record(latest);
        Some(Standing {
            record: latest,
            is: board.shown_term(record, Key::Is)?,
            words: board.shown(record, Key::Words).and_then(|said| said.value.as_text().cloned()),
            since: board.written_date(record).cloned(),
            is_contested: board.contested(latest).contains(&Key::Is),
            since_contested: board.contested(latest).contains(&Key::Since),
        })
    }
}

impl Board {
    /// The statuses of something that stand by the day that is looked at, those taken back left
    /// aside. What may only begin later, as seen in hindsight, is no status yet.
    pub(super) fn statuses(&self, of: StandingOf) -> impl Iterator<Item = RecordIx> {
        let of = match of {
            StandingOf::Patrols => Id::patrols(),
            StandingOf::Record(id) => id.clone(),
        };
        self.index.referring(&of, Key::Of).iter().copied().filter(move |n| {
            let record = self.record(*n);
            record.id_of(Key::Of) == Some(&of)
                && self.visibility(*n) == Visibility::Shown
                && !self.is_all_withdrawn(record)
        })
    }

    /// What orders statuses: since when they stand, then the day they became known.
    pub(super) fn status_order(&self, n: RecordIx) -> (Option<Day>, Option<Day>) {
        let record = self.record(n);
        let since = self.date(record).and_then(|date| date.earliest.or(date.latest));
        (since, record.became_known().map(|known| known.day))
    }

    /// The first agreement of the file and where it stands.
    pub fn agreement(&self) -> Option<(&Record, Option<Standing>)> {
        let agreement = self.scenario().table(Table::Agreement).first()?;
        Some((agreement, Standing::of(self, StandingOf::Record(&agreement.id))))
    }

    /// The parties to the agreement.
    pub fn parties(&self) -> &[Id] {
        self.scenario()
            .table(Table::Agreement)
            .first()
            .map_or(&[], |agreement| agreement.ids_of(Key::Parties))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{
        Clock,
        Knowledge::{self, Hindsight, Then},
        made,
    };

    const STATUSES: &str = "
[[status]]
id = \"running\"
of = \"patrols\"
is = \"running\"
since = 2020-03-15
source = \"desk\"
published = 2020-03-15

[[status]]
id = \"suspended\"
of = \"patrols\"
is = \"suspended\"
since = { before = 2020-09-22 }
source = \"desk\"
published = 2020-09-21
";

    #[test]
    fn what_may_begin_later_is_no_status_yet() {
        let board = made::board(STATUSES, "2020-09-21");
        let standing = |day: &str, knowledge: Knowledge| {
            let clock = Clock { as_of: day.parse().unwrap(), knowledge };
            let board = board.moved(clock);
            Standing::of(&board, StandingOf::Patrols).map(|standing| standing.to_string())
        };
        let running = Some("running since Sun 15 Mar 2020".to_owned());
        assert_eq!(standing("2020-09-20", Then), running);
        assert_eq!(standing("2020-09-20", Hindsight), running, "perhaps suspended by then");
        let suspended = Some("suspended, since when is not said".to_owned());
        assert_eq!(standing("2020-09-21", Then), suspended);
        assert_eq!(standing("2020-09-21", Hindsight), suspended);
        assert_eq!(standing("2020-03-14", Hindsight), None);
    }
}
