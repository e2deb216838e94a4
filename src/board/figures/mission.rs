//! A mission's other work: restrictions, weapons, handovers. Weapons are never added up over reports,
//! since the same may be seen twice; people and things handed over are summed where the handover was
//! done.

use std::collections::BTreeSet;

use super::{
    Figure, FigureSpec, FigureValue, Labels, Register,
    grounds::{GroundGroup, out_of_sight, sorted},
    harmed::{HarmDays, Harmed, stated, sum},
    lists::{grouped, standing, why_grouped, why_records},
};
use crate::{
    board::{Board, Incidents, PerhapsOne},
    model::{
        Bounds, Clean, HandoverKind, HandoverOutcome, Id, Key, RecordIx, RestrictionKind, Table,
        Vocabulary, WeaponStatus,
    },
};

const ALL_DAYS: &str = "all days up to the one that is looked at";
const RECORDS: &str = "records, each for itself; what was taken back is left out";

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "restrictions",
        unit: "restrictions",
        definition: "Restrictions of movement that are told of.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| vec![listed(register.board, spec, Table::Restriction)],
        why: |register, _| why_records(register.board, Table::Restriction, |_| true, "one of them"),
    },
    FigureSpec {
        id: "restrictions-by-kind",
        unit: "restrictions",
        definition: "Restrictions of a kind.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: |register, spec| {
            by_word(register.board, spec, Table::Restriction, kind_of, &RestrictionKind::WORDS)
        },
        why: |register, figure| why_grouped(register.board, figure, Table::Restriction, kind_of),
    },
    FigureSpec {
        id: "restrictions-by",
        unit: "restrictions",
        definition: "Restrictions that somebody is told to have made.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: |register, spec| grouped(register.board, spec, Table::Restriction, actor_of),
        why: |register, figure| why_grouped(register.board, figure, Table::Restriction, actor_of),
    },
    FigureSpec {
        id: "weapons-reports",
        unit: "reports of weapons",
        definition: "Reports of weapons that were seen, or missed.",
        counts: "records, each for itself: the same weapons may be seen twice, so that their numbers \
                 are not added up",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| vec![listed(register.board, spec, Table::Weapon)],
        why: |register, _| why_records(register.board, Table::Weapon, |_| true, "one of them"),
    },
    FigureSpec {
        id: "weapons-by-status",
        unit: "reports of weapons",
        definition: "Reports of weapons that stand so to what was agreed.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: |register, spec| {
            by_word(register.board, spec, Table::Weapon, status_of, &WeaponStatus::WORDS)
        },
        why: |register, figure| why_grouped(register.board, figure, Table::Weapon, status_of),
    },
    FigureSpec {
        id: "handovers",
        unit: "handovers",
        definition: "Handovers that are told of, whatever came of them.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| vec![listed(register.board, spec, Table::Handover)],
        why: |register, _| why_records(register.board, Table::Handover, |_| true, "one of them"),
    },
    FigureSpec {
        id: "handovers-by-outcome",
        unit: "handovers",
        definition: "Handovers that went so.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: |register, spec| {
            by_word(register.board, spec, Table::Handover, outcome_of, &HandoverOutcome::WORDS)
        },
        why: |register, figure| why_grouped(register.board, figure, Table::Handover, outcome_of),
    },
    FigureSpec {
        id: "handed-over",
        unit: "people or things",
        definition: "How many of a kind were handed over, in all.",
        counts: "what handovers state that were done, wholly or in part; records that are told to be \
                 one count once; where voices differ, from the least to the most; through whom they \
                 went counts nothing more",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: handed_over,
        why: |register, figure| {
            let board = register.board;
            sorted(board, board.scenario().span(Table::Handover), |n| {
                Some(why_handed_over(board, n, figure))
            })
        },
    },
];

/// How many records of a table stand.
fn listed(board: &Board, spec: &'static FigureSpec, table: Table) -> Figure {
    let all: Vec<RecordIx> = standing(board, table).collect();
    let count = Incidents::apart(board, &all).total();
    Figure::new(spec, Labels::one(table.plural(2)), FigureValue::Listed(count))
}

/// The word of a closed list that a record is of.
type WordOf = fn(&Board, RecordIx) -> Option<Clean>;

/// A figure for each word of a list that records have, called as it is read.
fn by_word(
    board: &Board,
    spec: &'static FigureSpec,
    table: Table,
    word_of: WordOf,
    words: &Vocabulary,
) -> Vec<Figure> {
    let called = |figure: Figure| {
        let labels = figure.of.as_ref().and_then(|word| kind_called(board, word, words));
        let labels = labels.map(Labels::one);
        Figure { labels: labels.unwrap_or_else(|| figure.labels.clone()), ..figure }
    };
    grouped(board, spec, table, word_of).into_iter().map(called).collect()
}

/// How a word is read: one of a list, or the kind that the scenario declares by it.
fn kind_called(board: &Board, word: &str, words: &Vocabulary) -> Option<String> {
    let listed = (words.term)(word).map(|term| term.spoken().into_owned());
    let own = || Some(board.scenario().kind(&Id::new(word)?)?.text(Key::Name)?.to_string());
    listed.or_else(own)
}

