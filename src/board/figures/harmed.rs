//! How many were harmed in incidents: what voices state, and its sum over the days of interest. What
//! nobody states leaves the upper end open.

use super::grounds::GroundGroup;
use crate::{
    board::{Board, PerhapsOne, ToldOne, bounds},
    model::{
        ActorKind, Bounds, Count, Day, Id, Key, Part, RecordIx, RecordSpan, Table, Value,
        deaths_of_then,
    },
};

/// How many were harmed, and whether voices differ on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Harmed {
    /// The fewest to the most.
    pub count: Bounds,
    /// Whether voices differ on it.
    pub is_contested: bool,
}

impl Harmed {
    /// What nobody states.
    const NOT_TOLD: Harmed = Harmed { count: Bounds { low: 0, high: None }, is_contested: false };

    /// What two records say of one incident: what both allow, and where nothing is, all that any
    /// does.
    fn and(self, other: Harmed) -> Harmed {
        let (a, b) = (self.count, other.count);
        let is_contested = self.is_contested || other.is_contested;
        let least = |a: Option<u64>, b: Option<u64>| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        if a.excludes(b) {
            let high = a.high.zip(b.high).map(|(a, b)| a.max(b));
            return Harmed { count: Bounds { low: a.low.min(b.low), high }, is_contested: true };
        }
        let count = Bounds { low: a.low.max(b.low), high: least(a.high, b.high) };
        Harmed { count, is_contested }
    }

    /// From the least to the most of all that is said.
    fn or(self, other: Harmed) -> Harmed {
        let (a, b) = (self.count, other.count);
        let high = a.high.zip(b.high).map(|(a, b)| a.max(b));
        Harmed { count: Bounds { low: a.low.min(b.low), high }, ..self }
    }

    pub fn in_words(self) -> String {
        let mark = if self.is_contested { " ≠" } else { "" };
        match self.count {
            Bounds { low: 0, high: None } => "not told".to_owned(),
            Bounds { high: Some(0), .. } => format!("none{mark}"),
            count => format!("{}{mark}", count.in_signs()),
        }
    }
}

/// What the voices of a record say of a key: what is shown, or where they cannot all be right from
/// the least to the most. `None` where nobody says anything.
pub(super) fn stated(board: &Board, n: RecordIx, key: Key) -> Option<Harmed> {
    let record = board.record(n);
    let is_contested = board.contested(n).contains(&key);
    let harmed = |value: &Value| {
        let count = bounds(value)?;
        let count = if key == Key::Killed { deaths(value, count) } else { count };
        Some(Harmed { count, is_contested })
    };
    if !is_contested {
        return board.shown(record, key).and_then(|said| harmed(said.value));
    }
    let voices = board.voices(record, key).into_iter();
    voices.filter_map(|said| harmed(said.value)).reduce(Harmed::or)
}

/// What the voices of each attack record say of a key: what is shown, or where they cannot all be
/// right from the least to the most.
#[derive(Debug)]
pub(in crate::board) struct StatedHarm {
    attacks: RecordSpan,
    /// Record by record; `None` where nobody says anything.
    stated: Vec<Option<Stated>>,
}

#[derive(Clone, Copy, Debug)]
struct Stated {
    harmed: Harmed,
    /// The same by side, in the order of [`Side`].
    sides: [Harmed; Side::ALL.len()],
    /// Whether the shown count is broken down by names.
    is_broken_down: bool,
}

impl StatedHarm {
    pub fn of(board: &Board, key: Key) -> StatedHarm {
        let attacks = board.scenario().span(Table::Attack);
        let stated = |n: RecordIx| {
            let harmed = stated(board, n, key)?;
            let shown = board.shown(board.record(n), key).map(|said| said.value);
            let is_broken_down = matches!(shown, Some(Value::Counts(_)));
            let sides = stated_of_sides(board, n, key, shown);
            Some(Stated { harmed, sides, is_broken_down })
        };
        let visible = |n: RecordIx| if board.is_visible(n) { stated(n) } else { None };
        StatedHarm { stated: attacks.clone().map(visible).collect(), attacks }
    }

