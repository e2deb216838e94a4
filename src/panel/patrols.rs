//! The patrol log: each party's number in its own column, how far, how it went, whether attacked.

use std::sync::Arc;

use super::{
    cells,
    rows::{Row, SortKey},
    sheet::{Column, Sheet, Sort, latest_first},
    spec::{Content, PanelSpec, Placement},
    standing::{self, StandingForm},
    tallies,
};
use crate::{
    board::{Board, Figure, Ledger, Register, Standing, StandingOf, human, runs},
    look::{Phrase, Role, Summary, SummaryLine, clause_of, glyph, width},
    model::{Bounds, Id, Key, PatrolOutcome, Record, RecordIx, Table, Term, Value},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Patrols",
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
    let ledgers = board.ledgers();
    let reached = |board: &Board, row: &Row, cells: usize| {
        let place = row.record().map(|n| cells::names_of(board, n, Key::To));
        cells::shorter(place.unwrap_or_default(), cells)
    };
    let tells_who = has_joint(board);
    let mut columns: Vec<Column> = vec![
        cells::date_column(0, (6, 11)),
        Column::sized("reached", 1, (8, 20), reached).takes_rest(),
        Column::sized_of_record("how it went", 0, (11, 34), move |board, n, cells| {
            how_it_went(board, n, cells, tells_who)
        })
        .never_below(move |board, row| {
            row.record().map_or(0, |n| how_it_went(board, n, 0, tells_who).width())
        }),
        Column::of_record("km", 4, (3, 5), km)
            .right()
            .behind_if_room("reached", km_behind)
            .sorted_by_record(|board, n| {
                let km = board.record(n).number(Key::Km).map(|km| (km.value * 1000.0) as i64);
                SortKey::Number(km)
            }),
    ];
    let has_others = board.visible_of(Table::Patrol).any(|n| !board.is_patrol(n));
    columns.extend(has_others.then(|| {
        Column::of_record("what", 2, (6, 11), |board, n| {
            Phrase::plain(board.patrol_kind_said(board.record(n)).into_owned())
        })
    }));
    columns.extend(
        board
            .has_tracks()
            .then(|| Column::sized_of_record("by track", 3, (9, 24), super::track::in_cell)),
    );
    columns.extend(ledgers.iter().take(3).map(|ledger| number_column(board, ledger)));
    columns.extend([
        Column::of_record("voice", 5, (10, 34), cells::voice),
        Column::of_record("who", 6, (8, 22), |board, n| cells::names_of(board, n, Key::By)),
        Column::of_record("grade", 6, (5, 5), cells::grade),
        Column::of_record("from", 7, (8, 14), |board, n| cells::names_of(board, n, Key::From)),
        Column::of_record("other numbers", 8, (14, 34), others),
        cells::clause_column(10),
        Column::of_record("note", 9, (12, 60), |board, n| cells::note(board, board.record(n))),
    ]);
    let rows = latest_first(board, Table::Patrol);
    let total = board.visible_of(Table::Patrol).count();
    let lines = summary(board, &register, ledgers);
    let sheet = Sheet { columns, rows: rows.into(), lines, total, ..Sheet::default() };
    sheet.sorted(board, sort).with_undated(board, Table::Patrol, sort)
}

/// What a party counts its patrols by.
fn number_column(board: &Board, ledger: &Arc<Ledger>) -> Column {
    let head = cells::head(board, &ledger.party, 4);
    let (ledger, sorted) = (ledger.clone(), ledger.clone());
    let number = Column::of_record(head, 3, (2, 4), move |_, n| match ledger.of(n) {
        Some(number) if number.inferred => {
            Phrase::new(format!("{}{}", glyph::ASSUMED, number.number), Role::Stale)
        }
        Some(number) => Phrase::plain(number.number.to_string()),
        None => Phrase::not_stated(),
    });
    let by_number = move |_: &Board, n: RecordIx| SortKey::Number(sorted.of(n).map(|n| n.number));
    number.right().sorted_by_record(by_number)
}

fn km(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let km = reported_km(board, record);
    km.map_or_else(|| cells::missing(board, record, Key::Km), Phrase::plain)
}

