//! The patrol log: each party's number in its own column, how far, how it went, whether attacked.

use std::sync::Arc;

use super::{
    cells,
    rows::SortKey,
    sheet::{Column, Sheet, Sort, latest_first},
    spec::{Content, OF_THE_WHOLE, PanelSpec, Placement},
    standing::{self, StandingForm},
};
use crate::{
    board::{Board, Ledger, Standing, StandingOf, human, runs},
    look::{Flow, Phrase, Role, counted, glyph},
    model::{Bounds, Key, PatrolOutcome, Record, RecordIx, Table, Value},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    name: "patrols",
    title: "Patrol log",
    help: "patrol log",
    placement: Placement::Front,
    content: Content::Records { table: Table::Patrol, joins: None },
    adds: Some(Table::Patrol),
    of_the_whole: Some(OF_THE_WHOLE),
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let ledgers: Vec<Arc<Ledger>> = Ledger::all(board).into_iter().map(Arc::new).collect();
    let mut columns: Vec<Column> = Vec::new();
    for ledger in ledgers.iter().take(3) {
        let head = cells::head(board, &ledger.party, 4);
        let (ledger, sorted) = (ledger.clone(), ledger.clone());
        let number = Column::of_record(head, 1, (4, 4), move |_, n| match ledger.of(n) {
            Some(number) if number.inferred => {
                Phrase::new(format!("[{}]", number.number), Role::Stale)
            }
            Some(number) => Phrase::plain(number.number.to_string()),
            None => Phrase::not_stated(),
        });
        let by_number =
            move |_: &Board, n: RecordIx| SortKey::Number(sorted.of(n).map(|n| n.number));
        columns.push(number.right().sorted_by_record(by_number));
    }
    columns.extend([
        cells::date_column(0, (6, 11)),
        Column::of_record("reached", 2, (6, 16), reached),
        Column::of_record("km", 2, (3, 5), km).right().sorted_by_record(|board, n| {
            let km = board.record(n).number(Key::Km).map(|km| (km.value * 1000.0) as i64);
            SortKey::Number(km)
        }),
        Column::of_record("outcome", 1, (11, 13), outcome),
        Column::of_record(glyph::ATTACKED, 1, (1, 1), attacked),
        Column::of_record("who", 5, (8, 22), |board, n| cells::names_of(board, n, Key::By)),
        Column::of_record("from", 7, (8, 14), |board, n| cells::names_of(board, n, Key::From)),
        Column::of_record("other numbers", 8, (14, 34), others),
        Column::of_record("voice", 6, (10, 34), cells::voice),
        Column::of_record("grade", 6, (5, 5), cells::grade),
        Column::of_record("clause", 10, (8, 16), |board, n| cells::names_of(board, n, Key::Clause)),
        Column::of_record("note", 9, (12, 60), |board, n| cells::note(board, board.record(n))),
    ]);
    let rows = latest_first(board, Table::Patrol);
    let total = board.visible_of(Table::Patrol).count();
    let summary = Flow::new(summary(board, &ledgers));
    Sheet { columns, rows: rows.into(), summary, total, ..Sheet::default() }.sorted(board, sort)
}

/// The furthest place, else nothing that could be guessed.
fn reached(board: &Board, n: RecordIx) -> Phrase {
    cells::names_of(board, n, Key::To)
}

fn km(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let km = reported_km(board, record);
    km.map_or_else(|| cells::missing(board, record, Key::Km), Phrase::plain)
}

/// The distance as it was reported, in kilometres.
pub fn reported_km(board: &Board, record: &Record) -> Option<String> {
    match board.displayed(record, Key::Km)? {
        Value::Number(km) => Some(km.written.to_string()),
        _ => None,
    }
}

fn outcome_of(board: &Board, record: &Record) -> Option<PatrolOutcome> {
    board.displayed(record, Key::Outcome)?.term()
}

/// Glyph and word, so that neither colour nor shape is needed to read it.
pub fn outcome(board: &Board, n: RecordIx) -> Phrase {
    let Some(outcome) = outcome_of(board, board.record(n)) else {
        return Phrase::not_stated();
    };
    let (glyph, role) = match outcome {
        PatrolOutcome::Completed => (glyph::COMPLETED, Role::Good),
        PatrolOutcome::CutShort => (glyph::CUT_SHORT, Role::Warning),
        PatrolOutcome::Planned => (glyph::PLANNED, Role::Dim),
        PatrolOutcome::Cancelled => (glyph::CANCELLED, Role::Warning),
        PatrolOutcome::Unknown => (glyph::UNKNOWN, Role::Stale),
    };
    let phrase = Phrase::new(glyph, role).and(" ", Role::Plain).and(outcome.word(), Role::Plain);
    cells::contested(board, n, Key::Outcome, phrase)
}

