//! Harm: people killed and hurt in incidents, since the agreement in all and by whose they were, and
//! in the windows of tempo. A record of which nobody says how many leaves the upper end open; voices
//! that differ span it.

use super::{
    Figure, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    grounds::{GroundGroup, out_of_sight, sorted},
    harmed::{HarmDays, Harmed, stated, stated_of, sum},
    incidents::window_labels,
};
use crate::{
    board::{Board, PerhapsOne, TempoSubject, day_month},
    model::{Bounds, Class, Clean, Day, Id, Key, RecordIx, Table, Value},
};

const COUNTS: &str = "people, as voices state them: records that are told to be one incident count \
                      once; where voices differ, from the least to the most; never rows of event \
                      files";
const WINDOW: &str = "from the agreement's first day; all days where no agreement is told of";

macro_rules! harm {
    ($id:literal $key:ident $classes:ident $definition:literal) => {
        FigureSpec {
            id: $id,
            unit: "people",
            definition: $definition,
            counts: COUNTS,
            window: WINDOW,
            is_whole: false,
            is_cell: false,
            each: |register, spec| {
                in_all(register, spec, Key::$key, $classes).into_iter().collect()
            },
            why: |register, _| why(register, Key::$key, $classes, HarmDays::SinceAgreement),
        }
    };
    ($id:literal of $key:ident $classes:ident $definition:literal) => {
        FigureSpec {
            id: $id,
            unit: "people",
            definition: $definition,
            counts: COUNTS,
            window: WINDOW,
            is_whole: false,
            is_cell: true,
            each: |register, spec| by_name(register, spec, Key::$key, $classes),
            why: |register, _| why(register, Key::$key, $classes, HarmDays::SinceAgreement),
        }
    };
}

macro_rules! in_window {
    ($id:literal $key:ident $at:literal $definition:literal) => {
        FigureSpec {
            id: $id,
            unit: "people",
            definition: $definition,
            counts: COUNTS,
            window: "the windows of tempo; attacks whose day is open are left out",
            is_whole: false,
            is_cell: false,
            each: |register, spec| in_window(register, spec, Key::$key, $at).into_iter().collect(),
            why: |register, figure| {
                let days = figure.days.expect("a figure of a window has its days");
                why(register, Key::$key, ATTACKS, HarmDays::Within(days.first, days.last))
            },
        }
    };
}

const ATTACKS: &[Class] = &[Class::Attack];
const OTHERS: &[Class] = &[Class::Obstruction, Class::Other];

pub(super) static ROWS: &[FigureSpec] = &[
    harm!("killed-in-attacks" Killed ATTACKS "People killed in attacks since the agreement."),
    harm!("killed-in-attacks-of" of Killed ATTACKS "Of these, whose dead they were."),
    harm!("hurt-in-attacks" Injured ATTACKS "People hurt in attacks since the agreement."),
    harm!("hurt-in-attacks-of" of Injured ATTACKS "Of these, whose they were."),
    harm!("killed-in-other-incidents" Killed OTHERS
        "People killed in incidents that are no attack, since the agreement."),
    harm!("killed-in-other-incidents-of" of Killed OTHERS "Of these, whose dead they were."),
    harm!("hurt-in-other-incidents" Injured OTHERS
        "People hurt in incidents that are no attack, since the agreement."),
    harm!("hurt-in-other-incidents-of" of Injured OTHERS "Of these, whose they were."),
    in_window!("killed-in-window" Killed 0 "People killed in attacks of the window of tempo."),
    in_window!("killed-before" Killed 1 "People killed in attacks of the window before."),
    in_window!("hurt-in-window" Injured 0 "People hurt in attacks of the window of tempo."),
    in_window!("hurt-before" Injured 1 "People hurt in attacks of the window before."),
];

/// How many people the attacks of some days killed or hurt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AttackHarm {
    /// The fewest of the attacks that lie in the days, to the most of all that may.
    pub count: Bounds,
    /// Whether voices differ on any of them.
    pub is_contested: bool,
    /// Whose people they are, as far as anybody says.
    pub whose: Vec<Id>,
}