    fn at(&self, n: RecordIx) -> Option<Stated> {
        *self.stated.get(self.attacks.offset(n)?)?
    }

    /// What is said of a record; `None` where nobody says anything.
    pub(super) fn said(&self, n: RecordIx) -> Option<Harmed> {
        self.at(n).map(|stated| stated.harmed)
    }

    /// What is said of the victims of one side; `None` where nobody says how many there were, which
    /// leaves the sums of all sides open.
    pub(super) fn of_side(&self, n: RecordIx, side: Side) -> Option<Harmed> {
        self.at(n).map(|stated| stated.sides[side as usize])
    }

    /// Whether the shown count of a record is broken down by names.
    pub(super) fn is_broken_down(&self, n: RecordIx) -> bool {
        self.at(n).is_some_and(|stated| stated.is_broken_down)
    }
}

/// A count of killed without those who did not die then.
fn deaths(value: &Value, count: Bounds) -> Bounds {
    let Value::Counts(counts) = value else { return count };
    let of_all = deaths_of_then(count, &counts.of_which);
    counts.named().fold(of_all, |count, part| deaths_of_then(count, &part.of_which))
}

/// Whose people victims were, as far as a voice says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    /// Civilians, and peoples.
    Civilians,
    /// Fighters and forces: combatants, and every other actor.
    Forces,
    /// Nobody says whose.
    NotTold,
}

impl Side {
    const ALL: [Side; 3] = [Side::Civilians, Side::Forces, Side::NotTold];
}

/// What voices say of each side's victims in a record: from the least to the most that any claims.
/// Who says how many and not whose claims nothing of civilians and forces.
fn stated_of_sides(
    board: &Board,
    n: RecordIx,
    key: Key,
    shown: Option<&Value>,
) -> [Harmed; Side::ALL.len()] {
    let none = Harmed { count: Bounds::ZERO, is_contested: false };
    let of = |value: &Value, side: Side| {
        Some(Harmed { count: of_side(board, value, key, side)?, is_contested: false })
    };
    if !board.contested(n).contains(&key) {
        return Side::ALL.map(|side| shown.and_then(|value| of(value, side)).unwrap_or(none));
    }
    let voices = board.voices(board.record(n), key);
    Side::ALL.map(|side| {
        let said = voices.iter().filter_map(|said| of(said.value, side));
        let said = said.reduce(Harmed::or).unwrap_or(none);
        Harmed { is_contested: said.count.high != Some(said.count.low), ..said }
    })
}

fn of_side(board: &Board, value: &Value, key: Key, side: Side) -> Option<Bounds> {
    let then = |count: Bounds, of_which: &[Part]| {
        if key == Key::Killed { deaths_of_then(count, of_which) } else { count }
    };
    let counts = match value {
        Value::Count(count) if side == Side::NotTold => return Some(count.bounds()),
        Value::Count(_) => return Some(Bounds::ZERO),
        Value::Counts(counts) => counts,
        _ => return None,
    };
    if side == Side::NotTold {
        let listed: Bounds = counts.named().map(Part::bounds).sum();
        let Some(total) = counts.total().map(Count::bounds) else { return Some(Bounds::ZERO) };
        let rest = Bounds {
            low: listed.high.map_or(0, |high| total.low.saturating_sub(high)),
            high: total.high.map(|high| high.saturating_sub(listed.low)),
        };
        return Some(then(rest, &counts.of_which));
    }
    let is_of_side = |part: &&Part| match &*part.name {
        "civilians" => side == Side::Civilians,
        "combatants" => side == Side::Forces,
        "others" => false,
        name => {
            let kind = Id::new(name).and_then(|id| board.scenario().find(&id)?.term(Key::Kind));
            (kind == Some(ActorKind::Population)) == (side == Side::Civilians)
        }
    };
    let of_side = counts.named().filter(is_of_side);
    Some(of_side.map(|part| then(part.bounds(), &part.of_which)).sum())
}

