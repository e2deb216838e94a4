//! Where the agreement, its clauses and the patrols stand, in the words used.

use std::{fmt, iter::once};

use chrono::Datelike;

use super::{Board, Visibility, fold, full_day};
use crate::model::{Clean, Day, Id, Key, Record, RecordIx, State, Table, Term, Value, When, Word};

/// Days after which a status that nobody said anew is an old one, and sooner where its source is
/// expected to report more often.
const FRESH: i64 = 30;

/// Words by which a voice says less than the status does.
const HEDGES: &[&str] = &[
    "tenuous",
    "fragile",
    "shaky",
    "precarious",
    "brittle",
    "uneasy",
    "by and large",
    "largely",
    "mostly",
    "broadly",
    "generally",
    "partly",
    "partially",
    "barely",
    "nominally",
    "on paper",
    "so far",
    "for now",
    "despite",
    "although",
    "contested",
    "disputed",
    "violated",
    "but",
];

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
    /// Whether a voice puts it in words that say less.
    pub is_hedged: bool,
    /// The last day on which anybody said so.
    pub last_said: Option<Day>,
    /// How long ago that is, where it is too long for it to be taken as of today.
    pub age: Option<StandingAge>,
}

/// How long ago a status was said last: from that day to the day that is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StandingAge {
    /// The last day on which anybody said so.
    pub last_said: Day,
    /// The day that is looked at.
    pub as_of: Day,
}

impl StandingAge {
    /// `last said 8 months ago`
    pub fn in_words(self) -> String {
        let (n, unit) = self.rounded();
        format!("last said {n} {unit}{} ago", if n == 1 { "" } else { "s" })
    }

    /// `8 mo ago`
    pub fn in_brief(self) -> String {
        let (n, unit) = self.rounded();
        let short = match unit {
            "day" => "d",
            "month" => "mo",
            _ => "y",
        };
        format!("{n} {short} ago")
    }

    /// Whole days below two months, whole months below two years, else whole years.
    fn rounded(self) -> (i64, &'static str) {
        let (from, to) = (self.last_said, self.as_of);
        let begun = i64::from(to.year() - from.year()) * 12 + i64::from(to.month())
            - i64::from(from.month());
        let months = begun - i64::from(to.day() < from.day());
        match months {
            ..2 => ((to - from).num_days(), "day"),
            2..24 => (months, "month"),
            _ => (months / 12, "year"),
        }
    }
}

/// In words: `suspended (“temporarily suspended”) since Thu 13 Aug 2020`, and how long ago that was
/// said last where it is long.
impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Term::State(self.is).spoken())?;
        if let Some(words) = &self.words {
            write!(f, " (“{words}”)")?;
        }
        match (self.dated_since(), self.since.as_ref().and_then(When::day)) {
            (_, Some(day)) => write!(f, " since {}", full_day(day))?,
            (Some(when), None) => write!(f, " since {when}")?,
            (None, None) => f.write_str(", since when is not said")?,
        }
        f.write_str(match (self.is_contested, self.since_contested) {
            (false, false) => "",
            (true, _) => ", contested",
            (false, true) => ", the day contested",
        })?;
        self.age.map_or(Ok(()), |age| write!(f, ", {}", age.in_words()))
    }
}

impl Standing {
    /// From when on, where its voice says from when: that it held by some day is no beginning.
    pub fn dated_since(&self) -> Option<&When> {
        self.since.as_ref().filter(|since| since.earliest.is_some() || since.words.is_some())
    }

    /// Where something stands.
    pub fn of(board: &Board, of: StandingOf) -> Option<Standing> {
        match of {
            StandingOf::Patrols => board.standing_of_patrols().cloned(),
            StandingOf::Record(_) => Standing::find(board, of),
        }
    }

    pub(super) fn find(board: &Board, of: StandingOf) -> Option<Standing> {
        let latest = board.statuses(of).max_by_key(|n| board.status_order(*n))?;
        let record = board.record(latest);
        let is = board.shown_term(record, Key::Is)?;
        let said = board.days_said(of, is);
        Some(Standing {
            record: latest,
            is,
            is_hedged: board.is_hedged(record),
            last_said: said.iter().map(|(day, _)| *day).max(),
            age: board.age_of_words(&said),
            words: board.words_for(record, Key::Is).cloned(),
            since: board.written_date(record).cloned(),
            is_contested: board.contested(latest).contains(&Key::Is),
            since_contested: board.contested(latest).contains(&Key::Since),
        })
    }
}

