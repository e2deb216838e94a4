//! The ledgers side by side: what each side counts in the window, with what the other confirmed;
//! then each party's patrol numbers with the running offset between them, gaps and repeats.

mod json;

use std::sync::Arc;

use super::{
    cells,
    rows::{Row, SortKey},
    sheet::{Column, Sheet, Sort},
    spec::{Content, OF_THE_WHOLE, PanelSpec, Placement},
    window::{days_in_words, last_told, reported_phrase},
};
use crate::{
    board::{Board, CounterSide, Ledger, Numbered, SideBySide, WindowColumn, runs},
    look::{Align, Flow, Phrase, Role, counted, width},
    model::{Day, Id, RecordIx, Table},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Ledgers",
    help: "ledgers: each party's count beside the other's",
    placement: Placement::Page {
        shows: "what each side counts, what the other confirmed; patrol numbers with their offset, gaps and repeats",
    },
    content: Content::Derived {
        empty: "nobody numbers patrols or counts by this day",
        json: json::rows,
        keys: &[json::PATROL_KEYS, json::COUNT_KEYS],
    },
    adds: Some(Table::Tally),
    of_the_whole: Some(OF_THE_WHOLE),
    opens_at_end: false,
    sheet,
    caption: |_, _| None,
};

/// Above each counter's name: what it counts it did not do.
const COUNTED_BY: &str = "counted by";

/// Cells of a name that is cut before its days give way.
const NAME: usize = 12;

/// What stands in one row.
enum LedgerLine {
    /// A count of bodies, in one of its aspects.
    Count(usize, Aspect),
    Patrol(Numbered),
}

/// What is told of a count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aspect {
    Now,
    SoFar,
    Latest,
    Reported,
    Before,
    Confirmed,
    Running,
}

struct LedgerLines {
    counts: Vec<SideBySide>,
    /// Those who number patrols or count, each with the place of its ledger if it has one.
    parties: Vec<(Id, Option<usize>)>,
    heads: Vec<String>,
    lines: Vec<LedgerLine>,
}

impl LedgerLines {
    /// A party's side of a count, if it has one.
    fn side(&self, count: usize, party: usize) -> Option<&CounterSide> {
        let id = &self.parties[party].0;
        self.counts[count].sides.iter().find(|side| side.by.id() == id)
    }
}

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let ledgers = board.ledgers();
    let counts = SideBySide::all(board.window_table(), board);
    let numbered = Numbered::all(board, ledgers);
    let days = |count: &SideBySide| {
        let mut parts = vec![
            Phrase::plain(format!("window {}", days_in_words(count.window))),
            Phrase::plain(format!("before {}", days_in_words(count.previous))),
        ];
        let so_far = count.so_far.map(days_in_words);
        parts.extend(so_far.map(|days| Phrase::plain(format!("so far {days}"))));
        parts
    };
    // All counts are of the same days.
    let days = counts.first().map(days).unwrap_or_default();
    let summary = Flow::new([days, summary(board, ledgers, &numbered)].concat());
    let mut lines: Vec<LedgerLine> = Vec::new();
    for (n, count) in counts.iter().enumerate() {
        use Aspect::{Before, Confirmed, Latest, Now, Reported, Running, SoFar};
        let is_told = |aspect: &Aspect| count.sides.iter().any(|side| is_told(side, *aspect));
        let all = [Now, SoFar, Latest, Reported, Before, Confirmed, Running];
        let told = all.into_iter().filter(is_told);
        lines.extend(told.map(|aspect| LedgerLine::Count(n, aspect)));
    }
    let first_patrol = lines.len();
    lines.extend(numbered.into_iter().map(LedgerLine::Patrol));
    let mut parties: Vec<(Id, Option<usize>)> =
        ledgers.iter().enumerate().map(|(n, ledger)| (ledger.party.clone(), Some(n))).collect();
    for side in counts.iter().flat_map(|count| &count.sides) {
        if parties.iter().all(|(known, _)| known != side.by.id()) {
            parties.push((side.by.id().clone(), None));
        }
    }
    let heads = ledgers.iter().map(|ledger| cells::head(board, &ledger.party, 4)).collect();
    let lines = Arc::new(LedgerLines { counts, parties, heads, lines });
    let rows = rows(board, &lines);
    let (of_counts, of_patrols) = rows.split_at(first_patrol.min(rows.len()));
    let total = rows.len();
    let columns = columns(board, &lines, &rows);
    // Counts stay on top, however the patrols are sorted.
    let sheet =
        Sheet { columns, rows: of_patrols.to_vec().into(), summary, total, ..Sheet::default() }
            .sorted(board, sort);
    Sheet { rows: [of_counts, sheet.rows.records()].concat().into(), ..sheet }
}