/// The same of one name alone; where the count is not broken down nobody says, unless it is none.
pub(super) fn stated_of(board: &Board, n: RecordIx, key: Key, name: &str) -> Option<Harmed> {
    let all = board.stated_harm(key).said(n)?;
    let shown = board.shown(board.record(n), key).map(|said| said.value);
    let part = match shown {
        Some(Value::Counts(counts)) => counts.named().find(|part| &*part.name == name),
        _ => None,
    };
    match part {
        Some(part) => Some(Harmed { count: part.bounds(), is_contested: all.is_contested }),
        None if all.count.high == Some(0) => Some(all),
        None => None,
    }
}

/// The days whose harm is summed.
#[derive(Clone, Copy)]
pub(super) enum HarmDays {
    /// From the agreement's first day; all days where no agreement is told of.
    SinceAgreement,
    /// Whatever day it was.
    Every,
    /// From the first to the last of these; what has no end to its day is left out.
    Within(Day, Day),
}

impl HarmDays {
    /// What is not in them.
    pub fn outside(self) -> &'static str {
        match self {
            HarmDays::Every => "on no day",
            HarmDays::SinceAgreement => "before the agreement",
            HarmDays::Within(..) => "not in these days, or its day is open",
        }
    }

    /// The first and the last of them; `None` of all days.
    fn ends(self, board: &Board) -> Option<(Day, Day)> {
        match self {
            HarmDays::Within(first, last) => Some((first, last)),
            HarmDays::SinceAgreement => Some((board.start_of_agreement()?, Day::MAX)),
            HarmDays::Every => None,
        }
    }

    /// How surely something happened in them.
    pub fn hold(self, board: &Board, told: &ToldOne) -> GroundGroup {
        self.hold_between(self.ends(board), told)
    }

    fn hold_between(self, ends: Option<(Day, Day)>, told: &ToldOne) -> GroundGroup {
        let (date, happened) = (told.incident.date, told.incident.has_happened);
        let certain = if happened { GroundGroup::Certain } else { GroundGroup::Possible };
        let is_open = told.incident.closed().is_none();
        let Some((first, last)) = ends else { return certain };
        match date {
            _ if is_open && matches!(self, HarmDays::Within(..)) => GroundGroup::Not,
            Some(date) if date.within(first, last) => certain,
            Some(date) if !date.touches(first, last) => GroundGroup::Not,
            _ => GroundGroup::Possible,
        }
    }
}

/// The sum over incidents of what `of` says of each record: of those that may be one the least as of
/// one and the most as of each.
pub(super) fn sum<'r>(
    board: &Board,
    incidents: impl Iterator<Item = &'r PerhapsOne>,
    days: HarmDays,
    of: impl Fn(RecordIx) -> Option<Harmed>,
) -> Option<Harmed> {
    let ends = days.ends(board);
    let mut is_stated = false;
    let mut all = Harmed { count: Bounds::ZERO, is_contested: false };
    for one in incidents {
        let mut joined: Option<Harmed> = None;
        let mut most = Bounds::ZERO;
        for told in &one.parts {
            let group = days.hold_between(ends, told);
            if group == GroundGroup::Not {
                continue;
            }
            let said = told.records.iter().filter_map(|n| of(*n)).reduce(Harmed::and);
            is_stated |= said.is_some();
            let said = said.unwrap_or(Harmed::NOT_TOLD);
            most = most.plus(said.count);
            let is_certain = group == GroundGroup::Certain;
            let low = if is_certain { said.count.low } else { 0 };
            let said = Harmed { count: Bounds { low, ..said.count }, ..said };
            joined = Some(joined.map_or(said, |joined| joined.and(said)));
        }
        let Some(joined) = joined else { continue };
        all.count = all.count.plus(Bounds { low: joined.count.low, high: most.high });
        all.is_contested |= joined.is_contested;
    }
    is_stated.then_some(all)
}
