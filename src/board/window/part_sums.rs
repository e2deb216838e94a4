//! The law of places in the window table: a whole holds its parts and what is elsewhere in it, once.

use proptest::prelude::*;

use super::{WindowRow, WindowTable};
use crate::board::{Clock, Knowledge, made};
use crate::model::Bounds;

/// Two provinces of a country, with towns in one of them; a hamlet in a town; a place apart.
const PLACES: &str = r#"
place = [
  { id = "country", name = "Country" },
  { id = "east", name = "East", part_of = "country" },
  { id = "west", name = "West", part_of = "country" },
  { id = "town", name = "Town", part_of = "east" },
  { id = "village", name = "Village", part_of = "east" },
  { id = "hamlet", name = "Hamlet", part_of = "town" },
  { id = "apart", name = "Apart" },
]
"#;
const NAMES: [&str; 7] = ["country", "east", "west", "town", "village", "hamlet", "apart"];

fn count(row: &WindowRow) -> Bounds {
    row.count.as_ref().map_or(Bounds::ZERO, |told| told.count)
}

fn plus(a: Bounds, b: Bounds) -> Bounds {
    Bounds { low: a.low + b.low, high: a.high.zip(b.high).map(|(a, b)| a + b) }
}

proptest! {
    #[test]
    fn a_whole_is_its_parts_and_what_is_elsewhere_in_it(at in proptest::collection::vec(0usize..7, 0..24)) {
        let attack = |(n, at): (usize, &usize)| {
            let (day, place) = (n % 28 + 1, NAMES[*at]);
            format!(
                "[[attack]]\nid = \"a{n}\"\ndate = 2020-02-{day:02}\nkind = \"ied\"\nplace = \"{place}\"\nsource = \"s\"\n"
            )
        };
        let records: String = at.iter().enumerate().map(attack).collect();
        let head = "format = 1\nscenario = { id = \"made\", title = \"Made\" }\n\
                    source = [{ id = \"s\", name = \"S\", kind = \"media\" }]\n";
        let clock = Clock { as_of: "2020-02-29".parse().unwrap(), knowledge: Knowledge::Hindsight };
        let board = made::of_text(&format!("{head}{PLACES}{records}"), clock);
        let window = WindowTable::of(&board, 40);
        let rows: Vec<&WindowRow> =
            window.rows.iter().filter(|row| row.place.is_some() && row.kind.is_none()).collect();
        for (n, whole) in rows.iter().enumerate() {
            let below = rows[n + 1..].iter().take_while(|row| row.depth > whole.depth);
            let parts: Vec<&&WindowRow> = below.filter(|row| row.depth == whole.depth + 1).collect();
            prop_assert!(parts.iter().all(|part| count(part).low <= count(whole).low));
            let sum = parts.iter().fold(Bounds::ZERO, |sum, part| plus(sum, count(part)));
            prop_assert!(parts.is_empty() || sum == count(whole), "{:?}", whole.place);
        }
        let outermost = rows.iter().filter(|row| row.depth == 0);
        let all = outermost.fold(Bounds::ZERO, |sum, row| plus(sum, count(row)));
        prop_assert_eq!(all, Bounds::new(at.len() as u64, at.len() as u64));
    }
}
