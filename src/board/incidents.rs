//! Incidents counted honestly: by class, as ranges, never with bulletins.

use std::{borrow::Cow, collections::HashSet};

use super::{Board, Dated, Incidents};
use crate::model::{
    Bounds, Class, Day, FeedUse, Id, Key, PatrolKind, PatrolOutcome, Record, RecordIx, RecordKind,
    Table, TallySubject, Term, Value,
};

/// Incidents of one class: records that are told to be one are one; the low end counts
/// `perhaps_same_as` as one, too, the high end as two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Which class.
    pub class: Class,
    /// How many incidents, at least and at most.
    pub count: Bounds,
}

impl Tally {
    /// Totals of the visible records of incidents, class by class.
    pub fn all(board: &Board) -> Vec<Tally> {
        let total = |class: Class| board.incidents(class).total();
        Class::ALL.iter().map(|class| Tally { class: *class, count: total(*class) }).collect()
    }
}

impl Board {
    /// The class of an attack record, by its shown kind.
    pub fn class(&self, record: &Record) -> Option<Class> {
        let is_incident = record.table == Table::Attack;
        self.kind(record).filter(|_| is_incident).map(RecordKind::class)
    }

    /// What kind of incident a record is, as shown; of an event only a kind that the scenario
    /// declares is one.
    pub fn kind<'a>(&'a self, record: &'a Record) -> Option<RecordKind<'a>> {
        self.shown(record, Key::Kind)?.value.kind()
    }

    /// The records of a class of incidents that pass the filter.
    pub(super) fn of_class(&self, class: Class) -> Vec<RecordIx> {
        self.shown_of(Table::Attack)
            .filter(|n| self.class_of(*n) == Some(class))
            .filter(|n| !self.is_taken_back(*n))
            .collect()
    }

