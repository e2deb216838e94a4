//! The last reported attack on a patrol, beside the patrols that ran since: days without a report of
//! one say nothing while no patrol runs.

use super::{Board, Standing, StandingOf, human};
use crate::model::{Bounds, Day, Record, RecordIx, State, Table, When, later};

/// The last reported attack on a patrol, and what ran since.
#[derive(Clone, PartialEq, Debug)]
pub struct LastAttack {
    /// The attack that may have been the last; `None` while none is reported.
    pub attack: Option<RecordIx>,
    /// When the last of them was, as far as that is known.
    pub when: Option<When>,
    /// Patrols that ran since and that no attack names; all that ran, while none is reported.
    pub since: Vec<RecordIx>,
    /// More of them that may have run since: their days or that of the attack are vague.
    pub perhaps: Vec<RecordIx>,
    /// Whether the patrols are suspended.
    pub is_suspended: bool,
}

impl LastAttack {
    /// As of the day that is looked at, whatever the filter.
    pub fn of(board: &Board) -> LastAttack {
        board.last_attack_on_patrol().clone()
    }

    pub(super) fn find(board: &Board) -> LastAttack {
        let board: &Board = &board.unfiltered();
        let last = board.last_attack(true);
        let when = last.as_ref().map(|(since, _)| board.days_ago(*since));
        let is_spared = |n: &RecordIx| board.hits_on(*n).is_empty();
        let mut since = board.ran();
        since.retain(is_spared);
        let mut perhaps = Vec::new();
        if let Some(attack) = &when {
            let after = |n: RecordIx| {
                let ends = board.date_of(n).map(|date| (date.earliest, date.latest));
                let (first, last) = ends.unwrap_or((None, None));
                let is_sure = first.zip(attack.latest).is_some_and(|(first, day)| first > day);
                let may_be = last.zip(attack.earliest).is_none_or(|(last, day)| last > day);
                (is_sure, may_be)
            };
            perhaps = since.iter().copied().filter(|n| after(*n) == (false, true)).collect();
            since.retain(|n| after(*n).0);
        }
        let patrols = Standing::of(board, StandingOf::Patrols);
        let is_suspended = patrols.is_some_and(|standing| standing.is == State::Suspended);
        LastAttack { attack: last.map(|(_, attack)| attack), when, since, perhaps, is_suspended }
    }

    /// The same; `None` where the file tells of no patrol, now or later, and of no attack on one.
    pub fn if_told_of(board: &Board) -> Option<LastAttack> {
        let last = LastAttack::of(board);
        let has_patrols = board.scenario().table(Table::Patrol).iter().any(Record::is_patrol);
        (has_patrols || last.attack.is_some()).then_some(last)
    }

    /// How many patrols ran since, certain to possible.
    pub fn patrols(&self) -> Bounds {
        let certain = self.since.len() as u64;
        Bounds::new(certain, certain + self.perhaps.len() as u64)
    }

    /// In full: `last reported attack on a patrol 14 Jul; 2 patrols since, neither reported
    /// attacked`.
    pub fn in_words(&self, day: Day) -> String {
        let patrols = match (self.patrols().high, &self.when) {
            (Some(0), None) => return "no patrol and no attack on one reported".to_owned(),
            (Some(0), Some(_)) => "no patrol reported since".to_owned(),
            (_, Some(_)) => format!("{} since, {}", self.counted(), self.spared()),
            (_, None) => format!("{}, {}", self.counted(), self.spared()),
        };
        let suspended = if self.is_suspended { "; patrols suspended" } else { "" };
        match &self.when {
            Some(when) => {
                let when = human(when, day);
                format!("last reported attack on a patrol {when}; {patrols}{suspended}")
            }
            None => format!("no attack on a patrol reported; {patrols}{suspended}"),
        }
    }

    /// The same where there is little room: `last reported attack on a patrol 14 Jul; 2 ran
    /// since`.
    pub fn in_short(&self, day: Day) -> String {
        let none = self.patrols().high == Some(0);
        match &self.when {
            Some(when) => {
                let patrols = if none { "none".to_owned() } else { self.patrols().to_string() };
                format!(
                    "last reported attack on a patrol {}; {patrols} ran since",
                    human(when, day)
                )
            }
            None if none => "no patrol reported".to_owned(),
            None => format!("{}, {}", self.counted(), self.spared()),
        }
    }

    /// The same in a few cells: `patrol reported attacked 14 Jul, 2 ran since`. That it is of
    /// patrols stays: the last reported attack of all is another figure.
    pub fn in_brief(&self, day: Day) -> String {
        let patrols = self.patrols();
        match &self.when {
            Some(when) => {
                let ran = if patrols.high == Some(0) { "none".into() } else { patrols.to_string() };
                format!("patrol reported attacked {}, {ran} ran since", human(when, day))
            }
            None => self.in_short(day),
        }
    }

