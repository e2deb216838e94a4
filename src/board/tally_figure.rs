//! What a tally says: the count of its days, or what was counted so far, which stands as it was said
//! and is never added to anything.

use super::{Board, human, what_of};
use crate::model::{Clean, Count, Key, Record, Value};

impl Board {
    /// The key that holds the figure of a tally: the count of its days, else what it counts so far.
    pub fn tally_key(&self, record: &Record) -> Key {
        let says = |key: Key| self.displayed(record, key).is_some();
        if !says(Key::Count) && says(Key::Running) { Key::Running } else { Key::Count }
    }

    /// What stands behind the figure of a tally: `violations`, `hectares of land cleared since 23
    /// Nov`.
    pub fn tally_of(&self, record: &Record, count: Option<&Count>) -> String {
        let of = record.text(Key::Of).map_or("", Clean::as_str);
        let unit = self.displayed(record, Key::Unit).and_then(Value::as_text);
        let said = |words: &str| count.map_or_else(|| words.to_owned(), |n| what_of(n, words));
        let what = match unit.filter(|unit| !names_unit(of, unit)) {
            Some(unit) => format!("{} of {of}", said(unit)),
            None => said(of),
        };
        if self.tally_key(record) == Key::Count {
            return what;
        }
        match self.displayed(record, Key::Since).and_then(Value::as_when) {
            Some(since) => format!("{what} since {}", human(since, self.clock.as_of)),
            None => format!("{what} so far"),
        }
    }

    /// What the figures of a series are of: what is counted in another unit is another thing.
    pub(super) fn tally_series_of(&self, record: &Record) -> Clean {
        let shown = |key: Key| self.shown(record, key).and_then(|said| said.value.as_text());
        let of = shown(Key::Of).cloned().unwrap_or_default();
        match shown(Key::Unit).filter(|unit| !names_unit(&of, unit)) {
            Some(unit) => format!("{of}, in {unit}").into(),
            None => of,
        }
    }
}

/// Whether what is counted says already in which unit: `hectares cleared`.
fn names_unit(of: &str, unit: &str) -> bool {
    let unit = unit.to_lowercase();
    of.to_lowercase().split(' ').any(|word| word == unit)
}

#[cfg(test)]
mod tests {
    use crate::{
        board::{Board, Register, made},
        model::{Id, Table},
    };
    use proptest::prelude::*;

    fn board(records: &str) -> Board {
        let head = "[[source]]\nid = \"t\"\nname = \"T\"\nkind = \"media\"\n";
        made::board(&format!("{head}{records}"), "2020-07-20")
    }

    fn tally(id: &str, date: &str, keys: &str) -> String {
        format!("[[tally]]\nid = \"{id}\"\ndate = {date}\nsource = \"s\"\n{keys}\n")
    }

    fn called(keys: &str) -> String {
        let board = board(&tally("t1", "2020-07-14", keys));
        let record = board.scenario().find(&Id::new("t1").unwrap()).expect("it is read");
        board.brief(record)
    }

    #[test]
    fn a_tally_is_called_by_its_figure_its_unit_and_from_when_it_runs() {
        let cleared = "of = \"land cleared\"\nunit = \"hectares\"\n";
        assert_eq!(
            called(&format!("{cleared}running = 1191.30\nsince = 2020-07-01")),
            "S counts 1191.30 hectares of land cleared since 1 Jul, 14 Jul"
        );
        assert_eq!(
            called(&format!("{cleared}running = \"about 479.2\"")),
            "S counts about 479.2 hectares of land cleared so far, 14 Jul"
        );
        assert_eq!(
            called("of = \"hectares cleared\"\nunit = \"hectares\"\ncount = 5.9"),
            "S counts 5.9 hectares cleared, 14 Jul"
        );
        assert_eq!(
            called("of = \"aid\"\nunit = \"trucks\"\ncount = 1"),
            "S counts 1 truck of aid, 14 Jul"
        );
        // A running figure beside a count does not stand for it.
        assert_eq!(
            called("of = \"violations\"\ncount = 4\nrunning = 9"),
            "S counts 4 violations, 14 Jul"
        );
    }

    #[test]
    fn what_is_counted_in_another_unit_is_another_series() {
        let board = board(
            &[
                tally("a", "2020-07-14", "of = \"aid\"\nunit = \"trucks\"\ncount = 75"),
                tally("b", "2020-07-15", "of = \"aid\"\nunit = \"tonnes\"\ncount = 277.8"),
                tally("c", "2020-07-15", "of = \"aid\"\nunit = \"tonnes\"\nrunning = 500.5"),
            ]
            .concat(),
        );
        let told: Vec<String> =
            Register::new(&board).of("told").iter().map(|of| of.text()).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(
            told.contains(&"277.8".to_owned()) && told.contains(&"500.5".to_owned()),
            "{told:?}"
        );
    }

    #[test]
    fn voices_contest_a_running_figure_by_its_decimals() {
        let of = |other: &str| {
            let keys = format!(
                "of = \"land cleared\"\nunit = \"hectares\"\nrunning = 14.67\n\
                 account = [{{ source = \"t\", running = {other} }}]"
            );
            let board = board(&tally("a", "2020-07-14", &keys));
            let n = board.scenario().span(Table::Tally).next().unwrap();
            board.contested(n).iter().count()
        };
        assert_eq!((of("14.8"), of("14.670"), of("\"about 15\"")), (1, 0, 0));
    }

    proptest! {
        /// Whatever running figures are told, every other figure of the board stays.
        #[test]
        fn a_running_figure_adds_to_nothing(
            days in proptest::collection::vec((1..20u32, 0..900u64, 0..90u64), 1..6),
        ) {
            let counts = |with_running: bool| {
                let each = days.iter().enumerate().map(|(n, (day, running, count))| {
                    let keys = format!("of = \"violations\"\ncount = {count}");
                    let date = format!("2020-07-{day:02}");
                    let counted = tally(&format!("c{n}"), &date, &keys);
                    let keys = format!(
                        "of = \"violations\"\nrunning = {running}\nsince = 2020-07-01\n\
                         by_kind = {{ shelling = {running} }}"
                    );
                    let so_far = tally(&format!("r{n}"), &date, &keys);
                    if with_running { counted + &so_far } else { counted }
                });
                let board = board(&each.collect::<String>());
                let rows = board.window_table().rows.iter();
                let told: Vec<String> = rows
                    .map(|row| format!("{}: {:?} {:?}", row.name(), row.count, row.previous))
                    .collect();
                let bars = crate::board::Timeline::of(&board).map(|timeline| {
                    let each = timeline.rows.iter().map(|row| match &row.kind {
                        crate::board::StrandKind::Reports { density, .. } => format!("{density:?}"),
                        _ => String::new(),
                    });
                    each.collect::<Vec<String>>()
                });
                (told, bars)
            };
            prop_assert_eq!(counts(true), counts(false));
        }
    }
}