impl AttackHarm {
    /// Of the attacks that pass the filter, from the first day to the last; `None` where nobody says
    /// of any how many.
    pub fn of(register: &Register, key: Key, first: Day, last: Day) -> Option<AttackHarm> {
        let board = register.board;
        let days = HarmDays::Within(first, last);
        let all = sum(board, incidents(register, ATTACKS), days, |n| stated(board, n, key))?;
        let mut whose: Vec<Id> = Vec::new();
        let parts = incidents(register, ATTACKS).flat_map(|one| &one.parts);
        for told in parts.filter(|told| days.hold(board, told) != GroundGroup::Not) {
            let said = told.records.iter().flat_map(|n| board.voices(board.record(*n), key));
            for said in said {
                let Value::Counts(counts) = said.value else { continue };
                let people = counts.named().filter(|part| part.bounds().high != Some(0));
                let new = people.filter_map(|part| Id::new(&part.name));
                let new: Vec<Id> = new.filter(|id| !whose.contains(id)).collect();
                whose.extend(new);
            }
        }
        Some(AttackHarm { count: all.count, is_contested: all.is_contested, whose })
    }
}

fn incidents<'r>(
    register: &'r Register,
    classes: &'r [Class],
) -> impl Iterator<Item = &'r PerhapsOne> + Clone {
    classes.iter().flat_map(|class| register.groups(*class))
}

fn labels(board: &Board, what: &str, classes: &[Class]) -> Labels {
    let word = if what.starts_with("killed") { "killed" } else { "hurt" };
    let middle =
        format!("{what} in {}", if classes == ATTACKS { "attacks" } else { "other incidents" });
    let since = board.start_of_agreement().map(|day| format!(" since {}", day_month(day)));
    let long = format!("{middle}{}", since.unwrap_or_default());
    Labels { short: word.to_owned(), middle, long }
}

fn word(key: Key) -> &'static str {
    if key == Key::Killed { "killed" } else { "hurt" }
}

fn in_all(
    register: &Register,
    spec: &'static FigureSpec,
    key: Key,
    classes: &[Class],
) -> Option<Figure> {
    let board = register.board;
    let all = sum(board, incidents(register, classes), HarmDays::SinceAgreement, |n| {
        stated(board, n, key)
    })?;
    let labels = labels(board, word(key), classes);
    Some(Figure::new(spec, labels, FigureValue::Told(all.count)).in_words(all.in_words()))
}

/// A figure for each name that any record breaks its count down by, the most first.
fn by_name(
    register: &Register,
    spec: &'static FigureSpec,
    key: Key,
    classes: &[Class],
) -> Vec<Figure> {
    let (board, incidents) = (register.board, incidents(register, classes));
    let mut names: Vec<Clean> = Vec::new();
    let records = incidents.clone().flat_map(|one| &one.parts).flat_map(|told| &told.records);
    for n in records {
        let Some(Value::Counts(counts)) = board.shown(board.record(*n), key).map(|said| said.value)
        else {
            continue;
        };
        let new = counts.named().map(|part| &part.name);
        let new: Vec<Clean> = new.filter(|name| !names.contains(name)).cloned().collect();
        names.extend(new);
    }
    let mut told: Vec<(Clean, Harmed)> = Vec::new();
    for name in names {
        let of = sum(board, incidents.clone(), HarmDays::SinceAgreement, |n| {
            stated_of(board, n, key, &name)
        });
        told.extend(of.map(|of| (name, of)));
    }
    told.sort_by_key(|(_, of)| std::cmp::Reverse(of.count.low)); // stable: as they stand in the file
    let figure = |(name, of): (Clean, Harmed)| {
        let who = match Id::new(&name).filter(|id| board.scenario().find(id).is_some()) {
            Some(id) => board.quoted_name(&id),
            None => name.to_string(),
        };
        let long = labels(board, &format!("{} of {who}", word(key)), classes);
        let labels = Labels { short: who, ..long };
        let value = FigureValue::Told(of.count);
        Figure::new(spec, labels, value).of_row(name).in_words(of.in_words())
    };
    told.into_iter().map(figure).collect()
}

fn in_window(
    register: &Register,
    spec: &'static FigureSpec,
    key: Key,
    at: usize,
) -> Option<Figure> {
    let (board, run) = (register.board, register.windows(TempoSubject::Attacks)?[at].days);
    let days = HarmDays::Within(run.first, run.last);
    let all = sum(board, incidents(register, ATTACKS), days, |n| stated(board, n, key))?;
    let what = format!("{} in attacks", word(key));
    let labels = Labels { short: what.clone(), ..window_labels(&what, &run, at == 1) };
    let figure = Figure::new(spec, labels, FigureValue::Told(all.count)).within(Some(run));
    Some(figure.in_words(all.in_words()))
}