    /// The same under a label that says that it is of patrols, from its fullest form to its shortest.
    pub fn in_forms(&self, day: Day) -> Vec<String> {
        let Some(when) = self.when.as_ref().map(|when| human(when, day)) else {
            let nothing = self.patrols().high == Some(0);
            let words = if nothing { "no patrol reported" } else { "no attack on one reported" };
            return vec![words.to_owned()];
        };
        let none = self.patrols().high == Some(0);
        let ran =
            if none { "no patrol since".to_owned() } else { format!("{} since", self.counted()) };
        let spared = if none { String::new() } else { format!(", {}", self.spared()) };
        vec![
            format!("last reported attack {when}; {ran}{spared}"),
            format!("last reported attack {when}; {ran}"),
            format!("last reported {when}; {ran}"),
            format!("last reported {when}"),
        ]
    }

    fn counted(&self) -> String {
        let patrols = self.patrols();
        let plural = if patrols == Bounds::new(1, 1) { "" } else { "s" };
        format!("{patrols} patrol{plural}")
    }

    fn spared(&self) -> &'static str {
        match self.patrols() {
            Bounds { low: 1, high: Some(1) } => "not reported attacked",
            Bounds { low: 2, high: Some(2) } => "neither reported attacked",
            _ => "none reported attacked",
        }
    }
}

impl Board {
    /// The days that lie so many before the day that is looked at.
    pub fn days_ago(&self, days: Bounds) -> When {
        let back = |days: u64| later(self.clock.as_of, -i64::try_from(days).ok()?);
        let (earliest, latest) = (days.high.and_then(back), back(days.low));
        When { earliest, latest, ..When::on(self.clock.as_of) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::made;

    #[test]
    fn the_shortest_form_says_reported_too() {
        let brief = |on: &str| {
            let board = made::idlib(on);
            LastAttack::of(&board).in_brief(board.clock.as_of)
        };
        assert_eq!(brief("2020-08-14"), "patrol reported attacked 14 Jul, 2 ran since");
        assert_eq!(brief("2020-07-15"), "patrol reported attacked 14 Jul, none ran since");
        assert_eq!(brief("2020-03-10"), "no patrol reported");
    }

    fn told(board: &Board) -> [String; 2] {
        let last = LastAttack::of(board);
        [last.in_words(board.clock.as_of), last.in_short(board.clock.as_of)]
    }

    #[test]
    fn days_since_an_attack_stand_beside_the_patrols_that_ran() {
        let of = |day: &str| told(&made::idlib(day));
        assert_eq!(
            of("2020-08-12"),
            [
                "last reported attack on a patrol 14 Jul; 2 patrols since, neither reported attacked",
                "last reported attack on a patrol 14 Jul; 2 ran since"
            ]
        );
        assert_eq!(
            of("2020-07-15")[0],
            "last reported attack on a patrol 14 Jul; no patrol reported since"
        );
        assert!(of("2020-08-14")[0].ends_with("neither reported attacked; patrols suspended"));
        assert_eq!(
            of("2021-04-27"),
            [
                "last reported attack on a patrol 25 Aug 2020; no patrol reported since; patrols suspended",
                "last reported attack on a patrol 25 Aug 2020; none ran since"
            ]
        );
        assert_eq!(of("2020-03-10")[0], "no patrol and no attack on one reported");
    }

    #[test]
    fn a_file_without_patrols_says_nothing_of_them() {
        let told_of = |board: &Board| LastAttack::if_told_of(board).is_some();
        assert!(!told_of(&made::board("", "2020-07-20")));
        assert!(told_of(&made::idlib("2020-03-10")), "they are told of later");
    }

    #[test]
    fn a_vague_attack_leaves_open_which_patrols_ran_since() {
        let patrol = |day: u32| {
            format!(
                "[[patrol]]\nid = \"p{day}\"\ndate = 2020-07-{day:02}\noutcome = \"completed\"\nsource = \"s\"\n"
            )
        };
        let attack = "[[attack]]\ndate = { from = 2020-07-05, to = 2020-07-10 }\nkind = \"ied\"\n\
                      patrol = \"p5\"\nsource = \"s\"\n";
        let records = [1, 5, 8, 12].map(patrol).concat() + attack;
        let of = |records: &str| told(&made::board(records, "2020-07-20"));
        assert_eq!(
            of(&records),
            [
                "last reported attack on a patrol 5–10 Jul; 1–2 patrols since, none reported attacked",
                "last reported attack on a patrol 5–10 Jul; 1–2 ran since"
            ]
        );
        assert_eq!(
            of(&patrol(3))[0],
            "no attack on a patrol reported; 1 patrol, not reported attacked"
        );
        assert_eq!(of(&patrol(3))[1], "1 patrol, not reported attacked");
    }
}
