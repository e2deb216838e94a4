//! What clauses promise, and how far that is: so many of so many, by whose count. A body's own count is
//! its own and never added to another's; what is handed over is summed where it was done; other records
//! count each for itself.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Figure, FigureGround, FigureGrounds, FigureSpec, FigureValue, Labels,
    grounds::GroundGroup,
    harmed::{HarmDays, Harmed, stated, sum},
    mission::is_done,
};
use crate::{
    board::{Board, Incidents, PerhapsOne, Query, days_in},
    look::counted,
    model::{
        Bounds, Count, Day, Decimal, DecimalBounds, Id, Key, Measure, Promise, PromisePeriod,
        RecordIx, Table, Value,
    },
};

pub(super) static ROWS: &[FigureSpec] = &[FigureSpec {
    id: "promised",
    unit: "as promised",
    definition: "How far what a clause promises is carried out, by whose count.",
    counts: "what matches the filter of the promise: a body’s tallies are its own count, a running \
             figure stands as it was said, over the days since it began where it says so, of days that are told \
             twice one tally counts; handovers that \
             were done are summed; other records count each for itself",
    window: "all days up to the one that is looked at; promised by the day, week or month, the days \
             that a body tells of, else those since the agreement took effect",
    is_whole: true,
    is_cell: false,
    each: |register, spec| {
        let clauses = register.board.agreements().iter().flat_map(|agreement| &agreement.clauses);
        let board = register.board;
        clauses
            .flat_map(|clause| {
                let all = Progress::all(board, clause.record).unwrap_or_default();
                all.into_iter().map(|progress| progress.figure(board, spec)).collect::<Vec<_>>()
            })
            .collect()
    },
    why: |register, figure| {
        let board = register.board;
        let clauses = register.board.agreements().iter().flat_map(|agreement| &agreement.clauses);
        let mut all =
            clauses.flat_map(|clause| Progress::all(board, clause.record).unwrap_or_default());
        let is_it = |progress: &Progress| figure.of.as_deref() == Some(&*progress.name(board));
        all.find(is_it).map(|progress| progress.grounds).unwrap_or_default()
    },
}];

/// How far a promise is, by one count.
struct Progress {
    clause: RecordIx,
    of: String,
    /// Who counts; `None` where the records of the board are counted.
    by: Option<Id>,
    done: Bounds,
    /// The same as it is read, where numbers say it less well.
    in_words: Option<String>,
    whole: DecimalBounds,
    /// Days for which so many are promised, where it is promised by the day, week or month.
    days: Option<u64>,
    is_contested: bool,
    grounds: FigureGrounds,
}

/// Records that tell of one promise, and what each counts for.
struct Counted {
    done: Bounds,
    /// The same as it is read: decimals of what is measured, or a vague count in its author's words.
    in_words: Option<String>,
    days: Option<u64>,
    is_contested: bool,
    grounds: FigureGrounds,
}

impl Progress {
    /// The progress of a clause's promise by each that counts; `None` where nothing is promised that
    /// can be counted.
    fn all(board: &Board, clause: RecordIx) -> Option<Vec<Progress>> {
        let Value::Promise(promise) = board.record(clause).get(Key::Promised)? else { return None };
        let query = Query::parse(promise.counts.as_ref()?, board.scenario()).ok()?;
        let (mut of_bodies, mut of_records) = (BTreeMap::<Id, Vec<RecordIx>>::new(), Vec::new());
        for n in board.unfiltered().counted_by(&query) {
            match body(board, n) {
                Some(body) => of_bodies.entry(body).or_default().push(n),
                None => of_records.push(n),
            }
        }
        let is_rate = promise.per.is_some_and(|per| per != PromisePeriod::Phase);
        let mut all = Vec::new();
        if !of_records.is_empty() {
            let elapsed = is_rate.then(|| elapsed(board, clause)).flatten();
            all.push((None, Counted::of_records(board, &of_records, elapsed)));
        }
        for (body, told) in of_bodies {
            all.push((Some(body), Counted::of_body(board, &told, is_rate)));
        }
        let progress = |(by, counted): (Option<Id>, Counted)| Progress {
            clause,
            of: promise.of.to_string(),
            by,
            done: counted.done,
            in_words: counted.in_words,
            whole: whole(promise, counted.days),
            days: counted.days.filter(|_| is_rate),
            is_contested: counted.is_contested,
            grounds: counted.grounds,
        };
        Some(all.into_iter().map(progress).collect())
    }