/// The records in groups: those that say how many, for certain and perhaps in these days, and those
/// that do not.
fn why(register: &Register, key: Key, classes: &[Class], days: HarmDays) -> FigureGrounds {
    let board = register.board;
    let told = |n: RecordIx| {
        let mut parts = incidents(register, classes).flat_map(|one| &one.parts);
        parts.find(|told| told.records.contains(&n))
    };
    let is_of = |n: RecordIx| board.class_of(n).is_some_and(|class| classes.contains(&class));
    sorted(board, board.scenario().span(Table::Attack).filter(|n| is_of(*n)), |n| {
        if let Some(reason) = out_of_sight(board, n, false) {
            return Some((GroundGroup::Not, reason));
        }
        let told = told(n)?;
        let Some(said) = stated(board, n, key) else {
            return Some((GroundGroup::Not, format!("nobody says how many were {}", word(key))));
        };
        let first = told.records.iter().find(|n| stated(board, **n, key).is_some());
        let words = format!("{}: {}", word(key), said.in_words());
        Some(match (days.hold(board, told), first) {
            (GroundGroup::Not, _) => (GroundGroup::Not, days.outside().to_owned()),
            (_, Some(first)) if *first != n => {
                let other = board.brief(board.record(*first));
                (GroundGroup::Not, format!("told to be one with: {other}"))
            }
            (group, _) => (group, words),
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::board::{Board, Register, made};

    fn told(board: &Board, id: &str) -> Vec<String> {
        let figures = Register::new(board).of(id).into_iter();
        figures.map(|figure| format!("{} {}", figure.labels.short, figure.text())).collect()
    }

    #[test]
    fn harm_is_summed_by_whose_it_was_and_attacks_apart_from_other_incidents() {
        let board = made::idlib("2020-08-14");
        assert_eq!(told(&board, "killed-in-attacks"), ["killed ≥4"]);
        assert_eq!(told(&board, "killed-in-attacks-of"), ["Turkey ≥4"]);
        assert_eq!(told(&board, "hurt-in-attacks"), ["hurt ≥8"]);
        assert_eq!(told(&board, "hurt-in-attacks-of"), ["Turkey ≥5", "Russia ≥3"]);
        // One voice has four killed at the sit-in, another five.
        assert_eq!(told(&board, "killed-in-other-incidents"), ["killed ≥4 ≠"]);
        assert!(told(&made::idlib("2020-03-10"), "killed-in-attacks").is_empty(), "nobody says");
    }

    /// An attack on this day with these keys.
    fn attack(day: u32, keys: &str) -> String {
        format!(
            "[[attack]]\nid = \"a{day}\"\ndate = 2020-07-{day:02}\nkind = \"ied\"\nsource = \"s\"\n{keys}\n"
        )
    }

    fn killed(records: &[String]) -> Vec<String> {
        told(&made::board(&records.concat(), "2020-07-20"), "killed-in-attacks")
    }

    #[test]
    fn what_nobody_states_leaves_the_sum_open_and_what_may_be_one_counts_once_at_least() {
        let (two, three) = (attack(1, "killed = 2"), attack(2, "killed = 3"));
        assert_eq!(killed(&[two.clone(), three.clone()]), ["killed 5"]);
        assert_eq!(killed(&[two.clone(), attack(3, "")]), ["killed ≥2"]);
        assert_eq!(killed(&[attack(3, "")]), Vec::<String>::new());
        assert_eq!(killed(&[attack(3, "killed = 0")]), ["killed none"]);
        assert_eq!(killed(&[attack(3, "killed = 0"), attack(4, "")]), ["killed not told"]);
        let perhaps = attack(3, "killed = \"2–4\"\nperhaps_same_as = \"a1\"");
        assert_eq!(killed(&[two, perhaps]), ["killed 2–6"]);
        let of_one = "killed = 4\naccount = [{ source = \"t\", killed = 6 }]\n[[source]]\nid = \"t\"\nname = \"T\"\nkind = \"media\"";
        assert_eq!(killed(&[attack(1, of_one), three]), ["killed 7–9 ≠"]);
    }

    #[test]
    fn harm_counts_from_the_first_day_of_the_agreement() {
        let agreement = "[[agreement]]\nid = \"a\"\nname = \"A\"\nsigned = 2020-07-05\nsource = \"s\"\npublished = 2020-07-05\n";
        let records =
            [agreement.to_owned(), attack(1, "killed = 2"), attack(9, "killed = 3")].concat();
        let board = made::board(&records, "2020-07-20");
        assert_eq!(told(&board, "killed-in-attacks"), ["killed 3"]);
        let register = Register::new(&board);
        let why = register.why(&register.one("killed-in-attacks").unwrap());
        assert_eq!((why.certain.len(), why.possible.len(), why.not.len()), (1, 0, 1));
        assert_eq!(&*why.not[0].reason, "before the agreement");
        assert_eq!(&*why.certain[0].reason, "killed: 3");
    }
}