/// Derived from the attacks that name the patrol, never typed.
fn attacked(board: &Board, n: RecordIx) -> Phrase {
    let hits = board.hits_on(n);
    if hits.is_empty() { Phrase::plain(" ") } else { Phrase::new(glyph::ATTACKED, Role::Severe) }
}

fn others(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let numbers = board.other_numbers(record).into_iter();
    Phrase::list(
        numbers.map(|(voice, n)| Phrase::plain(format!("{} {n}", board.voice_name(voice)))),
        ", ",
    )
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let km = board
        .shown(record, Key::Km)
        .map(|_| km(board, n).and(" km", Role::Dim))
        .unwrap_or_default();
    let hits = board.hits(&record.id).iter();
    let hits = hits
        .map(|n| Phrase::new(format!("{} {}", glyph::ATTACKED, board.record(*n).id), Role::Severe));
    let to = board.shown_id(record, Key::To).map(|to| cells::name(board, to)).unwrap_or_default();
    let by = board.shown_ids(record, Key::By);
    let who = if by.is_empty() { Phrase::default() } else { cells::names(board, by) };
    let parts = [to, km, who, cells::voice(board, n)].into_iter().chain(hits);
    Phrase::list(parts.chain([cells::note(board, record)]), " · ")
}

/// What a small screen has no room for stands last: how many there were, and how many of them were
/// attacked, come before how each went and what is missing.
fn summary(board: &Board, ledgers: &[Arc<Ledger>]) -> Vec<Phrase> {
    let patrols: Vec<RecordIx> =
        board.visible_of(Table::Patrol).filter(|n| !board.is_taken_back(*n)).collect();
    let tallies = cells::tallies(board, true);
    if patrols.is_empty() {
        return tallies.collect();
    }
    let heads: Vec<String> =
        ledgers.iter().map(|ledger| cells::head(board, &ledger.party, 4)).collect();
    let counts =
        ledgers.iter().zip(&heads).map(|(ledger, head)| format!("{head} {}", ledger.count()));
    let counts: Vec<String> = counts.collect();
    let mut parts = vec![Phrase::plain(format!("{} dated", patrols.len()))];
    if !counts.is_empty() {
        parts.push(Phrase::plain(format!("counted by {}", counts.join(", "))));
    }
    parts.extend(tallies);
    parts.extend(attacks(board, &patrols));
    let with = |wanted: PatrolOutcome| {
        patrols.iter().filter(|n| board.outcome_of(**n) == Some(wanted)).count()
    };
    let outcomes = PatrolOutcome::ALL.iter().map(|outcome| (with(*outcome), outcome.word()));
    let outcomes = outcomes.filter(|(n, _)| *n > 0);
    parts.extend(outcomes.map(|(n, word)| Phrase::plain(format!("{n} {word}"))));
    parts.extend(gaps(ledgers, &heads));
    parts.extend(standing(board));
    parts
}

/// The patrols that attacks name, and the attacks of which nobody says which patrol they hit.
fn attacks(board: &Board, patrols: &[RecordIx]) -> Vec<Phrase> {
    let mut parts = Vec::new();
    let hit = patrols.iter().filter(|n| !board.hits_on(**n).is_empty()).count();
    if hit > 0 {
        parts.push(Phrase::plain(format!("{hit} attacked ")).and(glyph::ATTACKED, Role::Severe));
    }
    let unknown = board.attacks_on_unknown_patrols().len();
    if unknown > 0 {
        let words = format!("{}, patrol unknown", counted(unknown, "more attack"));
        parts.push(Phrase::new(words, Role::Stale));
    }
    parts
}

/// Numbers that a ledger leaves out, and those that it gives twice.
fn gaps(ledgers: &[Arc<Ledger>], heads: &[String]) -> Vec<Phrase> {
    let mut parts = Vec::new();
    for (ledger, head) in ledgers.iter().zip(heads) {
        let (missing, repeated) = (ledger.missing(), ledger.repeated());
        if !missing.is_empty() {
            parts.push(Phrase::new(format!("{head} {} not found", runs(&missing)), Role::Stale));
        }
        if !repeated.is_empty() {
            parts.push(Phrase::new(format!("{head} {} twice", runs(&repeated)), Role::Warning));
        }
    }
    parts
}

/// Where the patrols stand, and how long none ran.
fn standing(board: &Board) -> Vec<Phrase> {
    let mut parts = Vec::new();
    if let Some(standing) = Standing::of(board, StandingOf::Patrols) {
        let since = standing.dated_since().map(|when| human(when, board.clock.as_of));
        let since = since.map(|since| format!("since {since}"));
        parts.push(standing::told(&standing, StandingForm::Since, since.as_deref()));
    }
    if let Some(days) = board.since_last_patrol() {
        let when = human(&board.days_ago(Bounds::new(days, days)), board.clock.as_of);
        parts.push(Phrase::plain(format!("last reported patrol {when}")));
    }
    parts
}