    /// What the records of a table are called together: incidents, where the file calls them so, or
    /// some of them are neither attacks nor what stood among these from the first.
    pub fn called_together(&self, table: Table) -> &'static str {
        let are_incidents = table == Table::Attack && self.are_incidents();
        if are_incidents { table.plural_of("incident", 2) } else { table.plural(2) }
    }

    pub(super) fn find_whether_incidents(&self) -> bool {
        let by_its_file = || self.scenario().table_name(Table::Attack) == Some("incident");
        self.has_any_of(Class::Activity) || self.has_any_of(Class::Hazard) || by_its_file()
    }

    pub(super) fn find_classes(&self) -> [bool; Class::ALL.len()] {
        let mut found = [false; Class::ALL.len()];
        let classes = self.visible_of(Table::Attack).filter_map(|n| self.class_of(n));
        classes.for_each(|class| found[class as usize] = true);
        found
    }

    /// The patrols that ran and pass the filter.
    pub(super) fn ran(&self) -> Vec<RecordIx> {
        self.shown_of(Table::Patrol).filter(|n| self.has_run(*n)).collect()
    }

    /// Days since the last visible attack (on a patrol only, if asked), as a range when its date
    /// is one; `None` when there is none. It says nothing of the days nobody reported.
    pub fn since_last_attack(&self, on_patrols: bool) -> Option<Bounds> {
        Incidents::apart(self, &self.attacks(on_patrols)).since_last(self.clock.as_of)
    }

    /// The attack that may have been the last (on a patrol only, if asked), and days since the
    /// last.
    pub fn last_attack(&self, on_patrols: bool) -> Option<(Bounds, RecordIx)> {
        let attacks = self.attacks(on_patrols);
        let since = Incidents::apart(self, &attacks).since_last(self.clock.as_of)?;
        let latest = |n: &RecordIx| self.date_of(*n).map(|date| date.latest.unwrap_or(Day::MAX));
        Some((since, attacks.into_iter().max_by_key(latest)?))
    }

    /// The patrol that a visible attack names, by position.
    pub(super) fn patrol_hit_by(&self, attack: RecordIx) -> Option<RecordIx> {
        self.states[attack.index()].attacked_patrol().filter(|n| self.is_patrol(*n))
    }

    /// The attacks that name a patrol, or those that name none.
    pub(super) fn attacks_by_target(&self, on_patrols: bool) -> Vec<RecordIx> {
        let mut attacks = self.of_class(Class::Attack);
        attacks.retain(|n| self.patrol_hit_by(*n).is_some() == on_patrols);
        attacks
    }

    fn attacks(&self, on_patrols: bool) -> Vec<RecordIx> {
        let mut attacks = self.of_class(Class::Attack);
        attacks.retain(|n| !on_patrols || self.patrol_hit_by(*n).is_some());
        attacks
    }

    /// The visible attacks of which nobody says which patrol they hit, or whether one: they stand
    /// beside the attacked patrols and are not counted among them.
    pub fn attacks_on_unknown_patrols(&self) -> Vec<RecordIx> {
        let is_unknown =
            |n: &RecordIx| self.shown_id(self.record(*n), Key::Patrol).is_some_and(Id::is_unknown);
        self.of_class(Class::Attack).into_iter().filter(is_unknown).collect()
    }

    /// The last patrol that ran, and days since.
    pub fn last_patrol(&self) -> Option<(u64, RecordIx)> {
        let over = |n: RecordIx| Some((self.date_of(n)?.latest?, n));
        let over = self.ran().into_iter().filter_map(over);
        let (day, last) = over.filter(|(day, _)| *day <= self.clock.as_of).max()?;
        Some((u64::try_from((self.clock.as_of - day).num_days()).ok()?, last))
    }

    /// See [`Board::latest_tallies`].
    pub(super) fn find_latest_tallies(&self) -> Vec<RecordIx> {
        let end = |n: RecordIx| self.date_of(n).and_then(|date| date.latest.or(date.earliest));
        let mut tallies: Vec<RecordIx> = self.shown_of(Table::Tally).collect();
        tallies.sort_by_key(|n| std::cmp::Reverse(end(*n)));
        let mut seen = HashSet::new();
        // What is counted so far does not stand for a day's count, nor that for it.
        tallies.retain(|n| seen.insert((self.series_of(*n), self.tally_key(self.record(*n)))));
        tallies
    }

    /// What a tally counts: it says so by its key, or by a plain word where it has none.
    pub fn subject_of_tally(&self, tally: RecordIx) -> Option<TallySubject> {
        let by_key = self.shown_term::<TallySubject>(self.record(tally), Key::Counting);
        by_key.or_else(|| self.index.counted_in_words(tally))
    }

    /// Whether a tally counts patrols.
    pub fn counts_patrols(&self, tally: RecordIx) -> bool {
        self.subject_of_tally(tally) == Some(TallySubject::Patrols)
    }

    /// How a visible patrol went: see [`Board::outcome`].
    pub fn outcome_of(&self, patrol: RecordIx) -> Option<PatrolOutcome> {
        self.states[patrol.index()].outcome()
    }

    /// What a visible record of the patrol log is, by the format's list; `None` of any other, and of
    /// a kind that the scenario declares.
    pub fn patrol_kind(&self, n: RecordIx) -> Option<PatrolKind> {
        self.states[n.index()].patrol_kind()
    }

    /// What a record of the patrol log is, as it is read: a patrol where nobody says.
    pub fn patrol_kind_said<'a>(&'a self, record: &'a Record) -> Cow<'a, str> {
        let kind = self.displayed(record, Key::Kind).and_then(Value::word_said);
        kind.unwrap_or_else(|| Term::PatrolKind(PatrolKind::Patrol).spoken())
    }

    /// Whether a visible record is a patrol, and no inspection, flight or visit.
    pub fn is_patrol(&self, n: RecordIx) -> bool {
        self.patrol_kind(n) == Some(PatrolKind::Patrol)
    }

    /// Whether a visible patrol ran: neither planned nor cancelled, and not taken back.
    pub fn has_run(&self, patrol: RecordIx) -> bool {
        self.is_patrol(patrol)
            && !self.is_taken_back(patrol)
            && !matches!(
                self.outcome_of(patrol),
                Some(PatrolOutcome::Planned | PatrolOutcome::Cancelled)
            )
    }

    /// What passes the filter: incidents put together, all else record by record;
    /// `perhaps_same_as` makes the number a range.
    pub fn counted(&self, what: Dated) -> Bounds {
        let records: Vec<RecordIx> = match what {
            Dated::Patrols => {
                let patrols = self.shown_of(Table::Patrol);
                patrols.filter(|n| self.has_run(*n)).collect()
            }
            Dated::Incidents(class) => return self.incidents(class).total(),
            Dated::AttacksOnPatrols | Dated::OtherAttacks => {
                return self.incidents_by_target(what == Dated::AttacksOnPatrols).total();
            }
            Dated::FeedRows(n, class) => {
                let feed_rows = self.visible_rows(FeedUse::Attacks);
                return feed_rows
                    .map_or(Bounds::ZERO, |feed_rows| feed_rows.total(n, class).rows());
            }
            Dated::Events => self.standing_of(Table::Event),
            Dated::Statements => self.standing_of(Table::Statement),
        };
        Incidents::apart(self, &records).total()
    }

    /// A table's records that pass the filter and were not taken back.
    pub(super) fn standing_of(&self, table: Table) -> Vec<RecordIx> {
        self.shown_of(table).filter(|n| !self.is_taken_back(*n)).collect()
    }

    /// Days since the last patrol that ran.
    pub fn since_last_patrol(&self) -> Option<u64> {
        self.last_patrol().map(|(days, _)| days)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        board::{Clock, Query, Register, made},
        model::IncidentKind,
    };

    const WEEK: &str = include_str!("../../tests/data/valid/lebanon-week.toml");

    fn week(filter: &str) -> Board {
        let board = made::of_text(WEEK, Clock::then("2024-12-03".parse().unwrap()));
        let query = Query::parse(filter, board.scenario()).unwrap();
        Board::new(board.index.clone(), board.clock, query)
    }

    fn totals(board: &Board) -> Vec<String> {
        let totals = Tally::all(board).into_iter();
        totals.map(|tally| format!("{} {}", tally.class.word(), tally.count)).collect()
    }

    #[test]
    fn each_class_is_counted_on_a_line_of_its_own() {
        let wanted = ["attack 2", "obstruction 1", "activity 7", "hazard 1", "other 0"];
        assert_eq!(totals(&week("")), wanted);
        assert_eq!(totals(&week("class:activity"))[0], "attack 0");
        assert_eq!(totals(&week("class:activity"))[2], "activity 7");
        assert_eq!(totals(&week("kind:overflight"))[2], "activity 3");
        // An own kind is asked for by its id and by its name.
        assert_eq!(totals(&week("kind:curfew"))[2], "activity 1");
        assert_eq!(totals(&week("kind:\"Curfew announced\""))[2], "activity 1");
        assert_eq!(
            totals(&week("kind:return-march")),
            ["attack 0", "obstruction 0", "activity 0", "hazard 0", "other 0"]
        );
    }

    #[test]
    fn the_register_says_why_for_each_class() {
        let board = week("");
        let register = Register::new(&board);
        let why = |id: &str| {
            let figure = register.named(id).unwrap();
            let grounds = register.why(&figure);
            let counts = [&grounds.certain, &grounds.possible, &grounds.not].map(|of| of.len());
            (figure.text(), counts)
        };
        assert_eq!(why("attacks"), ("2".to_owned(), [2, 0, 9]));
        assert_eq!(why("activities"), ("7".to_owned(), [7, 0, 4]));
        assert_eq!(why("hazards"), ("1".to_owned(), [1, 0, 10]));
        assert_eq!(why("activities-in-window").1, [7, 0, 4]);
        assert_eq!(why("activities-against:no-offence").1, [2, 0, 0]);
        let idlib = made::idlib("2020-08-14");
        assert!(Register::new(&idlib).of("activities").is_empty(), "it has none");
    }

    #[test]
    fn an_overflight_is_no_attack_wherever_it_is_asked() {
        let board = week("kind:overflight");
        assert!(board.of_class(Class::Attack).is_empty());
        assert_eq!(board.since_last_attack(false), None);
        assert_eq!(board.called_together(Table::Attack), "incidents");
        let of = |name: &str| {
            let text = format!(
                "[[{name}]]\nid = \"a\"\ndate = 2024-12-01\nkind = \"ied\"\nsource = \"s\"\n"
            );
            made::board(&text, "2024-12-03").called_together(Table::Attack)
        };
        assert_eq!([of("attack"), of("incident")], ["attacks", "incidents"]);
    }

    #[test]
    fn who_holds_an_incident_against_a_clause_is_named() {
        let board = week("");
        let held = |id: &str| {
            let n = board.scenario().position(&Id::new(id).unwrap()).unwrap();
            board.holders(n).into_iter().map(|(of, by)| format!("{of} by {by}")).collect::<Vec<_>>()
        };
        assert_eq!(held("overflight-28"), ["no-offence by the desk"]);
        assert_eq!(held("overflight-1"), ["no-offence by NNA"]);
        assert_eq!(held("overflight-29"), Vec::<String>::new());
    }

    proptest! {
        /// Each on a day of its own, so that no two are one.
        #[test]
        fn the_classes_hold_every_incident_once(kinds in proptest::collection::vec(0..=IncidentKind::ALL.len(), 0..20)) {
            let own = "[[kind]]\nid = \"own\"\nname = \"Own\"\nclass = \"hazard\"\ntable = \"incident\"\n";
            let record = |(n, kind): (usize, &usize)| {
                let kind = IncidentKind::ALL.get(*kind).map_or("own", |kind| kind.word());
                let name = ["attack", "incident"][n % 2];
                format!("[[{name}]]\nid = \"i{n}\"\ndate = 2024-12-{:02}\nkind = \"{kind}\"\nsource = \"s\"\n", n + 1)
            };
            let records: String = kinds.iter().enumerate().map(record).collect();
            let board = made::board(&format!("{own}{records}"), "2024-12-31");
            let all = Tally::all(&board).into_iter().fold(Bounds::ZERO, |sum, of| sum.plus(of.count));
            prop_assert_eq!(all, Bounds::new(kinds.len() as u64, kinds.len() as u64));
            for n in board.visible_of(Table::Attack) {
                let classes = Class::ALL.iter().filter(|class| board.of_class(**class).contains(&n));
                prop_assert_eq!(classes.count(), 1);
            }
        }
    }
}
