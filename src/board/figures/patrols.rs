//! Patrols: how many are dated, how they went, how many were attacked, and what parties count.

use std::collections::BTreeMap;

use super::{
    Figure, FigureGrounds, FigureSpec, FigureValue, Labels,
    grounds::{AskedOf, GroundGroup, everywhere, out_of_sight, sorted},
    incidents::window_labels,
};
use crate::{
    board::{Board, Ledger, TempoSubject},
    model::{Bounds, Id, Key, PatrolKind, PatrolOutcome, RecordIx, Table, Term},
};

const RECORDS: &str = "records of patrols, each for itself; what was taken back is left out";
const ALL_DAYS: &str = "all days up to the one that is looked at";
const WINDOW: &str = "the days of tempo, the last of them the last that is complete";
const BEFORE: &str = "as many days right before the window";
const RAN: &str = "patrols that ran: neither planned nor cancelled, nor taken back";

macro_rules! outcome {
    ($id:literal $outcome:ident $definition:literal) => {
        FigureSpec {
            id: $id,
            unit: "patrols",
            definition: $definition,
            counts: RECORDS,
            window: ALL_DAYS,
            is_whole: false,
            is_cell: false,
            each: |register, spec| {
                let outcome = PatrolOutcome::$outcome;
                let count = board_patrols(register.board)
                    .filter(|n| register.board.outcome_of(*n) == Some(outcome))
                    .count();
                one(spec, &Term::PatrolOutcome(outcome).spoken(), count)
            },
            why: |register, _| why_outcome(register.board, PatrolOutcome::$outcome),
        }
    };
}

macro_rules! in_window {
    ($id:literal $at:literal $window:expr, $definition:literal) => {
        FigureSpec {
            id: $id,
            unit: "patrols",
            definition: $definition,
            counts: RAN,
            window: $window,
            is_whole: false,
            is_cell: false,
            each: |register, spec| {
                let Some(windows) = register.windows(TempoSubject::Patrols) else {
                    return Vec::new();
                };
                let counted = windows[$at];
                let labels = window_labels("patrols", &counted.days, $at == 1);
                let value = FigureValue::Listed(counted.incidents.count);
                vec![Figure::new(spec, labels, value).within(Some(counted.days))]
            },
            why: |register, figure| why_ran(register.board, figure),
        }
    };
}