    /// By what its figure is asked for, behind the row: `aid` or `aid-by-un`.
    fn name(&self, board: &Board) -> String {
        let clause = &board.record(self.clause).id;
        self.by.as_ref().map_or_else(|| clause.to_string(), |by| format!("{clause}-by-{by}"))
    }

    fn figure(&self, board: &Board, spec: &'static FigureSpec) -> Figure {
        let name = self.name(board);
        let by = match &self.by {
            Some(by) if board.scenario().find(by).is_some() => board.quoted_name(by),
            Some(by) => board.voice_name(by).to_owned(),
            None => "the records here".to_owned(),
        };
        let days = self
            .days
            .map(|days| format!(" in {} told", counted(usize::try_from(days).unwrap_or(0), "day")))
            .unwrap_or_default();
        let labels = Labels {
            short: self.of.clone(),
            middle: format!("{}{days}, by {by}", self.of),
            long: format!("{} promised{days}, by the count of {by}", self.of),
        };
        let value = FigureValue::Of(self.done, self.whole.outward());
        let contested = if self.is_contested { " ≠" } else { "" };
        let words = match self.days {
            Some(0) => "not told by the day".to_owned(),
            _ => {
                let done = self.in_words.clone().unwrap_or_else(|| self.done.to_string());
                format!("{done} of {}{contested}", self.whole)
            }
        };
        Figure::new(spec, labels, value).of_row(name.as_str().into()).in_words(words)
    }
}

/// Whose own count a record is; `None` for one that counts for itself.
fn body(board: &Board, n: RecordIx) -> Option<Id> {
    let record = board.record(n);
    let voice = |key: Key| board.voice_shown(record, key).cloned();
    match record.table {
        Table::Tally => {
            let by = board.shown_id(record, Key::By).filter(|by| !by.is_unknown());
            by.cloned().or_else(|| voice(board.tally_key(record)))
        }
        Table::Displacement => voice(Key::Count),
        _ => None,
    }
}

/// Days from when the agreement of a clause took effect to the day that is looked at, both included.
fn elapsed(board: &Board, clause: RecordIx) -> Option<u64> {
    let agreement = board.scenario().find(board.record(clause).parent.as_ref()?)?;
    let begun = [Key::Effective, Key::Signed]
        .into_iter()
        .find_map(|key| board.shown(agreement, key)?.value.as_when()?.earliest)?;
    u64::try_from((board.clock.as_of - begun).num_days() + 1).ok()
}

/// How many are promised in so many days, or in all. Lower bounds of a part of a week or a month round
/// down to whole ones, and upper ones up.
fn whole(promise: &Promise, days: Option<u64>) -> DecimalBounds {
    let once = promise.count.decimal_bounds();
    let Some(days) = days else { return once };
    let (of_a_year, per) = match promise.per {
        Some(PromisePeriod::Day) => (1, 1),
        Some(PromisePeriod::Week) => (1, 7),
        Some(PromisePeriod::Month) => (12, 365),
        Some(PromisePeriod::Phase) | None => return once,
    };
    let in_days = |count: Decimal| count.times(days).times(of_a_year);
    let all = DecimalBounds { low: in_days(once.low), high: once.high.map(in_days) };
    if per == 1 {
        return all;
    }
    let Bounds { low, high } = all.outward();
    Bounds { low: low / per, high: high.map(|high| high.div_ceil(per)) }.into()
}

/// Counts of records together, where bounds say nothing of them: one as its author wrote it, several by
/// their best figures.
fn vaguely(board: &Board, told: &[(RecordIx, Key)], together: Bounds) -> Option<String> {
    if together != (Bounds { low: 0, high: None }) {
        return None;
    }
    let counts: Option<Vec<&Count>> =
        told.iter().map(|(n, key)| board.shown_count(*n, *key)).collect();
    match counts?.as_slice() {
        [count] => Some(count.written.to_string()),
        counts => {
            let best: Option<u64> = counts.iter().map(|count| count.central()).sum();
            Some(best.map_or_else(|| "not told in numbers".to_owned(), |n| format!("about {n}")))
        }
    }
}

