//! What turns when voices are put aside: figures side by side, and judgements that rest on them.

use super::{Figure, Register};
use crate::{
    board::{Board, Matter, Standing, StandingOf, capitalized},
    model::{Key, Record, RecordIx, Table, WordsLeft},
};

/// Something that says another thing without the voices.
#[derive(Clone, PartialEq, Debug)]
pub struct Flip {
    /// What turns.
    pub what: Turned,
    /// The record to open: its own, or one that it rests on; `None` where none is left to tell.
    pub record: Option<RecordIx>,
    /// What it is called.
    pub name: String,
    /// What it says in all voices.
    pub all: String,
    /// What it says without some.
    pub without: String,
}

/// What can turn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Turned {
    /// A figure, by its name in the register.
    Figure(String),
    /// Where an agreement, a clause or the patrols stand.
    Standing,
    /// Whether a key of a record is contested.
    Contested(Key),
    /// Whether the board tells of a record at all.
    Record,
    /// A judgement that stays, and rests on what the voices said.
    Judgement(Rests),
}

/// How far a judgement rests on what the voices said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rests {
    /// All that it rests on is gone.
    Wholly,
    /// A part of it is gone, or told by others alone.
    Partly,
}

impl Turned {
    /// The word in columns and for scripts.
    pub fn word(&self) -> &'static str {
        match self {
            Turned::Figure(_) => "figure",
            Turned::Standing => "status",
            Turned::Contested(_) => "contested",
            Turned::Record => "record",
            Turned::Judgement(_) => "rests on it",
        }
    }
}

impl Flip {
    /// Everything that says another thing on the second board, which is the first without some
    /// voices: figures, statuses, what is contested, records, judgements.
    pub fn between(all: &Board, without: &Board) -> Vec<Flip> {
        let mut flips = Flip::figures(all, without);
        flips.extend(Flip::standings(all, without));
        flips.extend(Flip::matters(all, without));
        flips.extend(Flip::judgements(without));
        flips.extend(Flip::records(all, without));
        flips
    }

    fn figures(all: &Board, without: &Board) -> Vec<Flip> {
        let (before, after) = (Register::new(all), Register::new(without));
        let (told, left) = (before.all(), after.all());
        let other = |figures: &[Figure], name: &str| {
            figures.iter().find(|figure| figure.name() == name).map(Figure::text)
        };
        let mut flips: Vec<Flip> = told
            .iter()
            .filter_map(|figure| {
                let name = figure.name();
                let after = other(&left, &name).unwrap_or_else(|| NOT_TOLD.to_owned());
                Flip::figure(all, figure, name, figure.text(), after)
            })
            .collect();
        let new = left.iter().filter(|figure| other(&told, &figure.name()).is_none());
        flips.extend(new.filter_map(|figure| {
            let (name, before) = (figure.name(), NOT_TOLD.to_owned());
            Flip::figure(all, figure, name, before, figure.text())
        }));
        flips
    }

    fn figure(
        board: &Board,
        figure: &Figure,
        name: String,
        all: String,
        without: String,
    ) -> Option<Flip> {
        let record = figure.record(board.scenario());
        let label = figure.labels.middle.clone();
        (all != without).then_some(Flip {
            what: Turned::Figure(name),
            record,
            name: label,
            all,
            without,
        })
    }

    fn standings(all: &Board, without: &Board) -> Vec<Flip> {
        let scenario = all.scenario();
        let records =
            [Table::Agreement, Table::Clause].into_iter().flat_map(|of| scenario.table(of));
        let things = std::iter::once((StandingOf::Patrols, "patrols".to_owned()));
        let named = |record: &Record| capitalized(&all.status_subject(&record.id));
        let things =
            things.chain(records.map(|record| (StandingOf::Record(&record.id), named(record))));
        let words = |standing: Option<&Standing>| match standing {
            Some(standing) => standing.to_string(),
            None => NOT_TOLD.to_owned(),
        };
        let flip = |(of, name): (StandingOf, String)| {
            let (before, after) = (Standing::of(all, of), Standing::of(without, of));
            let (told, left) = (words(before.as_ref()), words(after.as_ref()));
            let record = before.or(after).map(|standing| standing.record);
            (told != left).then_some(Flip {
                what: Turned::Standing,
                record,
                name,
                all: told,
                without: left,
            })
        };
        things.filter_map(flip).collect()
    }

    fn matters(all: &Board, without: &Board) -> Vec<Flip> {
        let still = |n: RecordIx, key: Key| {
            let is_gone = without.record(n).left == WordsLeft::Nothing;
            (!is_gone).then(|| without.contested(n).contains(&key))
        };
        let flip = |matter: &Matter| {
            let record = all.record(matter.record);
            let left = match still(matter.record, matter.key)? {
                true => return None,
                false => "no longer contested",
            };
            Some(Flip {
                what: Turned::Contested(matter.key),
                record: Some(matter.record),
                name: all.question(record, matter.key),
                all: "contested".to_owned(),
                without: left.to_owned(),
            })
        };
        let contested = all.matters().iter().filter(|matter| {
            matter.is_contested && all.contested(matter.record).contains(&matter.key)
        });
        contested.filter_map(flip).collect()
    }

    fn records(all: &Board, without: &Board) -> Vec<Flip> {
        let flip = |n: RecordIx| {
            let record = all.record(n);
            let left = match without.record(n).left {
                WordsLeft::Own => return None,
                WordsLeft::Accounts => "in the words of others alone",
                WordsLeft::Undated => "in the words of others alone, who tell no day",
                WordsLeft::Nothing => "nobody left says so",
            };
            Some(Flip {
                what: Turned::Record,
                record: Some(n),
                name: record.table_name.to_owned(),
                all: all.brief(record),
                without: left.to_owned(),
            })
        };
        all.scenario().all().filter(|n| all.is_visible(*n)).filter_map(flip).collect()
    }

    /// Judgements that are left and rest on records that are not what they were.
    fn judgements(without: &Board) -> Vec<Flip> {
        let flip = |n: RecordIx| {
            let record = without.record(n);
            let ids = without.shown_ids(record, Key::RestsOn);
            let rested: Vec<RecordIx> =
                ids.iter().filter_map(|id| without.scenario().position(id)).collect();
            let left = |n: &&RecordIx| without.record(**n).left;
            let touched = rested.iter().filter(|n| left(n) != WordsLeft::Own).count();
            let gone = rested.iter().filter(|n| left(n) == WordsLeft::Nothing).count();
            let rests = match (touched, gone) {
                (0, _) => return None,
                (_, gone) if gone == rested.len() => Rests::Wholly,
                _ => Rests::Partly,
            };
            let words = match rests {
                Rests::Wholly => "rests on it wholly",
                Rests::Partly => "rests on it in part",
            };
            Some(Flip {
                what: Turned::Judgement(rests),
                record: Some(n),
                name: record.table_name.to_owned(),
                all: without.brief(record),
                without: words.to_owned(),
            })
        };
        without.visible_of(Table::Assessment).filter_map(flip).collect()
    }
}

const NOT_TOLD: &str = "not told";