fn is_told(side: &CounterSide, aspect: Aspect) -> bool {
    match aspect {
        Aspect::Now => true,
        Aspect::SoFar => side.total.so_far.is_some(),
        Aspect::Latest => {
            side.total.count.is_none() && side.total.so_far.is_none() && side.total.latest.is_some()
        }
        Aspect::Reported => side.total.count.is_some(),
        Aspect::Before => side.total.previous.is_some(),
        Aspect::Confirmed => !side.confirmed.is_empty(),
        Aspect::Running => side.total.printed.is_some(),
    }
}

fn rows(board: &Board, lines: &LedgerLines) -> Vec<Row> {
    let row = |(line, of): (usize, &LedgerLine)| match of {
        LedgerLine::Patrol(numbered) => {
            Some(Row { line, ..super::sheet::row(board, numbered.patrol) })
        }
        LedgerLine::Count(n, aspect) => {
            let sides = &lines.counts[*n].sides;
            let record = sides.iter().find_map(|side| side.total.records.first());
            Some(Row { line, depth: usize::from(*aspect != Aspect::Now), ..Row::of(*record?) })
        }
    };
    lines.lines.iter().enumerate().filter_map(row).collect()
}

fn columns(board: &Board, lines: &Arc<LedgerLines>, rows: &[Row]) -> Vec<Column> {
    let of = lines.clone();
    let mut columns = vec![
        Column::sized("count, date", 0, (14, 44), move |board, row, cells| {
            match &of.lines[row.line] {
                LedgerLine::Count(n, aspect) => named(board, &of.counts[*n], *aspect, cells),
                LedgerLine::Patrol(numbered) => cells::date(board, numbered.patrol, usize::MAX),
            }
        })
        .sorted_by_record(|board, n| {
            let date = board.date_of(n);
            SortKey::Day(date.and_then(|date| date.latest.or(date.earliest)))
        }),
    ];
    for party in 0..lines.parties.len() {
        let id = &lines.parties[party].0;
        let name = match board.scenario().find(id) {
            Some(_) => board.name(id).to_owned(),
            None => board.voice_name(id).to_owned(),
        };
        // A figure is never cut for want of a name's room.
        let figures = rows.iter().map(|row| cell(board, lines, row, party).width()).max();
        let wide = figures.unwrap_or(0).max(width(&name).min(8)).max(width(COUNTED_BY));
        let (of, sorted) = (lines.clone(), lines.clone());
        let head = name.clone();
        let title = format!("counted by {name}");
        let column =
            Column::new(title, 0, (wide, 18), move |board, row| cell(board, &of, row, party))
                .headed_by(2, move |_| vec![Phrase::dim(COUNTED_BY), Phrase::dim(head.as_str())]);
        columns.push(column.right().sorted_by(move |_, row| {
            SortKey::Number(match &sorted.lines[row.line] {
                LedgerLine::Patrol(numbered) => sorted.parties[party]
                    .1
                    .and_then(|n| numbered.numbers[n])
                    .map(|number| number.number),
                LedgerLine::Count(..) => None,
            })
        }));
    }
    let (of, found) = (lines.clone(), lines.clone());
    columns.push(
        Column::new("offset", 1, (6, 6), move |_, row| match &of.lines[row.line] {
            LedgerLine::Patrol(numbered) => offset(numbered),
            LedgerLine::Count(..) => Phrase::default(),
        })
        .right(),
    );
    columns.push(Column::new("found", 1, (14, 50), move |board, row| {
        match &found.lines[row.line] {
            LedgerLine::Patrol(numbered) => {
                let voices = board.other_numbers(board.record(numbered.patrol)).into_iter();
                let others = voices
                    .filter(|(voice, _)| found.parties.iter().all(|(party, _)| party != *voice));
                let others = others.map(|(voice, number)| {
                    Phrase::dim(format!("{} {number}", board.voice_name(voice)))
                });
                Phrase::list([remarks(numbered, &found.heads)].into_iter().chain(others), ", ")
            }
            LedgerLine::Count(n, Aspect::Running) => checked(&found.counts[*n]),
            LedgerLine::Count(..) => Phrase::default(),
        }
    }));
    columns.push(Column::of_record("record", 2, (14, 34), |board, n| {
        Phrase::new(board.brief(board.record(n)), Role::Link)
    }));
    columns.push(Column::of_record("voice", 3, (10, 30), cells::voice));
    columns
}