fn km_behind(board: &Board, row: &Row) -> Phrase {
    let km = row.record().and_then(|n| reported_km(board, board.record(n)));
    km.map_or_else(Phrase::default, |km| Phrase::plain(format!("{km} km")))
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

/// Glyph and word, so that neither colour nor shape is needed to read it; what the desk worked out
/// has its mark.
pub fn outcome(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let Some(outcome) = outcome_of(board, record) else {
        return cells::missing(board, record, Key::Outcome);
    };
    let (glyph, role) = match outcome {
        PatrolOutcome::Completed => (glyph::COMPLETED, Role::Good),
        PatrolOutcome::CutShort => (glyph::CUT_SHORT, Role::Warning),
        PatrolOutcome::Planned => (glyph::PLANNED, Role::Dim),
        PatrolOutcome::Cancelled => (glyph::CANCELLED, Role::Warning),
        PatrolOutcome::Unknown => (glyph::UNKNOWN, Role::Stale),
    };
    let word = Term::PatrolOutcome(outcome).spoken();
    let phrase = Phrase::new(glyph, role).and(" ", Role::Plain).and(word, Role::Plain);
    let by_desk = board.voice_shown(record, Key::Outcome).is_some_and(|voice| voice.is_desk());
    let phrase = phrase.and(if by_desk { glyph::ASSUMED } else { "" }, Role::Stale);
    cells::contested(board, n, Key::Outcome, phrase)
}

/// The outcome, and whether attacks name the patrol: from these alone, it is never typed. Whose
/// patrol it was stands behind that of one party, where others are joint ones.
fn how_it_went(board: &Board, n: RecordIx, cells: usize, tells_who: bool) -> Phrase {
    let outcome = outcome(board, n);
    let is_hit = !board.hits_on(n).is_empty();
    let hit = |words: &str| {
        let words = format!(" {}{words}", glyph::ATTACKED);
        outcome.clone().and(if is_hit { words.as_str() } else { "" }, Role::Severe)
    };
    let by = board.shown_ids(board.record(n), Key::By);
    let alone = match by {
        [one] if tells_who && !one.is_unknown() => {
            format!(", {} alone", cells::head(board, one, 6))
        }
        _ => String::new(),
    };
    let full = hit(" attacked");
    let forms = [full.clone().and(alone, Role::Dim), full, hit("")];
    cells::shortest_that_fits(forms.into_iter(), cells)
}

/// Whether several parties run some of the patrols together.
fn has_joint(board: &Board) -> bool {
    let mut patrols = board.shown_of(Table::Patrol);
    patrols.any(|n| board.shown_ids(board.record(n), Key::By).len() > 1)
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
    let hits =
        hits.map(|n| Phrase::new(format!("{} {}", glyph::ATTACKED, hit(board, *n)), Role::Severe));
    let to = board.shown_id(record, Key::To).map(|to| cells::name(board, to)).unwrap_or_default();
    let by = board.shown_ids(record, Key::By);
    let who = if by.is_empty() { Phrase::default() } else { cells::names(board, by) };
    let track = super::track::in_cell(board, n, usize::MAX);
    let track = if track.is_empty() { track } else { Phrase::dim("track ").join(track) };
    let parts = [to, km, track, who, cells::voice(board, n)].into_iter().chain(hits);
    Phrase::list(parts.chain([cells::note(board, record)]), " · ")
}

/// What hit a patrol: what, and when.
fn hit(board: &Board, n: RecordIx) -> String {
    let record = board.record(n);
    let kind = board.displayed(record, Key::Kind).and_then(Value::word_said);
    let when = cells::date(board, n, 12).text();
    format!("{} {when}", kind.unwrap_or("attack".into()))
}

/// What a small screen has no room for stands last: how many there were, and how many of them were
/// attacked, come before how each went and what is missing.
fn summary(board: &Board, register: &Register, ledgers: &[Arc<Ledger>]) -> Summary {
    let told = tallies::tallies(board, true);
    let Some(all) = register.one("patrols").filter(Figure::counts_any) else {
        return Summary::new([besides(board, register)].into_iter().chain(told));
    };
    let mut lines = vec![ran(board, register, &all), attacks(board, register)];
    lines.push(reason(board));
    lines.push(outcomes(board, register));
    lines.push(besides(board, register));
    lines.push(counted(board, register));
    lines.extend(told);
    lines.extend(ledgers.iter().flat_map(|ledger| gaps(board, ledger)));
    lines.push(standing(board));
    lines.push(register.one("days-since-patrol").and_then(|last| {
        let phrase = Phrase::plain("last reported ").join(cells::day_figure(board, &last));
        SummaryLine::new("patrol", vec![phrase])
    }));
    Summary::new(lines)
}

/// How many ran: joint ones, and those of one party alone.
fn ran(board: &Board, register: &Register, all: &Figure) -> Option<SummaryLine> {
    let total = cells::figure(board, all);
    let joint = register.one("patrols-joint").filter(Figure::counts_any);
    let Some(joint) = joint else { return SummaryLine::new("patrols", vec![total]) };
    let is_all = joint.value.bounds() == all.value.bounds();
    let of = cells::figure(board, &joint).and(" joint", Role::Plain);
    let alone = register.of("patrols-alone").into_iter().map(|figure| {
        let words = format!(" {}", figure.labels.short);
        cells::figure(board, &figure).and(words, Role::Plain)
    });
    let alone = Phrase::list(alone, ", ");
    let full = (!alone.is_empty()).then(|| of.clone().and(", ", Role::Plain).join(alone));
    let of_all = of.clone().and(", ", Role::Plain).join(total).and(" in all", Role::Plain);
    let short = if is_all { of } else { of_all };
    SummaryLine::new("patrols", full.into_iter().chain([short]).collect())
}

/// What else is in the log: `3 inspections, 1 flight`.
fn besides(board: &Board, register: &Register) -> Option<SummaryLine> {
    let others = register.of("besides-patrols").into_iter();
    let others = others.map(|figure| cells::counted_figure(board, &figure, &figure.labels.short));
    SummaryLine::new("besides", vec![Phrase::list(others, ", ")])
}

/// How patrols went, as the register has it.
const OUTCOMES: [(&str, PatrolOutcome); 5] = [
    ("patrols-completed", PatrolOutcome::Completed),
    ("patrols-cut-short", PatrolOutcome::CutShort),
    ("patrols-planned", PatrolOutcome::Planned),
    ("patrols-cancelled", PatrolOutcome::Cancelled),
    ("patrols-of-unknown-outcome", PatrolOutcome::Unknown),
];

/// Parts stand only where all of them fit; else only the first.
fn outcomes(board: &Board, register: &Register) -> Option<SummaryLine> {
    let is_contested = |outcome: PatrolOutcome| {
        let mut patrols = board.shown_of(Table::Patrol);
        patrols.any(|n| {
            outcome_of(board, board.record(n)) == Some(outcome)
                && board.contested(n).contains(&Key::Outcome)
        })
    };
    let told = OUTCOMES.into_iter().filter_map(|(id, outcome)| {
        let figure = register.one(id).filter(Figure::counts_any)?;
        let words = format!(" {}", Term::PatrolOutcome(outcome).spoken());
        let phrase = cells::figure(board, &figure).and(words, Role::Plain);
        let mark = if is_contested(outcome) { " ≠" } else { "" };
        Some(phrase.and(mark, Role::Contested))
    });
    let told: Vec<Phrase> = told.collect();
    let first = told.first().cloned().unwrap_or_default();
    SummaryLine::new("went", vec![Phrase::list(told, ", "), first])
}

/// `Turkey (TR) 24, Russia (RU) 22`.
fn counted(board: &Board, register: &Register) -> Option<SummaryLine> {
    let counts = register.of("counted-by");
    let with = |name: &dyn Fn(&Id) -> String| {
        let each = counts.iter().map(|figure| {
            let party = figure.of_id().as_ref().map(name).unwrap_or_default();
            Phrase::plain(format!("{party} ")).join(cells::figure(board, figure))
        });
        Phrase::list(each, ", ")
    };
    let others = || tallies::patrols_told(board);
    let head = |party: &Id| cells::head(board, party, 4);
    let long = |party: &Id| {
        let (name, head) = (board.name(party), head(party));
        if name == head { head } else { format!("{name} ({head})") }
    };
    let and = |counts: Phrase| Phrase::list([counts].into_iter().chain(others()), ", ");
    let forms = [and(with(&long)), and(with(&head)), with(&head)];
    SummaryLine::new("counted", forms.to_vec())
}

/// The patrols that attacks name, when the last of them was, and the attacks of which nobody says
/// which patrol they hit.
fn attacks(board: &Board, register: &Register) -> Option<SummaryLine> {
    let hit = register.one("patrols-attacked").filter(Figure::counts_any);
    let unknown = register.one("attacks-on-unknown-patrols").filter(Figure::counts_any);
    let unknown = unknown.map(|figure| {
        let is_one = figure.value.bounds() == Some(Bounds::new(1, 1));
        let plural = if is_one { "" } else { "s" };
        let words = format!(" more attack{plural}, patrol not told");
        cells::figure(board, &figure).and(words, Role::Stale)
    });
    let Some(hit) = hit else { return SummaryLine::new("attacked", Vec::from_iter(unknown)) };
    let value = cells::figure(board, &hit);
    let marked =
        |words: &str| value.clone().and(words, Role::Plain).and(glyph::ATTACKED, Role::Severe);
    let last = register.one("days-since-attack-on-patrol");
    let last =
        last.map(|last| Phrase::plain("last reported ").join(cells::day_figure(board, &last)));
    let line = |parts: Vec<Phrase>| Phrase::list(parts, "; ");
    let last = last.unwrap_or_default();
    let unknown = unknown.unwrap_or_default();
    SummaryLine::new(
        "attacked",
        vec![
            line(vec![marked(" of them "), last.clone(), unknown.clone()]),
            line(vec![marked(" of them "), unknown]),
            line(vec![marked(" of them "), last.clone()]),
            line(vec![marked(" "), last]),
            marked(" "),
        ],
    )
}

/// Numbers that a ledger leaves out, and those that it gives twice.
fn gaps(board: &Board, ledger: &Ledger) -> Vec<Option<SummaryLine>> {
    let name = board.name(&ledger.party);
    let owner = if name.ends_with('s') { format!("{name}’") } else { format!("{name}’s") };
    let (missing, repeated) = (ledger.missing(), ledger.repeated());
    let head = cells::head(board, &ledger.party, 4);
    let missing = (!missing.is_empty()).then(|| {
        let told = runs(&missing);
        let told = match told.rsplit_once(", ") {
            Some((before, last)) => format!("{before} or {last}"),
            None => told,
        };
        let full = Phrase::new(format!("no patrol bears {owner} {told}"), Role::Stale);
        let short = Phrase::new(format!("no {head} {told}"), Role::Stale);
        SummaryLine::new("numbers", vec![full, short])
    });
    let repeated = (!repeated.is_empty()).then(|| {
        let words = format!("{} {} twice", name, runs(&repeated));
        SummaryLine::new("numbers", vec![Phrase::new(words, Role::Warning)])
    });
    missing.into_iter().chain(repeated).collect()
}

/// Cells in which a reason is told; of less room it loses its end.
const REASONS: [usize; 8] = [160, 120, 96, 72, 56, 44, 34, 26];

/// What a party gives as its reason for where the patrols stand: its words, beside the log.
fn reason(board: &Board) -> Option<SummaryLine> {
    let of_patrols =
        |n: &RecordIx| board.shown_ids(board.record(*n), Key::About).iter().any(Id::is_patrols);
    let (n, party) = board.reasons().into_iter().find(|(n, _)| of_patrols(n))?;
    let who = board.quoted_name(party);
    let says = board.record(n).heading();
    let date = board.written_date(board.record(n));
    let date = date.map(|date| format!(", {}", human(date, board.clock.as_of)));
    let told = |who: String, cells: usize| {
        let words = clause_of(says, cells.saturating_sub(width(&who) + 2));
        Phrase::plain(format!("{who}: {words}"))
    };
    let full = told(format!("{who}{}", date.unwrap_or_default()), usize::MAX);
    let shorter = REASONS.into_iter().map(|cells| told(who.clone(), cells));
    SummaryLine::new("reason", std::iter::once(full).chain(shorter).collect())
}

/// Where the patrols stand.
fn standing(board: &Board) -> Option<SummaryLine> {
    let standing = Standing::of(board, StandingOf::Patrols)?;
    let since = standing.dated_since().map(|when| human(when, board.clock.as_of));
    let since = since.map(|since| format!("since {since}"));
    let told = |form| standing::told(&standing, form, since.as_deref());
    SummaryLine::new("stand", vec![told(StandingForm::Since), told(StandingForm::Bare)])
}