macro_rules! attacked_in_window {
    ($id:literal $at:ident $window:expr, $definition:literal) => {
        FigureSpec {
            id: $id,
            unit: "patrols",
            definition: $definition,
            counts: RAN,
            window: $window,
            is_whole: false,
            is_cell: false,
            each: |register, spec| {
                let ran = register.board.tempo().attacked.$at;
                let value = FigureValue::Of(ran.attacked, ran.attacked.plus(ran.spared));
                let labels =
                    window_labels("patrols attacked", &ran.days, stringify!($at) == "before");
                vec![Figure::new(spec, labels, value).within(Some(ran.days))]
            },
            why: |register, figure| why_attacked_of_ran(register.board, figure),
        }
    };
}

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "patrols",
        unit: "patrols",
        definition: "Patrols of which this file has a record.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| one(spec, "patrols on file", board_patrols(register.board).count()),
        why: |register, _| {
            sorted(register.board, register.board.scenario().span(Table::Patrol), |n| {
                let reason = out_of_sight(register.board, n, false);
                Some(match reason.or_else(|| other_kind(register.board, n)) {
                    Some(reason) => (GroundGroup::Not, reason),
                    None => (GroundGroup::Certain, "on file".into()),
                })
            })
        },
    },
    FigureSpec {
        id: "besides-patrols",
        unit: "records of the patrol log",
        definition: "Inspections, visits, flights and the like, which are no patrols.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: |register, spec| of_other_kinds(register.board, spec),
        why: |register, figure| why_other_kind(register.board, figure),
    },
    FigureSpec {
        id: "patrols-joint",
        unit: "patrols",
        definition: "Patrols that several parties ran together.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let board = register.board;
            one(spec, "joint", board_patrols(board).filter(|n| runners(board, *n) > 1).count())
        },
        why: |register, _| {
            let board = register.board;
            patrols(board, |n| match runners(board, n) {
                0 => Err("nobody says who ran it".into()),
                1 => Err("one party alone ran it".into()),
                _ => Ok("several parties ran it".into()),
            })
        },
    },
    FigureSpec {
        id: "patrols-alone",
        unit: "patrols",
        definition: "Patrols that one party ran alone.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let board = register.board;
            let mut parties: Vec<(&Id, usize)> = Vec::new();
            for party in board_patrols(board).filter_map(|n| alone(board, n)) {
                match parties.iter_mut().find(|(known, _)| *known == party) {
                    Some((_, count)) => *count += 1,
                    None => parties.push((party, 1)),
                }
            }
            let figure = |(party, count): (&Id, usize)| {
                let count = count as u64;
                let value = FigureValue::Listed(Bounds::new(count, count));
                let name = format!("by {} alone", board.quoted_name(party));
                Figure::new(spec, Labels::one(name), value).of(party)
            };
            parties.into_iter().map(figure).collect()
        },
        why: |register, figure| {
            let board = register.board;
            patrols(board, |n| match alone(board, n) {
                Some(party) if figure.is_of(party) => Ok("it alone ran it".into()),
                Some(_) => Err("another party ran it".into()),
                None => Err("no party is told to have run it alone".into()),
            })
        },
    },
    outcome!("patrols-completed" Completed "Patrols that ran as planned, as shown."),
    outcome!("patrols-cut-short" CutShort "Patrols that turned back, as shown."),
    outcome!("patrols-planned" Planned "Patrols that were only planned, as shown."),
    outcome!("patrols-cancelled" Cancelled "Patrols that were called off, as shown."),
    outcome!("patrols-of-unknown-outcome" Unknown "Patrols of which nobody says how they went."),
    FigureSpec {
        id: "patrols-attacked",
        unit: "patrols",
        definition: "Patrols that an attack names.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let board = register.board;
            one(spec, "attacked", board_patrols(board).filter(|n| is_attacked(board, *n)).count())
        },
        why: |register, _| why_attacked(register.board),
    },
    FigureSpec {
        id: "attacks-on-unknown-patrols",
        unit: "attacks",
        definition: "Attacks on a patrol of which nobody says which one it was.",
        counts: "records of attacks whose patrol is told to be unknown, each for itself",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let count = register.board.attacks_on_unknown_patrols().len();
            one(spec, "attacks, patrol unknown", count)
        },
        why: |register, _| {
            let board = register.board;
            let unknown = board.attacks_on_unknown_patrols();
            let why =
                |n: RecordIx| unknown.contains(&n).then(|| "its patrol is unknown".to_owned());
            sorted(board, board.scenario().span(Table::Attack), |n| {
                why(n).map(|words| (GroundGroup::Certain, words))
            })
        },
    },
    in_window!("patrols-in-window" 0 WINDOW, "Patrols that ran in the window of tempo."),
    in_window!("patrols-before" 1 BEFORE, "Patrols that ran in the window before."),
    attacked_in_window!("patrols-attacked-in-window" now WINDOW,
        "Patrols that an attack names, of those that ran in the window of tempo."),
    attacked_in_window!("patrols-attacked-before" before BEFORE,
        "Patrols that an attack names, of those that ran in the window before."),
    FigureSpec {
        id: "patrols-attacked-change",
        unit: "verdict",
        definition: "Whether patrols that ran were attacked more or less often than before by more \
                     than chance.",
        counts: RAN,
        window: "both windows of tempo",
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let attacked = &register.board.tempo().attacked;
            let ran = [&attacked.now, &attacked.before];
            if ran.iter().all(|ran| ran.attacked.high == Some(0)) {
                return Vec::new();
            }
            let value = FigureValue::Verdict(attacked.change.verdict);
            let figure = Figure::new(spec, Labels::one("patrols attacked, change"), value);
            vec![figure.within(Some(attacked.now.days)).in_words(attacked.change.in_words())]
        },
        why: |register, figure| why_attacked_of_ran(register.board, figure),
    },
    FigureSpec {
        id: "days-since-patrol",
        unit: "days",
        definition: "Days since the last patrol that ran.",
        counts: RAN,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let days = register.board.since_last_patrol();
            let figure = |days| {
                let value = FigureValue::Days(Bounds::new(days, days));
                Figure::new(spec, Labels::one("last patrol"), value)
            };
            days.map(figure).into_iter().collect()
        },
        why: |register, _| why_last(register.board),
    },
    FigureSpec {
        id: "counted-by",
        unit: "patrols",
        definition: "The highest number that a party gives a patrol: what it says it has run.",
        counts: "patrols that bear the number in that party's voices",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            let ledgers = register.board.ledgers().iter();
            ledgers.map(|ledger| counted_by(register.board, spec, ledger)).collect()
        },
        why: |register, figure| {
            let ledger = register.board.ledgers().iter().find(|ledger| figure.is_of(&ledger.party));
            ledger.map_or_else(FigureGrounds::default, |ledger| why_counted(register.board, ledger))
        },
    },
];

fn board_patrols(board: &Board) -> impl Iterator<Item = RecordIx> {
    let patrols = board.shown_of(Table::Patrol).filter(|n| board.is_patrol(*n));
    patrols.filter(|n| !board.is_taken_back(*n))
}