fn term_of(board: &Board, n: RecordIx, key: Key) -> Option<Clean> {
    board.shown(board.record(n), key)?.value.word().map(Clean::from)
}

fn kind_of(board: &Board, n: RecordIx) -> Option<Clean> {
    term_of(board, n, Key::Kind)
}

fn status_of(board: &Board, n: RecordIx) -> Option<Clean> {
    term_of(board, n, Key::Status)
}

fn outcome_of(board: &Board, n: RecordIx) -> Option<Clean> {
    term_of(board, n, Key::Outcome)
}

/// Who is told to have made a restriction, if one is.
fn actor_of(board: &Board, n: RecordIx) -> Option<Clean> {
    let by = board.shown(board.record(n), Key::By)?;
    match by.value.ids() {
        [one] => Some(one.as_str().into()),
        _ => None,
    }
}

/// Whether a handover was done.
pub(super) fn is_done(board: &Board, n: RecordIx) -> bool {
    let outcome = board.shown_term::<HandoverOutcome>(board.record(n), Key::Outcome);
    outcome.is_some_and(HandoverOutcome::is_done)
}

/// How many were handed over of a kind; `None` where nobody says of any.
fn sum_of(board: &Board, kind: &str) -> Option<Harmed> {
    let is_it =
        |n: &RecordIx| is_done(board, *n) && kind_of(board, *n).is_some_and(|of| &*of == kind);
    let all: Vec<RecordIx> = standing(board, Table::Handover).filter(is_it).collect();
    let groups: Vec<PerhapsOne> = Incidents::groups(board, &all);
    sum(board, groups.iter(), HarmDays::Every, |n| stated(board, n, Key::Count))
}

fn handed_over(register: &Register, spec: &'static FigureSpec) -> Vec<Figure> {
    let board = register.board;
    let done = standing(board, Table::Handover).filter(|n| is_done(board, *n));
    let kinds: BTreeSet<Clean> = done.filter_map(|n| kind_of(board, n)).collect();
    let figure = |kind: Clean| {
        let all = sum_of(board, &kind)?;
        let called = kind_called(board, &kind, &HandoverKind::WORDS);
        let called = called.unwrap_or_else(|| kind.to_string());
        let labels = Labels::one(format!("{called} handed over"));
        let labels = Labels { short: called, ..labels };
        let figure = Figure::new(spec, labels, FigureValue::Told(all.count));
        Some(figure.of_row(kind).in_words(all.in_words()))
    };
    let mut figures: Vec<Figure> = kinds.into_iter().filter_map(figure).collect();
    figures.sort_by_key(|figure| std::cmp::Reverse(least(figure)));
    figures
}

fn least(figure: &Figure) -> u64 {
    match figure.value {
        FigureValue::Told(Bounds { low, .. }) => low,
        _ => 0,
    }
}