impl Counted {
    /// Handovers by how many they handed over; all else record by record.
    fn of_records(board: &Board, records: &[RecordIx], days: Option<u64>) -> Counted {
        let is_handover = |n: &&RecordIx| board.record(**n).table == Table::Handover;
        let (handovers, others): (Vec<RecordIx>, Vec<RecordIx>) = (
            records.iter().filter(is_handover).copied().collect(),
            records.iter().filter(|n| !is_handover(n)).copied().collect(),
        );
        let mut grounds = FigureGrounds::default();
        let (done, undone): (Vec<RecordIx>, Vec<RecordIx>) =
            handovers.into_iter().partition(|n| is_done(board, *n));
        let groups: Vec<PerhapsOne> = Incidents::groups(board, &done);
        let handed = sum(board, groups.iter(), HarmDays::Every, |n| stated(board, n, Key::Count));
        let handed = handed.unwrap_or(Harmed { count: Bounds::ZERO, is_contested: false });
        let told: Vec<_> = done.iter().map(|n| (*n, Key::Count)).collect();
        for n in done {
            let said = stated(board, n, Key::Count);
            let words = said.map_or_else(|| "how many is not told".to_owned(), Harmed::in_words);
            grounds.certain.push(FigureGround::of(n, words));
        }
        for n in undone {
            grounds.not.push(FigureGround::of(n, "not done, or how it went is not told"));
        }
        let counted = Incidents::of(board, &others);
        for n in others {
            let has_happened = board.visibility(n) == crate::board::Visibility::Shown;
            let (group, words) = if has_happened {
                (&mut grounds.certain, "counts as one")
            } else {
                (&mut grounds.possible, "it may not have happened yet")
            };
            group.push(FigureGround::of(n, words));
        }
        let done = handed.count.plus(counted.total());
        let in_words = vaguely(board, &told, done).filter(|_| !handed.is_contested);
        Counted { done, in_words, days, is_contested: handed.is_contested, grounds }
    }

    /// What one body counts: its latest running figure, else the sum of its counts, none of a day twice.
    fn of_body(board: &Board, told: &[RecordIx], is_rate: bool) -> Counted {
        // By the day, a running figure tells only if it says from when it runs.
        let is_it = |n: &RecordIx| {
            running(board, *n).is_some() && (!is_rate || run_of(board, *n).is_some())
        };
        let latest = told.iter().copied().filter(is_it).max_by_key(|n| end(board, *n));
        let mut grounds = FigureGrounds::default();
        if let Some((latest, figure)) = latest.and_then(|n| Some((n, running(board, n)?))) {
            for n in told.iter().copied() {
                let (group, words) = if n == latest {
                    let said = in_words(board, n, running_key(board, n), figure);
                    (GroundGroup::Certain, format!("its running figure: {said}"))
                } else {
                    (GroundGroup::Not, "the latest running figure stands for it".to_owned())
                };
                push(&mut grounds, group, n, words);
            }
            let (done, is_contested) = (figure.count, figure.is_contested);
            let key = running_key(board, latest);
            let exact = exactly(board, latest, key, is_contested).map(|exact| exact.to_string());
            let vague = || vaguely(board, &[(latest, key)], done).filter(|_| !is_contested);
            let in_words = exact.or_else(vague);
            let days = run_of(board, latest).filter(|_| is_rate);
            return Counted { done, in_words, days, is_contested, grounds };
        }
        let mut order: Vec<RecordIx> = told.to_vec();
        order.sort_by_key(|n| (span(board, *n).map(|(first, last)| last - first), end(board, *n)));
        let (mut taken, mut counted) = (BTreeSet::<Day>::new(), Vec::new());
        let mut all = Harmed { count: Bounds::ZERO, is_contested: false };
        let (mut exact, mut has_decimals) = (DecimalBounds::from(Bounds::ZERO), false);
        for n in order {
            let days = days_of(board, n);
            if days.is_empty() && is_rate || days.iter().any(|day| taken.contains(day)) {
                let words = if days.is_empty() { "of no day" } else { "its days are told already" };
                push(&mut grounds, GroundGroup::Not, n, words.to_owned());
                continue;
            }
            let Some(said) = stated(board, n, Key::Count) else {
                push(&mut grounds, GroundGroup::Not, n, "nobody says how many".to_owned());
                continue;
            };
            taken.extend(days);
            counted.push((n, Key::Count));
            all.count = all.count.plus(said.count);
            let of_it = exactly(board, n, Key::Count, said.is_contested);
            has_decimals |= of_it.is_some();
            exact = exact.plus(of_it.unwrap_or_else(|| said.count.into()));
            all.is_contested |= said.is_contested;
            push(&mut grounds, GroundGroup::Certain, n, in_words(board, n, Key::Count, said));
        }
        let days = is_rate.then_some(taken.len() as u64);
        let exact = has_decimals.then(|| exact.to_string());
        let vague = || vaguely(board, &counted, all.count).filter(|_| !all.is_contested);
        let in_words = exact.or_else(vague);
        Counted { done: all.count, in_words, days, is_contested: all.is_contested, grounds }
    }
}