/// What is counted, or what is told of it, with the days where there is room for both.
fn named(board: &Board, count: &SideBySide, aspect: Aspect, cells: usize) -> Phrase {
    let with_days = |name: Phrase, days: (Day, Day), role: Role| {
        let days = format!(", {}", days_in_words(days));
        // The days are whole or not there, and the summary has them in any case.
        match cells.saturating_sub(width(&days)) {
            room if room >= name.width() => name.and(days, role),
            room if room >= NAME => {
                let short = name.fit(room, Align::Left).text();
                Phrase::new(short.trim_end(), role).and(days, role)
            }
            _ => name,
        }
    };
    match aspect {
        Aspect::Now => {
            let against = count
                .against
                .as_ref()
                .map(|id| Phrase::new(" against ", Role::Heading).join(cells::name(board, id)));
            let name = Phrase::new(&*count.of, Role::Heading).join(against.unwrap_or_default());
            with_days(name, count.window, Role::Heading)
        }
        Aspect::SoFar => {
            let days = count.so_far.map(days_in_words).unwrap_or_default();
            Phrase::dim(format!("  {days} so far"))
        }
        Aspect::Latest => Phrase::dim("  last told"),
        Aspect::Reported => Phrase::dim("  days reported"),
        Aspect::Before => with_days(Phrase::dim("  before"), count.previous, Role::Dim),
        Aspect::Confirmed => Phrase::dim("  confirmed by others"),
        Aspect::Running => Phrase::dim("  running as printed"),
    }
}

fn cell(board: &Board, lines: &LedgerLines, row: &Row, party: usize) -> Phrase {
    match &lines.lines[row.line] {
        LedgerLine::Patrol(numbered) => {
            match lines.parties[party].1.and_then(|n| numbered.numbers[n]) {
                Some(number) if number.inferred => {
                    Phrase::new(format!("[{}]", number.number), Role::Stale)
                }
                Some(number) => Phrase::plain(number.number.to_string()),
                None => own_number(board, numbered.patrol, &lines.parties[party].0),
            }
        }
        LedgerLine::Count(n, aspect) => {
            let side = lines.side(*n, party);
            side.map_or_else(Phrase::not_stated, |side| side_phrase(board, side, *aspect))
        }
    }
}

/// The number that a voice without a ledger of its own gave a patrol: an outlet's.
fn own_number(board: &Board, patrol: RecordIx, voice: &Id) -> Phrase {
    let numbers = board.other_numbers(board.record(patrol)).into_iter();
    let own = numbers.filter(|(other, _)| *other == voice);
    let own = own.map(|(_, number)| Phrase::plain(number.to_string()));
    let own = Phrase::list(own, ", ");
    if own.is_empty() { Phrase::not_stated() } else { own }
}

