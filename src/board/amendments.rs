//! What was agreed as it stands on a day: a deadline, a text, an end that was amended, with what it was.
//! An amendment holds from its day on, and from when it was known; before that nothing is changed.

use super::{Board, Visibility, contest::exclude, human};
use crate::model::{Id, Key, Record, RecordIx, Table, Value, When};

/// A value of an agreement or a clause as it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Amended {
    /// As the last amendment has it, else as it was agreed.
    pub value: Value,
    /// What it was before that; `None` where nothing was said of it.
    pub was: Option<Value>,
    /// The amendment that holds; `None` where there is none.
    pub amendment: Option<RecordIx>,
    /// Whether voices amend it differently.
    pub is_contested: bool,
    /// Every value that a voice gives for it now; more than one only where it is contested.
    pub said: Vec<Value>,
}

impl Amended {
    /// The day, where it is one.
    pub fn when(&self) -> Option<&When> {
        self.value.as_when()
    }

    /// All days that it can mean, whoever is right.
    pub fn may_mean(&self) -> Option<When> {
        let shown = self.when()?;
        let all = || self.said.iter().filter_map(Value::as_when);
        let earliest = all().map(|when| when.earliest).min().unwrap_or(shown.earliest);
        let has_end = all().all(|when| when.latest.is_some());
        let latest = all().filter_map(|when| when.latest).max().or(shown.latest);
        Some(When { earliest, latest: latest.filter(|_| has_end), ..shown.clone() })
    }
}

impl Board {
    /// The deadline of a clause, as it stands.
    pub fn deadline_of(&self, clause: RecordIx) -> Option<Amended> {
        self.amended(clause, Key::Deadline)
    }

    /// Until when an agreement or a clause runs, as it stands: only amendments say so.
    pub fn runs_until(&self, of: RecordIx) -> Option<Amended> {
        self.amended(of, Key::Until)
    }

    /// A key of an agreement or a clause, as it stands; `None` where nobody says anything of it.
    pub fn amended(&self, of: RecordIx, key: Key) -> Option<Amended> {
        let record = self.record(of);
        let agreed = record.get(key).cloned();
        let mut amendments: Vec<(RecordIx, Value)> = self
            .amendments(&record.id)
            .into_iter()
            .filter_map(|n| Some((n, self.shown(self.record(n), key)?.value.clone())))
            .collect();
        let Some((amendment, value)) = amendments.pop() else {
            let said = agreed.iter().cloned().collect();
            let value = agreed?;
            return Some(Amended { value, was: None, amendment: None, is_contested: false, said });
        };
        // Those of the same day stand beside it: neither is the later word.
        let day = |n: RecordIx| self.status_order(n).0;
        let voice = |n: RecordIx| self.voice_shown(self.record(n), key);
        let rivals = amendments
            .iter()
            .map(|(n, _)| *n)
            .filter(|n| day(*n) == day(amendment) && voice(*n) != voice(amendment));
        let beside: Vec<RecordIx> = std::iter::once(amendment).chain(rivals).collect();
        let said: Vec<Value> = beside.iter().flat_map(|n| self.values_of(*n, key)).collect();
        let differs = |other: &Value| exclude(self.scenario(), &value, other);
        let is_contested = said.iter().any(differs);
        amendments.retain(|(n, _)| !beside.contains(n));
        let was = amendments.pop().map(|(_, value)| value).or(agreed);
        let said = if is_contested { said } else { vec![value.clone()] };
        Some(Amended { value, was, amendment: Some(amendment), is_contested, said })
    }

    fn values_of(&self, amendment: RecordIx, key: Key) -> Vec<Value> {
        let said = self.voices(self.record(amendment), key).into_iter();
        said.map(|said| said.value.clone()).collect()
    }

    /// The amendments of something that hold by the day that is looked at, the latest last; those
    /// taken back are left aside.
    pub fn amendments(&self, of: &Id) -> Vec<RecordIx> {
        let holds = |n: &RecordIx| {
            let record = self.record(*n);
            record.table == Table::Amendment
                && record.id_of(Key::Of) == Some(of)
                && self.visibility(*n) == Visibility::Shown
                && !self.is_all_withdrawn(record)
        };
        let mut amendments: Vec<RecordIx> =
            self.index.referring(of, Key::Of).iter().copied().filter(holds).collect();
        amendments.sort_by_key(|n| self.status_order(*n)); // stable: those of a day as in the file
        amendments
    }

    /// An amendment by what it says: `deadline of clause on withdrawal moved to 18 Feb`.
    pub(super) fn amendment_called(&self, record: &Record) -> String {
        let of = record.id_of(Key::Of).map(|of| self.status_subject(of)).unwrap_or_default();
        let day = |key: Key| {
            let when = self.displayed(record, key)?.as_when()?;
            Some(human(when, self.clock.as_of).to_string())
        };
        match (day(Key::Deadline), day(Key::Until)) {
            (Some(day), _) => format!("deadline of {of} moved to {day}"),
            (None, Some(day)) => format!("{of} runs until {day}"),
            (None, None) => format!("text of {of} amended"),
        }
    }
}

/// What an amendment may change.
pub const AMENDED: [Key; 3] = [Key::Deadline, Key::Until, Key::Text];

#[cfg(test)]
mod tests {
    use crate::{
        board::{Board, Compliance, Due, made},
        model::{Bounds, Value},
    };