fn push(grounds: &mut FigureGrounds, group: GroundGroup, n: RecordIx, words: String) {
    let ground = FigureGround::of(n, words);
    match group {
        GroundGroup::Certain => grounds.certain.push(ground),
        GroundGroup::Possible => grounds.possible.push(ground),
        GroundGroup::Not => grounds.not.push(ground),
    }
}

/// A figure that already holds all before it: a tally’s running one, a stock of people.
fn running(board: &Board, n: RecordIx) -> Option<Harmed> {
    let record = board.record(n);
    match record.table {
        Table::Tally => stated(board, n, Key::Running),
        _ => {
            let measure = board.shown_term::<Measure>(record, Key::Measure)?;
            (!measure.is_flow()).then(|| stated(board, n, Key::Count)).flatten()
        }
    }
}

fn running_key(board: &Board, n: RecordIx) -> Key {
    if board.record(n).table == Table::Tally { Key::Running } else { Key::Count }
}

/// The days of a running figure of a tally; `None` where it does not say from when it runs.
fn run_of(board: &Board, n: RecordIx) -> Option<u64> {
    let record = board.record(n);
    let since = board.shown(record, Key::Since).filter(|_| record.table == Table::Tally)?;
    let first = since.value.as_when()?.earliest?;
    end(board, n).filter(|last| first <= *last).map(|last| days_in(first, last))
}

/// A figure with its decimals; `None` where it has none, or voices give others.
fn exactly(board: &Board, n: RecordIx, key: Key, is_contested: bool) -> Option<DecimalBounds> {
    let count = board.shown_count(n, key).filter(|_| !is_contested)?;
    count.decimals.as_ref().map(|_| count.decimal_bounds())
}

fn in_words(board: &Board, n: RecordIx, key: Key, said: Harmed) -> String {
    let exact = exactly(board, n, key, said.is_contested);
    exact.map_or_else(|| said.in_words(), |exact| exact.to_string())
}

fn span(board: &Board, n: RecordIx) -> Option<(Day, Day)> {
    let date = board.date_of(n)?;
    Some((date.earliest?, date.latest?))
}

fn end(board: &Board, n: RecordIx) -> Option<Day> {
    board.date_of(n)?.latest
}

/// Days of a tally that are looked at, at most: nobody counts a decade day by day.
const MOST_DAYS: usize = 3700;

fn days_of(board: &Board, n: RecordIx) -> Vec<Day> {
    let Some((first, last)) = span(board, n) else { return Vec::new() };
    first.iter_days().take_while(|day| *day <= last).take(MOST_DAYS).collect()
}

#[cfg(test)]
mod tests {
    use crate::board::{Board, Register, made};

    fn agreement(promised: &str) -> String {
        format!(
            "[[source]]\nid = \"t\"\nname = \"T\"\nkind = \"un\"\n\
             [[actor]]\nid = \"un\"\nname = \"UN\"\nkind = \"international\"\n\
             [[actor]]\nid = \"red-cross\"\nname = \"Red Cross\"\nkind = \"international\"\n\
             [[agreement]]\nid = \"truce\"\nname = \"Truce\"\nsigned = 2020-07-01\nsource = \"s\"\n\
             clause = [{{ id = \"aid\", kind = \"humanitarian\", text = \"Aid.\", promised = {{ {promised} }} }}]\n"
        )
    }

    fn tally(days: &str, by: &str, keys: &str) -> String {
        format!(
            "[[tally]]\nid = \"tally-{}-{by}\"\ndate = {days}\nof = \"trucks\"\nby = \"{by}\"\n{keys}\nsource = \"s\"\n",
            days.chars().filter(char::is_ascii_digit).collect::<String>()
        )
    }

    fn told(board: &Board) -> Vec<String> {
        let figures = Register::new(board).of("promised").into_iter();
        figures.map(|figure| format!("{}: {}", figure.labels.middle, figure.text())).collect()
    }

