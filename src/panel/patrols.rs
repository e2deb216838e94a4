//! The patrol log: each party's number in its own column, how far, how it went, whether attacked.

use std::sync::Arc;

use super::{
    cells,
    rows::SortKey,
    sheet::{Column, Sheet, Sort, latest_first},
    spec::{Content, PanelSpec, Placement},
    standing::{self, StandingForm},
};
use crate::{
    board::{Board, Figure, Ledger, Register, Standing, StandingOf, human, runs},
    look::{Flow, Phrase, Role, glyph},
    model::{Bounds, Key, PatrolOutcome, Record, RecordIx, Table, Value},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    name: "patrols",
    title: "Patrol log",
    help: "patrol log",
    placement: Placement::Front,
    content: Content::Records { table: Table::Patrol, joins: None },
    adds: Some(Table::Patrol),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let register = Register::new(board);
    let ledgers: Vec<Arc<Ledger>> = register.ledgers().iter().cloned().map(Arc::new).collect();
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
    let summary = Flow::new(summary(board, &register, &ledgers));
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
fn summary(board: &Board, register: &Register, ledgers: &[Arc<Ledger>]) -> Vec<Phrase> {
    let tallies = cells::tallies(board, true);
    let Some(dated) = register.one("patrols").filter(Figure::counts_any) else {
        return tallies.collect();
    };
    let mut parts = vec![cells::figure(board, &dated).and(" dated", Role::Plain)];
    let counts = register.of("counted-by");
    let counts: Vec<Phrase> = counts.iter().map(|figure| counted_by(board, figure)).collect();
    if !counts.is_empty() {
        parts.push(Phrase::plain("counted by ").join(Phrase::list(counts, ", ")));
    }
    parts.extend(tallies);
    parts.extend(attacks(board, register));
    let outcomes =
        OUTCOMES.into_iter().filter_map(|id| register.one(id)).filter(Figure::counts_any);
    parts.extend(outcomes.map(|figure| {
        let word = format!(" {}", figure.labels.short);
        cells::figure(board, &figure).and(word, Role::Plain)
    }));
    let heads: Vec<String> =
        ledgers.iter().map(|ledger| cells::head(board, &ledger.party, 4)).collect();
    parts.extend(gaps(ledgers, &heads));
    parts.extend(standing(board, register));
    parts
}

/// How patrols went, as the register has it.
const OUTCOMES: [&str; 5] = [
    "patrols-completed",
    "patrols-cut-short",
    "patrols-planned",
    "patrols-cancelled",
    "patrols-of-unknown-outcome",
];

/// `TR 24`
fn counted_by(board: &Board, figure: &Figure) -> Phrase {
    let head = figure.of_id().map(|party| cells::head(board, &party, 4)).unwrap_or_default();
    Phrase::plain(format!("{head} ")).join(cells::figure(board, figure))
}

/// The patrols that attacks name, and the attacks of which nobody says which patrol they hit.
fn attacks(board: &Board, register: &Register) -> Vec<Phrase> {
    let hit = register.one("patrols-attacked").filter(Figure::counts_any);
    let hit = hit.map(|figure| {
        let value = cells::figure(board, &figure).and(" attacked ", Role::Plain);
        value.and(glyph::ATTACKED, Role::Severe)
    });
    let unknown = register.one("attacks-on-unknown-patrols").filter(Figure::counts_any);
    let unknown = unknown.map(|figure| {
        let is_one = figure.value.bounds() == Some(Bounds::new(1, 1));
        let words = if is_one { " more attack" } else { " more attacks" };
        let words = format!("{words}, patrol unknown");
        cells::figure(board, &figure).and(words, Role::Plain).all_in(Role::Stale)
    });
    hit.into_iter().chain(unknown).collect()
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
fn standing(board: &Board, register: &Register) -> Vec<Phrase> {
    let mut parts = Vec::new();
    if let Some(standing) = Standing::of(board, StandingOf::Patrols) {
        let since = standing.dated_since().map(|when| human(when, board.clock.as_of));
        let since = since.map(|since| format!("since {since}"));
        parts.push(standing::told(&standing, StandingForm::Since, since.as_deref()));
    }
    let last = register.one("days-since-patrol");
    parts.extend(
        last.map(|last| {
            Phrase::plain("last reported patrol ").join(cells::day_figure(board, &last))
        }),
    );
    parts
}