    const AGREEMENT: &str = "
[[source]]
id = \"t\"
name = \"T\"
kind = \"monitor\"
[[agreement]]
id = \"truce\"
name = \"Truce\"
signed = 2020-07-01
source = \"s\"
clause = [{ id = \"pull-back\", kind = \"withdrawal\", text = \"They leave.\", deadline = 2020-07-20 }]
";

    fn amendment(id: &str, keys: &str) -> String {
        format!("[[amendment]]\nid = \"{id}\"\nof = \"pull-back\"\n{keys}\n")
    }

    /// The deadline, what it was, how it lies, and whether it is contested.
    fn told(board: &Board) -> (String, Option<String>, Option<Due>, bool) {
        let deadline = Compliance::all(board)[0].clauses[0].deadline.clone().unwrap();
        let was = deadline.was.map(|was| was.to_string());
        (deadline.when.to_string(), was, deadline.due, deadline.is_contested)
    }

    #[test]
    fn an_amendment_moves_a_deadline_from_its_day_and_when_it_is_known() {
        let keys =
            "since = 2020-07-18\npublished = 2020-07-16\ndeadline = 2020-08-10\nsource = \"s\"";
        let records = [AGREEMENT, &amendment("longer", keys)].concat();
        let on = |day: &str| told(&made::board(&records, day));
        let left = |days: u64| Some(Due::Left(Bounds::new(days, days)));
        assert_eq!(on("2020-07-17"), ("2020-07-20".into(), None, left(3), false));
        let was = Some("2020-07-20".to_owned());
        assert_eq!(on("2020-07-18"), ("2020-08-10".into(), was.clone(), left(23), false));
        let over = Some(Due::Over(Bounds::new(1, 1)));
        assert_eq!(on("2020-08-11"), ("2020-08-10".into(), was, over, false));
        let late =
            "since = 2020-07-18\npublished = 2020-07-25\ndeadline = 2020-08-10\nsource = \"s\"";
        let records = [AGREEMENT, &amendment("longer", late)].concat();
        let over = Some(Due::Over(Bounds::new(4, 4)));
        assert_eq!(told(&made::board(&records, "2020-07-24")).2, over, "nobody knew of it yet");
    }

    #[test]
    fn two_voices_that_amend_differently_are_contested_and_neither_makes_it_overdue_alone() {
        let of = |source: &str, day: &str| {
            format!(
                "since = 2020-07-18\npublished = 2020-07-18\ndeadline = {day}\nsource = \"{source}\""
            )
        };
        let (one, other) = (of("s", "2020-08-10"), of("t", "2020-08-20"));
        let apart = [AGREEMENT, &amendment("one", &one), &amendment("other", &other)].concat();
        let in_one = [AGREEMENT, &amendment("one", &one)].concat()
            + "account = [{ source = \"t\", published = 2020-07-18, deadline = 2020-08-20 }]\n";
        for records in [apart, in_one] {
            let (_, was, due, is_contested) = told(&made::board(&records, "2020-08-15"));
            assert_eq!((was.as_deref(), is_contested), (Some("2020-07-20"), true));
            assert_eq!(due, Some(Due::Between { over: Some(5), left: Some(5) }));
            assert!(told(&made::board(&records, "2020-08-21")).2.unwrap().is_over());
        }
        let same = [AGREEMENT, &amendment("one", &one), &amendment("two", &of("t", "2020-08-10"))];
        assert!(!told(&made::board(&same.concat(), "2020-08-15")).3);
    }

    #[test]
    fn a_second_amendment_tells_what_the_first_had_made_of_it() {
        let keys = |day: &str, until: &str| {
            format!("since = {day}\npublished = {day}\nuntil = {until}\nsource = \"s\"")
        };
        let records = [
            AGREEMENT,
            &amendment("one", &keys("2020-07-18", "2020-08-01")),
            &amendment("two", &keys("2020-07-30", "2020-09-01")),
        ]
        .concat();
        let board = made::board(&records, "2020-07-30");
        let clause = Compliance::all(&board)[0].clauses[0].record;
        let until = board.runs_until(clause).unwrap();
        let day = |value: &Value| value.as_when().unwrap().to_string();
        assert_eq!(
            (day(&until.value), day(&until.was.unwrap())),
            ("2020-09-01".into(), "2020-08-01".into())
        );
        assert_eq!(board.amendments(&board.record(clause).id).len(), 2);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        /// Whatever is amended, whenever it is published: a board that knows no more than was known
        /// on a day before both shows what it showed without the amendment.
        #[test]
        fn an_amendment_changes_nothing_before_its_day_or_before_it_was_known(
            (since, published, to, day) in (2..28u32, 2..28u32, 1..28u32, 1..28u32),
        ) {
            let keys = format!(
                "since = 2020-07-{since:02}\npublished = 2020-07-{published:02}\n\
                 deadline = 2020-08-{to:02}\ntext = \"They stay.\"\nsource = \"s\""
            );
            let with = [AGREEMENT, &amendment("later", &keys)].concat();
            let as_of = format!("2020-07-{day:02}");
            let text = |board: &Board| Compliance::all(board)[0].clauses[0].text.clone();
            let (with, without) = (made::board(&with, &as_of), made::board(AGREEMENT, &as_of));
            let is_same = told(&with) == told(&without) && text(&with) == text(&without);
            proptest::prop_assert_eq!(is_same, day < since || day < published);
        }
    }
}
