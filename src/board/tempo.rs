//! Tempo: how much happened in a window against the window before, and whether the difference is
//! more than chance would often give.
//!
//! Attacks and obstructions are counted as incidents ([`super::Incidents`]), never as tallies:
//! bulletins and monitoring counts cluster, so that no test of rates holds for them. Their rates
//! are per *reported day* ([`super::ReportedDays`]). Patrols are counted and not tested: they run
//! to a plan, not by chance; what is tested is how many of them were attacked. A window is so many
//! reporting days and ends on the day that is looked at. What the filter leaves out does not count;
//! which days are reported does not depend on it.

use super::{Board, Comparison, Dated, Incidents, ReportedDays, Window, Windowed, days_in};
use crate::model::{Bounds, Class, Day, FeedUse, RecordIx, later};

/// What a pace is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TempoSubject {
    /// Incidents of the class of attacks.
    Attacks,
    /// Incidents of the class of obstructions.
    Obstructions,
    /// Patrols that ran, whatever became of them.
    Patrols,
    /// Attacks that a feed tells of, by its place among the feeds.
    FeedRows(usize),
}

/// A run of days, both ends in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayRun {
    /// Its first day.
    pub first: Day,
    /// Its last day; the same as the first where it is one day.
    pub last: Day,
    /// Of how many of its days the board heard anything.
    pub reported: u64,
}

/// What was counted in one window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WindowCount {
    /// The days of the window, and how many of them are reported.
    pub days: DayRun,
    /// How many, certain to possible; open spans apart.
    pub incidents: Windowed,
}

/// One line of tempo.
#[derive(Clone, PartialEq, Debug)]
pub struct Pace {
    /// What is counted.
    pub subject: TempoSubject,
    /// The window that ends on the day that is looked at.
    pub now: WindowCount,
    /// The window of the same length before it.
    pub before: WindowCount,
    /// Whole days since the last one; `None` when there is none.
    pub since_last: Option<Bounds>,
    /// The longest run of days on which none can have happened, the latest of equals. Open spans
    /// stand apart: with an end unknown they would end every spell.
    pub quiet: Option<DayRun>,
    /// The change of the rate per reported day; none for patrols.
    pub change: Option<Comparison>,
}

/// Patrols that ran in one window, by whether an attack names them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ran {
    /// The days of the window, and how many of them are reported.
    pub days: DayRun,
    /// Patrols that an attack names, certain to possible.
    pub attacked: Bounds,
    /// Patrols that no attack names, certain to possible.
    pub spared: Bounds,
}

/// Patrols attacked out of patrols that ran, now and before (Fisher's exact test).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AttackedPatrols {
    /// The window that ends on the day that is looked at.
    pub now: Ran,
    /// The window of the same length before it.
    pub before: Ran,
    /// Whether the share of attacked patrols changed by more than chance.
    pub change: Comparison,
}

/// The tempo of a board.
#[derive(Clone, PartialEq, Debug)]
pub struct Tempo {
    /// How many days each of the windows has.
    pub window: Window,
    /// Attacks, obstructions, patrols.
    pub paces: Vec<Pace>,
    /// How many of the patrols that ran were attacked.
    pub attacked: AttackedPatrols,
}

impl TempoSubject {
    /// What every board counts; attacks of feeds come after, feed by feed.
    pub const ALL: &'static [TempoSubject] =
        &[TempoSubject::Attacks, TempoSubject::Obstructions, TempoSubject::Patrols];

    /// The word in rows and for scripts.
    pub fn word(self) -> &'static str {
        match self {
            TempoSubject::Attacks => "attacks",
            TempoSubject::Obstructions => "obstructions",
            TempoSubject::Patrols => "patrols",
            TempoSubject::FeedRows(_) => "attacks of a feed",
        }
    }
}

impl Tempo {
    /// The pace of what a row of the timeline counts, if it has one.
    pub fn pace(&self, what: Dated) -> Option<&Pace> {
        let subject = match what {
            Dated::Patrols => TempoSubject::Patrols,
            Dated::Incidents(Class::Attack) => TempoSubject::Attacks,
            Dated::Incidents(Class::Obstruction) => TempoSubject::Obstructions,
            Dated::FeedRows(n, Class::Attack) => TempoSubject::FeedRows(n),
            Dated::FeedRows(..)
            | Dated::Incidents(Class::Other)
            | Dated::Events
            | Dated::Statements => {
                return None;
            }
        };
        self.paces.iter().find(|pace| pace.subject == subject)
    }
}