impl Board {
    /// How the voice whose value of a key is shown puts it: words of another voice are not its own.
    pub fn words_for<'a>(&'a self, record: &'a Record, key: Key) -> Option<&'a Clean> {
        let said = self.shown(record, key)?;
        record.words[said.word].get(Key::Words)?.as_text()
    }

    /// The statuses of something before the one that holds, the oldest last.
    pub fn earlier_statuses(&self, of: StandingOf) -> Vec<RecordIx> {
        let mut earlier: Vec<RecordIx> = self.statuses(of).collect();
        earlier.sort_by_key(|n| self.status_order(*n));
        earlier.pop();
        earlier.reverse();
        earlier
    }

    /// Whether a voice puts a status in words that say less than it does.
    fn is_hedged(&self, status: &Record) -> bool {
        let said = self.voices(status, Key::Words);
        let mut said = said.into_iter().filter_map(|said| said.value.as_text()).map(|of| fold(of));
        said.any(|words| {
            let letters = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' });
            let apart: String = once(' ').chain(letters).chain(once(' ')).collect();
            let is_whole = |(at, hedge): (usize, &str)| {
                apart[..at].ends_with(' ') && apart[at + hedge.len()..].starts_with(' ')
            };
            HEDGES.iter().any(|hedge| apart.match_indices(hedge).any(is_whole))
        })
    }

    /// The days on which anybody said that something stands so, each with the days for which that
    /// may be taken as of today. A patrol that ran says that the patrols run.
    fn days_said(&self, of: StandingOf, is: State) -> Vec<(Day, i64)> {
        let statuses = self.statuses(of).map(|n| self.record(n));
        let same = statuses.filter(|record| self.shown_term(record, Key::Is) == Some(is));
        let words = same.flat_map(|record| &record.words).filter(|word| self.counts(word));
        let said = words.filter_map(|word| Some((word.known()?.day, self.fresh_days(word))));
        let runs = of == StandingOf::Patrols && is == State::Running;
        let last_ran = runs.then(|| self.unfiltered().last_patrol()).flatten();
        let last_ran = last_ran.and_then(|(_, n)| Some((self.date_of(n)?.latest?, FRESH)));
        said.chain(last_ran).collect()
    }

    /// How long ago the last of these days is, where every word is older than its source lets expect.
    fn age_of_words(&self, said: &[(Day, i64)]) -> Option<StandingAge> {
        let as_of = self.clock.as_of;
        let is_fresh = |(day, fresh): &(Day, i64)| (as_of - *day).num_days() <= *fresh;
        let last_said = said.iter().map(|(day, _)| *day).max()?;
        (!said.iter().any(is_fresh)).then_some(StandingAge { last_said, as_of })
    }

    /// Days for which a word may be taken as of today.
    fn fresh_days(&self, word: &Word) -> i64 {
        let source = word.voice().and_then(|voice| self.scenario().source(voice));
        match source.and_then(|source| source.get(Key::EveryDays)) {
            Some(Value::Integer(days)) => FRESH.min(*days),
            _ => FRESH,
        }
    }