fn why_handed_over(board: &Board, n: RecordIx, figure: &Figure) -> (GroundGroup, String) {
    if let Some(reason) = out_of_sight(board, n, false) {
        return (GroundGroup::Not, reason);
    }
    if kind_of(board, n) != figure.of {
        return (GroundGroup::Not, "of another kind".to_owned());
    }
    if !is_done(board, n) {
        let outcome = board.shown_term::<HandoverOutcome>(board.record(n), Key::Outcome);
        let outcome = outcome.map_or("how it went is not told", HandoverOutcome::word);
        return (GroundGroup::Not, format!("not done: {outcome}"));
    }
    match stated(board, n, Key::Count) {
        Some(said) => (GroundGroup::Certain, said.in_words()),
        None => (GroundGroup::Not, "nobody says how many".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        board::{Board, Register, made},
        model::{Key, Table},
    };

    const ACTORS: &str = "[[actor]]\nid = \"a\"\nname = \"A\"\nkind = \"armed-group\"\n\
                          [[actor]]\nid = \"b\"\nname = \"B\"\nkind = \"state\"\n\
                          [[source]]\nid = \"t\"\nname = \"T\"\nkind = \"media\"\n";

    fn told(board: &Board, id: &str) -> Vec<String> {
        let figures = Register::new(board).of(id).into_iter();
        figures.map(|figure| format!("{} {}", figure.labels.short, figure.text())).collect()
    }

    fn why(board: &Board, id: &str) -> [u64; 3] {
        let register = Register::new(board);
        let figure = register.of(id).into_iter().next().expect("it is a figure");
        register.why(&figure).counts()
    }

    #[test]
    fn a_denial_counts_once_whatever_names_its_patrol() {
        let patrol =
            "[[patrol]]\nid = \"p\"\ndate = 2020-07-02\noutcome = \"cut-short\"\nsource = \"s\"\n";
        let restriction = |id: &str, keys: &str| {
            format!(
                "[[restriction]]\nid = \"{id}\"\ndate = 2020-07-02\nsource = \"s\"\nby = [\"a\"]\n{keys}\n"
            )
        };
        let incident = "[[attack]]\nid = \"i\"\ndate = 2020-07-02\nkind = \"movement-denied\"\npatrol = \"p\"\nsource = \"s\"\n";
        let denied = restriction("r1", "kind = \"denied\"\npatrol = \"p\"");
        let other = restriction("r2", "kind = \"denied\"");
        let delayed = restriction("r3", "kind = \"delayed\"\noutcome = \"turned-back\"");
        let all = [ACTORS, patrol, incident, &denied, &other, &delayed].concat();
        let board = made::board(&all, "2020-07-20");
        assert_eq!(told(&board, "movements-denied"), ["movements denied 2"]);
        assert_eq!(why(&board, "movements-denied"), [2, 0, 1]);
        assert_eq!(told(&board, "restrictions"), ["restrictions 3"]);
        assert_eq!(told(&board, "restrictions-by-kind"), ["denied 2", "delayed 1"]);
        assert_eq!(told(&board, "restrictions-by"), ["A 3"]);
        let alone = made::board(&[ACTORS, patrol, incident].concat(), "2020-07-20");
        assert_eq!(told(&alone, "movements-denied"), ["movements denied 1"]);
    }

    #[test]
    fn what_was_handed_over_is_summed_where_it_was_done_and_by_the_claims() {
        let handover = |day: u32, keys: &str| {
            format!(
                "[[handover]]\nid = \"h{day}\"\ndate = 2020-07-{day:02}\nsource = \"s\"\nfrom = [\"a\"]\nto = [\"b\"]\n{keys}\n"
            )
        };
        let records = [
            ACTORS.to_owned(),
            handover(1, "kind = \"hostages\"\ncount = 3\noutcome = \"completed\""),
            handover(
                2,
                "kind = \"hostages\"\ncount = 4\noutcome = \"partly\"\naccount = [{ source = \"t\", count = 6 }]",
            ),
            handover(3, "kind = \"hostages\"\ncount = 9\noutcome = \"postponed\""),
            handover(4, "kind = \"remains\"\ncount = \"several\"\noutcome = \"completed\""),
            handover(5, "kind = \"remains\"\ncount = 1\noutcome = \"completed\"\nvia = [\"a\"]"),
        ]
        .concat();
        let board = made::board(&records, "2020-07-20");
        assert_eq!(told(&board, "handed-over"), ["hostages 7–9 ≠", "remains ≥3"]);
        assert_eq!(why(&board, "handed-over"), [2, 0, 3]);
        assert_eq!(
            told(&board, "handovers-by-outcome"),
            ["completed 3", "partly 1", "postponed 1"]
        );
        let before = made::board(&records, "2020-07-01");
        assert_eq!(told(&before, "handed-over"), ["hostages 3"]);
    }

    #[test]
    fn who_is_among_those_handed_over_is_never_added() {
        let handover = "[[handover]]\nid = \"h\"\ndate = 2020-07-02\nsource = \"s\"\n\
             kind = \"prisoners\"\noutcome = \"completed\"\n\
             count = { total = 44, civilians = 14, \"life sentences\" = 3 }\n\
             account = [{ source = \"t\", count = 44 }]\n";
        let board = made::board(&[ACTORS, handover].concat(), "2020-07-20");
        assert_eq!(told(&board, "handed-over"), ["prisoners 44"]);
        let n = board.scenario().span(Table::Handover).next().unwrap();
        let record = board.record(n);
        assert_eq!(board.what(record), "44 prisoners");
        let count = board.shown(record, Key::Count).unwrap().value;
        let words = board.in_words(Key::Count, count);
        assert_eq!(words, "44 (among them 14 civilians, 3 life sentences)");
    }

    #[test]
    fn a_kind_of_ones_own_is_summed_and_called_by_its_name() {
        let kind = "[[kind]]\nid = \"archives\"\nname = \"Archives\"\nclass = \"other\"\ntable = \"handover\"\n";
        let handover = "[[handover]]\nid = \"h\"\ndate = 2020-07-02\nsource = \"s\"\nkind = \"archives\"\ncount = 12\noutcome = \"completed\"\n";
        let board = made::board(&[ACTORS, kind, handover].concat(), "2020-07-20");
        assert_eq!(told(&board, "handed-over"), ["Archives 12"]);
        assert_eq!(why(&board, "handed-over"), [1, 0, 0]);
    }

    #[test]
    fn weapons_are_reports_and_their_numbers_are_not_added_up() {
        let weapon = |day: u32, status: &str| {
            format!(
                "[[weapon]]\nid = \"w{day}\"\ndate = 2020-07-{day:02}\nof = [\"a\"]\nwhat = \"howitzers\"\ncount = 4\nstatus = \"{status}\"\nsource = \"s\"\n"
            )
        };
        let records =
            [ACTORS, &weapon(1, "in-violation"), &weapon(2, "in-violation"), &weapon(3, "missing")]
                .concat();
        let board = made::board(&records, "2020-07-20");
        assert_eq!(told(&board, "weapons-reports"), ["reports of weapons 3"]);
        assert_eq!(told(&board, "weapons-by-status"), ["in violation 2", "missing 1"]);
        assert_eq!(why(&board, "weapons-by-status"), [2, 0, 1]);
    }
}