impl DayRun {
    fn new(first: Day, last: Day, reported: &ReportedDays) -> Self {
        DayRun { first, last, reported: reported.within(first, last) }
    }

    /// How many days it has.
    pub fn days(&self) -> u64 {
        days_in(self.first, self.last)
    }
}

impl Tempo {
    /// The tempo of attacks, obstructions and patrols as of the day that is looked at.
    pub fn of(board: &Board, window: Window) -> Tempo {
        let reported = ReportedDays::of(board);
        let windows = board.windows(window, &reported);
        let pace = |subject: &TempoSubject| Pace::of(board, *subject, windows, &reported);
        let attacked = AttackedPatrols::of(board, windows);
        let paces = TempoSubject::ALL.iter().map(pace).chain(Pace::of_feeds(board, windows));
        Tempo { window, paces: paces.collect(), attacked }
    }
}

impl Pace {
    fn of(
        board: &Board,
        subject: TempoSubject,
        windows: [DayRun; 2],
        reported: &ReportedDays,
    ) -> Pace {
        let incidents = match subject {
            TempoSubject::Attacks => Incidents::of(board, &board.of_class(Class::Attack)),
            TempoSubject::Obstructions => Incidents::of(board, &board.of_class(Class::Obstruction)),
            TempoSubject::Patrols => Incidents::of(board, &board.ran()),
            TempoSubject::FeedRows(_) => Incidents::default(),
        };
        let [now, before] = windows
            .map(|days| WindowCount { days, incidents: incidents.within(days.first, days.last) });
        let rate = |counted: WindowCount| (counted.incidents.count, counted.days.reported);
        let is_tested = subject != TempoSubject::Patrols;
        Pace {
            subject,
            now,
            before,
            since_last: incidents.since_last(board.clock.as_of),
            quiet: board.longest_quiet(&incidents, reported),
            change: is_tested.then(|| Comparison::of_rates(rate(now), rate(before))),
        }
    }

    /// The pace of each feed of attacks. A day counts as reported where it lies within the days that
    /// the feed tells of at all.
    fn of_feeds(board: &Board, windows: [DayRun; 2]) -> Vec<Pace> {
        let Some(feed_rows) = board.visible_rows(FeedUse::Attacks) else { return Vec::new() };
        let pace = |n: usize| {
            let (from, to) = board.feeds.files.get(n)?.rows.period()?;
            let [now, before] = windows.map(|DayRun { first, last, .. }| {
                let told = feed_rows.within(n, Class::Attack, first, last);
                let reported = days_in(first.max(from), last.min(to));
                let incidents = Windowed { count: told.rows(), open: 0 };
                WindowCount { days: DayRun { first, last, reported }, incidents }
            });
            let rate = |counted: WindowCount| (counted.incidents.count, counted.days.reported);
            let since =
                feed_rows.since_last(n, Class::Attack).and_then(|days| u64::try_from(days).ok());
            Some(Pace {
                subject: TempoSubject::FeedRows(n),
                now,
                before,
                since_last: since.map(|days| Bounds::new(days, days)),
                quiet: None,
                change: Some(Comparison::of_rates(rate(now), rate(before))),
            })
        };
        feed_rows.feeds().filter_map(pace).collect()
    }
}

impl AttackedPatrols {
    fn of(board: &Board, windows: [DayRun; 2]) -> AttackedPatrols {
        let is_attacked = |n: &RecordIx| !board.hits_on(*n).is_empty();
        let (attacked, spared): (Vec<RecordIx>, Vec<RecordIx>) =
            board.ran().iter().partition(|n| is_attacked(n));
        let (attacked, spared) = (Incidents::of(board, &attacked), Incidents::of(board, &spared));
        let [now, before] = windows.map(|days| Ran {
            days,
            attacked: attacked.within(days.first, days.last).count,
            spared: spared.within(days.first, days.last).count,
        });
        let share = |ran: Ran| (ran.attacked, ran.spared);
        AttackedPatrols { now, before, change: Comparison::of_shares(share(now), share(before)) }
    }
}

