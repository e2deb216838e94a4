//! What each side counts in a window, side by side: its own figure, how much of it the other side
//! confirmed and for how many days that is stated at all, and its running figure against the sum
//! of its days. Two parties' counts are never added together.

use super::{Board, Counter, WindowRow, WindowTable};
use crate::model::{Bounds, Clean, Counts, Day, Id, Key, Value};

/// What several counters count of one thing.
#[derive(Clone, PartialEq, Debug)]
pub struct SideBySide {
    /// What is counted, in the tallies' own word.
    pub of: Clean,
    /// Who is accused, where the counters say so: what is held against one is not added to the
    /// rest.
    pub against: Option<Id>,
    /// First and last day of the window.
    pub window: (Day, Day),
    /// First and last day of the window before.
    pub previous: (Day, Day),
    /// The days since the window, of which more may be told; `None` when it ends with the last.
    pub so_far: Option<(Day, Day)>,
    /// One for each counter, in the order of the window table; never added together.
    pub sides: Vec<CounterSide>,
}

/// One counter's side.
#[derive(Clone, PartialEq, Debug)]
pub struct CounterSide {
    /// Who counts.
    pub by: Counter,
    /// Its total in the window, before it, and running.
    pub total: WindowRow,
    /// What others confirmed of it in the window.
    pub confirmed: Vec<Confirmed>,
}

/// How many of a counter's figures another side confirmed.
#[derive(Clone, PartialEq, Debug)]
pub struct Confirmed {
    /// Who confirmed it, in the tally's own word.
    pub by: Clean,
    /// How many they confirmed, over the days for which it is stated.
    pub count: Bounds,
    /// Days of the window for which it is stated; on the others nobody says anything.
    pub days: u64,
}

impl SideBySide {
    /// Every count of bodies in a window table of the board, by what is counted.
    pub fn all(table: &WindowTable, board: &Board) -> Vec<SideBySide> {
        let (window, previous, so_far) = ((table.first, table.last), table.previous, table.so_far);
        let mut all: Vec<SideBySide> = Vec::new();
        for total in table.rows.iter().filter(|row| row.is_total()) {
            let Some(by) = total.by.clone() else { continue };
            let confirmed = Confirmed::all(board, total, window);
            let (of, against) = (total.of.clone(), total.against.clone());
            let side = CounterSide { by, total: total.clone(), confirmed };
            match all.iter_mut().find(|known| known.of == of && known.against == against) {
                Some(known) => known.sides.push(side),
                None => all.push(SideBySide {
                    of,
                    against,
                    window,
                    previous,
                    so_far,
                    sides: vec![side],
                }),
            }
        }
        all
    }
}

impl Confirmed {
    /// What the tallies of a row that lie in the window say was confirmed, by whom.
    fn all(board: &Board, total: &WindowRow, (first, last): (Day, Day)) -> Vec<Confirmed> {
        let mut confirmed: Vec<Confirmed> = Vec::new();
        for n in &total.records {
            let record = board.record(*n);
            let dated = board.date_of(*n).filter(|date| date.within(first, last));
            let (Some(date), Some(said)) = (dated, board.shown(record, Key::Confirmed)) else {
                continue;
            };
            let Value::Counts(Counts { parts, .. }) = said.value else { continue };
            let days = date.earliest.zip(date.latest).map_or(0, |(a, b)| (b - a).num_days() + 1);
            let days = u64::try_from(days).unwrap_or(0);
            for part in parts {
                match confirmed.iter_mut().find(|known| known.by == part.name) {
                    Some(known) => {
                        known.count = known.count.plus(part.bounds());
                        known.days += days;
                    }
                    None => confirmed.push(Confirmed {
                        by: part.name.clone(),
                        count: part.bounds(),
                        days,
                    }),
                }
            }
        }
        confirmed
    }
}

#[cfg(test)]
mod tests {
    use super::{SideBySide, WindowTable};
    use crate::board::made;

    #[test]
    fn what_nobody_confirms_or_denies_is_not_stated() {
        let tally = |day: u32, count: u32, more: &str| {
            format!(
                "[[tally]]\ndate = 2020-07-{day:02}\nof = \"violations\"\nby = \"north\"\ncount = {count}\nsource = \"s\"\n{more}\n"
            )
        };
        let text = "[[actor]]\nid = \"north\"\nname = \"North\"\nkind = \"state\"\n\
                    [[actor]]\nid = \"south\"\nname = \"South\"\nkind = \"state\"\n"
            .to_owned()
            + &tally(1, 3, "")
            + &tally(2, 4, "confirmed = { south = 1 }")
            + &tally(3, 5, "confirmed = { south = 0 }");
        let board = made::board(&text, "2020-07-04");
        let all = SideBySide::all(&WindowTable::of(&board, 7), &board);
        let side = &all[0].sides[0];
        assert_eq!(side.total.count.as_ref().map(|told| told.count.low), Some(12));
        let confirmed: Vec<String> = side
            .confirmed
            .iter()
            .map(|one| format!("{}: {} on {} days", one.by, one.count, one.days))
            .collect();
        assert_eq!(confirmed, ["south: 1 on 2 days"]);
    }
}