    #[test]
    fn a_bodys_tallies_are_its_count_and_no_day_counts_twice() {
        let promised = "count = 600, of = \"aid trucks\", per = \"day\", counts = \"tally\"";
        let records = [
            agreement(promised),
            tally("2020-07-01", "un", "count = 500"),
            tally("2020-07-02", "un", "count = 700"),
            tally("{ from = 2020-07-01, to = 2020-07-02 }", "un", "count = 1150"),
            tally("2020-07-02", "red-cross", "count = \"about 300\""),
        ]
        .concat();
        let board = made::board(&records, "2020-07-03");
        let told = told(&board);
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[0], "aid trucks in 1 day told, by Red Cross: about 300 of 600");
        assert_eq!(told[1], "aid trucks in 2 days told, by UN: 1200 of 1200");
        let register = Register::new(&board);
        let of_un = register.of("promised").pop().unwrap();
        assert_eq!(of_un.name(), "promised:aid-by-un");
        assert_eq!(register.why(&of_un).counts(), [2, 0, 1]);
    }

    #[test]
    fn a_running_figure_stands_for_itself_and_handovers_are_summed_where_they_were_done() {
        let promised = "count = 33, of = \"hostages\", counts = \"kind:hostages\"";
        let handover = |day: u32, count: &str, outcome: &str| {
            format!(
                "[[handover]]\nid = \"h{day}\"\ndate = 2020-07-{day:02}\nkind = \"hostages\"\ncount = {count}\noutcome = \"{outcome}\"\nsource = \"s\"\n"
            )
        };
        let records = [
            agreement(promised),
            handover(2, "3", "completed"),
            handover(3, "\"4-5\"", "partly"),
            handover(4, "9", "postponed"),
        ]
        .concat();
        let board = made::board(&records, "2020-07-05");
        assert_eq!(told(&board), ["hostages, by the records here: 7–8 of 33"]);
        let promised = "count = 900, of = \"trucks\", per = \"phase\", counts = \"tally\"";
        let records = [
            agreement(promised),
            tally("2020-07-01", "un", "count = 500\nrunning = 500"),
            tally("2020-07-02", "un", "count = 100\nrunning = 650"),
        ]
        .concat();
        assert_eq!(told(&made::board(&records, "2020-07-05")), ["trucks, by UN: 650 of 900"]);
        assert_eq!(told(&made::board(&records, "2020-07-01")), ["trucks, by UN: 500 of 900"]);
    }

    #[test]
    fn a_running_figure_stands_as_said_over_the_days_since_it_began() {
        let promised = "count = 600, of = \"trucks\", per = \"day\", counts = \"tally\"";
        let records = [
            agreement(promised),
            tally("2020-07-01", "un", "count = 500"),
            tally("2020-07-10", "un", "running = \"more than 4000\"\nsince = 2020-07-01"),
            tally("2020-07-09", "red-cross", "running = 900"),
        ]
        .concat();
        let figures = told(&made::board(&records, "2020-07-12"));
        assert_eq!(
            figures[1], "trucks in 10 days told, by UN: at least 4001 of 6000",
            "{figures:?}"
        );
        // Nobody says from when the other runs, so it tells nothing of a day.
        assert!(figures[0].ends_with("by Red Cross: not told by the day"), "{figures:?}");
    }

    #[test]
    fn what_is_vague_is_said_as_it_was_and_never_as_at_least_nothing() {
        let promised = "count = 1200.5, of = \"hectares\", counts = \"tally\"";
        let records = [
            agreement(promised),
            tally("2020-07-01", "un", "count = \"about 300\""),
            tally("2020-07-02", "un", "count = \"some 250\""),
            tally("2020-07-02", "red-cross", "count = \"several\""),
        ]
        .concat();
        let figures = told(&made::board(&records, "2020-07-05"));
        let wanted = [
            "hectares, by Red Cross: at least 2 of 1200.5",
            "hectares, by UN: about 550 of 1200.5",
        ];
        assert_eq!(figures, wanted);
    }

    #[test]
    fn what_is_measured_keeps_its_decimals() {
        let promised = "count = 900, of = \"hectares\", counts = \"tally\"";
        let cleared = |keys: &str| format!("unit = \"hectares\"\n{keys}");
        let records = [
            agreement(promised),
            tally("2020-07-01", "un", &cleared("count = 5.9")),
            tally("2020-07-02", "un", &cleared("count = 3.2")),
            tally("2020-07-02", "red-cross", &cleared("running = 14.67")),
        ]
        .concat();
        let figures = told(&made::board(&records, "2020-07-05"));
        let wanted = ["hectares, by Red Cross: 14.67 of 900", "hectares, by UN: 9.1 of 900"];
        assert_eq!(figures, wanted);
    }
}
