//! What a figure rests on: what counts for certain, what may, and what is near and does not.

use crate::{
    board::{Board, DayRun, Incident, Incidents, PerhapsOne, Subject, ToldOne, day_month},
    model::{Clean, Day, Interval, RecordIx, Table, WordsLeft, later},
};

/// Something that counts once, or does not, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FigureGround {
    /// The record, or the row of a feed.
    pub subject: Subject,
    /// Why it stands in its group.
    pub reason: Clean,
}

/// The three groups.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FigureGrounds {
    /// What counts for certain.
    pub certain: Vec<FigureGround>,
    /// What may count.
    pub possible: Vec<FigureGround>,
    /// What is near and does not count.
    pub not: Vec<FigureGround>,
    /// Rows of feeds that count for certain or may, beyond those that are listed.
    pub more: (u64, u64),
}

impl FigureGrounds {
    /// How many count, may count and do not: rows of feeds that are not listed are counted too.
    pub fn counts(&self) -> [u64; 3] {
        let (certain, possible) = self.more;
        let listed = [&self.certain, &self.possible, &self.not].map(|group| group.len() as u64);
        [listed[0] + certain, listed[1] + possible, listed[2]]
    }

    /// `3 count, 1 may count, 4 do not`
    pub fn in_words(&self) -> String {
        let [certain, possible, not] = self.counts();
        let counts = if certain == 1 { "counts" } else { "count" };
        let does = if not == 1 { "does" } else { "do" };
        format!("{certain} {counts}, {possible} may count, {not} {does} not")
    }
}

impl FigureGround {
    /// A record.
    pub fn of(record: RecordIx, reason: impl Into<Clean>) -> FigureGround {
        FigureGround { subject: Subject::Record(record), reason: reason.into() }
    }
}

/// What is asked of the records of a table before any window: which count as incidents.
pub(super) struct AskedOf<'a> {
    pub board: &'a Board,
    pub table: Table,
    /// Why a visible record does not count; `None` of one that does.
    pub refuses: &'a dyn Fn(RecordIx) -> Option<String>,
    /// Whether an incident belongs to what the figure is of, for certain or perhaps.
    pub here: &'a dyn Fn(&Incident) -> GroundGroup,
    pub days: Option<DayRun>,
    /// Whether the filter leaves the figure as it is.
    pub is_whole: bool,
}

