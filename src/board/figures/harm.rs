//! Harm: people killed and hurt in incidents, since the agreement in all and by whose they were, and
//! in the windows of tempo. A record of which nobody says how many leaves the upper end open; voices
//! that differ span it.

use super::{
    Figure, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    grounds::{GroundGroup, out_of_sight, sorted},
    harmed::{HarmDays, Harmed, Side, stated_of, sum},
    incidents::window_labels,
};
use crate::{
    board::{Board, PerhapsOne, TempoSubject, day_month},
    model::{Bounds, Class, Clean, Day, Id, Key, RecordIx, Table, Value},
};

const COUNTS: &str = "people, as voices state them: records that are told to be one incident count \
                      once; where voices differ, from the least to the most; never rows of event \
                      files";
const CLAIMS: &str = "people, from the lowest to the highest claim: who says how many and not whose \
                      claims nothing of civilians and forces; bodies that were found, and who died of \
                      earlier wounds, are left out; never rows of event files";
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

macro_rules! side {
    ($id:literal $key:ident $side:ident $definition:literal) => {
        FigureSpec {
            id: $id,
            unit: "people",
            definition: $definition,
            counts: CLAIMS,
            window: WINDOW,
            is_whole: false,
            is_cell: false,
            each: |register, spec| {
                of_side(register, spec, Key::$key, Side::$side).into_iter().collect()
            },
            why: |register, _| why_side(register, Key::$key, Side::$side),
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
const ACTIVITIES: &[Class] = &[Class::Activity];
const HAZARDS: &[Class] = &[Class::Hazard];

pub(super) static ROWS: &[FigureSpec] = &[
    harm!("killed-in-attacks" Killed ATTACKS "People killed in attacks since the agreement."),
    harm!("killed-in-attacks-of" of Killed ATTACKS "Of these, whose dead they were."),
    harm!("hurt-in-attacks" Injured ATTACKS "People hurt in attacks since the agreement."),
    harm!("hurt-in-attacks-of" of Injured ATTACKS "Of these, whose they were."),
    harm!("killed-in-other-incidents" Killed OTHERS
        "People killed in obstructions and other incidents since the agreement."),
    harm!("killed-in-other-incidents-of" of Killed OTHERS "Of these, whose dead they were."),
    harm!("hurt-in-other-incidents" Injured OTHERS
        "People hurt in obstructions and other incidents since the agreement."),
    harm!("hurt-in-other-incidents-of" of Injured OTHERS "Of these, whose they were."),
    side!("killed-civilians" Killed Civilians "Civilians killed in attacks since the agreement."),
    side!("killed-forces" Killed Forces
        "Fighters or forces killed in attacks since the agreement."),
    side!("killed-of-nobody-told" Killed NotTold
        "People killed in attacks since the agreement of whom nobody says whose they were."),
    side!("hurt-civilians" Injured Civilians "Civilians hurt in attacks since the agreement."),
    side!("hurt-forces" Injured Forces "Fighters or forces hurt in attacks since the agreement."),
    side!("hurt-of-nobody-told" Injured NotTold
        "People hurt in attacks since the agreement of whom nobody says whose they were."),
    FigureSpec {
        id: "contested-victims",
        unit: "attacks",
        definition: "Attacks since the agreement on whose killed voices differ: how many, or whose.",
        counts: "records of attacks, each for itself",
        window: WINDOW,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let contested = contested_victims(register).len();
            vec![Figure::listed(spec, "incidents contested", contested)]
        },
        why: |register, _| {
            let (board, contested) = (register.board, contested_victims(register));
            sorted(board, register.board.scenario().span(Table::Attack), |n| {
                Some(match contested.contains(&n) {
                    true => (GroundGroup::Certain, "voices differ on its killed".to_owned()),
                    false => (GroundGroup::Not, "nobody differs, or it does not count".to_owned()),
                })
            })
        },
    },
    harm!("killed-in-activities" Killed ACTIVITIES "People killed in activities since the agreement."),
    harm!("killed-in-activities-of" of Killed ACTIVITIES "Of these, whose dead they were."),
    harm!("hurt-in-activities" Injured ACTIVITIES "People hurt in activities since the agreement."),
    harm!("hurt-in-activities-of" of Injured ACTIVITIES "Of these, whose they were."),
    harm!("killed-by-hazards" Killed HAZARDS "People killed by hazards since the agreement."),
    harm!("killed-by-hazards-of" of Killed HAZARDS "Of these, whose dead they were."),
    harm!("hurt-by-hazards" Injured HAZARDS "People hurt by hazards since the agreement."),
    harm!("hurt-by-hazards-of" of Injured HAZARDS "Of these, whose they were."),
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
        let (days, harm) = (HarmDays::Within(first, last), board.stated_harm(key));
        let all = sum(board, incidents(register, ATTACKS), days, |n| harm.said(n))?;
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
    classes.iter().flat_map(|class| register.board.groups(*class))
}

fn labels(board: &Board, what: &str, classes: &[Class]) -> Labels {
    let word = if what.starts_with("killed") { "killed" } else { "hurt" };
    let middle = match classes {
        [Class::Hazard] => format!("{what} by hazards"),
        [one] => format!("{what} in {}", one.plural()),
        _ => format!("{what} in {}", Class::Other.plural()),
    };
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
    let (days, harm) = (HarmDays::SinceAgreement, board.stated_harm(key));
    let all = sum(board, incidents(register, classes), days, |n| harm.said(n))?;
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
    let harm = board.stated_harm(key);
    for n in records.filter(|n| harm.is_broken_down(**n)) {
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

fn side_words(key: Key, side: Side) -> String {
    let whose = match side {
        Side::Civilians => "civilians",
        Side::Forces => "fighters or forces",
        Side::NotTold => "not told whose",
    };
    format!("{} {whose}", word(key))
}

/// `None` where nobody claims any of that side.
fn of_side(register: &Register, spec: &'static FigureSpec, key: Key, side: Side) -> Option<Figure> {
    let (board, harm) = (register.board, register.board.stated_harm(key));
    let days = HarmDays::SinceAgreement;
    let all = sum(board, incidents(register, ATTACKS), days, |n| harm.of_side(n, side))?;
    let is_claimed = all.count.low > 0 || all.count.high.is_some_and(|high| high > 0);
    let labels = labels(board, &side_words(key, side), ATTACKS);
    let short = side_words(key, side).split_once(' ').map(|(_, whose)| whose.to_owned());
    let labels = Labels { short: short.unwrap_or_default(), ..labels };
    let figure = Figure::new(spec, labels, FigureValue::Told(all.count));
    is_claimed.then(|| figure.in_words(all.in_words()))
}

fn why_side(register: &Register, key: Key, side: Side) -> FigureGrounds {
    let harm = register.board.stated_harm(key);
    why_of(register, key, ATTACKS, HarmDays::SinceAgreement, &|n| {
        harm.of_side(n, side).filter(|said| said.count.high != Some(0))
    })
}

/// The attacks since the agreement on whose killed voices differ.
fn contested_victims(register: &Register) -> Vec<RecordIx> {
    let board = register.board;
    let told = incidents(register, ATTACKS).flat_map(|one| &one.parts);
    let counts = told.filter(|told| HarmDays::SinceAgreement.hold(board, told) != GroundGroup::Not);
    let records = counts.flat_map(|told| told.records.iter().copied());
    records.filter(|n| board.contested(*n).contains(&Key::Killed)).collect()
}

fn in_window(
    register: &Register,
    spec: &'static FigureSpec,
    key: Key,
    at: usize,
) -> Option<Figure> {
    let (board, run) =
        (register.board, register.windows(TempoSubject::Incidents(Class::Attack))?[at].days);
    let (days, harm) = (HarmDays::Within(run.first, run.last), board.stated_harm(key));
    let all = sum(board, incidents(register, ATTACKS), days, |n| harm.said(n))?;
    let what = format!("{} in attacks", word(key));
    let labels = Labels { short: what.clone(), ..window_labels(&what, &run, at == 1) };
    let figure = Figure::new(spec, labels, FigureValue::Told(all.count)).within(Some(run));
    Some(figure.in_words(all.in_words()))
}

/// The records in groups: those that say how many, for certain and perhaps in these days, and those
/// that do not.
fn why(register: &Register, key: Key, classes: &[Class], days: HarmDays) -> FigureGrounds {
    let harm = register.board.stated_harm(key);
    why_of(register, key, classes, days, &|n| harm.said(n))
}

/// The same of what `of` says of a record.
fn why_of(
    register: &Register,
    key: Key,
    classes: &[Class],
    days: HarmDays,
    of: &dyn Fn(RecordIx) -> Option<Harmed>,
) -> FigureGrounds {
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
        let Some(said) = of(n) else {
            return Some((GroundGroup::Not, format!("nobody says how many were {}", word(key))));
        };
        let first = told.records.iter().find(|n| of(**n).is_some());
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

    const SIDES: [&str; 3] = ["killed-civilians", "killed-forces", "killed-of-nobody-told"];

    fn sides(records: &[String]) -> [Vec<String>; 3] {
        const ACTORS: &str = "[[actor]]\nid = \"laf\"\nname = \"LAF\"\nkind = \"state-force\"\n\
                              [[actor]]\nid = \"people\"\nname = \"People\"\nkind = \"population\"\n\
                              [[source]]\nid = \"t\"\nname = \"T\"\nkind = \"media\"\n";
        let board = made::board(&(ACTORS.to_owned() + &records.concat()), "2020-07-20");
        let register = Register::new(&board);
        for id in SIDES {
            let Some(figure) = register.one(id) else { continue };
            let [certain, possible, _] = register.why(&figure).counts();
            assert!(certain + possible > 0, "{id} rests on records");
        }
        SIDES.map(|id| told(&board, id))
    }

    #[test]
    fn victims_are_told_by_whose_they_were_and_who_is_among_them_is_not_added() {
        let civilians =
            attack(1, "killed = { civilians = { total = 23, children = 2, women = 4 }, laf = 1 }");
        let nobody_told = attack(2, "killed = 5");
        assert_eq!(
            sides(&[civilians.clone(), nobody_told]),
            [vec!["civilians 23"], vec!["fighters or forces 1"], vec!["not told whose 5"]]
        );
        // Where nobody says how many, some of any side may have been killed.
        assert_eq!(
            sides(&[civilians.clone(), attack(3, "")]),
            [vec!["civilians ≥23"], vec!["fighters or forces ≥1"], vec![]]
        );
        assert_eq!(
            sides(&[civilians]),
            [vec!["civilians 23"], vec!["fighters or forces 1"], vec![]]
        );
        let of_total = attack(1, "killed = { total = 9, children = 3, people = 2 }");
        assert_eq!(sides(&[of_total]), [vec!["civilians 2"], vec![], vec!["not told whose 7"]]);
    }

    #[test]
    fn who_is_told_to_be_a_civilian_and_by_others_a_fighter_is_from_none_to_all() {
        let rival = attack(
            1,
            "killed = { civilians = 3 }\naccount = [{ source = \"t\", killed = { laf = 3 } }]",
        );
        assert_eq!(
            sides(std::slice::from_ref(&rival)),
            [vec!["civilians ≤3 ≠"], vec!["fighters or forces ≤3 ≠"], vec![]]
        );
        let none: Vec<String> = Vec::new();
        let quiet = attack(1, "killed = 0");
        assert_eq!(sides(&[quiet]), [none.clone(), none.clone(), none]);
    }

    #[test]
    fn bodies_that_were_found_and_deaths_of_earlier_wounds_are_no_deaths_of_the_window() {
        let found = |part: &str| attack(1, &format!("killed = {{ total = 9, {part} }}"));
        assert_eq!(killed(&[found("recovered = 4")]), ["killed 5"]);
        assert_eq!(killed(&[found("recovered = 4, died-of-wounds = 1")]), ["killed 4"]);
        assert_eq!(killed(&[found("recovered = \"unknown\"")]), ["killed ≤9"]);
        assert_eq!(killed(&[found("children = 4")]), ["killed 9"]);
    }
}