impl Board {
    /// The window that ends on the day, and the one before it.
    fn windows(&self, window: Window, reported: &ReportedDays) -> [DayRun; 2] {
        let back = |days: i64| later(self.clock.as_of, -days).unwrap_or(self.clock.as_of);
        let ending = |days: i64| DayRun::new(back(days + window.days() - 1), back(days), reported);
        [ending(0), ending(window.days())]
    }

    /// The longest run of days without any that may have happened. It is looked for from the day
    /// the agreement took effect, or from the first reported day where that is later; without an
    /// agreement from the first day that one may have happened: before it the board need not have
    /// looked.
    fn longest_quiet(&self, incidents: &Incidents, reported: &ReportedDays) -> Option<DayRun> {
        let last = self.clock.as_of;
        let mut busy: Vec<(Day, Day)> =
            incidents.most.iter().filter_map(|incident| incident.closed()).collect();
        busy.sort_unstable();
        let start = match self.start_of_agreement() {
            Some(effective) => effective.max(reported.first()?),
            None => busy.first()?.0,
        };
        let mut longest: Option<(Day, Day)> = None;
        let mut try_gap = |first: Day, last: Day| {
            let days = (last - first).num_days();
            if days >= longest.map_or(0, |(first, last)| (last - first).num_days()) {
                longest = Some((first, last));
            }
        };
        let mut from = start;
        for (earliest, latest) in busy {
            if let Some(eve) = later(earliest, -1) {
                try_gap(from, eve.min(last));
            }
            from = from.max(later(latest, 1)?);
        }
        try_gap(from, last);
        longest.map(|(first, last)| DayRun::new(first, last, reported))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Verdict, made};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// `2–3 in 28 days, 10 reported`
    fn told(counted: WindowCount) -> String {
        let WindowCount { days, incidents } = counted;
        format!("{} in {} days, {} reported", incidents.count, days.days(), days.reported)
    }

    fn spell(stretch: Option<DayRun>) -> String {
        let told = |s: DayRun| format!("{} to {}, {} reported", s.first, s.last, s.reported);
        stretch.map_or("none".to_owned(), told)
    }

    fn attack(id: &str, keys: &str) -> String {
        format!("[[attack]]\nid = \"{id}\"\nkind = \"ied\"\nsource = \"s\"\n{keys}\n")
    }

    fn patrol(day: u32) -> String {
        format!(
            "[[patrol]]\nid = \"p{day}\"\ndate = 2020-07-{day:02}\noutcome = \"completed\"\nsource = \"s\"\n"
        )
    }

    #[test]
    fn windows_cycle_from_the_shortest() {
        assert_eq!(Window::default().days(), 28);
        let cycle = Window::ALL.iter().map(|window| window.next().days()).collect::<Vec<_>>();
        assert_eq!(cycle, [14, 28, 7]);
        assert_eq!(Window::of_days(14), Some(Window::Fortnight));
        assert_eq!(Window::of_days(10), None);
    }

    #[test]
    fn idlib_on_the_day_of_the_article() {
        let tempo = Tempo::of(&made::idlib("2020-08-14"), Window::FourWeeks);
        let [attacks, obstructions, patrols] = &tempo.paces[..] else { panic!("three lines") };
        assert_eq!(told(attacks.now), "3 in 28 days, 10 reported");
        assert_eq!(told(attacks.before), "2 in 28 days, 9 reported");
        assert_eq!(attacks.now.incidents.open, 2, "two have no beginning");
        assert_eq!(attacks.since_last, Some(Bounds::new(1, 4)), "3–13 August, and the 10th");
        assert_eq!(spell(attacks.quiet), "2020-03-20 to 2020-05-11, 15 reported");
        assert_eq!(attacks.change.unwrap().verdict, Verdict::NoEvidence);
        assert_eq!(
            told(obstructions.now),
            "0 in 28 days, 10 reported",
            "the sit-ins began in March"
        );
        assert_eq!(obstructions.change.unwrap().verdict, Verdict::TooFew);
        assert_eq!(told(patrols.now), "2 in 28 days, 10 reported");
        assert_eq!(told(patrols.before), "3 in 28 days, 9 reported");
        assert_eq!(patrols.since_last, Some(Bounds::new(2, 2)), "12 August");
        assert_eq!(patrols.change, None, "patrols run to a plan");
        let AttackedPatrols { now, before, change } = tempo.attacked;
        assert_eq!((now.attacked, now.spared), (Bounds::ZERO, Bounds::new(2, 2)));
        assert_eq!((before.attacked, before.spared), (Bounds::new(1, 1), Bounds::new(2, 2)));
        assert_eq!(change.verdict, Verdict::TooFew);
    }

