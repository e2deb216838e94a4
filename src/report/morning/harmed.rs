//! People killed and hurt, in the columns of what was counted.

use super::count_row::{AT_LEAST, CountRow, NOTHING};
use crate::{
    board::{Board, Register, figures::AttackHarm},
    model::{Bounds, Day, Id, Key},
};

/// People killed and hurt in the attacks, and whose they were.
pub(super) fn harmed(board: &Board, columns: [Option<(Day, Day)>; 5]) -> Vec<CountRow> {
    let register = Register::new(board);
    let row = |(key, name): (Key, &str)| {
        let told = columns.map(|days| days.and_then(|(a, b)| AttackHarm::of(&register, key, a, b)));
        let whose = told.iter().flatten().map(|harm| &harm.whose).max_by_key(|whose| whose.len());
        let whose = whose.map_or_else(String::new, |whose| whose_people(board, whose));
        CountRow {
            name: format!("  {name}{whose}"),
            is_told: told.iter().flatten().any(|harm| harm.count.high != Some(0)),
            cells: told.map(|harm| harm.map(|harm| people(&harm))),
            weight: 0,
        }
    };
    [(Key::Killed, "killed"), (Key::Injured, "hurt")].map(row).into()
}

/// `: Russia, Turkey`; at most two of them.
fn whose_people(board: &Board, whose: &[Id]) -> String {
    let names: Vec<String> = whose.iter().take(2).map(|id| board.quoted_name(id)).collect();
    match whose.len() {
        0 => String::new(),
        1 | 2 => format!(": {}", names.join(", ")),
        _ => format!(": {}, others", names[0]),
    }
}

/// A number of people in a cell; where nobody tells of one for certain there is none.
fn people(harm: &AttackHarm) -> String {
    let mark = if harm.is_contested { " ≠" } else { "" };
    match harm.count {
        Bounds { low: 0, high: None } => NOTHING.to_owned(),
        Bounds { low, high: None } => format!("{low}{AT_LEAST}{mark}"),
        count => format!("{count}{mark}"),
    }
}