/// The party that is told to have run a patrol alone, if one is.
fn alone(board: &Board, patrol: RecordIx) -> Option<&Id> {
    match board.shown_ids(board.record(patrol), Key::By) {
        [one] if !one.is_unknown() => Some(one),
        _ => None,
    }
}

/// How many parties are told to have run a patrol.
fn runners(board: &Board, patrol: RecordIx) -> usize {
    board.shown_ids(board.record(patrol), Key::By).len()
}

fn one(spec: &'static FigureSpec, name: &str, count: usize) -> Vec<Figure> {
    vec![Figure::listed(spec, name, count)]
}

fn is_attacked(board: &Board, patrol: RecordIx) -> bool {
    !board.hits_on(patrol).is_empty()
}

fn patrols(board: &Board, counts: impl Fn(RecordIx) -> Result<String, String>) -> FigureGrounds {
    sorted(board, board.scenario().span(Table::Patrol), |n| {
        if let Some(reason) = out_of_sight(board, n, false) {
            return Some((GroundGroup::Not, reason));
        }
        if let Some(reason) = other_kind(board, n) {
            return Some((GroundGroup::Not, reason));
        }
        Some(match counts(n) {
            Ok(reason) => (GroundGroup::Certain, reason),
            Err(reason) => (GroundGroup::Not, reason),
        })
    })
}

/// What a record of the log is, where it is no patrol.
fn other_kind(board: &Board, n: RecordIx) -> Option<String> {
    let is_other = board.is_visible(n) && !board.is_patrol(n);
    is_other.then(|| format!("no patrol: {}", board.patrol_kind_said(board.record(n))))
}

/// The records of the log that are no patrols.
fn others(board: &Board) -> impl Iterator<Item = RecordIx> {
    let other = board.shown_of(Table::Patrol).filter(|n| !board.is_patrol(*n));
    other.filter(|n| !board.is_taken_back(*n))
}

/// The kind of a record of the log as files have it, with the order of it: the format's kinds in their
/// own order, then the scenario's.
fn kind_word(board: &Board, n: RecordIx) -> (usize, &str) {
    let word = board.shown_word(board.record(n), Key::Kind).unwrap_or(PatrolKind::Patrol.word());
    let listed = PatrolKind::ALL.iter().position(|kind| kind.word() == word);
    (listed.unwrap_or(PatrolKind::ALL.len()), word)
}

/// A figure for each kind that is no patrol, in the order of the format, then the scenario's own.
fn of_other_kinds(board: &Board, spec: &'static FigureSpec) -> Vec<Figure> {
    let mut kinds: BTreeMap<(usize, &str), Vec<RecordIx>> = BTreeMap::new();
    others(board).for_each(|n| kinds.entry(kind_word(board, n)).or_default().push(n));
    let figure = |((_, word), all): ((usize, &str), Vec<RecordIx>)| {
        let name = all.first().map(|n| board.patrol_kind_said(board.record(*n)));
        Figure::listed(spec, &name.unwrap_or_default(), all.len()).of_row(word.into())
    };
    kinds.into_iter().map(figure).collect()
}

fn why_other_kind(board: &Board, figure: &Figure) -> FigureGrounds {
    sorted(board, board.scenario().span(Table::Patrol), |n| {
        Some(match out_of_sight(board, n, false) {
            Some(reason) => (GroundGroup::Not, reason),
            None if figure.of.as_deref() == Some(kind_word(board, n).1) => {
                (GroundGroup::Certain, "one of them".into())
            }
            None => (GroundGroup::Not, "of another kind".into()),
        })
    })
}

fn outcome_words(board: &Board, n: RecordIx) -> String {
    let outcome = board.outcome_of(n).map(Term::PatrolOutcome);
    let outcome = outcome.map_or("no outcome is told".into(), Term::spoken);
    let is_contested = board.contested(n).contains(&Key::Outcome);
    format!("{outcome}{}", if is_contested { ", contested" } else { "" })
}

fn why_outcome(board: &Board, wanted: PatrolOutcome) -> FigureGrounds {
    patrols(board, |n| {
        let words = outcome_words(board, n);
        if board.outcome_of(n) == Some(wanted) { Ok(words) } else { Err(words) }
    })
}

fn why_attacked(board: &Board) -> FigureGrounds {
    patrols(board, |n| {
        let hits: Vec<String> =
            board.hits_on(n).iter().map(|hit| board.brief(board.record(*hit))).collect();
        match hits.as_slice() {
            [] => Err("no attack names it".to_owned()),
            hits => Ok(format!("named by {}", hits.join(", "))),
        }
    })
}