    /// The statuses of something that stand by the day that is looked at, those taken back left
    /// aside. What may only begin later, as seen in hindsight, is no status yet.
    pub(super) fn statuses(&self, of: StandingOf) -> impl Iterator<Item = RecordIx> {
        let of = match of {
            StandingOf::Patrols => Id::patrols(),
            StandingOf::Record(id) => id.clone(),
        };
        self.index.referring(&of, Key::Of).iter().copied().filter(move |n| {
            let record = self.record(*n);
            record.table == Table::Status
                && record.id_of(Key::Of) == Some(&of)
                && self.visibility(*n) == Visibility::Shown
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{
        Clock,
        Knowledge::{self, Hindsight, Then},
        made,
    };

    const STATUSES: &str = "
[[status]]
id = \"running\"
of = \"patrols\"
is = \"running\"
since = 2020-03-15
source = \"desk\"
published = 2020-03-15

[[status]]
id = \"suspended\"
of = \"patrols\"
is = \"suspended\"
since = { before = 2020-09-22 }
source = \"desk\"
published = 2020-09-21
";

    #[test]
    fn what_may_begin_later_is_no_status_yet() {
        let board = made::board(STATUSES, "2020-09-21");
        let standing = |day: &str, knowledge: Knowledge| {
            let clock = Clock { as_of: day.parse().unwrap(), knowledge };
            let board = board.moved(clock);
            Standing::of(&board, StandingOf::Patrols).map(|standing| standing.to_string())
        };
        let running = Some("running since Sun 15 Mar 2020, last said 6 months ago".to_owned());
        assert_eq!(standing("2020-09-20", Then), running);
        assert_eq!(standing("2020-09-20", Hindsight), running, "perhaps suspended by then");
        let suspended = Some("suspended, since when is not said".to_owned());
        assert_eq!(standing("2020-09-21", Then), suspended);
        assert_eq!(standing("2020-09-21", Hindsight), suspended);
        assert_eq!(standing("2020-03-14", Hindsight), None);
    }

    fn of_idlib(day: &str) -> Standing {
        made::idlib(day).agreement().unwrap().1.unwrap()
    }

    #[test]
    fn a_status_that_nobody_said_anew_shows_its_age() {
        let fresh = of_idlib("2020-09-13");
        assert_eq!((fresh.age, fresh.is_hedged), (None, true), "“tenuous”, 30 days ago");
        assert!(of_idlib("2020-09-14").to_string().ends_with(", last said 31 days ago"));
        let old = of_idlib("2021-04-27").age.unwrap();
        assert_eq!(
            (old.in_words().as_str(), old.in_brief().as_str()),
            ("last said 8 months ago", "8 mo ago")
        );
    }

    #[test]
    fn ages_are_told_in_whole_units() {
        let age = |first: &str, last: &str| {
            let (last_said, as_of) = (first.parse().unwrap(), last.parse().unwrap());
            StandingAge { last_said, as_of }.in_words()
        };
        assert_eq!(age("2020-08-14", "2020-08-15"), "last said 1 day ago");
        assert_eq!(age("2020-08-14", "2020-10-13"), "last said 60 days ago");
        assert_eq!(age("2020-08-14", "2020-10-14"), "last said 2 months ago");
        assert_eq!(age("2020-08-31", "2020-11-30"), "last said 2 months ago");
        assert_eq!(age("2020-08-14", "2022-08-13"), "last said 23 months ago");
        assert_eq!(age("2020-08-14", "2022-08-14"), "last said 2 years ago");
    }

    #[test]
    fn a_source_that_reports_often_is_old_sooner_and_any_new_word_makes_it_fresh() {
        let records = "[[source]]\nid = \"d\"\nname = \"D\"\nkind = \"monitor\"\nevery_days = 2\n\
             [[status]]\nof = \"patrols\"\nis = \"suspended\"\nsince = 2020-07-01\nsource = \"d\"\n\
             published = 2020-07-01\n";
        let age = |records: &str, day: &str| {
            Standing::of(&made::board(records, day), StandingOf::Patrols).unwrap().age
        };
        assert_eq!(age(records, "2020-07-03"), None);
        assert_eq!(age(records, "2020-07-04").unwrap().in_brief(), "3 d ago");
        let again = format!("{records}account = [{{ source = \"s\", published = 2020-07-20 }}]\n");
        assert_eq!(age(&again, "2020-08-19"), None, "thirty days");
        assert!(age(&again, "2020-08-20").is_some());
    }

    #[test]
    fn a_patrol_that_ran_says_that_they_run() {
        let records = "[[status]]\nof = \"patrols\"\nis = \"running\"\nsince = 2020-03-15\nsource = \"desk\"\n\
             [[patrol]]\ndate = 2020-07-14\noutcome = \"completed\"\nsource = \"s\"\n";
        let age =
            |day: &str| Standing::of(&made::board(records, day), StandingOf::Patrols).unwrap().age;
        assert_eq!(age("2020-04-14"), None);
        assert!(age("2020-07-13").is_some());
        assert_eq!((age("2020-07-14"), age("2020-08-13")), (None, None));
        assert_eq!(age("2020-08-14").unwrap().in_words(), "last said 31 days ago");
    }

    #[test]
    fn words_hedge_as_whole_words() {
        let hedged = |words: &str| {
            let records = format!(
                "[[status]]\nof = \"patrols\"\nis = \"running\"\nsince = 2020-07-01\nwords = \"{words}\"\nsource = \"s\"\n"
            );
            Standing::of(&made::board(&records, "2020-07-02"), StandingOf::Patrols)
                .unwrap()
                .is_hedged
        };
        assert!(hedged("Tenuous.") && hedged("by and large") && hedged("running, but late"));
        assert!(!hedged("running as agreed") && !hedged("distributed"));
    }
}