impl AskedOf<'_> {
    /// The groups, by incidents: as many for certain, and with those that may as many at most, as
    /// the figure says.
    pub fn grounds(&self) -> FigureGrounds {
        let mut grounds = FigureGrounds::default();
        let mut counted = Vec::new();
        for n in self.board.scenario().span(self.table) {
            match self.refusal(n) {
                None => counted.push(n),
                Some(reason) if self.is_near(n) => grounds.not.push(FigureGround::of(n, reason)),
                Some(_) => {}
            }
        }
        for one in Incidents::groups(self.board, &counted) {
            match self.days {
                Some(days) => self.in_window(&one, days, &mut grounds),
                None => self.in_all(&one, &mut grounds),
            }
        }
        grounds.not.sort_by_key(|ground| match ground.subject {
            Subject::Record(n) => Some(n),
            Subject::FeedRow(_) => None,
        });
        grounds
    }

    /// Why a record counts in no window at all.
    fn refusal(&self, n: RecordIx) -> Option<String> {
        let board = self.board;
        let record = board.record(n);
        if record.left == WordsLeft::Nothing {
            return Some("nobody left says so".to_owned());
        }
        if !board.is_visible(n) {
            let known = record.became_known().filter(|known| !board.clock.knows(known.day));
            return Some(match known {
                Some(known) => format!("not known then: first said {}", day_month(known.day)),
                None => "after the day that is looked at".to_owned(),
            });
        }
        if board.is_taken_back(n) {
            return Some("taken back".to_owned());
        }
        if let Some(reason) = (self.refuses)(n) {
            return Some(reason);
        }
        let is_left = !self.is_whole && !board.is_matching(n);
        is_left.then(|| "the filter leaves it out".to_owned())
    }

    /// Whether a record is near the window: no further from it than it is long.
    fn is_near(&self, n: RecordIx) -> bool {
        let Some(days) = self.days else { return true };
        let length = i64::try_from(days.days()).unwrap_or(i64::MAX);
        let own = || self.board.record(n).date().map(|when| when.interval());
        let date = self.board.date_of(n).or_else(own);
        let first = later(days.first, -length).unwrap_or(days.first);
        let last = later(days.last, length).unwrap_or(days.last);
        date.is_some_and(|date| date.touches(first, last))
    }

    pub fn in_window(&self, one: &PerhapsOne, days: DayRun, grounds: &mut FigureGrounds) {
        let is_within = one.incident.date.is_some_and(|date| date.within(days.first, days.last));
        let is_here = |told: &ToldOne| (self.here)(&told.incident) == GroundGroup::Certain;
        let is_inside = is_within && one.parts.iter().all(is_here);
        let mut first: Option<RecordIx> = None;
        for told in &one.parts {
            let here = (self.here)(&told.incident);
            if here == GroundGroup::Not {
                if self.is_near(told.incident.record) {
                    let reason = "elsewhere, or of another kind".to_owned();
                    grounds.not.push(self.ground(told, reason));
                }
                continue;
            }
            let date = told.incident.date;
            let closed = told.incident.closed();
            let touches = date.is_some_and(|date| date.touches(days.first, days.last));
            if !touches || closed.is_none() {
                if self.is_near(told.incident.record) {
                    let reason = match (touches, closed) {
                        (true, None) => format!("its day is open: {}", self.day_words(date)),
                        _ => format!("outside the window: {}", self.day_words(date)),
                    };
                    grounds.not.push(self.ground(told, reason));
                }
                continue;
            }
            match first {
                None if is_inside => {
                    let reason = self.day_words(one.incident.date);
                    grounds.certain.push(self.ground(told, reason));
                }
                None => {
                    let days = self.day_words(date);
                    let reason = match here {
                        GroundGroup::Possible if is_within => format!("perhaps there: {days}"),
                        _ => format!("may lie outside the window: {days}"),
                    };
                    grounds.possible.push(self.ground(told, reason));
                }
                Some(other) => grounds.possible.push(self.ground(told, self.same_as(other))),
            }
            first.get_or_insert(told.incident.record);
            self.twins(told, grounds);
        }
    }

    fn in_all(&self, one: &PerhapsOne, grounds: &mut FigureGrounds) {
        let mut first: Option<RecordIx> = None;
        // What has happened stands for what it may be the same as.
        let (happened, pending): (Vec<&ToldOne>, Vec<&ToldOne>) =
            one.parts.iter().partition(|told| told.incident.has_happened);
        for told in happened.into_iter().chain(pending) {
            let reason = match first {
                Some(other) => self.same_as(other),
                None if !told.incident.has_happened => self.why_pending(told.incident.record),
                None => self.day_words(told.incident.date),
            };
            let is_certain = first.is_none() && told.incident.has_happened;
            let group = if is_certain { &mut grounds.certain } else { &mut grounds.possible };
            group.push(self.ground(told, reason));
            first.get_or_insert(told.incident.record);
            self.twins(told, grounds);
        }
    }

    fn why_pending(&self, n: RecordIx) -> String {
        match self.board.record(n).left {
            WordsLeft::Undated => "nobody left says when".to_owned(),
            _ => "may not have happened yet".to_owned(),
        }
    }

    /// The further records of an incident: each is told to be the first.
    fn twins(&self, told: &ToldOne, grounds: &mut FigureGrounds) {
        let Some((first, more)) = told.records.split_first() else { return };
        let reason =
            format!("told to be one with: {}", self.board.brief(self.board.record(*first)));
        grounds.not.extend(more.iter().map(|n| FigureGround::of(*n, reason.as_str())));
    }

    fn same_as(&self, other: RecordIx) -> String {
        format!("perhaps the same as: {}", self.board.brief(self.board.record(other)))
    }

    fn ground(&self, told: &ToldOne, reason: String) -> FigureGround {
        FigureGround::of(told.incident.record, reason)
    }

    fn day_words(&self, date: Option<Interval>) -> String {
        let year = chrono::Datelike::year(&self.board.clock.as_of);
        let word = |day: Day| match chrono::Datelike::year(&day) {
            of if of == year => day_month(day),
            of => format!("{} {of}", day_month(day)),
        };
        match date.map(|date| (date.earliest, date.latest)) {
            Some((Some(first), Some(last))) if first == last => word(first),
            Some((Some(first), Some(last))) => format!("{}–{}", word(first), word(last)),
            Some((Some(first), None)) => format!("{} or later", word(first)),
            Some((None, Some(last))) => format!("{} or earlier", word(last)),
            _ => "no day is told".to_owned(),
        }
    }
}

/// Records in three groups by what is said of each, where each counts for itself.
pub(super) fn sorted(
    board: &Board,
    records: impl IntoIterator<Item = RecordIx>,
    place: impl Fn(RecordIx) -> Option<(GroundGroup, String)>,
) -> FigureGrounds {
    let mut grounds = FigureGrounds::default();
    for n in records {
        let record = board.record(n);
        if record.left == WordsLeft::Nothing {
            grounds.not.push(FigureGround::of(n, "nobody left says so"));
            continue;
        }
        let Some((counts, reason)) = place(n) else { continue };
        let group = match counts {
            GroundGroup::Certain => &mut grounds.certain,
            GroundGroup::Possible => &mut grounds.possible,
            GroundGroup::Not => &mut grounds.not,
        };
        group.push(FigureGround::of(n, reason));
    }
    grounds
}

/// In which group something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum GroundGroup {
    Certain,
    Possible,
    Not,
}

/// Why a record of a table is not in sight, or is passed over by the filter; `None` of one that is.
pub(super) fn out_of_sight(board: &Board, n: RecordIx, is_whole: bool) -> Option<String> {
    let refuses = |_: RecordIx| None;
    let table = board.record(n).table;
    AskedOf { board, table, refuses: &refuses, here: &everywhere, days: None, is_whole }.refusal(n)
}

/// Of a figure that is of no place and no kind.
pub(super) fn everywhere(_: &Incident) -> GroundGroup {
    GroundGroup::Certain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_are_counted_in_words_with_what_is_not_listed() {
        let some = |n: usize| vec![FigureGround::of(RecordIx::new(0), "told"); n];
        let of = |certain, possible, not, more| FigureGrounds {
            certain: some(certain),
            possible: some(possible),
            not: some(not),
            more,
        };
        assert_eq!(of(3, 2, 4, (0, 0)).in_words(), "3 count, 2 may count, 4 do not");
        assert_eq!(of(1, 1, 1, (0, 0)).in_words(), "1 counts, 1 may count, 1 does not");
        assert_eq!(of(0, 0, 0, (0, 0)).in_words(), "0 count, 0 may count, 0 do not");
        assert_eq!(of(50, 0, 2, (950, 7)).in_words(), "1000 count, 7 may count, 2 do not");
    }
}