/// `1 day`, `9 days`.
fn days_counted(days: u64) -> String {
    counted(usize::try_from(days).unwrap_or(usize::MAX), "day")
}

fn side_phrase(board: &Board, side: &CounterSide, aspect: Aspect) -> Phrase {
    match aspect {
        Aspect::Now => reported_phrase(&side.total, WindowColumn::Now),
        Aspect::SoFar => reported_phrase(&side.total, WindowColumn::SoFar),
        Aspect::Latest => last_told(board, &side.total),
        Aspect::Reported => {
            Phrase::dim(format!("{} of {}", side.total.reported.n, side.total.reported.of))
        }
        Aspect::Before => reported_phrase(&side.total, WindowColumn::Before),
        Aspect::Confirmed => {
            let others = side.confirmed.iter().map(|confirmed| {
                let id = Id::new(&confirmed.by);
                let name = id.as_ref().map_or(&*confirmed.by, |id| board.name(id));
                Phrase::plain(format!("{} by {name}", confirmed.count))
                    .and(format!(", of {}", days_counted(confirmed.days)), Role::Dim)
            });
            Phrase::list(others, ", ")
        }
        Aspect::Running => side
            .total
            .printed
            .as_ref()
            .map_or_else(Phrase::default, |printed| Phrase::plain(printed.count.to_string())),
    }
}

/// What the running figures are checked with.
fn checked(count: &SideBySide) -> Phrase {
    let printed = count.sides.iter().filter_map(|side| side.total.printed.as_ref());
    Phrase::list(printed.map(|printed| Phrase::dim(printed.to_string())), "; ")
}

fn offset(line: &Numbered) -> Phrase {
    let role = if line.has_moved { Role::Warning } else { Role::Dim };
    line.offset.map_or_else(Phrase::default, |offset| match offset {
        0 => Phrase::new("0", role),
        offset => Phrase::new(format!("{offset:+}"), role),
    })
}

fn remarks(line: &Numbered, heads: &[String]) -> Phrase {
    let missing = line.missing.iter().zip(heads).filter(|(missing, _)| !missing.is_empty());
    let missing = missing.map(|(missing, head)| {
        Phrase::new(format!("{head} {} not found", runs(missing)), Role::Stale)
    });
    let repeated = line.repeated.iter().zip(heads).filter(|(repeated, _)| **repeated);
    let repeated = repeated.map(|(_, head)| Phrase::new(format!("{head} twice"), Role::Warning));
    let moved = line.has_moved.then(|| Phrase::new("offset moves", Role::Warning));
    Phrase::list(missing.chain(repeated).chain(moved), ", ")
}

fn summary(board: &Board, ledgers: &[Arc<Ledger>], lines: &[Numbered]) -> Vec<Phrase> {
    let mut parts = Vec::new();
    if !lines.is_empty() {
        let words = counted(lines.len(), "numbered patrol");
        parts.push(Phrase::figure(words, Role::Plain, "numbered-patrols"));
    }
    for ledger in ledgers {
        let name = board.name(&ledger.party);
        let figure = format!("counted-by:{}", ledger.party);
        let count = Phrase::figure(ledger.count().to_string(), Role::Plain, &figure);
        parts.push(Phrase::plain(format!("{name} counts ")).join(count));
        if !ledger.missing().is_empty() {
            let missing = runs(&ledger.missing());
            parts.push(Phrase::new(format!("{name} {missing} not found"), Role::Stale));
        }
        if !ledger.repeated().is_empty() {
            let repeated = runs(&ledger.repeated());
            parts.push(Phrase::new(format!("{name} {repeated} twice"), Role::Warning));
        }
    }
    let offset = lines.iter().rev().find_map(|line| line.offset);
    parts.extend(offset.map(|offset| Phrase::plain(format!("offset now {offset:+}"))));
    parts
}