/// The patrols of a window that an attack names, of those that ran.
fn why_attacked_of_ran(board: &Board, figure: &Figure) -> FigureGrounds {
    let refuses = |n: RecordIx| match is_attacked(board, n) {
        _ if !board.has_run(n) => Some(why_not_run(board, n)),
        true => None,
        false => Some("no attack names it".to_owned()),
    };
    let (table, days) = (Table::Patrol, figure.days);
    AskedOf { board, table, refuses: &refuses, here: &everywhere, days, is_whole: false }.grounds()
}

fn why_ran(board: &Board, figure: &Figure) -> FigureGrounds {
    let refuses = |n: RecordIx| (!board.has_run(n)).then(|| why_not_run(board, n));
    let table = Table::Patrol;
    let days = figure.days;
    AskedOf { board, table, refuses: &refuses, here: &everywhere, days, is_whole: false }.grounds()
}

fn why_not_run(board: &Board, n: RecordIx) -> String {
    other_kind(board, n).unwrap_or_else(|| format!("did not run: {}", outcome_words(board, n)))
}

fn why_last(board: &Board) -> FigureGrounds {
    let last = board.last_patrol().map(|(_, n)| n);
    patrols(board, |n| {
        if Some(n) == last {
            return Ok("the last that is over for certain".to_owned());
        }
        Err(if board.has_run(n) { "earlier, or not over for certain" } else { "did not run" }
            .into())
    })
}

fn counted_by(board: &Board, spec: &'static FigureSpec, ledger: &Ledger) -> Figure {
    let count = u64::try_from(ledger.count()).unwrap_or(0);
    let party = board.name(&ledger.party);
    let labels = Labels {
        short: party.to_owned(),
        middle: format!("counted by {party}"),
        long: format!("patrols counted by {party}"),
    };
    Figure::new(spec, labels, FigureValue::Told(Bounds::new(count, count))).of(&ledger.party)
}

/// Patrols that bear the highest number; the rest are part of the count by their own numbers.
fn why_counted(board: &Board, ledger: &Ledger) -> FigureGrounds {
    sorted(board, board.scenario().span(Table::Patrol), |n| {
        if let Some(reason) = out_of_sight(board, n, true) {
            return Some((GroundGroup::Not, reason));
        }
        let number = ledger.of(n)?;
        let words = format!("number {}", number.number);
        Some(if number.number == ledger.count() && !number.inferred {
            (GroundGroup::Certain, words)
        } else {
            (
                GroundGroup::Not,
                format!("{words}{}", if number.inferred { ", inferred" } else { "" }),
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::board::{Dated, Register, made};
    use crate::model::Bounds;

    #[test]
    fn only_patrols_count_as_patrols_whatever_else_the_log_holds() {
        let record = |id: &str, day: u32, keys: &str| {
            format!(
                "[[patrol]]\nid = \"{id}\"\ndate = 2020-07-{day:02}\noutcome = \"completed\"\nsource = \"s\"\n{keys}\n"
            )
        };
        let attack = "[[attack]]\nid = \"a\"\ndate = 2020-07-09\nkind = \"ied\"\npatrol = \"i\"\nsource = \"s\"\n";
        let records = [
            record("p", 1, "number = 1"),
            record("q", 2, "kind = \"patrol\"\nnumber = 2"),
            record("i", 9, "kind = \"inspection\"\nnumber = 9"),
            record("f", 10, "kind = \"uav\""),
            record("g", 11, "kind = \"uav\""),
            attack.to_owned(),
        ]
        .concat();
        let board = made::board(&records, "2020-07-20");
        let register = Register::new(&board);
        let told = |id: &str| {
            let figures = register.of(id).into_iter();
            figures
                .map(|figure| format!("{} {}", figure.labels.short, figure.text()))
                .collect::<Vec<_>>()
        };
        assert_eq!(told("patrols"), ["patrols on file 2"]);
        assert_eq!(told("besides-patrols"), ["inspection 1", "UAV flight 2"]);
        assert_eq!(board.counted(Dated::Patrols), Bounds::new(2, 2));
        assert_eq!(board.counted(Dated::AttacksOnPatrols), Bounds::ZERO);
        assert_eq!(board.since_last_patrol(), Some(18));
        let why = register.why(&register.one("patrols").unwrap());
        assert_eq!(why.counts(), [2, 0, 3]);
        assert!(why.not.iter().any(|ground| &*ground.reason == "no patrol: inspection"));
        for kind in register.of("besides-patrols") {
            let [certain, possible, _] = register.why(&kind).counts();
            assert_eq!(kind.value.bounds(), Some(Bounds::new(certain, certain + possible)));
        }
    }
}
