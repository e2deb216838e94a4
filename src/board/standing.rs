//! Where the agreement, its clauses and the patrols stand, in the words used.

use std::fmt;

use super::{Board, full_day};
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
        match (&self.since, self.since.as_ref().and_then(When::day)) {
            (_, Some(day)) => write!(f, " since {}", full_day(day))?,
            (Some(when), None) => write!(f, " since {when}")?,
            (None, None) => {}
        }
        f.write_str(match (self.is_contested, self.since_contested) {
            (false, false) => "",
            (true, _) => ", contested",
            (false, true) => ", the day contested",
        })
    }
}

impl Standing {
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
    /// The visible statuses of something, those taken back left aside.
    pub(super) fn statuses(&self, of: StandingOf) -> impl Iterator<Item = RecordIx> {
        let of = match of {
            StandingOf::Patrols => Id::patrols(),
            StandingOf::Record(id) => id.clone(),
        };
        self.index.referring(&of, Key::Of).iter().copied().filter(move |n| {
            let record = self.record(*n);
            record.id_of(Key::Of) == Some(&of)
                && self.is_visible(*n)
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