    #[test]
    fn a_window_nobody_reported_from_is_compared_with_nothing() {
        let vague = "date = { from = 2020-07-01, to = 2020-07-05 }\npublished = 2020-07-20";
        let board = made::board(&attack("a", vague), "2020-07-12");
        let pace = Tempo::of(&board, Window::Week).paces.remove(0);
        assert_eq!(told(pace.now), "0 in 7 days, 0 reported");
        assert_eq!(pace.change.unwrap().verdict, Verdict::CannotSay);
        assert_eq!((pace.since_last, pace.quiet), (None, None));
    }

    #[test]
    fn one_day_of_many_records_is_no_surge() {
        let day = |n: u32| attack(&format!("d{n}"), &format!("date = 2020-07-{n:02}"));
        let hit = |n: u32| attack(&format!("h{n}"), "date = 2020-07-20\npatrol = \"p20\"");
        let text = (8..21).map(day).chain((0..9).map(hit)).collect::<String>() + &patrol(20);
        let attacks = Tempo::of(&made::board(&text, "2020-07-21"), Window::Week).paces.remove(0);
        assert_eq!(told(attacks.now), "7 in 7 days, 6 reported", "nine records tell of one");
        assert_eq!(told(attacks.before), "7 in 7 days, 7 reported");
        assert_eq!(attacks.change.unwrap().verdict, Verdict::NoEvidence);
    }

    #[test]
    fn a_quiet_spell_ends_where_something_may_have_happened() {
        let text = attack("a", "date = 2020-07-02")
            + &attack("b", "date = { from = 2020-07-08, to = 2020-07-20 }")
            + &attack("c", "date = { before = 2020-07-30 }");
        let quiet = |records: &str, on: &str| {
            spell(Tempo::of(&made::board(records, on), Window::Week).paces[0].quiet)
        };
        assert_eq!(quiet(&text, "2020-07-24"), "2020-07-03 to 2020-07-07, 0 reported");
        assert_eq!(
            quiet(&text, "2020-07-25"),
            "2020-07-21 to 2020-07-25, 0 reported",
            "of equals the latest"
        );
        assert_eq!(quiet(&text, "2020-07-02"), "none");
        let agreed = "[[agreement]]\nid = \"g\"\nname = \"G\"\nsigned = 2020-06-01\nsource = \"s\"\n\
                      [[event]]\ndate = 2020-06-10\nkind = \"x\"\nwhat = \"x\"\nsource = \"s\"\n";
        let both = format!("{text}{agreed}");
        assert_eq!(
            quiet(&both, "2020-07-24"),
            "2020-06-10 to 2020-07-01, 1 reported",
            "from the first day heard of"
        );
    }

    #[test]
    fn attacks_on_patrols_are_held_against_patrols_that_ran() {
        let days = (1..=14).map(patrol).collect::<String>();
        let hits: String = (8..=14)
            .map(|n| attack(&format!("a{n}"), &format!("date = 2020-07-{n:02}\npatrol = \"p{n}\"")))
            .collect();
        let tempo = Tempo::of(&made::board(&format!("{days}{hits}"), "2020-07-14"), Window::Week);
        let AttackedPatrols { now, before, change } = tempo.attacked;
        assert_eq!((now.attacked, now.spared), (Bounds::new(7, 7), Bounds::ZERO));
        assert_eq!((before.attacked, before.spared), (Bounds::ZERO, Bounds::new(7, 7)));
        assert_eq!(change.verdict, Verdict::More);
        assert_eq!(now.days.first, day("2020-07-08"));
    }
}
